"""Bylines: who wrote the story, taken apart into people and agencies.

A byline is read as a grammar: an opening ("By", "Text:"), names joined by commas and "and", and after each name what
that person is or where ("science editor", "in Paris", "for The Mail"); a date, a label or a mark ends it. What is no
name by its shape is not made one: a line that is not wholly understood keeps its words as the byline, and gives only
those authors that are sure.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from convert.model import Contributor
from convert.readers.text.lexicon import Lexicon, fold_word
from convert.readers.text.scripts import FIRST_HAN, FIRST_KANA, is_unspaced
from convert.readers.text.sentences import LATIN_SENTENCE_ENDS, NAME_LINE_ENDS

MAX_LENGTH = 220
"""Longer lines are no bylines."""

MAX_NAMES = 120
"""Longer lines are no lines of names alone."""

MAX_SUFFIXED = 60
"""Bylines that only a suffix tells, in Korean and Japanese, are shorter."""

MAX_AUTHORS = 12

MAX_REST = 12
"""How many words of a byline may stay unread; more of them are running text."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BREAKS = re.compile(r"\s*(?:[|•·◆●;\n]|\s[–—-]\s|\s[–—-]$)\s*")
_BREAKABLE = re.compile(r"[|•·◆●;\n–—]|\s-")
"""What stands in every break."""

_CAPITALS = re.compile(r"(?:^|[\s|\"'(-])[A-Z][^A-Z]*?[\s.-][(\"']?[A-Z]")
_DIGIT = re.compile(r"\d")
_SENTENCE_BREAKS = tuple(f"{end} " for end in LATIN_SENTENCE_ENDS)
_COMMA = re.compile("[,،、，/／]")
_BRACKETS = re.compile(r"\s*[(（\[]([^()（）\[\]]*)[)）\]]\s*")
_TRIM = ' .,:;|•·–—-()[]*"“”«»'
_OPEN_TRIM = " \t*•·●|>–—-"
_ADDRESS = re.compile(r"\(?\S+@\S+|https?://\S+|@\w+")
_GLUED = re.compile(r"[^\W\d_](?=\d)|[a-z\u00df-\u00f6\u00f8-\u00ff](?=[A-Z\u00c0-\u00d6\u00d8-\u00de])")
_WORD = re.compile(r"\S+")
_PARTICLES = _words(
    "de del della di da dos das do du le la les van von der den dem zu zum zur ten ter vande bin ibn ben al el abu y e "
    "af av der't 't d' l' san st st. mc o' i v v. vd vom bint ould ap ab lo los las till"
)
_OPENING_PARTICLES = _words("van von de al el ibn bin abu la le della di da del dos ben d' v.")
_JOINED_PARTICLES = frozenset({"e", "y", "i"})
"""Particles that are "and" between whole names."""

_IN = _words("in aus à en da di i z v ze em te a at for dans from of the with via on per für bei auf voor from")
_GLUABLE = frozenset({"by", "von", "par", "por"})
"""Openings that innerText glues to the name after them."""

_UNNAMED = _words("mac mc de di la le lo van von fitz del du da o san st ter al el")
"""First parts of names that have a capital within."""

_ZONES = _words("am pm uhr et est edt pt pst pdt ct cst cdt mt mst gmt utc cet cest mez mesz bst ist h hrs")
_JA_SUFFIX = re.compile(r"(?:記者|特派員|編集委員|论说委员|論説委員|记者)$")
_CJK = re.compile(r"[\u3005\u3007\u30fc\u3400-\u9fff\u3041-\u30ff]{2,8}")
_CJK_TAIL = re.compile(
    r"(?:報導|报道|報道|電|电|综合|綜合|撰稿|整理|編集部|编辑部|編輯部|撮影|摄影|攝影|一覧|支局|本社)$"
)
_KO_JOB = r"(?:선임|수습|인턴|전문|객원|논설)?(?:기자|특파원|논설위원|객원기자)"
_KO_BYLINE = re.compile(
    rf"(?:^|[\s=(/])(?P<names>[가-힣]{{2,4}}(?:\s?[·,]\s?[가-힣]{{2,4}}){{0,5}})\s?{_KO_JOB}(?![가-힣])"
)

_Kind = Literal["person", "agency", "tail", "unknown"]


class Byline(NamedTuple):
    """A byline: its wording, its authors, how sure they are, and whether it opened with a word such as "by"."""

    text: str
    authors: tuple[Contributor, ...]
    confidence: float
    is_explicit: bool


def read_byline(text: str, lexicon: Lexicon) -> Byline | None:
    """The byline that the line `text` is, None where it is none or nobody can be told from it."""
    if len(text) > MAX_LENGTH:
        return None
    folded = fold_word(text)
    may_open = any(map(folded.__contains__, lexicon.byline_stems))
    opened, opening = next(_opened(text, lexicon), ("", "")) if may_open else ("", "")
    if not opened:
        if len(text) >= MAX_SUFFIXED or text.isascii():
            return None
        if match := _KO_BYLINE.search(text):
            names = re.split(r"\s?[·,]\s?", match["names"])
            return Byline(text, tuple(Contributor(name=name) for name in dict.fromkeys(names)), 0.85, True)
        if not (_JA_SUFFIX.search(text.strip(_TRIM)) and len(text) <= 24):
            return None
        opened = text
    authors, whole, rest = _people(opened, lexicon)
    if not authors:
        authors, whole, rest = _lone(opened, opening, lexicon), False, 0
    if (
        not authors
        or (not whole and (rest > MAX_REST or (rest > 4 and text[-1] == ".")))
        or _is_foreign(authors, lexicon)
    ):
        return None
    people = [author for author in authors if author.kind == "person"]
    if not people or all(" " not in person.name and person.name.isascii() for person in people):
        return Byline(text, authors, 0.6, True)
    return Byline(text, authors, 0.9 if whole else 0.8, True)


def read_name_line(text: str, lexicon: Lexicon) -> Byline | None:
    """The byline that a line of names alone would be; how sure that is depends on what stands around it."""
    if len(text) > MAX_NAMES or text[-1:] in NAME_LINE_ENDS or (text.isascii() and not _CAPITALS.search(text)):
        return None
    authors, whole, _ = _people(text, lexicon)
    people = [author for author in authors if author.kind == "person"]
    if not people or not whole:
        return None
    words = [fold_word(word) for person in people for word in person.name.split()]
    if any(word in lexicon.non_names and word not in _PARTICLES for word in words):
        return None
    if text.lower() == text.upper() and not text.isascii():
        known = all(_is_known(person.name, lexicon) for person in people)
        return Byline(text, authors, 0.7 if known else 0.3, False)
    known = any(_is_known(person.name, lexicon) for person in people)
    return Byline(text, authors, 0.75 if known else 0.45, False)


def read_people(text: str, lexicon: Lexicon) -> tuple[Contributor, ...]:
    """The people and agencies that `text` names and says no more than; empty where it does."""
    authors, whole, _ = _people(text, lexicon) if len(text) <= MAX_LENGTH else ((), False, 0)
    return authors if whole else ()


def _is_known(name: str, lexicon: Lexicon) -> bool:
    """Whether a name opens with a known given name, or a surname where surnames come first."""
    words = name.split()
    if fold_word(words[0]) in lexicon.given_names:
        return True
    return (
        len(words) == 1 and any(name[:length] in lexicon.given_names for length in (1, 2, 3)) and name[0] >= FIRST_HAN
    )


def _is_foreign(authors: tuple[Contributor, ...], lexicon: Lexicon) -> bool:
    """Whether what opened as a byline goes on as something else ("By The Numbers", "From Our Partners")."""
    for author in authors:
        words = [fold_word(word) for word in author.name.split()]
        if author.kind == "person" and (
            words[0] == "the"
            or (
                words[0] not in lexicon.given_names
                and any(word in lexicon.non_names and word not in _PARTICLES for word in words)
            )
        ):
            return True
    return False


def _opened(text: str, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """What follows words that open a byline, at the line's start, after a mark, a date or a sentence; and the words."""
    for start, many in _starts(text, lexicon):
        piece = text[start:].lstrip(_OPEN_TRIM)
        at = len(text) - len(piece)
        folded = fold_word(piece[:60])
        for word in lexicon.byline_openings.get(folded[:1], ()):
            if not folded.startswith(word) or (many and " " not in word):
                continue
            rest = text[at + len(word) :]
            if not rest:
                continue
            is_glued = word in _GLUABLE and text[at].isupper() and rest[0].isupper() and rest[1:2].islower()
            if word[-1] in ":：/・" or rest[0] in " :：/・\u3000\t" or is_glued or is_unspaced(word[-1]):
                yield rest.strip(" :：/・\u3000"), word + rest[0].strip()
                break


def _starts(text: str, lexicon: Lexicon) -> Iterator[tuple[int, bool]]:
    """Where in `text` a byline might open, and whether only an opening of many words would do there."""
    yield 0, False
    if _BREAKABLE.search(text):
        for mark in itertools.islice(_BREAKS.finditer(text, 1), 6):
            yield mark.end(), False
    if digit := _DIGIT.search(text):
        is_dated = False
        for match in _WORD.finditer(text, digit.start()):
            word = match.group()
            if is_dated and word[0].isalpha() and word[0].casefold() in lexicon.byline_openings:
                yield match.start(), False
            is_dated = word[-1].isdigit() or _is_dated(word, lexicon)
    if text[-1:] != ".":
        ends = max(map(text.rfind, _SENTENCE_BREAKS))
        if ends > 0 and len(text) - ends < 80:
            yield ends + 2, True


def _is_dated(word: str, lexicon: Lexicon) -> bool:
    """Whether a word belongs to a date: "12,", "PST", "2021"."""
    folded = fold_word(word.strip(_TRIM))
    return folded[-1:].isdigit() or folded in _ZONES or folded in lexicon.months


def _people(text: str, lexicon: Lexicon) -> tuple[tuple[Contributor, ...], bool, int]:
    """The people and agencies of `text`, whether all of it was understood, and how many words were not."""
    text = _ADDRESS.sub(" | ", text) if "@" in text or "://" in text else text
    text = _unglue(text, lexicon)
    authors: list[Contributor] = []
    text = _without_date(text, lexicon)
    text = text.strip(" |")
    for at, block in enumerate(_BREAKS.split(text) if _BREAKABLE.search(text) else [text]):
        if not authors and (at or block[:1].isdigit()) and _is_date_only(block, lexicon):
            continue
        if at > 3 and not authors:
            return (), False, len(text.split())
        rest = _block(block.strip(), authors, lexicon, first=not at)
        if rest is not None:
            return tuple(authors[:MAX_AUTHORS]), _is_date_only(rest, lexicon), len(rest.split())
    return tuple(authors[:MAX_AUTHORS]), True, 0


def _without_date(text: str, lexicon: Lexicon) -> str:
    """`text` without the date and time that it opens with."""
    if not text[:1].isdigit():
        return text
    for match in _WORD.finditer(text):
        if not _is_dated(match.group(), lexicon):
            return text[match.start() :]
    return text


def _block(block: str, authors: list[Contributor], lexicon: Lexicon, *, first: bool) -> str | None:
    """Take the authors out of `block`; what could not be understood, None where all was."""
    pieces = [piece.strip() for piece in _COMMA.split(block)]
    for number, piece in enumerate(pieces):
        for phrase in _split_joints(piece, lexicon):
            kind, name, rest = _phrase(phrase, lexicon)
            if (
                authors
                and kind != "agency"
                and not (name and (_is_known(name, lexicon) or fold_word(rest) in lexicon.agencies))
                and _is_tail(phrase, lexicon)
            ):
                continue
            if kind == "person" and not first and not _is_known(name, lexicon):
                kind = "unknown"
            match kind:
                case "person":
                    for one in name.split("\n"):
                        _add(authors, Contributor(name=one))
                case "agency":
                    _add(authors, Contributor(name=name, kind="organisation"))
                case "tail" if authors:
                    pass
                case "unknown" if authors and _is_known(authors[-1].name, lexicon) and _is_place_like(phrase, first):
                    continue
                case _:
                    return " ".join((phrase, *pieces[number + 1 :]))
            if rest and not _is_tail(rest, lexicon):
                return " ".join((rest, *pieces[number + 1 :]))
    return None


def _is_place_like(phrase: str, first: bool) -> bool:
    """Whether what follows a name may be where its bearer is, or after a mark, whom they write for."""
    words = phrase.split()
    return len(words) <= (1 if first else 4) and all(
        len(word) > 2 and not any(map(str.isdigit, word)) and not word[0].islower() for word in words
    )


def _phrase(phrase: str, lexicon: Lexicon) -> tuple[_Kind, str, str]:
    """What stands between two joints: its kind, its name, and what follows the name."""
    if any(map(phrase.__contains__, "(（[")) and (match := _BRACKETS.search(phrase)):
        said = fold_word(match[1].strip(_TRIM))
        outside = f"{phrase[: match.start()]} {phrase[match.end() :]}".strip()
        if said in lexicon.credit_labels:
            return "tail", "", ""
        if said not in lexicon.agencies and not outside:
            return _phrase(match[1], lexicon) if match[1].strip() else ("tail", "", "")
        phrase = outside or match[1]
    phrase = phrase.strip(_TRIM)
    if not phrase:
        return "tail", "", ""
    folded = fold_word(phrase)
    if folded in lexicon.agencies:
        return "agency", phrase, ""
    if phrase.lower() == phrase.upper() and not phrase.isascii():
        return _caseless(phrase, lexicon)
    name, rest = _name(phrase, lexicon)
    if name:
        if _is_organisation(name, lexicon):
            return "agency", name, rest
        return "person", name, rest
    if _is_tail(phrase, lexicon):
        return "tail", "", ""
    return "unknown", "", ""


def _add(authors: list[Contributor], author: Contributor) -> None:
    if all(fold_word(author.name) != fold_word(known.name) for known in authors):
        authors.append(author)


def _split_joints(piece: str, lexicon: Lexicon) -> list[str]:
    phrases: list[list[str]] = [[]]
    words = piece.split()
    for at, word in enumerate(words):
        folded = fold_word(word)
        is_joint = folded in lexicon.conjunctions and bool(phrases[-1])
        if folded in _JOINED_PARTICLES:
            is_joint = is_joint and len(phrases[-1]) >= 2 and at + 2 < len(words)
        if is_joint:
            phrases.append([])
        elif (
            len(phrases[-1]) >= 2
            and word[0] in lexicon.conjunctions
            and word[0] >= "\u0590"
            and folded[1:] in lexicon.given_names
        ):
            # Hebrew and Arabic write "and" as a letter before the name.
            phrases.append([word[1:]])
        elif phrases[-1] or folded not in lexicon.conjunctions or folded in _JOINED_PARTICLES:
            phrases[-1].append(word)
    return [" ".join(words) for words in phrases if words]


def _is_tail(phrase: str, lexicon: Lexicon) -> bool:
    """Whether `phrase` says what someone is or where ("science editor", "in Paris")."""
    words = [fold_word(word.strip(_TRIM)) for word in phrase.split()]
    words = [word for word in words if word]
    if not words:
        return True
    return (
        words[0] in _IN
        or not lexicon.job_titles.isdisjoint(words)
        or not lexicon.job_titles.isdisjoint([word.rpartition("-")[2] for word in words if "-" in word])
        or not lexicon.agencies.isdisjoint(words)
        or not lexicon.organisations.isdisjoint(words)
        or " ".join(words) in lexicon.places
        or bool(_CJK_TAIL.search(words[-1]))
        or all(word.isdigit() for word in words)
    )


def _is_date_only(rest: str, lexicon: Lexicon) -> bool:
    """Whether what a byline ends with is a date, a time or how long ago that was, and no more."""
    if not any(map(str.isdigit, rest)):
        return False
    words = [fold_word(word.strip(_TRIM)) for word in re.split(r"[\s,/]+", _spaced_digits(rest))]
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


def _is_organisation(name: str, lexicon: Lexicon) -> bool:
    """Whether a name is a newsroom's or a company's rather than a person's."""
    words = [fold_word(word.strip(".")) for word in name.split()]
    return any(word in lexicon.organisations for word in words) or fold_word(name) in lexicon.agencies


def _lone(opened: str, opening: str, lexicon: Lexicon) -> tuple[Contributor, ...]:
    """The one word, or the newsroom's name, that is all a byline says."""
    phrase = _BREAKS.split(opened)[0].strip(_TRIM)
    words = phrase.split()
    if not words or len(words) > 5 or len(phrase) > 40 or any(map(str.isdigit, phrase)):
        return ()
    folded = [fold_word(word) for word in words]
    if any(word in lexicon.organisations for word in folded) and words[0][0].isupper() and folded[0] != "the":
        return (Contributor(name=phrase, kind="organisation"),)
    if phrase != opened.strip(_TRIM) or len(words) > 1 or not words[0][0].isupper() or len(phrase) < 3:
        return ()
    is_plain = " " in opening or opening.endswith((":", "："))
    if folded[0] in lexicon.given_names or (
        is_plain and not _is_tail(phrase, lexicon) and folded[0] not in lexicon.non_names
    ):
        return (Contributor(name=phrase),)
    return ()


def _unglue(text: str, lexicon: Lexicon) -> str:
    """`text` with a space where a page's blocks were run together ("Jane DoeSenior Writer", "Lucas Roe22 Dec")."""
    if not _GLUED.search(text):
        return text
    words = []
    for word in text.split():
        if not _GLUED.search(word):
            words.append(word)
            continue
        parts = [part for part in _GLUED.sub(lambda match: match.group() + "\n", word).split("\n") if part]
        joined = parts[0]
        for part in parts[1:]:
            left, right = re.split(r"[\s-]", joined)[-1], fold_word(part.strip(_TRIM))
            stem, joint = _without_joint(fold_word(left), lexicon)
            if part[0].isdigit():
                joined += " " + part
            elif joint and stem in lexicon.job_titles:
                joined = f"{joined[: -len(joint)]} {joint} {part}"
            elif right in _SCREEN and len(words) + joined.count(" ") > 0:
                return " ".join((*words, joined))
            elif (
                right in lexicon.job_titles
                or _without_joint(right, lexicon)[0] in lexicon.job_titles
                or right in lexicon.updated_words
                or right in lexicon.published_words
                or (
                    len(left) > 3
                    and len(right) > 3
                    and right in lexicon.given_names
                    and fold_word(left) not in _UNNAMED
                )
            ):
                joined += ", " + part
            else:
                joined += part
        words.append(joined)
    return " ".join(words)


_SCREEN = _words("view follow more share read see contact updated published photographs photos by")
"""Words of a page that are run into a name before them."""


def _without_joint(word: str, lexicon: Lexicon) -> tuple[str, str]:
    """A word without the "and" that was run into its end, and that "and"."""
    for joint in lexicon.conjunctions:
        if len(joint) > 2 and word.endswith(joint) and len(word) > len(joint):
            return word[: -len(joint)], joint
    return word, ""


def _caseless(phrase: str, lexicon: Lexicon) -> tuple[_Kind, str, str]:
    """A name in a script without capitals."""
    bare = _JA_SUFFIX.sub("", phrase).strip(_TRIM + "\u3000")
    if bare and bare[0] >= FIRST_KANA and (bare[0] < "\uac00" or bare[0] >= "\uf900"):
        parts = bare.split()
        if not all(_CJK.fullmatch(part) or (len(part) == 1 and _CJK.fullmatch(part * 2)) for part in parts):
            return ("tail" if _is_tail(phrase, lexicon) else "unknown"), "", ""
        if fold_word(bare) in lexicon.agencies:
            return "agency", bare, ""
        if any(part in lexicon.non_names or part in lexicon.job_titles for part in parts) or _CJK_TAIL.search(bare):
            return "tail", "", ""
        if "zh" in lexicon.languages:
            if all(2 <= len(part) <= 4 for part in parts):
                return "person", "\n".join(parts), ""
            if len(bare) <= 4:
                return "person", bare.replace(" ", ""), ""
            return "unknown", "", ""
        return ("person", bare, "") if len(bare) <= 12 and len(parts) <= 2 else ("unknown", "", "")
    words = phrase.split()
    taken: list[str] = []
    for word in words:
        core = word.strip(_TRIM)
        if fold_word(core) in lexicon.job_titles or core in lexicon.non_names or not _is_caseless_word(core):
            break
        taken.append(core)
    if words and not taken:
        return "tail" if _is_tail(phrase, lexicon) else "unknown", "", ""
    name = " ".join(taken)
    if _is_organisation(name, lexicon):
        return "agency", name, " ".join(words[len(taken) :])
    if 2 <= len(taken) <= 4 and len(name) <= 40:
        return "person", name, " ".join(words[len(taken) :])
    return "unknown", "", ""


def _is_caseless_word(word: str) -> bool:
    import unicodedata

    return bool(word) and all(c.isalpha() or c in "'’-\u200c״׳" or unicodedata.category(c)[0] == "M" for c in word)


def _name(phrase: str, lexicon: Lexicon) -> tuple[str, str]:
    """The person's name that `phrase` opens with, and what follows it; empty where there is none."""
    words = phrase.split()
    while len(words) > 2 and len(words[0]) > 3 and _is_job(words[0], lexicon):
        words.pop(0)
    shouts = phrase.isupper()
    taken: list[str] = []
    for at, word in enumerate(words):
        bare = word.strip("\"“”‘’'()")
        folded = fold_word(bare.strip(".,"))
        following = words[at + 1] if at + 1 < len(words) else ""
        if len(taken) >= 2 and _ends(folded, bare, following, words[at:], lexicon):
            break
        if (
            (_is_name_word(bare) and not (taken and folded in lexicon.job_titles))
            or (taken and (fold_word(bare) in _PARTICLES or fold_word(word) in _PARTICLES) and following)
            or (not taken and fold_word(bare) in _OPENING_PARTICLES and len(words) > 1)
        ):
            taken.append(word)
        else:
            break
    while taken and taken[-1].islower() and (fold_word(taken[-1]) in _PARTICLES or fold_word(taken[-1]) in _IN):
        taken.pop()
    proper = [
        word for at, word in enumerate(taken) if fold_word(word) not in _PARTICLES or (not at and word[0].isupper())
    ]
    if not 2 <= len(proper) <= 5 or len(taken) > 7:
        return "", ""
    if not shouts and len(proper[0]) > 2 and proper[0].isupper() and proper[0].isalpha() and not proper[-1].isupper():
        return "", ""
    if any(_is_job(word, lexicon) for word in proper if len(word) > 2 or word.isupper()):
        return "", ""
    return " ".join(taken).strip(" ,;:|"), " ".join(words[len(taken) :])


def _is_job(word: str, lexicon: Lexicon) -> bool:
    folded = fold_word(word.strip(".,:'"))
    return folded in lexicon.job_titles or ("-" in folded and folded.rpartition("-")[2] in lexicon.job_titles)


def _ends(folded: str, bare: str, following: str, words: list[str], lexicon: Lexicon) -> bool:
    """Whether a name of two words or more ends before this word, capital or not."""
    if folded in _IN and folded not in _PARTICLES:
        return True
    if folded in lexicon.months and following[:1].isdigit():
        return True
    if folded in lexicon.updated_words or folded in lexicon.published_words or folded in lexicon.organisations:
        return True
    if fold_word(" ".join(words)) in lexicon.agencies:
        return True
    # "Jane Doe Landespolitische Korrespondentin": an adjective before its noun.
    return folded.endswith(_ADJECTIVES) and any(_is_job(word, lexicon) for word in words[1:3])


_ADJECTIVES = ("ische", "ischer", "liche", "licher", "tive", "ical", "ional")


def _is_name_word(word: str) -> bool:
    core = word.rstrip(".").replace("-", "").replace("’", "").replace("'", "").replace(".", "")
    if not core or not core.isalpha():
        return False
    return word[0].isupper() or (len(word) > 2 and word[1] in "'’" and word[2].isupper())
