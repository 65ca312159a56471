"""The proofs of a reading: the galley on the screen, and the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import sections

from convert.findings import Location
from convert.model import (
    Article,
    Cell,
    Embargo,
    Embed,
    Figure,
    Heading,
    Item,
    Items,
    Moment,
    Paragraph,
    Party,
    Quote,
    Related,
    Row,
    Rule,
    Table,
    Text,
    Verbatim,
    block_texts,
)
from convert.readers import Explanation, Parsed, Source
from convert.readers.text import read
from convert.reports.margin import EVEN, MAX_SHOWN, explanations_of, in_all, margin
from convert.reports.preview import preview
from convert.reports.proof import galley, galley_notes, value_of
from convert.reports.sheet import page

CORPUS = sorted((Path(__file__).parent / "readers" / "corpus").glob("*.txt"))


def parsed(text: str, **options: Any) -> Parsed:
    return read(Source(name="x.txt", data=text.encode(), moment=Moment("2024-01-01T00:00:00Z"), **options))


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
        if tag == "li" and self.open[-1] == "li":  # whose end tag may be left out
            self.open.pop()
        if tag not in ("meta", "link", "br"):
            self.open.append(tag)
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action")]

    def handle_endtag(self, tag: str) -> None:
        if tag == "ul" and self.open[-1] == "li":
            self.open.pop()
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@pytest.mark.sampled(5)
@pytest.mark.parametrize("explanations", [False, True])
@pytest.mark.parametrize("path", CORPUS[::5], ids=lambda path: path.stem)
def test_the_page_has_every_line_and_fetches_nothing(path: Path, explanations: bool) -> None:
    text = path.read_text(encoding="utf-8")
    found = parsed(text, explanations=explanations, keep_private=True)
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


@pytest.mark.sampled(4)
@pytest.mark.parametrize("path", CORPUS[::5], ids=lambda path: path.stem)
def test_the_page_shows_the_article_beside_the_lines(path: Path) -> None:
    """All its printed words are there, in their order."""
    found = parsed(path.read_text(encoding="utf-8"))
    html = page(found, path.name)
    assert html.count("<article ") == 1
    reader = Reader()
    reader.feed(html[html.index("<article ") : html.index("</article>")])
    shown = iter(re.findall(r"\w+", "".join(reader.text)))
    body = [word for text in block_texts(found.article.body) for word in re.findall(r"\w+", text)]
    assert all(word in shown for word in (*re.findall(r"\w+", found.article.headline), *body))


def test_every_kind_of_block_is_shown() -> None:
    row = Row(cells=(Cell(content=(Text("cell"),)),))
    body = (
        Heading(level=2, content=(Text("heading <b>"),)),
        Quote(content=(Paragraph(content=(Text("passage"),)),), attribution=(Text("speaker"),)),
        Items(items=(Item(content=(Text("item"),)),), ordered=True),
        Table(body=(row,), head=(row,), caption=(Text("results"),)),
        Figure(caption=(Text("caption"),), credit="Ann"),
        Embed(href="https://example.org/", text="embed"),
        Verbatim(text="verse\n  line"),
        Rule(),
    )
    html = preview(replace(parsed(STORY).article, body=body))
    for shown in ("heading &lt;b&gt;", "<p>passage</p>", "speaker", "<ol>", "<td>cell</td>", "results", "caption Ann"):
        assert shown in html
    for shown in ("embed", "<pre>verse\n  line</pre>", "<hr>", "<th>cell</th>", "<blockquote>"):
        assert shown in html


@pytest.mark.parametrize("name", ["everything", "japanese", "long-read"])
def test_an_article_is_shown_as_before(name: str, articles: Mapping[str, Article], accept: bool) -> None:
    sections.hold("previews", name, preview(articles[name]).rstrip("\n") + "\n", accept=accept)


def test_dropped_lines_are_struck_out_unless_they_became_fields() -> None:
    prose = "Twelve miners were brought to the surface on Sunday after a shaft had collapsed, the service said. " * 2
    html = page(parsed(f"Mine collapses near Osted\n\n3 May 2019\n\n{prose}\n\nShare this article\n"), "x.txt")
    fates = dict(re.findall(r'<li class="line( dropped)?" id="line-(\d+)">', html))
    assert fates == {"": "5", " dropped": "7"}
    assert "4 lines, 1 of them dropped" in html


def test_copy_is_escaped_in_the_page() -> None:
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


# --------------------------------------------------------------------------------------------------------------------
# Evidence

STORY = (
    "MINING\nMine collapses near Osted after heavy rain\nBy Jane Doe\n3 May 2019\n\n"
    + ("Twelve miners were brought to the surface on Sunday after a shaft had collapsed near the town, he said. " * 2)
    + "\n\nShare this article\n"
)


def test_each_line_can_be_opened_to_show_its_contributions() -> None:
    """The page has every explanation with its strongest contributions, and the shown weights add up."""
    found = parsed(STORY, explanations=True)
    html = page(found, "x.txt", opened=[3])
    assert html.count("<details") == len([line for line in found.trace if line.text]) + 3
    assert re.findall(r'id="line-(\d+)">(?:(?!</li>).)*<details class="why" open>', html) == ["3"]
    for details in re.findall(r"<details.*?</details>", html):
        assert details.count("<summary>") == 1
        *shown, total = [float(n.replace("−", "-")) for n in re.findall(r"<b>([+−][\d.]+)</b>", details)]
        assert 1 <= len(shown) <= 2 * MAX_SHOWN + 1
        assert abs(sum(shown) - total) <= 0.005 * (len(shown) + 1)
    assert "<details" not in page(parsed(STORY), "x.txt")


def test_a_page_stays_small() -> None:
    """A line with its explanation takes less than two kilobytes, however long the copy is."""
    lines = [f"Line number {n} of many, which says {'a bit more, ' * (n % 5)}and ends" for n in range(300)]
    text = "\n".join(lines)
    assert len(page(parsed(text, explanations=True), "x.txt").encode()) - len(text) < 2000 * len(lines)


def test_notes_are_aligned_and_not_repeated() -> None:
    """A paragraph of several lines has one explanation; signs, bars and words are in columns."""
    wrapped = (
        "Mine collapses near Osted after heavy rain\n\n"
        + "Twelve miners were brought to the surface on Sunday after\na shaft had collapsed near the town, the rescue\n"
        * 6
    )
    found = parsed(wrapped, explanations=True)
    shown = list(galley_notes(found, range(1, 5)))
    assert sum("as at line 3" in line for line in shown) == len([*explanations_of(found, found.trace[3])]) > 0
    assert [line for line in shown if "blank line" in line]
    reasons = [line for line in shown if re.match(r" {4}(?:for|against|in all| {7})  ", line)]
    assert {re.search(r"[+−]", line).start() for line in reasons} == {reasons[0].index("+")}  # type: ignore[union-attr]
    narrow = list(galley_notes(found, [1], width=72))
    assert all(len(line) <= 72 for line in narrow[1:])
    words = " ".join(" ".join(line[31:].split()) for line in narrow[2:])
    assert all(reason.what in words for reason in margin(found.explanations[0]).in_favor)


def test_a_decision_against_the_odds_names_its_rule() -> None:
    again = "Twelve miners were brought to the surface on Sunday after a shaft had collapsed near the town, he said."
    found = parsed(
        "Mine collapses near Osted\n\n" + f"{again}\n" * 3 + "It was the third time this year.\n", explanations=True
    )
    totals = {
        explanation.lines: margin(explanation).total for explanation in found.explanations if not explanation.field
    }
    assert any(total < -EVEN for total in totals.values())
    for explanation in found.explanations:
        if not explanation.field:
            rule = found.trace[explanation.lines[0] - 1].rule
            assert (f"but the rule “{rule}” decided" in in_all(found, explanation)) == (totals[explanation.lines] < 0)


def test_a_field_read_against_the_odds_names_its_rule() -> None:
    """The model finds no headline likely, and a rule takes the first line."""
    found = parsed("Mill burns\n\n" + "The old mill of Osted burned down on Monday night, the fire brigade said. " * 2)
    assert found.article.origin
    [headline] = [one for one in found.article.origin.inferences if one.field == "headline"]
    none = Explanation(lines=(), field="headline", taken="none", confidence=0.5, other="a line", against=0.5)
    assert in_all(found, none) == f"even odds, but the rule “{headline.rule}” decided"
    on_its_line = replace(none, lines=tuple(headline.lines))
    assert in_all(found, on_its_line) == "even odds"
    assert in_all(found, replace(none, lines=(99,))) == "even odds, but it was not used"


def test_a_story_without_a_trace_has_no_lines_to_show() -> None:
    assert [line for line in galley(replace(parsed(STORY), trace=())) if re.match(r" *\d", line)] == []
    assert [*galley_notes(replace(parsed(STORY), trace=()), [1])] == []


def test_inferred_values_are_shown_as_text() -> None:
    """No value is shown as Python code."""
    for path in CORPUS[::4]:
        found = parsed(path.read_text(encoding="utf-8"))
        assert found.article.origin
        for inference in found.article.origin.inferences:
            assert not re.search(r"\w+\(\w+=|^None$", value_of(found, inference.field)), inference
    assert value_of(parsed(STORY), "other_headlines") == "MINING"


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("embargo", Embargo(until=Moment("2026-02-05T06:00:00Z")), "until 2026-02-05T06:00:00Z"),
        ("embargo", Embargo(), "without an end"),
        ("embargo", None, ""),
        ("published", Moment("2026-02-05"), "2026-02-05"),
        ("provider", Party(name="Harbor Post"), "Harbor Post"),
        ("related", (Related(title="One", uri="urn:x:1"), Related(title="Two", uri="urn:x:2")), "One, Two"),
        ("keywords", ("leek", "garden"), "leek, garden"),
        ("headline", "Mine collapses", "Mine collapses"),
        ("urgency", 3, "3"),
        ("no_such_field", None, ""),
    ],
)
def test_values_of_each_kind(field: str, value: object, shown: str) -> None:
    found = parsed(STORY)
    changes: dict[str, Any] = {field: value} if hasattr(found.article, field) else {}
    assert value_of(replace(found, article=replace(found.article, **changes)), field) == shown


def test_values_of_a_list_are_separated_by_commas() -> None:
    assert value_of(parsed(STORY.replace("Jane Doe", "Jane Doe and John Roe")), "authors") == "Jane Doe, John Roe"


def test_the_page_shows_how_sure_each_line_is() -> None:
    """The bar of a line is as long as its confidence in percent."""
    found = parsed(STORY)
    bars = re.findall(
        r'id="line-(\d+)">.*<span class="sure" title="([\d.]+)"><i style="width:(\d+)%">', page(found, "x")
    )
    lines = [line for line in found.trace if line.text]
    assert [(int(number), float(sure)) for number, sure, _ in bars] == [
        (line.number, round(line.confidence, 2)) for line in lines
    ]
    assert all(float(sure) == int(width) / 100 for _, sure, width in bars)


def test_findings_link_to_their_lines() -> None:
    """A finding without a line has no link."""
    found = parsed("Updated 3 May 2019\n\nMine collapses near Osted […]")
    finding = found.findings[0]
    assert f'{finding.code}</span> <a href="#line-{finding.location.line}">' in page(found, "x")
    anywhere = page(replace(found, findings=(replace(finding, location=Location()),)), "x")
    assert f"{finding.code}</span>: " in anywhere


def test_furniture_kept_on_demand_is_marked() -> None:
    usual, all_of_it = (list(galley(parsed(STORY, keep_furniture=keep))) for keep in (False, True))
    marks = ["".join(line[2] for line in lines[: STORY.count("\n")]) for lines in (usual, all_of_it)]
    assert marks[0].replace("-", "+") == marks[1]
    assert marks[0].count("-") == 2
    html = page(parsed(STORY, keep_furniture=True), "x.txt")
    assert "6 lines, 0 of them dropped" in html
    assert html.count("kept, though not part of the story: ") == 2


def test_every_candidate_has_an_explanation() -> None:
    """The chosen line is compared with the next likely one, and each other candidate with the chosen line."""
    text = STORY.replace("3 May 2019", "Published 3 May 2019\nUpdated 5 May 2019, 18:30\n1 April 2019")
    found = parsed(text, explanations=True)
    dates = [explanation for explanation in found.explanations if explanation.field == "published"]
    taken = dates[0].lines
    others = {explanation.other_lines for explanation in dates} - {()}
    assert len(others) == 2
    assert {explanation.lines for explanation in dates} == {taken}
    assert [explanation.against for explanation in dates] == sorted(
        (explanation.against for explanation in dates), reverse=True
    )
    assert [
        explanation
        for explanation in explanations_of(found, found.trace[taken[0] - 1])
        if explanation.field == "published"
    ] == dates[:1]
    for (number,) in others:
        compared = [
            explanation
            for explanation in explanations_of(found, found.trace[number - 1])
            if explanation.field == "published"
        ]
        assert [(explanation.lines, explanation.other_lines) for explanation in compared] == [(taken, (number,))]
