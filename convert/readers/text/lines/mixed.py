"""Text that was joined from copy of two senders: some of its lines are in UTF-8, the others in a legacy encoding."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

MIN_VALID = 4
"""How many characters of several bytes show that some lines of a text are UTF-8; all of these lines are."""

MIN_FOREIGN = 4
"""How many bytes of lines in another encoding are more than damage."""

MIN_IN_LINE = 3
"""How many characters of several bytes a line of UTF-8 has at least beside lines in an encoding of several bytes, in
which a pair may look like a character of UTF-8 by chance.
"""

BAD = re.compile("[\udc80-\udcff]+")
"""A run of invalid bytes that were escaped as surrogates."""

_IN_LATIN_WORD = re.compile("[A-Za-z][^\0-\x7f]|[^\0-\x7f][A-Za-z]")


class MixedText(NamedTuple):
    """A text in two encodings, decoded.

    `foreign` are the indices of the lines in `encoding`, all others are UTF-8; invalid bytes of these are escaped as
    surrogates.
    """

    text: str
    encoding: str
    foreign: tuple[int, ...]


def decode_mixed(data: bytes, encoding: str | None = None) -> MixedText | None:
    """`data`, if some of its lines are in UTF-8 and others in `encoding`, or else in a legacy one that they show.

    A line in a legacy encoding has more bytes that are no UTF-8 than characters that are, and these bytes look like
    letters rather than like damaged characters. Where `encoding` is declared, all lines may be in UTF-8.
    """
    lines = data.split(b"\n")
    texts = {at: line.decode("utf-8", "surrogateescape") for at, line in enumerate(lines) if not line.isascii()}
    counts = {at: (_count_valid(text), count_bad(text)) for at, text in texts.items()}
    foreign = [at for at, (valid, bad) in counts.items() if bad > (0 if encoding else 2 * valid)]
    if len(foreign) == len(counts):
        return None
    if not encoding:
        runs = [run for at in foreign for run in BAD.findall(texts[at])]
        bad = sum(map(len, runs))
        letters = sum(len(run) for run in runs if len(run) > 2 or run[0] >= "\udce0")
        if bad < MIN_FOREIGN or letters * 3 < bad:
            return None
    found = encoding or _encoding_of(b"\n".join(lines[at] for at in foreign))
    if found is None:
        return None
    least = MIN_IN_LINE if _is_of_several_bytes(found) else 1
    doubtful = {
        at for at, (valid, bad) in counts.items() if not bad and valid < least and not _IN_LATIN_WORD.search(texts[at])
    }
    sure = sum(valid for at, (valid, bad) in counts.items() if valid > bad and at not in doubtful)
    if sure < (1 if encoding and not _is_text_in(data, encoding) else MIN_VALID):
        return None
    if len(foreign) * 2 > len(counts):
        foreign = sorted({*foreign, *doubtful})
    for at in foreign:
        texts[at] = lines[at].decode(found, "replace")
    decoded = (texts[at] if at in texts else line.decode("ascii") for at, line in enumerate(lines))
    return MixedText("\n".join(decoded), found, tuple(foreign))


def count_bad(text: str) -> int:
    """How many bytes of `text` are invalid and escaped as surrogates."""
    return sum(map(len, BAD.findall(text)))


def _count_valid(text: str) -> int:
    return sum("\x7f" < character < "\udc80" or character > "\udcff" for character in text)


def _encoding_of(data: bytes) -> str | None:
    from convert.readers.text.lines.encodings import can_be_western, detect_encoding

    return detect_encoding(data) or ("cp1252" if can_be_western(data) else None)


def _is_text_in(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (LookupError, ValueError):
        return False
    return True


def _is_of_several_bytes(encoding: str) -> bool:
    try:
        return len("\u4e00".encode(encoding)) > 1 and codecs.lookup(encoding).name != "utf-8"
    except (LookupError, ValueError):
        return False
