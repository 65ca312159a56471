"""Groups of features, and the bounds of the values that their names are made from.

Each group is made once: the sizes, shapes and shares that it is made from take few values. A name is made of our own
words and numbers, never of the copy's, so weights learned in one language hold for the next. A number in a name is the
index of an interval between bounds, as `bisect_right` gives it; `wording` makes phrases from the same bounds. A new
feature needs a phrase there.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Mapping
from functools import cache, wraps
from typing import NamedTuple

from convert.readers.text.labels.crf import FeatureGroup

SIZE_BOUNDS = (1, 2, 3, 4, 6, 9, 13, 18, 26, 41, 81)
"""Sizes of units, in words; scripts without spaces count two characters as a word."""

DISTANCE_BOUNDS = (1, 2, 3, 5, 9, 17, 41)
"""Distances, in units."""

STOP_WORD_SHARE_BOUNDS = (0.0001, 0.12, 0.25, 0.38, 0.5)
"""The share of a unit's words that are stop words."""

RUN_LENGTH_BOUNDS = (1, 2, 3, 5, 9)
"""Lengths of runs of short units, in units."""

CONTENT_SHARE_BOUNDS = (0.0001, 0.25, 0.5, 0.75)
"""The share of a unit's content words that the running text has, too."""

CAPITALIZED_SHARE_BOUNDS = (0.35, 0.6)
"""The share of a unit's words that are capitalized, if more than one and not all are."""

HIRAGANA_SHARE_BOUNDS = (0.0001, 0.15, 0.3)
"""The share of a unit's characters that are Hiragana."""

DIGIT_SHARE_BOUNDS = (0.1, 0.3)
"""The share of a unit's characters that are digits."""

FURNITURE_SHARE_BOUNDS = (0.0001, 0.05, 0.12, 0.25)
"""The share of the copy's units that are known furniture."""

MASS_BOUNDS = (1, 40, 150)
"""Words of full sentences within the window above or below."""

POSITION_BOUNDS = (0.0001, 0.1, 0.5, 0.9, 0.9999)
"""The share of the copy's words of sentences above a unit."""

PROSE_COUNT_BOUNDS = (1, 2, 4)
"""Numbers of prose units above or below."""

BROAD_SIZE_BOUNDS = (3, 5, 7, 9)
"""The coarser sizes of neighbors, as numbers of the finer `SIZE_BOUNDS`."""


class _Group(tuple[str, ...]):
    """Features that are compared as one object, as each group is made once; so the model finds their sums faster."""

    __slots__ = ()
    __eq__ = object.__eq__
    __hash__ = object.__hash__


def _made_once(make: Callable[..., FeatureGroup]) -> Callable[..., FeatureGroup]:
    """A maker of groups that makes the group of the same values only once."""

    @cache
    @wraps(make)
    def made(*values: Hashable) -> FeatureGroup:
        return _Group(make(*values))

    return made


WITH_ADDRESS = _Group(("address",))

ENDS_STORY = _Group(("closes",))

CAPTION_AND_CREDIT = _Group(("caption", "caption and credit"))

CREDIT = _Group(("caption", "credit"))

READING_TIME = _Group(("minutes",))

LIST_OF_WORDS = _Group(("list of words",))


class Neighbor(NamedTuple):
    """A unit as a neighbor of others: its size, and for each offset at which it may be from another unit, the groups of
    features that it gives a unit of each broad size; size 0 leaves out the features of both.
    """

    size: int
    groups: Mapping[int, tuple[FeatureGroup, ...]]


_OFFSETS = (-2, -1, 1, 2)

_BROAD_SIZES = range(9)


@cache
def neighbor(size: int, ends: bool, known: bool, date: bool, byline: bool, caption: bool, is_item: bool) -> Neighbor:
    """A unit as a neighbor, by its size, whether it ends as sentences do, and what the parsers found in it."""
    broad = f"{bisect_right(BROAD_SIZE_BOUNDS, size)}{'.' if ends else ''}"
    kinds = _true_features(("known", known), ("date", date), ("byline", byline), ("caption", caption))
    found = {}
    for offset in _OFFSETS:
        alone = (f"{offset} {broad}", *[f"{offset} {kind}" for kind in kinds])
        item = _true_features((f"{offset} item", is_item))
        found[offset] = tuple(
            _Group((*alone, f"{offset} {broad} size {own}", *item) if own else alone) for own in _BROAD_SIZES
        )
    return Neighbor(size, found)


NO_NEIGHBOR = Neighbor(0, {offset: (_Group((f"{offset} nothing",)),) * len(_BROAD_SIZES) for offset in _OFFSETS})
"""What is beyond the first and last unit."""


@_made_once
def outline(size: int, ends: str, opens: str) -> FeatureGroup:
    """Size, last and first character of a unit."""
    return f"size {size}", f"ends {ends}", f"opens {opens}", f"size {size} ends {ends}", f"size {size} opens {opens}"


@_made_once
def stop_words_share(share: int, size: int) -> FeatureGroup:
    """The share of stop words."""
    return f"common {share}", f"common {share} size {size}"


@_made_once
def capitals(share: int, coarse: int, all_of: int) -> FeatureGroup:
    """The share of capitalized words; `all_of` is the size of a unit that is all in capitals, -1 for others."""
    whole = () if all_of < 0 else ("all capitals", f"all capitals {all_of}")
    return (f"capitals {share} size {coarse}", *whole)


@_made_once
def hiragana(share: int, coarse: int) -> FeatureGroup:
    """The share of Hiragana."""
    return f"kana {share}", f"kana {share} size {coarse}"


@_made_once
def clauses(sentences: int, commas: int) -> FeatureGroup:
    """The numbers of sentences and commas."""
    return f"sentences {sentences}", f"commas {commas}"


@_made_once
def digits(share: int, year: bool, time: bool) -> FeatureGroup:
    """The share of digits, and whether there is a year or a clock time."""
    return (f"digits {share}", *_true_features(("year", year), ("time", time)))


@_made_once
def separators(size: int, bar: bool) -> FeatureGroup:
    """Separators of menus and paths."""
    return ("separator", f"separator {size}", *_true_features(("bar", bar)))


@_made_once
def path(steps: int, ends: bool) -> FeatureGroup:
    """The steps of a path ("Home › News")."""
    return (f"steps {steps}{'.' if ends else ''}",)


@_made_once
def markup(size: int, quotes: bool, item: str, quoted: bool, is_shortened: bool, is_divider: bool) -> FeatureGroup:
    """Marks of lists, quotations and shortened lines; a line without letters."""
    items = (item, f"item {size}") if item else ()
    shape = ((f"quotes {size}", quotes), ("marked quote", quoted), (f"shortened {size}", is_shortened))
    return (*items, *_true_features(*shape, ("no letters", is_divider)))


@_made_once
def blank_line(use: str, after_blank: bool) -> FeatureGroup:
    """Whether a blank line precedes a unit, given how the copy uses them."""
    return (use + ("apart" if after_blank else "joined"),)


@_made_once
def repeated(size: int, again: bool) -> FeatureGroup:
    """A line that the copy has several times."""
    return "repeated", f"repeated {size}", "again" if again else "first of more"


@_made_once
def known_furniture(role: str, size: int, well: bool) -> FeatureGroup:
    """The lexicon's role for a line, and whether the whole line is known."""
    return "known", f"known {role}", f"known {size}", "known well" if well else "known in part"


@_made_once
def date(more: bool, day: bool, is_labeled: bool, update: bool, instant: bool) -> FeatureGroup:
    """A date, and what is certain of it."""
    kinds = _true_features(("date labelled", is_labeled), ("date of update", update), ("instant", instant))
    return ("date", "date and more" if more else "date alone", "day" if day else "no day", *kinds)


@_made_once
def byline(explicit: bool, dated: bool, size: int) -> FeatureGroup:
    """A byline, or a line of names alone."""
    return "byline" if explicit else "names", "byline dated" if dated else f"byline {size}"


@_made_once
def person(size: int, given: bool, job: bool) -> FeatureGroup:
    """A given name at a line's start, or a job title in it."""
    return _true_features(("given name", given), (f"given name {size}", given), ("job", job))


@_made_once
def zone_features(zone: str, away: int, size: int, noise: int, known: bool) -> FeatureGroup:
    """The place relative to the dense span, and the share of furniture in the copy."""
    place = f"{zone} {away}", f"{zone} size {size}", f"{zone} noise {noise}"
    return (*place, f"noise {noise} size {min(size, 7)}", f"noise {noise}", *_true_features((f"{zone} known", known)))


@_made_once
def margins(top: int, bottom: int, before: int, after: int, coarse: int) -> FeatureGroup:
    """The first and last units of the copy, and prose above and below."""
    edges = f"top {top}" if top >= 0 else "not top", *_true_features((f"bottom {bottom}", bottom >= 0))
    return (*edges, f"prose {before}-{after}", f"prose {before}-{after} size {coarse}")


@_made_once
def run(zone: str, run: int) -> FeatureGroup:
    """A run of short units."""
    return f"run {run}", f"{zone} run {run}"


@_made_once
def surroundings(above: int, below: int, mass_above: int, mass_below: int, coarse: int) -> FeatureGroup:
    """Full sentences and words within the window above and below."""
    full, mass = f"full {above}-{below}", f"mass {mass_above}-{mass_below}"
    return full, f"{full} size {coarse}", mass, f"{mass} size {coarse}"


@_made_once
def position(part: int, coarse: int, since: int, until: int) -> FeatureGroup:
    """The place in the copy by words of sentences, and the distances to known furniture above and below."""
    return f"part {part}", f"part {part} size {coarse}", f"since {since}", f"until {until}"


@_made_once
def after_end(coarse: int) -> FeatureGroup:
    """A unit below furniture that ends stories."""
    return "closed", f"closed {coarse}"


@_made_once
def content_of_long_line(share: int) -> FeatureGroup:
    """The share of a long unit's content words in the running text, in fifths."""
    return (f"said {share}",)


@_made_once
def content_of_line(share: int, count: int, size: int, zone: str) -> FeatureGroup:
    """The share and number of a unit's content words in the running text."""
    return f"says {share}", f"{zone} says {share}", f"says {share} size {size}", f"{zone} says # {count}"


def _true_features(*features: tuple[str, bool]) -> FeatureGroup:
    """The features whose condition is true."""
    return tuple(feature for feature, is_true in features if is_true)
