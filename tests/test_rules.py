"""Every example of a code gives that code and nothing else; good examples give nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sections
from conftest import HERE

from convert import checks, codes
from convert.checks.engine.session import CheckSession
from convert.findings import FileReport

FOLDERS = sorted(path for path in (HERE / "rules").iterdir() if path.is_dir())
NOW = datetime(2027, 1, 1, tzinfo=UTC)
EXAMPLES = [path for folder in FOLDERS for path in sorted(folder.iterdir())]

FAULTS = {"EPB001", *(code for code in codes.SUCCESSORS["EPB001"] if code < "EPB260")}
"""The codes of the schema stage of EPUB, which have bad examples alone: the good one is that of every EPUB rule. Those
from EPB260 on have their examples in `test_epub_package.py`.
"""

OF_THE_PROFILE = {"EPB039", "EPB040"}
"""The codes that only `--profile ours` gives."""

MORE = {
    # The entries of the second list begin anew.
    "EPB032": {"EPB364"},
    # The item of a document with a script has a property.
    "EPB110": {"EPB312"},
    # The role that differs from epub:type is one that aside may not have.
    "EPB108": {"EPB206"},
    # The ids are those of a story, in which notes refer to them.
    "EPB207": {"NWS112"},
    # The bytes are read as replacement characters, which the rule finds.
    "EPB222": {"NWS116"},
    # A package document of EPUB 2 has neither, its pages no lang, and another definition is irregular.
    "EPB231": {"EPB001", "EPB106", "EPB200", "EPB216"},
    # The unique identifier is the guid.
    "EPB012": {"NWS101"},
    # The rule explains properties that the schema of the version does not have.
    "NJS103": {"NJS001"},
    # NaN is a value of no type.
    "NJS113/bad-nan.ninjs.json": {"NJS001"},
    # The schema of ninjs 3.1 has no valid value for recurrenceDates, and the rule explains what to write instead.
    "NJS114": {"NJS001"},
}
"""The codes that the bad examples of a code, or one of them, give besides, with the reason why they must."""


def test_every_rule_has_examples() -> None:
    """One folder for each rule, with a bad and a good example at least, and one for each fault of an EPUB."""
    assert {folder.name for folder in FOLDERS} == {*(rule.code for rule in checks.all_rules()), *FAULTS}
    for folder in FOLDERS:
        names = [path.name for path in folder.iterdir()]
        assert any(name.startswith("bad-") for name in names), folder.name
        assert any(name.startswith("good-") for name in names) or folder.name in FAULTS, folder.name
        assert all(name.startswith(("bad-", "good-")) for name in names), folder.name


def test_exceptions_are_of_examples_that_exist() -> None:
    names = {f"{path.parent.name}/{path.name}" for path in EXAMPLES}
    assert {key for key in MORE if "/" in key} <= names
    assert {key for key in MORE if "/" not in key} <= {folder.name for folder in FOLDERS}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_examples(folder: Path, accept: bool) -> None:
    """A bad example gives its code and no other, a good one none; in a folder, the last file does so, the others none.

    The schema stage finds no error, unless the code or one of the exceptions is of that stage. What is said is as a
    person last read it.
    """
    reports = {example: _reports(example) for example in sorted(folder.iterdir())}
    assert [fault for example, found in reports.items() for fault in _faults(example, found)] == []
    of_the_code = (found for each in reports.values() for report in each for found in report.findings)
    found = sections.shown((each for each in of_the_code if each.code == folder.name), with_advice=True)
    sections.hold("rules", folder.name, found, accept=accept)


def _reports(example: Path) -> Sequence[FileReport]:
    """What is found in an example, or in each file of its folder."""
    code = example.parent.name
    session = CheckSession(NOW)
    profile: checks.Profile = "ours" if code in OF_THE_PROFILE else "strict"
    files = sorted(example.iterdir()) if example.is_dir() else [example]
    return [checks.check(f.read_bytes(), path=f.name, profile=profile, session=session) for f in files]


def _faults(example: Path, reports: Sequence[FileReport]) -> Iterator[tuple[str, object]]:
    """How an example differs from what it is for."""
    code = example.parent.name
    more = MORE.get(code, set()) | MORE.get(f"{code}/{example.name}", set())
    expected = {code, *more} if example.name.startswith("bad-") else set()
    for report, given in zip(reports, [*(set() for _ in reports[1:]), expected], strict=True):
        if not report.format:
            yield example.name, "the example is not recognised"
        if (found := {finding.code for finding in report.findings}) != given:
            yield example.name, found
        errors = any(codes.is_schema_stage(f.code) and f.severity.value == "error" for f in report.findings)
        if report.schema_valid is errors and code not in OF_THE_PROFILE:
            yield example.name, f"valid by the schema: {report.schema_valid}"
