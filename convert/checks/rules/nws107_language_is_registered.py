"""Every language tag is registered (BCP 47).

What: each language tag of the document or a part is registered.

Why: it selects the voice of screen readers, the fonts and hyphenation of browsers, and the audience of feeds. Schemas
check the shape at most: `english` and `xx` pass.

Fails: `xml:lang="english"`

Mend: use a tag of the IANA registry, `en`, `en-GB`, `zh-Hant`; if the language is not known, `und`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from convert.checks.engine.rule import DOCUMENTS, Problem, Rule, Subject
from convert.findings import Severity

_MOST = 1000
"""How many tags of one document are looked up, which is slow; no story is in more languages."""


@lru_cache(maxsize=512)
def _is_registered(tag: str) -> bool:
    if tag.lower() in _COMMON:
        return True
    import langcodes

    return bool(langcodes.tag_is_valid(tag))


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
            yield Problem(message=message, location=language.location)


RULE = Rule(
    code="NWS107",
    title="Every language tag is registered (BCP 47)",
    severity=Severity.ERROR,
    formats=DOCUMENTS,
    clause="BCP 47 (RFC 5646, 2.2.9)",
    find=_find,
    advice="Use a tag of the IANA language subtag registry, or und if the language is not known.",
)
