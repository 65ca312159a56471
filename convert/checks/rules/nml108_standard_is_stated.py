"""The standard, its version and the conformance are correct.

What: `standard`, `standardversion` and `conformance` of each item are NewsML-G2, a version that exists, and power. The
conformance `core`, which is also the default, is a notice.

Why: the schema allows any text for the first two, but receivers choose their parser by them. A parser for `core` knows
about half of the elements, and drops the rest.

Fails: `standard="newsml-g2" standardversion="1.0"`

Mend: `standard="NewsML-G2" standardversion="2.36" conformance="power"`
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.newsml_g2 import is_newer, items, place
from convert.findings import Severity

_NUMBER = re.compile("[0-9]+[.][0-9]+")


def _find(subject: Subject) -> Iterator[Problem]:
    for item in items(subject.document):
        yield from _stated_wrongly(item)


def _stated_wrongly(item: etree._Element) -> Iterator[Problem]:
    if item.get("standard") not in (None, "NewsML-G2"):
        message = f"the standard is called NewsML-G2, not {item.get('standard')!r}"
        yield Problem(message=message, location=place(item, "standard"))
    version = item.get("standardversion", "2.")
    if _NUMBER.fullmatch(version) and not version.startswith("2.") and not is_newer(version):
        yield Problem(message=f"NewsML-G2 has no version {version}", location=place(item, "standardversion"))
    if item.get("conformance", "core") not in ("core", "power"):
        message = f"the conformance is core or power, not {item.get('conformance')!r}"
        yield Problem(message=message, location=place(item, "conformance"))
    elif item.get("conformance") != "power":
        message = "the conformance is core" if item.get("conformance") else "no conformance is stated"
        where = place(item, "conformance" if item.get("conformance") else "")
        yield Problem(message=message, location=where, advice='Write conformance="power".', severity=Severity.NOTICE)


RULE = Rule(
    code="NML108",
    title="The standard, its version and the conformance are correct",
    severity=Severity.ERROR,
    formats=("newsml-g2",),
    clause="NewsML-G2: standard, standardversion, conformance",
    find=_find,
    advice="Write standard NewsML-G2, its version, and power.",
)
