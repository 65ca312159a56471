"""The reader of ninjs as wirecopy writes it: an object of ninjs back into the Article that it was written from.

A document of somebody else's is refused (INP061), and so is ours with a property that wirecopy does not write.
"""

from __future__ import annotations

import json
from collections import deque
from typing import Any

from convert.documents import XHTML, DocumentError, open_json, open_xml
from convert.errors import InputError
from convert.formats import named
from convert.limits import parser_reason
from convert.mapping.ninjs_spelling import EXTRA, PROOF, REST, WHOLE, spelled
from convert.mapping.ninjs_spelling import read as read_spelling
from convert.model import (
    DIGITAL_SOURCE_TYPES,
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
from convert.readers import Parsed, Source
from convert.readers.body import PictureFacts, read_blocks
from convert.readers.dialect import (
    Keys,
    Unfamiliar,
    after,
    foreign,
    minutes,
    moment,
    not_written,
    one_of,
    parsed,
    whole,
)

_TITLE = "ninjs"
_PROVIDER = TERMS + "role/provider"
_ENTITIES: dict[str, Any] = {"people": "person", "organisations": "organisation", "places": "place"}


def read(source: Source) -> Parsed:
    """Read the Article back from an object of ninjs. Raises InputError (NJS000, INP061, ART001)."""
    return parsed(source, _TITLE, _read)


def _read(data: bytes) -> Article:
    try:
        value = open_json(data, strict=True).value
    except DocumentError as e:
        where = f"line {e.line}: " if e.line else ""
        raise InputError("NJS000", f"{where}{e.message}", e.advice) from None
    version = version_of(value)
    if version is None:
        raise foreign(_TITLE)
    document = Keys(_modern(value, version), "")
    article = Article(**_fields(document))
    document.end()
    return article


def version_of(value: object) -> str | None:
    """The version of an object as wirecopy writes it, None if it is of somebody else's.

    What tells our documents from those of others are the roles: ninjs has no place for the name of a program. In 1.x,
    the object in `description_json` states the version.
    """
    if not isinstance(value, dict):
        return None
    written = (named("ninjs").write_version, *named("ninjs").also_writes)
    standard, headlines = value.get("standard"), value.get("headlines")
    if isinstance(standard, dict) and isinstance(headlines, list):
        version = standard.get("version") if standard.get("name") == "ninjs" else None
        roles = [one.get("role") for one in headlines if isinstance(one, dict)]
        return version if version in written and roles[:1] == ["main"] else None
    version = _of_rest(value.get(PROOF), "standard").get("version")
    return version if version in written and str(version).startswith("1") and "headline" in value else None


def _of_rest(text: object, *path: str) -> dict[str, Any]:
    """What the extra description has of the properties that an older version does not hold, at a path of keys."""
    try:
        found = json.loads(text) if isinstance(text, str) else {}
    except (ValueError, RecursionError):
        return {}
    for key in (REST, *path):
        found = found.get(key) if isinstance(found, dict) else None
    return found if isinstance(found, dict) else {}


def _modern(value: dict[str, Any], version: str) -> dict[str, Any]:
    """An object in the properties of 3.2. Raises Unfamiliar if it is not spelled as wirecopy does in its version."""
    if version in WHOLE:
        return value
    try:
        found = read_spelling(value, version)
        extra: dict[str, Any] = next((one for one in found.get("descriptions", ()) if one["role"] == EXTRA), {})
        found |= _of_rest(extra.get("value"))
        again = spelled(found, version)[0]
    except (AttributeError, KeyError, TypeError, ValueError):  # a value of a type that ninjs does not allow
        raise not_written(f"such an object in ninjs {version}") from None
    if again != value:
        names = [name for name in (*value, *again) if value.get(name) != again.get(name)]
        raise not_written(f"such a value in ninjs {version}", f"/{names[0]}")
    if _of_rest(extra.get("value")):
        others = json.loads(extra["value"])
        del others[REST]
        extra["value"] = json.dumps(others, ensure_ascii=False)
    return found


def _fields(document: Keys) -> dict[str, Any]:
    if (standard := document.skip("type", "representationType").keys("standard")) is not None:
        standard.skip("name", "version", "schema")
    descriptions = _descriptions(document)
    extra = _extra(document, descriptions.pop(EXTRA, None))
    people = _people(document, extra)
    return {
        "id": document.need("uri"),
        "profile": document.text("profile"),
        "version": whole("the version", document.need("version")),
        "published": _moment(document.text("firstCreated"), descriptions.pop("published", None)),
        "updated": Moment(document.need("versionCreated")),
        "content_created": _moment(document.text("contentCreated"), descriptions.pop("contentCreated", None)),
        "embargo": _embargo(document.text("embargoedUntil"), extra.text("embargo")),
        "expires": moment(document.text("expires")),
        "status": document.need("pubStatus"),
        "urgency": document.whole("urgency"),
        "digital_source_type": _digital_source_type(document),
        "language": document.need("language"),
        "direction": extra.text("dir") or "ltr",
        **_headlines(document),
        "slugline": document.text("slugline"),
        "byline": document.text("by"),
        **_named(descriptions, document),
        "rights": _rights(document, extra),
        "editor_notes": _notes(document.text("edNote"), extra.texts("edNotes")),
        **_ids(document),
        "genres": tuple(
            Concept(name=genre.need("name"), uri=genre.text("uri")) for genre in document.all_keys("genres")
        ),
        **_topics(document),
        **_places(document, extra),
        **people,
        **_relations_and_body(document),
        "history": tuple(
            Hop(action=hop.need("action"), party=hop.text("party"), timestamp=moment(hop.text("timestamp")))
            for hop in extra.all_keys("history")
        ),
        "generator": _generator(extra.keys("generator")),
        "reading_time": None if (time := extra.text("readingTime")) is None else minutes(time),
    }


def _descriptions(document: Keys) -> dict[str, tuple[str, str]]:
    """The descriptions by role, each its media type and value."""
    found: dict[str, tuple[str, str]] = {}
    for one in document.all_keys("descriptions"):
        role = one.need("role")
        if role in found:
            raise Unfamiliar(f"there are two descriptions of the role {role}", one.place)
        found[role] = one.need("contentType"), one.need("value")
    return found


def _extra(document: Keys, description: tuple[str, str] | None) -> Keys:
    """The object in the description that has what ninjs has no property for."""
    if description is None:
        return document.within({}, "")
    try:
        value = json.loads(description[1])
    except ValueError as e:
        raise Unfamiliar(f"the description {EXTRA} is not JSON: {parser_reason(e)}") from None
    except RecursionError:
        raise Unfamiliar(f"the description {EXTRA} is nested too deeply") from None
    return document.within(value, f"/descriptions[role={EXTRA}]")


def _moment(instant: str | None, day: tuple[str, str] | None) -> Moment | None:
    """The instant of a property, or the date in a description, of which there is one at most."""
    if day is None:
        return moment(instant)
    if instant is not None or day[0] != "text/plain" or Moment(day[1]).is_instant:
        raise Unfamiliar("wirecopy writes an instant as a property, and a date as a description of plain text")
    return Moment(day[1])


def _named(descriptions: dict[str, tuple[str, str]], document: Keys) -> dict[str, str | None]:
    names = {"summary": "summary", "teaser": "teaser", "dateline": "dateline", "credit_line": "creditline"}
    for role, (kind, _) in descriptions.items():
        if role not in names.values() or kind != "text/plain":
            raise not_written(f"a description of the role {role[:80]!r} and type {kind}")
    return {name: descriptions[role][1] if role in descriptions else None for name, role in names.items()}


def _embargo(until: str | None, kind: str | None) -> Embargo | None:
    if kind not in (None, "open-ended") or (until is not None and kind is not None):
        raise Unfamiliar(f"the embargo is {kind[:80]!r}")
    return None if until is None and kind is None else Embargo(until=moment(until))


def _headlines(document: Keys) -> dict[str, Any]:
    found = [(one.need("role"), one.need("value")) for one in document.all_keys("headlines")]
    (_, headline), *others = found
    second = others.pop(0)[1] if others and others[0][0] == "subheadline" else None
    return {
        "headline": headline,
        "subheadline": second,
        "other_headlines": tuple(OtherHeadline(role=role, text=text) for role, text in others),
    }


def _rights(document: Keys, extra: Keys) -> Rights | None:
    holder, holder_uri = document.text("copyrightHolder"), extra.text("holderUri")
    if holder is None and holder_uri is not None:
        raise Unfamiliar("the holder of the copyright has no name")
    info = document.keys("rightsInfo")
    if info is not None and (found := info.text("langId")) != PLUS:
        raise Unfamiliar(f"the language of the rights is {str(found)[:80]!r}", info.place)
    rights = Rights(
        holder=None if holder is None else Party(name=holder, uri=holder_uri),
        notice=document.text("copyrightNotice"),
        usage_terms=document.text("usageTerms"),
        policy=extra.text("policy"),
        data_mining=None if info is None else info.need("encodedRights"),
    )
    return None if rights == Rights() else rights


def _notes(joined: str | None, several: list[str]) -> tuple[str, ...]:
    if several and joined != "\n".join(several):
        raise Unfamiliar(f"edNote and edNotes of {EXTRA} differ")
    return tuple(several) if several else (() if joined is None else (joined,))


def _ids(document: Keys) -> dict[str, Any]:
    """The other identifiers, and those that have fields of their own."""
    own: dict[str, str] = {}
    others = []
    for one in document.all_keys("altIds"):
        role, value = one.need("role"), one.need("value")
        if role in (f"{TERMS}originalUrl", f"{TERMS}derivedFrom", f"{TERMS}checksum") and role not in own:
            own[role] = value
        else:
            others.append(OtherId(role=role, value=value))
    checksum = own.get(f"{TERMS}checksum")
    return {
        "other_ids": tuple(others),
        "original_url": own.get(f"{TERMS}originalUrl"),
        "derived_from": own.get(f"{TERMS}derivedFrom"),
        "checksum": None if checksum is None else after("sha256:", checksum, "the checksum"),
    }


def _topics(document: Keys) -> dict[str, Any]:
    subjects, keywords = [], []
    for one in document.all_keys("subjects"):
        name, rel = one.need("name"), one.need("rel")
        if one_of("the relation of a subject", rel, {"about": True, "keyword": False}):
            relevance, confidence = one.whole("relevance"), one.whole("confidence")
            subjects.append(Subject(name=name, uri=one.text("uri"), relevance=relevance, confidence=confidence))
        else:
            keywords.append(name)
    return {"subjects": tuple(subjects), "keywords": tuple(keywords)}


def _places(document: Keys, extra: Keys) -> dict[str, Any]:
    """The entities that the story mentions, and the place where it was written."""
    found: dict[str, deque[Entity]] = {}
    located: Place | None = None
    name, country = document.text("located"), extra.keys("country")
    for key, kind in _ENTITIES.items():
        found[kind] = deque()
        for one in document.all_keys(key):
            rel = one.need("rel")
            if rel == "located" and kind == "place" and located is None:
                located = Place(
                    name=one.need("name"),
                    uri=one.text("uri"),
                    position=_position(one.keys("geoJSON")),
                    country=None if country is None else Concept(name=country.need("name"), uri=country.text("uri")),
                )
                continue
            one_of("the relation of an entity", rel, {"mentions": True})
            uri, position = one.text("uri"), _position(one.keys("geoJSON"))
            found[kind].append(Entity(name=one.need("name"), kind=kind, uri=uri, position=position))
    if (located.name if located else None) != name:
        raise Unfamiliar("located is not the place with the relation located")
    order = extra.texts("mentions") or [kind for kind, entities in found.items() for _ in entities]
    if sorted(order) != sorted(kind for kind, entities in found.items() for _ in entities):
        raise Unfamiliar(f"the order of mentions in {EXTRA} is not that of the entities")
    return {"located": located, "mentions": tuple(found[kind].popleft() for kind in order)}


def _position(point: Keys | None) -> Position | None:
    if point is None:
        return None
    coordinates = point.take("coordinates", list)
    is_pair = isinstance(coordinates, list) and [type(one) in (int, float) for one in coordinates] == [True, True]
    if point.text("type") != "Point" or not is_pair:
        raise Unfamiliar("this is not a point", point.place)
    return Position(latitude=float(coordinates[1]), longitude=float(coordinates[0]))


def _people(document: Keys, extra: Keys) -> dict[str, Any]:
    """The provider, the authors, the contributors and the sources, which one list has in this order."""
    entries = deque(
        (one.need("name"), one.text("role"), one.text("uri"), one.place) for one in document.all_keys("infoSources")
    )
    provider = None
    if entries and entries[0][1] == _PROVIDER and extra.text("provider") is None:
        name, _, uri, _ = entries.popleft()
        provider = Party(name=name, uri=uri)
    found: dict[str, list[Contributor]] = {"creators": [], "contributors": []}
    for key, people in found.items():
        for details in extra.all_keys(key):
            if not entries:
                raise Unfamiliar("infoSources has no entry for this person", details.place)
            name, role, uri, place = entries.popleft()
            kind: Any = details.need("kind")
            roles = tuple(details.texts("roles"))
            if roles[:1] != (role,):
                raise Unfamiliar(f"the role of {name} is not the first one in {EXTRA}", place)
            job, sort_name = details.text("jobtitle"), details.text("sortName")
            people.append(Contributor(name=name, uri=uri, kind=kind, roles=roles, job=job, sort_name=sort_name))
    return {
        "provider": provider,
        "authors": tuple(found["creators"]),
        "contributors": tuple(found["contributors"]),
        "sources": tuple(InfoSource(name=name, uri=uri, role=role) for name, role, uri, _ in entries),
    }


def _generator(value: Keys | None) -> Generator | None:
    return None if value is None else Generator(name=value.need("name"), version=value.need("version"))


def _relations_and_body(document: Keys) -> dict[str, Any]:
    related = []
    pictures: dict[str, PictureFacts] = {}
    for one in document.all_keys("associations"):
        rel = one_of("the relation of an association", one.need("rel"), {"seeAlso": True, "image": False})
        one.skip("representationType")
        if rel:
            kind: Any = one.need("type")
            related.append(Related(title=one.need("name"), uri=one.need("uri"), kind=kind))
            continue
        one.skip("name", "type", "by")
        for description in one.all_keys("descriptions"):
            description.skip("role", "value")
        sha256 = None
        for id in one.all_keys("altIds"):
            role, value = id.need("role"), id.need("value")
            if not (role == f"{TERMS}checksum" and value.startswith("sha256:")):
                raise Unfamiliar("wirecopy writes the checksum of a picture, and no other id", id.place)
            sha256 = value.removeprefix("sha256:")
        renditions = one.all_keys("renditions")
        if len(renditions) != 1:
            raise Unfamiliar("wirecopy writes one rendition of a picture", one.place)
        rendition = renditions[0].skip("name", "href", "width", "height")
        href = one.need("uri")
        pictures[href] = PictureFacts(
            href=href,
            media_type=rendition.text("contentType"),
            digital_source_type=_digital_source_type(one),
            file_name=rendition.text("title"),
            rights_notice=one.text("copyrightNotice"),
            usage_terms=one.text("usageTerms"),
            size=rendition.whole("sizeInBytes"),
            sha256=sha256,
        )
    return {"related": tuple(related), "body": _body(document, pictures)}


def _digital_source_type(item: Keys) -> Any:
    """The code of the digital source type, which the model refuses if it is unknown."""
    stated = item.keys("digitalSourceType")
    return None if stated is None else after(DIGITAL_SOURCE_TYPES, stated.need("uri"), "the digital source type")


def _body(document: Keys, pictures: dict[str, PictureFacts]) -> tuple[Block, ...]:
    """The blocks of the body in XHTML; the other one says the same as text."""
    bodies = {one.need("role"): one for one in document.all_keys("bodies")}
    if not bodies:
        return ()
    if list(bodies) != ["main", "text"]:
        raise Unfamiliar("wirecopy writes a main body and its text", "/bodies")
    bodies["text"].skip("contentType", "value")
    main = bodies["main"].skip("contentType", "charCount", "wordCount")
    try:
        root = open_xml(main.need("value").encode("utf-8", "surrogatepass")).root
    except DocumentError as e:
        raise Unfamiliar(f"the body is {e.message}", f"{main.place}/value") from None
    if root.tag != f"{XHTML}div":
        raise Unfamiliar("the body is not in a div", f"{main.place}/value")

    def picture(source: str) -> PictureFacts:
        return pictures.get(source) or PictureFacts(source)

    return read_blocks(root, picture)
