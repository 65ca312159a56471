"""Holds every finding and error that a test's own process makes: a code of the catalogue, and whole sentences."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from convert.codes import all_codes
from convert.errors import ConvertError
from convert.findings import Finding

_ENDS = re.compile(r"^Run: wirecopy |[.?!:…][”»\"')\]]*$")
"""How an advice ends, unless it is a command; after a colon follows a name."""

wrong: list[str] = []
"""What was made wrongly since the list was last emptied."""


@cache
def _codes() -> frozenset[str]:
    return frozenset(all_codes())


def judge(code: object, message: object, advice: object) -> str | None:
    """What is wrong with a finding or an error; None if nothing is."""
    if not isinstance(code, str) or not isinstance(message, str) or not isinstance(advice, str):
        return f"{code!r} has the message {message!r} and the advice {advice!r}"
    if code not in _codes():
        return f"{code} is not in the catalogue"
    if not message.strip() or (len(message.split()) > 2 and message.isupper()):
        return f"{code} has the message {message!r}"
    if advice and (advice.isupper() or not _ENDS.search(advice.splitlines()[-1])):
        return f"{code} has the advice {advice!r}"
    return None


def watch(patch: pytest.MonkeyPatch) -> None:
    """Note in `wrong` every finding and error that is not as it must be."""

    def watched(real: Callable[..., None]) -> Callable[..., None]:
        def start(self: Any, *arguments: Any, **options: Any) -> None:
            real(self, *arguments, **options)
            if found := judge(self.code, self.message, self.advice):
                wrong.append(found)

        return start

    for kind in (Finding, ConvertError):
        patch.setattr(kind, "__init__", watched(kind.__init__))
