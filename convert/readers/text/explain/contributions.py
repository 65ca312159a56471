"""Why each unit was taken for what it is, and each field found where it was: the evidence, weighed and summed.

The model is a sum: what a label has over another is the weights of the unit's traits, and what the units above and
below it say; where it took a second look, what each measure moved the judgement by. So an account is exact: its reasons
add up to the logarithm of the odds. It is only made when asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from math import exp, log

from convert.readers import Contribution, Explanation
from convert.readers.text.explain.wording import LABEL_WORDS, MEASURE_WORDS, Wording, merged, wordings
from convert.readers.text.fields.byline_ranker import byline_candidates, byline_features
from convert.readers.text.fields.date_ranker import date_candidates, date_features
from convert.readers.text.fields.header import GIVEN
from convert.readers.text.fields.headline_ranker import headline_candidates, headline_features, prior_score
from convert.readers.text.fields.ranking import softmax
from convert.readers.text.fields.story import Story
from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.labels.copy_features import CopyFeatures
from convert.readers.text.labels.crf import LABELS, MEASURES, FeatureGroup, Label, Model
from convert.readers.text.labels.density import collect_content_words
from convert.readers.text.labels.forest import measure_uncertain_lines
from convert.readers.text.lexicon import Lexicon
from convert.readers.text.roles import DROPPED, Role

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


def explanations(
    story: Story,
    analysis: Analysis,
    rows: Sequence[Sequence[FeatureGroup]],
    model: Model,
    lexicon: Lexicon,
    headline: int | None,
) -> tuple[Explanation, ...]:
    """Why each unit of `story` is what it is, in order, then why the fields were found in their lines.

    `rows` are the traits of the units, `headline` the unit of the headline.
    """
    head = analysis.lead if headline is None else headline
    fields = (
        *_headline(story, analysis, model),
        *_bylines(story, analysis, model, head, lexicon),
        *_date(story, analysis, model, head),
    )
    return (*_units(story, analysis, rows, model), *fields)


# --------------------------------------------------------------------------------------------------------------------
# Units


def _units(
    story: Story, analysis: Analysis, rows: Sequence[Sequence[FeatureGroup]], model: Model
) -> Iterator[Explanation]:
    messages = model.messages(rows)
    known = wordings()
    again = _second_look(analysis.features, rows, model)
    for at, (mark, marginals, row, (above, below)) in enumerate(
        zip(story.roles, analysis.marginals, rows, messages, strict=True)
    ):
        assert mark is not None
        taken = max((LABELS.index(label) for label in _OF_ROLE.get(mark.role, _ELSEWHERE)), key=marginals.__getitem__)
        other = max((label for label in range(len(LABELS)) if label != taken), key=marginals.__getitem__)
        if mark.role in DROPPED and mark.role != "date":
            other = LABELS.index("body")
        weights = [
            (known[feature], (weight[taken] - weight[other]) / 1000)
            for feature in chain.from_iterable(row)
            if (weight := model.sums.weights.get(feature))
        ]
        for side, near, message in (("above", at - 1, above), ("below", at + 1, below)):
            if 0 <= near < len(rows):
                words = f"the lines {side} it, the nearest being taken for {LABEL_WORDS[analysis.labels[near]]}"
                weights.append((Wording(f"lines {side}", (words,)), log(message[taken]) - log(message[other])))
        if (taken in _OF_BODY) != (other in _OF_BODY):
            weights += [(words, weight if taken in _OF_BODY else -weight) for words, weight in again.get(at, ())]
        yield Explanation(
            lines=story.units[at].lines,
            field=None,
            taken=LABEL_WORDS[LABELS[taken]],
            confidence=marginals[taken],
            other=LABEL_WORDS[LABELS[other]],
            against=marginals[other],
            reasons=_reasons(weights),
        )


def _second_look(
    seen: CopyFeatures, rows: Sequence[Sequence[FeatureGroup]], model: Model
) -> Mapping[int, list[tuple[Wording, float]]]:
    """What a second look at open units says for their being of the body, over what the first one said."""
    told = collect_content_words(seen.lines, seen.dense_span.first, seen.dense_span.end, seen.extract_words)
    marginals = model.marginals(rows)
    found = {}
    for at, measures in measure_uncertain_lines(seen, marginals, told):
        before = sum(marginals[at][label] for label in _OF_BODY)
        base, parts = model.forest_contributions(measures)
        as_confidence = Wording("first look", (MEASURE_WORDS["odds of body"],))
        weights = [(as_confidence, base - log(before) + log(1 - before))]
        for name, weight in zip(MEASURES, parts, strict=True):
            words = MEASURE_WORDS[name]
            subject = (
                as_confidence if words == as_confidence.phrase else Wording(words, (f"{words}, on a second look",))
            )
            weights.append((subject, weight))
        found[at] = weights
    return found


def _reasons(own: Weights, others: Weights = (), whose: str = "") -> tuple[Contribution, ...]:
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
        found.append(Contribution(what=what.strip(), weight=weight))
    return tuple(sorted((r for r in found if abs(r.weight) >= LEAST), key=lambda r: -abs(r.weight)))


# --------------------------------------------------------------------------------------------------------------------
# Fields


def _headline(story: Story, analysis: Analysis, model: Model) -> Iterator[Explanation]:
    """Why this line was chosen for the headline, or none, and not another; nothing was where the user says which."""
    if any(mark and mark.rule == GIVEN for mark in story.roles):
        return
    candidates = headline_candidates(analysis)
    found = list(candidates)
    names = [_line(story.units[at].lines) for at in found]
    starts = [*map(prior_score, candidates.values()), 0.0]
    yield from _choice(story, model, "headline", found, names, headline_features(analysis, candidates), starts)


def _date(story: Story, analysis: Analysis, model: Model, head: int) -> Iterator[Explanation]:
    """Why this line was chosen for the date, or none, and not another."""
    found = date_candidates(analysis, head)
    if found:
        rows = date_features(analysis, found, head)
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
) -> Iterator[Explanation]:
    """Why the likeliest of `units`, which go by `names`, or none of them was chosen over each other one, the likeliest
    of those first; `rows` are their traits, and at the end those of there being none, `starts` what each has before.
    """
    weights = [
        [*((_START, start) for start in starts[number : number + 1]), *_scaled(model, scale, row)]
        for number, row in enumerate(rows)
    ]
    marginals = softmax([sum(weight for _, weight in row) for row in weights])
    best, *others = sorted(range(len(marginals)), key=lambda number: -marginals[number])
    lines = [*(story.units[at].lines for at in units), ()]
    called = [*names, "no line"]
    for other in others:
        whose = f"{called[other]}:" if lines[other] else ""
        yield Explanation(
            lines=lines[best],
            field="published" if scale == "date" else scale,
            taken=called[best],
            confidence=marginals[best],
            other=called[other],
            against=marginals[other],
            other_lines=lines[other],
            reasons=_reasons(weights[best], weights[other], whose),
        )


def _line(lines: Sequence[int]) -> str:
    return f"line {lines[0]}"


def _bylines(story: Story, analysis: Analysis, model: Model, head: int, lexicon: Lexicon) -> Iterator[Explanation]:
    """Why lines were taken for the byline, or not."""
    found = byline_candidates(analysis, head, lexicon)
    for line, row in zip(found, byline_features(analysis, found, head, lexicon), strict=True):
        lines = story.units[line.at].lines
        weights = _scaled(model, "byline", row)
        weight = sum(weight for _, weight in weights)
        is_named = weight >= 0
        yield Explanation(
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
    known, weights = wordings(scale), model.rankers[scale]
    return [(known[feature], weights[feature]) for feature in row if feature in weights]
