"""The people and agencies in a phrase of names, such as a byline without its opening.

It has a grammar: names joined by commas and conjunctions, and after each name a description: what that person is or
where ("science editor", "in Paris", "for The Mail"); a date, a label or a separator ends it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from convert.model import Contributor
from convert.readers.text.lexicon import Lexicon
from convert.readers.text.lexicon.glued import separate_glued
from convert.readers.text.lexicon.keys import fold_word, word_set
from convert.readers.text.lexicon.names import (
    OUTER_PUNCTUATION,
    PARTICLES,
    PhraseKind,
    is_description,
    is_job_title,
    is_known_name,
    is_organisation,
    split_caseless_name,
    split_name,
)
from convert.readers.text.lexicon.newsrooms import is_board
from convert.readers.text.scripts import is_caseless

_WORD = re.compile(r"\S+")

MAX_LENGTH = 220
"""The greatest length of a byline, in characters."""

MAX_AUTHORS = 12
"""More authors than this are dropped."""

BREAKS = re.compile(r"\s*(?:[|•·◆●;\n]|\s[–—-]\s|\s[–—-]$)\s*")
"""What parts a byline into blocks: bars, bullets, and dashes with spaces."""

MAY_BREAK = re.compile(r"[|•·◆●;\n–—-](?:(?<!-)|(?<=\s-))")
"""Matches in every line that `BREAKS` matches, and is faster."""

_COMMA = re.compile("[,،、，/／]")

_BRACKETS = re.compile(r"\s*[(（\[]([^()（）\[\]]*)[)）\]]\s*")

_ADDRESS = re.compile(r"\(?\S+@\S+|https?://\S+|@\w+")

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

_COUNT = re.compile(r"\(?\d[\d.,]*\)?\s?[^\W\d_]+(?:\s[^\W\d_]+){0,2}|[^\W\d_]+\s?[:(]\s?\d+\)?")
"""What a page counts in the line of a byline: "3 comments", "5 min read", "Shares (12)"."""

_AGENCY_FIRST = re.compile(r"([^\W\d_]{2,12})\s?[–—-]\s?(?=[^\W\d_a-z])")
"""An agency before the names of its reporters ("STT–JANE DOE, JOHN ROE")."""

_SUFFIX = re.compile(r"(?:\s[JS]r|^(?:[^\W\d_]\.[ -]?){1,3}[^\W\d_])\.$")
"""A suffix of a name, or initials alone, whose full stop is part of the name."""

_ZONES = word_set("am pm uhr et est edt pt pst pdt ct cst cdt mt mst gmt utc cet cest mez mesz bst ist h hrs")

KO_OTHER_JOB = re.compile(r"작가|에디터|피디|앵커|리포터|아나운서|인턴|기자|특파원|디자이너")
"""Korean words for jobs."""

KO_BEFORE_JOB = re.compile(rf"(?<![가-힣])([가-힣]{{2,4}})\s(?:{KO_OTHER_JOB.pattern})(?![가-힣])")
"""Names each with its own job ("홍길동 작가, 김하늘 기자")."""

_ROMAN = re.compile(r"\s(?:[IVX]{1,4}|[A-H])$")
"""A numeral or letter behind the word of a group ("Grupo III"); behind a given name it is that of a ruler."""

_OF_PLACES = word_set(
    "amalie bay beach bluff bridge canyon city county creek cove falls forest fort garden gardens grove harbor harbour "
    "head heights hill hills hole hollow house island islands junction key lake landing lodge mesa mills mound "
    "mountain park pass peak point port rapids ridge river rock shores spring springs station town township vale "
    "valley view village wells woods"
)
"""What names of places end with."""


def signing_agency(text: str, lexicon: Lexicon) -> re.Match[str] | None:
    """The agency, with its dash, before the names of its reporters; None for one that has a dash in its own name."""
    signed = _AGENCY_FIRST.match(text)
    if signed is None or fold_word(signed[1]) not in lexicon.agencies:
        return None
    return None if fold_word(text.split()[0].strip(",")) in lexicon.agencies else signed


def read_people(text: str, lexicon: Lexicon) -> tuple[Contributor, ...]:
    """The people and agencies in `text`, if it names nothing else; otherwise none."""
    authors, is_whole, _ = parse_people(text, lexicon) if len(text) <= MAX_LENGTH else ((), False, 0)
    return authors if is_whole else ()


OFFICES = word_set(
    "chairman chairwoman chairperson mayor sheriff commissioner councilman councilwoman councilor councillor alderman "
    "senator congressman congresswoman governor minister president premier chancellor superintendent constable "
    "sergeant lieutenant captain coach trainer cllr sen gov rep supt sgt lt capt"
)
"""Offices before the name of a person in the news, who wrote nothing ("Mayor Jane Doe"); they may be surnames, too, and
so are no words that names do not have, as those of other languages are.
"""


def is_person(name: str, lexicon: Lexicon) -> bool:
    """Whether a name has a known given name and more, and is that of no place ("Santa Clara", "Ada Beach")."""
    words = [fold_word(word) for word in name.split()]
    return (
        len(words) > 1
        and (words[0] in lexicon.given_names or words[0] in lexicon.own_names)
        and " ".join(words) not in lexicon.places
        and words[-1] not in _OF_PLACES
        and not has_other_word(name, lexicon)
    )


def has_other_word(name: str, lexicon: Lexicon) -> bool:
    """Whether a name has a word that names do not have ("Daily"), but for a surname behind a given name ("White")."""
    first, *others = (fold_word(word) for word in name.split())
    if _ROMAN.search(name) and first not in lexicon.given_names:
        return True
    if first in lexicon.given_names and others and others[-1] in lexicon.surnames:
        others.pop()
    return any(word in lexicon.non_names and word not in PARTICLES for word in (first, *others))


def is_date_word(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is part of a date: "12,", "PST", "2021"."""
    folded = fold_word(word.strip(OUTER_PUNCTUATION))
    return folded[-1:].isdigit() or folded in _ZONES or folded in lexicon.months


def parse_people(text: str, lexicon: Lexicon) -> tuple[tuple[Contributor, ...], bool, int]:
    """The people and agencies in `text`, whether all of it was parsed, and how many words were not."""
    text = re.sub(" {2,}", " ", text) if "  " in text else text
    text = _ADDRESS.sub(" | ", text) if "@" in text or "://" in text else text
    text = _PRONOUNS.sub("", text) if "/" in text or "(" in text else text
    text = _without_place_and_job(text, lexicon) if "(" in text and "," in text else text
    text = _GREEK_AND.sub(r"\1 ", text) if "el" in lexicon.languages else text
    text = separate_glued(text, lexicon)
    authors: list[Contributor] = []
    text = _without_date(text, lexicon)
    text = text.strip(" |")
    if signed := signing_agency(text, lexicon):
        text = f"{signed[1]}, {text[signed.end() :]}"
    for at, block in enumerate(BREAKS.split(text) if MAY_BREAK.search(text) else [text]):
        if not authors and (at or block[:1].isdigit()) and _is_date_only(block, lexicon):
            continue
        if at > 3 and not authors:
            return (), False, len(text.split())
        if authors and (_COUNT.fullmatch(block.strip()) or _is_of_others(block, lexicon)):
            continue
        rest = _parse_block(block.strip(), authors, lexicon, first=not at)
        if rest is not None:
            return tuple(authors[:MAX_AUTHORS]), _is_date_only(rest, lexicon), len(rest.split())
    return tuple(authors[:MAX_AUTHORS]), True, 0


def _is_of_others(block: str, lexicon: Lexicon) -> bool:
    """Whether a block names who edited the story or made its pictures ("Penulis: … | Editor: …")."""
    label, colon, _ = block.partition(":")
    key = fold_word(label)
    return bool(colon) and (lexicon.line_labels.get(key) == "editing" or key in lexicon.credit_labels)


_OF_OUTLET = word_set("da do de del della dell dello di du des der of från fra van")
"""What joins an outlet to the job of who works for it."""

_QUOTED = re.compile(r"[\"“„«»‘‚״].{1,40}[\"”“»«’״]")
"""Words in quotation marks, which are the name of an outlet beside people ("Jane Doe, “The Daily Sample”")."""

_GREEK_AND = re.compile(r"(?<=\s)(και|&)\s(?:του|της|των)(?=\s[^\W\d_])", re.IGNORECASE)
"""The article of a further name in Greek ("Του … και της …")."""

_PLACE_AND_JOB = re.compile(r"\s?\((?P<parts>[^(),]{2,40},[^()]{2,50})\)")
"""A place and a job in brackets behind a name ("Jane Doe (Rome, correspondante)")."""


def _without_place_and_job(text: str, lexicon: Lexicon) -> str:
    """`text` without brackets of two phrases of which one names a job, and that name nobody."""
    found = _PLACE_AND_JOB.search(text)
    words = [fold_word(word.strip(OUTER_PUNCTUATION)) for word in found["parts"].split()] if found else []
    if found is None or lexicon.job_titles.isdisjoint(words) or words[0] in lexicon.given_names:
        return text
    return f"{text[: found.start()]}{text[found.end() :]}"


def _without_date(text: str, lexicon: Lexicon) -> str:
    """`text` without a date and time at its start."""
    if not text[:1].isdigit():
        return text
    for match in _WORD.finditer(text):
        if not is_date_word(match.group(), lexicon):
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
            if kind == "agency" and authors and name.partition(" ")[0] in _OF_OUTLET:
                continue  # who somebody works for, behind a job ("Jane Doe - Repórter da Agência Brasil")
            if kind == "person" and authors and name.isupper() and not authors[-1].name.isupper():
                continue  # a station or paper behind a name ("Jane Doe, MDR SACHSEN")
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
    if not name or not lexicon.opens_with_given_name(name):
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
    if _QUOTED.fullmatch(whole):
        return "description", "", ""
    phrase = phrase.strip(OUTER_PUNCTUATION)
    if not phrase:
        return "description", "", ""
    if _SUFFIX.search(whole):
        phrase += "."
    folded = fold_word(phrase)
    if folded in lexicon.agencies:
        return "agency", phrase, ""
    if " " in folded and phrase[0].islower() and folded[: folded.index(" ")].rstrip(":") in lexicon.credit_labels:
        return "description", "", ""
    if not phrase.isascii() and is_caseless(phrase):
        return split_caseless_name(phrase, lexicon)
    name, rest = split_name(phrase, lexicon)
    if name:
        words = [fold_word(word) for word in name.split()]
        if rest and is_job_title(rest.split()[0], lexicon) and lexicon.beats.issuperset(words):
            return "description", "", ""  # "Social Media Editor"
        if is_board(words):
            return "agency", " ".join(name.split()[words[0] == "the" :]), rest
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
            and (folded[1:] in lexicon.given_names or _joins_two_names(words, at, lexicon))
        ):
            # Hebrew and Arabic prefix "and" to the name as one letter.
            phrases.append([word[1:]])
        elif phrases[-1] or folded not in lexicon.conjunctions or folded in _CONJUNCTION_PARTICLES:
            phrases[-1].append(word)
    return [" ".join(words) for words in phrases if words]


PAIR = 4
"""How many words two names of two words each have."""


def _joins_two_names(words: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    """Whether the word at `at` is the middle of two names of two words each, and no known name itself."""
    return (
        len(words) == PAIR
        and at == PAIR // 2
        and len(words[at]) > PAIR
        and fold_word(words[at]) not in lexicon.given_names
    )


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
