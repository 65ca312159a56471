"""The proof of a reading as text: how raw copy was read, line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Literal, TypeAlias

from convert.model import Embargo
from convert.readers.text.roles import DROPPED
from convert.reports.margin import answers, explanations_of, notes
from convert.reports.text import one_line

if TYPE_CHECKING:
    from collections.abc import Container

    from convert.readers import Parsed

Tint: TypeAlias = Literal["aside", "dropped", "title", "field", "for", "against"]
"""How a part of the galley is colored: facts about a line, a dropped line, a title, the line of a field, or a
contribution for or against.
"""

WIDTH = 100
"""How many columns of a line are shown where the width of the screen is unknown."""

_TINTS: dict[str, Tint] = {
    **dict.fromkeys(("headline", "subheadline", "kicker", "heading"), "title"),
    **dict.fromkeys(
        ("byline", "date", "dateline", "reading-time", "caption", "credit", "tags", "source", "note", "desk-note"),
        "field",
    ),
}


def galley(
    parsed: Parsed, *, paint: Callable[[str, Tint], str] = lambda text, tint: text, width: int | None = None
) -> Iterator[str]:
    """Each line with its role, confidence and rule, then the inferred fields and the findings.

    `-` marks a dropped line, `+` one that is not part of the story and was kept on demand. Lines are cut to `width`
    columns.
    """
    yield from (shown for _, shown in _lines(parsed, paint, width))
    yield from _inferences(parsed)


def galley_notes(
    parsed: Parsed,
    numbers: Container[int],
    *,
    paint: Callable[[str, Tint], str] = lambda text, tint: text,
    width: int | None = None,
) -> Iterator[str]:
    """The lines with these `numbers`, each as in the galley, with the explanations of its label and of fields."""
    first_lines: dict[int, int] = {}
    for number, shown in _lines(parsed, paint, width):
        if number not in numbers:
            continue
        yield shown
        for explanation in explanations_of(parsed, number):
            first = first_lines.setdefault(id(explanation), number)
            if first == number:
                yield from notes(parsed, explanation, paint=paint, width=width)
            else:
                yield f"    {one_line(answers(explanation))}, as at line {first}"


def _lines(parsed: Parsed, paint: Callable[[str, Tint], str], width: int | None) -> Iterator[tuple[int, str]]:
    """Each line of the galley with its number."""
    wide = len(str(len(parsed.trace)))
    roles = max((len(line.role) for line in parsed.trace), default=0)
    rules = max((len(line.rule) for line in parsed.trace), default=0)
    for line in parsed.trace:
        dropped = not line.kept and bool(line.text.strip())
        mark = "-" if dropped else "+" if line.kept and line.role in DROPPED else " "
        facts = f"{line.number:>{wide}} {mark} {line.role:<{roles}}  {line.confidence:.2f}  {line.rule:<{rules}}"
        text = one_line(" ".join(line.text.split()))
        room = WIDTH if width is None else max(20, width - len(facts) - 2)
        shown = _cut(text, room)
        tint = "dropped" if dropped and line.role not in _TINTS else _TINTS.get(line.role)
        yield line.number, paint(facts, "aside") + "  " + (paint(shown, tint) if tint else shown)


def _inferences(parsed: Parsed) -> Iterator[str]:
    inferences = parsed.article.origin.inferences if parsed.article.origin else ()
    if inferences:
        yield ""
        yield "Inferred:"
    for inference in inferences:
        lines = ", ".join(map(str, inference.lines))
        where = f" from line{'s' if len(inference.lines) != 1 else ''} {lines}" if lines else ""
        why = f"{inference.confidence:.2f}, {inference.rule}{where}"
        yield f"  {inference.field}: {one_line(value_of(parsed, inference.field))}  ({why})"
    for finding in parsed.findings:
        place = f" line {finding.location.line}" if finding.location.line else ""
        yield f"{finding.severity.value} {finding.code}{place}: {one_line(finding.message)}"


def _cut(text: str, room: int) -> str:
    """`text` in at most `room` columns; East Asian characters take two."""
    if text.isascii():
        return text if len(text) <= room else text[: room - 1] + "…"
    from unicodedata import east_asian_width

    columns = kept = 0
    for character in text:
        columns += 2 if east_asian_width(character) in "WF" else 1
        if columns > room:
            return text[:kept] + "…"
        kept += columns < room
    return text


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
