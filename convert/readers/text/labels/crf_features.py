"""The features of each unit that the CRF decides from: its size and shape, what the parsers found in it, its context.

`feature_groups` makes their names, `weights.json` has their weights, and `wording` their meaning in plain words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache
from itertools import accumulate

from convert.readers.text.labels import feature_groups as groups
from convert.readers.text.labels.copy_features import CopyFeatures
from convert.readers.text.labels.crf import FeatureGroup
from convert.readers.text.labels.density import WordExtractor
from convert.readers.text.labels.feature_groups import (
    CAPITALIZED_SHARE_BOUNDS,
    CONTENT_SHARE_BOUNDS,
    DIGIT_SHARE_BOUNDS,
    DISTANCE_BOUNDS,
    FURNITURE_SHARE_BOUNDS,
    HIRAGANA_SHARE_BOUNDS,
    MASS_BOUNDS,
    POSITION_BOUNDS,
    PROSE_COUNT_BOUNDS,
    RUN_LENGTH_BOUNDS,
    SIZE_BOUNDS,
    STOP_WORD_SHARE_BOUNDS,
    Neighbor,
)
from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.lexicon import Lexicon
from convert.readers.text.lines.language import Language, stop_words
from convert.readers.text.scripts import DIGIT, FIRST_KANA, first_sign, is_small
from convert.readers.text.sentences import FULL_STOPS, QUESTIONS, SENTENCE_BREAK

_MAX_EXAMINED = 400
"""How many characters of a unit are examined for its shape."""

_END_FURNITURE = frozenset({"comment", "related", "legal"})
"""Furniture that seldom precedes a story's end."""

_FAR = 50
"""The distance to furniture that is not there."""

NEAR, WINDOW = 5, 12
"""How many units above and below are near, and how many count as the surroundings."""

_ADDRESS = re.compile(r"https?://|www\.|\S@\S|\.com\b|(?:^|\s)@\w")

_SEPARATOR = re.compile(r"[|»›·•>→▶/]")

_STEP = re.compile(r"\s[»›>/→▸|]\s|[»›→▸]")

_YEAR = re.compile(r"(?:19|20)\d\d")

_TIME = re.compile(r"\d{1,2}[:.h]\d\d")


_QUOTES = frozenset("\"“„«‘'「『‹”")

_ENDINGS = {
    **dict.fromkeys(FULL_STOPS, "."),
    **dict.fromkeys(QUESTIONS, "?"),
    **dict.fromkeys(":：", ":"),
    **dict.fromkeys(",;،、", ","),
    **dict.fromkeys("\"”»'’“」』", '"'),
    **dict.fromkeys(")]", ")"),
}


def extract_crf_features(
    features: CopyFeatures, content_words: Set[str], lexicon: Lexicon, language: Language
) -> Iterator[list[FeatureGroup]]:
    """The features of each unit, in order; `content_words` are those of the copy's running text."""
    stops = stop_words(language.primary)
    is_spaced = language.is_spaced
    gaps = _blank_line_use(features.lines)
    before: set[str] = set()
    places = _context_features(features, [_neighbor(features, at) for at in range(len(features.lines))])
    for at, (line, (size, zone, rows)) in enumerate(zip(features.lines, places, strict=True)):
        _add_shape(line, size, stops, is_spaced, rows)
        _add_parsed(features, at, size, rows, lexicon)
        if gaps:
            rows.append(groups.blank_line(gaps, line.unit.after_blank))
        if line.key and features.key_counts[line.key] > 1:
            rows.append(groups.repeated(min(size, 7), line.key in before))
            before.add(line.key)
        if content_words and line.words >= 3:
            rows.append(_content_features(line, size, zone, content_words, features.extract_words))
        yield rows


def _neighbor(features: CopyFeatures, at: int) -> Neighbor:
    line = features.lines[at]
    return groups.neighbor(
        bisect_right(SIZE_BOUNDS, line.words),
        line.ends_sentence,
        line.furniture is not None,
        at in features.dates,
        at in features.bylines,
        at in features.captions,
        bool(line.unit.bullet),
    )


@lru_cache(maxsize=512)
def _ending_class(last: str) -> str:
    return _ENDINGS.get(last) or ("9" if last.isdigit() else "a" if last.isalpha() else "o")


@lru_cache(maxsize=512)
def _opening_class(first: str) -> str:
    if first.isupper():
        return "U"
    if is_small(first):
        return "l"
    if first.isdigit():
        return "9"
    return '"' if first in _QUOTES else "x" if first.isalpha() else "o"


def _blank_line_use(lines: Sequence[LineFeatures]) -> str:
    """How blank lines are used: before nearly all units, before some, or hardly ever (empty)."""
    share = sum(line.unit.after_blank for line in lines) / len(lines)
    return "" if share < 0.1 else "all " if share >= 0.9 else "some "


def _add_shape(line: LineFeatures, size: int, stops: frozenset[str], is_spaced: bool, rows: list[FeatureGroup]) -> None:
    """Add the features of a unit's size and shape to `rows`."""
    text = line.unit.text
    opens = _opening_class(first_sign(text))
    ends = "…" if line.is_shortened else _ending_class(text[-1])
    rows.append(groups.outline(size, ends, opens))
    head = text if len(text) <= _MAX_EXAMINED else text[:_MAX_EXAMINED]
    coarse = size if size < 7 else 7
    if is_spaced:
        words = head.split()
        count = len(words)
        if stops:
            common = len(list(filter(stops.__contains__, head.casefold().split())))
            rows.append(
                groups.stop_words_share(bisect_right(STOP_WORD_SHARE_BOUNDS, common / count), size if size < 8 else 8)
            )
        if opens != "x" and count > 1:
            capitalized = [word[0].isupper() for word in words].count(True)
            share = 0
            if capitalized > 1:
                is_partial = capitalized < count
                share = 1 + bisect_right(CAPITALIZED_SHARE_BOUNDS, capitalized / count) if is_partial else 4
            rows.append(groups.capitals(share, coarse, size if text.isupper() else -1))
    elif max(head) >= FIRST_KANA and size > 1:
        share = bisect_right(HIRAGANA_SHARE_BOUNDS, sum("\u3040" <= c <= "\u309f" for c in head) / len(head))
        rows.append(groups.hiragana(share, coarse))
    commas = 0
    if size >= 3:
        commas = text.count(",")
        if not text.isascii():
            commas += text.count("，") + text.count("、") + text.count("،")
    if size >= 5:
        rows.append(groups.clauses(min(len(SENTENCE_BREAK.findall(text, 0, 1500)), 4), min(3, commas)))
    if line.may_have_digit and (digits := count_digits(head)):
        is_short = size <= 8
        year, time = is_short and bool(_YEAR.search(text)), is_short and bool(_TIME.search(text))
        rows.append(groups.digits(bisect_right(DIGIT_SHARE_BOUNDS, digits / len(head)), year, time))
    if size <= 9:
        if ("@" in head or "://" in head or "www." in head or ".com" in head) and _ADDRESS.search(head):
            rows.append(groups.WITH_ADDRESS)
        has_separator = ("/" in head or "|" in head or ">" in head) if head.isascii() else _SEPARATOR.search(head)
        if has_separator:
            rows.append(groups.separators(size, "|" in head))
            if steps := len(_STEP.findall(head)):
                rows.append(groups.path(min(steps, 3), ends == "."))
        if commas >= 2 and ends == "a" and text.count(" ") < 2 * commas + 2:
            rows.append(groups.LIST_OF_WORDS)
    bullet = line.unit.bullet
    if bullet or opens == '"' or line.unit.quoted or line.is_shortened or line.is_divider:
        item = "" if not bullet else "number" if bullet[0].isdigit() else "bullet"
        rows.append(groups.markup(size, opens == '"', item, line.unit.quoted, line.is_shortened, line.is_divider))


def count_digits(text: str) -> int:
    """The number of digits in `text`; faster for ASCII."""
    return len(text) - len(text.encode().translate(None, b"0123456789")) if text.isascii() else len(DIGIT.findall(text))


def _add_parsed(features: CopyFeatures, at: int, size: int, rows: list[FeatureGroup], lexicon: Lexicon) -> None:
    """Add the features that the lexicon and the parsers of single lines found to `rows`."""
    line = features.lines[at]
    if line.furniture:
        role, confidence = line.furniture
        rows.append(groups.known_furniture(role, size, confidence > 0.9))
    if line.ends_story:
        rows.append(groups.ENDS_STORY)
    dated = features.dates.get(at)
    if dated:
        is_update, is_instant = dated.kind == "updated", dated.moment is not None and dated.moment.is_instant
        rows.append(groups.date(bool(dated.rest), dated.moment is not None, dated.is_labeled, is_update, is_instant))
    byline = features.bylines.get(at)
    if byline:
        rows.append(groups.byline(byline.is_explicit, dated is not None, min(size, 7)))
    caption = features.captions.get(at)
    if caption:
        rows.append(groups.CAPTION_AND_CREDIT if caption.caption else groups.CREDIT)
    if at in features.reading_times:
        rows.append(groups.READING_TIME)
    if not line.furniture and line.words <= 12:
        words = line.key.split()
        given = 2 <= len(words) <= 8 and words[0] in lexicon.given_names
        job = not lexicon.job_titles.isdisjoint(words)
        if given or job:
            rows.append(groups.person(size, given, job))


def _context_features(
    features: CopyFeatures, neighbors: list[Neighbor]
) -> Iterator[tuple[int, str, list[FeatureGroup]]]:
    """For each unit its size, its zone, and the features of its context.

    The zone is `<`, `=` or `>`: before, in or after the dense span.
    """
    lines = features.lines
    count = len(lines)
    prose = [line.is_prose for line in lines]
    known = [line.furniture is not None for line in lines]
    noise = bisect_right(FURNITURE_SHARE_BOUNDS, sum(known) / count)
    prose_before = [0, *accumulate(prose)]
    mass = [0, *accumulate(s.words if s.words >= 8 and s.ends_sentence and not s.furniture else 0 for s in lines)]
    full = [0, *accumulate(line.words >= 12 and line.ends_sentence for line in lines)]
    near, far = _prolonged(full, NEAR), _prolonged(mass, WINDOW)
    runs = _run_lengths([line.words <= 6 and not line.ends_sentence for line in lines])
    since, until = _furniture_distances(known)
    is_after_end = False
    first, end = features.dense_span.first, features.dense_span.end
    beyond = [groups.NO_NEIGHBOR] * 2
    nearby = [*beyond, *neighbors, *beyond]
    for at, own in enumerate(neighbors):
        size = own.size
        coarse = size if size < 7 else 7
        zone = "<" if at < first else ">" if at >= end else "="
        away = first - at if zone == "<" else at - end + 1 if zone == ">" else 0
        prose_above = prose_before[at]
        prose_below = prose_before[count] - prose_before[at + 1]
        around = min(3, full[at] - near[at]), min(3, near[at + 2 * NEAR + 1] - full[at + 1])
        masses = (
            bisect_right(MASS_BOUNDS, mass[at] - far[at]),
            bisect_right(MASS_BOUNDS, far[at + 2 * WINDOW + 1] - mass[at + 1]),
        )
        part = bisect_right(POSITION_BOUNDS, mass[at] / mass[count]) if mass[count] else 0
        broad_size = size if size < 8 else 8
        rows = [
            groups.zone_features(zone, bisect_right(DISTANCE_BOUNDS, away), size, noise, known[at]),
            groups.margins(
                at if at <= 6 else -1,
                count - at if count - at <= 4 else -1,
                bisect_right(PROSE_COUNT_BOUNDS, prose_above),
                bisect_right(PROSE_COUNT_BOUNDS, prose_below),
                coarse,
            ),
            nearby[at].groups[-2][0],
            nearby[at + 1].groups[-1][broad_size],
            nearby[at + 3].groups[1][broad_size],
            nearby[at + 4].groups[2][0],
            groups.surroundings(*around, *masses, coarse),
            groups.position(
                part, coarse, bisect_right(DISTANCE_BOUNDS, since[at]), bisect_right(DISTANCE_BOUNDS, until[at])
            ),
        ]
        if runs[at]:
            rows.append(groups.run(zone, bisect_right(RUN_LENGTH_BOUNDS, runs[at])))
        if is_after_end:
            rows.append(groups.after_end(coarse))
        yield size, zone, rows
        furniture = lines[at].furniture
        if prose_above >= 2 and (lines[at].ends_story or (furniture and furniture[0] in _END_FURNITURE)):
            is_after_end = True


def _content_features(
    line: LineFeatures, size: int, zone: str, content_words: Set[str], extract_words: WordExtractor
) -> FeatureGroup:
    """The features of how many of a unit's content words the running text has, too."""
    if line.words > 40:
        words = extract_words(line.unit.text[:600])
        return groups.content_of_long_line(int(5 * len(words & content_words) / len(words)) if words else 0)
    words = extract_words(line.unit.text)
    shared = len(words & content_words)
    return groups.content_of_line(
        bisect_right(CONTENT_SHARE_BOUNDS, shared / len(words)) if words else 0, min(5, shared), size, zone
    )


def _prolonged(sums: list[int], reach: int) -> list[int]:
    """Running sums with their first and last value before and behind them, so that every window is within."""
    return [*sums[:1] * reach, *sums, *sums[-1:] * reach]


def _run_lengths(short: list[bool]) -> list[int]:
    """For each unit the length of the run of short units that it belongs to; 0 for others."""
    lengths = [0] * len(short)
    start = 0
    for at in range(len(short) + 1):
        if at == len(short) or not short[at]:
            lengths[start:at] = [at - start] * (at - start)
            start = at + 1
    return lengths


def _furniture_distances(known: list[bool]) -> tuple[list[int], list[int]]:
    """The distances, in units, from each unit to the nearest known furniture above and below."""
    since, until = [_FAR] * len(known), [_FAR] * len(known)
    last = -_FAR
    for at, is_known in enumerate(known):
        since[at] = at - last
        if is_known:
            last = at
    last = len(known) + _FAR
    for at in range(len(known) - 1, -1, -1):
        until[at] = last - at
        if known[at]:
            last = at
    return since, until
