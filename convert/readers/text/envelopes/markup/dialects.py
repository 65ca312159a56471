"""What generators of sites and programs for notes add to Markdown, which CommonMark takes for text.

Templates and shortcodes (Liquid, Hugo), attributes (kramdown, Pandoc), components and imports (MDX), fences of boxes
(Pandoc, Docusaurus, MkDocs), and comments, callouts, links and marks of places (Obsidian, GitHub). What they say to a
program goes; the caption of a figure, the title of a box and the words of a link are text. Code stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from convert.readers.text.envelopes.envelope import TakenLine, one_line

MOST_LINES = 60
"""How many lines a component, a comment or a template has at most."""

_TEMPLATE = TakenLine("template code")
_ATTRIBUTES = TakenLine("attributes of a paragraph")
_COMPONENT = TakenLine("component of a page")
_COMMENT = TakenLine("comment in the source of a page", role="desk-note")
_CONTENTS = TakenLine("place of the table of contents", role="navigation")
_BOX = TakenLine("mark of a box")

_FENCE = re.compile(r"\s{0,3}(?P<fence>`{3,}|~{3,})")
_CODE_LINE = re.compile(r"\s*(?:\{\{[<%]?.*[>%]?\}\}|\{%.*%\})\s*")
_CAPTION = re.compile(
    r"\b(?:caption|attr|title|legend)\s?=\s?(?:\"(?P<text>[^\"]{1,1000})\"|'(?P<other>[^']{1,1000})')"
)
_FIGURE = re.compile(r"\s*\{[{%][<%]?\s{0,3}[\w./ -]{0,30}?(?:fig|image|img|photo|picture|bild)\w{0,12}(?:\.html)?\s")
_COMMENT_START = re.compile(r"\s*\{%-?\s?comment\s?-?%\}|\s*\{/\*|\s*%%(?!.*%%)")
_COMMENT_END = re.compile(r"\{%-?\s?endcomment\s?-?%\}\s*|\*/\}\s*|%%\s*")
_NOTE_LINE = re.compile(r"\s*%%.{0,2000}%%\s*|\s*\{/\*.{0,2000}\*/\}\s*")
_ATTRIBUTE_LINE = re.compile(r"\s*\{:?\s?(?:toc|[.#][\w-]{1,60}|[\w-]{1,40}=\"[^\"]{0,200}\")[^{}]{0,300}\}\s*")
_ATTRIBUTE_END = re.compile(r"(?<=[^\s\]])\s?\{:?\s?[.#][\w-]{1,60}(?:\s[^{}]{0,300})?\}\s*$")
_TOC = re.compile(r"\s*(?:\[TOC\]|\[\[_?TOC_?\]\]|\[\[toc\]\]|\{\{?\s?toc\s?\}?\})\s*", re.IGNORECASE)
_TOC_ITEM = re.compile(r"\s*(?:[*-]|1\.)\s+\S.{0,40}")
_IMPORT = re.compile(
    r"(?:import\s[^'\"]{0,300}(?:from\s)?['\"][^'\"]{1,300}['\"];?|export\s(?:const|default|function|let)\b.*)\s*"
)
_TAG_OPEN = re.compile(r"\s*<[A-Z][\w.]{1,60}(?=[\s/>]|$)")
_TAG_CLOSE = re.compile(r"\s*</[A-Z][\w.]{1,60}\s?>\s*")
_TAG_END = re.compile(r"/?>\s*$")
_COLONS = re.compile(r"\s*:{3,}(?:\s*\{[^{}]{0,200}\}|\s*[\w-]{0,30}(?P<title>(?:\s+|\[)\S.{0,120}?)?\]?)\s*")
_ADMONITION = re.compile(r"\s{0,3}(?:!!!|\?\?\?\+?)\s[\w-]{2,20}(?:\s\"(?P<title>[^\"]{0,120})\")?\s*")
_CALLOUT = re.compile(r"(?P<marks>\s{0,3}(?:>\s?){1,4})\[![\w-]{2,20}\][+-]?\s?(?P<title>.*)")
_PLACE = re.compile(r"(?<=\S)\s\^[\w-]{3,40}\s*$|^\s*\^[\w-]{3,40}\s*$")
_EMBED = re.compile(r"!\[\[[^\[\]|\n]{1,200}(?:\|[^\[\]\n]{0,120})?\]\]")
_WIKI_LINK = re.compile(
    r"\[\[(?P<page>[^\[\]|\n#^]{1,200})(?:[#^][^\[\]|\n]{0,200})?(?:\|(?P<text>[^\[\]\n]{1,200}))?\]\]"
)
_MARKED = re.compile(r"==(?=\S)([^=\n]{1,300})(?<=\S)==")
_INLINE_CODE = re.compile(r"\{\{[<%]\s?[^{}<>%\n]{0,300}\s?[>%]\}\}|\{%-?\s[^{}%\n]{1,300}\s-?%\}")
_SIGNS = ("{", "<", ":", "!", "[", "%", "^", "=", "import ", "export ", "???")


@dataclass(slots=True)
class Dialect:
    """Lines, by their index, that are no text, the captions of figures, and what Markdown the others are."""

    taken: dict[int, TakenLine] = field(default_factory=dict)
    captions: dict[int, str] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)


def read_dialect(lines: Sequence[str], first: int) -> Dialect:
    """What the lines from `first` on add to Markdown."""
    found = Dialect()
    rows = iter(_outside_code(lines, first))
    for at in rows:
        line = lines[at]
        if not any(map(line.__contains__, _SIGNS)):
            continue
        if _CODE_LINE.fullmatch(line) and not _COMMENT_START.match(line):
            _read_template(found, at, line)
        elif _NOTE_LINE.fullmatch(line) or (_COMMENT_START.match(line) and _COMMENT_END.search(line, 4)):
            found.taken[at] = _COMMENT
        elif _COMMENT_START.match(line):
            _take_up_to(found, lines, at, _COMMENT_END, _COMMENT)
        elif _TAG_OPEN.match(line) and not _TAG_END.search(line):
            _take_up_to(found, lines, at, _TAG_END, _COMPONENT)
        elif at not in found.taken:
            _read_line(found, lines, at)
    return found


def _outside_code(lines: Sequence[str], first: int) -> Iterator[int]:
    """The lines that are not between fences of code."""
    fence = ""
    for at in range(first, len(lines)):
        opened = _FENCE.match(lines[at])
        if opened and not fence:
            fence = opened["fence"]
        elif opened and opened["fence"].startswith(fence):
            fence = ""
        elif not fence:
            yield at


def _read_template(found: Dialect, at: int, line: str) -> None:
    """Take a line of a template; the caption of a figure in it is one."""
    texts = [one_line(each["text"] or each["other"]) for each in _CAPTION.finditer(line)] if _FIGURE.match(line) else []
    if texts:
        found.captions[at] = " ".join(text if text[-1] in ".!?…" or text is texts[-1] else f"{text}." for text in texts)
    else:
        found.taken[at] = _TEMPLATE


def _take_up_to(found: Dialect, lines: Sequence[str], start: int, end: re.Pattern[str], rule: TakenLine) -> None:
    """Take the lines from `start` on up to the one that ends with `end`; none if it does not come soon."""
    for at in range(start + 1, min(len(lines), start + MOST_LINES)):
        if end.search(lines[at]):
            found.taken.update(dict.fromkeys(range(start, at + 1), rule))
            return


def _read_line(found: Dialect, lines: Sequence[str], at: int) -> None:
    line = lines[at]
    if _TOC.fullmatch(line):
        found.taken[at] = _CONTENTS
    elif _ATTRIBUTE_LINE.fullmatch(line):
        found.taken[at] = _ATTRIBUTES
        if "toc" in line and at and _TOC_ITEM.fullmatch(lines[at - 1]):
            found.taken[at - 1] = _CONTENTS
    elif _is_component(line):
        found.taken[at] = _COMPONENT
    elif box := _COLONS.fullmatch(line) or _ADMONITION.fullmatch(line):
        title = one_line((box["title"] or "").strip(" ["))
        if title:
            found.texts[at] = f"**{title}**"
        else:
            found.taken[at] = _BOX
    elif callout := _CALLOUT.fullmatch(line):
        if callout["title"].strip():
            found.texts[at] = callout["marks"] + callout["title"] + "\\"
        else:
            found.taken[at] = _BOX
    else:
        text = _plain(line)
        if line.strip() and not text.strip():
            found.taken[at] = _COMPONENT
        elif text != line:
            found.texts[at] = text


def _is_component(line: str) -> bool:
    """Whether a line imports a component, or is its tag alone."""
    is_tag = _TAG_OPEN.match(line) is not None and line.count("<") == 1 and _TAG_END.search(line) is not None
    return is_tag or _IMPORT.fullmatch(line) is not None or _TAG_CLOSE.fullmatch(line) is not None


def _plain(line: str) -> str:
    """A line without the marks of programs inside it."""
    if "{" in line:
        line = _INLINE_CODE.sub("", _ATTRIBUTE_END.sub("", line))
    if "[[" in line:
        line = _WIKI_LINK.sub(lambda link: link["text"] or link["page"], _EMBED.sub("", line))
    if "==" in line:
        line = _MARKED.sub(r"\1", line)
    return _PLACE.sub("", line) if "^" in line else line
