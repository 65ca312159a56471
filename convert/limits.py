"""Limits that several layers share."""

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
    return "a number has too many digits" if str(error).startswith("Exceeds the limit") else str(error)


def size_of(text: str) -> int:
    """Return a size in bytes, written as a whole number, perhaps with the suffix K, M, G (powers of 1,024).

    Raises ValueError for anything else.
    """
    number, suffix = (text[:-1], text[-1:].upper()) if text[-1:].upper() in _UNITS else (text, "")
    if not (number.isascii() and number.isdigit() and int(number[:15]) > 0 and len(number) <= 15):
        raise ValueError(f"{text!r} is not a size: a number of bytes, or 100K, 100M or 2G")
    return int(number) * _UNITS.get(suffix, 1)


_UNITS = {"K": 2**10, "M": 2**20, "G": 2**30}
