"""Every language tag is registered (BCP 47).

What: each language tag of the document or a part is registered.

Why: it selects the voice of screen readers, the fonts and hyphenation of browsers, and the audience of feeds. Schemas
check the shape at most: `english`, `xx` and `en-UK` pass. Some libraries read `en_US` and `eng` as `en`, others do not.

Fails: `xml:lang="english"`

Mend: use a tag of the IANA registry, the shortest there is: `en`, `en-GB`, `zh-Hant`; if the language is not known,
`und`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

from convert.checks.engine.rule import DOCUMENTS, Problem, Rule, Subject
from convert.errors import InstallationError
from convert.findings import Severity

_MOST = 1000
"""How many tags of one document are looked up, which is slow; no story is in more languages."""


@lru_cache(maxsize=512)
def _is_registered(tag: str) -> bool:
    """Return whether each subtag of a tag is in the registry, under its type (RFC 5646, 2.2.9)."""
    lower = tag.lower()
    if lower in _COMMON:
        return True
    registry = _registry()
    if lower in registry["tag"]:
        return True
    public, mark, private = f"-{lower}-".partition("-x-")
    if mark and not _PRIVATE.fullmatch(private.removesuffix("-")):
        return False
    found = _TAG.fullmatch(public.strip("-"))
    if not found:
        return bool(mark) and not public
    language, *extended = found["language"].split("-")
    subtags = {"language": [language], "extlang": extended, "script": [found["script"]], "region": [found["region"]]}
    subtags["variant"] = found["variants"].split("-")[1:]
    return all(
        subtag in registry[kind] or _is_for_private_use(kind, subtag)
        for kind, listed in subtags.items()
        for subtag in filter(None, listed)
    )


_TAG = re.compile(
    r"(?P<language>[a-z]{2,3}(?:-[a-z]{3}){0,3})(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?P<variants>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)(?:-[0-9a-wyz](?:-[a-z0-9]{2,8})+)*"
)
_PRIVATE = re.compile("[a-z0-9]{1,8}(?:-[a-z0-9]{1,8})*")


def _is_for_private_use(kind: str, subtag: str) -> bool:
    """Return whether a subtag is in a range that the registry leaves to private use."""
    ranges = _PRIVATE_USE.get(kind, ())
    return any(len(subtag) == len(low) and low <= subtag <= high for low, high in ranges)


_PRIVATE_USE = {
    "language": (("qaa", "qtz"),),
    "script": (("qaaa", "qabx"),),
    "region": (("aa", "aa"), ("qm", "qz"), ("xa", "xz"), ("zz", "zz")),
}


@cache
def _registry() -> dict[str, frozenset[str]]:
    """The subtags of the registry by their type, and the whole tags that it has, in lower case."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for entry in _registry_text().split("%%\nType: ")[1:]:
        kind, name, _ = entry.split("\n", 2)
        found["tag" if kind == "grandfathered" else kind].add(name.partition(": ")[2].lower())
    return {kind: frozenset(found[kind]) for kind in ("language", "extlang", "script", "region", "variant", "tag")}


def _registry_text() -> str:
    """The registry as IANA publishes it, from the package langcodes, which takes long to import and to parse it."""
    package = find_spec("langcodes")
    try:
        return (Path(package.origin or "").parent / "data" / _REGISTRY).read_text("utf-8") if package else ""
    except OSError as e:
        raise InstallationError(
            "INP013", f"the registry of languages cannot be read: {e}", "Install langcodes."
        ) from None


_REGISTRY = "language-subtag-registry.txt"
_LONGEST = 100
"""The length of the longest tag for which another is suggested; langcodes parses each subtag one level deeper."""


def _suggestion(tag: str) -> str:
    """Return the advice to write the registered tag that is meant, empty if none is near."""
    import langcodes

    if len(tag) > _LONGEST:
        return ""
    try:
        near = str(langcodes.standardize_tag(tag.replace("_", "-")))
    except ValueError:
        return ""
    return f"Write {near} if that is meant." if near.lower() != tag.lower() and _is_registered(near) else ""


# Tags that are not looked up in the registry, which is slow to load.
_COMMON = frozenset(
    [
        *("und", "ar", "bg", "cs", "da", "de", "el", "en", "en-gb", "en-us", "es", "fa", "fi", "fr", "he", "hi", "hr"),
        *("hu", "id", "it", "ja", "ko", "nb", "nl", "nn", "no", "pl", "pt", "pt-br", "ro", "ru", "sk", "sl", "sr"),
        *("sv", "th", "tr", "uk", "ur", "vi", "zh", "zh-hans", "zh-hant"),
    ]
)


def _find(subject: Subject) -> Iterator[Problem]:
    tags = set(islice(dict.fromkeys(language.value for language in subject.facts.languages), _MOST))
    unknown = {tag for tag in tags if not _is_registered(tag)}
    for language in subject.facts.languages if unknown else ():
        if language.value in unknown:
            message = f"{language.name}: {language.value!r} is not a registered language tag"
            yield Problem(message=message, location=language.location, advice=_suggestion(language.value))


RULE = Rule(
    code="NWS107",
    title="Every language tag is registered (BCP 47)",
    severity=Severity.ERROR,
    formats=DOCUMENTS,
    clause="BCP 47 (RFC 5646, 2.2.9)",
    find=_find,
    advice="Use a tag of the IANA language subtag registry, or und if the language is not known.",
)
