"""Ranks the candidates for the headline: the model's marginals, and features that compare candidates with each other.

Kickers, site names and paths end with the words of headlines, or open with them; only a comparison shows that.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping
from math import log

from convert.readers.text.fields.caption_signs import names_kind_of_picture, shows_picture
from convert.readers.text.fields.ranking import LENGTHS, distance, probability_level, softmax
from convert.readers.text.fields.title_signs import (
    HeadlineOdds,
    is_in_brackets,
    is_key_point,
    is_within_text,
    without_furniture,
)
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.labels.crf import Model
from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.sentences import HEADLINE_FULL_STOPS, HEADLINE_QUESTIONS

MOST_CANDIDATES = 8
"""How many candidates are ranked."""

LEAST_PROBABILITY = 0.002
"""How probable a candidate must be by the model, where one is."""

SURE_TITLE, SURE_VIDEO = 3.0, 12.0
"""How many times likelier than every other candidate a single word, a list of topics or a link must be to be one, and a
line with the length of a video.
"""

PRIOR_WEIGHT = 0.5
"""The weight of the model's logit for a candidate, below 1 because its features repeat some of the same evidence."""

OVERLAP_REACH = 8
"""How many units at most are between a headline and a line that ends with it."""

OVERLAP_LENGTH = 16
"""From how many characters on a line is long enough to be looked for in other lines."""

MIN_PART, GLUED_WORDS = 3, 6
"""How many words the beginning of a title has at least that a line above shows, and a kicker glued to it at most."""

NEIGHBOR_LENGTHS = (4, 7, 12)
"""Where a feature of the lengths of two neighboring candidates goes from one value to the next, in words."""

WHOLE_BYLINE = 0.9
"""The confidence of a byline all of which is understood."""

_LINKED = re.compile(
    r"^(?:AUDIO|VIDEO|VIDÉO|VÍDEO|PODCAST|FOTOS?|PHOTOS?|BILDER)\s?[:|] "
    r"|^(?:Audio|Video|Vidéo|Vídeo|Podcast|Bildergalerie|Fotostrecke|Fotogalerie|Diaporama|Galerie|Galería) ?: "
    r"|\(\d{1,3} ?(?:Min\.?|min\.?|Bilder|Fotos|photos|fotos|images)\)$"
    r"|^\((?:Symbol|Archiv)(?:bild|foto)\) "
)
"""A link to a recording or a gallery, or the caption of a picture from an archive."""

_RESULT = re.compile(r"[^\W_][^:]{1,40} [–-] [^\W_][^:]{1,40} \d{1,3}:\d{1,3}(?: \(\d{1,3}:\d{1,3}\))?")
"""The result of a game alone ("SV Osted – TuS Vastrup 1:4")."""

_OF_PICTURE = re.compile(
    r"^\((?:Symbol|Archiv)(?:bild|foto)\) |^(?:A )?[Ss]tills? from |^Screen(?:shot|grab)s? (?:of|from|aus|von) "
    r"|^(?:Szenenbild|Standbild) (?:aus|von|des) |^Fotogramas? de |^Scène du film |^Escena de la película "
    r"|[|/(] ?(?:AP|AFP|EPA|EFE|DPA|dpa|ANP|NTB|TT|PA)[ -](?:Photo|Foto|Bild|Images?|Wire)\b"
    r"|[|/(] ?(?:Getty|Shutterstock|Alamy|imago|picture alliance)\b"
)
"""Wording that only captions have: what a picture is, or an agency for pictures behind a mark."""

_DURATION = re.compile(r"\(\d{1,2}:\d\d(?::\d\d)?\)$")
"""The length of a video behind its title ("Gulls take the pier (1:12)")."""

SPEAKER_MARKS = "—–-―"
"""What opens the line below a quotation that names who said it."""

SHORT_TAIL = 12
"""How many characters a mark behind a title has at most, as links to it have ("… Neu")."""

LABELED_TOPICS, MANY_TOPICS = 4, 8
"""How many topics behind a label a headline has at most, and from how many parts between commas on a line is a list."""

CODES, CODE_LENGTH = 5, 4
"""From how many words on a line of nothing but short ones in small letters is a menu, and their greatest length."""

QUOTES = "\"“”„«»‹›‘’'"
"""Marks around a quotation."""

_WORD = re.compile(r"\w+")

_BAR = re.compile(r" [|–—-] ")
_PATH_STEP = re.compile(r"\s[»›>/→▸]\s|[»›→▸]")
_ANY_STEP = re.compile(r"\s[»›>/→▸|]\s?|[»›→▸]")


def rank_headlines(
    model: Model, analysis: Analysis, may_be_headline: Callable[[int, LineFeatures], bool]
) -> HeadlineOdds:
    """The candidates for the headline with their probabilities; where there are any, those that have its form."""
    candidates = headline_candidates(analysis)
    lines = analysis.features.lines
    candidates = {at: row for at, row in candidates.items() if may_be_headline(at, lines[at])} or candidates
    candidates = {at: row for at, row in candidates.items() if not is_within_text(lines, at)}
    candidates = {at: row for at, row in candidates.items() if not is_in_brackets(lines[at])}
    rows = headline_features(analysis, candidates)
    probabilities = headline_probabilities(model, candidates, rows)
    return without_furniture(HeadlineOdds(tuple(candidates), probabilities), analysis)


def glued_kicker(analysis: Analysis, at: int) -> str:
    """The words before the title on the line `at`, where a line above shows that the title begins behind them, as the
    path of a page does; else nothing. A label with its colon is part of the title.
    """
    text = analysis.features.lines[at].unit.text
    for line in analysis.features.lines[max(0, at - OVERLAP_REACH) : at]:
        part = line.unit.text
        begins = text.find(part) if OVERLAP_LENGTH <= len(part) < len(text) and line.words >= MIN_PART else -1
        kicker = text[: max(0, begins)]
        if kicker[-1:] == " " and kicker[-2:-1].isalpha() and len(kicker.split()) <= GLUED_WORDS and part[0].isupper():
            return kicker.strip()
    return ""


def headline_probabilities(model: Model, candidates: Mapping[int, float], rows: Iterable[Iterable[str]]) -> list[float]:
    """The probability of each of `candidates`, whose features are `rows`; last the probability that there is none."""
    priors = [*map(prior_score, candidates.values()), 0.0]
    return softmax([prior + model.score("headline", row) for prior, row in zip(priors, rows, strict=True)])


def prior_score(probability: float) -> float:
    """The score of a candidate by its probability in the model, before its features count."""
    certain = min(0.9999, max(0.0001, probability))
    return PRIOR_WEIGHT * log(certain / (1 - certain))


def headline_candidates(analysis: Analysis) -> dict[int, float]:
    """The units that may be the headline, in order, with the model's probability of each.

    A line that ends with another candidate or its first words, such as a path to it, adds its probability to that
    candidate. Paths, bylines, labels and the copy's last unit are candidates only where there is no other; single
    words, lists of topics, and links to recordings and galleries also where they are much likelier than the others.
    """
    lines, dates = analysis.features.lines, analysis.features.dates
    probabilities = [marginals.headline for marginals in analysis.marginals]
    best = sorted(range(len(probabilities)), key=lambda at: -probabilities[at])[:MOST_CANDIDATES]
    found = sorted(at for at in best if probabilities[at] > LEAST_PROBABILITY) or sorted(best[:3])
    candidates = {
        at: probabilities[at] for at in found if lines[at].has_alphanumeric and not (at in dates and not dates[at].rest)
    }
    for at in list(candidates):
        text = lines[at].unit.text
        near = [other for other in candidates if other != at and abs(at - other) <= OVERLAP_REACH]
        shorter = [other for other in near if OVERLAP_LENGTH <= len(lines[other].unit.text) < len(text)]
        ending = next((other for other in shorter if text.endswith(lines[other].unit.text)), None)
        if ending is None and at < analysis.lead:
            below = [other for other in candidates if at < other < analysis.lead]
            ending = next((other for other in below if _names_same(text, lines[other].unit.text)), None)
            step = _last_step(text) if ending is None else ""
            if step:
                ending = next((other for other in below if lines[other].unit.text.startswith(step)), None)
        if ending is not None:
            candidates[ending] = min(1.0, candidates[ending] + candidates.pop(at))
    last = len(lines) - 1
    likely = {
        at: row
        for at, row in candidates.items()
        if at != last
        and not is_path(lines[at].unit.text)
        and not _is_byline_or_label(analysis, at)
        and not (_OF_PICTURE.search(lines[at].unit.text) or names_kind_of_picture(lines[at].unit.text))
        and not _is_attributed_quotation(analysis, at)
        and not is_key_point(lines, at)
    }
    doubtful = {
        at
        for at in likely
        if lines[at].words == 1
        or _is_list_or_link(lines[at].unit.text)
        or shows_picture(lines[at].unit.text)
        or has_duration(lines[at].unit.text)
    }
    most = max((row for at, row in likely.items() if at not in doubtful), default=0.0)
    factors = {at: SURE_VIDEO if has_duration(lines[at].unit.text) else SURE_TITLE for at in doubtful}
    likely = {at: row for at, row in likely.items() if row > factors.get(at, 0.0) * most}
    return likely or candidates


def _is_byline_or_label(analysis: Analysis, at: int) -> bool:
    """Whether a line is wholly a byline with its wording ("An essay by Jane Doe"), or a label ("Published:")."""
    byline, text = analysis.features.bylines.get(at), analysis.features.lines[at].unit.text
    is_byline = byline is not None and byline.is_explicit and byline.confidence >= WHOLE_BYLINE
    return (is_byline and at not in analysis.features.dates) or text[-1] in ":："


def _is_attributed_quotation(analysis: Analysis, at: int) -> bool:
    """Whether a line is a quotation above a line that opens with a dash and a name: what somebody said, and who."""
    lines = analysis.features.lines
    if (
        at + 1 >= len(lines)
        or lines[at].unit.text[0] not in QUOTES
        or lines[at].unit.text.rstrip(".")[-1] not in QUOTES
    ):
        return False
    below = lines[at + 1].unit
    name = below.text.lstrip(SPEAKER_MARKS + " ")
    return (below.bullet or below.text)[0] in SPEAKER_MARKS and name[:1].isupper()


def has_duration(text: str) -> bool:
    """Whether a line ends with the length of a video, whose title or description it is."""
    return text.endswith(")") and _DURATION.search(text) is not None


def is_path(text: str) -> bool:
    """Whether a line is a path to a page on its site."""
    return len(_PATH_STEP.findall(text)) > 1


def _is_list_or_link(text: str) -> bool:
    """Whether a line is a list of the names of sections and topics, or names the kind of what it links ("AUDIO: …",
    "… (12 Bilder)").
    """
    if _LINKED.search(text) or _RESULT.fullmatch(text):
        return True
    words = text.split()
    if len(words) >= CODES and text.islower() and all(word.isalpha() and len(word) <= CODE_LENGTH for word in words):
        return True
    label, _, topics = text.rpartition(": ")
    parts = topics.split(", ")
    if len(parts) >= MANY_TOPICS:
        return True
    return len(parts) > (LABELED_TOPICS if label else 2) and text[-1].isalpha() and all(map(_is_topic, parts))


def _names_same(text: str, other: str) -> bool:
    """Whether a line is another one with a word behind it ("… Neu"), or has the same words in another order, as the
    title of a window has kicker and title.
    """
    if len(other) < OVERLAP_LENGTH or text == other:
        return False
    if text.startswith(other + " "):
        return len(text) - len(other) <= SHORT_TAIL
    if len(text) - len(other) not in range(4):
        return False
    words, others = _WORD.findall(text), _WORD.findall(other)
    return words != others and sorted(words) == sorted(others)


def _last_step(text: str) -> str:
    """The last step of a path, which may be shortened, or what is behind its last colon, as the title of a window has
    kicker and title; empty if that has fewer characters than a title has.
    """
    steps = [part for step in _ANY_STEP.split(text) for part in step.split(": ")]
    last = steps[-1].rstrip(" .…") if len(steps) > 1 else ""
    return last if len(last) >= OVERLAP_LENGTH else ""


def _is_topic(text: str) -> bool:
    """Whether a text may be the name of a section or topic ("Politik", "Film & Fernsehen")."""
    return text[:1].isupper() and text.count(" ") - 2 * text.count(" & ") < 3


def headline_features(analysis: Analysis, candidates: Mapping[int, float]) -> list[list[str]]:
    """The features of each candidate, and last those of there being no headline."""
    lines = analysis.features.lines
    words = {at: analysis.features.extract_words(lines[at].unit.text) for at in candidates}
    shared = {at: len(words[at] & analysis.content_words) for at in candidates}
    most = max(candidates.values(), default=0.0)
    longest = max((lines[at].words for at in candidates), default=0)
    rows = []
    for at, probability in candidates.items():
        line, marginals = lines[at], analysis.marginals[at]
        share = shared[at] / max(1, len(words[at]))
        others = max((shared[other] for other in candidates if other != at), default=0)
        row = [
            f"odds {probability_level(probability)}",
            "likeliest" if probability == most else "less likely",
            f"lead {distance(at - analysis.lead)}",
            f"length {bisect_right(LENGTHS, line.words)}",
            f"says # {min(6, shared[at])}",
            f"says {int(share * 5)}",
            "says most" if shared[at] > others else "says as much" if shared[at] == others else "says less",
            f"top {min(at, 2) if at < 4 else 'not'}",
            "last" if at == max(candidates) else "not last",
            "first" if at == min(candidates) else "not first",
            f"dek {probability_level(marginals.dek)}",
            "rather body" if marginals.body > probability else "rather not body",
            "longest" if line.words >= longest else "shorter",
        ]
        row += _shape_features(line)
        row += _context_features(analysis, at, candidates)
        row += _overlap_features(analysis, at, candidates)
        rows.append(row)
    rows.append(["none", f"none odds {probability_level(most)}", f"none of {min(3, len(candidates))}"])
    return rows


def _shape_features(line: LineFeatures) -> list[str]:
    """Features of a candidate's signs and capitals."""
    text = line.unit.text
    last = text[-1]
    ends = "." if last in HEADLINE_FULL_STOPS else "?" if last in HEADLINE_QUESTIONS else ":" if last in ":,;" else "a"
    parts = text.split()
    capitals = len([part for part in parts if part[0].isupper()])
    row = [f"ends {ends}", f"capitals {4 * capitals // len(parts)}"]
    commas = text.count(", ")
    if _ANY_STEP.search(text):
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


def _context_features(analysis: Analysis, at: int, candidates: Collection[int]) -> list[str]:
    """Features of the units around a candidate."""
    features, lines = analysis.features, analysis.features.lines
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
            own, neighbor = (bisect_right(NEIGHBOR_LENGTHS, lines[unit].words) for unit in (at, other))
            row.append(f"{offset} {own} {neighbor}")
    marked = (features.bylines.keys() | features.dates.keys()) & set(range(max(0, at - 5), at + 8))
    below = min((other - at for other in marked if other > at), default=9)
    above = min((at - other for other in marked if other < at), default=9)
    row += (f"line below {below}", f"line above {above}")
    if at < analysis.lead:
        row.append(f"prose between {min(3, sum(lines[i].is_prose for i in range(at + 1, analysis.lead)))}")
    else:
        row.append("in the body")
    if at in features.dates:
        row.append("date")
    if at in features.bylines:
        row.append("byline")
    if at in features.captions:
        row.append("caption")
    return row


def _overlap_features(analysis: Analysis, at: int, candidates: Collection[int]) -> list[str]:
    """Features of a candidate whose words are part of others, or the reverse, and of its repeats."""
    lines = analysis.features.lines
    text, key = lines[at].unit.text, lines[at].key
    row = []
    for other in candidates:
        other_text = lines[other].unit.text
        if OVERLAP_LENGTH <= len(other_text) < len(text):
            if text.endswith(other_text):
                row.append("ends with another")
            elif text.startswith(other_text):
                row.append("opens with another")
            elif other_text in text:
                row.append("holds another")
        elif OVERLAP_LENGTH <= len(text) < len(other_text):
            if other_text.endswith(text):
                row.append("ends another")
            elif other_text.startswith(text):
                row.append("opens another")
            elif text in other_text:
                row.append("within another")
    if key and analysis.features.key_counts[key] > 1:
        same = [i for i, line in enumerate(lines) if line.key == key and i != at]
        row += (
            "repeated",
            "repeated before" if same[0] < at else "repeated after",
            "repeated far" if min(abs(i - at) for i in same) > 20 else "repeated near",
        )
    return row
