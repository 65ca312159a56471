"""Wire copy as text: header block, slug line, labels, notes to editors, marks of a version, end marks and the stamp.

The forms are those of ANPA 1312 (NAA 89-3), of AFP and of Reuters' news line after copying, when the control characters
are gone, and those that agencies of all languages share. Without a header, a title above a dateline with an agency
shows wire copy. Words are in `habits.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from convert.model import Contributor, InfoSource
from convert.readers.text.envelopes.envelope import Envelope, TakenLine, filled_lines, opening_signs, whole_text
from convert.readers.text.envelopes.wire.copy import WireCopy
from convert.readers.text.envelopes.wire.end import take_end
from convert.readers.text.envelopes.wire.header import read_header_line, take_header
from convert.readers.text.envelopes.wire.top import read_top
from convert.readers.text.lexicon.datelines import read_whole_dateline
from convert.readers.text.sentences import ENDS_SENTENCE

FEWEST_INDENTED = 3
"""How many indented lines show that paragraphs are indented."""

SHORTEST_WRAPPED, LONGEST_WRAPPED = 45, 80
"""Between how many characters a line has that goes on below."""

MAX_TRIM = 120
"""How many characters a mark of what may be left out has at most."""

_MORE = frozenset(
    {"(MORE)", "MORE", "(more)", "(à suivre)", "(suite)", "(sigue)", "(segue)", "(mehr)", "(続く)", "(계속)"}
)
_TRIM = re.compile(
    r"\s*[(\[](?:the )?(?:story (?:can|may) (?:be (?:cut|trimmed)|end) here"
    r"|(?:begin|end|start|stop|optional) (?:optional )?(?:trim|cut|material|add|take)s?)\b[^()\[\]]{0,80}[)\]][.]?\s*",
    re.IGNORECASE,
)
"""A mark in brackets between paragraphs that says which of them a paper may leave out."""

_GOES_ON = re.compile(r"[A-Z][A-Z .,'-]{1,40}: .{1,60}")
_SLUG_OF_TAKE = re.compile(r"\s*SLUG:\s?\S.{0,60}|\s*[A-Z][A-Z .'-]{2,40}[ -]\d{1,2}(?:-\d{1,2}){1,2}\s*")


_CROSSHEAD = re.compile(r"\s*(?P<dash>[-–—]) (?P<text>[\"'“”‘«„]?\w[^-–—]{2,60}?[^\s.,;:]) (?P=dash)\s*")
_CAPITALS = re.compile(r"\s*(?=.*[A-Z]{2})[A-Z][^a-z.!?:]{3,50}\s*")
_CARET = re.compile(r"\s*\^(?=\S)")


def open_carets(lines: tuple[str, ...]) -> Envelope | None:
    """Cut the carets off that open header lines of ANPA 1312, where two lines at least have one; else None."""
    if "^" not in whole_text(lines):
        return None
    rewritten = {
        at: line[caret.end() :].removesuffix("<") for at, line in enumerate(lines) if (caret := _CARET.match(line))
    }
    return Envelope(lines=lines, rewritten=rewritten) if len(rewritten) > 1 else None


def open_wire_text(lines: tuple[str, ...]) -> Envelope | None:
    """Open the frame of wire copy, None if the lines show none."""
    filled = filled_lines(lines)
    if not filled:
        return None
    copy = WireCopy(lines, filled)
    take_header(copy)
    copy.find_dateline()
    read_top(copy)
    take_end(copy)
    _take_whole_dateline(copy)
    if not opening_signs(lines).isdisjoint("([") or "MORE" in whole_text(lines):
        _take_marks_of_takes(copy)
        _take_marks_of_trims(copy)
    copy.filled = [at for at in copy.filled if at not in copy.taken]
    _read_crossheads(copy)
    _detect_layout(copy)
    copy.is_whole = copy.has_frame or copy.layout == "indented"
    found = copy.envelope()
    return found if found.taken or found.headline is not None or found.rewritten else None


def _take_whole_dateline(copy: WireCopy) -> None:
    """Take a dateline with its agency on a line of its own below the title, so that it is no dek."""
    at = copy.dateline
    whole = read_whole_dateline(copy.lines[at].strip(), copy.lexicon) if at >= 0 and copy.headline is not None else None
    if whole and whole.agency and at != copy.filled[-1]:
        copy.state_first("dateline", whole.text, at)
        copy.state_first("sources", (InfoSource(name=whole.agency),), at)
        if whole.reporters:
            copy.state_first("authors", tuple(Contributor(name=name) for name in whole.reporters), at)
        copy.take(at, "dateline on a line of its own", "dateline")


def _take_marks_of_takes(copy: WireCopy) -> None:
    """Take the marks between the takes of a story, the slug line of the next take, and what it goes on from."""
    for number, at in enumerate(copy.filled):
        if copy.lines[at].strip() not in _MORE:
            continue
        copy.taken[at] = TakenLine("mark of a take")
        below = iter(copy.filled[number + 1 : number + 3])
        following = next(below, -1)
        header = read_header_line(copy.lines[following]) if following >= 0 else None
        if following >= 0 and (header or _SLUG_OF_TAKE.fullmatch(copy.lines[following])):
            copy.taken[following] = TakenLine("slug of the next take")
            goes_on = next(below, -1)
            if header and goes_on >= 0 and _GOES_ON.fullmatch(copy.lines[goes_on].strip()):
                copy.taken[goes_on] = TakenLine("words that a take goes on from")


def _take_marks_of_trims(copy: WireCopy) -> None:
    """Take marks of what may be left out; all of the text stays."""
    for at in copy.filled:
        if len(copy.lines[at]) <= MAX_TRIM and copy.lines[at].lstrip()[:1] in "([" and _TRIM.fullmatch(copy.lines[at]):
            copy.taken[at] = TakenLine("mark of a trim")


def _read_crossheads(copy: WireCopy) -> None:
    """Read lines between two hyphens below a dateline as headings, as AFP sets them, and lines in capitals between two
    paragraphs, as Reuters does.
    """
    below = dict(pairwise(copy.filled))
    above = {following: at for at, following in below.items()}
    for at in copy.filled:
        if not at > copy.dateline >= 0 or at not in below:
            continue
        if crosshead := _CROSSHEAD.fullmatch(copy.lines[at]):
            copy.rewritten[at] = crosshead["text"]
            copy.roles[at] = "heading"
        elif copy.has_frame and _CAPITALS.fullmatch(copy.lines[at]):
            is_alone = not copy.lines[at - 1].strip() and not copy.lines[at + 1].strip()
            if is_alone and all(ENDS_SENTENCE.search(copy.lines[other].rstrip()) for other in (above[at], below[at])):
                copy.roles[at] = "heading"


def _detect_layout(copy: WireCopy) -> None:
    """Tell paragraphs by their indents where all have one, so that a byline does not run into the text; else by the
    width of the lines, where a frame shows that they may be broken.

    Copy with indents was typed below its title; no page is laid out so.
    """
    if copy.headline is not None and copy.layout == "detected" and _is_indented(copy.lines, copy.filled[1:]):
        copy.layout = "indented"
    if copy.has_frame and copy.layout == "detected":
        copy.layout = "wrapped"
        for at in copy.filled[1:] if copy.headline is not None else ():
            if at > max(copy.dateline, copy.filled[1]):
                break
            line = copy.rewritten.get(at, copy.lines[at])
            if not line[:1].isspace():
                copy.rewritten[at] = f"\t{line}"  # so that it does not go on from the title


def _is_indented(lines: Sequence[str], text_lines: Sequence[int]) -> bool:
    """Whether every paragraph opens with an indented line, and lines without an indent go on from wrapped lines."""
    known = frozenset(text_lines)
    plain = [at for at in text_lines if not lines[at][:1].isspace()]
    if not plain or len(text_lines) - len(plain) < FEWEST_INDENTED or text_lines[0] in plain:
        return False
    return all(at - 1 in known and SHORTEST_WRAPPED <= len(lines[at - 1]) <= LONGEST_WRAPPED for at in plain)
