"""Readers turn bytes into an Article, with findings, a trace of the lines, and explanations.

A reader is a module with one function, `read(source) -> Parsed`; raw copy is the format `text`. Readers do not use
writers or checks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, Protocol

from convert.errors import UsageError
from convert.findings import Finding
from convert.model import Article, Moment

if TYPE_CHECKING:
    from convert.pictures.files import Picture
    from convert.pictures.placing import Pictures


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One input, as bytes.

    `moment` is the update time of a story that shows none. `metadata` is the user's, by field name of the Article; it
    replaces what is read. `encoding` is that of the bytes, None to detect it. `converted` is the time of conversion to
    record, None for none. With `keep_furniture` the body keeps the lines of raw copy that are not part of the story, so
    that the article has every word of the input but those of private lines, such as mail addresses, which need
    `keep_private`; that also shows them in the trace. `timezone` (IANA name or offset) is the zone of times of day that
    show none, None if it is not known. With `repair_encoding` lines that were decoded wrongly before they came are
    mended. With `explanations` the reader explains its decisions. `pictures` are those that the story can have.

    Of an input with several stories, `split` makes a source for each: `story` is its number, 0 for the only story of an
    input, `data` its bytes, `first_line` the line of the input with which it begins, and `checksum` the SHA-256 of
    the whole input.
    """

    name: str
    data: bytes
    moment: Moment
    metadata: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    encoding: str | None = None
    converted: Moment | None = None
    timezone: str | None = None
    repair_encoding: bool = False
    keep_furniture: bool = False
    keep_private: bool = False
    explanations: bool = False
    pictures: Pictures | None = None
    story: int = 0
    first_line: int = 1
    checksum: str = ""


class TraceLine(NamedTuple):
    """One line of the input with its role.

    `number` counts from 1; `role` is one of `text.roles` ("headline", "paragraph", "share"); `rule` is the rule that
    assigned it, in words; `confidence` is 0 to 1; `kept` is whether the article has the words of the line. A line that
    columns of print share is one for each, with the `column` as it is read, from 1; else that is 0.
    """

    number: int
    text: str
    role: str
    rule: str
    confidence: float
    kept: bool
    column: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """Evidence for or against a decision.

    `what` describes it in words; `weight` is what it adds to the log odds (natural logarithm), above 0 in favor.
    """

    what: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The contributions to one decision: why `taken` was preferred to `other`.

    `field` is the field of the Article that was inferred, None for the label of `lines`. `lines` are the numbers of the
    lines of the decision, empty where no line was chosen for the field; `other_lines` are those of `other` where they
    differ. `confidence` and `against` are the probabilities of `taken` and `other` by the evidence, 0 to 1.
    The weights of `reasons`, the strongest first, add up to the logarithm of `confidence` / `against`. `columns` has
    the column of each of `lines`, where columns of print share some; else it is empty.
    """

    lines: tuple[int, ...]
    field: str | None
    taken: str
    confidence: float
    other: str
    against: float
    other_lines: tuple[int, ...] = ()
    reasons: tuple[Contribution, ...] = ()
    columns: tuple[int, ...] = ()

    def is_about(self, line: TraceLine) -> bool:
        """Whether it is about the line, or the column of it."""
        if not self.columns:
            return line.number in self.lines
        return (line.number, line.column) in zip(self.lines, self.columns, strict=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """The result of a reader: article, findings, every input line with its role and, on demand, explanations.

    `files` are the pictures of the article as they are published. `has_computed_id` is whether its id was made from
    its words, None if nobody looked.
    """

    article: Article
    files: tuple[Picture, ...] = ()
    has_computed_id: bool | None = None
    findings: tuple[Finding, ...] = ()
    trace: tuple[TraceLine, ...] = ()
    explanations: tuple[Explanation, ...] = ()


class Reader(Protocol):
    """The interface of a reader's module."""

    def read(self, source: Source) -> Parsed:
        """Read the Article in `source`. Raises InputError."""
        ...


def reader(format: str) -> Reader:
    """The reader of a format, imported when first used. Raises UsageError if the format cannot be read."""
    match format:
        case "text":
            from convert.readers import text

            return text
        case "article":
            from convert.readers import article

            return article
        case "newsml-g2":
            from convert.readers import newsml_g2

            return newsml_g2
        case "ninjs":
            from convert.readers import ninjs

            return ninjs
        case "epub":
            from convert.readers import epub

            return epub
    raise UsageError("INP012", f"{format} cannot be read")
