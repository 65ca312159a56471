"""Direction and script of the body fit the language.

What: the language of each body, or else of the document, fits the `dir` of the body and the script of its first
letters.

Why: without a direction, Arabic and Hebrew have full stops and quotation marks on the wrong side; and screen readers
are silent on Hebrew that is declared as English.

Fails: `<div lang="ar"><p>…</p></div>`, `<div lang="en" dir="rtl">`

Mend: state the language of the text, and `dir="rtl"` if it is written from right to left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from convert.checks.engine.rule import DOCUMENTS, Problem, Rule, Subject
from convert.documents import XML_LANG
from convert.findings import Severity

_LANGUAGES = frozenset(["ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi"])
_SCRIPTS = frozenset(["Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"])
_FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_FROM_LEFT = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u052f\u0904-\u0dff\u0e00-\u0fff\u3040-\u9fff\uac00-\ud7a3]")
_SAMPLE = 600
_ENOUGH = 40


def _find(subject: Subject) -> Iterator[Problem]:
    stated = next((language.value for language in subject.facts.languages), "")
    for body in subject.facts.bodies:
        language = _nearest(body.root, "lang", XML_LANG) or stated
        leftwards = _is_leftwards(language)
        if leftwards is None:
            continue
        direction = _nearest(body.root, "dir")
        sample = body.text[:_SAMPLE]
        if not leftwards and direction == "rtl":
            message = f"the body has dir=rtl, but {language} is written from left to right"
            yield Problem(message=message, location=body.location)
        if not leftwards and not _FROM_RIGHT.search(sample):
            continue
        from_right, from_left = len(_FROM_RIGHT.findall(sample)), len(_FROM_LEFT.findall(sample))
        least, most = (from_right, from_left) if leftwards else (from_left, from_right)
        if most >= _ENOUGH and most > 4 * least:
            yield Problem(message=f"the script of the body is not that of {language}", location=body.location)
        elif leftwards and body.root is not None and direction != "rtl" and from_right > from_left:
            message = f"the body in {language} has no dir=rtl"
            yield Problem(message=message, location=body.location, advice='Write dir="rtl" on the body.')


def _is_leftwards(language: str) -> bool | None:
    """Whether a language is written from right to left; None if the tag names none."""
    primary, *subtags = language.split("-")
    if primary.lower() in ("", "mis", "mul", "und", "zxx"):
        return None
    script = next((subtag.title() for subtag in subtags if len(subtag) == 4 and subtag.isalpha()), "")
    return script in _SCRIPTS if script else primary.lower() in _LANGUAGES


def _nearest(element: etree._Element | None, *names: str) -> str:
    """The value of the first of these attributes on an element, or on its nearest ancestor that has one."""
    while element is not None:
        for name in names:
            if value := element.get(name):
                return value
        element = element.getparent()
    return ""


RULE = Rule(
    code="NWS108",
    title="Direction and script of the body fit the language",
    severity=Severity.WARNING,
    formats=DOCUMENTS,
    clause="HTML, 3.2.6.4; Unicode Standard Annex #9",
    find=_find,
    advice="State the language and the direction of the text.",
)
