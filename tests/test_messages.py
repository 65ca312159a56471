"""Plausible mistakes of a new user: each is told what is wrong, where, and what was probably meant."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest

from convert import cli

COPY = "Ferry resumes after storm\n\nBy Jane Doe\n\nThe ferry resumed on Tuesday after three days of storm.\n"


def _zip(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name in names:
            packed.writestr(name, "<x/>")
    return file.getvalue()


class Mistake(NamedTuple):
    """A command that is wrong, its exit code, parts of what it prints, and files that are there."""

    command: str
    exit_code: int
    printed: tuple[str, ...]
    files: dict[str, str | bytes] = {}  # noqa: RUF012  (read only)


MISTAKES = [
    # Names of files
    Mistake("convert stroy.txt -t text", 3, ("no such file", "Perhaps story.txt is meant.")),
    Mistake("convert story.docx -t text", 3, ("no such file", "Perhaps story.txt is meant.")),
    Mistake("convert copy/story.txt -t text", 3, ("no such file", "There is no folder copy either.")),
    Mistake("check stroy.txt", 3, ("no such file", "Perhaps story.txt is meant.")),
    Mistake("convert other -t text", 3, ("no such file", "Check the name.")),
    # Files that are no copy
    Mistake(
        "convert a.pdf -t text",
        3,
        ("INP003: the input is a PDF, not text", "as plain text"),
        {"a.pdf": b"%PDF-1.4\n\xff"},
    ),
    Mistake(
        "convert a.doc -t text", 3, ("INP003: the input is a document of Word",), {"a.doc": b"\xd0\xcf\x11\xe0\xa1"}
    ),
    Mistake(
        "convert a.txt.gz -t text",
        3,
        ("INP003: the input is a file compressed with gzip", "gzip -dk"),
        {"a.txt.gz": gzip.compress(b"Ferry sails", mtime=0)},
    ),
    Mistake("convert a.jpg -t text", 3, ("INP003: the input is a picture (JPEG)",), {"a.jpg": b"\xff\xd8\xff\xe0\0"}),
    Mistake("convert a.png -t text", 3, ("INP003: the input is a picture (PNG)",), {"a.png": b"\x89PNG\r\n\x1a\n"}),
    Mistake("convert a.docx -t text", 3, ("INP019: the input is a document of Word",), {"a.docx": _zip("word/a.xml")}),
    Mistake("convert a.xlsx -t text", 3, ("INP019: the input is a spreadsheet",), {"a.xlsx": _zip("xl/workbook.xml")}),
    Mistake("convert a.rtf -t text", 3, ("INP019: the input is RTF, not copy",), {"a.rtf": r"{\rtf1\ansi Ferry}"}),
    Mistake(
        "convert a.html -t text",
        3,
        ("INP019: the input is a page in HTML, not copy", "as plain text"),
        {"a.html": "<!DOCTYPE html><title>x</title>"},
    ),
    # Metadata files
    Mistake(
        "convert story.txt -t text",
        3,
        ("story.meta.json:2:2: not valid JSON: ", "double quotes and no last comma"),
        {"story.meta.json": '{"headline"\n "x"}'},
    ),
    Mistake(
        "convert story.txt -t text",
        3,
        ("story.meta.toml:2:8: not valid TOML: invalid value", 'text is in quotes: headline = "Ferry resumes"'),
        {"story.meta.toml": "\nname = Jane\n"},
    ),
    Mistake(
        "convert story.txt -t text",
        3,
        ("story.meta.json:1: the file is a list, not an object",),
        {"story.meta.json": '["a"]'},
    ),
    Mistake(
        "convert story.txt -t text",
        3,
        ("story.meta.toml:2: the file is not UTF-8", "Save it as UTF-8."),
        {"story.meta.toml": b"\nheadline = '\xe9'\n"},
    ),
    Mistake(
        "convert story.txt -t text",
        3,
        ("unknown metadata 'headlin'", "Perhaps headline"),
        {"story.meta.toml": "headlin = 'x'\n"},
    ),
    # Configurations
    Mistake(
        "check story.txt",
        2,
        ("wirecopy.toml:1: [tool.wirecopy] is for pyproject.toml", "Leave the line [tool.wirecopy] out"),
        {"wirecopy.toml": "[tool.wirecopy]\nprofile = 'strict'\n"},
    ),
    Mistake(
        "convert story.txt -t text",
        2,
        ("wirecopy.toml:4: meta: unknown metadata 'colour'",),
        {"wirecopy.toml": "[meta]\nlanguage = 'en'\n\ncolour = 'red'\n"},
    ),
    Mistake(
        "convert story.txt -t text",
        2,
        ("pyproject.toml:3: meta: metadata language: 'english' is not",),
        {"pyproject.toml": "[tool.wirecopy.meta]\nprovider = 'x'\nlanguage = 'english'\n"},
    ),
    # Values of options
    Mistake("convert story.txt -t newsml", 2, ("unknown format 'newsml'", "Perhaps newsml-g2 is meant.")),
    Mistake("convert story.txt -t NINJS", 2, ("Perhaps ninjs is meant.",)),
    Mistake("convert story.txt -t pdf", 2, ("unknown format 'pdf' (INP012). Known formats: newsml-g2,",)),
    Mistake("convert story.txt -t text --encoding utf9", 2, ("the encoding “utf9” is unknown", "Perhaps utf-8")),
    Mistake("check story.txt --encoding base64", 2, ("the encoding “base64” is unknown",)),
    Mistake("explain story.txt --encoding latin-9000", 2, ("the encoding “latin-9000” is unknown", "Common ones")),
    Mistake("convert story.txt -t text --timezone Berlin", 2, ("Perhaps Europe/Berlin is meant.",)),
    Mistake("convert story.txt -t text --timezone america/new_york", 2, ("Perhaps America/New_York is meant.",)),
    Mistake("convert story.txt -t text -m title=x", 2, ("unknown metadata 'title'", "Perhaps headline is meant")),
    Mistake("convert story.txt -t text -m Author=x", 2, ("Perhaps authors is meant",)),
    Mistake("convert story.txt -t text -m date=2016-12-07", 2, ("Perhaps published or updated is meant",)),
    Mistake("convert story.txt -t text -m colour=red", 2, ("`wirecopy fields` lists all keys",)),
    # Options and commands
    Mistake("convert story.txt --format ninjs", 2, ("Formats to write are chosen with --to (-t)",)),
    Mistake("convert story.txt --author x", 2, ("Metadata are given with --meta (-m): -m author=…",)),
    Mistake("convert story.txt --credit-line=x", 2, ("-m credit_line=…",)),
    Mistake("convert story.txt --colour x", 2, ("No such option",)),
    # Outputs
    Mistake("convert story.txt -o notes", 2, ("notes is a file, not a folder (INP016)",), {"notes": "x"}),
    Mistake(
        "convert story.txt -o notes/out", 3, ("the folder notes/out cannot be made: not a directory",), {"notes": "x"}
    ),
    # Packages
    Mistake("verify story.txt", 3, ("story.txt is neither a folder nor a zip or tar archive",)),
    Mistake("unpack story.txt -o out", 3, ("story.txt is neither a folder nor a zip or tar archive",)),
]


@pytest.mark.parametrize(
    "mistake", MISTAKES, ids=lambda mistake: f"{mistake.command} {' '.join(mistake.files)}".strip()
)
def test_a_mistake_is_explained(
    mistake: Mistake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """With its place and what was probably meant, and never as a bug."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "story.txt").write_text(COPY, encoding="utf-8")
    for name, content in mistake.files.items():
        (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)
    before = sorted(tmp_path.rglob("*"))
    assert cli._run(mistake.command.split()) == mistake.exit_code
    out, err = capfd.readouterr()
    for part in mistake.printed:
        assert part in out + err
    assert "BUG" not in err
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("words", [["help"], ["help", "convert"], ["help", "fields"]])
def test_help_is_also_a_command(words: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    assert cli._run(words) == 0
    printed = capfd.readouterr().out
    assert cli._run([*words[1:], "--help"]) == 0
    assert printed == capfd.readouterr().out


def test_a_tar_archive_without_a_name_of_one_is_read(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """What has the zeros of a header may be one, of any time; its own error says what is wrong."""
    (tmp_path / "a.tar").write_bytes(b"name\0" + bytes(600))
    assert cli._run(["verify", str(tmp_path / "a.tar")]) == 3
    assert "the archive cannot be read: the sum of a header is wrong" in capfd.readouterr().out
