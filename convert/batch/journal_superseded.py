"""Documents of earlier runs that are still there when an input has others now: under another name, in other formats."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from convert.batch.claims import comparable
from convert.batch.history import inputs_of, opened_journal
from convert.batch.inputs.items import Notes
from convert.batch.journal_index import Damage, lines_from
from convert.batch.perform import Outcome
from convert.batch.placing import below, digest_of, placed
from convert.batch.urls import is_url
from convert.errors import EXIT_INPUT, InputError
from convert.findings import FileReport, Finding, Severity

_NAMED = 3
"""How many documents the report names."""


class Before(NamedTuple):
    """When an earlier run did an input, and the paths, sizes, and numbers in their files, of its documents."""

    at: str
    documents: tuple[tuple[str, int, int], ...]


NOTHING_BEFORE = Before("", ())


def before_of(lines: Sequence[dict[str, Any]]) -> Before:
    """Return what an earlier run made of an input, from its lines in the journal."""
    documents = ((each["path"], each["size"], each.get("item", 0)) for line in lines for each in line["documents"])
    return Before(lines[0]["run"]["at"], tuple(documents))


class Superseded:
    """Collects the documents in an output folder that no line of the journal names any longer; memory does not grow."""

    def __init__(self, out: str) -> None:
        self._out = out
        self._notes: Notes | None = None
        self._first: list[str] = []
        self._count = 0

    def take(self, before: Before, outcomes: Sequence[Outcome], *, in_shards: bool) -> None:
        """Take the documents that an input had before and that are still there, if all its stories have others now.

        Whether a shard is left over says the run that makes shards.
        """
        if not before.documents or any(outcome.exit_code >= EXIT_INPUT for outcome in outcomes):
            return
        current = {comparable(below(file.path, self._out)) for outcome in outcomes for file in outcome.written}
        for path, size, item in before.documents:
            if comparable(path) in current or (item and in_shards):
                continue
            self._notes = self._notes or Notes()
            state = placed(_joined(self._out, path))
            if state and state.size == size and self._notes.add(path):
                self._count += 1
                self._first += [path] if self._count <= _NAMED else []

    def reports(self, journal: str) -> Iterator[FileReport]:
        """Yield the report on what was taken, if there is such."""
        if not self._count:
            return
        more = f" and {self._count - _NAMED:,} more" if self._count > _NAMED else ""
        which, are = ("a document", "is") if self._count == 1 else (f"{self._count:,} documents", "are")
        folder, _ = os.path.split(journal)
        journals, out = (
            shlex.quote(self._out if os.path.basename(folder) == ".wirecopy" else journal),
            shlex.quote(self._out),
        )
        finding = Finding(
            code="INP079",
            severity=Severity.WARNING,
            message=f"{which} of earlier runs {are} still there, and the journal names other ones now: "
            f"{', '.join(self._first)}{more}",
            advice=f"`wirecopy journal {journals} --superseded {out}` lists them all; remove what nobody needs.",
        )
        yield FileReport(path=self._out, format="text", findings=(finding.at(self._out),))


def superseded(journals: Sequence[str], out: str, damage: Damage) -> Iterator[str]:
    """Yield the documents in an output folder that earlier lines of journals name and the last ones do not.

    Those of inputs that failed at last are not among them, nor files that were changed; nor are names that some file
    systems take for another one. Raises InputError.
    """
    if not is_url(out) and not os.path.isdir(out):
        raise InputError("INP001", f"{out}: no such folder", "Name the output folder of the journal.")
    named, failed, yielded = Notes(), Notes(), Notes()
    for lines in inputs_of(journals, damage):
        if any(line["exit"] >= EXIT_INPUT for line in lines):
            failed.add(lines[0]["input"])
        for line in lines:
            for document in line["documents"]:
                named.add(comparable(document["path"]))
    for path in journals:
        with opened_journal(path) as file:
            for _, line in lines_from(file):
                for document in line["documents"]:
                    name = document["path"]
                    if (
                        named.has(comparable(name))
                        or failed.has(line["input"])
                        or not yielded.add(f"{name}\0{document['sha256']}")
                    ):
                        continue
                    place = _joined(out, name)
                    state = placed(place)
                    if state and state.size == document["size"] and digest_of(place) == document["sha256"]:
                        yield place


def _joined(out: str, path: str) -> str:
    return f"{out.rstrip('/')}/{path}" if is_url(out) else os.path.join(out, *path.split("/"))
