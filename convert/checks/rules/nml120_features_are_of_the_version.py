"""No feature is newer than the version of the item.

What: elements and attributes introduced after 2.11 are in the version of `standardversion`. Each is reported once.

Why: a receiver that relies on the version may drop them, or refuse the item.

Fails: `<newsItem standardversion="2.20">` with `<dataMining qcode="plus:DMI-PROHIBITED"/>`, introduced in 2.34

Mend: state the version that the item needs; 2.36 allows everything that older ones allow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.newsml_g2 import NAR, place
from convert.checks.newsml_g2.history import LATER_ATTRIBUTES, LATER_ELEMENTS, NEWEST, since
from convert.checks.newsml_g2.vocabularies import scopes
from convert.documents import Index
from convert.findings import Severity

_VERSION = re.compile("2[.]([0-9]{1,2})")


def _find(subject: Subject) -> Iterator[Problem]:
    for scope in scopes(subject.document):
        stated = _VERSION.fullmatch(scope.root.get("standardversion", ""))
        if not stated or int(stated[1]) >= NEWEST:
            continue
        reported = set()
        for element, tag, name in _features(scope.index):
            introduced = since(tag, name)
            if introduced > int(stated[1]) and (tag, name) not in reported:
                reported.add((tag, name))
                feature = f"the attribute {name} of {tag}" if name else tag
                message = f"{feature} was introduced in 2.{introduced}, the item states {stated[0]}"
                yield Problem(message=message, location=place(element, name))


def _features(index: Index) -> Iterator[tuple[Any, str, str]]:
    """The first element of each name, and every attribute, that was introduced later on some element."""
    for tag in index.elements.keys() & _LATER_TAGS:
        yield index.elements[tag][0], tag.removeprefix(NAR), ""
    for element, attribute in index.having(LATER_ATTRIBUTES):
        if element.tag.startswith(NAR):
            yield element, element.tag.removeprefix(NAR), attribute


_LATER_TAGS = frozenset(NAR + name for name in LATER_ELEMENTS)


RULE = Rule(
    code="NML120",
    title="No feature is newer than the version of the item",
    severity=Severity.NOTICE,
    formats=("newsml-g2",),
    clause="NewsML-G2: standardversion; the schemas of 2.12 to 2.36",
    find=_find,
    advice="State the version that the item needs.",
)
