"""Editions: many stories bound into one EPUB 3.3, with a packageItem or newsMessage of NewsML-G2 beside it.

A story comes with the documents that `convert` makes of it, each proven: its page is the one in its own EPUB. Stories
wait in a file on disk until all are there; then the edition is written in reading order, checked as a whole, one page
at a time, and placed. Memory does not grow with the text of the stories, but with the package and the contents.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import sys
import tempfile
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, BinaryIO, Literal, NamedTuple, get_args

from convert import article_codec, checks
from convert.atomic_write import Part as FilePart
from convert.atomic_write import Placing, WrittenFile, not_writable, open_part, part_path, place_parts, refuse_link
from convert.checks.epub import streamed
from convert.checks.shards import ShardOptions, check_each, shard
from convert.codes import is_schema_stage
from convert.documents import LIMITS, MAX_MEMBERS
from convert.errors import InputError, ModelError, UsageError
from convert.findings import FileReport, Finding, Location, Severity
from convert.formats import named
from convert.model import TERMS, Accessibility, Article, Direction, Moment
from convert.model.values import require_language, require_line, require_uri
from convert.packing import PackedZip
from convert.version import __version__
from convert.writers import epub
from convert.writers.epub import OPEN_ENDED, Edition, Part
from convert.writers.epub import Order as Order
from convert.writers.package_item import package_item
from convert.writers.shards import shard_writer

ORDERS: tuple[str, ...] = get_args(Order)
"""The orders of the stories of an edition."""

Beside = Literal["package", "message"]
BESIDE: tuple[str, ...] = get_args(Beside)
"""What NewsML-G2 there can be beside an edition: a packageItem, or a newsMessage of that and all stories."""

MAX_STORIES = 4_900
"""The maximum number of stories: each has two files at least, and an EPUB with more than 10,000 is not opened."""

_MAX_FAULTS = 10
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, TERMS)


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionOptions:
    """What the user says of an edition; what is None comes from its stories.

    `accessibility` is stated of the edition as a whole: claims come from here alone. `modified` is its time, an instant
    in UTC. `archive` prepares it for preservation. `beside` is what NewsML-G2 is beside it. `partial` makes it without
    stories that failed.
    """

    order: Order = "section"
    title: str | None = None
    date: str | None = None
    id: str | None = None
    publisher: str | None = None
    editors: tuple[str, ...] = ()
    rights: str | None = None
    language: str | None = None
    accessibility: Accessibility | None = None
    modified: str | None = None
    archive: bool = False
    beside: Beside | None = None
    partial: bool = False

    def __post_init__(self) -> None:
        """Raises UsageError (INP011) for values that no EPUB could have."""
        try:
            for name in ("title", "publisher", "rights"):
                require_line(name, getattr(self, name))
            for editor in self.editors:
                require_line("editor", editor)
            require_uri("identifier", self.id)
            if self.language is not None:
                require_language("language", self.language)
            if self.date is not None and len(Moment(self.date).text) != len("2016-12-07"):
                raise ModelError(f"date {self.date!r} is not a day")
        except ModelError as e:
            raise UsageError("INP011", str(e), "See `wirecopy bind --help`.") from None

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats that each story has to be converted to."""
        return ("epub", "article", *(("newsml-g2",) if self.beside == "message" else ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """An edition that was bound: its files, none if it was not made, and the reports on them.

    `stories` is the number of stories in it, `failed` that of stories that could not be read or written.
    """

    files: tuple[WrittenFile, ...] = ()
    reports: tuple[FileReport, ...] = ()
    stories: int = 0
    failed: int = 0

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all reports."""
        return tuple(finding for report in self.reports for finding in report.findings)


class _Waiting(NamedTuple):
    """What is known of a story that waits on disk, at `offset` in the file."""

    id: str
    version: int
    digest: str
    offset: int
    where: Location
    section: str
    day: str
    when: str
    updated: str
    language: str
    direction: Direction
    provider: str | None
    rights: str | None
    accessibility: Accessibility | None


class _Story(NamedTuple):
    """A story on disk."""

    part: Part
    page: bytes
    pictures: tuple[bytes, ...]
    record: bytes
    item: bytes


class _Making(NamedTuple):
    """An edition that is being made: its stories in reading order, and the temporary files that have it so far.

    `locks` keeps these locked until the edition is placed.
    """

    edition: Edition
    parts: Sequence[Part]
    stories: Sequence[_Waiting]
    path: str
    placing: Placing
    files: list[FilePart]
    locks: contextlib.ExitStack

    @contextlib.contextmanager
    def file(self, format: str, path: str) -> Iterator[BinaryIO]:
        """Open a new temporary file for the document at `path`."""
        refuse_link(path)
        target, parts = os.path.abspath(path), self.placing.parts
        folder = tempfile.gettempdir() if self.placing.dry_run else os.path.dirname(part_path(target, parts))
        with open_part(target, folder) as file:
            self.files.append(FilePart(format=format, path=path, temporary=file.name))
            if sys.platform != "win32":  # where an open file cannot be renamed
                self.locks.callback(os.close, os.dup(file.fileno()))
            yield file


class Binder:
    """Takes stories one after the other, and binds them."""

    def __init__(self, options: EditionOptions = EditionOptions()) -> None:
        self._options = options
        self._spool: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115  (closed with the object)
        self._waiting: dict[str, _Waiting] = {}
        self._failed = 0

    def __enter__(self) -> Binder:
        return self

    def __exit__(self, *_: object) -> None:
        self._spool.close()

    def fail(self) -> None:
        """Note that a story could not be read or written."""
        self._failed += 1

    def add(self, documents: dict[str, bytes], where: Location, folder: str = "") -> Iterator[Finding]:
        """Add a story by its documents, by format; yield what is wrong with it as a part of this edition.

        `where` is its input. `folder` is the folder that its input is in, which is its section if it has no subject.
        """
        record = documents["article"]
        article = article_codec.loads(record)
        digest = _content_digest(article)
        if (other := self._waiting.get(article.id)) is not None:
            if other.version == article.version and other.digest != digest:
                self._failed += 1
                yield _same_id(article, where, other)
                return
            is_newer = (article.version, article.updated.utc) > (other.version, other.updated)
            older, newer = (other.where, where) if is_newer else (where, other.where)
            yield _left_out(older, newer, is_same=other.version == article.version)
            if not is_newer:
                return
        elif len(self._waiting) == MAX_STORIES:
            raise _too_large(f"{MAX_STORIES:,} stories")
        section = article.subjects[0].name if article.subjects else folder
        part = Part.of(article)
        pictures = tuple(image.data for image in epub.embedded_images(article.body))
        story = _Story(part, epub.page_of(documents["epub"]), pictures, record, documents.get("newsml-g2", b""))
        offset = self._spool.seek(0, os.SEEK_END)
        pickle.dump(story, self._spool, pickle.HIGHEST_PROTOCOL)
        shown = article.published or article.updated
        # The place of the first version among the stories is kept.
        self._waiting[article.id] = _Waiting(
            id=article.id,
            version=article.version,
            digest=digest,
            offset=offset,
            where=where,
            section=section,
            day=shown.text[: len("2016-12-07")],
            when=shown.utc if shown.is_instant else shown.text,
            updated=article.updated.utc,
            language=article.language,
            direction=article.direction,
            provider=part.publisher,
            rights=part.rights,
            accessibility=article.accessibility,
        )

    # ----------------------------------------------------------------------------------------------------------------
    # Binding

    def bind(self, path: str, placing: Placing) -> Bound:
        """Write, check and place the edition, all its files or none. Raises InputError and OutputError."""
        count = len(self._waiting)
        found = list(_missing(self._failed, count, is_made=self._options.partial and count > 0))
        if not count or (self._failed and not self._options.partial):
            report = FileReport(path=path, findings=tuple(finding.at(path) for finding in found))
            return Bound(reports=(report,), failed=self._failed)
        stories = self._in_order()
        edition = self._edition(stories)
        parts = [self._part(story, group) for story, group in zip(stories, self._groups(stories), strict=True)]
        for part, story in zip(parts, stories, strict=True):
            found += _held(part, story.where, edition.modified)
        making = _Making(edition, parts, stories, path, placing, [], contextlib.ExitStack())
        try:
            report = self._epub(making)
            made = [replace(report, findings=(*(finding.at(path) for finding in found), *report.findings))]
            if self._options.beside:
                made.append(self._beside(making))
            found = [finding for report in made for finding in report.findings]
            is_withheld = any(finding.withholds or finding.code.startswith("BUG") for finding in found)
            written = () if is_withheld else place_parts(making.files, placing)
        except OSError as e:
            raise not_writable(path, e) from None
        finally:
            making.locks.close()
            for file in making.files:
                with contextlib.suppress(OSError):
                    os.unlink(file.temporary)
        return Bound(files=written, reports=tuple(made), stories=count if written else 0, failed=self._failed)

    def _in_order(self) -> list[_Waiting]:
        given = list(self._waiting.values())
        if self._options.order == "date":
            return sorted(given, key=lambda story: (story.day, story.when, story.id))
        if self._options.order == "section":
            # Stories without a section are a newspaper's front page.
            first = {section: number for number, section in enumerate(dict.fromkeys(("", *(s.section for s in given))))}
            return sorted(given, key=lambda story: first[story.section])
        return given

    def _groups(self, stories: Sequence[_Waiting]) -> list[str]:
        """The heading of each story in the contents, empty for none; a single one for all stories is left out."""
        order = self._options.order
        groups = [{"section": story.section, "date": story.day, "given": ""}[order] for story in stories]
        return groups if len(set(groups)) > 1 else [""] * len(groups)

    def _edition(self, stories: Sequence[_Waiting]) -> Edition:
        options = self._options
        day = options.date or max(story.day for story in stories)
        publisher = options.publisher or _common(story.provider for story in stories)
        languages = _languages(stories, options.language)
        name = "\x1f".join(("edition", *sorted(story.id for story in stories)))
        return Edition(
            id=options.id or f"urn:uuid:{uuid.uuid5(_NAMESPACE, name)}",
            title=options.title or f"{publisher or 'News'}, {day}",
            date=day,
            modified=options.modified or max(story.updated for story in stories),
            languages=languages,
            direction=next((story.direction for story in stories if story.language == languages[0]), "ltr"),
            order=options.order,
            publisher=publisher,
            creators=options.editors,
            rights=options.rights or _common(story.rights for story in stories),
            accessibility=_accessibility(options.accessibility, stories),
            program=f"wirecopy {__version__}",
        )

    def _read(self, story: _Waiting) -> _Story:
        self._spool.seek(story.offset)
        found: _Story = pickle.load(self._spool)
        return found

    def _part(self, story: _Waiting, group: str) -> Part:
        return replace(self._read(story).part, group=group)

    def _epub(self, making: _Making) -> FileReport:
        """Write the EPUB under a temporary name, and check it."""
        path, parts = making.path, making.parts
        read = (self._read(story) for story in making.stories)
        contents = ((story.page, story.pictures, story.record) for story in read)
        with making.file("epub", path) as file:
            size = count = 0
            with contextlib.closing(PackedZip(file)) as archive:
                for name, data in epub.edition(making.edition, parts, contents):
                    size, count = size + len(data), count + 1
                    if count > MAX_MEMBERS:
                        raise _too_large(f"{MAX_MEMBERS:,} files")
                    if size > LIMITS.unpacked:
                        raise _too_large(f"{LIMITS.unpacked:,} bytes unpacked")
                    archive.add(name, data)
            if file.tell() > LIMITS.container:
                raise _too_large(f"{LIMITS.container:,} bytes")
            found = [_bug(finding).at(path) for finding in streamed.violations(file)][:_MAX_FAULTS]
            if self._options.archive:
                found += [finding.at(path) for finding in streamed.obstacles(file)]
        return FileReport(
            path=path,
            format="epub",
            version=named("epub").write_version,
            schema_valid=not any(finding.code == "BUG001" for finding in found),
            documents=len(parts),
            findings=tuple(found),
        )

    def _beside(self, making: _Making) -> FileReport:
        """Write the packageItem or newsMessage under a temporary name, and check it."""
        edition, stories = making.edition, making.stories
        g2 = named("newsml-g2")
        base = making.path.removesuffix(named("epub").suffix) + g2.suffix
        name = "\x1f".join(("package", edition.id))
        item = package_item(edition, making.parts, f"urn:uuid:{uuid.uuid5(_NAMESPACE, name)}")
        report, _ = checks.examine(item, g2.name, path=base, profile="ours")
        found = list(report.findings)
        with making.file(g2.name, base) as file:
            if self._options.beside == "package":
                file.write(item)
            else:
                writer = shard_writer(g2.name, file, sent=edition.modified)
                writer.add("package", item)
                for story in stories:
                    writer.add(story.id, self._read(story).item)
                writer.close()
                found += _message_faults(file, base, len(stories) + 1 + writer.further)
        faults = [_bug(finding) if is_schema_stage(finding.code) else finding for finding in found]
        return FileReport(
            path=base,
            format=g2.name,
            version=g2.write_version,
            schema_valid=not any(finding.code == "BUG001" for finding in faults),
            findings=tuple(faults[:_MAX_FAULTS]),
        )


def _message_faults(file: BinaryIO, path: str, items: int) -> Iterator[Finding]:
    """What a newsMessage violates; its stories were checked, each by itself."""
    file.flush()
    found = shard(file, path, "newsml-g2")
    count = 0
    for report in check_each(found, ShardOptions(format="newsml-g2", profile="ours")) if found else ():
        count += bool(report.story)
        yield from (finding for finding in report.findings if is_schema_stage(finding.code))
    if count != items:
        message = f"the message has {count:,} items instead of {items:,}"
        yield Finding(code="NML001", severity=Severity.ERROR, message=message, location=Location(path=path))


_ANY_TIME = Moment("1970-01-01T00:00:00Z")


def _content_digest(article: Article) -> str:
    """The digest of an article without what tells only when, from what and by which program it was read."""
    content = replace(article, updated=_ANY_TIME, origin=None, checksum=None, generator=None, history=())
    return hashlib.sha256(article_codec.dumps(content)).hexdigest()


def _common(values: Iterable[str | None]) -> str | None:
    """The value that all stories have, None if they have several or none."""
    found = set(values)
    return found.pop() if len(found) == 1 else None


def _accessibility(given: Accessibility | None, stories: Sequence[_Waiting]) -> Accessibility | None:
    """What is stated of an edition: what is given for it, and the contact and exemption that all stories have.

    Claims of its stories are none of the edition: the whole has to be evaluated (EPUB Accessibility 1.2, 3.3.2).
    """
    given, stated = given or Accessibility(), [story.accessibility or Accessibility() for story in stories]
    exemption: Any = given.exemption or _common(each.exemption for each in stated)
    contact = given.contact_email or _common(each.contact_email for each in stated)
    accessibility = replace(given, contact_email=contact, exemption=exemption)
    return None if accessibility == Accessibility() else accessibility


def _languages(stories: Sequence[_Waiting], main: str | None) -> tuple[str, ...]:
    """The languages of the stories, the main one or else the commonest first; an unknown one comes last."""
    counts = Counter(story.language for story in stories)
    ordered = sorted(counts, key=lambda language: (language == "und", -counts[language], language))
    return tuple(dict.fromkeys((main, *ordered) if main else ordered))


# --------------------------------------------------------------------------------------------------------------------
# Findings


def _missing(failed: int, bound: int, *, is_made: bool) -> Iterator[Finding]:
    """A finding for stories that are not in an edition, or because of which it is not made."""
    if not failed and bound:
        return
    if is_made:
        message = f"{failed:,} of {failed + bound:,} stories are not in the edition"
        yield Finding(code="PKG101", severity=Severity.WARNING, message=message)
        return
    message = f"{failed:,} of {failed + bound:,} stories failed, and the edition was not made"
    if not failed:
        message = "there are no stories, and the edition was not made"
    advice = "Mend or leave out what failed, or make the edition without it with --partial."
    yield Finding(code="PKG100", severity=Severity.ERROR, message=message, advice=advice)


def _same_id(article: Article, where: Location, other: _Waiting) -> Finding:
    return Finding(
        code="PKG103",
        severity=Severity.ERROR,
        message=f"version {article.version} of {article.id} is another story than in {other.where}",
        advice="Give each story an id of its own, and each change of it a higher version.",
        location=where,
    )


def _left_out(older: Location, newer: Location, *, is_same: bool) -> Finding:
    reason = f"the same story is in {newer}" if is_same else f"a newer version of this story is in {newer}"
    return Finding(
        code="PKG102",
        severity=Severity.NOTICE,
        message=f"{reason}, which is in the edition instead",
        advice="Nothing, if that is what you want.",
        location=older,
    )


def _held(part: Part, where: Location, modified: str) -> Iterator[Finding]:
    """A finding for a story that is not for publication when the edition is made."""
    reasons = [part.status] if part.status != "usable" else []
    if part.embargo and (part.embargo == OPEN_ENDED or Moment(part.embargo).instant > Moment(modified).instant):
        reasons.append(f"under embargo ({part.embargo})")
    if reasons:
        yield Finding(
            code="PKG107",
            severity=Severity.WARNING,
            message=f"{part.headline!r} from {where} is {' and '.join(reasons)}",
            advice="Leave it out, unless the edition is only for those who may read it.",
        )


def _too_large(limit: str) -> InputError:
    return InputError("PKG104", f"the edition would have more than {limit}", "Divide it into several editions.")


def _bug(finding: Finding) -> Finding:
    return replace(
        finding,
        code="BUG001",
        severity=Severity.ERROR,
        message=f"the edition is not valid: {finding.message} ({finding.code})",
        advice="This is a bug in wirecopy; the edition was withheld. Please report it with the inputs.",
    )


def refuse_name(path: str) -> None:
    """Refuse a path that is not the name of an EPUB. Raises UsageError."""
    if not path.lower().endswith(named("epub").suffix) or os.path.isdir(path):
        raise UsageError("INP016", f"{path} is not the name of an EPUB", "Name a file that ends in .epub with -o.")
