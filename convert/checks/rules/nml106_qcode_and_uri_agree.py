"""QCode and URI of a property agree.

What: where an element has both `qcode` and `uri`, the QCode resolves to that URI by the item's catalogs.

Why: receivers read one or the other; the story is filed under two subjects.

Fails: `<subject qcode="medtop:01000000" uri="http://cv.iptc.org/newscodes/mediatopic/02000000"/>`

Mend: state one of the two, or make them agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.newsml_g2 import place
from convert.checks.newsml_g2.vocabularies import scopes
from convert.findings import Severity


def _find(subject: Subject) -> Iterator[Problem]:
    for scope in scopes(subject.document):
        for element, attribute, full in chain.from_iterable(scope.qcodes.values()):
            if attribute == "qcode" and (uri := element.get("uri")):
                alias, _, code = full.partition(":")
                meant = [each + code for each in scope.aliases.get(alias, ())]
                if meant and _plain(uri) not in map(_plain, meant):
                    yield Problem(message=f"{full} is {meant[0]}, not {uri}", location=place(element, "uri"))


def _plain(uri: str) -> str:
    return uri.strip().removeprefix("http:").removeprefix("https:").rstrip("/")


RULE = Rule(
    code="NML106",
    title="QCode and URI of a property agree",
    severity=Severity.ERROR,
    formats=("newsml-g2",),
    clause="NewsML-G2: qcode and uri",
    find=_find,
    advice="State one of the two, or make them agree.",
)
