"""Files of many documents, called shards: JSON Lines, a newsMessage, or a zip, written one document after the other.

The same documents always give the same bytes. Memory does not grow with their number, apart from the directory of a
zip.
"""

from __future__ import annotations

import shutil
import tempfile
from typing import BinaryIO, Protocol

from convert.formats import TRACE, named
from convert.packing import StoredZip
from convert.writers._news_message import TAIL, head, items_in


class ShardWriter(Protocol):
    """Writes the documents of a shard; it is complete after `close`, which leaves the file open.

    `further` is the number of items behind those of the documents: the pictures of a newsMessage.
    """

    further: int

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
    further = 0

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def add(self, name: str, data: bytes) -> None:
        # A line break of JSON is never in a string, so neither is the white space around it.
        self._file.write(b"".join(line.strip(b" \t\r") for line in data.split(b"\n")) + b"\n")

    def close(self) -> None:
        pass


_IN_MEMORY = 2**20


class _NewsMessage:
    """A newsMessage of NewsML-G2; each item has the bytes of a document of its own, without the XML declaration.

    The items of pictures follow those of all stories, each once, so that the number of a story is that of its item.
    """

    def __init__(self, file: BinaryIO, sent: str) -> None:
        self._file = file
        self._pictures = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  (open until `close`)
        self._known: set[bytes] = set()
        self.further = 0
        file.write(head(sent))

    def add(self, name: str, data: bytes) -> None:
        story, *pictures = items_in(data)
        self._file.write(story)
        for picture in pictures:
            guid = picture.partition(b' guid="')[2].partition(b'"')[0]
            if guid not in self._known:
                self._known.add(guid)
                self._pictures.write(picture)
                self.further += 1

    def close(self) -> None:
        self._pictures.seek(0)
        shutil.copyfileobj(self._pictures, self._file)
        self._pictures.close()
        self._file.write(TAIL)


class _Zip:
    """A zip whose members have the bytes of documents of their own, not compressed again."""

    further = 0

    def __init__(self, file: BinaryIO, suffix: str) -> None:
        self._zip = StoredZip(file)
        self._suffix = suffix

    def add(self, name: str, data: bytes) -> None:
        self._zip.add(name + self._suffix, data)

    def close(self) -> None:
        self._zip.close()
