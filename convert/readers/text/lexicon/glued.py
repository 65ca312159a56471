"""Names that are glued to the text after them because a page's blocks were run together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from convert.readers.text.lexicon import Lexicon
from convert.readers.text.lexicon.keys import fold_word, word_set
from convert.readers.text.lexicon.names import OUTER_PUNCTUATION

_SMALL, _CAPITAL = "[a-z\u00df-\u00f6\u00f8-\u00ff]", "[A-Z\u00c0-\u00d6\u00d8-\u00de]"
_GLUED = re.compile(rf"[^\W\d_](?=\d)|{_SMALL}(?={_CAPITAL})")
_HAS_GLUED = re.compile(rf"[\d{_CAPITAL[1:]}(?:(?<={_SMALL}{_CAPITAL})|(?<=[^\W\d_]\d))")
"""Matches in every text that `_GLUED` matches, and is faster."""

_NAME_PREFIXES = word_set("mac mc de di la le lo van von fitz del du da o san st ter al el")
"""First parts of names with an inner capital ("MacDonald"), where nothing was glued."""

_NEWSROOMS = word_set("redaktion redactie redacción redacció redação redazione rédaction redakcja redakce")
"""What newsrooms are called before the name of their paper ("RedaktionOsted Bote")."""

_PAGE_WORDS = word_set("view follow more share read see contact updated published photographs photos by")
"""Words of a page that follow a glued name; the name ends there, and so does the byline."""

JOB_WORDS, MIN_OF_JOB = 3, 4
"""Within how many words behind the part glued to a name its job ends, and how many letters that part has at least."""

_INITIALS = range(2, 6)
"""How many letters the initials of a newsroom have."""


def separate_glued(text: str, lexicon: Lexicon) -> str:
    """`text` with a separator between glued blocks of a page ("Jane DoeSenior Writer", "Lucas Roe22 Dec")."""
    if not _HAS_GLUED.search(text):
        return text
    words = []
    parts_of_line = text.split()
    for at, word in enumerate(parts_of_line):
        if not _HAS_GLUED.search(word):
            words.append(word)
            continue
        parts = [part for part in _GLUED.sub(lambda match: match.group() + "\n", word).split("\n") if part]
        joined = parts[0]
        for part in parts[1:]:
            left, right = re.split(r"[\s-]", joined)[-1], fold_word(part.strip(OUTER_PUNCTUATION))
            stem, conjunction = _split_conjunction(fold_word(left), lexicon)
            if part[0].isdigit() or (fold_word(left) in _NEWSROOMS and part[0].isupper()):
                joined += " " + part
            elif conjunction and stem in lexicon.job_titles:
                joined = f"{joined[: -len(conjunction)]} {conjunction} {part}"
            elif right in _PAGE_WORDS and len(words) + joined.count(" ") > 0:
                return " ".join((*words, joined))
            elif (
                right in lexicon.job_titles
                or _split_conjunction(right, lexicon)[0] in lexicon.job_titles
                or right in lexicon.updated_words
                or right in lexicon.published_words
                or (right in lexicon.agencies and len(left) > 2)
                or (
                    len(left) > 3
                    and len(right) > 3
                    and right in lexicon.given_names
                    and fold_word(left) not in _NAME_PREFIXES
                )
                or (words and len(left) > 2 and _opens_job(part, parts_of_line[at + 1 : at + 1 + JOB_WORDS], lexicon))
            ):
                joined += ", " + part
            elif _is_newsroom(part, left, lexicon):
                joined += f" ({part})"
            else:
                joined += part
        words.append(joined)
    return " ".join(words)


def _opens_job(part: str, following: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a part glued to a name opens a job of several words ("Jane DoeReal Estate Reporter"), not a surname with
    a capital inside.
    """
    if not following or len(part) < MIN_OF_JOB or not (part[0].isupper() and part[1:].islower()):
        return False
    jobs = [at for at, word in enumerate(following) if fold_word(word.strip(OUTER_PUNCTUATION)) in lexicon.job_titles]
    return bool(jobs) and all(word[:1].isupper() for word in following[: jobs[0]])


def _is_newsroom(part: str, left: str, lexicon: Lexicon) -> bool:
    """Whether a part glued to a name is a newsroom's name or its initials ("Jane DoeBBC", "Jane DoeRadio Harbour")."""
    if len(left) < 3 or fold_word(left) in _NAME_PREFIXES:
        return False
    folded = fold_word(part.strip(OUTER_PUNCTUATION))
    return (part.isupper() and len(folded) in _INITIALS) or folded in lexicon.organisations


def _split_conjunction(word: str, lexicon: Lexicon) -> tuple[str, str]:
    """A word without the conjunction glued to its end, and that conjunction."""
    for conjunction in lexicon.conjunctions:
        if len(conjunction) > 2 and word.endswith(conjunction) and len(word) > len(conjunction):
            return word[: -len(conjunction)], conjunction
    return word, ""
