"""What each element of a content document refers to, and which properties it needs: one row for each element."""

from __future__ import annotations

from collections.abc import Mapping

import epub_mutants
import epub_seed
import pytest
from test_epub_package import SVG, make

from convert import pipeline
from convert.checks import check
from convert.checks.epub.content import html
from convert.checks.epub.references.collector import Collector
from convert.checks.epub.references.elements import MATHML, STEPS_2, STEPS_3
from convert.checks.epub.references.reference import Reference
from convert.checks.epub.references.targets import References

XHTML = "{http://www.w3.org/1999/xhtml}"
OF_SVG = "{http://www.w3.org/2000/svg}"
OPS = "{http://www.idpf.org/2007/ops}"
MATH = '<math xmlns="http://www.w3.org/1998/Math/MathML" altimg="x.png"><mi>x</mi></math>'
SWITCH = '<epub:switch id="s"><epub:default><p>x</p></epub:default></epub:switch>'

Row = tuple[str, list[tuple[str, str]], set[str]]
"""A body, what it refers to by kind and target, and the properties that its document needs."""

ROWS: Mapping[str, Row] = {
    f"{XHTML}a": ('<p><a href="x.xhtml">x</a></p>', [("hyperlink", "x.xhtml")], set()),
    f"{XHTML}area": (
        '<p><map name="m"><area href="x.xhtml" alt="x"/></map></p>',
        [("hyperlink", "x.xhtml")],
        set(),
    ),
    f"{XHTML}img": (
        '<p><img src="x.png" srcset="y.png 1x, z.png 2x" alt=""/></p>',
        [("image", "x.png"), ("image", "y.png"), ("image", "z.png")],
        set(),
    ),
    f"{XHTML}object": ('<p><object data="x.bin">x</object></p>', [("resource", "x.bin")], set()),
    f"{XHTML}link": ('<p><link rel="Stylesheet" href="x.css"/></p>', [("stylesheet", "x.css")], set()),
    f"{XHTML}script": ('<p><script src="x.js"></script></p>', [("resource", "x.js")], {"scripted"}),
    f"{XHTML}style": ('<p><style>p { background: url("x.png") }</style></p>', [("resource", "x.png")], set()),
    f"{XHTML}audio": (
        '<p><audio src="x.bin"><source src="y.bin" type="audio/mpeg"/></audio></p>',
        [("video", "x.bin"), ("audio", "y.bin")],
        set(),
    ),
    f"{XHTML}video": (
        '<p><video src="x.bin" poster="x.png"><source src="y.bin" type="video/mp4"/></video></p>',
        [("image", "x.png"), ("video", "x.bin"), ("video", "y.bin")],
        set(),
    ),
    f"{XHTML}source": (
        '<p><picture><source srcset="y.png"/><img src="x.png" alt=""/></picture></p>',
        [("image", "x.png"), ("image", "y.png")],
        set(),
    ),
    f"{XHTML}iframe": ('<p><iframe src="x.bin"></iframe></p>', [("resource", "x.bin")], set()),
    f"{XHTML}input": ('<p><input type="image" src="x.bin" alt="x"/></p>', [("resource", "x.bin")], set()),
    f"{XHTML}embed": ('<p><embed src="x.bin"/></p>', [("resource", "x.bin")], set()),
    f"{XHTML}track": ('<p><video><track src="x.vtt"/></video></p>', [("track", "x.vtt")], set()),
    **{
        f"{XHTML}{name}": (f'<{name} cite="x.xhtml"><p>x</p></{name}>', [("citation", "x.xhtml")], set())
        for name in ("blockquote", "q", "ins", "del")
    },
    f"{XHTML}form": ('<form action="x"><p>x</p></form>', [], {"scripted"}),
    f"{MATHML}math": (f"<p>{MATH}</p>", [("image", "x.png")], {"mathml"}),
    f"{OF_SVG}svg": (SVG.format(""), [], {"svg"}),
    f"{OPS}switch": (SWITCH, [], {"switch"}),
    f"{OF_SVG}a": (SVG.format('<a xlink:href="x.xhtml"/>'), [("hyperlink", "x.xhtml")], {"svg"}),
    f"{OF_SVG}use": (SVG.format('<use xlink:href="x.svg#x"/>'), [("symbol", "x.svg")], {"svg"}),
    f"{OF_SVG}image": (SVG.format('<image xlink:href="x.png"/>'), [("image", "x.png")], {"svg"}),
    f"{OF_SVG}font-face-uri": (SVG.format('<font-face-uri xlink:href="x.woff"/>'), [("font", "x.woff")], {"svg"}),
    f"{OF_SVG}script": (SVG.format('<script src="x.js"/>'), [("resource", "x.js")], {"svg", "scripted"}),
    f"{OF_SVG}style": (SVG.format('<style>p { fill: url("x.png") }</style>'), [("resource", "x.png")], {"svg"}),
}


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> tuple[list[Reference], list[Collector]]:
    """Every reference that is added, and the collectors of the documents."""
    references: list[Reference] = []
    collectors: list[Collector] = []
    add, start = References.add, Collector.__init__

    def added(self: References, reference: Reference) -> None:
        references.append(reference)
        add(self, reference)

    def started(self: Collector, *arguments: object) -> None:
        collectors.append(self)
        start(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(References, "add", added)
    monkeypatch.setattr(Collector, "__init__", started)
    return references, collectors


def test_every_element_has_its_row() -> None:
    assert set(ROWS) == set(STEPS_2) | set(STEPS_3)


@pytest.mark.parametrize(("tag", "version"), [*((tag, 2) for tag in STEPS_2), *((tag, 3) for tag in STEPS_3)])
def test_what_an_element_refers_to(tag: str, version: int, seen: tuple[list[Reference], list[Collector]]) -> None:
    """Its targets by kind, placed at an element of the body, and the properties of the document."""
    body, expected, needed = ROWS[tag]
    check(make(version, body=body), path="a.epub")
    references, collectors = seen
    found = [
        (each.kind.value, each.url.target.removeprefix("EPUB/"))
        for each in references
        if each.member == "EPUB/c1.xhtml" and each.element is not None
    ]
    [collector] = [each for each in collectors if each.member == "EPUB/c1.xhtml"]
    if version == 3:
        assert sorted(found) == sorted(expected)
        assert collector.needed == needed
    elif tag.endswith("}script"):
        assert found == []
        assert "scripted" in collector.needed
    elif tag.endswith("}img"):
        assert found == [("image", "x.png")]
    else:
        assert sorted(found) == sorted(expected)


def test_references_are_in_the_order_of_the_first_element_of_each_name(
    seen: tuple[list[Reference], list[Collector]],
) -> None:
    """Not in that of a set: of several references to a file outside of the manifest the first one is named."""
    names = ["object", "iframe", "embed", "audio", "video", "img"]
    attributes = {"object": "data"}
    body = "".join(f'<{name} {attributes.get(name, "src")}="{name}.bin"></{name}>' for name in names)
    check(make(body=f"<p>{body}</p>"), path="a.epub")
    found = [each.url.target.removeprefix("EPUB/") for each in seen[0] if each.url.target.endswith(".bin")]
    assert found == [f"{name}.bin" for name in names]


@pytest.mark.any_findings
def test_any_element_may_be_the_root_of_a_page() -> None:
    """One that belongs into another, such as source, has none around it there."""
    names = {row.partition("|")[0].split("~")[0].strip() for row in html.TABLE.splitlines() if "|" in row}
    assert {"source", "track", "li"} < names
    members = epub_mutants._members(pipeline.write(next(iter(epub_seed.articles().values())), "epub").data or b"")
    for name in sorted(filter(str.isalnum, names)):
        page = f'<{name} xmlns="http://www.w3.org/1999/xhtml" src="a.png" srcset="b.png" href="c.xhtml" id="d"/>'
        data = epub_mutants._packed(members | {"EPUB/article.xhtml": page.encode()})
        assert check(data, format="epub").schema_valid is False, name


@pytest.mark.parametrize(
    ("base", "text", "target"),
    [
        ("https://a.example/b/c.html", "d.html", "https://a.example/b/d.html"),
        ("http://a.example/b/", " ../d.html#e", "http://a.example/d.html"),
        ("https://a.example/b/", "https://x.example/y", "https://x.example/y"),
    ],
)
def test_what_an_address_as_base_makes_of_a_url(base: str, text: str, target: str) -> None:
    """Everything in an element whose base is an address is an address, of the scheme of its own or of the base."""
    from convert.checks.epub import urls

    url = urls.parse(base, text)
    assert (url.scheme, url.target, url.member, url.leaks) == (target.partition(":")[0], target, "", False)
