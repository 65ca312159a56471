"""Metadata as people write them: what is certain is understood and noted, all else is refused before any work."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import pytest

import convert
from convert import article_codec, cli
from convert.errors import UsageError
from convert.mapping import qcodes
from convert.metadata import MOMENTS, supplied
from convert.model import Concept, Contributor, InfoSource, Moment, Party, Rights, Subject

pytestmark = pytest.mark.sampled(3)

TOPICS = "http://cv.iptc.org/newscodes/mediatopic/"
COPY = "Ferry resumes\n\nBy Jane Doe\n\nThe ferry resumed on Tuesday after three days of storm.\n"

DATES = {
    "7 December 2016": "2016-12-07",
    "December 7, 2016": "2016-12-07",
    "Wednesday, 7 December 2016": "2016-12-07",
    "2016/12/07": "2016-12-07",
    "13/12/2016": "2016-12-13",
    "12/13/2016": "2016-12-13",
    "7. Dezember 2016": "2016-12-07",
    "7 декабря 2016 года": "2016-12-07",
    "2016年12月7日": "2016-12-07",
    "2016-12-07 16:00 +01:00": "2016-12-07T16:00:00+01:00",
    "2016-12-07 16:00Z": "2016-12-07T16:00:00Z",
    "7 December 2016, 4:00 pm GMT": "2016-12-07T16:00:00Z",
}


@pytest.mark.parametrize("text", DATES)
def test_dates_as_people_write_them(text: str) -> None:
    """Each is noted with what was understood; exact ones are not."""
    found = supplied({"published": text})
    assert found.values == {"published": Moment(DATES[text])}
    assert found.notes == (f"published: {text!r} is understood as {DATES[text]}",)
    assert supplied({"published": DATES[text]}).notes == ()


REFUSED_DATES = {
    "03/04/2016": "day and month cannot be told apart",
    "7.12.2016": "day and month cannot be told apart",
    "7/12/16": "day and month cannot be told apart",
    "7 listopad 2016": "languages understand differently",
    "31 February 2016": "does not exist",
    "2016-13-01": "does not exist",
    "Monday, 7 December 2016": "names a Monday, which 2016-12-07 is not",
    "7 December 2016 in London": "more than a date",
    "7 December": "without a year",
    "yesterday": "neither a date nor an instant",
    "2016-12-07 16:00": "without its zone",
}


@pytest.mark.parametrize("text", REFUSED_DATES)
def test_dates_that_are_not_certain_are_refused(text: str) -> None:
    with pytest.raises(UsageError, match=REFUSED_DATES[text]) as caught:
        supplied({"published": text})
    assert caught.value.code == "INP011"
    assert caught.value.advice


def test_a_time_without_zone_is_of_the_zone_that_is_named() -> None:
    """Not one that the clocks of the zone show twice; nor does a zone change one that is shown."""
    assert supplied({"updated": "2016-12-07 16:00"}, timezone="Europe/Berlin").values == {
        "updated": Moment("2016-12-07T16:00:00+01:00")
    }
    assert supplied({"updated": datetime(2016, 7, 1, 9)}, timezone="Europe/Berlin").values == {
        "updated": Moment("2016-07-01T09:00:00+02:00")
    }
    assert supplied({"updated": "2016-12-07 16:00Z"}, timezone="Europe/Berlin").values == {
        "updated": Moment("2016-12-07T16:00:00Z")
    }
    with pytest.raises(UsageError, match="twice or not at all"):
        supplied({"updated": "2016-10-30 02:30"}, timezone="Europe/Berlin")


@pytest.mark.parametrize("leaf", sorted(MOMENTS - {"history.timestamp"}))
def test_every_time_is_understood(leaf: str) -> None:
    """In records, too; where an instant is needed a day is refused with how to write it."""
    instant = supplied({leaf: "7 December 2016, 16:00 GMT"})
    assert instant.notes == (f"{leaf}: '7 December 2016, 16:00 GMT' is understood as 2016-12-07T16:00:00Z",)
    [value] = instant.values.values()
    assert "2016-12-07T16:00:00Z" in repr(value)
    if leaf in ("published", "content_created"):
        assert supplied({leaf: date(2016, 12, 7)}).values == {leaf: Moment("2016-12-07")}
    else:
        with pytest.raises(UsageError, match="only a day"):
            supplied({leaf: "7 December 2016"})
    nested = supplied({"history": [{"action": "receive", "timestamp": "7 December 2016"}], "embargo": {}})
    assert nested.notes == ("history.timestamp: '7 December 2016' is understood as 2016-12-07",)


CODES: list[tuple[Mapping[str, object], Mapping[str, object]]] = [
    (
        {"subjects": "medtop:16000000"},
        {"subjects": (Subject(name="conflict, war and peace", uri=f"{TOPICS}16000000"),)},
    ),
    (
        {"subject": ["mediatopic:20000430", "ferries (medtop:20000430)", "ferries"]},
        {
            "subjects": (
                Subject(name="medtop:20000430", uri=f"{TOPICS}20000430"),
                Subject(name="ferries", uri=f"{TOPICS}20000430"),
                Subject(name="ferries"),
            )
        },
    ),
    (
        {"subjects.uri": "medtop:16000000"},
        {"subjects": (Subject(name="conflict, war and peace", uri=f"{TOPICS}16000000"),)},
    ),
    (
        {"genres": "genre:Press_Release"},
        {"genres": (Concept(name="Press Release", uri="http://cv.iptc.org/newscodes/genre/Press_Release"),)},
    ),
    (
        {"authors": [{"name": "A", "roles": ["marcrel:pht"], "uri": "urn:x:a"}]},
        {"authors": (Contributor(name="A", uri="urn:x:a", roles=("http://id.loc.gov/vocabulary/relators/pht",)),)},
    ),
    (
        {"sources": [{"name": "A", "role": "cpprole:infosource"}]},
        {"sources": (InfoSource(name="A", role="http://cv.iptc.org/newscodes/contentprodpartyrole/infosource"),)},
    ),
    ({"rights": "© 2016 X"}, {"rights": Rights(notice="© 2016 X")}),
    (
        {"rights.data_mining": "plus:DMI-PROHIBITED", "rights.holder": "X"},
        {"rights": Rights(holder=Party(name="X"), data_mining="http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED")},
    ),
    ({"subjects": "G20: the summit"}, {"subjects": (Subject(name="G20: the summit"),)}),
    ({"subjects": "why: a question"}, {"subjects": (Subject(name="why: a question"),)}),
]


@pytest.mark.parametrize(("values", "expected"), CODES, ids=[json.dumps(values) for values, _ in CODES])
def test_codes_become_their_uris(values: Mapping[str, object], expected: Mapping[str, object]) -> None:
    assert supplied(values).values == expected


def test_codes_of_media_topics_are_those_of_the_scheme() -> None:
    """Seventeen, of eight digits; a code of another length is refused, and the URI is the code again."""
    assert len(qcodes.MEDIA_TOPICS) == 17
    for code in qcodes.MEDIA_TOPICS:
        uri = qcodes.uri_of_written(code)
        assert uri is not None
        assert qcodes.qcode(uri) == code
    for short in ("medtop:1600000", "subj:016", "medtop:politics"):
        with pytest.raises(UsageError, match="eight digits"):
            supplied({"subjects": short})


REFUSED: dict[str, tuple[Mapping[str, object], str, str]] = {
    "language": ({"language": "english"}, "'english' is not a BCP 47 language tag", "Write it as en"),
    "locale": ({"language": "en_US"}, "'en_US' is not a BCP 47 language tag", "Write it as en"),
    "list": ({"keywords": '["a", "b"]'}, "looks like a list", "Repeat the key"),
    "twice": ({"headline": ["a", "b"]}, "headline: takes one text, not a list", "fields headline"),
    "part twice": ({"authors.name": ["a", "b"]}, "authors/0/name: takes one text, not a list", "fields authors"),
    "id": ({"id": "4711"}, "id: '4711' is not an absolute URI", "fields id"),
    "headlines": ({"other_headlines": [{"role": "a", "text": "a"}] * 2}, "different roles", "fields other_headlines"),
    "whole and part": ({"rights.holder": "a", "rights.holder.name": "b"}, "both whole and in parts", ""),
    "part and whole": ({"rights.holder.name": "b", "rights.holder": "a"}, "both whole and in parts", ""),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_no_story_can_have_is_refused(name: str) -> None:
    values, why, advice = REFUSED[name]
    with pytest.raises(UsageError) as caught:
        supplied(values)
    assert why in caught.value.message
    assert advice in caught.value.advice


@pytest.mark.parametrize(
    ("values", "noted"),
    [
        ({"keywords": "ferry, storm"}, True),
        ({"author": "Jane Doe; John Roe"}, True),
        ({"keywords": ["ferry, storm", "x"]}, False),
        ({"subjects": "conflict, war and peace"}, False),
        ({"editor_notes": "Picture follows, says Jane"}, False),
        ({"summary": "Storm, then calm"}, False),
    ],
)
def test_a_value_that_looks_like_a_list_is_noted(values: Mapping[str, object], noted: bool) -> None:
    found = supplied(values)
    assert any("is one value, not a list" in note for note in found.notes) == noted
    assert found.values == article_codec.metadata(values)


def test_what_was_understood_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """From the command line, a metadata file, a line of JSON Lines and the configuration; not with -q."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "story.txt").write_text(COPY, encoding="utf-8")
    understood = "published: '7 December 2016' is understood as 2016-12-07"
    given = ["-m", "published=7 December 2016"]
    convert_story = ["convert", "-t", "article"]
    assert cli._run([*convert_story, "story.txt", *given]) == 0
    assert capfd.readouterr().err == f"--meta {understood}\n"
    assert cli._run([*convert_story, "story.txt", "-q", *given]) == 0
    assert capfd.readouterr().err == ""
    (tmp_path / "wirecopy.toml").write_text('[meta]\npublished = "7 December 2016"\n', encoding="utf-8")
    assert cli._run([*convert_story, "story.txt"]) == 0
    assert f"wirecopy.toml:1: meta: {understood}\n" in capfd.readouterr().err
    (tmp_path / "wirecopy.toml").unlink()
    (tmp_path / "story.meta.toml").write_text('published = "7 December 2016"\n', encoding="utf-8")
    assert cli._run([*convert_story, "story.txt", "-v"]) == 0
    assert f"story.txt: notice INP065: story.meta.toml: {understood}\n" in capfd.readouterr().err
    line = {"id": "a", "text": COPY, "published": "7 December 2016", "keywords": "a, b"}
    (tmp_path / "day.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    assert cli._run([*convert_story, "day.jsonl", "-o", "out", "-v"]) == 0
    printed = capfd.readouterr().err
    assert f"day.jsonl:1: notice INP065: {understood}\n" in printed
    assert "day.jsonl:1: warning INP065: keywords: 'a, b' is one value" in printed


def test_nothing_is_written_with_a_wrong_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Before the first document of many."""
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(COPY, encoding="utf-8")
    assert cli._run(["convert", ".", "-o", "out", "-m", "language=english"]) == 2
    assert capfd.readouterr().err.startswith("wirecopy: metadata language: 'english' is not a BCP 47 language tag")
    assert not (tmp_path / "out").exists()


def test_the_zone_of_the_command_line_counts_for_metadata(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "story.txt").write_text(COPY, encoding="utf-8")
    options = ["convert", "story.txt", "-t", "article", "--timezone", "Europe/Berlin"]
    assert cli._run([*options, "-m", "updated=2016-12-07 16:00"]) == 0
    assert json.loads(capfd.readouterr().out)["updated"] == "2016-12-07T16:00:00+01:00"
    (tmp_path / "story.meta.toml").write_text("updated = 2016-12-07T16:00:00\n", encoding="utf-8")
    assert cli._run(options) == 0
    assert json.loads(capfd.readouterr().out)["updated"] == "2016-12-07T16:00:00+01:00"
    result = convert.convert(COPY, to=["article"], updated=datetime(2016, 12, 7, 16), timezone="Europe/Berlin")
    assert result.article.updated == Moment("2016-12-07T16:00:00+01:00")


@pytest.mark.parametrize(
    ("metadata", "noted"),
    [
        ({"version": 2}, True),
        ({"version": 2, "id": "urn:x:a"}, False),
        ({"version": 1}, False),
        ({}, False),
        ({"version": 3, "provider": "The Daily Example"}, True),
    ],
)
def test_a_version_without_an_id_is_reported(metadata: dict[str, object], noted: bool) -> None:
    """The computed id of a corrected story is another one."""
    first = convert.convert(COPY, to=["article"], metadata=metadata)
    second = convert.convert(COPY.replace("three", "four"), to=["article"], metadata=metadata)
    assert ("INP066" in {finding.code for finding in first.findings}) == noted
    assert (first.article.id == second.article.id) == ("id" in metadata)
