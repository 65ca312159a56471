"""Questions and answers, and the speeches of transcripts.

In an interview somebody answers, and says "I"; in a text that explains, questions are headings, and nobody does.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from convert.readers.text.labels.line_features import LineFeatures
from convert.readers.text.layout.runs import Run
from convert.readers.text.lexicon import Lexicon, find_label, fold_word, line_key
from convert.readers.text.roles import Role
from convert.readers.text.scripts import WORD

MIN_QUESTIONS = 3
"""How many questions with answers make an interview where no label shows them."""

MIN_SPEECHES = 3
"""How many units with labels of speakers make a transcript; two of them are by one speaker."""

MOST_BETWEEN = 12
"""How many units may be between two questions or two labels."""

MOST_QUESTION_WORDS = 60
"""How many words a question has at most."""

MOST_HEADING_WORDS, MIN_EXPLAINED, SPOKEN_SHARE = 16, 10, 5
"""How many words a question has at most that is a heading, and the line below it at least; and that of so many answers
one at most may be speech.
"""

MOST_LABEL_WORDS = 6
"""How many words the label of a speaker has at most."""

BROADCAST = "speaker of a broadcast"
"""The rule of labels of speakers alone on their lines, none of which is a title."""

QUESTION = "question or answer"
"""The rule of questions and their answers."""

_QUESTION_ENDS = ("?", "？", "؟", "?“", "?”", "?»", '?"', "?)", "?“.", "？」")
_LABEL = re.compile(
    r"(?=[^\d:：?!;,]{1,50}[:：(])"  # rules most lines out before the name is tried letter by letter
    r"(?P<name>[^\W\d_][^\d:：?!;,]{0,48}?)(?:\s?\([^()]{1,40}\))?\s?(?P<sign>[:：])\s*(?=\S)"
)
_LABEL_ALONE = re.compile(r"\[\s?[^\W\d_][^\[\]\d]{0,24}\]|【\s?[^\W\d_][^【】\d]{0,24}】|［[^\W\d_][^［］\d]{0,24}］")
_SHORT_LABEL = re.compile(r"(?P<name>[^\W\d_]{1,3})\d{0,3}\s?[.:：)–-]{1,2}\s+(?=\S)|[—–]\s+(?=[^\W\d_])")


def find_exchanges(lines: Sequence[LineFeatures], lexicon: Lexicon) -> Iterator[Run]:
    """The runs of questions and answers, and of speeches, among `lines`."""
    labels = {at: label for at, line in enumerate(lines) if (label := _label(line, lexicon))}
    counts = Counter(labels.values())
    sentences = Counter(name for at, name in labels.items() if lines[at].ends_sentence)
    known = lexicon.question_labels | lexicon.answer_labels
    speakers = {
        name for name, count in counts.items() if count > 1 and (sentences[name] * 3 >= count * 2 or name in known)
    }
    spoken = [at for at, name in labels.items() if name in speakers or _is_upper(lines[at])]
    if len(spoken) >= MIN_SPEECHES and len({labels[at] for at in spoken}) > 1:
        for among in _groups(spoken):
            group = list(itertools.dropwhile(lambda at: not lines[at].ends_sentence and labels[at] not in known, among))
            if len(group) >= MIN_SPEECHES and len({labels[at] for at in group}) > 1:
                yield Run(
                    first=group[0],
                    last=group[-1],
                    rule="speech of a transcript",
                    roles=dict.fromkeys(group, "paragraph"),
                    sure=frozenset(group),
                    undated=frozenset(group),
                )
    yield from _labels_alone(lines)
    questions = [at for at, line in enumerate(lines) if _is_question(line) and _has_answer(lines, at)]
    if sum(not lines[at].unit.bullet for at in questions) >= MIN_QUESTIONS:  # marks are of a list of links
        questions = [at for at in questions if not lines[at].unit.bullet]
    for group in _groups(questions):
        if len(group) >= MIN_QUESTIONS:
            yield _interview(lines, group, lexicon)


def _labels_alone(lines: Sequence[LineFeatures]) -> Iterator[Run]:
    """The runs of speeches below labels in brackets that are alone on their lines, as broadcasts write their reports
    ("[앵커]", "【同期】"). A speech goes on to the next label, the last one to the first line that is furniture.
    """
    labels = [at for at, line in enumerate(lines) if line.unit.text[0] in "[【［" and _is_label_alone(lines, at)]
    if len(labels) < MIN_SPEECHES:
        return
    groups = list(_groups(labels))
    for group, following in itertools.zip_longest(groups, groups[1:]):
        if len(group) >= MIN_SPEECHES:
            below = range(group[-1] + 1, following[0] if following else len(lines))
            end = next((at for at in below if lines[at].furniture or lines[at].ends_story), below.stop)
            last = next(at for at in range(end - 1, group[-1] - 1, -1) if lines[at].ends_sentence or at == group[-1])
            yield Run(
                first=group[0],
                last=last,
                rule=BROADCAST,
                roles=dict.fromkeys(group, "paragraph"),
                sure=frozenset(group),
                undated=frozenset(range(group[0], last + 1)),
                keeps_all=True,
            )


def _is_label_alone(lines: Sequence[LineFeatures], at: int) -> bool:
    """Whether a line is only a label in brackets, above a line of speech."""
    line = lines[at]
    if at + 1 >= len(lines) or _LABEL_ALONE.fullmatch(line.unit.text) is None:
        return False
    if line.furniture and line.furniture[0] != "navigation":
        return False
    below = lines[at + 1]
    return not below.furniture and below.words >= 2 and _LABEL_ALONE.fullmatch(below.unit.text) is None


def _groups(places: Sequence[int]) -> Iterator[list[int]]:
    """The parts of `places` without great gaps between."""
    group: list[int] = []
    for at in places:
        if group and at - group[-1] > MOST_BETWEEN:
            yield group
            group = []
        group.append(at)
    if group:
        yield group


def _label(line: LineFeatures, lexicon: Lexicon) -> str | None:
    """The label of the speaker that a line opens with, folded."""
    text = line.unit.text[:80]
    if not text[:4].isalpha() and (short := _SHORT_LABEL.match(text)):
        name = fold_word(short["name"] or "-")
        return name if name == "-" or name in lexicon.question_labels | lexicon.answer_labels else None
    found = _LABEL.match(text) if ":" in text or "：" in text else None
    if found is None or "://" in text[: found.end() + 2]:
        return None
    name = found["name"].strip()
    words = name.split()
    if len(words) > MOST_LABEL_WORDS or not (words[0][0].isupper() or not words[0][0].islower()):
        return None
    if line.words - len(words) < 2 and not line.ends_sentence:
        return None
    if line.furniture or fold_word(name) in lexicon.credit_labels or find_label(line_key(text), lexicon):
        return None
    return fold_word(name)


def _is_upper(line: LineFeatures) -> bool:
    """Whether a line opens with a label in capitals."""
    found = _LABEL.match(line.unit.text[:80])
    return found is not None and len(found["name"]) > 1 and found["name"].isupper() and line.ends_sentence


def _is_question(line: LineFeatures) -> bool:
    return (
        line.unit.text.endswith(_QUESTION_ENDS)
        and line.words <= MOST_QUESTION_WORDS
        and not line.furniture
        and line.words > 1
    )


def _has_answer(lines: Sequence[LineFeatures], at: int) -> bool:
    """Whether a sentence follows, and not another question."""
    if at + 1 >= len(lines):
        return False
    below = lines[at + 1]
    return (
        below.ends_sentence
        and not below.unit.text.endswith(_QUESTION_ENDS)
        and (not below.furniture or _is_short(below))
    )


def _is_short(line: LineFeatures) -> bool:
    """Whether a line is a short answer ("No."): a word or two with a full stop."""
    text = line.unit.text
    return line.words <= 3 and text[-1] in ".!…。！" and text[0].isupper()


def _interview(lines: Sequence[LineFeatures], questions: Sequence[int], lexicon: Lexicon) -> Run:
    """The run of an interview, or of a text that explains, from its first question to its last answer."""
    answers = [at + 1 for at in questions]
    last = answers[-1]
    roles: dict[int, Role] = dict.fromkeys(answers, "paragraph")
    while last + 1 < len(lines) and not lines[last + 1].unit.after_blank and lines[last + 1].ends_sentence:
        if lines[last + 1].furniture or lines[last + 1].ends_story:
            break
        last += 1
        roles[last] = "paragraph"
    roles |= dict.fromkeys(questions, "heading" if _explains(lines, questions, last, lexicon) else "paragraph")
    return Run(
        first=questions[0],
        last=last,
        rule=QUESTION,
        roles=roles,
        sure=frozenset(at for at in answers if _is_short(lines[at])),
        undated=frozenset(roles),
    )


_QUOTED = re.compile(r"[“„«»\"][^“”„«»\"]{2,2000}[”“»«\"]")
_I = re.compile(r"[a-z,;] I [a-z]|\bI['’](?:m|ve|d|ll)\b")


def _explains(lines: Sequence[LineFeatures], questions: Sequence[int], last: int, lexicon: Lexicon) -> bool:
    """Whether short questions have answers in which nobody speaks of themselves but in quotation marks. Only languages
    that do not leave such words out show that.
    """
    if not lexicon.speaker_words:
        return False
    if any(lines[at].words > MOST_HEADING_WORDS or lines[at].unit.bullet for at in questions):
        return False
    if any(lines[at + 1].words < MIN_EXPLAINED for at in questions):
        return False
    spoken = 0
    for at, end in zip(questions, (*questions[1:], last + 1), strict=True):
        answer = (lines[i] for i in range(at + 1, end))
        spoken += any(_is_spoken(line.unit.text, lexicon) for line in answer if line.ends_sentence or line.is_prose)
    return spoken * SPOKEN_SHARE <= len(questions)


def _is_spoken(text: str, lexicon: Lexicon) -> bool:
    """Whether somebody speaks of themselves in a text, outside of quotation marks."""
    plain = _QUOTED.sub(" ", text)
    return _I.search(plain) is not None or not lexicon.speaker_words.isdisjoint(WORD.findall(fold_word(plain)))
