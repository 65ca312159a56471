"""Newsletters as plain text lose what their mailing service wrote, and no word of the story."""

from __future__ import annotations

import pytest

from convert.model import Figure, Moment, block_texts
from convert.readers import Parsed, Source
from convert.readers.text import read

pytestmark = pytest.mark.sampled(2)

TITLE = "Ferry to Lund resumes after four months"
PARAGRAPHS = [
    "The ferry between Osted and the island of Lund resumed on Tuesday after four months of repairs, the county said.",
    "About 300 people waited at the quay when the “Maren” left at 7.15 with forty cars on board, most islanders.",
    "The county paid four million crowns for the repairs, twice as much as planned, and an inquiry is to find out why.",
]
STORY = "\n\n".join(PARAGRAPHS)
ROW = "-" * 60

FOOTERS = {
    "en": """\
============================================================
** Facebook (https://facebook.example/osted)
** Website (https://osted.example)
Copyright © 2026 Osted Post, All rights reserved.
You are receiving this email because you opted in via our website.

Our mailing address is:
Osted Post
1 Quay Street
Osted 1234

Want to change how you receive these emails?
You can ** update your preferences (https://osted.example/profile?u=1)
or ** unsubscribe from this list (https://osted.example/unsubscribe?u=1).
""",
    "de": """\
============================================================
Copyright © 2026 Osted Post, Alle Rechte vorbehalten.

Unsere Postanschrift lautet:
Osted Post
Kaistraße 1
1234 Osted

Möchten Sie ändern, wie Sie diese E-Mails erhalten?
Sie können Ihre Einstellungen ändern (https://osted.example/profile?u=1)
oder sich von dieser Liste abmelden (https://osted.example/unsubscribe?u=1).
""",
    "fr": """\
Notre adresse postale est :
Osted Post
1 quai du Port

Vous souhaitez changer la façon dont vous recevez ces e-mails ?
Vous pouvez mettre à jour vos préférences (https://osted.example/profile?u=1)
""",
    "short": """\
This email was sent to desk@paper.example
Unsubscribe here (https://osted.example/u/1)
""",
}


def parse(text: str) -> Parsed:
    return read(Source(name="letter.txt", data=text.encode(), moment=Moment("2026-01-01T00:00:00Z")))


@pytest.mark.parametrize("footer", FOOTERS.values(), ids=FOOTERS)
def test_the_footer_of_a_mailing_service_is_taken(footer: str) -> None:
    parsed = parse(f"{TITLE}\n\nBy Nora Feld\n\n{STORY}\n\n{footer}")
    assert list(block_texts(parsed.article.body)) == PARAGRAPHS
    first = next(line.number for line in parsed.trace if line.number > 9 and line.text.strip())
    assert {line.rule for line in parsed.trace if line.number >= first and line.text} == {"frame of a newsletter"}


def test_marked_titles_and_links_lose_their_marks() -> None:
    linked = PARAGRAPHS[0].replace("the island of Lund", "** the island of Lund (https://osted.example/lund?utm=1)")
    parsed = parse(
        f"** {TITLE}\n{ROW}\n\nBy Nora Feld\n\n{linked}\n\n** What it cost\n{ROW}\n\n" + "\n\n".join(PARAGRAPHS[1:])
    )
    assert parsed.article.headline == TITLE
    assert [author.name for author in parsed.article.authors] == ["Nora Feld"]
    assert list(block_texts(parsed.article.body)) == [PARAGRAPHS[0], "What it cost", *PARAGRAPHS[1:]]


def test_the_addresses_behind_links_are_not_published() -> None:
    linked = PARAGRAPHS[0].replace("the county", "the county [ https://substack.com/redirect/1?j=ey ]")
    parsed = parse(
        f"View this post on the web at https://osted.substack.com/p/ferry\n\n{TITLE}\n\n{linked}\n\n{STORY[115:]}"
    )
    assert next(iter(block_texts(parsed.article.body))) == PARAGRAPHS[0]


def test_pictures_of_a_plain_version_are_figures_with_their_captions() -> None:
    parsed = parse(
        f"# {TITLE}\n\nView image: (https://media.example/1.jpg)\nFollow image link: (https://osted.example)\n"
        f"Caption: The “Maren” at the quay on Tuesday.\n\n{STORY}\n\n"
        "You are reading a plain text version of this post. For the best experience, copy and paste this link in your "
        "browser to view the post online:\nhttps://osted.example/p/ferry\n"
    )
    figures = [block for block in parsed.article.body if isinstance(block, Figure)]
    assert parsed.article.headline == TITLE
    assert list(filter(None, block_texts(figures))) == ["The “Maren” at the quay on Tuesday."]
    assert [text for text in block_texts(parsed.article.body) if text in PARAGRAPHS] == PARAGRAPHS
    assert len(parsed.article.body) == 4


@pytest.mark.parametrize(
    "below",
    [
        "Unsubscribe here, the button says, and nobody knows what happens when islanders press it on a Sunday.",
        "This email was sent to all islanders on Monday, and the county has not answered since then.",
        "© 2026 Osted Post\nAll rights reserved.",
        "Our mailing address is wrong, says the letter that the county sent to every house on Lund.",
        "You can ** update your timetable at the quay.",
        "This email was sent to 400 islanders.\n\nNo longer want to receive these emails? The county asks in vain.",
        f"This email was sent to all customers.\n\nUnsubscribe here and you lose it.\n\n{PARAGRAPHS[1]}",
    ],
)
def test_what_resembles_a_footer_is_not_taken_as_one(below: str) -> None:
    parsed = parse(f"{TITLE}\n\nBy Nora Feld\n\n{STORY}\n\n{below}\n")
    assert "frame of a newsletter" not in {line.rule for line in parsed.trace}


def test_stars_alone_are_no_marks() -> None:
    parsed = parse(
        f"{TITLE}\n\n{STORY}\n\nHotels on Lund: ** Harbour Inn (40 rooms), *** Strand (12 rooms), no more than that.\n"
    )
    assert "** Harbour Inn (40 rooms)" in list(block_texts(parsed.article.body))[-1]
