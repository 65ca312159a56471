"""What stands in the margin of a proof: what spoke for a line's being what it was taken for, and what against it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import exp
from textwrap import wrap
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from convert.reports.text import one_line

if TYPE_CHECKING:
    from convert.readers import Contribution, Explanation, Parsed

MOST = 5
"""How many reasons are shown for and how many against; the others are summed."""

EVEN = 0.05
"""Odds whose logarithm is nearer to 0 are called even."""

BAR = 8
"""How many columns the strongest reason's bar has."""

_EIGHTHS = " ▏▎▍▌▋▊▉"

Side: TypeAlias = Literal["for", "against"]


class Margin(NamedTuple):
    """The strongest reasons for and against, each the strongest first; how many others there are, and their sum; the
    sum of all, which is the natural logarithm of the odds.
    """

    speak_for: tuple[Contribution, ...]
    against: tuple[Contribution, ...]
    weaker: int
    weaker_sum: float
    total: float

    @property
    def most(self) -> float:
        """The weight of the strongest reason, whatever its sign."""
        return max((abs(reason.weight) for reason in (*self.speak_for[:1], *self.against[:1])), default=0.0)


def margin(explanation: Explanation) -> Margin:
    """The reasons of `explanation` as they are shown."""
    speak_for = tuple(reason for reason in explanation.reasons if reason.weight > 0)
    against = tuple(reason for reason in explanation.reasons if reason.weight < 0)
    weaker = [reason.weight for reason in (*speak_for[MOST:], *against[MOST:])]
    total = sum(reason.weight for reason in explanation.reasons)
    return Margin(speak_for[:MOST], against[:MOST], len(weaker), sum(weaker), total)


def answers(explanation: Explanation) -> str:
    """What was decided, and rather than what, with how probable each was."""
    field = f"{explanation.field}: " if explanation.field else ""
    taken, other = (
        f"{words} ({_chance(odds)})"
        for words, odds in zip(
            (explanation.taken, explanation.other), (explanation.confidence, explanation.against), strict=True
        )
    )
    return f"{field}{taken} rather than {other}"


def _chance(odds: float) -> str:
    return "over 0.99" if odds > 0.99 else "below 0.01" if odds < 0.01 else f"{odds:.2f}"


def in_all(parsed: Parsed, explanation: Explanation) -> str:
    """What the reasons come to, and what decided where that was not they."""
    total = margin(explanation).total
    times = exp(min(abs(total), 9.0))
    ratio = "over 1,000" if times > 1000 else f"{times:.0f}" if times >= 9.5 else f"{times:.1f}"
    side = "for" if total > 0 else "against"
    come_to = "even odds" if abs(total) < EVEN else f"{ratio} to 1 {side} it"
    but = (
        _decided_for_field(parsed, explanation) if explanation.field else _decided_for_line(parsed, explanation, total)
    )
    return f"{come_to}, but {but}" if but else come_to


def _decided_for_line(parsed: Parsed, explanation: Explanation, total: float) -> str:
    """What decided against the reasons, "" where nothing did."""
    return f"the rule “{parsed.trace[explanation.lines[0] - 1].rule}” decided" if total < 0 else ""


def _decided_for_field(parsed: Parsed, explanation: Explanation) -> str:
    inferences = parsed.article.origin.inferences if parsed.article.origin else ()
    concluded = next((inference for inference in inferences if inference.field == explanation.field), None)
    if concluded is None:
        if getattr(parsed.article, explanation.field or "", None):
            return "what was given holds"
        return "it was not taken" if explanation.lines else ""
    if explanation.lines:
        return "" if set(explanation.lines) <= set(concluded.lines) else "it was not taken"
    is_elsewhere = explanation.field == "authors" and set(explanation.other_lines).isdisjoint(concluded.lines)
    return "" if is_elsewhere else f"the rule “{concluded.rule}” decided"


def signed(weight: float) -> str:
    """A weight with its sign and two decimals."""
    return f"{weight:+.2f}".replace("-", "−")


def weaker(margin: Margin) -> str:
    """What is said of the reasons that are not shown one by one."""
    return f"{margin.weaker} weaker reason{'s' if margin.weaker != 1 else ''}"


def explanations_of(parsed: Parsed, number: int) -> Iterator[Explanation]:
    """Why the line with this number is what it is; then of each field why it was found in it, rather than in the next
    likely place, or why it was not.
    """
    told = set()
    for explanation in parsed.explanations:
        if number in explanation.lines and explanation.field not in told:
            told.add(explanation.field)
            yield explanation
        elif number in explanation.other_lines:
            yield explanation


def notes(
    parsed: Parsed, explanation: Explanation, *, paint: Callable[[str, Side], str], width: int | None = None
) -> Iterator[str]:
    """One of the accounts of `parsed`, aligned, with a bar for each reason; long reasons go on in further lines where
    the screen is `width` columns wide.
    """
    found = margin(explanation)
    rows: list[tuple[str, Side | None, float, str, str]] = []
    sides: tuple[tuple[Side, tuple[Contribution, ...]], ...] = ("for", found.speak_for), ("against", found.against)
    for name, reasons in sides:
        for number, reason in enumerate(reasons):
            bar = _bar(abs(reason.weight) / found.most)
            rows.append(("" if number else name, name, reason.weight, bar, one_line(reason.what)))
    if found.weaker:
        rows.append(("", None, found.weaker_sum, "", weaker(found)))
    rows.append(("in all", None, found.total, "", in_all(parsed, explanation)))
    yield "    " + one_line(answers(explanation))
    for head, side, weight, bar, text in rows:
        start = f"    {head:<7}  {signed(weight):>6}  "
        column = len(start) + BAR + 2
        first, *more = [text] if width is None else wrap(text, max(24, width - column)) or [""]
        drawn = f"{bar:<{BAR}}"
        yield f"{start}{paint(drawn, side) if side else drawn}  {first}"
        yield from (" " * column + line for line in more)


def _bar(share: float) -> str:
    full, part = divmod(max(1, round(share * BAR * 8)), 8)
    return "█" * full + (_EIGHTHS[part] if part else "")
