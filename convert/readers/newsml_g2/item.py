"""The parts of a newsItem as wirecopy writes them, back into the values of an Article."""

from __future__ import annotations

from typing import Any

from convert.documents import XHTML, XML_LANG
from convert.mapping.qcodes import OWN, PUBLISHED, uri_of
from convert.model import (
    PLUS,
    TERMS,
    Article,
    Block,
    Concept,
    Contributor,
    Embargo,
    Entity,
    Generator,
    Hop,
    InfoSource,
    Moment,
    OtherHeadline,
    OtherId,
    Party,
    Place,
    Position,
    Related,
    Rights,
    Subject,
)
from convert.readers.body import PictureFacts, read_blocks
from convert.readers.dialect import Part, Unfamiliar, after, minutes, moment, number, one_of, whole

SHOWN = "irel:associatedWith"
"""The relation of a story to its pictures."""

_KINDS = {"cpnat:person": "person", "cpnat:organisation": "organisation", "cpnat:geoArea": "place"}


def read_item(item: Part, pictures: dict[str, Part]) -> Article:
    """The Article of a newsItem; `pictures` are the items of its pictures in the same message, by guid.

    Raises Unfamiliar for a part that wirecopy does not write.
    """
    return _Item(item, pictures).article()


class _Item:
    def __init__(self, item: Part, pictures: dict[str, Part]) -> None:
        self._item = item
        self._pictures = pictures
        _catalogs(item)
        self._positions = dict(map(_assertion, item.children("assert")))

    def article(self) -> Article:
        """The Article of the item."""
        item = self._item.skip("standard", "standardversion", "conformance")
        meta, content = item.only("itemMeta"), item.only("contentMeta")
        fields: dict[str, Any] = {
            "id": item.need("guid"),
            "version": whole("the version", item.need("version")),
            "language": item.need(XML_LANG),
            "direction": item.need("dir"),
            "history": _history(item.child("hopHistory")),
            "rights": _rights(item.child("rightsInfo")),
        }
        fields |= _item_meta(meta)
        pictures = _linked_pictures(meta, self._pictures)
        fields |= _links(meta)
        if (history := item.child("pubHistory")) is not None:
            if fields["published"] is not None:
                raise Unfamiliar("the time of publication is stated twice", history.place)
            fields["published"] = moment(history.only("published").only("timestamp").text())
        repeated = content.child("contentCreated", why=PUBLISHED)
        if repeated is not None and moment(repeated.text()) != fields["published"]:
            raise Unfamiliar("the date of publication is stated differently", repeated.place)
        fields |= self._content_meta(content)
        fields["body"] = _body(item.only("contentSet"), pictures)
        return Article(**fields)

    def _content_meta(self, meta: Part) -> dict[str, Any]:
        urgency = meta.text_of("urgency")
        keywords, subjects, mentions = meta.texts_of("keyword"), [], []
        for subject in meta.children("subject"):
            kind = subject.need("type")
            if kind == "cpnat:abstract":
                subjects.append(_subject(subject))
            else:
                mentions.append(self._mention(subject, one_of("the type of a subject", kind, _KINDS)))
        meta.only("language").get("tag")
        located = meta.child("located")
        return {
            "urgency": None if urgency is None else whole("the urgency", urgency),
            "content_created": moment(meta.text_of("contentCreated")),
            "digital_source_type": _digital_source_type(meta),
            "located": None if located is None else _located(located),
            "sources": tuple(map(_source, meta.children("infoSource"))),
            "authors": tuple(map(_contributor, meta.children("creator"))),
            "contributors": tuple(map(_contributor, meta.children("contributor"))),
            "other_ids": tuple(map(_other_id, meta.children("altId"))),
            "genres": tuple(map(_genre, meta.children("genre"))),
            "keywords": keywords,
            "subjects": tuple(subjects),
            "mentions": tuple(mentions),
            "slugline": meta.text_of("slugline"),
            **_headlines(meta),
            "dateline": meta.text_of("dateline"),
            "byline": meta.text_of("by"),
            "credit_line": meta.text_of("creditline"),
            **_descriptions(meta),
            "reading_time": _reading_time(meta.child("contentMetaExtProperty")),
        }

    def _mention(self, subject: Part, kind: Any) -> Entity:
        literal = subject.get("literal")
        uri = _uri(subject)
        position = self._positions.get(("", literal) if literal is not None else ("uri", uri or ""))
        return Entity(name=_name(subject), kind=kind, uri=uri, position=position if kind == "place" else None)


def _uri(part: Part) -> str | None:
    """The URI that identifies a concept, None without."""
    code, uri = part.get("qcode"), part.get("uri")
    return uri if code is None else _expanded(code, part)


def _expanded(code: str, part: Part) -> str:
    uri = uri_of(code)
    if uri is None:
        raise Unfamiliar(f"the QCode {code[:80]!r} is of no scheme that wirecopy uses", part.place)
    return uri


def _roles(part: Part) -> tuple[str, ...]:
    codes, uris = part.get("role"), part.get("roleuri")
    if codes is None:
        return tuple((uris or "").split())
    return tuple(_expanded(code, part) for code in codes.split())


def _name(part: Part) -> str:
    return part.only("name").text()


def _assertion(part: Part) -> tuple[tuple[str, str], Position]:
    """The identity of a place, and its position."""
    literal = part.get("literal")
    key = ("", literal) if literal is not None else ("uri", _uri(part) or "")
    return key, _position(part.only("geoAreaDetails"))


def _position(area: Part) -> Position:
    point = area.only("position")
    return Position(
        latitude=number("the latitude", point.need("latitude")),
        longitude=number("the longitude", point.need("longitude")),
    )


def _history(history: Part | None) -> tuple[Hop, ...]:
    return () if history is None else tuple(map(_hop, history.children("hop")))


def _hop(hop: Part) -> Hop:
    hop.get("seq")
    action = hop.only("action").skip("target")
    stamp = hop.get("timestamp")
    if (related := action.child("related")) is not None:
        _fixed(related, "rel", "xa:timestamp")
        stamp = related.need("value")
    return Hop(
        action=after("hopaction:", action.need("qcode"), "the action of a hop"),
        party=hop.get("creatoruri"),
        timestamp=moment(stamp),
    )


def _fixed(part: Part, name: str, value: str) -> None:
    """Take an attribute that has one value only. Raises Unfamiliar for another."""
    if (found := part.need(name)) != value:
        raise Unfamiliar(f"the attribute {name} is {found[:80]!r}; wirecopy writes {value!r}", part.place)


def _rights(part: Part | None) -> Rights | None:
    if part is None:
        return None
    holder, link, mining = part.child("copyrightHolder"), part.child("link"), part.child("dataMining")
    if link is not None:
        _fixed(link, "rel", "irel:rightspolicy")
    return Rights(
        holder=None if holder is None else _party(holder),
        notice=part.text_of("copyrightNotice"),
        usage_terms=part.text_of("usageTerms"),
        policy=None if link is None else link.need("href"),
        data_mining=None if mining is None else PLUS + after("plus:", mining.need("qcode"), "the term of data mining"),
    )


def _party(part: Part) -> Party:
    return Party(name=_name(part), uri=_uri(part))


def _item_meta(meta: Part) -> dict[str, Any]:
    _fixed(meta.only("itemClass"), "qcode", "ninat:text")
    embargoed = meta.child("embargoed")
    until = embargoed.text() if embargoed is not None else ""
    return {
        "provider": _provider(meta.only("provider")),
        "updated": Moment(meta.only("versionCreated").text()),
        "published": moment(meta.text_of("firstCreated")),
        "embargo": None if embargoed is None else Embargo(until=moment(until or None)),
        "status": after("stat:", meta.only("pubStatus").need("qcode"), "the status"),
        "generator": _generator(meta.child("generator")),
        "profile": meta.text_of("profile"),
        "editor_notes": meta.texts_of("edNote"),
        "checksum": _checksum(meta.child("hash")),
        "expires": moment(meta.text_of("expires")),
        "original_url": meta.text_of("origRep"),
    }


def _provider(part: Part) -> Party | None:
    uri, name = _uri(part), part.child("name")
    if name is None and uri == TERMS + "unknown":
        return None
    if name is None:
        raise Unfamiliar("the provider has no name", part.place)
    return Party(name=name.text(), uri=uri)


def _generator(part: Part | None) -> Generator | None:
    return None if part is None else Generator(name=part.text(), version=part.need("versioninfo"))


def _checksum(part: Part | None) -> str | None:
    if part is None:
        return None
    _fixed(part, "scopeuri", TERMS + "hashscope/source")
    _fixed(part, "hashtypeuri", "http://www.w3.org/2001/04/xmlenc#sha256")
    return part.text()


def _catalogs(item: Part) -> None:
    """Take the catalogs of an item. Raises Unfamiliar for a scheme that items of ours do not have."""
    item.only("catalogRef").get("href")
    for scheme in item.only("catalog").children("scheme"):
        if (scheme.get("alias"), scheme.get("uri")) not in OWN:
            raise Unfamiliar("wirecopy declares no such scheme", scheme.place)


def _linked_pictures(meta: Part, items: dict[str, Part]) -> dict[str, PictureFacts]:
    """What links, and the items that they lead to, state of pictures, by address."""
    found = {}
    for link in meta.children("link", rel=SHOWN):
        stated = {"media_type": link.get("contenttype"), "digital_source_type": _digital_source_type(link)}
        guid = link.get("residref")
        if guid is None:
            picture = PictureFacts(href=link.need("href"), **stated)
        elif guid in items:
            picture = PictureFacts(**_of_picture(items[guid]), **stated)
        else:
            raise Unfamiliar("the item of the picture is not in the message", link.place)
        found[picture.href] = picture
    return found


def _of_picture(item: Part) -> dict[str, Any]:
    """What the item of a picture states of it; the story's item and its body state the rest again."""
    _catalogs(item)
    item.skip("guid", "version", "standard", "standardversion", "conformance", XML_LANG, "dir")
    meta, rights = item.only("itemMeta"), _rights(item.child("rightsInfo"))
    meta.only("itemClass").get("qcode")
    _provider(meta.only("provider"))
    for name in ("versionCreated", "embargoed"):
        meta.text_of(name)
    meta.only("pubStatus").get("qcode")
    content = item.only("contentMeta")
    _digital_source_type(content)
    content.text_of("creditline")
    for description in content.children("description"):
        description.skip("role").text()
    remote = item.only("contentSet").only("remoteContent").skip("rendition", "contenttype", "width", "height")
    size, hashed = remote.get("size"), remote.child("hash")
    if hashed is not None:
        _fixed(hashed, "hashtypeuri", "http://www.w3.org/2001/04/xmlenc#sha256")
    return {
        "href": _target(remote),
        "file_name": meta.text_of("fileName"),
        "rights_notice": rights.notice if rights else None,
        "usage_terms": rights.usage_terms if rights else None,
        "size": None if size is None else whole("the size of a picture", size),
        "sha256": None if hashed is None else hashed.text(),
    }


def _digital_source_type(part: Part) -> Any:
    """The code of the digital source type, which the model refuses if it is unknown."""
    stated = part.child("digitalSourceType")
    return None if stated is None else after("digsrctype:", stated.need("qcode"), "the digital source type")


def _links(meta: Part) -> dict[str, Any]:
    """The related items, and the item that this one is derived from."""
    derived = meta.child("link", rel="irel:derivedFrom")
    related = map(_related, meta.children("link", rel="irel:seeAlso"))
    return {"related": tuple(related), "derived_from": None if derived is None else _target(derived)}


def _target(link: Part) -> str:
    href = link.get("href")
    return href if href is not None else link.need("residref")


def _related(link: Part) -> Related:
    kind: Any = after("ninat:", link.only("itemClass").need("qcode"), "the kind of a related item")
    return Related(title=link.only("title").text(), uri=_target(link), kind=kind)


def _located(part: Part) -> Place:
    _fixed(part, "type", "cpnat:geoArea")
    country, area = part.child("broader"), part.child("geoAreaDetails")
    if country is not None:
        _fixed(country, "type", "cpnat:geoArea")
    return Place(
        name=_name(part),
        uri=_uri(part),
        position=None if area is None else _position(area),
        country=None if country is None else _concept(country),
    )


def _genre(part: Part) -> Concept:
    return Concept(name=part.only("name").skip(XML_LANG).text(), uri=_uri(part))


def _concept(part: Part) -> Concept:
    return Concept(name=_name(part), uri=_uri(part))


def _source(part: Part) -> InfoSource:
    roles = _roles(part)
    if len(roles) > 1:
        raise Unfamiliar("a source has several roles", part.place)
    return InfoSource(name=_name(part), uri=_uri(part), role=roles[0] if roles else None)


def _contributor(part: Part) -> Contributor:
    kind: Any = one_of("the type of a contributor", part.need("type"), _KINDS)
    sort_name, job = part.child("name", role="xa:sortName"), part.child("related", rel="xarel:jobTitle")
    return Contributor(
        name=_name(part),
        uri=_uri(part),
        kind=kind,
        roles=_roles(part),
        job=None if job is None else job.need("literal"),
        sort_name=None if sort_name is None else sort_name.text(),
    )


def _other_id(part: Part) -> OtherId:
    role = after(f"{TERMS}altidrole/", part.need("roleuri"), "the role of an identifier")
    return OtherId(role=role, value=part.text())


def _subject(part: Part) -> Subject:
    relevance, confidence = part.get("relevance"), part.get("confidence")
    return Subject(
        name=_name(part),
        uri=_uri(part),
        relevance=None if relevance is None else whole("the relevance", relevance),
        confidence=None if confidence is None else whole("the confidence", confidence),
    )


def _headlines(meta: Part) -> dict[str, Any]:
    main, second = meta.child("headline", rank="1"), meta.child("headline", rank="2")
    if main is None:
        raise Unfamiliar("the headline with the rank 1 is missing", meta.place)
    if second is not None:
        _fixed(second, "role", "xahl:subheadline")
    others = (
        OtherHeadline(role=after("xahl:", other.need("role"), "the role of a headline"), text=other.text())
        for other in meta.children("headline")
    )
    return {
        "headline": main.text(),
        "subheadline": None if second is None else second.text(),
        "other_headlines": tuple(others),
    }


def _descriptions(meta: Part) -> dict[str, str | None]:
    found = {name: meta.child("description", role=f"drol:{name}") for name in ("summary", "teaser")}
    return {name: None if part is None else part.text() for name, part in found.items()}


def _reading_time(part: Part | None) -> int | None:
    if part is None:
        return None
    _fixed(part, "rel", "xa:readingTime")
    return minutes(part.need("value"))


def _body(content: Part, pictures: dict[str, PictureFacts]) -> tuple[Block, ...]:
    inline = content.only("inlineXML").skip("contenttype", "wordcount", "charcount", XML_LANG, "dir")
    if (data := content.child("inlineData")) is not None:
        data.skip("contenttype", "wordcount", "charcount", XML_LANG, "dir").text()
    page = inline.only(f"{XHTML}html").skip("lang", XML_LANG, "dir")
    page.only(f"{XHTML}head").only(f"{XHTML}title").text()

    def picture(source: str) -> PictureFacts:
        return pictures.get(source) or PictureFacts(source)

    return read_blocks(page.only(f"{XHTML}body").take_all(), picture)
