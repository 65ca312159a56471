"""Reads the dek, the sentence or phrase that goes with the headline and says what the story is about."""

from __future__ import annotations

import re
from itertools import takewhile

from convert.readers.text.envelopes.contacts import ADDRESS
from convert.readers.text.fields.contents import CONTENTS_LABELS
from convert.readers.text.fields.headline_ranker import has_duration
from convert.readers.text.fields.phrase_deks import (
    FLOOR,
    HEADER_REACH,
    LONG_PHRASE,
    POINT_MARKS,
    SHORT_LINE,
    SHORT_SENTENCE,
    is_full_of_digits,
    is_mostly_small,
    line_above_text,
    phrase_that_opens_text,
    short_line_below,
)
from convert.readers.text.fields.story import Story, as_confidence
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.lexicon import Lexicon, fold_word
from convert.readers.text.lexicon.captions import names_picture_agency
from convert.readers.text.lexicon.dateline import Dateline
from convert.readers.text.lexicon.datelines import read_dateline
from convert.readers.text.lexicon.keys import bare_key
from convert.readers.text.lexicon.side_lines import is_company, is_side_line
from convert.readers.text.lexicon.unnamed_bylines import agencies_beside_initials
from convert.readers.text.roles import Role

FLOOR_OF_SENTENCES = 0.6
"""How probable a dek is at least that is running text."""

FLOOR_ABOVE_BYLINE, FLOOR_BELOW_TITLE = 0.3, 0.05
"""How probable a sentence above the byline is at least dek or text, and one that is right below the headline, too; or
how probable a dek is that is the only sentence above the text, and divided from it.
"""

DEK_WORDS = range(3, 81)
"""How many words a dek has."""

DEK_REACH, BESIDE_BYLINE = 3, 0.7
"""How many units below a dek the byline or date is at most, and the least confidence of a dek that is above it."""

SURE_DEK, POINTS = 0.8, 3
"""How probable a dek is that opens with the author's name or is a sentence in a row, and the length of the row."""

TEXT_REACH = 20
"""How many units below the byline the text begins at most."""

MOST_PLACE_WORDS = 3
"""How many words a place alone above the text has at most."""

SURE_DATELINE = 0.75
"""The least confidence of a dateline that opens the text below the dek."""

MOST_ABOVE = 35
"""How many words a sentence has at most that is a dek because a dateline is below it."""

OPENING_WORDS, OPENING_REACH, TEXT_BELOW = range(8, 41), 3, 8
MOST_ABOVE_CAPTION = 30
"""How many words such a dek has at most that is right below the title and above a caption; it names no weekday, as the
openings of reports do.
"""

SHORT_OPENING = "short opening of German text"
"""How many words such a dek in German has, how many units are below it at least, within how many there is more text,
and its rule.
"""

_PLACE_AND_DASH = re.compile(r"[A-ZÄÖÜ][\w’'-]{2,24}(?:[ /][A-ZÄÖÜ][\w’'-]{2,24}){0,2} [–—-] (?=[„“\"»«A-ZÄÖÜ])")
"""How text may open with a place that is not known: evidence that the sentence above is not of it."""

_PLACE_AND_DOT = re.compile(
    r"(?P<place>[A-ZÄÖÜ][\w’'-]{2,24}(?:[ /][A-ZÄÖÜ][\w’'.-]{1,24}){0,3}) · (?=[„“\"»«A-ZÄÖÜ\d])"
)
"""The place before the dek in German regional papers ("Osted · Die alte Brücke …")."""

_DETAILS: frozenset[Role] = frozenset({"date", "reading-time", "caption", "credit"})
"""What is between a title and its dek beside furniture."""

_OF_HEADER = _DETAILS | {"byline"}

_OPENS_WITH_PLACE = re.compile(
    r"[A-ZÄÖÜ][a-zäöüß]{2,24}(?:-[A-ZÄÖÜ][a-zäöüß]{2,20})? (?:In|Im|Am|An|Auf|Aus|Bei|Bis|Ab|Der|Die|Das|Den|Dem|Des"
    r"|Ein|Eine|Einen|Einem|Einer|Er|Es|Sie|Wir|Für|Gegen|Mit|Nach|Rund|Seit|Über|Unter|Um|Von|Vor|Wegen|Während|Wenn|Wer"
    r"|Was|Wie|Zu|Zum|Zur|Als|Noch|Nun|Jetzt) [a-zäöüß„A-ZÄÖÜ]"
)
"""How the text of German papers opens that set its place in bold ("Osted In der Nacht …")."""


def read_dek(story: Story, analysis: Analysis, lexicon: Lexicon, headline: int) -> None:
    """Read the dek, which is between the headline and the byline, date or picture; a dateline opens the text itself."""
    best: tuple[float, int] | None = None
    for at in range(max(0, headline - 2), min(len(analysis.marginals), max(analysis.lead, headline) + 2)):
        if not _may_be_dek(story, analysis, lexicon, headline, at):
            continue
        if _is_behind_place_and_dot(analysis, lexicon, headline, at):
            best = max(analysis.marginals[at].dek, BESIDE_BYLINE), at
            break
        if _is_above_capitals(analysis, lexicon, headline, at):
            best = max(analysis.marginals[at].dek, BESIDE_BYLINE), at
            break
        probability = _probability_of_dek(story, analysis, lexicon, headline, at)
        if probability and (best is None or probability > best[0]):
            best = probability, at
    rule = "standfirst by its place"
    if best is None:
        short = (
            short_line_below(story, analysis, lexicon, headline)
            or line_above_text(story, analysis, lexicon, headline)
            or phrase_that_opens_text(story, analysis, lexicon, headline)
        )
        if short:
            best, rule = (FLOOR, short), SHORT_LINE
        elif opening := _short_opening(story, analysis, lexicon, headline):
            best, rule = (FLOOR, opening), SHORT_OPENING
    if best:
        probability, at = best
        story.subheadline = analysis.features.lines[at].unit.text
        if lexicon.languages[-1:] == ("de",) and (placed := _PLACE_AND_DOT.match(story.subheadline)):
            story.subheadline = story.subheadline[placed.end() :]
            story.dateline, story.dateline_unit = Dateline(placed["place"], 0, SURE_DATELINE), at
            story.infer("dateline", SURE_DATELINE, [at], "place before the dek")
        story.assign(at, "subheadline", rule, as_confidence(probability))
        story.infer("subheadline", as_confidence(probability), [at], rule)


def _may_be_dek(story: Story, analysis: Analysis, lexicon: Lexicon, headline: int, at: int) -> bool:
    """Whether a unit has no role and no sign of another field."""
    line, title = analysis.features.lines[at], analysis.features.lines[headline].key
    if story.roles[at] is not None or line.furniture or at in analysis.features.captions or line.is_shortened:
        return False
    if line.unit.bullet in POINT_MARKS:
        return False
    if title and (line.key == title or bare_key(line.key) == bare_key(title)):
        return False
    if line.words not in DEK_WORDS or not line.has_alphanumeric or line.key in CONTENTS_LABELS:
        return False
    text = line.unit.text
    if dateline := read_dateline(text, lexicon):
        is_named = headline < at and line.words <= MOST_PLACED and _may_open_dek(dateline, lexicon, story, at)
        if not is_named:
            return False
    if is_side_line(text) or is_company(text) or _OPENS_WITH_PLACE.match(text) or has_duration(text):
        return False
    if agencies_beside_initials(text, lexicon):
        return False
    if _describes_picture(analysis, headline, at) or _is_on_author(story, lexicon, at):
        return False
    return not is_full_of_digits(text) and not ("@" in text and ADDRESS.search(text))


def _is_on_author(story: Story, lexicon: Lexicon, at: int) -> bool:
    """Whether a line right below the byline opens with a job: it is a note on the author."""
    above = story.roles[at - 1] if at else None
    first = fold_word(story.units[at].text.split()[0].strip(",;:"))
    return above is not None and above.role == "byline" and first in lexicon.job_titles


def _describes_picture(analysis: Analysis, headline: int, at: int) -> bool:
    """Whether a phrase below the day or byline, right above a caption with its credit, opens as the texts of pictures
    do ("A man with a bag of grain").
    """
    features = analysis.features
    if at + 1 not in features.captions or not features.captions[at + 1].caption or features.lines[at].ends_sentence:
        return False
    is_below = any(other in features.dates or other in features.bylines for other in range(headline + 1, at))
    return is_below and features.lines[at].unit.text.startswith(("A ", "An "))


def _probability_of_dek(story: Story, analysis: Analysis, lexicon: Lexicon, headline: int, at: int) -> float:
    """How probable a unit is the dek by its place and the model; 0 where it is none."""
    marginals, is_dated = analysis.marginals[at], at in analysis.features.dates
    probability, text = marginals.dek, marginals.body
    if _opens_block_of_text(analysis, headline, at):
        return 0.0
    is_note = at != headline + 1 and _opens_with_author(story, analysis.features.lines[at].unit.text)
    if probability < SURE_DEK and (is_note or _is_in_row(story, analysis, at)):
        return 0.0
    if _is_above_byline(story, analysis, headline, at):
        is_below_title = not is_dated and _is_below_title_or_byline(story, analysis, headline, at)
        floor = FLOOR_BELOW_TITLE if is_below_title else FLOOR_ABOVE_BYLINE
        return max(probability, BESIDE_BYLINE) if probability + text >= floor else 0.0
    if not is_dated and _is_above_dateline(story, analysis, lexicon, headline, at):
        return max(probability, BESIDE_BYLINE) if probability + text >= FLOOR_ABOVE_BYLINE else 0.0
    if not is_dated and _is_above_title_again(analysis, headline, at):
        return max(probability, BESIDE_BYLINE)
    if not is_dated and _is_above_picture(story, analysis, headline, at):
        return max(probability, FLOOR)
    if not is_dated and _is_above_title_once_more(story, analysis, headline, at):
        return max(probability, BESIDE_BYLINE)
    if not is_dated and _is_alone(story, analysis, headline, at):
        return max(probability, FLOOR) if probability >= max(text, FLOOR_BELOW_TITLE) else 0.0
    return probability if probability > text and probability >= _floor(analysis, at) else 0.0


def _is_above_capitals(analysis: Analysis, lexicon: Lexicon, headline: int, at: int) -> bool:
    """Whether a short sentence is right below the headline, and right below it a dateline in capitals opens text."""
    lines = analysis.features.lines
    if at != headline + 1 or at + 1 >= len(lines) or not lines[at].ends_sentence or lines[at].words > MOST_ABOVE:
        return False
    text = lines[at + 1].unit.text
    found = read_dateline(text, lexicon)
    is_labeled = found is None or ":" in text[: len(found.text) + 2]
    return not is_labeled and lines[at + 1].is_prose and text.split()[0].strip("(),").isupper()


def _is_behind_place_and_dot(analysis: Analysis, lexicon: Lexicon, headline: int, at: int) -> bool:
    """Whether German sentences right below the headline have a place and a raised dot before them, and text below."""
    lines = analysis.features.lines
    if at != headline + 1 or lexicon.languages[-1:] != ("de",) or not _PLACE_AND_DOT.match(lines[at].unit.text):
        return False
    return lines[at].ends_sentence and any(line.is_prose for line in lines[at + 1 : at + 1 + TEXT_REACH])


def _short_opening(story: Story, analysis: Analysis, lexicon: Lexicon, headline: int) -> int | None:
    """The unit that opens German text below days, bylines or captions if it is shorter by a third at least than the
    paragraph below it, or a caption divides it from that, and has no place; else None. Papers in German summarize
    nearly every story so.
    """
    if lexicon.languages[-1:] != ("de",):
        return None
    lines, last = analysis.features.lines, min(len(analysis.features.lines) - OPENING_REACH, analysis.lead + 1)
    at = next((i for i in range(headline + 1, last) if _is_open(story, analysis, i) and lines[i].is_prose), None)
    if at is None:
        return None
    has_header = any((role := story.roles[i]) and role.role in _OF_HEADER for i in range(headline + 1, at))
    is_above_caption = (
        at == headline + 1
        and lines[at].words <= MOST_ABOVE_CAPTION
        and not any(len(word) > 2 and word in lexicon.weekdays for word in bare_key(lines[at].key).split())
        and _is_caption(story, analysis, at + 1)
    )
    if not (has_header or is_above_caption):
        return None
    line, text = lines[at], lines[at].unit.text
    if line.furniture or line.unit.bullet or not line.ends_sentence or line.words not in OPENING_WORDS:
        return None
    if ">>" in text or read_dateline(text, lexicon) or _OPENS_WITH_PLACE.match(text) or _PLACE_AND_DASH.match(text):
        return None
    first = at + 1
    end = last if has_header else len(lines) - 1
    while first < end and _is_of_picture(story, analysis, first):
        first += 1
    below = lines[first]
    is_above_text = below.is_prose and below.ends_sentence and not below.furniture and not below.unit.bullet
    is_long = sum(other.is_prose and other.ends_sentence for other in lines[first : first + TEXT_BELOW]) > 1
    is_divided = first > at + 1
    return at if is_above_text and (is_divided or (is_long and 2 * below.words >= 3 * line.words)) else None


def _is_caption(story: Story, analysis: Analysis, at: int) -> bool:
    """Whether a unit is a caption that has more than its credit."""
    role, found = story.roles[at], analysis.features.captions.get(at)
    return bool(found and found.caption) or (role is not None and role.role == "caption")


def _is_of_picture(story: Story, analysis: Analysis, at: int) -> bool:
    role = story.roles[at]
    if at in analysis.features.captions or names_picture_agency(story.units[at].text):
        return True
    return role is not None and role.role in ("caption", "credit")


def _opens_block_of_text(analysis: Analysis, headline: int, at: int) -> bool:
    """Whether a sentence below the headline, which a blank line divides from it, is in one block with the text."""
    lines = analysis.features.lines
    if at != headline + 1 or at + 2 >= len(lines) or not (lines[at].ends_sentence and lines[at].unit.after_blank):
        return False
    return all(line.is_prose and not line.unit.after_blank for line in lines[at + 1 : at + 3])


MOST_PLACED = 40
"""How many words a dek that opens with a dateline has at most."""


def _may_open_dek(dateline: Dateline, lexicon: Lexicon, story: Story, at: int) -> bool:
    """Whether a place alone opens the dek, as in regional papers in Dutch, and in German with a full stop: below it are
    byline and day.
    """
    roles = {role.role for role in story.roles[at + 1 : at + 3] if role}
    has_stop = story.units[at].text[len(dateline.text) :].startswith(".")
    is_regional = lexicon.languages[-1:] == ("nl",) or (lexicon.languages[-1:] == ("de",) and has_stop)
    is_place = is_regional and not (dateline.agency or dateline.day)
    return is_place and roles == {"byline", "date"}


def _is_below_title(story: Story, analysis: Analysis, headline: int, at: int) -> bool:
    """Whether only days, captions, known furniture and the headline once more are between it and the unit `at`."""
    lines = analysis.features.lines

    def is_detail(i: int) -> bool:
        return i in analysis.features.captions or ((role := story.roles[i]) is not None and role.role in _DETAILS)

    return all(
        lines[i].furniture or lines[i].key == lines[headline].key or is_detail(i) for i in range(headline + 1, at)
    )


def _is_alone(story: Story, analysis: Analysis, headline: int, at: int) -> bool:
    """Whether a sentence is the only one between the headline and the text, and a button or notice divides it from the
    text.
    """
    lines = analysis.features.lines
    is_near = headline < at < min(analysis.lead - 1, headline + HEADER_REACH)
    if not (is_near and lines[at + 1].furniture and lines[at].ends_sentence):
        return False
    if analysis.marginals[at].caption >= FLOOR or not story.shows_page:
        return False
    title = lines[headline].key
    between = (lines[i] for i in range(headline + 1, analysis.lead) if i != at and story.roles[i] is None)
    return not any(
        line.ends_sentence and line.words >= SHORT_SENTENCE and line.key != title and not line.furniture
        for line in between
    )


def _is_above_picture(story: Story, analysis: Analysis, headline: int, at: int) -> bool:
    """Whether a short sentence is right below the headline of a page, and a notice and a caption are between it and the
    text.
    """
    lines = analysis.features.lines
    if at != headline + 1 or not story.shows_page or not lines[at].ends_sentence or lines[at].words > MOST_ABOVE:
        return False
    below = at + 1
    while below < len(lines) and (lines[below].furniture or below in analysis.features.captions):
        below += 1
    between = range(at + 1, below)
    has_both = any(i in analysis.features.captions for i in between) and any(lines[i].furniture for i in between)
    return has_both and below < len(lines) and lines[below].is_prose


def _is_above_title_again(analysis: Analysis, headline: int, at: int) -> bool:
    """Whether a sentence is between the headline and its repeat, which is what the picture shows, and the text is below
    both.
    """
    lines = analysis.features.lines
    if at != headline + 1 or at + 2 >= len(lines) or not lines[at].ends_sentence or not lines[at + 1].unit.after_blank:
        return False
    return bool(lines[headline].key) and lines[at + 1].key == lines[headline].key


def _floor(analysis: Analysis, at: int) -> float:
    """How probable a dek must be at the unit `at`; a sentence less if a button or notice divides it from the text."""
    lines = analysis.features.lines
    is_divided = at + 1 < analysis.lead and lines[at + 1].furniture is not None
    return FLOOR_OF_SENTENCES if lines[at].is_prose and not is_divided else FLOOR


def _is_above_byline(story: Story, analysis: Analysis, headline: int, at: int) -> bool:
    """Whether a sentence is the only one between the headline and the byline or date, and the text is below these."""
    lines = analysis.features.lines
    near = range(at + 1, min(len(lines), at + 1 + DEK_REACH))
    credit = next((i for i in near if (role := story.roles[i]) and role.role in ("byline", "date")), None)
    if at <= headline or credit is None or credit - headline > HEADER_REACH:
        return False
    is_long_phrase = lines[at].words >= LONG_PHRASE and is_mostly_small(lines[at].unit.text)
    if not (lines[at].ends_sentence or (is_long_phrase and _is_below_title_or_byline(story, analysis, headline, at))):
        return False
    title = lines[headline].key
    between = (i for i in range(headline + 1, credit) if i != at and _is_open(story, analysis, i))
    between = (i for i in between if lines[i].key != title)
    if any(lines[i].is_prose or (lines[i].ends_sentence and lines[i].words >= SHORT_SENTENCE) for i in between):
        return False
    return any(line.is_prose for line in lines[credit + 1 : credit + 1 + TEXT_REACH])


def _is_below_title_or_byline(story: Story, analysis: Analysis, headline: int, at: int) -> bool:
    """Whether a unit is right below the title, or between the byline right below that and the day."""
    if _is_below_title(story, analysis, headline, at):
        return True
    above, below = (story.roles[i] for i in (at - 1, at + 1))
    is_beside = above is not None and above.role == "byline" and below is not None and below.role == "date"
    return at == headline + 2 and is_beside


def _is_above_title_once_more(story: Story, analysis: Analysis, headline: int, at: int) -> bool:
    """Whether a unit as long as deks is alone between the headline and the same headline once more, as pages have it
    that show the title of a picture, and below that are only captions and then text.
    """
    lines, below = analysis.features.lines, at + 1
    if at != headline + 1 or below >= len(lines) or lines[below].key != lines[headline].key:
        return False
    if lines[at].words < LONG_PHRASE or not is_mostly_small(lines[at].unit.text):
        return False
    below += 1
    while below < len(lines) and below in analysis.features.captions:
        below += 1
    return below < len(lines) and lines[below].is_prose


def _is_above_dateline(story: Story, analysis: Analysis, lexicon: Lexicon, headline: int, at: int) -> bool:
    """Whether a sentence is the only one between the headline and text that a dateline opens, right below it."""
    lines, below = analysis.features.lines, at + 1
    if at <= headline or below >= len(lines) or not lines[at].ends_sentence:
        return False
    text = lines[below].unit.text
    if lines[below].words <= MOST_PLACE_WORDS and text[-1] == "." and below + 1 < len(lines):
        below += 1
        text = f"{text} {lines[below].unit.text}"
    if not lines[below].is_prose:
        return False
    dateline = read_dateline(text, lexicon)
    is_placed = dateline is not None and dateline.confidence >= SURE_DATELINE and ":" not in text[: dateline.end]
    if not is_placed and not _PLACE_AND_DASH.match(text):
        return False
    between = (i for i in range(headline + 1, at) if _is_open(story, analysis, i))
    return not any(lines[i].is_prose or lines[i].ends_sentence for i in between)


def _is_open(story: Story, analysis: Analysis, at: int) -> bool:
    """Whether nothing is known of a unit: it has no role yet, and is no caption by its wording."""
    return story.roles[at] is None and at not in analysis.features.captions


def _is_in_row(story: Story, analysis: Analysis, at: int) -> bool:
    """Whether a sentence above the text is one of at least `POINTS` in a row: key points of the story."""
    lines = analysis.features.lines

    def is_point(i: int) -> bool:
        return story.roles[i] is None and lines[i].ends_sentence and lines[i].words >= SHORT_SENTENCE

    above = sum(1 for _ in takewhile(is_point, range(at - 1, max(-1, at - POINTS), -1)))
    below = sum(1 for _ in takewhile(is_point, range(at + 1, min(analysis.lead, at + POINTS))))
    return at < analysis.lead and above + 1 + below >= POINTS


def _opens_with_author(story: Story, text: str) -> bool:
    """Whether a line opens with the name of an author: it is a note on them."""
    folded = fold_word(text)
    return any(folded.startswith(fold_word(author.name)) for author in story.authors if author.kind == "person")
