"""Hostile documents are refused with a reason; sound ones are opened, and violations have their place."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import sections

from convert import checks
from convert.checks.engine import schemas, xml_schemas
from convert.checks.engine.damage import damage_in
from convert.documents import (
    MAX_JSON,
    MAX_TAGS,
    MAX_VALUES,
    DocumentError,
    Limits,
    compression_of,
    open_epub,
    open_json,
    open_xml,
)
from convert.errors import InputError, InstallationError
from convert.limits import parser_reason
from convert.model import Moment
from convert.packing import Member, pack
from convert.pipeline import inputs
from convert.pipeline.comparison import is_same_document
from convert.readers import Source

BOMB = "".join(f'<!ENTITY e{n} "&e{n - 1};&e{n - 1};&e{n - 1};&e{n - 1};">' for n in range(1, 30))

HOSTILE_XML = {
    "nothing": b"",
    "no markup": b"hello",
    "unclosed": b"<a><b></a>",
    "billion laughs": f'<!DOCTYPE a [<!ENTITY e0 "ha">{BOMB}]><a>&e29;</a>'.encode(),
    "entity in an attribute": b'<!DOCTYPE a [<!ENTITY e "x">]><a b="&e;"/>',
    "external entity": b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>',
    "subset after a public id": b'<!DOCTYPE a PUBLIC "-//x//" "http://x.example/[" [<!ELEMENT a ANY>]><a/>',
    "subset behind comments": b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- <!DOCTYPE a> -->\n<?p ?><!DOCTYPE a [ ]><a/>",
    "subset in UTF-16": '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'.encode("utf-16"),
    "subset in UTF-32": '<?xml version="1.0" encoding="utf-32"?><!DOCTYPE a [<!ENTITY e "x">]><a/>'.encode("utf-32"),
    "subset in EBCDIC": '<?xml version="1.0" encoding="ibm037"?><!DOCTYPE a [<!ENTITY e "x">]><a/>'.encode("cp037"),
    "undeclared entity": b"<a>&nbsp;</a>",
    "nested a million deep": b"<a>" * 10**6,
    "a character that XML has not": b"<a>\x01</a>",
}


def _hold(name: str, error: DocumentError, *, accept: bool) -> None:
    """Compare a reason and its place with what a person last read."""
    detail = "".join(f"    {' = '.join(pair)}\n" for pair in error.detail)
    found = f"{error.member}:{error.line}:{error.column}: {error.message}\n    {error.advice}\n{detail}"
    sections.hold("documents", name, found, accept=accept)


@pytest.mark.parametrize("name", HOSTILE_XML)
def test_hostile_xml(name: str, accept: bool) -> None:
    """Refused, with a reason."""
    with pytest.raises(DocumentError) as caught:
        open_xml(HOSTILE_XML[name], member="page.xml")
    _hold(f"XML: {name}", caught.value, accept=accept)


def test_an_entity_of_an_external_declaration_is_refused_at_its_line() -> None:
    """Nothing external is read, so that the entity may well be declared; its advice is to write the character."""
    with pytest.raises(DocumentError) as caught:
        open_xml(b'<!DOCTYPE html SYSTEM "xhtml1.dtd">\n<html>\n<p>&nbsp;</p></html>')
    assert (caught.value.message, caught.value.line) == ("the entity &nbsp; is not declared here", 3)
    assert caught.value.advice == "Write entities as characters."


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE html><html/>",
        b'<!DOCTYPE a PUBLIC "-//x//" "http://nowhere.example/x[y.dtd"><a/>',
        b"<a><![CDATA[<!DOCTYPE x [<!ENTITY e 'x'>]>]]></a>",
        b"<!-- <!DOCTYPE a [ --><a/>",
        "<a>ü</a>".encode("utf-16"),
        b'<?xml version="1.0" encoding="iso-8859-1"?><a>\xfc</a>',
    ],
)
def test_sound_xml(data: bytes) -> None:
    """A bare DOCTYPE, one inside a text, and other encodings are opened; nothing external is loaded."""
    assert open_xml(data).root.tag in ("a", "html")


HOSTILE_JSON = {
    "nothing": b"",
    "comment": b'{"a": 1} // no',
    "nested a million deep": b"[" * 10**6,
    "not UTF-8": b'{"a": "\xff"}',
    "a number without end": b"1" * 10_000,
}


@pytest.mark.parametrize("name", HOSTILE_JSON)
def test_hostile_json(name: str, accept: bool) -> None:
    """Refused, with a reason."""
    with pytest.raises(DocumentError) as caught:
        open_json(HOSTILE_JSON[name])
    _hold(f"JSON: {name}", caught.value, accept=accept)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a": 1,\n}', "1:8 Illegal trailing comma before end of object"),
        ('{"a": [1,\t], "b": 2}', "1:9 Illegal trailing comma before end of array"),
        ('["],",\n\n2,]', "3:2 Illegal trailing comma before end of array"),
        ("[,]", "1:2 Expecting value"),
        ("[1,,]", "1:4 Expecting value"),
        ('{"a": 1,', "1:9 Expecting property name enclosed in double quotes"),
        ('{"a": ]}', "1:7 Expecting value"),
        ('{"a": 1 ]', "1:9 Expecting ',' delimiter"),
    ],
)
def test_the_same_fault_of_json_under_all_versions_of_python(text: str, message: str) -> None:
    with pytest.raises(DocumentError) as refused:
        open_json(text.encode())
    assert f"{refused.value.line}:{refused.value.column} {refused.value.message}" == message.replace(
        " ", " not JSON: ", 1
    )
    line, _, reason = message.partition(" ")
    with pytest.raises(json.JSONDecodeError) as read:
        json.loads(text)
    assert parser_reason(read.value).startswith(f"{reason}: line {line.replace(':', ' column ')}")


def test_strict_json() -> None:
    """Duplicate keys and NaN are refused only in strict mode."""
    for data in (b'{"a": 1, "a": 2}', b'{"a": NaN}'):
        open_json(data)
        with pytest.raises(DocumentError):
            open_json(data, strict=True)


def zipped(fill: Callable[[zipfile.ZipFile], object]) -> bytes:
    """A zip file with the members that `fill` writes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        fill(archive)
    return buffer.getvalue()


def _link(archive: zipfile.ZipFile) -> None:
    info = zipfile.ZipInfo("link")
    info.external_attr = 0o120777 << 16
    archive.writestr(info, "/etc/passwd")


def _many(archive: zipfile.ZipFile) -> None:
    for number in range(10_001):
        archive.writestr(f"{number}", "")


def _declared_large() -> bytes:
    """A member of a few bytes whose headers state a gigabyte."""
    data = zipped(lambda z: z.writestr("a", "tiny"))
    size = (4).to_bytes(4, "little")
    at = data.rindex(b"PK\x01\x02") + 24
    assert data[at : at + 4] == size
    return data[:at] + (10**9).to_bytes(4, "little") + data[at + 4 :]


HOSTILE_ZIP: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "no zip": lambda: b"PK\x03\x04 no",
    "leads out": lambda: zipped(lambda z: z.writestr("../out.txt", "x")),
    "absolute": lambda: zipped(lambda z: z.writestr("/etc/out.txt", "x")),
    "a drive": lambda: zipped(lambda z: z.writestr("C:/out.txt", "x")),
    "backslash": lambda: zipped(lambda z: z.writestr("a\\..\\out.txt", "x")),
    "link": lambda: zipped(_link),
    "ten thousand members": lambda: zipped(_many),
    "declared large": _declared_large,
    "unpacks to an excessive size": lambda: zipped(lambda z: z.writestr("zeros", bytes(20 * 2**20))),
}


@pytest.mark.sampled(4)
@pytest.mark.parametrize("name", HOSTILE_ZIP)
def test_hostile_zip(name: str, accept: bool) -> None:
    """Refused, with a reason."""
    with pytest.raises(DocumentError) as caught:
        open_epub(HOSTILE_ZIP[name]())
    _hold(f"zip: {name}", caught.value, accept=accept)


def test_a_damaged_member_is_refused() -> None:
    """A member whose bytes do not have the stated checksum."""
    data = zipped(lambda z: z.writestr(zipfile.ZipInfo("a"), b"hello hello hello"))
    with pytest.raises(DocumentError):
        open_epub(data.replace(b"hello hello", b"hello jello"))


NAR = "http://iptc.org/std/nar/2006-10-01/"


@pytest.mark.parametrize("prefix", ["", "n:", "ns0:"])
def test_a_violation_has_its_place_under_any_prefix(prefix: str) -> None:
    """The line and the named path of the element."""
    declared = f'xmlns{":" + prefix[:-1] if prefix else ""}="{NAR}"'
    p = prefix
    data = (
        f'<{p}newsItem {declared} guid="urn:x:1" standard="NewsML-G2" standardversion="2.35" conformance="power">\n'
        f'<{p}catalogRef href="http://x.example/"/>\n<{p}itemMeta>\n<{p}itemClass qcode="ninat:text"/>\n'
        f"<{p}provider/>\n<{p}versionCreated>soon</{p}versionCreated>\n</{p}itemMeta></{p}newsItem>"
    )
    report = checks.check(data.encode())
    [place] = [f.location for f in report.findings if f.code == "NML001" and "soon" in f.message]
    assert (place.line, place.pointer) == (6, "/newsItem/itemMeta/versionCreated")


def test_a_violation_in_a_part_has_its_place_in_the_whole() -> None:
    """A body is validated on its own, and its violations have their place in the document."""
    root = open_xml(
        b'<r><x/>\n<body xmlns="http://www.w3.org/1999/xhtml"><p>One.</p>\n<p>Two <blink>x</blink></p></body></r>'
    ).root
    [violation, *_] = xml_schemas.element_violations("xhtml/body.xsd", root[1])
    assert (violation.line, violation.pointer) == (3, "/r/body/p[2]/blink")


def test_the_number_of_violations_is_limited() -> None:
    """Thousands of violations give hundreds of findings, and one with the number of the others."""
    root = open_xml(b'<body xmlns="http://www.w3.org/1999/xhtml"><p>x</p>' + b"<p><blink/></p>" * 500 + b"</body>").root
    found = list(xml_schemas.element_violations("xhtml/body.xsd", root))
    assert len(found) == schemas.MAX_VIOLATIONS + 1
    assert "300 more violations" in found[-1].message


def test_a_schema_loads_nothing_from_outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A schema that includes a file outside the folder of schemas is refused, whatever the file contains."""
    xsd = '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{}</xs:schema>'
    (tmp_path / "own").mkdir()
    (tmp_path / "outside.xsd").write_text(xsd.format('<xs:element name="a"/>'))
    (tmp_path / "own" / "inside.xsd").write_text(xsd.format('<xs:element name="a"/>'))
    (tmp_path / "own" / "good.xsd").write_text(xsd.format('<xs:include schemaLocation="inside.xsd"/>'))
    (tmp_path / "own" / "bad.xsd").write_text(xsd.format('<xs:include schemaLocation="../outside.xsd"/>'))
    for module in (schemas, xml_schemas):
        monkeypatch.setattr(module, "folder", lambda: (tmp_path / "own").resolve())
    assert not list(xml_schemas.xml_violations("good.xsd", open_xml(b"<a/>")))
    with pytest.raises(InstallationError):
        list(xml_schemas.xml_violations("bad.xsd", open_xml(b"<a/>")))


@pytest.mark.slow
def test_many_small_members_that_unpack_to_an_excessive_size() -> None:
    """Each member is harmless, all together are not."""
    with pytest.raises(DocumentError):
        open_epub(zipped(lambda z: [z.writestr(f"{n}", bytes(2**20)) for n in range(100)]))


def test_a_damaged_zip_is_read_or_refused_as_by_zipfile(monkeypatch: pytest.MonkeyPatch) -> None:
    """Short cuts for sound members change no outcome, whichever byte of the zip is another one."""

    def outcome(data: bytes) -> object:
        try:
            return dict(open_epub(data).members)
        except DocumentError as e:
            return e.message, e.member

    members = [
        Member(name="mimetype", data=b"a/b"),
        Member(name="c/d.txt", data=b"ferry " * 9),
        Member(name="e", data=b""),
    ]
    sound = pack(members)
    places = range(len(sound))
    damaged = [sound[:at] + bytes([sound[at] ^ bits]) + sound[at + 1 :] for at in places for bits in (1, 8, 255)]
    damaged += [sound[:at] + sound[at + 1 :] for at in places] + [b"before" + sound, sound + b"after"]
    quick = [outcome(data) for data in (sound, *damaged)]
    assert quick[0] == {member.name: member.data for member in members}
    monkeypatch.setattr("convert.documents.container._plain_member", lambda *_: None)
    assert [outcome(data) for data in (sound, *damaged)] == quick


@pytest.mark.slow
def test_numbers_grow_with_the_document() -> None:
    """A large document has more values than a small one, if each takes as many bytes as in a real one."""
    sparse = b"[" + b"1".ljust(39) + b"," + b",".join([b"1".ljust(39)] * (MAX_VALUES + 50_000)) + b"]"
    assert len(open_json(sparse).value) == MAX_VALUES + 50_001
    with pytest.raises(DocumentError, match="values and keys") as caught:
        open_json(sparse.replace(b" ", b""))
    assert "--max-size" in caught.value.advice


@pytest.mark.slow
def test_raised_limits_allow_what_the_usual_ones_refuse() -> None:
    raised = Limits(size=40 * 2**20)
    for text in (b"x" * (MAX_JSON + 1), b"<b/>" * (MAX_TAGS + 1)):
        data = b"<a>" + text + b"</a>"
        with pytest.raises(DocumentError):
            open_xml(data)
        assert len(open_xml(data, limits=raised).data) == len(data)
    data = b'"' + b"x" * (MAX_JSON + 1) + b'"'
    with pytest.raises(DocumentError, match="bytes"):
        open_json(data)
    assert len(open_json(data, limits=raised).value) == MAX_JSON + 1
    flat = zipped(lambda z: [z.writestr(f"{n}", b"ab" * 2**19 + f"{n}".encode()) for n in range(100)])
    assert len(flat) < 2**20
    with pytest.raises(DocumentError):
        open_epub(flat, Limits(size=2**30))


def test_raised_limits_allow_no_more_depth() -> None:
    """libxml2 allows 2,048 levels in documents that may be huge."""
    deep = b"<a>" * 300 + b"x" * 11_000_000 + b"</a>" * 300
    with pytest.raises(DocumentError, match="deep"):
        open_xml(deep, limits=Limits(size=2**25))


@pytest.mark.parametrize("data", [b"<a>\n<b></a>", b"hello", b"<a b=c/>", b"<a>&x;</a>"])
def test_the_place_of_a_fault_is_not_in_its_message(data: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        open_xml(data)
    assert caught.value.line >= 1
    assert ", line" not in caught.value.message


WIDE = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:example.org:20261101:quay" version="1"
 standard="NewsML-G2" standardversion="2.35" conformance="power">
<catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml"/>
<itemMeta><itemClass qcode="ninat:picture"/><provider qcode="nprov:AP"/>
<versionCreated>2026-11-01T08:30:00Z</versionCreated></itemMeta>
<contentMeta>
{}
</contentMeta></newsItem>"""


def test_violations_among_thousands_of_siblings_have_their_place() -> None:
    keywords = [f"<keyword>k{n}</keyword>" for n in range(xml_schemas._WIDE + 500)]
    keywords[4321], keywords[5432] = "<keyword>x > y<b/></keyword>", '<keyword rank="x"/>'
    report = checks.check(WIDE.format("\n".join([*keywords, "<keywrd/>"])).encode())
    found = [(f.location.line, f.location.pointer) for f in report.findings if f.code == "NML001"]
    assert sorted(set(found)) == [
        (4321 + 7, "/newsItem/contentMeta/keyword[4322]"),
        (5432 + 7, "/newsItem/contentMeta/keyword[5433]"),
        (xml_schemas._WIDE + 500 + 7, "/newsItem/contentMeta/keywrd"),
    ]


def test_places_among_siblings_are_the_same_in_wide_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    keywords = ["<keyword/>", '<keyword rank="x"/>', "<keyword><b/></keyword>", "<headline><b/></headline>"]
    data = WIDE.format("\n".join(keywords)).encode()
    narrow = checks.check(data).findings
    monkeypatch.setattr(xml_schemas, "_WIDE", 1)
    assert checks.check(data).findings == narrow
    assert any(finding.code == "NML001" for finding in narrow)


@pytest.mark.parametrize("size", [1, 10])
def test_what_is_too_large_says_which_limit_to_raise(size: int) -> None:
    for open_document, data in ((open_json, b'{"headline": "x"}'), (open_xml, b"<newsItem>x</newsItem>")):
        with pytest.raises(DocumentError, match=f"has {len(data)} bytes, more than {size}") as caught:
            open_document(data, limits=Limits(size=size))
        assert "--max-size" in caught.value.advice


BEGINNINGS = (
    *(b"\xfd7zXZ\0", b"BZh91AY&SY", b"BZh9 is a bus line", b"\x28\xb5\x2f\xfd", b"\x04\x22\x4d\x18", b"\x1f\x9d"),
    *(b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x1f\x8b\x08", b"%PDF-1.4", b"\xd0\xcf\x11\xe0\xa1", b"\xff\xd8\xff"),
    *(b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"PK\3\4 word/a", b"PK\3\4 xl/a", b"PK\3\4"),
    *(b"{\\rtf1", b"<x/>", b"BM"),
    *(
        b"PK\3\4 application/vnd.oasis.opendocument.text",
        b"PK\3\4 application/epub+zip",
        b" <!DOCTYPE html>",
        b"<HTML>",
    ),
    *(
        b'{"a": 1}',
        b"[1]",
        b'[{"a": 1}]',
        b'\xef\xbb\xbf {"a": 1}',
        b"Ferry resumes",
        b"{Ferry} resumes",
        b"PK",
        b"ID3",
    ),
    *(
        b"<Ferry resumes",
        b"\0asm",
        b"RIFF",
        b"\xef\xbb\xbf<html>",
        b"\n\t[1]",
        b"WARC/1.0 x",
        b"<div>",
        b"<div class='a'>",
    ),
    *(b"<p xmlns='x'>", b"<title>x", b'{"headline": "a", "articleBody": "b"}'),
)


MOMENT = Moment("2016-12-07T18:30:00Z")


def test_kinds_of_files_are_told_by_their_beginnings(accept: bool) -> None:
    rows = []
    for data in BEGINNINGS:
        known = [compression_of(data, of_text=of_text) for of_text in (False, True)]
        found = [f"{kind.name}. {kind.advice}" if kind else "none" for kind in known]
        for is_sure in (False, True):
            try:
                inputs.refuse_other_than_copy(Source(name="a.txt", data=data, moment=MOMENT), is_sure=is_sure)
                found.append("copy")
            except InputError as e:
                found.append(str(e))
        rows.append(f"{data!r}: {inputs.input_format('a.txt', data).name}; {'; '.join(dict.fromkeys(found))}\n")
    sections.hold("refusals", "kinds of files", "".join(rows), accept=accept)


ITEM = '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="a" b="c"><x/></newsItem>'
MESSAGE = '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><sent>{}</sent><itemSet>{}</itemSet></newsMessage>'


def _epub(page: str, name: str = "a.xhtml") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr(name, page)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("format", "one", "other", "is_same"),
    [
        ("ninjs", b'{"a": 1, "b": [2]}', b'{"b":[2],"a":1}', True),
        ("ninjs", b'{"a": 1}', b'{"a": 2}', False),
        ("newsml-g2", ITEM.encode(), ITEM.replace('guid="a" b="c"', "b='c'  guid='a'").encode(), True),
        ("newsml-g2", ITEM.encode(), ITEM.replace("<x/>", "<x></x>").encode(), True),
        ("newsml-g2", ITEM.encode(), ITEM.replace("<x/>", "<y/>").encode(), False),
        ("newsml-g2", MESSAGE.format(1, ITEM).encode(), MESSAGE.format(2, ITEM).encode(), True),
        ("newsml-g2", MESSAGE.format(1, ITEM).encode(), MESSAGE.format(1, 2 * ITEM).encode(), False),
        ("newsml-g2", b"<a", b"<a", True),
        ("newsml-g2", b"<a", b"<b", False),
        ("epub", _epub("<a b='1'/>"), _epub('<a b="1"></a>'), True),
        ("epub", _epub("<a b='1'/>"), _epub("<a b='2'/>"), False),
        ("epub", _epub("<a b='1'/>", "a.txt"), _epub('<a b="1"></a>', "a.txt"), False),
        ("epub", _epub("<a", "a.opf"), _epub("<a ", "a.opf"), False),
    ],
)
def test_documents_are_the_same_but_for_how_they_are_encoded(
    format: str, one: bytes, other: bytes, is_same: bool
) -> None:
    assert is_same_document(one, other, format) is is_same


@pytest.mark.parametrize(("before", "behind"), [(0, 0), (3, 40), (15, 15), (40, 3)])
def test_damage_is_shown_with_fifteen_characters_on_each_side(before: int, behind: int) -> None:
    found = damage_in("a" * before + "\ufffd" + "b" * behind)
    assert found is not None
    assert (found.around, found.column) == ("a" * min(15, before) + "\ufffd" + "b" * min(15, behind), before + 1)
