"""Which pictures an archive has, where they are, and to which of its stories they belong; all of it held on disk."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator
from functools import partial

from convert.batch.inputs.files import stem_of
from convert.batch.inputs.items import Notes
from convert.batch.inputs.packed_pictures import InMemory, OnDisk, PackedPicture, PackedShelf, Place
from convert.batch.inputs.pictures import forms_of, possible_owners
from convert.errors import ConvertError
from convert.pictures.limits import MAX_PICTURES

MAX_KEPT = 2**30
"""How many bytes of pictures are kept of an archive in which they cannot be found again, such as a packed one."""

_MOST_NAMED = 2 * MAX_PICTURES
"""How many pictures that a text names are given to its story at most."""

Find = Callable[[str, int, int], Place]
"""Returns the place of a picture in an archive, of its name, its offset and its size."""


class PictureIndex:
    """The pictures of an archive; all are added, and the stems of all files, before a story asks for its own."""

    def __init__(self, find: Find | None = None) -> None:
        """`find` says where a picture is; None if the archive can be read only from its beginning."""
        self._find = find
        self._stems, self._known, self._owned, self._taken, self._bytes = (Notes() for _ in range(5))
        self._kept = 0
        self._is_empty = True
        self._has_owners = False

    def add_stem(self, stem: str) -> None:
        """Note that there is a file that may be a story, by its path without suffix."""
        self._stems.add(stem)

    def has_stem(self, stem: str) -> bool:
        """Whether there is a file that may be a story."""
        return self._stems.has(stem)

    def add(self, name: str, size: int, *, checksum: int = 0, offset: int = 0, refusal: str = "") -> None:
        """Add a picture that can be found again, or one that is refused."""
        self._is_empty = False
        if not self._known.add(name, _record(size, checksum, offset, refusal)):
            self._known.put(name, _record(size, checksum, offset, "is in the archive twice"))

    def add_bytes(self, name: str, data: bytes) -> None:
        """Add a picture that cannot be found again; its bytes are kept if they are not too many."""
        refusal = ""
        if self._kept + len(data) > MAX_KEPT:
            refusal = f"is left out: {MAX_KEPT:,} bytes of pictures are kept of a packed archive at most"
        elif self._bytes.add(name, data):
            self._kept += len(data)
        self.add(name, len(data), checksum=zlib.crc32(data), refusal=refusal)

    def shelf(self, member: str, data: bytes, encoding: str | None = None) -> PackedShelf | None:
        """Return the pictures of the story `member`, whose text is `data`; None if the archive has no pictures."""
        if self._is_empty:
            return None
        self._settle()
        folder, slash, base = member.rpartition("/")
        folder += slash
        stem = stem_of(base)
        start = f"{folder}{stem}\0"
        own = tuple(key[len(start) :] for key in self._owned.starting(start))
        named = self._named(folder, data, encoding)
        files = {name: picture for name in (*own, *named) if (picture := self._picture(folder + name))}
        return PackedShelf(folder, stem, files, own)

    def orphans(self) -> Iterator[str]:
        """Yield the pictures that no story has: neither by their names, nor because its copy names them."""
        self._settle()
        yield from (name for name in self._known.names() if not self._taken.has(name))

    def close(self) -> None:
        """Forget all names; what stories have of them stays."""
        for notes in (self._stems, self._known, self._owned, self._taken):
            notes.close()

    def _settle(self) -> None:
        """Note to which story each picture belongs by its name: that with the longest stem."""
        if self._has_owners:
            return
        self._has_owners = True
        for name in self._known.names():
            folder, slash, base = name.rpartition("/")
            for stem in possible_owners(base):
                if self._stems.has(f"{folder}{slash}{stem}"):
                    self._owned.add(f"{folder}{slash}{stem}\0{base}")
                    self._taken.add(name)
                    break

    def _named(self, folder: str, data: bytes, encoding: str | None) -> list[str]:
        """Return the names of the pictures in the folder of a story that its copy names."""
        if b"[" not in data:  # in whatever encoding
            return []
        from convert.readers.text.envelopes.pictures import possible_names
        from convert.readers.text.lines.decode import decode_text

        try:
            text, _ = decode_text(data, encoding)
        except ConvertError:  # and reported when the story is read
            return []
        found = []
        for name in possible_names(text):
            for form in forms_of(name):
                if self._known.has(folder + form):
                    found.append(form)
                    self._taken.add(folder + form)
            if len(found) >= _MOST_NAMED:
                break
        return found

    def _picture(self, name: str) -> PackedPicture | None:
        record = self._known.get(name)
        if record is None:
            return None
        size, checksum, offset, refusal = json.loads(record)
        place: Place = InMemory(b"")
        if not refusal:
            place = self._find(name, offset, size) if self._find else OnDisk(partial(_kept, self._bytes, name))
        return PackedPicture(size, checksum, place, refusal)


def _record(size: int, checksum: int, offset: int, refusal: str) -> bytes:
    return json.dumps((size, checksum, offset, refusal)).encode()


def _kept(notes: Notes, name: str) -> bytes:
    return notes.get(name) or b""
