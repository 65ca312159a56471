"""The properties of ninjs in all versions: the schemas are generated from this table, and the writer spells by it.

Each row is one property in the spellings of the three branches, with the version that introduced it. A version adds
properties to those of its branch and removes none.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

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


class Property(NamedTuple):
    """A property of an object: its spelling in 3.x, that in the version asked for, None if it has none, and the type.

    A spelling between slashes is a pattern of names.
    """

    name: str
    spelling: str | None
    kind: str


@cache
def properties(version: str, named: str) -> tuple[Property, ...]:
    """The properties that the object `named` has in any version, with their spelling in `version`."""
    column = int(version[0])
    found: list[Property] = []
    for line in TABLE.strip().splitlines()[1:]:
        name, *cells = line.split()
        if name != named:
            continue
        if cells[0].startswith("+"):
            found.extend(properties(version, cells[0][1:]))
            continue
        spelling, _, since = cells[column - 1].partition("@")
        exists = spelling != "-" and version >= (since or version)
        found.append(Property(cells[2].partition("@")[0], spelling if exists else None, cells[3]))
    return tuple(found)


def rows(version: str, named: str) -> list[tuple[str, str]]:
    """The properties of the object `named` in `version`, as spelling (patterns between slashes) and type."""
    return [(one.spelling, one.kind) for one in properties(version, named) if one.spelling is not None]
