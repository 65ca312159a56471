"""Reads the headline: the line that is one, its words, and what is set before them.

The ranker chooses among the candidates; where it finds none, the place or the form of a line shows it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from convert.readers.text.fields.choose_headline import choose_headline
from convert.readers.text.fields.date_lines import has_other_words
from convert.readers.text.fields.date_ranker import says_day
from convert.readers.text.fields.german_titles import kicker_set_apart, title_beside
from convert.readers.text.fields.headline_ranker import glued_kicker
from convert.readers.text.fields.kicker import barred_kicker, is_tagline
from convert.readers.text.fields.menu_before import menu_before
from convert.readers.text.fields.story import Story, as_confidence
from convert.readers.text.fields.title_forms import is_age, is_credited_caption
from convert.readers.text.fields.title_signs import HeadlineOdds, goes_on_below
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.layout.letters import is_page_of_letters
from convert.readers.text.layout.lists import QUIZ
from convert.readers.text.layout.runs import Run
from convert.readers.text.lexicon import Lexicon, line_key
from convert.readers.text.sentences import is_of_sentences

GIVEN = "headline given by the user"
STATED = "headline by the envelope's form"
"""The rule of a line that is the headline because the user gave it as metadata."""

HEADER_REACH = 8
"""How many units above the headline may belong to the header."""

NOISE = 4
"""From how many lines of known furniture on the copy counts as a page, where a kicker may be part of a menu."""

FIRST_LINE_WORDS = range(2, 17)
"""How many words a first line has that is the headline by its place alone."""

MIN_SENTENCE = 8
"""How many words a sentence below a first line has at least."""

SURE_TITLE, LEAST_TITLE_WORDS, DATELINE_REACH = 0.7, 4, 40
"""From which probability on a second line is the title rather than a first one with a day, how many words that has
beside its day at least, and within how many characters a dateline with an agency ends.
"""

QUOTED_WORDS = (3, 12)
"""How many words a title that is a quotation has at least and at most; a name, such as a broadcast's, has fewer."""

QUOTES = '"“”„«»‹›'
"""Quotation marks around such a title."""

DAY_BEFORE = 0.9
"""The confidence of the day before a title."""

RUN_REACH = 3
"""How many units below the title a kind of layout begins at most that shows it to be the title."""

_ORDERED = re.compile(
    r"[A-ZÄÖÜ]{2,4}\b|(?:Bundes|Regional|Ober|Kreis)?[Ll]iga\b|Advent\b|Weltkrieg\b|Platz\b|Tag\b|Runde\b|Etappe\b"
    r"|(?:Jan|Feb|März|April|Mai|Juni|Juli|Aug|Sept|Okt|Nov|Dez)"
)
"""What follows an ordinal number that opens a headline ("1. FC Osted", "3. Liga", "1. Mai")."""


_DAY_BEFORE = re.compile(
    r"(?:\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}-\d\d-\d\d|\d{1,2}\.? [^\W\d_]{3,10}\.? \d{4})"
    r"(?:,? \d\d?[:.]\d\d(?: Uhr)?)? [|•·] (?=\S+ \S+ \S)"
    r"|(?:Stand|Aktualisiert|Veröffentlicht|Letzte Aktualisierung): ?\d{1,2}\.\d{1,2}\.\d{4},? \d\d?[:.]\d\d Uhr "
    r"(?=\S+ \S+ \S)"
)
"""The day before a title, with a bar between ("23.05.2027 | Osted builds a bridge"), or with its label and hour
("Stand: 23.05.2027 11:31 Uhr Osted baut eine Brücke").
"""


class _Title(NamedTuple):
    """A unit that is the title, with the confidence and the rule that show it."""

    at: int
    confidence: float
    rule: str


def read_headline(
    story: Story,
    analysis: Analysis,
    odds: HeadlineOdds,
    known: str | None,
    *,
    known_by: str,
    lexicon: Lexicon,
    runs: Sequence[Run] = (),
) -> int | None:
    """Read the headline and return its unit, None where there is none. `odds` are those of all candidates; `known` is
    the headline, where the user or an envelope states it; `known_by` is the rule that says which.
    """
    found = _known_title(analysis, known, known_by) if known is not None else None
    found = (
        found
        or _chosen_title(story, analysis, odds)
        or _title_by_place(story, analysis, runs, lexicon)
        or _title_behind_menu(story, analysis, lexicon)
    )
    if found is None:
        return None
    found = found._replace(confidence=as_confidence(found.confidence))
    if known is None:
        found = _widened(story, analysis, found, lexicon)
    at, confidence, rule = found
    story.headline = _title_of(story, analysis, at)
    story.assign(at, "headline", rule, confidence)
    story.infer("headline", confidence, [at], rule)
    if known is None:
        _divide_title(story, analysis, at, lexicon)
        if goes_on_below(analysis, at, lexicon) and story.roles[at + 1] is None:
            story.headline += f" {story.units[at + 1].text}"
            story.assign(at + 1, "headline", "title that goes on", confidence)
            story.infer("headline", confidence, [at + 1], rule)
    return at


def _known_title(analysis: Analysis, known: str, known_by: str) -> _Title | None:
    """The line above or right below the lead that is the headline `known`."""
    key, lines = line_key(known), analysis.features.lines
    at = next((i for i in range(min(len(lines), analysis.lead + 6)) if key and lines[i].key == key), None)
    return _Title(at, 0.99, known_by) if at is not None else None


def _chosen_title(story: Story, analysis: Analysis, odds: HeadlineOdds) -> _Title | None:
    """The line that the ranker chooses, or the first line above it whose form shows that it is the title instead."""
    at, confidence = choose_headline(odds, analysis)
    if at is None or story.roles[at] is not None:
        return None
    if is_of_sentences(analysis.features.lines[at].unit.text) or is_credited_caption(analysis, at):
        return None
    if at == 1 and story.roles[0] is None:
        if confidence < SURE_TITLE and _is_title_with_day(analysis):
            return _Title(0, 0.6, "first line with a day, above a line and a dateline")
        if _is_quoted_title(analysis):
            return _Title(0, 0.6, "quoted words above a line that explains them")
    return _Title(at, confidence, "title of what follows")


def _title_by_place(story: Story, analysis: Analysis, runs: Sequence[Run], lexicon: Lexicon) -> _Title | None:
    """The first line that may be a title, if it is above running text or one of the `runs`."""
    lines = analysis.features.lines
    is_open = (
        mark is None and not (is_page_of_letters(line) or is_tagline(line.unit.text) or is_age(line.unit.text, lexicon))
        for mark, line in zip(story.roles, lines, strict=True)
    )
    first = next((i for i, may_be_title in enumerate(is_open) if may_be_title), len(lines))
    below = [run for run in runs if first < run.first <= first + RUN_REACH]
    is_above_quiz = any(run.rule == QUIZ for run in below)
    if _is_first_line(analysis, first, is_above_run=bool(below), is_above_quiz=is_above_quiz):
        return _Title(first, 0.6, "first line above running text")
    return None


def _title_behind_menu(story: Story, analysis: Analysis, lexicon: Lexicon) -> _Title | None:
    """The first line above the lead that is the path of a page with a title at its end."""
    open_lines = (at for at in range(analysis.lead) if story.roles[at] is None)
    at = next((at for at in open_lines if menu_before(story.units[at].text, lexicon)), None)
    return _Title(at, 0.6, "title behind a menu") if at is not None else None


def _widened(story: Story, analysis: Analysis, found: _Title, lexicon: Lexicon) -> _Title:
    """The title that is right beside the line `found`, which is its kicker or dek, or the line above that goes on."""
    beside = title_beside(analysis, found.at, lexicon)
    if beside and story.roles[beside.at] is None:
        found = _Title(beside.at, min(found.confidence, beside.confidence), beside.rule)
    above = found.at - 1
    if above >= 0 and story.roles[above] is None and goes_on_below(analysis, above, lexicon):
        found = found._replace(at=above)
    return found


def _title_of(story: Story, analysis: Analysis, at: int) -> str:
    """The words of the unit `at`; its number belongs to it if it is an ordinal and no number of a list."""
    lines, unit = analysis.features.lines, story.units[at]
    is_listed = any(line.unit.bullet[:1].isdigit() for line in (*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2]))
    is_ordinal = not is_listed and unit.bullet[:1].isdigit() and _ORDERED.match(unit.text)
    return f"{unit.bullet} {unit.text}" if is_ordinal else unit.text


def _divide_title(story: Story, analysis: Analysis, at: int, lexicon: Lexicon) -> None:
    """Divide the headline from the kicker, the kind of story or the menu that is set before it on the line `at`."""
    text = story.units[at].text
    if kicker := glued_kicker(analysis, at) or kicker_set_apart(text, lexicon):
        story.headline, story.kicker = text[len(kicker) :].lstrip(), kicker
        story.infer("other_headlines", 0.7, [at], "words before the title")
    elif barred := barred_kicker(story.headline):
        story.kicker, story.headline = barred
        story.infer("other_headlines", 0.9, [at], "kind of story before a bar in the title")
    elif at in analysis.features.dates and (day := _DAY_BEFORE.match(text)):
        story.headline = text[day.end() :]
        if moment := analysis.features.dates[at].in_given_zone().moment:
            story.published = moment
            story.infer("published", DAY_BEFORE, [at], "day before the title")
    elif menu := menu_before(story.headline, lexicon):
        story.headline = story.headline[len(menu) :]


def _is_first_line(analysis: Analysis, at: int, *, is_above_run: bool, is_above_quiz: bool) -> bool:
    """Whether copy with little furniture opens at `at` with a short line that is not a sentence, above a longer line or
    a kind of layout, such as ingredients or verse. The title of a quiz may be a question.

    The model has too little context to recognize such a headline.
    """
    features = analysis.features
    if len(features.lines) < at + 2 or has_much_furniture(analysis, None):
        return False
    first = features.lines[at]
    if (
        not first.has_alphanumeric
        or (first.ends_sentence and not first.unit.text.isupper() and not (is_above_quiz and _asks(first)))
        or first.furniture
        or first.unit.bullet
        or first.unit.text[-1] in ":;,"
    ):
        return False
    dated = features.dates.get(at)
    has_words = dated and (has_other_words(dated, is_above=True) or says_day(first.unit.text, dated, least=2))
    if (dated and not has_words) or at in features.bylines or at in features.captions:
        return False
    if first.words not in FIRST_LINE_WORDS and not (is_above_run and first.words == 1):
        return False
    below = features.lines[at + 1 : at + 4]
    is_alone = below[0].unit.after_blank and not any(line.furniture for line in below)
    if is_above_run and below[0].unit.after_blank:
        return True
    return below[0].words >= max(8, first.words) or (
        is_alone and (any(map(_is_sentence, below)) or all(line.ends_sentence for line in below))
    )


def _asks(line: LineFeatures) -> bool:
    return line.unit.text[-1] in "?？؟"


def _is_quoted_title(analysis: Analysis) -> bool:
    """Whether copy without furniture opens with words in quotation marks alone, and a phrase below that explains them:
    the title of an interview, and its dek.
    """
    lines = analysis.features.lines
    first, second, *below = lines
    text = first.unit.text
    is_quoted = text[0] in QUOTES and text[-1] in QUOTES and not any(mark in text[1:-1] for mark in QUOTES)
    return (
        is_quoted
        and QUOTED_WORDS[0] <= first.words <= QUOTED_WORDS[1]
        and second.unit.after_blank
        and second.words > first.words
        and not second.ends_sentence
        and bool(below)
        and not any(line.furniture for line in lines)
    )


def _is_title_with_day(analysis: Analysis) -> bool:
    """Whether copy opens with a title that has a day among its words, above one line and text with a dateline."""
    lines, dated = analysis.features.lines, analysis.features.dates.get(0)
    if dated is None or analysis.lead != 2 or len(dated.rest.split()) < LEAST_TITLE_WORDS:
        return False
    first, text = lines[0], lines[2].unit.text
    is_open = not first.furniture and not first.ends_sentence and not lines[1].ends_sentence and not first.unit.bullet
    return is_open and ")" in text[:DATELINE_REACH] and lines[2].is_prose


def _is_sentence(line: LineFeatures) -> bool:
    return line.ends_sentence and line.words >= MIN_SENTENCE


def has_much_furniture(analysis: Analysis, headline: int | None) -> bool:
    """Whether the copy has much furniture."""
    known = sum(line.furniture is not None for line in analysis.features.lines)
    return known >= NOISE or (analysis.lead if headline is None else headline) > HEADER_REACH
