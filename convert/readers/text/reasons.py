"""Why each unit was taken for what it is, and each field found where it was: the evidence, weighed and summed.

The model is a sum: what a label has over another is the weights of the unit's traits, and what the units above and
below it say; where it took a second look, what each measure moved the judgement by. So an account is exact: its reasons
add up to the logarithm of the odds. It is only made when asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from math import exp, log

from convert.readers import Account, Reason
from convert.readers.text.choose import (
    View,
    date_lines,
    date_traits,
    head_start,
    name_lines,
    name_traits,
    shares,
    title_traits,
    titles,
)
from convert.readers.text.evidence import Evidence, Story
from convert.readers.text.header import GIVEN
from convert.readers.text.layout import said
from convert.readers.text.lexicon import Lexicon
from convert.readers.text.model import LABELS, MEASURES, Group, Label, Model
from convert.readers.text.review import measure
from convert.readers.text.roles import DROPPED, Role
from convert.readers.text.wording import LABEL_WORDS, MEASURE_WORDS, Wording, merged, wordings

LEAST = 0.0005
"""A smaller weight is not worth a word."""

_ELSEWHERE: tuple[Label, ...] = ("above", "between", "inside", "after")

_OF_ROLE: Mapping[Role, tuple[Label, ...]] = {
    "headline": ("headline",),
    "subheadline": ("dek",),
    "byline": ("byline", "dated byline"),
    "date": ("date", "dated byline"),
    "paragraph": ("body",),
    "quote": ("body",),
    "item": ("body",),
    "heading": ("heading",),
    "caption": ("caption",),
    "credit": ("caption",),
}
"""What the model calls the roles that it knows; it knows all others as something else in some place."""

_START = Wording("first look", ("how likely a headline it is in its place",))

_OF_BODY = LABELS.index("body"), LABELS.index("heading")

Weights = Iterable[tuple[Wording, float]]


def accounts(
    story: Story,
    view: View,
    rows: Sequence[Sequence[Group]],
    model: Model,
    lexicon: Lexicon,
    headline: int | None,
) -> tuple[Account, ...]:
    """Why each unit of `story` is what it is, in order, then why the fields were found in their lines.

    `rows` are the traits of the units, `headline` the unit of the headline.
    """
    head = view.lead if headline is None else headline
    fields = (
        *_headline(story, view, model),
        *_bylines(story, view, model, head, lexicon),
        *_date(story, view, model, head),
    )
    return (*_units(story, view, rows, model), *fields)


# --------------------------------------------------------------------------------------------------------------------
# Units


def _units(story: Story, view: View, rows: Sequence[Sequence[Group]], model: Model) -> Iterator[Account]:
    messages = model.messages(rows)
    known = wordings()
    again = _second_look(view.seen, rows, model)
    for at, (mark, odds, row, (above, below)) in enumerate(zip(story.marks, view.odds, rows, messages, strict=True)):
        assert mark is not None
        taken = max((LABELS.index(label) for label in _OF_ROLE.get(mark.role, _ELSEWHERE)), key=odds.__getitem__)
        other = max((label for label in range(len(LABELS)) if label != taken), key=odds.__getitem__)
        if mark.role in DROPPED and mark.role != "date":
            other = LABELS.index("body")
        weights = [
            (known[trait], (weight[taken] - weight[other]) / 1000)
            for trait in chain.from_iterable(row)
            if (weight := model.sums.weights.get(trait))
        ]
        for side, near, message in (("above", at - 1, above), ("below", at + 1, below)):
            if 0 <= near < len(rows):
                words = f"the lines {side} it, the nearest being taken for {LABEL_WORDS[view.labels[near]]}"
                weights.append((Wording(f"lines {side}", (words,)), log(message[taken]) - log(message[other])))
        if (taken in _OF_BODY) != (other in _OF_BODY):
            weights += [(words, weight if taken in _OF_BODY else -weight) for words, weight in again.get(at, ())]
        yield Account(
            lines=story.units[at].lines,
            field=None,
            taken=LABEL_WORDS[LABELS[taken]],
            confidence=odds[taken],
            other=LABEL_WORDS[LABELS[other]],
            against=odds[other],
            reasons=_reasons(weights),
        )


def _second_look(
    seen: Evidence, rows: Sequence[Sequence[Group]], model: Model
) -> Mapping[int, list[tuple[Wording, float]]]:
    """What a second look at open units says for their being of the body, over what the first one said."""
    told = said(seen.signs, seen.layout.first, seen.layout.end, seen.contents)
    odds = model.label(rows)
    found = {}
    for at, measures in measure(seen, odds, told):
        before = sum(odds[at][label] for label in _OF_BODY)
        base, parts = model.judgement(measures)
        sure = Wording("first look", (MEASURE_WORDS["odds of body"],))
        weights = [(sure, base - log(before) + log(1 - before))]
        for name, weight in zip(MEASURES, parts, strict=True):
            words = MEASURE_WORDS[name]
            subject = sure if words == sure.phrase else Wording(words, (f"{words}, on a second look",))
            weights.append((subject, weight))
        found[at] = weights
    return found


def _reasons(own: Weights, others: Weights = (), whose: str = "") -> tuple[Reason, ...]:
    """What was weighed, summed by subject, the strongest first; what `others` weigh counts against, as `whose`."""
    sums: dict[str, float] = {}
    words: tuple[dict[str, list[Wording]], dict[str, list[Wording]]] = {}, {}
    for side, weights in enumerate((own, others)):
        for wording, weight in weights:
            sums[wording.subject] = sums.get(wording.subject, 0.0) + (-weight if side else weight)
            if weight:
                words[side].setdefault(wording.subject, []).append(wording)
    found = []
    for subject, weight in sums.items():
        one, two = (merged(side.get(subject, ())) for side in words)
        what = one if one and (not two or one == two) else f"{one}; {whose} {two}" if one else f"{whose} {two}"
        found.append(Reason(what=what.strip(), weight=weight))
    return tuple(sorted((r for r in found if abs(r.weight) >= LEAST), key=lambda r: -abs(r.weight)))


# --------------------------------------------------------------------------------------------------------------------
# Fields


def _headline(story: Story, view: View, model: Model) -> Iterator[Account]:
    """Why this line was chosen for the headline, or none, and not another; nothing was where the user says which."""
    if any(mark and mark.rule == GIVEN for mark in story.marks):
        return
    candidates = titles(view)
    found = list(candidates)
    names = [_line(story.units[at].lines) for at in found]
    starts = [*map(head_start, candidates.values()), 0.0]
    yield from _choice(story, model, "headline", found, names, title_traits(view, candidates), starts)


def _date(story: Story, view: View, model: Model, head: int) -> Iterator[Account]:
    """Why this line was chosen for the date, or none, and not another."""
    found = date_lines(view, head)
    if found:
        rows = date_traits(view, found, head)
        names = [f"{line.moment.text} in {_line(story.units[line.at].lines)}" for line in found]
        yield from _choice(story, model, "date", [line.at for line in found], names, rows)


def _choice(
    story: Story,
    model: Model,
    scale: str,
    units: Sequence[int],
    names: Sequence[str],
    rows: Sequence[Sequence[str]],
    starts: Sequence[float] = (),
) -> Iterator[Account]:
    """Why the likeliest of `units`, which go by `names`, or none of them was chosen over each other one, the likeliest
    of those first; `rows` are their traits, and at the end those of there being none, `starts` what each has before.
    """
    weights = [
        [*((_START, start) for start in starts[number : number + 1]), *_scaled(model, scale, row)]
        for number, row in enumerate(rows)
    ]
    odds = shares([sum(weight for _, weight in row) for row in weights])
    best, *others = sorted(range(len(odds)), key=lambda number: -odds[number])
    lines = [*(story.units[at].lines for at in units), ()]
    called = [*names, "no line"]
    for other in others:
        whose = f"{called[other]}:" if lines[other] else ""
        yield Account(
            lines=lines[best],
            field="published" if scale == "date" else scale,
            taken=called[best],
            confidence=odds[best],
            other=called[other],
            against=odds[other],
            other_lines=lines[other],
            reasons=_reasons(weights[best], weights[other], whose),
        )


def _line(lines: Sequence[int]) -> str:
    return f"line {lines[0]}"


def _bylines(story: Story, view: View, model: Model, head: int, lexicon: Lexicon) -> Iterator[Account]:
    """Why lines were taken for the byline, or not."""
    found = name_lines(view, head, lexicon)
    for line, row in zip(found, name_traits(view, found, head, lexicon), strict=True):
        lines = story.units[line.at].lines
        weights = _scaled(model, "byline", row)
        weight = sum(weight for _, weight in weights)
        is_named = weight >= 0
        yield Account(
            lines=lines if is_named else (),
            field="authors",
            taken=f"{'' if is_named else 'not '}named in {_line(lines)}",
            confidence=1 / (1 + exp(-abs(weight))),
            other=f"{'not ' if is_named else ''}named there",
            against=1 / (1 + exp(abs(weight))),
            other_lines=() if is_named else lines,
            reasons=_reasons(weights if is_named else [(wording, -weight) for wording, weight in weights]),
        )


def _scaled(model: Model, scale: str, row: Iterable[str]) -> list[tuple[Wording, float]]:
    known, weights = wordings(scale), model.scales[scale]
    return [(known[trait], weights[trait]) for trait in row if trait in weights]
