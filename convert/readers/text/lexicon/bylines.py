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
from convert.readers.text.lexicon.glued import separate_glued
from convert.readers.text.lexicon.keys import fold_word, word_set
from convert.readers.text.lexicon.names import (
    OUTER_PUNCTUATION,
    PARTICLES,
    REPORTER_SUFFIX,
    PhraseKind,
    is_description,
    is_known_name,
    is_organisation,
    split_caseless_name,
    split_name,
)
from convert.readers.text.lexicon.newsrooms import NEWSROOM_WORDS, is_board, is_newsroom
from convert.readers.text.scripts import is_unspaced
from convert.readers.text.sentences import LATIN_SENTENCE_ENDS, NAME_LINE_ENDS

MAX_LENGTH = 220
"""The greatest length of a byline, in characters."""

MAX_NAMES = 120
"""The greatest length of a line of names alone, in characters."""

MAX_SUFFIXED = 60
"""The length, in characters, that bylines without an opening stay below: in Korean and Japanese a suffix marks them."""

MAX_AUTHORS = 12
"""More authors than this are dropped."""

MAX_REST = 12
"""How many words of a byline may remain unparsed; a line with more is running text."""

_BREAKS = re.compile(r"\s*(?:[|•·◆●;\n]|\s[–—-]\s|\s[–—-]$)\s*")

_MAY_BREAK = re.compile(r"[|•·◆●;\n–—-](?:(?<!-)|(?<=\s-))")
"""Matches in every line that `_BREAKS` matches, and is faster."""

_CAPITALS = re.compile(r"(?:^|[\s|\"'(\[-])[A-Z][^A-Z]*?[\s.-][(\"']?[A-Z]")

_DIGIT = re.compile(r"\d")

_SENTENCE_BREAKS = tuple(f"{end} " for end in LATIN_SENTENCE_ENDS)

_COMMA = re.compile("[,،、，/／]")

_BRACKETS = re.compile(r"\s*[(（\[]([^()（）\[\]]*)[)）\]]\s*")

_OPEN_TRIM = " \t*•·●|>–—-"

_ADDRESS = re.compile(r"\(?\S+@\S+|https?://\S+|@\w+")

_WORD = re.compile(r"\S+")

_PRONOUNS = re.compile(
    r"\s*[(\[](?:she|he|they|her|him|them|any|ze|xe|sie|er|hen|elle|il|iel|ella|él|elle|zij|hij|hun)"
    r"(?:\s?[/,|]\s?(?:she|he|they|her|hers|him|his|them|theirs|any|ihr|ihm|hen|elle|il|iel|ella|él|zij|hij)){1,3}[)\]]",
    re.IGNORECASE,
)
"""The pronouns behind a name ("Jane Doe (she/her)")."""

_PLACE_BEFORE = re.compile(r"(?:à|aus|da|de|desde|en|från|fra|from|in|uit)\s[^\W\d_a-z][^,]{1,30},\s")
"""A place before a name ("De notre correspondante à Rome, Jane Doe")."""

_CONJUNCTION_PARTICLES = frozenset({"e", "y", "i"})
"""Particles that mean "and" between whole names."""

_GLUED_OPENINGS = frozenset({"by", "von", "par", "por"})
"""Openings that a page's markup glues to the name after them ("ByJane Doe")."""

_COUNT = re.compile(r"\(?\d[\d.,]*\)?\s?[^\W\d_]+(?:\s[^\W\d_]+){0,2}|[^\W\d_]+\s?[:(]\s?\d+\)?")
"""What a page counts in the line of a byline: "3 comments", "5 min read", "Shares (12)"."""

_AGENCY_FIRST = re.compile(r"([^\W\d_]{2,12})\s?[–—-]\s?(?=[^\W\d_a-z])")
"""An agency before the names of its reporters ("STT–JANE DOE, JOHN ROE")."""

_SUFFIX = re.compile(r"(?:\s[JS]r|^(?:[^\W\d_]\.[ -]?){1,3}[^\W\d_])\.$")
"""A suffix of a name, or initials alone, whose full stop is part of the name."""

_ZONES = word_set("am pm uhr et est edt pt pst pdt ct cst cdt mt mst gmt utc cet cest mez mesz bst ist h hrs")

_KO_JOB = r"(?:선임|수습|인턴|전문|객원|논설)?(?:기자|특파원|논설위원|객원기자)"

_KO_BYLINE = re.compile(
    rf"(?:^|[\s=(/])(?P<names>[가-힣]{{2,4}}(?:\s?[·,]\s?[가-힣]{{2,4}}){{0,5}})\s?{_KO_JOB}(?![가-힣])"
)


_KO_OTHER_JOB = re.compile(r"작가|에디터|피디|앵커|리포터|아나운서|인턴|기자|특파원|디자이너")
_KO_BEFORE_JOB = re.compile(rf"(?<![가-힣])([가-힣]{{2,4}})\s(?:{_KO_OTHER_JOB.pattern})(?![가-힣])")
"""Names each with its own job ("홍길동 작가, 김하늘 기자")."""

_MAY_BE_CREDIT = re.compile(r"/|^[(\[].*[)\]]$")
"""A line of names that credits of pictures have the form of, too ("(Jane Doe / The Daily Sample)")."""


class Byline(NamedTuple):
    """A byline: its wording, its authors, their confidence, and whether a word such as "by" opened it."""

    text: str
    authors: tuple[Contributor, ...]
    confidence: float
    is_explicit: bool


_TWICE = re.compile(
    r"(?P<name>[^\W\d_][^:：;!?]{2,48}?) (?P<by>[^\W\d_][^:：]{1,23}?)(?P<colon>\s?[:：])? (?P=name)", re.IGNORECASE
)
"""A name, the opening of a byline, and the name again ("Jane Doe by Jane Doe", "Jane Doe Author: Jane Doe")."""


def read_byline(text: str, lexicon: Lexicon) -> Byline | None:
    """The byline in the line `text`; None if it is none, or no author can be parsed from it."""
    if len(text) > MAX_LENGTH:
        return None
    if interviewed := _read_interviewer(text, lexicon):
        return interviewed
    if " " in text and (twice := _TWICE.fullmatch(text)):
        if twice["colon"]:
            inner = read_byline(text[twice.start("by") :], lexicon)
            return inner and inner._replace(text=text)
        if fold_word(twice["by"]) in lexicon.byline_phrases:
            return _read_pictured(text, twice["name"], lexicon)
    folded = fold_word(text)
    if reporting := _read_reporter(text, folded, lexicon):
        return reporting
    may_open = any(map(folded.__contains__, lexicon.byline_stems))
    opened, opening = next(_after_opening(text, lexicon), ("", "")) if may_open else ("", "")
    if not opened:
        if len(text) >= MAX_SUFFIXED or text.isascii():
            return None
        match = _KO_BYLINE.search(text)
        if match and not fold_word(text[: match.start("names")].rstrip(" =:")).endswith(tuple(lexicon.credit_labels)):
            names = re.split(r"\s?[·,]\s?", match["names"])
            if any(map(_KO_OTHER_JOB.fullmatch, names)):
                names = [name for name in _KO_BEFORE_JOB.findall(text) if not _KO_OTHER_JOB.fullmatch(name)]
            return Byline(text, tuple(Contributor(name=name) for name in dict.fromkeys(names)), 0.85, True)
        if not (REPORTER_SUFFIX.search(text.strip(OUTER_PUNCTUATION)) and len(text) <= 24):
            return None
        opened = text
    authors, is_whole, rest = _parse_people(opened, lexicon)
    if not authors:
        authors, is_whole, rest = _single_name(opened, opening, lexicon), False, 0
    if (
        not authors
        or (not is_whole and (rest > MAX_REST or (rest > 4 and text[-1] == ".")))
        or _is_no_byline(authors, lexicon)
    ):
        return None
    people = [author for author in authors if author.kind == "person"]
    if not people or all(" " not in person.name and person.name.isascii() for person in people):
        return Byline(text, authors, 0.6, True)
    return Byline(text, authors, 0.9 if is_whole else 0.8, True)


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
    r"(?P<name>[^.!?:;,]{5,50}?)\s(?:reports|berichtet|informa|rapporterar|rapporterer|doet verslag)"
    r"(?:\s(?:from|aus|von|desde|från|fra|uit|vanuit)\s(?P<place>[^\W\d_a-z][^.!?:;,]{1,30}))?"
    r"|(?:Aus|Desde|Från|Fra|From)\s[^\W\d_a-z][^.!?:;,]{1,30}\s(?:reports|berichtet|berichten|informan?|rapporterar"
    r"|rapporterer)\s(?P<behind>[^\W\d_a-z][^.!?:;]{4,50})"
)
"""Who reports, and perhaps from where, on a line of its own ("Jane Doe reports from Osted", "Aus Rom berichtet …")."""

_REPORT_WORDS = ("report", "berichte", "informa", "rapporter", "verslag")
"""A part of each wording that `_REPORTS` matches, by which most lines are ruled out."""

_LABELED_BEHIND = re.compile(
    r"(?P<names>[^(),:]{5,60}?)(?:,\s|\s?\()(?:(?:text|texte|texto|testo|tekst|teksti|words|story)"
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


_SALUTATIONS = word_set(
    "madame monsieur mesdames messieurs sir sirs madam señor señora señores senhor senhora signora signore "
    "dear dearest hello hi liebe lieber liebes sehr werte werter hallo cher chère chers chères bonjour estimado "
    "estimada estimados estimadas querido querida queridos queridas caro cara cari care gentile gentili egregio "
    "egregi prezado prezada prezados prezadas caros caras beste geachte lieve kära käre kjære kære hej hei hyvä "
    "hyvät rakas szanowny szanowna szanowni szanowne drogi droga drodzy vážený vážená vážení milý milá milí drahý "
    "drahá tisztelt kedves stimate stimată stimați dragi dragă sayın sevgili değerli уважаемый уважаемая "
    "уважаемые дорогой дорогая дорогие шановний шановна шановні дорогий αγαπητέ αγαπητή αγαπητοί عزيزي عزيزتي "
    "الأعزاء יקר יקרה draga poštovani поштовани scumpe scump volt estimats benvolgut benvolguda ndugu mpendwa"
)
"""What opens the line of a letter that addresses its readers, and ends with a comma."""

_ROMAN = re.compile(r"\s(?:[IVX]{1,4}|[A-H])$")
"""A numeral or letter behind the word of a group ("Grupo III"); behind a given name it is that of a ruler."""

_HOUSE = re.compile(r"\d{1,5}[A-Za-z]?\s[^\W\d_]")
"""The number of a house before the name of a street."""


def read_name_line(text: str, lexicon: Lexicon) -> Byline | None:
    """The byline in a line of names alone; the lines around it decide whether it is one."""
    if len(text) > MAX_NAMES or text[-1:] in NAME_LINE_ENDS or "\t" in text or _HOUSE.match(text):
        return None
    if text[-1:] in ",،，" and fold_word(text.split()[0]) in _SALUTATIONS:
        return None
    if text.isascii() and not _CAPITALS.search(text) and not text.isupper():
        return None
    if is_newsroom(text) and fold_word(text.split()[0]) not in lexicon.given_names:
        return None
    if affiliated := _read_affiliated(text, lexicon):
        return affiliated
    authors, is_whole, _ = _parse_people(text, lexicon)
    people = [author for author in authors if author.kind == "person"]
    if not people or not is_whole or any(_has_other_word(person.name, lexicon) for person in people):
        return None
    is_signed = _signing_agency(text, lexicon) is not None
    is_known = [is_known_name(person.name, lexicon) for person in people]
    is_certain = any(is_known) if is_signed else all(is_known)
    if not any(is_known) and any(_is_section(person.name.split()[0], lexicon) for person in people):
        return None
    is_slashed = "/" in text and len(people) <= text.count("/")
    if is_slashed or (not is_certain and (text.isupper() or _MAY_BE_CREDIT.search(text))):
        return None
    if text.lower() == text.upper() and not text.isascii():
        return Byline(text, authors, 0.7 if all(is_known) else 0.3, False)
    return Byline(text, authors, 0.75 if any(is_known) else 0.45, is_signed and any(is_known))


def _signing_agency(text: str, lexicon: Lexicon) -> re.Match[str] | None:
    """The agency, with its dash, before the names of its reporters; None for one that has a dash in its own name."""
    signed = _AGENCY_FIRST.match(text)
    if signed is None or fold_word(signed[1]) not in lexicon.agencies:
        return None
    return None if fold_word(text.split()[0].strip(",")) in lexicon.agencies else signed


def _is_section(word: str, lexicon: Lexicon) -> bool:
    """Whether a word alone is the name of a section, as menus have it."""
    return lexicon.furniture.exact.get(fold_word(word)) == "navigation"


_AFFILIATED = re.compile(
    r"(?P<names>[^\W\d_][^/()]{4,60}?)\s?(?:/\s?(?P<slashed>[^/()]{2,30})/|\((?:(?:with|avec|mit|con|com|med|met|z|s|ve)\s)?"
    r"(?P<bracketed>[^()]{2,30})\)|\s/\s(?P<place>[^\W\d_a-z][^\W\d_]{4,20})(?:,?\s\((?P<agency>[^()]{2,30})\))?)"
)
"""Names with the agency that they write for between marks behind them ("Jane Doe/ritzau/", "Jane Doe (avec AFP)"), or
with the place that they write from ("JANE DOE / OSTED, (DHA)").
"""


def _read_affiliated(text: str, lexicon: Lexicon) -> Byline | None:
    """The byline in a line of known names with their agency or place between marks that no picture's credit has."""
    found = _AFFILIATED.fullmatch(text) if "/" in text or "(" in text else None
    if found is None:
        return None
    agency = found["slashed"] or found["bracketed"] or found["agency"] or ""
    if agency and fold_word(agency) not in lexicon.agencies:
        return None
    if (place := found["place"]) and (fold_word(place) in lexicon.agencies or not (agency or place.isupper())):
        return None
    people = read_people(found["names"], lexicon)
    if not people or any(who.kind != "person" or not is_person(who.name, lexicon) for who in people):
        return None
    return Byline(text, (*people, *([Contributor(name=agency, kind="organisation")] if agency else [])), 0.75, False)


def is_opening_alone(text: str, lexicon: Lexicon) -> bool:
    """Whether a line is the opening of a byline whose names are on the next line, perhaps after a date ("9 May by")."""
    if len(text) > MAX_SUFFIXED:
        return False
    before, _, last = fold_word(text).rstrip(" :：/").rpartition(" ")
    if f"{before} {last}".strip() in lexicon.byline_phrases:
        return True
    return last in lexicon.byline_phrases and bool(before) and _is_date_word(before.rpartition(" ")[2], lexicon)


def _read_pictured(text: str, name: str, lexicon: Lexicon) -> Byline | None:
    """The byline of a name that is the text of its picture, too ("Jane Doe by Jane Doe")."""
    authors = read_people(name, lexicon)
    is_whole = len(authors) > 1 or (len(authors) == 1 and len(authors[0].name) == len(name))
    return Byline(text, authors, 0.9, True) if is_whole else None


def read_people(text: str, lexicon: Lexicon) -> tuple[Contributor, ...]:
    """The people and agencies in `text`, if it names nothing else; otherwise none."""
    authors, is_whole, _ = _parse_people(text, lexicon) if len(text) <= MAX_LENGTH else ((), False, 0)
    return authors if is_whole else ()


def is_person(name: str, lexicon: Lexicon) -> bool:
    """Whether a name has a known given name and more, and is that of no place ("Santa Clara", "Ada Beach")."""
    words = [fold_word(word) for word in name.split()]
    return (
        len(words) > 1
        and words[0] in lexicon.given_names
        and " ".join(words) not in lexicon.places
        and words[-1] not in _OF_PLACES
        and not _has_other_word(name, lexicon)
    )


_OF_PLACES = word_set(
    "amalie bay beach bluff bridge canyon city county creek cove falls forest fort garden gardens grove harbor harbour "
    "head heights hill hills hole hollow house island islands junction key lake landing lodge mesa mills mound "
    "mountain park pass peak point port rapids ridge river rock shores spring springs station town township vale "
    "valley view village wells woods"
)
"""What names of places end with."""


def _has_other_word(name: str, lexicon: Lexicon) -> bool:
    """Whether a name has a word that names do not have ("Daily"), but for a surname behind a given name ("White")."""
    first, *others = (fold_word(word) for word in name.split())
    if _ROMAN.search(name) and first not in lexicon.given_names:
        return True
    if first in lexicon.given_names and others and others[-1] in lexicon.surnames:
        others.pop()
    return any(word in lexicon.non_names and word not in PARTICLES for word in (first, *others))


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
            if not (is_spaced or folded.startswith(word)) or (needs_words and " " not in word):
                continue
            rest = text[at + len(word) + is_spaced :]
            if not rest:
                continue
            is_glued = word in _GLUED_OPENINGS and text[at].isupper() and rest[0].isupper() and rest[1:2].islower()
            if word[-1] in ":：/・" or rest[0] in " :：/・\u3000\t[(" or is_glued or is_unspaced(word[-1]):
                yield rest.strip(" :：/・\u3000"), word + rest[0].strip()
                break


def _starts(text: str, lexicon: Lexicon) -> Iterator[tuple[int, bool]]:
    """Positions in `text` where a byline may open, each with whether only an opening of several words counts there."""
    yield 0, False
    if _MAY_BREAK.search(text):
        for mark in itertools.islice(_BREAKS.finditer(text, 1), 6):
            yield mark.end(), False
    if digit := _DIGIT.search(text):
        is_dated = False
        for match in _WORD.finditer(text, digit.start()):
            word = match.group()
            if is_dated and word[0].isalpha() and word[0].casefold() in lexicon.byline_openings:
                yield match.start(), False
            is_dated = word[-1].isdigit() or _is_date_word(word, lexicon)
    if text[-1:] != ".":
        ends = max(map(text.rfind, _SENTENCE_BREAKS))
        if ends > 0 and len(text) - ends < 80:
            yield ends + 2, True


def _is_date_word(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is part of a date: "12,", "PST", "2021"."""
    folded = fold_word(word.strip(OUTER_PUNCTUATION))
    return folded[-1:].isdigit() or folded in _ZONES or folded in lexicon.months


def _parse_people(text: str, lexicon: Lexicon) -> tuple[tuple[Contributor, ...], bool, int]:
    """The people and agencies in `text`, whether all of it was parsed, and how many words were not."""
    text = _ADDRESS.sub(" | ", text) if "@" in text or "://" in text else text
    text = _PRONOUNS.sub("", text) if "/" in text or "(" in text else text
    text = separate_glued(text, lexicon)
    authors: list[Contributor] = []
    text = _without_date(text, lexicon)
    text = text.strip(" |")
    if signed := _signing_agency(text, lexicon):
        text = f"{signed[1]}, {text[signed.end() :]}"
    for at, block in enumerate(_BREAKS.split(text) if _MAY_BREAK.search(text) else [text]):
        if not authors and (at or block[:1].isdigit()) and _is_date_only(block, lexicon):
            continue
        if at > 3 and not authors:
            return (), False, len(text.split())
        if authors and _COUNT.fullmatch(block.strip()):
            continue
        rest = _parse_block(block.strip(), authors, lexicon, first=not at)
        if rest is not None:
            return tuple(authors[:MAX_AUTHORS]), _is_date_only(rest, lexicon), len(rest.split())
    return tuple(authors[:MAX_AUTHORS]), True, 0


def _without_date(text: str, lexicon: Lexicon) -> str:
    """`text` without a date and time at its start."""
    if not text[:1].isdigit():
        return text
    for match in _WORD.finditer(text):
        if not _is_date_word(match.group(), lexicon):
            return text[match.start() :].lstrip(" |–—-")
    return text


def _parse_block(block: str, authors: list[Contributor], lexicon: Lexicon, *, first: bool) -> str | None:
    """Append the authors in `block` to `authors`, and return the text that was not parsed; None if all was.

    `first` is whether the block follows the opening directly.
    """
    pieces = [piece.strip() for piece in _COMMA.split(block)]
    for number, piece in enumerate(pieces):
        for phrase in _split_conjunctions(piece, lexicon):
            kind, name, rest = _parse_phrase(phrase, lexicon)
            if (
                authors
                and kind != "agency"
                and not (name and (is_known_name(name, lexicon) or fold_word(rest) in lexicon.agencies))
                and not _is_after_job(phrase, name, lexicon)
                and is_description(phrase, lexicon)
            ):
                continue
            if kind == "person" and not first and not is_known_name(name, lexicon):
                kind = "unknown"
            match kind:
                case "person":
                    for one in name.split("\n"):
                        _add_author(authors, Contributor(name=one))
                case "agency":
                    _add_author(authors, Contributor(name=name, kind="organisation"))
                case "description" if authors or (first and not number and _may_lead(block, lexicon)):
                    pass
                case "unknown" if (
                    authors
                    and (is_known_name(authors[-1].name, lexicon) or _is_paper(phrase, first))
                    and _is_place_like(phrase, first)
                ):
                    continue
                case _:
                    return " ".join((phrase, *pieces[number + 1 :]))
            if rest and not is_description(rest, lexicon):
                return " ".join((rest, *pieces[number + 1 :]))
    return None


def _may_lead(block: str, lexicon: Lexicon) -> bool:
    """Whether a place or a job opens a block of which more follows ("political editor, Jane Doe")."""
    before, _, name = block.partition(", ")
    if not name or fold_word(name.split()[0]) not in lexicon.given_names:
        return False
    return bool(_PLACE_BEFORE.match(block)) or not lexicon.job_titles.isdisjoint(map(fold_word, before.split()))


def _is_after_job(phrase: str, name: str, lexicon: Lexicon) -> bool:
    """Whether a name ends a phrase that opens with its bearer's job ("Political Correspondent Jane Doe")."""
    return bool(name) and phrase != name and phrase.endswith(name) and fold_word(name) not in lexicon.places


def _is_place_like(phrase: str, first: bool) -> bool:
    """Whether a phrase after a name may be a place, or in a later block the publication that the person writes for."""
    words = phrase.split()
    return len(words) <= (1 if first else 4) and all(
        len(word) > 2 and not any(map(str.isdigit, word)) and not word[0].islower() for word in words
    )


def _is_paper(phrase: str, first: bool) -> bool:
    """Whether a phrase in a block behind a name is that of a publication with its article ("| The Daily Sample")."""
    return not first and fold_word(phrase.split()[0]) == "the"


def _parse_phrase(phrase: str, lexicon: Lexicon) -> tuple[PhraseKind, str, str]:
    """The kind of the phrase between two conjunctions, its name, and the text after the name."""
    if any(map(phrase.__contains__, "(（[")) and (match := _BRACKETS.search(phrase)):
        inside = fold_word(match[1].strip(OUTER_PUNCTUATION))
        outside = f"{phrase[: match.start()]} {phrase[match.end() :]}".strip()
        if inside in lexicon.credit_labels:
            return "description", "", ""
        if inside not in lexicon.agencies and not outside:
            return _parse_phrase(match[1], lexicon) if match[1].strip() else ("description", "", "")
        phrase = outside or match[1]
    whole = phrase.strip()
    phrase = phrase.strip(OUTER_PUNCTUATION)
    if not phrase:
        return "description", "", ""
    if _SUFFIX.search(whole):
        phrase += "."
    folded = fold_word(phrase)
    if folded in lexicon.agencies:
        return "agency", phrase, ""
    if phrase.lower() == phrase.upper() and not phrase.isascii():
        return split_caseless_name(phrase, lexicon)
    name, rest = split_name(phrase, lexicon)
    if name:
        if is_organisation(name, lexicon):
            return "agency", name, rest
        return "person", name, rest
    if is_description(phrase, lexicon):
        return "description", "", ""
    return "unknown", "", ""


def _add_author(authors: list[Contributor], author: Contributor) -> None:
    if all(fold_word(author.name) != fold_word(known.name) for known in authors):
        authors.append(author)


def _split_conjunctions(piece: str, lexicon: Lexicon) -> list[str]:
    """The phrases of `piece` between conjunctions."""
    phrases: list[list[str]] = [[]]
    words = piece.split()
    for at, word in enumerate(words):
        folded = fold_word(word)
        is_conjunction = folded in lexicon.conjunctions and bool(phrases[-1])
        if folded in _CONJUNCTION_PARTICLES:
            is_conjunction = is_conjunction and len(phrases[-1]) >= 2 and at + 2 < len(words)
        if is_conjunction:
            phrases.append([])
        elif (
            len(phrases[-1]) >= 2
            and word[0] in lexicon.conjunctions
            and word[0] >= "\u0590"
            and folded[1:] in lexicon.given_names
        ):
            # Hebrew and Arabic prefix "and" to the name as one letter.
            phrases.append([word[1:]])
        elif phrases[-1] or folded not in lexicon.conjunctions or folded in _CONJUNCTION_PARTICLES:
            phrases[-1].append(word)
    return [" ".join(words) for words in phrases if words]


def _is_date_only(rest: str, lexicon: Lexicon) -> bool:
    """Whether the end of a byline is only a date, a time, or a relative time ("2 hours ago")."""
    if not any(map(str.isdigit, rest)):
        return False
    words = [fold_word(word.strip(OUTER_PUNCTUATION)) for word in re.split(r"[\s,/]+", _spaced_digits(rest))]
    known = (
        lexicon.months,
        lexicon.weekdays,
        lexicon.published_words,
        lexicon.updated_words,
        lexicon.relative_words,
        _ZONES,
    )
    return all(not word or not any(c.isalpha() for c in word) or any(word in kind for kind in known) for word in words)


def _spaced_digits(text: str) -> str:
    return re.sub(r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)", " ", text)


def _single_name(opened: str, opening: str, lexicon: Lexicon) -> tuple[Contributor, ...]:
    """The author in a byline of one word, or of a newsroom's name."""
    phrase = _BREAKS.split(opened)[0].strip(OUTER_PUNCTUATION)
    words = phrase.split()
    folded = [fold_word(word) for word in words]
    if is_board(folded) and len(words) <= NEWSROOM_WORDS and phrase == opened.strip(OUTER_PUNCTUATION):
        return (Contributor(name=" ".join(words[folded[0] == "the" :]), kind="organisation"),)
    if not words or len(words) > 5 or len(phrase) > 40 or any(map(str.isdigit, phrase)):
        return ()
    if any(word in lexicon.organisations for word in folded) and words[0][0].isupper() and folded[0] != "the":
        return (Contributor(name=phrase, kind="organisation"),)
    if phrase != opened.strip(OUTER_PUNCTUATION) or len(words) > 1 or not words[0][0].isupper() or len(phrase) < 3:
        return ()
    is_plain = " " in opening or opening.endswith((":", "："))
    if folded[0] in lexicon.given_names or (
        is_plain and not is_description(phrase, lexicon) and folded[0] not in lexicon.non_names
    ):
        return (Contributor(name=phrase),)
    return ()
