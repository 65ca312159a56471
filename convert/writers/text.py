"""Plain text: the article's printed words in reading order, for people and for programs that count words."""

from __future__ import annotations

from convert.mapping.text import ROWS
from convert.model import Article
from convert.writers import Rendered
from convert.writers._plain import body_plain

MAPPING = ROWS


def write(article: Article) -> Rendered:
    """Headline, subheadline, byline, summary, dateline and body, with a blank line between them."""
    head = (article.headline, article.subheadline, article.byline, article.summary, article.dateline)
    parts = [part for part in head if part]
    body = body_plain(article.body)
    text = "\n\n".join([*parts, body] if body else parts)
    return Rendered(data=(text + "\n").encode())
