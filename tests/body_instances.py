"""Bodies drawn from the body profile's schema itself: whatever it accepts, not what our writer happens to write.

Reads the schema as the plain tree it is; knows only the parts of XML Schema that it uses.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from conftest import ROOT
from hypothesis import strategies as st
from lxml import etree

XS = "{http://www.w3.org/2001/XMLSchema}"
XHTML = "{http://www.w3.org/1999/xhtml}"
PREFIXES = {"epub": "{http://www.idpf.org/2007/ops}", "xml": "{http://www.w3.org/XML/1998/namespace}"}
XML_LANG = PREFIXES["xml"] + "lang"
NAMESPACES = {None: XHTML[1:-1], "epub": "http://www.idpf.org/2007/ops"}

_BUILT_IN: dict[str, st.SearchStrategy[str]] = {
    "xs:string": st.text("aé北ب<&\"' ", max_size=4),
    "xs:positiveInteger": st.integers(1, 1000).map(str),
    "xs:nonNegativeInteger": st.integers(0, 9).map(str),
}
_TEXT = st.sampled_from(["", "", "word", " & <b> ", "北京", "حلب"])
_ATTRIBUTES = {"xml:lang": st.sampled_from(["en", "ar-EG"]), "epub:type": st.sampled_from(["noteref", "footnote"])}
_DEEP = 5


@cache
def _named() -> dict[str, Any]:
    root = etree.parse(str(ROOT / "schemas/xhtml/body.xsd")).getroot()
    return {e.get("name"): e for e in root if isinstance(e.tag, str) and e.get("name")}


@st.composite
def bodies(draw: st.DrawFn) -> str:
    """A `div` as the schema has it, as markup."""
    element = etree.Element(f"{XHTML}div", nsmap=NAMESPACES)
    _fill(draw, element, _named()["Body"], 0)
    _settle(element)
    return etree.tostring(element, encoding="unicode")


def _fill(draw: st.DrawFn, element: Any, kind: Any, depth: int) -> None:
    """Give `element` the attributes and content of the complex type `kind`."""
    if kind.get("mixed") == "true":
        element.text = draw(_TEXT)
    for part in kind:
        name = etree.QName(part).localname if isinstance(part.tag, str) else ""
        if name == "complexContent":
            base = _named()[part[0].get("base")]
            _fill(draw, element, base, depth)
            _fill(draw, element, part[0], depth)
        elif name == "simpleContent":
            element.text = "words"
            _fill(draw, element, part[0], depth)
        elif name in ("sequence", "choice", "group"):
            _particle(draw, element, part, depth, mixed=kind.get("mixed") == "true")
        elif name == "attribute":
            _attribute(draw, element, part)
        elif name == "attributeGroup":
            _fill(draw, element, _named()[part.get("ref")], depth)


def _particle(draw: st.DrawFn, element: Any, part: Any, depth: int, *, mixed: bool) -> None:
    least, most = int(part.get("minOccurs", 1)), part.get("maxOccurs", "1")
    most_here = least if depth > _DEEP else 3 if most == "unbounded" else int(most)
    for _ in range(draw(st.integers(least, max(least, most_here)))):
        name = etree.QName(part).localname
        if name == "element":
            _child(draw, element, part, depth, mixed=mixed)
        elif name == "group":
            _particle(draw, element, _named()[part.get("ref")][0], depth, mixed=mixed)
        else:
            inner = [p for p in part if isinstance(p.tag, str)]
            # Deep down the first alternative is taken, which the schema has as the plainest.
            chosen = [inner[0] if depth > _DEEP else draw(st.sampled_from(inner))] if name == "choice" else inner
            for one in chosen:
                _particle(draw, element, one, depth, mixed=mixed)


def _child(draw: st.DrawFn, element: Any, part: Any, depth: int, *, mixed: bool) -> None:
    child = etree.SubElement(element, XHTML + part.get("name"))
    kind = _named().get(part.get("type"))
    if kind is not None:
        _fill(draw, child, kind, depth + 1)
    elif part.get("type"):
        child.text = "words"
    else:
        _fill(draw, child, part[0], depth + 1)
    if mixed:
        child.tail = draw(_TEXT)


def _attribute(draw: st.DrawFn, element: Any, part: Any) -> None:
    if part.get("use") != "required" and not draw(st.booleans()):
        return
    if part.get("ref"):
        prefix, _, name = part.get("ref").partition(":")
        element.set(PREFIXES[prefix] + name, draw(_ATTRIBUTES[part.get("ref")]))
        return
    element.set(part.get("name"), part.get("fixed") or draw(_value(part.get("type"), part)))


def _value(type: str | None, holder: Any) -> st.SearchStrategy[str]:
    """Values of the simple type named, or of the one that stands inside `holder`."""
    if type in _BUILT_IN:
        return _BUILT_IN[type]
    simple = _named()[type] if type else holder[0]
    rule = next(e for e in simple if isinstance(e.tag, str))
    if rule.get("memberTypes"):
        return st.one_of(*(_value(member, None) for member in rule.get("memberTypes").split()))
    values = [facet.get("value") for facet in rule.iter(f"{XS}enumeration")]
    if values:
        return st.sampled_from(values)
    patterns = [facet.get("value") for facet in rule.iter(f"{XS}pattern")]
    if patterns:
        drawn = (st.from_regex(pattern, fullmatch=True, alphabet=st.characters(codec="ascii")) for pattern in patterns)
        return st.one_of(*drawn).filter(lambda value: len(value) < 200)
    return _BUILT_IN[rule.get("base")]


def _settle(body: Any) -> None:
    """What the schema cannot say or leaves to other formats: ids stand once, notes are there, languages agree, pictures
    are the one in the publication, and only https addresses are said to be where a quotation is from.
    """
    for number, element in enumerate(body.xpath(".//*[@id]"), 1):
        element.set("id", f"note-n{number}" if element.tag == f"{XHTML}aside" else f"h-{number}")
    notes = body.xpath(".//*[local-name() = 'aside']/@id")
    for reference in body.xpath(".//*[starts-with(@href, '#')]"):
        reference.set("href", f"#{notes[0]}" if notes else "urn:x:y")
    for picture in body.iter(f"{XHTML}img"):
        picture.set("src", "image-1.png")
    for element in body.iter("*"):
        if element.get("lang") is not None and element.get(XML_LANG) is not None:
            element.set(XML_LANG, element.get("lang"))
        if not (element.get("cite") or "https:").lower().startswith("https:"):
            element.set("data-cite", element.attrib.pop("cite"))
