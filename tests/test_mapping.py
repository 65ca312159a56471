"""The rows of the mapping are true: the value of a leaf is in the place of its row, or its loss is a finding."""

from __future__ import annotations

import base64
import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any

import pytest
from conftest import ARTICLE_NAMES, ROOT, read_articles, unshrunk
from hypothesis import given, seed, settings
from places import ELSEWHERE, FALLBACKS, KINDS, PARTLY, SHARED, Found, everything_in, found_at, found_in, opened
from specimens import (
    FILLER_MOMENT,
    SENTINEL,
    Place,
    Specimen,
    changed,
    choices,
    default_at,
    field_of,
    specimens,
    values_at,
    values_of,
)
from strategies import articles

from convert import pipeline, writers
from convert.errors import ModelError, UsageError
from convert.findings import Severity
from convert.formats import FORMATS, named
from convert.mapping import (
    ACCESSIBILITY,
    SAFETY,
    Carriage,
    Row,
    Rows,
    leaves,
    losses,
    ninjs_versions,
    set_leaves,
    table,
)
from convert.model import PLUS, Article, Embargo, Paragraph, Text
from convert.writers import Rendered, Writer

WRITTEN = [f.name for f in FORMATS if f.writes]


def is_there(specimen: Specimen, places: list[Found]) -> bool:
    """Whether the value of a specimen is among the values found; a line of printed text may contain it."""
    value = specimen.value
    found = [one.text if isinstance(one.text, bytes) else in_our_terms(specimen.leaf, one.text) for one in places]
    if isinstance(value, bytes):
        return value in found or base64.b64encode(value).decode() in found
    if value == "true":  # a leaf that is there or not
        return bool(set(found) - {""})
    folded = [" ".join(one.split()) if isinstance(one, str) else one for one in found]
    if in_our_terms(specimen.leaf, value) in folded:
        return True
    if SENTINEL in value:
        return specimen.leaf != "Verbatim.text" and any(isinstance(one, str) and value in one for one in folded)
    # In running text, a number or label may have brackets or a full stop.
    word = re.compile(rf"(?<![^\s\[(]){re.escape(value)}(?![^\s\].)])")
    return specimen.leaf[0].isupper() and any(isinstance(one, str) and word.search(one) for one in folded)


def in_our_terms(leaf: str, text: str) -> str:
    """A text of a document as the model has it: one of the words of a leaf in its terms, coordinates as numbers."""
    if leaf.endswith("position"):
        return " ".join(str(float(part)) for part in text.split())
    return KINDS.get(text, text) if choices(leaf) else text


def untrue(specimen: Specimen, writer: Writer, format: str) -> str:
    """What is wrong with the row of the specimen's leaf in the output of `writer`; empty if the row is true."""
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
        if leaf not in reported:
            return f"the loss of {leaf} is not reported"
        times = 0 if (format, leaf) in PARTLY else occurrences(specimen.value, rendered.data)
        is_written = times and times > occurrences(specimen.value, writer.write(BARE).data)
        return f"{leaf} is lost by its row, but {specimen.value!r} is written" if is_written else ""
    found = found_at(format, rendered.data, row)
    if not is_there(specimen, found):
        at = ", ".join(repr(one.text) for one in found) or "nothing"
        term = " (add the format's term for it to KINDS in tests/places.py)" if choices(leaf) and found else ""
        return f"{leaf} is not {specimen.value!r} at {row}, but {at}{term}"
    if leaf in SAFETY and row.carriage is Carriage.EXTENSION and leaf not in reported:
        return f"{leaf} is in an extension, and its loss is not reported"
    return ""


BARE = Article(id="urn:x:1", headline="Filler", body=(Paragraph((Text("Filler"),)),), updated=FILLER_MOMENT)


def occurrences(value: str | bytes, data: bytes) -> int:
    """How often a value of two characters or more occurs in a document, as a word or a number of its own; 0 for the
    value of a leaf that is there or not.
    """
    if isinstance(value, bytes):
        return everything_in(data).count(value) + everything_in(data).count(base64.b64encode(value))
    if value == "true" or len(value) < 2:
        return 0
    parts = value.split() if re.fullmatch(r"[-\d.]+ [-\d.]+", value) else [value]  # the coordinates of a position
    everything = everything_in(data)
    return min(len(re.findall(rf"(?<![\w.]){re.escape(part)}(?!\w)".encode(), everything)) for part in parts)


def refuse(failures: Iterable[str]) -> None:
    """Fail with one line for each failure."""
    if lines := list(dict.fromkeys(filter(None, failures))):
        pytest.fail("\n".join(lines), pytrace=False)


@cache
def all_specimens() -> tuple[Specimen, ...]:
    return tuple(one for leaf in leaves() for one in specimens(leaf))


# --------------------------------------------------------------------------------------------------------------------
# The rows


def test_a_specimen_has_its_leaf_set() -> None:
    """The Article of a specimen differs from the default at its leaf."""
    for leaf in leaves():
        made = list(specimens(leaf))
        assert made, leaf
        assert all(leaf in set_leaves(one.article) for one in made), leaf


@pytest.mark.parametrize("leaf", [leaf for leaf in leaves() if type(values_of(leaf)[0]) in (int, float)])
def test_numbers_are_tried_at_the_limits_of_the_model(leaf: str) -> None:
    """The model refuses a number below the least and above the greatest that is tried or is the default."""
    numbers = [*values_of(leaf), *(int(default) for default in default_at(leaf))]
    for beyond in (min(numbers) - 1, max(numbers) + 1):
        with pytest.raises(ModelError):
            list(specimens(leaf, [beyond]))


@pytest.mark.parametrize("format", WRITTEN)
def test_every_leaf_has_a_row_and_no_row_is_left_over(format: str) -> None:
    assert set(writers.writer(format).MAPPING) == set(leaves())


@pytest.mark.parametrize("format", WRITTEN)
def test_every_row_is_true(format: str) -> None:
    """Each leaf is read back from the place of its row, or its loss is reported."""
    writer = writers.writer(format)
    refuse(untrue(one, writer, format) for one in all_specimens())


@pytest.mark.parametrize("format", WRITTEN)
def test_the_place_of_a_leaf_that_is_not_set_has_no_sentinel(format: str) -> None:
    """The place of a row has no sentinel if the Article does not set the leaf."""
    writer = writers.writer(format)
    data = writer.write(BARE).data
    for one in all_specimens():
        row = writer.MAPPING[one.leaf]
        if row.carriage in (Carriage.CARRIED, Carriage.EXTENSION) and one.leaf != "Image.data":
            assert one.leaf in ("LineBreak",) or not is_there(one, found_at(format, data, row)), one.leaf


# --------------------------------------------------------------------------------------------------------------------
# Every value of any Article

HELD = (Carriage.CARRIED, Carriage.EXTENSION)

IN_RECORDS = [format for format in WRITTEN if format not in ("text", "article")]
"""The formats that hold fields by name. Article JSON is left out: its round trip is tested in test_article_codec.py."""


def comparable(leaf: str, found: Sequence[Found]) -> tuple[Found, ...]:
    """The values found, in the terms of the model and without the results of an XPath that finds nothing."""
    texts = [(one.owner, str(one.text)) for one in found if one.text not in ("", PLUS)]
    if leaf == "embargo":
        texts = [(owner, "true") for owner, _ in texts]
    return tuple(Found(owner, in_our_terms(leaf, text)) for owner, text in texts)


Records = list[dict[str, tuple[str, ...]]]
"""The texts of each record by leaf."""


def in_records(texts: Sequence[tuple[str, object, str]]) -> Records:
    """Texts, each with its leaf and an identifier of its record, as records.

    Leaves with their default are left out, because formats may omit defaults.
    """
    records: dict[object, dict[str, tuple[str, ...]]] = {}
    for leaf, record, text in texts:
        held = records.setdefault(record, {})
        held[leaf] = (*held.get(leaf, ()), text)
    without = ({leaf: held for leaf, held in one.items() if held != default_at(leaf)} for one in records.values())
    return [one for one in without if one]


def is_within(wanted: Records, found: Records) -> bool:
    """Whether the wanted records are among those found, in their order."""
    rest = iter(found)
    return all(one in rest for one in wanted)


def parts_of(field: str, rows: Rows, format: str) -> Iterator[tuple[dict[str, Row], bool]]:
    """The leaves of a field that the format holds in one record, with their rows, and whether it holds only the first
    of several values of a leaf.

    ninjs has two records for an author: an entry of `infoSources`, which has one role, and one in our extension.
    """
    held = {
        leaf: rows[leaf]
        for leaf in leaves()
        if leaf.split(".")[0] == field and rows[leaf].carriage in HELD and (format, leaf) not in ELSEWHERE
    }
    if format != "ninjs" or field not in ("authors", "contributors"):
        yield held, False
        return
    yield (
        {leaf: row for leaf, row in held.items() if row.carriage is Carriage.CARRIED}
        | {f"{field}.roles": dataclasses.replace(held[f"{field}.roles"], other=None)},
        True,
    )
    yield (
        {leaf: row.other or row for leaf, row in held.items() if row.other or row.carriage is Carriage.EXTENSION},
        False,
    )


def differences(article: Article, writer: Writer, format: str) -> list[str]:
    """The fields whose values in the document are not those of the Article, record by record and in order."""
    document = opened(format, writer.write(article).data)
    wrong = []
    for field in (f.name for f in dataclasses.fields(Article) if f.name not in ("body", "origin")):
        for rows, only_first in parts_of(field, writer.MAPPING, format):
            values = [
                (leaf, value.record, in_our_terms(leaf, value.text))
                for leaf in rows
                for number, value in enumerate(values_at(article, leaf))
                if not only_first or (value.record, number) in firsts(article, leaf)
            ]
            owned = isinstance(getattr(article, field), tuple) and field not in ("keywords", "editor_notes")
            found = [
                (leaf, one.owner if owned else number, str(one.text))
                for leaf, row in rows.items()
                for number, one in enumerate(comparable(leaf, found_in(format, document, row)))
            ]
            wanted, there = in_records(values), in_records(found)
            if format == "ninjs" and field == "mentions":  # in three arrays, by kind
                wanted, there = (sorted(records, key=lambda one: one["mentions.kind"]) for records in (wanted, there))
            may_have_more = any((format, leaf) in SHARED for leaf in rows) or (format, field) in FALLBACKS
            if not (is_within(wanted, there) if may_have_more else wanted == there):
                wrong.append(f"{field}: {there} is in the document, not {wanted}")
    return wrong


def firsts(article: Article, leaf: str) -> set[tuple[int, int]]:
    """The first value of each record at a leaf: the record's number, and the value's among all."""
    found: dict[int, int] = {}
    for number, value in enumerate(values_at(article, leaf)):
        found.setdefault(value.record, number)
    return set(found.items())


@pytest.mark.parametrize("format", IN_RECORDS)
@given(article=articles())
@unshrunk
def test_every_value_of_any_article_is_in_its_place(format: str, article: Article) -> None:
    """All values of every leaf outside of the body are read back, in the records and the order of the Article."""
    refuse(differences(article, writers.writer(format), format))


@pytest.mark.sampled(6)
@pytest.mark.parametrize("format", IN_RECORDS)
@pytest.mark.parametrize("name", ARTICLE_NAMES)
def test_every_value_of_a_shared_article_is_in_its_place(format: str, name: str) -> None:
    refuse(differences(read_articles()[name], writers.writer(format), format))


@dataclasses.dataclass(frozen=True, slots=True)
class Altering:
    """A writer that writes the Article as another writer does, after `alter` has changed one field of it."""

    writer: Writer
    field: str
    alter: Callable[[tuple[Any, ...]], tuple[Any, ...]]

    @property
    def MAPPING(self) -> Rows:
        return self.writer.MAPPING

    def write(self, article: Article) -> Rendered:
        return self.writer.write(dataclasses.replace(article, **{self.field: self.alter(getattr(article, self.field))}))


def exchanged(records: tuple[Any, ...]) -> tuple[Any, ...]:
    """Two records, each with the last field of the other that differs."""
    one, other = records[:2]
    name = [f.name for f in dataclasses.fields(one) if getattr(one, f.name) != getattr(other, f.name)][-1]
    return (
        dataclasses.replace(one, **{name: getattr(other, name)}),
        dataclasses.replace(other, **{name: getattr(one, name)}),
        *records[2:],
    )


MANY = [
    (format, f.name)
    for format in IN_RECORDS
    for f in dataclasses.fields(Article)
    if f.default == ()
    and all(writers.writer(format).MAPPING[leaf].carriage in HELD for leaf in leaves() if leaf.split(".")[0] == f.name)
]
"""The formats, and the fields of many values or records that each holds in full."""


@pytest.mark.sampled(12)
@pytest.mark.parametrize(("format", "field"), MANY)
def test_a_writer_that_drops_all_but_the_first_is_refused(format: str, field: str) -> None:
    """The test notices the loss of the second author, the second keyword and so on."""
    article = read_articles()["everything"]
    altered = Altering(writers.writer(format), field, lambda records: records[:1])
    assert {wrong.partition(":")[0] for wrong in differences(article, altered, format)} == {field}


@pytest.mark.sampled(12)
@pytest.mark.parametrize(("format", "field"), MANY)
def test_a_writer_that_changes_the_order_is_refused(format: str, field: str) -> None:
    """What comes second in the Article comes second in the document."""
    article = read_articles()["everything"]
    altered = Altering(writers.writer(format), field, lambda records: records[::-1])
    assert differences(article, altered, format)


@pytest.mark.sampled(6)
@pytest.mark.parametrize(
    ("format", "field"), [(format, field) for format, field in MANY if field not in ("keywords", "editor_notes")]
)
def test_a_writer_that_mixes_up_two_records_is_refused(format: str, field: str) -> None:
    """The test notices the URI of one author in the record of another, although every value is in its place."""
    article = read_articles()["everything"]
    altered = Altering(writers.writer(format), field, exchanged)
    assert differences(article, altered, format)


def test_the_table_is_generated_from_the_rows(accept: bool) -> None:
    """The page in the package equals the table of the rows."""
    page = ROOT / "convert" / "mapping" / "README.md"
    branches = [[v for v in named("ninjs").versions if v.startswith(branch) and v < "3.1"] for branch in "123"]
    others = {versions[0]: {version: ninjs_versions.rows(version) for version in versions} for versions in branches}
    formats = {named(name).title: writers.writer(name).MAPPING for name in WRITTEN}
    text = table(formats, others, ninjs_versions.rows("3.1"))
    if accept:
        page.write_text(text, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == text
    assert all(text.count(f"\n| {leaf} |") in (1, 2) for leaf in leaves())


# --------------------------------------------------------------------------------------------------------------------
# Writers and fields that the tests refuse


@dataclasses.dataclass(frozen=True, slots=True)
class Careless:
    """A writer that omits fields and blocks from the output of another."""

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


@dataclasses.dataclass(frozen=True, slots=True)
class Relabeled:
    """A writer with other rows."""

    writer: Writer
    MAPPING: Rows

    def write(self, article: Article) -> Rendered:
        return self.writer.write(article)


@pytest.mark.sampled(4)
@pytest.mark.parametrize("format", WRITTEN)
@pytest.mark.parametrize("field", [f.name for f in dataclasses.fields(Article) if f.default is not dataclasses.MISSING])
def test_a_writer_that_drops_a_field_is_refused(format: str, field: str) -> None:
    """For each field of the Article, a writer that ignores it makes some row untrue."""
    writer = writers.writer(format)
    own = [one for one in all_specimens() if one.leaf.split(".")[0] == field]
    if any(writer.MAPPING[one.leaf].carriage in (Carriage.CARRIED, Carriage.EXTENSION) for one in own):
        assert any(untrue(one, Careless(writer, fields=(field,)), format) for one in own)


@pytest.mark.sampled(4)
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


@pytest.mark.sampled(5)
@pytest.mark.parametrize("format", WRITTEN)
def test_a_row_that_says_lost_although_the_leaf_is_written_is_refused(format: str) -> None:
    """For each leaf of text that a format carries, a row without its place is untrue."""
    writer = writers.writer(format)
    for leaf, row in writer.MAPPING.items():
        one = next(specimens(leaf))
        if row.carriage in HELD and one.value == SENTINEL:
            wrong = untrue(one, Relabeled(writer, {**writer.MAPPING, leaf: Row(Carriage.LOST)}), format)
            assert wrong.endswith("is written"), leaf


@dataclasses.dataclass(frozen=True, slots=True)
class Rounding:
    """A writer that writes the first value that is tried for a leaf instead of the last."""

    writer: Writer
    leaf: str

    @property
    def MAPPING(self) -> Rows:
        return self.writer.MAPPING

    def write(self, article: Article) -> Rendered:
        cls, field, _ = field_of(self.leaf)
        first, *_, last = values_of(self.leaf)
        place = Place(cls.__name__, field.name)
        return self.writer.write(changed(article, place, lambda value: first if value == last else value))


@pytest.mark.sampled(4)
@pytest.mark.parametrize("leaf", [leaf for leaf in leaves() if len(values_of(leaf)) > 1])
def test_a_writer_that_knows_not_all_values_is_refused(leaf: str) -> None:
    """A style written as emphasis, a list that may not start at its limit, an urgency of 9 written as less."""
    writer = writers.writer("ninjs")
    if writer.MAPPING[leaf].carriage in HELD:
        assert any(untrue(one, Rounding(writer, leaf), "ninjs") for one in specimens(leaf))


def test_a_small_writer_of_another_format_is_refused() -> None:
    """A writer whose rows promise more than the headline and paragraphs that it writes."""

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
    """The strategies of the property tests set every leaf: a new field needs a strategy."""
    reached: set[str] = set()

    def collect(article: Article) -> None:
        reached.update(set_leaves(article))

    for number in range(10):
        if reached < set(leaves()):
            seed(number)(settings(max_examples=100, database=None)(given(articles())(collect)))()
    assert reached == set(leaves())


def test_a_format_without_a_writer_is_refused() -> None:
    with pytest.raises(UsageError):
        writers.writer("no format")


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
            fields = set().union(*(fields for _, fields in lost.values()))
            assert fields <= {"Image.data", "embargo", *ACCESSIBILITY}, (name, format)
            assert ("LOS003" in lost) == (name == "embargoed-open-ended" and format == "ninjs")


def test_plain_text_names_what_it_leaves_out() -> None:
    """Plain text has no metadata by nature: the loss is a notice that lists the leaves."""
    article = next(specimens("rights.notice")).article
    assert losses_of(article, "text") == {"LOS001": (Severity.NOTICE, {"id", "rights.notice", "updated"})}


def test_a_loss_that_is_not_by_nature_is_a_warning() -> None:
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
    """In an extension, they count as lost; the document is written only with --allow."""
    article = next(specimens(leaf)).article
    output = pipeline.write(article, format)
    assert (output.data is None) == is_lost
    assert any(f.code == "LOS003" and f.severity is Severity.ERROR for f in output.findings) == is_lost
    allowed = pipeline.write(article, format, allow=("LOS003",))
    assert allowed.data is not None
    assert all(f.severity is not Severity.ERROR for f in allowed.findings if f.code.startswith("LOS"))


def test_a_carried_status_is_enough_for_a_story_with_an_open_embargo() -> None:
    article = dataclasses.replace(next(specimens("status")).article, embargo=Embargo())
    assert losses_of(article, "ninjs") == {"LOS003": (Severity.WARNING, {"embargo"})}
    assert pipeline.write(article, "ninjs").data is not None
    assert pipeline.write(article, "text").data is None
