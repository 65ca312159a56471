"""Verification of bags, BagIt 0.93 to 1.0 (RFC 8493), by whomever they were made."""

from __future__ import annotations

import codecs
import hashlib
import os
import re
import unicodedata
from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing
from functools import cached_property
from typing import Any

from convert.batch import CheckPolicy, check
from convert.errors import ConvertError, InputError
from convert.findings import FileReport, Finding, Location, Severity, sort_findings
from convert.formats import FORMATS
from convert.limits import MAX_INPUT
from convert.packages.bagit import profiles
from convert.packages.bagit.manifests import ALGORITHMS, WEAK, Manifest, digests_of
from convert.packages.bagit.profiles import BagState, Profile
from convert.packages.bagit.streamed import SYSTEM_FILES, PayloadStream
from convert.packages.trees import NotPlain, Tree, folded, leaves, open_bag, suffix_of
from convert.packages.verified import Mode, Verified

MAX_FINDINGS = 1000
"""How many findings on one bag are reported."""

_VERSIONS = ("0.93", "0.94", "0.95", "0.96", "0.97", "1.0")
_MAX_TAG_FILE = 512 * 2**20
_MANIFEST = re.compile(r"(tag)?manifest-([A-Za-z0-9-]+)\.txt")
_LINE = re.compile(r"(?P<digest>[0-9A-Fa-f]+)(?P<space>[ \t]+)(?P<star>\*?)(?P<path>.*)", re.DOTALL)
_LABEL = re.compile(r"(?P<label>[^:\s][^:]*?)(?P<space>\s*):(?P<value>.*)", re.DOTALL)
_AGAIN = "Take the package again from where it came, or from another copy."


def recognise(tree: Tree) -> bool:
    """Return whether the files are those of a bag."""
    return tree.has("bagit.txt")


def verify(path: str, tree: Tree, mode: Mode, profile: Profile | None = None) -> Verified:
    """Verify the bag in `tree`, which was opened at `path`, and that it meets `profile`, and ours if it names that.

    Raises InputError if it cannot be read.
    """
    bag = _Bag(path, tree)
    bag.verify(mode, profile)
    return Verified((bag.report(), *bag.documents), bag.done(mode))


def verify_plain(path: str, mode: Mode, profile: Profile | None = None) -> Verified | None:
    """Verify the bag at `path` if it is plain; return None if it is not, or is no bag, or cannot be read.

    A plain bag is verified in less time and in memory that does not grow with its files.
    """
    files = None if mode == "contents" else open_bag(path)
    if files is None:
        return None
    with closing(files):
        try:
            found = ((name, match) for name in sorted(files.files) if (match := _MANIFEST.fullmatch(name)))
            named = [(name, _algorithm(match)) for name, match in found if not match[1]]
            manifests = [(name, algorithm) for name, algorithm in named if algorithm in ALGORITHMS]
            bag = _Bag(path, files, PayloadStream(files, manifests))
            bag.verify(mode, profile)
        except (NotPlain, InputError, OSError):
            return None
        return Verified((bag.report(),), bag.done(mode))


def _algorithm(manifest: re.Match[str]) -> str:
    """Return the algorithm of a manifest, of which the name was matched."""
    return manifest[2].lower().replace("-", "")


class _Bag:
    """A bag that is verified; the tree of one with a `payload` stream has its tag files alone."""

    def __init__(self, path: str, tree: Tree, payload: PayloadStream | None = None) -> None:
        self._path = path
        self._tree = tree
        self._payload = payload
        self._findings: list[Finding] = []
        self._dropped: Counter[Severity] = Counter()
        self._version = ""
        self._encoding = "utf-8"
        self._awaited: set[str] = set()
        self._read: Counter[bool] = Counter()
        self._used: list[str] = []
        self._fields: dict[str, list[str]] = {}
        self._places = tree.places
        self.documents: list[FileReport] = []

    @cached_property
    def _by_form(self) -> Mapping[str, Sequence[str]]:
        """The names of files without case and normal form; few bags need them."""
        found: dict[str, list[str]] = {}
        for name in self._tree.files:
            found.setdefault(folded(name), []).append(name)
        return found

    @property
    def _is_old(self) -> bool:
        """Whether the bag is of a version before 1.0, whose tools were less strict."""
        return self._version != "1.0"

    def report(self) -> FileReport:
        """Return the report on the package."""
        return FileReport(
            path=self._path, format="bagit", version=self._version, findings=sort_findings(self._findings)
        )

    def _add(
        self, code: str, message: str, advice: str = "", *, member: str = "", line: int = 0, least: str = "error"
    ) -> None:
        location = Location(path=self._path, member=member, line=line)
        if len(self._findings) >= MAX_FINDINGS and code != "PKG016":
            self._dropped[Severity(least)] += 1
            return
        self._findings.append(
            Finding(code=code, severity=Severity(least), message=message, advice=advice, location=location)
        )

    def done(self, mode: Mode) -> str:
        """Return one line on what was verified."""
        if mode == "complete":
            count = len(self._tree.files) + (self._payload.count if self._payload else 0)
            what = f"{count:,} files present, none of them read"
        else:
            tags = f"{self._read[True]:,} tag file{'' if self._read[True] == 1 else 's'}"
            what = f"{self._read[False]:,} files and {tags} read and compared by {', '.join(self._used)}"
        if mode == "contents":
            count = len(self.documents)
            what += f", {count:,} document{'' if count == 1 else 's'} checked"
        name = f"BagIt {self._version}".rstrip()
        return f"{self._path}: {name}, mode {mode}: {what}"

    def verify(self, mode: Mode, profile: Profile | None) -> None:
        """Verify the bag as far as `mode` says."""
        self._declaration()
        if self._payload and self._encoding != "utf-8":
            raise NotPlain
        for refused in self._tree.refused:
            code = "PKG006" if "leads out" in refused.reason else "PKG011"
            self._add(code, f"{refused.name} {refused.reason}", "It is not read.", member=refused.name)
        self._twins(self._tree.files)
        self._fetch()
        manifests = [m for name in sorted(self._tree.files) if (m := self._manifest(name)) is not None]
        payload = [m for m in manifests if not m.is_tag]
        tags = [m for m in manifests if m.is_tag]
        if not payload:
            self._add("PKG002", "the bag has no manifest of its payload that can be read", "Ask for a whole bag.")
        self._compare_names(payload, tags)
        self._compare_manifests(payload, tags)
        self._used = sorted({m.algorithm for m in manifests})
        for algorithm in sorted(WEAK.intersection(self._used)):
            if not any(m.algorithm not in WEAK for m in payload):
                message = f"{algorithm} finds accidents, but not forgery"
                self._add("PKG012", message, "Make bags with sha256 or sha512.", least="warning")
        if mode != "complete":
            self._compare_digests(manifests)
        self._info()
        self._check_profiles(profile, payload, tags)
        if mode == "contents":
            self._check_documents()
        if self._dropped:
            self._findings.append(
                Finding(
                    code="PKG024",
                    severity=max(self._dropped, key=lambda severity: severity.rank),
                    message=f"there are {self._dropped.total():,} more findings",
                    advice="",
                    location=Location(path=self._path),
                )
            )
        self._add("PKG016", self.done(mode).partition(": ")[2], least="notice")

    # ----------------------------------------------------------------------------------------------------------------
    # Tag files

    def _declaration(self) -> None:
        data = self._tree.read("bagit.txt", 2**16)
        if data.startswith(codecs.BOM_UTF8):
            self._add("PKG001", "bagit.txt begins with a byte order mark", "Remove it.", member="bagit.txt")
            data = data.removeprefix(codecs.BOM_UTF8)
        lines = [line for line in _lines(data.decode("utf-8", "replace")) if line.strip()]
        found = [re.fullmatch(r"BagIt-Version: *(\d+\.\d+)", lines[0])] if lines else []
        version = found[0][1] if found and found[0] else ""
        if version:
            self._version = version
        if version not in _VERSIONS:
            known = f"{_VERSIONS[0]} to {_VERSIONS[-1]}"
            message = f"the first line is {lines[0] if lines else ''!r}, not BagIt-Version: and a version"
            self._add("PKG001", message, f"Versions {known} are known.", member="bagit.txt", line=1)
        named = re.fullmatch(r"Tag-File-Character-Encoding: *(\S+)", lines[1]) if len(lines) > 1 else None
        if named is None or len(lines) > 2:
            message = "bagit.txt has not exactly the lines BagIt-Version and Tag-File-Character-Encoding"
            self._add("PKG001", message, "Write both, and nothing else.", member="bagit.txt", line=2)
        if named is not None:
            try:
                encoding = codecs.lookup(named[1]).name
                "".encode(encoding)
                self._encoding = encoding
            except (LookupError, ValueError):  # ValueError: with a NUL
                message = f"the encoding {named[1]!r} is not known"
                self._add("PKG001", message, "Use UTF-8.", member="bagit.txt", line=2)

    def _text(self, name: str) -> str | None:
        """Return the text of a tag file, None if it is not in its encoding."""
        data = self._tree.read(name, _MAX_TAG_FILE)
        if self._encoding == "utf-8" and data.startswith(codecs.BOM_UTF8):
            self._add("PKG013", "the file begins with a byte order mark", "Remove it.", member=name, least="warning")
            data = data.removeprefix(codecs.BOM_UTF8)
        try:
            return data.decode(self._encoding)
        except (UnicodeError, LookupError):
            message = f"the file is not in {self._encoding}, which bagit.txt names"
            self._add("PKG002", message, _AGAIN, member=name)
            return None

    def _manifest(self, name: str) -> Manifest | None:
        match = _MANIFEST.fullmatch(name)
        if match is None:
            return None
        algorithm = _algorithm(match)
        if algorithm not in ALGORITHMS:
            message = f"the algorithm {match[2]} is not known, so its digests are not compared"
            self._add("PKG002", message, f"Known are {', '.join(ALGORITHMS)}.", member=name)
            return None
        manifest = Manifest(name, algorithm, self._places, is_tag=bool(match[1]))
        if self._payload and not manifest.is_tag:
            return manifest  # its lines are read with the files
        if self._is_usual(name):
            self._usual_entries(manifest, self._texts(name))
        else:
            text = self._text(name)
            if text is None:
                return None
            if "\r" in text and text.count("\r\n") != text.count("\n"):
                self._add("PKG013", "the file has several kinds of line ends", _AGAIN, member=name, least="warning")
            if "\r" in text:
                for number, line in enumerate(_lines(text), 1):
                    if line.strip():
                        self._entry(manifest, line, number)
            else:
                self._usual_entries(manifest, iter([text]))
        if manifest.others:  # twins among the files themselves are found by their names
            names = (n for other in manifest.others for n in (other, *self._by_form.get(folded(other), ())))
            self._twins({n for n in names if manifest.get(n) is not None}, manifest.name)
        return manifest

    def _is_usual(self, name: str) -> bool:
        """Return whether a tag file is in UTF-8, without a byte order mark, and ends its lines with LF."""
        if self._encoding != "utf-8":
            return False
        decoder = codecs.getincrementaldecoder("utf-8")()
        size = 0
        try:
            for block in self._tree.blocks(name):
                if b"\r" in block or (not size and block.startswith(codecs.BOM_UTF8)):
                    return False
                size += len(block)
                if size > _MAX_TAG_FILE:
                    return False
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
        return True

    def _texts(self, name: str) -> Iterator[str]:
        """Yield the text of a usual tag file in pieces of whole lines."""
        rest = b""
        for block in self._tree.blocks(name):
            end = block.rfind(b"\n") + 1
            if end:
                yield (rest + block[:end]).decode()
                rest = block[end:]
            else:
                rest += block
        yield rest.decode()

    def _usual_entries(self, manifest: Manifest, texts: Iterator[str]) -> None:
        """Take the lines of a manifest that ends them with LF, in pieces; almost all have the usual form."""
        usual = re.compile(rf"([0-9a-f]{{{2 * manifest.size}}})  ([^%\n]+)(?:\n|\Z)").match
        beginning = "" if manifest.is_tag else "data/"
        number = 0
        for text in texts:
            lines = text.removesuffix("\n").split("\n")
            if "%" not in text and manifest.add_lines(lines, beginning):
                number += len(lines)
                continue
            at = 0
            while at < len(text):
                number += 1
                found = usual(text, at)
                if found and found[2].startswith(beginning) and manifest.add_new(found[2], found[1]):
                    at = found.end()
                    continue
                end = text.find("\n", at)
                line = text[at:] if end < 0 else text[at:end]
                if line.strip():
                    self._entry(manifest, line, number)
                at += len(line) + 1

    def _entry(self, manifest: Manifest, line: str, number: int) -> None:
        found = _LINE.fullmatch(line)
        if found is None or len(found["digest"]) != 2 * manifest.size or not found["path"]:
            message = f"the line is not a {manifest.algorithm} digest and a path"
            self._add("PKG002", message, _AGAIN, member=manifest.name, line=number)
            return
        digest, path = found["digest"], found["path"]
        loose = []
        if found["star"]:
            loose.append("an asterisk before the path, as md5sum writes it")
        if found["space"] not in (" ", "  "):
            loose.append("other white space than one or two spaces before the path")
        if digest not in (digest.lower(), digest.upper()):
            loose.append("a digest in small and capital letters")
        if path.startswith("./"):
            loose.append("a path that begins with ./")
            path = path[2:]
        name, is_raw = self._named(path)
        if is_raw:
            loose.append("a percent sign that is not encoded")
        for what in loose:
            self._add("PKG013", f"the line has {what}", member=manifest.name, line=number, least="warning")
        is_out = leaves(name) or leaves(path) or leaves(path.replace("\\", ""))
        if is_out or (not manifest.is_tag and not name.startswith("data/")):
            message = f"{path} leads out of the {'bag' if is_out else 'payload'}"
            self._add("PKG006", message, "It is not read.", member=manifest.name, line=number)
            return
        if (earlier := manifest.get(name)) is not None:
            same = earlier == bytes.fromhex(digest)
            message = f"{path} is listed twice, with {'the same digest' if same else 'different digests'}"
            least = "warning" if same and self._is_old else "error"
            self._add("PKG007", message, _AGAIN, member=manifest.name, line=number, least=least)
            return
        manifest.add(name, bytes.fromhex(digest))

    def _named(self, path: str) -> tuple[str, bool]:
        """Return the name of the file that a path means, and whether a percent sign in it was not encoded.

        From BagIt 1.0 on %25, %0A and %0D stand for percent signs and line breaks, but tools wrote names as they are.
        """
        if "%" not in path:
            return path, False
        decoded = re.sub(r"%(25|0[AaDd])", lambda match: chr(int(match[1], 16)), path)
        if self._is_old:
            return (path if path in self._tree.files or decoded not in self._tree.files else decoded), False
        if decoded in self._tree.files or path not in self._tree.files:
            return decoded, re.search(r"%(?!25|0[AaDd])", path) is not None
        return path, True

    def _fetch(self) -> None:
        if "fetch.txt" not in self._tree.files:
            return
        for number, line in enumerate(_lines(self._text("fetch.txt") or ""), 1):
            if not line.strip():
                continue
            parts = line.split(None, 2)
            if len(parts) < 3 or not re.fullmatch(r"-|\d+", parts[1]):
                message = "the line is not an address, a length and a path"
                self._add("PKG002", message, _AGAIN, member="fetch.txt", line=number)
                continue
            path = parts[2].rstrip().removeprefix("./")
            name, _ = self._named(path)
            if leaves(name) or leaves(path) or not name.startswith("data/"):
                message = f"{path} leads out of the payload"
                self._add("PKG006", message, "It is not fetched.", member="fetch.txt", line=number)
            elif name not in self._tree.files:
                self._awaited.add(name)
                message = f"incomplete here: {name} is still to be fetched, and nothing is ever fetched"
                self._add("PKG009", message, f"Fetch it from {parts[0]}.", member="fetch.txt", line=number)

    def _info(self) -> None:
        name = next((n for n in ("bag-info.txt", "package-info.txt") if n in self._tree.files), "")
        if not name:
            return
        label = ""
        for number, line in enumerate(_lines(self._text(name) or ""), 1):
            if not line.strip():
                continue
            if line[0] in " \t" and label:
                self._fields[label][-1] += f" {line.strip()}"
                continue
            found = _LABEL.fullmatch(line)
            if found is None:
                self._add("PKG002", "the line is not a label and a value", member=name, line=number, least="warning")
                continue
            label = found["label"].casefold()
            self._fields.setdefault(label, []).append(found["value"].strip())
            if found["space"] and not self._is_old:
                message = "white space before the colon"
                self._add("PKG013", f"the line has {message}", member=name, line=number, least="warning")
            if label == "payload-oxum":
                self._oxum(found["value"].strip(), name, number)

    def _oxum(self, value: str, name: str, line: int) -> None:
        if self._payload:
            count, size = self._payload.count, self._payload.size()
        else:
            sizes = [size for file, size in self._tree.files.items() if file.startswith("data/")]
            count, size = len(sizes), sum(sizes)
        stated = re.fullmatch(r"(\d+)\.(\d+)", value)
        if stated is None:
            self._add("PKG010", f"Payload-Oxum is {value!r}, not bytes.files", _AGAIN, member=name, line=line)
        elif (int(stated[1]), int(stated[2])) != (size, count) and not self._awaited:
            message = f"Payload-Oxum is {value}, but the payload has {size} bytes in {count} files"
            self._add("PKG010", message, _AGAIN, member=name, line=line)

    # ----------------------------------------------------------------------------------------------------------------
    # Files

    def _twins(self, names: Collection[str], member: str = "") -> None:
        forms = array("q", sorted(hash(folded(name)) for name in names))
        if all(forms[at] != forms[at + 1] for at in range(len(forms) - 1)):
            return
        groups: dict[str, list[str]] = {}
        for name in names:
            groups.setdefault(folded(name), []).append(name)
        for group in groups.values():
            if len(group) > 1:
                first, second = sorted(group)[:2]
                same_form = unicodedata.normalize("NFC", first) == unicodedata.normalize("NFC", second)
                how = "normal form" if same_form else "case"
                message = f"{first!a} and {second!a} differ only in {how}"
                least = "error" if same_form and not self._is_old else "warning"
                advice = "Elsewhere only one of them can exist; rename one."
                self._add("PKG008", message, advice, member=member or first, least=least)

    def _compare_names(self, payload: list[Manifest], tags: list[Manifest]) -> None:
        for manifest in (*payload, *tags):
            for name in list(manifest.others):
                self._missing(manifest, name)
        for name in self._tree.files:
            own = payload if name.startswith("data/") else tags
            lists = [m for m in own if m.has(name)]
            if name.startswith("data/"):
                if not lists:
                    self._add("PKG005", f"{name} is in no manifest", "Ask whoever made the bag.", member=name)
                elif len(lists) < len(payload):
                    without = next(m.name for m in payload if m not in lists)
                    least = "warning" if self._is_old else "error"
                    self._add("PKG005", f"{name} is not in {without}", _AGAIN, member=name, least=least)
            elif own and not lists and not name.startswith("tagmanifest-"):
                message = f"{name} is in no manifest of tag files, so that nothing protects it"
                self._add("PKG005", message, "Ask whoever made the bag.", member=name, least="warning")
            if name.rpartition("/")[2].lower() in SYSTEM_FILES:
                self._add("PKG015", f"{name} is a file of the system", member=name, least="warning")

    def _missing(self, manifest: Manifest, name: str) -> None:
        """Report a listed file that is not there, or take the one whose name differs in normal form alone."""
        if name in self._awaited:
            return
        twins = self._by_form.get(folded(name), [])
        same = [t for t in twins if unicodedata.normalize("NFC", t) == unicodedata.normalize("NFC", name)]
        if same and manifest.get(same[0]) is None:
            message = f"{name!a} is there as {same[0]!a}, in another normal form"
            self._add("PKG008", message, "It is read as that.", member=same[0], least="warning")
            manifest.add(same[0], manifest.others.pop(name))
            return
        listed = [twin for twin in twins if manifest.get(twin) == manifest.others[name]]
        if self._is_old and listed:
            message = f"{name!a} is missing, but {listed[0]!a} has its name but for case or form, and its digest"
            self._add("PKG003", message, member=name, least="warning")
        else:
            self._add("PKG003", f"{name} is missing, which {manifest.name} lists", _AGAIN, member=name)

    def _compare_manifests(self, payload: Sequence[Manifest], tags: Sequence[Manifest]) -> None:
        """Report manifests of tag files that are not there: nothing lists them, so one may have been removed."""
        algorithms = {manifest.algorithm for manifest in tags}
        missing = [m.algorithm for m in payload if m.algorithm not in algorithms]
        if tags and missing:
            message = f"there is no tagmanifest-{missing[0]}.txt beside manifest-{missing[0]}.txt, but other ones are"
            self._add("PKG022", message, "Ask whoever made the bag.", least="warning")
        elif payload and not tags:
            message = "there is no manifest of tag files, so that nothing protects them"
            self._add("PKG022", message, "Ask whoever made the bag.", least="notice")

    def _check_profiles(self, profile: Profile | None, payload: Sequence[Manifest], tags: Sequence[Manifest]) -> None:
        ours = profiles.ours()
        chosen = [profile] if profile else []
        if ours.identifier in self._fields.get("bagit-profile-identifier", ()):
            chosen += [ours] if profile is None or profile.identifier != ours.identifier else []
        media_type = "" if os.path.isdir(self._path) else _MEDIA_TYPES.get(suffix_of(self._path), "")
        names = self._tree.files
        state = BagState(
            version=self._version,
            info=self._fields,
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
                self._add("PKG014", message, "Ask whoever made the bag for another one.")

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
                self._add("PKG004", f"{name} cannot be read: {e.message}", _AGAIN, member=name)
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
        self._add("PKG004", message, _AGAIN, member=name)

    def _check_documents(self) -> None:
        policy = CheckPolicy(skip_unknown=True)
        suffixes = tuple(s for f in FORMATS if f.name != "text" for s in (f.suffix, f.shard_suffix) if s)
        for name, blocks in self._tree.contents():
            if not name.startswith("data/") or not name.lower().endswith(suffixes):
                continue
            path = f"{self._path}/{name}"
            if self._tree.files[name] > MAX_INPUT:
                message = f"{name} has more than {MAX_INPUT:,} bytes and was not checked"
                self._add("PKG017", message, "Unpack it, and check it alone.", member=name, least="warning")
                continue
            try:
                self.documents += check(path, b"".join(blocks), policy=policy).reports
            except ConvertError as e:
                self._add("PKG004", f"{name} cannot be read: {e.message}", _AGAIN, member=name)


_MEDIA_TYPES = {".zip": "application/zip", ".tar": "application/x-tar"} | dict.fromkeys(
    (".tar.gz", ".tgz"), "application/gzip"
)


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of a tag file, which end with LF, CR or both, and with nothing else."""
    if "\r" in text:
        yield from re.split(r"\r\n|\r|\n", text)
        return
    at = 0
    while (end := text.find("\n", at)) >= 0:
        yield text[at:end]
        at = end + 1
    yield text[at:]
