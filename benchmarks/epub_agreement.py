"""Agreement of our verdicts on EPUBs with those of W3C EPUBCheck: `python benchmarks/epub_agreement.py`.

`benchmarks/README.md` explains the figures. EPUBCheck's verdicts come from a manifest, so that no Java is needed;
ours are the errors among our findings, and the ids of EPUBCheck in their detail.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from convert.checks import check
from convert.findings import Finding, Severity

ROOT = Path(__file__).resolve().parent.parent
OFFICIAL = Path(os.environ.get("WIRECOPY_OFFICIAL") or ROOT.parent / "shared" / "official")
MANIFEST = OFFICIAL / "epubcheck" / "manifest.json"


@dataclass(frozen=True, slots=True)
class Answer:
    """What we find in one EPUB: errors without an id of EPUBCheck have their own code in `errors`."""

    errors: frozenset[str]
    warnings: frozenset[str]
    findings: tuple[Finding, ...]
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Case:
    """An EPUB with EPUBCheck's answer and ours."""

    entry: Mapping[str, Any]
    answer: Answer

    @property
    def expected(self) -> frozenset[str]:
        """EPUBCheck's ids of fatal errors and errors."""
        oracle = self.entry["oracle"]
        return frozenset([*oracle["fatal"], *oracle["error"]])

    @property
    def warnings(self) -> frozenset[str]:
        """EPUBCheck's ids of warnings."""
        return frozenset(self.entry["oracle"]["warning"])

    @property
    def is_invalid(self) -> bool:
        """Whether EPUBCheck finds an error."""
        return bool(self.entry["verdict"] == "invalid")


def _ids(findings: Iterable[Finding], severity: Severity) -> frozenset[str]:
    return frozenset(id for f in findings if f.severity is severity for id in _ids_of(f))


def _ids_of(finding: Finding) -> list[str]:
    """EPUBCheck's ids for what is found, which may be several; our own code without any."""
    return dict(finding.detail).get("epubcheck", finding.code).split(", ")


def answer(path: Path, profile: str = "default") -> Answer:
    """What we find in the EPUB at `path`, examined by a profile of EPUBCheck's."""
    data = path.read_bytes()
    begun = time.perf_counter()
    findings = check(data, path=path.name, epub_profile="" if profile == "default" else profile).findings
    taken = (time.perf_counter() - begun) * 1000
    # Warnings of our own have no counterpart in EPUBCheck.
    relevant = tuple(f for f in findings if f.severity is Severity.ERROR or "epubcheck" in dict(f.detail))
    return Answer(_ids(relevant, Severity.ERROR), _ids(relevant, Severity.WARNING), relevant, taken)


class Figures(NamedTuple):
    """Shares in percent over cases; `speed` is the median time of a check in milliseconds."""

    cases: int
    verdicts: float
    exact: float
    false_alarms: float
    found: float
    warnings: float
    speed: float


def _share(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 100.0


def figures(cases: Sequence[Case]) -> Figures:
    """The figures over `cases`. False alarms are those among EPUBs that EPUBCheck calls valid."""
    invalid = [case for case in cases if case.is_invalid]
    valid = [case for case in cases if not case.is_invalid]
    found = sum(bool(case.answer.errors) for case in invalid)
    alarms = sum(bool(case.answer.errors) for case in valid)
    warnings = sum(len(case.warnings) for case in cases)
    given = sum(len(case.warnings & case.answer.warnings) for case in cases)
    return Figures(
        len(cases),
        _share(found + len(valid) - alarms, len(cases)),
        _share(sum(case.answer.errors == case.expected for case in cases), len(cases)),
        _share(alarms, len(valid)),
        _share(found, len(invalid)),
        _share(given, warnings),
        sorted(case.answer.milliseconds for case in cases)[len(cases) // 2] if cases else 0.0,
    )


def load(manifest: Path, processes: int) -> list[Case]:
    """The EPUBs of a manifest with both answers."""
    entries = json.loads(manifest.read_text())["entries"]
    paths = [manifest.parent / entry["epub"] for entry in entries]
    profiles = [entry.get("profile", "default") for entry in entries]
    if processes == 1:
        return [Case(*pair) for pair in zip(entries, map(answer, paths, profiles), strict=True)]
    with ProcessPoolExecutor(processes) as pool:
        return [Case(*pair) for pair in zip(entries, pool.map(answer, paths, profiles, chunksize=16), strict=True)]


def differences(cases: Sequence[Case], code: str) -> Iterator[str]:
    """Lines on each case in which the errors or warnings with this id differ; all of them for the id `all`."""
    for case in cases:
        expected = case.expected | case.warnings
        given = case.answer.errors | case.answer.warnings
        missed, extra = expected - given, given - expected
        if not {code, "all"} & ({*missed, *extra, "all"} if missed or extra else set()) or (
            code != "all" and code not in missed | extra
        ):
            continue
        yield f"{case.entry['epub']} {case.entry['id']}"
        for message in case.entry["messages"]:
            if message[1] in missed and code in ("all", message[1]):
                _, id, member, line, _, text = message
                yield f"  missed {id} {member}:{line} {text[:300]}"
        for finding in case.answer.findings:
            for id in _ids_of(finding):
                if id in extra and code in ("all", id):
                    yield f"  extra {id} {finding.code} {finding.location}: {finding.message[:200]}"


def _by_code(cases: Sequence[Case]) -> Iterator[str]:
    """Rows on each id that is missed or given without need."""
    missed: Counter[str] = Counter()
    extra: Counter[str] = Counter()
    for case in cases:
        missed.update(case.expected - case.answer.errors)
        missed.update(case.warnings - case.answer.warnings)
        extra.update(case.answer.errors - case.expected)
        extra.update(case.answer.warnings - case.warnings)
    for id, _ in (missed + extra).most_common():
        yield f"{id:10} {missed[id]:6} {extra[id]:6}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures by origin, then the ids that differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--manifest", type=Path, default=MANIFEST)
    parser.add_argument("--origin", help="only EPUBs of this origin: scenario, wrapped, mutant")
    parser.add_argument("--code", help="list the EPUBs in which this id of EPUBCheck differs; `all` for each id")
    parser.add_argument("--processes", type=int, default=1)
    options = parser.parse_args(arguments)
    cases = load(options.manifest, options.processes)
    cases = [case for case in cases if options.origin in (None, case.entry["origin"])]
    if options.code:
        print("\n".join(differences(cases, options.code)))
        return
    print(
        f"{'origin':10} {'cases':>6} {'verdicts':>9} {'exact':>7} {'alarms':>7} {'found':>7} {'warnings':>9} {'ms':>6}"
    )
    for origin in [*sorted({case.entry["origin"] for case in cases}), "all"]:
        it = figures([case for case in cases if origin in (case.entry["origin"], "all")])
        print(
            f"{origin:10} {it.cases:6} {it.verdicts:9.1f} {it.exact:7.1f} {it.false_alarms:7.1f} {it.found:7.1f}"
            f" {it.warnings:9.1f} {it.speed:6.2f}"
        )
    print(f"\n{'id':10} {'missed':>6} {'extra':>6}")
    print("\n".join(_by_code(cases)))


if __name__ == "__main__":
    sys.exit(main())
