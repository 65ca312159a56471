"""Values that users supply and documents that are opened: each form, limit and sentence of their decoders."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from lxml import etree

from convert import article_codec, checks, copy_checks, fields, metadata, pipeline
from convert.article_codec import decoding
from convert.documents import DocumentError, Limits, open_html, open_json, open_xml
from convert.documents import json as json_module
from convert.documents import xml as xml_module
from convert.errors import ConvertError, InputError, ModelError, UsageError
from convert.fields import pages
from convert.findings import FileReport, Finding, Severity
from convert.model import Article, Concept, Contributor, Moment, Party, Related, Rights, Subject
from convert.readers import Parsed, Source, TraceLine

pytestmark = pytest.mark.sampled(3)

MOMENT = Moment("2016-12-07T16:00:00Z")


def refused(action: Callable[[], object], kind: type[ConvertError] = UsageError) -> tuple[str, str, str]:
    with pytest.raises(kind) as caught:
        action()
    return caught.value.code, caught.value.message, caught.value.advice


# --------------------------------------------------------------------------------------------------------------------
# Metadata

EXAMPLES = "Write it as 2016-12-07, 2016-12-07T16:00:00+02:00 or 7 December 2016."
SHOWS = "`wirecopy fields {}` shows examples."


@pytest.mark.parametrize(
    ("values", "message", "advice"),
    [
        ({"colour": 1}, "unknown metadata 'colour'", "`wirecopy fields` lists all keys."),
        ({"Sub-Title": 1}, "unknown metadata 'Sub-Title'", None),
        ({"subtitle": 1}, "unknown metadata 'subtitle'", "Perhaps subheadline is meant; `wirecopy fields` lists all."),
        ({"date": 1}, "unknown metadata 'date'", "Perhaps published or updated is meant; `wirecopy fields` lists all."),
        ({"AUTHOR": 1}, "unknown metadata 'AUTHOR'", "Perhaps authors is meant; `wirecopy fields` lists all."),
        (
            {"Credit-Line": 1},
            "unknown metadata 'Credit-Line'",
            "Perhaps credit_line is meant; `wirecopy fields` lists all.",
        ),
        ({"keyword": "a", "keywords": "b"}, "metadata 'keywords' is given under two names", ""),
        ({"provider": "a", "provider.uri": "b"}, "metadata 'provider' is given both whole and in parts", ""),
        (
            {"rights.holder": "a", "rights.holder.uri": "b"},
            "metadata 'rights.holder' is given both whole and in parts",
            "",
        ),
        (
            {"rights.holder.uri": "a", "rights.holder": "b"},
            "metadata 'rights.holder' is given both whole and in parts",
            "",
        ),
        (
            {"provider.name": "a", "provider.name.x": "b"},
            "metadata 'provider.name' is given both whole and in parts",
            "",
        ),
        ({"headline": 1}, "metadata headline: must be text", SHOWS.format("headline")),
        ({"headline": ["a"]}, "metadata headline: takes one text, not a list", None),
        ({"language": "x_y"}, None, "Write it as en, en-GB or zh-Hant; `wirecopy fields language` shows an example."),
        ({"urgency": "x"}, "metadata urgency: must be a whole number", SHOWS.format("urgency")),
        ({"urgency": True}, "metadata urgency: must be a whole number", None),
        ({"urgency": "²"}, "metadata urgency: must be a whole number", None),
        ({"version": "1" * 12}, "metadata version: must be a whole number", None),
        ({"published": 7}, "metadata published: must be a date or an instant, as text", None),
        (
            {"located": {"name": "a", "position": {"latitude": "x", "longitude": 1}}},
            "metadata located/position/latitude: must be a number",
            SHOWS.format("located"),
        ),
        (
            {"located": {"name": "a", "position": {"latitude": True, "longitude": 1}}},
            "metadata located/position/latitude: must be a number",
            None,
        ),
        ({"author": {"job": "x"}}, "metadata authors/0: missing: name", SHOWS.format("authors")),
        ({"author": 7}, "metadata authors/0/name: must be text", None),
        (
            {"status": "x"},
            "metadata status: 'x' is not one of 'usable', 'withheld', 'canceled'",
            SHOWS.format("status"),
        ),
    ],
)
def test_metadata_that_are_refused(values: dict[str, object], message: str | None, advice: str | None) -> None:
    found = refused(lambda: article_codec.metadata(values))
    assert found[0] == "INP011"
    assert message is None or found[1] == message
    assert advice is None or found[2] == advice


def test_metadata_that_are_understood() -> None:
    of = article_codec.metadata
    assert of({"version": "0" * 10 + "7", "embargo": "none"}) == {"version": 7, "embargo": None}
    assert of({"embargo": "open"})["embargo"] is not None
    assert of({"keywords": ("a", "b")}) == {"keywords": ("a", "b")}
    assert of({"author": Contributor(name="A")}) == {"authors": (Contributor(name="A"),)}
    assert of({"published": date(2016, 12, 7)}) == {"published": Moment("2016-12-07")}
    assert of({"published": MOMENT}) == {"published": MOMENT}
    assert of({"rights.holder.name": "A", "rights.holder.uri": "urn:x:a"}) == {
        "rights": Rights(holder=Party(name="A", uri="urn:x:a"))
    }
    assert of({"genre": "genre:Feature"})["genres"][0].uri.startswith("http")  # type: ignore[index]
    assert of({"genre": "My name (genre:Feature)"})["genres"][0].name == "My name"  # type: ignore[index]
    assert of({"genre": "a:b c"}) == {"genres": (Concept(name="a:b c"),)}
    named = {"name": "X", "uri": "genre:Feature"}
    [genre] = of({"genre": named})["genres"]  # type: ignore[misc]
    assert (genre.name, genre.uri.startswith("http")) == ("X", True)
    [genre] = of({"genre": {"uri": "genre:Feature"}})["genres"]  # type: ignore[misc]
    assert genre.name == "Feature"
    [genre] = of({"genre": {"name": "genre:Feature"}})["genres"]  # type: ignore[misc]
    assert (genre.name, genre.uri.startswith("http")) == ("Feature", True)
    [subject] = of({"subject": {"name": "medtop:16000000", "relevance": 7}})["subjects"]  # type: ignore[misc]
    assert (subject.relevance, subject.uri) == (7, "http://cv.iptc.org/newscodes/mediatopic/16000000")
    assert decoding._term(7, "") == 7
    assert decoding._term({"name": 7}, "") == {"name": 7}
    assert decoding._uris(["x", 7], "") == ["x", 7]
    assert of({"subject": Subject(name="x")}) == {"subjects": (Subject(name="x"),)}


def test_articles_are_exact() -> None:
    """The forms for users are none of Article JSON."""

    def loads(**values: Any) -> tuple[str, str, str]:
        document = {"article": 1, "id": "urn:x:y", "headline": "a", "body": [], "updated": MOMENT.text} | values
        return refused(lambda: article_codec.loads(json.dumps(document).encode()), InputError)

    for values, message in (
        ({"keywords": "a"}, "/keywords: must be a list"),
        ({"version": "1"}, "/version: must be a whole number"),
        (
            {"located": {"name": "a", "position": {"latitude": "1", "longitude": 1}}},
            "/located/position/latitude: must be a number",
        ),
        (
            {"located": {"name": "a", "position": {"latitude": 10**400, "longitude": 1}}},
            "/located/position/latitude: the number is too large",
        ),
        ({"provider": "a"}, "/provider: must be an object"),
        ({"body": [{"type": "items", "ordered": 1, "items": []}]}, "/body/0/ordered: must be true or false"),
        (
            {"body": [{"type": "figure", "image": {"href": "https://a/", "alt": "", "data": "!"}}]},
            "/body/0/image/data: must be bytes in base64",
        ),
        ({"x": 1}, None),
        ({"body": [{"type": "x"}]}, None),
        ({"body": [{"type": "paragraph", "content": "x"}, 7]}, None),
    ):
        code, found, _ = loads(**values)
        assert code == "ART001"
        assert message is None or found == message
    assert loads(x=1)[1].startswith("/: unknown key 'x'; known: id, headline, body, updated, version, ")
    kinds = loads(body=[{"type": "x"}])[1]
    assert kinds.startswith("/body/0: must be an object whose type is one of ")
    names = kinds.partition("one of ")[2].split(", ")
    assert names == sorted(names)
    deep = b'{"article": 1, "body": ' + b"[" * 100_000
    assert refused(lambda: article_codec.loads(deep), InputError) == (
        *("ART000", "not JSON: values are nested too deeply", ""),
    )
    for data in (b"[]", b'{"article": 2}', b'{"article": true}'):
        expected = ("ART001", 'not Article JSON: the top level has no "article": 1', "")
        assert refused(lambda data=data: article_codec.loads(data), InputError) == expected  # type: ignore[misc]
    assert refused(lambda: article_codec.loads(b"{"), InputError)[1].startswith("not JSON: ")


def test_types_of_values() -> None:
    base = Article(id="urn:x:y", headline="a", body=(), updated=MOMENT)
    article_codec.refuse_wrong_types(base)
    for changes, message in (
        ({"headline": 7}, "headline is int '7', not str"),
        ({"version": True}, "version is bool 'True', not int"),
        ({"summary": 7}, "summary is int '7', not str"),
        ({"keywords": ("a", 7)}, "keywords/1 is int '7', not str"),
        ({"keywords": ["a"]}, "keywords is list \"['a']\", not tuple"),
        ({"provider": "x" * 50}, f"provider is str {'x' * 40!r}, not Party"),
        ({"published": "2016"}, "published is str '2016', not Moment"),
    ):
        changed: Any = object.__new__(Article)
        for name in article_codec.field_types(Article):
            object.__setattr__(changed, name, changes.get(name, getattr(base, name)))  # type: ignore[attr-defined]
        with pytest.raises(ModelError) as caught:
            article_codec.refuse_wrong_types(changed)
        assert caught.value.message == message
    with pytest.raises(ModelError, match=r"^the article is str 'x', not Article$"):
        article_codec.refuse_wrong_types("x")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "why", "advice"),
    [
        ("03/04/2016", None, "Write it as year-month-day: 2016-12-07."),
        ("soon", "is neither a date nor an instant with an offset", EXAMPLES),
        ("7 December 2016, in the evening", "says more than a date", EXAMPLES),
        ("Monday, 7 December 2016", "names a Monday, which 2016-12-07 is not", EXAMPLES),
        ("7 listopad 2016", "is a date that languages understand differently", EXAMPLES),
        (
            "2016-12-07 16:00",
            "is a time without its zone",
            "Add the offset, as in 2016-12-07T16:00:00+01:00, or give --timezone.",
        ),
    ],
)
def test_dates_that_are_not_certain(value: str, why: str | None, advice: str) -> None:
    code, message, found = refused(lambda: metadata.supplied({"published": value}))
    assert (code, found) == ("INP011", advice)
    assert message.startswith(f"metadata published: {value!r} ")
    assert why is None or message == f"metadata published: {value!r} {why}"


def test_dates_that_are_understood() -> None:
    found = metadata.supplied({"published": "7 December 2016", "updated": "2016-12-07 16:00"}, timezone="Europe/Berlin")
    assert [value.text for value in found.values.values()] == ["2016-12-07", "2016-12-07T16:00:00+01:00"]  # type: ignore[attr-defined]
    assert found.notes == (
        "published: '7 December 2016' is understood as 2016-12-07",
        "updated: '2016-12-07 16:00' is understood as 2016-12-07T16:00:00+01:00",
    )
    assert metadata.supplied({"published": "2016-12-07"}).notes == ()
    assert metadata.supplied({"history": [{"action": "created", "timestamp": "7 December 2016"}]}).notes
    for key in ("updated", "expires", "embargo", "embargo.until"):
        _, message, advice = refused(lambda key=key: metadata.supplied({key: "7 December 2016"}))  # type: ignore[misc]
        assert message == f"metadata {key}: '7 December 2016' is only a day; it must be an instant with an offset"
        assert advice == f"Add the time of day and the offset: {key}=2016-12-07T18:30:00+02:00."
    berlin = refused(lambda: metadata.supplied({"published": "2016-03-27 02:30"}, timezone="Europe/Berlin"))
    assert berlin[1].endswith("is a time that the clocks of Europe/Berlin show twice or not at all")
    assert berlin[2] == "Add the offset, as in 2016-03-27T02:30:00+01:00."


def test_values_that_look_like_lists() -> None:
    def notes(**values: object) -> tuple[str, ...]:
        return metadata.supplied(values).notes

    several = "is one value, not a list; for several, repeat -m keyword=…, or give a list"
    assert notes(keyword="a, b") == (f"keywords: 'a, b' {several}",)
    assert notes(keyword="a; b") == (f"keywords: 'a; b' {several}",)
    assert notes(keyword="a,") == notes(keyword="(a, b)") == notes(editor_notes="a, b") == notes(slugline="a, b") == ()
    assert notes(keywords=["a, b"]) == ()
    message = "metadata keywords: '[a, b]' is one text and looks like a list"
    advice = "Repeat the key for each value: -m keyword=… -m keyword=…."
    assert refused(lambda: notes(keyword="[a, b]")) == ("INP011", message, advice)
    assert notes(subject="conflict, war and peace") == ()
    [note, other] = metadata.findings(("x: is one value, not a list", "y"), "f.toml")
    assert (note.code, note.severity, note.message) == (
        "INP065",
        Severity.WARNING,
        "f.toml: x: is one value, not a list",
    )
    assert (other.severity, other.message) == (Severity.NOTICE, "f.toml: y")
    assert other.advice == "Correct the value if this is not what it means."
    assert metadata.findings(("y",))[0].message == "y"
    assert [metadata._leaf(key) for key in ("author", "credit-line", "x", "author.job")] == [
        *("authors", "credit_line", "x", "authors.job"),
    ]


# --------------------------------------------------------------------------------------------------------------------
# Checks of copy


def line(number: int, text: str = "x", role: str = "share", **changes: Any) -> TraceLine:
    made = TraceLine(number=number, text=text, role=role, rule="r", confidence=0.5, kept=False)
    return made._replace(**changes)


def test_runs_of_furniture() -> None:
    trace = [
        line(1, "Share  this"),
        line(2, "", "blank"),
        line(3, "Share", confidence=0.25),
        line(4, "Read more", "related"),
        line(5, "Text", "paragraph"),
        line(6, "y" * 61, "advert"),
        line(7, "Text", "paragraph"),
        line(8, "y" * 60, "advert"),
        line(9, "Share", kept=True),
        line(10, "Menu", "navigation"),
    ]
    found = list(copy_checks._left_in(trace))
    assert [f.message for f in found] == [
        "lines 1 to 4 are not part of the story (share buttons and links to other stories): “Share this” …",
        f"this line is not part of the story (advertising): “{'y' * 59}…”",
        f"this line is not part of the story (advertising): “{'y' * 60}”",
        "this line is not part of the story (menus of the page): “Menu”",
    ]
    first, second, *_ = found
    assert (first.code, first.severity, first.advice) == (
        *("TXT007", Severity.WARNING, "Remove them if so; conversion drops them."),
    )
    assert (first.location.line, first.location.column) == (1, 1)
    assert first.detail == (("lines", "1-4"), ("roles", "share related"), ("confidence", "0.25"))
    assert second.detail[0] == ("lines", "6")
    assert copy_checks._listed(["a", "b", "c"]) == "a, b and c"
    assert copy_checks._listed(["a"]) == "a"
    assert list(copy_checks._left_in([])) == []


@pytest.mark.any_findings
def test_copy_is_examined_as_it_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    article = Article(id="urn:x:y", headline="a", body=(), updated=MOMENT)
    finding = Finding(code="NWS101", severity=Severity.WARNING, message="x")
    at_line = replace(finding, code="NWS102", location=replace(finding.location, line=2))
    parsed = Parsed(article=article, trace=(line(1, "a", "paragraph"), line(2, "b", "paragraph")), findings=(finding,))
    report = FileReport(path="", findings=(at_line,))
    monkeypatch.setattr(pipeline, "read", lambda source, **o: asked.append(o) or parsed)
    monkeypatch.setattr(checks, "examine", lambda *a, **o: asked.append((a, o)) or (report, None))
    source = Source(name="a", data=b"", moment=MOMENT, story=3, first_line=10)
    found = copy_checks.check(source, path="p", profile="strict", format="text")
    assert asked == [{"format": "text"}, ((b"a\nb", "text"), {"path": "p", "profile": "strict"})]
    assert (found.path, found.story, found.format) == ("p", 3, "text")
    assert [(f.code, f.location.line, f.location.path, f.location.story) for f in found.findings] == [
        ("NWS101", 0, "p", 3),
        ("NWS102", 11, "p", 3),
    ]
    copy_checks.check(source, path="p")
    assert asked[2:] == [{"format": None}, ((b"a\nb", "text"), {"path": "p", "profile": "foreign"})]


# --------------------------------------------------------------------------------------------------------------------
# JSON and XML


def damage(action: Callable[[], object]) -> tuple[str, int, int]:
    with pytest.raises(DocumentError) as caught:
        action()
    return caught.value.message, caught.value.line, caught.value.column


def test_json_that_parsers_read_differently() -> None:
    for data, ambiguity in (
        (b'{"a": 1}', ""),
        (b'{"a": 1, "b": 1, "a": 2, "b": 2}', "the key 'a' occurs twice in one object"),
        (b"[NaN, -Infinity]", "NaN is not a JSON number"),
        (b'[-Infinity, {"a": 1, "a": 2}]', "-Infinity is not a JSON number"),
    ):
        assert open_json(data).ambiguity == ambiguity
        if ambiguity:
            assert damage(lambda data=data: open_json(data, strict=True)) == (ambiguity, 0, 0)  # type: ignore[misc]
    assert open_json('{"a": "ä"}'.encode("utf-16")).value == {"a": "ä"}
    assert (open_json(b"7").data, open_json(b"7").value) == (b"7", 7)


def test_json_that_is_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    assert damage(lambda: open_json(b'{"a":\n x}')) == ("not JSON: Expecting value", 2, 2)
    assert damage(lambda: open_json(b'"\n\n\xff"')) == ("not utf-8 at byte 4", 3, 0)
    assert damage(lambda: open_json(b'\n"\xff"')) == ("not utf-8 at byte 3", 2, 0)
    assert "digits" in damage(lambda: open_json(b"9" * 5000))[0]
    deep = (f"objects or arrays are nested too deeply, in more than {json_module.MAX_DEPTH} levels", 0, 0)
    most = json_module.MAX_DEPTH
    assert open_json(b"[" * most + b"]" * most).value is not None
    for extra in (1, 2):
        nested = b"[" * (most + extra) + b"1" + b"]" * (most + extra)
        if extra == 2:
            assert damage(lambda nested=nested: open_json(nested)) == deep  # type: ignore[misc]
    assert damage(lambda: open_json(b'{"a":' * (most + 2) + b"1" + b"}" * (most + 2))) == deep
    assert open_json(b"[" + b"[]," * 2 * most + b"[]]").value
    assert damage(lambda: open_json(b"[" * 100_000)) == deep
    monkeypatch.setattr(Limits, "json", property(lambda self: 5))
    assert open_json(b"12345").value == 12345
    assert damage(lambda: open_json(b"123456"))[0].startswith("the document ")


def test_the_number_of_values_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "values", lambda self, size: 10)
    assert open_json(b"[" + b"1," * 8 + b"1]").value
    assert open_json(b'["' + b"[{,:" * 9 + b'\\"[[[[[[[[[["]').value
    assert damage(lambda: open_json(b"[" + b"1," * 10 + b"1]")) == (
        "the document has more than 10 values and keys",
        0,
        0,
    )
    for sign in (b"[", b"{", b",", b":"):
        assert json_module._has_more_values(sign * 11, 10)
        assert not json_module._has_more_values(sign * 10, 10)


def test_elements_are_found_by_name() -> None:
    index = open_xml(b"<a x='1'><!-- c --><b y='2' x='3'/><c/><b x='4'/></a>").index
    assert [element.tag for element in index.named("b", "none", "a")] == ["b", "b", "a"]
    shown = [(element.tag, name, element.get(name)) for element, name in index.having({"x", "y"})]
    assert shown == [("a", "x", "1"), ("b", "y", "2"), ("b", "x", "3"), ("b", "x", "4")]
    assert [name for _, name in index.having({"y", "none"})] == ["y"]
    assert list(index.having({"none"})) == []


SUBSET = "the document type declaration has an internal subset"
WITHOUT = "Remove everything between [ and ] in <!DOCTYPE …>; write entities as characters."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", 1),
        ("<!-- x -->\n<?pi?>\n<!DOCTYPE a [\n]><a/>", 3),
        ("<!DOCTYPE a SYSTEM 'x[y' \"z'\"\n[]><a/>", 2),
        ("<!DOCTYPE a", 1),
    ],
)
def test_declarations_that_are_refused(text: str, line: int, encoding: str) -> None:
    data = text.encode(encoding)
    with pytest.raises(DocumentError) as caught:
        open_xml(data, member="m")
    assert (caught.value.message, caught.value.line, caught.value.member, caught.value.advice) == (
        *(SUBSET, line, "m", WITHOUT),
    )


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_declarations_before_half_a_character(encoding: str) -> None:
    data = "<?pi?>\n<!DOCTYPE a [\n".encode(encoding) + b"x"
    assert damage(lambda: open_xml(data)) == (SUBSET, 2, 0)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "text", ["<!DOCTYPE a><a/>", "<!DOCTYPE a SYSTEM 'x[y'><a/>", "<a>x <![CDATA[<!DOCTYPE a []>]]></a>", "<a/>"]
)
def test_declarations_that_are_allowed(text: str, encoding: str) -> None:
    assert open_xml(text.encode(encoding)).root.tag == "a"


def test_entities_that_are_not_declared_here() -> None:
    with pytest.raises(DocumentError) as caught:
        open_xml(b"<!DOCTYPE a SYSTEM 'x'>\n<a>\n&b;</a>", member="m")
    error = caught.value
    assert (error.message, error.line, error.member) == ("the entity &b; is not declared here", 3, "m")
    assert error.advice == "Write entities as characters."
    root = open_xml(b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", subset=True).root
    assert root.text == "c"


def test_xml_that_is_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DocumentError) as caught:
        open_xml(b"<a>\n<b></a>", member="m")
    error = caught.value
    assert (error.line, error.column, error.member) == (2, 8, "m")
    assert error.message == "not well-formed XML: Opening and ending tag mismatch: b line 2 and a"
    with pytest.raises(DocumentError) as caught:
        open_xml(b"")
    assert (caught.value.message, caught.value.line) == ("not well-formed XML: Document is empty", 1)
    monkeypatch.setattr(Limits, "xml", property(lambda self: 4))
    limits = Limits()
    assert open_xml(b"<a/>", limits=limits).limits is limits
    with pytest.raises(DocumentError) as caught:
        open_xml(b"<ab/>", member="m")
    assert caught.value.message.startswith("the document ")
    assert caught.value.member == "m"


def test_the_number_of_tags_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_module, "MAX_ATTRIBUTES", 10)
    monkeypatch.setattr(Limits, "tags", lambda self, size: 4)
    monkeypatch.setattr(Limits, "attributes", lambda self, size: 2)
    assert open_xml(b"<a x='1' y='2'><b/><c/></a>").root.tag == "a"
    message = "the document has more than 4 tags or 2 attributes"
    for data in (b"<a><b/><c/><d/></a>", b"<a x='1' y='2' z='3'></a>"):
        assert damage(lambda data=data: open_xml(data, member="m"))[0] == message  # type: ignore[misc]
    monkeypatch.setattr(xml_module, "MAX_ATTRIBUTES", 19)
    assert open_xml(b"<a><b/><c/><d/></a>").root.tag == "a"


def test_large_documents_are_not_deep(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who raises the limits gets texts of any size, but no more depth."""
    monkeypatch.setattr(xml_module, "_TEXT_NODE", 10)
    monkeypatch.setattr(xml_module, "MAX_XML", 100)
    monkeypatch.setattr(Limits, "xml", property(lambda self: 10**6))
    most = xml_module.MAX_DEPTH
    assert open_xml(b"<a>" * most + b"</a>" * most).root.tag == "a"
    assert not xml_module._is_deep(etree.fromstring(b"<a>" * most + b"</a>" * most))
    message = f"elements are nested too deeply, in more than {most} levels"
    deep = b"<a>" * (most + 1) + b"</a>" * (most + 1)
    assert damage(lambda: open_xml(deep))[0] == message
    asked: list[object] = []
    real = xml_module._parser
    monkeypatch.setattr(
        xml_module, "_parser", lambda huge, subset=False: asked.append((huge, subset)) or real(huge, subset)
    )
    open_xml(b"<a>1234567890</a>")
    open_xml(b"<a/>")
    open_xml(b"<a/>", subset=True)
    monkeypatch.setattr(xml_module, "MAX_XML", 10**6)
    open_xml(b"<a>1234567890</a>")
    assert asked == [(True, False), (False, False), (False, True), (False, False)]


def test_well_formed_documents_that_the_parser_refuses() -> None:
    """Names of namespaces that are no URIs, and ids that are defined twice."""
    odd = b"<a xmlns='http:// x'><b xml:id='1'/><b xml:id='1'/></a>"
    limits = Limits(size=1000)
    assert open_xml(odd, subset=True, limits=limits).limits is limits
    assert xml_module._tolerated(b"<a><b></a>") is None
    assert xml_module._tolerated(b"") is None
    recovered = xml_module.recovered(b"<a><b></a>")
    assert recovered is not None
    assert recovered.tag == "a"
    assert xml_module.recovered(b"") is None
    external = xml_module.recovered(b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hostname'>]><a>&b;</a>")
    assert external is not None
    assert (external.text or "") == ""


XHTML = "{http://www.w3.org/1999/xhtml}"


def test_html_is_read_as_in_browsers() -> None:
    body = open_html("<p>Ä<br>x<?php y?><o:p>z</o:p>")
    assert body.tag == f"{XHTML}body"
    assert [element.tag for element in body.iter("*")][:3] == [f"{XHTML}body", f"{XHTML}p", f"{XHTML}br"]
    assert body[0].text == "Ä"
    assert body[0].nsmap == {None: XHTML.strip("{}")}
    assert open_html("<html><head><title>x</title></head><body><p>y</p></body></html>").tag == f"{XHTML}body"
    for text in ("", "<!-- x -->"):
        assert damage(lambda text=text: open_html(text))[0] == "not HTML: there is no content"  # type: ignore[misc]
    assert open_html("<p>\U0001f600</p>")[0].text == "\U0001f600"


# --------------------------------------------------------------------------------------------------------------------
# Fields


def field(key: str) -> fields.Field:
    [found] = fields.matching(key)
    return found


def test_fields_are_described() -> None:
    author = field("author")
    assert (author.key, author.other_keys, author.leaf, author.is_list) == (
        *("author", ("authors", "authors.name"), "authors.name", True),
    )
    urgency = field("urgency")
    assert (urgency.key, urgency.other_keys, urgency.leaf, urgency.is_list) == ("urgency", (), "urgency", False)
    provider = field("provider.uri")
    assert (provider.key, provider.other_keys) == ("provider.uri", ())
    assert field("provider.name").key == "provider"
    status = field("status")
    assert status.shape == "one of usable, withheld, canceled"
    assert fields.choices("status") == ("usable", "withheld", "canceled")
    assert fields.choices("STATUS") == fields.choices("none") == fields.choices("headline") == ()
    assert fields.choices("digital-source-type") == fields.choices("digital_source_type")
    keys = fields.keys()
    assert keys[:3] == ["id", "headline", "updated"]
    assert [each.key for each in fields.matching("rights")] == [key for key in keys if key.split(".")[0] == "rights"]
    assert [each.key for each in fields.matching("credit-line")] == ["credit_line"]
    assert refused(lambda: fields.matching("headlin")) == (
        *("INP011", "there is no metadata key 'headlin'", "Perhaps headline or subheadline is meant."),
    )
    expected = ("INP011", "there is no metadata key '%%%'", "`wirecopy fields` lists all keys.")
    assert refused(lambda: fields.matching("%%%")) == expected


def test_examples_of_fields() -> None:
    made = fields.Field(
        key="a",
        other_keys=(),
        leaf="a",
        shape="s",
        is_list=False,
        meaning="m",
        options=(("a", "x y"), ("b", "z")),
        values={"a": "x", "b": [1, {"c": "ä"}]},
    )
    assert made.command_line == "-m a='x y' -m b=z"
    assert made.sidecar == 'a = "x"\nb = [1, {c = "ä"}]\n'
    assert fields._values([("keywords", "a"), ("keywords", "b")], "") == {"keywords": ["a", "b"]}
    assert fields._values([("authors.name", "a"), ("authors.job", "b")], "") == {"authors": [{"name": "a", "job": "b"}]}
    assert fields._values([("provider.name", "a")], "provider") == {"provider": "a"}
    assert fields._values([("rights.holder.name", "a"), ("rights.notice", "b")], "rights.holder") == {
        "rights": {"holder": "a", "notice": "b"}
    }
    assert fields._stands_alone(Party, "name")
    assert not fields._stands_alone(Party, "uri")
    assert not fields._stands_alone(Related, "uri")


def test_fields_are_listed_and_explained() -> None:
    lines = list(pages.listing())
    widths = [max(len(each.key) for each in fields.fields()), max(len(pages._brief(each)) for each in fields.fields())]
    assert lines[0] == f"{'KEY':{widths[0]}}  {'SHAPE':{widths[1]}}  EXAMPLE"
    assert len(lines) == len(fields.fields()) + 1
    for text, each in zip(lines[1:], fields.fields(), strict=True):
        assert text == f"{each.key:{widths[0]}}  {pages._brief(each):{widths[1]}}  {each.command_line}"
    made = field("author")._replace(shape="x" * 34)
    assert pages._brief(made) == f"list: {'x' * 34}"
    assert pages._brief(made._replace(shape="x" * 35)) == f"list: {'x' * 33}…"
    assert pages._brief(made._replace(shape="x" * 31 + ", yyyyyyy")) == f"list: {'x' * 31}…"
    assert pages._brief(made._replace(key="a.b")) == "x" * 34
    shown = list(pages.explained(field("author")))
    author = field("author")
    assert shown[:7] == [
        f"author: {author.meaning}",
        "",
        f"Shape: list: {author.shape}.",
        "Also: authors, authors.name.",
        f"Command line: {author.command_line}",
        "Metadata file:",
        f"  {author.sidecar.splitlines()[0]}",
    ]
    at = shown.index("Places:")
    assert shown[at + 1].startswith("  newsml-g2: ")
    assert not any(text.startswith("  article: ") or "`" in text for text in shown[at:])
    assert "Also: " not in "".join(pages.explained(field("urgency")))
    [data] = pages.as_data([author])
    assert data == {
        "key": "author",
        "other_keys": ["authors", "authors.name"],
        "shape": author.shape,
        "list": True,
        "meaning": author.meaning,
        "configuration": True,
        "options": [f"{key}={value}" for key, value in author.options],
        "sidecar": author.values,
        "places": author.places,
    }
    assert pages.as_data([field("headline")])[0]["configuration"] is False
    assert list(author.places) == ["newsml-g2", "ninjs", "epub", "article", "text"]


@pytest.mark.any_findings
def test_what_is_nested_too_deeply_says_so() -> None:
    """In each place with JSON in it, in the same words on every machine."""
    from convert.readers import ninjs
    from convert.readers.dialect import Unfamiliar
    from convert.readers.epub import metadata as of_epub

    deep = "[" * 100_000
    with pytest.raises(Unfamiliar, match="xa:history is nested too deeply"):
        of_epub._hop(deep)
    with pytest.raises(Unfamiliar, match=f"the description {ninjs.EXTRA} is nested too deeply"):
        ninjs._extra(SimpleNamespace(), ("", deep))  # type: ignore[arg-type]
