"""Which runs of a layout kind belong to the story, and how far the story reaches with them."""

from __future__ import annotations

from collections.abc import Sequence

from convert.readers.text.labels.analysis import Analysis
from convert.readers.text.layout.runs import Run

GAP = 3
"""How many units may be between the story and a run that belongs to it."""


def place_runs(analysis: Analysis, runs: Sequence[Run]) -> tuple[Analysis, tuple[Run, ...]]:
    """The analysis with the story's reach over the `runs` that belong to it, and these runs.

    A run belongs to the story if it overlaps it, or if it is next to it and no furniture is between that divides it.
    """
    if not runs:
        return analysis, ()
    lines = analysis.features.lines
    first, last = analysis.lead, analysis.last
    chosen: list[Run] = []
    rest: list[Run] = []
    for run in runs:
        if run.first <= analysis.last and run.last >= analysis.lead:
            chosen.append(run)
            first, last = min(first, run.first), max(last, run.last)
        else:
            rest.append(run)

    def is_joined(above: int, below: int, run: Run) -> bool:
        between = range(above + 1, below)
        is_divided = any((lines[at].furniture and not run.counts_on) or lines[at].ends_story for at in between)
        return len(between) <= GAP and not is_divided

    for run in sorted(rest, key=lambda run: run.first):
        if run.last > last and is_joined(last, run.first, run):
            chosen.append(run)
            last = max(last, run.last)
    for run in sorted(rest, key=lambda run: -run.last):
        if 0 < run.first < first and is_joined(run.last, first, run):
            chosen.append(run)
            first = run.first
    if not chosen:
        return analysis, ()
    features = analysis.features
    undated = frozenset().union(*(run.undated for run in chosen))
    spoken = frozenset().union(*(run.roles for run in chosen))
    features = features._replace(
        dates={at: dated for at, dated in features.dates.items() if at not in undated},
        bylines={at: byline for at, byline in features.bylines.items() if at not in spoken},
        captions={at: caption for at, caption in features.captions.items() if at not in spoken},
    )
    return analysis._replace(features=features, lead=first, last=last), tuple(chosen)
