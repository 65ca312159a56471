"""Raw copy with ground truth, as the model of the reader is fitted on and measured by: records, and the label that
each unit ought to get.

The corpus stands beside the project, or where WIRECOPY_CORPUS says, and is never part of it; the invented texts in
`tests/readers/corpus` are the project's own.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from convert.readers.text.fields.byline_ranker import BylineCandidate
from convert.readers.text.fields.date_ranker import DateCandidate
from convert.readers.text.labels.copy_features import CopyFeatures, extract_copy_features
from convert.readers.text.labels.crf import FeatureGroup, Label
from convert.readers.text.labels.crf_features import extract_crf_features
from convert.readers.text.labels.density import collect_content_words
from convert.readers.text.lexicon import Lexicon, load_lexicon
from convert.readers.text.lines.decode import decode
from convert.readers.text.lines.drop_caps import join_drop_caps
from convert.readers.text.lines.language import Language, detect_language
from convert.readers.text.lines.units import Unit, build_units

ROOT = Path(__file__).parent.parent
CORPUS = Path(os.environ.get("WIRECOPY_CORPUS", ROOT.parent / "shared" / "corpus")) / "news-text-dev.jsonl"
OWN = ROOT / "tests" / "readers"

FOLDS = 5

UNTITLED = 0.2
"""How much of the copy is also tried without its headline and byline, as wires and mails have it."""

_QUOTES = str.maketrans(
    dict.fromkeys("‘’‚‛′`´ʼ＇", "'") | dict.fromkeys("“”„‟″«»〝〞＂", '"') | dict.fromkeys("‐‑‒–—―−﹣－", "-")
)
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e]")
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff]|[^\W_\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff]+")
OUTER = " .,:;!?\"'-|"


def plain(text: str) -> str:
    """`text` in one form of letters, quotes, dashes and spaces, to be compared."""
    text = _UNSEEN.sub("", unicodedata.normalize("NFKC", text).translate(_QUOTES))
    return " ".join(text.split()).casefold()


def tokens(text: str) -> list[str]:
    return _WORD.findall(plain(text))


def is_near(one: str, other: str) -> bool:
    """Whether two days are the same, or one apart as another zone makes them."""
    try:
        return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days) <= 1
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Record:
    """A text and what is true of it.

    `group` keeps what must not be parted by cross-validation together: the pages of one domain. `is_whole` says
    whether the truth knows the whole body.
    """

    id: str
    group: str
    text: str
    style: str
    is_whole: bool
    truth: Mapping[str, Any]
    truth_from: Mapping[str, Any] = field(default_factory=dict)

    @property
    def fold(self) -> int:
        return int(hashlib.md5(self.group.encode()).hexdigest(), 16) % FOLDS


_LISTS = ("body_paragraphs", "headings", "dek", "captions", "credits", "neutral", "headline_alts", "authors")


def corpus() -> list[Record]:
    """The records of the corpus; none where it is not at hand."""
    if not CORPUS.is_file():
        return []
    from tldextract import TLDExtract

    registrable = TLDExtract(suffix_list_urls=())
    found = []
    with CORPUS.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            truth = {name: [] for name in (*_LISTS, "authors_absent")} | row["truth"]
            domain = registrable(row["url"]).top_domain_under_public_suffix or row["url"]
            is_whole = row["truth_kind"] == "full"
            found.append(Record(row["id"], domain, row["text"], row["style"], is_whole, truth, row["truth_from"]))
    return found


def own() -> list[Record]:
    """The invented texts of the project's tests."""
    found = []
    for path in sorted((OWN / "corpus").glob("*.txt")):
        told = tomllib.loads(path.with_suffix(".truth.toml").read_text(encoding="utf-8"))
        found.append(_own(path.stem, path.read_text(encoding="utf-8"), told))
    for path in sorted((OWN / "text").glob("*/expected.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        blocks = [(block[0].partition(" ")[0], block[1:]) for block in told["body"]]
        told["body"] = [text for kind, texts in blocks if kind in ("paragraph", "item", "quote") for text in texts]
        told["headings"] = [texts[0] for kind, texts in blocks if kind == "heading"]
        told["captions"] = [texts[0] for kind, texts in blocks if kind == "figure"]
        told["dek"] = told.get("subheadline")
        data = path.with_name("input.txt").read_bytes()
        found.append(_own(path.parent.name, "\n".join(decode(data).lines), told))
    lines = [line.strip() for line in (ROOT / "seeds" / "east-aleppo-civilians.txt").read_text("utf-8").splitlines()]
    told = {"headline": lines[2], "body": [*filter(None, lines[6:42]), *filter(None, lines[44:58])]}
    found.append(_own("seed", "\n".join(lines), {**told, "captions": [lines[42]], "language": "en"}))
    return found


def _own(name: str, text: str, told: Mapping[str, Any]) -> Record:
    day = str(told["published"])[:10] if told.get("published") else None
    truth = {
        **{key: [] for key in (*_LISTS, "authors_absent")},
        "headline": told.get("headline", ""),
        "authors": list(told.get("authors", [])),
        "body_paragraphs": list(told.get("body", [])),
        "headings": list(told.get("headings", [])),
        "captions": list(told.get("captions", [])),
        "dek": [told["dek"]] if told.get("dek") else [],
        "published_day": day,
        "published_shown": day,
        "language": told.get("language"),
    }
    sources = dict.fromkeys(("headline", "authors", "published", "body"), "gold")
    if not truth["authors"]:
        sources["authors"] = "none"
    return Record(f"own:{name}", name, text, "own", True, truth, sources)


@dataclass(slots=True)
class Case:
    """A record as the reader sees it: its units, the evidence, the traits and the labels that they ought to get.

    `is_cut` is whether this is no more than a part of the record.
    """

    record: Record
    units: tuple[Unit, ...]
    language: Language
    lexicon: Lexicon
    seen: CopyFeatures
    told: Set[str]
    rows: list[list[FeatureGroup]]
    labels: list[Label]
    headline: int | None
    is_cut: bool = False

    @property
    def titles(self) -> set[str]:
        """The headline in all accepted forms."""
        truth = self.record.truth
        return {plain(t).strip(OUTER) for t in (truth["headline"], *truth["headline_alts"])} - {""}

    def is_title(self, at: int) -> bool:
        return plain(self.units[at].text).strip(OUTER) in self.titles

    def is_author_line(self, line: BylineCandidate) -> bool:
        """Whether most of the names in a line are the authors'."""
        names = {plain(name) for name in self.record.truth["authors"]}
        got = [plain(author.name) for author in line.byline.authors]
        right = sum(name in names for name in got)
        return right > 0 and right * 2 >= len(got)

    def is_day(self, line: DateCandidate) -> bool:
        day = self.record.truth.get("published_shown")
        return bool(day) and is_near(line.moment.text, day)


def case(record: Record) -> Case:
    """The record, read as far as the model needs."""
    units = build_units(decode(record.text.encode()).lines)
    language = detect_language(unit.text for unit in units)
    lexicon = load_lexicon("en", language.primary)
    return _case(record, join_drop_caps(units, lexicon, language), language, lexicon)


def _case(record: Record, units: tuple[Unit, ...], language: Language, lexicon: Lexicon) -> Case:
    seen = extract_copy_features(units, lexicon, language)
    told = collect_content_words(seen.lines, seen.dense_span.first, seen.dense_span.end, seen.extract_words)
    found = Case(
        record,
        units,
        language,
        lexicon,
        seen,
        told,
        list(extract_crf_features(seen, told, lexicon, language)),
        [],
        None,
    )
    _label(found)
    return found


# --------------------------------------------------------------------------------------------------------------------
# Labels


def _label(found: Case) -> None:
    """Find the truth's parts among the units."""
    truth = found.record.truth
    keys = [plain(unit.text) for unit in found.units]
    words = [tokens(unit.text) for unit in found.units]
    count = len(keys)
    labels: list[Label | None] = [None] * count
    for at in _body(found, keys, words):
        labels[at] = "body"
    bodies = [at for at in range(count) if labels[at]]
    start = bodies[0] if bodies else found.seen.dense_span.first
    end = bodies[-1] + 1 if bodies else found.seen.dense_span.end
    titles = [at for at in range(count) if found.is_title(at) and labels[at] is None]
    if titles:
        found.headline = next((at for at in reversed(titles) if at <= start), titles[0])
        labels[found.headline] = "headline"
    top = start if found.headline is None else found.headline
    headings, deks = ({plain(text) for text in truth[name]} for name in ("headings", "dek"))
    captions = {plain(text) for name in ("captions", "credits") for text in truth[name]} - {""}
    for at, key in enumerate(keys):
        if labels[at] is not None or not key:
            continue
        if key in headings and start < at < end:
            labels[at] = "heading"
        elif key in deks and abs(at - top) < 12:
            labels[at] = "dek"
        elif key in captions or (
            len(words[at]) >= 5 and any((len(c) > 20 and c in key) or (len(key) > 25 and key in c) for c in captions)
        ):
            labels[at] = "caption"
    _header(found, keys, words, labels, max(0, top - 8), start, end)
    for at in range(count):
        if labels[at] is None:
            labels[at] = _elsewhere(at, found.headline, start, end)
    found.labels = [label for label in labels if label is not None]


def _elsewhere(at: int, headline: int | None, start: int, end: int) -> Label:
    if at >= end:
        return "after"
    if at >= start:
        return "inside"
    return "above" if headline is None or at < headline else "between"


def _body(found: Case, keys: Sequence[str], words: Sequence[list[str]]) -> list[int]:
    """The units that hold the paragraphs of the body, each once."""
    truth = found.record.truth
    paragraphs = [plain(text) for text in truth["body_paragraphs"]]
    whole = {re.sub(r"^(?:[•*-]|\d+[.)])\s*", "", text) for text in paragraphs} | set(paragraphs)
    flow = [word for text in truth["body_paragraphs"] for word in tokens(text)]
    grams = {tuple(flow[i : i + 4]) for i in range(len(flow) - 3)}
    headings = {plain(text) for text in truth["headings"]}
    chosen = []
    for at, key in enumerate(keys):
        if key in whole:
            chosen.append(at)
        elif len(words[at]) >= 6 and key not in headings:
            own_grams = [tuple(words[at][i : i + 4]) for i in range(len(words[at]) - 3)]
            if sum(gram in grams for gram in own_grams) >= 0.7 * len(own_grams):
                chosen.append(at)
    long = [at for at in chosen if len(words[at]) >= 8]
    middle = long[len(long) // 2] if long else 0
    twins: dict[str, list[int]] = {}
    for at in chosen:
        twins.setdefault(keys[at], []).append(at)
    kept = []
    for key, places in twins.items():
        kept += sorted(places, key=lambda at: abs(at - middle))[: max(1, paragraphs.count(key))]
    return sorted(kept)


def _header(
    found: Case,
    keys: Sequence[str],
    words: Sequence[list[str]],
    labels: list[Label | None],
    low: int,
    start: int,
    end: int,
) -> None:
    """Mark the lines that name the authors or show the day."""
    truth = found.record.truth
    day = truth.get("published_shown")
    names = [plain(name) for name in truth["authors"]]
    is_unknown_day = not truth.get("published_day")
    are_unknown_names = not names and "authors" not in found.record.truth_from and found.record.style != "own"
    count = len(keys)
    for at in {*range(low, min(count, start + 3)), *range(max(start + 3, end - 2), min(count, end + 6))}:
        if labels[at] is not None:
            continue
        dated = found.seen.dates.get(at)
        moments = [moment for moment in (dated.moment, dated.updated) if moment] if dated else []
        # What the annotation does not know of is what the line says of itself.
        is_day = bool(day) and any(is_near(moment.text, day) for moment in moments)
        if is_unknown_day and dated and not dated.rest and moments:
            is_day = True
        is_name = len(words[at]) <= 40 and any(name and name in keys[at] for name in names)
        byline = found.seen.bylines.get(at) if are_unknown_names else None
        if byline and byline.is_explicit and byline.confidence >= 0.9:
            is_name = True
        if is_day or is_name:
            labels[at] = "dated byline" if is_day and is_name else "date" if is_day else "byline"


# --------------------------------------------------------------------------------------------------------------------
# More cases from the same


def variants(cases: Sequence[Case]) -> Iterator[Case]:
    """Other cuts of the same copy, as another hand might have made them: from another line on, up to another one,
    with hardly any furniture, no more than the first paragraphs, without a headline.
    """
    chance = random.Random(7)
    for one in cases:
        labels = one.labels
        bodies = [at for at, label in enumerate(labels) if label == "body"]
        if one.headline is None or not bodies or not one.record.is_whole:
            continue
        top, end = min(one.headline, bodies[0]), bodies[-1] + 1
        low = top - chance.choice([0, 0, 1, 2, 4, 8, 20, 60])
        high = end + chance.choice([0, 1, 3, 6, 12, 30, 80])
        yield from _cut(one, [at for at in range(len(labels)) if low <= at < high])
        if one.record.style != "page":
            part = chance.choice([0.0, 0.1, 0.3])
            other = ("above", "between", "inside", "after")
            near = [at for at in range(top - 1, end + 1) if 0 <= at < len(labels)]
            yield from _cut(one, [at for at in near if labels[at] not in other or chance.random() < part])
            first = chance.choice([1, 1, 2, 3])
            yield from _cut(one, [at for at in near if at < bodies[0] or at in bodies[:first]])
            if chance.random() < UNTITLED:
                yield from _cut(one, [at for at in near if labels[at] in ("body", "heading", "caption")])


def _cut(one: Case, places: Sequence[int]) -> Iterator[Case]:
    if len(places) < 2:
        return
    cut = _case(one.record, tuple(one.units[at] for at in places), one.language, one.lexicon)
    cut.is_cut = True
    cut.labels = [one.labels[at] for at in places]
    cut.headline = next((at for at, label in enumerate(cut.labels) if label == "headline"), None)
    yield cut
