"""Completion works in real shells, on a terminal: words of ours, and file names where files are meant."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from conftest import absent

from convert.cli import commands, completing

SHELLS = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "--no-config", "-i"],
}

PREPARED = {
    "bash": "PS1='READY''> '; bind 'set bell-style none'",
    "zsh": "PS1='READY''> '; unsetopt zle_bracketed_paste beep prompt_sp; zstyle ':completion:*' insert-tab false",
    "fish": "function fish_prompt; printf READY'> '; end; set -g fish_autosuggestion_enabled 0",
}

_ON_TERMINAL = """
import fcntl, os, sys, termios
os.setsid()
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execvp(sys.argv[1], sys.argv[1:])
"""
"""Runs a program with standard input as its terminal."""

PATIENCE = 60
"""Seconds after which a shell counts as hung; none of the tests waits so long."""


class Terminal:
    """A shell on a terminal, whose `wirecopy` prints its arguments, while completion asks the real one."""

    def __init__(self, shell: str, folder: Path, programs: Path) -> None:
        if not shutil.which(shell):
            absent(f"there is no {shell}")
        self.shell = shell
        self.printed = ""
        environment = {
            "PATH": os.pathsep.join((str(programs), str(Path(sys.executable).parent), os.environ["PATH"])),
            "HOME": str(folder),
            "TERM": "dumb" if shell == "fish" else "xterm",
            "LC_ALL": "C.UTF-8",
            "COLUMNS": "400",
            "XDG_CONFIG_HOME": str(folder / ".config"),
        }
        self._terminal, end = pty.openpty()
        command = [sys.executable, "-c", _ON_TERMINAL, *SHELLS[shell]]
        self._process = subprocess.Popen(command, cwd=folder, env=environment, stdin=end, stdout=end, stderr=end)
        os.close(end)
        self.send(PREPARED[shell] + "\n")
        self.wait("READY> ")
        source = {"fish": "wirecopy completion fish | source"}.get(shell, f'eval "$(wirecopy completion {shell})"')
        self.send(source + "; echo SWITCHED''ON\n")
        self.wait("SWITCHEDON")
        function = {"fish": "function wirecopy; for a in $argv; printf '<%s>' $a; end; echo END; end"}
        self.send(function.get(shell, "wirecopy() { printf '<%s>' \"$@\"; echo END; }") + "; echo DEFI''NED\n")
        self.wait("DEFINED")

    def send(self, text: str) -> None:
        os.write(self._terminal, text.encode())

    def wait(self, text: str) -> str:
        """Return what was printed up to `text`, which is taken from what is left."""
        end = time.monotonic() + PATIENCE
        while text not in self.printed:
            ready, _, _ = select.select([self._terminal], [], [], max(0.0, end - time.monotonic()))
            assert ready, f"{self.shell} does not print {text!r}: {self.printed!r}"
            self.printed += os.read(self._terminal, 65536).decode("utf-8", "replace")
        before, _, self.printed = self.printed.partition(text)
        return before

    def completed(self, typed: str) -> list[str]:
        """Return the arguments of the command line that was typed up to a tab, and then entered."""
        self.send(f"{typed}\t\n")
        return re.findall(r"<([^<>]*)>", self.wait("END").replace("\r", "").rpartition("\n")[2])

    def close(self) -> None:
        os.close(self._terminal)
        self._process.kill()
        self._process.wait()


@pytest.fixture(params=SHELLS)
def terminal(request: pytest.FixtureRequest, tmp_path: Path, forked: Path) -> Iterator[Terminal]:
    for name in ("ferry.txt", "big storm.txt", "story.newsml.xml"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / "archive").mkdir()
    opened = Terminal(request.param, tmp_path, forked)
    yield opened
    opened.close()


LINES = {
    # Files, with and without spaces, after a command and after options
    "wirecopy convert fer": ["convert", "ferry.txt"],
    "wirecopy convert big": ["convert", "big storm.txt"],
    "wirecopy check -v story": ["check", "-v", "story.newsml.xml"],
    "wirecopy explain fer": ["explain", "ferry.txt"],
    "wirecopy convert x --config fer": ["convert", "x", "--config", "ferry.txt"],
    "wirecopy convert ferry.txt -o arch": ["convert", "ferry.txt", "-o", "archive/"],
    "wirecopy pack arch": ["pack", "archive/"],
    # Words
    "wirecopy conv": ["convert"],
    "wirecopy convert --keep-f": ["convert", "--keep-furniture"],
    "wirecopy convert -t ninjs@3.2 --time": ["convert", "-t", "ninjs@3.2", "--timezone"],
    "wirecopy convert -t newsml-g2@2.36 -t art": ["convert", "-t", "newsml-g2@2.36", "-t", "article"],
    "wirecopy convert -m slug": ["convert", "-m", "slugline="],
    "wirecopy convert -m status=with": ["convert", "-m", "status=withheld"],
    "wirecopy convert --report=js": ["convert", "--report=json"],
    "wirecopy check -f ninjs@2.3": ["check", "-f", "ninjs@2.3"],
    "wirecopy convert -t newsml-g2@2.36 -m urgen": ["convert", "-t", "newsml-g2@2.36", "-m", "urgency="],
    "wirecopy check -f newsml-g2@2.35": ["check", "-f", "newsml-g2@2.35"],
    "wirecopy convert -t article@": ["convert", "-t", "article@1"],
    "wirecopy check --ignore NWS10,NML109": ["check", "--ignore", "NWS10,NML109"],
    "wirecopy explain NWS104": ["explain", "NWS104"],
    "wirecopy convert --encoding windows-1252 --timezone Europe/Berl": [
        *("convert", "--encoding", "windows-1252", "--timezone", "Europe/Berlin"),
    ],
    "wirecopy convert --encoding shift-jisx": ["convert", "--encoding", "shift-jisx0213"],
    "wirecopy fields rights.us": ["fields", "rights.usage_terms"],
}


@pytest.mark.slow
def test_lines_are_completed(terminal: Terminal) -> None:
    completed = {line: terminal.completed(line) for line in LINES}
    trailing = {"archive/", "archive"}  # zsh takes the slash away again when the line is entered
    for line, words in LINES.items():
        if words[-1] in trailing:
            assert completed[line][-1] in trailing, line
            assert completed[line][:-1] == words[:-1]
        else:
            assert completed[line] == words, line


def test_every_file_and_word_has_its_completion() -> None:
    """An option or argument that names a file completes files; one with words that are known completes these."""
    files = {"FILE", "FILE...", "IN", "[IN]...", "OUT", "[STORY]...", "EPUB", "FOLDER", "PACKAGE", "PACKAGE..."}
    files |= {"JOURNAL...", "FILE|CODE"}
    places = (completing.FILE, completing.FOLDER, completing.FILE_OR_CODE)
    for name, command in commands.commands.items():
        for parameter in command.params:
            metavar = parameter.make_metavar(click.Context(command))
            if metavar in files:
                is_path = isinstance(parameter.type, click.Path)
                assert is_path or parameter.type in places, (name, parameter.name)
    types = {p.name: p.type for c in commands.commands.values() for p in c.params}
    assert types["encoding"] is completing.ENCODING
    assert types["timezone"] is completing.ZONE
    assert types["select"] is types["ignore"] is completing.CODES


def test_a_script_is_valid(tmp_path: Path) -> None:
    """Each shell reads its own, without a terminal."""
    for shell in SHELLS:
        if not shutil.which(shell):
            absent(f"there is no {shell}")
        file = tmp_path / f"completion.{shell}"
        file.write_text(completing.script(shell), encoding="utf-8")
        subprocess.run([shell, "-n", str(file)], check=True, capture_output=True)


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("wirecopy convert -m status=", ["status=usable", "status=withheld", "status=canceled"]),
        ("wirecopy convert --allow ", ["LOS001", "LOS002", "LOS003"]),
        ("wirecopy convert -t ninjs@3", ["ninjs@3.1", "ninjs@3.2", "ninjs@3.0"]),
        ("wirecopy convert -t 'nin", ["ninjs"]),
        ("wirecopy check --select NWS101,nws102", ["NWS101,nws102"]),
        ("wirecopy convert --to=nin", ["--to=ninjs"]),
        ("wirecopy convert --meta=status=w", ["--meta=status=withheld"]),
        ("wirecopy fields located.", ["located.uri", "located.position", "located.country", "located.country.uri"]),
        ("wirecopy completion ", ["bash", "zsh", "fish"]),
        ("wirecopy nonsense ", []),
        ("", []),
    ],
)
def test_words_that_are_offered(line: str, words: list[str], forked: Path) -> None:
    environment = {**os.environ, "_WIRECOPY_COMPLETE": "zsh_complete", "WIRECOPY_LINE": line}
    ran = subprocess.run([forked / "wirecopy"], env=environment, capture_output=True, text=True, check=True)
    offered = [entry.removeprefix("plain,") for entry in ran.stdout.splitlines()]
    assert offered == words or (not words and set(offered) <= set(commands.commands))
    assert ran.stderr == ""


@pytest.mark.parametrize(
    ("shell", "line", "entries"),
    [
        ("bash", "wirecopy convert -m status=w", ["plain,withheld"]),
        ("zsh", "wirecopy convert -m status=w", ["plain,status=withheld"]),
        ("fish", "wirecopy convert -m status=w", ["plain,status=withheld"]),
        ("bash", "wirecopy convert --to=nin", ["plain,ninjs"]),
        ("bash", "wirecopy convert -t ninjs@3.2", ["plain,@3.2"]),
        ("bash", "wirecopy journ", ["plain,journal"]),
        ("zsh", "wirecopy journ", ["plain,journal"]),
        ("fish", "wirecopy journ", ["plain,journal\tSummarize journals of batches, and join..."]),
    ],
)
def test_each_shell_gets_the_part_that_it_replaces(
    shell: str, line: str, entries: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Bash replaces what follows the last of its breaks; fish shows what a word is for."""
    monkeypatch.setenv("_WIRECOPY_COMPLETE", f"{shell}_complete")
    monkeypatch.setenv("WIRECOPY_LINE", line)
    monkeypatch.setenv("WIRECOPY_BREAKS", " \t\n\"'@><=;|&(:")
    completing.complete(commands)
    assert capsys.readouterr().out.splitlines() == entries
