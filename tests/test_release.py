"""The recipe for a release works: its commands, in their order, in a clone."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Mapping
from email.parser import BytesParser
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, absent

import convert

PAGE = (ROOT / "RELEASING.md").read_text(encoding="utf-8")
COMMANDS: Mapping[str, str] = dict(re.findall(r"<!-- release: (\w+) -->\n```sh\n(.*?)```", PAGE, re.DOTALL))
PROGRAMS = Path(sys.executable).parent


def run(command: str, folder: Path) -> str:
    environment = {**os.environ, "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}", "NO_COLOR": "1"}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the files of the current work tree, its wheel and its source archive."""
    for program in ("twine", "check-wheel-contents", "cyclonedx-py"):
        if not (PROGRAMS / program).exists():
            absent(f"{program} is not installed (pip install -e '.[release]')")
    folder = tmp_path_factory.mktemp("release") / "wirecopy"
    names = run("git ls-files --cached --others --exclude-standard -z", ROOT).split("\0")
    for name in filter(None, names):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    run("git init -q && git add -A && git -c user.name=T -c user.email=t@example.org commit -qm all", folder)
    run(COMMANDS["build"], folder)
    return folder


def test_the_changelog_has_a_place_for_what_is_new() -> None:
    """And an entry for the version that the code states."""
    headings = re.findall(r"(?m)^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    assert headings[0] == "Unreleased"
    assert headings[1] == convert.__version__


def test_the_workflow_gives_each_job_only_what_it_needs() -> None:
    """It parses, only the job that publishes can prove who it is, and that job runs nothing of this repository."""
    [text] = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {}
    jobs = workflow["jobs"]
    assert [name for name, job in jobs.items() if "id-token" in job["permissions"]] == ["publish"]
    assert not [step for step in jobs["publish"]["steps"] if "run" in step]
    assert "secrets." not in text


@pytest.mark.slow
def test_the_archives_pass_the_checks_of_the_index(clone: Path) -> None:
    """The metadata renders, and the wheel contains only what belongs in it."""
    assert sorted(path.suffix for path in (clone / "dist").iterdir()) == [".gz", ".whl"]
    printed = run(COMMANDS["check"], clone)
    assert printed.count("PASSED") == 2
    assert "OK" in printed
    [wheel] = (clone / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        [name] = [name for name in archive.namelist() if name.endswith("/METADATA")]
        metadata = BytesParser().parsebytes(archive.read(name))
    assert metadata["Version"] == convert.__version__
    assert metadata["License-Expression"] == "MIT"


@pytest.mark.slow
def test_the_archives_are_the_same_again(clone: Path, tmp_path: Path) -> None:
    """Another clone gives the same bytes, at another time."""
    run(f"git clone -q {clone} {tmp_path / 'again'}", tmp_path)
    run("find . -name .git -prune -o -type f -exec touch -d 2001-01-01 {} +", tmp_path / "again")
    run(COMMANDS["build"], tmp_path / "again")
    for path in (clone / "dist").iterdir():
        assert (tmp_path / "again" / "dist" / path.name).read_bytes() == path.read_bytes(), path.name


@pytest.mark.slow
def test_the_source_archive_has_all_that_a_maintainer_needs(clone: Path) -> None:
    """Every file of the repository but the machinery of git and of CI."""
    [archive] = (clone / "dist").glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        there = {member.name.partition("/")[2] for member in opened.getmembers()}
    tracked = {name for name in run("git ls-files -z", clone).split("\0") if name}
    assert {name for name in tracked - there if not name.startswith((".git", ".ci/"))} == set()
    assert there - tracked == {"PKG-INFO"}


@pytest.mark.slow
def test_the_bill_of_materials_has_what_is_installed(clone: Path) -> None:
    """All dependencies with their licenses, and no tool of the build."""
    run(COMMANDS["sbom"], clone)
    bill = json.loads((clone / "build" / "wirecopy.cdx.json").read_text(encoding="utf-8"))
    parts = {part["name"].lower().replace("_", "-"): part for part in bill["components"]}
    assert {"wirecopy", "lxml", "click", "ebooklib", "jsonschema-rs"} <= parts.keys()
    assert not {"pip", "pytest", "mypy", "twine"} & parts.keys()
    assert parts["wirecopy"]["version"] == convert.__version__
    assert "AGPL" in json.dumps(parts["ebooklib"]["licenses"])


@pytest.mark.slow
def test_the_mirror_installs_the_release(clone: Path, tmp_path: Path) -> None:
    """As pre-commit does: the folder with pip, in an empty environment."""
    run(COMMANDS["mirror"], clone)
    run(f"python -m venv {tmp_path / 'env'}", clone)
    run(f"{tmp_path / 'env/bin/pip'} install -q --find-links dist build/mirror/", clone)
    assert convert.__version__ in run(f"{tmp_path / 'env/bin/wirecopy'} --version", clone)
    hooks = yaml.safe_load((clone / "build" / "mirror" / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert "check-news" in [hook["id"] for hook in hooks]
