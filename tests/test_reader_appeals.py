"""Appeals, notices and buttons below and in stories of pages, and sentences of stories that resemble them."""

from __future__ import annotations

from collections.abc import Mapping

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
    ("de", "Dieses Thema im Programm: Über dieses Thema berichtete Osted aktuell am 12. Mai 2024 um 07:20 Uhr."),
    ("de", "Die Arbeit von osteder-glocke.de finanziert sich zu fast 100 % aus den Spenden ihrer Leser."),
    ("de", "Werde Teil unserer Community und unterstütze auch Du unseren Journalismus mit einer Spende."),
    ("fr", "L’article Les pilotes gardent leur barque est apparu en premier sur La Cloche d’Osted."),
    ("fr", "Pour ne rien manquer du port, suivez-nous sur Facebook."),
    ("es", "La entrada Los prácticos conservan su bote apareció primero en La Campana de Osted."),
    ("es", "¿Te ha gustado este artículo?"),
]

WITHIN = [
    ("en", "Advertisement. Scroll to continue reading."),
    ("en", "While each product featured here was tried by our crew, the page may have paid promotion."),
    ("en", "Read our full review of rowing boats"),
    ("en", "Access articles from across the coast with one account."),
    ("de", "Mehr Lesekomfort mit der App der Osteder Glocke!"),
    ("de", "Zugang zu allen Artikeln der Osteder Glocke"),
    ("fr", "Vous avez aimé cet article ?"),
    ("es", "Síguenos: suscríbete a nuestra newsletter cada lunes"),
]

NOTICES = {
    "en": [
        (
            "By signing up, you agree to receive messages about the harbor from The Osted Bell at the number you gave."
            " Message and data rates may apply. Up to two messages a day. Reply STOP to get no more, and HELP for help."
        ),
        (
            "Some site features may not work while an ad blocker is on, because it breaks scripts that our pages need"
            " to show tides, pictures and the comments of readers. Please allow them for this site, or reload the page."
        ),
    ],
    "de": [
        (
            "Mit der Anmeldung erklären Sie sich damit einverstanden, dass die Osteder Glocke Ihnen Nachrichten über"
            " den Hafen schickt. Sie können dem jederzeit widersprechen, und am Ende jeder Nachricht steht, wie."
        ),
    ],
}

LONG_SENTENCES = {
    "en": [
        (
            "By signing up in 1912, the two brothers had promised the town a boat that would last a hundred years, and"
            " in a way they kept their word: it has lasted longer than that, though never for an hour without a bucket."
        ),
        (
            "Support our pilots, a banner above the quay has said since the war, and nobody remembers who put it there,"
            " or which war it was, only that it hangs above the very place where the boat sank for the first time."
        ),
        (
            "Please support the motion, the mayor asked the council, which had sat for nine hours by then, had eaten"
            " all the cake, and wanted nothing more than a boat that floats and a floor that may be walked on."
        ),
    ],
    "de": [
        (
            "Mit der Anmeldung des Bootes zum Denkmal begann ein Streit, der Osted zehn Jahre lang beschäftigte, denn"
            " niemand konnte sagen, ob auch das Loch geschützt ist, das dem Boot fehlt, oder nur das Wasser darin."
        ),
        (
            "Weiter mit Werbung für das Boot macht nur die Stadt, die es im Jahr 1912 bezahlte und seitdem keine Krone"
            " mehr ausgegeben hat, weil der Rat beschloss, dass ein Boot mit einem Loch schon von allein weniger wird."
        ),
    ],
    "fr": [
        (
            "Soutenez les pilotes, disait une affiche sur le quai, et personne ne sait plus qui l'a mise là, ni en"
            " quelle année, mais elle est restée au-dessus de l'endroit où la barque a coulé pour la première fois."
        ),
    ],
    "es": [
        (
            "Apoya a los prácticos, decía un cartel en el muelle, y ya nadie recuerda quién lo puso ni en qué año, pero"
            " sigue colgado encima del lugar donde el bote se hundió por primera vez, en el verano de 1912."
        ),
    ],
}

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
    ("de", "Über dieses Thema berichtete die Osteder Glocke zum ersten Mal 1912, in drei Zeilen und ohne ein Bild."),
    ("de", "Die Arbeit von Lotsen finanziert sich in Osted aus Spenden, denn die Stadt gibt dafür keine Krone aus."),
    ("de", "Werden Sie Mitglied der Mannschaft, sagte der Lotse zur Bürgermeisterin, und reichte ihr einen Eimer."),
    ("fr", "La barque est apparue pour la première fois en 1912, et elle prenait déjà l'eau avant la fin du discours."),
    ("fr", "« Suivez-nous sur le quai », a dit le doyen des pilotes à la maire, qui portait déjà un seau à la main."),
    ("es", "El bote apareció por primera vez en el puerto en 1912, y ya hacía agua antes de que acabara el discurso."),
    ("es", "«Síganos en el muelle y traiga un cubo», dijo el práctico más viejo a la alcaldesa, que ya traía dos."),
]


def _pairs(lines: Mapping[str, list[str]]) -> list[tuple[str, str]]:
    return [(language, line) for language, rows in lines.items() for line in rows]


def story(language: str, text: list[str]) -> list[str]:
    article = page(language, text=text)
    found = [inline_text(block.content) for block in article.body if isinstance(block, Paragraph)]
    return [article.subheadline, *found] if article.subheadline else found


@pytest.mark.parametrize(("language", "line"), [*BELOW, *_pairs(NOTICES)])
def test_appeals_and_notices_below_a_story_are_not_of_it(language: str, line: str) -> None:
    assert story(language, [*TEXT[language], line]) == TEXT[language]


@pytest.mark.parametrize(("language", "line"), WITHIN)
def test_appeals_and_notices_within_a_story_are_not_of_it(language: str, line: str) -> None:
    text = TEXT[language]
    assert story(language, [*text[:2], line, *text[2:]]) == text


@pytest.mark.sampled(3)
@pytest.mark.parametrize(("language", "line"), [*SENTENCES, *_pairs(LONG_SENTENCES)])
@pytest.mark.parametrize("place", [1, 2, 3])
def test_sentences_that_resemble_appeals_are_of_the_story(language: str, line: str, place: int) -> None:
    text = [*TEXT[language][:place], line, *TEXT[language][place:]]
    assert story(language, text) == text


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Stay informed. Subscribe to our newsletter"),
        ("en", "TOP VIDEOS"),
        ("en", "ADVERTISING"),
        ("de", "Newsletter abonnieren"),
        ("fr", "Partager"),
    ],
)
def test_a_label_above_the_last_paragraphs_ends_no_story(language: str, line: str) -> None:
    text = TEXT[language]
    kept = [inline_text(block.content) for block in page(language, text=[*text[:-2], line, *text[-2:]]).body]
    assert kept == [*text]


@pytest.mark.parametrize(
    "signature", ["– Bell.com", "—RF, Osted Integrated News", "– with reports from Nora Feld", "®", "DM"]
)
def test_a_sentence_with_its_signature_behind_a_dash_closes_the_story(signature: str) -> None:
    last = f"More rain is expected until noon. {signature}"
    body = page("en", text=[*TEXT["en"], last]).body
    assert inline_text(body[-1].content) == last


def test_a_teaser_with_its_outlet_behind_a_dash_is_not_of_the_story() -> None:
    body = page("en", text=[*TEXT["en"], "Related stories", "Ferry sinks in the harbor – Bell.com"]).body
    assert "Ferry" not in inline_text(body[-1].content)
