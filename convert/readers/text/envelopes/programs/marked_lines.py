"""Marks in front of all lines: numbers that count them, signs of quotation, and those of a change of a file.

Editors, printers of listings and courts number each line (`nl`, `cat -n`, "0001  "); mail programs put `>` before each
line of a mail that is answered or pasted; version control writes `+`, `-` or a space before each line (`git show`,
`diff -u`). The marks go from every line, or from none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from convert.readers.text.envelopes.draft import Draft
from convert.readers.text.envelopes.envelope import (
    Envelope,
    TakenLine,
    filled_lines,
    one_line,
    opening_signs,
    whole_text,
)
from convert.readers.text.envelopes.mail import words as mail_words

MIN_LINES = 4
"""How many lines with text have marks at least."""

MIN_GOES_ON, LONG_LINE = 0.15, 30
"""The share of lines at least that open with a small letter below a line of so many characters where lines are numbered
and are not the items of a list.
"""

DEEPEST = 8
"""How many times quoted lines are opened at most, one inside the other."""

_NUMBER = re.compile(
    r"(?P<file>[^\s:]{1,80}\.\w{1,5}:)?[ \t]{0,12}(?P<zeros>0{0,5})(?P<number>\d{1,6})"
    r"(?P<sign>[:.)]| ?[|│┃]|)(?P<gap>[ \t]{0,12})(?P<text>.*)"
)
_QUOTED = re.compile(r"[ \t]{0,4}(?P<sign>[>|│┃])(?P<rest>.*)")
_ATTRIBUTION = re.compile(rf"\W{{0,4}}(?:{'|'.join(mail_words.ATTRIBUTIONS)})\s?[:：]?\s*", re.IGNORECASE)
_OLD, _NEW = re.compile(r"--- \S.{0,300}"), re.compile(r"\+\+\+ \S.{0,300}")
_HUNK = re.compile(r"@@ -\d{1,7}(?:,\d{1,7})? \+\d{1,7}(?:,\d{1,7})? @@.{0,300}")

_REMOVED_WORDS = re.compile(r"\[-[^\[\]{}\n]{0,600}-\] ?|\{--[^{}\n]{0,600}--\} ?")
_ADDED = re.compile(r"\{(?P<sign>\+\+?)(?P<words>[^{}\n]{1,600}?)(?P=sign)\}")

_COUNT = TakenLine("number of a line")
_WROTE = TakenLine("who wrote what is quoted", is_private=True)
_HEAD = TakenLine("head of a change", is_private=True)
_PLACE = TakenLine("place of a change")
_REMOVED = TakenLine("line that a change removes", role="desk-note")


def open_marked_lines(lines: tuple[str, ...]) -> Envelope | None:
    """Open copy whose lines all have marks, None if they have not."""
    signs = opening_signs(lines)
    if "@" in signs and "+" in signs:
        return open_change(lines)
    if signs & set(">|│┃"):
        return _open_quoted(lines)
    if signs and (all(map(str.isdecimal, signs - {""})) or len(signs - {""}) == 1):
        return _open_numbered(lines)
    return _open_word_changes(lines)


def _open_numbered(lines: tuple[str, ...]) -> Envelope | None:
    filled = filled_lines(lines)
    found = [_NUMBER.fullmatch(lines[at]) for at in filled]
    if len({one["file"] for one in found if one}) > 1:
        return None
    counted = [one for one in found if one and (one["gap"] or one["sign"].strip() in ":|│┃" or not one["text"])]
    if len(filled) < MIN_LINES or len(counted) < len(filled):
        return None
    numbers = [int(one["zeros"] + one["number"]) for one in counted]
    if any(below not in (above + 1, 1) for above, below in pairwise(numbers)) or numbers.count(numbers[0]) * 3 > len(
        numbers
    ):
        return None
    texts = [one["text"] for one in counted if one["text"].strip()]
    if not texts or not _are_lines(counted, texts, is_blank_counted=len(texts) < len(counted)):
        return None
    draft = Draft(lines)
    gap = min(len(one["gap"]) for one in counted if one["text"])
    for at, one in zip(filled, counted, strict=True):
        if one["text"].strip():
            behind = one["gap"][1:] if one["gap"].startswith("\t") else one["gap"][gap:]
            draft.rewritten[at] = behind + one["text"]
        else:
            draft.taken[at] = _COUNT
    return draft.envelope()


def _are_lines(counted: Sequence[re.Match[str]], texts: Sequence[str], *, is_blank_counted: bool) -> bool:
    """Whether numbers count lines and not items of a list: blank lines have them, too, they have zeros in front or are
    set by a tab, or many lines go on from the one above.
    """
    widths = {len(one["zeros"] + one["number"]) for one in counted}
    if is_blank_counted or (len(widths) == 1 and any(one["zeros"] for one in counted)):
        return True
    if all(one["gap"].startswith("\t") and one.group()[:1] == " " and not one["sign"] for one in counted):
        return True
    goes_on = sum(below[:1].islower() and len(above) >= LONG_LINE for above, below in pairwise(texts))
    return goes_on >= max(2, len(texts) * MIN_GOES_ON)


def _open_quoted(lines: tuple[str, ...]) -> Envelope | None:
    filled = filled_lines(lines)
    draft = Draft(lines)
    first = next((count for count, at in enumerate(filled) if _QUOTED.match(lines[at])), len(filled))
    above = " ".join(lines[at].strip() for at in filled[:first])
    if first > 2 or (first and not _ATTRIBUTION.fullmatch(above)):
        return None
    quoted = filled[first:]
    if len(quoted) < MIN_LINES:
        return None
    left = {at: lines[at] for at in quoted}
    for depth in range(DEEPEST + 1):
        found = {at: one for at, line in left.items() if (one := _QUOTED.fullmatch(line))}
        signs = {one["sign"] for one in found.values()}
        if len(signs) != 1 or any(line.strip() and at not in found for at, line in left.items()):
            break
        if depth == DEEPEST:
            return None
        if ">" not in signs and any(one["rest"].count(one["sign"]) for one in found.values()):
            return None
        has_space = all(one["rest"][:1] in ("", " ") for one in found.values())
        left.update((at, one["rest"][1:] if has_space else one["rest"]) for at, one in found.items())
    if all(left[at] == lines[at] for at in quoted):
        return None
    draft.taken.update(dict.fromkeys(filled[:first], _WROTE))
    draft.rewritten.update(left)
    return draft.envelope() if any(map(str.strip, left.values())) else None


def _open_word_changes(lines: tuple[str, ...]) -> Envelope | None:
    """Open copy in which a comparison of words marks what was removed and added ("[-old-]{+new+}", "{--old--}")."""
    text = whole_text(lines)
    if not ("{+" in text and "+}" in text and ("[-" in text or "{-" in text)):
        return None
    if not (_ADDED.search(text) and _REMOVED_WORDS.search(text)):
        return None
    draft = Draft(lines)
    for at in filled_lines(lines):
        if (plain := one_line(_ADDED.sub(r"\g<words>", _REMOVED_WORDS.sub("", lines[at])))) != one_line(lines[at]):
            draft.rewritten[at] = plain
    return draft.envelope()


def open_change(lines: tuple[str, ...]) -> Envelope | None:
    """Open the newer version of the only file that a change has."""
    heads = [*_heads(lines)]
    if len(heads) != 1:
        return None
    start = heads[0]
    draft = Draft(lines)
    draft.taken.update((at, _HEAD) for at in range(start) if lines[at].strip())
    is_open = False
    for at in range(start, len(lines)):
        line = lines[at]
        if _HUNK.fullmatch(line):
            draft.taken[at], is_open = _PLACE, True
        elif not is_open or line.startswith("\\ "):
            draft.taken[at] = _HEAD
        elif line[:1] == "-":
            draft.taken[at] = _REMOVED
        elif line[:1] in ("+", " "):
            draft.rewritten[at] = line[1:]
        elif line:
            return None
    return draft.envelope()


def _heads(lines: Sequence[str]) -> Iterator[int]:
    """Where the changes of files begin, at their first place."""
    for at, line in enumerate(lines):
        is_place = at > 1 and line.startswith("@@ ") and _HUNK.fullmatch(line) is not None
        if is_place and _NEW.fullmatch(lines[at - 1]) and _OLD.fullmatch(lines[at - 2]):
            yield at
