"""What pages of small papers have around their stories: taglines, counts, places alone, titles that no model knows."""

from __future__ import annotations

import pytest
from weighing_house import LONG_LEAD as LEAD
from weighing_house import SECOND, parse

from convert.model import block_texts
from convert.readers import Parsed

pytestmark = pytest.mark.sampled(3)

LEAD_DE = (
    "Die alte Waage in Osted wird von April an eine Bücherei, wie der Rat der Stadt am Dienstag nach vier Jahren "
    "Streit entschieden hat. Sie war geschlossen, seit das letzte Getreideschiff den Hafen verlassen hat."
)


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


def test_a_title_that_is_there_twice_is_the_headline_above_other_lines() -> None:
    menu = ["Isparta 22°C", "Az Bulutlu", "Cum 18°C", "Cts 14°C", "Paz 18°C"]
    text = (
        "Osted limanında çıkan yangının ardından sosyal medyadan açıklama yapan Belediye Başkanı Nora Feld isyan etti. "
        "Başkan, yangını çıkaranların bulunacağını söyledi."
    )
    lines = [*menu, "Başkan İsyan Etti", "Başkan İsyan Etti", "27 Ağustos 2023 01:06", "A+", "A-", text, "YORUMLAR"]
    assert parse(*lines).article.headline == "Başkan İsyan Etti"


TEXT_RU = (
    "По словам собеседника агентства, служебная машина стояла на парковке у старых весов, а причины возгорания ещё "
    "устанавливаются. Пострадавших нет, сообщили в пресс-службе."
)


@pytest.mark.parametrize(
    ("dateline", "text", "below"),
    [
        ("ОСТЕД, 31 января. /ТАСС/. ", "Машина загорелась в порту. Об этом ТАСС сообщил источник в службах", TEXT_RU),
        ("OSTED (AP) — ", "A police car caught fire on a parking lot in Osted, a source in the service said", LEAD),
    ],
)
def test_the_paragraph_with_an_agencys_dateline_is_kept_on_a_page(dateline: str, text: str, below: str) -> None:
    lines = ["31.01.2021", "Police car catches fire in the middle of town", "It happened on a parking lot"]
    parsed = parse(*lines, dateline + text, below, below, "Tags:", "Osted", "Share this article")
    assert text in list(block_texts(parsed.article.body))
    assert parsed.article.dateline == dateline.strip(" —").rstrip(".")


POINTS = [
    "Name the officer, whose tag is on the uniform, and remember the face if there is none;",
    "Note the registration of the car, its color and its make;",
    "Write down what was said as soon as you can.",
]


@pytest.mark.parametrize("letter", ["l", "q", "n", "ü", "Ø", "§"])
def test_letters_that_were_bullets_in_a_font_of_symbols_are_bullets(letter: str) -> None:
    points = [f"{letter} {point}" for point in POINTS]
    body = parse("Report misconduct, police say", LEAD, "He said that the people should:", *points, SECOND).article.body
    assert [type(block).__name__ for block in body] == ["Paragraph", "Paragraph", "Items", "Paragraph"]
    assert [text for text in block_texts(body) if text in POINTS] == POINTS


@pytest.mark.parametrize("line", ["l Nothing", "n Gebäude", "§ Zwölf gilt auch hier"])
def test_one_line_with_such_a_letter_keeps_it(line: str) -> None:
    text = f"{line} of the old house is as it was when the last ship left the harbor, said the council on Monday."
    assert text in list(block_texts(parse("Old weighing house becomes a library", LEAD, text, SECOND).article.body))


def test_middle_dots_of_japanese_open_items() -> None:
    points = ["大型連休中の行政サービスの利用について", "福山駅前の再生に向けた取組について"]
    text = "市長は定例の記者会見を開き、次の二点を報告した。いずれも市民の暮らしに大きくかかわる取組であると述べた。"
    more = "市長は質問に答え、来月の議会に必要な予算案を提出すると述べた。議会は月末に開かれる予定である。"
    parsed = parse("市長が定例記者会見", text, "・" + points[0], "・" + points[1], more)
    assert [type(block).__name__ for block in parsed.article.body] == ["Paragraph", "Items", "Paragraph"]


@pytest.mark.parametrize("label", ["Meer uit Binnenland", "Lees ook"])
def test_a_story_of_the_same_agency_below_the_label_of_others_is_another(label: str) -> None:
    own = "De brand die maandag rond middernacht woedde in het gemeentehuis van Osted is mogelijk aangestoken."
    more = "Iets voor middernacht ging het brandalarm af. De brand kon snel worden geblust, meldde de gemeente."
    other = "Het voormalige kantoor van de reder wordt omgebouwd tot een centrum voor digitale veiligheid."
    lines = ["Brand mogelijk aangestoken", f"OSTED (ANP) - {own}", more, label, f"SKARVIK (ANP) - {other}", other]
    assert list(block_texts(parse(*lines).article.body)) == [own, more]


@pytest.mark.parametrize("between", ["Skarvik", "Ook in Skarvik", ""])
def test_a_second_dateline_without_such_a_label_is_of_the_story(between: str) -> None:
    other = "Het kantoor van de reder wordt omgebouwd tot een centrum voor digitale veiligheid, meldt de gemeente."
    lines = ["Brand mogelijk aangestoken", f"OSTED (ANP) - {other}", other, between, f"SKARVIK (ANP) - {other}"]
    assert f"SKARVIK (ANP) - {other}" in list(block_texts(parse(*lines).article.body))


@pytest.mark.parametrize(
    "box",
    [
        "We don’t spam! Read our privacy policy for more info.",
        "Check your inbox or spam folder to confirm your subscription.",
        "Exit mobile version",
        "Site icon osted.example",
        "Placeholder Image",
        "2 Comment(s) | Posted |",
    ],
)
def test_boxes_of_weblogs_are_no_text(box: str) -> None:
    page = ["Home", "Sign in", "Old weighing house becomes a library", box, LEAD, SECOND, "Share this article"]
    assert box not in shown(parse(*page))
