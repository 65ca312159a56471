"""Generates the schemas of all versions of ninjs from one table: run `python schemas/ninjs/generate.py`.

A version adds properties to those of its branch and removes none; another branch spells them differently. Each row of
the table is one property in its three spellings, with the version that introduced it. The code below the table has
what is not a property of an object: how associations nest, and which values are allowed at which version.

Formats are annotations in all versions, as in the standard's own schemas.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

VERSIONS = ("1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "2.0", "2.1", "2.2", "2.3", "3.0", "3.1", "3.2")

# `@` after a spelling is followed by the version that introduced it; `-` means that the branch does not have the
# property. A spelling between slashes is a pattern of names. A type is text, uri, time, whole, number or object, or the
# name of an object or of a set of values; in brackets it is an array of these.
TABLE = """
object           1.x                         2.x                      3.x                     type
item             uri                         uri                      uri                     uri
item             $standard@1.3               standard                 standard                standard
item             type                        type                     type                    kind
item             mimetype                    -                        -                       text
item             representationtype          representationtype       representationType      completeness
item             profile                     profile                  profile                 text
item             version                     version                  version                 text
item             firstcreated@1.2            firstcreated             firstCreated            time
item             versioncreated              versioncreated           versionCreated          time
item             contentcreated@1.4          contentcreated           contentCreated          time
item             embargoed                   embargoed                embargoedUntil          time
item             expires@1.4                 expires@2.1              expires                 time
item             pubstatus                   pubstatus                pubStatus               status
item             urgency@1.1                 urgency                  urgency                 urgency
item             language                    language                 language                text
item             title@1.2                   title                    title                   text
item             byline                      by                       by                      text
item             slugline@1.2                slugline                 slugline                text
item             located                     located                  located                 text
item             ednote@1.2                  ednote                   edNote                  text
item             copyrightholder             copyrightholder          copyrightHolder         text
item             copyrightnotice             copyrightnotice          copyrightNotice         text
item             usageterms@1.1              usageterms               usageTerms              text
item             rightsinfo@1.4              rightsinfo               rightsInfo              rights
item             headline                    -                        -                       text
item             /^headline_[a-zA-Z0-9_]+/@1.3 -                      -                       text
item             /^description_[a-zA-Z0-9_]+/ -                       -                       text
item             /^body_[a-zA-Z0-9_]+/       -                        -                       text
item             charcount@1.2               -                        -                       number
item             wordcount@1.2               -                        -                       number
item             -                           headlines                headlines               [labelled]
item             -                           descriptions             descriptions            [labelled]
item             -                           bodies                   bodies                  [body]
item             person                      people                   people                  [person]
item             organisation                organisations            organisations           [organisation]
item             place                       places                   places                  [place]
item             subject                     subjects                 subjects                [subject]
item             event                       events                   events                  [event]
item             object                      objects                  objects                 [concept]
item             infosource@1.2              infosources              infoSources             [infoSource]
item             genre@1.3                   genres                   genres                  [genre]
item             altids@1.3                  altids                   altIds                  altIds
item             trustindicator@1.3          trustindicators          trustIndicators         [trustIndicator]
item             digitalsourcetype@1.6       digitalsourcetype@2.2    digitalSourceType@3.1   sourceType
item             renditions                  renditions               renditions              renditions
item             associations                associations             associations            associations
item             -                           -                        eventDetails            eventDetails
item             -                           -                        plannedCoverage         [plannedCoverage]
standard         name                        name                     name                    text
standard         version                     version                  version                 text
standard         schema                      schema                   schema                  uri
rights           langid                      langid                   langId                  uri
rights           linkedrights                linkedrights             linkedRights            uri
rights           encodedrights               encodedrights            encodedRights           text
labelled         -                           role                     role                    text
labelled         -                           contenttype              contentType             text
labelled         -                           value                    value                   text
body             -                           role                     role                    text
body             -                           contenttype              contentType             text
body             -                           charcount                charCount               count
body             -                           wordcount                wordCount               count
body             -                           value                    value                   text
concept          name                        name                     name                    text
concept          rel                         rel                      rel                     text
concept          scheme                      uri                      uri                     uri
concept          code                        literal                  literal                 text
event            -                           -                        id                      text
event            +concept
person           +concept
person           contactinfo@1.5             contactinfo@2.1          contactInfo             [contact]
organisation     +concept
organisation     symbols                     symbols                  symbols                 [symbol]
organisation     contactinfo@1.5             contactinfo@2.1          contactInfo             [contact]
place            +concept
place            /^geometry_[a-zA-Z0-9_]+/@1.1 geojson                geoJSON                 geometry
place            contactinfo@1.5             contactinfo@2.1          contactInfo             [contact]
subject          +concept
subject          creator@1.5                 creator@2.1              creator                 text
subject          relevance@1.5               relevance@2.1            relevance               percentage
subject          confidence@1.5              confidence@2.1           confidence              percentage
infoSource       name                        name                     name                    text
infoSource       rel                         role                     role                    text
infoSource       scheme                      uri                      uri                     uri
infoSource       code                        literal                  literal                 text
infoSource       contactinfo@1.5             contactinfo@2.1          contactInfo             [contact]
genre            name                        name                     name                    text
genre            scheme                      uri                      uri                     uri
genre            code                        literal                  literal                 text
sourceType       name                        name                     name                    text
sourceType       uri                         uri                      uri                     uri
sourceType       literal                     literal                  literal                 text
symbol           ticker                      ticker                   -                       text
symbol           exchange                    exchange                 exchange                text
symbol           symboltype@1.5              symboltype@2.1           symbolType              uri
symbol           symbol@1.5                  symbol@2.1               symbol                  text
contact          type                        type                     type                    text
contact          role                        role                     role                    text
contact          lang                        lang                     lang                    text
contact          name                        name                     name                    text
contact          value                       value                    value                   text
contact          address                     address                  address                 address
address          lines                       lines                    lines                   [text]
address          locality                    locality                 locality                text
address          area                        area                     area                    text
address          postalcode                  postalcode               postalCode              text
address          country                     country                  country                 text
altId            -                           role                     role                    text
altId            -                           value                    value                   text
trustIndicator   scheme                      role                     role                    uri
trustIndicator   code                        -                        -                       text
trustIndicator   title                       title                    title                   text
trustIndicator   href                        href                     href                    uri
rendition        -                           name                     name                    text
rendition        href                        href                     href                    uri
rendition        mimetype                    contenttype              contentType             text
rendition        title                       title                    title                   text
rendition        width                       width                    width                   count
rendition        height                      height                   height                  count
rendition        sizeinbytes                 sizeinbytes              sizeInBytes             count
rendition        duration@1.2                duration                 duration                number
rendition        format@1.2                  format                   format                  text
rendition        aspectratio@1.7             aspectratio@2.3          aspectRatio             text
rendition        videocodec@1.7              videocodec@2.3           videoCodec              text
rendition        framerate@1.7               framerate@2.3            frameRate               number
rendition        poi@1.7                     poi@2.3                  poi                     pointOfInterest
rendition        transportprotocol@1.7       transportprotocol@2.3    transportProtocol       text
rendition        scantype@1.7                scantype@2.3             scanType                scan
rendition        bitrate@1.7                 bitrate@2.3              bitrate                 text
rendition        resources@1.7               resources@2.3            resources@3.2           [resource]
resource         role                        role                     role                    text
resource         title                       title                    title                   text
resource         language                    language                 language                text
resource         contenttype                 contenttype              contentType             text
pointOfInterest  x                           x                        x                       whole
pointOfInterest  y                           y                        y                       whole
eventDetails     -                           -                        eventStatus             uri
eventDetails     -                           -                        plannedCoverageStatus   uri
eventDetails     -                           -                        dates                   dates
eventDetails     -                           -                        organiser               organisation
dates            -                           -                        startDate               time
dates            -                           -                        endDate                 time
dates            -                           -                        expectedStartDate       moment
dates            -                           -                        expectedEndDate         moment
dates            -                           -                        expectedDuration        text
dates            -                           -                        recurrence              recurrence
recurrence       -                           -                        recurrenceDates         nothing
recurrence       -                           -                        recurrenceRules         [recurrenceRule]
recurrenceRule   -                           -                        frequency               frequency
recurrenceRule   -                           -                        interval                whole
recurrenceRule   -                           -                        until                   time
recurrenceRule   -                           -                        count                   whole
plannedCoverage  -                           -                        uri                     uri
plannedCoverage  -                           -                        title                   text
plannedCoverage  -                           -                        pubStatus               status
plannedCoverage  -                           -                        type                    kind
plannedCoverage  -                           -                        commissioned            commission
plannedCoverage  -                           -                        dates                   dates
plannedCoverage  -                           -                        audiences               [audience]
plannedCoverage  -                           -                        exclAudience            [text]
plannedCoverage  -                           -                        edNote                  text
plannedCoverage  -                           -                        urgency                 urgency
plannedCoverage  -                           -                        language                text
plannedCoverage  -                           -                        itemCount               itemCount
plannedCoverage  -                           -                        wordCount               whole
plannedCoverage  -                           -                        renditions              renditions
commission       -                           -                        by                      text
commission       -                           -                        on                      time
commission       -                           -                        references              [reference]
reference        -                           -                        name                    text
reference        -                           -                        value                   text
audience         -                           -                        audience                text
audience         -                           -                        significance            whole
itemCount        -                           -                        rangeFrom               whole
itemCount        -                           -                        rangeTo                 whole
"""

_DIGITS = "[0-5][0-9]"
_OFFSET = f"(Z|[+-](?:2[0-3]|[01][0-9]):{_DIGITS})?"
_CLOCK = f"T(2[0-3]|[01][0-9]):({_DIGITS}):({_DIGITS})(\\.[0-9]+)?{_OFFSET}"
_TRUNCATED = f"^(-?(?:[1-9][0-9]*)?[0-9]{{4}})(-(1[0-2]|0[1-9])(-(3[01]|0[1-9]|[12][0-9])({_CLOCK})?)?)?$"

_TEXT: dict[str, Any] = {"type": "string"}
_PLAIN: dict[str, dict[str, Any]] = {
    "text": _TEXT,
    "uri": {"type": "string", "format": "uri"},
    "time": {"type": "string", "format": "date-time"},
    "whole": {"type": "integer"},
    "number": {"type": "number"},
    "percentage": {"type": "integer", "minimum": 0, "maximum": 100},
    "moment": {"type": "string", "$comment": "A date or time that may be cut short.", "pattern": _TRUNCATED},
    "nothing": {"$comment": "The standard wants an array that is a string.", "not": {}},
    "scan": {"type": "string", "enum": ["progressive", "interlaced"]},
    "status": {"type": "string", "enum": ["usable", "withheld", "canceled"]},
    "frequency": {
        "type": "string",
        "enum": ["secondly", "minutely", "hourly", "daily", "weekly", "monthly", "yearly"],
    },
}


def rows(version: str, named: str) -> list[tuple[str, str]]:
    """The properties of the object `named` in `version`, as spelling (patterns between slashes) and type."""
    column = int(version[0])
    found = []
    for line in TABLE.strip().splitlines()[1:]:
        name, *cells = line.split()
        if name != named:
            continue
        if cells[0].startswith("+"):
            found.extend(rows(version, cells[0][1:]))
            continue
        spelling, _, since = cells[column - 1].partition("@")
        if spelling != "-" and version >= (since or version):
            found.append((spelling, cells[3]))
    return found


def objects() -> list[str]:
    """The names of the objects in the table, in order, without duplicates."""
    return list(dict.fromkeys(line.split()[0] for line in TABLE.strip().splitlines()[1:]))


def schema(version: str) -> dict[str, Any]:
    """The schema of one version."""
    used = {"item": _object(version, "item")}
    pending = _referred(used["item"])
    while pending:
        name = pending.pop(0)
        if name not in used:
            used[name] = _definition(version, name)
            pending.extend(_referred(used[name]))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"https://w3id.org/wirecopy/schemas/ninjs/{version}",
        "title": f"ninjs {version}",
        "$comment": "Made by schemas/ninjs/generate.py from the facts of IPTC's standard; change the table there.",
        "type": "object",
        "$ref": "#/$defs/item",
        "required": ["uri"],
        "unevaluatedProperties": False,
        "$defs": used,
    }


def _referred(part: Any) -> list[str]:
    """The definitions that a part of a schema refers to, in order."""
    if isinstance(part, list):
        return [name for value in part for name in _referred(value)]
    if not isinstance(part, dict):
        return []
    found = [name for value in part.values() for name in _referred(value)]
    reference = part.get("$ref", "")
    return [reference.removeprefix("#/$defs/"), *found] if str(reference).startswith("#/$defs/") else found


def _object(version: str, name: str) -> dict[str, Any]:
    properties = {key: _type(version, kind) for key, kind in rows(version, name) if not key.startswith("/")}
    patterns = {key.strip("/"): _type(version, kind) for key, kind in rows(version, name) if key.startswith("/")}
    return {"type": "object", "properties": properties, **({"patternProperties": patterns} if patterns else {})}


def _type(version: str, kind: str) -> dict[str, Any]:
    if kind.startswith("["):
        return {"type": "array", "items": _type(version, kind.strip("[]"))}
    if kind in ("text", "uri", "time", "whole", "number"):
        return _PLAIN[kind]
    if kind in ("count", "urgency", "geometry", "renditions", "associations", "altIds", "kind", "completeness"):
        return _by_branch(version, kind)
    return {"$ref": f"#/$defs/{kind}"}


def _by_branch(version: str, kind: str) -> dict[str, Any]:
    """A type that differs between branches."""
    branch = version[0]
    match kind:
        case "count":
            return _PLAIN["whole" if branch == "3" else "number"]
        case "urgency":
            is_bounded = version >= {"1": "1.7", "2": "2.3", "3": "3.0"}[branch]
            return {"type": "integer", "minimum": 1, "maximum": 9} if is_bounded else _PLAIN["number"]
        case "geometry":
            return {"type": "object"} if branch == "1" else {"$ref": "https://w3id.org/wirecopy/schemas/geojson/1"}
        case "altIds":
            return {"type": "object"} if branch == "1" else {"type": "array", "items": {"$ref": "#/$defs/altId"}}
        case "completeness":
            return {"type": "string", "enum": ["complete", "incomplete"] if branch == "1" else ["full", "partial"]}
        case "kind":
            later = ["component"] * (version >= "1.2") + ["event", "planning"] * (branch == "3")
            return {"type": "string", "enum": ["text", "audio", "video", "picture", "graphic", "composite", *later]}
        case "renditions":
            return _collected(version, {"$ref": "#/$defs/rendition"})
        case _:
            return _collected(version, _association(version))


def _collected(version: str, item: dict[str, Any]) -> dict[str, Any]:
    """A collection of named values: in 1.x an object, whose pattern of names has no end anchor; later an array."""
    if version[0] != "1":
        return {"type": "array", "items": item}
    names = "^[a-zA-Z0-9]+" if version < "1.3" else "^[a-zA-Z0-9_]+"
    return {"type": "object", "additionalProperties": False, "patternProperties": {names: item}}


def _association(version: str) -> dict[str, Any]:
    if version[0] == "1":
        return {"$ref": "#"}
    if version == "2.0":
        named = {"type": "object", "properties": {"name": _TEXT}, "required": ["name"]}
        return {"anyOf": [named, {"$ref": "#"}]}
    return {"$ref": "#/$defs/association"}


def _definition(version: str, name: str) -> dict[str, Any]:
    """A definition: the properties of an object and its other constraints."""
    if name in _PLAIN:
        return _PLAIN[name]
    if name == "association":
        own = ("name", "rel") if version[0] == "3" else ("name",)
        extra = {"properties": dict.fromkeys(own, _TEXT), "required": ["name", "uri"]}
        return {"$ref": "#/$defs/item", **extra, "unevaluatedProperties": False}
    made = _object(version, name)
    if name != "rights" or version[0] == "3":
        made["additionalProperties"] = False
    if name in ("labelled", "body"):
        made["required"] = ["value"]
    if name == "rendition" and version[0] != "1":
        made["required"] = ["name"]
    if name == "contact":
        made["oneOf"] = [{"required": ["value"]}, {"required": ["address"]}]
    if name == "rights":
        keys = [key for key, _ in rows(version, name)]
        made["oneOf"] = [{"required": [keys[1]]}, {"required": [keys[2]]}]
    if name == "dates":
        made["anyOf"] = [
            {"oneOf": [{"required": [exact]}, {"required": [expected]}]}
            for exact, expected in (("startDate", "expectedStartDate"), ("endDate", "expectedEndDate"))
        ]
    return made


def written(value: Any, indent: int = 0) -> str:
    """JSON text with each value on one line if it fits."""
    line = json.dumps(value, ensure_ascii=False)
    if len(line) + indent <= 110 or not isinstance(value, dict | list) or not value:
        return line
    pad = " " * (indent + 2)
    if isinstance(value, dict):
        parts = [f"{pad}{json.dumps(key)}: {written(part, indent + 2)}" for key, part in value.items()]
        opening, closing = "{", "}"
    else:
        parts = [pad + written(part, indent + 2) for part in value]
        opening, closing = "[", "]"
    return opening + "\n" + ",\n".join(parts) + "\n" + " " * indent + closing


def files() -> dict[Path, str]:
    """The text of each schema file, by path."""
    here = Path(__file__).parent
    return {here / version / "ninjs.json": written(schema(version)) + "\n" for version in VERSIONS}


if __name__ == "__main__":
    for path, text in files().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
