"""Editions of one version are the same.

What: documents of one folder that are checked together and have the same identifier and version have the same headline
and the same words in the body; within one format, the same printed text. The later file gets the finding, which names
the earlier.

Why: receivers that have this version drop the second document as a copy, or replace the first without notice. Which of
the two remains is chance.

Fails: two files with `guid="urn:newsml:example.org:20161207:aleppo" version="1"`, one of which has an additional
sentence

Mend: give the corrected story the next version. If they are two stories, give each its own identifier.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from convert.checks.engine.rule import DOCUMENTS, Rule
from convert.checks.engine.session import Edition
from convert.findings import Severity


def _compare(earlier: Edition, later: Edition) -> Iterator[str]:
    if not _have_one_version(earlier, later) or os.path.dirname(earlier.path) != os.path.dirname(later.path):
        return
    place = earlier.path or "an earlier document"
    if earlier.words != later.words:
        yield f"the same version of the same story has other words in {place}"
    elif earlier.format == later.format and earlier.printed != later.printed:
        yield f"the same version of the same story has other printed text in {place}"


def _have_one_version(one: Edition, other: Edition) -> bool:
    return one.version == other.version or (one.number is not None and one.number == other.number)


RULE = Rule(
    code="NWS103",
    title="Editions of one version are the same",
    severity=Severity.ERROR,
    formats=DOCUMENTS,
    clause="NewsML-G2: guid, version; ninjs: uri, version",
    compare=_compare,
    advice="Give the corrected story the next version, or another story its own identifier.",
)
