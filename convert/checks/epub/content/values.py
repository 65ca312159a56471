"""Types of attribute values in content documents: a name in the tables, and whether a value conforms.

A type is a name defined here, or the permitted values, separated by `|`; `""` is the empty value, `'a'` the value a.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import TypeAlias

Test: TypeAlias = Callable[[str], object]
"""A function whose result is true for a value that conforms."""

_MAX = 10_000
"""The length up to which values are tested; numbers, dates and names have at most some dozens of characters."""


def _pattern(pattern: str, *, collapsed: bool = True) -> Test:
    """The test by a regular expression, which the whole value matches, by default without the white space around it."""
    fullmatch = re.compile(pattern).fullmatch
    if not collapsed:
        return fullmatch
    return lambda value: fullmatch(" ".join(value.split())) if len(value) < _MAX else None


def _words(pattern: str, *, least: int = 0) -> Test:
    """The test of a list of words, `least` or more, each of which matches a regular expression."""
    fullmatch = re.compile(pattern).fullmatch

    def test(value: str) -> bool:
        words = value.split()
        return len(words) >= least and all(map(fullmatch, words))

    return test


# RFC 3986 and 3987: a scheme, an authority, a path, a query and a fragment, without percent signs that begin no escape.
# Spaces and other delimiters that RFC 3986 excludes are permitted, as in XML Schema 1.0; the address is judged anew
# when it is resolved.
_URI = re.compile(
    r"(?:[A-Za-z][A-Za-z0-9+.\-]*:(?=[^#])|(?![^/?#]*:))(?://(?:[^/?#\[\]@]*@)?(?:\[[0-9A-Fa-f:.vV]+\]|[^/?#\[\]]*))?"
    r"[^#\[\]]*(?:#[^#\[\]]*)?"
)
_ESCAPES = re.compile(r"%(?![0-9A-Fa-f]{2})")


def is_uri(value: str) -> bool:
    """Whether a value is an `anyURI` of XML Schema: an address, absolute or relative."""
    return bool(_URI.fullmatch(value.strip(" \t\r\n"))) and not ("%" in value and _ESCAPES.search(value))


def _uris(least: int) -> Test:
    return lambda value: len(words := value.split()) >= least and all(map(is_uri, words))


_NAME_START = (
    r"A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    r"\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME_CHAR = _NAME_START + r"\-.0-9\u00b7\u0300-\u036f\u203f\u2040"
NCNAME = f"[{_NAME_START}][{_NAME_CHAR}]*"
NMTOKEN = f"[{_NAME_CHAR}:]+"

_DATE = r"\d{4,}-\d\d-\d\d"
_TIME = r"\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?"
_MOMENT = rf"{_DATE}[T ]{_TIME}(?:Z|[+\-]\d\d:?\d\d)?"
_PERIOD = r"P(?=\d|T\d)(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d{1,3})?S)?)?"
_VAGUE = r"(?:\d+ ?[WDHM]|\d+(?:\.\d{1,3})? ?S)"
_WHEN = "|".join(
    (
        r"\d{4}",
        r"(?:--)?(?:0\d|1[0-2])-(?:[0-2]\d|3[01])",
        r"\d{4,}-W\d\d",
        r"\d{4,}-\d\d",
        _DATE,
        _TIME,
        _MOMENT,
        _PERIOD,
        rf"{_VAGUE}(?: ?{_VAGUE})*+",
    )
)
_FLOAT = r"(?:[+\-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+\-]?\d+)?)"
_TERM = rf"{NCNAME.removesuffix('*')[:-1]}/:]*"
_CURIE = rf"(?:(?:{NCNAME})?:)\S*"
_MEASURE = r"-?(?:\d+\.?\d*|\.\d+)"
_SPACE = r"(?:negative)?(?:(?:very){0,2}thi(?:n|ck)|medium)mathspace"
LENGTH = rf"(?:{_MEASURE}(?:e[mx]|in|cm|mm|p[xtc]|%)?|{_SPACE})"
_PADDED = rf"[+\-]?(?:\d+\.?\d*|\.\d+) ?(?:%? ?(?:height|depth|width)?|e[mx]|in|cm|mm|p[xtc]|{_SPACE})?"
_COLORS = "aqua|black|blue|fuchsia|gray|green|lime|maroon|navy|olive|purple|red|silver|teal|white|yellow"
_COLOR = rf"(?:#[0-9a-fA-F]{{3}}(?:[0-9a-fA-F]{{3}})?|(?i:{_COLORS}))"


def _is_number(test: Callable[[float], bool]) -> Test:
    fullmatch = re.compile(_FLOAT).fullmatch
    return lambda value: (
        value.strip() == "INF" or (len(value) < _MAX and bool(fullmatch(value.strip())) and test(float(value)))
    )


def _is_relevant(value: str) -> bool:
    words = value.split()
    return words == ["all"] or (0 < len(words) == len(set(words)) and set(words) <= {"additions", "removals", "text"})


def _is_sandbox(value: str) -> bool:
    words = value.split()
    order = ["allow-top-navigation", "allow-same-origin", "allow-forms", "allow-scripts"]
    at = [order.index(word) for word in words if word in order]
    return len(at) == len(words) == len(set(at)) and [n for n in at if n < 2] + [n for n in at if n > 1] == at


def _property(pattern: str) -> Test:
    """The test of the terms, compact and absolute addresses of RDFa, or of none."""
    fullmatch = re.compile(pattern).fullmatch
    return lambda value: not value or ((words := value.split()) and all(fullmatch(w) or is_uri(w) for w in words))


def _is_resource(value: str) -> object:
    return is_uri(value) or re.fullmatch(rf"\[(?:(?:{NCNAME})?:?)\S*\]|{_CURIE}", value)


_TYPES: Mapping[str, Test] = {
    "token": _pattern(r"\S+", collapsed=False),
    "nonempty": lambda value: value.strip(" \t\r\n") != "",
    "int": _pattern(r"[+\-]?\d+"),
    "nonnegative": _pattern(r"\+?\d+|-0+"),
    "positive": _pattern(r"\+?0*[1-9]\d*"),
    "decimal": _pattern(r"[+\-]?(?:\d+\.?\d*|\.\d+)"),
    "float": _pattern(rf"{_FLOAT}|-?INF|NaN"),
    # `value` and `step` are compared without case, so that INF and NaN, which have one, are none.
    "number": _pattern(_FLOAT),
    "number>=0": lambda value: value.strip() != "INF" and _TYPES["float>=0"](value),
    "float>0": _is_number(lambda number: number > 0),
    "float>=0": _is_number(lambda number: number >= 0),
    "count": _pattern(r"\+?\d+|-1"),
    "uri": is_uri,
    "uris": _uris(0),
    "uris+": _uris(1),
    "lang": _pattern(r"(?:[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)?"),
    "language": _pattern(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*"),
    "mime": _pattern(r"[a-zA-Z0-9!#$&+\-^_]+/[a-zA-Z0-9!#$&+\-^_]+.*", collapsed=False),
    "hash": _pattern(r"#.+", collapsed=False),
    "context": _pattern(r"(?:[^_].*)?", collapsed=False),
    "target": _pattern(r"(?:[^_].*)?|_(?i:blank|self|parent|top)", collapsed=False),
    "sizes": lambda value: value.strip() == "any" or _words(r"[1-9]\d*x[1-9]\d*", least=1)(value),
    "color": _pattern(r"#[A-Fa-f0-9]{6}", collapsed=False),
    "utf8": _pattern(r"(?i:utf-8)", collapsed=False),
    "when": _pattern(_WHEN),
    "moment": _pattern(rf"{_DATE}|{_MOMENT}"),
    "date": _pattern(_DATE),
    "date?": _pattern(rf"(?:{_DATE})?"),
    "month": _pattern(r"\d{4,}-\d\d"),
    "month?": _pattern(r"(?:\d{4,}-\d\d)?"),
    "week": _pattern(r"\d{4,}-W\d\d"),
    "week?": _pattern(r"(?:\d{4,}-w\d\d)?"),
    "clock": _pattern(_TIME),
    "clock?": _pattern(rf"(?:{_TIME})?"),
    "local": _pattern(rf"{_DATE}[T ]{_TIME}"),
    "local?": _pattern(rf"(?:{_DATE} {_TIME})?"),
    "float?": _pattern(rf"(?:{_FLOAT})?"),
    "color?": _pattern(r"(?:#[A-Fa-f0-9]{6})?", collapsed=False),
    "uri?": lambda value: not value.strip() or is_uri(value),
    "step": lambda value: value.strip() == "any" or (value.strip() != "INF" and _TYPES["float>0"](value)),
    "stepwise": lambda value: value.strip() == "any" or _TYPES["positive"](value),
    "email": _pattern(r"[^@]+@[^@]+", collapsed=False),
    "emails": lambda value: all(_TYPES["email"](part) for part in value.split(",")),
    "rect": _pattern(r"-?\d+(?:,-?\d+){3}"),
    "circle": _pattern(r"-?\d+,-?\d+,\d+"),
    "poly": _pattern(r"-?\d+(?:,-?\d+){5}(?:,-?\d+,-?\d+)*+"),
    "sandbox": _is_sandbox,
    "http-equiv": _pattern(
        "(?i:content-type|refresh|default-style|content-security-policy|x-ua-compatible)", collapsed=False
    ),
    "relevant": _is_relevant,
    "char": _pattern(".", collapsed=False),
    "nmtokens": _words(NMTOKEN, least=1),
    "nmtoken": _pattern(NMTOKEN),
    "ncname": _pattern(NCNAME),
    "ncnames": _words(NCNAME, least=1),
    "alphabet": _pattern(r"ipa|x-.+", collapsed=False),
    "prefixes": _pattern(rf"\s*(?:{NCNAME}: [^ ]+(?:\s+{NCNAME}: [^ ]+)*+\s*)?", collapsed=False),
    "property": _property(rf"{_TERM}|{_CURIE}"),
    "term": lambda value: not value or is_uri(value) or re.fullmatch(rf"{_TERM}|{_CURIE}", value),
    "resource": _is_resource,
    "length": _pattern(LENGTH),
    "lengths": _words(LENGTH, least=1),
    "padded": _pattern(_PADDED),
    "ink": _pattern(_COLOR),
    "paint": _pattern(rf"{_COLOR}|transparent"),
    "thickness": _pattern(rf"{LENGTH}|thin|medium|thick"),
    "limit": _pattern(rf"{LENGTH}|infinity"),
    "size": _pattern(rf"{LENGTH}|small|normal|big"),
    "shift": _pattern(rf"{LENGTH}|indentshift"),
    "width": _pattern(rf"{LENGTH}|auto"),
    "widths": _words(rf"{LENGTH}|auto|fit", least=1),
    "spacing": _pattern(rf"{LENGTH}|loose|medium|tight"),
    "valign": _pattern(rf"{LENGTH}|top|middle|bottom"),
    "two-lengths": lambda value: len(value.split()) == 2 and _TYPES["lengths"](value),
    "row": _pattern(r"(?:top|bottom|center|baseline|axis)(?: -?\d+)?"),
    "aligns": _words("top|bottom|center|baseline|axis", least=1),
    "columns": _words("left|center|right", least=1),
    "lines": _words("none|solid|dashed", least=1),
    "booleans": _words("true|false", least=1),
    "groups": _words("left|center|right|decimalpoint", least=1),
    "grouped": _pattern(r"(?: ?\{ ?(?:left|center|right|decimalpoint)(?: (?:left|center|right|decimalpoint))*+\})*+ ?"),
    "crossed": _words("none|updiagonalstrike|downdiagonalstrike|verticalstrike|horizontalstrike"),
    "symbol": _pattern(r"\S", collapsed=True),
}


_CASELESS_NAMES = """
allowfullscreen async autocapitalize autocomplete autofocus autoplay checked contenteditable controls crossorigin
default defer dir disabled draggable formnovalidate hidden ismap itemscope kind loop multiple muted nomodule
novalidate open playsinline preload readonly required reversed scope selected shape spellcheck translate type
"""
_CASELESS = frozenset(_CASELESS_NAMES.split())
"""Attributes of HTML whose keywords are compared without case (HTML, 2.3.3)."""


@cache
def test_of(type: str, attribute: str) -> Test | None:
    """The test of a type; None for text, of which everything conforms. A `bool` is empty or the attribute's name."""
    if type == "text":
        return None
    if known := _TYPES.get(type):
        return known
    if type.startswith("="):  # exact, without white space around it
        return frozenset(word.replace('""', "") for word in type[1:].split("|")).__contains__
    listed = f'""|{attribute}' if type == "bool" else type
    words = frozenset(word.replace('""', "").strip("'") for word in listed.split("|"))
    if attribute in _CASELESS:
        words |= {word.lower() for word in words}
        return lambda value: value in words or " ".join(value.split()).lower() in words
    return lambda value: value in words or " ".join(value.split()) in words
