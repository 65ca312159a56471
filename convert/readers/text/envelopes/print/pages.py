"""Pages of print: running heads and folios, which recognition leaves between the columns of a story.

A folio is a number alone on its line. A running head is a line alone with a folio at one end and the title of the
paper, in capitals or on more than one page. They are layout; the day in a running head is that of the issue.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from itertools import pairwise

from convert.model import Moment
from convert.readers.text.envelopes.envelope import Envelope, TakenLine, one_line
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lexicon.dates import read_date
from convert.readers.text.sentences import ENDS_SENTENCE

LONGEST = 100
"""The greatest length of a running head, in characters."""

LONGEST_FOLIO = 12
"""The greatest length of a folio without spaces around it, in characters."""

MIN_INDENT = 8
"""By how many spaces a folio in the middle of a page is indented at least."""

MIN_PAGE = 3
"""How many lines with text are between two running heads at least."""

MIN_CAPITALS = 0.6
"""The share of capitals among the letters of a running head that is on one page only."""

LANGUAGES = ("de", "fr", "es", "it", "nl", "pl", "cs", "hu", "ru", "sv")
"""The languages in which the day of an issue is read where it is not in English."""

_FOLIO = re.compile(
    r"(?!\s*[-–—]\s?30\s?[-–—]\s*\Z)\s*(?:[-–—\[(]\s?\d{1,4}\s?[-–—\])]"
    r"|(?:page|seite|p\.|pág\.|pagina|strona|стр\.)\s?\d{1,4})\s*",
    re.IGNORECASE,
)
_BARE = re.compile(rf"\s{{{MIN_INDENT},}}\d{{1,4}}\s*")
_NUMBERED = r"(?:(?:page|seite|p\.|pág\.|página|pagina|strona|sida|side|sivu|oldal|sayfa|стр\.)\s?)?\d{1,4}"
_HEAD = re.compile(
    rf"\s*(?P<left>{_NUMBERED}\.?(?:[ \t]{{2,}}|\t))?(?P<title>\S.*?)(?P<right>(?:[ \t]{{2,}}|\t){_NUMBERED}\.?)?\s*",
    re.IGNORECASE,
)
MIN_PARTS = 3
"""How many parts the head of an issue has at least."""

_APART = re.compile(r"[ \t]{3,}|\t")
_ISSUE_NUMBER = re.compile(r"(?:(?:nr|no|núm|num|č|št|sz|vol|jg)\b\.?|n[°º]|№)\s?\d{1,5}\.?", re.IGNORECASE)
_OLD_YEAR = re.compile(r"(?<!\d)1[6-8]\d\d(?!\d)")
_WORD = re.compile(r"[^\W\d_]{3,}")

_OF = "of|von|sur|de|di|van|z|ze|av|af|/|из|з"
_PAGE_OF = re.compile(
    rf"\s*(?:page|seite|página|pagina|strona|strana|sida|side|sivu|sayfa|стр\.|страница|сторінка)\s(?P<page>\d{{1,3}})"
    rf"\s?(?:{_OF})\s?(?P<pages>\d{{1,3}})\s*",
    re.IGNORECASE,
)
_PAGE_NAME = re.compile(
    r"(?:page|seite|página|pagina|strona|strana|sida|side|sivu|oldal|sayfa|стр\.)\s?\d{1,4}\.?\s*$", re.IGNORECASE
)

FOLIO = TakenLine("page number")
HEAD = TakenLine("running head of a page")


def open_pages(lines: tuple[str, ...]) -> Envelope | None:
    """Take the running heads and folios among `lines`, None if there are none."""
    if len(lines) < 2:
        return None
    taken: dict[int, TakenLine] = {}
    titles: dict[int, str] = {}
    for at in _lines_alone(lines):
        line = lines[at]
        if len(line.strip()) <= LONGEST_FOLIO and (_FOLIO.fullmatch(line) or _BARE.fullmatch(line)):
            taken[at] = FOLIO
        elif ("  " in line or "\t" in line) and (title := _title(line)):
            titles[at] = title
    if len(taken) == 1 and _is_of_story(lines, next(iter(taken))):
        taken = {}
    taken |= _numbered_of(lines)
    issue = _issue_head(lines, titles)
    titles |= issue
    words = {at: frozenset(map(str.casefold, _WORD.findall(title))) for at, title in titles.items()}
    pages = Counter(words.values())
    heads = [
        at
        for at, title in titles.items()
        if len(words[at]) > 1
        and (_is_in_capitals(title) or pages[words[at]] > 1 or _names_page(lines, at) or at in issue)
    ]
    if any(sum(map(bool, map(str.strip, lines[one:other]))) <= MIN_PAGE for one, other in pairwise(heads)):
        heads = []
    heads += _dated_heads(lines, frozenset(words[at] for at in heads), frozenset(heads))
    if not heads and not taken:
        return None
    taken.update(dict.fromkeys(heads, HEAD))
    if not any(line.strip() for at, line in enumerate(lines) if at not in taken):
        return None
    issued, at = next(_issue_days([(titles.get(at, lines[at]), at) for at in heads]), (None, -1))
    stated = {"published": at} if issued else {}
    return Envelope(lines=lines, taken=taken, issued=issued, stated=stated)


def _numbered_of(lines: tuple[str, ...]) -> dict[int, TakenLine]:
    """The lines "Page 1 of 3", 2 of 3 … of a printed document, and the line beside them that each page has; none if
    fewer than two count on.
    """
    found = {at: page for at, line in enumerate(lines) if len(line) <= LONGEST and (page := _PAGE_OF.fullmatch(line))}
    numbers = [int(page["page"]) for page in found.values()]
    if len(numbers) < 2 or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return {}
    if len({page["pages"] for page in found.values()}) > 1:
        return {}
    taken = dict.fromkeys(found, FOLIO)
    for step in (-1, 1):
        beside = Counter(lines[at + step].strip() for at in found if 0 <= at + step < len(lines))
        for at in found:
            text = lines[at + step].strip() if 0 <= at + step < len(lines) else ""
            if text and len(text) <= LONGEST and beside[text] > 1:
                taken[at + step] = HEAD
    return taken


def _is_of_story(lines: tuple[str, ...], at: int) -> bool:
    """Whether the only folio, a number with its word ("Page 4"), is between the end of a sentence and more text: a page
    ends anywhere.
    """
    above = next((line for line in reversed(lines[:at]) if line.strip()), "")
    has_below = any(map(str.strip, lines[at + 1 :]))
    return has_below and lines[at].strip()[:1].isalpha() and ENDS_SENTENCE.search(above.rstrip()[-12:]) is not None


def _names_page(lines: tuple[str, ...], at: int) -> bool:
    """Whether the copy opens with a line whose folio is named ("Nordbote        Seite 3")."""
    is_first = not any(map(str.strip, lines[:at]))
    return is_first and _APART.search(lines[at].strip()) is not None and _PAGE_NAME.search(lines[at]) is not None


def _issue_head(lines: tuple[str, ...], titles: Mapping[int, str]) -> Mapping[int, str]:
    """The first line, and the paper with its day in it, if the copy opens with the number of the issue, these and the
    folio, far apart ("Nr. 134     Celler Bote. Donnerstag, 11. Juni 1908.          3").
    """
    at = next(iter(titles), -1)
    parts = _APART.split(lines[at].strip()) if at >= 0 and not any(map(str.strip, lines[:at])) else []
    if len(parts) < MIN_PARTS or not any(map(_ISSUE_NUMBER.fullmatch, (parts[0], parts[-1]))):
        return {}
    dated = next((part for part in parts[1:-1] if next(_issue_days([(part, at)]), None)), "")
    return {at: dated} if dated else {}


def _dated_heads(lines: tuple[str, ...], names: Set[frozenset[str]], heads: Set[int]) -> list[int]:
    """The lines alone that have the name of the paper, which `heads` have, at one end and a day at the other."""
    found = []
    for at in _lines_alone(lines) if names else ():
        parts = _APART.split(lines[at].strip())
        if at in heads or len(parts) != 2:
            continue
        for name, day in (parts, parts[::-1]):
            if frozenset(map(str.casefold, _WORD.findall(name))) in names and next(_issue_days([(day, at)]), None):
                found.append(at)
                break
    return found


def _lines_alone(lines: tuple[str, ...]) -> Iterator[int]:
    """The lines that have blank lines, or the copy's ends, around them, alone or as two lines with parts far apart."""
    blank = [not line or line.isspace() for line in lines]
    for at, (above, own, below) in enumerate(zip((True, *blank), blank, (*blank[1:], True), strict=False)):
        if own or len(lines[at]) > LONGEST * 2 or not (above or below):
            continue
        is_pair = (not below and blank[at + 2 : at + 3] != [False]) or (not above and (at < 2 or blank[at - 2]))
        if (above and below) or (is_pair and _APART.search(lines[at].strip())):
            yield at


def _title(line: str) -> str:
    """The text of a running head without its folio, nothing if the line is none."""
    found = _HEAD.fullmatch(line)
    if found is None or bool(found["left"]) == bool(found["right"]) or len(found["title"]) > LONGEST:
        return ""
    return one_line(found["title"])


def _is_in_capitals(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return sum(map(str.isupper, letters)) >= max(1, len(letters)) * MIN_CAPITALS


def issue_day(text: str) -> Moment | None:
    """The day in the `text` of a running head, which is that of the issue; None where there is none."""
    return next((day for day, _ in _issue_days([(text, 0)])), None)


def _issue_days(titles: list[tuple[str, int]]) -> Iterator[tuple[Moment, int]]:
    """The days in `titles` of running heads, with their lines; also of earlier centuries, which other dates are not."""
    for title, at in titles:
        old = _OLD_YEAR.search(title)
        text = f"{title[: old.start()]}19{title[old.end() - 2 :]}" if old else title
        for language in ("en", *LANGUAGES):
            dated = read_date(text, load_lexicon("en", language))
            if dated and dated.moment:
                yield Moment(old.group() + dated.moment.text[4:]) if old else dated.moment, at
                break
