"""Lines that the page of a print broke, as programs extract them from PDF: which of them go on from the one above.

Letters differ in width there, so that lines of one paragraph differ in length. A paragraph ends with a sentence whose
line had room for the next word; above the text, a title goes on where its words show it, or its line had no room.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from convert.readers.text.envelopes.contacts import has_contact
from convert.readers.text.envelopes.print.pages import issue_day
from convert.readers.text.envelopes.print.specks import ends_sentence, opens_small
from convert.readers.text.lexicon.keys import fold_word, word_set
from convert.readers.text.scripts import has_digit, joins_without_space
from convert.readers.text.sentences import ENDS_WITHIN

FEWEST_LINES, WIDEST = 5, 140
"""How many lines text has at least whose breaks may be those of a page, and the greatest width of such text."""

MIN_GOES_ON, GOES_ON, WITHOUT_PAGES = 2, 0.3, 0.15
"""How many lines at least open with a small letter and go on from the one above; their share of the full lines that end
no sentence at least, and of all lines where nothing shows pages.
"""

WITH_CASE, MIN_FULL, FULL_LINES, EVEN = 0.4, 3, 0.25, 1.25
"""The share of lines at least that open with letters that have cases in scripts that have them; in others how many
lines are full and end no sentence at least, their share of all, and how much longer any is than these at most.
"""

WIDE, NEARLY_ALL = 60, 0.93
"""The least width of text in scripts without small letters whose lines are not all of one width, and the share of it
that full ones have.
"""

FULL, NEARLY_FULL, HALF = 0.97, 0.7, 0.6
"""Shares of the width of a text: a line that is full, one of running text, and one that ends early."""

WIDER, LONGEST, LONGEST_OF_PAGES = 1.1, 2.5, 4
"""How much longer than the others a line of running text is at most, where letters differ in width, and any line; where
pages show, which may have lines over all of their columns.
"""

MOST_ABOVE = 60
"""Among how many lines at the top a title is."""

SHORT_WORD = 3
"""How many letters a word has at most that ends no title ("the", "und")."""

MIN_ITEMS, LIST_TITLE = 2, 1
"""How many items a list has at least, and how many words the line above it has at most."""

MIN_TITLE_WORDS, MIN_TITLE_CASE = 3, 5
"""How many words a line of a title that goes on has at least, and one whose words open with capitals."""

LONGEST_DAY, LONGEST_BYLINE = 40, 80
"""How many characters a line has at most that is the day below a title, or a byline."""

_BULLET = re.compile(r"(?:[•‣◦▪●○■□·*–-]|\d{1,3}[.)]|[a-z]\))\s")
_GAP, _SPACE = re.compile(r"\S {3,}(?=\S)|\t"), re.compile(r"\S (?=\S)")
_ENDS_CREDIT = re.compile(
    r"(?:\(|[.!?…] )(?:photos?|fotos?|foto[\w-]*|fot\.|bild(?:er)?|image|picture|kuva|snímek|φωτ\.|фото)\b"
    r"(?:[^()]{0,60}\)|: [^():]{2,50})$",
    re.IGNORECASE,
)
"""The end of a caption with who made the picture, in brackets or behind a label."""

_INITIAL = re.compile(r" [^\W\d_a-zß-ÿ]\.$")
"""The end of a line with the initial of a name that goes on below."""

LONGEST_NAME = 25
"""How many characters of a name are in the line below its initial at most."""

_NUMBERED = re.compile(r"(?:\d/\d{2,4}|(?:nr|no|n°|nº|№)\.?\s?\d{1,5})$", re.IGNORECASE)
"""The end of a line with the number of a release or an issue."""

_HYPHENS = "-\u2010\u00ad"
_JOINING = ",;–—-/&„“«‘(["
_OPENING, _CLOSING = "„“«»‘(", "“”»«’)"


class PrintedLine(NamedTuple):
    """A line with text on a page.

    `at` is its index in the copy, `text` is that of `line` with single spaces, `indent` is by how many spaces it is
    indented, `is_apart` whether something is between it and the line above, and `is_first` whether it is the first one
    of its page.
    """

    at: int
    text: str
    line: str
    indent: int
    is_apart: bool
    is_first: bool

    @property
    def is_open(self) -> bool:
        """Whether a space at its end shows that it goes on."""
        return self.line[-1].isspace()


def find_continued(rows: Sequence[PrintedLine], *, has_pages: bool) -> Set[int] | None:
    """The places among `rows` of those that go on from the one above; None where the page broke no lines, or that is
    not certain, as nothing shows pages.
    """
    sizes = sorted(len(row.text) for row in rows)
    width = sizes[-1 - len(sizes) // 10] if sizes else 0
    if len(rows) < FEWEST_LINES or width > WIDEST:
        return None
    is_list = _in_lists(rows)
    if not _is_broken(rows, width, is_list, has_pages=has_pages):
        return None
    joiner = _Joiner(rows, width, is_list)
    return {number for number in range(1, len(rows)) if joiner.goes_on(number)}


def _is_broken(rows: Sequence[PrintedLine], width: int, is_list: Sequence[bool], *, has_pages: bool) -> bool:
    """Whether the page broke the lines of the text: many go on with small letters from lines that end no sentence; in
    scripts without small letters, many lines are full and end none.
    """
    longest = max(len(row.text) for row in rows)
    if not have_case([row.text for row in rows]):
        if are_filled([row.text for row in rows], has_pages=has_pages):
            return True
        full = sum(len(row.text) >= FULL * width and _runs_on(row) for row in rows)
        return longest <= EVEN * width and full >= max(MIN_FULL, len(rows) * FULL_LINES)
    if longest > (LONGEST_OF_PAGES if has_pages else LONGEST) * width:
        return False
    goes_on = full = 0
    for (above, row), is_item in zip(pairwise(rows), is_list[1:], strict=True):
        if not is_item and HALF * width <= len(above.text) <= WIDER * width and _runs_on(above):
            goes_on += row.text[0].islower()
            full += not row.is_apart and NEARLY_FULL * width <= len(above.text)
    least = MIN_GOES_ON if has_pages else max(MIN_GOES_ON + 1, len(rows) * WITHOUT_PAGES)
    return goes_on >= max(least, full * GOES_ON)


def have_case(texts: Sequence[str]) -> bool:
    """Whether enough of the lines `texts` open with letters of scripts that have small ones."""
    return sum(text[0].lower() != text[0].upper() for text in texts) >= len(texts) * WITH_CASE


def are_filled(texts: Sequence[str], *, has_pages: bool) -> bool:
    """Whether a page broke the lines `texts`, in a script without small letters: many are full and end no sentence, and
    from the first of them on each other line ends one.
    """
    sizes = sorted(map(len, texts))
    width = sizes[-1 - len(sizes) // 10]
    opens = [not ends_sentence(text) for text in texts]
    is_full = [NEARLY_ALL * width <= len(text) <= WIDER * width for text in texts]
    first = next((at for at, found in enumerate(zip(opens, is_full, strict=True)) if all(found)), len(texts))
    full = sum(map(all, zip(opens[first:], is_full[first:], strict=True)))
    least = max(MIN_GOES_ON if has_pages else MIN_FULL, (len(texts) - first) * WITHOUT_PAGES)
    return WIDE <= width <= WIDEST and full >= least and sum(opens[first:]) == full and sizes[-1] <= WIDER * width


def _runs_on(row: PrintedLine) -> bool:
    return not ends_sentence(row.text)


def _in_lists(rows: Sequence[PrintedLine]) -> list[bool]:
    """For each of the rows, whether it is of a list without marks, or of verse: lines of one block that open with small
    letters and have no end of a sentence, where no text goes on from above.
    """
    found = [False] * len(rows)
    number = 0
    while number < len(rows):
        end = number + 1
        while end < len(rows) and not rows[end].is_apart and rows[end].text[0].islower():
            end += 1
        first = number if rows[number].text[0].islower() else number + 1
        if end - first >= MIN_ITEMS and _opens_list(rows, first):
            is_text = any(row.is_open or ENDS_WITHIN.search(row.text) for row in rows[first:end])
            found[first:end] = [not is_text] * (end - first)
        number = end
    return found


def _opens_list(rows: Sequence[PrintedLine], first: int) -> bool:
    """Whether the row is the first one of its block, not of its page, or below a line that is a few words alone or ends
    with a colon.
    """
    if rows[first].is_apart or not first:
        return not rows[first].is_first
    above = rows[first - 1]
    return above.text[-1] in ":：" or (above.is_apart and len(above.text.split()) <= LIST_TITLE)


class _Joiner:
    """Says which of the `rows`, whose lines are broken at `width`, go on from the one above; items of lists do not."""

    def __init__(self, rows: Sequence[PrintedLine], width: int, is_list: Sequence[bool]) -> None:
        self._rows = rows
        self._width = width
        self._is_list = is_list
        leads = (next(filter(is_lead, range(len(rows))), None) for is_lead in (self._is_lead, self._is_lead_apart))
        self._lead = next((lead for lead in leads if lead is not None), len(rows))

    def goes_on(self, number: int) -> bool:
        """Whether the row goes on from the one above."""
        above, row = self._rows[number - 1], self._rows[number]
        if _BULLET.match(row.text) or _is_of_table(row) or _is_of_table(above):
            return False
        if not (any(map(str.isalnum, row.text)) and any(map(str.isalnum, above.text))):
            return False
        if has_contact(row.text) or has_contact(above.text):
            return False
        if _ENDS_CREDIT.search(above.text):
            return _INITIAL.search(above.text) is not None and row.text[0].isupper() and len(row.text) <= LONGEST_NAME
        if self._is_list[number]:
            return False
        if self._is_byline(number) or (self._is_byline(number - 1) and len(above.text) <= LONGEST_BYLINE):
            return False
        if number <= self._lead:
            may_be_title = number < min(self._lead, MOST_ABOVE)
            if row.is_apart:
                return may_be_title and goes_on_apart(above.text, row.text)
            return may_be_title and self._is_title_of_lines(number)
        if above.text[-1] in _HYPHENS and row.text[0].islower():
            return True
        if above.is_open and not self._rows[number].is_apart:
            return True
        if not _runs_on(above):
            are_full = min(len(above.text), len(row.text)) >= NEARLY_FULL * self._width
            if row.is_apart and row.text[0].islower() and are_full:
                return True  # its full stop is a mark
            return not self._is_new_paragraph(number)
        return self._runs_into(number)

    def _is_byline(self, number: int) -> bool:
        """Whether the row is a byline; a full line with a small letter below one that goes on is of the text."""
        row = self._rows[number]
        if not BYLINE.match(row.text):
            return False
        is_full = len(row.text) >= NEARLY_FULL * self._width
        if row.text[0].isupper() or row.is_apart or number <= self._lead or not is_full:
            return True
        return not _runs_on(self._rows[number - 1])

    def _is_lead(self, number: int) -> bool:
        """Whether the text begins with this row: a line of running text, which goes on below and not from above."""
        if number + 1 >= len(self._rows):
            return False
        row, below = self._rows[number : number + 2]
        is_below_byline = number > 0 and BYLINE.match(self._rows[number - 1].text) is not None
        if is_below_byline and _runs_on(row) and (row.text[0].islower() or below.is_apart):
            return len(row.text) >= NEARLY_FULL * self._width  # perhaps its large first letter is lost
        if below.is_apart and not below.is_first:
            return below.text[0].islower() and self._is_lead_apart(number) and not _is_title_case(row.text)
        size, size_below = (len(line.text) / self._width for line in (row, below))
        if not NEARLY_FULL <= size <= WIDER or size_below > WIDER or (size_below < NEARLY_FULL and _runs_on(below)):
            return False
        is_title = _is_title_case(row.text) and not _is_of_text(below.text)
        return not is_title and not (number and self._goes_on_in_title(number))

    def _is_lead_apart(self, number: int) -> bool:
        """Whether the text begins with this row although the next one is apart: it is full, and ends no sentence."""
        size = len(self._rows[number].text) / self._width
        return FULL <= size <= WIDER and _runs_on(self._rows[number])

    def _goes_on_in_title(self, number: int) -> bool:
        """Whether the words of a row above the text, and of the one above it, show that both are of one title."""
        above, row = self._rows[number - 1].text, self._rows[number].text
        if self._rows[number].is_apart or _is_about_title(row) or _NUMBERED.search(above):
            return False
        last = above.rpartition(" ")[2]
        is_short = last.islower() and len(last) <= SHORT_WORD and last.isalpha()
        ends_short = is_short and len(row) <= WIDER * len(above) and not _is_name(row)
        return row[0].islower() or above[-1] in _JOINING or ends_short or _is_left_open(above)

    def _is_title_of_lines(self, number: int) -> bool:
        """Whether a row above the text and the one above it are one title: their words show it, or the row's first word
        had no room above, in lines that are those of a title.
        """
        if self._goes_on_in_title(number):
            return True
        above, row = self._rows[number - 1].text, self._rows[number].text
        had_room = len(above) + 1 + len(row.partition(" ")[0]) <= max(len(above), len(row))
        return (
            not had_room
            and len(above.split()) >= MIN_TITLE_WORDS
            and not _is_about_title(above)
            and not _NUMBERED.search(above)
            and not _is_about_title(row)
            and not (_is_name(row) and not _is_title_case(above))
            and _runs_on(self._rows[number - 1])
        )

    def _is_new_paragraph(self, number: int) -> bool:
        """Whether the row below one that ends a sentence opens a paragraph: it is apart or indented, or its first word
        would have fit above.
        """
        above, row = self._rows[number - 1], self._rows[number]
        return row.is_apart or row.indent > above.indent or self._had_room(number, FULL * self._width)

    def _had_room(self, number: int, width: float) -> bool:
        """Whether the row's first word would have fit above in lines of that width."""
        above, row = self._rows[number - 1].text, self._rows[number].text
        opening = 1 if joins_without_space(row[0]) else len(row.partition(" ")[0])
        return len(above) + 1 + opening <= width

    def _runs_into(self, number: int) -> bool:
        """Whether the row below one that ends no sentence goes on with it, and is not below a heading."""
        above, row = self._rows[number - 1], self._rows[number]
        is_fragment = number > 1 and self._rows[number - 2].is_open and not above.is_apart
        if opens_small(row.text) or is_fragment:
            return True
        if row.is_apart:
            size = len(above.text)
            return size >= HALF * self._width and (row.is_first or size >= NEARLY_FULL * self._width)
        return " " not in above.text or not self._had_room(number, NEARLY_FULL * self._width)


def goes_on_apart(above: str, row: str) -> bool:
    """Whether a row goes on with the title above it although a blank line is between them, as recognition of letters
    leaves one between large lines: it opens with a small letter, or the title cannot end there, and it is not longer.
    """
    is_title = len(above.split()) >= MIN_TITLE_WORDS and not _is_about_title(above) and not _OPENS_BYLINE.match(above)
    goes_on = row[0].islower() or cannot_end(above)
    return is_title and goes_on and len(row) <= len(above) and not _is_about_title(row)


def cannot_end(text: str) -> bool:
    """Whether a line ends with a word that ends no title."""
    return fold_word(text.rstrip().rpartition(" ")[2]) in _NEVER_LAST


_NEVER_LAST = word_set(
    "the a an of and or with from der das dem des ein eine im vom zum zur und für le la les du un une au aux et par "
    "sur el los las del al y con por para il lo gli della dei di da nel het een van voor och att med av på ett pod nad "
    "przez dla oraz z w na под над для из к в на с и"
)
"""Words that end no title."""


BYLINE = re.compile(
    r"(?i:(?:(?:words|story|report|text|pictures|photos) )?by|von|par|por|di|door|av|af|de|text|texto|foto|fotos)"
    r"(?: [a-zß-ÿ]+){0,3}(?: [^\W\d_a-zß-ÿ][\w.'’-]*){2,4}"
    r"(?=$|[,;|(]| [–—-] | (?:in|à|en|da|aus) [^\W\d_a-zß-ÿ][\w-]+$)"
)
"""A line that is only a byline or a credit."""


_OTHER_BYLINE = re.compile(r"(?:بقلم|كتبت?|تقرير|מאת|כתבה?)\s?:?\s?\S+(?: \S+){0,3}$")
"""A byline in scripts without small letters."""

_OPENS_BYLINE = re.compile(r"(?i:by|von|par|por|di|door|av|af) [^\W\d_a-zß-ÿ]")


def _is_of_table(row: PrintedLine) -> bool:
    """Whether a line has cells far apart: its other words are not, as in justified lines, or it has numbers."""
    line = row.line.strip()
    return _GAP.search(line) is not None and (has_digit(line) or _SPACE.search(line) is not None)


def _is_left_open(text: str) -> bool:
    """Whether a quotation or bracket that opens in the text does not end in it."""
    opened = max(map(text.rfind, _OPENING))
    return opened >= 0 and not any(sign in text[opened + 1 :] for sign in _CLOSING)


def _is_about_title(text: str) -> bool:
    """Whether a line near a title is none: a byline, a day, a number."""
    return (
        BYLINE.match(text) is not None
        or _OTHER_BYLINE.match(text) is not None
        or text.isdigit()
        or (len(text) <= LONGEST_DAY and issue_day(text) is not None)
    )


def _is_name(text: str) -> bool:
    """Whether a line may be no more than the name of a person."""
    words = text.split()
    return len(words) in (2, 3) and all(word[0].isupper() and word[-1].isalpha() for word in words)


def _is_of_text(text: str) -> bool:
    """Whether a line opens with a small letter, and hardly any of its words with a capital."""
    words = text.split()
    return text[0].islower() and sum(word[0].isupper() for word in words) * MIN_TITLE_CASE <= len(words)


def _is_title_case(text: str) -> bool:
    """Whether most of many words open with capitals, as in English titles."""
    words = text.split()
    return len(words) >= MIN_TITLE_CASE and sum(word[0].isupper() for word in words) * 3 >= len(words) * 2
