"""What a layout kind is in the units of a copy: a run of units that belong together."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from convert.readers.text.roles import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Units from `first` to `last` that are one kind of layout.

    `rule` names the kind. `roles` are those of units whose role the form shows; the sentences between them are of
    the story, too, and with `keeps_all` every line. Known furniture in a run is furniture, but for units in `sure`.
    Units in `undated` show no day of publication. `counts_on` is whether its form alone shows that it is of a story, as
    its units are numbered to their end, so that a button between the story and it divides nothing.
    """

    first: int
    last: int
    rule: str
    roles: Mapping[int, Role] = field(default_factory=dict)
    sure: Set[int] = frozenset()
    undated: Set[int] = frozenset()
    keeps_all: bool = False
    counts_on: bool = False
