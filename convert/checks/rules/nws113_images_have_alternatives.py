"""Every picture in the body has an alternative text, and a caption or credit.

What: each `img` of an XHTML body has the attribute `alt`, which is empty for decoration. Any other picture of a news
story is in a `figure` with a caption or a credit in its `figcaption`; one without is a warning. A picture has one
finding, and that about `alt` comes first.

Why: without `alt`, screen readers spell the address of the picture. Without caption and credit, nobody knows what the
picture shows, or who holds the rights.

Fails: `<img src="https://example.org/ferry.jpg"/>`

Mend: describe the picture in `alt`, or write `alt=""` for decoration; add a `figcaption` with caption and credit.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.documents import XHTML
from convert.findings import Severity


def _find(subject: Subject) -> Iterator[Problem]:
    for body in subject.facts.bodies:
        for image in body.index.named(XHTML + "img") if body.index else ():
            picture = f"the picture {image.get('src', '')[:80]!r}"
            alternative = image.get("alt")
            if alternative is None:
                yield Problem(message=f"{picture} has no alternative text", location=subject.place_in(body, image))
            elif alternative and subject.facts.is_news and not _is_captioned(image):
                yield Problem(
                    message=f"{picture} has neither caption nor credit",
                    location=subject.place_in(body, image),
                    advice="Put it into a figure, with caption and credit in a figcaption.",
                    severity=Severity.WARNING,
                )


def _is_captioned(image: Any) -> bool:
    """Whether the figure around `image` has a caption with text."""
    figure = next(image.iterancestors(XHTML + "figure"), None)
    captions = figure.iter(XHTML + "figcaption") if figure is not None else ()
    return any("".join(caption.itertext()).strip() for caption in captions)


RULE = Rule(
    code="NWS113",
    title="Every picture in the body has an alternative text, and a caption or credit",
    severity=Severity.ERROR,
    formats=("newsml-g2", "ninjs", "epub"),
    clause="HTML, 4.4.12 and 4.8.4.4; WCAG 2.2, 1.1.1",
    find=_find,
    advice='Describe the picture in alt, or write alt="" for decoration.',
)
