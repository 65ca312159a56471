"""The same input gives the same bytes in a new process, for any time zone, locale, hash seed and folder."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import HERE, IN_CI, ROOT

from convert.formats import FORMATS

WRITTEN = tuple(f for f in FORMATS if f.writes)

MACHINES: tuple[Mapping[str, str], ...] = (
    {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "0", "USER": "nobody", "HOME": "/"},
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "4242", "USER": "änne"},
    {"TZ": "America/St_Johns", "LC_ALL": "de_DE.UTF-8", "PYTHONHASHSEED": "7", "PYTHONUTF8": "1", "COLUMNS": "20"},
)


def _outputs(folder: Path, machine: Mapping[str, str]) -> dict[str, str]:
    """Return the digests of all documents that a new process writes in `folder`, by file name."""
    copy = folder / "copy"
    copy.mkdir(parents=True)
    inputs = [copy / "seed.txt", copy / "everything.article.json"]
    shutil.copyfile(ROOT / "seeds/east-aleppo-civilians.txt", inputs[0])
    shutil.copyfile(HERE / "articles/everything.json", inputs[1])
    for path in inputs:
        os.utime(path, (1_481_126_400, 1_481_126_400))
    formats = [word for f in WRITTEN for word in ("-t", f.name)]
    command = [
        sys.executable,
        "-m",
        "convert",
        "convert",
        *map(str, inputs),
        "-o",
        str(folder / "out"),
        *formats,
        "--allow",
        "LOS003",
    ]
    environment = {"PATH": os.environ["PATH"], **machine}
    done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((folder / "out").glob("*.*"))
        if path.is_file()
    }


@pytest.mark.slow
def test_every_machine_makes_the_same_bytes(tmp_path: Path) -> None:
    if IN_CI:
        installed = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=True).stdout.split()
        assert {"tr_TR.utf8", "de_DE.utf8"} <= set(installed), "without them the process silently falls back to C"
    first, *others = (_outputs(tmp_path / str(number), machine) for number, machine in enumerate(MACHINES))
    assert set(first) == {stem + f.suffix for stem in ("seed", "everything") for f in WRITTEN}
    for other in others:
        assert other == first


@pytest.mark.slow
def test_reports_are_the_same_for_any_hash_seed(tmp_path: Path) -> None:
    """Python's sets have another order in each process."""
    golden = (HERE / "formats" / "newsml-g2" / "golden" / "everything.newsml.xml").read_text(encoding="utf-8")
    unclear = tmp_path / "unclear.newsml.xml"
    unclear.write_text(re.sub(r"(T\d\d:\d\d:\d\d)(?:Z|[+-]\d\d:\d\d)", r"\1", golden), encoding="utf-8")
    faults = [str(path) for path in sorted((HERE / "rules").rglob("bad-*")) if path.is_file()]
    command = [sys.executable, "-m", "convert", "check", "-j", "1", "--report", "json", *faults, str(unclear)]
    reports = []
    for seed in ("0", "2", "3"):
        environment = {"PATH": os.environ["PATH"], "PYTHONHASHSEED": seed}
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False, timeout=120)
        reports.append(done.stdout)
    assert b"has no offset, or is not a time (and" in reports[0]
    assert reports[1:] == reports[:1] * 2
