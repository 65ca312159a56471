"""Reading the places that the rows of the mapping name, with code that writers and checks do not share.

Each value that is found has the `owner` in the document that holds it: the element, the member of an array, or the id
that others refine. Values of one record of the Article have one owner for each array or section.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, get_args

import pytest
from lxml import etree

from convert.checks.newsml_g2 import vocabularies
from convert.mapping import Row, leaves
from convert.model import DIGITAL_SOURCE_TYPES, DigitalSourceType

XHTML = "http://www.w3.org/1999/xhtml"
NAMES = {"h": XHTML, "dc": "http://purl.org/dc/elements/1.1/"}
RELATORS = "http://id.loc.gov/vocabulary/relators/"
_AUTHORITIES = {"MEDTOP": "http://cv.iptc.org/newscodes/mediatopic/"}
"""The URIs of the subject authorities that EPUB has names for (EPUB 3.3, D.3.1)."""


class Found(NamedTuple):
    """A value in the place of a row, as text (bytes as they are), and what holds it."""

    owner: str
    text: str | bytes


def found_at(format: str, data: bytes, row: Row) -> list[Found]:
    """The values of a document in the place of `row` and in its other place."""
    return found_in(format, opened(format, data), row)


def opened(format: str, data: bytes) -> Any:
    """The document in the form that `found_in` reads; parsed once for all rows."""
    return _of(format)[0](data)


def found_in(format: str, document: Any, row: Row) -> list[Found]:
    """The values of an opened document in the place of `row` and in its other place, in document order."""
    found = list(_of(format)[1](document, row))
    return found + (found_in(format, document, row.other) if row.other else [])


def everything_in(data: bytes) -> bytes:
    """All bytes of a document; of a zip file, those of its members."""
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return b"\n".join(map(archive.read, archive.namelist()))


# --------------------------------------------------------------------------------------------------------------------
# XML


def _xpath(node: etree._Element, path: str, owner: Callable[[etree._Element], str]) -> Iterator[Found]:
    """The results of an XPath as text; an attribute of several URIs gives one value for each."""
    if pair := re.fullmatch(r"concat\((meta.+?), (?:' ', )?(meta.+)\)", path):
        yield from _pairs(node, pair, owner)
        return
    results = node.xpath(path, namespaces=NAMES)
    for result in results if isinstance(results, list) else [results]:
        if isinstance(result, etree._Element):
            yield Found(owner(result), _element_text(result))
        elif getattr(result, "attrname", None) == "roleuri":
            yield from (Found(owner(result.getparent()), uri) for uri in str(result).split())
        else:
            holder = result.getparent() if hasattr(result, "getparent") else None
            text = str(result).lower() if isinstance(result, bool) else str(result)
            if result is not False:  # a test in XPath that found nothing, unlike the text "false"
                yield Found(owner(node if holder is None else holder), text)


def _element_text(element: etree._Element) -> str:
    text = "".join(element.itertext())
    return RELATORS + text if element.get("scheme") == "marc:relators" else text


def _pairs(node: etree._Element, pair: re.Match[str], owner: Callable[[etree._Element], str]) -> Iterator[Found]:
    """The values of two lists of elements, joined one to one as `concat` joins the first of each."""
    between = " " if "' '" in pair[0] else ""
    for one, other in zip(node.xpath(pair[1]), node.xpath(pair[2]), strict=True):
        assert owner(one) == owner(other)
        yield Found(owner(one), f"{_AUTHORITIES.get(one.text, one.text)}{between}{other.text}")


FRAME = "/newsMessage/itemSet"
"""What is around the items of a newsMessage."""


def _in_xml(depth: int) -> Callable[[etree._Element, Row], Iterator[Found]]:
    """A reader of the places in XML: `where` is an XPath from the root, `inside` one from each element found there.

    Values are owned by their ancestor at `depth`, 1 being the root: the element that holds one record, such as a
    `creator`, `hop` or `link` in NewsML-G2, so that the name and the URI of an author are one record.
    """

    def owner(element: etree._Element) -> str:
        path = element.getroottree().getpath(element)
        below = len(FRAME.split("/")) - 1 if path.startswith(FRAME) else 0
        return "/".join(path.split("/")[: depth + below + 1])

    def read(root: etree._Element, row: Row) -> Iterator[Found]:
        if not row.inside:
            yield from _xpath(root, row.where, owner)
            return
        for within in root.xpath(row.where, namespaces=NAMES):
            yield from _xpath(within, row.inside, owner)

    return read


def _without_namespace(data: bytes, namespace: str) -> etree._Element:
    """The root, whose elements in `namespace` are called by their local names."""
    root = etree.fromstring(data)
    for element in root.iter(f"{{{namespace}}}*"):
        element.tag = etree.QName(element).localname
    return root


# --------------------------------------------------------------------------------------------------------------------
# NewsML-G2


def _open_newsml_g2(data: bytes) -> etree._Element:
    """The item of the story; QCodes are resolved: `uri` and `roleuri` are there whenever `qcode` or `role` is."""
    root = _without_namespace(data, "http://iptc.org/std/nar/2006-10-01/")
    aliases = dict(vocabularies.catalog()["schemes"])
    aliases |= {scheme.get("alias"): scheme.get("uri") for scheme in root.iterfind(".//catalog/scheme")}
    for element in root.iter("{}*"):
        for code, uri in (("qcode", "uri"), ("role", "roleuri")):
            if codes := element.get(code):
                assert element.get(uri) is None, f"{element.tag} has both {code} and {uri}"
                resolved = (aliases[alias] + rest for alias, _, rest in (each.partition(":") for each in codes.split()))
                element.set(uri, " ".join(resolved))
    return root if root.tag == "newsItem" else root.find("itemSet/newsItem")


# --------------------------------------------------------------------------------------------------------------------
# JSON


def _keys(value: Any, path: str, owner: str = "") -> Iterator[tuple[str, Any]]:
    """The values at a path of keys; arrays are entered, `..key` is found at any depth."""
    if path.startswith(".."):
        yield from ((owner, found) for found in _anywhere(value, path[2:]))
        return
    step = re.match(r"([^.\[~]+)(?:\[(\w+|~)(\^?=)([^\]]+)\])?\.?", path)
    if isinstance(value, list) and all(isinstance(v, int | float) for v in value) and not path:
        yield owner, " ".join(map(str, reversed(value)))  # GeoJSON has longitude first
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _keys(one, path, owner if "[" in owner else f"{owner}[{number}]")
    elif step is None:
        yield owner, value
    elif isinstance(value, dict):
        rest = path[step.end() :]
        for key, inner in _members(value, step[1]):
            here = owner if "[" in owner else f"{owner}.{key}"
            if step[2]:
                inner = _selected(inner, *step.groups()[1:])
            if rest == "~" and "*" in step[1]:
                yield f"{here}[]", key.removeprefix(step[1].rstrip("*"))
            elif rest == "~" and isinstance(inner, dict):  # the names of members, as of `altids` in ninjs 1.x
                yield from ((f"{here}[{name}]", name) for name in inner)
            elif rest == "~":
                yield from ((f"{here}[{number}]", key) for number, _ in enumerate(inner))
            else:
                yield from _keys(inner, rest, f"{owner}[{key}]" if "*" in step[1] and "[" not in owner else here)


def _members(value: dict[str, Any], names: str) -> Iterator[tuple[str, Any]]:
    """The members with one of several names, with a name that begins with what is before `*`, or of joined names."""
    if "+" in names:
        parts = [value[name] for name in names.split("+") if name in value]
        yield from [(names, "".join(parts))] if parts else []
    elif "*" in names:
        yield from ((key, inner) for key, inner in value.items() if key.startswith(names.rstrip("*")))
    else:
        yield from ((key, value[key]) for key in names.split(",") if key in value)


def _selected(value: Any, key: str, sign: str, wanted: str) -> list[Any]:
    """The members of an array whose `key`, or of an object whose name, is or begins with a text."""
    named = value.items() if key == "~" else [(one.get(key, ""), one) for one in value]
    return [one for name, one in named if (name.startswith(wanted) if sign == "^=" else name == wanted)]


def _anywhere(value: Any, key: str) -> Iterator[Any]:
    kind = re.fullmatch(r"\[type=(\w+)\]", key)
    if isinstance(value, list):
        for one in value:
            yield from _anywhere(one, key)
    elif isinstance(value, dict):
        if kind and value.get("type") == kind[1]:
            yield True
        for name, inner in value.items():
            if name == key:
                yield from _plain_values(inner)
            yield from _anywhere(inner, key)


def _plain_values(value: Any) -> Iterator[Any]:
    """The plain values in a value of Article JSON, at any depth."""
    if isinstance(value, list | dict):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _plain_values(inner)
    else:
        yield value


def _text_of(value: Any) -> str:
    """A plain value as text, without the prefix of a checksum or duration."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return re.sub(r"^(?:sha256:|PT)|(?<=\d)M$", "", text) if re.match(r"sha256:|PT\d+M$", text) else text


def _ninjs(document: Any, row: Row) -> Iterator[Found]:
    for owner, found in _keys(document, row.where):
        if row.inside and found.lstrip().startswith("<"):
            yield from _xpath(etree.fromstring(found), row.inside, lambda _, owner=owner: owner)
        elif row.inside:
            yield from (Found(where, _text_of(value)) for where, value in _keys(json.loads(found), row.inside))
        elif row.where.lower() == "ednote":  # one text for several notes
            yield from (Found(owner, note) for note in found.split("\n"))
        else:
            yield Found(owner, _text_of(found))


def _article(document: Any, row: Row) -> Iterator[Found]:
    for owner, found in _keys(document, row.where):
        for one in _plain_values(found) if isinstance(found, dict) else [found]:
            yield Found(owner, f"{one['latitude']} {one['longitude']}" if isinstance(one, dict) else _text_of(one))
        if isinstance(found, dict) and set(found) == {"latitude", "longitude"}:
            yield Found(owner, f"{found['latitude']} {found['longitude']}")
        if found == {}:
            yield Found(owner, "true")


# --------------------------------------------------------------------------------------------------------------------
# EPUB


def _open_epub(data: bytes) -> dict[str, Any]:
    """The members by name; those that are markup as their roots."""
    members: dict[str, Any] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            members[name] = archive.read(name)
    members["EPUB/content.opf"] = _without_namespace(members["EPUB/content.opf"], "http://www.idpf.org/2007/opf")
    members["EPUB/article.xhtml"] = etree.fromstring(members["EPUB/article.xhtml"])
    return members


def _refined(element: etree._Element) -> str:
    """The id that an element of the package refines, its own id, or its path."""
    return str(
        element.get("refines", "").removeprefix("#") or element.get("id") or element.getroottree().getpath(element)
    )


def _epub(members: Mapping[str, Any], row: Row) -> Iterator[Found]:
    name, _, element = row.where.partition(" ")
    if not row.inside:
        yield Found("", members[name])
    elif name.endswith(".opf"):
        path, _, key = row.inside.removesuffix("}").partition("{")
        for owner, text in _xpath(members[name].find("metadata"), path, _refined):
            value = json.loads(text).get(key, "") if key else text
            yield Found(owner, _text_of(value))
    else:
        for root in members[name].xpath(element or "/*", namespaces=NAMES):
            yield from _xpath(root, row.inside, lambda _: "")


# --------------------------------------------------------------------------------------------------------------------
# Formats


def _text(text: str, row: Row) -> Iterator[Found]:
    yield from (Found("", match) for match in re.findall(row.where, text, re.MULTILINE))


PLACES: Mapping[str, tuple[Callable[[bytes], Any], Callable[[Any, Row], Iterator[Found]]]] = {
    "newsml-g2": (_open_newsml_g2, _in_xml(depth=3)),
    "ninjs": (json.loads, _ninjs),
    "epub": (_open_epub, _epub),
    "text": (bytes.decode, _text),
    "article": (json.loads, _article),
}
"""By format: how a document is opened, and what is in the place of a row in it."""


def _of(format: str) -> tuple[Callable[[bytes], Any], Callable[[Any, Row], Iterator[Found]]]:
    """The entry of a format in `PLACES`; without one, the test fails."""
    if format not in PLACES:
        pytest.fail(
            f"PLACES in tests/places.py has no entry for {format} (CONTRIBUTING.md, Add a format)", pytrace=False
        )
    return PLACES[format]


# --------------------------------------------------------------------------------------------------------------------
# What formats call differently, or hold in another way

KINDS = {
    "Person": "person",
    "people": "person",
    "Organization": "organisation",
    "organisations": "organisation",
    "Place": "place",
    "geoArea": "place",
    "places": "place",
    **{DIGITAL_SOURCE_TYPES + code: code for code in get_args(DigitalSourceType)},
}
"""The model's term for what formats call a kind, a style, a status, or another of the words that a leaf may have."""

PARTLY = frozenset(
    {
        ("text", "Image.alt"),
    }
)
"""The leaves that a format holds in some documents only, and therefore counts as lost: plain text has the description
of a picture that has neither caption nor credit.
"""

SHARED = frozenset(
    ("ninjs", leaf)
    for field in ("other_headlines", "other_ids", "authors", "contributors", "sources")
    for leaf in leaves()
    if leaf.startswith(field)
)
"""The leaves whose arrays hold records of other fields, too (`headlines`, `altIds`, `infoSources`)."""

FALLBACKS = frozenset({("epub", "byline")})
"""The leaves whose place has another value if the leaf is not set: the names of the authors."""

ELSEWHERE = frozenset({("newsml-g2", "mentions.position")})
"""The leaves whose place has no record of its own for each of the Article's: one `assert` for each place by URI, which
tests/test_newsml_g2.py reads.
"""
