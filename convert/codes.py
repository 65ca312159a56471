"""The catalogue of codes: what every finding and error means, and how to mend it.

A code is a family and three digits, and is never reused. The docstring of a rule's file explains the rule's code, and
`codes.md` all others. 000 means "cannot be opened or parsed", 001 "violates the schema".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
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
_EPUBCHECK = re.compile(r"(?:ACC|CHK|CSS|HTM|INF|MED|NAV|NCX|OPF|PKG|RSC|SCP)[-_]\d{3}[a-z]?|EPUBCheck", re.IGNORECASE)

SUCCESSORS: Mapping[str, tuple[str, ...]] = {
    "EPB001": tuple(
        f"EPB{number:03}"
        for number in (*range(2, 41), *range(200, 232), *range(240, 248), *range(260, 273), *range(275, 393))
    ),
    "EPB112": ("EPB002", "EPB004", "EPB006", "EPB261", "EPB262", "EPB264"),
    "EPB114": ("EPB283",),
}
"""The codes that now have what a code had. Whoever selects or ignores the old code selects or ignores them, too."""

_PREDECESSORS = {
    code: tuple(old for old, codes in SUCCESSORS.items() if code in codes)
    for code in dict.fromkeys(code for codes in SUCCESSORS.values() for code in codes)
}

FAMILIES = {
    "TXT": "raw copy",
    "INP": "reading inputs and placing results",
    "LOS": "loss in writing",
    "NWS": "any news document",
    "NML": "NewsML-G2",
    "NJS": "ninjs",
    "EPB": "EPUB",
    "ART": "Article JSON",
    "SCH": "custom schemas",
    "PKG": "packages for archives",
    "BUG": "a bug in wirecopy",
}

_WITHOUT_SCHEMA = frozenset({"TXT", "INP", "LOS", "NWS", "PKG", "BUG"})
"""The families that do not belong to a schema; all others do, and so does that of a new format."""


def is_code(text: str) -> bool:
    """Whether `text` has the form of a code, of ours or of EPUBCheck's."""
    return bool(_CODE.fullmatch(text) or _EPUBCHECK.fullmatch(text))


def is_schema_stage(code: str) -> bool:
    """Whether findings with this code report that a document cannot be opened or violates its standard."""
    return (
        code in SUCCESSORS["EPB001"]
        or code == "TXT000"
        or (code[3:] in ("000", "001") and code[:3] not in _WITHOUT_SCHEMA)
    )


def is_named(code: str, beginnings: tuple[str, ...]) -> bool:
    """Whether `code`, or a code that had its findings before, begins with one of `beginnings`."""
    return code.startswith(beginnings) or any(old.startswith(beginnings) for old in _PREDECESSORS.get(code, ()))


@cache
def _sections() -> dict[str, str]:
    """The explanations in `codes.md` by code."""
    text = (Path(__file__).parent / "codes.md").read_text(encoding="utf-8")
    return {match["code"]: match["text"].strip() for match in _SECTION.finditer(text)}


def all_codes() -> list[str]:
    """All codes, by family."""
    from convert.checks.registry import rule_modules

    return sorted({*_sections(), *rule_modules()}, key=lambda code: (list(FAMILIES).index(code[:3]), code))


def explanation(code: str) -> str:
    """The code, its title, its meaning and its remedy; for an id of EPUBCheck, our codes for it. Raises UsageError for
    a code that does not exist.
    """
    from convert.checks.registry import clause_of, explained_rule, rule_modules

    if _EPUBCHECK.fullmatch(code):
        return _counterparts(code)
    if code in rule_modules():
        rule, docstring = explained_rule(code)
        parts = (docstring.strip(), _successors(code), _applicability(rule))
        text = "\n\n".join(part for part in parts if part)
    elif code in _sections():
        parts = (_sections()[code], _successors(code), _clause(clause_of(code)))
        text = "\n\n".join(part for part in parts if part)
    else:
        raise UsageError("INP017", f"there is no code {code}", _nearest(code))
    return f"{code}: {text.strip()}"


def _counterparts(text: str) -> str:
    """Our codes for an id of EPUBCheck, or for all of them."""
    from convert.checks.epub import coverage

    id = coverage.as_id(text)
    if not id:
        return coverage.overview()
    if id not in coverage.SEVERITIES:
        raise UsageError(
            "INP017", f"no code stands for {id} of EPUBCheck", "`wirecopy explain EPUBCheck` lists what it gives."
        )
    found = coverage.codes_of(id)
    if not found:
        return f"{id} of EPUBCheck is not examined: {coverage.reason(id)}."
    titles = [f"  {code} {_title(code)}" for code in found]
    return "\n".join([f"{id} of EPUBCheck has these codes here:", "", *titles])


def _successors(code: str) -> str:
    """The codes that now have what a code had, with their titles; empty if there are none."""
    titles = [f"  {successor} {_title(successor)}" for successor in SUCCESSORS.get(code, ())]
    return "\n".join([f"{code} selects and ignores these codes, too:", "", *titles]) if titles else ""


def _clause(clause: str) -> str:
    return f"See: {clause}." if clause else ""


def _title(code: str) -> str:
    from convert.checks.registry import explained_rule, rule_modules

    text = explained_rule(code)[1] if code in rule_modules() else _sections()[code]
    return text.partition("\n")[0]


def _applicability(rule: Rule) -> str:
    """The formats of a rule, its severity, and the clause behind it."""
    *names, last = [named(name).title for name in rule.formats]
    formats = f"{', '.join(names)} and {last}" if names else last
    ours, others = rule.severity.value, rule.severity.at_most(rule.foreign).value
    grave = f"{ours} in documents that wirecopy writes and under --profile strict, else {others}"
    text = f"Formats: {formats}. Severity at most: {ours if ours == others else grave}. See: {rule.clause}."
    return fill(text, 120, break_long_words=False, break_on_hyphens=False)


_WHAT_IS_CHECKED = """\
# What is checked

A document is opened within limits (codes that end in 000), validated against the schema of its version, and then
checked by these rules, which go beyond the schemas. The severity is the highest that a rule gives: in documents that
wirecopy writes and under `--profile strict`, and in other documents. `wirecopy explain CODE` explains a code: what is
checked, why, an example that fails, and the remedy.

`wirecopy rules` prints this page.
"""


def rules_table() -> str:
    """What is checked, as Markdown: the schemas and their codes, every rule by family, and the codes of raw copy."""
    from convert.checks.registry import all_rules

    lines = [*_WHAT_IS_CHECKED.splitlines(), "", "| format | schemas |", "|---|---|"]
    lines += [
        f"| {f.title} | {', '.join(f.versions) or f.write_version} |" for f in FORMATS if f.checks and f.write_version
    ]
    lines += ["", "## Schemas", "", "| code | fault |", "|---|---|", *_faults(filter(_is_of_schemas, _sections()))]
    for family, what in FAMILIES.items():
        rules = [rule for rule in all_rules() if rule.code.startswith(family)]
        if rules:
            lines += ["", f"## {what[0].upper() + what[1:] if what != 'ninjs' else what}", ""]
            lines += ["| code | rule | formats | ours | others | see |", "|---|---|---|---|---|---|"]
            lines += map(_row, rules)
    copy = _faults(code for code in _sections() if code.startswith("TXT"))
    return "\n".join([*lines, "", "## Raw copy", "", "| code | finding |", "|---|---|", *copy, ""])


def rules_data() -> dict[str, object]:
    """What `rules_table` shows, as data for machines: formats, faults that schemas find, rules, and copy findings."""
    from convert.checks.registry import all_rules

    def titles(listed: Iterable[str]) -> list[dict[str, str]]:
        return [{"code": code, "title": _title(code)} for code in listed]

    return {
        "formats": {f.name: list(f.versions or (f.write_version,)) for f in FORMATS if f.checks and f.write_version},
        "schemas": titles(filter(_is_of_schemas, _sections())),
        "rules": [
            {
                "code": rule.code,
                "title": rule.title,
                "formats": list(rule.formats),
                "severity": {"ours": rule.severity.value, "others": rule.severity.at_most(rule.foreign).value},
                "see": rule.clause,
                "advice": rule.advice,
            }
            for rule in all_rules()
        ],
        "copy": titles(code for code in _sections() if code.startswith("TXT")),
    }


def _is_of_schemas(code: str) -> bool:
    return is_schema_stage(code) or code in ("NML002", "NJS002")


def _faults(listed: Iterable[str]) -> list[str]:
    return [f"| {code} | {_title(code)} |" for code in listed]


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
    """`beginnings` in capitals, each a code or the beginning of one. Raises UsageError for any other."""
    found = []
    for beginning in beginnings:
        code = beginning.upper()
        if not code or not any(known.startswith(code) for known in all_codes()):
            raise UsageError("INP017", f"there is no code {beginning!r}, and none that begins with it", _nearest(code))
        found.append(code)
    return tuple(found)


def loss_codes(codes: Iterable[str]) -> tuple[str, ...]:
    """`codes` in capitals, each the code of a loss in writing. Raises UsageError for any other."""
    known = [code for code in all_codes() if code.startswith("LOS")]
    for code in codes:
        if code.upper() not in known:
            raise UsageError("INP017", f"there is no loss {code!r}", f"Losses: {', '.join(known)}.")
    return tuple(code.upper() for code in codes)


def nearest(name: str, files: Iterable[str]) -> str:
    """A sentence with the files or codes that may be meant by a name that is neither."""
    from difflib import get_close_matches

    near = get_close_matches(name, list(files), n=2) or get_close_matches(name.upper(), all_codes(), n=3, cutoff=0.7)
    if near:
        return f"Perhaps {' or '.join(near)} is meant."
    return "Check the name; codes are such as NWS104, and `wirecopy rules` lists them."


def _nearest(code: str) -> str:
    """A sentence with the code that may be meant, or with all families."""
    from difflib import get_close_matches

    close = get_close_matches(code, [*all_codes(), *FAMILIES], n=8)
    if close:
        nearest = max(close, key=lambda known: sum(map(str.__eq__, known, code)))
        return f"Perhaps {nearest} is meant."
    return f"The families: {', '.join(f'{family} ({what})' for family, what in FAMILIES.items())}."
