"""Names of people and newsrooms in bylines, recognized by their shape and the lexicon's words.

A phrase is the text between two commas or conjunctions. Text without the shape of a name is no name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Literal, TypeAlias

from convert.readers.text.lexicon import Lexicon
from convert.readers.text.lexicon.keys import fold_word, word_set
from convert.readers.text.scripts import FIRST_HAN, FIRST_HANGUL, FIRST_KANA, LAST_HANGUL

PhraseKind: TypeAlias = Literal["person", "agency", "description", "unknown"]
"""What a phrase of a byline is; a description says what someone is or where."""

OUTER_PUNCTUATION = ' .,:;|•·–—-()[]*"“”«»'
"""Characters around a name that are not part of it."""

PARTICLES = word_set(
    "de del della di da dos das do du le la les van von der den dem zu zum zur ten ter vande bin ibn ben al el abu y e "
    "af av der't 't d' l' san st st. mc o' i v v. vd vom bint ould ap ab lo los las till"
)
"""Particles inside names, which may be in lower case."""

_OPENING_PARTICLES = word_set("van von de al el ibn bin abu la le della di da del dos ben d' v.")

_OF_SOMETHING = word_set("do da dos das dal dalla dello della du des")
"""What opens no name of two words ("Do UOL", "Dalla Redazione"): a surname, or where somebody is from."""

_PREPOSITIONS = word_set(
    "in aus à en da do di i z v ze em te a at for dans from of the with via on per für bei auf voor from"
)

REPORTER_SUFFIX = re.compile(r"(?:記者|特派員|編集委員|论说委员|論説委員|记者)$")
"""Words for a reporter or editor after a name in Japanese and Chinese."""

_CJK = re.compile(r"[\u3005\u3007\u30fc\u3400-\u9fff\u3041-\u30ff]{2,8}")

_CJK_DESCRIPTION = re.compile(
    r"(?:報導|报道|報道|電|电|综合|綜合|撰稿|整理|編集部|编辑部|編輯部|撮影|摄影|攝影|一覧|支局|本社)$"
)

MOST_HUNGARIAN = 3
"""How many words a name in Hungarian has at most whose last one is the given name."""

_SINGLE_SURNAME = frozenset({"en", "de"})
"""Languages whose names have one surname."""

LONGEST_TITLE = 4
"""How many characters a title in short before a name has at most in a script without capitals."""

_READING = word_set("lesezeit lesedauer leestijd lästid læsetid lesetid lukuaika lectura leitura lettura lecture read")
"""Words for the time it takes to read a story, which pages put behind a name."""

_READING_LABELS = _READING - {"read"}
"""Those of them that are no surnames."""

SHORTEST_COMPOUND = 11
"""How many letters a compound that ends with a job has at least."""

_COMPOUND_JOBS = (
    *("redakteur", "redakteurin", "korrespondent", "korrespondentin", "reporter", "reporterin", "journalist"),
    *("journalistin", "kritiker", "kritikerin", "kolumnist", "kolumnistin", "moderatorin", "fotografin"),
    *("redacteur", "verslaggever", "verslaggeefster", "correspondent", "redaktör", "redaktør", "skribent"),
    *("korrespondenten", "toimittaja", "kirjeenvaihtaja"),
)
"""Jobs that are parts of compounds in German, Dutch and northern languages, and that no surname ends with."""

_BUTTONS = word_set("facebook twitter instagram linkedin bluesky email e-mail follow followed following")
"""Words of a page's buttons, which follow names and are no surnames."""

_ADJECTIVES = ("ische", "ischer", "liche", "licher", "tive", "ical", "ional")


def is_known_name(name: str, lexicon: Lexicon) -> bool:
    """Whether a name opens with a known given name, or a known surname where surnames come first; in Hungarian it ends
    with the given name.
    """
    words = name.split()
    given = fold_word(words[0])
    if given in lexicon.given_names or given in lexicon.own_names or is_hungarian_name(words, lexicon):
        return True
    return (
        len(words) == 1 and any(name[:length] in lexicon.given_names for length in (1, 2, 3)) and name[0] >= FIRST_HAN
    )


def is_given_name(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is a known given name, or two that a hyphen joins ("Anne-Kathrin")."""
    folded = fold_word(word)
    return folded in lexicon.given_names or ("-" in folded and lexicon.given_names.issuperset(folded.split("-")))


def is_hungarian_name(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether the words of a name in Hungarian copy end with a known given name, as names there do."""
    is_name = 2 <= len(words) <= MOST_HUNGARIAN and "hu" in lexicon.languages
    return is_name and fold_word(words[-1]) in lexicon.given_names


def is_organisation(name: str, lexicon: Lexicon) -> bool:
    """Whether a name is that of a newsroom or company rather than a person, by one of its words, or the last part of a
    compound ("ARD-Studio Osted").
    """
    words = [fold_word(word.strip(".")) for word in name.split()]
    words += [word.rpartition("-")[2] for word in words if "-" in word]
    return any(word in lexicon.organisations for word in words) or fold_word(name) in lexicon.agencies


def is_description(phrase: str, lexicon: Lexicon) -> bool:
    """Whether `phrase` describes a person: what they are or where ("science editor", "in Paris")."""
    words = [fold_word(word.strip(OUTER_PUNCTUATION)) for word in phrase.split()]
    words = [word for word in words if word]
    if not words:
        return True
    return (
        words[0] in _PREPOSITIONS
        or not lexicon.job_titles.isdisjoint(words)
        or any(is_job_title(word, lexicon) for word in words if "-" in word or len(word) >= SHORTEST_COMPOUND)
        or not lexicon.agencies.isdisjoint(words)
        or not lexicon.organisations.isdisjoint(words)
        or " ".join(words) in lexicon.places
        or bool(_CJK_DESCRIPTION.search(words[-1]))
        or all(word.isdigit() for word in words)
    )


def is_job_title(word: str, lexicon: Lexicon) -> bool:
    """Whether `word` is a job title, perhaps the last part of a compound ("ARD-Korrespondentin", "Sportredakteur")."""
    folded = fold_word(word.strip(".,:'"))
    if folded in lexicon.job_titles or ("-" in folded and folded.rpartition("-")[2] in lexicon.job_titles):
        return True
    return len(folded) >= SHORTEST_COMPOUND and folded.endswith(_COMPOUND_JOBS)


def split_name(phrase: str, lexicon: Lexicon) -> tuple[str, str]:
    """The person's name that `phrase` opens with, and the text after it; both empty if there is none."""
    words = phrase.split()
    while len(words) > 2 and len(words[0]) > 3 and is_job_title(words[0], lexicon):
        words.pop(0)
    is_upper = phrase.isupper()
    taken: list[str] = []
    for at, word in enumerate(words):
        bare = word.strip("\"“”‘’'()")
        folded = fold_word(bare.strip(".,"))
        following = words[at + 1] if at + 1 < len(words) else ""
        if len(taken) >= 2 and _ends_name(folded, bare, following, words[at:], lexicon):
            break
        if taken and folded in _READING_LABELS:
            break
        if len(taken) == 2 and _is_before_job(taken, folded, following, lexicon):
            break
        if (
            len(taken) == 2
            and at + 2 == len(words)
            and _is_outlet(words[at:], lexicon)
            and is_known_name(taken[0], lexicon)
        ):
            break
        if (
            (_is_name_word(bare) and not (taken and is_job_title(bare, lexicon)))
            or (taken and (fold_word(bare) in PARTICLES or fold_word(word) in PARTICLES) and following)
            or (not taken and fold_word(bare) in _OPENING_PARTICLES and len(words) > 1)
        ):
            taken.append(word)
            if len(taken) >= 2 and word.endswith(".") and _ends_sentence(bare):
                break
        else:
            break
    while (
        taken and taken[-1].islower() and (fold_word(taken[-1]) in PARTICLES or fold_word(taken[-1]) in _PREPOSITIONS)
    ):
        taken.pop()
    if len(taken) == 2 and fold_word(taken[0]) in _OF_SOMETHING and not is_upper:
        return "", ""
    proper = [
        word for at, word in enumerate(taken) if fold_word(word) not in PARTICLES or (not at and word[0].isupper())
    ]
    if not 2 <= len(proper) <= 5 or len(taken) > 7:
        return "", ""
    if not is_upper and len(proper[0]) > 2 and proper[0].isupper() and proper[0].isalpha() and not proper[-1].isupper():
        return "", ""
    if any(is_job_title(word, lexicon) for word in proper if len(word) > 2 or word.isupper()):
        return "", ""
    name = " ".join(taken).strip(" ,;:|")
    if name.endswith(".") and _ends_sentence(taken[-1]):
        name = name.rstrip(".")
    return name, " ".join(words[len(taken) :])


def _is_outlet(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether two words behind a name are those of an outlet ("Global News")."""
    return words[0][:1].isupper() and words[0].isalpha() and fold_word(words[1].strip(".,")) in lexicon.organisations


def _ends_sentence(word: str) -> bool:
    """Whether the full stop after a word of a name is of the sentence: not after initials and "Jr."."""
    core = word.rstrip(".,;:|")
    return len(core) > 3 and "." not in core


def _ends_name(folded: str, bare: str, following: str, words: list[str], lexicon: Lexicon) -> bool:
    """Whether a name of two words or more ends before this word, even if it is capitalized."""
    if (folded in _PREPOSITIONS and folded not in PARTICLES) or bare.endswith((":", "：")):
        return True
    if folded in lexicon.months and following[:1].isdigit():
        return True
    if folded in lexicon.updated_words or folded in lexicon.published_words or folded in lexicon.organisations:
        return True
    if folded in _READING and not following:
        return True
    if following and folded in lexicon.credit_labels:
        return True
    whole = fold_word(" ".join(words))
    if whole in lexicon.agencies or (following and whole in lexicon.furniture.exact):
        return True
    if folded in _BUTTONS:
        return True
    # "Jane Doe Landespolitische Korrespondentin", "Jane Doe Parliamentary editor": an adjective before a job title.
    is_of_job = folded in lexicon.beats or folded.endswith(_ADJECTIVES)
    return is_of_job and any(is_job_title(word, lexicon) for word in words[1:3])


def _is_before_job(taken: Sequence[str], folded: str, following: str, lexicon: Lexicon) -> bool:
    """Whether a word behind two of a name is of the job that follows it in small letters ("Jane Doe Countryside
    correspondent"), in languages whose names have no second surname.
    """
    if not following.islower() or not _SINGLE_SURNAME.issuperset(lexicon.languages):
        return False
    first, second = map(fold_word, taken)
    if folded in lexicon.surnames or second in lexicon.given_names or first in lexicon.byline_phrases:
        return False
    return second not in PARTICLES and is_job_title(following, lexicon)


def _is_name_word(word: str) -> bool:
    """Whether `word` is capitalized as names are."""
    core = word.rstrip(".").replace("-", "").replace("’", "").replace("'", "").replace(".", "")
    if not core or not core.isalpha():
        return False
    return word[0].isupper() or (len(word) > 2 and word[1] in "'’" and word[2].isupper())


def split_caseless_name(phrase: str, lexicon: Lexicon) -> tuple[PhraseKind, str, str]:
    """The kind of a phrase in a script without capitals, its name or names (one a line), and the text after them."""
    bare = REPORTER_SUFFIX.sub("", phrase).strip(OUTER_PUNCTUATION + "\u3000")
    if bare and bare[0] >= FIRST_KANA and (bare[0] < "\uac00" or bare[0] >= "\uf900"):
        parts = bare.split()
        if not all(_CJK.fullmatch(part) or (len(part) == 1 and _CJK.fullmatch(part * 2)) for part in parts):
            return ("description" if is_description(phrase, lexicon) else "unknown"), "", ""
        if fold_word(bare) in lexicon.agencies or fold_word(parts[0]) in lexicon.agencies:
            return "agency", bare, ""
        kinds = (lexicon.non_names, lexicon.job_titles, lexicon.credit_labels)
        if any(part in kind for kind in kinds for part in parts) or _CJK_DESCRIPTION.search(bare):
            return "description", "", ""
        if "zh" in lexicon.languages:
            if all(2 <= len(part) <= 4 for part in parts):
                return "person", "\n".join(parts), ""
            if len(bare) <= 4:
                return "person", bare.replace(" ", ""), ""
            return "unknown", "", ""
        return ("person", bare, "") if len(bare) <= 12 and len(parts) <= 2 else ("unknown", "", "")
    if fold_word(phrase) in lexicon.job_titles:
        return "description", "", ""
    words = phrase.split()
    taken: list[str] = []
    for at, word in enumerate(words, 1):
        core = word.strip(OUTER_PUNCTUATION)
        if word[-1] == "." and not taken and len(core) <= LONGEST_TITLE and at < len(words):
            continue  # a title: "د. …", "डॉ. …"
        if word[-1] == ":" and at < len(words):
            if len(taken) > 1 and fold_word(core) in lexicon.credit_labels:
                break  # who made the pictures: "เรื่อง: … ภาพ: …"
            return "unknown", "", ""  # a label: "مترجم: …", "প্রকাশ: …"
        if fold_word(core) in lexicon.job_titles or core in lexicon.non_names or not _is_caseless_word(core):
            break
        taken.append(core)
    if words and not taken:
        return "description" if is_description(phrase, lexicon) else "unknown", "", ""
    if taken and FIRST_HANGUL <= taken[0][0] <= LAST_HANGUL and (len(taken) > 2 or len(taken[0]) == 1):
        return "unknown", "", ""  # a phrase that opens as surnames do: "이 기사는 …"
    name = " ".join(taken)
    if is_organisation(name, lexicon):
        return "agency", name, " ".join(words[len(taken) :])
    if 2 <= len(taken) <= 4 and len(name) <= 40:
        return "person", name, " ".join(words[len(taken) :])
    return "unknown", "", ""


def _is_caseless_word(word: str) -> bool:
    return bool(word) and all(c.isalpha() or c in "'’-\u200c״׳" or unicodedata.category(c)[0] == "M" for c in word)
