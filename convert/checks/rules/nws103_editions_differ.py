"""One version of a story says one thing.

What: the documents of one run that have the same identifier and the same version. What all formats share is compared,
the headline and the words of the body; within one format, all that is printed. The later file gets the finding, which
names the earlier.

Why: whoever has the version already takes the second document for a copy and drops it, or puts it silently in the
place of the first. Which of the two is kept is chance.

Fails: two files with `guid="urn:newsml:example.org:20161207:aleppo" version="1"`, of which one has a sentence more

Mend: give the corrected story the next version. Where they are two stories, give each its own identifier.
"""

from __future__ import annotations

from collections.abc import Iterator

from convert.checks.engine.rule import Rule
from convert.checks.engine.session import Edition
from convert.findings import Severity


def _compare(earlier: Edition, later: Edition) -> Iterator[str]:
    if not _have_one_version(earlier, later):
        return
    place = earlier.path or "an earlier document"
    if earlier.words != later.words:
        yield f"the same version of the same story has other words in {place}"
    elif earlier.format == later.format and earlier.printed != later.printed:
        yield f"the same version of the same story is printed otherwise in {place}"


def _have_one_version(one: Edition, other: Edition) -> bool:
    return one.version == other.version or (one.number is not None and one.number == other.number)


RULE = Rule(
    code="NWS103",
    title="One version of a story says one thing",
    severity=Severity.ERROR,
    formats=("newsml-g2", "ninjs", "epub", "article"),
    clause="NewsML-G2: guid, version; ninjs: uri, version",
    compare=_compare,
    advice="Give the corrected story the next version, or another story its own identifier.",
)
