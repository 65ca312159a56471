"""Article JSON: the Article without loss, for archives and other programs."""

from __future__ import annotations

from convert import article_codec
from convert.mapping.article import ROWS
from convert.model import Article
from convert.writers import Rendered

MAPPING = ROWS


def write(article: Article) -> Rendered:
    """The article as Article JSON, which has no losses."""
    return Rendered(data=article_codec.dumps(article))
