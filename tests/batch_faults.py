"""Faults for batches: kills at random moments of a run, and failures of every system call that places documents.

The tests run a few; by hand, a batch of 2,000 inputs that is disturbed at 50 moments:

    python tests/batch_faults.py --files 2000 --moments 50 --seed 1
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import gc
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
if __name__ == "__main__":
    sys.path[0] = str(ROOT)

from convert.batch.history import inputs_of  # noqa: E402

KINDS = ("tree", "parent", "worker", "TERM", "INT")
"""What is killed with -9 (all, the parent, one worker and later TERM to the parent), or the signal for the parent."""

JOBS = 2
AHEAD = 4 * JOBS
"""How many inputs may be under way."""

_STORY = "Ferry {0} resumes after storm\n\nThe ferry between the islands resumed on day {0}, the operator said.\n"
_MOMENT = 1_481_126_400


def fill(folder: Path, count: int) -> None:
    """Write inputs: stories, every tenth with two of them, and every twentieth empty, which fails."""
    folder.mkdir(parents=True)
    for number in range(count):
        path = folder / f"{number % 7}" / f"{number:05}.txt"
        path.parent.mkdir(exist_ok=True)
        text = _STORY.format(number)
        if number % 10 == 3:
            text += "\n###\n\n" + _STORY.format(f"{number}b")
        path.write_text("" if number % 20 == 7 else text)
        os.utime(path, (_MOMENT + number, _MOMENT + number))


def documents(out: Path) -> dict[str, bytes]:
    """Return the documents in a folder by path."""
    found = (path for path in out.rglob("*") if path.is_file() and ".wirecopy" not in path.relative_to(out).parts)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in found}


def lines(out: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the last lines of each input, without what belongs to one run."""
    found = {}
    for last in inputs_of([str(out / ".wirecopy" / "journal.jsonl")]):
        for line in last:
            del line["run"]
        found[last[0]["input"]] = last
    return found


def temporaries(folder: Path) -> list[Path]:
    """Return the temporary files below a folder."""
    return list(folder.rglob(".wirecopy-*"))


def disagreements(out: Path) -> tuple[list[str], set[str]]:
    """Return documents of the journal that are not as it says, and documents that it does not have."""
    held = {path: hashlib.sha256(data).hexdigest() for path, data in documents(out).items()}
    wrong = []
    for last in lines(out).values():
        named = (document for line in last for document in line["documents"])
        wrong.extend(d["path"] for d in named if held.pop(d["path"], "") != d["sha256"])
    return wrong, set(held)


def stems(paths: set[str]) -> set[str]:
    """Return the inputs that documents come from."""
    return {path.partition(".")[0].partition("-")[0] for path in paths}


# --------------------------------------------------------------------------------------------------------------------
# Kills at random moments

_SITE = """
import os, sys
def _note(event, arguments, folder=os.environ["FAULTS_FOLDER"], marker=os.environ["FAULTS_MARKER"]):
    if event == "open" and arguments[1] is None and isinstance(arguments[0], str) and arguments[0].startswith(folder):
        file = os.open(marker, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(file, os.path.relpath(arguments[0], folder).encode() + b"\\n")
        os.close(file)
sys.addaudithook(_note)
"""
"""Notes every input that a process begins to read."""


@dataclass
class Disturbed:
    """A batch that is disturbed again and again; `seen` counts the disturbances that met it at work."""

    root: Path
    count: int
    formats: tuple[str, ...] = ("text", "article")
    options: tuple[str, ...] = ()
    seen: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        fill(self.root / "in", self.count)
        (self.root / "site").mkdir()
        (self.root / "site" / "sitecustomize.py").write_text(_SITE)
        self._reference = self.root / "reference"
        done = self._started(self._reference).wait()
        assert done == 3, done
        self._take_begun()
        self._unrecorded: set[str] = set()
        self.out = self.root / "out"

    @property
    def _marker(self) -> Path:
        return self.root / "begun"

    def _started(self, out: Path) -> subprocess.Popen[bytes]:
        to = [word for name in self.formats for word in ("-t", name)]
        command = [sys.executable, "-m", "convert", "convert", str(self.root / "in"), *to, "-o", str(out), "--split"]
        environment = {
            **os.environ,
            "FAULTS_FOLDER": f"{self.root / 'in'}{os.sep}",
            "FAULTS_MARKER": str(self._marker),
            "PYTHONPATH": f"{self.root / 'site'}{os.pathsep}{ROOT}",
        }
        return subprocess.Popen([*command, "-q", "-j", str(JOBS), *self.options], env=environment, stderr=-3)

    def _take_begun(self) -> Counter[str]:
        """Return how often each input was begun since the last call."""
        found = Counter(self._marker.read_text().split()) if self._marker.exists() else Counter[str]()
        self._marker.unlink(missing_ok=True)
        return found

    def _recorded(self) -> set[str]:
        place = self.out / ".wirecopy" / "journal.jsonl"
        if not place.exists():
            return set()
        whole = place.read_bytes().rpartition(b"\n")[0].split(b"\n")
        return {json.loads(line)["input"] for line in whole if line}

    def _processes(self) -> list[int]:
        """Return the processes of this batch that are alive."""
        wanted, found = f"FAULTS_MARKER={self._marker}\0".encode(), []
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if wanted in (folder / "environ").read_bytes():
                    found.append(int(folder.name))
        return found

    def disturb(self, kind: str, at: int, delay: float) -> None:
        """Run the batch until `at` inputs have lines, and disturb it after a delay in seconds."""
        before = self._recorded()
        process = self._started(self.out)
        place = self.out / ".wirecopy" / "journal.jsonl"
        while process.poll() is None and (not place.exists() or place.read_bytes().count(b"\n") < at):
            time.sleep(0.002)
        time.sleep(delay)
        workers = [pid for pid in self._processes() if pid != process.pid]
        was_alive = process.poll() is None
        if kind in ("TERM", "INT"):
            process.send_signal(getattr(signal, f"SIG{kind}"))
        for pid in {"tree": workers, "worker": workers[:1]}.get(kind, []):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if kind in ("tree", "parent"):
            process.kill()
        if (
            kind == "worker"
        ):  # its work is done by another; then the batch is stopped, so that it can be disturbed again
            time.sleep(0.5)
            process.send_signal(signal.SIGTERM)
        code = process.wait(timeout=600)
        deadline = time.monotonic() + 10
        while left := self._processes():
            assert time.monotonic() < deadline, f"{kind}: processes {left} are alive"
            time.sleep(0.01)
        begun, after = self._take_begun(), self._recorded()
        under_way = {name for name in begun if name not in after}
        again = begun.keys() & before
        assert not again, f"{kind}: {again} were done and are done again"
        assert len(under_way) <= AHEAD, f"{kind}: {under_way}"
        twice = {name: times for name, times in begun.items() if times > 1}
        assert sum(twice.values()) <= (2 if kind == "worker" and workers else 0), f"{kind}: {twice}"
        if place.exists():
            wrong, extra = disagreements(self.out)
            assert not wrong, f"{kind}: {wrong} are not as the journal says"
            self._unrecorded |= under_way
            assert stems(extra) <= stems(self._unrecorded), f"{kind}: {extra} have no line"
        parts = self.out / ".wirecopy" / "journal.parts"
        left_over = [path for path in temporaries(self.root) if path.parent != parts]
        assert not left_over, f"{kind}: {left_over}"
        if code == 3:
            assert len(after) == self.count, f"{kind}: {len(after)} are done"
        elif kind in ("TERM", "INT", "worker"):
            # While the interpreter starts, and after the last input while it ends, a signal ends it in ways of its own.
            outside = not begun or len(after) == self.count
            assert code == (130 if kind == "INT" else 143) or (code and outside), f"{kind}: exit {code}"
            assert not under_way
            # A run that is ended before it begins leaves what an earlier one left.
            assert not (begun and parts.exists()), f"{kind}: {len(begun)} begun, {temporaries(parts)}"
        else:
            assert code == -signal.SIGKILL
        if was_alive and begun:
            self.seen[kind] += 1

    def finish(self) -> None:
        """Do what is left, compare the result with an undisturbed run, and see that a repeat has nothing to do."""
        before = self._recorded()
        assert self._started(self.out).wait() == 3
        begun = self._take_begun()
        assert not begun.keys() & before
        assert set(begun) | before == {path.relative_to(self.root / "in").as_posix() for path in self._inputs()}
        wrong, extra = disagreements(self.out)
        assert not wrong
        assert not extra
        assert documents(self.out) == documents(self._reference)
        assert lines(self.out) == lines(self._reference)
        assert not temporaries(self.root)
        assert sorted(os.listdir(self.out / ".wirecopy")) == ["journal.jsonl", "journal.jsonl.index"]
        assert self._started(self.out).wait() == 3
        assert not self._take_begun(), "a repeat begins nothing"

    def _inputs(self) -> list[Path]:
        return list((self.root / "in").rglob("*.txt"))


def disturbed(root: Path, *, count: int, kinds: Sequence[str], seed: int) -> Counter[str]:
    """Disturb a batch at random moments, let it end, and compare; return how often each kind met it at work."""
    chance = random.Random(seed)
    batch = Disturbed(root, count)
    moments = sorted(chance.randrange(count) for _ in kinds)
    for kind, at in zip(kinds, moments, strict=True):
        batch.disturb(kind, at, chance.uniform(0, 0.05))
    batch.finish()
    return batch.seen


# --------------------------------------------------------------------------------------------------------------------
# Failures of every system call that places documents

ACTS = ("kill", "ENOSPC", "EIO", "full")
"""What happens at a call: the process is killed, the call fails once, or it and all that need room fail from then on.

Half of what is written gets on disk.
"""

_NEED_ROOM = frozenset({"open", "write", "journal write", "fsync", "mkdir"})


class Injected:
    """Counts the calls that place documents and write the journal, and does `act` at the call with number `at`."""

    def __init__(self, act: str = "", at: int = -1) -> None:
        self.calls: list[str] = []
        self._act = act
        self._at = at

    def meet(self, name: str, half: Callable[[], object] = lambda: None) -> None:
        """Come to a call."""
        number = len(self.calls)
        self.calls.append(name)
        if number == self._at or (self._act == "full" and 0 <= self._at < number and name in _NEED_ROOM):
            half()
            if self._act == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            code = getattr(errno, "ENOSPC" if self._act == "full" else self._act)
            raise OSError(code, os.strerror(code))

    def install(self) -> None:
        """Put this between the program and the system, for good."""
        from convert.atomic_write import parts
        from convert.batch import journal

        def before(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
            def call(*arguments: Any, **options: Any) -> Any:
                self.meet(name)
                return real(*arguments, **options)

            return call

        os.replace = before("rename", os.replace)
        os.unlink = before("unlink", os.unlink)
        os.mkdir = before("mkdir", os.mkdir)
        os.rmdir = before("rmdir", os.rmdir)
        real_sync = os.fsync

        def sync(number: int) -> None:
            name = os.readlink(f"/proc/self/fd/{number}")
            kind = "journal" if name.endswith(".jsonl") else "folder" if os.path.isdir(name) else "document"
            self.meet("fsync" if kind == "document" else f"{kind} fsync")
            real_sync(number)

        os.fsync = sync

        def opened(name: str, mode: str = "r", **options: Any) -> Any:
            if mode == "rb":
                return open(name, mode, **options)
            self.meet("journal open" if "a" in mode else "open")
            return _File(open(name, mode, **options), self, "journal write" if "a" in mode else "write")

        vars(parts)["open"] = vars(journal)["open"] = opened


class AtEvent:
    """Kills its process at the event with number `at` among those that open, make, rename or remove a file.

    Python's audit hooks tell of them, so that nothing has to be put in place of a function.
    """

    _EVENTS = frozenset({"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink"})

    def __init__(self, at: int = -1) -> None:
        self.calls: list[str] = []
        self._at = at

    def install(self) -> None:
        """Begin to count, for good."""

        def meet(event: str, arguments: tuple[object, ...]) -> None:
            if event in self._EVENTS:
                self.calls.append(f"{event} {arguments[0]!r}")
                if len(self.calls) == self._at + 1:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(meet)


class _File:
    """A file whose writes are met first."""

    def __init__(self, file: Any, injected: Injected, name: str) -> None:
        self._file, self._injected, self._name = file, injected, name

    def write(self, data: bytes) -> int:
        self._injected.meet(self._name, lambda: (self._file.write(data[: len(data) // 2]), self._file.flush()))
        return int(self._file.write(data))

    def writelines(self, pieces: Sequence[bytes]) -> None:
        self.write(b"".join(pieces))

    def __enter__(self) -> _File:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


class Ended(NamedTuple):
    """How a process ended: its exit code, negative for a signal, what it printed, and its calls."""

    code: int
    printed: str
    calls: list[str]


def forked(arguments: Sequence[str], folder: Path, injected: Injected | AtEvent | None = None) -> Ended:
    """Run the command line in a fork of this process."""
    from convert import cli

    printed, calls = folder / "printed", folder / "calls"
    calls.write_text("[]")
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        code = 99
        try:
            file = os.open(printed, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(file, 1)
            os.dup2(file, 2)
            sys.stdout = os.fdopen(1, "w", closefd=False)
            sys.stderr = os.fdopen(2, "w", 1, closefd=False)
            if injected:
                injected.install()
            code = cli._run(arguments)
            sys.stdout.flush()
            if injected:
                calls.write_text(json.dumps(injected.calls))
        finally:
            os._exit(code)
    status = os.waitpid(pid, 0)[1]
    return Ended(os.waitstatus_to_exitcode(status), printed.read_text(), json.loads(calls.read_text()))


def inject(root: Path, act: str, options: Sequence[str], *, every: int = 1) -> Counter[str]:
    """Fail each call of a small batch, one a run, and resume; return how many calls of each name there were.

    Every run is a fork of this process, which has loaded what a conversion loads: nine tenths of the time of a run.
    """
    from convert import cli

    fill(root / "in", 4)
    (root / "in" / "0" / "bad.txt").write_text("")

    def arguments(out: Path) -> list[str]:
        return ["convert", str(root / "in"), "-t", "text", "-t", "article", "--split", "-o", str(out), "-q", *options]

    reference = root / "reference"
    assert cli._run(arguments(root / "warm")) == 3
    gc.freeze()
    whole = forked(arguments(reference), root, Injected())
    assert whole.code == 3, whole
    assert {"open", "write", "rename", "journal open", "journal write"} <= set(whole.calls)
    for at, name in list(enumerate(whole.calls))[::every]:
        out = root / f"{act}-{at}"
        where = f"{act} at call {at} ({name})"
        ended = forked(arguments(out), root, Injected(act, at))
        if act == "kill":
            assert ended.code == -signal.SIGKILL, (where, ended)
        else:
            assert ended.code == 3, (where, ended)
            assert "BUG" not in ended.printed, (where, ended)
            assert "Traceback" not in ended.printed, (where, ended)
            if name not in ("unlink", "rmdir", "mkdir"):  # which may fail without harm
                assert "INP008" in ended.printed, (where, ended)
                assert not temporaries(out), where
        if (out / ".wirecopy" / "journal.jsonl").exists():
            wrong, extra = disagreements(out)
            assert not wrong, (where, wrong)
            # What was placed before a rename that failed is withdrawn; a process that is killed withdraws nothing. On a
            # disk that stays full the journal cannot have the first story of an input whose second one failed.
            is_first = act == "full" and all("-1." in path for path in extra)
            assert len(stems(extra)) <= (act == "kill" or name != "rename" or is_first), (where, extra)
        again = forked(arguments(out), root)
        assert again.code == 3, (where, again)
        assert documents(out) == documents(reference), where
        assert lines(out) == lines(reference), where
        assert not temporaries(out), where
        assert sorted(os.listdir(out / ".wirecopy")) == sorted(os.listdir(reference / ".wirecopy")), where
        if act == "kill":
            # Of an input with two stories, the first line may be whole; then both are done again.
            most = 7 if name == "journal write" else 6
            assert 6 <= len((out / ".wirecopy" / "journal.jsonl").read_bytes().splitlines()) <= most, where
    return Counter(whole.calls)


def main() -> None:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--moments", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--inject", metavar="ACT", choices=ACTS, help="Fail every call instead.")
    parser.add_argument("--durable", action="store_true", help="With --inject: wait until all is on disk.")
    chosen = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        if chosen.inject:
            counts = inject(Path(folder), chosen.inject, ["--durable"] if chosen.durable else [])
        else:
            kinds = [KINDS[number % len(KINDS)] for number in range(chosen.moments)]
            random.Random(chosen.seed).shuffle(kinds)
            counts = disturbed(Path(folder) / "batch", count=chosen.files, kinds=kinds, seed=chosen.seed)
    print(f"as an undisturbed run, after {time.monotonic() - began:.0f} s:", *map(str, sorted(counts.items())))


if __name__ == "__main__":
    main()
