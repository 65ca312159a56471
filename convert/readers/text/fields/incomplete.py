"""What is done for copy without a headline, without text, or with a text that was cut off; each is reported."""

from __future__ import annotations

import re
from collections.abc import Sequence

from convert.findings import Severity
from convert.readers.text.envelopes.contacts import has_contact
from convert.readers.text.fields.headline_ranker import HeadlineOdds
from convert.readers.text.fields.keep import GUESSES, QUIET_CONFIDENCE
from convert.readers.text.fields.story import Story
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.lexicon import Lexicon, fold_word
from convert.readers.text.roles import FURNITURE, AssignedRole

MAX_SUBSTITUTE_HEADLINE = 90
"""How many characters of the first words are used at most where the copy has no headline."""

MIN_ONLY_TEXT = 6
"""How many words a line has at least that is text where there is no other."""

MIN_CUT = 30
"""How many characters a substitute headline keeps at least where it is cut between two words."""

MIN_TRUNCATED = 120
"""From how many characters on a last paragraph without a full stop seems cut off."""

TITLE_REACH, TITLE_WORDS, TITLE_CONFIDENCE = 2, range(2, 21), 0.3
"""Within how many units above the story a doubtful title is, how many words it has, and how sure it is."""

MOST_NAME_WORDS = 3
"""How many words a name or a time to read has at most."""

_GIVE_HEADLINE = "Give the headline as metadata, or put it on a line of its own at the top."

_BODY_ROLES = frozenset({"paragraph", "heading", "quote", "item", "row", "verse", "code", "caption", "credit"})


def has_body(story: Story) -> bool:
    """Whether a unit of the story becomes a block."""
    return any(assigned and assigned.role in _BODY_ROLES for assigned in story.roles)


def keep_only_text(story: Story, lines: Sequence[LineFeatures], headline: int, *, shows_page: bool) -> None:
    """Keep the lines below the headline that may be text, as there is no other; on a page those that are sentences."""
    guessed = [
        at
        for at in range(headline + 1, len(lines))
        if (assigned := story.roles[at]) and assigned.rule in GUESSES and not lines[at].furniture
    ]
    long = [at for at in guessed if lines[at].words >= MIN_ONLY_TEXT]
    for at in [at for at in long if lines[at].ends_sentence] if shows_page else guessed if long else ():
        story.roles[at] = AssignedRole("paragraph", "the only text", QUIET_CONFIDENCE)
    if not has_body(story):
        for at in range(headline + 1, len(lines)):
            if (assigned := story.roles[at]) and assigned.role == "subheadline":
                story.roles[at] = AssignedRole("paragraph", "the only text", assigned.confidence)
                story.subheadline = None
                story.inferred.pop("subheadline", None)


def use_line_above(story: Story, analysis: Analysis, odds: HeadlineOdds, lexicon: Lexicon) -> bool:
    """Use the likeliest line right above running text as the headline of copy that shows none, and report that.

    False if no line there has the form of a title: it may be the end of a menu, a label or a caption.
    """
    features, lead = analysis.features, analysis.lead
    if not features.lines[lead].is_prose:
        return False
    likeliest = sorted(zip(odds.probabilities, odds.candidates, strict=False), reverse=True)
    for _, at in likeliest:
        line, assigned = features.lines[at], story.roles[at]
        is_free = assigned is None or assigned.rule in GUESSES or assigned.role in ("paragraph", "heading")
        if lead - TITLE_REACH <= at < lead and is_free and _has_form_of_title(analysis, at, lexicon):
            story.headline = line.unit.text
            story.roles[at] = AssignedRole("headline", "line above the story", TITLE_CONFIDENCE)
            story.infer("headline", TITLE_CONFIDENCE, [at], "line above the story")
            story.report(
                "TXT003",
                Severity.WARNING,
                at,
                "no line is surely the headline; the one above the story is used",
                _GIVE_HEADLINE,
            )
            return True
    return False


def _has_form_of_title(analysis: Analysis, at: int, lexicon: Lexicon) -> bool:
    """Whether a line may be a title, and is no label, date, byline, caption, contact, time to read or name."""
    features = analysis.features
    line = features.lines[at]
    if line.furniture or line.unit.bullet or line.words not in TITLE_WORDS or line.unit.text[-1] in ".:;,…":
        return False
    if line.words <= MOST_NAME_WORDS and (
        line.unit.text[0].isdigit() or fold_word(line.unit.text.split()[0]) in lexicon.given_names
    ):
        return False
    if has_contact(line.unit.text) or features.key_counts[line.key] > 1:
        return False
    return at not in features.dates and at not in features.bylines and at not in features.captions


def use_first_words(story: Story, lines: Sequence[LineFeatures], *, is_named: bool) -> None:
    """Use the first words as the headline of copy that has none, and report that unless the user gave one."""
    texts = [i for i, assigned in enumerate(story.roles) if assigned and assigned.role == "paragraph"]
    others = [i for i, assigned in enumerate(story.roles) if assigned and assigned.role not in FURNITURE]
    at = next((i for i in (*texts, *others) if lines[i].has_alphanumeric), next(iter((*texts, *others)), 0))
    if at not in texts:
        story.roles[at] = AssignedRole("paragraph", "only line", 0.5)
    text = story.units[at].text
    if story.dateline and story.dateline_unit == at:
        text = text[story.dateline.end :].strip() or text
    story.headline = shorten(text)
    if is_named:
        return
    only = len(story.units) == 1 and story.headline == text
    if only:
        report_only_headline(story, at)
    else:
        story.report(
            "TXT003",
            Severity.WARNING,
            at,
            "no headline was found; the first words are used instead",
            _GIVE_HEADLINE,
        )
    story.infer("headline", 0.2, [at], "first words")


def shorten(text: str) -> str:
    """The first words of `text`, at most `MAX_SUBSTITUTE_HEADLINE` characters."""
    if len(text) <= MAX_SUBSTITUTE_HEADLINE:
        return text
    cut = text.rfind(" ", 0, MAX_SUBSTITUTE_HEADLINE)
    first = text[: cut if cut > MIN_CUT else MAX_SUBSTITUTE_HEADLINE]
    return first.rstrip(" ,;:–—-") or first.rstrip()


def report_only_headline(story: Story, at: int) -> None:
    """Report (TXT004) that the unit `at` is the headline and the only text."""
    message = "there is only a headline; it is used as the text, too"
    story.report("TXT004", Severity.WARNING, at, message, "Was the text cut off when it was copied?")


def report_truncation(story: Story) -> None:
    """Report (TXT005) a last paragraph that ends with dots, or where a long text does without a full stop."""
    kept = [i for i, assigned in enumerate(story.roles) if assigned and assigned.role == "paragraph"]
    if not kept:
        return
    text = story.units[kept[-1]].text
    if re.search(r"(?:\[(?:…|\.{3}|\+\d+ chars)\]|…|\.{3})$", text) or (
        len(kept) > 1
        and kept[-1] == len(story.units) - 1
        and len(text) > MIN_TRUNCATED
        and text[-1].isalnum()
        and text[-1].isascii()
    ):
        story.report(
            "TXT005",
            Severity.WARNING,
            kept[-1],
            "the text seems to be cut off here",
            "Compare it with its source; perhaps only a preview was copied.",
        )
