"""Each shared article in each format, byte for byte, as last reviewed by a person; `--accept` updates the files.

An EPUB is stored unpacked. Article JSON is left out: it is the format of the shared articles themselves.
"""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import ARTICLE_NAMES, HERE

from convert.formats import FORMATS, named
from convert.model import Article
from convert.pipeline import write

pytestmark = pytest.mark.sampled(3)

RENDERED = tuple(f.name for f in FORMATS if f.writes and f.name != "article")
LONG = "table-200-rows"
"""A long and repetitive article; two renderings of it are enough."""

STYLED = "english"
"""The article whose EPUB is stored with its stylesheet, which is the same in all."""

CASES = tuple((f, name) for f in RENDERED for name in ARTICLE_NAMES if name != LONG or f in ("newsml-g2", "text"))


def _folder(format: str) -> Path:
    return HERE / "formats" / format / "golden"


def _unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        return {name: container.read(name) for name in container.namelist()}


def _rendering(article: Article, format: str, name: str) -> dict[str, bytes]:
    """The files of the golden of this article, by path."""
    output = write(article, format, allow=("LOS003",))
    data = output.data
    if data is None:
        pytest.fail("withheld: " + "\n".join(f"{f.code} {f.message}" for f in output.findings), pytrace=False)
    if format == "epub":
        members = _unpacked(data)
        if name != STYLED:
            del members["EPUB/style.css"]
        return {f"{name}/{member}": content for member, content in members.items()}
    return {name + named(format).suffix: data}


def _golden(format: str, name: str) -> dict[str, bytes]:
    folder = _folder(format)
    place = folder / name if format == "epub" else folder / (name + named(format).suffix)
    files = (place, *place.rglob("*"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files if path.is_file()}


def _accept(format: str, name: str, files: Mapping[str, bytes]) -> None:
    shutil.rmtree(_folder(format) / name, ignore_errors=True)
    for path, data in files.items():
        (_folder(format) / path).parent.mkdir(parents=True, exist_ok=True)
        (_folder(format) / path).write_bytes(data)


def _readable(files: Mapping[str, bytes]) -> dict[str, str]:
    # Bytes that are not text become one character each, so that pytest can show a difference.
    return {path: data.decode("latin-1" if b"\0" in data else "utf-8") for path, data in sorted(files.items())}


@pytest.mark.parametrize(("format", "name"), CASES)
def test_golden(format: str, name: str, articles: Mapping[str, Article], accept: bool) -> None:
    """The rendering has exactly the files of the golden."""
    rendering = _rendering(articles[name], format, name)
    if accept:
        _accept(format, name, rendering)
    assert _readable(rendering) == _readable(_golden(format, name))


def test_no_golden_is_left_over() -> None:
    """Every file among the goldens belongs to a shared article."""
    known = {(f, name if f == "epub" else name + named(f).suffix) for f, name in CASES}
    there = {(f, path.name) for f in RENDERED for path in _folder(f).iterdir()}
    assert there == known
