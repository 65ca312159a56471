"""ninjs documents with seeded defects: values replaced, properties added, renamed, taken away; some stay valid."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator, Sequence
from typing import Any

ODD_VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, 1, 1.0, 1.5, -3, 9, 10, 100, 101, 1e400, "", "x", "2020", "2020-13", "2020-01-01"),
    *("2020-01-01T00:00:00Z", "usable", "text", "partial", "complete", [], {}, [1], ["a"], [{}], [[]]),
    *({"value": "x"}, {"name": "x"}, {"uri": "x"}, {"name": "x", "uri": "urn:x:y"}, [{"name": "a"}], [{"uri": "a"}]),
    *({"type": "Point", "coordinates": [1, 2]}, {"type": "Point", "coordinates": [1]}, {"type": "Feature"}),
    *({"startDate": "x", "endDate": "y"}, {"startDate": "x", "expectedStartDate": "2020", "endDate": "y"}),
    *({"recurrenceDates": ["2020"]}, {"recurrenceDates": "2020"}, {"linkedrights": "x", "more": 1}),
    *({"encodedRights": "x"}, {"encodedRights": "x", "linkedRights": "y"}, {"a_b": {"href": "x"}, "-": {}}),
)


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of each value in a document, the whole first."""
    yield path
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from paths(child, (*path, key))


def at(document: Any, path: tuple[Any, ...]) -> Any:
    """The value at `path`."""
    for key in path:
        document = document[key]
    return document


def mutants(documents: Sequence[Any], names: Sequence[str], seed: int, count: int) -> Iterator[Any]:
    """`count` documents, each one of `documents` after one or two changes; properties get one of `names`."""
    chance = random.Random(seed)
    for _ in range(count):
        mutant = copy.deepcopy(chance.choice(documents))
        for _ in range(chance.choice((1, 1, 2))):
            _change(mutant, names, chance)
        yield mutant


def _change(document: Any, names: Sequence[str], chance: random.Random) -> None:
    everywhere = list(paths(document))
    path = chance.choice(everywhere)
    target = at(document, path)
    parent = at(document, path[:-1]) if path else None
    odd = copy.deepcopy(chance.choice(ODD_VALUES))
    match chance.randrange(6):
        case 0 if path:
            del parent[path[-1]]
        case 1 if path:
            parent[path[-1]] = odd
        case 2 if path:
            parent[path[-1]] = copy.deepcopy(at(document, chance.choice(everywhere)))
        case 3 if isinstance(target, list):
            target.append(odd)
        case 4 if isinstance(target, dict):
            target[chance.choice(names)] = odd
        case 5 if isinstance(target, dict) and target:
            target[chance.choice(names)] = target.pop(chance.choice(list(target)))
