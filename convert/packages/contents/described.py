"""What the documents of a story say of it, where the journal does not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC
from typing import NamedTuple

from convert.batch.inputs import read_file
from convert.checks import checks_of
from convert.checks.engine.facts import Facts, instant
from convert.documents import DocumentError
from convert.errors import InputError

_LEARN_FROM = ("ninjs", "article", "newsml-g2", "epub")
"""The formats whose documents say what a story is where the journal does not, the fastest to read first."""


class Description(NamedTuple):
    """What a document says of its story, for catalogs; empty where it says nothing."""

    title: str = ""
    language: str = ""
    publisher: str = ""


def description_in(places: Mapping[str, str]) -> Description:
    """Return the description of a story, read from one of its documents, whose places are given by format."""
    for format in _LEARN_FROM:
        if format in places and (facts := _read_facts(places[format], format)):
            return Description(
                title=facts.headline.value if facts.headline else "",
                language=facts.languages[0].value if facts.languages else "",
                publisher=facts.provider.value if facts.provider else "",
            )
    return Description()


def stated_in(places: Mapping[str, str]) -> dict[str, str]:
    """Return what the documents of a story say of it, where the journal does not."""
    for format in _LEARN_FROM:
        if format in places and (found := _facts(places[format], format)):
            return found
    return {}


def _read_facts(place: str, format: str) -> Facts | None:
    """Return the facts in a document, None if it cannot be read."""
    try:
        data, _ = read_file(place)
        checks = checks_of(format)
        return checks.facts(checks.open(data))
    except (DocumentError, InputError):
        return None


def _facts(place: str, format: str) -> dict[str, str]:
    """Return what a document says of its story; nothing if it cannot be read."""
    facts = _read_facts(place, format)
    if facts is None or facts.guid is None or facts.items:
        return {}
    updated = instant(facts.updated.value) if facts.updated else None
    return {
        "id": facts.guid.value,
        "id_from": "document",
        "version": facts.version.value if facts.version else "",
        "status": facts.status,
        "updated": updated.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if updated else "",
    }
