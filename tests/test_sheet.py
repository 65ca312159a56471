"""The page that shows how copy was read."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from convert.model import Moment
from convert.readers import Parsed, Source
from convert.readers.text import read
from convert.reports.proof import galley, value_of
from convert.reports.sheet import page

CORPUS = sorted((Path(__file__).parent / "readers" / "corpus").glob("*.txt"))


def parsed(text: str) -> Parsed:
    return read(Source(name="x.txt", data=text.encode(), moment=Moment("2024-01-01T00:00:00Z")))


class Reader(HTMLParser):
    """What a browser would show and fetch: text, identifiers, links, and whether the tags are well nested."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in ("meta", "link", "br"):
            self.open.append(tag)
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action")]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@pytest.mark.parametrize("path", CORPUS[::5], ids=lambda path: path.stem)
def test_every_line_stands_on_the_page_and_nothing_is_fetched(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = parsed(text)
    html = page(found, path.name)
    reader = Reader()
    reader.feed(html)
    assert not reader.open
    assert reader.tags.isdisjoint({"script", "link", "img", "iframe"})
    assert "url(" not in html
    assert "@import" not in html
    lines = [line.number for line in found.trace if line.text.strip()]
    assert reader.ids == [f"line-{number}" for number in lines]
    assert {link.removeprefix("#") for link in reader.links} <= set(reader.ids)
    shown = " ".join("".join(reader.text).split())
    assert all(" ".join(line.split()) in shown for line in text.splitlines())


def test_what_was_dropped_is_struck_out_and_what_became_a_field_is_not() -> None:
    prose = "Twelve miners were brought to the surface on Sunday after a shaft had collapsed, the service said. " * 2
    html = page(parsed(f"Mine collapses near Osted\n\n3 May 2019\n\n{prose}\n\nShare this article\n"), "x.txt")
    fates = dict(re.findall(r'<li class="line( dropped)?" id="line-(\d+)">', html))
    assert fates == {"": "5", " dropped": "7"}
    assert "4 lines, 1 of them dropped" in html


def test_copy_cannot_write_the_page() -> None:
    hostile = '<script>alert(1)</script> "quoted" & more'
    html = page(parsed(f"{hostile}\n\n" + "A line of prose that says nothing much, and says it well. " * 3), "<b>.txt")
    assert "<script" not in html
    assert "<b>.txt" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &quot;quoted&quot; &amp; more" in html


def test_a_galley_is_as_wide_as_the_screen() -> None:
    """East Asian characters take two columns each."""
    narrow = list(
        galley(parsed("地震の記事です。" * 30 + "\n\n" + "A line of prose that says nothing much. " * 9), width=90)
    )
    facts, _, text = narrow[0].rpartition("  ")
    assert text.endswith("…")
    assert len(facts) + 2 + 2 * (len(text) - 1) + 1 in (89, 90)
    assert len(narrow[2]) == 90


def test_what_is_concluded_is_shown_in_words() -> None:
    """No value is shown as the program has it."""
    for path in CORPUS:
        found = parsed(path.read_text(encoding="utf-8"))
        assert found.article.origin
        for inference in found.article.origin.inferences:
            assert not re.search(r"\w+\(\w+=|^None$", value_of(found, inference.field)), inference
    prose = "Twelve miners were brought to the surface on Sunday after a shaft had collapsed, the service said. " * 2
    assert value_of(parsed(f"MINING\nMine collapses near Osted\nBy Jane Doe\n\n{prose}"), "other_headlines") == "MINING"
