"""What the writers write is read back: the same Article, but for the losses that are reported when it is written."""

from __future__ import annotations

import copy
import dataclasses
import hashlib
import itertools
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from conftest import ARTICLE_NAMES, unshrunk
from hypothesis import Phase, given, seed, settings
from lxml import etree
from specimens import specimens, values_at
from strategies import PICTURES, articles

from convert import cli, pipeline
from convert.article_codec import dumps, loads
from convert.documents import open_epub
from convert.errors import InputError
from convert.findings import Finding
from convert.formats import named
from convert.mapping import Carriage, leaves
from convert.model import (
    TERMS,
    Accessibility,
    Article,
    Contributor,
    DigitalSourceType,
    Entity,
    Figure,
    Image,
    InfoSource,
    Moment,
    Paragraph,
    Party,
    Position,
    Rights,
    Text,
    walk,
)
from convert.packing import Member, pack
from convert.readers import Source, reader
from convert.readers.dialect import Keys, Unfamiliar
from convert.writers import render, writer

FORMATS = ("newsml-g2", "ninjs", "epub")
HERE = Path(__file__).parent
MOMENT = Moment("2001-01-01T00:00:00Z")


def read_back(data: bytes, format: str) -> Article:
    return reader(format).read(Source(name="story", data=data, moment=MOMENT)).article


def joined(value: Any) -> Any:
    """A value of the model whose texts that follow one another are one: markup has no place for what parts them."""
    if isinstance(value, tuple):
        found: list[Any] = []
        for one in map(joined, value):
            if found and isinstance(one, Text) and isinstance(found[-1], Text):
                found[-1] = Text(found[-1].value + one.value)
            else:
                found.append(one)
        return tuple(found)
    if dataclasses.is_dataclass(value) and not isinstance(value, type | Text):
        fields = dataclasses.fields(value)
        return dataclasses.replace(value, **{f.name: joined(getattr(value, f.name)) for f in fields})
    return value


def of_fields(findings: Iterable[Finding]) -> set[str]:
    """The leaves that are reported as lost because of their values."""
    return {value for finding in findings for name, value in finding.detail if name == "field"}


def without_bytes(image: Image) -> Image:
    """The picture as formats have it that state the size and digest of its bytes."""
    return dataclasses.replace(image, data=None, size=image.bytes_size, sha256=image.digest)


def held(article: Article, format: str) -> Article:
    """The Article as a document holds it: without what the mapping, or a finding, reports as lost."""
    findings = render(article, format).findings
    fields = of_fields(findings)
    links = {value for f in findings if f.code == "LOS002" for name, value in f.detail if name == "href"}
    pictures: dict[str, Image] = {}
    for block in article.body:
        if isinstance(block, Figure) and block.image:
            pictures.setdefault(block.image.href, block.image)
    if format == "epub":
        from convert.writers._epub_images import embedded_images

        pictures |= {one.href: one.image for one in embedded_images(article.body)}

    def seen(image: Image) -> Image:
        first = pictures[image.href]
        if format == "epub" and image.href in links:
            return Image(href=image.href, alt="" if image.alt == image.href else image.alt, media_type=image.media_type)
        if writer(format).MAPPING["Image.data"].carriage is Carriage.APART:
            image, first = without_bytes(image), without_bytes(first)
        names = {field.partition(".")[2] for field in fields if field.startswith("Image.")}
        changes = {name: getattr(first, name) for name in names}
        if changes.get("data", image.data) is not None:  # the size and digest are those of the bytes
            changes |= {"size": None, "sha256": None}
        return dataclasses.replace(image, **changes)

    body = tuple(
        dataclasses.replace(block, image=seen(block.image)) if isinstance(block, Figure) and block.image else block
        for block in article.body
    )
    mentions = article.mentions
    if "mentions" in fields:
        positions: dict[tuple[str | None, str], Any] = {}
        for one in mentions:
            if one.position:
                positions.setdefault((one.uri, one.name if one.uri is None else ""), one.position)
        mentions = tuple(
            dataclasses.replace(one, position=positions.get((one.uri, ""), one.position))
            if one.kind == "place" and one.uri
            else one
            for one in mentions
        )
    # Rights without any of their fields say nothing, and neither does accessibility, which only publications have.
    rights = None if article.rights == Rights() else article.rights
    stated = None if article.accessibility == Accessibility() or format != "epub" else article.accessibility
    whole: Article = joined(
        dataclasses.replace(article, body=body, mentions=mentions, rights=rights, accessibility=stated)
    )
    return whole


def differing(article: Article, other: Article) -> dict[str, tuple[Any, Any]]:
    """The fields that differ, with both values; of bodies the blocks that do."""
    found = {}
    for field in dataclasses.fields(Article):
        one, two = getattr(article, field.name), getattr(other, field.name)
        if field.compare and one != two:
            if field.name == "body" and len(one) == len(two):
                one, two = zip(*((a, b) for a, b in zip(one, two, strict=True) if a != b), strict=True)
            found[field.name] = (one, two)
    return found


def proves(article: Article, format: str) -> None:
    data = render(article, format).data
    again = read_back(data, format)
    assert differing(held(article, format), again) == {}
    assert render(again, format).data == render(held(article, format), format).data


@pytest.mark.sampled(3)
@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("name", ARTICLE_NAMES)
def test_a_shared_article_is_read_back(name: str, format: str, articles: Mapping[str, Article]) -> None:
    proves(articles[name], format)


@pytest.mark.parametrize("format", FORMATS)
def test_pictures_at_one_address_are_read_back(format: str) -> None:
    """Each pair of pictures at an address: with the bytes of a type, with their size and digest, or with neither."""
    (png, data), (jpeg, other) = PICTURES[:2]
    kinds: tuple[dict[str, Any], ...] = (
        {},
        {"media_type": png},
        {"media_type": png, "data": data, "width": 2, "height": 2},
        {"media_type": jpeg, "data": other},
        {"media_type": "image/avif", "size": 2**40 - 1, "sha256": "0f" * 32, "file_name": "3.5"},
        {"size": 3},
        {"data": b"no picture", "digital_source_type": "algorithmicMedia"},
    )
    for one, two in itertools.product(kinds, repeat=2):
        figures = (Figure(image=Image(href="https://p.example/a", alt="", **kind)) for kind in (one, two))
        proves(Article(id="urn:x-a:b", headline="A", body=tuple(figures), updated=MOMENT), format)


@given(article=articles())
@unshrunk
def test_any_article_is_read_back(article: Article) -> None:
    for format in FORMATS:
        proves(article, format)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(12))
def test_a_thousand_articles_are_read_back(part: int, request: pytest.FixtureRequest) -> None:
    """84 articles in each of twelve parts, each in all formats."""

    @seed(part)
    @settings(max_examples=84 * request.config.getoption("times"), phases=[Phase.generate], database=None)
    @given(article=articles())
    def prove(article: Article) -> None:
        for format in FORMATS:
            proves(article, format)

    prove()


_OF_PUBLICATIONS = {leaf: "only publications state it" for leaf in leaves() if leaf.startswith("accessibility.")}

NOT_READ_BACK: Mapping[str, Mapping[str, str]] = {
    "newsml-g2": {"Image.data": "NewsML-G2 has the size and digest of bytes", **_OF_PUBLICATIONS},
    "ninjs": {"Image.data": "ninjs has the size and digest of bytes", **_OF_PUBLICATIONS},
    "epub": dict.fromkeys(("Image.size", "Image.sha256"), "an EPUB has the bytes of pictures, or a link"),
}
"""The leaves that are not read back, by format; each is lost by the mapping, or beside the document."""


def values_in(article: Article, leaf: str) -> list[Any]:
    """All values of an Article at a leaf, of the body in reading order."""
    name, _, field = leaf.partition(".")
    if not name[0].isupper():
        return list(values_at(article, leaf))
    nodes = [one for node in walk(article.body) for one in (node, getattr(node, "image", None))]
    return [getattr(node, field) if field else True for node in nodes if type(node).__name__ == name]


@cache
def lost_leaves(format: str) -> frozenset[str]:
    """The leaves whose value in a specimen is not read back."""
    lost = set()
    for leaf in leaves():
        for one in specimens(leaf) if not leaf.startswith("origin.") else ():
            again = read_back(render(one.article, format).data, format)
            # Of all that contains a picture, only what is lost of the picture counts.
            kept = held(one.article, format) if leaf == "Figure.image" else joined(one.article)
            if values_in(again, leaf) != values_in(kept, leaf):
                lost.add(leaf)
    return frozenset(lost)


@pytest.mark.sampled(3)
@pytest.mark.parametrize("format", FORMATS)
def test_only_losses_of_the_mapping_are_not_read_back(format: str) -> None:
    rows = writer(format).MAPPING
    beside = {"Image.data"} if rows["Image.data"].carriage is Carriage.APART else set()
    lost = {leaf for leaf in leaves() if rows[leaf].carriage is Carriage.LOST} | beside
    assert lost_leaves(format) == set(NOT_READ_BACK[format]) == lost


_STORY = Article(id="urn:x:1", headline="Ferry", body=(Paragraph((Text("Resumed."),)),), updated=MOMENT)
_HERE, _THERE = Position(latitude=1, longitude=2), Position(latitude=3, longitude=4)
_PNG, _SVG = PICTURES[0][1], PICTURES[-1][1]


def _pictured(*images: Image) -> Article:
    return dataclasses.replace(_STORY, body=tuple(Figure(image=image) for image in images))


def _mentioning(*mentions: Entity) -> Article:
    return dataclasses.replace(_STORY, mentions=mentions)


def _place(position: Position | None, name: str = "Oslo", uri: str | None = "https://a.example/oslo") -> Entity:
    return Entity(name=name, kind="place", uri=uri, position=position)


def _image(media_type: str | None, data: bytes | None, alt: str = "A ferry") -> Image:
    return Image(href="https://a.example/1.png", alt=alt, media_type=media_type, data=data, width=3)


def _made(code: DigitalSourceType | None, data: bytes | None) -> Image:
    return dataclasses.replace(_image("image/png", data), digital_source_type=code)


_ROLE = TERMS + "role/provider"

BY_VALUES: Mapping[str, tuple[Article, str]] = {
    "two positions": (_mentioning(_place(_HERE), _place(_THERE)), "newsml-g2 LOS001"),
    "a position and none": (_mentioning(_place(_HERE), _place(None)), "newsml-g2 LOS001"),
    "no position and one": (_mentioning(_place(None), _place(_HERE)), "newsml-g2 LOS001"),
    "places of one name": (_mentioning(_place(_HERE, uri=None), _place(_THERE, uri=None), _place(None, uri=None)), ""),
    "a person at the address of a place": (
        _mentioning(_place(_HERE), Entity(name="Oslo", kind="person", uri="https://a.example/oslo")),
        "",
    ),
    "mentions of mixed kinds": (_mentioning(_place(None), Entity(name="Ann", kind="person"), _place(None, "Rome")), ""),
    "two media types": (
        _pictured(_image("image/png", None), _image("image/gif", None)),
        "newsml-g2 LOS001, ninjs LOS001, epub LOS002",
    ),
    "two digital source types": (
        _pictured(_made("print", None), _made("digitalCapture", None), _made(None, None)),
        "newsml-g2 LOS001, ninjs LOS001, epub LOS002",
    ),
    "two digital source types of the same bytes": (
        _pictured(_made("print", _PNG), _made("digitalCapture", _PNG)),
        "newsml-g2 LOS001, ninjs LOS001, epub LOS001",
    ),
    "bytes of another media type": (_pictured(_image("image/gif", _PNG)), ""),
    "bytes without a media type": (_pictured(_image(None, _PNG)), ""),
    "bytes and none": (
        _pictured(_image("image/png", None), _image("image/png", _PNG), _image("image/png", None, alt="")),
        "newsml-g2 LOS001, newsml-g2 LOS001, ninjs LOS001, ninjs LOS001, epub LOS001",
    ),
    "no picture for an EPUB": (_pictured(_image("image/svg+xml", _SVG)), "epub LOS002"),
    "a source in the role of the provider": (
        dataclasses.replace(_STORY, sources=(InfoSource(name="Agency", role=_ROLE),)),
        "",
    ),
    "an author in the role of the provider": (
        dataclasses.replace(_STORY, authors=(Contributor(name="Agency", roles=(_ROLE,)),)),
        "",
    ),
    "a provider and an author in its role": (
        dataclasses.replace(_STORY, provider=Party(name="A"), authors=(Contributor(name="B", roles=(_ROLE,)),)),
        "",
    ),
    "a provider that is called unknown": (
        dataclasses.replace(_STORY, provider=Party(name="Unknown", uri=TERMS + "unknown")),
        "",
    ),
    "no rights": (dataclasses.replace(_STORY, rights=Rights()), ""),
    "texts in a row": (
        dataclasses.replace(
            _STORY,
            body=(
                Paragraph(
                    (Text("a"), Text("b")),
                ),
            ),
        ),
        "",
    ),
}
"""Articles whose values decide what is lost, with the format and code of each loss that is reported."""


@pytest.mark.sampled(3)
@pytest.mark.parametrize("name", BY_VALUES)
def test_what_values_lose_is_reported(name: str) -> None:
    article, losses = BY_VALUES[name]
    reported = [
        f"{format} {finding.code}"
        for format in FORMATS
        for finding in render(article, format).findings
        if "fields" not in dict(finding.detail)
    ]
    assert ", ".join(reported) == losses
    for format in FORMATS:
        proves(article, format)


# --------------------------------------------------------------------------------------------------------------------
# Files of many documents


@pytest.mark.sampled(2)
@pytest.mark.parametrize("format", [*FORMATS, "article"])
def test_each_document_of_a_shard_is_read_back(format: str, tmp_path: Path, articles: Mapping[str, Article]) -> None:
    names = ("english", "arabic", "minimal")
    for name in names:
        (tmp_path / f"{name}.article.json").write_bytes(dumps(articles[name]))
    paths = [str(tmp_path / f"{name}.article.json") for name in names]
    assert cli._run(["convert", *paths, "-o", str(tmp_path / "out"), "--shard-size", "9", "-t", format, "-q"]) == 0
    [shard] = (tmp_path / "out").glob("shard-*")
    assert cli._run(["convert", str(shard), "-o", str(tmp_path / "again"), "-t", "article", "-q"]) == 0
    found = {loads(path.read_bytes()).id: loads(path.read_bytes()) for path in (tmp_path / "again").rglob("*.json")}
    assert found == {articles[name].id: articles[name] for name in names}


# --------------------------------------------------------------------------------------------------------------------
# What is not our dialect


def refusal(data: bytes, format: str) -> InputError:
    with pytest.raises(InputError) as caught:
        read_back(data, format)
    return caught.value


Change = Callable[[Any], None]
Mutant = Callable[[], bytes]


def xml_changes(root: etree._Element) -> Iterator[Change]:
    """Changes that add to each kind of element of a document, by the names of it and of those around it."""
    places = [*root.iter("*")]
    kinds = {tuple(str(one.tag) for one in (place, *place.iterancestors())): place for place in reversed(places)}
    for number in sorted(places.index(place) for place in kinds.values()):
        yield lambda root, number=number: [*root.iter("*")][number].append(etree.Element("{urn:x}added"))  # type: ignore[misc]
        yield lambda root, number=number: [*root.iter("*")][number].set("added", "x")  # type: ignore[misc]


def json_changes(value: Any, path: tuple[Any, ...] = ()) -> Iterator[Change]:
    """Changes that add a key to each object."""

    def add(root: Any) -> None:
        for step in path:
            root = root[step]
        root["added"] = "x"

    if isinstance(value, dict):
        yield add
    for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(inner, dict | list):
            yield from json_changes(inner, (*path, step))


def changed_documents(article: Article, format: str) -> Iterator[Mutant]:
    """The document of an Article, each time with one thing more than wirecopy writes."""
    data = render(article, format).data

    def changed_json(change: Change) -> bytes:
        value = json.loads(data)
        change(value)
        return json.dumps(value).encode()

    def changed_xml(change: Change, name: str) -> bytes:
        root = etree.fromstring(files[name])
        change(root)
        return zipped({**files, name: etree.tostring(root)}) if format == "epub" else etree.tostring(root)

    if format == "ninjs":
        yield from (partial(changed_json, change) for change in json_changes(json.loads(data)))
        return
    files = dict(open_epub(data).members) if format == "epub" else {"": data}
    for name in ("EPUB/content.opf", "EPUB/article.xhtml") if format == "epub" else ("",):
        yield from (partial(changed_xml, change, name) for change in xml_changes(etree.fromstring(files[name])))


def zipped(files: Mapping[str, bytes]) -> bytes:
    return pack([Member(name=name, data=data) for name, data in files.items()])


def is_refused_with_anything_more(article: Article, format: str, each: int) -> None:
    """Hold that every addition, or each of so many, is refused: nothing is dropped in silence."""
    documents = list(itertools.islice(changed_documents(article, format), 0, None, each))
    assert len(documents) * each > 50
    for document in documents:
        assert refusal(document(), format).code == "INP061"


@pytest.mark.sampled(3)
@pytest.mark.parametrize("format", FORMATS)
def test_a_document_with_anything_more_is_refused(format: str, articles: Mapping[str, Article]) -> None:
    is_refused_with_anything_more(articles["everything"], format, 13)


@pytest.mark.slow
@pytest.mark.parametrize("format", FORMATS)
def test_a_document_with_any_single_thing_more_is_refused(format: str, articles: Mapping[str, Article]) -> None:
    is_refused_with_anything_more(articles["everything"], format, 1)


def xml_mutants(data: bytes) -> Iterator[Mutant]:
    """A document without, or with another value in, each of its parts, or with it twice."""

    def changed(change: Callable[..., object], number: int, *values: str) -> bytes:
        root = etree.fromstring(data)
        change([*root.iter("*")][number], *values)
        return etree.tostring(root)

    for number, element in enumerate(etree.fromstring(data).iter("*")):
        if element.getparent() is not None:
            yield partial(changed, lambda one: one.getparent().remove(one), number)
            yield partial(changed, lambda one: one.addnext(copy.deepcopy(one)), number)
        yield partial(changed, lambda one: setattr(one, "text", "" if (one.text or "").strip() else "x"), number)
        yield partial(changed, lambda one: setattr(one, "tag", f"{one.tag}x"), number)
        for name in map(str, element.attrib):
            yield partial(changed, lambda one, name: one.attrib.pop(name), number, name)
            for value in ("x", "", "-1"):
                yield partial(changed, lambda one, name, value: one.set(name, value), number, name, value)


def json_places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Each object or array, with each of its keys."""
    if isinstance(value, dict | list):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from json_places(value[key])


def json_mutants(data: bytes) -> Iterator[Mutant]:
    """A document without each of its values, or with one of another type or form in its place."""

    def changed(number: int, *values: object) -> bytes:
        value = json.loads(data)
        owner, key = next(itertools.islice(json_places(value), number, None))
        if values:
            owner[key] = values[0]
        else:
            del owner[key]
        return json.dumps(value).encode()

    for number in range(len(list(json_places(json.loads(data))))):
        yield partial(changed, number)
        for other in (None, "", 0, -1, True, 1.5, [], {}, "x", [1], {"a": 1}):
            yield partial(changed, number, other)


def mutants(article: Article, format: str) -> Iterator[Mutant]:
    data = render(article, format).data
    if format != "epub":
        yield from json_mutants(data) if format == "ninjs" else xml_mutants(data)
        return
    files = dict(open_epub(data).members)
    for name, member in files.items():
        yield partial(zipped, {other: one for other, one in files.items() if other != name})
        yield partial(zipped, {**files, name: b""})
        for mutant in xml_mutants(member) if name in ("EPUB/content.opf", "EPUB/article.xhtml") else ():
            yield lambda name=name, mutant=mutant: zipped({**files, name: mutant()})  # type: ignore[misc]


def is_read_or_refused(article: Article, format: str, each: int) -> None:
    """Hold that every mutant, or each of so many, is read or refused with a code, and that some are refused."""
    refused = []
    for mutant in itertools.islice(mutants(article, format), 0, None, each):
        try:
            read_back(mutant(), format)
        except InputError as e:
            refused.append(e.code[3:])
    assert set(refused) <= {"000", "061"}
    assert len(refused) > 20


@pytest.mark.sampled(3)
@pytest.mark.parametrize("format", FORMATS)
def test_a_changed_document_is_read_or_refused(format: str, articles: Mapping[str, Article]) -> None:
    is_read_or_refused(articles["everything"], format, 53)


@pytest.mark.slow
@pytest.mark.parametrize("format", FORMATS)
def test_every_changed_document_is_read_or_refused(format: str, articles: Mapping[str, Article]) -> None:
    is_read_or_refused(articles["everything"], format, 1)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("tag", ["em", "blockquote"])
def test_a_body_that_is_too_deep_is_refused(format: str, tag: str) -> None:
    """As deep as documents may be; the stack may be half used already."""
    start, end = (f"<{tag}>" * 200, f"</{tag}>" * 200)
    deep = f"<p>{start}x{end}</p>" if tag == "em" else f"{start}<p>x</p>{end}"
    data = in_page(render(_STORY, format).data, format, lambda page: page.replace(b"<p>Resumed.</p>", deep.encode()))

    def below(frames: int) -> None:
        if frames:
            below(frames - 1)
        else:
            assert refusal(data, format).code == "INP061"

    below(300)


def in_page(data: bytes, format: str, change: Callable[[bytes], bytes]) -> bytes:
    """A document with a change in the bytes of its page, or of the only file."""
    if format != "epub":
        return change(data)
    files = dict(open_epub(data).members)
    return zipped({**files, "EPUB/article.xhtml": change(files["EPUB/article.xhtml"])})


REPEATED: Mapping[str, tuple[bytes, bytes]] = {
    "newsml-g2": (b'wordcount="1"', b'wordcount="2"'),
    "ninjs": (b'"value": "Resumed."', b'"value": "Cancelled."'),
    "epub": (b'<h1 property="schema:headline">Ferry', b'<h1 property="schema:headline">Bridge'),
}


@pytest.mark.parametrize("format", FORMATS)
def test_a_change_in_what_repeats_a_field_is_noticed(format: str) -> None:
    data = render(_STORY, format).data
    source = Source(name="story", data=data, moment=MOMENT, metadata={"urgency": 1})
    assert pipeline.read(source).findings == ()
    changed = in_page(data, format, lambda page: page.replace(*REPEATED[format]))
    assert changed != data
    parsed = pipeline.read(dataclasses.replace(source, data=changed))
    assert [finding.code for finding in parsed.findings] == ["INP062"]
    assert parsed.article == dataclasses.replace(_STORY, urgency=1)


def _without_uri(document: dict[str, Any]) -> None:
    del document["uri"]


def _odd_version(document: dict[str, Any]) -> None:
    document["version"] = "first"


def _odd_relation(document: dict[str, Any]) -> None:
    document["subjects"][0]["rel"] = "near"


def _nameless_subject(document: dict[str, Any]) -> None:
    del document["subjects"][1]["name"]


def _two_publications(document: dict[str, Any]) -> None:
    document["descriptions"].append({"role": "published", "contentType": "text/plain", "value": "2024-05-12"})


def _urgency_in_words(document: dict[str, Any]) -> None:
    document["urgency"] = "high"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (_without_uri, "/: uri is missing"),
        (_odd_version, "the version is 'first', not a whole number"),
        (_odd_relation, "the relation of a subject is 'near'; wirecopy writes about, keyword"),
        (_nameless_subject, "/subjects/1: name is missing"),
        (
            _two_publications,
            "wirecopy writes an instant as a property, and a date as a description of plain text",
        ),
        (_urgency_in_words, "/urgency: the value is str"),
    ],
)
def test_a_refusal_names_the_place_and_the_reason(
    change: Callable[[dict[str, Any]], None], says: str, articles: Mapping[str, Article]
) -> None:
    document = json.loads(render(articles["everything"], "ninjs").data)
    change(document)
    assert refusal(json.dumps(document).encode(), "ninjs").message == says


def test_a_refusal_of_xml_names_the_reason(articles: Mapping[str, Article]) -> None:
    data = render(articles["everything"], "newsml-g2").data
    message = refusal(re.sub(rb' version="[0-9]+"', b' version="first"', data, count=1), "newsml-g2").message
    assert message.endswith("the version is 'first', not a whole number")


def json_values(value: Any, place: str = "") -> Iterator[tuple[str, Any, str]]:
    """Each value of an object that is neither an object nor an array: its place, the object, and the key."""
    if isinstance(value, list):
        for one in value:
            yield from json_values(one, place)
    elif isinstance(value, dict):
        for key, one in value.items():
            if isinstance(one, dict | list):
                yield from json_values(one, f"{place}/{key}")
            else:
                yield f"{place}/{key}", value, key


def with_one_wrong_value(data: bytes, format: str) -> Iterator[tuple[str, bytes]]:
    """A document in which one value is "?", by its place: the first of each path without positions."""
    if format == "epub":
        files = dict(open_epub(data).members)
        for name in ("EPUB/content.opf", "EPUB/article.xhtml"):
            for place, changed in with_one_wrong_value(files[name], "newsml-g2"):
                yield f"{name} {place}", zipped({**files, name: changed})
        return
    seen = set()
    if format == "ninjs":
        document = json.loads(data)
        for place, owner, key in json_values(document):
            if place not in seen:
                seen.add(place)
                value, owner[key] = owner[key], "?"
                yield place, json.dumps(document).encode()
                owner[key] = value
        return
    root = etree.fromstring(data)
    for element in root.iter("*"):
        path = "/".join(etree.QName(one).localname for one in (*reversed([*element.iterancestors()]), element))
        for name, value in element.attrib.items():
            place = f"{path}/@{etree.QName(name).localname}"
            if place not in seen:
                seen.add(place)
                element.set(name, "?")
                yield place, etree.tostring(root)
                element.set(name, value)


@pytest.mark.sampled(3)
@pytest.mark.parametrize("format", FORMATS)
def test_what_a_wrong_value_is_refused_for(format: str, articles: Mapping[str, Article], accept: bool) -> None:
    """The message for a value that we do not write, at each place of a document that has everything."""
    found = []
    for place, data in with_one_wrong_value(render(articles["everything"], format).data, format):
        try:
            read_back(data, format)
        except InputError as e:
            found.append(f"{place}: {e.code} {e.message}\n")
        else:
            found.append(f"{place}: read\n")
    path = HERE / "formats" / format / "refusals.txt"
    if accept:
        path.write_text("".join(found), encoding="utf-8")
    assert "".join(found) == path.read_text(encoding="utf-8")


def test_what_is_not_xml_is_refused_as_such() -> None:
    found = refusal(b"<newsItem>", "newsml-g2")
    assert found.code == "NML000"
    assert found.message.startswith("line 1: not well-formed XML")


def test_a_page_that_is_not_xml_is_refused_with_its_name(articles: Mapping[str, Article]) -> None:
    files = dict(open_epub(render(articles["everything"], "epub").data).members)
    found = refusal(zipped({**files, "EPUB/article.xhtml": b"<html>"}), "epub")
    assert (found.code, found.message.startswith("EPUB/article.xhtml: ")) == ("EPB000", True)


def test_a_refusal_of_a_checksum_names_it(articles: Mapping[str, Article]) -> None:
    files = dict(open_epub(render(articles["everything"], "epub").data).members)
    files["EPUB/content.opf"] = files["EPUB/content.opf"].replace(b">sha256:", b">sha1:")
    assert re.search(r"\bthe checksum is 'sha1:\w+'", refusal(zipped(files), "epub").message)


def test_a_list_of_texts_has_only_texts() -> None:
    with pytest.raises(Unfamiliar) as caught:
        Keys({"roles": ["writer", 1]}, "/authors/0").texts("roles")
    assert (caught.value.message, caught.value.place) == ("the list has values other than text", "/authors/0/roles")


VERSIONS = [(name, version) for name in FORMATS for version in (named(name).write_version, *named(name).also_writes)]


@pytest.mark.parametrize(("format", "version"), VERSIONS)
def test_each_version_that_is_written_is_read_back(format: str, version: str, articles: Mapping[str, Article]) -> None:
    data = render(articles["english"], format, version=version).data
    parsed = pipeline.read(Source(name="story", data=data, moment=MOMENT))
    assert (parsed.findings, parsed.article) == ((), articles["english"])


@pytest.mark.parametrize("version", ["3.1", "2.2", "2.0", "1.6", "1.3", "1.2", "1.0"])
def test_the_bytes_of_a_picture_are_stated_by_size_and_digest(version: str) -> None:
    story = _pictured(_image("image/png", _PNG))
    data = render(story, "ninjs", version=version).data
    assert hashlib.sha256(_PNG).hexdigest().encode() in data
    assert re.search(rb'"sizeInBytes": %d\b' % len(_PNG), data, re.IGNORECASE)
    parsed = pipeline.read(Source(name="story", data=data, moment=MOMENT))
    assert (parsed.findings, parsed.article) == ((), _pictured(without_bytes(_image("image/png", _PNG))))
    without = render(_pictured(_image("image/png", None)), "ninjs", version=version).data
    assert b"sha256:" not in without
    other = data.replace(b"sha256:", b"md5:")
    assert refusal(other, "ninjs").code == "INP061"


@pytest.mark.parametrize("format", FORMATS)
def test_how_a_document_is_encoded_does_not_matter(format: str, articles: Mapping[str, Article]) -> None:
    data = render(articles["everything"], format).data
    if format == "ninjs":
        data = json.dumps(json.loads(data)).encode("utf-16")
    elif format == "epub":
        data = zipped({name: _in_utf_16(member) for name, member in open_epub(data).members.items()})
    else:
        data = _in_utf_16(data)
    source = Source(name="story", data=data, moment=MOMENT)
    assert pipeline.read(source, format=format).findings == ()


@pytest.mark.parametrize("format", ["newsml-g2", "epub"])
def test_a_namespace_that_is_not_used_says_nothing(format: str) -> None:
    data = in_page(
        render(_STORY, format).data, format, lambda page: page.replace(b" xmlns=", b' xmlns:x="y" xmlns=', 1)
    )
    parsed = pipeline.read(Source(name="story", data=data, moment=MOMENT))
    assert (parsed.findings, parsed.article) == ((), _STORY)


def _in_utf_16(data: bytes) -> bytes:
    try:
        return etree.tostring(etree.fromstring(data), encoding="utf-16")
    except etree.XMLSyntaxError:
        return data
