"""What packing and verifying cost, against sha256sum and cp of the same files, and beside bagit-python.

    python benchmarks/packages.py
    python benchmarks/packages.py --stories 1000

`benchmarks/README.md` explains the figures. Nothing is asserted; the last column is the target.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

PROGRAM = [sys.executable, "-m", "convert"]
SIZES = {"newsml-g2": (".newsml.xml", 4200), "ninjs": (".ninjs.json", 3800), "epub": (".epub", 7200)}
"""The documents of a story of 2 KB, and their sizes as those of real copy: the median of the corpus."""
FOLDERS = 100

_BAGIT_PYTHON = "import bagit, sys; bagit.make_bag(sys.argv[1], checksums=['sha256', 'sha512'])"
_BAGIT_VALIDATE = "import bagit, sys; bagit.Bag(sys.argv[1]).validate()"


def row(name: str, measured: str, target: str) -> str:
    """One row of figures."""
    return f"{name:<32} {measured:<36} {target}"


class Ran(NamedTuple):
    """Processor time in seconds, and peak memory in MiB."""

    processor: float
    memory: float


_MEASURE = """
import json, resource, subprocess, sys
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([code, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
"""
"""Runs a command below a small process: what is forked from this one would have its memory as a minimum."""


def run(*command: str | Path) -> Ran:
    """Run a command. Ends the program if it fails."""
    measured = subprocess.run(
        [sys.executable, "-I", "-c", _MEASURE, *map(str, command)], capture_output=True, check=True
    ).stdout
    code, processor, memory = json.loads(measured)
    if code:
        raise SystemExit(f"{command[0]} ended with {code}; nothing to measure")
    return Ran(processor, memory)


def best(rounds: int, *command: str | Path, clean: Path | None = None) -> Ran:
    """The least processor time and memory of several runs; `clean` is removed before each."""
    found = []
    for _ in range(rounds):
        if clean:
            removed(clean)
        found.append(run(*command))
    return Ran(min(ran.processor for ran in found), min(ran.memory for ran in found))


def removed(path: Path) -> None:
    """Remove a file or folder."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def converted(folder: Path, stories: int) -> Path:
    """An output folder with a journal as that of a conversion, and the sources beside it."""
    chance = random.Random(stories)
    out = folder / "out"
    for name in ("in", "out"):
        for number in range(FOLDERS):
            (folder / name / f"{number:02}").mkdir(parents=True)
    (out / ".wirecopy").mkdir()
    with open(out / ".wirecopy" / "journal.jsonl", "w", encoding="utf-8") as journal:
        for number in range(stories):
            name = f"{number % FOLDERS:02}/{number:05}"
            source = folder / "in" / f"{name}.txt"
            data = chance.randbytes(chance.randint(800, 3200))
            source.write_bytes(data)
            documents = []
            for format, (suffix, size) in SIZES.items():
                document = chance.randbytes(chance.randint(size // 2, size * 3 // 2))
                (out / f"{name}{suffix}").write_bytes(document)
                documents.append(
                    {
                        "format": format,
                        "version": "1",
                        "schema_valid": True,
                        "path": f"{name}{suffix}",
                        "size": len(document),
                        "sha256": hashlib.sha256(document).hexdigest(),
                    }
                )
            status = source.stat()
            line = {
                "journal": 1,
                "input": f"{name}.txt",
                "story": 0,
                "stories": 1,
                "sha256": hashlib.sha256(data).hexdigest(),
                "size": len(data),
                "options": "0" * 32,
                "wirecopy": "0",
                "exit": 0,
                "codes": {"NJS112": 1},
                "id": f"urn:uuid:{number}",
                "id_from": "computed",
                "version": 1,
                "status": "usable",
                "updated": "2016-12-07T16:00:00Z",
                "documents": documents,
                "run": {
                    "at": "2016-12-07T16:00:00Z",
                    "seconds": 0.01,
                    "host": "",
                    "source": str(source),
                    "state": [status.st_size, status.st_mtime_ns],
                    "moment": "",
                    "sidecars": [],
                    "documents": [0, 0, 0],
                },
            }
            journal.write(json.dumps(line, separators=(",", ":")) + "\n")
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=20_000)
    parser.add_argument("--few", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    print(f"{options.stories:,} stories, each a source and three documents; processor time, {options.rounds} rounds")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        measure(folder / "many", options.stories, options.rounds)
        few = converted(folder / "few", options.few)
        for suffix in ("", ".zip", ".tar"):
            small = best(1, *PROGRAM, "pack", few, "-o", folder / f"small{suffix}", "-q")
            checked = best(1, *PROGRAM, "verify", folder / f"small{suffix}", "-q")
            print(row(f"memory for {options.few:,}{suffix or ' in a folder'}", f"{small.memory:.0f} MiB", ""))
            print(row("  verified", f"{checked.memory:.0f} MiB", ""))


def measure(folder: Path, stories: int, rounds: int) -> None:
    """Print the figures for that many stories."""
    out = converted(folder, stories)
    listed = folder / "names"
    files = sorted(path for part in ("in", "out") for path in (folder / part).rglob("*.*") if path.is_file())
    listed.write_text("".join(f"{path}\0" for path in files if ".wirecopy" not in path.parts))
    sums = best(rounds, "sh", "-c", f"xargs -0 sha256sum < {listed}")
    copied = best(
        rounds,
        "sh",
        "-c",
        f"mkdir {folder}/copied; cp -r {folder}/in {folder}/out {folder}/copied",
        clean=folder / "copied",
    )
    size = sum(path.stat().st_size for path in files)
    print(row("sha256sum", f"{sums.processor:.2f} s for {size / 2**20:,.0f} MiB", ""))
    print(row("cp -r", f"{copied.processor:.2f} s", ""))
    for suffix, base, target in (
        (".zip", sums.processor, "3 × sha256sum"),
        (".tar", sums.processor, "3 × sha256sum"),
        ("", sums.processor + copied.processor, "1.5 × (cp -r and sha256sum)"),
    ):
        package = folder / f"bag{suffix}"
        ran = best(rounds, *PROGRAM, "pack", out, "-o", package, "-q", clean=package)
        text = f"{ran.processor:.2f} s, {ran.processor / base:.2f} ×, {ran.memory:.0f} MiB"
        print(row(f"pack {suffix or 'a folder'}", text, f"≤ {target}"))
        for mode in ("fixity", "complete"):
            ran = best(rounds, *PROGRAM, "verify", package, "-q", "--mode", mode)
            text = f"{ran.processor:.2f} s, {ran.processor / sums.processor:.2f} ×, {ran.memory:.0f} MiB"
            print(row(f"verify {suffix or 'a folder'}, {mode}", text, "≤ 1.3 × sha256sum" if mode == "fixity" else ""))
    theirs = folder / "theirs"
    shutil.copytree(folder / "bag" / "data", theirs)
    made = run(sys.executable, "-c", _BAGIT_PYTHON, theirs)
    print(row("bagit-python, in place", f"{made.processor:.2f} s, {made.memory:.0f} MiB", ""))
    valid = run(sys.executable, "-c", _BAGIT_VALIDATE, theirs)
    print(row("bagit-python, validate", f"{valid.processor:.2f} s, {valid.memory:.0f} MiB", ""))


if __name__ == "__main__":
    main()
