"""Reports the lines of a story that no field of the article has.

Nothing of a story is dropped in silence: what the model drops inside it or right beside it, without knowing its kind,
is in a finding. Menus, buttons and links to other stories are not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from convert.findings import Severity
from convert.readers.text.envelopes.contacts import ADDRESS
from convert.readers.text.envelopes.envelope import quoted
from convert.readers.text.fields.beside_text import LINK_SIGN, dropped_runs
from convert.readers.text.fields.date_lines import DAY_WITH_WORDS
from convert.readers.text.fields.keep import CONTACTS, CONTACTS_ABOVE, GUESSES
from convert.readers.text.fields.related_links import LINK_LABEL
from convert.readers.text.fields.story import Story
from convert.readers.text.fields.story_phrases import MIN_TEXT
from convert.readers.text.lexicon import exact_line_key
from convert.readers.text.lexicon.phrases import OPENING_OR_ENDING
from convert.readers.text.lines.language import Language
from convert.readers.text.roles import DROPPED, FURNITURE, AssignedRole, Role
from convert.readers.text.sentences import ENDS_SENTENCE

MIN_SENTENCE, MIN_LONG = 2, 8
"""From how many words on a dropped sentence is reported, and inside the story any other line."""

SENTENCE_END = 12
"""In how many characters at its end a line shows whether it is a sentence."""

MOST_BELOW = 8
"""How many short lines are at most between the story and a dropped sentence below it that is reported."""

MOST_NAMED, MOST_IN_DETAIL = 12, 500
"""How many lines and ranges of lines the message of a finding names at most, and its detail."""

MOST_INSIDE, MOST_NEAR = 8, 4
"""How many dropped lines in a row are reported whatever they are: between two lines of the story, and beside one."""

MIN_PHRASE, MIN_ABOVE_TEXT, MIN_ABOVE_TITLE = 3, 5, 4
"""How many words a lone line below the title has at least, one between furniture and text, and one above the title."""

SURE_TITLE = 0.35
"""From this confidence on, a line is the headline rather than another one."""

FEW_KNOWN = 8
"""Up to how many lines of known furniture a page has few of them."""

_COUNTS = re.compile(r"[^\W\d_]{3}.*\d|\d.*[^\W\d_]{3}")
"""What says how many of something there are ("200 people"), and not only a number or an hour."""

_HOUR, DIGITS_OF_DAY = re.compile(r"\d[:h]\d\d\b"), 6
"""An hour, and how many digits a line has at least that has its day, too; above the text it is that of publication."""

_SAYS_HOW_MANY = re.compile(r"\d|^[“„«»「『'\"–—-]")
"""Figures, or a mark of speech."""

_TEXT: frozenset[Role] = frozenset({"paragraph", "quote", "item", "row", "verse", "code"})
_FIELDS: frozenset[Role] = frozenset({"date", "reading-time", "tags", "break", "blank", "envelope", "repeat", "teaser"})
_HEADER: frozenset[Role] = frozenset({"subheadline", "kicker", "byline", "dateline", "date", "reading-time"})
_BLOCKS = _TEXT | {"heading", "note", "caption", "credit", "picture"}


def _end_of_sentences(story: Story, last: int, language: Language) -> int:
    """The end of the sentences that a guess dropped below the story, whose text ends at `last`: directly below it, or
    long ones below a run of short lines.
    """
    end, short_lines = last + 1, 0
    for at in range(last + 1, len(story.units)):
        assigned, text = story.roles[at], story.units[at].text
        if assigned is None or not any(map(str.isalnum, text)):
            continue
        if assigned.rule not in GUESSES and assigned.rule != CONTACTS:
            break
        is_sentence = ENDS_SENTENCE.search(text[-SENTENCE_END:]) is not None
        if is_sentence and (not short_lines or _count_words(text, language) >= MIN_TEXT):
            end, short_lines = at + 1, 0
        else:
            short_lines += 1
            if short_lines > MOST_BELOW:
                break
    return end


def _count_words(text: str, language: Language) -> int:
    return text.count(" ") + 1 if language.is_spaced else max(1, len(text) // 2)


def report_dropped_lines(story: Story, language: Language) -> None:
    """Report the sentences that are dropped without a known kind between the first and the last kept paragraph, or
    below it with no more than a run of short lines between; other lines right beside the story; and all such lines and
    contacts of copy that shows no page.

    Of copy that shows no page these are also lines with words of furniture and others, and words beside a day.
    """
    kept = [at for at, assigned in enumerate(story.roles) if assigned and assigned.role in _TEXT]
    kept = kept or [at for at, assigned in enumerate(story.roles) if assigned and assigned.role == "headline"]
    if not kept:
        return
    dropped: dict[int, int] = {}
    apart: dict[str, dict[int, int]] = {kind: {} for kind in _KINDS_APART}
    has_others, kind, title = False, "sentences", exact_line_key(story.headline)
    end = _end_of_sentences(story, kept[-1], language)
    inside = range(kept[0] + 1, end)
    beside = frozenset(_lines_beside(story, language, kept[-1])) if story.shows_page else frozenset()
    for at in sorted({*inside, *beside}) if story.shows_page else range(len(story.units)):
        assigned, text = story.roles[at], story.units[at].text
        if assigned is None or assigned.role not in DROPPED:
            continue
        if (assigned.role in _FIELDS and assigned.rule != DAY_WITH_WORDS) or exact_line_key(text) == title:
            continue
        words = _count_words(text, language)
        is_sentence = words >= MIN_SENTENCE and ENDS_SENTENCE.search(text[-SENTENCE_END:])
        is_long = words >= MIN_LONG and assigned.rule in GUESSES
        if at in beside or (at in inside and (is_sentence or is_long)):
            dropped[at] = words
            kind = kind if is_sentence else "lines"
        elif not story.shows_page and (apart_as := _kind_apart(assigned, text, words)):
            apart[apart_as][at] = words
        elif not story.shows_page and assigned.rule in GUESSES and any(map(str.isalnum, text)):
            dropped[at] = words
            has_others = True
    if dropped:
        what = "that nothing shows to be furniture" if has_others else f"in {kind} {_place(dropped, kept)}"
        _report_dropped(story, dropped, what)
    for kind, found in apart.items():
        if found:
            _report_dropped(story, found, kind)


_LIKE_FURNITURE = "in lines with words of furniture"
_KINDS_APART = {
    "in contacts below the story": {CONTACTS},
    "in contacts above the story": {CONTACTS_ABOVE},
    "beside a day": {DAY_WITH_WORDS},
    _LIKE_FURNITURE: {LINK_LABEL},
}
"""What is dropped of copy that shows no page and reported by itself, with its rules."""


def _kind_apart(assigned: AssignedRole, text: str, words: int) -> str:
    """Which of the kinds that are reported by themselves a dropped line is of; empty if it is of none."""
    if ADDRESS.fullmatch(text):
        return ""
    is_like_furniture = (
        assigned.rule.endswith(" wording") and assigned.confidence <= OPENING_OR_ENDING and words >= MIN_SENTENCE
    )
    if is_like_furniture and not text.startswith("©"):
        return _LIKE_FURNITURE
    return next((kind for kind, rules in _KINDS_APART.items() if assigned.rule in rules), "")


def _place(dropped: Mapping[int, int], kept: Sequence[int]) -> str:
    """Where the `dropped` units are, beside the `kept` ones of the text."""
    places = {"above" if at < kept[0] else "below" if at > kept[-1] else "inside" for at in dropped}
    return " or ".join(place for place in ("above", "inside", "below") if place in places) + " the story"


def _lines_beside(story: Story, language: Language, last: int) -> Iterator[int]:
    """The units of a page that are dropped by their place alone, in short runs, right beside lines of the story, whose
    text ends at `last`. Runs with signs of links, and lines that occur twice, are none. Where no line is surely the
    headline, the lines above the text may be.
    """
    counts = Counter(unit.text for unit in story.units)
    known = sum(role is not None and role.role in FURNITURE and role.rule not in GUESSES for role in story.roles)
    titles = (role for role in story.roles if role is not None and role.role == "headline")
    has_title = any(role.confidence >= SURE_TITLE for role in titles)
    for run in dropped_runs(story):
        if not has_title and run[0] < story.lead:
            run = run[-MOST_INSIDE:]
        texts = [story.units[at].text for at in run]
        if len(run) > MOST_INSIDE or any(counts[text] > 1 or LINK_SIGN.search(text) for text in texts):
            continue
        words = max(_count_words(text, language) for text in texts)
        is_above_text = not has_title and run[-1] < last and _role(story, run[-1] + 1) in _BLOCKS | {"headline"}
        if is_above_text or _is_beside(story, run, words, last, has_few=known <= FEW_KNOWN):
            yield from (at for at, text in zip(run, texts, strict=True) if any(map(str.isalnum, text)))


def _is_beside(story: Story, run: range, words: int, last: int, *, has_few: bool) -> bool:
    """Whether a short run of dropped lines, the longest of `words` words, is where lines of the story often are:
    between two of them, below or above its title, above its text, or below it with figures, in quotation marks or in
    one block; below the text of a page that `has_few` lines of known furniture it may be any line.
    """
    above, below = _role(story, run[0] - 1), _role(story, run[-1] + 1)
    is_near, is_line = len(run) <= MOST_NEAR, len(run) == 1
    is_phrase = words >= MIN_PHRASE or not is_line
    units = story.units[run[0] : run[-1] + 1]
    if above in _BLOCKS and below in _BLOCKS:
        return True
    if run[0] < story.lead and any(_is_hour_of_day(unit.text) for unit in units):
        return False
    if above == "subheadline" and below in _BLOCKS:
        return is_phrase or has_few
    if above == "headline":
        is_above_text = below in _BLOCKS or below == "subheadline"
        return is_above_text or (is_near and (is_phrase or _COUNTS.search(units[0].text) is not None))
    if below in _BLOCKS and run[-1] < last:
        least = MIN_PHRASE if above in _HEADER else MIN_ABOVE_TEXT
        return (is_line and words >= least) or (above in _HEADER and has_few)
    if below == "headline":
        ends = ENDS_SENTENCE.search(units[-1].text) is not None
        return is_line and units[0].after_blank and words >= MIN_PHRASE and (ends or words >= MIN_ABOVE_TITLE)
    if above == "byline" and run[0] == last + 2:
        return is_line and not units[0].after_blank
    if run[0] != last + 1 or not is_near or any(unit.text[-1] in ":：" for unit in units):
        return False
    is_block = not is_line and units[0].after_blank and not any(unit.after_blank for unit in units[1:])
    return has_few or is_block or any(_SAYS_HOW_MANY.search(unit.text) for unit in units)


def _is_hour_of_day(text: str) -> bool:
    return _HOUR.search(text) is not None and sum(map(str.isdigit, text)) >= DIGITS_OF_DAY


def _role(story: Story, at: int) -> Role | None:
    assigned = story.roles[at] if 0 <= at < len(story.roles) else None
    return assigned.role if assigned else None


def _report_dropped(story: Story, dropped: Mapping[int, int], what: str) -> None:
    """Report (TXT020) the `dropped` units, with the number of words of each; of those that are no contacts the longest
    is quoted.
    """
    count, found = sum(dropped.values()), [*_ranges(story, dropped)]
    many = "s" * (len(found) > 1 or "-" in found[0])
    named, detail = (_listed(found, most) for most in (MOST_NAMED, MOST_IN_DETAIL))
    contacts = (CONTACTS, CONTACTS_ABOVE)
    quotable = [at for at in dropped if (role := story.roles[at]) and role.rule not in contacts]
    such = ""
    if quotable:
        longest = story.units[max(quotable, key=dropped.__getitem__)].text
        such = f"{', such as' if len(dropped) > 1 else ':'} “{quoted(longest)}”"
    story.report(
        "TXT020",
        Severity.NOTICE,
        next(iter(dropped)),
        f"{f'{count} words' if count > 1 else 'one word'} {what} {'are' if count > 1 else 'is'} not in the article "
        f"(line{many} {named}){such}",
        "Compare them with the text; `--keep-furniture` keeps every line.",
        (("lines", detail),),
    )


def _listed(names: Sequence[str], most: int) -> str:
    return ", ".join(names[:most]) + " …" * (len(names) > most)


def _ranges(story: Story, dropped: Iterable[int]) -> Iterator[str]:
    """The numbers of the lines of the `dropped` units, which are in order: "5", or "7-12" for units next to each other,
    perhaps with blank lines between them.
    """
    first, last, before = -1, -1, -2
    for at in dropped:
        numbers = [number for line in story.units[at].lines for number in story.input_lines(line)]
        if at != before + 1 or min(numbers) <= last:
            if last > 0:
                yield str(first) if first == last else f"{first}-{last}"
            first = min(numbers)
        last, before = max(numbers), at
    yield str(first) if first == last else f"{first}-{last}"
