"""The body is not empty, unless the story is canceled or withheld.

What: at least one rendition of the body has a letter or digit. Documents without text are skipped: pictures, packages,
concepts, plans.

Why: an empty body is a sign of an interrupted conversion, and is sent with a good headline.

Fails: `"bodies": [{"value": ""}]`

Mend: send the body; or, if there is none on purpose, set the status to `canceled` or `withheld`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from convert.checks.engine.rule import DOCUMENTS, Problem, Rule, Subject
from convert.findings import Location, Severity


def _find(subject: Subject) -> Iterator[Problem]:
    facts = subject.facts
    if not facts.has_body or not facts.is_news or facts.status in ("canceled", "withheld"):
        return
    if not any(map(str.isalnum, chain.from_iterable(body.text for body in facts.bodies))):
        location = facts.bodies[0].location if facts.bodies else Location()
        yield Problem(message="there is no word in the body", location=location)


RULE = Rule(
    code="NWS110",
    title="The body is not empty, unless the story is canceled or withheld",
    severity=Severity.ERROR,
    formats=DOCUMENTS,
    clause="NewsML-G2: contentSet; ninjs: bodies",
    find=_find,
    advice="Send the body, or set the status to canceled or withheld.",
)
