"""Agencies and newsrooms alone where bylines are, and lines that resemble them."""

from __future__ import annotations

import pytest
from story_pages import BYLINE, LANGUAGES, TEXT, TITLE, page

from convert.model import Article, Moment, Party
from convert.readers import Source
from convert.readers.text import read
from convert.readers.text.lexicon.newsrooms import is_newsroom

pytestmark = pytest.mark.sampled(3)

AGENCY = {"en": "The Associated Press", "de": "dpa", "fr": "AFP", "es": "EFE"}
NEWSROOM = {"en": "Osted Bell Staff", "de": "Sportredaktion", "fr": "Rédaction Osted", "es": "Redacción Deportes"}
TOPIC = {"en": "Chiefs of Staff", "de": "Redaktionsschluss", "fr": "Staff", "es": "Mesa de ayuda"}


def authors(article: Article) -> list[tuple[str, str]]:
    return [(author.name, author.kind) for author in article.authors]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_agency_alone_is_author_and_source(language: str) -> None:
    article = page(language, header=[AGENCY[language], BYLINE[language][1]])
    assert authors(article) == [(AGENCY[language], "organisation")]
    assert [source.name for source in article.sources] == [AGENCY[language]]
    assert article.byline == AGENCY[language]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("mark", [" | ", ", ", " "])
def test_an_agency_beside_the_day_is_author_and_source(language: str, mark: str) -> None:
    article = page(language, header=[f"{AGENCY[language]}{mark}{BYLINE[language][1]}"])
    assert authors(article) == [(AGENCY[language], "organisation")]
    assert article.byline == AGENCY[language]
    assert article.published == Moment("2024-05-12")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_newsroom_alone_is_the_author(language: str) -> None:
    article = page(language, header=[NEWSROOM[language], BYLINE[language][1]])
    assert authors(article) == [(NEWSROOM[language], "organisation")]
    assert article.sources == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_newsroom_that_is_named_twice_is_the_author(language: str) -> None:
    """A picture of it has its name, too; the same line twice in a row may be a caption otherwise."""
    article = page(language, header=[NEWSROOM[language], NEWSROOM[language], BYLINE[language][1]])
    assert authors(article) == [(NEWSROOM[language], "organisation")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("names", [AGENCY, NEWSROOM])
def test_beside_a_person_an_organisation_is_no_author(language: str, names: dict[str, str]) -> None:
    person, day = BYLINE[language]
    for header in ([person, names[language], day], [names[language], person, day]):
        assert [kind for _, kind in authors(page(language, header=header))] == ["person"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_topic_with_the_word_of_a_newsroom_is_no_author(language: str) -> None:
    assert authors(page(language, header=[TOPIC[language], BYLINE[language][1]])) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_agency_in_the_story_or_below_it_is_no_author(language: str) -> None:
    text = TEXT[language]
    for lines in ([*text, AGENCY[language]], [*text[:2], AGENCY[language], *text[2:]]):
        assert authors(page(language, header=[BYLINE[language][1]], text=lines)) == []


@pytest.mark.parametrize(
    "name",
    ["News Nation Bureau", "Our Foreign Staff", "Redaktion", "Redazione", "Onlineredaktion", "Редакция", "编辑部"],
)
def test_names_of_newsrooms(name: str) -> None:
    assert is_newsroom(name)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Staff",
        "Help Desk",
        "Census Bureau",
        "Hospital Staff",
        "Joint Chiefs of Staff",
        "staff writers wanted",
        "Redaktion: Anna Berger",
        "Redaktion und Anzeigen",
        "Desk, chair and lamp: what the staff",
        "Rédaction d'Osted, rue du Port 3, Osted (Nord)",
        "La redacción del acta",
    ],
)
def test_lines_that_are_no_newsroom(text: str) -> None:
    assert not is_newsroom(text)


def test_the_provider_of_the_copy_is_no_author_of_it() -> None:
    copy = "\n\n".join([TITLE["en"], "Reuters", *TEXT["en"]]).encode()
    for provider, authors in (("Reuters", []), ("AFP", ["Reuters"])):
        metadata = {"provider": Party(name=provider)}
        source = Source(name="story.txt", data=copy, moment=Moment("2024-05-12T00:00:00Z"), metadata=metadata)
        assert [author.name for author in read(source).article.authors] == authors


@pytest.mark.parametrize(
    "line", ["Osted, Bell News Bureau | Updated:", "New Osted, Bell News Bureau", "Bell News Bureau"]
)
def test_a_newsroom_behind_its_place_and_before_a_label_is_the_author(line: str) -> None:
    assert authors(page("en", header=[line, BYLINE["en"][1]])) == [("Bell News Bureau", "organisation")]


@pytest.mark.parametrize("line", ["Osted Bell Team", "Harbor Connect Team"])
def test_a_team_alone_is_the_author(line: str) -> None:
    assert authors(page("en", header=[line, BYLINE["en"][1]])) == [(line, "organisation")]


@pytest.mark.parametrize(
    "line",
    [
        "Rescue Team",
        "National Team",
        "Team",
        "Meet the Team",
        "The home team wins",
        "Dream Team",
        "Our Team",
        "Meet Our Team",
        "The Team",
        "Join Our Team",
    ],
)
def test_other_teams_are_no_authors(line: str) -> None:
    assert authors(page("en", header=[line, BYLINE["en"][1]])) == []


@pytest.mark.parametrize("line", ["Weather, Osted Bureau of Statistics", "The council, Help Desk", "a, b | c"])
def test_other_lines_with_a_comma_or_bar_are_no_authors(line: str) -> None:
    assert authors(page("en", header=[line, BYLINE["en"][1]])) == []
