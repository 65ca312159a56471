"""Threads of a social network that were copied as text: posts with numbers, names, handles, ages and counts.

A thread is recognized by its numbers ("1/7"), handles, counts and the sign for threads; one of them alone may be in any
story. The posts of the author of the first one are the story, without what the network shows around them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from convert.model import Contributor, Moment, Party
from convert.readers.text.envelopes.draft import Draft
from convert.readers.text.envelopes.envelope import USUAL_LANGUAGES, Envelope, TakenLine, filled_lines, one_line
from convert.readers.text.envelopes.web import thread_words
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lexicon.dates import read_date
from convert.readers.text.lexicon.keys import fold_word
from convert.readers.text.lexicon.names import is_organisation
from convert.readers.text.lexicon.people import read_people
from convert.readers.text.scripts import has_digit
from convert.readers.text.sentences import SENTENCE_BREAK

HEAD = 8
"""Among how many first lines the author or the first number of a thread is."""

MAX_LINE = 160
"""How many characters a line of the network has at most."""

MIN_COUNTS = 2
"""How many lines with counts show a thread without numbers."""

TITLE_WORDS = 25
"""How many words the first post has at most that is the title."""

_HEADER = TakenLine("author of a post")
_COUNTS = TakenLine("counts of a post")
_BUTTON = TakenLine("line of the network")
_TIME = TakenLine("time of a post", role="date")
_OTHER = TakenLine("post of another author", role="comment")
_LINK = TakenLine("link in a post")

_NUMBER = re.compile(
    r"\s*\U0001f9f5?\s*[(\[]?(?P<number>\d{1,2})\s?/\s?(?P<total>\d{1,2}|[nNxX]|\U0001f9f5)?[)\]]?[.:]?(?=\s|$"
    r"|[^\W\d_])\s*(?P<text>.*)"
)
_LAST_NUMBER = re.compile(r"(?P<text>.*\S)\s+[(\[]?(?P<number>\d{1,2})/(?P<total>\d{1,2}|[nN])?[)\]]?\s*")
_HANDLE = r"@(?P<handle>\w[\w.-]{1,60}\w(?:@[\w.-]{3,60})?)"
_AGE = (
    r"(?:\d{1,2}\s?(?:s|m|h|d|w|mo|y|sec|min|hr|hrs|std|tg|wo|j|sem|g|sett|u|dk|sa|ч|мин|д|год|хв|ث|د|س|ي|秒|分|時間"
    r"|日|小时|天|초|분|시간|일)\.?"
    r"|.{2,24}\d.{0,12})"
)
_AGE_LINE = re.compile(_AGE.replace(r"|.{2,24}\d.{0,12}", ""), re.IGNORECASE)
_AUTHOR = re.compile(
    rf"\s*(?P<name>[^@]{{1,60}}?)\s*[(]?{_HANDLE}[)]?\s*(?:[·•—–|-]\s*(?P<age>{_AGE}))?\s*", re.IGNORECASE
)
_HANDLE_LINE = re.compile(rf"\s*{_HANDLE}\s*(?:[·•—–|-]\s*(?P<age>{_AGE}))?\s*", re.IGNORECASE)
_AMOUNT = r"\d[\d.,]{0,12}(?:\s?(?:k|m|mil|tsd\.?|mio\.?|tys\.?|tis\.?|b|bin|тыс\.?|тис\.?|млн|万|千|만|천|萬))?"
_COUNT = (
    rf"(?:{_AMOUNT}\s?[„“”\"«»]?\s?(?:{thread_words.COUNTS})[“”\"»]?"
    rf"|(?:{thread_words.COUNTS})\s?[:：]?\s?{_AMOUNT})(?!\w)"
)
_AMOUNTS = re.compile(rf"\s*{_AMOUNT}(?:[\s·•|]+{_AMOUNT})*\s*", re.IGNORECASE)
_CLOCK = re.compile(
    r"\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?:\s?[ap]\.?\s?m\.?)?(?:\s(?:UTC|GMT|[+-]\d{4}))?|(?:上午|下午|午前|午後|오전"
    r"|오후)\s?\d{1,2}:\d\d",
    re.I,
)
_LINKS = re.compile(
    r"\s*(?:https?://\S+|\bpic\.(?:twitter|x)\.com/\S+|\b(?:t\.co|bit\.ly|youtu\.be|buff\.ly)/\w+\S*)…?"
)
_SIGNS = re.compile(
    "[\U0001f9f5\U0001f447\u2b07\u2935\U0001f53d\u25be\u25bc\ufe0f\u200d]+"
    "|[\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff\u2600-\u27bf\ufe0f\u200d\\s]+$"
)
"""Signs that point to the posts below, and pictograms at the end."""

_WORD = re.compile(r"[^\W\d_]{2}")
_NAME = re.compile(r"[^\W\d_a-z][^\W\d_]*\.?(?:[ '’-](?:[^\W\d_a-z][\w'’-]*\.?|d[aei]|de[rl]?|van|von|zu|bin|al)){1,4}")

_THREAD_SIGN = "\U0001f9f5"
_UNROLLED = re.compile(r"\s*Thread by @\w{2,40} on Thread Reader App\b", re.IGNORECASE)
"""What a service that joins the posts of a thread writes above them; a row of dots ends them."""
_DOTS = re.compile(r"\s*(?:[•·]\s?){3}\s*")


class _Author(NamedTuple):
    """The lines that name the author of a post, the handle, and the day or age beside it."""

    lines: tuple[int, ...]
    name: str
    handle: str
    age: str = ""


def open_thread(lines: tuple[str, ...]) -> Envelope | None:
    """Open the thread in `lines`, None if they show none."""
    filled = filled_lines(lines)
    head = [lines[at] for at in filled[:HEAD]]
    if not any("@" in line or "/" in line or _THREAD_SIGN in line for line in head):
        return None
    authors = _authors(lines, filled)
    has_sign = any(_THREAD_SIGN in line or _UNROLLED.match(line) for line in head)
    numbers = _numbers(lines, filled, least=1 if has_sign else 2)
    counts = [at for at in filled if is_count(lines[at])]
    is_opened = bool(authors) and authors[0].lines[0] in filled[:HEAD]
    own = [author for author in authors if author.handle == authors[0].handle]
    if numbers:
        least = 1 if len(numbers) > 1 else MIN_COUNTS
        is_thread = is_opened or has_sign or len(counts) >= least
    else:
        is_named_again = sum(author.name == authors[0].name != "" for author in own) > 1 if own else False
        has_more = len(own) > 1 and (bool(counts) or is_named_again)
        is_federated = is_opened and "@" in authors[0].handle and bool(counts)
        is_thread = is_opened and (has_sign or len(counts) >= MIN_COUNTS or has_more or is_federated)
    if not is_thread or not any(at not in counts for at in filled):
        return None
    thread = _Thread(lines)
    thread.read_authors(authors, filled)
    thread.take_network(filled)
    thread.read_posts(filled, numbers)
    return thread.envelope()


def thread_starts(lines: Sequence[str]) -> list[int]:
    """The lines at which threads begin: an author, with the first of several numbers below."""
    filled = [at for at, line in enumerate(lines) if line.strip()]
    below = {at: lines[following] for at, following in pairwise(filled)}
    starts = []
    for author in _authors(lines, filled):
        found = _NUMBER.fullmatch(below.get(author.lines[-1], "")[:5_000])
        if found and found["number"] == "1":
            starts.append(author.lines[0])
    return starts


def is_count(line: str) -> bool:
    """Whether a line counts likes, replies or views."""
    return len(line) <= MAX_LINE and has_digit(line) and _count_line().fullmatch(line) is not None


@cache
def _count_line() -> re.Pattern[str]:
    """A line of counts. It is compiled when first needed: that takes as long as reading several texts."""
    return re.compile(rf"\W*{_COUNT}(?:[\s·•|,/]+(?:{_COUNT}|{_AMOUNT}(?!\w)))*\W*", re.IGNORECASE)


@cache
def _button_line() -> re.Pattern[str]:
    """A line of a button; also compiled when first needed."""
    return re.compile(rf"\W*(?:{thread_words.BUTTONS})\W*", re.IGNORECASE)


@cache
def _label_of_thread() -> re.Pattern[str]:
    """The label of a thread at the start or the end of a post; also compiled when first needed."""
    return re.compile(
        rf"\W{{0,4}}(?:{thread_words.THREADS})(?:\s?[:：]|\s[-–—])\s*(?=\S)|\s*[-–—:(\["
        rf"|]?\s?\b(?:{thread_words.THREADS})[)\]]?\W{{0,4}}$",
        re.IGNORECASE,
    )


def is_button(line: str) -> bool:
    """Whether a line is a button or a note of the network."""
    return len(line) <= MAX_LINE and _button_line().fullmatch(line) is not None


def _authors(lines: Sequence[str], filled: Sequence[int]) -> list[_Author]:
    """The names and handles above posts, in order."""
    found: list[_Author] = []
    for number, at in enumerate(filled):
        line = lines[at]
        if "@" not in line or len(line) > MAX_LINE or is_button(line):
            continue
        above = filled[number - 1] if number else -1
        if match := _HANDLE_LINE.fullmatch(line):
            is_near = above == at - 1 and above >= 0 and len(lines[above]) <= MAX_LINE
            name = _SIGNS.sub(" ", lines[above]).strip() if is_near else ""
            is_name = 0 < len(name) <= 60 and len(name.split()) <= 6 and name[-1] not in ".:!?…," and "@" not in name
            if is_name and not is_count(name) and not is_button(name) and not _NUMBER.fullmatch(name):
                found.append(_Author((above, at), one_line(name), match["handle"].casefold(), match["age"] or ""))
            else:
                found.append(_Author((at,), "", match["handle"].casefold(), match["age"] or ""))
        elif (match := _AUTHOR.fullmatch(line)) and (match["age"] or line.rstrip().endswith(")") or number < 2):
            name = one_line(_SIGNS.sub(" ", match["name"]).strip(" \t·•"))
            if name and len(name.split()) <= 6 and name[-1] not in ".:!?…,":
                found.append(_Author((at,), name, match["handle"].casefold(), match["age"] or ""))
    return found


def _numbers(lines: Sequence[str], filled: Sequence[int], *, least: int) -> dict[int, tuple[int, str]]:
    """The lines with the numbers of posts, 1/n, 2/n … each with the number and the text beside it; none if fewer than
    `least` count on.
    """
    found: dict[int, tuple[int, str]] = {}
    total = ""
    for number, at in enumerate(filled):
        line = lines[at]
        if "/" not in line or len(line) > 5_000:
            continue
        match = _NUMBER.fullmatch(line) or _LAST_NUMBER.fullmatch(line)
        if match is None:
            continue
        if not found:
            if int(match["number"]) not in (1, 2) or number > 2 * HEAD:
                continue
            total = match["total"] or ""
            found[at] = int(match["number"]), match["text"]
        elif int(match["number"]) == next(reversed(found.values()))[0] + 1 and (match["total"] or "") in (total, ""):
            found[at] = int(match["number"]), match["text"]
    return found if len(found) >= least else {}


class _Thread(Draft):
    """What is read of a thread."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__(lines, is_whole=True)
        self.layout = "explicit"

    def read_authors(self, authors: Sequence[_Author], filled: Sequence[int]) -> None:
        """Take the names and handles above posts, and the posts of others than the first author."""
        if not authors:
            return
        first = authors[0]
        starts = [author.lines[0] for author in authors[1:]] + [len(self.lines)]
        for author, end in zip(authors, starts, strict=True):
            for at in author.lines:
                self.taken[at] = _HEADER
            if author.handle != first.handle:
                for at in range(author.lines[-1] + 1, end):
                    if self.lines[at].strip():
                        self.taken[at] = _OTHER
        named = next((author for author in authors if author.handle == first.handle and author.name), None)
        if named:
            self._read_name(named)
        dated = read_date(first.age, load_lexicon(*USUAL_LANGUAGES)) if any(map(str.isdigit, first.age)) else None
        if dated and dated.moment and not dated.rest:
            self.sent = Moment(dated.moment.text[:10])
            self.stated["published"] = first.lines[-1]

    def _read_name(self, author: _Author) -> None:
        """Read the name as that of a person, or of an organization, or of nobody."""
        lexicon = load_lexicon(*USUAL_LANGUAGES)
        words = author.name.split()
        is_outlet = fold_word(words[-1]) in thread_words.OUTLETS and fold_word(words[0]) not in lexicon.given_names
        people = () if is_outlet else read_people(author.name, lexicon)
        if people:
            self.state("authors", people, author.lines[0])
        elif is_outlet or is_organisation(author.name, lexicon):
            self.state("provider", Party(name=author.name), author.lines[0])
        elif _NAME.fullmatch(author.name):
            self.state("authors", (Contributor(name=author.name),), author.lines[0])

    def take_network(self, filled: Sequence[int]) -> None:
        """Take counts, buttons and times."""
        is_plain = [False] * len(filled)
        for number, at in enumerate(filled):
            line = self.lines[at]
            if at in self.taken or len(line) > MAX_LINE:
                continue
            if is_count(line):
                self.taken[at] = _COUNTS
            elif self._is_age(at):
                self.taken[at] = _TIME
            elif is_button(line) or (_DOTS.fullmatch(line) and number > len(filled) - 4):
                self.taken[at] = _BUTTON
            elif self._take_time(at, line):
                self.taken[at] = _TIME
            else:
                is_plain[number] = _AMOUNTS.fullmatch(line) is not None
        for number, at in enumerate(filled):
            if is_plain[number]:
                near = [n for n in (number - 1, number + 1) if 0 <= n < len(filled)]
                several = len(re.findall(r"\d[\d.,]*", self.lines[at])) > 2
                if several or any(is_plain[n] or self.taken.get(filled[n]) in (_COUNTS, _BUTTON, _TIME) for n in near):
                    self.taken[at] = _COUNTS

    def _is_age(self, at: int) -> bool:
        """Whether a line below the author is a dot, or how old the post is."""
        line = self.lines[at].strip(" ·•")
        above = [number for number in range(max(0, at - 2), at) if self.taken.get(number) in (_HEADER, _TIME)]
        return bool(above) and (not line or (line[0].isdigit() and _AGE_LINE.fullmatch(line) is not None))

    def _take_time(self, at: int, line: str) -> bool:
        """Whether a line is the day and time of a post, which gives the day of publication."""
        if not any(map(str.isdigit, line)):
            return False
        parts = [part.strip() for part in re.split(r"\s[·•|]\s|\s{2,}", line.strip(" ·•\t")) if part.strip()]
        if not 1 <= len(parts) <= 5:
            return False
        day = None
        has_clock = False
        for part in parts:
            if is_count(part) or is_button(part):
                continue
            clock = _CLOCK.search(part)
            rest = (part[: clock.start()] + part[clock.end() :]).strip(" ,") if clock else part
            has_clock = has_clock or clock is not None
            if not rest or len(rest) < 3:
                continue
            dated = read_date(rest, load_lexicon(*USUAL_LANGUAGES))
            if dated is None or dated.moment is None or dated.rest:
                return False
            day = day or dated.moment.text[:10]
        if day is None or not (has_clock or len(parts) > 1):
            return False
        if self.sent is None:
            self.sent = Moment(day)
            self.stated["published"] = at
        return True

    def read_posts(self, filled: Sequence[int], numbers: dict[int, tuple[int, str]]) -> None:
        """Keep the posts without their numbers, links and signs; the title is a first post that announces a thread."""
        rest = [at for at in filled if at not in self.taken]
        for at in rest:
            line = self.lines[at]
            text = numbers[at][1] if at in numbers else line.strip()
            is_title = self.headline is None and at in rest[:3] and self._announces(at, text, numbers)
            bare = one_line(_LINKS.sub("", text))
            if is_title:
                title = one_line(_SIGNS.sub(" ", _label_of_thread().sub("", _SIGNS.sub(" ", bare).strip()))).strip(
                    " :–—-"
                )
                if _WORD.search(title):
                    self.headline = self.rewritten[at] = title
                    continue
            bare = one_line(bare.replace(_THREAD_SIGN, ""))
            if not bare:
                self.taken[at] = _LINK if at not in numbers else _BUTTON
            elif bare != line.strip():
                self.rewritten[at] = bare

    def _announces(self, at: int, text: str, numbers: dict[int, tuple[int, str]]) -> bool:
        """Whether a post announces the thread: with its sign or label, or above the first number."""
        if len(text.split()) > TITLE_WORDS or len(text) > 2 * MAX_LINE:
            return False
        if at in numbers and SENTENCE_BREAK.search(text):
            return False
        is_labeled = _THREAD_SIGN in text or _label_of_thread().search(_SIGNS.sub(" ", text).strip()) is not None
        return is_labeled or (bool(numbers) and at < next(iter(numbers)) and next(iter(numbers.values()))[0] == 1)
