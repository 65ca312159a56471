"""Frames of pages that a browser printed go, in each form in which programs extract them, and their day is none."""

from __future__ import annotations

import pytest

from convert.model import Article, Moment, block_texts
from convert.readers import Source
from convert.readers.text import read
from convert.readers.text.envelopes.web.printed_pages import find_printed_pages, title_line

pytestmark = pytest.mark.sampled(2)

TITLE = "Bell tower in Osted rings again after three years"
DEK = "A foundry in Skarvik cast the largest bell anew"
ROWS = [
    "The bell tower in Osted rang on Sunday for the first time since lightning",
    "struck it in 2023, the parish said.",
    "About 200 people stood in the square when the four bells began, and some",
    "had brought their children along.",
]
MORE = ["The bell cost 90,000 crowns, most of it raised at the market, and was cast", "over two days in March."]
BODY = [f"{ROWS[0]} {ROWS[1]}", f"{ROWS[2]} {ROWS[3]}", " ".join(MORE)]
URL = "https://osted.example/news/bells"


def article_of(text: str) -> Article:
    return read(Source(name="page.txt", data=text.encode(), moment=Moment("2026-11-01T00:00:00Z"))).article


def page(head: str, foot: str, *, more: tuple[str, str] = ("", "")) -> str:
    first = "\n".join((head, "", TITLE, DEK, "By Nora Feld", "12 March 2026", *ROWS[:2], "", *ROWS[2:], "", foot))
    if not more[0]:
        return "\n".join((first.replace(f"\n{foot}", "\n".join(("", *MORE, "", foot))), ""))
    return "\n".join((first, f"\f{more[0]}", "", *MORE, "", more[1], ""))


FORMS = [
    page(f"29/11/2026, 11:22      {TITLE} - Osted Post", f"{URL}        1/1"),
    page(f"29/11/2026, 11:22 {TITLE} - Osted Post", f"{URL} 1/1"),
    page(f"11/29/26, 11:22 AM\n\n{TITLE} | Osted Post", f"{URL}\n\n1/1"),
    page(f"29.11.26, 11:22{' ' * 60}{TITLE}", f"{URL}{' ' * 60}1/1"),
    page(f"2026/11/29 午前11:22  {TITLE}", f"{URL}    1/1"),
    page(f"2026. 11. 29. 오전 11:22  {TITLE}", f"{URL}    1/1"),
    page(f"{TITLE}      {URL}", "1 of 1      11/29/26, 11:22 AM"),
    page(f"{TITLE} — Osted Post      {URL}", "1 von 1      29.11.26, 11:22"),
    page(
        f"29/11/2026 11:22      {TITLE} - Osted Post",
        f"{URL}      1/2",
        more=(f"29/11/2026 11:22      {TITLE} - Osted Post", f"{URL}      2/2"),
    ),
    page(
        f"29/11/2026 11:22\n\n{TITLE} - Osted Post",
        f"{URL}\n\n1/2",
        more=(f"29/11/2026 11:22\n\n{TITLE} - Osted Post", f"{URL}\n\n2/2"),
    ),
    page(f"29/11/2026 11:22      {TITLE}", f"{URL}      Page 1 of 1"),
]


@pytest.mark.parametrize("text", FORMS, ids=range(len(FORMS)))
def test_what_a_browser_prints_around_a_page_goes(text: str) -> None:
    article = article_of(text)
    assert [article.headline, article.subheadline, *block_texts(article.body)] == [TITLE, DEK, *BODY]
    assert [author.name for author in article.authors] == ["Nora Feld"]
    assert article.published == Moment("2026-03-12")


@pytest.mark.parametrize(
    "lines",
    [
        (TITLE, "", *ROWS, "", "Read more at", URL),
        (TITLE, "", *ROWS, "", URL, "3/4"),
        (TITLE, "", *ROWS, "", f"{URL} 2/2"),
        (TITLE, "", *ROWS, "", URL, "1/2 cup of sugar"),
        (TITLE, "12/03/2026, 09:15", *ROWS),
        ("1/1", *ROWS),
        (f"{URL} 1/1", *ROWS, f"{URL} 1/1"),
        (),
    ],
)
def test_addresses_and_fractions_are_no_frames(lines: tuple[str, ...]) -> None:
    assert find_printed_pages(lines) is None


def test_a_title_is_the_line_that_the_frame_has_too() -> None:
    lines = (f"29/11/2026, 11:22      {TITLE} - Osted Post - News", DEK, TITLE, ROWS[0], f"{URL} 1/1")
    printed = find_printed_pages(lines)
    assert printed
    assert title_line(lines, printed) == 2
    assert title_line(lines[:2], printed) is None


@pytest.mark.parametrize("line", ["https://" * 40, "1 " * 150, "1/1  " * 60, "29/11/2026" + " " * 200 + "x"])
def test_hostile_lines_are_read_in_little_time(line: str) -> None:
    find_printed_pages((line, URL) * 4_000)
