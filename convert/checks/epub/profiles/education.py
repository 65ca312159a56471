"""The rules of EPUB for Education, 4 and 5, on what documents contain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from convert.checks.epub.namespaces import XHTML
from convert.checks.epub.profiles.typed import HEADINGS, SECTIONS, TYPE, Problem
from convert.checks.epub.publication import text
from convert.documents import local_name


def _is_heading(element: Any) -> bool:
    return element.tag in HEADINGS or element.get("role") == "heading"


def _rank(heading: Any) -> float:
    if heading.get("role") != "heading":
        return float(local_name(heading)[1:])
    try:
        return float(heading.get("aria-level", "2"))
    except ValueError:
        return float("nan")


def structure_problems(root: Any) -> Iterator[Problem]:
    """Each section has one heading, of the rank that its depth demands."""
    body = root.find(f"{XHTML}body")
    if body is None:
        return
    owned: dict[Any, list[Any]] = {}
    headings: list[tuple[Any, list[Any]]] = []
    for heading in body.iterdescendants("*"):
        if not isinstance(heading.tag, str) or not heading.tag.startswith(XHTML) or not _is_heading(heading):
            continue
        sections = [ancestor for ancestor in heading.iterancestors() if ancestor.tag in SECTIONS]
        owned.setdefault(sections[0] if sections else body, []).append(heading)
        headings.append((heading, sections))
    children = {child.tag for child in body.iterchildren(f"{XHTML}*")}
    if children - SECTIONS:
        yield from _section(body, owned.get(body, []))
    for section in body.iterdescendants(f"{XHTML}section", f"{XHTML}article"):
        yield from _section(section, owned.get(section, []))
    yield from _ranks(body, headings, bool(children - {f"{XHTML}section", f"{XHTML}article"}))
    yield from _order(body)


def _section(section: Any, headings: Sequence[Any]) -> Iterator[Problem]:
    label = section.get("aria-label")
    if label is not None and not label.strip():
        yield section, "aria-label is empty"
    if not (label or "").strip() and not headings:
        yield section, f"{local_name(section)} has no heading"
    if len(headings) > 1:
        yield section, f"{local_name(section)} has more than one heading"
    if len(headings) == 1:
        heading = headings[0]
        labels = [each.get("aria-label") for each in heading.iter("*")]
        labels += [image.get("alt") for image in heading.iterchildren(f"{XHTML}img")]
        if not text(heading) and not any((each or "").strip() for each in labels):
            yield heading, "a heading is empty"
        if label is not None and text(heading) == " ".join(label.split()):
            yield section, "aria-label is the same as the heading"


def _ranks(body: Any, headings: Sequence[tuple[Any, Sequence[Any]]], is_section: bool) -> Iterator[Problem]:
    outer = frozenset({f"{XHTML}aside", f"{XHTML}nav"})
    top = next(((h, s) for h, s in headings if len(s) <= 1 and not outer.intersection(e.tag for e in s)), None)
    has_label = bool((body.get("aria-label") or "").strip())
    rank = 1.0 if has_label or top is None else _rank(top[0])
    depth = 0 if has_label or top is None or not top[1] else 1
    for heading, sections in headings:
        if any(ancestor.tag in (f"{XHTML}figure", f"{XHTML}blockquote") for ancestor in heading.iterancestors()):
            yield heading, "a heading is in figure or blockquote"
        expected = rank - depth + len(sections) if is_section else rank + len(sections) - 1
        actual = _rank(heading)
        if (expected < 6 and actual != expected) or (expected > 5 and actual < 6):
            yield heading, f"the rank of the heading is {actual:g}, not {min(expected, 6):g}"


def _order(body: Any) -> Iterator[Problem]:
    section = f"{XHTML}section"
    for parent in (body, *body.iterdescendants(section)):
        is_after = False
        for child in parent.iterchildren("*"):
            if child.tag == section:
                is_after = True
            elif is_after:
                yield child, f"{local_name(child)} follows a section"
    for subtitle in body.iterdescendants(f"{XHTML}p"):
        if subtitle.get(TYPE) == "subtitle":
            is_titled = any(each.tag in HEADINGS for each in subtitle.itersiblings(preceding=True))
            if is_titled and not any(True for _ in subtitle.iterancestors(f"{XHTML}header")):
                yield subtitle, "a subtitle is in no header"


_PROBLEMS = ("fill-in-the-blank-problem", "general-problem", "match-problem", "multiple-choice", "true-false-problem")
_NEEDED: Mapping[str, str] = {
    **{
        f"{name}s": name
        for name in [
            "answer",
            "assessment",
            "credit",
            "footnote",
            "keyword",
            "learning-objective",
            "learning-outcome",
            "learning-resource",
            "learning-standard",
            "practice",
            "rearnote",
        ]
    },
    "bibliography": "biblioentry",
    **dict.fromkeys(_PROBLEMS, "question"),
}
"""The type that one of the descendants of an element with a type has."""


def semantics_problems(root: Any) -> Iterator[Problem]:
    """Elements without one that their type demands, with a second answer, or an ordinal in another."""
    for element in root.iter("*"):
        type = element.get(TYPE)
        if type in _NEEDED:
            below = [each.get(TYPE) for each in element.iterdescendants("*")]
            if _NEEDED[type] not in below:
                yield element, f"an element of the type {type} has none of the type {_NEEDED[type]}"
            if type in _PROBLEMS and below.count("answer") > 1:
                yield element, f"an element of the type {type} has more than one answer"
        elif type == "ordinal" and any(each.get(TYPE) == type for each in element.iterdescendants("*")):
            yield element, "an ordinal is in another"
