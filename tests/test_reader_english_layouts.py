"""Layouts of English news sites: menus and window titles above a title, pictures between it and the text, keywords
below; and lines of stories that are like them.
"""

from __future__ import annotations

import pytest
from harbor_pages import LAST, LEAD, MENU, MOMENT, SECOND, TITLE

from convert.model import Figure, block_texts, inline_text
from convert.readers import Parsed, Source
from convert.readers.text import read

pytestmark = pytest.mark.sampled(3)

DEK = "Boat owners say that they were not asked before the vote on Thursday."
SHOWN = "The ferry lies at the old pier with her lights out"


def parse(*parts: str) -> Parsed:
    return read(Source(name="story.txt", data="\n\n".join(parts).encode(), moment=MOMENT))


def names(parsed: Parsed) -> list[str]:
    return [author.name for author in parsed.article.authors]


def body(parsed: Parsed) -> list[str]:
    return [*block_texts(tuple(block for block in parsed.article.body if not isinstance(block, Figure)))]


def pictures(parsed: Parsed) -> str:
    figures = [block for block in parsed.article.body if isinstance(block, Figure)]
    return " ".join(f"{inline_text(block.caption)} {block.credit or ''}" for block in figures)


def roles(parsed: Parsed) -> dict[str, str]:
    return {line.text: line.role for line in parsed.trace}


@pytest.mark.parametrize(
    "above",
    [
        "News Osted Town FC Things to do Business Property Lifestyle Subscribe",
        "News Harbor Fish & Ships Politics Weather Sports",
        f"{TITLE} - WQMG Osted News Now",
        f"{TITLE} | The Osted Bell",
        f"{TITLE} — Osted Bell",
    ],
)
def test_a_menu_in_a_row_and_the_title_of_the_window_are_no_headline(above: str) -> None:
    for head in (f"{above}\n{TITLE}", f"{above}\n\n{TITLE}"):
        article = parse(head, "Nora Feld\n\nMarch 14, 2024", LEAD, SECOND, LAST).article
        assert (article.headline, article.subheadline, article.other_headlines) == (TITLE, None, ())


@pytest.mark.parametrize(
    "title",
    ["News of the harbor: business, weather and sports", "World Health Chief Urges Europe to Share Weather", "Sport"],
)
def test_a_title_with_words_of_menus_stays(title: str) -> None:
    assert parse(title, "By Nora Feld", "March 14, 2024", LEAD, SECOND, LAST).article.headline == title


def test_a_title_that_ends_with_a_site_stays_without_its_repeat() -> None:
    title = f"{TITLE} - Osted Bell"
    assert parse(title, "By Nora Feld", "March 14, 2024", LEAD, SECOND, LAST).article.headline == title


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("Petra Lindqvist\nMayor Petra Lindqvist of Osted. Photo: Jon Arbel", []),
        ("Petra Lindqvist\nMayor Petra Lindqvist of Osted. (Photo: Jon Arbel)", []),
        ("By Nora Feld\n\nPetra Lindqvist\nJon Arbel/Courtesy of the artist", ["Nora Feld"]),
        ("Nora Feld\nMarch 14, 2024\n\nPetra Lindqvist\nJon Arbel/Osted Bell", ["Nora Feld"]),
        ("Nora Feld\nThe old pier of Osted. Photo: Jon Arbel", ["Nora Feld"]),
        ("Nora Feld\nNora Feld on the old pier. Photo: Jon Arbel", ["Nora Feld"]),
    ],
)
def test_who_is_in_a_picture_is_no_author(block: str, expected: list[str]) -> None:
    assert names(parse(TITLE, DEK, block, LEAD, SECOND, LAST)) == expected


DATED = f"{SHOWN}, Monday, Oct. 28, 2024, in Osted."


@pytest.mark.parametrize("is_page", [False, True])
@pytest.mark.parametrize(
    "picture",
    [
        f"A ferry at a pier.\n{DATED}\nJon Arbel | Bell | Getty Images",
        f"A ferry at a pier at night.\n{SHOWN}, as it has since the storm.\nJon Arbel/The Osted Bell",
        f"{DATED}\n\nJon Arbel II/The Osted Morning Bell via AP",
        f"{SHOWN} (WQMG 2021)",
        f"{SHOWN}. Pilots say that it will never leave (Feb. 14) AP",
    ],
)
def test_pictures_above_the_text_are_no_text(picture: str, is_page: bool) -> None:
    above = (MENU,) if is_page else ()
    parsed = parse(*above, TITLE, DEK, "By Nora Feld", "March 14, 2024", picture, LEAD, SECOND, LAST)
    assert body(parsed) == [LEAD, SECOND, LAST]
    assert SHOWN in pictures(parsed)
    assert (names(parsed), parsed.article.subheadline) == (["Nora Feld"], DEK)


@pytest.mark.parametrize(
    "credit",
    [
        "(Source: Fenn County Office of Emergency Management)",
        "(Photo: Osted Port) (Photo: Osted Port)",
        "File / Osted Bell",
        "Supplied | Port of Osted",
        "Representational image |",
        "Fenn County Division of Fire & Rescue Services",
        "University of Osted",
        "Illustrative image",
    ],
)
def test_credits_alone_above_the_text_are_no_text(credit: str) -> None:
    parsed = parse(TITLE, "March 14, 2024", "By Nora Feld", credit, LEAD, SECOND, LAST)
    assert body(parsed) == [LEAD, SECOND, LAST]
    assert parsed.article.subheadline is None


@pytest.mark.parametrize("heading", ["What the Council Wants", "The End of the Pier", "A New Harbor Office Opens"])
def test_a_heading_above_the_text_is_no_credit(heading: str) -> None:
    parsed = parse(TITLE, "March 14, 2024", "By Nora Feld", heading, LEAD, SECOND, LAST)
    assert pictures(parsed) == ""


@pytest.mark.parametrize(
    "line",
    [
        "The ferry was sold on Monday, Oct. 28, 2024, and nobody in Osted has seen a boat at the pier since then.",
        "The council cites a study of the bay (Arbel 2021), which found that the pier moves a little every year.",
        "Two of the pilots, Jon Arbel and Nora Fisk, went to see the mayor, who had the file on her desk already.",
    ],
)
def test_sentences_that_are_like_captions_stay(line: str) -> None:
    parsed = parse(TITLE, "By Nora Feld", "March 14, 2024", line, SECOND, LAST)
    assert body(parsed) == [line, SECOND, LAST]
    parsed = parse(TITLE, "By Nora Feld", "March 14, 2024", LEAD, line, SECOND, LAST)
    assert body(parsed) == [LEAD, line, SECOND, LAST]


def test_a_sentence_between_a_title_and_its_repeat_is_the_dek() -> None:
    parsed = parse("This Article is From Mar 14, 2024", TITLE, DEK, f"{TITLE}\nMumbai:", LEAD, SECOND, LAST)
    article = parsed.article
    assert (article.headline, article.subheadline, article.dateline) == (TITLE, DEK, "Mumbai")
    assert body(parsed) == [LEAD, SECOND, LAST]


@pytest.mark.parametrize("line", ["Osted:", "Buckets:"])
def test_a_word_with_a_colon_above_the_text_is_no_place_unless_known(line: str) -> None:
    assert parse(TITLE, "By Nora Feld", "March 14, 2024", line, LEAD, SECOND, LAST).article.dateline is None


def test_the_section_that_is_below_the_title_again_is_no_dek() -> None:
    article = parse(f"Harbor\n{TITLE}\nHarbor\n{TITLE}\n{LEAD}\n{SECOND}\n{LAST}").article
    assert (article.headline, article.subheadline) == (TITLE, None)


@pytest.mark.parametrize("mark", ["\n", "\n\n"])
def test_phrases_of_the_text_on_lines_below_it_are_its_keywords(mark: str) -> None:
    tags = ["Boat owners", "harbor office", "Breakwater", "Moorings"]
    parsed = parse(TITLE, "By Nora Feld", "March 14, 2024", LEAD, SECOND, LAST, mark.join(tags))
    assert (body(parsed), parsed.article.keywords) == ([LEAD, SECOND, LAST], tuple(tags))


@pytest.mark.parametrize(
    "lines", ["Marl 3\nOsted 1\nHarbor 2", "Ann Roe\nBo Kitt\nJon Arbel", "Boat owners\nharbor office"]
)
def test_other_lines_below_the_text_are_no_keywords(lines: str) -> None:
    assert parse(TITLE, "By Nora Feld", "March 14, 2024", LEAD, SECOND, LAST, lines).article.keywords == ()


@pytest.mark.parametrize(
    "above",
    [
        "Log in\nFree: The Bell Mobile App - Exclusive Content",
        "Go to main contentsGo to menu",
        "bars glass arrow no yes",
    ],
)
def test_a_notice_at_the_top_of_a_page_is_no_headline(above: str) -> None:
    article = parse(above, TITLE, LEAD, SECOND, LAST).article
    assert (article.headline, article.subheadline) == (TITLE, None)


@pytest.mark.parametrize("title", ["eBoats will pay a third more in Osted harbor", "de Wind keeps the harbor of Osted"])
def test_a_title_that_opens_with_a_small_letter_stays_above_its_dek(title: str) -> None:
    article = parse(title, "Boat owners in Osted say that nobody asked them", LEAD, SECOND, LAST).article
    assert article.headline == title


def test_a_title_below_a_button_stays_above_its_dek() -> None:
    dek = "Boat owners in Osted say that nobody asked them"
    article = parse(f"Log in\n{TITLE}", dek, LEAD, SECOND, LAST).article
    assert (article.headline, article.subheadline) == (TITLE, dek)


@pytest.mark.parametrize("label", ["Article content", "Contenu de l’article"])
def test_all_parts_of_a_text_below_their_label_are_of_it(label: str) -> None:
    heading, closing = "What the owners of boats can do now", "“So we will see.”"
    ad = f"Advertisement 2\nStory continues below\n{label}"
    parsed = parse("Advertisement 1", TITLE, label, LEAD, ad, SECOND, label, heading, label, LAST, ad, closing)
    assert body(parsed) == [LEAD, SECOND, heading, LAST, closing]


@pytest.mark.parametrize(
    "line",
    ["Sign up to receive monthly updates", "Subscribe now for our newsletter", "OSTED TRIBUNE", "[VISION ONLY]"],
)
def test_a_button_or_the_name_of_the_paper_does_not_close_a_text(line: str) -> None:
    assert body(parse(TITLE, "By Nora Feld", LEAD, SECOND, LAST, line)) == [LEAD, SECOND, LAST]


@pytest.mark.parametrize("line", ["SAVE OUR PIER", "Sign up for the council, said Mayor Lindqvist, who has lost two."])
def test_a_line_that_is_like_one_closes_it(line: str) -> None:
    assert body(parse(TITLE, "By Nora Feld", LEAD, SECOND, LAST, line))[-1] == line


def test_the_day_of_a_comment_is_not_that_of_the_story() -> None:
    comments = "1 Comment\n\n1. Sonja Fitch\n\nJanuary 19, 2021 at 4:31 pm\n\nThe pier is the best of all piers!"
    assert parse("Connect with us", TITLE, LEAD, SECOND, LAST, comments).article.published is None


@pytest.mark.parametrize(
    ("below", "day"),
    [
        ("First Published: Jun 10 2016 | 1:07 AM IST", "2016-06-10"),
        ("Published: June 10, 2016, 1:07 AM", "2016-06-10"),
        ("First Published: Jun 10 2024 | 1:07 AM IST", "2019-04-09"),
        ("More From This Section", "2019-04-09"),
    ],
)
def test_the_day_of_publication_below_a_text_goes_before_an_update(below: str, day: str) -> None:
    updated = "1 min read Last Updated : Apr 09 2019 | 3:32 PM IST"
    parsed = parse(MENU, TITLE, updated, LEAD, SECOND, LAST, below, "Next Story")
    assert parsed.article.published is not None
    assert parsed.article.published.text[:10] == day


@pytest.mark.parametrize(
    ("line", "is_author"),
    [("Holiday Mooring", False), ("Bogdana Mooring", False), ("Thandiwe Nkosi", True), ("Nora Mooring", True)],
)
def test_what_the_picture_of_a_page_shows_is_no_author(line: str, is_author: bool) -> None:
    text = "The harbor office said that every mooring in the inner basin would cost a third more from next spring on."
    parsed = parse(MENU, "Osted Has a Mooring for Every Boat", line, text, SECOND, LAST)
    assert names(parsed) == ([line] if is_author else [])


def test_a_day_and_a_reading_time_below_the_title_are_no_text() -> None:
    parsed = parse(TITLE, "06/19 29 min read", LEAD, SECOND, LAST)
    assert (body(parsed), parsed.article.reading_time) == ([LEAD, SECOND, LAST], 29)


def test_a_phrase_above_key_points_is_the_dek() -> None:
    dek = "Owners had asked the council to wait until the summer is over"
    parsed = parse(TITLE, dek, f"• {SECOND}", LEAD, LAST)
    assert parsed.article.subheadline == dek


@pytest.mark.parametrize("mark", ["'", "’"])
def test_a_credit_behind_a_quotation_is_known(mark: str) -> None:
    shown = f"Owners say that the pier is looking like 'a sieve.{mark} Image via AP."
    parsed = parse(TITLE, "By Nora Feld", "March 14, 2024", shown, LEAD, SECOND, LAST)
    assert body(parsed) == [LEAD, SECOND, LAST]


def test_an_agency_credit_below_a_caption_with_its_day_is_known() -> None:
    shown = "A man looks at the pier Tuesday, Jan. 27, 2009, in Osted. The storm took its deck."
    assert body(parse(TITLE, f"{shown}\nAP Photo/Jon Arbel\n{LEAD}", SECOND, LAST)) == [LEAD, SECOND, LAST]
