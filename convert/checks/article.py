"""The checks of Article JSON: its schema and its facts, read without the model, which writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from convert.checks.engine import json_schemas
from convert.checks.engine.facts import Body, Fact, Facts, is_responsible
from convert.documents import LIMITS, Json, Limits, open_json
from convert.findings import Finding, Location

FAMILY = "ART"

_MARK = re.compile(rb'\s*\{\s*"article"\s*:')
_HEAD = ("headline", "subheadline", "byline", "summary", "dateline")
_TIMES = ("published", "updated", "content_created", "expires")


def recognise(data: bytes) -> bool:
    """Whether `data` is a JSON object that begins with its `article` version."""
    return bool(_MARK.match(data))


def open(data: bytes, limits: Limits = LIMITS) -> Json:
    """Parse the document. Raises DocumentError, for duplicate keys, too."""
    return open_json(data, strict=True, limits=limits)


def version(document: Json) -> str:
    """The version of Article JSON; there is one."""
    return "1"


def violations(document: Json, version: str) -> Iterator[Finding]:
    """The violations of the schema."""
    for violation in json_schemas.json_violations(f"article/{version}/article.json", document):
        yield violation.finding("ART001", "Compare it with an article that `wirecopy convert -t article` writes.")


def profile(document: Json) -> Iterator[Finding]:
    """None: the schema includes the whole body profile."""
    return iter(())


def facts(document: Json) -> Facts:
    """The facts that the document states."""
    item: dict[str, Any] = document.value if isinstance(document.value, dict) else {}
    named = {key: _fact(item, key) for key in ("id", "language", *_HEAD, *_TIMES)}
    blocks = item.get("body")
    body = "\n".join(" ".join(_texts(block)) for block in (blocks if isinstance(blocks, list) else ()))
    head = [fact for key in _HEAD if (fact := named[key])]
    embargo = _embargo(item)
    return Facts(
        guid=named["id"],
        version=Fact("version", str(item.get("version", 1)), Location(pointer="/version")),
        status=str(item.get("status", "usable")),
        headline=named["headline"],
        provider=_provider(item),
        published=named["published"],
        updated=named["updated"],
        content_created=named["content_created"],
        embargo=embargo,
        expires=named["expires"],
        rights=tuple(_rights(item)),
        digital_source_type=_fact(item, "digital_source_type"),
        responsible=tuple(_responsible(item)),
        times=tuple(fact for fact in (*map(named.get, _TIMES), embargo) if fact and "T" in fact.value),
        languages=(named["language"],) if named["language"] else (),
        bodies=(Body(place=Location(pointer="/body"), text=body),),
        texts=(*head, *_unprinted(item), Fact("body", body, Location(pointer="/body"))),
        printed=" ".join([*(fact.value for fact in head), body]),
    )


def _fact(item: dict[str, Any], key: str) -> Fact | None:
    value = item.get(key)
    return Fact(key, value, Location(pointer=f"/{key}")) if isinstance(value, str) else None


_LINES = ("slugline", "teaser", "credit_line")
_LISTS = ("other_headlines", "authors", "contributors", "sources", "keywords", "editor_notes", "related")
_TEXTS = ("text", "name", "title")


def _unprinted(item: dict[str, Any]) -> Iterator[Fact]:
    """The texts for people that are not printed with the story."""
    yield from (fact for key in _LINES if (fact := _fact(item, key)))
    for key in _LISTS:
        values = item.get(key)
        for at, value in enumerate(values if isinstance(values, list) else ()):
            texts = map(value.get, _TEXTS) if isinstance(value, dict) else (value,)
            yield from (Fact(key, text, Location(pointer=f"/{key}/{at}")) for text in texts if isinstance(text, str))


def _provider(item: dict[str, Any]) -> Fact | None:
    provider = item.get("provider")
    name = provider.get("name") if isinstance(provider, dict) else provider
    return Fact("provider", name, Location(pointer="/provider")) if isinstance(name, str) else None


def _responsible(item: dict[str, Any]) -> Iterator[Fact]:
    """The byline, the authors, and contributors with the role of an editor."""
    if byline := _fact(item, "byline"):
        yield byline
    for key in ("authors", "contributors"):
        values = item.get(key)
        for at, value in enumerate(values if isinstance(values, list) else ()):
            name = value.get("name") if isinstance(value, dict) else None
            if isinstance(name, str) and (key == "authors" or any(map(is_responsible, value.get("roles") or ()))):
                yield Fact(key, name, Location(pointer=f"/{key}/{at}"))


def _embargo(item: dict[str, Any]) -> Fact | None:
    embargo = item.get("embargo")
    if not isinstance(embargo, dict):
        return None
    until = embargo.get("until")
    return Fact("embargo", until if isinstance(until, str) else "", Location(pointer="/embargo"))


def _rights(item: dict[str, Any]) -> Iterator[Fact]:
    rights = item.get("rights")
    for key, value in rights.items() if isinstance(rights, dict) else ():
        yield Fact(key, str(value), Location(pointer=f"/rights/{key}"))


# The parts of a block in which text is printed, in reading order.
_PRINTED = ("caption", "head", "body", "content", "nested", "items", "credit_label", "credit", "attribution", "text")
_RUNS = frozenset({"styled", "link", "mention"})


def _texts(node: Any) -> Iterator[str]:
    """The texts of blocks in reading order; inline runs are joined without a space."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, list):
        if any(isinstance(n, str) or _kind(n) in _INLINES for n in node):
            yield "".join(map(_run, node))
        else:
            for child in node:
                yield from _texts(child)
    elif isinstance(node, dict):
        for key in _PRINTED:
            if key in node and not (key == "text" and _kind(node) not in ("verbatim", "embed")):
                yield from _texts(node[key])


_INLINES = _RUNS | {"linebreak", "noteref"}


def _kind(node: Any) -> str:
    kind = node.get("type") if isinstance(node, dict) else None
    return kind if isinstance(kind, str) else ""


def _run(node: Any) -> str:
    if isinstance(node, str):
        return node
    if not isinstance(node, dict):
        return " "
    if _kind(node) in _RUNS:
        content = node.get("content")
        return content if isinstance(content, str) else "".join(map(_run, content if isinstance(content, list) else []))
    return f" {node.get('label', '')} "
