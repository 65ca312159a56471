"""The recipes of `convert/batch/README.md` do what one run does."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT, absent

PAGE = (ROOT / "convert" / "batch" / "README.md").read_text(encoding="utf-8")
STORY = "Ferry {0} resumes after storm\n\nThe ferry between the islands resumed on day {0}, the operator said.\n"
pytestmark = pytest.mark.slow


def recipe(name: str) -> str:
    found = re.search(rf"<!-- recipe: {name} -->\n```\w+\n(.*?)```", PAGE, re.DOTALL)
    assert found
    return found[1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with copy, and its documents by one run in `whole`."""
    for number in range(12):
        (tmp_path / "copy" / f"{number % 3}").mkdir(parents=True, exist_ok=True)
        (tmp_path / "copy" / f"{number % 3}" / f"{number}.txt").write_text(STORY.format(number))
    run(tmp_path, "wirecopy convert copy/ -o whole/ --quiet")
    return tmp_path


def run(folder: Path, command: str) -> None:
    done = subprocess.Popen(
        ["bash", "-euc", command],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment(),
        start_new_session=True,
    )
    with ended(done):
        # What runs in the background holds the pipe, so only the end of the shell counts.
        assert done.wait(timeout=180) == 0, f"{command} failed"


@contextlib.contextmanager
def ended(process: subprocess.Popen[str]) -> Iterator[None]:
    """End a process and whatever it started when the context ends."""
    try:
        yield
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=60)
        assert process.stdout
        process.stdout.close()


def environment() -> dict[str, str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "SOURCE_DATE_EPOCH": "1480000000", "PYTHONWARNINGS": "ignore"}


def tree(folder: Path) -> dict[str, str]:
    found = (path for path in folder.rglob("*") if path.is_file() and ".wirecopy" not in path.parts)
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def test_parallel(folder: Path) -> None:
    if shutil.which("parallel") is None:
        absent("GNU parallel is not installed (apt-get install parallel)")
    run(folder, recipe("parallel"))
    assert tree(folder / "out") == tree(folder / "whole")
    assert len(tree(folder / "out")) == 36
    assert len(list((folder / "out" / ".wirecopy").glob("journal-*-of-8.jsonl"))) == 8


def test_snakemake(folder: Path) -> None:
    if shutil.which("snakemake") is None:
        absent("Snakemake is not installed (pip install snakemake)")
    (folder / "Snakefile").write_text(recipe("snakemake"))
    run(folder, "snakemake -j 4")
    assert tree(folder / "out") == tree(folder / "whole")
    assert len(tree(folder / "out")) == 36


def test_dask(folder: Path) -> None:
    if importlib.util.find_spec("distributed") is None:
        absent("distributed is not installed (pip install -e '.[dask]')")
    command = recipe("dask")
    assert command.count("8786") == 3
    run(folder, command.replace("8786", str(free_port())))
    assert tree(folder / "out") == tree(folder / "whole")
    assert len(tree(folder / "out")) == 36


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
