"""Mail as lines: its header, cover note, quoted replies, signature and disclaimer around a story.

A mail is recognized by its header alone: fields with known words, a sender or receiver among them and a sender or
subject, then a blank line. Mails in bytes come here by `mime`. The subject is the title unless the text opens with one
of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from convert.findings import Finding
from convert.model import Moment, Party
from convert.readers.text.envelopes import mail_words, press_words
from convert.readers.text.envelopes.contacts import has_contact
from convert.readers.text.envelopes.envelope import Envelope, TakenLine, one_line
from convert.readers.text.envelopes.mail_header import (
    FORWARDED_SUBJECT,
    REPLIED_SUBJECT,
    Field,
    Header,
    attachment_findings,
    read_field,
    read_header,
    read_sent,
)
from convert.readers.text.envelopes.resumed import text_below
from convert.readers.text.envelopes.status import embargo_finding, is_embargo, read_embargo
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lexicon.keys import fold_word
from convert.readers.text.lexicon.names import is_known_name, is_organisation
from convert.readers.text.lines.units import Unit, build_units
from convert.readers.text.sentences import ENDS_SENTENCE

MAX_FORWARDS = 20
"""How many mails are opened at most, one inside the other."""

TITLE_REACH = 8
"""Among how many first lines of the text its own title is looked for."""

TITLE_WORDS = range(2, 26)
"""How many words a title has."""

SHARED_WORDS = 0.6
"""Which part of the words of the shorter of a subject and a title the other has if both are the same title."""

MAX_LONGER = 1.5
"""How many times as many words as the subject a sentence has at most that is a title."""

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

NOTE_LINES = 24
"""Among how many first lines the mark of a forwarded mail is looked for."""

LEAST_SENTENCE = 5
"""From how many words on a line that ends like a sentence is one."""

COVER_WORDS = 120
"""How many words a note above a story has at most where only a greeting shows it."""

LEAST_STORY = 30
"""From how many words on the text of a forwarded mail is the story even if there is more above it."""

_HEADER = TakenLine("mail header", is_private=True)
_SUBJECT = TakenLine("mail subject")
_COVER = TakenLine("note above the story", role="desk-note", is_private=True)
_EARLIER = TakenLine("earlier mail", is_private=True)
_MARK = TakenLine("mark of a forwarded mail")
_SIGNATURE = TakenLine("mail signature", is_private=True)
_END = TakenLine("end mark")
_DISCLAIMER = TakenLine("disclaimer of a mail")

_DASHES = re.compile(r"\s*[-–—_=*>\s]*(?P<text>[^-–—_=*:]{4,60}(?:-[^-–—_=*:]{2,40})?):?\s*[-–—_=*]*\s*")
_FORWARD = tuple(map(fold_word, mail_words.FORWARD_LINES))
_ORIGINAL = tuple(map(fold_word, mail_words.ORIGINAL_LINES))
_ATTRIBUTION = re.compile(rf"(?:{'|'.join(mail_words.ATTRIBUTIONS)})\s?[:：]?\s*", re.IGNORECASE | re.DOTALL)
_GREETING = re.compile(rf"(?:{mail_words.GREETINGS})\b[^.?!:;]{{0,60}}[,!.:，、]?", re.IGNORECASE)
_BRACKETED = re.compile(r"\s*(?:\[(?P<tag>[^\]]{1,60})\]|\*{2,}[^*]{1,40}\*{2,})\s*")
_LABELS = "|".join(
    sorted(
        (re.escape(label) for labels in press_words.LABELS.values() for label in labels.split("|")),
        key=len,
        reverse=True,
    )
)
_LABELED_SUBJECT = re.compile(
    rf"\s*(?:(?:{_LABELS})(?:\s+\S{{0,3}}\s?\d[\d/.-]*)?\s?[:：|–—-]|(?:{press_words.SUBJECT_LABELS})\s?[:：|])\s*",
    re.IGNORECASE,
)
_SEPARATED = re.compile(r"\s[-–—|]\s|[:：]\s|\s?//\s")
_SENDER = re.compile(r"\s*[\"'“”]?(?P<name>[^<\"“”\[]*?)[\"'“”]?\s*(?:[<\[(]|$)")
_LEGAL = re.compile(rf"(?P<name>[^\W\d_].{{1,60}}?),?\s+(?:{mail_words.LEGAL_FORMS})(?!\w)")
_ENDS = frozenset(map(fold_word, press_words.END_WORDS.split("|")))
_RULED = re.compile(r"\s*(?:[#*]\s?){3,5}\s*|\s*[-–—]?\s?30\s?[-–—]\s*")
_CLOSINGS = frozenset(map(fold_word, mail_words.CLOSINGS.split("|")))
_CLOSING = " \t,.!;–—-*"
_WORD = re.compile(r"\w+")
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
    mail = _Mail(lines, header)
    mail.take(range(start, header.end), _HEADER)
    mail.take([at for at in range(first, start) if _is_mark(lines[at])], _MARK)
    mail.add_cover(range(first, start))
    _open_forwarded(mail)
    _take_quoted(mail)
    _take_signature(mail)
    _take_greeting(mail)
    _read_subject(mail)
    _read_sender(mail)
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


class _Mail:
    """The parts of a mail found so far; `start` and `end` are those of the text that holds the story."""

    def __init__(self, lines: Sequence[str], header: Header) -> None:
        self.lines = lines
        self.headers = [header]
        self.start = header.end
        self.end = len(lines)
        self.taken: dict[int, TakenLine] = {}
        self.rewritten: dict[int, str] = {}
        self.metadata: dict[str, object] = {}
        self.stated: dict[str, int] = {}
        self.notes: list[str] = []
        self.findings: list[Finding] = []
        self.headline: str | None = None
        subject = header.first("subject")
        text = subject.value if subject else ""
        self.is_forward = FORWARDED_SUBJECT.match(text) is not None
        self.is_reply = REPLIED_SUBJECT.match(text) is not None

    def take(self, lines: range | Sequence[int], taken: TakenLine) -> None:
        for at in lines:
            if self.lines[at].strip():
                self.taken.setdefault(at, taken)

    def text(self, at: int) -> str:
        return self.rewritten.get(at, self.lines[at]).strip()

    def filled(self) -> list[int]:
        """The lines of the story's text that are not taken, in order."""
        return [at for at in range(self.start, self.end) if at not in self.taken and self.lines[at].strip()]

    def units(self) -> tuple[Unit, ...]:
        """The paragraphs and titles of the story's text."""
        inside = range(self.start, self.end)
        return build_units(
            tuple(self.text(at) if at in inside and at not in self.taken else "" for at in range(len(self.lines)))
        )

    def add_cover(self, lines: Sequence[int]) -> None:
        """Take lines above the story; what they say goes to the editors, without greetings and names."""
        texts = []
        is_closed = False
        for at in lines:
            text = self.lines[at].strip()
            is_closed = is_closed or _is_closing(text)
            if text and not (
                is_closed or at in self.taken or text[0] == ">" or _is_greeting(text) or has_contact(text)
            ):
                texts.append(text)
        self.take(lines, _COVER)
        if texts:
            self.notes.append(" ".join(texts))

    def sent(self) -> Moment | None:
        return next((moment for header in self.headers if (moment := read_sent(header))), None)

    def envelope(self) -> Envelope:
        sent = self.sent()
        if sent and (date := next(filter(None, (header.first("date") for header in self.headers)), None)):
            self.stated.setdefault("published", date.lines[0])
        return Envelope(
            lines=tuple(self.lines),
            taken=self.taken,
            metadata=self.metadata,
            stated=self.stated,
            rewritten=self.rewritten,
            headline=self.headline,
            sent=sent if sent and sent.is_instant else None,
            issued=sent if sent and not sent.is_instant else None,
            notes=tuple(map(one_line, self.notes)),
            findings=(*self.findings, *attachment_findings(self.headers)),
        )


def _is_mark(line: str) -> bool:
    """Whether a line marks a forwarded or original mail."""
    return _mark_of(line) is not None


def _mark_of(line: str) -> bool | None:
    """Whether a line marks a forwarded mail (True) or one that may be answered (False); None if it is no mark."""
    text = line.strip(" \t>")
    if not 8 <= len(text) <= 120:
        return None
    match = _DASHES.fullmatch(text)
    if match is None:
        return None
    key = fold_word(match["text"]).strip()
    is_dashed = text[0] in "-–—_=*" or text.endswith(":")
    if not is_dashed:
        return None
    if key.startswith(_FORWARD):
        return True
    return False if key.startswith(_ORIGINAL) else None


def _count(lines: Sequence[str]) -> int:
    return sum(len(line.split()) for line in lines if not line.lstrip().startswith(">"))


def _open_forwarded(mail: _Mail) -> None:
    """Open forwarded mails, one inside the other, and take what is above or below the one that has the story."""
    at = mail.start
    for _ in range(MAX_FORWARDS):
        found = _next_mail(mail, at)
        if found is None:
            return
        boundary, header, is_forward = found
        above = _count([line for line in mail.lines[mail.start : boundary] if not _is_rule(line)])
        below = _count(mail.lines[header.end : mail.end])
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
        if subject:
            mail.is_forward = FORWARDED_SUBJECT.match(subject.value) is not None
            mail.is_reply = REPLIED_SUBJECT.match(subject.value) is not None


def _is_rule(line: str) -> bool:
    return not any(map(str.isalnum, line))


def _next_mail(mail: _Mail, start: int) -> tuple[int, Header, bool] | None:
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


def _take_quoted(mail: _Mail) -> None:
    """Take an answered mail that is quoted below its attribution; where all the text is quoted, that is the story."""
    filled = mail.filled()
    quoted = [at for at in filled if mail.lines[at].lstrip().startswith(">")]
    if not quoted:
        return
    attributed = [at for at in filled if _attribution_end(mail, at) is not None]
    no_own = {*quoted, *attributed}
    others = [mail.lines[at] for at in filled if at not in no_own]
    own = _count(_before_signature(others))
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


def _attribution_end(mail: _Mail, at: int) -> int | None:
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


def _unquote(mail: _Mail, quoted: Sequence[int], attributed: Sequence[int]) -> None:
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


def _is_closing(text: str) -> bool:
    return len(text) <= 60 and fold_word(text).strip(_CLOSING) in _CLOSINGS


def _is_greeting(text: str) -> bool:
    return len(text.split()) <= 9 and text[-1] in ",!.:，、" and _GREETING.fullmatch(text) is not None


def _take_signature(mail: _Mail) -> None:
    """Take disclaimers, what a telephone adds, and the signature below `--` or a closing formula."""
    filled = mail.filled()
    for at in filled:
        text = fold_word(mail.text(at)[:LONGEST_OPENING])
        if at in mail.taken:
            continue
        if text.startswith(_DEVICES):
            if len(mail.text(at).split()) <= SIGNATURE_WORDS:
                mail.take([at], _SIGNATURE)
        elif text.startswith(_DISCLAIMERS) and at >= filled[len(filled) // 2]:
            last = min(mail.end, at + MAX_SIGNATURE)
            end = next((other for other in range(at, last) if not mail.lines[other].strip()), last)
            whole = fold_word(" ".join(mail.lines[at:end]))
            if any(stem in whole for stem in _CONFIDENTIAL):
                mail.take(range(at, end), _DISCLAIMER)
    filled = mail.filled()
    for number, at in enumerate(filled):
        text = mail.text(at)
        is_dashes, is_closing = mail.lines[at].rstrip() == "--", _is_closing(text)
        if not number or not (is_dashes or is_closing or _is_end_mark(text)):
            continue
        below = filled[number + 1 : number + 1 + MOST_BELOW]
        other = text_below(mail.lines, below)
        if other is not None:
            below = [line for line in below if line < other]
        if len(below) > MAX_SIGNATURE:
            if is_closing:
                _take_closing(mail, at)
            continue
        if _is_end_mark(text) and _is_signature(mail, below):
            mail.take([at], _END)
            mail.take(below, _SIGNATURE)
        elif is_dashes and _is_after_text(mail, filled[:number], below):
            mail.take([at, *below], _SIGNATURE)
        elif not is_closing:
            continue
        elif all(len(mail.text(other).split()) <= SIGNATURE_WORDS for other in below):
            mail.take([at, *below], _SIGNATURE)
        else:
            _take_closing(mail, at)
            continue
        break
    _take_last_lines(mail)


def _take_closing(mail: _Mail, at: int) -> None:
    """Take a closing formula with the name below it, where more text follows."""
    end = next((other for other in range(at, min(mail.end, at + 5)) if not mail.lines[other].strip()), None)
    if end is not None and all(len(mail.text(other).split()) <= 6 for other in range(at, end)):
        mail.take(range(at, end), _SIGNATURE)


def _is_end_mark(text: str) -> bool:
    key = fold_word(text).strip(" -–—*#=.()[]")
    return _RULED.fullmatch(text) is not None or (len(text) <= 40 and key in _ENDS and (text.isupper() or key != text))


def _is_signature(mail: _Mail, lines: Sequence[int]) -> bool:
    """Whether lines are short enough for a signature, and none is the heading of another part."""
    texts = [mail.text(at) for at in lines]
    return len(texts) <= 12 and all(len(text.split()) <= SIGNATURE_WORDS and text[-1] != ":" for text in texts)


def _is_after_text(mail: _Mail, above: Sequence[int], below: Sequence[int]) -> bool:
    """Whether there is more text above a signature than below it, or the lines below are short."""
    if all(len(mail.text(at).split()) <= SIGNATURE_WORDS // 2 for at in below):
        return True
    return _count([mail.text(at) for at in above]) >= _count([mail.text(at) for at in below])


def _take_last_lines(mail: _Mail) -> None:
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
        mail.take(block, _SIGNATURE)


def _is_sentence(text: str) -> bool:
    """Whether a line is a sentence, or the end of one, as signatures have none."""
    return len(text.split()) >= LEAST_SENTENCE and ENDS_SENTENCE.search(text) is not None and not has_contact(text)


_RULE = re.compile(r"[_=*-]{8,}")
_DEVICES = tuple(map(fold_word, mail_words.DEVICE_LINES))
_DISCLAIMERS = tuple(map(fold_word, mail_words.DISCLAIMERS))
_CONFIDENTIAL = tuple(map(fold_word, mail_words.CONFIDENTIAL))


def _take_greeting(mail: _Mail) -> None:
    """Take a greeting, and the note below it if a title stands between it and the story."""
    units = mail.units()
    if not units or not _is_greeting(units[0].text):
        return
    words = 0
    for number, unit in enumerate(units[1:], 1):
        text = unit.text
        is_title = unit.after_blank and (_is_label(text) or (number > 1 and _is_title(units, number)))
        if is_title and not _is_closing(text) and not _is_greeting(text):
            mail.add_cover([line - 1 for above in units[:number] for line in above.lines])
            return
        words += len(text.split())
        if words > COVER_WORDS:
            break
    mail.take([line - 1 for line in units[0].lines], _COVER)


def _is_label(text: str) -> bool:
    return len(text) <= 120 and _LABEL_ALONE.fullmatch(text) is not None


_LABEL_ALONE = re.compile(rf"\W{{0,6}}(?:{_LABELS})(?:\W.{{0,40}})?", re.IGNORECASE)


def _is_title(units: Sequence[Unit], number: int) -> bool:
    """Whether a unit reads like a title: short, no sentence, and above longer text."""
    text, words = units[number].text, len(units[number].text.split())
    if words not in TITLE_WORDS or ENDS_SENTENCE.search(text) or units[number].bullet or text[-1] in ":,;":
        return False
    return any(len(unit.text.split()) >= max(8, words) for unit in units[number + 1 : number + 6])


def _read_subject(mail: _Mail) -> None:
    """Use the subject as the headline, unless the text opens with a title of its own."""
    units = mail.units()
    for header in reversed(mail.headers):
        field = header.first("subject")
        text = _clean_subject(mail, field) if field else ""
        if field is None or not text:
            continue
        words = _words(text)
        same = next((title for title in _titles(units) if _is_same(words, _words(title), title)), None)
        if same:
            mail.headline = same
        elif not _opens_with_title(units):
            mail.headline = text
            mail.rewritten[field.lines[0]] = text
            mail.taken.update((at, _SUBJECT) for at in field.lines)
            del mail.taken[field.lines[0]]
            return
        else:
            mail.notes.insert(0, text)
        mail.taken.update((at, _SUBJECT) for at in field.lines)
        return


def _titles(units: Sequence[Unit]) -> Iterator[str]:
    """The first units, each alone and with the next."""
    for unit, following in zip(units[:TITLE_REACH], (*units[1:], None), strict=False):
        yield unit.text
        if following and not following.after_blank:
            yield f"{unit.text} {following.text}"


def _words(text: str) -> set[str]:
    return set(_WORD.findall(fold_word(text)))


def _is_same(words: set[str], others: set[str], title: str) -> bool:
    """Whether a subject and a `title` share most of their words, and neither has many more; no lead is a title."""
    fewer, more = sorted((len(words), len(others)))
    if ENDS_SENTENCE.search(title) and len(others) > MAX_LONGER * len(words):
        return False
    shared = len(words & others)
    return shared >= max(2, SHARED_WORDS * fewer) and more <= 2.5 * fewer and more <= 40


def _opens_with_title(units: Sequence[Unit]) -> bool:
    """Whether the text opens with a title of its own, behind lines that a press release has above it."""
    for number, unit in enumerate(units[:TITLE_REACH]):
        if not _is_label(unit.text) and not is_embargo(unit.text):
            return len(unit.text.split()) > 2 and _is_title(units, number) and not has_contact(unit.text)
    return False


def _clean_subject(mail: _Mail, field: Field) -> str:
    """The subject without marks of replies, tags, labels and an embargo, which is set."""
    text = field.value.strip()
    for _ in range(12):
        before = text
        for pattern in (FORWARDED_SUBJECT, REPLIED_SUBJECT, _LABELED_SUBJECT, _BRACKETED):
            match = pattern.match(text)
            if match is None:
                continue
            if pattern is _BRACKETED and match["tag"]:
                _read_embargo(mail, match["tag"], field)
            text = text[match.end() :].strip()
        text = _without_embargo(mail, text, field)
        if text == before:
            break
    return text


def _without_embargo(mail: _Mail, text: str, field: Field) -> str:
    for separator in reversed(list(islice(_SEPARATED.finditer(text), 8))):
        if _read_embargo(mail, text[: separator.start()], field):
            return text[separator.end() :].strip()
    return "" if _read_embargo(mail, text, field) else text


def _read_embargo(mail: _Mail, text: str, field: Field) -> bool:
    """Set the embargo that a part of the subject states, and say whether it states one."""
    if not is_embargo(text):
        return False
    at = field.lines[0]
    if "embargo" not in mail.metadata:
        stated = read_embargo(text, mail.headers[-1].language, mail.sent())
        mail.metadata["embargo"], mail.stated["embargo"] = stated, at
        if stated.until is None:
            mail.metadata["status"], mail.stated["status"] = "withheld", at
        mail.findings.append(embargo_finding(text, at, stated))
        mail.notes.append(text)
    return True


def _read_sender(mail: _Mail) -> None:
    """Read the provider: an organization that sent the mail, or one of the signature that the story names, too."""
    header = mail.headers[-1]
    sender = header.first("from")
    name = _organisation(sender.value, header.language) if sender else ""
    if sender and name:
        mail.metadata["provider"] = Party(name=one_line(name))
        mail.stated["provider"] = sender.lines[0]
        return
    story = " ".join(mail.text(at) for at in mail.filled())
    for at, taken in sorted(mail.taken.items()):
        match = _LEGAL.match(mail.text(at)) if taken is _SIGNATURE else None
        if match and re.search(rf"(?<!\w){re.escape(match['name'])}(?!\w)", story):
            mail.metadata["provider"] = Party(name=one_line(match["name"]))
            mail.stated["provider"] = at
            return


def _organisation(sender: str, language: str) -> str:
    """The name of the organization that a sender's display name is, without its desk; empty if it is a person's."""
    match = _SENDER.match(sender)
    name = " ".join(match["name"].split()) if match else ""
    if not name or "@" in name or "," in name or "(" in name:
        return ""
    lexicon = load_lexicon("en", language)
    bare = _DESK_AT_START.sub("", _DESK_AT_END.sub("", name)).strip(" -–—|/:")
    has_desk = bare != name
    if len(bare) < 2 or bare.casefold() in mail_words.GENERIC:
        return ""
    is_legal = _LEGAL.fullmatch(name) is not None
    if is_known_name(bare, lexicon) and not is_legal:
        return ""
    return bare if has_desk or is_legal or is_organisation(bare, lexicon) else ""


_DESKS = "|".join(re.escape(words) for words in sorted(mail_words.DESKS, key=len, reverse=True))
_DESK_AT_END = re.compile(rf"\s*[-–—|/:]?\s*\b(?:{_DESKS})$", re.IGNORECASE)
_DESK_AT_START = re.compile(
    rf"^(?:{_DESKS})\b\s*[-–—|/:]?\s*(?:(?:der|des|die|von|of|de la|de|du|del|della|di|da|do|van)\b\s*)?", re.IGNORECASE
)
