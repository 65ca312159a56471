"""The journal of a batch: what became of every input, one JSON line an outcome, in a file that only grows.

The journal makes a batch resumable: an input that it has as done is not done again while the input, the options, the
program and the documents are unchanged. A line is written after the documents are placed, so that a killed run leaves
at most documents without a line, which the next run makes again, the same to the byte. Facts of one run on one machine
(times, paths) are in the member `run`, which comparisons and packages leave out.

The schema is `schemas/journal/1/journal.json`. An index beside the journal (`journal_index`) finds the last lines of an
input.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from convert.atomic_write import WrittenFile, make_folders, sync_folders
from convert.batch.inputs import instant
from convert.batch.inputs.pictures import PICTURE
from convert.batch.journal_file import cut_off_partial_line, lock, not_writable
from convert.batch.journal_index import VERSION, JournalIndex, indexes_of, refuse_other, refuse_other_index
from convert.batch.journal_options import Options
from convert.batch.journal_superseded import NOTHING_BEFORE, Before, Superseded, before_of
from convert.batch.perform import FileState, InputState, Outcome, file_state, inode_of, shelf_of, sidecar_states
from convert.batch.placing import Placed, below, digest_of, placed
from convert.batch.plan import Job, Settings
from convert.batch.refusals import UNTRIED
from convert.errors import EXIT_FINDINGS
from convert.findings import FileReport, Finding, Severity
from convert.version import __version__

_AGAIN = frozenset(
    {
        *("INP000", "INP001", "INP007", "INP008", "INP009", "INP010", "INP015", "INP016", "INP034", "INP053"),
        UNTRIED,
    }
)
"""Failures that come from around the input, not from it; such an input is always tried again."""


_KEPT_DIGESTS = 32

THEIR_INPUTS = "What they said was done is done again. Look for the cause, such as a power cut or a failing disk."
"""The advice on lines that cannot be read, in a run."""


class Journal:
    """An open journal, which no other run can open until it is closed."""

    def __init__(
        self,
        path: str,
        *,
        out: str,
        settings: Settings,
        clock: Callable[[], float],
        host: str = "",
        verify: bool = False,
        retry_failed: bool = False,
        others: Iterable[str] = (),
    ) -> None:
        """Open the journal `path` of the output folder `out`, or begin it.

        `others` are journals of the same folder, such as those of other shares: what they have as done when this one is
        opened is done. Those that cannot be read are passed over. `clock` returns the time in seconds since 1970. With
        `verify` documents are compared by digest, not only by size and time. With `retry_failed` inputs that failed are
        tried again. Raises OutputError (INP050) if another run has it open, InputError (INP051) if it is not a journal
        that this version can continue, UsageError (INP015) if its index would replace another file.
        """
        self.path = path
        self._out = out
        self._settings = settings
        self._options = Options(settings)
        self._clock = clock
        self._host = host
        self._verify = verify
        self._retry_failed = retry_failed
        self._digests: dict[tuple[str, Placed], str] = {}
        self._before: dict[str, Before] = {}
        """What earlier runs made of the inputs that are under way, by name."""
        self._superseded = Superseded(out)
        if not os.path.isfile(path) or not os.path.getsize(path):
            refuse_other_index(f"{path}.index")
        try:
            folder = os.path.dirname(os.path.realpath(path))
            made = make_folders(folder)
            self._file = open(path, "a+b", buffering=0)  # noqa: SIM115  (open until `close`)
        except OSError as e:
            raise not_writable(path, e) from None
        try:
            if settings.durable and not os.fstat(self._file.fileno()).st_size:
                sync_folders((folder, *made))
            lock(self._file, path)
            if not self._is_in_place():  # the run that had the lock removed it or put another in its place
                raise OSError(2, "it was removed")
            refuse_other(self._file)
            lost = cut_off_partial_line(self._file)
            self._index = JournalIndex(path + ".index", self._file)
            if lost is not None:
                self._index.damage.add(path, lost)
        except OSError as e:
            self._file.close()
            raise not_writable(path, e) from None
        except BaseException:
            self._file.close()
            raise
        self.indexes_of = [self._index, *indexes_of(others)]

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the journal, and let other runs open it."""
        for index in self.indexes_of:
            index.close()
        self._file.close()

    def finished(self, job: Job) -> tuple[Outcome, ...] | None:
        """Return the outcomes of a job that an earlier run did; None if it is to be done.

        It is to be done if the input, its metadata files, the options, the program or a document changed, or if it
        failed for a reason that may be gone. Raises OutputError (INP008) if the journal cannot be read.
        """
        if job.error is not None:
            return None
        before = NOTHING_BEFORE
        for lines in self._lines(_name(job)):
            if (outcomes := self._unchanged(job, lines)) is not None:
                return outcomes
            before = max(before, before_of(lines), key=lambda each: each.at)
        self._before[_name(job)] = before
        return None

    def _lines(self, name: str) -> Iterator[list[dict[str, Any]]]:
        """Yield the last lines of an input in each journal that has it. Raises OutputError (INP008)."""
        for index in self.indexes_of:
            try:
                lines = index.lines(name)
            except OSError as e:
                raise not_writable(self.path, e) from None
            if lines:
                yield lines

    def _unchanged(self, job: Job, lines: list[dict[str, Any]]) -> tuple[Outcome, ...] | None:
        """Return the outcomes of the lines of a job, None if it is to be done."""
        first = lines[0]
        if (
            not _are_whole(lines)
            or first["wirecopy"] != __version__
            or first["options"] != self._options.digest(job)
            or not self._is_same_input(job, first)
            or any(self._is_to_be_tried_again(line) for line in lines)
        ):
            return None
        outcomes = tuple(self._outcome(job, line) for line in lines)
        return outcomes if all(outcome is not None for outcome in outcomes) else None  # type: ignore[return-value]

    def _is_same_input(self, job: Job, line: dict[str, Any]) -> bool:
        run = line["run"]
        stories = line["stories"]
        if tuple(FileState(*state) for state in run["sidecars"]) != sidecar_states(job, stories):
            return False
        shelf = shelf_of(job, self._settings)
        if shelf and not shelf.is_unchanged(run.get("pictures", ())):
            return False
        if job.data is not None:
            return self._is_same_time(job, run) and bool(line["sha256"] == hashlib.sha256(job.data).hexdigest())
        if job.revision:
            return bool(run["moment"] == job.revision)
        state = file_state(job.path)
        known, inode = run["state"][:2], run["state"][2:]
        if state is None or not run["source"] or [state.size, state.modified] != known:
            return False
        # A link may lead to another file of the same size and time, and a file may have been put in its place.
        is_same_file = state.path == run["source"] and inode == [inode_of(job.path)]
        is_trusted = is_same_file and not self._verify
        return is_trusted or bool(digest_of(job.path) == line["sha256"])

    def _is_same_time(self, job: Job, run: dict[str, Any]) -> bool:
        """Return whether an input whose bytes came with it has the time that it had.

        One without a time of its own has that of the file that contains it, which others may have been added to.
        """
        if self._settings.epoch is not None or run["moment"] == (job.moment or ""):
            return True
        state, known = job.container and file_state(job.container[0]), run.get("container")
        if not state or not known:
            return False
        times = instant(state.modified // 10**9), instant(known[2] // 10**9)
        return (job.moment, run["moment"]) == times

    def _is_to_be_tried_again(self, line: dict[str, Any]) -> bool:
        if line["exit"] <= EXIT_FINDINGS:
            return False
        return self._retry_failed or not _AGAIN.isdisjoint(line["codes"])

    def _outcome(self, job: Job, line: dict[str, Any]) -> Outcome | None:
        """Return the outcome of a line, None if one of its documents is not as it was written."""
        written = []
        for document, modified in zip(line["documents"], line["run"]["documents"], strict=True):
            path = os.path.join(self._out, document["path"])
            state = placed(path)
            if state is None or state.size != document["size"]:
                return None
            if (self._verify or state.modified != modified) and self._digest(path, state) != document["sha256"]:
                return None
            written.append(
                WrittenFile(
                    format=document["format"],
                    path=path,
                    size=document["size"],
                    sha256=document["sha256"],
                    new=False,
                    modified=state.modified,
                    item=document.get("item", 0),
                    items=document.get("items", 0),
                    name=document.get("name", ""),
                    id=document.get("id", ""),
                )
            )
        return Outcome(
            path=job.path,
            exit_code=line["exit"],
            reports=tuple(_earlier_reports(job, line, written)),
            written=tuple(written),
            story=line["story"],
            state=InputState(
                sha256=line["sha256"],
                size=line["size"],
                stories=line["stories"],
                pictures=tuple(FileState(*state) for state in line["run"].get("pictures", ())),
            ),
            is_earlier=True,
        )

    def entry(self, job: Job) -> Entry:
        """Return what the journal needs to record the outcomes of a job later."""
        name = _name(job)
        before = self._before.pop(name, None)
        if before is None:
            before = max(map(before_of, self._lines(name)), default=NOTHING_BEFORE, key=lambda each: each.at)
        return Entry(name, self._options.digest(job), before)

    def reports(self) -> Iterator[FileReport]:
        """Yield the report on each journal that has lines which cannot be read (INP078), as far as was noticed, and
        that on documents of earlier runs that no line names any longer (INP079).
        """
        for index in self.indexes_of:
            if index.damage.count:
                finding = Finding(
                    code="INP078",
                    severity=Severity.WARNING,
                    message=str(index.damage),
                    advice=THEIR_INPUTS,
                )
                path = index.damage.journal
                yield FileReport(path=path, format="text", findings=(finding.at(path),))
        yield from self._superseded.reports(self.path)

    def placed(self, path: str) -> str:
        """Return the SHA-256 of the shard that earlier runs last placed at a path, "" if there is none."""
        return self._index.placed(below(path, self._out))

    def _digest(self, path: str, state: Placed) -> str:
        """Return the digest of a document; many lines may name the same file."""
        key = path, state
        if key not in self._digests:
            if len(self._digests) >= _KEPT_DIGESTS:
                self._digests.clear()
            self._digests[key] = digest_of(path)
        return self._digests[key]

    def record(self, job: Job | Entry, outcomes: tuple[Outcome, ...]) -> None:
        """Append the outcomes of a job in one write. Raises OutputError (INP008), also if the file was removed.

        Their time is that of the clock, but later than that of the lines that they replace in this or another journal,
        where the latest count: a clock may have been set back.
        """
        entry = job if isinstance(job, Entry) else self.entry(job)
        now = max(instant(int(self._clock())), _second_after(entry.before.at))
        lines = [self._line(entry, outcome, now) for outcome in outcomes]
        data = "".join(json.dumps(line, ensure_ascii=True, separators=(",", ":")) + "\n" for line in lines).encode()
        end = self._file.seek(0, os.SEEK_END)
        try:
            if not self._is_in_place():
                raise OSError(2, "it was removed")
            left = memoryview(data)
            while left:  # a disk that becomes full takes a part, and says why it does not take the rest
                left = left[self._file.write(left) :]
            if self._settings.durable:
                os.fsync(self._file.fileno())
        except OSError as e:
            with contextlib.suppress(OSError):
                self._file.truncate(end)
            raise not_writable(self.path, e) from None
        self._superseded.take(entry.before, outcomes, in_shards=self._settings.shard_size > 0)

    def _is_in_place(self) -> bool:
        """Return whether the open file still has its name: what is written to a removed one is lost."""
        try:
            return os.path.samestat(os.stat(self.path), os.fstat(self._file.fileno()))
        except FileNotFoundError:
            return False

    def _line(self, entry: Entry, outcome: Outcome, now: str) -> dict[str, Any]:
        state = outcome.state
        source = state.file
        reports = {report.path: report for report in outcome.reports if report.format}
        return {
            "journal": VERSION,
            "input": entry.name,
            "story": outcome.story,
            "stories": state.stories,
            "sha256": state.sha256,
            "size": state.size,
            "options": entry.options,
            "wirecopy": __version__,
            "exit": outcome.exit_code,
            "codes": dict(sorted(Counter(f.code for r in outcome.reports for f in r.findings).items())),
            **(_identity(outcome)),
            **({"container": state.container_name} if state.container_name else {}),
            **({"errors": errors} if (errors := _errors(outcome.reports)) else {}),
            "documents": [
                {
                    "format": file.format,
                    "version": reports[file.path].version if file.path in reports else "",
                    "schema_valid": reports[file.path].schema_valid if file.path in reports else None,
                    "path": below(file.path, self._out),
                    "size": file.size,
                    "sha256": file.sha256,
                    **(_place_in(file) if file.item else {}),
                }
                for file in outcome.written
            ],
            "run": {
                "at": now,
                "seconds": round(state.seconds, 6),
                "host": self._host,
                "source": source.path if source else state.url,
                "state": [source.size, source.modified, state.inode] if source else [],
                "moment": state.moment,
                **({"container": list(state.container)} if state.container else {}),
                "sidecars": [list(sidecar) for sidecar in state.sidecars],
                **({"pictures": [list(picture) for picture in state.pictures]} if state.pictures else {}),
                **({"configuration": list(state.configuration)} if state.configuration else {}),
                "documents": [file.modified for file in outcome.written],
            },
        }


class Entry(NamedTuple):
    """What the journal calls an input, the digest of the options for it, and what earlier runs made of it."""

    name: str
    options: str
    before: Before = NOTHING_BEFORE


def _second_after(at: str) -> str:
    """Return the instant one second later; empty for any other text."""
    try:
        return instant(int(datetime.fromisoformat(at).timestamp()) + 1) if at else ""
    except (ValueError, OverflowError):
        return ""


_MAX_ERRORS = 10


def _identity(outcome: Outcome) -> dict[str, Any]:
    """Return what the story of an outcome is; what is empty is left out."""
    return {k: v for k, v in outcome.identity._asdict().items() if v} if outcome.identity else {}


def _errors(reports: Iterable[FileReport]) -> list[dict[str, str]]:
    """Return the first errors of an outcome."""
    findings = (finding for report in reports for finding in report.findings if finding.severity is Severity.ERROR)
    return [{"code": finding.code, "message": finding.message} for finding in islice(findings, _MAX_ERRORS)]


def _place_in(file: WrittenFile) -> dict[str, Any]:
    """Return where a document is in a file of many."""
    return {"item": file.item, "items": file.items, "name": file.name, "id": file.id}


def _earlier_reports(job: Job, line: dict[str, Any], written: Iterable[WrittenFile]) -> Iterator[FileReport]:
    """Yield the reports on an input that an earlier run did, and on its documents."""
    story, findings = line["story"], []
    if line["exit"]:
        codes = ", ".join(f"{count} {code}" for code, count in line["codes"].items())
        finding = Finding(
            code="INP054",
            severity=Severity.ERROR,
            message=f"unchanged since an earlier run, which reported {codes}",
            advice="See it again with --no-journal, or try it again with --retry-failed.",
        )
        findings.append(finding.at(job.path, story))
    yield FileReport(path=job.path, story=story, findings=tuple(findings))
    for file, document in zip(written, line["documents"], strict=True):
        if file.format == PICTURE:
            continue
        yield FileReport(
            path=file.path,
            story=story,
            format=file.format,
            version=document["version"],
            schema_valid=document["schema_valid"],
        )


def _are_whole(lines: Sequence[dict[str, Any]]) -> bool:
    """Return whether lines are those of one run on all stories of an input: some of them may be lost."""
    begin = 1 if lines[0]["stories"] > 1 else 0
    return (
        lines[0]["stories"] in (0, len(lines))
        and all(line["story"] == number for number, line in enumerate(lines, begin))
        and all(line["run"]["at"] == lines[0]["run"]["at"] for line in lines)
    )


def _name(job: Job) -> str:
    return name_in_journal(job.identity or job.name)


def name_in_journal(identity: str) -> str:
    """Return what the journal calls an input; bytes of a name that are not UTF-8 as escapes."""
    name = identity.replace(os.sep, "/")
    return name if name.isascii() else name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
