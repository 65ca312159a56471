"""Nothing stands in the document that breaks common readers.

What: `party` in a `hop`, and the attribute `valuedatatype`.

Why: both are valid, and there is nothing wrong with them. But IPTC's own reader for Python stops at the first, and
loses the prefix of the second, and what is built on it does as well.

Fails: `<hop seq="1"><party qcode="x:y"/></hop>`

Mend: say who did it by `creatoruri` of the hop; leave the data type out.
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
    title="Nothing stands there that breaks common readers",
    severity=Severity.NOTICE,
    formats=("newsml-g2",),
    clause="IPTC newsmlg2 1.1",
    find=_find,
    advice="Use creatoruri; leave valuedatatype out.",
)
