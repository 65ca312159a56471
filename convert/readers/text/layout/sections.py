"""Sections of one form: horoscopes, listings, short reviews, each with a title, text, and a value behind one label.

Known by the label that comes again ("Voto: 7", "Ort: Stadthalle"), at even distances, with a sentence in each section.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.layout.runs import Run
from convert.readers.text.lexicon import Lexicon, find_label, fold_word
from convert.readers.text.roles import Role

MIN_SECTIONS = 3
"""How many sections there are at least."""

MOST_UNITS = 8
"""How many units a section has at most."""

MOST_VALUE, MOST_TITLE = 8, 12
"""How many words the value behind the label and the title of a section have at most."""

MIN_SENTENCE = 3
"""How many words the sentence of a section has at least."""

RULE = "section with a label"

_LABEL = re.compile(r"(?P<label>[^\W\d_][^\W_]*(?:[ -][^\W\d_]+){0,2})\s?[:：]\s?(?P<value>\S.{0,80})")


def find_sections(lines: Sequence[LineFeatures], lexicon: Lexicon) -> Iterator[Run]:
    """The run of sections among `lines`, none if there are too few."""
    labeled: dict[str, list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        text = line.unit.text
        if line.furniture or line.unit.bullet or line.words > MOST_VALUE + 3 or not (":" in text or "：" in text):
            continue
        if (found := _LABEL.fullmatch(text)) and len(found["value"].split()) <= MOST_VALUE:
            label = fold_word(found["label"])
            if find_label(line.key, lexicon) is None and label not in lexicon.credit_labels:
                labeled[label].append(at)
    for places in labeled.values():
        if run := _run(lines, places):
            yield run
            return


def _run(lines: Sequence[LineFeatures], places: Sequence[int]) -> Run | None:
    distances = [below - above for above, below in pairwise(places)]
    if len(places) < MIN_SECTIONS or not 2 <= min(distances) <= max(distances) <= MOST_UNITS:
        return None
    first = max(0, places[0] - min(distances) + 1)
    starts = [first, *(at + 1 for at in places[:-1])]
    roles: dict[int, Role] = {}
    for start, end in zip(starts, places, strict=True):
        texts = [at for at in range(start, end) if _is_sentence(lines[at])]
        if not texts or any(lines[at].furniture for at in range(start, end)):
            return None
        roles.update(dict.fromkeys(range(start, end + 1), "paragraph"))
        if _is_title(lines[start], lines[start + 1]):
            roles[start] = "heading"
    below = places[-1] + 1
    last = places[-1]
    while below < len(lines) and below - last == 1 and not lines[below].unit.after_blank and not lines[below].furniture:
        roles[below] = "paragraph"
        last, below = below, below + 1
    return Run(
        first=first,
        last=last,
        rule=RULE,
        roles=roles,
        sure=frozenset(roles),
        undated=frozenset(roles),
        keeps_all=True,
    )


def _is_sentence(line: LineFeatures) -> bool:
    return line.ends_sentence and line.words >= MIN_SENTENCE


def _is_title(line: LineFeatures, below: LineFeatures) -> bool:
    """Whether the first line of a section is its title: short, no sentence, with text directly below it."""
    return not line.ends_sentence and line.words <= MOST_TITLE and not below.unit.after_blank
