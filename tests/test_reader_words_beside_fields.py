"""No word of clean copy is lost in silence where a line is partly a field, or opens as furniture does."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from convert.model import Moment, block_texts
from convert.readers import Source
from convert.readers.text import read

pytestmark = pytest.mark.sampled(8)

STORIES = {
    "de": (
        "Glocken von Osted läuten wieder",
        "Von Karin Holt",
        "Die Glocken von Osted läuteten am Donnerstag nach elf Jahren Stille wieder, und alle standen im Regen.",
        "Die andere Hälfte hörte sie zu Hause, sagte die Bürgermeisterin am Abend vor dem Rathaus.",
    ),
    "en": (
        "Bells ring again in Osted",
        "By Karen Holt",
        "The bells of Osted rang again on Thursday after eleven years of silence, and many stood in the rain.",
        "The other half heard them at home, the mayor told reporters in front of the town hall.",
    ),
    "es": (
        "Las campanas de Osted vuelven a sonar",
        "Por Karina Holt",
        "Las campanas de Osted sonaron el jueves tras once años de silencio, y medio pueblo estaba bajo la lluvia.",
        "La otra mitad las oyó en casa, dijo la alcaldesa a los periodistas ante el ayuntamiento.",
    ),
}
LINES = {
    "de": [
        "Anzeige erstattet hat niemand",
        "Donnerstag, 8. Oktober 2026, war ein Regentag",
        "Foto: Ole Brandt. Die Glocken wurden 1712 gegossen.",
        "5 Minuten Lesezeit – und jede lohnt sich",
        "Von Karin Holt. Es regnete den ganzen Tag.",
        "Aktualisiert am 8. Oktober 2026: Eine frühere Fassung nannte die falsche Glocke.",
    ],
    "en": [
        "8 October 2026, a day of rain",
        "Updated 8 October 2026 with the mayor's words",
        "Updated 8 October 2026: an earlier version named the wrong bell.",
        "By Karen Holt – the bells were louder than ever",
        "5 min read. Bring an umbrella.",
        "Photo: Ole Brandt – the bells before they were hung",
        "Source: the town hall. It gave no numbers.",
        "Follow the bells, he answered",
        "Watch: the rope is moving.",
        "Copyright of the melody is with the church",
        "Related: the ringers are all cousins",
        "Sign up now or never",
        "Tags: bells, rain. The town has nine.",
    ],
    "es": [
        "Suscríbase, dijo la alcaldesa",
        "Fuente: el ayuntamiento. No dio cifras.",
        "Actualizado el 8 de octubre de 2026: una versión anterior nombraba otra campana.",
    ],
}
_WORD = re.compile(r"[^\W\d_]{3,}")


@pytest.mark.parametrize("place", [1, 2, 3, 4])
@pytest.mark.parametrize(("language", "line"), [(language, line) for language in LINES for line in LINES[language]])
def test_words_beside_a_field_are_in_the_article_or_in_a_finding(language: str, line: str, place: int) -> None:
    copy = list(STORIES[language])
    copy.insert(place, line)
    moment = Moment("2026-10-09T00:00:00Z")
    data = "\n\n".join(copy).encode()
    parsed = read(Source(name="story.txt", data=data, moment=moment, converted=moment))
    article = parsed.article
    assert article.headline == STORIES[language][0]
    held = {*_WORD.findall(" ".join(block_texts(article.body))), *_WORD.findall(repr(replace(article, origin=None)))}
    number = 2 * place + 1
    named = [finding for finding in parsed.findings if finding.code == "TXT020" and f"line {number}" in finding.message]
    assert named or held.issuperset(_WORD.findall(line))
