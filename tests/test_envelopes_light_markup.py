"""Marks of wikis, Textile, Org and emphasis are taken from copy that has them; lines that only resemble them stay."""

from __future__ import annotations

import textwrap

import pytest

from convert.model import Article, Figure, Moment, Table, block_texts, inline_text
from convert.readers import Source
from convert.readers.text import read
from convert.readers.text.envelopes.markup.emphasis import open_emphasis, without_emphasis
from convert.readers.text.envelopes.markup.headers import open_markup_header
from convert.readers.text.envelopes.markup.markdown import open_markdown
from convert.readers.text.envelopes.markup.textile import open_textile
from convert.readers.text.envelopes.markup.wikis import open_wiki
from convert.readers.text.lines.markup import resolve_markup

TITLE = "Old mill turns again"
LEAD = "The mill at Ostby turned again on Tuesday after nine years, and ground a sack of rye."
MORE = "Nobody in the village had expected it, the miller said on Tuesday."
LAST = "Bread from the first sack will be sold on Sunday at the harbor."


def story(text: str) -> Article:
    return read(Source(name="story.txt", data=text.encode(), moment=Moment("2020-01-01T00:00:00Z"))).article


WIKINEWS = f"""\
{{{{date|March 3, 2026}}}}
[[File:Mill.jpg|thumb|right|The mill at Ostby.]]
'''{LEAD}'''<ref>{{{{cite web|url=https://ostby.example}}}}</ref>

{MORE}

== Bread ==
{{| class="wikitable"
|-
! Year !! Sacks
|-
| 2017
| 12
|-
| 2026
| 1
|}}
{LAST}

== Sources ==
* {{{{source|url=https://ostby.example/1
|title=Mill
|date=March 2, 2026}}}}
{{{{publish}}}}
[[Category:Mills]]
"""
DOKUWIKI = f"""\
===== {TITLE} =====

**{LEAD}**

//{MORE}//

^ Year ^ Sacks ^
| 2017 | 12 |
| 2026 | 1 |

{LAST}
"""
TEXTILE = f"""\
h1. {TITLE}

p(lead). *{LEAD}*

bq. {MORE}

!https://ostby.example/mill.jpg(The mill at Ostby.)!

|_. Year |_. Sacks |
| 2017 | 12 |
| 2026 | 1 |

{LAST} "More":https://ostby.example/2
"""
JIRA = f"""\
h2. {TITLE}

*{LEAD}*

{MORE}

||Year||Sacks||
|2017|12|
|2026|1|

h2. {{anchor:bread}}Bread
{LAST}
"""
ORG = f"""\
* {TITLE}
:PROPERTIES:
:CUSTOM_ID: old-mill
:END:
*{LEAD}*

/{MORE}/

| Year | Sacks |
|------+-------|
| 2017 |    12 |
| 2026 |     1 |

{LAST}
"""
ASCIIDOC = f"""\
== {TITLE}

*{LEAD}*

_{MORE}_

[arabic]
. One

[width="100%",cols="50%,50%",options="header",]
|===
|Year |Sacks
|2017 |12
|2026 |1
|===

=== Bread

{LAST}
"""
MARKDOWN = f"""\
# {TITLE}

**{LEAD}**

*{MORE}*

| Year | Sacks |
|------|-------|
| 2017 | 12    |
| 2026 | 1     |

## Bread

{LAST}
"""
BOLD = f"""\
**{TITLE}**

*{LEAD}*

{MORE}

  Year   Sacks
  ------ -------
  2017   12
  2026   1

{LAST}
"""
WAYS = [WIKINEWS, DOKUWIKI, TEXTILE, JIRA, ORG, ASCIIDOC, MARKDOWN, BOLD]


@pytest.mark.parametrize(
    "text", WAYS, ids=["wikinews", "dokuwiki", "textile", "jira", "org", "asciidoc", "markdown", "bold"]
)
def test_marks_are_taken_and_no_word_is_lost(text: str) -> None:
    article = story(text)
    shown = [article.headline, article.subheadline or "", *block_texts(article.body)]
    assert text is WIKINEWS or article.headline == TITLE
    assert [one for one in (LEAD, MORE) if one not in shown] == []
    assert any(one.startswith(LAST) for one in shown)
    signs = ("**", "''", "{{", "h2.", "==", "[[", ":END:", "https")
    assert not [one for one in shown if any(map(one.__contains__, signs))]
    tables = [block for block in article.body if isinstance(block, Table)]
    if text is MARKDOWN:
        assert shown[4:7] == ["Year Sacks", "2017 12", "2026 1"]
        return
    [table] = tables
    assert [[inline_text(cell.content) for cell in row.cells] for row in (*table.head, *table.body)] == [
        ["Year", "Sacks"],
        ["2017", "12"],
        ["2026", "1"],
    ]
    assert not [
        one for one in shown if any(sign in one for sign in ("**", "''", "{{", "h2.", "==", "[[", ":END:", "https"))
    ]


def test_wikinews_has_its_day_and_captions_and_no_sources() -> None:
    article = story(WIKINEWS)
    assert article.published is not None
    assert article.published.text == "2026-03-03"
    assert [inline_text(block.caption) for block in article.body if isinstance(block, Figure)] == ["The mill at Ostby."]
    assert "Sources" not in list(block_texts(article.body))


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        ("*OSTBY –* The *mill* turns", "OSTBY – The mill turns"),
        ("**all** of _it_", "all of it"),
        ("2*3*4 and a_b_c", "2*3*4 and a_b_c"),
        ("* one star, and another *", "* one star, and another *"),
        ("*) a note, and *) another", "*) a note, and *) another"),
        ("snake_case and https://ostby.example/_a_b_", "snake_case and https://ostby.example/_a_b_"),
    ],
)
def test_only_pairs_around_words_are_emphasis(line: str, plain: str) -> None:
    assert without_emphasis(line, "*_") == plain


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE}\n\n{LEAD}\n\n*Name geändert\n\n{MORE}\n",
        f"{TITLE}\n\n** {LEAD}\n\n** {MORE}\n",
        f"{TITLE}\n\n*{LEAD}*\n\n{MORE}\n",
        f"{TITLE}\n\nThe password was **** and the pin ***\n\n{MORE}\n",
        f"{TITLE}\n\nhaiku h2. {LEAD}\n\np. 3 says: {MORE}\n",
        f"# 1 for the mill\n\n{LEAD}\n\n{MORE}\n",
        f"{TITLE}\n\n=== {LEAD}\n\n{MORE}\n",
        f"{TITLE}\n\n[[ {LEAD} ]]\n\n{MORE}\n",
        f"{TITLE}\n\n:END: {LEAD}\n\n* {MORE}\n\n* {LAST}\n",
        f"h2o. {LEAD}\n\n{MORE}\n",
        f"|{TITLE}|\n\n{{| {LEAD}\n\n{MORE}\n",
    ],
)
def test_signs_that_are_no_markup_stay(text: str) -> None:
    lines = tuple(text.split("\n"))
    for opener in (open_emphasis, open_markup_header, open_textile, open_wiki, open_markdown):
        assert opener(lines) is None


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<ul><!-- wp:list-item -->\n<li>One</li>\n<!-- /wp:list-item -->\n</ul>", "• One"),
        ("[list]\n[*]One\n[*]Two\n[/list]", "• One\n• Two"),
        ("[img]https://ostby.example/mill.jpg[/img]\nOne", "One"),
        ("[embed]https://ostby.example/film[/embed]\nOne", "One"),
        ("[embed width=3]https://ostby.example/film[/embed] [b]One[/b]", "One"),
        ("A <!-- note --> B, and [*] C", "A <!-- note --> B, and [*] C"),
        ("[img] is what he typed, and [*] too", "[img] is what he typed, and [*] too"),
        ("See [video] below: https://ostby.example/film", "See [video] below: https://ostby.example/film"),
        ("[*]A star in brackets opens a line", "[*]A star in brackets opens a line"),
    ],
)
def test_tags_of_weblogs_and_forums_are_resolved(text: str, plain: str) -> None:
    assert "\n".join(line.strip() for line in resolve_markup(text)[0].splitlines() if line.strip()) == plain


def test_a_caption_below_the_title_is_no_byline() -> None:
    caption = "Lucien Bourdel dans son atelier. Photo : Élie Bonnard"
    text = "Le moulin d'Ostby tourne de nouveau depuis mardi, après neuf ans d'arrêt, et moud du seigle."
    more = "Personne au village ne s'y attendait, a dit le meunier mardi, et le vent est tombé le soir."
    article = story(f"Le vieux moulin tourne\n\n{text}\n\n{caption}\n\n{more}\n")
    assert [author.name for author in article.authors] == []


def test_lines_that_a_converter_wrapped_are_no_page_of_print() -> None:
    wrapped = "\n".join(textwrap.fill(line, 48) if line[:1].isalpha() else line for line in ASCIIDOC.split("\n"))
    more = "\n\n".join(textwrap.fill(f"{MORE} {LAST} {LEAD}", 48) for _ in range(4))
    body = list(block_texts(story(f"{wrapped}\n{more}\n").body))
    assert not [text for text in body if "[" in text or "|" in text]
    assert body.count(f"{MORE} {LAST} {LEAD}") == 4


def test_an_empty_line_of_a_table_is_no_row() -> None:
    rows = f"title,author,text\nOld mill,Ann Marsh,{MORE.replace(',', '')}\n\x0c\n\n"
    assert story(rows).headline == "Old mill"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            f"'''{LEAD}'''\n\n{MORE}<ref>The parish.</ref>\n\n== Bread ==\n{LAST}\n\n<references />\n",
            f"{MORE} (The parish.)",
        ),
        (f"==== {TITLE} ====\n\n**{LEAD}**\n\n{MORE}((The parish.))\n\n//{LAST}//\n", f"{MORE} (The parish.)"),
        (f"#+title: {TITLE}\n\n{LEAD}\n\n{MORE}[fn:1]\n\n{LAST}\n\n[fn:1] The parish.\n", "[1] The parish."),
        (f"= {TITLE}\n\n*{LEAD}*\n\n{MORE}footnote:[The parish.]\n\n== Bread\n\n{LAST}\n", f"{MORE} (The parish.)"),
    ],
    ids=["mediawiki", "dokuwiki", "org", "asciidoc"],
)
def test_notes_inside_the_text_are_not_lost(text: str, shown: str) -> None:
    body = list(block_texts(story(text).body))
    assert shown in body
    assert LAST in body
    assert not [one for one in body if "ref" in one or "[fn" in one]
