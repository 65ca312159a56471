"""Marks in front of all lines go, and lines that open with numbers or signs of their own stay in stories."""

from __future__ import annotations

import textwrap
from itertools import count

import pytest

from convert.model import Article, Moment, block_texts
from convert.readers import Source
from convert.readers.text import read
from convert.readers.text.envelopes.programs.marked_lines import open_marked_lines

pytestmark = pytest.mark.sampled(3)

TITLE = "Bell tower in Osted rings again"
PARAGRAPHS = [
    "The bell tower in Osted rang on Sunday for the first time since lightning struck it in 2023, the parish said.",
    "About 200 people stood in the square when the four bells began, and some had brought their children along.",
    "A foundry in Skarvik cast the largest bell anew, which cost 90,000 crowns, most of it raised at the market.",
]
STORY = [TITLE, "By Nora Feld", "12 March 2026", ""]
for paragraph in PARAGRAPHS:
    STORY += [*textwrap.wrap(paragraph, 60), ""]
STORY.pop()
NUMBERED = [*enumerate(STORY, 1)]
COUNT = count(1)
CHANGE = f"@@ -0,0 +1,{len(STORY)} @@"


def article_of(text: str) -> Article:
    return read(Source(name="copy.txt", data=text.encode(), moment=Moment("2026-11-01T00:00:00Z"))).article


def joined(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    "text",
    [
        joined([f"{at:6}\t{line}" for at, line in NUMBERED]),
        joined([f"{at:04}  {line}" for at, line in NUMBERED]),
        joined([f"{at}: {line}" for at, line in NUMBERED]),
        joined([f"{at}:{line}" for at, line in NUMBERED]),
        joined([f"{at:3} | {line}" for at, line in NUMBERED]),
        joined([f"bells.txt:{at}:{line}" for at, line in NUMBERED]),
        joined(STORY).replace("200 people", "[-two hundred-] {+200+} people"),
        joined(STORY).replace("200 people", "{--two hundred--} {++200++} people"),
        joined([f"{at} {line}".rstrip() for at, line in NUMBERED]),
        joined([f"{next(COUNT):2} {line}" if line else "" for line in STORY]),
        joined([f"{at % 9 + 1:3}. {line}" for at, line in enumerate(STORY)]),
        joined([f"> {line}" for line in STORY]),
        joined([f"> {line}".rstrip() for line in STORY]),
        joined([f">> {line}" for line in STORY]),
        joined([f"> > {line}" for line in STORY]),
        joined([f"│ {line}" for line in STORY]),
        "On Thu, 12 Mar 2026 at 09:15, Ida Moe <ida@osted.example> wrote:\n" + joined([f"> {line}" for line in STORY]),
        "Am 12.03.26 um 09:15 schrieb Ida Moe:\n\n" + joined([f"> {line}" for line in STORY]),
        joined(["--- /dev/null", "+++ b/bells.txt", CHANGE, *(f"+{line}" for line in STORY)]),
        joined(
            [
                *("commit 3f2a91c0", "Author: Ida Moe <ida@osted.example>", "Date:   Thu Mar 12 2026", "", "    Mend"),
                *("", "diff --git a/bells.txt b/bells.txt", "index 3f2a91c..9c1e2b7 100644"),
                *("--- a/bells.txt", "+++ b/bells.txt", "@@ -1,16 +1,16 @@", f" {STORY[0]}", "-By Nora Field"),
                *(f"+{STORY[1]}", *(f" {line}" for line in STORY[2:]), "\\ No newline at end of file"),
            ]
        ),
    ],
)
def test_marks_of_all_lines_go(text: str) -> None:
    article = article_of(text)
    assert [article.headline, *block_texts(article.body)] == [TITLE, *PARAGRAPHS]
    assert [author.name for author in article.authors] == ["Nora Feld"]
    assert article.published == Moment("2026-03-12")


@pytest.mark.parametrize(
    "text",
    [
        "1. Finland\n2. Norway\n3. Sweden\n4. Denmark\n5. Iceland\n",
        "1 Osted 22 45\n2 Skarvik 22 41\n3 Nordheim 22 40\n4 Halm 22 31\n",
        "2019 The bridge is closed.\n2020 The bridge is mended.\n2021 The bridge opens.\n2022 A barge hits it.\n",
        "1\tOsted\t22\n2\tSkarvik\t20\n3\tNordheim\t18\n4\tHalm\t7\n",
        "1. What rang?\n2. Who cast it?\n3. Where?\n4. When?\n",
        "8 Boats sailed\n9 boats came back\n11 boats were missed\n12 boats were old\n",
        f"{TITLE}\n\n> {PARAGRAPHS[0]}\n> {PARAGRAPHS[1]}\n> {PARAGRAPHS[2]}\n> The end.\n",
        "> One line\n> and another\n",
        "| Osted | 22 |\n| Skarvik | 20 |\n| Halm | 18 |\n| Nordheim | 7 |\n",
        "@@ a line\n+ an item\n+ an item\n",
        joined(["--- a/x", "+++ b/x", "@@ -1 +1 @@", "-a", "+b", "--- a/y", "+++ b/y", "@@ -1 +1 @@", "-a", "+b"]),
        "a.txt:1:a\nb.txt:2:b\nc.txt:3:c\nd.txt:4:d\n",
        "A set {+1, +2} and a list [-1, -2] of numbers.\n",
        ">" * 20 + "\n" + ">" * 20 + "\n" + ">" * 20 + "\n" + ">" * 20 + "\n",
        "",
    ],
)
def test_lines_with_numbers_or_signs_of_their_own_stay(text: str) -> None:
    assert open_marked_lines(tuple(text.split("\n"))) is None


def test_a_change_in_a_mail_has_the_newer_version_and_not_its_subject() -> None:
    mail = (
        "From 3f2a91c0 Mon Sep 17 00:00:00 2001\nFrom: Ida Moe <ida@osted.example>\n"
        "Date: Thu, 12 Mar 2026 09:15:00 +0100\nSubject: [PATCH] Correct the name\n\n---\n bells.txt | 2 +-\n"
        " 1 file changed, 1 insertion(+), 1 deletion(-)\n\ndiff --git a/bells.txt b/bells.txt\n--- a/bells.txt\n"
        f"+++ b/bells.txt\n@@ -1,16 +1,16 @@\n {STORY[0]}\n-By Nora Field\n+{STORY[1]}\n"
    )
    article = article_of(mail + joined([f" {line}" for line in STORY[2:]]) + "-- \n2.39.5\n")
    assert [article.headline, *block_texts(article.body)] == [TITLE, *PARAGRAPHS]
    assert [author.name for author in article.authors] == ["Nora Feld"]


@pytest.mark.parametrize("line", ["> " * 4000 + "a", "0" * 9000, "1" * 9000 + " a", "@@ -1 +1 @@" * 900])
def test_hostile_lines_are_read_in_little_time(line: str) -> None:
    open_marked_lines((line,) * 200)
