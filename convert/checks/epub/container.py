"""The container of a publication: the zip, the names of its files, and the files of META-INF (EPUB 3.3, 4)."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from typing import Any
from urllib.parse import unquote

from convert.checks.epub import faults, grammar, media, models, urls
from convert.checks.epub.grammar import Grammar, Mismatch
from convert.checks.epub.namespaces import DC, ENC, OCF, OCF_METADATA, OPS, RENDITION, XHTML
from convert.checks.epub.publication import (
    CONTAINER,
    ENCRYPTION,
    METADATA,
    PACKAGE_TYPE,
    SIGNATURES,
    Publication,
    place,
    text,
)
from convert.checks.epub.shapes import SOUND
from convert.checks.epub.xml_documents import encoding, prologs_of_meta_inf
from convert.findings import Finding, Location, Severity

EMBEDDING = "http://www.idpf.org/2008/embedding"

_MIMETYPE = b"application/epub+zip"
_ADVICE = "See EPUB 3.3 (https://www.w3.org/TR/epub-33/) for what is allowed here."


def matched(
    member: str,
    root: Any,
    table: Grammar,
    version: str,
    fault_of: Callable[[Mismatch], faults.Fault | None] = lambda mismatch: None,
) -> Iterator[Finding]:
    """The findings of the places where the document in `member` does not match a table: those of the faults that
    `fault_of` knows, and EPB001 for all others. EPUB 3 allows attributes for data that EPUB 2 does not.
    """
    for mismatch in grammar.mismatches(root, table, data=version != "2"):
        where = place(member, mismatch.element)
        if fault := faults.DATA_NAME if mismatch.kind == "data" else fault_of(mismatch):
            yield fault.at(where, mismatch.message)
            continue
        yield Finding(
            code="EPB001",
            severity=Severity.ERROR,
            message=mismatch.message,
            advice=_ADVICE,
            location=where,
            detail=(("schema", table.title), ("keyword", mismatch.kind), ("epubcheck", "RSC-005")),
        )


def unique_ids(publication: Publication, member: str, *, fault: faults.Fault = faults.REPEATED_ID) -> Iterator[Finding]:
    """The ids in the document in `member` that occur more than once (5.3.3)."""
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for element, id in publication.attributes(member).get("id", ()):
        found[" ".join(id.split())].append(element)
    for id, elements in found.items():
        if len(elements) > 1:
            yield fault.at(place(member, elements[1]), f"the id {id!r} occurs {len(elements)} times")


def faults_of(publication: Publication, version: str) -> Iterator[Finding]:
    """Every fault of the container; the package documents are not examined."""
    yield from _zip(publication)
    yield from _names(publication)
    yield from _mimetype(publication)
    if CONTAINER not in publication.files:
        yield faults.NO_CONTAINER.at(Location(member=CONTAINER), f"{CONTAINER} is missing")
        return
    root = publication.root(CONTAINER)
    if root is None:
        yield from encoding(publication, CONTAINER)
        return
    yield from _container(publication, root, version)
    yield from _encryption(publication, version)
    yield from _signatures(publication, version)
    yield from prologs_of_meta_inf(publication, version)
    if len(publication.rootfiles) > 1 and publication.package_path in publication.files:
        yield from _renditions(publication, version)


# --------------------------------------------------------------------------------------------------------------------
# The zip


def _zip(publication: Publication) -> Iterator[Finding]:
    if not publication.epub.data.startswith(b"PK"):
        yield faults.ZIP_PREFIX.at(Location(), "the file does not begin with the first file of the zip")
    folders = publication.epub.folders
    if folders:
        used = {f"{'/'.join(steps[:n])}/" for steps in _steps(publication) for n in range(1, len(steps))}
        for folder in folders:
            if folder not in used:
                yield faults.EMPTY_FOLDER.at(Location(member=folder), f"the folder {folder} has no file")


def _steps(publication: Publication) -> Iterator[list[str]]:
    return (name.split("/") for name in publication.files)


def _mimetype(publication: Publication) -> Iterator[Finding]:
    """The first file of the zip, by which programs recognise an EPUB (4.3.3)."""
    epub = publication.epub
    if not epub.data.startswith(b"PK"):
        return
    mimetype = publication.files.get("mimetype")
    where = Location(member="mimetype")
    if mimetype is None:
        yield faults.NO_MIMETYPE.at(where, "the file mimetype is missing")
    elif mimetype != _MIMETYPE:
        yield faults.OTHER_MIMETYPE.at(where, f"mimetype does not hold exactly {_MIMETYPE.decode()}")
    elif next(iter(publication.files)) != "mimetype" or epub.data[30:38] != b"mimetype":
        yield faults.MIMETYPE_NOT_FIRST.at(where, "mimetype is not the first file of the zip")
    elif epub.data[28:30] != b"\0\0":
        yield faults.MIMETYPE_EXTRA_FIELD.at(where, "mimetype has an extra field in the zip")
    elif "mimetype" not in epub.stored:
        yield faults.MIMETYPE_COMPRESSED.at(where, "mimetype is compressed")


_PLAIN_NAME = re.compile(r"[A-Za-z0-9_\-./]*[A-Za-z0-9_\-/]")
_REFUSED = re.compile(
    r'["*:<>?\\|\x00-\x1f\x7f-\x9f\ue000-\uf8ff\ufdd0-\ufdef\ufff0-\uffff'
    "\U000e0001\U000f0000-\U000fffff\U00100000-\U0010ffff]"
    "|[" + "".join(chr(plane * 0x10000 + last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF)) + "]"
)
_SPACE = re.compile(r"\s")


def _names(publication: Publication) -> Iterable[Finding]:
    """The names of the files: characters, and names that file systems take for the same (4.2.3)."""
    names = tuple(publication.epub.members)
    is_small = len(names) <= _FEW and sum(map(len, names)) <= _SHORT
    return _faults_of_few(names) if is_small else _faults_of_names(names)


_FEW, _SHORT = 16, 512
"""How many files with how many letters in all have names that are judged once: those of one make are alike."""


@lru_cache(maxsize=64)
def _faults_of_few(names: tuple[str, ...]) -> tuple[Finding, ...]:
    return tuple(_faults_of_names(names))


def _faults_of_names(names: tuple[str, ...]) -> Iterator[Finding]:
    known: dict[str, str] = {}
    for name in names:
        where = Location(member=name)
        if not _PLAIN_NAME.fullmatch(name):
            if name.endswith("."):
                yield faults.NAME_FINAL_DOT.at(where, f"the name of the file {name} ends with a dot")
            if found := _REFUSED.search(name):
                yield faults.NAME_FORBIDDEN.at(where, f"the name of the file {name} has {found[0]!r}")
            if _SPACE.search(name):
                yield faults.NAME_WITH_SPACE.at(where, f"the name of the file {name} has a space")
        folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
        if folded in known:
            yield faults.NAME_CLASH.at(where, f"some file systems take {name} and {known[folded]} for one file")
        known.setdefault(folded, name)


# --------------------------------------------------------------------------------------------------------------------
# META-INF


def _container(publication: Publication, root: Any, version: str) -> Iterator[Finding]:
    """The container document, and the package documents that it names (4.2.6.3.1)."""
    named = 0
    for rootfile in root.iter(f"{OCF}rootfile"):
        path = rootfile.get("full-path")
        if path is None:
            yield faults.ROOTFILE_WITHOUT_PATH.at(place(CONTAINER, rootfile), "rootfile has no full-path")
        elif not path.strip():
            yield faults.ROOTFILE_PATH_EMPTY.at(place(CONTAINER, rootfile), "full-path is empty")
        elif rootfile.get("media-type", "").strip() == PACKAGE_TYPE:
            named += 1
            url = urls.parse("", path)
            if url.leaks and version != "2":
                message = f"{path} does not begin at the root of the container"
                yield faults.REFERENCE_OUTSIDE.at(place(CONTAINER, rootfile), message)
    if not named:
        yield faults.NO_ROOTFILE.at(place(CONTAINER, root), f"no rootfile has the media type {PACKAGE_TYPE}")
        return
    for path in publication.package_paths:
        if path not in publication.files:
            yield faults.NO_PACKAGE.at(place(CONTAINER, root), f"the package document {path} is missing")
            return
    if not version:
        return
    if version == "2":
        yield from matched(CONTAINER, root, models.CONTAINER_2, version)
        if len(publication.rootfiles) > 1:
            yield faults.SEVERAL_PACKAGES.at(place(CONTAINER, root), "the container names several package documents")
        return
    yield from SOUND.unless_sound("container", publication.shape(CONTAINER), partial(_of_markup, root, version))


def _of_markup(root: Any, version: str) -> Iterator[Finding]:
    """What the table of elements and the conditions of renditions show; texts are not looked at, but for blank ones."""
    yield from matched(CONTAINER, root, models.CONTAINER_3, version)
    yield from _selection(root)


def _selection(root: Any) -> Iterator[Finding]:
    """How a rendition is chosen among several (Multiple-Rendition Publications 1.1, 3)."""
    for rootfile in root.iter(f"{OCF}rootfile"):
        is_later = next(rootfile.itersiblings(f"{OCF}rootfile", preceding=True), None) is not None
        stated = [name for name in rootfile.keys() if name.startswith(RENDITION)]  # noqa: SIM118
        if is_later and not stated:
            message = "a rootfile after the first says not when its rendition is chosen"
            yield faults.PROFILE_ADVICE.at(place(CONTAINER, rootfile), message)
        modes = rootfile.get(f"{RENDITION}accessMode", "").split()
        if len(modes) != len(set(modes)):
            yield faults.PROFILE_RULE.at(place(CONTAINER, rootfile), "accessMode has a value twice")
    for links in root.iter(f"{OCF}links"):
        mappings = [link for link in links.iterchildren(f"{OCF}link") if link.get("rel", "").strip() == "mapping"]
        if len(mappings) > 1:
            yield faults.PROFILE_RULE.at(place(CONTAINER, links), "there is more than one mapping of renditions")
        for link in mappings:
            if link.get("media-type", "").strip() != media.XHTML_TYPE:
                yield faults.PROFILE_RULE.at(place(CONTAINER, link), "the mapping of renditions is not XHTML")


def _encryption(publication: Publication, version: str) -> Iterator[Finding]:
    """The encrypted files, which exist; those that are obfuscated are fonts (4.2.6.3.2 and 4.4)."""
    root = publication.root(ENCRYPTION)
    if root is None:
        return
    yield from matched(ENCRYPTION, root, models.ENCRYPTION, version)
    ids: set[str] = set()
    for element, id in publication.attributes(ENCRYPTION).get("Id", ()):
        if id.strip() in ids:
            yield faults.REPEATED_ID.at(place(ENCRYPTION, element), f"the Id {id!r} occurs twice")
        ids.add(id.strip())
    for reference in root.iter(f"{ENC}CipherReference"):
        uri = reference.get("URI")
        if uri is None:
            continue
        member = urls.parse("", uri).member
        if member not in publication.files:
            message = f"{uri} refers to a file that is missing"
            yield faults.REFERENCE_MISSING.at(place(ENCRYPTION, reference), message)
            continue
        encrypted = next(reference.iterancestors(f"{ENC}EncryptedData"), None)
        method = None if encrypted is None else encrypted.find(f"{ENC}EncryptionMethod")
        item = publication.members.get(member)
        if method is None or method.get("Algorithm") != EMBEDDING or item is None:
            continue
        if not media.is_core_font(item.media_type):
            message = f"{member} is obfuscated, but its media type is {item.media_type}, that of no font"
            yield faults.OBFUSCATED_NO_FONT.at(place(ENCRYPTION, reference), message)


def _signatures(publication: Publication, version: str) -> Iterator[Finding]:
    root = publication.root(SIGNATURES)
    if root is not None:
        yield from matched(SIGNATURES, root, models.SIGNATURES, version)


def _renditions(publication: Publication, version: str) -> Iterator[Finding]:
    """The metadata of a publication with several renditions, and the mapping between these."""
    if version == "2":
        return
    if METADATA not in publication.files:
        message = f"the publication has several renditions, but no {METADATA}"
        yield faults.NO_RENDITION_METADATA.at(Location(member=METADATA), message)
    elif (root := publication.root(METADATA)) is not None:
        yield from matched(METADATA, root, models.RENDITION_METADATA, version)
        yield from unique_ids(publication, METADATA)
        yield from _rendition_metadata(root)
        types = [(element.text or "").strip() for element in root.iterchildren(f"{DC}type")]
        is_education = publication.profile == "edupub" or "edupub" in {s.text for s in publication.dublin("type")}
        if is_education and "edupub" not in types:
            yield faults.PROFILE_RULE.at(place(METADATA, root), "a publication for education has no dc:type edupub")
    container = publication.root(CONTAINER)
    for link in container.iter(f"{OCF}link"):
        if link.get("rel", "").strip() != "mapping":
            continue
        member = urls.parse("", unquote(link.get("href", ""))).member
        mapping = publication.root(member)
        if mapping is not None:
            yield from matched(member, mapping, models.MAPPING, version)
            yield from _mapping(member, mapping)


def _rendition_metadata(root: Any) -> Iterator[Finding]:
    space = OCF_METADATA
    identifiers = {element.get("id") for element in root.iterchildren(f"{DC}identifier")}
    if root.get("unique-identifier") is not None and root.get("unique-identifier") not in identifiers:
        yield faults.PROFILE_RULE.at(place(METADATA, root), "no dc:identifier has the id of unique-identifier")
    metas = list(root.iterchildren(f"{space}meta"))
    modified = [meta for meta in metas if meta.get("property") == "dcterms:modified"]
    if len([meta for meta in modified if meta.get("refines") is None]) != 1:
        yield faults.PROFILE_RULE.at(place(METADATA, root), "dcterms:modified does not occur once")
    for meta in modified:
        if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", text(meta), re.ASCII):
            yield faults.PROFILE_RULE.at(place(METADATA, meta), "dcterms:modified is not a time in UTC to the second")
    ids = {element.get("id") for element in root.iter("*")} - {None}
    for element in root.iter("*"):
        refines = element.get("refines", "")
        if refines.startswith("#") and refines[1:] not in ids:
            yield faults.PROFILE_RULE.at(place(METADATA, element), f"{refines} refers to nothing")


def _mapping(member: str, root: Any) -> Iterator[Finding]:
    head, body = root.find(f"{XHTML}head"), root.find(f"{XHTML}body")
    if head is not None and not any(
        (meta.get("name"), meta.get("content")) == ("epub.multiple.renditions.version", "1.0")
        for meta in head.iterchildren(f"{XHTML}meta")
    ):
        yield faults.PROFILE_RULE.at(place(member, head), "the mapping does not state its version 1.0")
    if body is None:
        return
    types = [nav.get(f"{OPS}type", "").split() for nav in body.iterchildren(f"{XHTML}nav")]
    if sum("resource-map" in type for type in types) != 1:
        yield faults.PROFILE_RULE.at(place(member, body), "there is not exactly one nav of the type resource-map")
    if [] in types:
        yield faults.PROFILE_RULE.at(place(member, body), "a nav has no epub:type")
