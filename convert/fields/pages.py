"""Metadata fields as a page in Markdown, as lines for a terminal, and as data for machines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from convert.configuration.keys import UNIQUE
from convert.fields import Field, fields
from convert.formats import named

_PAGE = """\
# Metadata fields

Copy lacks much that a receiver wants, and metadata override what is read from it. Each key can be given

- on the command line, as `--meta KEY=VALUE` or `-m KEY=VALUE`; a key that is repeated makes a list,
- in a metadata file of one story, `<stem>.meta.toml` or `<stem>.meta.json` beside `<stem>.txt`,
- in a line of JSON Lines,
- for all stories of a project, below `[meta]` in `wirecopy.toml` (all but `id` and `headline`).

The command line overrides metadata files, which override the configuration, which overrides the copy. A dot leads into
a record: `provider.uri`. Hyphens and underscores are the same, and so are `author` and `authors`. On the command line
one record can be given by its parts, several records with parts only in a metadata file.

Dates can be given as people write them, `7 December 2016` or `2016-12-07 16:00`, if they are certain: `03/04/2016` is
refused, and so is a time without an offset or `--timezone`. What was understood is printed. Terms of IPTC's schemes and
URIs can be given as codes: `subjects=medtop:16000000` has the URI `http://cv.iptc.org/newscodes/mediatopic/16000000`
and the name that IPTC gives it, if it is one of the topmost topics; others have their code as their name, or the name
before it: `subjects='ferries (medtop:20000430)'`.

A correction keeps the `id` of the story and has a higher `version`. Without an `id` one is computed from the words, so
that receivers see two stories; `version` without `id` is reported (INP066).

Below each key are an example for the command line, the same for a metadata file, and where each format holds the value.
The [table of the mapping](README.md) explains the places.

`wirecopy fields` prints the list, `wirecopy fields KEY` what this page has of a key, and `--json` all of it. This page
is generated; tests run its examples.
"""


def page() -> str:
    """All fields as a page in Markdown."""
    lines = [*_PAGE.splitlines(), "", "| key | shape | meaning |", "|---|---|---|"]
    lines += [f"| `{f.key}` | {_shape(f)} | {f.meaning} |" for f in fields()]
    for field in fields():
        lines += ["", f"## {field.key}", "", *_section(field)]
    return "\n".join([*lines, ""])


def _shape(field: Field) -> str:
    return f"list: {field.shape}" if field.is_list and "." not in field.key else field.shape


def _section(field: Field) -> Iterator[str]:
    yield field.meaning + (f" Also {', '.join(f'`{key}`' for key in field.other_keys)}." if field.other_keys else "")
    yield from ("", f"Shape: {_shape(field)}.", "", "```sh")
    yield f"wirecopy convert story.txt -o out {field.command_line}"
    yield from ("```", "", "```toml", *field.sidecar.splitlines(), "```", "")
    yield from (f"- {named(name).title}: {place}" for name, place in field.places.items() if name != "article")


def listing() -> Iterator[str]:
    """The lines of the list of all keys for a terminal."""
    rows = [("KEY", "SHAPE", "EXAMPLE"), *((f.key, _brief(f), f.command_line) for f in fields())]
    widths = [max(len(row[at]) for row in rows) for at in range(2)]
    for key, shape, example in rows:
        yield f"{key:{widths[0]}}  {shape:{widths[1]}}  {example}"


def _brief(field: Field) -> str:
    shape = _shape(field)
    return shape if len(shape) <= 40 else f"{shape[:39].rstrip(' ,')}…"


def explained(field: Field) -> Iterator[str]:
    """The lines that explain one field for a terminal."""
    yield f"{field.key}: {field.meaning}"
    yield ""
    yield f"Shape: {_shape(field)}."
    if field.other_keys:
        yield f"Also: {', '.join(field.other_keys)}."
    yield f"Command line: {field.command_line}"
    yield "Metadata file:"
    yield from (f"  {line}" for line in field.sidecar.splitlines())
    yield "Places:"
    yield from (f"  {name}: {place.replace('`', '')}" for name, place in field.places.items() if name != "article")


def as_data(chosen: Iterable[Field]) -> list[dict[str, object]]:
    """Fields as data for machines."""
    return [
        {
            "key": field.key,
            "other_keys": list(field.other_keys),
            "shape": field.shape,
            "list": field.is_list,
            "meaning": field.meaning,
            "configuration": field.leaf.partition(".")[0] not in UNIQUE,
            "options": [f"{key}={value}" for key, value in field.options],
            "sidecar": field.values,
            "places": field.places,
        }
        for field in chosen
    ]
