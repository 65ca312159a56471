"""Where in its source a JSON Pointer or an XPath leads: line and column, from 1, in code points.

Documents are scanned anew for this, which is only worth it where there is something to report. Both scans are linear
and keep their own stack.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, TypeAlias
from xml.parsers import expat

Position: TypeAlias = tuple[int, int]
"""Line and column."""


class _Node:
    """A step on the way to wanted places: the steps below it, the pointers that end here, and what a scan found."""

    __slots__ = ("above", "at", "below", "pointers")

    def __init__(self) -> None:
        self.below: dict[str, _Node] = {}
        self.pointers: list[str] = []
        self.at = -1  # the offset of the value last found here
        self.above = -1  # the offset of the object or array that it was found in


def _tree(wanted: Iterable[tuple[str, Iterable[str]]]) -> _Node:
    """The wanted pointers, each with its steps, as a tree."""
    root = _Node()
    for pointer, steps in wanted:
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


def json_positions(data: bytes, pointers: Iterable[str]) -> Mapping[str, Position]:
    """Where the value of each JSON Pointer stands in `data`, which is well-formed JSON; without those that lead
    nowhere.

    Of keys that stand twice in an object the last counts, as it does for `json.loads`.
    """
    root = _tree((p, _json_steps(p)) for p in dict.fromkeys(pointers) if not p or p.startswith("/"))
    text = data.decode(json.detect_encoding(data))
    _scan(text, root)
    return dict(_in_lines(text, sorted(_found(root))))


def _json_steps(pointer: str) -> Iterator[str]:
    return (step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:])


def _scan(text: str, root: _Node) -> None:
    """Note in the tree below `root` where each value starts. What is not wanted is passed over by the JSON engine."""
    outer: list[tuple[_Node, int, int]] = []
    holder: _Node | None = None  # the innermost object or array that is looked into
    start, index = -1, -1  # where it starts, and which of its values is next; -1 in an object
    node: _Node | None = root  # the wanted step, if any, that the next value is
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
    """Where the value that starts at `at` ends."""
    try:
        return _decoder.raw_decode(text, at)[1]
    except RecursionError:  # nested more deeply than the engine goes
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
    """Offset and pointer of each wanted place that was found, but for those in values that a later key replaced."""
    nodes = [root]
    while nodes:
        node = nodes.pop()
        yield from ((node.at, pointer) for pointer in node.pointers)
        nodes.extend(below for below in node.below.values() if below.at >= 0 and below.above == node.at)


def _in_lines(text: str, places: Iterable[tuple[int, str]]) -> Iterator[tuple[str, Position]]:
    """Each pointer with the line and column of its offset; offsets ascend."""
    line, start, seen = 1, 0, 0
    for at, pointer in places:
        line += text.count("\n", seen, at)
        start = text.rfind("\n", seen, at) + 1 or start
        seen = at
        yield pointer, (line, at - start + 1)


# --------------------------------------------------------------------------------------------------------------------
# XML

_ENCODING = re.compile(rb"<\?xml\s[^>]*?\bencoding\s*=\s*[\"']([A-Za-z0-9._\-]+)")
_ATTRIBUTE = re.compile(rb"\s+([^\s=<>/]+)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_NAME = re.compile(rb"<[^\s/>]+")
_LINE_END = re.compile("\r\n|[\r\n]")


class _Enough(Exception):
    """Everything wanted has been found."""


def xml_positions(data: bytes, pointers: Iterable[str]) -> Mapping[str, Position]:
    """Where the start tag of each element stands in `data`, or its attribute where the XPath ends in `/@name`; without
    those that lead nowhere.

    An XPath has local names, and positions among siblings of one qualified name: /newsItem/itemMeta/link[2]. Where it
    fits several elements, as siblings of one local name in two namespaces, the first is meant.
    """
    wanted = [p for p in dict.fromkeys(pointers) if p.startswith("/")]
    text = _decoded(data)
    if not wanted or text is None:
        return {}
    return _Elements(text.encode("utf-8", "replace"), wanted).found


def _decoded(data: bytes) -> str | None:
    """The text of an XML document without its byte order mark; None in an encoding that Python does not know."""
    encoding = json.detect_encoding(data)  # by byte order marks and zeros around the first character: `<` does as well
    declared = _ENCODING.match(data) if encoding == "utf-8" else None
    try:
        return data.decode(declared[1].decode("ascii") if declared else encoding, "replace").removeprefix("\ufeff")
    except LookupError:
        return None


def _xml_steps(pointer: str) -> Iterator[str]:
    """The steps of an XPath as name and position, the position in brackets everywhere."""
    elements = pointer.partition("/@")[0]
    return (step if step.endswith("]") else f"{step}[1]" for step in elements.split("/")[1:])


class _Elements:
    """One pass over an XML document in UTF-8, which ends when everything wanted has been found."""

    def __init__(self, source: bytes, wanted: Sequence[str]) -> None:
        self.found: dict[str, Position] = {}
        self._source = source
        top = _tree((pointer, _xml_steps(pointer)) for pointer in wanted)
        self._missing = len(wanted)
        # For each open element the wanted step that it is, and how many children of each name it has had so far.
        self._open: list[tuple[_Node | None, dict[str, int]]] = [(top, {})]
        self._parser: Any = expat.ParserCreate("utf-8", namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        with suppress(_Enough, expat.ExpatError):  # what libxml2 took and expat does not is told up to there
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
        """Where the attribute `name` of the start tag at `place` stands; the tag's own place if it has none."""
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
