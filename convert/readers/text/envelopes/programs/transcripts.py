"""Transcripts as programs write them: a speaker and a time above each speech, and the program's own lines around them.

Known by at least two speakers' lines with times that go on. The names stay before what is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from convert.readers.text.envelopes.draft import Draft
from convert.readers.text.envelopes.envelope import Envelope, TakenLine, filled_lines

MIN_SPEECHES = 2
"""How many speeches show a transcript."""

LONGEST = 90
"""The greatest length of a line with a speaker, in characters."""

_HEAD = re.compile(
    r"\s*(?P<speaker>[^\W\d_][^\d:,;!?]{1,50}(?: \d{1,2})?)(?:\s{2,}|\t"
    r"|\s\()(?:(?P<hours>\d{1,2}):)?(?P<minutes>\d{1,2})"
    r":(?P<seconds>[0-5]\d)\)?\s*"
)
_SECTION = re.compile(r"\s*(?:SUMMARY KEYWORDS|SPEAKERS)\s*")
_PROGRAM = re.compile(
    r"\s*(?:Transcribed (?:by|with)|Transkribiert (?:mit|von)|Transcrit (?:par|avec)|Transcrito (?:por|con|com)"
    r"|Trascritto (?:da|con)|This transcript was (?:generated|created)|Unknown Speaker)\b.{0,80}",
    re.IGNORECASE,
)

_OF_PROGRAM = TakenLine("line of a transcript's program")


def open_transcript(lines: tuple[str, ...]) -> Envelope | None:
    """Open the transcript in `lines`, None if they show none."""
    filled = filled_lines(lines)
    heads = {at: found for at in filled if _may_be_head(lines[at]) and (found := _HEAD.fullmatch(lines[at]))}
    if len(heads) < MIN_SPEECHES or not _go_on(list(heads.values())):
        return None
    below = dict(pairwise(filled))
    if any(below.get(at, at) in heads for at in heads) or filled[-1] in heads:
        return None
    draft = Draft(lines)
    for at, found in heads.items():
        draft.rewritten[at] = f"{found['speaker'].strip()}:"
        draft.continued |= set(range(at + 1, below[at] + 1))
    first = next(iter(heads))
    for at in filled:
        is_section = at < first and _SECTION.fullmatch(lines[at]) is not None
        if is_section:
            draft.taken[at] = _OF_PROGRAM
            if below[at] < first and below[at] == at + 1:
                draft.taken[below[at]] = _OF_PROGRAM
        elif at not in heads and (at < first or at == filled[-1]) and _PROGRAM.fullmatch(lines[at]):
            draft.taken[at] = _OF_PROGRAM
    return draft.envelope()


def _may_be_head(line: str) -> bool:
    """Whether a line is short and ends with a figure, perhaps in a bracket; faster than the pattern."""
    return len(line) <= LONGEST and ":" in line and line.rstrip(" \t)")[-1:].isdigit()


def _go_on(heads: Sequence[re.Match[str]]) -> bool:
    """Whether the times of the heads go on from one to the next."""
    seconds = [int(head["hours"] or 0) * 3600 + int(head["minutes"]) * 60 + int(head["seconds"]) for head in heads]
    return all(before <= after for before, after in pairwise(seconds)) and seconds[0] < seconds[-1]
