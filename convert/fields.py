"""Metadata fields for people: what each key means, the shape of its value, examples, and where each format holds it.

A key is a leaf of the mapping (`rights.notice`); that of a name which can stand for its whole record is the record's
(`provider`). `page` is `convert/mapping/FIELDS.md`; tests run every example on it.
"""

from __future__ import annotations

import dataclasses
import json
import shlex
import types
import typing
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from convert.article_codec import NOT_GIVEN, SHORT
from convert.errors import UsageError
from convert.formats import FORMATS, named
from convert.mapping import leaves
from convert.model import Article, Moment
from convert.writers import writer


class _Entry(NamedTuple):
    """A row of the table: the shape of a value, what it means, an example, and pairs that the example needs.

    The shape is empty where the model lists the words. Several examples are values of a list.
    """

    shape: str
    meaning: str
    example: str | int | float | tuple[str, ...]
    needs: tuple[tuple[str, str | int | float], ...] = ()


_TEXT, _URI, _NAME, _INSTANT, _MOMENT, _WEB = (
    *("text of one line", "URI", "name of letters, digits, _ and -", "instant with an offset"),
    *("date, or instant with an offset", "web address"),
)
_TERM = "text of one line, or code of a known scheme"
_AUTHOR = (("authors.name", "Jane Doe"),)
_CONTRIBUTOR = (("contributors.name", "John Roe"),)
_HARBOR = (("mentions.name", "Norwick"), ("mentions.kind", "place"))
_RELATED = (("related.title", "Ferry stops for six days"), ("related.uri", "https://daily.example/storm"))
_CERTIFIED = (("accessibility.certified_by", "Example Access"),)
_TITLED = (("other_headlines.role", "seo"), ("other_headlines.text", "Norwick ferry: all sailings"))
_NUMBERED = (("other_ids.role", "cms"), ("other_ids.value", "4711"))

_TABLE: Mapping[str, _Entry] = {
    "id": _Entry(
        _URI,
        "The identifier of the story, the same for all its versions: a corrected story keeps its id and counts its"
        " version up. Without one it is computed from provider, headline and words, so that it changes with them.",
        "urn:newsml:daily.example:20161207:ferry",
    ),
    "headline": _Entry(_TEXT, "The headline, in place of the one that the copy shows.", "Ferry resumes after storm"),
    "updated": _Entry(
        _INSTANT,
        "When this version was made. Without it the copy's own time counts, else that of the file.",
        "2016-12-07T18:30:00+02:00",
    ),
    "version": _Entry(
        "whole number from 1",
        "The version of the story. Receivers replace an earlier version only if the id is the same: give it, too.",
        2,
        (("id", "urn:newsml:daily.example:20161207:ferry"),),
    ),
    "other_ids.role": _Entry(_NAME, "The system that gave the story another identifier.", "cms", _NUMBERED[1:]),
    "other_ids.value": _Entry(_TEXT, "The identifier in that system.", "4711", _NUMBERED[:1]),
    "profile": _Entry(_TEXT, "The editorial profile that the story follows, a name of your own.", "wire-text"),
    "provider.name": _Entry(_TEXT, "Who publishes the story.", "The Daily Example"),
    "provider.uri": _Entry(
        _URI, "The provider's identifier.", "https://daily.example/", (("provider.name", "The Daily Example"),)
    ),
    "language": _Entry(
        "language tag (BCP 47)", "The language of the story, such as en, en-GB, de or zh-Hant.", "en-GB"
    ),
    "direction": _Entry("", "The writing direction, where the language does not show it.", "rtl"),
    "subheadline": _Entry(_TEXT, "The line below the headline.", "Six days without fresh milk"),
    "other_headlines.role": _Entry(_NAME, "The use of another headline.", "seo", _TITLED[1:]),
    "other_headlines.text": _Entry(_TEXT, "The other headline.", "Norwick ferry: all sailings", _TITLED[:1]),
    "slugline": _Entry(_TEXT, "The slugline, by which desks name the story.", "norwick-ferry"),
    "summary": _Entry(_TEXT, "The summary that is printed above the story.", "The ferry sails again."),
    "teaser": _Entry(_TEXT, "A shortened beginning for lists, which is not printed.", "The ferry sails again …"),
    "byline": _Entry(_TEXT, "The byline as it is printed.", "By Jane Doe in Norwick"),
    "authors.name": _Entry(_TEXT, "Who wrote the story.", ("Jane Doe", "John Roe")),
    "authors.uri": _Entry(_URI, "The author's identifier.", "https://daily.example/jane-doe", _AUTHOR),
    "authors.kind": _Entry("", "Whether the author is a person.", "organisation", _AUTHOR),
    "authors.roles": _Entry(
        _URI + ", a list",
        "What the author did, normally a term of MARC's relators; `marcrel:aut` if not given.",
        ("marcrel:pht",),
        _AUTHOR,
    ),
    "authors.job": _Entry(_TEXT, "The author's job.", "Harbor correspondent", _AUTHOR),
    "authors.sort_name": _Entry(_TEXT, "The author's name as lists sort it.", "Doe, Jane", _AUTHOR),
    "contributors.name": _Entry(_TEXT, "Who else worked on the story.", "John Roe"),
    "contributors.uri": _Entry(_URI, "The contributor's identifier.", "https://daily.example/john", _CONTRIBUTOR),
    "contributors.kind": _Entry("", "Whether the contributor is a person.", "organisation", _CONTRIBUTOR),
    "contributors.roles": _Entry(
        _URI + ", a list",
        "What the contributor did, normally a term of MARC's relators.",
        ("marcrel:edt",),
        _CONTRIBUTOR,
    ),
    "contributors.job": _Entry(_TEXT, "The contributor's job.", "Night editor", _CONTRIBUTOR),
    "contributors.sort_name": _Entry(_TEXT, "The contributor's name as lists sort it.", "Roe, John", _CONTRIBUTOR),
    "dateline": _Entry(_TEXT, "The dateline before the first sentence.", "NORWICK"),
    "located.name": _Entry(_TEXT, "Where the story was written.", "Norwick"),
    "located.uri": _Entry(
        _URI, "The place's identifier.", "https://www.wikidata.org/wiki/Q1", (("located.name", "Norwick"),)
    ),
    "located.position": _Entry(
        "latitude and longitude in degrees",
        "The place's position.",
        "",
        (("located.name", "Norwick"), ("located.position.latitude", 60.8), ("located.position.longitude", -0.8)),
    ),
    "located.country.name": _Entry(_TEXT, "The place's country.", "Norland", (("located.name", "Norwick"),)),
    "located.country.uri": _Entry(
        _URI,
        "The country's identifier.",
        "iso3166-1a2:GB",
        (("located.name", "Norwick"), ("located.country.name", "Norland")),
    ),
    "published": _Entry(_MOMENT, "When the story was first published.", "7 December 2016"),
    "content_created": _Entry(_MOMENT, "When the content was made.", "2016-12-06"),
    "embargo": _Entry(
        "open, an instant with an offset, or none",
        "Not to be published until further notice (`open`) or before an instant; `none` clears an embargo that the copy"
        " states.",
        "open",
    ),
    "embargo.until": _Entry(_INSTANT, "Not to be published before this instant.", "2016-12-08T06:00:00+01:00"),
    "expires": _Entry(_INSTANT, "Not to be used after this instant.", "2017-01-07T00:00:00Z"),
    "status": _Entry("", "Whether the story may be published.", "withheld"),
    "urgency": _Entry("whole number from 1 (most urgent) to 9", "The urgency of the story.", 4),
    "digital_source_type": _Entry(
        "", "How the text was made, by IPTC's digital source types.", "digsrctype:trainedAlgorithmicMedia"
    ),
    "genres.name": _Entry(_TERM, "What kind of text the story is.", "genre:Analysis"),
    "genres.uri": _Entry(_URI, "The genre's term.", "genre:Analysis", (("genres.name", "Analysis"),)),
    "subjects.name": _Entry(_TERM, "What the story is about.", ("medtop:17000000", "ferries")),
    "subjects.uri": _Entry(
        _URI,
        "The subject's term, normally one of IPTC's media topics.",
        "medtop:17000000",
        (("subjects.name", "weather"),),
    ),
    "subjects.relevance": _Entry(
        "whole number from 0 to 100", "How relevant the subject is.", 80, (("subjects.name", "weather"),)
    ),
    "subjects.confidence": _Entry(
        "whole number from 0 to 100", "How certain the subject is.", 95, (("subjects.name", "weather"),)
    ),
    "keywords": _Entry(_TEXT, "Words to find the story by.", ("ferry", "storm")),
    "mentions.name": _Entry(_TEXT, "A person, organisation or place that the story mentions.", "Norwick", _HARBOR[1:]),
    "mentions.kind": _Entry("", "What is mentioned.", "place", _HARBOR[:1]),
    "mentions.uri": _Entry(_URI, "Its identifier.", "https://www.wikidata.org/wiki/Q2", _HARBOR),
    "mentions.position": _Entry(
        "latitude and longitude in degrees",
        "The position of a place.",
        "",
        (*_HARBOR, ("mentions.position.latitude", 60.8), ("mentions.position.longitude", -0.8)),
    ),
    "rights.holder.name": _Entry(_TEXT, "Who has the copyright.", "The Daily Example"),
    "rights.holder.uri": _Entry(
        _URI, "The holder's identifier.", "https://daily.example/", (("rights.holder.name", "The Daily Example"),)
    ),
    "rights.notice": _Entry(_TEXT, "The copyright notice.", "© 2016 The Daily Example"),
    "rights.usage_terms": _Entry(_TEXT, "What the story may be used for.", "Online use only"),
    "rights.policy": _Entry(_URI, "A policy that states the rights.", "https://daily.example/rights"),
    "rights.data_mining": _Entry(
        "URI of a term of PLUS",
        "Whether text and data mining is permitted.",
        "plus:DMI-PROHIBITED",
    ),
    "accessibility.contact_email": _Entry(
        "mail address", "Whom readers of an EPUB tell of a barrier.", "access@daily.example"
    ),
    "accessibility.exemption": _Entry("", "Why the European Accessibility Act does not apply.", "eaa-microenterprise"),
    "accessibility.conforms_to": _Entry(
        "claim in the standard's words, web address of a standard, or none",
        "What the publisher claims of the EPUB's accessibility; who certified a claim has to be named.",
        "EPUB Accessibility 1.1 - WCAG 2.2 Level AA",
        _CERTIFIED,
    ),
    "accessibility.certified_by": _Entry(_TEXT, "Who certified the claim.", "Example Access"),
    "accessibility.certifier_credential": _Entry(
        _TEXT, "The credential of who certified it.", "Example Seal", _CERTIFIED
    ),
    "accessibility.certifier_report": _Entry(_WEB, "The report on it.", "https://access.example/report", _CERTIFIED),
    "sources.name": _Entry(_TEXT, "Whose information or text the story uses.", "Example Wire"),
    "sources.uri": _Entry(
        _URI, "The source's identifier.", "https://wire.example/", (("sources.name", "Example Wire"),)
    ),
    "sources.role": _Entry(
        _URI,
        "What the source gave.",
        "cpprole:infosource",
        (("sources.name", "Example Wire"),),
    ),
    "credit_line": _Entry(_TEXT, "The credit that is to be printed.", "Example Wire/The Daily Example"),
    "original_url": _Entry(_URI, "Where the story was first published.", "https://daily.example/ferry"),
    "derived_from": _Entry(_URI, "The story that this one was made from.", "urn:newsml:wire.example:20161207:4711"),
    "history.action": _Entry(_NAME, "A step in the story's history, a term of IPTC's hop actions.", "receive"),
    "history.party": _Entry(_URI, "Who took the step.", "https://daily.example/", (("history.action", "receive"),)),
    "history.timestamp": _Entry(
        _MOMENT, "When it was taken.", "2016-12-07T17:00:00+02:00", (("history.action", "receive"),)
    ),
    "generator.name": _Entry(_TEXT, "The program that made the story.", "Example CMS", (("generator.version", "7.1"),)),
    "generator.version": _Entry(_TEXT, "Its version.", "7.1", (("generator.name", "Example CMS"),)),
    "checksum": _Entry("SHA-256 in lower case", "The digest of the story's source.", "0123456789abcdef" * 4),
    "reading_time": _Entry("whole number of minutes", "The reading time.", 4),
    "editor_notes": _Entry(_TEXT, "A note from desk to desk, which is not printed.", "Picture follows"),
    "related.title": _Entry(_TEXT, "The title of a related story.", "Ferry stops for six days", _RELATED[1:]),
    "related.uri": _Entry(_URI, "Where the related story is.", "https://daily.example/storm", _RELATED[:1]),
    "related.kind": _Entry("", "What the related item is.", "picture", _RELATED),
}
"""All keys in the order of the Article's fields; a test compares them with the mapping."""

SHARED_BY_NONE = frozenset({"id", "headline"})
"""The fields that a configuration cannot give, because no two stories have them in common."""


class Field(NamedTuple):
    """A metadata key.

    `key` is its shortest form, and `other_keys` are the others. `options` are the pairs of `--meta` of the example,
    `values` the same as values of a metadata file.
    """

    key: str
    other_keys: tuple[str, ...]
    leaf: str
    shape: str
    is_list: bool
    meaning: str
    options: tuple[tuple[str, str], ...]
    values: Mapping[str, object]

    @property
    def places(self) -> Mapping[str, str]:
        """Where each format holds the value, by the name of the format."""
        return {f.name: str(writer(f.name).MAPPING[self.leaf]) for f in FORMATS if f.writes}

    @property
    def command_line(self) -> str:
        """The example as options of the command line."""
        return " ".join(f"-m {key}={shlex.quote(value)}" for key, value in self.options)

    @property
    def sidecar(self) -> str:
        """The example as the lines of a metadata file in TOML."""
        return "".join(f"{key} = {_toml(value)}\n" for key, value in self.values.items())


@cache
def fields() -> tuple[Field, ...]:
    """All metadata keys, in the order of the Article's fields."""
    return tuple(map(_field, _TABLE))


def keys() -> list[str]:
    """All keys in their shortest form."""
    return [field.key for field in fields()]


def choices(key: str) -> tuple[str, ...]:
    """The words that the field of a key takes; empty if it takes others, and for a key that does not exist."""
    wanted = key.replace("-", "_")
    leaf = next((f.leaf for f in fields() if wanted in (f.key, f.leaf, *f.other_keys)), None)
    return typing.get_args(_described(leaf)[0]) if leaf and not _TABLE[leaf].shape else ()


def given_leaves() -> tuple[str, ...]:
    """The leaves of the mapping that metadata can set."""
    return tuple(leaf for leaf in leaves() if leaf[0].islower() and leaf.partition(".")[0] not in NOT_GIVEN)


def _field(leaf: str) -> Field:
    entry = _TABLE[leaf]
    hint, is_list, key = _described(leaf)
    top = key.partition(".")[0]
    names = (key, key[:-1]) if is_list and key.endswith("s") and key == top else (key,)
    shown = min(names, key=len)
    others = {*names, leaf} - {shown}
    given = entry.example if isinstance(entry.example, tuple) else (entry.example,)
    pairs: list[tuple[str, object]] = [*entry.needs, *((leaf, value) for value in given if value != "")]
    options = tuple((shown if name == leaf and not entry.needs else name, str(value)) for name, value in pairs)
    shape = entry.shape or f"one of {', '.join(typing.get_args(hint))}"
    return Field(
        key=shown,
        other_keys=tuple(sorted(others, key=len)),
        leaf=leaf,
        shape=shape,
        is_list=is_list,
        meaning=entry.meaning,
        options=options,
        values=_values(pairs, key if not entry.needs else ""),
    )


def _described(leaf: str) -> tuple[Any, bool, str]:
    """The type of a leaf, whether its outermost field is a list, and its key: that of its record if it may stand for
    it.
    """
    kind: Any = Article
    is_list = False
    key = leaf
    steps = leaf.split(".")
    for at, step in enumerate(steps):
        hint = typing.get_type_hints(kind)[step]
        inner = _inner(hint)
        if at == 0:
            is_list = typing.get_origin(hint) is tuple
        if at == len(steps) - 2 and _stands_alone(inner, steps[-1]) and leaf.rpartition(".")[0] not in _TABLE:
            key = leaf.rpartition(".")[0]
        kind = inner
    return kind, is_list, key


def _stands_alone(kind: Any, field: str) -> bool:
    """Whether the value of a field can be given in place of its whole record."""
    required = [f.name for f in dataclasses.fields(kind) if f.default is dataclasses.MISSING]
    return SHORT.get(kind) == field and set(required) <= {field}


def _inner(hint: Any) -> Any:
    """The type of a value or of a member of a list."""
    while (origin := typing.get_origin(hint)) is tuple or origin in (typing.Union, types.UnionType):
        hint = next(option for option in typing.get_args(hint) if option not in (type(None), Ellipsis))
    return hint


def _values(pairs: Iterable[tuple[str, object]], short: str) -> dict[str, object]:
    """The values of a metadata file for pairs of keys and values; `short` is a key whose name stands for its record."""
    found: dict[str, Any] = {}
    for leaf, value in pairs:
        *above, last = (short if short and leaf.startswith(f"{short}.") else leaf).split(".")
        node = found
        for step in above:
            node = node.setdefault(step, {})
        node[last] = [*node[last], value] if last in node else [value] if _is_list(leaf, [*above, last]) else value
    for top, value in found.items():
        if isinstance(value, dict) and typing.get_origin(typing.get_type_hints(Article)[top]) is tuple:
            found[top] = [value]
    return found


def _is_list(leaf: str, steps: list[str]) -> bool:
    """Whether the value at `steps`, which lead to the leaf or a record above it, is a list."""
    kind: Any = Article
    hint: Any = None
    for step in steps:
        hint = typing.get_type_hints(kind)[step]
        kind = _inner(hint)
    return typing.get_origin(hint) is tuple


def _toml(value: object) -> str:
    """A value in TOML, tables inline."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value, ensure_ascii=False)


def matching(key: str) -> tuple[Field, ...]:
    """The fields that a key names: one, or all of a record. Raises UsageError for a key that does not exist."""
    wanted = key.replace("-", "_")
    found = tuple(
        field
        for field in fields()
        if any(f"{name}.".startswith(f"{wanted}.") for name in (field.key, field.leaf, *field.other_keys))
    )
    if found:
        return found
    from difflib import get_close_matches

    names = list(dict.fromkeys(name for field in fields() for name in (field.key, field.leaf)))
    near = get_close_matches(wanted, names, n=3)
    advice = f"Perhaps {' or '.join(near)} is meant." if near else "`wirecopy fields` lists all keys."
    raise UsageError("INP011", f"there is no metadata key {key!r}", advice)


def as_data(chosen: Iterable[Field]) -> list[dict[str, object]]:
    """Fields as data for machines."""
    return [
        {
            "key": field.key,
            "other_keys": list(field.other_keys),
            "shape": field.shape,
            "list": field.is_list,
            "meaning": field.meaning,
            "configuration": field.leaf.partition(".")[0] not in SHARED_BY_NONE,
            "options": [f"{key}={value}" for key, value in field.options],
            "sidecar": field.values,
            "places": field.places,
        }
        for field in chosen
    ]


def schema() -> dict[str, Any]:
    """The JSON Schema of the metadata of one story, as metadata files and configurations have them."""
    hints = typing.get_type_hints(Article)
    properties: dict[str, Any] = {}
    for name, hint in hints.items():
        if name not in NOT_GIVEN:
            values = _schema_of(hint, name)
            names = (name, name[:-1]) if typing.get_origin(hint) is tuple and name.endswith("s") else (name,)
            properties |= {key: values for one in names for key in (one, one.replace("_", "-"))}
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "patternProperties": {
            r"^[A-Za-z_-]+\.[A-Za-z_.-]+$": {"description": "A part of a record, by its dotted key."}
        },
    }


def _schema_of(hint: Any, leaf: str) -> dict[str, Any]:
    """The JSON Schema of the values that users can give for a type."""
    inner = _inner(hint)
    found: dict[str, Any]
    if inner is int:
        found = {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": "^[0-9]+$"}]}
    elif inner is float:
        found = {"type": ["number", "string"]}
    elif typing.get_origin(inner) is typing.Literal and leaf != "digital_source_type":
        found = {"enum": list(typing.get_args(inner))}
    elif dataclasses.is_dataclass(inner) and inner is not Moment:
        fields_of = typing.get_type_hints(inner)
        parts = {name: _schema_of(hint, f"{leaf}.{name}") for name, hint in fields_of.items()}
        found = {"type": "object", "additionalProperties": False, "properties": parts}
        if inner in SHORT:
            found = {"anyOf": [{"type": "string"}, found]}
    else:
        found = {"type": "string"}
    if leaf in _TABLE:
        found = {"description": _TABLE[leaf].meaning, **found}
    if typing.get_origin(hint) is tuple:
        return {"anyOf": [found, {"type": "array", "items": found}]}
    return found


# --------------------------------------------------------------------------------------------------------------------
# Documentation

_PAGE = """\
# Metadata fields

Copy lacks much that a receiver wants, and metadata override what is read from it. Each key can be given

- on the command line, as `--meta KEY=VALUE` or `-m KEY=VALUE`; a key that is repeated makes a list,
- in a metadata file of one story, `<stem>.meta.toml` or `<stem>.meta.json` beside `<stem>.txt`,
- in a line of JSON Lines,
- for all stories of a project, below `[meta]` in `wirecopy.toml` (all but `id` and `headline`).

The command line overrides metadata files, which override the configuration, which overrides the copy. A dot leads into
a record: `provider.uri`. Hyphens and underscores are the same, and so are `author` and `authors`. On the command line
one record can be given by its parts, several records with parts only in a metadata file.

Dates can be given as people write them, `7 December 2016` or `2016-12-07 16:00`, if they are certain: `03/04/2016` is
refused, and so is a time without an offset or `--timezone`. What was understood is printed. Terms of IPTC's schemes and
URIs can be given as codes: `subjects=medtop:16000000` has the URI `http://cv.iptc.org/newscodes/mediatopic/16000000`
and the name that IPTC gives it, if it is one of the topmost topics; others have their code as their name, or the name
before it: `subjects='ferries (medtop:20000430)'`.

A correction keeps the `id` of the story and has a higher `version`. Without an `id` one is computed from the words, so
that receivers see two stories; `version` without `id` is reported (INP066).

Below each key are an example for the command line, the same for a metadata file, and where each format holds the value.
The [table of the mapping](README.md) explains the places.

`wirecopy fields` prints the list, `wirecopy fields KEY` what this page has of a key, and `--json` all of it. This page
is generated; tests run its examples.
"""


def page() -> str:
    """All fields as a page in Markdown."""
    lines = [*_PAGE.splitlines(), "", "| key | shape | meaning |", "|---|---|---|"]
    lines += [f"| `{f.key}` | {_shape(f)} | {f.meaning} |" for f in fields()]
    for field in fields():
        lines += ["", f"## {field.key}", "", *_section(field)]
    return "\n".join([*lines, ""])


def _shape(field: Field) -> str:
    return f"list: {field.shape}" if field.is_list and "." not in field.key else field.shape


def _section(field: Field) -> Iterator[str]:
    yield field.meaning + (f" Also {', '.join(f'`{key}`' for key in field.other_keys)}." if field.other_keys else "")
    yield from ("", f"Shape: {_shape(field)}.", "", "```sh")
    yield f"wirecopy convert story.txt -o out {field.command_line}"
    yield from ("```", "", "```toml", *field.sidecar.splitlines(), "```", "")
    yield from (f"- {named(name).title}: {place}" for name, place in field.places.items() if name != "article")


def listing() -> Iterator[str]:
    """The lines of the list of all keys for a terminal."""
    rows = [("KEY", "SHAPE", "EXAMPLE"), *((f.key, _brief(f), f.command_line) for f in fields())]
    widths = [max(len(row[at]) for row in rows) for at in range(2)]
    for key, shape, example in rows:
        yield f"{key:{widths[0]}}  {shape:{widths[1]}}  {example}"


def _brief(field: Field) -> str:
    shape = _shape(field)
    return shape if len(shape) <= 40 else f"{shape[:39].rstrip(' ,')}…"


def explained(field: Field) -> Iterator[str]:
    """The lines that explain one field for a terminal."""
    yield f"{field.key}: {field.meaning}"
    yield ""
    yield f"Shape: {_shape(field)}."
    if field.other_keys:
        yield f"Also: {', '.join(field.other_keys)}."
    yield f"Command line: {field.command_line}"
    yield "Metadata file:"
    yield from (f"  {line}" for line in field.sidecar.splitlines())
    yield "Places:"
    yield from (f"  {name}: {place.replace('`', '')}" for name, place in field.places.items() if name != "article")
