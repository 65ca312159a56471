"""What follows the story in wire copy: end marks, sign-offs, counts, notes to editors, contacts, and the stamp."""

from __future__ import annotations

import re
from datetime import date

from convert.model import Moment, Party, Rights
from convert.readers.text.envelopes.contacts import has_contact
from convert.readers.text.envelopes.envelope import one_line
from convert.readers.text.envelopes.wire.copy import MAX_NOTE, SERIAL, WireCopy
from convert.readers.text.envelopes.wire.habits import STAMP, agency_name, day_of, sent_on
from convert.readers.text.lexicon import fold_word
from convert.readers.text.lexicon.calendars import existing_date
from convert.readers.text.lexicon.dates import read_date
from convert.readers.text.lexicon.people import read_people
from convert.readers.text.scripts import is_capital

MAX_BELOW = 8
"""How many lines below the story are looked at."""

MAX_STAMP = 70
"""How many characters a stamp of transmission has at most."""

MAX_PARAGRAPH = 5_000
"""How many characters a paragraph has at most whose end mark is cut off."""

CONTACT_WORDS = 3
"""How many words a line has at most that holds nothing but an address or a number."""

END_MARK = re.compile(
    r"\s*(?:-\s?30\s?-|#{2,}|\(?MORE\)?|\(END\)|[-–—]\s?ENDS?\s?[-–—]|=|NNNN|-0-)\s*"
    r"|\s*[(（](?:انتهى|終|끝|完|了|终)[)）]\s*"
)
"""A line that ends a story or one of its takes."""

INITIALS = re.compile(
    r"\s*(?:[^\W\d_]{1,5}/\s*){0,4}[^\W\d_]{1,5}/\s*"
    r"|\s*(?:[^\W\d_]\.[^\W\d_]/){1,2}[^\W\d_]\.[^\W\d_]\s*"
)
"""Initials that close a story, each with a slash, or with full stops and slashes between; "dpa/afp" names agencies."""

_STAMP_RULE = "stamp of transmission"
_DAY_FIRST_STAMP = re.compile(
    r"\s*(?:(?P<agency>[^\W\d_]{2,10})\s+)?(?P<day>[0-3]\d)(?P<clock>[0-2]\d[0-5]\d)\s*(?:(?P<zone>[A-Z]{1,5})\s+)?"
    r"(?P<month>[^\W\d_]{3,10})\.?\s+(?P<year>\d\d|\d{4})\s*"
)
_NAMED_STAMP = re.compile(
    r"\s*(?:(?P<agency>[^\W\d_]{2,10})\s+)?(?P<day>\d{1,2})-(?P<month>[^\W\d_]{3,4})-(?P<year>\d\d|\d{4})"
    r"\s+(?P<hour>\d\d)[:.]?(?P<minute>\d\d)(?:\s?(?P<zone>[A-Z]{1,5}))?(?:\s+NNN+)?\s*"
)
_YEARLESS_STAMP = re.compile(
    r"\s*(?:[A-Z]{2,6}\s+)?(?:[0-3]?\d/[01]?\d|[0-3]\d[01]\d|[0-3]\d[0-2]\d[0-5]\d)\s+[0-2]\d[:.]?[0-5]\d\s?(?:GMT"
    r"|UTC|Z)?\s*"
)
"""A stamp without its year, as telexes had it: NXR 12/3 1442 GMT."""

_CREDIT_STAMP = re.compile(
    r"\s*[（(\[〔/<＜]?\s?(?P<agency>[^\W\d_][^\d/|(（]{1,24}?)\s?[/|,、，:：＝=　 –-]*\s?"
    r"(?P<date>\d[^()（）]{5,40}?)\s?(?:송고|配信|发布|電)?\s?[)）\]〕/>＞]?\s*"
)
_SLASHED = re.compile(
    r"\s*[\[(（]?(?P<signs>[^\W\d_.]{1,5}(?:(?:[-/]|\s?[/\\]{1,2}\s?)[^\W\d_.]{1,5}){1,5})[\])）]?\s*"
)
_DOTTED = re.compile(
    r"\s*(?:[^\W\d_]\.){1,3}\s?(?:[/-]\s?(?:[^\W\d_]\.){1,3}\s?){1,3}\s*"
    r"|\s*(?:[^\W\d_]{1,2}[./] ?){2,6}[^\W\d_]{0,2}\s*"
)
_SIGNED_FOR = re.compile(r"\s*[(（\[][^\W\d_]{2,4}/(?P<agency>[^\W\d_][\w -]{1,24})[)）\]]\s*")
_LETTERS = re.compile(r"\s*[a-zà-žа-яіїєґ]{2,3}(?:\s[a-zà-žа-яіїєґ]{2,3}){1,3}\s*")
_CODED = re.compile(r"\s*(?P<agency>[^\W\d_]{2,8})(?:\s+[^\W_]{1,6}){1,7}\s*")
_OF_AGENCY = re.compile(
    r"\s*(?:[(\[/]\s?(?P<closed>[^\W\d_]{2,12})\s?[)\]/](?:\s[a-zà-žčćđšž]{2,6}){1,4}"
    r"|(?P<plain>\S{2,12})(?:\s[^\W\d_a-zA-Z]\S{0,9}){1,4})\s*"
)
"""An agency with codes of those who wrote and edited the story: (HINA) xab ycd."""

_LISTED = re.compile(r"\s*(?P<agency>[^\W\d_]{2,12})\s?/\s?\([^()\s][^()]{1,160}\)\s*")
"""An agency with their names: AGERPRES/(AB - …)."""

_SIGNED = re.compile(
    r"\s*/?(?P<name>[^\W\d_a-z][^\W\d_]+(?: [^\W\d_a-z][\w'’-]+){1,3})\s?/\s?"
    r"(?P<agency>TT|NTB|ritzau|Ritzau|STT|BNS|ELTA|LETA|БТА|BTA|STA|Hina|Tanjug)/?\s*"
)
"""A name before an agency, as the agencies of the north sign stories: Frida Ekdahl/TT."""

_DESKS = re.compile(r"\s*(?:-\s?[^\W\d_]{1,4}\s?-\s?)?[^\W\d_a-zA-Z]{1,10}(?:\s?/\s?[^\W\d_a-zA-Z]{1,10}){1,4}\s*")
"""Names of those at the desk, in a script without capitals, with slashes between them."""

_IN_SLASHES = re.compile(r"\s*/[^\W\d_]{1,3}(?:[/-][^\W\d_]{1,3})*/\s*")
_STAMP_OF_PLACE = re.compile(r"\s*(?P<day>[0-3]\d)(?P<month>[01]\d)\s(?P<clock>[0-2]\d[0-5]\d)\s(?P<place>\S.{1,30})")
"""Day, month and hour with the place of the dateline, as agencies of India put them below a story."""

_REPORT = re.compile(
    r"This report by (?P<agency>[A-Z][\w. ]{2,40}?) was first published (?P<day>[A-Z]\w{2,8}\.? \d{1,2}, \d{4})\."
)
"""How a report ends that an agency published first, as The Canadian Press writes it."""

_CLOSING_WORD = re.compile(r"(?<=[.!?”\"'’»])\s+(?:Enditem|Endit|Endi)\.?\s*$")
"""The word with which Xinhua ends the last paragraph."""

_CLOSING_AGENCY = re.compile(
    r"(?<=[.!?…”\"'’»。」])\s?(?:[(（](?P<closed>[^()（）]{2,14})[)）]\.?|\s(?P<plain>[A-Z]{2,6})(?:\s[A-Z]{2,4}){0,4})\s*$"
)
"""The agency with which it ends the last paragraph, in brackets (PAP) or before codes of the desk (PTI SCY)."""

_CLOSING_CODES = re.compile(r"(?<=[.!?…”\"'’»])/(?:[^\W\d_]{2,5}/){1,3}[^\W\d_]{2,5}\s*$")
"""Codes of those who wrote and edited the story, right behind its last word: /mel/DP/tre."""

_CLOSING_EDITORS = re.compile(
    r"(?<=[。！？」])\s?(?:[（(](?:編輯|编辑|譯者|核稿|責任編輯|责任编辑)[:：/][^（）()]{2,24}[）)]){1,3}"
    r"\s?(?:(?P<year>1[01]\d)(?P<month>[01]\d)(?P<day>[0-3]\d))?\s*$"
)
"""The editors behind the last sentence, perhaps with the day, as the Central News Agency writes it."""

_NEWS_LINE_STAMP = re.compile(
    r"\s*(?:[A-Z][a-z]+, )?(?P<day>\d\d) (?P<month>[A-Z][a-z]+) (?P<year>\d{4}) (?P<clock>\d\d:\d\d):\d\d\s?RTRS"
    r" \[\w{4,16}\](?: \{\w\})?(?:ENDS)?\s*"
)
_KEYWORDS = re.compile(r"\s*Keywords:\s(?P<words>[^/:]{2,50}/(?:[^/:]{0,50}/?){0,3})\s*")
_CODES_OF_DESKS = re.compile(r"\s*[^\W\d_]{2}(?:\s[^\W\d_]{2}){1,3}\s*")
_ARCHIVE = re.compile(r"\s*\((?=[^()]*(?:\bwww\.|https?://))[^()]{8,200}\)\.?\s*")
"""A line in brackets with an address, such as that of the agency's pictures."""

_COPYRIGHT = re.compile(
    r"\s*(?:(?:Riproduzione riservata|All rights reserved|Alle Rechte vorbehalten|Tous droits réservés"
    r"|Todos los derechos reservados|Todos os direitos reservados)\.?\s)?"
    r"(?:©|\([cC]\)|(?:[Cc]opyright|COPYRIGHT)\b)[^:.!?]*[^:.!?\s]\s*"
)
_CAPITALS = re.compile(r"\s*[A-Z]{2,3}\s*")


def take_end(copy: WireCopy) -> None:
    """Take what follows the story: end marks, sign-offs, counts, notes to editors, the stamp of transmission."""
    for at in list(reversed(copy.filled[1:]))[:MAX_BELOW]:
        text = copy.lines[at]
        if len(text) > MAX_NOTE or at <= copy.dateline:
            break
        if copy.is_wire and len(text) <= MAX_STAMP and _COPYRIGHT.fullmatch(text):
            copy.state_first("rights", Rights(notice=one_line(text)), at)
            copy.take(at, "notice of rights", "legal")
            continue
        takers = (_take_report, _take_stamp, _take_mark, _take_keywords, _take_note_below, _take_contact)
        if not any(take(copy, at) for take in takers):
            break
    _cut_end_mark(copy)


def _take_stamp(copy: WireCopy, at: int) -> bool:
    """Take the day and time of transmission, with the agency where the stamp names it."""
    text = copy.lines[at].strip()
    if len(text) > MAX_STAMP:
        return False
    found = STAMP.fullmatch(text)
    if found is None and (later := _DAY_FIRST_STAMP.fullmatch(text)) and (later["agency"] or copy.is_wire):
        found = later
    if found is None and (news_line := _NEWS_LINE_STAMP.fullmatch(text)):
        day = day_of(news_line["year"], news_line["month"], news_line["day"])
        _read_sent(copy, at, day, news_line["clock"].replace(":", ""), None)
        _read_provider(copy, at, "rtr")
        copy.has_frame = True
        return True
    if found:
        _read_sent(copy, at, day_of(found["year"], found["month"], found["day"]), found["clock"], found["zone"])
        _read_provider(copy, at, found["agency"] or "")
        copy.has_frame = True
        return True
    if (named := _NAMED_STAMP.fullmatch(text)) and (copy.is_wire or copy.is_agency(named["agency"] or "")):
        day = day_of(named["year"], named["month"], named["day"])
        if day:
            _read_sent(copy, at, day, named["hour"] + named["minute"], named["zone"])
            _read_provider(copy, at, named["agency"] or "")
            return True
    if copy.has_frame and _YEARLESS_STAMP.fullmatch(text):
        copy.take(at, _STAMP_RULE)
        return True
    return _take_credit_stamp(copy, at, text)


def _take_credit_stamp(copy: WireCopy, at: int, text: str) -> bool:
    """Take a line with a date that a known agency, or the one of the dateline, stands before."""
    named = _CREDIT_STAMP.fullmatch(text)
    agency = named["agency"].strip(" -–—/") if named else ""
    is_known = bool(agency) and (copy.is_agency(agency) or _is_of_dateline(copy, agency))
    shown = named["date"] if named and is_known else text
    if not is_known and not (copy.is_wire and text[:1] + text[1:2] and re.match(r"[（(\[〔]?\d", text)):
        return False
    parsed = read_date(shown, copy.lexicon)
    if parsed is None or parsed.moment is None or parsed.rest.strip(" ()（）|/-") or parsed.kind == "updated":
        return False
    copy.sent = copy.sent or parsed.moment
    copy.stated.setdefault("published", at)
    if is_known:
        _read_provider(copy, at, agency)
    copy.take(at, _STAMP_RULE)
    return True


def _is_of_dateline(copy: WireCopy, name: str) -> bool:
    """Whether brackets at the start of a line of the story end with this name."""
    opened = (
        re.match(r"[【〔［\[（(]([^】〕］\]）)]{2,30})[】〕］\]）)]", copy.lines[at].strip()) for at in copy.filled[:6]
    )
    return any(match[1].endswith(name) and match[1] != name for match in opened if match)


def _read_sent(copy: WireCopy, at: int, day: date | None, clock: str, zone: str | None) -> None:
    """Read when the story was transmitted from the parts of a stamp."""
    sent = sent_on(day, clock, zone)
    copy.take(at, _STAMP_RULE)
    if sent:
        copy.sent = sent
        copy.stated["published"] = at


def _read_provider(copy: WireCopy, at: int, agency: str) -> None:
    if agency and (copy.is_agency(agency) or _is_of_dateline(copy, agency)):
        copy.state_first("provider", Party(name=agency_name(agency)), at)


def _take_mark(copy: WireCopy, at: int) -> bool:
    """Take an end mark, a count, a number of the service or a sign-off."""
    signed = _SIGNED.fullmatch(copy.lines[at]) if copy.is_wire and "authors" not in copy.metadata else None
    if signed and copy.is_agency(signed["agency"]) and (people := read_people(signed["name"], copy.lexicon)):
        copy.state("authors", people, at)
        copy.take(at, "author before the agency", "byline")
        return True
    if rule := _end_rule(copy, copy.lines[at]):
        copy.take(at, rule)
    return bool(rule)


def _end_rule(copy: WireCopy, line: str) -> str:
    """The rule that takes a mark below the story, empty if none does."""
    if END_MARK.fullmatch(line) or (copy.is_wire and copy.habits.end.fullmatch(line)):
        return "end mark"
    agency, slash, behind = line.rpartition("/")
    is_of_agency = bool(slash) and copy.is_agency(agency.strip(" ("))
    text = behind if is_of_agency else line
    mark = copy.habits.end_mark.fullmatch(text) if len(text) <= MAX_STAMP else None
    if mark and (is_of_agency or (mark["left"] and mark["right"]) or (copy.is_wire and is_capital(mark["word"]))):
        return "end mark"
    if copy.is_wire and copy.habits.word_count.fullmatch(text):
        return "count of words"
    if copy.is_serial(text):
        return SERIAL
    if copy.is_wire and copy.habits.pictures.fullmatch(text):
        return "mark of pictures"
    if copy.is_wire and len(line) <= MAX_NOTE and _ARCHIVE.fullmatch(line):
        return "note on pictures"
    return "sign-off" if _is_sign_off(copy, line) else ""


def _is_sign_off(copy: WireCopy, line: str) -> bool:
    """Whether a line is initials or codes of those who wrote and edited the story, perhaps behind an end mark."""
    before, bracket, rest = line.partition(")")
    text = rest if bracket and rest.strip() and copy.habits.end_mark.fullmatch(before + bracket) else line
    if INITIALS.fullmatch(text) or (copy.is_wire and _CAPITALS.fullmatch(text)):
        return True
    if copy.is_wire and _CODES_OF_DESKS.fullmatch(text):
        first, _, others = text.strip().partition(" ")
        if first.isupper() and others.islower():
            return True
    if copy.is_wire and (listed := _LISTED.fullmatch(text)):
        return copy.is_agency(listed["agency"])
    if not copy.is_wire or len(text) > MAX_STAMP:
        return False
    if text.lstrip().startswith("==") or (text.lstrip()[:1] == "/" and copy.is_agency(text.strip(" =/"))):
        return copy.is_agency(text.strip(" =/"))
    if of_agency := _OF_AGENCY.fullmatch(text):
        return copy.is_agency(of_agency["closed"] or of_agency["plain"])
    if _IN_SLASHES.fullmatch(text) or (_DESKS.fullmatch(text) and not _has_case(text)):
        return True
    if stamp := _STAMP_OF_PLACE.fullmatch(text):
        return copy.lines[copy.dateline].strip().startswith(stamp["place"].strip())
    if " " not in text.strip() and not _has_case(text):
        above = next((copy.lines[at].strip() for at in reversed(copy.filled) if copy.lines[at] != line), "")
        return above.split()[-1:] == [text.strip()] and _OF_AGENCY.fullmatch(above) is not None
    if signed_for := _SIGNED_FOR.fullmatch(text):
        return copy.is_agency(signed_for["agency"])
    if signed := _SLASHED.fullmatch(text):
        return not all(copy.is_agency(part) for part in re.split(r"[-/\\\s]+", signed["signs"]))
    coded = _CODED.fullmatch(text)
    if coded and text.strip().islower() and fold_word(coded["agency"]) in copy.habits.agencies:
        return True
    return (_DOTTED.fullmatch(text) or _LETTERS.fullmatch(text)) is not None


def _has_case(text: str) -> bool:
    return text.lower() != text.upper()


def _take_keywords(copy: WireCopy, at: int) -> bool:
    """Take the keywords that Reuters' news line has below the story."""
    found = _KEYWORDS.fullmatch(copy.lines[at]) if copy.is_wire and len(copy.lines[at]) <= MAX_STAMP else None
    if found is None:
        return False
    words = [one_line(word) for word in found["words"].split("/") if word.strip()]
    copy.state_first("keywords", tuple(dict.fromkeys(words)), at)
    copy.take(at, "keywords of the wire", "tags")
    return True


def _take_report(copy: WireCopy, at: int) -> bool:
    """Take a sentence that says which agency first published the report, and when."""
    found = _REPORT.fullmatch(copy.lines[at].strip())
    if found is None:
        return False
    copy.state_first("provider", Party(name=found["agency"]), at)
    parsed = read_date(found["day"], copy.lexicon)
    if parsed and parsed.moment and copy.sent is None:
        copy.sent = parsed.moment
        copy.stated["published"] = at
    copy.take(at, _STAMP_RULE)
    return True


def _take_note_below(copy: WireCopy, at: int) -> bool:
    """Take a note to editors."""
    text = copy.lines[at].strip()
    note = copy.habits.for_editors.fullmatch(text)
    if note is None:
        return False
    copy.take_note(at, one_line(text) if note["note"] else "")
    return True


def _take_contact(copy: WireCopy, at: int) -> bool:
    """Take how to reach the reporters, in double brackets or on a line of its own."""
    text = copy.lines[at].strip()
    is_alone = len(text.split()) <= CONTACT_WORDS or (text.startswith("((") and text.endswith("))"))
    if not (copy.is_wire and is_alone and len(text) <= MAX_NOTE and has_contact(text)):
        return False
    copy.take(at, "contact of the reporters", is_private=True)
    return True


def _read_day_of_republic(copy: WireCopy, at: int, mark: re.Match[str]) -> None:
    """Read the day behind the editors, whose year is of the Republic of China: 1150418 is 18 April 2026."""
    day = existing_date(1911 + int(mark["year"]), int(mark["month"]), int(mark["day"]))
    if day:
        copy.sent = Moment(day.isoformat())
        copy.stated.setdefault("published", at)


def _closing_agency(copy: WireCopy, end: str) -> re.Match[str] | None:
    """The agency of the dateline behind the last sentence; in brackets also another one that is known."""
    found = _CLOSING_AGENCY.search(end)
    if found is None:
        return None
    is_agency = copy.is_agency(found["closed"].strip()) if found["closed"] else found["plain"] == copy.agency
    return found if is_agency else None


def _cut_end_mark(copy: WireCopy) -> None:
    """Cut an end mark in brackets off the last paragraph."""
    if copy.is_wire and copy.filled[1:] and len(copy.lines[copy.filled[-1]]) <= MAX_PARAGRAPH:
        at = copy.filled[-1]
        line = copy.rewritten.get(at, copy.lines[at])
        end = line[-MAX_STAMP:]
        marks = (copy.habits.closing_mark, _CLOSING_WORD, _CLOSING_CODES, _CLOSING_EDITORS)
        mark = next((found for pattern in marks if (found := pattern.search(end))), None) or _closing_agency(copy, end)
        if mark and mark.re is _CLOSING_EDITORS and mark["year"] and copy.sent is None:
            _read_day_of_republic(copy, at, mark)
        if mark and mark.start():
            copy.rewritten[at] = line[: len(line) - len(mark.group())]
