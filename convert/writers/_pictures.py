"""The pictures of a body by address, for formats that state what they are once for each address."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from convert.findings import Finding, Severity
from convert.model import Block, Figure, Image, pictures


def distinct_pictures(body: Iterable[Block]) -> tuple[tuple[Figure, Image], ...]:
    """The first figure of each address, with its image, in order."""
    found: dict[str, tuple[Figure, Image]] = {}
    for figure, image in pictures(body):
        found.setdefault(image.href, (figure, image))
    return tuple(found.values())


_STATED = {name: name for name in ("media_type", "digital_source_type", "file_name", "rights_notice", "usage_terms")}
_OF_BYTES = {"size": "bytes_size", "sha256": "digest"}
"""The fields of a picture that formats state outside of the body, once for each address, and what has their values."""


def picture_id(image: Image) -> str:
    """The id of a picture as an item of its own: a `urn:uuid:` of version 5 of its address and bytes.

    An address that is such an id is the id itself.
    """
    if image.href.startswith("urn:uuid:"):
        return image.href
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{image.href} sha256:{image.digest}')}"


def ambiguous_pictures(
    body: Iterable[Block], kept: Iterable[Image], *, has_digests: bool = True
) -> tuple[Finding, ...]:
    """A loss (LOS001) for each of the `kept` images whose address also occurs with another media type, or with another
    value of what formats state once for each address; with `has_digests` also of other bytes.
    """
    kept_images = {image.href: image for image in kept}
    others = [image for _, image in pictures(body) if image.href in kept_images]
    return tuple(
        Finding(
            code="LOS001",
            severity=Severity.WARNING,
            message=f"the picture {href} occurs with two {field.replace('_', ' ')}s; one is kept",
            advice="Give each picture an address of its own.",
            detail=(("field", f"Image.{field}"), ("href", href)),
        )
        for field, name in (_STATED | _OF_BYTES if has_digests else _STATED).items()
        for href in dict.fromkeys(i.href for i in others if getattr(kept_images[i.href], name) != getattr(i, name))
    )
