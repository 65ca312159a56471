"""What the pipeline returns: a document, and all of an input."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from convert.findings import Finding
from convert.model import Article
from convert.readers import Explanation, TraceLine

if TYPE_CHECKING:
    from convert.pictures.files import Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A verified document in one format.

    `format` is the name of a format, or `trace`, `version` the one that was written. `data` is None if the document is
    withheld: it failed verification, or does not hold the embargo or status of the story (LOS003). `schema_valid` is
    the result of the schema stage alone, None if there is no schema.
    """

    format: str
    version: str = ""
    data: bytes | None
    schema_valid: bool | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """The result of one input: the article, a document for each format, the findings of the reader, the trace of all
    lines, and the explanations if they were requested.

    `files` and `has_computed_id` are those of `Parsed`.
    """

    article: Article
    outputs: tuple[Output, ...]
    files: tuple[Picture, ...] = ()
    has_computed_id: bool | None = None
    findings: tuple[Finding, ...] = ()
    trace: tuple[TraceLine, ...] = ()
    explanations: tuple[Explanation, ...] = ()
