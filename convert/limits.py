"""Limits that several layers share, and why parsers of JSON and TOML refused a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from json import JSONDecodeError

MAX_INPUT = 64 * 2**20
"""Maximum size of an input in bytes; a newspaper's daily output takes about a hundredth of it."""

MAX_SHARD = 2**30
"""Maximum size of a file with many documents in bytes, which are checked one after the other."""

MAX_STORY = 6 * 2**20
"""Maximum size of the text of one story in bytes of UTF-8, as XML and JSON escape it. A document that holds the text
twice, such as ninjs, stays within its own limit, and reading needs less than 600 MB.
"""

MAX_LINES = 200_000
"""Maximum number of lines of an input of raw copy, blank ones included. Each takes up to 2.7 KB while it is read, so
that an input needs less than 600 MB; a newspaper's daily output has about a tenth of it.
"""


def parser_reason(error: ValueError) -> str:
    """Return why a parser of JSON or TOML refused a text; a number that Python does not convert is such a reason."""
    from json import JSONDecodeError

    if isinstance(error, JSONDecodeError):
        error = same_json_error(error)
    return "a number has too many digits" if str(error).startswith("Exceeds the limit") else str(error)


def same_json_error(error: JSONDecodeError) -> JSONDecodeError:
    """Return the error that Python 3.13 raises for a JSON text, whatever version raised `error`: a comma before the end
    of an object or array is the fault, and not what is missing behind it.
    """
    before = error.doc[: error.pos].rstrip(_JSON_SPACES)
    end = error.doc[error.pos :].lstrip(_JSON_SPACES)[:1]
    if end in _TRAILING and before.endswith(",") and error.msg == _TRAILING[end][0]:
        return type(error)(f"Illegal trailing comma before end of {_TRAILING[end][1]}", error.doc, len(before) - 1)
    return error


_JSON_SPACES = " \t\n\r"

_TRAILING = {"}": ("Expecting property name enclosed in double quotes", "object"), "]": ("Expecting value", "array")}
"""How versions of Python before 3.13 refuse what follows a comma, by the bracket that does, and what it ends."""


def size_of(text: str) -> int:
    """Return a size in bytes, written as a whole number, perhaps with the suffix K, M, G (powers of 1,024).

    Raises ValueError for anything else.
    """
    number, suffix = (text[:-1], text[-1:].upper()) if text[-1:].upper() in _UNITS else (text, "")
    if not (number.isascii() and number.isdigit() and int(number[:15]) > 0 and len(number) <= 15):
        raise ValueError(f"{text!r} is not a size: a number of bytes, or 100K, 100M or 2G")
    return int(number) * _UNITS.get(suffix, 1)


_UNITS = {"K": 2**10, "M": 2**20, "G": 2**30}
