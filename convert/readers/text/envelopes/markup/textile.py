"""Textile and the markup of Jira: `h2.` before headings, `bq.` before quotations, `!address!` for pictures.

A heading as the first line shows it, or two different marks of lines.
"""

from __future__ import annotations

import re

from convert.readers.text.envelopes.envelope import Envelope, filled_lines, whole_text
from convert.readers.text.envelopes.markup.emphasis import without_emphasis
from convert.readers.text.envelopes.markup.headers import Markup

MIN_MARKS = 2
"""How many headings and other marks show the markup where no heading is the first line."""

_HEADING = re.compile(r"h[1-6](?:\([^()]{0,80}\))?\.\s+(?:\{anchor:[^{}]*\})?(?P<text>\S.*)")
_BLOCK = re.compile(r"(?P<kind>p|bq|fn\d{1,2})(?:\([^()]{0,40}\)|[<>=])?\.{1,2}\s+(?P<text>\S.*)")
_PICTURE = re.compile(r"![^\s!()|]+\.\w{2,5}(?:\|[^!]*)?(?:\((?P<alt>[^()]*)\))?!(?::\S+)?\s*")
_LINK = re.compile(
    r"\"(?P<text>[^\"\n]{1,200})\":https?://[^\s<>]+[^\s<>.,;:!?)]"
    r"|\[(?P<named>[^\[\]|\n]{1,200})\|https?://[^\[\]\s]+\]"
)
_HEAD_CELL = re.compile(r"\|_\.\s?")
_LINE = re.compile(r"\s*(?:\{(?:code|quote|noformat|panel|color|toc|anchor)(?::[^{}]*)?\}|table\(.*\)\.)\s*")


def open_textile(lines: tuple[str, ...]) -> Envelope | None:
    """Take the marks of Textile or Jira from the lines, None if they show none."""
    filled = filled_lines(lines)
    if not filled or not any(f"h{level}" in whole_text(lines) for level in "123456"):
        return None
    headings = {at: found for at in filled if lines[at][:1] == "h" and (found := _HEADING.fullmatch(lines[at]))}
    blocks = {at: found for at in filled if lines[at][:1] in "pbf" and (found := _BLOCK.fullmatch(lines[at]))}
    pictures = {at: found for at in filled if lines[at][:1] == "!" and (found := _PICTURE.fullmatch(lines[at]))}
    marks = len(headings) + bool(blocks) + bool(pictures) + any("(#" in found[0] for found in headings.values())
    if not headings or (filled[0] not in headings and marks < MIN_MARKS):
        return None
    markup = Markup(lines, "line of Textile")
    for at in filled:
        if at in headings and at == filled[0]:
            markup.field("title", headings[at]["text"], at)
        elif at in headings:
            markup.heading(headings[at]["text"], at)
        elif at in pictures and (alt := (pictures[at]["alt"] or "").strip()):
            markup.rewritten[at], markup.roles[at] = alt, "caption"
        elif at in pictures or _LINE.fullmatch(lines[at]):
            markup.take(at)
        else:
            block = blocks.get(at)
            if block and block["kind"] == "bq":
                markup.roles[at] = "quote"
            plain = _LINK.sub(lambda link: link["text"] or link["named"], block["text"] if block else lines[at])
            bullet = "* " if plain[:2] == "* " else ""
            plain = _HEAD_CELL.sub("| ", plain.removeprefix(bullet))
            markup.text(bullet + without_emphasis(plain, "*_"), at)
    return markup.envelope()
