"""Metadata that users supply, with values as people write them: dates become the forms of the model, and what was
understood is noted.

    >>> supplied({"published": "7 December 2016", "subjects": "medtop:16000000"})

`article_codec.metadata` has the keys and the forms that are exact.
"""

from __future__ import annotations

import typing
from collections.abc import Mapping
from typing import Any, NamedTuple

from convert import article_codec
from convert.errors import ModelError, UsageError
from convert.findings import Finding, Severity
from convert.mapping.qcodes import MEDIA_TOPICS
from convert.model import Article, Moment
from convert.model.values import require_instant

MOMENTS = frozenset({"updated", "published", "content_created", "expires", "embargo", "embargo.until"}) | {
    "history.timestamp"
}
"""The leaves whose values are dates or instants."""

_INSTANTS = frozenset({"updated", "expires", "embargo", "embargo.until"})

_PROSE = frozenset({"editor_notes", "other_headlines", "related", "history", "other_ids"})
"""Lists whose texts have commas."""


class Supplied(NamedTuple):
    """Metadata as values of the model, and sentences on what was understood of values that are not exact."""

    values: dict[str, object]
    notes: tuple[str, ...] = ()


def supplied(values: Mapping[str, object], *, timezone: str | None = None) -> Supplied:
    """Return metadata under the keys of `--meta`; `timezone` is the zone of times that show none.

    Raises UsageError (INP011).
    """
    notes: list[str] = []
    exact = {key: _exact(_leaf(key), value, timezone, notes) for key, value in values.items()}
    for key, value in values.items():
        _note_list(_leaf(key), key, value, notes)
    return Supplied(article_codec.metadata(exact), tuple(notes))


def findings(notes: tuple[str, ...], file: str = "") -> tuple[Finding, ...]:
    """Return a finding for each note (INP065), on the metadata file."""
    advice = "Correct the value if this is not what it means."
    return tuple(
        Finding(
            code="INP065",
            severity=Severity.WARNING if "list" in note else Severity.NOTICE,
            message=f"{file}: {note}" if file else note,
            advice=advice,
        )
        for note in notes
    )


def _leaf(key: str) -> str:
    """The key with the name of its field, whether or not it was given in the singular."""
    name, dot, inner = key.replace("-", "_").partition(".")
    return (name if name in _hints() or f"{name}s" not in _hints() else f"{name}s") + dot + inner


def _hints() -> dict[str, Any]:
    return article_codec.field_types(Article)


def _exact(leaf: str, value: object, timezone: str | None, notes: list[str]) -> object:
    """The value with all dates in it in the form of the model."""
    if isinstance(value, Mapping):
        return {key: _exact(f"{leaf}.{key}", inner, timezone, notes) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_exact(leaf, inner, timezone, notes) for inner in value]
    if leaf in MOMENTS and hasattr(value, "isoformat"):
        value = value.isoformat()
    if leaf not in MOMENTS or not isinstance(value, str) or value in _WORDS.get(leaf, ()):
        return value
    try:
        moment = Moment(value)
    except ModelError:
        moment = _moment(leaf, value, timezone)
        notes.append(f"{leaf}: {value!r} is understood as {moment.text}")
    if leaf in _INSTANTS:
        _require_instant(leaf, value, moment)
    return moment.text


_WORDS = {"embargo": (article_codec.NO_EMBARGO, article_codec.OPEN_EMBARGO)}


def _require_instant(leaf: str, value: str, moment: Moment) -> None:
    try:
        require_instant(leaf, moment)
    except ModelError:
        message = f"metadata {leaf}: {value!r} is only a day; it must be an instant with an offset"
        advice = f"Add the time of day and the offset: {leaf}={moment.text[:10]}T18:30:00+02:00."
        raise UsageError("INP011", message, advice) from None


_EXAMPLES = "Write it as 2016-12-07, 2016-12-07T16:00:00+02:00 or 7 December 2016."


def _moment(leaf: str, value: str, timezone: str | None) -> Moment:
    """The moment that a date as people write it shows. Raises UsageError if it is not certain."""
    from convert.readers.text.lexicon import languages, load_lexicon
    from convert.readers.text.lexicon.dates import read_date
    from convert.readers.text.lexicon.day_labels import contradicted_weekday
    from convert.readers.text.lexicon.time_zones import given_zone
    from convert.zones import load_zone

    def refused(why: str, advice: str = _EXAMPLES) -> UsageError:
        return UsageError("INP011", f"metadata {leaf}: {value!r} {why}", advice)

    # English comes last, as the language of the line: in others, a slash shows the order of day and month.
    lexicon = load_lexicon("en")
    parsed = read_date(value, lexicon, of_any_day=True)
    if (parsed is None or parsed.moment is None) and any(map(str.isalpha, value)):
        # Names of months have other meanings in other languages: "listopad" is October or November.
        each = [load_lexicon(name, "en") for name in languages() if name != "en"]
        found = [(date, known) for known in each if (date := read_date(value, known, of_any_day=True)) and date.moment]
        if len({date.moment for date, _ in found}) > 1:
            raise refused("is a date that languages understand differently")
        if found:
            parsed, lexicon = min(found, key=lambda pair: len(pair[0].rest))
    if parsed is None:
        raise refused("is neither a date nor an instant with an offset")
    if parsed.moment is None:
        why = parsed.uncertainty or "a day that does not exist"
        raise refused(f"is {why}", "Write it as year-month-day: 2016-12-07." if "apart" in why else _EXAMPLES)
    if parsed.rest or parsed.updated:
        raise refused("says more than a date", _EXAMPLES)
    if weekday := contradicted_weekday(value, parsed.moment, lexicon):
        raise refused(f"names a {weekday}, which {parsed.moment.text[:10]} is not")
    if parsed.clock is None:
        return parsed.moment
    with given_zone(load_zone(timezone) if timezone else None):
        zoned = parsed.in_given_zone().moment
    if zoned is None or not zoned.is_instant:
        day, clock = parsed.moment.text, parsed.clock.strftime("%H:%M:%S")
        if timezone:
            why = f"is a time that the clocks of {timezone} show twice or not at all"
        else:
            why = "is a time without its zone"
        advice = f"Add the offset, as in {day}T{clock}+01:00{'' if timezone else ', or give --timezone'}."
        raise refused(why, advice)
    return zoned


def _note_list(leaf: str, key: str, value: object, notes: list[str]) -> None:
    """Note a value that looks like several. Raises UsageError for the list of a programming language."""
    hint = _hints().get(leaf)
    if typing.get_origin(hint) is not tuple or not isinstance(value, str) or leaf in _PROSE:
        return
    if value.startswith("[") and value.endswith("]"):
        message = f"metadata {leaf}: {value!r} is one text and looks like a list"
        raise UsageError("INP011", message, f"Repeat the key for each value: -m {key}=… -m {key}=….")
    separator = next((sign for sign in (";", ",") if sign in value.strip(sign)), "")
    if separator and value not in MEDIA_TOPICS.values() and not value.startswith(tuple("([{")):
        notes.append(f"{leaf}: {value!r} is one value, not a list; for several, repeat -m {key}=…, or give a list")
