"""What ends a mail: its signature below `--` or a closing formula, disclaimers, and what a telephone adds."""

from __future__ import annotations

import re
from collections.abc import Sequence

from convert.readers.text.envelopes.appended_copy import text_below
from convert.readers.text.envelopes.contacts import has_contact
from convert.readers.text.envelopes.disclaimers import is_confidential, opens_disclaimer
from convert.readers.text.envelopes.envelope import TakenLine
from convert.readers.text.envelopes.mail import words as mail_words
from convert.readers.text.envelopes.mail.parts import SIGNATURE, Mail, count_own_words, is_closing
from convert.readers.text.envelopes.markup.forms import first_field
from convert.readers.text.envelopes.press import words as press_words
from convert.readers.text.envelopes.press.parts import END_MARK, END_SIGN
from convert.readers.text.lexicon.keys import fold_word
from convert.readers.text.sentences import ENDS_SENTENCE

MAX_SIGNATURE = 30
"""How many lines a signature has at most, with the disclaimer below it."""

MOST_BELOW = 4 * MAX_SIGNATURE
"""How many lines below the first of a signature are looked at: enough to show that other copy begins in the signature.
Mails may repeat what opens a signature on every line.
"""

LONGEST_OPENING = 80
"""How many characters of a line are compared with the openings of disclaimers."""

SIGNATURE_WORDS = 12
"""How many words a line of a signature has at most below a closing formula."""

LEAST_SENTENCE = 5
"""From how many words on a line that ends like a sentence is one."""

_DISCLAIMER = TakenLine("disclaimer of a mail")


def take_signature(mail: Mail) -> None:
    """Take disclaimers, what a telephone adds, and the signature below `--` or a closing formula."""
    filled = mail.filled()
    for at in filled:
        text = fold_word(mail.text(at)[:LONGEST_OPENING])
        if at in mail.taken:
            continue
        if text.startswith(_DEVICES):
            if len(mail.text(at).split()) <= SIGNATURE_WORDS:
                mail.take([at], SIGNATURE)
        elif opens_disclaimer(text) and at >= filled[len(filled) // 2]:
            last = min(mail.end, at + MAX_SIGNATURE)
            end = next((other for other in range(at, last) if not mail.lines[other].strip()), last)
            whole = fold_word(" ".join(mail.lines[at:end]))
            if is_confidential(whole):
                mail.take(range(at, end), _DISCLAIMER)
    filled = mail.filled()
    for number, at in enumerate(filled):
        text = mail.text(at)
        is_dashes, closes = mail.lines[at].rstrip() == "--", is_closing(text)
        if not number or not (is_dashes or closes or _is_end_mark(text)):
            continue
        below = filled[number + 1 : number + 1 + MOST_BELOW]
        other = text_below(mail.lines, below)
        if other is not None:
            below = [line for line in below if line < other]
        if (form := first_field(mail.lines, below)) is not None:
            below = [line for line in below if line < form]
        if len(below) > MAX_SIGNATURE:
            if closes:
                _take_closing(mail, at)
            continue
        if _is_end_mark(text) and _is_signature(mail, below):
            mail.take([at], END_MARK)
            mail.take(below, SIGNATURE)
        elif is_dashes and _is_after_text(mail, filled[:number], below):
            mail.take([at, *below], SIGNATURE)
        elif not closes:
            continue
        elif all(len(mail.text(other).split()) <= SIGNATURE_WORDS for other in below):
            mail.take([at, *below], SIGNATURE)
        else:
            _take_closing(mail, at)
            continue
        break
    _take_last_lines(mail)


def _take_closing(mail: Mail, at: int) -> None:
    """Take a closing formula with the name below it, where more text follows."""
    end = next((other for other in range(at, min(mail.end, at + 5)) if not mail.lines[other].strip()), None)
    if end is not None and all(len(mail.text(other).split()) <= 6 for other in range(at, end)):
        mail.take(range(at, end), SIGNATURE)


def _is_end_mark(text: str) -> bool:
    key = fold_word(text).strip(" -–—*#=.()[]")
    return END_SIGN.fullmatch(text) is not None or (
        len(text) <= 40 and key in press_words.END_WORDS and (text.isupper() or key != text)
    )


def _is_signature(mail: Mail, lines: Sequence[int]) -> bool:
    """Whether lines are short enough for a signature, and none is the heading of another part."""
    texts = [mail.text(at) for at in lines]
    return len(texts) <= 12 and all(len(text.split()) <= SIGNATURE_WORDS and text[-1] != ":" for text in texts)


def _is_after_text(mail: Mail, above: Sequence[int], below: Sequence[int]) -> bool:
    """Whether there is more text above a signature than below it, or the lines below are short."""
    if all(len(mail.text(at).split()) <= SIGNATURE_WORDS // 2 for at in below):
        return True
    return count_own_words([mail.text(at) for at in above]) >= count_own_words([mail.text(at) for at in below])


def _take_last_lines(mail: Mail) -> None:
    """Take the last short lines where they have an address or number, such as a name with a telephone number."""
    filled = mail.filled()
    block: list[int] = []
    for at in reversed(filled):
        text = mail.text(at)
        if block and (block[-1] != at + 1 or _is_sentence(text)):
            break
        block.append(at)
        if _RULE.fullmatch(text):
            break
    texts = [mail.text(at) for at in block]
    is_short = len(texts) <= 10 and all(len(text.split()) <= SIGNATURE_WORDS for text in texts)
    if is_short and len(block) < len(filled) and any(map(has_contact, texts)):
        mail.take(block, SIGNATURE)


def _is_sentence(text: str) -> bool:
    """Whether a line is a sentence, or the end of one, as signatures have none."""
    return len(text.split()) >= LEAST_SENTENCE and ENDS_SENTENCE.search(text) is not None and not has_contact(text)


_RULE = re.compile(r"[_=*-]{8,}")
_DEVICES = tuple(map(fold_word, mail_words.DEVICE_LINES))
