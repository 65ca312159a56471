"""Collections of resources, and the rules of profiles: dictionaries, indexes, previews, education and others.

Each of these is a specification of its own beside EPUB 3.3, which a publication names in dc:type or a collection in
`role` (5.8). A few of their rules concern what content documents have, by their `epub:type`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from convert.checks.epub import faults, media, urls
from convert.checks.epub.namespaces import DC, OPF, OPS, XHTML
from convert.checks.epub.publication import Item, Publication, place, text
from convert.findings import Finding

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")

_TYPES = {"dictionary": "dict", "edupub": "edupub", "index": "idx", "preview": "preview"}


def profiles_of(publication: Publication) -> frozenset[str]:
    """The profiles of a publication: those that it names in dc:type, and that as which it is to be examined."""
    named = {_TYPES[s.text] for s in publication.dublin("type") if s.text in _TYPES}
    return frozenset(named | ({publication.profile} if publication.profile else set()))


def faults_of(publication: Publication, profiles: frozenset[str]) -> Iterator[Finding]:
    """Every fault of collections, and of the package by the rules of profiles."""
    for collection in publication.package.iter(f"{OPF}collection"):
        yield from _collection(publication, collection)
    if "dict" in profiles:
        yield from _dictionary(publication)
    if "edupub" in profiles:
        yield from _education(publication)
    if "preview" in profiles:
        yield from _preview(publication)
    yield from _contents(publication, profiles)


def _roles(collection: Any) -> list[str]:
    return (collection.get("role") or "").split()


def _linked(publication: Publication, collection: Any) -> Iterator[tuple[Any, urls.Url, Item | None]]:
    for link in collection.iterchildren(f"{OPF}link"):
        url = urls.parse(publication.package_path, link.get("href") or "")
        yield link, url, publication.targets.get(url.target)


def _collection(publication: Publication, collection: Any) -> Iterator[Finding]:
    """The rules of a collection by its roles."""
    path = publication.package_path
    roles = _roles(collection)
    above = collection.getparent()
    where = place(path, collection)
    for role in roles:
        if _ABSOLUTE.match(role) and urls.parse("", role).invalid:
            yield faults.COLLECTION_ROLE.at(where, f"the role {role} is no valid URL")
    for element in collection.iterchildren("*"):
        if element.tag == f"{OPF}metadata":
            yield from _own_targets(path, collection, element)
    if not roles or collection.get("role") is None:
        return
    links = list(collection.iterchildren(f"{OPF}link"))
    inner = list(collection.iterchildren(f"{OPF}collection"))
    if not links and not inner:
        yield faults.COLLECTION.at(where, "the collection has no link and no other collection")
    if "manifest" in roles:
        if inner or collection.find(f"{OPF}metadata") is not None:
            yield faults.COLLECTION.at(where, "a collection with the role manifest has more than links")
        if above.tag != f"{OPF}collection":
            yield faults.COLLECTION.at(where, "a collection with the role manifest is in no other")
    if "distributable-object" in roles:
        yield from _distributable(path, collection, links, inner)
    if "index" in roles and any("index-group" not in _roles(each) for each in inner):
        yield faults.COLLECTION.at(where, "an index has other collections than groups")
    if "index-group" in roles:
        if above.tag != f"{OPF}collection" or "index" not in _roles(above):
            yield faults.COLLECTION.at(where, "a group of an index is in no index")
        if inner:
            yield faults.COLLECTION.at(where, "a group of an index has collections")
    is_top = above.tag == f"{OPF}package"
    if ("index" in roles and is_top) or ("index-group" in roles and "index" in _roles(above)):
        for link, url, item in _linked(publication, collection):
            if item is None or item.media_type != media.XHTML_TYPE:
                yield faults.INDEX_NOT_XHTML.at(place(path, link), f"an index links to {url.text}, which is not XHTML")
    if "preview" in roles:
        yield from _preview_collection(publication, collection, links, inner)
    if "dictionary" in roles:
        yield from _dictionary_collection(publication, collection, inner, is_top)


def _own_targets(path: str, collection: Any, metadata: Any) -> Iterator[Finding]:
    """The refinements in a collection, which stay in it (5.8)."""
    outermost = [collection, *collection.iterancestors(f"{OPF}collection")][-1]
    ids: set[str] | None = None
    for element in metadata.iterchildren("*"):
        refines = element.get("refines")
        if refines is None:
            continue
        if ids is None:
            ids = {" ".join(each.get("id").split()) for each in outermost.iter("*") if each.get("id")}
        if not refines.strip().startswith("#") or refines.strip()[1:] not in ids:
            yield faults.COLLECTION.at(place(path, element), f"{refines} refines nothing in the collection")


def _distributable(path: str, collection: Any, links: list[Any], inner: list[Any]) -> Iterator[Finding]:
    where = place(path, collection)
    metadata = collection.find(f"{OPF}metadata")
    if metadata is None:
        yield faults.COLLECTION.at(where, "a distributable object has no metadata")
    else:
        if len(metadata.findall(f"{DC}identifier")) != 1:
            yield faults.COLLECTION.at(where, "a distributable object does not have one dc:identifier")
        for name in ("title", "language"):
            if metadata.find(f"{DC}{name}") is None:
                yield faults.COLLECTION.at(where, f"a distributable object has no dc:{name}")
    if sum(each.get("role") == "manifest" for each in inner) > 1:
        yield faults.COLLECTION.at(where, "a distributable object has more than one manifest")
    if not links:
        yield faults.COLLECTION.at(where, "a distributable object has no link")


def _preview_collection(
    publication: Publication, collection: Any, links: list[Any], inner: list[Any]
) -> Iterator[Finding]:
    where = place(publication.package_path, collection)
    if sum(each.get("role") == "manifest" for each in inner) != 1:
        yield faults.COLLECTION.at(where, "a preview does not have one collection with the role manifest")
    if not links:
        yield faults.COLLECTION.at(where, "a preview has no link")
    for link, url, item in _linked(publication, collection):
        where = place(publication.package_path, link)
        if item is None or item.media_type not in (media.XHTML_TYPE, media.SVG_TYPE):
            yield faults.PREVIEW_NOT_CONTENT.at(where, f"a preview links to {url.text}, not a content document")
        elif (url.fragment or "").startswith("epubcfi("):
            yield faults.PREVIEW_CFI.at(where, f"a preview links to {url.text}, with a canonical fragment identifier")


# --------------------------------------------------------------------------------------------------------------------
# Dictionaries


def _metas(metadata: Any, property: str) -> list[Any]:
    if metadata is None:
        return []
    return [m for m in metadata.iterchildren(f"{OPF}meta") if (m.get("property") or "").strip() == property]


def _dictionary_collection(
    publication: Publication, collection: Any, inner: list[Any], is_top: bool
) -> Iterator[Finding]:
    path = publication.package_path
    where = place(path, collection)
    if inner:
        yield faults.COLLECTION.at(where, "a dictionary has collections")
    package = publication.package.find(f"{OPF}metadata")
    own = collection.find(f"{OPF}metadata")
    for property in ("source-language", "target-language"):
        if not _metas(package, property) and not _metas(own, property):
            yield faults.COLLECTION.at(where, f"a dictionary does not state its {property}")
    if len(_metas(own, "source-language")) > 1:
        yield faults.COLLECTION.at(where, "a dictionary states its source-language more than once")
    if not is_top:
        return
    keys = 0
    has_content = False
    for link, url, item in _linked(publication, collection):
        if item is None:
            message = f"a dictionary links to {url.text}, which is not in the manifest"
            yield faults.DICTIONARY_FILES.at(place(path, link), message, epubcheck="OPF-081")
        elif item.media_type == media.SEARCH_KEYS_TYPE:
            keys += 1
            if keys == 2:
                message = "a dictionary has more than one search key map"
                yield faults.DICTIONARY_FILES.at(where, message, epubcheck="OPF-082")
        elif item.media_type != media.XHTML_TYPE:
            message = f"a dictionary links to {url.text} of the type {item.media_type}"
            yield faults.DICTIONARY_FILES.at(place(path, link), message, epubcheck="OPF-084")
        else:
            has_content |= _has_type(publication, item, "dictionary")
    if not keys:
        yield faults.DICTIONARY_FILES.at(where, "a dictionary has no search key map")
    if not has_content:
        yield faults.NO_DICTIONARY.at(where, "no document of the dictionary has the type dictionary")


_KINDS_OF_DICTIONARIES = frozenset(
    {
        *("monolingual", "bilingual", "multilingual", "thesaurus", "encyclopedia", "spelling", "pronouncing"),
        "etymological",
    }
)


def _dictionary(publication: Publication) -> Iterator[Finding]:
    """The package of a dictionary (EPUB Dictionaries and Glossaries 1.0, 3)."""
    path, package = publication.package_path, publication.package
    metadata = package.find(f"{OPF}metadata")
    where = place(path, package)
    types = {s.text for s in publication.dublin("type")}
    if metadata is not None and "dictionary" not in types:
        yield faults.PROFILE_RULE.at(place(path, metadata), "a dictionary has no dc:type dictionary")
    collections = [c for c in package.iterchildren(f"{OPF}collection") if "dictionary" in _roles(c)]
    if len(collections) < 2:
        keys = [item for item in publication.items if {"search-key-map", "dictionary"} <= item.properties]
        if len(keys) != 1:
            message = f"{len(keys)} items have the properties search-key-map and dictionary, not one"
            yield faults.PROFILE_RULE.at(where, message)
    if not collections:
        for property in ("source-language", "target-language"):
            if not _metas(metadata, property):
                yield faults.PROFILE_RULE.at(where, f"a dictionary does not state its {property}")
        if len(_metas(metadata, "source-language")) > 1:
            yield faults.PROFILE_RULE.at(where, "a dictionary states its source-language more than once")
    for item in publication.items:
        if "search-key-map" in item.properties:
            named = [link for c in collections for link, _, i in _linked(publication, c) if i is item]
            if len(named) > 1:
                yield faults.PROFILE_RULE.at(where, f"the search key map {item.href} is in a dictionary more than once")
    languages = {s.text for s in publication.dublin("language")}
    for meta in publication.elements(path).get(f"{OPF}meta", ()):
        property, value = (meta.get("property") or "").strip(), text(meta)
        if property in ("source-language", "target-language") and value not in languages:
            yield faults.PROFILE_RULE.at(place(path, meta), f"{property} {value} is no dc:language of the publication")
        if property == "dictionary-type" and value not in _KINDS_OF_DICTIONARIES:
            yield faults.PROFILE_RULE.at(place(path, meta), f"the dictionary-type {value} is not known")


# --------------------------------------------------------------------------------------------------------------------
# Education and previews

_FOR_SCHOOLS = (
    *("educationalAlignment", "educationalRole", "educationalUse", "interactivityType", "isBasedOnUrl"),
    *("learningResourceType", "typicalAgeRange"),
)


def _education(publication: Publication) -> Iterator[Finding]:
    """The package of a publication for education (EPUB for Education)."""
    path = publication.package_path
    metadata = publication.package.find(f"{OPF}metadata")
    if metadata is None:
        return
    where = place(path, metadata)
    types = {s.text for s in publication.dublin("type")}
    features = [text(meta) for meta in _metas(metadata, "schema:accessibilityFeature")]
    if "edupub" not in types:
        yield faults.PROFILE_RULE.at(where, "a publication for education has no dc:type edupub")
    if not features:
        yield faults.PROFILE_RULE.at(where, "no schema:accessibilityFeature is stated")
    elif "none" in features:
        yield faults.PROFILE_RULE.at(where, "schema:accessibilityFeature is none")
    if "teacher-edition" in types and not publication.dublin("source"):
        yield faults.PROFILE_ADVICE.at(where, "a teacher's edition has no dc:source that names the students' edition")
    if any(text(meta).lower() == "schools" for meta in _metas(metadata, "schema:audienceType")):
        for name in _FOR_SCHOOLS:
            if not _metas(metadata, f"schema:{name}"):
                yield faults.PROFILE_ADVICE.at(where, f"a publication for schools has no schema:{name}")


def _preview(publication: Publication) -> Iterator[Finding]:
    """The package of a preview (EPUB Previews 1.0, 2)."""
    path = publication.package_path
    metadata = publication.package.find(f"{OPF}metadata")
    if metadata is None:
        return
    where = place(path, metadata)
    if "preview" not in {s.text for s in publication.dublin("type")}:
        yield faults.PROFILE_RULE.at(where, "a preview has no dc:type preview")
    sources = [s for s in publication.dublin("source") if s.refines is None]
    if not sources:
        yield faults.PROFILE_ADVICE.at(where, "a preview has no dc:source that names the publication")
    identifier = publication.identifier
    for source in sources:
        if identifier is not None and source.text == identifier.text:
            message = "a preview has the identifier of the publication that it is from"
            yield faults.PROFILE_RULE.at(place(path, source.element), message)


# --------------------------------------------------------------------------------------------------------------------
# What content documents have


def _has_type(publication: Publication, item: Item, type: str) -> bool:
    if not item.member:
        return False
    stated = publication.attributes(item.member).get(f"{OPS}type", ())
    return any(type in value.split() for _, value in stated)


def _contents(publication: Publication, profiles: frozenset[str]) -> Iterator[Finding]:
    """The rules of profiles on what the content documents have, taken together."""
    path, package = publication.package_path, publication.package
    pages = [item for item in publication.items if item.media_type == media.XHTML_TYPE]
    dictionary = next((item for item in pages if _has_type(publication, item, "dictionary")), None)
    if dictionary is not None and "dictionary" not in {s.text for s in publication.dublin("type")}:
        message = f"{dictionary.href} is a dictionary, but the package has no dc:type dictionary"
        yield faults.DICTIONARY_UNDECLARED.at(place(dictionary.member or "", None), message)
    if "dict" in profiles and dictionary is None:
        yield faults.NO_DICTIONARY.at(place(path, package), "no document has the type dictionary")
    if "edupub" not in profiles or not any(_has_type(publication, item, "pagebreak") for item in pages):
        return
    navigation = publication.navigation
    navs = () if navigation is None else publication.elements(navigation.member or "").get(f"{XHTML}nav", ())
    if not any("page-list" in (nav.get(f"{OPS}type") or "").split() for nav in navs):
        yield faults.NO_PAGE_LIST.at(
            place(path, package), "the documents have page breaks, but there is no list of pages"
        )
    sources = {s.element.get("id") for s in publication.dublin("source")} - {None}
    refined = {(meta.refines or "").strip() for meta in publication.properties.get("source-of", ())}
    if not any(f"#{id}" in refined for id in sources):
        message = "the documents have page breaks, but no dc:source is the source of pagination"
        yield faults.NO_PAGE_SOURCE.at(place(path, package), message)
