"""What envelopes make of each labeled copy, and what changes where one of its first or last lines is another.

Each file of `readers/envelopes` has the envelope of a copy, field by field, and for each change the fields that differ.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import labeled_kinds
import one_change
import pytest

from convert.model import Moment
from convert.readers.text.envelopes import Envelope, decode_mail, open_envelopes, open_frame
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


@pytest.mark.sampled(20)
@pytest.mark.parametrize("name", COPIES)
def test_envelopes_are_opened_as_before(name: str, accept: bool) -> None:
    data, path = COPIES[name].read_bytes(), COPIES[name]
    mail = decode_mail(data, None)
    frame = None if mail else open_frame(data, None)
    lines = (decode(mail.text, "utf-8") if mail else decode(frame.data if frame else data)).lines
    if frame and len(lines) != frame.lines:
        frame = None
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


def test_every_copy_has_its_file() -> None:
    assert sorted(path.stem for path in FOLDER.iterdir()) == sorted(COPIES)
