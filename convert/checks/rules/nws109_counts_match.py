"""Word and character counts are correct.

What: `wordcount` and `charcount` of a rendition are those of its text. A word is a run without white space; in scripts
without spaces, such as Han and Thai, a character. Any run of white space counts as one character.

Why: counts are used for billing and reading times; a wrong one is a sign of a body that was cut.

Fails: `"wordCount": 900` on a body of 40 words.

Mend: count again, or omit the count. Programs count a little differently, so a difference of up to a tenth is allowed.
"""

from __future__ import annotations

from collections.abc import Iterator

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.findings import Severity

_TOLERANCE = 0.1


def _find(subject: Subject) -> Iterator[Problem]:
    for body in subject.facts.bodies:
        if body.words is None and body.characters is None:
            continue
        words, characters = body.counts
        for what, stated, counted in (("words", body.words, words), ("characters", body.characters, characters)):
            if stated is not None and abs(stated - counted) > _TOLERANCE * max(counted, 10):
                message = f"{stated:.12g} {what} are stated, {counted} counted"
                yield Problem(message=message, location=body.location)


RULE = Rule(
    code="NWS109",
    title="Word and character counts are correct",
    severity=Severity.WARNING,
    formats=("newsml-g2", "ninjs"),
    clause="NewsML-G2: wordcount, charcount; ninjs: wordCount, charCount",
    find=_find,
    advice="Count again, or omit the count.",
)
