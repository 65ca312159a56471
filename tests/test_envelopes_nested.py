"""An envelope inside a mail gives what it gives alone, on its own lines, and the mail gives what it gives alone."""

from __future__ import annotations

import pytest

from convert.model import Moment
from convert.readers import Parsed, Source
from convert.readers.text import read

MAIL = """From: Lena Oakes <lena@agency.example>
To: desk@paper.example
Sent: Fri, 3 Jul 2026 17:02:11 +0100
Subject: copy for tomorrow
Attachments: harbor.jpg; table.xls

"""

BODY = """
A leek grown in a bathtub has broken the county record, weighing in at 9.2 kilos at Saturday's show in Brackenholm.

Its grower, retired plumber Alf Tindle, said he had fed it on stout and read to it in the evenings.
"""

LABELS = "HEADLINE: Giant leek breaks record\nBYLINE: By Ada Lund\nDATE: soon\nEMBARGO: until the council votes\n"
HELD = "EMBARGOED until the council has voted\n\nGiant leek breaks record\n"
RELEASE = "PRESS RELEASE\nFor immediate release\n\nGiant leek breaks record\n"


def parse(text: str) -> Parsed:
    return read(Source(name="story.txt", data=text.encode(), moment=Moment("2020-01-01T00:00:00Z")))


@pytest.mark.parametrize("inner", [LABELS, HELD, RELEASE], ids=["labels", "note of an embargo", "press release"])
def test_both_say_what_they_say_alone(inner: str) -> None:
    alone, both, mail = parse(inner + BODY), parse(MAIL + inner + BODY), parse(MAIL + BODY)
    shift = MAIL.count("\n")
    assert [(f.code, f.message, f.location.line) for f in both.findings] == [
        *((f.code, f.message, f.location.line) for f in mail.findings),
        *((f.code, f.message, f.location.line + shift) for f in alone.findings),
    ]
    assert [(line.role, line.rule) for line in both.trace[shift:]] == [(line.role, line.rule) for line in alone.trace]
    assert {line.role for line in both.trace[:shift] if line.text} == {"envelope"}
    for field in ("headline", "authors", "status", "embargo", "body"):
        assert getattr(both.article, field) == getattr(alone.article, field), field
    assert both.article.published == mail.article.published == Moment("2026-07-03T17:02:11+01:00")


def test_what_an_inner_envelope_states_goes_first() -> None:
    assert parse(MAIL + "DATE: 2026-07-01\n" + LABELS.replace("DATE: soon\n", "") + BODY).article.published == Moment(
        "2026-07-01"
    )
