"""Files that attack time, memory or disk: `wirecopy check` reports each with its code, and needs little of either."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import test_epub_package as epubs

pytestmark = pytest.mark.slow

MOST_MEMORY = 200
"""The maximum memory of the whole process in megabytes; a check of an ordinary file takes about 40."""

PATIENCE = 20
"""The maximum time in seconds on any machine; the goal is 2."""

MANY = 10**5
NAR = "http://iptc.org/std/nar/2006-10-01/"
XHTML = "http://www.w3.org/1999/xhtml"
CATALOG = '<catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml"/>'

LAUGHS = '<!ENTITY e0 "ha">' + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))


def item(body: str = "<p>x</p>", *, prolog: str = "", first: str = CATALOG, item: str = "", content: str = "") -> bytes:
    """A news item with something unusual in one of its parts."""
    text = (
        f'{prolog}<newsItem xmlns="{NAR}" guid="urn:x:1" version="1" standard="NewsML-G2" standardversion="2.35" '
        f'conformance="power" xml:lang="en">{first}<itemMeta><itemClass qcode="ninat:text"/><provider literal="x"/>'
        f'<versionCreated>2020-01-01T00:00:00Z</versionCreated><pubStatus qcode="stat:usable"/>{item}</itemMeta>'
        f"<contentMeta><headline>Hello</headline>{content}</contentMeta><contentSet>"
        f'<inlineXML contenttype="application/xhtml+xml"><html xmlns="{XHTML}"><head><title>x</title></head>'
        f"<body>{body}</body></html></inlineXML></contentSet></newsItem>"
    )
    return text.encode("utf-8" if "utf-16" not in prolog else "utf-16")


def entry(more: str = "", **properties: Any) -> bytes:
    """A ninjs document with something unusual among its properties, or in `more` of them as text."""
    document = {
        "uri": "urn:x:1",
        "standard": {"name": "ninjs", "version": "3.1"},
        "pubStatus": "usable",
        "headlines": [{"role": "main", "value": "Hello"}],
        "bodies": [{"role": "main", "contentType": "text/plain", "value": "Hello there"}],
        **properties,
    }
    return (json.dumps(document)[:-1] + (f",{more}" if more else "") + "}").encode()


def marked(body: str) -> list[dict[str, str]]:
    """The bodies of a ninjs document whose XHTML is this."""
    return [{"role": "main", "contentType": "application/xhtml+xml", "value": body}]


def book(fill: Callable[[zipfile.ZipFile], object]) -> bytes:
    """An EPUB's container with something unusual in it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), "application/epub+zip")
        fill(archive)
    return buffer.getvalue()


def message(items: str, header: str = "") -> bytes:
    """A news message with these items."""
    return f'<newsMessage xmlns="{NAR}"><header>{header}</header><itemSet>{items}</itemSet></newsMessage>'.encode()


def _gigabyte(archive: zipfile.ZipFile) -> None:
    with archive.open("zeros", "w") as member:
        for _ in range(1024):
            member.write(bytes(2**20))


def _link(archive: zipfile.ZipFile) -> None:
    info = zipfile.ZipInfo("link")
    info.external_attr = 0o120777 << 16
    archive.writestr(info, "/etc/passwd")


def _linked_pages() -> bytes:
    """An EPUB with 107,000 links on three pages, each to its own id; two of the pages are not in the spine."""
    links = "".join(f'<a id="a{n}" href="#a{n}">x</a>' for n in range(35_700))
    more = ("d1", "d2")
    return epubs.make(
        body=f"<p>{links}</p>",
        manifest="".join(epubs.item(name, f"{name}.xhtml", epubs.DOC) for name in more),
        files={f"EPUB/{name}.xhtml": epubs.XHTML.format(f"<p>{links}</p>") for name in more},
    )


def packed(fill: Callable[[zipfile.ZipFile], object]) -> bytes:
    """An archive of documents with something unusual in it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        fill(archive)
    return buffer.getvalue()


def _stating(size: int, really: bytes, container: Callable[..., bytes] = book) -> bytes:
    """A container with a member whose stated size is wrong."""
    data = container(lambda archive: archive.writestr("member", really))
    at = data.rindex(b"PK\x01\x02") + 24
    return data[:at] + size.to_bytes(4, "little") + data[at + 4 :]


def many(pattern: str, count: int) -> str:
    """The pattern `count` times, with the number of the repetition for each #."""
    return "".join(pattern.replace("#", str(n)) for n in range(count))


G2 = ".newsml.xml"
NINJS = ".ninjs.json"
EPUB = ".epub"
LINES = ".ninjs.jsonl"
ARCHIVE = ".zip"

HOSTILE: dict[str, tuple[str, str, Callable[[], bytes]]] = {
    # Growth while reading
    "billion laughs": (G2, "NML000", lambda: item("<p>&e11;</p>", prolog=f"<!DOCTYPE newsItem [{LAUGHS}]>")),
    "billion laughs in UTF-16": (
        G2,
        "NML000",
        lambda: item("<p>&e11;</p>", prolog=f'<?xml version="1.0" encoding="utf-16"?><!DOCTYPE newsItem [{LAUGHS}]>'),
    ),
    "billion laughs in a body": (
        NINJS,
        "NJS105",
        lambda: entry(bodies=marked(f"<!DOCTYPE p [{LAUGHS}]><p>&e11;</p>")),
    ),
    "one entity, a hundred thousand times": (
        G2,
        "NML000",
        lambda: item("&e;" * MANY, prolog=f'<!DOCTYPE newsItem [<!ENTITY e "{"a" * MANY}">]>'),
    ),
    "external entity": (
        G2,
        "NML000",
        lambda: item("<p>&e;</p>", prolog='<!DOCTYPE newsItem [<!ENTITY e SYSTEM "file:///etc/passwd">]>'),
    ),
    "entity from elsewhere": (
        G2,
        "NML000",
        lambda: item("<p>&e;</p>", prolog='<!DOCTYPE newsItem SYSTEM "http://x.example/e.dtd">'),
    ),
    "a gigabyte of zeros": (EPUB, "EPB000", lambda: book(_gigabyte)),
    "a declared gigabyte": (EPUB, "EPB000", lambda: _stating(10**9, b"tiny")),
    "a hundred megabytes stated as ten bytes": (EPUB, "EPB000", lambda: _stating(10, bytes(10**8))),
    # Depth
    "elements a million deep": (G2, "NML000", lambda: item("<div>" * 10**6 + "</div>" * 10**6)),
    "elements a million deep, never closed": (G2, "NML000", lambda: f'<newsItem xmlns="{NAR}">'.encode() * 10**5),
    "arrays a million deep": (NINJS, "NJS000", lambda: entry('"x":' + "[" * 10**6 + "]" * 10**6)),
    "arrays, never closed": (NINJS, "NJS000", lambda: b'{"uri": "x", "bodies": ' + b"[" * 10**6),
    "objects 900 deep": (NINJS, "NJS000", lambda: entry('"x":' + '{"a":' * 900 + "1" + "}" * 900)),
    "associations 400 deep": (
        NINJS,
        "NJS000",
        lambda: entry('"associations":[' + '{"uri":"u:u","associations":[' * 400 + "]}" * 400 + "]"),
    ),
    "associations 100 deep": (
        NINJS,
        "NJS001",
        lambda: entry('"associations":[' + '{"uri":"u:u","associations":[' * 100 + "]}" * 100 + "]"),
    ),
    # Number
    "a million elements": (G2, "NML000", lambda: item("<p/>" * 10**6)),
    "as many elements as may be": (G2, "NWS110", lambda: item("<p/>" * 190_000)),
    "labels in as many languages": (
        G2,
        "NML000",
        lambda: item(content=many('<headline xml:lang="x-#">a</headline>', MANY)),
    ),
    "as many comments as may be": (G2, "NWS110", lambda: item("<!---->" * 190_000)),
    "a million attributes": (G2, "NML000", lambda: item("<p" + many(' a#=""', 10**6) + "/>")),
    "as many attributes as may be": (
        G2,
        "NWS110",
        lambda: item("<p" + many(' a#=""', 140_000) + "/>"),
    ),
    "thirty million numbers": (NINJS, "NJS000", lambda: entry(f'"x":[{"1," * (30 * 10**6)}1]')),
    "as many values as may be": (NINJS, "NJS001", lambda: entry(f'"x":[{"1," * 190_000}1]')),
    "many keys": (NINJS, "NJS001", lambda: entry(",".join(f'"k{n}":1' for n in range(90_000)))),
    "many equal keys": (NINJS, "NJS113", lambda: entry(",".join(f'"k{n // 2}":1' for n in range(90_000)))),
    "a hundred thousand members": (
        EPUB,
        "EPB000",
        lambda: book(lambda archive: [archive.writestr(f"{n}", "") for n in range(MANY)]),
    ),
    # Length
    "a long text": (G2, "NML000", lambda: item("a" * (60 * 2**20))),
    "a long line and faults": (G2, "NML001", lambda: item("<p>x</p>" * 90_000, content="<bad/>")),
    "a long string": (NINJS, "NJS000", lambda: entry(edNote="a" * (60 * 2**20))),
    "as long a string as may be, of wide characters": (
        NINJS,
        "NJS001",
        lambda: entry('"x":"\U0001f600' + "a" * (9 * 2**20) + '"'),
    ),
    "a long number": (NINJS, "NJS000", lambda: entry('"urgency":' + "9" * 10**6)),
    "a number out of reach": (NINJS, "NJS001", lambda: entry('"urgency":1e' + "9" * 1000)),
    "a doctype without end": (G2, "NML000", lambda: b"<!DOCTYPE newsItem " + b"x" * 10**7),
    "a doctype of quotes": (G2, "NML000", lambda: b"<!DOCTYPE newsItem " + b"''" * 10**6 + b"["),
    # Files of many documents
    "millions of empty items": (G2, "INP041", lambda: message("<newsItem/>" * (5 * 10**6))),
    "items without end": (G2, "NML000", lambda: message("<newsItem>" + "<a>x</a>" * (8 * 10**6))),
    "a message of a long header": (G2, "NML000", lambda: message("", header=" " * (60 * 2**20))),
    "space between items": (G2, "NML000", lambda: message("<newsItem/>" + " " * (60 * 2**20))),
    "an item of a long tag": (G2, "NML000", lambda: message(f'<newsItem guid="{"a" * (60 * 2**20)}"/>')),
    "laughs in a message": (
        G2,
        "NML000",
        lambda: f"<!DOCTYPE newsMessage [{LAUGHS}]>".encode() + message("<p>&e11;</p>" + " " * 2**22),
    ),
    "millions of broken lines": (LINES, "INP041", lambda: b"{}\n" * (20 * 10**6)),
    "millions of brackets": (LINES, "INP041", lambda: b"[\n" * (30 * 10**6)),
    "many tiny lines": (LINES, "INP040", lambda: b'{"uri":"u:x"}\n' * 20_000),
    "lines of nothing": (LINES, "INP040", lambda: b"\n" * (60 * 2**20)),
    "a line without end": (LINES, "NJS000", lambda: entry(edNote="a" * (60 * 2**20))),
    "an archive of zeros": (ARCHIVE, "INP040", lambda: packed(_gigabyte)),
    "an archive of a stated gigabyte": (ARCHIVE, "INP040", lambda: _stating(10**9, b"tiny", packed)),
    "an archive of a hundred thousand members": (
        ARCHIVE,
        "INP040",
        lambda: packed(lambda archive: [archive.writestr(f"{n}", "") for n in range(MANY)]),
    ),
    # Encodings
    "null bytes": (G2, "NML000", lambda: item().replace(b"Hello", b"He\0llo")),
    "null bytes in JSON": (NINJS, "NJS000", lambda: b'{"uri": "x"' + bytes(10**6)),
    "half a character of UTF-16": (G2, "NML000", lambda: b"\xff\xfe" + item().decode().encode("utf-16-le") + b"x"),
    "another encoding than stated": (G2, "NML000", lambda: b'<?xml version="1.0" encoding="utf-16"?>' + item()),
    # Ways out
    "a name that leads out": (EPUB, "EPB000", lambda: book(lambda archive: archive.writestr("../out", "x"))),
    "links to ids in pages": (EPUB, "EPB346", _linked_pages),
    "a link": (EPUB, "EPB000", lambda: book(_link)),
    # A hundred thousand times the same, or nearly
    "violations": (G2, "NML001", lambda: item(content='<subject bogus="1"/>' * MANY)),
    "violations with places": (G2, "NML001", lambda: item(content='<subject bogus="1"/>' * 4_900)),
    "unknown attributes": (
        G2,
        "NML001",
        lambda: item(content="<subject" + many(' b#="1"', MANY) + "/>"),
    ),
    "shapes of no kind": (
        NINJS,
        "NJS001",
        lambda: entry(
            places=[
                {"name": "x", "geoJSON": {"type": "GeometryCollection", "geometries": [{"type": "Bogus"}] * 60_000}}
            ]
        ),
    ),
    "associations of no kind": (NINJS, "NJS001", lambda: entry(associations=[{"type": "bogus"}] * 60_000)),
    "equal aliases": (
        G2,
        "NML102",
        lambda: item(
            first="<catalog>" + many('<scheme alias="a" uri="http://x.example/#"/>', 40_000) + "</catalog>",
            content='<subject qcode="a:b"/>' * 40_000,
        ),
    ),
    "aliases and codes": (
        G2,
        "NML119",
        lambda: item(
            first="<catalog>" + many('<scheme alias="a#" uri="http://x.example/#"/>', 40_000) + "</catalog>",
            content=many('<subject qcode="a#:b"/>', 40_000),
        ),
    ),
    "unknown aliases": (G2, "NML101", lambda: item(content=many('<subject qcode="q#:b"/>', MANY))),
    "old catalogs": (G2, "NML103", lambda: item(first=CATALOG.replace("_41", "_30") * MANY)),
    "equal ids": (G2, "NWS112", lambda: item('<p id="a">x</p>' * 80_000)),
    "pairs of ids": (G2, "NWS112", lambda: item("".join(f'<p id="a{n // 2}">x</p>' for n in range(80_000)))),
    "links without target": (G2, "NML115", lambda: item(item="<link/>" * MANY)),
    "references to nothing": (
        G2,
        "NML114",
        lambda: item(content=f'<assert idref="{" ".join(f"i{n}" for n in range(MANY))}"/>'),
    ),
    "headlines": (G2, "NML113", lambda: item(content="<headline>x</headline>" * 90_000)),
    "times": (G2, "NWS104", lambda: item(item="<embargoed>soon</embargoed>" * 90_000)),
    "languages": (G2, "NWS107", lambda: item(content=many('<language tag="zz-#"/>', MANY))),
    "private languages": (
        G2,
        "NWS110",
        lambda: item("", content=many('<language tag="en-x-a#"/>', MANY)),
    ),
    "pictures": (G2, "NWS113", lambda: item('<img src="x"/>' * MANY)),
    "attributes that act": (G2, "NWS111", lambda: item('<p onclick="x">x</p>' * 80_000)),
    "bodies": (
        G2,
        "NWS109",
        lambda: item().replace(
            b"</contentSet>",
            (
                '<inlineXML contenttype="application/xhtml+xml" wordcount="9999">'
                f'<html xmlns="{XHTML}"><body><p id="a">Hi</p></body></html></inlineXML>' * 18_000 + "</contentSet>"
            ).encode(),
        ),
    ),
    "headlines in ninjs": (NINJS, "NJS104", lambda: entry(headlines=[{"role": "main", "value": "x"}] * 30_000)),
    "broken bodies": (NINJS, "NJS105", lambda: entry(bodies=marked("<p>x") * 25_000)),
    "bodies without a word in common": (
        NINJS,
        "NJS106",
        lambda: entry(
            bodies=[
                *marked(f'<div xmlns="{XHTML}">{" ".join(f"w{n}" for n in range(3 * MANY))}</div>'),
                {
                    "role": "plain",
                    "contentType": "text/plain",
                    "value": " ".join(f"w{n}" for n in range(3 * MANY, 0, -1)),
                },
            ]
        ),
    ),
    "places off the Earth": (
        NINJS,
        "NJS110",
        lambda: entry(places=[{"name": "x", "geoJSON": {"type": "Point", "coordinates": [999, 999]}}] * 15_000),
    ),
}

# Run in a process of its own, as the memory of a child includes that of its parent at the start.
MEASURE = """
import json, resource, subprocess, sys
done = subprocess.run(sys.argv[2:], capture_output=True, timeout=float(sys.argv[1]))
memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
print(json.dumps([done.returncode, memory, done.stdout.decode(), done.stderr.decode()]))
"""


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_reported(name: str, tmp_path: Path) -> None:
    """With its code, as a fault of the file and not of ours, in a short report and bounded memory."""
    suffix, code, make = HOSTILE[name]
    path = tmp_path / f"hostile{suffix}"
    path.write_bytes(make())
    command = [sys.executable, "-m", "convert", "check", "--report", "json", str(path)]
    measured = subprocess.run(
        [sys.executable, "-S", "-c", MEASURE, str(PATIENCE), *command], capture_output=True, text=True, check=True
    )
    exit_code, memory, output, errors = json.loads(measured.stdout)
    [report] = json.loads(output)["files"]
    codes = [finding["code"] for finding in report["findings"]]
    assert code in codes
    has_errors = any(f["severity"] == "error" for f in report["findings"])
    assert exit_code == (3 if "INP040" in codes else 1 if has_errors else 0)
    assert "Traceback" not in errors
    assert len(codes) < 1500
    assert max(len(finding["message"]) for finding in report["findings"]) < 1100
    assert memory <= MOST_MEMORY
