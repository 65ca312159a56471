"""How raw copy was read, for people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Literal, TypeAlias

from convert.reports.text import one_line

if TYPE_CHECKING:
    from convert.readers import Parsed

Tint: TypeAlias = Literal["aside", "dropped"]


def galley(parsed: Parsed, *, paint: Callable[[str, Tint], str] = lambda text, tint: text) -> Iterator[str]:
    """How raw copy was read, for people: each line with its role, how sure that is, and why; `-` marks what was
    dropped.

    Then what was concluded, from which lines, and what the reader has to say.
    """
    wide = len(str(len(parsed.trace)))
    roles = max((len(line.role) for line in parsed.trace), default=0)
    rules = max((len(line.rule) for line in parsed.trace), default=0)
    for line in parsed.trace:
        dropped = not line.kept and bool(line.text.strip())
        mark = "-" if dropped else " "
        facts = f"{line.number:>{wide}} {mark} {line.role:<{roles}}  {line.confidence:.2f}  {line.rule:<{rules}}"
        text = one_line(" ".join(line.text.split()))
        shown = text if len(text) <= 100 else text[:99] + "…"
        yield paint(facts, "aside") + "  " + (paint(shown, "dropped") if dropped else shown)
    inferences = parsed.article.origin.inferences if parsed.article.origin else ()
    if inferences:
        yield ""
        yield "Concluded:"
    for inference in inferences:
        lines = ", ".join(map(str, inference.lines))
        where = f" from line{'s' if len(inference.lines) != 1 else ''} {lines}" if lines else ""
        why = f"{inference.confidence:.2f}, {inference.rule}{where}"
        yield f"  {inference.field}: {one_line(_value(parsed, inference.field))}  ({why})"
    for finding in parsed.findings:
        place = f" line {finding.location.line}" if finding.location.line else ""
        yield f"{finding.severity.value} {finding.code}{place}: {one_line(finding.message)}"


def _value(parsed: Parsed, field: str) -> str:
    value = getattr(parsed.article, field, None)
    if isinstance(value, tuple):
        return ", ".join(getattr(v, "name", str(v)) for v in value)
    return str(getattr(value, "text", value))
