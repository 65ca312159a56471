"""What each unit of the copy is, and what the story's fields are: header, body, furniture.

The model weighs all units together; what it says is told apart here into roles, by rules that each have a name. A rule
that is not sure enough leaves its field empty and says so. Every unit ends with a mark.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

from convert.findings import Severity
from convert.readers import Explanation
from convert.readers.text.fields.header import read_header, read_headline
from convert.readers.text.fields.labeled_lines import read_beside, read_desk_notes, take_agency
from convert.readers.text.fields.lists_and_quotes import read_groups
from convert.readers.text.fields.story import Story, as_confidence, as_furniture
from convert.readers.text.labels.analysis import BODY_PROBABILITY, Analysis, analyze
from convert.readers.text.labels.copy_features import extract_copy_features
from convert.readers.text.labels.crf import LABELS, FeatureGroup, Model
from convert.readers.text.labels.crf_features import extract_crf_features
from convert.readers.text.labels.density import collect_content_words
from convert.readers.text.labels.forest import rerank_uncertain_lines
from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.lexicon import Lexicon, exact_line_key
from convert.readers.text.lexicon.datelines import read_dateline
from convert.readers.text.lines.language import Language
from convert.readers.text.lines.units import Unit
from convert.readers.text.roles import FURNITURE, AssignedRole, Role

HEADLINE_WORDS = 90
"""How many characters of the first words stand in for a headline that is not there."""

BODY = ((8, 0.7), (20, 0.6))
BODY_LONG = 0.35
"""How probable it must be that a unit of fewer than so many words, or a longer one, is of the body: a long line lost
costs more than a short one kept, and so does a whole sentence, for which `choose.OF_BODY` will do.
"""

SHORT_COPY = 8
"""How many units copy has at most of which all is kept that is not known as furniture."""

HEADING = 0.6
"""How probable it must be that a unit is of the body, where it is likelier a heading than a line of text."""

SURE_FURNITURE = 0.95
"""A line that the lexicon knows as furniture is of the body only when it is likelier than this."""

SURE_TEXT = 0.9
"""A line is of the story that is as probable as this to be either a line of text or a heading."""

DATELINE_FLOOR = 0.6

_BODY, _HEADING, _CAPTION, _DEK = (LABELS.index(label) for label in ("body", "heading", "caption", "dek"))

_TELLING = frozenset({"paragraph", "heading", "quote", "item", "caption", "credit"})

_NOTHING_BUT = "there is nothing but a headline; it stands as the text, too"

_WAS_IT_CUT = "Was the text cut off when it was copied?"


Explain: TypeAlias = Callable[
    [Story, Analysis, Sequence[Sequence[FeatureGroup]], Model, Lexicon, int | None], tuple[Explanation, ...]
]
"""Explains the decisions made about a copy, from the features of its units and the unit of its headline."""


def read_story(
    units: tuple[Unit, ...],
    lexicon: Lexicon,
    language: Language,
    metadata: Mapping[str, object],
    model: Model,
    *,
    explain: Explain | None = None,
) -> Story:
    """The story in `units`, as `model` sees it; with explanations of its decisions, made by `explain`, if it is given."""
    features = extract_copy_features(units, lexicon, language)
    told = collect_content_words(
        features.lines, features.dense_span.first, features.dense_span.end, features.extract_words
    )
    rows: Iterable[list[FeatureGroup]] = extract_crf_features(features, told, lexicon, language)
    if explain:
        rows = list(rows)
    analysis = analyze(features, rerank_uncertain_lines(model, features, model.marginals(rows), told))
    story = Story(units, [None] * len(units), lead=analysis.lead)
    read_desk_notes(story, features.lines, lexicon)
    known = metadata.get("headline")
    at = read_headline(story, analysis, model, known if isinstance(known, str) else None)
    _teasers(story, analysis)
    read_header(story, analysis, model, lexicon, at)
    read_beside(story, analysis, lexicon, at)
    read_groups(story, analysis, at)
    _rest(story, analysis, at)
    if "dateline" not in metadata:
        _take_dateline(story, lexicon)
    if at is None:
        _name_after_first_words(story, features.lines, is_named=known is not None)
    elif not any(mark and mark.role in _TELLING for mark in story.roles):
        story.find("TXT004", Severity.WARNING, at, _NOTHING_BUT, _WAS_IT_CUT)
    _look_for_truncation(story)
    if explain:
        story.explanations = explain(story, analysis, list(rows), model, lexicon, at)
    return story


def _teasers(story: Story, analysis: Analysis) -> None:
    """Shortened lines whose beginning another line goes on from."""
    if not any(line.is_shortened for line in analysis.features.lines):
        return
    beginnings: dict[str, list[str]] = {}
    for line in analysis.features.lines:
        if line.words >= 8 and not line.is_shortened:
            rows = beginnings.setdefault(line.unit.text[:24].casefold(), [])
            if len(rows) < 4:
                rows.append(line.unit.text)
    for at, line in enumerate(analysis.features.lines):
        text = line.unit.text
        if line.is_shortened and len(text) >= 24 and story.roles[at] is None:
            stem = text.casefold().rstrip(' .…[]()»”"')
            if any(full[: len(stem)].casefold().startswith(stem) for full in beginnings.get(stem[:24], ())):
                story.assign(at, "teaser", "shortened repeat", 0.97)


def _rest(story: Story, analysis: Analysis, headline: int | None) -> None:
    """Whatever the header did not take."""
    lines = analysis.features.lines
    silent = len(lines) <= SHORT_COPY and not any(line.furniture for line in lines)
    title = exact_line_key(story.headline)
    told: set[str] = set()
    low = min(analysis.lead, analysis.lead if headline is None else headline)
    for at, line in enumerate(lines):
        if story.roles[at] is None:
            marginals = analysis.marginals[at]
            text = marginals[_BODY] + (marginals[_DEK] if line.is_prose and at >= low else 0.0)
            likely = text + marginals[_HEADING]
            is_heading = marginals[_HEADING] > text and at != analysis.lead and line.has_alphanumeric
            if (line.ends_sentence or likely > SURE_TEXT) and not is_heading:
                text = likely
            near = low <= at <= analysis.last + 1
            if line.furniture and not (at in analysis.features.captions and near) and likely < SURE_FURNITURE:
                story.assign(at, *as_furniture(line))
            elif near and line.is_divider:
                story.assign(at, "break", "no letters", 0.9)
            elif at in analysis.features.captions and near and likely < SURE_FURNITURE:
                story.captions[at] = analysis.features.captions[at]
                story.assign(at, "caption" if story.captions[at].caption else "credit", "credit wording", 0.9)
            elif (silent and near) or (likely >= HEADING if is_heading else text >= _floor(line)):
                key = _exactly(line)
                is_repeat = bool(key) and (key == title or key in told)
                _of_the_story(story, analysis, at, as_confidence(likely), is_heading=is_heading, is_repeat=is_repeat)
            elif marginals[_CAPTION] > 0.5 and near:
                story.assign(at, "caption", "a picture's words by their place", as_confidence(marginals[_CAPTION]))
            else:
                _not_of_the_story(story, analysis, at, headline, likely)
        if line.words >= 4:
            told.add(_exactly(line))


def _exactly(line: LineFeatures) -> str:
    """What two lines share of which one repeats the other, their numbers among it."""
    return exact_line_key(line.unit.text) if "#" in line.key else line.key


def _floor(line: LineFeatures) -> float:
    """How probable it must be that a unit is of the body."""
    if line.ends_sentence and line.words >= BODY[0][0]:
        return BODY_LONG if line.words >= BODY[-1][0] else BODY_PROBABILITY
    return next((floor for most, floor in BODY if line.words < most), BODY_LONG)


def _of_the_story(
    story: Story, analysis: Analysis, at: int, confidence: float, *, is_heading: bool, is_repeat: bool
) -> None:
    """A unit of the body: what kind of block it is."""
    line = analysis.features.lines[at]
    if is_repeat:
        story.assign(at, "repeat", "line again", confidence)
    elif line.unit.quoted:
        story.assign(at, "quote", "quotation mark at the line's start", confidence)
    elif line.unit.bullet:
        _item(story, analysis, at, confidence)
    elif is_heading:
        story.assign(at, "heading", "short line before running text", confidence)
    else:
        story.assign(at, "paragraph", "running text" if line.is_prose else "short line of the story", confidence)


def _item(story: Story, analysis: Analysis, at: int, confidence: float) -> None:
    lines = analysis.features.lines
    bullet = lines[at].unit.bullet
    neighbours = [lines[i].unit.bullet for i in (at - 1, at + 1) if 0 <= i < len(lines)]
    if bullet in "•‣◦▪●○■□" or any(
        other and (other == bullet or other[-1] == bullet[-1] == ".") for other in neighbours
    ):
        story.assign(at, "item", "list mark", confidence)
    else:
        story.assign(at, "paragraph", "a mark but no list", confidence)


def _not_of_the_story(story: Story, analysis: Analysis, at: int, headline: int | None, likely: float) -> None:
    """A unit that is none of the story's: where it stands says what it may be."""
    confidence = as_confidence(1 - likely)
    role: Role = "related" if at > analysis.last else "navigation"
    if analysis.features.lines[at].is_divider:
        story.assign(at, "break", "no letters", 0.9)
    elif headline is not None and at < headline:
        story.assign(at, role, "above the headline", confidence)
    elif at < analysis.lead:
        story.assign(at, role, "before the story", confidence)
    elif at <= analysis.last:
        story.assign(at, role, "inside the story, but not of it", confidence)
    else:
        story.assign(at, role, "after the story's end", confidence)


def _take_dateline(story: Story, lexicon: Lexicon) -> None:
    for at in range(story.lead, min(len(story.units), story.lead + 3)):
        mark = story.roles[at]
        if mark is None or mark.role != "paragraph":
            continue
        dateline = read_dateline(story.units[at].text, lexicon)
        if dateline and dateline.confidence < 0.9 and _is_transcript(story):
            return
        if dateline and dateline.confidence >= DATELINE_FLOOR:
            story.dateline, story.dateline_unit = dateline, at
            story.roles[at] = AssignedRole("paragraph", "running text after a dateline", mark.confidence)
            story.infer("dateline", dateline.confidence, [at], "place, day or agency before the first sentence")
            take_agency(story, dateline.text, at, lexicon)
        return


_SPEAKER = re.compile(r"(?P<name>[^\W\d_a-z][^\d_a-z:：]{1,38}):\s")


def _is_transcript(story: Story) -> bool:
    """Whether several paragraphs open with names in capitals: those are speakers, and no place of writing."""
    opened = (_SPEAKER.match(unit.text) for unit in story.units[story.lead :])
    return len({match["name"] for match in opened if match}) > 1


def _name_after_first_words(story: Story, lines: Sequence[LineFeatures], *, is_named: bool) -> None:
    """Stand the first words in for a headline that is not there, which is nothing to speak of where one is given."""
    texts = [i for i, mark in enumerate(story.roles) if mark and mark.role == "paragraph"]
    others = [i for i, mark in enumerate(story.roles) if mark and mark.role not in FURNITURE]
    at = next((i for i in (*texts, *others) if lines[i].has_alphanumeric), next(iter((*texts, *others)), 0))
    if at not in texts:
        story.roles[at] = AssignedRole("paragraph", "all there is", 0.5)
    text = story.units[at].text
    if story.dateline and story.dateline_unit == at:
        text = text[story.dateline.end :]
    story.headline = shorten(text)
    if is_named:
        return
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
    story.infer("headline", 0.2, [at], "first words")


def shorten(text: str) -> str:
    """The first words of `text`, as many as a headline holds."""
    if len(text) <= HEADLINE_WORDS:
        return text
    cut = text.rfind(" ", 0, HEADLINE_WORDS)
    return text[: cut if cut > 30 else HEADLINE_WORDS].rstrip(" ,;:–—-")


def _look_for_truncation(story: Story) -> None:
    kept = [i for i, mark in enumerate(story.roles) if mark and mark.role == "paragraph"]
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
