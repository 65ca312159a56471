"""What is done for copy without a headline, without text, or with a text that was cut off; each is reported."""

from __future__ import annotations

import re
from collections.abc import Sequence

from convert.findings import Severity
from convert.readers.text.fields.keep import GUESSES, QUIET_CONFIDENCE
from convert.readers.text.fields.plain_titles import GIVE_HEADLINE
from convert.readers.text.fields.story import Story
from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.roles import FURNITURE, AssignedRole
from convert.readers.text.sentences import SENTENCE_BREAK

MAX_SUBSTITUTE_HEADLINE = 90
"""How many characters of the first words are used at most where the copy has no headline."""

MIN_ONLY_TEXT = 6
"""How many words a line has at least that is text where there is no other."""

MIN_CUT = 30
"""How many characters a substitute headline keeps at least where it is cut between two words."""

MIN_TRUNCATED = 120
"""From how many characters on a last paragraph without a full stop seems cut off."""

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


def use_dek_as_text(story: Story) -> None:
    """Keep the sentences of the dek as text where no paragraph is below it, but items or captions are."""
    roles = [assigned.role if assigned else None for assigned in story.roles]
    if "subheadline" not in roles or "paragraph" in roles or "quote" in roles or not has_body(story):
        return
    at = roles.index("subheadline")
    if story.subheadline == story.units[at].text and SENTENCE_BREAK.search(story.subheadline):
        story.roles[at] = AssignedRole("paragraph", "the only text", QUIET_CONFIDENCE)
        story.subheadline = None
        story.inferred.pop("subheadline", None)


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
            GIVE_HEADLINE,
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


_SIGNED = re.compile(r"[.!?…”“\"»] [a-zäöüß]{2,4}(?:/[a-zäöüß]{2,4})?$")
"""The sign of a reporter behind the last sentence ("… wurde eingeschaltet. yb")."""

SIGN_REACH = 12
"""How many characters from the end such a sign is looked for."""


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
        and not _SIGNED.search(text, len(text) - SIGN_REACH)
    ):
        story.report(
            "TXT005",
            Severity.WARNING,
            kept[-1],
            "the text seems to be cut off here",
            "Compare it with its source; perhaps only a preview was copied.",
        )
