"""Verification of bags, BagIt 0.93 to 1.0 (RFC 8493), by whomever they were made."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from typing import Any

from convert.errors import InputError
from convert.findings import FileReport, counted
from convert.packages.bagit import profiles
from convert.packages.bagit.findings import BagFindings
from convert.packages.bagit.manifests import WEAK, Manifest, digests_of
from convert.packages.bagit.profiles import BagState, Profile
from convert.packages.bagit.streamed import PayloadStream
from convert.packages.bagit.tag_files import TagFiles, payload_manifests
from convert.packages.payload import check_documents
from convert.packages.trees import NotPlain, Tree, folded, open_bag, suffix_of
from convert.packages.verified import AGAIN, SYSTEM_FILES, Mode, Verified


def recognise(tree: Tree) -> bool:
    """Return whether the files are those of a bag."""
    return tree.has("bagit.txt")


def verify(path: str, tree: Tree, mode: Mode, profile: Profile | None = None) -> Verified:
    """Verify the bag in `tree`, which was opened at `path`, and that it meets `profile`, and ours if it names that.

    Raises InputError if it cannot be read.
    """
    bag = _Bag(path, tree)
    bag.verify(mode, profile)
    return Verified((bag.report(mode), *bag.documents), bag.done(mode))


def verify_plain(path: str, mode: Mode, profile: Profile | None = None) -> Verified | None:
    """Verify the bag at `path` if it is plain; return None if it is not, or is no bag, or cannot be read.

    A plain bag is verified in less time and in memory that does not grow with its files.
    """
    files = None if mode == "contents" else open_bag(path)
    if files is None:
        return None
    with closing(files):
        try:
            bag = _Bag(path, files, PayloadStream(files, payload_manifests(files.files)))
            bag.verify(mode, profile)
        except (NotPlain, InputError, OSError):
            return None
        return Verified((bag.report(mode),), bag.done(mode))


class _Bag:
    """A bag that is verified; the tree of one with a `payload` stream has its tag files alone."""

    def __init__(self, path: str, tree: Tree, payload: PayloadStream | None = None) -> None:
        self._path = path
        self._tree = tree
        self._payload = payload
        self._findings = BagFindings(path)
        self._tags = TagFiles(tree, self._findings, payload)
        self._read: Counter[bool] = Counter()
        self._used: list[str] = []
        self._places = tree.places
        self.documents: list[FileReport] = []

    def report(self, mode: Mode) -> FileReport:
        """Return the report on the package, which was verified."""
        return self._findings.report(self._tags.version, self.done(mode).partition(": ")[2])

    def done(self, mode: Mode) -> str:
        """Return one line on what was verified."""
        if mode == "complete":
            count = len(self._tree.files) + (self._payload.count if self._payload else 0)
            what = f"{count:,} files present, none of them read"
        else:
            tags = counted(self._read[True], "tag file")
            what = f"{self._read[False]:,} files and {tags} read and compared by {', '.join(self._used)}"
        if mode == "contents":
            what += f", {counted(len(self.documents), 'document')} checked"
        name = f"BagIt {self._tags.version}".rstrip()
        return f"{self._path}: {name}, mode {mode}: {what}"

    def verify(self, mode: Mode, profile: Profile | None) -> None:
        """Verify the bag as far as `mode` says."""
        self._tags.read_declaration()
        if self._payload and self._tags.encoding != "utf-8":
            raise NotPlain
        for refused in self._tree.refused:
            code = "PKG006" if "leads out" in refused.reason else "PKG011"
            self._findings.add(code, f"{refused.name} {refused.reason}", "It is not read.", member=refused.name)
        self._tags.report_twins(self._tree.files)
        self._tags.read_fetch()
        manifests = self._tags.read_manifests()
        payload = [m for m in manifests if not m.is_tag]
        tags = [m for m in manifests if m.is_tag]
        if not payload:
            self._findings.add(
                "PKG002", "the bag has no manifest of its payload that can be read", "Ask for a whole bag."
            )
        self._compare_names(payload, tags)
        self._compare_manifests(payload, tags)
        self._used = sorted({m.algorithm for m in manifests})
        for algorithm in sorted(WEAK.intersection(self._used)):
            if not any(m.algorithm not in WEAK for m in payload):
                message = f"{algorithm} finds accidents, but not forgery"
                self._findings.add("PKG012", message, "Make bags with sha256 or sha512.", least="warning")
        if mode != "complete":
            self._compare_digests(manifests)
        self._tags.read_info()
        self._check_profiles(profile, payload, tags)
        if mode == "contents":
            self.documents += check_documents(self._tree, self._path, _is_payload, self._findings.add)

    def _compare_names(self, payload: list[Manifest], tags: list[Manifest]) -> None:
        for manifest in (*payload, *tags):
            for name in list(manifest.others):
                self._missing(manifest, name)
        for name in self._tree.files:
            own = payload if name.startswith("data/") else tags
            lists = [m for m in own if m.has(name)]
            if name.startswith("data/"):
                if not lists:
                    self._findings.add("PKG005", f"{name} is in no manifest", "Ask whoever made the bag.", member=name)
                elif len(lists) < len(payload):
                    without = next(m.name for m in payload if m not in lists)
                    least = "warning" if self._tags.is_old else "error"
                    self._findings.add("PKG005", f"{name} is not in {without}", AGAIN, member=name, least=least)
            elif own and not lists and not name.startswith("tagmanifest-"):
                message = f"{name} is in no manifest of tag files, so that nothing protects it"
                self._findings.add("PKG005", message, "Ask whoever made the bag.", member=name, least="warning")
            if name.rpartition("/")[2].lower() in SYSTEM_FILES:
                self._findings.add("PKG015", f"{name} is a file of the system", member=name, least="warning")

    def _missing(self, manifest: Manifest, name: str) -> None:
        """Report a listed file that is not there, or take the one whose name differs in normal form alone."""
        if name in self._tags.awaited:
            return
        twins = self._tags.by_form.get(folded(name), [])
        same = [t for t in twins if unicodedata.normalize("NFC", t) == unicodedata.normalize("NFC", name)]
        if same and manifest.get(same[0]) is None:
            message = f"{name!a} is there as {same[0]!a}, in another normal form"
            self._findings.add("PKG008", message, "It is read as that.", member=same[0], least="warning")
            manifest.add(same[0], manifest.others.pop(name))
            return
        listed = [twin for twin in twins if manifest.get(twin) == manifest.others[name]]
        if self._tags.is_old and listed:
            message = f"{name!a} is missing, but {listed[0]!a} has its name but for case or form, and its digest"
            self._findings.add("PKG003", message, member=name, least="warning")
        else:
            self._findings.add("PKG003", f"{name} is missing, which {manifest.name} lists", AGAIN, member=name)

    def _compare_manifests(self, payload: Sequence[Manifest], tags: Sequence[Manifest]) -> None:
        """Report manifests of tag files that are not there: nothing lists them, so one may have been removed."""
        algorithms = {manifest.algorithm for manifest in tags}
        missing = [m.algorithm for m in payload if m.algorithm not in algorithms]
        if tags and missing:
            message = f"there is no tagmanifest-{missing[0]}.txt beside manifest-{missing[0]}.txt, but other ones are"
            self._findings.add("PKG022", message, "Ask whoever made the bag.", least="warning")
        elif payload and not tags:
            message = "there is no manifest of tag files, so that nothing protects them"
            self._findings.add("PKG022", message, "Ask whoever made the bag.", least="notice")

    def _check_profiles(self, profile: Profile | None, payload: Sequence[Manifest], tags: Sequence[Manifest]) -> None:
        ours = profiles.ours()
        chosen = [profile] if profile else []
        if ours.identifier in self._tags.fields.get("bagit-profile-identifier", ()):
            chosen += [ours] if profile is None or profile.identifier != ours.identifier else []
        media_type = "" if os.path.isdir(self._path) else _MEDIA_TYPES.get(suffix_of(self._path), "")
        names = self._tree.files
        state = BagState(
            version=self._tags.version,
            info=self._tags.fields,
            manifests=[manifest.algorithm for manifest in payload],
            tag_manifests=[manifest.algorithm for manifest in tags],
            tag_files=(name for name in names if not name.startswith("data/")),
            payload=self._payload.names() if self._payload else (n for n in names if n.startswith("data/")),
            has_fetch="fetch.txt" in names,
            media_type=media_type,
        )
        for each in chosen:
            for problem in each.problems(state):
                message = f"the profile {each.identifier} is not met: {problem}"
                self._findings.add("PKG014", message, "Ask whoever made the bag for another one.")

    def _compare_digests(self, manifests: Sequence[Manifest]) -> None:
        of_tags = [(m, getattr(hashlib, m.algorithm)) for m in manifests if m.is_tag]
        of_payload = [(m, getattr(hashlib, m.algorithm)) for m in manifests if not m.is_tag]
        read = self._read
        for name, blocks in self._tree.contents():
            is_tag = not name.startswith("data/")
            place = self._places[name]
            listed: list[Manifest] = []
            kinds: list[Callable[..., Any]] = []
            for manifest, new in of_tags if is_tag else of_payload:
                if manifest.is_listed[place]:
                    listed.append(manifest)
                    kinds.append(new)
            if not listed:
                continue
            try:
                found = digests_of(blocks, kinds)
            except InputError as e:
                self._findings.add("PKG004", f"{name} cannot be read: {e.message}", AGAIN, member=name)
                continue
            read[is_tag] += 1
            wrong = [m.algorithm for m, own in zip(listed, found, strict=True) if not m.is_digest(place, own)]
            if wrong:
                self._add_wrong(name, wrong)
        if self._payload:
            read[False] += self._payload.count
            for name, wrong in self._payload.wrong():
                self._add_wrong(name, wrong)

    def _add_wrong(self, name: str, algorithms: Sequence[str]) -> None:
        message = f"{name} is not what it was: its {', '.join(algorithms)} differs"
        self._findings.add("PKG004", message, AGAIN, member=name)


def _is_payload(name: str) -> bool:
    return name.startswith("data/")


_MEDIA_TYPES = {".zip": "application/zip", ".tar": "application/x-tar"} | dict.fromkeys(
    (".tar.gz", ".tgz"), "application/gzip"
)
