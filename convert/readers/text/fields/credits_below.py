"""Reads lines below a story that credit those who worked on it, each with a label ("Faktencheck: Jane Doe")."""

from __future__ import annotations

import re

from convert.model import RELATORS, Contributor
from convert.readers.text.fields.contributors import add_credit
from convert.readers.text.fields.story import Story
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.lexicon import Lexicon
from convert.readers.text.lexicon.keys import fold_word, word_set
from convert.readers.text.lexicon.people import read_people

CREDIT_BELOW = "credit with a label, below the story"
"""The rule of such lines."""

REACH, MOST_LABEL_WORDS, MOST_WORDS = 8, 5, 20
"""How many lines of credits a story has at most, and how many words the label and the whole line have at most."""

_WORKS = word_set(
    "text texte recherche recherchen faktencheck mitarbeit foto fotos bild bilder grafik grafiken illustration "
    "illustrationen schnitt kamera produktion gestaltung layout lektorat korrektorat übersetzung design video videos "
    "audio ton datenanalyse daten programmierung umsetzung animation "
    "words research reporting editing fact-check fact-checking factcheck graphics graphic illustrations photography "
    "photos photographs production translation animation development copy-editing"
)
"""What people do for a story."""

_AND = word_set("und and & + /")
_DIVIDED = re.compile(r"[\s,]+|(?=[/&+])|(?<=[/&+])")


def read_credits_below(story: Story, analysis: Analysis, lexicon: Lexicon) -> None:
    """Read the labeled credits below the last sentence of the story as its credit line and contributors."""
    lines = analysis.features.lines
    last = next(
        (at for at in reversed(range(len(lines))) if lines[at].is_prose and lines[at].ends_sentence), len(lines)
    )
    for at in range(max(last, analysis.lead) + 1, min(len(lines), last + 1 + REACH)):
        if story.roles[at] is not None or lines[at].words > MOST_WORDS:
            continue
        label, colon, names = story.units[at].text.partition(":")
        if not colon or not _names_work(label):
            continue
        people = read_people(names.strip(), lexicon)
        if people and all(who.kind == "person" and " " in who.name for who in people):
            named = [Contributor(name=who.name, roles=(RELATORS + "ctb",)) for who in people]
            add_credit(story, at, story.units[at].text, [], named, CREDIT_BELOW)


def _names_work(label: str) -> bool:
    """Whether a label is only what people do for a story ("Text & Recherche")."""
    words = [fold_word(word) for word in _DIVIDED.split(label) if word and word.strip()]
    works = [word for word in words if word not in _AND]
    return 0 < len(words) <= MOST_LABEL_WORDS and bool(works) and _WORKS.issuperset(works)
