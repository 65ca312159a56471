"""Markup left in copy: character references become their characters; tags of HTML, shortcodes of WordPress and tags of
forums are removed. Findings report each.
"""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5

from convert.findings import Finding, Location, Severity
from convert.readers.text.lexicon.keys import word_set

_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_TAGS = (
    "a|abbr|article|aside|b|blockquote|br|caption|center|cite|code|col|colgroup|dd|del|div|dl|dt|em|figcaption|figure|font|footer"
    "|h[1-6]|header|hr|i|img|ins|li|main|mark|nav|ol|p|pre|q|s|section|small|span|strike|strong|sub|sup|table|tbody|td"
    "|tfoot|th|thead|tr|u|ul"
)
_TAG = re.compile(rf"(?<![\"'`“‘])</?(?:{_TAGS})(?:\s[^<>]{{0,2000}})?/?>", re.IGNORECASE)
_PAIR = re.compile(
    rf"(?<![\"'`“‘])<(?P<name>{_TAGS})(?:\s[^<>]{{0,2000}})?>[^<>]{{0,5000}}</(?P=name)\s?>|<br\s?/?>"
    r"|<img\s[^<>]{0,1000}src=[^<>]{0,1000}>",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"(?m)^[ \t]*<!--(?:(?!-->).){0,2000}-->[ \t]*$|<!-- ?/?wp:(?:(?!-->).){0,2000}-->")
"""A line that is only a comment, as editors of weblogs put them around each block, and those of WordPress anywhere."""

_LINKED = re.compile(
    r"\[(?P<name>img|embed|video|youtube|audio|media)(?:[ =][^\]\n]{0,200})?\]\s*https?://[^\s\[\]]{1,500}\s*\[/(?P=name)\]",
    re.IGNORECASE,
)
"""A picture or film by its address, between tags of a forum or a weblog."""

_ITEM = re.compile(r"(?m)^([ \t]*)\[\*\][ \t]*(?=\S)")
"""The mark of an item of a list in a forum."""

_CODE_TAG = re.compile(
    r"\[(?P<end>/?)(?P<name>[a-z][a-z0-9_-]{0,30})"
    r"(?P<values>=[^\]\n]{1,300}|(?:\s[\w-]{1,30}=(?:\"[^\"\n]{0,500}\"|'[^'\n]{0,500}'|[^\s\]\"']{1,100})){0,12})\s?/?\]",
    re.IGNORECASE,
)
"""A shortcode of WordPress ([gallery ids="1,2"], [/caption]) or a tag of a forum ([b], [url=…])."""

_FORUM_TAGS = word_set("b i u s url img quote code list size color font center left right spoiler youtube")
"""Tags whose value follows an equals sign."""

_OPENS_ITEM = re.compile(r"<li\b", re.IGNORECASE)
_BREAK = re.compile(r"</?(?:br|div|hr|li|p|td|th|tr)\b", re.IGNORECASE)


def resolve_markup(text: str) -> tuple[str, tuple[Finding, ...]]:
    """`text` without tags and character references of HTML, and the findings about them.

    Tags are removed only where one is closed or breaks a line, and none behind a quotation mark, so that a story that
    writes of "<b>" keeps it; comments on lines of their own go with them. A reference that has no character stays. No
    line is divided or joined.
    """
    findings = []
    if "<" in text and _PAIR.search(text):
        first = _TAG.search(text)
        plain, comments = _COMMENT.subn("", text)
        plain, count = _TAG.subn(_in_place_of, plain)
        count += comments
        assert first is not None
        findings.append(
            _finding("TXT012", text, first.start(), f"{count} HTML {_tags(count)} removed", _TAGS_ADVICE, count)
        )
        text = plain
    if "]" in text and (tags := _code_tags(text)):
        what = "shortcode was" if len(tags) == 1 else "shortcodes were"
        message = f"{len(tags)} {what} removed"
        findings.append(_finding("TXT012", text, tags[0].start(), message, _TAGS_ADVICE, len(tags)))
        ends = [0, *(tag.end() for tag in tags)]
        starts = [*(tag.start() for tag in tags), len(text)]
        text = "".join(text[end:start] for end, start in zip(ends, starts, strict=True))
        text = _ITEM.sub(r"\1• ", text) if "[*]" in text else text
    if "&" in text:
        resolved, first_at, count = _resolve_references(text)
        if count:
            message = f"{count} HTML {_references(count)} resolved, first {_REFERENCE.match(text, first_at)[0]}"  # type: ignore[index]
            findings.append(_finding("TXT013", text, first_at, message, _REFERENCES_ADVICE, count))
            text = resolved
    return text, tuple(findings)


def _in_place_of(tag: re.Match[str]) -> str:
    """What replaces a tag: a bullet for an item of a list, a space for others that break a line."""
    if _OPENS_ITEM.match(tag.group()):
        return "• "
    return " " if _BREAK.match(tag.group()) else ""


def _code_tags(text: str) -> list[re.Match[str]]:
    """The shortcodes of `text`, in order: those with values, and those that are closed, with what closes them."""
    kept: dict[int, re.Match[str]] = {found.start(): found for found in _LINKED.finditer(text)}
    inside = iter([*(found.span() for found in kept.values()), (len(text), len(text))])
    start, end = next(inside)
    opened: dict[str, list[re.Match[str]]] = {}
    for tag in _CODE_TAG.finditer(text):
        while tag.start() >= end:
            start, end = next(inside)
        if tag.start() >= start:
            continue
        name = tag["name"].casefold()
        if tag["end"]:
            if openings := opened.get(name):
                kept |= {each.start(): each for each in (openings.pop(), tag)}
        elif tag["values"][:1] != "=" or name in _FORUM_TAGS:
            opened.setdefault(name, []).append(tag)
            if tag["values"]:
                kept[tag.start()] = tag
    return [kept[start] for start in sorted(kept)]


_TAGS_ADVICE = "Give the text as a browser shows it; see whether the words of links and lists are as they should be."
_REFERENCES_ADVICE = "Nothing, unless the story shows such references on purpose."


def _tags(count: int) -> str:
    return "tag was" if count == 1 else "tags were"


def _references(count: int) -> str:
    return "character reference was" if count == 1 else "character references were"


def _resolve_references(text: str) -> tuple[str, int, int]:
    """`text` with its references resolved, the position of the first one, and their number."""
    parts: list[str] = []
    end = count = 0
    first = -1
    for reference in _REFERENCE.finditer(text):
        character = _character(reference.group())
        if character:
            first = reference.start() if first < 0 else first
            parts += [text[end : reference.start()], character]
            end = reference.end()
            count += 1
    return "".join((*parts, text[end:])), first, count


def _character(reference: str) -> str:
    """The character of a reference, a space for white space; empty where it has none that a document can carry."""
    character = unescape(reference) if reference[1] == "#" else html5.get(reference[1:], "")
    if not character or "\ufffd" in character:
        return ""
    if character.isspace():
        return " "
    return character if all(part.isprintable() or part in "\xad\u200b\u200c\u200d" for part in character) else ""


def _finding(code: str, text: str, position: int, message: str, advice: str, count: int) -> Finding:
    line, column = text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)
    return Finding(
        code=code,
        severity=Severity.WARNING,
        message=message,
        advice=advice,
        location=Location(line=line, column=column),
        detail=(("count", str(count)),),
    )
