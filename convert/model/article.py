"""The Article and its metadata: titles, people, places, times, rights, relations."""

from __future__ import annotations

import re
import unicodedata
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from convert.errors import ModelError
from convert.model.body import Block, Note, NoteRef, Text, require_printable, walk
from convert.model.reading import body_words, split_words
from convert.model.values import (
    DigitalSourceType,
    Direction,
    Moment,
    Position,
    refusal,
    require_between,
    require_choice,
    require_instant,
    require_language,
    require_line,
    require_mail,
    require_sha256,
    require_token,
    require_uri,
)

TERMS = "https://w3id.org/wirecopy/terms/"
"""The base URI of the project's own vocabulary, for our roles, relations and property names."""

RELATORS = "http://id.loc.gov/vocabulary/relators/"
"""The base URI of the MARC relators, which name the role of a contributor (`aut`, `edt`, `trl`) in all formats."""

AUTHOR = RELATORS + "aut"

PLUS = "http://ns.useplus.org/ldf/vocab/"
"""The base URI of the PLUS vocabulary, which has the terms for data mining."""

Status: TypeAlias = Literal["usable", "withheld", "canceled"]
PartyKind: TypeAlias = Literal["person", "organisation"]
EntityKind: TypeAlias = Literal["person", "organisation", "place"]
Exemption: TypeAlias = Literal["eaa-microenterprise", "eaa-disproportionate-burden", "eaa-fundamental-alteration"]
ItemKind: TypeAlias = Literal["text", "audio", "video", "picture", "graphic", "composite"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A person or organisation."""

    name: str
    uri: str | None = None

    def __post_init__(self) -> None:
        require_line("name", self.name)
        require_uri("uri", self.uri)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributor:
    """A person or organisation that created or contributed to the story.

    `roles` are URIs, normally of MARC relators; `sort_name` is the form for alphabetical order ("Doe, Jane").
    """

    name: str
    uri: str | None = None
    kind: PartyKind = "person"
    roles: tuple[str, ...] = (AUTHOR,)
    job: str | None = None
    sort_name: str | None = None

    def __post_init__(self) -> None:
        require_line("name", self.name)
        require_uri("uri", self.uri)
        require_choice("kind", self.kind, PartyKind)
        for role in self.roles:
            require_uri("role", role)
        if not self.roles or len(set(self.roles)) != len(self.roles):
            raise refusal("roles", self.roles, "must have at least one role and no duplicates")
        require_line("job", self.job)
        require_line("sort name", self.sort_name)


@dataclass(frozen=True, slots=True, kw_only=True)
class InfoSource:
    """A source of the story's information or text; `role` is a URI or None."""

    name: str
    uri: str | None = None
    role: str | None = None

    def __post_init__(self) -> None:
        require_line("name", self.name)
        require_uri("uri", self.uri)
        require_uri("role", self.role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A term of a vocabulary: a genre, a country."""

    name: str
    uri: str | None = None

    def __post_init__(self) -> None:
        require_line("name", self.name)
        require_uri("uri", self.uri)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A subject of the story. `relevance` and `confidence` are 0 to 100."""

    name: str
    uri: str | None = None
    relevance: int | None = None
    confidence: int | None = None

    def __post_init__(self) -> None:
        require_line("name", self.name)
        require_uri("uri", self.uri)
        require_between("relevance", self.relevance, 0, 100)
        require_between("confidence", self.confidence, 0, 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A person, organisation or place that the story mentions; only places have a position."""

    name: str
    kind: EntityKind
    uri: str | None = None
    position: Position | None = None

    def __post_init__(self) -> None:
        require_line("name", self.name)
        require_uri("uri", self.uri)
        require_choice("kind", self.kind, EntityKind)
        if self.position is not None and self.kind != "place":
            raise ModelError("entity: only a place has a position")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The place where a story was written, with its country."""

    name: str
    uri: str | None = None
    position: Position | None = None
    country: Concept | None = None

    def __post_init__(self) -> None:
        require_line("name", self.name)
        require_uri("uri", self.uri)


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherHeadline:
    """Another headline of the story, for the use that `role` names ("seo", "kicker")."""

    role: str
    text: str

    def __post_init__(self) -> None:
        require_token("role", self.role)
        if self.role in ("main", "subheadline"):
            raise refusal("role", self.role, "has a field of its own")
        require_line("headline", self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherId:
    """Another identifier of the story; `role` names the system that assigned it."""

    role: str
    value: str

    def __post_init__(self) -> None:
        require_token("role", self.role)
        require_line("identifier", self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Embargo:
    """An embargo on publication before `until`; None means until further notice."""

    until: Moment | None = None

    def __post_init__(self) -> None:
        require_instant("embargo", self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """The copyright holder and the permitted use.

    `policy` is the URI of a rights policy; `data_mining` is the URI of a term of the PLUS vocabulary.
    """

    holder: Party | None = None
    notice: str | None = None
    usage_terms: str | None = None
    policy: str | None = None
    data_mining: str | None = None

    def __post_init__(self) -> None:
        require_line("copyright notice", self.notice)
        require_line("usage terms", self.usage_terms)
        require_uri("policy", self.policy)
        require_uri("data mining", self.data_mining)
        if self.data_mining is not None and not self.data_mining.startswith(PLUS + "DMI-"):
            raise refusal("data mining", self.data_mining, f"is not a term {PLUS}DMI-…")


_CONFORMANCE = re.compile(r"EPUB Accessibility 1\.[12] - WCAG 2\.[012] Level A{1,3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Accessibility:
    """What the publisher states of the accessibility of publications (EPUB Accessibility 1.2); none of it is inferred.

    `conforms_to` is a claim in the words of the standard ("EPUB Accessibility 1.1 - WCAG 2.2 Level AA"), the URL of
    another standard, or `none`; a claim names who certified it. `exemption` is from the European Accessibility Act.
    """

    contact_email: str | None = None
    exemption: Exemption | None = None
    conforms_to: str | None = None
    certified_by: str | None = None
    certifier_credential: str | None = None
    certifier_report: str | None = None

    def __post_init__(self) -> None:
        require_mail("contact email", self.contact_email)
        if self.exemption is not None:
            require_choice("exemption", self.exemption, Exemption)
        if self.conforms_to not in (None, "none") and not _CONFORMANCE.fullmatch(self.conforms_to):
            _require_web("conforms to", self.conforms_to, "nor a claim (EPUB Accessibility 1.1 - WCAG 2.2 Level AA)")
        require_line("certified by", self.certified_by)
        require_line("certifier credential", self.certifier_credential)
        if self.certifier_report is not None:
            _require_web("certifier report", self.certifier_report)
        claims = (self.certifier_credential, self.certifier_report, *({self.conforms_to} - {"none"}))
        if self.certified_by is None and any(claims):
            raise ModelError("a claim, credential or report needs the name of who certified it")


def _require_web(what: str, value: str, nor: str = "") -> None:
    if not re.match("https?:", value, re.IGNORECASE):
        raise refusal(what, value, f"is neither a web address {nor}" if nor else "is not a web address")
    require_uri(what, value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A related item, to see with this one."""

    title: str
    uri: str
    kind: ItemKind = "text"

    def __post_init__(self) -> None:
        require_line("title", self.title)
        require_uri("uri", self.uri)
        require_choice("kind", self.kind, ItemKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """A step in the history of the content: an `action` (a term of IPTC's hop actions), the URI of the party, and
    the time.
    """

    action: str
    party: str | None = None
    timestamp: Moment | None = None

    def __post_init__(self) -> None:
        require_token("action", self.action)
        require_uri("party", self.party)


@dataclass(frozen=True, slots=True, kw_only=True)
class Generator:
    """The program that created the article."""

    name: str
    version: str

    def __post_init__(self) -> None:
        require_line("generator", self.name)
        require_line("generator version", self.version)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inference:
    """A field that was inferred: its confidence (0 to 1), the input lines used (from 1), and the rule."""

    field: str
    confidence: float
    lines: tuple[int, ...]
    rule: str

    def __post_init__(self) -> None:
        require_line("field", self.field)
        require_between("confidence", self.confidence, 0, 1)
        require_line("rule", self.rule)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The source of the article: the name and SHA-256 of the input, the reader, and all inferences."""

    name: str
    sha256: str
    reader: str
    inferences: tuple[Inference, ...] = ()

    def __post_init__(self) -> None:
        require_line("name", self.name)
        require_sha256("sha256", self.sha256)
        require_line("reader", self.reader)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A news story. The mapping has a row for each field; None or an empty tuple means unknown.

    `id` is the GUID, an absolute URI. `updated` is the only time that all formats require. `reading_time` is in whole
    minutes; `urgency` is 1 (most urgent) to 9. `derived_from` and `original_url` identify the source of the story, and
    `checksum` is the SHA-256 of that source. `digital_source_type` is how the text was made.
    """

    id: str
    headline: str
    body: tuple[Block, ...]
    updated: Moment
    version: int = 1
    other_ids: tuple[OtherId, ...] = ()
    profile: str | None = None
    provider: Party | None = None
    language: str = "und"
    direction: Direction = "ltr"
    subheadline: str | None = None
    other_headlines: tuple[OtherHeadline, ...] = ()
    slugline: str | None = None
    summary: str | None = None
    teaser: str | None = None
    byline: str | None = None
    authors: tuple[Contributor, ...] = ()
    contributors: tuple[Contributor, ...] = ()
    dateline: str | None = None
    located: Place | None = None
    published: Moment | None = None
    content_created: Moment | None = None
    embargo: Embargo | None = None
    expires: Moment | None = None
    status: Status = "usable"
    urgency: int | None = None
    digital_source_type: DigitalSourceType | None = None
    genres: tuple[Concept, ...] = ()
    subjects: tuple[Subject, ...] = ()
    keywords: tuple[str, ...] = ()
    mentions: tuple[Entity, ...] = ()
    rights: Rights | None = None
    accessibility: Accessibility | None = None
    sources: tuple[InfoSource, ...] = ()
    credit_line: str | None = None
    original_url: str | None = None
    derived_from: str | None = None
    history: tuple[Hop, ...] = ()
    generator: Generator | None = None
    checksum: str | None = None
    reading_time: int | None = None
    editor_notes: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    origin: Origin | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        require_uri("id", self.id)
        require_line("headline", self.headline)
        require_printable("headline", (Text(self.headline),))
        for name in ("profile", "subheadline", "slugline", "summary", "teaser", "byline", "dateline", "credit_line"):
            require_line(name, getattr(self, name))
        for name in ("original_url", "derived_from"):
            require_uri(name, getattr(self, name))
        for what, lines in (("keyword", self.keywords), ("editor's note", self.editor_notes)):
            for line in lines:
                require_line(what, line)
        require_language("language", self.language)
        require_choice("direction", self.direction, Direction)
        require_choice("status", self.status, Status)
        if self.digital_source_type is not None:
            require_choice("digital source type", self.digital_source_type, DigitalSourceType)
        require_instant("updated", self.updated)
        require_instant("expires", self.expires)
        require_between("version", self.version, 1, 2**31 - 1)
        require_between("urgency", self.urgency, 1, 9)
        require_between("reading time", self.reading_time, 1, 100_000)
        require_sha256("checksum", self.checksum)
        roles = [other.role for other in self.other_headlines]
        if len(set(roles)) != len(roles):
            raise refusal("other headlines", roles, "must have different roles")
        self._refuse_dangling_notes()

    def _refuse_dangling_notes(self) -> None:
        notes: list[str] = []
        references: set[str] = set()
        for node in walk(self.body):
            if isinstance(node, Note):
                notes.append(node.id)
            elif isinstance(node, NoteRef):
                references.add(node.note)
        if len(set(notes)) != len(notes):
            raise refusal("notes", sorted(notes), "are not unique")
        if references != set(notes):
            raise refusal("notes", sorted(references ^ set(notes)), "are referenced but missing, or never referenced")


def words(article: Article) -> tuple[str, ...]:
    """All printed words in reading order: headline, subheadline, byline, summary, dateline, body."""
    head = (article.headline, article.subheadline, article.byline, article.summary, article.dateline)
    return (*(word for text in head if text for word in split_words(text)), *body_words(article.body))


def asides(article: Article) -> Iterator[tuple[str, str]]:
    """The texts of the story that are not among its printed words, each with its leaf in the mapping."""
    yield from (("other_headlines.text", other.text) for other in article.other_headlines)
    for leaf in ("slugline", "teaser", "credit_line"):
        if text := getattr(article, leaf):
            yield leaf, text
    yield from (("authors.name", person.name) for person in article.authors)
    yield from (("contributors.name", person.name) for person in article.contributors)
    yield from (("sources.name", source.name) for source in article.sources)
    yield from (("keywords", keyword) for keyword in article.keywords)
    yield from (("editor_notes", note) for note in article.editor_notes)
    yield from (("related.title", related.title) for related in article.related)


def make_id(provider: str | None, headline: str, body: Iterable[Block]) -> str:
    """A reproducible id for a story without one: it depends only on the provider, the headline and the body words.

    The id is a `urn:uuid:` of version 5 (RFC 9562) of provider, headline and words, each in NFC and joined by U+001F;
    its namespace is the version 5 UUID of the vocabulary's URI in the URL namespace.
    """
    # U+001F does not combine, so normalising the joined text normalises each part.
    name = unicodedata.normalize("NFC", "\x1f".join((provider or "", headline, *body_words(body))))
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, name)}"


def id_of_bytes(sha256: str) -> str:
    """The reproducible id of a file, which depends only on its bytes, whose SHA-256 is given in hexadecimal digits.

    The id is a `urn:uuid:` of version 5 (RFC 9562) of `sha256:` and the digest, in the namespace of `make_id`.
    """
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, f'sha256:{sha256}')}"


_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, TERMS)
