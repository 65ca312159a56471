"""Documents of other formats of news are named, with what to do, whatever they are called."""

from __future__ import annotations

import json

import pytest

from convert import checks

NITF = '<?xml version="1.0"?>\n<!DOCTYPE nitf SYSTEM "nitf-3-6.dtd">\n<nitf><head><title>x</title></head><body/></nitf>'
OTHERS = {
    NITF: "NITF",
    '<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"/>': "NITF",
    '<s:sports-content xmlns:s="http://iptc.org/std/SportsML/2008-04-01/"/>': "SportsML",
    '<NewsML Version="1.2"><NewsEnvelope/></NewsML>': "NewsML 1,",
    '<rss version="2.0"><channel/></rss>': "an RSS feed",
    '<feed xmlns="http://www.w3.org/2005/Atom"/>': "an Atom feed",
    '<newsItem guid="urn:x:1" version="1"/>': "an item without the namespace",
    '{"version": "https://jsonfeed.org/version/1.1", "items": []}': "a JSON Feed",
    '{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "x"}': "JSON-LD",
    '{"api_version": "1", "data": {"item": {}}}': "the answer of an agency's interface",
    '{"_id": "1", "_etag": "2", "guid": "urn:x:1", "family_id": "urn:x:1"}': "Superdesk's own record",
    '{"guid": "urn:x:1", "versioncreated": "2026-11-01T08:30:00Z", "body_html": "<p>x</p>"}': "Superdesk's dialect",
    '{"urn": "urn:x:1", "article_html": "<p>x</p>"}': "dpa's JSON",
}


@pytest.mark.parametrize("document", OTHERS, ids=OTHERS.values())
def test_another_format_is_named(document: str) -> None:
    suffix, code = (".ninjs.json", "NJS001") if document.startswith("{") else (".newsml.xml", "NML001")
    for path, expected in (("story", "INP014"), (f"story{suffix}", code)):
        report = checks.check(document.encode(), path=path)
        [finding] = report.findings
        assert (finding.code, finding.severity.value) == (expected, "error")
        assert finding.message.startswith(f"this is {OTHERS[document]}")
        assert finding.advice
        assert not report.schema_valid


@pytest.mark.parametrize(
    "document", ["", "<", "<a/>", "{}", "[]", "{" * 5000, "\ud800".encode("utf-8", "replace").decode()]
)
def test_anything_else_is_in_no_known_format(document: str) -> None:
    [finding] = checks.check(document.encode()).findings
    assert finding.message == "this document is in no known format"


def test_the_additions_of_superdesk_are_one_finding() -> None:
    story = {
        "uri": "urn:newsml:example.org:20261101:pier",
        "guid": "urn:newsml:example.org:20261101:pier",
        "type": "text",
        "version": "1",
        "versioncreated": "2026-11-01T08:30:00Z",
        "language": "en",
        "headline": "Pier opens",
        "body_html": "<p>The pier opened on Sunday.</p>",
        "priority": 6,
        "service": [{"code": "f", "name": "Finance"}],
        "embargo": True,
    }
    findings = {finding.location.pointer: finding for finding in checks.check(json.dumps(story).encode()).findings}
    assert findings["/guid"].message.endswith("additions of Superdesk, not of ninjs: guid priority service")
    assert dict(findings["/guid"].detail)["properties"] == "guid priority service"
    assert findings["/embargo"].message == "the property 'embargo' is unexpected"
    assert {"/priority", "/service"}.isdisjoint(findings)
    del story["guid"], story["service"], story["embargo"]
    [finding] = [f for f in checks.check(json.dumps(story).encode()).findings if f.code == "NJS001"]
    assert finding.message == "the property 'priority' is unexpected"
