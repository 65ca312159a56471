"""The recipes of the EPUB examples: one sound publication, and for each code the change that makes the finding.

`python tests/epub_examples.py` writes the files; a test compares them with the recipes.
"""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
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
BOX = "META-INF/container.xml"

TITLE = """    <dc:title id="title">Ferry service resumes</dc:title>
    <meta property="title-type" refines="#title">main</meta>
"""
NAV_ITEM = '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
TOC = '<nav epub:type="toc"><h2>More</h2><ol><li><a href="article.xhtml">Ferry service resumes</a></li></ol></nav>\n'

LANDMARKS = TOC.replace("toc", "landmarks").replace("<a ", '<a epub:type="bodymatter" ')

# By code: the name of the example, the file to change, the text to replace, and its replacement.
CHANGES = {
    "EPB001": ("bad-linear", OPF, 'idref="article"', 'idref="article" linear="maybe"'),
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
    "EPB113": (
        "bad-no-role",
        OPF,
        '    <meta property="role" refines="#creator" scheme="marc:relators">aut</meta>\n',
        "",
    ),
    "EPB114": ("bad-twice", OPF, 'prefix="xa:', 'prefix="ex: https://example.org/a/ ex: https://example.org/b/ xa:'),
    "EPB115": (
        "bad-no-address",
        OPF,
        '    <meta property="dcterms:source" refines="#image-1">https://example.org/pictures/ferry.png</meta>\n',
        "",
    ),
    "EPB117": ("bad-note-printed", PAGE, "Waves had", "Check the captain's name. Waves had"),
}

# The codes of faults that schemas cannot express, as `CHANGES`.
FAULTS = {
    "EPB003": ("bad-line-end", "mimetype", "zip", "zip\n"),
    "EPB008": ("bad-other-type", BOX, "application/oebps-package+xml", "text/xml"),
    "EPB009": ("bad-other-path", BOX, "EPUB/content.opf", "OEBPS/content.opf"),
    "EPB010": ("bad-no-namespace", OPF, ' xmlns="http://www.idpf.org/2007/opf"', ""),
    "EPB011": ("bad-ampersand", NAV, "The storm", "Storm & ferry"),
    "EPB012": ("bad-no-id", OPF, ' id="pub-id"', ""),
    "EPB013": ("bad-twice", OPF, 'meta property="schema:accessMode"', 'meta id="title" property="schema:accessMode"'),
    "EPB014": (
        "bad-itself",
        OPF,
        "  </manifest>",
        '    <item id="opf" href="content.opf" media-type="application/oebps-package+xml"/>\n  </manifest>',
    ),
    "EPB015": (
        "bad-outside",
        OPF,
        "  </manifest>",
        '    <item id="cover" href="../../cover.png" media-type="image/png"/>\n  </manifest>',
    ),
    "EPB016": (
        "bad-not-packed",
        OPF,
        "  </manifest>",
        '    <item id="cover" href="cover.png" media-type="image/png"/>\n  </manifest>',
    ),
    "EPB017": (
        "bad-twice",
        OPF,
        "  </manifest>",
        '    <item id="again" href="article.xhtml" media-type="application/xhtml+xml"/>\n  </manifest>',
    ),
    "EPB019": ("bad-unknown", OPF, "</spine>", '<itemref idref="chapter-2"/></spine>'),
    "EPB020": ("bad-twice", OPF, "</spine>", '<itemref idref="article"/></spine>'),
    "EPB021": ("bad-no-title", OPF, TITLE, ""),
    "EPB022": ("bad-never", OPF, '    <meta property="dcterms:modified">2024-04-01T16:30:00Z</meta>\n', ""),
    "EPB023": (
        "bad-two-dates",
        OPF,
        "  </metadata>",
        "    <dc:date>2024-04-01</dc:date>\n    <dc:date>2024-03-31</dc:date>\n  </metadata>",
    ),
    "EPB024": (
        "bad-offset",
        OPF,
        """2024-04-01T16:30:00Z</meta>
    <meta property="schema:dateModified">2024-04-01T18:30:00+02:00</meta>""",
        "2024-04-01T18:30:00+02:00</meta>",
    ),
    "EPB025": ("bad-no-property", OPF, "  </metadata>", "    <meta>city</meta>\n  </metadata>"),
    "EPB026": ("bad-empty", OPF, "  </metadata>", '    <meta property="schema:genre"/>\n  </metadata>'),
    "EPB027": ("bad-undeclared", OPF, "  </metadata>", '    <meta property="acme:desk">city</meta>\n  </metadata>'),
    "EPB028": (
        "bad-nobody",
        OPF,
        "  </metadata>",
        '    <meta property="file-as" refines="#nobody">Reed, Ana</meta>\n  </metadata>',
    ),
    "EPB029": (
        "bad-circle",
        OPF,
        "  </metadata>",
        """    <meta id="a" property="file-as" refines="#b">a</meta>
    <meta id="b" property="file-as" refines="#a">b</meta>
  </metadata>""",
    ),
    "EPB030": ("bad-none", OPF, ' properties="nav"', ""),
    "EPB031": ("bad-type", OPF, NAV_ITEM, NAV_ITEM.replace("application/xhtml+xml", "text/html")),
    "EPB032": ("bad-two", NAV, "</nav>", "</nav>\n" + TOC),
    "EPB033": ("bad-two-landmarks", NAV, "</nav>", "</nav>\n" + 2 * LANDMARKS),
    "EPB034": ("bad-empty", NAV, "</ol></li>", '<li><a href="article.xhtml#h-2"></a></li></ol></li>'),
    "EPB035": ("bad-outside", PAGE, "Waves had", '<a href="../../notes.txt">Waves</a> had'),
    "EPB036": ("bad-missing", PAGE, "Waves had", '<a href="notes.xhtml">Waves</a> had'),
    "EPB037": ("bad-unlisted", PAGE, "Waves had", '<a href="../META-INF/container.xml">Waves</a> had'),
    "EPB038": ("bad-missing", NAV, "#h-2", "#h-9"),
    "EPB039": ("bad-style", PAGE, "<p>Waves had", '<p class="wide">Waves had'),
    "EPB040": ("bad-two-languages", PAGE, "Waves had", '<em lang="de" xml:lang="en">Waves</em> had'),
    "EPB200": ("bad-obsolete", PAGE, "Waves had", "<font>Waves</font> had"),
    "EPB201": ("bad-color", PAGE, "<p>Waves had", '<p color="red">Waves had'),
    "EPB202": ("bad-direction", PAGE, "<p>Waves had", '<p dir="left">Waves had'),
    "EPB203": ("bad-no-value", PAGE, "Waves had", "<data>Waves</data> had"),
    "EPB204": ("bad-list", PAGE, "<p>Waves had", "<ul>First</ul><p>Waves had"),
    "EPB205": ("bad-no-term", PAGE, "<p>Waves had", "<dl><dd>A storm</dd></dl><p>Waves had"),
    "EPB206": ("bad-checked", PAGE, "<p>Waves had", '<p aria-checked="true">Waves had'),
    "EPB207": ("bad-twice", PAGE, "Waves had", '<b id="w">Waves</b> <b id="w">had</b>'),
    "EPB208": ("bad-no-label", PAGE, "<p>Waves had", '<p aria-labelledby="gone">Waves had'),
    "EPB209": ("bad-link-in-link", PAGE, "Waves had", '<a href="#h-1">Waves <a href="#h-2">had</a></a>'),
    "EPB210": ("bad-spaces", PAGE, "<title>Ferry service resumes</title>", "<title> </title>"),
    "EPB211": ("bad-none", PAGE, "<title>Ferry service resumes</title>", ""),
    "EPB212": ("bad-twice", PAGE, "</head>", '<meta charset="utf-8"/><meta charset="utf-8"/></head>'),
    "EPB213": ("bad-endnote", PAGE, "<p>Waves had", '<ol><li role="doc-endnote">Note</li></ol><p>Waves had'),
    "EPB214": ("bad-area-alone", PAGE, "Waves had", '<area shape="default"/>Waves had'),
    "EPB215": ("bad-fragment", PAGE, "<html ", "<htm "),
    "EPB216": (
        "bad-strict",
        PAGE,
        "<!DOCTYPE html>",
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">',
    ),
    "EPB217": ("bad-file", PAGE, "<!DOCTYPE html>", '<!DOCTYPE html [<!ENTITY notes SYSTEM "notes.txt">]>'),
    "EPB218": ("bad-version", PAGE, '<?xml version="1.0"', '<?xml version="1.1"'),
    "EPB221": ("bad-ascii", PAGE, 'encoding="UTF-8"', 'encoding="US-ASCII"'),
    "EPB223": ("bad-capital", PAGE, "<p>Waves had", '<p data-Wave="1">Waves had'),
    "EPB224": ("bad-w3c", PAGE, "<p>Waves had", '<p xmlns:w="http://www.w3.org/waves" w:height="1">Waves had'),
    "EPB225": ("bad-none", OPF, '<itemref idref="article"', '<itemref properties="FIXED" idref="article"'),
    "EPB226": ("bad-no-value", PAGE, "</head>", '<meta name="viewport" content="width=, height=600"/></head>'),
    "EPB227": ("bad-no-height", PAGE, "</head>", '<meta name="viewport" content="width=1200"/></head>'),
    "EPB228": ("bad-unit", PAGE, "</head>", '<meta name="viewport" content="width=9px, height=600"/></head>'),
    "EPB229": ("bad-twice", PAGE, "</head>", '<meta name="viewport" content="width=9, height=6, width=8"/></head>'),
}

_FIXED = ('<itemref idref="article"', '<itemref properties="rendition:layout-pre-paginated" idref="article"')
_SVG_PAGE = (
    '    <item id="svg" href="page.svg" media-type="image/svg+xml"/>\n  </manifest>\n'
    '  <spine page-progression-direction="ltr"><itemref properties="rendition:layout-pre-paginated" idref="svg"/>'
)


def _with_svg(encoding: str = "") -> bytes:
    opf = PACKAGE.replace('  </manifest>\n  <spine page-progression-direction="ltr">', _SVG_PAGE)
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="6" height="8"><title>Waves</title></svg>'
    if encoding:
        svg = svg.replace("width", 'viewBox="0 0 6 8" width')
    return packed({**SOUND, OPF: opf.encode(), "EPUB/page.svg": svg.encode(encoding or "utf-8")})


def _encoded(member: str, encoding: str, old: str = "", new: str = "") -> bytes:
    text = SOUND[member].decode().replace(old, new).replace('encoding="UTF-8"', "")
    return packed({**SOUND, member: text.encode(encoding)})


_OLD_PAGE = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "xhtml11.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en"><head><title>Ferry service resumes</title></head>
<body><h1>Ferry service resumes</h1><h2 id="h-1">The storm</h2><h2 id="h-2">The crossing</h2></body></html>
"""


def _of_epub_2() -> bytes:
    return packed({**SOUND, OPF: PACKAGE.replace('version="3.0"', 'version="2.0"').encode(), PAGE: _OLD_PAGE.encode()})


_STYLE = """    <item id="style" href="style.css" media-type="text/css"/>
  </manifest>"""


def _styled(style: bytes, link: str = "") -> bytes:
    opf, page = PACKAGE.replace("  </manifest>", _STYLE), ARTICLE.replace("</head>", f"{link}</head>")
    return packed({**SOUND, OPF: opf.encode(), PAGE: page.encode(), "EPUB/style.css": style})


# Changes of the zip itself: by code, the name of the example, and the zip.
ZIPS: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "EPB002": ("bad-none", lambda: packed(_without("mimetype"))),
    "EPB004": ("bad-last", lambda: packed({**_without("mimetype"), "mimetype": SOUND["mimetype"]})),
    "EPB005": ("bad-times", lambda: packed(SOUND, extra=b"UT\x05\x00\x01\x80\x00\x00\x00")),
    "EPB006": ("bad-compressed", lambda: packed(SOUND, compressed=True)),
    "EPB007": ("bad-none", lambda: packed(_without(BOX))),
    "EPB018": ("bad-notes", lambda: packed({**SOUND, "EPUB/notes.txt": b"Check the name."})),
    "EPB219": ("bad-page", lambda: _encoded(PAGE, "utf-16")),
    "EPB220": ("bad-svg", lambda: _with_svg(encoding="utf-16")),
    "EPB231": ("bad-file", _of_epub_2),
    "EPB240": ("bad-brace", lambda: _styled(b"p { color: red }}")),
    "EPB241": ("bad-direction", lambda: _styled(b"p { direction: rtl }")),
    "EPB242": ("bad-empty", lambda: _styled(b'p { background: url("") }')),
    "EPB243": ("bad-empty", lambda: _styled(b"@font-face { }")),
    "EPB244": ("bad-utf-16", lambda: _styled("p { color: red }".encode("utf-16"))),
    "EPB245": ("bad-latin-1", lambda: _styled(b'@charset "iso-8859-1"; p { color: red }')),
    "EPB246": ("bad-none", lambda: _styled(b"p { color: red }", '<link rel="alternate stylesheet" href="style.css"/>')),
    "EPB247": ("bad-long", lambda: _styled(b"".join(b"/* %06d */%200s\n" % (n, b"") for n in range(5_000)))),
    "EPB222": ("bad-byte", lambda: _encoded(PAGE, "latin-1", "Waves had", "Waves à la carte had")),
    "EPB230": ("bad-svg", _with_svg),
}


_PART = ("  </metadata>", '    <meta property="dcterms:identifier" refines="#article">urn:x:part</meta>\n  </metadata>')
_LANGUAGE = ("</dc:language>", "</dc:language>\n    <dc:language>und</dc:language>")

SEVERAL: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "EPB104/bad-part": {OPF: _PART},
    "EPB104/good-part": {
        OPF: _PART,
        PAGE: ('resource="urn:newsml:example.org:20240401:ferry"', 'resource="urn:x:part"'),
    },
    "EPB106/good-second-language": {
        OPF: _LANGUAGE,
        PAGE: ('lang="en" xml:lang="en" dir="ltr"', 'lang="und" xml:lang="und" dir="auto"'),
    },
}
"""Publications of several stories or languages: what is changed in which members, by the example's path."""


def _without(member: str) -> dict[str, bytes]:
    return {name: data for name, data in SOUND.items() if name != member}


def examples() -> Iterator[tuple[str, bytes]]:
    """Each example's path below tests/rules, and its bytes."""
    for code in sorted({*CHANGES, *ZIPS}):
        if code >= "EPB100":
            yield f"{code}/good-1.epub", packed(SOUND)
    for code, (name, member, old, new) in (CHANGES | FAULTS).items():
        text = SOUND[member].decode()
        assert old in text, code
        changed = text.replace(old, new, 1)
        if code == "EPB215":
            changed = changed.replace("</html>", "</htm>")
        members = {**SOUND, member: changed.replace('"FIXED"', '"rendition:layout-pre-paginated"').encode()}
        if "EPB226" <= code <= "EPB229":
            members[OPF] = PACKAGE.replace(*_FIXED).encode()
        yield f"{code}/{name}.epub", packed(members)
    for path, changes in SEVERAL.items():
        changed = {member: SOUND[member].decode().replace(*change, 1).encode() for member, change in changes.items()}
        assert all(SOUND[member] != data for member, data in changed.items()), path
        yield f"{path}.epub", packed({**SOUND, **changed})
    for code, (name, make) in ZIPS.items():
        yield f"{code}/{name}.epub", make()


def packed(members: Mapping[str, bytes], *, compressed: bool = False, extra: bytes = b"") -> bytes:
    """A zip of the members in their order; `compressed` and `extra` are faults of mimetype."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system = 3
            stored = name == "mimetype" and not compressed
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            info.extra = extra if name == "mimetype" else b""
            archive.writestr(info, data)
    return buffer.getvalue()


if __name__ == "__main__":
    for path, data in examples():
        target = Path(__file__).parent / "rules" / path
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(data)
