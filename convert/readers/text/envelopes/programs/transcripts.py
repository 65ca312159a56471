"""Transcripts as programs write them: a speaker and a time above each speech, and the program's own lines around them.

Known by at least two speakers' lines with times that go on; a time in brackets may have the speech behind it. The names
stay before what is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from convert.readers.text.envelopes.draft import Draft
from convert.readers.text.envelopes.envelope import Envelope, TakenLine, filled_lines, one_line

MIN_SPEECHES = 2
"""How many speeches show a transcript."""

LONGEST = 90
"""The greatest length of a line with a speaker, in characters."""

TOP = 10
"""Among how many first lines the first speaker is whose time is in brackets."""

BEGINNING = 180
"""Before how many seconds the first time in brackets is; hours of a day are later."""

_HEAD = re.compile(
    r"\s*(?P<speaker>[^\W\d_][^\d:,;!?]{1,50}(?: \d{1,2})?)(?:\s{2,}|\t"
    r"|\s\()(?:(?P<hours>\d{1,2}):)?(?P<minutes>\d{1,2})"
    r":(?P<seconds>[0-5]\d)\)?\s*"
)
_NAME = r"[^\W\d_][^\d:,;!?\[\]()]{1,50}(?: \d{1,2})?"
_CLOCK = r"(?:(?P<hours>\d{1,2}):)?(?P<minutes>\d{1,2}):(?P<seconds>[0-5]\d)(?:[.,]\d{1,3})?"
_MARKED = (
    re.compile(rf"\s*(?P<speaker>{_NAME}):?\s?\[{_CLOCK}\]:?(?:\s+(?P<text>\S.*))?\s*"),
    re.compile(rf"\s*(?P<speaker>{_NAME}):?\s?\({_CLOCK}\):?\s*"),
    re.compile(rf"\s*[\[(]{_CLOCK}[\])]\s?(?:[-–—]\s)?(?P<speaker>{_NAME})(?::(?:\s+(?P<text>\S.*))?)?\s*"),
    re.compile(rf"\s*\[(?P<speaker>{_NAME})\]\s{_CLOCK}(?P<text>)\s*"),
    re.compile(rf"\s*(?=\d\d:\d\d:\d\d){_CLOCK}\s(?P<speaker>{_NAME})\s*"),
)
"""Speakers whose times are marked by brackets, perhaps with what they say: as Rev, Trint, Sonix and Zoom write them."""

_FULL = re.compile(r"\s*\d\d:\d\d:\d\d\s[^\W\d_]")
_LONE = re.compile(rf"\s*{_CLOCK}\s*")
_WHO = re.compile(rf"\s*(?P<speaker>{_NAME})\s*")
_END_TIME = re.compile(r"\s*\[(?:\d{1,2}:)?\d{1,2}:\d\d(?:[.,]\d{1,3})?\]\s*$")

_SECTION = re.compile(r"\s*(?:SUMMARY KEYWORDS|SPEAKERS)\s*")
_PROGRAM = re.compile(
    r"\s*(?:Transcribed (?:by|with)|Transkribiert (?:mit|von)|Transcrit (?:par|avec)|Transcrito (?:por|con|com)"
    r"|Trascritto (?:da|con)|This transcript was (?:generated|created)|Unknown Speaker)\b.{0,80}"
    r"|\s*(?:\d{1,2}\s?h(?:r|ours?)?\s?)?\d{1,3}\s?m(?:in(?:utes?)?)?\s\d{1,2}\s?s(?:ec(?:onds?)?)?\s*"
    r"|\s*\S.{0,60} (?:(?:started|stopped) transcription|hat die Transkription (?:gestartet|beendet)"
    r"|a (?:démarré|arrêté) la transcription|(?:inició|detuvo) la transcripción"
    r"|ha (?:avviato|interrotto) la trascrizione|(?:iniciou|parou) a transcrição"
    r"|(?:startade|stoppade) transkriberingen|heeft de transcriptie (?:gestart|gestopt)"
    r"|rozpoczął(?:\(a\))? transkrypcję)\s*",
    re.IGNORECASE,
)
_RECORDING = re.compile(r"\s*(?P<title>\S.{0,150}?)-\d{8}_\d{6}(?:UTC)?-\S.{0,60}\s*")
"""The title of a meeting with the moment of its recording, as Teams names the file."""

_OF_PROGRAM = TakenLine("line of a transcript's program")


def open_transcript(lines: tuple[str, ...]) -> Envelope | None:
    """Open the transcript in `lines`, None if they show none."""
    filled = filled_lines(lines)
    heads = {at: found for at in filled if _may_be_head(lines[at]) and (found := _HEAD.fullmatch(lines[at]))}
    if len(heads) < MIN_SPEECHES and (stacked := _open_stacked(lines, filled)):
        return stacked
    if len(heads) < MIN_SPEECHES:
        heads = _marked_heads(lines, filled)
        if not any(
            _is_early(found) or found[0].lstrip().startswith(f"[{found['speaker']}]") for found in heads.values()
        ):
            return None
    if len(heads) < MIN_SPEECHES or not _go_on(list(heads.values())):
        return None
    below = dict(pairwise(filled))
    alone = [at for at, found in heads.items() if not found.groupdict().get("text")]
    if any(below.get(at, at) in heads for at in alone) or filled[-1] in alone:
        return None
    draft = Draft(lines)
    for at, found in heads.items():
        draft.rewritten[at] = f"{found['speaker'].strip()}:"
        if at in alone:
            draft.continued |= set(range(at + 1, below[at] + 1))
        else:
            draft.rewritten[at] += " " + one_line(_END_TIME.sub("", found["text"]))
    first = next(iter(heads))
    for at in filled:
        if at < first and (recorded := _RECORDING.fullmatch(lines[at])):
            draft.rewritten[at] = recorded["title"]
        is_section = at < first and _SECTION.fullmatch(lines[at]) is not None
        if is_section:
            draft.taken[at] = _OF_PROGRAM
            if below[at] < first and below[at] == at + 1:
                draft.taken[below[at]] = _OF_PROGRAM
        elif at not in heads and (at < first or at in filled[-2:]) and _PROGRAM.fullmatch(lines[at]):
            draft.taken[at] = _OF_PROGRAM
    return draft.envelope()


def _open_stacked(lines: tuple[str, ...], filled: Sequence[int]) -> Envelope | None:
    """Open a transcript whose speakers have their times on the next line, and their speech below that."""
    if not any(lines[at].strip()[-1:].isdigit() and _LONE.fullmatch(lines[at]) for at in filled[:TOP]):
        return None
    times = {at: found for at in filled if len(lines[at]) <= LONGEST and (found := _LONE.fullmatch(lines[at]))}
    spoken = [at for at in times if at and at - 1 not in times and _WHO.fullmatch(lines[at - 1][:LONGEST])]
    speeches = [at for at in spoken if at + 1 < len(lines) and lines[at + 1].strip() and at + 1 not in times]
    is_talk = len(speeches) == len(times) >= MIN_SPEECHES and _go_on(list(times.values()))
    if not is_talk or not _is_early(times[speeches[0]]):
        return None
    draft = Draft(lines)
    for at in speeches:
        draft.taken[at] = _OF_PROGRAM
        draft.rewritten[at - 1] = f"{lines[at - 1].strip()}:"
        draft.continued |= {at, at + 1}
    return draft.envelope()


def _marked_heads(lines: Sequence[str], filled: Sequence[int]) -> dict[int, re.Match[str]]:
    """The speakers whose times are in brackets, or who are, all of one form; none if there is none among the top."""
    if not any(_may_be_marked(lines[at]) for at in filled[:TOP]):
        return {}
    marked = [at for at in filled if _may_be_marked(lines[at])]
    for form in _MARKED:
        if len(heads := {at: found for at in marked if (found := form.fullmatch(lines[at]))}) >= MIN_SPEECHES:
            return heads
    return {}


def _may_be_marked(line: str) -> bool:
    """Whether a line has a bracket near its start, or opens with a time of three parts."""
    return "[" in line[:LONGEST] or "(" in line[:LONGEST] or _FULL.match(line) is not None


def _may_be_head(line: str) -> bool:
    """Whether a line is short and ends with a figure, perhaps in a bracket; faster than the pattern."""
    return len(line) <= LONGEST and ":" in line and line.rstrip(" \t)")[-1:].isdigit()


def _is_early(head: re.Match[str]) -> bool:
    """Whether a time is at the beginning of a recording, as the first one of a transcript is."""
    return seconds_of(head) < BEGINNING


def seconds_of(time: re.Match[str]) -> int:
    """The time of a match with the groups `hours`, `minutes` and `seconds`, in seconds."""
    return int(time["hours"] or 0) * 3600 + int(time["minutes"]) * 60 + int(time["seconds"])


def _go_on(heads: Sequence[re.Match[str]]) -> bool:
    """Whether the times of the heads go on from one to the next."""
    seconds = list(map(seconds_of, heads))
    return all(before <= after for before, after in pairwise(seconds)) and seconds[0] < seconds[-1]
