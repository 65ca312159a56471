"""The container file: pinned, slim, not root, without a network when it runs, and with all that it copies."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

TEXT = (ROOT / "Containerfile").read_text(encoding="utf-8")
NETWORK = re.compile(r"\b(?:pip3?|apt|apt-get|apk|curl|wget|git|npm|uv)\b|https?://")


def instructions(text: str) -> list[tuple[str, str]]:
    """The instructions of a container file with their arguments, without comments and continued lines."""
    lines = re.sub(r"(?m)^\s*#.*\n", "", text).replace("\\\n", " ").splitlines()
    pairs = (line.strip().partition(" ") for line in lines if line.strip())
    return [(word.upper(), rest.strip()) for word, _, rest in pairs]


def faults(text: str) -> Iterator[str]:
    """What a reviewer would refuse in a container file."""
    found = instructions(text)
    for word, rest in found:
        if word == "FROM":
            image = rest.split()[0]
            tag = image.rpartition("/")[2].partition(":")[2]
            if not re.match(r"\d+\.\d+-slim\b", tag):
                yield f"{image} is not a slim image of one version"
        if word == "ADD":
            yield "ADD fetches and unpacks; COPY does neither"
        if word == "EXPOSE":
            yield "nothing listens"
        if word in ("ARG", "ENV") and re.search(r"(?i)secret|token|passw", rest):
            yield f"a secret in the image: {rest}"
    final = found[max(at for at, (word, _) in enumerate(found) if word == "FROM") :]
    for word, rest in final:
        if word in ("RUN", "ENTRYPOINT", "CMD") and NETWORK.search(rest):
            yield f"the final stage asks for the network: {rest}"
    users = [rest for word, rest in final if word == "USER"]
    if not users or not re.fullmatch(r"[1-9]\d*:[1-9]\d*", users[-1]):
        yield "the user is root, or has no number"
    if ("ENTRYPOINT", '["wirecopy"]') not in final:
        yield "the entry point is another"


def test_the_container_file_is_sound() -> None:
    assert list(faults(TEXT)) == []


@pytest.mark.parametrize(
    ("sound", "broken"),
    [
        ("3.13-slim-trixie AS build", "latest AS build"),
        ("FROM docker.io/library/python:3.13-slim-trixie\n", "FROM docker.io/library/python\n"),
        ("USER 10001:10001\n", ""),
        ("USER 10001:10001", "USER root"),
        ("USER 10001:10001", "USER 0:0"),
        ("WORKDIR /work\n", "RUN pip install wirecopy\n"),
        ("WORKDIR /work\n", "EXPOSE 80\n"),
        ("COPY schemas", "ADD schemas"),
        ('ENTRYPOINT ["wirecopy"]', "ENTRYPOINT wirecopy"),
    ],
)
def test_an_unsound_container_file_is_refused(sound: str, broken: str) -> None:
    assert sound in TEXT
    assert list(faults(TEXT.replace(sound, broken)))


def test_what_is_ignored_is_not_copied() -> None:
    """The list of ignored files lets through exactly what the container file copies."""
    kept = re.findall(r"(?m)^!(.*)$", (ROOT / ".dockerignore").read_text(encoding="utf-8"))
    assert sorted(kept) == sorted(copied())


def copied() -> list[str]:
    """The files and folders of the repository that are copied into the first stage."""
    sources = [shlex.split(rest)[:-1] for word, rest in instructions(TEXT) if word == "COPY"]
    return [name for names in sources if not names[0].startswith("--") for name in names]


def daemon() -> str | None:
    """The program that builds images here, None if none has what it needs to."""
    for program in ("podman", "docker"):
        if shutil.which(program) and not subprocess.run([program, "info"], capture_output=True, check=False).returncode:
            return program
    return None


@pytest.mark.slow
def test_the_image_converts_without_a_network(tmp_path: Path) -> None:
    """Built and run only where images can be; elsewhere its parts are tested, above and below."""
    if not (program := daemon()):
        pytest.skip("nothing here builds images")
    subprocess.run([program, "build", "-q", "-t", "wirecopy-test", "-f", "Containerfile", "."], cwd=ROOT, check=True)
    copy = (ROOT / "seeds" / "east-aleppo-civilians.txt").read_bytes()
    command = [program, "run", "--rm", "-i", "--network", "none", "--read-only", "--tmpfs", "/tmp", "wirecopy-test"]
    done = subprocess.run([*command, "convert", "-", "-t", "ninjs"], input=copy, capture_output=True, check=True)
    assert json.loads(done.stdout)["headlines"]


@pytest.mark.slow
def test_what_is_copied_is_enough(tmp_path: Path) -> None:
    """The package installs from the copied files alone, and converts and checks with them."""
    source, programs = tmp_path / "source", tmp_path / "env" / "bin"
    source.mkdir()
    for name in copied():
        path = ROOT / name
        if path.is_dir():
            shutil.copytree(path, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(path, source)
    subprocess.run([sys.executable, "-m", "venv", programs.parent], check=True)
    subprocess.run([programs / "pip", "install", "--quiet", "--no-input", source], check=True)
    shutil.rmtree(source)
    [entry] = [json.loads(rest) for word, rest in instructions(TEXT) if word == "ENTRYPOINT"]
    work = tmp_path / "work"
    work.mkdir()
    shutil.copy(ROOT / "seeds" / "east-aleppo-civilians.txt", work)
    for arguments in (("convert", "east-aleppo-civilians.txt", "-o", "out"), ("check", "out")):
        environment = {"PATH": f"{programs}:/usr/bin:/bin", "HOME": "/nonexistent", "LC_ALL": "C.UTF-8"}
        subprocess.run([*entry, *arguments], cwd=work, env=environment, check=True, capture_output=True)
    assert len([path for path in (work / "out").iterdir() if path.is_file()]) == 3
