"""Speed of checks compared with validators, in one run: `python benchmarks/validation.py`.

`benchmarks/README.md` explains the figures. Nothing is asserted; the last column is the target.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from newsroom import fill
from speed import ROOT, row, seconds

SCHEMAS = ROOT / "schemas"
G2 = SCHEMAS / "newsml-g2" / "2.36" / "newsml-g2-odrl.xsd"
OFFICIAL = Path(os.environ.get("WIRECOPY_OFFICIAL") or ROOT.parent / "shared" / "official")
OFFICIAL_G2 = OFFICIAL / "newsml-g2" / "specification" / "NewsML-G2_2.35-spec-All-Power.xsd"
WIRECOPY = Path(sys.executable).with_name("wirecopy")


def run(command: Sequence[str | Path], faults: bool) -> None:
    """Run a command in a new process; its exit code must show whether the files have faults."""
    done = subprocess.run(command, capture_output=True, check=False)
    if (done.returncode != 0) != faults or done.returncode > 3:
        raise SystemExit(f"{command[0]} ended with {done.returncode}: {done.stderr.decode()[-500:]}")


def processor_seconds(action: Callable[[], object]) -> float:
    """Return the processor time of the processes that an action runs."""
    # os.times() counts in hundredths of a second, which is a quarter of what xmllint takes.
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    action()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


TIMERS = {"wall": seconds, "processor": processor_seconds}
"""What can be measured: how long a command takes, or how much of the processors, which load affects less."""


def quickest(
    commands: dict[str, tuple[Sequence[str | Path], bool]], rounds: int, timer: Callable[[Callable[[], object]], float]
) -> dict[str, float]:
    """Return the shortest time of each command, in rounds over all of them so that load affects all equally."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, (command, faults) in commands.items():
            times[name].append(timer(partial(run, command, faults)))
    return {name: min(taken) for name, taken in times.items()}


def against_xmllint(folder: Path, count: int, rounds: int, timer: Callable[[Callable[[], object]], float]) -> None:
    """Compare with `xmllint --schema` on NewsML-G2 files in one process, with our schema and the official one."""
    files = fill(folder, "newsml-g2", count)
    commands: dict[str, tuple[Sequence[str | Path], bool]] = {
        "one": ([WIRECOPY, "check", "-q", files[0]], False),
        "all": ([WIRECOPY, "check", "-q", *files], True),
        "single": ([WIRECOPY, "check", "-q", "-j", "1", *files], True),
        "schema": ([WIRECOPY, "check", "-q", "--select", "NML0", *files], True),
    }
    if xmllint := shutil.which("xmllint"):
        commands["xmllint"] = ([xmllint, "--noout", "--schema", G2, *files], True)
        if OFFICIAL_G2.is_file():
            commands["official"] = ([xmllint, "--noout", "--nonet", "--schema", OFFICIAL_G2, *files], True)
    taken = quickest(commands, rounds, timer)
    print_own(f"{count} NewsML-G2 files", taken, count)
    if not xmllint:
        row("  xmllint --schema", "not measured", "", "")
    for name, schema in (("xmllint", "our schema"), ("official", "the official schema")):
        if name in taken:
            theirs = taken[name]
            row(f"  xmllint --schema, {schema}", f"{theirs * 1000:.0f} ms", "1.0 ×", "")
            for ours, what in _SHOWN:
                ratio = (taken[ours] - taken["one"]) / theirs
                row(f"    wirecopy without start-up, {what}", "", f"{ratio:.1f} ×", "≤ 3 ×" if ours == "all" else "")


def against_check_jsonschema(
    folder: Path, count: int, rounds: int, timer: Callable[[Callable[[], object]], float]
) -> None:
    """Compare with check-jsonschema on the same ninjs files in one process, with our schema of ninjs 3.1."""
    files = fill(folder, "ninjs", count)
    commands: dict[str, tuple[Sequence[str | Path], bool]] = {
        "one": ([WIRECOPY, "check", "-q", files[0]], False),
        "all": ([WIRECOPY, "check", "-q", *files], True),
        "single": ([WIRECOPY, "check", "-q", "-j", "1", *files], True),
        "schema": ([WIRECOPY, "check", "-q", "--select", "NJS0", *files], True),
    }
    theirs = Path(sys.executable).with_name("check-jsonschema")
    if theirs.is_file():
        commands["theirs"] = ([theirs, "--schemafile", _with_local_geojson(folder), *files], True)
    taken = quickest(commands, rounds, timer)
    print_own(f"{count} ninjs files", taken, count)
    if "theirs" not in taken:
        row("  check-jsonschema", "not measured", "", "")
        return
    row("  check-jsonschema", f"{taken['theirs'] * 1000:.0f} ms", "1.00 ×", "")
    for ours, what in _SHOWN:
        ratio = taken[ours] / taken["theirs"]
        row(f"    wirecopy, {what}", "", f"{ratio:.2f} ×", "≤ 0.5 ×" if ours == "all" else "")


def _with_local_geojson(folder: Path) -> Path:
    """Return the path of a copy of our schema with a local reference, so that check-jsonschema needs no network."""
    target = folder / "schema"
    target.mkdir()
    for name in ("ninjs/3.1/ninjs.json", "geojson/1/geojson.json"):
        schema = json.loads((SCHEMAS / name).read_bytes())
        del schema["$id"]
        text = json.dumps(schema).replace("https://w3id.org/wirecopy/schemas/geojson/1", "geojson.json")
        (target / Path(name).name).write_text(text)
    return target / "ninjs.json"


_SHOWN = (("all", "schema and rules"), ("single", "the same in one process"), ("schema", "schema only"))
"""The commands that are compared, and what each does."""


def print_own(name: str, taken: dict[str, float], count: int) -> None:
    """Print the time of wirecopy for all files, and its start-up time: the check of one file."""
    start = taken["one"]
    row(f"{name}: wirecopy check", f"{taken['all'] * 1000:.0f} ms", _each(taken["all"] - start, count), "")
    row("  start-up, with the check of the first file", f"{start * 1000:.0f} ms", "", "")
    row("  schema only (--select)", f"{taken['schema'] * 1000:.0f} ms", _each(taken["schema"] - start, count), "")


def _each(taken: float, count: int) -> str:
    return f"{taken / (count - 1) * 1000:.2f} ms per file" if count > 1 else ""


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the speed of checks, compared with validators.")
    parser.add_argument("--files", type=int, default=500, help="number of documents of each format")
    parser.add_argument("--rounds", type=int, default=9, help="number of runs of each command")
    parser.add_argument("--time", choices=TIMERS, default="wall", help="wall time, or processor time on a busy machine")
    arguments = parser.parse_args()
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores")
    print(f"{arguments.time} time, shortest of {arguments.rounds} rounds\n")
    row("", "measured", "ratio", "target")
    with tempfile.TemporaryDirectory() as folder:
        for name, measure in (("newsml-g2", against_xmllint), ("ninjs", against_check_jsonschema)):
            below = Path(folder, name)
            below.mkdir()
            measure(below, arguments.files, arguments.rounds, TIMERS[arguments.time])


if __name__ == "__main__":
    main()
