"""Credits of pictures that only their form shows: names behind the last sentence, behind a mark, or glued to it.

Pages of many countries credit a picture without a label ("… on Tuesday. JANE DOE / THE BELL", "… on Tuesday.Jane Doe"),
or with one that has no colon ("… on Tuesday. Foto Jane Doe").
"""

from __future__ import annotations

import re
from typing import NamedTuple

from convert.readers.text.lexicon import Lexicon, fold_word

_SMALL = "a-zß-öø-ÿąćęłńśźżčďěňřšťůžа-яѐ-џґα-ώά-ώ"
_CAPITAL = "A-ZÀ-ÖØ-ÞĄĆĘŁŃŚŹŻČĎĚŇŘŠŤŮŽА-ЯЀ-ЏҐΑ-ΩΆ-Ώ"
_WORD = rf"[{_CAPITAL}][\w’'.-]{{1,20}}"
_NAME = rf"{_WORD}(?: (?:de|da|do|dos|van|von|di|af|la|le|den|der)(?: de[nr]?)?)?(?: {_WORD}){{1,2}}"
_SHOUTED = rf"[{_CAPITAL}][{_CAPITAL}’'.-]{{1,20}}(?: [{_CAPITAL}][{_CAPITAL}’'.-]{{1,20}}){{1,3}}"
_OUTLET = rf"[{_CAPITAL}][\w’'&.-]{{1,20}}(?: [\w’'&.-]{{2,16}}){{0,3}}"

_INITIALED = rf"[{_CAPITAL}]\. {_WORD}\s?/\s?[{_CAPITAL}\d][\w’'&.-]{{0,20}}(?: [\w’'&.-]{{2,16}}){{0,3}}"

_SENTENCE_ENDS, _MARKS = '.!?…”»"', "|/–—-"

_AFTER_SENTENCE = re.compile(
    rf"(?<=[{_SENTENCE_ENDS}])(?P<mark>\s?[|/]\s?|\s[–—-]\s|\s)"
    rf"(?:(?P<shouted>{_SHOUTED}(?:(?:\s?/\s?| (?:pour|POUR) « ?| para )[^/|()]{{2,40}})?)"
    rf"|(?P<name>{_NAME})(?P<outlet>\s?/\s?{_OUTLET})?"
    rf"|(?P<agency>[{_CAPITAL}]{{2,8}}/\s?{_NAME}|{_INITIALED}))$",
)
"""A credit behind a sentence: a name in capitals, one behind a mark, or one with its outlet or agency."""

_LABELED = re.compile(
    rf"(?P<mark>(?<=[{_SENTENCE_ENDS}])\s|\s[–—|/-]\s)(?P<label>[{_CAPITAL}][^\W\d_]{{3,13}})\s"
    rf"(?P<name>{_WORD}(?: {_WORD}){{0,2}}(?:\s?/\s?{_OUTLET})?)$"
)
"""A label without a colon, and the name behind it ("… on Tuesday. Foto Jane Doe", "… the pier - Foto Bell")."""

_AFTER_MARK = re.compile(
    rf"(?<=[{_SMALL}])(?:(?P<mark>\s[–—|/-]\s)(?P<name>{_NAME})(?P<outlet>\s?/\s?{_OUTLET})?"
    rf"|\s(?:(?P<sign>[–—|/-])\s)?(?P<shouted>{_SHOUTED})(?:\s?/\s?{_OUTLET})?)$"
)
"""A name behind a mark or in capitals, where the caption is a phrase; its given name must be known, or a slash before
its outlet."""

_GLUED = re.compile(rf"(?<=[{_SMALL}])(?P<end>[.!?]?)(?P<name>{_NAME})(?P<outlet>\s?(?:[/(]|[–—-]\s)\s?{_OUTLET}\)?)?$")
"""A name that is glued to the caption's last word, as pages have it whose blocks were run together."""

_IN_BRACKETS = re.compile(
    rf"(?<=[{_SENTENCE_ENDS}{_SMALL}])\s(?:\[(?P<square>{_NAME}\s[–—-]\s{_OUTLET})\]"
    rf"|\((?P<round>[^()]{{2,30}}(?:,|/)\s?[^()]{{2,30}})\))$"
)
"""A name with its outlet in square brackets, or with an agency for pictures in round ones."""

MAX_CAPTION, MIN_WORDS, MIN_PHRASE = 260, 4, 5
"""How many characters a caption has at most whose credit only its form shows, and how many words at least: as a
sentence, and as a phrase.
"""

REACH = 110
"""In how many characters at a line's end such a credit is."""

_NOT_LABELS = frozenset({"image", "picture", "file", "supplied", "courtesy"})
"""Labels that open names of other things, too."""


_BEFORE_OUTLETS = ("/", " POUR ", " pour ", " para ")
"""What is between a name in capitals and its outlet; without it and without a mark the given name must be known, as
broadcasters and codes have capitals, too ("… on the island. BELL TV").
"""


class CreditBehind(NamedTuple):
    """Where the caption ends, the credited name, and the label or mark before it."""

    end: int
    name: str
    label: str


def read_credit_behind(
    text: str, lexicon: Lexicon, agencies: frozenset[str], sources: frozenset[str]
) -> CreditBehind | None:
    """The credit at the end of the line `text` that only its form shows; None if there is none.

    `agencies` are those for pictures, `sources` labels of what a text is from, folded.
    """
    if len(text) > MAX_CAPTION or text[-1] in ".!?:;,…”\"'" or " " not in text:
        return None
    start = max(0, len(text) - REACH)
    if text[-1] in ")]" and (found := _in_brackets(text, start, agencies)):
        return found
    if not text[-1].isalpha() and text[-1] != ")" and not text.endswith((" »", " »")):
        return None
    tail = text[max(0, start - 1) :]
    if any(map(tail.__contains__, _SENTENCE_ENDS)):
        found = _labeled(text, start, lexicon, agencies, sources) or _after_sentence(text, start, lexicon)
    elif any(map(tail.__contains__, _MARKS)):
        found = _labeled(text, start, lexicon, agencies, sources)
    else:
        found = None
    return found or _after_mark(text, start, lexicon) or _glued(text, start, lexicon)


def _is_caption(text: str, least: int) -> bool:
    """Whether what is before a credit says something: it has so many words, of which two are in small letters."""
    words = text.split()
    return len(words) >= least and sum(word[0].islower() for word in words) > 1


def _labeled(
    text: str, start: int, lexicon: Lexicon, agencies: frozenset[str], sources: frozenset[str]
) -> CreditBehind | None:
    found = _LABELED.search(text, start)
    label = fold_word(found["label"]) if found else ""
    if found is None or label not in lexicon.credit_labels or label in sources or label in _NOT_LABELS:
        return None
    agency = f"{found['label']} {found['name']}"
    if fold_word(agency.partition("/")[0].rstrip()) in agencies:
        return CreditBehind(found.start(), agency, "") if _is_caption(text[: found.start()], 3) else None
    return CreditBehind(found.start(), found["name"], found["label"]) if _is_caption(text[: found.start()], 3) else None


def _after_sentence(text: str, start: int, lexicon: Lexicon) -> CreditBehind | None:
    found = _AFTER_SENTENCE.search(text, start)
    if found is None or not _is_caption(text[: found.start()], MIN_WORDS):
        return None
    mark = found["mark"].strip()
    is_quoted = text[found.start() - 1] in '”»"'
    if found["shouted"]:
        is_signed = mark or any(sign in found["shouted"] for sign in _BEFORE_OUTLETS)
        if (is_quoted and not mark) or not (is_signed or lexicon.opens_with_given_name(found["shouted"])):
            return None
        return CreditBehind(found.start(), text[found.end("mark") :], mark)
    if found["agency"]:
        return CreditBehind(found.start(), found["agency"], mark)
    name = found["name"]
    is_known = lexicon.opens_with_given_name(name)
    if not mark:
        is_credit = found["outlet"] is not None and is_known
    elif mark in "|/":
        is_credit = True
    else:
        is_credit = not is_quoted and (is_known or found["outlet"] is not None)
    return CreditBehind(found.start(), text[found.end("mark") :], mark) if is_credit else None


def _after_mark(text: str, start: int, lexicon: Lexicon) -> CreditBehind | None:
    found = _AFTER_MARK.search(text, start)
    if found is None or not _is_caption(text[: found.start()], MIN_PHRASE):
        return None
    name = found["name"] or found["shouted"]
    is_signed = bool(found["sign"] or found["mark"]) and name.isupper() and fold_word(name) in lexicon.agencies
    is_known = is_signed or lexicon.opens_with_given_name(name)
    if found["outlet"] is None and not is_known:
        return None
    begin = found.start("name") if found["name"] else found.start("shouted")
    return CreditBehind(found.start(), text[begin:], (found["mark"] or found["sign"] or "").strip())


def _glued(text: str, start: int, lexicon: Lexicon) -> CreditBehind | None:
    found = _GLUED.search(text, start)
    if found is None or not lexicon.opens_with_given_name(found["name"]):
        return None
    begin = found.start("name")
    return CreditBehind(begin, text[begin:], "") if _is_caption(text[:begin], MIN_WORDS) else None


def _in_brackets(text: str, start: int, agencies: frozenset[str]) -> CreditBehind | None:
    found = _IN_BRACKETS.search(text, start)
    if found is None or len(text[: found.start()].split()) < 3:
        return None
    if found["square"]:
        return CreditBehind(found.start(), found["square"], "")
    parts = [fold_word(part.strip()) for part in re.split("[,/]", found["round"])]
    return CreditBehind(found.start(), found["round"], "") if not agencies.isdisjoint(parts) else None
