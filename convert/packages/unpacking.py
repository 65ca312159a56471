"""Unpacking: the files that a package holds, in a folder again, with their true names where the record knows them.

A package is verified first, and nothing is written if it has errors, except on demand. Files go into a new
folder beside the target, which becomes the target when all are there. No name leads out of it, no link is followed or
made, and no two names differ only in case or normal form, so that the same files are there on every system.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from typing import NamedTuple

from convert.atomic_write import whole_folder
from convert.batch.inputs.items import Notes
from convert.errors import EXIT_FINDINGS, EXIT_INPUT, EXIT_OK, InputError, OutputError, UsageError
from convert.findings import FileReport, Finding, Location, Severity, counted, sort_findings
from convert.packages import verify
from convert.packages.payload import Payload, is_safe, without_controls
from convert.packages.trees import DamagedError, Tree, folded, leaves, open_tree

_MAX_FINDINGS = 100


class Unpacked(NamedTuple):
    """The report on the package, one line on what was done, and the exit code."""

    report: FileReport
    done: str
    exit_code: int


def unpack(path: str, out: str, *, damaged: bool = False) -> Unpacked:
    """Unpack the package at `path` into the folder `out`, which must be new or empty.

    With `damaged`, a package that does not pass its verification is unpacked as far as it can be read: of a file that
    is not whole, what there is of it, with `.damaged` behind its name. Raises OutputError, and UsageError (INP015) for
    a folder in the package.
    """
    if os.path.realpath(out).startswith(os.path.join(os.path.realpath(path), "")):
        raise UsageError("INP015", f"{out} is in the package, which would change", "Choose another folder.")
    if os.path.isdir(out) and os.listdir(out):
        raise OutputError("INP009", f"{out} is there and is not empty", "Choose another folder with -o, or empty it.")
    verified = verify(path, "fixity")
    report = verified.reports[0]
    # What verification notices of a sound package concerns nobody who wants the files.
    found = [finding for finding in report.findings if finding.severity is Severity.ERROR]
    is_read = verified.exit_code in (EXIT_OK, EXIT_FINDINGS)
    if not damaged and (found or not is_read):
        if is_read:
            found.append(_finding(path, "PKG090", "the package is damaged, so nothing was unpacked", _ANYWAY))
        elif _is_damaged(path):
            found = [replace(finding, advice=f"{finding.advice} {_WITH_DAMAGED}") for finding in found]
        return Unpacked(_report(report, found), f"{path}: not unpacked", EXIT_INPUT)
    try:
        with closing(open_tree(path, salvage=damaged)) as tree, whole_folder(out) as folder:
            unpacking = _Unpacking(path, tree, folder, salvage=damaged)
            unpacking.write_all()
            if not is_read and not unpacking.count:
                raise InputError("PKG090", "nothing in the package can be read", "Take it from another copy.")
    except InputError as e:
        found.append(_finding(path, e.code, e.message, e.advice))
        return Unpacked(_report(report, found), f"{path}: not unpacked", EXIT_INPUT)
    found += unpacking.findings
    errors = any(finding.severity is Severity.ERROR for finding in found)
    done = f"{path}: {counted(unpacking.count, 'file')}, {unpacking.size:,} bytes unpacked into {out}"
    return Unpacked(_report(report, found), done, EXIT_FINDINGS if errors else EXIT_OK)


def _is_damaged(path: str) -> bool:
    """Whether an archive cannot be opened, but some of its files perhaps be read."""
    try:
        open_tree(path).close()
    except DamagedError:
        return True
    except InputError:
        return False
    return False


_OTHER_COPY = "Take it from another copy of the package."
_WITH_DAMAGED = "Or unpack what can be read with --damaged."
_ANYWAY = "Take it from another copy, or unpack what can be read with --damaged."


def _report(report: FileReport, findings: Sequence[Finding]) -> FileReport:
    return FileReport(path=report.path, format=report.format, version=report.version, findings=sort_findings(findings))


def _finding(path: str, code: str, message: str, advice: str, *, member: str = "", least: str = "error") -> Finding:
    location = Location(path=path, member=member)
    return Finding(code=code, severity=Severity(least), message=message, advice=advice, location=location)


class _Unpacking:
    """Files on their way into a new folder; `count` and `size` are of those that are there."""

    def __init__(self, path: str, tree: Tree, folder: str, *, salvage: bool) -> None:
        self._path = path
        self._salvage = salvage
        self._tree = tree
        self._folder = folder
        self._payload = Payload(tree, salvage=salvage)
        self._made = self._free = ""
        self.findings: list[Finding] = []
        self.count = 0
        self.size = 0

    def write_all(self) -> None:
        """Write the files. Raises InputError for damage, unless it is to be salvaged what can be read."""
        with closing(Notes()) as true_names, closing(Notes()) as taken:
            try:
                self._learn(true_names)
            except InputError:
                if not self._salvage:
                    raise
            try:
                for name, blocks in self._tree.contents():
                    packed = self._payload.names_of(name)
                    targets = [self._target(name, inner, true_names, taken) for inner in packed]
                    self._write(name, [target for target in targets if target], blocks, taken)
            except InputError as e:
                if not self._salvage:
                    raise
                self._add(e.code, e.message, e.advice)

    def _add(self, code: str, message: str, advice: str, *, member: str = "", least: str = "error") -> None:
        if len(self.findings) < _MAX_FINDINGS:
            self.findings.append(_finding(self._path, code, message, advice, member=member, least=least))

    def _learn(self, true_names: Notes) -> None:
        """Remember the true names that the record of our own packages knows."""
        for line in self._payload.record():
            name, true_name = line.get("name"), line.get("true_name")
            if line.get("kind") == "file" and isinstance(name, str) and isinstance(true_name, str):
                true_names.add(name, true_name.encode("utf-8", "surrogatepass"))

    def _target(self, name: str, inner: str, true_names: Notes, taken: Notes) -> str | None:
        """Return the path of a file below the folder, None if it is not unpacked."""
        if not is_safe(inner):
            message = "the name is too long, too deep, or leads out of the folder, so the file is not unpacked"
            self._add("PKG090", message, "Take it out of the package yourself.", member=name)
            return None
        inner = wanted = without_controls(inner)
        if (known := true_names.get(inner)) is not None and "/" in inner:
            true_name = known.decode("utf-8", "surrogatepass")
            wanted = f"{inner.partition('/')[0]}/{true_name}"
            if leaves(true_name) or not is_safe(wanted) or wanted != without_controls(wanted):
                message = f"the true name {true_name[:200]!a} is not safe here, so the file is called {inner}"
                self._add("PKG091", message, "stories.jsonl has the true names.", member=name, least="notice")
                wanted = inner
        if self._is_taken(folded(wanted), taken):
            return wanted
        for other in dict.fromkeys((inner, self._payload.other_name(name, inner))):
            if other != wanted and self._is_taken(folded(other), taken):
                message = f"the name {wanted!a} is that of another file but for case or form, so it is called {other}"
                self._add("PKG091", message, "stories.jsonl has the true names.", member=name, least="notice")
                return other
        message = "the name is that of another file but for case or form, or of a folder, so the file is not unpacked"
        self._add("PKG090", message, "Take it out of the package yourself.", member=name)
        return None

    def _is_taken(self, key: str, taken: Notes) -> bool:
        """Take a name, unless another file has it, or a folder, or a file is where one of its folders would be."""
        folder = key.rpartition("/")[0]
        if folder and folder != self._free:  # files of one folder follow one another
            folders = [folder, *(above for at, sign in enumerate(folder) if sign == "/" and (above := folder[:at]))]
            if any(map(taken.has, folders)):
                return False
            for above in folders:
                taken.add(f"{above}/")
            self._free = folder
        return not taken.has(f"{key}/") and taken.add(key)

    def _write(self, member: str, names: Sequence[str], blocks: Iterable[bytes], taken: Notes) -> None:
        """Write a file under each of its names. Raises InputError for damage, unless that is to be salvaged."""
        places = [self._place(name) for name in names]
        size = 0
        try:
            with ExitStack() as stack:
                files = [stack.enter_context(open(place, "xb")) for place in places]
                for block in blocks if files else ():
                    size += len(block)
                    for file in files:
                        file.write(block)
        except InputError as e:
            if not self._salvage:
                raise
            self._keep_damaged(member, names, size, e.message, taken)
            return
        self.count += len(files)
        self.size += size * len(files)

    def _keep_damaged(self, member: str, names: Sequence[str], size: int, reason: str, taken: Notes) -> None:
        """Call what there is of a file by a name that says that it is not whole; an empty one is removed."""
        kept = []
        for name in names:
            other = f"{name}.damaged"
            if size and is_safe(other) and taken.add(folded(other)):
                os.rename(self._place(name), self._place(other))
                kept.append(other)
            else:
                os.remove(self._place(name))
        self.count += len(kept)
        self.size += size * len(kept)
        saved = f"its first {size:,} bytes are in {', '.join(kept)}" if kept else "nothing of it was unpacked"
        self._add("PKG092", f"the file is damaged, {saved}: {reason}", _OTHER_COPY, member=member)

    def _place(self, name: str) -> str:
        folder = name.rpartition("/")[0]
        if folder != self._made:  # files of one folder follow one another
            os.makedirs(os.path.join(self._folder, folder), exist_ok=True)
            self._made = folder
        return os.path.join(self._folder, *name.split("/"))
