"""What is found where one place of a rich publication is another: an element, an attribute, a file, a declaration.

`findings/epub_places.txt` has every message that a change of one place makes, with these changes (`one_change.py`).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest
import sections
import test_epub_package as made
from one_change import changed_xml, found_by_change
from test_epub_package import CSS, DOC, KEY, KEYS, KEYS_TYPE, SVG, XHTML, collection, item

from convert.checks import check, obstacles
from convert.findings import Finding

LINKS = '<link href="c1.xhtml"/><link href="c2.xhtml"/>'
OF_PART = '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{}</metadata>'
DC = "<dc:identifier>urn:x:1</dc:identifier><dc:title>x</dc:title><dc:language>en</dc:language>"
INDEX = """<section epub:type="index"><header epub:type="index-headnotes"><h2>Index</h2><p>x</p></header>
<ul epub:type="index-legend"><li><span epub:type="index-editor-note">x</span></li></ul>
<section epub:type="index-group"><h3 epub:type="index-term-category">A</h3><ul epub:type="index-entry-list">
<li epub:type="index-entry" id="e1"><span epub:type="index-term">Anchor</span>
<a epub:type="index-locator" href="c2.xhtml">1</a> <span epub:type="index-locator-range"><a epub:type="index-locator"
href="c1.xhtml#p">2</a> <a epub:type="index-locator" href="c2.xhtml">3</a></span>
<span epub:type="index-xref-preferred"><a href="#e2">see <span epub:type="index-term">x</span></a></span>
<ul epub:type="index-entry-list"><li epub:type="index-entry" id="e2"><span epub:type="index-term">y</span>
<span epub:type="index-locator-list"><a epub:type="index-locator" href="c2.xhtml">4</a></span>
<a epub:type="index-xref-related" href="#e1">see also</a></li></ul></li></ul></section></section>"""
LESSON = """<section><h1 epub:type="title">x</h1><p epub:type="subtitle">y</p><section epub:type="learning-objectives">
<h2 epub:type="ordinal title">z</h2><ul><li epub:type="learning-objective">x</li></ul></section>
<section aria-label="u"><p>x <span epub:type="pagebreak" id="pg" title="1" role="doc-pagebreak"/></p></section>
<section><h2>q</h2><section><h3>r</h3><div epub:type="answers"><ol><li epub:type="answer">x</li></ol></div></section>
</section></section>"""
WORDS = """<section epub:type="dictionary"><article><dfn>a</dfn><p epub:type="condensed-entry">b</p>
<section epub:type="etymology"><p>c</p></section><ol epub:type="sense-list"><li><p epub:type="example">d</p>
<p><span epub:type="gram-info">e</span> <span epub:type="def">f</span></p></li></ol></article>
<article epub:type="dictentry" id="f2"><dfn epub:type="headword">g</dfn></article></section>"""
NAVIGATION = XHTML.format(
    """<nav epub:type="toc"><h2>Contents</h2><ol><li><a href="c1.xhtml">One</a><ol><li><a
href="c1.xhtml#p">Part</a></li>
</ol></li><li><span>Rest</span><ol><li><a href="c2.xhtml">Two</a></li></ol></li></ol></nav>
<nav epub:type="landmarks" hidden="hidden"><h2>Guide</h2><ol><li><a epub:type="bodymatter" href="c1.xhtml">One</a></li>
<li><a epub:type="toc" href="#toc">Contents</a></li></ol></nav>
<nav epub:type="page-list"><ol><li><a href="c1.xhtml#p">1</a></li><li><a href="c2.xhtml">2</a></li></ol></nav>
<nav epub:type="lot"><h2>Tables</h2><ol><li><a href="c2.xhtml">x <img alt="y" src="a.png"/></a></li></ol></nav>"""
).replace('type="toc">', 'type="toc" id="toc">', 1)
RICH = """<dc:identifier id="i2">urn:isbn:9780306406157</dc:identifier><dc:creator id="who">Jane Doe</dc:creator>
<meta refines="#who" property="role" scheme="marc:relators">aut</meta><meta refines="#who" property="file-as">Doe</meta>
<meta refines="#who" property="display-seq">1</meta><meta refines="#who" property="alternate-script"
xml:lang="ja">x</meta>
<meta refines="#title" property="title-type">main</meta><meta refines="#i2" property="identifier-type"
scheme="onix:codelist5">15</meta><dc:subject id="s">Ferries</dc:subject><meta refines="#s"
property="authority">BISAC</meta>
<meta refines="#s" property="term">x</meta><dc:source id="src">urn:isbn:9780306406157</dc:source>
<meta refines="#src" property="source-of">pagination</meta><meta property="belongs-to-collection" id="set">Set</meta>
<meta refines="#set" property="collection-type">series</meta><meta refines="#set" property="group-position">2.1</meta>
<meta property="rendition:layout">reflowable</meta><meta property="rendition:orientation">auto</meta>
<meta property="rendition:spread">auto</meta><meta
property="rendition:flow">paginated</meta><dc:date>2016-12-07</dc:date>
<meta property="schema:accessMode">textual</meta><meta property="a11y:certifiedBy" id="cert">x</meta>
<meta refines="#cert" property="a11y:certifierCredential">x</meta><meta name="cover" content="png"/>
<link rel="record" href="https://example.org/x" media-type="application/xml" properties="onix" id="rec"/>
<link rel="acquire" href="https://example.org/y"/><link refines="#who" rel="voicing" href="v.mp3"
media-type="audio/mpeg"/>
<link rel="dcterms:conformsTo" href="https://example.org/z" hreflang="en"/><meta property="ex:seal">x</meta>"""
PREFIXES = ' prefix="ex: https://example.org/ cc: http://creativecommons.org/ns#" dir="ltr" xml:lang="en" id="pub"'
PAGE = """<section epub:type="chapter" role="doc-chapter" aria-labelledby="h"><h1 id="h">Waves</h1>
<p><a href="c2.xhtml">x</a> <a href="#p" epub:type="noteref">y</a> <img alt="z" src="a.png" srcset="a.png 2x"/>
<math xmlns="http://www.w3.org/1998/Math/MathML" alttext="x"><mrow><mi>x</mi><mo>=</mo><mn>1</mn></mrow></math>
<ruby>x<rt>y</rt></ruby> <time datetime="2016-12-07">x</time> <bdo
dir="rtl">x</bdo></p><table><caption>x</caption><thead>
<tr><th scope="col" id="t1">x</th></tr></thead><tbody><tr><td headers="t1" colspan="1">y</td></tr></tbody></table>
<figure><video src="v.mp4" poster="a.png" controls="controls"><track src="t.vtt" kind="captions" srclang="en"/></video>
<figcaption>x</figcaption></figure><object data="a.svg" type="image/svg+xml">x</object><ol start="2"><li
value="3">x</li></ol>
<form><p><label for="f">x</label> <input id="f" type="text" name="a" list="l"/></p><datalist id="l"><option value="x"/>
</datalist></form><details><summary>x</summary><p style="color: red" class="a" title="x">y</p></details>
<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1" viewBox="0 0 1 1"><title>x</title><rect id="r" width="1"
height="1" fill="url(#r)"/><use href="#r"/><a href="c2.xhtml"><text>x</text></a></svg></section>"""
DRAWING = '<?xml-stylesheet href="a.css" type="text/css"?>' + SVG.format(
    '<title>x</title><style>rect { fill: red }</style><rect id="a" width="1" height="1"/><use xlink:href="#a"/>'
    '<image xlink:href="a.png" width="1" height="1"/><a xlink:href="c2.xhtml" xlink:title="x"><text>x</text></a>'
    '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>'
)
STYLES = """@charset "utf-8"; @import url("b.css"); @font-face { font-family: x; src: url(f.otf) format("opentype"); }
p { background: url('a.png'); color: red } @media print { p { margin: 0 } } @namespace epub "http://x.example/";"""
FULL = "".join(
    (
        *(item("v", "v.mp4", "video/mp4"), item("vtt", "t.vtt", "text/vtt"), item("mp3", "v.mp3", "audio/mpeg")),
        *(item("svg", "a.svg", "image/svg+xml"), item("css", "a.css", CSS), item("css2", "b.css", CSS)),
        *(item("otf", "f.otf", "font/otf"), item("pdf", "x.pdf", "application/pdf", 'fallback="c2"')),
    )
)
NARRATED = """<smil xmlns="http://www.w3.org/ns/SMIL" xmlns:epub="http://www.idpf.org/2007/ops" version="3.0"
epub:prefix="x: https://example.org/"><head><metadata/></head><body epub:type="bodymatter"><seq id="s1"
epub:textref="c1.xhtml" epub:type="chapter"><par id="a"><text src="c1.xhtml#p"/><audio src="a.mp3" clipBegin="0s"
clipEnd="4s"/></par><par id="b"><text src="c1.xhtml#q"/><audio src="a.mp3" clipBegin="0:00:04" clipEnd="10000ms"/></par>
</seq></body></smil>"""
CONTENTS_2 = """<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="en">
<head><meta name="dtb:uid" content="urn:example:ferry"/><meta name="dtb:depth" content="2"/></head>
<docTitle><text>Ferry</text><audio src="a.mp3" clipBegin="0s"
clipEnd="1s"/></docTitle><docAuthor><text>x</text></docAuthor>
<navMap><navInfo xml:lang="en"><text>x</text></navInfo><navPoint id="n1" playOrder="1" class="a"><navLabel
xml:lang="en"><text>One</text></navLabel><navLabel xml:lang="de"><text>Eins</text></navLabel><content src="c1.xhtml"/>
<navPoint id="n3" playOrder="2"><navLabel><text>Part</text></navLabel><content src="c1.xhtml#p"/></navPoint></navPoint>
<navPoint id="n2" playOrder="3"><navLabel><text>Two</text><img src="a.png"/></navLabel><content
src="c2.xhtml"/></navPoint>
</navMap><pageList id="pl" class="x"><navLabel><text>Pages</text></navLabel><pageTarget id="p1" type="normal" value="1"
playOrder="2"><navLabel><text>1</text></navLabel><content src="c1.xhtml#p"/></pageTarget><pageTarget id="p2"
type="normal" value="2" playOrder="3"><navLabel><text>2</text></navLabel><content
src="c2.xhtml"/></pageTarget></pageList>
<navList id="nl"><navLabel><text>Notes</text></navLabel><navTarget id="t1" value="1" playOrder="4"><navLabel>
<text>x</text></navLabel><content src="c2.xhtml#q"/></navTarget></navList></ncx>"""
LOCKED = """<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"
xmlns:enc="http://www.w3.org/2001/04/xmlenc#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><enc:EncryptedKey Id="EK">
<enc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#rsa-1_5"/><ds:KeyInfo><ds:KeyName>x</ds:KeyName>
</ds:KeyInfo><enc:CipherData><enc:CipherValue>eA==</enc:CipherValue></enc:CipherData></enc:EncryptedKey>
<enc:EncryptedData Id="ED1"><enc:EncryptionMethod Algorithm="http://www.idpf.org/2008/embedding"/><enc:CipherData>
<enc:CipherReference URI="EPUB/f.otf"/></enc:CipherData><enc:EncryptionProperties><enc:EncryptionProperty
xmlns:ns="http://www.idpf.org/2016/encryption#compression"><ns:Compression Method="8" OriginalLength="4"/>
</enc:EncryptionProperty></enc:EncryptionProperties></enc:EncryptedData></encryption>"""
SIGNED = """<signatures xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><Signature Id="s"
xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo><CanonicalizationMethod
Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"/><SignatureMethod
Algorithm="http://www.w3.org/2000/09/xmldsig#dsa-sha1"/><Reference URI="#m"><DigestMethod
Algorithm="http://www.w3.org/2000/09/xmldsig#sha1"/><DigestValue>eA==</DigestValue></Reference></SignedInfo>
<SignatureValue>eA==</SignatureValue></Signature></signatures>"""
KEY_MAP = item("keys", "keys.xml", KEYS_TYPE, 'properties="search-key-map dictionary"')

PUBLICATIONS: Mapping[str, Mapping[str, Any]] = {
    "rich": {
        "attributes": PREFIXES,
        "metadata": RICH,
        "manifest": FULL,
        "body": PAGE,
        "spine": '<itemref idref="pdf" linear="no" id="sp" properties="rendition:flow-auto page-spread-right"/>',
        "after": '<guide><reference type="text" title="x" href="c1.xhtml"/></guide>'
        '<bindings><mediaType handler="c2" media-type="application/x-x"/></bindings>'
        + collection("https://example.org/part", OF_PART.format(DC) + LINKS + collection("ex:inner", LINKS)),
        "files": {
            "EPUB/nav.xhtml": NAVIGATION,
            "EPUB/a.svg": DRAWING,
            "EPUB/a.css": STYLES,
            "EPUB/b.css": "p { color: red }",
            "EPUB/v.mp4": b"x",
            "EPUB/v.mp3": b"ID3",
            "EPUB/t.vtt": "WEBVTT\n",
            "EPUB/f.otf": b"OTTO",
            "EPUB/x.pdf": b"%PDF",
        },
    },
    "of EPUB 2": {
        "version": 2,
        "metadata": '<dc:creator opf:role="aut" opf:file-as="Doe" id="who">Jane Doe</dc:creator><dc:date '
        'opf:event="publication">2016-12-07</dc:date><dc:identifier opf:scheme="ISBN">9780306406157</dc:identifier>'
        '<meta name="cover" content="png"/><dc:subject>x</dc:subject><dc:rights>x</dc:rights>',
        "manifest": item("x", "x.xml", "application/xml", 'required-namespace="urn:x" fallback="c2"'),
        "spine": '<itemref idref="x" linear="no"/>',
        "after": '<tours><tour id="t" title="x"><site title="y" href="c1.xhtml"/></tour></tours><guide><reference '
        'type="cover" title="x" href="c1.xhtml"/><reference type="other.x" title="y" href="c2.xhtml#q"/></guide>',
        "files": {"EPUB/toc.ncx": CONTENTS_2, "EPUB/x.xml": "<x xmlns='urn:x'/>"},
        "change": [("EPUB/c2.xhtml", "<p>Wind", '<p id="q">Wind')],
    },
    "an index": {
        "metadata": "<dc:type>index</dc:type>",
        "body": INDEX,
        "after": collection(
            "index", OF_PART.format("<dc:title>x</dc:title>") + LINKS + collection("index-group", LINKS)
        ),
    },
    "for education": {
        "metadata": "<dc:type>edupub</dc:type>"
        + made._stating(("schema:accessibilityFeature", "none"), ("dcterms:source", "x")),
        "body": LESSON,
    },
    "a dictionary": {
        "metadata": "<dc:type>dictionary</dc:type>"
        + made._stating(("source-language", "en"), ("target-language", "en"), ("dictionary-type", "monolingual")),
        "manifest": KEY_MAP,
        "body": WORDS,
        "files": {"EPUB/keys.xml": KEYS.format(KEY.format("c1.xhtml#f2") + KEY.format("c1.xhtml"))},
        "after": collection(
            "dictionary", OF_PART.format(made.ENGLISH) + '<link href="c1.xhtml"/><link href="keys.xml"/>'
        ),
    },
    "a preview": {
        "metadata": '<dc:type>preview</dc:type><dc:source id="src">urn:x:1</dc:source>',
        "after": collection(
            "preview", collection("manifest", '<link href="a.png"/>') + '<link href="c1.xhtml"/><link href="c2.xhtml"/>'
        )
        + collection(
            "distributable-object", OF_PART.format(DC) + collection("manifest", '<link href="a.png"/>') + LINKS
        ),
    },
    "narrated": {
        "metadata": made.ACTIVE + '<meta property="media:narrator">Eve</meta>',
        "manifest": made.OVER + item("css", "a.css", CSS),
        "files": {"EPUB/c1.smil": NARRATED, "EPUB/a.mp3": b"ID3", "EPUB/a.css": ".a { color: red }"},
        "body": '<p id="q">x</p>',
        "change": [made.NAMED, ("EPUB/c1.xhtml", "</head>", '<link rel="stylesheet" href="a.css"/></head>')],
    },
    "fixed": {
        "metadata": made.FIXED + made._stating(("rendition:viewport", "width=100, height=100")),
        "files": {
            "EPUB/nav.xhtml": made.FIXED_NAV,
            **{f"EPUB/{name}.xhtml": page for name, page in made.FIXED_PAGES.items()},
        },
        "spine": '<itemref idref="png-page" properties="rendition:layout-reflowable page-spread-left"/>',
        "manifest": item("png-page", "d.xhtml", DOC),
        "change": (),
    },
    "of two renditions": made.of_rendition('<p id="q">x</p>'),
    "with regions": made.of_region("c1.xhtml#p"),
    "locked": {"files": {"META-INF/encryption.xml": LOCKED, "META-INF/signatures.xml": SIGNED, "EPUB/f.otf": b"OTTO"}},
}
PUBLICATIONS["fixed"]["files"]["EPUB/d.xhtml"] = XHTML.format("<p>x</p>")  # type: ignore[index]


@cache
def _members(name: str) -> Mapping[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(made.make(**PUBLICATIONS[name]))) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def _packed(members: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return stream.getvalue()


def _found(data: bytes) -> list[Finding]:
    """What is found in an EPUB, and what keeps it from being preserved."""
    return [*check(data, path="a.epub").findings, *obstacles(data)]


VALUES = (
    *("", " ", "x y", "0", "-1", "data:,x", "https://example.org/x", "http://[", "../../x", "file:///x", "#none"),
    *("c2.xhtml", "c2.xhtml#none", "a.png", "a.css", "text/css", "image/png", "a: https://a.example/\u00a0b: urn:b"),
)
FILES = {
    "rich": ("META-INF/container.xml", "EPUB/p.opf", "EPUB/c1.xhtml", "EPUB/nav.xhtml", "EPUB/a.svg"),
    "of EPUB 2": ("EPUB/p.opf", "EPUB/toc.ncx"),
    "an index": ("EPUB/p.opf", "EPUB/c1.xhtml"),
    "for education": ("EPUB/p.opf", "EPUB/c1.xhtml"),
    "a dictionary": ("EPUB/p.opf", "EPUB/c1.xhtml", "EPUB/keys.xml"),
    "a preview": ("EPUB/p.opf",),
    "narrated": ("EPUB/p.opf", "EPUB/c1.xhtml", "EPUB/c1.smil"),
    "fixed": ("EPUB/p.opf", "EPUB/c1.xhtml", "EPUB/nav.xhtml"),
    "of two renditions": ("META-INF/container.xml", "META-INF/metadata.xml", "EPUB/q.opf"),
    "with regions": ("EPUB/dn.xhtml",),
    "locked": ("META-INF/encryption.xml", "META-INF/signatures.xml"),
}
CASES = [(name, member) for name, members in FILES.items() for member in members]


@pytest.mark.sampled(16)
@pytest.mark.parametrize(("name", "member"), CASES)
def test_each_place_may_be_another(name: str, member: str, accept: bool) -> None:
    members = _members(name)
    changes = ((change, _packed({**members, member: data})) for change, data in changed_xml(members[member], VALUES))
    found = found_by_change(_packed(members), changes, _found)
    sections.hold("epub_places", f"{name}: {member}", found, accept=accept)
