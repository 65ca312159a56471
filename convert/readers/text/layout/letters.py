"""Letters to the editor: each with a title, its text, and the name and place of who wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from convert.readers.text.envelopes.contacts import has_contact
from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.layout.runs import Run
from convert.readers.text.lexicon import fold_word
from convert.readers.text.roles import Role
from convert.readers.text.scripts import is_small

HEAD = 3
"""Among how many first units the title of a page of letters is."""

MIN_LETTERS = 3
"""How many letters there are at least where neither a title nor a form of address shows them; two where one does."""

MOST_TITLE_WORDS, MOST_NAME_WORDS = 14, 8
"""How many words the title of a letter and the name below it have at most."""

MOST_PAGE_WORDS = 4
"""How many words the title of a page of letters has at most."""

MIN_WORDS = 6
"""How many words a paragraph of a letter has at least."""

MOST_BETWEEN = 4
"""How many units are between the texts of two letters at most: name, place, and the next title."""

RULE = "letter to the editor"

_PAGES = re.compile(
    r"(?:readers?['’]?s?['’]? )?letters?\b|your (?:letters|views)|leserbriefe?\b|briefe an die|lesermeinung|courrier"
    r"|cartas\b|lettere\b|le lettere|cartas do|lezersbrie|ingezonden|brieven\b|insändare\b|läsarbrev|læserbrev"
    r"|leserbrev|lukijoilta|mielipide|listy\b|dopisy|olvasói lev|okur mektup|письма|листи\b|γράμματα|επιστολές"
    r"|رسائل|بريد|מכתבים|読者の声|読者から|读者来信|讀者來函|독자",
    re.IGNORECASE,
)
_ADDRESSES = re.compile(
    r"(?:dear |to )?(?:the )?(?:sirs?|madam|editors?)\b\s?[,:–—-]|dear (?:sir|madam|editor)|re:?\s"
    r"|sehr geehrte|zu[mr]?:? [„\"]|betr"
    r"|monsieur|madame|señor(?:a)? director|sr\. director|(?:egregio|gentile|caro) direttore|geachte redactie"
    r"|szanown|vážen|tisztelt|sayın|уважаем|шановн|αγαπητ|السيد|לעורך|編集部|编辑|編輯",
    re.IGNORECASE,
)


_TO_EDITORS = re.compile(
    r"(?:liebe[rs]?|werte[rs]?|beste|kära|kjære|kære|hyvä|droga|milá|vážená|kedves|дорогая|шановна|αγαπητή|sevgili)"
    r" (?:\w+ )?(?:redaktion\w*|redactie|redaktionen|redaksjon|toimitus|redakcjo|redakce|redakcia|szerkesztőség"
    r"|редакци\w|редакці\w|σύνταξη|editör)",
    re.IGNORECASE,
)
"""How a letter opens that addresses the editors ("Liebes Redaktionsteam")."""


def is_form_of_address(line: LineFeatures) -> bool:
    """Whether a line is only the form of address that opens a letter ("Dear Sir,", "Monsieur le rédacteur,")."""
    return line.unit.text[-1:] in ",，:：" and line.words <= MOST_TITLE_WORDS and bool(_ADDRESSES.match(line.unit.text))


def may_sign(line: LineFeatures) -> bool:
    """Whether a line below a letter may be the name or place of who wrote it."""
    return line.words <= MOST_NAME_WORDS and not line.ends_sentence and _are_names([line], [0])


def is_page_of_letters(line: LineFeatures) -> bool:
    """Whether a line is the title of a page of letters ("Courrier des lecteurs")."""
    return line.words <= MOST_PAGE_WORDS and _PAGES.match(fold_word(line.unit.text)) is not None


def shows_letter(lines: Sequence[LineFeatures], lead: int) -> bool:
    """Whether one of the units up to `lead` opens as the title of a page of letters or addresses the editors."""
    above = any(_PAGES.match(fold_word(line.unit.text[:40])) or is_form_of_address(line) for line in lines[:lead])
    return (
        above or _ADDRESSES.match(lines[lead].unit.text) is not None or bool(_TO_EDITORS.match(lines[lead].unit.text))
    )


def find_letters(lines: Sequence[LineFeatures]) -> Iterator[Run]:
    """The letters among `lines`, if the whole copy is a page of them."""
    texts = list(_texts(lines))
    if len(texts) < 2 or texts[0][0] > HEAD:
        return
    addressed = sum(_ADDRESSES.match(lines[group[0]].unit.text) is not None for group in texts)
    has_page = any(_PAGES.match(fold_word(line.unit.text)) for line in lines[: min(HEAD, texts[0][0])])
    if len(texts) < (2 if addressed > 1 or has_page else MIN_LETTERS):
        return
    roles: dict[int, Role] = {at: "paragraph" for group in texts for at in group}
    first = texts[0][0]
    if first > 1:
        roles[first - 1] = "heading"
        first -= 1
    for above, below in pairwise(texts):
        between = range(above[-1] + 1, below[0])
        is_addressed = _ADDRESSES.match(lines[below[0]].unit.text) is not None
        if is_addressed and 1 <= len(between) <= MOST_BETWEEN and _are_names(lines, between):
            roles |= dict.fromkeys(between, "paragraph")
            continue
        if (
            not 2 <= len(between) <= MOST_BETWEEN
            or not _are_names(lines, between[:-1])
            or not _is_title(lines, between[-1])
        ):
            return
        roles |= {**dict.fromkeys(between[:-1], "paragraph"), between[-1]: "heading"}
    tail = range(texts[-1][-1] + 1, len(lines))
    names = tail[: next((number for number, at in enumerate(tail) if number and lines[at].unit.after_blank), len(tail))]
    is_whole = not tail[len(names) :]
    if not names or not _are_names(lines, names) or not (addressed > 1 or has_page or is_whole):
        return
    roles |= dict.fromkeys(names, "paragraph")
    yield Run(
        first=first,
        last=names[-1],
        rule=RULE,
        roles=roles,
        sure=frozenset(roles),
        undated=frozenset(roles),
        keeps_all=True,
    )


def _texts(lines: Sequence[LineFeatures]) -> Iterator[list[int]]:
    """The paragraphs that follow each other, as units."""
    group: list[int] = []
    for at, line in enumerate(lines):
        if line.ends_sentence and line.words >= MIN_WORDS:
            group.append(at)
        elif group and not line.ends_sentence:
            yield group
            group = []
    if group:
        yield group


def _are_names(lines: Sequence[LineFeatures], places: Sequence[int]) -> bool:
    """Whether units are names and places: short, none a sentence, and only the first below a blank line."""
    for number, at in enumerate(places):
        line = lines[at]
        text = line.unit.text
        if line.words > MOST_NAME_WORDS or line.unit.bullet or is_small(text[0]) or text.endswith(":"):
            return False
        if has_contact(text) or line.furniture or any(map(str.isdigit, text)) or (number and line.unit.after_blank):
            return False
    return True


def _is_title(lines: Sequence[LineFeatures], at: int) -> bool:
    line = lines[at]
    return line.words <= MOST_TITLE_WORDS and line.unit.after_blank and not line.unit.bullet and line.has_alphanumeric
