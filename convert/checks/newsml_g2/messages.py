"""What the schema engine says of a NewsML-G2 item, in the words of people who write news rather than schemas."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache, lru_cache

from lxml import etree

from convert.checks.engine import schemas

_XS = "{http://www.w3.org/2001/XMLSchema}"
_NAMESPACE = "http://iptc.org/std/nar/2006-10-01/"
_QUALIFIED = re.compile(r"\{[A-Za-z]+:[^}'\s]*\}")
_SUBJECT = re.compile(r"Element '(?P<element>[^']*)'(?:, attribute '(?P<attribute>[^']*)')?: (?P<said>.*)", re.DOTALL)
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
    "version-number": "a version such as 2.35",
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
        "elements stand in {}",
        "Remove them; only text may stand there, or nothing.",
    ),
    (
        "The element is not 'nillable'",
        "{} cannot be nil",
        "Remove xsi:nil; where there is no value, leave the element out.",
    ),
    (
        "No matching global declaration available for the validation root",
        "{} is no document of NewsML-G2",
        "Send an item, such as a newsItem, or a newsMessage with some.",
    ),
    (
        "No matching global element declaration available",
        "{} is of no rights language that we know",
        "Write rights expressions in ODRL 2.2; others go into rightsExpressionData, as text.",
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
"""How the engine begins a sentence, what it means of the place in braces, and what to do."""


def plain(message: str, *, foreign: bool = False) -> tuple[str, str]:
    """The schema engine's `message` in plain words, and what to do about it.

    Of a `foreign` schema it is not known what its types and names mean.
    """
    space = message.removeprefix("Element '").partition("}")[0].strip("{") if message.startswith("Element '{") else ""
    message = _QUALIFIED.sub("", message).strip()
    subject = _SUBJECT.fullmatch(message)
    if not subject:
        return message, ""
    element, attribute, said = subject["element"], subject["attribute"], subject["said"]
    place = f"the attribute {attribute} of {element}" if attribute else element
    expected = _EXPECTED.search(said)
    names = _listed(expected["names"].split(", ")) if expected else ""
    if "is not expected" in said:
        advice = f"Allowed here: {names}." if names else "Remove it, or move it to where it belongs."
        return f"{element} does not belong here", ("" if foreign else _meant(element, space, names)) + advice
    if said.startswith("Missing child element"):
        return f"something is missing in {element}", f"Add {names}."
    if required := _REQUIRED.match(said):
        return f"{element} lacks the attribute {required['name']}", f"Add {required['name']}."
    if "is not allowed" in said and attribute:
        guess = _close(attribute, _known("attribute")) if space == _NAMESPACE and not foreign else ""
        return f"{element} takes no attribute {attribute}", guess or "Remove it, or see how the standard spells it."
    if said.startswith("Character content"):
        return f"text stands directly in {element}", "Put it into an element, or remove it."
    if value := _FACET.match(said):
        return f"{value['value']!r} will not do for {place}", _mend(value["facet"], value["why"])
    if value := _NO_VALUE.match(said):
        if foreign and not value["type"].startswith("xs:"):
            return f"{value['value']!r} will not do for {place}", f"It must be of the schema's type {value['type']}."
        kind = _TYPES.get(value["type"].removeprefix("xs:"))
        return f"{value['value']!r} will not do for {place}", f"Write {kind}." if kind else ""
    if fixed := _FIXED.match(said):
        return f"the value of {place} is fixed", f"Write {fixed['value']!r}, or leave it out."
    for beginning, meaning, advice in _RARE:
        if said.startswith(beginning) and not (foreign and beginning.startswith("No matching global")):
            return meaning.format(place), advice
    return f"{place}: {said}", ""


def _listed(names: list[str]) -> str:
    """What the engine expects, in words; it names ten at most."""
    said = [_WILDCARDS.get(name, name) for name in names]
    return ", ".join(said) + (" and more" if len(names) == _NAMED_AT_MOST else "")


_NAMED_AT_MOST = 10
_WILDCARDS = {"##other*": "elements of other namespaces", "*": "an element", "##any*": "any element"}


def _meant(name: str, space: str, expected: str) -> str:
    """A sentence on what may have been meant by the element `name` in the namespace `space`, or nothing."""
    known = _known("element")
    if not space and name in known:
        return f"The {name} of the standard is in the namespace {_NAMESPACE}. "
    if space not in ("", _NAMESPACE) or name in known:
        return ""
    guess = _close(name, tuple(expected.split(", "))) or _close(name, known)
    return f"{guess} " if guess else ""


@lru_cache(maxsize=256)  # who makes a mistake makes it in every document
def _close(name: str, known: tuple[str, ...]) -> str:
    """The same for any name that is not known itself."""
    close = get_close_matches(name, known, n=1, cutoff=0.7) if name not in known else []
    return f"Perhaps {close[0]} is meant." if close else ""


@cache
def _known(kind: str) -> tuple[str, ...]:
    """The names of the elements or attributes that the standard declares."""
    modules = (schemas.folder() / "newsml-g2" / "2.35").glob("*.xsd")
    nodes = (node for module in modules for node in etree.parse(str(module)).iter(_XS + kind))
    return tuple(sorted({node.get("name", "") for node in nodes} - {""}))


def _mend(facet: str, why: str) -> str:
    """What a value must be that breaks a facet of its type (XML Schema 1.0 part 2, 4.3)."""
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
