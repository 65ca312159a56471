"""Envelopes: what carries a story, such as a wire frame or a mail, recognized by its syntax and never by likelihood.

Each is a module with a function that opens it: lines in, an `Envelope` out, or None if the lines do not show one. An
envelope may carry another. What it says becomes metadata, which what the user supplies overrides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from convert.readers.text.envelopes.chat import open_chat
from convert.readers.text.envelopes.envelope import Envelope, TakenLine
from convert.readers.text.envelopes.markdown import open_markdown
from convert.readers.text.envelopes.status import find_holds, open_holds
from convert.readers.text.envelopes.underlines import open_underlines
from convert.readers.text.envelopes.wire_text import open_wire_text

__all__ = ["Envelope", "TakenLine", "open_envelopes"]

Opener: TypeAlias = Callable[[tuple[str, ...], str], Envelope | None]
"""Opens an envelope by the lines and the name of the input."""

OPENERS: Sequence[Opener] = (
    lambda lines, name: open_chat(lines),
    open_markdown,
    lambda lines, name: open_wire_text(lines),
    lambda lines, name: open_underlines(lines),
)
"""The envelopes that lines can show, the outermost first."""


def open_envelopes(lines: tuple[str, ...], name: str = "") -> Envelope:
    """Open every envelope around the story in `lines`, one inside the other; one that would leave no story is none.

    `name` is that of the input. Lines about the story's status are read first, as they may stand above or inside any
    envelope, and are understood last, as the day on which the copy was sent may complete them.
    """
    holds = find_holds(lines)
    opened = Envelope(lines=lines)
    if holds:
        opened = replace(opened, taken=_unless_nothing_is_left(open_holds(holds, lines, None)))
    for opener in OPENERS:
        inner = opener(opened.story_lines, name)
        if inner is not None and any(map(str.strip, inner.story_lines)):
            opened = replace(inner, lines=lines).within(opened)
    if holds:
        held = open_holds(holds, lines, opened.sent)
        opened = replace(held, taken=_unless_nothing_is_left(held)).within(opened)
    return opened


def _unless_nothing_is_left(held: Envelope) -> Mapping[int, TakenLine]:
    """The lines that `held` takes; none where they are all that there is."""
    return held.taken if any(map(str.strip, held.story_lines)) else {}
