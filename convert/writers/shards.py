"""Files of many documents, called shards: JSON Lines, a newsMessage, or a zip, written one document after the other.

The same documents always give the same bytes. Memory does not grow with their number, apart from the directory of a
zip.
"""

from __future__ import annotations

import re
from typing import BinaryIO, Protocol

from convert.formats import TRACE, named
from convert.mapping.qcodes import NAMESPACE
from convert.packing import StoredZip
from convert.writers._xml import escape


class ShardWriter(Protocol):
    """Writes the documents of a shard; it is complete after `close`, which leaves the file open."""

    def add(self, name: str, data: bytes) -> None:
        """Write a document, whose name has no suffix."""
        ...

    def close(self) -> None:
        """Write what follows the last document."""
        ...


def shard_writer(format: str, file: BinaryIO, *, sent: str) -> ShardWriter:
    """Return the writer of a shard of this format; `sent` is the time of a newsMessage, in UTC."""
    known = TRACE if format == TRACE.name else named(format)
    if known.shard_suffix.endswith(".jsonl"):
        return _JsonLines(file)
    if known.shard_suffix.endswith(".zip"):
        return _Zip(file, known.suffix)
    return _NewsMessage(file, sent)


class _JsonLines:
    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def add(self, name: str, data: bytes) -> None:
        # A line break of JSON is never in a string, so neither is the white space around it.
        self._file.write(b"".join(line.strip(b" \t\r") for line in data.split(b"\n")) + b"\n")

    def close(self) -> None:
        pass


_DECLARATION = re.compile(rb"\s*<\?xml\s[^>]*\?>\s*")


class _NewsMessage:
    """A newsMessage of NewsML-G2; each item has the bytes of a document of its own, without the XML declaration."""

    def __init__(self, file: BinaryIO, sent: str) -> None:
        self._file = file
        head = (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<newsMessage xmlns="{NAMESPACE}">\n'
            f"  <header>\n    <sent>{escape(sent)}</sent>\n  </header>\n  <itemSet>\n"
        )
        file.write(head.encode())

    def add(self, name: str, data: bytes) -> None:
        declaration = _DECLARATION.match(data)
        self._file.write(data[declaration.end() if declaration else 0 :].rstrip() + b"\n")

    def close(self) -> None:
        self._file.write(b"  </itemSet>\n</newsMessage>\n")


class _Zip:
    """A zip whose members have the bytes of documents of their own, not compressed again."""

    def __init__(self, file: BinaryIO, suffix: str) -> None:
        self._zip = StoredZip(file)
        self._suffix = suffix

    def add(self, name: str, data: bytes) -> None:
        self._zip.add(name + self._suffix, data)

    def close(self) -> None:
        self._zip.close()
