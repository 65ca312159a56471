"""What decides which documents an input gives, as one digest that the journal keeps."""

from __future__ import annotations

import hashlib
import os

from convert.batch.plan import Job, Settings


class Options:
    """The digests of everything that decides what documents an input gives, apart from the input and the program."""

    def __init__(self, settings: Settings) -> None:
        self._base = repr(
            (
                settings.formats,
                sorted(settings.versions.items()),
                sorted(settings.metadata.items()),
                settings.encoding,
                settings.epoch,
                settings.read_as,
                settings.timezone,
                settings.repair_encoding,
                settings.keep_furniture,
                settings.keep_private,
                settings.explanations,
                settings.allow,
                settings.shard_size,
                settings.name,
                *filter(None, (settings.profile,)),
                *_of_pictures(settings.images, settings.images_url, keeps=settings.keep_picture_metadata),
            )
        )
        self._known: tuple[tuple[object, ...], str] = ((), "")

    def digest(self, job: Job) -> str:
        """Return the digest of the options for a job."""
        targets = tuple(format for format, _ in job.targets)
        pictures = _of_pictures(job.images, job.images_url, keeps=job.keeps_picture_metadata)
        own = (targets, job.metadata, job.given, job.encoding, job.timezone, job.split, pictures)
        if not (self._known[1] and all(a is b or a == b for a, b in zip(self._known[0], own, strict=True))):
            metadata = (sorted(job.metadata.items()), sorted(job.given.items()))
            rest = (job.encoding, job.timezone, job.split, *pictures)
            text = repr((self._base, targets, metadata, *rest))
            digest = hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:32]
            self._known = own, digest
        return self._known[1]


def _of_pictures(images: str | None, url: str, *, keeps: bool) -> tuple[object, ...]:
    """Return what decides about pictures, nothing if all of it is usual."""
    return ("images", images and os.path.abspath(images), url, keeps) if images or url or keeps else ()
