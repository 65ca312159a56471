"""Reads the lines with days around the headline and the end: when a story was published and updated.

A day below its floor is not taken, and a notice reports it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from convert.findings import Severity
from convert.model import Moment
from convert.readers.text.fields.date_ranker import is_part_of_text, rank_date, shows_no_time
from convert.readers.text.fields.dateline import opens_text
from convert.readers.text.fields.story import Story, as_confidence
from convert.readers.text.fields.title_forms import is_age
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.labels.crf import Model
from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.lexicon import Lexicon, fold_word
from convert.readers.text.lexicon.dates import NO_YEAR, ParsedDate
from convert.readers.text.lexicon.day_labels import OTHER_DAY, contradicted_weekday

DATE_FLOOR = 0.4
"""A date with a lower probability is not taken."""

MOST_LABEL_WORDS, LABEL_CONFIDENCE = 4, 0.8
"""How many words the label of a day has at most, a colon counting as one, and the confidence that it is one."""

MIN_PROSE = 12
"""How many words divided by spaces a line with a day has at least that may be running text."""

DAY_WITH_WORDS = "date line with other words"
"""The rule of a date line that says more than its day."""

LEAST_OTHER_WORDS = 3
"""From how many words beside its date on a line is more than a date line."""

_WORD_OR_NUMBER = re.compile(r"[^\W\d_]+|\d+")

_GIVE_DATE = "Give the date as metadata if the story should have one."

_BEHIND_DAY = re.compile(
    r"\d[^\W\d_]{0,2}[.,]?(?:\s[^\W\d_]{1,6}\.?)?(?:\s?[:–—-]|(?<=\d{4})\.)\s+(?P<words>\w.*)[.!?…]$"
)
"""What stands behind the day of a line and a dash or colon, up to the end of its sentence."""


def read_ages(story: Story, analysis: Analysis, lexicon: Lexicon, zone: range) -> None:
    """Assign lines that say only how old a story is, from which no day can be told ("Publicat acum 6 ore")."""
    for at in zone:
        is_free = story.roles[at] is None and at not in analysis.features.dates
        if is_free and is_age(story.units[at].text, lexicon):
            story.assign(at, "date", "age of the story", 0.8)


def read_dates(story: Story, analysis: Analysis, model: Model, lexicon: Lexicon, head: int, zone: range) -> None:
    """Read the times of publication and update from the date lines around the headline and the end."""
    features = analysis.features
    line, confidence = rank_date(model, analysis, head)
    chosen = line.at if line and confidence >= DATE_FLOOR else -1
    near = sorted({*zone, chosen} - {-1})
    for at in near:
        if dated := features.dates.get(at):
            _read_update(story, at, dated, is_chosen=at == chosen)
            if dated.uncertainty and not dated.moment and not (_is_of_other_day(dated) and line):
                why = f"“{_quoted(analysis, at)}” shows {dated.uncertainty}; no date was taken from it"
                story.report("TXT006", Severity.NOTICE, at, why, _GIVE_DATE)
            if _is_date_line(analysis, at, dated, head, lexicon, is_chosen=at == chosen):
                has_words = any(map(str.islower, dated.rest.split())) and " " in dated.rest
                rule = DAY_WITH_WORDS if has_words else "date line"
                story.assign(at, "date", rule, as_confidence(max(0.6, analysis.marginals[at].date)))
        elif story.roles[at] is None and _is_label_of_day(story.units[at].text, lexicon):
            story.assign(at, "date", "label of a day without one", LABEL_CONFIDENCE)
    if line is None:
        _day_of_update(story, analysis, near)
        return
    if chosen < 0 or _is_of_page(analysis, line.at, head):
        story.report(
            "TXT006",
            Severity.NOTICE,
            line.at,
            f"“{_quoted(analysis, line.at)}” may be the date of publication; no date was taken from it",
            _GIVE_DATE,
        )
        return
    if line.is_update:
        story.published = Moment(line.moment.text[:10])
        story.infer("published", as_confidence(confidence), [chosen], "day of the update, the only one shown")
    else:
        story.published = line.dated.in_given_zone().moment
        story.infer("published", as_confidence(confidence), [chosen], "date line near the headline")
    if weekday := contradicted_weekday(features.lines[chosen].unit.text, line.moment, lexicon):
        story.report(
            "TXT023",
            Severity.WARNING,
            chosen,
            f"“{_quoted(analysis, chosen)}” names a {weekday} that the day {line.moment.text[:10]} is not",
            "Compare the date with its source, and give the right one as metadata.",
        )


def _read_update(story: Story, at: int, dated: ParsedDate, *, is_chosen: bool) -> None:
    """Read the instant of an update from a date line, if it is the chosen one or has a label."""
    zoned = dated.in_given_zone()
    for moment in (zoned.moment if dated.kind == "updated" else None, zoned.updated):
        if moment and moment.is_instant and story.updated is None and (is_chosen or dated.is_labeled):
            story.updated = moment
            story.infer("updated", 0.9, [at], "date line labeled as an update")


def _is_of_other_day(dated: ParsedDate) -> bool:
    """Whether a line has a day that is neither that of publication nor of an update."""
    return dated.uncertainty == OTHER_DAY and not dated.moment


def _is_date_line(
    analysis: Analysis, at: int, dated: ParsedDate, head: int, lexicon: Lexicon, *, is_chosen: bool
) -> bool:
    """Whether a line with a day is no more than a date line: no title, byline or text, and of no other day."""
    line, marginals = analysis.features.lines[at], analysis.marginals[at]
    if (
        _is_of_other_day(dated)
        or is_part_of_text(line, dated)
        or has_other_words(dated, is_above=at <= head)
        or opens_text(line.unit.text, lexicon)
        or _says_sentence(line, dated)
    ):
        return False
    is_long = line.unit.text.count(" ") + 1 >= MIN_PROSE  # in a script without spaces letters count as words
    is_prose = line.is_prose and (dated.rest or (is_long and not dated.is_labeled))
    is_likely = marginals.date + marginals.dated_byline > 0.5 or not dated.rest
    return (is_chosen or is_likely) and at not in analysis.features.bylines and not is_prose


def _is_label_of_day(text: str, lexicon: Lexicon) -> bool:
    """Whether a line is only the label of a day that the copy does not have ("Veröffentlicht am")."""
    words = text.rstrip(" :：").split()
    if not 1 < len(words) + (text[-1] in ":：") <= MOST_LABEL_WORDS:
        return False
    return all(word in lexicon.published_words or word in lexicon.updated_words for word in map(fold_word, words))


def _is_of_page(analysis: Analysis, at: int, head: int) -> bool:
    """Whether the day at `at`, above the headline, is that of the page rather than of the story: below the headline is
    another day, which lacks its year.
    """
    features = analysis.features
    if at >= head or features.dates[at].rest or features.dates[at].is_labeled:
        return False
    own_words = set(_WORD_OR_NUMBER.findall(fold_word(features.lines[at].unit.text)))
    return any(
        dated.uncertainty == NO_YEAR
        and not own_words.issuperset(_WORD_OR_NUMBER.findall(fold_word(features.lines[other].unit.text)))
        for other, dated in features.dates.items()
        if head < other < analysis.lead
    )


def has_other_words(dated: ParsedDate, *, is_above: bool) -> bool:
    """Whether a line above the headline says more beside its date than date lines do, such as a title with a day."""
    return is_above and len(dated.rest.split()) >= LEAST_OTHER_WORDS


def _says_sentence(line: LineFeatures, dated: ParsedDate) -> bool:
    """Whether a sentence stands behind the day of a line ("8 October 2026 – It rains.")."""
    behind = _BEHIND_DAY.search(line.unit.text) if line.ends_sentence and " " in dated.rest else None
    return behind is not None and dated.rest.endswith(behind["words"])


def _day_of_update(story: Story, analysis: Analysis, near: Sequence[int]) -> None:
    """Report a day of update that was not used as the day of publication."""
    for at in near:
        dated = analysis.features.dates.get(at)
        if dated and dated.moment and dated.kind == "updated" and shows_no_time(analysis, at):
            story.report(
                "TXT006",
                Severity.NOTICE,
                at,
                f"“{_quoted(analysis, at)}” shows only the day of an update; no date was taken from it",
                _GIVE_DATE,
            )
            return


def _quoted(analysis: Analysis, at: int) -> str:
    """The beginning of the unit `at`, for a message."""
    return analysis.features.lines[at].unit.text[:60]
