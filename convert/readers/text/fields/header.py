"""Reads what is around the headline and the lead: reading time, dates, bylines, kicker and dek."""

from __future__ import annotations

import re

from convert.readers.text.fields.authors import read_author_of_dek, read_authors
from convert.readers.text.fields.choose_headline import WINDOW_REACH, is_window_title
from convert.readers.text.fields.date_lines import read_ages, read_dates
from convert.readers.text.fields.dek import read_dek
from convert.readers.text.fields.headline import HEADER_REACH, has_much_furniture
from convert.readers.text.fields.kicker import drop_taglines, read_kicker
from convert.readers.text.fields.story import Story
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.labels.copy_features import is_reading_time
from convert.readers.text.labels.crf import Model
from convert.readers.text.lexicon import Lexicon
from convert.readers.text.lexicon.bylines import CLIPPING

_MINUTES = re.compile(r"\d+")

_DAY_AND_MINUTES = re.compile(
    r"\d{1,2}[/.]\d{1,2}\.?(?:\s[·•|–-])? (?P<minutes>\d{1,3}) min(?:ute)?s? read", re.IGNORECASE
)
"""A day without its year, and how long the story takes to read ("06/19 29 min read")."""


def read_header(
    story: Story,
    analysis: Analysis,
    model: Model,
    lexicon: Lexicon,
    headline: int | None,
    *,
    provider: str | None = None,
    has_dek: bool = False,
) -> None:
    """Read the fields around the headline and the lead, and at the body's end. `provider` is who sends the copy, where
    its envelope says so, and `has_dek` is whether that has the dek.
    """
    head = analysis.lead if headline is None else headline
    zone = range(max(0, min(head, analysis.lead) - HEADER_REACH), max(head, analysis.lead) + 1)
    _read_minutes(story, analysis, zone)
    read_ages(story, analysis, lexicon, zone)
    read_dates(story, analysis, model, lexicon, head, zone)
    read_authors(story, analysis, model, lexicon, head, provider=provider)
    _prefer_day_of_byline(story, analysis, head)
    drop_taglines(story, head)
    _drop_window_title(story, head)
    _drop_clippings(story, zone)
    if headline is not None:
        if not has_dek:
            read_dek(story, analysis, lexicon, headline)
        read_author_of_dek(story, lexicon)
        read_kicker(story, analysis, lexicon, headline, is_page=has_much_furniture(analysis, headline))


def _drop_window_title(story: Story, head: int) -> None:
    """Drop the title of the page's window above the headline, which has the headline and the name of the site."""
    for at in range(max(0, head - WINDOW_REACH), head):
        if story.roles[at] is None and is_window_title(story.units[at].text, story.headline):
            story.assign(at, "repeat", "title of the window", 0.9)


def _drop_clippings(story: Story, zone: range) -> None:
    """Drop lines that name no more than a paper and its section ("Osted Bell - - News -")."""
    for at in zone:
        if story.roles[at] is None and CLIPPING.fullmatch(story.units[at].text):
            story.assign(at, "navigation", "paper and section of a clipping", 0.9)


def _prefer_day_of_byline(story: Story, analysis: Analysis, head: int) -> None:
    """Take the day in the line of the authors rather than one above the headline, which another story may have."""
    shown, named = story.inferred.get("published"), story.inferred.get("authors")
    if shown is None or named is None or story.published is None:
        return
    title = story.units[head].lines[0]
    if any(line >= title for line in shown.lines):
        return
    for at in range(head + 1, analysis.lead):
        dated = analysis.features.dates.get(at)
        if dated and dated.moment and dated.kind != "updated" and story.units[at].lines[0] in named.lines:
            del story.inferred["published"]
            story.published = dated.in_given_zone().moment
            story.infer("published", named.confidence, [at], "day in the line of the authors")
            return


def _read_minutes(story: Story, analysis: Analysis, zone: range) -> None:
    """Read how long the story takes to read, from a line of its own or from beside a date."""
    features = analysis.features
    for at in zone:
        line = features.lines[at]
        if story.roles[at] is None and (timed := _DAY_AND_MINUTES.fullmatch(line.unit.text)):
            story.assign(at, "reading-time", "reading time behind a day", 0.85)
            story.reading_time = story.reading_time or int(timed["minutes"]) or None
            story.infer("reading_time", 0.85, [at], "reading time behind a day")
            continue
        is_own = is_reading_time(line)
        number = _MINUTES.search(line.unit.text if is_own else features.reading_times.get(at, ""))
        if number is None:
            continue
        confidence = line.furniture[1] if is_own and line.furniture else 0.85
        if is_own:
            story.assign(at, "reading-time", "reading time", confidence)
        minutes = int(number.group()) if len(number.group()) < 5 else 0
        if story.reading_time is None and 1 <= minutes <= 600:
            story.reading_time = minutes
            story.infer("reading_time", confidence, [at], "reading time")
