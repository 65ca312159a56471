"""Texts with one line changed: removed, twice, with a blank line above, as an item of a list, and others; documents of
XML and JSON with one place changed.
"""

from __future__ import annotations

import json
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from itertools import islice
from pathlib import Path
from typing import Any

from lxml import etree

from convert.findings import Finding

Change = Callable[[str], list[str]]

CHANGES: Mapping[str, Change] = {
    "removed": lambda line: [],
    "twice": lambda line: [line, line],
    "blank above": lambda line: ["", line],
    "bullet": lambda line: [f"- {line}"],
    "colon": lambda line: [f"{line.rstrip('.?')}:"],
    "longer": lambda line: [f"{line} and {line.lower()} with the many words of a sentence that no form has."],
    "one word": lambda line: line.split()[:1],
}
"""What may become of any line."""


def texts_in(folder: Path) -> Mapping[str, list[str]]:
    """The lines of the texts in a folder, by name."""
    return {path.stem: path.read_text(encoding="utf-8").splitlines() for path in sorted(folder.glob("*.txt"))}


def changed(lines: list[str], changes: Mapping[str, Change] = CHANGES) -> Iterator[tuple[str, list[str]]]:
    """The text as it is, and with each line changed in each way, with a title; blank lines are only removed."""
    yield "as it is", lines
    for at, line in enumerate(lines):
        for name, change in changes.items():
            if line.strip() or name == "removed":
                yield f"{at + 1} {name}", [*lines[:at], *change(line), *lines[at + 1 :]]


def hold(path: Path, found: str, *, accept: bool) -> None:
    """Compare with the file at `path` what was found, or write it there if `accept`."""
    if accept:
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


FOREIGN = '<x xmlns="urn:x">y</x>'


def changed_xml(data: bytes, values: Iterable[str] = ()) -> Iterator[tuple[str, bytes]]:
    """The document with each of its elements and attributes changed, one at a time, with what is changed.

    `3-` is the third element removed, `3+` doubled, `3*` with an element and attribute of another namespace, `3.` with
    another text, `3=id` with another `id`, `3#id` without. The first attribute of its name in an element of its name
    has each of `values`, too.
    """
    whole = etree.fromstring(data)
    seen = set()
    for at, original in enumerate(whole.iter("*")):

        def changed(change: Callable[[Any], object], at: int = at) -> bytes:
            root = deepcopy(whole)
            change(next(islice(root.iter("*"), at, None)))
            return etree.tostring(root)

        if at:
            yield f"{at}-", changed(lambda element: element.getparent().remove(element))
            yield f"{at}+", changed(lambda element: element.addnext(deepcopy(element)))
        yield f"{at}.", changed(lambda element: setattr(element, "text", f"{element.text or ''} x"))
        yield f"{at}*", changed(lambda element: (element.append(etree.XML(FOREIGN)), element.set("{urn:x}y", "z")))
        for name in map(str, original.attrib):
            short = etree.QName(name).localname
            yield f"{at}={short}", changed(lambda element, name=name: element.set(name, f"{element.get(name)}x"))
            yield f"{at}#{short}", changed(lambda element, name=name: element.attrib.pop(name))
            for value in values if (original.tag, name) not in seen else ():
                yield f"{at}={short}={value!r}", changed(lambda element, to=(name, value): element.set(*to))
            seen.add((original.tag, name))


def changed_json(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The document with each of its values changed, one at a time: `/a/0-` removed, `.` another one, `!` a list."""
    whole = json.loads(data)
    for path in list(_paths(whole)):
        for sign in "-.!":
            root = deepcopy(whole)
            holder = root
            for step in path[:-1]:
                holder = holder[step]
            value = holder[path[-1]]
            if sign == "-":
                del holder[path[-1]]
            elif sign == "!":
                holder[path[-1]] = []
            elif isinstance(value, str):
                holder[path[-1]] = f"{value} x"
            elif isinstance(value, bool):
                holder[path[-1]] = not value
            elif isinstance(value, int | float):
                holder[path[-1]] = value + 1
            elif isinstance(value, list):
                holder[path[-1]] = [*value, *value[-1:]]
            else:
                holder[path[-1]] = value | {"x": 1}
            yield f"/{'/'.join(map(str, path))}{sign}", json.dumps(root, ensure_ascii=False).encode()


def _paths(value: Any, above: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield (*above, key)
        if isinstance(inner, dict | list):
            yield from _paths(inner, (*above, key))


def found_by_change(
    whole: bytes, changes: Iterable[tuple[str, bytes]], find: Callable[[bytes], Iterable[Finding]]
) -> str:
    """The messages that changes of a document make (+) or take away (-), each with the first of these changes.

    The last line has a checksum of all changes with the words of their messages, places and details.
    """

    def found(data: bytes) -> Counter[tuple[str, str]]:
        return Counter(
            (
                f"{each.code} {each.severity.value} {each.location.member}: {each.message}",
                f"{each.location} {each.detail}",
            )
            for each in find(data)
        )

    before = found(whole)
    made_by: dict[str, list[str]] = {}
    places = 0
    for change, data in changes:
        after = found(data)
        for sign, different in (("+", after - before), ("-", before - after)):
            for message, place in different:
                places = zlib.crc32(f"{change} {sign} {message} {place}".encode("utf-8", "replace"), places)
                made_by.setdefault(f"{sign} {_VARYING.sub('…', message)}", []).append(change)
    rows = [
        f"{message}: {' '.join([*islice(dict.fromkeys(changes), 5)])}{f' … {len(changes)}' * (len(changes) > 5)}\n"
        for message, changes in sorted(made_by.items())
    ]
    return f"{''.join(rows)}{places:08x}\n"


_VARYING = re.compile(r"""'[^']*'|"[^"]*"|(?<!\w)[\d.,]+(?!\w)|\S*[:/#]\S*[\w/]|\bx+\b""")
