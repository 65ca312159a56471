"""What is wrong once is said once: one finding a file for what is alike, and none that repeats another."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from convert import checks

NEWS_ITEM = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:example.org:20261101:pier"
 version="1" standard="NewsML-G2" standardversion="2.35" conformance="power" xml:lang="en"{attributes}>
<catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_{catalog}.xml"/>
<itemMeta><itemClass qcode="ninat:text"/><provider qcode="{alias}a:x"/><versionCreated>{time}</versionCreated>
<firstCreated>{time}</firstCreated><pubStatus qcode="stat:usable"/></itemMeta>
<contentMeta><contentCreated>{time}</contentCreated><genre qcode="{alias}b:x"/>
<headline>Pier opens</headline></contentMeta>
<contentSet>{content}</contentSet></newsItem>"""
BODY = '<inlineData contenttype="text/plain">The pier opened on Sunday.</inlineData>'


def found(**values: str) -> list[Any]:
    """Return the findings on a news item with these values."""
    usual = {"attributes": "", "catalog": "41", "alias": "n", "time": "2026-11-01T08:30:00+01:00", "content": BODY}
    return list(checks.check(NEWS_ITEM.format(**usual | values).encode()).findings)


def count(findings: list[Any]) -> Counter[str]:
    return Counter(finding.code for finding in findings if finding.code not in ("NWS115", "NML108"))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"time": "2026-02-30T08:30:00+01:00"}, {"NML001": 3}),
        ({"time": "2026-11-01T08:30:00"}, {"NWS104": 1}),
        ({"attributes": ' dir="ltr"', "catalog": "12"}, {"NML103": 1}),
        ({"content": '<inlineData contenttype="text/plain"/>'}, {"NML110": 1}),
    ],
)
def test_a_fault_has_one_finding(values: dict[str, str], expected: dict[str, int]) -> None:
    findings = [finding for finding in found(**values) if finding.code != "NML101"]
    assert count(findings) == expected


def test_all_aliases_and_times_are_in_the_detail() -> None:
    findings = {finding.code: finding for finding in found(time="2026-11-01T08:30:00")}
    assert dict(findings["NML101"].detail) == {"aliases": "na nb"}
    assert dict(findings["NWS104"].detail)["times"].count("2026-11-01T08:30:00") == 3
    assert findings["NWS104"].message.endswith("(and 2 more)")


def test_a_language_that_the_schema_refuses_is_not_refused_again() -> None:
    data = NEWS_ITEM.format(attributes="", catalog="41", alias="n", time="2026-11-01T08:30:00Z", content=BODY)
    report = checks.check(data.replace('xml:lang="en"', 'xml:lang="en_very_british"').encode())
    assert count(list(report.findings))["NWS107"] == 0
    assert count(list(report.findings))["NML001"] == 1


def test_each_item_of_a_message_has_its_own_finding() -> None:
    item = NEWS_ITEM.format(attributes="", catalog="20", alias="n", time="2026-11-01T08:30:00", content=BODY)
    other = NEWS_ITEM.format(attributes="", catalog="21", alias="m", time="2026-11-01T08:30:00", content=BODY)
    message = (
        '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2026-11-01T08:31:00Z</sent></header>'
        f"<itemSet>{item}{other.replace(':pier', ':quay')}</itemSet></newsMessage>"
    )
    findings = checks.check(message.encode()).findings
    details = {code: [dict(f.detail) for f in findings if f.code == code] for code in ("NML101", "NML103", "NWS104")}
    assert details["NML101"] == [{"aliases": "na nb"}, {"aliases": "ma mb"}]
    assert details["NML103"] == [{"catalogs": "20"}, {"catalogs": "21"}]
    assert [detail["times"].count("=") for detail in details["NWS104"]] == [3, 3]


def test_an_impossible_day_is_one_finding_in_ninjs() -> None:
    story = {
        "uri": "urn:newsml:example.org:20261101:pier",
        "standard": {"name": "ninjs", "version": "3.1", "schema": "http://iptc.org/std/ninjs/ninjs-schema_3.1.json"},
        "type": "text",
        "version": "1",
        "language": "en",
        "headlines": [{"value": "Pier opens"}],
        "bodies": [{"value": "The pier opened on Sunday."}],
    }
    for time in ("2026-02-30T08:30:00Z", "2026-02-30", "2026-11-01T08:30:00", "yesterday"):
        report = checks.check(json.dumps({**story, "versionCreated": time}).encode())
        assert sum(count(list(report.findings)).values()) == 1, time
