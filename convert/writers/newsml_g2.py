"""An Article as a NewsML-G2 2.35 item: conformance Power, IPTC's catalog 41, the body as XHTML in `inlineXML`.

Children follow the order of the standard's schema. Vocabulary terms become QCodes if a catalog of the item has their
scheme; otherwise they stay URIs. The standard has a place for all fields of the model, except for the bytes of
pictures and for two different positions of one place.

A date of publication is in `pubHistory`, because `firstCreated` must be an instant. Receivers read `contentCreated`,
which may be a date: a story whose creation is not stated has the date of publication there, marked by `why`, unless it
is still to come. The time of a hop that is a month or year is a property of its action. The literal that connects a
place without a URI to its position is its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from convert.findings import Finding, Severity
from convert.mapping.newsml_g2 import ROWS
from convert.mapping.qcodes import CATALOG, NAMESPACE, OWN, PUBLISHED, qcode
from convert.model import (
    PLUS,
    TERMS,
    Article,
    Concept,
    Contributor,
    Entity,
    Figure,
    Hop,
    Image,
    Moment,
    Party,
    Place,
    Position,
    Related,
    Rights,
    Subject,
    body_text,
    body_words,
    inline_text,
)
from convert.writers import Rendered
from convert.writers._news_message import message
from convert.writers._pictures import ambiguous_pictures, distinct_pictures, picture_id
from convert.writers._xhtml import NAMESPACE as XHTML
from convert.writers._xhtml import BodyStyle, body_xhtml
from convert.writers._xml import Element, element, serialise

VERSION = "2.35"
"""The version that is written if none is chosen; receivers are slow to follow the newest."""

_SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
_NATURES = {"person": "cpnat:person", "organisation": "cpnat:organisation", "place": "cpnat:geoArea"}

MAPPING = ROWS


def write(article: Article, version: str = VERSION) -> Rendered:
    """The article as a newsItem, with a finding for each place that has two different positions (LOS001).

    If more is known of a picture than its address, it is an item of its own, and both are in a newsMessage.
    `version` may name a receiver, such as `2.35+superdesk`.
    """
    version, _, receiver = version.partition("+")
    assertions, findings = _assertions(article)
    item = element(
        "newsItem",
        None,
        *_CATALOGS,
        _hop_history(article.history),
        _publication(article.published),
        _rights_info(article.rights),
        _item_meta(article),
        _content_meta(article),
        *assertions,
        _content_set(article, has_html=receiver == "superdesk"),
        **_item_attributes(article, version, article.id, article.version),
    )
    pictures = distinct_pictures(article.body)
    items = [_picture_item(article, version, figure, image) for figure, image in pictures if image.is_file]
    data = serialise(item)
    if items:
        data = message((data, *map(serialise, items)), article.updated.text)
    return Rendered(data=data, findings=(*findings, *ambiguous_pictures(article.body, (one for _, one in pictures))))


def _item_attributes(article: Article, version: str, guid: str, own_version: int) -> dict[str, Any]:
    """The attributes of an item; `version` is that of the standard, `own_version` that of the item."""
    return {
        "xmlns": NAMESPACE,
        "guid": guid,
        "version": own_version,
        "standard": "NewsML-G2",
        "standardversion": version,
        "conformance": "power",
        "xml_lang": article.language,
        "dir": article.direction,
    }


_CATALOGS = (
    element("catalogRef", href=CATALOG),
    element("catalog", None, *(element("scheme", alias=alias, uri=uri) for alias, uri in OWN)),
)


def _identity(uri: str | None) -> dict[str, str]:
    """The attribute that identifies a concept, `qcode` or `uri`; none without a URI."""
    if uri is None:
        return {}
    code = qcode(uri)
    return {"qcode": code} if code else {"uri": uri}


def _roles(*uris: str) -> dict[str, str]:
    """The attribute for roles: their QCodes if each has one, otherwise all URIs, in order."""
    if not uris:
        return {}
    codes = [code for uri in uris if (code := qcode(uri))]
    return {"role": " ".join(codes)} if len(codes) == len(uris) else {"roleuri": " ".join(uris)}


def _elements(name: str, texts: Iterable[str]) -> Iterator[Element]:
    return (element(name, text) for text in texts)


def _optional(name: str, text: str | None, **attributes: str) -> Element | None:
    return element(name, text, **attributes) if text is not None else None


def _hop_history(hops: tuple[Hop, ...]) -> Element | None:
    """What was done to the content, in order."""
    if not hops:
        return None
    return element("hopHistory", None, *(_hop(seq, hop) for seq, hop in enumerate(hops, 1)))


def _hop(seq: int, hop: Hop) -> Element:
    # DateOptTime: a month or year alone cannot be the timestamp.
    moment = hop.timestamp.text if hop.timestamp else None
    is_day = moment is not None and len(moment) >= len("2016-12-07")
    action = element(
        "action",
        None,
        element("related", rel="xa:timestamp", value=moment) if moment and not is_day else None,
        qcode=f"hopaction:{hop.action}",
        target="hatarget:content",
    )
    return element("hop", None, action, seq=seq, timestamp=moment if is_day else None, creatoruri=hop.party)


def _publication(published: Moment | None) -> Element | None:
    """`pubHistory` for a date of publication; an instant is in `firstCreated`."""
    if published is None or published.is_instant:
        return None
    return element("pubHistory", None, element("published", None, element("timestamp", published.text)))


def _rights_info(rights: Rights | None) -> Element | None:
    """The rights, in the order of the schema (`dataMining` comes last)."""
    if rights is None or rights == Rights():
        return None
    mining = rights.data_mining
    return element(
        "rightsInfo",
        None,
        _party("copyrightHolder", rights.holder) if rights.holder else None,
        _optional("copyrightNotice", rights.notice),
        _optional("usageTerms", rights.usage_terms),
        element("link", rel="irel:rightspolicy", href=rights.policy) if rights.policy else None,
        element("dataMining", qcode="plus:" + mining.removeprefix(PLUS)) if mining else None,
    )


def _party(name: str, party: Party) -> Element:
    return element(name, None, element("name", party.name), **_identity(party.uri))


def _item_meta(article: Article) -> Element:
    """The metadata of the item, as opposed to its content."""
    generator = article.generator
    published = article.published
    embargo = article.embargo
    return element(
        "itemMeta",
        None,
        element("itemClass", qcode="ninat:text"),
        _provider(article),
        element("versionCreated", article.updated.text),
        element("firstCreated", published.text) if published and published.is_instant else None,
        element("embargoed", embargo.until.text if embargo.until else None) if embargo else None,
        element("pubStatus", qcode=f"stat:{article.status}"),
        element("generator", generator.name, versioninfo=generator.version) if generator else None,
        _optional("profile", article.profile),
        *_elements("edNote", article.editor_notes),
        _optional("hash", article.checksum, hashtypeuri=_SHA256, scopeuri=TERMS + "hashscope/source"),
        element("expires", article.expires.text) if article.expires else None,
        _optional("origRep", article.original_url),
        *map(_related, article.related),
        _link("irel:derivedFrom", article.derived_from) if article.derived_from else None,
        *(_picture(image) for _, image in distinct_pictures(article.body)),
    )


def _provider(article: Article) -> Element:
    """The provider, which each item has to state."""
    if article.provider:
        return _party("provider", article.provider)
    return element("provider", **_identity(TERMS + "unknown"))


def _related(related: Related) -> Element:
    kind = element("itemClass", qcode=f"ninat:{related.kind}")
    return _link("irel:seeAlso", related.uri, kind, element("title", related.title))


def _link(rel: str, uri: str, *children: Element) -> Element:
    """A link by web address (`href`), or by the id of the item for any other URI (`residref`)."""
    return element("link", None, *children, rel=rel, **_address(uri))


def _picture(image: Image) -> Element:
    # Not `remoteContent` of the story: the children of `contentSet` are alternatives of the same content.
    source = _digital_source_type(image.digital_source_type)
    address = {"residref": picture_id(image)} if image.is_file else {"href": image.href}
    return element("link", None, source, rel="irel:associatedWith", **address, contenttype=image.media_type)


def _picture_item(article: Article, version: str, figure: Figure, image: Image) -> Element:
    """The item of a picture, with the caption and credit of its first figure. It is published as the story is."""
    caption = " ".join(inline_text(figure.caption).split())
    rights = Rights(notice=image.rights_notice, usage_terms=image.usage_terms)
    hashed = _optional("hash", image.digest, hashtypeuri=_SHA256)
    has_sides = image.width and image.height
    content = element(
        "remoteContent",
        None,
        hashed,
        rendition="rnd:highRes",  # Superdesk's parser needs one
        **_address(image.href),
        contenttype=image.media_type or "application/octet-stream",
        size=image.bytes_size,
        width=image.width if has_sides else None,
        height=image.height if has_sides else None,
    )
    described = {"drol:caption": caption, "xa:alternativeText": image.alt}
    return element(
        "newsItem",
        None,
        *_CATALOGS,
        _rights_info(rights),
        element("itemMeta", None, element("itemClass", qcode="ninat:picture"), *_management(article, image)),
        element(
            "contentMeta",
            None,
            _digital_source_type(image.digital_source_type),
            _optional("creditline", figure.credit),
            *(element("description", text, role=role) for role, text in described.items() if text),
        ),
        element("contentSet", None, content),
        **_item_attributes(article, version, picture_id(image), 1),
    )


def _management(article: Article, image: Image) -> Iterator[Element | None]:
    """What the item of a picture has in common with that of the story, and the name of its file."""
    embargo = article.embargo
    yield _provider(article)
    yield element("versionCreated", article.updated.text)
    yield element("embargoed", embargo.until.text if embargo.until else None) if embargo else None
    yield element("pubStatus", qcode=f"stat:{article.status}")
    yield _optional("fileName", image.file_name)


def _address(uri: str) -> dict[str, str]:
    """The attribute for a web address (`href`), or for any other URI (`residref`)."""
    return {"href": uri} if uri.lower().startswith(("http:", "https:")) else {"residref": uri}


def _digital_source_type(code: str | None) -> Element | None:
    return element("digitalSourceType", qcode=f"digsrctype:{code}") if code else None


def _content_meta(article: Article) -> Element:
    """The metadata of the content: first administrative properties, then descriptive ones."""
    minutes = article.reading_time
    return element(
        "contentMeta",
        None,
        element("urgency", str(article.urgency)) if article.urgency else None,
        _content_created(article),
        _digital_source_type(article.digital_source_type),
        *_administrative(article),
        *_descriptive(article),
        element("contentMetaExtProperty", rel="xa:readingTime", value=f"PT{minutes}M") if minutes else None,
    )


def _content_created(article: Article) -> Element | None:
    """The time of creation, else the date of publication."""
    if article.content_created is not None:
        return element("contentCreated", article.content_created.text)
    published = article.published
    if published is None or published.is_instant or article.embargo or _is_ahead(published.text, article.updated):
        return None
    return element("contentCreated", published.text, why=PUBLISHED)


def _is_ahead(day: str, now: Moment) -> bool:
    """Whether a day, month or year is still to come everywhere on Earth."""
    today = now.instant.date()
    if len(day) < len("2016-12-07"):
        return day > today.isoformat()[: len(day)]
    return date.fromisoformat(day).toordinal() > today.toordinal() + 1


def _administrative(article: Article) -> Iterator[Element]:
    if article.located:
        yield _located(article.located)
    for source in article.sources:
        role = _roles(source.role) if source.role else {}
        yield element("infoSource", None, element("name", source.name), **_identity(source.uri), **role)
    for author in article.authors:
        yield _contributor("creator", author)
    for contributor in article.contributors:
        yield _contributor("contributor", contributor)
    for other in article.other_ids:
        yield element("altId", other.value, roleuri=f"{TERMS}altidrole/{other.role}")


def _contributor(name: str, person: Contributor) -> Element:
    return element(
        name,
        None,
        element("name", person.name),
        _optional("name", person.sort_name, role="xa:sortName"),
        element("related", rel="xarel:jobTitle", literal=person.job) if person.job else None,
        type=_NATURES[person.kind],
        **_identity(person.uri),
        **_roles(*person.roles),
    )


def _located(place: Place) -> Element:
    return element(
        "located",
        None,
        element("name", place.name),
        _broader(place.country) if place.country else None,
        _geo_area(place.position) if place.position else None,
        type="cpnat:geoArea",
        **_identity(place.uri),
    )


def _broader(country: Concept) -> Element:
    return element("broader", None, element("name", country.name), type="cpnat:geoArea", **_identity(country.uri))


def _geo_area(position: Position) -> Element:
    point = element("position", latitude=_decimal(position.latitude), longitude=_decimal(position.longitude))
    return element("geoAreaDetails", None, point)


def _decimal(number: float) -> str:
    """The shortest decimal without exponent that parses to `number` (XML Schema 1.0 part 2, 3.2.3)."""
    return f"{Decimal(repr(number)):f}"


def _descriptive(article: Article) -> Iterator[Element]:
    yield element("language", tag=article.language)
    for genre in article.genres:
        # The language is that of the item anyway; Superdesk reads no name without it.
        yield element("genre", None, element("name", genre.name, xml_lang=article.language), **_identity(genre.uri))
    yield from _elements("keyword", article.keywords)
    yield from map(_subject, article.subjects)
    for entity, identity in _identified(article.mentions):
        yield element("subject", None, element("name", entity.name), type=_NATURES[entity.kind], **identity)
    if article.slugline is not None:
        yield element("slugline", article.slugline)
    yield element("headline", article.headline, rank=1)
    if article.subheadline is not None:
        yield element("headline", article.subheadline, role="xahl:subheadline", rank=2)
    for other in article.other_headlines:
        yield element("headline", other.text, role=f"xahl:{other.role}")
    for name, text in (("dateline", article.dateline), ("by", article.byline), ("creditline", article.credit_line)):
        if text is not None:
            yield element(name, text)
    for role, text in (("summary", article.summary), ("teaser", article.teaser)):
        if text is not None:
            yield element("description", text, role=f"drol:{role}")


def _subject(subject: Subject) -> Element:
    return element(
        "subject",
        None,
        element("name", subject.name),
        type="cpnat:abstract",
        **_identity(subject.uri),
        relevance=subject.relevance,
        confidence=subject.confidence,
    )


def _identified(mentions: Iterable[Entity]) -> Iterator[tuple[Entity, dict[str, str]]]:
    """Each mention with the attribute that identifies it.

    A place with a position but without a URI is identified by a literal that is valid within this item: its name, with
    a number if another place has that literal.
    """
    taken: set[str] = set()
    for entity in mentions:
        identity = _identity(entity.uri)
        if entity.position and not identity:
            literal, number = entity.name, 1
            while literal in taken:
                number += 1
                literal = f"{entity.name} ({number})"
            taken.add(literal)
            identity = {"literal": literal}
        yield entity, identity


def _assertions(article: Article) -> tuple[list[Element], list[Finding]]:
    """The positions of the places mentioned, as `assert` elements, because `subject` has no position."""
    assertions: list[Element] = []
    findings: list[Finding] = []
    places = [(entity, identity) for entity, identity in _identified(article.mentions) if entity.kind == "place"]
    positions: dict[str, Position] = {}
    for entity, identity in places:
        key = repr(identity)
        if entity.position and key not in positions:
            assertions.append(element("assert", None, _geo_area(entity.position), **identity))
            positions[key] = entity.position
    for entity, identity in places:
        if positions.get(repr(identity)) != entity.position:
            amount = "two positions; the first is kept" if entity.position else "a position and without; it is kept"
            findings.append(
                Finding(
                    code="LOS001",
                    severity=Severity.WARNING,
                    message=f"{entity.name} is mentioned with {amount}",
                    advice="Give each place a URI of its own.",
                    detail=(("field", "mentions"), ("uri", entity.uri or "")),
                )
            )
    return assertions, findings


_STYLE = BodyStyle(text_first=True)


def _content_set(article: Article, *, has_html: bool) -> Element:
    """The body with its counts; the body of a story without blocks is empty, as in canceled items.

    With `has_html`, it is there as HTML, too. Superdesk reads that whole, but of each block in XHTML only the text
    before the first element in it.
    """
    blocks = body_xhtml(article.body, _STYLE)
    # The blocks are not indented, because that would change the text of `pre`.
    body = element("body", markup=f"\n{blocks}\n        " if blocks else "")
    language = article.language
    html = element(
        "html",
        None,
        element("head", None, element("title", article.headline)),
        body,
        xmlns=XHTML,
        lang=language,
        xml_lang=language,
        dir=article.direction,
    )
    counts: dict[str, Any] = {"wordcount": len(body_words(article.body)), "charcount": len(body_text(article.body))}
    stated = {"xml_lang": language, "dir": article.direction}
    inline = element("inlineXML", None, html, contenttype="application/xhtml+xml", **counts, **stated)
    rendition = element("inlineData", blocks, contenttype="text/html", **counts, **stated)
    return element("contentSet", None, inline, rendition if has_html and blocks else None)
