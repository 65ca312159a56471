"""Copy read once more, without the lines that stand in many documents of its batch.

The first reading is the copy's own: what it takes for a byline, a date or a credit may well stand in other stories,
too, a headline in lists of what is read most; and what it knows as furniture tells where the story ends. All else that
stands is taken out before the second reading, so that what is around it is read as if it had never been there. A copy
of whose story little would be left is a version of another one, and stays as it was read first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
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
from convert.readers.text.site.lines import SiteLines, said

ReadStory: TypeAlias = Callable[[tuple[Unit, ...], Mapping[str, object]], Story]
"""The story in some units, with the metadata that is given."""

CONFIDENCE = 0.99
"""How sure it is that a standing line is no story's: of 2,656 such lines in the corpus's pages, none is."""

NEARLY_ALL = 0.75
"""In what share of the documents a site's own lines stand. Lines that stand in many documents, but in fewer than these,
are those of a section or an author, or of a story that has several versions.
"""

PLAIN_HEADING = 0.8
"""How sure the first reading must be of a heading that stands in other stories, too."""

_FIELDS: frozenset[Role] = frozenset(
    {"byline", "date", "reading-time", "credit", "source", "tags", "note", "desk-note"}
)
_TEXT: frozenset[Role] = frozenset({"paragraph", "quote", "item"})
_TOLD: frozenset[Role] = _TEXT | {"heading"}


def reread(
    first: Story, site_lines: SiteLines, language: Language, metadata: Mapping[str, object], read_story: ReadStory
) -> Story:
    """The story that `first` becomes in view of what is `site_lines`. What is lost by that is told."""
    known = {at: times for at, times in site_lines.among(first.units).items() if not _has_its_own_reason(first, at)}
    own = [
        at for at in known if _is_own_title(first, at, known, site_lines, language) or _is_own_heading(first, at, known)
    ]
    for at in own:
        del known[at]
    if not known:
        return first
    places = [at for at in range(len(first.units)) if at not in known]
    if not places or _is_version(first, known, site_lines.documents):
        return _as_it_was(first, known)
    title = next((at for at in places if _role(first, at) == "headline"), None)
    named = metadata if title is None or "headline" in metadata else {**metadata, "headline": first.headline}
    second = _spread(read_story(tuple(first.units[at] for at in places), named), first, places)
    if not _has_text(second):
        return _as_it_was(first, known)
    if title is not None and named is not metadata:
        _take_headline(second, first, title)
    _keep_inside(second, first, places)
    for at, times in known.items():
        second.roles[at] = AssignedRole("navigation", said(times, site_lines.documents), CONFIDENCE)
    _tell_lost(first, second, known, site_lines.documents)
    if second.explanations:
        second.explanations = _explanations(first, second, known)
    return second


def _keep_inside(second: Story, first: Story, places: Sequence[int]) -> None:
    """Keep the lines inside the story that were kept in the first reading: what was around them is no reason to lose
    what is no site's.
    """
    texts = [at for at in places if _role(second, at) in _TEXT]
    for at in places:
        if texts[0] < at < texts[-1] and _role(second, at) in DROPPED and _role(first, at) in _TOLD:
            second.roles[at] = first.roles[at]


def _take_headline(second: Story, first: Story, title: int) -> None:
    """Take the headline from the first reading, which found it: where it stands, and how sure that is. The second was
    told its words, and may have seen them elsewhere.
    """
    at = next((at for at, mark in enumerate(second.roles) if mark and mark.role == "headline"), title)
    second.roles[at], second.roles[title] = second.roles[title], first.roles[title]
    second.headline = first.headline
    of_first = {name: found for name, found in first.inferred.items() if name == "headline"}
    of_second = {name: found for name, found in second.inferred.items() if name != "headline"}
    second.inferred = of_first | of_second
    second.explanations += tuple(explanation for explanation in first.explanations if explanation.field == "headline")


def _explanations(first: Story, second: Story, known: Mapping[int, int]) -> tuple[Explanation, ...]:
    """Why each unit is what it is, those that were taken out among them, and then why the fields are what they are."""
    from convert.readers.text.explain.wording import LABEL_WORDS

    mine = {explanation.lines: explanation for explanation in second.explanations if explanation.field is None}
    of_first = {explanation.lines: explanation for explanation in first.explanations if explanation.field is None}
    for at, mark in enumerate(second.roles):
        assert mark is not None
        if mark is first.roles[at]:
            mine[first.units[at].lines] = of_first[first.units[at].lines]
        if at not in known:
            continue
        mine[first.units[at].lines] = Explanation(
            lines=first.units[at].lines,
            field=None,
            taken="a line of the site",
            confidence=CONFIDENCE,
            other=LABEL_WORDS["body"],
            against=1 - CONFIDENCE,
            reasons=(Contribution(what=f"it {mark.rule}", weight=log(CONFIDENCE / (1 - CONFIDENCE))),),
        )
    fields = sorted(
        (explanation for explanation in second.explanations if explanation.field), key=lambda a: a.field != "headline"
    )
    return (*(mine[unit.lines] for unit in first.units), *fields)


def _role(story: Story, at: int) -> Role:
    mark = story.roles[at]
    return mark.role if mark else "blank"


def _has_its_own_reason(story: Story, at: int) -> bool:
    """Whether a unit became a field that many stories may share, or furniture that the lexicon knows."""
    mark = story.roles[at]
    return mark is not None and (mark.role in _FIELDS or mark.rule == f"{mark.role} wording")


def _is_own_heading(story: Story, at: int, known: Mapping[int, int]) -> bool:
    """Whether a unit is plainly a heading, above the story's own text: all recipes have one over how it is made."""
    mark = story.roles[at]
    heads = at + 1 < len(story.units) and at + 1 not in known and _role(story, at + 1) in _TEXT
    return mark is not None and mark.role == "heading" and mark.confidence >= PLAIN_HEADING and heads


def _is_own_title(story: Story, at: int, known: Mapping[int, int], site_lines: SiteLines, language: Language) -> bool:
    """Whether a unit is the story's headline and no site's name: not all documents have it, or the story's own text
    says words of it.
    """
    if _role(story, at) != "headline":
        return False
    if known[at] < site_lines.documents * NEARLY_ALL:
        return True
    contents = word_extractor(language)
    words = contents(story.units[at].text)
    text = (unit.text for i, unit in enumerate(story.units) if i not in known and _role(story, i) in _TEXT)
    told = set[str]().union(*(contents(paragraph) for paragraph in text))
    return len(words & told) >= 2


def _has_text(story: Story) -> bool:
    return any(mark and mark.role in _TEXT for mark in story.roles)


def _is_version(story: Story, known: Mapping[int, int], documents: int) -> bool:
    """Whether the story, most of which stands in other documents, is another version of one of theirs: its first
    paragraph stands there, too, or hardly anything is its own, or most is shared by fewer documents than share what is
    the site's.
    """
    told = [at for at in range(len(story.units)) if _role(story, at) in _TOLD]
    shared = [at for at in told if at in known]
    if not _is_part(story, shared, told, 0.5):
        return False
    title = next((at for at, mark in enumerate(story.roles) if mark and mark.role == "headline"), -1)
    lead = next((at for at in told if at > title and _role(story, at) in _TEXT), told[0])
    few = [at for at in shared if known[at] < documents * NEARLY_ALL]
    return lead in known or _is_part(story, shared, told, 0.75) or _is_part(story, few, told, 0.5)


def _is_part(story: Story, some: Sequence[int], of: Sequence[int], share: float) -> bool:
    """Whether more than a share of the units `of`, and of their characters, are `some`."""
    size, whole = (sum(len(story.units[at].text) for at in places) for places in (some, of))
    return len(some) > share * len(of) and size > share * whole


def _spread(part: Story, first: Story, places: Sequence[int]) -> Story:
    """The story `part`, whose units stand at `places` in `first`, with all units of that."""
    roles: list[AssignedRole | None] = [None] * len(first.units)
    for at, mark in zip(places, part.roles, strict=True):
        roles[at] = mark
    return replace(
        part,
        units=first.units,
        roles=roles,
        lead=places[part.lead],
        dateline_unit=places[part.dateline_unit] if part.dateline else -1,
        captions={places[at]: caption for at, caption in part.captions.items()},
        attributions={places[at] for at in part.attributions},
    )


def _as_it_was(first: Story, known: Mapping[int, int]) -> Story:
    first.find(
        "TXT009",
        Severity.NOTICE,
        min(known),
        "most of this story stands in other documents of the batch; nothing was taken out for that",
        "If they are versions of one story, convert them apart from other stories.",
    )
    return first


def _tell_lost(first: Story, second: Story, known: Mapping[int, int], documents: int) -> None:
    """Report the lines that were kept in the first reading and are not in the second."""
    lost = [at for at in range(len(first.units)) if _role(second, at) in DROPPED and _role(first, at) not in DROPPED]
    if not lost:
        return
    text = second.units[lost[0]].text
    shown = f"“{text if len(text) <= 60 else text[:59] + '…'}”{' …' if len(lost) > 1 else ''}"
    those = "1 line was" if len(lost) == 1 else f"{len(lost)} lines were"
    finding = Finding(
        code="TXT008",
        severity=Severity.NOTICE,
        message=f"{those} taken for furniture in view of {documents} documents of the batch: {shown}",
        advice="If they are the story's all the same, read it without --learn-furniture.",
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
