"""PREMIS 3 at the level of packages: agents, events and objects, as XML and as JSON; and its verification."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from lxml import etree

from convert.documents import DocumentError
from convert.findings import Finding, Location, Severity
from convert.packages.mets import forget, local, violations

NAMESPACE = "http://www.loc.gov/premis/v3"
SCHEMA = "premis/3.0/premis.xsd"
VOCABULARY = "http://id.loc.gov/vocabulary/preservation"

_PREMIS = f"{{{NAMESPACE}}}"
_ASK = "Ask whoever made the package."

TERMS: Mapping[str, Mapping[str, str]] = {
    "eventType": {
        "acc": "accession",
        "app": "appraisal",
        "cap": "capture",
        "com": "compression",
        "cop": "compiling",
        "cre": "creation",
        "dea": "deaccession",
        "dec": "decompression",
        "del": "deletion",
        "der": "decryption",
        "dig": "digital signature validation",
        "dis": "dissemination",
        "dsg": "digital signature generation",
        "dsp": "displaying",
        "enc": "encryption",
        "exe": "execution",
        "exp": "exporting",
        "ext": "extraction",
        "ffa": "forensic feature analysis",
        "fil": "filename change",
        "fix": "fixity check",
        "for": "format identification",
        "ima": "imaging",
        "ine": "ingestion end",
        "ing": "ingestion",
        "ins": "ingestion start",
        "int": "interpreting",
        "ipc": "information package creation",
        "ipm": "information package merging",
        "ips": "information package splitting",
        "mee": "metadata extraction",
        "mem": "metadata modification",
        "mes": "message digest calculation",
        "mig": "migration",
        "mod": "modification",
        "nor": "normalization",
        "pac": "packing",
        "poa": "policy assignment",
        "prt": "printing",
        "qua": "quarantine",
        "rec": "recovery",
        "red": "redaction",
        "ref": "refreshment",
        "ren": "rendering",
        "rep": "replication",
        "tra": "transfer",
        "unp": "unpacking",
        "unq": "unquarantine",
        "val": "validation",
        "vir": "virus check",
    },
    "eventOutcome": {"fai": "fail", "suc": "success", "war": "warning"},
    "agentType": {"har": "hardware", "org": "organization", "per": "person", "sof": "software"},
    "eventRelatedAgentRole": {
        "aut": "authorizer",
        "exe": "executing program",
        "imp": "implementer",
        "val": "validator",
    },
}
"""Vocabularies of the Library of Congress, each with its terms by code."""

_OPEN_TERMS = {
    "cryptographicHashFunctions": {"sha256": "SHA-256", "sha512": "SHA-512"},
    "relationshipType": {"der": "derivation", "str": "structural"},
    "eventRelatedObjectRole": {"out": "outcome", "sou": "source"},
}
"""Of other vocabularies, the terms that are used here."""

_LINKS = {"Object": "object", "Event": "event", "Agent": "agent"}


def findings(
    data: bytes,
    on_digest: Callable[[str, str, str, int], None],
    on_size: Callable[[str, str, int], None],
) -> Iterator[Finding]:
    """Yield what is wrong with a PREMIS document; the two functions get what it says of files, by their paths."""
    try:
        if version := _other_version(data):
            yield _finding("PKG068", f"PREMIS {version} is not checked", 1, advice="", least="notice")
            return
        found = list(_checked(data, on_digest, on_size))
    except DocumentError as e:
        yield _finding("PKG068", e.message, e.line, advice=e.advice or _ASK)
        return
    yield from (v.finding("PKG068", _ASK) for v in violations(data, SCHEMA, f"{_PREMIS}object"))
    yield from found


def _other_version(data: bytes) -> str:
    matched = re.search(rb"info:lc/xmlns/premis-v(\d)", data[:4096])
    return matched[1].decode() if matched else ""


def _finding(code: str, message: str, line: int, *, advice: str = _ASK, least: str = "error") -> Finding:
    return Finding(code=code, severity=Severity(least), message=message, advice=advice, location=Location(line=line))


def _checked(
    data: bytes,
    on_digest: Callable[[str, str, str, int], None],
    on_size: Callable[[str, str, int], None],
) -> Iterator[Finding]:
    known: dict[str, set[str]] = {"object": set(), "event": set(), "agent": set()}
    links: dict[tuple[str, str], int] = {}
    try:
        events: Any = etree.iterparse(
            io.BytesIO(data), events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False
        )
        for event, element in events:
            if event == "start":
                if element.getparent() is None:
                    _begin(element)
                continue
            name = local(element)
            if uri := element.get("valueURI", ""):
                yield from _term(element, uri)
            if kind := _LINKS.get(_between(name, "linking", "Identifier")):
                links.setdefault((kind, _text(element, f"{name}Value")), element.sourceline or 0)
            if element.tag in (f"{_PREMIS}object", f"{_PREMIS}event", f"{_PREMIS}agent"):
                paths = [
                    _text(each, f"{name}IdentifierValue") for each in element.findall(f"{_PREMIS}{name}Identifier")
                ]
                for path in paths:
                    if path in known[name]:
                        message = f"two {name}s have the identifier {path}"
                        yield _finding("PKG070", message, element.sourceline or 0)
                    known[name].add(path)
                if name == "object":
                    _object(element, paths, on_digest, on_size)
                forget(element)
    except etree.XMLSyntaxError as e:
        raise DocumentError(f"not well-formed XML: {e.msg}", line=e.position[0] or 0) from None
    for (kind, value), line in links.items():
        if value not in known[kind]:
            message = f"the {kind} {value or 'without identifier'} is linked to, but not in the document"
            yield _finding("PKG070", message, line, least="warning")


def _begin(root: Any) -> None:
    line = root.sourceline or 0
    if root.getroottree().docinfo.internalDTD is not None:
        advice = "Remove the document type declaration."
        raise DocumentError("the document has a document type declaration", line=line, advice=advice)
    if not str(root.tag).startswith(_PREMIS):
        raise DocumentError(f"the root is {local(root)}, not premis of {NAMESPACE}", line=line)


def _between(text: str, start: str, end: str) -> str:
    return text[len(start) : -len(end)] if text.startswith(start) and text.endswith(end) else ""


def _text(element: Any, name: str) -> str:
    return str(element.findtext(f"{_PREMIS}{name}") or "").strip()


def _term(element: Any, uri: str) -> Iterator[Finding]:
    matched = re.fullmatch(r"https?://id\.loc\.gov/vocabulary/preservation/(\w+)/(\w+)(?:\.html)?", uri)
    terms = TERMS.get(matched[1]) if matched else None
    if matched is None or terms is None:
        return
    label, text = terms.get(matched[2]), " ".join((element.text or "").split())
    if label is None:
        message = f"{uri} is not a term of the vocabulary {matched[1]}"
        yield _finding("PKG069", message, element.sourceline or 0, least="warning")
    elif not text.casefold().startswith(label[:4]):
        message = f"{local(element)} is {text}, but {uri} means {label}"
        yield _finding("PKG069", message, element.sourceline or 0, least="warning")


def _object(
    element: Any,
    paths: Iterable[str],
    on_digest: Callable[[str, str, str, int], None],
    on_size: Callable[[str, str, int], None],
) -> None:
    line = element.sourceline or 0
    for path in paths:
        for described in element.findall(f"{_PREMIS}objectCharacteristics"):
            if size := _text(described, "size"):
                on_size(path, size, line)
            for fixity in described.findall(f"{_PREMIS}fixity"):
                algorithm = re.sub(r"(?i)^sha-?(\d+)$", r"SHA-\1", _text(fixity, "messageDigestAlgorithm"))
                on_digest(path, algorithm, _text(fixity, "messageDigest"), line)
