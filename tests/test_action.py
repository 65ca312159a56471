"""The GitHub action: its steps run as a runner runs them, and annotate what is wrong."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
INSTALL, CHECK = ACTION["runs"]["steps"]


def run(step: dict[str, Any], folder: Path, programs: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run a step in `folder` as GitHub does: expressions become environment variables, the script is bash with -e."""
    values = {f"inputs.{name}": str(entry["default"]) for name, entry in ACTION["inputs"].items()}
    values |= {f"inputs.{name}": value for name, value in inputs.items()}
    values["github.action_path"] = str(ROOT)
    environment = {
        "PATH": os.environ["PATH"],
        "RUNNER_TEMP": str(folder / "temp"),
        "GITHUB_ENV": str(folder / "variables"),
        "WIRECOPY_PROGRAMS": str(programs),
        **{
            name: re.sub(r"\$\{\{ ([\w.]+) \}\}", lambda found: values[found[1]], expression)
            for name, expression in step["env"].items()
        },
    }
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A repository with a valid document and, in a folder with a space in its name, one with an error."""
    shutil.copy(ROOT / "tests" / "rules" / "NJS103" / "bad-embargoed.ninjs.json", tmp_path)
    (tmp_path / "good news").mkdir()
    shutil.copy(ROOT / "tests" / "formats" / "ninjs" / "golden" / "minimal.ninjs.json", tmp_path / "good news")
    return tmp_path


def test_every_input_is_used_and_no_expression_is_code() -> None:
    """What a workflow gives never becomes part of a script."""
    scripts = [step["run"] for step in ACTION["runs"]["steps"]]
    assert not [script for script in scripts if "${{" in script]
    used = {name for step in ACTION["runs"]["steps"] for name in re.findall(r"inputs\.(\w+)", str(step["env"]))}
    assert used == set(ACTION["inputs"])
    assert all(step["shell"] == "bash" for step in ACTION["runs"]["steps"])


@pytest.mark.slow
def test_a_fault_is_annotated_and_fails_the_job(news: Path, programs: Path) -> None:
    done = run(CHECK, news, programs)
    assert done.returncode == 1
    assert "::error file=bad-embargoed.ninjs.json,line=26,col=16,title=NJS001::" in done.stdout


def test_files_and_options_are_those_that_were_given(news: Path, programs: Path) -> None:
    """One on a line: names with spaces, and none of them is taken for an option or a command."""
    assert run(CHECK, news, programs, files="good news\n").returncode == 0
    harmful = run(CHECK, news, programs, files="$(touch touched)\n--help\n`touch touched`")
    assert harmful.returncode == 3
    assert "title=INP001::" in harmful.stdout
    assert not (news / "touched").exists()
    strict = run(CHECK, news, programs, files="bad-embargoed.ninjs.json", options="--select\nNJS103\n--fail-on\nnotice")
    assert (strict.returncode, strict.stdout.count("::")) == (1, 2)
    assert "title=NJS103" in strict.stdout


@pytest.mark.slow
def test_the_action_installs_what_it_runs(news: Path) -> None:
    """In an environment of its own, from the files of the action."""
    (news / "temp").mkdir()
    installed = run(INSTALL, news, Path("/nowhere"), python=sys.executable)
    assert installed.returncode == 0, installed.stderr
    name, _, folder = (news / "variables").read_text(encoding="utf-8").strip().partition("=")
    assert name == "WIRECOPY_PROGRAMS"
    assert Path(folder).is_relative_to(news / "temp")
    assert run(CHECK, news, Path(folder), files="good news").returncode == 0
