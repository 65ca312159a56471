"""The model rejects what no format can carry; moments, ids and words follow their definitions."""

from __future__ import annotations

import dataclasses
import hashlib
import pickle
import re
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sections
import strategies
from hypothesis import given

from convert import article_codec
from convert.errors import ModelError
from convert.model import (
    MAX_DEPTH,
    MAX_RUN,
    PLUS,
    Accessibility,
    Article,
    Block,
    Cell,
    Concept,
    Contributor,
    Embargo,
    Embed,
    Entity,
    Figure,
    Generator,
    Heading,
    Hop,
    Image,
    Inference,
    InfoSource,
    Inline,
    Item,
    Items,
    LineBreak,
    Link,
    Mention,
    Moment,
    Note,
    NoteRef,
    Origin,
    OtherHeadline,
    OtherId,
    Paragraph,
    Party,
    Place,
    Position,
    Quote,
    Related,
    Rights,
    Row,
    Rule,
    Styled,
    Subject,
    Table,
    Text,
    Verbatim,
    asides,
    body_text,
    id_of_bytes,
    make_id,
    pictures,
    split_words,
    walk,
    with_images,
    words,
)

pytestmark = pytest.mark.sampled(2)

ARTICLES = Path(__file__).parent / "articles"

T = (Text("a"),)
P = Paragraph(T)
NOW = Moment("2024-01-01T00:00:00Z")
NOTED = (Paragraph((Text("a"), NoteRef(note="n", label="1"))), Note(id="n", content=(P,)))


def article(**fields: Any) -> Article:
    required: dict[str, Any] = {"id": "urn:x:y", "headline": "A headline", "body": (P,), "updated": NOW}
    return Article(**(required | fields))


def nested(depth: int) -> Inline:
    inline: Inline = Text("a")
    for _ in range(depth):
        inline = Styled(style="em", content=(inline,))
    return inline


REFUSED: dict[str, Callable[[], object]] = {
    # what any text must be
    "no text": lambda: Text(""),
    "text with a null": lambda: Text("a\0"),
    "text with an escape": lambda: Text("\x1b[1m"),
    "text with half a character": lambda: Text("\ud800"),
    "text with a noncharacter": lambda: Text("\ufffe"),
    "text over the limit": lambda: Text("a" * (MAX_RUN + 1)),
    "line that is empty": lambda: Party(name=""),
    "line that is blank": lambda: Party(name="\u00a0"),
    "line with a newline": lambda: Party(name="a\nb"),
    "line with a line separator": lambda: Party(name="a\u2028b"),
    "line with a next line": lambda: Party(name="a\x85b"),
    "line with a tab": lambda: Party(name="a\tb"),
    "line with two spaces": lambda: Party(name="a  b"),
    "line with an outer space": lambda: Party(name=" a"),
    "line with an outer ideographic space": lambda: Party(name="a\u3000"),
    # addresses
    "URI without a scheme": lambda: Party(name="a", uri="//example.org/"),
    "URI with a space": lambda: Party(name="a", uri="urn:a b"),
    "URI in other than ASCII": lambda: Party(name="a", uri="https://example.org/é"),
    "URI with half an escape": lambda: Party(name="a", uri="https://example.org/%4"),
    "URI with two fragments": lambda: Party(name="a", uri="https://example.org/#a#b"),
    "URI with a line break at its end": lambda: Party(name="a", uri="urn:a:b\n"),
    "URI of nothing": lambda: Party(name="a", uri="urn:"),
    "URI that is too long": lambda: Party(name="a", uri="urn:a:" + "b" * 8192),
    "web address without a host": lambda: Party(name="a", uri="http:///a"),
    "web address without slashes": lambda: Party(name="a", uri="http:a"),
    "web address with a port over 65535": lambda: Party(name="a", uri="http://a.example:65536/"),
    "web address with a false host": lambda: Party(name="a", uri="http://-a.example/"),
    "web address with a false number": lambda: Party(name="a", uri="http://256.1.1.1/"),
    "web address with a false international name": lambda: Party(name="a", uri="http://xn--a.example/"),
    "link to a script": lambda: Link(href="javascript:a", content=T),
    "link to a file": lambda: Link(href="file:///a", content=T),
    # values
    "language that is not a tag": lambda: Styled(style="em", content=T, language="en_GB"),
    "language of one letter": lambda: Styled(style="em", content=T, language="i"),
    "latitude over 90": lambda: Position(latitude=90.1, longitude=0),
    "longitude under -180": lambda: Position(latitude=0, longitude=-180.1),
    "latitude that is not a number": lambda: Position(latitude=float("nan"), longitude=0),
    "longitude without end": lambda: Position(latitude=0, longitude=float("inf")),
    # inlines
    "unknown style": lambda: Styled(style="blink", content=T),  # type: ignore[arg-type]
    "nothing styled": lambda: Styled(style="em", content=()),
    "span without a reason": lambda: Styled(style="span", content=T),
    "unknown direction of a stretch": lambda: Styled(style="span", content=T, direction="up"),  # type: ignore[arg-type]
    "link with nothing to read": lambda: Link(href="https://a.example/", content=(Text(" \u200b"),)),
    "link in a link": lambda: Link(href="https://a.example/", content=(*T, Link(href="https://b.example/", content=T))),
    "note in a link": lambda: Link(href="https://a.example/", content=(*T, NoteRef(note="n", label="1"))),
    "link title of two lines": lambda: Link(href="https://a.example/", content=T, title="a\nb"),
    "mention of nothing": lambda: Mention(uri="urn:a:b", content=(LineBreak(),)),
    "note reference to no name": lambda: NoteRef(note="1", label="1"),
    "note reference without a label": lambda: NoteRef(note="n", label=""),
    # blocks
    "paragraph with nothing to read": lambda: Paragraph((Text("\u00ad \u0301"),)),
    "paragraph without inlines": lambda: Paragraph(()),
    "heading of level 1": lambda: Heading(level=1, content=T),
    "heading of level 7": lambda: Heading(level=7, content=T),
    "heading with nothing to read": lambda: Heading(level=2, content=(LineBreak(),)),
    "quote of nothing": lambda: Quote(content=()),
    "quote with an empty attribution": lambda: Quote(content=(P,), attribution=(Text(" "),)),
    "quote from a script": lambda: Quote(content=(P,), cite="javascript:a"),
    "list without items": lambda: Items(items=()),
    "list item with nothing to read": lambda: Item(content=(Text("\t"),)),
    "unordered list with a start": lambda: Items(items=(Item(content=T),), start=2),
    "list that starts below nought": lambda: Items(items=(Item(content=T),), ordered=True, start=-1),
    "cell of an unknown scope": lambda: Cell(content=T, scope="page"),  # type: ignore[arg-type]
    "header cell with nothing to read": lambda: Cell(scope="col"),
    "cell over no column": lambda: Cell(colspan=0),
    "cell over too many rows": lambda: Cell(rowspan=1001),
    "row without cells": lambda: Row(()),
    "table without rows": lambda: Table(body=()),
    "table caption with nothing to read": lambda: Table(body=(Row((Cell(),)),), caption=(Text(" "),)),
    "image at a relative address": lambda: Image(href="a.png", alt=""),
    "image with alternative text of two lines": lambda: Image(href="https://a.example/", alt="a\nb"),
    "image of no media type": lambda: Image(href="https://a.example/", alt="", media_type="png"),
    "image without width": lambda: Image(href="https://a.example/", alt="", width=0),
    "image of no bytes": lambda: Image(href="https://a.example/", alt="", data=b""),
    "figure of nothing": lambda: Figure(),
    "figure with a caption of nothing": lambda: Figure(caption=(Text(" "),)),
    "figure with a label and no credit": lambda: Figure(caption=T, credit_label="Photo:"),
    "embed without text": lambda: Embed(href="https://a.example/", text=""),
    "embed of a script": lambda: Embed(href="javascript:a", text="a"),
    "note without content": lambda: Note(id="n", content=()),
    "note with a false id": lambda: Note(id="a b", content=(P,)),
    "verbatim text of white space": lambda: Verbatim("\n \n"),
    # records
    "contributor of no kind": lambda: Contributor(name="a", kind="robot"),  # type: ignore[arg-type]
    "contributor without a role": lambda: Contributor(name="a", roles=()),
    "contributor with a role twice": lambda: Contributor(name="a", roles=("urn:a:b", "urn:a:b")),
    "contributor whose role is a word": lambda: Contributor(name="a", roles=("author",)),
    "source whose role is a word": lambda: InfoSource(name="a", role="wire"),
    "concept at a word": lambda: Concept(name="a", uri="b"),
    "relevance over 100": lambda: Subject(name="a", relevance=101),
    "confidence below nought": lambda: Subject(name="a", confidence=-1),
    "entity of no kind": lambda: Entity(name="a", kind="event"),  # type: ignore[arg-type]
    "person with a position": lambda: Entity(name="a", kind="person", position=Position(latitude=0, longitude=0)),
    "place without a name": lambda: Place(name=""),
    "other headline for no use": lambda: OtherHeadline(role="for search", text="a"),
    "other headline that is the main one": lambda: OtherHeadline(role="main", text="a"),
    "other headline that is the subheadline": lambda: OtherHeadline(role="subheadline", text="a"),
    "other id of no system": lambda: OtherId(role="", value="a"),
    "embargo until a date": lambda: Embargo(until=Moment("2024-01-01")),
    "data mining by no term": lambda: Rights(data_mining="https://example.org/DMI-ALLOWED"),
    "policy that is a word": lambda: Rights(policy="free"),
    "notice of two lines": lambda: Rights(notice="a\nb"),
    "related item of no kind": lambda: Related(title="a", uri="urn:a:b", kind="song"),  # type: ignore[arg-type]
    "hop without an action": lambda: Hop(action=""),
    "generator without a version": lambda: Generator(name="a", version=""),
    "inference surer than sure": lambda: Inference(field="a", confidence=1.01, lines=(), rule="a"),
    "inference whose confidence is not a number": lambda: Inference(
        field="a", confidence=float("nan"), lines=(), rule="a"
    ),
    "origin with a checksum in capitals": lambda: Origin(name="a", sha256="A" * 64, reader="text"),
    # the article
    "article whose id is a word": lambda: article(id="story-1"),
    "article without a headline": lambda: article(headline=""),
    "article whose headline has nothing to read": lambda: article(headline="\u200b"),
    "article updated on a date": lambda: article(updated=Moment("2024-01-01")),
    "article that expires on a date": lambda: article(expires=Moment("2024-01-01")),
    "article of version 0": lambda: article(version=0),
    "article of version 2³¹": lambda: article(version=2**31),
    "article of urgency 10": lambda: article(urgency=10),
    "article read in no time": lambda: article(reading_time=0),
    "article in no language": lambda: article(language=""),
    "article in no direction": lambda: article(direction="auto"),
    "article of no status": lambda: article(status="draft"),
    **{
        f"contact {address!r}": partial(Accessibility, contact_email=address)
        for address in (
            "a",
            "a@b",
            "@b.example",
            "a b@c.example",
            ".a@b.example",
            "a@b..example",
            "ä@b.example",
            "a@b.c@d.e",
            "a" * 250 + "@b.example",
            "a@-b.example",
            "mailto:a@b.example",
            "a@b.example ",
        )
    },
    "article of no digital source type": lambda: article(digital_source_type="dreamt"),
    "picture of no digital source type": lambda: Image(href="urn:x:y", alt="", digital_source_type="dreamt"),  # type: ignore[arg-type]
    "article with a short checksum": lambda: article(checksum="ab"),
    "article with a keyword of two lines": lambda: article(keywords=("a\nb",)),
    "article with an empty editor's note": lambda: article(editor_notes=("",)),
    "article with two headlines for one use": lambda: article(
        other_headlines=(OtherHeadline(role="seo", text="a"), OtherHeadline(role="seo", text="b"))
    ),
    "article from a relative address": lambda: article(original_url="/story"),
    "article derived from a word": lambda: article(derived_from="draft"),
    "note that is missing": lambda: article(body=NOTED[:1]),
    "note that nothing refers to": lambda: article(body=NOTED[1:]),
    "notes with one id": lambda: article(body=(*NOTED, NOTED[1])),
    "nesting over the limit": lambda: article(body=(Paragraph((nested(MAX_DEPTH),)),)),
}
for _name in ("profile", "subheadline", "slugline", "summary", "teaser", "byline", "dateline", "credit_line"):
    REFUSED[f"article with a {_name} of two lines"] = lambda name=_name: article(**{name: "a\nb"})  # type: ignore[misc]


def hold_refusals(table: str, cases: Mapping[str, Callable[[], object]], *, accept: bool) -> None:
    """Each of these values is refused, for the reason that the golden has."""
    rows = []
    for name, make in cases.items():
        with pytest.raises(ModelError) as caught:
            make()
        assert len(str(caught.value)) < 400, name
        # What Python says of a date depends on its version.
        rows.append(f"{name}: {re.sub(r'(?<=exist )[(](?!offset).+[)]', '(…)', str(caught.value))}\n")
    sections.hold("refusals", table, "".join(rows), accept=accept)


def test_invalid_values_are_refused(accept: bool) -> None:
    hold_refusals("values", REFUSED, accept=accept)


LONGEST: dict[str, tuple[int, Callable[[int], object]]] = {
    "text": (MAX_RUN, lambda n: Text("a" * n)),
    "URI": (8192, lambda n: Party(name="a", uri="urn:" + "b" * (n - 4))),
    "port": (65_535, lambda n: Party(name="a", uri=f"http://a.example:{n}/")),
    "label of a host": (63, lambda n: Party(name="a", uri=f"http://{'a' * n}.example/")),
    "language": (
        100,
        lambda n: Styled(style="em", content=T, language=f"x{'-abcdefgh' * 10}-abc-{'a' * (n - 96)}"),
    ),
    "mail address": (254, lambda n: Accessibility(contact_email="a" * (n - 10) + "@b.example")),
    "latitude": (90, lambda n: Position(latitude=-n, longitude=0)),
    "longitude": (180, lambda n: Position(latitude=0, longitude=n)),
    "minutes of an offset": (59, lambda n: Moment(f"2024-01-01T00:00:00+02:{n}")),
    "hours of an offset": (14, lambda n: Moment(f"2024-01-01T00:00:00-{n}:00")),
    "version": (2**31 - 1, lambda n: article(version=n)),
    "urgency": (9, lambda n: article(urgency=n)),
    "reading time": (100_000, lambda n: article(reading_time=n)),
    "level": (6, lambda n: Heading(level=n, content=T)),
    "cells": (1000, lambda n: Cell(colspan=n, rowspan=n)),
    "start": (10**6, lambda n: Items(items=(Item(content=T),), ordered=True, start=n)),
    "pixels": (10**6, lambda n: Image(href="urn:a:b", alt="", width=n, height=n)),
    "bytes": (2**40, lambda n: Image(href="urn:a:b", alt="", size=n)),
    "relevance": (100, lambda n: Subject(name="a", relevance=n, confidence=n)),
    "nested blocks and inlines": (MAX_DEPTH - 2, lambda n: article(body=(Paragraph((nested(n),)),))),
}
"""The greatest number or length that is accepted, and the value of one."""


@pytest.mark.parametrize("what", LONGEST)
def test_limits_are_exact(what: str) -> None:
    greatest, make = LONGEST[what]
    make(greatest)
    with pytest.raises(ModelError):
        make(greatest + 1)


def test_a_refusal_shows_80_characters() -> None:
    for length, shown in ((78, repr("é" * 78)), (79, "'" + "é" * 76 + "...")):
        with pytest.raises(ModelError) as caught:
            Party(name="a", uri="é" * length)
        assert str(caught.value) == f"uri: {shown} is not an absolute URI (write characters outside ASCII as %XX)"


OTHER_NAMES = {
    (Text, "value"): "text",
    (NoteRef, "note"): "note id",
    (Heading, "level"): "heading level",
    (Image, "href"): "image href",
    (Image, "alt"): "image alt",
    (Embed, "href"): "embed href",
    (Embed, "text"): "embed text",
    (Note, "id"): "note id",
    (Verbatim, "text"): "verbatim",
    (Moment, "text"): "moment",
    (OtherId, "value"): "identifier",
    (OtherHeadline, "text"): "headline",
    (Rights, "notice"): "copyright notice",
    (Generator, "name"): "generator",
    (Generator, "version"): "generator version",
}
"""Fields that refusals name otherwise than the model does."""


def records(value: object) -> Iterator[Any]:
    """All records within `value`, itself included."""
    if dataclasses.is_dataclass(value):
        yield value
        for field in dataclasses.fields(value):
            yield from records(getattr(value, field.name))
    elif isinstance(value, tuple):
        for each in value:
            yield from records(each)


def test_a_refusal_names_its_field() -> None:
    """Each text and number of an article that has every field is replaced by one that no field may have."""
    everything = article_codec.loads((ARTICLES / "everything.json").read_text(encoding="utf-8"))
    refused: set[tuple[type, str]] = set()
    for record in records(everything):
        for field in dataclasses.fields(record):
            value = getattr(record, field.name)
            if isinstance(value, bool) or not isinstance(value, str | int | float) or field.name == "start":
                continue
            with pytest.raises(ModelError) as caught:
                dataclasses.replace(record, **{field.name: "\0" if isinstance(value, str) else -(10**10)})
            name = str(caught.value).partition(":")[0].replace("_", " ")
            assert name == OTHER_NAMES.get((type(record), field.name), field.name.replace("_", " "))
            refused.add((type(record), field.name))
    assert refused >= OTHER_NAMES.keys() | {(Concept, "uri"), (Inference, "rule"), (Cell, "rowspan"), (Hop, "party")}


ACCEPTED: dict[str, Callable[[], object]] = {
    "text of white space": lambda: Text(" \t\r\n"),
    "text at the limit": lambda: Text("a" * MAX_RUN),
    "line with a no-break space inside": lambda: Party(name="a\u00a0b"),
    "address with everything": lambda: Link(href="https://u:p@a-b.example:443/c;d=1?e=f&g='h'#i/j?k", content=T),
    "international host": lambda: Link(href="https://xn--bcher-kva.example/", content=T),
    "URN behind a link": lambda: Link(href="urn:isbn:0-330-25864-8", content=T),
    "private language": lambda: article(language="x-wire"),
    "empty cell": lambda: Cell(),
    "decorative image": lambda: Image(href="https://a.example/", alt=""),
    "figure of a credit alone": lambda: Figure(credit="a"),
    "list that starts at nought": lambda: Items(items=(Item(content=T),), ordered=True, start=0),
    "open-ended embargo": lambda: Embargo(),
    "data mining by a term": lambda: Rights(data_mining=PLUS + "DMI-PROHIBITED"),
    "article without a body": lambda: article(body=()),
    "note in a note": lambda: article(body=(NOTED[0], Note(id="n", content=(Paragraph(NOTED[0].content),)))),
    "nesting at the limit": lambda: article(body=(Paragraph((nested(MAX_DEPTH - 2),)),)),
    "nothing but a rule": lambda: article(body=(Rule(),)),
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_a_valid_value_is_accepted(name: str) -> None:
    assert ACCEPTED[name]() == ACCEPTED[name]()


@given(strategies.articles())
def test_articles_can_be_hashed_and_sent(article: Article) -> None:
    sent = pickle.loads(pickle.dumps(article))
    assert sent == article
    assert hash(sent) == hash(article)


# --------------------------------------------------------------------------------------------------------------------
# Moments

INSTANTS = [
    ("2016-12-07T18:30:00+02:00", datetime(2016, 12, 7, 16, 30, tzinfo=UTC), "2016-12-07T16:30:00Z"),
    ("2016-12-07T18:30:00Z", datetime(2016, 12, 7, 18, 30, tzinfo=UTC), "2016-12-07T18:30:00Z"),
    ("2016-12-07T18:30:00-00:00", datetime(2016, 12, 7, 18, 30, tzinfo=UTC), "2016-12-07T18:30:00Z"),
    ("2016-01-01T00:00:00.5+14:00", datetime(2015, 12, 31, 10, 0, 0, 500000, UTC), "2015-12-31T10:00:00Z"),
    ("2016-12-31T23:59:59.999999999-14:00", datetime(2017, 1, 1, 13, 59, 59, 999999, UTC), "2017-01-01T13:59:59Z"),
    ("0001-01-01T00:00:00Z", datetime(1, 1, 1, tzinfo=UTC), "0001-01-01T00:00:00Z"),
    ("9999-12-31T23:59:59.1234Z", datetime(9999, 12, 31, 23, 59, 59, 123400, UTC), "9999-12-31T23:59:59Z"),
]


@pytest.mark.parametrize(("text", "instant", "utc"), INSTANTS)
def test_instant(text: str, instant: datetime, utc: str) -> None:
    moment = Moment(text)
    assert (moment.text, moment.is_instant, moment.instant, moment.utc) == (text, True, instant, utc)


@pytest.mark.parametrize("text", ["2016", "2016-12", "2016-12-07", "0001", "9999-12-31", "2024-02-29"])
def test_date(text: str) -> None:
    moment = Moment(text)
    assert (moment.text, moment.is_instant) == (text, False)
    with pytest.raises(ValueError, match=text):
        _ = moment.instant


INVALID_MOMENTS = (
    *(
        "",
        "yesterday",
        "16",
        "2016-1",
        "2016-13",
        "2016-02-30",
        "2023-02-29",
        "0000",
        "-2016",
        "+2016",
        "20161207",
        "2016-W49",
    ),
    *(
        "2016-12-07T18:30:00",
        "2016-12-07T18:30Z",
        "2016-12-07 18:30:00Z",
        "2016-12-07T18:30:00z",
        "2016-12-07T18:30:00+0200",
    ),
    *("2016-12-07T18:30:00+14:01", "2016-12-07T18:30:00-15:00", "2016-12-07T18:30:00+02:60", "2016-12-07T24:00:00Z"),
    *("2016-12-07T18:60:00Z", "2016-12-07T18:30:60Z", "2016-12-07T18:30:00.Z", "2016-12-07T18:30:00.1234567890Z"),
    *(
        "2016-12-07T18:30:00,5Z",
        "2016-12-07Z",
        "٢٠١٦",
        "2016\n",
        "0001-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01",
    ),
)


def test_invalid_moments_are_refused(accept: bool) -> None:
    hold_refusals("moments", {repr(text): partial(Moment, text) for text in INVALID_MOMENTS}, accept=accept)


# --------------------------------------------------------------------------------------------------------------------
# Ids and words


def _uuid5(namespace: bytes, name: str) -> uuid.UUID:
    # RFC 9562, 5.5, from its text.
    octets = bytearray(hashlib.sha1(namespace + name.encode()).digest()[:16])
    octets[6] = octets[6] & 0x0F | 0x50
    octets[8] = octets[8] & 0x3F | 0x80
    return uuid.UUID(bytes=bytes(octets))


def test_id_is_the_documented_formula() -> None:
    url_namespace = bytes.fromhex("6ba7b8119dad11d180b400c04fd430c8")
    namespace = _uuid5(url_namespace, "https://w3id.org/wirecopy/terms/")
    body = (Paragraph((Text("Cafe\u0301  opens,\n"), Styled(style="em", content=(Text("again"),)))), Verbatim("海辺"))
    expected = _uuid5(namespace.bytes, "\x1f".join(["Wire", "A headline", "Café", "opens,", "again", "海", "辺"]))
    assert make_id("Wire", "A headline", body) == f"urn:uuid:{expected}"
    assert make_id("Wire", "A headline", body) == "urn:uuid:176ad666-efb1-5d3d-9e4e-64a4f06dbb57"


def test_id_without_a_provider() -> None:
    assert make_id(None, "a", ()) == make_id("", "a", ()) == "urn:uuid:fa56d74e-726d-5d14-a356-9c2e3f0630a8"


def test_id_of_bytes() -> None:
    assert id_of_bytes("0" * 64) == "urn:uuid:1476d409-b4bb-52b4-abb9-e78b713803aa"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \t\n\u00a0\u3000", []),
        ("Don’t stop—now, e.g. 3.5 %", ["Don’t", "stop—now,", "e.g.", "3.5", "%"]),
        ("a\u00a0b\u2028c\x85d", ["a", "b", "c", "d"]),
        ("zero\u200bwidth", ["zero\u200bwidth"]),
        ("中文新闻", ["中", "文", "新", "闻"]),
        ("ニュース速報ABC", ["ニ", "ュ", "ー", "ス", "速", "報", "ABC"]),
        ("𠮷野家", ["𠮷", "野", "家"]),
        ("한국어 뉴스", ["한국어", "뉴스"]),
        ("ไทย", ["ไ", "ท", "ย"]),
        ("مرحبا بالعالم", ["مرحبا", "بالعالم"]),
    ],
)
def test_split_words(text: str, expected: list[str]) -> None:
    assert split_words(text) == expected


def test_every_character_of_a_script_without_spaces_is_a_word() -> None:
    ranges = [(0xE00, 0xEFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x31F0, 0x31FF), (0xFF66, 0xFF9F)]
    ranges += [(0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF)]
    within = [chr(code) for first, last in ranges for code in range(first, last + 1, 7)]
    assert all(split_words(f"a{character}é") == ["a", character, "é"] for character in within)
    outside = [chr(code) for first, last in ranges for code in (first - 1, last + 1) if code != 0xE00 - 1]
    assert all(split_words(f"a{character}é") == [f"a{character}é"] for character in outside if character.isalpha())


WORDY: list[tuple[Block, list[str]]] = [
    (
        Paragraph((Text("un"), Styled(style="em", content=(Text("do"),)), Text("ing"), LineBreak(), Text("b"))),
        ["undoing", "b"],
    ),
    (Heading(level=2, content=T), ["a"]),
    (Quote(content=(P, Verbatim("b")), attribution=(Text("c"),)), ["a", "b", "c"]),
    (
        Items(items=(Item(content=T, nested=Items(items=(Item(content=(Text("b"),)),))), Item(content=(Text("c"),)))),
        ["a", "b", "c"],
    ),
    (
        Table(caption=T, head=(Row((Cell(content=(Text("b"),)),)),), body=(Row((Cell(), Cell(content=(Text("c"),)))),)),
        ["a", "b", "c"],
    ),
    (
        Figure(image=Image(href="urn:a:b", alt="unseen"), caption=T, credit="c", credit_label="b"),
        ["a", "b", "c"],
    ),
    (Embed(href="urn:a:b", text="a film"), ["a", "film"]),
    (
        Paragraph((Link(href="urn:a:b", content=T, title="unseen"), Mention(uri="urn:a:b", content=(Text("b"),)))),
        ["ab"],
    ),
    (Verbatim("a\n  b"), ["a", "b"]),
    (Rule(), []),
]


@pytest.mark.parametrize(("block", "expected"), WORDY, ids=[type(block).__name__ for block, _ in WORDY])
def test_words_of_a_block(block: Block, expected: list[str]) -> None:
    assert list(words(article(headline="h", body=(block,)))) == ["h", *expected]


def test_words_come_in_reading_order() -> None:
    story = article(headline="1 2", subheadline="3", byline="4", summary="5", dateline="6", teaser="0", body=NOTED)
    assert list(words(story)) == ["1", "2", "3", "4", "5", "6", "a", "1", "a"]


def test_asides_are_leaves_that_are_not_printed() -> None:
    everything = article_codec.loads((ARTICLES / "everything.json").read_text(encoding="utf-8"))
    found: dict[str, list[str]] = {}
    for leaf, text in asides(everything):
        found.setdefault(leaf, []).append(text)
    assert list(found) == [
        *("other_headlines.text", "slugline", "teaser", "credit_line", "authors.name", "contributors.name"),
        *("sources.name", "keywords", "editor_notes", "related.title"),
    ]
    for leaf, texts in found.items():
        field, _, inner = leaf.partition(".")
        value = getattr(everything, field)
        values = value if type(value) is tuple else (value,)
        assert texts == [getattr(each, inner) if inner else each for each in values]


def test_blocks_and_inlines_come_in_reading_order() -> None:
    body = article_codec.loads((ARTICLES / "everything.json").read_text(encoding="utf-8")).body
    texts = [" ".join(node.value.split()) for node in walk(body) if isinstance(node, Text)]
    whole, at = body_text(body), 0
    for text in texts:
        at = whole.index(text, at) + len(text)
    kinds = {type(node) for node in walk(body)}
    assert kinds >= {Styled, Link, Mention, Item, Items, Quote, Table, Row, Cell, Figure, Note, NoteRef, LineBreak}


PICTURE = Image(href="urn:a:b", alt="")


def test_a_picture_is_a_file_if_more_is_known_than_its_address() -> None:
    known = {"data": b"a", "size": 1, "sha256": "a" * 64, "file_name": "a", "rights_notice": "a", "usage_terms": "a"}
    assert [name for name in known if replace(PICTURE, **{name: known[name]}).is_file] == list(known)
    assert not replace(PICTURE, alt="a", media_type="a/b", width=1, height=1, digital_source_type="print").is_file


def test_bytes_of_a_picture_are_here_or_elsewhere() -> None:
    here, digest = replace(PICTURE, data=b"abc"), hashlib.sha256(b"abc").hexdigest()
    elsewhere = replace(PICTURE, size=3, sha256=digest)
    assert (PICTURE.bytes_size, PICTURE.digest) == (None, None)
    assert (here.bytes_size, here.digest) == (elsewhere.bytes_size, elsewhere.digest) == (3, digest)
    assert (here.without_data(), elsewhere.with_data(b"abc")) == (elsewhere, here)
    body = (P, Figure(image=here, caption=T), Figure(credit="a"), Figure(image=PICTURE))
    assert [(figure, image) for figure, image in pictures(body)] == [(body[1], here), (body[3], PICTURE)]
    assert with_images(body, Image.without_data) == (P, Figure(image=elsewhere, caption=T), *body[2:])


def test_equality_ignores_the_origin() -> None:
    story = article()
    read = article(origin=Origin(name="a", sha256="0" * 64, reader="text"))
    assert story == read
    assert article_codec.dumps(story) != article_codec.dumps(read)


WRONG: dict[type, tuple[Any, ...]] = {
    str: (None, "", " ", " x", "a\nb", "a\x00b", "x y", "x", "http://", "en_US", "\u200b"),
    int: (-1, 0, 10**9),
    float: (-1.0, 1.5, float("nan")),
    tuple: ((),),
    bytes: (b"",),
    Moment: (None, Moment("2020-01-01"), Moment("2020-01-01T00:00:00Z")),
}
"""Values that some field does not take, by the type of one that it takes."""


def _records(value: object) -> Iterator[object]:
    """The records in a value, and the value itself."""
    if isinstance(value, tuple):
        for each in value:
            yield from _records(each)
    elif dataclasses.is_dataclass(value):
        yield value
        for field in dataclasses.fields(value):
            yield from _records(getattr(value, field.name))


def test_refusals_are_as_before(articles: Mapping[str, Article], accept: bool) -> None:
    """Of each field of each record: for each wrong value what is said, or that it is taken."""
    samples: dict[str, Any] = {}
    for article in articles.values():
        for record in _records(article):
            known = samples.setdefault(type(record).__name__, record)
            is_fuller = sum(map(bool, vars_of(record))) > sum(map(bool, vars_of(known)))
            samples[type(record).__name__] = record if is_fuller else known
    for name, record in sorted(samples.items()):
        rows = []
        needed = [field.name for field in dataclasses.fields(record) if field.default is dataclasses.MISSING]
        try:
            alone = type(record)(**{field: getattr(record, field) for field in needed})
            others = [field.name for field in dataclasses.fields(record) if field.name not in needed]
            rows += [f"{other} is {getattr(alone, other)!r} unless given\n" for other in others]
        except ModelError as e:
            rows.append(f"with {', '.join(needed) or 'nothing'} alone: {e}\n")
        for field in dataclasses.fields(record):
            value = getattr(record, field.name)
            kind = type(value)
            if value is None:  # of the type that the field may have
                kind = next((each for each in (str, int) if each.__name__ in str(field.type)), kind)
            tried = (
                *WRONG.get(kind, (None,) if dataclasses.is_dataclass(value) else ()),
                *((value * 2,) if value and type(value) is tuple else ()),
            )
            for wrong in tried:
                try:
                    dataclasses.replace(record, **{field.name: wrong})
                except ModelError as e:
                    rows.append(f"{field.name} {'twice' if wrong and type(wrong) is tuple else wrong!r}: {e}\n")
                except (TypeError, AttributeError, ValueError) as e:
                    rows.append(f"{field.name} {wrong!r}: {type(e).__name__}\n")
        sections.hold("refused_values", name, "".join(rows) or "nothing\n", accept=accept)


def vars_of(record: Any) -> list[object]:
    """The values of the fields of a record."""
    return [getattr(record, field.name) for field in dataclasses.fields(record)]
