"""The catalogue of codes: what every finding and error means, and how to mend it.

A code is a family and three digits, and is never used for anything else again. Codes of rules are explained by the
docstring of the rule's file; all others in `codes.md`. 000 is "cannot be opened or parsed", 001 "violates the schema".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pathlib import Path

from convert.errors import UsageError

_SECTION = re.compile(r"^## (?P<code>[A-Z]{3}\d{3}) (?P<text>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"[A-Za-z]{3}\d{3}")

FAMILIES = {
    "TXT": "raw copy",
    "INP": "reading inputs and placing results",
    "LOS": "loss in writing",
    "NWS": "any news document",
    "NML": "NewsML-G2",
    "NJS": "ninjs",
    "EPB": "EPUB",
    "ART": "Article JSON",
    "BUG": "a bug in wirecopy",
}


def is_code(text: str) -> bool:
    """Whether `text` has the form of a code."""
    return bool(_CODE.fullmatch(text))


@cache
def _rule_files() -> dict[str, str]:
    folder = Path(__file__).parent / "checks" / "rules"
    return {path.stem[:6].upper(): path.stem for path in folder.glob("[a-z][a-z][a-z][0-9][0-9][0-9]_*.py")}


@cache
def _sections() -> dict[str, str]:
    """The explanations in `codes.md` by code."""
    text = (Path(__file__).parent / "codes.md").read_text(encoding="utf-8")
    return {match["code"]: match["text"].strip() for match in _SECTION.finditer(text)}


def all_codes() -> list[str]:
    """Every code there is, family by family."""
    return sorted({*_sections(), *_rule_files()}, key=lambda code: (list(FAMILIES).index(code[:3]), code))


def explanation(code: str) -> str:
    """The code, its title, and what it means and how to mend it. Raises UsageError for a code that does not exist."""
    if code in _rule_files():
        text = import_module(f"convert.checks.rules.{_rule_files()[code]}").__doc__ or ""
    elif code in _sections():
        text = _sections()[code]
    else:
        raise UsageError("INP017", f"there is no code {code}", _nearest(code))
    return f"{code}: {text.strip()}"


def refuse_unknown(beginnings: Iterable[str]) -> tuple[str, ...]:
    """`beginnings` in capitals, each a code or what some codes begin with. Raises UsageError for any other."""
    found = []
    for beginning in beginnings:
        code = beginning.upper()
        if not code or not any(known.startswith(code) for known in all_codes()):
            raise UsageError("INP017", f"there is no code {beginning!r}, and none that begins so", _nearest(code))
        found.append(code)
    return tuple(found)


def _nearest(code: str) -> str:
    """Which code may be meant by one that does not exist, or what families there are."""
    from difflib import get_close_matches

    close = get_close_matches(code, [*all_codes(), *FAMILIES], n=8)
    if close:
        nearest = max(close, key=lambda known: sum(map(str.__eq__, known, code)))
        return f"Perhaps {nearest} is meant."
    return f"The families: {', '.join(f'{family} ({what})' for family, what in FAMILIES.items())}."
