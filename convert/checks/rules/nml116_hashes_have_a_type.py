"""Hashes say how they were made, and fit what they were made of.

What: each `hash` has a `hashtype` or `hashtypeuri`, and as many digits as MD5 and the SHA family have where it names
one of them. Where its scope is the content, as it is without a scope, and the content is one `inlineData`, the digest
is worked out again. Content in `inlineXML` is not, since the standard does not say how markup is written for it; nor is
what stands elsewhere.

Why: a digest without its function proves nothing, and one that does not fit says that the content was changed on its
way.

Fails: `<hash>d41d8cd98f00b204e9800998ecf8427e</hash>`

Mend: `<hash hashtypeuri="http://www.w3.org/2001/04/xmlenc#sha256">…</hash>`; where the content was changed with intent,
work the digest out again.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.newsml_g2 import NAR, place
from convert.checks.newsml_g2.vocabularies import scopes
from convert.findings import Severity

_LENGTHS = {"md5": 32, "sha1": 40, "sha256": 64, "sha384": 96, "sha512": 128}
_CONTENT = "http://cv.iptc.org/newscodes/hashscope/content"
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp1252")
"""What the text may have been written in before it was put into the item."""


def _find(subject: Subject) -> Iterator[Problem]:
    for digest in subject.document.index.named(NAR + "hash"):
        kind = digest.get("hashtypeuri") or digest.get("hashtype")
        function = re.sub("[^a-z0-9]", "", re.split("[:/#]", kind or "")[-1].lower())
        stated = (digest.text or "").strip().lower()
        if not kind:
            yield Problem(message="the hash has no type", location=place(digest))
        elif function not in _LENGTHS:
            continue
        elif not re.fullmatch(f"[0-9a-f]{{{_LENGTHS[function]}}}", stated):
            message = f"this is no {function.upper()} in hexadecimal, which has {_LENGTHS[function]} digits"
            yield Problem(message=message, location=place(digest))
        elif (written := _content(subject, digest)) and all(
            hashlib.new(function, each, usedforsecurity=False).hexdigest() != stated for each in written
        ):
            yield Problem(message="the hash does not fit the content", location=place(digest))


def _content(subject: Subject, digest: Any) -> set[bytes]:
    """All that the content may have been when `digest` was made of it; nothing where that cannot be known."""
    item = next(digest.iterancestors(NAR + "newsItem"), None)
    renditions = item.findall(f"{NAR}contentSet/{NAR}*") if item is not None else []
    if len(renditions) != 1 or renditions[0].tag != NAR + "inlineData" or not _covers_content(subject, digest):
        return set()
    text = "".join(renditions[0].itertext())
    lines = {text, text.strip(), text.replace("\n", "\r\n"), text.strip().replace("\n", "\r\n")}
    written = {line.encode(encoding, "replace") for line in lines for encoding in _ENCODINGS}
    with suppress(binascii.Error, ValueError):
        written.add(base64.b64decode("".join(text.split()), validate=True))
    return written


def _covers_content(subject: Subject, digest: Any) -> bool:
    """Whether the scope of `digest` is the content of the item, as it is where none is stated."""
    scope, code = digest.get("scopeuri"), digest.get("scope")
    if scope is None and code:
        alias, _, term = code.partition(":")
        uris = {uri for found in scopes(subject.document) for uri in found.aliases.get(alias, ())}
        return _CONTENT in {uri + term for uri in uris}
    return scope in (None, _CONTENT)


RULE = Rule(
    code="NML116",
    title="Hashes say how they were made, and fit",
    severity=Severity.ERROR,
    formats=("newsml-g2",),
    clause="NewsML-G2: hash, hashtype, scope; IPTC NewsCodes: hashscope",
    find=_find,
    advice="State the type, and the digest in full and of what is sent.",
)
