"""The object states its version of ninjs consistently.

What: in `standard` (`$standard` in ninjs 1.3 and later 1.x), `version`, `schema` and the version that the properties
belong to agree, and `name` is ninjs.

Why: the branches 1.x, 2.x and 3.x spell the same properties differently. Without the version, receivers guess it, and
drop the properties that they do not know.

Fails: `"standard": {"name": "ninjs", "version": "2.1", "schema": "http://…/ninjs-schema_3.1.json"}`

Mend: state name, version and schema as the standard gives them for the version in use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.ninjs.objects import problem_at
from convert.checks.ninjs.versions import is_newer
from convert.findings import Severity

_SCHEMA = re.compile(r"ninjs-schema_([0-9]{1,3}\.[0-9]{1,3})")
_VERSION = re.compile(r"[0-9]{1,3}\.[0-9]{1,3}")
_WITHOUT_STATEMENT = ("1.0", "1.1", "1.2")


def _find(subject: Subject) -> Iterator[Problem]:
    item = subject.document.value
    if not isinstance(item, dict) or subject.version in _WITHOUT_STATEMENT:
        return
    key = "$standard" if subject.version.startswith("1") else "standard"
    stated = item.get(key)
    if not isinstance(stated, dict):
        yield Problem(message=f"the version of ninjs is not stated; it is read as {subject.version}")
        return
    name, version, schema = (stated.get(part) for part in ("name", "version", "schema"))
    if name is not None and name != "ninjs":
        yield problem_at(f"/{key}/name", f"the standard's name is {name!r}, not ninjs")
    if version is None and schema is None:
        yield problem_at(f"/{key}", f"neither version nor schema is stated; it is read as {subject.version}")
    if version is not None and version != subject.version and not _is_newer(version):
        yield problem_at(f"/{key}/version", f"the version is stated as {version!r}, but read as {subject.version}")
    match = _SCHEMA.search(schema) if isinstance(schema, str) else None
    if schema is not None and (match is None or (match[1] != subject.version and not is_newer(match[1]))):
        yield problem_at(f"/{key}/schema", f"the schema {schema!r} is not that of ninjs {subject.version}")


def _is_newer(version: object) -> bool:
    return isinstance(version, str) and bool(_VERSION.fullmatch(version)) and is_newer(version)


RULE = Rule(
    code="NJS101",
    title="The version of ninjs is stated consistently",
    severity=Severity.ERROR,
    formats=("ninjs",),
    clause="ninjs: standard",
    find=_find,
    advice="State name, version and schema of the standard in `standard` (`$standard` in 1.x).",
    foreign=Severity.NOTICE,
)
