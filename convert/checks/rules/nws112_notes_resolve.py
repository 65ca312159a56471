"""Ids are unique, and references and notes belong together.

What: in each XHTML body, every `id` is unique, every reference to a note has its note, and every note a reference.

Why: a footnote without a reference is read out of context; a reference without a note is a dead link.

Fails: `<a href="#note-1" role="doc-noteref">1</a>` without `<aside id="note-1">`

Mend: give the note its id, or remove the reference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from lxml import etree

from convert.checks.engine.facts import Body
from convert.checks.engine.rule import Problem, Rule, Subject
from convert.documents import Index, Xml
from convert.findings import Severity

# All ids of a document are in one name space, across its bodies; each item of a message is a document of its own.
_ALL_IDS: Any = etree.XPath("descendant-or-self::*/@id", smart_strings=False)
_ITEMS = "{http://iptc.org/std/nar/2006-10-01/}itemSet"


def _ids(subject: Subject, body: Body) -> Counter[str]:
    """How often each id occurs in the document of the body."""
    index: Index | None = None
    document: Any = _document(body.root)
    if subject.format == "epub":
        member = body.location.member
        if document is subject.document.root(member):
            return Counter(value for _, value in subject.document.attributes(member).get("id", ()))
    if document is body.root:
        index = body.index
    elif isinstance(subject.document, Xml) and document is subject.document.root:
        index = subject.document.index
    if index is None:
        return _searched(document)
    return Counter(element.get("id") for element in index.attributes.get("id", ()))


def _document(element: Any) -> Any:
    """The root of the tree of an element, or the item of a message that it is in."""
    root = element
    for above in element.iterancestors():
        if above.tag == _ITEMS:
            break
        root = above
    return root


@lru_cache(maxsize=1)
def _searched(root: Any) -> Counter[str]:
    """As `_ids`, for a document without an index; cached for its other bodies."""
    return Counter(_ALL_IDS(root))


def _find(subject: Subject) -> Iterator[Problem]:
    for body in subject.facts.bodies:
        if body.root is None:
            continue
        ids = _ids(subject, body)
        roles = [(e, e.get("role")) for e in body.index.attributes.get("role", ())] if body.index else []
        addresses = [e.get("href", "") for e, role in roles if role == "doc-noteref"]
        references = {address for address in addresses if address.startswith("#")}
        notes = {f"#{e.get('id')}" for e, role in roles if role == "doc-footnote" and e.get("id") is not None}
        for value, count in sorted(ids.items()):
            if count > 1:
                yield Problem(message=f"the id {value!r} occurs {count} times", location=body.location)
        for reference in sorted(references - {f"#{value}" for value in ids}):
            yield Problem(message=f"the note {reference!r} is missing", location=body.location)
        for note in sorted(notes - references):
            yield Problem(message=f"nothing refers to the note {note!r}", location=body.location)


RULE = Rule(
    code="NWS112",
    title="Ids are unique, and references and notes belong together",
    severity=Severity.ERROR,
    formats=("newsml-g2", "ninjs", "epub"),
    clause="HTML, 3.2.6; DPUB-ARIA 1.1: doc-noteref, doc-footnote",
    find=_find,
    advice="Give the note its id, or remove the reference.",
)
