"""Properties are those of the version of the object.

What: no property has the name that it has in another branch of ninjs; 1.x, 2.x and 3.x differ in case, in number and in
names.

Why: the schema reports only that the property is unexpected. A receiver that does not know `embargoed` publishes the
story too early.

Fails: `"embargoed": "2016-12-08T06:00:00Z"` in ninjs 3.1

Mend: rename the property as the finding says; if the new property is an array, put the value into one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.ninjs.objects import items, nodes
from convert.findings import Location, Severity

# One property a line, as the branches 1.x, 2.x and 3.x spell it.
_SPELLINGS = """
$standard          standard           standard
byline             by                 by
person             people             people
organisation       organisations      organisations
place              places             places
subject            subjects           subjects
event              events             events
object             objects            objects
infosource         infosources        infoSources
genre              genres             genres
trustindicator     trustindicators    trustIndicators
altids             altids             altIds
representationtype representationtype representationType
firstcreated       firstcreated       firstCreated
versioncreated     versioncreated     versionCreated
contentcreated     contentcreated     contentCreated
embargoed          embargoed          embargoedUntil
pubstatus          pubstatus          pubStatus
ednote             ednote             edNote
copyrightholder    copyrightholder    copyrightHolder
copyrightnotice    copyrightnotice    copyrightNotice
usageterms         usageterms         usageTerms
rightsinfo         rightsinfo         rightsInfo
langid             langid             langId
linkedrights       linkedrights       linkedRights
encodedrights      encodedrights      encodedRights
digitalsourcetype  digitalsourcetype  digitalSourceType
mimetype           contenttype        contentType
charcount          charcount          charCount
wordcount          wordcount          wordCount
geometry_geojson   geojson            geoJSON
contactinfo        contactinfo        contactInfo
symboltype         symboltype         symbolType
sizeinbytes        sizeinbytes        sizeInBytes
postalcode         postalcode         postalCode
aspectratio        aspectratio        aspectRatio
videocodec         videocodec         videoCodec
framerate          framerate          frameRate
transportprotocol  transportprotocol  transportProtocol
scantype           scantype           scanType
headline           headlines          headlines
body_text          bodies             bodies
body_xhtml         bodies             bodies
description_text   descriptions       descriptions
"""
_RESOURCE = re.compile(r"/resources/\d+$")
_PREFIXES = {"body_": "bodies", "description_": "descriptions", "headline_": "headlines"}


@cache
def _misspelled(branch: int) -> dict[str, str]:
    """The right names in a branch, 0 to 2, by those that only other branches have."""
    rows = [line.split() for line in _SPELLINGS.split("\n") if line]
    known = {row[branch] for row in rows}
    return {name: row[branch] for row in rows for name in row if name not in known}


def _find(subject: Subject) -> Iterator[Problem]:
    branch = {"1": 0, "2": 1}.get(subject.version[:1], 2)
    wrong = _misspelled(branch)
    names = wrong.keys()
    for where, node in nodes(subject.document):
        # In 1.x, the sender chooses the names of renditions and associations.
        if not names.isdisjoint(node) and not where.endswith(("/renditions", "/associations")):
            for name in names & node:
                if name == "contenttype" and _RESOURCE.search(where):
                    continue  # the same in 1.7 as in 2.3
                yield _problem(subject, where, name, wrong[name])
    if branch:
        for where, item in items(subject.document.value):
            for name in item:
                prefix = name[: name.find("_") + 1]
                if prefix in _PREFIXES and name not in wrong:
                    yield _problem(subject, where, name, _PREFIXES[prefix])


def _problem(subject: Subject, where: str, name: str, right: str) -> Problem:
    return Problem(
        message=f"{name} is of another branch of ninjs; in {subject.version} it is {right}",
        location=Location(pointer=f"{where}/{name}"),
        advice=f"Write {right} instead of {name}.",
    )


RULE = Rule(
    code="NJS103",
    title="Properties are those of the version of the object",
    severity=Severity.ERROR,
    formats=("ninjs",),
    clause="ninjs: properties of 1.7, 2.3 and 3.2",
    find=_find,
    advice="Use the name of the property in this version of ninjs.",
)
