"""The table of formats. Nothing else knows a format's suffix, media type or versions.

A format's modules are found by its `module` name: `writers/<module>.py`, `readers/<module>.py`, `checks/<module>.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

from convert.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A document format: what it is called and what can be done with it.

    `suffix` is the whole ending of a file of this format, from the first dot; `write_version` the version that is
    written; `versions` those that can be checked, oldest first, empty where nothing is versioned.
    """

    name: str
    title: str
    suffix: str
    media_type: str
    write_version: str = ""
    versions: tuple[str, ...] = ()
    binary: bool = False
    default: bool = False
    reads: bool = False
    writes: bool = True
    checks: bool = True

    @property
    def module(self) -> str:
        """The name that this format's reader, writer and checks modules share."""
        return self.name.replace("-", "_")


FORMATS = (
    Format(
        name="newsml-g2",
        title="IPTC NewsML-G2",
        suffix=".newsml.xml",
        media_type="application/vnd.iptc.g2.newsitem+xml",
        write_version="2.35",
        versions=("2.35",),
        default=True,
    ),
    Format(
        name="ninjs",
        title="IPTC ninjs",
        suffix=".ninjs.json",
        media_type="application/json",
        write_version="3.1",
        versions=("1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "2.0", "2.1", "2.2", "3.0", "3.1"),
        default=True,
    ),
    Format(
        name="epub",
        title="EPUB 3",
        suffix=".epub",
        media_type="application/epub+zip",
        write_version="3.3",
        versions=("3.3",),
        binary=True,
        default=True,
    ),
    Format(
        name="article",
        title="wirecopy Article JSON",
        suffix=".article.json",
        media_type="application/json",
        write_version="1",
        versions=("1",),
        reads=True,
    ),
    Format(
        name="text",
        title="plain text",
        suffix=".txt",
        media_type="text/plain",
        reads=True,
    ),
)

TRACE = Format(
    name="trace",
    title="wirecopy trace JSON",
    suffix=".trace.json",
    media_type="application/json",
    write_version="1",
    writes=False,
    checks=False,
)
"""What became of every line of an input. It is none of the formats: nobody asks for it as a document."""

_BY_NAME = {f.name: f for f in FORMATS}


def named(name: str) -> Format:
    """The format called `name`. Raises UsageError where there is none."""
    try:
        return _BY_NAME[name]
    except KeyError:
        raise UsageError("INP012", f"there is no format {name!r}", f"Known formats: {', '.join(_BY_NAME)}.") from None


def checked_as(name: str) -> str:
    """`name`, a format's with perhaps `@` and a version, as documents can be checked as it.

    Raises UsageError where they cannot.
    """
    format, at, version = name.partition("@")
    known = named(format)
    if not known.checks:
        raise UsageError("INP012", f"{format} cannot be checked")
    if at and version not in known.versions:
        versions = ", ".join(known.versions) or "none"
        raise UsageError("INP012", f"{known.title} {version} cannot be checked", f"Known versions: {versions}.")
    return name


def by_suffix(filename: str) -> Format | None:
    """The format whose suffix ends `filename`, None where none does."""
    lower = filename.lower()
    return next((f for f in FORMATS if lower.endswith(f.suffix)), None)


DEFAULT_FORMATS = tuple(f.name for f in FORMATS if f.default)
