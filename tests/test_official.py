"""The seed and the shared articles, through the whole pipeline, are valid by the standards' own yardsticks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import ARTICLE_NAMES, ROOT
from yardsticks import OFFICIAL

from convert.errors import ConvertError
from convert.findings import Severity
from convert.formats import DEFAULT_FORMATS
from convert.model import Article, Moment
from convert.pipeline import Converted, convert_bytes, write
from convert.readers import Source

SEEDS = tuple(sorted((ROOT / "seeds").glob("*.txt")))


def _converted(seed: Path) -> Converted:
    source = Source(name=seed.name, data=seed.read_bytes(), moment=Moment("2016-12-07T18:30:00Z"))
    return convert_bytes(source, DEFAULT_FORMATS)


def _written(article: Article, format: str) -> bytes:
    data = write(article, format, allow=("LOS003",)).data
    assert data is not None, "withheld"
    return data


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)
def test_seed_is_valid(seed: Path, official: Path) -> None:
    converted = _converted(seed)
    assert [f for output in converted.outputs for f in output.findings if f.severity is Severity.ERROR] == []
    data = {output.format: output.data for output in converted.outputs}
    assert set(data) == set(DEFAULT_FORMATS)
    for format, errors in OFFICIAL.items():
        assert errors(data[format] or b"", official) == []


@pytest.mark.parametrize("format", OFFICIAL)
@pytest.mark.parametrize("name", ARTICLE_NAMES)
def test_shared_article_is_valid(name: str, format: str, articles: Mapping[str, Article], official: Path) -> None:
    assert OFFICIAL[format](_written(articles[name], format), official) == []


@pytest.mark.parametrize("format", OFFICIAL)
def test_yardstick_finds_fault(format: str, articles: Mapping[str, Article], official: Path) -> None:
    """The official schemas are really asked: a document with one name misspelt is refused."""
    data = _written(articles["minimal"], format)
    damaged = data.replace(b"versionCreated", b"versionCreate")
    assert damaged != data
    assert OFFICIAL[format](damaged, official) != []


@pytest.mark.parametrize("name", ["hostile-text", "arabic", "everything"])
def test_articles_own_json_converts_like_the_article(name: str, articles: Mapping[str, Article]) -> None:
    """What stands in Article JSON is written as the Article itself is."""
    data = _written(articles[name], "article")
    source = Source(name=f"{name}.article.json", data=data, moment=Moment("2000-01-01T00:00:00Z"))
    outputs = convert_bytes(source, DEFAULT_FORMATS).outputs
    assert {o.format: o.data for o in outputs} == {f: _written(articles[name], f) for f in DEFAULT_FORMATS}


def test_what_is_no_copy_is_refused() -> None:
    with pytest.raises(ConvertError):
        convert_bytes(Source(name="a.txt", data=b"", moment=Moment("2000-01-01T00:00:00Z")), DEFAULT_FORMATS)
