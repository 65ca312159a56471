"""Holds every finding and error that a test's own process makes: a code of the catalogue, and whole sentences.

`findings/made/FAMILY.txt` lists by code what quick tests make: each severity with its kind of place, each message,
advice and detail, without numbers, names and folders. A test that makes anything else fails; `--accept` lists it.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pytest
from official import folder as official_folder

from convert.codes import all_codes
from convert.errors import ConvertError
from convert.findings import Finding

_ENDS = re.compile(r"^Run: wirecopy |[.?!:…][”»\"')\]]*$")
"""How an advice ends, unless it is a command; after a colon follows a name."""

wrong: list[str] = []
"""What was made wrongly since the list was last emptied."""

made: list[Finding | ConvertError] = []
"""What was made since the list was last emptied."""

MADE = Path(__file__).parent / "findings" / "made"
INVENTED = frozenset(
    {"test_article_codec", "test_mapping", "test_model", "test_readback", "test_reports", "test_story_findings"}
)
"""Modules whose tests make findings of their own, or one for each field and wrong value, which tables hold."""


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
            made.append(self)
            if found := judge(self.code, self.message, self.advice):
                wrong.append(found)

        return start

    for kind in (Finding, ConvertError):
        patch.setattr(kind, "__init__", watched(kind.__init__))


# --------------------------------------------------------------------------------------------------------------------
# The list of what is made

_FOLDERS = "|".join(
    re.escape(str(path)) for path in (tempfile.gettempdir(), "/tmp", official_folder(), Path(__file__).parents[1])
)
_VARYING = re.compile(
    rf"(?:{_FOLDERS})(?:/(?:[^\s'”\"]*/)?(?:test_\w+\d\b)?|(?![\w/]))"
    r"|\b[a-z][a-z0-9+.-]*://[^\s'”\"]*"
    r"|\b(?=[0-9a-f]*\d|[0-9A-F]*\d)(?:[0-9a-f]{12,}|[0-9A-F]{12,})"
    r"|(?<=while decompressing data: ).*"  # as zlib says it
    r"|(?<=the layout puts the object ).*(?= \(E083\))"  # whichever is the first in the folder
    r"|'[^']*'|“[^”]*”|\"[^\"]*\""
)
_LIST = re.compile(r"\[…(?:, …)+\]")
"""Names in brackets, of which there are as many as the example has, or the machine."""

_NUMBER = re.compile(r"(?<![A-Za-z\d])\d(?:[\d.,]*\d)?")
_NUMBERS = re.compile(r"(?:^|(?<=\(lines ))0(?:-0)?(?:, 0(?:-0)?)+(?: …)?")
"""Lines and ranges of lines, of which there are as many as the example has."""


@lru_cache(maxsize=20_000)
def _shape(text: str, *, with_numbers: bool = False) -> str:
    """A text on one line, without what differs from example to example."""
    text = _LIST.sub("[…]", _VARYING.sub("…", text)).replace("…”", "…")
    text = text if with_numbers and not re.fullmatch(r"[\d.,: …-]+", text) else _NUMBER.sub("0", text)
    text = _NUMBERS.sub("0, 0", text)
    return text if text.isprintable() else ascii(text)[1:-1]


def _lines(one: Finding | ConvertError) -> Iterator[str]:
    """What is listed of a finding or an error."""
    if isinstance(one, Finding):
        place = one.location
        known = (bool(place.member), bool(place.line), bool(place.column), bool(place.pointer), bool(place.story))
        names = ("member", "line", "column", "pointer", "story")
        yield " ".join([one.severity.value, *(name for name, is_known in zip(names, known, strict=True) if is_known)])
        for name, value in one.detail:
            for word in value.split() if name in ("fields", "roles") else (value,):
                yield f"detail: {name} = {_shape(word, with_numbers=True)}"
    else:
        yield type(one).__name__
    yield f"message: {_shape(one.message)}"
    if one.advice:
        yield f"advice: {_shape(one.advice)}"


@cache
def _listed(family: str) -> dict[str, set[str]]:
    """What may be made, by code."""
    path = MADE / f"{family}.txt"
    parts = re.split(r"^== (.+) ==\n", path.read_text(encoding="utf-8") if path.exists() else "", flags=re.MULTILINE)
    return {code: set(text.splitlines()) for code, text in zip(parts[1::2], parts[2::2], strict=True)}


def unlisted(ones: Iterable[Finding | ConvertError], *, accept: bool) -> list[str]:
    """What may not be made; it is listed if `accept`."""
    new = {}
    for one in ones:
        known = _listed(one.code[:3]).setdefault(one.code, set())
        new.update({(one.code, line): one.code[:3] for line in _lines(one) if line not in known})
    if not accept:
        return [f"{code} {line}" for code, line in new]
    for code, line in new:
        _listed(code[:3])[code].add(line)
    for family in set(new.values()):
        sections = (
            f"== {code} ==\n" + "".join(f"{x}\n" for x in sorted(found))
            for code, found in sorted(_listed(family).items())
        )
        MADE.mkdir(exist_ok=True)
        (MADE / f"{family}.txt").write_text("".join(sections), encoding="utf-8")
    return []
