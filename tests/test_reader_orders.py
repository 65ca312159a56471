"""What the lines of a page are taken for in every order of them above the text, or below it.

Each file of `readers/orders` has the lines of a page, by letters, and its text; then for each order the role of each
line, the authors and the day, and which rule took what from which line.
"""

from __future__ import annotations

from itertools import chain, combinations, permutations
from pathlib import Path

import one_change
import pytest

from convert.model import Moment
from convert.readers import Source
from convert.readers.text import read

FOLDER = Path(__file__).parent / "readers" / "orders"
_FILES = sorted(FOLDER.glob("*.txt"), key=lambda path: path.stat().st_size)
PAGES = {path.stem: path.read_text(encoding="utf-8").split("\n\n") for path in _FILES}
"""The paragraphs of each page: lines behind letters above the text (A) or below it (z), and text."""


def _read(paragraphs: list[str]) -> str:
    parsed = read(Source(name="a.txt", data="\n\n".join(paragraphs).encode(), moment=Moment("2020-01-01T00:00:00Z")))
    article = parsed.article
    parts = [" ".join(line.role for line in parsed.trace if line.role != "blank")]
    parts += [f"{other.role} {other.text[:12]}" for other in article.other_headlines]
    parts += [f"by {', '.join(author.name for author in article.authors)}"] * bool(article.authors)
    parts += [article.published.text] if article.published else []
    parts += [f"about {', '.join(article.keywords)}"] * bool(article.keywords)
    found = article.origin.inferences if article.origin else ()
    parts += [f"{each.field} {','.join(map(str, each.lines))}: {each.rule}" for each in found if each.lines]
    return "; ".join(parts)


@pytest.mark.sampled(3)
@pytest.mark.parametrize("page", PAGES)
def test_lines_of_a_page_are_taken_as_before(page: str, accept: bool) -> None:
    lines = {text[0]: text[2:] for text in PAGES[page] if text[1:2] == ":"}
    text = [each.rstrip("\n") for each in PAGES[page] if each[1:2] != ":"]
    above, below = ([letter for letter in lines if letter.isupper() is is_above] for is_above in (True, False))
    orders = chain(
        permutations(above),
        *(combinations(above, len(above) - fewer) for fewer in (1, 2)),
        permutations(below),
    )
    rows = []
    for order in orders:
        found = [lines[letter].rstrip("\n") for letter in order]
        first = [] if order and order[0].isupper() else [lines[letter] for letter in above]
        whole = [*found, *text] if not first else [*first, *text, *found]
        rows.append(f"{''.join(order)}: {_read(whole)}\n")
    one_change.hold(FOLDER / f"{page}.orders", "".join(rows), accept=accept)


def test_every_page_has_its_orders() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.orders")) == sorted(PAGES)
