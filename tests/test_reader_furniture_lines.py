"""Everyday lines of pages that no story has, and titles and sentences that open with the same words."""

from __future__ import annotations

import pytest

from convert.readers.text.labels.line_features import extract_line_features
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lines.language import Language
from convert.readers.text.lines.units import Unit
from convert.readers.text.roles import Role

pytestmark = pytest.mark.sampled(4)

KNOWN: dict[str, tuple[str, ...]] = {
    "en": (
        "Skip past newsletter promotion",
        "After newsletter promotion",
        "Enlarge this image",
        "Open this photo in gallery",
        "View 12 images",
        "Slide 1 of 5",
        "Listen to this article 5 min",
        "This audio is auto-generated. Please let us know if you have feedback.",
        "View this post on Instagram",
        "This content is hosted by a third party",
        "To view this content you need to accept cookies",
        "Allow Instagram content?",
        "Add as a preferred source on Google",
        "Subscriber only",
        "Unlock unlimited access to the Bell",
        "Advertisement — Continue reading below",
        "Comments for this thread are now closed",
        "Got a news tip? Contact our desk",
        "1,234 views",
        "Why am I seeing this?",
        "Article content",
        "MORE: Pilots save a boat",
        "Read next | Pilots save a boat",
    ),
    "de": (
        "Zum Artikel: Lotsen retten ein Boot",
        "Zum Interview: Lotsen retten ein Boot",
        "Lesetipp – Lotsen retten ein Boot",
        "Link zum YouTube-Inhalt",
        "Der Artikel wird nach der Anzeige fortgesetzt",
        "Artikel vorlesen lassen",
        "Beitrag anhören",
        "Diese Audioversion wurde künstlich erzeugt.",
        "Das Video konnte nicht abgespielt werden.",
        "An dieser Stelle befindet sich ein von der Redaktion ausgewählter Inhalt",
        "Um diesen Inhalt zu sehen, stimmen Sie bitte zu",
        "Exklusiv für Abonnentinnen und Abonnenten",
        "Bereits registriert? Hier anmelden",
        "Folgen Sie unserem WhatsApp-Kanal",
        "Als bevorzugte Quelle hinzufügen",
        "Abonnenten lesen auch",
        "Andere lasen auch",
        "Redaktionstipp",
        "Bild in Großansicht öffnen",
        "War dieser Artikel hilfreich?",
        "Haben Sie einen Fehler gefunden?",
        "Artikelrechte erwerben",
        "Seite 1 von 2",
        "Neueste zuerst",
        "Jetzt 4 Wochen testen",
    ),
}
OTHER: dict[str, tuple[str, ...]] = {
    "en": (
        "Views differ on the new harbor",
        "Contribute to the harbor fund, mayor asks",
        "More pilots than boats in Osted",
        "Listen to this: the harbor sings",
        "To see this content creator win was a joy.",
        "Posts by the mayor anger voters",
        "You might like beetroot, says study",
        "An error occurred in the count, mayor says",
        "Thank you for signing up to row, pilots say",
        "Video unavailable after court order",
        "How we review a decade of leaks",
        "Today's paper prices",
    ),
    "de": (
        "Zum Interview mit der Lotsin kam niemand",
        "Zum Bericht des Rechnungshofs",
        "Passend dazu gibt es Kuchen",
        "Weiterlesen hilft gegen das Vergessen",
        "An dieser Stelle befindet sich ein Denkmal",
        "Diese Zusammenfassung wurde mit Spott aufgenommen",
        "Reden Sie mit Ihrem Arzt",
        "Kategorie: Roman",
        "Auch spannend wird das Finale",
        "Informationen zum Datenschutz fehlen",
        "Jetzt lesen Kinder wieder mehr",
        "Um diesen Inhalt geht es im Prozess",
    ),
}


def furniture(language: str, line: str) -> tuple[Role, float] | None:
    """What the lexicon of a language knows a line as."""
    found = extract_line_features([Unit((1,), line)], load_lexicon("en", language), Language(language, 1.0, "ltr"))
    return found[0].furniture


@pytest.mark.parametrize(("language", "line"), [(name, line) for name, lines in KNOWN.items() for line in lines])
def test_a_line_of_pages_is_known(language: str, line: str) -> None:
    assert furniture(language, line)


@pytest.mark.parametrize(("language", "line"), [(name, line) for name, lines in OTHER.items() for line in lines])
def test_a_title_or_sentence_with_such_words_is_not(language: str, line: str) -> None:
    assert furniture(language, line) is None
