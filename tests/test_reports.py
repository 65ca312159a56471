"""Reports for machines, read by the tools that they are for."""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import re
import weakref
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import sections
from conftest import absent
from report_texts import as_github, as_json, as_junit, as_sarif, as_text

from convert import codes
from convert.findings import FileReport, Finding, Location, Report, Severity
from convert.model import Moment
from convert.readers import Source
from convert.readers.text import read
from convert.reports import json_parts, text
from convert.reports.github import github_parts
from convert.reports.sarif import sarif_parts
from convert.reports.sheet import page

NOTICE = Severity.NOTICE
NASTY = "a\x1b[2J\x00\ufffe\udcff]]>&<b>\r\n::error::x%0A"


def finding(code: str = "NWS101", severity: Severity = Severity.WARNING, **place: Any) -> Finding:
    """A finding at a place."""
    message = place.pop("message", f"this is {code}")
    return Finding(code=code, severity=severity, message=message, advice="Mend it.", location=Location(**place))


REPORT = Report(
    files=(
        FileReport(
            path="news/a b,c:ü.json",
            format="ninjs",
            version="3.1",
            findings=(
                finding("NJS001", Severity.ERROR, path="news/a b,c:ü.json", line=3, column=7, pointer="/urgency"),
                finding("NJS001", Severity.ERROR, path="news/a b,c:ü.json", line=4, pointer="/urgency"),
                finding("NWS101", path="news/a b,c:ü.json", pointer="/uri"),
            ),
        ),
        FileReport(
            path="./x.epub",
            format="epub",
            findings=(finding("EPB001", Severity.NOTICE, path="./x.epub", member="OPS/t.xhtml", line=9, column=2),),
        ),
        FileReport(path="clean.xml", format="newsml-g2"),
        FileReport(path="gone\udcff.xml", findings=(finding("INP001", Severity.ERROR, message=NASTY),)),
    )
)


def sarif(report: Report = REPORT) -> dict[str, Any]:
    """The one run of the report as SARIF."""
    text = as_sarif(report, wirecopy="1.2", explanations=codes.explanation)
    text.encode()
    log = json.loads(text)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    return dict(run)


def locations(run: dict[str, Any]) -> list[dict[str, Any]]:
    """Where the results are, in order."""
    return [result["locations"][0] for result in run["results"]]


def test_sarif_names_the_rules_it_refers_to() -> None:
    """Each code in the report is one rule with its explanation, and each result refers to its rule."""
    run = sarif()
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("wirecopy", "1.2")
    rules = driver["rules"]
    assert [rule["id"] for rule in rules] == ["EPB001", "INP001", "NJS001", "NWS101"]
    assert [rules[r["ruleIndex"]]["id"] for r in run["results"]] == [r["ruleId"] for r in run["results"]]
    assert [r["level"] for r in run["results"]] == ["error", "error", "error", "warning", "note"]
    assert rules[3]["shortDescription"]["text"] == "The identifier is an absolute IRI without spaces."
    assert rules[3]["fullDescription"]["text"].startswith("The GUID of")
    assert "\n\n**Mend:** use a URI" in rules[3]["help"]["markdown"]


def test_every_code_makes_a_rule() -> None:
    """No text of a rule is empty."""
    found = tuple(map(finding, codes.all_codes()))
    rules = sarif(Report(files=(FileReport(path="a", findings=found),)))["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(codes.all_codes())
    for rule in rules:
        texts = [rule["shortDescription"]["text"], rule["fullDescription"]["text"], *rule["help"].values()]
        assert all(text.strip() for text in texts), rule["id"]
        assert rule["id"] not in texts[0]


def test_sarif_has_the_places_of_findings() -> None:
    """A name is a URI; a region has only known numbers; a place inside an archive is not a region of the archive."""
    run = sarif()
    uris = [artifact["location"]["uri"] for artifact in run["artifacts"]]
    assert uris == ["news/a%20b%2Cc%3A%C3%BC.json", "x.epub", "clean.xml", "gone%FF.xml"]
    places = locations(run)
    for place in places:
        artifact = place["physicalLocation"]["artifactLocation"]
        assert uris[artifact["index"]] == artifact["uri"]
    regions = [place["physicalLocation"].get("region") for place in places]
    assert regions == [{"startLine": 3, "startColumn": 7}, {"startLine": 4}, None, None, None]
    assert places[0]["logicalLocations"] == [{"fullyQualifiedName": "/urgency"}]
    assert places[4]["logicalLocations"][0]["fullyQualifiedName"] == "OPS/t.xhtml"
    assert run["results"][4]["message"]["text"] == "OPS/t.xhtml:9:2: this is EPB001\nMend it."
    assert run["columnKind"] == "unicodeCodePoints"


def test_an_absolute_name_is_a_file_uri(tmp_path: Path) -> None:
    path = str(tmp_path / "a b.xml")
    (artifact,) = sarif(Report(files=(FileReport(path=path),)))["artifacts"]
    assert artifact["location"]["uri"] == Path(path).as_uri()


def test_fingerprints_stay_when_lines_move() -> None:
    """An inserted line changes no fingerprint; another message, place or file does. All are different."""

    def prints(*findings: Finding, path: str = "a.json") -> list[str]:
        run = sarif(Report(files=(FileReport(path=path, findings=findings),)))
        return [value for result in run["results"] for value in result["partialFingerprints"].values()]

    one = finding(line=3, pointer="/a")
    assert prints(one) == prints(finding(line=8, column=2, pointer="/a")) == prints(one, path="./a.json")
    others = [finding(pointer="/b"), finding("NWS104", pointer="/a"), finding(pointer="/a", member="m")]
    others.append(finding(pointer="/a", message="else"))
    assert len({*prints(one, *others), *prints(one, path="b.json")}) == 6
    assert len(set(prints(one, finding(line=9, pointer="/a")))) == 2


def test_messages_hold_no_links() -> None:
    """Brackets that are link syntax in SARIF are escaped."""
    report = Report(files=(FileReport(path="a", findings=(finding(message="[x](http://e.org) /a[1]"),)),))
    assert sarif(report)["results"][0]["message"]["text"].startswith("[x\\](http://e.org) /a[1]\n")


SARIF_SCHEMA = "@microsoft/jest-sarif@1.0.0-beta.0"
"""The npm package that brings the schema of OASIS; .ci/run installs it where the test looks."""


@pytest.mark.slow
def test_sarif_is_valid_by_its_standards_schema() -> None:
    """The OASIS schema of SARIF 2.1.0 accepts every report and rejects a wrong one."""
    folder = Path(os.environ.get("WIRECOPY_SARIF") or Path.home() / ".cache" / "wirecopy" / "sarif")
    file = folder / "node_modules" / "@microsoft" / "jest-sarif" / "lib" / "schemas" / "sarif-2.1.0-rtm.5.json"
    if not file.is_file():
        absent(f"there is no schema of SARIF (npm install --ignore-scripts --prefix {folder} {SARIF_SCHEMA})")
    schema = jsonschema.Draft4Validator(json.loads(file.read_bytes()), format_checker=jsonschema.FormatChecker())
    everything = tuple(finding(code, path="a", line=1, message=NASTY) for code in codes.all_codes())
    for report in (REPORT, Report(), Report(files=(FileReport(path="a", findings=everything),))):
        log = json.loads(as_sarif(report, wirecopy="1.2", explanations=codes.explanation))
        assert [f"{error.json_path}: {error.message}" for error in schema.iter_errors(log)] == []
    log["runs"][0]["results"][0]["level"] = "grave"
    assert not schema.is_valid(log)


@pytest.mark.slow
def test_sarif_tools_reads_sarif(tmp_path: Path) -> None:
    """sarif-tools reads the counts and places; its drawing libraries are not needed."""
    if not importlib.util.find_spec("sarif"):
        absent("sarif-tools is not installed (pip install --no-deps sarif-tools jsonpath-ng PyYAML)")
    loader = importlib.import_module("sarif.loader")
    file = tmp_path / "report.sarif"
    file.write_text(as_sarif(REPORT, wirecopy="1.2", explanations=codes.explanation), encoding="utf-8")
    log = loader.load_sarif_file(str(file))
    assert log.get_distinct_tool_names() == ["wirecopy"]
    found = log.get_report()
    assert [found.get_issue_count_for_severity(severity) for severity in ("error", "warning", "note")] == [3, 1, 1]
    first, second, *_ = log.get_records()
    assert (first["Code"], first["Line"], second["Line"]) == ("NJS001", 3, 4)
    assert first["Location"] == "news/a%20b%2Cc%3A%C3%BC.json"
    assert first["Description"] == "this is NJS001\nMend it."


def test_junit_counts_files() -> None:
    """Each file is a test case that fails where it has errors; other findings are its output."""
    root = ET.fromstring(as_junit(REPORT).encode())
    (suite,) = root
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("4", "2", "0")
    cases = list(suite)
    assert [c.get("classname") for c in cases] == ["ninjs", "epub", "newsml-g2", "file"]
    assert [[child.tag for child in c] for c in cases] == [["failure", "system-out"], ["system-out"], [], ["failure"]]
    failure = cases[0][0]
    assert failure.get("message") == "NJS001: this is NJS001 (and 1 more)"
    assert (failure.text or "").count("error NJS001") == 2
    assert "warning NWS101" in (cases[0][1].text or "")


def test_junitparser_reads_junit(tmp_path: Path) -> None:
    """junitparser sees the same cases and failures."""
    try:
        import junitparser
    except ImportError:
        absent("junitparser is not installed")
    file = tmp_path / "report.xml"
    file.write_text(as_junit(REPORT), encoding="utf-8")
    (suite,) = junitparser.JUnitXml.fromfile(str(file))
    assert (suite.tests, suite.failures, suite.errors) == (4, 2, 0)
    cases = list(suite)
    assert cases[0].name == "news/a b,c:ü.json"
    assert [len(case.result) for case in cases] == [1, 0, 0, 1]
    assert "notice EPB001" in cases[1].system_out
    suite.update_statistics()
    assert (suite.tests, suite.failures, suite.errors) == (4, 2, 0)


def test_github_annotations() -> None:
    """One command for each finding, with its place in the file, escaped as GitHub unescapes."""
    lines = as_github(REPORT).splitlines()
    file = "file=news/a b%2Cc%3Aü.json"
    assert lines[0] == f"::error {file},line=3,col=7,title=NJS001::this is NJS001%0Aat /urgency%0AMend it."
    assert lines[1].startswith(f"::error {file},line=4,title=NJS001::")
    assert lines[2].startswith("::error file=gone")
    assert lines[3].startswith(f"::warning {file},title=NWS101::")
    assert lines[4] == "::notice file=x.epub,title=EPB001::OPS/t.xhtml:9:2: this is EPB001%0AMend it."
    assert len(as_github(REPORT, least=Severity.ERROR).splitlines()) == 3


def test_github_commands_cannot_be_forged() -> None:
    """Whatever a message or name holds, a finding is one command."""
    file = FileReport(path="a\n::error::b", findings=(finding(message=NASTY),))
    (line,) = as_github(Report(files=(file,))).splitlines()
    assert re.fullmatch(r"::warning file=a%0A%3A%3Aerror%3A%3Ab,title=NWS101::[^\x00-\x1f\ud800-\udfff]+", line)
    assert "%0D%0A::error::x%250A" in line


@pytest.mark.parametrize("form", ["sarif", "junit", "github"])
def test_empty_reports_are_well_formed(form: str) -> None:
    for report in (Report(), Report(files=(FileReport(path="a"),))):
        if form == "sarif":
            assert sarif(report)["results"] == []
        elif form == "junit":
            assert ET.fromstring(as_junit(report))[0].get("failures") == "0"
        else:
            assert as_github(report) == ""


# --------------------------------------------------------------------------------------------------------------------
# Text for people


def noted(code: str, severity: Severity, files: int, each: int = 1) -> list[FileReport]:
    """Reports on files with findings of one kind."""
    reports = []
    for number in range(files):
        place = Location(path=f"{code}-{number}.xml")
        found = Finding(code=code, severity=severity, message=f"{code} is wrong", advice="Mend it.", location=place)
        reports.append(FileReport(path=place.path, findings=(found,) * each))
    return reports


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_the_parts_of_a_report_are_made_one_at_a_time(form: str) -> None:
    """Of a report on disk that is gone through several times; SARIF held all findings, 9 kB for each."""

    class Reports:
        """Reports that are made anew each time; `alive` are those of which somebody has still the findings."""

        def __init__(self) -> None:
            self.most = 0
            self.alive: weakref.WeakSet[Counted] = weakref.WeakSet()

        def __iter__(self) -> Iterator[FileReport]:
            for number in range(30):
                code = Counted(f"NWS10{number % 9 + 1}")
                self.alive.add(code)
                self.most = max(self.most, len(self.alive))
                [report] = noted(code, Severity.WARNING, 1)
                yield report

    reports = Reports()
    if form == "json":
        parts = json_parts(reports, wirecopy="1.2")
    else:
        parts = sarif_parts(reports, wirecopy="1.2", explanations=codes.explanation)
    count = len(json.loads("".join(parts))["files"]) if form == "json" else len(locations_in("".join(parts)))
    assert count == 30
    assert reports.most < 20, "the first of each code are held, and the one that is written"


class Counted(str):
    """A code that can be counted as long as it is held."""


def locations_in(text: str) -> list[dict[str, Any]]:
    """The places of the results of a report as SARIF."""
    return locations(json.loads(text)["runs"][0])


def grouped(reports: list[FileReport], least: Severity = Severity.WARNING) -> list[str]:
    parts = text.grouped_parts(reports, paint=lambda word, severity: word, least=least)
    return "".join(parts).splitlines()


def test_a_long_report_has_errors_first_then_a_line_for_each_code() -> None:
    few = [*noted("NWS101", Severity.WARNING, 2), *noted("NML001", Severity.ERROR, 1)]
    assert grouped(few) == as_text(Report(files=tuple(few)), least=Severity.WARNING).splitlines()
    many = [*few, *noted("NWS115", Severity.WARNING, 20, each=3), *noted("NML103", Severity.NOTICE, 70)]
    assert grouped(many) == [
        "NML001-0.xml: error NML001: NML001 is wrong",
        "    Mend it.",
        "NWS101-0.xml: warning NWS101: NWS101 is wrong",
        "    Mend it.",
        "NWS101-1.xml: warning NWS101: NWS101 is wrong",
        "    Mend it.",
        "60 warnings NWS115 in 20 files, such as NWS115-0.xml: NWS115 is wrong",
        "    Mend it.",
        "-v prints every finding.",
    ]
    errors = noted("NML001", Severity.ERROR, 300)
    assert sum(" error NML001: " in line for line in grouped([*many, *errors])) == 301
    only = noted("NWS116", Severity.WARNING, 1, each=51)
    assert grouped(only)[0] == "51 warnings NWS116 in one file, such as NWS116-0.xml: NWS116 is wrong"


# --------------------------------------------------------------------------------------------------------------------
# Order and groups, the same in all forms

MANY = [
    *noted("NML103", Severity.NOTICE, 40),
    *noted("NWS115", Severity.WARNING, 20, each=3),
    *noted("NWS101", Severity.WARNING, 2),
    *noted("NML001", Severity.ERROR, 5),
]


def test_github_has_errors_first_then_one_annotation_for_each_code() -> None:
    lines = as_github(Report(files=tuple(MANY)), least=Severity.WARNING, grouped=True).splitlines()
    assert [re.sub("^::([a-z]+) .*title=([A-Z0-9]+)::.*", r"\1 \2", line) for line in lines] == [
        *["error NML001"] * 5,
        *["warning NWS101"] * 2,
        "warning NWS115",
    ]
    assert lines[-1].startswith("::warning file=NWS115-0.xml,title=NWS115::60 warnings in 20 files, such as this:%0A")
    everything = as_github(Report(files=tuple(MANY))).splitlines()
    assert len(everything) == 40 + 60 + 2 + 5
    assert as_github(Report(files=tuple(MANY[40:43])), grouped=True) == as_github(Report(files=tuple(MANY[40:43])))


def test_sarif_has_every_finding_errors_first() -> None:
    levels = [result["level"] for result in sarif(Report(files=tuple(MANY)))["results"]]
    assert levels == ["error"] * 5 + ["warning"] * 62 + ["note"] * 40


def test_json_has_every_finding_and_the_groups() -> None:
    report = json.loads("".join(json_parts(MANY, wirecopy="1.2")))
    assert sum(len(file["findings"]) for file in report["files"]) == 40 + 60 + 2 + 5
    assert [tuple(group.values()) for group in report["summary"]] == [
        ("NML001", "error", 5, 5),
        ("NWS101", "warning", 2, 2),
        ("NWS115", "warning", 60, 20),
        ("NML103", "notice", 40, 40),
    ]
    assert json.loads("".join(json_parts([], wirecopy="1.2")))["summary"] == []


def test_junit_has_errors_then_warnings_then_notices_of_a_file() -> None:
    kinds = [("NML103", Severity.NOTICE), ("NWS101", Severity.WARNING), ("NML001", Severity.ERROR)]
    file = FileReport(path="a.xml", findings=tuple(finding(code, severity) for code, severity in kinds))
    failure, output = ET.fromstring(as_junit(Report(files=(file,))))[0][0]
    assert failure.get("type") == "NML001"
    assert output.text is not None
    assert output.text.index("NWS101") < output.text.index("NML103")


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("برچسب\u200cها", "برچسب\u200cها"),
        ("क्\u200dष", "क्\u200dष"),
        ("a\nb\u2028c", "a b c"),
        ("\x1b[31mred", "\ufffd[31mred"),
        ("a\u202eb\u200fc", "a\ufffdb\ufffdc"),
    ],
)
def test_a_line_of_a_report_has_no_controls_but_joiners(line: str, shown: str) -> None:
    assert text.one_line(line) == shown


STORIES = Report(
    files=(
        FileReport(
            path="day.txt",
            story=1,
            format="text",
            findings=(
                finding("TXT007", path="day.txt", story=1, line=5, column=1),
                finding("LOS001", Severity.NOTICE, path="day.txt", story=1),
            ),
        ),
        FileReport(
            path="day.txt",
            story=2,
            format="text",
            findings=(
                *(finding("NWS115", path="day.txt", story=2, pointer=f"/bodies/{n}") for n in range(3)),
                finding("INP018", Severity.NOTICE, path="day.txt", story=2),
                finding("INP002", Severity.ERROR, path="day.txt", story=2, member="a.txt", line=3),
            ),
        ),
        FileReport(path="week.jsonl", format="ninjs", version="3.1", documents=40, schema_valid=False),
        FileReport(
            path="bag.zip",
            findings=tuple(
                replace(
                    finding("PKG003", path="bag.zip", member=f"data/{n}", story=0), advice="", detail=(("n", str(n)),)
                )
                for n in range(46)
            ),
        ),
    )
)
"""Stories of one file, a file of many documents, findings with detail or without advice; too many to print."""
FIRST_STORIES = Report(files=(*STORIES.files[:3], replace(STORIES.files[3], findings=STORIES.files[3].findings[:2])))


FORMS: dict[str, Callable[[], str]] = {
    "text": lambda: as_text(REPORT),
    "text-grouped": lambda: "".join(
        text.grouped_parts(REPORT.files, paint=lambda word, severity: word, least=Severity.NOTICE)
    ),
    "json": lambda: as_json(REPORT, wirecopy="1.2"),
    "junit": lambda: as_junit(REPORT),
    "github": lambda: as_github(REPORT),
    "github-grouped": lambda: as_github(REPORT, grouped=True),
    "sarif": lambda: as_sarif(REPORT, wirecopy="1.2", explanations=codes.explanation),
    "stories-text": lambda: as_text(FIRST_STORIES, paint=lambda word, severity: f"<{severity.value}>{word}"),
    "stories-text-grouped": lambda: "".join(
        text.grouped_parts(STORIES.files, paint=lambda word, severity: f"<{severity.value}>{word}", least=NOTICE)
    ),
    "stories-text-warnings": lambda: "".join(
        text.grouped_parts(STORIES.files, paint=lambda word, severity: word, least=Severity.WARNING)
    ),
    "stories-json": lambda: as_json(FIRST_STORIES, wirecopy="1.2"),
    "stories-junit": lambda: as_junit(FIRST_STORIES),
    "stories-github": lambda: as_github(FIRST_STORIES),
    "stories-github-grouped": lambda: as_github(STORIES, grouped=True),
    "stories-github-warnings": lambda: as_github(STORIES, grouped=True, least=Severity.WARNING),
    "stories-sarif": lambda: as_sarif(FIRST_STORIES, wirecopy="1.2", explanations=codes.explanation),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_report_is_printed_as_before(form: str, accept: bool) -> None:
    sections.hold("reports", form, FORMS[form]().rstrip("\n") + "\n", accept=accept)


@pytest.mark.parametrize(
    ("reports", "shown"),
    [
        ([], "0 files: nothing to report"),
        ([FileReport(path="a")], "1 file: nothing to report"),
        (noted("NWS101", Severity.WARNING, 1), "1 file: 1 warning"),
        (noted("NWS101", Severity.WARNING, 2, each=2), "2 files: 4 warnings"),
        ([*noted("NML001", Severity.ERROR, 1), *noted("NML103", NOTICE, 2)], "3 files: 1 error, 2 notices"),
        ([FileReport(path="a", story=n) for n in (1, 2, 3)], "1 file, 3 stories: nothing to report"),
        ([FileReport(path="a", documents=1)], "1 file, 1 document: nothing to report"),
        ([FileReport(path="a", documents=7), FileReport(path="b")], "2 files, 8 documents: nothing to report"),
        (list(STORIES.files), "3 files, 2 stories, 42 documents: 1 error, 50 warnings, 2 notices"),
    ],
)
def test_the_last_line_counts_files_stories_documents_and_findings(reports: list[FileReport], shown: str) -> None:
    assert text.summary(Report(files=tuple(reports))) == shown


@pytest.mark.parametrize("name", ["ar-maqal-shay", "en-agency-desk"])
def test_a_page_is_printed_as_before(name: str, accept: bool) -> None:
    """One with the contributions to each line, one of them open, and one without."""
    copy = Path(__file__).parent / "readers" / "corpus" / f"{name}.txt"
    moment = Moment("2020-01-01T00:00:00Z")
    source = Source(name=copy.name, data=copy.read_bytes(), moment=moment, explanations=name.startswith("ar"))
    found = page(read(source), copy.name, opened=[3])
    path = Path(__file__).parent / "cli" / "outputs" / f"{name}.html"
    if accept:
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


def _many(*counts: tuple[str, Severity, int, int]) -> tuple[FileReport, ...]:
    """Reports with so many findings of each code and severity, spread over so many files in a row."""
    found: dict[str, list[Finding]] = {}
    for code, severity, count, files in counts:
        for number in range(count):
            path = f"{number * files // count}.xml"
            found.setdefault(path, []).append(finding(code, severity, path=path, line=number + 1))
    return tuple(FileReport(path=path, findings=tuple(each)) for path, each in sorted(found.items()))


GROUPED = {
    "fifty": (("NWS101", Severity.WARNING, 50, 2),),
    "fifty-one": (("NWS101", Severity.WARNING, 51, 2),),
    "of all severities": (
        ("NWS101", Severity.WARNING, 4, 1),
        ("NWS102", Severity.WARNING, 3, 3),
        ("NWS103", Severity.WARNING, 44, 3),
        ("NJS001", Severity.ERROR, 5, 2),
        ("NWS104", NOTICE, 4, 4),
        ("NWS104", Severity.WARNING, 1, 1),
    ),
    "errors": (("NJS001", Severity.ERROR, 51, 3), ("NWS101", Severity.WARNING, 1, 1)),
    "notices": (("NWS101", NOTICE, 60, 1), ("NWS102", Severity.WARNING, 2, 1)),
}


@pytest.mark.parametrize("name", GROUPED)
def test_long_reports_are_grouped_as_before(name: str, accept: bool) -> None:
    """Each of the least severities; of errors, and of few findings, every one is shown."""
    files = _many(*GROUPED[name])
    shown = f"{text.summary(Report(files=files))}\n"
    for least in (Severity.ERROR, Severity.WARNING, NOTICE):
        lines = list(text.grouped_parts(files, paint=lambda word, severity: f"<{word} {severity.value}>", least=least))
        everything = list(text.text_parts(files, paint=lambda word, _: word, least=least))
        assert sum(line.startswith(tuple("0123456789")) and ": " in line for line in everything) == sum(
            each.severity.rank >= least.rank for file in files for each in file.findings
        )
        kept = lines if len(lines) < 40 else [*lines[:4], "…\n", *lines[-4:]]
        shown += f"-- {least.value}: {len(lines)} lines --\n{''.join(kept)}"
        for grouped in (False, True):
            annotations = "".join(github_parts(files, least=least, grouped=grouped)).splitlines(keepends=True)
            kept = annotations if len(annotations) < 20 else [*annotations[:2], "…\n", *annotations[-2:]]
            shown += f"-- GitHub{', grouped' * grouped}: {len(annotations)} lines --\n{''.join(kept)}"
    sections.hold("long_reports", name, shown, accept=accept)


@pytest.mark.parametrize("options", [{}, {"keep_furniture": True}, {"explanations": True}])
def test_the_page_is_as_before(options: dict[str, Any], accept: bool) -> None:
    """But for its style, and numbers that hang on weights."""
    copy = (
        "NEWS\n\nFerry resumes after storm\n\nBy Jane Doe\n\nDec. 5, 2016\n\nLERWICK — The ferry resumed on Tuesday"
        " after three days of <storm>, its owner said in the harbor.\n\nMore text of it follows, and R&amp;D too."
        "\n\nPhoto: Tom Ash\n\nShare this article\n"
    )
    found = read(Source(name="a.txt", data=copy.encode(), moment=Moment("2024-01-01T00:00:00Z"), **options))
    html = page(found, "a <b>.txt", opened=frozenset({3}))
    shown = re.sub(r"<style>.*?</style>", "<style>…</style>", html, flags=re.DOTALL)
    shown = (
        re.sub(r"(?<=<ul>)<li class=.*?(?=<li><b>)", "…", shown, flags=re.DOTALL)
        if options.get("explanations")
        else shown
    )
    sections.hold("pages", ", ".join(options) or "plain", f"{shown}\n", accept=accept)
