"""The metadata of an EPUB's package document.

It has every field of the Article, also those that the page prints. Our own terms have the prefix `xa`; `schema`,
`dcterms` and `marc` are reserved in EPUB 3.3 (appendix D) and need no declaration.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import NamedTuple

from convert.model import (
    DIGITAL_SOURCE_TYPES,
    RELATORS,
    TERMS,
    Accessibility,
    Article,
    Concept,
    Contributor,
    Hop,
    Position,
    Rights,
    Subject,
    body_text,
    body_words,
)
from convert.writers._epub_images import EmbeddedImage

PREFIXES = f"xa: {TERMS} plus: http://ns.useplus.org/ldf/xmp/1.0/ tdm: http://www.w3.org/ns/tdmrep#"
PUBLICATION_ID = "pub-id"

_MEDTOP = "http://cv.iptc.org/newscodes/medtop/"
_TERM_OF_SCHEME = re.compile(r"(?P<scheme>[a-z][a-z0-9+.\-]*:.+[/#:])(?P<term>[^/#:]+)", re.IGNORECASE)
_LINKABLE = ("http", "https", "urn")
"""The schemes of the addresses that are written as links."""

_ENTITY_TYPES = {"person": "Person", "organisation": "Organization", "place": "Place"}


class Entry(NamedTuple):
    """An element of the metadata: `meta`, `link`, or a Dublin Core element with the prefix `dc:`."""

    name: str
    text: str | None
    attributes: dict[str, str]


def metadata(article: Article, images: Iterable[EmbeddedImage]) -> list[Entry]:
    """All metadata of the package document except `dcterms:modified`."""
    entries = _Entries()
    _identity(entries, article)
    _titles(entries, article)
    _people(entries, article)
    _times(entries, article)
    _place(entries, article)
    _topics(entries, article)
    if article.rights:
        _rights(entries, article.rights)
    _provenance(entries, article)
    _measures(entries, article)
    _relations(entries, article)
    if article.accessibility:
        _stated_accessibility(entries, article.accessibility)
    _accessibility(entries, article, tuple(images))
    return entries.all


class _Entries:
    """Collects metadata; a value that is None adds no entry."""

    def __init__(self) -> None:
        self.all: list[Entry] = []

    def dublin(self, name: str, value: str | None, id: str | None = None) -> None:
        if value is not None:
            self.all.append(Entry(f"dc:{name}", value, {"id": id} if id else {}))

    def meta(
        self,
        property: str,
        value: str | float | None,
        *,
        id: str | None = None,
        refines: str | None = None,
        **attributes: str,
    ) -> None:
        if value is None:
            return
        own = {"property": property}
        if id:
            own["id"] = id
        if refines:
            own["refines"] = f"#{refines}"
        self.all.append(Entry("meta", str(value), own | attributes))

    def link(self, rel: str, property: str, uri: str, id: str) -> None:
        """A link, or a meta with the address as its value if reading systems cannot follow the scheme."""
        if uri.partition(":")[0].lower() in _LINKABLE:
            self.all.append(Entry("link", None, {"rel": rel, "href": uri, "id": id}))
        else:
            self.meta(property, uri, id=id)

    def digital_source_type(self, code: str | None, refines: str | None = None) -> None:
        if code:
            self.meta("schema:digitalSourceType", DIGITAL_SOURCE_TYPES + code, refines=refines)

    def named(self, property: str, name: str, uri: str | None, id: str) -> None:
        """A named thing, refined by its URI if it has one."""
        self.meta(property, name, id=id)
        self.meta("schema:sameAs", uri, refines=id)

    def position(self, position: Position | None, refines: str) -> None:
        if position:
            self.meta("schema:latitude", position.latitude, refines=refines)
            self.meta("schema:longitude", position.longitude, refines=refines)


def _identity(entries: _Entries, article: Article) -> None:
    entries.dublin("identifier", article.id, PUBLICATION_ID)
    for number, other in enumerate(article.other_ids, 1):
        entries.dublin("identifier", other.value, f"id-{number}")
        entries.meta("identifier-type", other.role, refines=f"id-{number}")
    entries.dublin("language", article.language)
    entries.meta("xa:dir", article.direction)
    entries.meta("schema:version", article.version)
    entries.meta("xa:profile", article.profile)
    entries.meta("schema:creativeWorkStatus", article.status)
    entries.meta("xa:urgency", article.urgency)
    entries.digital_source_type(article.digital_source_type)
    if article.provider:
        entries.dublin("publisher", article.provider.name, "provider")
        entries.meta("schema:url", article.provider.uri, refines="provider")


def _titles(entries: _Entries, article: Article) -> None:
    entries.dublin("title", article.headline, "title")
    entries.meta("title-type", "main", refines="title")
    if article.subheadline is not None:
        entries.dublin("title", article.subheadline, "subtitle")
        entries.meta("title-type", "subtitle", refines="subtitle")
    for number, other in enumerate(article.other_headlines, 1):
        entries.meta("schema:alternativeHeadline", other.text, id=f"headline-{number}")
        entries.meta("xa:role", other.role, refines=f"headline-{number}")
    entries.dublin("description", article.summary)
    entries.meta("schema:abstract", article.teaser)
    entries.meta("xa:slugline", article.slugline)


def _people(entries: _Entries, article: Article) -> None:
    entries.meta("xa:byline", article.byline)
    for number, author in enumerate(article.authors, 1):
        _person(entries, "creator", author, f"creator-{number}")
    for number, contributor in enumerate(article.contributors, 1):
        _person(entries, "contributor", contributor, f"contributor-{number}")


def _person(entries: _Entries, name: str, person: Contributor, id: str) -> None:
    entries.dublin(name, person.name, id)
    for role in person.roles:
        if role.startswith(RELATORS):
            entries.meta("role", role.removeprefix(RELATORS), refines=id, scheme="marc:relators")
        else:
            entries.meta("xa:role", role, refines=id)
    entries.meta("file-as", person.sort_name, refines=id)
    entries.meta("schema:additionalType", person.kind, refines=id)
    entries.meta("schema:sameAs", person.uri, refines=id)
    entries.meta("schema:jobTitle", person.job, refines=id)


def _times(entries: _Entries, article: Article) -> None:
    entries.dublin("date", article.published.text if article.published else None)
    entries.meta("schema:dateModified", article.updated.text)
    entries.meta("schema:dateCreated", article.content_created.text if article.content_created else None)
    if article.embargo:
        until = article.embargo.until
        entries.meta("dcterms:available" if until else "xa:embargo", until.text if until else "open-ended")
    entries.meta("schema:expires", article.expires.text if article.expires else None)


def _place(entries: _Entries, article: Article) -> None:
    entries.meta("schema:dateline", article.dateline)
    if place := article.located:
        entries.named("schema:locationCreated", place.name, place.uri, "located")
        entries.position(place.position, "located")
        if place.country:
            entries.meta("schema:containedInPlace", place.country.name, id="country", refines="located")
            entries.meta("schema:sameAs", place.country.uri, refines="country")


def _topics(entries: _Entries, article: Article) -> None:
    for number, genre in enumerate(article.genres, 1):
        _genre(entries, genre, f"genre-{number}")
    for number, subject in enumerate(article.subjects, 1):
        _subject(entries, subject, f"subject-{number}")
    for keyword in article.keywords:
        entries.dublin("subject", keyword)
    for number, entity in enumerate(article.mentions, 1):
        id = f"mention-{number}"
        entries.named("schema:mentions", entity.name, entity.uri, id)
        entries.meta("schema:additionalType", _ENTITY_TYPES[entity.kind], refines=id)
        entries.position(entity.position, id)


def _genre(entries: _Entries, genre: Concept, id: str) -> None:
    entries.named("schema:genre", genre.name, genre.uri, id)


def _subject(entries: _Entries, subject: Subject, id: str) -> None:
    """A subject, with its URI as a pair of authority and term (EPUB 3.3, D.3.1 and D.3.10) or, if the URI has no such
    parts, as it is.

    A role tells a subject without a URI from a keyword.
    """
    entries.dublin("subject", subject.name, id)
    parts = _TERM_OF_SCHEME.fullmatch(subject.uri or "")
    if parts:
        scheme = parts["scheme"]
        entries.meta("authority", "MEDTOP" if scheme == _MEDTOP else scheme, refines=id)
        entries.meta("term", parts["term"], refines=id)
    elif subject.uri:
        entries.meta("schema:sameAs", subject.uri, refines=id)
    else:
        entries.meta("xa:role", "about", refines=id)
    entries.meta("xa:relevance", subject.relevance, refines=id)
    entries.meta("xa:confidence", subject.confidence, refines=id)


def _rights(entries: _Entries, rights: Rights) -> None:
    entries.dublin("rights", rights.notice)
    if rights.holder:
        entries.named("schema:copyrightHolder", rights.holder.name, rights.holder.uri, "holder")
    entries.meta("dcterms:accessRights", rights.usage_terms)
    if rights.policy:
        entries.link("dcterms:license", "dcterms:license", rights.policy, "policy")
    entries.meta("plus:DataMining", rights.data_mining)
    term = (rights.data_mining or "").rpartition("/")[2]
    if term.startswith("DMI-PROHIBITED"):
        entries.meta("tdm:reservation", 1)
    elif term == "DMI-ALLOWED":
        entries.meta("tdm:reservation", 0)


def _provenance(entries: _Entries, article: Article) -> None:
    for number, source in enumerate(article.sources, 1):
        entries.named("schema:sourceOrganization", source.name, source.uri, f"source-{number}")
        entries.meta("xa:role", source.role, refines=f"source-{number}")
    entries.meta("schema:creditText", article.credit_line)
    entries.dublin("source", article.original_url)
    entries.meta("schema:isBasedOn", article.derived_from)
    for number, hop in enumerate(article.history, 1):
        entries.meta("xa:history", _hop(hop, number))
    if article.generator:
        entries.meta("xa:generator", article.generator.name, id="generator")
        entries.meta("schema:softwareVersion", article.generator.version, refines="generator")
    entries.meta("xa:checksum", f"sha256:{article.checksum}" if article.checksum else None)
    for note in article.editor_notes:
        entries.meta("xa:edNote", note)


def _hop(hop: Hop, number: int) -> str:
    record: dict[str, str | int | None] = {
        "seq": number,
        "action": hop.action,
        "party": hop.party,
        "timestamp": hop.timestamp.text if hop.timestamp else None,
    }
    return json.dumps({key: value for key, value in record.items() if value is not None}, ensure_ascii=False)


def _measures(entries: _Entries, article: Article) -> None:
    entries.meta("schema:timeRequired", f"PT{article.reading_time}M" if article.reading_time else None)
    entries.meta("schema:wordCount", len(body_words(article.body)))
    entries.meta("xa:charCount", len(body_text(article.body)))


def _relations(entries: _Entries, article: Article) -> None:
    for number, related in enumerate(article.related, 1):
        id = f"related-{number}"
        entries.link("dcterms:relation xa:seeAlso", "xa:seeAlso", related.uri, id)
        entries.meta("dcterms:title", related.title, refines=id)
        entries.meta("dcterms:type", related.kind, refines=id)


def stated_accessibility(accessibility: Accessibility) -> list[Entry]:
    """What the publisher states of accessibility (EPUB Accessibility 1.2, 3.5 and 3.6)."""
    entries = _Entries()
    _stated_accessibility(entries, accessibility)
    return entries.all


def _stated_accessibility(entries: _Entries, accessibility: Accessibility) -> None:
    claim = accessibility.conforms_to
    if claim and ":" in claim:
        entries.all.append(Entry("link", None, {"rel": "dcterms:conformsTo", "href": claim, "id": "conformance"}))
    else:
        entries.meta("dcterms:conformsTo", claim, id="conformance")
    certified = "conformance" if claim else None
    entries.meta("a11y:certifiedBy", accessibility.certified_by, id="certifier", refines=certified)
    entries.meta("a11y:certifierCredential", accessibility.certifier_credential, refines="certifier")
    if report := accessibility.certifier_report:
        link = {"rel": "a11y:certifierReport", "href": report, "id": "report", "refines": "#certifier"}
        entries.all.append(Entry("link", None, link))
    entries.meta("a11y:exemption", accessibility.exemption)
    entries.meta("a11y:contactEmail", accessibility.contact_email)


def _accessibility(entries: _Entries, article: Article, images: tuple[EmbeddedImage, ...]) -> None:
    """Accessibility metadata: only what is true of the content. Claims of conformance are the publisher's (EPUB
    Accessibility 1.1, 2.2).
    """
    entries.meta("schema:accessMode", "textual")
    if images:
        entries.meta("schema:accessMode", "visual")
    # Those who do not see a picture miss what it shows if nothing describes it.
    described = all(image.image.alt for image in images)
    entries.meta("schema:accessModeSufficient", "textual" if described else "textual,visual")
    entries.meta("schema:accessibilityFeature", "tableOfContents")
    entries.meta("schema:accessibilityFeature", "structuralNavigation")
    entries.meta("schema:accessibilityFeature", "displayTransformability")
    if images and described:
        entries.meta("schema:accessibilityFeature", "alternativeText")
    moving = any(image.media_type in ("image/gif", "image/webp") for image in images)
    entries.meta("schema:accessibilityHazard", "unknown" if moving else "none")
    summary = "A news story converted by program: real text in reading order, with headings and a table of contents"
    summary += "; its images have text alternatives." if images and described else "."
    entries.meta(
        "schema:accessibilitySummary", summary, **{"{http://www.w3.org/XML/1998/namespace}lang": "en", "dir": "ltr"}
    )
    for image in images:
        entries.meta("dcterms:source", image.href, refines=image.id)
        entries.digital_source_type(image.image.digital_source_type, refines=image.id)
        entries.meta("xa:fileName", image.image.file_name, refines=image.id)
        entries.meta("dcterms:rights", image.image.rights_notice, refines=image.id)
        entries.meta("dcterms:accessRights", image.image.usage_terms, refines=image.id)
        if image.image.media_type != image.media_type:
            entries.meta("xa:mediaType", image.image.media_type or "unknown", refines=image.id)
