"""References inside the item resolve.

What: `idref`, `idrefs`, `contentrefs`, `original`, `sourceidref`, and `root` of a package's groups name ids of elements
of the standard in the document.

Why: some validators check them and refuse the item, others, such as libxml2, do not; rights that apply to a missing
part apply to nothing.

Fails: `<rightsInfo idrefs="pic1">` without an element of the standard whose `id` is `pic1`

Mend: correct the reference. Ids inside an XHTML body do not count.
"""

from __future__ import annotations

from collections.abc import Iterator

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.newsml_g2 import NAR, place
from convert.findings import Severity

_IDS = frozenset({"id", "partid"})
_REFERENCES = frozenset({"idref", "idrefs", "contentrefs", "original", "sourceidref", "root"})


def _find(subject: Subject) -> Iterator[Problem]:
    index = subject.document.index
    ids = {element.get(name) for element, name in index.having(_IDS) if element.tag.startswith(NAR)}
    for element, name in index.having(_REFERENCES):
        if not element.tag.startswith(NAR):
            continue
        for reference in element.get(name, "").split():
            if reference not in ids:
                yield Problem(message=f"there is no element {reference}", location=place(element, name))


RULE = Rule(
    code="NML114",
    title="References inside the item resolve",
    severity=Severity.WARNING,
    formats=("newsml-g2",),
    clause="XML Schema part 2, 3.3.9; NewsML-G2: idrefs",
    find=_find,
    advice="Point to the id of an element of the standard.",
)
