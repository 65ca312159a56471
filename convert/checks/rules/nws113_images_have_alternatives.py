"""Every picture in the body has a text for those who cannot see it, and says what it shows or who took it.

What: each `img` of an XHTML body has the attribute `alt`; of a picture that is mere decoration it is empty. Any other
picture of a news story stands in a `figure` with a caption or a credit in its `figcaption`; where it does not, that is
a warning.

Why: without `alt`, programs that read aloud spell the picture's address. Without caption and credit, nobody can say
what the picture shows, or whom to ask for the rights.

Fails: `<img src="https://example.org/ferry.jpg"/>`

Mend: say in `alt` what the picture shows, or write `alt=""` where it shows nothing that matters; put what is known of
the picture into a `figcaption`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from convert.checks.engine.facts import XHTML, Body
from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.engine.schemas import named_path
from convert.findings import Location, Severity


def _find(subject: Subject) -> Iterator[Problem]:
    for body in subject.facts.bodies:
        for image in body.index.named(XHTML + "img") if body.index else ():
            called = f"the picture {image.get('src', '')[:80]!r}"
            alternative = image.get("alt")
            if alternative is None:
                yield Problem(message=f"{called} has no alternative text", location=_place(subject, body, image))
            if alternative != "" and subject.facts.is_news and not _is_captioned(image):
                yield Problem(
                    message=f"{called} has neither caption nor credit",
                    location=_place(subject, body, image),
                    advice="Put it into a figure, with a figcaption that says what is known of it.",
                    severity=Severity.WARNING,
                )


def _is_captioned(image: Any) -> bool:
    """Whether the figure that `image` is in has a caption with any text."""
    figure = next(image.iterancestors(XHTML + "figure"), None)
    captions = figure.iter(XHTML + "figcaption") if figure is not None else ()
    return any("".join(caption.itertext()).strip() for caption in captions)


def _place(subject: Subject, body: Body, image: Any) -> Location:
    """Where the picture is; inside a JSON string, only the string has a place."""
    if subject.format == "ninjs":
        return body.location
    return Location(member=body.location.member, line=image.sourceline or 0, pointer=named_path(image))


RULE = Rule(
    code="NWS113",
    title="Pictures have an alternative text, and a caption or credit",
    severity=Severity.ERROR,
    formats=("newsml-g2", "ninjs", "epub"),
    clause="HTML, 4.4.12 and 4.8.4.4; WCAG 2.2, 1.1.1",
    find=_find,
    advice='Say in alt what the picture shows, or write alt="".',
)
