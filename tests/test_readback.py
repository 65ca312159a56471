"""What the writers write is read back: the same Article, but for the losses that are reported when it is written."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import ARTICLE_NAMES, unshrunk
from hypothesis import Phase, given, seed, settings
from lxml import etree
from specimens import specimens, values_at
from strategies import PICTURES, articles

from convert import cli
from convert.article_codec import dumps, loads
from convert.documents import open_epub
from convert.errors import InputError
from convert.findings import Finding
from convert.mapping import Carriage, leaves
from convert.model import (
    TERMS,
    Article,
    Contributor,
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
from convert.writers import render, writer

FORMATS = ("newsml-g2", "ninjs", "epub")
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
        if "Image.media_type" in fields:
            image = dataclasses.replace(image, media_type=first.media_type)
        if "Image.data" in fields:
            image = dataclasses.replace(image, data=first.data)
        if writer(format).MAPPING["Image.data"].carriage is Carriage.LOST:
            image = dataclasses.replace(image, data=None)
        return image

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
    # Rights without any of their fields say nothing.
    rights = None if article.rights == Rights() else article.rights
    whole: Article = joined(dataclasses.replace(article, body=body, mentions=mentions, rights=rights))
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


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("name", ARTICLE_NAMES)
def test_a_shared_article_is_read_back(name: str, format: str, articles: Mapping[str, Article]) -> None:
    proves(articles[name], format)


@given(article=articles())
@unshrunk
def test_any_article_is_read_back(article: Article) -> None:
    for format in FORMATS:
        proves(article, format)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(12))
def test_ten_thousand_articles_are_read_back(part: int) -> None:
    """834 articles in each of twelve parts, each in all formats."""

    @seed(part)
    @settings(max_examples=834, phases=[Phase.generate], database=None)
    @given(article=articles())
    def prove(article: Article) -> None:
        for format in FORMATS:
            proves(article, format)

    prove()


NOT_READ_BACK: Mapping[str, Mapping[str, str]] = {
    "newsml-g2": {"Image.data": "the bytes of pictures are lost in NewsML-G2"},
    "ninjs": {"Image.data": "the bytes of pictures are lost in ninjs"},
    "epub": {},
}
"""The leaves that are not read back, by format; each is lost by the mapping."""


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


@pytest.mark.parametrize("format", FORMATS)
def test_only_losses_of_the_mapping_are_not_read_back(format: str) -> None:
    rows = writer(format).MAPPING
    lost = {leaf for leaf in leaves() if rows[leaf].carriage is Carriage.LOST}
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
    "bytes of another media type": (_pictured(_image("image/gif", _PNG)), ""),
    "bytes without a media type": (_pictured(_image(None, _PNG)), ""),
    "bytes and none": (
        _pictured(_image("image/png", None), _image("image/png", _PNG), _image("image/png", None, alt="")),
        "epub LOS001",
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


def changed_documents(article: Article, format: str) -> Iterator[bytes]:
    """The document of an Article, each time with one thing more than wirecopy writes."""
    data = render(article, format).data
    if format == "ninjs":
        for change in json_changes(json.loads(data)):
            value = json.loads(data)
            change(value)
            yield json.dumps(value).encode()
        return
    files = dict(open_epub(data).members) if format == "epub" else {"": data}
    for name in ("EPUB/content.opf", "EPUB/article.xhtml") if format == "epub" else ("",):
        for change in xml_changes(etree.fromstring(files[name])):
            root = etree.fromstring(files[name])
            change(root)
            changed = etree.tostring(root)
            yield zipped({**files, name: changed}) if format == "epub" else changed


def zipped(files: Mapping[str, bytes]) -> bytes:
    return pack([Member(name=name, data=data) for name, data in files.items()])


@pytest.mark.parametrize("format", FORMATS)
def test_a_document_with_anything_more_is_refused(format: str, articles: Mapping[str, Article]) -> None:
    """Nothing that was added to a document is dropped in silence."""
    documents = list(changed_documents(articles["everything"], format))
    assert len(documents) > 40
    for data in documents:
        error = refusal(data, format)
        assert error.code == "INP061", error
