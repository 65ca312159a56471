"""Explains the labels of units and the choices of fields by the contributions of their features.

The model is additive. The log odds of a label against another are the sum of the weights of the unit's features, the
messages from the units above and below and, for reranked units, what each measure moved the forest's score by. So an
explanation is exact: its contributions add up to the log odds. Explanations are made on demand only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from math import exp, fsum, log

from convert.readers import Contribution, Explanation
from convert.readers.text.explain.value_words import LABEL_WORDS
from convert.readers.text.explain.wording import MEASURE_WORDS, Wording, merge_phrases, wordings
from convert.readers.text.fields.byline_ranker import byline_candidates, byline_features
from convert.readers.text.fields.date_ranker import date_candidates, date_features
from convert.readers.text.fields.headline import GIVEN, STATED
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

MIN_WEIGHT = 0.0005
"""Contributions with a smaller weight are left out."""

_OTHER_LABELS: tuple[Label, ...] = ("above", "between", "inside", "after")

_LABELS_OF_ROLE: Mapping[Role, tuple[Label, ...]] = {
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
"""The labels of each role that the model has labels for; all other roles have `_OTHER_LABELS`."""

_PRIOR = Wording("first estimate", ("how likely a headline it is in its place",))

_BODY_LABELS = LABELS.index("body"), LABELS.index("heading")

Contributions = Iterable[tuple[Wording, float]]


def explanations(
    story: Story,
    analysis: Analysis,
    rows: Sequence[Sequence[FeatureGroup]],
    model: Model,
    lexicon: Lexicon,
    headline: int | None,
) -> tuple[Explanation, ...]:
    """The explanations of each unit of `story`, in order, then those of the fields.

    `rows` are the features of the units, `headline` is the unit of the headline.
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
    """Explain each unit's label against the next likely one; a dropped unit against text of the body."""
    messages = model.messages(rows)
    known = wordings()
    reranked = _reranking(analysis.features, rows, model)
    for at, (assigned, marginals, row, (above, below)) in enumerate(
        zip(story.roles, analysis.marginals, rows, messages, strict=True)
    ):
        assert assigned is not None
        taken = max(
            (LABELS.index(label) for label in _LABELS_OF_ROLE.get(assigned.role, _OTHER_LABELS)),
            key=marginals.__getitem__,
        )
        other = max((label for label in range(len(LABELS)) if label != taken), key=marginals.__getitem__)
        if assigned.role in DROPPED and assigned.role != "date":
            other = LABELS.index("body")
        weights = [
            (known[feature], (weight[taken] - weight[other]) / 1000)
            for feature in chain.from_iterable(row)
            if (weight := model.emissions.weights.get(feature))
        ]
        for side, near, message in (("above", at - 1, above), ("below", at + 1, below)):
            if 0 <= near < len(rows):
                words = f"the lines {side} it, the nearest labeled as {LABEL_WORDS[analysis.labels[near]]}"
                weights.append((Wording(f"lines {side}", (words,)), log(message[taken]) - log(message[other])))
        if (taken in _BODY_LABELS) != (other in _BODY_LABELS):
            weights += [(words, weight if taken in _BODY_LABELS else -weight) for words, weight in reranked.get(at, ())]
        yield Explanation(
            lines=story.units[at].lines,
            field=None,
            taken=LABEL_WORDS[LABELS[taken]],
            confidence=marginals[taken],
            other=LABEL_WORDS[LABELS[other]],
            against=marginals[other],
            reasons=_contributions(weights),
        )


def _reranking(
    features: CopyFeatures, rows: Sequence[Sequence[FeatureGroup]], model: Model
) -> Mapping[int, list[tuple[Wording, float]]]:
    """What reranking contributed to the log odds of the body, for each reranked unit."""
    content_words = collect_content_words(
        features.lines, features.dense_span.first, features.dense_span.end, features.extract_words
    )
    marginals = model.marginals(rows)
    found = {}
    for at, measures in measure_uncertain_lines(features, marginals, content_words):
        before = fsum(marginals[at][label] for label in _BODY_LABELS)
        base, parts = model.forest_contributions(measures)
        estimate = Wording("first estimate", (MEASURE_WORDS["odds of body"],))
        weights = [(estimate, base - log(before) + log(1 - before))]
        for name, weight in zip(MEASURES, parts, strict=True):
            words = MEASURE_WORDS[name]
            subject = estimate if words == estimate.phrase else Wording(words, (f"{words}, when reranked",))
            weights.append((subject, weight))
        found[at] = weights
    return found


def _contributions(own: Contributions, others: Contributions = (), whose: str = "") -> tuple[Contribution, ...]:
    """The contributions summed by subject, the strongest first; those of `others`, called `whose`, count against."""
    sums: dict[str, float] = {}
    words: tuple[dict[str, list[Wording]], dict[str, list[Wording]]] = {}, {}
    for side, weights in enumerate((own, others)):
        for wording, weight in weights:
            sums[wording.subject] = sums.get(wording.subject, 0.0) + (-weight if side else weight)
            if weight:
                words[side].setdefault(wording.subject, []).append(wording)
    found = []
    for subject, weight in sums.items():
        one, two = (merge_phrases(side.get(subject, ())) for side in words)
        what = one if one and (not two or one == two) else f"{one}; {whose} {two}" if one else f"{whose} {two}"
        found.append(Contribution(what=what.strip(), weight=weight))
    return tuple(sorted((r for r in found if abs(r.weight) >= MIN_WEIGHT), key=lambda r: -abs(r.weight)))


# --------------------------------------------------------------------------------------------------------------------
# Fields


def _headline(story: Story, analysis: Analysis, model: Model) -> Iterator[Explanation]:
    """Explain the choice of the headline, unless the user gave it."""
    if any(assigned and assigned.rule in (GIVEN, STATED) for assigned in story.roles):
        return
    candidates = headline_candidates(analysis)
    found = list(candidates)
    names = [_line(story, at) for at in found]
    priors = [*map(prior_score, candidates.values()), 0.0]
    yield from _choice(story, model, "headline", found, names, headline_features(analysis, candidates), priors)


def _date(story: Story, analysis: Analysis, model: Model, head: int) -> Iterator[Explanation]:
    """Explain the choice of the date."""
    found = date_candidates(analysis, head)
    if found:
        rows = date_features(analysis, found, head)
        names = [f"{line.moment.text} in {_line(story, line.at)}" for line in found]
        yield from _choice(story, model, "date", [line.at for line in found], names, rows)


def _choice(
    story: Story,
    model: Model,
    ranker: str,
    units: Sequence[int],
    names: Sequence[str],
    rows: Sequence[Sequence[str]],
    priors: Sequence[float] = (),
) -> Iterator[Explanation]:
    """Explain the choice of the likeliest of `units`, or of none, against each other one, in the order of likelihood.

    `names` are the phrases for the units; `rows` are their features, and last those of there being none; `priors` are
    their scores before that.
    """
    weights = [
        [*((_PRIOR, prior) for prior in priors[number : number + 1]), *_weights_of(model, ranker, row)]
        for number, row in enumerate(rows)
    ]
    marginals = softmax([fsum(weight for _, weight in row) for row in weights])
    best, *others = sorted(range(len(marginals)), key=lambda number: -marginals[number])
    lines = [*(story.units[at].lines for at in units), ()]
    called = [*names, "no line"]
    for other in others:
        whose = f"{called[other]}:" if lines[other] else ""
        yield Explanation(
            lines=lines[best],
            field="published" if ranker == "date" else ranker,
            taken=called[best],
            confidence=marginals[best],
            other=called[other],
            against=marginals[other],
            other_lines=lines[other],
            reasons=_contributions(weights[best], weights[other], whose),
        )


def _line(story: Story, at: int) -> str:
    return f"line {story.input_lines(story.units[at].lines[0])[0]}"


def _bylines(story: Story, analysis: Analysis, model: Model, head: int, lexicon: Lexicon) -> Iterator[Explanation]:
    """Explain for each candidate why it was used as a byline, or why not."""
    found = byline_candidates(analysis, head, lexicon)
    for line, row in zip(found, byline_features(analysis, found, head, lexicon), strict=True):
        lines = story.units[line.at].lines
        weights = _weights_of(model, "byline", row)
        weight = fsum(weight for _, weight in weights)
        is_named = weight >= 0
        yield Explanation(
            lines=lines if is_named else (),
            field="authors",
            taken=f"{'' if is_named else 'not '}named in {_line(story, line.at)}",
            confidence=1 / (1 + exp(-abs(weight))),
            other=f"{'not ' if is_named else ''}named there",
            against=1 / (1 + exp(abs(weight))),
            other_lines=() if is_named else lines,
            reasons=_contributions(weights if is_named else [(wording, -weight) for wording, weight in weights]),
        )


def _weights_of(model: Model, ranker: str, row: Iterable[str]) -> list[tuple[Wording, float]]:
    known, weights = wordings(ranker), model.rankers[ranker]
    return [(known[feature], weights[feature]) for feature in row if feature in weights]
