"""Which ids of EPUBCheck stand for which codes of ours, and what of EPUBCheck's examination is not done here."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from convert.checks.epub.faults import FAULTS

_ID = re.compile(r"([A-Z]{3})[-_](\d{3}[A-Z]?)", re.IGNORECASE)

_NUMBERS = {
    "fatal": {"OPF": "002", "PKG": "004 008 015 018 027", "RSC": "002 016"},
    "error": {
        "CHK": "001 002 003 004 005 006 007 008",
        "CSS": "001 002 004 008 015 030",
        "HTM": "001 003 004 009 011 046 047 048 052 054 056 057 058 059 061",
        "MED": "003 004 005 007 008 009 010 011 012 013 014",
        "NAV": "001 003 009 010",
        "NCX": "001",
        "OPF": (
            "001 004a 004b 004c 004d 005 006 007a 007b 007c 010 011 012 014 015 016 017 025 026 027 028 029 030 031 032"
            " 033 034 040 041 042 043 044 045 048 049 050 052 054 060 065 066 067 071 073 074 075 076 078 081 082 083"
            " 084 089 091 092 093 094 095 096 098 099"
        ),
        "PKG": "003 005 006 007 009 011 013 020 021 025 026",
        "RSC": ("001 003 005 006 007 008 010 011 012 013 014 015 020 021 026 028 029 030 032 033"),
    },
    "warning": {
        "CSS": "003 019",
        "HTM": "002 007 025 051",
        "MED": "016 017 018",
        "NAV": "011",
        "OPF": "004 004e 004f 007 013 018 021 035 037 038 039 053 055 063 070 077 079 080 085 086",
        "PKG": "001 010 014 016 017 022",
        "RSC": "007w 009 017 019 027 031",
    },
    "usage": {
        "ACC": "009 011",
        "CSS": "005 006 028 029",
        "HTM": "005 010 044 045 055 060a 060b",
        "MED": "015",
        "NAV": "004 005 006 007 008",
        "NCX": "004 006",
        "OPF": "003 018b 036 047 062 072 086b 087 088 090 096b 097",
        "PKG": "012 023 024",
        "RSC": "006b 024 025",
    },
    "info": {"CSS": "007", "INF": "001", "OPF": "064", "RSC": "004 022"},
}

SEVERITIES: Mapping[str, str] = {
    f"{family}-{number}": severity
    for severity, families in _NUMBERS.items()
    for family, numbers in families.items()
    for number in numbers.split()
}
"""The ids of EPUBCheck 5.3 that it gives by default, each with its severity."""

_FURTHER = {
    "EPB000": "OPF-060 PKG-003 PKG-004 PKG-008 PKG-009",
    "EPB001": "RSC-005",
    "EPB012": "OPF-048",
    "EPB020": "OPF-034",
    "EPB031": "CHK-008",
    "EPB281": "OPF-004a OPF-004b OPF-004c OPF-004d OPF-005 OPF-006",
    "EPB282": "OPF-004e OPF-004f",
    "EPB284": "OPF-007a",
    "EPB318": "OPF-035 OPF-038 OPF-039",
    "EPB319": "OPF-041",
    "EPB339": "OPF-081 OPF-082 OPF-084",
    "EPB216": "PKG-008",
    "EPB380": "HTM-009 PKG-008",
}
"""The ids that codes have in some cases only, beside those of their faults."""

_REASONS = {
    "about how EPUBCheck itself is run or set up": (
        "CHK-001 CHK-002 CHK-003 CHK-004 CHK-005 CHK-006 CHK-007 INF-001 PKG-001 PKG-015 PKG-018 RSC-022"
    ),
    "never given by EPUBCheck 5.3 for an EPUB": "HTM-002 HTM-011 NAV-001 OPF-010 OPF-011 OPF-036 PKG-020",
    "about DTBook, which is not examined (EPB383)": "OPF-021",
    "about the name of the EPUB itself": "PKG-016 PKG-017 PKG-024",
    "refused as a damaged zip (EPB000), or read with the names as they are": "PKG-027",
}
_REASON_OF = {id: reason for reason, ids in _REASONS.items() for id in ids.split()}


def as_id(text: str) -> str:
    """The id of EPUBCheck that `text` is, as EPUBCheck writes it; empty if it is none."""
    found = _ID.fullmatch(text)
    return f"{found[1].upper()}-{found[2].lower()}" if found else ""


@cache
def _codes() -> Mapping[str, tuple[str, ...]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for code, fault in FAULTS.items():
        for id in fault.epubcheck.split(", ") if fault.epubcheck else ():
            found[id].add(code)
    for code, ids in _FURTHER.items():
        for id in ids.split():
            found[id].add(code)
    return {id: tuple(sorted(codes)) for id, codes in found.items()}


def codes_of(id: str) -> tuple[str, ...]:
    """Our codes for an id of EPUBCheck, none if it is not examined."""
    return _codes().get(id, ())


def reason(id: str) -> str:
    """Why an id is not examined."""
    if id in _REASON_OF:
        return _REASON_OF[id]
    return "no fault, but advice" if SEVERITIES.get(id) in ("usage", "info") else ""


def overview() -> str:
    """Every id of EPUBCheck with our codes for it, then those that are not examined, with the reasons."""
    lines = ["EPUBCheck's ids with the codes that stand for them:", ""]
    lines += [f"  {id:9} {', '.join(codes_of(id))}" for id in sorted(SEVERITIES) if codes_of(id)]
    lines += ["", "Not examined, but by `wirecopy check --deep`, which runs EPUBCheck itself:", ""]
    lines += [f"  {id:9} {SEVERITIES[id]}: {reason(id)}" for id in sorted(SEVERITIES) if not codes_of(id)]
    return "\n".join(lines)
