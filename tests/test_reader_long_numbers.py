"""Numbers of any length in raw copy, wherever a number is read: nothing fails on them, and they take no time."""

from __future__ import annotations

import time

import pytest

from convert.model import Moment
from convert.readers import Parsed, Source
from convert.readers.text import read

LENGTHS = (30, 5_000)
"""More digits than a machine word has, and more than Python converts into a number."""

PAGES = (
    (
        "The old weighing house in Osted will be a library from April on, the council\n"
        "decided on Tuesday after four years of debate, and the scales will stay where\nthey are.\n"
    ),
    (
        "The house was built for the merchants of the harbour, who had their cheese and\n"
        "wool weighed there on Thursdays. It has stood empty since the last weigher\nretired.\n"
    ),
    "Readers may have their books weighed if they want to, the mayor said, and that\nwill cost them nothing.\n",
)
TEXT = "\n".join(page.replace("\n", " ") + "\n" for page in PAGES)
NUMBERED = (
    *("{}", "Page {}", "Page {} of {}", "{} min read", "{} comments", "{}. The first step", "Part {}", "12:{}"),
    *("Published {} May 2026", "Published: May {}, 2026", "{}. Mai 2026", "{}/{}/2026", "2026-{}-01", "{}年5月{}日"),
    *("令和{}年5月1日", "OSTED, May {} (AP) - The council", "ZCZC {}", "Embargo: {} May 2026, {}:00", "UTC+{}"),
    *("{} 00:00:01,000 --> 00:00:02,000", "{} g flour", "&#{};", "[{}] A note", "Phone: +49 {}"),
)
"""Lines in which a number is read."""


@pytest.mark.sampled(4)
@pytest.mark.parametrize("form", NUMBERED)
@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("digit", ["9", "٣"])
def test_numbers_of_any_length_are_read_or_left(form: str, length: int, digit: str) -> None:
    line = form.replace("{}", digit * length)
    for copy in (
        f"Weighing house becomes a library\n\n{line}\n\n{TEXT}",
        f"{line}\n\n{TEXT}{line}\n",
        "\x0c".join(f"{line}\n{page}" for page in PAGES),
    ):
        assert _read(copy).article.body


@pytest.mark.slow
@pytest.mark.parametrize("line", ["By Jane Doe {}:", "OSTED (AP) - {} May 2026", "Published: {}. Photo: Jane Doe"])
def test_one_number_as_long_as_a_book_takes_less_than_a_second(line: str) -> None:
    copy = f"Weighing house becomes a library\n\n{line.replace('{}', '1' * 100_000)}\n\n{TEXT}"
    _read(TEXT)
    start = time.process_time()
    _read(copy)
    assert time.process_time() - start < 1


def _read(copy: str) -> Parsed:
    return read(Source(name="story.txt", data=copy.encode(), moment=Moment("2026-01-01T00:00:00Z")))
