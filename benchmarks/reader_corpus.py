"""Raw copy with ground truth, to fit and to measure the reader's model: records, and the right label of each unit.

The corpus is next to the project, or in the folder WIRECOPY_CORPUS, and is never part of the project; the invented
texts in `tests/readers/corpus` are the project's own.
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
SCORED = CORPUS.with_name("news-text-scored.jsonl")
"""Texts of other sites, which are only scored: nobody reads them, and nothing is fitted or tuned on them."""

OWN_FOLDER = ROOT / "tests" / "readers"

FOLDS = 5

UNTITLED_SHARE = 0.2
"""The share of texts of which a variant without headline and byline is made, as wires and mails have them."""

_QUOTES = str.maketrans(
    dict.fromkeys("‘’‚‛′`´ʼ＇", "'") | dict.fromkeys("“”„‟″«»〝〞＂", '"') | dict.fromkeys("‐‑‒–—―−﹣－", "-")
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e]")
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff]|[^\W_\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff]+")
OUTER = " .,:;!?\"'-|"


def plain(text: str) -> str:
    """`text` normalized for comparison: letters, quotes, dashes and spaces in one form each."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text).translate(_QUOTES))
    return " ".join(text.split()).casefold()


def tokens(text: str) -> list[str]:
    """The normalized words of `text`; single characters in scripts without spaces."""
    return _WORD.findall(plain(text))


def is_near(one: str, other: str) -> bool:
    """Whether two days (ISO) are equal or adjacent, as another time zone may make them; False if one is no day."""
    try:
        return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days) <= 1
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Record:
    """A text with its ground truth.

    `group` is the domain of the text; cross-validation never splits a group. `is_whole` is whether the truth has the
    whole body. `truth_from` says of each field where its truth is from.
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
        """The fold of the record's group."""
        return int(hashlib.md5(self.group.encode()).hexdigest(), 16) % FOLDS


class RecordError(ValueError):
    """A record of the corpus or the labels of a text are damaged; the message names the file, line and key."""


_KEYS: Mapping[str, type] = {
    **dict.fromkeys(("id", "text", "style", "url", "truth_kind"), str),
    **dict.fromkeys(("truth", "truth_from"), dict),
}
"""The keys of a row of the corpus that are used here, with their types."""


def _parse_row(line: str, where: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as e:
        raise RecordError(f"{where}: not JSON: {e}") from None
    if not isinstance(row, dict):
        raise RecordError(f"{where}: not an object")
    for key, kind in _KEYS.items():
        if not isinstance(row.get(key), kind):
            raise RecordError(f"{where}: {key} is {'of another type' if key in row else 'missing'}")
    for key in _LISTS:
        _check_strings(row["truth"].get(key, []), f"{where}: truth.{key}")
    return row


def _read_labels(path: Path) -> dict[str, Any]:
    try:
        labels = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as e:
        raise RecordError(f"{path.name}: cannot be read: {e}") from None
    if "body" not in labels:
        raise RecordError(f"{path.name}: body is missing")
    for key in ("authors", "body", "headings", "captions"):
        _check_strings(labels.get(key, []), f"{path.name}: {key}")
    return labels


def _check_strings(value: object, where: str) -> None:
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise RecordError(f"{where} is not a list of strings")


_LISTS = ("body_paragraphs", "headings", "dek", "captions", "credits", "neutral", "headline_alts", "authors")


def corpus_records(corpus: Path | None = None) -> list[Record]:
    """The records of a part of the corpus, usually `CORPUS`; none if it is not available. Raises RecordError."""
    corpus = corpus or CORPUS
    if not corpus.is_file():
        return []
    from tldextract import TLDExtract

    registrable = TLDExtract(suffix_list_urls=())
    found = []
    with corpus.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            row = _parse_row(line, f"{corpus.name}, line {number}")
            truth = {name: [] for name in (*_LISTS, "authors_absent")} | row["truth"]
            domain = registrable(row["url"]).top_domain_under_public_suffix or row["url"]
            is_whole = row["truth_kind"] == "full"
            found.append(Record(row["id"], domain, row["text"], row["style"], is_whole, truth, row["truth_from"]))
    return found


UNSEEN = frozenset(
    [
        "de-at-kuerbisamt",
        "de-at-postkasten",
        "de-at-liftwart",
        "de-audio-leuchtturm",
        "de-bahnsteigkatze",
        "de-ch-nebelhorn",
        "de-ch-velokeller",
        "de-gastwirt-schach",
        "de-muschelorgel",
        "de-regenkarte",
        "de-steinpilzgericht",
        "de-wendeschleife",
        "hu-kutya-villamos",
        "tr-fener-saat",
    ]
)
"""Invented texts that nothing is fitted on: they show how pages with a kicker, a title and a dek are read unseen."""


def own_records() -> list[Record]:
    """The records of the invented texts in the project's tests, but for unseen ones. Raises RecordError."""
    found = []
    for path in sorted((OWN_FOLDER / "corpus").glob("*.txt")):
        if path.stem in UNSEEN:
            continue
        labels = _read_labels(path.with_suffix(".truth.toml"))
        found.append(_own_record(path.stem, path.read_text(encoding="utf-8"), labels))
    for path in sorted((OWN_FOLDER / "text").glob("*/expected.json")):
        labels = json.loads(path.read_text(encoding="utf-8"))
        blocks = [(block[0].partition(" ")[0], block[1:]) for block in labels["body"]]
        labels["body"] = [text for kind, texts in blocks if kind in ("paragraph", "item", "quote") for text in texts]
        labels["headings"] = [texts[0] for kind, texts in blocks if kind == "heading"]
        labels["captions"] = [texts[0] for kind, texts in blocks if kind == "figure"]
        labels["dek"] = labels.get("subheadline")
        data = path.with_name("input.txt").read_bytes()
        found.append(_own_record(path.parent.name, "\n".join(decode(data).lines), labels))
    lines = [line.strip() for line in (ROOT / "seeds" / "east-aleppo-civilians.txt").read_text("utf-8").splitlines()]
    labels = {"headline": lines[2], "body": [*filter(None, lines[6:42]), *filter(None, lines[44:58])]}
    found.append(_own_record("seed", "\n".join(lines), {**labels, "captions": [lines[42]], "language": "en"}))
    return found


def _own_record(name: str, text: str, labels: Mapping[str, Any]) -> Record:
    day = str(labels["published"])[:10] if labels.get("published") else None
    truth = {
        **{key: [] for key in (*_LISTS, "authors_absent")},
        "headline": labels.get("headline", ""),
        "authors": list(labels.get("authors", [])),
        "body_paragraphs": list(labels.get("body", [])),
        "headings": list(labels.get("headings", [])),
        "captions": list(labels.get("captions", [])),
        "dek": [labels["dek"]] if labels.get("dek") else [],
        "published_day": day,
        "published_shown": day,
        "language": labels.get("language"),
    }
    sources = dict.fromkeys(("headline", "authors", "published", "body"), "gold")
    if not truth["authors"]:
        sources["authors"] = "none"
    return Record(f"own:{name}", name, text, "own", True, truth, sources)


@dataclass(slots=True)
class Case:
    """A record as the reader sees it: its units, their features, and their right labels.

    `rows` are the CRF features of the units, `headline` the unit of the headline. `is_cut` is whether this is only a
    part of the record.
    """

    record: Record
    units: tuple[Unit, ...]
    language: Language
    lexicon: Lexicon
    features: CopyFeatures
    content_words: Set[str]
    rows: list[list[FeatureGroup]]
    labels: list[Label]
    headline: int | None
    is_cut: bool = False

    @property
    def headlines(self) -> set[str]:
        """The accepted forms of the headline, normalized."""
        truth = self.record.truth
        return {plain(t).strip(OUTER) for t in (truth["headline"], *truth["headline_alts"])} - {""}

    def is_headline(self, at: int) -> bool:
        """Whether a unit is the headline."""
        return plain(self.units[at].text).strip(OUTER) in self.headlines

    def is_author_line(self, line: BylineCandidate) -> bool:
        """Whether at least half of the names in a line are those of the authors."""
        names = {plain(name) for name in self.record.truth["authors"]}
        got = [plain(author.name) for author in line.byline.authors]
        right = sum(name in names for name in got)
        return right > 0 and right * 2 >= len(got)

    def is_day(self, line: DateCandidate) -> bool:
        """Whether a line has the day of publication."""
        day = self.record.truth.get("published_shown")
        return bool(day) and is_near(line.moment.text, day)


def read_case(record: Record) -> Case:
    """The case of a record: decoded, split into units, with features and labels."""
    units = build_units(decode(record.text.encode()).lines)
    language = detect_language(unit.text for unit in units)
    lexicon = load_lexicon("en", language.primary)
    return _case_of(record, join_drop_caps(units, lexicon, language), language, lexicon)


def _case_of(record: Record, units: tuple[Unit, ...], language: Language, lexicon: Lexicon) -> Case:
    features = extract_copy_features(units, lexicon, language)
    content_words = collect_content_words(
        features.lines, features.dense_span.first, features.dense_span.end, features.extract_words
    )
    found = Case(
        record,
        units,
        language,
        lexicon,
        features,
        content_words,
        list(extract_crf_features(features, content_words, lexicon, language)),
        [],
        None,
    )
    _assign_labels(found)
    return found


# --------------------------------------------------------------------------------------------------------------------
# Labels


def _assign_labels(found: Case) -> None:
    """Label the units that have parts of the truth, and the others by their place."""
    truth = found.record.truth
    keys = [plain(unit.text) for unit in found.units]
    words = [tokens(unit.text) for unit in found.units]
    count = len(keys)
    labels: list[Label | None] = [None] * count
    for at in _find_body(found, keys, words):
        labels[at] = "body"
    bodies = [at for at in range(count) if labels[at]]
    start = bodies[0] if bodies else found.features.dense_span.first
    end = bodies[-1] + 1 if bodies else found.features.dense_span.end
    titles = [at for at in range(count) if found.is_headline(at) and labels[at] is None]
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
    _label_header(found, keys, words, labels, max(0, top - 8), start, end)
    for at in range(count):
        if labels[at] is None:
            labels[at] = _other_label(at, found.headline, start, end)
    found.labels = [label for label in labels if label is not None]


def _other_label(at: int, headline: int | None, start: int, end: int) -> Label:
    if at >= end:
        return "after"
    if at >= start:
        return "inside"
    return "above" if headline is None or at < headline else "between"


def _find_body(found: Case, keys: Sequence[str], words: Sequence[list[str]]) -> list[int]:
    """The units with the paragraphs of the body, each paragraph once."""
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
    repeats: dict[str, list[int]] = {}
    for at in chosen:
        repeats.setdefault(keys[at], []).append(at)
    kept = []
    for key, indexes in repeats.items():
        kept += sorted(indexes, key=lambda at: abs(at - middle))[: max(1, paragraphs.count(key))]
    return sorted(kept)


def _label_header(
    found: Case,
    keys: Sequence[str],
    words: Sequence[list[str]],
    labels: list[Label | None],
    low: int,
    start: int,
    end: int,
) -> None:
    """Label the lines that name the authors or have the day."""
    truth = found.record.truth
    day = truth.get("published_shown")
    names = [plain(name) for name in truth["authors"]]
    is_unknown_day = not truth.get("published_day")
    are_unknown_names = not names and "authors" not in found.record.truth_from and found.record.style != "own"
    count = len(keys)
    for at in {*range(low, min(count, start + 3)), *range(max(start + 3, end - 2), min(count, end + 6))}:
        if labels[at] is not None:
            continue
        dated = found.features.dates.get(at)
        moments = [moment for moment in (dated.moment, dated.updated) if moment] if dated else []
        # Fields without annotation are labeled by what the line itself says.
        is_day = bool(day) and any(is_near(moment.text, day) for moment in moments)
        if is_unknown_day and dated and not dated.rest and moments:
            is_day = True
        is_name = len(words[at]) <= 40 and any(name and name in keys[at] for name in names)
        byline = found.features.bylines.get(at) if are_unknown_names else None
        if byline and byline.is_explicit and byline.confidence >= 0.9:
            is_name = True
        if is_day or is_name:
            labels[at] = "dated byline" if is_day and is_name else "date" if is_day else "byline"


# --------------------------------------------------------------------------------------------------------------------
# Variants


def variants(cases: Sequence[Case]) -> Iterator[Case]:
    """Variants of the same copies: cut at other lines, little furniture, only the first paragraphs, no headline."""
    randomness = random.Random(7)
    for one in cases:
        labels = one.labels
        bodies = [at for at, label in enumerate(labels) if label == "body"]
        if one.headline is None or not bodies or not one.record.is_whole:
            continue
        top, end = min(one.headline, bodies[0]), bodies[-1] + 1
        low = top - randomness.choice([0, 0, 1, 2, 4, 8, 20, 60])
        high = end + randomness.choice([0, 1, 3, 6, 12, 30, 80])
        yield from _cut(one, [at for at in range(len(labels)) if low <= at < high])
        if one.record.style != "page":
            part = randomness.choice([0.0, 0.1, 0.3])
            other = ("above", "between", "inside", "after")
            near = [at for at in range(top - 1, end + 1) if 0 <= at < len(labels)]
            yield from _cut(one, [at for at in near if labels[at] not in other or randomness.random() < part])
            first = randomness.choice([1, 1, 2, 3])
            yield from _cut(one, [at for at in near if at < bodies[0] or at in bodies[:first]])
            if randomness.random() < UNTITLED_SHARE:
                yield from _cut(one, [at for at in near if labels[at] in ("body", "heading", "caption")])


def _cut(one: Case, indexes: Sequence[int]) -> Iterator[Case]:
    if len(indexes) < 2:
        return
    cut = _case_of(one.record, tuple(one.units[at] for at in indexes), one.language, one.lexicon)
    cut.is_cut = True
    cut.labels = [one.labels[at] for at in indexes]
    cut.headline = next((at for at, label in enumerate(cut.labels) if label == "headline"), None)
    yield cut
