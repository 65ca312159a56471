"""Where an EPUB 3.3 holds the leaves of the Article.

The places are a file and an XPath. In the package document the XPath starts at `metadata`; names without a prefix are
in the namespace of the package, and `dc:` is Dublin Core. In the page it starts at the root or at the element that
follows the name of the file; `h:` is XHTML. A name in braces is a key of the JSON object in the text found.
"""

from __future__ import annotations

from convert.mapping import ORIGIN, Row, Rows, carried, either, extension, lost
from convert.mapping.body import body_rows

_PACKAGE = "EPUB/content.opf"
_PAGE = "EPUB/article.xhtml"
_BODY = f"{_PAGE} //h:div[@property='schema:articleBody']"


def _meta(property: str) -> Row:
    xpath = f"meta[@property='{property}']"
    return extension(_PACKAGE, xpath) if property.startswith("xa:") else carried(_PACKAGE, xpath)


def _refined(id: str, property: str) -> Row:
    xpath = f"meta[starts-with(@refines, '#{id}')][@property='{property}']"
    return extension(_PACKAGE, xpath) if property.startswith("xa:") else carried(_PACKAGE, xpath)


def _dublin(name: str) -> Row:
    return carried(_PACKAGE, f"dc:{name}")


def _point(id: str) -> Row:
    latitude, longitude = (_refined(id, f"schema:{name}").inside for name in ("latitude", "longitude"))
    return carried(_PACKAGE, f"concat({latitude}, ' ', {longitude})")


def _hop(key: str) -> Row:
    return extension(_PACKAGE, f"meta[@property='xa:history']{{{key}}}")


def _contributor(prefix: str, name: str) -> dict[str, Row]:
    id = f"{name}-"
    return {
        f"{prefix}.name": _dublin(name),
        f"{prefix}.uri": _refined(id, "schema:sameAs"),
        f"{prefix}.kind": _refined(id, "schema:additionalType"),
        f"{prefix}.roles": carried(
            _PACKAGE, f"meta[starts-with(@refines, '#{id}')][@property='role' or @property='xa:role']"
        ),
        f"{prefix}.job": _refined(id, "schema:jobTitle"),
        f"{prefix}.sort_name": _refined(id, "file-as"),
    }


_SUBJECT = "meta[starts-with(@refines, '#subject-')]"

ROWS: Rows = {
    "id": carried(_PACKAGE, "dc:identifier[@id='pub-id']"),
    "headline": carried(_PACKAGE, "dc:title[@id='title']"),
    "updated": _meta("schema:dateModified"),
    "version": _meta("schema:version"),
    "other_ids.role": _refined("id-", "identifier-type"),
    "other_ids.value": carried(_PACKAGE, "dc:identifier[@id!='pub-id']"),
    "profile": _meta("xa:profile"),
    "provider.name": _dublin("publisher"),
    "provider.uri": _refined("provider", "schema:url"),
    "language": _dublin("language"),
    "direction": carried(_PAGE, "/h:html/@dir"),
    "subheadline": carried(_PACKAGE, "dc:title[@id='subtitle']"),
    "other_headlines.role": _refined("headline-", "xa:role"),
    "other_headlines.text": _meta("schema:alternativeHeadline"),
    "slugline": _meta("xa:slugline"),
    "summary": _dublin("description"),
    "teaser": _meta("schema:abstract"),
    "byline": carried(_PAGE, "//h:p[@class='byline']"),
    **_contributor("authors", "creator"),
    **_contributor("contributors", "contributor"),
    "dateline": _meta("schema:dateline"),
    "located.name": _meta("schema:locationCreated"),
    "located.uri": _refined("located", "schema:sameAs"),
    "located.position": _point("located"),
    "located.country.name": _refined("located", "schema:containedInPlace"),
    "located.country.uri": _refined("country", "schema:sameAs"),
    "published": _dublin("date"),
    "content_created": _meta("schema:dateCreated"),
    "embargo": _meta("xa:embargo"),
    "embargo.until": _meta("dcterms:available"),
    "expires": _meta("schema:expires"),
    "status": _meta("schema:creativeWorkStatus"),
    "urgency": _meta("xa:urgency"),
    "digital_source_type": carried(_PACKAGE, "meta[not(@refines)][@property='schema:digitalSourceType']"),
    "genres.name": _meta("schema:genre"),
    "genres.uri": _refined("genre-", "schema:sameAs"),
    "subjects.name": carried(_PACKAGE, "dc:subject[@id]"),
    "subjects.uri": either(
        carried(_PACKAGE, f"concat({_SUBJECT}[@property='authority'], {_SUBJECT}[@property='term'])"),
        _refined("subject-", "schema:sameAs"),
    ),
    "subjects.relevance": _refined("subject-", "xa:relevance"),
    "subjects.confidence": _refined("subject-", "xa:confidence"),
    "keywords": carried(_PACKAGE, "dc:subject[not(@id)]"),
    "mentions.name": _meta("schema:mentions"),
    "mentions.kind": _refined("mention-", "schema:additionalType"),
    "mentions.uri": _refined("mention-", "schema:sameAs"),
    "mentions.position": _point("mention-"),
    "rights.holder.name": _meta("schema:copyrightHolder"),
    "rights.holder.uri": _refined("holder", "schema:sameAs"),
    "rights.notice": _dublin("rights"),
    "rights.usage_terms": carried(_PACKAGE, "meta[not(@refines)][@property='dcterms:accessRights']"),
    "rights.policy": either(carried(_PACKAGE, "link[@rel='dcterms:license']/@href"), _meta("dcterms:license")),
    "rights.data_mining": _meta("plus:DataMining"),
    "accessibility.contact_email": _meta("a11y:contactEmail"),
    "accessibility.exemption": _meta("a11y:exemption"),
    "accessibility.conforms_to": either(
        _meta("dcterms:conformsTo"), carried(_PACKAGE, "link[@rel='dcterms:conformsTo']/@href")
    ),
    "accessibility.certified_by": _meta("a11y:certifiedBy"),
    "accessibility.certifier_credential": _refined("certifier", "a11y:certifierCredential"),
    "accessibility.certifier_report": carried(_PACKAGE, "link[@rel='a11y:certifierReport']/@href"),
    "sources.name": _meta("schema:sourceOrganization"),
    "sources.uri": _refined("source-", "schema:sameAs"),
    "sources.role": _refined("source-", "xa:role"),
    "credit_line": _meta("schema:creditText"),
    "original_url": _dublin("source"),
    "derived_from": _meta("schema:isBasedOn"),
    "history.action": _hop("action"),
    "history.party": _hop("party"),
    "history.timestamp": _hop("timestamp"),
    "generator.name": _meta("xa:generator"),
    "generator.version": _refined("generator", "schema:softwareVersion"),
    "checksum": _meta("xa:checksum"),
    "reading_time": _meta("schema:timeRequired"),
    "editor_notes": _meta("xa:edNote"),
    "related.title": _refined("related-", "dcterms:title"),
    "related.uri": either(carried(_PACKAGE, "link[contains(@rel, 'dcterms:relation')]/@href"), _meta("xa:seeAlso")),
    "related.kind": _refined("related-", "dcterms:type"),
    **ORIGIN,
    **body_rows(_BODY),
    # A heading that would skip a level gets another one and keeps its own in an attribute (WCAG 2.2, 1.3.1).
    "Heading.level": either(
        carried(_BODY, "*/@data-level"), carried(_BODY, "substring(local-name(*[starts-with(local-name(), 'h')]), 2)")
    ),
    "Image.href": carried(_PACKAGE, "meta[starts-with(@refines, '#image')][@property='dcterms:source']"),
    "Image.media_type": carried(_PACKAGE, "../manifest/item[starts-with(@id, 'image')]/@media-type"),
    "Image.file_name": _refined("image", "xa:fileName"),
    "Image.rights_notice": _refined("image", "dcterms:rights"),
    "Image.usage_terms": _refined("image", "dcterms:accessRights"),
    "Image.size": lost(by_nature=True),
    "Image.sha256": lost(by_nature=True),
    "Image.data": carried("EPUB/image-1.png"),
    "Image.digital_source_type": carried(
        _PACKAGE, "meta[starts-with(@refines, '#image')][@property='schema:digitalSourceType']"
    ),
}
