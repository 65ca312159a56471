"""The recipes of the EPUB rules' examples: one sound publication, and what to change in it to break each rule.

`python tests/epub_examples.py` writes the files anew; a test holds that they are what the recipes make.
"""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles><rootfile full-path="EPUB/content.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""

PACKAGE = """<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="pub-id" xml:lang="en" dir="ltr"
    prefix="xa: https://w3id.org/wirecopy/terms/">
  <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
    <dc:identifier id="pub-id">urn:newsml:example.org:20240401:ferry</dc:identifier>
    <dc:title id="title">Ferry service resumes</dc:title>
    <meta property="title-type" refines="#title">main</meta>
    <dc:language>en</dc:language>
    <dc:creator id="creator">Ana Reed</dc:creator>
    <meta property="role" refines="#creator" scheme="marc:relators">aut</meta>
    <meta property="dcterms:modified">2024-04-01T16:30:00Z</meta>
    <meta property="schema:dateModified">2024-04-01T18:30:00+02:00</meta>
    <meta property="xa:edNote">Check the captain's name.</meta>
    <meta property="schema:accessMode">textual</meta>
    <meta property="schema:accessModeSufficient">textual</meta>
    <meta property="schema:accessibilityFeature">tableOfContents</meta>
    <meta property="schema:accessibilityHazard">none</meta>
    <meta property="schema:accessibilitySummary">Text with headings and described pictures.</meta>
    <meta property="dcterms:source" refines="#image-1">https://example.org/pictures/ferry.png</meta>
  </metadata>
  <manifest>
    <item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
    <item id="article" href="article.xhtml" media-type="application/xhtml+xml"/>
    <item id="image-1" href="image-1.png" media-type="image/png"/>
  </manifest>
  <spine page-progression-direction="ltr"><itemref idref="article"/></spine>
</package>
"""

NAVIGATION = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en" dir="ltr">
<head><title>Ferry service resumes</title></head>
<body>
<nav epub:type="toc" role="doc-toc">
<h1>Contents</h1>
<ol>
<li><a href="article.xhtml">Ferry service resumes</a>
<ol><li><a href="article.xhtml#h-1">The storm</a></li><li><a href="article.xhtml#h-2">The crossing</a></li></ol></li>
</ol>
</nav>
</body>
</html>
"""

ARTICLE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en" dir="ltr"
    prefix="schema: http://schema.org/">
<head><title>Ferry service resumes</title></head>
<body>
<article typeof="schema:NewsArticle" resource="urn:newsml:example.org:20240401:ferry">
<header><h1 property="schema:headline">Ferry service resumes</h1></header>
<div property="schema:articleBody">
<p>The ferry to the islands sails again from Monday<a href="#note-a" role="doc-noteref" epub:type="noteref">1</a>.</p>
<h2 id="h-1">The storm</h2>
<p>Waves had broken the pier.</p>
<h2 id="h-2">The crossing</h2>
<figure class="image"><img alt="A ferry at a pier" src="image-1.png"/><figcaption>At the pier.</figcaption></figure>
<aside id="note-a" role="doc-footnote" epub:type="footnote" data-label="1"><p>Weather permitting.</p></aside>
</div>
</article>
</body>
</html>
"""

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)

SOUND: Mapping[str, bytes] = {
    "mimetype": b"application/epub+zip",
    "META-INF/container.xml": CONTAINER.encode(),
    "EPUB/content.opf": PACKAGE.encode(),
    "EPUB/nav.xhtml": NAVIGATION.encode(),
    "EPUB/article.xhtml": ARTICLE.encode(),
    "EPUB/image-1.png": PICTURE,
}

OPF, NAV, PAGE = "EPUB/content.opf", "EPUB/nav.xhtml", "EPUB/article.xhtml"

# By code: the name of the example, the file to change, what stands there, what to put there.
CHANGES = {
    "EPB101": ("bad-no-hazard", OPF, '    <meta property="schema:accessibilityHazard">none</meta>\n', ""),
    "EPB102": (
        "bad-nobody-certified",
        OPF,
        "  </metadata>",
        '    <meta property="dcterms:conformsTo">EPUB Accessibility 1.1 - WCAG 2.1 Level AA</meta>\n  </metadata>',
    ),
    "EPB103": ("bad-local-time", OPF, "2024-04-01T16:30:00Z", "2024-04-01T18:30:00Z"),
    "EPB104": ("bad-other-story", PAGE, 'resource="urn:newsml:example.org:20240401:ferry"', 'resource="urn:x:other"'),
    "EPB105": ("bad-other-title", OPF, ">Ferry service resumes<", ">Ferry<"),
    "EPB106": ("bad-other-language", PAGE, 'lang="en" xml:lang="en"', 'lang="de" xml:lang="de"'),
    "EPB107": ("bad-skipped-level", PAGE, '<h2 id="h-1">The storm</h2>', '<h4 id="h-1">The storm</h4>'),
    "EPB108": ("bad-two-kinds", PAGE, 'role="doc-footnote"', 'role="doc-endnotes"'),
    "EPB109": ("bad-heading-left-out", NAV, '<li><a href="article.xhtml#h-2">The crossing</a></li>', ""),
    "EPB110": ("bad-script", PAGE, "</head>", "<script>alert(1)</script></head>"),
    "EPB112": ("bad-compressed", "", "", ""),
    "EPB113": (
        "bad-no-role",
        OPF,
        '    <meta property="role" refines="#creator" scheme="marc:relators">aut</meta>\n',
        "",
    ),
    "EPB114": ("bad-rebound", OPF, 'prefix="xa:', 'prefix="schema: https://example.org/ xa:'),
    "EPB115": (
        "bad-no-address",
        OPF,
        '    <meta property="dcterms:source" refines="#image-1">https://example.org/pictures/ferry.png</meta>\n',
        "",
    ),
    "EPB117": ("bad-note-printed", PAGE, "Waves had", "Check the captain's name. Waves had"),
}


def examples() -> Iterator[tuple[str, bytes]]:
    """Each example's path below tests/rules, and its bytes."""
    for code, (name, member, old, new) in CHANGES.items():
        yield f"{code}/good-1.epub", packed(SOUND)
        changed = dict(SOUND)
        if member:
            text = SOUND[member].decode()
            assert old in text, code
            changed[member] = text.replace(old, new, 1).encode()
        yield f"{code}/{name}.epub", packed(changed, compressed=code == "EPB112")


def packed(members: Mapping[str, bytes], *, compressed: bool = False) -> bytes:
    """A zip of the members in their order; `compressed` breaks the rule that mimetype is stored."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system = 3
            stored = name == "mimetype" and not compressed
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return buffer.getvalue()


if __name__ == "__main__":
    for path, data in examples():
        target = Path(__file__).parent / "rules" / path
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(data)
