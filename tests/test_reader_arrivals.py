"""Copy as it arrives, in small: what the reader did wrong with copy that nobody had tuned it on."""

from __future__ import annotations

import pytest

from convert.model import Article, Moment, Party, block_texts
from convert.pipeline import split
from convert.readers import Source
from convert.readers.text import read
from convert.readers.text.layout.verse import find_verse_and_code

AT = Moment("2026-01-01T00:00:00Z")


def parse(*lines: str) -> Article:
    return read(Source(name="story.txt", data="\n".join(lines).encode(), moment=AT)).article


def test_a_number_that_opens_the_copy_is_of_the_headline() -> None:
    text = "Der 1. FC Osted hat am Samstag gegen Karhula mit 3:2 gewonnen, und alle Tore fielen spät."
    assert parse("1. FC Osted dreht das Spiel", "", text).headline == "1. FC Osted dreht das Spiel"


def test_the_address_of_a_letter_is_no_headline() -> None:
    text = "Depuis que l'on a retiré les bancs de la place Carnot, les vieux restent debout ou restent chez eux."
    lines = ("Nos bancs", "", "Monsieur le rédacteur en chef,", "", text, "", "Josette Martel, Carcassonne")
    assert parse(*lines).headline == "Nos bancs"


@pytest.mark.parametrize(
    ("title", "text", "last", "below"),
    [
        (
            "Kedi oy kullandı",
            "Belediye meclisine giren kedi, oylamayı tekrarlattı ve üye Hasan Çelik buna uzun süre güldü.",
            "Oy geçersiz sayıldı.",
            "İlgili Haberler",
        ),
        (
            "Clock runs fast",
            "The town clock has been eight minutes fast since 1987, and nobody knows how to stop it now.",
            "So everybody here is early.",
            "142 comments",
        ),
        (
            "Rybak wyłowił z jeziora dzwon",
            "Dzwon z 1716 roku wyłowił w czwartek z jeziora Śniardwy rybak z Mikołajek, podała policja.",
            "Nie wiadomo.",
            "Komentarze (14)",
        ),
    ],
)
def test_a_short_sentence_above_furniture_closes_the_story(title: str, text: str, last: str, below: str) -> None:
    body = parse(title, "", text, "", last, "", below, "Facebook").body
    assert list(block_texts(body)) == [text, last]


def test_a_sentence_below_the_story_that_is_not_kept_is_reported() -> None:
    text = "Hirvi ui torstaina Saimaan selän yli ja yritti nousta laivaan Savonlinnan edustalla, kapteeni sanoo."
    lines = ("Hirvi ui Saimaan yli", "", text, "", "Matkustajat taputtivat.", "", "Jaa artikkeli", "Facebook")
    parsed = read(Source(name="story.txt", data="\n".join(lines).encode(), moment=AT))
    is_reported = any(found.code == "TXT020" and dict(found.detail)["lines"] == "5" for found in parsed.findings)
    assert is_reported or "Matkustajat taputtivat." in block_texts(parsed.article.body)


def test_two_wrapped_lines_are_enough_where_all_go_on_in_small_letters() -> None:
    lines = (
        "A monastery near Leuven has started to sell its beer by the kilogram",
        "because a brother of the order had mislaid the measuring jug in 1788",
        "and nobody ever replaced it.",
    )
    article = parse("Abbey sells beer by the kilogram", "", *lines, "", "The abbot said that this is a large glass.")
    assert next(iter(block_texts(article.body))) == " ".join(lines)


STANZAS = """\
A gull stood on the harbour wall
And did not seem to care
That every boat was coming home
And one boat was not there.

The women counted every light,
The children counted too.
The gull walked up, the gull walked down,
As gulls will always do."""


def test_stanzas_without_an_indent_are_verse_below_their_title() -> None:
    article = parse("The Gull", "", *STANZAS.split("\n"), "", "Eileen Marr")
    assert article.headline == "The Gull"
    assert [line for text in block_texts(article.body) for line in text.split("\n")][:8] == [
        line for line in STANZAS.split("\n") if line
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("Home", "News", "Sport, Culture", "Weather"),
        ("The mayor has spoken.", "The council has not.", "The clock is late.", "Nobody minds."),
        ("the gull stood on the wall,", "and the boats came in", "and nobody was there", "to count them."),
    ],
)
def test_menus_and_short_paragraphs_are_no_stanzas(lines: tuple[str, ...]) -> None:
    assert find_verse_and_code(("Some title of it all", "", *lines, "", "More text.")) == ()


def test_a_recipe_in_parts_has_its_title() -> None:
    parts = (
        "Bullar:",
        "1 kg potatis",
        "2 dl mjöl",
        "1 tsk salt",
        "",
        "Fyllning:",
        "200 g fläsk",
        "1 gul lök",
        "2 msk smör",
    )
    assert parse("Kroppkakor med lingon", "", "4 portioner", "", *parts).headline == "Kroppkakor med lingon"


def test_an_address_or_an_editor_is_no_author() -> None:
    text = "Seorang penjual bakso di Yogyakarta menemukan 36 keping uang kuno di dasar panci yang dibelinya di pasar."
    article = parse(
        "Penjual Temukan Uang Kuno", "", "Penulis: Dewi Lestari", "Editor: Bambang Sutrisno", "", text, "", text[:60]
    )
    assert [author.name for author in article.authors] == ["Dewi Lestari"]
    assert [who.name for who in article.contributors] == ["Bambang Sutrisno"]
    talk = (
        "MAYOR: Good morning. Twelve villages are under water.",
        "",
        "QUESTION: Will you go there?",
        "",
        "MAYOR: Today.",
    )
    assert parse("Statement on the floods", "", "10 Downing Road, 6 January 2025", "", *talk).authors == ()


def test_a_reporter_in_a_dateline_is_an_author_and_the_paragraph_stays() -> None:
    text = "충남 홍성군이 폐교를 마을 도서관으로 바꾸는 사업을 3일 마무리했다."
    article = parse(
        "홍성 폐교, 마을 도서관으로",
        "",
        f"(홍성=연합뉴스) 박지연 기자 = {text}",
        "",
        "군은 2년 동안 18억원을 들여 교실을 고쳤다.",
    )
    assert ([who.name for who in article.authors], next(iter(block_texts(article.body)))) == (["박지연"], text)


def test_a_title_directly_above_a_dateline_is_not_joined_with_it() -> None:
    lines = (
        "Grotta dei nomi: trovati graffiti del Seicento sul Carso triestino",
        "(ANSA) - TRIESTE, 03 FEB - Decine di graffiti risalenti al Seicento",
        "sono stati scoperti da un gruppo di speleologi in una cavità del Carso",
        "triestino, secondo quanto ha reso noto la Soprintendenza locale.",
    )
    article = parse(*lines, "", "Le scritte sono in latino.")
    assert (article.headline, article.dateline) == (lines[0], "(ANSA) - TRIESTE, 03 FEB")


def test_posts_below_one_name_are_a_thread_without_counts() -> None:
    post = ("Elena Ruiz", "@elena@social.example")
    article = parse(
        *post, "", "El faro se ha apagado por primera vez desde 1896.", "", *post, "", "Ha vuelto. Aplausos."
    )
    assert [who.name for who in article.authors] == ["Elena Ruiz"]
    assert "Ha vuelto. Aplausos." in list(block_texts(article.body))


def test_items_of_a_feed_may_have_their_day_above_the_address() -> None:
    day = "Tue, 04 Mar 2025 10:00:00 +0000"
    one = ("Crane and barge collide", day, "https://h.example/1", "A crane and a barge collided. No one was hurt.")
    two = ("Fish market moves", day, "https://h.example/2", "The fish market moves to Dock Street in May.")
    source = Source(name="feed.txt", data="\n".join((*one, "", *two)).encode(), moment=AT)
    assert [read(story).article.headline for story in split(source, format="text")] == [one[0], two[0]]


def test_results_of_matches_keep_the_names_of_their_rounds() -> None:
    lines = (
        *("Men", "Singles", "Quarterfinals", "Joao Prado (3), Portugal, def. Alex Brandt, Germany, 6-4, 7-6 (5)."),
        *("Mats Lind, Sweden, def. Tom Ray (7), Britain, 3-6, 6-3, 6-2.", "", "Women", "Singles"),
        *("Ana Kolar (1), Slovenia, def. Rita Sousa, Portugal, 6-1, 6-0.", "", "Doubles", "Final"),
        "Kim/Ota def. Bell/Cruz 6-3, 4-6, 10-8.",
    )
    body = list(block_texts(parse("Results from the Lisbon Open", "", *lines).body))
    assert body == [line for line in lines if line]


def test_facts_of_a_recipe_above_its_introduction_stay() -> None:
    text = "Sour cherries cut through the richness of lamb, and frozen ones are fine."
    parts = ("Serves 4", "Prep 20 min", "Cook 35 min", "", text, "", "500g lamb", "1 onion", "2 tsp coriander", "1 egg")
    body = " ".join(block_texts(parse("Lamb meatballs with cherries", "", *parts).body))
    assert all(part in body for part in parts if part)


def test_a_title_of_one_word_above_ingredients_is_the_headline() -> None:
    parts = (
        "Für 4 Personen",
        "Backzeit: 40 Minuten",
        "",
        "3 reife Birnen",
        "500 g Magerquark",
        "3 Eier",
        "80 g Zucker",
    )
    title = "Birnen-Quark-Auflauf"
    assert parse(title, "", *parts, "", "Birnen schälen und schneiden.").headline == title


def test_a_figure_is_an_answer() -> None:
    lines = ("Wie viele haben Sie gestimmt?", "412.", "Welche war die schlimmste?", "Keine.", "Wirklich?", "Doch.")
    body = list(block_texts(parse("Stille kann man nicht stimmen", "", *lines).body))
    assert [line for line in lines if line not in " ".join(body)] == []


def test_the_name_above_the_label_of_a_release_issued_it() -> None:
    text = "Crows remember an unfriendly face for up to seven years and teach it to their young, researchers report."
    title = "Crows hold grudges for seven years"
    article = parse("University of Tartu", "PRESS RELEASE", "", title, "", text, "", text[6:])
    assert article.headline == title
    assert article.provider == Party(name="University of Tartu")


def test_a_place_and_day_are_no_headline() -> None:
    text = (
        "Dès juillet, l'eau des douches des bains du Lac alimentera le funiculaire de la ville, qui y gagnera beaucoup."
    )
    title = "Le funiculaire roulera à l'énergie des baigneurs"
    lines = ("Communiqué aux médias", "Neuchâtel, le 22 mai 2025", "", title, "", text)
    assert parse(*lines).headline == title
