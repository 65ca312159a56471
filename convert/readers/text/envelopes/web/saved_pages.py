"""Pages as programs save, print and share them: what archives, clippers, readers and portals write around the story.

Each such line is known by its whole wording, and only near the ends of the copy, where programs write. What it states
becomes metadata: the address of the page, its authors and tags. The day on which a page was saved is no day of
publication.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import takewhile

from convert.errors import ModelError
from convert.model import InfoSource, Moment
from convert.readers.text.envelopes.draft import Draft
from convert.readers.text.envelopes.envelope import USUAL_LANGUAGES, Envelope, TakenLine, filled_lines, one_line
from convert.readers.text.envelopes.web import saved_words
from convert.readers.text.envelopes.web.printed_pages import find_printed_pages, title_line
from convert.readers.text.lexicon import Lexicon, load_lexicon
from convert.readers.text.lexicon.bylines import read_byline
from convert.readers.text.lexicon.dates import read_date
from convert.readers.text.lexicon.keys import line_key, word_set
from convert.readers.text.lexicon.names import is_known_name, is_organisation
from convert.readers.text.lexicon.people import read_people
from convert.readers.text.scripts import has_digit
from convert.readers.text.sentences import ENDS_SENTENCE

HEAD, TAIL = 12, 14
"""Among how many first and last lines programs write."""

MOST_NAMES = 4
"""How many words the name of a person has at most."""

MAX_LINE = 300
"""How many characters such a line has at most."""

SITE_LINES = 2, 4
"""Among how many first lines the name of the site is, and the address of the page without its scheme."""

EXHIBIT_LINES, MESSENGER_LINES = 4, 2
"""Among how many first lines the names of exhibits of a filing are, and the note of a messenger."""

MIN_FIELDS = 2
"""How many fields next to each other show a page that was clipped."""

PARTS_OF_SOURCE = 3
"""How many parts a line has that names the paper, the author and the day."""

MIN_PATH, TITLE_WORDS = 3, 4
"""How many parts the path of a page has at least, and how many words the title that ends it; sections have fewer."""

_LANGUAGES = (*USUAL_LANGUAGES, "sv", "ru")
_FRAME = TakenLine("line of a program that saved the page")
_FIELD = TakenLine("field of a page that was saved")
_PATH = TakenLine("path of the page", role="navigation")
_SITE = TakenLine("name of the site", role="navigation")
_BYLINE = TakenLine("byline of a portal", role="byline")

_SITE_NAME = re.compile(r"(?:www\.)?(?=[\d-]{0,30}[a-z])[a-z\d-]{2,40}(?:\.[a-z\d-]{2,24}){0,2}\.[a-z]{2,24}")
_PARTS = re.compile(r"\s*[|·•]\s*|\s[/–-]\s")
_CITED = re.compile(
    r"[^\W\d_][^.!?\d]{2,50}, (?:[^.!?\d]{2,40}, )?\d{1,2}[./]\d{1,2}[./]\d{4},"
    r" (?:S\.|Seite|p\.|pp\.|page|pág\.|pag\.|s\.|sid\.|side|str\.) ?\d{1,3}"
)
"""Where a story was printed: paper, edition, day and page."""

_PROGRAM_FIELD = re.compile(r"[a-z][a-z_]{1,24}:(?: \S.{0,200})?")
_EXHIBIT_FILE = re.compile(r"EX-\d{1,3}(?:\.\d{1,3})?[A-Z]? \d{1,3} \S{3,60}\.(?:htm|html|txt|pdf)(?: \S.{0,80})?")
_EXHIBIT = re.compile(r"(?:EXHIBIT|Exhibit|EX-|Ex\.)\s?\d{1,3}\.\d{1,3}[A-Z]?")
_AGED = re.compile(
    r"\W{0,3}•?\s?(?P<age>\d{1,3}\s?[^\W\d_]{1,8}\.?(?:"
    r" [^\W\d_]{2,6}\.?)?)\s?•\s?(?P<minutes>\d{1,3} [^\W\d_]{2,12}\b.{0,20})"
)
_LABEL = re.compile(r"[-*]?\s?\**(?P<label>[^\W\d_][^:：*]{1,30}?)\**\s?[:：]\**\s?(?P<value>\S.*)")
_ADDRESS = re.compile(r"(?:\[[^\]]{1,200}\]\()?<?(?P<url>https?://[^\s()<>]{4,300})>?\)?")
_DAY_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/(\d\d)/(\d\d)/")
_PICTURE = re.compile(r"\[pic\]")
"""What converters of documents write in the place of a picture."""

_COVER = re.compile(r"!\[rw-book-cover\]\(\S{4,400}\)")
_PART = re.compile(
    r"#{1,3} (?:Metadata|Full Document|Full Content|Content|Highlights|Full text|Notes)|Markdown Content:"
    r"|#(?:Omnivore|Readwise|Pocket|Instapaper|Matter)|(?:\[Read [^\]]{2,40}\]\(https?://[^()\s]{4,300}\) ?){1,3}"
)
_LINE_OF_KINDLE = re.compile(r"(?P<title>\S.{2,200}) \((?P<authors>[^()]{3,80})\)")
_END_OF_CLIPPING = re.compile(r"={8,12}")
_PRESS_FIELD = re.compile(
    r"(?:article name|publication|author|start page|end page|artikelname|publikation|autor|startseite|endseite"
    r"|nom de l['’]article|auteur|page de début|page de fin|nombre del artículo|publicación"
    r"|página inicial|página final"
    r"|nome dell['’]articolo|pubblicazione|autore|pagina iniziale|pagina finale|nome do artigo"
    r"|publicação|página de início"
    r"|artikelnaam|publicatie|beginpagina|eindpagina)\s?:\s?\S.{0,280}",
    re.IGNORECASE,
)
_PRESS_PAGE = re.compile(
    r"(?:start page|startseite|page de début|página inicial|página de início|pagina iniziale|beginpagina)\s?:.*", re.I
)


def open_saved_page(lines: tuple[str, ...]) -> Envelope | None:
    """Open what a program wrote around a page, None if the lines show nothing of it."""
    filled = filled_lines(lines)
    page = _Page(lines)
    head, tail = ([at for at in part if len(lines[at]) <= MAX_LINE] for part in (filled[:HEAD], filled[-TAIL:]))
    page.read_head(head)
    page.read_tail(tail)
    page.read_fields(head, tail)
    page.read_clipping(filled)
    page.read_printed()
    return page.envelope() if page.taken or page.rewritten else None


class _Page(Draft):
    """What is read of a page that a program saved."""

    def read_head(self, head: Sequence[int]) -> None:
        """Take what is above the title: the site, the path, exhibits of filings, and the age of the story."""
        lines = self.lines
        if len(head) > 1 and lines[head[1]].strip() == f"# {lines[head[0]].strip()}":
            self.taken[head[0]] = _FRAME
            self.headline = self.rewritten[head[1]] = one_line(lines[head[0]])
        for number, at in enumerate(head):
            line = lines[at].strip()
            if (number < SITE_LINES[0] and _SITE_NAME.fullmatch(line)) or (
                number < SITE_LINES[1] and "/" in line and _SITE_NAME.fullmatch(line.partition("/")[0])
            ):
                self.taken[at] = _SITE
            elif _is_above_title(line, number):
                self.taken[at] = _FRAME
            elif number and "•" in line and (aged := _AGED.fullmatch(line)):
                self._read_age(head, number, aged)
            elif number and "•" in line:
                self._read_portal_byline(at, line)
            if _is_path(line):
                self._read_path(at, line, head[number + 1 :])
            if any(map(line.__contains__, "|·•/-–")) and at not in self.taken:
                self._read_parts(at, line)

    def _read_age(self, head: Sequence[int], number: int, aged: re.Match[str]) -> None:
        """Read the line with the age and the minutes of a story, below its byline."""
        at, above = head[number], head[number - 1]
        named = _story_by().fullmatch(self.lines[above].strip())
        if named is None and at not in self.rewritten and not self.lines[at].lstrip().startswith("•"):
            return
        self.rewritten[at] = aged["minutes"]
        if named and (people := read_people(named["names"], load_lexicon(*_LANGUAGES))):
            self.state_first("authors", people, above)
            self.taken[above] = _BYLINE

    def _read_portal_byline(self, at: int, line: str) -> None:
        """Read a byline with the age and the minutes of a story behind it on its line."""
        names, _, rest = line.partition("•")
        named, aged = _story_by().fullmatch(names.strip()), _AGED.fullmatch(rest.strip())
        if named and aged and (people := read_people(named["names"], load_lexicon(*_LANGUAGES))):
            self.state_first("authors", people, at)
            self.rewritten[at] = aged["minutes"]

    def _read_parts(self, at: int, line: str) -> None:
        """Read a line with the paper, the author and the day, in any order: "Osted Post | 12 May 2026 | Jane Doe"; or
        with the paper, the minutes and buttons: "Osted Post • 2 min read • View original".
        """
        parts = _PARTS.split(line) if has_digit(line) else []
        if len(parts) != PARTS_OF_SOURCE:
            return
        lexicon = load_lexicon(*_LANGUAGES)
        known = [role[0] if (role := lexicon.furniture.role(line_key(part))) else "" for part in parts]
        papers = [part for part, role in zip(parts, known, strict=True) if not role]
        if "reading-time" in known and len(papers) == 1 and len(papers[0].split()) <= MOST_NAMES:
            self.rewritten[at] = parts[known.index("reading-time")]
            if not _SITE_NAME.fullmatch(papers[0]):
                self.state_first("sources", (InfoSource(name=papers[0]),), at)
            return
        days = [part for part in parts if (day := read_date(part, lexicon)) and day.moment and not day.rest]
        signed = [
            part for part in parts if part not in days and (byline := read_byline(part, lexicon)) and byline.is_explicit
        ]
        named = signed or [part for part in parts if part not in days and _is_person(part, lexicon)]
        others = [part for part in parts if part not in days and part not in named[:1]]
        if len(days) != 1 or not named or len(others) != 1 or not _names_source(others[0], lexicon):
            return
        byline = read_byline(named[0], lexicon)
        if people := byline.authors if byline else read_people(named[0], lexicon):
            self.state_first("authors", tuple(people), at)
            if not _SITE_NAME.fullmatch(others[0]):
                self.state_first("sources", (InfoSource(name=one_line(others[0])),), at)
            self.rewritten[at] = days[0]

    def read_clipping(self, filled: Sequence[int]) -> None:
        """Take what an e-book reader writes around a text that was marked."""
        if len(filled) < 3 or not _matches(self.lines[filled[1]].strip(), saved_words.KINDLE):
            return
        self.taken[filled[1]] = _FRAME
        named = _LINE_OF_KINDLE.fullmatch(self.lines[filled[0]].strip("\ufeff \t"))
        if named:
            self.rewritten[filled[0]] = self.headline = named["title"]
            self._read_authors(named["authors"].replace(";", ","), filled[0])
        self.taken.update((at, _FRAME) for at in filled[2:] if _END_OF_CLIPPING.fullmatch(self.lines[at].strip()))

    def read_printed(self) -> None:
        """Take the lines that a browser prints above and below each page, and find the title that they have, too."""
        lines = tuple(self.lines)
        if printed := find_printed_pages(lines):
            self.taken.update(dict.fromkeys(printed.frames, _FRAME))
            if printed.title and (at := title_line(lines, printed)) is not None:
                self.headline = one_line(lines[at])

    def _read_path(self, at: int, line: str, below: Sequence[int]) -> None:
        """Take the path of a page if its last part is the title, which shows the title's line."""
        part = _path_parts(line)[-1]
        last = line_key(part) if len(part.split()) >= TITLE_WORDS else ""
        title = next((other for other in below if last and line_key(self.lines[other]) == last), -1)
        if title >= 0:
            self.taken[at] = _PATH
            self.headline = one_line(self.lines[title])

    def read_tail(self, tail: Sequence[int]) -> None:
        """Take what is below the story: archives, programs, links to the whole page, fields of a newspaper's page."""
        lines = self.lines
        fields = list(takewhile(lambda at: _PRESS_FIELD.fullmatch(lines[at].strip()), reversed(tail)))
        if len(fields) > MIN_FIELDS and any(_PRESS_PAGE.fullmatch(lines[at].strip()) for at in fields):
            self._take_press_fields(fields)
        if tail and _CITED.fullmatch(lines[tail[-1]].strip()):
            self.taken[tail[-1]] = _FRAME
        marks = list(takewhile(lambda at: _PROGRAM_FIELD.fullmatch(lines[at].strip()), reversed(tail)))
        if len(marks) > MIN_FIELDS and sum("_" in lines[at].partition(":")[0] for at in marks) >= MIN_FIELDS:
            self._take_program_fields(marks)
        is_archived = False
        for number, at in enumerate(tail):
            line = lines[at].strip()
            is_archived = is_archived or _matches(line, saved_words.ARCHIVED)
            is_last = number >= len(tail) - 6
            if is_archived or (is_last and _is_frame(line)):
                self.taken[at] = _FRAME
                if address := _ADDRESS.search(line) if not is_archived else None:
                    self.state_first("original_url", address["url"], at)

    def _take_program_fields(self, fields: Sequence[int]) -> None:
        """Take the fields that a program for notes writes below one."""
        for at in fields:
            label, _, value = self.lines[at].strip().partition(":")
            self.taken[at] = _FIELD
            if label.endswith("_url") and (address := _ADDRESS.fullmatch(value.strip())):
                self.state_first("original_url", address["url"], at)

    def _take_press_fields(self, fields: Sequence[int]) -> None:
        for at in fields:
            self.taken[at] = _FIELD
            label, _, value = self.lines[at].partition(":")
            if re.fullmatch(saved_words.AUTHOR_LABELS, label.strip(), re.IGNORECASE):
                self._read_authors(value, at)

    def _read_authors(self, value: str, at: int) -> None:
        names = re.sub(r"[\[\]]", "", value).strip()
        names = re.sub(r"^(?:by|von|par|por|di|door|av|af)\s", "", names, flags=re.IGNORECASE)
        if people := read_people(names, load_lexicon(*_LANGUAGES)):
            self.state_first("authors", people, at)

    def _read_day(self, url: str, at: int) -> None:
        """Read the day of publication from the address of the page, as many sites have it there."""
        dated = _DAY_IN_ADDRESS.search(url)
        if dated and self.issued is None:
            try:
                self.issued = Moment("-".join(dated.groups()))
            except ModelError:
                return
            self.stated["published"] = at

    def read_fields(self, head: Sequence[int], tail: Sequence[int]) -> None:
        """Take the fields of a page that was clipped: its address with the day of saving, tags or the notebook."""
        for block in (head, tail):
            fields = {at: found for at in block if at not in self.taken and (found := _field(self.lines[at]))}
            for at in block:
                line = self.lines[at].strip()
                if (_COVER.fullmatch(line) or _PART.fullmatch(line)) and len(fields) >= MIN_FIELDS:
                    fields[at] = ("mark", "")
            kinds = {kind for kind, _ in fields.values()}
            is_clip = bool(kinds & {"source", "mark"}) and len(kinds & {"clip", "mark", "source"}) > 1
            for at, (kind, value) in fields.items():
                if is_clip or (kind == "source" and _is_clipped_from(self.lines[at])):
                    self._take_field(at, kind, value)

    def _take_field(self, at: int, kind: str, value: str) -> None:
        self.taken[at] = _FIELD
        if kind == "source" and (address := _ADDRESS.search(value)):
            self.state_first("original_url", address["url"], at)
            self._read_day(address["url"], at)
        elif kind == "author":
            self._read_authors(value, at)
        elif kind == "title" and self.headline is None and at == min(filled_lines(tuple(self.lines))):
            self.headline = self.rewritten[at] = one_line(value)
            del self.taken[at]
        elif kind == "day" and (dated := read_date(value, load_lexicon(*_LANGUAGES))) and dated.moment:
            self.issued = dated.moment
            self.stated["published"] = at
        elif kind == "tags":
            tags = tuple(dict.fromkeys(tag for part in re.split(r"[,;]|\s(?=#)", value) if (tag := part.strip(" #[]"))))
            if tags:
                self.state_first("keywords", tags, at)


_KINDS: tuple[tuple[str, str], ...] = (
    ("source", saved_words.SOURCE_LABELS),
    ("clip", saved_words.CLIP_LABELS),
    ("tags", saved_words.TAG_LABELS),
    ("author", saved_words.AUTHOR_LABELS),
    ("title", saved_words.TITLE_LABELS),
    ("day", saved_words.DAY_LABELS),
    ("kind", saved_words.KIND_LABELS),
)


def _field(line: str) -> tuple[str, str] | None:
    """The kind of the field that a line is, and its value."""
    found = _LABEL.fullmatch(line.strip()) if ":" in line or "：" in line else None
    if found is None:
        return None
    label, value = found["label"].strip(), found["value"].strip()
    for kind, labels in _KINDS:
        if _whole(labels).fullmatch(label):
            if kind == "source" and not _ADDRESS.match(value):
                continue
            return kind, value
    return None


def _is_clipped_from(line: str) -> bool:
    """Whether a line alone shows that the page was clipped: its label has the verb."""
    label = line.partition(":")[0].strip().casefold()
    return label.split(" ")[0] in _CLIPPED and len(label.split()) > 1


_CLIPPED = word_set("clipped saved ausgeschnitten extrait capturé recortado ritagliato recorte geknipt klippt")


def _is_frame(line: str) -> bool:
    """Whether a line near the end is one of a program."""
    if any(map(str.isdigit, line)) and _matches(line, saved_words.CLIPPED_BY):
        return True
    if "://" in line and _matches(line, saved_words.OPENED_IN):
        return True
    if "|" in line and _is_menu_of_edition(line):
        return True
    tests = (
        *(saved_words.MADE_WITH, saved_words.WHOLE_PAGE, saved_words.SHARED),
        *(saved_words.TRANSLATED, saved_words.HOSTED),
    )
    return any(_matches(line, pattern) for pattern in tests)


def _is_menu_of_edition(line: str) -> bool:
    """Whether a line is links between bars to the other stories of a paper that a program made an e-book."""
    parts = [part.strip().casefold() for part in line.strip("| ").split("|")]
    return all(part in saved_words.MENU_OF_EDITION for part in parts) and any(part.endswith(" menu") for part in parts)


def _is_above_title(line: str, number: int) -> bool:
    """Whether the line with this number among the first ones is one that a program wrote above the title."""
    if _PICTURE.fullmatch(line):
        return True
    if _EXHIBIT_FILE.fullmatch(line) or _EXHIBIT.fullmatch(line):
        return number < EXHIBIT_LINES
    if number < MESSENGER_LINES and _matches(line, saved_words.MANY_TIMES):
        return True
    return ("://" in line and _matches(line, saved_words.ARCHIVE)) or _matches(line, saved_words.TRANSLATED)


def _matches(line: str, pattern: str) -> bool:
    return _whole(pattern).fullmatch(line) is not None


@cache
def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@cache
def _story_by() -> re.Pattern[str]:
    return re.compile(rf"(?i:{saved_words.STORY_BY})\s(?P<names>\S.{{2,80}})")


def _names_source(text: str, lexicon: Lexicon) -> bool:
    """Whether a text may be the name of a paper or a site: one word is rather a place."""
    return " " in text or _SITE_NAME.fullmatch(text) is not None or is_organisation(text, lexicon)


def _is_person(text: str, lexicon: Lexicon) -> bool:
    """Whether a text is the name of a person whose given name is known."""
    words = text.split()
    is_name = 1 < len(words) <= MOST_NAMES and all(word[0].isupper() for word in words)
    return is_name and is_known_name(text, lexicon) and not is_organisation(text, lexicon)


def _is_path(line: str) -> bool:
    """Whether a line is the path of a page: parts between slashes or angles."""
    return len(_path_parts(line)) >= MIN_PATH and ENDS_SENTENCE.search(line) is None


def _path_parts(line: str) -> list[str]:
    label, colon, rest = line.partition(":")
    path = rest if colon and _matches(label.strip(), saved_words.YOU_ARE_HERE) else line
    sign = next((sign for sign in (" / ", " > ", " › ", " » ", " → ", " \\ ") if sign in path), "")
    return [part.strip() for part in path.split(sign)] if sign else []
