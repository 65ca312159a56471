"""The places of JSON Pointers and XPaths in the source: line and column, from 1, in code points.

Documents are scanned again for this, only if there is something to report. Both scans are linear and keep their own
stack.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, TypeAlias
from xml.parsers import expat

Position: TypeAlias = tuple[int, int]
"""Line and column."""


class _Node:
    """A step on the way to requested places: the steps below, the pointers that end here, the result of the scan."""

    __slots__ = ("above", "at", "below", "pointers")

    def __init__(self) -> None:
        self.below: dict[str, _Node] = {}
        self.pointers: list[str] = []
        self.at = -1  # the offset of the last value found here
        self.above = -1  # the offset of the object or array around it


def _tree(requested: Iterable[tuple[str, Iterable[str]]]) -> _Node:
    """The requested pointers, each with its steps, as a tree."""
    root = _Node()
    for pointer, steps in requested:
        node = root
        for step in steps:
            node = node.below.setdefault(step, _Node())
        node.pointers.append(pointer)
    return root


# --------------------------------------------------------------------------------------------------------------------
# JSON

_SPACE = re.compile(r"[ \t\n\r]*")
_BRACKET = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\]]', re.DOTALL)
_decoder = json.JSONDecoder(strict=False)


def json_positions(data: bytes, pointers: Iterable[str], keys: Container[str] = ()) -> Mapping[str, Position]:
    """The position of the value of each JSON Pointer in `data`, which is well-formed JSON; without dead pointers.

    Of duplicate keys in an object the last counts, as in `json.loads`. `keys` are those of the object that `data` is,
    if they are known; values of plain ones are found without a scan.
    """
    found, rest = dict[str, Position](), list[str]()
    for pointer in dict.fromkeys(pointers):
        name = pointer[1:]
        place = _place_of_key(data, name) if name in keys and _PLAIN_KEY.fullmatch(name) else None
        if place:
            found[pointer] = place
        elif not pointer or pointer.startswith("/"):
            rest.append(pointer)
    if not rest:
        return found
    root = _tree((pointer, _json_steps(pointer)) for pointer in rest)
    text = data.decode(json.detect_encoding(data))
    _scan(text, root)
    return found | dict(_in_lines(text, sorted(_found(root))))


_PLAIN_KEY = re.compile("[A-Za-z0-9_]+")
_COLON = re.compile(rb"[ \t\n\r]*:[ \t\n\r]*")


def _place_of_key(data: bytes, name: str) -> Position | None:
    """The position of the value of a key that the object `data` has, if that is plain to see: it occurs but once.

    Inside of a string a quotation mark has a backslash before it, so that what is between two others is a whole string.
    """
    token = f'"{name}"'.encode()
    at = data.find(token)
    if at < 1 or data[at - 1] == 0x5C or data.find(token, at + 1) >= 0 or b"\\u" in data or b"\0" in data:
        return None
    if data.startswith(b"\xef\xbb\xbf") or not (colon := _COLON.match(data, at + len(token))):
        return None
    start = data.rfind(b"\n", 0, colon.end()) + 1
    return data.count(b"\n", 0, start) + 1, len(data[start : colon.end()].decode()) + 1


def _json_steps(pointer: str) -> Iterator[str]:
    return (step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:])


def _scan(text: str, root: _Node) -> None:
    """Note the start of each value in the tree below `root`; the JSON decoder skips all others."""
    outer: list[tuple[_Node, int, int]] = []
    holder: _Node | None = None  # the innermost object or array being scanned
    start, index = -1, -1  # its start, and the index of its next value; -1 in an object
    node: _Node | None = root  # the requested step of the next value, if any
    at = _after_space(text, 0)
    while True:
        if node is not None:
            node.at, node.above = at, start
        if node is not None and node.below and text[at] in "[{":
            outer.append((holder or root, start, index))
            holder, start = node, at
            index = -1 if text[at] == "{" else 0
            at = _after_space(text, at + 1)
            ended = text[at] in "]}"
        else:
            at = _after_value(text, at)
            ended = False
            if holder is not None:
                at = _after_space(text, at)
                ended = text[at] in "]}"
                if not ended:
                    at = _after_space(text, at + 1)
                    index += index >= 0
        while ended:
            holder, start, index = outer.pop()
            at = _after_space(text, at + 1)
            if not outer:
                return
            ended = text[at] in "]}"
            if not ended:
                at = _after_space(text, at + 1)
                index += index >= 0
        if holder is None:
            return
        if index < 0:
            key, at = _decoder.raw_decode(text, at)
            at = _after_space(text, _after_space(text, at) + 1)
            node = holder.below.get(key)
        else:
            node = holder.below.get(str(index))


def _after_value(text: str, at: int) -> int:
    """The end of the value that starts at `at`."""
    try:
        return _decoder.raw_decode(text, at)[1]
    except RecursionError:  # nested too deeply for the decoder
        open_ = 0
        for token in _BRACKET.finditer(text, at):
            open_ += 1 if token[0] in "[{" else -1 if token[0] in "]}" else 0
            if not open_:
                return token.end()
        return len(text)


def _after_space(text: str, at: int) -> int:
    space = _SPACE.match(text, at)
    return space.end() if space else at


def _found(root: _Node) -> Iterator[tuple[int, str]]:
    """Offset and pointer of each place found, without those in values that a later key replaced."""
    nodes = [root]
    while nodes:
        node = nodes.pop()
        yield from ((node.at, pointer) for pointer in node.pointers)
        nodes.extend(below for below in node.below.values() if below.at >= 0 and below.above == node.at)


def _in_lines(text: str, places: Iterable[tuple[int, str]]) -> Iterator[tuple[str, Position]]:
    """Each pointer with the line and column of its offset; offsets ascend."""
    line, start, done = 1, 0, 0
    for at, pointer in places:
        line += text.count("\n", done, at)
        start = text.rfind("\n", done, at) + 1 or start
        done = at
        yield pointer, (line, at - start + 1)


# --------------------------------------------------------------------------------------------------------------------
# XML

_ENCODING = re.compile(rb"<\?xml\s[^>]*?\bencoding\s*=\s*[\"']([A-Za-z0-9._\-]+)")
_ATTRIBUTE = re.compile(rb"\s+([^\s=<>/]+)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_NAME = re.compile(rb"<[^\s/>]+")
_LINE_END = re.compile("\r\n|[\r\n]")


class _Enough(Exception):
    """All requested places were found."""


def xml_positions(data: bytes, pointers: Iterable[str]) -> Mapping[str, Position]:
    """The position of the start tag of each element in `data`, or of its attribute if the XPath ends in `/@name`;
    without dead paths.

    An XPath has local names, and positions among siblings of one qualified name: /newsItem/itemMeta/link[2]. If it fits
    several elements, such as siblings of one local name in two namespaces, the first counts.
    """
    requested = [p for p in dict.fromkeys(pointers) if p.startswith("/")]
    text = _decoded(data)
    if not requested or text is None:
        return {}
    return _Elements(text.encode("utf-8", "replace"), requested).found


def _decoded(data: bytes) -> str | None:
    """The text of an XML document without its byte order mark; None in an encoding that Python does not know."""
    encoding = json.detect_encoding(
        data
    )  # by byte order mark, or zeros around the first character, which may be `<`, too
    declared = _ENCODING.match(data) if encoding == "utf-8" else None
    try:
        return data.decode(declared[1].decode("ascii") if declared else encoding, "replace").removeprefix("\ufeff")
    except LookupError:
        return None


def _xml_steps(pointer: str) -> Iterator[str]:
    """The steps of an XPath, each as name and position in brackets."""
    elements = pointer.partition("/@")[0]
    return (step if step.endswith("]") else f"{step}[1]" for step in elements.split("/")[1:])


class _Elements:
    """One pass over an XML document in UTF-8, which ends when all requested places are found."""

    def __init__(self, source: bytes, requested: Sequence[str]) -> None:
        self.found: dict[str, Position] = {}
        self._source = source
        top = _tree((pointer, _xml_steps(pointer)) for pointer in requested)
        self._missing = len(requested)
        # For each open element its requested step, and the number of its children so far, by name.
        self._open: list[tuple[_Node | None, dict[str, int]]] = [(top, {})]
        self._parser: Any = expat.ParserCreate("utf-8", namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        with suppress(
            _Enough, expat.ExpatError
        ):  # expat refuses some documents that libxml2 accepts; the places before the error remain
            self._parser.Parse(source, True)

    def _start(self, name: str, attributes: object) -> None:
        above, counts = self._open[-1]
        if above is None or not above.below:
            self._open.append((None, {}))
            return
        counts[name] = counts.get(name, 0) + 1
        node = above.below.get(f"{name.rpartition(' ')[2]}[{counts[name]}]")
        self._open.append((node, {}))
        if node is not None and node.pointers:
            self._note(node)

    def _end(self, name: str) -> None:
        self._open.pop()

    def _note(self, node: _Node) -> None:
        place = self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1
        for pointer in node.pointers:
            attribute = pointer.partition("/@")[2]
            self.found[pointer] = self._of_attribute(attribute, place) if attribute else place
        self._missing -= len(node.pointers)
        node.pointers = []
        if not self._missing:
            raise _Enough

    def _of_attribute(self, name: str, place: Position) -> Position:
        """The position of the attribute `name` of the start tag at `place`; of the tag if it has no such attribute."""
        start = self._parser.CurrentByteIndex
        tag = _NAME.match(self._source, start)
        at = tag.end() if tag else start
        written: dict[str, int] = {}
        while attribute := _ATTRIBUTE.match(self._source, at):
            written[attribute[1].decode()] = attribute.start(1)
            at = attribute.end()
        alike = (other for other in written if _local(other) == _local(name))
        found = written.get(name if name in written else next(alike, ""))
        if found is None:
            return place
        lines = _LINE_END.split(self._source[start:found].decode())
        return place[0] + len(lines) - 1, len(lines[-1]) + (place[1] if len(lines) == 1 else 1)


def _local(name: str) -> str:
    """The local part of a name with a prefix, or with a namespace in braces."""
    return re.split("[}:]", name)[-1]
