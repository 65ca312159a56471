"""The catalogue of codes: what every finding and error means, and how to mend it.

A code is a family and three digits, and is never used for anything else again. Codes of rules are explained by the
docstring of the rule's file; all others in `codes.md`. 000 is "cannot be opened or parsed", 001 "violates the schema".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

from convert.errors import UsageError
from convert.formats import FORMATS, named

if TYPE_CHECKING:
    from convert.checks.engine.rule import Rule

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
    "SCH": "a schema of your own",
    "BUG": "a bug in wirecopy",
}


def is_code(text: str) -> bool:
    """Whether `text` has the form of a code."""
    return bool(_CODE.fullmatch(text))


@cache
def _sections() -> dict[str, str]:
    """The explanations in `codes.md` by code."""
    text = (Path(__file__).parent / "codes.md").read_text(encoding="utf-8")
    return {match["code"]: match["text"].strip() for match in _SECTION.finditer(text)}


def all_codes() -> list[str]:
    """Every code there is, family by family."""
    from convert.checks.registry import rule_modules

    return sorted({*_sections(), *rule_modules()}, key=lambda code: (list(FAMILIES).index(code[:3]), code))


def explanation(code: str) -> str:
    """The code, its title, and what it means and how to mend it. Raises UsageError for a code that does not exist."""
    from convert.checks.registry import explained_rule, rule_modules

    if code in rule_modules():
        rule, docstring = explained_rule(code)
        text = f"{docstring}\n\n{_applicability(rule)}"
    elif code in _sections():
        text = _sections()[code]
    else:
        raise UsageError("INP017", f"there is no code {code}", _nearest(code))
    return f"{code}: {text.strip()}"


def _applicability(rule: Rule) -> str:
    """For which documents a rule holds, how grave it is, and where it is found."""
    *names, last = [named(name).title for name in rule.formats]
    formats = f"{', '.join(names)} and {last}" if names else last
    ours, others = rule.severity.value, rule.severity.at_most(rule.foreign).value
    grave = f"{ours} in documents of our own and under --profile strict, {others} in those of others"
    text = f"Holds for: {formats}. Severity at most: {ours if ours == others else grave}. See: {rule.clause}."
    return fill(text, 120, break_long_words=False, break_on_hyphens=False)


_WHAT_IS_CHECKED = """\
# What is checked

A document is opened within limits (codes that end in 000), held against the schema of its version (001), and then
against these rules, which go beyond the schemas. The severity is the gravest that a rule gives: in documents that
wirecopy writes and under `--profile strict`, and in documents of others. `wirecopy explain CODE` says what a rule looks
at, why, what breaks it and how to mend it.

This page is what `wirecopy rules` prints.
"""


def rules_table() -> str:
    """What is checked, as Markdown: the schemas, every rule by family, and what is said of raw copy."""
    from convert.checks.registry import all_rules

    lines = [*_WHAT_IS_CHECKED.splitlines(), "", "| format | schemas |", "|---|---|"]
    lines += [
        f"| {f.title} | {', '.join(f.versions) or f.write_version} |" for f in FORMATS if f.checks and f.write_version
    ]
    for family, what in FAMILIES.items():
        rules = [rule for rule in all_rules() if rule.code.startswith(family)]
        if rules:
            lines += ["", f"## {what[0].upper() + what[1:] if what != 'ninjs' else what}", ""]
            lines += ["| code | rule | formats | ours | of others | see |", "|---|---|---|---|---|---|"]
            lines += map(_row, rules)
    copy = [f"| {code} | {_sections()[code].partition(chr(10))[0]} |" for code in _sections() if code.startswith("TXT")]
    return "\n".join([*lines, "", "## Raw copy", "", "| code | what is said |", "|---|---|", *copy, ""])


def _row(rule: Rule) -> str:
    cells = (
        rule.code,
        rule.title,
        ", ".join(rule.formats),
        rule.severity.value,
        rule.severity.at_most(rule.foreign).value,
        rule.clause,
    )
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def refuse_unknown(beginnings: Iterable[str]) -> tuple[str, ...]:
    """`beginnings` in capitals, each a code or what some codes begin with. Raises UsageError for any other."""
    found = []
    for beginning in beginnings:
        code = beginning.upper()
        if not code or not any(known.startswith(code) for known in all_codes()):
            raise UsageError("INP017", f"there is no code {beginning!r}, and none that begins so", _nearest(code))
        found.append(code)
    return tuple(found)


def loss_codes(codes: Iterable[str]) -> tuple[str, ...]:
    """`codes` in capitals, each the code of a loss in writing. Raises UsageError for any other."""
    known = [code for code in all_codes() if code.startswith("LOS")]
    for code in codes:
        if code.upper() not in known:
            raise UsageError("INP017", f"there is no loss {code!r}", f"Losses: {', '.join(known)}.")
    return tuple(code.upper() for code in codes)


def _nearest(code: str) -> str:
    """Which code may be meant by one that does not exist, or what families there are."""
    from difflib import get_close_matches

    close = get_close_matches(code, [*all_codes(), *FAMILIES], n=8)
    if close:
        nearest = max(close, key=lambda known: sum(map(str.__eq__, known, code)))
        return f"Perhaps {nearest} is meant."
    return f"The families: {', '.join(f'{family} ({what})' for family, what in FAMILIES.items())}."
