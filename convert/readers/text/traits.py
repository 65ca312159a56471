"""Traits: what the model decides from, a handful of short words on each unit and its surroundings.

Each trait is a name of ours, made of sizes, shapes, places and the word of the lexicon; no word of the copy is in it,
so what was learnt of one language holds for the next. `weights.json` says how traits weigh, `model` what follows.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from itertools import accumulate
from typing import NamedTuple

from convert.readers.text.evidence import Evidence
from convert.readers.text.language import Tongue, stop_words
from convert.readers.text.layout import contents
from convert.readers.text.lexicon import Lexicon
from convert.readers.text.signs import Sign

SIZES = (1, 2, 3, 4, 6, 9, 13, 18, 26, 41, 81)
"""The sizes in words that units are sorted by."""

_DISTANCES = (1, 2, 3, 5, 9, 17, 41)
_SHARES = (0.0001, 0.12, 0.25, 0.38, 0.5)
_RUNS = (1, 2, 3, 5, 9)
_QUARTERS = (0.0001, 0.25, 0.5, 0.75)
_NOISE = (0.0001, 0.05, 0.12, 0.25)
_MASSES = (1, 40, 150)
_PARTS = (0.0001, 0.1, 0.5, 0.9, 0.9999)
_FEW = (1, 2, 4)
_BROAD = (3, 5, 7, 9)
"""The coarser sizes, by the finer ones, that neighbours are sorted by."""

_SAMPLE = 400
"""How many characters of a unit are looked at closely."""

_CLOSING = frozenset({"comment", "related", "legal"})
"""Furniture that seldom stands before a story's end."""

_WINDOW = 12
"""How many units before and after count as the surroundings."""

_SENTENCE = re.compile(r"[.!?…。！？؟۔।][\"”’»)]*\s+\S")
_ADDRESS = re.compile(r"https?://|www\.|\S@\S|\.com\b|(?:^|\s)@\w")
_SEPARATOR = re.compile(r"[|»›·•>→▶/]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_TIME = re.compile(r"\d{1,2}[:.h]\d\d")
_DIGIT = re.compile(r"\d")
_QUOTES = frozenset("\"“„«‘'「『‹”")
_ENDINGS = {
    **dict.fromkeys(".。।۔", "."),
    **dict.fromkeys("!?！？؟", "?"),
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


def traits(seen: Evidence, told: Set[str], lexicon: Lexicon, tongue: Tongue) -> Iterator[list[str]]:
    """The traits of each unit that `seen` is of, in order; `told` are the words that the copy's running text says."""
    stops = stop_words(tongue.primary)
    gaps = _gaps(seen.signs)
    before: set[str] = set()
    for at, (glance, around) in enumerate(_places(seen, [_glance(seen, at) for at in range(len(seen.signs))])):
        sign, size = seen.signs[at], glance.size
        rows = _shape(sign, size, stops, tongue.is_spaced)
        rows += around
        _kinds(seen, at, size, rows, lexicon)
        if gaps:
            rows.append(gaps + ("apart" if sign.unit.apart else "joined"))
        if sign.key and seen.counts[sign.key] > 1:
            rows += ("repeated", f"repeated {min(size, 7)}", "again" if sign.key in before else "first of more")
            before.add(sign.key)
        if told and sign.words >= 3:
            _say(sign, size, _zone(seen, at), told, tongue, rows)
        yield rows


def _glance(seen: Evidence, at: int) -> _Glance:
    sign = seen.signs[at]
    size = bisect_right(SIZES, sign.words)
    kinds = tuple(
        kind
        for kind, is_so in (
            ("known", sign.furniture is not None),
            ("date", at in seen.dates),
            ("byline", at in seen.bylines),
            ("caption", at in seen.captions),
        )
        if is_so
    )
    return _Glance(size, f"{bisect_right(_BROAD, size)}{'.' if sign.ends else ''}", kinds)


def _zone(seen: Evidence, at: int) -> str:
    """Before, in or after the densest run of prose."""
    return "<" if at < seen.layout.first else ">" if at >= seen.layout.end else "="


def _ending(sign: Sign) -> str:
    last = sign.unit.text[-1]
    if sign.shortened:
        return "…"
    return _ENDINGS.get(last) or ("9" if last.isdigit() else "a" if last.isalpha() else "o")


def _gaps(signs: Sequence[Sign]) -> str:
    """How blank lines are used: between all blocks, between some, or nowhere."""
    share = sum(sign.unit.apart for sign in signs) / len(signs)
    return "" if share < 0.1 else "all " if share >= 0.9 else "some "


def _shape(sign: Sign, size: int, stops: frozenset[str], spaced: bool) -> list[str]:
    """The unit's own size and shape."""
    text = sign.unit.text
    ends = _ending(sign)
    first = text[0]
    opens = (
        "U"
        if first.isupper()
        else "l"
        if first.islower()
        else "9"
        if first.isdigit()
        else '"'
        if first in _QUOTES
        else "x"
        if first.isalpha()
        else "o"
    )
    rows = [f"size {size}", f"ends {ends}", f"opens {opens}", f"size {size} ends {ends}", f"size {size} opens {opens}"]
    head = text if len(text) <= _SAMPLE else text[:_SAMPLE]
    coarse = size if size < 7 else 7
    if spaced:
        words = head.split()
        count = len(words)
        if stops:
            common = bisect_right(_SHARES, len([word for word in head.casefold().split() if word in stops]) / count)
            rows += (f"common {common}", f"common {common} size {min(size, 8)}")
        if opens != "x" and count > 1:
            raised = len([word for word in words if word[0].isupper()])
            share = 0 if raised <= 1 else 4 if raised == count else 1 + bisect_right((0.35, 0.6), raised / count)
            rows.append(f"capitals {share} size {coarse}")
            if text.isupper():
                rows += ("all capitals", f"all capitals {size}")
    elif max(head) >= "\u3040" and size > 1:
        share = bisect_right((0.0001, 0.15, 0.3), sum("\u3040" <= c <= "\u309f" for c in head) / len(head))
        rows += (f"kana {share}", f"kana {share} size {coarse}")
    if size >= 5:
        rows += (
            f"sentences {min(len(_SENTENCE.findall(text[:1500])), 4)}",
            f"commas {min(3, text.count(',') + text.count('，') + text.count('、') + text.count('،'))}",
        )
    if _DIGIT.search(head):
        digits = len(_DIGIT.findall(head)) / len(head)
        rows.append(f"digits {bisect_right((0.1, 0.3), digits)}")
        if size <= 8:
            if _YEAR.search(text):
                rows.append("year")
            if _TIME.search(text):
                rows.append("time")
    if size <= 9:
        if _ADDRESS.search(head):
            rows.append("address")
        if _SEPARATOR.search(head):
            rows += ("separator", f"separator {size}")
            if "|" in head:
                rows.append("bar")
    if opens == '"':
        rows.append(f"quotes {size}")
    bullet = sign.unit.bullet
    if bullet:
        rows += ("number" if bullet[0].isdigit() else "bullet", f"item {size}")
    if sign.unit.quoted:
        rows.append("marked quote")
    if sign.shortened:
        rows.append(f"shortened {size}")
    if sign.void:
        rows.append("no letters")
    return rows


def _kinds(seen: Evidence, at: int, size: int, rows: list[str], lexicon: Lexicon) -> None:
    """Add what the lexicon and the parsers of single lines say of the unit."""
    sign = seen.signs[at]
    if sign.furniture:
        role, confidence = sign.furniture
        rows += ("known", f"known {role}", f"known {size}", "known well" if confidence > 0.9 else "known in part")
    if sign.closes:
        rows.append("closes")
    dated = seen.dates.get(at)
    if dated:
        rows += ("date", "date and more" if dated.rest else "date alone", "day" if dated.moment else "no day")
        if dated.labelled:
            rows.append("date labelled")
        if dated.kind == "updated":
            rows.append("date of update")
        if dated.moment and dated.moment.is_instant:
            rows.append("instant")
    byline = seen.bylines.get(at)
    if byline:
        rows += ("byline" if byline.is_explicit else "names", "byline dated" if dated else f"byline {min(size, 7)}")
    caption = seen.captions.get(at)
    if caption:
        rows += ("caption", "caption and credit" if caption.caption else "credit")
    if at in seen.minutes:
        rows.append("minutes")
    if not sign.furniture and sign.words <= 12:
        words = sign.key.split()
        if 2 <= len(words) <= 8 and words[0] in lexicon.names:
            rows += ("given name", f"given name {size}")
        if not lexicon.jobs.isdisjoint(words):
            rows.append("job")


def _places(seen: Evidence, glances: list[_Glance]) -> Iterator[tuple[_Glance, list[str]]]:
    """For each unit where it stands and what stands around it."""
    signs = seen.signs
    count = len(signs)
    prose = [sign.is_prose for sign in signs]
    known = [sign.furniture is not None for sign in signs]
    noise = bisect_right(_NOISE, sum(known) / count)
    prose_before = [0, *accumulate(prose)]
    mass = [0, *accumulate(s.words if s.words >= 8 and s.ends and not s.furniture else 0 for s in signs)]
    full = [0, *accumulate(sign.words >= 12 and sign.ends for sign in signs)]
    runs = _runs([sign.words <= 6 and not sign.ends for sign in signs])
    since, until = _distances(known)
    closed = False
    first, end = seen.layout.first, seen.layout.end
    for at, glance in enumerate(glances):
        size = glance.size
        coarse = size if size < 7 else 7
        zone = _zone(seen, at)
        away = first - at if zone == "<" else at - end + 1 if zone == ">" else 0
        rows = [
            f"{zone} {bisect_right(_DISTANCES, away)}",
            f"{zone} size {size}",
            f"{zone} noise {noise}",
            f"noise {noise} size {coarse}",
            f"noise {noise}",
        ]
        if known[at]:
            rows.append(f"{zone} known")
        rows.append(f"top {at}" if at <= 6 else "not top")
        if count - at <= 4:
            rows.append(f"bottom {count - at}")
        told_before = prose_before[at]
        told_after = prose_before[count] - prose_before[at + 1]
        place = f"{bisect_right(_FEW, told_before)}-{bisect_right(_FEW, told_after)}"
        rows += (f"prose {place}", f"prose {place} size {coarse}")
        if runs[at]:
            run = bisect_right(_RUNS, runs[at])
            rows += (f"run {run}", f"{zone} run {run}")
        for offset in (-2, -1, 1, 2):
            other = at + offset
            if 0 <= other < count:
                near = glances[other]
                rows.append(f"{offset} {near.broad}")
                rows += [f"{offset} {kind}" for kind in near.kinds]
                if offset in (-1, 1):
                    rows.append(f"{offset} {near.broad} size {min(size, 8)}")
                    if signs[other].unit.bullet:
                        rows.append(f"{offset} item")
            else:
                rows.append(f"{offset} nothing")
        low, high = max(0, at - 5), min(count, at + 6)
        around = f"full {min(3, full[at] - full[low])}-{min(3, full[high] - full[at + 1])}"
        rows += (around, f"{around} size {coarse}")
        low, high = max(0, at - _WINDOW), min(count, at + _WINDOW + 1)
        masses = (
            f"mass {bisect_right(_MASSES, mass[at] - mass[low])}-{bisect_right(_MASSES, mass[high] - mass[at + 1])}"
        )
        rows += (masses, f"{masses} size {coarse}")
        part = bisect_right(_PARTS, mass[at] / mass[count]) if mass[count] else 0
        rows += (f"part {part}", f"part {part} size {coarse}")
        rows += (f"since {bisect_right(_DISTANCES, since[at])}", f"until {bisect_right(_DISTANCES, until[at])}")
        if closed:
            rows += ("closed", f"closed {coarse}")
        yield glance, rows
        furniture = signs[at].furniture
        if told_before >= 2 and (signs[at].closes or (furniture and furniture[0] in _CLOSING)):
            closed = True


def _say(sign: Sign, size: int, zone: str, told: Set[str], tongue: Tongue, rows: list[str]) -> None:
    """Add how much of the unit's words the running text says."""
    if sign.words > 40:
        words = contents(sign.unit.text[:600], tongue)
        rows.append(f"said {int(5 * len(words & told) / len(words)) if words else 0}")
        return
    words = contents(sign.unit.text, tongue)
    shared = len(words & told)
    share = bisect_right(_QUARTERS, shared / len(words)) if words else 0
    rows += (f"says {share}", f"{zone} says {share}", f"says {share} size {size}", f"{zone} says # {min(5, shared)}")


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
