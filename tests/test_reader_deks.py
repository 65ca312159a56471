"""Deks above the byline or the day, and what only looks like one."""

from __future__ import annotations

from collections.abc import Callable

import growth
import pytest
from marginals import set_marginals
from story_pages import BYLINE, DEK, LANGUAGES, TEXT, TITLE, body, page

from convert.model import Moment
from convert.readers import Source
from convert.readers.text import read

pytestmark = pytest.mark.sampled(3)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("dated", [False, True])
def test_the_sentence_above_the_byline_is_the_dek(language: str, *, dated: bool) -> None:
    byline, day = BYLINE[language]
    article = page(language, header=[day, DEK[language], byline] if dated else [DEK[language], byline, day])
    assert article.subheadline == DEK[language]
    assert body(article) == TEXT[language]
    assert len(article.authors) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_note_on_the_author_is_no_dek(language: str) -> None:
    byline, day = BYLINE[language]
    name = byline.split(" ", 1)[1]
    note = {
        "en": f"{name} writes about harbors and has lived on a houseboat for thirty years.",
        "de": f"{name} schreibt über Häfen und lebt seit dreißig Jahren auf einem Hausboot.",
        "fr": f"{name} écrit sur les ports et vit sur une péniche depuis trente ans.",
        "es": f"{name} escribe sobre puertos y vive desde hace treinta años en una barcaza.",
    }[language]
    assert page(language, header=[byline, note, day]).subheadline != note


def test_several_sentences_above_a_byline_are_no_dek() -> None:
    points = ["The boat stays at its berth for now.", "The museum gets a copy of it.", "The hole remains unknown."]
    article = page("en", header=[*points, *BYLINE["en"]])
    assert article.subheadline not in points


def test_a_story_whose_byline_is_below_it_keeps_its_text() -> None:
    copy = "\n\n".join([TITLE["en"], TEXT["en"][0], "Jane Doe", "12 May 2024"])
    article = read(Source(name="story.txt", data=copy.encode(), moment=Moment("2020-01-01T00:00:00Z"))).article
    assert TEXT["en"][0] in body(article)
    assert article.subheadline is None


def test_the_first_sentence_below_the_byline_is_text() -> None:
    article = page("en")
    assert body(article)[0] == TEXT["en"][0]
    assert article.subheadline is None


def test_the_work_of_finding_a_dek_grows_with_the_lines_above_the_text() -> None:
    paragraph = "The harbor pilots of Osted retired their last rowing boat on Sunday, after a hundred years of service."

    def reading(number: int) -> Callable[[], object]:
        above = (f"He said so {at}." for at in range(number))
        copy = "\n\n".join(("Harbor pilots retire their last boat", *above, *[f"{paragraph} {paragraph}"] * 12))
        source = Source(name="copy.txt", data=copy.encode(), moment=Moment("2024-01-01T00:00:00Z"))
        return lambda: read(source)

    reading(10)()
    assert growth.calls(reading(400)) < 4.2 * growth.calls(reading(100))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_headline_once_more_is_no_dek(language: str) -> None:
    article = page(language, header=[TITLE[language], DEK[language], *BYLINE[language]])
    assert article.headline == TITLE[language]
    assert article.subheadline == DEK[language]
    assert page(language, header=[TITLE[language], *BYLINE[language]]).subheadline is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_above_the_byline_is_the_dek_rather_than_one_below(language: str) -> None:
    other = {
        "en": "Mayor opens new floor of the town hall without shoes",
        "de": "Bürgermeisterin eröffnet neuen Boden des Rathauses barfuß",
        "fr": "La maire inaugure pieds nus le parquet de la mairie",
        "es": "La alcaldesa inaugura descalza el suelo del ayuntamiento",
    }[language]
    article = page(language, header=[DEK[language], *BYLINE[language], TITLE[language], other])
    assert article.subheadline == DEK[language]


PLACED = {
    "en": "Osted. For ninety years nobody has found the hole.",
    "de": "Berlin. Seit neunzig Jahren hat niemand das Loch gefunden.",
    "fr": "Paris. Depuis quatre-vingt-dix ans, personne n'a trouvé le trou.",
    "es": "Madrid. En noventa años nadie ha encontrado el agujero.",
}
BUTTONS = {"en": ["Share", "Print"], "de": ["Teilen", "Drucken"], "fr": ["Partager", "Imprimer"], "es": ["Compartir"]}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("deks", [DEK, PLACED])
def test_a_place_may_open_a_dek_above_the_byline(language: str, deks: dict[str, str]) -> None:
    article = page(language, header=[deks[language], *BYLINE[language]])
    assert article.subheadline == deks[language]
    assert body(article) == TEXT[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_above_buttons_is_the_dek(language: str) -> None:
    """Below the byline and the day, but divided from the text."""
    article = page(language, header=[*BYLINE[language], DEK[language], *BUTTONS[language]])
    assert article.subheadline == DEK[language]
    assert body(article) == TEXT[language]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_buttons_below_the_first_sentences_make_no_dek_of_them(language: str, place: int) -> None:
    text = TEXT[language]
    text = [*text[: place + 1], *BUTTONS[language], *text[place + 1 :]]
    article = page(language, text=text)
    assert [line for line in TEXT[language] if line not in (*body(article), article.subheadline)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_sentences_above_buttons_are_no_dek_alone(language: str) -> None:
    article = page(language, header=[*BYLINE[language], DEK[language], TEXT[language][3], *BUTTONS[language]])
    assert TEXT[language][3] != article.subheadline


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_right_below_the_headline_is_the_dek(language: str) -> None:
    question = {
        "en": "Can a harbor keep a boat that leaks?",
        "de": "Kann ein Hafen ein leckes Boot behalten?",
        "fr": "Un port peut-il garder une barque percée ?",
        "es": "¿Puede un puerto conservar un bote agujereado?",
    }[language]
    article = page(language, header=[question, *BYLINE[language]])
    assert article.subheadline == question


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_of_an_agency_with_its_dateline_is_no_dek(language: str) -> None:
    line = f"OSTED (AP) — {TEXT[language][0]}"
    article = page(language, header=[BYLINE[language][0]], text=[line, *TEXT[language][1:]])
    assert article.subheadline is None
    assert body(article) == TEXT[language]


@pytest.mark.parametrize("day", ["28 มกราคม 2567 เวลา 09:30 น.", "12 May 2024, 9:30 a.m.", "12. Mai 2024, 9.30 Uhr."])
def test_a_day_below_the_headline_is_no_dek(day: str) -> None:
    assert page("en", header=[day, "By Jane Doe", "Share"]).subheadline is None


@pytest.mark.parametrize(("odds", "is_dek"), [(0.05, True), (0.049, False)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_only_sentence_above_buttons_need_hardly_look_like_a_dek(
    odds: float, is_dek: bool, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_marginals(monkeypatch, {DEK[language]: {"dek": odds}}, "between")
    header = [*BYLINE[language], DEK[language], *BUTTONS[language]]
    assert (page(language, header=header).subheadline == DEK[language]) == is_dek


@pytest.mark.parametrize(("body", "is_dek"), [(0.2, True), (0.21, False)])
def test_the_only_sentence_above_buttons_is_rather_a_dek_than_text(
    body: float, is_dek: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_marginals(monkeypatch, {DEK["en"]: {"dek": 0.2, "body": body}}, "between")
    article = page("en", header=[*BYLINE["en"], DEK["en"], *BUTTONS["en"]])
    assert (article.subheadline == DEK["en"]) == is_dek


@pytest.mark.parametrize(("odds", "is_dek"), [(0.05, True), (0.049, False)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_between_headline_and_byline_need_hardly_look_like_a_dek(
    odds: float, is_dek: bool, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_marginals(monkeypatch, {DEK[language]: {"dek": odds}}, "between")
    article = page(language, header=[DEK[language], *BYLINE[language]])
    assert (article.subheadline == DEK[language]) == is_dek


@pytest.mark.parametrize(
    "line",
    [
        "OSTED (AP) — For ninety years nobody has found the hole.",
        "Osted, 12 May (Reuters) - For ninety years nobody has found the hole.",
        "Berlin – Seit neunzig Jahren hat niemand das Loch gefunden.",
    ],
)
def test_a_line_with_a_dateline_is_no_dek_however_it_looks(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    set_marginals(monkeypatch, {line: {"dek": 0.9}}, "between")
    language = "de" if line.startswith("Berlin") else "en"
    assert page(language, header=[line, *BYLINE[language]]).subheadline is None


def test_a_sentence_above_a_place_alone_is_the_dek() -> None:
    """As regional papers in German set it: "Berlin." on a line of its own, above the text."""
    article = page("de", header=[*BYLINE["de"], DEK["de"], "Berlin."])
    assert (article.subheadline, body(article)) == (DEK["de"], TEXT["de"])
    assert article.dateline is not None
    assert article.dateline.startswith("Berlin")
    assert page("de", header=[*BYLINE["de"], DEK["de"], "Wasser."]).dateline is None


def test_text_that_opens_with_a_known_place_is_no_dek() -> None:
    text = [DEK["de"], f"Hamburg. {TEXT['de'][0]}", *TEXT["de"][1:]]
    article = page("de", header=BYLINE["de"], text=text)
    assert (article.subheadline, body(article)[0]) == (DEK["de"], TEXT["de"][0])


PHRASE = {
    "en": "For ninety years nobody has found the hole and now nobody wants to",
    "de": "Seit neunzig Jahren hat niemand das Loch gefunden und nun will es keiner mehr",
    "fr": "Depuis quatre-vingt-dix ans personne n'a trouvé le trou et plus personne ne le veut",
    "es": "En noventa años nadie ha encontrado el agujero y ahora ya nadie quiere",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_phrase_between_title_and_byline_need_hardly_look_like_a_dek(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_marginals(monkeypatch, {PHRASE[language]: {"dek": 0.06}}, "between")
    assert page(language, header=[PHRASE[language], *BYLINE[language]]).subheadline == PHRASE[language]
    title_like = PHRASE[language].title()
    set_marginals(monkeypatch, {title_like: {"dek": 0.06}}, "between")
    assert page(language, header=[title_like, *BYLINE[language]]).subheadline is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_phrase_below_buttons_and_above_the_text_is_the_dek(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In copy without blank lines; a shorter one is what a page has there ("Osted live")."""
    button = {"en": "Share", "de": "Teilen", "fr": "Partager", "es": "Compartir"}[language]
    set_marginals(monkeypatch, {PHRASE[language]: {"dek": 0.01}, "Boats of the pier": {"dek": 0.01}}, "between")
    article = page(language, header=[*BYLINE[language], button, PHRASE[language]])
    assert (article.subheadline, body(article)) == (PHRASE[language], TEXT[language])
    assert page(language, header=[*BYLINE[language], button, "Boats of the pier"]).subheadline is None
