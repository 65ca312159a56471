"""Transcripts: Markdown files with commands and their output, which are run as tests.

A block fenced as `console` contains commands, each on a line that starts with `$ `, followed by their output, standard
output and error together. A command that does not exit with 0 ends with a line `[exit N]`. A line `…` matches any
number of lines, and ` … ` in a line any characters. A block fenced as `file NAME` creates a file. Each transcript runs
in a folder of its own.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from forked_cli import ForkedCli

_FENCE = re.compile(r"^```(?P<info>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Step:
    """A command and its expected output lines."""

    command: str
    expected: list[str]


def run(transcript: Path, folder: Path, wirecopy: Path | ForkedCli) -> str:
    """Run the transcript in `folder`; return it with actual output where it differs.

    `wirecopy` is the folder of the program, or a running server.
    """
    return _FENCE.sub(
        lambda block: _block(block["info"], block["text"], block.group(), folder, wirecopy), _text(transcript)
    )


def _text(transcript: Path) -> str:
    return transcript.read_text(encoding="utf-8")


def _block(info: str, text: str, whole: str, folder: Path, wirecopy: Path | ForkedCli) -> str:
    kind, _, name = info.partition(" ")
    if kind == "file":
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    if kind != "console":
        return whole
    lines = [
        line for step in steps(text) for line in (f"$ {step.command}", *_merged(step, _output(step, folder, wirecopy)))
    ]
    return "```console\n" + "".join(line + "\n" for line in lines) + "```"


def steps(text: str) -> Iterator[Step]:
    """Yield the commands of a block in order."""
    for chunk in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, *expected = chunk.rstrip("\n").split("\n")
        yield Step(command, expected)


_PLAIN = re.compile(r"wirecopy (?P<arguments>[\w ./:=,+'\"-]+)")
"""A command that says the same without a shell."""


def _output(step: Step, folder: Path, wirecopy: Path | ForkedCli) -> list[str]:
    programs = wirecopy.programs if isinstance(wirecopy, ForkedCli) else wirecopy
    environment = {
        "PATH": os.pathsep.join((str(programs), str(Path(sys.executable).parent), os.environ["PATH"])),
        "SOURCE_DATE_EPOCH": "1481126400",
        "LC_ALL": "C.UTF-8",
        "COLUMNS": "100",
        "HOME": str(folder),
    }
    if isinstance(wirecopy, ForkedCli) and (plain := _PLAIN.fullmatch(step.command)):
        code, output = wirecopy.run(shlex.split(plain["arguments"]), folder, environment)
        return _lines(code, output)
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
    return _lines(ran.returncode, ran.stdout)


def _lines(code: int, output: bytes) -> list[str]:
    lines = output.decode("utf-8", "replace").splitlines()
    return [*lines, f"[exit {code}]"] if code else lines


def _merged(step: Step, output: list[str]) -> list[str]:
    """Return the expected lines if they match the output, else the output, with expected ` … ` where a line matches."""
    pattern = "".join(map(_line_pattern, step.expected))
    if re.fullmatch(pattern, "".join(line + "\n" for line in output), re.DOTALL):
        return step.expected
    patterns = {line: _line_pattern(line) for line in step.expected if " … " in line}
    return [next((shown for shown, p in patterns.items() if re.fullmatch(p, line + "\n")), line) for line in output]


def _line_pattern(line: str) -> str:
    if line == "…":
        return r"(?:[^\n]*\n)*?"
    return r"[^\n]*".join(map(re.escape, line.split(" … "))) + "\n"
