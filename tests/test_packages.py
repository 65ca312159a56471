"""Packages: bags of others get the verdict of the conformance suite, and no change of a bag goes unseen."""

from __future__ import annotations

import bz2
import codecs
import contextlib
import errno
import hashlib
import io
import json
import lzma
import os
import re
import shutil
import struct
import sys
import tarfile
import tempfile
import tracemalloc
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, Literal

import pytest
import sections
from conftest import examples
from hypothesis import given
from hypothesis import strategies as st
from official import folder as official_folder

from convert import cli, pipeline
from convert.batch.inputs.zips import unicode_name
from convert.documents import compression_of
from convert.errors import InputError, UsageError
from convert.findings import Severity
from convert.packages import verify
from convert.packages.bagit import streamed, verification
from convert.packages.bagit.profiles import Profile
from convert.packages.bagit.writing import write_bag
from convert.packages.contents import Contents
from convert.packages.trees import archives, bags, open_tree
from convert.packages.trees.directory import NotPlain, stored_files
from convert.packing import StoredFiles
from convert.readers import Source

pytestmark = pytest.mark.sampled(2)

SUITE = official_folder() / "bagit"
CASES = sorted(path for path in SUITE.glob("v*/*/*") if path.is_dir())


def severities(path: Path | str) -> set[str]:
    return {finding.severity.value for report in verify(str(path)).reports for finding in report.findings}


def codes(path: Path | str) -> set[str]:
    found = {f.code for report in verify(str(path)).reports for f in report.findings if f.severity.value != "notice"}
    return found - {"PKG012"}


@pytest.mark.sampled(3)
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


STORY = b"Ferry resumes after storm\n\nThe ferry between the islands resumed on Tuesday, the operator said.\n"
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
@examples(8, 300)
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


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bag that we packed."""
    folder = tmp_path_factory.mktemp("packed")
    for name, data in FILES.items():
        (folder / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "in" / name).write_bytes(data)
    with Contents(str(folder / "in")) as contents:
        write_bag(contents, str(folder / "bag"))
    return folder / "bag"


@given(st.data())
@examples(6, 200)
def test_any_changed_byte_of_our_bags_is_found(packed: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(str(f.relative_to(packed)) for f in packed.rglob("*") if f.is_file())))
    with tempfile.TemporaryDirectory() as folder:
        bag = Path(shutil.copytree(packed, Path(folder) / "bag"))
        content = bytearray((bag / name).read_bytes())
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] ^= data.draw(st.integers(1, 255))
        (bag / name).write_bytes(content)
        assert codes(bag), (name, at, content[at])
        assert verify(str(bag), "fixity", Severity.WARNING).exit_code == 1


@given(st.data())
@examples(8, 200)
def test_any_file_added_removed_or_renamed_is_found(packed: Path, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        bag = Path(shutil.copytree(packed, Path(folder) / "bag"))
        file = data.draw(st.sampled_from(sorted(path for path in bag.rglob("*") if path.is_file())))
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


def test_all_manifests_of_tag_files_removed_is_found(packed: Path, tmp_path: Path) -> None:
    bag = Path(shutil.copytree(packed, tmp_path / "bag"))
    for path in bag.glob("tagmanifest-*"):
        path.unlink()
    assert codes(bag) == {"PKG014"}


def test_a_missing_manifest_of_tag_files_is_noticed(tmp_path: Path) -> None:
    bag = make_bag(tmp_path / "bag", FILES)
    (bag / "tagmanifest-sha512.txt").unlink()
    assert codes(bag) == {"PKG022"}
    assert "warning" in severities(bag)
    (bag / "tagmanifest-sha256.txt").unlink()
    assert codes(bag) == set()
    found = [f.severity.value for r in verify(str(bag)).reports for f in r.findings if f.code == "PKG022"]
    assert found == ["notice"]


@pytest.mark.parametrize("encoding", [b"UTF-\0", b"nothing", b"hex", b"undefined", b"x" * 60_000, b"\xff"])
def test_an_encoding_that_is_not_known_is_found(tmp_path: Path, encoding: bytes) -> None:
    bag = make_bag(tmp_path, FILES)
    (bag / "bagit.txt").write_bytes(b"BagIt-Version: 1.0\nTag-File-Character-Encoding: %b\n" % encoding)
    assert codes(bag) >= {"PKG001", "PKG004"}


def test_the_mode_complete_finds_sizes_and_names_alone(tmp_path: Path) -> None:
    bag = make_bag(tmp_path / "bag", FILES)
    (bag / "data" / "a.txt").write_bytes(b"0ne\n")
    verified = verify(str(bag), "complete")
    assert (verified.exit_code, verified.done.partition("mode ")[2]) == (
        0,
        "complete: 9 files present, none of them read",
    )
    (bag / "data" / "a.txt").write_bytes(b"one")
    found = {f.code for r in verify(str(bag), "complete").reports for f in r.findings}
    assert found == {"PKG010", "PKG016"}
    (bag / "data" / "a.txt").unlink()
    found = {f.code for r in verify(str(bag), "complete").reports for f in r.findings}
    assert found == {"PKG003", "PKG010", "PKG016"}


@pytest.mark.parametrize(("least", "exit_code"), [("error", 0), ("warning", 1), ("notice", 1)])
def test_the_severity_that_fails_is_chosen(tmp_path: Path, least: str, exit_code: int) -> None:
    bag = make_bag(tmp_path / "bag", FILES | {"Thumbs.db": b""})
    assert codes(bag) == {"PKG015"}
    assert verify(str(bag), "fixity", Severity(least)).exit_code == exit_code
    assert cli._run(["verify", "-q", "--fail-on", least, str(bag)]) == exit_code


def test_the_number_of_findings_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("convert.packages.bagit.findings.MAX_FINDINGS", 3)
    bag = make_bag(tmp_path / "bag", {f"{number}.txt": b"" for number in range(9)})
    for path in (bag / "data").iterdir():
        path.write_bytes(b"1")
    verified = verify(str(bag))
    messages = [f.message for report in verified.reports for f in report.findings]
    assert len(messages) == 5
    assert sum(message == "there are 7 more findings" for message in messages) == 1
    assert verified.exit_code == 1


def test_a_size_of_another_form_is_reported(tmp_path: Path) -> None:
    bag = make_bag(tmp_path / "bag", FILES, algorithms=("sha512",))
    (bag / "tagmanifest-sha512.txt").unlink()
    (bag / "bag-info.txt").write_text("Payload-Oxum: 12 bytes\n")
    assert codes(bag) == {"PKG010"}


def test_a_document_that_is_too_large_is_not_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("convert.packages.payload.MAX_INPUT", 10)
    bag = make_bag(tmp_path / "bag", FILES)
    verified = verify(str(bag), "contents")
    found = [f for r in verified.reports for f in r.findings if f.code == "PKG017"]
    assert [f.location.member for f in found] == ["data/b/c.ninjs.json"]
    assert verified.exit_code == 0


PROFILE = {
    "BagIt-Profile-Info": {"BagIt-Profile-Identifier": "https://example.org/p.json"},
    "Bag-Info": {"Contact-Name": {"required": True, "values": ["Jane Doe"], "repeatable": False}},
    "Manifests-Required": ["sha256"],
    "Manifests-Allowed": ["sha256", "sha512"],
    "Tag-Manifests-Required": ["sha256"],
    "Tag-Files-Required": ["notes.txt"],
    "Tag-Files-Allowed": ["notes.txt", "more/*"],
    "Payload-Files-Required": ["data/a.txt"],
    "Payload-Files-Allowed": ["data/*"],
    "Allow-Fetch.txt": False,
    "Serialization": "forbidden",
    "Accept-BagIt-Version": ["1.0"],
}
IDENTIFIED = "BagIt-Profile-Identifier: https://example.org/p.json\n"


@pytest.mark.parametrize(
    ("changes", "info", "files", "problem"),
    [
        ({}, "Contact-Name: Jane Doe\n", ["notes.txt", "more/x/y.txt"], ""),
        ({}, "Contact-Name: Jane\n  Doe\n", ["notes.txt"], ""),
        ({}, "", ["notes.txt"], "bag-info.txt needs Contact-Name: one of Jane Doe"),
        ({}, "contact-name: Joe\n", ["notes.txt"], "Contact-Name is 'Joe', not one of Jane Doe"),
        ({}, "Contact-Name: Jane Doe\n" * 2, ["notes.txt"], "bag-info.txt has Contact-Name more than once"),
        ({}, "Contact-Name: Jane Doe\n", [], "notes.txt is required"),
        ({}, "Contact-Name: Jane Doe\n", ["notes.txt", "other.txt"], "other.txt is not allowed"),
        ({"Manifests-Required": ["md5"]}, None, ["notes.txt"], "manifest-md5.txt is required"),
        ({"Manifests-Allowed": ["SHA-256"]}, None, ["notes.txt"], "manifest-sha512.txt is not allowed"),
        ({"Tag-Manifests-Required": ["md5"]}, None, ["notes.txt"], "tagmanifest-md5.txt is required"),
        ({"Tag-Manifests-Allowed": ["md5"]}, None, ["notes.txt"], "tagmanifest-"),
        ({"Payload-Files-Required": ["data/z"]}, None, ["notes.txt"], "data/z is required"),
        ({"Payload-Files-Allowed": ["data/a*", "data/b/"]}, None, ["notes.txt"], "data/Ü.txt is not allowed"),
        ({"Data-Empty": True}, None, ["notes.txt"], "data/"),
        ({"Fetch.txt-Required": True}, None, ["notes.txt"], "fetch.txt is required"),
        ({}, None, ["notes.txt", "fetch.txt"], "fetch.txt is not allowed"),
        ({"Serialization": "required"}, None, ["notes.txt"], "a folder is not accepted, only an archive"),
        ({"Accept-BagIt-Version": ["0.97"]}, None, ["notes.txt"], "BagIt 1.0 is not accepted, only 0.97"),
    ],
)
def test_a_profile_is_checked(
    tmp_path: Path, changes: dict[str, object], info: str | None, files: list[str], problem: str
) -> None:
    bag = make_bag(tmp_path / "bag", FILES)
    text = f"{IDENTIFIED}{'Contact-Name: Jane Doe' if info is None else info}"
    (bag / "bag-info.txt").write_text(text)
    for name in files:
        (bag / name).parent.mkdir(parents=True, exist_ok=True)
        (bag / name).write_text("")
    profile = Profile(PROFILE | changes, "p.json")
    messages = [f.message for r in verify(str(bag), "complete", profile=profile).reports for f in r.findings]
    found = [message.partition("is not met: ")[2] for message in messages if "is not met" in message]
    assert all(message.startswith(problem) for message in found) if problem else found == []
    assert bool(found) == bool(problem)


def test_a_profile_must_be_named_and_accept_the_archive(tmp_path: Path) -> None:
    bag = make_bag(tmp_path / "bag", FILES)
    (tmp_path / "p.json").write_text(json.dumps({"BagIt-Profile-Info": PROFILE["BagIt-Profile-Info"]}))
    assert cli._run(["verify", "-q", "--profile", str(tmp_path / "p.json"), str(bag)]) == 1
    accepted = Profile(PROFILE | {"Serialization": "optional", "Accept-Serialization": ["application/tar"]}, "p")
    for path in (zipped(bag, tmp_path / "a.zip"), tarred(bag, tmp_path / "a.tar", "w")):
        messages = [f.message for r in verify(str(path), "complete", profile=accepted).reports for f in r.findings]
        refused = [message for message in messages if "is not accepted" in message]
        assert bool(refused) == (path.suffix == ".zip")


@given(st.data())
@examples(5, 150)
def test_damaged_zips_are_found(packed: Path, data: st.DataObject) -> None:
    """Any byte of the content of a file, also where the zip itself does not compress it."""
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(Path(folder) / "a.zip", "w") as archive:
            for file in sorted(path for path in packed.rglob("*") if path.is_file()):
                archive.write(file, f"bag/{file.relative_to(packed)}")
            infos = archive.infolist()
        info = data.draw(st.sampled_from(infos))
        start = info.header_offset + 30 + len(info.orig_filename.encode())
        content = bytearray((Path(folder) / "a.zip").read_bytes())
        content[data.draw(st.integers(start, start + info.file_size - 1))] ^= data.draw(st.integers(1, 255))
        (Path(folder) / "a.zip").write_bytes(content)
        assert codes(Path(folder) / "a.zip")


def _all_ways(path: Path) -> list[Any]:
    """What verification says of a package as a plain bag, in the general way, and with a zip read by `zipfile`."""
    said: list[Any] = []
    for way in ("plain", "general", "zipfile"):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(archives, "_BLOCK", 300)  # so that there are large files
            patch.setattr(bags, "_SMALL", 300)
            patch.setattr(streamed, "_PIECE", 500)
            if way != "plain":
                patch.setattr(verification, "open_bag", lambda _: None)
            if way == "zipfile":
                patch.setattr(archives, "stored_files", lambda *_: _not_plain())
            found = verify(str(path))
            said.append([(f.code, f.message, f.location) for report in found.reports for f in report.findings])
    return said


def _not_plain() -> Iterator[Any]:
    raise NotPlain
    yield


@given(st.data())
@examples(20, 400)
def test_stored_zips_get_the_verdict_that_zipfile_gives_them(packed: Path, data: st.DataObject) -> None:
    """With any byte changed, also in the directory and in headers, with a comment, and with something before it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for file in sorted(path for path in packed.rglob("*") if path.is_file()):
                archive.write(file, f"bag/{file.relative_to(packed)}")
            archive.comment = data.draw(st.sampled_from([b"", b"", b"", b"a comment"]))
        content = bytearray(path.read_bytes())
        begin = data.draw(st.sampled_from([0, content.index(b"PK\1\2"), content.rindex(b"PK\5\6")]))
        for _ in range(data.draw(st.integers(0, 2))):
            content[data.draw(st.integers(begin, len(content) - 1))] ^= data.draw(st.integers(1, 255))
        content = content[: data.draw(st.sampled_from([len(content), len(content), begin + 10]))]
        path.write_bytes(data.draw(st.sampled_from([b"", b"", b"before"])) + content)
        plain, ours, theirs = _all_ways(path)
        assert plain == ours == theirs


_LINES: dict[str, Callable[[bytes], bytes]] = {
    "as they are": lambda text: text,
    "in capitals": lambda text: b"\n".join(line[:9].upper() + line[9:] for line in text.split(b"\n")),
    "in another order": lambda text: b"".join(reversed(text.splitlines(keepends=True))),
    "twice": lambda text: text + text.splitlines(keepends=True)[0],
    "one less": lambda text: b"".join(text.splitlines(keepends=True)[1:]),
    "with CR": lambda text: text.replace(b"\n", b"\r\n"),
    "with one space": lambda text: text.replace(b"  ", b" "),
    "with dots": lambda text: text.replace(b"  data/", b"  ./data/"),
    "with a mark": lambda text: codecs.BOM_UTF8 + text,
    "with a percent sign": lambda text: text.replace(b".json", b"%2Ejson"),
    "with an empty line": lambda text: b"\n" + text,
    "without the last line break": lambda text: text[:-1],
    "with a short digest": lambda text: text[1:],
    "with another digest": lambda text: b"0" * 8 + text[8:],
    "with a name in capitals": lambda text: text + text.splitlines(keepends=True)[0].replace(b"data/s", b"data/S"),
    "not in UTF-8": lambda text: text.replace(b"data/", b"data/\xff", 1),
}


@pytest.mark.slow
@given(st.data())
@examples(40, 600)
def test_plain_bags_get_the_verdict_that_others_get(packed: Path, data: st.DataObject) -> None:
    """Ours in a folder, a zip and a tar, with lines of a manifest and files changed."""
    with tempfile.TemporaryDirectory() as folder:
        bag = Path(shutil.copytree(packed, Path(folder) / "bag"))
        for _ in range(data.draw(st.integers(0, 2))):
            manifest = data.draw(st.sampled_from(sorted(bag.glob("manifest-*.txt"))))
            manifest.write_bytes(_LINES[data.draw(st.sampled_from(sorted(_LINES)))](manifest.read_bytes()))
        files = sorted(path for path in bag.rglob("*") if path.is_file())
        chosen = data.draw(st.sampled_from(files))
        match data.draw(
            st.sampled_from(["none", "none", "byte", "longer", "gone", "renamed", "twin", "system", "link"])
        ):
            case "byte":
                content = bytearray(chosen.read_bytes())
                content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
                chosen.write_bytes(content)
            case "longer":
                chosen.write_bytes(chosen.read_bytes() * 2)
            case "gone":
                chosen.unlink()
            case "renamed":
                chosen.rename(chosen.with_name(f"{chosen.name}~"))
            case "twin":
                shutil.copy(chosen, chosen.with_name(chosen.name.swapcase()))
            case "system":
                (chosen.parent / ".DS_Store").touch()
            case "link":
                (chosen.parent / "link").symlink_to(chosen.name)
        path = Path(folder) / "a.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for file in sorted(path for path in bag.rglob("*") if path.is_file()):
                archive.write(file, f"bag/{file.relative_to(bag)}")
        for each in (bag, path, tarred(bag, Path(folder) / "a.tar", "w")):
            plain, general, _ = _all_ways(each)
            assert plain == general


def test_our_bags_are_plain(packed: Path, tmp_path: Path) -> None:
    """Also with names that are not ASCII; the general way is not gone."""
    bag = Path(shutil.copytree(packed, tmp_path / "bag"))
    story = tmp_path / "stories"
    story.mkdir()
    for name in ("Fähre.ninjs.json", "b.ninjs.json"):
        (story / name).write_bytes(DOCUMENT)
    paths = [bag, *(tmp_path / f"bag{suffix}" for suffix in (".zip", ".tar")), tmp_path / "named"]
    for path in paths[1:]:
        assert cli._run(["pack", str(story), "-o", str(path), "-q"]) == 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("convert.packages.open_tree", lambda _: pytest.fail("it is read in the general way"))
        for path in paths:
            for mode in ("fixity", "complete"):
                assert verify(str(path), mode).exit_code == 0, path


@pytest.mark.slow
def test_memory_of_verification_does_not_grow_with_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of files in a bag that is plain, some 30 bytes each are kept."""
    for module in ("archives", "tar", "folder", "directory"):
        monkeypatch.setattr(f"convert.packages.trees.{module}._BLOCK", 2**14)
    used = []
    monkeypatch.setattr("convert.packages.trees.directory._MAX_ENTRY", 2**12)
    for count in (200, 2_200):  # a dictionary of names takes ten times as much
        bag = make_bag(tmp_path / str(count), {f"{n % 50}/story-{n:06}.txt": b"" for n in range(count)})
        paths = [bag, tarred(bag, tmp_path / f"{count}.tar", "w"), tmp_path / f"{count}.zip"]
        with zipfile.ZipFile(paths[2], "w") as archive:
            for file in sorted(path for path in bag.rglob("*") if path.is_file()):
                archive.write(file, f"bag/{file.relative_to(bag)}")
        for path in paths:
            verify(str(path))
            tracemalloc.start()
            assert verify(str(path)).exit_code == 0
            used.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    assert all(many - few < 2_000 * 50 for few, many in zip(used[:3], used[3:], strict=True)), used


def test_a_zip_whose_files_begin_before_it_is_damaged(packed: Path, tmp_path: Path) -> None:
    """Its directory claims to be larger than it is."""
    content = Path(zipped(packed, tmp_path / "a.zip")).read_bytes()
    end = content.rindex(b"PK\5\6")
    size = int.from_bytes(content[end + 12 : end + 16], "little")
    place = int.from_bytes(content[end + 16 : end + 20], "little")
    for claimed in (place + 1, place + size // 2, place + 2**16):
        changed = content[: end + 16] + claimed.to_bytes(4, "little") + content[end + 20 :]
        (tmp_path / "a.zip").write_bytes(changed)
        assert codes(tmp_path / "a.zip") & {"PKG000", "INP037"}


def test_what_is_read_of_a_stored_zip_without_zipfile(packed: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    names = ["bag/data/é.txt", "bag/bagit.txt", "bag/data/b.txt", "bag/data/b.txt"]
    moment = datetime(2016, 12, 7, tzinfo=UTC)
    with open(path, "w+b") as file, StoredFiles(file, moment) as files:
        for name in names:
            files.add(name, name.encode())
    with open(path, "rb") as file:
        found = list(stored_files(file, 2**20))
        assert [each.name.decode() for each in found] == names
        assert [each.checksum for each in found] == [zlib.crc32(name.encode()) for name in names]
        with pytest.raises(NotPlain):
            list(stored_files(file, 100))
    with closing(open_tree(str(path))) as tree:
        assert "_archive" not in vars(tree)
        assert {name: b"".join(blocks) for name, blocks in tree.contents()} == {
            name.removeprefix("bag/"): name.encode() for name in names
        }
        assert [refused.name for refused in tree.refused] == ["bag/data/b.txt"]
        assert "_archive" not in vars(tree)


def test_a_manifest_is_read_in_pieces(packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the same findings, also about its lines."""
    bag = Path(shutil.copytree(packed, tmp_path / "bag"))
    manifest = bag / "manifest-sha256.txt"
    lines = manifest.read_text().splitlines()
    manifest.write_text("\n".join([*lines[:2], "", "no line", *lines[2:], f"{'0' * 64}  data/ä"]))
    said = []
    for size in (2**20, 7):
        monkeypatch.setattr("convert.packages.trees.folder._BLOCK", size)
        said.append([(f.code, f.message, f.location) for r in verify(str(bag)).reports for f in r.findings])
    assert said[0] == said[1]
    assert {("PKG002", 4), ("PKG003", 0)} <= {(code, location.line) for code, _, location in said[0]}


MANIFEST, INFO, FETCH, BAGIT = "manifest-sha256.txt", "bag-info.txt", "fetch.txt", "bagit.txt"
CHANGED: dict[str, tuple[str, bytes | None, bytes]] = {
    "no label": (INFO, b"$", b"Contact\n"),
    "white space before a colon": (INFO, b"$", b"Contact-Name : Ada\n"),
    "continued": (INFO, b"$", b"Contact-Name: Ada\n  Lund\n"),
    "continued from nothing": (INFO, b"^", b" Lund\n"),
    "a size twice": (INFO, b"^", b"Payload-Oxum: 1.1\n"),
    "another size": (INFO, rb"Oxum: \d+", b"Oxum: 1"),
    "another number": (INFO, rb"\.3", b".4"),
    "a size in words": (INFO, rb"\d+\.3", b"three"),
    "a day that does not exist": (INFO, b"$", b"Bagging-Date: 2026-02-30\n"),
    "kinds of line ends": (INFO, b"$", b"Contact-Name: Ada\r\nContact-Name: Jo\rContact-Name: Ed\n"),
    "not UTF-8": (INFO, b"$", b"Contact-Name: \xff\n"),
    "a byte order mark": (INFO, b"^", b"\xef\xbb\xbf"),
    "an asterisk": (MANIFEST, rb"  data/a", b" *data/a"),
    "a tab": (MANIFEST, rb"  data/a", b"\tdata/a"),
    "three spaces": (MANIFEST, rb"  data/a", b"   data/a"),
    "a leading point": (MANIFEST, rb"data/a", b"./data/a"),
    "capitals": (MANIFEST, rb"^[0-9a-f]{64}", b"ABCDEF" + b"0" * 58),
    "a short digest": (MANIFEST, rb"^[0-9a-f]{60}", b""),
    "no digest": (MANIFEST, rb"^[0-9a-f]{64}  ", b""),
    "a blank line": (MANIFEST, b"$", b"\n"),
    "a file twice": (MANIFEST, rb"(?s)^(.*?\n)", rb"\1\1"),
    "a path outside": (MANIFEST, rb"data/a", b"../data/a"),
    "a tag file in a manifest": (MANIFEST, rb"data/a", b"bagit"),
    "an escape": (MANIFEST, rb"data/a.txt", b"data/%61.txt"),
    "an escape of a line end": (MANIFEST, rb"data/a.txt", b"data/a%0A.txt"),
    "the case of a name": (MANIFEST, rb"data/a.txt", b"data/A.txt"),
    "another normal form": (MANIFEST, "Ü".encode(), unicodedata.normalize("NFD", "Ü").encode()),
    "an empty manifest": (MANIFEST, rb"(?s)^.*$", b""),
    "no manifest": (MANIFEST, None, b""),
    "an unknown algorithm": ("manifest-sha999.txt", b"^", b"00  data/a.txt\n"),
    "to be fetched": (FETCH, b"^", b"https://e.org/x 5 data/x.txt\n"),
    "to be fetched, of any length": (FETCH, b"^", b"https://e.org/x - data/a.txt\n"),
    "a wrong length": (FETCH, b"^", b"https://e.org/x five data/a.txt\n"),
    "no path": (FETCH, b"^", b"https://e.org/x 5\n"),
    "no address": (FETCH, b"^", b"x 5 data/a.txt\n"),
    "fetched from outside": (FETCH, b"^", b"https://e.org/x 5 ../a.txt\n"),
    "an old version": (BAGIT, rb"1\.0", b"0.96"),
    "a version to come": (BAGIT, rb"1\.0", b"2.0"),
    "no version": (BAGIT, rb"^.*\n", b""),
    "another encoding": (BAGIT, rb"UTF-8", b"ISO-8859-1"),
    "an unknown encoding": (BAGIT, rb"UTF-8", b"UTF-99"),
    "more in bagit.txt": (BAGIT, b"$", b"More: 1\n"),
    "no bagit.txt": (BAGIT, None, b""),
    "a file of the system": ("data/Thumbs.db", b"^", b"x"),
    "a file in no manifest": ("data/more.txt", b"^", b"x"),
    "a changed file": ("data/a.txt", b"^", b"x"),
    "a file of another case": ("data/A.TXT", b"^", b"x"),
    "a missing file": ("data/a.txt", None, b""),
}
"""By what is wrong: the changed file, the pattern that is replaced at first, None to remove the file, and the text."""


@pytest.mark.parametrize("change", CHANGED)
def test_what_is_said_of_a_changed_bag(change: str, tmp_path: Path, accept: bool) -> None:
    """All findings, as a person last read them; manifests of tag files are left out, which would notice each change."""
    name, pattern, text = CHANGED[change]
    bag = make_bag(
        tmp_path / "bag", {name: data for name, data in FILES.items() if name != "b/c.ninjs.json"} | {"c": b""}
    )
    for manifest in bag.glob("tagmanifest-*"):
        manifest.unlink()
    if pattern is None:
        (bag / name).unlink()
    else:
        data = (bag / name).read_bytes() if (bag / name).exists() else b""
        changed = data + text if pattern == b"$" else re.sub(pattern, text, data, count=1)
        assert changed != data
        (bag / name).write_bytes(changed)
    with contextlib.chdir(tmp_path):
        found = [f for report in verify("bag").reports for f in report.findings if f.code != "PKG022"]
    sections.hold("bags", change, sections.shown(found, with_advice=True), accept=accept)


def test_only_tag_files_of_a_compressed_tar_are_kept_up_to_a_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bag = make_bag(tmp_path / "bag", FILES | {"big": b"0" * 5000})
    packed = tarred(bag, tmp_path / "bag.tar.gz", "w:gz")
    size = sum(path.stat().st_size for path in bag.glob("*.txt"))
    for limit, kept in ((2**30, size), (size, size), (0, 0)):
        written = []

        def opened(*_: object) -> BinaryIO:
            written.append(io.BytesIO())  # noqa: B023
            return written[-1]  # noqa: B023

        with monkeypatch.context() as patch:
            patch.setattr("convert.packages.trees.tar.TarTree._HELD", limit)
            patch.setattr(tempfile, "TemporaryFile", opened)
            with closing(open_tree(str(packed))) as tree:
                found = {name: b"".join(tree.blocks(name)) for name in tree.files}
                assert sum(len(file.getvalue()) for file in written) == kept
        assert found == {str(path.relative_to(bag)): path.read_bytes() for path in bag.rglob("*") if path.is_file()}


@pytest.mark.parametrize("suffix", [".tar", ".tar.gz"])
def test_tag_files_of_a_tar_are_not_held_in_memory(tmp_path: Path, suffix: str) -> None:
    bag = make_bag(tmp_path / "bag", FILES)
    (bag / "big.txt").write_bytes(b"0" * 2**23)
    packed = tarred(bag, tmp_path / f"bag{suffix}", "w:gz" if suffix == ".tar.gz" else "w")
    tracemalloc.start()
    with closing(open_tree(str(packed))) as tree:
        assert tree.is_sequential is (suffix == ".tar.gz")
        assert sum(map(len, tree.blocks("big.txt"))) == 2**23
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert tree.read("bagit.txt", 1000) == (bag / "bagit.txt").read_bytes()
        found = {name: b"".join(blocks) for name, blocks in tree.contents()}
    assert found == {str(path.relative_to(bag)): path.read_bytes() for path in bag.rglob("*") if path.is_file()}
    assert peak < 6 * 2**20


@pytest.mark.parametrize("size", [600, 2**40, 2**63 - 1])
def test_a_size_beyond_the_end_of_a_tar_is_damage(tmp_path: Path, size: int) -> None:
    """Without reading, or leaping, as far as it says."""
    info = tarfile.TarInfo("bag/data/a.txt")
    info.size = size
    packed = tmp_path / "bag.tar"
    packed.write_bytes(info.tobuf(tarfile.GNU_FORMAT) + b"x" * 512)
    assert codes(packed) == {"PKG000"}


def _with_names_of(path: Path, kind: str) -> None:
    """Write the names in a zip as other programs do: in UTF-8 without saying so, or in an extra field."""
    with zipfile.ZipFile(path) as archive:
        members = [(info.filename, archive.read(info)) for info in archive.infolist()]
    data, directory = b"", b""
    for name, content in members:
        raw = name.encode() if kind == "utf-8" else name.encode("ascii", "replace")
        extra = b"UT\x05\0\x01\0\0\0\0"
        if kind != "utf-8":
            checksum = zlib.crc32(raw) ^ (kind == "stale")
            field = b"\1" + checksum.to_bytes(4, "little") + name.encode()
            extra += b"up" + len(field).to_bytes(2, "little") + field
        facts = struct.pack(
            "<5H3L2H", 20, 0, 0, 0, 33, zlib.crc32(content), len(content), len(content), len(raw), len(extra)
        )
        directory += b"PK\1\2\x14\3" + facts + struct.pack("<3H2L", 0, 0, 0, 0, len(data)) + raw + extra
        data += b"PK\3\4" + facts + raw + extra + content
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, len(members), len(members), len(directory), len(data), 0)
    path.write_bytes(data + directory + end)


@pytest.mark.parametrize("kind", ["utf-8", "extra", "stale"])
def test_names_in_zips_of_unix_and_macs_are_read(tmp_path: Path, kind: str) -> None:
    """Of a bag, and of texts that are converted; an extra field of another name does not count."""
    bag = make_bag(tmp_path / "bag", {"Fähre.txt": STORY, "船.txt": STORY})
    _with_names_of(zipped(bag, tmp_path / "bag.zip"), kind)
    assert ("PKG003" in codes(tmp_path / "bag.zip")) == (kind == "stale")
    with zipfile.ZipFile(tmp_path / "texts.zip", "w") as archive:
        archive.writestr("Fähre.txt", STORY)
        archive.writestr("Fähre.meta.toml", 'keywords = ["ferry"]')
    _with_names_of(tmp_path / "texts.zip", kind)
    out = tmp_path / "out"
    assert cli._run(["convert", str(tmp_path / "texts.zip"), "-t", "article", "-q", "-o", str(out)]) == 0
    [document] = out.rglob("*.article.json")
    assert (document.name == "Fähre.article.json") == (kind != "stale")
    assert json.loads(document.read_text())["keywords"] == ["ferry"]
    if kind != "stale":
        data = (tmp_path / "bag.zip").read_bytes()
        (tmp_path / "cut.zip").write_bytes(data[: data.index(b"PK\1\2")])
        assert cli._run(["unpack", str(tmp_path / "cut.zip"), "-q", "--damaged", "-o", str(tmp_path / "saved")]) == 1
        assert (tmp_path / "saved" / "Fähre.txt").read_bytes() == STORY


def test_names_in_code_page_437_stay_as_they_are() -> None:
    """No name of theirs is taken for UTF-8 unless its bytes are."""
    for name in ("Fähre.txt", "Šlé", "É", "ñandú.txt", "½ é", "ÄÖÜ.txt", "straße.txt"):
        with suppress(UnicodeEncodeError):
            assert unicode_name(name.encode("cp437"), b"") == name
    assert unicode_name("Fähre".encode(), b"up\3") == "Fähre"
    assert unicode_name(b"\xff", b"up\5\0\1\0\0\0\0") == "\xa0"


@pytest.mark.parametrize("suffix", [".tar", ".tar.gz"])
def test_a_hard_link_in_a_tar_is_the_file_that_it_names(tmp_path: Path, suffix: str) -> None:
    """As tar writes a file that has two names; with long names, links to links, and of tag files; and unpacked."""
    long = f"{'d' * 90}/{'n' * 90}.txt"
    bag = make_bag(tmp_path / "bag", {"a.txt": b"one\n", long: b"two\n", "e.txt": b"end\n"})
    for name, other in (("b.txt", "a.txt"), ("c.txt", "a.txt"), ("z.txt", long)):
        os.link(bag / "data" / other, bag / "data" / name)
    make_bag(bag, {str(f.relative_to(bag / "data")): f.read_bytes() for f in (bag / "data").rglob("*") if f.is_file()})
    for name in ("b.txt", "c.txt"):
        (bag / "data" / name).unlink()
        os.link(bag / "data" / "a.txt", bag / "data" / name)
    (bag / "data" / "z.txt").unlink()
    os.link(bag / "data" / long, bag / "data" / "z.txt")
    os.link(bag / "bagit.txt", bag / "copy.txt")
    for format in (tarfile.GNU_FORMAT, tarfile.PAX_FORMAT):
        path = tmp_path / f"{format}{suffix}"
        with tarfile.open(path, "w:gz" if suffix.endswith("gz") else "w", format=format) as archive:
            archive.add(bag, "bag")
            assert sum(member.islnk() for member in archive.getmembers()) == 4
        found = verify(str(path))
        assert [(f.code, f.location.member) for f in found.reports[0].findings if f.severity.value == "error"] == []
        assert "6 files" in found.done
        with closing(open_tree(str(path))) as tree:
            assert {name: b"".join(blocks) for name, blocks in tree.contents(["data/c.txt"])} == {
                "data/c.txt": b"one\n"
            }
            assert tree.read("copy.txt", 100) == tree.read("bagit.txt", 100)
            assert len(list(tree.contents())) == len(tree.files) == 13
        out = tmp_path / f"out-{format}"
        assert cli._run(["unpack", str(path), "-o", str(out), "-q"]) == 0
        assert {name: (out / name).read_bytes() for name in ("a.txt", "c.txt", "z.txt")} == {
            "a.txt": b"one\n",
            "c.txt": b"one\n",
            "z.txt": b"two\n",
        }
        assert (out / "a.txt").stat().st_nlink == 1


@pytest.mark.parametrize("suffix", [".tar", ".tar.gz"])
def test_hard_links_that_lead_elsewhere_or_make_a_bomb_are_refused(tmp_path: Path, suffix: str) -> None:
    bag = make_bag(tmp_path / "bag", {"a.txt": b"one\n" * 2**18})

    def packed_with(*links: tuple[str, str]) -> Path:
        path = tmp_path / f"a{suffix}"
        with tarfile.open(path, "w:gz" if suffix.endswith("gz") else "w") as archive:
            archive.add(bag, "bag")
            for name, target in links:
                member = tarfile.TarInfo(name)
                member.type, member.linkname = tarfile.LNKTYPE, target
                archive.addfile(member)
        return path

    for name, target in (
        ("bag/data/b.txt", "/etc/passwd"),
        ("bag/data/b.txt", "../a.txt"),
        ("bag/data/b.txt", "bag/data/later.txt"),
        ("bag/data/b.txt", "bag/data/b.txt"),
        ("../b.txt", "bag/data/a.txt"),
        ("bag/data/a.txt", "bag/bagit.txt"),
    ):
        assert codes(packed_with((name, target))) & {"PKG011", "PKG006"}, (name, target)
    many = [(f"bag/data/{number}.txt", "bag/data/a.txt") for number in range(400)]
    assert codes(packed_with(*many)) == {"PKG000"}


def test_names_that_leave_the_package_and_links_are_refused(tmp_path: Path) -> None:
    bag = make_bag(tmp_path / "bag", FILES)
    packed = zipped(bag, tmp_path / "a.zip")
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr("bag/../../evil", b"x")
    assert codes(packed) == {"PKG006"}
    (bag / "data" / "link").symlink_to("/etc/hostname")
    assert codes(bag) == {"PKG011"}


@pytest.mark.skipif(not hasattr(os, "pread"), reason="files are read at a place elsewhere")
@pytest.mark.parametrize("suffix", [".zip", ".tar"])
def test_what_the_disk_does_not_give_is_the_finding(
    tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And not an error in writing the report."""
    bag = make_bag(tmp_path / "bag", FILES)
    packed = tmp_path / f"a{suffix}"
    if suffix == ".tar":
        tarred(bag, packed, "w")
    else:
        with zipfile.ZipFile(packed, "w") as archive:
            for file in filter(Path.is_file, bag.rglob("*")):
                archive.write(file, f"bag/{file.relative_to(bag)}")

    def fail(*_: object) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "pread", fail)
    found = [f for report in verify(str(packed)).reports for f in report.findings if f.severity is Severity.ERROR]
    assert {f.code for f in found} <= {"PKG000", "PKG004"}
    assert found
    assert all("input/output error" in f.message for f in found)


@pytest.mark.skipif(sys.platform != "linux", reason="no file there that cannot be read")
def test_a_file_that_cannot_be_read_at_all_is_the_finding() -> None:
    assert codes("/proc/self/mem") == {"INP000"}


COMPRESSED = {
    "xz": lzma.compress(b"news" * 200),
    "bzip2": bz2.compress(b"news" * 200),
    "Zstandard": bytes.fromhex("28b52ffd") + bytes(600),
    "LZ4": bytes.fromhex("04224d18") + bytes(600),
    "with compress": bytes.fromhex("1f9d") + bytes(600),
    "7z": bytes.fromhex("377abcaf271c") + bytes(600),
    "RAR": b"Rar!\x1a\x07" + bytes(600),
}


@pytest.mark.parametrize("kind", COMPRESSED)
def test_what_is_compressed_in_another_way_is_named(kind: str, tmp_path: Path) -> None:
    """Whether a package is expected or copy, with the command that unpacks it."""
    path = tmp_path / "news.tar.other"
    path.write_bytes(COMPRESSED[kind])
    (found,) = verify(str(path)).reports[0].findings
    assert found.code == "PKG000"
    assert kind in found.message
    assert found.advice.startswith("Unpack it with `")
    with pytest.raises(InputError, match=kind) as e:
        pipeline.read(Source(data=COMPRESSED[kind], name="news.tar.other", moment=""))
    assert (e.value.code, e.value.advice) == ("INP003", found.advice)


def test_copy_that_begins_like_a_compressed_file_is_copy() -> None:
    assert compression_of(b"BZh9 is a bus line.\n") is None


def test_an_archive_of_which_nothing_is_read_says_why(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("bagit.txt", b"x")
    data = bytearray(path.read_bytes())
    for magic, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(magic) + flags] |= 1
    path.write_bytes(data)
    (found,) = verify(str(path)).reports[0].findings
    assert found.code == "PKG000"
    assert "bagit.txt is encrypted" in found.message


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


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"Serialization": "perhaps"}, "Serialization is neither forbidden nor required nor optional"),
        ({"Serialization": None}, "Serialization is neither forbidden nor required nor optional"),
        ({"Bag-Info": []}, "Bag-Info is not an object of objects"),
        ({"Bag-Info": {"Contact-Name": []}}, "Bag-Info is not an object of objects"),
        ({"Bag-Info": {"Contact-Name": {"values": [1]}}}, "the values of Contact-Name are not texts"),
        ({"Tag-Files-Required": "a.txt"}, "Tag-Files-Required is not a list of texts"),
        ({"BagIt-Profile-Info": {}}, "BagIt-Profile-Info has no BagIt-Profile-Identifier"),
    ],
)
def test_a_profile_that_is_none_is_refused_by_its_part(change: dict[str, object], reason: str) -> None:
    with pytest.raises(UsageError, match=f"p.json is not a BagIt profile: {reason}"):
        Profile(PROFILE | change, "p.json")
