"""Traits: what the model decides from, a handful of short words on each unit and its surroundings.

Each trait is a name of ours, made of sizes, shapes, places and the word of the lexicon; no word of the copy is in it,
so what was learnt of one language holds for the next. `weights.json` says how traits weigh, `model` what follows,
and `wording` what each means in plain words: a new trait needs a phrase there.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from convert.readers.text.labels.copy_features import CopyFeatures
from convert.readers.text.labels.crf import FeatureGroup
from convert.readers.text.labels.density import WordExtractor
from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.lexicon import Lexicon
from convert.readers.text.lines.language import Language, stop_words
from convert.readers.text.scripts import FIRST_KANA
from convert.readers.text.sentences import FULL_STOPS, QUESTIONS, SENTENCE_BREAK

SIZE_BOUNDS = (1, 2, 3, 4, 6, 9, 13, 18, 26, 41, 81)
"""The sizes in words that units are sorted by."""

# Where other measures go from one value of their traits to the next: distances in units, shares of words or of units,
# numbers of words; words for the traits are made from the same numbers.
DISTANCE_BOUNDS = (1, 2, 3, 5, 9, 17, 41)
STOP_WORD_SHARE_BOUNDS = (0.0001, 0.12, 0.25, 0.38, 0.5)
RUN_LENGTH_BOUNDS = (1, 2, 3, 5, 9)
CONTENT_SHARE_BOUNDS = (0.0001, 0.25, 0.5, 0.75)
CAPITALIZED_SHARE_BOUNDS = (0.35, 0.6)
HIRAGANA_SHARE_BOUNDS = (0.0001, 0.15, 0.3)
DIGIT_SHARE_BOUNDS = (0.1, 0.3)
FURNITURE_SHARE_BOUNDS = (0.0001, 0.05, 0.12, 0.25)
MASS_BOUNDS = (1, 40, 150)
POSITION_BOUNDS = (0.0001, 0.1, 0.5, 0.9, 0.9999)
PROSE_COUNT_BOUNDS = (1, 2, 4)
BROAD_SIZE_BOUNDS = (3, 5, 7, 9)
"""The coarser sizes, by the finer ones, that neighbours are sorted by."""

_SAMPLE = 400
"""How many characters of a unit are looked at closely."""

_CLOSING = frozenset({"comment", "related", "legal"})
"""Furniture that seldom stands before a story's end."""

WINDOW = 12
"""How many units before and after count as the surroundings."""

_ADDRESS = re.compile(r"https?://|www\.|\S@\S|\.com\b|(?:^|\s)@\w")
_ADDRESSES = ("@", "://", "www.", ".com")
"""One of these stands in every address."""

_SEPARATOR = re.compile(r"[|»›·•>→▶/]")
_STEP = re.compile(r"\s[»›>/→▸|]\s|[»›→▸]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_TIME = re.compile(r"\d{1,2}[:.h]\d\d")
_DIGIT = re.compile(r"\d")
_QUOTES = frozenset("\"“„«‘'「『‹”")
_ENDINGS = {
    **dict.fromkeys(FULL_STOPS, "."),
    **dict.fromkeys(QUESTIONS, "?"),
    **dict.fromkeys(":：", ":"),
    **dict.fromkeys(",;،、", ","),
    **dict.fromkeys("\"”»'’“」』", '"'),
    **dict.fromkeys(")]", ")"),
}


class _Glance(NamedTuple):
    """What the neighbours of a unit need to know of it."""

    size: int
    broad: str
    kinds: tuple[str, ...]
    is_item: bool


def extract_crf_features(
    features: CopyFeatures, content_words: Set[str], lexicon: Lexicon, language: Language
) -> Iterator[list[FeatureGroup]]:
    """The traits of each unit that `features` is of, in order; `content_words` are the words that the copy's running text says."""
    stops = stop_words(language.primary)
    spaced = language.is_spaced
    gaps = _gaps(features.lines)
    before: set[str] = set()
    places = _places(features, [_glance(features, at) for at in range(len(features.lines))])
    for at, (line, (size, zone, rows)) in enumerate(zip(features.lines, places, strict=True)):
        _shape(line, size, stops, spaced, rows)
        _kinds(features, at, size, rows, lexicon)
        if gaps:
            rows.append(_apart(gaps, line.unit.after_blank))
        if line.key and features.key_counts[line.key] > 1:
            rows.append(_repeated(min(size, 7), line.key in before))
            before.add(line.key)
        if content_words and line.words >= 3:
            rows.append(_say(line, size, zone, content_words, features.extract_words))
        yield rows


def _glance(features: CopyFeatures, at: int) -> _Glance:
    line = features.lines[at]
    size = bisect_right(SIZE_BOUNDS, line.words)
    kinds = _kinds_of(line.furniture is not None, at in features.dates, at in features.bylines, at in features.captions)
    return _Glance(size, _broad(size, line.ends_sentence), kinds, bool(line.unit.bullet))


@cache
def _kinds_of(known: bool, date: bool, byline: bool, caption: bool) -> tuple[str, ...]:
    pairs = (("known", known), ("date", date), ("byline", byline), ("caption", caption))
    return tuple(kind for kind, is_so in pairs if is_so)


@cache
def _broad(size: int, ends: bool) -> str:
    return f"{bisect_right(BROAD_SIZE_BOUNDS, size)}{'.' if ends else ''}"


def _ending(line: LineFeatures) -> str:
    last = line.unit.text[-1]
    if line.is_shortened:
        return "…"
    return _ENDINGS.get(last) or ("9" if last.isdigit() else "a" if last.isalpha() else "o")


def _opening(first: str) -> str:
    if first.isupper():
        return "U"
    if first.islower():
        return "l"
    if first.isdigit():
        return "9"
    return '"' if first in _QUOTES else "x" if first.isalpha() else "o"


def _gaps(lines: Sequence[LineFeatures]) -> str:
    """How blank lines are used: between all blocks, between some, or nowhere."""
    share = sum(line.unit.after_blank for line in lines) / len(lines)
    return "" if share < 0.1 else "all " if share >= 0.9 else "some "


def _shape(line: LineFeatures, size: int, stops: frozenset[str], spaced: bool, rows: list[FeatureGroup]) -> None:
    """Add the unit's own size and shape."""
    text = line.unit.text
    opens = _opening(text[0])
    ends = _ending(line)
    rows.append(_outline(size, ends, opens))
    head = text if len(text) <= _SAMPLE else text[:_SAMPLE]
    coarse = size if size < 7 else 7
    if spaced:
        words = head.split()
        count = len(words)
        if stops:
            common = len(list(filter(stops.__contains__, head.casefold().split())))
            rows.append(_common(bisect_right(STOP_WORD_SHARE_BOUNDS, common / count), size if size < 8 else 8))
        if opens != "x" and count > 1:
            raised = sum([word[0].isupper() for word in words])
            share = (
                0
                if raised <= 1
                else 4
                if raised == count
                else 1 + bisect_right(CAPITALIZED_SHARE_BOUNDS, raised / count)
            )
            rows.append(_capitals(share, coarse, size if text.isupper() else -1))
    elif max(head) >= FIRST_KANA and size > 1:
        share = bisect_right(HIRAGANA_SHARE_BOUNDS, sum("\u3040" <= c <= "\u309f" for c in head) / len(head))
        rows.append(_kana(share, coarse))
    commas = 0
    if size >= 3:
        commas = text.count(",") + text.count("，") + text.count("、") + text.count("،")
    if size >= 5:
        rows.append(_clauses(min(len(SENTENCE_BREAK.findall(text, 0, 1500)), 4), min(3, commas)))
    if digits := _digits(head):
        is_short = size <= 8
        year, time = is_short and bool(_YEAR.search(text)), is_short and bool(_TIME.search(text))
        rows.append(_numbers(bisect_right(DIGIT_SHARE_BOUNDS, digits / len(head)), year, time))
    if size <= 9:
        if any(map(head.__contains__, _ADDRESSES)) and _ADDRESS.search(head):
            rows.append(_WITH_ADDRESS)
        if _SEPARATOR.search(head):
            rows.append(_separators(size, "|" in head))
            if steps := len(_STEP.findall(head)):
                rows.append(_path(min(steps, 3), ends == "."))
        if commas >= 2 and ends == "a" and text.count(" ") < 2 * commas + 2:
            rows.append(_LIST)
    bullet = line.unit.bullet
    if bullet or opens == '"' or line.unit.quoted or line.is_shortened or line.is_divider:
        item = "" if not bullet else "number" if bullet[0].isdigit() else "bullet"
        rows.append(_marks(size, opens == '"', item, line.unit.quoted, line.is_shortened, line.is_divider))


def _digits(text: str) -> int:
    """How many digits stand in `text`; in ASCII they are told with less work."""
    return (
        len(text) - len(text.encode().translate(None, b"0123456789")) if text.isascii() else len(_DIGIT.findall(text))
    )


def _kinds(features: CopyFeatures, at: int, size: int, rows: list[FeatureGroup], lexicon: Lexicon) -> None:
    """Add what the lexicon and the parsers of single lines say of the unit."""
    line = features.lines[at]
    if line.furniture:
        role, confidence = line.furniture
        rows.append(_known(role, size, confidence > 0.9))
    if line.ends_story:
        rows.append(_CLOSES)
    dated = features.dates.get(at)
    if dated:
        is_update, is_instant = dated.kind == "updated", dated.moment is not None and dated.moment.is_instant
        rows.append(_dated(bool(dated.rest), dated.moment is not None, dated.is_labeled, is_update, is_instant))
    byline = features.bylines.get(at)
    if byline:
        rows.append(_names(byline.is_explicit, dated is not None, min(size, 7)))
    caption = features.captions.get(at)
    if caption:
        rows.append(_CREDITED if caption.caption else _CREDIT)
    if at in features.reading_times:
        rows.append(_MINUTES)
    if not line.furniture and line.words <= 12:
        words = line.key.split()
        given = 2 <= len(words) <= 8 and words[0] in lexicon.given_names
        job = not lexicon.job_titles.isdisjoint(words)
        if given or job:
            rows.append(_person(size, given, job))


def _places(features: CopyFeatures, glances: list[_Glance]) -> Iterator[tuple[int, str, list[FeatureGroup]]]:
    """For each unit its size, whether it stands before, in or after the densest run of prose, and what stands around
    it.
    """
    lines = features.lines
    count = len(lines)
    prose = [line.is_prose for line in lines]
    known = [line.furniture is not None for line in lines]
    noise = bisect_right(FURNITURE_SHARE_BOUNDS, sum(known) / count)
    prose_before = [0, *accumulate(prose)]
    mass = [0, *accumulate(s.words if s.words >= 8 and s.ends_sentence and not s.furniture else 0 for s in lines)]
    full = [0, *accumulate(line.words >= 12 and line.ends_sentence for line in lines)]
    runs = _runs([line.words <= 6 and not line.ends_sentence for line in lines])
    since, until = _distances(known)
    closed = False
    first, end = features.dense_span.first, features.dense_span.end
    beyond = [None, None]
    nearby: list[_Glance | None] = [*beyond, *glances, *beyond]
    for at, glance in enumerate(glances):
        size = glance.size
        coarse = size if size < 7 else 7
        zone = "<" if at < first else ">" if at >= end else "="
        away = first - at if zone == "<" else at - end + 1 if zone == ">" else 0
        told_before = prose_before[at]
        told_after = prose_before[count] - prose_before[at + 1]
        low, high = max(0, at - 5), min(count, at + 6)
        around = min(3, full[at] - full[low]), min(3, full[high] - full[at + 1])
        low, high = max(0, at - WINDOW), min(count, at + WINDOW + 1)
        masses = bisect_right(MASS_BOUNDS, mass[at] - mass[low]), bisect_right(MASS_BOUNDS, mass[high] - mass[at + 1])
        part = bisect_right(POSITION_BOUNDS, mass[at] / mass[count]) if mass[count] else 0
        broad_size = size if size < 8 else 8
        rows = [
            _zone(zone, bisect_right(DISTANCE_BOUNDS, away), size, noise, known[at]),
            _edges(at if at <= 6 else -1, count - at if count - at <= 4 else -1),
            _prose(bisect_right(PROSE_COUNT_BOUNDS, told_before), bisect_right(PROSE_COUNT_BOUNDS, told_after), coarse),
            _beside(-2, nearby[at], 0),
            _beside(-1, nearby[at + 1], broad_size),
            _beside(1, nearby[at + 3], broad_size),
            _beside(2, nearby[at + 4], 0),
            _surroundings(*around, *masses, coarse),
            _part(part, coarse),
            _furniture(bisect_right(DISTANCE_BOUNDS, since[at]), bisect_right(DISTANCE_BOUNDS, until[at])),
        ]
        if runs[at]:
            rows.append(_run(zone, bisect_right(RUN_LENGTH_BOUNDS, runs[at])))
        if closed:
            rows.append(_closed(coarse))
        yield size, zone, rows
        furniture = lines[at].furniture
        if told_before >= 2 and (lines[at].ends_story or (furniture and furniture[0] in _CLOSING)):
            closed = True


def _say(line: LineFeatures, size: int, zone: str, content_words: Set[str], contents: WordExtractor) -> FeatureGroup:
    """How much of the unit's words the running text says."""
    if line.words > 40:
        words = contents(line.unit.text[:600])
        return _said(int(5 * len(words & content_words) / len(words)) if words else 0)
    words = contents(line.unit.text)
    shared = len(words & content_words)
    return _says(bisect_right(CONTENT_SHARE_BOUNDS, shared / len(words)) if words else 0, min(5, shared), size, zone)


# --------------------------------------------------------------------------------------------------------------------
# The traits' names. Each group is made once, as what it is made from takes few values.

_WITH_ADDRESS = ("address",)
_CLOSES = ("closes",)
_CREDITED = ("caption", "caption and credit")
_CREDIT = ("caption", "credit")
_MINUTES = ("minutes",)
_LIST = ("list of words",)


@cache
def _outline(size: int, ends: str, opens: str) -> FeatureGroup:
    return f"size {size}", f"ends {ends}", f"opens {opens}", f"size {size} ends {ends}", f"size {size} opens {opens}"


@cache
def _common(share: int, size: int) -> FeatureGroup:
    return f"common {share}", f"common {share} size {size}"


@cache
def _capitals(share: int, coarse: int, all_of: int) -> FeatureGroup:
    """`all_of` is the size of a unit that is all in capitals, -1 for others."""
    whole = () if all_of < 0 else ("all capitals", f"all capitals {all_of}")
    return (f"capitals {share} size {coarse}", *whole)


@cache
def _kana(share: int, coarse: int) -> FeatureGroup:
    return f"kana {share}", f"kana {share} size {coarse}"


@cache
def _clauses(sentences: int, commas: int) -> FeatureGroup:
    return f"sentences {sentences}", f"commas {commas}"


@cache
def _numbers(share: int, year: bool, time: bool) -> FeatureGroup:
    return (f"digits {share}", *_those(("year", year), ("time", time)))


@cache
def _separators(size: int, bar: bool) -> FeatureGroup:
    return ("separator", f"separator {size}", *_those(("bar", bar)))


@cache
def _path(steps: int, ends: bool) -> FeatureGroup:
    return (f"steps {steps}{'.' if ends else ''}",)


@cache
def _marks(size: int, quotes: bool, item: str, quoted: bool, shortened: bool, void: bool) -> FeatureGroup:
    items = (item, f"item {size}") if item else ()
    shape = ((f"quotes {size}", quotes), ("marked quote", quoted), (f"shortened {size}", shortened))
    return (*items, *_those(*shape, ("no letters", void)))


@cache
def _apart(gaps: str, apart: bool) -> FeatureGroup:
    return (gaps + ("apart" if apart else "joined"),)


@cache
def _repeated(size: int, again: bool) -> FeatureGroup:
    return "repeated", f"repeated {size}", "again" if again else "first of more"


@cache
def _known(role: str, size: int, well: bool) -> FeatureGroup:
    return "known", f"known {role}", f"known {size}", "known well" if well else "known in part"


@cache
def _dated(more: bool, day: bool, labelled: bool, update: bool, instant: bool) -> FeatureGroup:
    kinds = _those(("date labelled", labelled), ("date of update", update), ("instant", instant))
    return ("date", "date and more" if more else "date alone", "day" if day else "no day", *kinds)


@cache
def _names(explicit: bool, dated: bool, size: int) -> FeatureGroup:
    return "byline" if explicit else "names", "byline dated" if dated else f"byline {size}"


@cache
def _person(size: int, given: bool, job: bool) -> FeatureGroup:
    return _those(("given name", given), (f"given name {size}", given), ("job", job))


@cache
def _zone(zone: str, away: int, size: int, noise: int, known: bool) -> FeatureGroup:
    place = f"{zone} {away}", f"{zone} size {size}", f"{zone} noise {noise}"
    return (*place, f"noise {noise} size {min(size, 7)}", f"noise {noise}", *_those((f"{zone} known", known)))


@cache
def _edges(top: int, bottom: int) -> FeatureGroup:
    return (f"top {top}" if top >= 0 else "not top", *_those((f"bottom {bottom}", bottom >= 0)))


@cache
def _prose(before: int, after: int, coarse: int) -> FeatureGroup:
    return f"prose {before}-{after}", f"prose {before}-{after} size {coarse}"


@cache
def _run(zone: str, run: int) -> FeatureGroup:
    return f"run {run}", f"{zone} run {run}"


@cache
def _beside(offset: int, near: _Glance | None, size: int) -> FeatureGroup:
    """What stands at `offset` from a unit of `size`, which is 0 where that does not matter."""
    if near is None:
        return (f"{offset} nothing",)
    own = (f"{offset} {near.broad} size {size}", *_those((f"{offset} item", near.is_item))) if size else ()
    return (f"{offset} {near.broad}", *[f"{offset} {kind}" for kind in near.kinds], *own)


@cache
def _surroundings(above: int, below: int, mass_above: int, mass_below: int, coarse: int) -> FeatureGroup:
    full, mass = f"full {above}-{below}", f"mass {mass_above}-{mass_below}"
    return full, f"{full} size {coarse}", mass, f"{mass} size {coarse}"


@cache
def _part(part: int, coarse: int) -> FeatureGroup:
    return f"part {part}", f"part {part} size {coarse}"


@cache
def _furniture(since: int, until: int) -> FeatureGroup:
    return f"since {since}", f"until {until}"


@cache
def _closed(coarse: int) -> FeatureGroup:
    return "closed", f"closed {coarse}"


@cache
def _said(share: int) -> FeatureGroup:
    return (f"said {share}",)


@cache
def _says(share: int, count: int, size: int, zone: str) -> FeatureGroup:
    return f"says {share}", f"{zone} says {share}", f"says {share} size {size}", f"{zone} says # {count}"


def _those(*features: tuple[str, bool]) -> FeatureGroup:
    return tuple(feature for feature, is_so in features if is_so)


# --------------------------------------------------------------------------------------------------------------------
# Distances


def _runs(short: list[bool]) -> list[int]:
    """For each unit the number of short units in a row that it is one of."""
    lengths = [0] * len(short)
    start = 0
    for at in range(len(short) + 1):
        if at == len(short) or not short[at]:
            lengths[start:at] = [at - start] * (at - start)
            start = at + 1
    return lengths


def _distances(known: list[bool]) -> tuple[list[int], list[int]]:
    """How far above and below each unit the next known furniture stands."""
    far = 50
    since, until = [far] * len(known), [far] * len(known)
    last = -far
    for at, is_known in enumerate(known):
        since[at] = at - last
        if is_known:
            last = at
    last = len(known) + far
    for at in range(len(known) - 1, -1, -1):
        until[at] = last - at
        if known[at]:
            last = at
    return since, until
