"""A newcomer's first hour: a clone, an empty home, the README and the site, and nothing else that was prepared.

It ends with a converted folder, a verified package, a Python script, and a hook that fails for the right reason.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import transcripts
from conftest import ROOT, absent

pytestmark = pytest.mark.slow

GUIDES = ("first-conversion", "checks", "archives", "python")
DOCS = ROOT / "docs"


def run(command: str, folder: Path, home: Path, *programs: Path) -> subprocess.CompletedProcess[str]:
    """Run a command with an empty environment but for a home, the system's programs, and `programs`."""
    paths = (*programs, Path(sys.base_prefix) / "bin", "/usr/local/bin", "/usr/bin", "/bin")
    passed_on = {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_", "UV_"))}
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command],
        cwd=folder,
        env={**passed_on, "HOME": str(home), "LC_ALL": "C.UTF-8", "PATH": os.pathsep.join(map(str, paths))},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def block(page: Path, beginning: str) -> str:
    """The first block of a page that contains the beginning."""
    for text in re.findall(r"(?m)^```\w+\n(.*?)^```", page.read_text(encoding="utf-8"), re.DOTALL):
        if beginning in text:
            return str(text)
    raise AssertionError(f"{page.name} shows nothing with {beginning}")


@pytest.fixture(scope="module")
def hour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an empty home and a clone, in which the page about the installation was followed."""
    folder = tmp_path_factory.mktemp("hour")
    (folder / "home").mkdir()
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, tracked.split("\0")):
        if (ROOT / name).is_file():
            (folder / "wirecopy" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / "wirecopy" / name)
    commit(folder / "wirecopy", folder / "home")
    installed = run(block(DOCS / "install.md", "python3 -m venv"), folder / "wirecopy", folder / "home")
    assert installed.returncode == 0, installed.stderr
    assert installed.stdout.splitlines()[-1].startswith("wirecopy ")
    return folder


def commit(folder: Path, home: Path) -> None:
    command = "git init -q && git add -A && git -c user.name=N -c user.email=n@example.org commit -qm news"
    done = run(command, folder, home)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("guide", GUIDES)
def test_a_guide_does_what_it_shows(guide: str, hour: Path, tmp_path: Path) -> None:
    """With the program that the newcomer installed."""
    page = DOCS / f"{guide}.md"
    (tmp_path / "seeds").symlink_to(hour / "wirecopy" / "seeds")
    programs = hour / "wirecopy" / ".venv" / "bin"
    assert transcripts.run(page, tmp_path, programs) == page.read_text(encoding="utf-8")


def test_the_hook_fails_for_the_right_reason(hour: Path) -> None:
    """Installed from the clone as the README says; the document of the page fails, and passes when it is mended."""
    program = Path(sys.executable).with_name("pre-commit")
    if not program.is_file():
        absent("pre-commit is not installed")
    news, home = hour / "news", hour / "home"
    news.mkdir()
    revision = run("git -C ../wirecopy rev-parse HEAD", news, home).stdout.strip()
    configuration = block(ROOT / "README.md", "repos:")
    assert "0000000" in configuration
    (news / ".pre-commit-config.yaml").write_text(configuration.replace("0000000", revision), encoding="utf-8")
    [document] = re.findall(
        r"```file story.ninjs.json\n(.*?)```", (DOCS / "hook.md").read_text(encoding="utf-8"), re.DOTALL
    )
    (news / "story.ninjs.json").write_text(document, encoding="utf-8")
    commit(news, home)
    bad = run(f"{program} run --all-files", news, home)
    assert bad.returncode == 1, bad.stdout + bad.stderr
    assert "story.ninjs.json:6:14: error NJS001: 12 is greater than the maximum of 9" in bad.stdout
    (news / "story.ninjs.json").write_text(document.replace('"urgency": 12', '"urgency": 3'), encoding="utf-8")
    good = run(f"{program} run --all-files", news, home)
    assert good.returncode == 0, good.stdout + good.stderr
    assert "Passed" in good.stdout
