"""Reads lines with labels near the story: keywords, links to other stories, notes, sources and contributors.

Examples are "Tags: …", "Read more: …", "Correction: …" and "(Reporting by …)". A line whose text does not fit its label
is left to the rules for all other lines.
"""

from __future__ import annotations

import re

from convert.findings import Severity
from convert.readers.text.envelopes.status import embargoes
from convert.readers.text.envelopes.status.notes import goes_on_about_the_world
from convert.readers.text.fields.contributors import (
    is_in_brackets,
    read_contributors,
    read_sign_off,
    read_who_contributed,
)
from convert.readers.text.fields.keywords import add_keywords, keywords_in, read_keywords
from convert.readers.text.fields.line_labels import SURE_TEXT, has_label_mark, read_label
from convert.readers.text.fields.related_links import read_links
from convert.readers.text.fields.story import Story
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.labels.copy_features import CopyFeatures
from convert.readers.text.lexicon import Lexicon, fold_word
from convert.readers.text.scripts import is_unspaced

UNITS_ABOVE, UNITS_BELOW = 6, 12
"""How many units above the headline and below the body's end are searched for labels."""


_HASHED = re.compile(r"(?:#[^\W\d_][^#]{0,38}){2,}")
"""Hashtags in a row."""

_CLOSED = re.compile(r"(?:[^\W\d_][^;.!?:]{1,38};\s?){2,12}")
"""Keywords with a semicolon behind each ("baleset;Debrecen;sérültek;")."""


def read_desk_notes(story: Story, features: CopyFeatures, lexicon: Lexicon) -> None:
    """Read the notes to other editors. A line about an embargo is one, and is reported."""
    for at, line in enumerate(features.lines):
        text = line.unit.text
        is_stated = at in features.embargoes and embargoes.is_embargo(text)
        if is_stated and not (at and features.lines[at - 1].is_prose and goes_on_about_the_world(text)):
            story.editor_notes.append(text)
            story.assign(at, "desk-note", "embargo wording", 0.9)
            story.infer("editor_notes", 0.9, [at], "embargo wording")
            story.report(
                "TXT006",
                Severity.WARNING,
                at,
                f"“{text[:60]}” mentions an embargo; none was set",
                "Give the embargo as metadata before anything is published.",
            )
            continue
        if line.words > 60 or line.furniture or not (text[0] in "([" or has_label_mark(text)):
            continue
        found = read_label(line, lexicon)
        if found and found.label == "desk" and found.rest:
            story.editor_notes.append(line.unit.text)
            story.assign(at, "desk-note", "note to other editors", 0.9)
            story.infer("editor_notes", 0.9, [at], "note to other editors")


def read_labeled_lines(
    story: Story, analysis: Analysis, lexicon: Lexicon, headline: int | None, *, is_whole: bool = False
) -> None:
    """Assign the labeled lines near the story, and read their fields. In copy that `is_whole`, sentences stay text."""
    lines = analysis.features.lines
    low = min(analysis.lead, analysis.lead if headline is None else headline)
    zone = range(max(0, low - UNITS_ABOVE), min(len(lines), analysis.last + 1 + UNITS_BELOW))
    labeled = {at: found for at in zone if story.roles[at] is None and (found := read_label(lines[at], lexicon))}
    for at, (label, rest) in labeled.items():
        if story.roles[at] is not None:
            continue
        match label:
            case "related":
                read_links(story, analysis, at, rest, lexicon)
            case "notes":
                _note(story, analysis, at, rest, low)
            case "keywords" if at >= low and analysis.marginals[at].body < SURE_TEXT:
                read_keywords(story, analysis, at, rest, lexicon)
            case "sources" | "reporting" | "editing" if at >= analysis.last - 1 or is_in_brackets(lines[at], label):
                read_contributors(story, analysis, at, lexicon, label, rest)
    for at in zone:
        if at >= low and story.roles[at] is None and _HASHED.fullmatch(lines[at].unit.text):
            add_keywords(story, [at], keywords_in(lines[at].unit.text), "hashtags")
        if at < low and story.roles[at] is None and _CLOSED.fullmatch(lines[at].unit.text):
            add_keywords(story, [at], keywords_in(lines[at].unit.text), "words with semicolons above the title")
    labels = lexicon.published_words | lexicon.updated_words
    for at in range(max(analysis.lead + 1, analysis.last - 1), zone.stop) if zone else ():
        if story.roles[at] is None and not is_whole:
            read_who_contributed(story, analysis, at, lexicon)
        dated = analysis.features.dates.get(at)
        is_day = dated and dated.moment and dated.is_labeled and not dated.rest
        if story.shows_page and is_day and fold_word(lines[at].unit.text.split()[0].strip(":：")) in labels:
            story.assign(at, "date", "day of publication below the text", 0.9)
    read_sign_off(story, analysis, lexicon)


def _note(story: Story, analysis: Analysis, at: int, rest: str, low: int) -> None:
    """Assign a correction or another note to readers, which is published with the story."""
    lines = analysis.features.lines
    if at < low - 3:
        return
    if rest:
        if len(rest.split()) >= 3 or (len(rest) >= 6 and is_unspaced(rest[0])):
            story.assign(at, "note", "note to readers", 0.9)
        return
    below = at + 1
    if below < len(lines) and story.roles[below] is None and low <= at <= analysis.last + 4:
        line = lines[below]
        if line.words >= 5 and line.ends_sentence and not line.furniture:
            story.assign(at, "heading", "label of a note to readers", 0.8)
            story.assign(below, "note", "note to readers", 0.8)
