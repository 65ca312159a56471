"""The story's header: dates, bylines, kicker, dek and reading time around the headline.

Every field has a confidence; below the floor it stays empty and a notice says what was seen.
"""

from __future__ import annotations

import re

from convert.findings import Severity
from convert.model import Contributor
from convert.readers.text.evidence import HEADER_REACH, Evidence, Story, as_furniture, is_minutes
from convert.readers.text.lexicon import Lexicon, fold, fold_word
from convert.readers.text.names import Byline, read_name_line
from convert.readers.text.signs import Sign

FLOOR = 0.6
"""Below this confidence a date, an author or a dateline is not concluded."""

HEADER_DEPTH = 8
"""How many units below a dek the rest of the header may stand."""

MAX_BYLINE = 500
"""How many characters of byline lines are joined into one byline."""

_MINUTES = re.compile(r"\d+")


def find_lead(seen: Evidence, lexicon: Lexicon, top: int) -> int:
    """The first running text of the body: after the header's last line, which a dek may stand before."""
    start, seen_so_far, dek = None, 0, 0
    for at in range(top, len(seen.signs)):
        if is_running(seen, at):
            start = at if start is None else start
            dek = dek or at
            seen_so_far += 1
            if seen_so_far > 3:
                break
        elif dek and at > dek + HEADER_DEPTH:
            break
        elif (
            (at in seen.dates and seen.dates[at].moment is not None)
            or (at in seen.bylines and seen.bylines[at].is_explicit)
            or is_minutes(seen.signs[at])
            or (seen_so_far == 1 and _is_known_name(seen.signs[at], lexicon))
        ):
            start = None
    return top if start is None else start


def _is_known_name(sign: Sign, lexicon: Lexicon) -> bool:
    if sign.furniture or not 2 <= sign.words <= 8 or sign.unit.bullet:
        return False
    byline = read_name_line(sign.unit.text, lexicon)
    return byline is not None and byline.confidence > FLOOR


def is_running(seen: Evidence, at: int) -> bool:
    sign = seen.signs[at]
    return (sign.is_prose or (sign.weight >= 0.25 and at >= seen.layout.first)) and not (
        sign.furniture or sign.shortened or at in seen.dates or at in seen.bylines or at in seen.captions
    )


def read_header(story: Story, seen: Evidence, lexicon: Lexicon, top: int, start: int) -> None:
    """What stands around the headline, up to the first running text."""
    low = max(0, top - 1 - HEADER_REACH) if seen.layout.headline is not None else 0
    zone = range(low, start)
    _minutes(story, seen, zone)
    _dates(story, seen, zone, top)
    _authors(story, seen, lexicon, zone, top, start)
    _kicker(story, seen, top)
    _dek(story, seen, top, start)
    for at in range(top, start):
        sign = seen.signs[at]
        if sign.furniture and at not in seen.captions:
            story.mark(at, *as_furniture(sign))
        elif seen.layout.headline is not None and sign.key == fold(story.headline):
            story.mark(at, "repeat", "headline again", 0.95)
        elif at in seen.captions:
            story.captions[at] = seen.captions[at]
            story.mark(at, "caption" if seen.captions[at].caption else "credit", "credit wording", 0.9)
        elif at in seen.dates and not seen.dates[at].rest:
            story.mark(at, "date", "date line", 0.8)
        elif sign.unit.bullet:
            story.mark(at, "item", "list mark", 0.7)
        elif sign.void:
            story.mark(at, "break", "no letters", 0.9)
        elif seen.noisy and sign.words <= 6 and not sign.ends:
            story.mark(at, "navigation", "short line in the header of a busy page", 0.6)
        else:
            story.mark(at, "paragraph", "line before the lead", 0.6)


def _minutes(story: Story, seen: Evidence, zone: range) -> None:
    for at in zone:
        sign = seen.signs[at]
        is_own = is_minutes(sign)
        number = _MINUTES.search(sign.unit.text if is_own else seen.minutes.get(at, ""))
        if number is None:
            continue
        confidence = sign.furniture[1] if is_own and sign.furniture else 0.85
        if is_own:
            story.mark(at, "reading-time", "reading time", confidence)
        minutes = int(number.group()) if len(number.group()) < 5 else 0
        if story.reading_time is None and 1 <= minutes <= 600:
            story.reading_time = minutes
            story.conclude("reading_time", confidence, [at], "reading time")


def _dates(story: Story, seen: Evidence, zone: range, top: int) -> None:
    """The moment of publication and of update, from the date lines around the headline."""
    best: tuple[float, int] | None = None
    for at in zone:
        dated = seen.dates.get(at)
        if dated is None:
            continue
        confidence = 0.95 if dated.labelled else 0.9 if at >= top else 0.8 - 0.06 * (top - 1 - at)
        if dated.rest:
            confidence -= 0.1
        for moment in (dated.moment if dated.kind == "updated" else None, dated.following):
            if moment and moment.is_instant and story.updated is None:
                story.updated = moment
                story.conclude("updated", confidence, [at], "date line that says so")
        if dated.kind == "published" and dated.moment and (best is None or confidence > best[0]):
            best = confidence, at
        if dated.unsure and not dated.moment:
            story.find(
                "TXT006",
                Severity.NOTICE,
                at,
                f"“{seen.signs[at].unit.text[:60]}” shows {dated.unsure}; no date was taken from it",
                "Give the date as metadata if the story should have one.",
            )
        if not dated.rest and at not in seen.bylines:
            story.mark(at, "date", "date line", 0.9)
        elif dated.moment and at not in seen.bylines and seen.noisy:
            story.mark(at, "date", "date line with other words", 0.7)
    if best and best[0] >= FLOOR:
        story.published = seen.dates[best[1]].moment
        story.conclude("published", round(best[0], 2), [best[1]], "date line near the headline")


def _authors(story: Story, seen: Evidence, lexicon: Lexicon, zone: range, top: int, start: int) -> None:
    """Who wrote it: lines that say so, or lines of names beside a date."""
    found: list[tuple[int, Byline, float]] = []
    found += [
        (at, byline, byline.confidence if byline.is_explicit or at in seen.dates else 0.0)
        for at in zone
        if (byline := seen.bylines.get(at))
    ]
    if not found:
        found = _bare_names(story, seen, lexicon, max(zone.start, top - 4), start, top)
    if not found:
        end = seen.layout.end
        found = [
            (at, seen.bylines[at], seen.bylines[at].confidence - 0.15)
            for at in range(max(start, end - 3), min(len(seen.signs), end + 3))
            if at in seen.bylines and seen.bylines[at].is_explicit and not seen.signs[at].is_prose
        ]
    authors: dict[str, Contributor] = {}
    lines: list[int] = []
    texts: list[str] = []
    for at, byline, confidence in found:
        if confidence < FLOOR:
            story.find(
                "TXT006",
                Severity.NOTICE,
                at,
                f"“{seen.signs[at].unit.text[:60]}” may name the author; it was not taken as such",
                "Give the authors as metadata if the story should have them.",
            )
            continue
        for author in byline.authors:
            authors.setdefault(fold_word(author.name), author)
        is_whole = byline.text == seen.signs[at].unit.text
        if fold(byline.text) not in map(fold, texts):
            if len(" ".join((*texts, byline.text))) <= MAX_BYLINE:
                texts.append(byline.text)
            else:
                is_whole = False
        lines.append(at)
        story.mark(at, "byline", "byline wording" if byline.is_explicit else "name beside a date", confidence)
        if not is_whole:
            story.partly.add(at)
    if authors:
        story.authors = tuple(authors.values())[:12]
        story.byline = " ".join(texts).strip()
        confidence = min(row[2] for row in found if row[0] in lines)
        for name in ("byline", "authors"):
            story.conclude(name, round(confidence, 2), lines, "byline")


def _bare_names(
    story: Story, seen: Evidence, lexicon: Lexicon, low: int, start: int, top: int
) -> list[tuple[int, Byline, float]]:
    found: list[tuple[int, Byline, float]] = []
    for at in range(low, min(start, low + 24)):
        sign = seen.signs[at]
        if story.marks[at] is not None or sign.furniture or not 2 <= sign.words <= 14:
            continue
        byline = read_name_line(sign.unit.text, lexicon)
        if byline is None:
            continue
        near = [i for i in (at - 2, at - 1, at + 1, at + 2) if 0 <= i < len(seen.signs)]
        beside = any(i in seen.dates or is_minutes(seen.signs[i]) for i in near)
        job = any(_says_job(seen.signs[i], lexicon) for i in (at - 1, at + 1) if 0 <= i < len(seen.signs))
        confidence = byline.confidence + 0.2 * beside + 0.15 * job - 0.15 * (at < top) - 0.1 * (not beside and not job)
        found.append((at, byline, min(0.9, confidence)))
        if len(found) > 5:
            return []
    return found


def _says_job(sign: Sign, lexicon: Lexicon) -> bool:
    words = sign.key.split()
    return len(words) <= 6 and any(word in lexicon.jobs for word in words)


def _kicker(story: Story, seen: Evidence, top: int) -> None:
    at = top - 2
    if seen.layout.headline is None or at < 0 or seen.noisy or at > 3 or story.marks[at] is not None:
        return
    sign = seen.signs[at]
    if sign.words <= 6 and not sign.ends and not sign.furniture and not sign.void and not sign.unit.bullet:
        story.kicker = sign.unit.text
        story.mark(at, "kicker", "short line above the headline", 0.7)
        story.conclude("other_headlines", 0.7, [at], "short line above the headline")


def _dek(story: Story, seen: Evidence, top: int, start: int) -> None:
    """The line between the headline and the byline, date or picture."""
    if seen.layout.headline is None:
        return
    for at in range(top, min(start + 1, top + 4, len(seen.signs))):
        sign = seen.signs[at]
        if story.marks[at] is not None or sign.furniture or at in seen.captions or sign.unit.bullet:
            continue
        if not 5 <= sign.words <= 60 or sign.key == seen.signs[top - 1].key or sign.shortened:
            continue
        parted = _is_parted(story, seen, at)
        if (at < start or parted) and (parted or (not sign.ends and sign.words >= 6)):
            story.subheadline = sign.unit.text
            story.mark(at, "subheadline", "line between headline and byline", 0.8 if parted else 0.6)
            story.conclude("subheadline", 0.8 if parted else 0.6, [at], "line between headline and byline")
        return


def _is_parted(story: Story, seen: Evidence, at: int) -> bool:
    """Whether a line of the header stands between the unit `at` and the next running text."""
    for i in range(at + 1, min(len(seen.signs), at + 4)):
        mark = story.marks[i]
        if mark and mark.role in ("byline", "date", "reading-time"):
            return True
        if seen.signs[i].is_prose:
            return False
    return False
