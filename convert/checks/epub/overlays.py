"""Media overlays: the times of their clips, what they refer to, and the documents that they belong to (EPUB 3.3, 9)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from convert.checks.epub import faults, media, models, urls
from convert.checks.epub.container import matched, unique_ids
from convert.checks.epub.namespaces import OPS, SMIL, SVG, XHTML
from convert.checks.epub.package import vocabularies
from convert.checks.epub.publication import Item, Publication, place
from convert.checks.epub.references.documents import stylesheets_before
from convert.checks.epub.references.reference import Kind, Reference
from convert.checks.epub.references.targets import References
from convert.findings import Finding


def faults_of(publication: Publication, references: References) -> Iterator[Finding]:
    """Every fault of the overlays; what they refer to is added to `references`."""
    narrated: defaultdict[str, set[str]] = defaultdict(set)
    for item in publication.items:
        if item.media_type == media.OVERLAY_TYPE and item.member:
            root = publication.root(item.member)
            if root is not None:
                yield from _overlay(publication, item, root, references, narrated)
    for item in publication.items:
        if not media.is_content(item.media_type, "3") or not item.member:
            continue
        overlay = item.element.get("media-overlay")
        if not overlay and item.member not in narrated:
            continue
        where = place(publication.package_path, item.element)
        if item.member in narrated:
            if not overlay:
                message = f"an overlay refers to {item.href}, whose item has no media-overlay"
                yield faults.OVERLAY_UNNAMED.at(where, message)
            elif overlay.strip() not in narrated[item.member]:
                message = f"media-overlay of {item.href} names {overlay}, which does not refer to it"
                yield faults.OVERLAY_OTHER.at(where, message)
        elif overlay:
            yield faults.OVERLAY_SILENT.at(where, f"the overlay {overlay} does not refer to {item.href}")
    if publication.properties.keys() & {"media:active-class", "media:playback-active-class"}:
        yield from _without_styles(publication)


def _without_styles(publication: Publication) -> Iterator[Finding]:
    """The narrated documents without a stylesheet that could have the classes of the package document (9.4)."""
    for item, member, root in publication.contents:
        if item.element.get("media-overlay") is not None and not _has_styles(publication, member, root):
            message = "the publication has a class for what is being read, but the document has no stylesheet"
            yield faults.OVERLAY_UNSTYLED.at(place(member, root), message)


def _has_styles(publication: Publication, member: str, root: Any) -> bool:
    elements = publication.elements(member)
    if any(style.text for name in (f"{XHTML}style", f"{SVG}style") for style in elements.get(name, ())):
        return True
    links = elements.get(f"{XHTML}link", ())
    if any("stylesheet" in link.get("rel", "").lower() and link.get("href") is not None for link in links):
        return True
    return root.tag == f"{SVG}svg" and any(True for _ in stylesheets_before(root))


def _overlay(
    publication: Publication, item: Item, root: Any, references: References, narrated: defaultdict[str, set[str]]
) -> Iterator[Finding]:
    member = item.member or ""
    yield from matched(member, root, models.OVERLAY, references.version)
    yield from unique_ids(publication, member)
    stated = publication.attributes(member).get(f"{OPS}type", ())
    yield from vocabularies.types(member, root, stated, has_prefixes=root.tag == f"{SMIL}smil")
    is_remote = False
    for element in root.iter("*"):
        tag = element.tag
        if tag in (f"{SMIL}body", f"{SMIL}seq"):
            yield from _text(item, element, element.get(f"{OPS}textref"), references, narrated)
        elif tag == f"{SMIL}text":
            yield from _text(item, element, element.get("src"), references, narrated)
        elif tag == f"{SMIL}audio":
            yield from _clip(member, element)
            if element.get("src") is None:
                continue
            url = urls.parse(member, element.get("src"))
            if url.fragment is not None:
                message = f"the address of the sound {url.text} has a fragment"
                yield faults.AUDIO_FRAGMENT.at(place(member, element), message)
            sound = references.items.get(url.target)
            if sound is not None and not media.is_core_audio(sound.media_type):
                message = f"the sound {url.text} has the media type {sound.media_type}"
                yield faults.OVERLAY_AUDIO_TYPE.at(place(member, element), message)
            is_remote |= url.is_remote
            references.add(Reference(Kind.AUDIO, url._replace(fragment=None), member, element, True))
    if is_remote and "remote-resources" not in item.properties:
        message = f"{member} refers to remote resources, but its item has no property remote-resources"
        yield faults.PROPERTY_MISSING.at(place(publication.package_path, item.element), message)


def _clip(member: str, audio: Any) -> Iterator[Finding]:
    """Whether a clip has a duration (9.2.2.4)."""
    if audio.get("clipEnd") is None:
        return
    begin, end = media.seconds(audio.get("clipBegin", "0")), media.seconds(audio.get("clipEnd"))
    if begin is None or end is None:
        return
    if begin > end:
        yield faults.CLIP_REVERSED.at(place(member, audio), "the clip ends before it begins")
    elif begin == end:
        yield faults.CLIP_EMPTY.at(place(member, audio), "the clip ends when it begins")


def _text(
    item: Item, element: Any, address: str | None, references: References, narrated: defaultdict[str, set[str]]
) -> Iterator[Finding]:
    """A reference to the text that is spoken; a document has one overlay."""
    if address is None:
        return
    member = item.member or ""
    url = urls.parse(member, address)
    if not url.scheme:
        overlays = narrated[url.member]
        if overlays and item.id not in overlays:
            message = f"two overlays refer to {url.member}"
            yield faults.OVERLAY_SECOND.at(place(member, element), message)
        else:
            overlays.add(item.id)
    references.add(Reference(Kind.OVERLAY_TEXT, url, member, element))
