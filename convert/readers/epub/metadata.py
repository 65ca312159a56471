"""The package document of a publication, which has all fields of the Article but the body."""

from __future__ import annotations

import json
from collections import defaultdict, deque
from typing import Any

from convert.documents import XML_LANG
from convert.limits import parser_reason
from convert.model import (
    DIGITAL_SOURCE_TYPES,
    RELATORS,
    Accessibility,
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
from convert.readers.dialect import Keys, Part, Unfamiliar, after, minutes, moment, not_written, number, one_of, whole
from convert.readers.epub.files import Pictures

_DC = "{http://purl.org/dc/elements/1.1/}"
_MEDTOP = "http://cv.iptc.org/newscodes/medtop/"
_ENTITIES: dict[str, Any] = {"Person": "person", "Organization": "organisation", "Place": "place"}
_DERIVED = (
    *("dcterms:modified", "schema:wordCount", "xa:charCount", "tdm:reservation", "schema:accessMode"),
    *("schema:accessModeSufficient", "schema:accessibilityFeature", "schema:accessibilityHazard"),
    "schema:accessibilitySummary",
)
"""Properties that state what the story has, or say again what others do."""


class Metadata:
    """The metadata of a package document, to be taken by property, by element of Dublin Core, and by what they refine.

    Values with ids are pairs of the id and the value.
    """

    def __init__(self, part: Part, pictures: Pictures) -> None:
        self._pictures = pictures
        self._dublin: defaultdict[str, deque[tuple[str, str]]] = defaultdict(deque)
        self._metas: defaultdict[str, deque[tuple[str, str]]] = defaultdict(deque)
        self._refined: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        self._links: defaultdict[str, deque[tuple[str, str]]] = defaultdict(deque)
        for name in ("identifier", "language", "publisher", "title", "description", "creator", "contributor", "date"):
            self._add_dublin(part, name)
        for name in ("subject", "rights", "source"):
            self._add_dublin(part, name)
        for meta in part.children("meta"):
            property, id, refines = meta.need("property"), meta.get("id") or "", meta.get("refines")
            if property == "a11y:certifiedBy":
                refines = None  # it refines the claim, if there is one
            meta.skip("scheme", XML_LANG, "dir")
            if refines is None:
                self._metas[property].append((id, meta.text()))
            else:
                self._refined[refines.removeprefix("#")].append((property, meta.text()))
            if refines and id:  # the country of a place has a URI of its own
                self._metas[f"{property} of {refines}"].append((id, ""))
        for link in part.children("link"):
            link.skip("refines")
            self._links[link.need("rel")].append((link.need("id"), link.need("href")))
        for property in _DERIVED:
            self._metas.pop(property, None)

    def _add_dublin(self, part: Part, name: str) -> None:
        for element in part.children(f"{_DC}{name}"):
            self._dublin[name].append((element.get("id") or "", element.text()))

    def fields(self) -> dict[str, Any]:
        """The fields of the Article but for its body. Raises Unfamiliar for what is left."""
        fields = {
            **self._identity(),
            **self._titles(),
            "authors": tuple(self._person(id, name) for id, name in self._all_dublin("creator")),
            "contributors": tuple(self._person(id, name) for id, name in self._all_dublin("contributor")),
            "byline": self._value("xa:byline"),
            **self._times(),
            "dateline": self._value("schema:dateline"),
            "located": self._located(),
            **self._topics(),
            "rights": self._rights(),
            **self._provenance(),
            "related": self._related(),
            "accessibility": self._accessibility(),
        }
        for id in self._pictures.ids:
            address = self._refinement(id, "dcterms:source")
            if address is None:
                raise Unfamiliar(f"the address of the picture {id} is missing")
            stated = {
                "digital_source_type": _digital_source_type(self._refinement(id, "schema:digitalSourceType")),
                "file_name": self._refinement(id, "xa:fileName"),
                "rights_notice": self._refinement(id, "dcterms:rights"),
                "usage_terms": self._refinement(id, "dcterms:accessRights"),
            }
            self._pictures.describe(id, address, self._refinement(id, "xa:mediaType"), stated)
        self._end()
        return fields

    def _end(self) -> None:
        left = [f"dc:{name}" for name, values in self._dublin.items() if values]
        left += [name for name, values in self._metas.items() if values]
        left += [f"{values[0][0]} of {id}" for id, values in self._refined.items() if values]
        left += [f"the link {rel}" for rel, values in self._links.items() if values]
        if left:
            raise not_written(f"{left[0][:80]} here")

    # ----------------------------------------------------------------------------------------------------------------
    # Taking

    def _value(self, property: str) -> str | None:
        """Take a value without an id, None if there is none."""
        found = self._metas[property]
        return found.popleft()[1] if found and not found[0][0] else None

    def _need(self, property: str) -> str:
        value = self._value(property)
        if value is None:
            raise Unfamiliar(f"{property} is missing")
        return value

    def _identified(self, property: str) -> list[tuple[str, str]]:
        """Take all values of a property, in order."""
        found = list(self._metas[property])
        self._metas[property].clear()
        return found

    def _one_dublin(self, name: str) -> str | None:
        found = self._dublin[name]
        return found.popleft()[1] if found else None

    def _all_dublin(self, name: str) -> list[tuple[str, str]]:
        found = list(self._dublin[name])
        self._dublin[name].clear()
        return found

    def _refinement(self, id: str, property: str) -> str | None:
        """Take a value that refines another, None if there is none."""
        for pair in self._refined[id]:
            if pair[0] == property:
                self._refined[id].remove(pair)
                return pair[1]
        return None

    def _needed(self, id: str, property: str) -> str:
        value = self._refinement(id, property)
        if value is None:
            raise Unfamiliar(f"{property} of {id or 'an element without id'} is missing")
        return value

    def _position(self, id: str) -> Position | None:
        latitude, longitude = self._refinement(id, "schema:latitude"), self._refinement(id, "schema:longitude")
        if latitude is None or longitude is None:
            if latitude is not longitude:
                raise Unfamiliar(f"the position of {id} is half of one")
            return None
        return Position(latitude=number("the latitude", latitude), longitude=number("the longitude", longitude))

    # ----------------------------------------------------------------------------------------------------------------
    # Fields

    def _identity(self) -> dict[str, Any]:
        identifiers = self._all_dublin("identifier")
        ids = [value for id, value in identifiers if id == "pub-id"]
        urgency = self._value("xa:urgency")
        if len(ids) != 1:
            raise Unfamiliar("there is not one identifier of the publication")
        return {
            "id": ids[0],
            "other_ids": tuple(
                OtherId(role=self._needed(id, "identifier-type"), value=value)
                for id, value in identifiers
                if id != "pub-id"
            ),
            "language": self._one_dublin("language") or "und",
            "direction": self._need("xa:dir"),
            "version": whole("the version", self._need("schema:version")),
            "profile": self._value("xa:profile"),
            "status": self._need("schema:creativeWorkStatus"),
            "urgency": None if urgency is None else whole("the urgency", urgency),
            "digital_source_type": _digital_source_type(self._value("schema:digitalSourceType")),
            "provider": self._provider(),
        }

    def _provider(self) -> Party | None:
        name, uri = self._one_dublin("publisher"), self._refinement("provider", "schema:url")
        return None if name is None else Party(name=name, uri=uri)

    def _titles(self) -> dict[str, Any]:
        titles = dict(self._all_dublin("title"))
        for id in titles:
            self._refinement(id, "title-type")
        if "title" not in titles or titles.keys() > {"title", "subtitle"}:
            raise Unfamiliar("wirecopy writes a title and a subtitle")
        return {
            "headline": titles["title"],
            "subheadline": titles.get("subtitle"),
            "other_headlines": tuple(
                OtherHeadline(role=self._needed(id, "xa:role"), text=text)
                for id, text in self._identified("schema:alternativeHeadline")
            ),
            "summary": self._one_dublin("description"),
            "teaser": self._value("schema:abstract"),
            "slugline": self._value("xa:slugline"),
        }

    def _person(self, id: str, name: str) -> Contributor:
        roles = [pair for pair in self._refined[id] if pair[0] in ("role", "xa:role")]
        self._refined[id] = [pair for pair in self._refined[id] if pair not in roles]
        kind: Any = self._needed(id, "schema:additionalType")
        return Contributor(
            name=name,
            uri=self._refinement(id, "schema:sameAs"),
            kind=kind,
            roles=tuple(RELATORS + value if property == "role" else value for property, value in roles),
            job=self._refinement(id, "schema:jobTitle"),
            sort_name=self._refinement(id, "file-as"),
        )

    def _times(self) -> dict[str, Any]:
        until, kind = self._value("dcterms:available"), self._value("xa:embargo")
        if kind not in (None, "open-ended") or (kind is not None and until is not None):
            raise Unfamiliar(f"the embargo is {kind!r}")
        return {
            "published": moment(self._one_dublin("date")),
            "updated": Moment(self._need("schema:dateModified")),
            "content_created": moment(self._value("schema:dateCreated")),
            "embargo": Embargo(until=moment(until)) if until or kind else None,
            "expires": moment(self._value("schema:expires")),
        }

    def _located(self) -> Place | None:
        found = self._identified("schema:locationCreated")
        if not found:
            return None
        (id, name), *others = found
        if others:
            raise Unfamiliar("there are two places where the story was written")
        uri, position = self._refinement(id, "schema:sameAs"), self._position(id)
        country = self._refinement(id, "schema:containedInPlace")
        country_ids = self._identified(f"schema:containedInPlace of #{id}")
        country_uri = self._refinement(country_ids[0][0], "schema:sameAs") if country_ids else None
        concept = None if country is None else Concept(name=country, uri=country_uri)
        return Place(name=name, uri=uri, position=position, country=concept)

    def _topics(self) -> dict[str, Any]:
        topics = self._all_dublin("subject")
        return {
            "genres": tuple(
                Concept(name=name, uri=self._refinement(id, "schema:sameAs"))
                for id, name in self._identified("schema:genre")
            ),
            "subjects": tuple(self._subject(id, name) for id, name in topics if id),
            "keywords": tuple(name for id, name in topics if not id),
            "mentions": tuple(self._mention(id, name) for id, name in self._identified("schema:mentions")),
        }

    def _subject(self, id: str, name: str) -> Subject:
        authority, term = self._refinement(id, "authority"), self._refinement(id, "term")
        uri, role = self._refinement(id, "schema:sameAs"), self._refinement(id, "xa:role")
        if authority is not None and term is not None:
            uri = (_MEDTOP if authority == "MEDTOP" else authority) + term
        elif authority is not None or term is not None or role not in (None, "about"):
            raise Unfamiliar(f"the subject {id} is half of a term")
        relevance, confidence = self._refinement(id, "xa:relevance"), self._refinement(id, "xa:confidence")
        return Subject(
            name=name,
            uri=uri,
            relevance=None if relevance is None else whole("the relevance", relevance),
            confidence=None if confidence is None else whole("the confidence", confidence),
        )

    def _mention(self, id: str, name: str) -> Entity:
        kind = one_of("the type of an entity", self._needed(id, "schema:additionalType"), _ENTITIES)
        uri, position = self._refinement(id, "schema:sameAs"), self._position(id)
        return Entity(name=name, kind=kind, uri=uri, position=position)

    def _rights(self) -> Rights | None:
        holder = next(iter(self._identified("schema:copyrightHolder")), None)
        policies = [*self._links.pop("dcterms:license", ()), *self._identified("dcterms:license")]
        if len(policies) > 1:
            raise Unfamiliar("there are two policies of rights")
        rights = Rights(
            holder=None if holder is None else Party(name=holder[1], uri=self._refinement(holder[0], "schema:sameAs")),
            notice=self._one_dublin("rights"),
            usage_terms=self._value("dcterms:accessRights"),
            policy=policies[0][1] if policies else None,
            data_mining=self._value("plus:DataMining"),
        )
        return None if rights == Rights() else rights

    def _provenance(self) -> dict[str, Any]:
        generator = next(iter(self._identified("xa:generator")), None)
        checksum, time = self._value("xa:checksum"), self._value("schema:timeRequired")
        return {
            "sources": tuple(
                InfoSource(name=name, uri=self._refinement(id, "schema:sameAs"), role=self._refinement(id, "xa:role"))
                for id, name in self._identified("schema:sourceOrganization")
            ),
            "credit_line": self._value("schema:creditText"),
            "original_url": self._one_dublin("source"),
            "derived_from": self._value("schema:isBasedOn"),
            "history": tuple(_hop(text) for _, text in self._identified("xa:history")),
            "generator": None
            if generator is None
            else Generator(name=generator[1], version=self._needed(generator[0], "schema:softwareVersion")),
            "checksum": None if checksum is None else after("sha256:", checksum, "the checksum"),
            "editor_notes": tuple(note for _, note in self._identified("xa:edNote")),
            "reading_time": None if time is None else minutes(time),
        }

    def _accessibility(self) -> Accessibility | None:
        claims = [*self._links.pop("dcterms:conformsTo", ()), *self._identified("dcterms:conformsTo")]
        certifiers = self._identified("a11y:certifiedBy")
        reports = [*self._links.pop("a11y:certifierReport", ())]
        if any(len(found) > 1 for found in (claims, certifiers, reports)):
            raise Unfamiliar("accessibility is claimed twice")
        exemption: Any = self._value("a11y:exemption")
        accessibility = Accessibility(
            contact_email=self._value("a11y:contactEmail"),
            exemption=exemption,
            conforms_to=claims[0][1] if claims else None,
            certified_by=certifiers[0][1] if certifiers else None,
            certifier_credential=self._refinement("certifier", "a11y:certifierCredential"),
            certifier_report=reports[0][1] if reports else None,
        )
        return None if accessibility == Accessibility() else accessibility

    def _related(self) -> tuple[Related, ...]:
        found = [*self._links.pop("dcterms:relation xa:seeAlso", ()), *self._identified("xa:seeAlso")]
        numbered = sorted((whole("the id", after("related-", id, "the id of a relation")), uri) for id, uri in found)
        related = []
        for place, uri in numbered:
            id = f"related-{place}"
            kind: Any = self._needed(id, "dcterms:type")
            related.append(Related(title=self._needed(id, "dcterms:title"), uri=uri, kind=kind))
        return tuple(related)


def _digital_source_type(uri: str | None) -> Any:
    """The code of a digital source type, which the model refuses if it is unknown."""
    return None if uri is None else after(DIGITAL_SOURCE_TYPES, uri, "the digital source type")


def _hop(text: str) -> Hop:
    try:
        value = json.loads(text)
    except ValueError as e:
        raise Unfamiliar(f"xa:history is not JSON: {parser_reason(e)}") from None
    except RecursionError:
        raise Unfamiliar("xa:history is nested too deeply") from None
    keys = Keys(value, "xa:history").skip("seq")
    hop = Hop(action=keys.need("action"), party=keys.text("party"), timestamp=moment(keys.text("timestamp")))
    keys.end()
    return hop
