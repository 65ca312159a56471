"""Envelopes: what carries a story, such as a wire frame or a mail, recognized by its syntax and never by likelihood.

Each is a module with a function that opens it: lines in, an `Envelope` out, or None if the lines do not show one. An
envelope may carry another. What it says becomes metadata, which what the user supplies overrides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from convert.readers.text.envelopes.envelope import Envelope, TakenLine
from convert.readers.text.envelopes.mail import open_mail
from convert.readers.text.envelopes.mime import decode_mail
from convert.readers.text.envelopes.press_release import open_press_release
from convert.readers.text.envelopes.status import Hold, find_holds, open_holds
from convert.readers.text.envelopes.wire_text import open_wire_text

__all__ = ["Envelope", "TakenLine", "decode_mail", "open_envelopes"]


def open_envelopes(lines: tuple[str, ...], name: str = "") -> Envelope:
    """Open every envelope around the story in `lines`, one inside the other; one that would leave no story is none.

    `name` is that of the input. A mail is opened first, as it may carry all others. Then lines about the story's status
    are read, as they may stand above or inside any other envelope; they are understood last, as the day on which the
    copy was sent may complete them.
    """
    opened = _put_inside(open_mail(lines), Envelope(lines=lines))
    inside = opened.story_lines
    holds = find_holds(inside)
    if holds:
        opened = replace(opened, taken={**opened.taken, **_unless_nothing_is_left(open_holds(holds, inside, None))})
    opened = _put_inside(open_press_release(opened.story_lines, opened.sent, is_held=_is_held(holds)), opened)
    opened = _put_inside(open_wire_text(opened.story_lines), opened)
    if holds:
        held = open_holds(holds, inside, opened.sent)
        opened = replace(held, lines=lines, taken=_unless_nothing_is_left(held)).within(opened)
    return opened


def _put_inside(inner: Envelope | None, outer: Envelope) -> Envelope:
    """Both envelopes together; the `outer` one alone if the inner one would leave no story."""
    if inner is None or not any(map(str.strip, inner.story_lines)):
        return outer
    return replace(inner, lines=outer.lines).within(outer)


def _is_held(holds: Iterable[Hold]) -> bool:
    return any(hold.kind == "embargo" for hold in holds)


def _unless_nothing_is_left(held: Envelope) -> Mapping[int, TakenLine]:
    """The lines that `held` takes; none where they are all that there is."""
    return held.taken if any(map(str.strip, held.story_lines)) else {}
