"""What pages of small papers have around their stories: taglines, counts, places alone, titles that no model knows."""

from __future__ import annotations

import pytest

from convert.model import Moment, block_texts
from convert.readers import Parsed, Source
from convert.readers.text import read

MOMENT = Moment("2020-01-01T00:00:00Z")
LEAD = (
    "The old weighing house in Osted will be a library from April on, the town council decided on Tuesday after four "
    "years of debate. It had been closed since the last grain ship left the harbor."
)
SECOND = "The scales stay where they are, the council said, and readers may have their books weighed if they want to."
LEAD_DE = (
    "Die alte Waage in Osted wird von April an eine Bücherei, wie der Rat der Stadt am Dienstag nach vier Jahren "
    "Streit entschieden hat. Sie war geschlossen, seit das letzte Getreideschiff den Hafen verlassen hat."
)


def parse(*lines: str) -> Parsed:
    return read(Source(name="story.txt", data="\n\n".join(lines).encode(), moment=MOMENT))


def shown(parsed: Parsed) -> list[str]:
    article = parsed.article
    return [article.headline, article.subheadline or "", *block_texts(article.body)]


@pytest.mark.parametrize(
    "tagline",
    [
        "Serving Osted County since 1877",
        "Proudly serving the coast since 1902",
        "Est. 1843",
        "Seit 1921",
        "Depuis 1944",
        "Fundado en 1898",
        "Dal 1876",
    ],
)
def test_the_tagline_of_a_paper_is_neither_headline_nor_kicker(tagline: str) -> None:
    article = parse(tagline, "Old weighing house becomes a library", LEAD, SECOND).article
    assert (article.headline, article.other_headlines) == ("Old weighing house becomes a library", ())


@pytest.mark.parametrize(
    "title",
    [
        "Coldest winter since 1962",
        "Serving as mayor since 2019, she now leaves Osted",
        "Der längste Streik seit 1921",
        "La plus forte crue depuis 1910",
    ],
)
def test_a_title_that_ends_with_a_year_stays(title: str) -> None:
    assert parse(title, LEAD, SECOND).article.headline == title


@pytest.mark.parametrize("count", ["0", "12", "218"])
def test_the_count_below_a_title_is_no_text(count: str) -> None:
    parsed = parse("Old weighing house becomes a library", count, LEAD, SECOND)
    assert count not in shown(parsed)


@pytest.mark.parametrize(
    ("title", "lead", "place", "dateline"),
    [
        ("Osteds Waage wird Bücherei", LEAD_DE, "Osted.", "Osted"),
        ("Osteds Waage wird Bücherei", LEAD_DE, "Osted (ost)", "Osted (ost)"),
        ("Old weighing house becomes a library", LEAD, "Osted.", "Osted"),
    ],
)
def test_a_place_alone_that_the_text_names_is_the_dateline(title: str, lead: str, place: str, dateline: str) -> None:
    article = parse(title, place, lead, SECOND).article
    assert (article.headline, article.dateline) == (title, dateline)


@pytest.mark.parametrize("line", ["Nothing.", "Grain.", "Nora Feld (ost)", "Skarvik.", "Tuesday."])
def test_another_word_alone_is_no_dateline(line: str) -> None:
    parsed = parse("Old weighing house becomes a library", line, LEAD, SECOND)
    assert parsed.article.dateline is None


@pytest.mark.parametrize("label", ["UPDATED", "Updated", "Published", "CORRECTED"])
def test_a_word_of_updates_is_no_place_of_a_dateline(label: str) -> None:
    note = f"{label}, Aug. 27, 2010 -- The link to the plan of the weighing house has been corrected since."
    article = parse("Old weighing house becomes a library", note, LEAD, SECOND).article
    assert article.dateline is None
    assert note in block_texts(article.body)


@pytest.mark.parametrize(
    "title",
    [
        "Weighing house in Osted opens as a library on 1 January 2031",
        "Erreichbarkeit der Bücherei in der alten Waage am 1. Januar 2031",
        "Horaires de la bibliothèque d’Osted le 1er janvier 2031",
    ],
)
def test_the_day_in_a_headline_is_not_that_of_publication(title: str) -> None:
    article = parse(title, LEAD, SECOND).article
    assert (article.headline, article.published) == (title, None)


@pytest.mark.parametrize("desk", ["Redazione Nove da Osted", "Redacción Comarcas", "Redakcja Kuriera"])
def test_a_newsroom_with_the_name_of_its_paper_is_no_person(desk: str) -> None:
    parsed = parse("Old weighing house becomes a library", desk, "11 March 2024", LEAD, SECOND)
    assert all(author.kind == "organisation" for author in parsed.article.authors)


def test_the_line_above_the_story_is_the_headline_where_no_other_convinces() -> None:
    log = "Monday, 3:16 PM: Report of somebody who weighed a goose on the scales of the old house in Osted."
    parsed = parse(
        "Serving Osted since 1877", "Wednesday, January 11, 2023", "Harbor Log", LEAD, log, log, "0 comments"
    )
    assert parsed.article.headline == "Harbor Log"
    [finding] = [finding for finding in parsed.findings if finding.code == "TXT003"]
    assert "the one above the story" in finding.message
    assert finding.location is not None
    assert finding.location.line == 5


@pytest.mark.parametrize(
    "line",
    [
        "By Nora Feld",
        "12 March 2024",
        "Photo: Nora Feld",
        "mail@osted.example",
        "Read more …",
        "News:",
        "3 minutes",
        "Nora Feld",
    ],
)
def test_a_line_with_another_role_is_no_headline(line: str) -> None:
    parsed = parse(
        "Home", "News", "Sport", "Sign in", "Share this article", line, LEAD, SECOND, "Sign up for our newsletter"
    )
    assert parsed.article.headline != line
