"""Bylines: who wrote the story, parsed into people and agencies.

A byline has a grammar: an opening ("By", "Text:"), names joined by commas and conjunctions, and after each name a
description: what that person is or where ("science editor", "in Paris", "for The Mail"); a date, a label or a separator
ends it. A line that is not wholly understood keeps its words as the byline and gives only the authors that are certain.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

from convert.model import Contributor
from convert.readers.text.lexicon import Lexicon
from convert.readers.text.lexicon.buttons_behind import is_furniture_run, without_buttons
from convert.readers.text.lexicon.chinese_bylines import names_no_reporter, read_paper_and_names, read_reporters
from convert.readers.text.lexicon.german_bylines import read_german_byline
from convert.readers.text.lexicon.japanese_bylines import read_labeled_names
from convert.readers.text.lexicon.keys import fold_word, line_key, word_set
from convert.readers.text.lexicon.korean_bylines import read_korean_reporters
from convert.readers.text.lexicon.names import (
    OUTER_PUNCTUATION,
    PARTICLES,
    REPORTER_SUFFIX,
    is_description,
    is_known_name,
)
from convert.readers.text.lexicon.newsrooms import NEWSROOM_WORDS, is_board, is_newsroom
from convert.readers.text.lexicon.people import (
    BREAKS,
    MAX_LENGTH,
    MAY_BREAK,
    is_date_word,
    parse_people,
    read_people,
)
from convert.readers.text.scripts import (
    DIGIT,
    FIRST_CJK,
    FIRST_HANGUL,
    LAST_HANGUL,
    has_digit,
    is_unspaced,
)
from convert.readers.text.sentences import LATIN_SENTENCE_ENDS

MAX_SUFFIXED = 60
"""The length, in characters, that bylines without an opening stay below: in Korean and Japanese a suffix marks them."""

MAX_REST = 12
"""How many words of a byline may remain unparsed; a line with more is running text."""

_SENTENCE_BREAKS = tuple(f"{end} " for end in LATIN_SENTENCE_ENDS)

_OPEN_TRIM = " \t*•·●|>–—-"

_WORD = re.compile(r"\S+")

MOST_BEFORE = 7
"""Among how many words of a line a byline opens behind furniture."""

_WORKS = word_set(
    "art beeld bild bilder boeken books bücher film films foto foto's fotos galerie gallery games giochi images "
    "immagini imágenes juegos libri libros livres movies music musica musik musique muziek música photo photos "
    "pictures podcast podcasts spiele video videos vidéo vidéos vídeo vídeos"
)
"""Sections whose name before a byline says that pictures, music or books are theirs, and not the text."""

_GLUED_OPENINGS = frozenset({"by", "von", "par", "por"})
"""Openings that a page's markup glues to the name after them ("ByJane Doe")."""

SHORTEST_LISTED = 4
"""How many characters an opening has at least that a comma may follow."""

_LISTED = re.compile(r"[,،]\s[^\s,،.:()\d]{2,20}(?:\s[^\s,،.:()\d]{1,20}){1,3}")
"""A name of two to four words behind the opening and a comma, as the services of broadcasters have it ("Автор, …")."""

_FILED = re.compile(
    r"(?<=\w),?\s(?:posted|filed|published|publicado|publié|pubblicato|veröffentlicht|geplaatst)"
    r" (?:in|under|en|em|dans|unter)\s",
    re.IGNORECASE,
)
"""What opens the section of a blog behind the name of who wrote ("by Jane, posted in Walks")."""

_GLUED_LABEL = re.compile(r"(?<=[a-z])(?=(?:Written|Reported|Edited|Posted|Words) [Bb]y\b)")
"""Where the label of a byline is glued to the name of a section before it ("OffbeatWritten by: Jane Doe")."""


class Byline(NamedTuple):
    """A byline: its wording, its authors, their confidence, and whether a word such as "by" opened it."""

    text: str
    authors: tuple[Contributor, ...]
    confidence: float
    is_explicit: bool


_TWICE = re.compile(
    r"(?=(?P<start>[^\W\d_]..).+ (?P=start))"
    r"(?P<name>[^\W\d_][^:：;!?]{2,48}?) (?P<by>[^\W\d_][^:：]{1,23}?)(?P<colon>\s?[:：])? (?P=name)",
    re.IGNORECASE | re.DOTALL,
)
"""A name, the opening of a byline, and the name again ("Jane Doe by Jane Doe", "Jane Doe Author: Jane Doe"). Most lines
are ruled out because their first three characters do not open another word.
"""


def read_byline(text: str, lexicon: Lexicon) -> Byline | None:
    """The byline in the line `text`; None if it is none, or no author can be parsed from it."""
    if len(text) > MAX_LENGTH:
        return None
    if " , " in text:
        inner = read_byline(text.replace(" , ", ", "), lexicon)
        return inner and inner._replace(text=text)
    if text[:1] >= FIRST_CJK and (reporters := read_reporters(text) or read_paper_and_names(text)):
        return Byline(text, tuple(Contributor(name=name) for name in reporters), 0.9, True)
    if text[:1] >= FIRST_CJK and names_no_reporter(text):
        return None
    if text[:1] >= FIRST_CJK and "ja" in lexicon.languages and (writers := read_labeled_names(text)):
        return Byline(text, tuple(Contributor(name=name) for name in writers), 0.9, True)
    if interviewed := _read_interviewer(text, lexicon):
        return interviewed
    if " - - " in text and (clipped := CLIPPING.fullmatch(text)):
        return _read_clipping(text, (clipped["who"] or "").strip(), lexicon)
    folded = fold_word(text)
    if f" {folded[:3]}" in folded and (twice := _TWICE.fullmatch(text)):
        if twice["colon"]:
            inner = read_byline(text[twice.start("by") :], lexicon)
            return inner and inner._replace(text=text)
        if fold_word(twice["by"]) in lexicon.byline_phrases:
            return _read_pictured(text, twice["name"], lexicon)
    if lexicon.languages[-1:] == ("de",) and (authors := read_german_byline(text, lexicon)):
        return Byline(text, authors, 0.85, True)
    if reporting := _read_reporter(text, folded, lexicon):
        return reporting
    may_open = any(map(folded.replace(" :", ":").__contains__, lexicon.byline_stems))
    opened, opening = next(_after_opening(text, lexicon), ("", "")) if may_open else ("", "")
    if opened and (filed := _FILED.search(opened)):
        opened = opened[: filed.start()]
    if opened and (bare := without_buttons(opened, lexicon)) is not opened:
        text, opened = f"{text[: text.find(opened)]}{bare}", bare
    if not opened:
        if len(text) >= MAX_SUFFIXED or text.isascii():
            return None
        if reporters := read_korean_reporters(text, lexicon):
            return Byline(text, tuple(Contributor(name=name) for name in reporters), 0.85, True)
        if not (REPORTER_SUFFIX.search(text.strip(OUTER_PUNCTUATION)) and len(text) <= 24):
            return None
        opened = text
    if FIRST_HANGUL <= opened[0] <= LAST_HANGUL and (reporters := read_korean_reporters(opened, lexicon)):
        return Byline(text, tuple(Contributor(name=name) for name in reporters), 0.85, True)
    authors, is_whole, rest = parse_people(opened, lexicon)
    if not authors and has_digit(opened) and is_newsroom(opened):
        return Byline(text, (Contributor(name=opened.strip(), kind="organisation"),), 0.6, True)
    if not authors:
        authors, is_whole, rest = _single_name(opened, opening, lexicon), False, 0
    if (
        not authors
        or (not is_whole and (rest > MAX_REST or (rest > 4 and text[-1] == ".")))
        or _is_no_byline(authors, lexicon)
    ):
        return None
    if fold_word(opening.rstrip(" :/-")) in lexicon.text_kinds and not (is_whole and are_known(authors, lexicon)):
        return None
    people = [author for author in authors if author.kind == "person"]
    if not people or all(" " not in person.name and person.name.isascii() for person in people):
        return Byline(text, authors, 0.6, True)
    return Byline(text, authors, 0.9 if is_whole else 0.8, True)


def are_known(authors: tuple[Contributor, ...], lexicon: Lexicon) -> bool:
    """Whether all authors are people with known given names."""
    return all(who.kind == "person" and is_known_name(who.name, lexicon) for who in authors)


_INTERVIEWERS = (
    "ozmawia", "skrifa", "еседова", "озмовля", "пілкува", "interjúja", "riportja", "tudósítása", "írása", "jegyzete",
)  # fmt: skip
"""A part of each wording that `_INTERVIEWER` matches, by which most lines are ruled out."""

_INTERVIEWER = re.compile(
    r"(?:^|.*[\s,])(?:[Rr]ozmawia(?:ł|ła|li|ły)?|[Бб]еседова(?:л|ла|ли)|[Рр]озмовля(?:в|ла|ли|є)|[Сс]пілкува(?:вся"
    r"|лася|лись))\s+"
    r"(?P<last>[^\W\d_a-zа-я][^.!?:;]{3,60})"
    r"|(?P<first>[^\W\d_a-z][^.!?:;,]{3,40}?)\s(?:interjúja|riportja|tudósítása|írása|jegyzete|skrifar?)"
)
"""Who had a conversation ("Z Haliną Okrasą rozmawia Marek Zieliński"), or whose text it is ("Kocsis Márta írása",
"Hrefna Sandholt skrifar").
"""


_REPORTS = re.compile(
    r"(?P<name>[^.!?:;,]{5,50}?)\s(?:reports|reporting|berichtet|informa|rapporterar|rapporterer|doet verslag)"
    r"(?:\s(?:from|aus|von|desde|från|fra|uit|vanuit)\s(?P<place>[^\W\d_a-z][^.!?:;,]{1,30}))?"
    r"|(?:Aus|Desde|Från|Fra|From)\s[^\W\d_a-z][^.!?:;,]{1,30}\s(?:reports|berichtet|berichten|informan?|rapporterar"
    r"|rapporterer)\s(?P<behind>[^\W\d_a-z][^.!?:;]{4,50})"
)
"""Who reports, and perhaps from where, on a line of its own ("Jane Doe reports from Osted", "Aus Rom berichtet …")."""

_REPORT_WORDS = ("report", "berichte", "informa", "rapporter", "verslag")
"""A part of each wording that `_REPORTS` matches, by which most lines are ruled out."""

_LABELED_BEHIND = re.compile(
    r"(?P<names>[^(),:]{5,60}?)(?:,\s|\s?\(|\s(?=teksti))(?:(?:text|texte|texto|testo|tekst|teksti|words|story)"
    r"(?:\s?(?:&|and|und|et|y|e|en|och|og|ja)\s\w{4,12})?)\)?",
    re.IGNORECASE,
)
"""Names with a label behind them that says that the text is theirs ("Jane Doe, teksti", "Jane Doe (Text)")."""

_LABELS_BEHIND = ("text", "tekst", "testo", "words", "story")


def _read_reporter(text: str, folded: str, lexicon: Lexicon) -> Byline | None:
    """The byline in a line that says who reports from where, or names people and behind them what theirs is."""
    found = None
    if any(map(folded.__contains__, _REPORT_WORDS)):
        found = _REPORTS.fullmatch(text)
        names = found["name"] or found["behind"] if found else ""
    elif any(map(folded.__contains__, _LABELS_BEHIND)):
        found = _LABELED_BEHIND.fullmatch(text)
        names = found["names"] if found else ""
    people = read_people(names, lexicon) if found else ()
    if not people or any(who.kind != "person" or " " not in who.name for who in people):
        return None
    return Byline(text, people, 0.85, True)


CLIPPING = re.compile(r"[^\W\d_].{1,60}? - - (?P<section>[^-]{2,40}?) -(?:\s(?P<who>.{0,90}))?")
"""What an archive of newspapers has below a title: the paper, its section and who wrote ("Osted Bell - - News - …")."""


def _read_clipping(text: str, who: str, lexicon: Lexicon) -> Byline | None:
    """The byline at the end of such a line; None where it names nobody."""
    inner = read_byline(who, lexicon) if who else None
    people = inner.authors if inner else read_people(who, lexicon) if who else ()
    is_people = bool(people) and all(author.kind == "person" and " " in author.name for author in people)
    return Byline(text, people, 0.85, True) if is_people else None


def _read_interviewer(text: str, lexicon: Lexicon) -> Byline | None:
    """The byline in a line that ends with who had a conversation, or with what the text is."""
    if text.isascii() and "ozmawia" not in text and "skrifa" not in text:
        return None
    if not any(map(text.__contains__, _INTERVIEWERS)):
        return None
    found = _INTERVIEWER.fullmatch(text.strip(" .–—-"))
    people = read_people(found["last"] or found["first"], lexicon) if found else ()
    if not people or any(who.kind != "person" or " " not in who.name for who in people):
        return None
    return Byline(text, people, 0.85, True)


def is_opening_alone(text: str, lexicon: Lexicon) -> bool:
    """Whether a line is the opening of a byline whose names are on the next line, perhaps after a date ("9 May by")."""
    if len(text) > MAX_SUFFIXED:
        return False
    before, _, last = fold_word(text).rstrip(" :：/").rpartition(" ")
    if f"{before} {last}".strip() in lexicon.byline_phrases:
        return True
    return last in lexicon.byline_phrases and bool(before) and is_date_word(before.rpartition(" ")[2], lexicon)


def _read_pictured(text: str, name: str, lexicon: Lexicon) -> Byline | None:
    """The byline of a name that is the text of its picture, too ("Jane Doe by Jane Doe")."""
    authors = read_people(name, lexicon)
    is_whole = len(authors) > 1 or (len(authors) == 1 and len(authors[0].name) == len(name))
    return Byline(text, authors, 0.9, True) if is_whole else None


def _is_no_byline(authors: tuple[Contributor, ...], lexicon: Lexicon) -> bool:
    """Whether what opened like a byline continues as something else ("By The Numbers", "From Our Partners")."""
    for author in authors:
        words = [fold_word(word) for word in author.name.split()]
        if author.kind == "person" and (
            words[0] == "the"
            or (
                words[0] not in lexicon.given_names
                and any(word in lexicon.non_names and word not in PARTICLES for word in words)
            )
        ):
            return True
    return False


def _after_opening(text: str, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """The text after an opening of a byline, and the opening; at the line's start, or after a separator or a date."""
    for start, needs_words in _starts(text, lexicon):
        piece = text[start:].lstrip(_OPEN_TRIM)
        at = len(text) - len(piece)
        folded = fold_word(piece[:60])
        for word in lexicon.byline_openings.get(folded[:1], ()):
            is_spaced = word[-1] == ":" and folded.startswith(f"{word[:-1]} :")
            if not (is_spaced or folded.startswith(word)) or (needs_words and not _may_follow(word)):
                continue
            rest = text[at + len(word) + is_spaced :]
            if not rest:
                continue
            is_glued = word in _GLUED_OPENINGS and (text[at].isupper() or (not at and word == "by"))
            is_glued = is_glued and rest[0].isupper() and rest[1:2].islower()
            is_listed = rest[0] in ",،" and len(word) >= SHORTEST_LISTED and not start and _LISTED.fullmatch(rest)
            if (
                is_listed
                or word[-1] in ":：/・'’"
                or rest[0] in " :：/・\u3000\t[("
                or is_glued
                or is_unspaced(word[-1])
            ):
                yield rest.strip(" :：/・\u3000,،"), word + rest[0].strip()
                break


def _may_follow(opening: str) -> bool:
    """Whether an opening counts behind a sentence: one of several words, or a label ("Photo: … Text: …")."""
    return " " in opening or (opening[-1] == ":" and opening.startswith("te"))


def _starts(text: str, lexicon: Lexicon) -> Iterator[tuple[int, bool]]:
    """Positions in `text` where a byline may open, each with whether only an opening of several words counts there."""
    yield 0, False
    if MAY_BREAK.search(text):
        for mark in itertools.islice(BREAKS.finditer(text, 1), 6):
            yield mark.end(), False
    if (behind := _behind_furniture(text, lexicon)) > 0:
        yield behind, False
    if (slash := text.find(" / ")) > 0:
        yield slash + 3, False
    if glued := _GLUED_LABEL.search(text):
        yield glued.end(), False
    if digit := DIGIT.search(text):
        is_dated = False
        for match in _WORD.finditer(text, digit.start()):
            word = match.group()
            if is_dated and word[0].isalpha() and word[0].casefold() in lexicon.byline_openings:
                yield match.start(), False
            is_dated = word[-1].isdigit() or is_date_word(word, lexicon)
    if text[-1:] != ".":
        ends = max(map(text.rfind, _SENTENCE_BREAKS))
        if ends > 0 and len(text) - ends < 80:
            yield ends + 2, True


def _behind_furniture(text: str, lexicon: Lexicon) -> int:
    """Where a byline with a capital opens before a known given name, behind a section or button that a page has on its
    line ("Politics By Jane Doe"); 0 if none does, or what is before it says what else is theirs ("Photos By …").
    """
    for word in itertools.islice(_WORD.finditer(text), 1, MOST_BEFORE):
        if word.group()[0].isupper() and fold_word(word.group().rstrip(":")) in lexicon.byline_phrases:
            before, name = text[: word.start()], text[word.end() :].lstrip(" :")
            if not name or not lexicon.opens_with_given_name(name) or not is_furniture_run(before, lexicon):
                return 0
            return word.start() if (lexicon.credit_labels | _WORKS).isdisjoint(line_key(before).split()) else 0
    return 0


def _single_name(opened: str, opening: str, lexicon: Lexicon) -> tuple[Contributor, ...]:
    """The author in a byline of one word, or of a newsroom's name."""
    phrase = re.sub(" {2,}", " ", BREAKS.split(opened)[0].strip(OUTER_PUNCTUATION))
    words = phrase.split()
    folded = [fold_word(word) for word in words]
    if is_board(folded) and len(words) <= NEWSROOM_WORDS and phrase == opened.strip(OUTER_PUNCTUATION):
        return (Contributor(name=" ".join(words[folded[0] == "the" :]), kind="organisation"),)
    if not words or len(words) > 5 or len(phrase) > 40 or any(map(str.isdigit, phrase)):
        return ()
    if len(words) > 1 and lexicon.job_titles.issuperset(folded):
        return ()
    if any(word in lexicon.organisations for word in folded) and words[0][0].isupper() and folded[0] != "the":
        return (Contributor(name=phrase, kind="organisation"),)
    if phrase != opened.strip(OUTER_PUNCTUATION) or len(words) > 1 or not words[0][0].isupper() or len(phrase) < 3:
        return ()
    is_plain = " " in opening or opening.endswith((":", "："))
    if folded[0] in lexicon.given_names | lexicon.own_names or (
        is_plain and not is_description(phrase, lexicon) and folded[0] not in lexicon.non_names
    ):
        return (Contributor(name=phrase),)
    return ()
