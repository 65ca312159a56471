"""Packing as OCFL: an object a story, a version a correction, nothing twice, and never half of anything."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from conftest import ROOT, absent
from test_ocfl import FILES, OCFL_PY, make_object, make_root, tarred, write_inventory, zipped

from convert import article_codec, cli
from convert.errors import InputError, OutputError
from convert.findings import Finding
from convert.model import make_id
from convert.packages import verify
from convert.packages.contents import Contents
from convert.packages.ocfl import storage
from convert.packages.ocfl.ids import INDEX, STORY
from convert.packages.ocfl.layouts import LAYOUTS, layout_of
from convert.packages.ocfl.storage import NEW_LAYOUTS
from convert.packages.ocfl.writing import write_ocfl
from convert.packages.targets import Packed, Refused

pytestmark = pytest.mark.sampled(2)

FERRY = "Ferry resumes after storm\n\nThe ferry between the islands resumed on Tuesday, the operator said.\n"
HARBOUR = "Harbour opens\n\nThe harbour opened again on Monday, the mayor said to reporters.\n"


@pytest.fixture(autouse=True)
def _same_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1481126400")


def convert(source: Path, out: Path, *options: str) -> Path:
    formats = ("-t", "ninjs", "-t", "article", *options)
    sources = sorted(map(str, source.glob("*.json"))) or [str(source)]
    assert cli._run(["convert", *sources, *formats, "-q", "--force", "-o", str(out)]) in (0, 1, 3)
    return out


def packed(folder: Path, root: Path) -> Packed:
    with Contents(str(folder)) as contents:
        return write_ocfl(contents, str(root))


def codes(found: Packed) -> list[str]:
    return [finding.code for finding in found.findings]


def done(found: Packed) -> str:
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
    assert (done(first), codes(first)) == ("4 new, 0 with a new version, 0 unchanged", [])
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


def test_the_same_words_from_two_inputs_are_two_objects(source: Path, tmp_path: Path) -> None:
    (source / "c.txt").write_text(FERRY)
    out, root = convert(source, tmp_path / "out"), tmp_path / "root"
    found = packed(out, root)
    assert (done(found), codes(found)) == ("4 new, 0 with a new version, 0 unchanged", ["PKG046"])
    assert done(packed(out, root)) == "0 new, 0 with a new version, 4 unchanged"
    (source / "0.txt").write_text(FERRY)
    assert done(packed(convert(source, out), root)) == "1 new, 1 with a new version, 3 unchanged"
    assert {name: inventory["head"] for name, inventory in inventories(root).items()} == dict.fromkeys(
        ("0.txt", "a.txt", "b.txt", "c.txt"), "v1"
    )


def test_a_story_that_is_as_it_was_again_is_a_new_version(source: Path, tmp_path: Path) -> None:
    out, root = convert(source, tmp_path / "out"), tmp_path / "root"
    packed(out, root)
    for day in ("Wednesday", "Tuesday"):
        (source / "a.txt").write_text(FERRY.replace("Tuesday", day))
        packed(convert(source, out), root)
    inventory = inventories(root)["a.txt"]
    assert inventory["head"] == "v3"
    assert not [path for paths in inventory["manifest"].values() for path in paths if path.startswith("v3/content/so")]
    assert wrong(root) == []


def test_a_corrected_story_is_the_next_version_of_its_object(source: Path, tmp_path: Path) -> None:
    out, root = convert(source, tmp_path / "out"), tmp_path / "root"
    packed(out, root)
    id = inventories(root)["a.txt"]["id"]
    (source / "a.txt").write_text(FERRY.replace("Tuesday", "Wednesday"))
    found = packed(convert(source, out), root)
    what = "0 new, 2 with a new version, 1 unchanged; 1 story is in the object of the same input"
    assert (done(found), codes(found)) == (what, ["PKG041"])
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


def test_the_same_name_elsewhere_is_the_same_story_if_its_words_are(source: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    packed(convert(source, tmp_path / "monday"), root)
    (source / "a.txt").write_text(FERRY.replace("Tuesday", "Wednesday"))
    (source / "b.txt").write_text(
        "Museum returns a clock\n\nIt was in its hall for fifty years, as visitors remember.\n"
    )
    assert codes(packed(convert(source, tmp_path / "tuesday"), root)) == ["PKG041"]
    records = [json.loads(path.read_bytes()) for path in root.glob("???/???/???/*/v*/content/record.json")]
    assert sorted((each["input"], each["object"]["id_from"]) for each in records) == [
        *(("a.txt", "computed"), ("a.txt", "input"), ("b.txt", "computed"), ("b.txt", "computed")),
    ]
    assert wrong(root) == []


def write_article(path: Path, words: str, **values: Any) -> None:
    """Write an Article as JSON, with an id that was computed from its words unless one is given."""
    data = json.loads((ROOT / "tests" / "articles" / "minimal.json").read_text())
    data |= {"body": [{"type": "paragraph", "content": words}], **values}
    if "id" not in values:
        article = article_codec.loads(json.dumps(data))
        data["id"] = make_id(article.provider.name if article.provider else None, article.headline, article.body)
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(data))


def test_a_corrected_dispatch_is_the_next_version(tmp_path: Path) -> None:
    """Its words and its file are others; its provider, its number of the wire and its day are the same."""
    root = tmp_path / "root"
    text = """abc0307 6 w 82  xyz 307
Verkehr/Insel/Hafen
Die Fähre nach {0} fährt wieder =
Von Kai Muster, xyz =
   Saint-Corvan (xyz) - Die Fähre fährt seit {1} wieder, sagte der Bürgermeister am Dienstag.

   Rund 400 Menschen leben auf der Insel.
xyz km yyzz n1 ab
{2} GMT Nov 18
"""
    for name, *values in (("a", "Corvan", "Montag", "051535"), ("b", "Corvan", "Sonntag", "051640")):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.txt").write_text(text.format(*values), encoding="utf-8")
        packed(convert(tmp_path / name, tmp_path / f"out-{name}"), root)
    assert [inventory["head"] for inventory in inventories(root).values()] == ["v2"]


def test_a_story_from_elsewhere_with_the_same_number_of_the_wire(tmp_path: Path) -> None:
    root = tmp_path / "root"
    number = {"other_ids": [{"value": "bdt0123", "role": "wire"}], "provider": {"name": "dpa"}}
    for name, words, values in (
        ("first", "The ferry resumed on Tuesday.", {"updated": "2016-12-07T16:00:00Z"}),
        ("corrected", "The ferry resumed on Monday.", {"updated": "2016-12-07T17:00:00Z"}),
        ("agency", "Another agency has the number.", {"provider": {"name": "AFP"}, "updated": "2016-12-07T17:00:00Z"}),
        ("unrelated", "Penguins visited parliament.", {"headline": "A surprise", "updated": "2016-12-07T17:00:00Z"}),
        ("tomorrow", "Numbers begin anew each day.", {"updated": "2016-12-08T16:00:00Z"}),
        ("other", "The harbour opened.", {"other_ids": [{"value": "bdt0124", "role": "wire"}]}),
    ):
        write_article(tmp_path / name / f"{name}.json", words, **(number | values))
        found = packed(convert(tmp_path / name, tmp_path / f"out-{name}", "--from", "article"), root)
        assert codes(found) == (["PKG041"] if name == "corrected" else [])
    heads = {name: inventory["head"] for name, inventory in inventories(root).items()}
    assert heads == {
        "first.json": "v2",
        **dict.fromkeys(("agency.json", "unrelated.json", "tomorrow.json", "other.json"), "v1"),
    }
    first = inventories(root)["first.json"]
    assert record(root, first["id"])["object"]["id_from"] == "wire"
    assert wrong(root) == []
    expected = {name: inventory["id"] for name, inventory in inventories(root).items()}
    (root / INDEX).unlink()
    write_article(tmp_path / "third" / "x.json", "It resumed.", **number, updated="2016-12-07T18:00:00Z")
    packed(convert(tmp_path / "third", tmp_path / "out-third", "--from", "article"), root)
    assert {name: inventory["id"] for name, inventory in inventories(root).items()} == expected
    assert inventories(root)["first.json"]["head"] == "v3", "the index was made anew"


def test_a_given_id_has_all_versions_in_their_order(tmp_path: Path) -> None:
    id = "urn:newsml:example.org:20161207:ferry"
    for name, version in (("c", 1), ("a", 2), ("b", 3)):
        write_article(tmp_path / "in" / f"{name}.json", f"Version {version}.", id=id, version=version)
    out, root = convert(tmp_path / "in", tmp_path / "out", "--from", "article"), tmp_path / "root"
    assert done(packed(out, root)) == "2 new, 2 with a new version, 0 unchanged"
    [path] = [path for path in root.glob("???/???/???/*/inventory.json") if (path.parent / "v3").exists()]
    inventory = json.loads(path.read_bytes())
    assert inventory["id"] == id
    messages = [block["message"] for block in inventory["versions"].values()]
    assert messages == ["c.json, version 1", "a.json, version 2", "b.json, version 3"]
    assert done(packed(out, root)) == "0 new, 0 with a new version, 4 unchanged"
    write_article(tmp_path / "late" / "d.json", "Other words.", id=id, version=2)
    late = packed(convert(tmp_path / "late", tmp_path / "out-late", "--from", "article"), root)
    assert codes(late) == ["PKG044"]
    assert json.loads(path.read_bytes()) == inventory
    assert wrong(root) == []


def test_what_stories_share_is_in_the_object_of_the_batch(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "two.txt").write_text(f"{FERRY}\n\n###\n\n{HARBOUR}")
    out, root = convert(tmp_path / "in", tmp_path / "out", "--split"), tmp_path / "root"
    assert done(packed(out, root)) == "3 new, 0 with a new version, 0 unchanged"
    [batch] = root.glob("???/???/???/*/v1/content/objects.jsonl")
    assert (batch.parent / "sources" / "two.txt").exists()
    lines = [json.loads(line) for line in batch.read_text().splitlines()]
    assert [(line["number"], line["id_from"], line["version"]) for line in lines] == [
        (1, "computed", "v1"),
        (2, "computed", "v1"),
    ]
    batch_id = json.loads((batch.parent.parent / "inventory.json").read_bytes())["id"]
    assert {record(root, line["id"])["object"]["batch"] for line in lines} == {batch_id}
    assert wrong(root) == []


def test_an_object_that_is_damaged_or_of_another_program_is_not_changed(source: Path, tmp_path: Path) -> None:
    out, root = convert(source, tmp_path / "out", "-m", "id=urn:x:1"), tmp_path / "root"
    packed(out, root)
    (source / "a.txt").write_text(FERRY.replace("Tuesday", "Wednesday"))
    convert(source, out)
    [folder] = [p.parent.parent.parent.parent for p in root.glob("???/???/???/*/v1/content/sources/a.txt")]
    original = (folder / "inventory.json").read_bytes()
    write_inventory(folder, original.replace(b'"v1"', b'"v2"'))
    before = tree(folder)
    found = packed(out, root)
    assert [f.message.partition(": ")[0][-38:] for f in found.findings if f.code == "PKG043"] == [
        "urn:x:1 is damaged and was not changed",
    ]
    assert tree(folder) == before
    write_inventory(folder, original)
    packed(out, root)
    assert wrong(root) == []


def test_an_object_of_another_program_with_the_same_id(tmp_path: Path) -> None:
    root = make_root(tmp_path / "root", {"urn:example:1": FILES})
    before = tree(root)
    write_article(tmp_path / "in" / "a.json", "Words.", id="urn:example:1")
    found = packed(convert(tmp_path / "in", tmp_path / "out", "--from", "article"), root)
    assert codes(found) == ["PKG043"]
    assert "made by another program" in found.findings[0].message
    after = tree(root)
    assert {name: after[name] for name in before} == before
    assert wrong(root) == []


def test_what_is_no_storage_root_of_ours_is_refused(source: Path, tmp_path: Path) -> None:
    out = convert(source, tmp_path / "out")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").touch()
    (tmp_path / "file").touch()
    flat = make_root(tmp_path / "flat", {})
    (flat / "ocfl_layout.json").write_text('{"extension": "0011-direct-clean-path-layout", "description": "x"}')
    bare = make_root(tmp_path / "bare", {}, layout=False)
    single = make_object(tmp_path / "single", FILES)
    for name in (*(tmp_path / "full", tmp_path / "file"), flat, bare, single):
        before = tree(name)
        with pytest.raises((InputError, OutputError)) as raised:
            packed(out, name)
        assert raised.value.code == "PKG042", name
        assert tree(name) == before
    old = make_root(tmp_path / "old", {}, specification="1.0")
    packed(out, old)
    assert wrong(old) == []
    assert len(list(old.glob("???/???/???/*/0=ocfl_object_1.0"))) == 3


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_storage_roots_of_other_layouts_are_added_to(source: Path, tmp_path: Path, layout: str) -> None:
    root = make_root(tmp_path / "root", {})
    (root / "ocfl_layout.json").write_text(json.dumps({"extension": layout, "description": "x"}))
    (root / "extensions" / layout).mkdir(exist_ok=True)
    config = {"extensionName": layout} | ({"delimiter": ":"} if "prefix" in layout else {})
    (root / "extensions" / layout / "config.json").write_text(json.dumps(config))
    out = convert(source, tmp_path / "out")
    assert done(packed(out, root)) == "3 new, 0 with a new version, 0 unchanged"
    assert done(packed(out, root)) == "0 new, 0 with a new version, 3 unchanged"
    assert wrong(root) == []
    place = layout_of(layout, config)
    assert place
    found = [path.parent for path in root.rglob("0=ocfl_object_1.1")]
    ids = [json.loads((path / "inventory.json").read_text())["id"] for path in found]
    assert [str(path.relative_to(root)) for path in found] == [place(id) for id in ids]
    found[0].rename(found[0].with_name("elsewhere"))
    assert [finding.code for finding in wrong(root)] == ["PKG039"]


@pytest.mark.parametrize("layout", sorted(NEW_LAYOUTS))
def test_a_storage_root_of_a_layout_is_made(source: Path, tmp_path: Path, layout: str) -> None:
    out, root = convert(source, tmp_path / "out"), tmp_path / "root"
    number = layout.partition("-")[0]
    assert cli._run(["pack", str(out), "-o", str(root), "--as", "ocfl", "--layout", number, "-q"]) == 0
    assert json.loads((root / "ocfl_layout.json").read_text())["extension"] == layout
    assert wrong(root) == []
    assert cli._run(["pack", str(out), "-o", str(root), "--as", "ocfl", "-q"]) == 0
    for other in NEW_LAYOUTS:
        code = cli._run(["pack", str(out), "-o", str(root), "--as", "ocfl", "--layout", other[:4], "-q"])
        assert code == (0 if other == layout else 3)
    assert cli._run(["pack", str(out), "-o", str(tmp_path / "bag"), "--layout", number, "-q"]) == 2


def test_an_id_for_which_a_layout_has_no_place_is_refused(tmp_path: Path) -> None:
    root = tmp_path / "root"
    write_article(tmp_path / "in" / "a.json", "Words.", id="http://example.org/1")
    write_article(tmp_path / "in" / "b.json", "Other words.", id="urn:example:2")
    out = convert(tmp_path / "in", tmp_path / "out", "--from", "article")
    with Contents(str(out)) as contents:
        found = write_ocfl(contents, str(root), "0002-flat-direct-storage-layout")
    assert codes(found) == ["PKG043"]
    assert done(found) == "2 new, 0 with a new version, 0 unchanged, 1 refused"
    assert (root / "urn:example:2" / "0=ocfl_object_1.1").exists()
    assert wrong(root) == []


def test_a_part_that_changes_while_it_is_packed(source: Path, tmp_path: Path) -> None:
    out, root = convert(source, tmp_path / "out"), tmp_path / "root"
    with Contents(str(out)) as contents:
        state = (source / "a.txt").stat()
        (source / "a.txt").write_text(FERRY.replace("Tuesday", "Tuosday"))
        os.utime(source / "a.txt", ns=(state.st_atime_ns, state.st_mtime_ns))
        found = write_ocfl(contents, str(root))
    assert codes(found) == ["PKG019"]
    assert done(found) == "2 new, 0 with a new version, 0 unchanged, 1 refused"
    assert set(inventories(root)) == {"b.txt"}
    assert wrong(root) == []
    (source / "a.txt").unlink()
    with pytest.raises(Refused) as refused:
        packed(out, tmp_path / "other")
    assert [finding.code for finding in refused.value.findings] == ["PKG018"]
    assert not (tmp_path / "other").exists()


def test_two_runs_cannot_write_one_storage_root(source: Path, tmp_path: Path) -> None:
    out, root = convert(source, tmp_path / "out"), tmp_path / "root"
    with storage.workspace(str(root)), pytest.raises(OutputError) as raised:
        packed(out, root)
    assert raised.value.code == "PKG040"
    packed(out, root)
    assert wrong(root) == []


@pytest.mark.skipif(sys.platform == "win32", reason="permissions")
def test_a_storage_root_whose_folder_must_stay(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, root = convert(source, tmp_path / "out"), tmp_path / "disk"
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    (root / "extensions" / "wirecopy-work").mkdir(parents=True)
    assert codes(packed(out, root)) == []
    assert wrong(root) == []
    assert not (root / "extensions" / "wirecopy-work").exists()
    assert done(packed(out, root)) == "0 new, 0 with a new version, 3 unchanged"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


class _Killed(BaseException):
    pass


@pytest.mark.sampled(3)
@pytest.mark.parametrize("step", range(3))
def test_without_exchange_a_killed_run_is_finished_by_the_next(
    step: int, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, root = convert(source, tmp_path / "out"), tmp_path / "root"
    packed(out, root)
    (source / "a.txt").write_text(FERRY.replace("Tuesday", "Wednesday"))
    convert(source, out)
    monkeypatch.setattr(storage, "_exchange", lambda first, second: False)
    steps = [0]

    def killed(name: str) -> Any:
        original = getattr(os, name)

        def call(*arguments: Any) -> None:
            if "object" in str(arguments[0]) and steps[0] >= 0:
                if steps[0] == step:
                    steps[0] = -1
                    raise _Killed
                steps[0] += 1
            original(*arguments)

        return call

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(storage.shutil, "rmtree", lambda *_, **__: None)
        for name in ("rename", "replace"):
            patch.setattr(os, name, killed(name))
        with contextlib.suppress(_Killed):
            packed(out, root)
        assert steps[0] == -1
    packed(out, root)
    assert wrong(root) == []
    assert inventories(root)["a.txt"]["head"] == "v2"


def test_an_object_is_read_as_the_page_in_the_storage_root_says(source: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    packed(convert(source, tmp_path / "out"), root)
    page = (root / "READING.md").read_text(encoding="utf-8").partition("## In a storage root of OCFL")[2]
    program = page.partition("```python\n")[2].partition("```")[0]
    [folder] = [path.parents[3] for path in root.glob("???/???/???/*/v1/content/sources/a.txt")]
    subprocess.run([sys.executable, "-c", program, str(folder), str(tmp_path / "read")], check=True)
    assert (tmp_path / "read" / "sources" / "a.txt").read_text() == FERRY
    assert len(tree(tmp_path / "read")) == 5
    if shutil.which("sha512sum"):
        subprocess.run(["sha512sum", "--quiet", "-c", "inventory.json.sha512"], cwd=folder, check=True)


def test_objects_are_unpacked_and_converted_again(source: Path, tmp_path: Path) -> None:
    (source / "sub").mkdir()
    (source / "sub" / "50% : x.txt").write_text(HARBOUR.replace("Monday", "Sunday"))
    (source / "b.txt").unlink()
    (tmp_path / "two.txt").write_text(f"{FERRY}\n\n###\n\n{HARBOUR}".replace("Monday", "Friday"))
    (source / "two.txt").write_bytes((tmp_path / "two.txt").read_bytes())
    out, root = convert(source, tmp_path / "out", "--split"), tmp_path / "root"
    packed(out, root)
    (source / "a.txt").write_text(FERRY.replace("Tuesday", "Wednesday"))
    packed(convert(source, out, "--split"), root)
    for package in (root, zipped(root, tmp_path / "root.zip"), tarred(root, tmp_path / "root.tgz")):
        shutil.rmtree(tmp_path / "again", ignore_errors=True)
        assert cli._run(["unpack", str(package), "-o", str(tmp_path / "again"), "-q"]) == 0
        found = tree(tmp_path / "again")
        names = {name: data for name, data in found.items() if name.startswith("sources/")}
        assert names == {f"sources/{name}": data for name, data in tree(source).items()}
    options = ("-t", "ninjs", "--split", "-q")
    assert cli._run(["convert", str(tmp_path / "root.zip"), "-o", str(tmp_path / "new"), *options]) == 0
    made = {path.read_bytes() for path in (tmp_path / "new").rglob("*.ninjs.json")}
    assert made == {path.read_bytes() for path in out.rglob("*.ninjs.json")}
    [folder] = [p.parents[3] for p in root.glob("???/???/???/*/v1/content/sources/a.txt")]
    assert cli._run(["unpack", str(folder), "-o", str(tmp_path / "one"), "-q"]) == 0
    assert (tmp_path / "one" / "sources" / "a.txt").read_bytes() == (source / "a.txt").read_bytes()
    assert (tmp_path / "one" / "sources" / "a.meta.toml").exists()
    [folder] = [p.parents[4] for p in root.glob("???/???/???/*/v1/content/sources/sub/50*")]
    assert cli._run(["unpack", str(folder), "-o", str(tmp_path / "other"), "-q"]) == 0
    assert (tmp_path / "other" / "sources" / "sub" / "50% : x.txt").exists()
    schema = json.loads((ROOT / "schemas" / "package" / "1" / "record.json").read_bytes())
    for path in root.glob("???/???/???/*/v*/content/record.json"):
        jsonschema.validate(json.loads(path.read_bytes()), schema)


def test_the_command(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, root = convert(source, tmp_path / "out"), tmp_path / "root"
    capsys.readouterr()
    assert cli._run(["pack", str(out), "-o", str(root), "--as", "ocfl"]) == 0
    what = "storage root of OCFL 1.1: objects: 3 new, 0 with a new version, 0 unchanged"
    assert f"{root}: {what}" in capsys.readouterr().err
    assert cli._run(["verify", str(root), "--mode", "contents"]) == 0
    assert "4 documents checked" in capsys.readouterr().err
    (source / "a.txt").unlink()
    assert cli._run(["pack", str(out), "-o", str(root), "--as", "ocfl"]) == 3
    assert "PKG018" in capsys.readouterr().err
    assert cli._run(["pack", str(out), "-o", str(root), "--as", "ocfl", "--for", "archivematica"]) == 2
    assert cli._run(["pack", str(out), "-o", str(tmp_path / "root.zip"), "--as", "ocfl"]) == 2


@pytest.mark.slow
def test_ocfl_py_validates_objects_of_one_and_five_versions(source: Path, tmp_path: Path) -> None:
    if not (OCFL_PY / "ocfl-validate.py").exists():
        absent(f"ocfl-py is not installed in {OCFL_PY.parent} (WIRECOPY_OCFL)")
    root = tmp_path / "root"
    for day in ("Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"):
        (source / "a.txt").write_text(FERRY.replace("Tuesday", day))
        packed(convert(source, tmp_path / "out"), root)
    heads = [json.loads(path.read_bytes())["head"] for path in sorted(root.glob("???/???/???/*/inventory.json"))]
    assert sorted(heads) == ["v1", "v5", "v5"]
    commands = [("ocfl-validate.py", str(path)) for path in sorted(root.glob("???/???/???/*"))]
    for layout in sorted(NEW_LAYOUTS)[:2]:  # it does not know 0004
        with Contents(str(tmp_path / "out")) as contents:
            write_ocfl(contents, str(tmp_path / layout), layout)
        commands.append(("ocfl-root.py", "validate", "--root", str(tmp_path / layout)))
    for program, *arguments in commands:
        command = [str(OCFL_PY / "python"), str(OCFL_PY / program), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (done.returncode, "VALID" in done.stdout, "[" in done.stdout) == (0, True, False), done.stdout


KILLED = """
import os, signal, sys
from convert.packages.contents import Contents
from convert.packages.ocfl.writing import write_ocfl

out, root, limit = sys.argv[1], sys.argv[2], int(sys.argv[3])
seen = 0

def hook(event, arguments):
    global seen
    if event in ("open", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.remove", "os.truncate", "ctypes.dlsym"):
        seen += 1
        if seen == limit:
            os.kill(os.getpid(), signal.SIGKILL)

with Contents(out) as contents:
    sys.addaudithook(hook)
    write_ocfl(contents, root)
print(seen)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_kill_9_leaves_only_whole_objects(source: Path, tmp_path: Path) -> None:
    def run(root: Path, limit: int) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", KILLED, str(tmp_path / "out"), str(root), str(limit)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    whole = tmp_path / "whole"
    for day, moments in (("Tuesday", 8), ("Wednesday", 12)):  # a new storage root, and a corrected story
        (source / "a.txt").write_text(FERRY.replace("Tuesday", day))
        convert(source, tmp_path / "out")
        before = shutil.copytree(whole, tmp_path / "before") if whole.exists() else None
        total = int(run(whole, 0).stdout)
        for number in range(moments):
            root = tmp_path / f"{day}-{number}" / "root"
            root.parent.mkdir()
            if before:
                shutil.copytree(before, root)
            limit = 1 + total * number // moments
            assert run(root, limit).returncode == -9
            if root.exists():
                assert wrong(root) == [], limit
            run(root, 0)
            assert tree(root) == tree(whole), limit
            assert sorted(root.parent.iterdir()) == [root]
