"""Printed pages made copy again: their frames apart, columns one below the other, and the lines of each paragraph one.

What reads copy after that sees what an editor would have typed. Each new line knows of which lines of the input it is,
so that traces and findings name these.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from convert.readers.text.envelopes.envelope import (
    Envelope,
    TakenLine,
    count_small,
    filled_lines,
    one_line,
    whole_text,
)
from convert.readers.text.envelopes.print.broken_lines import (
    BYLINE,
    FEWEST_LINES,
    MIN_GOES_ON,
    WIDEST,
    WITHOUT_PAGES,
    PrintedLine,
    are_filled,
    cannot_end,
    find_continued,
    goes_on_apart,
    have_case,
)
from convert.readers.text.envelopes.print.columns import MIN_ROWS, Part, divide_columns
from convert.readers.text.envelopes.print.page_frames import find_first_head, find_frames, has_dated_head, issue_in
from convert.readers.text.envelopes.print.pages import open_pages
from convert.readers.text.envelopes.print.specks import SPECK, find_specks, is_marked
from convert.readers.text.envelopes.web.printed_pages import find_printed_pages, title_line
from convert.readers.text.lines.units import Vocabulary, has_fixed_width, join_lines

MOST_ABOVE, MIN_FIELDS, MOST_TITLE_ROWS, SHORT_TITLE = 20, 2, 6, 0.7
"""Among how many lines at the top are the times of subtitles and the fields of a mail; how many fields it has at least;
among how many lines a title in two parts is; and how wide its first part is at most, as a share of the text's width.
"""

MOST_WIDE = 0.1
"""The share of lines of scanned text at most that are wider than those of print."""

INDENT = 2
"""By how many spaces a line is indented at least; recognition of letters leaves one by chance."""

_FIELD = re.compile(r"[^\W\d_][\w-]{1,24}:\s\S")


class RestoredCopy(NamedTuple):
    """Copy without the breaks of its pages: its lines, the pieces of which each is, and the frames of its pages."""

    lines: tuple[str, ...]
    pieces: tuple[tuple[Part, ...], ...]
    frames: Envelope

    @property
    def rows(self) -> list[tuple[int, str]]:
        """The lines of the input that no frame has, with their indexes, in the order of reading."""
        return [
            (part.at, part.text)
            for number, pieces in enumerate(self.pieces)
            if number not in self.frames.taken
            for part in pieces
        ]


def restore_pages(
    lines: tuple[str, ...],
    starts: Sequence[int],
    find_kept: Callable[[Sequence[str]], Set[int]],
    scanned: Envelope | None = None,
) -> RestoredCopy | None:
    """The copy of which `lines` are the printed pages; they begin at the indexes `starts`, after the first. None where
    nothing shows pages. Where only the breaks of lines show them, those that `find_kept` finds stay as they are.
    `scanned` is what a file of recognized text says of them, None for other copy.
    """
    filled = filled_lines(lines)
    if starts and scanned is None and _is_of_program(lines, filled):
        return None
    is_scan = scanned is not None or _is_scanned_text(lines, filled)
    known = scanned.taken if scanned else {}
    unknown = tuple("" if at in known else line for at, line in enumerate(lines)) if known else lines
    frames = find_frames(unknown, starts, is_print=is_scan)
    if scanned is not None:
        frames = {**frames, **known}
    elif is_scan:
        specks = dict.fromkeys(find_specks(lines, filled), SPECK)
        frames = {**specks, **_frames_of_one_page(lines, filled), **frames}
    has_pages = bool(starts or frames or is_scan)
    parts = [*_in_reading_order(lines, frames, starts)] if has_pages or _may_have_columns(lines, filled) else []
    is_divided = any(one.at >= two.at for one, two in pairwise(parts))
    if not (has_pages or is_divided or _is_broken_without_pages(lines, filled)):
        return None
    if not has_pages:
        frames = _frames_of_one_page(lines, filled)
        parts = [*_in_reading_order(lines, frames, starts)]
    rows = [*_rows(parts, frozenset((*starts, *frames)))]
    is_shown = has_pages or is_divided or _has_title_apart(lines, filled)
    continued = find_continued(rows, has_pages=is_shown) or frozenset()
    printed = find_printed_pages(lines)
    title = title_line(lines, printed) if printed else None
    continued = {number for number in continued if rows[number - 1].at != title}
    if continued and not (has_pages or is_divided):
        kept = find_kept(lines)
        continued = {number for number in continued if kept.isdisjoint((rows[number - 1].at, rows[number].at))}
    if not (continued or frames or is_divided or is_scan):
        return None
    restored = [*_restored(lines, rows, continued, frames)]
    taken = {number: frames[pieces[0].at] for number, (_, pieces) in enumerate(restored) if _is_frame(pieces, frames)}
    new = tuple(text for text, _ in restored)
    issued, at = issue_in(new, taken)
    envelope = Envelope(lines=new, taken=taken, issued=issued, stated={"published": at} if issued else {})
    if title is not None:
        envelope = replace(envelope, headline=one_line(lines[title]))
    if scanned:
        envelope = replace(envelope, headline=scanned.headline, is_whole=scanned.is_whole)
    return RestoredCopy(new, tuple(pieces for _, pieces in restored), envelope)


def shows_columns(lines: tuple[str, ...]) -> bool:
    """Whether columns of print stand side by side in `lines`."""
    if not _may_have_columns(lines, filled_lines(lines)):
        return False
    parts = divide_columns([Part(at, line) for at, line in enumerate(lines)])
    return any(one.at >= two.at for one, two in pairwise(parts))


def _may_have_columns(lines: tuple[str, ...], filled: Sequence[int]) -> bool:
    """Whether enough lines have a gap that may be a gutter."""
    return "  " in whole_text(lines) and sum("  " in lines[at].strip() for at in filled) >= MIN_ROWS


def _is_broken_without_pages(lines: tuple[str, ...], filled: Sequence[int]) -> bool:
    """Whether lines may be broken although nothing shows pages: many open with small letters, none is indented, their
    lengths show no fixed width, and no program wrote them.
    """
    small = count_small(lines)
    if small and small < max(MIN_GOES_ON + 1, len(filled) * WITHOUT_PAGES):
        return False
    if any(lines[at][:INDENT].isspace() for at in filled):
        return False
    if not small and len(filled) >= FEWEST_LINES and not have_case([lines[at] for at in filled]):
        return are_filled([lines[at] for at in filled], has_pages=False)
    if not small:
        return False
    if has_dated_head(lines, filled):
        return True
    if _is_of_program(lines, filled):
        return False
    opened = open_pages(lines)
    return not has_fixed_width(opened.story_lines if opened else lines) or _has_title_apart(lines, filled)


def _has_title_apart(lines: Sequence[str], filled: Sequence[int]) -> bool:
    """Whether the second line of a title is alone between blank lines, as recognition of letters leaves it, or below a
    line that is much shorter than the text.
    """
    width = max(len(lines[at]) for at in filled)
    for above, at, below in zip(filled[:MOST_TITLE_ROWS], filled[1:], filled[2:], strict=False):
        is_apart = at > above + 1
        is_alone = below > at + 1 and (is_apart or len(lines[above]) <= SHORT_TITLE * width)
        is_alone |= is_apart and (BYLINE.match(lines[below]) is not None or cannot_end(lines[above]))
        if is_alone and goes_on_apart(one_line(lines[above]), one_line(lines[at])):
            return True
    return False


def _is_scanned_text(lines: tuple[str, ...], filled: Sequence[int]) -> bool:
    """Whether the copy is the text of scanned pages: many lines open with small letters, several have marks of dirt."""
    if count_small(lines) < max(MIN_GOES_ON + 1, len(filled) * WITHOUT_PAGES):
        return False
    if sum(len(one_line(lines[at])) > WIDEST for at in filled) > len(filled) * MOST_WIDE:
        return False
    return is_marked(lines, filled) and not _is_of_program(lines, filled)


def _is_of_program(lines: tuple[str, ...], filled: Sequence[int]) -> bool:
    """Whether the copy opens as subtitles do, with their times, or with the fields of a mail."""
    top = [lines[at] for at in filled[:MOST_ABOVE]]
    return any("-->" in line for line in top) or sum(map(bool, map(_FIELD.match, top))) >= MIN_FIELDS


def _frames_of_one_page(lines: tuple[str, ...], filled: Sequence[int]) -> Mapping[int, TakenLine]:
    """The frame of copy that shows no page but by its lines."""
    opened = open_pages(lines)
    return {**find_first_head(lines, filled), **(opened.taken if opened else {})}


def _in_reading_order(lines: Sequence[str], frames: Mapping[int, TakenLine], starts: Sequence[int]) -> Iterator[Part]:
    """The lines of the pages without their frames, in the order in which columns side by side are read."""
    for first, end in pairwise((0, *starts, len(lines))):
        yield from divide_columns([Part(at, "" if at in frames else lines[at]) for at in range(first, end)])


def _rows(parts: Sequence[Part], breaks: Set[int]) -> Iterator[PrintedLine]:
    """The parts with text; a page begins at or behind the lines with the indexes `breaks`."""
    is_apart, is_first = True, False
    for at, text in parts:
        is_first |= at in breaks
        if not text or text.isspace():
            is_apart = True
            continue
        indent = len(text) - len(text.lstrip())
        yield PrintedLine(at, one_line(text), text, indent, is_apart=is_apart, is_first=is_first)
        is_apart = is_first = False


def _restored(
    lines: Sequence[str], rows: Sequence[PrintedLine], continued: Set[int], frames: Mapping[int, TakenLine]
) -> Iterator[tuple[str, tuple[Part, ...]]]:
    """The new lines with their pieces: the lines of frames, and those of `rows` with what goes on from each, in order;
    blank lines where something is between them.
    """
    vocabulary = Vocabulary((row.text for row in rows), is_column=True)
    framed = iter(sorted(frames))
    frame = next(framed, None)
    above = -1
    group: list[PrintedLine] = []
    for number, row in enumerate((*rows, None)):
        if row is not None and number in continued:
            group.append(row)
            continue
        if group:
            yield _joined(group, vocabulary)
        end = len(lines) if row is None else max(above, row.at)
        above = end
        while frame is not None and frame < end:
            yield lines[frame], (Part(frame, lines[frame]),)
            frame = next(framed, None)
        if row is not None:
            if row.is_apart and number:
                yield "", ()
            group = [row]


def _joined(group: Sequence[PrintedLine], vocabulary: Vocabulary) -> tuple[str, tuple[Part, ...]]:
    """The line that the rows of a group make; one row alone stays as it is, as it may be of a table."""
    parts = tuple(Part(row.at, row.line) for row in group)
    return parts[0].text if len(group) == 1 else join_lines([row.text for row in group], vocabulary), parts


def _is_frame(parts: Sequence[Part], frames: Mapping[int, TakenLine]) -> bool:
    return len(parts) == 1 and parts[0].at in frames
