"""What each unit of the copy is, and what the story's fields are: header, body, furniture.

Decides with the layout in hand, by rules that each have a name; a rule that is not sure enough leaves its field empty
and says so. Every unit ends with a mark.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from convert.findings import Severity
from convert.readers.text.dateline import read_dateline
from convert.readers.text.evidence import Evidence, Story, as_furniture, gather_evidence
from convert.readers.text.header import FLOOR, find_lead, read_header
from convert.readers.text.language import Tongue
from convert.readers.text.lexicon import Lexicon, fold
from convert.readers.text.roles import FURNITURE, Mark, Role
from convert.readers.text.signs import Sign
from convert.readers.text.units import Unit

HEADLINE_WORDS = 90
"""How many characters of the first words stand in for a headline that is not there."""

_TELLING = frozenset({"paragraph", "heading", "quote", "item", "caption", "credit"})

_NOTHING_BUT = "there is nothing but a headline; it stands as the text, too"

_WAS_IT_CUT = "Was the text cut off when it was copied?"


def tell(units: tuple[Unit, ...], lexicon: Lexicon, tongue: Tongue, given: Mapping[str, object]) -> Story:
    """The story in `units`."""
    story = Story(units, [None] * len(units))
    known = given.get("headline")
    seen = gather_evidence(units, lexicon, tongue, known if isinstance(known, str) else None)
    at = seen.layout.headline
    if at is None:
        start = story.lead = next((i for i, sign in enumerate(seen.signs) if sign.is_prose), 0)
        top = min(start, seen.layout.first)
    else:
        story.headline = units[at].text
        story.mark(at, "headline", "title of what follows", seen.layout.confidence)
        story.conclude("headline", seen.layout.confidence, [at], "title of what follows")
        top = at + 1
        start = find_lead(seen, lexicon, at + 1)
        story.lead = start
    _teasers(story, seen)
    read_header(story, seen, lexicon, top, start)
    _body(story, seen, lexicon, start)
    _rest(story, seen)
    if "dateline" not in given:
        _take_dateline(story, lexicon)
    if at is None:
        _name_after_first_words(story)
    elif not any(mark and mark.role in _TELLING for mark in story.marks):
        story.find("TXT004", Severity.WARNING, at, _NOTHING_BUT, _WAS_IT_CUT)
    _look_for_truncation(story)
    return story


def _teasers(story: Story, seen: Evidence) -> None:
    """Shortened lines whose beginning another line goes on from."""
    if not any(sign.shortened for sign in seen.signs):
        return
    beginnings: dict[str, list[str]] = {}
    for sign in seen.signs:
        if sign.words >= 8 and not sign.shortened:
            rows = beginnings.setdefault(sign.unit.text[:24].casefold(), [])
            if len(rows) < 4:
                rows.append(sign.unit.text)
    for at, sign in enumerate(seen.signs):
        text = sign.unit.text
        if sign.shortened and len(text) >= 24 and seen.layout.headline != at:
            stem = text.casefold().rstrip(' .…[]()»”"')
            if any(full[: len(stem)].casefold().startswith(stem) for full in beginnings.get(stem[:24], ())):
                story.mark(at, "teaser", "shortened repeat", 0.97)


def _body(story: Story, seen: Evidence, lexicon: Lexicon, start: int) -> None:
    """Units from the lead to the body's end."""
    signs = seen.signs
    end = max(seen.layout.end, start)
    if not seen.noisy:
        end = max(end, _quiet_end(seen, end))
    title = fold(story.headline)
    told: set[str] = set()
    for at in range(start, end):
        sign = signs[at]
        if story.marks[at] is not None:
            continue
        if sign.furniture and at not in seen.captions:
            story.mark(at, *as_furniture(sign))
        elif sign.key and sign.key == title:
            story.mark(at, "repeat", "headline again", 0.9)
        elif sign.key and sign.words >= 4 and sign.key in told:
            story.mark(at, "repeat", "line again", 0.8)
        elif at in seen.captions:
            story.captions[at] = seen.captions[at]
            story.mark(at, "caption" if seen.captions[at].caption else "credit", "credit wording", 0.9)
        elif sign.void:
            story.mark(at, "break", "no letters", 0.9)
        elif sign.unit.quoted:
            story.mark(at, "quote", "quotation mark at the line's start", 0.9)
        elif sign.unit.bullet:
            _item(story, seen, at)
        elif sign.weight >= 0.05:
            story.mark(at, "paragraph", "running text", 0.9 if sign.is_prose else 0.75)
        else:
            _short(story, seen, at, end)
        told.add(sign.key)


def _quiet_end(seen: Evidence, end: int) -> int:
    """The end of copy that has little furniture: all of it but what furniture follows."""
    return next((at for at in range(end, len(seen.signs)) if seen.signs[at].closes), len(seen.signs))


def _item(story: Story, seen: Evidence, at: int) -> None:
    bullet = seen.signs[at].unit.bullet
    neighbours = [seen.signs[i].unit.bullet for i in (at - 1, at + 1) if 0 <= i < len(seen.signs)]
    if bullet in "•‣◦▪●○■□" or any(
        other and (other == bullet or other[-1] == bullet[-1] == ".") for other in neighbours
    ):
        story.mark(at, "item", "list mark", 0.9)
    else:
        story.mark(at, "paragraph", "a mark but no list", 0.6)


def _short(story: Story, seen: Evidence, at: int, end: int) -> None:
    """A short line without an end: a heading, a line of the story, or part of a page's menus."""
    signs = seen.signs
    sign = signs[at]
    before = next((signs[i] for i in range(at - 1, -1, -1) if not signs[i].furniture), None)
    after = next((signs[i] for i in range(at + 1, min(end, at + 4)) if not signs[i].furniture), None)
    text = sign.unit.text
    if seen.noisy and (at in seen.dates or (seen.counts[sign.key] > 1 and sign.words <= 12)):
        story.mark(at, "navigation", "date or repeated line in a busy page", 0.6)
    elif (
        after is not None
        and (after.weight >= 0.4 or after.unit.bullet)
        and before is not None
        and before.weight >= 0.05
        and sign.words <= 14
        and text[-1] not in ":,;"
        and not text[0].islower()
        and sign.unit.apart
    ):
        story.mark(at, "heading", "short line before running text", 0.75)
    elif seen.noisy and _in_run(signs, at):
        story.mark(at, "navigation", "one of many short lines in a busy page", 0.6)
    else:
        story.mark(at, "paragraph", "short line inside the story", 0.6)


def _in_run(signs: Sequence[Sign], at: int) -> bool:
    """Whether short lines stand on both sides, or two on one."""

    def short(i: int) -> bool:
        return 0 <= i < len(signs) and signs[i].weight < 0

    return (short(at - 1) and short(at + 1)) or (short(at - 1) and short(at - 2)) or (short(at + 1) and short(at + 2))


def _rest(story: Story, seen: Evidence) -> None:
    """Whatever the story did not take."""
    for at, sign in enumerate(seen.signs):
        if story.marks[at] is None:
            if sign.furniture:
                story.mark(at, *as_furniture(sign))
            elif sign.void:
                story.mark(at, "break", "no letters", 0.9)
            elif at < story.lead:
                role: Role = "navigation" if seen.noisy else "paragraph"
                story.mark(at, role, "before the story", 0.7)
            else:
                story.mark(at, "related", "after the story's end", 0.6)


def _take_dateline(story: Story, lexicon: Lexicon) -> None:
    for at in range(story.lead, min(len(story.units), story.lead + 3)):
        mark = story.marks[at]
        if mark is None or mark.role != "paragraph":
            continue
        dateline = read_dateline(story.units[at].text, lexicon)
        if dateline and dateline.confidence < 0.9 and _is_transcript(story):
            return
        if dateline and dateline.confidence >= FLOOR:
            story.dateline, story.dateline_unit = dateline, at
            story.marks[at] = Mark("paragraph", "running text after a dateline", mark.confidence)
            story.conclude("dateline", dateline.confidence, [at], "place, day or agency before the first sentence")
        return


_SPEAKER = re.compile(r"(?P<name>[^\W\d_a-z][^\d_a-z:：]{1,38}):\s")


def _is_transcript(story: Story) -> bool:
    """Whether several paragraphs open with names in capitals: those are speakers, and no place of writing."""
    opened = (_SPEAKER.match(unit.text) for unit in story.units[story.lead :])
    return len({match["name"] for match in opened if match}) > 1


def _name_after_first_words(story: Story) -> None:
    """Stand the first words in for a headline that is not there."""
    at = next((i for i, mark in enumerate(story.marks) if mark and mark.role == "paragraph"), None)
    if at is None:
        at = next((i for i, mark in enumerate(story.marks) if mark and mark.role not in FURNITURE), 0)
        story.marks[at] = Mark("paragraph", "all there is", 0.5)
    text = story.units[at].text
    if story.dateline and story.dateline_unit == at:
        text = text[story.dateline.end :]
    story.headline = shorten(text)
    only = len(story.units) == 1 and story.headline == text
    if only:
        story.find("TXT004", Severity.WARNING, at, _NOTHING_BUT, _WAS_IT_CUT)
    else:
        story.find(
            "TXT003",
            Severity.WARNING,
            at,
            "no headline could be told; the first words stand in for it",
            "Give the headline as metadata, or put it on a line of its own at the top.",
        )
    story.conclude("headline", 0.2, [at], "first words")


def shorten(text: str) -> str:
    """The first words of `text`, as many as a headline holds."""
    if len(text) <= HEADLINE_WORDS:
        return text
    cut = text.rfind(" ", 0, HEADLINE_WORDS)
    return text[: cut if cut > 30 else HEADLINE_WORDS].rstrip(" ,;:–—-")


def _look_for_truncation(story: Story) -> None:
    kept = [i for i, mark in enumerate(story.marks) if mark and mark.role == "paragraph"]
    if not kept:
        return
    text = story.units[kept[-1]].text
    if re.search(r"(?:\[(?:…|\.{3})\]|…|\.{3})$", text) or (
        len(kept) > 1
        and kept[-1] == len(story.units) - 1
        and len(text) > 120
        and text[-1].isalnum()
        and text[-1].isascii()
    ):
        story.find(
            "TXT005",
            Severity.WARNING,
            kept[-1],
            "the text seems to be cut off here",
            "Compare it with where it came from; perhaps only a preview was copied.",
        )
