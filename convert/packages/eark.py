"""E-ARK information packages: verification against the requirements of CSIP 2.2.0, by whomever they were made."""

from __future__ import annotations

import contextlib
import hashlib
import posixpath
import re
import tempfile
import zlib
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from typing import Any, BinaryIO, NamedTuple, cast
from urllib.parse import unquote

from convert.batch import CheckPolicy, check
from convert.documents import DocumentError
from convert.errors import ConvertError, InputError
from convert.findings import FileReport, Finding, Location, Severity, sort_findings
from convert.formats import FORMATS
from convert.limits import MAX_INPUT
from convert.packages import mets, premis
from convert.packages.mets import CSIP, XLINK, Document, Group, Reference, attribute, local
from convert.packages.trees import Tree, folded, leaves
from convert.packages.verified import Mode, Verified

VERSION = "2.2.0"
"""The version of the Common Specification for Information Packages."""

METS_NAME = "METS.xml"
MAX_METS = 2**30
"""The maximum size of a METS or PREMIS document in bytes."""

MAX_ALIKE = 1_000
"""How many findings of a kind are reported."""

_HELD = 2**24

CONTENT_CATEGORIES = frozenset(
    {
        *("textual works - print", "textual works - digital", "textual works - electronic serials"),
        *("digital musical composition (score-based representations)", "musical scores - print"),
        *("musical scores - digital", "photographs - print", "photographs - digital", "other graphic images - print"),
        *("other graphic images - digital", "microforms", "audio - on tangible medium (digital or analog)"),
        *("audio - media-independent (digital)", "motion pictures - digital and physical media"),
        *("video - file-based and physical media", "software", "software and video games", "email", "datasets"),
        *("geospatial data", "geographic information system (gis) - vector data"),
        *("gis raster and georeferenced images", "gis vector and raster combined", "non-gis cartographic"),
        *("2d and 3d computer aided design", "design (schematics, architectural drawings) - print"),
        *("scanned 3d objects (output from photogrammetry scanning)", "databases", "websites", "web archives"),
        *("collection", "event", "image", "interactive resource", "moving image", "sound", "still image", "text"),
        *("physical object", "service", "mixed", "other"),
    }
)
"""The categories of content, in small letters and with plain hyphens."""

CONTENT_TYPES = frozenset(
    {
        *("ERMS", "SIARD1", "SIARD2", "SIARDDK", "GeoData", "citscarchival_v1_0", "cscarchival_v1_0"),
        *("citcarchival_v1_0", "citsarchival_v1_0", "csarchival_v1_0", "citserms_v2_1", "citserms_v3_0"),
        *("citspremis_v1_0", "cspremis_v1_0", "citsehpj_v1_0", "citsehpj_v2_0", "citsehcr_v1_0", "citssiard_v1_0"),
        *("citsgeospatial_v3_0", "cits3dpm_v1_0", "MIXED", "OTHER"),
    }
)
"""The content information types of the vocabulary and of the extension schema, which differ."""

PACKAGE_TYPES = ("SIP", "AIP", "DIP", "AIU", "AIC")
STATUSES = ("SUPERSEDED", "CURRENT")
USES = ("Documentation", "Schemas", "Representations", "Metadata")

_ALGORITHMS = {
    "MD5": "md5",
    "SHA-1": "sha1",
    "SHA-256": "sha256",
    "SHA-384": "sha384",
    "SHA-512": "sha512",
    "CRC32": "crc32",
    "Adler-32": "adler32",
}
_WEAK = frozenset({"md5", "sha1", "crc32", "adler32"})
_MEDIA_TYPE = re.compile(
    r"(application|audio|font|haptics|image|message|model|multipart|text|video|chemical|x-[\w-]+)/[\w!#$&^.+-]+(\s*;.*)?",
    re.ASCII | re.IGNORECASE,
)
_KEPT_EMPTY = frozenset({".gitkeep", ".keep"})
_SYSTEM_FILES = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_AGAIN = "Take the package again from where it came, or from another copy."
_ASK = "Ask whoever made the package for another one."


class _Requirements(NamedTuple):
    """The requirements about what a METS document says of a file that it refers to."""

    location_type: str = ""
    link_type: str = ""
    href: str = ""
    metadata_type: str = ""
    media_type: str = ""
    size: str = ""
    created: str = ""
    checksum: str = ""
    algorithm: str = ""


_REFERENCES = {
    "dmdSec": _Requirements(*(f"CSIP{number}" for number in range(22, 31))),
    "digiprovMD": _Requirements(*(f"CSIP{number}" for number in range(36, 45))),
    "rightsMD": _Requirements(*(f"CSIP{number}" for number in range(49, 58))),
    "file": _Requirements("CSIP77", "CSIP78", "CSIP79", "", "CSIP68", "CSIP69", "CSIP70", "CSIP71", "CSIP72"),
    "mptr": _Requirements("CSIP112", "CSIP111", "CSIP110"),
}
_ATTRIBUTES = {
    "location_type": "LOCTYPE",
    "link_type": "xlink:type",
    "href": "xlink:href",
    "metadata_type": "MDTYPE",
    "media_type": "MIMETYPE",
    "size": "SIZE",
    "created": "CREATED",
    "checksum": "CHECKSUM",
    "algorithm": "CHECKSUMTYPE",
}
_SECTIONS = {"dmdSec": ("CSIP18", "CSIP20", "CSIP21"), "digiprovMD": ("CSIP33", "CSIP34", "CSIP35")}
_SECTIONS["rightsMD"] = ("CSIP46", "CSIP47", "CSIP48")
_DIVISIONS = {
    "Metadata": "CSIP89",
    "Documentation": "CSIP94",
    "Schemas": "CSIP98",
    "Representations": "CSIP102",
}
_POINTERS = {
    "Documentation": ("CSIP93", "CSIP96 CSIP116"),
    "Schemas": ("CSIP97", "CSIP100 CSIP118"),
}


class _Digest(NamedTuple):
    """A digest that a document states of a file, and where."""

    algorithm: str
    digest: str
    requirement: str
    member: str
    line: int


class _Digests:
    """The digests that documents state of files, by the places of the files; the first SHA-256 of each takes less room.

    A digest that is stated again is held once.
    """

    def __init__(self, files: int) -> None:
        self._first = bytearray(32 * files)
        self._lines = array("l", bytes(array("l").itemsize * files))
        self._sources = array("l", bytes(array("l").itemsize * files))
        self._known: list[tuple[str, str]] = [("", "")]
        self._numbers: dict[tuple[str, str], int] = {}
        self._others: dict[int, list[_Digest]] = {}

    def add(self, place: int, stated: _Digest) -> None:
        """Add a digest of the file at a place."""
        is_plain = stated.algorithm == "sha256" and re.fullmatch("[0-9a-f]{64}", stated.digest) is not None
        if is_plain and not self._sources[place]:
            source = (stated.requirement, stated.member)
            number = self._numbers.setdefault(source, len(self._known))
            if number == len(self._known):
                self._known.append(source)
            self._first[32 * place : 32 * place + 32] = bytes.fromhex(stated.digest)
            self._lines[place], self._sources[place] = stated.line, number
        elif all(each[:2] != stated[:2] for each in self.get(place)):
            self._others.setdefault(place, []).append(stated)

    def get(self, place: int) -> list[_Digest]:
        """Return the digests of the file at a place."""
        others = self._others.get(place, [])
        if not self._sources[place]:
            return others
        digest = self._first[32 * place : 32 * place + 32].hex()
        return [_Digest("sha256", digest, *self._known[self._sources[place]], self._lines[place]), *others]


def recognise(tree: Tree) -> bool:
    """Return whether the files are those of an E-ARK package, whole or damaged."""
    names = tree.files
    return METS_NAME in names or any(
        name.startswith("representations/") or (name.startswith("metadata/") and name.count("/") > 1) for name in names
    )


def verify(path: str, tree: Tree, mode: Mode) -> Verified:
    """Verify the E-ARK package in `tree`, which was opened at `path`. Raises InputError if it cannot be read."""
    package = _Package(path, tree)
    package.verify(mode)
    return Verified((package.report(), *package.documents), package.done(mode))


class _Package:
    """An E-ARK package that is verified."""

    def __init__(self, path: str, tree: Tree) -> None:
        self._path = path
        self._tree = tree
        self._name = tree.name
        self._findings: list[Finding] = []
        self._counts: Counter[tuple[str, str]] = Counter()
        self._folders = _folders(tree.files)
        self._folded_folders = set(map(folded, self._folders))
        self._places = {name: place for place, name in enumerate(tree.files)}
        self._digests = _Digests(len(tree.files))
        self._known = bytearray(len(tree.files))
        self._records: dict[str, None] = {}
        self._read = 0
        self._used: set[str] = set()
        self.documents: list[FileReport] = []

    def report(self) -> FileReport:
        """Return the report on the package."""
        return FileReport(path=self._path, format="e-ark", version=VERSION, findings=sort_findings(self._findings))

    def add(
        self,
        code: str,
        message: str,
        advice: str = "",
        *,
        requirement: str = "",
        member: str = "",
        line: int = 0,
        least: str = "error",
    ) -> None:
        """Add a finding; `requirement` names those of the specification, separated by spaces."""
        named = requirement.split()
        kind = (code, requirement)
        self._counts[kind] += 1
        if self._counts[kind] > MAX_ALIKE:
            return
        self._findings.append(
            Finding(
                code=code,
                severity=Severity(least),
                message=f"{message} ({', '.join(named)})" if named else message,
                advice=advice,
                location=Location(path=self._path, member=member, line=line),
                detail=tuple(("requirement", each) for each in named),
            )
        )

    def verify(self, mode: str) -> None:
        """Verify the package as far as `mode` says."""
        for refused in self._tree.refused:
            code = "PKG006" if "leads out" in refused.reason else "PKG011"
            self.add(code, f"{refused.name} {refused.reason}", "It is not read.", member=refused.name)
        self._compare_forms()
        self._check_folders()
        if METS_NAME in self._tree.files:
            self._check_mets("", self._name)
        for name in sorted(self.representations()):
            if f"representations/{name}/{METS_NAME}" in self._tree.files:
                self._check_mets(f"representations/{name}/", name)
        self._check_unknown()
        for name in self._records:
            self._check_record(name)
        if mode != "complete":
            self._compare_digests()
        if mode == "contents":
            self._check_documents()
        for (code, requirement), count in sorted(self._counts.items()):
            if count > MAX_ALIKE:
                del self._counts[code, requirement]
                self.add(code, f"there are {count - MAX_ALIKE:,} more findings like these", requirement=requirement)
        self.add("PKG016", self.done(mode).partition(": ")[2], least="notice")

    def done(self, mode: str) -> str:
        """Return one line on what was verified."""
        if mode == "complete":
            what = f"{len(self._tree.files):,} files present, METS and PREMIS read"
        else:
            what = f"{self._read:,} files read and compared by {', '.join(sorted(self._used)) or 'nothing'}"
        if mode == "contents":
            count = len(self.documents)
            what += f", {count:,} document{'' if count == 1 else 's'} checked"
        return f"{self._path}: E-ARK CSIP {VERSION}, mode {mode}: {what}"

    # ----------------------------------------------------------------------------------------------------------------
    # Folders

    def representations(self) -> set[str]:
        """Return the names of the folders of representations."""
        parts = (folder.split("/") for folder in self._folders)
        return {part[1] for part in parts if len(part) == 2 and part[0] == "representations"}

    @cached_property
    def _by_form(self) -> dict[str, str]:
        """The first of the names that are alike but for case and normal form, by what is alike."""
        found: dict[str, str] = {}
        for name in self._tree.files:
            found.setdefault(folded(name), name)
        return found

    def _compare_forms(self) -> None:
        forms = array("q", sorted(hash(folded(name)) for name in self._tree.files))
        twice = {one for one, other in pairwise(forms) if one == other}
        for name in self._tree.files if twice else ():
            other = self._by_form[folded(name)] if hash(folded(name)) in twice else name
            if other != name:
                message = f"{other!a} and {name!a} differ only in case or normal form"
                advice = "Elsewhere only one of them can exist; rename one."
                self.add("PKG008", message, advice, member=name, least="warning")

    def _check_folders(self) -> None:
        if not self._name:
            self.add("PKG065", "the archive has no folder that has all files", _ASK, requirement="CSIPSTR1")
        if METS_NAME not in self._tree.files:
            similar = sorted(name for name in self._tree.files if "/" not in name and name.lower().endswith(".xml"))
            message = f"the package has no {METS_NAME}" + (f", but {similar[0]}" if similar else "")
            self.add("PKG060", message, _ASK, requirement="CSIPSTR4")
        self._expect_folder("metadata", "CSIPSTR5")
        if "metadata" in self._folders:
            self._expect_folder("metadata/preservation", "CSIPSTR6")
            self._expect_folder("metadata/descriptive", "CSIPSTR7")
        self._expect_folder("representations", "CSIPSTR9")
        representations = sorted(self.representations())
        if "representations" in self._folders and not representations:
            message = "the folder representations has no folder of a representation"
            self.add("PKG065", message, requirement="CSIPSTR10", least="warning")
        for name in representations:
            folder = f"representations/{name}"
            self._expect_folder(f"{folder}/data", "CSIPSTR11")
            if f"{folder}/{METS_NAME}" not in self._tree.files:
                message = f"the representation {name} has no {METS_NAME}"
                self.add("PKG065", message, requirement="CSIPSTR12", member=folder, least="warning")
            self._expect_folder(f"{folder}/metadata", "CSIPSTR13")
        for name, requirement in (("schemas", "CSIPSTR15"), ("documentation", "CSIPSTR16")):
            places = (name, *(f"representations/{each}/{name}" for each in representations))
            if not self._folders.intersection(places):
                message = f"the package has no folder {name}"
                self.add("PKG065", message, requirement=requirement, least="warning")

    def _expect_folder(self, name: str, requirement: str) -> None:
        if name not in self._folders:
            advice = "Folders have these names, in small letters."
            self.add("PKG065", f"there is no folder {name}", advice, requirement=requirement, least="warning")

    def below(self, folder: str) -> list[str]:
        """Return the files in a folder, sorted, without those that only keep a folder from being empty."""
        return [n for n in sorted(self._tree.files) if n.startswith(folder) and n.rpartition("/")[2] not in _KEPT_EMPTY]

    def _check_unknown(self) -> None:
        for name, place in self._places.items():
            last = name.rpartition("/")[2]
            if last.lower() in _SYSTEM_FILES:
                message = f"{name} was made by the system, and changes by itself"
                self.add("PKG015", message, "Leave it out of the package.", member=name, least="warning")
            elif not self._known[place] and name != METS_NAME and last not in _KEPT_EMPTY:
                message = f"{name} is in no METS document"
                self.add("PKG005", message, _ASK, requirement="CSIP58", member=name, least="warning")

    @contextlib.contextmanager
    def _source(self, name: str) -> Iterator[BinaryIO]:
        """Yield a file of the package, held on disk if it is large."""
        with tempfile.SpooledTemporaryFile(_HELD) as file:
            if self._tree.files[name] <= _HELD:
                file.write(self._tree.read(name, _HELD))
            else:
                for block in next(blocks for found, blocks in self._tree.contents() if found == name):
                    file.write(block)
                    if file.tell() > MAX_METS:
                        raise InputError("PKG000", f"{name} has more than {MAX_METS:,} bytes", "Make smaller packages.")
            file.seek(0)
            yield cast(BinaryIO, file)

    # ----------------------------------------------------------------------------------------------------------------
    # METS

    def _check_mets(self, base: str, name: str) -> None:
        member = base + METS_NAME
        checked = _Checked(self, base, name)
        with self._source(member) as source:
            try:
                document = mets.read(source, checked.file)
            except DocumentError as e:
                self.add("PKG060", e.message, e.advice or _ASK, member=member, line=e.line)
                return
            for violation in mets.violations(source):
                self._findings.append(_moved(violation.finding("PKG061", _ASK), self._path, member))
        checked.document(document)

    def found(self, href: str, base: str) -> str | None:
        """Return the name of the file that a METS document in the folder `base` refers to, None if it is not there."""
        path = _path_of(href)
        forms = (path, unquote(path), path.replace("\\", "/"))
        for candidate in dict.fromkeys(posixpath.normpath(start + form) for start in (base, "") for form in forms):
            if candidate in self._tree.files:
                return candidate
        return self._by_form.get(folded(posixpath.normpath(base + unquote(path))))

    def has_folder(self, use: str, base: str) -> bool:
        """Return whether there is a folder that the use of a group names, in the folder `base` or in the package."""
        path = folded(use.strip("/"))
        return path in self._folded_folders or folded(base) + path in self._folded_folders

    def know(self, name: str) -> None:
        """Take note that a METS document has the file."""
        self._known[self._places[name]] = 1

    def size(self, name: str) -> int:
        """Return the size of a file."""
        return self._tree.files[name]

    def record(self, name: str) -> None:
        """Take note that the file is a PREMIS document."""
        self._records[name] = None

    def expect(self, name: str, expected: _Digest) -> None:
        """Take note of the digest of a file; one that cannot be compared is a finding."""
        algorithm = _ALGORITHMS.get(expected.algorithm)
        if algorithm is None:
            message = f"the digest of {name} is of {expected.algorithm}, and not compared"
            self.add("PKG063", message, member=expected.member, line=expected.line, least="warning")
            return
        if algorithm in _WEAK and algorithm not in self._used:
            message = f"{expected.algorithm} finds accidents, but not forgery"
            self.add("PKG012", message, "Make packages with SHA-256 or SHA-512.", least="warning")
        self._used.add(algorithm)
        stated = expected._replace(algorithm=algorithm, digest=expected.digest.lower())
        self._digests.add(self._places[name], stated)

    # ----------------------------------------------------------------------------------------------------------------
    # Files

    def _check_record(self, name: str) -> None:
        def on_digest(path: str, algorithm: str, digest: str, line: int) -> None:
            if path in self._tree.files and algorithm in _ALGORITHMS:
                stated = _Digest(_ALGORITHMS[algorithm], digest.lower(), "", name, line)
                self._digests.add(self._places[path], stated)

        def on_size(path: str, size: str, line: int) -> None:
            if path in self._tree.files and size != str(self._tree.files[path]):
                message = f"{path} has {self._tree.files[path]} bytes, not {size} as PREMIS says"
                self.add("PKG070", message, _AGAIN, member=name, line=line)

        try:
            with self._source(name) as source:
                for finding in premis.findings(source, on_digest, on_size):
                    self._findings.append(_moved(finding, self._path, name))
        except InputError as e:
            self.add("PKG004", f"{name} cannot be read: {e.message}", _AGAIN, member=name)

    def _compare_digests(self) -> None:
        for name, blocks in self._tree.contents():
            stated = self._digests.get(self._places[name])
            if not stated:
                continue
            hashes = {each.algorithm: _hash(each.algorithm) for each in stated}
            try:
                for block in blocks:
                    for running in hashes.values():
                        running.update(block)
            except InputError as e:
                self.add("PKG004", f"{name} cannot be read: {e.message}", _AGAIN, member=name)
                continue
            self._read += 1
            for each in stated:
                if hashes[each.algorithm].hexdigest() != each.digest:
                    message = f"{name} is not what it was: its {each.algorithm} differs"
                    self.add(
                        "PKG004", message, _AGAIN, requirement=each.requirement, member=each.member, line=each.line
                    )

    def _check_documents(self) -> None:
        policy = CheckPolicy(skip_unknown=True)
        suffixes = tuple(s for f in FORMATS if f.name != "text" for s in (f.suffix, f.shard_suffix) if s)
        for name, blocks in self._tree.contents():
            if "/data/" not in name or not name.lower().endswith(suffixes):
                continue
            if self._tree.files[name] > MAX_INPUT:
                message = f"{name} has more than {MAX_INPUT:,} bytes and was not checked"
                self.add("PKG017", message, "Unpack it, and check it alone.", member=name, least="warning")
                continue
            try:
                self.documents += check(f"{self._path}/{name}", b"".join(blocks), policy=policy).reports
            except ConvertError as e:
                self.add("PKG004", f"{name} cannot be read: {e.message}", _AGAIN, member=name)


class _Checked:
    """The checks of one METS document, in the folder `base` of the package, whose name has to be `name`."""

    def __init__(self, package: _Package, base: str, name: str) -> None:
        self._package = package
        self._base = base
        self._name = name
        self._member = base + METS_NAME
        self._located: set[str] = set()

    def _add(
        self, code: str, message: str, requirement: str, *, line: int = 0, least: str = "error", advice: str = _ASK
    ) -> None:
        self._package.add(code, message, advice, requirement=requirement, member=self._member, line=line, least=least)

    def _missing(self, what: str, requirement: str, line: int = 0, least: str = "error") -> None:
        self._add("PKG062", f"{what} is missing", requirement, line=line, least=least)

    def document(self, document: Document) -> None:
        """Check a document whose files were checked."""
        self._document = document
        self._check_root()
        self._check_header()
        self._check_sections()
        self._check_groups()
        for identifier, line in document.repeated:
            self._add("PKG064", f"the ID {identifier} occurs twice", "", line=line)
        self._check_structure()

    # ----------------------------------------------------------------------------------------------------------------
    # Root and header

    def _check_root(self) -> None:
        attributes, line = self._document.attributes, self._document.line
        identifier = attributes.get("OBJID", "").strip()
        if not identifier:
            self._missing("mets/@OBJID", "CSIP1", line)
        elif self._name and identifier != self._name:
            message = f"mets/@OBJID is {identifier}, but the folder is {self._name}"
            self._add("PKG063", message, "CSIP1" if self._base else "CSIP1 CSIPSTR2", line=line, least="warning")
        category = attributes.get("TYPE", "").strip()
        other = attributes.get(f"{{{CSIP}}}OTHERTYPE", "").strip()
        if not category:
            self._missing("mets/@TYPE", "CSIP2", line)
        elif _plain(category) not in CONTENT_CATEGORIES:
            self._add("PKG063", f"mets/@TYPE is {category}, not a category of content", "CSIP2", line=line)
        elif category == "OTHER" and not other:
            self._missing("mets/@csip:OTHERTYPE", "CSIP2 CSIP3", line)
        if other and _plain(category) != "other":
            message = f"mets/@csip:OTHERTYPE is there, but mets/@TYPE is {category}, not OTHER"
            self._add("PKG063", message, "CSIP3", line=line, least="warning")
        elif other and _plain(other) in CONTENT_CATEGORIES - {"other"}:
            message = f"mets/@csip:OTHERTYPE is {other}, which belongs into mets/@TYPE"
            self._add("PKG063", message, "CSIP3", line=line, least="warning")
        kind = attributes.get(f"{{{CSIP}}}CONTENTINFORMATIONTYPE", "").strip()
        if not kind:
            least = "error" if self._base else "warning"
            self._missing("mets/@csip:CONTENTINFORMATIONTYPE", "CSIP4", line, least)
        other = attributes.get(f"{{{CSIP}}}OTHERCONTENTINFORMATIONTYPE", "").strip()
        self._check_content_type("mets", kind, other, "CSIP4", "CSIP4 CSIP5", line)
        profile = attributes.get("PROFILE", "").strip()
        if not profile:
            self._missing("mets/@PROFILE", "CSIP6", line)
        elif not re.match(r"https?://\S+$", profile):
            self._add("PKG063", f"mets/@PROFILE is {profile}, not a URL", "CSIP6", line=line)

    def _check_content_type(
        self, where: str, kind: str, other: str, requirement: str, about_other: str, line: int
    ) -> None:
        if kind and kind not in CONTENT_TYPES:
            message = f"{where}/@csip:CONTENTINFORMATIONTYPE is {kind}, which the vocabulary does not have"
            self._add("PKG063", message, requirement, line=line)
        if kind == "OTHER" and not other:
            self._missing(f"{where}/@csip:OTHERCONTENTINFORMATIONTYPE", about_other, line)
        elif other in CONTENT_TYPES:
            message = f"{where}/@csip:OTHERCONTENTINFORMATIONTYPE is {other}, which is a type of the vocabulary"
            self._add("PKG063", message, about_other, line=line)
        elif other and kind != "OTHER":
            message = f"{where}/@csip:OTHERCONTENTINFORMATIONTYPE is there, but the type is {kind or 'none'}, not OTHER"
            self._add("PKG063", message, about_other, line=line)

    def _check_header(self) -> None:
        header = self._document.header
        if header is None:
            self._missing("mets/metsHdr", "CSIP117", self._document.line)
            return
        line = header.sourceline or 0
        created, changed = attribute(header, "CREATEDATE"), attribute(header, "LASTMODDATE")
        if not created:
            self._missing("metsHdr/@CREATEDATE", "CSIP7", line)
        elif changed and changed[:10] < created[:10]:
            message = f"metsHdr/@LASTMODDATE {changed} is before @CREATEDATE {created}"
            self._add("PKG063", message, "CSIP8", line=line, least="warning")
        kind = attribute(header, "OAISPACKAGETYPE", CSIP)
        if not kind:
            self._missing("metsHdr/@csip:OAISPACKAGETYPE", "CSIP9", line)
        elif kind not in PACKAGE_TYPES:
            message = f"metsHdr/@csip:OAISPACKAGETYPE is {kind}, not one of {', '.join(PACKAGE_TYPES)}"
            self._add("PKG063", message, "CSIP9", line=line)
        agents = [child for child in header if local(child) == "agent"]
        if not agents:
            self._missing("metsHdr/agent", "CSIP10", line)
            return
        self._check_agent(agents)

    def _check_agent(self, agents: list[Any]) -> None:
        wanted = {"ROLE": ("CREATOR", "CSIP11"), "TYPE": ("OTHER", "CSIP12"), "OTHERTYPE": ("SOFTWARE", "CSIP13")}

        def faults(agent: Any) -> list[str]:
            return [name for name, (value, _) in wanted.items() if attribute(agent, name) != value]

        best = min(map(len, map(faults, agents)))
        nearest = [agent for agent in agents if len(faults(agent)) == best]
        agent = nearest[0]
        for name in dict.fromkeys(name for each in nearest for name in faults(each) if best):
            value, requirement = wanted[name]
            message = f"no agent is the software that made the package: metsHdr/agent/@{name} is not {value}"
            self._add("PKG062", message, requirement, line=agent.sourceline or 0)
        if best:
            return
        line = agent.sourceline or 0
        names = [child for child in agent if local(child) == "name"]
        if not any((name.text or "").strip() for name in names):
            self._missing("the name of the software, metsHdr/agent/name,", "CSIP14", line)
        notes = [child for child in agent if local(child) == "note"]
        if len(notes) > 1:
            self._add("PKG063", f"the agent has {len(notes)} notes, not one", "CSIP15", line=line)
        elif not notes or not (notes[0].text or "").strip():
            self._missing("the version of the software, metsHdr/agent/note,", "CSIP15", line)
        if notes and not any(attribute(note, "NOTETYPE", CSIP) == "SOFTWARE VERSION" for note in notes):
            message = "metsHdr/agent/note/@csip:NOTETYPE is not SOFTWARE VERSION"
            self._add("PKG063", message, "CSIP16", line=line)

    # ----------------------------------------------------------------------------------------------------------------
    # Metadata

    def _check_sections(self) -> None:
        document = self._document
        for section in document.sections:
            if section.name not in _SECTIONS:
                if section.reference is not None:
                    self._reference(section.reference, _Requirements())
                continue
            about_id, about_status, about_reference = _SECTIONS[section.name]
            if not section.id:
                self._missing(f"{section.name}/@ID", about_id, section.line)
            if section.name == "dmdSec" and not section.created:
                self._missing("dmdSec/@CREATED", "CSIP19", section.line)
            if section.status is None:
                self._missing(f"{section.name}/@STATUS", about_status, section.line, "warning")
            elif section.status not in STATUSES:
                message = f"{section.name}/@STATUS is {section.status}, not {' or '.join(STATUSES)}"
                self._add("PKG063", message, about_status, line=section.line)
            if section.reference is None:
                self._missing(f"{section.name}/mdRef", about_reference, section.line, "warning")
            else:
                self._reference(section.reference, _REFERENCES[section.name])
        descriptive = self._package.below(f"{self._base}metadata/descriptive/")
        preservation = self._package.below(f"{self._base}metadata/preservation/")
        has = {section.name for section in document.sections}
        if "dmdSec" not in has and (descriptive or not self._base):
            least = "error" if descriptive else "warning"
            self._missing("the description of the package, dmdSec,", "CSIP17", document.line, least)
        for name in descriptive if "dmdSec" in has else ():
            if name not in self._located:
                self._add("PKG062", f"no dmdSec has {name}", "CSIP21", line=document.line)
        if not document.administrative and (preservation or not self._base):
            least = "error" if preservation else "warning"
            self._missing("the record of preservation, amdSec,", "CSIP31", document.line, least)
        elif document.administrative and not preservation and not self._base:
            message = "there is an amdSec, but no file in metadata/preservation"
            self._add("PKG062", message, "CSIP31", line=document.line, least="warning")
        for name in preservation:
            if name not in self._located:
                self._add("PKG062", f"no digiprovMD has {name}", "CSIP32", line=document.line)
        if "digiprovMD" not in has and not self._base:
            self._missing("amdSec/digiprovMD", "CSIP32", document.line, "warning")
        elif "digiprovMD" in has and not preservation and not self._base:
            message = "there is a digiprovMD, but no file in metadata/preservation"
            self._add("PKG062", message, "CSIP32", line=document.line, least="warning")

    # ----------------------------------------------------------------------------------------------------------------
    # Files

    def file(self, reference: Reference, locations: int) -> None:
        """Check a file of a group."""
        if not reference.id:
            self._missing("file/@ID", "CSIP67", reference.line)
        if locations == 1:
            self._reference(reference, _REFERENCES["file"])
            return
        if locations:
            self._add("PKG063", f"a file has {locations} FLocat, not one", "CSIP76", line=reference.line)
        else:
            self._missing("file/FLocat", "CSIP76", reference.line)
        requirements = _REFERENCES["file"]._replace(location_type="", link_type="", href="")
        self._reference(reference, requirements)

    def _reference(self, reference: Reference, requirements: _Requirements) -> None:
        """Check what a document says of a file, and the file."""
        line, element = reference.line, "FLocat" if reference.element == "file" else "mdRef"
        for name, requirement in zip(_Requirements._fields, requirements, strict=True):
            if requirement and not getattr(reference, name):
                of = element if name.endswith(("_type", "href")) and name != "media_type" else reference.element
                self._missing(f"{of}/@{_ATTRIBUTES[name]}", requirement, line)
        if reference.location_type not in ("", "URL") and requirements.location_type:
            message = f"@LOCTYPE is {reference.location_type}, not URL"
            self._add("PKG063", message, requirements.location_type, line=line)
        if reference.link_type not in ("", "simple") and requirements.link_type:
            message = f"@xlink:type is {reference.link_type}, not simple"
            self._add("PKG063", message, requirements.link_type, line=line)
        if reference.media_type and requirements.media_type:
            self._check_media_type(reference.media_type, requirements.media_type, line)
        if reference.href:
            self._check_file(reference, requirements)

    def _check_media_type(self, media_type: str, requirement: str, line: int) -> None:
        if len(media_type) > 255:
            message = f"@MIMETYPE has {len(media_type)} characters, more than 255"
            self._add("PKG063", message, requirement, line=line, least="warning")
        elif not _MEDIA_TYPE.fullmatch(media_type):
            message = f"@MIMETYPE is {media_type}, not a media type"
            self._add("PKG063", message, requirement, line=line, least="warning")

    def _check_file(self, reference: Reference, requirements: _Requirements) -> None:
        href, line = reference.href, reference.line
        if re.match(r"(?!file:)[A-Za-z][A-Za-z0-9+.-]+:", href):
            message = f"{href} is not in the package; nothing is ever fetched"
            self._add("PKG066", message, requirements.href, line=line, least="warning")
            return
        if leaves(posixpath.normpath(self._base + unquote(_path_of(href)))):
            self._add("PKG006", f"{href} leads out of the package", requirements.href, line=line)
            return
        name = self._package.found(href, self._base)
        if name is None:
            self._add("PKG003", f"{href} is missing", requirements.href, line=line, advice=_AGAIN)
            return
        if name.rpartition("/")[2] != unquote(href).replace("\\", "/").rpartition("/")[2] and name not in href:
            message = f"{href} is there as {name!a}, which differs in case or normal form"
            self._add("PKG008", message, requirements.href, line=line, least="warning")
        if "\\" in href:
            message = f"{href} has backslashes, which separate folders on Windows alone"
            self._add("PKG063", message, requirements.href, line=line, least="warning")
        self._package.know(name)
        self._located.add(name)
        if reference.metadata_type.startswith("PREMIS"):
            self._package.record(name)
        if reference.size and reference.size != str(self._package.size(name)):
            message = f"{name} has {self._package.size(name)} bytes, not {reference.size}"
            self._add("PKG004", message, requirements.size, line=line, advice=_AGAIN)
        if reference.checksum and reference.algorithm:
            self._package.expect(
                name, _Digest(reference.algorithm, reference.checksum, requirements.checksum, self._member, line)
            )

    def _check_groups(self) -> None:
        document = self._document
        if not document.has_files:
            self._missing("mets/fileSec", "CSIP58", document.line, "warning")
            return
        if not document.files_id:
            self._missing("fileSec/@ID", "CSIP59", document.files_line)
        if not self._base:
            for use, requirement in (("Documentation", "CSIP60"), ("Schemas", "CSIP113")):
                if not any(group.use == use for group in document.groups):
                    self._missing(f"the group of files with the use {use}", requirement, document.files_line)
            if not any(group.use.startswith("Representations") for group in document.groups):
                what = "the group of files whose use begins with Representations"
                self._missing(what, "CSIP114", document.files_line)
        sections = {section.id for section in document.sections if section.name != "dmdSec"}
        sections |= document.administrative_ids
        for group in document.groups:
            self._check_group(group, sections)

    def _check_group(self, group: Group, sections: set[str]) -> None:
        line = group.line
        if not group.id:
            self._missing("fileGrp/@ID", "CSIP65", line)
        if not group.files:
            self._missing("fileGrp/file", "CSIP66", line)
        for identifier in group.administrative:
            if identifier not in sections:
                message = f"fileGrp/@ADMID {identifier} is not a section of metadata"
                self._add("PKG064", message, "CSIP61", line=line, least="warning")
        if not group.use:
            self._missing("fileGrp/@USE", "CSIP64", line)
        elif not group.use.startswith(USES) and not (self._base and group.use.lower() in ("data", "metadata")):
            message = f"fileGrp/@USE is {group.use}, which begins with none of {', '.join(USES)}"
            self._add("PKG063", message, "CSIP64", line=line)
        elif not self._package.has_folder(group.use, self._base):
            self._add("PKG063", f"fileGrp/@USE is {group.use}, but there is no such folder", "CSIP64", line=line)
        if group.use.startswith("Representations") and not group.content_type:
            self._missing("fileGrp/@csip:CONTENTINFORMATIONTYPE", "CSIP62", line)
        other = (group.other_content_type or "").strip()
        self._check_content_type("fileGrp", group.content_type, other, "CSIP62", "CSIP63", line)

    # ----------------------------------------------------------------------------------------------------------------
    # Structure

    def _check_structure(self) -> None:
        maps = [each for each in self._document.maps if attribute(each, "LABEL") == "CSIP"]
        if not maps:
            self._missing("the structMap with the label CSIP", "CSIP80 CSIP82", self._document.line)
            return
        if len(maps) > 1:
            line = maps[1].sourceline or 0
            self._add("PKG063", f"{len(maps)} structMap have the label CSIP, not one", "CSIP80", line=line)
        structure = maps[0]
        line = structure.sourceline or 0
        if attribute(structure, "TYPE") != "PHYSICAL":
            kind = attribute(structure, "TYPE")
            if kind:
                self._add("PKG063", f"structMap/@TYPE is {kind}, not PHYSICAL", "CSIP81", line=line)
            else:
                self._missing("structMap/@TYPE", "CSIP81", line)
        if not attribute(structure, "ID"):
            self._missing("structMap/@ID", "CSIP83", line)
        mains = _divisions(structure)
        if len(mains) != 1:
            self._add("PKG063", f"the structMap has {len(mains)} divisions, not one", "CSIP84", line=line)
        if mains:
            self._check_main(mains[0])

    def _check_main(self, main: Any) -> None:
        line = main.sourceline or 0
        if not attribute(main, "ID"):
            self._missing("the ID of the main division", "CSIP85", line)
        divisions: dict[str, list[Any]] = {}
        for division in _divisions(main):
            divisions.setdefault(attribute(division, "LABEL"), []).append(division)
        self._check_metadata(divisions.get("Metadata", []), line)
        for label, (about, pointers) in _POINTERS.items():
            found = divisions.get(label, [])
            groups = {group.id for group in self._document.groups if group.use == label}
            if not found and not self._base:
                self._missing(f"the division {label}", about, line, "warning")
            if len(found) > 1:
                self._add("PKG063", f"{len(found)} divisions have the label {label}, not one", about, line=line)
            self._check_pointers(label, found, groups, pointers, line)
        for label, found in divisions.items():
            if label.startswith("Representations") or label not in _DIVISIONS:
                for division in found:
                    self._check_representation(label, division)
            else:
                for division in found:
                    if not attribute(division, "ID"):
                        self._missing(f"the ID of the division {label}", _DIVISIONS[label], division.sourceline or 0)
        self._check_representations(main, divisions)

    def _check_metadata(self, found: list[Any], line: int) -> None:
        if not found:
            self._missing("the division Metadata", "CSIP88 CSIP90", line)
            return
        if len(found) > 1:
            message = f"{len(found)} divisions have the label Metadata, not one"
            self._add("PKG063", message, "CSIP88 CSIP90", line=line)
        line = found[0].sourceline or 0
        for attributes, requirement, names in (
            ("ADMID", "CSIP91", ("techMD", "rightsMD", "sourceMD", "digiprovMD")),
            ("DMDID", "CSIP92", ("dmdSec",)),
        ):
            sections = [section for section in self._document.sections if section.name in names and section.id]
            stated = set(attribute(found[0], attributes).split())
            current = {section.id for section in sections if section.status != "SUPERSEDED"}
            for identifier in sorted(current - stated):
                message = f"the division Metadata does not refer to {identifier} in @{attributes}"
                self._add("PKG064", message, requirement, line=line, least="warning")
            for identifier in sorted(stated - {section.id for section in sections} - self._containers(attributes)):
                message = f"the division Metadata refers to {identifier} in @{attributes}, not a section"
                self._add("PKG064", message, requirement, line=line)

    def _containers(self, attributes: str) -> set[str]:
        return self._document.administrative_ids if attributes == "ADMID" else set()

    def _check_pointers(self, label: str, found: list[Any], groups: set[str], requirement: str, line: int) -> None:
        """Check that the divisions of a label refer to the groups of that use, and to nothing else."""
        stated: set[str] = set()
        for division in found:
            for pointer in _pointers(division):
                identifier = attribute(pointer, "FILEID")
                stated.add(identifier)
                if identifier not in groups:
                    message = f"the division {label} refers to {identifier or 'nothing'}, not a group of that use"
                    self._add("PKG064", message, requirement, line=pointer.sourceline or 0)
        if not stated & groups and groups:
            message = f"the division {label} refers to none of the groups of that use"
            self._add("PKG064", message, requirement, line=line)

    def _check_representation(self, label: str, division: Any) -> None:
        """Check the division of a representation, or of all that have no METS document of their own."""
        line = division.sourceline or 0
        is_one = label.startswith("Representations/")
        if not attribute(division, "ID"):
            self._missing(f"the ID of the division {label}", "CSIP106" if is_one else "CSIP102", line)
        if not label.startswith("Representations"):
            message = f"the label of a division is {label or 'missing'}, not one of {', '.join(USES)}"
            self._add("PKG063", message, "CSIP90 CSIP95 CSIP99 CSIP103 CSIP107", line=line)
            return
        if is_one and not self._package.has_folder(label, self._base):
            message = f"the division {label} is of a folder that is not there"
            self._add("PKG063", message, "CSIP107", line=line)
        pointers = [child for child in division if local(child) == "mptr"]
        folder = "representations/" + "/".join(label.split("/")[1:2])
        own = f"{folder}/{METS_NAME}"
        if is_one and not self._base and not pointers and self._package.found(own, ""):
            self._missing(f"the mptr of the division {label} to {own}", "CSIP109", line)
        if len(pointers) > 1:
            self._add("PKG063", f"the division {label} has {len(pointers)} mptr, not one", "CSIP109", line=line)
        groups = {group.id for group in self._document.groups}
        for pointer in pointers:
            self._reference(mets.pointer(pointer), _REFERENCES["mptr"])
            title = attribute(pointer, "title", XLINK)
            if not title:
                self._missing("mptr/@xlink:title", "CSIP108", pointer.sourceline or 0)
            elif title not in groups:
                message = f"mptr/@xlink:title is {title}, not a group of files"
                self._add("PKG064", message, "CSIP108", line=pointer.sourceline or 0)

    def _check_representations(self, main: Any, divisions: dict[str, list[Any]]) -> None:
        """Check that the structure has each group of representations, and each METS document of one."""
        uses = {group.id: group.use for group in self._document.groups}
        stated: set[str] = set()
        for label, found in divisions.items():
            for division in found if label.startswith("Representations") else ():
                for pointer in division.iter():
                    if local(pointer) == "mptr":
                        stated.add(attribute(pointer, "title", XLINK))
                    elif local(pointer) == "fptr":
                        identifier = attribute(pointer, "FILEID")
                        stated.add(identifier)
                        above = attribute(pointer.getparent(), "LABEL").split("/")
                        is_content = len(above) < 3 or above[2].lower() == "data"
                        if identifier not in uses or (
                            is_content and not uses[identifier].startswith("Representations")
                        ):
                            message = f"the division {label} refers to {identifier}, not a group of content"
                            self._add("PKG064", message, "CSIP104 CSIP119", line=pointer.sourceline or 0)
        for group in self._document.groups:
            if group.use.startswith("Representations") and group.id not in stated:
                message = f"no division of the structMap refers to the group {group.id} of {group.use}"
                self._add("PKG064", message, "CSIP104 CSIP119", line=main.sourceline or 0)
        if self._base:
            return
        labels = {"/".join(label.lower().split("/")[:2]) for label in divisions}
        for name in sorted(self._package.representations()):
            own = f"representations/{name}"
            if self._package.found(f"{own}/{METS_NAME}", "") and own.lower() not in labels:
                message = f"the structMap has no division for the representation {name}"
                self._add("PKG064", message, "CSIP105", line=main.sourceline or 0, least="warning")


def _divisions(element: Any) -> list[Any]:
    return [child for child in element if local(child) == "div"]


def _pointers(division: Any) -> Iterator[Any]:
    return (element for element in division.iter() if local(element) == "fptr")


def _path_of(href: str) -> str:
    return re.sub(r"^file:(///?)?", "", href.strip())


def _moved(finding: Finding, path: str, member: str) -> Finding:
    return replace(finding, location=replace(finding.location, path=path, member=member))


def _folders(names: Iterable[str]) -> set[str]:
    """Return all folders in which files are."""
    found: set[str] = set()
    for name in names:
        while (cut := name.rfind("/")) > 0:
            name = name[:cut]
            if name in found:
                break
            found.add(name)
    return found


def _plain(term: str) -> str:
    return term.replace("\u2013", "-").casefold()


class _Sum:
    """A running checksum of 32 bits that looks like a digest."""

    def __init__(self, function: Callable[[bytes, int], int], start: int) -> None:
        self._function = function
        self._value = start

    def update(self, data: bytes) -> None:
        self._value = self._function(data, self._value)

    def hexdigest(self) -> str:
        return f"{self._value & 0xFFFFFFFF:08x}"


def _hash(algorithm: str) -> Any:
    if algorithm == "crc32":
        return _Sum(zlib.crc32, 0)
    if algorithm == "adler32":
        return _Sum(zlib.adler32, 1)
    return hashlib.new(algorithm, usedforsecurity=False)
