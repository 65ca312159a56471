"""Style sheets of EPUB: their syntax, as strictly as EPUBCheck reads it, and what EPUB forbids in them.

Rules inside at-rules, and values, are read leniently: a new property or function is no error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_ESCAPE = r"\\(?:[0-9A-Fa-f]{1,6}\s?|[^\n\r\f0-9A-Fa-f])"
_IDENT = rf"(?:--|-?(?:[_a-zA-Z\u0080-\U0010ffff]|{_ESCAPE}))(?:[\w\-\u0080-\U0010ffff]|{_ESCAPE})*+"
_TOKEN = re.compile(
    rf"""
    (?P<space>[ \t\r\n\f]+)
    |(?P<comment>/\*.*?\*/)
    |(?P<url>(?i:url)\([ \t\r\n\f]*+(?!["'])(?P<bare>(?:[^)\\]|\\.)*+)\))
    |(?P<quoted>(?i:url)\([ \t\r\n\f]*+(?P<inner>"(?:[^"\\\n\r\f]|\\.)*+"|'(?:[^'\\\n\r\f]|\\.)*+')[ \t\r\n\f]*+\))
    |(?P<cdc>-->)
    |(?P<bad>/\*|(?i:url)\()
    |(?P<function>{_IDENT}\()
    |(?P<ident>{_IDENT})
    |(?P<at>@{_IDENT})
    |(?P<hash>\#(?:[\w\-\u0080-\U0010ffff]|{_ESCAPE})++)
    |(?P<percentage>[+\-]?(?:\d+\.\d+|\d+|\.\d+)%)
    |(?P<number>[+\-]?(?:\d+\.\d+|\d+|\.\d+)(?:[eE][+\-]?\d+)?(?:{_IDENT})?)
    |(?P<string>"(?:[^"\\\n\r\f]|\\(?:\r\n|.))*+"|'(?:[^'\\\n\r\f]|\\(?:\r\n|.))*+')
    |(?P<cdo><!--)
    |(?P<broken>["'\\])
    |(?P<delimiter>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_FORBIDDEN = frozenset({"direction", "unicode-bidi"})
_EMPTY = frozenset({"", '""', "''"})


class Problem(NamedTuple):
    """Something in a style sheet: `kind` is syntax, property, url or face, `line` counts from 1."""

    kind: str
    line: int
    message: str


class _Token(NamedTuple):
    kind: str
    text: str
    at: int


class _SyntaxError(Exception):
    def __init__(self, token: _Token) -> None:
        super().__init__()
        self.token = token


_END = "end"


MAX_SIZE = 2**20
"""How many characters of a style sheet are read."""


class StyleSheet:
    """A style sheet, or the content of a style attribute, as a sequence of tokens."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._matches = _TOKEN.finditer(text)
        self._tokens: list[_Token] = []
        self._next = 0
        self._found: list[Problem] = []

    def problems(self, *, attribute: bool = False) -> Iterator[Problem]:
        """The problems up to the first error of syntax; of a style `attribute`, which has declarations alone."""
        try:
            if attribute:
                self._declarations(_END)
            else:
                self._rules()
        except _SyntaxError as e:
            shown = e.token.text[:30] or "the end"
            self._found.append(Problem("syntax", self._line(e.token), f"{shown!r} is not permitted here"))
        except RecursionError:
            self._found.append(Problem("syntax", 1, "the rules are nested too deeply"))
        yield from self._found

    def _line(self, token: _Token) -> int:
        return self._text.count("\n", 0, token.at) + 1

    def _at(self, index: int) -> _Token:
        """The token at an index, read when it is needed: nothing is read after characters that form none."""
        while index >= len(self._tokens):
            match = next(self._matches, None)
            if match is None or (self._tokens and self._tokens[-1].kind in ("bad", "broken", _END)):
                return _Token(_END, "", len(self._text))
            kind = match.lastgroup or ""
            if kind in ("bare", "inner"):
                kind = "url" if match["url"] else "quoted"
            self._tokens.append(_Token(kind, match[0], match.start()))
        return self._tokens[index]

    @property
    def _token(self) -> _Token:
        return self._at(self._next)

    def _take(self) -> _Token:
        token = self._at(self._next)
        if token.kind in ("bad", "broken", _END):
            raise _SyntaxError(token)
        self._next += 1
        return token

    def _skip(self, *kinds: str) -> None:
        while self._at(self._next).kind in ("space", "comment", *kinds):
            self._next += 1

    def _is(self, text: str) -> bool:
        return self._at(self._next).text == text

    def _rules(self, end: str = "") -> None:
        """Rules up to the end, or up to a closing brace."""
        while True:
            self._skip("cdo", "cdc")
            if self._token.kind == _END and not end:
                return
            if end and self._is(end):
                return
            if self._token.kind == "at":
                self._at_rule()
            else:
                self._selectors()
                self._next += 1
                self._declarations("}")
                self._next += 1

    def _at_rule(self) -> None:
        begun = self._take()
        depth = 0
        while not (depth == 0 and self._token.text in (";", "{")):
            token = self._take()
            if token.text in ("{", "}") and token.kind == "delimiter":
                raise _SyntaxError(token)
            if token.kind == "function" or token.text in ("(", "["):
                depth += 1
            elif token.text in (")", "]"):
                depth = max(depth - 1, 0)
            self._address(token)
        is_face = begun.text.lower() == "@font-face"
        if self._take().text == ";":
            if is_face:
                self._found.append(Problem("face", self._line(begun), "@font-face has no descriptors"))
            return
        if self._has_rules():
            self._rules("}")
        else:
            count = self._declarations("}")
            if is_face and not count:
                self._found.append(Problem("face", self._line(begun), "@font-face has no descriptors"))
        self._next += 1

    def _has_rules(self) -> bool:
        """Whether a block has rules: an opening brace before a semicolon and the closing brace."""
        index = self._next
        while (token := self._at(index)).kind not in ("bad", "broken", _END):
            if token.kind == "delimiter" and token.text in "{};":
                return token.text == "{"
            index += 1
        return False

    def _declarations(self, end: str) -> int:
        """Declarations up to a closing brace or the end; returns their number."""
        count = 0
        while True:
            self._skip()
            while end == _END and self._is(";"):
                self._next += 1
                self._skip()
            token = self._token
            if token.kind == _END if end == _END else token.text == end:
                return count
            if self._take().kind != "ident":
                raise _SyntaxError(token)
            self._skip()
            if not self._is(":"):
                raise _SyntaxError(self._token)
            self._next += 1
            self._value(end)
            if token.text.lower() in _FORBIDDEN:
                message = f"the property {token.text} is not permitted"
                self._found.append(Problem("property", self._line(token), message))
            count += 1
            if self._is(";"):
                self._next += 1

    def _value(self, end: str) -> None:
        """A value up to a semicolon or the end of the declarations."""
        self._skip()
        first = self._token
        if first.text in (";", "!") or (first.kind == _END if end == _END else first.text == end):
            raise _SyntaxError(first)
        depth: list[str] = []
        while True:
            token = self._token
            if not depth and (token.text == ";" or (token.kind == _END if end == _END else token.text == end)):
                return
            token = self._take()
            if token.kind in ("at", "cdo", "cdc") or (token.kind == "delimiter" and token.text in "{}"):
                raise _SyntaxError(token)
            if depth and token.text == ";":
                raise _SyntaxError(token)
            if token.kind == "function" or token.text == "(":
                depth.append(")")
            elif depth and token.text == "[":
                depth.append("]")
            elif depth and token.text == depth[-1]:
                depth.pop()
            self._address(token)

    def _address(self, token: _Token) -> None:
        if token.kind == "url" and token.text[4:-1].strip() == "":
            raise _SyntaxError(token)
        if token.kind == "quoted" and token.text[4:-1].strip() in _EMPTY:
            self._found.append(Problem("url", self._line(token), "an address is empty"))

    # -- selectors

    def _selectors(self) -> None:
        """Selectors up to an opening brace."""
        while True:
            self._skip()
            self._compound()
            while True:
                spaced = self._token.kind == "space"
                if self._token.kind == "comment":
                    raise _SyntaxError(self._token)
                self._skip()
                if self._token.text in (">", "+", "~") and self._token.kind == "delimiter":
                    self._next += 1
                    self._skip()
                elif self._token.kind == "delimiter" and self._token.text in (",", "{"):
                    break
                elif not spaced:
                    raise _SyntaxError(self._token)
                self._compound()
            if self._take().text == "{":
                self._next -= 1
                return

    def _compound(self) -> None:
        count = 0
        while self._simple():
            count += 1
        if not count:
            raise _SyntaxError(self._token)

    def _simple(self) -> bool:
        """Whether a simple selector is next, which is taken."""
        token = self._token
        if token.kind in ("ident", "hash", "percentage") or token.text == "*":
            self._next += 1
        elif token.text == "|":
            self._next += 1
            if self._token.kind != "ident" and not self._is("*"):
                raise _SyntaxError(self._token)
            self._next += 1
        elif token.text == ".":
            self._next += 1
            if self._token.kind != "ident":
                raise _SyntaxError(self._token)
            self._next += 1
        elif token.text == "[":
            self._next += 1
            self._attribute()
        elif token.text == ":":
            self._next += 1
            self._pseudo()
        else:
            return False
        return True

    def _attribute(self) -> None:
        self._skip()
        if self._is("|") or self._is("*"):
            self._next += 1
            if self._is("|"):
                self._next += 1
        if self._token.kind != "ident":
            raise _SyntaxError(self._token)
        self._next += 1
        if self._is("|") and self._at(self._next + 1).kind == "ident":
            self._next += 2
        self._skip()
        if self._token.text in ("~", "|", "^", "$", "*"):
            self._next += 1
            if not self._is("="):
                raise _SyntaxError(self._token)
        if self._is("="):
            self._next += 1
            self._skip()
            if self._token.kind not in ("ident", "string"):
                raise _SyntaxError(self._token)
            self._next += 1
            self._skip()
        if not self._is("]"):
            raise _SyntaxError(self._token)
        self._next += 1

    def _pseudo(self) -> None:
        while self._is(":"):
            self._next += 1
        self._skip()
        token = self._take()
        if token.text == "{":
            raise _SyntaxError(token)
        if token.kind != "function":
            return
        if token.text.lower() == "not(" and self._is(")"):
            raise _SyntaxError(self._token)
        depth = 1
        while depth:
            inner = self._take()
            if inner.kind == "delimiter" and inner.text in "{};":
                raise _SyntaxError(inner)
            depth += (inner.kind == "function" or inner.text == "(") - (inner.text == ")")


def decoded(data: bytes) -> str:
    """The text of a style sheet."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")


_CHARSET = re.compile(rb"""@charset\s+["']([^"'\r\n]*)["']""")


def encoding_of(data: bytes) -> str:
    """The encoding that a style sheet shows: UTF-16 by its first bytes, or that of `@charset`; empty for none."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    declared = _CHARSET.match(data.removeprefix(b"\xef\xbb\xbf"))
    return declared[1].decode("latin-1").strip() if declared else ""


_SHARED = 200_000
"""How many characters a style sheet has at most whose problems are kept: books of one maker have the same one."""


def problems_of(text: str) -> tuple[Problem, ...]:
    """The problems of a style sheet up to the first error of syntax; those of the last ones are kept."""
    return _kept(text) if len(text) <= _SHARED else tuple(StyleSheet(text).problems())


@lru_cache(maxsize=8)
def _kept(text: str) -> tuple[Problem, ...]:
    return tuple(StyleSheet(text).problems())
