"""The NCX, the navigation of EPUB 2 (OPF 2.0.1, 2.4.1; ANSI/NISO Z39.86-2005, 8)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from convert.checks.epub import faults, media, models, urls
from convert.checks.epub.container import matched, unique_ids
from convert.checks.epub.namespaces import NCX, OPF, XML
from convert.checks.epub.publication import Publication, place
from convert.checks.epub.references.reference import Kind, Reference
from convert.checks.epub.references.targets import References
from convert.findings import Finding


def faults_of(publication: Publication, references: References) -> Iterator[Finding]:
    """Every fault of the NCX that the spine names; what it refers to is added to `references`."""
    spine = publication.package.find(f"{OPF}spine")
    named = "" if spine is None else spine.get("toc", "").strip()
    item = next((item for item in publication.items if item.id == named), None)
    if item is None or not item.member or item.media_type != media.NCX_TYPE:
        return
    member = item.member
    root = publication.root(member)
    if root is None:
        return
    yield from matched(member, root, models.NCX_2005, references.version)
    yield from unique_ids(publication, member, fault=faults.NCX_RULE)
    elements = publication.elements(member)
    for content in elements.get(f"{NCX}content", ()):
        if content.get("src") is not None:
            references.add(Reference(Kind.HYPERLINK, urls.parse(member, content.get("src")), member, content))
    yield from _identifier(publication, member, elements.get(f"{NCX}meta", ()))
    yield from _order(publication, member)
    yield from _labels(publication, member)


def _identifier(publication: Publication, member: str, metas: Any) -> Iterator[Finding]:
    """The identifier, which is that of the package (OPF 2.0.1, 2.4.1.2)."""
    stated = [meta for meta in metas if meta.get("name") == "dtb:uid"]
    if not stated or publication.identifier is None or not publication.identifier.text:
        return
    uid = stated[-1].get("content")
    identifier = "".join(publication.identifier.element.itertext()).strip()
    if uid is not None and uid.strip() != identifier:
        message = f"dtb:uid is {uid!r}, the unique identifier {identifier!r}"
        yield faults.NCX_IDENTIFIER.at(place(member, stated[-1]), message)


def _number(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None


def _order(publication: Publication, member: str) -> Iterator[Finding]:
    """The numbers of the targets: from 1, without gaps, and one for each target (Z39.86, 8.4.3)."""
    stated = publication.attributes(member).get("playOrder", ())
    if not stated:
        return
    numbers = [_number(value) for _, value in stated]
    known = {number for number in numbers if number is not None}
    if not any(value == "1" for _, value in stated):
        yield faults.NCX_RULE.at(place(member, stated[0][0]), "no playOrder is 1")
    targets: defaultdict[float, set[str]] = defaultdict(set)
    orders: defaultdict[str, set[float]] = defaultdict(set)
    for (element, value), number in zip(stated, numbers, strict=True):
        if number is None:
            continue
        if number > 1 and number - 1 not in known:
            yield faults.NCX_RULE.at(place(member, element), f"no playOrder is {number - 1:g}, but one is {value}")
        content = element.find(f"{NCX}content")
        src = None if content is None else content.get("src")
        if src is None:
            continue
        targets[number].add(src)
        orders[src].add(number)
        if len(targets[number]) == 2:
            yield faults.NCX_RULE.at(place(member, element), f"two targets have the playOrder {value}")
        if len(orders[src]) == 2:
            yield faults.NCX_RULE.at(place(member, element), f"the target {src} has two numbers in playOrder")


def _labels(publication: Publication, member: str) -> Iterator[Finding]:
    """Labels, one for each language, and pages, each with a value and type of its own."""
    elements = publication.elements(member)
    for name in ("navLabel", "navInfo"):
        found: Counter[tuple[Any, str]] = Counter()
        for label in elements.get(f"{NCX}{name}", ()):
            language = label.get(f"{XML}lang")
            if language is None:
                continue
            key = (label.getparent(), language)
            found[key] += 1
            if found[key] == 2:
                yield faults.NCX_RULE.at(place(member, label), f"two labels have the language {language}")
    pages: Counter[tuple[str, str | None]] = Counter()
    for page in elements.get(f"{NCX}pageTarget", ()):
        if page.get("value") is not None:
            pages[page.get("value"), page.get("type")] += 1
            if pages[page.get("value"), page.get("type")] == 2:
                yield faults.NCX_RULE.at(place(member, page), f"two pages have the value {page.get('value')}")
