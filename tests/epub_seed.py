"""The seeds as Articles, read by the text reader, for the tests that hold real stories against a yardstick."""

from __future__ import annotations

from collections.abc import Mapping

from conftest import ROOT

from convert.model import Article, Moment
from convert.readers import Source
from convert.readers.text import read


def articles() -> Mapping[str, Article]:
    """Every seed by its file name, updated at a fixed time."""
    moment = Moment("2016-12-07T18:30:00Z")
    seeds = sorted((ROOT / "seeds").glob("*.txt"))
    return {path.name: read(Source(name=path.name, data=path.read_bytes(), moment=moment)).article for path in seeds}
