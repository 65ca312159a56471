"""The story's header: headline, dates, bylines, kicker, dek and reading time, around the headline.

Every field has a confidence; below its floor it stays empty and a notice says what was seen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from convert.findings import Severity
from convert.model import Contributor, Moment
from convert.readers.text.choose import NameLine, View, choose_bylines, choose_date, choose_headline, is_day_alone
from convert.readers.text.evidence import Story, is_minutes, sure
from convert.readers.text.lexicon import Lexicon, fold, fold_word
from convert.readers.text.model import LABELS, Model
from convert.readers.text.names import MAX_AUTHORS
from convert.readers.text.signs import Sign

FLOORS = {"byline": 0.5, "date": 0.4, "dek": 0.3, "dek of sentences": 0.6, "byline wording": 0.7}
"""Below these probabilities a field is not concluded."""

NOTICED = 0.2
"""Above this probability what was not concluded is reported."""

GIVEN = "headline that was given"
"""The rule by which a line is the headline because the user says so."""

HEADER_REACH = 8
"""How many units above the headline may belong to the story's header."""

MAX_BYLINE = 500
"""How many characters of byline lines are joined into one byline."""

_MINUTES = re.compile(r"\d+")
_BODY, _BYLINE, _DATE, _BOTH, _DEK = (
    LABELS.index(label) for label in ("body", "byline", "date", "dated byline", "dek")
)


def read_headline(story: Story, view: View, model: Model, known: str | None) -> int | None:
    """The unit of the headline, marked; None where there is none. `known` is the headline where it was given."""
    at, confidence = None, 0.0
    if known is not None:
        key = fold(known)
        signs = view.seen.signs
        at, confidence = (
            next((i for i in range(min(len(signs), view.lead + 6)) if key and signs[i].key == key), None),
            0.99,
        )
    rule = "title of what follows" if at is None else GIVEN
    if at is None:
        at, confidence = choose_headline(model, view)
        at = at if at is None or story.marks[at] is None else None
    first = next((i for i, mark in enumerate(story.marks) if mark is None), len(story.marks))
    if at is None and _is_first_line(view, first):
        at, confidence, rule = first, 0.6, "first line above running text"
    if at is None:
        return None
    confidence = sure(confidence)
    story.headline = story.units[at].text
    story.mark(at, "headline", rule, confidence)
    story.conclude("headline", confidence, [at], rule)
    return at


def _is_first_line(view: View, at: int) -> bool:
    """Whether the copy is quiet and opens at `at` with a short line that has no end, above longer ones: too little for
    the model to tell a headline by, and plain to see.
    """
    seen = view.seen
    if len(seen.signs) < at + 2 or _is_noisy(view, None):
        return False
    first = seen.signs[at]
    if not first.says or first.ends or first.furniture or first.unit.bullet or first.unit.text[-1] in ":;,":
        return False
    if at in seen.dates or at in seen.bylines or at in seen.captions:
        return False
    return 2 <= first.words <= 16 and seen.signs[at + 1].words >= max(8, first.words)


def read_header(story: Story, view: View, model: Model, lexicon: Lexicon, headline: int | None) -> None:
    """What stands around the headline and the lead, and at the body's end."""
    head = view.lead if headline is None else headline
    zone = range(max(0, min(head, view.lead) - HEADER_REACH), max(head, view.lead) + 1)
    _minutes(story, view, zone)
    _dates(story, view, model, head, zone)
    _authors(story, view, model, lexicon, head)
    if headline is not None:
        _kicker(story, view, headline)
        _dek(story, view, headline)


def _minutes(story: Story, view: View, zone: range) -> None:
    seen = view.seen
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


def _dates(story: Story, view: View, model: Model, head: int, zone: range) -> None:
    """The moment of publication and of update, from the date lines around the headline and the end."""
    seen = view.seen
    line, confidence = choose_date(model, view, head)
    chosen = line.at if line and confidence >= FLOORS["date"] else -1
    near = sorted({*zone, chosen} - {-1})
    for at in near:
        dated = seen.dates.get(at)
        if dated is None:
            continue
        for moment in (dated.moment if dated.kind == "updated" else None, dated.following):
            if moment and moment.is_instant and story.updated is None and (at == chosen or dated.labelled):
                story.updated = moment
                story.conclude("updated", 0.9, [at], "date line that says so")
        if dated.unsure and not dated.moment:
            story.find(
                "TXT006",
                Severity.NOTICE,
                at,
                f"“{seen.signs[at].unit.text[:60]}” shows {dated.unsure}; no date was taken from it",
                "Give the date as metadata if the story should have one.",
            )
        is_line = view.odds[at][_DATE] + view.odds[at][_BOTH] > 0.5 or not dated.rest
        if (at == chosen or is_line) and at not in seen.bylines and not seen.signs[at].is_prose:
            story.mark(at, "date", "date line", sure(max(0.6, view.odds[at][_DATE])))
    if line is None:
        _day_of_update(story, view, near)
        return
    if chosen < 0:
        story.find(
            "TXT006",
            Severity.NOTICE,
            line.at,
            f"“{seen.signs[line.at].unit.text[:60]}” may say when the story was published; no date was taken from it",
            "Give the date as metadata if the story should have one.",
        )
        return
    if line.is_update:
        story.published = Moment(line.moment.text[:10])
        story.conclude("published", sure(confidence), [chosen], "day of the update, the only one shown")
    else:
        story.published = line.moment
        story.conclude("published", sure(confidence), [chosen], "date line near the headline")


def _day_of_update(story: Story, view: View, near: Sequence[int]) -> None:
    """Speak of a day of update that was not taken for the day of publication."""
    for at in near:
        dated = view.seen.dates.get(at)
        if dated and dated.moment and dated.kind == "updated" and is_day_alone(view, at):
            story.find(
                "TXT006",
                Severity.NOTICE,
                at,
                f"“{view.seen.signs[at].unit.text[:60]}” shows the day of an update alone; no date was taken from it",
                "Give the date as metadata if the story should have one.",
            )
            return


def _authors(story: Story, view: View, model: Model, lexicon: Lexicon, head: int) -> None:
    """Who wrote it: the lines that say so."""
    found = choose_bylines(model, view, head, lexicon)
    taken: list[tuple[NameLine, float]] = []
    for line, confidence in found:
        if confidence >= FLOORS["byline"]:
            taken.append((line, confidence))
        elif confidence >= NOTICED and line.byline.is_explicit:
            story.find(
                "TXT006",
                Severity.NOTICE,
                line.at,
                f"“{view.seen.signs[line.at].unit.text[:60]}” may name the author; it was not taken as such",
                "Give the authors as metadata if the story should have them.",
            )
    if not taken:
        _wording(story, view, head)
        return
    authors: dict[str, Contributor] = {}
    texts: list[str] = []
    lines: list[int] = []
    for (at, byline), confidence in taken:
        if story.marks[at] is not None and view.seen.signs[at].is_prose:
            continue
        for author in byline.authors:
            authors.setdefault(fold_word(author.name), author)
        if fold(byline.text) not in map(fold, texts) and len(" ".join((*texts, byline.text))) <= MAX_BYLINE:
            texts.append(byline.text)
        lines.append(at)
        story.mark(at, "byline", "byline wording" if byline.is_explicit else "name in its place", sure(confidence))
    if authors:
        story.authors = tuple(authors.values())[:MAX_AUTHORS]
        story.byline = " ".join(texts).strip()
        for name in ("byline", "authors"):
            story.conclude(name, sure(min(row[1] for row in taken)), lines, "byline")


def _wording(story: Story, view: View, head: int) -> None:
    """A byline that names nobody who could be told, such as a desk: its wording is kept."""
    for at in range(head + 1, min(view.lead, head + 8)):
        odds = view.odds[at][_BYLINE]
        sign = view.seen.signs[at]
        if (
            odds >= FLOORS["byline wording"]
            and story.marks[at] is None
            and not sign.furniture
            and sign.words <= 12
            and sign.says
        ):
            story.byline = sign.unit.text
            story.mark(at, "byline", "where bylines stand, but no name", sure(odds))
            story.conclude("byline", sure(odds), [at], "where bylines stand, but no name")
            return


def _says_little(sign: Sign) -> bool:
    """Whether a line says something, is short, has no end and shows no address."""
    if "@" in sign.unit.text or "://" in sign.unit.text:
        return False
    return sign.words <= 6 and sign.says and not sign.ends and not sign.furniture and not sign.unit.bullet


def _kicker(story: Story, view: View, headline: int) -> None:
    at = headline - 1
    if at < 0 or at > 3 or _is_noisy(view, headline) or story.marks[at] is not None:
        return
    sign = view.seen.signs[at]
    if _says_little(sign):
        story.kicker = sign.unit.text
        story.mark(at, "kicker", "short line above the headline", 0.7)
        story.conclude("other_headlines", 0.7, [at], "short line above the headline")


def _is_noisy(view: View, headline: int | None) -> bool:
    """Whether much stands in the copy that is not the story."""
    known = sum(sign.furniture is not None for sign in view.seen.signs)
    return known >= 4 or (view.lead if headline is None else headline) > HEADER_REACH


def _dek(story: Story, view: View, headline: int) -> None:
    """The line between the headline and the byline, date or picture."""
    best: tuple[float, int] | None = None
    for at in range(max(0, headline - 2), min(len(view.odds), max(view.lead, headline) + 2)):
        sign = view.seen.signs[at]
        odds = view.odds[at][_DEK]
        if odds <= view.odds[at][_BODY] or (sign.is_prose and odds < FLOORS["dek of sentences"]):
            continue
        if story.marks[at] is not None or sign.furniture or at in view.seen.captions or sign.shortened:
            continue
        if odds >= FLOORS["dek"] and 3 <= sign.words <= 80 and sign.says and (best is None or odds > best[0]):
            best = odds, at
    if best:
        story.subheadline = view.seen.signs[best[1]].unit.text
        story.mark(best[1], "subheadline", "standfirst in its place", sure(best[0]))
        story.conclude("subheadline", sure(best[0]), [best[1]], "standfirst in its place")
