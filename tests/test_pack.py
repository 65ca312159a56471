"""Packing: what comes out is a bag to us and to others, the same to the byte, whole or not there."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import signal
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import bagit  # type: ignore[import-untyped]
import pytest
from bagit_utils import Bag  # type: ignore[import-untyped]
from bagit_utils.validator import BagValidator  # type: ignore[import-untyped]
from batch_faults import AtEvent, forked
from conftest import ROOT

from convert import cli
from convert.packages import verify
from convert.packages.trees.directory import stored_files

STORY = "Ferry resumes after storm\n\nThe ferry between the islands resumed on Tuesday, the operator said.\n"
SUFFIXES = ("", ".zip", ".tar", ".tar.gz")


def convert(folder: Path) -> Path:
    """An output folder with two stories, of which one has a name that is not ASCII, and an input that failed."""
    source = folder / "in"
    (source / "sub").mkdir(parents=True)
    (source / "a.txt").write_text(STORY)
    (source / "sub" / "Ü.txt").write_text(STORY.replace("Tuesday", "Monday"))
    (source / "bad.txt").write_text("<html>")
    assert cli._run(["convert", str(source), "-t", "ninjs", "-t", "epub", "-q", "-o", str(folder / "out")]) == 3
    return folder / "out"


@pytest.fixture(autouse=True)
def _epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1481126400")


@pytest.fixture
def converted(tmp_path: Path) -> Path:
    """An output folder for a test that changes it."""
    return convert(tmp_path)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder for tests that only read it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1481126400")
        return convert(tmp_path_factory.mktemp("made"))


def pack(folder: Path, out: Path, *options: str) -> int:
    return cli._run(["pack", str(folder), "-o", str(out), "-q", *options])


def codes(path: Path) -> set[str]:
    return {finding.code for report in verify(str(path)).reports for finding in report.findings} - {"PKG016"}


def files(bag: Path) -> dict[str, bytes]:
    return {str(path.relative_to(bag)): path.read_bytes() for path in bag.rglob("*") if path.is_file()}


def test_a_bag_has_sources_documents_and_what_failed(made: Path, tmp_path: Path) -> None:
    bag = tmp_path / "bag"
    assert pack(made, bag) == 0
    found = files(bag)
    payload = {name.removeprefix("data/") for name in found if name.startswith("data/")}
    assert payload == {
        *("sources/a.txt", "sources/sub/Ü.txt", "sources/bad.txt", "documents/a.ninjs.json", "documents/a.epub"),
        *("documents/sub/Ü.ninjs.json", "documents/sub/Ü.epub", "journal.jsonl", "stories.jsonl", "READING.md"),
    }
    info = found["bag-info.txt"].decode()
    size = sum(len(data) for name, data in found.items() if name.startswith("data/"))
    assert f"Payload-Oxum: {size}.{len(payload)}\n" in info
    assert "Bagging-Date: 2016-12-07\n" in info
    assert found["bagit.txt"] == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    for algorithm in ("sha256", "sha512"):
        lines = found[f"manifest-{algorithm}.txt"].decode().splitlines()
        assert {line.split("  ")[1] for line in lines} == {f"data/{name}" for name in payload}
        assert all(hashlib.new(algorithm, found[n]).hexdigest() == d for d, n in (line.split("  ") for line in lines))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_we_and_others_take_it(made: Path, tmp_path: Path, suffix: str) -> None:
    bag = tmp_path / f"bag{suffix}"
    assert pack(made, bag) == 0
    assert codes(bag) == set()
    folder = bag
    if suffix == ".zip":
        with zipfile.ZipFile(bag) as zipped:
            assert zipped.testzip() is None
            zipped.extractall(tmp_path / "unpacked")
    elif suffix:
        with tarfile.open(bag) as tar:
            tar.extractall(tmp_path / "unpacked", filter="data")
    if suffix:
        folder = tmp_path / "unpacked" / "bag"
    assert bagit.Bag(str(folder)).validate()
    report = Bag(folder).validate()
    assert (report.valid, report.issues) == (True, [])


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_input_gives_the_same_bytes(made: Path, tmp_path: Path, suffix: str) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        assert pack(made, tmp_path / name / f"bag{suffix}") == 0
        for path in made.rglob("*.json"):
            os.utime(path)
    if suffix:
        assert (tmp_path / "one" / f"bag{suffix}").read_bytes() == (tmp_path / "two" / f"bag{suffix}").read_bytes()
    else:
        assert files(tmp_path / "one") == files(tmp_path / "two")


def test_archives_have_the_time_of_the_newest_story(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert pack(made, tmp_path / "a.zip") == pack(made, tmp_path / "a.tar") == 0
    with zipfile.ZipFile(tmp_path / "a.zip") as zipped:
        assert {info.date_time for info in zipped.infolist()} == {(2016, 12, 7, 16, 0, 0)}
        assert {(info.internal_attr, info.volume) for info in zipped.infolist()} == {(0, 0)}
    with tarfile.open(tmp_path / "a.tar") as tar:
        assert {member.mtime for member in tar.getmembers()} == {1481126400}
    assert pack(made, tmp_path / "b.zip", "--date", "2020-02-03") == 0
    with zipfile.ZipFile(tmp_path / "b.zip") as zipped:
        assert {info.date_time for info in zipped.infolist()} == {(2020, 2, 3, 0, 0, 0)}
        assert b"Bagging-Date: 2020-02-03\n" in zipped.read("b/bag-info.txt")
    assert pack(made, tmp_path / "c.zip", "--date", "yesterday") == 2


@pytest.mark.sampled(3)
@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("change", ["gone source", "changed source", "gone document", "changed document"])
def test_what_is_gone_or_changed_makes_no_package(
    converted: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], change: str, suffix: str
) -> None:
    path = tmp_path / "in" / "a.txt" if "source" in change else converted / "a.ninjs.json"
    if "gone" in change:
        path.unlink()
    else:
        path.write_bytes(path.read_bytes().replace(b"storm", b"flood"))
    before = set(os.listdir(tmp_path))
    assert pack(converted, tmp_path / f"bag{suffix}") == 3
    assert ("PKG018" if "gone" in change else "PKG019") in capfd.readouterr().err
    assert set(os.listdir(tmp_path)) == before


@pytest.mark.parametrize("options", [(), ("--force",)])
def test_a_folder_with_other_files_is_not_replaced(
    converted: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], options: tuple[str, ...]
) -> None:
    """Nor is it advised to replace it."""
    (tmp_path / "bag").mkdir()
    (tmp_path / "bag" / "mine.txt").write_text("mine")
    assert pack(converted, tmp_path / "bag", *options) == 3
    said = capfd.readouterr().err
    assert "bag is a folder with other files than those of a package" in said
    assert "Choose another output with -o, or remove the folder yourself." in said
    assert os.listdir(tmp_path / "bag") == ["mine.txt"]


def test_a_package_that_is_there_is_replaced_only_on_request(converted: Path, tmp_path: Path) -> None:
    for out in (tmp_path / "bag", tmp_path / "bag.zip"):
        assert pack(converted, out) == 0
        first = out.read_bytes() if out.is_file() else files(out)
        assert pack(converted, out, "--date", "2020-01-01") == 3
        assert (out.read_bytes() if out.is_file() else files(out)) == first
        assert pack(converted, out, "--date", "2020-01-01", "--force") == 0
        assert (out.read_bytes() if out.is_file() else files(out)) != first
        assert codes(out) == set()
    assert not [name for name in os.listdir(tmp_path) if name.startswith(".wirecopy")]


def test_other_folders_are_never_replaced(converted: Path, tmp_path: Path) -> None:
    before = files(tmp_path)
    for out in (converted, tmp_path, tmp_path / "in", converted / ".wirecopy", converted / "sub"):
        assert pack(converted, out, "--force") in (2, 3)
    assert files(tmp_path) == before


def test_sources_that_are_gone_can_be_left_out(
    converted: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in" / "a.txt").unlink()
    assert cli._run(["pack", str(converted), "-o", str(tmp_path / "bag"), "--allow", "PKG018"]) == 0
    assert "warning PKG018: the source a.txt is gone" in capfd.readouterr().err
    assert codes(tmp_path / "bag") == set()
    record = map(json.loads, (tmp_path / "bag" / "data" / "stories.jsonl").read_text().splitlines())
    assert [line["input"] for line in record if line["kind"] == "story" and "source" not in line] == ["a.txt"]
    (tmp_path / "in" / "bad.txt").write_text("<htm>")
    assert pack(converted, tmp_path / "bag2", "--allow", "PKG018") == 3


def test_the_journal_may_be_elsewhere(converted: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (converted / ".wirecopy" / "journal.jsonl").rename(tmp_path / "j.jsonl")
    assert cli._run(["pack", str(converted), "-o", str(tmp_path / "bag"), "-v"]) == 0
    assert "notice PKG023" in capfd.readouterr().err
    assert pack(converted, tmp_path / "bag2", "--journal", str(tmp_path / "j.jsonl")) == 0
    assert (tmp_path / "bag2" / "data" / "sources" / "a.txt").is_file()
    assert pack(converted, tmp_path / "bag3", "--journal", str(tmp_path / "none.jsonl")) == 3


def test_the_package_is_not_packed_into_itself(converted: Path) -> None:
    for _ in range(2):
        assert pack(converted, converted / "bag.zip", "--force") == 0
    with zipfile.ZipFile(converted / "bag.zip") as zipped:
        assert not [name for name in zipped.namelist() if "bag.zip" in name]


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt" or sys.platform == "darwin", reason="names are text there")
@pytest.mark.parametrize("kind", ["bagit", "ocfl", "eark"])
@pytest.mark.parametrize("is_converted", [False, True])
def test_names_that_are_not_utf_8_are_packed(tmp_path: Path, kind: str, *, is_converted: bool) -> None:
    """Under safe names; the record has the true ones, with escapes for what is not UTF-8."""
    folder = tmp_path / "in"
    for name in (b"caf\xe9.txt", b"d\xff/b.txt"):
        path = folder / os.fsdecode(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Ferry resumes\n\nThe ferry resumed on Tuesday.\n")
    if is_converted:
        assert cli._run(["convert", str(folder), "-q", "-t", "ninjs", "-o", str(tmp_path / "out")]) == 0
        folder = tmp_path / "out"
    package, unpacked = tmp_path / "package", tmp_path / "unpacked"
    assert cli._run(["pack", str(folder), "-q", "--as", kind, "-o", str(package)]) == 0
    assert cli._run(["verify", str(package), "-q"]) == 0
    assert cli._run(["unpack", str(package), "-q", "-o", str(unpacked)]) == 0
    names = {
        path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*.txt" if not is_converted else "*.json")
    }
    suffix = ".ninjs.json" if is_converted else ".txt"
    assert {f"documents/caf\\xe9{suffix}", f"documents/d\\xff/b{suffix}"} <= names


def test_large_files_and_long_names_are_packed(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "large.bin").write_bytes(os.urandom(2_500_001))
    (folder / "exact.bin").write_bytes(bytes(2**20))
    (folder / "empty.bin").touch()
    deep = folder / ("d" * 90) / ("e" * 70)
    deep.mkdir(parents=True)
    (deep / f"{'x' * 30}.bin").write_bytes(b"1")
    (folder / f"{'ü' * 120}.ninjs.json").write_bytes(b"{}")
    for suffix in SUFFIXES:
        assert pack(folder, tmp_path / f"bag{suffix}") == 0
        assert codes(tmp_path / f"bag{suffix}") == set()
    with tarfile.open(tmp_path / "bag.tar") as tar, zipfile.ZipFile(tmp_path / "bag.zip") as zipped:
        found = files(tmp_path / "bag")
        for name in found:
            member = tar.extractfile(f"bag/{name}")
            assert member is not None
            assert member.read() == zipped.read(f"bag/{name}") == found[name]


def test_zips_of_any_size_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the limits of zip lowered, members, places and numbers are in the extensions for large ones."""
    from datetime import UTC, datetime

    from convert import packing

    moment = datetime(2016, 12, 7, tzinfo=UTC)
    with monkeypatch.context() as patch, open(tmp_path / "many.zip", "w+b") as file:
        patch.setattr(packing, "_MAX_MEMBERS", 10)
        with packing.StoredFiles(file, moment) as many:
            for number in range(11):
                many.add(f"{number}", b"")
    data = (tmp_path / "many.zip").read_bytes()
    assert data[-98:-94] == b"PK\6\6"
    assert data[-98 + 32 : -98 + 40] == (11).to_bytes(8, "little")
    assert data[-12:-10] == (10).to_bytes(2, "little")
    with open(tmp_path / "far.zip", "w+b") as file:
        file.seek(2**32 + 5)  # a hole, which takes no room
        with packing.StoredFiles(file, moment) as far:
            far.add("a", b"one")
            with far.open("b", 2**21) as write:
                write(bytes(2**21))
        listed = [(each.name, each.offset, each.size) for each in stored_files(file, None)]
        assert listed == [(b"a", 2**32 + 5, 3), (b"b", 2**32 + 39, 2**21)]
    with zipfile.ZipFile(tmp_path / "far.zip") as zipped:
        assert zipped.read("a") == b"one"
        assert zipped.read("b") == bytes(2**21)
    monkeypatch.setattr(packing, "_LARGE_FILE", 1000)
    with open(tmp_path / "large.zip", "w+b") as file, packing.StoredFiles(file, moment) as large:
        large.add("a", bytes(999))
        header = large._noted(b"b", 0, 2000)
        assert header[18:26] == (1000).to_bytes(4, "little") * 2
        assert (2000).to_bytes(8, "little") * 2 in header


def test_bags_of_others_are_verified(made: Path, tmp_path: Path) -> None:
    for name, make in (
        ("python", lambda path: bagit.make_bag(str(path), checksums=["sha256", "sha512"])),
        ("utils", lambda path: Bag.build_from(made, path, baginfo={}, algorithms=["sha512"])),
    ):
        bag = tmp_path / name
        if name == "python":
            bag.mkdir()
            (bag / "a.txt").write_text("one")
        make(bag)
        assert not {f.code for r in verify(str(bag)).reports for f in r.findings if f.severity.value == "error"}


PROFILE = {
    "BagIt-Profile-Info": {"BagIt-Profile-Identifier": "https://example.org/p.json", "BagIt-Profile-Version": "1.4.0"},
    "Bag-Info": {
        "Source-Organization": {"required": True, "values": ["The Daily Example"]},
        "Contact-Phone": {"required": True},
        "Bag-Count": {"required": True},
    },
    "Manifests-Required": ["md5"],
    "Manifests-Allowed": ["md5", "sha512"],
    "Tag-Manifests-Required": ["md5"],
    "Allow-Fetch.txt": False,
    "Serialization": "required",
    "Accept-Serialization": ["application/zip", "application/tar"],
    "Accept-BagIt-Version": ["0.96", "0.97"],
}


def test_a_profile_is_obeyed_and_filled(made: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    profile = tmp_path / "profile.json"
    profile.write_text(json.dumps(PROFILE))
    options = ("--profile", str(profile))
    assert pack(made, tmp_path / "bag", *options, "--info", "Contact-Phone=1") == 3
    assert "a folder is not accepted" in capfd.readouterr().err
    assert pack(made, tmp_path / "bag.tgz", *options, "--info", "Contact-Phone=1") == 3
    assert "application/gzip is not accepted" in capfd.readouterr().err
    assert pack(made, tmp_path / "bag.zip", *options) == 3
    assert "bag-info.txt needs Contact-Phone" in capfd.readouterr().err
    assert pack(made, tmp_path / "bag.zip", *options, "--info", "Contact-Phone=1") == 0
    with zipfile.ZipFile(tmp_path / "bag.zip") as zipped:
        zipped.extractall(tmp_path)
    bag = tmp_path / "bag"
    assert {path.name for path in bag.glob("*manifest-*")} == {
        *("manifest-md5.txt", "manifest-sha512.txt", "tagmanifest-md5.txt", "tagmanifest-sha256.txt"),
        "tagmanifest-sha512.txt",
    }
    info = (bag / "bag-info.txt").read_text()
    assert "Source-Organization: The Daily Example\n" in info
    assert "BagIt-Profile-Identifier: https://example.org/p.json\n" in info
    assert "Bag-Count: 1 of 1\n" in info
    assert (bag / "bagit.txt").read_text().startswith("BagIt-Version: 0.97\n")
    assert BagValidator(PROFILE | {"Serialization": "optional"}).validate(Bag(bag)).valid


@pytest.mark.parametrize("text", ["[]", "{", '{"BagIt-Profile-Info": {}}', json.dumps(PROFILE | {"Bag-Info": []})])
def test_what_is_no_profile_is_refused(made: Path, tmp_path: Path, text: str) -> None:
    (tmp_path / "profile.json").write_text(text)
    assert pack(made, tmp_path / "bag", "--profile", str(tmp_path / "profile.json")) == 2
    assert not (tmp_path / "bag").exists()


@pytest.mark.parametrize("info", ["Contact", "=x", "a:b=c", "a= "])
def test_wrong_lines_for_the_information_are_refused(made: Path, tmp_path: Path, info: str) -> None:
    assert pack(made, tmp_path / "bag", "--info", info) == 2


def test_archivematica_gets_its_layout(made: Path, tmp_path: Path) -> None:
    bag = tmp_path / "bag"
    assert pack(made, bag, "--for", "archivematica") == 0
    assert codes(bag) == set()
    rows = list(csv.DictReader(io.StringIO((bag / "data" / "metadata" / "metadata.csv").read_text())))
    assert next(iter(rows[0])) == "filename"
    assert all((bag / "data" / row["filename"]).is_file() for row in rows)
    assert all((bag / "data" / row["dc.source"]).is_file() for row in rows)
    assert {row["dc.title"] for row in rows} == {"Ferry resumes after storm"}
    papers = bag / "data" / "metadata" / "submissionDocumentation"
    assert {path.name for path in papers.iterdir()} == {"journal.jsonl", "stories.jsonl", "READING.md"}
    assert (bag / "data" / "objects" / "sources" / "bad.txt").is_file()


def test_the_recipe_of_the_readme_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"### For an archive\n\n```sh\n(.*?)```", readme, re.DOTALL)
    assert block is not None
    commands = block[1].splitlines()
    assert [line.split()[1] for line in commands] == ["convert", "pack", "verify"]
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "story.txt").write_text(STORY)
    monkeypatch.chdir(tmp_path)
    assert [cli._run(line.split()[1:]) for line in commands] == [0, 0, 0]


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["", ".zip"])
def test_a_killed_run_leaves_a_whole_package_or_none(tmp_path: Path, suffix: str) -> None:
    """Killed before one in so many of the calls that open, make, rename or remove a file."""
    (folder := tmp_path / "in").mkdir()
    for number in range(50):
        (folder / f"{number}.bin").write_bytes(os.urandom(200))

    def arguments(out: Path) -> list[str]:
        return ["pack", str(folder), "-q", "-o", str(out)]

    assert cli._run(arguments(tmp_path / f"warm{suffix}")) == 0
    whole = forked(arguments(tmp_path / f"whole{suffix}"), tmp_path, AtEvent())
    assert whole.code == 0
    packed = 0
    moments = sorted({*range(0, len(whole.calls), 7), *range(len(whole.calls) - 12, len(whole.calls))})
    for at in moments:
        out = tmp_path / f"{at}{suffix}"
        ended = forked(arguments(out), tmp_path, AtEvent(at))
        assert ended.code == -signal.SIGKILL, (at, ended)
        packed += out.exists()
        assert not out.exists() or codes(out) == set(), (at, whole.calls[at])
    assert 0 < packed < len(moments)
    for path in tmp_path.glob(".wirecopy-*"):
        assert path.name.endswith(".part")
        assert not (path / "bagit.txt").exists() or codes(path) == set()


def test_the_page_on_reading_is_in_each_package_and_its_commands_work(made: Path, tmp_path: Path) -> None:
    bag = tmp_path / "news"
    assert pack(made, bag) == 0
    page = (ROOT / "convert" / "packages" / "README.md").read_text(encoding="utf-8")
    assert (bag / "data" / "READING.md").read_text(encoding="utf-8") == page
    verified, _ = re.findall(r"```sh\n(.*?)```", page, re.DOTALL)
    counted = subprocess.run(["sh", "-c", verified], cwd=tmp_path, check=True, capture_output=True, text=True).stdout
    assert (
        f"Payload-Oxum: {sum(map(len, payload(bag).values()))}.{int(counted)}\n" in (bag / "bag-info.txt").read_text()
    )
    code, _ = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    shown = subprocess.run([sys.executable, "-c", code], cwd=bag, check=True, capture_output=True, text=True).stdout
    assert "sources/bad.txt [] [{'code': 'INP019'" in shown
    assert all(name in page for name in ("stories.jsonl", "journal.jsonl", *os.listdir(bag / "data")))


def payload(bag: Path) -> dict[str, bytes]:
    return {name: data for name, data in files(bag).items() if name.startswith("data/")}


@pytest.mark.parametrize("kind", ["bagit", "ocfl", "eark"])
def test_nothing_is_not_packed(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder without stories and files, such as that of a run that was interrupted, is no package."""
    (tmp_path / "out" / "empty").mkdir(parents=True)
    assert cli._run(["pack", str(tmp_path / "out"), "-o", str(tmp_path / "package"), "--as", kind]) == 3
    assert "error PKG025: there is nothing to pack" in capsys.readouterr().err
    assert not (tmp_path / "package").exists()


@pytest.mark.parametrize(
    ("name", "options"),
    [("a", []), ("a.zip", []), ("a.tar", []), ("a.tar.gz", []), ("a", ["--as", "ocfl"]), ("a.zip", ["--as", "eark"])],
)
def test_a_package_in_the_folder_is_not_packed_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, options: list[str]
) -> None:
    """Other archives and folders are, also bags that others made."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.ninjs.json").write_text("{}")
    with zipfile.ZipFile(folder / "pictures.zip", "w") as archive:
        archive.writestr("bagit.txt", "no bag of ours")
    (folder / "broken.zip").write_bytes(b"PK")
    (folder / "theirs").mkdir()
    bagit.make_bag(str(folder / "theirs"))
    assert cli._run(["pack", str(folder), "-o", str(folder / "sub" / name), "-q", *options]) == 0
    capsys.readouterr()
    assert cli._run(["pack", str(folder), "-o", str(tmp_path / "b")]) == 0
    said = capsys.readouterr().err
    assert f"PKG026: sub/{name} is a package that wirecopy made, and is not packed" in said
    assert said.count("PKG026") == 1
    found = sorted(
        str(p.relative_to(tmp_path / "b" / "data")) for p in (tmp_path / "b" / "data").rglob("*") if p.is_file()
    )
    assert [each for each in found if "sub" in each] == []
    assert {"reports/pictures.zip", "reports/broken.zip", "documents/theirs/bagit.txt"} <= set(found)


@pytest.mark.skipif(sys.platform == "win32", reason="folders cannot be locked")
@pytest.mark.sampled(2)
@pytest.mark.parametrize("suffix", ["", ".zip"])
def test_what_killed_runs_left_is_removed_by_the_next_one_at_once(tmp_path: Path, suffix: str) -> None:
    """But not what a run that is alive has, nor what is of another package."""
    folder, out = tmp_path / "in", tmp_path / f"a{suffix}"
    folder.mkdir()
    (folder / "a.ninjs.json").write_text("{}")

    def parts() -> list[str]:
        return sorted(path.name for path in tmp_path.glob(".wirecopy-*.part"))

    program = (
        "import sys, time; from convert.packages.targets import open_target\n"
        "with open_target(sys.argv[1], time='2016-12-07T16:00:00Z') as target:\n"
        "    target.add('a', b''); print('open', flush=True); time.sleep(60)"
    )
    runs = []
    for name in (out, out, tmp_path / f"other{suffix}"):
        run = subprocess.Popen([sys.executable, "-c", program, str(name)], stdout=subprocess.PIPE)
        assert run.stdout
        assert run.stdout.readline() == b"open\n"
        runs.append(run)
    try:
        assert len(parts()) == 3
        for run in (runs[0], runs[2]):
            run.kill()
            run.wait()
        assert cli._run(["pack", str(folder), "-o", str(out), "-q"]) == 0
        assert len(parts()) == 2
        runs[1].kill()
        runs[1].wait()
        assert cli._run(["pack", str(folder), "-o", str(out), "-q", "--force"]) == 0
        assert len(parts()) == 1
        assert cli._run(["pack", str(folder), "-o", str(tmp_path / f"other{suffix}"), "-q"]) == 0
        assert parts() == []
        assert verify(str(out)).exit_code == 0
    finally:
        for run in runs:
            run.kill()
            run.wait()
            assert run.stdout
            run.stdout.close()


def test_the_organization_that_submits_a_package_is_named_in_any_case(
    made: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    info = ("--info", "source-ORGANIZATION = Ferry & Sons ", "--info", "Source-Organization=Eve")
    assert pack(made, tmp_path / "p", "--as", "eark", *info) == 0
    assert "<name>Ferry &amp; Sons; Eve</name>" in (tmp_path / "p/METS.xml").read_text()
    assert pack(made, tmp_path / "q", "--as", "eark", *info, "--info", "Contact-Name=x") == 2
    assert "other than Source-Organization are for bags" in capfd.readouterr().err
