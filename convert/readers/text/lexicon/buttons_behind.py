"""Buttons and sections of a page on the line of a byline, where its blocks were run together ("By Jane Doe Share")."""

from __future__ import annotations

import re

from convert.readers.text.lexicon import Lexicon
from convert.readers.text.lexicon.keys import fold_word, line_key, word_set
from convert.readers.text.lexicon.phrases import BUTTON_ROLES, NUMBER, STEM_LENGTH, is_word_edge
from convert.readers.text.scripts import FIRST_HEBREW

LONGEST_LINE, LONGEST_BUTTON, FEWEST_LEFT = 160, 6, 2
"""How many characters a line with buttons has at most, how many words a button, and how many are left before buttons
at least: a name has no fewer.
"""

_MAY_BE_NAMES = word_set(
    "gift line lưu messenger nombre pocket profil profile reader salva thích xing america españa france gente justice "
    "justicia lavoro leben lokal mundo monde motor praca press reise staff style tiempo world books cinema cinéma "
    "entertainment events films galleries games magazin magazine media medien movies music musica musique música "
    "partners photos podcast podcasts radio resources services shows sports technologies technology travel video "
    "videos"
)
"""Words of pages that surnames and names of companies have, too; they are buttons only beside others, no sections."""

SHORTEST_BUTTON, SHORTEST_SECTION = 4, 5
"""How many letters a button of one word and the name of a section behind a byline have at least."""

_COUNTED = BUTTON_ROLES | {"navigation"}
"""The roles of counts ("1,204 views")."""

_NUMBER = re.compile(r"\(?(?!(?:19|20)\d\d\b)\d+(?:[.,]\d{1,3})?[km+]?\)?", re.IGNORECASE)
"""A number as counts have it: no year, and no date."""

_SEPARATORS = " |•·,-–—"


def split_buttons(text: str, lexicon: Lexicon) -> tuple[str, tuple[str, ...]]:
    """`text` without the buttons, counts and reading times at its end, and these from the last one on; none where too
    few words are left to be a byline.
    """
    if len(text) > LONGEST_LINE or text[-1:] in ".!?":
        return text, ()
    words, buttons = text.split(), []
    while len(words) > FEWEST_LEFT and (taken := _button_at_end(words, lexicon) or _opened_button(words, lexicon)):
        buttons.append(" ".join(words[-taken:]).strip(_SEPARATORS))
        del words[-taken:]
    left = " ".join(words).rstrip(_SEPARATORS)
    return (left, tuple(buttons)) if buttons and len(left.split()) >= FEWEST_LEFT else (text, ())


def without_buttons(text: str, lexicon: Lexicon) -> str:
    """`text` without the buttons, counts and reading times at its end."""
    return split_buttons(text, lexicon)[0]


def _button_at_end(words: list[str], lexicon: Lexicon) -> int:
    """How many words at the end are one button as a lexicon has it; 0 if there is none."""
    last = line_key(words[-1])
    if last and last not in lexicon.furniture.button_ends:
        return int(_is_section(words, lexicon))
    for count in range(min(LONGEST_BUTTON, len(words) - FEWEST_LEFT), 0, -1):
        key = line_key(" ".join(words[-count:]))
        role = lexicon.furniture.exact.get(key)
        if NUMBER in key:
            has_word = any(map(str.isalpha, key))
            is_button = count > 1 and has_word and role in _COUNTED and _shows_count(words[-count:])
        else:
            is_button = (
                role in BUTTON_ROLES and key not in _MAY_BE_NAMES and (count > 1 or _is_alone(words, key, lexicon))
            )
        if is_button:
            return count
    return int(_is_section(words, lexicon))


def _is_alone(words: list[str], key: str, lexicon: Lexicon) -> bool:
    """Whether the last word can be a button by itself: no initial, no short surname, nor the only surname behind two
    given names ("Von Anna Maria Merken").
    """
    least = SHORTEST_BUTTON if key[0] < FIRST_HEBREW else SHORTEST_BUTTON // 2
    return len(key) >= least and not lexicon.given_names.issuperset(map(fold_word, words[-3:-1]))


def _is_section(words: list[str], lexicon: Lexicon) -> bool:
    """Whether the last word is the name of a section behind a name or a date ("By Jane Doe Politics")."""
    word = words[-1]
    key = line_key(word)
    return (
        word[:1].isupper()
        and len(key) >= SHORTEST_SECTION
        and not any(word.endswith(",") for word in words[-4:-1])
        and not lexicon.given_names.isdisjoint(map(fold_word, words[-4:-2]))
        and lexicon.furniture.exact.get(key) == "navigation"
        and not any(key in names for names in (_MAY_BE_NAMES, lexicon.places, lexicon.surnames, lexicon.given_names))
    )


def _opened_button(words: list[str], lexicon: Lexicon) -> int:
    """How many words at the end are one button that opens as a lexicon has it; 0 if there is none."""
    for at in range(FEWEST_LEFT, len(words)):
        if not words[at][:1].isupper() or fold_word(words[at]) not in lexicon.furniture.button_starts:
            continue
        if any(_opens_other(word, lexicon) for word in words[at:]):
            continue
        key = line_key(" ".join(words[at:]))
        if any(
            role in BUTTON_ROLES and key.startswith(phrase) and is_word_edge(key, len(phrase))
            for phrase, role in lexicon.furniture.openings.get(key[:STEM_LENGTH], ())
        ):
            return len(words) - at
    return 0


def _opens_other(word: str, lexicon: Lexicon) -> bool:
    """Whether a word of a button would be that of a date or the opening of a byline."""
    return word[-1].isdigit() or (word[0].isupper() and fold_word(word) in lexicon.byline_phrases)


def is_furniture_run(text: str, lexicon: Lexicon) -> bool:
    """Whether `text` is only buttons, sections and other furniture, one after the other ("Share Tweet Email")."""
    words = text.split()
    while words:
        spans = range(min(LONGEST_BUTTON, len(words)), 0, -1)
        if not (count := next((n for n in spans if lexicon.furniture.role(line_key(" ".join(words[-n:])))), 0)):
            return False
        del words[-count:]
    return True


def _shows_count(words: list[str]) -> bool:
    """Whether each of the words with a digit is a count."""
    return all(_NUMBER.fullmatch(word) for word in words if any(map(str.isdigit, word)))
