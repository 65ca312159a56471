"""Properties of concepts name one.

What: each `itemClass`, `provider`, `pubStatus`, `genre` and `subject` has a QCode, a URI, a literal or a name.

Why: the schema accepts `<provider/>`, which states nothing.

Fails: `<provider/>`

Mend: name it; if it is not known, omit the element, or use a term for that, such as wirecopy's `unknown`.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.newsml_g2 import NAR, place
from convert.findings import Severity

_NAMED = tuple(NAR + name for name in ("itemClass", "provider", "pubStatus", "genre", "subject"))


_COMPOSED = frozenset(NAR + name for name in ("bag", "mainConcept", "facetConcept"))


def _find(subject: Subject) -> Iterator[Problem]:
    for element in subject.document.index.named(*_NAMED):
        if not any(map(element.get, ("qcode", "uri", "literal"))) and not any(map(_names, element)):
            where = place(element)
            yield Problem(message=f"{element.tag.removeprefix(NAR)} names nothing", location=where)


def _names(child: etree._Element) -> bool:
    """Whether `child` names the concept, by a name or as a combination of others."""
    return child.tag in _COMPOSED or (child.tag == NAR + "name" and bool((child.text or "").strip()))


RULE = Rule(
    code="NML105",
    title="Properties of concepts name one",
    severity=Severity.ERROR,
    formats=("newsml-g2",),
    clause="NewsML-G2: itemClass, provider, pubStatus, genre, subject",
    find=_find,
    advice="Give it a qcode, uri, literal or name.",
)
