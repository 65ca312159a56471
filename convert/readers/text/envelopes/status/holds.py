"""Lines that withdraw a story, hold it back or put it under embargo, and those that only replace an older version.

Only a line of its own counts, or a note that addresses editors: a story may report on a killed bill or an arms embargo.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Literal, NamedTuple, TypeAlias

from convert.findings import Finding, Location, Severity
from convert.model import Embargo, Moment
from convert.readers.text.envelopes.contacts import has_contact
from convert.readers.text.envelopes.draft import Draft
from convert.readers.text.envelopes.envelope import Envelope, TakenLine, bare_line, filled_lines, quoted
from convert.readers.text.envelopes.status import words as status_words
from convert.readers.text.envelopes.status.embargoes import is_embargo, read_embargo
from convert.readers.text.envelopes.status.notes import (
    explains_withdrawal,
    goes_on_about_the_world,
    holds_copy_back,
    may_be_note,
    withdraws_copy,
)
from convert.readers.text.envelopes.status.phrases import (
    MARKS,
    OUTER_MARKS,
    SEPARATOR,
    key_of,
    opening_of,
    phrases_of,
    reports_words,
)
from convert.readers.text.lexicon import fold_word
from convert.readers.text.lines.language import detect_language
from convert.readers.text.scripts import WORD, is_capital
from convert.readers.text.sentences import ENDS_SENTENCE

HoldKind: TypeAlias = Literal["kill", "withhold", "embargo", "replacement", "note", "spoken"]

_Place: TypeAlias = Literal["head", "tail", "inside"]

HEAD, TAIL = 12, 6
"""How many lines at the start and at the end of the copy may be notes without capitals."""

MAX_CONTACT = 200
"""The greatest length of a line below a withdrawal that says whom to ask, in characters."""

_CONTACT = TakenLine("whom to ask about a withdrawal", is_private=True)

MAX_NOTE = 400
"""The greatest length of a note about the status, in characters."""

NEAR = 3
"""How many lines below a word alone may show that it withdraws copy of an agency."""

FEWEST_OF_SENTENCE = 6
"""How many words a sentence has at least below a line that may be its title."""

FEWEST_OF_PARAGRAPH = 10
"""How many words a paragraph has at least above and below a word alone that is of the story."""

LONGEST_OPENING = 40
"""How many characters of a line are compared with the phrases that open it; no phrase is longer."""

_RULES: Mapping[HoldKind, str] = {
    "kill": "withdrawal of the story",
    "withhold": "note that holds the story back",
    "embargo": "embargo on a line of its own",
    "replacement": "note that this replaces an older version",
    "note": "note to editors next to another",
    "spoken": "note that a speech counts as it is delivered",
}

_SLUG = re.compile(r"(?P<slug>(?:BC|AM|PM|AP)-\S.{0,80}?)[,-]\s?(?:Mandatory |Bulletin )?(?:Kill|KILL)\b.{0,20}")
_GLUED = re.compile(r"(?:KILL|WITHDRAWN|STORY REMOVED)[-–—](?=[^\s\d-])")
"""A mark before a headline ("WITHDRAWN-Ferry crews …"), as Reuters writes it."""

_ADVANCE_MARK = re.compile(
    r"\s*\^?\$?adv\s?\d{1,2}<?\s*|\s*\^?(?:BC|AM|PM|AP)-\S.{0,80}[,-]\s?ADV\b.{0,20}", re.IGNORECASE
)
"""A mark that copy is sent in advance, of which another line says until when it is held."""

_WIRED = re.compile(r"\((?=[^)]*[^\W\d_])[^()]{2,30}\)\s?[-–—_:]|/[^\W\d_][^/]{1,20}/\s?[-–—.]")
"""How an agency signs a dateline: "PARIS (AFP) -", "Iași, 12 mar /Agerpres/ -"."""

_HOUR = re.compile(r"\d\s?(?:uhr|h|hrs|[ap]\.?m)\b|\d[:.h]\d\d\b(?!\.)", re.IGNORECASE)

_ADDRESS = re.compile(r"[^\W\d_][\w ']{1,40}\s?[:：]\s")
"""Words and a colon that open a line."""


class Hold(NamedTuple):
    """A line that states something of the story's status, by its index from 0."""

    at: int
    kind: HoldKind


def find_holds(lines: tuple[str, ...]) -> tuple[Hold, ...]:
    """The lines that state the status of the story. A replacement is valid, whatever it withdraws."""
    filled = filled_lines(lines)
    openings = _openings()
    holds = []
    for number, at in enumerate(filled):
        place: _Place = "head" if number < HEAD else "tail" if number >= len(filled) - TAIL else "inside"
        if place == "inside" and (lines[at][1:2].islower() or not is_capital(lines[at])):
            continue
        text = lines[at].strip(MARKS)
        if place == "inside":
            possible = openings.get(fold_word(text[:2]))
            if possible is None or not fold_word(text[:LONGEST_OPENING]).startswith(possible):
                continue
        if _is_of_story(lines, filled, number):
            continue
        kind = None
        if len(text) <= MAX_NOTE and _may_state(text):
            near = tuple([lines[one].strip(MARKS) for one in filled[number + 1 : number + 1 + NEAR]])
            kind = _kind_of(lines[at], near, place)
        if kind is None and place != "inside" and len(text) <= LONGEST_OPENING and key_of(text) in _spoken():
            kind = "spoken"
        if kind:
            holds.append(Hold(at, kind))
        elif place == "head" and holds and holds[-1].at == filled[number - 1]:
            withdrawn = any(hold.kind == "kill" for hold in holds)
            if _addresses_editors(text) or (withdrawn and len(text) <= MAX_NOTE and explains_withdrawal(text)):
                holds.append(Hold(at, "note"))
    replaces = any(hold.kind == "replacement" for hold in holds)
    return tuple(hold for hold in holds if not (replaces and hold.kind == "kill"))


def _is_of_story(lines: tuple[str, ...], filled: Sequence[int], number: int) -> bool:
    """Whether the lines beside a line show that it is of the story, whatever its words are."""
    line = lines[filled[number]]
    above = lines[filled[number - 1]] if number else ""
    following = lines[filled[number + 1]] if number + 1 < len(filled) else ""
    if number == 0:
        return _is_title_of_story(line, following)
    if ":" in line or "：" in line:
        if following and number > 1 and _goes_on_in_story(line.strip()):
            return True
        if _is_prose(above) and goes_on_about_the_world(line.strip()):
            return True
    return bool(following) and number > 1 and _is_word_of_story(line, above, following)


def _may_state(text: str) -> bool:
    """Whether a line without its outer marks may state something: a quick test that rules most lines out."""
    key = key_of(text)
    return (
        key.startswith(_openings_and_labels().get(key[:2], ()))
        or _GLUED.match(text) is not None
        or any(map(key.__contains__, status_words.REPLACES))
        or may_be_note(text)
    )


_SENTENCE = re.compile(r"[^:：]{3,40}[:：]\s(?:\S+\s+){8,}\S+\.")
"""Words and a colon before a sentence that goes on in small letters."""


def _goes_on_in_story(text: str) -> bool:
    """Whether a line between others opens with words and a colon and goes on in small letters, of no copy: "Story
    removed: the third floor of the house is gone, too." is a sentence of a story.
    """
    if _SENTENCE.fullmatch(text) is None or not text.partition(":")[2].strip()[:1].islower():
        return False
    rest = key_of(text.partition(":")[2])
    return not any(re.search(rf"\b{re.escape(word)}", rest) for word in status_words.ABOUT_COPY)


@cache
def _spoken() -> frozenset[str]:
    return frozenset(phrases_of("SPOKEN"))


def _is_prose(line: str) -> bool:
    """Whether a line is a sentence long enough that it may be of a story."""
    return line.count(" ") >= FEWEST_OF_SENTENCE and ENDS_SENTENCE.search(line.strip()) is not None


def _addresses_editors(text: str) -> bool:
    """Whether a line opens with an address and a colon ("Editors: …")."""
    return key_of(text).startswith(status_words.ADDRESSES) and _ADDRESS.match(text) is not None


def open_holds(holds: Sequence[Hold], lines: tuple[str, ...], sent: Moment | None) -> Envelope:
    """What the lines `holds` of the copy say: status, embargo, a note to editors for each, and a finding.

    `sent` is when the copy was sent, by which a day without a year gets its year.
    """
    draft = Draft(lines)
    language = detect_language(lines).primary
    embargoes = [(hold, read_embargo(lines[hold.at], language, sent)) for hold in holds if hold.kind == "embargo"]
    if any(embargo.until for _, embargo in embargoes):
        embargoes = [row for row in embargoes if row[1].until or not _ADVANCE_MARK.fullmatch(lines[row[0].at])]
    embargoes += [(hold, Embargo()) for hold in holds if hold.kind == "withhold"]
    if embargoes:
        hold, embargo = max(embargoes, key=lambda row: _length(row[1]))
        draft.state_embargo(embargo, hold.at, lines[hold.at])
    if kill := next((hold for hold in holds if hold.kind == "kill"), None):
        draft.state("status", "canceled", kill.at)
        draft.findings.append(kill_finding(lines[kill.at], kill.at))
        below = [at for at in filled_lines(lines) if at > holds[-1].at][:TAIL]
        draft.taken.update((at, _CONTACT) for at in below if len(lines[at]) <= MAX_CONTACT and has_contact(lines[at]))
    for hold in holds:
        if slug := _SLUG.fullmatch(lines[hold.at].strip(MARKS)):
            draft.state("slugline", bare_line(slug["slug"]), hold.at)
        draft.taken[hold.at] = TakenLine(_RULES[hold.kind], role="desk-note")
        draft.notes.append(bare_line(lines[hold.at]))
    return draft.envelope()


def _is_title_of_story(line: str, following: str) -> bool:
    """Whether a line is a story's title, as a sentence of the story follows it, and no title of another kind: it opens
    with a phrase that titles have, too ("Gesperrt bis 15. Oktober", "Nota retirada: …"), and is not in capitals. With
    the hour it holds copy back.
    """
    text, key = line.strip(MARKS), key_of(line.strip(MARKS))
    if is_capital(text) or _HOUR.search(text) or len(WORD.findall(following)) < FEWEST_OF_SENTENCE:
        return False
    if not ENDS_SENTENCE.search(following) or _says_kill(key_of(following)):
        return False
    if opening_of(key, phrases_of("TITLES_OF_EMBARGOES")):
        return True
    label = opening_of(key, phrases_of("TITLES_OF_KILLS"))
    return label is not None and SEPARATOR.match(key, len(label)) is not None and bool(key[len(label) :].strip(MARKS))


def _is_word_of_story(line: str, above: str, below: str) -> bool:
    """Whether a line is one word without marks between two sentences of a story, as nothing else shows a note."""
    return " " not in line.strip() and _is_unmarked(line) and all(map(_is_long_sentence, (above, below)))


def _is_long_sentence(text: str) -> bool:
    return text.count(" ") >= FEWEST_OF_PARAGRAPH and ENDS_SENTENCE.search(text.rstrip()[-12:]) is not None


def _kind_of(line: str, near: tuple[str, ...], place: _Place) -> HoldKind | None:
    """What a line states, None if nothing; `near` are the lines below without their outer marks."""
    kind = _kind_by_words(line, near, place)
    if kind in (None, "replacement") or is_capital(line) or not reports_words(line):
        return kind
    return "kill" if place != "inside" and withdraws_copy(line.strip(OUTER_MARKS)) else None


def _kind_by_words(line: str, near: tuple[str, ...], place: _Place) -> HoldKind | None:
    """What the words of a line state, whoever says them."""
    text = line.strip(MARKS)
    key = key_of(text)
    in_capitals = is_capital(text)
    if place == "inside" and not in_capitals:
        return None
    if any(map(key.__contains__, status_words.REPLACES)):
        is_note = key.startswith((*status_words.REPLACES, *status_words.ADDRESSES)) or in_capitals
        return "replacement" if is_note and place == "head" else None
    if _is_note(key, phrases_of("KILLS")) or _withdraws(line, key, near, place):
        return "kill"
    if place != "inside" and withdraws_copy(line.strip(OUTER_MARKS)):
        return "kill"
    if is_embargo(text):
        return "embargo"
    if _is_note(key, phrases_of("WITHHOLDS")) or (place == "head" and _withholds(text, key)):
        return "withhold"
    return "withhold" if place != "inside" and holds_copy_back(text) else None


def _withholds(text: str, key: str) -> bool:
    """Whether a line is a word in capitals that holds the story back, or opens with one as a label."""
    if key in phrases_of("WITHHOLD_WORDS"):
        return is_capital(text)
    label = opening_of(key, phrases_of("WITHHOLD_LABELS"))
    return label is not None and is_capital(text[: len(label)]) and text[len(label) :].lstrip().startswith(":")


def _is_unmarked(line: str) -> bool:
    """Whether a line has nothing around its words, as titles and kickers have nothing."""
    text = line.strip()
    return text[-1:].isalpha() and text[:1].isalpha()


def _is_note(key: str, phrases: tuple[str, ...]) -> bool:
    """Whether one of `phrases` opens the line, and a separator or the end of the line follows."""
    return key.startswith(phrases) and any(
        key.startswith(phrase) and SEPARATOR.match(key, len(phrase)) for phrase in phrases
    )


def _withdraws(line: str, key: str, near: tuple[str, ...], place: _Place) -> bool:
    """Whether a line withdraws the story: a word in capitals, perhaps before a note, or a note to editors.

    A participle alone is a kicker of what is called off, too ("ANNULÉ"): it needs marks, a repeat, or copy of an
    agency below.
    """
    text = line.strip(MARKS)
    following = near[0] if near else ""
    if place == "head" and (_GLUED.match(text) or _SLUG.fullmatch(text)):
        return True
    if place == "head" and (word := opening_of(key, phrases_of("KILL_WORDS"))) and is_capital(text[: len(word)]):
        rest = key[len(word) :]
        if not rest.replace(word, "").strip(MARKS):
            is_kicker = word in phrases_of("KILLED") and not rest and _is_unmarked(line) and bool(near)
            return not is_kicker or any(map(_WIRED.search, near)) or _says_kill(key_of(following))
        note = f"{rest} {key_of(following)}"
        if SEPARATOR.match(rest) and any(hint in note for hint in status_words.ABOUT_COPY):
            return True
    if key.startswith(status_words.ADDRESSES):
        return _says_kill(key) or (len(key.split()) <= 3 and _says_kill(key_of(following)))
    return place == "head" and key.startswith(status_words.THIS_STORY) and len(key.split()) <= 16 and _says_kill(key)


def _says_kill(key: str) -> bool:
    """Whether a note says that the copy is withdrawn, not an older version of it."""
    if re.search(status_words.OLDER_VERSION, key):
        return False
    return any(re.search(pattern, key) for pattern in status_words.KILL_SENTENCES) or any(
        phrase in key for phrase in phrases_of("KILLS")
    )


@cache
def _openings() -> Mapping[str, tuple[str, ...]]:
    """Every phrase that a line about the status begins with, by its first two characters."""
    tables = ("KILLS", "KILL_WORDS", "WITHHOLDS", "WITHHOLD_WORDS", "EMBARGOES", "EMBARGO_WORDS")
    phrases = [phrase for table in tables for phrase in phrases_of(table)]
    phrases += [*status_words.REPLACES, *status_words.ADDRESSES, *status_words.THIS_STORY]
    phrases += ["bc-", "am-", "pm-", "ap-"]
    return _by_beginning(phrases)


@cache
def _openings_and_labels() -> Mapping[str, tuple[str, ...]]:
    """The same phrases, and the labels that hold copy back."""
    return _by_beginning([*chain(*_openings().values()), *phrases_of("WITHHOLD_LABELS")])


def _by_beginning(phrases: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for phrase in phrases:
        found[phrase[:2]] = (*found.get(phrase[:2], ()), phrase)
    return found


def _length(embargo: Embargo) -> tuple[bool, str]:
    """A key by which an open-ended embargo is the longest."""
    return (embargo.until is None, embargo.until.utc if embargo.until else "")


def kill_finding(line: str, at: int) -> Finding:
    """The finding that the line with index `at` withdraws the story."""
    return Finding(
        code="TXT014",
        severity=Severity.WARNING,
        message=f"“{quoted(line)}” withdraws the story; its status is canceled",
        advice="Do not publish it. If it is valid, give its status: --meta status=usable.",
        location=Location(line=at + 1, column=1),
        detail=(("field", "status"), ("value", "canceled")),
    )
