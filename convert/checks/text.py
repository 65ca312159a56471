"""The checks of plain text as a result: clean text in UTF-8. The checks of raw copy are in `copy_checks`."""

from __future__ import annotations

from collections.abc import Iterator

from convert.checks.engine.facts import Body, Fact, Facts
from convert.documents import LIMITS, DocumentError, Limits
from convert.findings import Finding, Location

FAMILY = "TXT"


def recognise(data: bytes) -> bool:
    """False: any bytes could be text, so only files that the user declares as text are checked."""
    return False


def open(data: bytes, limits: Limits = LIMITS) -> str:
    """Decode the text. Raises DocumentError where it is not UTF-8."""
    try:
        return data.decode()
    except UnicodeDecodeError as e:
        raise DocumentError(f"not UTF-8 at byte {e.start + 1}", line=data.count(b"\n", 0, e.start) + 1) from None


def version(document: str) -> str:
    """None: text has no versions."""
    return ""


def violations(document: str, version: str) -> Iterator[Finding]:
    """None: text has no schema."""
    return iter(())


def profile(document: str) -> Iterator[Finding]:
    """None: text has no profile."""
    return iter(())


def facts(document: str) -> Facts:
    """The facts: the first line is the headline, and all lines are text."""
    headline, _, rest = document.strip().partition("\n")
    place = Location(line=1)
    return Facts(
        headline=Fact("headline", headline, place) if headline else None,
        bodies=(Body(place=Location(line=2), text=rest),),
        texts=tuple(Fact("line", line, Location(line=n)) for n, line in enumerate(document.split("\n"), 1) if line),
        printed=document,
    )
