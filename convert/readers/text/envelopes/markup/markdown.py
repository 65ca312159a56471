"""Markdown: front matter, and a body whose marks become the roles of its lines.

It is recognized by front matter, by the name of the input, or by a first heading with other marks that only Markdown
has. `markdown-it-py` parses the body by CommonMark with tables; each line keeps its number, and a line that no block
claims stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from convert.pictures.limits import is_plain
from convert.readers.text.envelopes.envelope import Envelope, TakenLine, one_line
from convert.readers.text.envelopes.markup.dialects import read_dialect
from convert.readers.text.envelopes.markup.front_matter import open_front_matter, open_metadata_block, open_properties
from convert.readers.text.envelopes.pictures import PictureMark, picture_mark
from convert.readers.text.lexicon.keys import exact_line_key
from convert.readers.text.roles import Role
from convert.readers.text.scripts import count_unspaced

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

SUFFIXES = (".md", ".markdown", ".mdx", ".mkd", ".mdown", ".qmd", ".rmd")

MAX_SIZE = 300_000
"""How many characters of Markdown are parsed at most; longer copy is read as it is."""

MAX_RUN = 15_000
"""How many characters of a paragraph are parsed at most, as some marks take quadratic time."""

MAX_CAPTION = 60
"""How many words the text below a picture has at most that is its caption."""

MIN_LINES, MIN_LONG_LINES, LONG_LINE = 3, 2, 120
"""How many lines text has at least whose lines are its paragraphs, how many of them are long, and how many columns
these have more than.
"""

_OF_PAGES = ("fingerprint:", "sitename:", "hostname:")
"""Keys that programs write which extract the text of pages: comments and links to other stories may be below it."""

_HEADING = re.compile(r" {0,3}(?P<level>#{1,6})\s+\S")
_STRONG = re.compile(r"(?<![\w*])\*\*(?=[^\s*])[^*\n]{1,200}(?<=[^\s*])\*\*(?!\*)")
_DELIMITER = re.compile(r"\s*\|?(?:\s*:?-{3,}:?\s*\|)+(?:\s*:?-{3,}:?\s*)?")
_LINK = re.compile(r"!?\[[^\]\n]{0,300}\]\((?:https?://|/|\.|mailto:|[\w-]+\.\w{2,5}\b)[^)\s]*(?:\s+\"[^\"]*\")?\)")
_DEFINITION = re.compile(r" {0,3}\[[^\]]{1,200}\]:\s*\S+.*")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>")
_FOOTNOTE = re.compile(r"\[\^([^\]\s]{1,20})\]")
_FILE_NAME = re.compile(
    r"\S+\.(?:jpe?g|png|gif|webp|svg|tiff?|heic)"
    r"|(?:untitled|unbenannt|image|img|dsc|photo|picture|bild|foto|alt(?: text)?|screen ?shot|pasted image"
    r"|bildschirmfoto)"
    r"[\s_-]{0,3}(?:\d[\d\s_.:-]{0,40})?(?:at [\d.:]{4,12}(?: [ap]m)?)?",
    re.IGNORECASE,
)
"""What names a picture without saying what it shows: the name of a file, or what programs write for one."""
_OWN_BLOCK = re.compile(r"\s*(?:(?:[-*+]|\d{1,9}[.)])\s|\||#{1,6}\s)")
_BARE_MARKS = re.compile(r"[\s>]*")


def open_markdown(lines: tuple[str, ...], name: str = "") -> Envelope | None:
    """Open Markdown with its front matter, None if the lines or the name of the input show none."""
    is_named = name.lower().endswith(SUFFIXES)
    front = open_front_matter(lines) or open_properties(lines) or (open_metadata_block(lines) if is_named else None)
    envelope, first = front or (Envelope(lines=lines), 0)
    if first and envelope.headline is None and (below := open_properties(lines, first)):
        envelope, first = below[0].within(envelope), below[1]
    body = lines[first:]
    if not front and not is_named and not _shows_markdown(body):
        return None
    if sum(map(len, body)) > MAX_SIZE or _longest_run(body) > MAX_RUN:
        return envelope if front else None
    reading = _Reading(lines, first, envelope.headline)
    reading.read_body()
    if _has_paragraph_per_line(body):
        reading.separate_lines()
    return replace(
        envelope,
        taken={**envelope.taken, **reading.taken},
        rewritten={**envelope.rewritten, **reading.rewritten},
        roles=reading.roles,
        layout="explicit",
        continued=frozenset(reading.continued),
        headline=reading.headline,
        is_whole=not any(line.startswith(_OF_PAGES) for line in lines[:first]),
    )


class MarkdownLines(NamedTuple):
    """What the marks of Markdown say about lines, by their index: those that are no text, those without their marks,
    and those that go on from the line above.
    """

    taken: Mapping[int, TakenLine]
    rewritten: Mapping[int, str]
    continued: Set[int]


def parse_markdown(lines: Sequence[str], cell_gap: str) -> MarkdownLines | None:
    """What the marks of `lines` say, with `cell_gap` between the cells of tables; None for text too long to parse."""
    if sum(map(len, lines)) > MAX_SIZE or _longest_run(lines) > MAX_RUN:
        return None
    reading = _Reading(lines, 0, "", cell_gap)
    reading.read_body()
    return MarkdownLines(reading.taken, reading.rewritten, reading.continued)


def _has_paragraph_per_line(body: Sequence[str]) -> bool:
    """Whether each line is a paragraph, as no blank line divides them, and some are longer than any width."""
    filled = [at for at, line in enumerate(body) if line.strip()]
    if len(filled) < MIN_LINES or filled[-1] - filled[0] >= len(filled):
        return False
    return sum(len(body[at]) + count_unspaced(body[at]) > LONG_LINE for at in filled) >= MIN_LONG_LINES


def _shows_markdown(lines: Sequence[str]) -> bool:
    """Whether the lines open with a heading and have a second heading, or a link or picture, of Markdown."""
    opening = _HEADING.match(next((line for line in lines if line.strip()), ""))
    if opening is None or len(opening["level"]) > 2:
        return False
    filled = [line for line in lines if line.strip()]
    headings = sum(bool(_HEADING.match(line)) for line in filled)
    has_marks = any(_STRONG.search(line) or _DELIMITER.fullmatch(line) for line in filled)
    return any(_LINK.search(line) for line in filled) or headings > (1 if has_marks else 2)


def _longest_run(lines: Sequence[str]) -> int:
    """How many characters the longest run of lines has in which no line is blank or begins an item or a row."""
    longest = run = 0
    for line in lines:
        run = len(line) + 1 + (run if line.strip() and not _OWN_BLOCK.match(line) else 0)
        longest = max(longest, run)
    return longest


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


class _Reading:
    """The lines of a Markdown body with what their marks say, found block by block."""

    def __init__(self, lines: Sequence[str], first: int, headline: str | None, cell_gap: str = " ") -> None:
        self.lines = lines
        self.cell_gap = cell_gap
        self.first = first
        self.headline = headline
        self.taken: dict[int, TakenLine] = {}
        self.rewritten: dict[int, str] = {}
        self.roles: dict[int, Role] = {}
        self.continued: set[int] = set()
        self._claimed: set[int] = set()
        self._has_text = False
        self._picture: int | None = None
        """The line of a picture, while the next block may be its caption."""

    def read_body(self) -> None:
        """Read every block, then the lines that no block claims."""
        source = []
        dialect = read_dialect(self.lines, self.first)
        self.taken.update(dialect.taken)
        for at, caption in dialect.captions.items():
            self._claim(at, caption, "caption")
        for at in range(self.first, len(self.lines)):
            is_read = at in dialect.taken or at in dialect.captions
            line = "" if is_read else dialect.texts.get(at, self.lines[at])
            source.append(_FOOTNOTE.sub(r"\\[\1\\]", line))
        # Without a line feed at its end, the parser fails on a table in a quotation that ends with an empty line.
        tokens = _parser().parse("\n".join([*source, ""]))
        containers: list[Token] = []
        for number, token in enumerate(tokens):
            if token.nesting > 0:
                containers.append(token)
            elif token.nesting < 0:
                containers.pop()
            if token.map is None:
                continue
            start, end = (self.first + at for at in token.map)
            match token.type:
                case "heading_open":
                    self._heading(tokens[number + 1], start, end)
                case "paragraph_open":
                    self._paragraph(tokens[number + 1], start, end, containers)
                case "tr_open":
                    self._row(tokens[number:], start)
                case "fence" | "code_block":
                    self._code(token, start, end)
                case "html_block":
                    self._html(start, end)
                case "hr":
                    self._claim(start, "* * *", "break")
        self._read_unclaimed()

    def separate_lines(self) -> None:
        """Make each line a paragraph; those below a table without a blank line between are no rows of it."""
        self.continued.clear()
        for at, role in [*self.roles.items()]:
            if role == "paragraph" and "|" not in self.lines[at]:
                del self.roles[at]

    def _read_unclaimed(self) -> None:
        for at in range(self.first, len(self.lines)):
            line = self.lines[at]
            if at in self._claimed or at in self.taken or not line.strip():
                continue
            if _BARE_MARKS.fullmatch(line):
                self.rewritten[at] = ""
            elif _DEFINITION.fullmatch(line):
                self._take(at, "address of a link")
            elif re.fullmatch(r"[\s|:-]+", line):
                self._take(at, "rule of a table")

    def _take(self, at: int, rule: str) -> None:
        self.taken[at] = TakenLine(rule)

    def _claim(self, at: int, text: str, role: Role | None = None) -> None:
        self._claimed.add(at)
        self.rewritten[at] = text
        if role:
            self.roles[at] = role

    def _heading(self, inline: Token, start: int, end: int) -> None:
        text = " ".join(_segments(inline))
        self._picture = None
        if not text:
            self._take(start, "heading without words")
        elif self.headline and exact_line_key(text) == exact_line_key(self.headline) and not self._has_text:
            self._take(start, "title again")
        elif self.headline is None and not self._has_text:
            self.headline = text
            self._claim(start, text)
        else:
            self._claim(start, text, "heading")
        for at in range(start + 1, end):
            self._take(at, "underline of a heading" if at == end - 1 else "heading, joined to its first line")

    def _paragraph(self, inline: Token, start: int, end: int, containers: Sequence[Token]) -> None:
        segments = _segments(inline)
        pictures = _pictures(inline)
        if len(segments) != end - start:
            segments = [" ".join(filter(None, segments)), *[""] * (end - start - 1)]
            pictures = pictures if end - start == 1 else {}
            self.continued.update(range(start + 1, end))
        kinds = [token.type for token in containers]
        role: Role | None = "quote" if "blockquote_open" in kinds else None
        bullet = ""
        if "list_item_open" in kinds:
            item = next(token for token in reversed(containers) if token.type == "list_item_open")
            if item.map and self.first + item.map[0] == start:
                bullet = f"{item.info}. " if item.info and len(item.info) < 4 else "• "
                role = "item"
        is_caption = self._picture is not None and not bullet and _is_emphasized(inline)
        for at, text in enumerate(segments, start):
            if at - start in pictures:
                self._claim_picture(at, pictures[at - start])
                continue
            is_below = self._picture is not None and (at > start or is_caption)
            if is_below and len(text.split()) <= MAX_CAPTION and self._picture is not None:
                if not picture_mark(self.rewritten.get(self._picture, "")):
                    self._take(self._picture, "picture with its caption below")
                    self.rewritten.pop(self._picture, None)
                    self.roles.pop(self._picture, None)
                self._claim(at, text, "caption")
                self._picture = None
                continue
            is_first = at == start or at - 1 - start in pictures or self.roles.get(at - 1) == "caption"
            self._claim(at, (bullet if at == start else "") + text, role if is_first else None)
            if not is_first and not _breaks_before(inline, at - start):
                self.continued.add(at)
            elif not is_first and role:
                self.roles[at] = role
            self._picture = None
            self._has_text = self._has_text or bool(text)

    def _claim_picture(self, at: int, caption: str) -> None:
        if picture_mark(caption):
            self._claim(at, caption)
        elif caption:
            self._claim(at, caption, "caption")
        else:
            self._take(at, "picture without words")
        self._picture = at

    def _row(self, tokens: Sequence[Token], at: int) -> None:
        cells = []
        for token in tokens:
            if token.type == "tr_close":
                break
            if token.type == "inline":
                cells.append(" ".join(_segments(token)))
        text = self.cell_gap.join(filter(None, cells))
        self._picture = None
        if text:
            self._claim(at, text, "paragraph")
        else:
            self._take(at, "row of a table without words")

    def _code(self, token: Token, start: int, end: int) -> None:
        self._picture = None
        if token.type == "fence":
            self._take(start, "mark of code")
            if self.lines[end - 1].strip(" \t>").startswith(token.markup) and end - 1 > start:
                end -= 1
                self._take(end, "mark of code")
            start += 1
        for at in range(start, end):
            if self.lines[at].strip():
                self._claim(at, self.lines[at], "paragraph")

    def _html(self, start: int, end: int) -> None:
        text = _COMMENT.sub(lambda found: "\n" * found.group().count("\n"), "\n".join(self.lines[start:end]))
        for at, line in enumerate(text.split("\n"), start):
            plain = one_line(_TAG.sub(" ", line))
            if plain:
                self._claim(at, plain)
            elif self.lines[at].strip():
                self._take(at, "HTML without words")


def _segments(inline: Token) -> list[str]:
    """The text of the lines of a paragraph, without marks; spaces at their ends are stripped."""
    lines = [""]
    for token in inline.children or ():
        match token.type:
            case "softbreak" | "hardbreak":
                lines.append("")
            case "text" | "code_inline" | "text_special":
                lines[-1] += token.content
            case "image":
                lines[-1] += token.content
            case "html_inline" if re.match(r"<br\b", token.content, re.IGNORECASE):
                lines[-1] += " "
    return [one_line(line) for line in lines]


def _breaks_before(inline: Token, number: int) -> bool:
    """Whether the line `number` of a paragraph follows a hard break."""
    breaks = [token.type for token in inline.children or () if token.type in ("softbreak", "hardbreak")]
    return number - 1 < len(breaks) and breaks[number - 1] == "hardbreak"


def _pictures(inline: Token) -> dict[int, str]:
    """The lines of a paragraph that are pictures alone, each with what names it, or with its words."""
    found: dict[int, str] = {}
    for number, line in enumerate(_by_line(inline)):
        images = [token for token in line if token.type == "image"]
        rest = [token for token in line if token.type in ("text", "code_inline") and token.content.strip()]
        if images and not rest:
            mark = _mark_of(images[0]) if len(images) == 1 else ""
            found[number] = mark or " ".join(filter(None, map(_words_of_picture, images)))
    return found


def _mark_of(image: Token) -> str:
    """The line that names a picture beside the copy, empty for one at another address."""
    source = unquote(str(image.attrGet("src") or "").removeprefix("./"))
    if not is_plain(source):
        return ""
    alt, title = ("" if _FILE_NAME.fullmatch(text) else text for text in _texts_of_picture(image))
    mark = str(PictureMark(source, alt, title))
    return mark if picture_mark(mark) else ""


def _texts_of_picture(image: Token) -> list[str]:
    return [one_line(str(text or "")) for text in (image.content, image.attrGet("title"))]


def _by_line(inline: Token) -> Iterator[list[Token]]:
    line: list[Token] = []
    for token in inline.children or ():
        if token.type in ("softbreak", "hardbreak"):
            yield line
            line = []
        else:
            line.append(token)
    yield line


def _words_of_picture(image: Token) -> str:
    words = _texts_of_picture(image)
    parts = [text for text in dict.fromkeys(words) if text and not _FILE_NAME.fullmatch(text)]
    return " ".join(text if text[-1] in ".!?…" or text is parts[-1] else f"{text}." for text in parts)


def _is_emphasized(inline: Token) -> bool:
    """Whether emphasis holds a whole paragraph."""
    tokens = [token for token in inline.children or () if token.type != "text" or token.content.strip()]
    return len(tokens) > 2 and tokens[0].type in ("em_open", "strong_open") and tokens[-1].type.endswith("_close")
