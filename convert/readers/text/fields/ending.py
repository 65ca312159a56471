"""Finds where the story on a page ends, by what is known to follow stories, and drops the text below.

Text below the end looks like the story's: readers' comments, notes on authors, appeals, teasers. Only evidence of a
known kind ends a story, and only below most of its text; copy that shows no page is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from typing import NamedTuple

from convert.model import Contributor
from convert.readers.text.fields.keep import is_end_mark
from convert.readers.text.fields.resumed_text import interrupts_story
from convert.readers.text.fields.story import Story
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.lexicon import Lexicon, fold_word
from convert.readers.text.lexicon.datelines import read_dateline
from convert.readers.text.lexicon.dates import read_date
from convert.readers.text.lexicon.keys import word_set
from convert.readers.text.lexicon.names import split_name
from convert.readers.text.roles import AssignedRole, Role
from convert.readers.text.scripts import has_digit

NOTE_ON_AUTHOR = "note on the author"
BELOW_NOTE = "below a note on the author"
"""The rules of a note that ends a story, and of the text below it."""

NOTE_ON_WRITER = "note on who may have written the story"
"""The rule of a note on somebody who is not known as the author; it ends no story."""

TEASERS = "in a list of dated stories"
"""The rule of the text of other stories."""

OTHER_STORY = "another story by its dateline"
"""The rule of the text of a story that follows the label of other stories."""

_IS = word_set(
    "is was works writes covers reports has lives ist war schreibt arbeitet berichtet leitet lebt est écrit travaille"
    " couvre dirige es escribe trabaja cubre è scrive lavora é escreve trabalha schrijft werkt är skriver er jest pisze"
    " je píše является пишет"
)
"""What is said of the writer behind the name in a note ("Jane Doe is the maritime correspondent …")."""


_REPORTED = word_set("reported covers")
"""What a note says of the author, whose job it need not name ("Jane Doe reported from Osted")."""


class End(NamedTuple):
    """A kind of line that ends a story: what share of the text is above it, how sure its kind is, both at least, and
    the role and rule of the text below it. What `interrupts` stories, too, ends none that surely goes on below.
    """

    share: float
    confidence: float
    role: Role
    rule: str
    interrupts: bool = True


SIGNED, BELOW_SIGN = "agencies that sign the text", "titles below the agencies that sign the text"
"""The rule of agencies on a line of their own below the text, and of titles below them."""

MIN_TITLES, TITLE_WORDS = 3, range(2, 16)
"""How many such titles there are at least, and how many words each has."""

MARK_SHARE, BELOW_MARK = 0.5, "below the end mark"
"""What share of the text is at least above an end mark, and the rule of the text below it."""

ENDS: Mapping[str, End] = {
    "comment wording": End(0.5, 0.0, "comment", "below the label of readers' comments", interrupts=False),
    "subscribe wording": End(0.7, 0.0, "subscribe", "below an appeal to subscribe"),
    "legal wording": End(0.9, 0.0, "legal", "below the page's legal lines", interrupts=False),
    "related wording": End(0.9, 0.95, "related", "below the label of other stories"),
    "share wording": End(0.9, 0.95, "related", "below the buttons to share the story"),
}
"""The kinds of lines that end a story, by the rule that assigned them."""

ABOVE_LEAD = "note on the author above the story"
"""The rule of such a note above the text, which ends nothing."""

NOTE_SHARE = 0.8
"""What share of the text is at least above a note on the author."""

TITLE_REACH = 4
"""How many units below the author's name alone a line is at most that says something of them."""

BIO_WORDS, JOB_REACH = range(8, 121), 16
"""How many words a note on somebody who is not known as the author has, and among how many of them a job is."""

BIO_CONFIDENCE = 0.6
"""The confidence in an author who is only named in such a note."""

MIN_TEASERS, MAX_GAP, TEASER_SHARE, MIN_ABOVE = 3, 6, 0.4, 3
"""How many days at least are in a list of other stories, how many units are between two of them at most, what share of
the text is at least above the list, and how many paragraphs.
"""

STORY_TITLE_WORDS, CREDITS_BELOW, NOTE_BELOW_LABEL = range(4, 25), 3, 3
"""How many words the title of another story below has, how many lines at most are its byline and day, and how many
units below its label a note on the author is.
"""

TEASER_TEXT_WORDS, TITLES_SHARE, TEASERS_REACH = 25, 0.5, 300
"""How many words each text below the label of other stories has at most that are teasers, what share of the text is at
least above that label, and in how many units below it the copy ends.
"""

MANY_COMMENTS_SHARE, COMMENTS_REACH, MIN_OF_COMMENTS = 0.2, 12, 3
"""What share of the text is at least above the only line that counts readers' comments, in how many units below it the
lines are that belong to them, and how many these are at least.
"""

DAY_WORDS = 8
"""How many words the line of such a day has at most."""

SURE_TEXT = 0.95
"""From this probability of text on, a line below what may end the story shows that it goes on."""

CONFIDENCE = 0.9
"""The confidence of a role below the end."""

_WORD = re.compile(r"[\w-]+")
_TEXT: frozenset[Role] = frozenset({"paragraph", "heading", "quote", "item", "row", "verse", "code"})


def drop_below_end(story: Story, analysis: Analysis, lexicon: Lexicon) -> None:
    """Drop the text of a page below evidence that the story has ended, and of other copy below another story."""
    _drop_below_sign(story, analysis)
    other = min(_other_story(story, lexicon), _story_below(story, analysis, lexicon))
    _drop_authors_below(story, analysis, other)
    if story.shows_page:
        end = _End(story, analysis, lexicon, other)
        for at in range(len(story.roles)):
            end.read(at)
        return
    _drop_titled_note(story, lexicon)
    for at in range(other, len(story.roles)):
        if (assigned := story.roles[at]) and assigned.role in _TEXT:
            story.roles[at] = AssignedRole("related", OTHER_STORY, CONFIDENCE)


class _End:
    """What ends the story of a page, found from its first line on; the text below that is dropped.

    `other` is where other copy begins. `above` are the words of the text above the current line, and `paragraphs` its
    paragraphs; `end` is the role and rule of the text below, once something has ended the story.
    """

    def __init__(self, story: Story, analysis: Analysis, lexicon: Lexicon, other: int) -> None:
        self.story, self.analysis, self.lexicon, self.other = story, analysis, lexicon, other
        self.lines = analysis.features.lines
        roles = enumerate(story.roles)
        self.total = sum(self.lines[at].words for at, assigned in roles if assigned and assigned.role in _TEXT)
        self.names = [fold_word(author.name) for author in story.authors if author.kind == "person"]
        self.last_sure = max((at for at, row in enumerate(analysis.marginals) if row.body >= SURE_TEXT), default=-1)
        self.teasers = _teasers(story, analysis, lexicon)
        self.first_uses = cache(partial(_first_uses, story))
        self.above = self.paragraphs = 0
        self.end: tuple[Role, str] | None = None

    def read(self, at: int) -> None:
        """Drop the line `at` if something above it has ended the story; else see whether it ends it."""
        story, assigned = self.story, self.story.roles[at]
        is_text = assigned is not None and assigned.role in _TEXT
        self.end = self.end or self._end_before(at)
        if at <= story.lead:
            if is_text and tells_of(story, self.lexicon, at, self.names):
                story.roles[at] = AssignedRole("related", ABOVE_LEAD, CONFIDENCE)
                return
        elif assigned is not None:
            if self.end is None and self._has_above(MARK_SHARE) and _is_end_mark(self.lines[at]):
                story.roles[at] = AssignedRole("envelope", "end mark", CONFIDENCE)
                self.end = "related", BELOW_MARK
                return
            if is_text:
                self._read_text(at)
            else:
                self.end = self.end or self._end_at(at, assigned)
        if assigned is not None and is_text:
            self.above += self.lines[at].words
            self.paragraphs += assigned.role == "paragraph"

    def _has_above(self, share: float) -> bool:
        """Whether that share of the text is above."""
        return self.above >= share * self.total

    def _end_before(self, at: int) -> tuple[Role, str] | None:
        """The end above the line `at`, where teasers or other copy begin there."""
        if at == self.teasers > self.last_sure and self._has_above(TEASER_SHARE) and self.paragraphs >= MIN_ABOVE:
            return "related", TEASERS
        return ("related", OTHER_STORY) if at == self.other else None

    def _read_text(self, at: int) -> None:
        """Drop text below the end, and notes on authors."""
        story = self.story
        if self.end:
            story.roles[at] = AssignedRole(*self.end, CONFIDENCE)
        elif not self._has_above(NOTE_SHARE):
            return
        elif _is_note_on_author(story.units[at].text, self.names) or tells_of(story, self.lexicon, at, self.names):
            story.roles[at] = AssignedRole("related", NOTE_ON_AUTHOR, CONFIDENCE)
            self.end = "related", BELOW_NOTE
        elif name := _writer_in_note(self.first_uses, self.analysis, self.lexicon, at):
            _take_author(story, at, name)
            story.roles[at] = AssignedRole("related", NOTE_ON_WRITER, CONFIDENCE)

    def _end_at(self, at: int, assigned: AssignedRole) -> tuple[Role, str] | None:
        """The end that a line outside of the text shows: the title of a note on the author, or furniture."""
        story, analysis = self.story, self.analysis
        if at > self.last_sure and self._has_above(NOTE_SHARE) and _titles_note(story, at, self.names):
            return "related", BELOW_NOTE
        kind = ENDS.get(assigned.rule)
        if kind is None or assigned.confidence < kind.confidence:
            return None
        may_end = (at > self.last_sure and not interrupts_story(analysis, at)) or not kind.interrupts
        has_many = self.paragraphs >= MIN_ABOVE
        share = MANY_COMMENTS_SHARE if has_many and _opens_comments(story, analysis, at) else kind.share
        if kind.rule == ENDS["related wording"].rule and has_many and _are_teasers(story, analysis, at):
            share = TITLES_SHARE
        return (kind.role, kind.rule) if may_end and self._has_above(share) else None


def _is_end_mark(line: LineFeatures) -> bool:
    return line.unit.text.isupper() and is_end_mark(line)


def _are_teasers(story: Story, analysis: Analysis, label: int) -> bool:
    """Whether the text below a label of other stories is several short texts with a title each, not far below it."""
    lines, texts = analysis.features.lines, 0
    for at in range(label + 1, len(lines)):
        if at - label > TEASERS_REACH:
            return False
        if (role := story.roles[at]) is None or role.role not in _TEXT:
            continue
        is_titled = not lines[at - 1].ends_sentence and lines[at - 1].words in TITLE_WORDS
        if not is_titled or lines[at].words > TEASER_TEXT_WORDS:
            return False
        texts += 1
    return texts > 1


def _drop_below_sign(story: Story, analysis: Analysis) -> None:
    """Drop the titles of other stories below the agencies that sign the text on a line of their own: several lines
    without figures or the end of a sentence, and nothing else. Some titles are quotations or open with a mark.
    """
    signs = [at for at, assigned in enumerate(story.roles) if assigned and assigned.rule == SIGNED]
    if not signs or signs[-1] <= story.lead:
        return
    below = range(signs[-1] + 1, len(story.roles))
    lines = analysis.features.lines
    texts = [at for at in below if (assigned := story.roles[at]) and assigned.role in _TEXT]
    are_titles = all(
        not lines[at].ends_sentence and not has_digit(lines[at].unit.bullet + lines[at].unit.text) for at in texts
    )
    if len(texts) >= MIN_TITLES and are_titles and all(lines[at].words in TITLE_WORDS for at in texts):
        for at in texts:
            story.roles[at] = AssignedRole("related", BELOW_SIGN, CONFIDENCE)


def _opens_comments(story: Story, analysis: Analysis, at: int) -> bool:
    """Whether a unit is the only one that counts readers' comments, and what belongs to them is right below, such as
    the button to log in: there may be more comments than text.
    """
    assigned, lines = story.roles[at], analysis.features.lines
    if assigned is None or assigned.rule != "comment wording" or analysis.features.key_counts[lines[at].key] > 1:
        return False
    below = story.roles[at + 1 : at + 1 + COMMENTS_REACH]
    of_comments = sum(role is not None and role.role in ("comment", "subscribe") for role in below)
    return any(map(str.isdigit, lines[at].unit.text)) and of_comments >= MIN_OF_COMMENTS


def _other_story(story: Story, lexicon: Lexicon) -> int:
    """The first unit that opens with the dateline of another place by the story's agency, right below the label of
    other stories; the number of units if there is none.
    """
    own = story.dateline
    if own is None or not own.agency:
        return len(story.roles)
    for at in range(story.lead + 2, len(story.roles)):
        above = story.roles[at - 1]
        is_labeled = above is not None and above.rule == "related wording"
        found = read_dateline(story.units[at].text, lexicon) if is_labeled else None
        if found and found.agency == own.agency and found.text != own.text:
            return at
    return len(story.roles)


def _story_below(story: Story, analysis: Analysis, lexicon: Lexicon) -> int:
    """The first unit of another story below this one: a title, the byline of somebody else, a day, and text; or one of
    the two and a dateline. The number of units if there is none.

    A link to another story has title, byline and day, too; a label of other stories is above it, and the text goes on.
    Several such titles are parts of the story, as of a live report, a column of letters or a round-up.
    """
    lines, none = analysis.features.lines, len(story.roles)
    if not (story.shows_page and story.headline):
        return none
    first_signed = _first_signed(story, analysis)
    paragraphs, first = 0, none
    for at in range(story.lead, none - 2):
        assigned = story.roles[at]
        paragraphs += assigned is not None and assigned.role == "paragraph" and lines[at].is_prose
        is_title = lines[at].words in STORY_TITLE_WORDS and not lines[at].ends_sentence and not lines[at].furniture
        if paragraphs < MIN_ABOVE or not is_title or lines[at].unit.bullet or at in analysis.features.captions:
            continue
        text = at + 1
        while text < min(none, at + 1 + CREDITS_BELOW) and _is_credit_of_other(analysis, first_signed, at, text):
            text += 1
        if text == at + 1 or text >= none or not lines[text].is_prose:
            continue
        credits = range(at + 1, text)
        is_dated = any(unit in analysis.features.dates for unit in credits)
        is_signed = any(unit in analysis.features.bylines for unit in credits)
        above = story.roles[at - 1]
        is_labeled = above is not None and above.rule == "related wording"
        found = read_dateline(story.units[text].text, lexicon)
        is_elsewhere = bool(found and story.dateline and found.text != story.dateline.text)
        if found and (is_labeled or is_elsewhere) and (is_dated or is_signed):
            return min(first, at)
        if is_dated and is_signed and not is_labeled:
            if first < none:
                return none
            first = at
    return first


def _drop_authors_below(story: Story, analysis: Analysis, other: int) -> None:
    """Take back the authors that only the bylines of another story name, which begins at the unit `other`."""
    bylines = analysis.features.bylines
    signed = _signed(story, analysis)
    above = {fold_word(who.name) for at in signed if at < other for who in bylines[at].authors}
    for at in (at for at in signed if at >= other and above):
        story.authors = tuple(who for who in story.authors if fold_word(who.name) in above)
        story.byline = (story.byline or "").replace(f" {story.units[at].text}", "") or None
        story.roles[at] = AssignedRole("related", OTHER_STORY, CONFIDENCE)
        for field in ("authors", "byline"):
            for line in story.units[at].lines if field in story.inferred else ():
                story.inferred[field].lines.pop(line, None)


def _signed(story: Story, analysis: Analysis) -> list[int]:
    """The units that are bylines."""
    roles = enumerate(story.roles)
    return [at for at, role in roles if role and role.role == "byline" and at in analysis.features.bylines]


def _first_signed(story: Story, analysis: Analysis) -> dict[str, int]:
    """The first byline that names each author, by the folded name, the first byline first."""
    found: dict[str, int] = {}
    for at in _signed(story, analysis):
        for who in analysis.features.bylines[at].authors:
            found.setdefault(fold_word(who.name), at)
    return found


def _is_credit_of_other(analysis: Analysis, first_signed: Mapping[str, int], title: int, at: int) -> bool:
    """Whether a unit is a day alone, or the byline of nobody whom a byline above the unit `title` names."""
    features, line = analysis.features, analysis.features.lines[at]
    if line.is_prose or line.furniture:
        return False
    byline = features.bylines.get(at)
    if byline is not None:
        is_signed = next(iter(first_signed.values()), title) < title
        is_other = all(first_signed.get(fold_word(who.name), title) >= title for who in byline.authors)
        return is_signed and is_other and all(who.kind == "person" for who in byline.authors)
    dated = features.dates.get(at)
    return dated is not None and dated.moment is not None and not dated.rest


def _drop_titled_note(story: Story, lexicon: Lexicon) -> None:
    """Drop a note on the author below a label such as "About the author", in copy that shows no page otherwise."""
    names = [fold_word(author.name) for author in story.authors if author.kind == "person"]
    for at in range(story.lead + 2, len(story.roles) if names else 0):
        assigned = story.roles[at]
        above = story.roles[max(story.lead, at - NOTE_BELOW_LABEL) : at]
        is_labeled = any(role is not None and role.rule == "related wording" for role in above)
        if assigned and assigned.role in _TEXT and is_labeled and tells_of(story, lexicon, at, names):
            story.roles[at] = AssignedRole("related", NOTE_ON_AUTHOR, CONFIDENCE)


def _teasers(story: Story, analysis: Analysis, lexicon: Lexicon) -> int:
    """The first unit of a list of other stories below the lead: days alone on lines, each with a title or a name and
    with text between it and the next one; -1 if there is none. A chronology has only text between its days.
    """
    lines = analysis.features.lines
    days = [at for at in range(story.lead + 1, len(lines)) if _is_day(analysis, lexicon, at)]
    run: list[int] = []
    for at in days:
        if run and not (at - run[-1] <= MAX_GAP and _is_teaser(lines[run[-1] + 1 : at])):
            run = []
        run.append(at)
        if len(run) == MIN_TEASERS:
            first = run[0]
            while first - 1 > story.lead and not lines[first - 1].ends_sentence and run[0] - first < MAX_GAP:
                first -= 1
            return first
    return -1


def _is_day(analysis: Analysis, lexicon: Lexicon, at: int) -> bool:
    """Whether a line is a day without an hour; one that opens with its number ("9. November 2024") may be a heading."""
    line, dated = analysis.features.lines[at], analysis.features.dates.get(at)
    if line.words > DAY_WORDS:
        return False
    if dated is None and line.unit.bullet[:1].isdigit():
        dated = read_date(f"{line.unit.bullet} {line.unit.text}", lexicon)
    return dated is not None and dated.moment is not None and not dated.moment.is_instant


def _is_teaser(lines: Sequence[LineFeatures]) -> bool:
    """Whether lines between two days are running text and a title or name."""
    return any(line.ends_sentence for line in lines) and any(not line.ends_sentence for line in lines)


def _first_uses(story: Story) -> Mapping[str, int]:
    """The first unit from the lead on that has each word."""
    firsts: dict[str, int] = {}
    for at in range(story.lead, len(story.units)):
        for word in _WORD.findall(story.units[at].text):
            firsts.setdefault(word, at)
    return firsts


def _writer_in_note(first_uses: Callable[[], Mapping[str, int]], analysis: Analysis, lexicon: Lexicon, at: int) -> str:
    """The name in a note on its bearer, whom the story does not mention above; empty if the unit is no such note.

    `first_uses` returns the first unit with each word.
    """
    line = analysis.features.lines[at]
    if line.words not in BIO_WORDS:
        return ""
    name, rest = split_name(" ".join(line.unit.text.split()[:JOB_REACH]), lexicon)
    words = [fold_word(word.strip(".,;:")) for word in rest.split()]
    if not name or len(words) < 2 or words[0] not in _IS or lexicon.job_titles.isdisjoint(words[1:]):
        return ""
    return name if first_uses().get(name.split()[-1], at) >= at else ""


def _take_author(story: Story, at: int, name: str) -> None:
    """Take who is described in a note below the story as its author, if it has no byline."""
    if story.authors or story.byline:
        return
    story.authors, story.byline = (Contributor(name=name),), name
    for field in ("authors", "byline"):
        story.infer(field, BIO_CONFIDENCE, [at], NOTE_ON_WRITER)


def _titles_note(story: Story, at: int, names: Sequence[str]) -> bool:
    """Whether a unit is only an author's name, as the title of a note below it that has a word of the name."""
    name = fold_word(story.units[at].text)
    if name not in names:
        return False
    below = (fold_word(unit.text).split() for unit in story.units[at + 1 : at + 1 + TITLE_REACH])
    texts = [text for text in below if len(text) >= BIO_WORDS.start]
    words = {word.strip(".,;:!?'’\"”“()") for word in texts[0]} if texts else set()
    return not words.isdisjoint(name.split())


def tells_of(story: Story, lexicon: Lexicon, at: int, names: Sequence[str]) -> bool:
    """Whether a unit says what an author is, by the whole name or the given one alone ("Jane is a reporter here")."""
    spelled = story.units[at].text.split()[:JOB_REACH] if names else []
    if len(spelled) < BIO_WORDS.start:
        return False
    words = [fold_word(spelled[0].strip(".,;:"))]
    if not any(name.startswith(words[0]) for name in names):
        return False
    words += [fold_word(word.strip(".,;:")) for word in spelled[1:]]
    for name in names:
        whole = name.split()
        if words[: len(whole)] == whole and words[len(whole) : len(whole) + 1] and words[len(whole)] in _REPORTED:
            return True
        for opening in (whole, whole[:1]):
            is_opened, rest = words[: len(opening)] == opening, words[len(opening) :]
            if is_opened and rest and rest[0] in _IS and not lexicon.job_titles.isdisjoint(rest[1:]):
                return True
    return False


def _is_note_on_author(text: str, names: Sequence[str]) -> bool:
    """Whether a line opens with an author's name and goes on about them; before a colon they speak."""
    folded = fold_word(text)
    for name in names:
        rest = folded.removeprefix(name) if folded.startswith(name) else ""
        if rest.strip() and not rest[0].isalnum() and rest.lstrip()[0] not in ":：":
            return True
    return False
