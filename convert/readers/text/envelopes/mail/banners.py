"""Banners: what mail servers add above or below the text of a mail that comes from outside, or that they scanned.

A banner is recognized by wording that servers use: a tag ("[EXTERNAL]"), an opening that nothing else has ("You don't
often get email from …"), or a mail that calls itself external, below a word of warning. It ends before the first
paragraph that has no such wording. A language is added by adding its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from convert.readers.text.envelopes.envelope import Envelope, TakenLine, filled_lines, one_line
from convert.readers.text.envelopes.mail import banner_words as words
from convert.readers.text.lexicon.keys import fold_word

BANNER = TakenLine("banner of a mail server")

MOST_PARAGRAPHS = 6
"""How many paragraphs a banner has at most."""

MOST_LINES, MOST_CHARACTERS = 12, 700
"""How many lines and characters a paragraph of a banner has at most."""

MOST_IN_TAG = 60
"""How many characters a tag has at most."""

SHORT_SENTENCE = 3
"""How many words a sentence of a banner has at most that names neither a mail nor a link."""

OPENING_WORDS = 24
"""Among how many first words of a banner its wording is."""

LEAST_ADVICE = 2
"""How many different words for links, attachments and senders advice has at least; stories have one by chance."""

LEAST_WORDS = 4
"""How many words a banner has at least in copy without a mail's header, where a tag alone may be a section's name."""

_CUE = re.compile(
    rf"[\[({{<*_=!#⚠\ufe0f🔴🛑\s-]*(?P<cue>{words.CUES})(?:\s?[\])}}>*_]*(?P<mark>[:：!.–—-]+|\]|$)[\s!*_]*|\s)",
    re.IGNORECASE,
)
"""The word of warning that opens a banner, with its mark."""

_MAIL = re.compile(words.MAILS)
_SENDER = re.compile(words.SENDERS)
_BARE_MAIL = re.compile(rf"(?:(?:{words.ARTICLES})\s|l['’])?(?:{words.THIS_MAIL})\b")
_OUTSIDE = re.compile(words.OUTSIDE)
_THIS_MAIL = re.compile(rf"(?:{words.THIS})\s(?:\S+\s){{0,2}}?(?:{words.THIS_MAIL})\b|(?:{words.THIS_MAIL_UNSPACED})")
_ADVICE = re.compile(words.ADVICE)
_SCANNERS = re.compile(words.SCANNERS)
_SUBJECTS = (_MAIL, _SENDER, _OUTSIDE, _ADVICE)

_MARKS = " \t[](){}<>*_=-–—!⚠\ufe0f:.#|~🔴🛑"
_RULE = re.compile(r"\s*[-–—_=*~#]{4,}\s*")

_SUBJECT_TAG = re.compile(
    r"\s*(?:\[(?P<square>[^\[\]]{1,40})\]|\{(?P<curly>[^{}]{1,40})\}|<(?P<angle>[^<>]{1,40})>|\((?P<round>[^()]{1,40})\)"
    r"|#?(?P<bare>[^\W\d_][^:|–—-]{1,30}?)(?:\s?[:|]|\s[–—-]\s))\s*[:|-]?\s*"
)
_TAG_BEFORE = re.compile(r"\W{0,3}[\[({<*【](?P<tag>[^\[\](){}<>*【】]{3,40})[\])}>*】]+\W*")
_TAG_END = re.compile(r"\s*[\])}>.:!–—*-]+\s*")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=\S)|(?<=[。！？])")
_SHOUTS = re.compile(r"(?:[^\W\d_]{2,9}(?: [^\W\d_]{2,9})?[.!] ){1,2}(?=\S)")
"""Sentences of one or two words before what a banner says ("STOP. THINK. …")."""


def is_banner_tag(text: str) -> bool:
    """Whether a text is no more than the tag that a mail server adds to mails from outside ("[EXTERNAL]")."""
    if len(text) > MOST_IN_TAG:
        return False
    tag = one_line(fold_word(text).strip(_MARKS))
    return tag in words.TAGS and (" " in tag or not text.strip()[0].isalpha() or text.isupper())


def without_banner_tag(subject: str) -> str:
    """A subject without the tag before it that a mail server added ("EXT: Ferry resumes")."""
    match = _SUBJECT_TAG.match(subject)
    if match is None:
        return subject
    tag = fold_word(next(filter(None, match.groups())))
    if match["bare"]:
        is_marked = subject[match.end("bare") :].lstrip()[:1] in ":|" or match["bare"].isupper()
        is_tag = is_marked and tag in words.TAGS and (tag == "ext" or _OUTSIDE.search(tag) is not None)
    else:
        cue = _CUE.match(tag)
        is_tag = tag in words.TAGS or (cue is not None and tag[cue.end() :] in words.TAGS)
    return subject[match.end() :] if is_tag else subject


def banner_lines(lines: Sequence[str], start: int, end: int) -> list[int]:
    """The lines of the banner that opens the text of a mail, which is from `start` to `end`, with the rules around it.

    Lines that are blank are not among them. A banner ends where its paragraph or its own lines end, so that text in
    the same paragraph stays.
    """
    found: list[int] = []
    at, is_open = start, False
    for _ in range(MOST_PARAGRAPHS):
        at = next((other for other in range(at, end) if lines[other].strip()), end)
        if at == end:
            break
        below = at + 1 if _RULE.fullmatch(lines[at]) else _banner_end(lines, at, end)
        if below == at:
            break
        is_open = is_open or not _RULE.fullmatch(lines[at])
        found += range(at, below)
        at = below
    return found if is_open else []


def last_banner_lines(lines: Sequence[str], filled: Sequence[int]) -> list[int]:
    """The lines of a banner that is the last paragraph of a mail, whose lines with text are the `filled` ones."""
    if len(filled) < 2:
        return []
    last = filled[-1]
    first = next((at + 1 for at in range(last, max(-1, last - MOST_LINES), -1) if _is_end(lines[at])), last + 1)
    return [*range(first, last + 1)] if _banner_end(lines, first, last + 1) == last + 1 > first else []


def _is_end(line: str) -> bool:
    return not line.strip() or _RULE.fullmatch(line) is not None


def _banner_end(lines: Sequence[str], at: int, end: int) -> int:
    """The line below the part of a banner that opens at the line `at`; `at` if none does."""
    stop = next((other for other in range(at, min(end, at + MOST_LINES)) if _is_end(lines[other])), at + MOST_LINES)
    stop = min(end, stop)
    width = max((len(line) for line in lines[at:stop]), default=0)
    first = at
    while first < stop:
        last = first
        while last + 1 < stop and _is_broken(lines[last], lines[last + 1], width):
            last += 1
        part = one_line(" ".join(lines[first : last + 1]))
        if not (is_banner(part, is_open=first > at) and _is_about_mail(part)):
            break
        first = last + 1
    return first


def _is_broken(line: str, following: str, width: int) -> bool:
    """Whether a line goes on in the `following` one: it is no whole sentence, and what follows found no room on it."""
    line, following = line.strip(), following.strip()
    first = following.split(maxsplit=1)[0]
    return following[0].islower() or (line[-1] not in ".!?。！？])*" and len(line) + 1 + len(first) > width)


def _is_about_mail(text: str) -> bool:
    """Whether every sentence is about the mail, its links or its sender, so that none is of the story below."""
    for sentence in _SENTENCE_END.split(text):
        key = fold_word(sentence).strip(_MARKS)
        is_short = len(key.split()) <= SHORT_SENTENCE
        if not (is_short or key.startswith(words.OPENINGS) or any(pattern.search(key) for pattern in _SUBJECTS)):
            return False
    return True


def is_banner(text: str, *, is_open: bool = False) -> bool:
    """Whether a line or paragraph is a banner, or goes on with the one in the same paragraph where `is_open`."""
    if len(text) > MOST_CHARACTERS:
        return False
    if is_banner_tag(text) or fold_word(text).strip(_MARKS).startswith(words.OPENINGS):
        return True
    key = fold_word(text)
    tagged = _TAG_BEFORE.match(key)
    is_tagged = tagged is not None and tagged["tag"].strip(_MARKS) in words.TAGS
    key = key[tagged.end() :] if tagged and is_tagged else key
    cue = _CUE.match(key)
    above = cue or _SHOUTS.match(key)
    key = key[above.end() if above else 0 :].strip(_MARKS)
    opening = " ".join(key.split()[:OPENING_WORDS])
    if key.startswith(words.OPENINGS) or _opens_with_tag(key):
        return True
    is_warned = is_tagged or (cue["mark"] is not None if cue else above is not None)
    if _MAIL.search(opening) and _OUTSIDE.search(opening) and _names_mail(opening, is_warned=is_warned):
        return True
    is_outside = is_tagged or (cue is not None and _OUTSIDE.search(cue["cue"]) is not None)
    least = 1 if is_tagged or (is_outside and cue and " " in cue["cue"]) else LEAST_ADVICE
    return (is_open or is_outside) and len({*_ADVICE.findall(opening), *_SENDER.findall(opening)}) >= least


def _names_mail(opening: str, *, is_warned: bool) -> bool:
    """Whether a folded text opens with what it calls the mail, below a warning, or with its sender or advice."""
    if not (is_warned or _SENDER.search(opening) or _ADVICE.search(opening)):
        return False
    return any(pattern.match(opening) for pattern in (_THIS_MAIL, _BARE_MAIL)) or (
        is_warned and _OUTSIDE.match(opening) is not None
    )


def _opens_with_tag(key: str) -> bool:
    """Whether a folded text opens with a tag and goes on with advice ("Externe E-Mail. Öffnen Sie keine Links …")."""
    for mark in _TAG_END.finditer(key[:MOST_IN_TAG]):
        tag, advice = key[: mark.start()].strip(_MARKS), key[mark.end() :]
        if tag in words.TAGS:
            return " " in tag and (not advice or "@" in advice or _ADVICE.search(advice) is not None)
    return False


def scan_notes(lines: Sequence[str], filled: Sequence[int]) -> Iterator[int]:
    """The lines among the last `filled` ones that say that a mail was scanned for viruses, with the rules around."""
    for at in filled[-MOST_LINES:] if len(filled) > 2 else ():
        stop = next((other for other in range(at, filled[-1] + 1) if _is_end(lines[other])), filled[-1] + 1)
        key = fold_word(one_line(" ".join(lines[at : min(stop, at + MOST_LINES)]))).strip(_MARKS)
        if len(key) <= MOST_CHARACTERS and key.startswith(words.SCANNED) and _SCANNERS.search(key):
            yield from (
                line for line in (at - 1, *range(at, stop), stop) if at - 1 < line < stop or _is_rule(lines, line)
            )


def _is_rule(lines: Sequence[str], at: int) -> bool:
    return at < len(lines) and _RULE.fullmatch(lines[at]) is not None


def open_banner(lines: tuple[str, ...]) -> Envelope | None:
    """Open copy that was pasted from a mail without its header, but with the banner above; None if there is none."""
    filled = filled_lines(lines)
    if len(filled) < 2:
        return None
    found = banner_lines(lines, filled[0], len(lines))
    if sum(len(lines[at].split()) for at in found) < LEAST_WORDS:
        return None
    return Envelope(lines=lines, taken=dict.fromkeys(found, BANNER))
