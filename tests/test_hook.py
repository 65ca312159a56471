"""The pre-commit hooks, run by pre-commit and prek in a real repository."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, absent

from convert import Moment, Source, pipeline, read

pytestmark = pytest.mark.slow


def git(folder: Path, *arguments: str) -> None:
    """Run git in `folder` with a test identity."""
    identity = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


COPY = """Ferry resumes after storm, operator says

By Jane Doe

The ferry resumed on Tuesday after three days of storm, its operator said. Nobody was hurt.

Passengers had waited in the harbour for two nights, and were given blankets and tea.
"""


@pytest.fixture
def hooks(tmp_path: Path) -> Path:
    """Return a repository with the hooks of the current work tree."""
    repository = tmp_path / "wirecopy"
    ignored = shutil.ignore_patterns(".git", ".venv*", "node_modules", ".hypothesis", "*cache*", "out")
    shutil.copytree(ROOT, repository, ignore=ignored)
    git(repository, "init", "-q")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "as it is")
    return repository


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Return a repository with valid news files and other files."""
    folder = tmp_path / "news"
    folder.mkdir()
    copy = (ROOT / "seeds" / "east-aleppo-civilians.txt").read_bytes()
    article = read(Source(name="seed.txt", data=copy, moment=Moment("2016-12-07T16:00:00Z"))).article
    for format, name in (("newsml-g2", "good.newsml.xml"), ("ninjs", "good.ninjs.json"), ("epub", "good.epub")):
        data = pipeline.write(article, format).data
        assert data is not None
        (folder / name).write_bytes(data)
    (folder / "good.txt").write_text(COPY, encoding="utf-8")
    (folder / "page.txt").write_text(COPY + "\nShare this article\n", encoding="utf-8")
    (folder / "package.json").write_text('{"name": "a-package"}\n')
    (folder / "pom.xml").write_text("<project/>\n")
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "news")
    return folder


RUNNERS = ("pre-commit", "prek")


def run_hooks(runner: str, news: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the hooks on all files of `news` with a hook runner."""
    program = Path(sys.executable).with_name(runner)
    if not program.is_file():
        absent(f"{runner} is not installed")
    done = subprocess.run(
        [str(program), *arguments, "--all-files", "--verbose"],
        cwd=news,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
        env={**os.environ, "PRE_COMMIT_COLOR": "never", "UV_SYSTEM_CERTS": "1", "UV_NATIVE_TLS": "1"},
    )
    if runner == "prek" and done.returncode == 2 and "Failed to fetch" in done.stderr:
        pytest.skip("prek installs with uv, which reaches no package index here")
    return done


@pytest.mark.parametrize("runner", RUNNERS)
def test_good_and_bad_files(runner: str, hooks: Path, news: Path) -> None:
    """Good files pass, others are skipped; a bad file fails the hook of its format and the general one."""
    good = run_hooks(runner, news, "try-repo", str(hooks))
    assert good.returncode == 0, good.stdout + good.stderr
    assert good.stdout.count("Passed") == 5
    assert "package.json" not in good.stdout
    xml = (news / "good.newsml.xml").read_text(encoding="utf-8")
    (news / "bad.newsml.xml").write_text(xml.replace("<pubStatus", "<pubstatus"), encoding="utf-8")
    ninjs = (news / "good.ninjs.json").read_text(encoding="utf-8")
    (news / "bad.ninjs.json").write_text(ninjs.replace('"usable"', '"useable"'), encoding="utf-8")
    (news / "bad.epub").write_bytes((news / "good.epub").read_bytes().replace(b"mimetype", b"mimetypo"))
    (news / "bad.txt").write_text(COPY + "\nThe operatorâ€™s ships are old, he said.\n", encoding="utf-8")
    git(news, "add", "-A")
    bad = run_hooks(runner, news, "try-repo", str(hooks))
    assert bad.returncode == 1, bad.stdout + bad.stderr
    assert bad.stdout.count("Failed") == 5
    for name, code in (
        ("bad.newsml.xml", "NML001"),
        ("bad.ninjs.json", "NJS001"),
        ("bad.epub", "EPB0"),
        ("bad.txt", "NWS116"),
    ):
        assert any(name in line and code in line for line in bad.stdout.splitlines()), name


@pytest.mark.parametrize("runner", RUNNERS)
def test_many_files_are_one_process(runner: str, hooks: Path, news: Path, tmp_path: Path) -> None:
    """Five hundred files are checked, all of them, by one process."""
    xml = (news / "good.newsml.xml").read_text(encoding="utf-8")
    for number in range(499):
        (news / f"{number}.newsml.xml").write_text(xml, encoding="utf-8")
    (news / "500.newsml.xml").write_text(xml.replace("<pubStatus", "<pubstatus"), encoding="utf-8")
    log = tmp_path / "starts"
    counted = f"sh -c 'echo $# >> {log}; exec wirecopy check --skip-unknown \"$@\"' --"
    hook = {"id": "check-news", "entry": counted}
    revision = subprocess.run(["git", "rev-parse", "HEAD"], cwd=hooks, check=True, capture_output=True, text=True)
    config = {"repos": [{"repo": str(hooks), "rev": revision.stdout.strip(), "hooks": [hook]}]}
    # JSON is also YAML.
    (news / ".pre-commit-config.yaml").write_text(json.dumps(config))
    git(news, "add", "-A")
    done = run_hooks(runner, news, "run")
    assert done.returncode == 1, done.stdout + done.stderr
    assert [line for line in done.stdout.splitlines() if "NML001" in line and "500.newsml.xml" in line]
    # All XML, JSON and EPUB: 500, the three valid documents, and two of unknown formats.
    assert [int(count) for count in log.read_text().split()] == [505]
