"""The table of formats: the only definition of their suffixes, media types and versions.

A format's modules share its `module` name: `writers/<module>.py`, `readers/<module>.py`, `checks/<module>.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from convert.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A document format.

    `suffix` is the whole file name suffix, from the first dot; `shard_suffix` is that of a file with many documents.
    `write_version` is the version that is written, `also_writes` those that are written by choice, `versions` are those
    that can be checked, oldest first; all are empty if the format has no versions. A version with `+` and the name of a
    receiver has what that one reads, besides all that the version has; `receivers` are the versions by receiver.
    `binary` documents cannot go to a terminal. `default` formats are written unless others are chosen. `reads`,
    `writes` and `checks` are the supported operations.
    """

    name: str
    title: str
    suffix: str
    media_type: str
    shard_suffix: str = ""
    write_version: str = ""
    also_writes: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    receivers: Mapping[str, str] = field(default_factory=dict)
    binary: bool = False
    default: bool = False
    reads: bool = False
    writes: bool = True
    checks: bool = True

    @property
    def written(self) -> str:
        """The versions that are written, in words: the usual one, then the others, as ranges within a branch."""
        branches: dict[str, list[str]] = {}
        for version in (one for one in self.versions if one in self.also_writes):
            branches.setdefault(version.partition(".")[0], []).append(version)
        others = [part for found in branches.values() for part in ([f"{found[0]}-{found[-1]}"] if found[2:] else found)]
        return ", ".join(filter(None, (self.write_version, *others)))

    @property
    def module(self) -> str:
        """Common name of this format's reader, writer and checks modules."""
        return self.name.replace("-", "_")


FORMATS = (
    Format(
        name="newsml-g2",
        title="IPTC NewsML-G2",
        suffix=".newsml.xml",
        media_type="application/vnd.iptc.g2.newsitem+xml",
        shard_suffix=".newsml.xml",
        write_version="2.35",
        also_writes=("2.36", "2.35+superdesk"),
        versions=("2.35", "2.36"),
        receivers={"superdesk": "2.35+superdesk"},
        default=True,
        reads=True,
    ),
    Format(
        name="ninjs",
        title="IPTC ninjs",
        suffix=".ninjs.json",
        media_type="application/json",
        shard_suffix=".ninjs.jsonl",
        write_version="3.1",
        also_writes=(
            *("3.2", "3.0"),
            *("2.3", "2.2", "2.1", "2.0"),
            *("1.7", "1.6", "1.5", "1.4", "1.3", "1.2", "1.1", "1.0"),
        ),
        versions=(
            *("1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7"),
            *("2.0", "2.1", "2.2", "2.3"),
            *("3.0", "3.1", "3.2"),
        ),
        receivers={"superdesk": "1.6"},
        default=True,
        reads=True,
    ),
    Format(
        name="epub",
        title="EPUB 3",
        suffix=".epub",
        media_type="application/epub+zip",
        shard_suffix=".epub.zip",
        write_version="3.3",
        versions=("3.3",),
        binary=True,
        default=True,
        reads=True,
    ),
    Format(
        name="article",
        title="wirecopy Article JSON",
        suffix=".article.json",
        media_type="application/json",
        shard_suffix=".article.jsonl",
        write_version="1",
        versions=("1",),
        reads=True,
    ),
    Format(name="text", title="plain text", suffix=".txt", media_type="text/plain", reads=True),
)

TRACE = Format(
    name="trace",
    title="wirecopy trace JSON",
    suffix=".trace.json",
    media_type="application/json",
    shard_suffix=".trace.jsonl",
    write_version="1",
    writes=False,
    checks=False,
)
"""The trace: what became of every input line. Not one of `FORMATS`, because it cannot be chosen as output format."""

_BY_NAME = {f.name: f for f in FORMATS}


def named(name: str) -> Format:
    """Return the format called `name`. Raises UsageError if there is none."""
    try:
        return _BY_NAME[name]
    except KeyError:
        from difflib import get_close_matches

        near = [known for known in _BY_NAME if known.startswith(name.lower())] if name else []
        near = near or get_close_matches(name.lower(), _BY_NAME, n=1)
        hint = f"Perhaps {near[0]} is meant. " if near else ""
        raise UsageError("INP012", f"unknown format {name!r}", f"{hint}Known formats: {', '.join(_BY_NAME)}.") from None


def checked_as(name: str) -> str:
    """Return `name`, a format's name with an optional `@` and version, if documents can be checked as it.

    Raises UsageError if they cannot.
    """
    format, at, version = name.partition("@")
    known = named(format)
    if not known.checks:
        raise UsageError("INP012", f"{format} cannot be checked", "See `wirecopy formats`.")
    if at and version not in known.versions:
        versions = ", ".join(known.versions) or "none"
        raise UsageError("INP012", f"{known.title} {version} cannot be checked", f"Known versions: {versions}.")
    return name


def written_as(name: str) -> tuple[str, str]:
    """Return the format and the version to write by `name`, a format's name with an optional `@` and version.

    Raises UsageError if they cannot be written.
    """
    format, at, version = name.partition("@")
    known = named(format)
    if at and version not in (known.write_version, *known.also_writes):
        versions = ", ".join(filter(None, (known.write_version, *known.also_writes))) or "none"
        raise UsageError("INP012", f"{known.title} {version} cannot be written", f"Versions: {versions}.")
    return format, version or known.write_version


RECEIVERS = tuple(sorted({name for f in FORMATS for name in f.receivers}))
"""The names of the receivers that documents can be written for."""


def written_versions(names: Iterable[str], receiver: str | None = None) -> dict[str, str]:
    """Return the version to write of each format that `names` choose, for `receiver` where a name states no version.

    Raises UsageError for two of one format.
    """
    chosen: dict[str, str] = {}
    for name in names:
        format, version = written_as(name)
        if receiver and "@" not in name:
            version = named(format).receivers.get(receiver, version)
        if chosen.setdefault(format, version) != version:
            message = f"{named(format).title} is to be written as {chosen[format]} and as {version}"
            raise UsageError("INP012", message, "Choose one version of a format for a run.")
    return chosen


def by_suffix(filename: str) -> Format | None:
    """Return the format whose suffix `filename` has, None if none matches."""
    lower = filename.lower()
    return next((f for f in FORMATS if lower.endswith(f.suffix)), None)


def by_shard_suffix(filename: str) -> Format | None:
    """Return the format of the documents in a file of many with this name, the trace included; None if none matches."""
    lower = filename.lower()
    return next((f for f in (*FORMATS, TRACE) if f.shard_suffix and lower.endswith(f.shard_suffix)), None)


DEFAULT_FORMATS = tuple(f.name for f in FORMATS if f.default)
"""Names of the formats that are written unless others are chosen."""
