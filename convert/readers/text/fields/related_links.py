"""Reads links to other stories behind and below the label of such links."""

from __future__ import annotations

import re
from collections.abc import Sequence

from convert.errors import ModelError
from convert.model import Related
from convert.readers.text.fields.line_labels import AROUND_LINK, SURE_TEXT, read_label
from convert.readers.text.fields.story import Story
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.lexicon import Lexicon

MOST_LINKS, MAX_TITLE = 10, 250
"""How many links a label has at most, and how many characters the title of one."""

LINK_LABEL = "link label without an address"
"""The rule of a line with a label of links and no address."""


_LINK = re.compile(r"https?://[^\s<>\"“”«»\[\]]+[^\s<>\"“”«»\[\].,;:!?)'’]")
_MARKED = re.compile(r"\[(?P<title>[^\[\]]+)\]\((?P<uri>https?://[^\s()]+)\)")


def read_links(story: Story, analysis: Analysis, at: int, rest: str, lexicon: Lexicon) -> None:
    """Read the links after a label and on the lines below it."""
    lines = analysis.features.lines
    links: list[Related] = []
    taken = [at]
    if rest:
        opened = _links(lines, at, rest)
        if opened is None:
            if lines[at].furniture and analysis.marginals[at].body < SURE_TEXT:
                story.assign(at, "related", LINK_LABEL, 0.9)
            return
        links, taken = opened
    while len(links) < MOST_LINKS and (below := taken[-1] + 1) < len(lines) and story.roles[below] is None:
        labeled = read_label(lines[below], lexicon)
        if labeled and labeled.label != "related":
            break
        found = _links(lines, below, labeled.rest if labeled else lines[below].unit.text)
        if not found or (lines[below].furniture and not labeled):
            break
        links += found[0]
        taken += found[1]
    for at in taken if links else ():
        story.assign(at, "related", "link to another story", 0.95)
    for link in links:
        story.related.setdefault(link.uri, link)
    if links:
        story.infer("related", 0.95, taken, "link to another story")


def _links(lines: Sequence[LineFeatures], at: int, text: str) -> tuple[list[Related], list[int]] | None:
    """The links in `text`, which is of the unit `at`, and their units; an address may be in the unit below."""
    if len(text) > MAX_TITLE + 200:
        return None
    if marked := list(_MARKED.finditer(text)):
        plain = _MARKED.sub("", text).strip(AROUND_LINK + ",;)")
        return None if plain else ([link for row in marked if (link := _link(row["title"], row["uri"]))], [at])
    if address := _LINK.search(text):
        after = text[address.end() :].strip(" )>.")
        link = _link(text[: address.start()], address.group())
        return None if after or not link else ([link], [at])
    below = lines[at + 1].unit.text.strip("<>() ") if at + 1 < len(lines) else ""
    if _LINK.fullmatch(below) and lines[at].words <= 30 and (link := _link(text, below)):
        return [link], [at, at + 1]
    return None


def _link(title: str, uri: str) -> Related | None:
    title = " ".join(title.split()).strip(AROUND_LINK + "*_")
    try:
        return Related(title=title if any(map(str.isalnum, title)) else uri, uri=uri)
    except ModelError:
        return None
