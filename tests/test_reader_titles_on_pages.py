"""Lines near the headline of a page that are none by their form, and headlines that have this form."""

from __future__ import annotations

import pytest
from story_pages import BYLINE, DEK, LANGUAGES, TITLE, page

pytestmark = pytest.mark.sampled(3)

STRIP = {
    "en": "AUDIO: Pilots keep their leaking rowing boat (3 min)",
    "de": "VIDEO: Lotsen behalten ihr Ruderboot (2 Min)",
    "fr": "VIDÉO : Les pilotes gardent leur barque percée (4 min)",
    "es": "VÍDEO: Los prácticos conservan su bote (5 fotos)",
}
TOPICS = {
    "en": "Harbor & Coast, Debate, Osted, Society",
    "de": "Hafen & Küste, Debatte, Osted, Gesellschaft",
    "fr": "Ports & Côtes, Débats, Osted, Société",
    "es": "Puertos & Costas, Debate, Osted, Sociedad",
}
SECTION = {"en": "Pilotage", "de": "Lotsenwesen", "fr": "Pilotage", "es": "Practicaje"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lines", [STRIP, TOPICS, SECTION])
def test_a_line_above_the_headline_is_none_by_its_form(lines: dict[str, str], language: str) -> None:
    article = page(language, above=[lines[language]], header=[DEK[language], *BYLINE[language]])
    assert article.headline == TITLE[language]


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Video: Pilots bail out their boat for the last time"),
        ("de", "Podcast: Die Lotsen erzählen von ihrem Boot"),
        ("en", "The harbor in twelve pictures (12 photos)"),
        ("de", "Der Hafen von Osted im Nebel (24 Bilder)"),
        ("fr", "Vidéo : la barque percée reprend la mer"),
        ("en", "Fog"),
        ("de", "Leck"),
        ("es", "Goteras"),
        ("en", "Storm, Rain & Tide, Fog"),
        ("de", "Sturm, Regen & Flut, Nebel"),
    ],
)
def test_the_only_title_is_the_headline_whatever_its_form(language: str, title: str) -> None:
    assert page(language, title=title).headline == title


WINDOW = {
    "en": ("Buckets at the ready", "Harbor pilots keep their leaking boat"),
    "de": ("Eimer stehen bereit", "Lotsen behalten ihr leckes Ruderboot"),
    "fr": ("Les seaux sont prêts", "Les pilotes du port gardent leur barque percée"),
    "es": ("Los cubos están listos", "Los prácticos conservan su bote agujereado"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_title_of_the_window_with_its_parts_the_other_way_round_is_not_the_headline(language: str) -> None:
    kicker, title = WINDOW[language]
    whole = f"{kicker} {title}"
    assert page(language, above=[f"{title} - {kicker}"], title=whole).headline == whole


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("mark", ["Neu", "+++", "Update", "Top"])
def test_a_link_to_the_story_with_a_mark_behind_it_is_not_the_headline(language: str, mark: str) -> None:
    links = [f"{TITLE[language]} {mark}", DEK[language].rstrip("."), "1"]
    assert page(language, above=links).headline == TITLE[language]


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Three for Osted: Poole, Gray, Dahl"),
        ("de", "Drei für Osted: Müller, Stein, Harms"),
        ("fr", "Trois noms pour Osted : Morel, Dupuis, Martin"),
        ("es", "Tres para Osted: Soto, Ruiz, García"),
        ("en", "The left, right and center of Osted agree on a boat"),
        ("de", "Das Archivbild, das Osted spaltet"),
        ("en", "Boat leaks mayor"),
    ],
)
def test_a_title_that_resembles_a_list_or_a_caption_is_the_headline(language: str, title: str) -> None:
    assert page(language, title=title, header=[DEK[language], *BYLINE[language]]).headline == title


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_title_in_nearly_the_same_words_above_is_not_the_headline(language: str) -> None:
    words = TITLE[language].split()
    other = " ".join([*words[1:], words[0].casefold()])
    assert page(language, above=[other], header=[DEK[language], *BYLINE[language]]).headline == TITLE[language]
