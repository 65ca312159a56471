"""The schema files of the installation, and violations of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from convert.errors import InstallationError
from convert.findings import Finding, Location, Severity

MAX_VIOLATIONS = 200
"""How many violations of one document are reported; a document with more is broken in one way, not in thousands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One place where a document violates its schema.

    `pointer` is a named XPath or a JSON Pointer, `line` is 0 where it is not known, `message` is the engine's. `schema`
    is the file of the schema, and `keyword` what was violated: a keyword of JSON Schema; of XML Schema a facet, or the
    validation rule by its name in XML Schema 1.0 part 1, appendix C ("cvc-complex-type.2.4").
    """

    pointer: str
    line: int
    message: str
    schema: str = ""
    keyword: str = ""

    def finding(
        self,
        code: str,
        advice: str,
        *,
        message: str = "",
        member: str = "",
        above: str = "",
        detail: tuple[tuple[str, str], ...] = (),
    ) -> Finding:
        """The violation as an error; `message` replaces the engine's, `above` is a path to put before the pointer.

        The detail of the finding has the schema and the keyword, where known, then `detail`.
        """
        facts = (("schema", self.schema), ("keyword", self.keyword))
        return Finding(
            code=code,
            severity=Severity.ERROR,
            message=message or self.message,
            advice=advice,
            location=Location(member=member, line=self.line, pointer=above + self.pointer),
            detail=(*((name, value) for name, value in facts if value), *detail),
        )


@cache
def folder() -> Path:
    """The folder of schemas, inside the installed package or beside it in a checkout. Raises InstallationError."""
    package = Path(__file__).resolve().parents[2]
    for candidate in (package / "schemas", package.parent / "schemas"):
        if (candidate / "SOURCES.toml").is_file():
            return candidate
    raise InstallationError("INP013", "the schemas are missing from this installation", "Install wirecopy again.")


@lru_cache(maxsize=256)
def name_of(format: str, version: str) -> str:
    """The folder of schemas for documents of a format and version: the version's own, else that of the newest."""
    if (folder() / format / version).is_dir():
        return f"{format}/{version}"
    found = [path.name for path in (folder() / format).glob("[0-9]*") if path.is_dir()]
    newest = max(found, key=lambda name: [int(part) for part in re.findall(r"\d+", name)], default=version)
    return f"{format}/{newest}"


def read_schema(name: str) -> bytes:
    """The bytes of the schema `name` (a path below the folder of schemas). Raises InstallationError."""
    try:
        return (folder() / name).read_bytes()
    except OSError as e:
        raise InstallationError("INP013", f"the schema {name} cannot be read: {e}", "Install wirecopy again.") from None
