"""Recognizes who wrote a story by what is below it: a note on the writer, a byline, links to the writer's page."""

from __future__ import annotations

import re

from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.lexicon import Lexicon, fold_word
from convert.readers.text.lexicon.keys import word_set

SIGNED_REACH = 24
"""Among how many units below the text a writer is looked for."""

MIN_NOTE, MOST_JOB = 4, 6
"""How many words the sentence of a note on a writer has at least behind the name, and a job behind it at most."""

MOST_BEHIND = 3
"""How many words are behind the name of a writer that a byline's words introduce, at most ("More from … and Osted")."""

_OPENINGS = re.compile(
    r"(?:(?:written|words|story|posted|published|reported|more|(?:(?:view )?all|more) (?:posts|stories|articles)) )?by"
    r"|about(?: the author:?)?|(?:more|read more|latest) (?:from|by)|follow|photo of|profile (?:photo|picture) of"
    r"|(?:escrito|publicado|escrita|publicada) por|sobre|(?:écrit|publié|rédigé) par|à propos de|scritto da|articoli di"
    r"|geschreven door|(?:meer )?(?:van|over)|über|mehr von|geschrieben von|(?:más|mais) de|plus de"
)
"""What is before a writer's name below the story, folded ("Written by …", "More from …")."""

_WORKS = word_set("covers writes reports joined joins edits leads studies teaches lives specializes hosts")
"""What a note says of a writer right behind the name, beside a job."""

_RIGHTS = re.compile(r"(?:©|copyright|\(c\))(?: ©)? ?(?:\d{4}(?: ?[-–] ?\d{4})?)?")
"""What is before the name of who owns a site, folded, with nothing behind it ("© 2024 Jane Doe")."""


def is_signed_below(name: str, analysis: Analysis, lexicon: Lexicon) -> bool:
    """Whether a line below the story shows that `name` is its writer: a sentence or a job that opens with the name, or
    the name behind a byline's words. The story does not mention the name, as it mentions people in the news.
    """
    lines, end, wanted = analysis.features.lines, analysis.last + 1, fold_word(name)
    last = fold_word(lines[analysis.last].unit.text)
    if last.startswith(f"{wanted} ") and not lexicon.job_titles.isdisjoint(last.split()):
        end -= 1  # a note on the writer that the model takes for text
    if " " not in wanted or not any(_shows_writer(line, wanted, lexicon) for line in lines[end : end + SIGNED_REACH]):
        return False
    return all(wanted not in fold_word(line.unit.text) for line in lines[analysis.lead : end])


def _shows_writer(line: LineFeatures, name: str, lexicon: Lexicon) -> bool:
    """Whether a line below a story shows that the folded `name` is that of its writer."""
    before, found, behind = fold_word(line.unit.text).partition(name)
    if not found or behind[:1].isalpha():
        return False
    words = behind.split()
    if not before:
        is_job = bool(words) and not lexicon.job_titles.isdisjoint(words)
        is_note = line.ends_sentence and len(words) >= MIN_NOTE and behind[:1] == " "
        return (is_note and (is_job or words[0] in _WORKS)) or (is_job and len(words) <= MOST_JOB)
    if _RIGHTS.fullmatch(before.rstrip()):
        return not behind.strip(" .")
    return len(words) <= MOST_BEHIND and _OPENINGS.fullmatch(before.rstrip(" :")) is not None
