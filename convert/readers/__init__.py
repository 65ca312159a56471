"""Readers: bytes in, an Article out, together with what was concluded and what was left out.

A reader is the module `convert.readers.<format module>` with one function, `read(source) -> Parsed`. Raw copy is the
format `text`. Readers know nothing of writers or checks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from convert.errors import UsageError
from convert.findings import Finding
from convert.model import Article, Moment

if TYPE_CHECKING:
    from convert.readers.text.site.lines import SiteLines


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One input, as bytes.

    `moment` stands in for the story's own update time where it shows none. `metadata` is metadata that the user
    supplied, by field name of the Article; it always wins over what is read. `encoding` is what the user said the
    bytes are in, None to find out. `converted` is when the conversion is to be recorded as having happened, None to
    record no time. `keep_furniture` is whether lines of raw copy that are no part of the story stay in its body, so
    that every word of the input stands in the article. `site_lines` is what was learnt from the pages of the same site,
    None where nothing was to be learnt.
    """

    name: str
    data: bytes
    moment: Moment
    metadata: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    encoding: str | None = None
    converted: Moment | None = None
    keep_furniture: bool = False
    explanations: bool = False
    site_lines: SiteLines | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceLine:
    """What became of one line of the input.

    `number` counts from 1; `role` is what the line was taken for ("headline", "paragraph", "share"); `rule` says what
    decided so; `confidence` is 0 to 1; `kept` is whether its words stand in the article.
    """

    number: int
    text: str
    role: str
    rule: str
    confidence: float
    kept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """Something that spoke for or against what was decided.

    `what` is it in plain words; `weight` is what it adds to the natural logarithm of the odds, more than 0 where it
    spoke for.
    """

    what: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why something was decided as it was: all reasons for one answer rather than another.

    `lines` are those that were decided about, by their numbers, none where a field was found in no line; `field` is the
    field of the Article that was sought, None where it was what the lines are. `taken` and `other` are the answers, and
    `confidence` and `against` how probable each was by the evidence alone, 0 to 1; `other_lines` are those that the
    other answer was about, where it was about others. The weights of the reasons, the strongest first, add up to the
    logarithm of `confidence` by `against`.
    """

    lines: tuple[int, ...]
    field: str | None
    taken: str
    confidence: float
    other: str
    against: float
    other_lines: tuple[int, ...] = ()
    reasons: tuple[Contribution, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What a reader returns: the article, what it has to say of the input, every input line with its role, and, where
    asked for, why it decided so.
    """

    article: Article
    findings: tuple[Finding, ...] = ()
    trace: tuple[TraceLine, ...] = ()
    explanations: tuple[Explanation, ...] = ()


class Reader(Protocol):
    """What the module of a reader offers."""

    def read(self, source: Source) -> Parsed:
        """The Article that `source` holds. Raises InputError."""
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
    raise UsageError("INP012", f"{format} cannot be read")
