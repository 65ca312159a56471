"""How fast wirecopy is, as ratios measured in one run on one machine: `python benchmarks/speed.py`.

`benchmarks/README.md` explains the figures. Nothing is asserted; the last column is the target.
"""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from convert.formats import DEFAULT_FORMATS
from convert.model import Moment
from convert.pipeline import convert_bytes
from convert.readers import Source

ROOT = Path(__file__).resolve().parent.parent
SEED = ROOT / "seeds" / "east-aleppo-civilians.txt"
NOW = Moment("2024-01-01T00:00:00Z")
ROUNDS = 9
STARTS = 15

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


def main() -> None:
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores")
    print(f"medians of {ROUNDS} rounds, shortest of {STARTS} starts\n")
    row("", "measured", "ratio", "target")
    copies = [SEED.read_bytes(), *map(copy_like_the_seed, range(19))]
    made = [outputs(copy) for copy in copies]  # warm up: compile schemas, read lexicons
    each = typical(lambda: [outputs(copy) for copy in copies], ROUNDS) / len(copies)
    row("text → three validated documents, per article", f"{each * 1000:.2f} ms", "", "4 ms")
    alone = typical(lambda: outputs(copies[0]), ROUNDS)
    row("  only the seed", f"{alone * 1000:.2f} ms", "", "4 ms")
    least = typical(lambda: [floor(documents) for documents in made], ROUNDS) / len(copies)
    row("  floor: zlib and sha256 of the same bytes", f"{least * 1000:.2f} ms", f"{each / least:.1f} × the floor", "")

    with tempfile.TemporaryDirectory() as folder:
        _against_pandoc(each, Path(folder))
        _starts(Path(folder))


def _against_pandoc(each: float, folder: Path) -> None:
    program = pandoc()
    if program is None:
        row("  pandoc → EPUB, one process each", "not measured", "", "≥ 12 ×")
        print("    (pip install -e '.[bench]' installs pandoc)")
        return
    target = folder / "pandoc.epub"
    command = [program, "-f", "markdown", "-t", "epub3", "--metadata", "title=Seed", "-o", str(target), str(SEED)]
    theirs = typical(lambda: subprocess.run(command, check=True, capture_output=True), ROUNDS)
    row(
        "  pandoc: text → one EPUB, one process each",
        f"{theirs * 1000:.0f} ms",
        f"{theirs / each:.1f} × its rate",
        "≥ 12 ×",
    )


def _starts(folder: Path) -> None:
    bare = quickest([sys.executable, "-c", "pass"], STARTS)
    row("python -c pass", f"{bare * 1000:.0f} ms", "1.0 ×", "")
    wirecopy = str(Path(sys.executable).with_name("wirecopy"))
    helped = quickest([wirecopy, "--help"], STARTS)
    row("wirecopy --help", f"{helped * 1000:.0f} ms", f"{helped / bare:.1f} ×", "≤ 8 ×")
    for data, suffix in zip(outputs(SEED.read_bytes()), ("newsml.xml", "ninjs.json", "epub"), strict=True):
        document = folder / f"seed.{suffix}"
        document.write_bytes(data)
        checked = quickest([wirecopy, "check", str(document)], STARTS)
        row(f"wirecopy check {document.name}", f"{checked * 1000:.0f} ms", f"{checked / bare:.1f} ×", "≤ 18 ×")


if __name__ == "__main__":
    main()
