"""Markup is written alike wherever the model allows it: inlines as in a paragraph, blocks as in the body.

Each inline and block of the specimens is written in every place, between two marks. What a document has between the
marks must be what it has there in the plainest place, so that no format needs a list of its own.
"""

from __future__ import annotations

import dataclasses
import re
import typing
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import pytest
from places import everything_in
from specimens import FILLER_MOMENT, Place, body_with, changed, record_with, specimens

from convert import writers
from convert.errors import ModelError
from convert.formats import FORMATS
from convert.mapping import Carriage, body_classes, leaves
from convert.model import (
    Article,
    Block,
    Cell,
    Inline,
    Note,
    NoteRef,
    Paragraph,
    Passage,
    Row,
    Table,
    Text,
    inline_text,
    walk,
)
from convert.writers import Writer

WRITTEN = [f.name for f in FORMATS if f.writes]
HELD = (Carriage.CARRIED, Carriage.EXTENSION)


def fields_of(content: Any) -> tuple[Place, ...]:
    """The fields of the body whose type is `content`."""
    return tuple(
        Place(cls.__name__, name)
        for cls in body_classes()
        for name, hint in typing.get_type_hints(cls).items()
        if hint == content
    )


INLINE = tuple(kind.__name__ for kind in typing.get_args(Inline))
INLINES = fields_of(tuple[Inline, ...])
BLOCKS = fields_of(tuple[Passage, ...])
HEADER = Place("Cell", "content of a header")
HEAD = Place("Table", "head")


class Marked(NamedTuple):
    """What stands between the marks of one number: the leaf that it is a specimen of, and its place."""

    leaf: str
    place: Place | None
    plainest: int


def inlines() -> Iterator[tuple[str, Inline]]:
    """The inlines of the specimens, each with its leaf."""
    for leaf in leaves():
        if leaf.split(".")[0] in INLINE:
            for one in specimens(leaf):
                yield leaf, next(node for node in walk(one.article.body) if type(node).__name__ == leaf.split(".")[0])  # type: ignore[misc]


def passages() -> Iterator[tuple[str, Block]]:
    """The blocks of the specimens that a quotation or note may contain, each with its leaf."""
    for leaf in leaves():
        if leaf[0].isupper() and leaf.split(".")[0] not in INLINE:
            for one in specimens(leaf):
                if len(one.article.body) == 1 and isinstance(one.article.body[0], typing.get_args(Passage)):
                    yield leaf, one.article.body[0]


def holding(place: Place, content: tuple[Any, ...], number: int) -> tuple[Block, ...]:
    """Blocks in which the field at `place` has the content. Raises ModelError where the model refuses it there."""
    if place == HEAD:
        return (Table(head=(Row((Cell(content=content),)),), body=(Row((Cell(content=(Text("Filler"),)),)),)),)
    if place == HEADER:
        return body_with(Cell(content=content, scope="col"))
    if place.kind == "Note":
        id = f"note{number}"
        return (Paragraph((Text("See "), NoteRef(note=id, label="1"))), Note(id=id, content=content))
    cls = next(cls for cls in body_classes() if cls.__name__ == place.kind)
    return body_with(record_with(cls, place.field, content))


@cache
def everywhere() -> tuple[Article, tuple[Marked, ...]]:
    """An Article with every specimen in every place, and what is between its marks, by number."""
    marked: list[Marked] = []
    body: list[Block] = []
    paragraph = Place("Paragraph", "content")

    def put(leaf: str, node: Any, place: Place | None, plainest: int) -> None:
        number = len(marked)
        before, after = Text(f"B{number}b "), Text(f" A{number}a")
        try:
            if leaf.split(".")[0] in INLINE:
                body.extend(holding(place or paragraph, (before, node, after), number))
            else:
                blocks = (Paragraph((before,)), node, Paragraph((after,)))
                body.extend(holding(place, blocks, number) if place else blocks)
        except ModelError:
            assert (leaf.split(".")[0], place and place.kind) in REFUSED
            return
        marked.append(Marked(leaf, place, plainest))

    for found, places in ((inlines(), (*INLINES, HEADER, HEAD)), (passages(), BLOCKS)):
        for leaf, node in found:
            plainest = len(marked)
            for place in (None, *places):
                put(leaf, node, place, plainest)
    notes = {node.id for node in walk(body) if isinstance(node, Note)}
    for note in dict.fromkeys(node.note for node in walk(body) if isinstance(node, NoteRef) and node.note not in notes):
        filler = Paragraph((Text("Filler"), NoteRef(note=note, label="1")))
        body.extend((filler, Note(id=note, content=(filler,))))
    return Article(id="urn:x:1", headline="Filler", body=tuple(body), updated=FILLER_MOMENT), tuple(marked)


REFUSED = {("Link", "Link"), ("NoteRef", "Link")}
"""What the model does not allow inside the other."""

_BETWEEN = re.compile(r"B(\d+)b(.*?)A\1a", re.DOTALL)


def between_marks(data: bytes) -> dict[int, set[str]]:
    """What a document has between the marks of each number, once for each time that it has them.

    White space and `>` are left out: elements may be on lines of their own, and plain text puts `>` before quotations.
    """
    found: dict[int, set[str]] = {}
    for number, text in _BETWEEN.findall(everything_in(data).decode("utf-8", "replace")):
        found.setdefault(int(number), set()).add(re.sub(r"[\s>]|\\n", "", text))
    return found


def unlike(writer: Writer, article: Article | None = None) -> list[str]:
    """What the writer writes differently in one place than in a paragraph or the body, one line each."""
    whole, marked = everywhere()
    found = between_marks(writer.write(article or whole).data)
    wrong = []
    for number, (leaf, place, plainest) in enumerate(marked):
        row = writer.MAPPING[leaf]
        if place and row.carriage in HELD and not found[plainest] <= found.get(number, set()):
            here, there = (" or ".join(sorted(found.get(at, {"nothing"}))) for at in (number, plainest))
            wrong.append(f"{leaf} in {place} is written as {here[:200]!r}, elsewhere as {there[:200]!r}")
    return wrong


@pytest.mark.parametrize("format", WRITTEN)
def test_markup_is_written_alike_in_every_place(format: str) -> None:
    """Links, styles, quotations, lists and so on are not lost in captions, cells, items, attributions and notes."""
    if lines := unlike(writers.writer(format)):
        pytest.fail("\n".join(lines), pytrace=False)


@pytest.mark.sampled(6)
@pytest.mark.parametrize("part", ["head", "body"])
@pytest.mark.parametrize("scope", [None, "col", "row"])
@pytest.mark.parametrize("format", WRITTEN)
def test_the_spans_of_every_cell_are_written(format: str, scope: Any, part: str) -> None:
    """Header cells, and cells in the head of a table, span rows and columns, too."""
    writer = writers.writer(format)
    filler = Row((Cell(content=(Text("Filler"),)),))
    rows = (Row((Cell(content=(Text("Wide"),), scope=scope, colspan=471, rowspan=472),)),)
    table = Table(head=rows, body=(filler,)) if part == "head" else Table(body=rows)
    article = Article(id="urn:x:1", headline="Filler", body=(table,), updated=FILLER_MOMENT)
    text = everything_in(writer.write(article).data).decode("utf-8", "replace")
    for leaf, number in (("Cell.colspan", "471"), ("Cell.rowspan", "472")):
        assert writer.MAPPING[leaf].carriage not in HELD or number in text


@pytest.mark.sampled(4)
@pytest.mark.parametrize("place", [*INLINES[1:], *BLOCKS], ids=str)
def test_a_writer_that_loses_markup_in_one_place_is_refused(place: Place) -> None:
    """The test notices inlines that become plain text, and blocks that become paragraphs, and where."""

    def plain(content: tuple[Any, ...]) -> tuple[Any, ...]:
        if not content or not isinstance(content[0], typing.get_args(Passage)):
            return (Text(inline_text(content)),) if content else ()
        return tuple(one if isinstance(one, Paragraph) else Paragraph((Text("Sentinel wolverine"),)) for one in content)

    article, _ = everywhere()
    wrong = unlike(writers.writer("ninjs"), dataclasses.replace(article, body=changed(article.body, place, plain)))
    assert any(f" in {place} is written as " in line for line in wrong)
