"""Article JSON: the model itself, lossless, for archives and for other programs."""

from __future__ import annotations

from convert import article_codec
from convert.mapping.article import ROWS
from convert.model import Article
from convert.writers import Rendered

MAPPING = ROWS


def write(article: Article) -> Rendered:
    """Write the article as Article JSON; nothing is ever lost."""
    return Rendered(data=article_codec.dumps(article))
