"""Hashes have a type, and fit the content.

What: each `hash` has a `hashtype` or `hashtypeuri`, and the number of digits of the function that it names, if that is
MD5 or one of the SHA family. If its scope is the content, which is the default, and the content is one `inlineData`,
the digest is computed again. Content in `inlineXML` is not hashed, since the standard does not define how to serialise
it, nor is external content.

Why: a digest without its function proves nothing, and one that does not fit shows that the content was changed in
transit.

Fails: `<hash>d41d8cd98f00b204e9800998ecf8427e</hash>`

Mend: `<hash hashtypeuri="http://www.w3.org/2001/04/xmlenc#sha256">…</hash>`; if the content was changed on purpose,
compute the digest again.
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
"""The encodings that the text may have had before it was put into the item."""


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
            message = f"this is not {function.upper()} in hexadecimal, which has {_LENGTHS[function]} digits"
            yield Problem(message=message, location=place(digest))
        elif (written := _content(subject, digest)) and all(
            hashlib.new(function, each, usedforsecurity=False).hexdigest() != stated for each in written
        ):
            yield Problem(message="the hash does not fit the content", location=place(digest))


def _content(subject: Subject, digest: Any) -> set[bytes]:
    """The bytes that `digest` may have been computed from; none if they are unknown."""
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
    """Whether the scope of `digest` is the content of the item, which is the default."""
    scope, code = digest.get("scopeuri"), digest.get("scope")
    if scope is None and code:
        alias, _, term = code.partition(":")
        uris = {uri for found in scopes(subject.document) for uri in found.aliases.get(alias, ())}
        return _CONTENT in {uri + term for uri in uris}
    return scope in (None, _CONTENT)


RULE = Rule(
    code="NML116",
    title="Hashes have a type, and fit the content",
    severity=Severity.ERROR,
    formats=("newsml-g2",),
    clause="NewsML-G2: hash, hashtype, scope; IPTC NewsCodes: hashscope",
    find=_find,
    advice="State the type, and the full digest of the content.",
)
