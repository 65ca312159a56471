"""Columns whose lines a program ran together: a finding says so, and other copy has none."""

from __future__ import annotations

import pytest
from labeled_kinds import NAMES, path_of

from convert.model import Moment
from convert.readers import Source
from convert.readers.text import read
from convert.readers.text.envelopes.print.mixed_columns import find_mixed_columns

MIXED = """Goats of Ellerby may graze on the roof

By Ann Loft

The goats of Ellerby may graze on the the windows shut, hear the small
roof of the school until the mower has feet of the herd in every lesson.
been repaired. of the town hall said so The herd belongs to Bob Hay, who
on Monday after a long debate. does not live in the village and
Nobody asked the teachers, who keep has never seen the roof.
the door shut as well. and the goats like it there. They
have eaten the moss, the gutter and come down only when it rains.
a flag. All of them were bought at the
market in spring by the council.
"""
PAGES = {
    "English": MIXED,
    "with divided words": MIXED.replace("been repaired. of the", "been re- of the").replace(
        "a long debate.", "a long de- bate"
    ),
    "Spanish": """Las cabras pueden subir al tejado

Por Ana Loft

Las cabras de Ellerby pueden pastar en el ventanas y oyen los pasos del rebaño en
tejado de la escuela hasta que se repare cada clase.
la segadora. dijo el alcalde tras contar El rebaño es de Bob, que no vive en el
las cabras el lunes. el pueblo ni ha visto nunca ese tejado.
Nadie preguntó a los maestros, que desde Las cabras viven bien. bajan cuando cae
marzo cierran la puerta y también las la lluvia sobre el patio. También comen.
Bob no contestó a las preguntas que se musgo y una bandera del ayuntamiento.
""",
}


def codes(text: str) -> list[str]:
    source = Source(name="page.txt", data=text.encode(), moment=Moment("2027-01-01T00:00:00Z"))
    return [finding.code for finding in read(source).findings]


@pytest.mark.parametrize("case", PAGES)
def test_mixed_columns_are_told(case: str) -> None:
    assert codes(PAGES[case]).count("TXT030") == 1


def test_the_finding_names_the_first_line_of_the_input() -> None:
    source = Source(name="page.txt", data=MIXED.encode(), moment=Moment("2027-01-01T00:00:00Z"))
    (finding,) = (found for found in read(source).findings if found.code == "TXT030")
    assert finding.location.line == 7
    assert "been repaired. of the town hall" in finding.message


OTHERS = {
    "lists with letters": "Quiz\n\n" + "How many goats are on the roof?\na) seven\nb) nine\nc) none of them\n\n" * 3,
    "lists with dashes": "Goats\n\n"
    + "These may graze on the roof of the school:\n- goats.\n- sheep.\n- two old cows.\n" * 4,
    "abbreviations": "Ziegen\n\n"
    + "Die Ziegen, d. h. alle, auch usw. die alten bzw. die\nkranken, sind etwa z. B. auf dem Dach\n" * 5,
    "hanging hyphens": "Ziegen\n\n"
    + "Die Vor- und Nachteile der Dach- oder Wiesenhaltung von\nziegen und schafen in nord- sowie süddörfern\n" * 2,
    "brands in small letters": "Goats\n\n"
    + "The goats have phones now, all of them.\niPhones are eaten first, as they taste of apples.\n" * 5,
    "verse": "Goats\n\n" + "the goats are on the roof.\nthe moss is in the goats.\nand nobody is in the house.\n\n" * 4,
    "chat": "ann: where are the goats?\nbob: on the roof.\nann: all of them?\nbob: all.\nann: and the cow?\nbob: no.\n"
    * 2,
}


@pytest.mark.parametrize("case", OTHERS)
def test_other_copy_is_not(case: str) -> None:
    assert "TXT030" not in codes(OTHERS[case])


@pytest.mark.sampled(16)
@pytest.mark.parametrize("name", NAMES)
def test_no_labeled_copy_is(name: str) -> None:
    text = path_of(name).read_bytes().decode("utf-8", "replace")
    if "<" not in text[:1]:
        assert find_mixed_columns([*enumerate(text.split("\n"))]) is None or "-pdf-" in name
