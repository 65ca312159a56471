"""Envelopes: what carries a story, such as a wire frame or a mail, recognized by its syntax and never by likelihood.

Each is a module with a function that opens it: lines in, an `Envelope` out, or None if the lines do not show one. An
envelope may carry another. What it says becomes metadata, which what the user supplies overrides. The frames of wires
are of bytes: `open_frame` opens them before the bytes are decoded.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

from convert.readers.text.envelopes.anpa1312 import open_anpa1312
from convert.readers.text.envelopes.envelope import Envelope, TakenLine
from convert.readers.text.envelopes.frames import Frame, open_frame
from convert.readers.text.envelopes.iptc7901 import open_iptc7901
from convert.readers.text.envelopes.wire_text import open_wire_text

__all__ = ["Envelope", "Frame", "TakenLine", "open_envelopes", "open_frame"]

Opener: TypeAlias = Callable[[tuple[str, ...]], Envelope | None]

OPENERS: Sequence[Opener] = (open_wire_text,)
"""The envelopes that lines can show, the outermost first."""


def open_envelopes(lines: tuple[str, ...], frame: Frame | None = None) -> Envelope:
    """Open every envelope around the story in `lines`, one inside the other; one that would leave no story is none.

    `frame` is the frame of bytes that carried the lines.
    """
    opened = Envelope(lines=lines)
    for wire in (open_anpa1312, open_iptc7901):
        found = wire(lines, frame)
        if found is not None and any(map(str.strip, found.story_lines)):
            return found
    for opener in OPENERS:
        inner = opener(opened.story_lines)
        if inner is not None and any(map(str.strip, inner.story_lines)):
            opened = replace(inner, lines=lines).within(opened)
    return opened
