"""What journals say: the last lines of each input, and their numbers."""

from __future__ import annotations

import heapq
import json
import os
import shutil
import sqlite3
import stat
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from convert.batch.inputs import reason_of
from convert.batch.inputs.files import special_file
from convert.batch.journal_index import VERSION, Damage, lines_from
from convert.batch.urls import is_url
from convert.errors import EXIT_INPUT, InputError, UsageError

_SLOWEST = 10


class Slow(NamedTuple):
    """An input and the time that it took."""

    seconds: float
    name: str


@dataclass(slots=True)
class History:
    """The numbers of one or more journals, counting the last lines of each input.

    `exits` and `codes` count stories by exit code and findings by code, `formats` documents by format.
    """

    inputs: int = 0
    stories: int = 0
    failed: int = 0
    documents: int = 0
    size: int = 0
    seconds: float = 0.0
    began: str = ""
    ended: str = ""
    exits: Counter[int] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    formats: Counter[str] = field(default_factory=Counter)
    slowest: list[Slow] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """The exit code of a run that did all of it."""
        return max(self.exits, default=0)

    def add(self, lines: Sequence[dict[str, Any]]) -> None:
        """Count the lines of one input."""
        run = lines[0]["run"]
        self.inputs += 1
        self.stories += len(lines)
        self.failed += any(line["exit"] >= EXIT_INPUT for line in lines)
        self.seconds += run["seconds"]
        self.began = min(filter(None, (self.began, run["at"])))
        self.ended = max(self.ended, run["at"])
        heapq.heappush(self.slowest, Slow(run["seconds"], lines[0]["input"]))
        if len(self.slowest) > _SLOWEST:
            heapq.heappop(self.slowest)
        for line in lines:
            self.exits[line["exit"]] += 1
            self.codes.update(line["codes"])
            self.formats.update(document["format"] for document in line["documents"])
            self.documents += len(line["documents"])
            self.size += sum(document["size"] for document in line["documents"])

    def as_data(self) -> dict[str, Any]:
        """Return the numbers as values of JSON."""
        return {
            "journal": VERSION,
            "inputs": self.inputs,
            "stories": self.stories,
            "failed": self.failed,
            "documents": self.documents,
            "size": self.size,
            "seconds": round(self.seconds, 3),
            "began": self.began,
            "ended": self.ended,
            "exits": {str(code): count for code, count in sorted(self.exits.items())},
            "codes": dict(sorted(self.codes.items())),
            "formats": dict(sorted(self.formats.items())),
            "slowest": [{"input": slow.name, "seconds": slow.seconds} for slow in sorted(self.slowest, reverse=True)],
        }


def inputs_of(journals: Sequence[str], damage: Damage | None = None) -> Iterator[list[dict[str, Any]]]:
    """Yield the last lines of each input, in the order in which the journals, read one after the other, first name it.

    The last lines are those at the end of a journal, and of several journals those with the latest time. The
    places of lines are kept on disk, so that memory does not grow. Lines that cannot be read are passed over and
    counted in `damage`. Raises InputError (INP001, INP051).
    """
    database = sqlite3.connect("", isolation_level=None)
    database.executescript(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;"
        "CREATE TABLE input (number INTEGER PRIMARY KEY, name TEXT UNIQUE, file INT, begin INT, lines INT, at TEXT);"
    )
    files = []
    try:
        for number, path in enumerate(journals):
            files.append(opened_journal(path))
            last = ""
            for at, line in lines_from(files[-1], damage=damage):
                # The first line of some stories may be lost; what is left are not the next ones of an earlier run.
                is_first = line["story"] <= 1 or line["input"] != last
                last = line["input"]
                database.execute(
                    "INSERT INTO input (name, file, begin, lines, at) VALUES (?, ?, ?, 1, ?)"
                    " ON CONFLICT (name) DO UPDATE SET"
                    " lines = CASE WHEN ? THEN 1 ELSE lines + 1 END,"
                    " begin = CASE WHEN ? THEN excluded.begin ELSE begin END,"
                    " file = excluded.file, at = excluded.at"
                    " WHERE file = excluded.file OR (? AND at <= excluded.at)",
                    (line["input"], number, at, line["run"]["at"], *(3 * (is_first,))),
                )
        for file, begin, count in database.execute("SELECT file, begin, lines FROM input ORDER BY number"):
            yield [line for (_, line), _ in zip(lines_from(files[file], begin), range(count), strict=False)]
    finally:
        for opened in files:
            opened.close()
        database.close()


def opened_journal(path: str) -> Any:
    """Open a journal; one that comes through a pipe is copied, as its lines are read twice. Raises InputError."""
    try:
        mode = os.stat(path).st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode) or stat.S_ISDIR(mode)):
            raise special_file(f"{path} is a socket or a device, not a file")
        file = open(path, "rb")  # noqa: SIM115  (closed by the caller)
        if not stat.S_ISFIFO(mode):
            return file
        copied = tempfile.TemporaryFile()  # noqa: SIM115  (closed by the caller)
        with file:
            shutil.copyfileobj(file, copied, 2**20)
        return copied
    except FileNotFoundError:
        raise InputError("INP001", f"{path}: no such file", "Check the name.") from None
    except OSError as e:
        raise InputError("INP000", f"{path} cannot be read: {reason_of(e)}", "Check its permissions.") from None


def refuse_other_than_journal(path: str) -> None:
    """Refuse a file that would be replaced and is no journal, such as a source. Raises UsageError (INP015)."""
    if not os.path.isfile(path) or not os.path.getsize(path):
        return
    with opened_journal(path) as file:
        try:
            is_journal = next(lines_from(file), None) is not None
        except InputError:
            is_journal = False
    if not is_journal:
        raise UsageError("INP015", f"{path} would be replaced and is no journal", "Name another file.")


def source_of(line: dict[str, Any]) -> tuple[str, str]:
    """Return the absolute path or the URL of the file that an input came from, and a name for `--files-from`.

    The name has `/./` before what the journal calls the file, so that its documents get the same places again. Both
    are empty where there is no such file; the name is empty for an object below a folder of an object store, whose
    documents would get other places.
    """
    container = line["run"].get("container")
    path, name = (container[0], line["container"]) if container else (line["run"]["source"], line["input"])
    if not path:
        return "", ""
    if is_url(path):
        return path, "" if "/" in name else path
    ending = name.replace("/", os.sep)
    return path, f"{path[: -len(ending)]}{os.curdir}{os.sep}{ending}" if path.endswith(os.sep + ending) else path


def as_line(line: dict[str, Any]) -> str:
    """Return a line of a journal as text, with its line break."""
    return json.dumps(line, ensure_ascii=True, separators=(",", ":")) + "\n"
