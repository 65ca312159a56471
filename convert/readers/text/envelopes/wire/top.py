"""What wire copy has between its header and its text: labels, notes to editors, the title, key points and authors."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from convert.model import InfoSource, Rights
from convert.readers.text.envelopes.envelope import one_line
from convert.readers.text.envelopes.wire.copy import MAX_ABOVE, MAX_NOTE, SERIAL, WireCopy, is_list_item
from convert.readers.text.envelopes.wire.habits import JOB, is_advisory, load_habits
from convert.readers.text.envelopes.wire.header import MAX_HEADER, SLUG, take_slug
from convert.readers.text.lexicon import fold_word
from convert.readers.text.scripts import is_capital
from convert.readers.text.sentences import is_of_sentences

FLASH, URGENT = 1, 3
"""The urgency of labels."""

MAX_TITLE = 200
"""How many characters a title above a wire dateline has at most."""

DEK_WORDS = range(3, 30)
"""How many words the line between a title and the dateline has that is the dek."""

MAX_KEY_POINTS = 8
"""How many key points are at most between the title and the dateline."""

SLUG_WORDS = 4
"""How many words a slug in capitals has at most, unless it has a colon."""

EMPLOYER_WORDS = 5
"""How many words the line below a byline has at most that names whom the author writes for."""

_INSTRUMENTS = re.compile(r"(?:\s*[<(][A-Z0-9.=^_]{2,12}(?:\.[A-Z]{1,3}|=)?[>)],?){1,12}\s*")
_DATELINE = re.compile(
    r"\s*[A-Z][A-Z .,'-]{2,40}(?:, [A-Z][\w.]+)?,"
    r" (?:Jan|Feb|March|April|May|June|July|Aug|Sept?|Oct|Nov|Dec)[a-z.]* \d{1,2}\s+-"
)
_IN_BRACKETS = re.compile(r"[(（\[](?P<note>[^()（）\[\]]{3,300})[)）\]][.]?")
_SERVICE_CREDIT = re.compile(r"\s*(?:c\.|\(c\)|©)\s?(?:19|20)\d\d,?\s(?=[A-Z])[^!?:]{3,70}[^\s.!?:]\s*")
"""The notice of a news service above its text: c.1999 N.Y. Times News Service."""

_GRADES = "◎○●◇◆▽■□"
"""Signs before titles by which agencies of Japan grade their news."""

_BRACKETED_VERSION = re.compile(r"\((?P<version>(?:\d(?:st|nd|rd|th) )?(?:LD|LEAD|Lead|UPDATE|Update))\)\s+(?=\S)")
_STARRED = re.compile(r"\*{2,}\s?(?P<note>[^\s*][^*]{6,150})\*{2,}")
"""A note of the service between stars, above the text."""

_TAKE = re.compile(r"\s\((?P<version>\d{1,2}|[Gg]üncellendi|GÜNCELLENDİ|[Gg]üncelleme(?: \d)?)\)$")
"""The number of a take, or a mark of an update, behind a title, as Anadolu writes it."""

_RUBRIC = re.compile(r"[（(](?P<version>[\u4e00-\u9fff]{2,6}[·＋+]?[\u4e00-\u9fff\d]{0,6})[）)](?=[^\s（(])")
"""The desk in brackets before a title, as Xinhua writes it."""

_BRACKETED_END = re.compile(r"\s*\([^()]{1,24}\)$")
_SLASHES = re.compile(r"\s*/{2,4}\s*$")
_COLUMN = re.compile(
    r"(?P<label>Xinhua [A-Z]\w+\s?[:|]|[（(](?:新华|新華|国际|國際)[^（）()]{1,6}[）)]"
    r"|(?:B?POL|FW|LPI|LKA|KPB|HZA|BPOLI)-[A-ZÄÖÜ]{1,6}:)\s?(?=\S)"
)
"""The label of a column or an office that agencies and distributors put before a title."""


def read_top(copy: WireCopy) -> None:
    """Read what is above the text: slug lines, labels, notes, the title, key points and authors."""
    titles = 0
    above = 0
    for at in list(copy.filled):
        if at not in copy.filled:
            continue
        if at == copy.dateline or (copy.dateline < 0 and above >= MAX_HEADER) or above >= MAX_ABOVE:
            break
        above += 1
        if is_advisory(copy.lines[at]) or _take_furniture(copy, at, has_title=titles > 0):
            continue
        if titles == 0:
            _read_labels(copy, at)
            if at in copy.taken:
                continue
        text = copy.text(at)
        if titles == 0 and len(text) > MAX_TITLE:
            break
        titles += 1
    _take_capitals(copy)
    copy.headline = _find_headline(copy)
    if copy.headline is not None and copy.dateline >= 0:
        copy.roles.update((at, "item") for at in copy.filled[1:] if at < copy.dateline and is_list_item(copy.lines[at]))
        _read_dek(copy)
    _read_employer(copy)


def _read_dek(copy: WireCopy) -> None:
    """Read the only line between title and dateline of a frame as the dek, unless the title goes on there."""
    above = [at for at in copy.filled if at < copy.dateline]
    if not copy.has_frame or len(above) != 2 or above[1] != above[0] + 1:
        return
    title, text = map(copy.text, above)
    is_other = copy.is_byline(text) or is_list_item(text) or _is_employer(copy, above[1]) or text[:1].islower()
    if not is_other and len(text.split()) in DEK_WORDS and title[-1:] not in ",;-–—":
        copy.state_first("subheadline", one_line(text), above[1])
        copy.take(above[1], "line below the title", "subheadline")


def _take_furniture(copy: WireCopy, at: int, *, has_title: bool) -> bool:
    """Take a slug line, a label of urgency, a count of words, codes, or a note to editors."""
    text = copy.lines[at].strip()
    is_last = len(copy.filled) < 2
    if is_last or len(text) > MAX_NOTE:
        return False
    if not has_title and take_slug(copy, at):
        return True
    label = copy.habits.label_of_urgency.fullmatch(text) or copy.habits.common_label.fullmatch(text)
    if label and not has_title and label["alone"] is not None and is_capital(label["word"]):
        copy.state_first("urgency", _urgency(copy, label["word"]), at)
        copy.take(at, "label of urgency")
        return True
    if note := copy.habits.for_editors.fullmatch(text):
        rest = one_line(_SLASHES.sub("", note["note"])).rstrip(")）]")
        copy.take_note(at, one_line(_SLASHES.sub("", text)).strip("^<") if rest else "")
        if not rest and copy.filled and (following := copy.line_below(at)) >= 0 and following != copy.dateline:
            copy.take_note(following, one_line(copy.lines[following]))
        return True
    if not copy.is_wire:
        return False
    if copy.habits.word_count.fullmatch(text):
        copy.take(at, "count of words")
    elif _SERVICE_CREDIT.fullmatch(text):
        copy.state_first("rights", Rights(notice=one_line(text)), at)
        copy.take(at, "notice of rights", "legal")
    elif has_title and (starred := _STARRED.fullmatch(text)) and _is_above_dateline(copy, at):
        copy.take_note(at, one_line(starred["note"]))
    elif _INSTRUMENTS.fullmatch(text):
        copy.take(at, "codes of instruments")
    elif (bracket := _IN_BRACKETS.fullmatch(text)) and _is_above_dateline(copy, at):
        copy.take_note(at, one_line(bracket["note"]))
    elif _is_above_dateline(copy, at) and _is_weak_note(copy, text):
        copy.take_note(at, one_line(_SLASHES.sub("", text)))
    elif has_title and copy.habits.version.fullmatch(text):
        copy.take_note(at, one_line(text))
    elif has_title and copy.dateline > at and fold_word(text.strip(" ()")) in copy.lexicon.agencies:
        copy.state("sources", (InfoSource(name=text.strip(" ()")),), at)
        copy.take(at, "agency below the title", "source")
    else:
        return False
    return True


def _is_weak_note(copy: WireCopy, text: str) -> bool:
    found = copy.habits.weak_note.fullmatch(text)
    return found is not None and (_SLASHES.search(text) is not None or copy.is_wire)


def _is_above_dateline(copy: WireCopy, at: int) -> bool:
    if copy.dateline >= 0:
        return at < copy.dateline
    return at in copy.filled[:3] and at != copy.filled[-1] and not copy.is_agency(copy.lines[at].strip(" ()"))


def _urgency(copy: WireCopy, word: str) -> int:
    return FLASH if fold_word(word) in copy.habits.flashes else URGENT


def _read_labels(copy: WireCopy, at: int) -> None:
    """Cut labels of urgency and marks of a version off the title."""
    text = copy.text(at)
    if len(text) > MAX_TITLE:
        return
    if copy.is_wire and (column := _COLUMN.match(text)):
        copy.notes.append(column["label"].strip(" :|()（）"))
        text = text[column.end() :]
    if copy.is_wire:
        text = text.removesuffix(" =").rstrip().lstrip(_GRADES)
        if version := _BRACKETED_VERSION.match(text):
            copy.notes.append(version["version"])
            text = text[version.end() :]
        if (desk := _RUBRIC.match(text)) and text[desk.end() :]:
            copy.notes.append(desk["version"])
            text = text[desk.end() :]
        if copy.dateline > at and (take := _TAKE.search(text)):
            copy.notes.append(take["version"])
            text = text[: take.start()]
    for _ in range(3):
        label = copy.habits.label_of_urgency.match(text)
        if label is None and (copy.has_frame or len(copy.filled) == 1):
            label = copy.habits.common_label.match(text)
        mark = copy.habits.version_mark.match(text)
        if label and label["closed"] and _is_label(copy, label["word"]) and re.search(r"\w", text[label.end() :]):
            copy.state_first("urgency", _urgency(copy, label["word"]), at)
            text = text[label.end() :].strip()
        elif mark and _is_label(copy, mark["mark"]) and re.search(r"\w", text[mark.end() :]):
            copy.notes.append(mark["mark"])
            text = text[mark.end() :].strip()
        else:
            break
    if text and text != copy.lines[at].strip():
        indent = copy.lines[at][: len(copy.lines[at]) - len(copy.lines[at].lstrip())]
        copy.rewritten[at] = indent + text


def _is_label(copy: WireCopy, word: str) -> bool:
    """Whether a word is in capitals; in copy that shows a wire, one that opens with a capital will do."""
    return is_capital(word) or (copy.is_wire and word[:1].isupper())


def _take_capitals(copy: WireCopy) -> None:
    """Take a slug in capitals above the title of copy with a dateline."""
    above = [at for at in copy.filled[:3] if at < copy.dateline and not is_list_item(copy.lines[at])]
    if len(above) < 2 or copy.is_byline(copy.lines[above[1]]):
        return
    slug, title = (copy.lines[at].strip() for at in above[:2])
    is_short = len(slug.split()) <= SLUG_WORDS or ":" in slug[:30]
    bare = _BRACKETED_END.sub("", slug)
    is_below_number = above[0] > 0 and any(taken.rule == SERIAL for at, taken in copy.taken.items() if at < above[0])
    capitals = sum(map(str.isupper, bare.split()))
    if (
        (bare.isupper() or (is_below_number and capitals * 2 > len(bare.split())))
        and is_short
        and len(slug) <= MAX_TITLE // 2
        and not title.isupper()
        and " " in title
    ):
        copy.state_first("slugline", one_line(slug), above[0])
        copy.take(above[0], SLUG)


def _find_headline(copy: WireCopy) -> str | None:
    """The first line, which is the title below a header, and above a dateline with perhaps a byline or key points
    between; not where it is indented as the story's paragraphs are.
    """
    if not copy.filled or copy.filled[0] == copy.dateline:
        return None
    first, *rest = copy.filled[: MAX_KEY_POINTS + 4]
    title = copy.rewritten.get(first, copy.lines[first])
    is_closed = copy.lines[first].rstrip().endswith(" =")
    if (title[:1].isspace() and not is_closed) or copy.is_byline(title) or len(title) > MAX_TITLE:
        return None
    title = title.strip()
    if copy.has_frame:
        return title
    if is_of_sentences(title):
        return None
    for at in rest:
        if at == copy.dateline or _DATELINE.match(copy.lines[at]):
            return title
        if not (copy.is_byline(copy.lines[at]) or is_list_item(copy.lines[at]) or _is_employer(copy, at)):
            return None
    return None


def _is_employer(copy: WireCopy, at: int) -> bool:
    """Whether a line below a byline names whom the author writes for, or what the author is."""
    text = copy.lines[at].strip()
    above = next((line for line in reversed(range(at)) if copy.lines[line].strip()), -1)
    return (
        above >= 0
        and copy.is_byline(copy.lines[above])
        and len(text.split()) <= EMPLOYER_WORDS
        and text[-1] not in ".!?:;,"
        and not any(map(str.isdigit, text))
    )


def _read_employer(copy: WireCopy) -> None:
    """Read the line between a byline and the dateline, or below a byline that names an agency and a job."""
    for number, at in enumerate(copy.filled[1:4], 1):
        if at == copy.dateline or not _is_employer(copy, at):
            continue
        text = one_line(copy.lines[at])
        is_next = number + 1 < len(copy.filled) and copy.filled[number + 1] == copy.dateline
        agency = _agency_in(text)
        if agency or (is_next and JOB.fullmatch(text) is None):
            copy.state("sources", (InfoSource(name=agency or text),), at)
            copy.take(at, "whom the authors write for", "source")
        return


def _agency_in(text: str) -> str:
    """The name of the agency that a line opens with, alone or before a job ("Associated Press Writer")."""
    bare = re.sub(r"^the\s+", "", text, flags=re.IGNORECASE)
    folded = bare.casefold()
    for name, key in _agency_names():
        rest = bare[len(name) :]
        if folded.startswith(key) and (not rest or JOB.fullmatch(rest)):
            return name
    return ""


@cache
def _agency_names() -> Sequence[tuple[str, str]]:
    """The names of agencies, and the same in small letters; the longest first."""
    names = sorted((*load_habits().agencies.values(), "Reuters", "Associated Press"), key=len, reverse=True)
    return [(name, name.casefold()) for name in names if len(name) > 3]
