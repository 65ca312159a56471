"""The URLs in stylesheets and style attributes (CSS Syntax 3, 4.3)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from convert.checks.epub.references.reference import Kind

_STYLE_TOKEN = re.compile(r"/\*|[\"']|url\(|@import\b|@namespace\b|@font-face\b|[;}]", re.IGNORECASE)
_IN_STRING = {
    '"': re.compile(r'(?:[^"\\\n]|\\.)*', re.DOTALL),
    "'": re.compile(r"(?:[^'\\\n]|\\.)*", re.DOTALL),
}
_UNQUOTED = re.compile(r"(?:[^)\\]|\\.)*", re.DOTALL)
_BLANK = re.compile(r"\s*")
_ESCAPE = re.compile(r"\\(?:([0-9A-Fa-f]{1,6})\s?|(.))", re.DOTALL)


def _unescaped(match: re.Match[str]) -> str:
    if match[1] is None:
        return match[2]
    code = int(match[1], 16)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def urls_of_style(style: str) -> Iterable[tuple[Kind, str, int]]:
    """The URLs of a stylesheet or style attribute: what each is for, and where it is."""
    return _kept_urls(style) if _LEAST < len(style) <= _MOST else _urls(style)


_LEAST, _MOST = 2**10, 2**15
"""The lengths of stylesheets whose URLs are kept: publications of one make have the same."""


@lru_cache(maxsize=8)
def _kept_urls(style: str) -> tuple[tuple[Kind, str, int], ...]:
    return tuple(_urls(style))


def _urls(style: str) -> Iterator[tuple[Kind, str, int]]:
    lower = style.lower()
    if "url(" not in lower and "@import" not in lower:
        return
    kind = Kind.GENERIC
    is_import = is_namespace = False
    at = 0
    while found := _STYLE_TOKEN.search(style, at):
        token, at = found[0].lower(), found.end()
        if token == "/*":
            end = style.find("*/", at)
            if end < 0:
                return
            at = end + 2
        elif token in _IN_STRING:
            text, at = _string(style, at, token)
            if is_import and text is not None:
                yield Kind.STYLESHEET, text, found.start()
                is_import = False
        elif token == "url(":
            text, at = _address(style, at)
            if text is not None and not is_namespace:
                yield (Kind.STYLESHEET if is_import else kind), text, found.start()
                is_import = False
        elif token == "@font-face":
            kind = Kind.FONT
        elif token in (";", "}"):
            is_import = is_namespace = False
            if token == "}":
                kind = Kind.GENERIC
        else:
            is_import, is_namespace = is_import or token == "@import", is_namespace or token == "@namespace"


def _string(style: str, at: int, quote: str) -> tuple[str | None, int]:
    """The string whose content is at a place, None if it does not end; and the place after it."""
    found = _IN_STRING[quote].match(style, at)
    text, end = (found[0], found.end()) if found else ("", at)
    is_closed = style.startswith(quote, end)
    return (_ESCAPE.sub(_unescaped, text), end + 1) if is_closed else (None, end)


def _address(style: str, at: int) -> tuple[str | None, int]:
    """The address of `url(` whose content is at a place, None if it does not end; and the place after it."""
    at = _after_space(style, at)
    quote = style[at : at + 1]
    text: str | None
    if quote in _IN_STRING:
        text, at = _string(style, at + 1, quote)
    else:
        found = _UNQUOTED.match(style, at)
        written, at = (found[0].rstrip(), found.end()) if found else ("", at)
        text = None if {'"', "'"} & set(written) else _ESCAPE.sub(_unescaped, written)
    at = _after_space(style, at)
    return (text, at + 1) if style.startswith(")", at) else (None, at)


def _after_space(style: str, at: int) -> int:
    found = _BLANK.match(style, at)
    return found.end() if found else at
