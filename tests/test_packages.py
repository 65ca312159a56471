"""Packages: bags of others get the verdict of the conformance suite, and no change of a bag goes unseen."""

from __future__ import annotations

import hashlib
import os
import shutil
import tarfile
import tempfile
import unicodedata
import zipfile
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from official import folder as official_folder

from convert.packages import verify

SUITE = official_folder() / "bagit"
CASES = sorted(path for path in SUITE.glob("v*/*/*") if path.is_dir())


def severities(path: Path | str) -> set[str]:
    return {finding.severity.value for report in verify(str(path)).reports for finding in report.findings}


def codes(path: Path | str) -> set[str]:
    found = {f.code for report in verify(str(path)).reports for f in report.findings if f.severity.value != "notice"}
    return found - {"PKG012"}


@pytest.mark.skipif(not CASES, reason="there is no folder of official yardsticks")
@pytest.mark.parametrize("case", CASES, ids=lambda case: "-".join(case.parts[-3:]))
def test_every_case_of_the_conformance_suite_gets_its_verdict(case: Path, tmp_path: Path) -> None:
    if case.name == "special-system-files":  # copies of the suite lose its empty hidden file
        case = Path(shutil.copytree(case, tmp_path / "bag", copy_function=shutil.copyfile))
        (case / "data").chmod(0o755)
        (case / "data" / ".DS_Store").touch()
        found = severities(case)
        assert "warning" in found
        assert "error" not in found
        return
    found = severities(case)
    assert ("error" in found) == (case.parent.name in ("invalid", "linux-only", "windows-only"))
    assert "warning" in found or case.parent.name != "warning"


def test_there_is_the_whole_suite(official: Path) -> None:
    assert len(list((official / "bagit").glob("v*/*/*/bagit.txt"))) >= 50


DOCUMENT = b'{"uri": "urn:x", "standard": {"name": "ninjs", "version": "3.1"}}'


def make_bag(folder: Path, files: dict[str, bytes], *, algorithms: tuple[str, ...] = ("sha256", "sha512")) -> Path:
    """A bag of BagIt 1.0 with these files as its payload."""
    tags = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": f"Payload-Oxum: {sum(map(len, files.values()))}.{len(files)}\n".encode(),
    }
    payload = {f"data/{name}": data for name, data in files.items()}

    def listed(of: dict[str, bytes], algorithm: str) -> bytes:
        return "".join(f"{hashlib.new(algorithm, of[name]).hexdigest()}  {name}\n" for name in sorted(of)).encode()

    tags |= {f"manifest-{a}.txt": listed(payload, a) for a in algorithms}
    tags |= {f"tagmanifest-{a}.txt": listed(dict(tags), a) for a in algorithms}
    for name, data in (payload | tags).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


FILES = {"a.txt": b"one\n", "b/c.ninjs.json": DOCUMENT, "Ü.txt": b"two\n"}


def zipped(bag: Path, path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(bag.rglob("*")):
            if file.is_file():
                archive.write(file, f"bag/{file.relative_to(bag)}")
    return path


def tarred(bag: Path, path: Path, mode: Literal["w", "w:gz"]) -> Path:
    with tarfile.open(path, mode) as archive:
        archive.add(bag, "bag")
    return path


def test_a_bag_is_verified_alike_as_a_folder_and_packed(tmp_path: Path) -> None:
    bag = make_bag(tmp_path / "bag", FILES)
    packed = [
        zipped(bag, tmp_path / "a.zip"),
        tarred(bag, tmp_path / "a.tar", "w"),
        tarred(bag, tmp_path / "a.tgz", "w:gz"),
    ]
    done = {verify(str(path)).done.partition(": ")[2] for path in (bag, *packed)}
    assert [codes(path) for path in (bag, *packed)] == [set()] * 4
    assert done == {"BagIt 1.0, mode fixity: 3 files and 4 tag files read and compared by sha256, sha512"}
    (bag / "data" / "a.txt").write_bytes(b"0ne\n")
    again = [zipped(bag, tmp_path / "b.zip"), tarred(bag, tmp_path / "b.tgz", "w:gz")]
    assert [codes(path) for path in (bag, *again)] == [{"PKG004"}] * 3


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_any_changed_byte_is_found(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        bag = make_bag(Path(folder), FILES)
        files = sorted(path for path in bag.rglob("*") if path.is_file())
        file = data.draw(st.sampled_from(files))
        content = bytearray(file.read_bytes())
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] ^= data.draw(st.integers(1, 255))
        file.write_bytes(content)
        assert codes(bag), (file.name, at, content[at])


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_any_file_added_removed_or_renamed_is_found(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        bag = make_bag(Path(folder), FILES)
        file = data.draw(st.sampled_from(sorted(path for path in bag.rglob("*") if path.is_file())))
        if file.name.startswith("tagmanifest"):
            return  # nothing lists these; the other one still protects all other files
        change = data.draw(st.sampled_from(["add", "remove", "case", "form", "name"]))
        if change == "add":
            (file.parent / "new").touch()
        elif change == "remove":
            file.unlink()
        else:
            decomposed = unicodedata.normalize("NFD", file.name)
            name = {"case": file.name.swapcase(), "form": decomposed, "name": f"x{file.name}"}[change]
            file.rename(file.parent / name)
            if name == file.name:
                return
        assert codes(bag)


def test_names_that_leave_the_package_and_links_are_refused(tmp_path: Path) -> None:
    bag = make_bag(tmp_path / "bag", FILES)
    packed = zipped(bag, tmp_path / "a.zip")
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr("bag/../../evil", b"x")
    assert codes(packed) == {"PKG006"}
    (bag / "data" / "link").symlink_to("/etc/hostname")
    assert codes(bag) == {"PKG011"}


def test_what_is_no_bag_or_damaged_is_said(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"PK\3\4 nothing")
    assert codes(tmp_path / "x.zip") == {"PKG000"}
    assert codes(tmp_path) == {"PKG000"}
    assert codes(tmp_path / "absent") == {"INP001"}
    bag = make_bag(tmp_path / "bag", {"a": os.urandom(100_000)})
    whole = tarred(bag, tmp_path / "a.tgz", "w:gz").read_bytes()
    (tmp_path / "a.tgz").write_bytes(whole[: len(whole) // 2])
    assert codes(tmp_path / "a.tgz") == {"PKG000"}


def test_files_to_be_fetched_are_not_fetched(tmp_path: Path) -> None:
    bag = make_bag(tmp_path / "bag", FILES)
    (bag / "data" / "a.txt").unlink()
    (bag / "fetch.txt").write_text("https://example.org/a.txt - data/a.txt\n")
    assert codes(bag) == {"PKG009", "PKG005"}


def test_contents_are_checked_as_documents(tmp_path: Path) -> None:
    bag = make_bag(tmp_path / "bag", {"b.ninjs.json": b'{"standard": {"name": "ninjs", "version": "3.1"}}'})
    assert verify(str(bag)).exit_code == 0
    verified = verify(str(bag), "contents")
    assert verified.exit_code == 1
    assert "NJS001" in {finding.code for report in verified.reports for finding in report.findings}
