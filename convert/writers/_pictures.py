"""The pictures of a body by address, for formats that state what they are once for each address."""

from __future__ import annotations

from collections.abc import Iterable

from convert.findings import Finding, Severity
from convert.model import Block, Figure, Image, pictures


def distinct_pictures(body: Iterable[Block]) -> tuple[tuple[Figure, Image], ...]:
    """The first figure of each address, with its image, in order."""
    found: dict[str, tuple[Figure, Image]] = {}
    for figure, image in pictures(body):
        found.setdefault(image.href, (figure, image))
    return tuple(found.values())


def ambiguous_pictures(body: Iterable[Block], kept: Iterable[Image]) -> tuple[Finding, ...]:
    """A loss (LOS001) for each of the `kept` images whose address also occurs with another media type, or with another
    digital source type.
    """
    kept_images = {image.href: image for image in kept}
    others = [image for _, image in pictures(body) if image.href in kept_images]
    return tuple(
        Finding(
            code="LOS001",
            severity=Severity.WARNING,
            message=f"the picture {href} occurs with two {name.replace('_', ' ')}s; one is kept",
            advice="Give each picture an address of its own.",
            detail=(("field", f"Image.{name}"), ("href", href)),
        )
        for name in ("media_type", "digital_source_type")
        for href in dict.fromkeys(i.href for i in others if getattr(kept_images[i.href], name) != getattr(i, name))
    )
