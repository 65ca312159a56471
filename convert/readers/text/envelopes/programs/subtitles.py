"""Subtitles of films, as SubRip and WebVTT write them, and transcripts: numbers, names and times of cues, and text.

Known by the times alone, on lines of their own or before the words, as programs that recognize speech write them. The
text of the cues is the story, in paragraphs that end with sentences; a speaker whom WebVTT names stays before what is
said. Captions of live broadcasts have no times: they are short lines in capitals, and `>>` opens each speech.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from itertools import pairwise

from convert.readers.text.envelopes.envelope import (
    Envelope,
    TakenLine,
    filled_lines,
    one_line,
    opening_signs,
    whole_text,
)
from convert.readers.text.envelopes.programs.transcripts import seconds_of
from convert.readers.text.lexicon.keys import fold_word, phrase_set
from convert.readers.text.sentences import ENDS_SENTENCE

LEAST_PARAGRAPH = 200
"""From how many characters on a paragraph ends with the next sentence."""

MIN_TIMES = 5
"""How many times, each alone on its line, show a transcript of a film."""

MIN_LABELED = 3
"""How many times show a transcript below its label."""

MIN_FRAGMENTS = 0.3
"""Which share of the texts behind times opens with a small letter, as they go on; those of chapters and entries do not.
"""

MIN_SPOKEN = 8
"""How many words most texts have that begin with a recording, at 0:00; titles of chapters are shorter."""

MIN_SPEECHES, LONGEST_CAPTION = 2, 48
"""How many lines that open speeches captions have at least, and how many characters a line of them has at most."""

HEAD = 400
"""Among how many first characters a transcript has a time."""

TIME = TakenLine("time of a subtitle")
NUMBER = TakenLine("number of a subtitle")
NAME = TakenLine("name of a subtitle")
MARK = TakenLine("mark of a subtitle file")

_CLOCK = r"(?:\d{1,2}:)?\d{1,2}:\d\d[.,]\d{1,3}"
_TIME = re.compile(rf"\s*{_CLOCK}\s*-{{1,2}}>\s*{_CLOCK}(?:\s+\S.{{0,100}})?\s*")
_SPAN = re.compile(rf"\s*{_CLOCK},{_CLOCK}\s*")
"""The times of a cue as films on YouTube have them (SBV)."""

_ROW = re.compile(r"\d{1,9}\t\d{1,9}\t(?P<text>.*)")
_ROW_HEADER = "start\tend\ttext"
_TIMED = re.compile(rf"\s*\[{_CLOCK}\s*-{{1,2}}>\s*{_CLOCK}\]\s*(?P<text>.*)")
_BEHIND_TIME = re.compile(
    r"\s*[\[(]?(?:(?P<hours>\d{1,2}):)?(?P<minutes>\d{1,2}):(?P<seconds>[0-5]\d)[\])]?\s+(?P<text>\S.*)"
)
_SPEECH = re.compile(r"\s*>{2,3}\s?(?P<text>\S.*)")
_LABEL = phrase_set(
    "transcript|show transcript|transcription|transkript|transcripción|mostrar transcripción|trascrizione|transcrição"
    "|transkrypcja|afficher la transcription|transkription|transkript anzeigen"
)
"""The label above a transcript of a film."""

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
    text = whole_text(lines)
    times = []
    if ">" in text and "->" in text:
        times = [at for at, line in enumerate(lines) if "->" in line and len(line) <= 200 and _TIME.fullmatch(line)]
    elif "," in text[:HEAD]:
        times = [at for at, line in enumerate(lines) if line[:1].isdigit() and _SPAN.fullmatch(line[:LONGEST_CAPTION])]
    times = times if len(times) > 1 else _lone_times(lines)
    if times:
        return _open_cues(lines, times)
    if text.lstrip().startswith(_ROW_HEADER):
        return _open_rows(lines)
    if ">" in opening_signs(lines) and (captions := _open_captions(lines)):
        return captions
    timed = _open_timed(lines) if text[:1].isdigit() or ":" in text[:HEAD] else None
    return timed or _open_below_label(lines)


def _open_cues(lines: tuple[str, ...], times: Sequence[int]) -> Envelope | None:
    """Open subtitles whose times are on lines of their own."""
    is_spoken = "->" not in lines[times[0]] and "," not in lines[times[0]]
    taken = dict.fromkeys(times, TIME)
    is_webvtt = any(map(_HEADER.fullmatch, lines[: times[0]]))
    for at in times:
        above = lines[at - 1].strip() if at else ""
        if (above.isdigit() or (above and is_webvtt)) and (at < 2 or not lines[at - 2].strip()):
            taken[at - 1] = NUMBER if above.isdigit() else NAME
    taken |= dict.fromkeys(_marks(lines, times[0]), MARK)
    taken |= dict.fromkeys(_labels(lines, times[0]), MARK)
    texts: dict[int, str] = {}
    opening: set[int] = set()
    speaker = ""
    for at in range(times[0] + 1, len(lines)):
        if at in taken or not lines[at].strip():
            continue
        named = _SPEAKER.search(lines[at])
        text = one_line(_SIGNS.sub("", _TAG.sub("", _SPEAKER.sub("", lines[at])).strip()))
        if not any(map(str.isalnum, text)):
            taken[at] = MARK
            continue
        if named is not None and named["name"] != speaker:
            speaker = named["name"]
            text = f"{speaker}: {text}"
            opening.add(at)
        elif _opens_speech(lines[at]):
            opening.add(at)
        texts[at] = text
    return _in_paragraphs(lines, taken, texts, opening, is_spoken=is_spoken)


def _in_paragraphs(
    lines: tuple[str, ...],
    taken: dict[int, TakenLine],
    texts: Mapping[int, str],
    opening: Set[int],
    *,
    is_spoken: bool,
) -> Envelope | None:
    """The words of the cues in paragraphs, each of which goes on to the next sentence, or to a line in `opening`.

    What is spoken may have no sentences; then a paragraph ends when it is long.
    """
    if not texts:
        return None
    is_spoken = is_spoken and not any(map(ENDS_SENTENCE.search, texts.values()))
    continued: set[int] = set()
    last, size = -1, 0
    for at, text in texts.items():
        is_long = size >= LEAST_PARAGRAPH
        if last < 0 or at in opening or (is_long and (is_spoken or ENDS_SENTENCE.search(texts[last]))):
            size = 0
        else:
            continued |= set(range(last + 1, at + 1))
        last, size = at, size + len(text)
    return Envelope(
        lines=lines,
        taken=taken,
        rewritten={at: text for at, text in texts.items() if text != lines[at].strip()},
        continued=frozenset(continued),
        layout="explicit",
        is_whole=True,
    )


def _open_timed(lines: tuple[str, ...]) -> Envelope | None:
    """Open a transcript with a time before the words of each line: a span in brackets, or when they were said."""
    filled = filled_lines(lines)
    top = next((number for number, at in enumerate(filled[:3]) if _opens_with_time(lines[at])), -1)
    if top < 0 or len(filled) - top < 2:
        return None
    first, below = filled[top], filled[top:]
    spans = {at: found for at in below if "->" in lines[at] and (found := _TIMED.fullmatch(lines[at]))}
    texts: Mapping[int, str]
    if len(spans) == len(below):
        texts = {at: one_line(found["text"]) for at, found in spans.items() if found["text"].strip()}
    else:
        texts = _behind_times(lines, below)
    taken = dict.fromkeys(_labels(lines, first), MARK) | {at: TIME for at in below if at not in texts}
    opened = _in_paragraphs(lines, taken, texts, frozenset(), is_spoken=True)
    return replace(opened, roles=dict.fromkeys(texts, "paragraph")) if opened else None


def _open_below_label(lines: tuple[str, ...]) -> Envelope | None:
    """Open the transcript that a page of a film has below its label, with each time above a line of words."""
    filled = filled_lines(lines)
    labels = [at for at in filled if len(lines[at]) <= LONGEST_CAPTION and fold_word(lines[at].strip()) in _LABEL]
    for label in labels:
        first = filled.index(label) + 1
        times: list[re.Match[str]] = []
        for at in filled[first::2]:
            time = _LONE.fullmatch(lines[at]) if len(lines[at]) < LONGEST_CAPTION else None
            if time is None or (times and seconds_of(time) < seconds_of(times[-1])):
                break
            times.append(time)
        below = filled[first : first + 2 * len(times)]
        texts = {at: one_line(lines[at]) for at in below[1::2]}
        if len(times) < MIN_LABELED or not _is_film([*map(seconds_of, times)]) or len(texts) < len(times):
            continue
        if any(map(_LONE.fullmatch, texts.values())):
            continue
        taken = {label: MARK, **dict.fromkeys(below[::2], TIME)}
        if opened := _in_paragraphs(lines, taken, texts, frozenset(), is_spoken=True):
            return replace(opened, roles=dict.fromkeys(texts, "paragraph"), is_whole=False)
    return None


def _open_rows(lines: tuple[str, ...]) -> Envelope | None:
    """Open the rows of a table of what was said, with times in thousandths of a second, as Whisper writes it."""
    filled = filled_lines(lines)
    rows = {at: found for at in filled[1:] if (found := _ROW.fullmatch(lines[at]))}
    if len(rows) < len(filled) - 1:
        return None
    texts = {at: one_line(found["text"]) for at, found in rows.items() if found["text"].strip()}
    taken = {at: TIME for at in filled if at not in texts}
    return _in_paragraphs(lines, taken, texts, frozenset(), is_spoken=True)


def _opens_with_time(line: str) -> bool:
    return line.lstrip(" \t[(")[:1].isdigit() and (_BEHIND_TIME.fullmatch(line) or _TIMED.fullmatch(line)) is not None


def _behind_times(lines: Sequence[str], below: Sequence[int]) -> Mapping[int, str]:
    """The words behind times that go on, from less than a minute on; none if they do not go on from line to line."""
    found = [_BEHIND_TIME.fullmatch(lines[at]) for at in below]
    times = [time for time in found if time is not None]
    if len(times) < max(MIN_TIMES, len(below)) or not _is_film([seconds_of(time) for time in times]):
        return {}
    texts = [one_line(time["text"]) for time in times]
    is_speech = seconds_of(times[0]) == 0 and sum(len(text.split()) >= MIN_SPOKEN for text in texts) * 2 > len(texts)
    if not is_speech and sum(text[:1].islower() for text in texts) < MIN_FRAGMENTS * len(texts):
        return {}
    return dict(zip(below, texts, strict=True))


def _open_captions(lines: tuple[str, ...]) -> Envelope | None:
    """Open captions of a live broadcast: short lines in capitals, with `>>` before each speech."""
    filled = filled_lines(lines)
    speeches = {at: found for at in filled if (found := _SPEECH.fullmatch(lines[at]))}
    if len(speeches) < MIN_SPEECHES or any(
        len(lines[at]) > LONGEST_CAPTION or lines[at] != lines[at].upper() for at in filled
    ):
        return None
    texts = {at: one_line(speeches[at]["text"] if at in speeches else lines[at]) for at in filled}
    opened = {at for at in filled if at in speeches or (at and not lines[at - 1].strip())}
    continued = {at for at in filled if at not in opened}
    return Envelope(
        lines=lines,
        rewritten={at: texts[at] for at in speeches},
        continued=frozenset(continued),
        layout="explicit",
        roles=dict.fromkeys(filled, "paragraph"),
        is_whole=True,
    )


def _labels(lines: Sequence[str], first: int) -> list[int]:
    """The lines above the first time that only say that a transcript follows."""
    return [at for at, line in enumerate(lines[:first]) if fold_word(line.strip()) in _LABEL]


def _lone_times(lines: tuple[str, ...]) -> list[int]:
    """The times of a transcript of a film: each above one line of words, from less than a minute on; else none."""
    filled = filled_lines(lines)
    first = next((number for number, at in enumerate(filled[:3]) if _LONE.fullmatch(lines[at])), -1)
    times = [*filled[first::2]] if first >= 0 else []
    if len(times) < MIN_TIMES:
        return []
    seconds = []
    for at in times:
        time = _LONE.fullmatch(lines[at]) if len(lines[at]) < MIN_TIMES * 4 else None
        if time is None:
            return []
        seconds.append(seconds_of(time))
    has_words = not any(_LONE.fullmatch(lines[at]) for at in filled[first + 1 :: 2])
    return times if has_words and _is_film(seconds) else []


def _is_film(seconds: Sequence[int]) -> bool:
    """Whether times begin in the first minute and go on."""
    return seconds[0] < 60 and seconds[0] < seconds[-1] and all(one <= other for one, other in pairwise(seconds))


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
