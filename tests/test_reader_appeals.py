"""Appeals, notices and buttons below and in stories of pages, and sentences of stories that resemble them."""

from __future__ import annotations

import pytest
from story_pages import TEXT, page

from convert.model import Paragraph, inline_text

BELOW = [
    ("en", "Follow The Osted Bell and follow us on Facebook and Instagram for more from the harbor."),
    ("en", "The post Harbor pilots keep their boat appeared first on The Osted Bell."),
    ("en", "Was this article helpful?"),
    ("en", "Sharing is caring!"),
    ("en", "Would you like to comment on this article?"),
    ("en", "Published under: Harbor, Pilots, Osted"),
    ("en", "This article is for informational purposes only and is no advice on boats."),
    ("de", "4 Wochen kostenlos testen"),
    ("de", "Ihr gefiel der Text? Folgen Sie uns auf Facebook und Instagram für mehr vom Hafen."),
    ("de", "Der Beitrag Lotsen behalten ihr Boot erschien zuerst auf Osteder Glocke."),
    ("de", "Der Hafen-Newsletter informiert Sie jeden Montag über Ebbe und Flut."),
    ("fr", "L’article Les pilotes gardent leur barque est apparu en premier sur La Cloche d’Osted."),
    ("fr", "Pour ne rien manquer du port, suivez-nous sur Facebook."),
    ("es", "La entrada Los prácticos conservan su bote apareció primero en La Campana de Osted."),
    ("es", "¿Te ha gustado este artículo?"),
]

WITHIN = [
    ("en", "Advertisement. Scroll to continue reading."),
    ("en", "While each product featured is independently selected by our editors, we may include paid promotion."),
    ("en", "Read our full review of rowing boats"),
    ("en", "Access articles from across the coast with one account."),
    ("de", "Mehr Lesekomfort mit der App der Osteder Glocke!"),
    ("de", "Zugang zu allen Artikeln der Osteder Glocke"),
    ("fr", "Vous avez aimé cet article ?"),
    ("es", "Síguenos: suscríbete a nuestra newsletter cada lunes"),
]

SENTENCES = [
    (
        "en",
        "Read our full names on the keel, the brothers wrote in their log, and you know who made the leak.",
    ),
    ("en", "The boat first appeared on the water in 1912, and it leaked before the mayor had finished his speech."),
    (
        "en",
        "“Want more stories like this one? Then come on board and bring a bucket,” the oldest pilot said on Sunday.",
    ),
    (
        "en",
        "The views expressed here are those of people who have never bailed, said the pilots about the letter.",
    ),
    ("en", "Book a free seat in the boat, the posters said, and nobody read the small print about the buckets below."),
    ("en", "Support quality in boat building, the carpenters' guild had asked the town as early as 1913, in vain."),
    (
        "en",
        "He said that most people follow him on the quay with their eyes only, and leave when they see the buckets.",
    ),
    ("de", "Mehr zu diesem Thema wollte die Bürgermeisterin nicht sagen, obwohl das Rathaus einen neuen Boden hat."),
    ("de", "Dieser Text stammt aus dem Jahr 1912, und er lobt das Boot, das noch am selben Tag zum ersten Mal sank."),
    (
        "de",
        "Das Boot erschien zuerst auf einer Karte von 1912, mit einem Loch, das der Zeichner für einen Scherz hielt.",
    ),
    ("de", "Werden Sie Mitglied der Mannschaft, sagte der Lotse zur Bürgermeisterin, und reichte ihr einen Eimer."),
    ("fr", "La barque est apparue pour la première fois en 1912, et elle prenait déjà l'eau avant la fin du discours."),
    ("fr", "« Suivez-nous sur le quai », a dit le doyen des pilotes à la maire, qui portait déjà un seau à la main."),
    ("es", "El bote apareció por primera vez en el puerto en 1912, y ya hacía agua antes de que acabara el discurso."),
    ("es", "«Síganos en el muelle y traiga un cubo», dijo el práctico más viejo a la alcaldesa, que ya traía dos."),
]


def story(language: str, text: list[str]) -> list[str]:
    article = page(language, text=text)
    found = [inline_text(block.content) for block in article.body if isinstance(block, Paragraph)]
    return [article.subheadline, *found] if article.subheadline else found


@pytest.mark.parametrize(("language", "line"), BELOW)
def test_appeals_and_notices_below_a_story_are_not_of_it(language: str, line: str) -> None:
    assert story(language, [*TEXT[language], line]) == TEXT[language]


@pytest.mark.parametrize(("language", "line"), WITHIN)
def test_appeals_and_notices_within_a_story_are_not_of_it(language: str, line: str) -> None:
    text = TEXT[language]
    assert story(language, [*text[:2], line, *text[2:]]) == text


@pytest.mark.parametrize(("language", "line"), SENTENCES)
@pytest.mark.parametrize("place", [1, 2, 3])
def test_sentences_that_resemble_appeals_are_of_the_story(language: str, line: str, place: int) -> None:
    text = [*TEXT[language][:place], line, *TEXT[language][place:]]
    assert story(language, text) == text
