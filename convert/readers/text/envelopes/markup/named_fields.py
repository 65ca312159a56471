"""Named fields of front matter and forms: what their keys mean, and their values as those of an article."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from convert import article_codec
from convert.errors import ModelError, UsageError
from convert.findings import Finding, Location, Severity
from convert.model import Article, Embargo, Moment, OtherHeadline, Rights
from convert.readers.text.envelopes.draft import Draft
from convert.readers.text.envelopes.envelope import Envelope, TakenLine
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lexicon.bylines import read_byline
from convert.readers.text.lexicon.dates import read_date
from convert.readers.text.lexicon.people import read_people

_KEYS: Mapping[str, tuple[str, ...]] = {
    "headline": (
        *("title", "headline", "titel", "titre", "titulo", "título", "titolo", "schlagzeile", "überschrift", "titular"),
        *("manchete", "tytuł", "nagłówek", "titulek", "nadpis", "overskrift", "otsikko", "cím", "başlık", "заголовок"),
        *("标题", "標題", "見出し", "제목", "judul", "hed", "head", "hl", "kop"),
    ),
    "subheadline": (
        *("subtitle", "subheadline", "subhead", "deck", "dek", "standfirst", "untertitel", "unterzeile", "soustitre"),
        *(
            "subtítulo",
            "subtitulo",
            "sottotitolo",
            "vorspann",
            "chapô",
            "chapo",
            "entradilla",
            "ingress",
            "подзаголовок",
            *("strap", "sell", "chapeau", "bajada", "copete", "linhafina", "catenaccio", "underrubrik", "manchet"),
        ),
    ),
    "kicker": (
        *(
            "kicker",
            "overline",
            "strapline",
            "eyebrow",
            "dachzeile",
            "oberzeile",
            "spitzmarke",
            "surtitre",
            "antetitulo",
        ),
        *("antetítulo", "volanta", "occhiello", "antetitel"),
    ),
    "summary": ("summary", "description", "excerpt", "abstract", "zusammenfassung", "resumen", "riassunto", "resume"),
    "teaser": ("teaser", "blurb", "anriss"),
    "authors": (
        "author",
        "authors",
        "writer",
        "writers",
        "autor",
        "autoren",
        "auteur",
        "auteurs",
        "autore",
        "autores",
        "autorin",
        "författare",
        "forfatter",
        "автор",
        "yazar",
        "szerző",
        "penulis",
        "作者",
        "著者",
        "기자",
        *("by", "reporter", "writtenby", "journalist", "verfasser", "verfasserin", "redactor"),
        *("autora", "autrice", "auteure", "redactora", "giornalista", "skribent", "forfattere"),
    ),
    "byline": ("byline", "autorenzeile"),
    "published": (
        "date",
        "datecreated",
        "createdtime",
        "publishon",
        "published",
        "publishdate",
        "publishedat",
        "datepublished",
        "pubdate",
        "datum",
        "fecha",
        "data",
        *("erscheinungsdatum", "veröffentlichungsdatum", "veröffentlichtam", "publicationdate", "datedepublication"),
        *("fechadepublicación", "datapublikacji", "дата", "tarih", "dato", "tanggal", "日期"),
    ),
    "updated": ("updated", "lastmod", "modified", "lastmodified", "lastmodifiedat", "datemodified", "updatedat"),
    "embargo": ("embargo", "embargoed", "embargountil", "embargoeduntil", "sperrfrist"),
    "expires": ("expires", "expirydate", "unpublishdate"),
    "keywords": (
        "tags",
        "keywords",
        "tag",
        "schlagwörter",
        "schlagworte",
        "motscles",
        "etiquetas",
        "motsclés",
        "palabrasclave",
        "parolechiave",
        "palavraschave",
        "słowakluczowe",
        "nyckelord",
        "emneord",
    ),
    "subjects": ("categories", "category", "subjects", "topics", "section", "ressort", "rubrique", "rubrik"),
    "slugline": ("slug", "slugline", "objectname"),
    "language": ("lang", "language", "locale", "sprache", "langue", "idioma", "lingua"),
    "original_url": ("canonical", "canonicalurl", "originalurl", "externalurl", "url", "permalink"),
    "id": ("id", "guid", "uuid"),
    "provider": ("provider", "publisher", "agency", "agentur", "sitename"),
    "sources": ("source", "sources", "quelle", "fuente", "fonte"),
    "credit_line": ("credit", "creditline"),
    "dateline": ("dateline",),
    "located": ("location", "place", "city", "ort", "lieu", "lugar", "luogo"),
    "urgency": ("urgency", "priority"),
    "digital_source_type": ("digitalsourcetype",),
    "rights": ("copyright", "rights", "copyrightnotice"),
    "editor_notes": (
        "note",
        "notes",
        "editornote",
        "editornotes",
        "specialinstructions",
        "instructions",
        "notetoeditors",
        "ednote",
    ),
    "status": ("status", "state", "draft"),
}
"""The fields of the Article, and the keys that mean them in lower case without `-` and `_`."""

FIELD_OF = {key: field for field, keys in _KEYS.items() for key in keys}
"""The field that a key means, by the key as `plain_key` makes it."""

TELLING = frozenset({"headline", "published", "authors", "keywords", "slugline", "summary", "subheadline"})
"""Fields of which front matter has one at least."""

_WITHHELD = frozenset(
    {"draft", "pending", "review", "in review", "private", "unpublished", "withheld", "hold", "embargoed", "entwurf"}
)
_YES = frozenset({"true", "yes", "on", "1"})
_NO = frozenset({"false", "no", "off", "0", "none", "null"})
_CANCELED = frozenset({"canceled", "cancelled", "killed", "withdrawn", "retracted", "removed", "zurückgezogen"})

_INSTANT = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:[T ](?P<clock>\d\d:\d\d)(?P<seconds>:\d\d)?(?:\.\d+)?\s?"
    r"(?P<zone>Z|UTC|[+-]\d\d:?\d\d)?.{0,6})?"
)

_REQUIRED: Mapping[str, Any] = {"id": "urn:x", "headline": "-", "body": (), "updated": Moment("2000-01-01T00:00:00Z")}
"""Fields of an article by which a value is tried that no article may have."""


class Entry(NamedTuple):
    """A key of front matter with its value and its line."""

    key: str
    value: Any
    line: int


def plain_key(key: str) -> str:
    """A key as `FIELD_OF` has it."""
    return re.sub(r"[-_ ./]", "", key.casefold())


def fields_envelope(lines: tuple[str, ...], entries: Sequence[Entry], taken: dict[int, TakenLine]) -> Envelope:
    """The envelope of `entries`: their values as metadata, the line of the title rewritten as its value."""
    draft = Draft(lines)
    draft.taken = taken
    unknown: list[Entry] = []
    for entry in entries:
        field = FIELD_OF.get(plain_key(entry.key))
        if field == "headline" and draft.headline is None and (title := _one_line(entry.value)):
            draft.headline = draft.rewritten[entry.line] = title
            del taken[entry.line]
            continue
        values = _values(field, entry) if field else {}
        if not values and not (field and _is_plain(field, entry)):
            unknown.append(entry)
        for name, value in values.items():
            draft.state_first(name, value, entry.line)
    if status := draft.metadata.get("status"):
        draft.findings.append(_status_finding(draft.stated["status"], str(status)))
    if unknown:
        draft.findings.append(unknown_finding((entry.key for entry in unknown), unknown[0].line))
    return draft.envelope()


def _is_plain(field: str, entry: Entry) -> bool:
    """Whether an entry says what is so without it: that a story is published or has no embargo, or nothing."""
    text = _one_line(entry.value).casefold()
    says_so = {"published": _YES, "embargo": _NO}
    return field == "status" or not entry.value or text in says_so.get(field, ())


def _values(field: str, entry: Entry) -> dict[str, object]:
    """The values of Article fields that an entry gives; empty where it gives none."""
    reader = _READERS.get(field)
    if reader:
        return reader(field, entry)
    value = entry.value if isinstance(entry.value, list) else _one_line(entry.value)
    if field == "byline":
        lexicon, text = load_lexicon("en", "de", "fr", "es"), _one_line(value)
        byline = read_byline(text, lexicon)
        people = byline.authors if byline else read_people(text, lexicon)
        authors = _checked("authors", [person.name for person in people]) if people else {}
        return {**_checked(field, text), **authors}
    return _checked(field, value) if value else {}


def _checked(field: str, value: object) -> dict[str, object]:
    """The value as the field has it; none where the field refuses it."""
    try:
        values = article_codec.metadata({field: value})
        Article(**{**_REQUIRED, **values})
    except (UsageError, ModelError):
        return {}
    return values


def _one_line(value: Any) -> str:
    if isinstance(value, list):
        value = ", ".join(map(str, value))
    return " ".join(str(value).split()) if not isinstance(value, dict) else ""


_OPENING = re.compile(
    r"(?:By|Von|Par|Por|Text|Texte|Words|Autor|Автор|Av|Af|Door):?\s+(?=[^\W\d_a-zß-ÿ][\w.'’-]*\s[^\W\d_a-zß-ÿ])"
)
"""What opens a byline before two words of a name, where a program took a whole byline for the author."""


MAIL_ADDRESS = re.compile(r"\s*[<(]?\S+@\S+[>)]?")
"""A mail address behind a name, perhaps in brackets."""

_LINK = re.compile(r"\[\[(?P<page>[^\[\]|]{1,200})(?:\|(?P<text>[^\[\]]{1,200}))?\]\]")
"""A link to another note, as programs for notes write names."""


def _names(field: str, entry: Entry) -> dict[str, object]:
    names = entry.value if isinstance(entry.value, list) else [_one_line(entry.value)]
    lexicon = load_lexicon("en", "de", "fr", "es")
    authors = []
    for part in (part.strip() for name in names for part in _one_line(name).split(";")):
        part = _LINK.sub(lambda link: link["text"] or link["page"], part)
        text = _OPENING.sub("", MAIL_ADDRESS.sub("", part))
        authors += [person.name for person in read_people(text, lexicon)] or ([text] if text else [])
    return _checked("authors", authors) if authors else {}


def _list(field: str, entry: Entry) -> dict[str, object]:
    parts = entry.value if isinstance(entry.value, list) else re.split(r"[,;]", _one_line(entry.value))
    return _checked(field, [text for part in parts if (text := _one_line(part).lstrip("#"))] or None)


_MONTH_FIRST = re.compile(r"(?P<month>\d\d)/(?P<day>\d\d)/(?P<year>\d{4}) (?=\d\d:\d\d:\d\d [AP]M)")
"""A day as programs for weblogs export it, whatever the language."""


def _moment(field: str, entry: Entry) -> dict[str, object]:
    text = _MONTH_FIRST.sub(r"\g<year>-\g<month>-\g<day> ", _one_line(entry.value))
    if field == "published" and text.casefold() in _NO:
        return {"status": "withheld"}
    if match := _INSTANT.fullmatch(text):
        shown = match["day"]
        parsed = read_date(text, load_lexicon("en")) if match["clock"] and not match["zone"] else None
        if parsed and (zoned := parsed.in_given_zone(is_latest=field == "embargo").moment):
            shown = zoned.text
        if match["zone"]:
            zone = "Z" if match["zone"] in ("Z", "UTC") else f"{match['zone'][:3]}:{match['zone'][-2:]}"
            shown += f"T{match['clock']}{match['seconds'] or ':00'}{zone}"
        return _checked(field, shown)
    parsed = read_date(text, load_lexicon("en", "de", "fr", "es", "it"))
    zoned = parsed.in_given_zone(is_latest=field == "embargo").moment if parsed else None
    return _checked(field, zoned) if zoned else {}


def _embargo(field: str, entry: Entry) -> dict[str, object]:
    text = _one_line(entry.value)
    if not text or text.casefold() in _NO:
        return {}
    return _moment("embargo", entry) or {"embargo": Embargo(), "status": "withheld"}


def _status(field: str, entry: Entry) -> dict[str, object]:
    text = _one_line(entry.value).casefold()
    word = text.split(" ")[0]
    if text in _CANCELED:
        return {"status": "canceled"}
    is_draft = plain_key(entry.key) == "draft" and word in _YES
    return {"status": "withheld"} if is_draft or text in _WITHHELD else {}


def _kicker(field: str, entry: Entry) -> dict[str, object]:
    text = _one_line(entry.value)
    return _checked("other_headlines", (OtherHeadline(role="kicker", text=text),)) if text else {}


def _rights(field: str, entry: Entry) -> dict[str, object]:
    text = _one_line(entry.value)
    return _checked("rights", Rights(notice=text)) if text else {}


_READERS: Mapping[str, Callable[[str, Entry], dict[str, object]]] = {
    "authors": _names,
    "keywords": _list,
    "subjects": _list,
    "sources": _list,
    "published": _moment,
    "updated": _moment,
    "expires": _moment,
    "embargo": _embargo,
    "status": _status,
    "kicker": _kicker,
    "rights": _rights,
}


def _status_finding(at: int, status: str) -> Finding:
    is_kill = status == "canceled"
    says = "withdraws the story" if is_kill else "says that the story is not published"
    return Finding(
        code="TXT014" if is_kill else "TXT015",
        severity=Severity.WARNING,
        message=f"the front matter {says}; its status is {status}",
        advice="If it is valid, give its status: --meta status=usable.",
        location=Location(line=at + 1, column=1),
        detail=(("field", "status"), ("value", status)),
    )


def unknown_finding(names: Iterable[str], at: int, what: str = "keys of the front matter") -> Finding:
    """The finding that the line with index `at` has `names` that no field takes; `what` they are."""
    keys = ", ".join(names)
    return Finding(
        code="TXT018",
        severity=Severity.NOTICE,
        message=f"{what} have no place in the article, or values that it cannot have: {keys}",
        advice="Give what is missing as metadata, such as --meta slugline=….",
        location=Location(line=at + 1, column=1),
        detail=(("keys", keys),),
    )
