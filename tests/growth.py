"""How work grows with its input: function calls, which no other process disturbs, and processor time."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import FrameType


def calls(act: Callable[[], object]) -> int:
    """The number of function calls that `act` makes, in Python and into C."""
    count = 0

    def step(frame: FrameType, event: str, _: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(step)
    try:
        act()
    finally:
        sys.setprofile(None)
    return count


LINEAR = 2.8
"""Twice the input may take this many times the processor time: linear gives 2, quadratic 4."""


def of_time(work: Callable[[int], Callable[[], object]], rounds: int = 4) -> float:
    """How many times longer `work(2)` takes than `work(1)`, each the shortest of up to `rounds` rounds.

    Stops as soon as the ratio is below LINEAR: more rounds only make both times shorter.
    """
    once, twice = work(1), work(2)
    shortest = [float("inf")] * 2
    for _ in range(rounds):
        for index, act in enumerate((once, twice)):
            start = time.process_time()
            act()
            shortest[index] = min(shortest[index], time.process_time() - start)
        if shortest[1] < LINEAR * shortest[0]:
            break
    return shortest[1] / shortest[0]
