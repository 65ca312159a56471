"""Reads copy a second time, without its site lines: the lines that many documents of its batch share.

The first reading decides which shared lines to keep: stories may share bylines, dates and credits, and lists of
most-read stories repeat headlines; known furniture helps to find the story's end. All other site lines are removed
before the second reading. Copy most of which would be lost is a version of another story, and keeps its first reading.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from math import log
from typing import TypeAlias

from convert.findings import Finding, Location, Severity
from convert.readers import Contribution, Explanation
from convert.readers.text.fields.story import Story
from convert.readers.text.labels.density import word_extractor
from convert.readers.text.lines.language import Language
from convert.readers.text.lines.units import Unit
from convert.readers.text.roles import DROPPED, AssignedRole, Role
from convert.readers.text.site.lines import SiteLines, site_rule

ReadStory: TypeAlias = Callable[[tuple[Unit, ...], Mapping[str, object]], Story]
"""Reads the story in some units, with the user's metadata."""

CONFIDENCE = 0.99
"""The confidence that a site line is not part of a story: of 2,656 in the pages of the evaluation corpus, none is."""

NEARLY_ALL = 0.75
"""In what share of the documents lines of the whole site occur. Site lines that occur in fewer belong to a section, an
author, or a story that has several versions.
"""

PLAIN_HEADING = 0.8
"""From this confidence in the first reading on, a heading that other stories have, too, is kept."""

_FIELDS: frozenset[Role] = frozenset(
    {"byline", "date", "reading-time", "credit", "source", "tags", "note", "desk-note"}
)
_TEXT: frozenset[Role] = frozenset({"paragraph", "quote", "item"})
_TEXT_AND_HEADINGS: frozenset[Role] = _TEXT | {"heading"}


def reread(
    first: Story, site_lines: SiteLines, language: Language, metadata: Mapping[str, object], read_story: ReadStory
) -> Story:
    """The story that `first` becomes without its `site_lines`; lines that it loses are reported."""
    known = {
        at: times for at, times in site_lines.among(first.units).items() if not _is_field_or_known_furniture(first, at)
    }
    own = [
        at for at in known if _is_own_title(first, at, known, site_lines, language) or _is_own_heading(first, at, known)
    ]
    for at in own:
        del known[at]
    if not known:
        return first
    places = [at for at in range(len(first.units)) if at not in known]
    if not places or _is_version(first, known, site_lines.documents):
        return _keep_first(first, known)
    title = next((at for at in places if _role(first, at) == "headline"), None)
    named = metadata if title is None or "headline" in metadata else {**metadata, "headline": first.headline}
    second = read_story(tuple(first.units[at] for at in places), named).among(first.units, places)
    if not _has_text(second):
        return _keep_first(first, known)
    if title is not None and named is not metadata:
        _take_headline(second, first, title)
    _keep_inside(second, first, places)
    for at, times in known.items():
        second.roles[at] = AssignedRole("navigation", site_rule(times, site_lines.documents), CONFIDENCE)
    _report_lost(first, second, known, site_lines.documents)
    if second.explanations:
        second.explanations = _explanations(first, second, known)
    return second


def _keep_inside(second: Story, first: Story, places: Sequence[int]) -> None:
    """Keep the lines inside the story that the first reading kept and that are not site lines."""
    texts = [at for at in places if _role(second, at) in _TEXT]
    for at in places:
        if texts[0] < at < texts[-1] and _role(second, at) in DROPPED and _role(first, at) in _TEXT_AND_HEADINGS:
            second.roles[at] = first.roles[at]


def _take_headline(second: Story, first: Story, title: int) -> None:
    """Restore the first reading's headline, with its unit and its confidence.

    The second reading got its words as metadata, and may have found them in another unit.
    """
    at = next((at for at, assigned in enumerate(second.roles) if assigned and assigned.role == "headline"), title)
    second.roles[at], second.roles[title] = second.roles[title], first.roles[title]
    second.headline = first.headline
    of_first = {name: found for name, found in first.inferred.items() if name == "headline"}
    of_second = {name: found for name, found in second.inferred.items() if name != "headline"}
    second.inferred = of_first | of_second
    second.explanations += tuple(explanation for explanation in first.explanations if explanation.field == "headline")


def _explanations(first: Story, second: Story, known: Mapping[int, int]) -> tuple[Explanation, ...]:
    """The explanations of all units, the removed ones among them, then those of the fields."""
    from convert.readers.text.explain.wording import LABEL_WORDS

    by_lines = {explanation.lines: explanation for explanation in second.explanations if explanation.field is None}
    of_first = {explanation.lines: explanation for explanation in first.explanations if explanation.field is None}
    for at, assigned in enumerate(second.roles):
        assert assigned is not None
        if assigned is first.roles[at]:
            by_lines[first.units[at].lines] = of_first[first.units[at].lines]
        if at not in known:
            continue
        by_lines[first.units[at].lines] = Explanation(
            lines=first.units[at].lines,
            field=None,
            taken="a site line",
            confidence=CONFIDENCE,
            other=LABEL_WORDS["body"],
            against=1 - CONFIDENCE,
            reasons=(Contribution(what=f"it {assigned.rule}", weight=log(CONFIDENCE / (1 - CONFIDENCE))),),
        )
    fields = sorted(
        (explanation for explanation in second.explanations if explanation.field),
        key=lambda explanation: explanation.field != "headline",
    )
    return (*(by_lines[unit.lines] for unit in first.units), *fields)


def _role(story: Story, at: int) -> Role:
    assigned = story.roles[at]
    return assigned.role if assigned else "blank"


def _is_field_or_known_furniture(story: Story, at: int) -> bool:
    """Whether a unit became a field that many stories may share, or furniture that the lexicon knows."""
    assigned = story.roles[at]
    return assigned is not None and (assigned.role in _FIELDS or assigned.rule == f"{assigned.role} wording")


def _is_own_heading(story: Story, at: int, known: Mapping[int, int]) -> bool:
    """Whether a unit is surely a heading above the story's own text, such as "Ingredients" in recipes."""
    assigned = story.roles[at]
    heads = at + 1 < len(story.units) and at + 1 not in known and _role(story, at + 1) in _TEXT
    return assigned is not None and assigned.role == "heading" and assigned.confidence >= PLAIN_HEADING and heads


def _is_own_title(story: Story, at: int, known: Mapping[int, int], site_lines: SiteLines, language: Language) -> bool:
    """Whether a unit is the story's headline, not the site's name: few documents have it, or the story's own text
    shares words with it.
    """
    if _role(story, at) != "headline":
        return False
    if known[at] < site_lines.documents * NEARLY_ALL:
        return True
    contents = word_extractor(language)
    words = contents(story.units[at].text)
    text = (unit.text for i, unit in enumerate(story.units) if i not in known and _role(story, i) in _TEXT)
    text_words = set[str]().union(*(contents(paragraph) for paragraph in text))
    return len(words & text_words) >= 2


def _has_text(story: Story) -> bool:
    return any(assigned and assigned.role in _TEXT for assigned in story.roles)


def _is_version(story: Story, known: Mapping[int, int], documents: int) -> bool:
    """Whether the story is a version of one in other documents.

    They share most of it and its first paragraph, or nearly all of it, or most of it is shared by fewer documents than
    the site's own lines.
    """
    body = [at for at in range(len(story.units)) if _role(story, at) in _TEXT_AND_HEADINGS]
    shared = [at for at in body if at in known]
    if not _is_part(story, shared, body, 0.5):
        return False
    title = next((at for at, assigned in enumerate(story.roles) if assigned and assigned.role == "headline"), -1)
    lead = next((at for at in body if at > title and _role(story, at) in _TEXT), body[0])
    few = [at for at in shared if known[at] < documents * NEARLY_ALL]
    return lead in known or _is_part(story, shared, body, 0.75) or _is_part(story, few, body, 0.5)


def _is_part(story: Story, some: Sequence[int], of: Sequence[int], share: float) -> bool:
    """Whether `some` are more than a `share` of the units `of` and of their characters."""
    size, whole = (sum(len(story.units[at].text) for at in places) for places in (some, of))
    return len(some) > share * len(of) and size > share * whole


def _keep_first(first: Story, known: Mapping[int, int]) -> Story:
    """The first reading, with a finding that it is kept."""
    first.report(
        "TXT009",
        Severity.NOTICE,
        min(known),
        "other documents of the batch have most of this story; no site lines were removed",
        "If they are versions of one story, convert them separately from other stories.",
    )
    return first


def _report_lost(first: Story, second: Story, known: Mapping[int, int], documents: int) -> None:
    """Report the lines that only the first reading kept."""
    lost = [at for at in range(len(first.units)) if _role(second, at) in DROPPED and _role(first, at) not in DROPPED]
    if not lost:
        return
    text = second.units[lost[0]].text
    shown = f"“{text if len(text) <= 60 else text[:59] + '…'}”{' …' if len(lost) > 1 else ''}"
    count = "1 line was" if len(lost) == 1 else f"{len(lost)} lines were"
    finding = Finding(
        code="TXT008",
        severity=Severity.NOTICE,
        message=f"{count} dropped as furniture, in view of {documents} documents of the batch: {shown}",
        advice="If they are part of the story, read it without --learn-furniture.",
        location=Location(line=second.units[lost[0]].lines[0], column=1),
        detail=(
            ("lines", _ranges([line for at in lost for line in second.units[at].lines])),
            ("standing", str(sum(at in known for at in lost))),
            ("documents", str(documents)),
        ),
    )
    second.findings.append(finding)


def _ranges(numbers: Sequence[int]) -> str:
    """Rising numbers as `3 5-8`."""
    starts = [number for before, number in pairwise((-1, *numbers)) if number != before + 1]
    ends = [number for number, after in pairwise((*numbers, -1)) if after != number + 1]
    return " ".join(str(a) if a == b else f"{a}-{b}" for a, b in zip(starts, ends, strict=True))
