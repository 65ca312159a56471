"""What each parser of single lines reads from lines of labeled copies, changed lines, and lines made of parts.

A copy's trace shows only the reading that was chosen; here are those of one parser, with every part. Of all such lines
the tables keep those that take another way through the parser than the lines kept before. For another line write it
and a line `    nothing` below it into the table of its parser, and accept.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from convert.readers.text.lexicon import Lexicon, find_label, load_lexicon
from convert.readers.text.lexicon.bylines import is_opening_alone, read_byline
from convert.readers.text.lexicon.captions import read_caption
from convert.readers.text.lexicon.datelines import read_dateline, read_whole_dateline
from convert.readers.text.lexicon.dates import read_date
from convert.readers.text.lexicon.end_credits import read_any_caption
from convert.readers.text.lexicon.keys import line_key
from convert.readers.text.lexicon.name_lines import read_name_line
from convert.readers.text.lexicon.names import is_description, is_known_name, is_organisation, split_name
from convert.readers.text.lexicon.people import read_people

FOLDER = Path(__file__).parent / "readers" / "lines"


def _name(text: str, lexicon: Lexicon) -> object:
    """The parts of a name, and what is known of them; nothing for what is no name."""
    if not (parts := split_name(text, lexicon))[1]:
        return None
    kinds = {"known": is_known_name, "organisation": is_organisation, "description": is_description}
    return [*parts, *(kind for kind, has in kinds.items() if has(text, lexicon))]


def _other(reading: object, usual: object) -> object:
    return None if reading == usual else reading


PARSERS: Mapping[str, Callable[[str, Lexicon], object]] = {
    "byline": read_byline,
    "byline-opening": is_opening_alone,
    "caption": read_caption,
    "caption-by-form": read_any_caption,
    "date": read_date,
    "date-of-any-day": lambda text, lexicon: _other(
        read_date(text, lexicon, of_any_day=True), read_date(text, lexicon)
    ),
    "dateline": read_dateline,
    "dateline-alone": read_whole_dateline,
    "label": lambda text, lexicon: find_label(line_key(text), lexicon),
    "name": _name,
    "name-line": read_name_line,
    "people": read_people,
}


def _shown(found: object) -> str:
    """A reading as one line: every part of it that is set."""
    if isinstance(found, list | tuple):
        return "; ".join(_shown(each) for each in found)
    if isinstance(found, str):
        return found.removeprefix("http://id.loc.gov/vocabulary/relators/")
    if not dataclasses.is_dataclass(found):
        return str(found)
    parts = {field.name: getattr(found, field.name) for field in dataclasses.fields(found)}
    return ", ".join(f"{name}={_shown(value)}" for name, value in parts.items() if value or value == 0)


@pytest.mark.parametrize("parser", PARSERS)
def test_line_is_read_as_before(parser: str, accept: bool) -> None:
    path = FOLDER / f"{parser}.txt"
    lines = path.read_text(encoding="utf-8").split("\n")[:-1:2]
    found = []
    for line in lines:
        language, _, text = line.partition(": ")
        reading = PARSERS[parser](text, load_lexicon("en", language))
        found.append(f"{line}\n    {_shown(reading) if reading else 'nothing'}\n")
    if accept:
        path.write_text("".join(found), encoding="utf-8")
    assert "".join(found) == path.read_text(encoding="utf-8")


def test_every_parser_finds_what_it_is_for() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(PARSERS)
    readings = {path.stem: path.read_text(encoding="utf-8").split("\n")[1::2] for path in FOLDER.glob("*.txt")}
    assert [name for name, table in readings.items() if all(each == "    nothing" for each in table)] == []
