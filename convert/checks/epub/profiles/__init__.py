"""The rules of indexes, dictionaries and publications for education on what their documents contain.

EPUB Indexes 1.0, 3; EPUB Dictionaries and Glossaries 1.0, 2; EPUB for Education, 4 and 5. They apply to documents that
a publication, an item or a collection declares to be of such a kind.
"""

from __future__ import annotations

from collections.abc import Iterator

from convert.checks.epub import faults, media, urls
from convert.checks.epub.namespaces import OPF
from convert.checks.epub.navigation import is_fixed
from convert.checks.epub.profiles.dictionaries import dictionary_problems
from convert.checks.epub.profiles.education import semantics_problems, structure_problems
from convert.checks.epub.profiles.indexes import index_problems, whole_index_problems
from convert.checks.epub.profiles.typed import Problem
from convert.checks.epub.publication import Publication, place
from convert.findings import Finding

__all__ = ["faults_of"]


def faults_of(publication: Publication, profiles: frozenset[str]) -> Iterator[Finding]:
    """Every fault of the documents of such publications, but for the navigation document."""
    linear = {id(e): e.get("linear", "").strip() != "no" for e, _ in publication.named_items}
    non_linear = {item.id for e, item in publication.named_items if item is not None and not linear[id(e)]}
    indexes = _in_indexes(publication)
    for item in publication.distinct_items:
        if item.media_type != media.XHTML_TYPE or item.member is None or "nav" in item.properties:
            continue
        is_index = "idx" in profiles or "index" in item.properties or item.member in indexes
        is_education = "edupub" in profiles and item.id not in non_linear and not is_fixed(publication, item)
        if not (is_index or is_education or "dict" in profiles):
            continue
        root = publication.root(item.member)
        if root is None:
            continue
        problems: list[Problem] = []
        if is_index or is_education:
            problems += index_problems(root)
        if is_index:
            problems += whole_index_problems(root)
        if is_education:
            problems += structure_problems(root)
            problems += semantics_problems(root)
        if "dict" in profiles:
            problems += dictionary_problems(root)
        for element, message in problems:
            yield faults.PROFILE_RULE.at(place(item.member, element), message)
    if "edupub" in profiles:
        yield from _microdata(publication)


def _microdata(publication: Publication) -> Iterator[Finding]:
    """A publication for education with microdata, and without RDFa, at the first place."""
    where = None
    for _, member, _ in publication.contents:
        attributes = publication.attributes(member)
        if "property" in attributes:
            return
        if where is None and (stated := attributes.get("itemscope")):
            where = place(member, stated[0][0])
    if where is not None:
        yield faults.MICRODATA_ALONE.at(where, "the publication has microdata, and no RDFa")


def _in_indexes(publication: Publication) -> frozenset[str]:
    """The members that collections with the role `index` link to."""
    found: set[str] = set()
    for collection in publication.package.iter(f"{OPF}collection"):
        if "index" in (collection.get("role") or "").split():
            links = collection.iterdescendants(f"{OPF}link")
            found.update(urls.parse(publication.package_path, link.get("href") or "").member for link in links)
    return frozenset(found)
