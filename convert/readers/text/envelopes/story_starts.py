"""Several stories in one input: where each begins, by the envelopes that repeat, or by the marks between stories.

Frames of wires and the messages of an mbox are divided in the bytes, pasted mails, wire headers, front matter,
threads and items of feeds by their lines. These are facts, so that such an input is always divided. Rows of signs and
numbers before titles may as well divide the parts of one story; they are reported, and divide an input only if the user
says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from convert.findings import Finding, Location, Severity
from convert.readers.text.envelopes.envelope import USUAL_LANGUAGES, Envelope, TakenLine, filled_lines
from convert.readers.text.envelopes.mail.digests import digest_starts
from convert.readers.text.envelopes.mail.message import read_opening
from convert.readers.text.envelopes.markup.front_matter import front_matters
from convert.readers.text.envelopes.markup.markdown import open_markdown
from convert.readers.text.envelopes.press.parts import is_part_heading
from convert.readers.text.envelopes.web import feed_words
from convert.readers.text.envelopes.web.feed import feed_items
from convert.readers.text.envelopes.web.thread import thread_starts
from convert.readers.text.envelopes.wire import iptc7901
from convert.readers.text.envelopes.wire.end import END_MARK
from convert.readers.text.envelopes.wire.frames import opens_take
from convert.readers.text.envelopes.wire.header import MAX_HEADER, is_code_line, read_header_line
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lexicon.bylines import read_byline
from convert.readers.text.lexicon.dates import read_date
from convert.readers.text.roles import Role
from convert.readers.text.sentences import ENDS_SENTENCE

MAX_FRAME_HEADER = 1_000
"""How many bytes there are at most between the marks SOH and STX of a frame."""

HEAD = 12
"""Among how many first lines the first envelope of several begins."""

LEAST_MAIL = 8
"""How many words a mail has at least above the next one; with fewer it is a note that hands the next one on."""

MAX_TITLE = 160
"""How many characters a title has at most."""

TITLE_WORDS = range(1, 26)
"""How many words a title has."""

LEAST_TEXT = 6
"""How many words the first sentences of a story have at least."""

TITLE_REACH = 4
"""How many lines, such as a byline, there are at most from the title of a story to its text."""

MAX_LABEL = 4
"""How many words a label above the title of the first story has at most."""

MAX_LISTED = 20
"""How many lines a finding lists at most."""

_FRAME = re.compile(rb"\x01[^\x01\x02\x03]{0,%d}\x02" % MAX_FRAME_HEADER)
_MAIL_LINE = re.compile(
    rb"(?:\A|(?<=\n\n)|(?<=\r\n\r\n))From [^\r\n]{0,200}\d\d:\d\d[^\r\n]{0,60}\r?\n(?=[!-9;-~]{1,80}:)"
)
_ESCAPED = re.compile(rb"(?m)^>(?=>*From )")
_WORDS = re.compile(rb"[\w\x80-\xff]{2}")


def divide_bytes(data: bytes) -> list[int]:
    """Where the stories of several frames or of an mbox begin in `data`; none if it is neither.

    A frame that goes on from the story before it, as its slug line says, begins none.
    """
    if b"\x01" in data and b"\x00" not in data:
        starts = []
        first = -1
        for frame in _FRAME.finditer(data):
            if first < 0 or not opens_take(data, first, frame.end() - 1):
                first = frame.end() - 1
                starts.append(_before_signs(data, frame.start()))
    elif data.startswith(b"From ") and b"\x00" not in data:
        starts = [line.start() for line in _MAIL_LINE.finditer(data)]
    else:
        return []
    if len(starts) < 2:
        return []
    return starts if starts[0] == 0 or _WORDS.search(data, 0, starts[0]) is None else [0, *starts]


def _before_signs(data: bytes, at: int) -> int:
    """The first of the signs for synchronisation (SYN, DEL) directly before `at`."""
    while at and data[at - 1] in b"\x16\x7f":
        at -= 1
    return at


def unescape_mail(data: bytes) -> bytes:
    """A message of an mbox with the lines that begin with "From " as they were."""
    return _ESCAPED.sub(b"", data) if b">From " in data else data


def divide_lines(lines: tuple[str, ...]) -> list[int]:
    """The indices of the lines at which the stories of several envelopes begin; none if there are not several."""
    first = next((at for at, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return []
    for divide in (_digest, _mails, _wires, _front_matters, _threads):
        starts = divide(lines, first)
        if len(starts) > 1:
            return starts
    return feed_items(lines)


def _digest(lines: Sequence[str], first: int) -> list[int]:
    """Where the messages of a digest begin; its preamble is above the first one."""
    starts = digest_starts(lines)
    return [first, *starts[1:]]


def _mails(lines: Sequence[str], first: int) -> list[int]:
    """Where pasted mails begin; none if the later ones are answered or handed on by those above."""
    header = read_opening(lines, first)
    if header is None or header.is_multipart:
        return []
    starts, subjects = [first], {header.subject}
    end = header.end
    for at in range(header.end, len(lines)):
        if at < end or ":" not in lines[at] or (lines[at - 1].strip() and not _is_row(lines[at - 1])):
            continue
        header = read_opening(lines, at)
        if header is None:
            continue
        words = sum(len(line.split()) for line in lines[end:at])
        if header.is_below_mark or header.subject in subjects or words < LEAST_MAIL:
            return []
        starts.append(at)
        subjects.add(header.subject)
        end = header.end
    return starts


def _front_matters(lines: Sequence[str], first: int) -> list[int]:
    """Where stories with front matter begin; the first one may have none."""
    starts = front_matters(lines)
    has_text = bool(starts) and any(_is_text(line) for line in lines[: starts[0]])
    return [first, *starts] if has_text else starts


def _threads(lines: Sequence[str], first: int) -> list[int]:
    """Where threads of a social network begin, if the first line is of one."""
    starts = thread_starts(lines)
    return starts if starts[:1] == [first] else []


def _wires(lines: Sequence[str], first: int) -> list[int]:
    """Where the headers of wires begin; a take that adds to the story above begins none."""
    starts: list[int] = []
    last = ""
    for at, slug, is_take in _wire_headers(lines):
        if not starts and sum(bool(line.strip()) for line in lines[first:at]) > HEAD:
            return []
        if not (starts and is_take and slug == last):
            starts.append(at if starts else first)
        last = slug
    return starts


def _wire_headers(lines: Sequence[str]) -> Iterator[tuple[int, str, bool]]:
    """The first line of each header, its slug line, and whether it is of a take that goes on."""
    end = 0
    for at, line in enumerate(lines):
        if at < end or len(line) > iptc7901.MAX_LINE or not line.strip():
            continue
        if iptc7901.is_header(lines, at):
            yield at, "", False
            end = at + 2
        elif found := read_header_line(line):
            start = at
            while start > end and is_code_line(lines[start - 1]) and at - start < MAX_HEADER:
                start -= 1
            if start < at or not at or not lines[at - 1].strip() or END_MARK.fullmatch(lines[at - 1]):
                yield start, *found
                end = at + 1
                while end < min(len(lines), at + 3) and read_header_line(lines[end]):
                    end += 1


# --------------------------------------------------------------------------------------------------------------------
# Separators

_SIGNS = frozenset("#*=-_~–—•+·.◆■●⁂─━═(")
_ROW = re.compile(
    r"\s*(?:(?P<sign>[#*=\-_~–—•+·◆■●─━═])(?:\s{0,3}(?P=sign)){2,}|⁂|-\s?30\s?-|[-–—]\s?ENDS?\s?[-–—]|\(END\)|\(ENDS\))\s*"
)
_NUMBER = re.compile(r"\s*(?P<number>\d{1,3})(?:[.)]|\s?[-–—:])\s+(?P<title>[^\W_].*)")


_LABEL = re.compile(rf"\s*(?:{feed_words.ITEMS})\s*(?:#|nr\.?|no\.?)?\s*\d{{1,3}}[.:]?\s*", re.IGNORECASE)
_BRACKETED = re.compile(r"\s*[(\[](?P<text>[^()\[\]]+)[)\]]\s*")


def _is_row(line: str) -> bool:
    return line.strip()[:1] in _SIGNS and _ROW.fullmatch(line) is not None


def separated_stories(lines: tuple[str, ...], name: str = "") -> list[int]:
    """The indices of the titles of stories that rows of signs, or numbers, separate, the first story's first line
    included; none if there is one story, or the input with that `name` is Markdown, where rows are rules.
    """
    filled = filled_lines(lines)
    starts = _behind_rows(lines, filled) or _numbered(lines, filled)
    return [] if starts and open_markdown(tuple(lines), name) else starts


def _behind_rows(lines: Sequence[str], filled: Sequence[int]) -> list[int]:
    starts: list[int] = []
    has_text = False
    for number, at in enumerate(filled):
        line = lines[at]
        if not has_text:
            has_text = _is_text(line)
        if not has_text or line.strip()[:1] not in _SIGNS or not _is_row(line):
            continue
        if lines[at - 1].strip() and not ENDS_SENTENCE.search(lines[at - 1].rstrip()) and not _is_row(lines[at - 1]):
            continue  # the underline of a title
        if _opens_story(lines, filled, number + 1):
            starts.append(filled[number + 1])
            has_text = False
    if not starts or not _has_title(lines, filled, starts[0]):
        return []
    return [filled[0], *starts]


def _has_title(lines: Sequence[str], filled: Sequence[int], end: int) -> bool:
    """Whether the first story has a title above its text."""
    for at in filled[:HEAD]:
        if at >= end or _is_text(lines[at]):
            return False
        if _is_title(lines[at]):
            return True
    return False


def _numbered(lines: Sequence[str], filled: Sequence[int]) -> list[int]:
    """The titles with the numbers 1, 2, 3 … where no text is above the first one."""
    starts: list[int] = []
    for number, at in enumerate(filled):
        line = lines[at]
        if not starts and (number >= HEAD or _is_text(line)) and not line.strip()[0].isdigit():
            return []
        found = _NUMBER.fullmatch(line) if line.strip()[0].isdigit() and len(line) <= MAX_TITLE else None
        is_next = found is not None and int(found["number"]) == len(starts) + 1 and " " in found["title"].strip()
        if is_next and number + 1 < len(filled) and _is_text(lines[filled[number + 1]]) and _is_title(line):
            starts.append(at)
    return [filled[0], *starts[1:]] if len(starts) > 1 else []


def _opens_story(lines: Sequence[str], filled: Sequence[int], number: int) -> bool:
    """Whether the line opens a story: it is a title with text below, and no heading of a release's parts."""
    if number >= len(filled) or not _is_title(lines[filled[number]]) or is_part_heading(lines[filled[number]]):
        return False
    number = _title_of(lines, filled, number)
    for at in filled[number + 1 : number + 1 + TITLE_REACH]:
        if _is_row(lines[at]) and at != filled[number] + 1:
            return False
        if _is_text(lines[at]):
            return True
    return False


def _title_of(lines: Sequence[str], filled: Sequence[int], number: int) -> int:
    """Where the title of a story is: on its first line, or below a label that counts stories."""
    is_label = len(lines[filled[number]]) <= MAX_TITLE and _LABEL.fullmatch(lines[filled[number]]) is not None
    has_title = number + 1 < len(filled) and _is_title(lines[filled[number + 1]])
    return number + 1 if is_label and has_title else number


def _is_title(line: str) -> bool:
    text = line.strip()
    if len(text) > MAX_TITLE or len(text.split()) not in TITLE_WORDS or not any(map(str.isalpha, text)):
        return False
    first = next(character for character in text if character.isalnum() or character in "-•>|<{[")
    if not first.isalnum() or first.islower() or "@" in text or "://" in text:
        return False
    return text[-1] not in ".:;,。" and (ENDS_SENTENCE.search(text) is None or text[-1] in "?!？！’'\"”»")


def _is_text(line: str) -> bool:
    """Whether a line is running text: sentences, or in a script without spaces a long line."""
    text = line.strip()
    if not ENDS_SENTENCE.search(text) and len(text) < MAX_TITLE:
        return len(text) > 60 and not _is_title(line) and len(text.split()) >= 2 * LEAST_TEXT
    return len(text.split()) >= LEAST_TEXT or (not text.isascii() and len(text) >= 20)


def open_separated(lines: tuple[str, ...], starts: Sequence[int], stated: Mapping[int, Role]) -> Envelope | None:
    """Read the stories that begin at the lines `starts` as one: the title of the first is the headline, the later ones
    are headings, the text between them is kept but for what the copy has twice, such as captions of a page, and a
    finding says so. None if that is one story.

    `stated` are the roles that outer envelopes show; the headline is no heading.
    """
    if len(starts) < 2:
        return None
    later = starts[1:]
    filled = filled_lines(lines)
    numbers = {at: number for number, at in enumerate(filled)}
    titles = [filled[_title_of(lines, filled, numbers[at])] for at in later if at in numbers]
    first = next((at for at in filled if _is_text(lines[at])), 0)
    last = next((at for at in filled if at > later[-1] and _is_text(lines[at])), later[-1])
    times = Counter(lines[at].strip() for at in filled)
    roles: dict[int, Role] = {
        at: "paragraph"
        for at in filled
        if first <= at <= last and _is_text(lines[at]) and times[lines[at].strip()] == 1
    }
    roles |= dict.fromkeys(titles, "heading")
    title = _first_title(lines, [at for at in filled if at < first])
    if title is not None and title in stated:
        roles[title] = "headline"
    shown = ", ".join(str(at + 1) for at in later[:MAX_LISTED]) + (" …" if len(later) > MAX_LISTED else "")
    finding = Finding(
        code="TXT025",
        severity=Severity.WARNING,
        message=f"the copy may be {len(starts)} stories, the second from this line on; it was read as one",
        advice="If they are several, divide them with --split.",
        location=Location(line=later[0] + 1, column=1),
        detail=(("stories", str(len(starts))), ("lines", shown)),
    )
    headline = _without_number(lines[title]) if title is not None else None
    rows = (at for at in filled if first < at < later[-1] and _is_row(lines[at]))
    taken = dict.fromkeys(rows, TakenLine("row between stories"))
    return Envelope(lines=lines, taken=taken, roles=roles, headline=headline, findings=(finding,))


def _without_number(line: str) -> str:
    found = _NUMBER.fullmatch(line)
    return (found["title"] if found else line).strip()


def _first_title(lines: Sequence[str], above: Sequence[int]) -> int | None:
    """The title among the lines above the first text: the last one but bylines and dates, below labels alone; None if
    there is none, or too many lines.
    """
    if len(above) > TITLE_REACH:
        return None
    lexicon = load_lexicon(*USUAL_LANGUAGES)
    found = [
        at
        for at in above
        if _is_title(lines[at])
        and not _LABEL.fullmatch(lines[at])
        and not read_byline(lines[at].strip(), lexicon)
        and not read_date(lines[at].strip(), lexicon)
    ]
    is_below_labels = all(len(lines[at].split()) <= MAX_LABEL for at in found[:-1])
    return found[-1] if found and is_below_labels else None


def open_story_marks(lines: tuple[str, ...]) -> Envelope | None:
    """Take what belongs to the input and not to its stories: labels that count them, and a last line that names in
    brackets who wrote them. None if there is nothing.
    """
    filled = [at for at, line in enumerate(lines) if line.strip() and not _is_row(line)]
    taken = {
        at: TakenLine("label of a story")
        for number, at in enumerate(filled)
        if len(lines[at]) <= MAX_TITLE and _title_of(lines, filled, number) != number
    }
    metadata: dict[str, object] = {}
    found = _BRACKETED.fullmatch(lines[filled[-1]]) if filled and len(lines[filled[-1]]) <= MAX_TITLE else None
    byline = read_byline(found["text"], load_lexicon(*USUAL_LANGUAGES)) if found else None
    if found and byline and byline.is_explicit:
        taken[filled[-1]] = TakenLine("byline in brackets", role="byline")
        metadata = {"authors": byline.authors, "byline": found["text"]}
    stated = dict.fromkeys(metadata, filled[-1]) if filled else {}
    return Envelope(lines=lines, taken=taken, metadata=metadata, stated=stated) if taken else None
