"""Lines between and above title and text: heads of pages that are no kickers, deks and first sentences, and what keeps
lists and headings of one form together; and lines that resemble them.
"""

from __future__ import annotations

import pytest
from weighing_house import LEAD, SECOND, THIRD, TITLE, parse

from convert.model import Article, Heading, Items, block_texts, inline_text
from convert.readers.text.fields.kicker import is_of_page_head, is_remnant

pytestmark = pytest.mark.sampled(3)


def article_of(*lines: str, gap: str = "\n\n") -> Article:
    return parse(*lines, gap=gap).article


def kickers(article: Article) -> list[str]:
    return [other.text for other in article.other_headlines]


@pytest.mark.parametrize(
    "line",
    [
        "Archive for Wednesday, May 7, 2003",
        "Ausgabe vom 7. Mai 2003",
        "Bell Căutare",
        "Bell Search",
        "Global NewsBell HomeAbout BellBell SportBell WeatherBell Jobs",
        "Institute for the Weight of Books | Giving Readers Balance",
        "Clear",
        "Home Blog Page 39",
    ],
)
def test_the_head_of_a_page_is_no_kicker(line: str) -> None:
    assert kickers(article_of(line, TITLE, LEAD, SECOND)) == []


@pytest.mark.parametrize(
    "line",
    [
        "Home affairs",
        "Search and rescue",
        "Fußball | Bundesliga",
        "WM 2026",
        "Rio 2016: Rudern",
        "iPhone und eBay",
        "Der McDonald’s-Prozess",
        "Analyse",
        "Vie des quartiers",
        "Última hora",
        "Storia di un porto",
    ],
)
def test_a_kicker_is_no_head_of_a_page(line: str) -> None:
    assert not is_of_page_head(line)
    assert kickers(article_of(line, TITLE, LEAD, SECOND)) in ([line], [])


@pytest.mark.parametrize("line", ["By  | ", "By:", "Von", "/// Osted Bell News"])
def test_a_byline_without_a_name_is_no_text(line: str) -> None:
    article = article_of(TITLE, line, LEAD, SECOND)
    assert (article.subheadline, list(block_texts(article.body))) == (None, [LEAD, SECOND])


@pytest.mark.parametrize(
    "line", ["By the numbers", "Text und Bild", "Von Haus zu Haus", "Por amor", "4/5 of it", "By 2030"]
)
def test_a_phrase_that_opens_as_bylines_do_is_no_remnant(line: str) -> None:
    assert not is_remnant(line)


def test_a_first_sentence_in_the_block_of_the_text_is_text() -> None:
    first = "Our town does not weigh its words well."
    article = article_of(TITLE, f"{first}\n{LEAD}\n{SECOND}\n{THIRD}", "Share this article", "Follow us on Facebook")
    assert (article.subheadline, next(iter(block_texts(article.body)))) == (None, first)


@pytest.mark.parametrize("below", ["By Jane Doe", "Published 3 May 2024"])
def test_a_sentence_above_the_byline_is_the_dek(below: str) -> None:
    first = "Our town does not weigh its words well, says the harbor master, but it does weigh its books."
    article = article_of(TITLE, f"{first}\n{below}", LEAD, SECOND, THIRD, "Share this article", "Follow us on Facebook")
    assert article.subheadline == first


def test_a_phrase_alone_between_title_and_text_is_the_dek() -> None:
    line = "It opens with the scales of the harbor master"
    article = article_of("Regional", TITLE, line, LEAD, SECOND, THIRD, "More news", "Most read")
    assert article.subheadline == line


@pytest.mark.parametrize(
    "line",
    [
        "Ferry Sold To Museum In Aldport",
        "Photo by Jane Doe of the Osted Bell",
        "by Jane Doe, our reporter in the harbor",
        "Published on the 3rd of May 2024",
        "Share this article with your friends",
        "Listen to this story in our app now",
        "Read more of it in the paper of today",
        "jane.doe@news.example is how to reach us",
        "3 min read",
    ],
)
def test_other_lines_alone_between_title_and_text_are_no_dek(line: str) -> None:
    article = article_of("Regional", TITLE, line, LEAD, SECOND, THIRD, "More news", "Most read")
    assert article.subheadline is None


@pytest.mark.parametrize(
    "text",
    [
        "Share this story with your children, the old weigher said, because nobody else in Osted knows it.",
        "Listen to this story in the old house itself: the mayor will read it aloud in April.",
        "Share this article with care, said the council, which had not decided on it when we went to print.",
        "Listening to this story in our library, 40 children heard how the scales had come to Osted in 1850.",
        "Sharing this article with your friends may cost you the job of a clerk, the council said on Tuesday.",
    ],
)
def test_sentences_that_open_as_buttons_stay(text: str) -> None:
    article = article_of("Regional", TITLE, LEAD, text, SECOND, THIRD, "More news", "Most read")
    assert text in "\n".join(block_texts(article.body))


def test_lists_with_one_label_are_no_sign_of_a_page() -> None:
    block = "- Damage:\n- 25 houses\n- {} boats"
    article = article_of(LEAD, block.format(1), SECOND, block.format(2), THIRD, block.format(3))
    lists = [block for block in article.body if isinstance(block, Items)]
    assert [len(found.items) for found in lists] == [3, 3, 3]


@pytest.mark.parametrize("line", ["Nuashonraithe 19 Eanáir 2022 14:10", "Gepubliseer 3/5/2024 12:30"])
def test_a_day_in_a_language_that_is_not_known_is_no_dek(line: str) -> None:
    assert article_of(TITLE, line, LEAD, SECOND).subheadline is None


@pytest.mark.parametrize(
    "line", ["Four years of debate, 2 scales and 40,000 books", "It cost 3.5 million euros in 2022"]
)
def test_a_phrase_with_figures_may_be_the_dek(line: str) -> None:
    assert article_of(TITLE, line, LEAD, SECOND).subheadline == line


HEADINGS = (
    "Il boato che ha svegliato il porto",
    "La bilancia contro il muro",
    "L’intervento dei pompieri e del medico",
    "La rimozione della bilancia e le prime luci dell’alba",
    "Le reazioni sulle cause e sulla sicurezza",
    "La risposta del sindaco e le soluzioni future",
)
PARAGRAPHS = (
    "Verso le 3 di domenica, dopo la festa del porto, un rumore assordante ha interrotto il sonno di chi abita lì.",
    "Una giovane donna ha perso il controllo del carrello ed è finita contro il muro della vecchia casa della pesa.",
    "La donna, per fortuna illesa, ha subito chiamato i pompieri. Dopo la visita sono stati fatti i rilievi del caso.",
    "Prima dell’alba, una gru ha portato via la bilancia, lasciando dietro di sé un muro rotto e pesi sparsi sul molo.",
    "L’incidente, anche se non ha causato feriti, solleva dubbi sulla sicurezza del molo, spesso pieno di gente.",
    "Il sindaco ha confermato l’accaduto e ha detto che la situazione sarà risolta presto. Il molo riapre lunedì.",
)


def test_a_line_of_the_form_of_the_headings_is_a_heading() -> None:
    lead = "Nella notte di sabato a Osted, un incidente ha scosso la quiete del porto, senza però causare feriti."
    pairs = [line for pair in zip(HEADINGS, PARAGRAPHS, strict=True) for line in pair]
    article = article_of(lead, *pairs, gap="\n")
    found = [inline_text(block.content) for block in article.body if isinstance(block, Heading)]
    assert found == list(HEADINGS)


@pytest.mark.parametrize(
    "line",
    [
        "Photo: Jane Doe",
        "“Nobody saw it.”",
        "And then silence.",
        "First the scales, then the books,",
        "- Damage",
    ],
)
def test_other_lines_between_paragraphs_are_no_headings(line: str) -> None:
    article = article_of(
        TITLE,
        LEAD,
        "The scales",
        SECOND,
        "The books",
        THIRD,
        "The harbor",
        SECOND[:-1] + " now.",
        line,
        LEAD + " So be it.",
    )
    assert line not in [inline_text(block.content) for block in article.body if isinstance(block, Heading)]
