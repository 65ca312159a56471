"""W3C EPUBCheck itself, for deep checks: its messages on a publication, and how they differ from our findings.

    process        EPUBCheck in one Java virtual machine, which a child process holds
    java_child     that child process: requests in, messages out
    differences    messages and our findings, merged into one report

EPUBCheck comes with the extra `wirecopy[epubcheck]`; Java must be installed. Nothing of it is loaded until a deep check
begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol


class Message(NamedTuple):
    """A message of EPUBCheck: `severity` is fatal, error, warning, info or usage, `id` as in RSC-005.

    `member` is empty for the publication as a whole; `line` and `column` count from 1, and are 0 if unknown.
    """

    severity: str
    id: str
    member: str
    line: int
    column: int
    text: str


class Unexamined(Exception):
    """EPUBCheck has not examined a publication, with the reason and advice."""

    def __init__(self, reason: str, advice: str) -> None:
        super().__init__(reason)
        self.reason, self.advice = reason, advice


class Checker(Protocol):
    """What examines publications as EPUBCheck does."""

    def examine(self, data: bytes, *, path: str = "", profile: str = "") -> Sequence[Message]:
        """Return the messages on a publication, by a profile of EPUBCheck's. Raises Unexamined."""
