"""The checks of content documents of EPUB, whose verdicts are those of EPUBCheck.

`grammar` validates against tables (`html`, `mathml`, `svg`), `rules` has what no table expresses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, partial
from typing import Any

from convert.checks.epub import faults
from convert.checks.epub.content import css, html, mathml, profiles, rules, svg, xhtml1
from convert.checks.epub.content.grammar import AriaTables, Grammar
from convert.checks.epub.content.layout import fixed_members, size_faults
from convert.checks.epub.content.prolog import prolog_faults
from convert.checks.epub.content.validator import Validator, Violation
from convert.checks.epub.faults import Fault
from convert.checks.epub.namespaces import XHTML
from convert.checks.epub.publication import SVG_TYPE, XHTML_TYPE, Publication, place
from convert.checks.epub.shapes import SOUND
from convert.documents import MAX_XML, recovered
from convert.findings import Finding, Location

_FAULTS = {
    "element": faults.CONTENT_ELEMENT,
    "attribute": faults.CONTENT_ATTRIBUTE,
    "value": faults.CONTENT_VALUE,
    "missing": faults.CONTENT_MISSING,
    "text": faults.CONTENT_TEXT,
    "order": faults.CONTENT_ORDER,
    "role": faults.CONTENT_ROLE,
    "aria": faults.CONTENT_ROLE,
    "id": faults.CONTENT_ID,
    "reference": faults.CONTENT_REFERENCE,
    "nesting": faults.CONTENT_NESTING,
    "title": faults.CONTENT_TITLE,
    "encoding": faults.CONTENT_ENCODING,
    "dependency": faults.CONTENT_DEPENDENCY,
    "languages": faults.LANGUAGES_DIFFER,
    "root": faults.CONTENT_ROOT,
    "profile": faults.PROFILE_RULE,
    "data": faults.DATA_NAME,
    "reserved": faults.NAMESPACE_RESERVED,
    "untitled": faults.CONTENT_UNTITLED,
    "deprecated": faults.CONTENT_DEPRECATED,
    "phonemes": faults.PHONEMES_EMPTY,
}
"""The faults by kind of violation."""


@cache
def validator(kind: str) -> Validator:
    """The validator of documents of a kind: `xhtml` or `svg` of EPUB 3, `xhtml1` of EPUB 2."""
    if kind == "xhtml1":
        old = Grammar(xhtml1.GROUPS, strict=True)
        old.add(xhtml1.TABLE, xhtml1.NAMESPACE, xhtml1.CATEGORIES)
        old.add("svg:svg | OPS 2.0.1, 2.2 | IB | any | |", svg.NAMESPACE, xhtml1.CATEGORIES)
        old.rows("svg:svg")[0].lax = True
        return Validator(old)
    made = Grammar({**html.GROUPS, **mathml.GROUPS}, AriaTables(html.ARIA_VALUES, html.ROLES, html.IMPLICIT))
    made.custom = "custom"
    made.add(html.TABLE, html.NAMESPACE, html.CATEGORIES)
    made.add("svg:svg | EPUB 3.3, 6.2 | P | empty | |", svg.NAMESPACE, {"P": "phrasing"})
    made.add(mathml.TABLE, mathml.NAMESPACE, mathml.CATEGORIES)
    made.add("custom | 4.13 | | %transparent | |", html.NAMESPACE, {})
    for key in ("custom", "custom~", "foreign"):
        made.rows(key)[0].lax = True
    svg.add(made, document=kind == "svg")
    return Validator(made)


def content_faults(publication: Publication, version: str) -> Iterator[Finding]:
    """The faults of the content documents that the manifests of all renditions list, each document once."""
    seen: set[str] = set()
    yield from _of_rendition(publication, version, seen)
    for path in publication.package_paths[1:] if version == "3.3" else ():
        yield from _of_rendition(publication.rendition(path), version, seen)


def _of_rendition(publication: Publication, version: str, seen: set[str]) -> Iterator[Finding]:
    if publication.package is None or publication.package.get("version", "").strip()[:1] not in ("2", "3"):
        return
    indexes, needed = profiles.index_members(publication)
    fixed = fixed_members(publication) if version == "3.3" else frozenset()
    of_education = profiles.education_members(publication, fixed)
    roles = {"index": indexes, "needed": needed, "fixed": fixed, "education": of_education}
    for item in publication.items:
        member = item.member
        if member is None or member in seen or item.media_type not in (XHTML_TYPE, SVG_TYPE, CSS_TYPE) or not item.href:
            continue
        seen.add(member)
        data = publication.files.get(member)
        if data is None or member in publication.encrypted:
            continue
        if item.media_type == CSS_TYPE:
            yield from _style_sheet(member, data, version)
            continue
        own = frozenset(role for role, members in roles.items() if member in members)
        examine = partial(_of_document, publication, member, item.media_type, version, own)
        is_usual = version == "3.3" and not own
        yield from SOUND.unless_sound(item.media_type, publication.shape(member) if is_usual else "", examine)


def _of_document(
    publication: Publication, member: str, media_type: str, version: str, roles: frozenset[str]
) -> Iterator[Finding]:
    """The faults of an XHTML or SVG document, which is a page of fixed layout, an index or of a publication for
    education by its `roles`. Without these they depend on its markup, and on which of its texts are blank, alone.
    """
    is_html = media_type == XHTML_TYPE
    data = publication.files[member]
    yield from prolog_faults(member, data, is_html=is_html, version=version)
    root = publication.root(member)
    if root is None:
        if member in publication.broken and is_html:
            yield from _findings(member, _before_error(publication, member, data, version))
        return
    if member in publication.misencoded:
        yield faults.BYTES_NOT_UTF8.at(Location(member=member), "the document has bytes that are not UTF-8")
    if "fixed" in roles:
        for fault, element, message in size_faults(root, is_html=is_html):
            yield fault.at(place(member, element), message)
    violations = _VIOLATIONS[media_type, version == "3.3"]
    yield from _findings(member, violations(publication, member, root))
    if version == "3.3" and is_html and root.tag == f"{XHTML}html":
        if "index" in roles:
            yield from _findings(member, profiles.index_violations(root, needed="needed" in roles))
        if "education" in roles:
            yield from _findings(member, profiles.education_violations(root))
    yield from _styles(publication, member, root, version)


CSS_TYPE = "text/css"
_CSS = {
    "syntax": faults.CSS_SYNTAX,
    "property": faults.CSS_PROPERTY,
    "url": faults.CSS_EMPTY_URL,
    "face": faults.CSS_FACE,
}


def _style_sheet(member: str, data: bytes, version: str) -> Iterator[Finding]:
    """The faults of a style sheet in a file of its own."""
    where = Location(member=member)
    encoding = css.encoding_of(data)
    if encoding.upper() == "UTF-16":
        yield faults.CSS_UTF16.at(where, "the style sheet is encoded in UTF-16")
        if not data.startswith((b"\xff\xfe", b"\xfe\xff")):
            yield faults.CSS_SYNTAX.at(where, "the style sheet declares UTF-16, but is in another encoding")
    elif encoding and encoding.upper() != "UTF-8":
        yield faults.CSS_ENCODING.at(where, f"the style sheet declares the encoding {encoding[:60]}")
    text = css.decoded(data)
    if len(text) > css.MAX_SIZE:
        yield _unexamined_style(where, text)
        return
    for kind, problems in _by_kind(css.problems_of(text), version).items():
        first = problems[0]
        yield _CSS[kind].at(replace(where, line=first.line), first.message, detail=_count(len(problems)))


def _unexamined_style(where: Location, text: str) -> Finding:
    return faults.CSS_LARGE.at(where, f"the style sheet has {len(text)} characters and was not examined")


def _styles(publication: Publication, member: str, root: Any, version: str) -> Iterator[Finding]:
    """The faults of the style sheets and style attributes inside a page."""
    for element in root.iter(f"{XHTML}style", f"{{{svg.NAMESPACE}}}style"):
        text = "".join(element.itertext())
        if len(text) <= css.MAX_SIZE:
            yield from _inside(member, element, css.problems_of(text), version)
        else:
            yield _unexamined_style(place(member, element), text)
    for element, text in publication.attributes(member).get("style", ()):
        if not element.tag.startswith(XHTML):
            continue
        if len(text) <= css.MAX_SIZE:
            yield from _inside(member, element, css.StyleSheet(text).problems(attribute=True), version)
        else:
            yield _unexamined_style(place(member, element), text)
    for element, relation in publication.attributes(member).get("rel", ()):
        words = relation.lower().split()
        is_alternative = element.tag == f"{XHTML}link" and {"alternate", "stylesheet"} <= set(words)
        if is_alternative and version == "3.3" and element.get("title") is None:
            yield faults.CSS_UNTITLED.at(place(member, element), "an alternative style sheet has no title")


def _inside(member: str, element: Any, problems: Iterable[css.Problem], version: str) -> Iterator[Finding]:
    for kind, group in _by_kind(problems, version).items():
        yield _CSS[kind].at(place(member, element), group[0].message, detail=_count(len(group)))


def _by_kind(problems: Iterable[css.Problem], version: str) -> dict[str, list[css.Problem]]:
    """Problems by kind; EPUB 2 forbids no properties."""
    found: dict[str, list[css.Problem]] = {}
    for problem in problems:
        if problem.kind != "property" or version == "3.3":
            found.setdefault(problem.kind, []).append(problem)
    return found


def _count(number: int) -> tuple[tuple[str, str], ...]:
    return (("count", str(number)),) if number > 1 else ()


_BEFORE_ERRORS = frozenset({"element", "attribute", "value", "missing", "text", "role", "aria"})


def _before_error(publication: Publication, member: str, data: bytes, version: str) -> Iterator[Violation]:
    """The violations of the grammar in the lines of an XHTML document before that where it is not well-formed."""
    error = publication.broken[member]
    root: Any = recovered(data) if error.line and len(data) < MAX_XML else None
    if root is None:
        return
    if root.tag != f"{XHTML}html":
        if (root.sourceline or 0) < error.line:
            yield Violation("root", root, "html", "the root element is not html of XHTML", "4.1.1")
        return
    for violation in validator("xhtml" if version == "3.3" else "xhtml1").violations(root, "html"):
        is_before = violation.kind in _BEFORE_ERRORS and (violation.element.sourceline or 0) < error.line
        if is_before and (violation.kind != "text" or _ends_before(violation.element, error.line)):
            yield violation


def _ends_before(element: Any, line: int) -> bool:
    """Whether an element ends before a line: another one does not begin later."""
    while element is not None:
        after = element.getnext()
        if after is not None:
            return bool((after.sourceline or 0) < line)
        element = element.getparent()
    return False


def _xhtml(publication: Publication, member: str, root: Any) -> Iterator[Violation]:
    if root.tag != f"{XHTML}html":
        yield Violation("root", root, "html", "the root element is not html of XHTML", "4.1.1")
        return
    attributes = publication.attributes(member)
    yield from validator("xhtml").violations(root, "html")
    yield from rules.violations(root, attributes)
    yield from rules.deprecations(root, attributes)


def _svg(publication: Publication, member: str, root: Any) -> Iterator[Violation]:
    if root.tag != f"{{{svg.NAMESPACE}}}svg":
        yield Violation("root", root, "svg", "the root element is not svg of SVG", "EPUB 3.3, 6.2")
        return
    yield from validator("svg").violations(root, "svg:svg")
    attributes = publication.attributes(member)
    yield from rules.repeated_ids(attributes, collapsed=True)
    yield from rules.custom_attributes(attributes)
    yield from rules.empty_phonemes(attributes)


def _xhtml1(publication: Publication, member: str, root: Any) -> Iterator[Violation]:
    if root.tag != f"{XHTML}html":
        yield Violation("root", root, "html", "the root element is not html of XHTML", "OPS 2.0.1, 2.2")
        return
    yield from validator("xhtml1").violations(root, "html")
    yield from rules.repeated_ids(publication.attributes(member), collapsed=True)
    yield from rules.nested_links(root)
    for image in root.iter(f"{{{svg.NAMESPACE}}}svg"):
        if next(image.iterancestors(f"{{{svg.NAMESPACE}}}svg"), None) is None:
            yield from svg.old_violations(image)


def _svg1(publication: Publication, member: str, root: Any) -> Iterator[Violation]:
    if root.tag != f"{{{svg.NAMESPACE}}}svg":
        yield Violation("root", root, "svg", "the root element is not svg of SVG", "OPS 2.0.1, 2.2")
        return
    yield from svg.old_violations(root)
    yield from rules.repeated_ids(publication.attributes(member), collapsed=True)


_VIOLATIONS = {
    (XHTML_TYPE, True): _xhtml,
    (SVG_TYPE, True): _svg,
    (XHTML_TYPE, False): _xhtml1,
    (SVG_TYPE, False): _svg1,
}
"""The violations in documents by media type and whether the publication is of EPUB 3."""


def _findings(member: str, violations: Iterable[Violation]) -> Iterator[Finding]:
    """One finding for each kind of violation of one name, at the first place; its detail has their number."""
    groups: dict[tuple[str, str, str], list[Violation]] = {}
    for violation in violations:
        tag = violation.element.tag if violation.kind in ("attribute", "value", "missing", "role", "aria") else ""
        groups.setdefault((violation.kind, violation.name, tag), []).append(violation)
    for (kind, _, _), group in groups.items():
        first = group[0]
        standard = first.clause if not first.clause[:1].isdigit() else f"HTML, {first.clause}"
        detail = [("model", standard)]
        more = ""
        if len(group) > 1:
            detail.append(("count", str(len(group))))
            more = f"; so {len(group) - 1} more times"
        fault: Fault = _FAULTS[kind]
        yield fault.at(place(member, first.element), first.message + more, detail=tuple(detail))
