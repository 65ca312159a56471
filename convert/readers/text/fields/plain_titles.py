"""Titles of copy in which the model finds none: a phrase or a word alone above rows, entries of people or text, or the
line above the story.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from convert.findings import Severity
from convert.readers.text.envelopes.contacts import has_contact
from convert.readers.text.fields.date_ranker import says_day
from convert.readers.text.fields.dek import read_dek
from convert.readers.text.fields.keep import GUESSES, QUIET_CONFIDENCE
from convert.readers.text.fields.kicker import read_kicker
from convert.readers.text.fields.story import Story
from convert.readers.text.fields.title_signs import HeadlineOdds
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.lexicon import Lexicon, fold_word
from convert.readers.text.lexicon.name_lines import read_name_line
from convert.readers.text.lexicon.phrases import OPENING_OR_ENDING
from convert.readers.text.roles import AssignedRole
from convert.readers.text.scripts import has_digit

FEWEST_ROWS = 4
"""How many rows and short lines are below a title of rows at least."""

_TITLE_OF_ROWS = "first line above rows and short lines"
_PHRASE_ALONE = "phrase alone above the text"
_TITLE_WITH_DAY = "words with a day above the text"

ROW_TITLE_WORDS = range(2, 17)
"""How many words a title of rows has."""

_SURNAME = re.compile(r"[A-ZÀ-ÞА-Я][A-ZÀ-ÞА-Я'’-]{2,30},\s")
"""How entries of a list of people open, such as notices of deaths: "CALDER, Edith Mary"."""

FEWEST_BELOW, MOST_ALONE, SHORTEST_ALONE = 3, 6, 5
"""How many units are below a phrase alone at least, and how many words and characters it has at most and at least."""

FEWEST_ENTRIES = 3
"""How many such entries a list has at least."""

ONE_WORD, MOST_TITLE = "word alone above the text", 3
"""The rule of a title of one word, and how many words it counts at most in scripts without spaces."""

MIN_TEXT = 6
"""How many words the sentence below such a word has at least."""

MIN_PHRASE, LIKELY_TITLE = 8, 0.2
"""How many words a phrase above the text has at least that the model may take for text, and how probable a title is at
least that the model takes for text.
"""

LEAD_REACH, TITLE_REACH, TITLE_WORDS, TITLE_CONFIDENCE = 6, 2, range(2, 21), 0.3
"""Within how many units above the story a doubtful title is that is there twice, or else once, how many words it has,
and how sure it is.
"""

_HOST = re.compile(r"[\w-]{2,30}\.[A-Za-z]{2,4}")
"""The name of a site that is its host ("Sport.sk")."""

MOST_NAME_WORDS = 3
"""How many words a name or a time to read has at most."""

GIVE_HEADLINE = "Give the headline as metadata, or put it on a line of its own at the top."


def read_plain_title(story: Story, analysis: Analysis, odds: HeadlineOdds, lexicon: Lexicon) -> bool:
    """Read the title of copy in which no headline was found; whether there is one. `odds` are those of candidates."""
    return (
        _read_title_of_rows(story, analysis, lexicon)
        or _read_title_with_day(story, analysis)
        or _read_word_alone(story, analysis.features.lines, lexicon)
        or _read_line_above(story, analysis, odds, lexicon)
        or _read_line_like_furniture(story, analysis)
    )


def read_beside_title(story: Story, analysis: Analysis, lexicon: Lexicon) -> None:
    """Read dek and kicker of a page whose title was found last, among the lines beside it of which only their place
    is known.
    """
    title = next(at for at, assigned in enumerate(story.roles) if assigned and assigned.role == "headline")
    near = range(max(0, title - 1), max(analysis.lead, title + 1))
    guessed = {at: role for at in near if (role := story.roles[at]) and role.rule in GUESSES}
    for at in guessed:
        story.roles[at] = None
    read_dek(story, analysis, lexicon, title)
    read_kicker(story, analysis, lexicon, title, is_page=True)
    for at, role in guessed.items():
        if story.roles[at] is None:
            story.roles[at] = role


def _read_title_of_rows(story: Story, analysis: Analysis, lexicon: Lexicon) -> bool:
    """Read the first line of rows and short lines, or a phrase alone above the text, as their title, where no headline
    was found; whether it is one.
    """
    kept = story.roles[0] if story.roles else None
    if kept is None or kept.role not in ("paragraph", "heading"):
        return False
    is_above_rows = _is_title_of_rows(analysis)
    if not is_above_rows and not _is_phrase_alone(analysis, lexicon):
        return False
    rule = _TITLE_OF_ROWS if is_above_rows else _PHRASE_ALONE
    story.headline = story.units[0].text
    story.roles[0] = AssignedRole("headline", rule, 0.5)
    story.infer("headline", 0.5, [0], rule)
    return True


def _read_title_with_day(story: Story, analysis: Analysis) -> bool:
    """Read a line of a day with words of its own ("Weather on 8 October 2026", "Morning briefing, 8 October 2026") with
    which the copy opens as its title, and return whether it is one.
    """
    dated, kept, text = analysis.features.dates.get(0), story.roles[0], story.units[0].text
    if dated is None or kept is None or kept.role != "date" or not dated.rest or text[0].isdigit():
        return False
    is_phrase = any(map(str.islower, dated.rest.split()))
    if not (is_phrase or says_day(text, dated)) or len(story.units) < 2 or not story.units[1].after_blank:
        return False
    story.headline = text
    story.roles[0] = AssignedRole("headline", _TITLE_WITH_DAY, 0.5)
    story.infer("headline", 0.5, [0], _TITLE_WITH_DAY)
    return True


def _is_title_of_rows(analysis: Analysis) -> bool:
    """Whether copy without furniture opens with a phrase alone, above rows and short lines ("Results of round 27"), or
    above entries of people ("Deaths").
    """
    features = analysis.features
    first, *below = features.lines
    if len(below) < FEWEST_ROWS or not below[0].unit.after_blank or any(line.furniture for line in features.lines):
        return False
    if 0 in features.dates or 0 in features.bylines or 0 in features.captions or first.unit.bullet:
        return False
    if first.words >= ROW_TITLE_WORDS.stop or first.ends_sentence or first.unit.text[-1] in ":;,":
        return False
    if sum(_SURNAME.match(line.unit.text) is not None for line in below) >= FEWEST_ENTRIES:
        return True
    return (
        first.words in ROW_TITLE_WORDS
        and not any(line.is_prose for line in below[:FEWEST_ROWS])
        and sum(has_digit(line.unit.text) for line in below) * 2 >= len(below)
    )


def _is_phrase_alone(analysis: Analysis, lexicon: Lexicon) -> bool:
    """Whether copy without furniture opens with a few words alone, that are no sentence, place, day or name."""
    features = analysis.features
    first, *below = features.lines
    text = first.unit.text
    if len(below) < FEWEST_BELOW or first.words > MOST_ALONE or not below[0].unit.after_blank or first.unit.bullet:
        return False
    if first.ends_sentence or not text[-1].isalpha() or any(line.furniture for line in features.lines):
        return False
    if 0 in features.dates or 0 in features.bylines or 0 in features.captions or has_digit(text):
        return False
    key = fold_word(text)
    is_known = key in lexicon.places or key in lexicon.agencies or key in lexicon.weekdays or key in lexicon.months
    if is_known or (text.isupper() and first.words == 1) or len(text) < SHORTEST_ALONE or not text[:1].isupper():
        return False
    names = read_name_line(text, lexicon)
    return names is None and not _HOST.fullmatch(text) and any(line.ends_sentence for line in below[:2])


def _read_word_alone(story: Story, lines: Sequence[LineFeatures], lexicon: Lexicon) -> bool:
    """Read the word alone with which the copy opens as the headline, and return whether there is one: it is above a
    sentence, perhaps with a name between, and no place in capitals, day or month.
    """
    title, text = lines[0], lines[0].unit.text
    is_word = text.isalpha() and not text.isupper() and title.words <= MOST_TITLE and title.furniture is None
    is_time = fold_word(text) in lexicon.weekdays or fold_word(text) in lexicon.months
    kept = story.roles[0]
    if not is_word or is_time or kept is None or kept.role not in ("paragraph", "heading") or len(lines) < 2:
        return False
    below = next((line for line in lines[1:3] if line.ends_sentence), title)
    if not lines[1].unit.after_blank or below.words < MIN_TEXT:
        return False
    story.headline = text
    story.roles[0] = AssignedRole("headline", ONE_WORD, QUIET_CONFIDENCE)
    story.infer("headline", QUIET_CONFIDENCE, [0], ONE_WORD)
    return True


def _read_line_above(story: Story, analysis: Analysis, odds: HeadlineOdds, lexicon: Lexicon) -> bool:
    """Read the likeliest line right above running text as the headline of copy that shows none, and report that.

    False if no line there has the form of a title: it may be the end of a menu, a label or a caption.
    """
    features, text = analysis.features, _first_sentence(analysis)
    if not features.lines[text].is_prose:
        return False
    odds_of = dict(zip(odds.candidates, odds.probabilities, strict=False))
    near = range(max(0, text - LEAD_REACH), text)
    above = [at for at in near if at >= text - TITLE_REACH or features.lines[at].key == features.lines[at + 1].key]
    forms = [at for at in above if _has_form_of_title(analysis, at, lexicon)]
    forms = [at for at in forms if at < analysis.lead or odds_of.get(at, 0.0) >= LIKELY_TITLE]
    for at in sorted(forms, key=lambda at: -odds_of.get(at, 0.0)):
        line, assigned = features.lines[at], story.roles[at]
        if assigned is None or assigned.rule in GUESSES or assigned.role in ("paragraph", "heading"):
            _take_doubtful_title(story, at, line.unit.text)
            return True
    return False


def _first_sentence(analysis: Analysis) -> int:
    """The unit that opens the running text, below phrases as long as sentences that the model takes for text: the title
    and its dek.
    """
    lines, at = analysis.features.lines, analysis.lead
    end = min(at + TITLE_REACH, len(lines) - 1)
    while at < end and lines[at].words >= MIN_PHRASE and not (lines[at].is_prose or lines[at].ends_sentence):
        at += 1
    return at if lines[at].is_prose else analysis.lead


def _take_doubtful_title(story: Story, at: int, text: str) -> None:
    """Use the line at `at` as the headline, and report that it may be none."""
    story.headline = text
    story.roles[at] = AssignedRole("headline", "line above the story", TITLE_CONFIDENCE)
    story.infer("headline", TITLE_CONFIDENCE, [at], "line above the story")
    message = "no line is surely the headline; the one above the story is used"
    story.report("TXT003", Severity.WARNING, at, message, GIVE_HEADLINE)


def _read_line_like_furniture(story: Story, analysis: Analysis) -> bool:
    """Read a line with words of furniture and others as the headline, and report that: with which copy opens that shows
    no page, or which a page has right above its byline. Whether there is one.
    """
    lines = analysis.features.lines
    bylines = (at for at, byline in analysis.features.bylines.items() if byline.is_explicit and at <= analysis.lead)
    at = min(bylines, default=0) - 1 if story.shows_page else 0
    line = lines[max(0, at)]
    if at < 0 or line.furniture is None or len(lines) < at + 3 or line.unit.bullet or line.unit.text[-1] in ".:;,…":
        return False
    if has_digit(line.unit.text) or " " not in line.unit.text:
        return False
    if line.furniture[1] > OPENING_OR_ENDING or line.words not in TITLE_WORDS:
        return False
    _take_doubtful_title(story, at, line.unit.text)
    return True


def _has_form_of_title(analysis: Analysis, at: int, lexicon: Lexicon) -> bool:
    """Whether a line may be a title, and is no label, date, byline, caption, contact, time to read or name."""
    features = analysis.features
    line = features.lines[at]
    if line.ends_sentence and line.unit.text[-1] not in "?!？！؟":
        return False
    if line.furniture or line.unit.bullet or line.words not in TITLE_WORDS or line.unit.text[-1] in ".:;,…":
        return False
    if line.words <= MOST_NAME_WORDS and (line.unit.text[0].isdigit() or lexicon.opens_with_given_name(line.unit.text)):
        return False
    is_repeated = at + 1 < len(features.lines) and features.lines[at + 1].key == line.key
    if has_contact(line.unit.text) or features.key_counts[line.key] > 1 + is_repeated:
        return False
    return at not in features.dates and at not in features.bylines and at not in features.captions
