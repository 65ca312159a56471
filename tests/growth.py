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


TIMES = 4
"""How many times more there is to do the second time."""

LINEAR = 8.0
"""So much more processor time may TIMES the work take: linear gives 4, quadratic 16, and noise is far from doubling."""


def of_time(work: Callable[[int], Callable[[], object]], rounds: int = 4) -> float:
    """How many times longer `work(TIMES)` takes than `work(1)`, each the shortest of up to `rounds` rounds.

    Stops as soon as the ratio is below LINEAR: more rounds only make both times shorter.
    """
    few, many = work(1), work(TIMES)
    shortest = [float("inf")] * 2
    for _ in range(rounds):
        for index, act in enumerate((few, many)):
            start = time.process_time()
            act()
            shortest[index] = min(shortest[index], time.process_time() - start)
        if shortest[1] < LINEAR * shortest[0]:
            break
    return shortest[1] / shortest[0]
