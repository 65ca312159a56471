"""Pictures of stories: which belong to which, where they go in an Article, and what a batch makes of them."""

from __future__ import annotations

import functools
import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import picture_files as made
import pytest
import sections
from conftest import absent
from lxml import etree
from yardsticks import OFFICIAL

import convert
from convert import cli
from convert.batch.inputs import pictures
from convert.batch.inputs.pictures import FolderShelf, orphans_below
from convert.errors import UsageError
from convert.formats import named
from convert.model import Article, Figure, Image, Moment, Paragraph, Text, inline_text
from convert.pictures.address import refuse_url
from convert.pictures.files import Picture
from convert.pictures.limits import PictureError, is_plain
from convert.pictures.placing import NamedPictures, Pictures, _Desk, illustrated
from convert.pictures.stated import Stated
from convert.readers import Source, reader

pytestmark = pytest.mark.sampled(2)

G2 = "{http://iptc.org/std/nar/2006-10-01/}"
TEXT = """\
Ferry resumes after storm

By Jane Doe

NORWICK - The ferry between Norwick and the islands resumed on Wednesday after three days of storm, its operator said.

Nobody was hurt. Passengers had waited in the harbor for two nights, and were given blankets and tea by volunteers.

The operator said that all boats would sail on Thursday, and that tickets of the last week were still valid.
"""
CAPTIONED = TEXT.replace("Nobody", "Waves break over the pier on Tuesday. Photo: Ann Smith/Example Photos\n\nNobody")
MARKED = TEXT.replace("Nobody", "[image: pier.png | Waves break]\nThe pier on Tuesday. Photo: Ann\n\nNobody")
CREDIT = "Ann Smith/Example Photos"
CAPTION = made.alternatives("dc:description", x_default="A ferry")
STATED = made.jpeg(xmp=made.xmp(CAPTION, 'photoshop:Credit="Eve"'))


def story(**images: bytes) -> Mapping[str, bytes]:
    """Pictures by name; `_` in a keyword is the dot before the suffix."""
    return {".".join(name.rsplit("_", 1)): data for name, data in images.items()}


def figures(article: Article) -> list[tuple[int, str | None, str, str | None]]:
    """The place, file name, caption and credit of each figure."""
    return [
        (at, one.image.file_name if one.image else None, inline_text(one.caption), one.credit)
        for at, one in enumerate(article.body)
        if isinstance(one, Figure)
    ]


def found(result: convert.Result) -> list[str]:
    return [finding.code for finding in result.findings if finding.code.startswith("INP0") and finding.code != "INP018"]


def read(text: str, images: Mapping[str, bytes] | None = None, **options: Any) -> convert.Result:
    return convert.convert(text, to="ninjs", images=images, moment="2016-12-07T18:30:00Z", **options)


# --------------------------------------------------------------------------------------------------------------------
# Places


def test_a_picture_without_a_caption_in_the_copy_opens_the_story() -> None:
    plain = TEXT.replace("NORWICK - ", "")
    result = read(plain, story(a_jpg=STATED, b_png=made.PNG))
    assert [(at, name) for at, name, _, _ in figures(result.article)] == [(0, "a.jpg"), (4, "b.png")]


def test_a_picture_is_below_the_paragraph_that_a_dateline_opens() -> None:
    assert figures(read(TEXT, story(a_jpg=STATED)).article) == [(1, "a.jpg", "A ferry", "Eve")]


def test_a_picture_joins_the_only_caption_of_the_copy() -> None:
    result = read(CAPTIONED, story(a_png=made.PNG))
    assert figures(result.article) == [
        (1, "a.png", "Waves break over the pier on Tuesday.", "Ann Smith/Example Photos")
    ]
    assert found(result) == ["INP070"]


def test_the_copy_wins_over_the_file() -> None:
    result = read(CAPTIONED, story(a_jpg=STATED))
    assert figures(result.article) == [
        (1, "a.jpg", "Waves break over the pier on Tuesday.", "Ann Smith/Example Photos")
    ]
    assert found(result) == ["INP069", "INP069", "INP070"]


def test_what_says_the_same_is_not_spoken_of() -> None:
    caption = made.alternatives("dc:description", x_default="Waves break over the pier on  Tuesday.")
    alt = made.alternatives("Iptc4xmpCore:AltTextAccessibility", x_default="Waves")
    data = made.jpeg(xmp=made.xmp(caption + alt, 'photoshop:Credit="Example Photos"'))
    assert found(read(CAPTIONED, story(a_jpg=data))) == []


def test_pictures_find_the_caption_that_they_state() -> None:
    two = CAPTIONED.replace(
        "The operator said", "Tea is given out on Tuesday. Photo: Bob/Example Photos\n\nThe operator said"
    )
    texts = ("Tea is given out on Tuesday.", "Waves break over the pier on Tuesday.")
    files = {
        f"{name}.jpg": made.jpeg(
            xmp=made.xmp(made.alternatives("dc:description", x_default=text)), comment=name.encode()
        )
        for name, text in zip("ab", texts, strict=True)
    }
    files["a.jpg"] = made.sized(files["a.jpg"], 3, 2)
    assert [(name, caption) for _, name, caption, _ in figures(read(two, files).article)] == [
        ("b.jpg", texts[1]),
        ("a.jpg", texts[0]),
    ]


def test_the_copy_places_and_describes_a_picture() -> None:
    result = read(MARKED, story(pier_png=made.PNG, a_jpg=STATED))
    assert figures(result.article) == [
        (1, "a.jpg", "A ferry", "Eve"),
        (2, "pier.png", "The pier on Tuesday.", "Ann"),
    ]
    images = [block.image for block in result.article.body if isinstance(block, Figure)]
    assert [image.alt for image in images if image] == ["", "Waves break"]
    assert [line.role for line in result.trace if line.number in (7, 8)] == ["picture", "caption"]
    assert "[image" not in str(result.article)


@pytest.mark.parametrize(
    "line", ["[image: pier.png]", "  [Image:pier.png |]  ", "[IMAGE : pier.png | ]", "[image:  pier.png  |  A  pier ]"]
)
def test_forms_of_a_mark(line: str) -> None:
    result = read(TEXT.replace("Nobody", f"{line}\n\nNobody"), story(pier_png=made.PNG))
    assert [name for _, name, _, _ in figures(result.article)] == ["pier.png"]


MARKDOWN = """\
# Ferry resumes after storm

The ferry between Norwick and the islands resumed on Wednesday after a storm, its [operator](https://o.example) said.

{}

Nobody was hurt. Passengers had waited in the harbor for two nights, and were given blankets and tea by volunteers.
"""


@pytest.mark.parametrize(
    ("line", "alt", "caption"),
    [
        ("![Waves break](pier.png)", "Waves break", ""),
        ('![Waves break](./pier.png "The pier on Tuesday")', "Waves break", "The pier on Tuesday"),
        ("![Waves break](pier.png)\n*The pier on Tuesday*", "Waves break", "The pier on Tuesday"),
        ("![](<pier.png>)\n\n*The pier on Tuesday*", "", "The pier on Tuesday"),
        ("![a [b] | c](pier.png)", "a b c", ""),
    ],
)
def test_markdown_names_pictures(line: str, alt: str, caption: str) -> None:
    result = read(MARKDOWN.format(line), story(pier_png=made.PNG), name="ferry.md")
    assert [(name, text) for _, name, text, _ in figures(result.article)] == [("pier.png", caption)]
    assert [b.image.alt for b in result.article.body if isinstance(b, Figure) and b.image] == [alt]


@pytest.mark.parametrize(
    "source", ["https://p.example/pier.png", "/pier.png", "photos/pier.png", "../pier.png", "pier.doc"]
)
def test_markdown_keeps_the_words_of_other_pictures(source: str) -> None:
    result = read(MARKDOWN.format(f"![Waves break]({source})"), story(a_png=made.PNG), name="ferry.md")
    assert figures(result.article) == [(1, "a.png", "Waves break", None)]


def test_the_description_of_a_missing_picture_is_its_caption() -> None:
    result = read(MARKDOWN.format("![Waves break](pier.png)"), {}, name="ferry.md")
    assert (found(result), figures(result.article)) == (["INP067"], [(1, None, "Waves break", None)])


def test_a_mark_can_have_a_caption() -> None:
    line = "[image: pier.png | Waves break | The pier on Tuesday]"
    result = read(TEXT.replace("Nobody", f"{line}\n\nNobody"), story(pier_png=made.PNG))
    assert figures(result.article) == [(1, "pier.png", "The pier on Tuesday", None)]


@pytest.mark.parametrize("line", ["[image: Getty]", "[image]", "See [image: pier.png] above.", "[image: pier.doc]"])
def test_what_is_no_mark(line: str) -> None:
    result = read(TEXT.replace("Nobody", f"{line}\n\nNobody"), {})
    assert "INP067" not in found(result)


def test_text_without_blank_lines_below_a_mark_stays_text() -> None:
    dense = MARKED.replace("\n\n", "\n")
    article = read(dense, story(pier_png=made.PNG)).article
    assert sum(isinstance(block, Paragraph) for block in article.body) >= 3


def test_an_id_does_not_depend_on_pictures() -> None:
    plain = read(TEXT).article.id
    assert {read(TEXT, images).article.id for images in (story(a_jpg=STATED), story(a_png=made.PNG, b_jpg=STATED))} == {
        plain
    }


@pytest.mark.parametrize("name", ["../pier.png", "photos/pier.png", "C:pier.png", "a\\pier.png", ".pier.png"])
def test_a_mark_never_leads_elsewhere(name: str, tmp_path: Path) -> None:
    for place in (tmp_path / "pier.png", tmp_path / "copy" / "photos" / "pier.png"):
        place.parent.mkdir(exist_ok=True, parents=True)
        place.write_bytes(made.PNG)
    path = tmp_path / "copy" / "ferry.txt"
    path.write_text(TEXT.replace("Nobody", f"[image: {name}]\n\nNobody"))
    result = convert.convert(path, to="ninjs")
    assert found(result) == ["INP067"]
    assert (figures(result.article), result.pictures) == ([], {})
    assert not is_plain(name)


def test_a_missing_picture_leaves_its_caption() -> None:
    result = read(MARKED, {})
    assert found(result) == ["INP067"]
    assert figures(result.article) == [(1, None, "The pier on Tuesday.", "Ann")]
    assert "pier.png" in result.findings[0].message + str(result.findings)


CASES: Mapping[str, tuple[str, Mapping[str, bytes], dict[str, Any]]] = {
    "nothing is named": (TEXT, {}, {}),
    "a picture that is not there": (MARKED, {}, {}),
    "a picture in another folder": (MARKED.replace("pier.png", "../pier.png"), {}, {}),
    "pictures that are not read": (MARKED, {}, {"has_shelf": False}),
    "without a description": (TEXT, {"a.png": made.PNG}, {}),
    "with another suffix": (TEXT, {"a.jpg": made.PNG, "b\u202e%*  c.x": STATED, "é.gif": made.GIF}, {}),
    "with bytes behind": (TEXT, {"a.png": made.PNG + b"x" * 1234}, {}),
    "whose bytes stay": (TEXT, {"a.png": made.PNG + b"x"}, {"keeps_metadata": True}),
    "with another caption and credit": (CAPTIONED, {"a.jpg": STATED}, {}),
    "with a part of the credit": (
        CAPTIONED,
        {"a.jpg": made.jpeg(xmp=made.xmp("", 'photoshop:Credit="Ann Smith"'))},
        {},
    ),
    "with a long caption": (
        CAPTIONED,
        {"a.jpg": made.jpeg(xmp=made.xmp(made.alternatives("dc:description", x_default="x" * 121)))},
        {},
    ),
    "with a caption without a word": (
        TEXT,
        {"a.jpg": made.jpeg(xmp=made.xmp(made.alternatives("dc:description", x_default="***")))},
        {},
    ),
    "more than captions": (CAPTIONED, {"a.png": made.PNG, "b.gif": made.GIF, "c.jpg": STATED}, {}),
    "the same twice": (TEXT, {"a.png": made.PNG, "b.png": made.PNG}, {}),
    "of one name": (TEXT, {"a.png": made.PNG, "A.PNG": made.png(texts={"Title": "x"})}, {}),
    "of a long name": (TEXT, {"é" * 100 + ".png": made.PNG}, {}),
    "at an address": (TEXT, {"a b.png": made.PNG}, {"url": "https://p.example/?f="}),
    "that cannot be used": (TEXT, {"a.jpg": made.JPEG[:-10], "b.png": made.PNG}, {}),
}


@pytest.mark.parametrize("name", CASES)
def test_places_and_findings_of_pictures(name: str, accept: bool) -> None:
    text, files, options = CASES[name]
    options = {"has_shelf": True} | options
    shelf = Pictures(shelf=NamedPictures(dict(files)), **options) if options.pop("has_shelf") else None
    result = illustrated(_article(text), shelf)
    rows = [f"{type(block).__name__}\n" for block in result.article.body if not isinstance(block, Figure)]
    for at, block in enumerate(result.article.body):
        if isinstance(block, Figure):
            image = block.image and replace(block.image, data=None, size=len(block.image.data or b""))
            rows.insert(at, f"{replace(block, image=image)}\n")
    rows.append(f"{[file.name for file in result.files]}\n{sections.shown(result.findings, with_advice=True)}")
    sections.hold("pictures_of_stories", name, "".join(rows), accept=accept)


@functools.cache
def _article(text: str) -> Article:
    return reader("text").read(Source(name="a.txt", data=text.encode(), moment=Moment("2016-12-07T18:30:00Z"))).article


def test_there_are_limits_to_the_pictures_of_a_story(monkeypatch: pytest.MonkeyPatch) -> None:
    many = {f"a-{number}.jpg": made.sized(STATED, number, 1) for number in range(1, 103)}
    result = read(TEXT, many)
    assert (len(result.pictures), found(result).count("INP068")) == (100, 2)
    monkeypatch.setattr("convert.pictures.placing.MAX_STORY_BYTES", 3 * len(STATED))
    assert found(read(TEXT, many)).count("INP068") >= 97


def test_files_of_the_same_bytes_are_one() -> None:
    result = read(TEXT, story(a_jpg=STATED, b_jpg=STATED))
    assert list(result.pictures) == ["a.jpg"]
    assert "LOS001" not in {finding.code for finding in result.findings}


def test_two_files_of_one_name_are_refused() -> None:
    result = read(
        TEXT, {"a.png": made.PNG, "a.jpg": made.png(texts={"Author": "Eve"}), "A.PNG": made.png(texts={"Title": "x"})}
    )
    assert list(result.pictures) == ["a.png"]
    assert found(result).count("INP068") == 2


# --------------------------------------------------------------------------------------------------------------------
# Addresses and the Python API


def test_an_address_is_that_of_the_bytes_or_completes_that_of_the_user() -> None:
    images = {"a b&ü.jpg": STATED}
    for url, address in (
        (None, None),
        ("https://p.example/2016", "https://p.example/2016/a%20b%26%C3%BC.jpg"),
        ("https://p.example/?f=", "https://p.example/?f=a%20b%26%C3%BC.jpg"),
    ):
        result = read(TEXT, images, images_url=url)
        [image] = [block.image for block in result.article.body if isinstance(block, Figure)]
        assert image
        assert image.href == address or (address is None and image.href.startswith("urn:uuid:"))
        assert image.file_name == "a b&ü.jpg"
    assert read(TEXT, images).article == read(TEXT, images).article


def test_a_wrong_address_is_refused(accept: bool) -> None:
    rows = []
    for url in ("pictures/", "ftp://p.example/", "https://", "https://p.example/#", "urn:a:b", "https://p.example/#="):
        with pytest.raises(UsageError) as caught:
            refuse_url(url)
        rows.append(f"{url}: {caught.value}\n")
    sections.hold("refusals", "addresses of pictures", "".join(rows), accept=accept)
    for url in ("https://p.example/a", "http://p.example/?f=", "HTTPS://p.example/"):
        assert refuse_url(url) == url + "/" * (url[-1] == "a")
    for wrong in ("pictures/", 7):
        with pytest.raises(UsageError):
            read(TEXT, {}, images_url=wrong)


def test_files_that_are_no_pictures_are_refused(tmp_path: Path, accept: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MAX_BYTES", 10)
    (tmp_path / "small.png").write_bytes(b"x" * 10)
    (tmp_path / "large.png").write_bytes(b"x" * 11)
    (tmp_path / "link.png").symlink_to(tmp_path / "small.png")
    (tmp_path / "folder.png").mkdir()
    os.mkfifo(tmp_path / "pipe.png")
    own = FolderShelf(str(tmp_path), "a", None)
    assert own.load("small.png") == b"x" * 10
    rows = []
    for name in ("nowhere.png", "large.png", "link.png", "folder.png", "pipe.png", "a\0.png"):
        with pytest.raises(PictureError) as caught:
            own.load(name)
        rows.append(f"{name!r}: {caught.value.code} {caught.value}. {caught.value.advice}\n")
    monkeypatch.setattr(pictures, "_without_links", lambda path, flags: os.open(path + "/x", flags))
    with pytest.raises(PictureError) as caught:
        own.load("small.png")
    rows.append(f"unreadable: {caught.value.code} {caught.value}. {caught.value.advice}\n")
    sections.hold("refusals", "files of pictures", "".join(rows), accept=accept)
    assert [(name[len(str(tmp_path)) :], size) for name, size, _ in own.states()] == [
        ("/a\0.png", -1),
        *(("/folder.png", os.lstat(tmp_path / "folder.png").st_size), ("/large.png", 11)),
        *(("/link.png", os.lstat(tmp_path / "link.png").st_size), ("/nowhere.png", -1), ("/pipe.png", 0)),
        ("/small.png", 10),
    ]


@pytest.mark.parametrize("images", ["photos", [b""], {"a.jpg": "x"}, {7: b""}, Path("nowhere")])
def test_wrong_images_are_refused(images: Any) -> None:
    with pytest.raises(UsageError):
        read(TEXT, images)


def test_an_article_gets_pictures_too() -> None:
    article = read(TEXT).article
    result = convert.convert(article, to="epub", images=story(a_jpg=STATED))
    assert list(result.pictures) == ["a.jpg"]
    assert result.article.id == article.id


def test_a_file_has_the_pictures_beside_it(tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(TEXT)
    (tmp_path / "ferry.jpg").write_bytes(STATED)
    other = tmp_path / "photos"
    other.mkdir()
    (other / "ferry-2.png").write_bytes(made.PNG)
    assert list(convert.convert(tmp_path / "ferry.txt").pictures) == ["ferry.jpg"]
    assert list(convert.convert(tmp_path / "ferry.txt", images=other).pictures) == ["ferry-2.png"]
    kept = convert.convert(tmp_path / "ferry.txt", keep_picture_metadata=True)
    assert kept.pictures == {"ferry.jpg": STATED}


# --------------------------------------------------------------------------------------------------------------------
# Whose picture it is


def shelf(folder: Path, stem: str, number: int = 0) -> tuple[str, ...]:
    return tuple(FolderShelf(str(folder), stem, str(folder)).of_story(number).own())


def test_the_longest_stem_wins(tmp_path: Path) -> None:
    names = (
        "a.jpg",
        "a-1.jpg",
        "a_2.PNG",
        "a-10.gif",
        "a-1-2.jpg",
        "a-1-3-4.jpg",
        "ab.jpg",
        "a-x.jpg",
        "A.jpg",
        ".a.jpg",
    )
    for name in ("a.txt", "a-1.txt", "a.meta.toml", "a.ninjs.json", *names):
        (tmp_path / name).write_bytes(b"x")
    assert shelf(tmp_path, "a") == ("a.jpg", "a_2.PNG", "a-10.gif")
    assert shelf(tmp_path, "a-1") == ("a-1.jpg", "a-1-2.jpg")
    assert [Path(path).name for path in orphans_below(str(tmp_path))] == ["A.jpg", "a-x.jpg", "ab.jpg"]
    (tmp_path / "a-1.txt").unlink()
    os.utime(tmp_path, ns=(1, 1))
    assert shelf(tmp_path, "a") == ("a.jpg", "a-1.jpg", "a_2.PNG", "a-10.gif")


def test_a_run_lists_a_folder_once_and_the_next_one_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the documents are placed beside their copy, so that the folder changes for each."""
    listed = []
    monkeypatch.setattr(pictures, "_names", lambda folder: listed.append(folder) or os.listdir(folder))
    for number in range(8):
        (tmp_path / f"{number}.txt").write_text("Ferry resumes\n\nThe ferry resumed on Tuesday.\n")
    (tmp_path / "3.png").write_bytes(made.PNG)
    command = ["convert", str(tmp_path), "-q", "-j", "1", "-t", "ninjs", "-o", str(tmp_path)]
    assert cli._run(command) == 0
    assert len(listed) <= 2
    assert (tmp_path / "3.pictures" / "3.png").exists()
    (tmp_path / "5.png").write_bytes(made.PNG)
    assert cli._run([*command, "--force"]) == 0
    assert (tmp_path / "5.pictures" / "5.png").exists()


def test_stories_of_one_input_have_pictures_by_their_numbers(tmp_path: Path) -> None:
    for name in ("b.txt", "b.jpg", "b-1.jpg", "b-2.jpg", "b-2-1.jpg", "b-2_2.jpg"):
        (tmp_path / name).write_bytes(b"x")
    assert [shelf(tmp_path, "b", number) for number in (1, 2)] == [("b-1.jpg",), ("b-2.jpg", "b-2-1.jpg", "b-2_2.jpg")]


def test_names_are_found_in_either_normal_form(tmp_path: Path) -> None:
    (tmp_path / "fa\u0308hre.png").write_bytes(made.PNG)
    one = FolderShelf(str(tmp_path), "a", str(tmp_path))
    assert one.load("f\u00e4hre.png") == made.PNG


@pytest.mark.parametrize("kind", ["link", "dangling", "folder", "pipe", "unreadable", "large"])
def test_only_regular_files_are_read(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    match kind:
        case "link" | "dangling":
            (tmp_path / "real.png").write_bytes(made.PNG)
            path.symlink_to(tmp_path / ("real.png" if kind == "link" else "nowhere"))
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "unreadable":
            path.write_bytes(made.PNG)
            path.chmod(0)
            if os.access(path, os.R_OK):
                pytest.skip("this user reads everything")
        case "large":
            with path.open("wb") as file:
                file.truncate(2**30)
    with pytest.raises(PictureError) as caught:
        FolderShelf(str(tmp_path), "a", str(tmp_path)).load("a.png")
    assert caught.value.code == "INP068"


# --------------------------------------------------------------------------------------------------------------------
# Batches


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of two stories, the first with a picture of its name and one that it names."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1481135400")
    folder = tmp_path / "copy"
    folder.mkdir()
    (folder / "ferry.txt").write_text(MARKED)
    (folder / "ferry.jpg").write_bytes(made.jpeg(exif=made.exif(make="Maker"), xmp=made.xmp(CAPTION)))
    (folder / "pier.png").write_bytes(made.PNG)
    (folder / "other.txt").write_text(TEXT.replace("Ferry", "Train").replace("ferry", "train"))
    return folder


def run(*args: str) -> int:
    return cli._run(["convert", "copy", "-o", "out", *args])


def files(folder: str = "out") -> list[str]:
    below = (path for path in Path(folder).rglob("*") if path.is_file())
    return sorted(path.relative_to(folder).as_posix() for path in below if ".wirecopy" not in path.parts)


def test_a_batch_places_pictures_beside_documents(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == 0
    assert "6 documents and 2 pictures written" in capsys.readouterr().err
    assert [name for name in files() if "pictures" in name] == ["ferry.pictures/ferry.jpg", "ferry.pictures/pier.png"]
    message = etree.parse("out/ferry.newsml.xml").getroot()
    remote = {
        item.findtext(f"{G2}itemMeta/{G2}fileName"): item.find(f"{G2}contentSet/{G2}remoteContent")
        for item in message.iterfind(f"{G2}itemSet/{G2}newsItem")
        if item.find(f"{G2}contentSet/{G2}remoteContent") is not None
    }
    object = json.loads(Path("out/ferry.ninjs.json").read_bytes())
    stated = {one["renditions"][0]["title"]: one for one in object["associations"]}
    for name in ("ferry.jpg", "pier.png"):
        data = Path("out/ferry.pictures", name).read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        assert b"Maker" not in data
        assert (remote[name].findtext(f"{G2}hash"), remote[name].get("size")) == (digest, str(len(data)))
        assert stated[name]["altIds"][0]["value"] == f"sha256:{digest}"
        assert stated[name]["renditions"][0]["sizeInBytes"] == len(data)


def test_only_formats_that_state_pictures_have_them_beside(copy: Path) -> None:
    assert run("-t", "epub", "-t", "text") == 0
    assert files() == ["ferry.epub", "ferry.txt", "other.epub", "other.txt"]


@pytest.mark.slow
def test_the_same_pictures_give_the_same_bytes(copy: Path) -> None:
    assert run() == run("--no-journal") == 0
    first = {name: Path("out", name).read_bytes() for name in files()}
    for path in copy.iterdir():
        os.utime(path, ns=(10**18, 10**18))
    shutil.rmtree("out")
    assert run("-j", "2") == 0
    assert {name: Path("out", name).read_bytes() for name in files()} == first


def _done(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str]:
    capsys.readouterr()
    code = run(*args)
    return code, capsys.readouterr().err


CHANGES: Mapping[str, Any] = {
    "another picture": lambda copy: (copy / "ferry.jpg").write_bytes(STATED),
    "another named picture": lambda copy: (copy / "pier.png").write_bytes(made.png(texts={"Author": "Eve"})),
    "one picture more": lambda copy: (copy / "ferry-2.png").write_bytes(made.png(texts={"Title": "x"})),
    "one picture less": lambda copy: (copy / "ferry.jpg").unlink(),
    "one named picture less": lambda copy: (copy / "pier.png").unlink(),
    "a picture for the other story": lambda copy: (copy / "other.png").write_bytes(made.png(texts={"Title": "y"})),
}


@pytest.mark.sampled(3)
@pytest.mark.parametrize("name", CHANGES)
def test_a_picture_that_changed_means_work_again(name: str, copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == 0
    assert _done(capsys)[1].startswith("0 documents written, 8 unchanged")
    CHANGES[name](copy)
    code, printed = _done(capsys, "--force")
    assert code == 0
    assert "0 documents written" not in printed
    assert "0 documents written" in _done(capsys, "--force")[1]


def test_a_missing_picture_that_comes_later_means_work_again(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copy / "pier.png").rename("pier.png")
    assert "INP067" in _done(capsys)[1]
    assert "0 documents written" in _done(capsys)[1]
    Path("pier.png").rename(copy / "pier.png")
    assert "1 picture written" in _done(capsys, "--force")[1]


def test_settings_of_pictures_mean_work_again(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == 0
    for option in (("--images-url", "https://p.example/"), ("--keep-picture-metadata",), ("--images", "copy")):
        assert "0 documents written" not in _done(capsys, "--force", *option)[1]


def test_other_content_of_a_picture_is_replaced_only_with_force(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("-t", "ninjs") == 0
    Path("out/ferry.pictures/pier.png").write_bytes(b"other")
    code, printed = _done(capsys, "-t", "ninjs")
    assert (code, "INP009" in printed) == (3, True)
    assert run("-t", "ninjs", "--force") == 0
    assert Path("out/ferry.pictures/pier.png").read_bytes() == made.PNG


def test_pictures_of_no_story_are_named(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copy / "stray.jpg").write_bytes(STATED)
    for _ in range(2):  # the second time an earlier run did the work
        code, printed = _done(capsys)
        assert code == 0
        assert [line for line in printed.splitlines() if "INP072" in line] == [
            "copy/stray.jpg: warning INP072: no story has this picture"
        ]


def test_pictures_have_names_from_data_too(copy: Path) -> None:
    other = copy / "below"
    other.mkdir()
    (other / "ferry.txt").write_text(TEXT.replace("three days", "four days"))
    (other / "ferry.jpg").write_bytes(STATED)
    assert run("--name", "{language}/{headline}-{stem}-{id}") == 0
    placed = [name for name in files() if "pictures" in name]
    assert len(placed) == len(set(placed)) == 3
    assert all(name.startswith("en/") for name in placed)


def test_shards_state_pictures(copy: Path, official: Path) -> None:
    (copy / "third.txt").write_text(MARKED.replace("three", "five"))
    assert run("--shard-size", "2", "-t", "newsml-g2", "-t", "ninjs") == 0
    assert files() == [
        f"shard-00000{number}{suffix}" for number in (1, 2) for suffix in (".newsml.xml", ".ninjs.jsonl")
    ]
    data = Path("out/shard-000001.newsml.xml").read_bytes()
    assert OFFICIAL["newsml-g2"](data, official) == []
    kinds = [
        item.find(f"{G2}itemMeta/{G2}itemClass").get("qcode") for item in etree.fromstring(data).find(f"{G2}itemSet")
    ]
    assert kinds == ["ninat:text", "ninat:text", "ninat:picture", "ninat:picture"]
    assert cli._run(["convert", "out/shard-000001.newsml.xml", "-o", "again", "-t", "newsml-g2"]) == 0
    assert files("again") == ["shard-000001-1.newsml.xml", "shard-000001-2.newsml.xml"]
    assert run("--shard-size", "2", "-t", "newsml-g2", "-t", "ninjs") == 0


def test_a_configuration_has_the_folder_and_address(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("photos").mkdir()
    (copy / "pier.png").rename("photos/pier.png")
    (copy / "wirecopy.toml").write_text('images = "../photos"\nimages-url = "https://p.example"\n')
    assert run("-t", "ninjs") == 0
    object = json.loads(Path("out/ferry.ninjs.json").read_bytes())
    assert [one["uri"] for one in object["associations"]] == ["https://p.example/pier.png"]
    (copy / "wirecopy.toml").write_text('images = "../nowhere"\n')
    code, printed = _done(capsys)
    assert (code, "INP073" in printed) == (2, True)
    assert run("--isolated", "--images", "nowhere") == 2


def test_records_take_pictures_from_a_folder(copy: Path) -> None:
    Path("day.jsonl").write_text(json.dumps({"id": "4711", "text": MARKED}) + "\n")
    assert cli._run(["convert", "day.jsonl", "-o", "out", "-t", "ninjs", "--images", "copy"]) == 0
    assert [name for name in files() if name.endswith("png")] == ["day/4711.pictures/pier.png"]


def test_a_worker_that_checks_reads_pictures_too(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copy / "ferry.jpg").write_bytes(b"text")
    assert cli._run(["check", "copy", "--format", "text"]) == 1
    assert "INP068" in capsys.readouterr().out


def test_stories_of_one_file_have_their_pictures(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(copy)
    copy.mkdir()
    (copy / "briefs.txt").write_text(f"{TEXT}\n###\n\n{TEXT.replace('Ferry', 'Train').replace('ferry', 'train')}")
    for name in ("briefs.png", "briefs-1.png", "briefs-2-1.png"):
        (copy / name).write_bytes(made.png(texts={"Title": name}))
    printed = _done(capsys, "--split", "-t", "ninjs")[1]
    assert "INP072: none of the stories has the picture briefs.png" in printed
    placed = ["briefs-1.pictures/briefs-1.png", "briefs-2.pictures/briefs-2-1.png"]
    assert [name for name in files() if "pictures" in name] == placed
    assert "0 documents written" in _done(capsys, "--split", "-t", "ninjs")[1]


def test_documents_find_their_pictures_again(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Those whose digest they state; from beside them, or from the folder of `--images`."""
    assert run() == 0
    for name in ("ferry.newsml.xml", "ferry.ninjs.json"):
        assert cli._run(["convert", f"out/{name}", "-o", f"again-{name[:-4]}-"]) == 0
        again = {one: Path(f"again-{name[:-4]}-", one).read_bytes() for one in files(f"again-{name[:-4]}-")}
        assert again == {one: Path("out", one).read_bytes() for one in files() if one.startswith("ferry")}
    Path("out/ferry.pictures/pier.png").write_bytes(STATED)
    assert cli._run(["convert", "out/ferry.newsml.xml", "-o", "third"]) == 0
    assert [name for name in files("third") if "pictures" in name] == ["ferry.pictures/ferry.jpg"]
    Path("out/ferry.pictures").rename("photos")
    args = ["convert", "out/ferry.newsml.xml", "-o", "fourth", "--images", "photos"]
    assert cli._run(args) == 0
    assert [name for name in files("fourth") if "pictures" in name] == ["ferry.pictures/ferry.jpg"]
    capsys.readouterr()
    assert cli._run(args) == 0
    assert "0 documents written" in capsys.readouterr().err


def test_a_picture_of_its_name_does_not_join_a_document(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("-t", "article") == 0
    Path("out/ferry.jpg").write_bytes(STATED)
    for _ in range(2):
        capsys.readouterr()
        assert cli._run(["convert", "out/ferry.article.json", "-o", "again", "-t", "article"]) == 0
    assert "0 documents written" in capsys.readouterr().err
    assert Path("again/ferry.article.json").read_bytes() == Path("out/ferry.article.json").read_bytes()


@pytest.mark.parametrize("kind", ["bagit", "eark", "ocfl"])
def test_packages_have_pictures_as_they_came_and_as_published(kind: str, copy: Path) -> None:
    """Links that were refused are in none."""
    (copy / "ferry-2.jpg").symlink_to(copy / "ferry.jpg")
    assert run() == 1
    assert cli._run(["pack", "out", "-o", "package", "--as", kind]) == 0
    assert cli._run(["verify", "package", "--mode", "contents"]) == 0
    assert cli._run(["unpack", "package", "-o", "again"]) == 0
    for name in ("ferry.jpg", "pier.png"):
        assert Path("again/sources", name).read_bytes() == (copy / name).read_bytes()
        published = Path("out/ferry.pictures", name).read_bytes()
        assert Path("again/documents/ferry.pictures", name).read_bytes() == published
    assert not Path("again/sources/ferry-2.jpg").exists()
    assert cli._run(["convert", "again/sources", "-o", "twice"]) == 0
    assert {name: Path("twice", name).read_bytes() for name in files("twice")} == {
        name: Path("out", name).read_bytes() for name in files()
    }


def test_a_picture_that_changed_since_is_not_packed(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == 0
    (copy / "pier.png").write_bytes(STATED)
    assert cli._run(["pack", "out", "-o", "package"]) == 3
    assert "PKG019" in capsys.readouterr().err


# --------------------------------------------------------------------------------------------------------------------
# Yardsticks


@pytest.mark.parametrize("version", ["2.35", "2.36"])
def test_documents_with_pictures_are_officially_valid(version: str, official: Path) -> None:
    every = story(a_jpg=STATED, b_png=made.PNG, c_gif=made.GIF, d_webp=made.WEBP)
    hostile = made.jpeg(xmp=made.xmp(made.alternatives("dc:description", x_default="&lt;b&gt; &amp; ]]&gt; \u0085 x")))
    for images in (every, {"<b>.jpg": STATED, "ü&.jpg": hostile}):
        until = "2030-01-01T00:00:00Z"
        result = convert.convert(MARKED, to=f"newsml-g2@{version}", images=images, provider="A", embargo=until)
        assert OFFICIAL["newsml-g2"](result["newsml-g2"], official) == []
        for ninjs in named("ninjs").versions:
            convert.convert(MARKED, to=f"ninjs@{ninjs}", images=images, provider="A")["ninjs"]


@pytest.mark.slow
def test_epubcheck_and_ace_have_no_messages_on_pictures() -> None:
    import ace
    import epubcheck

    kinds = {
        "a.jpg": STATED,
        "b.png": made.png(exif=made.exif(orientation=6)),
        "c.gif": made.GIF,
        "d.webp": made.webp(xmp=made.xmp(CAPTION)),
    }
    epubs = {}
    for name, images in {"all": kinds, "kept": kinds, "marked": {"pier.png": made.PNG}}.items():
        for language in ("en", "ar", "ja"):
            result = convert.convert(
                MARKED, to="epub", images=images, language=language, keep_picture_metadata=name == "kept"
            )
            epubs[f"{name} {language}"] = result["epub"]
    for yardstick in (epubcheck, ace):
        if reason := yardstick.unavailable():
            absent(reason)
        assert not {name: messages for name, messages in yardstick.run(epubs).items() if messages}


def test_image_needs_all_or_nothing_of_bytes() -> None:
    assert Image(href="urn:x:y", alt="", size=3, sha256="0" * 64).digest == "0" * 64


@pytest.mark.parametrize("is_apart", [False, True])
def test_what_is_added_to_a_folder_is_seen_at_once(tmp_path: Path, is_apart: bool) -> None:
    """A picture, and a story whose name a numbered picture has; in the folder of the stories, or one of its own."""
    stories, folder = tmp_path / "stories", tmp_path / ("pictures" if is_apart else "stories")
    for each in {stories, folder}:
        each.mkdir()
    (stories / "a.txt").write_text("x")
    shelf = FolderShelf(folder=str(folder), stem="a", stories=str(stories))
    kept = replace(shelf, listing="one run")
    expected: list[str] = []
    assert list(shelf.own()) == list(kept.own()) == expected
    for at, (path, expected) in enumerate(
        (
            (folder / "a.png", ["a.png"]),
            (folder / "a-2.png", ["a.png", "a-2.png"]),
            (folder / "a_1.jpg", ["a.png", "a_1.jpg", "a-2.png"]),
            (stories / "a-2.txt", ["a.png", "a_1.jpg"]),
            (folder / "b.png", ["a.png", "a_1.jpg"]),
        ),
        1,
    ):
        path.touch()
        os.utime(path.parent, ns=(at * 10**9, at * 10**9))
        assert list(shelf.own()) == expected
        assert list(kept.own()) == []
    assert list(replace(shelf, stories=None).own()) == ["a.png", "a_1.jpg", "a-2.png"]


def test_pictures_of_no_story_are_found_in_all_folders_but_some(tmp_path: Path) -> None:
    """Not in hidden ones and not where pictures were published, below them neither."""
    names = ("x.png", "sub/x.png", "sub/deep/x.JPG", ".hidden/x.png", "sub/.hidden/deep/x.png", "out/a.pictures/x.png")
    for name in (*names, "a.png", "a-1.png", "a_2-3.png", "sub/b.png", "sub/deep/notes.pdf"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    for name in ("a.txt", "sub/b.txt"):
        (tmp_path / name).write_text("x")
    found = [os.path.relpath(path, tmp_path) for path in orphans_below(str(tmp_path))]
    assert found == ["x.png", "sub/x.png", "sub/deep/x.JPG"]


@pytest.mark.parametrize(
    ("figure", "caption", "credit"),
    [
        (None, "Of the file", "Jane Doe"),
        (("", None), "Of the file", "Jane Doe"),
        (("Of the copy", None), "Of the copy", "Jane Doe"),
        (("", "AP"), "Of the file", "AP"),
        (("Of the copy", "AP"), "Of the copy", "AP"),
    ],
)
def test_what_the_copy_says_of_a_picture_wins(figure: tuple[str, str | None] | None, caption: str, credit: str) -> None:
    """What it does not say is as the file states it."""
    stated = Stated(caption="Of the file", credit="Jane Doe", alt="A ferry")
    picture = Picture(name="a.png", data=b"x", media_type="image/png", width=1, height=1, stated=stated)
    image = Image(href="https://h.example/a.png", alt="")
    given = figure and Figure(image=image, caption=(Text(figure[0]),) if figure[0] else (), credit=figure[1])
    found = _Desk(pictures=None, language="en")._figure(picture, given or None, "")
    assert (inline_text(found.caption), found.credit, found.image and found.image.alt) == (caption, credit, "A ferry")
