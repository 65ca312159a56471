"""What EPUBCheck examines around the content of an EPUB: for each code a small EPUB that has the fault."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
import sections
from conftest import absent
from epub_examples import PICTURE as PNG
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import epub_agreement
from convert import codes
from convert.checks import check
from convert.checks.epub import coverage, urls
from convert.checks.epub.faults import FAULTS
from convert.checks.epub.media import seconds
from convert.errors import UsageError
from convert.findings import Finding

pytestmark = pytest.mark.sampled(2)

OPF_TYPE = "application/oebps-package+xml"
CONTAINER = f"""<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/p.opf" media-type="{OPF_TYPE}"/></rootfiles></container>"""

XHTML = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en">
<head><title>Ferry</title></head><body>{}</body></html>"""

PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"{attributes}>
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">urn:example:ferry</dc:identifier>
<dc:title id="title">Ferry</dc:title><dc:language>en</dc:language>
<meta property="dcterms:modified">2026-04-01T16:30:00Z</meta>{metadata}</metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="c1" href="c1.xhtml" media-type="application/xhtml+xml"/>
<item id="c2" href="c2.xhtml" media-type="application/xhtml+xml"/>
<item id="png" href="a.png" media-type="image/png"/>{manifest}</manifest>
<spine><itemref idref="c1"/><itemref idref="c2"/>{spine}</spine>{after}</package>"""

PACKAGE_2 = """<package xmlns="http://www.idpf.org/2007/opf" version="2.0" unique-identifier="id"{attributes}>
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">
<dc:identifier id="id">urn:example:ferry</dc:identifier><dc:title>Ferry</dc:title><dc:language>en</dc:language>
{metadata}</metadata><manifest><item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="c1" href="c1.xhtml" media-type="application/xhtml+xml"/>
<item id="c2" href="c2.xhtml" media-type="application/xhtml+xml"/>
<item id="png" href="a.png" media-type="image/png"/>{manifest}</manifest>
<spine toc="ncx"><itemref idref="c1"/><itemref idref="c2"/>{spine}</spine>{after}</package>"""

NCX = """<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">
<head><meta name="dtb:uid" content="urn:example:ferry"/></head><docTitle><text>Ferry</text></docTitle>
<navMap><navPoint id="n1" playOrder="1"><navLabel><text>One</text></navLabel><content src="c1.xhtml"/></navPoint>
<navPoint id="n2" playOrder="2"><navLabel><text>Two</text></navLabel><content src="c2.xhtml"/></navPoint></navMap>
</ncx>"""

SMIL = """<smil xmlns="http://www.w3.org/ns/SMIL" xmlns:epub="http://www.idpf.org/2007/ops" version="3.0"><body>
<par><text src="c1.xhtml#p"/><audio src="a.mp3" clipBegin="0s" clipEnd="10s"/></par></body></smil>"""

LIST = '<ol><li><a href="c1.xhtml">One</a></li><li><a href="c2.xhtml">Two</a></li></ol>'
NAV = XHTML.format(f'<nav epub:type="toc">{LIST}</nav>')
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'
MEDIA = '<meta property="media:duration">10s</meta><meta property="media:duration" refines="#over">10s</meta>'
ACTIVE = MEDIA + '<meta property="media:active-class">a</meta>'
PLAYING = MEDIA + '<meta property="media:playback-active-class">a</meta>'

Changes = Sequence[tuple[str, str, str]]


def item(id: str, href: str, type: str, rest: str = "") -> str:
    return f'<item id="{id}" href="{href}" media-type="{type}" {rest}/>'


def make(
    version: int = 3,
    *,
    body: str = "",
    change: Changes = (),
    files: Mapping[str, str | bytes] | None = None,
    prefix: bytes = b"",
    attributes: str = "",
    metadata: str = "",
    manifest: str = "",
    spine: str = "",
    after: str = "",
) -> bytes:
    """A sound EPUB with what a test adds: to the package document by place, to the first document, or as files."""
    package = PACKAGE if version == 3 else PACKAGE_2
    parts = {"attributes": attributes, "metadata": metadata, "manifest": manifest, "spine": spine, "after": after}
    members: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "EPUB/p.opf": package.format(**parts),
        "EPUB/c1.xhtml": XHTML.format(f'<p id="p">Waves.</p>{body}'),
        "EPUB/c2.xhtml": XHTML.format("<p>Wind.</p>"),
        "EPUB/a.png": PNG,
        **({"EPUB/nav.xhtml": NAV} if version == 3 else {"EPUB/toc.ncx": NCX}),
        **(files or {}),
    }
    for member, old, new in change:
        text = members[member]
        assert isinstance(text, str)
        assert old in text
        members[member] = text.replace(old, new, 1)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return prefix + stream.getvalue()


def findings(data: bytes) -> Sequence[Finding]:
    return check(data, path="a.epub").findings


def _shown(found: Sequence[Finding]) -> str:
    """What is found besides what the pages and metadata of all these EPUBs lack."""
    return sections.shown(finding for finding in found if finding.code not in ("EPB101", "EPB107"))


def codes_in(data: bytes) -> set[str]:
    return {finding.code for finding in findings(data)}


def opf(old: str, new: str) -> tuple[str, str, str]:
    return "EPUB/p.opf", old, new


def case(code: str, version: int = 3, **changes: Any) -> Any:
    return pytest.param(code, version, changes, id=f"{code}-{version}")


DOC = "application/xhtml+xml"
CSS = "text/css"
PDF = item("pdf", "a.pdf", "application/pdf")
A_PDF = {"EPUB/a.pdf": "%PDF"}
STYLE = item("css", "a.css", CSS)
OVER = item("over", "c1.smil", "application/smil+xml") + item("mp3", "a.mp3", "audio/mpeg")
SOUND = {"EPUB/c1.smil": SMIL, "EPUB/a.mp3": b"ID3"}
NAMED = opf('id="c1"', 'id="c1" media-overlay="over"')
SHAPES = item("svg", "a.svg", "image/svg+xml")
FONT = '<item id="f" href="a.bin" media-type="application/pdf"/>'
ENCRYPTION = """<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"
xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>
<enc:EncryptionMethod Algorithm="http://www.idpf.org/2008/embedding"/>
<enc:CipherData><enc:CipherReference URI="EPUB/a.bin"/></enc:CipherData></enc:EncryptedData></encryption>"""
KEYS = '<search-key-map xmlns="http://www.idpf.org/2007/ops" xml:lang="en">{}</search-key-map>'
KEY = '<search-key-group href="{}"><match value="ferry"/></search-key-group>'
KEYS_TYPE = "application/vnd.epub.search-key-map+xml"
SSML = 'xmlns:s="http://www.w3.org/2001/10/synthesis"'
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF"


def smil(old: str, new: str, **rest: Any) -> dict[str, Any]:
    return {
        "metadata": MEDIA,
        "manifest": OVER,
        "files": SOUND,
        "change": (NAMED, ("EPUB/c1.smil", old, new)),
        **rest,
    }


def with_head(content: str, manifest: str = "", files: Mapping[str, str | bytes] = MappingProxyType({})) -> Any:
    """What makes a narrated EPUB with a class for what is being read, and this in the head of its document."""
    return {
        "metadata": ACTIVE,
        "manifest": OVER + manifest,
        "files": {**SOUND, **files},
        "change": (NAMED, ("EPUB/c1.xhtml", "</head>", f"{content}</head>")),
    }


def collection(role: str, content: str) -> str:
    return f'<collection role="{role}">{content}</collection>'


CASES = [
    case("EPB260", prefix=b"HTTP/1.1 200 OK\r\n\r\n"),
    case("EPB261", manifest=item("b", "A.png", "image/png"), files={"EPUB/A.png": PNG}),
    case("EPB262", manifest=item("b", "a%3F.png", "image/png"), files={"EPUB/a?.png": PNG}),
    case("EPB263", manifest=item("b", "a%20b.png", "image/png"), files={"EPUB/a b.png": PNG}),
    case("EPB264", manifest=item("b", "b.", "image/png"), files={"EPUB/b.": PNG}),
    case("EPB265", files={"EPUB/empty/": ""}),
    case(
        "EPB266",
        2,
        change=[
            (
                "META-INF/container.xml",
                "</rootfiles>",
                f'<rootfile full-path="EPUB/p.opf" media-type="{OPF_TYPE}"/></rootfiles>',
            )
        ],
    ),
    case(
        "EPB267",
        files={"q.opf": PACKAGE.format(attributes="", metadata="", manifest="", spine="", after="")},
        change=[
            (
                "META-INF/container.xml",
                "</rootfiles>",
                f'<rootfile full-path="q.opf" media-type="{OPF_TYPE}"/></rootfiles>',
            )
        ],
    ),
    case("EPB268", change=[("META-INF/container.xml", 'full-path="EPUB/p.opf" ', "")]),
    case("EPB269", change=[("META-INF/container.xml", "EPUB/p.opf", "")]),
    case("EPB270", change=[opf('version="3.0"', 'version="3.3"')]),
    case("EPB271", manifest=item("b", "../META-INF/b.png", "image/png"), files={"META-INF/b.png": PNG}),
    case("EPB272", manifest=FONT, files={"EPUB/a.bin": "x", "META-INF/encryption.xml": ENCRYPTION}),
    case("EPB221", change=[opf("<package", '<?xml version="1.0" encoding="ISO-8859-1"?><package')]),
    case(
        "EPB220",
        files={
            "EPUB/p.opf": ('<?xml version="1.0" encoding="UTF-16"?>' + PACKAGE)
            .format(attributes="", metadata="", manifest="", spine="", after="")
            .encode("utf-16")
        },
    ),
    case("EPB275", metadata="<dc:language>en_US</dc:language>"),
    case("EPB276", metadata="<dc:date>December 2016</dc:date>"),
    case("EPB277", 2, metadata="<dc:date>December 2016</dc:date>"),
    case("EPB278", change=[opf("urn:example:ferry", "urn:uuid:12345")]),
    case("EPB279", 2, metadata='<dc:creator opf:role="writer">Ana Reed</dc:creator>'),
    case("EPB280", 2, metadata="<dc:title/>"),
    case("EPB281", attributes=' prefix="ex:https://example.org/"'),
    case("EPB282", attributes=' prefix=" ex: https://example.org/"'),
    case("EPB283", attributes=' prefix="schema: https://example.org/"'),
    case("EPB284", attributes=' prefix="_: https://example.org/"'),
    case("EPB285", metadata='<meta property="role file-as" refines="#title">x</meta>'),
    case("EPB286", metadata='<meta property=":role">x</meta>'),
    case("EPB287", change=[opf('properties="nav"', 'properties="nav cover"')]),
    case("EPB288", metadata='<meta property="rendition:viewport">width=1, height=1</meta>'),
    case("EPB289", metadata='<meta property="role" refines="#title">aut</meta>'),
    case("EPB290", metadata='<meta property="file-as" refines="https://example.org/book#title">x</meta>'),
    case("EPB291", metadata='<meta property="dcterms:source" refines="c1.xhtml">x</meta>'),
    case("EPB292", metadata='<link rel="voicing" href="https://example.org/t.mp3" media-type="audio/mpeg"/>'),
    case("EPB293", metadata='<link rel="alternate record" href="https://example.org/" media-type="text/html"/>'),
    case("EPB294", metadata='<link rel="record" href="onix.xml"/>', files={"EPUB/onix.xml": "<x/>"}),
    case("EPB295", metadata='<link rel="record" href="https://example.org/onix"/>'),
    case(
        "EPB296", metadata='<link rel="voicing" refines="#title" href="https://example.org/t" media-type="text/plain"/>'
    ),
    case("EPB297", metadata='<link rel="record" href="#title" media-type="text/xml"/>'),
    case("EPB298", metadata='<link rel="record" href="a.png" media-type="image/png"/>'),
    case("EPB299", metadata='<link rel="record" href="gone.xml" media-type="text/xml"/>'),
    case("EPB300", metadata='<meta property="rendition:layout">fixed</meta>'),
    case("EPB301", manifest=OVER, files=SOUND, change=[NAMED]),
    case("EPB302", **smil("0s", "0s", metadata=MEDIA.replace("10s", "5s", 1))),
    case(
        "EPB303",
        after='<bindings><mediaType media-type="application/x-a" handler="c1"/></bindings>',
    ),
    case("EPB304", metadata="<dc:type>dictionary</dc:type>"),
    case("EPB305", metadata="<dc:type>preview</dc:type>"),
    case("EPB306", body='<p><span epub:type="pagebreak" id="p1"/></p>', metadata="<dc:type>edupub</dc:type>"),
    case("EPB307", body='<p><span epub:type="pagebreak" id="p1"/></p>', metadata="<dc:type>edupub</dc:type>"),
    case("EPB308", change=[opf("<spine", '<spine toc="c1"')]),
    case("EPB309", change=[opf("<spine", '<spine toc="gone"')]),
    case("EPB310", manifest=item("ncx", "toc.ncx", "application/x-dtbncx+xml"), files={"EPUB/toc.ncx": NCX}),
    case("EPB311", change=[opf('id="c1"', 'id="c1" properties="cover-image"')]),
    case("EPB312", body=SVG.format("")),
    case("EPB313", change=[opf('id="c1"', 'id="c1" properties="scripted"')]),
    case("EPB314", change=[opf('id="c1"', 'id="c1" properties="remote-resources"')]),
    case("EPB315", manifest=item("css", "a.css#print", CSS), files={"EPUB/a.css": ""}),
    case(
        "EPB316",
        manifest=item("b", "b.png", "image/png", 'properties="cover-image"'),
        files={"EPUB/b.png": PNG},
        change=[opf('id="png"', 'id="png" properties="cover-image"')],
    ),
    case("EPB317", change=[opf('id="c1"', 'id="c1" media-overlay="nav"')]),
    case(
        "EPB318",
        2,
        change=[
            opf(
                'id="c2" href="c2.xhtml" media-type="application/xhtml+xml"',
                'id="c2" href="c2.xhtml" media-type="text/html"',
            )
        ],
    ),
    case("EPB319", change=[opf('id="png"', 'id="png" fallback="gone"')]),
    case("EPB320", change=[opf('id="png"', 'id="png" fallback="c1"'), opf('id="c1"', 'id="c1" fallback="png"')]),
    case("EPB321", 2, spine='<itemref idref="png"/>'),
    case("EPB322", manifest=PDF, files=A_PDF, spine='<itemref idref="pdf"/>'),
    case(
        "EPB323",
        manifest=item("pdf", "a.pdf", "application/pdf", 'fallback="png"'),
        files=A_PDF,
        spine='<itemref idref="pdf"/>',
    ),
    case("EPB324", change=[opf('idref="c1"', 'idref="c1" linear="no"'), opf('idref="c2"', 'idref="c2" linear="no"')]),
    case("EPB325", change=[opf('idref="c1"', 'idref="c1" properties="page-spread-left page-spread-right"')]),
    case(
        "EPB326",
        manifest=item("c3", "c3.xhtml", DOC),
        spine='<itemref idref="c3" linear="no"/>',
        files={"EPUB/c3.xhtml": XHTML.format("<p>x</p>")},
    ),
    case("EPB327", 2, change=[opf("<spine", '<spine page-map="gone"')]),
    case("EPB328", after='<guide><reference type="cover" title="x" href="gone.xhtml"/></guide>'),
    case("EPB329", after='<guide><reference type="cover" title="x" href="a.png"/></guide>'),
    case("EPB330", after="<guide>" + 2 * '<reference type="cover" title="x" href="c1.xhtml"/>' + "</guide>"),
    case("EPB331", after=collection("preview", '<link href="c1.xhtml"/>')),
    case("EPB332", after=collection("https:// example.org", '<link href="c1.xhtml"/>')),
    case("EPB333", after=collection("index", '<link href="a.png"/>')),
    case("EPB334", after=collection("preview", '<link href="a.png"/>')),
    case("EPB335", after=collection("preview", '<link href="c1.xhtml#epubcfi(/4/2)"/>')),
    case("EPB336", change=[opf('id="c1"', 'id="c1" properties="data-nav"')]),
    case("EPB337", metadata="<dc:type>dictionary</dc:type>"),
    case("EPB338", body='<section epub:type="dictionary"><dl><dt>a</dt><dd>b</dd></dl></section>'),
    case("EPB339", metadata="<dc:type>dictionary</dc:type>", after=collection("dictionary", '<link href="c1.xhtml"/>')),
    case("EPB340", manifest=item("k", "k.skm", KEYS_TYPE), files={"EPUB/k.skm": KEYS.format(KEY.format("c1.xhtml"))}),
    case("EPB341", manifest=item("k", "k.xml", KEYS_TYPE), files={"EPUB/k.xml": KEYS.format(KEY.format("nav.xhtml"))}),
    case("EPB342", body='<img alt="x" src="https://example.org/a.png"/>'),
    case("EPB343", body='<object data="a.png" type="image/jpeg">x</object>'),
    case("EPB344", body='<img alt="x" src="a.png#left"/>'),
    case("EPB345", manifest=PDF, files=A_PDF, body='<p><a href="a.pdf">x</a></p>'),
    case(
        "EPB346",
        manifest=item("c3", "c3.xhtml", DOC),
        files={"EPUB/c3.xhtml": XHTML.format("")},
        body='<p><a href="c3.xhtml">x</a></p>',
    ),
    case(
        "EPB347",
        manifest=STYLE,
        files={"EPUB/a.css": ""},
        change=[("EPUB/c2.xhtml", "</head>", '<link rel="stylesheet" href="a.css#print"/></head>')],
    ),
    case(
        "EPB348",
        body=SVG.format('<rect fill="url(#p)"/>'),
        change=[opf('id="c1"', 'id="c1" properties="svg"')],
    ),
    case(
        "EPB349",
        manifest=SHAPES,
        files={"EPUB/a.svg": SVG.format("")},
        body=SVG.format('<use xlink:href="a.svg"/>'),
        change=[opf('id="c1"', 'id="c1" properties="svg"')],
    ),
    case("EPB350", body='<p><a href="my page.xhtml">x</a></p>'),
    case("EPB351", body='<p><a href="data:text/html,x">x</a></p>'),
    case("EPB352", body='<p><a href="file:///home/a.png">x</a></p>'),
    case(
        "EPB353",
        body='<video src="http://example.org/a.mp4"></video>',
        manifest=item("v", "http://example.org/a.mp4", "video/mp4"),
        change=[opf('id="c1"', 'id="c1" properties="remote-resources"')],
    ),
    case("EPB354", manifest=PDF, files=A_PDF, body='<img alt="x" src="a.pdf"/>'),
    case("EPB355", body='<p><a href="c2.xhtml?page=2">x</a></p>'),
    case("EPB356", body='<p><a href="htps://example.org">x</a></p>'),
    case(
        "EPB357",
        manifest=item("t", "a.tiff", "image/tiff"),
        files={"EPUB/a.tiff": b"II*\0\0\0\0\0"},
        body='<picture><img alt="x" src="a.tiff"/></picture>',
    ),
    case(
        "EPB358",
        manifest=item("t", "a.tiff", "image/tiff"),
        files={"EPUB/a.tiff": b"II*\0\0\0\0\0"},
        body='<picture><source srcset="a.tiff"/><img alt="x" src="a.png"/></picture>',
    ),
    case("EPB359", manifest=item("j", "a.jpg", "image/jpeg"), files={"EPUB/a.jpg": JPEG}),
    case("EPB360", manifest=item("j", "a.jpg", "image/png"), files={"EPUB/a.jpg": PNG}),
    case("EPB361", manifest=item("j", "b.png", "image/jpeg"), files={"EPUB/b.png": PNG}),
    case("EPB362", manifest=item("j", "b.png", "image/png"), files={"EPUB/b.png": b""}),
    case("EPB363", change=[("EPUB/nav.xhtml", 'href="c2.xhtml"', 'href="https://example.org/"')]),
    case(
        "EPB364",
        change=[
            (
                "EPUB/nav.xhtml",
                LIST,
                LIST[:4] + LIST[4:-5][::1].replace("c1", "c3").replace("c2", "c1").replace("c3", "c2") + "</ol>",
            )
        ],
    ),
    case("EPB365", change=[("EPUB/nav.xhtml", "</nav>", f'</nav><nav epub:type="landmarks">{LIST}</nav>')]),
    case(
        "EPB366",
        change=[
            (
                "EPUB/nav.xhtml",
                "</nav>",
                f'</nav><nav epub:type="page-list"><ol><li><a href="c1.xhtml">1</a>{LIST}</li></ol></nav>',
            )
        ],
    ),
    case(
        "EPB367",
        manifest=item("d", "d.xhtml", DOC, 'properties="data-nav"'),
        files={
            "EPUB/d.xhtml": XHTML.format(
                '<nav epub:type="region-based"><ol><li><a href="c1.xhtml#xywh=percent:1,1,1,1"/></li></ol></nav>'
            )
        },
    ),
    case("EPB368", 2, change=[("EPUB/toc.ncx", 'content="urn:example:ferry"', 'content="urn:example:draft"')]),
    case("EPB369", 2, change=[("EPUB/toc.ncx", 'playOrder="2"', 'playOrder="3"')]),
    case("EPB370", **smil("0s", "0s", manifest=OVER.replace("audio/mpeg", "audio/wav"))),
    case("EPB371", **smil('clipBegin="0s"', 'clipBegin="20s"')),
    case("EPB372", **smil('clipBegin="0s"', 'clipBegin="10s"')),
    case("EPB373", **{**smil("0s", "0s"), "change": ()}),
    case(
        "EPB374",
        metadata=MEDIA.replace("10s", "20s", 1) + '<meta property="media:duration" refines="#o2">10s</meta>',
        manifest=OVER + item("o2", "c2.smil", "application/smil+xml"),
        files={**SOUND, "EPUB/c2.smil": SMIL},
        change=[NAMED],
    ),
    case(
        "EPB375",
        metadata=MEDIA.replace("10s", "20s", 1) + '<meta property="media:duration" refines="#o2">10s</meta>',
        manifest=OVER + item("o2", "c2.smil", "application/smil+xml"),
        files={**SOUND, "EPUB/c2.smil": SMIL.replace("c1.xhtml#p", "c2.xhtml")},
        change=[opf('id="c1"', 'id="c1" media-overlay="o2"'), opf('id="c2"', 'id="c2" media-overlay="over"')],
    ),
    case("EPB376", **smil("c1.xhtml#p", "nav.xhtml")),
    case("EPB377", **smil("a.mp3", "a.mp3#t=10")),
    case("EPB378", **smil("c1.xhtml#p", "c1.xhtml#xpointer(/1)")),
    case(
        "EPB379",
        manifest=OVER + item("svg", "a.svg", "image/svg+xml", 'media-overlay="over"'),
        metadata=MEDIA,
        files={**SOUND, "EPUB/a.svg": SVG.format(""), "EPUB/c1.smil": SMIL.replace("c1.xhtml#p", "a.svg#x=t")},
    ),
    case("EPB380", change=[opf("<package", '<!DOCTYPE package SYSTEM "p.dtd"><package')]),
    case("EPB382", files={"META-INF/encryption.xml": ENCRYPTION.replace("a.bin", "c2.xhtml")}),
    case("EPB383", 2, manifest=item("d", "d.xml", "application/x-dtbook+xml"), files={"EPUB/d.xml": "<x/>"}),
    case("EPB389", **smil("0s", "0s", metadata=ACTIVE)),
    case("EPB389", **smil("0s", "0s", metadata=PLAYING, body='<p style="color: red">x</p>')),
    case("EPB389", **with_head("<style></style>")),
    case(
        "EPB389",
        metadata=ACTIVE,
        manifest=OVER + item("svg", "a.svg", "image/svg+xml", 'media-overlay="over"'),
        files={**SOUND, "EPUB/a.svg": SVG.format(""), "EPUB/c1.smil": SMIL.replace("c1.xhtml#p", "a.svg")},
    ),
    case("EPB390", body=f'<p {SSML} s:ph=" ">x</p>'),
    case(
        "EPB390",
        body=SVG.format("").replace("<svg", f'<svg {SSML} s:ph=""'),
        change=[opf('id="c1"', 'id="c1" properties="svg"')],
    ),
    case("EPB391", body='<p epub:type="region-based">x</p>'),
    case("EPB391", body='<nav epub:type="region-based"><ol><li><a href="#p">x</a></li></ol></nav>'),
    case("EPB392", metadata="<dc:type>edupub</dc:type>", body='<p itemscope="">x</p>'),
    case("EPB381", attributes=' prefix="dc: http://purl.org/dc/elements/1.1/"'),
]


@pytest.mark.parametrize(
    ("code", "name"), [("EPB384", b"Wind."), ("EPB385", b"IHDR"), ("EPB000", b"urn:example:ferry")]
)
def test_damaged_files_are_known(code: str, name: bytes) -> None:
    sound = make()
    at = sound.index(name)
    assert code in codes_in(sound[:at] + bytes([sound[at] ^ 1]) + sound[at + 1 :])


@pytest.mark.sampled(3)
@pytest.mark.parametrize(("code", "version", "changes"), CASES)
def test_a_fault_gets_its_code(
    code: str, version: int, changes: Mapping[str, Any], request: pytest.FixtureRequest, accept: bool
) -> None:
    found = findings(make(version, **changes))
    assert code in {finding.code for finding in found}
    sections.hold("epub_package", request.node.callspec.id, _shown(found), accept=accept)


OF_ALL_DOCUMENTS = {"EPB220", "EPB221"}
"""Faults of the package document that pages may have, too."""


def test_each_fault_has_an_example() -> None:
    own = {code for code in FAULTS if "EPB260" <= code < "EPB384" or code > "EPB388"}
    assert {param.values[0] for param in CASES} == own | OF_ALL_DOCUMENTS


SOUND_CASES = [
    {},
    {"version": 2},
    smil("0s", "0s"),
    with_head("<style>p { color: red }</style>"),
    with_head('<link rel="stylesheet" href="a.css"/>', item("css", "a.css", CSS), {"EPUB/a.css": "p { color: red }"}),
    {"attributes": ' prefix="ex: https://example.org/ schema: http://schema.org/"'},
    {
        "metadata": "<dc:language>zh-Hant</dc:language><dc:date>2016-12</dc:date>"
        '<meta property="file-as" refines="#id">x</meta>'
    },
    {"metadata": '<link rel="record" href="https://example.org/onix" media-type="application/xml"/>'},
    {"manifest": PDF, "files": A_PDF},
    {
        "manifest": item("pdf", "a.pdf", "application/pdf", 'fallback="c2"'),
        "files": A_PDF,
        "spine": '<itemref idref="pdf"/>',
    },
    {"body": '<p><a href="c2.xhtml">x</a> <a href="https://example.org/?q=1#x">x</a> <a href="#p">x</a></p>'},
    {"body": SVG.format(""), "change": [opf('id="c1"', 'id="c1" properties="svg"')]},
    {"after": '<guide><reference type="cover" title="x" href="c1.xhtml"/></guide>'},
    {"version": 2, "metadata": '<dc:creator opf:role="aut" opf:file-as="Reed">Ana Reed</dc:creator>'},
    {"change": [opf('idref="c1"', 'idref="c1" properties="rendition:page-spread-center"')]},
]


@pytest.mark.parametrize("changes", SOUND_CASES, ids=range(len(SOUND_CASES)))
def test_sound_publications_have_no_fault(changes: Mapping[str, Any]) -> None:
    found = findings(make(**changes))
    assert [f for f in found if f.code in FAULTS or f.code == "EPB001"] == []


DTD = '<!DOCTYPE x SYSTEM "http://x.example/x.dtd">'
LATIN = '<?xml version="1.0" encoding="iso-8859-1"?>'
NCX_ID = '"-//NISO//DTD ncx 2005-1//EN"'
NCX_DTD = "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd"
NO_FILES = '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"/>'
ALONE = SMIL.replace("c1.xhtml#p", "c1.xhtml")
KEY_MAP = KEYS.format(KEY.format("c1.xhtml"))


def resource(type: str, name: str, content: str | bytes, version: int = 3) -> Mapping[str, Any]:
    """An item beside the documents, whose bytes are `content`."""
    fallback = 'fallback="c1"' if version == 2 else ""
    return {"version": version, "manifest": item("x", name, type, fallback), "files": {f"EPUB/{name}": content}}


def of_meta_inf(name: str, content: str | bytes, version: int = 3) -> Mapping[str, Any]:
    return {"version": version, "files": {f"META-INF/{name}.xml": content}}


def of_ncx(declaration: str) -> Mapping[str, Any]:
    return {"version": 2, "files": {"EPUB/toc.ncx": declaration + NCX}}


PROLOGS: Mapping[str, tuple[Mapping[str, Any], set[str]]] = {
    "container, other encoding": (of_meta_inf("container", LATIN + CONTAINER), {"RSC-028"}),
    "container, UTF-16": (of_meta_inf("container", CONTAINER.encode("utf-16")), {"RSC-027"}),
    "container, DTD": (of_meta_inf("container", DTD + CONTAINER), {"PKG-008", "RSC-003"}),
    "container, plain declaration": (of_meta_inf("container", "<!DOCTYPE container>" + CONTAINER), set()),
    "metadata, broken": (of_meta_inf("metadata", "<a>"), {"RSC-016"}),
    "metadata of EPUB 2, broken": (of_meta_inf("metadata", "<a>", 2), {"RSC-016"}),
    "metadata, DTD": (of_meta_inf("metadata", DTD + "<a/>"), {"OPF-073"}),
    "metadata of EPUB 2, DTD": (of_meta_inf("metadata", DTD + "<a/>", 2), {"PKG-008"}),
    "metadata, other encoding": (of_meta_inf("metadata", LATIN + "<a/>"), {"RSC-028"}),
    "metadata of one rendition": (of_meta_inf("metadata", "<a/>"), set()),
    "encryption, DTD": (of_meta_inf("encryption", DTD + NO_FILES), {"OPF-073", "RSC-005"}),
    "encryption, other encoding": (of_meta_inf("encryption", LATIN + NO_FILES), {"RSC-028", "RSC-005"}),
    "rights, broken": (of_meta_inf("rights", "<a>"), set()),
    "search keys, other encoding": (resource(KEYS_TYPE, "x.xml", LATIN + KEY_MAP), {"RSC-028"}),
    "search keys, DTD": (resource(KEYS_TYPE, "x.xml", DTD + KEY_MAP), {"OPF-073"}),
    "overlay, other encoding": (resource("application/smil+xml", "x.smil", LATIN + ALONE), {"RSC-028"}),
    "overlay of EPUB 2, broken": (resource("application/smil+xml", "x.smil", "<a>", 2), set()),
    "lexicon, broken": (resource("application/pls+xml", "x.pls", "<a>"), set()),
    "lexicon, DTD": (resource("application/pls+xml", "x.pls", DTD + "<a/>"), set()),
    "MathML, broken": (resource("application/mathml+xml", "x.mml", "<a>"), set()),
    "NCX that is not named, broken": (resource("application/x-dtbncx+xml", "x.ncx", "<a>", 2), set()),
    "NCX, other encoding": (of_ncx(LATIN), {"RSC-028"}),
    "NCX, declaration": (of_ncx(f'<!DOCTYPE ncx PUBLIC {NCX_ID} "{NCX_DTD}">'), set()),
    "NCX, other public identifier": (of_ncx(f'<!DOCTYPE ncx PUBLIC "-//X" "{NCX_DTD}">'), {"HTM-004"}),
    "NCX, no public identifier": (of_ncx(f'<!DOCTYPE ncx SYSTEM "{NCX_DTD}">'), {"HTM-004"}),
    "NCX, no identifier": (of_ncx("<!DOCTYPE ncx>"), {"HTM-004"}),
    "NCX, other system identifier": (of_ncx(f"<!DOCTYPE ncx PUBLIC {NCX_ID} 'x.dtd'>"), {"HTM-004", "PKG-008"}),
}
"""What is above the root elements of XML documents, and documents that are not well-formed, with EPUBCheck's ids."""


@pytest.mark.parametrize(("changes", "ids"), PROLOGS.values(), ids=PROLOGS)
def test_xml_documents_are_well_formed_in_utf_8_and_name_no_dtd(
    changes: Mapping[str, Any], ids: set[str], request: pytest.FixtureRequest, accept: bool
) -> None:
    """The documents that EPUBCheck parses; overlays of nothing have another fault, which is not looked at."""
    found = findings(make(**changes))
    sections.hold("epub_prologs", request.node.callspec.id, _shown(found), accept=accept)
    stated = [dict(f.detail).get("epubcheck", "") for f in found if f.severity.value != "notice"]
    assert {id for text in stated for id in text.split(", ")} - {"", "MED-005", "MED-010", "RSC-007"} == ids


def with_page(page: str | bytes, **rest: Any) -> Mapping[str, Any]:
    """A document that is one of the reading order, as `page`."""
    return {"files": {"EPUB/c2.xhtml": page}, **rest}


PAGE = XHTML.format("<p>Wind.</p>")
FIXED = '<meta property="rendition:layout">pre-paginated</meta>'
VIEWPORT = '<meta name="viewport" content="width=100, height=100"/>'
FIXED_PAGES = {name: XHTML.replace("</head>", f"{VIEWPORT}</head>").format("<p>x</p>") for name in ("c1", "c2")}
FIXED_NAV = NAV.replace("</head>", f"{VIEWPORT}</head>")


def of_fixed(page: str) -> Mapping[str, Any]:
    pages = {f"EPUB/{name}.xhtml": text for name, text in FIXED_PAGES.items()}
    return {"metadata": FIXED, "files": {**pages, "EPUB/nav.xhtml": FIXED_NAV, "EPUB/c2.xhtml": page}}


def of_nav(old: str, new: str) -> Mapping[str, Any]:
    return {"change": [("EPUB/nav.xhtml", old, new)]}


def of_style(style: str) -> Mapping[str, Any]:
    return {"manifest": STYLE, "files": {"EPUB/a.css": style}}


TWICE = CONTAINER.replace(
    "</rootfiles>", CONTAINER[CONTAINER.index("<rootfile ") : CONTAINER.index("</rootfiles>")] + "</rootfiles>"
)
REGIONS = XHTML.format('<nav epub:type="region-based"><ol><li><a href="{}"/></li></ol></nav>')


def of_region(href: str) -> Mapping[str, Any]:
    item_of_it = item("dn", "dn.xhtml", DOC, 'properties="data-nav"')
    return {"manifest": item_of_it, "files": {"EPUB/dn.xhtml": REGIONS.format(href)}}


OTHER_PACKAGE = PACKAGE.format(attributes="", metadata="", manifest="", spine="", after="").replace(
    "c1.xhtml", "d1.xhtml"
)
METADATA = """<metadata xmlns="http://www.idpf.org/2013/metadata" xmlns:dc="http://purl.org/dc/elements/1.1/"
unique-identifier="id"><dc:identifier id="id">urn:example:ferry</dc:identifier>
<meta property="dcterms:modified">2026-04-01T16:30:00Z</meta></metadata>"""


def of_rendition(body: str) -> Mapping[str, Any]:
    """A second rendition, with this in a document of its own."""
    rootfile = f'<rootfile full-path="EPUB/q.opf" media-type="{OPF_TYPE}" r:label="x"/></rootfiles>'
    container = CONTAINER.replace("</rootfiles>", rootfile)
    return {
        "files": {
            "META-INF/container.xml": container.replace("<container", f"<container {RENDITION}"),
            "META-INF/metadata.xml": METADATA,
            "EPUB/q.opf": OTHER_PACKAGE,
            "EPUB/d1.xhtml": XHTML.format(f'<p id="p">Waves.</p>{body}'),
            "EPUB/nav.xhtml": NAV.replace("c1.xhtml", "c2.xhtml"),
        }
    }


RENDITION = 'xmlns:r="http://www.idpf.org/2013/rendition"'
DATA_OF_ENCRYPTION = ENCRYPTION.replace("<encryption", '<encryption data-x="1"')
OTHERS: Mapping[str, tuple[Mapping[str, Any], set[str]]] = {
    "block in an entry": (of_nav(">One<", ">One<pre>x</pre><"), {"RSC-005"}),
    "block in ins in an entry": (of_nav(">One<", ">One<ins><p>x</p></ins><"), {"RSC-005"}),
    "block in a link that is no entry": (of_nav("</body>", '<p/><a href="c1.xhtml"><p>x</p></a></body>'), set()),
    "block in an entry of a nav without type": (
        of_nav("</body>", f"<nav>{LIST.replace('One', '<p>x</p>')}</nav></body>"),
        set(),
    ),
    "data of the package": ({"change": [opf("<manifest", '<manifest data-x="1"')]}, set()),
    "malformed data of the package": ({"change": [opf("<manifest", '<manifest data-X="1"')]}, {"HTM-061"}),
    "data without name": ({"change": [opf("<manifest", '<manifest data-="1"')]}, {"HTM-061"}),
    "data of the container": (of_meta_inf("container", CONTAINER.replace("<rootfile ", '<rootfile data-x="" ')), set()),
    "data of an overlay": (smil("<par", '<par data-x="1"'), set()),
    "data of the package of EPUB 2": (
        {"version": 2, "change": [opf("<manifest", '<manifest data-x="1"')]},
        {"RSC-005"},
    ),
    "data of an NCX in EPUB 3": (
        {
            "manifest": item("ncx", "toc.ncx", "application/x-dtbncx+xml"),
            "files": {"EPUB/toc.ncx": NCX.replace("<navMap", '<navMap data-x="1"')},
            "change": [opf("<spine", '<spine toc="ncx"')],
        },
        set(),
    ),
    "data of encryption": (of_meta_inf("encryption", DATA_OF_ENCRYPTION), {"RSC-007"}),
    "data of encryption in EPUB 2": (of_meta_inf("encryption", DATA_OF_ENCRYPTION, 2), {"RSC-005", "RSC-007"}),
    "data of an NCX": ({"version": 2, "change": [("EPUB/toc.ncx", "<navMap", '<navMap data-x="1"')]}, {"RSC-005"}),
    "viewport": (of_fixed(FIXED_PAGES["c2"]), set()),
    "viewport in another element of the head": (
        of_fixed(FIXED_PAGES["c2"].replace(VIEWPORT, f"<th>{VIEWPORT}</th>")),
        {"RSC-005"},
    ),
    "viewport in the body": (of_fixed(PAGE.replace("<body>", f"<body>{VIEWPORT}")), {"RSC-005", "HTM-046"}),
    "item without address": ({"manifest": f'<item id="x" media-type="{CSS}"/>'}, {"RSC-005"}),
    "no package, which is named twice": (
        {"files": {"META-INF/container.xml": TWICE.replace("p.opf", "q.opf")}},
        {"OPF-002"},
    ),
    "text after the package": ({"change": [opf("</package>", "</package> words")]}, {"RSC-016"}),
    "text after the package, and a fault of a page": (
        {"body": "<foo/>", "change": [opf("</package>", "</package> words")]},
        {"RSC-016", "RSC-005"},
    ),
    "text after a page with a fault": (with_page(PAGE.replace("<p>", "<p foo=''>") + " words"), {"RSC-016", "RSC-005"}),
    "error in the head": (with_page(PAGE.replace("<title>", "<meta&charset='utf-8'/>\n<title>")), {"RSC-016"}),
    "error in the root element": (with_page(PAGE.replace("http://www.w3", "http://</p>www.w3")), {"RSC-016"}),
    "byte in a name": (with_page(PAGE.encode().replace(b"<p>", b"<p cl\xffass='x'>")), {"RSC-016"}),
    "byte in a text": (with_page(PAGE.encode().replace(b"Wind", b"W\xffnd")), set()),
    "style sheet that declares UTF-16": (of_style('@charset "utf-16"; p { color: red }'), {"CSS-003", "CSS-008"}),
    "container in an encoding that does not exist": (
        of_meta_inf("container", f'<?xml version="1.0" encoding="UT&F-8"?>{CONTAINER}'),
        {"RSC-028", "RSC-016", "RSC-003"},
    ),
    "region that is missing": (of_region("zz.xhtml"), {"NAV-009", "RSC-007"}),
    "region without address": (of_region(""), set()),
    "region on another site": (of_region("https://x.example/"), set()),
    "fault of a page in the second rendition": (of_rendition("<foo/>"), {"RSC-005"}),
    "two renditions": (of_rendition(""), set()),
    "address with a misencoded byte": (
        with_page(PAGE.encode().replace(b"<p>", b"<p><a href='c\xff.xhtml'>x</a>")),
        {"RSC-020", "RSC-007"},
    ),
    "namespace of a malformed host": (
        with_page(PAGE.replace("<p>", "<p xmlns:x='http://]]idpf.org/' x:y='1'>")),
        set(),
    ),
}
"""Kinds of faults that EPUBCheck and these checks once judged differently, with EPUBCheck's ids."""


@pytest.mark.parametrize(("changes", "ids"), OTHERS.values(), ids=OTHERS)
def test_other_kinds_have_the_ids_of_epubcheck(
    changes: Mapping[str, Any], ids: set[str], request: pytest.FixtureRequest, accept: bool
) -> None:
    found = findings(make(**changes))
    sections.hold("epub_others", request.node.callspec.id, _shown(found), accept=accept)
    stated = [dict(f.detail).get("epubcheck", "") for f in found if f.severity.value != "notice"]
    assert {id for text in stated for id in text.split(", ")} - {""} == ids


def _stating(*pairs: tuple[str, str]) -> str:
    return "".join(f'<meta property="{name}">{value}</meta>' for name, value in pairs)


DICTIONARY_TYPE = "<dc:type>dictionary</dc:type>"
ENGLISH = _stating(("source-language", "en"), ("target-language", "en"))
KEY_MAP = item("keys", "keys.xml", KEYS_TYPE, 'properties="search-key-map dictionary"')
KEY_FILES = {"EPUB/keys.xml": KEYS.format(KEY.format("c1.xhtml"))}
WORDS = '<section epub:type="dictionary"><article><dfn>a</dfn><p>b</p></article></section>'

PROFILED: Mapping[str, Mapping[str, Any]] = {
    "a dictionary": {"metadata": DICTIONARY_TYPE + ENGLISH, "manifest": KEY_MAP, "files": KEY_FILES, "body": WORDS},
    "without its type": {"metadata": ENGLISH, "manifest": KEY_MAP, "files": KEY_FILES, "body": WORDS},
    "without languages": {"metadata": DICTIONARY_TYPE, "manifest": KEY_MAP, "files": KEY_FILES, "body": WORDS},
    "without a key map": {"metadata": DICTIONARY_TYPE + ENGLISH, "body": WORDS},
    "two sources": {
        "metadata": DICTIONARY_TYPE + ENGLISH + _stating(("source-language", "en")),
        "manifest": KEY_MAP,
        "files": KEY_FILES,
        "body": WORDS,
    },
    "other languages and type": {
        "metadata": DICTIONARY_TYPE
        + _stating(("source-language", "de"), ("target-language", "fr"), ("dictionary-type", "x")),
        "manifest": KEY_MAP,
        "files": KEY_FILES,
        "body": WORDS,
    },
    **{
        f"collections: {title}": {
            "metadata": DICTIONARY_TYPE,
            "manifest": KEY_MAP,
            "files": KEY_FILES,
            "body": WORDS,
            "after": after,
        }
        for title, after in {
            "one": collection(
                "dictionary", f'<metadata>{ENGLISH}</metadata><link href="c1.xhtml"/><link href="keys.xml"/>'
            ),
            "two": 2
            * collection("dictionary", f'<metadata>{ENGLISH}</metadata><link href="c1.xhtml"/><link href="keys.xml"/>'),
            "two sources": collection(
                "dictionary",
                f"<metadata>{ENGLISH}{_stating(('source-language', 'en'))}</metadata>"
                '<link href="c1.xhtml"/><link href="keys.xml"/>',
            ),
            "inner": collection("dictionary", f"<metadata>{ENGLISH}</metadata>{collection('dictionary', '')}"),
            "missing": collection("dictionary", f'<metadata>{ENGLISH}</metadata><link href="zz.xhtml"/>'),
            "keys alone": collection("dictionary", f'<metadata>{ENGLISH}</metadata><link href="keys.xml"/>'),
            "index": collection("index", '<link href="c1.xhtml"/><link href="a.png"/>'),
            "index group": collection("index", collection("index-group", '<link href="c1.xhtml"/>')),
            "preview": collection("preview", '<link href="c1.xhtml"/><link href="c1.xhtml#epubcfi(/4)"/>'),
            "manifest": collection("distributable-object", collection("manifest", '<link href="a.png"/>')),
            "unknown": collection("waves", '<link href="c1.xhtml"/>') + collection("https://idpf.org/x", ""),
        }.items()
    },
    "education": {
        "metadata": "<dc:type>edupub</dc:type>" + _stating(("schema:educationalRole", "x")),
        "body": "<h1>a</h1>",
    },
    "styles refer": with_page(PAGE.replace("<p>", "<p style=\"background: url('zz.png')\">", 1)),
    "paint refers": with_page(
        PAGE.replace("<p>", SVG.format('<rect fill="url(#no)" stroke="url(zz.svg#a)"/>') + "<p>", 1)
    ),
    "element of no namespace in a list of contents": of_nav("<ol>", "<x xmlns=''>y</x><ol>"),
    "element of no namespace in an entry": of_nav(">One<", ">One</a><x xmlns=''>y</x><a><"),
    "element of no namespace in a list": of_nav("<li>", "<x xmlns=''>y</x><li>"),
    "misencoded name below the root": with_page(PAGE.encode() + b"<?w\xff?>"),
    "misencoded name above the root": with_page(b"<?w\xff?>" + PAGE.encode()),
    "drawing with a style sheet": {
        "manifest": SHAPES,
        "files": {"EPUB/a.svg": '<?xml-stylesheet href="zz.css"?>' + SVG.format("<title>x</title>")},
    },
}


@pytest.mark.parametrize("name", PROFILED)
def test_what_is_said_of_special_publications(name: str, accept: bool) -> None:
    """Dictionaries, indexes, previews and books for education, sound and not, and what styles and drawings refer to."""
    sections.hold("epub_profiles", name, _shown(findings(make(**PROFILED[name]))), accept=accept)


def test_broken_resources_are_warnings() -> None:
    """XML that EPUBCheck does not open, but a reading system may."""
    for type, name in (("application/pls+xml", "x.pls"), ("application/mathml+xml", "x.mml")):
        data = make(**resource(type, name, "<a>"))
        [finding] = [f for f in findings(data) if f.location.member == f"EPUB/{name}"]
        assert (finding.code, finding.severity.value) == ("EPB011", "warning")


# --------------------------------------------------------------------------------------------------------------------
# Profiles


ENTRIES = (
    '<ul><li><span epub:type="index-term">Pier</span> <a href="c2.xhtml" epub:type="index-locator">2</a></li></ul>'
)
DICTIONARY = '<section epub:type="dictionary">{}</section>'


@pytest.mark.parametrize(
    ("profile", "body", "is_right"),
    [
        ("idx", f'<section epub:type="index">{ENTRIES}</section>', True),
        ("idx", f'<section epub:type="index">{2 * ENTRIES}</section>', False),
        ("idx", f'<p epub:type="index">{ENTRIES}</p>', False),
        ("idx", f'<section epub:type="index">{ENTRIES.replace("index-term", "z3998:name")}</section>', False),
        (
            "idx",
            f'<section epub:type="index">{ENTRIES.replace("index-locator", "index-locator-list")}</section>',
            False,
        ),
        ("idx", '<section epub:type="index-group"><ul><li>x</li></ul></section>', False),
        ("idx", "<p>x</p>", False),
        ("edupub", "<section><h1>Pier</h1></section>", True),
        ("edupub", "<section><h1>Pier</h1><section><h2>Rails</h2></section></section>", True),
        ("edupub", "<section><h1>Pier</h1><section><h1>Rails</h1></section></section>", False),
        ("edupub", "<section><p>x</p></section>", False),
        ("edupub", '<section aria-label=""><h1>Pier</h1></section>', False),
        ("edupub", "<section><h1>Pier</h1><section><h2>Rails</h2></section><p>x</p></section>", False),
        ("edupub", '<section><h1>Pier</h1><div epub:type="answers">x</div></section>', False),
        ("dict", DICTIONARY.format("<article><p><dfn>pier</dfn></p></article>"), True),
        ("dict", DICTIONARY.format("<article><p>pier</p></article>"), False),
        ("dict", DICTIONARY.format("<p>pier</p>"), False),
        ("dict", DICTIONARY.format('<article><p><dfn>a</dfn></p><ul epub:type="sense-list"></ul></article>'), False),
    ],
)
def test_profiles_have_rules_for_documents(profile: str, body: str, is_right: bool) -> None:
    change = [("EPUB/c1.xhtml", '<p id="p">Waves.</p>', "")]
    files = {"EPUB/c2.xhtml": XHTML.format(body)} if profile == "edupub" else {}
    if profile == "idx":
        files = {"EPUB/c2.xhtml": XHTML.format(f'<section epub:type="index">{ENTRIES}</section><p>x</p>')}
        body += "<p>x</p>"
    found = check(make(body=body, change=change, files=files), path="a.epub", epub_profile=profile).findings
    assert is_right == (not any(f.code == "EPB304" and f.location.member == "EPUB/c1.xhtml" for f in found))


# --------------------------------------------------------------------------------------------------------------------
# EPUBCheck


def test_each_id_of_epubcheck_is_examined_or_has_a_reason() -> None:
    for fault in FAULTS.values():
        assert all(id in coverage.SEVERITIES for id in fault.epubcheck.split(", ") if id)
    for id in coverage.SEVERITIES:
        text = codes.explanation(id.lower())
        assert id in text
        assert all(code in text for code in coverage.codes_of(id))
        assert id in codes.explanation("EPUBCheck")
    with pytest.raises(UsageError, match="OPF-999"):
        codes.explanation("OPF-999")


_CONTENT = ("CSS-", "HTM-", "RSC-005", "RSC-016", "RSC-017")


@pytest.mark.slow
def test_publications_are_judged_as_epubcheck_judges_them(official: Path) -> None:
    manifest = official / "epubcheck" / "manifest.json"
    if not manifest.exists():
        absent("there are no EPUBs with EPUBCheck's answers")
    cases = epub_agreement.load(manifest, 1)
    missed = extra = found = 0
    for case in cases:
        expected = {id for id in case.expected | case.warnings if not id.startswith(_CONTENT)}
        given = {id for id in case.answer.errors | case.answer.warnings if not id.startswith((*_CONTENT, "EPB"))}
        found += len(expected & given)
        missed += len(expected - given)
        extra += len(given - expected)
    assert found / (found + missed) > 0.98
    assert extra / (found + extra) < 0.02
    assert epub_agreement.figures(cases).false_alarms < 1


# --------------------------------------------------------------------------------------------------------------------
# Hostile publications


@pytest.mark.parametrize("count", [1_000, pytest.param(20_000, marks=pytest.mark.slow)])
def test_long_chains_of_fallbacks_take_linear_time(count: int) -> None:
    items = "".join(
        item(f"x{n}", f"https://example.org/{n}", "audio/mpeg", f'fallback="x{(n + 1) % count}"') for n in range(count)
    )
    started = time.process_time()
    assert "EPB320" in codes_in(make(manifest=items))
    assert time.process_time() - started < 30 * count / 20_000


def test_deep_collections_and_lists_are_no_danger() -> None:
    deep = 400
    assert codes_in(make(after=deep * '<collection role="index">' + deep * "</collection>"))
    nested = deep * "<ol><li><span>x</span>" + deep * "</li></ol>"
    assert codes_in(make(change=[("EPUB/nav.xhtml", LIST, nested)]))


@pytest.mark.sampled(4)
@pytest.mark.parametrize(
    "changes",
    [
        {"metadata": f"<dc:language>en{40_000 * '-abcde'}x</dc:language><dc:date>{40_000 * '1'}</dc:date>"},
        *(
            {"manifest": STYLE, "files": {"EPUB/a.css": f"@import url({style}"}}
            for style in (400_000 * " ", 100_000 * "/*", 100_000 * "url(", 100_000 * "'\\", 100_000 * "@import '")
        ),
        {"attributes": f' prefix="{20_000 * "a: http://x/ "}"'},
        {"metadata": "".join(f'<meta id="m{n}" refines="#m{n + 1}" property="file-as">x</meta>' for n in range(5000))},
        {"body": f'<img alt="x" src="a.png" srcset="{100_000 * " , "}"/>'},
        {"body": 5000 * '<p><a href="c2.xhtml#gone">x</a></p>'},
        {"spine": 10_000 * '<itemref idref="c1"/>'},
    ],
)
def test_hostile_publications_take_linear_time(changes: Mapping[str, Any]) -> None:
    started = time.process_time()
    assert codes_in(make(**changes))
    assert time.process_time() - started < 10


@given(st.data())
def test_damaged_publications_are_examined(data: st.DataObject) -> None:
    sound = make(**smil("0s", "0s"))
    names = ["META-INF/container.xml", "EPUB/p.opf", "EPUB/nav.xhtml", "EPUB/c1.smil"]
    name = data.draw(st.sampled_from(names))
    with zipfile.ZipFile(io.BytesIO(sound)) as archive:
        text = archive.read(name)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 60)))
    insert = data.draw(st.sampled_from([b"", b"x", b'"', b"<x/>", b"&", b"#", b"\xff", b"https://[", b" "]))
    check(make(files={**SOUND, name: text[:start] + insert + text[end:]}, manifest=OVER, metadata=MEDIA), path="a.epub")


@given(st.text(max_size=40), st.sampled_from(["EPUB/a.xhtml", "a.xhtml", "https://example.org/a/b"]))
def test_urls_of_any_text_are_parsed(text: str, base: str) -> None:
    url = urls.parse(base, text)
    assert bool(url.scheme) or not url.address
    assert ".." not in url.member.split("/")


@pytest.mark.parametrize(
    ("text", "member", "leaks"),
    [
        ("b.xhtml", "EPUB/b.xhtml", False),
        ("./b.xhtml#x", "EPUB/b.xhtml", False),
        ("../b.xhtml", "b.xhtml", False),
        ("../../b.xhtml", "b.xhtml", True),
        ("/b.xhtml", "b.xhtml", True),
        ("a%20b", "EPUB/a b", False),
    ],
)
def test_urls_are_resolved_inside_the_container(text: str, member: str, leaks: bool) -> None:
    url = urls.parse("EPUB/a.xhtml", text)
    assert (url.member, url.leaks, url.invalid) == (member, leaks, "")


@pytest.mark.parametrize("text", ["a b", "a%zz", "http://", "http:x", "http://a:x/", "a#b#c", "<"])
def test_invalid_urls_are_known(text: str) -> None:
    assert urls.parse("EPUB/a.xhtml", text).invalid


@pytest.mark.parametrize(
    ("text", "value"),
    [("10s", 10), ("00:10", 10), ("1:00:10", 3610), ("2min", 120), ("1.5h", 5400), ("5", 5), ("x", None)],
)
def test_times_of_clips_are_read(text: str, value: float | None) -> None:
    assert seconds(text) == value


@pytest.mark.parametrize("attribute", ['dir="ltr"', 'xml:lang="en"'])
@pytest.mark.parametrize("name", ["date", "format", "source", "type", "subject", "rights", "coverage", "relation"])
def test_words_for_readers_alone_have_a_language_and_a_direction(name: str, attribute: str) -> None:
    """The elements of Dublin Core that are no code or date (EPUB 3.3, 5.5.3)."""
    value = "2026-04-01" if name == "date" else "ferry"
    text = make(metadata=f"<dc:{name} {attribute}>{value}</dc:{name}>")
    said = {finding.message for finding in findings(text)}
    refused = f"dc:{name} has no attribute {attribute.partition('=')[0]}"
    assert (refused in said) == (name in ("date", "format", "type"))


@pytest.mark.parametrize(("refines", "is_found"), [("#part", True), (" #part ", True), ("#gone", False)])
def test_refinements_in_a_collection_stay_in_it(refines: str, is_found: bool) -> None:
    metadata = (
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier>urn:example:part</dc:identifier>'
        '<meta id="part" property="dcterms:title">Part</meta>'
        f'<meta refines="{refines}" property="alternate-script">P</meta></metadata>'
    )
    text = make(after=collection("distributable-object", f'{metadata}<link href="c1.xhtml"/>'))
    said = [finding.message for finding in findings(text)]
    assert any("refines nothing in the collection" in message for message in said) == (not is_found)
