"""What an EPUB's package document says of an Article: its metadata, entry by entry.

Every field of the Article has its place here, whether or not it is also printed in the story. Own terms have the prefix
`xa`; `schema`, `dcterms` and `marc` are reserved in EPUB 3.3 (appendix D) and need no declaration.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from convert.model import (
    RELATORS,
    TERMS,
    Article,
    Concept,
    Contributor,
    Hop,
    Position,
    Rights,
    Subject,
    body_text,
    split_words,
)
from convert.writers._epub_images import EmbeddedImage

PREFIXES = f"xa: {TERMS} plus: http://ns.useplus.org/ldf/xmp/1.0/ tdm: http://www.w3.org/ns/tdmrep#"
PUBLICATION_ID = "pub-id"

_MEDTOP = "http://cv.iptc.org/newscodes/medtop/"
_TERM_OF_SCHEME = re.compile(r"(?P<scheme>[a-z][a-z0-9+.\-]*:.+[/#:])(?P<term>[^/#:]+)", re.IGNORECASE)
_LINKABLE = ("http", "https", "urn")
_ENTITY_TYPES = {"person": "Person", "organisation": "Organization", "place": "Place"}


@dataclass(frozen=True, slots=True)
class Entry:
    """An element of the metadata: `meta`, `link`, or with the prefix `dc:` one of Dublin Core."""

    name: str
    text: str | None
    attributes: dict[str, str]


def metadata(article: Article, images: Iterable[EmbeddedImage]) -> list[Entry]:
    """Everything that the package document says, but the one `dcterms:modified`."""
    said = _Entries()
    _identity(said, article)
    _titles(said, article)
    _people(said, article)
    _times(said, article)
    _place(said, article)
    _topics(said, article)
    if article.rights:
        _rights(said, article.rights)
    _provenance(said, article)
    _measures(said, article)
    _relations(said, article)
    _accessibility(said, article, tuple(images))
    return said.entries


class _Entries:
    """Metadata as it is collected; a value that is None says nothing."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def dublin(self, name: str, value: str | None, id: str | None = None) -> None:
        if value is not None:
            self.entries.append(Entry(f"dc:{name}", value, {"id": id} if id else {}))

    def meta(
        self,
        property: str,
        value: str | float | None,
        *,
        id: str | None = None,
        refines: str | None = None,
        **more: str,
    ) -> None:
        if value is None:
            return
        attributes = {"property": property}
        if id:
            attributes["id"] = id
        if refines:
            attributes["refines"] = f"#{refines}"
        self.entries.append(Entry("meta", str(value), attributes | more))

    def link(self, rel: str, property: str, uri: str, id: str) -> None:
        """A link, or where no reading system could follow it, a meta with the address as its value."""
        if uri.partition(":")[0].lower() in _LINKABLE:
            self.entries.append(Entry("link", None, {"rel": rel, "href": uri, "id": id}))
        else:
            self.meta(property, uri, id=id)

    def named(self, property: str, name: str, uri: str | None, id: str) -> None:
        """A thing by its name, and by its URI where it has one."""
        self.meta(property, name, id=id)
        self.meta("schema:sameAs", uri, refines=id)

    def position(self, position: Position | None, refines: str) -> None:
        if position:
            self.meta("schema:latitude", position.latitude, refines=refines)
            self.meta("schema:longitude", position.longitude, refines=refines)


def _identity(said: _Entries, article: Article) -> None:
    said.dublin("identifier", article.id, PUBLICATION_ID)
    for number, other in enumerate(article.other_ids, 1):
        said.dublin("identifier", other.value, f"id-{number}")
        said.meta("identifier-type", other.role, refines=f"id-{number}")
    said.dublin("language", article.language)
    said.meta("xa:dir", article.direction)
    said.meta("schema:version", article.version)
    said.meta("xa:profile", article.profile)
    said.meta("schema:creativeWorkStatus", article.status)
    said.meta("xa:urgency", article.urgency)
    if article.provider:
        said.dublin("publisher", article.provider.name, "provider")
        said.meta("schema:url", article.provider.uri, refines="provider")


def _titles(said: _Entries, article: Article) -> None:
    said.dublin("title", article.headline, "title")
    said.meta("title-type", "main", refines="title")
    if article.subheadline is not None:
        said.dublin("title", article.subheadline, "subtitle")
        said.meta("title-type", "subtitle", refines="subtitle")
    for number, other in enumerate(article.other_headlines, 1):
        said.meta("schema:alternativeHeadline", other.text, id=f"headline-{number}")
        said.meta("xa:role", other.role, refines=f"headline-{number}")
    said.dublin("description", article.summary)
    said.meta("schema:abstract", article.teaser)
    said.meta("xa:slugline", article.slugline)


def _people(said: _Entries, article: Article) -> None:
    said.meta("xa:byline", article.byline)
    for number, author in enumerate(article.authors, 1):
        _person(said, "creator", author, f"creator-{number}")
    for number, contributor in enumerate(article.contributors, 1):
        _person(said, "contributor", contributor, f"contributor-{number}")


def _person(said: _Entries, name: str, person: Contributor, id: str) -> None:
    said.dublin(name, person.name, id)
    for role in person.roles:
        if role.startswith(RELATORS):
            said.meta("role", role.removeprefix(RELATORS), refines=id, scheme="marc:relators")
        else:
            said.meta("xa:role", role, refines=id)
    said.meta("file-as", person.sort_name, refines=id)
    said.meta("schema:additionalType", person.kind, refines=id)
    said.meta("schema:sameAs", person.uri, refines=id)
    said.meta("schema:jobTitle", person.job, refines=id)


def _times(said: _Entries, article: Article) -> None:
    said.dublin("date", article.published.text if article.published else None)
    said.meta("schema:dateModified", article.updated.text)
    said.meta("schema:dateCreated", article.content_created.text if article.content_created else None)
    if article.embargo:
        until = article.embargo.until
        said.meta("dcterms:available" if until else "xa:embargo", until.text if until else "open-ended")
    said.meta("schema:expires", article.expires.text if article.expires else None)


def _place(said: _Entries, article: Article) -> None:
    said.meta("schema:dateline", article.dateline)
    if place := article.located:
        said.named("schema:locationCreated", place.name, place.uri, "located")
        said.position(place.position, "located")
        if place.country:
            said.meta("schema:containedInPlace", place.country.name, id="country", refines="located")
            said.meta("schema:sameAs", place.country.uri, refines="country")


def _topics(said: _Entries, article: Article) -> None:
    for number, genre in enumerate(article.genres, 1):
        _genre(said, genre, f"genre-{number}")
    for number, subject in enumerate(article.subjects, 1):
        _subject(said, subject, f"subject-{number}")
    for keyword in article.keywords:
        said.dublin("subject", keyword)
    for number, entity in enumerate(article.mentions, 1):
        id = f"mention-{number}"
        said.named("schema:mentions", entity.name, entity.uri, id)
        said.meta("schema:additionalType", _ENTITY_TYPES[entity.kind], refines=id)
        said.position(entity.position, id)


def _genre(said: _Entries, genre: Concept, id: str) -> None:
    said.named("schema:genre", genre.name, genre.uri, id)


def _subject(said: _Entries, subject: Subject, id: str) -> None:
    """A subject: its URI as authority and term, which stand as a pair (EPUB 3.3, D.3.1 and D.3.10), else as it is.

    What has neither is told from a keyword by its role.
    """
    said.dublin("subject", subject.name, id)
    parts = _TERM_OF_SCHEME.fullmatch(subject.uri or "")
    if parts:
        scheme = parts["scheme"]
        said.meta("authority", "MEDTOP" if scheme == _MEDTOP else scheme, refines=id)
        said.meta("term", parts["term"], refines=id)
    elif subject.uri:
        said.meta("schema:sameAs", subject.uri, refines=id)
    else:
        said.meta("xa:role", "about", refines=id)
    said.meta("xa:relevance", subject.relevance, refines=id)
    said.meta("xa:confidence", subject.confidence, refines=id)


def _rights(said: _Entries, rights: Rights) -> None:
    said.dublin("rights", rights.notice)
    if rights.holder:
        said.named("schema:copyrightHolder", rights.holder.name, rights.holder.uri, "holder")
    said.meta("dcterms:accessRights", rights.usage_terms)
    if rights.policy:
        said.link("dcterms:license", "dcterms:license", rights.policy, "policy")
    said.meta("plus:DataMining", rights.data_mining)
    term = (rights.data_mining or "").rpartition("/")[2]
    if term.startswith("DMI-PROHIBITED"):
        said.meta("tdm:reservation", 1)
    elif term == "DMI-ALLOWED":
        said.meta("tdm:reservation", 0)


def _provenance(said: _Entries, article: Article) -> None:
    for number, source in enumerate(article.sources, 1):
        said.named("schema:sourceOrganization", source.name, source.uri, f"source-{number}")
        said.meta("xa:role", source.role, refines=f"source-{number}")
    said.meta("schema:creditText", article.credit_line)
    said.dublin("source", article.original_url)
    said.meta("schema:isBasedOn", article.derived_from)
    for number, hop in enumerate(article.history, 1):
        said.meta("xa:history", _hop(hop, number))
    if article.generator:
        said.meta("xa:generator", article.generator.name, id="generator")
        said.meta("schema:softwareVersion", article.generator.version, refines="generator")
    said.meta("xa:checksum", f"sha256:{article.checksum}" if article.checksum else None)
    for note in article.editor_notes:
        said.meta("xa:edNote", note)


def _hop(hop: Hop, number: int) -> str:
    record: dict[str, str | int | None] = {
        "seq": number,
        "action": hop.action,
        "party": hop.party,
        "timestamp": hop.timestamp.text if hop.timestamp else None,
    }
    return json.dumps({key: value for key, value in record.items() if value is not None}, ensure_ascii=False)


def _measures(said: _Entries, article: Article) -> None:
    said.meta("schema:timeRequired", f"PT{article.reading_time}M" if article.reading_time else None)
    text = body_text(article.body)
    said.meta("schema:wordCount", len(split_words(text)))
    said.meta("xa:charCount", len(text))


def _relations(said: _Entries, article: Article) -> None:
    for number, related in enumerate(article.related, 1):
        id = f"related-{number}"
        said.link("dcterms:relation xa:seeAlso", "xa:seeAlso", related.uri, id)
        said.meta("dcterms:title", related.title, refines=id)
        said.meta("dcterms:type", related.kind, refines=id)


def _accessibility(said: _Entries, article: Article, images: tuple[EmbeddedImage, ...]) -> None:
    """What is true of the content, and no claim beyond it (EPUB Accessibility 1.1, 2.2)."""
    said.meta("schema:accessMode", "textual")
    if images:
        said.meta("schema:accessMode", "visual")
    said.meta("schema:accessModeSufficient", "textual")
    said.meta("schema:accessibilityFeature", "tableOfContents")
    said.meta("schema:accessibilityFeature", "structuralNavigation")
    said.meta("schema:accessibilityFeature", "displayTransformability")
    described = any(image.alt for image in images)
    if described:
        said.meta("schema:accessibilityFeature", "alternativeText")
    moving = any(image.media_type in ("image/gif", "image/webp") for image in images)
    said.meta("schema:accessibilityHazard", "unknown" if moving else "none")
    summary = "A news story converted by program: real text in reading order, with headings and a table of contents"
    summary += "; its images have text alternatives." if described else "."
    said.meta(
        "schema:accessibilitySummary", summary, **{"{http://www.w3.org/XML/1998/namespace}lang": "en", "dir": "ltr"}
    )
    for image in images:
        said.meta("dcterms:source", image.href, refines=image.id)
