"""The references of whole documents: content documents, stylesheets and the package document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from convert.checks.epub import faults, media, urls
from convert.checks.epub.namespaces import OPF, OPS, SVG, XHTML
from convert.checks.epub.package import vocabularies
from convert.checks.epub.publication import Item, place
from convert.checks.epub.references.collector import Collector
from convert.checks.epub.references.elements import STEPS_2, STEPS_3
from convert.checks.epub.references.reference import Kind, Reference
from convert.checks.epub.references.targets import References
from convert.documents import local_name
from convert.findings import Finding

_EVENTS = frozenset(
    {
        *("onafterprint", "onbeforeprint", "onbeforeunload", "onerror", "onhaschange", "onload", "onmessage"),
        *("onoffline", "onpagehide", "onpageshow", "onpopstate", "onredo", "onresize", "onstorage", "onundo"),
        *("onunload", "onblur", "onchange", "oncontextmenu", "onfocus", "onformchange", "onforminput", "oninput"),
        *("oninvalid", "onreset", "onselect", "onsubmit", "onkeydown", "onkeypress", "onkeyup", "onabort"),
        *("oncanplay", "oncanplaythrough", "ondurationchange", "onemptied", "onended", "onloadeddata"),
        *("onloadedmetadata", "onloadstart", "onpause", "onplay", "onplaying", "onprogress", "onratechange"),
        *("onreadystatechange", "onseeked", "onseeking", "onstalled", "onsuspend", "ontimeupdate"),
        *("onvolumechange", "onwaiting", "onclick", "ondblclick", "ondrag", "ondragend", "ondragenter"),
        *("ondragleave", "ondragover", "ondragstart", "ondrop", "onmousedown", "onmousemove", "onmouseout"),
        *("onmouseover", "onmouseup", "onmousewheel", "onscroll"),
    }
)
"""The attributes whose values are scripts (HTML, 8.1.8.2)."""

_STYLE_TYPES = re.compile(r"\btype\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_STYLE_HREF = re.compile(r"\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_STATED_ALONE = frozenset({"nav", "data-nav", "cover-image"})
"""The properties of items that no element of their documents shows."""
_DETECTED = frozenset({"glossary", "index", "mathml", "scripted", "svg", "switch", "dictionary", "search-key-map"})


def collect(references: References, item: Item, member: str, root: Any) -> Iterator[Finding]:
    """Add the references of a content document; yield what is wrong with the properties of its item.

    Without a root the document cannot be parsed, and its beginning alone is known.
    """
    publication, version = references.publication, references.version
    collector = Collector(references, item, member)
    elements, attributes = publication.elements(member), publication.attributes(member)
    steps = STEPS_2 if version == "2" else STEPS_3
    for tag in filter(steps.__contains__, elements):  # not a set, whose order differs from run to run
        step = steps[tag]
        for element in elements[tag]:
            step(collector, element)
    for element, style in attributes.get("style", ()):
        if style and element.tag.startswith(XHTML):
            collector.styles(style, element)
    for name in ("fill", "stroke"):
        for element, paint in attributes.get(name, ()):
            if paint.startswith("url(") and paint.endswith(")") and element.tag.startswith(SVG):
                collector.add(Kind.PAINT, collector.url(paint[4:-1], element), element)
    if item.media_type == media.SVG_TYPE and root is not None:
        for address in stylesheets_before(root):
            collector.add(Kind.STYLESHEET, collector.url(address, root), root)
    if any(name.lower() in _EVENTS for name in attributes if name.startswith(("on", "ON", "On", "oN"))):
        collector.needed.add("scripted")
        references.has_scripts = True
    yield from collector.findings
    if version != "2" and root is not None:
        has_prefixes = root.tag == f"{XHTML}html"
        yield from vocabularies.types(member, root, attributes.get(_TYPE, ()), has_prefixes=has_prefixes)
        yield from _properties(collector, item, attributes)
        for element, stated in attributes.get(_TYPE, ()):
            is_region = "region-based" in stated and "region-based" in stated.split()
            if is_region and not ("data-nav" in item.properties and local_name(element) == "nav"):
                message = "the type region-based is not on nav of a Data Navigation Document"
                yield faults.REGION_ELSEWHERE.at(place(member, element), message)


def stylesheets_before(root: Any) -> Iterator[str]:
    """The addresses of the stylesheets that processing instructions before the root name."""
    node = root.getprevious()
    while node is not None:
        if getattr(node, "target", "") == "xml-stylesheet":
            data = node.text or ""
            type, href = _STYLE_TYPES.search(data), _STYLE_HREF.search(data)
            if href and (type is None or (type[1] or type[2] or "") == media.CSS_TYPE):
                yield href[1] or href[2] or ""
        node = node.getprevious()


_TYPE = f"{OPS}type"


def _properties(
    collector: Collector, item: Item, attributes: Mapping[str, Sequence[tuple[Any, str]]]
) -> Iterator[Finding]:
    """The properties of an item that its document needs, or does not need (5.6.2.1)."""
    path = collector.publication.package_path
    where = None
    for property in sorted(collector.needed - item.properties):
        where = where or place(path, item.element)
        yield faults.PROPERTY_MISSING.at(where, f"the item of {item.href} has no property {property}")
    needless = item.properties - collector.needed - collector.allowed
    if needless <= _STATED_ALONE:  # of most items, without the place of any
        return
    where = where or place(path, item.element)
    if "remote-resources" in needless and "scripted" not in collector.needed:
        message = f"the item of {item.href} has the property remote-resources, but the document refers to none"
        yield faults.REMOTE_NEEDLESS.at(where, message)
    types = {type for _, value in attributes.get(_TYPE, ()) for type in value.split()}
    for property in sorted((needless & _DETECTED) - ({"index", "glossary"} & types)):
        message = f"the item of {item.href} has the property {property}, which its document does not need"
        yield faults.PROPERTY_NEEDLESS.at(where, message)


def collect_style(references: References, item: Item, member: str, style: str) -> Iterator[Finding]:
    """Add the references of a stylesheet; yield what is wrong with the properties of its item."""
    collector = Collector(references, item, member)
    collector.styles(style, None, 1)
    yield from collector.findings
    if references.version == "2":
        return
    path = collector.publication.package_path
    if "remote-resources" in collector.needed - item.properties:
        message = f"the item of {item.href} has no property remote-resources"
        yield faults.PROPERTY_MISSING.at(place(path, item.element), message)
    elif "remote-resources" in item.properties - collector.needed:
        message = f"the item of {item.href} has the property remote-resources, but the stylesheet refers to none"
        yield faults.REMOTE_NEEDLESS.at(place(path, item.element), message)


def collect_package(references: References) -> None:
    """Add the references of the package document: its links and its guide."""
    publication = references.publication
    path = publication.package_path
    elements = publication.elements(path)
    if references.version != "2":
        for link in elements.get(f"{OPF}link", ()):
            if link.get("href") is not None:
                url = urls.parse(path, link.get("href"))
                if url.scheme != "data" and not (url.fragment and not url.scheme and url.member == path):
                    references.add(Reference(Kind.LINK, url, path, link))
    for reference in elements.get(f"{OPF}reference", ()):
        if reference.get("href") is not None:
            references.add(Reference(Kind.GENERIC, urls.parse(path, reference.get("href")), path, reference))
