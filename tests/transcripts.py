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
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from convert import cli

_FENCE = re.compile(r"^```(?P<info>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Step:
    """A command and its expected output lines."""

    command: str
    expected: list[str]


def run(transcript: Path, folder: Path, programs: Path, *, in_process: bool = False) -> str:
    """Run the transcript in `folder` with `wirecopy` from `programs`; return it with actual output where it differs.

    With `in_process`, commands that need no shell run in this process, and no command has workers.
    """
    return _FENCE.sub(
        lambda block: _block(block["info"], block["text"], block.group(), folder, programs, in_process),
        _text(transcript),
    )


def _text(transcript: Path) -> str:
    return transcript.read_text(encoding="utf-8")


def _block(info: str, text: str, whole: str, folder: Path, programs: Path, in_process: bool) -> str:
    kind, _, name = info.partition(" ")
    if kind == "file":
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    if kind != "console":
        return whole
    lines = [
        line
        for step in steps(text)
        for line in (f"$ {step.command}", *_merged(step, _output(step, folder, programs, in_process)))
    ]
    return "```console\n" + "".join(line + "\n" for line in lines) + "```"


def steps(text: str) -> Iterator[Step]:
    """Yield the commands of a block in order."""
    for chunk in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, *expected = chunk.rstrip("\n").split("\n")
        yield Step(command, expected)


_PLAIN = re.compile(
    r"(?:(?P<before>(?:(?!wirecopy |cd |do |export ).)*)(?:;|&&) )?"
    r"wirecopy (?P<arguments>(?:[\w ./:=,+-]|'[\w ./:=,+{}©-]*')+?)"
    r"(?P<both> 2>&1)?(?: \| (?P<filter>(?!wirecopy).*))?"
)
"""One `wirecopy` that says the same without a shell, whatever the shell does before and with its output."""

_WORKERS = re.compile(r" -j [2-9]\b")


def _output(step: Step, folder: Path, programs: Path, in_process: bool) -> list[str]:
    environment = {
        "PATH": os.pathsep.join((str(programs), str(Path(sys.executable).parent), os.environ["PATH"])),
        "SOURCE_DATE_EPOCH": "1481126400",
        "LC_ALL": "C.UTF-8",
        "COLUMNS": "100",
        "HOME": str(folder),
    }
    if in_process and (plain := _PLAIN.fullmatch(step.command)):
        before = _shell(plain["before"], folder, environment)[1] if plain["before"] else b""
        code, output, errors = _called(
            shlex.split(_WORKERS.sub("", plain["arguments"])),
            folder,
            environment,
            bool(plain["both"]) or not plain["filter"],
        )
        if plain["filter"]:
            code, output = _shell(plain["filter"], folder, environment, output)
        return _lines(code, before + errors + output)
    return _lines(*_shell(step.command, folder, environment))


def _shell(command: str, folder: Path, environment: Mapping[str, str], given: bytes = b"") -> tuple[int, bytes]:
    """The exit code of a command of the shell, and all that it prints."""
    ran = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        input=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=60,
        check=False,
    )
    return ran.returncode, ran.stdout


def _called(
    arguments: Sequence[str], folder: Path, environment: Mapping[str, str], is_joined: bool
) -> tuple[int, bytes, bytes]:
    """The exit code of a command in this process, and what it prints to standard output and error, or to both alike."""
    streams = sys.stdin, sys.stdout, sys.stderr
    before, here = dict(os.environ), os.getcwd()
    with (
        tempfile.TemporaryFile() as printed,
        tempfile.TemporaryFile() as reported,
        open(os.devnull, encoding="utf-8") as nothing,
    ):
        os.environ.clear()
        os.environ.update(environment)
        os.chdir(folder)
        sys.stdin = nothing
        sys.stdout = os.fdopen(os.dup(printed.fileno()), "w", encoding="utf-8", errors="surrogateescape")
        errors = (printed if is_joined else reported).fileno()
        sys.stderr = os.fdopen(os.dup(errors), "w", 1, encoding="utf-8", errors="backslashreplace")
        try:
            code = cli._run(arguments)
        finally:
            sys.stdout.close()
            sys.stderr.close()
            sys.stdin, sys.stdout, sys.stderr = streams
            os.chdir(here)
            os.environ.clear()
            os.environ.update(before)
        printed.seek(0)
        reported.seek(0)
        return code, printed.read(), reported.read()


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
