"""What opens a mail: its greeting, its subject or the title of its text, and who sent it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

from convert.model import Party
from convert.readers.text.envelopes.contacts import has_contact
from convert.readers.text.envelopes.envelope import TakenLine, one_line
from convert.readers.text.envelopes.mail import words as mail_words
from convert.readers.text.envelopes.mail.banners import without_banner_tag
from convert.readers.text.envelopes.mail.header import FORWARDED_SUBJECT, REPLIED_SUBJECT, Field
from convert.readers.text.envelopes.mail.parts import COVER, COVER_WORDS, SIGNATURE, Mail, is_closing, is_greeting
from convert.readers.text.envelopes.press import words as press_words
from convert.readers.text.envelopes.status.embargoes import is_embargo, read_embargo
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lexicon.bylines import read_byline
from convert.readers.text.lexicon.keys import fold_word
from convert.readers.text.lexicon.names import is_known_name, is_organisation
from convert.readers.text.lines.units import Unit
from convert.readers.text.sentences import ENDS_SENTENCE

TITLE_REACH = 8
"""Among how many first lines of the text its own title is looked for."""

TITLE_WORDS = range(2, 26)
"""How many words a title has."""

SHARED_WORDS = 0.6
"""Which part of the words of the shorter of a subject and a title the other has if both are the same title."""

NOTE_WORDS = 60
"""How many words a note behind a greeting has at most."""

MAX_BYLINE = 100
"""How many characters a byline above the text has at most."""

MAX_LONGER = 1.5
"""How many times as many words as the subject a sentence has at most that is a title."""

_SUBJECT = TakenLine("mail subject")

_BRACKETED = re.compile(r"\s*(?:\[(?P<tag>[^\]]{1,60})\]|\*{2,}[^*]{1,40}\*{2,})\s*")
_LABELS = "|".join(
    sorted(
        (re.escape(label) for labels in press_words.LABELS.values() for label in labels.split("|")),
        key=len,
        reverse=True,
    )
)
_FORWARDED_BEHIND = re.compile(r"\s*[(\[](?:fwd|forwarded)[)\]]\s*$", re.IGNORECASE)
_SEPARATED = re.compile(r"\s[-–—|]\s|[:：]\s|\s?//\s")
_SENDER = re.compile(r"\s*[\"'“”]?(?P<name>[^<\"“”\[]*?)[\"'“”]?\s*(?:[<\[(]|$)")
_LEGAL = re.compile(rf"(?P<name>[^\W\d_].{{1,60}}?),?\s+(?:{mail_words.LEGAL_FORMS})(?!\w)")
_WORD = re.compile(r"\w+")
_LINK = re.compile(r"https?://")
_IN_BRACKETS = re.compile(r"\s*[(\[](?P<text>[^()\[\]]{6,80})[)\]]\s*")


@cache
def _labeled_subject() -> re.Pattern[str]:
    """The label of a release that opens a subject. It is compiled when first needed, as the next one is."""
    return re.compile(
        rf"\s*(?:(?:{_LABELS})(?:\s+\S{{0,3}}\s?\d[\d/.-]*)?\s?[:：|–—-]|(?:{press_words.SUBJECT_LABELS})\s?[:：|])\s*",
        re.IGNORECASE,
    )


@cache
def _label_alone() -> re.Pattern[str]:
    """The label of a release as a line, perhaps with a few words behind it."""
    return re.compile(rf"\W{{0,6}}(?:{_LABELS})(?:\W.{{0,40}})?", re.IGNORECASE)


def take_greeting(mail: Mail) -> None:
    """Take a greeting, and the note below it or behind it if a title stands between it and the story."""
    units = mail.units()
    if len(units) > 1 and _LINK.search(units[0].text) and is_greeting(units[1].text):
        mail.take([line - 1 for line in units[0].lines], COVER)
        units = units[1:]
    if len(units) > 2 and _is_addressed_note(units[0].text) and units[1].after_blank and _is_title(units, 1):
        mail.add_cover([line - 1 for line in units[0].lines])
        return
    if not units or not is_greeting(units[0].text):
        return
    words = 0
    for number, unit in enumerate(units[1:], 1):
        text = unit.text
        is_title = unit.after_blank and (_is_label(text) or (number > 1 and _is_title(units, number)))
        if is_title and not is_closing(text) and not is_greeting(text):
            mail.add_cover([line - 1 for above in units[:number] for line in above.lines])
            return
        words += len(text.split())
        if words > COVER_WORDS:
            break
    mail.take([line - 1 for line in units[0].lines], COVER)


def _is_addressed_note(text: str) -> bool:
    """Whether a paragraph opens with a greeting, a name and a comma, and goes on with what the editors must know."""
    greeting, comma, note = text.partition(",")
    return bool(comma) and len(note.split()) <= NOTE_WORDS and is_greeting(f"{greeting},") and note[:1].isspace()


def _is_label(text: str) -> bool:
    return len(text) <= 120 and _label_alone().fullmatch(text) is not None


def _is_title(units: Sequence[Unit], number: int) -> bool:
    """Whether a unit reads like a title: short, no sentence, and above longer text."""
    text, words = units[number].text, len(units[number].text.split())
    if words not in TITLE_WORDS or ENDS_SENTENCE.search(text) or units[number].bullet or text[-1] in ":,;":
        return False
    return any(len(unit.text.split()) >= max(8, words) for unit in units[number + 1 : number + 6])


def read_subject(mail: Mail) -> None:
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
        if not _is_label(unit.text) and not is_embargo(unit.text) and not _is_byline(unit.text):
            return len(unit.text.split()) > 2 and _is_title(units, number) and not has_contact(unit.text)
    return False


def _is_byline(text: str) -> bool:
    """Whether a line names who wrote the text by its wording."""
    byline = read_byline(text, load_lexicon(*mail_words.BYLINE_LANGUAGES)) if len(text) <= MAX_BYLINE else None
    return byline is not None and byline.is_explicit


def _clean_subject(mail: Mail, field: Field) -> str:
    """The subject without marks of replies, tags, labels and an embargo, which is set."""
    text = _FORWARDED_BEHIND.sub("", field.value.strip())
    for _ in range(12):
        before = text
        for pattern in (FORWARDED_SUBJECT, REPLIED_SUBJECT, _labeled_subject(), _BRACKETED):
            match = pattern.match(text)
            if match is None:
                continue
            if pattern is _BRACKETED and match["tag"]:
                _read_embargo(mail, match["tag"], field)
            text = text[match.end() :].strip()
        text = _without_embargo(mail, without_banner_tag(text), field)
        if text == before:
            break
    return text


def _without_embargo(mail: Mail, text: str, field: Field) -> str:
    for bracketed in islice(_IN_BRACKETS.finditer(text), 8):
        if _read_embargo(mail, bracketed["text"], field):
            return f"{text[: bracketed.start()]} {text[bracketed.end() :]}".strip()
    for separator in reversed(list(islice(_SEPARATED.finditer(text), 8))):
        if _read_embargo(mail, text[: separator.start()], field):
            return text[separator.end() :].strip()
    return "" if _read_embargo(mail, text, field) else text


def _read_embargo(mail: Mail, text: str, field: Field) -> bool:
    """Set the embargo that a part of the subject states, and say whether it states one."""
    if not is_embargo(text):
        return False
    at = field.lines[0]
    if "embargo" not in mail.metadata:
        stated = read_embargo(text, mail.headers[-1].language, mail.sent_by_headers())
        mail.state_embargo(stated, at, text)
        mail.notes.append(text)
    return True


def read_sender(mail: Mail) -> None:
    """Read the provider: an organization that sent the mail, or one of the signature that the story names, too."""
    header = mail.headers[-1]
    sender = header.first("from")
    name = _organisation(sender.value, header.language) if sender else ""
    if sender and name:
        mail.state("provider", Party(name=one_line(name)), sender.lines[0])
        return
    story = " ".join(mail.text(at) for at in mail.filled())
    for at, taken in sorted(mail.taken.items()):
        match = _LEGAL.match(mail.text(at)) if taken is SIGNATURE else None
        if match and re.search(rf"(?<!\w){re.escape(match['name'])}(?!\w)", story):
            mail.state("provider", Party(name=one_line(match["name"])), at)
            return


def _organisation(sender: str, language: str) -> str:
    """The name of the organization that a sender's display name is, without its desk; empty if it is a person's."""
    match = _SENDER.match(sender)
    name = one_line(match["name"]) if match else ""
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
    is_body = len(bare.split()) > 1 and any(fold_word(word) in mail_words.PUBLIC_BODIES for word in bare.split())
    return bare if has_desk or is_legal or is_body or is_organisation(bare, lexicon) else ""


_DESKS = "|".join(re.escape(words) for words in sorted(mail_words.DESKS, key=len, reverse=True))
_DESK_AT_END = re.compile(rf"\s*[-–—|/:]?\s*\b(?:{_DESKS})$", re.IGNORECASE)
_DESK_AT_START = re.compile(
    rf"^(?:{_DESKS})\b\s*[-–—|/:]?\s*(?:(?:der|des|die|von|of|de la|de|du|del|della|di|da|do|van)\b\s*)?", re.IGNORECASE
)
