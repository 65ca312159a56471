"""Pointers lead to their places in the source, whatever precedes them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import growth
import pytest
from conftest import ARTICLE_NAMES, ROOT
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from convert import checks
from convert.checks.engine import xml_schemas
from convert.checks.engine.pointers import named_path
from convert.checks.engine.positions import json_positions, xml_positions
from convert.checks.engine.schemas import MAX_VIOLATIONS
from convert.model import Article
from convert.writers import newsml_g2

pytestmark = pytest.mark.sampled(2)

JSON_PLACES: Mapping[str, tuple[bytes, str, tuple[int, int] | None]] = {
    "the whole": (b"  {}", "", (1, 3)),
    "the first": (b'{"a": 1}', "/a", (1, 7)),
    "on a later line": (b'{\n  "a": 1,\n  "b": 2\n}', "/b", (3, 8)),
    "lines that end in CRLF": (b'{\r\n"a": 1,\r\n"b": 2}', "/b", (3, 6)),
    "tabs are one column": (b'{\n\t\t"a":\t1}', "/a", (2, 8)),
    "after letters of two bytes": ('{"é": "ü", "b": 2}'.encode(), "/b", (1, 17)),
    "after letters beyond the basic plane": ('{"a": "😀😀", "b": 2}'.encode(), "/b", (1, 18)),
    "behind a byte order mark": (b'\xef\xbb\xbf{"a": 1}', "/a", (1, 7)),
    "UTF-16": ('{"😀": 0,\n "b": 2}'.encode("utf-16"), "/b", (2, 7)),
    "UTF-16 without a mark": ('{"é": 0,\n "b": 2}'.encode("utf-16-le"), "/b", (2, 7)),
    "UTF-32": ('{"é": 0,\n "b": 2}'.encode("utf-32"), "/b", (2, 7)),
    "a key with escapes": (b'{"\\u0061\\n": 1}', "/a\n", (1, 14)),
    "a key with slash and tilde": (b'{"a/b~c~1": 1}', "/a~1b~0c~01", (1, 13)),
    "an empty key": (b'{"": {"": 1}}', "//", (1, 11)),
    "strings that look like structure": (b'{"a": "]},\\"{[:", "b": [1]}', "/b/0", (1, 25)),
    "a string that ends in a backslash": (b'{"a": "\\\\", "b": 2}', "/b", (1, 18)),
    "nested arrays": (b"[[], [1, [2, 3]], {}]", "/1/1/1", (1, 14)),
    "after an empty array": (b'[[], {}, "x"]', "/2", (1, 10)),
    "an object in an array": (b'[{"a": 1}, {"a": [null, true]}]', "/1/a/1", (1, 25)),
    "minified": (b'{"a":{"b":[1,{"c":-1.5e3}]},"d":0}', "/a/b/1/c", (1, 19)),
    "the last of duplicate keys": (b'{"a": 1, "a": 2}', "/a", (1, 15)),
    "in a value that a later key replaced": (b'{"a": {"b": 1}, "a": {"c": 1}}', "/a/b", None),
    "in the value that replaced it": (b'{"a": {"b": 1}, "a": {"b": 2}}', "/a/b", (1, 28)),
    "beyond the end of an array": (b"[1, 2]", "/2", None),
    "not an index": (b"[1, 2]", "/01", None),
    "into a string": (b'{"a": "b"}', "/a/0", None),
    "not a pointer": (b'{"a": 1}', "a", None),
}


@pytest.mark.parametrize("case", JSON_PLACES)
def test_places_in_json(case: str) -> None:
    """Line and column of the value, from 1, in code points."""
    data, pointer, place = JSON_PLACES[case]
    assert json_positions(data, [pointer]) == ({} if place is None else {pointer: place})


def pointers(value: Any) -> Iterator[tuple[str, Any]]:
    """Every value below `value` with its pointer."""
    pending = [("", value)]
    while pending:
        pointer, node = pending.pop()
        yield pointer, node
        pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
        pending.extend((f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}", inner) for key, inner in pairs)


def offset(text: str, place: tuple[int, int]) -> int:
    """Where in `text` line and column are."""
    line, column = place
    return sum(len(each) + 1 for each in text.split("\n")[: line - 1]) + column - 1


SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
VALUES = st.recursive(SCALARS, lambda v: st.lists(v) | st.dictionaries(st.text() | st.sampled_from("~/01"), v))


@given(VALUES, st.sampled_from([None, 0, 2, "\t"]), st.booleans(), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_every_value_is_at_its_place(value: Any, indent: Any, ascii: bool, encoding: str) -> None:
    """At the place of each pointer, the decoder reads the value that the pointer leads to."""
    text = json.dumps(value, indent=indent, ensure_ascii=ascii).encode("utf-8", "replace").decode()
    expected = dict(pointers(json.loads(text)))
    found = json_positions(text.encode(encoding), expected)
    assert found.keys() == expected.keys()
    for pointer, inner in expected.items():
        assert json.JSONDecoder().raw_decode(text, offset(text, found[pointer]))[0] == inner


KEYS = st.sampled_from(["a", "ab", "B_1", "é", "a b", 'a"', "a\\", ""])
KEYED = st.dictionaries(
    KEYS, st.recursive(SCALARS | KEYS, lambda v: st.lists(v) | st.dictionaries(KEYS, v), max_leaves=4)
)


@given(KEYED, st.sampled_from([None, 2]), st.booleans(), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_known_keys_lead_to_the_same_places(value: Any, indent: Any, ascii: bool, encoding: str) -> None:
    """Their values are found without a scan where each occurs but once, and look like no other."""
    data = json.dumps(value, indent=indent, ensure_ascii=ascii).encode(encoding, "surrogatepass")
    asked = [pointer for pointer, _ in pointers(value)]
    assert json_positions(data, asked, value) == json_positions(data, asked)


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b'{"a": 1}', (1, 7)),
        ('{"é": 0,\n "ü": 1, "a" :\t2}'.encode(), (2, 16)),
        (b'{"b": "a", "c": {"x": "\\"a"}, "a": 2}', (1, 36)),
        (b'{"\\u0061": 1, "a": 2, "\\u0061": 3}', (1, 33)),
        (b'{"b": {"a": 1}, "\\u0061": 2}', (1, 27)),
        (b'{"b": "\\"a", "a": 2}', (1, 19)),
    ],
)
def test_a_key_that_is_known(data: bytes, place: tuple[int, int]) -> None:
    assert json_positions(data, ["/a"], json.loads(data)) == json_positions(data, ["/a"]) == {"/a": place}


def search_deep_and_long(times: int) -> None:
    assert json_positions(b"[" * 2_000 * times + b"]" * 2_000 * times, ["/0/0/0", "/1"]) == {"/0/0/0": (1, 4)}
    expected = 3_000 * times
    line = b"[" + b",".join([b'{"a":["b",1]}'] * expected) + b"]"
    found = json_positions(line, [f"/{n}/a/1" for n in range(0, expected, 15)])
    assert len(found) == expected // 15
    assert found["/15/a/1"] == (1, 1 + 15 * 14 + 11)
    twice = b"{" + b",".join([b'"a":{"b":1}'] * 2_000 * times) + b"}"
    assert json_positions(twice, ["/a/b"]) == {"/a/b": (1, len(twice) - 2)}
    markup = b"<a>" + b"<b c='1'/>" * 4_000 * times + b"</a>"
    last = f"/a/b[{4_000 * times}]"
    assert xml_positions(markup, [last, "/a/b[1]/@c"])[last] == (1, len(markup) - 13)


@pytest.mark.parametrize("times", [1, pytest.param(25, marks=pytest.mark.slow)])
def test_time_grows_with_the_length_of_documents(times: int) -> None:
    """Neither depth nor the length of a line nor the number of the expected matters more."""
    nested = "/0" * 900
    assert json_positions(b"[" * 901 + b"]" * 901, [nested]) == {nested: (1, 901)}
    assert growth.of_time(lambda twice: partial(search_deep_and_long, twice * times)) < growth.LINEAR


XML_PLACES: Mapping[str, tuple[bytes, str, tuple[int, int] | None]] = {
    "the root": (b"<a/>", "/a", (1, 1)),
    "behind a prolog": (b"<?xml version='1.0'?>\n<!-- c -->\n <a/>", "/a", (3, 2)),
    "behind a byte order mark": (b"\xef\xbb\xbf<a><b/></a>", "/a/b", (1, 4)),
    "after letters of many bytes": ("<a>é😀<b/></a>".encode(), "/a/b", (1, 6)),
    "lines that end in CRLF, and tabs": (b"<a>\r\n\t<b/>\r\n\t\t<b/></a>", "/a/b[2]", (3, 3)),
    "the only one of its name": (b"<a><b/><c/></a>", "/a/c", (1, 8)),
    "the second of its name": (b"<a><b/><c/><b/></a>", "/a/b[2]", (1, 12)),
    "below the second": (b"<a><b/><b><c/></b></a>", "/a/b[2]/c", (1, 11)),
    "names in namespaces": (b"<x:a xmlns:x='u:x' xmlns='u:y'><b/><x:b/><b/></x:a>", "/a/b[2]", (1, 42)),
    "UTF-16": ("<?xml version='1.0' encoding='utf-16'?>\n<a>😀<b/></a>".encode("utf-16"), "/a/b", (2, 5)),
    "UTF-16 without a mark": (
        "<?xml version='1.0' encoding='utf-16'?>\n<a>😀<b/></a>".encode("utf-16-be"),
        "/a/b",
        (2, 5),
    ),
    "Latin-1": ("<?xml version='1.0' encoding='ISO-8859-1'?><a>éé<b/></a>".encode("latin-1"), "/a/b", (1, 49)),
    "Shift-JIS": ("<?xml version='1.0' encoding='Shift_JIS'?><a>日本<b/></a>".encode("shift-jis"), "/a/b", (1, 48)),
    "an unknown encoding": (b"<?xml version='1.0' encoding='klingon'?><a/>", "/a", None),
    "a bare doctype and an entity of it": (
        b"<!DOCTYPE a PUBLIC '-//x' 'http://x.example/x'><a>&x;<b/></a>",
        "/a/b",
        (1, 54),
    ),
    "a start tag over lines": (b"<a\n  x='1'\n  y='2'>\n</a>", "/a", (1, 1)),
    "an attribute": (b"<a x='1'\n   y='<\"'/>".replace(b'<"', b'&lt;"'), "/a/@y", (2, 4)),
    "an attribute after letters": ("<a x='é😀' y='2'/>".encode(), "/a/@y", (1, 11)),
    "an attribute with a prefix": (b"<a lang='x' xml:lang='y'/>", "/a/@xml:lang", (1, 13)),
    "an attribute by its namespace": (b"<a xmlns:p='u:/p' p:x='y'/>", "/a/@{u:/p}x", (1, 19)),
    "a missing attribute": (b"<b><a x='1'/></b>", "/b/a/@y", (1, 4)),
    "nowhere": (b"<a><b/></a>", "/a/c", None),
    "too far": (b"<a><b/></a>", "/a/b[2]", None),
    "not a path": (b"<a/>", "a", None),
    "up to where it is broken": (b"<a><b/><c></a>", "/a/b", (1, 4)),
}


@pytest.mark.parametrize("case", XML_PLACES)
def test_places_in_xml(case: str) -> None:
    """Line and column of the start tag or the attribute, from 1, in code points."""
    data, pointer, place = XML_PLACES[case]
    assert xml_positions(data, [pointer]) == ({} if place is None else {pointer: place})


@pytest.mark.sampled(3)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("name", ARTICLE_NAMES)
def test_every_element_is_at_its_place(name: str, encoding: str, articles: Mapping[str, Article]) -> None:
    """The start tag of an element begins at its position, in documents that we write."""
    text = newsml_g2.write(articles[name]).data.decode().replace("encoding='UTF-8'", f"encoding='{encoding}'")
    text = text.replace('encoding="UTF-8"', f'encoding="{encoding}"')
    elements = {named_path(e): e for e in etree.fromstring(text.encode(encoding)).iter("*")}
    found = xml_positions(text.encode(encoding), elements)
    assert found.keys() == elements.keys()
    for pointer, element in elements.items():
        qname = f"{element.prefix}:" * bool(element.prefix) + etree.QName(element).localname
        assert re.match(f"<{re.escape(qname)}[\\s/>]", text[offset(text, found[pointer]) :])


# --------------------------------------------------------------------------------------------------------------------
# Findings


def found(document: Any, code: str) -> list[tuple[str, str]]:
    """The pointers and messages of the findings with this code; each place is that of its pointer."""
    data = json.dumps(document, indent=1).encode()
    findings = [f for f in checks.check(data).findings if f.code == code]
    places = json_positions(data, [f.location.pointer for f in findings])
    for finding in findings:
        if finding.location.pointer:
            assert (finding.location.line, finding.location.column) == places[finding.location.pointer]
    return [(f.location.pointer, f.message) for f in findings]


NINJS: Mapping[str, Any] = {"uri": "urn:example:1", "standard": {"name": "ninjs", "version": "3.1"}, "type": "text"}


def test_each_unexpected_key_has_its_place() -> None:
    """At the top, where schemas join, and below."""
    document = {**NINJS, "a/b": 1, "bodies": [{"value": "x", "c": 1, "d": 2}], "zz": []}
    expected = {"/a~1b": "a/b", "/bodies/0/c": "c", "/bodies/0/d": "d", "/zz": "zz"}
    assert found(document, "NJS001") == [(p, f"the property {key!r} is unexpected") for p, key in expected.items()]


def test_the_intended_kind_of_block_is_explained(articles: Mapping[str, Article]) -> None:
    """The message is not "… is not valid under any of the given schemas", with the whole block."""
    document = json.loads((ROOT / "tests" / "articles" / f"{ARTICLE_NAMES[0]}.json").read_bytes())
    document["body"] = [
        {"type": "paragraph", "content": "x", "extra": 1},
        {"type": "paragraph", "content": [{"type": "link", "content": "x"}]},
        {"type": "para"},
    ]
    first, second, third = found(document, "ART001")
    assert first == ("/body/0/extra", "the property 'extra' is unexpected")
    assert second == ("/body/1/content/0", "'href' is a required property")
    assert third[0] == "/body/2/type"
    assert third[1].startswith("'para' is none of 'paragraph', 'heading'")


def test_the_number_of_findings_is_limited() -> None:
    document = {**NINJS, **{f"key{n}": n for n in range(5000)}}
    assert len(found(document, "NJS001")) == MAX_VIOLATIONS + 1
    assert ("", "there are more violations") in found(document, "NJS001")


@pytest.mark.parametrize("every", [4, pytest.param(1, marks=pytest.mark.slow)])
def test_an_attribute_and_a_member_have_places(every: int) -> None:
    """In XML the place is that of the attribute; in an EPUB it is in the member."""
    bad = sorted((ROOT / "tests" / "rules").glob("*/bad-*.*"))[::every]
    seen = set()
    for path in bad:
        report = checks.check(path.read_bytes(), path=path.name)
        for finding in report.findings:
            place = finding.location
            assert not place.pointer or place.column, finding
            seen.add((report.format, bool(place.member), "/@" in place.pointer))
    assert {("newsml-g2", False, True), ("newsml-g2", False, False), ("ninjs", False, False)} <= seen
    assert ("epub", True, False) in seen


def test_a_wide_document_gets_its_own_violations_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """libxml2 hands on those of earlier documents, too."""
    monkeypatch.setattr(xml_schemas, "_WIDE", 1)
    schema = etree.XMLSchema(
        etree.XML(
            '<s:schema xmlns:s="http://www.w3.org/2001/XMLSchema"><s:element name="a"><s:complexType><s:sequence>'
            '<s:element name="b" type="s:int" maxOccurs="9"/></s:sequence></s:complexType></s:element></s:schema>'
        )
    )
    for wrong in ("x", "y"):
        root = etree.XML(f"<a><b>1</b><b>{wrong}</b></a>")
        [found] = xml_schemas.xsd_violations(schema, root, name="test")
        assert f"'{wrong}'" in found.message


@pytest.mark.parametrize(
    ("document", "path", "tag"),
    [
        ("<a><b/><c/><b id='x'/></a>", "/a/b[2]", "b"),
        ("<p:a xmlns:p='urn:x'><b/><p:b id='x'/></p:a>", "/p:a/p:b[1]", "{urn:x}b"),
        ("<a xmlns='urn:x'><b/><c id='x'/></a>", "/*/*[2]", "{urn:x}c"),
        ("<a><b/><c/></a>", "/a/d[1]", "a"),
    ],
)
def test_the_element_at_a_path_of_libxml2(document: str, path: str, tag: str) -> None:
    """A step names an element as its tag writes it, or any; where there is none the element above is meant."""
    from convert.checks.engine.xml_schemas import _element_at

    found = _element_at(etree.fromstring(document), path)
    assert (found.tag, found.get("id")) == (tag, None if tag == "a" else "x")
