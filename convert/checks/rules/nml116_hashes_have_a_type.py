"""Hashes say how they were made.

What: each `hash` has a `hashtype` or `hashtypeuri`, and as many digits as a SHA-256 has where it says that it is one.

Why: a digest without its function proves nothing.

Fails: `<hash>d41d8cd98f00b204e9800998ecf8427e</hash>`

Mend: `<hash hashtypeuri="http://www.w3.org/2001/04/xmlenc#sha256">…</hash>`
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from convert.checks import Problem, Rule, Subject
from convert.checks.newsml_g2 import NAR, place
from convert.findings import Severity

_DIGEST = re.compile("[0-9a-fA-F]{64}")


def _find(subject: Subject) -> Iterator[Problem]:
    for digest in subject.document.index.named(NAR + "hash"):
        kind = digest.get("hashtype") or digest.get("hashtypeuri")
        if not kind:
            yield Problem(message="the hash has no type", location=place(digest))
        elif kind.lower().endswith("#sha256") and not _DIGEST.fullmatch((digest.text or "").strip()):
            yield Problem(message="this is no SHA-256 in hexadecimal", location=place(digest))


RULE = Rule(
    code="NML116",
    title="Hashes say how they were made",
    severity=Severity.ERROR,
    formats=("newsml-g2",),
    clause="NewsML-G2: hash, hashtype",
    find=_find,
    advice="State the type, and the digest in full.",
)
