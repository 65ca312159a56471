"""Messages of the XML Schema engine in plain language, for people who write news and not schemas."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache, lru_cache

from convert.checks.newsml_g2.schema_files import XS, roots

_NAMESPACE = "http://iptc.org/std/nar/2006-10-01/"
_QUALIFIED = re.compile(r"\{[A-Za-z]+:[^}'\s]*\}")
_SUBJECT = re.compile(r"Element '(?P<element>[^']*)'(?:, attribute '(?P<attribute>[^']*)')?: (?P<text>.*)", re.DOTALL)
_EXPECTED = re.compile(r"Expected is (?:one of )?\( (?P<names>.*) \)")
_NO_VALUE = re.compile(r"'(?P<value>.*)' is not a valid value of the .*? type '(?P<type>.*?)'", re.DOTALL)
_FACET = re.compile(r"\[facet '(?P<facet>\w+)'\] The value '(?P<value>.*?)' (?P<why>.*)", re.DOTALL)
_BOUND = re.compile(r"(?:pattern|\(|set) ?\(?(?P<bound>'.*'|\{.*\})")
_PATTERNS = {r"[^\s:]+:[^\s]+": "qcode", r"[\S ]*": "line", r"[0-9]+\.[0-9]+": "version-number"}
_FIXED = re.compile(r".* does not match the fixed value constraint '(?P<value>.*?)'", re.DOTALL)
_REQUIRED = re.compile(r"The attribute '(?P<name>.*?)' is required but missing")
_TYPES = {
    "qcode": "a QCode, alias:code",
    "qcodes": "QCodes, alias:code, with spaces between",
    "iri": "an IRI",
    "iris": "IRIs, with spaces between",
    "line": "a single line",
    "day-or-instant": "a date, or a date with time and offset",
    "truncated-instant": "a year, a month, a date, or a date with time and offset",
    "any-part-of-time": "a date, with time and offset or without, or a part of one: 2026-12, --12-24",
    "instant-or-nothing": "a date with time and offset, or nothing",
    "dateTime": "a date with time and offset, 2016-12-07T18:30:00+02:00",
    "percent": "a whole number from 0 to 100",
    "one-to-nine": "a whole number from 1 to 9",
    "sixtieths": "whole numbers from 0 to 59, with spaces between",
    "hours": "whole numbers from 0 to 23, with spaces between",
    "months": "whole numbers from 1 to 12, with spaces between",
    "numbered-weekdays": "weekdays such as MO, 1TU or -1FR, with spaces between",
    "days-of-month": "whole numbers from 1 to 31, or from -31 to -1, with spaces between",
    "weeks-of-year": "whole numbers from 1 to 53, or from -53 to -1, with spaces between",
    "days-of-year": "whole numbers from 1 to 366, or from -366 to -1, with spaces between",
    "version-number": "a version such as 2.36",
    "direction": "ltr or rtl",
    "positiveInteger": "a whole number from 1",
    "nonNegativeInteger": "a whole number from 0",
    "language": "a language tag",
    "language-or-nothing": "a language tag, or nothing",
    "decimal": "a decimal number",
    "double": "a number",
    "boolean": "true or false",
    "date": "a date, 2016-12-07",
    "duration": "a duration, PT1H30M",
    "anyURI": "an IRI",
    "NCName": "a name: a letter first, no colon",
    "IDREF": "the id of an element",
    "IDREFS": "ids of elements, with spaces between",
    "ID": "an id: a letter first, no colon, each only once",
}
_RARE = (
    (
        "Element content is not allowed",
        "{} has elements inside",
        "Remove them; only text is allowed, or nothing.",
    ),
    (
        "The element is not 'nillable'",
        "{} cannot be nil",
        "Remove xsi:nil; if there is no value, omit the element.",
    ),
    (
        "No matching global declaration available for the validation root",
        "{} is not a document of NewsML-G2",
        "Send an item, such as a newsItem, or a newsMessage with items.",
    ),
    (
        "No matching global element declaration available",
        "{} is in an unknown rights language",
        "Write rights expressions in ODRL 2.2; put others into rightsExpressionData, as text.",
    ),
    (
        "No matching global attribute declaration available",
        "{} is not known",
        "Remove it.",
    ),
    (
        "The type definition '",
        "{} names a type that does not fit",
        "Remove xsi:type, or name a type that is derived from the element's own.",
    ),
    (
        "The QName value '",
        "{} names a type that does not exist",
        "Remove xsi:type.",
    ),
    (
        "The type definition is absent",
        "{} is of a type that does not exist",
        "Remove xsi:type.",
    ),
)
"""The beginning of a message of the engine, its meaning for the place in braces, and the remedy."""


def plain(message: str, *, foreign: bool = False) -> tuple[str, str]:
    """The schema engine's `message` in plain language, and the remedy.

    The types and names of a `foreign` schema are not interpreted.
    """
    space = message.removeprefix("Element '").partition("}")[0].strip("{") if message.startswith("Element '{") else ""
    message = _QUALIFIED.sub("", message).strip()
    subject = _SUBJECT.fullmatch(message)
    if not subject:
        return message, ""
    element, attribute, text = subject["element"], subject["attribute"], subject["text"]
    place = f"the attribute {attribute} of {element}" if attribute else element
    expected = _EXPECTED.search(text)
    names = _listed(expected["names"].split(", ")) if expected else ""
    if "is not expected" in text:
        advice = f"Allowed here: {names}." if names else "Remove it, or move it to its place."
        return f"{element} is not allowed here", ("" if foreign else _meant(element, space, names)) + advice
    if text.startswith("Missing child element"):
        return f"{element} is incomplete", f"Add {names}."
    if required := _REQUIRED.match(text):
        return f"{element} lacks the attribute {required['name']}", f"Add {required['name']}."
    if "is not allowed" in text and attribute:
        guess = _close(attribute, _known("attribute")) if space == _NAMESPACE and not foreign else ""
        return f"{element} has no attribute {attribute}", guess or "Remove it, or correct its spelling."
    if text.startswith("Character content"):
        return f"{element} has text outside of elements", "Put it into an element, or remove it."
    if value := _FACET.match(text):
        return f"{value['value']!r} is not a valid value of {place}", _mend(value["facet"], value["why"])
    if value := _NO_VALUE.match(text):
        if foreign and not value["type"].startswith("xs:"):
            return (
                f"{value['value']!r} is not a valid value of {place}",
                f"It must be of the schema's type {value['type']}.",
            )
        kind = _TYPES.get(value["type"].removeprefix("xs:"))
        return f"{value['value']!r} is not a valid value of {place}", f"Write {kind}." if kind else ""
    if fixed := _FIXED.match(text):
        return f"the value of {place} is fixed", f"Write {fixed['value']!r}, or omit it."
    for beginning, meaning, advice in _RARE:
        if text.startswith(beginning) and not (foreign and beginning.startswith("No matching global")):
            return meaning.format(place), advice
    return f"{place}: {text}", ""


def _listed(names: list[str]) -> str:
    """The names that the engine expects, in words; it lists ten at most."""
    listed = [_WILDCARDS.get(name, name) for name in names]
    return ", ".join(listed) + (" and more" if len(names) == _NAMED_AT_MOST else "")


_NAMED_AT_MOST = 10
_WILDCARDS = {"##other*": "elements of other namespaces", "*": "an element", "##any*": "any element"}


def _meant(name: str, space: str, expected: str) -> str:
    """A sentence with the element that `name` in the namespace `space` may stand for; empty if there is none."""
    known = _known("element")
    if not space and name in known:
        return f"The {name} of the standard is in the namespace {_NAMESPACE}. "
    if space not in ("", _NAMESPACE) or name in known:
        return ""
    guess = _close(name, tuple(expected.split(", "))) or _close(name, known)
    return f"{guess} " if guess else ""


@lru_cache(maxsize=256)  # mistakes recur in every document of a sender
def _close(name: str, known: tuple[str, ...]) -> str:
    """A sentence with the most similar known name; empty if there is none, or `name` is known."""
    close = get_close_matches(name, known, n=1, cutoff=0.7) if name not in known else []
    return f"Perhaps {close[0]} is meant." if close else ""


@cache
def _known(kind: str) -> tuple[str, ...]:
    """The names of the elements or attributes that the standard declares."""
    names = {node.get("name", "") for root in roots() for node in root.iter(XS + kind)}
    return tuple(sorted(names - {""}))


def _mend(facet: str, why: str) -> str:
    """The requirement of a violated facet (XML Schema 1.0 part 2, 4.3)."""
    found = _BOUND.search(why)
    bound = found["bound"] if found else ""
    match facet:
        case "pattern":
            kind = _PATTERNS.get(bound.strip("'"), "")
            return f"Write {_TYPES[kind]}." if kind else f"It must match {bound}."
        case "enumeration":
            return f"Write one of {bound.strip('{}')}."
        case "minInclusive":
            return "It must be at least " + bound.strip("'") + "."
        case "maxInclusive":
            return "It must be at most " + bound.strip("'") + "."
    return why
