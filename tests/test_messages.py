"""Plausible mistakes of a new user: each is told what is wrong, where, and what was probably meant."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import pytest
import sections
from conftest import HERE

from convert import cli

MILL = "Mill reopens\n\nThe old mill will open again in May.\n"
COPY = "Ferry resumes after storm\n\nBy Jane Doe\n\nThe ferry resumed on Tuesday after three days of storm.\n"
TWO = f"{MILL}\n###\n\n{COPY}"


def _zip(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name in names:
            packed.writestr(name, "<x/>")
    return file.getvalue()


class Mistake(NamedTuple):
    """A command that is wrong, its exit code, and files and variables that are there."""

    command: str
    exit_code: int
    files: Mapping[str, str | bytes] = MappingProxyType({})
    environment: Mapping[str, str] = MappingProxyType({})

    @property
    def name(self) -> str:
        """The command with what is there."""
        return " ".join((self.command, *self.files, *map("=".join, self.environment.items())))


MISTAKES = [
    # Names of files
    Mistake("convert stroy.txt -t text", 3),
    Mistake("convert story.docx -t text", 3),
    Mistake("convert copy/story.txt -t text", 3),
    Mistake("check stroy.txt", 3),
    Mistake("convert other -t text", 3),
    # Files that are no copy
    Mistake("convert a.pdf -t text", 3, {"a.pdf": b"%PDF-1.4\n\xff"}),
    Mistake("convert a.doc -t text", 3, {"a.doc": b"\xd0\xcf\x11\xe0\xa1"}),
    Mistake("convert a.txt.gz -t text", 3, {"a.txt.gz": gzip.compress(b"Ferry sails", mtime=0)}),
    Mistake("convert a.jpg -t text", 3, {"a.jpg": b"\xff\xd8\xff\xe0\0"}),
    Mistake("convert a.png -t text", 3, {"a.png": b"\x89PNG\r\n\x1a\n"}),
    Mistake("convert a.docx -t text", 3, {"a.docx": _zip("word/a.xml")}),
    Mistake("convert a.xlsx -t text", 3, {"a.xlsx": _zip("xl/workbook.xml")}),
    Mistake("convert a.rtf -t text", 3, {"a.rtf": r"{\rtf1\ansi Ferry}"}),
    Mistake("convert a.html -t text", 3, {"a.html": "<!DOCTYPE html><title>x</title>"}),
    # Metadata files
    Mistake("convert story.txt -t text", 3, {"story.meta.json": '{"headline"\n "x"}'}),
    Mistake("convert story.txt -t text", 3, {"story.meta.toml": "\nname = Jane\n"}),
    Mistake("convert story.txt -t text", 3, {"story.meta.json": '["a"]'}),
    Mistake("convert story.txt -t text", 3, {"story.meta.toml": b"\nheadline = '\xe9'\n"}),
    Mistake("convert story.txt -t text", 3, {"story.meta.toml": "headlin = 'x'\n"}),
    # Configurations
    Mistake("check story.txt", 2, {"wirecopy.toml": "[tool.wirecopy]\nprofile = 'strict'\n"}),
    Mistake("convert story.txt -t text", 2, {"wirecopy.toml": "[meta]\nlanguage = 'en'\n\ncolour = 'red'\n"}),
    Mistake(
        "convert story.txt -t text",
        2,
        {"pyproject.toml": "[tool.wirecopy.meta]\nprovider = 'x'\nlanguage = 'english'\n"},
    ),
    # Values of options
    Mistake("convert story.txt -t newsml", 2),
    Mistake("convert story.txt -t NINJS", 2),
    Mistake("convert story.txt -t pdf", 2),
    Mistake("convert story.txt -t text --encoding utf9", 2),
    Mistake("check story.txt --encoding base64", 2),
    Mistake("explain story.txt --encoding latin-9000", 2),
    Mistake("convert story.txt -t text --timezone Berlin", 2),
    Mistake("convert story.txt -t text --timezone america/new_york", 2),
    Mistake("convert story.txt -t text -m title=x", 2),
    Mistake("convert story.txt -t text -m Author=x", 2),
    Mistake("convert story.txt -t text -m date=2016-12-07", 2),
    Mistake("convert story.txt -t text -m colour=red", 2),
    # Options and commands
    Mistake("convert story.txt --format ninjs", 2),
    Mistake("convert story.txt --author x", 2),
    Mistake("convert story.txt --credit-line=x", 2),
    Mistake("convert story.txt --colour x", 2),
    # Outputs
    Mistake("convert story.txt -o notes", 2, {"notes": "x"}),
    Mistake("convert story.txt -o notes/out", 3, {"notes": "x"}),
    # Packages
    Mistake("verify story.txt", 3),
    Mistake("unpack story.txt -o out", 3),
    # Options that exclude one another or need others
    Mistake("convert story.txt --evidence", 2),
    Mistake("convert story.txt -t text --journal a.jsonl --no-journal", 2),
    Mistake("convert story.txt -t text --executor local:2 -j 2", 2),
    Mistake("convert story.txt -o out --shard 1/2 --shard-size 2", 2),
    Mistake("convert story.txt -o out --name {stem} --shard 1/2", 2),
    Mistake("convert story.txt -t text --shard 3/2", 2),
    Mistake("convert story.txt -t text --shard x", 2),
    Mistake("convert story.txt -f proof -t text", 2),
    Mistake("convert story.txt -f epub2 -t text", 2),
    Mistake("convert", 2),
    Mistake("convert story.txt other.txt", 2),
    Mistake("convert story.txt -t text -t ninjs", 2),
    Mistake("convert story.txt -o memory://x", 2),
    Mistake("convert story.txt -o memory://x --name {stem} --no-journal", 2),
    Mistake("convert story.txt -o out --journal memory://x", 2),
    Mistake("convert story.txt -o out --name {nothing}", 2),
    Mistake("convert story.txt -t text --config a.toml --isolated", 2, {"a.toml": ""}),
    Mistake("convert story.txt -t text --images nowhere", 2),
    Mistake("convert story.txt -t text --images-url x", 2),
    Mistake("convert story.txt -t text -m headline", 2),
    Mistake("convert story.txt -t text -m language=english", 2),
    Mistake("convert story.txt -t text -m version=x", 2),
    Mistake("convert story.txt -t text --allow LOS999", 2),
    Mistake("convert story.txt -t text -j 0", 2),
    Mistake("convert story.txt -t text --for nobody", 2),
    Mistake("convert story.txt -t ninjs@9", 2),
    Mistake("convert story.txt -t text@1", 2),
    Mistake("convert --files-from nowhere.txt -t text", 3),
    Mistake("check story.txt --select nothing", 2),
    Mistake("check story.txt --format pdf", 2),
    Mistake("check story.txt --fail-on x", 2),
    Mistake("check", 2),
    Mistake("check story.txt --report-file story.txt", 2),
    Mistake("check story.txt --schema nowhere.xsd", 2),
    Mistake("explain story.txt --html --json", 2),
    Mistake("explain EPB001 --html", 2),
    Mistake("explain EPB001 --story 2", 2),
    Mistake("explain EPB001 --line 2", 2),
    Mistake("explain EPB999", 2),
    *(
        Mistake(f"explain end.txt --line {lines}", 0, {"end.txt": f"\n{COPY}\n\n"})
        for lines in ("1", "3", "7-", "7-8", "8-8", "8-99", "1-1")
    ),
    Mistake("check story.txt --max-size x", 2),
    Mistake("explain story.txt --line x", 2),
    Mistake("explain story.txt --line 0", 2),
    Mistake("explain story.txt --line 4-3", 2),
    Mistake("explain story.txt --line 99", 2),
    Mistake("explain story.txt --story 2", 2),
    *(
        Mistake(f"explain two.txt --{options}", code, {"two.txt": TWO, "wirecopy.toml": "split = true\n"})
        for options, code in (
            *(("story 3", 2), ("json", 2), ("html", 2), ("line 4-6", 0), ("line 99", 2), ("line 1-2 --story 2", 2)),
            *(("line 6 --story 2", 2), ("line 6 --story 1", 0), ("line 2", 0), ("line 8-8", 0)),
            *(("line 6 --line 8", 0), ("line 2 --line 99", 2)),
        )
    ),
    Mistake("explain a.json", 3, {"a.json": '{"id": "urn:x:y"}'}),
    Mistake("explain nowhere", 3),
    Mistake("bind -o out.epub", 2),
    Mistake("bind story.txt -o out.zip", 2),
    Mistake("bind story.txt -o out.epub -f proof", 2),
    Mistake("bind story.txt -o out.epub --report-file out.epub", 2),
    Mistake("bind nowhere.txt -o out.epub", 3),
    Mistake("pack story.txt -o out", 3),
    Mistake("pack nowhere -o out", 3),
    Mistake("pack . -o out --as ocfl --profile x", 2),
    Mistake("pack . -o out --as ocfl --info a=b", 2),
    Mistake("pack . -o out --as bagit --layout flat", 2),
    Mistake("pack . -o out.zip --as ocfl", 2),
    Mistake("pack . -o out --info a", 2),
    Mistake("pack . -o out --as eark --info Contact-Name=x", 2),
    Mistake("pack . -o out --date x", 2),
    Mistake("pack . -o .", 2),
    Mistake("verify nowhere", 3),
    Mistake("verify story.txt --mode x", 2),
    Mistake("unpack nowhere -o out", 3),
    Mistake("fields nothing", 2),
    Mistake("rules nothing", 2),
    Mistake("formats --x", 2),
    Mistake("nothing", 2),
    Mistake("convrt story.txt", 2),
    Mistake("journal nowhere", 3),
    Mistake("convert story.txt -t text", 2, environment={"SOURCE_DATE_EPOCH": "x"}),
    Mistake("convert story.txt -t text", 2, environment={"SOURCE_DATE_EPOCH": "253402300800"}),
    Mistake("convert story.txt -t text", 0, environment={"SOURCE_DATE_EPOCH": "253402300799"}),
]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_a_mistake_is_explained(
    mistake: Mistake,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    accept: bool,
) -> None:
    """With its place and what was probably meant, and never as a bug."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    for name, value in mistake.environment.items():
        monkeypatch.setenv(name, value)
    (tmp_path / "story.txt").write_text(COPY, encoding="utf-8")
    for name, content in mistake.files.items():
        (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)
    before = sorted(tmp_path.rglob("*"))
    code = cli._run(mistake.command.split())
    out, err = capfd.readouterr()
    # Python says in each version otherwise what is wrong with JSON.
    printed = re.sub(r"(?<=not valid JSON: )[^.]*", "…", out + err).replace(str(tmp_path), "FOLDER")
    sections.hold("mistakes", mistake.name, printed, accept=accept, folder=HERE / "cli")
    assert code == mistake.exit_code
    assert "BUG000" not in err
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
