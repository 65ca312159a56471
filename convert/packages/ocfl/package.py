"""What is found in a package of OCFL, with our codes and those of the specification, and what was done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from convert.findings import FileReport, Finding, Location, Severity, counted
from convert.packages.trees import Tree
from convert.packages.verified import AGAIN, Mode

MAX_FINDINGS = 1000


_FAMILIES: Mapping[str, tuple[str, str]] = {
    "PKG003": ("", ""),
    "PKG004": ("E060", AGAIN),
    "PKG005": ("E023", "Ask whoever made the object."),
    "PKG011": ("E090", "It is not read."),
    "PKG030": ("E002 E003 E004 E005 E006 E007 E069 E075 E076 E077 E078 E079 E080 E081", "Correct the declaration."),
    "PKG031": (
        "E033 E034 E036 E037 E038 E039 E041 E043 E044 E045 E063 E102 E106 W005",
        "Take the inventory of another copy.",
    ),
    "PKG032": ("E008 E009 E010 E011 E012 E013 E014 E040 E046 E104 E105 W001", AGAIN),
    "PKG033": ("E058 E059 E061", "Take it from another copy; do not compute it anew unless the inventory is proven."),
    "PKG034": (
        "E001 E015 E016 E024 E067 E072 E073 E082 E084 E085 E088 E112 W002 W003 W013 W016",
        "Ask whoever made the object; what is there is not protected.",
    ),
    "PKG035": ("E047 E048 E049 E054 E094 W007 W008 W009", "Make the next version with a tool that states it."),
    "PKG036": ("E017 E018 E042 E051 E052 E053 E095 E099 E100 E101 E108", "Do not copy the object by its inventory."),
    "PKG037": ("E019 E020 E064 E066 E103 E110 W010 W011", AGAIN),
    "PKG038": ("E025 E026 E050 E056 E057 E092 E093 E096 E097 E107 E111 W004", AGAIN),
    "PKG039": ("E070 E071 E083 W014 W015", "Correct the layout, or move the object where it belongs."),
}
"""Our codes: the codes of the specification that they stand for, and the advice."""

_OURS = {spec: code for code, (specs, _) in _FAMILIES.items() for spec in specs.split()}


class Package:
    """What is found in a package, and what was done."""

    def __init__(self, path: str, tree: Tree, mode: Mode) -> None:
        self.path = path
        self.tree = tree
        self.mode = mode
        self.findings: list[Finding] = []
        self.documents: list[FileReport] = []
        self.specification = ""
        self.is_root = False
        self.ids: set[bytes] = set()
        self.counts: Counter[str] = Counter()
        self.used: set[str] = set()
        self.done = ""
        self._dropped: Counter[Severity] = Counter()

    def add(
        self, spec: str, message: str, *, member: str = "", pointer: str = "", code: str = "", advice: str = ""
    ) -> None:
        """Add a finding about a rule of the specification; W rules are warnings."""
        code = code or _OURS[spec]
        self._keep(
            Finding(
                code=code,
                severity=Severity.WARNING if spec.startswith("W") else Severity.ERROR,
                message=f"{message} ({spec})",
                advice=advice or _FAMILIES[code][1] or AGAIN,
                location=Location(path=self.path, member=member, pointer=pointer),
                detail=(("ocfl", spec),),
            )
        )

    def add_own(self, code: str, message: str, advice: str, *, member: str = "", least: str = "warning") -> None:
        """Add a finding that is not about a rule of the specification."""
        location = Location(path=self.path, member=member)
        self._keep(Finding(code=code, severity=Severity(least), message=message, advice=advice, location=location))

    def _keep(self, finding: Finding) -> None:
        if len(self.findings) < MAX_FINDINGS:
            self.findings.append(finding)
        else:
            self._dropped[finding.severity] += 1

    def finish(self) -> None:
        """Say what was done, in a finding and a line."""
        counts = self.counts
        if self.is_root:
            what = f"OCFL storage root {self.specification}, mode {self.mode}: {counted(counts['objects'], 'object')}, "
        else:
            what = f"OCFL object {self.specification}, mode {self.mode}: "
        inventories = counted(counts["inventories"], "inventory")
        what += f"{counted(counts['versions'], 'version')}, {inventories} read and compared, "
        if self.mode == "complete":
            what += f"{counted(counts['files'], 'file')} of content present, none of them read"
        else:
            what += f"{counted(counts['read'], 'file')} of content read and compared"
            what += f" by {', '.join(sorted(self.used))}" if self.used else ""
        if self.mode == "contents":
            what += f", {counted(len(self.documents), 'document')} checked"
        self.done = what
        location = Location(path=self.path)
        if self._dropped:
            worst = max(self._dropped, key=lambda severity: severity.rank)
            message = f"there are {self._dropped.total():,} more findings"
            self.findings.append(Finding(code="PKG024", severity=worst, message=message, location=location))
        self.findings.append(Finding(code="PKG016", severity=Severity.NOTICE, message=what, location=location))
