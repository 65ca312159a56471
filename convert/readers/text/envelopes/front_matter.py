"""Front matter: metadata between two lines `---` (YAML) or `+++` (TOML) at the top of a Markdown file.

Of YAML only what front matter is made of is read: keys with plain or quoted scalars, lists, and blocks of text. Any
other line shows that this is no front matter, and the copy stays as it is. Keys are mapped as those of a sidecar are;
keys that an article has no field for are reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from convert import article_codec
from convert.errors import ModelError, UsageError
from convert.findings import Finding, Location, Severity
from convert.model import Article, Embargo, Moment, OtherHeadline, Rights
from convert.readers.text.envelopes.envelope import Envelope, TakenLine
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lexicon.bylines import read_byline, read_people
from convert.readers.text.lexicon.dates import read_date
from convert.readers.text.lexicon.keys import word_set

RULE = "front matter"

MAX_LINES = 200
"""The greatest number of lines of front matter."""

MIN_CUT = 2
"""How many keys there are at least where the line above them is missing."""

MIN_FIELDS = 3
"""How many fields a form has at least."""

_TEXT_LABELS = word_set("body text story copy article content inhalt artikel corps texte texto cuerpo testo")
"""What labels the text of a story."""

_FENCES = ("---", "+++")
_CUT = re.compile(
    r"[a-z_]+ = [\"'\[\d]|(?:title|author|authors|date|tags|slug|draft|layout|categories|description): ?\S"
)
"""How front matter goes on whose first line is missing: the syntax of TOML, or keys that programs write."""

_KEYS: Mapping[str, tuple[str, ...]] = {
    "headline": ("title", "headline", "titel", "titre", "titulo", "título", "titolo", "schlagzeile"),
    "subheadline": ("subtitle", "subheadline", "subhead", "deck", "dek", "standfirst", "untertitel", "soustitre"),
    "kicker": ("kicker", "overline", "strapline", "eyebrow", "dachzeile", "surtitre", "antetitulo", "occhiello"),
    "summary": ("summary", "description", "excerpt", "abstract", "zusammenfassung", "resumen", "riassunto", "resume"),
    "teaser": ("teaser", "blurb", "anriss"),
    "authors": ("author", "authors", "writer", "writers", "autor", "autoren", "auteur", "auteurs", "autore", "autores"),
    "byline": ("byline", "autorenzeile"),
    "published": (
        "date",
        "published",
        "publishdate",
        "publishedat",
        "datepublished",
        "pubdate",
        "datum",
        "fecha",
        "data",
    ),
    "updated": ("updated", "lastmod", "modified", "lastmodified", "lastmodifiedat", "datemodified", "updatedat"),
    "embargo": ("embargo", "embargoed", "embargountil", "embargoeduntil", "sperrfrist"),
    "expires": ("expires", "expirydate", "unpublishdate"),
    "keywords": ("tags", "keywords", "tag", "schlagwörter", "schlagworte", "motscles", "etiquetas"),
    "subjects": ("categories", "category", "subjects", "topics", "section", "ressort", "rubrique", "rubrik"),
    "slugline": ("slug", "slugline"),
    "language": ("lang", "language", "locale", "sprache", "langue", "idioma", "lingua"),
    "original_url": ("canonical", "canonicalurl", "originalurl", "externalurl", "url", "permalink"),
    "id": ("id", "guid", "uuid"),
    "provider": ("provider", "publisher", "agency", "agentur"),
    "sources": ("source", "sources", "quelle", "fuente", "fonte"),
    "credit_line": ("credit", "creditline"),
    "dateline": ("dateline",),
    "located": ("location", "place", "ort", "lieu", "lugar", "luogo"),
    "urgency": ("urgency", "priority"),
    "digital_source_type": ("digitalsourcetype",),
    "rights": ("copyright", "rights"),
    "editor_notes": ("note", "notes", "editornote", "editornotes", "notetoeditors", "ednote"),
    "status": ("status", "state", "draft"),
}
"""The fields of the Article, and the keys that mean them in lower case without `-` and `_`."""

FIELD_OF = {key: field for field, keys in _KEYS.items() for key in keys}
"""The field that a key means, by the key as `plain_key` makes it."""

_TELLING = frozenset({"headline", "published", "authors", "keywords", "slugline", "summary", "subheadline"})
"""Fields of which front matter has one at least."""

_WITHHELD = frozenset(
    {"draft", "pending", "review", "in review", "private", "unpublished", "withheld", "hold", "embargoed", "entwurf"}
)
_YES = frozenset({"true", "yes", "on", "1"})
_NO = frozenset({"false", "no", "off", "0", "none", "null"})
_CANCELED = frozenset({"canceled", "cancelled", "killed", "withdrawn", "retracted", "removed", "zurückgezogen"})

_KEY = re.compile(r"(?P<key>[^\W\d_][\w .-]{0,40}?)\s*:(?:\s+(?P<value>\S.*?))?\s*")
_ITEM = re.compile(r"\s*-\s+(?P<value>\S.*?)\s*")
_NESTED = re.compile(r"\s*(?:-\s+)?(?P<key>[^\W\d_][\w-]{0,40})\s*:(?:\s+(?P<value>\S.*?))?\s*")
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


def open_front_matter(lines: Sequence[str]) -> tuple[Envelope, int] | None:
    """The metadata at the top of `lines`, and the index of the first line below it; None if there is none.

    The line above it may have been cut off, with some of its own.
    The title stays a line of the story, which is rewritten as its value.
    """
    first = next((at for at, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return None
    is_cut = lines[first].rstrip() not in _FENCES
    if is_cut and not _CUT.match(lines[first]):
        return None
    inside = range(first + (not is_cut), min(len(lines), first + MAX_LINES))
    last = next((at for at in inside if lines[at].rstrip() in (*_FENCES, "...")), None)
    mark = lines[last if is_cut and last is not None else first].rstrip()
    if last is None or lines[last].rstrip() not in ((mark, "...") if mark == "---" else (mark,)):
        return None
    entries = (_read_toml if mark == "+++" else _read_yaml)(lines[inside.start : last])
    fields = {FIELD_OF.get(plain_key(entry.key)) for entry in entries or ()}
    if not entries or not fields & _TELLING or (is_cut and len(entries) < MIN_CUT):
        return None
    entries = [entry._replace(line=entry.line + inside.start) for entry in entries]
    private = [at for at in range(first, last + 1) if "@" in lines[at]]
    taken = {at: TakenLine(RULE, is_private=at in private) for at in range(first, last + 1)}
    return fields_envelope(tuple(lines), entries, taken), last + 1


def open_labeled_fields(lines: tuple[str, ...]) -> Envelope | None:
    """The metadata of copy that opens with fields on lines of their own, as forms print it ("Headline: …"); else None.

    The fields are those of front matter, the title among them, without lines around them. A label of the text, alone
    on a line or before it ("Body:"), ends them.
    """
    entries: list[Entry] = []
    taken: dict[int, TakenLine] = {}
    text: dict[int, str] = {}
    for at, line in enumerate(lines[:MAX_LINES]):
        if not line.strip():
            continue
        match = _KEY.fullmatch(line.strip())
        key = plain_key(match["key"]) if match else ""
        if match is None or (key not in FIELD_OF and key not in _TEXT_LABELS):
            break
        if key in _TEXT_LABELS:
            text = {at: match["value"]} if match["value"] else {}
            taken |= {} if match["value"] else {at: TakenLine("label of the text")}
            break
        if match["value"] is None:
            return None
        entries.append(Entry(match["key"], _scalar(match["value"]), at))
        taken[at] = TakenLine("field of a form", is_private="@" in line)
    fields = {FIELD_OF[plain_key(entry.key)] for entry in entries}
    if "headline" not in fields or len(fields) < MIN_FIELDS or len(fields & _TELLING) < MIN_CUT:
        return None
    opened = fields_envelope(lines, entries, taken)
    return replace(opened, rewritten={**opened.rewritten, **text})


def front_matters(lines: Sequence[str]) -> list[int]:
    """The lines at which front matter with a title opens."""
    starts = []
    for at, line in enumerate(lines):
        if line.rstrip() in _FENCES and at + 1 < len(lines) and _CUT.match(lines[at + 1]):
            opened = open_front_matter(lines[at : at + MAX_LINES])
            if opened and opened[0].headline:
                starts.append(at)
    return starts


def plain_key(key: str) -> str:
    """A key as `FIELD_OF` has it."""
    return re.sub(r"[-_ .]", "", key.casefold())


# --------------------------------------------------------------------------------------------------------------------
# Syntax


def _read_yaml(lines: Sequence[str]) -> list[Entry] | None:
    """The entries of YAML in its form in front matter, None where a line is anything else."""
    entries: list[Entry] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if not line.strip() or line.lstrip().startswith("#"):
            at += 1
            continue
        match = _KEY.fullmatch(line)
        if match is None:
            return None
        below = at + 1
        while below < len(lines) and (
            not lines[below].strip() or lines[below][0] in " \t" or _ITEM.fullmatch(lines[below])
        ):
            below += 1
        value = _yaml_value(match["value"] or "", [row for row in lines[at + 1 : below] if row.strip()])
        if value is _UNREADABLE:
            return None
        entries.append(Entry(match["key"], value, at))
        at = below
    return entries


_UNREADABLE = object()


def _yaml_value(value: str, below: Sequence[str]) -> Any:
    """The value of a key from the text after it and the lines below it."""
    if value[:1] in ("|", ">") and len(value) <= 3:
        return (" " if value[0] == ">" else "\n").join(line.strip() for line in below)
    if not below:
        return _inline_list(value) if value[:1] == "[" and value[-1:] == "]" else _scalar(value)
    if value:
        if value[0] == "[" and below[-1].rstrip().endswith("]"):
            return _inline_list(" ".join((value, *map(str.strip, below))))
        return _UNREADABLE if any(map(_ITEM.fullmatch, below)) else _scalar(" ".join((value, *map(str.strip, below))))
    nested = [_NESTED.fullmatch(line) for line in below]
    if all(nested):
        rows = [(row["key"], _scalar(row["value"] or "")) for row in nested if row]
        names = [text for key, text in rows if key.casefold() in ("name", "title", "label")]
        return names or dict(rows)
    items = [_ITEM.fullmatch(line) for line in below]
    return [_scalar(row["value"]) for row in items if row] if all(items) else _UNREADABLE


def _inline_list(value: str) -> list[str]:
    parts = re.findall(r"\s*(\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|[^,\[\]]+)", value[1:-1])
    return [text for part in parts if (text := _scalar(part.strip()))]


def _scalar(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    if len(value) > 1 and value[0] == value[-1] == '"':
        return re.sub(r"\\(.)", lambda found: " " if found[1] in "ntr" else found[1], value[1:-1])
    return "" if value in ("null", "~") else value


def _read_toml(lines: Sequence[str]) -> list[Entry] | None:
    """The entries of TOML, None where it is not valid."""
    import tomllib

    try:
        values = tomllib.loads("\n".join(lines))
    except (tomllib.TOMLDecodeError, RecursionError):
        return None
    return [Entry(key, _as_text(value), _line_of(key, lines)) for key, value in values.items()]


def _as_text(value: Any) -> Any:
    if isinstance(value, list):
        return [_as_text(inner) for inner in value]
    if isinstance(value, dict):
        return {key: _as_text(inner) for key, inner in value.items()}
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _line_of(key: str, lines: Sequence[str]) -> int:
    return next((at for at, line in enumerate(lines) if line.lstrip(" [\"'").startswith(key)), 0)


# --------------------------------------------------------------------------------------------------------------------
# Meaning


def fields_envelope(lines: tuple[str, ...], entries: Sequence[Entry], taken: dict[int, TakenLine]) -> Envelope:
    """The envelope of `entries`: their values as metadata, the line of the title rewritten as its value."""
    metadata: dict[str, object] = {}
    stated: dict[str, int] = {}
    rewritten: dict[int, str] = {}
    findings: list[Finding] = []
    unknown: list[Entry] = []
    headline = None
    for entry in entries:
        field = FIELD_OF.get(plain_key(entry.key))
        if field == "headline" and headline is None and (title := _one_line(entry.value)):
            headline = rewritten[entry.line] = title
            del taken[entry.line]
            continue
        values = _values(field, entry) if field else {}
        if not values and not (field and _is_plain(field, entry)):
            unknown.append(entry)
        for name, value in values.items():
            if name not in metadata:
                metadata[name] = value
                stated[name] = entry.line
    status = metadata.get("status")
    if status:
        findings.append(_status_finding(stated["status"], str(status)))
    if unknown:
        findings.append(_unknown_finding(unknown))
    return Envelope(
        lines=lines,
        taken=taken,
        metadata=metadata,
        stated=stated,
        headline=headline,
        findings=tuple(findings),
        rewritten=rewritten,
    )


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


def _names(field: str, entry: Entry) -> dict[str, object]:
    names = entry.value if isinstance(entry.value, list) else [_one_line(entry.value)]
    lexicon = load_lexicon("en", "de", "fr", "es")
    authors = []
    for name in names:
        text = re.sub(r"\s*[<(]?\S+@\S+[>)]?", "", _one_line(name))
        authors += [person.name for person in read_people(text, lexicon)] or ([text] if text else [])
    return _checked("authors", authors) if authors else {}


def _list(field: str, entry: Entry) -> dict[str, object]:
    parts = entry.value if isinstance(entry.value, list) else re.split(r"[,;]", _one_line(entry.value))
    return _checked(field, [text for part in parts if (text := _one_line(part).lstrip("#"))] or None)


def _moment(field: str, entry: Entry) -> dict[str, object]:
    text = _one_line(entry.value)
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


def _unknown_finding(unknown: Sequence[Entry]) -> Finding:
    keys = ", ".join(entry.key for entry in unknown)
    return Finding(
        code="TXT018",
        severity=Severity.NOTICE,
        message=f"keys of the front matter have no place in the article, or values that it cannot have: {keys}",
        advice="Give what is missing as metadata, such as --meta slugline=….",
        location=Location(line=unknown[0].line + 1, column=1),
        detail=(("keys", keys),),
    )
