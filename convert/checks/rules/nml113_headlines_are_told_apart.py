"""Several headlines can be distinguished.

What: of several headlines of the same role and language each has a rank, and no two have the same.

Why: a receiver prints one of them; if nothing distinguishes them, each receiver may print another.

Fails: two `<headline>` elements without `role` and `rank`

Mend: give one `rank="1"`, or each a role.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from lxml import etree

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.newsml_g2 import NAR, items, place
from convert.documents import XML_LANG
from convert.findings import Severity


def _find(subject: Subject) -> Iterator[Problem]:
    for item in items(subject.document):
        contents = item.iterchildren(f"{NAR}contentMeta")
        headlines = [headline for content in contents for headline in content.iterchildren(f"{NAR}headline")]
        if len(headlines) > 1:
            yield from _alike(headlines)


def _alike(headlines: Sequence[etree._Element]) -> Iterator[Problem]:
    kinds = [(h.get("role"), h.get("roleuri"), h.get(XML_LANG)) for h in headlines]
    total = Counter(kinds)
    known = set()
    for headline, kind in zip(headlines, kinds, strict=True):
        key = (*kind, headline.get("rank"))
        if total[kind] > 1 and (key in known or headline.get("rank") is None):
            yield Problem(message="nothing distinguishes this headline from another", location=place(headline))
        known.add(key)


RULE = Rule(
    code="NML113",
    title="Several headlines can be distinguished",
    severity=Severity.WARNING,
    formats=("newsml-g2",),
    clause="NewsML-G2: headline, role, rank",
    find=_find,
    advice="Give each headline a role, or a rank of its own.",
)
