"""Every option of every command changes what its example does, and what it changes is as a person last read it.

An example is a line of commands in which brackets are around the option: it runs with it and without it, in a folder
with the same files. `cli/options/COMMAND.txt` has the lines that the option adds (+) and takes away (-): of what is
printed, of the exit codes, and of the text of all files that are there afterwards.
"""

from __future__ import annotations

import difflib
import os
import re
import shlex
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import click
import picture_files
import pytest
import sections
from conftest import HERE

from convert import cli
from convert.cli import commands, completing
from convert.version import __version__

NO_EFFECT: Mapping[str, str] = {
    **dict.fromkeys(("--jobs", "--executor"), "results stay the same (test_checking_ahead, test_batch, test_cluster)"),
    **dict.fromkeys(("--deep", "--no-deep", "--deep-timeout"), "starts Java (test_deep_checks)"),
    **dict.fromkeys(("--document-timeout", "--document-memory"), "starts processes (test_batch_faults)"),
    "--durable": "only a crash shows it (test_batch)",
    "--verify": "needs a change that leaves size and time (test_journal)",
    **dict.fromkeys(("fields --json", "formats --json"), "test_command_outputs has both forms"),
    "rules --json": "test_fields has it, and test_docs the other form",
    "unpack --verbose": "it makes no notices",
}
"""Options without an example, and why."""

STORY = """Ferry resumes after storm

By Jane Doe

Dec. 5, 2016 10:00 p.m.

LERWICK — The ferry resumed on Tuesday after three days of storm, its owner said in the harbour.

More text of the story follows, and it ends here with the words of the owner: “We are glad.”

Write to jane.doe@example.org

Share this article
"""
OTHER = "Mill reopens\n\nThe old mill in the valley will open again in May, its owner said on Friday.\n"
MAIL = f"From: Jane Doe <jane.doe@example.org>\nTo: desk@example.org\nSubject: Ferry resumes\n\n{STORY}"
RUN = (
    '{"journal": 1, "input": "%s", "story": 0, "stories": 1, "sha256": "", "size": 0, "options": "", "wirecopy": "", '
    '"exit": %d, "codes": %s, "documents": [], "run": {"at": "%s", "seconds": 0.5, "source": "/in/story.txt", '
    '"state": [], "moment": "", "sidecars": [], "documents": []}}\n'
)
MAX_SHOWN = 50
"""How many rows of a change are kept."""

FILES: Mapping[str, str | bytes] = {
    "a.txt": STORY,
    "b.txt": OTHER,
    "bare.txt": "Words\n",
    "legacy.txt": "Cafe “Zoë”\n\nThe café will open again in May, said its owner.\n".encode("cp1252"),
    "wrong.txt": "Färe nach Köln\n\nDas sagte Jörg.\n".encode().decode("cp1252"),
    "mail.eml": MAIL,
    "two.txt": f"{OTHER}\n###\n\nFerry resumes\n\nThe ferry resumed on Tuesday after three days of storm.\n",
    "open.article.json": (HERE / "articles" / "embargoed-open-ended.json").read_bytes(),
    "list.txt": "a.txt\nfile:///nothing/b.txt\n",
    "copy/north/c.txt": STORY,
    "copy/south/d.txt": OTHER,
    "pictures/a.png": picture_files.PNG,
    "camera/a.jpg": picture_files.jpeg(exif=picture_files.exif(make="Camera 1")),
    "own.toml": 'ignore = ["TXT"]\n[meta]\nprovider = "The Daily Example"\n',
    "near/wirecopy.toml": 'split = true\n[meta]\nprovider = "The Near Example"\n',
    "near/two.txt": f"{OTHER}\n###\n\nFerry resumes\n\nThe ferry resumed on Tuesday after three days of storm.\n",
    "near/e.txt": OTHER,
    "ok.ninjs.json": '{"uri": "urn:x:1", "headline": "A", "standard": {"name": "ninjs", "version": "3.1"}}\n',
    "bad.ninjs.json": '{"uri": "urn:x:1", "headline": 1, "standard": {"name": "ninjs", "version": "3.1"}}\n',
    "runs.jsonl": RUN % ("a.txt", 0, '{"NWS101": 1}', "2026-12-01T10:00:00Z"),
    "old.jsonl": RUN % ("b.txt", 3, '{"INP001": 1}', "2025-12-01T10:00:01Z"),
    "profile.json": '{"BagIt-Profile-Info": {"BagIt-Profile-Identifier": "https://example.org/p"}, '
    '"Bag-Info": {"Contact-Name": {"required": true}}}\n',
    "small.xsd": '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a"/></xs:schema>\n',
    "b.xml": "<b/>\n",
}

EXAMPLES: Mapping[str, Sequence[str]] = {
    "bind": [
        "bind a.txt [b.txt] -o day.epub",
        "bind a.txt [--files-from list.txt] -o day.epub",
        "bind a.txt --files-from list.txt [--remote] -o day.epub",
        "bind a.txt -o day.epub; bind a.txt b.txt [-o two.epub]",
        "bind copy -o day.epub [--order given]",
        "bind copy -o day.epub [--order date]",
        "bind a.txt -o day.epub [--title 'The Day']",
        "bind a.txt -o day.epub [--date 2016-12-07]",
        "bind a.txt -o day.epub [--identifier urn:x:1]",
        "bind a.txt -o day.epub [--publisher 'The Daily Example']",
        "bind a.txt -o day.epub [--editor 'John Roe' --editor 'Ann Lee']",
        "bind a.txt -o day.epub [--rights 'Free to use']",
        "bind a.txt -o day.epub [--language de]",
        "bind a.txt -o day.epub [--profile archive]",
        "bind a.txt -o day.epub [--newsml package]",
        "bind a.txt -o day.epub [--newsml message]",
        "bind a.txt bare.txt missing.txt -o day.epub [--partial]",
        "bind mail.eml -o day.epub [--from article]",
        "bind a.txt -o day.epub [--meta author='John Roe' -m section=Sea]",
        "bind legacy.txt -o day.epub [--encoding cp1250]",
        "bind a.txt -o day.epub [--timezone Europe/Berlin]",
        "bind wrong.txt -o day.epub [--repair-encoding]",
        "bind a.txt -o day.epub [--keep-furniture]",
        "bind mail.eml -o day.epub --keep-furniture [--keep-private]",
        "bind two.txt -o day.epub [--split]",
        "bind near/two.txt -o day.epub [--no-split]",
        "bind a.txt -o day.epub [--images pictures]",
        "bind a.txt -o day.epub --images pictures [--images-url https://pictures.example.org/]",
        "bind a.txt -o day.epub --images camera [--keep-picture-metadata]",
        "bind open.article.json -o day.epub [--allow LOS003]",
        "bind - -o day.epub [--stdin-filename ferry.txt] < a.txt",
        "bind a.txt -o day.epub; bind b.txt -o day.epub [--force]",
        "bind a.txt -o day.epub [--dry-run]",
        "bind a.txt -o day.epub [--config own.toml]",
        "bind near/e.txt -o day.epub [--isolated]",
        "bind a.txt bare.txt -o day.epub [--report json]",
        "bind a.txt bare.txt -o day.epub [--report-file report.txt]",
        "bind a.txt bare.txt -o day.epub [--quiet]",
        "bind [a.txt] -o day.epub",
        "bind a.txt -o [day.txt]",
        "bind a.txt -o day.epub; bind a.txt -o day.epub [-v]",
        "bind a.txt -m status=withheld -o day.epub [--newsml package --dry-run]",
        "bind a.txt -o day.epub [--verbose]",
    ],
    "convert": [
        "convert a.txt [--files-from list.txt] -t text -o out",
        "convert a.txt --files-from list.txt [--remote] -t text -o out",
        "convert b.txt -o out [--to ninjs@2.1]",
        "convert b.txt -o out [--for superdesk]",
        "convert b.txt -t text [--out out]",
        "convert a.txt b.txt -t ninjs -o out [--shard-size 2]",
        "convert a.txt -t text -o out [--shard-size 2]",
        "convert a.txt -t text -o out [--name '{date}/{headline}']",
        "convert mail.eml -t text -o out [--from article]",
        "convert b.txt -t article -o out [--meta author='John Roe' -m author='Ann Lee']",
        "convert legacy.txt -t text -o out [--encoding cp1250]",
        "convert a.txt -t article -o out [--timezone Europe/Berlin]",
        "convert wrong.txt -t text -o out [--repair-encoding]",
        "convert a.txt -t text -o out [--keep-furniture]",
        "convert mail.eml -t text -o out --keep-furniture --trace [--keep-private]",
        "convert two.txt -t text -o out [--split]",
        "convert near/two.txt -t text -o out [--no-split]",
        "convert a.txt -t article -o out [--images pictures]",
        "convert a.txt -t ninjs -o out --images pictures [--images-url https://pictures.example.org/]",
        "convert a.txt -t ninjs -o out --images camera [--keep-picture-metadata]",
        "convert b.txt -t text -o out [--trace]",
        "convert bare.txt -t text -o out --trace [--evidence]",
        "convert b.txt -t text -o out [--evidence]",
        "convert b.txt -m embargo=2100-01-01T00:00:00Z -t text -o out [--allow LOS003]",
        "convert b.txt -t epub -o out [--profile archive]",
        "convert - -t text -o out [--stdin-filename ferry.txt] < b.txt",
        "convert a.txt b.txt -t text -o out [--shard 2/2]",
        "convert b.txt -t text -o out; write out/b.txt Mine; convert b.txt -t text -o out [--force]",
        "convert b.txt -t text -o out [--dry-run]",
        "convert b.txt -t text -o out [--journal runs.jsonl]",
        "convert b.txt -t text -o out [--no-journal]",
        "convert b.txt -t text -o out [--journal runs.jsonl --no-journal]",
        "write no.txt ' '; convert no.txt -t text -o out; convert no.txt -t text -o out [--retry-failed]",
        "convert missing.txt b.txt -t text -o out [--fail-fast]",
        "convert b.txt -t article -o out [--config own.toml]",
        "convert near/e.txt -t article -o out [--isolated]",
        "convert bare.txt b.txt -t text -o out [--report json]",
        "convert bare.txt b.txt -t text -o out [--report sarif]",
        "convert bare.txt b.txt -t text -o out [--report junit]",
        "convert bare.txt b.txt -t text -o out [--report github]",
        "convert bare.txt b.txt -t text -o out [--report-file report.txt]",
        "convert bare.txt missing.txt -t text -o out [--quiet]",
        "convert wrong.txt -m embargo=2100-01-01T00:00:00Z -t text -t ninjs -t newsml-g2 -o out [-v]",
        "convert b.txt -t text -o out; convert b.txt -t text -o out [-v]",
        "convert b.txt -t text -o out [-v --dry-run]",
        "convert b.txt -t ninjs -t text [-o out]",
        "convert a.txt b.txt -t text [-o out]",
        "convert b.txt -t text -o out [-m language]",
        "convert b.txt -t text -o out [-f epub]",
        "convert b.txt -t text -o out [-f pdf]",
        "convert b.txt -t text -o out [--jobs 0]",
        "convert b.txt -t text -o s3://bucket/out [--name {id}]",
        "convert b.txt -t text -o out [--journal s3://bucket/j.jsonl]",
        "convert b.txt -t ninjs -o out [--shard-size 2 --shard 1/2]",
        "convert [b.txt] -t text -o out",
        "convert bare.txt b.txt -t text -o out [--verbose]",
    ],
    "check": [
        "check near/two.txt [--format ninjs]",
        "check b.xml [--schema small.xsd]",
        "check ok.ninjs.json -v [--profile strict]",
        "convert b.txt -t epub -o out; check out [--epub-profile dict]",
        "check wrong.txt bare.txt [--fail-on warning]",
        "check bad.ninjs.json ok.ninjs.json -v [--select NWS]",
        "check bad.ninjs.json ok.ninjs.json -v [--ignore NJS,NWS1]",
        "check bad.ninjs.json ok.ninjs.json -v [--select 'NML, NWS110']",
        "check bad.ninjs.json [--select NWS,NOPE]",
        "check bad.ninjs.json [--ignore NOPE]",
        "check list.toml own.toml [--skip-unknown]",
        "check legacy.txt -v [--encoding cp1250]",
        "check ok.ninjs.json [--max-size 10]",
        "check two.txt -v [--split]",
        "check near/two.txt -v [--no-split]",
        "check bare.txt [--config own.toml]",
        "check near/two.txt -v [--isolated]",
        "check bad.ninjs.json bare.txt [--report json]",
        "check bad.ninjs.json bare.txt [--report sarif]",
        "check bad.ninjs.json bare.txt [--report junit]",
        "check bad.ninjs.json bare.txt [--report github]",
        "check bad.ninjs.json bare.txt [--report-file report.txt]",
        "check bad.ninjs.json bare.txt [--quiet]",
        "check bad.ninjs.json ok.ninjs.json [--verbose]",
    ],
    "explain": [
        "explain legacy.txt [--encoding cp1250]",
        "explain a.txt [--timezone Europe/Berlin]",
        "explain wrong.txt [--repair-encoding]",
        "explain mail.eml [--keep-private]",
        "explain a.txt [--keep-furniture]",
        "explain b.txt [--line 1]",
        "explain b.txt [--line 3-]",
        "explain bare.txt [--html]",
        "explain bare.txt [--json]",
        "explain b.txt --json [--line 3]",
        "explain two.txt [--split]",
        "explain near/two.txt [--no-split]",
        "explain near/two.txt [--story 2]",
        "explain near/two.txt [--story 3]",
        "explain near/two.txt [--json]",
        "explain near/two.txt [--line 7]",
        "explain bare.txt [--html --json]",
        "explain bare.txt [--line 2]",
        "explain bare.txt [--line x]",
        "explain near/two.txt --line 1 [--line 9]",
        "explain NWS104 [--html]",
        "explain NWS104 [--story 1]",
        "explain [NWS104]",
        "explain [missing.txt]",
        "explain [ok.ninjs.json]",
        "explain - [--encoding utf-8] < legacy.txt",
    ],
    "journal": [
        "journal runs.jsonl old.jsonl [--json]",
        "journal runs.jsonl old.jsonl [--failed]",
        "journal runs.jsonl [--null]",
        "journal runs.jsonl old.jsonl [--superseded near]",
        "journal runs.jsonl old.jsonl [--join all.jsonl]",
        "journal runs.jsonl [missing.jsonl]",
        "journal [b.txt]",
    ],
    "pack": [
        "convert b.txt -t text -o out; pack out -o p; pack out [-o news.zip]",
        "convert b.txt -t text -o out; pack out -o p [--as ocfl]",
        "convert b.txt -t text -m provider=X -o out; pack out -o p [--as eark]",
        "convert b.txt -t text -o out; pack out -o p [--profile profile.json]",
        "convert b.txt -t text -o out; pack out -o p [--info Source-Organization=X --info Contact-Name='Jane Doe']",
        "convert b.txt -t text -o out; pack out -o p [--for archivematica]",
        "convert b.txt -t text -o out; pack out -o p [--premis]",
        "convert b.txt -t text -o out; pack out -o p [--date 2017-01-01]",
        "convert b.txt -t text -o out --journal kept.jsonl; pack out -o p [--journal kept.jsonl]",
        "convert b.txt -t text -o out; pack out -o p --as ocfl [--layout 0003]",
        "convert b.txt -t text -o out; pack out -o p [--layout 0003]",
        "convert b.txt -t text -o out; remove b.txt; pack out -o p [--allow PKG018]",
        "convert b.txt -t text -o out; pack out -o p; pack out -o p --premis [--force]",
        "convert b.txt -t text -o out; remove b.txt; pack out -o p [--report json]",
        "convert b.txt -t text -o out; remove b.txt; pack out -o p [--report-file report.txt]",
        "convert b.txt -t text -o out; remove b.txt; pack out -o p [--quiet]",
        "convert a.txt b.txt -t text -o out --no-journal; pack out -o p [--verbose]",
        "convert b.txt -t text -o out; pack out -o p [--date yesterday]",
        "convert b.txt -t text -o out; pack out -o p [--info Contact-Name]",
        "convert b.txt -t text -o out; pack out -o p --as ocfl [--premis]",
        "convert b.txt -t text -o out; pack out -o p --as eark [--info Contact-Name=x]",
        "convert b.txt -t text -o out; pack out -o [p.zip --as ocfl]",
        "convert b.txt -t text -o out; pack out -o [out]",
    ],
    "verify": [
        "convert b.txt -t text -o out; pack out -o p; write p/data/documents/b.txt x; verify p [--mode complete]",
        "convert b.txt -t text -o out; pack out -o p; verify p -v [--mode contents]",
        "convert b.txt -t text -o out; pack out -o p; verify p -v [--fail-on notice]",
        "convert b.txt -t text -o out; pack out -o p; verify p [--profile profile.json]",
        "convert b.txt -t text -o out; pack out -o p; remove p/bag-info.txt; verify p [--report json]",
        "convert b.txt -t text -o out; pack out -o p; remove p/bag-info.txt; verify p [--report-file report.txt]",
        "convert b.txt -t text -o out; pack out -o p; remove p/bag-info.txt; verify p [--quiet]",
        "convert b.txt -t text -o out; pack out -o p; verify p [--verbose]",
    ],
    "unpack": [
        "convert b.txt -t text -o out; pack out -o p; unpack p -o one; unpack p [-o two]",
        "convert b.txt -t text -o out; pack out -o p; remove p/bag-info.txt; unpack p -o new [--damaged]",
        "convert b.txt -t text -o out; pack out -o p; remove p/bag-info.txt; unpack p -o new [--report json]",
        "convert b.txt -t text -o out; pack out -o p; remove p/bag-info.txt; unpack p -o new [--report-file report]",
        "convert b.txt -t text -o out; pack out -o p; unpack p -o new [--quiet]",
    ],
}


def options(command: str) -> Iterator[str]:
    """The names of the options of a command; both of those that have an opposite."""
    for parameter in commands.commands[command].params:
        if isinstance(parameter, click.Option):
            yield parameter.opts[0]
            yield from parameter.secondary_opts


class Outcome(NamedTuple):
    """What a line of commands leaves: what it prints, with exit codes, and the lines of all new files, by name."""

    printed: list[str]
    files: Mapping[str, Sequence[str]]

    def changed(self, other: Outcome) -> str:
        """What is added and taken away in the other outcome."""
        rows = _changed(self.printed, other.printed)
        for name in sorted({*self.files, *other.files}):
            if name not in self.files or name not in other.files:
                rows.append(f"{'-' if name in self.files else '+'}file {name}")
            elif changed := _changed(self.files[name], other.files[name]):
                rows += [f" file {name}", *changed]
        return "".join(f"{row}\n" for row in rows[:MAX_SHOWN])


def _changed(before: Sequence[str], after: Sequence[str]) -> list[str]:
    rows = list(difflib.unified_diff(before, after, n=0, lineterm=""))[2:]
    return [row for row in rows if not row.startswith("@@")]


def _files(folder: Path) -> Iterator[tuple[str, Sequence[str]]]:
    """The names of all new files and of what zips hold, with their lines where these are text."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_dir() or name in FILES:
            continue
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                entries = {f"{name} {entry}": packed.read(entry) for entry in packed.namelist()}
        else:
            entries = {name: path.read_bytes()}
        for entry, data in entries.items():
            has_times = entry.endswith(".jsonl")
            yield entry, [] if b"\0" in data or has_times else data.decode(errors="replace").splitlines()


_VARYING = re.compile(r"^[0-9a-f]{64,128}(?=  )|(?<=\.epub \(1 story, )\d+ bytes, sha256 \w+")
"""Digests of journals, which have times, and of EPUBs, which other versions of zlib pack otherwise."""


def _ran(line: str, folder: Path, capture: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> Outcome:
    """The outcome of a line of commands in a new folder."""
    for name, content in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        os.utime(path, (1_481_000_000, 1_481_000_000))
    patch.chdir(folder)
    text = []
    for command in line.split("; "):
        words, _, given = command.partition(" < ")
        match shlex.split(words):
            case ["write", name, content]:
                (folder / name).parent.mkdir(exist_ok=True)
                (folder / name).write_text(content, encoding="utf-8")
            case ["remove", name]:
                (folder / name).unlink()
            case arguments:
                with (folder / (given or "list.txt")).open() as stream, pytest.MonkeyPatch.context() as inner:
                    inner.setattr("sys.stdin", stream)
                    code = cli._run(arguments)
                printed = capture.readouterr()
                text += [*printed.out.splitlines(), *printed.err.splitlines(), f"[exit {code}]"]

    def plain(row: str) -> str:
        return _VARYING.sub("…", row.replace(str(folder), "FOLDER").replace(__version__, "VERSION"))

    files = {name: [*map(plain, rows)] for name, rows in _files(folder)}
    return Outcome([*map(plain, text)], files)


_PLAIN: dict[str, Outcome] = {}
"""Outcomes of lines without an option, which several examples have."""

_CASES = [(command, example) for command, examples in EXAMPLES.items() for example in examples]


@pytest.mark.sampled(10)
@pytest.mark.parametrize(("command", "example"), _CASES, ids=[example for _, example in _CASES])
def test_an_option_changes_what_it_did(
    command: str,
    example: str,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    accept: bool,
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1481126400")
    monkeypatch.setenv("COLUMNS", "100")
    before, option, after = re.split(r"[][]", example)
    line = before.rstrip() + after
    if line not in _PLAIN:
        _PLAIN[line] = _ran(line, tmp_path / "without", capfd, monkeypatch)
    given = _ran(before + option + after, tmp_path / "with", capfd, monkeypatch)
    found = _PLAIN[line].changed(given)
    assert found
    sections.hold(command, example, found, accept=accept, folder=HERE / "cli" / "options")


def test_every_option_has_an_example() -> None:
    for command in commands.commands:
        names = {option for option in options(command) if not {option, f"{command} {option}"} & NO_EFFECT.keys()}
        shown = {
            parameter
            for example in EXAMPLES.get(command, ())
            for parameter in _long_names(command, re.split(r"[][]", example)[1])
        }
        assert names - shown == set()


_FILES = [
    (command, parameter.opts[0])
    for command, each in commands.commands.items()
    for parameter in each.params
    if parameter.type in (completing.FILE, completing.FOLDER) and parameter.opts[0] not in ("--out", "--report-file")
    if (command, parameter.opts[0]) != ("convert", "--journal")  # which is made
]


@pytest.mark.parametrize(("command", "name"), _FILES)
def test_a_file_that_cannot_be_read_is_named(
    command: str, name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In every option and argument that names one, and a file that is no journal."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "here.txt").write_text(OTHER, encoding="utf-8")
    (tmp_path / "copy").mkdir()
    given = ["away.txt"] if not name.startswith("-") else [_SUBJECTS.get(command, "here.txt"), name, "away.txt"]
    out = {"convert": ["-t", "text", "-o", "out"], "bind": ["-o", "out.epub"]}.get(command, ["-o", "out"])
    code = cli._run(
        [command, *given, *(out if any("-o" in each.opts for each in commands.commands[command].params) else [])]
    )
    printed = capfd.readouterr()
    assert code in (2, 3)
    assert ("here.txt" if name == "--join" else "away.txt") in printed.out + printed.err


_SUBJECTS = {"pack": "copy", "verify": "copy", "unpack": "copy"}


def _long_names(command: str, words: str) -> Iterator[str]:
    """The long names of the options among the words."""
    for parameter in commands.commands[command].params:
        for names in (parameter.opts, parameter.secondary_opts):
            if isinstance(parameter, click.Option) and set(names) & set(shlex.split(words)):
                yield names[0]
