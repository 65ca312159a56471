"""Lines near the headline of a page that are none by their form, and headlines that have this form."""

from __future__ import annotations

import pytest
from story_pages import BYLINE, DEK, LANGUAGES, TITLE, page

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
