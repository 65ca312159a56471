"""Pages of indexes (EPUB Indexes 1.0) and of publications for education (EPUB for Education): rules of their profiles.

Of EPUB Indexes, that an index has entries or groups; of EPUB for Education, that sections have headings.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from convert.checks.epub.content.validator import Violation
from convert.checks.epub.namespaces import OPF, OPS, XHTML
from convert.checks.epub.publication import Publication, resolve

_HEADINGS = tuple(f"{XHTML}h{rank}" for rank in range(1, 7))
_SECTIONS = tuple(XHTML + name for name in ("section", "article", "aside", "nav"))
_INDEX, _EDUPUB = "EPUB Indexes 1.0, 3", "EPUB for Education, 4"


def profiles(publication: Publication) -> frozenset[str]:
    """The types that the package states: `index` and `edupub` have rules for pages."""
    return frozenset(statement.text for statement in publication.dublin("type")) & {"index", "edupub"}


def index_members(publication: Publication) -> tuple[frozenset[str], frozenset[str]]:
    """The pages that are indexes, and those among them that must have one."""
    every: set[str] = set()
    if "index" in profiles(publication):
        every.update(item.member for item in publication.items if item.member and "nav" not in item.properties)
    stated = {item.member for item in publication.items if item.member and "index" in item.properties}
    linked: set[str] = set()
    for collection in publication.elements(publication.package_path).get(f"{OPF}collection", ()):
        if "index" in (collection.get("role") or "").split():
            for link in collection.iter(f"{OPF}link"):
                target = resolve(publication.package_path, link.get("href") or "")
                linked |= {target[0]} if target else set()
    return frozenset(every | stated | linked), frozenset(every | stated)


def education_members(publication: Publication, fixed: frozenset[str]) -> frozenset[str]:
    """The pages of the reading order that a publication for education structures: not those of `fixed` layout."""
    if "edupub" not in profiles(publication):
        return frozenset()
    members = {item.id: item.member for item in publication.items}
    named = (e.get("idref", "").strip() for e in publication.references if e.get("linear", "").strip() != "no")
    return frozenset(member for id in named if (member := members.get(id))) - fixed


def _types(element: Any) -> list[str]:
    return (element.get(f"{OPS}type") or "").split()


def index_violations(root: Any, *, needed: bool) -> Iterator[Violation]:
    """The violations in a page that is an index; one must be there if it is `needed`."""
    found = [element for element in root.iter(f"{XHTML}*") if "index" in _types(element)]
    if needed and not found:
        yield Violation("profile", root, "index", "the page has no element of the type index", _INDEX)
    for index in found:
        if index.tag not in (*_SECTIONS, f"{XHTML}body"):
            yield Violation("profile", index, "index", "the type index is not on body or a section", _INDEX)
        inside = [element for element in index.iterdescendants(f"{XHTML}*") if _owner(element) is index]
        lists = [e for e in inside if e.tag == f"{XHTML}ul" or "index-entry-list" in _types(e)]
        groups = [e for e in inside if "index-group" in _types(e)]
        if sum(element.tag in _HEADINGS for element in inside) > 1:
            yield Violation("profile", index, "index", "the index has more than one heading", _INDEX)
        if sum("index-headnotes" in _types(element) for element in inside) > 1:
            yield Violation("profile", index, "index", "the index has more than one index-headnotes", _INDEX)
        if lists if groups else len(lists) != 1:
            yield Violation("profile", index, "index", "the index has neither one list of entries nor groups", _INDEX)


def _owner(element: Any) -> Any:
    """The next element around this one that has a type or is a list."""
    for ancestor in element.iterancestors():
        if ancestor.get(f"{OPS}type") is not None or ancestor.tag == f"{XHTML}ul":
            return ancestor
    return None


def education_violations(root: Any) -> Iterator[Violation]:
    """The sections of a page that have no heading, or several."""
    body = root.find(f"{XHTML}body")
    if body is None:
        return
    headings: dict[Any, int] = {}
    for element in body.iter(f"{XHTML}*"):
        if element.tag in _HEADINGS or element.get("role") == "heading":
            section = next(element.iterancestors(*_SECTIONS), body)
            headings[section] = headings.get(section, 0) + 1
    sections = list(body.iter(f"{XHTML}section", f"{XHTML}article"))
    if any(child.tag not in _SECTIONS for child in body.iterchildren("*")):
        sections.append(body)
    for section in sections:
        name = section.tag[len(XHTML) :]
        label = section.get("aria-label")
        count = headings.get(section, 0)
        if label is not None and not label.strip():
            yield Violation("profile", section, name, f"the aria-label of {name} is empty", _EDUPUB)
        if not count and not (label or "").strip():
            yield Violation("profile", section, name, f"{name} has no heading", _EDUPUB)
        if count > 1:
            yield Violation("profile", section, name, f"{name} has {count} headings", _EDUPUB)
