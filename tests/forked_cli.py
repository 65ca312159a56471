"""A `wirecopy` for the tests that starts in milliseconds: a server that has imported everything forks for each command.

`serving(folder)` puts an executable `wirecopy` into `folder/bin`. It hands its arguments, environment, folder and open
files to the server, and exits as the command did. The slow tests run the real program instead.
"""

from __future__ import annotations

import array
import contextlib
import fcntl
import gc
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
_FIRST_FREE = 100
"""From here on the server's own file numbers are, so that those of a command can have theirs."""

_CLIENT = """#!{python} -IS
import _socket, os, sys
server = _socket.socket(_socket.AF_UNIX)
files = []
for number in range(64):
    try:
        os.fstat(number)
    except OSError:
        continue
    if number != server.fileno():
        files.append(number)
server.connect({address!r})
try:
    folder = os.getcwd()
except OSError:
    folder = ""
environment = [text for pair in os.environ.items() for text in pair]
texts = [folder, *map(str, files), "", *environment, "", *sys.argv[1:]]
asked = chr(0).join(texts).encode("utf-8", "surrogateescape")
numbers = b"".join(number.to_bytes(4, sys.byteorder) for number in files)
rights = [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, numbers)]
server.sendmsg([len(asked).to_bytes(4, "big")], rights)
server.sendall(asked)
code = server.recv(4)
os._exit(int.from_bytes(code, "big") if code else 70)
"""


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[Path]:
    """The folder of a `wirecopy` that a server in another process runs, as long as the context lasts."""
    address, program = folder / "server", folder / "bin" / "wirecopy"
    program.parent.mkdir()
    program.write_text(_CLIENT.format(python=sys.executable, address=str(address)))
    program.chmod(0o755)
    command = [sys.executable, __file__, str(address)]
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    # A program of its own: a fork of the tests' process would have their captured streams and warning filters.
    server = subprocess.Popen(command, cwd=_HERE.parent, env=environment, stdout=subprocess.PIPE)
    try:
        assert server.stdout
        assert server.stdout.readline() == b"ready\n"
        yield program.parent
    finally:
        server.kill()
        server.wait()
        if server.stdout:
            server.stdout.close()


def _serve(address: str) -> None:
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(address)
    listener.listen()
    _warm_up(Path(address).parent)
    gc.freeze()
    gc.disable()  # no command runs long enough to need it
    print("ready", flush=True)
    while True:
        caller, _ = listener.accept()
        if os.fork() == 0:
            os._exit(_answer(caller, listener))
        caller.close()
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG) != (0, 0):
                pass


def _warm_up(folder: Path) -> None:
    """Load what commands load: modules, lexicons, weights and schemas."""
    from convert.cli import main

    seed = str(next((_HERE.parent / "seeds").glob("*.txt")))
    out = str(folder / "warm")
    (wrong := folder / "wrong.ninjs.json").write_text('{"uri": 1}')
    commands = (
        ["convert", seed, seed.replace(".txt", ".md"), "-o", out, "-t", "article", "-t", "ninjs", "-t", "epub", "-q"],
        ["convert", seed, "-o", out, "-t", "newsml-g2", "-q"],
        ["check", out, str(wrong), "-q"],
        ["check", str(wrong), "--report", "json"],
        ["explain", seed, "--html"],
        ["bind", out, "-o", f"{out}.epub", "--title", "Warm", "--publisher", "Nobody"],
        ["pack", out, "-o", f"{out}.zip", "-q"],
        ["--help"],
    )
    with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
        for arguments in commands:
            with contextlib.suppress(SystemExit):
                main(arguments)
    shutil.rmtree(out)


def _answer(caller: socket.socket, listener: socket.socket) -> int:
    """Run the command that `caller` asks for, tell it the exit code, and return it."""
    size, rights, _, _ = caller.recvmsg(4, socket.CMSG_SPACE(64 * 4))
    asked = bytearray()
    while len(asked) < int.from_bytes(size, "big"):
        asked += caller.recv(65_536)
    folder, *texts = asked.decode("utf-8", "surrogateescape").split("\0")
    ends = texts.index("")
    numbers, texts = list(map(int, texts[:ends])), texts[ends + 1 :]
    ends = next(at for at in range(0, len(texts), 2) if not texts[at])
    environment, arguments = dict(zip(texts[:ends:2], texts[1:ends:2], strict=True)), texts[ends + 1 :]
    received = array.array("i")
    for _, _, data in rights:
        received.frombytes(data)
    answer = fcntl.fcntl(caller, fcntl.F_DUPFD_CLOEXEC, _FIRST_FREE)
    moved = [fcntl.fcntl(number, fcntl.F_DUPFD_CLOEXEC, _FIRST_FREE) for number in received]
    for each in (caller, listener):
        each.close()
    os.closerange(0, _FIRST_FREE)
    for at, number in zip(moved, numbers, strict=True):
        os.dup2(at, number)
        os.close(at)
    os.environ.clear()
    os.environ.update(environment)
    _enter(folder)
    code = _run(arguments)
    os.write(answer, (code & 0xFF).to_bytes(4, "big"))
    return code


def _enter(folder: str) -> None:
    """Make `folder` the current one; where it is none, a folder that is gone."""
    if folder:
        os.chdir(folder)
        return
    gone = tempfile.mkdtemp()
    os.chdir(gone)
    os.rmdir(gone)


def _run(arguments: list[str]) -> int:
    from convert.cli import main

    sys.stdin = _stream(0, "r", "surrogateescape")
    sys.stdout = _stream(1, "w", "surrogateescape")
    sys.stderr = _stream(2, "w", "backslashreplace")
    warnings.resetwarnings()
    try:
        main(arguments)
    except SystemExit as e:
        code = e.code if isinstance(e.code, int) else 1
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, OSError, ValueError):
            stream.flush()
    return code


def _stream(number: int, mode: str, errors: str) -> Any:
    """A standard stream as Python makes it: None where the file is closed."""
    try:
        return os.fdopen(number, mode, 1 if number == 2 else -1, encoding="utf-8", errors=errors, closefd=False)
    except OSError:
        return None


if __name__ == "__main__":
    # The folder above is what `python -m` would see first; the tests' own would hide modules behind theirs.
    sys.path[0] = str(_HERE.parent)
    _serve(sys.argv[1])
