"""The parts of SVG that EPUB restricts (EPUB 3.3, 6.2): XHTML inside it, `epub:type`, and ids."""

from __future__ import annotations

from convert.checks.epub.content.grammar import PREFIXES, Child, Content, Grammar, Row, clark
from convert.checks.epub.content.values import test_of

NAMESPACE = "http://www.w3.org/2000/svg"

RENDERED = (
    "a audio canvas circle ellipse g iframe image line path polygon polyline rect svg switch symbol text textPath "
    "tspan unknown use video"
)
"""The elements that may have `epub:type` (EPUB 3.3, 6.2.3): those that SVG renders (SVG 2, 3.2.1)."""


def add(grammar: Grammar, *, document: bool) -> None:
    """Add the rows of SVG to a grammar of XHTML: embedded, or as a `document`, in which ids are names of XML."""
    id, type = clark("id", ""), clark("epub:type", "")
    ids = {id: test_of("ncname" if document else "token", "id")}
    typed = {**ids, type: test_of("nmtokens", "epub:type")}
    inside = Content(text=True)
    inside.children = {clark(f"svg:{name}", ""): Child("a", "svg:rendered") for name in RENDERED.split()}
    inside.children[clark("svg:foreignObject", "")] = Child("a", "svg:foreignObject")
    inside.children[clark("svg:title", "")] = Child("a", "svg:title")
    inside.other = Child("a", "svg:other")
    foreign = grammar.content("= %flow*+ ; body" if document else "%flow", PREFIXES["h"])
    title = grammar.content("= %flow*+ ; body ; html", PREFIXES["h"])
    root = {**typed, clark("epub:prefix", ""): None} if document else typed
    for key, name, content, attributes in (
        ("svg:svg", "svg", inside, root),
        ("svg:rendered", "svg", inside, typed),
        ("svg:other", "svg", inside, ids),
        ("svg:foreignObject", "foreignObject", foreign, ids),
        ("svg:title", "title", title, ids),
    ):
        grammar.made[key] = [Row(name=name, clause="EPUB 3.3, 6.2", content=content, attributes=attributes, lax=True)]
