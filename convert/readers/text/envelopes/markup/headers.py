"""Headers of plain-text markup: Org, AsciiDoc, reStructuredText, LaTeX, and tags of typesetting.

Each is recognized by lines of its syntax at the top of the copy, never by one such line inside a story. Its keys are
those of front matter; marks of headings and links are taken from the lines of the body, which are all the story's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from convert.readers.text.envelopes.envelope import Envelope, TakenLine, filled_lines, one_line, whole_text
from convert.readers.text.envelopes.markup.emphasis import without_emphasis
from convert.readers.text.envelopes.markup.named_fields import FIELD_OF, Entry, fields_envelope, plain_key
from convert.readers.text.envelopes.markup.tex import plain_tex
from convert.readers.text.roles import Role
from convert.readers.text.sentences import ENDS_SENTENCE

HEAD = 14
"""Among how many first lines with text the keys of a header are."""

MAX_FIELD = 80
"""The greatest length of a field of reStructuredText at the top of copy that nothing else shows to be it."""

MIN_PARTS = 3
"""How many different tags copy of a composing system has at least."""

MIN_TAGGED = 0.6
"""What share of the lines has tags in copy for a typesetting system."""

_ORG_KEY = re.compile(r"\s*#\+(?P<key>[A-Za-z_]{2,30})(?:\[[^\]]*\])?:(?:\s+(?P<value>\S(?:.*\S)?))?\s*")
_ORG_LINE = re.compile(r"\s*(?:#\+(?:begin|end)_\w+.*|#\+\w+:.*|:\w+:(?:\s.*)?|#(?: .*)?)", re.IGNORECASE)
_ORG_HEADING = re.compile(r"\*{1,5} (?:(?:TODO|DONE) )?(?P<text>\S(?:.*?\S)??)(?:\s+:[\w:@]+:)?\s*")
_DRAWER = re.compile(r"\s*:(?:PROPERTIES|LOGBOOK):\s*")
_ORG_NOTE = re.compile(r"\[fn:(\w{1,20})\]")
_ORG_LINK = re.compile(r"\[\[[^\[\]]+\]\[(?P<text>[^\[\]]+)\]\]|\[\[(?P<bare>[^\[\]]+)\]\]")
_DAY = re.compile(r"[\[<]?(?P<day>\d{4}-\d\d-\d\d)(?: [^\W\d_]+\.?)?(?P<clock> \d\d:\d\d)?[\]>]?")

_ADOC_TITLE = re.compile(r"={1,3} (?P<text>\S.*?[^=\s])\s*")
_ATTRIBUTE = re.compile(r":(?P<key>!?[\w][\w -]{0,30}!?):(?:\s+(?P<value>\S(?:.*\S)?))?\s*")
_ADOC_AUTHOR = re.compile(r"(?P<names>[^\W\d_][\w.'’ -]{2,60}?)(?:\s+<[^<>\s]+@[^<>\s]+>)?\s*")
_ADOC_REVISION = re.compile(r"(?:v\d[\w.]*,\s*)?(?P<day>\d{4}-\d\d-\d\d)(?::.*)?\s*|v\d[\w.]*\s*")
_ADOC_HEADING = re.compile(r"={2,5} (?P<text>\S(?:.*\S)?)\s*")
_ADOC_LINE = re.compile(
    r"\s*(?:\[(?:source|quote|NOTE|TIP|abstract|verse|arabic|loweralpha|lowerroman|[a-z]+=|%|\.|#).*\]|-{4,}|={4,}"
    r"|_{4,}|//.*|'{3,}|\|={3,}|<<<)\s*"
)
_ADOC_NOTE = re.compile(r"footnote:\w{0,20}\[([^\[\]]{1,400})\]")
_ADOC_ITEM = re.compile(r"\s*\.{1,4} (?P<text>\S.*)")

_RST_LINE = re.compile(r"\.\. (?:[\w-]+::.*|_[^:]+:.*|\[[^\]]+\] .*|\w.*)|:\w[\w-]*: ?.*")

_SPOKEN = re.compile(r":\s+[^\W\d_]+ (?:is|was|are|ist|war|est|es|è|é|är|er|jest|je)\b")
"""A field that goes on as a sentence does (":Date: this is what he writes")."""

_DIRECTIVE = re.compile(r"\.\. [\w-]+::")

_TEX_START = re.compile(r"\s*\\(?:documentclass|documentstyle|begin\{document\})")
_TEX_FIELD = re.compile(r"\s*\\(?P<key>title|author|date|subtitle|keywords)\{(?P<value>[^{}]+)\}\s*")
_TEX_HEADING = re.compile(r"\s*\\(?:sub)*section\*?\{(?P<text>[^{}]+)\}\s*")
_TEX_LINE = re.compile(r"\s*(?:%.*|\\[a-zA-Z]+\*?(?:\s?[\[{][^\]}]*[\]}])*\s*)")
_TEX_CAPTION = re.compile(r"\s*\\caption\*?\{(?P<text>.*)\}\s*")
_GERMAN_TEX = re.compile(
    r"\\usepackage(?:\[[^\[\]]{0,80}(?:german|austrian|swiss)[^\[\]]{0,80}\]\{babel\}|\{n?german\})"
)
"""What shows that `"a` is a letter: a package for German."""

_PART = re.compile(r"\s*<(?P<key>[A-Z][A-Z0-9]{1,3})>(?P<text>[^<>]*)")
_FIELDS_IN_ROW = re.compile(r"\s*[A-Z][A-Z /-]{1,14}:\s?\S.{0,40}?(?:\s{2,}[A-Z][A-Z /-]{1,14}:\s?\S.{0,40}?)*\s*")
"""Fields of a composing system, several in a row."""

_TAG = re.compile(r"@(?P<key>[^\W\d_][\w -]{0,24}?)\s?[:=]\s?(?P<text>\S(?:.*\S)?)\s*")
_TAGS: Mapping[str, tuple[str, ...]] = {
    "title": ("kop", "titel", "title", "headline", "head", "hl", "überschrift", "titre", "titolo", "título", "rubrik"),
    "author": ("auteur", "autor", "author", "byline", "by", "autore", "signature", "autorzeile", "skribent"),
    "heading": (
        "tussenkop",
        "zwischentitel",
        "zwischenzeile",
        "zt",
        "subhead",
        "crosshead",
        "intertitre",
        "mellanrubrik",
    ),
    "kicker": ("chapeau", "bovenkop", "dachzeile", "kicker", "surtitre", "occhiello"),
}


def open_markup_header(lines: tuple[str, ...], name: str = "") -> Envelope | None:
    """Open the header of plain-text markup, and take the marks from its body; None if the lines show none."""
    filled = filled_lines(lines)
    if not filled:
        return None
    for opener in (_org, _asciidoc, _restructured, _latex, _tagged, _composed):
        if opened := opener(lines, filled, name):
            return opened
    return None


class Markup:
    """The lines of copy in markup, while it is read."""

    def __init__(self, lines: tuple[str, ...], rule: str) -> None:
        self.lines = lines
        self.rule = rule
        self.entries: list[Entry] = []
        self.taken: dict[int, TakenLine] = {}
        self.rewritten: dict[int, str] = {}
        self.roles: dict[int, Role] = {}

    def take(self, at: int) -> None:
        """Take a line of the markup."""
        self.taken[at] = TakenLine(self.rule, is_private="@" in self.lines[at])

    def field(self, key: str, value: str, at: int) -> None:
        """Take a line as that of a field; one without a value says nothing."""
        self.take(at)
        if value:
            self.entries.append(Entry(key, _plain_day(value), at))

    def heading(self, text: str, at: int) -> None:
        """Take a line as a heading of the story."""
        self.rewritten[at], self.roles[at] = text, "heading"

    def text(self, text: str, at: int) -> None:
        """Keep a line of the story, without its marks."""
        if text != self.lines[at]:
            self.rewritten[at] = text

    def envelope(self) -> Envelope:
        """The envelope; keys without a field in an article are the program's own, and nothing is said of them."""
        known = [entry for entry in self.entries if plain_key(entry.key) in FIELD_OF]
        opened = fields_envelope(self.lines, known, self.taken)
        return replace(
            opened,
            rewritten={**self.rewritten, **opened.rewritten},
            roles=self.roles,
            is_whole=True,
        )


def _plain_day(value: str) -> str | list[str]:
    """A value without the brackets of a day, and tags between colons as a list."""
    if day := _DAY.fullmatch(value):
        return day["day"] + (day["clock"] or "")
    if len(value) > 2 and value[0] == value[-1] == ":":
        return value.strip(":").split(":")
    return value


def _org(lines: tuple[str, ...], filled: Sequence[int], name: str) -> Envelope | None:
    keys = {at: found for at in filled[:HEAD] if "#+" in lines[at] and (found := _ORG_KEY.fullmatch(lines[at]))}
    named = {found["key"].casefold() for found in keys.values()}
    has_drawer = ":END:" in whole_text(lines) and any(_DRAWER.fullmatch(lines[at]) for at in filled)
    is_sure = "title" in named and (len(named) > 1 or name.lower().endswith(".org") or filled[0] in keys)
    if not is_sure and not has_drawer:
        return None
    markup = Markup(lines, "line of Org")
    top = filled[0] if "title" not in named else -1
    for at in filled:
        line = lines[at]
        if at in keys:
            key = {"filetags": "tags"}.get(keys[at]["key"].casefold(), keys[at]["key"])
            markup.field(key, keys[at]["value"] or "", at)
        elif _ORG_LINE.fullmatch(line):
            markup.take(at)
        elif (heading := _ORG_HEADING.fullmatch(line)) and at == top:
            markup.field("title", heading["text"], at)
        elif heading:
            markup.heading(heading["text"], at)
        else:
            plain = _ORG_LINK.sub(lambda link: link["text"] or link["bare"], _ORG_NOTE.sub(r"[\1]", line))
            markup.text(without_emphasis(plain, "*/="), at)
    return markup.envelope()


def _asciidoc(lines: tuple[str, ...], filled: Sequence[int], name: str) -> Envelope | None:
    title = _ADOC_TITLE.fullmatch(lines[filled[0]])
    if title is None:
        return None
    markup = Markup(lines, "line of AsciiDoc")
    markup.field("title", title["text"], filled[0])
    is_sure = name.lower().endswith((".adoc", ".asciidoc", ".asc"))
    at = filled[0] + 1
    while at < len(lines) and lines[at].strip():
        if attribute := _ATTRIBUTE.fullmatch(lines[at]):
            markup.field(attribute["key"], attribute["value"] or "", at)
            is_sure = True
        elif revision := _ADOC_REVISION.fullmatch(lines[at]):
            markup.field("date", revision["day"] or "", at)
        elif at == filled[0] + 1 and (author := _ADOC_AUTHOR.fullmatch(lines[at])):
            markup.field("author", author["names"], at)
        else:
            return None
        at += 1
    for below in filled:
        if below < at:
            continue
        if heading := _ADOC_HEADING.fullmatch(lines[below]):
            markup.heading(heading["text"], below)
            is_sure = True
        elif attribute := _ATTRIBUTE.fullmatch(lines[below]):
            markup.field(attribute["key"], attribute["value"] or "", below)
            is_sure = True
        elif _ADOC_LINE.fullmatch(lines[below]):
            markup.take(below)
        elif item := _ADOC_ITEM.fullmatch(lines[below]):
            markup.text(f"• {item['text']}", below)
        else:
            markup.text(without_emphasis(_ADOC_NOTE.sub(r" (\1)", lines[below]), "*_"), below)
    return markup.envelope() if is_sure else None


def _restructured(lines: tuple[str, ...], filled: Sequence[int], name: str) -> Envelope | None:
    found = {at: key for at in filled[:HEAD] if lines[at][0] == ":" and (key := _ATTRIBUTE.fullmatch(lines[at]))}
    fields = {at: key for at, key in found.items() if FIELD_OF.get(plain_key(key["key"])) and key["value"]}
    directives = [at for at in filled if lines[at][0] == "." and _DIRECTIVE.match(lines[at])]
    is_named = name.lower().endswith(".rst")
    if len(fields) + bool(directives) < 2 and not (found and is_named):
        return None
    if not directives and not is_named and not _is_block(lines, list(found)):
        return None
    markup = Markup(lines, "line of reStructuredText")
    for at in filled:
        if at in fields:
            markup.field(fields[at]["key"], fields[at]["value"], at)
        elif _RST_LINE.fullmatch(lines[at].strip()):
            markup.take(at)
    return replace(markup.envelope(), is_whole=False)


def _is_block(lines: Sequence[str], fields: Sequence[int]) -> bool:
    """Whether fields are lines in a row, none of which is long or a sentence, as those of a story are."""
    is_row = list(fields) == list(range(fields[0], fields[0] + len(fields)))
    return is_row and not any(
        len(lines[at]) > MAX_FIELD or ENDS_SENTENCE.search(lines[at].strip()) or _SPOKEN.search(lines[at])
        for at in fields
    )


def _latex(lines: tuple[str, ...], filled: Sequence[int], name: str) -> Envelope | None:
    start = next((n for n, at in enumerate(filled[:HEAD]) if "\\" in lines[at] and _TEX_START.match(lines[at])), -1)
    if start < 0 or not all(_TEX_LINE.fullmatch(lines[at]) or _TEX_FIELD.fullmatch(lines[at]) for at in filled[:start]):
        return None
    markup = Markup(lines, "line of LaTeX")
    is_german = any(map(_GERMAN_TEX.search, (lines[at] for at in filled[:HEAD])))
    for at in filled:
        line = plain_tex(lines[at], has_shorthands=is_german)
        if (caption := _TEX_CAPTION.fullmatch(lines[at])) and caption["text"].strip():
            markup.text(plain_tex(caption["text"], has_shorthands=is_german), at)
            markup.roles[at] = "caption"
        elif field := _TEX_FIELD.fullmatch(line):
            markup.field(field["key"], field["value"], at)
        elif heading := _TEX_HEADING.fullmatch(line):
            markup.heading(heading["text"], at)
        elif _TEX_LINE.fullmatch(line):
            markup.take(at)
        else:
            markup.text(line, at)
    return markup.envelope()


def _tagged(lines: tuple[str, ...], filled: Sequence[int], name: str) -> Envelope | None:
    if "@" not in whole_text(lines):
        return None
    tags = {at: found for at in filled if lines[at][0] == "@" and (found := _TAG.fullmatch(lines[at]))}
    kinds = {found["key"].casefold() for found in tags.values()}
    titles = kinds.intersection(_TAGS["title"])
    if len(kinds) < 2 or len(tags) < MIN_TAGGED * len(filled) or not titles:
        return None
    meanings = {key: meaning for meaning, keys in _TAGS.items() for key in keys}
    markup = Markup(lines, "tag of a typesetting system")
    for at, found in tags.items():
        meaning = meanings.get(found["key"].casefold())
        if meaning == "heading":
            markup.heading(found["text"], at)
        elif meaning and not any(entry.key == meaning for entry in markup.entries):
            markup.field(meaning, found["text"], at)
        else:
            markup.text(one_line(found["text"]), at)
    return markup.envelope()


def _composed(lines: tuple[str, ...], filled: Sequence[int], name: str) -> Envelope | None:
    """Read copy of a composing system: rows of fields in capitals, then parts that open with short tags (<HD>)."""
    tags = {at: found for at in filled if lines[at].lstrip()[:1] == "<" and (found := _PART.fullmatch(lines[at]))}
    kinds = {found["key"] for found in tags.values()}
    if len(kinds) < MIN_PARTS or not kinds & {"HD", "HL", "H1", "TI"}:
        return None
    first = next(iter(tags))
    above = [at for at in filled if at < first]
    if not all(_FIELDS_IN_ROW.fullmatch(lines[at]) for at in above):
        return None
    markup = Markup(lines, "tag of a composing system")
    for at in above:
        markup.take(at)
    for at, found in tags.items():
        key, text = found["key"], (found["text"] or "").strip()
        if not text:
            markup.take(at)
        elif key in ("HD", "HL", "H1", "TI") and not markup.entries:
            markup.field("title", text, at)
        elif key in ("BY", "AU"):
            markup.field("byline", text, at)
        elif key in ("SH", "XH", "H2", "H3"):
            markup.heading(text, at)
        else:
            markup.text(text, at)
    return replace(markup.envelope(), is_whole=False)
