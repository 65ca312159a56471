"""The parts and stories of a package, and the copying of a part, whose digests are compared in the same read."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, Literal, NamedTuple

from convert.batch.inputs import reason_of
from convert.errors import InputError

Role = Literal["source", "document", "trace", "report", "journal", "configuration", "record", "documentation"]

SMALL = 2**20
"""Parts of less bytes are read whole."""


class Part(NamedTuple):
    """A file of a package.

    `name` is its safe name, relative and the same on every system: in NFC, without `%`, `:` and controls, at most
    `MAX_NAME` bytes, different from all others also when case-folded. `true_name` is what it was called. `sha256` is
    the digest that the journal recorded, None if it recorded none. `story` is the number of its story, 0 if it is of
    none or of several. `place` is the file that has its bytes now.
    """

    name: str
    true_name: str
    role: Role
    size: int
    sha256: str | None
    media_type: str
    story: int
    place: str

    def open(self) -> BinaryIO:
        """Open the bytes. Raises OSError."""
        return open(self.place, "rb", buffering=0, opener=open_regular)


class StoryDocument(NamedTuple):
    """A document of a story: the name of its part, and what the journal says of it; `item` is its number in a shard."""

    name: str
    format: str
    version: str
    schema_valid: bool | None
    item: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A story of a package, also one that failed and has no documents.

    `number` is its number in the package, from 1; `identity` is what the journal calls its input, and `story` its
    number there. `provider` is the name of its provider, `wire` the number that the wire gave it. `id_from` is "given"
    if the input or the user gave the id, "computed" if it was made from the words, "document" if only a document says
    it. `version` and `status` are those of the news, `updated` its time in UTC; all are empty if they are not known.
    `source` is the name of its source's part, or of the archive that contains it, `metadata` are those of its metadata
    files, and `pictures` those of its pictures as they came.
    `codes` counts its findings; `errors` are pairs of a code and a message; `exit_code` is that of its conversion.
    `program` is the version of wirecopy, `options` the digest of its options.
    """

    number: int
    identity: str
    story: int = 0
    provider: str = ""
    wire: str = ""
    id: str = ""
    id_from: str = ""
    version: str = ""
    status: str = ""
    updated: str = ""
    documents: tuple[StoryDocument, ...] = ()
    source: str = ""
    metadata: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    sha256: str = ""
    codes: Mapping[str, int] = field(default_factory=dict)
    errors: tuple[tuple[str, str], ...] = ()
    exit_code: int = 0
    program: str = ""
    options: str = ""

    @property
    def beside(self) -> tuple[str, ...]:
        """The names of the parts that are sources beside its source."""
        return (*self.metadata, *self.pictures)


class Copied(NamedTuple):
    """A part that was copied: its size in bytes and its digests by algorithm."""

    size: int
    digests: Mapping[str, str]

    @property
    def sha256(self) -> str:
        """Its SHA-256."""
        return self.digests["sha256"]

    @property
    def sha512(self) -> str:
        """Its SHA-512."""
        return self.digests["sha512"]


ALGORITHMS = ("sha256", "sha512")
"""The algorithms of the digests in our packages."""


def copy(part: Part, write: Callable[[bytes], object], algorithms: Sequence[str] = ALGORITHMS) -> Copied:
    """Pass the bytes of a part to `write`, and return their digests, all in one read.

    Raises InputError if the part is gone (PKG018) or not what the journal recorded (PKG019); what was written until
    then must not be used.
    """
    if part.size < SMALL:
        data, copied = read_small(part, algorithms)
        write(data)
        return copied
    size = 0
    hashes = {name: _HASHES[name](usedforsecurity=False) for name in algorithms}
    recorded = hashes.get("sha256") or hashlib.sha256(usedforsecurity=False)
    updates = [each.update for each in {id(each): each for each in (*hashes.values(), recorded)}.values()]
    try:
        file = open_regular(part.place, _READ)
        try:
            while block := os.read(file, SMALL):
                size += len(block)
                write(block)
                for update in updates:
                    update(block)
        finally:
            os.close(file)
    except OSError as e:
        raise _unreadable(part, e) from None
    if size != part.size or part.sha256 not in (None, recorded.hexdigest()):
        raise changed(part.role, part.true_name)
    return Copied(size, {name: each.hexdigest() for name, each in hashes.items()})


def read_small(part: Part, algorithms: Sequence[str] = ALGORITHMS) -> tuple[bytes, Copied]:
    """Return the bytes of a part of less than `SMALL` bytes, and their digests. Raises InputError as `copy` does."""
    size = part.size
    try:
        file = open_regular(part.place, _READ)
        try:
            data = os.read(file, size + 1)  # a byte more, which shows whether this is all
            while len(data) < size and (block := os.read(file, size + 1 - len(data))):
                data += block
        finally:
            os.close(file)
    except OSError as e:
        raise _unreadable(part, e) from None
    digests = {name: _HASHES[name](data, usedforsecurity=False).hexdigest() for name in algorithms}
    if part.sha256 is not None:
        found = digests.get("sha256") or hashlib.sha256(data, usedforsecurity=False).hexdigest()
        if found != part.sha256:
            raise changed(part.role, part.true_name)
    if len(data) != size:
        raise changed(part.role, part.true_name)
    return data, Copied(size, digests)


def open_regular(path: str, flags: int) -> int:
    """Return a descriptor of a regular file, for `open`. Raises OSError for all others: a pipe would be waited for."""
    descriptor = os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "Not a regular file")
    return descriptor


def _unreadable(part: Part, error: OSError) -> InputError:
    """Return the error for a part whose bytes the system does not give."""
    if isinstance(error, FileNotFoundError):
        return gone(part.role, part.true_name)
    message = f"the {part.role} {part.true_name} cannot be read: {reason_of(error)}"
    return InputError("PKG018", message, _CONVERT_AGAIN)


_HASHES = {name: getattr(hashlib, name) for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")}
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_CONVERT_AGAIN = "Convert again, with the sources in their places, and pack then."


def gone(role: str, name: str) -> InputError:
    """Return the error for a file that the journal names and that is not there."""
    return InputError("PKG018", f"the {role} {name} is gone", _CONVERT_AGAIN)


def changed(role: str, name: str) -> InputError:
    """Return the error for a file that is not what the journal recorded."""
    return InputError("PKG019", f"the {role} {name} is not what the journal recorded", _CONVERT_AGAIN)
