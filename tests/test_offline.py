"""No check uses the network: sockets are refused, and a local server that the documents refer to is never contacted."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from convert import pipeline
from convert.formats import FORMATS
from convert.model import Article

WRITTEN = tuple(f for f in FORMATS if f.writes and f.checks)

# Runs the command line and exits with code 99 if Python uses a socket.
WITHOUT_SOCKETS = """
import os, sys
sys.addaudithook(lambda event, _: event.startswith("socket.") and os._exit(99))
from convert.cli import main
main(sys.argv[1:])
"""


def with_references(data: bytes, format: str, address: str) -> Iterator[bytes]:
    """Yield the document, and variants that refer to `address` in every way that the format allows."""
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


@pytest.mark.slow
@pytest.mark.parametrize(
    "profile",
    ["ours", pytest.param("foreign", marks=pytest.mark.slow), pytest.param("strict", marks=pytest.mark.slow)],
)
def test_no_check_uses_the_network(
    profile: str, articles: Mapping[str, Article], tmp_path: Path, server: tuple[str, list[object]]
) -> None:
    """Documents with and without references are checked in a process without sockets."""
    address, calls = server
    files = []
    for format in WRITTEN:
        data = pipeline.write(articles["everything"], format.name, allow=("LOS003",)).data
        assert data is not None
        for number, document in enumerate(with_references(data, format.name, address)):
            files.append(tmp_path / f"{number}{format.suffix}")
            files[-1].write_bytes(document)
    command = [sys.executable, "-c", WITHOUT_SOCKETS, "check", "--profile", profile, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    assert calls == []


def test_sockets_are_detected(server: tuple[str, list[object]]) -> None:
    """A process that opens a socket exits with 99, and the server records its callers."""
    script = WITHOUT_SOCKETS.replace(
        "from convert.cli import main\nmain(sys.argv[1:])", "import socket; socket.socket()"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 99
    address, calls = server
    call = f"import urllib.request as r; r.urlopen('{address}', timeout=5)"
    subprocess.run([sys.executable, "-c", call], check=False, capture_output=True)
    assert len(calls) == 1
