"""Which unit is the headline, which name who wrote it, which says when: candidates, weighed against each other.

The model's odds say what each unit looks like in its place; a candidate's traits add what only the field can tell, such
as whether another candidate ends with the same words. Nothing is chosen where "none of them" weighs more.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from math import exp, log
from operator import itemgetter
from typing import NamedTuple

from convert.model import Moment
from convert.readers.text.dates import Dated
from convert.readers.text.evidence import Evidence, is_minutes
from convert.readers.text.layout import said
from convert.readers.text.lexicon import Lexicon
from convert.readers.text.model import LABELS, Label, Model, Odds
from convert.readers.text.names import Byline, read_name_line
from convert.readers.text.signs import Sign

OF_BODY = 0.45
"""How probable it must be that a unit is text of the story for the story to begin or end with it."""

MOST_TITLES = 8
"""How many candidates for the headline are weighed."""

HEAD_START = 0.7
"""How much of what the model says of a title counts; its traits say some of that again."""

TWINS_APART = 8
"""How many units a title stands at most from the line that ends with it, too."""

MOST_LINES = 60
"""How many candidates for a byline or a date are weighed."""

# Where measures of candidates go from one value of their traits to the next: probabilities, distances in units, words.
ODDS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.97)
STEPS = (1, 2, 3, 4, 5, 7, 10, 16, 31)
LENGTHS = (2, 3, 4, 5, 6, 8, 10, 13, 16, 20, 25, 32)
_BAR = re.compile(r" [|–—-] ")
_WAY = re.compile(r"\s[»›>/→▸]\s|[»›→▸]")
_CLOCK = re.compile(r"(?<![.\d])\d{1,2}[:.h時时点點시]\s?\d{2}(?![.\d])|\d{4} (?:GMT|UTC)")
_STEP = re.compile(r"\s[»›>/→▸|]\s?|[»›→▸]")
COARSE = (4, 7, 12)
_BODY, _HEADLINE, _BYLINE, _DATE, _BOTH, _DEK = (
    LABELS.index(label) for label in ("body", "headline", "byline", "date", "dated byline", "dek")
)


class View(NamedTuple):
    """The copy as the model sees it: evidence, the odds and the likeliest label of each unit, the first and last unit
    of the body, the words that the body says.
    """

    seen: Evidence
    odds: Sequence[Odds]
    labels: Sequence[Label]
    lead: int
    last: int
    told: Set[str]


class DateLine(NamedTuple):
    """A candidate for the day of publication."""

    at: int
    dated: Dated
    moment: Moment
    is_update: bool


class NameLine(NamedTuple):
    """A candidate for who wrote the story."""

    at: int
    byline: Byline


def view(seen: Evidence, odds: Sequence[Odds]) -> View:
    """What the model makes of the copy."""
    labels = [LABELS[row.index(max(row))] for row in odds]
    bodies = [at for at, row in enumerate(odds) if row[_BODY] >= OF_BODY]
    lead = next((at for at in bodies if seen.signs[at].words >= 8), None)
    if lead is None:
        lead = max(range(len(odds)), key=lambda at: (seen.signs[at].says, odds[at][_BODY]))
    last = max(lead, bodies[-1]) if bodies else lead
    return View(seen, odds, labels, lead, last, said(seen.signs, lead, last + 1, seen.contents))


def shares(weights: Sequence[float]) -> list[float]:
    """The probabilities of candidates with these weights, of which exactly one is right."""
    most = max(weights)
    factors = [exp(weight - most) for weight in weights]
    total = sum(factors)
    return [factor / total for factor in factors]


def _level(odds: float) -> int:
    return bisect_right(ODDS, odds)


def _away(steps: int) -> str:
    return f"{'-' if steps < 0 else '+'}{bisect_right(STEPS, abs(steps))}"


# --------------------------------------------------------------------------------------------------------------------
# The headline


def choose_headline(model: Model, seen: View) -> tuple[int | None, float]:
    """The unit of the headline and how sure that is: as sure as all units are together that say the same. None where it
    is likelier that there is none.
    """
    candidates = titles(seen)
    odds = title_odds(model, candidates, title_traits(seen, candidates))
    said: dict[str, float] = {}
    for at, share in zip(candidates, odds, strict=False):
        said[seen.seen.signs[at].key] = said.get(seen.seen.signs[at].key, 0.0) + share
    key, most = max(said.items(), key=itemgetter(1), default=("", 0.0))
    if odds[-1] >= most:
        return None, odds[-1]
    same = [(share, at) for at, share in zip(candidates, odds, strict=False) if seen.seen.signs[at].key == key]
    return max(same)[1], most


def title_odds(model: Model, candidates: Mapping[int, float], rows: Iterable[Iterable[str]]) -> list[float]:
    """The probability of each of `candidates` for the headline, by the traits in `rows`, and at the end that there is
    none.
    """
    heads = [*map(head_start, candidates.values()), 0.0]
    return shares([start + model.weigh("headline", row) for start, row in zip(heads, rows, strict=True)])


def head_start(likely: float) -> float:
    """What a candidate for the headline has by the model's odds alone, before its traits are weighed."""
    certain = min(0.9999, max(0.0001, likely))
    return HEAD_START * log(certain / (1 - certain))


def titles(seen: View) -> dict[int, float]:
    """The units that could be the headline, in order, each with the model's odds. The path to a title, or another line
    that ends with it, is no title but speaks for the one that it ends with; nor is what nothing follows, where another
    line could be.
    """
    signs, dates = seen.seen.signs, seen.seen.dates
    row = [odds[_HEADLINE] for odds in seen.odds]
    best = sorted(range(len(row)), key=lambda at: -row[at])[:MOST_TITLES]
    found = sorted(at for at in best if row[at] > 0.002) or sorted(best[:3])
    whole = {at: row[at] for at in found if signs[at].says and not (at in dates and not dates[at].rest)}
    for at in list(whole):
        text = signs[at].unit.text
        near = [other for other in whole if other != at and abs(at - other) <= TWINS_APART]
        ending = [other for other in near if 16 <= len(signs[other].unit.text) < len(text)]
        title = next((other for other in ending if text.endswith(signs[other].unit.text)), None)
        if title is not None:
            whole[title] = min(1.0, whole[title] + whole.pop(at))
    end = len(signs) - 1
    return {at: odds for at, odds in whole.items() if at != end and not _is_path(signs[at].unit.text)} or whole


def _is_path(text: str) -> bool:
    """Whether a line is the way to a page through its site, or the names of sections and topics."""
    if len(_WAY.findall(text)) > 1:
        return True
    parts = text.split(", ")
    return len(parts) > 2 and all(part[:1].isupper() and part.count(" ") < 3 for part in parts) and text[-1].isalpha()


def title_traits(seen: View, candidates: Mapping[int, float]) -> list[list[str]]:
    """The traits of each candidate for the headline, and at the end those of there being none."""
    signs = seen.seen.signs
    words = {at: seen.seen.contents(signs[at].unit.text) for at in candidates}
    shared = {at: len(words[at] & seen.told) for at in candidates}
    most = max(candidates.values(), default=0.0)
    longest = max((signs[at].words for at in candidates), default=0)
    rows = []
    for at, likely in candidates.items():
        sign, odds = signs[at], seen.odds[at]
        share = shared[at] / max(1, len(words[at]))
        others = max((shared[other] for other in candidates if other != at), default=0)
        row = [
            f"odds {_level(likely)}",
            "likeliest" if likely == most else "less likely",
            f"lead {_away(at - seen.lead)}",
            f"length {bisect_right(LENGTHS, sign.words)}",
            f"says # {min(6, shared[at])}",
            f"says {int(share * 5)}",
            "says most" if shared[at] > others else "says as much" if shared[at] == others else "says less",
            f"top {min(at, 2) if at < 4 else 'not'}",
            "last" if at == max(candidates) else "not last",
            "first" if at == min(candidates) else "not first",
            f"dek {_level(odds[_DEK])}",
            "rather body" if odds[_BODY] > likely else "rather not body",
            "longest" if sign.words >= longest else "shorter",
        ]
        row += _title_shape(sign)
        row += _title_places(seen, at, candidates)
        row += _title_twins(seen, at, candidates)
        rows.append(row)
    rows.append(["none", f"none odds {_level(most)}", f"none of {min(3, len(candidates))}"])
    return rows


def _title_shape(sign: Sign) -> list[str]:
    text = sign.unit.text
    last = text[-1]
    ends = "." if last in ".。।" else "?" if last in "?!？！" else ":" if last in ":,;" else "a"
    parts = text.split()
    raised = len([part for part in parts if part[0].isupper()])
    row = [f"ends {ends}", f"capitals {4 * raised // len(parts)}"]
    commas = text.count(", ")
    if _STEP.search(text):
        row.append("step")
    if commas >= 2 and ends == "a" and len(parts) < 2.5 * (commas + 1):
        row.append("list of words")
    if sign.furniture:
        row.append("known")
    if sign.unit.bullet:
        row.append("item")
    if _BAR.search(text):
        row.append("bar")
    if text.isupper():
        row.append("all capitals")
    return row


def _title_places(seen: View, at: int, candidates: Collection[int]) -> list[str]:
    """What stands around a candidate."""
    evidence, signs = seen.seen, seen.seen.signs
    count = len(signs)
    row = []
    for offset in (-2, -1, 1, 2):
        other = at + offset
        if not 0 <= other < count:
            row.append(f"{offset} nothing")
            continue
        row.append(f"{offset} {seen.labels[other]}")
        if offset in (-1, 1) and other in candidates:
            row += (f"{offset} too", f"{offset} {'longer' if signs[other].words > signs[at].words else 'shorter'}")
            row.append(f"{offset} {bisect_right(COARSE, signs[at].words)} {bisect_right(COARSE, signs[other].words)}")
    lines = (evidence.bylines.keys() | evidence.dates.keys()) & set(range(max(0, at - 5), at + 8))
    below = min((line - at for line in lines if line > at), default=9)
    above = min((at - line for line in lines if line < at), default=9)
    row += (f"line below {below}", f"line above {above}")
    if at < seen.lead:
        row.append(f"prose between {min(3, sum(signs[i].is_prose for i in range(at + 1, seen.lead)))}")
    else:
        row.append("in the body")
    if at in evidence.dates:
        row.append("date")
    if at in evidence.bylines:
        row.append("byline")
    if at in evidence.captions:
        row.append("caption")
    return row


def _title_twins(seen: View, at: int, candidates: Collection[int]) -> list[str]:
    """How the words of a candidate stand in others: kickers, site names and paths are glued to headlines."""
    signs = seen.seen.signs
    text, key = signs[at].unit.text, signs[at].key
    row = []
    for other in candidates:
        twin = signs[other].unit.text
        if 16 <= len(twin) < len(text):
            if text.endswith(twin):
                row.append("ends with another")
            elif text.startswith(twin):
                row.append("opens with another")
            elif twin in text:
                row.append("holds another")
        elif 16 <= len(text) < len(twin):
            if twin.endswith(text):
                row.append("ends another")
            elif twin.startswith(text):
                row.append("opens another")
            elif text in twin:
                row.append("within another")
    if key and seen.seen.counts[key] > 1:
        same = [i for i, sign in enumerate(signs) if sign.key == key and i != at]
        row += (
            "repeated",
            "repeated before" if same[0] < at else "repeated after",
            "repeated far" if min(abs(i - at) for i in same) > 20 else "repeated near",
        )
    return row


# --------------------------------------------------------------------------------------------------------------------
# Who wrote it


def choose_bylines(model: Model, seen: View, head: int, lexicon: Lexicon) -> list[tuple[NameLine, float]]:
    """Each line that could say who wrote the story, with the probability that it does."""
    found = name_lines(seen, head, lexicon)
    return [
        (line, 1 / (1 + exp(-model.weigh("byline", row))))
        for line, row in zip(found, name_traits(seen, found, head, lexicon), strict=True)
    ]


def _zone(seen: View, head: int, above: int, below: int, before: int, after: int) -> list[int]:
    """The units around the headline and the lead, and around the body's end."""
    low, high = min(head, seen.lead), max(head, seen.lead)
    count = len(seen.seen.signs)
    near = range(max(0, low - above), min(count, high + below))
    end = range(max(0, seen.last - before), min(count, seen.last + after))
    return sorted({*near[:MOST_LINES], *near[-below:], *end})


def name_lines(seen: View, head: int, lexicon: Lexicon) -> list[NameLine]:
    """The lines that could say who wrote the story."""
    evidence = seen.seen
    found = []
    for at in _zone(seen, head, 6, 8, 3, 8):
        sign = evidence.signs[at]
        byline = evidence.bylines.get(at)
        is_else = at == head or at in evidence.dates or at in evidence.captions or sign.furniture
        if byline is None and not is_else and sign.words <= 14:
            byline = read_name_line(sign.unit.text, lexicon)
        if byline is not None and byline.authors and (byline.is_explicit or not sign.is_prose):
            found.append(NameLine(at, byline))
    return found[:MOST_LINES]


def name_traits(seen: View, found: Sequence[NameLine], head: int, lexicon: Lexicon) -> list[list[str]]:
    """The traits of each candidate for a byline."""
    evidence, signs = seen.seen, seen.seen.signs
    rows = []
    for at, byline in found:
        sign, odds = signs[at], seen.odds[at]
        kind = "said" if byline.is_explicit else "bare"
        level = _level(odds[_BYLINE] + odds[_BOTH])
        place = "after" if at > seen.last else "inside" if at >= seen.lead else "before"
        given = any(author.name.split()[0].casefold() in lexicon.names for author in byline.authors)
        row = [
            "any",
            kind,
            f"odds {level}",
            f"{kind} odds {level}",
            f"headline {_away(at - head)}",
            f"lead {_away(at - seen.lead)}",
            f"names {min(4, len(byline.authors))}",
            f"length {bisect_right(LENGTHS, sign.words)}",
            f"sure {int(byline.confidence * 20)}",
            f"{kind} sure {int(byline.confidence * 20)}",
            "dated" if at in evidence.dates else "no date",
            place,
            f"{place} {kind}",
            "given name" if given else "no given name",
            f"{kind} {'given name' if given else 'no given name'}",
            f"as {seen.labels[at]}",
        ]
        if any(author.kind != "person" for author in byline.authors):
            row.append("organisation")
        if sign.key and evidence.counts[sign.key] > 1:
            row.append("repeated")
        if sign.unit.text.isupper():
            row.append("all capitals")
        if sign.ends:
            row.append("ends")
        for offset in (-2, -1, 1, 2):
            other = at + offset
            if 0 <= other < len(signs):
                row.append(f"{offset} {seen.labels[other]}")
                if other in evidence.dates:
                    row.append(f"{offset} dated")
                if other in evidence.bylines:
                    row.append(f"{offset} names")
                if is_minutes(signs[other]):
                    row.append(f"{offset} minutes")
                if says_job(signs[other], lexicon):
                    row.append(f"{offset} job")
        rows.append(row)
    return rows


def says_job(sign: Sign, lexicon: Lexicon) -> bool:
    """Whether a short line says what somebody is."""
    words = sign.key.split()
    return len(words) <= 6 and not lexicon.jobs.isdisjoint(words)


# --------------------------------------------------------------------------------------------------------------------
# When it was published


def choose_date(model: Model, seen: View, head: int) -> tuple[DateLine | None, float]:
    """The line that says most likely when the story was published, and how sure that is: as sure as all lines together
    are that show its day. None where none says anything.
    """
    found = date_lines(seen, head)
    odds = shares([model.weigh("date", row) for row in date_traits(seen, found, head)])
    days: dict[str, float] = {}
    for line, share in zip(found, odds, strict=False):
        day = line.moment.text[:10]
        days[day] = days.get(day, 0.0) + share
    if not days:
        return None, odds[-1]
    day, most = max(days.items(), key=itemgetter(1))
    lines = [number for number, line in enumerate(found) if line.moment.text[:10] == day]
    return found[max(lines, key=lambda number: (not found[number].is_update, odds[number]))], most


def date_lines(seen: View, head: int) -> list[DateLine]:
    """The moments that could be the story's, by their lines."""
    found = []
    for at in _zone(seen, head, 8, 10, 2, 6):
        dated = seen.seen.dates.get(at)
        if dated and dated.moment:
            found.append(DateLine(at, dated, dated.moment, dated.kind == "updated"))
        if dated and dated.following:
            found.append(DateLine(at, dated, dated.following, True))
    return [line for line in found if not (line.is_update and is_day_alone(seen, line.at))][:MOST_LINES]


def is_day_alone(seen: View, at: int) -> bool:
    """Whether a line shows a day without an hour. Of an update that says little of the day of publication: news shows
    the hour; what is kept up to date for years shows the day.
    """
    return not _CLOCK.search(seen.seen.signs[at].unit.text)


def date_traits(seen: View, found: Sequence[DateLine], head: int) -> list[list[str]]:
    """The traits of each candidate for the date, and at the end those of there being none."""
    evidence, signs = seen.seen, seen.seen.signs
    days = [line.moment.text[:10] for line in found]
    newest = max(days, default="")
    rows = []
    for number, (at, dated, moment, is_update) in enumerate(found):
        odds = seen.odds[at]
        day = moment.text[:10]
        row = [
            f"odds {_level(odds[_DATE] + odds[_BOTH])}",
            f"headline {_away(at - head)}",
            f"lead {_away(at - seen.lead)}",
            "labelled" if dated.labelled else "not labelled",
            "update" if is_update else "publication",
            f"rest {min(3, len(dated.rest.split()))}",
            "instant" if moment.is_instant else "day",
            f"length {bisect_right(LENGTHS, signs[at].words)}",
            f"same {min(3, days.count(day))}",
            "newest" if day == newest else "older",
            "first" if number == 0 else "not first",
            "only" if len(found) == 1 else "one of more",
            f"as {seen.labels[at]}",
            "byline" if at in evidence.bylines else "no byline",
            "after" if at > seen.last else "inside" if at >= seen.lead else "header" if at > head else "above",
        ]
        row += [f"{o} {seen.labels[at + o]}" for o in (-1, 1) if 0 <= at + o < len(signs)]
        rows.append(row)
    most = max((odds[_DATE] + odds[_BOTH] for odds in seen.odds), default=0.0)
    rows.append(["none", f"none odds {_level(most)}", f"none of {min(3, len(found))}"])
    return rows
