"""The EPUB writer and the checks of EPUB."""

from __future__ import annotations

import io
import os
import random
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import epub_examples
import pytest
from conftest import HERE, ROOT
from lxml import etree

from convert import checks, pipeline
from convert.codes import is_schema_stage
from convert.documents import DocumentError
from convert.model import (
    PLUS,
    Article,
    Embargo,
    Figure,
    Heading,
    Image,
    Link,
    Moment,
    Paragraph,
    Rights,
    Text,
    body_words,
)
from convert.packing import Member, pack
from convert.writers.epub import write

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
XHTML = "{http://www.w3.org/1999/xhtml}"
UPDATED = Moment("2024-04-01T18:30:00.5+02:00")
PIXEL = epub_examples.PICTURE


def _story(*body: Any, **fields: Any) -> Article:
    values = {"id": "urn:x:story", "headline": "Ferry resumes", "updated": UPDATED, **fields}
    return Article(body=body or (Paragraph((Text("It sails again."),)),), **values)


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _package(article: Article) -> Any:
    return etree.fromstring(_members(write(article).data)["EPUB/content.opf"])


def _page(article: Article, name: str = "article") -> Any:
    return etree.fromstring(_members(write(article).data)[f"EPUB/{name}.xhtml"])


def _meta(package: Any, property: str, refines: str | None = None) -> list[str]:
    target = f"#{refines}" if refines else None
    return [e.text for e in package.iter(f"{OPF}meta") if e.get("property") == property and e.get("refines") == target]


# --------------------------------------------------------------------------------------------------------------------
# The zip


@pytest.mark.parametrize(
    "members",
    [
        pytest.param([], id="none"),
        pytest.param([Member(name="a/b.txt", data=b""), Member(name="mimetype", data=b"x/y")], id="empty file"),
        pytest.param(
            [Member(name="ü/中.txt", data=b"abc" * 500), Member(name="é", data="é".encode(), stored=True)], id="names"
        ),
        pytest.param(
            [Member(name="c", data=bytes(2**21)), Member(name="d", data=random.Random(1).randbytes(2**17))], id="large"
        ),
        pytest.param([Member(name=f"{n}", data=b"same" * n, shared=True) for n in range(12)], id="shared"),
    ],
)
def test_a_zip_is_the_same_as_that_of_zipfile(members: list[Member], monkeypatch: pytest.MonkeyPatch) -> None:
    packed = pack(members)
    monkeypatch.setattr("convert.packing._MAX_SIZE", -1)
    assert pack(members) == packed
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == {one.name: one.data for one in members}


def test_shared_members_keep_to_their_own_bytes() -> None:
    for data in (b"first" * 99, b"other" * 99, b"first" * 99):
        assert _members(pack([Member(name="style.css", data=data, shared=True)])) == {"style.css": data}


def test_a_packed_zip_depends_only_on_its_members() -> None:
    members = [Member(name="b/c.txt", data=b"x" * 99), Member(name="mimetype", data=b"y"), Member(name="ü", data=b"z")]
    data = pack(members)
    assert data == pack(members)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
    assert [i.filename for i in infos] == ["mimetype", "b/c.txt", "ü"]
    assert {i.date_time for i in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert [i.compress_type for i in infos] == [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED]
    assert not any(i.extra for i in infos)
    assert data[30:39] == b"mimetypey"


@pytest.mark.slow
def test_the_bytes_do_not_depend_on_process_zone_or_locale() -> None:
    article = (HERE / "articles" / "english.json").read_bytes()
    program = (
        "import sys, hashlib; from convert import article_codec; from convert.writers.epub import write;"
        "print(hashlib.sha256(write(article_codec.loads(sys.stdin.buffer.read())).data).hexdigest())"
    )
    digests = set()
    for seed, zone, locale in (("0", "UTC", "C"), ("7", "Asia/Tokyo", "de_DE.UTF-8")):
        setting = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", program]
        digests.add(subprocess.run(command, input=article, env=setting, capture_output=True, check=True).stdout)
    assert len(digests) == 1


# --------------------------------------------------------------------------------------------------------------------
# What is written


def test_every_shared_article_passes_our_checks(articles: Mapping[str, Article]) -> None:
    for name, article in articles.items():
        report = checks.check(write(article).data, format="epub", profile="ours")
        assert report.schema_valid, (name, report.findings)
        assert not [f for f in report.findings if f.code.startswith("EPB")], (name, report.findings)


@pytest.mark.parametrize(
    ("term", "reservation"),
    [
        ("DMI-ALLOWED", ["0"]),
        ("DMI-PROHIBITED", ["1"]),
        ("DMI-PROHIBITED-AIMLTRAINING", ["1"]),
        ("DMI-UNSPECIFIED", []),
    ],
)
def test_a_reservation_of_data_mining_is_that_of_its_term(term: str, reservation: list[str]) -> None:
    """`tdm:reservation` is 1 where data mining is prohibited, 0 where it is allowed, and else absent (TDMRep)."""
    package = _package(_story(rights=Rights(data_mining=PLUS + term)))
    assert _meta(package, "tdm:reservation") == reservation
    assert _meta(package, "plus:DataMining") == [PLUS + term]


def test_without_a_term_of_data_mining_nothing_is_reserved() -> None:
    assert _meta(_package(_story(rights=Rights(notice="© Wire"))), "tdm:reservation") == []


def test_the_number_of_words_is_that_of_the_model() -> None:
    article = _story()
    assert _meta(_package(article), "schema:wordCount") == [str(len(body_words(article.body)))] == ["3"]


def test_unknown_fields_have_no_metadata() -> None:
    package = _package(_story())
    assert not list(package.iter(f"{DC}publisher", f"{DC}date", f"{DC}creator", f"{DC}rights", f"{DC}source"))
    assert [e.text for e in package.iter(f"{DC}language")] == ["und"]


def test_times() -> None:
    package = _package(_story(published=Moment("2024-04"), embargo=Embargo()))
    assert _meta(package, "dcterms:modified") == ["2024-04-01T16:30:00Z"]
    assert _meta(package, "schema:dateModified") == [UPDATED.text]
    assert _meta(package, "xa:embargo") == ["open-ended"]
    assert [e.text for e in package.iter(f"{DC}date")] == ["2024-04"]
    page = _page(_story(published=Moment("2016-12-07T18:30:00.123456789+02:00")))
    time = page.find(f".//{XHTML}time")
    assert time.get("datetime") == "2016-12-07T18:30:00.123+02:00"
    assert "".join(time.itertext()) == "2016-12-07 18:30 UTC+2"


def test_editor_notes_are_not_printed() -> None:
    page = _page(_story(editor_notes=("Not for readers.",)))
    assert "Not for readers" not in "".join(page.itertext())


def test_right_to_left() -> None:
    article = _story(language="ar", direction="rtl", headline="العبّارة")
    package, page, navigation = _package(article), _page(article), _page(article, "nav")
    assert package.get("dir") == "rtl"
    assert package.get("{http://www.w3.org/XML/1998/namespace}lang") == "ar"
    assert package.find(f"{OPF}spine").get("page-progression-direction") == "rtl"
    assert package.find(f"{OPF}spine").get("toc") is None
    assert (page.get("dir"), page.get("lang"), navigation.get("dir")) == ("rtl", "ar", "rtl")
    assert navigation.find(f".//{XHTML}h1").text == "المحتويات"


@pytest.mark.parametrize(
    ("dateline", "language", "opening"),
    [
        ("AMMAN", "en", "AMMAN — "),
        ("AMMAN (Reuters)", "en", "AMMAN (Reuters) — "),
        ("AMMAN:", "en", "AMMAN: "),
        ("ROM, 3. März (dpa) –", "de", "ROM, 3. März (dpa) – "),
        ("東京", "ja", "東京――"),
        ("【東京 共同】", "ja", "【東京 共同】"),
        ("北京（新华社）", "zh", "北京（新华社）――"),
    ],
)
def test_the_dateline_is_in_the_first_paragraph(dateline: str, language: str, opening: str) -> None:
    page = _page(_story(dateline=dateline, language=language))
    first = page.find(f".//{XHTML}div/{XHTML}p")
    assert "".join(first.itertext()) == f"{opening}It sails again."
    assert first.find(f".//{XHTML}bdi[@property='schema:dateline']").text == dateline


def test_a_dateline_before_anything_else_is_a_paragraph_of_its_own() -> None:
    page = _page(_story(Heading(level=2, content=(Text("a"),)), dateline="AMMAN"))
    assert page.find(f".//{XHTML}article/{XHTML}p").text == "AMMAN"


def test_the_dateline_is_none_of_the_words_of_the_body() -> None:
    article = _story(dateline="AMMAN")
    module = checks.checks_of("epub")
    facts = module.facts(module.open(write(article).data))
    assert [body.text.split() for body in facts.bodies] == [["It", "sails", "again."]]
    assert facts.printed.split() == ["Ferry", "resumes", "AMMAN", "It", "sails", "again."]


def test_words_that_run_the_other_way_are_isolated() -> None:
    """Brackets and periods at their ends would else go to the other end."""
    link = Link(href="https://example.org/", content=(Text("Yahoo! (beta)"),))
    figure = Figure(caption=(Text("عند الميناء"),), credit="Ana Reed (AP)", credit_label="تصوير:")
    article = _story(
        *(Paragraph((Text("قال "), link)), figure),
        language="ar",
        direction="rtl",
        headline="العبّارة",
        byline="Ana Reed (AFP)",
        published=Moment("2024-04-01T10:00:00+03:00"),
        original_url="https://example.org/a.",
    )
    isolated = [
        (e.getparent().tag.removeprefix(XHTML), e.get("dir"), e.text) for e in _page(article).iter(f"{XHTML}bdi")
    ]
    assert isolated == [
        ("p", "ltr", "Ana Reed (AFP)"),
        ("time", "ltr", "10:00 UTC+3"),
        ("a", "ltr", "Yahoo! (beta)"),
        ("span", "ltr", "Ana Reed (AP)"),
        ("a", "ltr", "https://example.org/a."),
    ]
    found = _page(replace(article, direction="ltr", published=None)).iter(f"{XHTML}bdi")
    assert [(e.get("dir"), e.text) for e in found] == [("rtl", "عند الميناء")]


def test_the_bodies_of_other_formats_have_no_isolation() -> None:
    """Whatever format is written first, as the markup of a body is kept for the next."""
    link = Link(href="https://example.org/", content=(Text("العبّارة!"),))
    foreign = Link(href="https://example.org/", content=(Text("Ferry!"),))
    for direction, inline in (("ltr", link), ("rtl", foreign)):
        article = _story(Paragraph((Text("x "), inline)), direction=direction)
        for _ in range(2):
            assert list(_page(article).iter(f"{XHTML}bdi"))
            assert b"bdi" not in pipeline.write(article, "newsml-g2").data


def test_navigation_nests_the_headings() -> None:
    headings = [Heading(level=level, content=(Text(f"{n}"),)) for n, level in enumerate((4, 2, 3, 6, 2))]
    toc = _page(_story(*headings), "nav").find(f".//{XHTML}nav/{XHTML}ol")
    assert _tree(toc) == [("Ferry resumes", [("0", []), ("1", [("2", [("3", [])])]), ("4", [])]), ("Colophon", [])]
    assert [a.get("href") for a in toc.iter(f"{XHTML}a")][1:-1] == [f"article.xhtml#h-{n}" for n in range(1, 6)]
    written = [e for e in _page(_story(*headings)).iter("*") if e.get("id", "").startswith("h-")]
    assert [(e.tag.removeprefix(XHTML), e.get("data-level")) for e in written] == [
        ("h2", "4"),
        ("h2", None),
        ("h3", None),
        ("h4", "6"),
        ("h2", None),
    ]


def _tree(entries: Any) -> list[Any]:
    inner = (entry.find(f"{XHTML}ol") for entry in entries)
    return [(e[0].text, [] if below is None else _tree(below)) for e, below in zip(entries, inner, strict=True)]


def test_images() -> None:
    def figure(number: int, data: bytes | None) -> Figure:
        return Figure(image=Image(href=f"https://example.org/{number}", alt=f"Picture {number}", data=data))

    svg = b"<svg xmlns='http://www.w3.org/2000/svg'/>"
    article = _story(figure(1, PIXEL), figure(1, PIXEL), figure(2, None), figure(3, svg), figure(4, PIXEL[:20]))
    rendered = write(article)
    members = _members(rendered.data)
    assert [name for name in members if "image" in name] == ["EPUB/image-1.png"]
    assert [f.code for f in rendered.findings] == ["LOS002"] * 3
    assert [dict(f.detail)["href"] for f in rendered.findings] == [f"https://example.org/{n}" for n in (2, 3, 4)]
    package = etree.fromstring(members["EPUB/content.opf"])
    assert _meta(package, "dcterms:source", "image-1") == ["https://example.org/1"]
    assert _meta(package, "schema:accessMode") == ["textual", "visual"]
    assert "alternativeText" in _meta(package, "schema:accessibilityFeature")
    assert _meta(_package(_story()), "schema:accessMode") == ["textual"]


# --------------------------------------------------------------------------------------------------------------------
# What is found

BROKEN = [
    ("EPUB/content.opf", "<dc:language>en</dc:language>", "", "dc:language is missing"),
    ("EPUB/content.opf", "2024-04-01T16:30:00Z", "yesterday", "dcterms:modified 'yesterday'"),
    ("EPUB/content.opf", ' id="pub-id"', "", "no dc:identifier has the id 'pub-id'"),
    ("EPUB/content.opf", 'href="nav.xhtml"', 'href="missing.xhtml"', "missing.xhtml is missing"),
    ("EPUB/content.opf", 'href="image-1.png"', 'href="nav.xhtml"', "nav.xhtml is listed twice"),
    ("EPUB/content.opf", 'id="image-1" ', 'id="nav" ', "the id 'nav' occurs 2 times"),
    ("EPUB/content.opf", 'idref="article"', 'idref="other"', "the spine names 'other'"),
    ("EPUB/content.opf", ' properties="nav"', "", "0 items with the property nav"),
    ("EPUB/content.opf", 'refines="#creator"', 'refines="#missing"', "#missing refers to nothing"),
    ("EPUB/content.opf", "xa:edNote", "zz:edNote", "the prefix of zz:edNote is not declared"),
    ("EPUB/content.opf", "<manifest>", "<manifest><thing/>", "thing"),
    ("EPUB/content.opf", 'version="3.0" ', "", "version"),
    ("EPUB/content.opf", "</package>", "", "not well-formed"),
    ("EPUB/nav.xhtml", ">The storm<", "><", "an entry has no text"),
    ("EPUB/nav.xhtml", "#h-2", "#h-9", "#h-9 refers to an id that is missing"),
    ("EPUB/nav.xhtml", 'epub:type="toc"', 'epub:type="landmarks"', "0 tables of contents"),
    ("EPUB/nav.xhtml", "<li><a", "<li>", "not well-formed"),
    ("EPUB/nav.xhtml", "<h1>Contents</h1>", "<h1>Contents</h1><p>x</p>", "p is not allowed in nav"),
    ("EPUB/article.xhtml", 'src="image-1.png"', 'src="image-2.png"', "image-2.png refers to a file that is missing"),
    ("EPUB/article.xhtml", 'src="image-1.png"', 'src="../../x.png"', "leads out of the container"),
    ("EPUB/article.xhtml", "</p>", "", "not well-formed"),
    ("EPUB/article.xhtml", "<p>Waves", "<p style='color: red'>Waves", "outside the body profile"),
    ("EPUB/article.xhtml", "<p>Waves", "<p><em lang='de' xml:lang='en'>x</em>Waves", "outside the body profile: lang"),
    ("EPUB/article.xhtml", "<p>Waves", "<blink>x</blink><p>Waves", "outside the body profile"),
    ("META-INF/container.xml", "EPUB/content.opf", "EPUB/nothing.opf", "EPUB/nothing.opf is missing"),
    ("META-INF/container.xml", ' version="1.0" xmlns', " xmlns", "version"),
    ("mimetype", "epub", "epbu", "mimetype does not hold exactly"),
]


@pytest.mark.sampled(3)
@pytest.mark.parametrize(("member", "old", "new", "message"), BROKEN, ids=lambda value: str(value)[:30])
def test_a_fault_is_found(member: str, old: str, new: str, message: str) -> None:
    text = epub_examples.SOUND[member].decode()
    assert old in text
    data = epub_examples.packed({**epub_examples.SOUND, member: text.replace(old, new, 1).encode()})
    found = [f for f in checks.check(data, format="epub", profile="ours").findings if is_schema_stage(f.code)]
    assert any(message in f.message and f.location.member for f in found), found


@pytest.mark.parametrize("member", epub_examples.SOUND)
def test_a_missing_member_is_found(member: str) -> None:
    members = {name: data for name, data in epub_examples.SOUND.items() if name != member}
    report = checks.check(epub_examples.packed(members), format="epub")
    assert report.schema_valid is False
    assert any(member in f"{f.message} {f.location.member}" for f in report.findings)


def test_a_violation_has_its_place() -> None:
    text = epub_examples.PACKAGE.replace('<itemref idref="article"/>', '<itemref idref="article" linear="maybe"/>')
    data = epub_examples.packed({**epub_examples.SOUND, "EPUB/content.opf": text.encode()})
    violation = next(f for f in checks.check(data).findings if "linear" in f.message)
    assert violation.location.member == "EPUB/content.opf"
    assert violation.location.line == 1 + text[: text.index("maybe")].count("\n")
    assert violation.location.pointer == "/package/spine/itemref"


def test_a_valid_publication_has_no_findings() -> None:
    report = checks.check(epub_examples.packed(epub_examples.SOUND), profile="ours")
    assert (report.format, report.version, report.schema_valid, report.findings) == ("epub", "3.3", True, ())


def test_rule_examples_equal_their_recipes() -> None:
    for path, data in epub_examples.examples():
        stored = (HERE / "rules" / path).read_bytes()
        assert _members(stored) == _members(data), path


def test_damaged_bytes_never_crash() -> None:
    sound = epub_examples.packed(epub_examples.SOUND)
    for at in range(0, len(sound), 37):
        for damaged in (sound[:at], sound[:at] + bytes([sound[at] ^ 0x55]) + sound[at + 1 :]):
            checks.check(damaged, format="epub")


def test_data_that_is_not_a_zip_cannot_be_opened() -> None:
    module = checks.checks_of("epub")
    assert not module.recognise(b"<html/>")
    with pytest.raises(DocumentError):
        module.open(b"PK\x03\x04 and nothing else")


def test_facts(articles: Mapping[str, Article]) -> None:
    article = articles["english"]
    module = checks.checks_of("epub")
    facts = module.facts(module.open(write(article).data))
    assert all((facts.guid, facts.headline, facts.updated))
    assert (facts.guid.value, facts.headline.value) == (article.id, article.headline)
    assert facts.updated.value == article.updated.text
    assert [(body.words, body.root is not None) for body in facts.bodies] == [(len(body_words(article.body)), True)]
