"""Lists without marks: ingredients and facts of recipes, scores and standings, rows of one form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.layout.runs import Run
from convert.readers.text.lexicon import Lexicon, fold_word
from convert.readers.text.roles import Role
from convert.readers.text.scripts import has_digit

MIN_INGREDIENTS, MIN_ROWS = 3, 3
"""How many lines with quantities are ingredients, and how many lines of one form are rows."""

MOST_ITEM_WORDS, MOST_ROW_WORDS, MOST_FACT_WORDS = 16, 14, 8
"""How many words an ingredient, a row and a fact of a recipe have at most."""

MOST_STEPS, MOST_INTRODUCTION, MIN_STEP_WORDS = 30, 3, 4
"""How many units below the ingredients are steps at most, how many above an introduction, and how long each is."""

MOST_RESULT_WORDS, MOST_ROUND_WORDS, MOST_ROUNDS = 24, 4, 3
"""How many words the result of a match and the name of its round have at most, and how many rounds are named at once.
"""

MOST_OPTION_WORDS, MOST_QUESTION_WORDS, MIN_QUESTIONS = 16, 40, 2
"""How many words an answer to choose and its question have at most, and how many questions make a quiz."""

QUIZ = "question of a quiz, or an answer to choose"
"""The rule of a question with answers to choose from."""

_OPTION = re.compile(r"[(\[]?(?P<letter>[A-Fa-f])[.)\]]\s?(?=\S)")

_RESULT = re.compile(
    r"\w,? (?:def\.|d\.|b\.|bt\.?|bat|beat|bate a|besiegte|schlägt|pokonał[a]?) \w.*\d{1,3}[-–:]\d{1,3}"
    r"|(?:(?<!\d)\d{1,2}[-–:]\d{1,2}(?:\s?\(\d{1,2}(?:[-–]\d{1,2})?\))?[,;]?\s){1,4}\d{1,2}[-–:]\d{1,2}(?:\s?\(\d{1,2}\))?\.?$"
)
"""A match with its score in sets, at the end of the line, or who beat whom with a score."""

_SCORE = re.compile(r"\d[-–:]\d")

_QUANTITY = re.compile(
    r"(?:(?:ca|c|env|approx|about|etwa|circa)\.?\s)?(?:\d{1,5}(?:[.,/⁄]\d{1,3})?|[½¼¾⅓⅔⅛]|\d{1,3}\s?[½¼¾⅓⅔⅛])"
    r"(?:\s?[-–x×]\s?\d{1,4}(?:[.,]\d+)?)?\s?(?P<measure>[^\W\d_]+(?:\.[^\W\d_]+)*)?"
)
_QUANTITY_LAST = re.compile(r"((?<!\d)\d+(?:[.,/]\d+)?|[½¼¾⅓⅔])\s?(?P<measure>[^\W\d_]+(?:\.[^\W\d_]+)*)?$")
_HAS_QUANTITY = re.compile(r"[\d½¼¾⅓⅔⅛]")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,:/'’-]\d+)*%?|[-–—]")


def find_lists(lines: Sequence[LineFeatures], lexicon: Lexicon, credited: Set[int]) -> Iterator[Run]:
    """The runs of ingredients and rows among `lines`; `credited` are bylines and dates."""
    yield from _ingredients(lines, lexicon)
    yield from _options(lines)
    yield from _results(lines)
    yield from _rows(lines, credited)


def _ingredients(lines: Sequence[LineFeatures], lexicon: Lexicon) -> Iterator[Run]:
    """The ingredients of recipes, with their headings and facts above."""
    measured = [_quantity(line, lexicon) for line in lines]
    at = 0
    while at < len(lines):
        if not measured[at]:
            at += 1
            continue
        last = _end(lines, measured, at)
        first = at
        while (
            first
            and not measured[first - 1]
            and _may_be_ingredient(lines[first - 1])
            and not lines[first].unit.after_blank
        ):
            if lines[first - 1].unit.text.endswith(":") or _key_is_heading(lines[first - 1], lexicon):
                break
            first -= 1
        count = sum(bool(measured[i]) for i in range(first, last + 1))
        exact = sum(measured[i] == 2 for i in range(first, last + 1))
        if count >= MIN_INGREDIENTS and exact * 3 >= last + 1 - first and exact >= 2:
            yield _recipe(lines, lexicon, first, last)
        at = last + 1


def _quantity(line: LineFeatures, lexicon: Lexicon) -> int:
    """2 if a line opens with a quantity and a measure, 1 if with a number and a word, else 0."""
    if line.words > MOST_ITEM_WORDS or line.furniture:
        return 0
    unit = line.unit
    if "#" not in line.key and line.key.isascii() and not unit.bullet:
        return 0
    text = f"{unit.bullet} {unit.text}" if unit.bullet[:1].isdigit() and not line.ends_sentence else unit.text
    if not _HAS_QUANTITY.search(text):
        return 0
    found = _QUANTITY.match(text)
    if found is None:
        last = _QUANTITY_LAST.search(text)
        return 2 if last and last["measure"] and fold_word(last["measure"]) in lexicon.measures else 0
    if found["measure"] and fold_word(found["measure"]) in lexicon.measures:
        return 2
    return int(not line.ends_sentence and line.words <= 8)


def _may_be_ingredient(line: LineFeatures) -> bool:
    return line.words <= MOST_ITEM_WORDS and not line.ends_sentence and not line.furniture and line.has_alphanumeric


def _key_is_heading(line: LineFeatures, lexicon: Lexicon) -> bool:
    return line.key.rstrip(" :") in lexicon.recipe_headings


def _end(lines: Sequence[LineFeatures], measured: Sequence[int], at: int) -> int:
    """The last unit of the ingredients that open at `at`: one or two without a quantity may be between others."""
    last = at
    for below in range(at + 1, len(lines)):
        line = lines[below]
        if measured[below]:
            last = below
        elif (
            not _may_be_ingredient(line)
            or below - last > 2
            or (line.unit.after_blank and not lines[at + 1].unit.after_blank)
        ):
            break
    while (
        last + 1 < len(lines)
        and _may_be_ingredient(lines[last + 1])
        and lines[last + 1].unit.after_blank == lines[last].unit.after_blank
        and bool(lines[last + 1].unit.bullet) == bool(lines[last].unit.bullet)
        and not lines[last + 1].unit.text.endswith(":")
        and not lines[last + 1].unit.after_blank
    ):
        last += 1
    return last


def _recipe(lines: Sequence[LineFeatures], lexicon: Lexicon, first: int, last: int) -> Run:
    roles: dict[int, Role] = dict.fromkeys(range(first, last + 1), "item")
    for at in range(first, last + 1):
        if lines[at].unit.text.endswith(":") or _key_is_heading(lines[at], lexicon):
            roles[at] = "heading"
    top = first
    while top and first - top < 8 and (role := _above_ingredients(lines[top - 1], lexicon)):
        top -= 1
        roles[top] = role
    bottom = last
    for at in range(last + 1, min(len(lines), last + 1 + MOST_STEPS)):
        if _key_is_heading(lines[at], lexicon):
            roles[at] = "heading"
        elif _is_step(lines[at]):
            roles[at] = "item" if lines[at].unit.bullet else "paragraph"
        else:
            break
        bottom = at
    for at in range(top - 1, max(0, top - 1 - MOST_INTRODUCTION), -1):
        if not _is_step(lines[at]):
            break
        top = at
        roles[at] = "paragraph"
    while top > 1 and (role := _above_ingredients(lines[top - 1], lexicon)):
        top -= 1
        roles[top] = role
    return Run(
        first=top,
        last=bottom,
        rule="ingredient or fact of a recipe",
        roles=roles,
        sure=frozenset(range(first, last + 1)),
    )


def _is_step(line: LineFeatures) -> bool:
    """Whether a line is a sentence of a recipe."""
    return line.ends_sentence and line.words >= MIN_STEP_WORDS and not line.furniture and not line.ends_story


def _above_ingredients(line: LineFeatures, lexicon: Lexicon) -> Role | None:
    """The role of a heading or a fact of a recipe, None if the line is neither."""
    if _key_is_heading(line, lexicon):
        return "heading"
    if is_recipe_fact(line, lexicon):
        return "paragraph"
    if line.unit.text.endswith((":", "：")) and line.words <= MOST_FACT_WORDS:
        return "heading"
    return None


def is_recipe_fact(line: LineFeatures, lexicon: Lexicon) -> bool:
    """Whether a line is a fact of a recipe: "Serves four", "Cuisson : 35 minutes"."""
    if line.words > MOST_FACT_WORDS or not any(map(str.isalpha, line.unit.text)):
        return False
    key = fold_word(line.unit.text)
    return any(
        key.startswith(word) and not key[len(word) : len(word) + 1].isalpha() for word in lexicon.serving_words
    ) or (key[:1].isdigit() and any(key.rstrip(".").endswith(" " + word) for word in lexicon.serving_words))


# --------------------------------------------------------------------------------------------------------------------
# Questions with answers to choose from


def _options(lines: Sequence[LineFeatures]) -> Iterator[Run]:
    """The questions of a quiz, each above answers with letters from a on; a single one must end as a question."""
    found: list[tuple[int, int]] = []
    at = 1
    while at < len(lines):
        if lines[at].unit.text[0] not in "([aA":
            at += 1
            continue
        last = at - 1
        for letter in "abcdef":
            option = _OPTION.match(lines[last + 1].unit.text) if last + 1 < len(lines) else None
            if option is None or lines[last + 1].words > MOST_OPTION_WORDS or option["letter"].lower() != letter:
                break
            last += 1
        if last > at and lines[at - 1].words <= MOST_QUESTION_WORDS:
            found.append((at - 1, last))
        at = max(at, last) + 1
    is_asked = [lines[question].unit.text.rstrip()[-1] in "?？؟" for question, _ in found]
    if len(found) < MIN_QUESTIONS and not (found and all(is_asked)):
        return
    for question, last in found:
        roles: dict[int, Role] = {question: "paragraph", **dict.fromkeys(range(question + 1, last + 1), "item")}
        yield Run(
            first=question,
            last=last,
            rule=QUIZ,
            roles=roles,
            sure=frozenset(roles),
            undated=frozenset(roles),
        )


# --------------------------------------------------------------------------------------------------------------------
# Results of matches


def _results(lines: Sequence[LineFeatures]) -> Iterator[Run]:
    """Runs of results in sets or of who beat whom, with the short lines above and between that name their rounds."""
    is_row = [line.words <= MOST_RESULT_WORDS and "#" in line.key and _is_result(line.unit.text) for line in lines]
    at = 0
    while at < len(lines):
        if not is_row[at]:
            at += 1
            continue
        last, below = at, at + 1
        while below < len(lines) and below - last <= MOST_ROUNDS + 1 and (is_row[below] or _is_round(lines[below])):
            last = below if is_row[below] else last
            below += 1
        if sum(is_row[at : last + 1]) >= MIN_ROWS:
            top = at
            while top > 1 and at - top < MOST_ROUNDS and _is_round(lines[top - 1]):
                top -= 1
            roles: dict[int, Role] = {unit: "paragraph" if is_row[unit] else "heading" for unit in range(top, last + 1)}
            yield Run(
                first=top,
                last=last,
                rule="result of a match, or its round",
                roles=roles,
                sure=frozenset(roles),
                undated=frozenset(roles),
            )
        at = last + 1


def _is_result(text: str) -> bool:
    return _SCORE.search(text) is not None and _RESULT.search(text) is not None


def _is_round(line: LineFeatures) -> bool:
    """Whether a line may name the round or the kind of the matches below it ("Women", "Quarterfinals")."""
    return line.words <= MOST_ROUND_WORDS and not line.ends_sentence and line.has_alphanumeric


# --------------------------------------------------------------------------------------------------------------------
# Rows of one form


def _shape(line: LineFeatures) -> str:
    """The form of a row: at which ends it has numbers; nothing if it is no row."""
    text = line.unit.text
    if (line.ends_sentence and not text[-1].isdigit()) or line.words < 2:
        return ""
    if "#" not in line.key and (line.key.isascii() or not has_digit(text)):
        return ""
    words = text.split(" ")
    ends = bool(_NUMBER.fullmatch(words[-1]))
    starts = bool(_NUMBER.fullmatch(words[0].strip(".()'’"))) or line.unit.bullet[:1].isdigit()
    numbers = sum(bool(_NUMBER.fullmatch(word.strip("().,;"))) for word in words)
    if starts and ends:
        return "both"
    if ends and numbers > 0:
        return "end"
    if numbers >= 2:
        return "inside"
    return ""


def _rows(lines: Sequence[LineFeatures], credited: Set[int]) -> Iterator[Run]:
    """Runs of rows of one form, without blank lines between, with their heading above."""
    shapes = [
        "" if line.words > MOST_ROW_WORDS or line.furniture or at in credited or _is_marked(line) else _shape(line)
        for at, line in enumerate(lines)
    ]
    at = 0
    while at < len(lines):
        if not shapes[at]:
            at += 1
            continue
        last = at
        while (
            last + 1 < len(lines)
            and shapes[last + 1]
            and lines[last + 1].unit.after_blank == lines[min(len(lines) - 1, at + 1)].unit.after_blank
        ):
            last += 1
        if last + 1 - at >= MIN_ROWS and len({shapes[i] for i in range(at, last + 1)}) <= 2:
            top = at
            roles: dict[int, Role] = dict.fromkeys(range(at, last + 1), "paragraph")
            if (
                at > 1
                and at - 1 not in credited
                and _is_row_heading(lines[at - 1])
                and not (lines[at].unit.after_blank and not lines[at - 1].unit.after_blank)
            ):
                top = at - 1
                roles[top] = "heading"
            yield Run(first=top, last=last, rule="row of scores or figures", roles=roles, undated=frozenset(roles))
        at = last + 1


def _is_marked(line: LineFeatures) -> bool:
    """Whether a line is an item with a mark other than a number."""
    return bool(line.unit.bullet) and not line.unit.bullet[:1].isdigit()


def _is_row_heading(line: LineFeatures) -> bool:
    return line.words <= 8 and not line.ends_sentence and line.has_alphanumeric and not line.furniture
