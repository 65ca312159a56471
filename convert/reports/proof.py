"""The proof of a reading as text: how raw copy was read, line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Literal, TypeAlias

from convert.model import Embargo
from convert.readers.text.roles import DROPPED
from convert.reports.columns import columns, cut, fold
from convert.reports.margin import answers, explanations_of, notes
from convert.reports.text import one_line

if TYPE_CHECKING:
    from collections.abc import Container

    from convert.readers import Parsed, TraceLine

Tint: TypeAlias = Literal["aside", "dropped", "title", "field", "for", "against"]
"""How a part of the galley is colored: facts about a line, a dropped line, a title, the line of a field, or a
contribution for or against.
"""

WIDTH = 100
"""How many columns of a line are shown where the width of the screen is unknown."""

_TEXT = 20
"""How many columns of a line are shown at least; what is known of it gets fewer instead."""

_TINTS: dict[str, Tint] = {
    **dict.fromkeys(("headline", "subheadline", "kicker", "heading"), "title"),
    **dict.fromkeys(
        (
            "byline",
            "date",
            "dateline",
            "reading-time",
            "caption",
            "credit",
            "picture",
            "tags",
            "source",
            "note",
            "desk-note",
        ),
        "field",
    ),
}


def galley(
    parsed: Parsed, *, paint: Callable[[str, Tint], str] = lambda text, tint: text, width: int | None = None
) -> Iterator[str]:
    """Each line with its role, confidence and rule, then the inferred fields and the findings.

    `-` marks a dropped line, `+` one that is not part of the story and was kept on demand. Lines are cut to `width`
    columns, and fields and findings wrapped.
    """
    yield from (shown for _, shown in _lines(parsed, paint, width))
    yield from _inferences(parsed, width)


def galley_notes(
    parsed: Parsed,
    numbers: Container[int],
    *,
    paint: Callable[[str, Tint], str] = lambda text, tint: text,
    width: int | None = None,
) -> Iterator[str]:
    """The lines with these `numbers`, each as in the galley, with the explanations of its label and of fields."""
    first_lines: dict[int, int] = {}
    for line, shown in _lines(parsed, paint, width):
        if line.number not in numbers:
            continue
        yield shown
        for explanation in explanations_of(parsed, line):
            first = first_lines.setdefault(id(explanation), line.number)
            if first == line.number:
                yield from notes(parsed, explanation, paint=paint, width=width)
            else:
                yield from _folded(f"    {one_line(answers(explanation))}, as at line {first}", width)


def _lines(parsed: Parsed, paint: Callable[[str, Tint], str], width: int | None) -> Iterator[tuple[TraceLine, str]]:
    """Each line of the galley, and how it is shown."""
    wide = len(str(len(parsed.trace)))
    roles = max((len(line.role) for line in parsed.trace), default=0)
    rules = max((len(line.rule) for line in parsed.trace), default=0)
    for line in parsed.trace:
        dropped = not line.kept and bool(line.text.strip())
        mark = "-" if dropped else "+" if line.kept and line.role in DROPPED else " "
        facts = f"{line.number:>{wide}} {mark} {line.role:<{roles}}  {line.confidence:.2f}  "
        if width is not None:
            rules = min(rules, max(0, width - len(facts) - 2 - _TEXT))
        facts += f"{cut(line.rule, rules):<{rules}}"
        text = one_line(" ".join(line.text.split()))
        shown = cut(text, WIDTH if width is None else width - columns(facts) - 2)
        tint = "dropped" if dropped and line.role not in _TINTS else _TINTS.get(line.role)
        yield line, paint(facts, "aside") + "  " + (paint(shown, tint) if tint else shown)


def _folded(text: str, width: int | None) -> Iterator[str]:
    """The text in lines of at most `width` columns, indented after the first."""
    yield from (text,) if width is None else fold(text, width, "      ")


def _inferences(parsed: Parsed, width: int | None) -> Iterator[str]:
    inferences = parsed.article.origin.inferences if parsed.article.origin else ()
    if inferences:
        yield ""
        yield "Inferred:"
    for inference in inferences:
        lines = ", ".join(map(str, inference.lines))
        where = f" from line{'s' if len(inference.lines) != 1 else ''} {lines}" if lines else ""
        why = f"{inference.confidence:.2f}, {inference.rule}{where}"
        yield from _folded(f"  {inference.field}: {one_line(value_of(parsed, inference.field))}  ({why})", width)
    for finding in parsed.findings:
        place = f" line {finding.location.line}" if finding.location.line else ""
        yield from _folded(f"{finding.severity.value} {finding.code}{place}: {one_line(finding.message)}", width)


def _text_of(value: object) -> str:
    """A value as text: itself, or its name, title or text."""
    if isinstance(value, str):
        return value
    if isinstance(value, Embargo):
        return f"until {value.until.text}" if value.until else "without an end"
    return next((str(getattr(value, name)) for name in ("name", "title", "text") if hasattr(value, name)), str(value))


def value_of(parsed: Parsed, field: str) -> str:
    """The value of `field` in the article, as text."""
    value = getattr(parsed.article, field, None)
    if isinstance(value, tuple):
        return ", ".join(map(_text_of, value))
    return "" if value is None else _text_of(value)
