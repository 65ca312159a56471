"""Which unit is the headline, which name who wrote it, which says when: candidates, weighed against each other.

The model's odds say what each unit looks like in its place; a candidate's traits add what only the field can tell, such
as whether another candidate ends with the same words. Nothing is chosen where "none of them" weighs more.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from math import exp, log
from operator import itemgetter
from typing import NamedTuple

from convert.model import Moment
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.labels.copy_features import is_reading_time
from convert.readers.text.labels.crf import LABELS, Model
from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.lexicon import Lexicon
from convert.readers.text.lexicon.bylines import Byline, read_name_line
from convert.readers.text.lexicon.dates import ParsedDate
from convert.readers.text.sentences import HEADLINE_FULL_STOPS, HEADLINE_QUESTIONS

MOST_TITLES = 8
"""How many candidates for the headline are weighed."""

PRIOR_WEIGHT = 0.7
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


class DateLine(NamedTuple):
    """A candidate for the day of publication."""

    at: int
    dated: ParsedDate
    moment: Moment
    is_update: bool


class NameLine(NamedTuple):
    """A candidate for who wrote the story."""

    at: int
    byline: Byline


def softmax(weights: Sequence[float]) -> list[float]:
    """The probabilities of candidates with these weights, of which exactly one is right."""
    most = max(weights)
    factors = [exp(weight - most) for weight in weights]
    total = sum(factors)
    return [factor / total for factor in factors]


def _level(marginals: float) -> int:
    return bisect_right(ODDS, marginals)


def _away(steps: int) -> str:
    return f"{'-' if steps < 0 else '+'}{bisect_right(STEPS, abs(steps))}"


# --------------------------------------------------------------------------------------------------------------------
# The headline


def rank_headline(model: Model, analysis: Analysis) -> tuple[int | None, float]:
    """The unit of the headline and how sure that is: as sure as all units are together that say the same. None where it
    is likelier that there is none.
    """
    candidates = titles(analysis)
    marginals = title_probabilities(model, candidates, title_features(analysis, candidates))
    said: dict[str, float] = {}
    for at, share in zip(candidates, marginals, strict=False):
        said[analysis.features.lines[at].key] = said.get(analysis.features.lines[at].key, 0.0) + share
    key, most = max(said.items(), key=itemgetter(1), default=("", 0.0))
    if marginals[-1] >= most:
        return None, marginals[-1]
    same = [
        (share, at) for at, share in zip(candidates, marginals, strict=False) if analysis.features.lines[at].key == key
    ]
    return max(same)[1], most


def title_probabilities(model: Model, candidates: Mapping[int, float], rows: Iterable[Iterable[str]]) -> list[float]:
    """The probability of each of `candidates` for the headline, by the traits in `rows`, and at the end that there is
    none.
    """
    heads = [*map(prior_score, candidates.values()), 0.0]
    return softmax([start + model.score("headline", row) for start, row in zip(heads, rows, strict=True)])


def prior_score(likely: float) -> float:
    """What a candidate for the headline has by the model's odds alone, before its traits are weighed."""
    certain = min(0.9999, max(0.0001, likely))
    return PRIOR_WEIGHT * log(certain / (1 - certain))


def titles(analysis: Analysis) -> dict[int, float]:
    """The units that could be the headline, in order, each with the model's odds. The path to a title, or another line
    that ends with it, is no title but speaks for the one that it ends with; nor is what nothing follows, where another
    line could be.
    """
    lines, dates = analysis.features.lines, analysis.features.dates
    row = [marginals[_HEADLINE] for marginals in analysis.marginals]
    best = sorted(range(len(row)), key=lambda at: -row[at])[:MOST_TITLES]
    found = sorted(at for at in best if row[at] > 0.002) or sorted(best[:3])
    whole = {at: row[at] for at in found if lines[at].has_alphanumeric and not (at in dates and not dates[at].rest)}
    for at in list(whole):
        text = lines[at].unit.text
        near = [other for other in whole if other != at and abs(at - other) <= TWINS_APART]
        ending = [other for other in near if 16 <= len(lines[other].unit.text) < len(text)]
        title = next((other for other in ending if text.endswith(lines[other].unit.text)), None)
        if title is not None:
            whole[title] = min(1.0, whole[title] + whole.pop(at))
    end = len(lines) - 1
    return {
        at: marginals for at, marginals in whole.items() if at != end and not _is_path(lines[at].unit.text)
    } or whole


def _is_path(text: str) -> bool:
    """Whether a line is the way to a page through its site, or the names of sections and topics."""
    if len(_WAY.findall(text)) > 1:
        return True
    parts = text.split(", ")
    return len(parts) > 2 and all(part[:1].isupper() and part.count(" ") < 3 for part in parts) and text[-1].isalpha()


def title_features(analysis: Analysis, candidates: Mapping[int, float]) -> list[list[str]]:
    """The traits of each candidate for the headline, and at the end those of there being none."""
    lines = analysis.features.lines
    words = {at: analysis.features.extract_words(lines[at].unit.text) for at in candidates}
    shared = {at: len(words[at] & analysis.content_words) for at in candidates}
    most = max(candidates.values(), default=0.0)
    longest = max((lines[at].words for at in candidates), default=0)
    rows = []
    for at, likely in candidates.items():
        line, marginals = lines[at], analysis.marginals[at]
        share = shared[at] / max(1, len(words[at]))
        others = max((shared[other] for other in candidates if other != at), default=0)
        row = [
            f"odds {_level(likely)}",
            "likeliest" if likely == most else "less likely",
            f"lead {_away(at - analysis.lead)}",
            f"length {bisect_right(LENGTHS, line.words)}",
            f"says # {min(6, shared[at])}",
            f"says {int(share * 5)}",
            "says most" if shared[at] > others else "says as much" if shared[at] == others else "says less",
            f"top {min(at, 2) if at < 4 else 'not'}",
            "last" if at == max(candidates) else "not last",
            "first" if at == min(candidates) else "not first",
            f"dek {_level(marginals[_DEK])}",
            "rather body" if marginals[_BODY] > likely else "rather not body",
            "longest" if line.words >= longest else "shorter",
        ]
        row += _title_shape(line)
        row += _title_places(analysis, at, candidates)
        row += _title_twins(analysis, at, candidates)
        rows.append(row)
    rows.append(["none", f"none odds {_level(most)}", f"none of {min(3, len(candidates))}"])
    return rows


def _title_shape(line: LineFeatures) -> list[str]:
    text = line.unit.text
    last = text[-1]
    ends = "." if last in HEADLINE_FULL_STOPS else "?" if last in HEADLINE_QUESTIONS else ":" if last in ":,;" else "a"
    parts = text.split()
    raised = len([part for part in parts if part[0].isupper()])
    row = [f"ends {ends}", f"capitals {4 * raised // len(parts)}"]
    commas = text.count(", ")
    if _STEP.search(text):
        row.append("step")
    if commas >= 2 and ends == "a" and len(parts) < 2.5 * (commas + 1):
        row.append("list of words")
    if line.furniture:
        row.append("known")
    if line.unit.bullet:
        row.append("item")
    if _BAR.search(text):
        row.append("bar")
    if text.isupper():
        row.append("all capitals")
    return row


def _title_places(analysis: Analysis, at: int, candidates: Collection[int]) -> list[str]:
    """What stands around a candidate."""
    evidence, lines = analysis.features, analysis.features.lines
    count = len(lines)
    row = []
    for offset in (-2, -1, 1, 2):
        other = at + offset
        if not 0 <= other < count:
            row.append(f"{offset} nothing")
            continue
        row.append(f"{offset} {analysis.labels[other]}")
        if offset in (-1, 1) and other in candidates:
            row += (f"{offset} too", f"{offset} {'longer' if lines[other].words > lines[at].words else 'shorter'}")
            row.append(f"{offset} {bisect_right(COARSE, lines[at].words)} {bisect_right(COARSE, lines[other].words)}")
    marked = (evidence.bylines.keys() | evidence.dates.keys()) & set(range(max(0, at - 5), at + 8))
    below = min((other - at for other in marked if other > at), default=9)
    above = min((at - other for other in marked if other < at), default=9)
    row += (f"line below {below}", f"line above {above}")
    if at < analysis.lead:
        row.append(f"prose between {min(3, sum(lines[i].is_prose for i in range(at + 1, analysis.lead)))}")
    else:
        row.append("in the body")
    if at in evidence.dates:
        row.append("date")
    if at in evidence.bylines:
        row.append("byline")
    if at in evidence.captions:
        row.append("caption")
    return row


def _title_twins(analysis: Analysis, at: int, candidates: Collection[int]) -> list[str]:
    """How the words of a candidate stand in others: kickers, site names and paths are glued to headlines."""
    lines = analysis.features.lines
    text, key = lines[at].unit.text, lines[at].key
    row = []
    for other in candidates:
        twin = lines[other].unit.text
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
    if key and analysis.features.key_counts[key] > 1:
        same = [i for i, line in enumerate(lines) if line.key == key and i != at]
        row += (
            "repeated",
            "repeated before" if same[0] < at else "repeated after",
            "repeated far" if min(abs(i - at) for i in same) > 20 else "repeated near",
        )
    return row


# --------------------------------------------------------------------------------------------------------------------
# Who wrote it


def rank_bylines(model: Model, analysis: Analysis, head: int, lexicon: Lexicon) -> list[tuple[NameLine, float]]:
    """Each line that could say who wrote the story, with the probability that it does."""
    found = name_lines(analysis, head, lexicon)
    return [
        (line, 1 / (1 + exp(-model.score("byline", row))))
        for line, row in zip(found, name_features(analysis, found, head, lexicon), strict=True)
    ]


def _zone(analysis: Analysis, head: int, above: int, below: int, before: int, after: int) -> list[int]:
    """The units around the headline and the lead, and around the body's end."""
    low, high = min(head, analysis.lead), max(head, analysis.lead)
    count = len(analysis.features.lines)
    near = range(max(0, low - above), min(count, high + below))
    end = range(max(0, analysis.last - before), min(count, analysis.last + after))
    return sorted({*near[:MOST_LINES], *near[-below:], *end})


def name_lines(analysis: Analysis, head: int, lexicon: Lexicon) -> list[NameLine]:
    """The lines that could say who wrote the story."""
    evidence = analysis.features
    found = []
    for at in _zone(analysis, head, 6, 8, 3, 8):
        line = evidence.lines[at]
        byline = evidence.bylines.get(at)
        is_else = at == head or at in evidence.dates or at in evidence.captions or line.furniture
        if byline is None and not is_else and line.words <= 14:
            byline = read_name_line(line.unit.text, lexicon)
        if byline is not None and byline.authors and (byline.is_explicit or not line.is_prose):
            found.append(NameLine(at, byline))
    return found[:MOST_LINES]


def name_features(analysis: Analysis, found: Sequence[NameLine], head: int, lexicon: Lexicon) -> list[list[str]]:
    """The traits of each candidate for a byline."""
    evidence, lines = analysis.features, analysis.features.lines
    rows = []
    for at, byline in found:
        line, marginals = lines[at], analysis.marginals[at]
        kind = "said" if byline.is_explicit else "bare"
        level = _level(marginals[_BYLINE] + marginals[_BOTH])
        place = "after" if at > analysis.last else "inside" if at >= analysis.lead else "before"
        given = any(author.name.split()[0].casefold() in lexicon.given_names for author in byline.authors)
        row = [
            "any",
            kind,
            f"odds {level}",
            f"{kind} odds {level}",
            f"headline {_away(at - head)}",
            f"lead {_away(at - analysis.lead)}",
            f"names {min(4, len(byline.authors))}",
            f"length {bisect_right(LENGTHS, line.words)}",
            f"sure {int(byline.confidence * 20)}",
            f"{kind} sure {int(byline.confidence * 20)}",
            "dated" if at in evidence.dates else "no date",
            place,
            f"{place} {kind}",
            "given name" if given else "no given name",
            f"{kind} {'given name' if given else 'no given name'}",
            f"as {analysis.labels[at]}",
        ]
        if any(author.kind != "person" for author in byline.authors):
            row.append("organisation")
        if line.key and evidence.key_counts[line.key] > 1:
            row.append("repeated")
        if line.unit.text.isupper():
            row.append("all capitals")
        if line.ends_sentence:
            row.append("ends")
        for offset in (-2, -1, 1, 2):
            other = at + offset
            if 0 <= other < len(lines):
                row.append(f"{offset} {analysis.labels[other]}")
                if other in evidence.dates:
                    row.append(f"{offset} dated")
                if other in evidence.bylines:
                    row.append(f"{offset} names")
                if is_reading_time(lines[other]):
                    row.append(f"{offset} minutes")
                if says_job(lines[other], lexicon):
                    row.append(f"{offset} job")
        rows.append(row)
    return rows


def says_job(line: LineFeatures, lexicon: Lexicon) -> bool:
    """Whether a short line says what somebody is."""
    words = line.key.split()
    return len(words) <= 6 and not lexicon.job_titles.isdisjoint(words)


# --------------------------------------------------------------------------------------------------------------------
# When it was published


def rank_date(model: Model, analysis: Analysis, head: int) -> tuple[DateLine | None, float]:
    """The line that says most likely when the story was published, and how sure that is: as sure as all lines together
    are that show its day. None where none says anything.
    """
    found = date_lines(analysis, head)
    marginals = softmax([model.score("date", row) for row in date_features(analysis, found, head)])
    days: dict[str, float] = {}
    for line, share in zip(found, marginals, strict=False):
        day = line.moment.text[:10]
        days[day] = days.get(day, 0.0) + share
    if not days:
        return None, marginals[-1]
    day, most = max(days.items(), key=itemgetter(1))
    lines = [number for number, line in enumerate(found) if line.moment.text[:10] == day]
    return found[max(lines, key=lambda number: (not found[number].is_update, marginals[number]))], most


def date_lines(analysis: Analysis, head: int) -> list[DateLine]:
    """The moments that could be the story's, by their lines."""
    found = []
    for at in _zone(analysis, head, 8, 10, 2, 6):
        dated = analysis.features.dates.get(at)
        if dated and dated.moment:
            found.append(DateLine(at, dated, dated.moment, dated.kind == "updated"))
        if dated and dated.updated:
            found.append(DateLine(at, dated, dated.updated, True))
    return [line for line in found if not (line.is_update and is_day_alone(analysis, line.at))][:MOST_LINES]


def is_day_alone(analysis: Analysis, at: int) -> bool:
    """Whether a line shows a day without an hour. Of an update that says little of the day of publication: news shows
    the hour; what is kept up to date for years shows the day.
    """
    return not _CLOCK.search(analysis.features.lines[at].unit.text)


def date_features(analysis: Analysis, found: Sequence[DateLine], head: int) -> list[list[str]]:
    """The traits of each candidate for the date, and at the end those of there being none."""
    evidence, lines = analysis.features, analysis.features.lines
    days = [line.moment.text[:10] for line in found]
    newest = max(days, default="")
    rows = []
    for number, (at, dated, moment, is_update) in enumerate(found):
        marginals = analysis.marginals[at]
        day = moment.text[:10]
        row = [
            f"odds {_level(marginals[_DATE] + marginals[_BOTH])}",
            f"headline {_away(at - head)}",
            f"lead {_away(at - analysis.lead)}",
            "labelled" if dated.is_labeled else "not labelled",
            "update" if is_update else "publication",
            f"rest {min(3, len(dated.rest.split()))}",
            "instant" if moment.is_instant else "day",
            f"length {bisect_right(LENGTHS, lines[at].words)}",
            f"same {min(3, days.count(day))}",
            "newest" if day == newest else "older",
            "first" if number == 0 else "not first",
            "only" if len(found) == 1 else "one of more",
            f"as {analysis.labels[at]}",
            "byline" if at in evidence.bylines else "no byline",
            "after" if at > analysis.last else "inside" if at >= analysis.lead else "header" if at > head else "above",
        ]
        row += [f"{o} {analysis.labels[at + o]}" for o in (-1, 1) if 0 <= at + o < len(lines)]
        rows.append(row)
    most = max((marginals[_DATE] + marginals[_BOTH] for marginals in analysis.marginals), default=0.0)
    rows.append(["none", f"none odds {_level(most)}", f"none of {min(3, len(found))}"])
    return rows
