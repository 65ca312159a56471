"""The margin notes of a proof: the contributions for and against a decision."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import exp, fsum
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from convert.reports.columns import fold
from convert.reports.text import one_line

if TYPE_CHECKING:
    from convert.readers import Contribution, Explanation, Parsed, TraceLine

MAX_SHOWN = 5
"""How many contributions for, and how many against, are shown; the others are summed."""

EVEN = 0.05
"""Below this absolute value, log odds are called even."""

BAR_WIDTH = 8
"""The length of the strongest contribution's bar, in columns."""

_EIGHTHS = " ▏▎▍▌▋▊▉"

Side: TypeAlias = Literal["for", "against"]


class Margin(NamedTuple):
    """The strongest contributions for and against, the number and sum of weaker ones, and the sum of all (log odds)."""

    in_favor: tuple[Contribution, ...]
    against: tuple[Contribution, ...]
    weaker: int
    weaker_sum: float
    total: float

    @property
    def most(self) -> float:
        """The greatest absolute weight."""
        return max((abs(reason.weight) for reason in (*self.in_favor[:1], *self.against[:1])), default=0.0)


def margin(explanation: Explanation) -> Margin:
    """The contributions of `explanation` as they are shown."""
    in_favor = tuple(reason for reason in explanation.reasons if reason.weight > 0)
    against = tuple(reason for reason in explanation.reasons if reason.weight < 0)
    weaker = [reason.weight for reason in (*in_favor[MAX_SHOWN:], *against[MAX_SHOWN:])]
    total = fsum(reason.weight for reason in explanation.reasons)
    return Margin(in_favor[:MAX_SHOWN], against[:MAX_SHOWN], len(weaker), fsum(weaker), total)


def answers(explanation: Explanation) -> str:
    """The decision and its alternative, with their probabilities."""
    field = f"{explanation.field}: " if explanation.field else ""
    taken, other = (
        f"{words} ({_probability(probability)})"
        for words, probability in zip(
            (explanation.taken, explanation.other), (explanation.confidence, explanation.against), strict=True
        )
    )
    return f"{field}{taken} rather than {other}"


def _probability(value: float) -> str:
    return "over 0.99" if value > 0.99 else "below 0.01" if value < 0.01 else f"{value:.2f}"


def in_all(parsed: Parsed, explanation: Explanation) -> str:
    """The odds by all contributions, and what else decided, where they did not."""
    total = margin(explanation).total
    times = exp(min(abs(total), 9.0))
    ratio = "over 1,000" if times > 1000 else f"{times:.0f}" if times >= 9.5 else f"{times:.1f}"
    side = "for" if total > 0 else "against"
    odds = "even odds" if abs(total) < EVEN else f"{ratio} to 1 {side} it"
    but = (
        _decided_for_field(parsed, explanation) if explanation.field else _decided_for_line(parsed, explanation, total)
    )
    return f"{odds}, but {but}" if but else odds


def _decided_for_line(parsed: Parsed, explanation: Explanation, total: float) -> str:
    """The rule that decided against the odds, "" where none did."""
    line = next(filter(explanation.is_about, parsed.trace))
    return f"the rule “{line.rule}” decided" if total < 0 else ""


def _decided_for_field(parsed: Parsed, explanation: Explanation) -> str:
    """What decided about a field against the odds, "" where nothing did."""
    inferences = parsed.article.origin.inferences if parsed.article.origin else ()
    inferred = next((inference for inference in inferences if inference.field == explanation.field), None)
    if inferred is None:
        if getattr(parsed.article, explanation.field or "", None):
            return "the user's metadata was used"
        return "it was not used" if explanation.lines else ""
    if explanation.lines:
        return "" if set(explanation.lines) <= set(inferred.lines) else "it was not used"
    is_elsewhere = explanation.field == "authors" and set(explanation.other_lines).isdisjoint(inferred.lines)
    return "" if is_elsewhere else f"the rule “{inferred.rule}” decided"


def signed(weight: float) -> str:
    """A weight with its sign and two decimals."""
    return f"{weight:+.2f}".replace("-", "−")


def weaker(margin: Margin) -> str:
    """The summary of the contributions that are not shown."""
    return f"{margin.weaker} weaker reason{'s' if margin.weaker != 1 else ''}"


def explanations_of(parsed: Parsed, line: TraceLine) -> Iterator[Explanation]:
    """The explanation of the `line`, then those of the fields that were inferred from it or might have been."""
    fields = set()
    for explanation in parsed.explanations:
        if explanation.is_about(line) and explanation.field not in fields:
            fields.add(explanation.field)
            yield explanation
        elif line.number in explanation.other_lines:
            yield explanation


def notes(
    parsed: Parsed, explanation: Explanation, *, paint: Callable[[str, Side], str], width: int | None = None
) -> Iterator[str]:
    """The lines of one explanation of `parsed`, aligned, with a bar for each contribution.

    Long lines are wrapped to `width` columns, None for no wrapping.
    """
    found = margin(explanation)
    rows: list[tuple[str, Side | None, float, str, str]] = []
    sides: tuple[tuple[Side, tuple[Contribution, ...]], ...] = ("for", found.in_favor), ("against", found.against)
    for name, reasons in sides:
        for number, reason in enumerate(reasons):
            bar = _bar(abs(reason.weight) / found.most)
            rows.append(("" if number else name, name, reason.weight, bar, one_line(reason.what)))
    if found.weaker:
        rows.append(("", None, found.weaker_sum, "", weaker(found)))
    rows.append(("in all", None, found.total, "", in_all(parsed, explanation)))
    heading = "    " + one_line(answers(explanation))
    yield from (heading,) if width is None else fold(heading, width, "      ")
    for head, side, weight, bar, text in rows:
        start = f"    {head:<7}  {signed(weight):>6}  "
        column = len(start) + BAR_WIDTH + 2
        first, *more = [text] if width is None else fold(text, max(8, width - column))
        drawn = f"{bar:<{BAR_WIDTH}}"
        yield f"{start}{paint(drawn, side) if side else drawn}  {first}"
        yield from (" " * column + line for line in more)


def _bar(share: float) -> str:
    full, part = divmod(max(1, round(share * BAR_WIDTH * 8)), 8)
    return "█" * full + (_EIGHTHS[part] if part else "")
