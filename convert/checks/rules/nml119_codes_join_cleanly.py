"""QCodes resolve to the intended URI.

What: no QCode is of a scheme whose URI ends without a separator, as `cptdefrole`, `ednoterole` and `freebase` in IPTC's
catalog.

Why: a QCode resolves to the URI followed by the code, so `ednoterole:toEditors` becomes `…/ednoteroletoEditors`.

Fails: `<edNote role="ednoterole:toEditors">`

Mend: write the URI itself, `roleuri="http://cv.iptc.org/newscodes/ednoterole/toEditors"`.
"""

from __future__ import annotations

from collections.abc import Iterator

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.newsml_g2 import place
from convert.checks.newsml_g2.vocabularies import scopes
from convert.findings import Severity


def _find(subject: Subject) -> Iterator[Problem]:
    for scope in scopes(subject.document):
        for alias, used in scope.qcodes.items():
            for uri in scope.aliases.get(alias, ()):
                for element, attribute, code in used if uri[-1:].isalnum() else ():
                    rest = code.partition(":")[2]
                    if rest[:1].isalnum():
                        yield Problem(message=f"{code} resolves to {uri}{rest}", location=place(element, attribute))


RULE = Rule(
    code="NML119",
    title="QCodes resolve to the intended URI",
    severity=Severity.WARNING,
    formats=("newsml-g2",),
    clause="NewsML-G2: QCode to URI; IPTC catalog 41",
    find=_find,
    advice="Write the concept as a URI.",
)
