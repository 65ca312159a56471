"""The name of a section alone above the title, which menus have, too: a kicker in copy without furniture."""

from __future__ import annotations

import pytest

from convert.model import Moment
from convert.readers import Parsed, Source
from convert.readers.text import read

TEXT = {
    "cs": (
        "Starý most bude obnoven",
        "Zastupitelstvo Ostedu v úterý rozhodlo o obnově starého mostu přes řeku, který je dva roky uzavřený.",
        "Obyvatelé o most žádali řadu let.",
    ),
    "de": (
        "Stadtrat baut die alte Brücke neu",
        "Der Stadtrat von Osted hat am Dienstag beschlossen, die alte Brücke über den Fluss neu zu bauen.",
        "Die Anwohner hatten die Brücke seit Jahren gefordert.",
    ),
    "en": (
        "Council to rebuild the old bridge",
        "The council of Osted agreed on Tuesday to rebuild the old bridge over the river, which has been closed.",
        "Residents had asked for the bridge for many years.",
    ),
    "nl": (
        "Oude brug wordt herbouwd",
        "De gemeenteraad van Osted heeft dinsdag besloten de oude brug over de rivier te herbouwen.",
        "Bewoners vroegen al jaren om de brug.",
    ),
}


def parse(language: str, first: str, *below: str) -> Parsed:
    data = "\n\n".join((first, *TEXT[language], *below)).encode()
    return read(Source(name="a.txt", data=data, moment=Moment("2027-01-01T00:00:00Z")))


def kickers(parsed: Parsed) -> list[str]:
    return [other.text for other in parsed.article.other_headlines]


@pytest.mark.parametrize(
    ("language", "section"),
    [("de", "Verkehr"), ("de", "VERKEHR"), ("nl", "Verkeer"), ("cs", "Doprava"), ("en", "Politics"), ("de", "Kultur")],
)
def test_a_section_alone_above_the_title_is_its_kicker(language: str, section: str) -> None:
    parsed = parse(language, section)
    assert (parsed.article.headline, kickers(parsed)) == (TEXT[language][0], [section])


@pytest.mark.parametrize(
    ("language", "word"),
    [("en", "Home"), ("en", "Menu"), ("en", "Search"), ("de", "Startseite"), ("de", "Suche"), ("nl", "Zoeken")],
)
def test_a_word_of_the_interface_is_no_kicker(language: str, word: str) -> None:
    assert kickers(parse(language, word)) == []


@pytest.mark.parametrize("furniture", ["Share on Facebook", "Read more", "Sport"])
def test_a_section_in_copy_with_furniture_is_no_kicker(furniture: str) -> None:
    assert kickers(parse("en", "Politics", furniture)) == []
