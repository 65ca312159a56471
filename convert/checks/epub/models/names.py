"""The namespaces of these vocabularies, and the values that their attributes have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

from convert.checks.epub.grammar import Datatype, matching, one_of
from convert.checks.epub.namespaces import XML

_START = r"A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F"
_START += r"\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
_NAME = _START + r"\-.0-9\u00B7\u0300-\u036F\u203F-\u2040"

NAME = matching("an XML name without a colon", f"[{_START}][{_NAME}]*")
TOKEN = matching("one name token", f"[{_NAME}:]+")
TOKENS = matching("a list of name tokens", rf"[{_NAME}:]+(?:\s+[{_NAME}:]+)*")
LANGUAGE = matching("a language tag", r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
LANGUAGE_OR_NONE = matching("a language tag", r"(?:[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)?")
MEDIA_TYPE = Datatype(
    "a media type",
    re.compile(r"[a-zA-Z0-9!#$&+\-^_]+/[a-zA-Z0-9!#$&+\-^_]+[^\r\n]*").fullmatch,  # type: ignore[arg-type]
)
CLOCK = matching(
    "a clock value",
    r"[0-9]+:[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?"
    r"|[0-9]+(?:\.[0-9]+)?(?:h|min|s|ms)?",
)
INTEGER = matching("a whole number", r"\+?[0-9]+|-0+")
BASE64 = matching("base64", r"[A-Za-z0-9+/=\s]*")
_PLAIN_URI = re.compile(r"[A-Za-z0-9_./~\-]*(?:#[A-Za-z0-9_.\-]*)?")
_ESCAPES = re.compile(r"%(?![0-9A-Fa-f]{2})")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:(.*)", re.DOTALL)


def _is_uri(value: str) -> bool:
    """Whether a value is a URI reference as XML Schema has it: most characters are allowed, as they can be escaped."""
    if _PLAIN_URI.fullmatch(value):
        return True
    text = value.strip(" \t\r\n")
    if _ESCAPES.search(text) or text.count("#") > 1:
        return False
    first = re.split(r"[/?#]", text, maxsplit=1)[0]
    if ":" in first:
        found = _SCHEME.match(text)
        return found is not None and bool(found[1].partition("#")[0])
    return True


URI = Datatype("a URI reference", _is_uri)
DIRECTION = one_of("ltr", "rtl", "auto")

Attributes: TypeAlias = Mapping[str, Datatype]

ID: Attributes = {"id": NAME}
LANG: Attributes = {f"{XML}lang": LANGUAGE_OR_NONE}
I18N: Attributes = {**LANG, "dir": DIRECTION}
