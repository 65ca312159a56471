"""The frames of printed pages: running heads, folios, and other lines that programs extract between the text of pages.

At the edges of pages, whose beginnings form feeds show, these are lines that other pages have, too, and numbers of
pages. Without form feeds, they are lines that count pages, and those next to each of them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache
from itertools import pairwise

from convert.model import Moment
from convert.readers.text.envelopes.envelope import TakenLine, filled_lines, one_line
from convert.readers.text.envelopes.print.broken_lines import BYLINE
from convert.readers.text.envelopes.print.pages import FOLIO, HEAD, issue_day
from convert.readers.text.envelopes.print.specks import without_marks
from convert.readers.text.envelopes.web.printed_pages import find_printed_pages
from convert.readers.text.scripts import YEAR, has_digit
from convert.readers.text.sentences import SENTENCE_ENDS

EDGE = 5
"""How many lines at the top and at the bottom of a page may be its frame."""

LONGEST_EDGE = 160
"""The greatest length of a line of a frame, in characters."""

SHORT_HEAD = 3
"""How many words the title of a publication has at most that is taken on the first page, too, without a number."""

MOST_TITLE_LINES, SHORTEST_TITLE = 4, 15
"""How many lines a title has at most, and how many characters of it a head shows at least."""

MOST_HEAD_WORDS, MOST_DATED_WORDS = 5, 8
"""How many words a line of a head has at most that is above the day, and one with a day next to the page's number."""

MOST_NUMBERED_WORDS = 10
"""How many words a head has at most that opens with the number of its page and ends with the day."""

MIN_NAMED_WORDS = 6
"""How many words a line at the edge of a page has at least that names the paper and the day."""

MIN_PAGES, SHORTEST_PAGE, MOST_NUMBERS = 2, 8, 8
"""How many lines count pages at least, how many lines after each other, and how many numbers they have at most."""

PRINTED = TakenLine("line of a browser that printed the page")

_NAMES = (
    r"(?:page|seite|p\.|pág\.|pag\.|blz\.|str\.|página|pagina|strona|strana|sida|sid\.|side|sivu|lk|oldal|sayfa|стр\.|страница|сторінка|σελίδα"
    r"|halaman|trang|الصفحة|صفحة|صفحه|עמוד|หน้า|पृष्ठ)"
)
_OF = r"(?:of|von|sur|de|di|van|z|ze|av|af|iš|no|из|з|από|من|از|מתוך|/)"
_CJK = "(?:頁|ページ|页|쪽)"
_APART = r"(?:\s[·•|–—-]|\s{2})"
_DATED_FOLIO = re.compile(
    rf"^(?:{_NAMES}\s?)?\d{{1,4}}\s*{_APART}|{_APART}\s*(?:{_NAMES}\s?)?\d{{1,4}}$", re.IGNORECASE
)
_YEAR_AND_NUMBER = re.compile(
    r"(?:[^\W\d_]{2,}\.?|\d,) (?:1[6-9]|20)\d\d(?: г\.?| года)?,? "
    rf"(?:(?:{_NAMES}|nr|no|№|n°|nº)\.?\s?)?\d{{1,3}}\W{{0,3}}$",
    re.IGNORECASE,
)
"""The end of a head that recognition of letters ran together ("Jueves 21 de febrero de 1980 12")."""

_ISSUE = re.compile(r"(?:nr|no|n°|nº|№|núm|vol|jg)\.?\s?\d{1,5}\.?$", re.IGNORECASE)
"""The number of an issue, alone."""

_ISSUE_WITHIN = re.compile(r"(?<!\S)(?:nr|no|n°|nº|№|núm)\.?\s?\d{1,5}(?!\S)", re.IGNORECASE)
_ENDS_WITH_NUMBER = re.compile(r"\s\d{1,3}\W{0,3}$")
_DAY_NUMBER = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_NUMBERED_HEAD = re.compile(r"\d{1,3} [^\W\d_a-zß-ÿ]")
_NAMES_PAGE = re.compile(rf"\b{_NAMES}|\d\s?{_CJK}|{_DATED_FOLIO.pattern}", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    rf"\W{{0,3}}(?:{_NAMES}\s?)?\d{{1,4}}(?:\s?{_OF}\s?\d{{1,4}})?(?:\s?{_CJK})?\W{{0,3}}"
    rf"|第\s?\d{{1,4}}\s?{_CJK}(?:\s?/?\s?共\s?\d{{1,4}}\s?{_CJK})?",
    re.IGNORECASE,
)
_OPENINGS = ("page ", "seite ", "página ", "pagina ", "strona ", "strana ", "sida ", "side ", "sivu ", "страница ")
_OPENING_LETTERS = "PpSsſСс"
_NUMBER_ENDS = "0123456789頁页쪽ジ"
_NUMBER = re.compile(r"\d+")


def find_frames(lines: tuple[str, ...], starts: Sequence[int], *, is_print: bool = False) -> Mapping[int, TakenLine]:
    """The lines, by their indexes, that frame the pages in `lines`, which begin at the indexes `starts`, after the
    first; where these show no page, and it is not certain that the copy `is_print`, lines that count them.
    """
    printed = find_printed_pages(lines)
    if printed:
        return dict.fromkeys(printed.frames, PRINTED)
    taken = _frames(lines, starts) if starts or is_print else _counted_frames(lines)
    return {} if all(at in taken for at in filled_lines(lines)) else taken


def find_first_head(lines: Sequence[str], filled: Sequence[int]) -> Mapping[int, TakenLine]:
    """The lines above the only page, whose lines with text are `filled`, that are its head."""
    return dict.fromkeys(_first_head(lines, filled), HEAD)


def has_dated_head(lines: Sequence[str], filled: Sequence[int]) -> bool:
    """Whether the copy opens with a head that has the day of the issue and the number of the page."""
    return bool(filled) and _is_dated_folio(lines[filled[0]].strip())


def is_head(parts: Sequence[str]) -> bool:
    """Whether the parts of a line at the edge of a page, which are far apart, are its frame: its number or the day of
    the issue beside another part, or a line that has both.
    """
    texts = [without_marks(part) for part in parts]
    if len(texts) == 1:
        words = len(texts[0].split())
        is_numbered = _ENDS_WITH_NUMBER.search(texts[0]) is not None or words >= MIN_NAMED_WORDS
        if is_numbered and words <= MOST_NUMBERED_WORDS and texts[0][-1] not in SENTENCE_ENDS and issue_day(texts[0]):
            return True
        return _PAGE_NUMBER.fullmatch(texts[0]) is not None or _is_dated_folio(texts[0])
    return any(_PAGE_NUMBER.fullmatch(text) or issue_day(text) for text in texts)


def issue_in(lines: Sequence[str], taken: Mapping[int, TakenLine]) -> tuple[Moment | None, int]:
    """The day in the frame of a page, with the index of its line; None where there is none."""
    for at in sorted(taken):
        if taken[at] != PRINTED and (day := issue_day(without_marks(lines[at]))):
            return day, at
    return None, -1


def _frames(lines: tuple[str, ...], starts: Sequence[int]) -> Mapping[int, TakenLine]:
    """The lines at the edges of pages that are their frames."""
    pages = [page for page in _pages(lines, starts) if page]
    recurring = _recurring(lines, pages)
    taken: dict[int, TakenLine] = {}
    for number, page in enumerate(pages):
        top, bottom = (_frame(lines, edge, recurring) for edge in _edges(page))
        if number == 0:
            top = [] if _is_title(lines, page, top) else top or _first_head(lines, page)
        taken.update((at, FOLIO if _PAGE_NUMBER.fullmatch(lines[at].strip()) else HEAD) for at in (*top, *bottom))
    return taken


def _recurring(lines: Sequence[str], pages: Sequence[Sequence[int]]) -> Set[int]:
    """The lines that other pages have at the same place from their edge, too: in the same words, with the same numbers
    or such as count the pages. Pages with the same text are copies of one page, and show no frame.
    """
    places: defaultdict[tuple[int, int, str], list[tuple[int, int]]] = defaultdict(list)
    for page, filled in enumerate(pages):
        for side, edge in enumerate(_edges(filled)):
            for place, at in enumerate(edge):
                if len(lines[at]) <= LONGEST_EDGE:
                    places[side, place, _form(lines[at])].append((page, at))

    @cache
    def are_copies(first: int, second: int) -> bool:
        return _have_same_text(lines, pages[first], pages[second])

    found: set[int] = set()
    for shown in places.values():
        for (first, at), (second, below) in pairwise(shown):
            if _counts_on(lines[at], lines[below], second - first) and not are_copies(first, second):
                found.update((at, below))
    return found


def _have_same_text(lines: Sequence[str], page: Sequence[int], other: Sequence[int]) -> bool:
    """Whether most lines of two pages are the same between their edges; of short pages, all lines."""
    inside, of_other = page[EDGE:-EDGE], other[EDGE:-EDGE]
    if not inside or not of_other:
        return len(page) == len(other) and all(
            _form(lines[at]) == _form(lines[of]) for at, of in zip(page, other, strict=True)
        )
    same = sum(_form(lines[at]) == _form(lines[of]) for at, of in zip(inside, of_other, strict=False))
    return 2 * same > max(len(inside), len(of_other))


def _counts_on(line: str, other: str, pages: int) -> bool:
    """Whether each number of a line is the same in another one of its form, or larger by the `pages` between them."""
    numbers = (map(int, _NUMBER.findall(text)[:MOST_NUMBERS]) for text in (line, other))
    return all(two - one in (0, pages) for one, two in zip(*numbers, strict=True))


def _counted_frames(lines: tuple[str, ...]) -> Mapping[int, TakenLine]:
    """The lines of one form that count pages from 1 on ("The Bote | 3 May 2027 | 2"), and those next to each that all
    of them have; if these are more than a frame has, they are text of copies of one page.
    """
    places: defaultdict[str, list[int]] = defaultdict(list)
    filled = filled_lines(lines)
    forms = {at: _form(lines[at]) for at in filled if _may_count(lines[at].strip())}
    counts = Counter(forms.values())
    for at, form in forms.items():
        text = lines[at].strip()
        if counts[form] >= MIN_PAGES and (_NAMES_PAGE.search(text) or _is_dated_folio(text)):
            places[form].append(at)
    counted = next((found for found in places.values() if _counts_pages(lines, found)), None)
    if counted is None:
        return {}
    taken = dict.fromkeys(counted, FOLIO)
    for step in (-1, 1):
        beside: dict[int, TakenLine] = {}
        for of_each in zip(*(_neighbors(filled, at, step) for at in counted), strict=False):
            if len({_form(lines[at]) for at in of_each}) > 1 or len(lines[of_each[0]]) > LONGEST_EDGE:
                break
            beside.update(dict.fromkeys(of_each, HEAD))
        if len(beside) <= EDGE * len(counted):
            taken.update(beside)
    return taken


def _may_count(text: str) -> bool:
    """Whether a line may count pages by its length, and by its first and last character or its first word."""
    if len(text) > LONGEST_EDGE:
        return False
    if text[-1] in _NUMBER_ENDS or text[0] in _NUMBER_ENDS:
        return True
    return text[0] in _OPENING_LETTERS and text[:8].casefold().startswith(_OPENINGS)


def _counts_pages(lines: tuple[str, ...], places: Sequence[int]) -> bool:
    """Whether a number in the lines at `places`, which are far apart, counts from 1 on."""
    if len(places) < MIN_PAGES or any(two - one < SHORTEST_PAGE for one, two in pairwise(places)):
        return False
    numbers = [list(map(int, _NUMBER.findall(lines[at])[:MOST_NUMBERS])) for at in places]
    return any(list(counts) == list(range(1, len(places) + 1)) for counts in zip(*numbers, strict=False))


def _neighbors(filled: Sequence[int], at: int, step: int) -> Sequence[int]:
    """The next lines with text above or below a line, by the `step`: one more than those that may be of a frame."""
    place = bisect_left(filled, at) + step
    return filled[place : place + EDGE + 1] if step > 0 else filled[max(0, place - EDGE) : place + 1][::-1]


def _pages(lines: tuple[str, ...], starts: Sequence[int]) -> Iterator[Sequence[int]]:
    """The indexes of the lines with text of each page."""
    filled = filled_lines(lines)
    for first, end in pairwise((0, *starts, len(lines))):
        yield filled[bisect_left(filled, first) : bisect_left(filled, end)]


def _edges(page: Sequence[int]) -> tuple[Sequence[int], Sequence[int]]:
    """The lines at the top and at the bottom of a page, each from its edge."""
    return page[:EDGE], page[: -EDGE - 1 : -1]


def _frame(lines: tuple[str, ...], edge: Sequence[int], recurring: Set[int]) -> list[int]:
    """The lines of the `edge` of a page, from without, that are its frame: they are `recurring`, or its number."""
    frame: list[int] = []
    forms: set[str] = set()
    if len(edge) > 1 and _is_dated_line(lines, edge[0]) and _PAGE_NUMBER.fullmatch(lines[edge[1]].strip()):
        return list(edge[:2])
    for at in edge:
        text, form = lines[at].strip(), _form(lines[at])
        is_head = at in recurring and form not in forms and not BYLINE.match(text)
        if len(one_line(text)) > LONGEST_EDGE or not (is_head or _PAGE_NUMBER.fullmatch(text) or _is_dated_folio(text)):
            break
        forms.add(form)
        frame.append(at)
    if frame and _PAGE_NUMBER.fullmatch(lines[frame[-1]].strip()):
        rest = [at for at in edge if at not in frame]
        if rest and _is_dated_line(lines, rest[0]):
            frame.append(rest[0])
    return frame


def _first_head(lines: Sequence[str], page: Sequence[int]) -> list[int]:
    """The lines above the first page that are its head although no other page has it: with the day and the number of
    the page, or the beginning of the title below.
    """
    is_dated = is_counted = False
    for count, at in enumerate(page[:EDGE], 1):
        text = without_marks(lines[at])
        is_number = (_PAGE_NUMBER.fullmatch(text) or _ISSUE.match(text)) is not None
        is_day = len(text.split()) <= MOST_DATED_WORDS and _is_dated(text)
        if _is_dated_folio(text) or (is_dated and is_number) or (is_counted and is_day):
            return list(page[: count + _has_name(lines, page[count : count + 2])])
        is_dated |= is_day
        is_counted |= _ISSUE.match(text) is not None
        if (has_digit(text) and not (is_dated or is_counted)) or len(text.split()) > MOST_HEAD_WORDS:
            break
    if len(page) < 2:
        return []
    text = one_line(lines[page[0]])
    rest = page[2:] if _PAGE_NUMBER.fullmatch(lines[page[1]].strip()) else page[1:]
    title = " ".join(one_line(lines[at]) for at in rest[:MOST_TITLE_LINES])
    if len(text) >= SHORTEST_TITLE and title.casefold().startswith(text.casefold()):
        return list(page[: len(page) - len(rest)])
    return []


def _has_name(lines: Sequence[str], below: Sequence[int]) -> bool:
    """Whether two lines in capitals are below the day of the issue, of which the first is the name of the paper."""
    texts = [without_marks(lines[at]) for at in below]
    return len(texts) == 2 and all(text.isupper() and len(text.split()) <= MOST_HEAD_WORDS for text in texts)


def _is_dated_folio(text: str) -> bool:
    """Whether a line has the number of its page at one end, and the day or the year of the issue; or the number at its
    beginning, and the day at its end.
    """
    if len(one_line(text)) > LONGEST_EDGE:
        return False
    is_short = len(text.split()) <= MOST_NUMBERED_WORDS
    if is_short and (_YEAR_AND_NUMBER.search(text) or (_ISSUE_WITHIN.search(text) and issue_day(text))):
        return True
    if _DATED_FOLIO.search(text):
        return _is_dated(text)
    if not _NUMBERED_HEAD.match(text) or len(text.split()) > MOST_NUMBERED_WORDS or not YEAR.search(text[-5:]):
        return False
    _, _, rest = text.partition(" ")
    return _DAY_NUMBER.search(rest) is not None and issue_day(rest) is not None


def _is_dated(text: str) -> bool:
    return YEAR.search(text) is not None or issue_day(text) is not None


def _is_dated_line(lines: tuple[str, ...], at: int) -> bool:
    """Whether a line alone, next to the number of a page, is a few words with the day or the year of the issue."""
    text = lines[at].strip()
    is_alone = not any(map(str.strip, (*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2])))
    return is_alone and len(text.split()) <= MOST_DATED_WORDS and text[-1] not in SENTENCE_ENDS and _is_dated(text)


def _form(line: str) -> str:
    """A line as other pages have it, too: with other numbers."""
    return _NUMBER.sub("0", one_line(line)).casefold()


def _is_title(lines: tuple[str, ...], page: Sequence[int], frame: Sequence[int]) -> bool:
    """Whether the only line of the `frame` above the first page is the title of the text, which other pages repeat."""
    if len(frame) != 1:
        return False
    text = one_line(lines[frame[0]])
    if has_digit(text) or len(text.split()) <= SHORT_HEAD:
        return False
    return not any(one_line(lines[at]).startswith(text[:15]) for at in page[1:])
