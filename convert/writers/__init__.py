"""Writers: an Article in, finished bytes out, together with what the format could not hold.

A writer is the module `convert.writers.<format module>` with one function, `write(article) -> Rendered`. The same
article gives the same bytes, always and everywhere: a writer asks neither clock nor locale nor environment, and
iterates over no set. Writers trust the model and know nothing of readers or checks; what they write is proven by
others.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from convert.errors import UsageError
from convert.findings import Finding
from convert.formats import named
from convert.mapping import Rows, losses, set_leaves
from convert.model import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A finished document, and a finding (family LOS) for each thing that it could not hold."""

    data: bytes
    findings: tuple[Finding, ...] = ()


class Writer(Protocol):
    """What the module of a writer offers: `write`, and the rows of its format in the mapping."""

    @property
    def MAPPING(self) -> Rows: ...

    def write(self, article: Article) -> Rendered:
        """The article as a document of the format, and a finding for each thing that the format could not hold."""
        ...


def writer(format: str) -> Writer:
    """The writer of a format, imported when first used. Raises UsageError if the format cannot be written."""
    match format:
        case "newsml-g2":
            from convert.writers import newsml_g2

            return newsml_g2
        case "ninjs":
            from convert.writers import ninjs

            return ninjs
        case "epub":
            from convert.writers import epub

            return epub
        case "article":
            from convert.writers import article

            return article
        case "text":
            from convert.writers import text

            return text
    raise UsageError("INP012", f"{format} cannot be written")


def render(article: Article, format: str, *, present: frozenset[str] | None = None) -> Rendered:
    """The article as a document of `format`, with what the format loses of it by the mapping.

    `present` are the leaves that the article has set, worked out if they are not given.
    """
    module = writer(format)
    rendered = module.write(article)
    leaves = set_leaves(article) if present is None else present
    return replace(rendered, findings=(*rendered.findings, *losses(leaves, module.MAPPING, named(format).title)))
