"""Where a ninjs 3.1 object holds the leaves of the Article.

The places are paths of keys: each member of an array is followed, `[key=value]` selects members, `,` separates
alternative keys, and `~` stands for the key itself. A second path leads inside the value: keys in the JSON of our
description `extra`, or an XPath in the XHTML body, where `h:` is XHTML.
"""

from __future__ import annotations

from convert.mapping import ACCESSIBILITY, ORIGIN, Row, Rows, apart, carried, either, extension
from convert.mapping.body import body_rows
from convert.model import TERMS


def _extra(path: str) -> Row:
    return extension(f"descriptions[role={TERMS}extra].value", path)


_MENTIONS = "people,organisations,places[rel=mentions]"
_PROVIDER = f"infoSources[role={TERMS}role/provider]"

ROWS: Rows = {
    "id": carried("uri"),
    "headline": carried("headlines[role=main].value"),
    "updated": carried("versionCreated"),
    "version": carried("version"),
    "other_ids.role": carried("altIds.role"),
    "other_ids.value": carried("altIds.value"),
    "profile": carried("profile"),
    "provider.name": carried(f"{_PROVIDER}.name"),
    "provider.uri": carried(f"{_PROVIDER}.uri"),
    "language": carried("language"),
    "direction": _extra("dir"),
    "subheadline": carried("headlines[role=subheadline].value"),
    "other_headlines.role": carried("headlines.role"),
    "other_headlines.text": carried("headlines.value"),
    "slugline": carried("slugline"),
    "summary": carried("descriptions[role=summary].value"),
    "teaser": carried("descriptions[role=teaser].value"),
    "byline": carried("by"),
    "authors.name": carried("infoSources.name"),
    "authors.uri": carried("infoSources.uri"),
    "authors.kind": _extra("creators.kind"),
    "authors.roles": either(carried("infoSources.role"), _extra("creators.roles")),
    "authors.job": _extra("creators.jobtitle"),
    "authors.sort_name": _extra("creators.sortName"),
    "contributors.name": carried("infoSources.name"),
    "contributors.uri": carried("infoSources.uri"),
    "contributors.kind": _extra("contributors.kind"),
    "contributors.roles": either(carried("infoSources.role"), _extra("contributors.roles")),
    "contributors.job": _extra("contributors.jobtitle"),
    "contributors.sort_name": _extra("contributors.sortName"),
    "dateline": carried("descriptions[role=dateline].value"),
    "located.name": carried("located"),
    "located.uri": carried("places[rel=located].uri"),
    "located.position": carried("places[rel=located].geoJSON.coordinates"),
    "located.country.name": _extra("country.name"),
    "located.country.uri": _extra("country.uri"),
    "published": either(carried("firstCreated"), carried("descriptions[role=published].value")),
    "content_created": either(carried("contentCreated"), carried("descriptions[role=contentCreated].value")),
    "embargo": _extra("embargo"),
    "embargo.until": carried("embargoedUntil"),
    "expires": carried("expires"),
    "status": carried("pubStatus"),
    "urgency": carried("urgency"),
    "digital_source_type": carried("digitalSourceType.uri"),
    "genres.name": carried("genres.name"),
    "genres.uri": carried("genres.uri"),
    "subjects.name": carried("subjects[rel=about].name"),
    "subjects.uri": carried("subjects[rel=about].uri"),
    "subjects.relevance": carried("subjects[rel=about].relevance"),
    "subjects.confidence": carried("subjects[rel=about].confidence"),
    "keywords": carried("subjects[rel=keyword].name"),
    "mentions.name": carried(f"{_MENTIONS}.name"),
    "mentions.kind": carried(f"{_MENTIONS}~"),
    "mentions.uri": carried(f"{_MENTIONS}.uri"),
    "mentions.position": carried("places[rel=mentions].geoJSON.coordinates"),
    "rights.holder.name": carried("copyrightHolder"),
    "rights.holder.uri": _extra("holderUri"),
    "rights.notice": carried("copyrightNotice"),
    "rights.usage_terms": carried("usageTerms"),
    "rights.policy": _extra("policy"),
    "rights.data_mining": carried("rightsInfo.encodedRights"),
    **ACCESSIBILITY,
    "sources.name": carried("infoSources.name"),
    "sources.uri": carried("infoSources.uri"),
    "sources.role": carried("infoSources.role"),
    "credit_line": carried("descriptions[role=creditline].value"),
    "original_url": carried(f"altIds[role={TERMS}originalUrl].value"),
    "derived_from": carried(f"altIds[role={TERMS}derivedFrom].value"),
    "history.action": _extra("history.action"),
    "history.party": _extra("history.party"),
    "history.timestamp": _extra("history.timestamp"),
    "generator.name": _extra("generator.name"),
    "generator.version": _extra("generator.version"),
    "checksum": carried(f"altIds[role={TERMS}checksum].value"),
    "reading_time": _extra("readingTime"),
    "editor_notes": carried("edNote"),
    "related.title": carried("associations[rel=seeAlso].name"),
    "related.uri": carried("associations[rel=seeAlso].uri"),
    "related.kind": carried("associations[rel=seeAlso].type"),
    **ORIGIN,
    **body_rows("bodies[role=main].value"),
    "Image.media_type": carried("associations[rel=image].renditions.contentType"),
    "Image.file_name": carried("associations[rel=image].renditions.title"),
    "Image.rights_notice": carried("associations[rel=image].copyrightNotice"),
    "Image.usage_terms": carried("associations[rel=image].usageTerms"),
    "Image.size": carried("associations[rel=image].renditions.sizeInBytes"),
    "Image.sha256": carried(f"associations[rel=image].altIds[role={TERMS}checksum].value"),
    "Image.data": apart(),
    "Image.digital_source_type": carried("associations[rel=image].digitalSourceType.uri"),
}
