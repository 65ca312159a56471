"""IPTC ninjs: the story as one JSON object, in any version of the standard.

The standard allows no other properties (`unevaluatedProperties: false`). Fields without a property of their own are
in one description whose role is our term `extra` and whose value is JSON, so every file is valid under IPTC's schema.
An object is made in the properties of 3.2; `mapping/ninjs_spelling.py` spells it as another version does, and what that
version does not hold in full is in the extra description, too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from json.encoder import encode_basestring
from typing import Any

from convert.mapping.ninjs import ROWS
from convert.mapping.ninjs_spelling import EXTRA, REST, spelled
from convert.model import (
    DIGITAL_SOURCE_TYPES,
    PLUS,
    TERMS,
    Article,
    Contributor,
    Figure,
    Image,
    Moment,
    Place,
    Position,
    Rights,
    body_text,
    body_words,
    inline_text,
)
from convert.writers import Rendered
from convert.writers._pictures import ambiguous_pictures, distinct_pictures
from convert.writers._plain import body_plain
from convert.writers._xhtml import NAMESPACE, body_xhtml
from convert.writers._xml import tag

VERSION = "3.1"
"""The version that is written if none is chosen; receivers are slow to follow the newest."""

SCHEMA = "http://www.iptc.org/std/ninjs/ninjs-schema_{}.json#"
PROVIDER = TERMS + "role/provider"

_ENTITY_PROPERTIES = {"person": "people", "organisation": "organisations", "place": "places"}

MAPPING = ROWS


def write(article: Article, version: str = VERSION) -> Rendered:
    """The article as a ninjs object in UTF-8, indented by two spaces, with a newline at the end."""
    item, rest = spelled(_document(article, version), version)
    if extra := {**_extra(article), **({REST: rest} if rest else {})}:
        value = json.dumps(extra, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        last = {"role": EXTRA, "contentType": "application/json", "value": value}
        item |= spelled({"descriptions": [*_descriptions(article), last]}, version)[0]
    item = {key: value for key, value in item.items() if value != []}
    kept = (image for _, image in distinct_pictures(article.body))
    return Rendered(data=f"{_indented(item)}\n".encode(), findings=ambiguous_pictures(article.body, kept))


def _document(article: Article, version: str) -> dict[str, Any]:
    """The article in the properties of 3.2, with the list of all descriptions but the extra one."""
    document = {
        "uri": article.id,
        "standard": {"name": "ninjs", "version": version, "schema": SCHEMA.format(version)},
        "type": "text",
        "representationType": "full",
        "profile": article.profile,
        "version": str(article.version),
        "firstCreated": _instant(article.published),
        "versionCreated": article.updated.text,
        "contentCreated": _instant(article.content_created),
        "embargoedUntil": article.embargo.until.text if article.embargo and article.embargo.until else None,
        "expires": _instant(article.expires),
        "pubStatus": article.status,
        "urgency": article.urgency,
        "digitalSourceType": _digital_source_type(article.digital_source_type),
        "language": article.language,
        "headlines": _headlines(article),
        "slugline": article.slugline,
        "by": article.byline,
        "located": article.located.name if article.located else None,
        "descriptions": _descriptions(article),
        "bodies": _bodies(article),
        **_rights(article.rights),
        "edNote": "\n".join(article.editor_notes),
        "altIds": _alt_ids(article),
        "genres": [_filled({"name": genre.name, "uri": genre.uri}) for genre in article.genres],
        "subjects": _subjects(article),
        **_mentions(article),
        "infoSources": _info_sources(article),
        "associations": [*_related(article), *_pictures(article)],
    }
    return {key: value for key, value in document.items() if key == "descriptions" or not _is_empty(value)}


def _indented(value: Any, margin: str = "\n") -> str:
    """JSON as `json.dumps` with an indent of two spaces writes it; that goes by way of Python for each brace, quote and
    comma.
    """
    inner = margin + "  "
    if isinstance(value, dict) and value:
        pairs = [f"{encode_basestring(key)}: {_indented(one, inner)}" for key, one in value.items()]
        return f"{{{inner}{f',{inner}'.join(pairs)}{margin}}}"
    if isinstance(value, list) and value:
        return f"[{inner}{f',{inner}'.join([_indented(one, inner) for one in value])}{margin}]"
    return encode_basestring(value) if isinstance(value, str) else json.dumps(value)


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    """`values` without those that are None or empty."""
    return {key: value for key, value in values.items() if not _is_empty(value)}


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", [], {})


def _instant(moment: Moment | None) -> str | None:
    """The text of an instant, for properties that take instants only; descriptions have dates."""
    return moment.text if moment and moment.is_instant else None


def _digital_source_type(code: str | None) -> dict[str, str] | None:
    return {"uri": DIGITAL_SOURCE_TYPES + code} if code else None


def _date(moment: Moment | None) -> str | None:
    return moment.text if moment and not moment.is_instant else None


def _headlines(article: Article) -> list[dict[str, Any]]:
    headlines = [{"role": "main", "value": article.headline}]
    if article.subheadline:
        headlines.append({"role": "subheadline", "value": article.subheadline})
    return headlines + [{"role": other.role, "value": other.text} for other in article.other_headlines]


def _descriptions(article: Article) -> list[dict[str, Any]]:
    texts = {
        "summary": article.summary,
        "teaser": article.teaser,
        "dateline": article.dateline,
        "creditline": article.credit_line,
        "published": _date(article.published),
        "contentCreated": _date(article.content_created),
    }
    return [
        {"role": role, "contentType": "text/plain", "value": text} for role, text in texts.items() if text is not None
    ]


def _bodies(article: Article) -> list[dict[str, Any]]:
    if not article.body:
        return []
    inner = "\n" + body_xhtml(article.body) + "\n"
    return [
        {
            "role": "main",
            "contentType": "application/xhtml+xml",
            "charCount": len(body_text(article.body)),
            "wordCount": len(body_words(article.body)),
            "value": tag("div", inner, xmlns=NAMESPACE, lang=article.language, dir=article.direction),
        },
        {"role": "text", "contentType": "text/plain", "value": body_plain(article.body)},
    ]


def _rights(rights: Rights | None) -> dict[str, Any]:
    if rights is None:
        return {}
    return {
        "copyrightHolder": rights.holder.name if rights.holder else None,
        "copyrightNotice": rights.notice,
        "usageTerms": rights.usage_terms,
        "rightsInfo": {"langId": PLUS, "encodedRights": rights.data_mining} if rights.data_mining else None,
    }


def _alt_ids(article: Article) -> list[dict[str, Any]]:
    own_roles = {
        "originalUrl": article.original_url,
        "derivedFrom": article.derived_from,
        "checksum": f"sha256:{article.checksum}" if article.checksum else None,
    }
    ids = [{"role": other.role, "value": other.value} for other in article.other_ids]
    return ids + [{"role": TERMS + role, "value": value} for role, value in own_roles.items() if value]


def _subjects(article: Article) -> list[dict[str, Any]]:
    subjects = [
        _filled(
            {
                "name": subject.name,
                "rel": "about",
                "uri": subject.uri,
                "relevance": subject.relevance,
                "confidence": subject.confidence,
            }
        )
        for subject in article.subjects
    ]
    return subjects + [{"name": keyword, "rel": "keyword"} for keyword in article.keywords]


def _mentions(article: Article) -> dict[str, Any]:
    """The people, organisations and places that the story mentions, and the place where it was written."""
    mentions: dict[str, list[dict[str, Any]]] = {name: [] for name in _ENTITY_PROPERTIES.values()}
    if article.located:
        mentions["places"].append(_place(article.located, "located"))
    for entity in article.mentions:
        mention = {"name": entity.name, "rel": "mentions", "uri": entity.uri, "geoJSON": _point(entity.position)}
        mentions[_ENTITY_PROPERTIES[entity.kind]].append(_filled(mention))
    return mentions


def _place(place: Place, rel: str) -> dict[str, Any]:
    return _filled({"name": place.name, "rel": rel, "uri": place.uri, "geoJSON": _point(place.position)})


def _point(position: Position | None) -> dict[str, Any] | None:
    """A point as GeoJSON, longitude first (RFC 7946, 3.1.1)."""
    if position is None:
        return None
    return {"type": "Point", "coordinates": [position.longitude, position.latitude]}


def _info_sources(article: Article) -> list[dict[str, Any]]:
    people = (*article.authors, *article.contributors)
    provider = [(article.provider.name, PROVIDER, article.provider.uri)] if article.provider else []
    named = [
        *provider,
        *((person.name, person.roles[0], person.uri) for person in people),
        *((source.name, source.role, source.uri) for source in article.sources),
    ]
    return [_filled({"name": name, "role": role, "uri": uri}) for name, role, uri in named]


def _related(article: Article) -> Iterable[dict[str, Any]]:
    for related in article.related:
        yield {
            "name": related.title,
            "uri": related.uri,
            "rel": "seeAlso",
            "type": related.kind,
            "representationType": "partial",
        }


def _pictures(article: Article) -> Iterable[dict[str, Any]]:
    """Each picture of the body once, with the caption and credit of its first figure."""
    for number, (figure, image) in enumerate(distinct_pictures(article.body), 1):
        yield _picture(figure, image, number)


def _picture(figure: Figure, image: Image, number: int) -> dict[str, Any]:
    """A picture as an associated object, with the name, size and digest of its file if they are known."""
    texts = {"caption": " ".join(inline_text(figure.caption).split()), "alt": image.alt}
    rendition = {
        "name": "original",
        "href": image.href,
        "contentType": image.media_type,
        # One alone is of no use to receivers; the body has it.
        **({"width": image.width, "height": image.height} if image.width and image.height else {}),
        "sizeInBytes": image.bytes_size,
        "title": image.file_name,
    }
    checksum = f"sha256:{image.digest}" if image.digest else None
    return _filled(
        {
            "name": f"image-{number}",
            "uri": image.href,
            "rel": "image",
            "type": "picture",
            "representationType": "partial",
            "by": figure.credit,
            "copyrightNotice": image.rights_notice,
            "usageTerms": image.usage_terms,
            "digitalSourceType": _digital_source_type(image.digital_source_type),
            "descriptions": [{"role": role, "value": text} for role, text in texts.items() if text],
            "altIds": [{"role": TERMS + "checksum", "value": checksum}] if checksum else None,
            "renditions": [_filled(rendition)],
        }
    )


def _extra(article: Article) -> dict[str, Any]:
    """The fields that ninjs 3.1 has no property for, under the names of the mapping."""
    rights = article.rights
    return _filled(
        {
            "dir": article.direction if article.direction == "rtl" else None,
            "embargo": "open-ended" if article.embargo and not article.embargo.until else None,
            "readingTime": f"PT{article.reading_time}M" if article.reading_time else None,
            "mentions": _mixed_kinds(article),
            "provider": _absent_provider(article),
            "edNotes": list(article.editor_notes) if len(article.editor_notes) > 1 else None,
            "creators": [_details(person) for person in article.authors],
            "contributors": [_details(person) for person in article.contributors],
            "country": _country(article.located),
            "holderUri": rights.holder.uri if rights and rights.holder else None,
            "policy": rights.policy if rights else None,
            "history": [
                _filled({"action": hop.action, "party": hop.party, "timestamp": hop.timestamp and hop.timestamp.text})
                for hop in article.history
            ],
            "generator": {"name": article.generator.name, "version": article.generator.version}
            if article.generator
            else None,
        }
    )


def _mixed_kinds(article: Article) -> list[str] | None:
    """The kinds of the mentions in their order, if that is not the order of the properties that hold them."""
    kinds: list[str] = [entity.kind for entity in article.mentions]
    return kinds if kinds != sorted(kinds, key=list(_ENTITY_PROPERTIES).index) else None


def _absent_provider(article: Article) -> str | None:
    """`none` where somebody else with the role of a provider would pass for the provider."""
    first = next(iter(_info_sources(article)), {})
    return "none" if article.provider is None and first.get("role") == PROVIDER else None


def _details(person: Contributor) -> dict[str, Any]:
    """The fields of a person or organisation that an entry of `infoSources` has no property for."""
    return _filled(
        {"kind": person.kind, "roles": list(person.roles), "jobtitle": person.job, "sortName": person.sort_name}
    )


def _country(place: Place | None) -> dict[str, Any] | None:
    if place is None or place.country is None:
        return None
    return _filled({"name": place.country.name, "uri": place.country.uri})
