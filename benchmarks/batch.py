"""How a batch fares: stories a second, memory at two sizes, a second run, and processor time against pandoc.

    python benchmarks/batch.py
    python benchmarks/batch.py --texts 2000 --few 200
    python benchmarks/batch.py --json-lines 1000000

`benchmarks/README.md` explains the figures. Nothing is asserted; the last column is the target.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from speed import SEED, copy_like_the_seed, pandoc, pandoc_cost, real_texts, row

PROGRAM = [sys.executable, "-m", "convert", "convert"]
SAMPLES = 0.1
"""Seconds between two looks at the memory of the processes."""
BY_PANDOC = 40


class Ran(NamedTuple):
    """A run: wall time and processor time in seconds, and the peak memory of the parent and of a worker in MiB."""

    wall: float
    processor: float
    parent: float
    worker: float


def run(*arguments: str | Path) -> Ran:
    """Run `wirecopy convert` and watch its memory. Ends the program if an input fails otherwise than by its content."""
    before = os.times()
    start = time.perf_counter()
    process = subprocess.Popen([*PROGRAM, *map(str, arguments), "-q"], stderr=subprocess.DEVNULL)
    peaks: dict[int, float] = {}
    while process.poll() is None:
        for pid in (process.pid, *children(process.pid)):
            peaks[pid] = max(peaks.get(pid, 0.0), peak(pid))
        time.sleep(SAMPLES)
    wall = time.perf_counter() - start
    after = os.times()
    if process.returncode not in (0, 1, 3):
        raise SystemExit(f"the run ended with {process.returncode}; nothing to measure")
    parent = peaks.pop(process.pid, 0.0)
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return Ran(wall, spent, parent, max(peaks.values(), default=0.0))


def children(pid: int) -> list[int]:
    """The processes that `pid` started, where the system tells (Linux)."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found.extend(map(int, task.read_text().split()))
        except OSError:
            continue
    return found


def peak(pid: int) -> float:
    """The most memory that a process had in MiB, 0 if it is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def copies(number: int) -> Iterator[str]:
    """That many different texts: real and invented by turns where the corpus is there, else invented."""
    real = real_texts(1000)
    for at in range(number):
        if real and at % 2:
            yield f"{real[at // 2 % len(real)].rstrip()}\n\nThis is story {at} of the archive.\n"
        else:
            yield copy_like_the_seed(at).decode()


def write_texts(folder: Path, number: int) -> Path:
    """Write texts to files, 1,000 in each folder."""
    for at, text in enumerate(copies(number)):
        below = folder / f"{at // 1000:04}"
        below.mkdir(parents=True, exist_ok=True)
        (below / f"{at:07}.txt").write_text(text, encoding="utf-8")
    return folder


def measure_batches(few: int, many: int, folder: Path) -> None:
    """Print the figures of two batches with two processes, of a second run, and of one process."""
    small, large = write_texts(folder / "few", few), write_texts(folder / "many", many)
    one = run(small, "-o", folder / "one", "-j", "1")
    two = run(small, "-o", folder / "two", "-j", "2")
    both = run(large, "-o", folder / "out", "-j", "2")
    again = run(large, "-o", folder / "out", "-j", "2")
    row(f"{many:,} texts, two processes", f"{many / both.wall:.0f} a second", "", "")
    row(
        f"  {few:,} texts: two processes, over one",
        f"{few / two.wall:.0f} a second",
        f"{one.wall / two.wall:.2f} ×",
        "≥ 1.8 ×",
    )
    row("  processor time of each", f"{both.processor / many * 1000:.2f} ms", "", "")
    for name, least, most in (("parent", two.parent, both.parent), ("a worker", two.worker, both.worker)):
        row(
            f"  peak memory of {name}, over {few:,} texts",
            f"{most:.0f} MiB",
            f"{most / max(least, 1):.2f} ×",
            "≤ 1.10 ×",
        )
    row("  the same again: each input", f"{again.wall / many * 1000:.3f} ms", "", "≤ 0.2 ms")
    measure_against_pandoc(folder)


def measure_against_pandoc(folder: Path) -> None:
    """Print pandoc's processor time for an EPUB, over ours for three documents and the journal, of the same texts."""
    program = pandoc()
    if program is None:
        row("  pandoc → EPUB, one process each", "not measured", "", "")
        print("    (pip install -e '.[bench]' installs pandoc)")
        return
    for name, texts, target in (
        ("real texts", real_texts(BY_PANDOC), "≥ 5 ×"),
        ("the seed", [SEED.read_text(encoding="utf-8")] * BY_PANDOC, "≥ 8 ×"),
    ):
        if not texts:
            continue
        below = folder / name.replace(" ", "-")
        below.mkdir()
        for number, text in enumerate(texts * 10):
            (below / f"{number:04}.txt").write_text(text, encoding="utf-8")
        ours = run(below, "-o", folder / f"{below.name}-out").processor / (len(texts) * 10)
        theirs = pandoc_cost(program, texts, folder) / len(texts)
        row(f"  pandoc: {name} → EPUBs", f"{theirs * 1000:.0f} ms", f"{theirs / ours:.1f} × ours", target)


def measure_json_lines(number: int, folder: Path) -> None:
    """Print the figures of many of the smallest inputs in one file."""
    lines = folder / "day.jsonl"
    with lines.open("w", encoding="utf-8") as file:
        for at in range(number):
            text = f"Ferry {at} sails\n\nThe ferry sailed at noon, the operator said.\n"
            file.write(json.dumps({"id": at, "text": text}) + "\n")
    ran = run(lines, "-t", "ninjs", "-o", folder / "out", "--dry-run", "-j", "2")
    row(f"{number:,} lines of JSON, ninjs, dry run", f"{number / ran.wall:.0f} a second", "", "")
    row("  peak memory of the parent", f"{ran.parent:.0f} MiB", "", "< 200 MiB")
    row("  peak memory of a worker", f"{ran.worker:.0f} MiB", "", "< 200 MiB")


def main() -> None:
    parser = argparse.ArgumentParser(description="How a batch fares.")
    parser.add_argument("--texts", type=int, default=20_000, metavar="N", help="texts of the large batch")
    parser.add_argument("--few", type=int, default=2_000, metavar="N", help="texts of the small batch")
    parser.add_argument("--json-lines", type=int, metavar="N", help="measure only that many lines of JSON")
    options = parser.parse_args()
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores\n")
    row("", "measured", "ratio", "target")
    with tempfile.TemporaryDirectory() as name:
        if options.json_lines:
            measure_json_lines(options.json_lines, Path(name))
        else:
            measure_batches(options.few, options.texts, Path(name))


if __name__ == "__main__":
    main()
