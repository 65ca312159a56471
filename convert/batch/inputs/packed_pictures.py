"""Pictures of a story in an archive: where their bytes are, read only when a story takes them."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, Protocol

from convert.batch.inputs.pictures import State, forms_of, numbered_names
from convert.errors import ConvertError
from convert.pictures.limits import MAX_BYTES, PictureError, missing


class Place(Protocol):
    """Where the bytes of a picture are. It can be sent to another process."""

    def read(self) -> bytes:
        """The bytes. Raises ConvertError and OSError."""
        ...


class InMemory(NamedTuple):
    """Bytes that came with the input."""

    data: bytes

    def read(self) -> bytes:
        """The bytes."""
        return self.data


class OnDisk:
    """Bytes that wait on disk until they are read here or are sent to another process, which then has them."""

    def __init__(self, read: Callable[[], bytes]) -> None:
        self.read = read

    def __reduce__(self) -> tuple[type[InMemory], tuple[bytes]]:
        return InMemory, (self.read(),)


class PackedPicture(NamedTuple):
    """A picture in an archive: its size in bytes, its CRC-32, and where it is; `refusal` is why it is not read."""

    size: int
    checksum: int
    place: Place
    refusal: str = ""

    def load(self) -> bytes:
        """The bytes. Raises PictureError."""
        if self.refusal:
            raise PictureError(self.refusal, "Pack the file itself, once.")
        if self.size > MAX_BYTES:
            raise PictureError(f"is larger than {MAX_BYTES:,} bytes", "Give a smaller one.")
        try:
            data = self.place.read()
        except ConvertError as e:
            raise PictureError(f"cannot be read: {e.message}", e.advice) from None
        except OSError as e:
            raise PictureError(
                f"cannot be read: {(e.strerror or str(e)).lower()}", "Fetch the archive again."
            ) from None
        if zlib.crc32(data) != self.checksum:
            raise PictureError("cannot be read: the archive changed meanwhile", "Convert it when it is complete.")
        return data


@dataclass(frozen=True, slots=True)
class PackedShelf:
    """The pictures of a story in an archive.

    `files` are those that belong to the input, whose names are `names`, and those that its copy may name. `folder` is
    the folder of the story in the archive, empty or with a `/` behind it. `story` is the number of the story, 0 for
    the only one of an input. `seen` collects the states of what was asked for.
    """

    folder: str
    stem: str
    files: Mapping[str, PackedPicture]
    names: tuple[str, ...]
    story: int = 0
    seen: dict[str, State] = field(default_factory=dict)

    def fresh(self) -> PackedShelf:
        """The same shelf, of which nothing was asked for."""
        return replace(self, seen={})

    def of_story(self, number: int) -> PackedShelf:
        """The shelf of the story with a number, which notes what it reads in the same place."""
        return replace(self, story=number)

    def own(self) -> Sequence[str]:
        """The names of the pictures that belong to the story, in the order of their numbers."""
        return numbered_names(self.names, self.stem, self.story)

    def load(self, name: str) -> bytes:
        """The bytes of a picture. Raises PictureError."""
        for form in forms_of(name):
            if form in self.files:
                self.seen[form] = self._state(form)
                return self.files[form].load()
        self.seen[name] = self._state(name)
        raise missing()

    def published(self, name: str) -> bytes:
        """Raise PictureError: what was published beside documents is in no archive of texts."""
        raise missing()

    def is_unchanged(self, states: Iterable[Sequence[object]]) -> bool:
        """Whether the pictures of the input are those of an earlier run, which has the states of all that it saw."""
        known = {str(state[0]): tuple(state) for state in states}
        own = {self.folder + name for name in self.names}
        return own <= known.keys() and all(
            path.startswith(self.folder) and self._state(path[len(self.folder) :]) == state
            for path, state in known.items()
        )

    def states(self) -> tuple[State, ...]:
        """The states of all that was asked for, and of the input's own pictures: path in the archive, size, CRC-32."""
        return tuple(sorted(({name: self._state(name) for name in self.names} | self.seen).values()))

    def left_over(self, stories: int) -> Iterator[str]:
        """Yield the names of the input's own pictures that none of its several stories has."""
        taken = {name for number in range(1, stories + 1) for name in self.of_story(number).own()}
        yield from (name for name in self.names if name not in taken)

    def _state(self, name: str) -> State:
        found = self.files.get(name)
        return (self.folder + name, found.size, found.checksum) if found else (self.folder + name, -1, 0)
