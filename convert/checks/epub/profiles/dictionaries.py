"""The rules of EPUB Dictionaries and Glossaries 1.0, 2, on what documents contain."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from convert.checks.epub.namespaces import XHTML
from convert.checks.epub.profiles.typed import (
    ENTRY,
    Problem,
    count_of,
    elements_of,
    typed_children,
    types_of,
)
from convert.documents import local_name

_ON_IN_DICTIONARY: Mapping[str, frozenset[str]] = {
    type: frozenset(f"{XHTML}{name}" for name in names.split())
    for type, names in {
        "dictionary": "body section",
        "dictentry": "article",
        "condensed-entry": "aside",
        "part-of-speech-list": "ol",
        "sense-list": "ol",
        "idiom": "dfn",
        "phrase-list": "ol ul",
    }.items()
}


def dictionary_problems(root: Any) -> Iterator[Problem]:
    """What is wrong with a document of a dictionary."""
    article = f"{XHTML}article"
    for type, tags in _ON_IN_DICTIONARY.items():
        for element in elements_of(root, type):
            if element.tag not in tags:
                yield element, f"the type {type} is on {local_name(element)}"
    for element in elements_of(root, "dictionary"):
        if element.find(article) is None:
            yield element, "a dictionary has no article"
    for element in root.iter(f"{XHTML}*"):
        types, parent = types_of(element), element.getparent()
        above = [] if parent is None else types_of(parent)
        if "dictentry" in types or (element.tag == article and "dictionary" in above):
            words = element.iterdescendants(f"{XHTML}dfn")
            is_condensed: Callable[[Any], bool] = lambda e: any(  # noqa: E731
                "condensed-entry" in types_of(ancestor) for ancestor in e.iterancestors()
            )
            if all(is_condensed(word) for word in words):
                yield element, "an entry has no dfn"
        if "condensed-entry" in types:
            outer = None if parent is None else parent.getparent()
            if parent is None or parent.tag != article or outer is None or "dictionary" not in types_of(outer):
                yield element, "a condensed entry is not in an article of a dictionary"
            if (element.get("hidden", "no")).lower() not in ("", "hidden"):
                yield element, "a condensed entry is not hidden"
        is_in_list = parent is not None and parent.tag == f"{XHTML}ol" and "part-of-speech-list" in above
        is_group = "part-of-speech-group" in types or (element.tag == ENTRY and is_in_list)
        if is_group and not count_of(typed_children(element, ENTRY), "part-of-speech"):
            yield element, "a group has no part of speech"
        if "tran-info" in types and parent is not None and not count_of(list(parent.iterchildren("*")), "tran"):
            yield element, "a tran-info has no tran beside it"
        is_phrases = "phrase-group" in types or (element.tag == ENTRY and "phrase-list" in above)
        if is_phrases and not count_of(list(element.iterdescendants(f"{XHTML}*")), "example", "idiom"):
            yield element, "a group of phrases has no example or idiom"
