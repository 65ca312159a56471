"""Pages in English: bylines with what sites put beside them, credits of pictures by their form, and what is alike."""

from __future__ import annotations

import pytest
from harbor_pages import LAST, LEAD, MOMENT, SECOND, TITLE

from convert.model import block_texts
from convert.readers import Parsed, Source
from convert.readers.text import read

pytestmark = pytest.mark.sampled(4)

THIRD = "“Nobody likes a bill that grows, but nobody likes a pier that falls into the sea,” said Mayor Petra Lindqvist."
ABOVE = "Skip to content\nNews\nSports\nSubscribe\nLog in"
BELOW = "Most Popular\n\nContact Us\nPrivacy Policy\n\n© 2024 Osted Bell. All rights reserved."


def parse(*parts: str) -> Parsed:
    return read(Source(name="story.txt", data="\n\n".join(parts).encode(), moment=MOMENT))


def page(*parts: str) -> Parsed:
    return parse(ABOVE, TITLE, *parts, BELOW)


def names(parsed: Parsed) -> list[str]:
    return [author.name for author in parsed.article.authors]


def roles(parsed: Parsed) -> dict[str, str]:
    return {line.text: line.role for line in parsed.trace}


@pytest.mark.parametrize("is_page", [False, True])
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("by Nora Feld | Mar 14, 2024 | Harbor, Local News | 0 comments", ["Nora Feld"]),
        ("by Nora Feld | Mar 14, 2024 | Front Page, Sports | 3 Comments", ["Nora Feld"]),
        ("Nora Feld, Bell Staff WriterMar 14, 2024, 09:05 PM ET", ["Nora Feld"]),
        ("Nora Feld / TNN / Mar 14, 2024, 21:05 IST", ["Nora Feld"]),
        ("By Nora Feld, Arnholm University", ["Nora Feld"]),
        ("By Nora Feld, Arnholm Institute of Technology", ["Nora Feld"]),
        ("By Nora Feld, BBC News, Osted", ["Nora Feld"]),
        ("Nora Feld – Osted Gazette", ["Nora Feld"]),
        ("By Nora Feld Follow", ["Nora Feld"]),
        ("By Nora Feld Twitter Email", ["Nora Feld"]),
        ("Nora Feld reporting", ["Nora Feld"]),
        ("Nora Feld, Ph.D.", ["Nora Feld"]),
        ("Nora Feld, M.D., Ph.D.", ["Nora Feld"]),
        ("Jon Arbel Jr.", ["Jon Arbel Jr."]),
        ("By Q9 Newsdesk", ["Q9 Newsdesk"]),
        ("By The Osted Bell Editorial Board", ["Osted Bell Editorial Board"]),
        ("By Multiple Authors", []),
        ("By Staff Reporter", []),
        ("Thandiwe Nkosi", ["Thandiwe Nkosi"]),
    ],
)
def test_the_author_is_without_what_a_site_puts_beside(line: str, expected: list[str], is_page: bool) -> None:
    parsed = page(line, LEAD, SECOND, THIRD, LAST) if is_page else parse(TITLE, line, LEAD, SECOND, THIRD, LAST)
    assert names(parsed) == expected
    if "2024" in line:
        assert parsed.article.published is not None
        assert parsed.article.published.text.startswith("2024-03-14")


@pytest.mark.parametrize(
    "line", ["By Our Correspondent", "Staff Reporter", "By Staff", "From Staff Reports", "By Editor"]
)
def test_a_byline_that_names_nobody_is_no_dek(line: str) -> None:
    article = parse(TITLE, line, LEAD, SECOND, THIRD, LAST).article
    assert (article.byline, article.subheadline) == (line, None)


def test_a_job_below_the_author_is_of_the_byline_and_an_opening_alone_is_dropped() -> None:
    article = parse(TITLE, "By Nora Feld", "Staff Reporter", LEAD, SECOND, THIRD, LAST).article
    assert (article.byline, article.subheadline) == ("By Nora Feld, Staff Reporter", None)
    parsed = parse(TITLE, "Date: 14 March 2024", "Written by:", LEAD, SECOND, THIRD, LAST)
    assert (parsed.article.subheadline, roles(parsed)["Written by:"]) == (None, "navigation")


@pytest.mark.parametrize("dek", ["By hook or by crook", "Reporter finds a lost boat", "Staff of the harbor to move"])
def test_a_dek_that_is_like_a_byline_stays(dek: str) -> None:
    assert parse(TITLE, dek, LEAD, SECOND, THIRD, LAST).article.subheadline == dek


SHOWN = "Fishing boats lie in the inner basin of Osted harbor"


@pytest.mark.parametrize("where", ["head", "middle", "page"])
@pytest.mark.parametrize(
    "line",
    [
        f"{SHOWN}, March 13, 2024. REUTERS/Jon Arbel",
        f"{SHOWN}, March 13, 2024. REUTERS/Jon Arbel/File Photo Purchase Licensing Rights, opens new tab",
        f"[1/3]{SHOWN}, March 13, 2024. REUTERS/Jon Arbel",
        f"Item 1 of 3 {SHOWN}, March 13, 2024. REUTERS/Jon Arbel",
        f"{SHOWN}.Credit...Jon Arbel for The Osted Bell",
        f"{SHOWN} (PA Wire)",
        f"{SHOWN} (Jon Arbel/PA)",
        f"{SHOWN}. [Jon Arbel, Standard]",
        f"{SHOWN} [Courtesy]",
        f"{SHOWN} (File)",
        f"{SHOWN}. (File photo)",
        f"{SHOWN}. (Express photo by Jon Arbel)",
        f"{SHOWN}. (Jon Arbel for The Osted Bell)",
        f"{SHOWN}. (Jon Arbel/Bell via AP)",
        f"{SHOWN}. Jon Arbel/Osted Bell",
        f"{SHOWN}. THE CANADIAN PRESS/Jon Arbel",
        f"{SHOWN}. (ABC News: Jon Arbel)",
        f"{SHOWN}.(Supplied: Osted Council)",
        f"{SHOWN}. Photo / Jon Arbel",
        f"JON ARBEL/BELL {SHOWN}.",
        f"Image\n{SHOWN}.Credit...Jon Arbel",
        f"Getty Images\n{SHOWN}",
        f"{SHOWN}\nGetty Images",
    ],
)
def test_a_credit_is_known_by_its_form(line: str, where: str) -> None:
    head = ("By Nora Feld", "March 14, 2024")
    if where == "head":
        parsed = parse(TITLE, *head, line, LEAD, SECOND, THIRD, LAST)
    elif where == "middle":
        parsed = parse(TITLE, *head, LEAD, SECOND, line, THIRD, LAST)
    else:
        parsed = page(*head, "Share\nFacebook\nTwitter", line, LEAD, SECOND, THIRD, LAST)
    pictures = [block for block in parsed.article.body if type(block).__name__ == "Figure"]
    texts = " ".join(block_texts(tuple(block for block in parsed.article.body if block not in pictures)))
    assert SHOWN in " ".join(block_texts(tuple(pictures)))
    assert [word for word in ("Arbel", "Getty", SHOWN) if word in texts] == []
    assert (names(parsed), parsed.article.subheadline) == (["Nora Feld"], None)


@pytest.mark.parametrize(
    "line",
    [
        "The boats belong to Jon Arbel/Nora Feld and to the harbor office, which has kept them since 1987.",
        "The council met for six hours and looked at every boat in the inner basin of the harbor (see photo).",
        "Arbel, who plays for Vellby (United), said that he would sell the trawler and the berth in the spring.",
        "A file photo of the mayor was on the leaflet that the boat owners handed out before the meeting began.",
        "The pier was closed, and so was the fish market, until the owners had paid (all of it in one sum).",
        "It was, Arbel said, a choice between the fish and/or the ships that bring Osted its coal and its salt.",
    ],
)
def test_text_that_is_like_a_credit_stays(line: str) -> None:
    parsed = parse(TITLE, "By Nora Feld", "March 14, 2024", LEAD, SECOND, line, THIRD, LAST)
    assert line in block_texts(parsed.article.body)
    assert roles(parsed)[line] == "paragraph"


def test_a_byline_with_a_slash_is_no_credit_of_the_dek() -> None:
    dek = "Boat owners say they were not asked before the vote"
    parsed = parse(f"{TITLE}\n{dek}\nNora FELD / OSTED\nMarch 14, 2024\n{LEAD}\n{SECOND}\n{THIRD}\n{LAST}")
    assert parsed.article.subheadline == dek


@pytest.mark.parametrize(
    "line",
    [
        "You have exhausted your free article limit. Please support quality journalism.",
        "This is a Premium article available exclusively to our subscribers. To read 250+ such articles every month",
        "Kindly share this story:",
        "If you value this story, please consider making a tax-deductible donation today.",
        "Test your knowledge: take our weekly news quiz",
        "0 seconds of 1 minute, 12 secondsVolume 90%",
        "Here are more articles you may enjoy.",
    ],
)
def test_furniture_below_the_story_is_dropped(line: str) -> None:
    parsed = page("By Nora Feld", LEAD, SECOND, THIRD, LAST, line)
    assert not any(line in text for text in block_texts(parsed.article.body))


@pytest.mark.parametrize(
    "line",
    [
        "Follow-up meetings are planned for April and May, and residents may sign up to speak at the town hall.",
        "Sign-up for the new berths opens on Monday at eight, and the harbor office expects a long line of owners.",
        "Next year, the council plans to dredge the inner basin at a cost of $2 million, the mayor said on Friday.",
    ],
)
def test_text_that_opens_as_furniture_stays(line: str) -> None:
    assert line in block_texts(page("By Nora Feld", LEAD, SECOND, THIRD, LAST, line).article.body)


@pytest.mark.parametrize(
    "line",
    [
        "Anyone with information is asked to call police on 101 or email witnesses@police.example by Friday.",
        "Witnesses may write to harbor.police@osted.example until the end of March, a spokeswoman said on Monday.",
    ],
)
def test_where_witnesses_write_to_is_part_of_the_news(line: str) -> None:
    assert line in block_texts(page("By Nora Feld", LEAD, SECOND, THIRD, LAST, line).article.body)


@pytest.mark.parametrize("kind", ["Exclusive", "Opinion", "EDITORIAL", "Fact check", "Meinung"])
def test_a_kind_of_story_before_a_bar_is_the_kicker(kind: str) -> None:
    article = parse(f"{kind} | {TITLE}", "By Nora Feld", LEAD, SECOND, THIRD, LAST).article
    assert (article.headline, [title.text for title in article.other_headlines]) == (TITLE, [kind])


@pytest.mark.parametrize("title", ["Osted | harbor fees to rise by a third", "Opinion: harbor fees are too high"])
def test_another_bar_or_colon_stays_in_the_title(title: str) -> None:
    assert parse(title, "By Nora Feld", LEAD, SECOND, THIRD, LAST).article.headline == title


def test_a_sentence_between_title_and_dateline_is_the_dek() -> None:
    dek = "Boat owners say that nobody asked them."
    parsed = parse(f"{TITLE}\n{dek}\nOSTED - {LEAD}\n{SECOND}\n{dek} The mayor does not agree.\n{LAST}")
    assert (parsed.article.subheadline, parsed.article.dateline) == (dek, "OSTED")


def test_a_source_below_the_title_is_no_dek() -> None:
    article = parse(TITLE, "News of Friday, 4 March 2022", "Source: ostedbell.example", LEAD, SECOND, LAST).article
    assert (article.subheadline, [source.name for source in article.sources]) == (None, ["ostedbell.example"])
    dek = "Source: the spring of the river is below the town"
    assert parse(TITLE, dek, LEAD, SECOND, LAST).article.subheadline == dek


def test_the_name_of_a_paper_is_no_kicker() -> None:
    assert parse("The Osted Times", TITLE, "By Nora Feld", LEAD, SECOND, LAST).article.other_headlines == ()


def test_who_said_a_quotation_is_no_heading() -> None:
    quotation = "We have put in for $73 million for a breakwater, and I would rather have a place to park."
    line = "— Osted Councillor Aaron Kell"
    parsed = page("By Nora Feld", LEAD, SECOND, quotation, line, THIRD, LAST)
    assert roles(parsed)[line] == "paragraph"


OTHER = (
    "Arnholm school to close for a week after boiler fails",
    "By Peter Quill",
    "March 13, 2024",
    "ARNHOLM — The primary school in Arnholm will be closed until next Friday after its boiler failed on Thursday.",
    "Parents were told by text message shortly after seven in the morning. About 240 children attend the school.",
)


@pytest.mark.parametrize(
    "parts", [OTHER, ("NEXT STORY", *OTHER), ("NEXT STORY", *OTHER[:2], *OTHER[3:]), (*OTHER[:3], OTHER[4])]
)
def test_another_story_below_is_dropped(parts: tuple[str, ...]) -> None:
    parsed = page("By Nora Feld", "March 14, 2024", f"OSTED — {LEAD}", SECOND, THIRD, LAST, *parts)
    body = block_texts(parsed.article.body)
    assert LAST in body
    assert [part for part in parts if part in body or part.partition(" — ")[2] in body] == []
    assert names(parsed) == ["Nora Feld"]


def test_a_link_with_its_byline_ends_no_story() -> None:
    link = ("Related stories", "Duel of the harbors: Osted or Vellby?", "By Peter Quill")
    body = block_texts(
        page("By Nora Feld", "March 14, 2024", LEAD, SECOND, THIRD, *link, LAST, SECOND + LAST).article.body
    )
    assert LAST in body


def test_teasers_below_their_label_are_dropped() -> None:
    teasers = (
        "East pier closed after storm tears away deck\nThe harbor master said engineers would look at it this week.",
        "Vellby marina adds forty berths\nThe new berths opened on Monday and half are already let to visitors.",
    )
    parsed = page(
        "By Nora Feld", "Share\nFacebook", "March 14, 2024", LEAD, SECOND, THIRD, LAST, "Related stories", *teasers
    )
    text = " ".join(block_texts(parsed.article.body))
    assert "harbor master" not in text
    assert "new berths opened" not in text
    assert LAST in text


def test_a_note_below_about_the_author_is_dropped_without_other_signs_of_a_page() -> None:
    note = "Nora Feld is a senior reporter at the Osted Bell, where she has written about fishing and ports since 2011."
    body = block_texts(parse(TITLE, "By Nora Feld", LEAD, SECOND, THIRD, LAST, "About the author", note).article.body)
    assert note not in body
    assert note in block_texts(parse(TITLE, "By Petra Kell", LEAD, SECOND, THIRD, note, LAST).article.body)


def test_credits_of_an_agency_and_its_legal_lines_below_are_no_text() -> None:
    credit = "(Additional reporting by Henning Gloy; Editing by Joseph Rade and Richard Pull)"
    legal = (
        "[© 2018 Osted Press. All rights reserved.] Copyright 2018 Osted Press. All rights reserved. This material "
        "may not be rewritten or broadcast."
    )
    last = "Osted Press is solely responsible for this content."
    article = parse(TITLE, LEAD, SECOND, THIRD, LAST, credit, legal, last).article
    assert [line for line in (credit, legal, last) if line in block_texts(article.body)] == []
    assert {who.name for who in article.contributors} == {"Henning Gloy", "Joseph Rade", "Richard Pull"}


def test_the_alternative_of_a_logo_is_no_kicker() -> None:
    assert parse("logo", TITLE, "By Nora Feld", LEAD, SECOND, LAST).article.other_headlines == ()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By Nora Feld  Global News", ["Nora Feld"]),
        ("byNora Feld", ["Nora Feld"]),
        ("By Nora Ann Feld", ["Nora Ann Feld"]),
        ("By Nora Feld Lind", ["Nora Feld Lind"]),
    ],
)
def test_a_name_ends_before_its_outlet(line: str, expected: list[str]) -> None:
    assert names(parse(TITLE, line, "March 14, 2024", LEAD, SECOND, THIRD, LAST)) == expected


@pytest.mark.parametrize("job", ["Contributor", "Political Correspondent", "BellNews.ca Writer"])
def test_a_job_in_capitals_below_the_author_is_no_dek(job: str) -> None:
    article = parse(TITLE, f"Nora Feld\n{job}", "March 14, 2024", LEAD, SECOND, THIRD, LAST).article
    assert [who.name for who in article.authors] == ["Nora Feld"]
    assert (article.byline, article.subheadline) == (f"Nora Feld, {job}", None)


@pytest.mark.parametrize(
    "line",
    [
        "This article was published more than 1 year ago. Some information may no longer be current.",
        "Share this article via whatsapp",
        "Listen· 3:45",
        "Heard on All Things Considered",
        "Opinions expressed by Forbes Contributors are their own.",
        "Replies (3)",
    ],
)
def test_what_sites_have_below_the_day_is_no_text(line: str) -> None:
    article = parse(TITLE, "By Nora Feld", "March 14, 2024", line, LEAD, SECOND, THIRD, LAST).article
    assert (line in block_texts(article.body), article.subheadline) == (False, None)
