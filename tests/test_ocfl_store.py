"""Packing as OCFL: an object a story, a version a correction, nothing twice, and never half of anything."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, absent
from test_ocfl import make_object, write_inventory

from convert import cli
from convert.errors import InputError, OutputError
from convert.findings import Finding
from convert.packages import ocfl_store, verify
from convert.packages.contents import Contents
from convert.packages.ocfl_store import INDEX, STORY, pack
from convert.packages.verified import Verified

FERRY = "Ferry resumes after storm\n\nThe ferry between the islands resumed on Tuesday, the operator said.\n"
HARBOUR = "Harbour opens\n\nThe harbour opened again on Monday, the mayor said to reporters.\n"


@pytest.fixture(autouse=True)
def _same_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1481126400")


def convert(source: Path, out: Path, *options: str) -> Path:
    formats = ("-t", "ninjs", "-t", "article", *options)
    assert cli._run(["convert", str(source), *formats, "-q", "--force", "-o", str(out)]) in (0, 1, 3)
    return out


def packed(folder: Path, root: Path) -> Verified:
    with Contents(str(folder)) as contents:
        return pack(contents, str(root))


def codes(found: Verified) -> list[str]:
    return [f.code for report in found.reports for f in report.findings if f.code not in ("PKG016", "PKG046")]


def done(found: Verified) -> str:
    return found.done.rpartition("objects: ")[2]


def wrong(root: Path) -> list[Finding]:
    reports = verify(str(root)).reports
    return [finding for report in reports for finding in report.findings if finding.code != "PKG016"]


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def inventories(root: Path) -> dict[str, Any]:
    """The inventories of the objects of stories, by what their input is called."""
    found = {}
    for path in sorted(root.glob("???/???/???/*/inventory.json")):
        if (path.parent / "v1" / "content" / STORY).exists():
            record = json.loads((path.parent / "v1" / "content" / STORY).read_bytes())
            found[record["input"]] = json.loads(path.read_bytes())
    return found


def record(root: Path, id: str) -> Any:
    """The record in the last version of an object."""
    for path in root.glob("???/???/???/*/inventory.json"):
        inventory = json.loads(path.read_bytes())
        if inventory["id"] == id:
            state = inventory["versions"][inventory["head"]]["state"]
            digest = next(digest for digest, names in state.items() if STORY in names)
            return json.loads((path.parent / inventory["manifest"][digest][0]).read_bytes())
    raise AssertionError(id)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(FERRY)
    (folder / "a.meta.toml").write_text('keywords = ["ferry"]\n')
    (folder / "b.txt").write_text(HARBOUR)
    return folder


def test_each_story_is_an_object_and_the_same_input_gives_the_same_bytes(source: Path, tmp_path: Path) -> None:
    (source / "bad.txt").write_text("<html>")
    out = convert(source, tmp_path / "out")
    first = packed(out, tmp_path / "root")
    assert (done(first), first.exit_code, codes(first)) == ("4 new, 0 with a new version, 0 unchanged", 0, [])
    assert wrong(tmp_path / "root") == []
    found = inventories(tmp_path / "root")
    assert set(found) == {"a.txt", "b.txt", "bad.txt"}
    assert sorted(name for names in found["a.txt"]["versions"]["v1"]["state"].values() for name in names) == [
        *("documents/a.article.json", "documents/a.ninjs.json", STORY, "sources/a.meta.toml", "sources/a.txt"),
    ]
    assert found["a.txt"]["id"].startswith("urn:uuid:")
    assert found["a.txt"]["versions"]["v1"]["created"] == "2016-12-07T16:00:00Z"
    assert record(tmp_path / "root", found["bad.txt"]["id"])["errors"][0]["code"] == "INP019"
    packed(out, tmp_path / "again")
    assert tree(tmp_path / "again") == tree(tmp_path / "root")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_an_unchanged_folder_adds_nothing(source: Path, tmp_path: Path) -> None:
    out, root = convert(source, tmp_path / "out"), tmp_path / "root"
    packed(out, root)
    before = tree(root)
    assert done(packed(out, root)) == "0 new, 0 with a new version, 3 unchanged"
    assert tree(root) == before


def test_a_corrected_story_is_the_next_version_of_its_object(source: Path, tmp_path: Path) -> None:
    out, root = convert(source, tmp_path / "out"), tmp_path / "root"
    packed(out, root)
    id = inventories(root)["a.txt"]["id"]
    (source / "a.txt").write_text(FERRY.replace("Tuesday", "Wednesday"))
    found = packed(convert(source, out), root)
    assert (done(found), codes(found)) == ("0 new, 2 with a new version, 1 unchanged", ["PKG041"])
    assert wrong(root) == []
    inventory = inventories(root)["a.txt"]
    assert (inventory["id"], inventory["head"]) == (id, "v2")
    stored = {path for paths in inventory["manifest"].values() for path in paths}
    assert "v2/content/sources/a.txt" in stored
    assert "v2/content/sources/a.meta.toml" not in stored
    assert any("sources/a.meta.toml" in names for names in inventory["versions"]["v2"]["state"].values())
    found_record = record(root, id)
    assert found_record["object"]["id_from"] == "input"
    assert found_record["id"] != id
    (tmp_path / "other").mkdir()
    packed(out, tmp_path / "other" / "root")
    assert inventories(tmp_path / "other" / "root")["a.txt"]["id"] == id, "the journal has it"


def test_a_story_from_elsewhere_with_the_same_number_of_the_wire(tmp_path: Path) -> None:
    def story(name: str, number: int, words: str, provider: str = "dpa", at: str = "2016-12-07T16:00:00Z") -> Path:
        folder = tmp_path / name
        folder.mkdir()
        values = {"other_ids": [{"value": f"bdt0{number}", "role": "wire"}], "provider": {"name": provider}}
        article = json.loads((ROOT / "tests" / "articles" / "minimal.json").read_text()) | values
        text = [{"type": "paragraph", "content": words}]
        article |= {"body": text, "id": f"urn:uuid:00000000-0000-5000-8000-{number:012}", "updated": at}
        (folder / f"{name}.article.json").write_text(json.dumps(article))
        return folder

    root = tmp_path / "root"
    words = "The ferry resumed on Tuesday."
    for name, number, text, *more in (
        ("first", 123, words),
        ("corrected", 123, words.replace("Tuesday", "Wednesday")),
        ("unrelated", 123, "Another agency has other words.", "AFP"),
        ("tomorrow", 123, "Numbers begin anew.", "dpa", "2016-12-08T16:00:00Z"),
        ("other", 124, "The harbour opened."),
    ):
        with computed_ids():
            packed(convert(story(name, number, text, *more), tmp_path / f"out-{name}"), root)
    found = {name: inventory["head"] for name, inventory in inventories(root).items()}
    assert found == {f"{n}.article.json": v for n, v in zip(("first", "unrelated", "tomorrow", "other"), ("v2", *3 * ["v1"]), strict=True)}
    [inventory] = [i for name, i in inventories(root).items() if name == "first.article.json"]
    assert record(root, inventory["id"])["object"]["id_from"] == "wire"
    assert wrong(root) == []


@contextmanager
def computed_ids() -> Iterator[None]:
    """Ids of stories count as computed."""
    yield
