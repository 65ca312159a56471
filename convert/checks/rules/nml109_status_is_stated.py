"""The publishing status is stated.

What: `itemMeta` has a `pubStatus`.

Why: without it an item is usable by the standard, but some receivers hold it back and others refuse it.

Fails: an `itemMeta` without `pubStatus`

Mend: `<pubStatus qcode="stat:usable"/>`
"""

from __future__ import annotations

from collections.abc import Iterator

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.newsml_g2 import NAR, items, place
from convert.findings import Severity


def _find(subject: Subject) -> Iterator[Problem]:
    for item in items(subject.document):
        management = next(item.iterchildren(f"{NAR}itemMeta"), None)
        if management is not None and next(management.iterchildren(f"{NAR}pubStatus"), None) is None:
            yield Problem(message="there is no pubStatus", location=place(management))


RULE = Rule(
    code="NML109",
    title="The publishing status is stated",
    severity=Severity.ERROR,
    formats=("newsml-g2",),
    clause="NewsML-G2: pubStatus",
    find=_find,
    advice="State stat:usable, stat:withheld or stat:canceled.",
    foreign=Severity.NOTICE,
)
