"""The identifier is an absolute IRI without spaces.

What: the GUID of a NewsML-G2 item, the `uri` of a ninjs object, the unique identifier of an EPUB.

Why: updates replace a story, and archives find it, by this key. All schemas accept `a b c`, or a mere number, and two
providers will sooner or later use the same.

Fails: `guid="story 42"`

Mend: use a URI in a name space of your own, such as `urn:newsml:example.org:20161207:aleppo` or `urn:uuid:…`; write
characters other than letters and digits as `%XX`.
"""

from __future__ import annotations

from collections.abc import Iterator

from convert.checks.engine.facts import ABSOLUTE_IRI
from convert.checks.engine.rule import DOCUMENTS, Problem, Rule, Subject
from convert.findings import Location, Severity


def _find(subject: Subject) -> Iterator[Problem]:
    guid = subject.facts.guid
    if not subject.facts.is_news:
        return
    if guid is None:
        yield Problem(message="the document has no identifier", location=Location())
    elif not ABSOLUTE_IRI.fullmatch(guid.value):
        yield Problem(message=f"the identifier {guid.value!r} is not an absolute IRI", location=guid.location)


RULE = Rule(
    code="NWS101",
    title="The identifier is an absolute IRI without spaces",
    severity=Severity.ERROR,
    formats=DOCUMENTS,
    clause="RFC 3987, 2.2; NewsML-G2: guid; ninjs: uri",
    find=_find,
    advice="Use an absolute IRI such as urn:newsml:example.org:20161207:story.",
    each_item=True,
)
