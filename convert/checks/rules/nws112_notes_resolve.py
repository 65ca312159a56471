"""Ids are unique, and references to notes lead there and back.

What: in each XHTML body, every `id` stands once, every reference to a note has its note, every note is referred to.

Why: a footnote that nothing leads to is read aloud in the middle of nowhere; a reference to nothing is a dead link.

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

# The ids of a whole document are one name space, whichever body they stand in.
_ALL_IDS: Any = etree.XPath("//@id", smart_strings=False)


def _ids(subject: Subject, body: Body) -> Counter[str]:
    """How often each id stands in the document that the body is in."""
    index: Index | None = None
    document: Any = body.root.getroottree().getroot() if body.root is not None else None
    if document is body.root:
        index = body.index
    elif isinstance(subject.document, Xml) and document is subject.document.root:
        index = subject.document.index
    if index is None:
        return _searched(document)
    return Counter(element.get("id") for element in index.attributes.get("id", ()))


@lru_cache(maxsize=1)
def _searched(root: Any) -> Counter[str]:
    """The same of a document without an index; all of its bodies ask."""
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
                yield Problem(message=f"the id {value!r} stands {count} times", location=body.location)
        for reference in sorted(references - {f"#{value}" for value in ids}):
            yield Problem(message=f"the note {reference!r} is referred to but missing", location=body.location)
        for note in sorted(notes - references):
            yield Problem(message=f"nothing refers to the note {note!r}", location=body.location)


RULE = Rule(
    code="NWS112",
    title="Ids are unique, and references to notes lead there and back",
    severity=Severity.ERROR,
    formats=("newsml-g2", "ninjs", "epub"),
    clause="HTML, 3.2.6; DPUB-ARIA 1.1: doc-noteref, doc-footnote",
    find=_find,
    advice="Give the note its id, or remove the reference.",
)
