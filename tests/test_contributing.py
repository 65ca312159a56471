"""The recipes of CONTRIBUTING.md, each followed to the letter in a copy of the project.

A block below `<!-- RECIPE: new file -->` is the file that its fence names; below ``<!-- RECIPE: below `LINE` -->``
it is inserted into that file, below the first line that begins with LINE, below `<!-- RECIPE: at the end -->` it is
appended; below `<!-- RECIPE: run -->` it is a transcript of commands with all that they print.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent, indent

import pytest
from conftest import ROOT
from transcripts import steps

PAGE = ROOT / "CONTRIBUTING.md"
_STEP = re.compile(
    r"^ *<!-- (?P<recipe>\w+): (?:(?P<new>new file)|(?P<run>run)|(?P<end>at the end)|below `(?P<below>[^`]+)`) -->\n"
    r"(?P<block>(?P<indent> *)```(?P<language>\w+) ?(?P<path>\S*)\n.*?^(?P=indent)```)$",
    re.MULTILINE | re.DOTALL,
)
RECIPES = tuple(dict.fromkeys(step["recipe"] for step in _STEP.finditer(PAGE.read_text(encoding="utf-8"))))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project, without its goldens and examples."""
    left_out = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "convert", tmp_path / "convert", ignore=left_out)
    shutil.copytree(ROOT / "schemas", tmp_path / "schemas", ignore=left_out)
    (tmp_path / "tests").mkdir()
    for path in (*(ROOT / "tests").glob("*.py"), ROOT / "pyproject.toml", ROOT / "README.md"):
        shutil.copyfile(path, tmp_path / path.relative_to(ROOT))
    for folder in ("articles", "findings", "rules/NWS115", "epubcheck", "readers/kinds"):
        shutil.copytree(ROOT / "tests" / folder, tmp_path / "tests" / folder)
    gaps = Path("tests/readers/known_gaps.toml")
    shutil.copyfile(ROOT / gaps, tmp_path / gaps)
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "bin").symlink_to(Path(sys.executable).parent)
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("recipe", RECIPES)
def test_recipe(recipe: str, project: Path, accept: bool) -> None:
    """Each step can be taken as it is written, and each command prints what is shown."""
    page = PAGE.read_text(encoding="utf-8")
    for step in _STEP.finditer(page):
        if step["recipe"] == recipe:
            shown = dedent(step["block"]).partition("\n")[2].removesuffix("```")
            if not step["run"]:
                _write(step, shown, project)
                continue
            printed = _run(shown, project)
            # A recipe ends with tests that pass; what failed is no output to accept.
            assert "wirecopy: " not in printed, printed
            assert "echo passed" not in shown or "\npassed\n" in printed, printed
            if printed != shown and accept:
                PAGE.write_text(page := page.replace(indent(shown, "   "), indent(printed, "   ")), encoding="utf-8")
            else:
                assert printed == shown


def _write(step: re.Match[str], text: str, folder: Path) -> None:
    """Add a new file, or lines to one."""
    target = folder / step["path"]
    if step["new"]:
        assert not target.exists(), f"{step['path']} is there before it is added"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        return
    lines = target.read_text(encoding="utf-8").splitlines(keepends=True)
    if step["end"]:
        target.write_text("".join([*lines, text]), encoding="utf-8")
        return
    at = next((n for n, line in enumerate(lines) if line.strip().startswith(step["below"])), None)
    assert at is not None, f"{step['path']} has no line that begins with {step['below']!r}"
    target.write_text("".join([*lines[: at + 1], text, *lines[at + 1 :]]), encoding="utf-8")


def _run(transcript: str, folder: Path) -> str:
    """The transcript with what its commands really print in `folder`."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PYTEST")},
        "PYTHONPATH": str(folder),
        "PYTHONDONTWRITEBYTECODE": "1",
        "SOURCE_DATE_EPOCH": "1606435200",
        "LC_ALL": "C.UTF-8",
        "COLUMNS": "100",
    }
    lines = []
    for step in steps(transcript):
        ran = subprocess.run(
            ["bash", "-c", step.command],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=120,
            check=False,
        )
        lines += [f"$ {step.command}", *ran.stdout.splitlines()]
    return "".join(line + "\n" for line in lines)


def test_every_marked_block_is_a_step() -> None:
    """No marker is misspelled, so that nothing that is shown goes untested."""
    page = PAGE.read_text(encoding="utf-8")
    assert page.count("<!--") == sum(1 for _ in _STEP.finditer(page))
    assert set(RECIPES) == {"rule", "language", "kind", "format", "field"}
