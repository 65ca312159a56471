"""An envelope in the making has all that an envelope has."""

from __future__ import annotations

import dataclasses

from convert.findings import Finding, Severity
from convert.model import Moment
from convert.readers.text.envelopes.draft import Draft
from convert.readers.text.envelopes.envelope import Envelope, TakenLine

VALUES: dict[str, object] = {
    "taken": {0: TakenLine("mark")},
    "metadata": {"urgency": 3},
    "stated": {"urgency": 0},
    "headline": "Ferry runs again",
    "sent": Moment("2026-05-06T07:00:00Z"),
    "issued": Moment("2026-05-06"),
    "notes": ["updates throughout"],
    "findings": [Finding(code="TXT025", severity=Severity.WARNING, message="m", advice="a")],
    "rewritten": {1: "Ferry runs"},
    "layout": "wrapped",
    "continued": {1},
    "roles": {1: "headline"},
    "is_whole": True,
}


def test_an_envelope_has_each_part_of_its_draft() -> None:
    draft = Draft(["=", "= Ferry runs"])
    for name, value in VALUES.items():
        setattr(draft, name, value)
    envelope = draft.envelope()
    assert {field.name for field in dataclasses.fields(Envelope)} == {"lines", *VALUES}
    assert envelope.lines == ("=", "= Ferry runs")
    for name, value in VALUES.items():
        own = getattr(envelope, name)
        assert own == (type(own)(value) if isinstance(own, (tuple, frozenset)) else value), name


def test_notes_have_single_spaces() -> None:
    draft = Draft(["x"])
    draft.notes.append("  updates \t throughout ")
    assert draft.envelope().notes == ("updates throughout",)


def test_the_first_line_that_states_a_value_counts() -> None:
    draft = Draft(["2", "3"])
    draft.state_first("urgency", 2, 0)
    draft.state_first("urgency", 3, 1)
    assert (draft.metadata, draft.stated) == ({"urgency": 2}, {"urgency": 0})
    draft.state("urgency", 3, 1)
    assert (draft.metadata, draft.stated) == ({"urgency": 3}, {"urgency": 1})
