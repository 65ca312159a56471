"""Names alone on lines of pages: of photographers, topics, buttons and people in the news, and those of authors."""

from __future__ import annotations

import pytest
from story_pages import BYLINE, DEK, LANGUAGES, TEXT, TITLE, page

from convert.model import Article, Moment
from convert.readers import Source
from convert.readers.text import read
from convert.readers.text.fields import authors

pytestmark = pytest.mark.sampled(3)


def names(article: Article) -> list[str]:
    return [author.name for author in article.authors]


def author(language: str) -> str:
    return BYLINE[language][0].split(" ", 1)[1]


@pytest.mark.parametrize("line", ["Mary Poole | Getty Images", "Mary Poole / Shutterstock", "Getty Images", "Unsplash"])
def test_a_photographer_with_an_agency_for_pictures_is_no_author(line: str) -> None:
    assert names(page("en", header=["May 12, 2024", line])) == []


@pytest.mark.parametrize("line", ["Jane Doe | Reuters", "Jane Doe, Reuters", "Jane Doe"])
def test_a_reporter_of_a_news_agency_is_an_author(line: str) -> None:
    assert "Jane Doe" in names(page("en", header=[line, "May 12, 2024"]))


@pytest.mark.parametrize("above", ["Harbor Pilots,", "Rowing Boats,", "Osted,"])
def test_a_person_among_the_topics_is_no_author(above: str) -> None:
    assert names(page("en", header=[*BYLINE["en"], "Related Topics", above, "David Larkin"])) == ["Jane Doe"]


@pytest.mark.parametrize(
    ("language", "second"), [("en", "Mary Poole"), ("de", "Karla Stein"), ("fr", "Claire Morel"), ("es", "Pilar Soto")]
)
def test_a_name_below_one_that_ends_with_a_comma_is_an_author(language: str, second: str) -> None:
    byline, day = BYLINE[language]
    assert names(page(language, header=[f"{byline},", second, day])) == [author(language), second]


@pytest.mark.parametrize("line", ["Partager Discussion", "Imprimer Discussion"])
def test_buttons_are_no_authors(line: str) -> None:
    assert names(page("fr", header=[*BYLINE["fr"], line, "Facebook Twitter"])) == [author("fr")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("below", [2, 4])
def test_a_name_alone_in_or_below_the_story_is_no_second_author(language: str, below: int) -> None:
    other = {"en": "David Larkin", "de": "Peter Harms", "fr": "Michel Dupuis", "es": "Carlos Ruiz"}[language]
    text = TEXT[language]
    assert names(page(language, text=[*text[:below], other, *text[below:]])) == [author(language)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_byline_that_is_repeated_below_the_story_is_one(language: str) -> None:
    assert names(page(language, text=[*TEXT[language], author(language)])) == [author(language)]


@pytest.mark.parametrize("name", ["Jane Doe", "By Jane Doe"])
def test_the_only_name_below_a_story_may_have_written_it(name: str) -> None:
    copy = "\n\n".join([TITLE["en"], "12 May 2024", *TEXT["en"], name])
    source = Source(name="story.txt", data=copy.encode(), moment=Moment("2020-01-01T00:00:00Z"))
    assert names(read(source).article) == ["Jane Doe"]


def test_a_byline_below_the_story_with_its_wording_is_a_second_author() -> None:
    text = [*TEXT["en"], "Additional reporting by Mary Poole"]
    assert set(names(page("en", text=text))) >= {"Jane Doe"}


UNKNOWN = {"en": "Tavrin Obulo", "de": "Ilvy Kranepuhl", "fr": "Maëz Quilvern", "es": "Yulen Tazorri"}
"""Names of which no lexicon knows a part."""

ADDRESSES = ["@{0}", "{0}.desk@example.org", "mail@{0}.example"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("separator", [" ", "\n"])
def test_names_with_an_address_of_theirs_are_authors(language: str, address: str, separator: str) -> None:
    name = UNKNOWN[language]
    line = name + separator + address.format(name.split()[1].casefold())
    assert names(page(language, header=[DEK[language], line, "Facebook"])) == [name]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("other", ["@ostedharbor", "letters@example.org", "Photo: @{0}"])
def test_an_address_of_others_makes_nobody_an_author(language: str, other: str) -> None:
    name = UNKNOWN[language]
    header = [DEK[language], name, "Facebook Twitter", "Email"]
    address = other.format(name.split()[1].casefold())
    assert names(page(language, header=[*header, address])) == names(page(language, header=[*header, "Print"]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_a_topic_with_their_address_far_below_are_no_authors(language: str) -> None:
    name = UNKNOWN[language]
    text = [*TEXT[language][:2], f"@{name.split()[1].casefold()}", *TEXT[language][2:]]
    assert names(page(language, above=[name], header=BYLINE[language], text=text)) == [author(language)]


JOB = {"en": "Political correspondent", "de": "Redakteurin", "fr": "Journaliste", "es": "Periodista"}
NAMED = {"en": "Ikwezi Broughnam", "de": "Ottgund Vural", "fr": "Maelig Broz", "es": "Zuriñe Arrate"}


def _ranked_low(patch: pytest.MonkeyPatch) -> None:
    """Let no line look like a byline."""
    rank = authors.rank_bylines
    patch.setattr(authors, "rank_bylines", lambda *arguments: [(one, 0.3) for one, _ in rank(*arguments)])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_above_a_line_with_a_job_is_the_author(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _ranked_low(monkeypatch)
    article = page(language, header=[BYLINE[language][1], NAMED[language], JOB[language]])
    assert names(article) == [NAMED[language]]


@pytest.mark.parametrize(
    "line",
    [
        "Osted",
        "Harbor festival",
        "Ask the journalist!",
        "12 journalists",
        "The journalist of all journalists in Osted",
        "Journalist, no more",
    ],
)
def test_a_name_above_another_line_is_no_surer(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _ranked_low(monkeypatch)
    assert names(page("en", header=[BYLINE["en"][1], NAMED["en"], line])) == []


@pytest.mark.parametrize(("language", "by"), [("en", "by"), ("de", "von"), ("fr", "par"), ("es", "por")])
@pytest.mark.parametrize("is_below", [False, True])
def test_a_nickname_beside_the_day_is_the_author(language: str, by: str, is_below: bool) -> None:
    day = BYLINE[language][1]
    article = page(language, header=[f"{by} tidewatcher", day] if is_below else [day, f"{by} tidewatcher"])
    assert names(article) == ["tidewatcher"]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "by the numbers"),
        ("en", "by request"),
        ("en", "By Popular Demand"),
        ("en", "by 2030"),
        ("de", "von wegen"),
        ("de", "Von Anfang an"),
        ("de", "von oben herab gesehen und gezeichnet"),
        ("fr", "par ici"),
        ("es", "por fin"),
    ],
)
def test_other_words_behind_such_an_opening_are_no_name(language: str, line: str) -> None:
    """Away from the day; beside it only what may be one word of a name is taken."""
    article = page(language, header=[line, "Share", "Print", "Listen", BYLINE[language][1]])
    assert names(article) == []


@pytest.mark.parametrize("account", ["admin", "Administrator", "webmaster", "editor", "staff", "guest", "anonymous"])
@pytest.mark.parametrize(("language", "by"), [("en", "by"), ("de", "von"), ("es", "por")])
def test_the_account_of_a_program_is_no_author(language: str, by: str, account: str) -> None:
    assert names(page(language, header=[f"{by} {account}", BYLINE[language][1]])) == []


def test_the_name_of_the_site_behind_the_opening_is_the_author() -> None:
    lines = ["Home", "Log in", TITLE["en"], "by The Osted Bell", "12 May 2024", *TEXT["en"], "© 2024 The Osted Bell"]
    data = "\n".join([*lines, "Privacy policy"]).encode()
    article = read(Source(name="story.txt", data=data, moment=Moment("2020-01-01T00:00:00Z"))).article
    assert [(author.name, author.kind) for author in article.authors] == [("The Osted Bell", "organisation")]
    data = "\n".join([*lines[:-1], "Privacy policy"]).encode()
    article = read(Source(name="story.txt", data=data, moment=Moment("2020-01-01T00:00:00Z"))).article
    assert article.authors == ()


@pytest.mark.parametrize(
    ("language", "line", "is_author"),
    [
        ("en", "Nora Feld, reporter", True),
        ("en", "Nora Feld | Osted", True),
        ("fr", "Nora Feld, journaliste", True),
        ("fr", "Nora Feld | Osted", True),
        ("es", "Nora Feld, corresponsal", True),
        ("es", "Nora Feld | Osted", True),
        ("es", "Nora Feld | la vida en el puerto", False),
    ],
)
def test_a_name_with_a_job_or_place_above_day_and_title_is_the_author(
    language: str, line: str, is_author: bool
) -> None:
    article = page(language, above=[line, BYLINE[language][1]], header=[])
    assert names(article) == ["Nora Feld"] * is_author
