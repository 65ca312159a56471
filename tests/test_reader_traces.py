"""What is concluded from each labeled copy, by which rule and from which lines, is as a person last read it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import labeled_copies
import labeled_kinds
import pytest

from convert import article_codec
from convert.model import Moment
from convert.readers import Parsed, Source
from convert.readers.text import read

FOLDER = Path(__file__).parent / "readers" / "traces"
CASES = sorted((Path(__file__).parent / "readers" / "text").glob("*/input.txt"))


def _case(path: Path) -> Parsed:
    return read(Source(name="story.txt", data=path.read_bytes(), moment=Moment("2020-01-01T00:00:00Z")))


READINGS: dict[str, Callable[[], Parsed]] = {
    **{f"corpus-{name}": lambda name=name: labeled_copies.reading_of(name) for name in labeled_copies.NAMES},
    **{f"kinds-{name}": lambda name=name: labeled_kinds.reading_of(name) for name in labeled_kinds.NAMES},
    **{f"text-{path.parent.name}": lambda path=path: _case(path) for path in CASES},
}


def told(parsed: Parsed) -> Iterator[str]:
    """A reading without the words of its body: the Article's fields, findings, inferences, and roles of lines."""
    article: dict[str, Any] = json.loads(article_codec.dumps(parsed.article))
    for field in ("id", "body", "origin", "generator", "history", "checksum"):
        article.pop(field, None)
    yield json.dumps(article, ensure_ascii=False, indent=1)
    for finding in parsed.findings:
        yield f"{finding.code} line {finding.location.line}: {finding.message}"
    assert parsed.article.origin
    for inference in parsed.article.origin.inferences:
        lines = " ".join(map(str, inference.lines))
        yield f"{inference.field} {inference.confidence:.2f} {inference.rule}: {lines}"
    for (role, rule), group in groupby(parsed.trace, lambda line: (line.role, line.rule)):
        numbers = [line.number for line in group]
        yield f"{numbers[0]}-{numbers[-1]} {role}: {rule}"


@pytest.mark.sampled(2)
@pytest.mark.parametrize("name", READINGS)
def test_copy_is_read_as_before(name: str, accept: bool) -> None:
    found = "\n".join(told(READINGS[name]())) + "\n"
    path = FOLDER / f"{name}.txt"
    if accept:
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


def test_every_trace_has_its_copy() -> None:
    assert sorted(path.stem for path in FOLDER.iterdir()) == sorted(READINGS)


@pytest.mark.sampled(2)
@pytest.mark.parametrize("name", READINGS)
def test_what_is_concluded_names_its_lines(name: str) -> None:
    """Every field names the lines that show it, each once; the language may be that of the whole copy."""
    parsed = READINGS[name]()
    assert parsed.article.origin
    numbers = {line.number for line in parsed.trace}
    for inference in parsed.article.origin.inferences:
        assert set(inference.lines) <= numbers, inference
        assert len(set(inference.lines)) == len(inference.lines), inference
        assert inference.lines or inference.field == "language", inference
