"""Checks of files with many documents, one document at a time, so that memory does not grow with their number.

Such a file is a newsMessage of items of NewsML-G2, JSON Lines of ninjs or Article JSON, or a zip of documents.
"""

from __future__ import annotations

import json
import os
import stat
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, BinaryIO, Literal, TypeAlias

from convert import checks
from convert.checks import newsml_g2
from convert.checks.engine.session import CheckSession
from convert.documents import LIMITS, MAX_RATIO, MAX_UNPACKED, ZIP_DAMAGE, DocumentError, Limits, is_safe_name
from convert.findings import FileReport, Finding, Location, Severity, sort_findings
from convert.formats import TRACE, Format, by_shard_suffix, named
from convert.levels import Profile

if TYPE_CHECKING:
    from convert.checks.epub.epubcheck import Checker

Kind: TypeAlias = Literal["message", "lines", "zip"]

MESSAGE_IN_ONE = 2 * 2**20
"""The size in bytes up to which a newsMessage is checked as one document; the findings are the same."""

MAX_BROKEN = 1_000
"""The number of documents in one file that may be broken; with more, the file is not checked to its end."""

BYTES_PER_DOCUMENT = 100
FEW_DOCUMENTS = 1_000
_MAX_BLANK = 10_000
_MAX_EXPANSION = 20
"""The maximum ratio of unpacked to packed size of a zip of documents, which are packed themselves."""

_MAX_DIRECTORY = 4 * 2**20
"""The maximum size of the directory of a zip in bytes; a member takes about 70, and ten times as much in memory."""

_END = 22
_MAX_END = 2**16 + 100
"""Where the end of a zip is, counted from the end of the file, in bytes."""

_HEAD = 256 * 1024
_JUNK = ("__MACOSX/", ".DS_Store")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """A file with many documents: its content, which can be read at any place, its size in bytes, and its kind.

    `format` is the name of the format of its documents, empty where each document shows its own. `path` is its name.
    """

    file: BinaryIO
    size: int
    kind: Kind
    path: str = ""
    format: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardOptions:
    """How the documents of a shard are checked: the arguments of `checks.check`.

    With `skip_unknown`, documents in no known format are skipped silently.
    """

    format: str | None = None
    profile: Profile = "foreign"
    session: CheckSession | None = None
    selected: Callable[[str], bool] | None = None
    skip_unknown: bool = False
    limits: Limits = LIMITS
    epub_profile: str = ""
    epubcheck: Checker | None = None


def shard(file: BinaryIO, path: str = "", format: str | None = None) -> Shard | None:
    """Return the shard in `file`, None if it is a single document.

    JSON Lines are known by their suffix, or where the first of several lines is a document of its own. `format` is that
    of the documents, if it is known. `file` is left at its beginning.
    """
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    head = file.read(_HEAD)
    file.seek(0)
    name = (format or "").partition("@")[0]
    if name == "text":
        return None
    kind: Kind | None = None
    if head[:4] in (b"PK\3\4", b"PK\5\6"):
        kind = "zip" if _is_zip_of_documents(file, path) else None
    elif by_shard_suffix(path) and path.lower().endswith(".jsonl"):
        kind, name = "lines", name or getattr(by_shard_suffix(path), "name", "")
    elif name in ("", "newsml-g2") and newsml_g2.is_message(head):
        kind, name = "message", "newsml-g2"
    elif name in ("", "ninjs", "article") and (found := _format_of_lines(head, path)):
        kind, name = "lines", name or found.name
    return Shard(file=file, size=size, kind=kind, path=path, format=name) if kind else None


def _is_zip_of_documents(file: BinaryIO, path: str) -> bool:
    """Whether a zip is no EPUB itself; one that cannot be read is what its name says."""
    if path.lower().endswith(named("epub").suffix):
        return False
    try:
        if _directory_size(file) > _MAX_DIRECTORY:
            return path.lower().endswith(".zip")
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
    except _UNREADABLE:
        return path.lower().endswith(".zip")
    finally:
        file.seek(0)
    return not names & {"mimetype", "META-INF/container.xml"}


def _format_of_lines(head: bytes, path: str) -> Format | None:
    """The format of the first line, if a document ends with it and another one follows."""
    first, _, rest = head.partition(b"\n")
    if not first.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return None
    if not path.lower().endswith(".jsonl"):
        if rest.lstrip()[:1] != b"{":
            return None
        try:
            json.loads(first)
        except (ValueError, RecursionError):
            return None
    known = checks.recognise(first)
    return known if known and known.name in ("ninjs", "article") else None


# --------------------------------------------------------------------------------------------------------------------
# One report for each document


def check_each(shard: Shard, options: ShardOptions = ShardOptions()) -> Iterator[FileReport]:
    """Yield a report on each document of the shard, in order; `story` is its number, which counts from 1.

    The places of findings are those in the file. A last report with the number 0 is on the file itself, if there is
    something to report: the frame of a newsMessage, or a file that cannot be read to its end, which is a finding INP040
    or that of the format.
    """
    count = 0
    most = max(FEW_DOCUMENTS, shard.size // BYTES_PER_DOCUMENT)
    documents = {"message": _items, "lines": _lines, "zip": _members}[shard.kind](shard, options)
    for report in documents:
        count += bool(report.story)
        if options.skip_unknown and report.story and not report.format:
            continue
        if count > most:
            yield _unreadable(shard, f"the file has more than {most:,} documents", "Split it into several files.")
            return
        yield report


def _check(data: bytes, shard: Shard, options: ShardOptions, format: str | None) -> FileReport:
    """The report on a document of the shard."""
    return checks.check(
        data,
        path=shard.path,
        format=format,
        profile=options.profile,
        session=options.session,
        selected=options.selected,
        limits=options.limits,
        epub_profile=options.epub_profile,
        epubcheck=options.epubcheck,
    )


def _unreadable(shard: Shard, message: str, advice: str = "", **where: int | str) -> FileReport:
    """The report on a shard that cannot be read, or not to its end."""
    place = Location(path=shard.path, **where)  # type: ignore[arg-type]
    finding = Finding(code="INP040", severity=Severity.ERROR, message=message, advice=advice, location=place)
    return FileReport(path=shard.path, findings=(finding,))


def _items(shard: Shard, options: ShardOptions) -> Iterator[FileReport]:
    from convert.checks.newsml_g2.stream import Message

    message = Message(shard.file, options.limits)
    broken: tuple[Finding, ...] = ()
    version = ""
    try:
        for item in message.items():
            report = _check(item.data, shard, options, options.format or "newsml-g2")
            version = report.version or version
            findings = item.moved(report.findings)
            if item.number:
                yield replace(
                    report,
                    story=item.number,
                    schema_valid=report.schema_valid and not _violates(findings),
                    findings=tuple(finding.at(shard.path, item.number) for finding in findings),
                )
            else:
                broken = findings
    except DocumentError as e:
        place = Location(line=e.line, column=e.column)
        broken = (Finding(code="NML000", severity=Severity.ERROR, message=e.message, advice=e.advice, location=place),)
    if findings := (*broken, *message.findings):
        yield FileReport(
            path=shard.path,
            format="newsml-g2",
            version=version,
            schema_valid=not _violates(findings),
            findings=sort_findings(finding.at(shard.path) for finding in findings),
        )


def _violates(findings: Iterable[Finding]) -> bool:
    return any(finding.code in ("NML000", "NML001") for finding in findings)


def _lines(shard: Shard, options: ShardOptions) -> Iterator[FileReport]:
    limit = options.limits.json
    format = options.format or shard.format or None
    number = line = blank = 0
    while text := shard.file.readline(limit + 2):
        line += 1
        if not text.strip():
            blank += 1
            if blank > _MAX_BLANK:
                yield _unreadable(shard, f"the file has more than {_MAX_BLANK:,} blank lines", line=line)
                return
            continue
        number += 1
        while len(text) == limit + 2 and not text.endswith(b"\n"):
            # Too long to be a document; the rest of the line is skipped, and the beginning reported as too long.
            rest = shard.file.readline(limit + 2)
            if rest.endswith(b"\n") or not rest:
                break
        data = text.rstrip(b"\r\n")
        report = (
            _check_trace(data, shard.path, options) if format == TRACE.name else _check(data, shard, options, format)
        )
        findings = (
            replace(finding, location=replace(finding.location, path=shard.path, line=line, story=number))
            for finding in report.findings
        )
        yield replace(report, path=shard.path, story=number, findings=tuple(findings))
    if not number:
        yield _unreadable(shard, "the file has no documents", "Write one document a line.")


def _check_trace(data: bytes, path: str, options: ShardOptions) -> FileReport:
    """The report on a trace, which has a schema, and no rules."""
    from convert.checks.engine import json_schemas
    from convert.documents import open_json

    found: list[Finding] = []
    try:
        document = open_json(data, strict=True, limits=options.limits)
        violations = json_schemas.json_violations(f"trace/{TRACE.write_version}/trace.json", document)
        advice = "Compare it with one that `wirecopy convert --trace` writes."
        found.extend(violation.finding("INP046", advice) for violation in violations)
    except DocumentError as e:
        place = Location(line=e.line, column=e.column)
        found.append(Finding(code="INP046", severity=Severity.ERROR, message=e.message, location=place))
    return FileReport(
        path=path,
        format=TRACE.name,
        version=TRACE.write_version,
        schema_valid=not found,
        findings=tuple(finding.at(path) for finding in found),
    )


_UNREADABLE = (*ZIP_DAMAGE, NotImplementedError, ValueError, OverflowError, RuntimeError)


def _members(shard: Shard, options: ShardOptions) -> Iterator[FileReport]:
    number = 0
    try:
        if _directory_size(shard.file) > max(_MAX_DIRECTORY, (options.limits.size or 0) // 16):
            yield _unreadable(shard, "the archive has too many members", "Split it into several files.")
            return
        with zipfile.ZipFile(shard.file) as archive:
            members = [info for info in archive.infolist() if not info.is_dir() and not info.filename.startswith(_JUNK)]
            if fault := _fault(members, shard, options.limits):
                yield fault
                return
            for info in members:
                number += 1
                with archive.open(info) as member:
                    data = member.read(info.file_size)
                    if member.read(1):
                        yield _unreadable(shard, "a member has more bytes than stated", member=info.filename)
                        return
                yield _in_member(_check_member(data, info.filename, shard, options), info.filename, shard, number)
    except _UNREADABLE as e:
        yield _unreadable(shard, f"not a readable zip: {e}")
        return
    if not number:
        yield _unreadable(shard, "the archive has no documents")


def _directory_size(file: BinaryIO) -> int:
    """The stated size of a zip's directory, which is read as a whole; 0 where there is none."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _MAX_END))
    tail = file.read(_MAX_END)
    # The same end as zipfile takes: the last bytes if they are one without a comment, else the last that begins so.
    plain = tail[-_END : -_END + 4] == b"PK\5\6" and tail[-2:] == b"\0\0"
    at = len(tail) - _END if plain else tail.rfind(b"PK\5\6")
    if at < 0:
        return 0
    wide = at - 76  # a record for large archives, and the 20 bytes that refer to it
    if wide >= 0 and tail[at - 20 : at - 16] == b"PK\6\7" and tail[wide : wide + 4] == b"PK\6\6":
        return int.from_bytes(tail[wide + 40 : wide + 48], "little")
    return int.from_bytes(tail[at + 12 : at + 16], "little")


def _check_member(data: bytes, name: str, shard: Shard, options: ShardOptions) -> FileReport:
    """The report on a member, whose format is that of its content, else of its name."""
    return _check(data, replace(shard, path=name), options, options.format)


def _in_member(report: FileReport, name: str, shard: Shard, number: int) -> FileReport:
    """The report on a member with places in the archive."""
    findings = []
    for finding in report.findings:
        inner = finding.location.member
        member = f"{name}!{inner}" if inner else name
        place = replace(finding.location, path=shard.path, member=member, story=number)
        findings.append(replace(finding, location=place))
    return replace(report, path=f"{shard.path}!{name}", story=number, findings=tuple(findings))


def _fault(members: list[zipfile.ZipInfo], shard: Shard, limits: Limits) -> FileReport | None:
    """The report on an archive that is not safe to unpack."""
    total = 0
    names: set[str] = set()
    for info in members:
        name = info.filename
        total += info.file_size
        fault = ""
        if not is_safe_name(name):
            fault = "the name of a member leads out of the archive"
        elif stat.S_ISLNK(info.external_attr >> 16):
            fault = "a member is a symbolic link"
        elif info.flag_bits & 0x1:
            fault = "a member is encrypted"
        elif info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            fault = "a member is compressed with another method than deflate"
        elif name in names:
            fault = "two members have the same name"
        elif info.file_size > limits.container:
            fault = f"a member has {info.file_size} bytes, more than {limits.container}"
        elif total > max(MAX_UNPACKED, _MAX_EXPANSION * shard.size):
            fault = "the unpacked archive is too large"
        elif info.file_size > 2**20 and info.file_size > MAX_RATIO * max(info.compress_size, 1):
            fault = "a member unpacks to an excessive size"
        if fault:
            return _unreadable(shard, fault, member=name)
        names.add(name)
    return None


# --------------------------------------------------------------------------------------------------------------------
# One report on all documents


def check(shard: Shard, options: ShardOptions = ShardOptions()) -> FileReport:
    """Return one report on all documents of the shard, with a limited number of findings of each code.

    Its format is empty where a document is in no known format, or the shard cannot be read.
    """
    kept: defaultdict[tuple[str, Severity], list[Finding]] = defaultdict(list)
    count = broken = 0
    formats: dict[str, None] = {}
    versions: set[str] = set()
    verdicts: set[bool | None] = set()
    for report in check_each(shard, options):
        count += bool(report.story)
        broken += bool(report.story) and not report.schema_valid
        formats[report.format] = None
        versions.add(report.version)
        verdicts.add(report.schema_valid)
        for finding in report.findings:
            if len(same := kept[finding.code, finding.severity]) <= checks.MAX_PROBLEMS:
                same.append(finding)
        if broken > MAX_BROKEN:
            message = f"{broken:,} documents cannot be opened or violate their schema; the others are not checked"
            kept["INP041", Severity.ERROR].append(
                Finding(code="INP041", severity=Severity.ERROR, message=message, location=Location(path=shard.path))
            )
            break
    found: list[Finding] = []
    for same in kept.values():
        found += same[: checks.MAX_PROBLEMS]
        if len(same) > checks.MAX_PROBLEMS:
            place = Location(path=shard.path)
            found.append(replace(same[0], message="there are more of these", location=place, detail=()))
    return FileReport(
        path=shard.path,
        format="" if "" in formats else next(iter(formats), ""),
        version=versions.pop() if len(versions) == 1 else "",
        schema_valid=False if False in verdicts else None if None in verdicts else bool(verdicts),
        documents=count,
        findings=sort_findings(replace(f, location=replace(f.location, story=0)) for f in found),
    )
