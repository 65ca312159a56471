"""The plain text of the body has the words of the XHTML, in their order.

What: an object with one XHTML body that can be read and one in plain text. Marks of lists, labels of notes and what
stands for a picture may be added in the plain text.

Why: one reader takes this, another that. A correction made in one of them alone is no correction.

Fails: a sentence that was taken out of the XHTML, and not out of the plain text

Mend: make both from the same copy.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain

from lxml import etree

from convert.checks.engine.facts import XHTML, Body
from convert.checks.engine.rule import Problem, Rule, Subject
from convert.findings import Severity

_MARK = re.compile(r"\n *(?:\d+\.|\[[^\[\]\n]+\]) ")
_LABEL = re.compile(r"\[([^\[\]\n]+)\]")
_WORD = re.compile(r"\w+")


def _find(subject: Subject) -> Iterator[Problem]:
    marked = [body for body in subject.facts.bodies if body.root is not None]
    plain = [body for body in subject.facts.bodies if body.root is None and _is_plain(subject, body)]
    if len(marked) != 1 or len(plain) != 1 or _are_alike(marked[0], plain[0]):
        return
    expected, found = _WORD.findall(marked[0].text), _WORD.findall(plain[0].text)
    rest = iter(found)
    missing = next((word for word in expected if word not in rest), None)
    if missing is not None:
        message = f"the plain text lacks {missing[:60]!r} of the XHTML, or has it elsewhere"
    else:
        more = Counter(found) - Counter(expected) - _additions(marked[0].root)
        added = next((word for word in more if not word.isdecimal()), None)
        if added is None:
            return
        message = f"the plain text has {added[:60]!r} more often than the XHTML"
    yield Problem(message=message, location=plain[0].location)


def _are_alike(marked: Body, plain: Body) -> bool:
    """Whether two texts have the same words at first glance: most have, and need no closer look."""
    return marked.runs == plain.runs or marked.runs == _unmarked(plain.text).split()


def _unmarked(plain: str) -> str:
    """A plain text as ours are, without its marks of quotations, lists, breaks and notes."""
    text = f"\n{plain}".replace("\n> ", "\n").replace("\n— ", "\n").replace("• ", "").replace("\n* * *\n", "\n")
    return _LABEL.sub(r" \1 ", _MARK.sub("\n", text))


def _is_plain(subject: Subject, body: Body) -> bool:
    pointer = body.location.pointer
    if not pointer.startswith("/bodies/"):
        return pointer == "/body_text"
    entry = subject.document.value["bodies"][int(pointer.split("/")[2])]
    return bool(entry.get("contentType", entry.get("contenttype")) == "text/plain")


def _additions(root: etree._Element | None) -> Counter[str]:
    """The words that a plain text may have besides: labels of notes, and what pictures show."""
    if root is None:
        return Counter()
    texts = (element.get("alt", element.get("data-label", "")) for element in root.iter(XHTML + "img", XHTML + "aside"))
    return Counter(chain.from_iterable(map(_WORD.findall, texts)))


RULE = Rule(
    code="NJS106",
    title="Plain text and XHTML have the same words",
    severity=Severity.WARNING,
    formats=("ninjs",),
    clause="ninjs: bodies",
    find=_find,
    advice="Make both bodies from the same copy.",
)
