"""Terms of closed vocabularies exist.

What: terms of the nature of news items (`ninat`) and of the publishing status (`stat`) exist, wherever they are used.

Why: receivers route by them. An item with an unknown term goes to nobody, or to everybody: `stat:cancelled` does not
stop a story.

Fails: `<pubStatus qcode="stat:cancelled"/>`

Mend: `stat` has usable, withheld and canceled; `ninat` has text, picture, graphic, animated, audio, video, composite.
"""

from __future__ import annotations

from collections.abc import Iterator

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.newsml_g2 import NAR, place
from convert.checks.newsml_g2.vocabularies import scopes
from convert.findings import Severity

_CLOSED = {
    "http://cv.iptc.org/newscodes/ninature/": ("text", "picture", "graphic", "animated", "audio", "video", "composite"),
    "http://cv.iptc.org/newscodes/pubstatusg2/": ("usable", "withheld", "canceled"),
}


def _find(subject: Subject) -> Iterator[Problem]:
    for scope in scopes(subject.document):
        for alias, used in scope.qcodes.items():
            for uri in scope.aliases.get(alias, ()):
                for element, attribute, code in used if uri in _CLOSED else ():
                    if code.partition(":")[2] not in _CLOSED[uri]:
                        message = f"{code} does not exist; there are {', '.join(_CLOSED[uri])}"
                        yield Problem(message=message, location=place(element, attribute))
    for element in subject.document.index.named(NAR + "itemClass", NAR + "pubStatus"):
        scheme, slash, term = element.get("uri", "").rpartition("/")
        terms = _CLOSED.get(scheme + slash, (term,))
        if term not in terms:
            message = f"{element.get('uri')} does not exist; there are {', '.join(terms)}"
            yield Problem(message=message, location=place(element, "uri"))


RULE = Rule(
    code="NML104",
    title="Terms of closed vocabularies exist",
    severity=Severity.ERROR,
    formats=("newsml-g2",),
    clause="IPTC NewsCodes: ninature, pubstatusg2",
    find=_find,
    advice="Write one of the terms that exist.",
)
