"""Sealing shards: the documents of many inputs become one file of each format, proven and placed, all files or none."""

from __future__ import annotations

import contextlib
import os
import pickle
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, BinaryIO

from convert.atomic_write import Part, WrittenFile, not_writable, part_in, part_path, place_parts
from convert.batch.perform import Drafts
from convert.batch.plan import SHARD, Settings
from convert.codes import is_schema_stage
from convert.errors import ConvertError, InputError
from convert.findings import FileReport, Finding, Location, Severity
from convert.formats import TRACE, named

if TYPE_CHECKING:
    from convert.writers.shards import ShardWriter

_MAX_FAULTS = 10


def shard_paths(folder: str, number: int, formats: Sequence[str]) -> dict[str, str]:
    """Return the path of a shard for each format."""
    known = (TRACE if format == TRACE.name else named(format) for format in formats)
    return {format.name: os.path.join(folder, f"{SHARD}{number:06}{format.shard_suffix}") for format in known}


def left_over(path: str) -> FileReport:
    """Return the report on a shard of an earlier run for which this run has no documents."""
    finding = Finding(
        code="INP056",
        severity=Severity.WARNING,
        message="this file is left from an earlier run; its stories are in other files now, or nowhere",
        advice="Remove it if nobody needs it.",
    )
    return FileReport(path=path, findings=(finding.at(path),))


def shards_after(folder: str, number: int, formats: Sequence[str]) -> list[str]:
    """Return the paths of the shards of these formats in a folder that have higher numbers, in order."""
    suffixes = tuple(os.path.basename(path)[len(SHARD) + 6 :] for path in shard_paths("", 0, formats).values())
    found = []
    try:
        for name in os.listdir(folder):
            digits = name.removeprefix(SHARD).partition(".")[0]
            is_shard = name.startswith(SHARD) and name.endswith(suffixes) and digits.isdecimal()
            if is_shard and int(digits) > number:
                found.append(os.path.join(folder, name))
    except OSError:  # a dry run has no folder
        return []
    return sorted(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsealed:
    """A shard whose documents are complete: `spool` is the file that has them, as pickles of `Drafts`.

    `paths` has the path of each format, `sent` is the time of a newsMessage. `known` has the SHA-256 of the files that
    an earlier run wrote to these paths, which may be replaced.
    """

    spool: str
    paths: Mapping[str, str]
    sent: str
    known: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """The files of a shard, each with the number of its documents as `items`; none if it is withheld.

    `findings` say why it is withheld.
    """

    files: tuple[WrittenFile, ...] = ()
    findings: tuple[Finding, ...] = ()


def seal(unsealed: Unsealed, settings: Settings) -> Sealed:
    """Make, prove and place the files of a shard, one document at a time. Raises InputError and OutputError."""
    parts: list[Part] = []
    try:
        counts, further = _made(unsealed, settings, parts)
        items = counts + further
        findings = tuple(finding for part in parts for finding in _faults(part, items[part.format]))
        if findings:
            return Sealed(findings=findings[:_MAX_FAULTS])
        written = place_parts(parts, settings)
        return Sealed(files=tuple(replace(file, items=counts[file.format]) for file in written))
    except OSError as e:
        raise not_writable(parts[-1].path if parts else unsealed.spool, e) from None
    except (ConvertError, MemoryError):
        raise
    except Exception as e:  # the edge of a worker: a bug must not end the batch
        return Sealed(
            findings=(_bug("BUG000", f"{type(e).__name__}: {e}", Location(path=next(iter(unsealed.paths.values())))),)
        )
    finally:
        for part in parts:
            with contextlib.suppress(OSError):
                os.unlink(part.temporary)


def _made(unsealed: Unsealed, settings: Settings, parts: list[Part]) -> tuple[Counter[str], Counter[str]]:
    """Write the files under temporary names, which are added to `parts`; return the numbers of documents, and of the
    items behind them, by format.
    """
    from convert.writers.shards import shard_writer

    writers: dict[str, ShardWriter] = {}
    counts: Counter[str] = Counter()
    with ExitStack() as stack:
        for drafts in _drafts(stack.enter_context(open(unsealed.spool, "rb"))):
            for format, data in drafts.documents:
                if format not in writers:
                    path = unsealed.paths[format]
                    temporary = part_in(tempfile.gettempdir()) if settings.dry_run else part_path(path, settings.parts)
                    parts.append(
                        Part(format=format, path=path, temporary=temporary, known=unsealed.known.get(path, ""))
                    )
                    file = stack.enter_context(open(temporary, "x+b"))
                    writers[format] = shard_writer(format, file, sent=unsealed.sent)
                writers[format].add(drafts.name, data)
                counts[format] += 1
        further = Counter({format: writer.further for format, writer in writers.items()})
        for writer in writers.values():
            writer.close()
    return counts, further


def _drafts(file: BinaryIO) -> Iterator[Drafts]:
    while True:
        try:
            yield pickle.load(file)
        except EOFError:
            return


def _faults(part: Part, items: int) -> Iterator[Finding]:
    """Yield why a file must not be placed: a document in it is not valid, or it cannot be checked."""
    from convert.checks.shards import Shard, ShardOptions, check_each, shard

    count = 0
    with open(part.temporary, "rb") as file:
        found = shard(file, part.path, part.format)
        if found is None:  # one document, and thus one line, may look like a document of its own
            found = Shard(file=file, size=os.fstat(file.fileno()).st_size, kind="lines", path=part.path)
        options = ShardOptions(format=None if part.format == TRACE.name else part.format, profile="ours")
        for report in check_each(found, options):
            count += bool(report.story)
            for finding in report.findings:
                if finding.code == "INP040":
                    raise InputError("INP057", f"{part.path}: {finding.message}", "Choose a smaller --shard-size.")
                if is_schema_stage(finding.code) or finding.code == "INP046":
                    yield _bug(
                        "BUG001", f"the document is not valid: {finding.message} ({finding.code})", finding.location
                    )
    if count != items:
        yield _bug("BUG001", f"{part.path} has {count:,} documents instead of {items:,}", Location(path=part.path))


def _bug(code: str, message: str, location: Location) -> Finding:
    return Finding(
        code=code,
        severity=Severity.ERROR,
        message=message,
        advice="This is a bug in wirecopy; the shard was withheld. Please report it with the input.",
        location=location,
    )
