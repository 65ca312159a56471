"""A batch on several machines: whoever does which part of it, the documents and journals are those of one run."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from convert import batch, cli, errors
from convert.batch.history import inputs_of

STORY = "Ferry {0} resumes after storm\n\nThe ferry between the islands resumed on day {0}, the operator said.\n"
STORIES = 12


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with stories in folders, two in one file, one record of JSON Lines, and an input that fails."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1480000000")
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "in"
    for number in range(STORIES):
        (folder / f"{number % 3}").mkdir(parents=True, exist_ok=True)
        (folder / f"{number % 3}" / f"{number}.txt").write_text(STORY.format(number))
    (folder / "two.txt").write_text(STORY.format("A") + "\n###\n\n" + STORY.format("B"))
    (folder / "bad.txt").write_bytes(b"")
    (tmp_path / "day.jsonl").write_text(json.dumps({"id": 1, "text": STORY.format("C")}) + "\n")
    return tmp_path


def convert(*arguments: str) -> int:
    command = ["convert", "in", "day.jsonl", "--split", "-q", "-t", "article", "-t", "text", *arguments]
    with pytest.raises(SystemExit) as ended:
        cli.main(command)
    return int(str(ended.value.code))


def tree(folder: Path) -> dict[str, bytes]:
    """The documents below a folder."""
    found = (path for path in folder.rglob("*") if path.is_file() and ".wirecopy" not in path.parts)
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def journals(folder: Path) -> list[str]:
    return sorted(str(path) for path in (folder / ".wirecopy").glob("*.jsonl"))


def joined(paths: Iterable[str]) -> list[list[dict[str, Any]]]:
    """The lines of the inputs of journals, without the facts of a run, sorted."""
    found = list(inputs_of(list(paths)))
    for line in (line for lines in found for line in lines):
        del line["run"]
    return sorted(found, key=lambda lines: lines[0]["input"])


@pytest.mark.sampled(3)
@pytest.mark.parametrize("count", [2, 1, 5, pytest.param(40, marks=pytest.mark.slow)])
def test_shares_are_one_run(copy: Path, count: int) -> None:
    whole = convert("-o", "whole")
    codes = {convert("-o", "out", "--shard", f"{number}/{count}") for number in range(count, 0, -1)}
    assert max(codes) == whole == errors.EXIT_INPUT
    assert tree(copy / "out") == tree(copy / "whole")
    assert len(journals(copy / "out")) == count
    both = [joined(journals(copy / folder)) for folder in ("out", "whole")]
    assert both[0] == both[1]
    assert len(both[0]) == STORIES + 3
    with pytest.raises(SystemExit):
        cli.main(["journal", "out", "--join", "joined.jsonl"])
    assert joined(["joined.jsonl"]) == both[1]


def test_every_input_is_in_one_share() -> None:
    """Wherever it is, in whatever form and with whatever separator a file system has its name."""
    names = ["a.txt", "b/c.txt", "day.jsonl:7", "b/Zürich.txt", "b/\udcff.txt"]
    for count in (1, 2, 3, 7):
        shares = [batch.Share(number, count) for number in range(1, count + 1)]
        for name in names:
            assert sum(share.has(name) for share in shares) == 1
            assert [s for s in shares if s.has(name)] == [s for s in shares if s.has(name.replace("ü", "u\u0308"))]
    # The rule is documented, so that other programs can follow it.
    assert [batch.Share(1, 2).has(name) for name in ("0.txt", "1.txt", "2.txt", "3.txt")] == [False, True, False, True]


def test_what_other_shares_have_done_is_done(copy: Path) -> None:
    """Also if their number was another, or the run was not divided; nothing is recorded twice."""
    for number in (1, 2, 3):
        convert("-o", "out", "--shard", f"{number}/3")
    before = {path: os.path.getsize(path) for path in journals(copy / "out")}
    assert sum(before.values())
    for arguments in ((), ("--shard", "1/2"), ("--shard", "2/2"), ("--shard", "1/3", "--verify")):
        convert("-o", "out", *arguments)
    after = {path: os.path.getsize(path) for path in journals(copy / "out")}
    assert {path: size for path, size in after.items() if size} == {path: size for path, size in before.items() if size}


@pytest.mark.sampled(3)
@pytest.mark.parametrize("damage", [b"no journal\n", b"\0\0\0\n", b'{"journal": 1, "input": "x'])
def test_a_damaged_journal_of_another_share_means_work_again(
    copy: Path, damage: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    convert("-o", "out", "--shard", "1/2")
    convert("-o", "out", "--shard", "2/2")
    expected = tree(copy / "out")
    with open(copy / "out" / ".wirecopy" / "journal-1-of-2.jsonl", "ab") as file:
        file.write(damage)
    capsys.readouterr()
    assert convert("-o", "out") == errors.EXIT_INPUT
    assert set(re.findall(r"INP\d+", capsys.readouterr().err)) <= {"INP002", "INP054"}
    assert tree(copy / "out") == expected


def test_the_latest_lines_count(copy: Path) -> None:
    """An input that one run could not read, and another could, has not failed, whichever journal is read first."""
    convert("-o", "out")
    (copy / "in" / "bad.txt").write_text(STORY.format("D"))
    found = {}
    for path in map(Path, journals(copy / "out")):  # an hour before
        lines = [json.loads(line) for line in path.read_text().splitlines()]
        for line in lines:
            line["run"]["at"] = "2016-12-07T16:00:00Z"
        path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    convert("-o", "out", "--shard", "1/2")
    convert("-o", "out", "--shard", "2/2")
    for order in (journals(copy / "out"), journals(copy / "out")[::-1]):
        found[order[0]] = [[line["exit"] for line in lines] for lines in joined(order)]
    assert all(codes == [[0]] * (STORIES + 2) + [[0, 0]] for codes in found.values())


def test_inputs_of_other_shares_can_collide(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(copy / "in" / "bad.txt", copy / "in" / "1.txt")
    shutil.copytree(copy / "in", copy / "in2")
    for number in (1, 2, 3):
        assert convert("in2", "-o", "out", "--shard", f"{number}/3") == errors.EXIT_USAGE
        assert "INP015" in capsys.readouterr().err
    assert not (copy / "out").exists()


@pytest.mark.parametrize("share", ["0/2", "3/2", "1", "1/0", "x/y", "-1/2", "1/2/3", ""])
def test_wrong_shares(copy: Path, share: str) -> None:
    assert convert("-o", "out", "--shard", share) == errors.EXIT_USAGE


def test_a_share_needs_a_folder(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["convert", "in/two.txt", "-t", "text", "-o", "two.out.txt", "--shard", "1/2"])
    assert "a share of a batch needs an output folder (INP016)" in capsys.readouterr().err
