"""Formats, findings, limits, codes and zones: each word, order, limit and sentence of these tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta
from typing import Any

import pytest

from convert import codes, formats, traces
from convert.errors import ConvertError, ModelError, UsageError
from convert.findings import FileReport, Finding, Location, Report, Severity, sort_findings
from convert.formats import checked_as, named, written_as, written_versions
from convert.limits import size_of
from convert.model import Origin
from convert.readers import TraceLine
from convert.zones import load_zone

pytestmark = pytest.mark.any_findings
ERROR, WARNING, NOTICE = Severity.ERROR, Severity.WARNING, Severity.NOTICE


def refused(action: Any, *arguments: Any) -> tuple[str, str, str]:
    with pytest.raises(UsageError) as caught:
        action(*arguments)
    return caught.value.code, caught.value.message, caught.value.advice


KNOWN = "Known formats: newsml-g2, ninjs, epub, article, text."


@pytest.mark.parametrize(
    ("action", "name", "message", "advice"),
    [
        (named, "nin", "unknown format 'nin'", f"Perhaps ninjs is meant. {KNOWN}"),
        (named, "NEWS", "unknown format 'NEWS'", f"Perhaps newsml-g2 is meant. {KNOWN}"),
        (named, "epbu", "unknown format 'epbu'", f"Perhaps epub is meant. {KNOWN}"),
        (named, "", "unknown format ''", KNOWN),
        (named, "pdf", "unknown format 'pdf'", KNOWN),
        (checked_as, "ninjs@9", "IPTC ninjs 9 cannot be checked", None),
        (checked_as, "text@1", "plain text 1 cannot be checked", "Known versions: none."),
        (checked_as, "epub@2", "EPUB 3 2 cannot be checked", "Known versions: 3.3."),
        (checked_as, "newsml-g2@", "IPTC NewsML-G2  cannot be checked", "Known versions: 2.35, 2.36."),
        (written_as, "text@1", "plain text 1 cannot be written", "Versions: none."),
        (written_as, "newsml-g2@1", "IPTC NewsML-G2 1 cannot be written", "Versions: 2.35, 2.36, 2.35+superdesk."),
        (written_as, "epub@3.2", "EPUB 3 3.2 cannot be written", "Versions: 3.3."),
    ],
)
def test_formats_that_are_refused(action: Any, name: str, message: str, advice: str | None) -> None:
    found = refused(action, name)
    assert found[:2] == ("INP012", message)
    assert advice is None or found[2] == advice


def test_formats_that_cannot_be_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(formats._BY_NAME, "trace", formats.TRACE)
    assert refused(checked_as, "trace") == ("INP012", "trace cannot be checked", "See `wirecopy formats`.")


def test_versions_of_formats() -> None:
    assert (checked_as("ninjs@2.0"), checked_as("ninjs"), checked_as("text")) == ("ninjs@2.0", "ninjs", "text")
    assert (written_as("ninjs"), written_as("ninjs@3.1"), written_as("text")) == (
        ("ninjs", "3.1"),
        ("ninjs", "3.1"),
        ("text", ""),
    )
    assert written_as("newsml-g2@2.35+superdesk") == ("newsml-g2", "2.35+superdesk")
    assert written_versions(["ninjs", "text", "ninjs@3.1"]) == {"ninjs": "3.1", "text": ""}
    assert written_versions(["ninjs", "epub", "newsml-g2"], "superdesk") == {
        "ninjs": "1.6",
        "epub": "3.3",
        "newsml-g2": "2.35+superdesk",
    }
    assert written_versions(["ninjs@3.2"], "superdesk") == {"ninjs": "3.2"}
    assert refused(written_versions, ["ninjs@3.2", "ninjs"]) == (
        "INP012",
        "IPTC ninjs is to be written as 3.2 and as 3.1",
        "Choose one version of a format for a run.",
    )


def test_tables_of_formats() -> None:
    assert formats.DEFAULT_FORMATS == ("newsml-g2", "ninjs", "epub")
    assert formats.RECEIVERS == ("superdesk",)
    assert [each.written for each in formats.FORMATS] == [
        "2.35, 2.36",
        "3.1, 1.0-1.7, 2.0-2.3, 3.0, 3.2",
        "3.3",
        "1",
        "",
    ]
    assert named("newsml-g2").module == "newsml_g2"
    suffixes = ("a.NINJS.JSON", "a.json", "a.epub.zip", "a.txt")
    assert [getattr(formats.by_suffix(name), "name", None) for name in suffixes] == ["ninjs", None, None, "text"]
    names = ("A.NINJS.JSONL", "a.trace.jsonl", "a.epub.zip", "a.newsml.xml", "a.txt")
    assert [getattr(formats.by_shard_suffix(name), "name", None) for name in names] == [
        *("ninjs", "trace", "epub", "newsml-g2", None)
    ]
    plain = formats.Format(name="x-y", title="X", suffix=".x", media_type="x/y")
    assert (plain.shard_suffix, plain.write_version, plain.also_writes, plain.versions) == ("", "", (), ())
    assert (plain.receivers, plain.binary, plain.default, plain.reads) == ({}, False, False, False)
    assert (plain.writes, plain.checks, plain.written, plain.module) == (True, True, "", "x_y")
    assert replace(plain, versions=("1", "2"), also_writes=("2", "1"), write_version="3").written == "3, 1, 2"


# --------------------------------------------------------------------------------------------------------------------
# Findings


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        (Location(), ""),
        (Location(path="a"), "a"),
        (Location(path="a", member="b"), "a!b"),
        (Location(path="a", line=2), "a:2"),
        (Location(path="a", member="b", line=2, column=3), "a!b:2:3"),
        (Location(path="a", column=3), "a"),
        (Location(path="a", line=2, story=7), "a:2 (story 7)"),
        (Location(path="a", pointer="/x"), "a"),
    ],
)
def test_places_are_shown(place: Location, shown: str) -> None:
    assert str(place) == shown


def finding(code: str = "NWS101", severity: Severity = WARNING, message: str = "x", **place: Any) -> Finding:
    return Finding(code=code, severity=severity, message=message, location=Location(**place))


def test_findings_are_in_the_order_of_reading() -> None:
    ordered = [
        finding("Z", path="a"),
        finding("Y", path="b"),
        finding("X", path="b", member="m"),
        finding("W", path="b", member="m", line=1),
        finding("V", path="b", member="m", line=1, column=2),
        finding("W", path="b", member="m", line=1, column=2),
        finding("W", path="b", member="m", line=1, column=2, pointer="/a"),
        finding("W", message="y", path="b", member="m", line=1, column=2, pointer="/a"),
        finding("A", path="b", member="m", line=10),
    ]
    assert list(sort_findings([*reversed(ordered), ordered[3]])) == ordered


def test_findings_that_move() -> None:
    first = finding(path="a", line=3, column=2, pointer="/x", story=1)
    assert first.at("b").location == Location(path="b", line=3, column=2, pointer="/x")
    assert first.at("b", 4).location.story == 4
    assert first.below(5).location == Location(path="a", line=8, column=2, pointer="/x", story=1)
    assert finding(path="a").below(5).location.line == 0


@pytest.mark.parametrize(
    ("code", "severity", "withholds"),
    [
        *(("LOS003", ERROR, True), ("PKG105", ERROR, True), ("PKG106", ERROR, True)),
        *(("LOS003", WARNING, False), ("PKG107", ERROR, False), ("NWS101", ERROR, False), ("PKG105", NOTICE, False)),
    ],
)
def test_what_withholds_a_document(code: str, severity: Severity, withholds: bool) -> None:
    assert finding(code, severity).withholds is withholds


def test_reports_are_counted() -> None:
    assert FileReport(path="a").worst is None
    report = FileReport(path="a", findings=(finding(severity=NOTICE), finding(severity=ERROR), finding()))
    assert report.worst is ERROR
    both = Report(files=(report, replace(report, findings=(finding(),))))
    assert [both.count(severity) for severity in (ERROR, WARNING, NOTICE)] == [1, 2, 1]
    assert [severity.rank for severity in (ERROR, WARNING, NOTICE)] == [2, 1, 0]
    ceilings = [[a.at_most(b) for b in (ERROR, WARNING, NOTICE)] for a in (ERROR, WARNING, NOTICE)]
    assert ceilings == [[ERROR, WARNING, NOTICE], [WARNING, WARNING, NOTICE], [NOTICE] * 3]


def test_errors_are_sentences() -> None:
    assert str(ConvertError("INP001", "no such file")) == "no such file (INP001)"
    assert str(ConvertError("INP001", "no such file", "Check.")) == "no such file (INP001). Check."
    error = ModelError("it is odd")
    assert (str(error), error.code, error.message, error.advice, error.args) == (
        *("it is odd", "ART002", "it is odd", ""),
        ("it is odd",),
    )


# --------------------------------------------------------------------------------------------------------------------
# Sizes and zones


@pytest.mark.parametrize(
    ("text", "size"),
    [
        *(("1", 1), ("100K", 102_400), ("2m", 2 * 2**20), ("3G", 3 * 2**30), ("9" * 15, 10**15 - 1)),
        *((text, None) for text in ("", "K", "0", "0K", "-1", "1.5M", "1T", "²", "٣", "9" * 16, "9" * 5000, "1 K")),
    ],
)
def test_sizes(text: str, size: int | None) -> None:
    if size is not None:
        assert size_of(text) == size
        return
    with pytest.raises(ValueError, match=r"is not a size: a number of bytes, or 100K, 100M or 2G$") as caught:
        size_of(text)
    assert str(caught.value).startswith(repr(text))


@pytest.mark.parametrize(
    ("name", "minutes"),
    [
        *(("UTC", 0), ("Z", 0), ("+05:30", 330), ("-0330", -210), ("+14:00", 840), ("-14:00", -840), ("+00:00", 0)),
        ("Asia/Kolkata", 330),
    ],
)
def test_zones(name: str, minutes: int) -> None:
    from datetime import datetime

    offset = load_zone(name).utcoffset(datetime(2016, 12, 7))
    assert offset == timedelta(minutes=minutes)
    assert (load_zone(name) is UTC) == (minutes == 0)


EXAMPLES = "Name one such as Europe/Berlin, or its offset, such as +05:30."


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("berlin", f"Perhaps Europe/Berlin is meant. {EXAMPLES}"),
        ("europe/berlin", f"Perhaps Europe/Berlin is meant. {EXAMPLES}"),
        ("new york", f"Perhaps America/New_York is meant. {EXAMPLES}"),
        ("+14:01", EXAMPLES),
        ("+15:00", EXAMPLES),
        ("+05:60", EXAMPLES),
        ("../etc/passwd", EXAMPLES),
        ("Europe/Nowhere", EXAMPLES),
        ("", EXAMPLES),
    ],
)
def test_zones_that_are_not_there(name: str, advice: str) -> None:
    assert refused(load_zone, name) == ("INP027", f"“{name}” is not a time zone", advice)


def test_of_many_zones_three_are_named() -> None:
    assert refused(load_zone, "east")[2].count(" or ") <= 2


# --------------------------------------------------------------------------------------------------------------------
# Codes


def test_losses_that_can_be_allowed() -> None:
    known = [code for code in codes.all_codes() if code.startswith("LOS")]
    assert codes.loss_codes(["los001", "LOS003"]) == ("LOS001", "LOS003")
    advice = f"Losses: {', '.join(known)}."
    assert refused(codes.loss_codes, ["LOS001", "NWS101"]) == ("INP017", "there is no loss 'NWS101'", advice)


def test_beginnings_of_codes() -> None:
    assert codes.refuse_unknown(["nws", "NML001", "n"]) == ("NWS", "NML001", "N")
    for beginning in ("", "XYZ"):
        code, message, _ = refused(codes.refuse_unknown, [beginning])
        assert (code, message) == ("INP017", f"there is no code {beginning!r}, and none that begins with it")
    assert refused(codes.refuse_unknown, ["NWS1041"])[2].startswith("Perhaps NWS104")
    assert refused(codes.refuse_unknown, ["NMLL"])[2].startswith("Perhaps NML")
    assert refused(codes.refuse_unknown, ["%%%"])[2].startswith("The families: ")


def test_files_and_codes_that_may_be_meant() -> None:
    assert codes.nearest("storry.txt", ["story.txt", "other"]) == "Perhaps story.txt is meant."
    assert codes.nearest("nws1044", []).startswith("Perhaps NWS104 or ")
    last = "Check the name; codes are such as NWS104, and `wirecopy rules` lists them."
    assert codes.nearest("quite-other", ["a"]) == last


def test_rules_as_data() -> None:
    data: Any = codes.rules_data()
    assert list(data) == ["formats", "schemas", "rules", "copy"]
    assert data["formats"]["newsml-g2"] == ["2.35", "2.36"]
    assert (data["formats"]["epub"], data["formats"]["article"], "text" in data["formats"]) == (["3.3"], ["1"], False)
    for name in ("schemas", "copy"):
        assert all(set(row) == {"code", "title"} and row["title"] for row in data[name])
    assert {"NML001", "NML002", "NJS001", "NJS002"} <= {row["code"] for row in data["schemas"]}
    assert all(row["code"].startswith("TXT") for row in data["copy"])
    [rule] = [row for row in data["rules"] if row["code"] == "NWS104"]
    assert list(rule) == ["code", "title", "formats", "severity", "see", "advice"]
    assert set(rule["severity"]) == {"ours", "others"}
    assert any(row["severity"] == {"ours": "error", "others": "warning"} for row in data["rules"])


# --------------------------------------------------------------------------------------------------------------------
# Traces


def test_a_trace_is_a_line_for_each_line() -> None:
    origin = Origin(name="ä.txt", sha256="0" * 64, reader="text")
    line = TraceLine(number=1, text="Fähre", role="headline", rule="title", confidence=0.5, kept=True)
    text = traces.dumps(origin, [line, line._replace(number=2)]).decode()
    lines = text.splitlines()
    assert lines[0] == "{"
    assert '"name": "ä.txt",' in lines[3]
    assert lines[-5:] == [
        '  "lines": [',
        '    {"number": 1, "text": "Fähre", "role": "headline", "rule": "title", "confidence": 0.5, "kept": true},',
        '    {"number": 2, "text": "Fähre", "role": "headline", "rule": "title", "confidence": 0.5, "kept": true}',
        "  ]",
        "}",
    ]
    assert '  "inferences": [],' in lines
    assert "accounts" not in text
    assert text.endswith("}\n")
