"""Nothing in the document breaks common parsers.

What: no `hop` has a `party`, and no element the attribute `valuedatatype`.

Why: both are valid. But IPTC's own parser for Python, and programs that use it, stop at the first and lose the prefix
of the second.

Fails: `<hop seq="1"><party qcode="x:y"/></hop>`

Mend: name the party in `creatoruri` of the hop; omit the data type.
"""

from __future__ import annotations

from collections.abc import Iterator

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.newsml_g2 import NAR, place
from convert.findings import Severity


def _find(subject: Subject) -> Iterator[Problem]:
    index = subject.document.index
    for hop in index.named(f"{NAR}hop"):
        for party in hop.iterchildren(f"{NAR}party"):
            yield Problem(message="a hop names its party as an element", location=place(party))
    for element in index.attributes.get("valuedatatype", ()):
        if element.tag.startswith(NAR):
            yield Problem(message="valuedatatype is used", location=place(element, "valuedatatype"))


RULE = Rule(
    code="NML118",
    title="Nothing in the document breaks common parsers",
    severity=Severity.NOTICE,
    formats=("newsml-g2",),
    clause="IPTC newsmlg2 1.1",
    find=_find,
    advice="Use creatoruri; omit valuedatatype.",
)
