"""Assigns a role to the lines that no other rule read: text of the story, captions, furniture.

What the words or signs of a line show comes first, then its place, then how probable the model takes it to be text.
"""

from __future__ import annotations

from collections.abc import Sequence

from convert.readers.text.envelopes.contacts import is_contact
from convert.readers.text.fields.beside_text import NO_HEADING
from convert.readers.text.fields.caption_signs import is_caption_above
from convert.readers.text.fields.dateline import opens_text
from convert.readers.text.fields.keep import (
    ABOVE,
    AFTER,
    BEFORE,
    CONTACTS,
    GUESSES,
    INSIDE,
    QUIET_CONFIDENCE,
    PageSigns,
    drop_numbers_in_boxes,
    end_of_story,
    is_end_mark,
    is_lone_prose,
    is_right_above,
    is_text_of_story,
    trailing_lines,
)
from convert.readers.text.fields.lists_and_quotes import introduces_list
from convert.readers.text.fields.related_links import LINK_LABEL
from convert.readers.text.fields.resumed_text import continues_story, resumes_story
from convert.readers.text.fields.story import Story, as_confidence, furniture_role
from convert.readers.text.fields.story_phrases import find_story_phrases, is_doubtful_furniture
from convert.readers.text.fields.title_forms import MIN_BETWEEN
from convert.readers.text.fields.together import have_one_mark
from convert.readers.text.labels.analysis import BODY_PROBABILITY, Analysis
from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.layout import Run
from convert.readers.text.lexicon import Lexicon, exact_line_key, fold_word
from convert.readers.text.lexicon.captions import names_picture_agency
from convert.readers.text.lexicon.keys import bare_key
from convert.readers.text.lexicon.phrases import EXACT
from convert.readers.text.roles import Role

MIN_BELOW_TITLE = 6
"""How many words a line between title and text has at least that is text in copy without furniture."""

SHORT_LINE, LONG_LINE = 8, 20
"""Below how many words a line is short, and from how many on it is long."""

SHORT_SENTENCE = 4
"""From how many words on a short line that ends as sentences do is one."""

SHORT_LINE_FLOOR, LINE_FLOOR, LONG_LINE_FLOOR = 0.7, 0.6, 0.35
"""How probable a line must be part of the body: the shorter, the more, as a lost long line costs more than a kept short
one. A whole sentence of at least `SHORT_LINE` words needs `BODY_PROBABILITY`.
"""

SHORT_COPY = 8
"""Up to how many units copy without furniture keeps even short lines between its title and its text."""

HEADING_FLOOR = 0.55
"""How probable a line must be part of the body where it is likelier a heading than text."""

FLOOR_BELOW_BOX, MOST_BELOW_BOX = 0.15, 9
"""How probable a heading must be right below an advert, a button, an appeal or a picture inside the text, and how many
words it has then at most.
"""

_INTERRUPTS: frozenset[Role] = frozenset({"advert", "share", "subscribe"})
"""What is between the paragraphs of a story and has no titles below it."""

SURE_TEXT_OF_CAPTION = 0.95
"""How probable a line with a credit must be part of the body to be text."""

SURE_TEXT = 0.9
"""Above this probability of text or heading together, the two count together against the floor."""

CAPTION_FLOOR = 0.5
"""How probable a line must be a caption where its wording credits nobody."""

TEXT_LABELS = frozenset({"article content", "contenu de l'article"})
"""Labels that a page has right above each part of its text, among its adverts."""

_GOES_ON = ",;،؛，；、"
"""How lines end that go on below; no heading does."""


def assign_remaining(
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
    remaining = _Remaining(story, analysis, lexicon, headline, runs, signs, is_whole=is_whole)
    for at in range(len(story.roles)):
        if story.roles[at] is None:
            remaining.assign(at)
        remaining.pass_line(at)


class _Remaining:
    """The units without a role, with what is known of the copy around them and of the lines above the current one."""

    def __init__(
        self,
        story: Story,
        analysis: Analysis,
        lexicon: Lexicon,
        headline: int | None,
        runs: Sequence[Run],
        signs: PageSigns,
        *,
        is_whole: bool,
    ) -> None:
        self.story, self.analysis, self.lexicon, self.headline = story, analysis, lexicon, headline
        self.signs, self.is_whole, self.is_quiet = signs, is_whole, signs == "none"
        self.lines = lines = analysis.features.lines
        self.end = end_of_story(story, analysis)
        if not is_whole:
            drop_numbers_in_boxes(story, analysis, self.end)
        self.in_runs = {
            at
            for run in runs
            for at in range(run.first, run.last + 1)
            if (run.keeps_all and at not in analysis.features.dates) or lines[at].ends_sentence or at in run.roles
        }
        self.of_story = find_story_phrases(lines) if self.is_quiet else frozenset()
        self.tail = trailing_lines(story, analysis) if self.is_quiet else range(0)
        self.title, self.bare_title = exact_line_key(story.headline), bare_key(story.headline)
        self.keys_above: set[str] = set()
        self.low = min(analysis.lead, analysis.lead if headline is None else headline)
        self.has_text_above = False
        if self.is_quiet and headline is None:
            self.low, self.has_text_above = 0, True
        roles = enumerate(story.roles)
        self.dek = next((at for at, assigned in roles if assigned and assigned.role == "subheadline"), -1)

    def pass_line(self, at: int) -> None:
        """Note what the line `at` is for those below it."""
        line, assigned = self.lines[at], self.story.roles[at]
        if line.words >= 4 and not (self.is_quiet and assigned and assigned.rule in GUESSES):
            self.keys_above.add(_repeat_key(line))
        self.has_text_above = self.has_text_above or is_text_of_story(self.story, at, line)

    def assign(self, at: int) -> None:
        """Assign a role to the unit `at`."""
        story, line, marginals = self.story, self.lines[at], self.analysis.marginals[at]
        text = marginals.body + (marginals.dek if line.is_prose and at >= self.low else 0.0)
        probability = text + marginals.heading
        is_heading = marginals.heading > text and self._may_be_heading(at)
        if (line.ends_sentence or probability > SURE_TEXT) and not is_heading:
            text = probability
        is_near = self.low <= at and ((self.is_quiet and at < self.end) or at <= self.analysis.last + 1)
        may_be_text = at in self.of_story or is_doubtful_furniture(
            line, probability, is_quiet=self.is_quiet and at < self.end
        )
        known = self._known_role(at, is_near=is_near, may_be_text=may_be_text)
        if known:
            story.assign(at, *known)
        elif self._is_credited(at, probability, is_near=is_near):
            self._assign_caption(at)
        elif (
            self._is_kept(at, is_near=is_near)
            or (line.furniture is not None and may_be_text and is_near)
            or (probability >= self._floor_of_heading(at) if is_heading else text >= _floor(line))
            or resumes_story(story, self.analysis, at)
            or (at < self.end and continues_story(story, self.analysis, at, text))
        ):
            if self.is_quiet:
                probability = max(probability, QUIET_CONFIDENCE)
            confidence = as_confidence(probability)
            is_repeat = self._is_repeat(at)
            _assign_story_line(story, self.analysis, at, confidence, is_heading=is_heading, is_repeat=is_repeat)
        elif marginals.caption > CAPTION_FLOOR and is_near:
            story.assign(at, "caption", "caption by its place", as_confidence(marginals.caption))
        else:
            _assign_other_line(story, self.analysis, at, self.headline, probability)

    def _may_be_heading(self, at: int) -> bool:
        """Whether the form of a line lets it be a heading."""
        line = self.lines[at]
        is_label = line.key in TEXT_LABELS or NO_HEADING.search(line.unit.text)
        if at == self.analysis.lead or not line.has_alphanumeric or is_label:
            return False
        return line.unit.text[-1] not in _GOES_ON and not introduces_list(self.lines, at)

    def _floor_of_heading(self, at: int) -> float:
        """How probable a heading must be; less below what interrupts stories and above a sentence that is surely text,
        as the model takes what is beside furniture for furniture.
        """
        analysis, lines = self.analysis, self.lines
        if not analysis.lead < at < analysis.last or lines[at].words > MOST_BELOW_BOX:
            return HEADING_FLOOR
        furniture, above = lines[at - 1].furniture, self.story.roles[at - 1]
        is_below = (furniture is not None and furniture[0] in _INTERRUPTS) or (
            above is not None and (above.role in ("caption", "credit") or above.rule == LINK_LABEL)
        )
        is_above_text = lines[at + 1].is_prose and analysis.marginals[at + 1].body >= SURE_TEXT
        return FLOOR_BELOW_BOX if is_below and is_above_text else HEADING_FLOOR

    def _known_role(self, at: int, *, is_near: bool, may_be_text: bool) -> tuple[Role, str, float] | None:
        """The role, the rule and the confidence of a line whose words or signs show that it is no text."""
        line, analysis = self.lines[at], self.analysis
        if line.furniture and not (at in analysis.features.captions and is_near) and not may_be_text:
            return furniture_role(line)
        if at > analysis.lead + 1 and self._is_teaser(at):
            return "related", "teaser below the label of other stories", 0.8
        if is_near and at and self._is_agency_below_caption(at):
            return "credit", "agency for pictures below a caption", 0.9
        if is_near and line.is_divider:
            return "break", "no letters", 0.9
        if at > analysis.lead and (line.unit.text[0] in "←⟵" or line.unit.text[-1] in "→⟶"):
            return "related", "arrow to another page", 0.9
        if _is_count_below(self.story, analysis, at):
            return "navigation", "count below the story", 0.9
        if at >= self.end and not self.is_whole and is_contact(line.unit.text):
            return "navigation", CONTACTS, 0.9
        if at == self.end and not self.is_whole and is_end_mark(line):
            return "envelope", "end mark", 0.9
        return None

    def _is_teaser(self, at: int) -> bool:
        """Whether a line is in one block with a title right above it, and that is right below a label of links to other
        stories: what one of these is about.
        """
        label, title = self.lines[at - 2], self.lines[at - 1]
        is_label = label.furniture is not None and label.furniture[0] == "related" and label.furniture[1] >= EXACT
        is_title = title.unit.after_blank and not title.ends_sentence and title.words >= MIN_BETWEEN
        is_plain = not title.unit.bullet and self.lines[at].is_prose and not self.lines[at].unit.after_blank
        return is_label and is_title and is_plain

    def _is_agency_below_caption(self, at: int) -> bool:
        """Whether a line is an agency for pictures alone, right below a caption and in its block."""
        above, unit = self.story.roles[at - 1], self.lines[at].unit
        is_below = above is not None and above.role == "caption" and not unit.after_blank
        return is_below and names_picture_agency(unit.text)

    def _is_credited(self, at: int, probability: float, *, is_near: bool) -> bool:
        """Whether a line is a caption by its credit."""
        if at not in self.analysis.features.captions or probability >= SURE_TEXT_OF_CAPTION:
            return False
        return is_near or is_caption_above(self.analysis, at, self.low)

    def _assign_caption(self, at: int) -> None:
        """Assign a line with a credit, which is a repeat below the same one."""
        story, caption = self.story, self.analysis.features.captions[at]
        if at - 1 in story.captions and story.captions[at - 1] == caption:
            story.assign(at, "repeat", "repeated line", 0.9)
            return
        story.captions[at] = caption
        story.assign(at, "caption" if caption.caption else "credit", "credit wording", 0.9)

    def _is_kept(self, at: int, *, is_near: bool) -> bool:
        """Whether the place of a line shows that it is of the story, however probable that is."""
        line, analysis, headline = self.lines[at], self.analysis, self.headline
        is_caption = analysis.marginals[at].caption > CAPTION_FLOOR
        is_below_title = headline is not None and at > headline and line.words >= MIN_BELOW_TITLE
        is_below_title = is_below_title or (line.words >= MIN_BETWEEN and headline == at - 1 and self.dek == at + 1)
        is_below_text = at >= analysis.lead or ((self.has_text_above or is_below_title) and not is_caption)
        is_short_copy = len(self.lines) <= SHORT_COPY
        return (
            self.is_whole
            or self._is_labeled(at)
            or (
                self.is_quiet
                and is_near
                and at not in self.tail
                and (is_below_text or is_short_copy or line.ends_sentence)
            )
            or (at in self.in_runs and at > self.low and line.has_alphanumeric)
            or (self.signs != "many" and at < analysis.lead and is_lone_prose(line))
            or (is_right_above(analysis, at, headline) and not is_caption)
            or (headline is not None and headline < at < analysis.lead and opens_text(line.unit.text, self.lexicon))
            or (
                self.signs == "few"
                and bool(line.unit.bullet)
                and analysis.lead < at <= analysis.last
                and not line.furniture
            )
        )

    def _is_labeled(self, at: int) -> bool:
        """Whether the label of a part of the text is right above a sentence, or above and below a phrase."""
        line, below = self.lines[at], self.lines[at + 1 : at + 2]
        if at == 0 or self.lines[at - 1].key not in TEXT_LABELS or line.furniture:
            return False
        is_between = any(other.key in TEXT_LABELS for other in below) and line.words >= SHORT_SENTENCE
        return line.ends_sentence or is_between

    def _is_repeat(self, at: int) -> bool:
        """Whether a line is the title or a line above again."""
        key = _repeat_key(self.lines[at])
        if self.is_whole or not key:
            return False
        is_title = key == self.title or (at <= self.analysis.lead and bare_key(key) == self.bare_title)
        return is_title or key in self.keys_above


def _is_count_below(story: Story, analysis: Analysis, at: int) -> bool:
    """Whether a line is a number alone at the copy's end, below the text and its day: how often it was read."""
    above = story.roles[at - 1] if at else None
    is_last = at == len(story.units) - 1 and at > analysis.lead
    return is_last and story.units[at].text.isdigit() and above is not None and above.role == "date"


def _repeat_key(line: LineFeatures) -> str:
    """A key that is the same for a line and its repeat; lines that differ in a number have different keys."""
    return " ".join(fold_word(line.unit.text).split()) if "#" in line.key else line.key


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
