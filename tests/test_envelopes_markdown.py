"""Markdown: front matter becomes metadata, marks become roles, and no word of the text is lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert.model import (
    Article,
    Embargo,
    Figure,
    Heading,
    Items,
    Moment,
    Paragraph,
    Party,
    Quote,
    Rule,
    block_texts,
    body_words,
    words,
)
from convert.readers import Parsed, Source
from convert.readers.text import read
from convert.readers.text.envelopes.markup.front_matter import open_front_matter
from convert.readers.text.envelopes.markup.markdown import open_markdown

pytestmark = pytest.mark.sampled(3)

AT = Moment("2026-01-01T00:00:00Z")

YAML = """\
---
title: "Tarrow: the mill opens again"
author: Ruth Aldane
date: 2026-05-04T06:45:00+02:00
tags: [mills, "Tarrow, town", water]
slug: tarrow-mill
description: >
  After six years of quarrel
  the wheels turn.
lang: en
layout: post
---
"""

TOML = """\
+++
title = "Tarrow: the mill opens again"
author = "Ruth Aldane"
date = 2026-05-04T06:45:00+02:00
tags = ["mills", "Tarrow, town", "water"]
slug = "tarrow-mill"
description = "After six years of quarrel the wheels turn."
lang = "en"
layout = "post"
+++
"""

BODY = """\

# Tarrow: the mill opens again

![The wheel in May](/img/wheel.jpg "Photo: Amir Sadeh")

**TARROW** – The mill will open its gates *again* in May, its [owner](https://a.example/o) said
after a quarrel of six years over `the weir` and the
road to it.

> “We had to mend every wheel,” said Ruth Aldane,
> who runs it.

## What changes

* The gates open at six
* The weir closes
  at night
+ Bread is sold on Fridays

1. First the wheel
2. Then the stones

The vote was 41 to 33.

***

| Day | Bread |
|-----|------:|
| Fri | 40 |

<!-- related: 88213 -->
{{< newsletter-signup >}}

See the [plan][1].

[1]: https://a.example/plan
"""


def parse(text: str, name: str = "story.txt") -> Parsed:
    return read(Source(name=name, data=text.encode(), moment=AT))


def blocks_of(article: Article) -> list[tuple[str, str]]:
    return [(type(block).__name__, " / ".join(block_texts([block]))) for block in article.body]


@pytest.mark.parametrize("front", [YAML, TOML, YAML.replace("\n", "\r\n")])
def test_front_matter_is_metadata_and_marks_are_roles(front: str) -> None:
    parsed = parse(front + BODY)
    article = parsed.article
    assert article.headline == "Tarrow: the mill opens again"
    assert [author.name for author in article.authors] == ["Ruth Aldane"]
    assert article.published == Moment("2026-05-04T06:45:00+02:00")
    assert article.keywords == ("mills", "Tarrow, town", "water")
    assert (article.slugline, article.language) == ("tarrow-mill", "en")
    assert article.summary == "After six years of quarrel the wheels turn."
    assert article.dateline == "TARROW"
    assert [type(block) for block in article.body] == [
        *(Figure, Paragraph, Quote, Heading, Items, Items, Paragraph, Rule, Paragraph, Paragraph, Paragraph)
    ]
    figure, lead, quote, heading, items, numbered, vote, _, head, row, see = article.body
    assert isinstance(figure, Figure)
    assert (figure.credit, next(iter(block_texts([figure])))) == ("Amir Sadeh", "The wheel in May.")
    assert "".join(block_texts([lead])) == (
        "The mill will open its gates again in May, its owner said after a quarrel of six years over the weir and the"
        " road to it."
    )
    assert list(filter(None, block_texts([quote]))) == ["“We had to mend every wheel,” said Ruth Aldane, who runs it."]
    assert list(block_texts([heading])) == ["What changes"]
    assert list(block_texts([items])) == [
        "The gates open at six",
        "The weir closes at night",
        "Bread is sold on Fridays",
    ]
    assert list(block_texts([numbered])) == ["First the wheel", "Then the stones"]
    assert [list(block_texts([block])) for block in (vote, head, row, see)] == [
        ["The vote was 41 to 33."],
        ["Day Bread"],
        ["Fri 40"],
        ["See the plan."],
    ]
    [unknown] = parsed.findings
    assert (unknown.code, dict(unknown.detail)) == ("TXT018", {"keys": "layout"})


@pytest.mark.parametrize("front", ['title = "A leek"\ndate = 2026-02-03\n+++', "title: A leek\ndate: 2026-02-03\n---"])
def test_front_matter_may_lack_its_first_line(front: str) -> None:
    article = parse(f"{front}\n\nThe leek of Ada Lund has broken the record of the county.\n").article
    assert (article.headline, article.published) == ("A leek", Moment("2026-02-03"))
    assert blocks_of(article) == [("Paragraph", "The leek of Ada Lund has broken the record of the county.")]


@pytest.mark.parametrize("head", ["date: 3 February\n---", "Two: one\n---", "x = 1\n***", "title = 5\n"])
def test_lines_above_a_rule_are_no_front_matter(head: str) -> None:
    assert open_front_matter((*head.split("\n"), "", "The leek of Ada Lund has broken the record.")) is None


def test_every_line_is_accounted_for() -> None:
    parsed = parse(YAML + BODY)
    shown = [line for line in parsed.trace if line.text.strip()]
    assert [line.text for line in parsed.trace] == (YAML + BODY).rstrip("\n").split("\n")
    assert {line.role for line in shown} == {
        *("envelope", "headline", "caption", "paragraph", "quote", "heading", "item", "break")
    }
    assert {line.number: line.rule for line in shown}[2].startswith("headline")


def test_a_name_alone_shows_markdown() -> None:
    text = "The mill opens\n==============\n\nThe _mill_ at Tarrow will open its gates again in May, its owner said.\n"
    article = parse(text, "a.md").article
    assert (article.headline, blocks_of(article)) == (
        "The mill opens",
        [("Paragraph", "The mill at Tarrow will open its gates again in May, its owner said.")],
    )


def test_a_first_heading_and_a_link_show_markdown() -> None:
    text = "# The mill opens\n\n*By **Lena Oakes***\n\nThe [mill](https://a.example/) at Tarrow will open in May.\n"
    article = parse(text).article
    assert article.headline == "The mill opens"
    assert [author.name for author in article.authors] == ["Lena Oakes"]
    assert blocks_of(article) == [("Paragraph", "The mill at Tarrow will open in May.")]


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: The mill opens\n\nThe mill at Tarrow will open its gates again in May.\n",
        "---\nThe mill opens: it is true\nand goes on\n---\n\nThe mill at Tarrow will open its gates again.\n",
        "---\ncolour: green\nsize: big\n---\n\nThe mill at Tarrow will open its gates again.\n",
        "+++\ntitle = The mill\n+++\n\nThe mill at Tarrow will open its gates again.\n",
        "#1 in the charts\n\nThe mill at Tarrow leads * the list * of all mills [of Wales](so they say).\n",
        "The mill opens\n\n* * *\n\nThe mill_at_Tarrow costs 5*4 pounds, the # sign and [more] (than that).\n",
    ],
)
def test_what_only_looks_like_markdown_stays(text: str) -> None:
    parsed = parse(text)
    assert not any(line.role == "envelope" for line in parsed.trace)
    for word in re.findall(r"\w+", text):
        if word not in ("title", "colour", "green", "size", "big"):
            assert any(word in shown for shown in words(parsed.article))


def test_a_caption_below_a_picture_takes_its_place() -> None:
    text = (
        "# The mill opens\n\nThe [mill](https://a.example/) at Tarrow will open its gates again in May.\n\n"
        "![The wheel](w.jpg)\n*The wheel in May. Photo: Amir Sadeh*\n\n![](/a.jpg)\n\nThe council agreed.\n"
    )
    figures = [block for block in parse(text).article.body if isinstance(block, Figure)]
    assert [(next(iter(block_texts([figure]))), figure.credit) for figure in figures] == [
        ("The wheel in May.", "Amir Sadeh")
    ]


def test_code_and_html_lose_their_marks() -> None:
    text = "# The mill\n\nSee [it](https://a.example/).\n\n```sh\nmill --open  # now\n```\n\n<div>\nA box\n</div>\n"
    assert [row[1] for row in blocks_of(parse(text).article)] == ["See it.", "mill --open # now", "A box"]


def test_footnotes_keep_their_numbers_and_words() -> None:
    text = "# The mill\n\nIt opens[^1] in [May](https://a.example/).\n\n[^1]: At six.\n"
    assert " ".join(body_words(parse(text).article.body)) == "It opens[1] in May. [1]: At six."


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("authors:\n  - Ruth Aldane\n  - Jo Tarn", {"authors": ["Ruth Aldane", "Jo Tarn"]}),
        ("author: Ruth Aldane and Jo Tarn", {"authors": ["Ruth Aldane", "Jo Tarn"]}),
        ("author:\n  name: Ruth Aldane\n  email: ruth@a.example", {"authors": ["Ruth Aldane"]}),
        ("author: Ruth Aldane <ruth@a.example>", {"authors": ["Ruth Aldane"]}),
        ("author:\n- name: Ruth Aldane\n- name: Jo Tarn", {"authors": ["Ruth Aldane", "Jo Tarn"]}),
        ("tags: mills, water", {"keywords": ("mills", "water")}),
        ("tags:\n- mills\n- 'the miller''s'", {"keywords": ("mills", "the miller's")}),
        ("date: 2026-05-04 06:45:00 +0200", {"published": Moment("2026-05-04T06:45:00+02:00")}),
        ("date: 2026-05-04 06:45", {"published": Moment("2026-05-04")}),
        ("date: May 4, 2026", {"published": Moment("2026-05-04")}),
        ("lastmod: 2026-05-05T06:45:00Z", {"updated": Moment("2026-05-05T06:45:00Z")}),
        ("status: published\ndraft: false", {"status": "usable"}),
        ("draft: true", {"status": "withheld"}),
        ("published: false", {"status": "withheld"}),
        ("status: killed", {"status": "canceled"}),
        ("embargo: 2026-05-05T06:00:00Z", {"embargo": Embargo(until=Moment("2026-05-05T06:00:00Z"))}),
        ("embargo: Tuesday", {"embargo": Embargo(), "status": "withheld"}),
        ("publisher: Tarrow Gazette", {"provider": Party(name="Tarrow Gazette")}),
        ("lang: de", {"language": "de"}),
        ("canonical_url: https://a.example/mill", {"original_url": "https://a.example/mill"}),
        ("urgency: 3", {"urgency": 3}),
        ("subtitle: After six years", {"subheadline": "After six years"}),
    ],
)
def test_a_key_is_mapped_as_in_a_sidecar(lines: str, expected: dict[str, object]) -> None:
    parsed = parse(f"---\ntitle: The mill opens\n{lines}\n---\n\nThe mill at Tarrow will open its gates in May.\n")
    found = {name: getattr(parsed.article, name) for name in expected}
    if "authors" in found:
        found["authors"] = [author.name for author in parsed.article.authors]
    assert found == expected
    assert not any(finding.code == "TXT018" for finding in parsed.findings)
    assert not any("@" in line.text for line in parsed.trace)


def test_values_that_no_article_can_have_are_reported() -> None:
    parsed = parse("---\ntitle: The mill\nlang: no such tag\nurgency: high\n---\n\nThe mill opens in May, they say.\n")
    [finding] = [finding for finding in parsed.findings if finding.code == "TXT018"]
    assert dict(finding.detail) == {"keys": "lang, urgency"}
    assert (parsed.article.urgency, parsed.article.headline) == (None, "The mill")


def test_metadata_of_the_user_goes_before_front_matter() -> None:
    source = Source(
        name="a.md", data=(YAML + BODY).encode(), moment=AT, metadata={"slugline": "mine", "headline": "Mine"}
    )
    article = read(source).article
    assert (article.slugline, article.headline) == ("mine", "Mine")


WORD = st.text(alphabet="abcdefgh", min_size=3, max_size=8)
SENTENCE = st.lists(WORD, min_size=8, max_size=14).map(lambda found: " ".join(found).capitalize() + ".")


@st.composite
def markdown_blocks(draw: st.DrawFn) -> str:
    text = draw(SENTENCE)
    marked = draw(st.sampled_from([text, f"**{text}**", f"_{text}_", f"[{text}](https://a.example/x)", f"~~{text}~~"]))
    wrapped = draw(st.sampled_from([marked, marked.replace(" ", "\n", 1), marked.replace(" ", "  \n", 1)]))
    form = draw(st.sampled_from(["{}", "> {}", "* {}", "3. {}", "## {}", "- > {}"]))
    prefix = {"> {}": "> ", "- > {}": "  > ", "* {}": "  ", "3. {}": "   "}.get(form, "")
    if form == "## {}":
        wrapped = marked
    return form.format(wrapped.replace("\n", f"\n{prefix}"))


@given(st.lists(markdown_blocks(), min_size=1, max_size=6))
def test_no_word_of_the_text_is_lost_and_no_mark_is_left(blocks: list[str]) -> None:
    text = "# A headline of words\n\n" + "\n\n".join(blocks)
    article = parse(text, "a.md").article
    shown = " ".join(words(article))
    expected = re.sub(r"\(https?:[^)]*\)", "", text)
    assert sorted(re.findall(r"[a-z]{3,}", shown.lower())) == sorted(re.findall(r"[a-z]{3,}", expected.lower()))
    assert not re.search(r"[*_#~>]|\]\(", shown)


@given(st.integers(0, len(YAML + BODY)), st.booleans(), st.sampled_from(["\n", "\r\n"]))
def test_cut_markdown_loses_no_paragraph(cut: int, from_start: bool, newline: str) -> None:
    whole = YAML + BODY
    text = whole[cut:] if from_start else whole[:cut]
    if not re.search(r"\w", text):
        return
    parsed = parse(text.replace("\n", newline), "a.md")
    shown = " ".join(words(parsed.article))
    for sentence in ("after a quarrel of six years", "who runs it.", "The gates open at six", "The vote was 41 to 33."):
        if sentence in text:
            assert sentence in shown


@given(st.text(alphabet="#*_`[]()!<>-+|:1. \n\\aé{}%~^", max_size=120))
def test_no_markdown_breaks_the_reader(text: str) -> None:
    parsed = parse(f"# A title\n\nSee [it](https://a.example/).\n\n{text}", "a.md")
    assert parsed.article.headline == "A title"
    assert len(parsed.trace) == len(
        f"# A title\n\nSee [it](https://a.example/).\n\n{text}".removesuffix("\n").split("\n")
    )


@pytest.mark.parametrize("text", ["*a " * 12_000, "b *a*\n" * 12_000, f"{'Some words, *a* few. ' * 500}\n\n" * 30])
def test_long_runs_and_long_copy_are_read_as_they_are(text: str) -> None:
    lines = f"# The mill\n\n{text}".split("\n")
    assert open_markdown(tuple(lines), "a.md") is None
    assert open_markdown(tuple(lines[:2]), "a.md") is not None


def test_a_quoted_table_above_an_empty_line_is_read() -> None:
    assert open_markdown(("# The mill", "", "> | a | b |", "> |---|---|", "> | c | d |", "> "), "a.md") is not None
