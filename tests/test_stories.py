"""Several stories in one input: each is read as it would be alone, named by its number, and fails alone."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import examples
from hypothesis import given
from hypothesis import strategies as st
from report_texts import as_github, as_json, as_junit, as_sarif, as_text

import convert
from convert import batch, errors, pipeline
from convert.findings import FileReport, Report
from convert.model import Moment, words
from convert.readers import Source
from convert.readers.text import read
from convert.readers.text.fields.assign_roles import STATED_ROLE
from convert.reports import summary

AT = Moment("2026-01-01T00:00:00Z")

TITLES = (
    "Ferry to Ardlow runs again after the storm",
    "Council of Skarhamn keeps its lighthouse",
    "Bakers walk out over night shifts",
    "Museum returns a borrowed clock",
    "Wolf closes the motorway at Graz",
)
TEXTS = (
    "The boats stayed in port for three days, the operator said on Monday. Nobody was hurt.",
    "The vote ends a debate that had split the town for two years, the mayor said.",
    "Shops expect empty shelves until Wednesday. The union wants work to start at four.",
    "The owner said that it was running late. It had been on loan since 1911.",
    "It left when a snow plough arrived, the police said on Sunday evening.",
)

stories_of = st.lists(
    st.tuples(st.sampled_from(TITLES), st.lists(st.sampled_from(TEXTS), min_size=1, max_size=3, unique=True)),
    min_size=2,
    max_size=5,
    unique_by=lambda story: story[0],
)


def source(data: bytes | str, name: str = "copy.txt") -> Source:
    return Source(name=name, data=data.encode() if isinstance(data, str) else data, moment=AT)


def frame(number: int, title: str, texts: list[str]) -> bytes:
    body = "\r\n".join(f"   {text}" for text in texts)
    return (
        f"\x16\x16\x01eca{number:03} 4 i 211 ccccb   dpa 061\r\nHarbour/Ports/\r\n\x02{title} =\r\n\r\n{body}\r\n"
        f"dpa ab cd\r\n\x03131137 GMT Nov 13\r\n\x04"
    ).encode()


def message(number: int, title: str, texts: list[str]) -> bytes:
    body = "\n\n".join(texts)
    return (
        f"From desk@example.org Thu Nov 13 11:3{number}:00 2025\nFrom: Port Desk <desk@example.org>\n"
        f"Message-ID: <{number}@example.org>\nDate: Thu, 13 Nov 2025 11:3{number}:00 +0000\nSubject: {title}\n\n"
        f"{body}\n\n"
    ).encode()


def pasted(number: int, title: str, texts: list[str]) -> bytes:
    body = "\n\n".join(texts)
    return f"From: Port Desk\nSent: 13 November 2025 11:3{number}\nTo: News\nSubject: {title}\n\n{body}\n\n".encode()


def wire(number: int, title: str, texts: list[str]) -> bytes:
    body = "\n".join(f"   {text}" for text in texts)
    return f"a012{number}\nr i BC-Port-{number} 11-13 0412\n{title}\n{body}\n-30-\n\n".encode()


def item(number: int, title: str, texts: list[str]) -> bytes:
    body = "\n\n".join(texts)
    return (
        f"Title: {title}\nLink: https://port.example/{number}\nGUID: port-{number}\n"
        f"PubDate: Thu, 13 Nov 2025 11:3{number}:00 GMT\nCreator: Mara Lindqvist\nContent:\n{body}\n\n"
    ).encode()


def markdown(number: int, title: str, texts: list[str]) -> bytes:
    body = "\n\n".join(texts)
    return f"---\ntitle: {title}\ndate: 2025-11-13\ntags:\n  - port\n---\n\n{body}\n\n".encode()


def thread(number: int, title: str, texts: list[str]) -> bytes:
    posts = [f"{title}.", *texts]
    numbered = "\n\n".join(f"{at}/{len(posts)} {post}" for at, post in enumerate(posts, 1))
    return f"Ada Lund @ada{number} · 4 Mar 2025\n\n{numbered}\n\n".encode()


FORMS = {
    "feed": item,
    "front matter": markdown,
    "threads": thread,
    "frames": frame,
    "mbox": message,
    "mails": pasted,
    "wires": wire,
}


@pytest.mark.sampled(2)
@pytest.mark.parametrize("form", FORMS)
@given(several=stories_of)
@examples(quick=4, slow=100)
def test_joined_stories_are_read_as_each_alone(form: str, several: list[tuple[str, list[str]]]) -> None:
    parts = [FORMS[form](number, *story) for number, story in enumerate(several)]
    found = pipeline.split(source(b"".join(parts)))
    assert [story.story for story in found] == [*range(1, len(parts) + 1)]
    for story, part in zip(found, parts, strict=True):
        one, alone = read(story).article, read(source(part)).article
        assert one.origin is not None
        assert one.origin.name == f"copy.txt#{story.story}"
        assert replace(one, origin=None, checksum=None) == replace(alone, origin=None, checksum=None)
    assert len({read(story).article.id for story in found}) == len(parts)


@pytest.mark.sampled(2)
@pytest.mark.parametrize("form", FORMS)
@given(several=stories_of, data=st.data())
@examples(quick=4, slow=100)
def test_no_cut_loses_a_line(form: str, several: list[tuple[str, list[str]]], data: st.DataObject) -> None:
    whole = b"".join(FORMS[form](number, *story) for number, story in enumerate(several))
    cut = whole[data.draw(st.integers(0, len(whole) // 2)) : data.draw(st.integers(len(whole) // 2, len(whole)))]
    found = pipeline.split(source(cut))
    assert b"".join(story.data for story in found) == cut
    read_lines = []
    for story in found:
        with suppress(convert.InputError):
            read_lines += [line.number for line in read(story).trace]
    assert read_lines == sorted(set(read_lines)) or form == "frames"


SEPARATORS = ["###", "-30-", "* * *", "====", "-----", "***", "– – –", "___", "⁂", "(END)"]


@pytest.mark.sampled(2)
@pytest.mark.parametrize("separator", SEPARATORS)
def test_separators_are_reported_and_divide_on_demand(separator: str) -> None:
    parts = [f"{title}\n\n{text}\n\n" for title, text in zip(TITLES, TEXTS, strict=True)]
    copy = source(f"{separator}\n\n".join(parts))
    assert pipeline.split(copy) == (copy,)
    parsed = read(copy)
    [finding] = [finding for finding in parsed.findings if finding.code == "TXT025"]
    assert dict(finding.detail)["stories"] == "5"
    assert parsed.article.headline == TITLES[0]
    text = " ".join(words(parsed.article))
    assert all(part in text for part in (*TITLES, *TEXTS))
    found = pipeline.split(copy, by_separators=True)
    assert [read(story).article.headline for story in found] == list(TITLES)
    assert not [f for story in found for f in read(story).findings if f.code == "TXT025"]


@pytest.mark.parametrize(
    "caption",
    [
        "The mayor of Osted speaks during a debate about the leaking boat in the town hall. She rows.",
        "Die Bürgermeisterin von Osted spricht im Rathaus über das Leck im Boot. Sie rudert gern.",
    ],
)
def test_what_is_repeated_above_separated_parts_is_not_held_for_text(caption: str) -> None:
    """Captions of a page stand twice above its story, and its parts are divided by rows of signs."""
    parts = [f"{title}\n\n{text}\n\n" for title, text in zip(TITLES, TEXTS, strict=True)]
    copy = source(f"{caption}\n\n{caption}\n\n" + "___\n\n".join(parts))
    parsed = read(copy)
    assert not any(line.rule == STATED_ROLE for line in parsed.trace if line.text == caption)
    text = " ".join(words(parsed.article))
    assert all(part in text for part in (*TITLES, *TEXTS))


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("(Compiled by Nadia Fellgett)", ["Nadia Fellgett"]),
        ("[By Nadia Fellgett and Finn Corrie]", ["Nadia Fellgett", "Finn Corrie"]),
        ("(Von Nadia Fellgett)", ["Nadia Fellgett"]),
        ("(The ferry was late.)", []),
    ],
)
def test_a_closing_byline_names_the_authors(line: str, names: list[str]) -> None:
    copy = "\n\n* * *\n\n".join(f"{title}\n\n{text}" for title, text in zip(TITLES, TEXTS, strict=True))
    article = read(source(f"{copy}\n\n{line}\n")).article
    assert [author.name for author in article.authors] == names
    last = pipeline.split(source(f"{copy}\n\n{line}\n"), by_separators=True)[-1]
    assert [author.name for author in read(last).article.authors] == names


def test_titles_between_rows_are_titles() -> None:
    copy = source("Briefs\n\n" + "".join(f"=====\n{TITLES[n]}\n=====\n{TEXTS[n]}\n\n" for n in range(3)))
    article = read(copy).article
    assert article.headline == TITLES[0]
    assert [type(block).__name__ for block in article.body] == ["Paragraph", *("Heading", "Paragraph") * 2]
    found = pipeline.split(copy, by_separators=True)
    assert [read(story).article.headline for story in found] == list(TITLES[:3])


def test_labels_that_count_stories_are_no_titles() -> None:
    copy = source("".join(f"STORY {n}\n{TITLES[n]}\nBy Ann Lee\n\n{TEXTS[n]}\n\n-30-\n\n" for n in range(1, 4)))
    assert "STORY" not in " ".join((read(copy).article.headline, *words(read(copy).article)))
    found = pipeline.split(copy, by_separators=True)
    assert [read(story).article.headline for story in found] == list(TITLES[1:4])


def test_numbers_divide_on_demand() -> None:
    copy = source("NEWS IN BRIEF\n\n" + "".join(f"{n}. {TITLES[n]}\n{TEXTS[n]}\n\n" for n in range(1, 5)))
    found = pipeline.split(copy, by_separators=True)
    assert [read(story).article.headline for story in found][1:] == list(TITLES[2:])


@pytest.mark.parametrize(
    "copy",
    [
        f"{TITLES[0]}\n\n{TEXTS[0]}\n\n* * *\n\n{TEXTS[1]}\n\n* * *\n\n{TEXTS[2]}\n",
        f"{TITLES[0]}\n\n{TEXTS[0]}\n\n###\n\nAbout Ardlow Ferries\n\n{TEXTS[1]}\n",
        f"{TITLES[0]}\n\n{TEXTS[0]}\n\nENDS\n\n###\n\nNotes to editors\n\n{TEXTS[1]}\n",
        f"{TITLES[0]}\n{'=' * 40}\n\n{TEXTS[0]}\n\n{TITLES[1]}\n{'-' * 40}\n\n{TEXTS[1]}\n",
        f"{TITLES[0]}\n\n{TEXTS[0]}\n\n1. {TITLES[1]}\n{TEXTS[1]}\n\n2. {TITLES[2]}\n{TEXTS[2]}\n",
        f"---\ntitle: {TITLES[0]}\ndate: 2025-11-13\n---\n\n{TEXTS[0]}\n",
    ],
    ids=["scenes", "issuer", "notes", "underlines", "list", "front matter"],
)
def test_other_marks_divide_nothing(copy: str) -> None:
    assert len(pipeline.split(source(copy), by_separators=True)) == 1
    assert "TXT025" not in {finding.code for finding in read(source(copy)).findings}


def test_a_chain_of_answers_is_one_mail() -> None:
    answer = (
        pasted(1, f"RE: {TITLES[0]}", [TEXTS[0]]) + b"-----Original Message-----\n" + pasted(0, TITLES[0], [TEXTS[1]])
    )
    assert len(pipeline.split(source(answer))) == 1
    forwarded = pasted(1, "For tomorrow", ["Use this."]) + pasted(0, TITLES[0], [TEXTS[1]])
    assert len(pipeline.split(source(forwarded))) == 1


def test_a_take_belongs_to_its_story() -> None:
    take = f"BC-Port, 1st Add,0120\n   {TEXTS[1]}\n"
    assert len(pipeline.split(source(f"BC-Port,0412\n{TITLES[0]}\n   {TEXTS[0]}\n\n{take}"))) == 1


def test_wide_text_is_divided() -> None:
    data = b"".join(pasted(n, TITLES[n], [TEXTS[n]]) for n in range(3)).decode().encode("utf-16")
    found = pipeline.split(source(data))
    assert [read(story).article.headline for story in found] == list(TITLES[:3])


def test_escaped_lines_of_an_mbox_are_as_they_were() -> None:
    data = message(0, TITLES[0], [TEXTS[0], ">From the port, boats leave at nine."]) + message(1, TITLES[1], [TEXTS[1]])
    first, _ = pipeline.split(source(data))
    assert "From the port, boats leave at nine." in " ".join(words(read(first).article))
    assert ">From" not in " ".join(words(read(first).article))


# --------------------------------------------------------------------------------------------------------------------
# Batches, checks and reports


@pytest.fixture
def several(tmp_path: Path) -> Path:
    path = tmp_path / "wire.txt"
    path.write_bytes(frame(1, TITLES[0], [TEXTS[0]]) + b"\x01\r\n\x02\x03\r\n\x04" + frame(3, TITLES[2], [TEXTS[2]]))
    return path


def run(path: Path, out: Path, **options: object) -> list[batch.Outcome]:
    chosen = batch.Settings(formats=("article", "text"), epoch="2026-01-01T00:00:00Z", **options)  # type: ignore[arg-type]
    jobs = batch.plan([str(path)], chosen.formats, str(out), trace=True)
    return list(batch.run(jobs, chosen))


def test_a_bad_story_does_not_stop_the_others(several: Path, tmp_path: Path) -> None:
    outcomes = run(several, tmp_path / "out")
    assert [(outcome.story, outcome.exit_code) for outcome in outcomes] == [
        (1, errors.EXIT_OK),
        (2, errors.EXIT_INPUT),
        (3, errors.EXIT_OK),
    ]
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == [f"wire-{n}.{suffix}" for n in (1, 3) for suffix in ("article.json", "trace.json", "txt")]
    trace = json.loads((tmp_path / "out" / "wire-3.trace.json").read_text(encoding="utf-8"))
    assert trace["name"] == "wire.txt#3"
    assert (
        trace["lines"][0]["number"] == several.read_bytes()[: several.read_bytes().rindex(b"\x16\x16")].count(b"\n") + 1
    )


def test_reports_name_the_story(several: Path, tmp_path: Path) -> None:
    reports = tuple(report for outcome in run(several, tmp_path / "out") for report in outcome.reports)
    report = Report(files=reports)
    assert f"{several}:8 (story 2): error INP002" in as_text(report)
    files = json.loads(as_json(report, wirecopy="1"))["files"]
    assert [file["story"] for file in files if file["findings"] and file["findings"][0]["code"] == "INP002"] == [2]
    assert f'name="{several} (story 2)"' in as_junit(report)
    assert "::story 2: there is nothing to read" in as_github(report)
    assert '"name": "story 2"' in as_sarif(report, wirecopy="1", explanations=lambda code: f"{code}: title\n\nWhat.")
    one = FileReport(path="a", findings=())
    assert (
        summary(Report(files=(one, *(replace(one, story=n) for n in (1, 2)))))
        == "2 files, 2 stories: nothing to report"
    )


def test_sidecars_apply_to_all_stories_or_to_one(several: Path, tmp_path: Path) -> None:
    (tmp_path / "wire.meta.toml").write_text('provider = "Port News"\nurgency = 2\nid = "urn:example:wire"\n')
    (tmp_path / "wire-3.meta.toml").write_text("urgency = 7\nlanguage = 'en-GB'\n")
    run(several, tmp_path / "out", metadata={"language": "en-IE"})
    first, third = (json.loads((tmp_path / "out" / f"wire-{n}.article.json").read_text()) for n in (1, 3))
    assert (first["urgency"], third["urgency"]) == (2, 7)
    assert first["provider"] == third["provider"]
    assert first["language"] == third["language"] == "en-IE"
    assert (first["id"], third["id"]) == ("urn:example:wire-1", "urn:example:wire-3")


def test_a_story_replaces_no_input_and_no_document(several: Path, tmp_path: Path) -> None:
    (tmp_path / "wire-1.txt").write_text(f"{TITLES[4]}\n\n{TEXTS[4]}\n")
    chosen = batch.Settings(formats=("text",), force=True, epoch="2026-01-01T00:00:00Z")
    jobs = batch.plan([str(several), str(tmp_path / "wire-1.txt")], ("text",), str(tmp_path / "out"))
    first, _, third, other = batch.run(jobs, chosen)
    assert (first.exit_code, third.exit_code, other.exit_code) == (errors.EXIT_USAGE, errors.EXIT_OK, errors.EXIT_OK)
    assert first.reports[0].findings[0].code == "INP015"
    assert (tmp_path / "out" / "wire-1.txt").read_text().startswith(TITLES[4])


def test_several_stories_need_a_folder(several: Path) -> None:
    [job] = batch.plan([str(several)], ["text"], None)
    outcomes = batch.perform(job, batch.Settings(formats=("text",)))
    assert {outcome.reports[0].findings[0].code for outcome in outcomes} == {"INP016"}


def test_check_reports_each_story(several: Path) -> None:
    outcome = batch.check(str(several), policy=batch.CheckPolicy())
    assert [report.story for report in outcome.reports] == [1, 2, 3]
    assert outcome.exit_code == errors.EXIT_INPUT
    found = convert.check(several)
    assert ("INP002", 2) in {(finding.code, finding.location.story) for finding in found.findings}


def test_the_api_gives_each_story(several: Path) -> None:
    (several.parent / "wire-3.meta.toml").write_text("urgency = 7\n")
    with pytest.raises(convert.InputError, match="INP025"):
        convert.convert(several, to="text")
    with pytest.raises(convert.InputError, match="INP025"):
        convert.read(several.read_bytes())
    first, _, third = convert.stories(several, provider="Port News")
    result = convert.convert(third, to=["text"])
    assert result.article.urgency == 7
    assert result.article.provider is not None
    assert convert.read(first).article.headline == TITLES[0]
    assert convert.stories("Only one story here.")[0].story == 0
    assert len(convert.stories(f"{TITLES[0]}\n\n{TEXTS[0]}\n\n###\n\n{TITLES[1]}\n\n{TEXTS[1]}\n", split=True)) == 2


def test_too_many_stories_are_refused() -> None:
    with pytest.raises(convert.InputError, match="INP024"):
        pipeline.split(source(b"\x01a\x02word\x03\n" * 10_001))


@pytest.mark.sampled(4)
@pytest.mark.parametrize("part", [20, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize(
    "data",
    [
        "###\n\n" * 100_000,
        "* * *\n\nTitle\n\n" * 40_000,
        "\x01" * 1_000_000,
        "\x16" * 1_000_000 + "\x01\x02",
        "From: a\n\n" * 60_000,
        "From a@b 11:11\nX: y\n\n" * 60_000,
        "BC-Port, 1st Add,0412\n" * 100_000,
        "eca062 4 i 211 x dpa 061\na/b/\n" * 60_000,
        "1. Title\n" * 100_000,
        "Title: a\nLink: https://a.example/\nGUID: 1\n" * 20_000,
        "Title: a\n" * 60_000 + "Link: https://a.example/\nGUID: 1\n",
        "a\nhttps://a.example/\nThu, 13 Nov 2025 11:30:00 GMT\n" * 20_000,
        "Title: a" + " " * 400_000 + "b\n" * 10,
        "---\ntitle: a\n" * 60_000,
    ],
    ids=[
        "rows",
        "titles",
        "marks",
        "signs",
        "headers",
        "mbox",
        "slugs",
        "codes",
        "numbers",
        "items",
        "titles of items",
        "bare",
        "spaces",
        "fences",
    ],
)
def test_hostile_input_takes_linear_time(data: str, part: int) -> None:
    copy = source(data[: len(data) // part])
    start = time.process_time()
    with suppress(convert.InputError):
        pipeline.split(copy, by_separators=True)
    assert time.process_time() - start < 10 / part
