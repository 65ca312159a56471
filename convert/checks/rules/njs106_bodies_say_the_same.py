"""The plain text of the body has the words of the XHTML, in their order.

What: in an object with one XHTML body that can be parsed and one in plain text, both have the same words in the same
order. The plain text may add list markers, labels of notes and texts in place of pictures.

Why: some receivers use one, some the other. A correction of only one of them does not reach everybody.

Fails: a sentence that was removed from the XHTML, but not from the plain text

Mend: make both from the same copy.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain

from lxml import etree

from convert.checks.engine.facts import Body
from convert.checks.engine.rule import Problem, Rule, Subject
from convert.documents import XHTML
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
    """Whether a quick comparison finds the same words, which it does for most texts."""
    return marked.runs == plain.runs or marked.runs == tuple(_unmarked(plain.text).split())


def _unmarked(plain: str) -> str:
    """A plain text without the markers of quotations, lists, breaks and notes that our writer adds."""
    text = f"\n{plain}".replace("\n> ", "\n").replace("\n— ", "\n").replace("• ", "").replace("\n* * *\n", "\n")
    return _LABEL.sub(r" \1 ", _MARK.sub("\n", text))


def _is_plain(subject: Subject, body: Body) -> bool:
    pointer = body.location.pointer
    if not pointer.startswith("/bodies/"):
        return pointer == "/body_text"
    entry = subject.document.value["bodies"][int(pointer.split("/")[2])]
    return bool(entry.get("contentType", entry.get("contenttype")) == "text/plain")


def _additions(root: etree._Element | None) -> Counter[str]:
    """The words that a plain text may add: labels of notes, and alternative texts of pictures."""
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
