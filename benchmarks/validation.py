"""How fast wirecopy checks, against tools that only validate: `python benchmarks/validation.py`, in one run.

What each figure means stands in `benchmarks/README.md`. Nothing is asserted; the last column is what is aimed at.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from newsroom import fill
from speed import ROOT, row, seconds

SCHEMAS = ROOT / "schemas"
G2 = SCHEMAS / "newsml-g2" / "2.35" / "newsml-g2-odrl.xsd"
OFFICIAL = Path(os.environ.get("WIRECOPY_OFFICIAL") or ROOT.parent / "shared" / "official")
OFFICIAL_G2 = OFFICIAL / "newsml-g2" / "specification" / "NewsML-G2_2.35-spec-All-Power.xsd"
WIRECOPY = Path(sys.executable).with_name("wirecopy")


def run(command: Sequence[str | Path], faults: bool) -> None:
    """Run a command in a process of its own; it must say by its exit code whether there are faults, as there are."""
    done = subprocess.run(command, capture_output=True, check=False)
    if (done.returncode != 0) != faults or done.returncode > 3:
        raise SystemExit(f"{command[0]} ended with {done.returncode}: {done.stderr.decode()[-500:]}")


def quickest(commands: dict[str, tuple[Sequence[str | Path], bool]], rounds: int) -> dict[str, float]:
    """The shortest wall time of each command, in rounds over all of them, so that a busy machine slows all alike."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, (command, faults) in commands.items():
            times[name].append(seconds(partial(run, command, faults)))
    return {name: min(taken) for name, taken in times.items()}


def against_xmllint(folder: Path, count: int, rounds: int) -> None:
    """NewsML-G2: `xmllint --schema` over the same files in one process, with our schema and with the official one."""
    files = fill(folder, "newsml-g2", count)
    commands: dict[str, tuple[Sequence[str | Path], bool]] = {
        "one": ([WIRECOPY, "check", "-q", files[0]], False),
        "all": ([WIRECOPY, "check", "-q", *files], True),
        "schema": ([WIRECOPY, "check", "-q", "--select", "NML0", *files], True),
    }
    if xmllint := shutil.which("xmllint"):
        commands["xmllint"] = ([xmllint, "--noout", "--schema", G2, *files], True)
        if OFFICIAL_G2.is_file():
            commands["official"] = ([xmllint, "--noout", "--nonet", "--schema", OFFICIAL_G2, *files], True)
    taken = quickest(commands, rounds)
    own(f"{count} NewsML-G2 files", taken, count)
    if not xmllint:
        row("  xmllint --schema", "not measured", "", "")
    for name, said in (("xmllint", "our schema"), ("official", "the official schema")):
        if name in taken:
            theirs = taken[name]
            row(f"  xmllint --schema, {said}", f"{theirs * 1000:.0f} ms", "1.0 ×", "")
            for ours, what in (("all", "schema and rules"), ("schema", "schema alone")):
                ratio = (taken[ours] - taken["one"]) / theirs
                row(f"    wirecopy but for its start, {what}", "", f"{ratio:.1f} ×", "≤ 2 ×" if ours == "all" else "")


def against_check_jsonschema(folder: Path, count: int, rounds: int) -> None:
    """ninjs: check-jsonschema over the same files in one process, with our schema of ninjs 3.1."""
    files = fill(folder, "ninjs", count)
    commands: dict[str, tuple[Sequence[str | Path], bool]] = {
        "one": ([WIRECOPY, "check", "-q", files[0]], False),
        "all": ([WIRECOPY, "check", "-q", *files], True),
        "schema": ([WIRECOPY, "check", "-q", "--select", "NJS0", *files], True),
    }
    theirs = Path(sys.executable).with_name("check-jsonschema")
    if theirs.is_file():
        commands["theirs"] = ([theirs, "--schemafile", _with_local_geojson(folder), *files], True)
    taken = quickest(commands, rounds)
    own(f"{count} ninjs files", taken, count)
    if "theirs" not in taken:
        row("  check-jsonschema", "not measured", "", "")
        return
    row("  check-jsonschema", f"{taken['theirs'] * 1000:.0f} ms", "1.00 ×", "")
    for ours, what in (("all", "schema and rules"), ("schema", "schema alone")):
        ratio = taken[ours] / taken["theirs"]
        row(f"    wirecopy, {what}", "", f"{ratio:.2f} ×", "≤ 0.33 ×" if ours == "all" else "")


def _with_local_geojson(folder: Path) -> Path:
    """Our schema as check-jsonschema can read it without a network: its reference leads to a file beside it."""
    target = folder / "schema"
    target.mkdir()
    for name in ("ninjs/3.1/ninjs.json", "geojson/1/geojson.json"):
        schema = json.loads((SCHEMAS / name).read_bytes())
        del schema["$id"]
        text = json.dumps(schema).replace("https://w3id.org/wirecopy/schemas/geojson/1", "geojson.json")
        (target / Path(name).name).write_text(text)
    return target / "ninjs.json"


def own(what: str, taken: dict[str, float], count: int) -> None:
    """What wirecopy takes for all files, and how much of that is its start: the check of one of them."""
    start = taken["one"]
    row(f"{what}: wirecopy check", f"{taken['all'] * 1000:.0f} ms", _each(taken["all"] - start, count), "")
    row("  the start, with the check of the first", f"{start * 1000:.0f} ms", "", "")
    row("  schema alone (--select)", f"{taken['schema'] * 1000:.0f} ms", _each(taken["schema"] - start, count), "")


def _each(taken: float, count: int) -> str:
    return f"{taken / (count - 1) * 1000:.2f} ms a file" if count > 1 else ""


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure how fast wirecopy checks, beside tools that validate.")
    parser.add_argument("--files", type=int, default=500, help="how many documents of each format")
    parser.add_argument("--rounds", type=int, default=9, help="how many times each command is run")
    given = parser.parse_args()
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores")
    print(f"shortest of {given.rounds} rounds\n")
    row("", "measured", "ratio", "aim")
    with tempfile.TemporaryDirectory() as folder:
        for name, measure in (("newsml-g2", against_xmllint), ("ninjs", against_check_jsonschema)):
            below = Path(folder, name)
            below.mkdir()
            measure(below, given.files, given.rounds)


if __name__ == "__main__":
    main()
