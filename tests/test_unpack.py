"""Unpacking: packages give their files again under their true names, and nothing reaches beyond the folder."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import random
import shutil
import stat
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from convert import cli
from convert.cli.packing import pack_command
from convert.errors import InputError
from convert.packages import verify
from convert.packages.payload import Payload, is_package
from convert.packages.trees import open_tree
from convert.packages.unpacking import Unpacked, unpack

pytestmark = pytest.mark.sampled(2)

STORY = "Ferry resumes after storm\n\nThe ferry between the islands resumed on Tuesday, the operator said.\n"
NAMES = ("a.txt", "sub/50% : über.txt", "sub/na\u00efve.txt", "line*break.txt")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with `in`, whose names need other ones in a package, two archives of stories, and what was made of them:
    `out` of the folder, `all` of the archives, too.
    """
    folder = tmp_path_factory.mktemp("shared")
    for name in NAMES:
        path = folder / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(STORY.replace("Tuesday", f"day {len(name)}"))
    (folder / "in" / "a.meta.toml").write_text("urgency = 3")
    lines = [
        json.dumps({"id": str(number), "text": STORY.replace("Tuesday", f"week {number}"), "urgency": number})
        for number in (1, 2)
    ]
    (folder / "day.jsonl").write_text("\n".join(lines))
    with zipfile.ZipFile(folder / "week.zip", "w") as archive:
        archive.writestr("b/c.txt", STORY.replace("Tuesday", "May"))
        archive.writestr("b/c.meta.json", '{"urgency": 5}')
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1481126400")
        inputs = [str(folder / name) for name in ("in", "day.jsonl", "week.zip")]
        assert cli._run(["convert", inputs[0], "-q", "-o", str(folder / "out")]) == 0
        assert cli._run(["convert", *inputs, "-q", "-t", "ninjs", "-o", str(folder / "all")]) == 0
        yield folder


@pytest.fixture
def converted(shared: Path) -> Path:
    """The output folder of `in`."""
    return shared / "out"


def files(folder: Path) -> dict[str, bytes]:
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if not name.startswith(".wirecopy/")}


def codes(unpacked: Unpacked) -> list[str]:
    return sorted({finding.code for finding in unpacked.report.findings})


@pytest.mark.sampled(3)
@pytest.mark.parametrize("options", [(), ("--for", "archivematica")])
@pytest.mark.parametrize("suffix", ["", ".zip", ".tar", ".tar.gz"])
def test_sources_and_documents_are_there_again(
    shared: Path, converted: Path, tmp_path: Path, suffix: str, options: tuple[str, ...]
) -> None:
    package, again = tmp_path / f"package{suffix}", tmp_path / "again"
    assert cli._run(["pack", str(converted), "-o", str(package), "-q", *options]) == 0
    assert cli._run(["unpack", str(package), "-o", str(again), "-q"]) == 0
    assert files(again / "sources") == files(shared / "in")
    assert files(again / "documents") == files(converted)


# --------------------------------------------------------------------------------------------------------------------
# Hostile packages


def bag_files(payload: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a bag with this payload."""
    lines = "".join(f"{hashlib.sha512(data).hexdigest()}  data/{name}\n" for name, data in payload.items())
    return {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "manifest-sha512.txt": lines.encode(),
        **{f"data/{name}": data for name, data in payload.items()},
    }


def zipped(path: Path, members: Mapping[str, bytes], links: Mapping[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
        for name, target in links.items():
            info = zipfile.ZipInfo(name)
            info.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(info, target)
    return path


def tarred(path: Path, members: Mapping[str, bytes], links: Mapping[str, str]) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name, target in links.items():
            for type in (tarfile.SYMTYPE, tarfile.LNKTYPE):
                info = tarfile.TarInfo(name)
                info.type, info.linkname = type, target
                archive.addfile(info)
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


ARCHIVES: Mapping[str, Callable[[Path, Mapping[str, bytes], Mapping[str, str]], Path]] = {
    ".zip": zipped,
    ".tar.gz": tarred,
}

OUT_OF_IT = (
    *("../out.txt", "data/../../out.txt", "~/out.txt", "C:\\out.txt", "..\\out.txt"),
    *("data/\0out.txt", "%HOME%\\out.txt"),
)


@pytest.fixture
def nothing_else(tmp_path: Path) -> Iterator[None]:
    """Fail if there is anything new outside of the folder that a test unpacks into."""
    before = {*tmp_path.parent.iterdir()}
    yield
    assert {*tmp_path.parent.iterdir()} == before
    assert {path.name for path in tmp_path.iterdir()} <= {"package.zip", "package.tar.gz", "again", "record"}
    assert not any(path.is_symlink() for path in tmp_path.rglob("*"))


@pytest.mark.usefixtures("nothing_else")
@pytest.mark.parametrize("suffix", ARCHIVES)
@pytest.mark.parametrize("damaged", [False, True])
def test_nothing_leaves_the_folder(tmp_path: Path, suffix: str, damaged: bool) -> None:
    absolute = str(tmp_path.parent / "out.txt")
    members = {**bag_files({"a.txt": b"a"}), **dict.fromkeys((*OUT_OF_IT, absolute), b"out")}
    links = {"data/link": "../../..", "data/a": "/etc/passwd"}
    package = ARCHIVES[suffix](tmp_path / f"package{suffix}", members, links)
    unpacked = unpack(str(package), str(tmp_path / "again"), damaged=damaged)
    assert {"PKG006", "PKG011"} <= {*codes(unpacked)}
    assert unpacked.exit_code == (1 if damaged else 3)
    assert (files(tmp_path / "again") if damaged else (tmp_path / "again").exists()) == (
        {"a.txt": b"a"} if damaged else False
    )


@pytest.mark.usefixtures("nothing_else")
@pytest.mark.parametrize("suffix", ARCHIVES)
def test_a_link_in_the_package_is_not_written_through(tmp_path: Path, suffix: str) -> None:
    """A link to a folder outside, and a file below it, as an archive may have both."""
    members = {**bag_files({"a.txt": b"a"}), "data/link/out.txt": b"out"}
    package = ARCHIVES[suffix](tmp_path / f"package{suffix}", members, {"data/link": str(tmp_path.parent)})
    unpack(str(package), str(tmp_path / "again"), damaged=True)
    assert not (tmp_path.parent / "out.txt").exists()


@pytest.mark.parametrize("suffix", ARCHIVES)
@pytest.mark.parametrize("twins", [("a.txt", "A.TXT"), ("\u00e9.txt", "e\u0301.txt"), ("x/a.txt", "X/a.txt")])
def test_twins_do_not_replace_each_other(tmp_path: Path, suffix: str, twins: tuple[str, str]) -> None:
    first, second = twins
    members = bag_files({first: b"1", second: b"2", "b.txt": b"b"})
    package = ARCHIVES[suffix](tmp_path / f"package{suffix}", members, {})
    unpacked = unpack(str(package), str(tmp_path / "again"), damaged=True)
    assert "PKG090" in codes(unpacked)
    assert unpacked.exit_code == 1
    assert sorted(files(tmp_path / "again").values()) == [b"1", b"b"]


@pytest.mark.parametrize("suffix", ARCHIVES)
@pytest.mark.parametrize("names", [("x", "x/y/a.txt"), ("x/y/a.txt", "x"), ("x/y", "x/y/a.txt"), ("X", "x/a.txt")])
def test_a_file_is_no_folder(tmp_path: Path, suffix: str, names: tuple[str, str]) -> None:
    """A file and a folder of one name: verification found nothing, and unpacking ended at the second of them."""
    members = bag_files({names[0]: b"1", names[1]: b"2", "b.txt": b"b"})
    package = ARCHIVES[suffix](tmp_path / f"package{suffix}", members, {})
    if names[0] != "X":
        [message] = [f.message for f in verify(str(package)).reports[0].findings if f.code == "PKG011"]
        assert message.endswith(" is a file, and a folder of others")
    unpacked = unpack(str(package), str(tmp_path / "again"), damaged=True)
    assert "PKG090" in codes(unpacked)
    assert unpacked.exit_code == 1
    assert sorted(files(tmp_path / "again").values()) == [b"1", b"b"]


@pytest.mark.sampled(2)
@pytest.mark.parametrize("suffix", ARCHIVES)
def test_a_bomb_is_not_unpacked(tmp_path: Path, suffix: str) -> None:
    package = ARCHIVES[suffix](tmp_path / f"package{suffix}", bag_files({"a.txt": b"a", "zeros": bytes(2**24)}), {})
    unpacked = unpack(str(package), str(tmp_path / "again"), damaged=suffix != ".zip")
    assert unpacked.exit_code == 3
    assert not (tmp_path / "again").exists()


HOSTILE_NAMES = (
    *("../../out.txt", "/etc/out.txt", "..", ".", "", "a/", "a//b", "C:\\out.txt", "\0", "a\nb.txt", "x" * 300),
    *("/".join("d" * 70), "\x1b[31mred.txt", "~/out.txt", "a.txt", "A.TXT"),
)


@pytest.mark.usefixtures("nothing_else")
def test_true_names_of_a_hostile_record_stay_inside(tmp_path: Path) -> None:
    """Files that would leave the folder, or replace another, keep the names that they have in the package."""
    payload = {f"sources/{number}.txt": str(number).encode() for number in range(len(HOSTILE_NAMES))}
    record = [
        json.dumps({"record": 1, "kind": "file", "name": name, "true_name": true_name})
        for name, true_name in zip(payload, HOSTILE_NAMES, strict=True)
    ]
    payload["stories.jsonl"] = "\n".join(record).encode()
    package = zipped(tmp_path / "package.zip", bag_files(payload), {})
    unpacked = unpack(str(package), str(tmp_path / "again"))
    assert (unpacked.exit_code, codes(unpacked)) == (0, ["PKG091"])
    number = HOSTILE_NAMES.index("a.txt")
    kept = {name: data for name, data in payload.items() if name != f"sources/{number}.txt"}
    assert files(tmp_path / "again") == {**kept, "sources/a.txt": str(number).encode()}


@pytest.mark.parametrize(
    "record", [b"{", b"[]\n1\nnull", b'{"kind": "file"}', b'{"kind": "file", "name": 1}', b"[" * 9999]
)
def test_a_broken_record_is_no_reason_to_keep_the_files(tmp_path: Path, record: bytes) -> None:
    package = zipped(tmp_path / "package.zip", bag_files({"sources/a.txt": b"a", "stories.jsonl": record}), {})
    assert unpack(str(package), str(tmp_path / "again")).exit_code == 0
    assert files(tmp_path / "again") == {"sources/a.txt": b"a", "stories.jsonl": record}


def test_a_damaged_package_is_unpacked_only_if_that_is_asked_for(tmp_path: Path) -> None:
    members = {**bag_files({"a.txt": b"a", "b.txt": b"b"}), "data/b.txt": b"x"}
    package = zipped(tmp_path / "package.zip", members, {})
    refused = unpack(str(package), str(tmp_path / "again"))
    assert (refused.exit_code, codes(refused)) == (3, ["PKG004", "PKG090"])
    assert not (tmp_path / "again").exists()
    unpacked = unpack(str(package), str(tmp_path / "again"), damaged=True)
    assert (unpacked.exit_code, codes(unpacked)) == (1, ["PKG004"])
    assert files(tmp_path / "again") == {"a.txt": b"a", "b.txt": b"x"}


# --------------------------------------------------------------------------------------------------------------------
# Damaged packages


class _Unseekable(io.RawIOBase):
    """A file that is written from its beginning to its end, so that sizes are behind the files of a zip."""

    def __init__(self) -> None:
        self.data = b""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.data += bytes(data)
        return len(data)


def stored(path: Path, members: Mapping[str, bytes], links: Mapping[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def streamed(path: Path, members: Mapping[str, bytes], links: Mapping[str, str]) -> Path:
    stream = _Unseekable()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[arg-type]
        for name, data in members.items():
            archive.writestr(name, data)
    path.write_bytes(stream.data)
    return path


def plain_tar(path: Path, members: Mapping[str, bytes], links: Mapping[str, str]) -> Path:
    whole = tarred(path, members, links)
    path.write_bytes(gzip.decompress(whole.read_bytes()))
    return path


DAMAGEABLE: Mapping[str, tuple[str, Callable[[Path, Mapping[str, bytes], Mapping[str, str]], Path]]] = {
    "compressed zip": (".zip", zipped),
    "stored zip": (".zip", stored),
    "streamed zip": (".zip", streamed),
    "tar.gz": (".tar.gz", tarred),
    "tar": (".tar", plain_tar),
}
_RANDOM = random.Random(12)
SAVED = {
    "sources/a.txt": b"Ferry sails\n\nIt sailed at noon.\n",
    "sources/b.txt": _RANDOM.randbytes(5000),
    "documents/empty.txt": b"",
    "documents/\u00fcber.epub": _RANDOM.randbytes(3000),
    "documents/z.txt": b"z" * 4000,
}


@pytest.mark.sampled(9)
@pytest.mark.parametrize("share", range(4, 100, 4))
@pytest.mark.parametrize("root", ["", "bag/"])
@pytest.mark.parametrize("kind", DAMAGEABLE)
def test_of_an_archive_that_is_cut_off_all_files_before_the_cut_are_saved(
    tmp_path: Path, kind: str, root: str, share: int
) -> None:
    """Whole files have their names, and one that is not has another; without --damaged nothing is written.

    The files that say what the package is are at its end, as in ours.
    """
    suffix, pack = DAMAGEABLE[kind]
    tags = bag_files(SAVED)
    members = {f"{root}data/{name}": data for name, data in SAVED.items()}
    members |= {f"{root}{name}": data for name, data in tags.items() if not name.startswith("data/")}
    data = pack(tmp_path / f"whole{suffix}", members, {}).read_bytes()
    # The directory of a zip, and the zeros that end a tar, have no bytes of files.
    end = data.index(b"PK\1\2") if suffix == ".zip" else len(data.rstrip(b"\0"))
    package = tmp_path / f"package{suffix}"
    package.write_bytes(data[: end * share // 100])
    again = tmp_path / "again"
    assert unpack(str(package), str(again)).exit_code == 3
    assert not again.exists()
    unpacked = unpack(str(package), str(again), damaged=True)
    assert "PKG000" in codes(unpacked)
    found = files(again) if again.exists() else {}
    assert unpacked.exit_code == (1 if found else 3)
    whole = {name for name in found if not name.endswith(".damaged")}
    assert whole == set([*SAVED][: len(whole)])  # all of those before the cut
    assert all(found[name] == SAVED[name] for name in whole)
    for name in found.keys() - whole:
        part = SAVED[name.removesuffix(".damaged")]
        assert part.startswith(found[name])
        assert 0 < len(found[name]) < len(part)
        assert "PKG092" in codes(unpacked)
    if kind in ("stored zip", "tar"):  # whose bytes are as they are
        least = sum(map(len, SAVED.values())) * share // 100 - 7000
        assert sum(map(len, found.values())) >= least


@pytest.mark.parametrize("kind", [kind for kind in DAMAGEABLE if "zip" in kind])
def test_a_damaged_file_does_not_keep_the_others(tmp_path: Path, kind: str) -> None:
    """The directory of the zip is there, but the bytes of a file are others."""
    suffix, pack = DAMAGEABLE[kind]
    data = bytearray(pack(tmp_path / "whole.zip", bag_files(SAVED), {}).read_bytes())
    at = data.index(b"b.txt", data.index(b"PK\3\4", data.index(b"sources/a.txt"))) + 300
    data[at] ^= 0xFF
    package = tmp_path / f"package{suffix}"
    package.write_bytes(data)
    unpacked = unpack(str(package), str(tmp_path / "again"), damaged=True)
    assert unpacked.exit_code == 1
    assert "PKG092" in codes(unpacked)
    found = files(tmp_path / "again")
    assert {name: data for name, data in found.items() if not name.endswith(".damaged")} == {
        name: data for name, data in SAVED.items() if name != "sources/b.txt"
    }


@pytest.mark.parametrize("pack", [stored, zipped])
def test_the_directory_of_an_epub_in_a_package_that_is_cut_off_is_not_its_own(
    tmp_path: Path, pack: Callable[[Path, Mapping[str, bytes], Mapping[str, str]], Path]
) -> None:
    """An EPUB is a zip, too, whose directory may be the last thing in what is left."""
    epub = zipped(tmp_path / "a.epub", {"mimetype": b"application/epub+zip", "EPUB/a.xhtml": b"<p/>"}, {}).read_bytes()
    saved = {"sources/a.txt": b"Ferry sails\n", "documents/a.epub": epub, "documents/z.txt": b"z" * 4000}
    whole_zip = pack(tmp_path / "whole.zip", bag_files(saved), {})
    with zipfile.ZipFile(whole_zip) as archive:
        cut = archive.getinfo("data/documents/z.txt").header_offset + 20
    package = tmp_path / "package.zip"
    package.write_bytes(whole_zip.read_bytes()[:cut])
    again = tmp_path / "again"
    assert unpack(str(package), str(again)).exit_code == 3
    unpacked = unpack(str(package), str(again), damaged=True)
    assert (unpacked.exit_code, "PKG000" in codes(unpacked)) == (1, True)
    whole = {name: content for name, content in files(again).items() if not name.endswith(".damaged")}
    assert whole == {name: saved[name] for name in ("sources/a.txt", "documents/a.epub")}


def test_a_changed_byte_in_a_zip_without_a_directory_is_noticed(tmp_path: Path) -> None:
    """Also where the checksum stands behind the file, and what is changed can be unpacked."""
    for kind in ("compressed zip", "stored zip", "streamed zip"):
        data = bytearray(DAMAGEABLE[kind][1](tmp_path / "whole.zip", bag_files(SAVED), {}).read_bytes())
        data = data[: data.index(b"PK\1\2")]
        at = data.index(b"sources/b.txt") + 1000  # random bytes are stored within a compressed stream, too
        data[at] ^= 0xFF
        (tmp_path / "package.zip").write_bytes(data)
        again = tmp_path / kind
        assert unpack(str(tmp_path / "package.zip"), str(again), damaged=True).exit_code == 1
        found = files(again)
        assert "sources/b.txt" not in found
        assert found.keys() >= SAVED.keys() - {"sources/b.txt"}


@pytest.mark.sampled(2)
@pytest.mark.parametrize("cut", [0, 1])
def test_a_cut_off_bomb_is_not_unpacked(tmp_path: Path, cut: int) -> None:
    """Limits hold for what is saved, too."""
    members = bag_files({"a.txt": b"a", "zeros": bytes(2**25)})
    for kind, (suffix, pack) in DAMAGEABLE.items():
        if kind in ("stored zip", "tar"):
            continue
        data = pack(tmp_path / f"whole{suffix}", members, {}).read_bytes()
        package = tmp_path / f"package{suffix}"
        end = data.index(b"PK\1\2") if suffix == ".zip" else len(data) - 20
        package.write_bytes(data[: end - cut])
        unpacked = unpack(str(package), str(tmp_path / "again"), damaged=True)
        found = files(tmp_path / "again") if (tmp_path / "again").exists() else {}
        assert sum(map(len, found.values())) < 2**24 + 2**20, kind
        assert unpacked.exit_code in (1, 3)
        shutil.rmtree(tmp_path / "again", ignore_errors=True)


@pytest.mark.sampled(4)
@pytest.mark.parametrize("seed", range(40))
def test_any_damage_ends_with_findings(tmp_path: Path, seed: int) -> None:
    """Bytes that are changed anywhere in an archive of any kind: a report, and names that are in it or say more."""
    choice = random.Random(seed)
    kind = choice.choice([*DAMAGEABLE])
    suffix, pack = DAMAGEABLE[kind]
    data = bytearray(pack(tmp_path / f"whole{suffix}", bag_files(SAVED), {}).read_bytes())
    for _ in range(choice.randint(1, 30)):
        data[choice.randrange(len(data))] = choice.randrange(256)
    package = tmp_path / f"package{suffix}"
    package.write_bytes(data[: choice.randint(len(data) // 2, len(data))])
    unpacked = unpack(str(package), str(tmp_path / "again"), damaged=True)
    assert unpacked.exit_code in (0, 1, 3)
    assert unpacked.exit_code == 0 or unpacked.report.findings
    found = files(tmp_path / "again") if (tmp_path / "again").exists() else {}
    changed = {name for name in found.keys() & SAVED.keys() if found[name] != SAVED[name]}
    # Zips have a checksum of each file; of a tar only the manifest of the bag knows, if that is whole.
    assert not changed or ("zip" not in kind and unpacked.exit_code), changed


def test_a_folder_with_files_is_never_replaced(tmp_path: Path) -> None:
    package = zipped(tmp_path / "package.zip", bag_files({"a.txt": b"a"}), {})
    (tmp_path / "again").mkdir()
    (tmp_path / "again" / "mine.txt").touch()
    assert cli._run(["unpack", str(package), "-o", str(tmp_path / "again"), "-q"]) == 3
    assert files(tmp_path / "again") == {"mine.txt": b""}
    (tmp_path / "again" / "mine.txt").unlink()
    assert cli._run(["unpack", str(package), "-o", str(tmp_path / "again"), "-q"]) == 0
    assert files(tmp_path / "again") == {"a.txt": b"a"}


@pytest.mark.parametrize("below", ["", "new", "data/new"])
def test_nothing_is_unpacked_into_the_package(tmp_path: Path, below: str) -> None:
    for name, data in bag_files({"a.txt": b"a"}).items():
        (tmp_path / "package" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "package" / name).write_bytes(data)
    before = files(tmp_path)
    assert cli._run(["unpack", str(tmp_path / "package"), "-o", str(tmp_path / "package" / below), "-q"]) in (2, 3)
    assert files(tmp_path) == before


def test_what_was_cut_off_is_told_of_damaged(converted: Path, tmp_path: Path) -> None:
    assert cli._run(["pack", str(converted), "-q", "-o", str(tmp_path / "a.zip")]) == 0
    cut = tmp_path / "cut.zip"
    cut.write_bytes((tmp_path / "a.zip").read_bytes()[:3000])
    (found,) = unpack(str(cut), str(tmp_path / "out")).report.findings
    assert "--damaged" in found.advice
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["missing.zip", "notes.txt"])
def test_what_is_no_package_is_not_unpacked(tmp_path: Path, name: str) -> None:
    (tmp_path / "notes.txt").write_text("no package")
    assert cli._run(["unpack", str(tmp_path / name), "-o", str(tmp_path / "again"), "-q"]) == 3
    assert not (tmp_path / "again").exists()


# --------------------------------------------------------------------------------------------------------------------
# Other kinds of packages


def payload_of(folder: Path, members: Mapping[str, bytes]) -> dict[str, tuple[str, ...]]:
    """What the files of a package were called when they were packed."""
    for name, data in members.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    with closing(open_tree(str(folder))) as tree:
        assert is_package(tree)
        payload = Payload(tree)
        return {name: names for name in sorted(tree.files) if (names := payload.names_of(name))}


def inventory(**changes: object) -> bytes:
    value = {
        "id": "urn:x:1",
        "head": "v2",
        "manifest": {"AA": ["v1/content/a.txt"], "bb": ["v2/content/b.txt"], "cc": ["v1/content/old.txt"]},
        "versions": {
            "v1": {"state": {"aa": ["a.txt"], "cc": ["old.txt"]}},
            "v2": {"state": {"aa": ["a.txt", "copy/a.txt"], "BB": ["record.json"]}},
        },
    }
    return json.dumps({**value, **changes}).encode()


def test_the_newest_version_of_an_object_is_its_payload(tmp_path: Path) -> None:
    content = {"v1/content/a.txt": b"a", "v1/content/old.txt": b"c", "v2/content/b.txt": b"{}"}
    members = {"0=ocfl_object_1.1": b"ocfl_object_1.1\n", "inventory.json": inventory(), **content}
    known = {"v1/content/a.txt": ("a.txt", "copy/a.txt"), "v2/content/b.txt": ("record.json",)}
    assert payload_of(tmp_path / "object", members) == known
    root = {f"{one}/{name}": data for one in ("x", "y/z") for name, data in members.items()}
    assert payload_of(tmp_path / "root", {"0=ocfl_1.1": b"ocfl_1.1\n", **root}) == {
        f"{one}/{name}": tuple(n.replace("record.json", "records/urn_x_1.json") for n in names)
        for one in ("x", "y/z")
        for name, names in known.items()
    }


@pytest.mark.parametrize(
    "broken",
    [
        b"{",
        b"[]",
        inventory(head="v9"),
        inventory(manifest={}),
        inventory(manifest=[]),
        inventory(versions=1),
        b"[" * 9999,
    ],
)
def test_an_object_whose_inventory_is_broken_has_no_payload(tmp_path: Path, broken: bytes) -> None:
    members = {"0=ocfl_object_1.1": b"ocfl_object_1.1\n", "inventory.json": broken, "v1/content/a.txt": b"a"}
    assert payload_of(tmp_path / "object", members) == {}


def test_the_data_of_representations_are_the_payload(tmp_path: Path) -> None:
    members = {
        "METS.xml": b"<mets/>",
        "representations/original/METS.xml": b"<mets/>",
        "representations/original/data/sources/a.txt": b"a",
        "documentation/stories.jsonl": b"",
        "schemas/mets.xsd": b"",
    }
    assert payload_of(tmp_path / "package", members) == {
        "documentation/stories.jsonl": ("stories.jsonl",),
        "representations/original/data/sources/a.txt": ("sources/a.txt",),
    }


# --------------------------------------------------------------------------------------------------------------------
# Converting what is in a package


def convert(package: Path, out: Path, *options: str) -> int:
    return cli._run(["convert", str(package), "-o", str(out), "-q", *options])


KINDS = next(option.type.choices for option in pack_command.params if option.name == "kind")  # type: ignore[attr-defined]
FORMS = [(kind, suffix) for kind in KINDS for suffix in (("", ".zip", ".tar", ".tgz") if kind == "bagit" else ("",))]


@pytest.mark.sampled(3)
@pytest.mark.parametrize(("kind", "suffix"), FORMS)
def test_the_sources_of_a_package_give_the_same_documents(shared: Path, tmp_path: Path, kind: str, suffix: str) -> None:
    package = tmp_path / f"package{suffix}"
    assert cli._run(["pack", str(shared / "all"), "-o", str(package), "--as", kind, "-q"]) == 0
    assert convert(package, tmp_path / "again", "-t", "ninjs") == 0
    assert files(tmp_path / "again") == files(shared / "all")
    assert unpack(str(package), str(tmp_path / "unpacked")).exit_code == 0
    assert files(tmp_path / "unpacked" / "documents") == files(shared / "all")
    archives = {name: (shared / name).read_bytes() for name in ("day.jsonl", "week.zip")}
    assert files(tmp_path / "unpacked" / "sources") == {**files(shared / "in"), **archives}


def test_a_package_of_documents_gives_them_again(converted: Path, tmp_path: Path) -> None:
    """Without a journal there are no sources; of each story the EPUB holds most."""
    shutil.copytree(converted, tmp_path / "out", ignore=shutil.ignore_patterns(".wirecopy"))
    assert cli._run(["pack", str(tmp_path / "out"), "-o", str(tmp_path / "package.zip"), "-q"]) == 0
    assert convert(tmp_path / "package.zip", tmp_path / "again") == 0
    assert files(tmp_path / "again") == files(converted)


def test_what_was_converted_from_an_archived_package_can_be_packed(converted: Path, tmp_path: Path) -> None:
    assert cli._run(["pack", str(converted), "-o", str(tmp_path / "first.zip"), "-q"]) == 0
    assert convert(tmp_path / "first.zip", tmp_path / "again", "-t", "ninjs") == 0
    assert cli._run(["pack", str(tmp_path / "again"), "-o", str(tmp_path / "second.zip"), "-q"]) == 0
    assert unpack(str(tmp_path / "second.zip"), str(tmp_path / "all")).exit_code == 0
    assert files(tmp_path / "all" / "sources") == {"first.zip": (tmp_path / "first.zip").read_bytes()}


def test_a_source_that_was_changed_in_the_package_is_not_converted(
    converted: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli._run(["pack", str(converted), "-o", str(tmp_path / "package"), "-q"]) == 0
    (tmp_path / "package" / "data" / "sources" / "a.txt").write_text(STORY)
    assert convert(tmp_path / "package", tmp_path / "again", "-t", "ninjs") == 3
    assert "PKG004" in capsys.readouterr().err
    assert not list((tmp_path / "again").glob("a.*"))
    assert len(files(tmp_path / "again")) == len(NAMES) - 1


def test_of_a_bag_of_others_the_texts_are_converted(tmp_path: Path) -> None:
    """Its manifests are texts, too, but no stories."""
    payload = {"b/story.txt": STORY.encode(), "b/story.meta.toml": b"urgency = 5", "scan.tif": b"II*"}
    payload["record.json"] = b'{"kind": "file"}'  # somebody else's
    package = zipped(tmp_path / "package.zip", bag_files(payload), {})
    assert convert(package, tmp_path / "again", "-t", "ninjs") == 0
    [(name, data)] = files(tmp_path / "again").items()
    assert (name, json.loads(data)["urgency"]) == ("b/story.ninjs.json", 5)


@pytest.mark.parametrize("kind", ["bagit", "eark", "ocfl"])
def test_of_a_package_of_raw_copy_the_copy_is_converted(
    tmp_path: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """With its metadata files; a document that holds more is taken before the text beside it."""
    raw = tmp_path / "raw"
    (raw / "sub").mkdir(parents=True)
    (raw / "a.txt").write_text(STORY)
    (raw / "a.meta.toml").write_text('keywords = ["ferry"]\n')
    (raw / "sub" / "ü.txt").write_text(STORY.replace("Tuesday", "Monday"))
    (raw / "lonely.meta.toml").write_text('keywords = ["none"]\n')
    assert cli._run(["convert", str(raw / "a.txt"), "-t", "ninjs", "-q", "-o", str(raw / "b.ninjs.json")]) == 0
    (raw / "b.txt").write_text("Not the story but its plain text")
    package = tmp_path / "package"
    assert cli._run(["pack", str(raw), "-o", str(package), "--as", kind, "-q"]) == 0
    capsys.readouterr()
    assert cli._run(["convert", str(package), "-t", "article", "-o", str(tmp_path / "out")]) == 0
    assert "INP042" not in capsys.readouterr().err
    found = {
        str(p.relative_to(tmp_path / "out")): json.loads(p.read_text()) for p in (tmp_path / "out").rglob("*.json")
    }
    assert set(found) == {"a.article.json", "b.article.json", "sub/ü.article.json"}
    assert [found[name].get("keywords") for name in sorted(found)] == [["ferry"], ["ferry"], None]
    assert found["b.article.json"]["headline"] == found["a.article.json"]["headline"]


def test_stories_of_one_source_keep_their_metadata_in_a_package(tmp_path: Path) -> None:
    """Those of `<stem>-2.meta.toml` are in the package, and apply again when it is converted."""
    folder = tmp_path / "copy"
    folder.mkdir()
    (folder / "briefs.txt").write_text(f"{STORY}\n###\n\nBridge shut\n\nThe bridge is shut, the council said.\n")
    (folder / "briefs-2.meta.toml").write_text("urgency = 7")
    options = ("-t", "ninjs", "--split")
    assert convert(folder, tmp_path / "out", *options) == 0
    assert cli._run(["pack", str(tmp_path / "out"), "-o", str(tmp_path / "package.zip"), "-q"]) == 0
    assert convert(tmp_path / "package.zip", tmp_path / "again", *options) == 0
    found = {name: json.loads(data).get("urgency") for name, data in files(tmp_path / "again").items()}
    assert {name: urgency for name, urgency in found.items() if "briefs" in name} == {
        "briefs-1.ninjs.json": None,
        "briefs-2.ninjs.json": 7,
    }


@pytest.mark.usefixtures("nothing_else")
def test_documents_of_hostile_true_names_stay_in_the_output_folder(tmp_path: Path) -> None:
    names = [name for name in HOSTILE_NAMES if name.endswith(".txt") and name != "A.TXT"]
    payload = {f"sources/{number}.txt": STORY.encode() for number in range(len(names))}
    record = [
        line
        for name, true_name in zip(payload, names, strict=True)
        for line in (
            {"record": 1, "kind": "story", "source": name},
            {"record": 1, "kind": "file", "role": "source", "name": name, "true_name": true_name},
        )
    ]
    payload["stories.jsonl"] = "\n".join(map(json.dumps, record)).encode()
    package = zipped(tmp_path / "package.zip", bag_files(payload), {})
    assert convert(package, tmp_path / "again", "-t", "text") == 0
    assert sorted(files(tmp_path / "again")) == [
        *("C__out.txt", "_/out.txt", "_[31mred.txt", "a.txt", "a_b.txt", "etc/out.txt", "out.txt"),
    ]


@pytest.mark.parametrize("suffix", ["", ".zip"])
def test_a_package_without_anything_to_read_is_a_finding(
    tmp_path: Path, suffix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    members = bag_files({"scan.tif": b"II*"})
    package = tmp_path / f"package{suffix}"
    if suffix:
        zipped(package, members, {})
    for name, data in members.items() if not suffix else ():
        path = package / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    assert convert(package, tmp_path / "again") == 3
    assert "INP007" in capsys.readouterr().err


# --------------------------------------------------------------------------------------------------------------------
# Trees: what all kinds of packages have in common

MEMBERS: Mapping[str, bytes] = {
    "bagit.txt": b"BagIt-Version: 1.0\n",
    "data/a/one.txt": b"one " * 40_000,
    "data/a/two.txt": b"",
    "data/b.bin": bytes(range(256)) * 9,
    "data/über/drei.txt": "drei Fähren".encode(),
}


def _archive(path: Path, suffix: str, **options: Any) -> Path:
    """The members in a folder `p`, as an archive or as they are; with an empty folder."""
    place = path / f"p{suffix}"
    if not suffix:
        for name, data in MEMBERS.items():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_bytes(data)
        (place / "data" / "none").mkdir()
    elif suffix == ".zip":
        with zipfile.ZipFile(place, "w", **options) as packed:
            for name, data in MEMBERS.items():
                packed.writestr(f"p/{name}", data)
            packed.writestr("p/data/none/", b"")
    else:
        with tarfile.open(place, "w:gz" if suffix == ".tar.gz" else "w") as packed:
            for name, data in MEMBERS.items():
                member = tarfile.TarInfo(f"p/{name}")
                member.size = len(data)
                packed.addfile(member, io.BytesIO(data))
            member = tarfile.TarInfo("p/data/none")
            member.type = tarfile.DIRTYPE
            packed.addfile(member)
    return place


@pytest.mark.parametrize("suffix", ["", ".zip", ".tar", ".tar.gz"])
def test_all_trees_of_a_package_are_alike(tmp_path: Path, suffix: str) -> None:
    """Whole, and below a folder."""
    sizes = {name: len(data) for name, data in MEMBERS.items()}
    below = {name.removeprefix("data/"): data for name, data in MEMBERS.items() if name.startswith("data/")}
    with closing(open_tree(str(_archive(tmp_path, suffix)))) as tree:
        assert (tree.name, tree.files, tree.refused, tree.empty) == ("p", sizes, [], ["data/none/"])
        assert [*tree.entries("")] == [("bagit.txt", "file"), ("data", "folder")]
        assert [*tree.entries("data/")] == [("a", "folder"), ("b.bin", "file"), ("none", "folder"), ("über", "folder")]
        assert [*tree.entries("data/a/")] == [("one.txt", "file"), ("two.txt", "file")]
        data = tree.below("data/")
        assert (data.name, data.files, data.refused, data.empty) == (
            "data",
            {name: len(content) for name, content in below.items()},
            [],
            ["none/"],
        )
        assert [*data.entries("a/")] == [("one.txt", "file"), ("two.txt", "file")]
        assert data.below("a/").files == {"one.txt": 160_000, "two.txt": 0}
        for part, members in ((tree, MEMBERS), (data, below)):
            assert sorted(part.places) == sorted(part.files)
            assert sorted(part.places.values()) == list(range(len(members)))
            assert {name: b"".join(blocks) for name, blocks in part.contents()} == members
            one = min(members)
            assert {name: b"".join(blocks) for name, blocks in part.contents([one])} == {one: members[one]}
            for name, content in members.items():
                assert part.has(name)
                assert not part.has(f"{name}x")
                assert b"".join(part.blocks(name)) == content
                assert part.read(name, len(content)) == content
                if name.endswith("b.bin"):
                    with pytest.raises(InputError, match=f"has more than {len(content) - 1:,} bytes"):
                        part.read(name, len(content) - 1)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("is_large", [False, True])
@pytest.mark.parametrize("is_streamed", [False, True])
def test_files_of_a_zip_without_its_directory_are_salvaged(
    tmp_path: Path, method: int, is_large: bool, is_streamed: bool
) -> None:
    """Cut off at any place it has those before it; where a file ends that is stored and streamed, nobody knows."""
    stream = _Unseekable() if is_streamed else io.BytesIO()
    ends = {}
    with zipfile.ZipFile(stream, "w", method) as packed:  # type: ignore[arg-type]
        for name, content in MEMBERS.items():
            info = zipfile.ZipInfo(f"p/{name}")
            info.compress_type = method
            with packed.open(info, "w", force_zip64=is_large) as member:
                member.write(content)
            ends[name] = packed.fp.tell() if packed.fp else 0
    whole = stream.data if isinstance(stream, _Unseekable) else stream.getvalue()
    path = tmp_path / "p.zip"
    for count, (_, end) in enumerate(ends.items(), 1):
        path.write_bytes(whole[:end])
        with closing(open_tree(str(path), salvage=True)) as tree:
            found = dict(tree.files)
            assert len(found) <= count
            for name in found:
                assert b"".join(tree.blocks(name)) == MEMBERS[name]
            if not (is_streamed and method == zipfile.ZIP_STORED):
                assert len(found) == count
    if is_streamed and method == zipfile.ZIP_STORED:
        return
    at = whole.index(b"p/data/b.bin") + len(b"p/data/b.bin") + 60
    for damage in (whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :], whole[:at]):
        path.write_bytes(damage)
        with closing(open_tree(str(path), salvage=True)) as tree:
            assert b"".join(tree.blocks("data/a/one.txt")) == MEMBERS["data/a/one.txt"]
            with pytest.raises(InputError):
                b"".join(tree.blocks("data/b.bin"))
