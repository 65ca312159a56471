"""An E-ARK package that is verified: its files, what METS documents state of them, and what is found."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from urllib.parse import unquote

from convert.findings import Finding, Location, Severity
from convert.packages.eark.digests import ALGORITHMS, WEAK, Digest, Digests
from convert.packages.trees import Tree, folded

METS_NAME = "METS.xml"

MAX_ALIKE = 1_000
"""How many findings of a kind are reported."""

KEPT_EMPTY = frozenset({".gitkeep", ".keep"})

ASK = "Ask whoever made the package for another one."


class Package:
    """An E-ARK package: its files, what documents state of them, and what is found."""

    def __init__(self, path: str, tree: Tree) -> None:
        self.path = path
        self.tree = tree
        self.name = tree.name
        self.findings: list[Finding] = []
        self._counts: Counter[tuple[str, str, str]] = Counter()
        self.folders = _folders(tree.files)
        self._folded_folders = set(map(folded, self.folders))
        self.places = tree.places
        self.digests = Digests(len(tree.files))
        self._known = bytearray(len(tree.files))
        self.records: dict[str, None] = {}
        self.used: set[str] = set()

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
        kind = (code, requirement, least)
        self._counts[kind] += 1
        if self._counts[kind] > MAX_ALIKE:
            return
        self.findings.append(
            Finding(
                code=code,
                severity=Severity(least),
                message=f"{message} ({', '.join(named)})" if named else message,
                advice=advice,
                location=Location(path=self.path, member=member, line=line),
                detail=tuple(("requirement", each) for each in named),
            )
        )

    def finish(self) -> None:
        """Add how many findings of each kind were not reported."""
        for (code, requirement, least), count in sorted(self._counts.items()):
            if count > MAX_ALIKE:
                message = f"there are {count - MAX_ALIKE:,} more findings {code}"
                self.add("PKG024", message, requirement=requirement, least=least)

    def representations(self) -> set[str]:
        """Return the names of the folders of representations."""
        parts = (folder.split("/") for folder in self.folders)
        return {part[1] for part in parts if len(part) == 2 and part[0] == "representations"}

    @cached_property
    def by_form(self) -> dict[str, str]:
        """The first of the names that are alike but for case and normal form, by what is alike."""
        found: dict[str, str] = {}
        for name in self.tree.files:
            found.setdefault(folded(name), name)
        return found

    def below(self, folder: str) -> list[str]:
        """Return the files in a folder, sorted, without those that only keep a folder from being empty."""
        return [n for n in sorted(self.tree.files) if n.startswith(folder) and n.rpartition("/")[2] not in KEPT_EMPTY]

    def found(self, href: str, base: str) -> str | None:
        """Return the name of the file that a METS document in the folder `base` refers to, None if it is not there."""
        path = path_of(href)
        forms = (path, unquote(path), path.replace("\\", "/"))
        for candidate in dict.fromkeys(posixpath.normpath(start + form) for start in (base, "") for form in forms):
            if candidate in self.tree.files:
                return candidate
        return self.by_form.get(folded(posixpath.normpath(base + unquote(path))))

    def has_folder(self, use: str, base: str) -> bool:
        """Return whether there is a folder that the use of a group names, in the folder `base` or in the package."""
        path = folded(use.strip("/"))
        return path in self._folded_folders or folded(base) + path in self._folded_folders

    def know(self, name: str) -> None:
        """Take note that a METS document has the file."""
        self._known[self.places[name]] = 1

    def is_known(self, name: str) -> bool:
        """Whether a METS document has the file."""
        return bool(self._known[self.places[name]])

    def size(self, name: str) -> int:
        """Return the size of a file."""
        return self.tree.files[name]

    def record(self, name: str) -> None:
        """Take note that the file is a PREMIS document."""
        self.records[name] = None

    def expect(self, name: str, expected: Digest) -> None:
        """Take note of the digest of a file; one that cannot be compared is a finding."""
        algorithm = ALGORITHMS.get(expected.algorithm)
        if algorithm is None:
            message = f"the digest of {name} is of {expected.algorithm}, and not compared"
            self.add("PKG063", message, member=expected.member, line=expected.line, least="warning")
            return
        if algorithm in WEAK and algorithm not in self.used:
            message = f"{expected.algorithm} finds accidents, but not forgery"
            self.add("PKG012", message, "Make packages with SHA-256 or SHA-512.", least="warning")
        self.used.add(algorithm)
        stated = expected._replace(algorithm=algorithm, digest=expected.digest.lower())
        self.digests.add(self.places[name], stated)


class DocumentReport:
    """The findings on one METS document, which is a member of the package."""

    def __init__(self, package: Package, member: str) -> None:
        self._package = package
        self.member = member

    def add(
        self, code: str, message: str, requirement: str, *, line: int = 0, least: str = "error", advice: str = ASK
    ) -> None:
        """Add a finding."""
        self._package.add(code, message, advice, requirement=requirement, member=self.member, line=line, least=least)

    def missing(self, what: str, requirement: str, line: int = 0, least: str = "error") -> None:
        """Add a finding about what is not there."""
        self.add("PKG062", f"{what} is missing", requirement, line=line, least=least)


def path_of(href: str) -> str:
    """Return the path in a reference, which may be a file URL."""
    return re.sub(r"^file:(///?)?", "", href.strip())


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
