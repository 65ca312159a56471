"""What a new user meets first: the command that was meant, one finding for one fault, and why the exit code is 1."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

import convert
from convert import cli

COPY = "Ferry resumes after storm\n\nBy Jane Doe\n\nThe ferry resumed on Tuesday after three days of storm.\n"
DAMAGED = COPY.replace("Tuesday", "Tues\N{REPLACEMENT CHARACTER}day")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "story.txt").write_text(COPY, encoding="utf-8")
    (tmp_path / "damaged.txt").write_text(DAMAGED, encoding="utf-8")


def printed(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """The exit code of a command, and what it prints to standard error."""
    capfd.readouterr()
    return cli._run(arguments), capfd.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ("convert", "story.txt"),
        ("convert", "story.txt", "-m", "author=Jane Doe"),
        ("convert", "story.txt", "damaged.txt", "-t", "text"),
        ("convert", "story.txt", "-t", "epub", "--trace"),
        ("convert", "story.txt", "-t", "ninjs", "--name", "{date}/{stem}"),
    ],
)
def test_without_an_output_the_command_that_has_one_is_printed(
    arguments: tuple[str, ...], capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """And that command works."""
    code, error = printed(capfd, *arguments)
    assert code == 2
    command = shlex.split(error.partition(" Run: ")[2])
    assert command == ["wirecopy", *arguments, "-o", "out"]
    assert printed(capfd, *command[1:])[0] in (0, 1)
    assert any((tmp_path / "out").iterdir())


@pytest.mark.parametrize("name", ["out.pdf", "out.HTML", "news/day.docx"])
def test_an_output_with_the_name_of_a_file_is_asked_about(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    """The folder can be named all the same, and is one from then on; so is one with a dot in its name."""
    for formats in ([], ["-t", "ninjs"]):
        code, error = printed(capfd, "convert", "story.txt", "-o", name, *formats)
        assert (code, Path(name).exists()) == (2, False)
        assert f"is {name} to be a file or a folder?" in error
        assert f"or name the folder {name}/." in error
    for folder in (f"{name}/", name, "v1.2", "2016.12.07", "daily.example"):
        assert printed(capfd, "convert", "story.txt", "-o", folder)[0] == 0
        assert Path(folder).is_dir()


def test_several_documents_do_not_go_into_one_file(capfd: pytest.CaptureFixture[str]) -> None:
    for arguments in (["story.txt", "-o", "out.epub"], [".", "-t", "epub", "-o", "out.epub"]):
        code, error = printed(capfd, "convert", *arguments)
        assert (code, Path("out.epub").exists()) == (2, False)
        assert "out.epub is one file and cannot hold several documents" in error
    assert printed(capfd, "convert", "story.txt", "-t", "epub", "-o", "out.epub")[0] == 0
    assert Path("out.epub").is_file()


def test_a_damaged_character_is_one_finding_at_its_line(capfd: pytest.CaptureFixture[str]) -> None:
    """Of the copy, however many documents have it; and the last line explains the exit code."""
    code, error = printed(capfd, "convert", "damaged.txt", "-o", "out")
    first, advice, written, last = error.splitlines()
    assert code == 1
    assert first.startswith("damaged.txt:5:26: error NWS116: a character was replaced by U+FFFD: ")
    assert advice.strip() == "Convert the source again with the right encoding."
    assert written == "3 documents written"
    assert last == "1 story has errors, its documents were written all the same: exit 1"
    code, error = printed(capfd, "convert", "damaged.txt", "-t", "ninjs")
    assert (code, error.splitlines()[-1]) == (1, last)
    assert printed(capfd, "convert", "damaged.txt", "-t", "ninjs", "-q")[1].count("\n") == 2
    assert "written" not in printed(capfd, "convert", "damaged.txt", "-o", "new", "--dry-run")[1].splitlines()[-1]


@pytest.mark.parametrize("formats", [["ninjs"], ["newsml-g2", "ninjs", "epub", "text"]])
def test_each_damaged_line_is_found(formats: list[str]) -> None:
    """One finding for each line of the story, none for one that was dropped, none twice."""
    copy = DAMAGED + "\nIt carried forty lorries, said Jane Do\N{REPLACEMENT CHARACTER}, the master of the harbor.\n"
    result = convert.convert(copy + "\nShare this article\n", to=formats)
    found = [f for f in result.findings if f.code == "NWS116"]
    assert [(f.location.line, f.location.column, f.severity.value) for f in found] == [
        (5, 26, "error"),
        (7, 39, "error"),
    ]
    assert [f for f in convert.convert(COPY, to=formats).findings if f.code == "NWS116"] == []


@pytest.mark.parametrize("formats", [["ninjs"], ["newsml-g2", "ninjs", "epub"]])
def test_damage_of_metadata_is_found_beside_that_of_the_copy(formats: list[str]) -> None:
    metadata = {"summary": "A summ\N{REPLACEMENT CHARACTER}ry.", "slugline": "ferry"}
    for copy, lines in ((COPY, []), (DAMAGED, [5])):
        result = convert.convert(copy, to=formats, metadata=metadata)
        found = [f for f in result.findings if f.code == "NWS116"]
        assert [f.location.line for f in found if f.location.line] == lines
        [other] = [f.message for f in found if not f.location.line]
        assert other.startswith("metadata summary: a character was replaced by U+FFFD")


@pytest.mark.parametrize("formats", [["ninjs"], ["newsml-g2", "ninjs", "epub"]])
def test_damage_of_a_document_that_is_converted_is_one_finding(formats: list[str]) -> None:
    """It has no lines of copy."""
    article = convert.convert(DAMAGED, to=["article"])["article"]
    result = convert.convert(article, to=formats)
    assert [f.code for f in result.findings if f.code == "NWS116"] == ["NWS116"]


def test_what_all_documents_share_is_one_finding(capfd: pytest.CaptureFixture[str]) -> None:
    """What rules for all formats find in the story; what is found in one document stays there."""
    Path("bare.txt").write_text("Ferry\n\nThe ferry sails again, with milk.\n", encoding="utf-8")
    given = ["--meta", "provider=Osted Bell"]  # without a word on rights
    assert cli._run(["convert", "bare.txt", "-o", "out", "--report", "json", *given]) == 0
    report = json.loads(capfd.readouterr().err)
    codes = [finding["code"] for file in report["files"] for finding in file["findings"]]
    rules = [code for code in codes if code.startswith("NWS")]
    assert rules
    assert len(rules) == len(set(rules))
    assert all(file["schema_valid"] for file in report["files"] if file.get("format"))


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("NOPE", "Check the name"),
        ("NWS99", "Perhaps NWS109"),
        ("stroy.txt", "Perhaps story.txt is meant."),
        ("nws10", "Perhaps NWS1"),
    ],
)
def test_what_is_neither_file_nor_code(name: str, advice: str, capfd: pytest.CaptureFixture[str]) -> None:
    code, error = printed(capfd, "explain", name)
    assert code == 3
    assert error.startswith(f"wirecopy: {name}: no such file or code (INP001). ")
    assert advice in error
