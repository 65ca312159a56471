"""Pages of regional papers, broadcasters and towns in smaller languages: bylines, days, captions and what is beside."""

from __future__ import annotations

import pytest

from convert.model import Moment, block_texts
from convert.readers import Parsed, Source
from convert.readers.text import read

MOMENT = Moment("2020-01-01T00:00:00Z")
LEAD_IS = (
    "Vitinn á Sandeyri hefur ekki lýst skipum í fjörutíu ár en á laugardaginn var kveikt á honum aftur. Nú lýsir hann "
    "börnum sem lesa í stiganum."
)
SECOND_IS = "Ungmennafélagið í sveitinni keypti vitann fyrir eina krónu og málaði hann að innan í fyrravor."


def parse(*lines: str) -> Parsed:
    return read(Source(name="story.txt", data="\n\n".join(lines).encode(), moment=MOMENT))


def authors(parsed: Parsed) -> list[str]:
    return [author.name for author in parsed.article.authors]


def roles(parsed: Parsed) -> dict[str, str]:
    return {line.text: line.role for line in parsed.trace}


@pytest.mark.parametrize("byline", ["Hrefna Sandholt skrifar", "Hrefna Sandholt og Ari Freyr Torfason skrifa"])
def test_who_writes_in_icelandic_is_the_author(byline: str) -> None:
    parsed = parse("Gamli vitinn verður bókasafn", byline, LEAD_IS, SECOND_IS)
    assert authors(parsed) == [name for name in ("Hrefna Sandholt", "Ari Freyr Torfason") if name in byline]


@pytest.mark.parametrize(
    "title",
    [
        "Hrefna Sandholt skrifar um vitann",
        "Forsetinn skrifar undir lögin",
        "Enginn skrifar bréf lengur",
        "Hrefna skrifar: Hver á vitann?",
    ],
)
def test_a_title_about_writing_is_no_byline(title: str) -> None:
    parsed = parse(title, LEAD_IS, SECOND_IS)
    assert (parsed.article.headline, authors(parsed)) == (title, [])


@pytest.mark.parametrize("note", ["Fleiri fréttir", "Sjá meira", "Fréttin var síðast uppfærð klukkan 14:50"])
def test_icelandic_furniture_is_dropped(note: str) -> None:
    parsed = parse("Gamli vitinn verður bókasafn", LEAD_IS, SECOND_IS, note)
    assert note not in block_texts(parsed.article.body)
