"""Threads of social networks: the author's posts are the story, without numbers, counts, buttons and links."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert.model import Article, Moment, block_texts, words
from convert.readers import Parsed, Source
from convert.readers.text import read

AT = Moment("2026-01-01T00:00:00Z")

POSTS = (
    "The parish of Ardlow sold its bell in 1938 to pay for a pump. This week it got it back.",
    "In 2019 a collector noticed an inscription under the rust, and wrote to 14 town halls.",
    "No money changed hands. He asked to ring it first, and did so on Sunday.",
)

ENGLISH = f"""\
Finn Corrie
@finn_corrie
THREAD: How a village got its bell back 🧵🔔

1/3 {POSTS[0]} https://t.co/Ab12Cd
12 replies  41 reposts  603 likes

2/3 {POSTS[1]}
4 replies  82 reposts  1.2K likes

3/3 {POSTS[2]} pic.twitter.com/xyz
9:14 AM · Oct 20, 2026 · 118.4K Views
Translate post
Show more replies
"""

GERMAN = f"""\
Finn Corrie @finn_corrie · 3 Std.
Wie ein Dorf seine Glocke zurückbekam. Ein Thread 🧵 (1/4)
12 Antworten · 41 Reposts · 603 „Gefällt mir“-Angaben
Finn Corrie @finn_corrie · 3 Std.
{POSTS[0]} (2/4)
12 41 603 1,2 Tsd.
Finn Corrie @finn_corrie · 2 Std.
{POSTS[1]} (3/4)
Diesen Thread anzeigen
Finn Corrie @finn_corrie · 2 Std.
{POSTS[2]} (4/4)
Mehr Antworten anzeigen
Otto Tarn @otto · 1 Std.
Was für eine schöne Geschichte über Glocken, danke!
"""

MASTODON = f"""\
Finn Corrie
@finn@coast.example

{POSTS[0]}
3 boosts · 12 favourites

{POSTS[1]}
1 boost · 9 favourites

{POSTS[2]}
20 Oct 2026, 09:14 · 11 favourites
"""


def parse(text: str) -> Parsed:
    return read(Source(name="thread.txt", data=text.encode(), moment=AT))


def published(article: Article) -> str:
    kickers = (other.text for other in article.other_headlines)
    others = (article.headline, article.byline or "", *kickers, *(author.name for author in article.authors))
    return " ".join((*others, *words(article)))


@pytest.mark.parametrize("text", [ENGLISH, GERMAN, MASTODON], ids=["english", "german", "mastodon"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_posts_are_the_story(text: str, newline: str) -> None:
    parsed = parse(text.replace("\n", newline))
    article = parsed.article
    whole = published(article)
    assert [author.name for author in article.authors] == ["Finn Corrie"]
    assert all(post in whole for post in POSTS)
    for never in (
        *("replies", "reposts", "likes", "Views", "Translate", "Antworten", "Tsd", "anzeigen", "@", "1/", "/4", "🧵"),
        *("https", "t.co", "pic.twitter", "boost", "favourites", "Otto", "Std."),
    ):
        assert never not in whole
    if text != GERMAN:
        assert article.published == Moment("2026-10-20")


def test_the_post_that_announces_the_thread_is_the_title() -> None:
    assert parse(ENGLISH).article.headline == "How a village got its bell back"
    assert parse(GERMAN).article.headline.startswith("Wie ein Dorf seine Glocke zurückbekam")


@pytest.mark.parametrize("name", ["bellfan", "🔔🔔", "the_coast", "News from the coast and beyond it, daily"])
def test_no_account_is_an_author(name: str) -> None:
    assert parse(ENGLISH.replace("Finn Corrie", name)).article.authors == ()


@pytest.mark.parametrize(
    "text",
    [
        f"Bell of Ardlow rings again\n\n{POSTS[0]}\n\n“We are glad,” wrote Finn Corrie (@finn_corrie).\n\n{POSTS[1]}\n",
        f"Bell of Ardlow rings again\n\nBy Finn Corrie\n@finn_corrie\n\n{POSTS[0]}\n\n{POSTS[1]}\n",
        f"Results\n\n1/2 Arrow beat Crown by a length in the opening race.\n\n{POSTS[0]}\n",
        f"Bell of Ardlow rings again\n\n603 likes\n\n{POSTS[0]}\n\n12 replies\n",
    ],
)
def test_other_copy_is_no_thread(text: str) -> None:
    rules = {line.rule for line in parse(text).trace}
    assert not rules & {"counts of a post", "author of a post", "line of the network", "time of a post"}


@given(st.sampled_from([at + 1 for at, char in enumerate(ENGLISH) if char == "\n"]), st.integers(0, len(ENGLISH)))
def test_no_cut_loses_a_post(first: int, end: int) -> None:
    """From any line on; a number that is cut in two is none."""
    text = ENGLISH[first:end]
    if sum(post in text for post in POSTS) > 1:
        whole = published(parse(text).article)
        assert all(post in whole for post in POSTS if post in text)


@given(st.lists(st.sampled_from([*ENGLISH.splitlines(), *GERMAN.splitlines(), *MASTODON.splitlines()]), min_size=1))
def test_lines_in_any_order_are_read(lines: list[str]) -> None:
    assert parse("\n".join([*lines, POSTS[0]])).trace


@pytest.mark.parametrize(
    "text",
    ["@a b\n" * 3_000, "1/2 " + "🔔 " * 50_000, "🧵 a\n" + "12 " * 50_000, "🧵 @a\n" + "(@" * 50_000],
    ids=["handles", "signs", "numbers", "brackets"],
)
def test_hostile_threads_take_little_time(text: str) -> None:
    from convert.readers.text.envelopes.web.thread import open_thread

    start = time.process_time()
    open_thread(tuple(text.split("\n")))
    assert time.process_time() - start < 2


@pytest.mark.parametrize("day", ["8 nov 2023", "Nov 8, 2023", "8. November 2023", "8 nov. 2023"])
def test_the_day_beside_the_name_is_that_of_publication(day: str) -> None:
    article = parse(f"Finn Corrie @finn · {day}\n\n1/2 {POSTS[0]}\n\n2/2 {POSTS[1]}\n").article
    assert article.published == Moment("2023-11-08")


def test_a_first_post_of_several_sentences_is_text() -> None:
    article = parse(f"Finn Corrie @finn · 3h\n\n1/2 {POSTS[0]} A thread.\n\n2/2 {POSTS[1]}\n").article
    assert f"{POSTS[0]} A thread." in block_texts(article.body)
