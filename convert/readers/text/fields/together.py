"""Lines that belong together are kept or dropped together: lists, lines of one form, and what introduces a text.

The model judges line by line, and keeps some items of a list inside the story while it drops others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from statistics import fmean
from typing import TypeAlias

from convert.readers.text.fields.beside_text import NO_HEADING
from convert.readers.text.fields.keep import GUESSES, INSIDE
from convert.readers.text.fields.lists_and_quotes import introduces_list
from convert.readers.text.fields.story import Story, as_confidence
from convert.readers.text.labels.analysis import BODY_PROBABILITY, Analysis
from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.layout.introduced import RULE as INTRODUCED
from convert.readers.text.layout.posts import is_signature
from convert.readers.text.lexicon import Lexicon
from convert.readers.text.lexicon.name_lines import read_name_line
from convert.readers.text.roles import AssignedRole

UNORDERED = frozenset("•‣◦▪●○■□·・*-–")
"""Marks of the items of lists without numbers."""

MIN_ITEMS, MIN_ROWS, MANY_ROWS = 2, 3, 5
"""From how many items on a list is judged as a whole, and how many lines of one form are few and many."""

MANY_FLOOR = 0.35
"""How probable many lines of one form must be text on average; few need `BODY_PROBABILITY`."""

INTRODUCED_FLOOR = 0.3
"""How probable the items of a list must be text on average below a line that introduces them."""

MOST_LABEL, MOST_SENTENCE, MOST_ROW = 45, 14, 40
"""How many characters are before the separator of a line of a form at most, and how many words a sentence and another
line of it have.
"""

HEADING_FLOOR, HEADING_WORDS, SURE_BELOW = 0.4, 14, 0.8
"""How probable a line between two paragraphs must be text or heading to be a heading, how many words it has at most,
and how sure the paragraph below it is.
"""

OPENING, MOST_RECURRING, RECURRING_FLOOR = 2, 12, 0.55
"""With how many equal words lines open that recur, how many words they have at most, and how probable they must be text
on average.
"""

FLOOR_OF_NAMED, LONGER_WORD, FOREIGN_WORDS = 0.3, 4, 4
"""How probable a line must be text or heading of whose longer words a third is in the text below it, how many letters
these have, and how many of them, none of which is there, show that it is of another story.
"""

_PRICE = re.compile(r"[$€£¥₹]\s?\d|\d\s?[$€£¥₹]")
"""What offers have."""

KNOWN_NAME = 0.75
"""From this confidence on, names alone on a line open with a known given name."""

BELOW_DROPPED = 0.6
"""How probable such a line must be where the line above it is dropped."""

FEWEST_ALIKE, ALIKE_WORDS, MORE_WORDS, ALIKE = 3, range(2, 15), 4, "line of the form of the headings"
"""How many headings show at least that another line of their form is one, how many words it has, how many more than
the longest of them at most, and its rule.
"""

BETWEEN = "short line between paragraphs"
"""The rule of such a heading."""

MIN_LABELS, LABEL_WORDS, LABELED_FLOOR, LABEL_OF_LIST = 3, 4, 0.15, "label of lists"
"""How many lists have the same label at least, how many words it has at most, how probable their items must be text on
average, and its rule.
"""

MIN_COUNTED, COUNTED = 3, "in a list that the text introduces and that counts"
"""How many items such a list has at least, and its rule."""

_SEPARATORS = (": ", "：", " – ", " — ", " - ")
_KEPT = frozenset({"paragraph", "quote", "item", "row", "heading"})

_Joins: TypeAlias = Callable[[int, int], bool]
"""Whether two units are of one run."""


def keep_together(story: Story, analysis: Analysis, lexicon: Lexicon) -> None:
    """Keep the lines that the model drops inside the story, but that belong to what it keeps."""
    dropped = [at for at in range(len(story.roles)) if _is_dropped(story, at)]
    _judge_lists(story, analysis, dropped)
    _read_labels_of_lists(story, analysis)
    _complete_lists(story, analysis.features.lines)
    _end_introduced_lists(story)
    _keep_counted_lists(story, analysis.features.lines)
    if dropped:
        _judge_rows(story, analysis)
        _judge_recurring(story, analysis)
        _keep_attributions(story, analysis.features.lines, dropped)
    _keep_introductions(story, analysis.features.lines, dropped)
    if dropped:
        _keep_headings(story, analysis, lexicon, dropped)
    _complete_headings(story, analysis)
    _join_questions(story, analysis.features.lines)


def _is_dropped(story: Story, at: int) -> bool:
    """Whether the model alone drops a unit inside the story."""
    assigned = story.roles[at]
    return assigned is not None and assigned.rule == INSIDE


def _is_kept(story: Story, at: int) -> bool:
    assigned = story.roles[at] if at < len(story.roles) else None
    return assigned is not None and assigned.role in _KEPT


def _runs(units: Sequence[int], joins: _Joins) -> Iterator[list[int]]:
    """The runs of `units` that are next to each other and of which each `joins` the one above it."""
    run: list[int] = []
    for at in units:
        if run and (run[-1] < at - 1 or not joins(run[-1], at)):
            yield run
            run = []
        run.append(at)
    if run:
        yield run


def _odds(analysis: Analysis, run: Sequence[int]) -> float:
    """How probable the units of a run are text or headings on average."""
    return fmean(analysis.marginals[at].body + analysis.marginals[at].heading for at in run)


def _judge_lists(story: Story, analysis: Analysis, dropped: Sequence[int]) -> None:
    """Keep whole lists that are likely text on average."""
    lines = analysis.features.lines
    items = [at for at in dropped if lines[at].unit.bullet]
    for run in _runs(items, lambda one, other: have_one_mark(lines[one].unit.bullet, lines[other].unit.bullet)):
        odds = _odds(analysis, run)
        floor = INTRODUCED_FLOOR if _is_introduced(story, lines, run[0]) else BODY_PROBABILITY
        if len(run) >= MIN_ITEMS and odds >= floor:
            for at in run:
                story.roles[at] = AssignedRole("item", "in a list that is likely text", as_confidence(odds))


def _read_labels_of_lists(story: Story, analysis: Analysis) -> None:
    """Read the short line that is above several lists ("Pros", "Cons") as their heading, and keep the items of all if
    they are likely text on average.
    """
    lines = analysis.features.lines
    labels: dict[str, list[int]] = {}
    for at in range(analysis.lead + 1, min(analysis.last, len(lines) - 1)):
        line = lines[at]
        is_label = not line.unit.bullet and line.words <= LABEL_WORDS and not line.furniture and line.has_alphanumeric
        if is_label and lines[at + 1].unit.bullet in UNORDERED and (_is_dropped(story, at) or _is_kept(story, at)):
            labels.setdefault(line.key, []).append(at)
    for places in labels.values():
        if len(places) < MIN_LABELS:
            continue
        items = [other for at in places for other in _items_below(lines, at)]
        odds = _odds(analysis, items)
        if odds < LABELED_FLOOR:
            continue
        for at in places:
            story.roles[at] = AssignedRole("heading", LABEL_OF_LIST, as_confidence(odds))
        for at in items:
            if _is_dropped(story, at):
                story.roles[at] = AssignedRole("item", "in a list that is likely text", as_confidence(odds))


def _items_below(lines: Sequence[LineFeatures], at: int) -> Iterator[int]:
    """The units of the list below the unit `at`."""
    mark = lines[at + 1].unit.bullet
    below = at + 1
    while below < len(lines) and lines[below].unit.bullet == mark:
        yield below
        below += 1


def _is_introduced(story: Story, lines: Sequence[LineFeatures], first: int) -> bool:
    """Whether the line above a list ends with a colon and is no known furniture."""
    if not first or lines[first - 1].unit.text[-1] not in ":：" or lines[first - 1].furniture:
        return False
    return _is_dropped(story, first - 1) or _is_kept(story, first - 1)


def _keep_counted_lists(story: Story, lines: Sequence[LineFeatures]) -> None:
    """Keep the lists whose items count from 1 on below the line of the story that introduces them, if the story goes on
    below; items may be words of menus, such as countries.
    """
    for at in range(story.lead, len(lines) - MIN_COUNTED):
        if not introduces_list(lines, at) or lines[at].furniture or not _is_kept(story, at):
            continue
        end = at + 1
        while end < len(lines) and lines[end].unit.bullet.rstrip(".)") == str(end - at):
            end += 1
        goes_on = end < len(lines) and lines[end].is_prose and _is_kept(story, end)
        if goes_on and end - at > MIN_COUNTED:
            for item in range(at + 1, end):
                if not _is_kept(story, item):
                    story.roles[item] = AssignedRole("item", COUNTED, 0.7)


def _complete_lists(story: Story, lines: Sequence[LineFeatures]) -> None:
    """Keep the items that are next to an item of the story. Outside of the story only those in the same block: where
    blank lines separate items, the list may end at one.
    """
    for at in (*range(1, len(lines)), *range(len(lines) - 2, -1, -1)):
        assigned, unit = story.roles[at], lines[at].unit
        if not unit.bullet or assigned is None or assigned.rule not in GUESSES:
            continue
        for other, below in ((at - 1, at), (at + 1, at + 1)):
            if not 0 <= other < len(lines) or (lines[below].unit.after_blank and assigned.rule != INSIDE):
                continue
            beside = story.roles[other]
            if beside and beside.role == "item" and have_one_mark(unit.bullet, lines[other].unit.bullet):
                story.roles[at] = AssignedRole("item", "in one list with an item", beside.confidence)


def _end_introduced_lists(story: Story) -> None:
    """Read the last line of a list without marks below a colon as an item, too, unless it is the heading of the text
    below.
    """
    for at in range(len(story.roles) - 1, 0, -1):
        above, assigned = story.roles[at - 1], story.roles[at]
        if not (above and above.rule == INTRODUCED and above.role == "item" and assigned):
            continue
        is_marked = story.units[at - 1].bullet or story.units[at].bullet
        if assigned.role == "paragraph" and assigned.rule != INTRODUCED and not is_marked:
            story.roles[at] = AssignedRole("item", INTRODUCED, above.confidence)


def have_one_mark(one: str, other: str) -> bool:
    """Whether items with these marks may be of one list: the marks are equal, or both are numbers."""
    return bool(other) and (one == other or one[-1] == other[-1] == ".")


def _judge_rows(story: Story, analysis: Analysis) -> None:
    """Keep whole runs of lines of one form, such as "Thank you – Arigato", that are likely text, or most of which are
    kept.
    """
    if not any(_is_dropped(story, at) for at in range(len(story.roles))):
        return
    lines = enumerate(analysis.features.lines)
    forms = {at: _form(line) for at, line in lines if _is_dropped(story, at) or _is_kept(story, at)}
    rows = [at for at, form in forms.items() if form]
    for run in _runs(rows, lambda one, other: forms[one] == forms[other]):
        dropped = [at for at in run if _is_dropped(story, at)]
        if len(run) < MIN_ROWS or not dropped:
            continue
        odds = _odds(analysis, run)
        floor = MANY_FLOOR if len(run) >= MANY_ROWS else BODY_PROBABILITY
        if odds >= floor or 2 * len(dropped) < len(run):
            headings = [at for at in run if (assigned := story.roles[at]) and assigned.role == "heading"]
            for at in (*dropped, *headings):
                story.roles[at] = AssignedRole("paragraph", "in a row of lines of one form", as_confidence(odds))


def _judge_recurring(story: Story, analysis: Analysis) -> None:
    """Keep short lines that open with the same words in several places of the story, such as "Published by …" below
    each title, and that are likely text on average. Offers have prices, and credits are often in capitals.
    """
    features = analysis.features
    places: dict[tuple[str, ...], list[int]] = {}
    for at, line in enumerate(features.lines):
        is_known = line.furniture or at in features.captions or at in features.dates
        if is_known or not (_is_dropped(story, at) or _is_kept(story, at)):
            continue
        text = line.unit.text
        if line.words > MOST_RECURRING or line.ends_sentence or text.isupper():
            continue
        opening = tuple(line.key.split()[:OPENING])
        if len(opening) == OPENING and not (_PRICE.search(text) or NO_HEADING.search(text)):
            places.setdefault(opening, []).append(at)
    for found in places.values():
        dropped = [at for at in found if _is_dropped(story, at)]
        if not dropped or len(found) < MIN_ROWS or any(other - one == 1 for one, other in pairwise(found)):
            continue
        odds = _odds(analysis, found)
        if odds >= RECURRING_FLOOR:
            for at in dropped:
                story.roles[at] = AssignedRole("paragraph", "recurs in the story's parts", as_confidence(odds))


def _form(line: LineFeatures) -> str:
    """The separator of a line of two parts; nothing for other lines."""
    text = line.unit.text
    if line.unit.bullet or line.furniture or line.words > (MOST_SENTENCE if line.ends_sentence else MOST_ROW):
        return ""
    for sign in _SEPARATORS:
        if sign in text and 2 <= text.find(sign) <= MOST_LABEL and text.count(sign) == 1:
            return sign
    return ""


def _keep_attributions(story: Story, lines: Sequence[LineFeatures], dropped: Sequence[int]) -> None:
    """Keep the lines that say who wrote the post above them, if that is kept."""
    for at in dropped:
        if at and _is_dropped(story, at) and _is_kept(story, at - 1) and is_signature(lines[at].unit.text):
            story.roles[at] = AssignedRole("paragraph", "who wrote the post above", 0.8)


def _keep_introductions(story: Story, lines: Sequence[LineFeatures], dropped: Sequence[int]) -> None:
    """Keep the lines that end with a colon above what is kept: they introduce it."""
    above = story.lead - 1
    if above >= 0 and _introduces_speech(story, lines, above):
        story.roles[above] = AssignedRole("paragraph", "introduces what is below", 0.8)
    for at in dropped:
        if lines[at].unit.text[-1] in ":：" and _is_dropped(story, at) and _is_kept(story, at + 1):
            story.roles[at] = AssignedRole("paragraph", "introduces what is below", 0.8)


def _introduces_speech(story: Story, lines: Sequence[LineFeatures], at: int) -> bool:
    """Whether the line right above the text is a clause with a colon, and the text opens with what somebody said."""
    assigned, line, below = story.roles[at], lines[at], lines[at + 1].unit
    if assigned is None or assigned.rule not in GUESSES or line.furniture or line.unit.bullet:
        return False
    is_clause = line.words >= CLAUSE_WORDS and line.unit.text[-1] in ":："
    return is_clause and (below.bullet or below.text)[0] in _OPENS_SPEECH and _is_kept(story, at + 1)


CLAUSE_WORDS = 6
"""How many words a clause has at least that introduces what somebody said."""

_OPENS_SPEECH = '–—-„“«»"”'
"""What opens what somebody said."""


def _keep_headings(story: Story, analysis: Analysis, lexicon: Lexicon, dropped: Sequence[int]) -> None:
    """Keep short lines between two paragraphs of the story that are rather likely part of it: they are headings."""
    features = analysis.features
    for at in dropped:
        line = features.lines[at]
        if not line.has_alphanumeric or at == len(features.lines) - 1:
            continue
        if not _is_dropped(story, at) or _odds(analysis, [at]) < FLOOR_OF_NAMED:
            continue
        last = next((above for above in range(at - 1, -1, -1) if features.lines[above].has_alphanumeric), -1)
        if last < 0:
            continue
        is_known = line.furniture or at in features.captions or at in features.dates or at in features.bylines
        is_title = not line.unit.bullet and line.words <= HEADING_WORDS and line.unit.text[-1] not in ",;:：."
        is_once = bool(line.key) and features.key_counts[line.key] == 1
        is_below_dropped = last == at - 1 and _is_dropped(story, last) and _odds(analysis, [at]) >= BELOW_DROPPED
        is_between = (_is_paragraph(story, last) or is_below_dropped) and _is_paragraph(story, at + 1)
        if is_known or not (is_title and is_once and is_between):
            continue
        names = read_name_line(line.unit.text, lexicon)
        if NO_HEADING.search(line.unit.text) or (names and names.confidence >= KNOWN_NAME):
            continue
        shared, others = _words_below(analysis, at)
        floor = FLOOR_OF_NAMED if shared and 2 * shared >= others else HEADING_FLOOR
        if _odds(analysis, [at]) < floor or (not shared and others >= FOREIGN_WORDS):
            continue
        is_sure = features.lines[at + 1].is_prose and analysis.marginals[at + 1].body >= SURE_BELOW
        if is_sure and (features.lines[last].ends_sentence or is_below_dropped):
            story.roles[at] = AssignedRole("heading", BETWEEN, as_confidence(_odds(analysis, [at])))


def _words_below(analysis: Analysis, at: int) -> tuple[int, int]:
    """How many longer words of a line the two units below it have, and how many they lack: a heading names what is
    below it, and a link another story.
    """
    features = analysis.features
    words = {word for word in features.extract_words(features.lines[at].unit.text) if len(word) >= LONGER_WORD}
    below = (features.extract_words(line.unit.text) for line in features.lines[at + 1 : at + 3])
    shared = words & set().union(*below)
    return len(shared), len(words - shared)


def _complete_headings(story: Story, analysis: Analysis) -> None:
    """Make a short line between two paragraphs a heading where half of the lines of its form at least are headings."""
    lines = analysis.features.lines
    of_form = [at for at in range(1, len(lines) - 1) if _has_form_of_heading(story, analysis, at)]
    headings = [at for at in of_form if (assigned := story.roles[at]) and assigned.role == "heading"]
    if len(headings) < FEWEST_ALIKE or 2 * len(headings) < len(of_form):
        return
    longest = max(lines[at].words for at in headings) + MORE_WORDS
    for at in of_form:
        if (
            at not in headings
            and lines[at].words <= longest
            and lines[at].unit.after_blank == lines[headings[0]].unit.after_blank
        ):
            story.roles[at] = AssignedRole("heading", ALIKE, as_confidence(_odds(analysis, [at])))


def _has_form_of_heading(story: Story, analysis: Analysis, at: int) -> bool:
    """Whether a kept line is a short phrase between two paragraphs of running text."""
    features, assigned = analysis.features, story.roles[at]
    above, line, below = features.lines[at - 1 : at + 2]
    if assigned is None or assigned.role not in ("paragraph", "heading") or line.words not in ALIKE_WORDS:
        return False
    text = line.unit.text
    if line.ends_sentence or line.unit.bullet or not text[-1].isalnum() or not (text[0].isupper() or text[0].isdigit()):
        return False
    if at in features.captions or at in features.dates or at in features.bylines or line.furniture:
        return False
    is_between = all(_is_paragraph(story, near) for near in (at - 1, at + 1))
    return is_between and above.is_prose and above.ends_sentence and below.is_prose and not story.units[at].quoted


def _join_questions(story: Story, lines: Sequence[LineFeatures]) -> None:
    """Read headings among questions in a row as paragraphs: the text asks them one after another."""
    asked = [at for at in range(len(lines)) if _is_kept(story, at) and lines[at].unit.text[-1] in "?？؟"]
    for run in _runs(asked, lambda one, other: True):
        headings = [at for at in run if (assigned := story.roles[at]) and assigned.role == "heading"]
        if len(run) >= MIN_ROWS and len(headings) < len(run):
            for at in headings:
                story.roles[at] = AssignedRole("paragraph", "one of several questions", 0.8)


def _is_paragraph(story: Story, at: int) -> bool:
    assigned = story.roles[at]
    return assigned is not None and assigned.role in ("paragraph", "quote", "item")


def end_on_text(story: Story) -> None:
    """Make a heading that is the last line of the text a paragraph, as it is the title of nothing."""
    kept = (at for at in range(len(story.roles) - 1, story.lead, -1) if _is_kept(story, at))
    last = next(kept, None)
    assigned = story.roles[last] if last is not None else None
    if last is not None and assigned and assigned.role == "heading" and story.units[last].text[-1].isalnum():
        story.roles[last] = AssignedRole("paragraph", "last line of the text", assigned.confidence)


_PLACED = re.compile(r"[^\W\d_a-z][\w, ()/.-]{2,60}?\s?[–—-]\s(?=[^\W\d_a-z])")
"""How a report in a collection opens, with its place and a dash ("Osted – Am gestrigen Nachmittag …")."""

FEWEST_REPORTS, TITLE_WORDS, REPORT_WORDS = 3, 8, 10
"""How many reports at least show that the lines above them are their titles, how many words those have at most, and how
many a report has at least.
"""


def keep_titles_of_reports(story: Story) -> None:
    """Make the line above each of several reports that open with a place and a dash a heading, also the dek."""
    reports = [at for at in range(1, len(story.roles)) if _is_report(story, at)]
    if len(reports) < FEWEST_REPORTS:
        return
    for at in (report - 1 for report in reports):
        assigned = story.roles[at]
        if assigned is None or assigned.role == "heading":
            continue
        if assigned.role == "subheadline":
            story.subheadline = None
            story.inferred.pop("subheadline", None)
        story.roles[at] = AssignedRole("heading", "title of one of several reports", 0.8)


def _is_report(story: Story, at: int) -> bool:
    """Whether a paragraph opens with a place and a dash, below a short line that may be its title."""
    assigned, above = story.roles[at], story.roles[at - 1]
    if assigned is None or above is None or assigned.role != "paragraph" or not _PLACED.match(story.units[at].text):
        return False
    title = story.units[at - 1].text
    if len(story.units[at].text.split()) < REPORT_WORDS:
        return False
    if above.role == "subheadline":
        return story.subheadline == title
    is_short = len(title.split()) <= TITLE_WORDS and title[-1] not in ".:;,…"
    return above.role == "heading" or (above.role == "paragraph" and is_short)
