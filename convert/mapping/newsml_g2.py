"""Where a NewsML-G2 2.35 item holds the leaves of the Article.

The places are XPaths from the story's `newsItem`, beside which a newsMessage has those of its pictures. Names without a
prefix are in the standard's namespace, `h:` is XHTML. A URI below a scheme of the item's catalogs is in `@qcode`
instead of `@uri`, and a role in `@role` instead of `@roleuri`.
"""

from __future__ import annotations

from convert.mapping import ACCESSIBILITY, ORIGIN, Row, Rows, apart, carried, extension
from convert.mapping.body import body_rows
from convert.mapping.qcodes import PUBLISHED
from convert.model import PLUS


def _contributor(prefix: str, place: str) -> dict[str, Row]:
    return {
        f"{prefix}.name": carried(f"{place}/name[not(@role)]"),
        f"{prefix}.uri": carried(f"{place}/@uri"),
        f"{prefix}.kind": carried(place, "substring-after(@type, 'cpnat:')"),
        f"{prefix}.roles": carried(f"{place}/@roleuri"),
        f"{prefix}.job": carried(f"{place}/related[@rel='xarel:jobTitle']/@literal"),
        f"{prefix}.sort_name": carried(f"{place}/name[@role='xa:sortName']"),
    }


def _point(place: str) -> Row:
    return carried(f"{place}/geoAreaDetails/position", "concat(@latitude, ' ', @longitude)")


_PICTURE = "../newsItem[itemMeta/itemClass/@qcode='ninat:picture']"

ROWS: Rows = {
    "id": carried("@guid"),
    "headline": carried("contentMeta/headline[@rank=1]"),
    "updated": carried("itemMeta/versionCreated"),
    "version": carried("@version"),
    "other_ids.role": carried("contentMeta/altId", "substring-after(@roleuri, 'altidrole/')"),
    "other_ids.value": carried("contentMeta/altId"),
    "profile": carried("itemMeta/profile"),
    "provider.name": carried("itemMeta/provider/name"),
    "provider.uri": carried("itemMeta/provider[name]/@uri"),
    "language": carried("@xml:lang"),
    "direction": carried("@dir"),
    "subheadline": carried("contentMeta/headline[@role='xahl:subheadline']"),
    "other_headlines.role": carried("contentMeta/headline[not(@rank)]", "substring-after(@role, 'xahl:')"),
    "other_headlines.text": carried("contentMeta/headline[not(@rank)]"),
    "slugline": carried("contentMeta/slugline"),
    "summary": carried("contentMeta/description[@role='drol:summary']"),
    "teaser": carried("contentMeta/description[@role='drol:teaser']"),
    "byline": carried("contentMeta/by"),
    **_contributor("authors", "contentMeta/creator"),
    **_contributor("contributors", "contentMeta/contributor"),
    "dateline": carried("contentMeta/dateline"),
    "located.name": carried("contentMeta/located/name"),
    "located.uri": carried("contentMeta/located/@uri"),
    "located.position": _point("contentMeta/located"),
    "located.country.name": carried("contentMeta/located/broader/name"),
    "located.country.uri": carried("contentMeta/located/broader/@uri"),
    "published": carried("itemMeta/firstCreated | pubHistory/published/timestamp"),
    "content_created": carried(f"contentMeta/contentCreated[not(@why='{PUBLISHED}')]"),
    "embargo": carried("boolean(itemMeta/embargoed[not(node())])"),
    "embargo.until": carried("itemMeta/embargoed"),
    "expires": carried("itemMeta/expires"),
    "status": carried("substring-after(itemMeta/pubStatus/@qcode, 'stat:')"),
    "urgency": carried("contentMeta/urgency"),
    "digital_source_type": carried("contentMeta/digitalSourceType", "substring-after(@qcode, 'digsrctype:')"),
    "genres.name": carried("contentMeta/genre/name"),
    "genres.uri": carried("contentMeta/genre/@uri"),
    "subjects.name": carried("contentMeta/subject[@type='cpnat:abstract']/name"),
    "subjects.uri": carried("contentMeta/subject[@type='cpnat:abstract']/@uri"),
    "subjects.relevance": carried("contentMeta/subject[@type='cpnat:abstract']/@relevance"),
    "subjects.confidence": carried("contentMeta/subject[@type='cpnat:abstract']/@confidence"),
    "keywords": carried("contentMeta/keyword"),
    "mentions.name": carried("contentMeta/subject[@type!='cpnat:abstract']/name"),
    "mentions.kind": carried("contentMeta/subject[@type!='cpnat:abstract']", "substring-after(@type, 'cpnat:')"),
    "mentions.uri": carried("contentMeta/subject[@type!='cpnat:abstract']/@uri"),
    "mentions.position": _point("assert"),
    "rights.holder.name": carried("rightsInfo/copyrightHolder/name"),
    "rights.holder.uri": carried("rightsInfo/copyrightHolder/@uri"),
    "rights.notice": carried("rightsInfo/copyrightNotice"),
    "rights.usage_terms": carried("rightsInfo/usageTerms"),
    "rights.policy": carried("rightsInfo/link[@rel='irel:rightspolicy']/@href"),
    "rights.data_mining": carried(f"concat('{PLUS}', substring-after(rightsInfo/dataMining/@qcode, 'plus:'))"),
    **ACCESSIBILITY,
    "sources.name": carried("contentMeta/infoSource/name"),
    "sources.uri": carried("contentMeta/infoSource/@uri"),
    "sources.role": carried("contentMeta/infoSource/@roleuri"),
    "credit_line": carried("contentMeta/creditline"),
    "original_url": carried("itemMeta/origRep"),
    "derived_from": carried(
        "itemMeta/link[@rel='irel:derivedFrom']/@href | itemMeta/link[@rel='irel:derivedFrom']/@residref"
    ),
    "history.action": carried("hopHistory/hop/action", "substring-after(@qcode, 'hopaction:')"),
    "history.party": carried("hopHistory/hop/@creatoruri"),
    "history.timestamp": carried("hopHistory/hop/@timestamp | hopHistory/hop/action/related/@value"),
    "generator.name": carried("itemMeta/generator"),
    "generator.version": carried("itemMeta/generator/@versioninfo"),
    "checksum": carried("itemMeta/hash"),
    "reading_time": extension("translate(contentMeta/contentMetaExtProperty[@rel='xa:readingTime']/@value, 'PTM', '')"),
    "editor_notes": carried("itemMeta/edNote"),
    "related.title": carried("itemMeta/link[@rel='irel:seeAlso']/title"),
    "related.uri": carried("itemMeta/link[@rel='irel:seeAlso']/@href | itemMeta/link[@rel='irel:seeAlso']/@residref"),
    "related.kind": carried("itemMeta/link[@rel='irel:seeAlso']/itemClass", "substring-after(@qcode, 'ninat:')"),
    **ORIGIN,
    **body_rows("contentSet/inlineXML/h:html/h:body"),
    "Quote.content": carried("contentSet/inlineXML/h:html/h:body", ".//h:blockquote/h:p | .//h:blockquote[not(h:p)]"),
    "Image.media_type": carried("itemMeta/link[@rel='irel:associatedWith']/@contenttype"),
    "Image.file_name": carried(f"{_PICTURE}/itemMeta/fileName"),
    "Image.rights_notice": carried(f"{_PICTURE}/rightsInfo/copyrightNotice"),
    "Image.usage_terms": carried(f"{_PICTURE}/rightsInfo/usageTerms"),
    "Image.size": carried(f"{_PICTURE}/contentSet/remoteContent/@size"),
    "Image.sha256": carried(f"{_PICTURE}/contentSet/remoteContent/hash"),
    "Image.data": apart(),
    "Image.digital_source_type": carried(
        "itemMeta/link[@rel='irel:associatedWith']/digitalSourceType", "substring-after(@qcode, 'digsrctype:')"
    ),
}
