"""The reader of Article JSON, which may have been corrected by hand since it was written."""

from __future__ import annotations

import dataclasses
from typing import Any

from convert import article_codec
from convert.errors import InputError, ModelError
from convert.readers import Parsed, Source


def read(source: Source) -> Parsed:
    """Read an Article from its JSON; the user's metadata replaces its fields. Raises InputError."""
    article = article_codec.loads(source.data)
    metadata: dict[str, Any] = dict(source.metadata)
    try:
        return Parsed(article=dataclasses.replace(article, **metadata))
    except ModelError as e:
        raise InputError("ART001", str(e)) from None
