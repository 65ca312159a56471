"""News of terminals: whom to contact on the story, a number behind the title, and the stamp below the text.

Bloomberg opens the text with its name in brackets and ends it with the contacts of reporters and editors; Dow Jones
puts its code before the title, and ends with "Write to", its own end mark, the moment, and a notice of rights.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from convert.model import InfoSource, Moment, Party, Rights
from convert.readers.text.envelopes.draft import Draft
from convert.readers.text.envelopes.envelope import Envelope, TakenLine, filled_lines, one_line, whole_text
from convert.readers.text.envelopes.wire.habits import day_of, sent_on
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lexicon.dates import read_date

MOST_CONTACTS, CONTACT_WORDS = 8, 14
"""How many lines of contacts are below their heading at most, and how many words each has."""

TAIL = 30
"""Among how many last lines the contacts are."""

MAX_LINE = 300
"""How many characters a line around the story has at most."""

MAX_OPENING = 40
"""How many characters the dateline has at most that is cut off the first paragraph."""

_BLOOMBERG, _DOW_JONES = "Bloomberg", "Dow Jones Newswires"
_CONTACTS = re.compile(
    r"\s*To contact the (?:reporters?|authors?|editors?|columnists?|analysts?)(?: responsible)? (?:on|for|of) this"
    r" (?:story|column|article|report)s?\b.*"
)
_WRITE_TO = re.compile(r"\s*(?:[-–—]{1,2}\s?)?Write to [A-Z].{1,80} at \S+@\S+\s*")
_OPENING = re.compile(
    r"\s*\(Bloomberg(?: (?:Opinion|Government|Law|Tax|Businessweek|Markets))?\)\s?(?:--|[–—-])\s*(?=\S)"
)
_ASSISTANCE = re.compile(r"\s*[-–—]{1,2}\s?(?=With assistance (?:from|by) )")
_VERSION = re.compile(r"\s\((?P<version>\d{1,2}|Update ?\d?|Correct(?:ed)?)\)$")
_STAMP = re.compile(
    r"\s*-0-\s(?P<month>[A-Z][a-z]{2})/(?P<day>\d\d)/(?P<year>\d{4})\s(?P<clock>\d\d:\d\d)\s(?P<zone>[A-Z]{3,4})\s*"
)
_MOMENT = re.compile(r"\s*\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} (?:GMT|UTC)\s*")
_END = re.compile(r"\s*\(END\) Dow Jones Newswires\s*|\s*\(MORE TO FOLLOW\) Dow Jones Newswires.*")
_CODE = re.compile(r"\s*(?:\*DJ|DJ)\s(?=\S)")
_RIGHTS = re.compile(r"\s*Copyright \([cC]\) \d{4} Dow Jones.{0,60}")

_CONTACT = TakenLine("contact of the reporters", is_private=True)
_FOOTER = TakenLine("stamp of transmission")


def open_terminal_news(lines: tuple[str, ...]) -> Envelope | None:
    """Open what a terminal has around a story, None if the lines show neither of them."""
    text = whole_text(lines)
    if "To contact the" not in text and ") Dow Jones Newswires" not in text:
        return None
    filled = filled_lines(lines)
    last = [at for at in filled[-TAIL:] if len(lines[at]) <= MAX_LINE]
    if any(_END.fullmatch(lines[at]) for at in last):
        return _open_dow_jones(lines, filled, last)
    headings = [at for at in last if _CONTACTS.fullmatch(lines[at])]
    opening = next((at for at in filled[:6] if _OPENING.match(lines[at][:MAX_OPENING])), None)
    if not headings or (opening is None and not any(_STAMP.fullmatch(lines[at]) for at in last)):
        return None
    return _open_bloomberg(lines, filled, headings, opening)


def _open_bloomberg(
    lines: tuple[str, ...], filled: Sequence[int], headings: Sequence[int], opening: int | None
) -> Envelope:
    """Open a story of Bloomberg; `headings` are those of contacts, `opening` is the line that opens the text."""
    draft = Draft(lines)
    for heading in headings:
        draft.taken[heading] = _CONTACT
        for at in range(heading + 1, min(heading + 1 + MOST_CONTACTS, len(lines))):
            if not lines[at].strip() or len(lines[at].split()) > CONTACT_WORDS or _CONTACTS.fullmatch(lines[at]):
                break
            draft.taken[at] = _CONTACT
    first = filled[0]
    if len(lines[first]) <= MAX_LINE and (version := _VERSION.search(lines[first])):
        draft.rewritten[first] = lines[first][: version.start()]
        draft.notes.append(f"version {version['version']}")
    for at in filled[1:3]:
        if _MOMENT.fullmatch(lines[at]):
            draft.taken[at] = _FOOTER
            shown, clock, zone = lines[at].split()
            _state_sent(draft, sent_on(day_of(*shown.split("-")), clock[:5].replace(":", ""), zone), at)
    for at in filled:
        if len(lines[at]) > MAX_LINE:
            continue
        if stamp := _STAMP.fullmatch(lines[at]):
            draft.taken[at] = _FOOTER
            day = day_of(stamp["year"], stamp["month"], stamp["day"])
            _state_sent(draft, sent_on(day, stamp["clock"].replace(":", ""), stamp["zone"]), at)
        elif assistance := _ASSISTANCE.match(lines[at]):
            draft.rewritten[at] = lines[at][assistance.end() :]
    if opening is not None:
        draft.rewritten[opening] = _OPENING.sub("", lines[opening], count=1)
        draft.state("provider", Party(name=_BLOOMBERG), opening)
        draft.state("sources", (InfoSource(name=_BLOOMBERG),), opening)
    return draft.envelope()


def _open_dow_jones(lines: tuple[str, ...], filled: Sequence[int], last: Sequence[int]) -> Envelope:
    """Open a story of Dow Jones, which has its end mark among the `last` lines."""
    draft = Draft(lines)
    end = next(at for at in last if _END.fullmatch(lines[at]))
    draft.taken[end] = TakenLine("end mark")
    draft.state("provider", Party(name=_DOW_JONES), end)
    for at in last:
        text = lines[at].strip()
        if _WRITE_TO.fullmatch(text):
            draft.taken[at] = _CONTACT
        elif _RIGHTS.fullmatch(text):
            draft.taken[at] = TakenLine("notice of rights", "legal")
            draft.state_first("rights", Rights(notice=one_line(text)), at)
        elif at > end and (dated := read_date(text, load_lexicon("en"))) and dated.moment:
            draft.taken[at] = _FOOTER
            _state_sent(draft, dated.moment, at)
    first = filled[0]
    if code := _CODE.match(lines[first][:MAX_LINE]):
        draft.rewritten[first] = lines[first][code.end() :]
    return draft.envelope()


def _state_sent(draft: Draft, moment: Moment | None, at: int) -> None:
    """Note when the story was sent, which the line `at` says, unless it is known."""
    if moment and draft.sent is None:
        draft.sent = moment
        draft.stated["published"] = at
