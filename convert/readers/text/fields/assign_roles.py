"""Reads a story: assigns a role to every unit of the copy, and infers the story's fields.

The model gives marginals of labels, in view of all units; named rules turn them into roles. A rule below its floor
leaves its field empty and reports that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

from convert.model import Party
from convert.readers import Explanation
from convert.readers.text.envelopes import Envelope
from convert.readers.text.fields.appeals import drop_appeals
from convert.readers.text.fields.authors import read_author_at_end
from convert.readers.text.fields.beside_text import keep_beside_text
from convert.readers.text.fields.caption_signs import read_caption_signs
from convert.readers.text.fields.chinese_colophon import read_chinese_colophon
from convert.readers.text.fields.contents import read_contents
from convert.readers.text.fields.contributors import read_sources_above
from convert.readers.text.fields.credits_below import read_credits_below
from convert.readers.text.fields.dateline import read_story_dateline
from convert.readers.text.fields.ending import drop_below_end
from convert.readers.text.fields.header import read_header
from convert.readers.text.fields.header_pictures import read_header_pictures
from convert.readers.text.fields.headline import GIVEN, STATED, read_headline
from convert.readers.text.fields.headline_ranker import rank_headlines
from convert.readers.text.fields.incomplete import (
    has_body,
    keep_only_text,
    report_only_headline,
    report_truncation,
    use_dek_as_text,
    use_first_words,
)
from convert.readers.text.fields.keep import (
    BEFORE,
    count_page_signs,
    drop_contacts_above,
    keep_header,
    keep_rivals,
    read_name_below_title,
)
from convert.readers.text.fields.keywords import read_unlabeled_keywords
from convert.readers.text.fields.labeled_lines import read_desk_notes, read_labeled_lines
from convert.readers.text.fields.labeled_pictures import read_labeled_pictures
from convert.readers.text.fields.lists_and_quotes import read_lists_and_quotes
from convert.readers.text.fields.plain_titles import read_beside_title, read_plain_title
from convert.readers.text.fields.remaining_lines import SHORT_SENTENCE, assign_remaining
from convert.readers.text.fields.repeated_captions import read_repeated_captions
from convert.readers.text.fields.split_captions import read_split_captions
from convert.readers.text.fields.story import InputLines, Story, as_confidence, one_line
from convert.readers.text.fields.story_phrases import (
    without_days_and_names_inside,
)
from convert.readers.text.fields.title_forms import may_be_headline
from convert.readers.text.fields.together import end_on_text, keep_titles_of_reports, keep_together
from convert.readers.text.labels.analysis import Analysis, analyze
from convert.readers.text.labels.copy_features import extract_copy_features
from convert.readers.text.labels.crf import FeatureGroup, Model
from convert.readers.text.labels.crf_features import extract_crf_features
from convert.readers.text.labels.density import collect_content_words
from convert.readers.text.labels.forest import rerank_uncertain_lines
from convert.readers.text.layout import Blocks, Run, find_runs
from convert.readers.text.layout.placing import place_runs
from convert.readers.text.layout.posts import without_quoted_posts
from convert.readers.text.layout.undated import without_told_days
from convert.readers.text.lexicon import Lexicon
from convert.readers.text.lines.language import Language
from convert.readers.text.lines.units import Unit
from convert.readers.text.roles import FURNITURE, AssignedRole, Role

POINT_FLOOR, MIN_POINTS = 0.35, 3
"""How probable sentences above the story must be text to be its key points, and how many there are at least."""

RUN_CONFIDENCE = 0.9
"""The confidence of a role that the form of a layout kind shows."""

STATED_ROLE = "role by the envelope's form"
STATED_CONFIDENCE = 0.97
"""The rule and the confidence of what the form of an envelope shows."""


Explainer: TypeAlias = Callable[
    [Story, Analysis, Sequence[Sequence[FeatureGroup]], Model, Lexicon, int | None], tuple[Explanation, ...]
]
"""Explains the decisions about a copy, by the features of its units and the unit of its headline."""


def read_story(
    units: tuple[Unit, ...],
    lexicon: Lexicon,
    language: Language,
    metadata: Mapping[str, object],
    model: Model,
    *,
    envelope: Envelope,
    blocks: Blocks | None = None,
    explain: Explainer | None = None,
    input_lines: InputLines = one_line,
) -> Story:
    """The story in `units`, which `envelope` carried, by `model`; with explanations of its decisions where `explain` is
    given. `blocks` are the tables, verse and code of the copy, `input_lines` numbers its lines for them.
    """
    blocks = blocks or Blocks()
    features = extract_copy_features(units, lexicon, language)
    content_words = collect_content_words(
        features.lines, features.dense_span.first, features.dense_span.end, features.extract_words
    )
    rows: Iterable[list[FeatureGroup]] = extract_crf_features(features, content_words, lexicon, language)
    if explain:
        rows = list(rows)
    analysis = analyze(features, rerank_uncertain_lines(model, features, model.marginals(rows), content_words))
    analysis = analysis._replace(features=without_told_days(features, lexicon))
    analysis = analysis._replace(features=without_quoted_posts(analysis))
    credited = features.bylines.keys() | {
        at for at, dated in features.dates.items() if dated.moment and len(dated.rest.split()) <= 1
    }
    analysis, runs = place_runs(analysis, find_runs(features.lines, blocks, lexicon, credited))
    signs = count_page_signs(analysis, runs, lexicon)
    if signs == "none":
        analysis = without_days_and_names_inside(analysis)
    story = Story(units, [None] * len(units), lead=analysis.lead, blocks=blocks, shows_page=signs == "many")
    story.input_lines = input_lines
    _assign_stated(story, analysis, envelope.roles)
    read_desk_notes(story, features, lexicon)
    odds = rank_headlines(model, analysis, may_be_headline(analysis, runs, lexicon))
    known = metadata.get("headline")
    if isinstance(known, str):
        at = read_headline(story, analysis, odds, known, known_by=GIVEN, lexicon=lexicon, runs=runs)
    else:
        at = read_headline(story, analysis, odds, envelope.headline, known_by=STATED, lexicon=lexicon, runs=runs)
    drop_contacts_above(story, analysis, at)
    _assign_runs(story, analysis, runs, at)
    _assign_teasers(story, analysis)
    read_repeated_captions(story, analysis, lexicon, at)
    read_header_pictures(story, analysis, lexicon, at)
    read_split_captions(story, analysis, lexicon, at)
    read_sources_above(story, analysis, lexicon, at)
    read_labeled_pictures(story, analysis, at)
    read_caption_signs(story, analysis, lexicon, at)
    provider = metadata.get("provider", envelope.metadata.get("provider"))
    sender = provider.name if isinstance(provider, Party) else None
    has_dek = "subheadline" in envelope.metadata
    read_header(story, analysis, model, lexicon, at, provider=sender, has_dek=has_dek)
    if at is not None and envelope.headline is None:
        keep_rivals(story, analysis, odds, at)
    read_chinese_colophon(story, analysis)
    if at is not None and not envelope.is_whole:
        read_contents(story, analysis, at)
    read_labeled_lines(story, analysis, lexicon, at, is_whole=envelope.is_whole)
    read_credits_below(story, analysis, lexicon)
    if at is not None and not envelope.is_whole and signs == "none":
        read_name_below_title(story, analysis, lexicon, at)
        keep_header(story, analysis, lexicon, at)
    read_lists_and_quotes(story, analysis, at)
    if at is not None and not envelope.is_whole:
        read_unlabeled_keywords(story, analysis)
    assign_remaining(story, analysis, lexicon, at, runs, signs, is_whole=envelope.is_whole)
    keep_together(story, analysis, lexicon)
    keep_titles_of_reports(story)
    keep_beside_text(story, analysis, lexicon)
    if at is not None:
        _keep_points(story, analysis, at)
    if "dateline" not in metadata:
        read_story_dateline(story, lexicon, at)
    drop_below_end(story, analysis, lexicon)
    drop_appeals(story, analysis, lexicon)
    read_author_at_end(story, lexicon)
    end_on_text(story)
    if envelope.is_whole:
        _keep_whole(story)
    if at is not None:
        use_dek_as_text(story)
    if at is not None and not has_body(story):
        keep_only_text(story, features.lines, at, shows_page=story.shows_page)
    if at is None:
        is_found = known is None and read_plain_title(story, analysis, odds, lexicon)
        if is_found and story.shows_page:
            read_beside_title(story, analysis, lexicon)
        if not is_found:
            use_first_words(story, features.lines, is_named=known is not None)
    elif not has_body(story):
        report_only_headline(story, at)
    report_truncation(story)
    if explain:
        story.explanations = explain(story, analysis, list(rows), model, lexicon, at)
    return story


def _keep_whole(story: Story) -> None:
    """Keep every unit of a story in an envelope that holds nothing else."""
    for at, assigned in enumerate(story.roles):
        if assigned and assigned.role in FURNITURE | {"repeat", "teaser"}:
            story.roles[at] = AssignedRole("paragraph", "the envelope holds only the story", STATED_CONFIDENCE)


def _assign_teasers(story: Story, analysis: Analysis) -> None:
    """Assign shortened lines that another line repeats in full."""
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


def _assign_stated(story: Story, analysis: Analysis, stated: Mapping[int, Role]) -> None:
    """Assign the units whose role the form of the envelope shows."""
    for at, unit in enumerate(story.units if stated else ()):
        if role := stated.get(unit.lines[0] - 1):
            story.assign(at, role, STATED_ROLE, STATED_CONFIDENCE)
            if role == "caption" and at in analysis.features.captions:
                story.captions[at] = analysis.features.captions[at]


def _assign_runs(story: Story, analysis: Analysis, runs: Sequence[Run], headline: int | None) -> None:
    """Assign the units of `runs` whose roles their form shows; those above the headline keep theirs open."""
    lines = analysis.features.lines
    for run in runs:
        for at, role in run.roles.items():
            if (headline is None or at > headline) and (at in run.sure or not lines[at].furniture):
                story.assign(at, role, run.rule, RUN_CONFIDENCE)


def _keep_points(story: Story, analysis: Analysis, headline: int) -> None:
    """Keep sentences in a row between the headline and the story that are likely text: its key points."""
    at = headline + 1
    while at < analysis.lead:
        end = at
        while end < analysis.lead and _may_be_point(story, analysis, end):
            end += 1
        if end - at >= MIN_POINTS:
            for other in (unit for unit in range(at, end) if (role := story.roles[unit]) and role.rule == BEFORE):
                marginals = analysis.marginals[other]
                probability = marginals.body + marginals.heading + marginals.dek
                story.roles[other] = AssignedRole("paragraph", "sentences above the story", as_confidence(probability))
        at = max(end, at + 1)


def _may_be_point(story: Story, analysis: Analysis, at: int) -> bool:
    """Whether a unit is a sentence that only its place drops and that is likely text, or one that is kept anyway."""
    assigned, line, marginals = story.roles[at], analysis.features.lines[at], analysis.marginals[at]
    is_sentence = line.ends_sentence and line.words >= SHORT_SENTENCE and not line.furniture
    probability = marginals.body + marginals.heading + marginals.dek
    is_kept = assigned is not None and assigned.role == "paragraph"
    is_dropped = assigned is not None and assigned.rule == BEFORE and probability >= POINT_FLOOR
    return is_sentence and (is_kept or is_dropped)
