"""Writers: from an Article to the bytes of a document and the losses of its format.

A writer is a module of this package with the function `write(article) -> Rendered` and the rows `MAPPING`. The same
article always gives the same bytes: a writer reads no clock, locale or environment, and iterates over no set. Writers
trust the model and import neither readers nor checks; the pipeline checks their output.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from convert.errors import UsageError
from convert.findings import Finding
from convert.formats import named
from convert.mapping import Rows, demotions, losses, set_leaves
from convert.model import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A finished document, and a finding (family LOS) for each loss."""

    data: bytes
    findings: tuple[Finding, ...] = ()


class Writer(Protocol):
    """The interface of a writer module: `write`, and the rows of its format in the mapping."""

    @property
    def MAPPING(self) -> Rows: ...

    def write(self, article: Article) -> Rendered:
        """The article as a document of the format, with the losses that depend on values; `render` adds the others."""
        ...


def writer(format: str) -> Writer:
    """The writer of a format, imported on first use. Raises UsageError (INP012) if the format cannot be written."""
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


class VersionedWriter(Protocol):
    """The interface of the writer of a format that is written in several versions."""

    def write(self, article: Article, version: str = ...) -> Rendered:
        """The article as a document of that version of the format."""
        ...


def _in_versions(format: str) -> VersionedWriter:
    if format == "ninjs":
        from convert.writers import ninjs

        return ninjs
    from convert.writers import newsml_g2

    return newsml_g2


def rows_of(format: str, version: str = "") -> Rows:
    """The rows of a format in the mapping, in the version that it is usually written in or another."""
    if format == "ninjs" and version and version != named(format).write_version:
        from convert.mapping.ninjs_versions import rows

        return rows(version)
    return writer(format).MAPPING


def render(article: Article, format: str, *, version: str = "", present: frozenset[str] | None = None) -> Rendered:
    """The article as a document of `format`, with the losses that the mapping states.

    `version` is that of the format, by default the one that it is usually written in; the caller knows that it is
    written. `present` are the leaves that the article has set; they are computed if omitted.
    """
    rows = rows_of(format, version)
    if version and version != named(format).write_version:
        rendered = _in_versions(format).write(article, version)
    else:
        rendered = writer(format).write(article)
    leaves = set_leaves(article) if present is None else present
    title = named(format).title
    found = losses(leaves, rows, title)
    if rows is not (usual := writer(format).MAPPING):
        found += demotions(leaves, rows, usual, f"{title} {version}")
    return replace(rendered, findings=(*rendered.findings, *found))
