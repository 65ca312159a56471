"""How fast wirecopy is, as ratios measured in one run on one machine.

    python benchmarks/speed.py
    python benchmarks/speed.py --texts 2000 --against ../another/checkout

`benchmarks/README.md` explains the figures. Nothing is asserted; the last column is the target.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple
from unittest.mock import patch

from reader_corpus import CORPUS, ROOT

import convert
from convert import pipeline
from convert.errors import InputError
from convert.formats import DEFAULT_FORMATS
from convert.model import Moment
from convert.pipeline import convert_bytes, read
from convert.readers import Parsed, Source

SEED = ROOT / "seeds" / "east-aleppo-civilians.txt"
NOW = Moment("2024-01-01T00:00:00Z")
BATCH = 50
"""How many real texts are measured at a time, by turns with another checkout."""
BY_PANDOC = 40
"""How many real texts pandoc gets."""

_STUFF = (
    "the council said on Monday that work at the harbour would begin before winter and that the old ferry which had "
    "served three islands for forty years was to be sold while fishermen asked for a longer pier and better lights"
)


def copy_like_the_seed(number: int) -> bytes:
    """Return synthetic copy of about the seed's length and structure, reproducible by number."""
    chance = random.Random(number)
    stuff = _STUFF.split()
    paragraphs = [f"{number % 7 + 2} min read", f"Harbour story number {number} of many, told again at some length"]
    for index in range(21):
        words = [chance.choice(stuff) for _ in range(chance.randint(30, 50))]
        opening = "PORT ELLERY: " if index == 0 else ""
        paragraphs.append(f"{opening}{' '.join(words).capitalize()}.")
    paragraphs.append("Share this article")
    return "\n\n".join(paragraphs).encode()


def seconds(act: Callable[[], object]) -> float:
    """Return the wall time of a call."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def typical(act: Callable[[], object], rounds: int) -> float:
    """Return the median wall time of several rounds."""
    return median(seconds(act) for _ in range(rounds))


def quickest(command: Sequence[str | Path], starts: int) -> float:
    """Return the shortest wall time of a command, each time in a new process."""
    return min(seconds(lambda: subprocess.run(command, check=True, capture_output=True)) for _ in range(starts))


def pandoc() -> str | None:
    """Return the path of pandoc from the extra `bench`, None without it."""
    try:
        import pypandoc
    except ImportError:
        return None
    return str(pypandoc.get_pandoc_path())


def outputs(copy: bytes) -> list[bytes]:
    """Return the three validated documents of one text."""
    converted = convert_bytes(Source(name="copy.txt", data=copy, moment=NOW), DEFAULT_FORMATS)
    documents = [output.data for output in converted.outputs if output.data is not None]
    if len(documents) != len(DEFAULT_FORMATS):
        raise SystemExit("a document was withheld; nothing to measure")
    return documents


def floor(documents: Sequence[bytes]) -> None:
    """Do the minimal work of any converter: compress and digest the same bytes."""
    for data in documents:
        zlib.compress(data)
        hashlib.sha256(data).digest()


def row(name: str, measured: str, ratio: str, target: str) -> None:
    """Print one row of figures."""
    print(f"{name:<52} {measured:>14} {ratio:>22} {target:>12}")


class Cost(NamedTuple):
    """Seconds of processor time for a number of texts: to read them, and to write and verify their documents."""

    reading: float
    writing: float

    def __add__(self, other: object) -> Cost:
        assert isinstance(other, Cost)
        return Cost(self.reading + other.reading, self.writing + other.writing)


def real_texts(number: int) -> list[str]:
    """That many texts of the corpus, evenly spread, and again from the first if it has fewer; none without it."""
    if not CORPUS.is_file():
        return []
    with CORPUS.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    step = max(len(texts) // number, 1)
    return list(islice(cycle(texts[::step]), number))


def cost(texts: Sequence[str]) -> Cost:
    """The cost of converting texts into three validated documents each; those that are refused cost what that takes."""
    reading = 0.0

    def timed(*given: Any, **options: Any) -> Parsed:
        nonlocal reading
        start = time.process_time()
        try:
            return read(*given, **options)
        finally:
            reading += time.process_time() - start

    start = time.process_time()
    with patch.object(pipeline, "read", timed):
        for text in texts:
            with suppress(InputError):
                pipeline.convert_bytes(Source(name="copy.txt", data=text.encode(), moment=NOW), DEFAULT_FORMATS)
    return Cost(reading, time.process_time() - start - reading)


class Checkout:
    """A process that measures the package of a checkout. Ends the program if Python imports another package."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, str(Path(__file__).resolve()), "--measure"]
        environment = os.environ | {"PYTHONPATH": str(folder)}
        self._process = subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )
        package = Path(self._answer())
        if not package.is_relative_to(folder.resolve()):
            raise SystemExit(f"{folder} has no package convert; Python imports {package}")

    def _answer(self) -> str:
        assert self._process.stdout is not None
        return str(json.loads(self._process.stdout.readline() or '""'))

    def cost(self, texts: Sequence[str]) -> Cost:
        """The cost of the texts in that process."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(texts) + "\n")
        self._process.stdin.flush()
        assert self._process.stdout is not None
        return Cost(*json.loads(self._process.stdout.readline()))

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


def measure() -> None:
    """Measure texts for `Checkout`: lines of JSON in, lines of JSON out."""
    print(json.dumps(str(Path(convert.__file__).resolve())), flush=True)
    cost([SEED.read_text(encoding="utf-8")])  # warm up: compile schemas, read lexicons
    for line in sys.stdin:
        print(json.dumps(cost(json.loads(line))), flush=True)


def real_costs(texts: Sequence[str], checkouts: Sequence[Checkout]) -> list[Cost]:
    """The cost of the texts in each checkout, by turns, so that the machine's other work falls on all of them."""
    for checkout in checkouts:
        checkout.cost(texts[:BATCH])  # warm up
    total = [Cost(0, 0)] * len(checkouts)
    for number, at in enumerate(range(0, len(texts), BATCH)):
        for turn in range(len(checkouts)):
            which = (turn + number) % len(checkouts)
            total[which] += checkouts[which].cost(texts[at : at + BATCH])
    return total


def pandoc_cost(program: str, texts: Sequence[str], folder: Path) -> float:
    """Seconds of processor time that pandoc takes to make EPUBs of the texts, in one process each."""
    # A line of hyphens in raw copy would open a block of metadata.
    target = str(folder / "pandoc.epub")
    command = [program, "-f", "markdown-yaml_metadata_block", "-t", "epub3", "--metadata", "title=Copy", "-o", target]
    before = os.times()
    for text in texts:
        subprocess.run(command, input=text.encode(), check=True, capture_output=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def arguments() -> argparse.Namespace:
    """The arguments of the command line."""
    parser = argparse.ArgumentParser(description="How fast wirecopy is.")
    parser.add_argument("--rounds", type=int, default=9, help="rounds, of which the median counts")
    parser.add_argument("--starts", type=int, default=15, help="starts of a command, of which the shortest counts")
    parser.add_argument("--texts", type=int, default=250, metavar="N", help="real texts, where the corpus is there")
    parser.add_argument("--against", type=Path, metavar="FOLDER", help="another checkout, for the real texts alone")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> None:
    options = arguments()
    if options.measure:
        measure()
        return
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores")
    print(f"medians of {options.rounds} rounds, shortest of {options.starts} starts\n")
    row("", "measured", "ratio", "target")
    with tempfile.TemporaryDirectory() as folder:
        if not options.against:
            _invented(options.rounds, Path(folder))
        _real(real_texts(options.texts), options.against, Path(folder))
        if not options.against:
            _starts(options.starts, Path(folder))


def _invented(rounds: int, folder: Path) -> None:
    copies = [SEED.read_bytes(), *map(copy_like_the_seed, range(19))]
    made = [outputs(copy) for copy in copies]  # warm up: compile schemas, read lexicons
    each = typical(lambda: [outputs(copy) for copy in copies], rounds) / len(copies)
    row("text → three validated documents, per article", f"{each * 1000:.2f} ms", "", "4 ms")
    alone = typical(lambda: outputs(copies[0]), rounds)
    row("  only the seed", f"{alone * 1000:.2f} ms", "", "4 ms")
    least = typical(lambda: [floor(documents) for documents in made], rounds) / len(copies)
    row("  floor: zlib and sha256 of the same bytes", f"{least * 1000:.2f} ms", f"{each / least:.1f} × the floor", "")
    _against_pandoc(each, rounds, folder)


def _real(texts: Sequence[str], other: Path | None, folder: Path) -> None:
    if not texts:
        row("real copy", "not measured", "", "")
        print("    (the corpus was not found; set WIRECOPY_CORPUS to its folder)")
        return
    checkouts = [Checkout(each) for each in (ROOT, *([other] if other else []))]
    ours, *others = real_costs(texts, checkouts)
    for checkout in checkouts:
        checkout.close()
    each = sum(ours) / len(texts)
    row(f"{len(texts)} real texts: → three validated documents, each", f"{each * 1000:.2f} ms", "", "")
    row("  reading", f"{ours.reading / len(texts) * 1000:.2f} ms", "", "")
    row("  writing and verifying", f"{ours.writing / len(texts) * 1000:.2f} ms", "", "3.7 ms")
    for theirs in others:
        for name, here, there in (("reading", ours.reading, theirs.reading), ("writing", ours.writing, theirs.writing)):
            ratio = f"{here / there:.2f} × its time"
            row(f"  the other checkout: {name}", f"{there / len(texts) * 1000:.2f} ms", ratio, "")
    program = pandoc()
    if program is None:
        row("  pandoc → EPUB, one process each", "not measured", "", "≥ 5 ×")
        return
    some = texts[:: max(len(texts) // BY_PANDOC, 1)][:BY_PANDOC]
    spent = pandoc_cost(program, some, folder)
    cost(some)  # warm up
    alike = sum(cost(some))
    row(
        f"  pandoc: {len(some)} of them → EPUBs",
        f"{spent / len(some) * 1000:.0f} ms",
        f"{spent / alike:.1f} × its rate",
        "≥ 5 ×",
    )


def _against_pandoc(each: float, rounds: int, folder: Path) -> None:
    program = pandoc()
    if program is None:
        row("  pandoc → EPUB, one process each", "not measured", "", "≥ 12 ×")
        print("    (pip install -e '.[bench]' installs pandoc)")
        return
    target = folder / "pandoc.epub"
    command = [program, "-f", "markdown", "-t", "epub3", "--metadata", "title=Seed", "-o", str(target), str(SEED)]
    theirs = typical(lambda: subprocess.run(command, check=True, capture_output=True), rounds)
    row(
        "  pandoc: text → one EPUB, one process each",
        f"{theirs * 1000:.0f} ms",
        f"{theirs / each:.1f} × its rate",
        "≥ 12 ×",
    )


def _starts(starts: int, folder: Path) -> None:
    bare = quickest([sys.executable, "-c", "pass"], starts)
    row("python -c pass", f"{bare * 1000:.0f} ms", "1.0 ×", "")
    wirecopy = str(Path(sys.executable).with_name("wirecopy"))
    helped = quickest([wirecopy, "--help"], starts)
    row("wirecopy --help", f"{helped * 1000:.0f} ms", f"{helped / bare:.1f} ×", "≤ 8 ×")
    for data, suffix in zip(outputs(SEED.read_bytes()), ("newsml.xml", "ninjs.json", "epub"), strict=True):
        document = folder / f"seed.{suffix}"
        document.write_bytes(data)
        checked = quickest([wirecopy, "check", str(document)], starts)
        row(f"wirecopy check {document.name}", f"{checked * 1000:.0f} ms", f"{checked / bare:.1f} ×", "≤ 18 ×")


if __name__ == "__main__":
    main()
