"""The items of a newsMessage of any size, one after the other, without the whole message in memory.

Each item is yielded inside the message as if it were the only one, so that all checks apply to it unchanged; `Item`
knows where it is in the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, BinaryIO, NamedTuple
from xml.parsers import expat

from convert.checks.engine import schemas
from convert.checks.newsml_g2 import ITEMS, NAR
from convert.documents import LIMITS, DocumentError, Limits
from convert.findings import Finding, Location, Severity

MAX_FRAME = 2**16
"""The maximum size of what is before the first item, and of what is after the last one, in bytes."""

_CHUNK = 2**18
_SPACE = NAR.strip("{}")
_SET = "/newsMessage/itemSet"
_ITEM_SET = f"{_SPACE} itemSet"


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a message: `data` is a message with this item alone.

    `number` counts all items from 1, `index` those of the same name. `start` is the item's line and column in the file,
    `offset` the same in `data`. The number 0 is the frame of the message: its data are the beginning of the message,
    the first item and the end, its `start` and `offset` are those of the end.
    """

    number: int
    name: str
    index: int
    data: bytes
    start: tuple[int, int]
    offset: tuple[int, int]

    def moved(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return those of the findings in `data` that concern the item, or the frame, with their place in the file."""
        return tuple(self._moved(finding) for finding in findings if self._concerns(finding))

    def _concerns(self, finding: Finding) -> bool:
        if self.number and self.name not in ITEMS and not finding.code.startswith("NML"):
            return False  # it states nothing, as it is no item
        return self._is_inside(finding.location)

    @property
    def _pointer(self) -> str:
        return f"{_SET}/{self.name}"

    def _is_inside(self, place: Location) -> bool:
        if not self.number:
            return not place.pointer.startswith(f"{_SET}/") and bool(place.pointer or place.line)
        if place.pointer:
            return place.pointer.startswith(f"{_SET}/")
        return not place.line or (place.line, place.column or self.offset[1]) >= self.offset

    def _moved(self, finding: Finding) -> Finding:
        place, (line, column) = finding.location, self.start
        if place.line and (place.line, place.column or self.offset[1]) < self.offset:
            return finding
        if place.line > self.offset[0]:
            line, column = place.line - self.offset[0] + line, place.column
        elif place.line:
            column = place.column and place.column - self.offset[1] + column
        pointer = place.pointer
        if self.number and (not pointer or pointer.startswith(self._pointer)):
            pointer = f"{self._pointer}[{self.index}]{pointer.removeprefix(self._pointer)}"
        return replace(finding, location=replace(place, line=line, column=column, pointer=pointer))


class _Part(NamedTuple):
    """The name of an item and its number among those of the name, the offset, line and column of its start, and the
    offset of its end.
    """

    name: str
    among: int
    at: int
    place: tuple[int, int]
    end: int


class Message:
    """A newsMessage in a file; `findings` are faults between its items, complete after `items`."""

    def __init__(self, file: BinaryIO, limits: Limits = LIMITS) -> None:
        self.findings: list[Finding] = []
        self._file = file
        self._limits = limits
        self._parser: Any = expat.ParserCreate(namespace_separator=" ")
        self._parser.namespace_prefixes = True
        self._parser.StartElementHandler = self._on_start
        self._parser.EndElementHandler = self._on_end
        self._parser.StartDoctypeDeclHandler = self._on_doctype
        self._depth = 0
        self._names: list[str] = []  # of the message and its set of items, as written
        self._counts: dict[str, int] = {}  # the items so far by name
        self._ids: set[int] = set()  # digests of the ids in complete items
        self._own: set[int] = set()  # and of those in the item that is being read
        self._first = self._first_end = self._set_place = (0, 0)
        self._open: _Part | None = None  # the item that is being read
        self._ended = False  # whether its end tag was read; it ends where the next thing begins
        self._complete: list[_Part] = []
        self._set_ends = -1  # the offset of the end tag of the set

    def items(self) -> Iterator[Item]:
        """Yield every item, and at last the frame. Raises DocumentError for XML that cannot be read to its end."""
        window = bytearray()  # the bytes of the file from `start` to `fed`
        start = fed = number = 0
        prefix = first = b""
        error: DocumentError | None = None
        while True:
            chunk = self._file.read(_CHUNK)
            fed += len(chunk)
            window += chunk
            try:
                self._parse(chunk)
            except DocumentError as e:
                error = e  # after the items before it
            for part in self._complete:
                number += 1
                data = bytes(window[part.at - start : part.end - start])
                if number == 1:
                    prefix, first = bytes(window[: part.at]), data
                    if len(prefix) > MAX_FRAME:
                        raise _too_much("before its first item")
                whole = prefix + data + self._suffix(prefix)
                yield Item(number, part.name, part.among, whole, part.place, self._first)
            kept = self._complete[-1].end if self._complete else start
            self._complete.clear()
            if error:
                raise error
            if self._set_ends >= 0:
                kept = self._set_ends
                if fed - kept > MAX_FRAME:
                    raise _too_much("after its last item")
            elif self._open:
                kept = self._open.at
                if fed - kept > self._limits.xml + _CHUNK:
                    line, column = self._open.place
                    raise DocumentError(f"an item has more than {self._limits.xml} bytes", line=line, column=column)
            elif not number and fed > MAX_FRAME + _CHUNK:
                raise _too_much("before its first item")
            elif fed - kept > self._limits.xml + _CHUNK:
                raise DocumentError(f"there are more than {self._limits.xml} bytes between two items")
            if number and kept > start:
                del window[: kept - start]
                start = kept
            if not chunk:
                break
        if not number:
            raise DocumentError("the message has no items")
        yield Item(0, "", 0, prefix + first + bytes(window), self._set_place, self._first_end)

    def _suffix(self, prefix: bytes) -> bytes:
        """The end tags of the set and of the message, in the encoding of the file."""
        encoding = "utf-8"
        if prefix[:2] in (b"\xff\xfe", b"<\0"):
            encoding = "utf-16-le"
        elif prefix[:2] in (b"\xfe\xff", b"\0<"):
            encoding = "utf-16-be"
        return "".join(f"</{name}>" for name in reversed(self._names)).encode(encoding)

    def _parse(self, chunk: bytes) -> None:
        try:
            self._parser.Parse(chunk, not chunk)
        except expat.ExpatError as e:
            reason = expat.ErrorString(e.code)
            raise DocumentError(f"not well-formed XML: {reason}", line=e.lineno, column=e.offset + 1) from None

    def _place(self) -> tuple[int, int]:
        return self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1

    def _on_doctype(self, name: str, system: str | None, public: str | None, has_internal_subset: bool) -> None:
        if has_internal_subset:
            raise DocumentError(
                "the document type declaration has an internal subset",
                line=self._parser.CurrentLineNumber,
                advice="Remove everything between [ and ] in <!DOCTYPE …>; write entities as characters.",
            )

    def _on_start(self, name: str, attributes: dict[str, str]) -> None:
        self._finish()
        self._depth += 1
        if self._depth == 3 and len(self._names) == 2 and self._set_ends < 0:
            place = self._place()
            if not self._counts:
                self._first = place
            local = _local(name)
            self._counts[local] = self._counts.get(local, 0) + 1
            self._open = _Part(local, self._counts[local], self._parser.CurrentByteIndex, place, 0)
            self._parser.CharacterDataHandler = None
        elif self._depth == 1 or (self._depth == 2 and len(self._names) == 1 and name.startswith(_ITEM_SET)):
            self._names.append(_written(name))
        if self._open and "id" in attributes and name.startswith(_SPACE):
            self._note_id(name, attributes["id"])

    def _on_end(self, name: str) -> None:
        self._finish()
        if self._depth == 3 and self._open:
            self._ended = True
            self._parser.DefaultHandler = self._on_other
            self._parser.CharacterDataHandler = self._on_text
        elif self._depth == 2 and len(self._names) == 2 and self._set_ends < 0:
            self._set_ends, self._set_place = self._parser.CurrentByteIndex, self._place()
            self._parser.CharacterDataHandler = None
        self._depth -= 1

    def _on_other(self, text: str) -> None:
        self._finish()

    def _on_text(self, text: str) -> None:
        self._finish()
        if text.strip():
            self._fault("itemSet has text outside of elements", "Put it into an element, or remove it.")

    def _finish(self) -> None:
        """Note the end of the item whose end tag was read, which is where the parser is."""
        if self._ended and self._open:
            if self._first_end == (0, 0):
                self._first_end = self._place()
            self._complete.append(self._open._replace(end=self._parser.CurrentByteIndex))
            self._open, self._ended = None, False
            self._parser.DefaultHandler = None
            self._ids |= self._own
            self._own.clear()

    def _note_id(self, name: str, value: str) -> None:
        """Report an id that an earlier item has, too; one that occurs twice in an item is found with the item."""
        key = hash(value.strip())
        if key in self._ids:
            message = f"{value!r} is not a valid value of the attribute id of {_local(name)}"
            where = f"{_SET}/{self._open.name}[{self._open.among}]" if self._open else _SET
            self._fault(message, "Write an id: a letter first, no colon, each only once.", where)
        self._own.add(key)

    def _fault(self, message: str, advice: str, pointer: str = _SET) -> None:
        if len(self.findings) < schemas.MAX_VIOLATIONS:
            line, column = self._place()
            place = Location(line=line, column=column, pointer=pointer)
            self.findings.append(
                Finding(code="NML001", severity=Severity.ERROR, message=message, advice=advice, location=place)
            )


def _too_much(where: str) -> DocumentError:
    return DocumentError(f"the message has more than {MAX_FRAME} bytes {where}")


def _local(name: str) -> str:
    """The local part of a name from the parser: its namespace, local part and perhaps prefix."""
    parts = name.split(" ")
    return parts[1] if len(parts) > 1 else name


def _written(name: str) -> str:
    """A name from the parser as the document has it."""
    parts = name.split(" ")
    return f"{parts[2]}:{parts[1]}" if len(parts) > 2 else parts[-1]
