"""What each parser of single lines reads from the lines of the labeled copies, as they are and with one change.

A copy's trace shows only the reading that was chosen; here are all of them, with every part. A line that is not in the
table of a parser is one in which it finds nothing. `readers/lines/more.toml` has lines that no copy has.
"""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from pathlib import Path

import labeled_copies
import labeled_kinds
import pytest

from convert.readers.text.lexicon import Lexicon, find_label, load_lexicon
from convert.readers.text.lexicon.bylines import is_opening_alone, read_byline, read_name_line, read_people
from convert.readers.text.lexicon.captions import read_caption
from convert.readers.text.lexicon.datelines import read_dateline, read_whole_dateline
from convert.readers.text.lexicon.dates import read_date
from convert.readers.text.lexicon.keys import line_key
from convert.readers.text.lexicon.names import is_description, is_known_name, is_organisation, split_name

FOLDER = Path(__file__).parent / "readers" / "lines"
LONGEST = 200
LONGEST_CHANGED = 80
LONGEST_NAMES = 50


def _name(text: str, lexicon: Lexicon) -> object:
    """The parts of a name, and what is known of them; nothing for what is no name."""
    if len(text) > LONGEST_NAMES or not (parts := split_name(text, lexicon))[1]:
        return None
    kinds = {"known": is_known_name, "organisation": is_organisation, "description": is_description}
    return [*parts, *(kind for kind, has in kinds.items() if has(text, lexicon))]


def _people(text: str, lexicon: Lexicon) -> object:
    """The people of a line that is not also a line of names."""
    return len(text) <= LONGEST_NAMES and not read_name_line(text, lexicon) and read_people(text, lexicon)


def _other(reading: object, usual: object) -> object:
    return None if reading == usual else reading


PARSERS: Mapping[str, Callable[[str, Lexicon], object]] = {
    "byline": read_byline,
    "byline-opening": is_opening_alone,
    "caption": read_caption,
    "date": read_date,
    "date-of-any-day": lambda text, lexicon: _other(
        read_date(text, lexicon, of_any_day=True), read_date(text, lexicon)
    ),
    "dateline": read_dateline,
    "dateline-alone": read_whole_dateline,
    "label": lambda text, lexicon: find_label(line_key(text), lexicon),
    "name": _name,
    "name-line": read_name_line,
    "people": _people,
}


@cache
def lines() -> Mapping[str, tuple[str, ...]]:
    """By language: the lines of its labeled copies, then those with a change, each once."""
    more = tomllib.loads((FOLDER / "more.toml").read_text(encoding="utf-8"))
    found: dict[str, dict[str, None]] = {language: dict.fromkeys(texts) for language, texts in more.items()}
    for folder in (labeled_copies.FOLDER, labeled_kinds.FOLDER):
        for labels in sorted(folder.glob("*.truth.toml")):
            language = tomllib.loads(labels.read_text(encoding="utf-8"))["language"].partition("-")[0]
            [copy] = [path for path in folder.glob(f"{labels.name.removesuffix('.truth.toml')}.*") if path != labels]
            texts = map(str.strip, re.split(r"[\r\n]+", copy.read_bytes().decode("utf-8", "replace")))
            found.setdefault(language, {}).update(dict.fromkeys(text for text in texts if 0 < len(text) <= LONGEST))
    for texts in found.values():
        texts.update(dict.fromkeys(new for text in tuple(texts) for new in _changes(text)))
    return {language: tuple(text for text in texts if text) for language, texts in sorted(found.items())}


def _changes(line: str) -> Iterator[str]:
    """The line in capitals, without its first or last word, and with other separators."""
    if len(line) <= LONGEST_CHANGED:
        yield line.upper()
        yield line.partition(" ")[2]
        yield line.rpartition(" ")[0]
        yield line.replace(" - ", ": ").replace(" – ", " -- ")
        yield re.sub(r"[()]", "", line)
        yield line.replace(",", "")


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


@pytest.mark.sampled(2)
@pytest.mark.parametrize("parser", PARSERS)
def test_line_is_read_as_before(parser: str, accept: bool) -> None:
    found = []
    for language, texts in lines().items():
        lexicon = load_lexicon("en", language)
        readings = ((text, PARSERS[parser](text, lexicon)) for text in texts)
        found += [f"{language}: {text}\n    {_shown(reading)}\n" for text, reading in readings if reading]
    path = FOLDER / f"{parser}.txt"
    if accept:
        path.write_text("".join(found), encoding="utf-8")
    assert "".join(found) == path.read_text(encoding="utf-8")


def test_every_parser_finds_what_it_is_for() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(PARSERS)
    assert all(path.stat().st_size for path in FOLDER.glob("*.txt"))


PLACES = (
    "LONDON",
    "London",
    "Little Wadeby",
    "TARROW",
    "NEW YORK, N.Y.",
    "paris",
    "PORT ANNE ON THE SEA",
    "Ana",
    "MONDAY",
)
AGENCIES = ("", " (AP)", " (Lorne Press)", " (LPN)", " AP", " (Ana Reed)", " /AP/")
SEPARATORS = (" - ", ": ", ". ", " ", "=", " — ")
NAMES = (
    "Ana Reed",
    "ANA REED",
    "ana reed",
    "Ana",
    "Ana Reed and Jo Holm",
    "Ana Reed, Jo Holm & Al Rowan",
    "Dr Ana van der Reed",
)
SUFFIXES = (
    "",
    ", AP",
    ", science editor",
    " in Rome",
    " | 9 May 2024",
    " and agencies",
    " for the Post",
    "/AP",
    " (AP)",
    ".",
)
DAYS = (
    "3{0}4{0}2016",
    "13{0}4{0}2016",
    "4{0}13{0}2016",
    "05{0}05{0}2016",
    "31{0}2{0}2016",
    "2016{0}04{0}03",
    "3{0}4{0}16",
)
LANGUAGES = ("en", "de", "fr", "hu", "fa", "ja", "tr")


def _composed(parser: Callable[[str, Lexicon], object], languages: Sequence[str], *parts: Sequence[str]) -> str:
    """What the parser reads from each line that has one of each of these parts."""
    found: list[str] = []
    for language in languages:
        lexicon = load_lexicon("en", language)
        readings = ((text, parser(text, lexicon)) for text in map("".join, product(*parts)))
        found += [f"{language}: {text}\n    {_shown(reading)}\n" for text, reading in readings if reading]
    return "".join(found)


COMPOSED: Mapping[str, Callable[[], str]] = {
    "dateline": lambda: _composed(
        read_dateline,
        ["en"],
        PLACES,
        ("", ", May 9", " 9 May 2024"),
        AGENCIES,
        SEPARATORS,
        ("Trains are late.", "trains are late."),
    ),
    "dateline-alone": lambda: _composed(
        read_whole_dateline, ["en"], PLACES, ("", ", May 9", ", May 9, 2024"), AGENCIES
    ),
    "byline": lambda: _composed(read_byline, ["en"], ("By ", "by ", "BY ", "Words: ", "Story by "), NAMES, SUFFIXES),
    "name-line": lambda: _composed(read_name_line, ["en"], NAMES, SUFFIXES),
    "people": lambda: _composed(read_people, ["en"], NAMES, SUFFIXES),
    "date": lambda: _composed(
        read_date,
        LANGUAGES,
        ("", "Updated "),
        [day.format(separator) for day in DAYS for separator in "./-"],
        ("", " 3:05 pm", " 15:05 GMT"),
    ),
}


@pytest.mark.parametrize("parser", COMPOSED)
def test_composed_line_is_read_as_before(parser: str, accept: bool) -> None:
    """Every choice of one of each part of a line, such as a place, a day, an agency and what separates them."""
    found = COMPOSED[parser]()
    path = FOLDER / "composed" / f"{parser}.txt"
    if accept:
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")
