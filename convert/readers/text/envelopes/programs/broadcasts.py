"""Transcripts of broadcasts as American networks publish them: show, title and day above, directions and times inside.

A sentence that says it is a rush transcript shows one, or two different directions of the kind that only transcripts
have, among speeches that open with their speakers' names in capitals. What is said stays, with its speaker.
"""

from __future__ import annotations

import re
from itertools import islice

from convert.model import OtherHeadline
from convert.readers.text.envelopes.draft import Draft
from convert.readers.text.envelopes.envelope import (
    Envelope,
    TakenLine,
    filled_lines,
    one_line,
    opening_signs,
    whole_text,
)

HEAD = 8
"""Among how many first lines the day of the broadcast is."""

MAX_LINE = 240
"""How many characters a line of the frame has at most."""

MIN_SPEECHES = 2
"""How many speeches show a transcript that has directions, but says nothing of itself."""

_NOTICE = re.compile(
    r"\s*(?:THIS IS A RUSH TRANSCRIPT|This is a rush transcript|THIS (?:TRANSCRIPT|COPY) MAY NOT BE IN ITS FINAL FORM"
    r"|Transcripts? (?:is|are) created on a rush deadline|NPR transcripts are created on a rush deadline)\b.*"
)
_DIRECTION = re.compile(
    r"\s*[(\[]\s?(?P<kind>(?:BEGIN|END) (?:VIDEO ?(?:TAPE|CLIP)?|AUDIO ?(?:TAPE|CLIP)?|LIVE FEED|PHONE INTERVIEW)"
    r"|COMMERCIAL BREAK|NEWSBREAK|WEATHER BREAK|(?:BEGIN )?CROSSTALK)\s?[)\]]\s*"
)
_SPEECH = re.compile(r"\s*(?:>>\s?)?[A-Z][A-Z.'’ -]{1,40}(?:[,(][^:]{1,80})?:\s?\S.*")
_TIME = re.compile(r"\s*\[\d\d:\d\d(?::\d\d)?\]\s*")
_AIRED = re.compile(r"\s*Aired\s+[A-Z][a-z]+ \d{1,2}, \d{4}\b.{0,40}")
_HOUR = re.compile(r"\.?\s+Aired \d{1,2}(?::\d\d)?(?:-\d{1,2}(?::\d\d)?)?\s?[ap](?:m)? ET\s*$")
"""The hours of a broadcast behind its title."""

_MENU = re.compile(r"\s*Return to Transcripts main page\s*")
_ORDER = re.compile(
    r"\s*TO ORDER (?:A|THIS|VIDEOTAPES)\b.{0,40}\b(?:VIDEO|TRANSCRIPT|TAPE)S?\b.*"
    r"|\s*Content and [Pp]rogramming [Cc]opyright\b.*"
)

_NOTICE_SIGNS = ("ranscript", "RANSCRIPT", "MAY NOT BE IN ITS")
_DIRECTION_SIGNS = ("BEGIN", "BREAK", "CROSSTALK", "END VIDEO", "END AUDIO", "END LIVE", "END PHONE")
"""What copy has somewhere if one of its lines is a notice, or a direction, which opens with a bracket."""

_FRAME = TakenLine("frame of a transcript")


def open_broadcast(lines: tuple[str, ...]) -> Envelope | None:
    """Open the transcript of a broadcast, None if the lines show none."""
    text = whole_text(lines)
    has_brackets = not opening_signs(lines).isdisjoint("([")
    if not any(map(text.__contains__, (*_NOTICE_SIGNS, *_DIRECTION_SIGNS) if has_brackets else _NOTICE_SIGNS)):
        return None
    filled = [at for at in filled_lines(lines) if len(lines[at]) <= MAX_LINE]
    directions = {at: found["kind"] for at in filled if (found := _DIRECTION.fullmatch(lines[at]))}
    notices = [at for at in filled if _NOTICE.fullmatch(lines[at])]
    if not notices and not (len(set(directions.values())) > 1 and _has_speeches(lines)):
        return None
    draft = Draft(lines, is_whole=bool(notices))
    draft.taken.update(dict.fromkeys(directions, TakenLine("direction of a transcript")))
    for at in notices:
        draft.taken[at] = TakenLine("note to editors", "desk-note")
        draft.notes.append(lines[at])
    for at in filled:
        if _TIME.fullmatch(lines[at]):
            draft.taken[at] = TakenLine("time of a transcript")
        elif _MENU.fullmatch(lines[at]):
            draft.taken[at] = _FRAME
        elif _ORDER.fullmatch(lines[at]):
            draft.taken[at] = TakenLine(_FRAME.rule, is_private=True)
    _read_titles(draft, filled)
    return draft.envelope()


def _has_speeches(lines: tuple[str, ...]) -> bool:
    """Whether several lines open with the name of who speaks, in capitals."""
    speeches = (at for at in filled_lines(lines) if _SPEECH.match(lines[at][:MAX_LINE]))
    return len(list(islice(speeches, MIN_SPEECHES))) == MIN_SPEECHES


def _read_titles(draft: Draft, filled: list[int]) -> None:
    """Read the title and above it the show, which are above the day of the broadcast."""
    aired = next((at for at in filled[:HEAD] if _AIRED.fullmatch(draft.lines[at])), None)
    above = [at for at in filled if aired is not None and at < aired and at not in draft.taken]
    if not above:
        return
    draft.state_headline(one_line(_HOUR.sub("", draft.lines[above[-1]])), above[-1])
    if len(above) > 1 and draft.lines[above[-2]].isupper():
        show = one_line(draft.lines[above[-2]])
        draft.state("other_headlines", (OtherHeadline(role="kicker", text=show),), above[-2])
        draft.taken[above[-2]] = TakenLine("show of a transcript", "kicker")
