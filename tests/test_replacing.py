"""What outputs replace: a report an earlier report alone, a package a package, the index of a journal an index."""

from __future__ import annotations

import io
import os
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from conftest import ROOT
from picture_files import exif, jpeg
from report_texts import as_github

from convert import cli, codes, errors, reports
from convert.batch import journal_index
from convert.findings import FileReport, Finding, Location, Report, Severity
from convert.reports.earlier import is_report
from convert.reports.junit import junit_parts
from convert.reports.sarif import sarif_parts

STORY = "The ferry returns\n\nBy Jane Doe\n\nPORT OSTED: The ferry returned on Monday, the council said.\n"


def _found(number: int, severity: Severity = Severity.WARNING, path: str = "a.txt") -> FileReport:
    place = Location(path=path, line=number)
    advice = "Is this the right file?"
    finding = Finding(code="INP002", severity=severity, message="x" * 100, advice=advice, location=place)
    return FileReport(path=path, findings=(finding,))


def _reports() -> Iterator[bytes]:
    """Reports in all forms: without findings, with one of each severity, and long ones, which are in groups."""
    for files in (
        [FileReport(path="a.txt")],
        [FileReport(path="a.txt", story=2), FileReport(path="b.ninjs.jsonl", documents=3)],
        *([_found(7, severity)] for severity in Severity),
        [_found(1, path="")],
        [_found(number, path=f"{number}.txt") for number in range(60)],
        [_found(number, Severity.ERROR, f"{number}.txt") for number in range(60)],
    ):
        report = Report(files=tuple(files))
        for least in Severity:
            yield "".join(reports.text_parts(files, paint=lambda word, _: word, least=least)).encode()
            yield "".join(reports.grouped_parts(files, paint=lambda word, _: word, least=least)).encode()
            yield as_github(report, least=least, grouped=True).encode()
        yield f"{reports.summary(report)}\n".encode()
        yield "".join(reports.json_parts(files, wirecopy="0.1.0")).encode()
        yield "".join(sarif_parts(files, wirecopy="0.1.0", explanations=codes.explanation)).encode()
        yield "".join(junit_parts(files)).encode()


def test_reports_in_every_form_are_known_again() -> None:
    for report in _reports():
        assert is_report(io.BytesIO(report)), report[:200]


OTHERS = [
    STORY,
    "Weather: warning of storms\n\nBy Jane Doe\n\nThe coast is warned.\n",
    "Fehler: error 404 und andere Geschichten\n",
    "a.txt:7: warning: unused variable\n",
    "::group::build\n::endgroup::\n",
    "::error file=app.js,line=1::Missing semicolon\n",
    '{"uri": "urn:x:1", "headline": "1 file: nothing to report"}\n',
    '{\n  "report": "annual",\n  "wirecopy": "0.1.0"\n}\n',
    '<?xml version="1.0"?>\n<testsuites><testsuite name="pytest" errors="0"/></testsuites>\n',
    '{"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "runs": [{"tool": {"driver": {"name": "ruff"}}}]}',
    "3 files changed, 2 insertions(+)\n",
    "\n",
    "\0\1\2",
]


@pytest.mark.parametrize("other", OTHERS)
def test_other_files_are_no_reports(other: str) -> None:
    assert not is_report(io.BytesIO(other.encode()))


def test_documents_and_sources_are_no_reports() -> None:
    for path in (*ROOT.glob("tests/formats/*/golden/*"), *ROOT.glob("seeds/*"), ROOT / "README.md"):
        if path.is_file():
            assert not is_report(io.BytesIO(path.read_bytes())), path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a source, its document, and a package of it."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "a.txt").write_text(STORY)
    out = str(folder / "out")
    assert cli._run(["convert", str(folder / "a.txt"), "-t", "ninjs", "-o", f"{out}/", "-q", "--isolated"]) == 0
    assert cli._run(["pack", out, "-o", str(folder / "bag.zip"), "-q"]) == 0
    return folder


@pytest.fixture
def room(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of `made`, in which a test works; the source that the journal knows is that of `made`."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path


COMMANDS = {
    "convert a.txt -t text -o new/ --isolated": "new",
    "check out --isolated": "",
    "bind a.txt -o new.epub --isolated": "new.epub",
    "pack out -o new.zip": "new.zip",
    "verify bag.zip": "",
    "unpack bag.zip -o new": "new",
}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_report_replaces_only_a_report(command: str, room: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of any command, whatever the other file is to it; before any work."""
    for other in ("a.txt", "notes"):
        (room / "notes").write_text("Remember the milk.\n")
        before = (room / other).read_bytes()
        assert cli._run([*command.split(), "--report-file", other, "-q"]) == errors.EXIT_USAGE
        assert "(INP015)" in capsys.readouterr().err
        assert (room / other).read_bytes() == before
        assert not COMMANDS[command] or not (room / COMMANDS[command]).exists()
    (room / "notes").write_text("2 files: 1 error\n")
    assert cli._run([*command.split(), "--report-file", "notes", "-q", "--report", "json"]) == 0
    assert (room / "notes").read_text().startswith('{\n  "report": ')


@pytest.mark.parametrize(
    ("command", "report"),
    [
        ("verify bag", "bag/report"),
        ("verify bag", "bag/data/deep/report"),
        ("unpack bag -o new", "bag/report"),
        ("unpack bag -o new", "new/a.txt"),
        ("pack out -o new", "new/report"),
        ("pack out -o bag --force", "link/report"),
    ],
)
def test_no_report_is_added_to_a_package(
    command: str, report: str, room: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It would be a file too many in it."""
    assert cli._run(["pack", "out", "-o", "bag", "-q"]) == 0
    (room / "link").symlink_to("bag")
    assert cli._run([*command.split(), "--report-file", report]) == errors.EXIT_USAGE
    assert "to which nothing is added (INP015)" in capsys.readouterr().err
    assert cli._run(["verify", "bag", "-q"]) == 0
    assert not (room / "new").exists()


def test_a_file_that_appears_during_the_run_is_kept(
    room: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The report goes to standard error instead."""
    from convert.cli import terminal

    checked = terminal._is_other_than_report

    def late(path: str) -> bool:
        found = checked(path)
        Path(path).write_text(STORY)
        return found

    monkeypatch.setattr(terminal, "_is_other_than_report", late)
    code = cli._run(["check", "out", "--report", "json", "--report-file", "r.json", "--isolated"])
    assert code == errors.EXIT_INPUT
    printed = capsys.readouterr().err
    assert '"report": 1' in printed
    assert "r.json would be replaced and is no report (INP015)" in printed
    assert (room / "r.json").read_text() == STORY


@pytest.mark.parametrize("suffix", [".zip", ".tar", ".tgz"])
def test_a_package_replaces_only_a_package(suffix: str, room: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With `--force` an archive of sources was lost."""
    with zipfile.ZipFile(f"copy{suffix}", "w") as archive:
        archive.writestr("a.txt", STORY)
    before = (room / f"copy{suffix}").read_bytes()
    assert cli._run(["pack", "out", "-o", f"copy{suffix}", "--force"]) == errors.EXIT_INPUT
    assert f"copy{suffix} would be replaced and is no package (INP015)" in capsys.readouterr().err
    assert (room / f"copy{suffix}").read_bytes() == before
    for name in (f"new{suffix}", f"empty{suffix}"):
        Path(f"empty{suffix}").touch()
        for _ in range(2):
            assert cli._run(["pack", "out", "-o", name, "--force", "-q"]) == 0


def test_the_index_of_a_new_journal_replaces_only_an_index(room: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`notes.index` beside `--journal notes` was lost, whatever it was."""
    command = ["convert", "a.txt", "-t", "text", "-o", "new/", "--journal", "notes", "--isolated"]
    with closing(sqlite3.connect("own.index")) as database:
        database.execute("CREATE TABLE place (name)")
    for other in (STORY.encode(), (room / "own.index").read_bytes()):
        (room / "notes.index").write_bytes(other)
        assert cli._run(command) == errors.EXIT_USAGE
        assert "notes.index would be replaced and is no index of a journal (INP015)" in capsys.readouterr().err
        assert (room / "notes.index").read_bytes() == other
        assert not (room / "notes").exists()
    (room / "notes.index").unlink()
    assert cli._run(command) == 0
    (room / "notes").unlink()  # its index stays, and is of no other use
    assert cli._run([*command, "--force"]) == 0


@pytest.mark.parametrize(("source", "document"), [("a.txt", "new/a.ninjs.json"), ("day.zip", "new/day/b.ninjs.json")])
def test_a_document_whose_place_is_a_link_replaces_no_input(
    source: str, document: str, room: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With `--force` a source was replaced by its own document, as links at the places of documents are followed."""
    with zipfile.ZipFile("day.zip", "w") as archive:
        archive.writestr("b.txt", STORY)
    before = (room / source).read_bytes()
    Path(document).parent.mkdir(parents=True)
    Path(document).symlink_to(room / source)
    command = ["convert", "a.txt", "day.zip", "-t", "ninjs", "-o", "new/", "--force", "--isolated"]
    assert cli._run(command) == errors.EXIT_USAGE
    assert f"{source} is an input and would be replaced (INP015)" in capsys.readouterr().err
    assert (room / source).read_bytes() == before


def test_a_link_that_leads_nowhere_is_named_as_that(room: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (room / "link").symlink_to("nowhere")
    assert cli._run(["convert", "a.txt", "-t", "text", "-o", "link", "--isolated"]) == errors.EXIT_USAGE
    assert "link is a link that leads nowhere (INP016)" in capsys.readouterr().err


@pytest.mark.parametrize("place", ["out/a.ninjs.json", "a.txt", "out/.wirecopy/journal.jsonl"])
def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(
    place: str, room: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`pack` waited without end for somebody to write into it."""
    shutil.rmtree("out")
    assert cli._run(["convert", "a.txt", "-t", "ninjs", "-o", "out/", "-q", "--isolated"]) == 0
    os.unlink(place)
    os.mkfifo(place)
    assert cli._run(["pack", "out", "-o", "new.zip"]) == errors.EXIT_INPUT
    said = capsys.readouterr().err
    assert "PKG019" in said or "cannot be read: not a regular file" in said
    assert not (room / "new.zip").exists()


def test_journals_that_are_no_regular_files(
    room: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One that comes through a pipe is read; of a device, and of a line without end, not all is."""
    reading, writing = os.pipe()
    os.write(writing, (room / "out/.wirecopy/journal.jsonl").read_bytes())
    os.close(writing)
    assert cli._run(["journal", f"/dev/fd/{reading}"]) == 0
    os.close(reading)
    assert capsys.readouterr().out.startswith("inputs     1, 0 failed")
    assert cli._run(["journal", "/dev/zero"]) == errors.EXIT_INPUT
    assert "/dev/zero is a socket or a device, not a file (INP031)" in capsys.readouterr().err
    monkeypatch.setattr(journal_index, "_LONGEST_LINE", 2**20)
    with open("dump", "wb") as file:
        file.truncate(2**21)
    for command in (["journal", "dump"], ["convert", "a.txt", "-t", "text", "-o", "new/", "--journal", "dump"]):
        assert cli._run(command) == errors.EXIT_INPUT
        assert "dump has a line that is not JSON (INP051)" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("link", "leads_to"),
    [
        ("new/a.pictures/a.jpg", "a.jpg"),  # a picture
        ("new/a.pictures", "."),  # the folder that has it
        ("new/a.pictures/a.jpg", "a.meta.toml"),
    ],
)
def test_no_link_leads_to_what_a_story_is_made_from(
    link: str, leads_to: str, room: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With `--force`, pictures were written through links: what is published lacks the positions of its source."""
    (room / "a.jpg").write_bytes(jpeg(exif=exif(description="A ferry")))
    (room / "a.meta.toml").write_text("urgency = 3\n")
    before = {path: path.read_bytes() for path in (room / "a.jpg", room / "a.meta.toml", room / "a.txt")}
    (room / link).parent.mkdir(parents=True)
    (room / link).symlink_to(room / leads_to)
    command = ["convert", "a.txt", "-t", "ninjs", "-o", "new/", "--force", "--isolated"]
    assert cli._run(command) == errors.EXIT_INPUT
    assert "leads to a file of the input, which would be replaced" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in before} == before
