"""Code of a page among its text: scripts, styles and JSON-LD, which programs take for text that read every element.

Code is known by names that only pages use: counters of visits, adverts and style sheets. The lines beside it that have
the form of code are of it, too. What JSON-LD states of the story becomes metadata; its title shows the headline. A
story on code keeps the code that it shows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from convert.readers.text.envelopes.draft import Draft
from convert.readers.text.envelopes.envelope import Envelope, TakenLine, filled_lines, one_line, whole_text
from convert.readers.text.envelopes.web.feed import read_authors, read_moment
from convert.readers.text.lexicon.keys import line_key

MAX_BLOCK = 4_000
"""How many lines a block of code has at most."""

MAX_SEEN = 4_000
"""How many characters of a line are examined."""

_CODE = TakenLine("code of the page")
_DATA = TakenLine("data of the page")

_SEED = re.compile(
    r"dataLayer\b|\bgtag\(|\bgoogletag\b|\bfbq\(|\badsbygoogle\b|\b_gaq\b|\bNREUM\b|\b_satellite\b|\bOptanonWrapper\b"
    r"|\bpbjs\.|\bapstag\.|window\.(?:__|_paq|ga\b|dataLayer|googletag|adsbygoogle)"
    r"|(?:createElement|getElementsByTagName)\([\"']script[\"']\)"
)
"""Names of what counts visits and shows adverts, and of what loads more code."""

_SEED_WORDS = (
    *(
        "dataLayer",
        "gtag(",
        "googletag",
        "fbq(",
        "adsbygoogle",
        "_gaq",
        "NREUM",
        "_satellite",
        "OptanonWrapper",
        "pbjs.",
    ),
    *("apstag.", "window.__", "window._paq", "window.ga", "('script')", '("script")'),
)
"""What copy has one of if a line in it may have such a name."""

_PROPERTY = (
    r"(?:display|margin|padding|color|background|font|width|height|max-width|min-width|position|border|overflow"
    r"|float|opacity|z-index|line-height|text-align|top|left|right|bottom|visibility|box-sizing|flex|grid)"
    r"(?:-[a-z-]{2,30})?"
)
_STYLE = re.compile(
    r"(?:[.#*@][\w-]|[a-z][\w-]*[ .#:,>\[{])[^{}<>]{0,300}"
    rf"\{{\s*{_PROPERTY}\s?:[^{{}}]{{1,600}}\}}[ ,.#\w:>{{}};@()-]{{0,300}}"
    r"|@media\s[^{}]{1,200}\{"
)
_MINIFIED = re.compile(rf"(?:[.#][\w-]{{1,60}}\{{{_PROPERTY}:[^{{}}\s]{{1,600}}\}}\s?)+")
"""Styles without spaces, which nobody shows in a story."""

_GLUED = re.compile(
    r"(?<=[.!?”\"’»])(?:window\.[\w$]{2,40}\s?=|\(function\(|!function\(|googletag\.cmd|dataLayer\.push\()"
)
_IS_CODE = re.compile(
    r"[^\s].*[(=:{}.].*[;{}]|[;{}]|[}\])].{0,200}|\S*[\w$]\(.*\)[,;]?|//.*|\"[^\"]{1,60}\"\s?:\s?.*"
    r"|(?:var|let|const|function|if|for|try|return|else)\b.*[({;=].*|[\w$.\[\]'\"-]{1,60}\s?[:=]\s?.*[,;({\[]"
    r"|[.#@][\w-]{1,60}[^.!?]{0,200}[{,]"
)
_CONTEXT = re.compile(r"\"@context\"\s?:\s?\"https?:(?:\\?/){2}schema\.org")


def open_page_code(lines: tuple[str, ...]) -> Envelope | None:
    """Take the code of a page from its text, None if there is none."""
    text = whole_text(lines)
    if "{" not in text:
        return None
    has_seed, has_data = any(map(text.__contains__, _SEED_WORDS)), "@context" in text
    if not (has_seed or has_data or _MINIFIED.search(text)):
        return None
    draft = Draft(lines)
    filled = filled_lines(lines)
    for number, at in enumerate(filled if has_data else ()):
        if "@context" in lines[at] and _CONTEXT.search(lines[at][:MAX_SEEN]):
            _read_data(draft, filled, number)
    for number, at in enumerate(filled):
        line = lines[at][:MAX_SEEN].strip()
        if at in draft.taken or not ("{" in line or "(" in line or "=" in line):
            continue
        if (glued := _GLUED.search(line)) and line[-1] in ";})":
            draft.rewritten[at] = line[: glued.start()]
        elif (styles := _MINIFIED.match(line)) and _is_text(line[styles.end() :]):
            draft.rewritten[at] = line[styles.end() :]
        elif (_SEED.search(line) and _IS_CODE.fullmatch(line)) or (
            (has_seed or has_data or styles) and _STYLE.fullmatch(line)
        ):
            _take_block(draft, filled, number)
    return draft.envelope() if draft.taken or draft.rewritten else None


def _is_text(text: str) -> bool:
    return "{" not in text and len(text.split()) > 1


def _take_block(draft: Draft, filled: Sequence[int], number: int) -> None:
    """Take a line of code, and the lines above and below that have the form of code."""
    draft.taken[filled[number]] = _CODE
    for step in (-1, 1):
        at = number + step
        while 0 <= at < len(filled) and abs(at - number) < MAX_BLOCK and filled[at] not in draft.taken:
            line = draft.lines[filled[at]][:MAX_SEEN].strip()
            if not _IS_CODE.fullmatch(line) or _is_prose(line):
                break
            draft.taken[filled[at]] = _CODE
            at += step


def _is_prose(line: str) -> bool:
    """Whether a line that ends as code does may be a sentence, as one in brackets."""
    return len(line.split()) > 4 and not re.search(r"[{}=;]|\w\(|\":", line)


def _read_data(draft: Draft, filled: Sequence[int], number: int) -> None:
    """Take the JSON that has the context of schema.org, from its first bracket on, and read what it states."""
    lines = draft.lines
    start = next(
        (at for at in range(number, max(-1, number - 4), -1) if lines[filled[at]].strip()[:1] in ("{", "[")), -1
    )
    if start < 0:
        return
    text = ""
    for end in range(start, min(len(filled), start + MAX_BLOCK)):
        line = lines[filled[end]].strip()
        text += line + "\n"
        if line[-1] not in "}]" or text.count("{") != text.count("}"):
            continue
        try:
            values = json.loads(text)
        except (ValueError, RecursionError):
            continue
        draft.taken.update((filled[at], _DATA) for at in range(start, end + 1))
        for story in _stories(values):
            _state(draft, story, filled[start], [at for at in filled if at not in draft.taken])
        return


def _stories(value: object) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, list):
        for one in value:
            yield from _stories(one)
    elif isinstance(value, Mapping):
        if isinstance(value.get("headline"), str) and "Article" in str(value.get("@type")):
            yield value
        elif isinstance(graph := value.get("@graph"), list):
            yield from _stories(graph)


def _state(draft: Draft, story: Mapping[str, Any], at: int, others: Sequence[int]) -> None:
    """State what JSON-LD says of the story whose title is one of the `others`, lines that are no code."""
    key = line_key(story["headline"])
    titles = [other for other in others if len(draft.lines[other]) <= MAX_SEEN and line_key(draft.lines[other]) == key]
    if not titles:
        return
    draft.headline = one_line(draft.lines[titles[-1]])
    published = story.get("datePublished")
    if isinstance(published, str) and (moment := read_moment(published)):
        draft.state_first("published", moment, at)
    named = story.get("author")
    authors = [one.get("name") for one in (named if isinstance(named, list) else [named]) if isinstance(one, Mapping)]
    people = [person for name in authors if isinstance(name, str) for person in read_authors(name)]
    if people:
        draft.state_first("authors", tuple(people), at)
