"""How each labeled copy is read that lost its layout, its beginning or its end, as before.

`test_generated_copy.py` holds what must be so for every copy; here is what the reader concludes where copy is less
clear than its writer left it. Each has its fields, then how many lines in a row have which role, and the findings.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from pathlib import Path

import labeled_copies
import labeled_kinds
import pytest

from convert.model import Moment
from convert.readers import Source
from convert.readers.text import read

FOLDER = Path(__file__).parent / "readers" / "changed"
COPIES: Mapping[str, Path] = {
    f"{folder.name}-{path.stem}": path
    for folder in (labeled_copies.FOLDER, labeled_kinds.FOLDER)
    for path in sorted(folder.iterdir())
    if not path.name.endswith(".toml")
}
MOMENT = Moment("2020-01-01T00:00:00Z")

Lines = Sequence[bytes]


def _spaced(lines: Lines) -> Lines:
    return [each for line in lines if line.strip() for each in (line, b"\n")]


CHANGES: Mapping[str, Callable[[Lines], Lines]] = {
    "without blank lines": lambda lines: [line for line in lines if line.strip()],
    "a blank line below each": _spaced,
    "without the first line": lambda lines: lines[1:],
    "the last two thirds": lambda lines: lines[len(lines) // 3 :],
    "without every third line": lambda lines: [line for number, line in enumerate(lines, 1) if number % 3],
    "to the middle": lambda lines: lines[: len(lines) // 2],
}


def _shown(data: bytes) -> str:
    parsed = read(Source(name="story.txt", data=data, moment=MOMENT))
    article = parsed.article
    fields = {
        "headline": article.headline,
        **{other.role: other.text for other in article.other_headlines},
        **{name: getattr(article, name) for name in ("subheadline", "byline", "dateline", "slugline", "language")},
        "published": article.published.text if article.published else "",
        "keywords": ", ".join(article.keywords),
    }
    shown = [f"{name}: {value}\n" for name, value in fields.items() if value]
    roles = ", ".join(f"{len(list(group))} {role}" for role, group in groupby(line.role for line in parsed.trace))
    return "".join(
        [*shown, f"lines: {roles}\n", *(f"{each.code} line {each.location.line}\n" for each in parsed.findings)]
    )


@pytest.mark.sampled(20)
@pytest.mark.parametrize("name", COPIES)
def test_changed_copies_are_read_as_before(name: str, accept: bool) -> None:
    lines = COPIES[name].read_bytes().splitlines(keepends=True)
    found = "".join(f"== {title} ==\n{_shown(b''.join(change(lines)))}" for title, change in CHANGES.items())
    path = FOLDER / f"{name}.txt"
    if accept:
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


def test_every_file_has_its_copy() -> None:
    assert sorted(path.stem for path in FOLDER.iterdir()) == sorted(COPIES)


@pytest.mark.sampled(16)
@pytest.mark.parametrize("name", COPIES)
def test_newlines_that_were_translated_twice_are_newlines(name: str) -> None:
    data = COPIES[name].read_bytes()
    if b"\r" not in data:
        assert _shown(data.replace(b"\n", b"\r\r\n")) == _shown(data)
