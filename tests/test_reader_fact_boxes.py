"""Facts below reviews stay behind an address, contacts below other texts do not; who signs for a paper is no title."""

from __future__ import annotations

import pytest

from convert.model import Article, Moment, block_texts
from convert.readers import Source
from convert.readers.text import read

pytestmark = pytest.mark.sampled(2)

TITLE = "Soup with a view of the ferry"
FIRST = "People come for the fish soup and stay for the view of the ferry, which leaves every forty minutes until five."
SECOND = "The menu fits on a slate: three starters, three dishes, and one dessert, which the cook's grandmother made."


def article_of(text: str) -> Article:
    return read(Source(name="review.txt", data=text.encode(), moment=Moment("2026-11-01T00:00:00Z"))).article


@pytest.mark.parametrize(
    ("phone", "facts"),
    [
        ("Phone: 0441 555 0123", ["Open Tuesday to Saturday, noon and evening", "Menus from 19 euros"]),
        ("Tél. 02 98 55 01 23", ["Ouvert du mardi au samedi", "Menus à 19 et 27 euros"]),
        ("Telefon 040 555 0123", ["Geöffnet Dienstag bis Samstag", "Hauptgerichte ab € 14"]),
        ("Tel. 0441 555 0123", ["Abierto de martes a sábado"]),
    ],
)
def test_hours_and_prices_below_a_number_stay(phone: str, facts: list[str]) -> None:
    box = "\n".join(["The Slate", "3 Pier Road, Osted", phone, *facts])
    texts = [*block_texts(article_of(f"{TITLE}\n\nBy Nora Feld\n\n{FIRST}\n\n{SECOND}\n\n{box}\n").body)]
    assert texts[:2] == [FIRST, SECOND]
    assert all(fact in texts for fact in facts)
    assert phone not in texts


def test_contacts_below_a_text_are_not_published() -> None:
    box = "Contact\nThe Slate, 3 Pier Road, Osted\nPhone: 0441 555 0123\nslate@osted.example"
    texts = [*block_texts(article_of(f"{TITLE}\n\n{FIRST}\n\n{SECOND}\n\n{box}\n").body)]
    assert not any("0441" in text or "@" in text for text in texts)


@pytest.mark.parametrize("name", ["The Osted Post Editorial Board", "The Editorial Board"])
def test_the_board_of_a_paper_is_no_title(name: str) -> None:
    article = article_of(f"{TITLE}\n\n{name}\nMarch 12, 2026, 5:00 a.m. CET\n\n{FIRST}\n\n{SECOND}\n")
    assert (article.headline, article.byline) == (TITLE, name)


def test_a_title_may_end_as_the_name_of_a_board_does() -> None:
    title = "Council of Osted Names Editorial Board"
    assert article_of(f"{title}\n\nBy Nora Feld\n\n{FIRST}\n\n{SECOND}\n").headline == title
