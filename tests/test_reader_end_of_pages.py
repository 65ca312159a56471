"""What follows stories on pages in several languages: notes on writers and lists of other stories; and what resembles
them, but is of the story.
"""

from __future__ import annotations

import pytest
from story_pages import BYLINE, END, LANGUAGES, TEXT, TITLE, TOP

from convert.model import Moment
from convert.readers import Parsed, Source
from convert.readers.text import read

pytestmark = pytest.mark.sampled(3)

NOTES = {
    "en": ("Mary Poole", "Mary Poole is a maritime reporter at The Osted Bell, and she has never bailed a boat."),
    "de": ("Karla Stein", "Karla Stein ist Redakteurin der Osteder Glocke und berichtet seit Jahren über den Hafen."),
    "fr": ("Claire Morel", "Claire Morel est journaliste à La Cloche d'Osted, où elle suit le port depuis dix ans."),
    "es": ("Pilar Soto", "Pilar Soto es periodista de La Campana de Osted, y escribe sobre el puerto desde 2011."),
}
BELOW_NAME = {
    "en": "A veteran of many regattas, {} has written about leaks since before the pilots had buckets of tin.",
    "de": "Als erfahrene Reporterin schreibt {} über Lecks, seit die Lotsen noch mit hölzernen Eimern schöpften.",
    "fr": "Spécialiste des voies d'eau, {} écrit sur le port depuis le temps où les seaux étaient encore en bois.",
    "es": "Especialista en vías de agua, {} escribe sobre el puerto desde que los cubos eran todavía de madera.",
}
TEASERS = {
    "en": (
        "November {}, 2024",
        "The mayor opens the new floor of the town hall and asks everybody to take off their shoes.",
    ),
    "de": (
        "{}. November 2024",
        "Die Bürgermeisterin eröffnet den neuen Boden des Rathauses und bittet alle, barfuß zu kommen.",
    ),
    "fr": (
        "{} novembre 2024",
        "La maire inaugure le nouveau parquet de la mairie et prie chacun de retirer ses chaussures.",
    ),
    "es": (
        "{} de noviembre de 2024",
        "La alcaldesa inaugura el nuevo suelo del ayuntamiento y pide a todos que vengan descalzos.",
    ),
}
NAMES = ("Ann Lee", "Tom Gray", "Eva Dahl", "Max Roth")


def parse(language: str, header: list[str], *below: str) -> Parsed:
    lines = [*TOP[language], TITLE[language], *header, *TEXT[language], *below, *END[language]]
    return read(Source(name="story.txt", data="\n\n".join(lines).encode(), moment=Moment("2020-01-01T00:00:00Z")))


def kept(parsed: Parsed, *texts: str) -> list[bool]:
    return [any(line.kept for line in parsed.trace if line.text == text) for text in texts]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_note_on_somebody_names_the_writer_of_a_story_without_byline(language: str) -> None:
    name, note = NOTES[language]
    parsed = parse(language, BYLINE[language][1:], note)
    assert [author.name for author in parsed.article.authors] == [name]
    assert kept(parsed, *TEXT[language], note) == [True] * 4 + [False]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_note_on_another_adds_no_author(language: str) -> None:
    _, note = NOTES[language]
    parsed = parse(language, BYLINE[language], note)
    assert [author.name for author in parsed.article.authors] == [BYLINE[language][0].split(" ", 1)[1]]
    assert kept(parsed, note) == [False]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_person_whom_the_story_names_is_not_its_writer(language: str) -> None:
    name, note = NOTES[language]
    named = f"{TEXT[language][1][:-1]}, {name}."
    parsed = parse(language, BYLINE[language][1:], named, note)
    assert name not in [author.name for author in parsed.article.authors]
    assert kept(parsed, named, note) == [True, True]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Mary Poole is ninety years old, and nobody else has seen the hole that the two brothers left."),
        ("en", "Osted Harbor is a port on the north coast, where most reporters come only for the regatta in May."),
        ("de", "Karla Stein ist neunzig Jahre alt, und niemand sonst hat das Loch gesehen, das die Brüder ließen."),
        ("de", "Der Hafen von Osted ist ein Ort, an den Redakteure nur zur Regatta im Mai kommen, wenn überhaupt."),
        ("fr", "Claire Morel est âgée de quatre-vingt-dix ans, et personne d'autre n'a vu le trou des deux frères."),
        ("es", "Pilar Soto tiene noventa años, y nadie más ha visto el agujero que dejaron los dos hermanos."),
    ],
)
def test_a_last_sentence_about_somebody_is_of_the_story(language: str, line: str) -> None:
    parsed = parse(language, BYLINE[language], line)
    assert kept(parsed, *TEXT[language], line) == [True] * 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_name_of_the_author_is_the_title_of_a_note(language: str) -> None:
    name = BYLINE[language][0].split(" ", 1)[1]
    note = BELOW_NAME[language].format(name.split()[0])
    parsed = parse(language, BYLINE[language], name, note)
    assert kept(parsed, *TEXT[language], note) == [True] * 4 + [False]


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_below_the_name_of_the_author_that_does_not_mention_them_stays(language: str) -> None:
    name = BYLINE[language][0].split(" ", 1)[1]
    more = TEASERS[language][1]
    assert kept(parse(language, BYLINE[language], name, more, *NOTES[language][1:]), more) == [True]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_of_dated_stories_is_not_of_the_story(language: str) -> None:
    day, text = TEASERS[language]
    texts = [f"{text[:-1]} ({name})." for name in NAMES]
    entries = [
        line
        for at, name in enumerate(NAMES)
        for line in (TITLE[language] + f" {at}", name, day.format(9 + at), texts[at])
    ]
    parsed = parse(language, BYLINE[language], *entries)
    assert kept(parsed, *TEXT[language], *texts) == [True] * 4 + [False] * 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chronology_at_the_end_is_no_list_of_stories(language: str) -> None:
    day, text = TEASERS[language]
    texts = [f"{text[:-1]} ({name})." for name in NAMES]
    entries = [line for at, text in enumerate(texts) for line in (day.format(9 + at), text)]
    parsed = parse(language, BYLINE[language], *entries)
    assert kept(parsed, *TEXT[language], texts[0]) == [True] * 5
    assert "in a list of dated stories" not in {line.rule for line in parsed.trace}


@pytest.mark.parametrize("language", LANGUAGES)
def test_dated_links_within_a_story_end_it_not(language: str) -> None:
    day, _ = TEASERS[language]
    links = [[day.format(9 + at), TITLE[language] + f" {at}"] for at in range(4)]
    text = TEXT[language]
    lines = [line for at in range(4) for line in (*links[at], text[at])]
    parsed = parse(language, BYLINE[language], *lines[:-1], text[0][:-1] + " (2).", text[1][:-1] + " (2).")
    assert kept(parsed, *text) == [True] * 4


SHORT_NOTES = {
    "en": "{} is a reporter from the north of Osted who has studied leaks and rowed for ten years.",
    "de": "{} ist Redakteurin aus dem Norden von Osted und rudert seit zehn Jahren durch die Bucht.",
    "fr": "{} est journaliste au nord d'Osted, a étudié les voies d'eau et rame depuis dix ans.",
    "es": "{} es periodista del norte de Osted, estudió las vías de agua y rema desde hace años.",
}
OF_OTHERS = {
    "en": "{} was in the boat when the reporter came, and she has bailed it out ever since that day.",
    "de": "{} ist die Nachbarin, die den Eimer hält, und ohne sie wäre das Boot längst untergegangen.",
    "fr": "{} est la voisine qui tient le seau, et sans elle la barque aurait coulé depuis longtemps.",
    "es": "{} es la vecina que sostiene el cubo, y sin ella el bote se habría hundido hace mucho.",
}


def given_name(language: str) -> str:
    return BYLINE[language][0].split()[1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("is_whole", [False, True])
def test_what_an_author_is_above_or_below_the_story_is_no_text(language: str, is_whole: bool) -> None:
    name = BYLINE[language][0].split(" ", 1)[1] if is_whole else given_name(language)
    note = SHORT_NOTES[language].format(name)
    assert kept(parse(language, [*BYLINE[language], note]), note, *TEXT[language]) == [False, True, True, True, True]
    assert kept(parse(language, BYLINE[language], note), note, *TEXT[language]) == [False, True, True, True, True]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_others_are_is_text_of_the_story(language: str) -> None:
    """Somebody of the author's given name without a journalist's job, and a journalist of another name."""
    for note in (OF_OTHERS[language].format(given_name(language)), SHORT_NOTES[language].format("Xaver")):
        text = [*TEXT[language][:2], note, *TEXT[language][2:]]
        lines = [*TOP[language], TITLE[language], *BYLINE[language], *text, *END[language]]
        source = Source(name="s.txt", data="\n\n".join(lines).encode(), moment=Moment("2020-01-01T00:00:00Z"))
        assert kept(read(source), note) == [True]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_an_author_is_inside_the_story_is_text(language: str) -> None:
    note = SHORT_NOTES[language].format(given_name(language))
    text = [TEXT[language][0], note, *TEXT[language][1:]]
    lines = [*TOP[language], TITLE[language], *BYLINE[language], *text, *END[language]]
    source = Source(name="s.txt", data="\n\n".join(lines).encode(), moment=Moment("2020-01-01T00:00:00Z"))
    assert kept(read(source), note) == [True]
