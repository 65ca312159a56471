"""Readings in which the model is as sure of a line as a test says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from convert.readers.text.fields import assign_roles
from convert.readers.text.labels.crf import LABELS, Label, Marginals


def set_marginals(patch: pytest.MonkeyPatch, known: Mapping[str, Mapping[Label, float]], rest: Label) -> None:
    """Let the model give the lines with these texts these probabilities; the label `rest` has what is left of each."""
    rerank = assign_roles.rerank_uncertain_lines

    def reranked(model: Any, features: Any, *others: Any) -> list[Marginals]:
        found = list(rerank(model, features, *others))
        for at, line in enumerate(features.lines):
            if (odds := known.get(line.unit.text)) is not None:
                full = {rest: 1 - sum(odds.values())} | odds
                found[at] = Marginals._make(full.get(label, 0.0) for label in LABELS)
        return found

    patch.setattr(assign_roles, "rerank_uncertain_lines", reranked)
