"""Subtitles of films, as SubRip and WebVTT write them, and transcripts: numbers, names and times of cues, and text.

Known by the times alone. The text of the cues is the story, in paragraphs that end with sentences; a speaker whom
WebVTT names stays before the words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from convert.readers.text.envelopes.envelope import Envelope, TakenLine
from convert.readers.text.sentences import ENDS_SENTENCE

LEAST_PARAGRAPH = 200
"""From how many characters on a paragraph ends with the next sentence."""

MIN_TIMES = 5
"""How many times, each alone on its line, show a transcript of a film."""

TIME = TakenLine("time of a subtitle")
NUMBER = TakenLine("number of a subtitle")
NAME = TakenLine("name of a subtitle")
MARK = TakenLine("mark of a subtitle file")

_CLOCK = r"(?:\d{1,2}:)?\d{1,2}:\d\d[.,]\d{1,3}"
_TIME = re.compile(rf"\s*{_CLOCK}\s*-{{1,2}}>\s*{_CLOCK}(?:\s+\S.{{0,100}})?\s*")
_LONE = re.compile(r"\s*(?:(?P<hours>\d{1,2}):)?(?P<minutes>\d{1,2}):(?P<seconds>[0-5]\d)\s*")
_HEADER = re.compile(r"\s*WEBVTT\b.{0,100}")
_BLOCK = re.compile(r"\s*(?:NOTE|STYLE|REGION)\b.{0,200}")
_SPEAKER = re.compile(r"<v(?:\.[\w.]+)?\s+(?P<name>[^<>]{1,60})>")
_TAG = re.compile(
    r"</?(?:[biuc]|font|ruby|rt|lang|v)\b[^<>]{0,80}>|<\d[\d:.]*>|\{\\[^{}]{0,40}\}|\{[biu]\}", re.IGNORECASE
)
_SIGNS = re.compile(r"^[-–—]\s+(?=\S)|[♪♫#]+")


def open_subtitles(lines: tuple[str, ...]) -> Envelope | None:
    """Open the subtitles in `lines`, None if they show none."""
    times = [at for at, line in enumerate(lines) if "->" in line and len(line) <= 200 and _TIME.fullmatch(line)]
    times = times if len(times) > 1 else _lone_times(lines)
    if not times:
        return None
    is_spoken = "->" not in lines[times[0]]
    taken = dict.fromkeys(times, TIME)
    is_webvtt = any(map(_HEADER.fullmatch, lines[: times[0]]))
    for at in times:
        above = lines[at - 1].strip() if at else ""
        if (above.isdigit() or (above and is_webvtt)) and (at < 2 or not lines[at - 2].strip()):
            taken[at - 1] = NUMBER if above.isdigit() else NAME
    taken |= dict.fromkeys(_marks(lines, times[0]), MARK)
    rewritten: dict[int, str] = {}
    continued: set[int] = set()
    last, size, speaker = -1, 0, ""
    for at in range(times[0] + 1, len(lines)):
        if at in taken or not lines[at].strip():
            continue
        named = _SPEAKER.search(lines[at])
        text = " ".join(_SIGNS.sub("", _TAG.sub("", _SPEAKER.sub("", lines[at])).strip()).split())
        if not any(map(str.isalnum, text)):
            taken[at] = MARK
            continue
        is_new = named is not None and named["name"] != speaker
        if is_new and named:
            speaker = named["name"]
            text = f"{speaker}: {text}"
        if text != lines[at].strip():
            rewritten[at] = text
        is_long = size >= LEAST_PARAGRAPH
        ends = last < 0 or (is_long and (is_spoken or ENDS_SENTENCE.search(rewritten.get(last, lines[last]).strip())))
        if is_new or ends or _opens_speech(lines[at]):
            size = 0
        else:
            continued |= set(range(last + 1, at + 1))
        last, size = at, size + len(text)
    if last < 0:
        return None
    return Envelope(
        lines=lines,
        taken=taken,
        rewritten=rewritten,
        continued=frozenset(continued),
        layout="explicit",
        is_whole=True,
    )


def _lone_times(lines: Sequence[str]) -> list[int]:
    """The times of a transcript of a film: each above one line of words, from less than a minute on; else none."""
    filled = [at for at, line in enumerate(lines) if line.strip()]
    first = next((number for number, at in enumerate(filled[:3]) if _LONE.fullmatch(lines[at])), -1)
    times = filled[first::2] if first >= 0 else []
    if len(times) < MIN_TIMES:
        return []
    seconds = []
    for at in times:
        time = _LONE.fullmatch(lines[at]) if len(lines[at]) < MIN_TIMES * 4 else None
        if time is None:
            return []
        seconds.append(int(time["hours"] or 0) * 3600 + int(time["minutes"]) * 60 + int(time["seconds"]))
    is_film = seconds[0] < 60 and all(before < after for before, after in pairwise(seconds))
    return times if is_film and not any(_LONE.fullmatch(lines[at]) for at in filled[first + 1 :: 2]) else []


def _marks(lines: Sequence[str], first: int) -> list[int]:
    """The lines of the file's header, and of its notes and styles, which end at a blank line."""
    found = [at for at, line in enumerate(lines[:first]) if _HEADER.fullmatch(line)]
    is_inside = bool(found)
    for at, line in enumerate(lines):
        if found and _BLOCK.fullmatch(line) and (not at or not lines[at - 1].strip()):
            is_inside = True
        elif not line.strip() or _TIME.fullmatch(line):
            is_inside = False
        elif not is_inside:
            continue
        if is_inside and at not in found:
            found.append(at)
    return found


def _opens_speech(line: str) -> bool:
    """Whether a line opens with the dash of another speaker."""
    return re.match(r"\s*[-–—]\s+\S", line) is not None
