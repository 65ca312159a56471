"""A rights policy permits, prohibits or obliges.

What: each `Policy` of ODRL has a `permission`, a `prohibition` or an `obligation`, or inherits them by `inheritFrom`.

Why: a policy without any states nothing, and programs differ on what it means: all is allowed, or nothing. IPTC's two
schemas differ on it, too: the one with ODRL accepts it, the one without refuses every policy. By the information model
of ODRL, a policy has a rule.

Fails: `<o:Policy type="http://www.w3.org/ns/odrl/2/Set" uid="https://example.org/policy"/>`

Mend: state what is permitted, or remove `rightsExpressionXML`.
"""

from __future__ import annotations

from collections.abc import Iterator

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.newsml_g2 import place
from convert.findings import Severity

_ODRL = "{http://www.w3.org/ns/odrl/2/}"
_RULES = frozenset(_ODRL + name for name in ("permission", "prohibition", "obligation", "duty"))


def _find(subject: Subject) -> Iterator[Problem]:
    for policy in subject.document.index.named(_ODRL + "Policy"):
        inherits = any(name.rpartition("}")[2] == "inheritFrom" for name in policy.attrib)
        if not inherits and not any(child.tag in _RULES for child in policy.iterchildren("*")):
            yield Problem(
                message="the policy states no rule, which only one of IPTC's two schemas accepts",
                location=place(policy),
            )


RULE = Rule(
    code="NML121",
    title="A rights policy permits, prohibits or obliges",
    severity=Severity.ERROR,
    formats=("newsml-g2",),
    clause="ODRL Information Model 2.2, 2.1",
    find=_find,
    advice="State what is permitted, or remove rightsExpressionXML.",
)
