"""The reader of Article JSON, which may have been corrected by hand since it was written."""

from __future__ import annotations

from convert import article_codec
from convert.readers import Parsed, Source
from convert.readers.dialect import with_metadata


def read(source: Source) -> Parsed:
    """Read an Article from its JSON; the user's metadata replaces its fields. Raises InputError."""
    return with_metadata(article_codec.loads(source.data), source)
