"""Every picture in the body has a text for those who cannot see it.

What: each `img` of an XHTML body has the attribute `alt`; of a picture that is mere decoration it is empty.

Why: without it, programs that read aloud spell the picture's address.

Fails: `<img src="https://example.org/ferry.jpg"/>`

Mend: say in `alt` what the picture shows, or write `alt=""` where it shows nothing that matters.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from convert.checks import Problem, Rule, Subject
from convert.checks.facts import XHTML
from convert.checks.schemas import named_path
from convert.findings import Location, Severity


def _find(subject: Subject) -> Iterator[Problem]:
    for body in subject.facts.bodies:
        for image in body.index.named(XHTML + "img") if body.index else ():
            if image.get("alt") is None:
                message = f"the picture {image.get('src', '')[:80]!r} has no alternative text"
                # Inside a JSON string, only the string has a place.
                line: Any = image.sourceline
                place = Location(member=body.location.member, line=line or 0, pointer=named_path(image))
                yield Problem(message=message, location=body.location if subject.format == "ninjs" else place)


RULE = Rule(
    code="NWS113",
    title="Pictures have an alternative text",
    severity=Severity.ERROR,
    formats=("newsml-g2", "ninjs", "epub"),
    clause="HTML, 4.8.4.4; WCAG 2.2, 1.1.1",
    find=_find,
    advice='Say in alt what the picture shows, or write alt="".',
)
