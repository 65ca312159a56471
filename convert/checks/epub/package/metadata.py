"""The metadata of package documents: what each statement says, and what refines what (EPUB 3.3, 5.5 and D.3 to D.8)."""

from __future__ import annotations

import calendar
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from convert.checks.epub import faults, media, urls
from convert.checks.epub.namespaces import DC, OPF, XML_LANG
from convert.checks.epub.package import vocabularies
from convert.checks.epub.package.roles import is_role
from convert.checks.epub.package.vocabularies import Prefixes
from convert.checks.epub.publication import Publication, Statement, place, text
from convert.checks.epub.shapes import SOUND
from convert.findings import Finding

_MODIFIED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_DATE = re.compile(
    r"(?P<year>\d{1,4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2})"
    r"(?:T(?P<hour>\d{1,2})(?::(?P<minute>\d{1,2})(?::(?P<second>\d{1,2})(?:\.\d+)?)?(?:Z"
    r"|[+\-]\d{1,2}:\d{1,2})?)?)?)?)?"
)
_LANGUAGE = re.compile(
    r"(?:(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[a-wy-z0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
    r"|x(?:-[a-z0-9]{1,8})+)",
    re.IGNORECASE,
)
_GRANDFATHERED = frozenset(
    {
        *("en-gb-oed", "i-ami", "i-bnn", "i-default", "i-enochian", "i-hak", "i-klingon", "i-lux", "i-mingo"),
        *("i-navajo", "i-pwn", "i-tao", "i-tay", "i-tsu", "sgn-be-fr", "sgn-be-nl", "sgn-ch-de"),
    }
)
"""The language tags that the grammar of BCP 47 does not describe, but its registry has."""

_UUID = re.compile(r"(?=.{9,36}\Z)[0-9a-f]+(?:-[0-9a-f]+){4}", re.IGNORECASE)


def is_language(tag: str) -> bool:
    """Whether a language tag is well-formed (BCP 47, 2.1)."""
    return _LANGUAGE.fullmatch(tag) is not None or tag.lower() in _GRANDFATHERED


def is_date(value: str) -> bool:
    """Whether a value is a date, with as much precision as it has (W3C Date and Time Formats)."""
    found = _DATE.fullmatch(value.strip())
    if found is None:
        return False
    year, month, day, hour, minute, second = (int(found[n] or (1 if n < 4 else 0)) for n in range(1, 7))
    if not (year and 1 <= month <= 12 and hour < 24 and minute < 60 and second < 60):
        return False
    return 1 <= day <= calendar.monthrange(year, month)[1]


def faults_of(publication: Publication, version: str, prefixes: Prefixes) -> Iterator[Finding]:
    """Every fault of the metadata that no table of elements shows."""
    yield from _identifier(publication, version)
    if version == "2":
        yield from _old(publication)
        return
    yield from _languages(publication)
    yield from _dates(publication)
    yield from _modified(publication)
    shape = publication.shape(publication.package_path)
    if any(property in shape for property in _JUDGED_BY_TEXT):
        shape = ""
    relations = partial(_relations, publication, prefixes)
    yield from SOUND.unless_sound(f"metadata of {publication.package_path}", shape, relations)
    yield from _rendering(publication)
    yield from _overlays(publication)


_JUDGED_BY_TEXT = ("rendition:spread", "source-of")
"""The properties of which `_relations` looks at the text."""


def _relations(publication: Publication, prefixes: Prefixes) -> Iterator[Finding]:
    """What is wrong with properties, links and refinements: by the package document alone, whatever its texts are."""
    yield from _properties(publication, prefixes)
    yield from _links(publication, prefixes)
    yield from _targets(publication)
    yield from _refinements(publication)


# --------------------------------------------------------------------------------------------------------------------
# Single statements


def _identifier(publication: Publication, version: str) -> Iterator[Finding]:
    """The unique identifier (5.4)."""
    package, path = publication.package, publication.package_path
    stated = package.get("unique-identifier", "")
    if publication.identifier is None:
        identifiers = publication.elements(path).get(f"{DC}identifier", ())
        is_elsewhere = any((e.get("id") or "").strip() == stated.strip() for e in identifiers)
        if is_elsewhere and version == "2":
            return
        ids = [] if is_elsewhere else ["OPF-030"]
        if version != "2":
            ids.append("RSC-005")
        if not stated:
            ids = ["OPF-030", "OPF-048", "RSC-005"]
        message = f"no dc:identifier has the id {stated!r}"
        yield faults.NO_UNIQUE_IDENTIFIER.at(place(path, package), message, epubcheck=", ".join(ids))
        return
    element = publication.identifier.element
    value = text(element)
    scheme = element.get(f"{OPF}scheme", "")
    if (value.startswith("urn:uuid:") or scheme.lower() == "uuid") and not _UUID.fullmatch(
        value.replace("urn:uuid:", "")
    ):
        yield faults.UUID_MALFORMED.at(place(path, element), f"{value} is no UUID")


def _old(publication: Publication) -> Iterator[Finding]:
    """The metadata of EPUB 2 (OPF 2.0.1, 2.2)."""
    path = publication.package_path
    yield from _roles(publication)
    for name in ("title", "language"):
        for element in publication.package.iter(f"{DC}{name}"):
            if not text(element):
                yield faults.NAME_EMPTY.at(place(path, element), f"dc:{name} is empty")
    for element in publication.package.iter(f"{DC}date"):
        value = element.text or ""
        if not is_date(value):
            yield faults.DATE_MALFORMED.at(place(path, element), f"dc:date {value!r} is no date")


def _dates(publication: Publication) -> Iterator[Finding]:
    path = publication.package_path
    for element in publication.package.iter(f"{DC}date"):
        value = element.text or ""
        if not is_date(value):
            yield faults.DATE_UNUSUAL.at(place(path, element), f"dc:date {value!r} is no date of a common form")
    # The roles of EPUB 2 are no attributes of EPUB 3, but their values are looked at all the same.
    yield from _roles(publication)


def _roles(publication: Publication) -> Iterator[Finding]:
    for element in publication.package.iter(f"{DC}creator"):
        role = element.get(f"{OPF}role", "")
        if role and not is_role(role):
            yield faults.ROLE_UNKNOWN.at(
                place(publication.package_path, element), f"the role {role} is no MARC relator code"
            )


def _languages(publication: Publication) -> Iterator[Finding]:
    """The languages of the metadata and of its texts, each a well-formed tag (5.5.3.1.3)."""
    path = publication.package_path
    attributes = publication.attributes(path)
    stated = [*attributes.get(XML_LANG, ())]
    stated += [(e, value) for e, value in attributes.get("hreflang", ()) if e.tag == f"{OPF}link"]
    stated += [(e, text(e)) for e in publication.elements(path).get(f"{DC}language", ()) if not len(e)]
    for element, tag in stated:
        if tag and not is_language(tag):
            yield faults.LANGUAGE_MALFORMED.at(place(path, element), f"{tag!r} is no language tag")


def _modified(publication: Publication) -> Iterator[Finding]:
    """The time of the last modification (5.5.5)."""
    path = publication.package_path
    metadata = publication.package.find(f"{OPF}metadata")
    modified = [s for s in publication.properties.get("dcterms:modified", ()) if s.name == "meta"]
    primary = [s for s in modified if s.refines is None]
    if len(primary) != 1 and metadata is not None:
        message = f"dcterms:modified occurs {len(primary)} times, not once"
        yield faults.MODIFIED_NOT_ONCE.at(place(path, metadata), message)
    for statement in modified:
        if not _MODIFIED.fullmatch(statement.text):
            message = f"dcterms:modified {statement.text!r} is not a time in UTC to the second"
            yield faults.MODIFIED_MALFORMED.at(place(path, statement.element), message)


def _properties(publication: Publication, prefixes: Prefixes) -> Iterator[Finding]:
    """The properties of statements, and their schemes (D.1)."""
    elements = publication.elements(publication.package_path)
    for meta in elements.get(f"{OPF}meta", ()):
        yield from prefixes.problems(meta, "property", vocabularies.PROPERTY, single=True)
        yield from prefixes.problems(meta, "scheme", vocabularies.PROPERTY, single=True)
        if meta.get("property") == "rendition:spread" and text(meta) == "portrait":
            where = place(publication.package_path, meta)
            yield faults.PROPERTY_DEPRECATED.at(where, "the value portrait of rendition:spread is deprecated")
        if (meta.get("property") or "").strip() == "meta-auth" and meta.getparent().tag == f"{OPF}metadata":
            yield faults.DEPRECATED.at(place(publication.package_path, meta), "the property meta-auth is deprecated")


# --------------------------------------------------------------------------------------------------------------------
# Links


def _links(publication: Publication, prefixes: Prefixes) -> Iterator[Finding]:
    """The linked records and resources (5.5.6 and D.4)."""
    path = publication.package_path
    for link in publication.elements(path).get(f"{OPF}link", ()):
        relations = (link.get("rel") or "").split()
        where = place(path, link)
        if "record" in relations and link.get("refines") is not None:
            yield faults.LINK_REFINES.at(where, "a link to a record has refines")
        if "voicing" in relations and link.get("refines") is None:
            yield faults.LINK_REFINES.at(where, "a link to the voicing of a text has no refines")
        href = link.get("href")
        if href is None:
            continue
        url = urls.parse(path, href)
        if url.scheme == "data":
            yield faults.DATA_URL.at(where, "a link has a data URL")
            continue
        if url.fragment and not url.scheme and url.member == path:
            yield faults.LINK_INTO_PACKAGE.at(where, f"{href} refers to an element of the package document")
            continue
        yield from prefixes.problems(link, "rel", vocabularies.LINK_RELATION)
        yield from prefixes.problems(link, "properties", vocabularies.LINK_PROPERTIES)
        if "alternate" in relations and len(set(relations)) > 1:
            yield faults.LINK_KEYWORDS.at(where, "the relation alternate has others beside it")
        yield from _link_type(link, url, relations, where)
        item = None if url.scheme else publication.members.get(url.member)
        above = link.getparent()
        of_package = above.tag == f"{OPF}metadata" and above.getparent() is publication.package
        if item is not None and of_package and item not in publication.spine:
            yield faults.LINK_AND_ITEM.at(where, f"{href} is linked, and an item of the manifest, too")


def _link_type(link: Any, url: urls.Url, relations: Sequence[str], where: Any) -> Iterator[Finding]:
    type = link.get("media-type")
    above = link.getparent()
    if type is None:
        if not url.is_remote and above.tag == f"{OPF}metadata" and above.getparent().tag == f"{OPF}package":
            yield faults.LINK_WITHOUT_TYPE.at(where, f"the link to {url.text} has no media-type")
        elif {"record", "voicing"} & set(relations) and url.is_remote:
            yield faults.LINK_NEEDS_TYPE.at(where, f"the link to {url.text} has no media-type")
    elif "voicing" in relations and not type.startswith("audio/"):
        yield faults.VOICING_NOT_AUDIO.at(where, f"a voicing has the media type {type}, which is not sound")


# --------------------------------------------------------------------------------------------------------------------
# Refinements

_ABSOLUTE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:")


def _targets(publication: Publication) -> Iterator[Finding]:
    """The targets of refines, which exist and form no circle (5.3.6)."""
    path = publication.package_path
    attributes = publication.attributes(path)
    stated = attributes.get("refines", ())
    if not stated:
        return
    ids = {value.strip() for _, value in attributes.get("id", ())} - {""}
    hrefs: Mapping[str, Any] | None = None
    for element, value in stated:
        if _is_in_collection(element):
            continue
        target = value.strip()
        if target.startswith("#"):
            if target[1:] not in ids:
                yield faults.REFINES_NOTHING.at(place(path, element), f"{target} refers to nothing")
            continue
        if _ABSOLUTE.search(target):
            yield faults.REFINES_ADDRESS.at(place(path, element), f"refines has the address {target}")
            continue
        if hrefs is None:
            hrefs = {item.href: item for item in publication.items}
        if target in hrefs:
            yield faults.REFINES_FILE.at(place(path, element), f"refines names the file {target}, not its item")
    yield from _circles(publication)


def _is_in_collection(element: Any) -> bool:
    return any(True for _ in element.iterancestors(f"{OPF}collection"))


def _circles(publication: Publication) -> Iterator[Finding]:
    refined = {
        id.strip(): target.strip()[1:]
        for statement in publication.metadata
        if (id := statement.element.get("id")) and (target := statement.refines) and target.strip().startswith("#")
    }
    done: set[str] = set()
    for start in refined:
        node = start
        here: set[str] = set()
        while node in refined and node not in done and node not in here:
            here.add(node)
            node = refined[node]
        if node in here:
            where = place(publication.package_path, publication.package)
            yield faults.REFINES_ITSELF.at(where, f"the metadata #{node} refines itself")
        done |= here


_OF: Mapping[str, tuple[str, ...]] = {
    "authority": ("dc:subject",),
    "term": ("dc:subject",),
    "collection-type": ("belongs-to-collection",),
    "identifier-type": ("dc:identifier", "dc:source"),
    "role": ("dc:creator", "dc:contributor", "dc:publisher"),
    "source-of": ("dc:source",),
    "title-type": ("dc:title",),
}
"""What a property refines, for those that refine nothing else."""

_ONCE = frozenset(
    {
        *("collection-type", "display-seq", "file-as", "group-position", "identifier-type", "source-of"),
        "title-type",
    }
)
"""The properties that refine an expression once."""

_CONCERNED = {*_OF, *_ONCE, "belongs-to-collection"}


def _refinements(publication: Publication) -> Iterator[Finding]:
    """Which property refines what, and how often (D.3.1)."""
    metas = publication.elements(publication.package_path).get(f"{OPF}meta", ())
    concerned = [meta for meta in metas if (meta.get("property") or "").strip() in _CONCERNED]
    if not concerned:
        return
    path = publication.package_path
    known: dict[Any, Mapping[str, frozenset[str]]] = {}
    seen: set[tuple[Any, str, str]] = set()
    pairs: defaultdict[tuple[Any, str], Counter[str]] = defaultdict(Counter)
    for meta in concerned:
        property, above = meta.get("property").strip(), meta.getparent()
        refines = (meta.get("refines") or "").strip()
        if above not in known:
            known[above] = _names_by_id(above)
        refined = known[above].get(refines[1:], frozenset()) if refines.startswith("#") else frozenset()
        if property in _OF and not refined.intersection(_OF[property]):
            what = " or ".join(_OF[property])
            yield faults.REFINEMENT.at(place(path, meta), f"the property {property} does not refine a {what}")
        if property == "belongs-to-collection" and meta.get("refines") is not None and property not in refined:
            message = "the property belongs-to-collection refines something else than another"
            yield faults.REFINEMENT.at(place(path, meta), message)
        if property == "source-of" and text(meta) != "pagination":
            yield faults.REFINEMENT.at(place(path, meta), f"source-of is {text(meta)!r}, not pagination")
        if property in _ONCE:
            if (above, property, refines) in seen:
                message = f"the property {property} refines {refines or 'the publication'} twice"
                yield faults.REFINEMENT.at(place(path, meta), message)
            seen.add((above, property, refines))
        if property in ("authority", "term"):
            pairs[above, refines[1:]][property] += 1
    yield from _subjects(path, pairs)


def _names_by_id(above: Any) -> Mapping[str, frozenset[str]]:
    """The names of the statements in an element by their ids: that of a meta is its property."""
    names: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    for element in above.iterchildren("*"):
        if id := element.get("id"):
            tag = element.tag
            name = f"dc:{tag[len(DC) :]}" if tag.startswith(DC) else (element.get("property") or "").strip()
            names[" ".join(id.split())] |= {name}
    return names


def _subjects(path: str, pairs: Mapping[tuple[Any, str], Counter[str]]) -> Iterator[Finding]:
    """The authorities and terms of subjects, which come in pairs (D.3.2 and D.3.15)."""
    for (above, id), count in pairs.items():
        subject = next((e for e in above.iterchildren(f"{DC}subject") if (e.get("id") or "").strip() == id), None)
        if subject is None:
            continue
        if count["authority"] > 1 or count["term"] > 1:
            yield faults.REFINEMENT.at(place(path, subject), "the subject has more than one authority and term")
        elif count["authority"] != count["term"]:
            missing = "term" if count["authority"] else "authority"
            yield faults.REFINEMENT.at(place(path, subject), f"the subject has no {missing}")


# --------------------------------------------------------------------------------------------------------------------
# Rendering and overlays

_VALUES: Mapping[str, frozenset[str]] = {
    "rendition:flow": frozenset({"paginated", "scrolled-continuous", "scrolled-doc", "auto"}),
    "rendition:layout": frozenset({"reflowable", "pre-paginated"}),
    "rendition:orientation": frozenset({"landscape", "portrait", "auto"}),
    "rendition:spread": frozenset({"none", "landscape", "portrait", "both", "auto"}),
}
_VIEWPORT = re.compile(r"width=\d+,\s*height=\d+|height=\d+,\s*width=\d+")


def _rendering(publication: Publication) -> Iterator[Finding]:
    """How the publication is rendered (8.2 and D.5)."""
    path = publication.package_path
    for property in (*_VALUES, "rendition:viewport"):
        stated = [s for s in publication.properties.get(property, ()) if s.name == "meta"]
        globals = stated if property in _VALUES else [s for s in stated if s.refines is None]
        if len(globals) > 1:
            where = place(path, globals[1].element)
            yield faults.RENDERING.at(where, f"{property} occurs {len(globals)} times")
        for statement in stated:
            where = place(path, statement.element)
            if property == "rendition:viewport":
                if not _VIEWPORT.fullmatch(statement.text):
                    yield faults.RENDERING.at(where, f"{property} {statement.text!r} is not width=x, height=y")
                continue
            if statement.refines is not None:
                yield faults.RENDERING.at(where, f"{property} has refines")
            if statement.text not in _VALUES[property]:
                yield faults.RENDERING.at(where, f"{property} has the unknown value {statement.text!r}")


def _overlays(publication: Publication) -> Iterator[Finding]:
    """The durations and style classes of media overlays (9.3.5)."""
    path = publication.package_path
    for property in ("media:active-class", "media:playback-active-class"):
        stated = [s for s in publication.properties.get(property, ()) if s.name == "meta"]
        if len(stated) > 1:
            yield faults.OVERLAY_METADATA.at(place(path, stated[1].element), f"{property} occurs {len(stated)} times")
        for statement in stated:
            if statement.refines is not None:
                yield faults.OVERLAY_METADATA.at(place(path, statement.element), f"{property} has refines")
            if " " in statement.text:
                message = f"{property} names several classes: {statement.text}"
                yield faults.OVERLAY_METADATA.at(place(path, statement.element), message)
    durations = [s for s in publication.properties.get("media:duration", ()) if s.name == "meta"]
    for statement in durations:
        if media.seconds(statement.text) is None:
            message = f"media:duration {statement.text!r} is no clock value"
            yield faults.OVERLAY_METADATA.at(place(path, statement.element), message)
    yield from _missing_durations(publication, durations)
    total = next((s for s in durations if s.refines is None), None)
    if total is not None:
        parts = [media.seconds(s.text) for s in durations if s.refines is not None]
        whole = media.seconds(total.text)
        if whole is not None and None not in parts:
            sum_of_parts = sum(part for part in parts if part is not None)
            if abs(whole - sum_of_parts) > 1:
                message = f"the duration of all overlays is {whole:g} s, the sum of the others {sum_of_parts:g} s"
                yield faults.DURATIONS_DIFFER.at(place(path, total.element), message)


def _missing_durations(publication: Publication, durations: Sequence[Statement]) -> Iterator[Finding]:
    path = publication.package_path
    stated = {(s.refines or "").strip() for s in durations}
    has_total = any(s.refines is None for s in durations)
    named = [item for item in publication.items if item.element.get("media-overlay") is not None]
    if named and not has_total:
        yield faults.OVERLAY_METADATA.at(place(path, named[0].element), "the duration of all overlays is not stated")
    ids = {item.id: item for item in publication.items}
    missing: set[str] = set()
    for item in named:
        overlay = " ".join(item.element.get("media-overlay").split())
        where = place(path, item.element)
        target = ids.get(overlay)
        if (f"#{overlay}" if target else "#") not in stated and overlay not in missing:
            missing.add(overlay)
            yield faults.OVERLAY_METADATA.at(where, f"the duration of the overlay {overlay} is not stated")
        if target is None or target.media_type != media.OVERLAY_TYPE:
            yield faults.ITEM_OVERLAY.at(where, f"media-overlay names {overlay!r}, not a media overlay")
        if item.media_type not in (media.XHTML_TYPE, media.SVG_TYPE):
            yield faults.ITEM_OVERLAY.at(where, f"an item of the type {item.media_type} has media-overlay")
