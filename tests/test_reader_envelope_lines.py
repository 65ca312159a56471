"""What envelopes make of each labeled copy, and what changes where one of its first or last lines is another.

Each file of `readers/envelopes` has the envelope of a copy, field by field, and for each change the fields that differ.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path

import labeled_kinds
import one_change
import pytest
import sections

from convert.model import Moment
from convert.readers.text.envelopes import Envelope, Frame, decode_mail, open_envelopes, open_frame
from convert.readers.text.lines.decode import decode

FOLDER = Path(__file__).parent / "readers" / "envelopes"
COPIES = {path.stem: path for path in sorted(labeled_kinds.FOLDER.iterdir()) if not path.name.endswith(".toml")}
FIRST, LAST = 12, 5
"""How many lines that are not blank are changed."""

CHANGES: Mapping[str, Callable[[str], str]] = {
    "blank": lambda line: "",
    "other case": str.swapcase,
    "half": lambda line: line[: len(line) // 2],
    "text": lambda line: "The ferry resumed on Tuesday after three days of storm, its owner said in the harbor.",
}


def _fields(envelope: Envelope) -> Iterator[tuple[str, str]]:
    """The fields of an envelope that are set, each as one line."""
    for at, line in sorted(envelope.taken.items()):
        yield f"line {at + 1}", f"{line.role}, {line.rule}{', private' * line.is_private}"
    for name in ("metadata", "stated", "rewritten", "roles"):
        for key, value in sorted(getattr(envelope, name).items()):
            shown = (
                value.text if isinstance(value, Moment) else value if dataclasses.is_dataclass(value) else repr(value)
            )
            yield f"{name} {key}", str(shown)
    for name in ("headline", "sent", "issued", "notes", "layout", "is_whole"):
        value = getattr(envelope, name)
        yield name, value.text if isinstance(value, Moment) else repr(value)
    yield "continued", " ".join(map(str, sorted(envelope.continued)))
    yield "findings", " ".join(f"{each.code}:{each.location.line}" for each in envelope.findings)


def _lines(data: bytes) -> tuple[tuple[str, ...], Frame | None]:
    """The lines of a copy, and its frame where it has one of as many lines."""
    mail = decode_mail(data, None)
    frame = None if mail else open_frame(data, None)
    lines = (decode(mail.text, "utf-8") if mail else decode(frame.data if frame else data)).lines
    return lines, frame if frame and len(lines) == frame.lines else None


@pytest.mark.sampled(20)
@pytest.mark.parametrize("name", COPIES)
def test_envelopes_are_opened_as_before(name: str, accept: bool) -> None:
    path = COPIES[name]
    lines, frame = _lines(path.read_bytes())
    whole = dict(_fields(open_envelopes(lines, path.name, frame)))
    rows = [f"{field}: {value}" for field, value in whole.items()]
    filled = [at for at, line in enumerate(lines) if line.strip()]
    for at in dict.fromkeys((*filled[:FIRST], *filled[-LAST:])):
        for title, change in CHANGES.items():
            changed = dict(
                _fields(open_envelopes((*lines[:at], change(lines[at]), *lines[at + 1 :]), path.name, frame))
            )
            rows.append(f"== {at + 1} {title} ==")
            rows += [f"-{field}" for field in whole if field not in changed]
            rows += [f"{field}: {value}" for field, value in changed.items() if whole.get(field) != value]
    one_change.hold(FOLDER / f"{name}.txt", "\n".join(rows) + "\n", accept=accept)


FILLER = "Wind blew over the harbor, and the ferry stayed where it was."
STEPS = (0, 4, 10, 20, 40, 70, 110)
"""How many lines more a copy gets; where it makes a difference, the exact number is found."""


@pytest.mark.sampled(40)
@pytest.mark.parametrize("name", COPIES)
def test_envelopes_of_copies_with_more_lines_are_opened_as_before(name: str, accept: bool) -> None:
    """Lines of text in four places, from none to many."""
    path = COPIES[name]
    lines, frame = _lines(path.read_bytes())
    filled = [at for at, line in enumerate(lines) if line.strip()]
    rows = []
    places = (0, [*filled, len(lines), len(lines)][2], filled[len(filled) // 2], filled[-1])
    for place, at in zip(("top", "below the second line", "middle", "above the last line"), places, strict=True):

        @cache
        def opened(count: int, at: int = at) -> str:
            more = (*lines[:at], *(FILLER,) * count, *lines[at:])
            envelope = open_envelopes(more, path.name, None if count else frame)
            taken = Counter(line.rule for line in envelope.taken.values())
            stated = [*envelope.metadata, *envelope.stated, *("headline",) * (envelope.headline is not None)]
            return "; ".join([f"{count} {rule}" for rule, count in sorted(taken.items())] + sorted(set(stated)))

        rows.append(f"{place}: {opened(0) or 'nothing'}\n")
        for below, above in pairwise(STEPS):
            if opened(below) != opened(above):
                while above - below > 1:
                    middle = (below + above) // 2
                    below, above = (middle, above) if opened(middle) == opened(below) else (below, middle)
                rows.append(f"{place} from {above} on: {opened(above) or 'nothing'}\n")
    sections.hold("envelopes_pushed", name, "".join(rows), accept=accept, folder=FOLDER.parent)


def test_every_copy_has_its_file() -> None:
    assert sorted(path.stem for path in FOLDER.iterdir()) == sorted(COPIES)
