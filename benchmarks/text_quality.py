"""Scores of reading raw copy: accuracy on the corpus, cross-validated, next to the scores of other programs.

    python benchmarks/text_quality.py [--by style,lang] [--pin]
    python benchmarks/text_quality.py --scored [--by style,lang] [--pin]

It needs `pip install -e '.[fit]'` and the corpus.

A model is fitted on four fifths of the domains and reads the other fifth, five times, so that no model was fitted on
the site of a text that it reads. The scorer is part of the corpus. Scores must not fall below the floors in
`text_quality.floors.json`; `--pin` raises the floors to the measured scores and never lowers one.
Own texts, tests and lexicons with a passage of the corpus are refused, by name.

`--scored` reads the texts that are only scored, of sites that no text for fitting is of, with the model that is
shipped. What the README says of reading is from them. Each score has its standard error: texts of one domain are alike,
so it is that of leaving out one domain at a time (the jackknife; Efron and Stein, 1981).
"""

from __future__ import annotations

import argparse
import ast
import json
import math
import re
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import fit_reader
from reader_corpus import CORPUS, OUTER, SCORED, Record, corpus_records, is_near, plain

from convert.model import Article, Block, Figure, Heading, Items, Moment, Paragraph, Quote, Table, Verbatim, inline_text
from convert.readers import Source
from convert.readers.text import read
from convert.readers.text.labels.crf import Model, load_model

COLUMNS = ("H~", "aF", "a!", "D", "D!", "L", "bR", "bF", "pF", "leak", "furn", "aP", "k", "c", "h")
"""Columns of the scorer: headline, authors, day, language, body, furniture; then precision of authors (what it lacks of
100 are names that are not annotated), dek, captions and section headings, which have no floors yet.
"""

PINNED = COLUMNS[:11]
"""The columns that have floors."""

PART = "scored "
"""What precedes a group's name in the floors, if its texts are those that are only scored."""

SCORE_KEYS = {"aF": "_a"}
"""What the scorer calls a column in the scores of one record, where that is not the column's name."""

REFERENCES = {
    "naive, article": (36.2, 0.0, None, 0.0, None, None, 100.0, 88.4, 98.4, 19.0, 97.0),
    "naive, page": (1.3, 0.0, None, 0.0, None, None, 100.0, 69.9, 98.2, 42.7, 99.2),
    "HTML: trafilatura": (71.7, 79.6, None, 95.4, None, None, 98.2, 95.6, 99.4, 5.6, 3.1),
    "HTML: readability": (80.3, None, None, None, None, None, 95.8, 93.4, 97.3, 7.5, 3.9),
    "HTML: newspaper4k": (79.0, 62.8, None, 84.0, None, None, 86.0, 86.8, 91.6, 5.0, 2.2),
}
"""Scores of other programs from the corpus's notes; those marked HTML had the pages' markup, which raw copy lacks."""

_ROOT = Path(__file__).resolve().parent.parent

OWN_TEXTS = (_ROOT / "tests", _ROOT / "convert" / "readers" / "text" / "lexicon")
"""Where texts and phrases are that may have no passage of a corpus: texts, strings of Python, and values of TOML."""

PASSAGE_WORDS = 10
"""From how many words on in a row two texts have a passage in common."""

FLOORS = Path(__file__).with_name("text_quality.floors.json")

SMALLER_IS_BETTER = frozenset({"a!", "D!", "leak", "furn"})

TOLERANCE = 0.5
"""How many points a score may miss its floor by: other versions of the fitting libraries round differently."""

LEVELS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 1.001)


def paragraphs(body: Sequence[Block]) -> Iterator[str]:
    """The body's paragraphs as the scorer counts them."""
    for block in body:
        match block:
            case Paragraph():
                yield inline_text(block.content)
            case Quote():
                yield from paragraphs(block.content)
            case Items():
                yield from (inline_text(item.content) for item in block.items)
            case Table():
                for row in (*block.head, *block.body):
                    yield " ".join(filter(None, (inline_text(cell.content) for cell in row.cells)))
            case Verbatim():
                yield block.text


def prediction(record: Record, article: Article) -> dict[str, Any]:
    """An article in the scorer's format."""
    figures = [block for block in article.body if isinstance(block, Figure)]
    return {
        "id": record.id,
        "headline": article.headline,
        "authors": [author.name for author in article.authors],
        "published": article.published.text if article.published else None,
        "language": article.language,
        "body_paragraphs": list(paragraphs(article.body)),
        "subheadline": article.subheadline,
        "headings": [inline_text(block.content) for block in article.body if isinstance(block, Heading)],
        "captions": [" ".join(filter(None, (inline_text(f.caption), f.credit))) for f in figures],
    }


def read_all(records: Sequence[Record], models: Mapping[int, Model]) -> tuple[list[dict[str, Any]], dict[str, float]]:
    """The predictions for `records`, each by the model of its fold, and milliseconds for 1,000 words by style."""
    moment = Moment("2000-01-01T00:00:00Z")
    seconds: defaultdict[str, float] = defaultdict(float)
    words: defaultdict[str, int] = defaultdict(int)
    found = []
    for record in records:
        source = Source(name="copy.txt", data=record.text.encode(), moment=moment)
        start = time.perf_counter()
        article = read(source, models[record.fold]).article
        seconds[record.style] += time.perf_counter() - start
        words[record.style] += len(record.text.split())
        found.append(prediction(record, article) | {"inferences": article.origin.inferences if article.origin else ()})
    return found, {style: 1e6 * seconds[style] / words[style] for style in seconds}


class Scores(NamedTuple):
    """The corpus's scores: in percent, one row for each group, where `n` is its number of texts; and of each record."""

    groups: dict[str, dict[str, float | None]]
    records: Mapping[str, Mapping[str, Any]]


def scores(found: Sequence[Mapping[str, Any]], by: str, corpus: Path = CORPUS) -> Scores:
    """The scores of the corpus's scorer for predictions on `corpus`."""
    with tempfile.TemporaryDirectory() as folder:
        predictions, answer = Path(folder) / "predictions.jsonl", Path(folder) / "scores.json"
        rows = ({key: value for key, value in row.items() if key != "inferences"} for row in found)
        predictions.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        command = [sys.executable, str(corpus.with_name("score.py")), str(corpus), str(predictions), "--only-present"]
        subprocess.run([*command, "--by", by, "--json", str(answer)], check=True, stdout=subprocess.DEVNULL)
        answers = json.loads(answer.read_text(encoding="utf-8"))
    groups = {
        name: {key: row[key] if key == "n" or row[key] is None else round(100 * row[key], 1) for key in ("n", *COLUMNS)}
        for name, row in answers["groups"].items()
    }
    return Scores(groups, answers["records"])


def standard_errors(records: Sequence[Record], found: Scores) -> dict[str, dict[str, float]]:
    """The standard error of each column, in points, for each style: by leaving out one domain at a time."""
    errors: dict[str, dict[str, float]] = {}
    for style in ("article", "page"):
        for column in COLUMNS:
            values: defaultdict[str, list[Any]] = defaultdict(list)
            for record in records:
                value = found.records[record.id].get(SCORE_KEYS.get(column, column))
                if record.style == style and value is not None:
                    values[record.group].append(value)
            count = len(values)
            if count < 2:
                continue
            without = [_score([v for other in values if other != one for v in values[other]]) for one in values]
            mean = sum(without) / count
            spread = sum((value - mean) ** 2 for value in without)
            errors.setdefault(f"style={style}", {})[column] = 100 * math.sqrt((count - 1) / count * spread)
    return errors


def _score(values: Sequence[Any]) -> float:
    """The score of records: the mean of their scores, or F1 over all names, of which each record has three counts."""
    if not isinstance(values[0], list):
        return float(sum(values) / len(values))
    hits, extra, missed = (sum(counts) for counts in zip(*values, strict=True))
    return float(2 * hits / max(1, 2 * hits + extra + missed))


def table(data: Mapping[str, Mapping[str, float | None]]) -> Iterator[str]:
    """The lines of the table: our scores, and those of other programs below."""
    yield from rows(data)
    for name, cells in REFERENCES.items():
        yield f"{name:26}" + _cell(None) + "".join(map(_cell, (*cells, *[None] * (len(COLUMNS) - len(cells)))))


def rows(data: Mapping[str, Mapping[str, float | None]]) -> Iterator[str]:
    """The lines of a table of scores, one for each group."""
    yield " " * 26 + "".join(f"{column:>7}" for column in ("n", *COLUMNS))
    for name, row in data.items():
        yield f"{name:26}" + "".join(_cell(row[column]) for column in ("n", *COLUMNS))


def _cell(value: float | None) -> str:
    return f"{'-' if value is None else value:>7}"


def below_floors(data: Mapping[str, Mapping[str, float | None]], part: str = "") -> list[str]:
    """The scores of a part of the corpus that are worse than their floor."""
    found = []
    for group, floors in json.loads(FLOORS.read_text(encoding="utf-8")).items():
        if group.startswith(PART) != bool(part):
            continue
        style = group.removeprefix(part)
        for column, floor in floors.items():
            value = data[style][column]
            worse = value is None or (value - floor if column in SMALLER_IS_BETTER else floor - value) > TOLERANCE
            if worse:
                found.append(f"{style} {column}: {value}, the floor is {floor}")
    return found


def pin(data: Mapping[str, Mapping[str, float | None]], part: str = "") -> None:
    """Raise the floors of a part of the corpus to the scores; no floor is lowered."""
    old = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {}
    new: dict[str, dict[str, float]] = dict(old)
    for style in ("style=article", "style=page"):
        for column in PINNED:
            values = [v for v in (data[style][column], old.get(part + style, {}).get(column)) if v is not None]
            if values:
                new.setdefault(part + style, {})[column] = (min if column in SMALLER_IS_BETTER else max)(values)
    FLOORS.write_text(json.dumps(new, indent=1) + "\n", encoding="utf-8")


def reliability(records: Sequence[Record], found: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The lines of a table: how many inferences are right, by field and interval of confidence."""
    rows: defaultdict[str, list[tuple[float, bool]]] = defaultdict(list)
    for record, row in zip(records, found, strict=True):
        truth = record.truth
        confidences = {inference.field: inference.confidence for inference in row["inferences"]}
        titles = {plain(t).strip(OUTER) for t in (truth["headline"], *truth["headline_alts"])}
        if "headline" in confidences:
            rows["headline"].append((confidences["headline"], plain(row["headline"]).strip(OUTER) in titles))
        if "published" in confidences and truth.get("published_shown"):
            rows["published"].append((confidences["published"], is_near(row["published"], truth["published_shown"])))
        if "authors" in confidences and record.truth_from.get("authors") in ("gold", "none"):
            names = {plain(name) for name in truth["authors"]}
            rows["authors"].append((confidences["authors"], any(plain(name) in names for name in row["authors"])))
    steps = list(pairwise(LEVELS))
    yield " " * 12 + "".join(f"{f'{low:.2f}–{min(high, 1):.2f}':>15}" for low, high in steps)
    for field, answers in rows.items():
        cells = []
        for low, high in steps:
            right = [is_right for confidence, is_right in answers if low <= confidence < high]
            cells.append(f"{100 * sum(right) / len(right):.0f} of {len(right)}" if right else "-")
        yield f"{field:12}" + "".join(f"{cell:>15}" for cell in cells)


def borrowed(records: Sequence[Record], folders: Sequence[Path] = OWN_TEXTS) -> Iterator[str]:
    """A line for each own file below `folders` that has a passage of the corpus: its name, never the passage."""
    known = {run for record in records for run in _runs(record.text)}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if any(not known.isdisjoint(_runs(text)) for text in _own_texts(path)):
                yield f"{path.relative_to(folder)} has a passage of the corpus; write it in other words"


def _own_texts(path: Path) -> Iterator[str]:
    """The texts in a file of the project, each by itself, as phrases in a row are no passage."""
    match path.suffix:
        case ".txt":
            yield path.read_text(encoding="utf-8", errors="replace")
        case ".py":
            nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            yield from (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
        case ".toml":
            yield from _strings(tomllib.loads(path.read_text(encoding="utf-8")))


def _strings(value: object) -> Iterator[str]:
    """The strings in a value of TOML."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for inner in value.values() for text in _strings(inner))
    elif isinstance(value, list):
        yield from (text for inner in value for text in _strings(inner))


def _runs(text: str) -> Iterator[str]:
    """The runs of words that make a passage, without marks and letter case; numbers alone make none."""
    words = re.findall(r"\w+", text.casefold())
    runs = (" ".join(words[at : at + PASSAGE_WORDS]) for at in range(len(words) - PASSAGE_WORDS + 1))
    return (run for run in runs if any(map(str.isalpha, run)))


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--by", default="style", help="groups of the scorer to show: style, lang, source")
    parser.add_argument("--pin", action="store_true", help="raise the floors to the measured scores")
    parser.add_argument("--scored", action="store_true", help="score the texts that are only scored, by their domains")
    options = parser.parse_args()
    corpus = SCORED if options.scored else CORPUS
    records = corpus_records(corpus)
    if not records:
        print(f"the corpus was not found: {corpus.name}; set WIRECOPY_CORPUS to its folder", file=sys.stderr)
        return 3
    if own := [*borrowed(records)]:
        print("\n".join(own), file=sys.stderr)
        return 1
    if options.scored:
        return _main_of_scored(records, options)
    models = fit_reader.cross_validated()
    found, speed = read_all(records, models)
    data = scores(found, options.by).groups
    print("\n".join(table(data)))
    print("\nPercent of inferences that are right, and their number, by confidence:")
    print("\n".join(reliability(records, found)))
    print("\n" + ", ".join(f"{style} {value:.1f} ms for 1,000 words" for style, value in speed.items()))
    if options.pin:
        pin(data)
    worse = below_floors(data) if "style=page" in data else []
    for line in worse:
        print(f"below its floor: {line}", file=sys.stderr)
    return 1 if worse else 0


def _main_of_scored(records: Sequence[Record], options: argparse.Namespace) -> int:
    """Score the texts that are only scored, with the model that is shipped."""
    found, _ = read_all(records, defaultdict(load_model))
    data = scores(found, options.by, SCORED)
    print("\n".join(rows(data.groups)))
    print(f"\nStandard errors, by {len({record.group for record in records})} domains:")
    for style, errors in standard_errors(records, data).items():
        cells = (_cell(round(errors[column], 1) if column in errors else None) for column in COLUMNS)
        print(f"{style:26}" + _cell(None) + "".join(cells))
    if options.pin:
        pin(data.groups, PART)
    worse = below_floors(data.groups, PART) if "style=page" in data.groups else []
    for line in worse:
        print(f"below its floor: {line}", file=sys.stderr)
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
