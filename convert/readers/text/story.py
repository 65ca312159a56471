"""What each unit of the copy is, and what the story's fields are: header, body, furniture.

Decides with the layout in hand, by rules that each have a name; a rule that is not sure enough leaves its field empty
and says so. Every unit ends with a mark.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from convert.findings import Finding, Location, Severity
from convert.model import Contributor, Inference, Moment
from convert.readers.text.captions import Credited, read_caption
from convert.readers.text.dateline import Dateline, read_dateline
from convert.readers.text.dates import Dated, read_date
from convert.readers.text.language import Tongue
from convert.readers.text.layout import Layout, lay_out
from convert.readers.text.lexicon import Lexicon, fold, fold_word
from convert.readers.text.names import Byline, read_byline, read_name_line
from convert.readers.text.roles import FURNITURE, Mark, Role
from convert.readers.text.signs import Sign, observe
from convert.readers.text.units import Unit

FLOOR = 0.6
"""Below this confidence a date, an author or a dateline is not concluded."""

HEADER_REACH = 6
"""How many units above the headline may belong to the story's header."""

HEADER_DEPTH = 8
"""How many units below a dek the rest of the header may stand."""

HEADLINE_WORDS = 90
"""How many characters of the first words stand in for a headline that is not there."""

_TELLING = frozenset({"paragraph", "heading", "quote", "item", "caption", "credit"})
_NOTHING_BUT = "there is nothing but a headline; it stands as the text, too"
_WAS_IT_CUT = "Was the text cut off when it was copied?"
_MINUTES = re.compile(r"\d+")


@dataclass(slots=True)
class Story:
    """A story as it is found in its units, before it becomes an Article."""

    units: tuple[Unit, ...]
    marks: list[Mark | None]
    lead: int = 0
    headline: str = ""
    subheadline: str | None = None
    kicker: str | None = None
    byline: str | None = None
    authors: tuple[Contributor, ...] = ()
    published: Moment | None = None
    updated: Moment | None = None
    dateline: Dateline | None = None
    dateline_unit: int = -1
    reading_time: int | None = None
    captions: dict[int, Credited] = field(default_factory=dict)
    inferences: list[Inference] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    partly: set[int] = field(default_factory=set)

    def mark(self, at: int, role: Role, rule: str, confidence: float) -> None:
        """Give the unit `at` its role, unless it has one."""
        if self.marks[at] is None:
            self.marks[at] = Mark(role, rule, confidence)

    def conclude(self, name: str, confidence: float, units: Sequence[int], rule: str) -> None:
        """Record that the field `name` was concluded."""
        lines = tuple(line for at in units for line in self.units[at].lines)
        self.inferences.append(Inference(field=name, confidence=confidence, lines=lines, rule=rule))

    def find(self, code: str, severity: Severity, at: int, message: str, advice: str) -> None:
        """Report a finding at the unit `at`."""
        location = Location(line=self.units[at].lines[0], column=1)
        self.findings.append(Finding(code=code, severity=severity, message=message, advice=advice, location=location))


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What each unit could be by itself; the story decides which of it holds."""

    signs: tuple[Sign, ...]
    dates: Mapping[int, Dated]
    bylines: Mapping[int, Byline]
    captions: Mapping[int, Credited]
    minutes: Mapping[int, str]
    counts: Mapping[str, int]
    layout: Layout
    noisy: bool


def tell(units: tuple[Unit, ...], lexicon: Lexicon, tongue: Tongue, given: Mapping[str, object]) -> Story:
    """The story in `units`."""
    story = Story(units, [None] * len(units))
    known = given.get("headline")
    seen = _gather(units, lexicon, tongue, known if isinstance(known, str) else None)
    at = seen.layout.headline
    if at is None:
        start = story.lead = next((i for i, sign in enumerate(seen.signs) if sign.is_prose), 0)
        top = min(start, seen.layout.first)
    else:
        story.headline = units[at].text
        story.mark(at, "headline", "title of what follows", seen.layout.confidence)
        story.conclude("headline", seen.layout.confidence, [at], "title of what follows")
        top = at + 1
        start = _lead(seen, lexicon, at + 1)
        story.lead = start
    _teasers(story, seen)
    _header(story, seen, lexicon, top, start)
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


def _gather(units: tuple[Unit, ...], lexicon: Lexicon, tongue: Tongue, known: str | None) -> _Evidence:
    signs = observe(units, lexicon, tongue)
    dates: dict[int, Dated] = {}
    bylines: dict[int, Byline] = {}
    captions: dict[int, Credited] = {}
    minutes: dict[int, str] = {}
    for at, sign in enumerate(signs):
        unit = sign.unit
        text = f"{unit.bullet} {unit.text}" if unit.bullet[:1].isdigit() else unit.text
        dated = read_date(text, lexicon) if sign.words <= 24 else None
        if dated and dated.rest and (known_rest := lexicon.furniture.role(fold(dated.rest))):
            if known_rest[0] == "reading-time":
                minutes[at] = dated.rest
            dated = replace(dated, rest="")
        if dated and len(dated.rest) <= 60 and len(dated.rest.split()) <= 8:
            dates[at] = dated
        elif sign.furniture and sign.furniture[1] > 0.9:
            continue
        byline = read_byline(text, lexicon) if at not in dates else _beside_date(dates[at], lexicon)
        if byline:
            bylines[at] = byline
        elif at in dates and len(dates[at].rest.split()) > 4:
            del dates[at]
        if at not in dates and not byline and (caption := read_caption(text, lexicon)):
            captions[at] = caption
    counts = Counter(sign.key for sign in signs if sign.key)
    busy = [i in dates or i in bylines or i in captions for i in range(len(units))]
    layout = lay_out(signs, busy, lexicon, tongue, known)
    furniture = sum(sign.furniture is not None for sign in signs)
    noisy = furniture >= 4 or (layout.headline or 0) > HEADER_REACH
    return _Evidence(signs, dates, bylines, captions, minutes, counts, layout, noisy)


def _beside_date(dated: Dated, lexicon: Lexicon) -> Byline | None:
    """The byline that shares its line with a date ("Posted on 7 May 2024 by Jane Doe", "Jane Doe, 7 May 2024")."""
    if not dated.rest:
        return None
    return read_byline(dated.rest, lexicon) or read_name_line(dated.rest, lexicon)


def _lead(seen: _Evidence, lexicon: Lexicon, top: int) -> int:
    """The first running text of the body: after the header's last line, which a dek may stand before."""
    start, seen_so_far, dek = None, 0, 0
    for at in range(top, len(seen.signs)):
        if _is_running(seen, at):
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
            or _is_minutes(seen.signs[at])
            or (seen_so_far == 1 and _is_known_name(seen.signs[at], lexicon))
        ):
            start = None
    return top if start is None else start


def _is_known_name(sign: Sign, lexicon: Lexicon) -> bool:
    if sign.furniture or not 2 <= sign.words <= 8 or sign.unit.bullet:
        return False
    byline = read_name_line(sign.unit.text, lexicon)
    return byline is not None and byline.confidence > FLOOR


def _is_running(seen: _Evidence, at: int) -> bool:
    sign = seen.signs[at]
    return (sign.is_prose or (sign.weight >= 0.25 and at >= seen.layout.first)) and not (
        sign.furniture or sign.shortened or at in seen.dates or at in seen.bylines or at in seen.captions
    )


def _teasers(story: Story, seen: _Evidence) -> None:
    """Shortened lines whose beginning another line goes on from."""
    beginnings: dict[str, list[str]] = {}
    for sign in seen.signs:
        if sign.words >= 8 and not sign.shortened:
            rows = beginnings.setdefault(sign.unit.text[:24].casefold(), [])
            if len(rows) < 4:
                rows.append(sign.unit.text.casefold())
    for at, sign in enumerate(seen.signs):
        text = sign.unit.text
        if sign.shortened and len(text) >= 24 and seen.layout.headline != at:
            stem = text.casefold().rstrip(' .…[]()»”"')
            if any(full.startswith(stem) for full in beginnings.get(stem[:24], ())):
                story.mark(at, "teaser", "shortened repeat", 0.97)


def _header(story: Story, seen: _Evidence, lexicon: Lexicon, top: int, start: int) -> None:
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
            story.mark(at, *_furniture(sign))
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


def _minutes(story: Story, seen: _Evidence, zone: range) -> None:
    for at in zone:
        sign = seen.signs[at]
        is_own = _is_minutes(sign)
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


def _dates(story: Story, seen: _Evidence, zone: range, top: int) -> None:
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


def _authors(story: Story, seen: _Evidence, lexicon: Lexicon, zone: range, top: int, start: int) -> None:
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
        if fold(byline.text) not in map(fold, texts):
            texts.append(byline.text)
        lines.append(at)
        story.mark(at, "byline", "byline wording" if byline.is_explicit else "name beside a date", confidence)
        if byline.text != seen.signs[at].unit.text:
            story.partly.add(at)
    if authors:
        story.authors = tuple(authors.values())[:12]
        story.byline = " ".join(texts)[:500].strip()
        confidence = min(row[2] for row in found if row[0] in lines)
        for name in ("byline", "authors"):
            story.conclude(name, round(confidence, 2), lines, "byline")


def _bare_names(
    story: Story, seen: _Evidence, lexicon: Lexicon, low: int, start: int, top: int
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
        beside = any(i in seen.dates or _is_minutes(seen.signs[i]) for i in near)
        job = any(_says_job(seen.signs[i], lexicon) for i in (at - 1, at + 1) if 0 <= i < len(seen.signs))
        confidence = byline.confidence + 0.2 * beside + 0.15 * job - 0.15 * (at < top) - 0.1 * (not beside and not job)
        found.append((at, byline, min(0.9, confidence)))
        if len(found) > 5:
            return []
    return found


def _is_minutes(sign: Sign) -> bool:
    return sign.furniture is not None and sign.furniture[0] == "reading-time"


def _says_job(sign: Sign, lexicon: Lexicon) -> bool:
    words = sign.key.split()
    return len(words) <= 6 and any(word in lexicon.jobs for word in words)


def _kicker(story: Story, seen: _Evidence, top: int) -> None:
    at = top - 2
    if seen.layout.headline is None or at < 0 or seen.noisy or at > 3 or story.marks[at] is not None:
        return
    sign = seen.signs[at]
    if sign.words <= 6 and not sign.ends and not sign.furniture and not sign.void and not sign.unit.bullet:
        story.kicker = sign.unit.text
        story.mark(at, "kicker", "short line above the headline", 0.7)
        story.conclude("other_headlines", 0.7, [at], "short line above the headline")


def _dek(story: Story, seen: _Evidence, top: int, start: int) -> None:
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


def _is_parted(story: Story, seen: _Evidence, at: int) -> bool:
    """Whether a line of the header stands between the unit `at` and the next running text."""
    for i in range(at + 1, min(len(seen.signs), at + 4)):
        mark = story.marks[i]
        if mark and mark.role in ("byline", "date", "reading-time"):
            return True
        if seen.signs[i].is_prose:
            return False
    return False


def _furniture(sign: Sign) -> tuple[Role, str, float]:
    assert sign.furniture is not None
    role, confidence = sign.furniture
    return role, f"{role} wording", confidence


def _body(story: Story, seen: _Evidence, lexicon: Lexicon, start: int) -> None:
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
            story.mark(at, *_furniture(sign))
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


def _quiet_end(seen: _Evidence, end: int) -> int:
    """The end of copy that has little furniture: all of it but what furniture follows."""
    return next((at for at in range(end, len(seen.signs)) if seen.signs[at].closes), len(seen.signs))


def _item(story: Story, seen: _Evidence, at: int) -> None:
    bullet = seen.signs[at].unit.bullet
    neighbours = [seen.signs[i].unit.bullet for i in (at - 1, at + 1) if 0 <= i < len(seen.signs)]
    if bullet in "•‣◦▪●○■□" or any(
        other and (other == bullet or other[-1] == bullet[-1] == ".") for other in neighbours
    ):
        story.mark(at, "item", "list mark", 0.9)
    else:
        story.mark(at, "paragraph", "a mark but no list", 0.6)


def _short(story: Story, seen: _Evidence, at: int, end: int) -> None:
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


def _rest(story: Story, seen: _Evidence) -> None:
    """Whatever the story did not take."""
    for at, sign in enumerate(seen.signs):
        if story.marks[at] is None:
            if sign.furniture:
                story.mark(at, *_furniture(sign))
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
        if dateline and dateline.confidence >= FLOOR:
            story.dateline, story.dateline_unit = dateline, at
            story.marks[at] = Mark("paragraph", "running text after a dateline", mark.confidence)
            story.conclude("dateline", dateline.confidence, [at], "place, day or agency before the first sentence")
        return


def _name_after_first_words(story: Story) -> None:
    """Stand the first words in for a headline that is not there."""
    at = next((i for i, mark in enumerate(story.marks) if mark and mark.role == "paragraph"), None)
    if at is None:
        at = next((i for i, mark in enumerate(story.marks) if mark and mark.role not in FURNITURE), 0)
        story.marks[at] = Mark("paragraph", "all there is", 0.5)
    story.headline = shorten(story.units[at].text)
    only = len(story.units) == 1 and story.headline == story.units[at].text
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
