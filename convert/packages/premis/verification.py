"""Verification of PREMIS documents: the schema, terms of vocabularies, and links between agents, events and objects."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO

from lxml import etree

from convert.documents import DocumentError, fault_of, local_name
from convert.findings import Finding, Location, Severity
from convert.packages.mets import Held, forget, violations
from convert.packages.premis.vocabulary import NAMESPACE, SCHEMA, TERMS

_PREMIS = f"{{{NAMESPACE}}}"
MAX_FINDINGS = 1_000
"""How many findings about terms and links are reported."""

_ASK = "Ask whoever made the package."

_TOP = tuple(f"{_PREMIS}{name}" for name in ("object", "event", "agent", "rights"))
_LINKS = {"Object": "object", "Event": "event", "Agent": "agent"}


def findings(
    source: BinaryIO,
    on_digest: Callable[[str, str, str, int], None],
    on_size: Callable[[str, str, int], None],
) -> Iterator[Finding]:
    """Yield what is wrong with a PREMIS document; the two functions get what it says of files, by their paths."""
    try:
        if version := _other_version(source.read(4096)):
            yield _finding("PKG068", f"PREMIS {version} is not checked", 1, advice="", least="notice")
            return
        source.seek(0)
        found = list(islice(_checked(source, on_digest, on_size), MAX_FINDINGS))
    except DocumentError as e:
        yield _finding("PKG068", e.message, e.line, advice=e.advice or _ASK)
        return
    has_twins = _has(source, b"xmlID")
    yield from (v.finding("PKG068", _ASK) for v in violations(source, SCHEMA, _TOP, has_twins=has_twins))
    yield from found


def _has(source: BinaryIO, name: bytes) -> bool:
    """Return whether a name occurs in a document."""
    source.seek(0)
    end = b""
    while block := source.read(2**16):
        if name in end + block:
            return True
        end = block[-len(name) :]
    return False


def _other_version(start: bytes) -> str:
    matched = re.search(rb"info:lc/xmlns/premis-v(\d)", start)
    return matched[1].decode() if matched else ""


def _finding(code: str, message: str, line: int, *, advice: str = _ASK, least: str = "error") -> Finding:
    return Finding(code=code, severity=Severity(least), message=message, advice=advice, location=Location(line=line))


def _checked(
    source: BinaryIO,
    on_digest: Callable[[str, str, str, int], None],
    on_size: Callable[[str, str, int], None],
) -> Iterator[Finding]:
    known: dict[str, set[str]] = {"object": set(), "event": set(), "agent": set(), "rights": set()}
    links: dict[tuple[str, str], int] = {}
    held = Held(_PREMIS, ("object", "event", "agent", "rights"))
    try:
        events: Any = etree.iterparse(
            source, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False
        )
        for event, element in events:
            held.count(event, element)
            if event == "start":
                if element.getparent() is None:
                    _begin(element)
                continue
            name = local_name(element)
            if uri := element.get("valueURI", ""):
                yield from _term(element, uri)
            if kind := _LINKS.get(_between(name, "linking", "Identifier")):
                links.setdefault((kind, _text(element, f"{name}Value")), element.sourceline or 0)
            if element.tag in _TOP:
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
        raise DocumentError(f"not well-formed XML: {fault_of(e)}", line=e.position[0] or 0) from None
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
        raise DocumentError(f"the root is {local_name(root)}, not premis of {NAMESPACE}", line=line)


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
        message = f"{local_name(element)} is {text}, but {uri} means {label}"
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
