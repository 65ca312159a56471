"""Pictures in archives: they are those of the stories that have them in a folder, read where they are."""

from __future__ import annotations

import io
import json
import os
import pickle
import tarfile
import tracemalloc
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import picture_files as made
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert import cli
from convert.batch.inputs import Inputs, Item, picture_index, pictures, sources
from convert.batch.inputs.packed_pictures import PackedShelf
from convert.batch.inputs.picture_index import PictureIndex
from convert.batch.inputs.pictures import FolderShelf
from convert.batch.storage import Entry
from convert.pictures.limits import PictureError
from convert.readers.text.envelopes.pictures import possible_names

STORY = b"""Ferry sails again

By Jane Doe

PORT ELLERY, May 5 - The ferry sailed at noon, its operator said on Monday.

[image: pier.gif | Waves break over an empty pier]

Passengers waited on the quay before it left.
"""
BRIEFS = b"Ferry sails\n\nThe ferry sailed at noon, it said.\n\n###\n\nBridge shut\n\nThe bridge is shut, it said.\n"

MEMBERS = {
    "b/pier.gif": made.GIF,
    "b/ferry.txt": STORY,
    "b/ferry.png": made.PNG,
    "b/ferry-2.txt": b"Bridge shut\n\nThe bridge is shut, the council said.\n",
    "b/ferry-2.gif": made.GIF,
    "c/ferry.txt": STORY,
    "c/ferry_3.png": made.PNG,
    "c/stray.png": made.PNG,
}

KINDS = ["day.zip", "day.tar", "day.tar.gz"]


def packed(path: Path, members: Mapping[str, bytes]) -> Path:
    """An archive of the kind of its suffix."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in members.items():
                archive.writestr(zipfile.ZipInfo(name, (2016, 12, 7, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
        return path
    with tarfile.open(path, "w" if path.suffix == ".tar" else "w:gz") as tar:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size, info.mtime = len(data), 1_481_068_800
            tar.addfile(info, io.BytesIO(data))
    return path


def files(folder: Path) -> dict[str, bytes]:
    """The files below a folder, but for the journal."""
    found = (path for path in folder.rglob("*") if path.is_file() and ".wirecopy" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def converted(source: Path, out: Path, *options: str) -> int:
    return cli._run(["convert", str(source), "-o", str(out), "--isolated", *options])


def shelf_of(path: Path, name: str) -> PackedShelf:
    """The pictures of the member with a name."""
    [found] = [item.pictures for item in Inputs([str(path)]) if item.path == f"{path}/{name}"]
    assert found is not None
    return found


def refusal(shelf: PackedShelf, name: str) -> str:
    with pytest.raises(PictureError) as caught:
        shelf.load(name)
    return caught.value.message


@pytest.fixture(autouse=True)
def _epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1480000000")


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """What a folder of the same members gives."""
    folder = tmp_path_factory.mktemp("folder")
    for name, data in MEMBERS.items():
        (folder / "day" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "day" / name).write_bytes(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1480000000")
        assert converted(folder / "day", folder / "out", "-t", "ninjs") == 0
    found = files(folder / "out")
    assert sum(".pictures/" in name for name in found) == 4
    return found


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize("name", KINDS)
def test_an_archive_gives_what_its_folder_gives(
    name: str, order: int, expected: Mapping[str, bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whether pictures are before their stories or behind them; and again there is nothing to do."""
    archive = packed(tmp_path / name, dict(list(MEMBERS.items())[::order]))
    assert converted(archive, tmp_path / "out", "-t", "ninjs") == 0
    assert files(tmp_path / "out" / "day") == expected
    printed = capsys.readouterr().err
    assert f"{archive}: warning INP072: the archive has pictures that no story has, 1: c/stray.png" in printed
    assert f"{archive}/c/ferry.txt: warning INP067: the picture pier.gif is not there" in printed
    assert converted(archive, tmp_path / "out", "-t", "ninjs") == 0
    assert "0 documents written, 7 unchanged" in capsys.readouterr().err


@pytest.mark.parametrize("name", KINDS)
def test_a_stream_gives_what_a_file_gives(name: str, expected: Mapping[str, bytes], tmp_path: Path) -> None:
    """What cannot be found again by a path is kept, and goes with the story to another process."""
    data = packed(tmp_path / name, MEMBERS).read_bytes()
    piped = Inputs(["-"], stdin=Item(path="-", name=name, stem="day", identity="-", data=data))
    for item in (pickle.loads(pickle.dumps(item)) for item in piped):
        assert {picture: item.pictures.load(picture) for picture in item.pictures.files} == {
            path.rpartition("/")[2]: MEMBERS[path]
            for path in MEMBERS
            if path.startswith(item.pictures.folder) and path.endswith((".gif", ".png"))
            if path.rpartition("/")[2] in (*item.pictures.names, *(["pier.gif"] if b"pier" in item.data else []))
        }
    [told] = [finding.message for report in piped.reports for finding in report.findings]
    assert told == "the archive has pictures that no story has, 1: c/stray.png"


CHANGES: dict[str, tuple[Mapping[str, bytes | None], int]] = {
    "another picture of its name": ({"b/ferry.png": made.png_of(3, 3)}, 1),
    "another picture that it names": ({"b/pier.gif": made.GIF + b" "}, 1),
    "a picture that is new": ({"b/ferry_7.gif": made.GIF}, 1),
    "a picture that it names is there now": ({"c/pier.gif": made.GIF}, 1),
    "a picture is gone": ({"b/ferry.png": None}, 1),
    "another owner": ({"b/ferry-2.txt": None}, 1),
    "a picture of no story": ({"c/stray.png": made.GIF, "c/other.gif": made.GIF}, 0),
    "a metadata file is new": ({"b/ferry.meta.toml": b"urgency = 3"}, 1),
    "another metadata file": ({"c/ferry.meta.toml": b"urgency = 3"}, 1),
    "a metadata file is gone": ({"c/ferry.meta.toml": None}, 1),
    "a metadata file of one of several stories": ({"d-2.meta.json": b'{"urgency": 4}'}, 2),
    "nothing": ({}, 0),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_changed_beside_a_story_in_an_archive_means_work_again(change: str, tmp_path: Path) -> None:
    """As in a folder, and nothing else is done again."""
    changed, again = CHANGES[change]
    before = {**MEMBERS, "c/ferry.meta.toml": b"urgency = 2", "d.txt": BRIEFS}
    after = {name: data for name, data in (before | changed).items() if data is not None}
    for members in (before, after):
        archive = packed(tmp_path / "day.tar", members)
        assert converted(archive, tmp_path / "out", "-t", "text", "--split", "--force", "--quiet") == 0
    lines = (tmp_path / "out" / ".wirecopy" / "journal.jsonl").read_text().splitlines()
    count = len([name for name in before if name.endswith(".txt")]) + 1
    assert len(lines) == count + again


def test_a_package_has_the_archive_and_no_pictures_beside_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = packed(tmp_path / "day.zip", MEMBERS | {"b/ferry.meta.toml": b"urgency = 3"})
    assert converted(archive, tmp_path / "out", "-t", "ninjs") == 0
    capsys.readouterr()
    assert cli._run(["pack", str(tmp_path / "out"), "-o", str(tmp_path / "bag.zip")]) == 0
    assert cli._run(["verify", str(tmp_path / "bag.zip")]) == 0
    assert "error" not in capsys.readouterr().err
    names = zipfile.ZipFile(tmp_path / "bag.zip").namelist()
    assert [name for name in names if "/sources/" in name] == ["bag/data/sources/day.zip"]


def test_pictures_of_a_named_folder_win(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "ferry.png").write_bytes(made.png_of(3, 3))
    archive = packed(tmp_path / "day.zip", MEMBERS)
    assert converted(archive, tmp_path / "out", "-t", "ninjs", "--images", str(tmp_path / "photos")) == 0
    found = {name: data for name, data in files(tmp_path / "out").items() if ".pictures/" in name}
    assert set(found) == {"day/b/ferry.pictures/ferry.png", "day/c/ferry.pictures/ferry.png"}


# --------------------------------------------------------------------------------------------------------------------
# Whose a picture is

NAMES = st.sampled_from(["a", "a-1", "a-1-2", "a_2", "a-01", "ab", "A", "a-12345", "b"])
FILES = st.lists(
    st.tuples(NAMES, st.sampled_from([".txt", ".jpg", ".PNG", ".pdf", ".meta.toml", ".ninjs.json", ".gif"])),
    max_size=12,
    unique=True,
)


@given(FILES)
def test_a_picture_belongs_to_whom_it_belongs_in_a_folder(parts: list[tuple[str, str]]) -> None:
    names = ["".join(part) for part in parts]
    index = PictureIndex()
    leftovers = picture_index_of(index, names)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pictures, "_names", lambda _: names)
        for name in (name for name in names if name.endswith(".txt")):
            packed_one = index.shelf(f"f/{name}", b"")
            folder = FolderShelf("f", name[:-4], "f", listing=repr(names))
            for story in (0, 1, 2):
                own = packed_one.of_story(story).own() if packed_one else ()
                assert own == folder.of_story(story).own()
            assert (packed_one.names if packed_one else ()) == folder.all_own()
    orphans = [name for name in names if pictures.is_picture(name)]
    stems = pictures.story_stems(names)
    orphans = [name for name in orphans if stems.isdisjoint(pictures.possible_owners(name))]
    assert list(leftovers.pictures.orphans()) == sorted((f"f/{name}" for name in orphans), key=str.encode)


def picture_index_of(index: PictureIndex, names: list[str]) -> Any:
    """What an archive with a folder of these files has."""
    from convert.batch.inputs.leftovers import Leftovers

    leftovers = Leftovers(index)
    for name in names:
        leftovers.add(f"f/{name}")
        if pictures.is_picture(name):
            index.add(f"f/{name}", 1)
    return leftovers


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("[image: a.jpg]", ["a.jpg"]),
        ("  [ IMAGE : my pier (2).JPG | A pier | Its caption]", ["my pier (2).JPG"]),
        ("[image:a.png.jpg]", ["a.png", "a.png.jpg"]),
        ("![A pier](pier.gif)", ["pier.gif"]),
        ('![A pier](./my%20pier.gif "A title")', ["./my%20pier.gif", "my pier.gif"]),
        ("![A pier](<a b.webp>)", ["a b.webp"]),
        ("[1]: pier.tiff 'x'", ["pier.tiff"]),
        ("The file a.jpg shows it. Photo: b.jpg", []),
        ("[image: a.pdf] (c.jpg) [d.jpg]", []),
        ("[image: " + "x" * 800 + ".jpg]", []),
        ("[image: a\n.jpg]", []),
    ],
)
def test_names_that_copy_may_give_pictures(text: str, names: list[str]) -> None:
    assert list(dict.fromkeys(possible_names(text))) == names


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1252"])
def test_names_are_found_in_every_encoding_and_form(encoding: str) -> None:
    """Archives of Macs have names in the decomposed form."""
    index = PictureIndex()
    index.add("b/fa\u0308hre.jpg", 1)
    text = "Fähre fährt\n\nDie Fähre fährt, sagte er.\n\n[image: fähre.jpg]\n"
    shelf = index.shelf("b/a.txt", text.encode(encoding))
    assert shelf is not None
    assert (list(shelf.files), shelf.names) == (["fa\u0308hre.jpg"], ())


def test_a_text_that_names_very_many_gets_no_more_than_it_can_have() -> None:
    index = PictureIndex()
    text = ""
    for number in range(500):
        index.add(f"{number}.jpg", 1)
        text += f"[image: {number}.jpg]\n"
    shelf = index.shelf("a.txt", text.encode())
    assert shelf is not None
    assert len(shelf.files) == picture_index._MOST_NAMED


# --------------------------------------------------------------------------------------------------------------------
# What is refused


@pytest.mark.parametrize("name", KINDS)
def test_a_large_picture_is_not_read(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("zips", "tars", "packed_pictures"):
        monkeypatch.setattr(f"convert.batch.inputs.{module}.MAX_BYTES", len(made.PNG) - 1)
    shelf = shelf_of(packed(tmp_path / name, MEMBERS), "b/ferry.txt")
    assert refusal(shelf, "ferry.png").startswith("is larger than")
    assert shelf.load("pier.gif") == made.GIF
    assert refusal(shelf, "else.gif") == "is not there"
    assert refusal(shelf, "ferry-2.gif") == "is not there"  # it is of another story, and not named


def test_links_and_devices_are_no_pictures(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "day.tar", "w") as tar:
        for name, type in (("a.txt", tarfile.REGTYPE), ("a.png", tarfile.SYMTYPE), ("a-1.png", tarfile.FIFOTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = type, "a.txt"
            tar.addfile(info, io.BytesIO())
    shelf = shelf_of(tmp_path / "day.tar", "a.txt")
    assert [refusal(shelf, name) for name in shelf.own()] == ["is a link", "is no regular file"]
    link = zipfile.ZipInfo("a.png")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "day.zip", "w") as archive:
        archive.writestr("a.txt", STORY)
        archive.writestr(link, "/etc/passwd")
    assert refusal(shelf_of(tmp_path / "day.zip", "a.txt"), "a.png") == "is a link"


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_of_two_pictures_with_one_name_none_is_taken(name: str, tmp_path: Path) -> None:
    """Nobody can say which is meant."""
    path = tmp_path / name
    members = [("a.txt", STORY), ("a.png", made.PNG), ("./a.png", made.png_of(3, 3))]
    assert refusal(shelf_of(packed(path, dict(members)), "a.txt"), "a.png") == "is in the archive twice"


def test_a_picture_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "day.zip", {"a.txt": STORY, "a.png": bytes(2**21)})
    assert refusal(shelf_of(path, "a.txt"), "a.png") == "unpacks to more than 200 times its size"


def test_pictures_that_share_their_bytes_end_the_archive(tmp_path: Path) -> None:
    """A small archive must not become any number of large documents."""
    data = os.urandom(2**16) + bytes(2**20)
    path = packed(tmp_path / "day.zip", {"a.txt": STORY, "a.png": data})
    with zipfile.ZipFile(path, "a") as archive:
        info = archive.getinfo("a.png")
        for number in range(300):
            twin = zipfile.ZipInfo(f"a-{number}.png")
            for name in ("header_offset", "compress_size", "file_size", "CRC", "compress_type"):
                setattr(twin, name, getattr(info, name))
            archive.filelist.append(twin)
        archive._didModify = True  # type: ignore[attr-defined]
        text = zipfile.ZipInfo("z.txt")
        archive.writestr(text, STORY)
    assert [item.error and item.error.code for item in Inputs([str(path)])] == [None, "INP036"]


def test_a_damaged_picture_costs_its_story_nothing_else(tmp_path: Path) -> None:
    path = packed(tmp_path / "day.zip", {"a.txt": STORY, "a.png": made.PNG * 3})
    data = bytearray(path.read_bytes())
    at = data.index(b"a.png") + 10
    data[at : at + 4] = b"\xff\xff\xff\xff"
    path.write_bytes(bytes(data))
    assert refusal(shelf_of(path, "a.txt"), "a.png").startswith("cannot be read: the member is damaged")


@pytest.mark.parametrize("name", ["day.zip", "day.tar"])
def test_an_archive_that_changes_meanwhile_gives_no_wrong_picture(name: str, tmp_path: Path) -> None:
    path = packed(tmp_path / name, MEMBERS)
    shelf = shelf_of(path, "b/ferry.txt")
    packed(path, {"0.txt": STORY * 3, **MEMBERS})
    assert "changed meanwhile" in refusal(shelf, "ferry.png")
    path.unlink()
    assert refusal(shelf, "ferry.png").startswith("cannot be read: no such file")
    path.write_bytes(b"")
    assert refusal(shelf, "ferry.png").startswith("cannot be read: the archive c")


def test_what_is_kept_of_a_packed_archive_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture_index, "MAX_KEPT", 2 * len(made.PNG))
    members = {"a.txt": STORY, **{f"a-{number}.png": made.PNG for number in range(4)}}
    shelf = shelf_of(packed(tmp_path / "day.tgz", members), "a.txt")
    assert [shelf.load(name) for name in shelf.own()[:2]] == [made.PNG] * 2
    assert all(refusal(shelf, name).startswith("is left out: ") for name in shelf.own()[2:])


def test_many_pictures_take_little_memory(tmp_path: Path) -> None:
    """Neither their names nor their bytes are held in memory."""
    members = {f"{number}.png": b"x" * 20_000 for number in range(300)}
    path = packed(tmp_path / "day.tgz", members | {"1.txt": STORY, "2.txt": STORY})
    tracemalloc.start()
    try:
        count = sum(1 for _ in Inputs([str(path)]))
        assert tracemalloc.get_traced_memory()[1] < 3_500_000
    finally:
        tracemalloc.stop()
    assert count == 2


# --------------------------------------------------------------------------------------------------------------------
# Streams of web servers


class OneWay(io.BufferedReader):
    """What a web server sends that cannot begin in the middle."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise OSError("cannot seek")


class Server:
    """A web server with one object."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def entry(self, url: str) -> Entry:
        return Entry(url, is_folder=False)

    def open(self, url: str) -> OneWay:
        return OneWay(io.FileIO(self.path))


@pytest.mark.parametrize("name", KINDS)
def test_a_stream_that_cannot_be_read_twice_is_kept(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Metadata files and pictures behind their story were passed over in silence."""
    path = packed(tmp_path / name, MEMBERS | {"c/ferry.meta.toml": b"urgency = 3"})
    monkeypatch.setattr(sources, "remote_storage_for", lambda _: Server(path))
    items = list(Inputs([f"https://example.org/{name}"]))
    assert [(item.error, len(item.sidecars)) for item in items] == [(None, 0), (None, 0), (None, 1)]
    assert items[0].pictures is not None
    assert items[0].pictures.load("ferry.png") == made.PNG


def test_the_journal_has_what_was_looked_for(tmp_path: Path) -> None:
    assert converted(packed(tmp_path / "day.zip", MEMBERS), tmp_path / "out", "-t", "text") == 0
    lines = map(json.loads, (tmp_path / "out" / ".wirecopy" / "journal.jsonl").read_text().splitlines())
    found = {line["input"]: [state[:2] for state in line["run"].get("pictures", ())] for line in lines}
    assert found == {
        "day.zip/b/ferry.txt": [["b/ferry.png", len(made.PNG)], ["b/pier.gif", len(made.GIF)]],
        "day.zip/b/ferry-2.txt": [["b/ferry-2.gif", len(made.GIF)]],
        "day.zip/c/ferry.txt": [["c/ferry_3.png", len(made.PNG)], ["c/pier.gif", -1]],
    }
