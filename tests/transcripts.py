"""Transcripts: Markdown in which commands are shown with what they print, and which is run as it stands.

A block fenced as `console` holds commands, each on a line that begins with `$ `, followed by the lines that it
prints, standard output and error together. A command that does not exit with 0 ends with a line `[exit N]`. A line
that is `…` alone stands for any number of lines, and a `…` in a line for any characters. A block fenced as `file
NAME` puts a file there first. A transcript runs in a folder of its own.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_FENCE = re.compile(r"^```(?P<info>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Step:
    """A command, and the lines that it is shown to print."""

    command: str
    printed: list[str]


def run(transcript: Path, folder: Path, programs: Path) -> str:
    """The transcript as it really went in `folder`, with what the commands printed; `programs` has their `wirecopy`."""
    return _FENCE.sub(
        lambda block: _block(block["info"], block["text"], block.group(), folder, programs), _text(transcript)
    )


def _text(transcript: Path) -> str:
    return transcript.read_text(encoding="utf-8")


def _block(info: str, text: str, whole: str, folder: Path, programs: Path) -> str:
    kind, _, name = info.partition(" ")
    if kind == "file":
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    if kind != "console":
        return whole
    lines = []
    for step in steps(text):
        lines += [f"$ {step.command}", *_agreed(step, _printed(step, folder, programs))]
    return "```console\n" + "".join(line + "\n" for line in lines) + "```"


def steps(text: str) -> Iterator[Step]:
    """The commands of a block in order."""
    for chunk in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, *printed = chunk.rstrip("\n").split("\n")
        yield Step(command, printed)


def _printed(step: Step, folder: Path, programs: Path) -> list[str]:
    environment = {
        "PATH": os.pathsep.join((str(programs), str(Path(sys.executable).parent), os.environ["PATH"])),
        "SOURCE_DATE_EPOCH": "1481126400",
        "LC_ALL": "C.UTF-8",
        "COLUMNS": "100",
        "HOME": str(folder),
    }
    ran = subprocess.run(
        ["bash", "-c", step.command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=60,
        check=False,
    )
    lines = ran.stdout.decode("utf-8", "replace").splitlines()
    return [*lines, f"[exit {ran.returncode}]"] if ran.returncode else lines


def _agreed(step: Step, printed: list[str]) -> list[str]:
    """What the transcript shows, where what was printed agrees with it; else what was printed."""
    pattern = "".join(_line_pattern(line) for line in step.printed)
    return step.printed if re.fullmatch(pattern, "".join(line + "\n" for line in printed), re.DOTALL) else printed


def _line_pattern(line: str) -> str:
    if line == "…":
        return r"(?:[^\n]*\n)*?"
    return r"[^\n]*".join(map(re.escape, line.split(" … "))) + "\n"
