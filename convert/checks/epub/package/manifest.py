"""The manifest, the spine and the guide of package documents (EPUB 3.3, 5.6, 5.7 and 5.9)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from convert.checks.epub import faults, media, urls
from convert.checks.epub.namespaces import OPF
from convert.checks.epub.package import vocabularies
from convert.checks.epub.package.vocabularies import Prefixes
from convert.checks.epub.publication import Item, Publication, place
from convert.checks.epub.references.reference import Kind, Reference, url_faults
from convert.findings import Finding, Location

_SELF_CONTAINED = ("mimetype", "META-INF/")


@dataclass(frozen=True, slots=True)
class Fallbacks:
    """Which items have a fallback, along their chain, that is a content document, or of a core media type."""

    content: frozenset[str]
    core: frozenset[str]


def fallbacks(publication: Publication, version: str) -> tuple[Fallbacks, list[Finding]]:
    """The fallbacks of the items by their ids, with what is wrong with their chains (3.5.1)."""
    items = {item.id: item for item in publication.items}
    path = publication.package_path
    found: list[Finding] = []
    content: set[str] = set()
    core: set[str] = set()
    done: set[str] = set()
    in_circle = ""
    for start in items.values():
        chain: dict[str, Item] = {}
        item: Item | None = start
        while item is not None and item.id not in done and item.id not in chain:
            chain[item.id] = item
            if not item.fallback:
                break
            following = items.get(item.fallback)
            if following is None:
                message = f"the fallback {item.fallback} of {item.href} is not in the manifest"
                found.append(faults.FALLBACK_UNKNOWN.at(place(path, item.element), message))
            item = following
        if item is not None and item.id in chain and item.fallback and not in_circle:
            in_circle = item.id
        has_content = item is not None and item.id in content
        has_core = item is not None and item.id in core
        for id, each in reversed(chain.items()):
            style = each.element.get("fallback-style", "").strip() if version == "2" else ""
            has_style = _has_style(items, style)
            has_content |= media.is_content(each.media_type, version) or has_style
            has_content |= each.media_type in media.OLD_DOCUMENT_TYPES
            has_core |= media.is_core(each.media_type) or has_style
            if has_content:
                content.add(id)
            if has_core:
                core.add(id)
            if style and style not in items:
                message = f"the fallback-style {style} of {each.href} is not in the manifest"
                found.append(faults.FALLBACK_UNKNOWN.at(place(path, each.element), message, epubcheck="OPF-041"))
        done.update(chain)
    if in_circle:
        message = f"the chain of fallbacks of {in_circle} is a circle"
        found.append(faults.FALLBACK_CIRCLE.at(place(path, items[in_circle].element), message))
    return Fallbacks(frozenset(content), frozenset(core)), found


def _has_style(items: Mapping[str, Item], style: str) -> bool:
    return style in items and items[style].media_type in (media.CSS_TYPE, media.OLD_STYLE_TYPE)


def faults_of(
    publication: Publication, version: str, prefixes: Prefixes, chains: Fallbacks, declared: frozenset[str]
) -> Iterator[Finding]:
    """Every fault of manifest, spine and guide that no table of elements shows; `declared` are the files that other
    renditions list.
    """
    yield from _items(publication, version)
    yield from _unlisted(publication, declared)
    yield from _spine(publication, version, chains)
    yield from _toc(publication, version)
    yield from _guide(publication, version)
    if version == "2":
        return
    yield from _item_properties(publication, prefixes)
    yield from _itemref_properties(publication, prefixes)
    bindings = publication.package.find(f"{OPF}bindings")
    if bindings is not None:
        yield faults.DEPRECATED.at(place(publication.package_path, bindings), "the element bindings is deprecated")


# --------------------------------------------------------------------------------------------------------------------
# Items


def _items(publication: Publication, version: str) -> Iterator[Finding]:
    """The items, one for each file (5.6.1 and 5.6.2)."""
    path = publication.package_path
    listed: set[str] = set()
    for item in publication.distinct_items:
        if not _is_odd(publication, item, listed):
            continue
        where = place(path, item.element)
        url = item.url
        yield from url_faults(Reference(Kind.LINK, url, path, item.element), may_leak=True)
        if url.scheme == "data" and version != "2":
            yield faults.DATA_URL.at(where, "the manifest lists a data URL")
        if item.target in listed:
            yield faults.ITEM_REPEATED.at(where, f"the file {item.target} is listed twice")
        elif item.member == path:
            yield faults.PACKAGE_IN_MANIFEST.at(where, "the manifest lists the package document")
        listed.add(item.target)
        if item.member is not None:
            yield from _file(publication, item, where, version)
        if version == "2" and item.media_type in (*media.OLD_DOCUMENT_TYPES, media.OLD_STYLE_TYPE):
            id = "OPF-035" if item.media_type == "text/html" else "OPF-037"
            yield faults.OLD_TYPE.at(where, f"{item.href} has the old type {item.media_type}", epubcheck=id)


def _is_odd(publication: Publication, item: Item, listed: set[str]) -> bool:
    """Whether an item needs a closer look; most do not."""
    url = item.url
    member = item.member
    is_plain = (
        member is not None
        and member in publication.files
        and member not in listed
        and member != publication.package_path
        and not (url.leaks or url.invalid or url.has_query or url.fragment)
        and url.fragment is None
        and not member.startswith("META-INF/")
        and item.media_type not in (*media.OLD_DOCUMENT_TYPES, media.OLD_STYLE_TYPE)
    )
    if is_plain and member is not None:
        listed.add(member)
    return not is_plain


def _file(publication: Publication, item: Item, where: Location, version: str) -> Iterator[Finding]:
    """The file of an item, which is in the container."""
    member, url = item.member or "", item.url
    is_missing = member not in publication.files
    if url.leaks:
        ids = "RSC-001, RSC-026" if is_missing else "RSC-026"
        yield faults.ITEM_OUTSIDE.at(where, f"{item.href} leads out of the container", epubcheck=ids)
    elif is_missing:
        yield faults.ITEM_MISSING.at(where, f"the file {member} is missing")
    if version == "2":
        return
    if member.startswith("META-INF/"):
        yield faults.RESOURCE_IN_META_INF.at(where, f"{item.href} is in META-INF")
    if url.fragment is not None:
        yield faults.ITEM_FRAGMENT.at(where, f"{item.href} has a fragment")


def _unlisted(publication: Publication, declared: frozenset[str]) -> Iterator[Finding]:
    listed = publication.members.keys() | publication.linked | declared
    for member in publication.files:
        if member not in listed and not member.startswith(_SELF_CONTAINED) and member not in publication.package_paths:
            yield faults.FILE_UNLISTED.at(Location(member=member), f"the file {member} is not in the manifest")


def _item_properties(publication: Publication, prefixes: Prefixes) -> Iterator[Finding]:
    """The properties of items, each for some media types, and some for one item alone (5.6.2.1)."""
    path = publication.package_path
    counts: Counter[str] = Counter()
    manifest = publication.package.find(f"{OPF}manifest")
    for item in publication.items:
        if not item.properties:
            continue
        if item.element.getparent() is manifest:
            counts.update(item.properties)
        yield from prefixes.problems(item.element, "properties", vocabularies.ITEM_PROPERTIES)
        for property in item.properties & vocabularies.ITEM_TYPES.keys():
            if not item.media_type.startswith(vocabularies.ITEM_TYPES[property]):
                where = place(path, item.element)
                message = f"an item of the type {item.media_type} has the property {property}"
                if property == "nav":
                    ids = "OPF-012, RSC-005" if item.media_type == media.NCX_TYPE else "CHK-008, OPF-012, RSC-005"
                    yield faults.NAVIGATION_NOT_XHTML.at(where, "the navigation document is not XHTML", epubcheck=ids)
                else:
                    yield faults.PROPERTY_OTHER_TYPE.at(where, message)
    if manifest is None:
        return
    if counts["nav"] != 1:
        message = f"the manifest has {counts['nav']} items with the property nav, not one"
        yield faults.NAVIGATION_NOT_ONE.at(place(path, manifest), message)
    for property in ("cover-image", "data-nav"):
        if counts[property] > 1:
            message = f"{counts[property]} items have the property {property}"
            yield faults.SEVERAL_ITEMS.at(place(path, manifest), message)


# --------------------------------------------------------------------------------------------------------------------
# Spine


def _spine(publication: Publication, version: str, chains: Fallbacks) -> Iterator[Finding]:
    """The reading order (5.7)."""
    path = publication.package_path
    ids = {item.id for item in publication.items}
    named: set[str] = set()
    has_linear, has_items = False, False
    for reference, item in publication.named_items:
        stated = reference.get("idref")
        if stated is None:
            continue
        id = stated.strip()
        where = place(path, reference) if item is None or id in named else None
        if where and item is None:
            message = f"the spine names {id!r}, which is not in the manifest"
            schema = ", RSC-005" if version != "2" and id not in ids else ""
            yield faults.SPINE_UNKNOWN.at(where, message, epubcheck=f"OPF-049{schema}")
        if where and id in named:
            code = "OPF-034" if version == "2" else "RSC-005"
            yield faults.SPINE_REPEATED.at(where, f"the spine names {id!r} twice", epubcheck=code)
        named.add(id)
        if item is not None:
            has_items = True
            has_linear |= reference.get("linear", "").strip() != "no"
            yield from _spine_item(publication, item, version, chains)
    if has_items and not has_linear:
        spine = publication.package.find(f"{OPF}spine")
        yield faults.SPINE_NOT_LINEAR.at(place(path, spine), "the spine has no linear document")


def _spine_item(publication: Publication, item: Item, version: str, chains: Fallbacks) -> Iterator[Finding]:
    type = item.media_type
    if item.url.scheme == "data" and version != "2":
        return
    if "data-nav" in item.properties:
        where = place(publication.package_path, item.element)
        yield faults.DATA_NAV_IN_SPINE.at(where, "a data navigation document is in the spine")
    if media.is_content(type, version) or (version == "2" and type in media.OLD_DOCUMENT_TYPES):
        return
    where = place(publication.package_path, item.element)
    is_shown = type in (media.CSS_TYPE, media.OLD_STYLE_TYPE) or (media.is_core_image(type) and type != "image/webp")
    if version == "2" and is_shown:
        yield faults.SPINE_TYPE.at(where, f"{item.href} of the type {type} is in the spine")
    elif not item.fallback:
        yield faults.SPINE_WITHOUT_FALLBACK.at(
            where, f"{item.href} of the type {type} is in the spine, without fallback"
        )
    elif item.id not in chains.content:
        message = f"no fallback of {item.href}, which is in the spine, is a content document"
        yield faults.SPINE_OTHER_FALLBACK.at(where, message)


_EXCLUSIVE = tuple(
    frozenset(group)
    for group in (
        {f"rendition:flow-{name}" for name in ("paginated", "scrolled-continuous", "scrolled-doc", "auto")},
        {"rendition:layout-reflowable", "rendition:layout-pre-paginated"},
        {f"rendition:orientation-{name}" for name in ("landscape", "portrait", "auto")},
        {"page-spread-right", "page-spread-left", "rendition:page-spread-center"},
        {f"rendition:spread-{name}" for name in ("portrait", "landscape", "both", "none", "auto")},
    )
)


def _itemref_properties(publication: Publication, prefixes: Prefixes) -> Iterator[Finding]:
    for reference in publication.references:
        if reference.get("properties") is None:
            continue
        ids = {item.id for item in publication.items}
        if reference.get("idref", "").strip() in ids:
            yield from prefixes.problems(reference, "properties", vocabularies.ITEMREF_PROPERTIES)
        properties = reference.get("properties").split()
        for group in _EXCLUSIVE:
            both = [property for property in properties if property in group]
            if len(both) > 1:
                message = f"{both[0]} and {both[1]} exclude each other"
                yield faults.SPINE_PROPERTIES.at(place(publication.package_path, reference), message)


def _toc(publication: Publication, version: str) -> Iterator[Finding]:
    """The NCX, which the spine names (5.9.3)."""
    spine = publication.package.find(f"{OPF}spine")
    if spine is None:
        return
    path = publication.package_path
    stated = spine.get("toc")
    if stated is not None:
        item = next((item for item in publication.items if item.id == stated.strip()), None)
        schema = "" if version == "2" else ", RSC-005"
        if item is None:
            message = f"the spine names the NCX {stated!r}, which is not in the manifest"
            yield faults.TOC_UNKNOWN.at(place(path, spine), message, epubcheck=f"OPF-049{schema}")
        elif item.media_type != media.NCX_TYPE:
            message = f"toc names an item of the type {item.media_type}, not an NCX"
            yield faults.TOC_NOT_NCX.at(place(path, spine), message, epubcheck=f"CHK-008, OPF-050{schema}")
    elif version != "2":
        for item in publication.items:
            if item.media_type == media.NCX_TYPE:
                message = "the manifest has an NCX, but the spine no toc"
                yield faults.NCX_UNNAMED.at(place(path, item.element), message)
    page_map = spine.get("page-map")
    if page_map is not None and not any(item.id == page_map for item in publication.items):
        yield faults.PAGE_MAP_UNKNOWN.at(place(path, spine), f"page-map names {page_map}, which is not in the manifest")


# --------------------------------------------------------------------------------------------------------------------
# Guide


def _guide(publication: Publication, version: str) -> Iterator[Finding]:
    """The structural parts that the guide names (5.9.2)."""
    path = publication.package_path
    references = publication.elements(path).get(f"{OPF}reference", ())
    known: dict[tuple[str, str], Any] = {}
    for reference in references:
        href = reference.get("href")
        if href is None:
            continue
        key = (" ".join(reference.get("type", "").lower().split()), " ".join(href.lower().split()))
        if key in known:
            yield faults.GUIDE_REPEATED.at(place(path, reference), f"the guide names {href} twice for one part")
        known[key] = reference
        url = urls.parse(path, href)
        item = publication.targets.get(url.target)
        if item is None:
            yield faults.GUIDE_UNLISTED.at(place(path, reference), f"the guide refers to {href}, which is not an item")
        elif not media.is_content(item.media_type, version) and item.media_type not in media.OLD_DOCUMENT_TYPES:
            message = f"the guide refers to {href} of the type {item.media_type}"
            yield faults.GUIDE_NOT_CONTENT.at(place(path, reference), message)
