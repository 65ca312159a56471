"""No check looks at the network, whatever a document asks for: sockets are refused, and a server on this machine, which
the documents name everywhere, is never spoken to.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from convert import pipeline
from convert.formats import FORMATS
from convert.model import Article

WRITTEN = tuple(f for f in FORMATS if f.writes and f.checks)

# Runs the command line where every socket of Python is an end at once, with a code of its own.
WITHOUT_SOCKETS = """
import os, sys
sys.addaudithook(lambda event, _: event.startswith("socket.") and os._exit(99))
from convert.cli import main
main(sys.argv[1:])
"""


@pytest.fixture
def server() -> Iterator[tuple[str, list[object]]]:
    """The address of a server on this machine, and who has called it."""
    calls: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.05)
        over = threading.Event()

        def listen() -> None:
            while not over.is_set():
                try:
                    connection, caller = listening.accept()
                except TimeoutError:
                    continue
                connection.close()
                calls.append(caller)

        thread = threading.Thread(target=listen)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}", calls
        over.set()
        thread.join()


def tempted(data: bytes, format: str, address: str) -> Iterator[bytes]:
    """The document, and others like it that ask for something at `address` in every way their format knows."""
    yield data
    if format == "newsml-g2":
        declaration, root = data.split(b"<newsItem ", 1)
        at = address.encode()
        schema = b'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://iptc.org/std/nar/'
        schema += b'2006-10-01/ %s/a.xsd" xsi:noNamespaceSchemaLocation="%s/b.xsd" ' % (at, at)
        yield declaration + b"<newsItem " + schema + root
        yield declaration + b'<!DOCTYPE newsItem SYSTEM "%s/a.dtd"><newsItem ' % at + root
        yield declaration + b'<!DOCTYPE newsItem [<!ENTITY %% e SYSTEM "%s/a.dtd"> %%e;]><newsItem ' % at + root
        yield (
            declaration + b'<?xml-model href="%s/a.xsd"?><?xml-stylesheet href="%s/a.xsl"?><newsItem ' % (at, at) + root
        )
        include = b'<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="%s/a.xml"/>' % at
        yield data.replace(b"</contentMeta>", include + b"</contentMeta>")
        yield data.replace(b"<catalogRef ", b'<catalogRef href="%s/catalog.xml"/><catalogRef ' % at, 1)
    elif format == "ninjs":
        for key in ("$schema", "$ref", "$id"):
            yield data.replace(b"{", b'{"%s": "%s/a.json",' % (key.encode(), address.encode()), 1)


@pytest.mark.parametrize("profile", ["foreign", "ours", "strict"])
@pytest.mark.parametrize("format", [f.name for f in WRITTEN])
def test_no_check_looks_at_the_network(
    format: str, profile: str, articles: Mapping[str, Article], tmp_path: Path, server: tuple[str, list[object]]
) -> None:
    """Good documents and those that ask for more are checked in a process that has no sockets."""
    address, calls = server
    data = pipeline.write(articles["everything"], format, allow=("LOS003",)).data
    assert data is not None
    suffix = next(f.suffix for f in WRITTEN if f.name == format)
    files = []
    for number, document in enumerate(tempted(data, format, address)):
        files.append(tmp_path / f"{number}{suffix}")
        files[-1].write_bytes(document)
    command = [sys.executable, "-c", WITHOUT_SOCKETS, "check", "--profile", profile, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    assert calls == []


def test_a_socket_would_be_seen(server: tuple[str, list[object]]) -> None:
    """The traps work: a process that opens a socket ends, and the server knows who called."""
    script = WITHOUT_SOCKETS.replace(
        "from convert.cli import main\nmain(sys.argv[1:])", "import socket; socket.socket()"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 99
    address, calls = server
    call = f"import urllib.request as r; r.urlopen('{address}', timeout=5)"
    subprocess.run([sys.executable, "-c", call], check=False, capture_output=True)
    assert len(calls) == 1
