"""Lines that withdraw a story, hold it back or put it under embargo, and those that only replace an older version.

Only a line of its own counts, or a note that addresses editors: a story may report on a killed bill or an arms embargo.
It is better to hold a story too long than to let it out too early, so an embargo without day, hour and zone is
open-ended, and withholds the story.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal, NamedTuple, TypeAlias

from convert.findings import Finding, Location, Severity
from convert.model import Embargo, Moment
from convert.readers.text.envelopes import status_words
from convert.readers.text.envelopes.embargo_end import MARKS, opening_phrase, phrase_key, read_embargo
from convert.readers.text.envelopes.envelope import Envelope, TakenLine, filled_lines, text_behind
from convert.readers.text.envelopes.status_notes import holds_copy_back, states_embargo, withdraws_copy
from convert.readers.text.lexicon import fold_word, load_lexicon
from convert.readers.text.lines.language import detect_language

HoldKind: TypeAlias = Literal["kill", "withhold", "embargo", "replacement", "note"]

_Place: TypeAlias = Literal["head", "tail", "inside"]

HEAD, TAIL = 12, 6
"""How many lines at the start and at the end of the copy may be notes without capitals."""

MAX_NOTE = 400
"""The greatest length of a note about the status, in characters."""

LONGEST_OPENING = 40
"""How many characters of a line are compared with the phrases that open it; no phrase is longer."""

MAX_WORDS = 25
"""How many words a line about an embargo has at most."""

MAX_OTHER_WORDS = 2
"""How many words beside day, hour and zone a line about an embargo has that begins like a line of a story."""

MAX_EVENT_WORDS = 10
"""How many words a line has at most that ends an embargo with an event without a colon ("until the ceremony")."""

_RULES: Mapping[HoldKind, str] = {
    "kill": "withdrawal of the story",
    "withhold": "note that holds the story back",
    "embargo": "embargo on a line of its own",
    "replacement": "note that this replaces an older version",
    "note": "note to editors next to another",
}

_OUTER_MARKS = "".join(mark for mark in MARKS if mark not in "\"'„“”«»")
_QUOTES = ('"', "'", "„", "“", "«", "»", "‘", "”")
_SEPARATOR = re.compile(r"\s*(?:[:：.!！;,(（/|]|[-–—]|$)")
_WORD = re.compile(r"[^\W\d_]+")
_SLUG = re.compile(r"(?P<slug>(?:BC|AM|PM|AP)-\S.{0,80}?)[,-]\s?(?:Mandatory |Bulletin )?(?:Kill|KILL)\b.{0,20}")
_GLUED = re.compile(r"(?:KILL|WITHDRAWN|STORY REMOVED)[-–—](?=[^\s\d-])")
"""A mark before a headline ("WITHDRAWN-Ferry crews …"), as Reuters writes it."""


_ADVANCE_MARK = re.compile(
    r"\s*\^?\$?adv\s?\d{1,2}<?\s*|\s*\^?(?:BC|AM|PM|AP)-\S.{0,80}[,-]\s?ADV\b.{0,20}", re.IGNORECASE
)
"""A mark that copy is sent in advance, of which another line says until when it is held."""


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
        text = lines[at].strip(MARKS)
        place: _Place = "head" if number < HEAD else "tail" if number >= len(filled) - TAIL else "inside"
        if place == "inside":
            possible = openings.get(fold_word(text[:2]))
            if possible is None or not fold_word(text[:LONGEST_OPENING]).startswith(possible):
                continue
        following = lines[filled[number + 1]] if number + 1 < len(filled) else ""
        if following and number > 1 and _goes_on_in_story(lines[at].strip()):
            continue
        if len(text) <= MAX_NOTE and (kind := _kind_of(lines[at], following.strip(MARKS), place)):
            holds.append(Hold(at, kind))
        elif place == "head" and holds and holds[-1].at == filled[number - 1] and _addresses_editors(text):
            holds.append(Hold(at, "note"))
    replaces = any(hold.kind == "replacement" for hold in holds)
    return tuple(hold for hold in holds if not (replaces and hold.kind == "kill"))


_SENTENCE = re.compile(r"[^:：]{3,40}[:：]\s(?:\S+\s+){8,}\S+\.")
"""Words and a colon before a sentence that goes on in small letters."""


def _goes_on_in_story(text: str) -> bool:
    """Whether a line between others opens with words and a colon and goes on in small letters, of no copy: "Story
    removed: the third floor of the house is gone, too." is a sentence of a story.
    """
    if _SENTENCE.fullmatch(text) is None or not text.partition(":")[2].strip()[:1].islower():
        return False
    rest = phrase_key(text.partition(":")[2])
    return not any(re.search(rf"\b{re.escape(word)}", rest) for word in status_words.ABOUT_COPY)


def _addresses_editors(text: str) -> bool:
    """Whether a line opens with an address and a colon ("Editors: …")."""
    return phrase_key(text).startswith(status_words.ADDRESSES) and _ADDRESS.match(text) is not None


def open_holds(holds: Sequence[Hold], lines: tuple[str, ...], sent: Moment | None) -> Envelope:
    """What the lines `holds` of the copy say: status, embargo, a note to editors for each, and a finding.

    `sent` is when the copy was sent, by which a day without a year gets its year.
    """
    metadata: dict[str, object] = {}
    stated: dict[str, int] = {}
    findings: list[Finding] = []
    language = detect_language(lines).primary
    embargoes = [(hold, read_embargo(lines[hold.at], language, sent)) for hold in holds if hold.kind == "embargo"]
    if any(embargo.until for _, embargo in embargoes):
        embargoes = [row for row in embargoes if row[1].until or not _ADVANCE_MARK.fullmatch(lines[row[0].at])]
    embargoes += [(hold, Embargo()) for hold in holds if hold.kind == "withhold"]
    if embargoes:
        hold, embargo = max(embargoes, key=lambda row: _length(row[1]))
        metadata["embargo"], stated["embargo"] = embargo, hold.at
        if embargo.until is None:
            metadata["status"], stated["status"] = "withheld", hold.at
        findings.append(embargo_finding(lines[hold.at], hold.at, embargo))
    if kill := next((hold for hold in holds if hold.kind == "kill"), None):
        metadata["status"], stated["status"] = "canceled", kill.at
        findings.append(_kill_finding(lines[kill.at], kill.at))
    slugs = ((hold.at, found["slug"]) for hold in holds if (found := _SLUG.fullmatch(lines[hold.at].strip(MARKS))))
    for at, slug in slugs:
        metadata["slugline"], stated["slugline"] = _one_line(slug), at
    return Envelope(
        lines=lines,
        taken={hold.at: TakenLine(_RULES[hold.kind], role="desk-note") for hold in holds},
        metadata=metadata,
        stated=stated,
        notes=tuple(_one_line(lines[hold.at]) for hold in holds),
        findings=tuple(findings),
    )


# --------------------------------------------------------------------------------------------------------------------
# Which lines


def _kind_of(line: str, following: str, place: _Place) -> HoldKind | None:
    """What a line states, None if nothing; `following` is the next line without its outer marks."""
    text = line.strip(MARKS)
    key = phrase_key(text)
    is_capital = _is_capital(text)
    if place == "inside" and not is_capital:
        return None
    if not is_capital and _reports_words(line):
        return "kill" if place != "inside" and withdraws_copy(line.strip(_OUTER_MARKS)) else None
    if any(phrase in key for phrase in status_words.REPLACES):
        is_note = key.startswith((*status_words.REPLACES, *status_words.ADDRESSES)) or is_capital
        return "replacement" if is_note and place == "head" else None
    if _is_note(key, _phrases("KILLS")) or _withdraws(text, key, following, place):
        return "kill"
    if place != "inside" and withdraws_copy(line.strip(_OUTER_MARKS)):
        return "kill"
    if states_embargo(text) or _opens_embargo(text, text, key):
        return "embargo"
    if _is_note(key, _phrases("WITHHOLDS")) or (place == "head" and is_capital and key in _phrases("WITHHOLD_WORDS")):
        return "withhold"
    return "withhold" if place != "inside" and holds_copy_back(text) else None


@cache
def _reported() -> re.Pattern[str]:
    """A comma and one of the `REPORTS`, at most two words behind it."""
    verbs = "|".join(map(re.escape, status_words.REPORTS))
    return re.compile(rf",[\"'“”’»]?\s(?:[\w-]+\s){{0,2}}?(?:[\w]+-)?(?:{verbs})\b", re.IGNORECASE)


def _reports_words(line: str) -> bool:
    """Whether a line tells what somebody says or what is written somewhere: speech, or words before "…, it says"."""
    text = line.strip(_OUTER_MARKS)
    if text[:1] in _QUOTES and (closing := re.search(r"[\"“”»’](?=[\s,.–—-])", text[1:])):
        return len(_WORD.findall(text[closing.end() + 1 :])) > 1
    return _reported().search(text) is not None


def _is_note(key: str, phrases: tuple[str, ...]) -> bool:
    """Whether one of `phrases` opens the line, and a separator or the end of the line follows."""
    return key.startswith(phrases) and any(
        key.startswith(phrase) and _SEPARATOR.match(key, len(phrase)) for phrase in phrases
    )


def _withdraws(text: str, key: str, following: str, place: _Place) -> bool:
    """Whether a line withdraws the story: a word in capitals, perhaps before a note, or a note to editors."""
    if place == "head" and (_GLUED.match(text) or _SLUG.fullmatch(text)):
        return True
    if place == "head" and (word := opening_phrase(key, _phrases("KILL_WORDS"))) and _is_capital(text[: len(word)]):
        rest = key[len(word) :]
        if not rest.replace(word, "").strip(MARKS):
            return True
        note = f"{rest} {phrase_key(following)}"
        if _SEPARATOR.match(rest) and any(hint in note for hint in status_words.ABOUT_COPY):
            return True
    if key.startswith(status_words.ADDRESSES):
        return _says_kill(key) or (len(key.split()) <= 3 and _says_kill(phrase_key(following)))
    return place == "head" and key.startswith(status_words.THIS_STORY) and len(key.split()) <= 16 and _says_kill(key)


def _says_kill(key: str) -> bool:
    if re.search(status_words.OLDER_VERSION, key):
        return False
    return any(re.search(pattern, key) for pattern in status_words.KILL_SENTENCES) or any(
        phrase in key for phrase in _phrases("KILLS")
    )


_BARE = ("embargo ", "эмбарго ", "ембарго ")
"""What phrases begin with that headlines and sentences about trade begin with, too."""


_HELD = re.compile(r"\w+ (?:embargo|sperrfrist|эмбарго|ембарго)\b")
"""A phrase that says of copy that it is held back ("sous embargo"); before a colon it needs no day."""


def is_embargo(line: str) -> bool:
    """Whether a line on its own states an embargo."""
    text = line.strip(MARKS)
    if not _is_capital(text) and _reports_words(line):
        return False
    return states_embargo(text) or _opens_embargo(line, text, phrase_key(text))


def _opens_embargo(line: str, text: str, key: str) -> bool:
    """Whether a line opens with a phrase about embargoes, and states one."""
    phrase = opening_phrase(key, _phrases("EMBARGOES"))
    is_plain = phrase is None or (phrase.startswith(_BARE) and not _is_capital(text))
    phrase = phrase or opening_phrase(key, _phrases("EMBARGO_WORDS"))
    if phrase is None or len(_WORD.findall(key)) > MAX_WORDS:
        return False
    rest = key[len(phrase) :].strip(MARKS)
    if rest.startswith(status_words.NO_EMBARGO) or not rest:
        return not rest
    if _has_no_end_yet(key, len(phrase), 0 if is_plain else MAX_OTHER_WORDS):
        return True
    others = sum(len(word) > 2 and word not in _date_words() for word in _WORD.findall(rest))
    if is_plain:
        is_label = _HELD.match(phrase) is not None and _has_colon(line, phrase)
        return is_label or (others <= MAX_OTHER_WORDS and _has_date(rest))
    return any(map(str.isdigit, rest)) or _is_capital(text) or others <= MAX_OTHER_WORDS or _names_event(line, phrase)


def _names_event(line: str, phrase: str) -> bool:
    """Whether a line that opens with `phrase` ends the embargo with an event: a label, or words before a moment."""
    if _has_colon(line, phrase):
        return True
    is_sentence = line.rstrip()[-1:] in ".!?。"
    return " " in phrase and not is_sentence and len(_WORD.findall(line)) <= MAX_EVENT_WORDS


def _has_colon(line: str, phrase: str) -> bool:
    """Whether `phrase` opens a line as a label."""
    return text_behind(line.strip(MARKS), len(phrase)).lstrip()[:1] in (":", "：")


_FIGURES = re.compile(
    r"\d{1,2}\s?[:.h時点시]\s?\d\d|\d{1,2}\s?[./-]\s?\d{1,2}|\d{4}-\d\d|\d{1,2}\s?[ap]\.?m\b|\d+\s?[月월]"
)


def _has_date(rest: str) -> bool:
    """Whether `rest` shows a day or an hour."""
    if _FIGURES.search(rest):
        return True
    return any(map(str.isdigit, rest)) and any(word in _date_words() for word in _WORD.findall(rest))


@cache
def _date_words() -> frozenset[str]:
    """Months, weekdays and words of time in the languages that embargoes are known in."""
    lexicon = load_lexicon(*status_words.EMBARGOES)
    months = (word for month in lexicon.months for word in month.split() if not word.isdigit())
    return frozenset((*months, *lexicon.weekdays, *status_words.TIME_WORDS))


def _is_capital(text: str) -> bool:
    """Whether `text` has no small letters; a script without capitals has none."""
    return not any(map(str.islower, text))


def _has_no_end_yet(key: str, opening: int, most: int) -> bool:
    """Whether a line says "until further notice", before a separator or its end, and between this and the `opening`
    characters about the embargo at most `most` words of three letters: "Embargo on beef until further notice" is news.
    """
    plain = key.replace("’", "'")
    for phrase in _further_notices():
        at = plain.find(phrase)
        if at > 0 and _SEPARATOR.match(plain, at + len(phrase)):
            return sum(len(word) > 2 for word in _WORD.findall(plain[opening:at])) <= most
    return False


@cache
def _further_notices() -> tuple[str, ...]:
    return tuple(map(fold_word, status_words.FURTHER_NOTICE))


@cache
def _phrases(table: str) -> tuple[str, ...]:
    """The phrases of a table of `status_words` in all languages."""
    rows = getattr(status_words, table).values()
    return tuple(dict.fromkeys(fold_word(phrase) for phrases in rows for phrase in phrases))


@cache
def _openings() -> Mapping[str, tuple[str, ...]]:
    """Every phrase that a line about the status begins with, by its first two characters."""
    tables = ("KILLS", "KILL_WORDS", "WITHHOLDS", "WITHHOLD_WORDS", "EMBARGOES", "EMBARGO_WORDS")
    phrases = [phrase for table in tables for phrase in _phrases(table)]
    phrases += [*status_words.REPLACES, *status_words.ADDRESSES, *status_words.THIS_STORY]
    phrases += ["bc-", "am-", "pm-", "ap-"]
    found: dict[str, tuple[str, ...]] = {}
    for phrase in phrases:
        found[phrase[:2]] = (*found.get(phrase[:2], ()), phrase)
    return found


# --------------------------------------------------------------------------------------------------------------------
# Findings


def _length(embargo: Embargo) -> tuple[bool, str]:
    """A key by which an open-ended embargo is the longest."""
    return (embargo.until is None, embargo.until.utc if embargo.until else "")


def _one_line(text: str) -> str:
    return " ".join(text.strip(" \t^<=").split())


def _quoted(line: str) -> str:
    text = _one_line(line)
    return text if len(text) <= 60 else text[:59] + "…"


def _kill_finding(line: str, at: int) -> Finding:
    return Finding(
        code="TXT014",
        severity=Severity.WARNING,
        message=f"“{_quoted(line)}” withdraws the story; its status is canceled",
        advice="Do not publish it. If it is valid, give its status: --meta status=usable.",
        location=Location(line=at + 1, column=1),
        detail=(("field", "status"), ("value", "canceled")),
    )


def embargo_finding(line: str, at: int, embargo: Embargo) -> Finding:
    """The finding that the line with index `at` states an embargo. Shared by all envelopes that find such a line."""
    instant = "--meta embargo=2027-05-06T00:01:00Z"
    if embargo.until:
        until = f"to {embargo.until.text}"
        advice = f"Give the instant if it is another, {instant}, or --meta embargo=none."
    else:
        until = "without an end, and its status is withheld"
        advice = (
            f"Give the zone of its hour, --timezone Europe/Berlin, or its instant, {instant}, or --meta embargo=none."
        )
    return Finding(
        code="TXT015",
        severity=Severity.WARNING,
        message=f"“{_quoted(line)}” holds the story back; an embargo is set {until}",
        advice=advice,
        location=Location(line=at + 1, column=1),
        detail=(("field", "embargo"), ("value", embargo.until.text if embargo.until else "open")),
    )
