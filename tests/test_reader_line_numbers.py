"""Each number of a line that a reading states is one of the input: also of stories below others, and of printed pages,
whose lines are joined before they are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import labeled_kinds
import pytest

from convert.findings import Finding, Location, Severity
from convert.model import Moment
from convert.readers import Explanation, Parsed, Source
from convert.readers.text import read

pytestmark = pytest.mark.sampled(2)

MOMENT = Moment("2027-05-03T00:00:00Z")

PAGES = (
    "Eels return to the River Harrow\n\nBy Orla Finch\n\nPublished 3 May 2027\n\n"
    "Young eels have been counted above the mill at Harrow for the\nfirst time since 1931, a month after volunteers "
    "removed the last\nweir from the river, the trust said.\n\n"
    "The weir had held back nothing but trolleys and bicycles, of\nwhich the volunteers recovered sixteen in a single "
    "weekend.\n\nHarrow Courier · 1\n\x0c"
    "The next count is on the first of June, and whoever wants to\nsee an eel may bring a lamp and stand on a bridge, "
    "the trust\nadds.\n\nWho wants to help with the count may call Orla Finch, 01632 960 001.\n\nHarrow Courier · 2\n"
)
"""Printed pages with lines that go on, frames, and a contact."""


def _read(copy: str | bytes, first_line: int = 1) -> Parsed:
    data = copy.encode() if isinstance(copy, str) else copy
    return read(Source(name="a.txt", data=data, moment=MOMENT, first_line=first_line, explanations=True))


def _misnamed(explanations: tuple[Explanation, ...]) -> Iterator[str]:
    """What explanations of fields call lines by other numbers than theirs."""
    for found in explanations:
        for phrase, lines in ((found.taken, found.lines), (found.other, found.other_lines)):
            number = re.search(r"\bline (\d+)$", phrase)
            if number and int(number[1]) not in (lines or found.other_lines):
                yield phrase


@pytest.mark.parametrize("above", [0, 40])
@pytest.mark.parametrize("name", [name for name in labeled_kinds.NAMES if "-pdf-" in name])
def test_explanations_name_lines_of_the_input(name: str, above: int) -> None:
    parsed = _read(labeled_kinds.path_of(name).read_bytes(), above + 1)
    assert parsed.explanations
    assert not [*_misnamed(parsed.explanations)]


@pytest.mark.parametrize("above", [0, 40])
def test_explanations_of_pages_and_of_copy_name_lines_of_the_input(above: int) -> None:
    for copy in (PAGES, PAGES.replace("\x0c", "")):
        explanations = _read(copy, above + 1).explanations
        headline = next(found for found in explanations if found.field == "headline")
        assert headline.taken == f"line {above + 1}"
        authors = next(found for found in explanations if found.field == "authors")
        assert authors.taken == f"named in line {above + 3}"
        assert not [*_misnamed(explanations)]


@pytest.mark.parametrize("above", [0, 40])
def test_dropped_lines_are_those_of_the_input(above: int) -> None:
    contact = next(at for at, line in enumerate(PAGES.split("\n"), above + 1) if "01632" in line)
    [finding] = [found for found in _read(PAGES, above + 1).findings if found.code == "TXT020"]
    assert finding.message == f"14 words in sentences below the story are not in the article (line {contact})"
    assert dict(finding.detail)["lines"] == str(contact)


@pytest.mark.parametrize("word", ["Eels", "Finch", "Young", "first", "removed", "bicycles", "whoever"])
@pytest.mark.parametrize(("bad", "code"), [(b"\x01", "TXT002"), (b"\xff", "TXT011")])
def test_findings_on_bytes_stay_at_their_lines(bad: bytes, code: str, word: str) -> None:
    data = PAGES.replace("·", "···").encode().replace(word.encode(), word.encode() + bad, 1)
    line = next(at for at, text in enumerate(data.split(b"\n"), 41) if bad in text)
    assert [found.location.line for found in _read(data, 41).findings if found.code == code] == [line]


@pytest.mark.any_findings
def test_lines_in_details_are_moved_with_the_location() -> None:
    finding = Finding(
        code="TXT025",
        severity=Severity.WARNING,
        message="3 stories",
        location=Location(line=7, column=1),
        detail=(("stories", "3"), ("lines", "7, 13 …")),
    )
    moved = finding.below(100)
    assert moved.location == Location(line=107, column=1)
    assert moved.detail == (("stories", "3"), ("lines", "107, 113 …"))
    assert Finding(code="TXT001", severity=Severity.WARNING, message="").below(5).location.line == 0
