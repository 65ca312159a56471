"""Lines of pages that the lexicons know as furniture, by language, and ordinary lines that begin like them."""

from __future__ import annotations

import pytest

from convert.readers.text.labels.line_features import extract_line_features
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lines.language import Language
from convert.readers.text.lines.units import Unit

pytestmark = pytest.mark.sampled(4)

KNOWN = [
    ("en", "Skip past newsletter promotion"),
    ("en", "After newsletter promotion"),
    ("en", "Enlarge this image"),
    ("en", "Open this photo in gallery"),
    ("en", "View 12 images"),
    ("en", "Slide 1 of 5"),
    ("en", "Listen to this article 5 min"),
    ("en", "This audio is auto-generated. Please let us know if you have feedback."),
    ("en", "View this post on Instagram"),
    ("en", "This content is hosted by a third party"),
    ("en", "To view this content you need to accept cookies"),
    ("en", "Allow Instagram content?"),
    ("en", "Add as a preferred source on Google"),
    ("en", "Subscriber only"),
    ("en", "Unlock unlimited access to the Bell"),
    ("en", "Advertisement — Continue reading below"),
    ("en", "Comments for this thread are now closed"),
    ("en", "Got a news tip? Contact our desk"),
    ("en", "1,234 views"),
    ("en", "Why am I seeing this?"),
    ("en", "Article content"),
    ("en", "MORE: Pilots save a boat"),
    ("en", "Read next | Pilots save a boat"),
    ("de", "Zum Artikel: Lotsen retten ein Boot"),
    ("de", "Zum Interview: Lotsen retten ein Boot"),
    ("de", "Lesetipp – Lotsen retten ein Boot"),
    ("de", "Link zum YouTube-Inhalt"),
    ("de", "Der Artikel wird nach der Anzeige fortgesetzt"),
    ("de", "Artikel vorlesen lassen"),
    ("de", "Beitrag anhören"),
    ("de", "Diese Audioversion wurde künstlich erzeugt."),
    ("de", "Das Video konnte nicht abgespielt werden."),
    ("de", "An dieser Stelle befindet sich ein von der Redaktion ausgewählter Inhalt"),
    ("de", "Um diesen Inhalt zu sehen, stimmen Sie bitte zu"),
    ("de", "Exklusiv für Abonnentinnen und Abonnenten"),
    ("de", "Bereits registriert? Hier anmelden"),
    ("de", "Folgen Sie unserem WhatsApp-Kanal"),
    ("de", "Als bevorzugte Quelle hinzufügen"),
    ("de", "Abonnenten lesen auch"),
    ("de", "Andere lasen auch"),
    ("de", "Redaktionstipp"),
    ("de", "Bild in Großansicht öffnen"),
    ("de", "War dieser Artikel hilfreich?"),
    ("de", "Haben Sie einen Fehler gefunden?"),
    ("de", "Artikelrechte erwerben"),
    ("de", "Seite 1 von 2"),
    ("de", "Neueste zuerst"),
    ("de", "Jetzt 4 Wochen testen"),
    ("en", "More: Pilots keep their boat"),
    ("en", "MORE FOR YOU"),
    ("de", "Zum Artikel: Lotsen behalten ihr Boot"),
    ("fr", "Voir aussi : Les pilotes gardent leur barque"),
    ("fr", "Voir aussi: Les pilotes gardent leur barque"),
]

TEXT = [
    ("en", "Views differ on the new harbor"),
    ("en", "Contribute to the harbor fund, mayor asks"),
    ("en", "More pilots than boats in Osted"),
    ("en", "Listen to this: the harbor sings"),
    ("en", "To see this content creator win was a joy."),
    ("en", "Posts by the mayor anger voters"),
    ("en", "You might like beetroot, says study"),
    ("en", "An error occurred in the count, mayor says"),
    ("en", "Thank you for signing up to row, pilots say"),
    ("en", "Video unavailable after court order"),
    ("en", "How we review a decade of leaks"),
    ("en", "Today's paper prices"),
    ("de", "Zum Interview mit der Lotsin kam niemand"),
    ("de", "Zum Bericht des Rechnungshofs"),
    ("de", "Passend dazu gibt es Kuchen"),
    ("de", "Weiterlesen hilft gegen das Vergessen"),
    ("de", "An dieser Stelle befindet sich ein Denkmal"),
    ("de", "Diese Zusammenfassung wurde mit Spott aufgenommen"),
    ("de", "Reden Sie mit Ihrem Arzt"),
    ("de", "Kategorie: Roman"),
    ("de", "Auch spannend wird das Finale"),
    ("de", "Informationen zum Datenschutz fehlen"),
    ("de", "Jetzt lesen Kinder wieder mehr"),
    ("de", "Um diesen Inhalt geht es im Prozess"),
    ("en", "More than 100 pilots keep their boat"),
    ("en", "More villages ask for a bell"),
    ("en", "Trending words of the year"),
]


def role(language: str, text: str) -> str | None:
    """The role that a line has by its words, in copy in that language; None if they are of no furniture."""
    lexicon = load_lexicon("en", language)
    [line] = extract_line_features([Unit((1,), text)], lexicon, Language(language, 1.0, "ltr"))
    return line.furniture[0] if line.furniture else None


@pytest.mark.parametrize(("language", "text"), KNOWN)
def test_line_of_pages_is_known(language: str, text: str) -> None:
    assert role(language, text)


@pytest.mark.parametrize(("language", "text"), TEXT)
def test_ordinary_line_that_begins_like_one_is_not_known(language: str, text: str) -> None:
    assert role(language, text) is None
