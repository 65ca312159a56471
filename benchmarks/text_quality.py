"""Scores of reading raw copy: accuracy on the corpus, cross-validated, next to the scores of other programs.

    python benchmarks/text_quality.py [--by style,lang] [--pin] [--batches]

It needs `pip install -e '.[fit]'` and the corpus.

A model is fitted on four fifths of the domains and reads the other fifth, five times, so that no model was fitted on
the site of a text that it reads. The scorer is part of the corpus. Scores must not fall below the floors in
`text_quality.floors.json`; `--pin` raises the floors to the measured scores and never lowers one. `--batches` also
scores the pages of each domain read as a batch, if there are enough of them; that must not lower any score of bodies.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import fit_reader
from reader_corpus import CORPUS, OUTER, Record, corpus_records, is_near, plain

from convert.model import Article, Block, Figure, Heading, Items, Moment, Paragraph, Quote, Table, Verbatim, inline_text
from convert.readers import Source
from convert.readers.text import read
from convert.readers.text.labels.crf import Model
from convert.readers.text.site.lines import MIN_DOCUMENTS, SiteLines, learn

COLUMNS = ("H~", "aF", "a!", "D", "D!", "L", "bR", "bF", "pF", "leak", "furn")

REFERENCES = {
    "naive, article": (36.2, 0.0, None, 0.0, None, None, 100.0, 88.4, 98.4, 19.0, 97.0),
    "naive, page": (1.3, 0.0, None, 0.0, None, None, 100.0, 69.9, 98.2, 42.7, 99.2),
    "HTML: trafilatura": (71.7, 79.6, None, 95.4, None, None, 98.2, 95.6, 99.4, 5.6, 3.1),
    "HTML: readability": (80.3, None, None, None, None, None, 95.8, 93.4, 97.3, 7.5, 3.9),
    "HTML: newspaper4k": (79.0, 62.8, None, 84.0, None, None, 86.0, 86.8, 91.6, 5.0, 2.2),
}
"""Scores of other programs from the corpus's notes; those marked HTML had the pages' markup, which raw copy lacks."""

FLOORS = Path(__file__).with_name("text_quality.floors.json")

SMALLER_IS_BETTER = frozenset({"a!", "D!", "leak", "furn"})

TOLERANCE = 0.5
"""How many points a score may miss its floor by: other versions of the fitting libraries round differently."""

BATCH_TOLERANCE = 0.8
"""How many points a score of bodies may be worse in a batch than alone: the texts of batches are few."""

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


def read_all(
    records: Sequence[Record], models: Mapping[int, Model], site_lines: SiteLines | None = None
) -> tuple[list[dict[str, Any]], dict[str, float]]:
    """The predictions for `records`, each by the model of its fold, and milliseconds for 1,000 words by style.

    `site_lines` are the template lines of their site.
    """
    moment = Moment("2000-01-01T00:00:00Z")
    seconds: defaultdict[str, float] = defaultdict(float)
    words: defaultdict[str, int] = defaultdict(int)
    found = []
    for record in records:
        source = Source(name="copy.txt", data=record.text.encode(), moment=moment, site_lines=site_lines)
        start = time.perf_counter()
        article = read(source, models[record.fold]).article
        seconds[record.style] += time.perf_counter() - start
        words[record.style] += len(record.text.split())
        found.append(prediction(record, article) | {"inferences": article.origin.inferences if article.origin else ()})
    return found, {style: 1e6 * seconds[style] / words[style] for style in seconds}


def scores(found: Sequence[Mapping[str, Any]], by: str) -> dict[str, dict[str, float | None]]:
    """The scores of the corpus's scorer in percent, one row for each group; `n` is its number of texts."""
    with tempfile.TemporaryDirectory() as folder:
        predictions, answer = Path(folder) / "predictions.jsonl", Path(folder) / "scores.json"
        rows = ({key: value for key, value in row.items() if key != "inferences"} for row in found)
        predictions.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        command = [sys.executable, str(CORPUS.with_name("score.py")), str(CORPUS), str(predictions), "--only-present"]
        subprocess.run([*command, "--by", by, "--json", str(answer)], check=True, stdout=subprocess.DEVNULL)
        groups = json.loads(answer.read_text(encoding="utf-8"))["groups"]
    return {
        name: {key: row[key] if key == "n" or row[key] is None else round(100 * row[key], 1) for key in ("n", *COLUMNS)}
        for name, row in groups.items()
    }


def batches(records: Sequence[Record], models: Mapping[int, Model]) -> dict[str, dict[str, float | None]]:
    """The scores of texts read alone and as a batch, for the sites and styles with enough texts."""
    sites: defaultdict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in records:
        sites[record.style, record.group].append(record)
    found: dict[str, list[dict[str, Any]]] = {"alone": [], "together": []}
    for site in sites.values():
        if len(site) >= MIN_DOCUMENTS:
            site_lines = learn(record.text.encode() for record in site)
            found["alone"] += read_all(site, models)[0]
            found["together"] += read_all(site, models, site_lines)[0]
    return {
        f"{group.removeprefix('style=')}, {how}": row
        for how, rows in found.items()
        for group, row in scores(rows, "style").items()
        if group != "ALL"
    }


def worse_in_batches(data: Mapping[str, Mapping[str, float | None]]) -> list[str]:
    """The scores of bodies that are worse in a batch than alone; fields are too few here to compare."""
    found = []
    for style in ("article", "page"):
        alone, together = data[f"{style}, alone"], data[f"{style}, together"]
        for column in ("bR", "bF", "pF", "leak", "furn"):
            before, after = alone[column], together[column]
            if before is not None and after is not None:
                worse = after - before if column in SMALLER_IS_BETTER else before - after
                if worse > BATCH_TOLERANCE:
                    found.append(f"{style} {column}: {after} in a batch, {before} alone")
    return found


def table(data: Mapping[str, Mapping[str, float | None]]) -> Iterator[str]:
    """The lines of the table: our scores, and those of other programs below."""
    yield from rows(data)
    for name, cells in REFERENCES.items():
        yield f"{name:26}" + _cell(None) + "".join(map(_cell, cells))


def rows(data: Mapping[str, Mapping[str, float | None]]) -> Iterator[str]:
    """The lines of a table of scores, one for each group."""
    yield " " * 26 + "".join(f"{column:>7}" for column in ("n", *COLUMNS))
    for name, row in data.items():
        yield f"{name:26}" + "".join(_cell(row[column]) for column in ("n", *COLUMNS))


def _cell(value: float | None) -> str:
    return f"{'-' if value is None else value:>7}"


def below_floors(data: Mapping[str, Mapping[str, float | None]]) -> list[str]:
    """The scores that are worse than their floor."""
    found = []
    for style, floors in json.loads(FLOORS.read_text(encoding="utf-8")).items():
        for column, floor in floors.items():
            value = data[style][column]
            worse = value is None or (value - floor if column in SMALLER_IS_BETTER else floor - value) > TOLERANCE
            if worse:
                found.append(f"{style} {column}: {value}, the floor is {floor}")
    return found


def pin(data: Mapping[str, Mapping[str, float | None]]) -> None:
    """Raise the floors to the scores; no floor is lowered."""
    old = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {}
    new: dict[str, dict[str, float]] = {}
    for style in ("style=article", "style=page"):
        for column in COLUMNS:
            values = [v for v in (data[style][column], old.get(style, {}).get(column)) if v is not None]
            if values:
                new.setdefault(style, {})[column] = (min if column in SMALLER_IS_BETTER else max)(values)
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


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--by", default="style", help="groups of the scorer to show: style, lang, source")
    parser.add_argument("--pin", action="store_true", help="raise the floors to the measured scores")
    parser.add_argument("--batches", action="store_true", help="also score the pages of each domain as a batch")
    options = parser.parse_args()
    records = corpus_records()
    if not records:
        print(f"the corpus was not found: {CORPUS.name}; set WIRECOPY_CORPUS to its folder", file=sys.stderr)
        return 3
    models = fit_reader.cross_validated()
    found, speed = read_all(records, models)
    data = scores(found, options.by)
    print("\n".join(table(data)))
    print("\nPercent of inferences that are right, and their number, by confidence:")
    print("\n".join(reliability(records, found)))
    print("\n" + ", ".join(f"{style} {value:.1f} ms for 1,000 words" for style, value in speed.items()))
    if options.pin:
        pin(data)
    worse = below_floors(data) if "style=page" in data else []
    if options.batches:
        of_batches = batches(records, models)
        print("\nTexts of domains with three or more of one style:")
        print("\n".join(rows(of_batches)))
        worse += worse_in_batches(of_batches)
    for line in worse:
        print(f"below its floor: {line}", file=sys.stderr)
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
