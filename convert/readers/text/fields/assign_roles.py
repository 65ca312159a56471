"""Reads a story: assigns a role to every unit of the copy, and infers the story's fields.

The model gives marginals of labels, in view of all units; named rules turn them into roles. A rule below its floor
leaves its field empty and reports that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

from convert.model import Party
from convert.readers import Explanation
from convert.readers.text.envelopes import Envelope
from convert.readers.text.envelopes.contacts import is_contact
from convert.readers.text.fields.appeals import drop_appeals
from convert.readers.text.fields.beside_text import keep_beside_text
from convert.readers.text.fields.caption_signs import is_caption_above, read_caption_signs
from convert.readers.text.fields.chinese_colophon import read_chinese_colophon
from convert.readers.text.fields.contributors import read_sources_above
from convert.readers.text.fields.dateline import opens_text, read_story_dateline
from convert.readers.text.fields.ending import drop_below_end
from convert.readers.text.fields.header import read_header
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
    ABOVE,
    AFTER,
    BEFORE,
    CONTACTS,
    GUESSES,
    INSIDE,
    QUIET_CONFIDENCE,
    PageSigns,
    count_page_signs,
    drop_contacts_above,
    end_of_story,
    is_end_mark,
    is_lone_prose,
    is_right_above,
    is_text_of_story,
    keep_header,
    keep_rivals,
    read_name_below_title,
    trailing_lines,
)
from convert.readers.text.fields.labeled_lines import read_desk_notes, read_labeled_lines
from convert.readers.text.fields.labeled_pictures import read_labeled_pictures
from convert.readers.text.fields.lists_and_quotes import introduces_list, read_lists_and_quotes
from convert.readers.text.fields.plain_titles import read_plain_title
from convert.readers.text.fields.resumed_text import resumes_story
from convert.readers.text.fields.split_captions import read_split_captions
from convert.readers.text.fields.story import InputLines, Story, as_confidence, furniture_role, one_line
from convert.readers.text.fields.story_phrases import (
    find_story_phrases,
    is_doubtful_furniture,
    without_days_and_names_inside,
)
from convert.readers.text.fields.title_forms import MIN_BETWEEN, may_be_headline
from convert.readers.text.fields.together import end_on_text, have_one_mark, keep_titles_of_reports, keep_together
from convert.readers.text.labels.analysis import BODY_PROBABILITY, Analysis, analyze
from convert.readers.text.labels.copy_features import extract_copy_features
from convert.readers.text.labels.crf import LABELS, FeatureGroup, Model
from convert.readers.text.labels.crf_features import extract_crf_features
from convert.readers.text.labels.density import collect_content_words
from convert.readers.text.labels.forest import rerank_uncertain_lines
from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.layout import Blocks, Run, find_runs
from convert.readers.text.layout.placing import place_runs
from convert.readers.text.layout.posts import without_quoted_posts
from convert.readers.text.layout.undated import without_told_days
from convert.readers.text.lexicon import Lexicon, exact_line_key, fold_word
from convert.readers.text.lexicon.keys import bare_key
from convert.readers.text.lines.language import Language
from convert.readers.text.lines.units import Unit
from convert.readers.text.roles import FURNITURE, AssignedRole, Role

MIN_BELOW_TITLE = 6
"""How many words a line between title and text has at least that is text in copy without furniture."""

SHORT_LINE, LONG_LINE = 8, 20
"""Below how many words a line is short, and from how many on it is long."""

SHORT_SENTENCE = 4
"""From how many words on a short line that ends as sentences do is one."""

CLOSING_FLOOR, MOST_CLOSING_WORDS = 0.15, 16
"""How probable a short sentence must be text that is between the story and known furniture, and its greatest length."""

POINT_FLOOR, MIN_POINTS = 0.35, 3
"""How probable sentences above the story must be text to be its key points, and how many there are at least."""

SHORT_LINE_FLOOR, LINE_FLOOR, LONG_LINE_FLOOR = 0.7, 0.6, 0.35
"""How probable a line must be part of the body: the shorter, the more, as a lost long line costs more than a kept short
one. A whole sentence of at least `SHORT_LINE` words needs `BODY_PROBABILITY`.
"""

SHORT_COPY = 8
"""Up to how many units copy without furniture keeps even short lines between its title and its text."""

RUN_CONFIDENCE = 0.9
"""The confidence of a role that the form of a layout kind shows."""

HEADING_FLOOR = 0.55
"""How probable a line must be part of the body where it is likelier a heading than text."""

SURE_TEXT_OF_CAPTION = 0.95
"""How probable a line with a credit must be part of the body to be text."""

SURE_TEXT = 0.9
"""Above this probability of text or heading together, the two count together against the floor."""

STATED_ROLE = "role by the envelope's form"
STATED_CONFIDENCE = 0.97
"""The rule and the confidence of what the form of an envelope shows."""

CAPTION_FLOOR = 0.5
"""How probable a line must be a caption where its wording credits nobody."""

_BODY, _HEADING, _CAPTION, _DEK = (LABELS.index(label) for label in ("body", "heading", "caption", "dek"))


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
    read_labeled_lines(story, analysis, lexicon, at, is_whole=envelope.is_whole)
    if at is not None and not envelope.is_whole and signs == "none":
        read_name_below_title(story, analysis, lexicon, at)
        keep_header(story, analysis, lexicon, at)
    read_lists_and_quotes(story, analysis, at)
    _assign_rest(story, analysis, lexicon, at, runs, signs, is_whole=envelope.is_whole)
    keep_together(story, analysis, lexicon)
    keep_titles_of_reports(story)
    keep_beside_text(story, analysis, lexicon)
    if at is not None:
        _keep_points(story, analysis, at)
    if "dateline" not in metadata:
        read_story_dateline(story, lexicon, at)
    drop_below_end(story, analysis, lexicon)
    drop_appeals(story, analysis, lexicon)
    end_on_text(story)
    if envelope.is_whole:
        _keep_whole(story)
    if at is not None:
        use_dek_as_text(story)
    if at is not None and not has_body(story):
        keep_only_text(story, features.lines, at, shows_page=story.shows_page)
    if at is None:
        is_found = known is None and read_plain_title(story, analysis, odds, lexicon)
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


_GOES_ON = ",;،؛，；、"
"""How lines end that go on below; no heading does."""


def _assign_rest(
    story: Story,
    analysis: Analysis,
    lexicon: Lexicon,
    headline: int | None,
    runs: Sequence[Run],
    signs: PageSigns,
    *,
    is_whole: bool,
) -> None:
    """Assign a role to every unit that has none; all are of the story, and no repeats, if it `is_whole`. The units of
    `runs` are of the story; `signs` are those of a page.
    """
    lines = analysis.features.lines
    end = end_of_story(story, analysis)
    is_short_copy = len(lines) <= SHORT_COPY
    quiet = signs == "none"
    in_runs = {
        at
        for run in runs
        for at in range(run.first, run.last + 1)
        if (run.keeps_all and at not in analysis.features.dates) or lines[at].ends_sentence or at in run.roles
    }
    of_story = find_story_phrases(lines) if quiet else frozenset()
    tail = trailing_lines(story, analysis) if quiet else range(0)
    title, bare_title = exact_line_key(story.headline), bare_key(story.headline)
    keys_above: set[str] = set()
    low = min(analysis.lead, analysis.lead if headline is None else headline)
    if quiet and headline is None:
        low = 0
    has_text_above = quiet and headline is None
    dek = next((at for at, assigned in enumerate(story.roles) if assigned and assigned.role == "subheadline"), -1)
    for at, line in enumerate(lines):
        key = _repeat_key(line)
        if story.roles[at] is None:
            marginals = analysis.marginals[at]
            text = marginals[_BODY] + (marginals[_DEK] if line.is_prose and at >= low else 0.0)
            probability = text + marginals[_HEADING]
            is_heading = marginals[_HEADING] > text and at != analysis.lead and line.has_alphanumeric
            is_heading = is_heading and line.unit.text[-1] not in _GOES_ON and not introduces_list(lines, at)
            if (line.ends_sentence or probability > SURE_TEXT) and not is_heading:
                text = probability
            near = low <= at and ((quiet and at < end) or at <= analysis.last + 1)
            is_caption = marginals[_CAPTION] > CAPTION_FLOOR
            is_below_title = headline is not None and at > headline and line.words >= MIN_BELOW_TITLE
            is_below_title = is_below_title or (line.words >= MIN_BETWEEN and headline == at - 1 and dek == at + 1)
            is_below_text = at >= analysis.lead or ((has_text_above or is_below_title) and not is_caption)
            may_be_text = at in of_story or is_doubtful_furniture(line, probability, is_quiet=quiet and at < end)
            if line.furniture and not (at in analysis.features.captions and near) and not may_be_text:
                story.assign(at, *furniture_role(line))
            elif near and line.is_divider:
                story.assign(at, "break", "no letters", 0.9)
            elif at > analysis.lead and (line.unit.text[0] in "←⟵" or line.unit.text[-1] in "→⟶"):
                story.assign(at, "related", "arrow to another page", 0.9)
            elif _is_count_below(story, analysis, at):
                story.assign(at, "navigation", "count below the story", 0.9)
            elif at >= end and not is_whole and is_contact(line.unit.text):
                story.assign(at, "navigation", CONTACTS, 0.9)
            elif at == end and not is_whole and is_end_mark(line):
                story.assign(at, "envelope", "end mark", 0.9)
            elif (
                at in analysis.features.captions
                and (near or is_caption_above(analysis, at, low))
                and probability < SURE_TEXT_OF_CAPTION
            ):
                if at - 1 in story.captions and story.captions[at - 1] == analysis.features.captions[at]:
                    story.assign(at, "repeat", "repeated line", 0.9)
                    continue
                story.captions[at] = analysis.features.captions[at]
                story.assign(at, "caption" if story.captions[at].caption else "credit", "credit wording", 0.9)
            elif (
                is_whole
                or (quiet and near and at not in tail and (is_below_text or is_short_copy or line.ends_sentence))
                or (at in in_runs and at > low and line.has_alphanumeric)
                or (line.furniture is not None and may_be_text and near)
                or (signs != "many" and at < analysis.lead and is_lone_prose(line))
                or (is_right_above(analysis, at, headline) and not is_caption)
                or (headline is not None and headline < at < analysis.lead and opens_text(line.unit.text, lexicon))
                or (probability >= HEADING_FLOOR if is_heading else text >= _floor(line))
                or resumes_story(story, analysis, at)
                or (signs == "few" and line.unit.bullet and analysis.lead < at <= analysis.last and not line.furniture)
                or (text >= CLOSING_FLOOR and at < end and _closes_story(story, analysis, at))
            ):
                is_title = key == title or (at <= analysis.lead and bare_key(key) == bare_title)
                is_repeat = not is_whole and bool(key) and (is_title or key in keys_above)
                if quiet:
                    probability = max(probability, QUIET_CONFIDENCE)
                _assign_story_line(
                    story, analysis, at, as_confidence(probability), is_heading=is_heading, is_repeat=is_repeat
                )
            elif is_caption and near:
                story.assign(at, "caption", "caption by its place", as_confidence(marginals[_CAPTION]))
            else:
                _assign_other_line(story, analysis, at, headline, probability)
        assigned = story.roles[at]
        if line.words >= 4 and not (quiet and assigned and assigned.rule in GUESSES):
            keys_above.add(key)
        has_text_above = has_text_above or is_text_of_story(story, at, line)


def _is_count_below(story: Story, analysis: Analysis, at: int) -> bool:
    """Whether a line is a number alone at the copy's end, below the text and its day: how often it was read."""
    above = story.roles[at - 1] if at else None
    is_last = at == len(story.units) - 1 and at > analysis.lead
    return is_last and story.units[at].text.isdigit() and above is not None and above.role == "date"


def _repeat_key(line: LineFeatures) -> str:
    """A key that is the same for a line and its repeat; lines that differ in a number have different keys."""
    return " ".join(fold_word(line.unit.text).split()) if "#" in line.key else line.key


_QUOTATION = re.compile('[「『“„«»‘"].{6,}[」』”“»«’"]')
"""A line that is one quotation: in Japanese such a sentence has no full stop."""


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
                probability = marginals[_BODY] + marginals[_HEADING] + marginals[_DEK]
                story.roles[other] = AssignedRole("paragraph", "sentences above the story", as_confidence(probability))
        at = max(end, at + 1)


def _may_be_point(story: Story, analysis: Analysis, at: int) -> bool:
    """Whether a unit is a sentence that only its place drops and that is likely text, or one that is kept anyway."""
    assigned, line, marginals = story.roles[at], analysis.features.lines[at], analysis.marginals[at]
    is_sentence = line.ends_sentence and line.words >= SHORT_SENTENCE and not line.furniture
    probability = marginals[_BODY] + marginals[_HEADING] + marginals[_DEK]
    is_kept = assigned is not None and assigned.role == "paragraph"
    is_dropped = assigned is not None and assigned.rule == BEFORE and probability >= POINT_FLOOR
    return is_sentence and (is_kept or is_dropped)


def _closes_story(story: Story, analysis: Analysis, at: int) -> bool:
    """Whether a short sentence is a paragraph directly below one of the story, or below a button, and known furniture
    or a caption is below it.

    The last sentence of a story is often short ("Nobody was hurt."), and the model takes it for what follows it.
    """
    lines = analysis.features.lines
    above = next((other for other in range(at - 1, -1, -1) if lines[other].has_alphanumeric), None)
    if above and lines[above].furniture and not lines[above - 1].furniture:
        above -= 1
    below = next((other for other in range(at + 1, len(lines)) if lines[other].has_alphanumeric), None)
    assigned = story.roles[above] if above is not None else None
    if not (assigned and above is not None and assigned.role in ("paragraph", "quote") and lines[above].ends_sentence):
        return False
    line = lines[at]
    is_closing = line.ends_sentence or _QUOTATION.fullmatch(line.unit.text) is not None
    if not is_closing or line.words > MOST_CLOSING_WORDS or line.unit.bullet or is_contact(line.unit.text):
        return False
    is_known = below is None or lines[below].furniture is not None or story.roles[below] is not None
    return is_known or below in analysis.features.captions


def _floor(line: LineFeatures) -> float:
    """How probable a line must be part of the body."""
    if line.words >= LONG_LINE:
        return LONG_LINE_FLOOR
    if line.words < SHORT_LINE:
        return LINE_FLOOR if line.ends_sentence and line.words >= SHORT_SENTENCE else SHORT_LINE_FLOOR
    return BODY_PROBABILITY if line.ends_sentence else LINE_FLOOR


def _assign_story_line(
    story: Story, analysis: Analysis, at: int, confidence: float, *, is_heading: bool, is_repeat: bool
) -> None:
    """Assign a unit of the body the role of its block."""
    line = analysis.features.lines[at]
    if is_repeat:
        story.assign(at, "repeat", "repeated line", confidence)
    elif line.unit.quoted:
        story.assign(at, "quote", "quotation mark at the line's start", confidence)
    elif line.unit.bullet:
        _assign_item(story, analysis, at, confidence)
    elif is_heading and line.unit.text[0] not in "—–":
        story.assign(at, "heading", "short line before running text", confidence)
    else:
        story.assign(at, "paragraph", "running text" if line.is_prose else "short line of the story", confidence)


def _assign_item(story: Story, analysis: Analysis, at: int, confidence: float) -> None:
    lines = analysis.features.lines
    bullet = lines[at].unit.bullet
    neighbours = [lines[i].unit.bullet for i in (at - 1, at + 1) if 0 <= i < len(lines)]
    if bullet in "–—" and _is_conversation(lines, at):
        story.assign(at, "paragraph", "question or answer behind a dash", confidence)
    elif bullet in "•‣◦▪●○■□・" or any(have_one_mark(bullet, other) for other in neighbours):
        story.assign(at, "item", "list mark", confidence)
    else:
        story.assign(at, "paragraph", "list mark without a list", confidence)


def _is_conversation(lines: Sequence[LineFeatures], at: int) -> bool:
    """Whether a line with a dash is a question above an answer with the same mark, or that answer."""
    beside = [
        lines[i] for i in (at - 1, at + 1) if 0 <= i < len(lines) and lines[i].unit.bullet == lines[at].unit.bullet
    ]
    asks = lines[at].unit.text[-1] in "?？"
    return any((other.unit.text[-1] in "?？") != asks and other.ends_sentence for other in beside)


def _assign_other_line(story: Story, analysis: Analysis, at: int, headline: int | None, probability: float) -> None:
    """Assign a unit that is not part of the story a role by its place."""
    confidence = as_confidence(1 - probability)
    role: Role = "related" if at > analysis.last else "navigation"
    if analysis.features.lines[at].is_divider:
        story.assign(at, "break", "no letters", 0.9)
    elif headline is not None and at < headline:
        story.assign(at, role, ABOVE, confidence)
    elif at < analysis.lead:
        story.assign(at, role, BEFORE, confidence)
    elif at <= analysis.last:
        story.assign(at, role, INSIDE, confidence)
    else:
        story.assign(at, role, AFTER, confidence)
