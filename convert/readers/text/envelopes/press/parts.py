"""The parts around the story of a press release: contacts, notes to editors, the text about the issuer, the end.

Each has a heading. Contacts are private, and notes go to the editors. A paragraph about the issuer stays in the story.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple, TypeAlias

from convert.findings import Finding, Location, Severity
from convert.model import Party
from convert.readers.text.envelopes.appended_copy import text_below
from convert.readers.text.envelopes.contacts import BRACKETS_AT_END, has_contact, is_contact
from convert.readers.text.envelopes.envelope import TakenLine, one_line
from convert.readers.text.envelopes.press import words as press_words
from convert.readers.text.envelopes.press.draft import CONTACT, MARKS, Release, key_of
from convert.readers.text.lexicon.keys import fold_word
from convert.readers.text.sentences import ENDS_SENTENCE

MAX_HEADING = 80
"""How many characters the heading of a part has at most."""

PROSE = 25
"""From how many words on a paragraph is running text, which no list of contacts has."""

SENTENCE = 12
"""From how many words on a paragraph that ends as sentences do is text of the story."""

WRAPPED = 6
"""How many words a line of running text has at least that was broken into lines."""

LONG_SENTENCE = 18
"""From how many words on a line that ends as sentences do is text below a heading of contacts at the bottom, too."""

CONTACT_REACH = 12
"""Within how many lines below a heading of contacts an address or number stands."""

Part: TypeAlias = Literal["contacts", "notes", "about", "end"]
"""The kind of a part."""

END_MARK = TakenLine("end mark")
END_SIGN = re.compile(r"\s*(?:[#*]\s?){3,5}\s*|\s*[-–—]?\s?30\s?[-–—]\s*")
"""The signs that end copy: ###, ***, -30-."""

_FURNITURE = TakenLine("press release footer")
_NOTE = TakenLine("note to editors", role="desk-note")

_ABOUT = re.compile(rf"(?:{press_words.ABOUT})\s?(?P<name>\S.*)", re.IGNORECASE)
_ARTICLE = re.compile(
    r"(?:the|die|der|das|den|le|la|les|el|los|las|il|lo|gli|i|o|a|os|as|het|de)\s|l['’]", re.IGNORECASE
)
_REMARK = re.compile(r"(?<=\w)\s?\([^\W\d_][^()]{3,40}\)(?=\s?:?$)")
_DASHED = re.compile(r"\s*[-–—*#=(\[]+\s*(?P<word>[^\d_]{1,40}?)\s*[-–—*#=)\]]+\s*")
_ANNOUNCES = tuple(map(fold_word, press_words.ANNOUNCES.split("|")))
_SURE_CONTACTS = frozenset(key for key in press_words.CONTACTS if any(stem in key for stem in press_words.PRESS_STEMS))
_FURNITURE_OPENINGS = tuple(map(fold_word, press_words.FURNITURE))


class Heading(NamedTuple):
    """The heading of a part.

    `rest` is the text behind it on its line. `is_sure` is whether the heading alone shows a release, as that of
    contacts for the press does.
    """

    kind: Part
    rest: str
    is_sure: bool


def find_parts(release: Release) -> dict[int, Heading]:
    """The headings of a release's parts, by line."""
    found: dict[int, Heading] = {}
    is_release = release.is_release
    if not is_release and not any(_may_be_sure(release.lines[at]) for at in release.filled):
        return found
    for number, at in enumerate(release.filled):
        line = release.lines[at]
        if at in release.taken or at in release.rewritten:
            continue
        heading = _read_heading(line.strip(), is_release=is_release)
        if heading is None:
            continue
        below = release.filled[number : number + CONTACT_REACH]
        if heading.kind == "contacts":
            has_data = any(has_contact(release.lines[other]) for other in below)
            if heading.rest and not (has_contact(heading.rest) or (is_release and len(heading.rest.split()) <= 8)):
                continue
            is_last = len(release.filled) - number <= CONTACT_REACH
            if not has_data and not (is_release and heading.is_sure and is_last):
                continue
        elif heading.kind == "about" and not _is_above_prose(release, below):
            continue
        found[at] = heading
    if is_release:
        return found
    contacts = [at for at, heading in found.items() if heading.kind == "contacts" and heading.is_sure]
    return {at: heading for at, heading in found.items() if contacts and (heading.kind != "contacts" or at in contacts)}


def _may_be_sure(line: str) -> bool:
    """Whether a line may open with a heading of contacts for the press; a quick test that rules out most lines."""
    return line[:MAX_HEADING].partition(":")[0].strip(MARKS).casefold() in _SURE_CONTACTS


def _read_heading(text: str, *, is_release: bool) -> Heading | None:
    """The heading of a part that a line is, or opens with before a colon; a remark in brackets behind it is no part."""
    text = _REMARK.sub("", text)
    if len(text) > MAX_HEADING:
        head, colon, rest = text[:MAX_HEADING].partition(":")
        key = key_of(head)
        if colon and len(key) > 4 and key in press_words.NOTES and is_release:
            return Heading("notes", text[len(head) + 1 :].strip(), True)
        if key in press_words.CONTACTS and has_contact(text):
            return Heading("contacts", rest, key in _SURE_CONTACTS)
        return Heading("contacts", text, False) if is_release and _announces_contact(text) else None
    key = key_of(text)
    if key in press_words.CONTACTS:
        return Heading("contacts", "", key in _SURE_CONTACTS)
    if not key or (key in press_words.END_WORDS or END_SIGN.fullmatch(text)):
        return Heading("end", "", True) if _is_end_mark(text, key) else None
    if key in press_words.NOTES:
        return Heading("notes", "", True)
    head, colon, rest = text.replace("：", ":").partition(":")
    if colon and rest.strip():
        key = key_of(head)
        if key in press_words.CONTACTS:
            return Heading("contacts", rest.strip(), key in _SURE_CONTACTS)
        if key in press_words.NOTES and is_release and len(key) > 6:
            return Heading("notes", rest.strip(), True)
    if is_release and _announces_contact(text):
        return Heading("contacts", text, False)
    if (about := _ABOUT.fullmatch(text.strip(MARKS))) and len(text.split()) <= 10 and not ENDS_SENTENCE.search(text):
        return Heading("about", about["name"].strip(), True)
    return None


def is_part_heading(text: str) -> bool:
    """Whether a line is the heading of a part below a release, such as notes, contacts or a text about the issuer."""
    return _read_heading(text, is_release=True) is not None


def _announces_contact(text: str) -> bool:
    """Whether a sentence says whom to ask, with how to reach them or up to a colon."""
    return fold_word(text).startswith(_ANNOUNCES) and (has_contact(text) or text.endswith(":"))


def _is_end_mark(text: str, key: str) -> bool:
    """Whether a line is an end mark: ruled, a word between dashes, or one in capitals."""
    if END_SIGN.fullmatch(text):
        return True
    return key in press_words.END_WORDS and (
        _DASHED.fullmatch(text) is not None or text.isupper() or key.startswith(("end", "fin", "以"))
    )


def _is_above_prose(release: Release, below: Sequence[int]) -> bool:
    """Whether one of the two lines below the first is running text."""
    return any(len(release.lines[at].split()) >= 8 for at in below[1:3])


def take_parts(release: Release, parts: dict[int, Heading]) -> None:
    """Take contacts, notes and end marks; a paragraph about the issuer stays, without lines that have contacts."""
    is_bottom = False
    others = _other_copy(release, parts)
    part: Part | None = None
    for block in _blocks(release):
        words = sum(len(release.lines[at].split()) for at in block)
        is_prose = words >= PROSE and not any(has_contact(release.lines[at]) for at in block)
        if part == "contacts" and block[0] not in parts:
            if not (is_bottom and release.is_release):
                part = part if any(has_contact(release.lines[at]) for at in block) and not is_prose else None
            elif is_prose:
                part = None
        elif part == "notes" and not is_bottom:
            part = None
        for at in block:
            if at in release.taken:
                continue
            if at in others:
                part = None
            if heading := parts.get(at):
                part = heading.kind
                _take_heading(release, at, heading)
            elif part == "contacts" and (
                _is_text(release.lines[at], is_bottom=is_bottom) or _opens_text(release, at, block, parts)
            ):
                part = None
            elif part is not None:
                _take_line(release, at, part)
            is_bottom = is_bottom or (part is None and len(release.lines[at].split()) >= PROSE)
            if part is None and _is_footer(release, at, is_bottom=is_bottom):
                release.taken[at] = _FURNITURE
        if part is None:
            ends = ENDS_SENTENCE.search(release.lines[block[-1]].strip()) is not None
            is_bottom = is_bottom or words >= PROSE or (ends and words >= SENTENCE)
    _take_last_contacts(release)
    if release.is_release:
        _take_contacts_in_brackets(release)


def _take_contacts_in_brackets(release: Release) -> None:
    """Take whom to ask in brackets behind a sentence of a release ("… (Jane Doe, 0411 755-821)"), and report that."""
    for at in release.filled:
        text = release.lines[at].rstrip()
        found = BRACKETS_AT_END.search(text) if at not in release.taken and at not in release.rewritten else None
        if found is None or not is_contact(found.group()):
            continue
        release.rewritten[at] = text[: found.start()].rstrip()
        count = len(found.group().split())
        words = f"{count} words of a contact behind the text are" if count > 1 else "a contact behind the text is"
        release.findings.append(
            Finding(
                code="TXT020",
                severity=Severity.NOTICE,
                message=f"{words} not in the article",
                advice="Compare them with the text.",
                location=Location(line=at + 1, column=found.start() + 1),
            )
        )


def _other_copy(release: Release, parts: Mapping[int, Heading]) -> set[int]:
    """Where copy begins that was joined below contacts."""
    found: set[int] = set()
    ends = [*sorted(parts), len(release.lines)]
    for heading, end in pairwise(ends):
        if parts[heading].kind == "contacts":
            below = [at for at in release.filled if heading < at < end and at not in release.taken]
            other = text_below(release.lines, below)
            found |= {other} if other is not None else set()
    return found


def _blocks(release: Release) -> Iterator[list[int]]:
    """The lines between blank lines."""
    block: list[int] = []
    for at in release.filled:
        if block and at != block[-1] + 1:
            yield block
            block = []
        block.append(at)
    if block:
        yield block


def _is_text(text: str, *, is_bottom: bool) -> bool:
    """Whether a line below a heading of contacts is of the story: running text, or above the story a title."""
    words = len(text.split())
    if has_contact(text):
        return False
    if not is_bottom:
        return words >= SENTENCE or (words >= 6 and not any(map(str.isdigit, text)))
    is_sentence = ENDS_SENTENCE.search(text.strip()) is not None and not fold_word(text).startswith(_ANNOUNCES)
    return words >= (LONG_SENTENCE if is_sentence else PROSE)


def _opens_text(release: Release, at: int, block: Sequence[int], parts: Mapping[int, Heading]) -> bool:
    """Whether running text that was broken into lines begins here."""
    words = 0
    for line in block:
        if line < at:
            continue
        count = len(release.lines[line].split())
        if count < WRAPPED or line in parts or has_contact(release.lines[line]):
            return False
        words += count
        if words >= PROSE:
            return True
    return False


def _take_heading(release: Release, at: int, heading: Heading) -> None:
    """Take the heading of a part, with a note behind it; that of a text about the issuer stays."""
    match heading.kind:
        case "contacts":
            release.taken[at] = CONTACT
        case "notes":
            release.taken[at] = _NOTE
            if heading.rest and not has_contact(heading.rest):
                release.notes.append(heading.rest)
            elif heading.rest:
                release.taken[at] = CONTACT
        case "end":
            release.taken[at] = END_MARK


def _take_line(release: Release, at: int, part: Part) -> None:
    """Take a line below the heading of a part; one with an address or number is a contact in each."""
    text = release.lines[at]
    if part == "contacts" or has_contact(text):
        release.taken[at] = CONTACT
    elif part == "notes":
        release.taken[at] = _NOTE
        release.notes.append(text)
    elif (part == "end" or len(text.split()) < PROSE) and fold_word(text.strip()).startswith(_FURNITURE_OPENINGS):
        release.taken[at] = _FURNITURE


def _is_footer(release: Release, at: int, *, is_bottom: bool) -> bool:
    """Whether a line tells editors the length of the release or what they owe."""
    text = release.lines[at].strip()
    return is_bottom and len(text.split()) < PROSE and fold_word(text).startswith(_FURNITURE_OPENINGS)


def _take_last_contacts(release: Release) -> None:
    """Take the last blocks of short lines one of which has an address or number."""
    for block in reversed(list(_blocks(release))):
        rest = [at for at in block if at not in release.taken]
        if not rest:
            continue
        texts = [release.lines[at] for at in rest]
        if not any(map(has_contact, texts)) or any(len(text.split()) > 12 for text in texts) or len(texts) > 12:
            return
        release.taken.update(dict.fromkeys(rest, CONTACT))


def read_issuer(release: Release, parts: dict[int, Heading]) -> None:
    """Read who issued the release from the heading of the paragraph about them."""
    for at, heading in parts.items():
        name = _ARTICLE.sub("", heading.rest.strip(MARKS), count=1)
        words = name.split()
        if heading.kind == "about" and 0 < len(words) <= 8 and not name[:1].islower():
            if fold_word(words[0]) in press_words.NOBODY:
                continue
            release.state_first("provider", Party(name=one_line(name)), at)
            return
