"""The mapping is true: what an Article has at a leaf is in the place that the row names, or its loss is a finding."""

from __future__ import annotations

import dataclasses
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

import pytest
from conftest import ROOT, read_articles
from hypothesis import given, settings
from lxml import etree
from specimens import FILLER_MOMENT, SENTINEL, Specimen, specimens
from strategies import articles

from convert import pipeline, writers
from convert.errors import UsageError
from convert.findings import Severity
from convert.formats import FORMATS, named
from convert.mapping import SAFETY, Carriage, Row, Rows, leaves, losses, set_leaves, table
from convert.model import Article, Embargo, Paragraph, Text
from convert.writers import Rendered, Writer

WRITTEN = [f.name for f in FORMATS if f.writes]
XHTML = "http://www.w3.org/1999/xhtml"
NAMES = {"h": XHTML, "dc": "http://purl.org/dc/elements/1.1/"}

# --------------------------------------------------------------------------------------------------------------------
# Reading a place


def _xpath(root: etree._Element, path: str) -> Iterator[str]:
    """What an XPath finds, as text, white space folded."""
    found = root.xpath(path, namespaces=NAMES)
    for one in found if isinstance(found, list) else [found]:
        text = "".join(one.itertext()) if isinstance(one, etree._Element) else one
        yield str(text).lower() if isinstance(text, bool) else " ".join(str(text).split())


def _without_namespace(data: bytes, namespace: str) -> etree._Element:
    """The root, whose elements in `namespace` are called by their local names."""
    root = etree.fromstring(data)
    for element in root.iter(f"{{{namespace}}}*"):
        element.tag = etree.QName(element).localname
    return root


def _newsml_g2(data: bytes, row: Row) -> Iterator[str]:
    root = _without_namespace(data, "http://iptc.org/std/nar/2006-10-01/")
    if not row.inside:
        yield from _xpath(root, row.where)
        return
    for within in root.xpath(row.where, namespaces=NAMES):
        yield from _xpath(within, row.inside)


def _keys(value: Any, path: str) -> Iterator[Any]:
    """What a path of keys leads to; arrays are entered, `..key` is found at any depth."""
    if path.startswith(".."):
        yield from _anywhere(value, path[2:])
        return
    step = re.match(r"([^.\[]+)(?:\[(\w+)=([^\]]+)\])?\.?", path)
    if isinstance(value, list) and all(isinstance(v, int | float) for v in value) and not path:
        yield " ".join(map(str, reversed(value)))  # GeoJSON has longitude first
    elif isinstance(value, list):
        for one in value:
            yield from _keys(one, path)
    elif step is None:
        yield value
    elif isinstance(value, dict):
        for key in set(step[1].split(",")) & set(value):
            inner, rest = value[key], path[step.end() :]
            if step[2]:
                inner = [one for one in inner if one.get(step[2]) == step[3]]
            yield from ([key] if rest == "~" and inner else _keys(inner, rest))


def _anywhere(value: Any, key: str) -> Iterator[Any]:
    kind = re.fullmatch(r"\[type=(\w+)\]", key)
    if isinstance(value, list):
        for one in value:
            yield from _anywhere(one, key)
    elif isinstance(value, dict):
        if kind and value.get("type") == kind[1]:
            yield True
        for name, inner in value.items():
            if name == key:
                yield from _words_in(inner)
            yield from _anywhere(inner, key)


def _words_in(value: Any) -> Iterator[Any]:
    """The plain values in a value of Article JSON, at any depth."""
    if isinstance(value, list | dict):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _words_in(inner)
    else:
        yield value


def _ninjs(data: bytes, row: Row) -> Iterator[str]:
    for found in _keys(json.loads(data), row.where):
        if row.inside and found.lstrip().startswith("<"):
            yield from _xpath(etree.fromstring(found), row.inside)
        elif row.inside:
            yield from map(_plain, _keys(json.loads(found), row.inside))
        else:
            yield _plain(found)


def _plain(value: Any) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return re.sub(r"^(?:sha256:|PT)|(?<=\d)M$", "", text) if re.match(r"sha256:|PT\d+M$", text) else text


def _epub(data: bytes, row: Row) -> Iterator[str | bytes]:
    name, _, element = row.where.partition(" ")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        member = archive.read(name)
    if not row.inside:
        yield member
    elif name.endswith(".opf"):
        package = _without_namespace(member, "http://www.idpf.org/2007/opf")
        for found in _xpath(package.find("metadata"), row.inside):
            hop = json.loads(found) if found.startswith("{") else {}
            yield from (map(str, hop.values()) if hop else [_plain(found)])
    else:
        for root in etree.fromstring(member).xpath(element or "/*", namespaces=NAMES):
            yield from _xpath(root, row.inside)


def _text(data: bytes, row: Row) -> Iterator[str]:
    yield from re.findall(row.where, data.decode(), re.MULTILINE)


def _article(data: bytes, row: Row) -> Iterator[str | bytes]:
    value = json.loads(data)
    for found in _keys(value, row.where):
        for one in _words_in(found) if isinstance(found, dict) else [found]:
            yield f"{one['latitude']} {one['longitude']}" if isinstance(one, dict) else _plain(one)
        if isinstance(found, dict) and set(found) == {"latitude", "longitude"}:
            yield f"{found['latitude']} {found['longitude']}"
        if found == {}:
            yield "true"


PLACES: Mapping[str, Callable[[bytes, Row], Iterator[str | bytes]]] = {
    "newsml-g2": _newsml_g2,
    "ninjs": _ninjs,
    "epub": _epub,
    "text": _text,
    "article": _article,
}
"""By format: what is in the place that a row names."""


def found_at(format: str, data: bytes, row: Row) -> list[str | bytes]:
    """What a document has in the place of a row, or in its other place."""
    found = list(PLACES[format](data, row))
    return found + (found_at(format, data, row.other) if row.other else [])


TERMS = {"organisation": {"organisation", "organisations", "Organization"}}
"""What formats call a term of the model's."""


def is_there(specimen: Specimen, found: list[str | bytes], format: str) -> bool:
    """Whether the value of a specimen is among what was found; printed text may have it within a line."""
    value = specimen.value
    if isinstance(value, bytes):
        import base64

        return value in found or base64.b64encode(value).decode() in found
    if value == "true":  # it is there, or not
        return bool(set(found) - {"false", ""})
    folded = [" ".join(one.split()) if isinstance(one, str) else one for one in found]
    spaced = specimen.leaf not in ("Verbatim.text",)
    return not TERMS.get(value, {value}).isdisjoint(folded) or (
        spaced and any(isinstance(one, str) and SENTINEL in value and value in one for one in folded)
    )


def untrue(specimen: Specimen, writer: Writer, format: str) -> str:
    """What the row of the specimen's leaf says wrongly of what `writer` makes of it; empty if it is true."""
    leaf = specimen.leaf
    row = writer.MAPPING.get(leaf)
    if row is None:
        return f"{leaf} has no row"
    if row.carriage is Carriage.APART:
        return ""
    rendered = writer.write(specimen.article)
    findings = losses(set_leaves(specimen.article), writer.MAPPING, format)
    reported = {f for finding in findings for name, value in finding.detail if name == "fields" for f in value.split()}
    if row.carriage is Carriage.LOST:
        return "" if leaf in reported else f"the loss of {leaf} is not reported"
    found = found_at(format, rendered.data, row)
    if not is_there(specimen, found, format):
        return f"{leaf} is not at {row}: {found}"
    if leaf in SAFETY and row.carriage is Carriage.EXTENSION and leaf not in reported:
        return f"{leaf} is in an extension, and its loss is not reported"
    return ""


@cache
def all_specimens() -> tuple[Specimen, ...]:
    return tuple(one for leaf in leaves() for one in specimens(leaf))


# --------------------------------------------------------------------------------------------------------------------
# The rows


@pytest.mark.parametrize("leaf", leaves())
def test_a_specimen_has_its_leaf_set(leaf: str) -> None:
    """Its Article differs from the default there."""
    made = list(specimens(leaf))
    assert made
    assert all(leaf in set_leaves(one.article) for one in made)


@pytest.mark.parametrize("format", WRITTEN)
def test_every_leaf_has_a_row_and_no_row_is_left_over(format: str) -> None:
    assert set(writers.writer(format).MAPPING) == set(leaves())


@pytest.mark.parametrize("format", WRITTEN)
def test_every_row_is_true(format: str) -> None:
    """Each leaf is read back from the place of its row, or its loss is reported."""
    writer = writers.writer(format)
    assert list(filter(None, (untrue(one, writer, format) for one in all_specimens()))) == []


@pytest.mark.parametrize("format", WRITTEN)
def test_a_place_that_is_named_is_empty_where_nothing_is_set(format: str) -> None:
    """A row's place is not one that always has something: an Article without the leaf has no sentinel there."""
    writer = writers.writer(format)
    bare = Article(
        id="urn:x:1",
        headline="Filler",
        body=(Paragraph((Text("Filler"),)),),
        updated=FILLER_MOMENT,
    )
    data = writer.write(bare).data
    for one in all_specimens():
        row = writer.MAPPING[one.leaf]
        if row.carriage in (Carriage.CARRIED, Carriage.EXTENSION) and one.leaf != "Image.data":
            assert one.leaf in ("LineBreak",) or not is_there(one, found_at(format, data, row), format), one.leaf


def test_the_table_is_what_the_rows_say(accept: bool) -> None:
    """The page in the package is made from the rows."""
    page = ROOT / "convert" / "mapping" / "README.md"
    text = table({named(name).title: writers.writer(name).MAPPING for name in WRITTEN})
    if accept:
        page.write_text(text, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == text
    assert all(text.count(f"\n| {leaf} |") == 1 for leaf in leaves())


# --------------------------------------------------------------------------------------------------------------------
# What cannot pass


@dataclasses.dataclass(frozen=True, slots=True)
class Careless:
    """A writer that does what another does, but leaves fields and blocks out."""

    writer: Writer
    fields: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()

    @property
    def MAPPING(self) -> Rows:
        return self.writer.MAPPING

    def write(self, article: Article) -> Rendered:
        defaults = {f.name: f.default for f in dataclasses.fields(Article)}
        body = tuple(block for block in article.body if type(block).__name__ not in self.blocks)
        return self.writer.write(
            dataclasses.replace(article, body=body, **{name: defaults[name] for name in self.fields})
        )


@pytest.mark.parametrize("format", WRITTEN)
@pytest.mark.parametrize("field", [f.name for f in dataclasses.fields(Article) if f.default is not dataclasses.MISSING])
def test_a_writer_that_drops_a_field_is_refused(format: str, field: str) -> None:
    """For each field of the Article, a writer that ignores it makes some row untrue."""
    writer = writers.writer(format)
    own = [one for one in all_specimens() if one.leaf.split(".")[0] == field]
    if any(writer.MAPPING[one.leaf].carriage in (Carriage.CARRIED, Carriage.EXTENSION) for one in own):
        assert any(untrue(one, Careless(writer, fields=(field,)), format) for one in own)


@pytest.mark.parametrize("format", WRITTEN)
@pytest.mark.parametrize(
    "block", ["Paragraph", "Heading", "Quote", "Items", "Table", "Figure", "Embed", "Verbatim", "Rule"]
)
def test_a_writer_that_drops_a_block_is_refused(format: str, block: str) -> None:
    """For each kind of block that the format holds, a writer that ignores it makes some row untrue."""
    writer = writers.writer(format)
    in_body = [one for one in all_specimens() if one.leaf[0].isupper()]
    own = [writer.MAPPING[leaf].carriage for leaf in leaves() if leaf.split(".")[0] == block]
    assert set(own) == {Carriage.LOST} or any(untrue(one, Careless(writer, blocks=(block,)), format) for one in in_body)


def test_a_small_writer_of_another_format_is_refused() -> None:
    """A throw-away writer that says it carries everything, and writes headline and paragraphs alone."""

    class Small:
        MAPPING = writers.writer("text").MAPPING | {
            leaf: Row(Carriage.CARRIED, "^(.+)$") for leaf in ("rights.notice", "Link.href", "embargo.until")
        }

        @staticmethod
        def write(article: Article) -> Rendered:
            return writers.writer("text").write(article)

    failures = [untrue(one, Small(), "text") for one in all_specimens()]
    assert {failure.split()[0] for failure in failures if failure} == {"rights.notice", "Link.href", "embargo.until"}


def test_a_new_field_has_no_row_anywhere() -> None:
    """A field that is added to the model fails the tests of every format, until each has a row for it."""
    wider = dataclasses.make_dataclass(
        "Wider", [("mood", str | None, None)], bases=(Article,), frozen=True, kw_only=True
    )
    for format in WRITTEN:
        assert set(leaves(wider)) - set(writers.writer(format).MAPPING) == {"mood"}


@pytest.mark.slow
def test_generated_articles_reach_every_leaf() -> None:
    """The properties of all tests are tried on every leaf: a new field needs its strategy."""
    reached: set[str] = set()

    @settings(max_examples=300, database=None)
    @given(articles())
    def collect(article: Article) -> None:
        reached.update(set_leaves(article))

    collect()
    assert reached == set(leaves())


def test_a_format_without_a_writer_is_refused() -> None:
    with pytest.raises(UsageError):
        writers.writer("nitf")


# --------------------------------------------------------------------------------------------------------------------
# Losses


def losses_of(article: Article, format: str) -> dict[str, tuple[Severity, set[str]]]:
    """The findings of losses, as code, severity and fields."""
    findings = writers.render(article, format).findings
    return {f.code: (f.severity, set(dict(f.detail).get("fields", "").split())) for f in findings}


def test_nothing_set_is_nothing_lost() -> None:
    """The formats that hold metadata lose nothing of the articles that have no picture's bytes."""
    for name, article in read_articles().items():
        for format in ("newsml-g2", "ninjs", "article"):
            lost = losses_of(article, format)
            assert set().union(*(fields for _, fields in lost.values())) <= {"Image.data", "embargo"}, (name, format)
            assert ("LOS003" in lost) == (name == "embargoed-open-ended" and format == "ninjs")


def test_plain_text_names_what_it_leaves_out() -> None:
    """It is the nature of plain text to hold no metadata: a notice, which lists the leaves."""
    article = next(specimens("rights.notice")).article
    assert losses_of(article, "text") == {"LOS001": (Severity.NOTICE, {"id", "rights.notice", "updated"})}


def test_a_loss_that_is_not_of_the_formats_nature_is_a_warning() -> None:
    rows = dict(writers.writer("ninjs").MAPPING) | {"slugline": Row(Carriage.LOST)}
    (finding,) = losses(frozenset({"slugline", "byline"}), rows, "ninjs")
    assert (finding.code, finding.severity, finding.detail) == ("LOS001", Severity.WARNING, (("fields", "slugline"),))


@pytest.mark.parametrize(
    ("format", "leaf", "is_lost"),
    [
        ("text", "embargo", True),
        ("text", "embargo.until", True),
        ("text", "status", True),
        ("ninjs", "embargo", True),
        ("ninjs", "embargo.until", False),
        ("ninjs", "status", False),
        ("epub", "embargo", True),
        ("epub", "embargo.until", False),
        ("newsml-g2", "embargo", False),
        ("newsml-g2", "status", False),
        ("article", "embargo", False),
    ],
)
def test_a_document_without_its_embargo_or_status_is_withheld(format: str, leaf: str, is_lost: bool) -> None:
    """In a place that only we read, they count as lost; the document comes with --allow alone."""
    article = next(specimens(leaf)).article
    output = pipeline.write(article, format)
    assert (output.data is None) == is_lost
    assert any(f.code == "LOS003" and f.severity is Severity.ERROR for f in output.findings) == is_lost
    allowed = pipeline.write(article, format, allow=("LOS003",))
    assert allowed.data is not None
    assert all(f.severity is not Severity.ERROR for f in allowed.findings if f.code.startswith("LOS"))


def test_a_status_that_is_carried_holds_back_a_story_with_an_open_embargo() -> None:
    article = dataclasses.replace(next(specimens("status")).article, embargo=Embargo())
    assert losses_of(article, "ninjs") == {"LOS003": (Severity.WARNING, {"embargo"})}
    assert pipeline.write(article, "ninjs").data is not None
    assert pipeline.write(article, "text").data is None
