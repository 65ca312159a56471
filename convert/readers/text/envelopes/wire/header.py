"""The header of wire copy and the slug lines below it: urgency, number, slug, keywords and marks of a version.

A header is recognized by its syntax alone, so that a story about a wire service stays as it is.
"""

from __future__ import annotations

import re

from convert.model import Party
from convert.readers.text.envelopes.envelope import one_line
from convert.readers.text.envelopes.wire.anpa1312 import URGENCIES
from convert.readers.text.envelopes.wire.copy import SERIAL, WireCopy
from convert.readers.text.envelopes.wire.habits import WIRE_NUMBER, agency_name
from convert.readers.text.lexicon.datelines import read_dateline

MAX_HEADER = 8
"""Up to how many lines above the header's last one may be of the header."""

MAX_CODES = 6
"""How many lines of codes there are at most below the start of a teleprinter message."""

SLASHED_WORDS = 8
"""How many words a line of topics with slashes between them has at most."""

FEWEST_OF_PHRASE, LONGEST_OF_SLUG = 2, 3
"""How many words in small letters show that words behind the mark of a cycle are a title, and how long those of slugs
are at most ("of the").
"""

TITLE_WORDS = 2
"""How many words a title has at least that somebody put above the header."""

SLUG = "wire slug line"
"""The rule that takes a slug line."""

_HEADER_RULE = "wire header"
_CODES = re.compile(r"\s{0,6}(?:[A-Za-z]{1,3}(?: [A-Z]{1,3}){0,4}|[a-z]\d{4} \w{2,8})")
_HEADER = re.compile(r"(?P<priority>[a-z]) [a-z] (?P<slug>(?:BC|AM|PM|AP)-\S.*?)\s+\d\d-\d\d(?:\s+\d{3,4})?")
_SLUG_LINE = re.compile(
    r"(?P<slug>(?:BC|AM|PM|AP)-[A-Z].{2,60}?),(?P<version>[^,]{2,30},)?\s?\d{2,4}(?:\s*\(.{0,40}\))?"
    r"|(?P<bare>(?:BC|AM|PM)-[A-Z][^,.!?]{2,50})(?:,\s?(?P<lead>\d?\w{2} [^,]{2,24}|[A-Z][\w-]{2,24}))?"
)
_TOPICS = re.compile(
    r"(?P<slug>[^\W\d_][\w'’.]{1,24}(?:-[\w'’.]{2,24}){1,7})(?:,(?P<version>\s?\w[\w -]{1,20})|/(?P<update>\w{2,12}))?"
)
_TOPIC_HEADER = re.compile(
    r"[A-Z]{3}\s?\d{3,4}\s+(?P<urgency>\d)\s+[A-Z]{1,3}\s+\d{2,5}(?:\s+[A-Z]{2,4})?\s*(?:/\s?(?P<agency>[A-Z]{2,5})-\S+)?"
)
_DESK_HEADER = re.compile(r"[A-Z]{3}\d{4} \d \S{3} \d(?: [A-Z]{3}){2,5}")
"""The header of Adnkronos: its code and number, urgency, section and desks."""

_TELEPRINTER = re.compile(r"ZCZC.{0,40}")
_TELEPRINTER_CODES = re.compile(r"[A-Z0-9_./ -]{3,40}")
_PRECEDENCES = frozenset({"FLASH", "ZZ", "OO", "PP", "RR", "SS", "QQ", "GG", "DD", "BT"})
"""How urgent a telex is, and the break above its text."""

_SHORT_CODES = re.compile(
    r"[A-Z]{3}|[A-Z]{1,3}(?: [A-Z0-9]{2,4}){1,5}|[%$*^:](?:[A-Z0-9]{1,8}(?: [A-Z0-9]{1,8}){0,4})?"
)
"""Codes of desks and lists below the start of a message, perhaps behind the mark of a field."""

_MARKED_SLUG = re.compile(r":\s?(?P<slug>[^\W\d_][^:.!?]{1,60}(?:\s:[^:.!?]{2,40}){0,3})")
"""A slug behind the mark of its field (":PREMIERSHIP :RACING")."""

_TAKE = re.compile(r",\s?(?:\d{1,2}(?:st|nd|rd|th)\s)?(?:Add|Take)\b")
_SLASHED_TOPICS = re.compile(r"\s*[^\W\d_][^/.!?:]{0,30}(?:/[^/.!?:]{2,30}){1,6}/?\s*")
_ROW_OF_TOPICS = re.compile(r"[^\W\d_a-zß-ÿ][\w-]{2,24}(?:/[^\W\d_a-zß-ÿ][\w-]{2,24}){2,6}")
"""Three topics at least, each a word with a capital, above the title of copy of an agency."""

_NUMBERED_TAKE = re.compile(
    r"\s*(?P<slug>[A-Z][^,.!?:]{2,50}), ?(?P<take>\d{1,2}(?:st|nd|rd|th) (?:take|add|ld|lead)\b.{0,20})", re.IGNORECASE
)


def read_header_line(line: str) -> tuple[str, bool] | None:
    """The slug in the last line of a header, or in a slug line, and whether the line is of a take that goes on."""
    text = line.strip()
    found = _HEADER.fullmatch(text) or _SLUG_LINE.fullmatch(text)
    if found is None or not found["slug"]:
        return None
    return found["slug"].partition(",")[0], _TAKE.search(text) is not None


def is_code_line(line: str) -> bool:
    """Whether a line may be of a header, above its last line."""
    return (_CODES.fullmatch(line.rstrip()) or WIRE_NUMBER.fullmatch(line)) is not None


def take_header(copy: WireCopy) -> None:
    """Take the header block above the slug lines."""
    _take_number_above_slug(copy)
    _take_coded_header(copy)
    _take_topic_header(copy)
    _take_desk_header(copy)
    _take_teleprinter_header(copy)


def _take_coded_header(copy: WireCopy) -> None:
    """Take lines of codes down to the one with priority, slug and day ("b f BC-FERRIES   04-27 0104"); a title may be
    above them.
    """
    for number, at in enumerate(copy.filled[:MAX_HEADER]):
        header = _HEADER.fullmatch(copy.lines[at].strip())
        if header is None:
            continue
        is_code = [is_code_line(copy.lines[above]) for above in copy.filled[:number]]
        has_title = number > 1 and not is_code[0] and len(copy.lines[copy.filled[0]].split()) >= TITLE_WORDS
        if all(is_code[has_title:]):
            first = copy.filled[has_title]
            for above in copy.filled[has_title : number + 1]:
                copy.take(above, _HEADER_RULE)
            copy.has_frame = True
            copy.state("urgency", URGENCIES.get(header["priority"], 5), at)
            copy.state_wire_number(copy.lines[first], first)
            copy.state("slugline", one_line(header["slug"]), at)
            return


def _take_number_above_slug(copy: WireCopy) -> None:
    """Take a number of the service on the first line, above a slug line with its cycle ("A0412", "BC-FERRY-NYT")."""
    first, below = copy.filled[0], copy.filled[1] if copy.filled[2:] else copy.filled[0]
    if WIRE_NUMBER.fullmatch(copy.lines[first]) and below != first and _SLUG_LINE.fullmatch(copy.lines[below].strip()):
        copy.state_wire_number(copy.lines[first], first)
        copy.take(first, _HEADER_RULE)
        copy.has_frame = True


def _take_topic_header(copy: WireCopy) -> None:
    """Take a first line with number, urgency, desk and count of words ("PAR 0412 4 I 0230 FRA /AFP-XY12")."""
    if copy.filled and (topics := _TOPIC_HEADER.fullmatch(copy.lines[copy.filled[0]].strip())):
        at = copy.filled[0]
        copy.has_frame = True
        copy.state_first("urgency", int(topics["urgency"]) or 5, at)
        copy.state_wire_number(copy.lines[at], at)
        if topics["agency"]:
            copy.state_first("provider", Party(name=agency_name(topics["agency"])), at)
        copy.take(at, _HEADER_RULE)


def _take_desk_header(copy: WireCopy) -> None:
    """Take a first line with number, urgency, section and desks ("ADN0412 7 EST 0 ADN EST NAZ")."""
    if copy.filled[2:] and _DESK_HEADER.fullmatch(copy.lines[copy.filled[0]].strip()):
        at = copy.filled[0]
        copy.has_frame = True
        copy.state_first("urgency", int(copy.lines[at].split()[1]) or 5, at)
        copy.state_wire_number(copy.lines[at], at)
        copy.take(at, _HEADER_RULE)


def _take_teleprinter_header(copy: WireCopy) -> None:
    """Take the start of a teleprinter message (ZCZC) and up to six lines of codes, and the slug behind its mark."""
    if copy.filled[3:] and _TELEPRINTER.fullmatch(copy.lines[copy.filled[0]].strip()):
        copy.take(copy.filled[0], _HEADER_RULE)
        copy.has_frame = True
        while copy.filled[2:] and len(copy.taken) <= MAX_CODES:
            at = copy.filled[0]
            text = copy.lines[at].strip()
            is_coded = _TELEPRINTER_CODES.fullmatch(text) and any(c.isdigit() or c == "_" for c in text)
            if not is_coded and not _SHORT_CODES.fullmatch(text) and text not in _PRECEDENCES:
                slug = _MARKED_SLUG.fullmatch(text)
                if slug is None:
                    break
                copy.state_first("slugline", one_line(slug["slug"].replace(" :", "/")), at)
            copy.take(at, _HEADER_RULE)


def take_slug(copy: WireCopy, at: int) -> bool:
    """Take a line of keywords, perhaps with a mark of the version and a count of words, or a number of the service."""
    text = copy.lines[at].strip()
    slug = _SLUG_LINE.fullmatch(text)
    if slug and not (slug["bare"] and not slug["lead"] and _is_phrase(slug["bare"])):
        copy.has_frame = True
        copy.state_first("slugline", one_line(slug["slug"] or slug["bare"]), at)
        version = (slug["version"] or slug["lead"] or "").strip(" ,")
        copy.notes += [version] if version else []
    elif copy.is_serial(text):
        copy.take(at, SERIAL)
        return True
    elif take := _NUMBERED_TAKE.fullmatch(text):
        copy.has_frame = True
        copy.state_first("slugline", one_line(take["slug"]), at)
        copy.notes.append(take["take"])
    elif not (_read_slashed_topics(copy, at, text) or _read_topics(copy, at, text)):
        return False
    copy.take(at, SLUG)
    return True


def _is_phrase(text: str) -> bool:
    """Whether words are of a title ("BC-Ferries cuts sailings to three islands"): slugs have few in small letters."""
    return sum(word[0].islower() and len(word) > LONGEST_OF_SLUG for word in text.split()) >= FEWEST_OF_PHRASE


def _read_slashed_topics(copy: WireCopy, at: int, text: str) -> bool:
    """Read topics with slashes between them ("Ferries/Strike/"); whether there are some."""
    is_framed = copy.has_frame or (copy.is_wire and (text.endswith("/") or _ROW_OF_TOPICS.fullmatch(text) is not None))
    is_short = len(text.split()) <= SLASHED_WORDS
    if not (is_framed and is_short and _SLASHED_TOPICS.fullmatch(text) and _has_title_below(copy, at)):
        return False
    topics = text.strip("/ ")
    copy.state_first("slugline", one_line(topics), at)
    copy.state_first("keywords", tuple(dict.fromkeys(map(one_line, topics.split("/")))), at)
    return True


def _read_topics(copy: WireCopy, at: int, text: str) -> bool:
    """Read topics with hyphens between them ("ferries-strike-Norway,3rdlead"); whether there are some."""
    topics = _TOPICS.fullmatch(text)
    is_sure = topics is not None and (topics["version"] or topics["update"] or text.count("-") > 1)
    if topics is None or not (copy.is_wire or topics["version"]) or not (is_sure or copy.has_frame):
        return False
    if not copy.is_wire and copy.line_below(at) < 0:
        return False
    copy.state_first("slugline", topics["slug"], at)
    copy.state_first("keywords", tuple(dict.fromkeys(topics["slug"].split("-"))), at)
    version = (topics["version"] or topics["update"] or "").strip()
    copy.notes += [version] if version else []
    copy.has_frame = True
    return True


def _has_title_below(copy: WireCopy, at: int) -> bool:
    """Whether a title may follow: the line below is neither a byline nor the text with its dateline."""
    below = copy.line_below(at)
    if below < 0 or below == copy.dateline or copy.is_byline(copy.lines[below]):
        return False
    return read_dateline(copy.lines[below].strip(), copy.lexicon) is None
