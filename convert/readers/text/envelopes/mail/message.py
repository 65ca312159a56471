"""Mail as lines: its header, cover note, quoted replies, signature and disclaimer around a story.

A mail is recognized by its header alone: fields with known words, a sender or receiver among them and a sender or
subject, then a blank line. Mails in bytes come here by `mime`. The subject is the title unless the text opens with one
of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from convert.readers.text.envelopes.contacts import has_contact
from convert.readers.text.envelopes.envelope import Envelope, TakenLine
from convert.readers.text.envelopes.mail import words as mail_words
from convert.readers.text.envelopes.mail.banners import BANNER, banner_lines, last_banner_lines, scan_notes
from convert.readers.text.envelopes.mail.header import (
    FORWARDED_SUBJECT,
    REPLIED_SUBJECT,
    Header,
    read_field,
    read_header,
)
from convert.readers.text.envelopes.mail.parts import COVER_WORDS, Mail, count_own_words
from convert.readers.text.envelopes.mail.signature import take_signature
from convert.readers.text.envelopes.mail.subject import read_sender, read_subject, take_greeting
from convert.readers.text.lexicon.keys import fold_word

MAX_FORWARDS = 20
"""How many mails are opened at most, one inside the other."""

NOTE_LINES = 24
"""Among how many first lines the mark of a forwarded mail is looked for."""

LEAST_STORY = 30
"""From how many words on the text of a forwarded mail is the story even if there is more above it."""

_HEADER = TakenLine("mail header", is_private=True)
_EARLIER = TakenLine("earlier mail", is_private=True)
_MARK = TakenLine("mark of a forwarded mail")
_SCANNED = TakenLine("note of a scanned mail")


_DASHES = re.compile(r"\s*[-–—_=*>\s]*(?P<text>[^-–—_=*:]{4,60}(?:-[^-–—_=*:]{2,40})?):?\s*[-–—_=*]*\s*")
_FORWARD = tuple(map(fold_word, mail_words.FORWARD_LINES))
_ORIGINAL = tuple(map(fold_word, mail_words.ORIGINAL_LINES))
_ATTRIBUTION = re.compile(rf"(?:{'|'.join(mail_words.ATTRIBUTIONS)})\s?[:：]?\s*", re.IGNORECASE | re.DOTALL)
_QUOTE = re.compile(r"\s*>\s?")


def open_mail(lines: tuple[str, ...]) -> Envelope | None:
    """Open the mail that the lines are; None if they open with no header, and no note above a forwarded mail."""
    first = start = _filled_from(lines, 0)
    if start < len(lines) and _is_mark(lines[start]):
        start = _filled_from(lines, start + 1)
    header = read_header(lines, start)
    if header is None and (mark := _mark_below_note(lines, first)):
        start = _filled_from(lines, mark + 1)
        header = read_header(lines, start)
    if header is None or header.kinds.isdisjoint({"from", "to"}) or header.kinds.isdisjoint({"from", "subject"}):
        return None
    mail = Mail(lines, header)
    mail.take(range(start, header.end), _HEADER)
    mail.take([at for at in range(first, start) if _is_mark(lines[at])], _MARK)
    mail.take(banner_lines(lines, first, start), BANNER)
    mail.add_cover(range(first, start))
    mail.take(banner_lines(lines, mail.start, mail.end), BANNER)
    _open_forwarded(mail)
    _take_quoted(mail)
    mail.take([*scan_notes(lines, mail.filled())], _SCANNED)
    mail.take(last_banner_lines(lines, mail.filled()), BANNER)
    take_signature(mail)
    take_greeting(mail)
    read_subject(mail)
    read_sender(mail)
    return mail.envelope()


def _filled_from(lines: Sequence[str], start: int) -> int:
    """The first line from `start` on that is not blank; the number of lines if there is none."""
    return next((at for at in range(start, len(lines)) if lines[at].strip()), len(lines))


def _mark_below_note(lines: Sequence[str], first: int) -> int | None:
    """The mark of a forwarded mail below a short note that opens at the line `first`; None if there is none."""
    words = 0
    for at in range(first, min(len(lines), first + NOTE_LINES)):
        if at > first and _is_mark(lines[at]):
            return at
        words += len(lines[at].split())
        if words > COVER_WORDS:
            break
    return None


class Opening(NamedTuple):
    """The header of a mail among lines: the first line below it, its subject in the form for comparison, without marks
    of replies, whether a mark above says that it is forwarded or answered, and whether the mail may hold others.
    """

    end: int
    subject: str
    is_below_mark: bool
    is_multipart: bool


def read_opening(lines: Sequence[str], at: int) -> Opening | None:
    """The header of a mail that opens at the line `at` and names sender and subject; None if there is none."""
    if ":" not in lines[at] or read_field(lines[at], at, is_open=False) is None:
        return None
    header = read_header(lines, at)
    subject = header.first("subject") if header else None
    if header is None or subject is None or len(header.kinds) < 3 or "from" not in header.kinds:
        return None
    text = subject.value
    for _ in range(12):
        match = FORWARDED_SUBJECT.match(text) or REPLIED_SUBJECT.match(text)
        text = text[match.end() :] if match else text
    above = next((lines[i] for i in range(at - 1, max(-1, at - 4), -1) if lines[i].strip()), "")
    is_multipart = any("multipart/" in field.value or "message/" in field.value for field in header.fields)
    return Opening(header.end, fold_word(text).strip(), _is_mark(above), is_multipart)


def _is_mark(line: str) -> bool:
    """Whether a line marks a forwarded or original mail."""
    return _mark_of(line) is not None


def _mark_of(line: str) -> bool | None:
    """Whether a line marks a forwarded mail (True) or one that may be answered (False); None if it is no mark."""
    text = line.strip(" \t>")
    if not 8 <= len(text) <= 120 or not (text[0] in "-–—_=*" or text.endswith(":")):
        return None
    match = _DASHES.fullmatch(text)
    if match is None:
        return None
    key = fold_word(match["text"]).strip()
    if key.startswith(_FORWARD):
        return True
    return False if key.startswith(_ORIGINAL) else None


def _open_forwarded(mail: Mail) -> None:
    """Open forwarded mails, one inside the other, and take what is above or below the one that has the story."""
    at = mail.start
    for _ in range(MAX_FORWARDS):
        found = _next_mail(mail, at)
        if found is None:
            return
        boundary, header, is_forward = found
        own = [at for at in range(mail.start, boundary) if at not in mail.taken and not _is_rule(mail.lines[at])]
        above = count_own_words([mail.lines[at] for at in own])
        below = count_own_words(mail.lines[header.end : mail.end])
        subject = header.first("subject")
        is_answer = not mail.is_forward and not is_forward and (mail.is_reply or above >= LEAST_STORY > 0)
        if (mail.is_forward or is_forward) and not (below < LEAST_STORY and above > below):
            is_story_below = below > 0
        else:
            is_story_below = below > above and not (is_answer and above >= LEAST_STORY)
        if not is_story_below:
            mail.take(range(boundary, mail.end), _EARLIER)
            mail.end = boundary
            return
        mail.add_cover([other for other in range(mail.start, boundary) if other not in mail.taken])
        mail.take(range(boundary, header.end), _HEADER)
        mail.headers.append(header)
        mail.start = at = header.end
        mail.take(banner_lines(mail.lines, mail.start, mail.end), BANNER)
        if subject:
            mail.is_forward = FORWARDED_SUBJECT.match(subject.value) is not None
            mail.is_reply = REPLIED_SUBJECT.match(subject.value) is not None


def _is_rule(line: str) -> bool:
    return not any(map(str.isalnum, line))


def _next_mail(mail: Mail, start: int) -> tuple[int, Header, bool] | None:
    """The next mail inside the text: the line where it begins, its header, and whether a mark says it is forwarded."""
    for at in range(start, mail.end):
        line = mail.lines[at]
        if not line.strip():
            continue
        mark = _mark_of(line)
        if mark is not None:
            below = next((other for other in range(at + 1, min(mail.end, at + 4)) if mail.lines[other].strip()), None)
            header = read_header(mail.lines, below) if below is not None else None
            if header:
                return at, header, mark
        elif (at == start or not mail.lines[at - 1].strip() or _is_rule(mail.lines[at - 1])) and ":" in line:
            header = read_header(mail.lines, at)
            if header and "from" in header.kinds and len(header.kinds) >= 3:
                return at, header, False
    return None


def _take_quoted(mail: Mail) -> None:
    """Take an answered mail that is quoted below its attribution; where all the text is quoted, that is the story."""
    filled = mail.filled()
    quoted = [at for at in filled if mail.lines[at].lstrip().startswith(">")]
    if not quoted:
        return
    attributed = [at for at in filled if _attribution_end(mail, at) is not None]
    no_own = {*quoted, *attributed}
    others = [mail.lines[at] for at in filled if at not in no_own]
    own = count_own_words(_before_signature(others))
    words = sum(len(mail.lines[at].split()) - 1 for at in quoted)
    if words >= LEAST_STORY and (own < LEAST_STORY or mail.is_forward) and own < words and not (mail.is_reply and own):
        _unquote(mail, quoted, attributed)
        return
    for at in attributed:
        end = _attribution_end(mail, at)
        if end is None or at in mail.taken:
            continue
        mail.take(range(at, end), _EARLIER)
        while end < mail.end and (not mail.lines[end].strip() or mail.lines[end].lstrip().startswith(">")):
            mail.take([end], _EARLIER)
            end += 1


def _before_signature(lines: Sequence[str]) -> Sequence[str]:
    end = next((at for at, line in enumerate(lines) if line.rstrip() == "--"), len(lines))
    return lines[:end]


def _attribution_end(mail: Mail, at: int) -> int | None:
    """The line below the attribution that opens at `at` and may be broken, above quoted text; None if there is none."""
    first = mail.lines[at].strip(" \t>")
    if len(first) > 200:
        return None
    second = mail.lines[at + 1].strip(" \t>") if at + 1 < mail.end else ""
    for end, text in ((at + 1, first), (at + 2, f"{first} {second}")):
        if _ATTRIBUTION.fullmatch(text) and (has_contact(text) or re.search(r"\d", text)):
            below = next((other for other in range(end, min(mail.end, end + 3)) if mail.lines[other].strip()), None)
            if below is not None and mail.lines[below].lstrip().startswith(">"):
                return end
    return None


def _unquote(mail: Mail, quoted: Sequence[int], attributed: Sequence[int]) -> None:
    """Read quoted text as the story, without its marks."""
    without = set(attributed)
    mail.add_cover([at for at in mail.filled() if at < quoted[0] and at not in without])
    for at in attributed:
        mail.take(range(at, _attribution_end(mail, at) or at + 1), _EARLIER)
    for at in quoted:
        if at not in mail.taken:
            mail.rewritten[at] = _QUOTE.sub("", mail.lines[at], count=1)
    header_at = next((at for at in quoted if at not in mail.taken), None)
    if header_at is not None:
        texts = [mail.rewritten.get(at, "") for at in range(header_at, quoted[-1] + 1)]
        header = read_header(texts, 0)
        if header and "from" in header.kinds and len(header.kinds) >= 3:
            mail.take(range(header_at, header_at + header.end), _HEADER)
            header_at += header.end
        texts = [mail.rewritten.get(at, "") for at in range(quoted[-1] + 1)]
        mail.take(banner_lines(texts, header_at, len(texts)), BANNER)
