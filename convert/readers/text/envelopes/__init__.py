"""Envelopes: what carries a story, such as a wire frame or a mail, recognized by its syntax and never by likelihood.

Each is a module with a function that opens it: lines in, an `Envelope` out, or None if the lines do not show one. An
envelope may carry another. What it says becomes metadata, which what the user supplies overrides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

from convert.model import Moment
from convert.readers.text.envelopes.envelope import Envelope, TakenLine
from convert.readers.text.envelopes.mail import open_mail
from convert.readers.text.envelopes.mime import decode_mail
from convert.readers.text.envelopes.press_release import open_press_release
from convert.readers.text.envelopes.wire_text import open_wire_text

__all__ = ["Envelope", "TakenLine", "decode_mail", "open_envelopes"]

Opener: TypeAlias = Callable[[tuple[str, ...], Moment | None], Envelope | None]

OPENERS: Sequence[Opener] = (
    lambda lines, _: open_mail(lines),
    open_press_release,
    lambda lines, _: open_wire_text(lines),
)
"""The envelopes that lines can show, the outermost first; each is given when an outer one was sent."""


def open_envelopes(lines: tuple[str, ...]) -> Envelope:
    """Open every envelope around the story in `lines`, one inside the other; one that would leave no story is none."""
    opened = Envelope(lines=lines)
    for opener in OPENERS:
        inner = opener(opened.story_lines, opened.sent)
        if inner is not None and any(map(str.strip, inner.story_lines)):
            opened = replace(inner, lines=lines).within(opened)
    return opened
