"""Bags of BagIt 1.0 (RFC 8493) from the contents of a package."""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import BinaryIO, Literal

from convert.errors import InputError, UsageError
from convert.findings import Finding, Location, Severity, counted
from convert.packages.bagit import profiles
from convert.packages.bagit.profiles import BagState, Profile
from convert.packages.contents import Contents
from convert.packages.contents.parts import ALGORITHMS, Part, Role, changed, copy, gone
from convert.packages.record import Layout as Places
from convert.packages.record import Record
from convert.packages.targets import Packed, Refused, Target, is_archive, media_type, open_target, root_of
from convert.version import __version__

Layout = Literal["plain", "archivematica"]

_OBJECTS: frozenset[Role] = frozenset({"source", "document", "trace", "report"})
_PAPERS = "metadata/submissionDocumentation"
_RECORDS = ("premis.xml", "premis.json")
_SUBMITTER = "source-organization"
_MAX_FINDINGS = 100


def write_bag(
    contents: Contents,
    path: str,
    *,
    profile: Profile | None = None,
    info: Iterable[tuple[str, str]] = (),
    layout: Layout = "plain",
    premis: bool = False,
    force: bool = False,
) -> Packed:
    """Write a bag to `path`, a folder or an archive by its suffix.

    The bag obeys `profile`, by default our own; `info` are labels and values for `bag-info.txt`. With
    `premis`, the payload has a PREMIS record. Raises Refused if a
    part is gone or changed or the profile asks for what there is not, OutputError, and UsageError for wrong `info`.
    """
    chosen = profile or profiles.ours()
    labels = _labels(info)
    with tempfile.TemporaryDirectory(prefix="wirecopy-") as folder:
        made = _archivematica_files(contents, folder) if layout == "archivematica" else []
        bag = _Bag(contents, path, chosen, labels, layout, made, folder, has_record=premis)
        bag.refuse()
        with open_target(path, time=contents.time, force=force) as target:
            return bag.write(target)


def _labels(info: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    labels = []
    for label, value in info:
        clean = " ".join(value.split())
        if not label.strip() or ":" in label or not label.isprintable() or not clean or not clean.isprintable():
            message = f"{label!r} with the value {value!r} is not a line of bag-info.txt"
            raise UsageError("INP011", message, "Write it as --info 'Contact-Name=Jane Doe'.")
        labels.append((label.strip(), clean))
    return labels


class _Bag:
    def __init__(
        self,
        contents: Contents,
        path: str,
        profile: Profile,
        labels: Sequence[tuple[str, str]],
        layout: Layout,
        made: Sequence[Part],
        folder: str,
        *,
        has_record: bool,
    ) -> None:
        self._contents = contents
        self._path = path
        self._profile = profile
        self._labels = labels
        self._layout = layout
        self._made = made
        self._folder = folder
        self._has_record = has_record
        self._version = profile.version()
        self._manifests = profile.algorithms(ALGORITHMS)
        self._tag_manifests = profile.algorithms(ALGORITHMS, of_tags=True)

    def refuse(self) -> None:
        """Raise Refused if it is known beforehand that there can be no bag."""
        findings = [*self._contents.problems, *(self._lost() if self._contents.problems else ())]
        fields: dict[str, list[str]] = {}
        for label, value in self._info(0, 0):
            fields.setdefault(label.casefold(), []).append(value)
        state = BagState(
            version=self._version,
            info=fields,
            manifests=self._manifests,
            tag_manifests=self._tag_manifests,
            payload=(f"data/{self._name(part)}" for part in self._parts()),
            media_type=media_type(self._path) if is_archive(self._path) else "",
        )
        advice = "Give what bag-info.txt needs with --info 'LABEL=VALUE', or ask the archive."
        for problem in self._profile.problems(state):
            findings.append(self._finding("PKG014", f"the profile is not met: {problem}", advice))
            if len(findings) >= _MAX_FINDINGS:
                break
        if findings:
            raise Refused(findings)

    def _finding(self, code: str, message: str, advice: str) -> Finding:
        location = Location(path=self._path)
        return Finding(code=code, severity=Severity.ERROR, message=message, advice=advice, location=location)

    def _lost(self) -> list[Finding]:
        """Return what can be seen of other documents that are gone or changed without reading them."""
        found = []
        for part in self._contents.parts:
            try:
                size = os.stat(part.place).st_size
            except OSError:
                size = -1
            if size != part.size:
                error = changed(part.role, part.true_name) if size >= 0 else gone(part.role, part.true_name)
                found.append(self._finding(error.code, error.message, error.advice))
        return found[:_MAX_FINDINGS]

    def _parts(self) -> Iterator[Part]:
        yield from self._contents.parts
        yield from self._made

    def _name(self, part: Part) -> str:
        """Return the name of a part in the payload."""
        if self._layout == "plain" or part.name.startswith("metadata/"):
            return part.name
        return f"objects/{part.name}" if part.role in _OBJECTS else f"{_PAPERS}/{part.name}"

    def _info(self, size: int, files: int) -> Iterator[tuple[str, str]]:
        """Yield the labels and values of bag-info.txt: those given, those that the profile allows but one value for,
        and ours.
        """
        given = {label.casefold() for label, _ in self._labels}
        yield from self._labels
        stories = len(self._contents.stories)
        ours = {
            "BagIt-Profile-Identifier": self._profile.identifier,
            "Bagging-Date": self._contents.time[:10],
            "Bag-Software-Agent": f"wirecopy {__version__} <https://w3id.org/wirecopy>",
            "External-Description": counted(stories, "news story"),
            "Bag-Size": _readable(size),
            "Bag-Count": "1 of 1",
            "Payload-Oxum": f"{size}.{files}",
        }
        for label, tag in self._profile.tags.items():
            values = self._profile.values_of(label)
            if len(values) == 1 and tag.get("required", False):
                ours[next((name for name in ours if name.casefold() == label.casefold()), label)] = values[0]
        allowed = {label.casefold(): self._profile.values_of(label) for label in self._profile.tags}
        for label, value in ours.items():
            is_wanted = label != "Bag-Count" or label.casefold() in allowed
            values = allowed.get(label.casefold(), ())
            if label.casefold() not in given and is_wanted and (not values or value in values):
                yield label, value

    def write(self, target: Target) -> Packed:
        """Write the files. Raises Refused if a part is gone or changed."""
        count, size = self._write_payload(target)
        tags = [self._part(f"manifest-{name}.txt") for name in self._manifests]
        lines = "".join(f"{label}: {value}\n" for label, value in self._info(size, count))
        tags.append(self._made_file("bag-info.txt", lines))
        declaration = f"BagIt-Version: {self._version}\nTag-File-Character-Encoding: UTF-8\n"
        tags.append(self._made_file("bagit.txt", declaration))
        listed = dict.fromkeys(self._tag_manifests, "")
        for part in tags[:-1]:
            copied = target.copy(part.name, part, self._tag_manifests)
            for name in listed:
                listed[name] += f"{copied.digests[name]}  {part.name}\n"
        digests = copy(tags[-1], lambda block: None, self._tag_manifests).digests
        for name, text in listed.items():
            target.add(f"tagmanifest-{name}.txt", (text + f"{digests[name]}  bagit.txt\n").encode())
        target.add("bagit.txt", declaration.encode())  # the last: a folder without it is no bag
        stories = counted(len(self._contents.stories), "story")
        return Packed(f"{self._path}: BagIt {self._version}: {stories}, {count:,} files, {size:,} bytes")

    def _write_payload(self, target: Target) -> tuple[int, int]:
        """Write the payload and its manifests; return the number of files and bytes."""
        count, size = 0, 0
        findings: list[Finding] = []
        algorithms = tuple(dict.fromkeys(self._manifests))
        with ExitStack() as stack:
            manifests: Mapping[str, BinaryIO] = {
                name: stack.enter_context(open(os.path.join(self._folder, f"manifest-{name}.txt"), "wb"))
                for name in algorithms
            }
            record = self._record(stack) if self._has_record else None
            copied_by = tuple(dict.fromkeys((*algorithms, "sha256"))) if record else algorithms
            for part in self._with_record(record):
                name = f"data/{self._name(part)}"
                try:
                    if findings:  # find the other reasons, too; nothing more is written
                        copy(part, lambda block: None)
                        continue
                    copied = target.copy(name, part, copied_by)
                except InputError as e:
                    findings.append(self._finding(e.code, e.message, e.advice))
                    if len(findings) >= _MAX_FINDINGS:
                        break
                    continue
                for algorithm, manifest in manifests.items():
                    manifest.write(f"{copied.digests[algorithm]}  {name}\n".encode())
                if record and part.name not in _RECORDS:
                    record.add(part, name, copied.size, copied.digests["sha256"])
                count += 1
                size += copied.size
        if findings:
            raise Refused(findings)
        return count, size

    def _record(self, stack: ExitStack) -> Record:
        objects, papers = ("objects/", f"{_PAPERS}/") if self._layout == "archivematica" else ("", "")
        places = Places(
            kind=f"BagIt {self._version}",
            beginnings=dict.fromkeys(_OBJECTS, f"data/{objects}"),
            other=f"data/{papers}",
            original=f"data/{objects}sources",
            converted=f"data/{objects}documents",
        )
        found = Record(self._contents, root_of(self._path), places, self._folder, stack)
        found.submitter = next((value for label, value in self._labels if label.casefold() == _SUBMITTER), "")
        return found

    def _with_record(self, made: Record | None) -> Iterator[Part]:
        """Yield the parts, and then the record of them."""
        yield from self._parts()
        if made:
            for name, pieces in zip(_RECORDS, (made.xml(""), made.json()), strict=True):
                place = os.path.join(self._folder, name)
                with open(place, "w", encoding="utf-8", newline="") as file:
                    file.writelines(pieces)
                yield _own_part(name, place)

    def _part(self, name: str) -> Part:
        place = os.path.join(self._folder, name)
        return _own_part(name, place)

    def _made_file(self, name: str, text: str) -> Part:
        place = os.path.join(self._folder, name)
        with open(place, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        return _own_part(name, place)


def _own_part(name: str, place: str) -> Part:
    return Part(
        name=name,
        true_name=name,
        role="record",
        size=os.path.getsize(place),
        sha256=None,
        media_type="text/plain",
        story=0,
        place=place,
    )


def _readable(size: int) -> str:
    """Return a size as people read it."""
    value, unit = float(size), "B"
    for larger in ("KB", "MB", "GB", "TB"):
        if value < 1000:
            break
        value, unit = value / 1000, larger
    return f"{value:.0f} {unit}" if unit == "B" else f"{value:.1f} {unit}"


# --------------------------------------------------------------------------------------------------------------------
# Archivematica

_COLUMNS = ("filename", "dc.title", "dc.identifier", "dc.date", "dc.language", "dc.publisher", "dc.format", "dc.source")


def _archivematica_files(contents: Contents, folder: str) -> list[Part]:
    """Return the descriptive metadata that Archivematica takes in: a row of Dublin Core for each document."""
    place = os.path.join(folder, "metadata.csv")
    with open(place, "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(_COLUMNS)
        for story in contents.stories:
            found = contents.described(story)
            for document in story.documents:
                if document.item == 0:
                    media_type = contents.part(document.name).media_type
                    row = (
                        *(f"objects/{document.name}", found.title, story.id, story.updated, found.language),
                        *(found.publisher, media_type, f"objects/{story.source}" if story.source else ""),
                    )
                    rows.writerow(row)
    return [_own_part("metadata/metadata.csv", place)]
