"""What EPUBs look like, and in readers that know less CSS than browsers: the style sheet, dates, cover and colophon."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import strategies
from babel import Locale, dates
from conftest import HERE, ROOT, absent
from epub_examples import PICTURE
from lxml import etree

from convert import article_codec, bind, checks, pipeline
from convert.errors import InputError
from convert.model import (
    Article,
    Figure,
    Generator,
    Image,
    InfoSource,
    LineBreak,
    Link,
    Moment,
    Note,
    NoteRef,
    Paragraph,
    Party,
    Text,
)
from convert.packing import Member, pack
from convert.readers import Parsed, Source
from convert.writers import _epub_cover, _epub_words
from convert.writers._dates import _FORMS, written
from convert.writers.epub import write

pytestmark = pytest.mark.sampled(3)

XHTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"
SHEETS = tuple(sorted((ROOT / "convert" / "writers").glob("*.css")))


def _story(**fields: Any) -> Article:
    values: dict[str, Any] = {
        "id": "urn:newsml:example.org:2025:1",
        "headline": "Ferry resumes",
        "body": (Paragraph((Text("It sails again."),)), Paragraph((Text("Everybody is glad."),))),
        "updated": Moment("2024-04-01T18:30:00+02:00"),
        "language": "en",
        **fields,
    }
    return Article(**values)


def _members(article: Article) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(write(article).data)) as archive:
        return {name.removeprefix("EPUB/"): archive.read(name) for name in archive.namelist()}


# --------------------------------------------------------------------------------------------------------------------
# The style sheet


class Declaration(NamedTuple):
    """A declaration: the at-rule that it is in, empty in none, its selector, property and value."""

    at: str
    selector: str
    property: str
    value: str


def _declarations(text: str) -> Iterator[Declaration]:
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    for at, inner, selector, body in re.findall(
        r"(@[^{]+)\{((?:[^{}]*\{[^{}]*\})*[^{}]*)\}|([^{}@]+)\{([^{}]*)\}", text
    ):
        if at:
            yield from (one._replace(at=at.strip()) for one in _declarations(inner))
        for line in body.split(";"):
            if line.strip():
                property, _, value = line.partition(":")
                yield Declaration("", " ".join(selector.split()), property.strip(), value.strip())


_LOGICAL = re.compile(r".*-(?:inline|block)(?:-.*)?|(?:inline|block)-size|(?:min|max)-(?:inline|block)-size")
_CSS_2_1 = re.compile(
    r"border(?:-\w+)*|clear|color|content|display|float|font(?:-(?:family|size|style|weight))?|height|line-height|"
    r"list-style|margin(?:-\w+)?|max-(?:width|height)|min-(?:width|height)|orphans|overflow|padding(?:-\w+)?|"
    r"page-break-\w+|text-(?:align|decoration|indent)|vertical-align|white-space|widows|width"
)
"""The properties of CSS 2.1 that the sheets use."""


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_no_property_is_logical(path: Path) -> None:
    """A reader that knows both kinds would add a logical margin to the physical one of a page from the right."""
    assert [one for one in _declarations(path.read_text()) if _LOGICAL.fullmatch(one.property)] == []


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_what_css_2_1_knows_comes_first_and_media_queries_last(path: Path) -> None:
    found = list(_declarations(path.read_text()))
    assert len(found) > 3
    places = [
        (3 if one.at.startswith("@media") else 2) if one.at else 0 if _CSS_2_1.fullmatch(one.property) else 1
        for one in found
    ]
    assert places == sorted(places), [one for one, a, b in zip(found[1:], places, places[1:], strict=False) if a > b]


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_old_properties_have_old_values(path: Path) -> None:
    """calibre takes `color-mix` for a value of `border-color`, and then drops the border; `start` follows `left`."""
    old = [one for one in _declarations(path.read_text()) if not one.at and _CSS_2_1.fullmatch(one.property)]
    assert [one for one in old if re.search(r"\w\(|\bv[hw]\b", one.value)] == []
    aligned: dict[str, list[str]] = {}
    for one in old:
        if one.property == "text-align":
            aligned.setdefault(one.selector, []).append(one.value)
    assert all(values[0] in ("left", "right") for values in aligned.values() if "start" in values)


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_selectors_are_simple(path: Path) -> None:
    """MuPDF stops at `:not(:lang(und))`, and drops the rest of the sheet."""
    for one in _declarations(path.read_text()):
        assert not re.search(r"::|:(?!lang\(\w+\)|first-child|last-child|before)", one.selector), one


def test_paragraphs_have_no_gaps_beside_their_indents() -> None:
    found = [one for one in _declarations(SHEETS[-1].read_text()) if one.selector == "p"]
    assert ("", "p", "margin", "0") in found


def test_what_html_4_does_not_know_is_said_to_be_a_block() -> None:
    """MuPDF takes it for inline, and gives it no margins."""
    found = [one for path in SHEETS for one in _declarations(path.read_text()) if not one.at]
    shown = {name for one in found if one[2:] == ("display", "block") for name in one.selector.split(", ")}
    assert shown >= {"article", "aside", "figcaption", "figure", "footer", "header", "nav", "section"}


# --------------------------------------------------------------------------------------------------------------------
# MuPDF


class Line(NamedTuple):
    """A line of a page, in points from its left and top."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def _written(article: Article, tmp_path: Path) -> Path:
    path = tmp_path / "story.epub"
    path.write_bytes(write(article).data)
    return path


def _lines(path: Path) -> list[Line]:
    """The lines of all pages as MuPDF sets them."""
    if not (program := shutil.which("mutool")):
        absent("MuPDF is not installed (mutool)")
    command = [program, "draw", "-q", "-F", "stext", "-o", "-", path]
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    assert b"css syntax error" not in done.stderr
    return [
        Line("".join(c.get("c") for c in line.iter("char")).strip(), *map(float, line.get("bbox").split()))
        for line in etree.fromstring(done.stdout).iter("line")
    ]


@pytest.mark.slow
def test_mupdf_sets_the_dateline_on_the_line_of_the_first_words(tmp_path: Path) -> None:
    assert "AMMAN — It sails again." in [line.text for line in _lines(_written(_story(dateline="AMMAN"), tmp_path))]


@pytest.mark.slow
def test_landmarks_are_not_shown(tmp_path: Path) -> None:
    """Those of the contents are hidden, also by a sheet that says what a block is."""
    path = tmp_path / "day.epub"
    bind([_story()], path)
    shown = [line.text for line in _lines(path)]
    assert "Contents" in shown
    assert "Stories" not in shown


@pytest.mark.slow
def test_mupdf_indents_paragraphs_without_gaps(tmp_path: Path) -> None:
    lines = {line.text: line for line in _lines(_written(_story(), tmp_path))}
    first, second = lines["It sails again."], lines["Everybody is glad."]
    assert second.left > first.left + 5, "the second paragraph is indented"
    assert second.top - first.bottom < (first.bottom - first.top) * 0.6, "there is no gap between them"


@pytest.mark.slow
def test_mupdf_sets_pages_from_the_right(tmp_path: Path) -> None:
    article = article_codec.loads((HERE / "articles" / "arabic.json").read_bytes())
    ends = [line.right for line in _lines(_written(article, tmp_path))]
    assert sum(end > max(ends) - 2 for end in ends) > len(ends) / 2


# --------------------------------------------------------------------------------------------------------------------
# Dates


@pytest.mark.parametrize(
    ("moment", "language", "expected"),
    [
        ("2016-12-07", "en", "7 December 2016"),
        ("2016-12-07", "en-US", "December 7, 2016"),
        ("2016-12-07T18:30:00+02:00", "de", "7. Dezember 2016, 18:30 UTC+2"),
        ("2016-12-07T18:30:00Z", "ja", "2016年12月7日 18:30 UTC"),
        ("2016-12-07T18:30:00+00:00", "fi", "7. joulukuuta 2016, 18.30 UTC"),
        ("2016-12-07T18:30:00-03:30", "pt-BR", "7 de dezembro de 2016, 18:30 UTC−3:30"),
        ("2016-12-07", "ar", "7 ديسمبر 2016"),
        ("2016-12-07T18:30:00+03:00", "ar-SY", "7 كانون الأول 2016 في 18:30 UTC+3"),
        ("2016-12-07", "fa", "۷ دسامبر ۲۰۱۶"),
        ("2016-12", "fr", "décembre 2016"),
        ("2016-12", "ru", "2016-12"),
        ("2016", "ru", "2016"),
        ("2016-12-07T18:30:00Z", "und", "2016-12-07 18:30 UTC"),
        ("2016-12-07", "tlh", "2016-12-07"),
        ("0987-01-02", "en", "2 January 987"),
    ],
)
def test_dates_have_the_form_of_the_language(moment: str, language: str, expected: str) -> None:
    form = written(Moment(moment), language)
    assert form.date + (form.comma + form.time if form.time else "") == expected


_OWN = {"en": "en-001", "vi": "vi-VN"}
"""Languages whose form is that of another locale: English of the world, as that of CLDR's `en` is American."""


@pytest.mark.parametrize("tag", sorted(_FORMS))
def test_dates_are_those_of_unicode(tag: str) -> None:
    """Every month of every language as CLDR writes it; with European digits, but in Persian."""
    locale = Locale.parse(_OWN.get(tag, tag), sep="-")
    for month in range(1, 13):
        moment = Moment(f"2016-{month:02}-07")
        found = written(moment, tag)
        assert found.is_of_language
        own = "۰۱۲۳۴۵۶۷۸۹" if tag == "fa" else "0123456789"
        expected = dates.format_date(date(2016, month, 7), "long", locale=locale)
        assert found.date == expected.translate(str.maketrans("0123456789\u202f", own + "\u00a0"))


# --------------------------------------------------------------------------------------------------------------------
# Cover and colophon


def test_the_cover_has_what_is_known() -> None:
    article = _story(
        provider=Party(name="Harbour Press"),
        subheadline="After eleven years",
        byline="By Ana Reed",
        published=Moment("2024-04-01T10:00:00+03:00"),
    )
    lines = ["Harbour Press", "Ferry resumes", "After eleven years", "By Ana Reed", "1 April 2024"]
    members = _members(article)
    page = etree.fromstring(members["cover.xhtml"])
    assert ["".join(line.itertext()) for line in page.iter(f"{XHTML}p", f"{XHTML}h1")] == lines
    picture = etree.fromstring(members["cover.svg"])
    assert " ".join(text.text for text in picture.iter(f"{SVG}text")) == " ".join(lines)
    assert [picture.findtext(f"{SVG}title"), picture.get("role")] == ["Ferry resumes", "img"]
    assert [image.get("alt") for image in page.iter(f"{XHTML}img")] == [""], "the text says what the picture has"
    bare = etree.fromstring(_members(_story())["cover.svg"])
    assert [text.text for text in bare.iter(f"{SVG}text")] == ["Ferry", "resumes"]


def test_the_colophon_says_where_the_story_is_from_and_what_converted_it() -> None:
    article = _story(
        language="de",
        provider=Party(name="Harbour Press"),
        sources=(InfoSource(name="dpa"),),
        original_url="https://example.org/ferry",
        published=Moment("2024-04-01"),
        version=2,
        generator=Generator(name="wirecopy", version="1.2.3"),
    )
    page = etree.fromstring(_members(article)["colophon.xhtml"])
    entries = ["".join(e.itertext()) for e in page.iter(f"{XHTML}dt", f"{XHTML}dd")]
    assert entries == [
        *("Herausgeber", "Harbour Press", "Quelle", "dpa", "https://example.org/ferry"),
        *("Veröffentlicht", "1. April 2024", "Version", "2 (1. April 2024, 18:30 UTC+2)"),
        *("Kennung", article.id, "Konvertierung", "wirecopy 1.2.3"),
    ]


def test_words_of_another_language_are_marked() -> None:
    page = etree.fromstring(_members(_story(language="und"))["colophon.xhtml"])
    assert {e.get("lang") for e in page.iter(f"{XHTML}dt", f"{XHTML}h1")} == {"en"}
    assert {e.get("lang") for e in page.iter(f"{XHTML}dd")} == {None}
    assert all(len(set(words[:-1])) > 8 and all(words[:-1]) for words in _epub_words._WORDS.values())


def test_landmarks_lead_to_cover_story_and_colophon() -> None:
    page = etree.fromstring(_members(_story())["nav.xhtml"])
    type = "{http://www.idpf.org/2007/ops}type"
    landmarks = next(nav for nav in page.iter(f"{XHTML}nav") if nav.get(type) == "landmarks")
    assert [(a.get(type), a.get("href")) for a in landmarks.iter(f"{XHTML}a")] == [
        ("cover", "cover.xhtml"),
        ("bodymatter", "article.xhtml"),
        ("colophon", "colophon.xhtml"),
    ]


@pytest.mark.parametrize("language", ["en", "ar", "ja", "de", "zh", "und"])
@pytest.mark.parametrize("length", [1, 12, 60, 200, 900])
def test_the_cover_is_never_overfull(language: str, length: int) -> None:
    letters = {
        "ar": "عبّارة ",
        "ja": "夜行フェリーが運航を再開し、",
        "zh": "夜间渡轮恢复航行",
        "de": "Donaudampfschifffahrtsgesellschaft ",
    }
    title = (letters.get(language, "Ferry resumes ") * 200)[:length].strip()
    front = _epub_cover.Cover(
        title=title,
        language=language,
        direction="rtl" if language == "ar" else "ltr",
        publisher=title,
        subtitle=title,
        byline=title,
        date=Moment("2024-04-01"),
    )
    picture = etree.fromstring(_epub_cover.cover_image(front))
    assert all(0 < float(text.get("y")) < 2200 for text in picture.iter(f"{SVG}text"))
    for text in picture.iter(f"{SVG}text"):
        assert _epub_cover.columns_of(text.text) * float(text.get("font-size")) * 0.5 <= 1400


def test_lines_of_japanese_break_between_phrases() -> None:
    _, lines = _epub_cover.title_lines("北浜の夜行フェリー、十一年ぶりに運航再開へ", 1320)
    assert lines == ["北浜の夜行", "フェリー、", "十一年ぶりに", "運航再開へ"]


def _changed(article: Article, change: Callable[[dict[str, bytes]], None]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(write(article).data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    before = dict(members)
    change(members)
    assert members != before
    return pack([Member(name=name, data=data) for name, data in members.items()])


def _read(data: bytes) -> Parsed:
    return pipeline.read(Source(name="story.epub", data=data, moment=Moment("2025-01-01T00:00:00Z")), format="epub")


def test_older_publications_without_cover_are_read() -> None:
    article = _story(dateline="AMMAN")

    def as_before(members: dict[str, bytes]) -> None:
        for name in ("cover.xhtml", "cover.svg", "colophon.xhtml"):
            del members[f"EPUB/{name}"]
        package = members["EPUB/content.opf"].decode()
        package = re.sub(r'<item [^>]*href="(?:cover|colophon)\.\w+"[^>]*/>', "", package)
        members["EPUB/content.opf"] = re.sub(r'<itemref idref="(?:cover|colophon)"/>', "", package).encode()
        page = re.sub(r'<span class="dateline">.*?</span>', "", members["EPUB/article.xhtml"].decode())
        dateline = '<p class="dateline run-in dash" property="schema:dateline">AMMAN</p>'
        members["EPUB/article.xhtml"] = page.replace("<div property", f"{dateline}<div property").encode()

    assert _read(_changed(article, as_before)).article == article


_OPENING = rb'<span class="dateline">.*?</span>'


@pytest.mark.parametrize(
    ("pattern", "replacement"),
    [
        (rb"(.*)(%s)(.*?)<p>Everybody" % _OPENING, rb"\1\2\3<p>\2Everybody"),
        (rb"<p>(%s)" % _OPENING, rb"<p>x\1"),
        (rb"schema:dateline", rb"schema:mentions"),
        (rb"</bdi>", rb"</bdi><em>x</em>"),
        (rb"AMMAN</bdi>", rb"<em>AMMAN</em></bdi>"),
    ],
    ids=["twice", "late", "other property", "more in it", "markup"],
)
def test_a_dateline_that_wirecopy_does_not_write_is_refused(pattern: bytes, replacement: bytes) -> None:
    def change(members: dict[str, bytes]) -> None:
        page = members["EPUB/article.xhtml"]
        members["EPUB/article.xhtml"] = re.sub(pattern, replacement, page, count=1, flags=re.DOTALL)

    with pytest.raises(InputError, match="INP061"):
        _read(_changed(_story(dateline="AMMAN"), change))


def test_notes_begin_with_their_labels() -> None:
    """As text, which no reader leaves out; it is none of the words of the story, and read back as the label alone."""
    note = Note(id="a", content=(Paragraph((Text("Bicycles "), LineBreak(), Text("count."))),))
    article = _story(body=(Paragraph((Text("Fares"), NoteRef(note="a", label="*"))), note))
    data = write(article).data
    page = etree.fromstring(_members(article)["article.xhtml"])
    assert "".join(page.find(f".//{XHTML}aside").itertext()) == "* Bicycles count."
    module = checks.checks_of("epub")
    assert module.facts(module.open(data)).bodies[0].text.split() == ["Fares", "*", "Bicycles", "count."]
    read = _read(data)
    assert (read.article, read.findings) == (article, ())

    def other(members: dict[str, bytes]) -> None:
        page = members["EPUB/article.xhtml"]
        members["EPUB/article.xhtml"] = page.replace(b'"label">*<', b'"label">1<')

    with pytest.raises(InputError, match="INP061"):
        _read(_changed(article, other))


@pytest.mark.slow
def test_mupdf_prints_the_labels_of_notes(tmp_path: Path) -> None:
    note = Note(id="a", content=(Paragraph((Text("Bicycles count."),)),))
    article = _story(body=(Paragraph((Text("Fares"), NoteRef(note="a", label="*"))), note))
    assert "* Bicycles count." in [line.text for line in _lines(_written(article, tmp_path))]


def test_an_edition_states_what_its_pictures_need(tmp_path: Path) -> None:
    """Its cover has nothing that its text does not have."""
    path = tmp_path / "day.epub"
    gif = next(data for type, data in strategies.PICTURES if type == "image/gif")
    described = Image(href="https://example.org/a.png", alt="A ferry", data=PICTURE)
    moving = Image(href="https://example.org/a.gif", alt="A ferry", data=gif, media_type="image/gif")
    undescribed = Image(href="https://example.org/a.png", alt="", data=PICTURE)
    for images, modes, sufficient, hazard in (
        ((), ["textual"], ["textual"], ["none"]),
        ((described,), ["textual", "visual"], ["textual"], ["none"]),
        ((undescribed,), ["textual", "visual"], ["textual,visual"], ["none"]),
        ((described, moving), ["textual", "visual"], ["textual"], ["unknown"]),
    ):
        body = (*_story().body, *(Figure(image=image, caption=(Text("x"),)) for image in images))
        bind([_story(body=body)], path, force=True)
        with zipfile.ZipFile(path) as archive:
            package = etree.fromstring(archive.read("EPUB/content.opf"))
        stated: dict[str, list[str]] = {}
        for meta in package.iter("{*}meta"):
            stated.setdefault(meta.get("property", ""), []).append(meta.text or "")
        assert stated["schema:accessMode"] == modes
        assert stated["schema:accessModeSufficient"] == sufficient
        assert stated["schema:accessibilityHazard"] == hazard
        assert stated["schema:accessibilityFeature"] == [
            *("tableOfContents", "structuralNavigation", "displayTransformability")
        ]


def test_links_that_run_the_other_way_are_read_back() -> None:
    link = Link(href="https://example.org/", content=(Text("العبّارة!"),))
    article = _story(body=(Paragraph((Text("x "), link)),), dateline="عمّان")
    read = _read(write(article).data)
    assert (read.article, read.findings) == (article, ())
