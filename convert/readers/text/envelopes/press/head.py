"""The head of a press release: what a distributor adds, labels, who issues it, and the day of issue.

A label is a line of its own near the top ("FOR IMMEDIATE RELEASE"), perhaps with a number, a day, an embargo or the
issuer; a title behind a label stays in the story.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from convert.model import Moment, Party
from convert.readers.text.envelopes.contacts import has_contact, name_in_address
from convert.readers.text.envelopes.envelope import TakenLine, one_line, text_behind
from convert.readers.text.envelopes.press import words as press_words
from convert.readers.text.envelopes.press.distributors import Distribution, read_distribution
from convert.readers.text.envelopes.press.draft import (
    ADDRESS_OF_ISSUER,
    CONTACT,
    DATELINE,
    DEK,
    HEAD,
    HEADLINE_WORDS,
    ISSUED,
    ISSUER,
    MARKS,
    Release,
    key_of,
    known_language,
    read_issued,
)
from convert.readers.text.envelopes.status.embargoes import is_embargo
from convert.readers.text.envelopes.status.notes import frees_copy
from convert.readers.text.lexicon import Lexicon, load_lexicon
from convert.readers.text.lexicon.dates import read_date
from convert.readers.text.lexicon.keys import fold_word, word_set
from convert.readers.text.lexicon.names import is_organisation
from convert.readers.text.sentences import ENDS_SENTENCE, is_of_sentences

LONGEST_DAY_LINE, MOST_PLACE_WORDS = 60, 3
"""How many characters a line with the day of issue has at most, and how many words its place."""

_WORD, _DIGIT, _NO_PLACE = re.compile(r"[^\W\d_]{2,}"), re.compile(r"\d"), re.compile(r"[^\w\s,.'’-]|[\d\u2e80-\uffff]")
_OF_YEAR = word_set("года год року рік р г")
"""Words behind a year."""

LETTERHEAD_WORDS = 8
"""How many words the name of who issued a release has at most."""

MOST_ZONE_WORDS = 3
"""How many words are beside the day and hour of a distributed release, such as the name of a zone."""

BELOW_LABEL = 2
"""How many lines below a label are of the head, too, however many contacts are above it."""

MAX_HEAD = 14
"""Among how many first lines the number of a release is, with contacts above it."""

CONTACT_LINES, CONTACT_LINE_WORDS = 4, 10
"""How many lines and words a line a contact above the label has at most."""

SENTENCE_WORDS, MOST_SENTENCES = 12, 1
"""How many words a sentence has at least, and how many sentences are among the lines of the head at most."""

LONGEST_PARTICLE = 4
"""How many letters a word in small letters has at most that may be part of a name ("von", "della")."""

MAX_HEAD_LINE = 160
"""How many characters a line of the head has at most."""

_LABEL = TakenLine("press release label")

_LABELS = {
    fold_word(label): language
    for language, labels in reversed(press_words.LABELS.items())
    for label in labels.split("|")
}
"""The language of each label; the first of several."""

_LABEL_LINE = re.compile(
    rf"[\W_]{{0,6}}(?P<label>{'|'.join(map(re.escape, sorted(_LABELS, key=len, reverse=True)))})(?!\w)(?P<rest>.*)",
    re.DOTALL,
)
_LOOSE_LABELS = frozenset(
    map(fold_word, ("communiqué", "comunicado", "tiedote", "közlemény", "press notice", "media alert", "pressenotiz"))
)
_NUMBER = re.compile(
    r"(?:(?:nr|no|n°|nº|núm|num|nummer|number|č|№|sz)\b\.?\s?)?\d{1,5}(?:\s?[/.-]\s?\d{1,4}){0,2}\.?", re.I
)
_NUMBERED = re.compile(r"(?:RELEASE|Release)\s?(?:NO\.?|No\.?)?\s?:?\s+\d{2,4}\s?[-/]\s?\d{1,4}[a-zA-Z]?")
"""A label that is nothing but the number of the release among those of its year: RELEASE: 93-38."""

_COLUMNS = re.compile(r"\s{2,}")
_ISSUED_BY = re.compile(
    r"(?:der|des|die|von|from|by|of|de la|de l['’]|de|du|des|del|della|dello|dell['’]|di|van|fra|från|od)\s?(?=\S)"
)
_GENITIVE = re.compile(
    r"^([^\W\d_]*(?:revier|präsidium|ministerium|amt|kreis|verband|verein|rat|haus|institut|werk|zentrum|büro|dienst"
    r"|museum|theater|konzern|klub|club))e?s(?!\w)",
    re.IGNORECASE,
)
"""The first word of an issuer behind "des", with the ending that the case gives it ("des Polizeireviers Osted")."""

_ISSUER_AND_LABEL = re.compile(r"\s+[-–—|:]\s+")


_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d(?: ?(?:Uhr|h|hrs|[ap]\.?m\.?))?(?: [A-Z]{2,4})?", re.IGNORECASE)
"""The hour of issue on a line of its own, below the label or the day."""


def take_head(release: Release) -> None:
    """Take what a distributor added, labels and the day of issue among the first lines."""
    if added := read_distribution(release.lines, release.filled):
        _take_distribution(release, added)
    labeled = sentences = 0
    for number, at in enumerate(release.filled[:MAX_HEAD]):
        text = release.lines[at].strip()
        sentences += len(text.split()) >= SENTENCE_WORDS and ENDS_SENTENCE.search(text[-12:]) is not None
        if len(text) > MAX_HEAD_LINE or sentences > MOST_SENTENCES:
            break
        if _NUMBERED.fullmatch(text) and _take_contacts_above(release, at):
            release.taken[at] = _LABEL
            release.set_label("en")
            continue
        if number >= HEAD and not (release.is_labeled and number <= labeled + BELOW_LABEL):
            continue
        labeled = number if not release.is_labeled else labeled
        if _take_label(release, at, text):
            _take_letterhead(release, at)
            _take_contacts_above(release, at)
            continue
        if _take_labeled_letterhead(release, at, text) or (release.is_labeled and _take_field(release, at, text)):
            continue
        if release.is_labeled and _CLOCK.fullmatch(text) and release.filled[number - 1] in release.taken:
            release.taken[at] = ISSUED
            continue
        if release.is_labeled and (moment := _read_day_line(text, release.lexicon)):
            release.set_issued(moment, at)
            release.taken[at] = ISSUED
    if release.is_labeled:
        _take_address_line(release)
        _take_day_above(release)


def _read_day_line(text: str, lexicon: Lexicon) -> Moment | None:
    """The day on a line of its own, perhaps with a place on either side, which is one word or divided by a comma; None
    if the line is no such line.
    """
    issued = read_issued(text, lexicon)
    dated = read_date(text, lexicon) if len(text) <= LONGEST_DAY_LINE else None
    if dated is None or dated.moment is None:
        return None
    if issued and issued[1] >= len(text) and ("," in text or len(dated.rest.split()) <= 1):
        return issued[0]
    words = [word for word in _WORD.findall(dated.rest) if fold_word(word) not in _OF_YEAR]
    is_place = len(words) <= MOST_PLACE_WORDS and all(word[0].isupper() for word in words)
    is_divided = not words or "," in text
    return dated.in_given_zone().moment if is_place and is_divided and not _NO_PLACE.search(dated.rest) else None


def _take_day_above(release: Release) -> None:
    """Take a line with the day of issue above the label, among the lines that say who issued the release."""
    label = next((at for at in release.filled if release.taken.get(at) == _LABEL), -1)
    for at in release.filled:
        if at >= label:
            return
        if at not in release.taken and (moment := _read_day_line(release.lines[at].strip(), release.lexicon)):
            release.set_issued(moment, at)
            release.taken[at] = ISSUED


def take_letterhead_above(release: Release, title: int) -> None:
    """Take the lines above the `title` that are left of the head: who issued the release."""
    release.taken.update((at, ISSUER) for at in release.filled if at < title and at not in release.taken)


def is_below_label(release: Release, at: int) -> bool:
    """Whether a line is below the first label, and the copy's first line is not."""
    labels = [line for line in release.filled if release.taken.get(line) == _LABEL]
    return bool(labels) and release.filled[0] < labels[0] < at


def _take_distribution(release: Release, added: Distribution) -> None:
    """Take what a distributor added, with the day and hour that its header or one of the first lines gives."""
    release.is_labeled, release.language = True, added.language
    for at, taken in added.taken.items():
        release.taken[at] = taken
        if dated := read_date(release.lines[at].strip().partition(", ")[2], release.lexicon):
            release.set_issued(dated.in_given_zone().moment, at)
    above = [at for at in release.filled if at not in release.taken]
    for at in above[:3]:
        if is_of_sentences(release.lines[at].strip()):
            break
        dated = read_date(release.lines[at].strip(), release.lexicon) if at not in release.taken else None
        if dated and dated.moment and len(dated.rest.split()) <= MOST_ZONE_WORDS:
            release.set_issued(dated.in_given_zone().moment, at)
            release.taken[at] = ISSUED
    if added.subtitle:
        at, text = added.subtitle
        release.state_first("subheadline", text, at)
        release.taken[at] = DEK
    if added.dateline is not None:
        release.state_first("dateline", one_line(release.lines[added.dateline]), added.dateline)
        release.taken[added.dateline] = DATELINE
    if added.issuer:
        at, name = added.issuer
        release.state_first("provider", Party(name=one_line(name)), at)


def _take_address_line(release: Release) -> None:
    """Take the first line of a release if it is the issuer's name with its address, divided by signs."""
    at = release.filled[0] if release.filled else -1
    text = release.lines[at].strip() if at >= 0 else ""
    name = name_in_address(text) if at not in release.taken else None
    if name is not None:
        release.taken[at] = ADDRESS_OF_ISSUER
        if is_organisation(name, release.lexicon):
            release.state_first("provider", Party(name=one_line(name)), at)


def _take_letterhead(release: Release, label: int) -> None:
    """Take the name of an organization alone on the line above the label; it issued the release."""
    above = next((at for at in reversed(release.filled) if at < label), None)
    if above is None or above in release.taken or above != release.filled[0]:
        return
    name = one_line(release.lines[above])
    if len(name.split()) <= LETTERHEAD_WORDS and is_organisation(name, release.lexicon):
        release.state_first("provider", Party(name=name), above)
        release.taken[above] = ISSUER


def _take_contacts_above(release: Release, label: int) -> bool:
    """Take the contacts above the label and the day of issue beside them; whether nothing else is above it.

    A contact is a block of a name and short lines, the last of which has how to reach them.
    """
    blocks: list[list[int]] = []
    for at in release.filled:
        if at >= label:
            break
        if blocks and at == blocks[-1][-1] + 1:
            blocks[-1].append(at)
        else:
            blocks.append([at])
    if not blocks or not all(_is_contact(release, block) for block in blocks):
        return False
    for at in (at for block in blocks for at in block):
        release.taken[at] = CONTACT
        for part in _COLUMNS.split(release.lines[at].strip()):
            dated = read_date(part, release.lexicon) if len(part) <= 40 else None
            if dated and dated.moment and not dated.rest.split():
                release.set_issued(dated.moment, at)
    return True


def _is_contact(release: Release, block: Sequence[int]) -> bool:
    """Whether a block is a name with where they work and how to reach them."""
    texts = [release.lines[at].strip() for at in block]
    is_short = 1 < len(texts) <= CONTACT_LINES and all(len(text.split()) <= CONTACT_LINE_WORDS for text in texts)
    if not (is_short and has_contact(texts[-1])) or ENDS_SENTENCE.search(texts[0]):
        return False
    return ":" in texts[0] or has_contact(texts[0]) or not any(map(_is_plain_word, texts[0].split()))


def _is_plain_word(word: str) -> bool:
    """Whether a word is none of a name's: it is in small letters and longer than particles are."""
    return len(word) > LONGEST_PARTICLE and word.isalpha() and word.islower()


def _take_labeled_letterhead(release: Release, at: int, text: str) -> bool:
    """Take the first line with the issuer and a label behind a dash ("Mairie de Brélès – Communiqué de presse")."""
    name, _, label = (part.strip() for part in _ISSUER_AND_LABEL.sub("\0", text, count=1).partition("\0"))
    language = _LABELS.get(key_of(label))
    if at != release.filled[0] or language is None or len(name.split()) > LETTERHEAD_WORDS:
        return False
    release.is_labeled, release.language = True, known_language(language)
    release.taken[at] = ISSUER
    if is_organisation(name, release.lexicon):
        release.state_first("provider", Party(name=one_line(name)), at)
    return True


def _take_field(release: Release, at: int, text: str) -> bool:
    """Take a line below the label that gives the day of issue or the number of the release behind a colon."""
    label, colon, value = text.partition(":")
    key = key_of(label)
    if not colon or not value.strip():
        return False
    if (
        key in press_words.DAY_FIELDS
        and (dated := read_date(value.strip(), release.lexicon))
        and len(dated.rest.split()) <= 2
    ):
        release.set_issued(dated.in_given_zone().moment, at)
        release.taken[at] = ISSUED
        return True
    if key in press_words.CONTACTS and _names_person(value):
        release.taken[at] = CONTACT
        return True
    if key in press_words.NUMBER_FIELDS and len(value.split()) <= 3 and any(map(str.isdigit, value)):
        release.taken[at] = _LABEL
        return True
    return False


def _names_person(value: str) -> bool:
    """Whether the value of a field is a name with a number or an address."""
    words = value.split()
    is_short = 2 <= len(words) <= CONTACT_LINE_WORDS and not ENDS_SENTENCE.search(value)
    return is_short and words[0][0].isupper() and ("@" in value or _DIGIT.search(words[-1]) is not None)


def _take_label(release: Release, at: int, text: str) -> bool:
    """Take a label with its number, day, embargo or issuer; a title behind a label stays in the story."""
    match = _LABEL_LINE.match(fold_word(text))
    if match is None:
        is_free = (release.is_labeled or ":" in text or text.isupper()) and frees_copy(text.strip(MARKS))
        if is_free:
            release.taken[at] = _LABEL
            release.set_label(release.language)
        return is_free
    behind = text_behind(text, match.start("rest"))
    rest = behind.strip(MARKS + ",/·")
    is_separated = behind.strip()[:1] in tuple(":：|–—-/·,(") or not rest
    is_loose = match["label"] in _LOOSE_LABELS and not text[: len(text) - len(behind)].isupper()
    if is_loose and (rest or release.is_labeled or at != release.filled[0]):
        return False
    language = known_language(_LABELS[match["label"]])
    if rest and not _read_behind_label(release, at, rest, language, is_separated=is_separated):
        if is_separated and not behind.lstrip().startswith(",") and len(rest.split()) in HEADLINE_WORDS:
            release.rewritten[at] = rest
            release.is_labeled, release.language = True, language
        return False
    release.taken[at] = _LABEL
    release.set_label(language)
    return True


def _read_behind_label(release: Release, at: int, rest: str, language: str, *, is_separated: bool) -> bool:
    """Read what a label has behind it: another label, an embargo, a number, a day or the issuer; whether it has."""
    again = _LABEL_LINE.match(fold_word(rest))
    if again and not again["rest"].strip(MARKS):
        return True
    if is_separated and is_embargo(rest):
        release.set_embargo(rest, at)
        return True
    dated = read_date(rest, load_lexicon("en", language)) if len(rest) <= 60 else None
    if _NUMBER.fullmatch(rest) or (dated and len(dated.rest.split()) <= 3):
        release.set_issued(dated.in_given_zone().moment if dated else None, at)
        return True
    issuer = None if is_separated else _ISSUED_BY.match(rest)
    if issuer is None or len(rest.split()) > 7 or ENDS_SENTENCE.search(rest):
        return False
    name = rest[issuer.end() :].strip()
    if not name[:1].isupper() or at not in release.filled[:2]:
        return False
    if rest.startswith("des "):
        name = _GENITIVE.sub(r"\1", name)
    release.state_first("provider", Party(name=one_line(name)), at)
    return True
