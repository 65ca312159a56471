"""The registry of checks: the module with the checks of each format, and the rules, imported when first used."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from convert.checks.engine.facts import Facts
from convert.checks.engine.rule import Rule, no_problems
from convert.documents import Limits
from convert.errors import InstallationError
from convert.findings import Finding
from convert.formats import named


class FormatChecks(Protocol):
    """The interface of the module with the checks of a format.

    `FAMILY` is the family of its codes ("NML"). A document is opaque to all but the module that opened it.
    """

    @property
    def FAMILY(self) -> str: ...

    def recognise(self, data: bytes) -> bool:
        """Whether `data` looks like this format, by its beginning."""
        ...

    def open(self, data: bytes, limits: Limits = ...) -> Any:
        """The parsed document. Raises DocumentError."""
        ...

    def version(self, document: Any) -> str:
        """The version of the format to check against."""
        ...

    def violations(self, document: Any, version: str) -> Iterator[Finding]:
        """The violations of the schema, as findings."""
        ...

    def profile(self, document: Any) -> Iterator[Finding]:
        """The violations of the body profile of our own output."""
        ...

    def facts(self, document: Any) -> Facts:
        """The facts that the document states, for the rules that apply to every news document."""
        ...


@runtime_checkable
class VersionedChecks(Protocol):
    """What the checks of a format have besides if its documents state a version."""

    def newer(self, document: Any) -> Finding | None:
        """A warning if the document states a version newer than those that are known, which has no verdict."""
        ...


@cache
def checks_of(format: str) -> FormatChecks:
    """The checks of a format. Raises UsageError if there is no such format."""
    match named(format).name:
        case "newsml-g2":
            from convert.checks import newsml_g2

            return newsml_g2
        case "ninjs":
            from convert.checks import ninjs

            return ninjs
        case "epub":
            from convert.checks import epub

            return epub
        case "article":
            from convert.checks import article

            return article
        case "text":
            from convert.checks import text

            return text
    raise InstallationError("INP013", f"there are no checks for the format {format}", "Install wirecopy again.")


@cache
def versioned(format: str) -> VersionedChecks | None:
    """The checks of a format whose documents state a version, else None."""
    checks = checks_of(format)
    return checks if isinstance(checks, VersionedChecks) else None


@cache
def rule_modules() -> dict[str, str]:
    """The name of each rule's module by its code."""
    folder = Path(__file__).parent / "rules"
    return {path.stem[:6].upper(): path.stem for path in sorted(folder.glob("[a-z][a-z][a-z][0-9][0-9][0-9]_*.py"))}


def clause_of(code: str) -> str:
    """The clause of the standard behind a code without a rule; empty where the code has none."""
    from convert.checks.epub.faults import FAULTS

    return FAULTS[code].source if code in FAULTS else ""


def explained_rule(code: str) -> tuple[Rule, str]:
    """The rule with this code, and the docstring of its module, which explains it."""
    module = import_module(f"convert.checks.rules.{rule_modules()[code]}")
    rule = getattr(module, "RULE", None)
    if not isinstance(rule, Rule):
        raise InstallationError("INP013", f"the rule {code} cannot be loaded", "Install wirecopy again.")
    return rule, (module.__doc__ or "").strip()


@cache
def rules_of(format: str) -> tuple[Rule, ...]:
    """The rules for a format, by code."""
    families = ("NWS", checks_of(format).FAMILY)
    rules = (explained_rule(code)[0] for code in rule_modules() if code.startswith(families))
    return tuple(rule for rule in rules if format in rule.formats)


@cache
def comparing_rules() -> tuple[Rule, ...]:
    """The rules that compare editions of a story, by code."""
    return tuple(rule for rule in all_rules() if rule.compare is not no_problems)


def all_rules() -> tuple[Rule, ...]:
    """Every rule, by code."""
    return tuple(explained_rule(code)[0] for code in rule_modules())
