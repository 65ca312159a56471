"""Stories that messengers, networks and portals pass on are read without what these write around them."""

from __future__ import annotations

import pytest

from convert.model import Article, Figure, Moment, block_texts
from convert.readers import Source
from convert.readers.text import read
from convert.readers.text.envelopes.press.research import open_research_release
from convert.readers.text.envelopes.programs.pasted_message import open_pasted_message

pytestmark = pytest.mark.sampled(3)

TITLE = "Bell tower in Osted rings again"
PARAGRAPHS = [
    "The bell tower in Osted rang on Sunday for the first time since lightning struck it in 2023, the parish said.",
    "About 200 people stood in the square when the four bells began, and some had brought their children along.",
    "A foundry in Skarvik cast the largest bell anew, which cost 90,000 crowns, most of it raised at the market.",
]
STORY = "\n\n".join(PARAGRAPHS)


def article(text: str) -> Article:
    return read(Source(name="story.txt", data=text.encode(), moment=Moment("2026-11-01T00:00:00Z"))).article


def shown(found: Article) -> list[str | None]:
    return [found.headline, found.subheadline, *(author.name for author in found.authors), *block_texts(found.body)]


@pytest.mark.parametrize(
    "text",
    [
        f"[12/3 9:15] Nora Feld\n{TITLE}\n\n{STORY}\n",
        f"[9:15 AM] Feld, Nora (Guest)\n{TITLE}\n\n{STORY}\n",
        f"Nora Feld — 12/03/2026 09:15\n**{TITLE}**\n{STORY}\n(edited)\n",
        f"Nora Feld — Today at 9:15 AM\n**{TITLE}**\n{STORY}\n",
        f"Nora Feld — heute um 09:15\n{TITLE}\n\n{STORY}\n(bearbeitet)\n",
        f"*{TITLE}*\n\n{STORY}\n",
        f"*{TITLE}*\n\n{STORY.replace('four bells', '*four* bells')}\n",
        f"Forwarded from Osted News\n⚡️{TITLE}\n\n{STORY}\n\n@ostednews\n",
        f"Forwarded from Osted News\n\U0001f514 {TITLE}\n\n{STORY}\n\nhttps://t.me/ostednews\n",
        f"Osted Post\n@post.example\n{TITLE}\n\n{STORY}\n\n09:15 · 8 May 2026\nAnyone can reply\n3 quotes\n9 likes\n",
        f"Osted Post\n@post@social.example\n{TITLE}\n\n{STORY}\n\n3 boosts · 12 favourites\n",
    ],
)
def test_what_passed_a_story_on_is_taken(text: str) -> None:
    assert shown(article(text)) == [TITLE, None, *PARAGRAPHS]


def test_a_thread_that_a_service_joined_is_read() -> None:
    posts = "\n".join(PARAGRAPHS)
    found = article(
        "Thread by @norafeld on Thread Reader App\nNora Feld\n@norafeld\nMay 8, 2026 • 4 tweets • 1 min read"
        f"\n\n{posts}\n\n• • •\n\nMissing some Tweet in this thread? You can try to force a refresh\n"
    )
    assert list(block_texts(found.body)) == PARAGRAPHS
    assert [author.name for author in found.authors] == ["Nora Feld"]
    assert found.published
    assert found.published.text == "2026-05-08"


LINE = "[LINE] Chat history with Nora Feld\nSaved on: 2026/06/09 21:40\n\n2026.05.08 Friday\n"


def test_messages_of_line_are_read() -> None:
    found = article(LINE + "".join(f"09:1{at}\tNora Feld\t{text}\n" for at, text in enumerate((TITLE, *PARAGRAPHS))))
    assert shown(found) == [TITLE, None, *PARAGRAPHS]
    assert found.published
    assert found.published.text == "2026-05-08"


def test_a_forwarded_mail_that_opens_with_a_byline_keeps_its_subject() -> None:
    found = article(
        "---------- Forwarded message ---------\nFrom: Osted Post <n@osted.example>\nDate: Fri, May 8, 2026 at 9:15\n"
        f"Subject: {TITLE}\nTo: <ida@home.example>\n\nBy Nora Feld\n\n{STORY}\n"
    )
    assert shown(found) == [TITLE, None, "Nora Feld", *PARAGRAPHS]


def test_a_release_below_who_issued_it_and_the_hour_is_read() -> None:
    dek = "Some had brought their children along"
    found = article(f"Parish of Osted\nPress release\n8 May 2026\n09:15\n{TITLE}\n{dek}\n\n{STORY}\n")
    assert shown(found) == [TITLE, dek, *PARAGRAPHS]


def test_a_post_with_counts_in_another_language_is_read() -> None:
    found = article(
        f"Diario de Osted\n12 de marzo a las 09:15 · \n{TITLE}\n\n{STORY}\n\n... Ver menos\nTodas las reacciones:\n34\n"
        "5 comentarios\nMe gusta\nComentar\nCompartir\n"
    )
    assert shown(found) == [TITLE, None, *PARAGRAPHS]


@pytest.mark.parametrize("name", ["Osted Post", "Skarvik Courier", "Nordre Tidende", "Osted Matin"])
def test_a_paper_that_posts_is_no_author(name: str) -> None:
    found = article(f"{name}\n@paper@social.example\n{TITLE}\n\n{STORY}\n\n3 boosts · 12 favourites\n")
    assert not found.authors
    assert found.provider
    assert found.provider.name == name


@pytest.mark.parametrize(
    "lines",
    [
        ("[12/3 9:15] Nora Feld", TITLE),
        ("Osted — 200 people came", TITLE, *PARAGRAPHS),
        ("[9:15] The bells begin, and nobody speaks", *PARAGRAPHS),
        ("Nora Feld — Bells at 9:15", *PARAGRAPHS),
        ("[12/3 9:15] Nora Feld", TITLE, "[12/3 9:20] Ida Holm", "Thanks!"),
    ],
)
def test_other_first_lines_are_no_message(lines: tuple[str, ...]) -> None:
    assert open_pasted_message(lines) is None


@pytest.mark.parametrize("line", ["Forwarded by the post, the bells came by ship.", "• • •"])
def test_lines_like_those_of_networks_stay(line: str) -> None:
    found = article(f"{TITLE}\n\n{PARAGRAPHS[0]}\n\n{line}\n\n{PARAGRAPHS[1]}\n\n{PARAGRAPHS[2]}\n")
    assert {text for text in shown(found) if text} >= {TITLE, *PARAGRAPHS}
    assert line in shown(found) or line == "• • •"


RESEARCH = f"""\
News Release 8-May-2026
{TITLE}
Lightning had struck it in 2023
Peer-Reviewed Publication
University of Osted

image:{{gap}}

The new bell hangs in the tower. view more{{more}}

Credit: Ida Holm/University of Osted

{STORY}

Journal
Bell Science

DOI
10.1234/bs.2026.123

Method of Research
Observational study

Article Publication Date
8-May-2026

Disclaimer: The portal is not responsible for what its contributing institutions write.

Media Contact
Nora Feld
University of Osted
nora@osted.example
"""


@pytest.mark.parametrize(("gap", "more"), [("", ""), (" ", " "), ("", " »")])
def test_a_release_of_research_is_read(gap: str, more: str) -> None:
    found = article(RESEARCH.format(gap=gap, more=more))
    assert (found.headline, found.subheadline) == (TITLE, "Lightning had struck it in 2023")
    pictures = [block for block in found.body if isinstance(block, Figure)]
    assert [block_texts([picture]) and picture.credit for picture in pictures] == ["Ida Holm/University of Osted"]
    assert list(block_texts([block for block in found.body if block not in pictures])) == PARAGRAPHS
    assert found.provider
    assert found.provider.name == "University of Osted"
    assert found.published
    assert found.published.text == "2026-05-08"


def test_fewer_labels_are_no_release_of_research() -> None:
    lines = (TITLE, *PARAGRAPHS, "Journal", "Bell Science", "DOI", "10.1234/bs.2026.123")
    assert open_research_release(lines) is None


def test_a_record_of_retriever_with_page_and_author_is_read() -> None:
    found = article(
        f"{TITLE}\nOstedposten. 2026-05-08 Sida: 6\nPublicerat i print.\nAv: Karin Ekdal\n\n{STORY}\n\n"
        "© Ostedposten.\n\nAlla artiklar är skyddade av upphovsrättslagen. De får inte spridas utan Retriever.\n"
    )
    assert shown(found) == [TITLE, None, "Karin Ekdal", *PARAGRAPHS]
    assert [source.name for source in found.sources] == ["Ostedposten"]


@pytest.mark.parametrize(
    "heading",
    [
        "Noot voor de redactie (niet voor publicatie):",
        "Notes to editors (not for publication):",
        "Hinweis (nicht im Netz)",
    ],
)
def test_a_remark_behind_the_heading_of_notes_is_no_part(heading: str) -> None:
    found = article(
        f"Persbericht\n8 mei 2026\n\n{TITLE}\n\n{STORY}\n\n{heading}\nPress contact: Jens Dahl, pers@osted.example\n"
    )
    is_known = not heading.startswith("Hinweis")
    assert (heading not in list(block_texts(found.body))) == is_known
