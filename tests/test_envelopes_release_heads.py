"""Who issued a release, where and when, above its label or below it, is no title; who is called is no text."""

from __future__ import annotations

import pytest

from convert import read
from convert.model.reading import block_texts

pytestmark = pytest.mark.sampled(2)

TEXT = (
    "The town of Osted will put up six benches at the harbor in spring, and asks everybody to try them out on Saturday "
    "between ten and four."
)
MORE = "“We did not want to decide this at a desk, although one sits there, too,” said Jane Doe, who plans the pier."
TITLE = "Osted asks its people to try six benches"


def reading(*lines: str) -> tuple[str | None, str | None, list[str]]:
    article = read("\n\n".join((*lines, TEXT, MORE))).article
    return article.headline, article.published.text[:10] if article.published else None, list(block_texts(article.body))


@pytest.mark.parametrize(
    ("label", "day"),
    [
        ("FOR IMMEDIATE RELEASE", "Oct. 8, 2026"),
        ("PRESS RELEASE", "8 October 2026, Osted"),
        ("PRESS RELEASE", "Osted, 8 October 2026"),
        ("Pressemitteilung Nr. 112/2026", "Osted, 8. Oktober 2026"),
        ("COMMUNIQUÉ DE PRESSE", "Osted, le 8 octobre 2026"),
        ("NOTA DE PRENSA", "Osted, 8 de octubre de 2026"),
        ("ПРЕСС-РЕЛИЗ", "8 октября 2026 года, Остед"),
        ("PRESSMEDDELANDE", "8 oktober 2026"),
    ],
)
@pytest.mark.parametrize("order", ["day below", "day above", "no issuer"])
def test_the_head_of_a_release_is_no_title(label: str, day: str, order: str) -> None:
    head = {
        "day below": ("Tarrow Harbor Watch", label, day),
        "day above": ("Tarrow Harbor Watch", day, label),
        "no issuer": (label, day),
    }[order]
    assert reading(*head, TITLE) == (TITLE, "2026-10-08", [TEXT, MORE])


def test_lines_of_an_office_above_the_label_are_no_title() -> None:
    head = (
        "Stadt Osted",
        "Presse- und Öffentlichkeitsarbeit",
        "Osted, 8. Oktober 2026",
        "Pressemitteilung Nr. 112/2026",
    )
    assert reading(*head, TITLE) == (TITLE, "2026-10-08", [TEXT, MORE])


@pytest.mark.parametrize("contact", ["Contact: Lt. Amos Reed, 555-0142", "Media contact: Jane Doe jane@osted.example"])
def test_who_is_called_below_the_label_is_no_text(contact: str) -> None:
    headline, _, body = reading("FOR IMMEDIATE RELEASE", contact, TITLE)
    assert (headline, body) == (TITLE, [TEXT, MORE])


@pytest.mark.parametrize(
    "title",
    [
        TITLE,
        "Contact: a film about the harbor of Osted wins in Tarrow",
        "8 October 2026: the day on which Osted rested",
        "From 8 October 2026 everybody may sit in Osted",
        "Open Day Osted 8 October 2026",
        "Osted Opens – 8 October 2026",
    ],
)
@pytest.mark.parametrize("label", ["FOR IMMEDIATE RELEASE", "PRESSEMITTEILUNG"])
def test_titles_above_and_below_a_label_stay(title: str, label: str) -> None:
    assert reading(title, label)[0] == title
    assert reading(label, title)[0] == title


def test_a_title_above_the_label_stays_above_its_dek() -> None:
    headline, _, body = reading(TITLE, "FOR IMMEDIATE RELEASE", "Osted, 8 October 2026")
    assert (headline, body) == (TITLE, [TEXT, MORE])


@pytest.mark.parametrize("lead", ["Osted, 8 October 2026 – Jane Doe has died."])
def test_a_sentence_behind_a_day_is_text(lead: str) -> None:
    words = block_texts(read("\n\n".join(("FOR IMMEDIATE RELEASE", TITLE, lead, TEXT, MORE))).article.body)
    assert lead.rpartition("– ")[2] in " ".join(words)
