"""What errors of jsonschema mean: which branch of a schema the value is for, and which properties are unexpected."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from typing import Any

from convert.checks.engine.pointers import json_pointer
from convert.checks.engine.schemas import MAX_VIOLATIONS, Violation

_EXPLAINED = 2_000
"""How many entries of arrays, and members of one object, are looked at when violations are explained."""

_KINDS: tuple[tuple[str, list[str]], ...] = (("type", []), ("const", ["type"]))
_NESTED = frozenset({"anyOf", "oneOf", "if", "then", "else", "dependentSchemas", "$dynamicRef"})


def explained_errors(errors: Iterable[Any], schema: Any, *, name: str) -> Iterator[Violation]:
    """jsonschema's `errors` as violations of `schema`, which is in the file `name`; at least one."""
    violations = (replace(violation, schema=name) for error in errors for violation in _explained(error, schema))
    found: list[Violation] = []
    with suppress(RecursionError):
        found.extend(islice(violations, MAX_VIOLATIONS + 1))
    yield from found[:MAX_VIOLATIONS]
    if len(found) > MAX_VIOLATIONS:
        yield Violation(pointer="", line=0, message="there are more violations", schema=name)
    if not found:
        yield Violation(pointer="", line=0, message="the document does not conform to the schema", schema=name)


def shortened(value: Any, schema: Any) -> Any:
    """The value with as many array entries and unknown keys as can be explained in good time; the rest is cut off, and
    what remains keeps its place.
    """
    left = _EXPLAINED

    def copy(node: Any) -> Any:
        nonlocal left
        if isinstance(node, list):
            kept = node[: max(left, 20)]
            left -= len(kept)
            return [copy(entry) for entry in kept]
        if isinstance(node, dict):
            if len(node) > _EXPLAINED:
                known = _names(schema)
                unknown = set(islice((key for key in node if key not in known), MAX_VIOLATIONS + 1))
                node = {key: entry for key, entry in node.items() if key in known or key in unknown}
            return {key: copy(entry) for key, entry in node.items()}
        return node

    return copy(value)


def _names(schema: Any) -> frozenset[str]:
    """The names of all properties in a schema."""
    found: set[str] = set()
    pending = [schema]
    while pending:
        node = pending.pop()
        if isinstance(node, dict):
            properties = node.get("properties")
            found.update(properties if isinstance(properties, dict) else ())
            pending.extend(node.values())
        elif isinstance(node, list):
            pending.extend(node)
    return frozenset(found)


def _explained(error: Any, schema: Any) -> Iterator[Violation]:
    """The violations behind `error`: one for each unexpected key, and of several branches those of the one meant."""
    errors = [error]
    while errors:
        error = errors.pop(0)
        path = list(error.absolute_path)
        if meant := _meant_branch(error):
            errors[:0] = meant
        elif kinds := _other_kinds(error):
            pointer = json_pointer([*path, *kinds[0].relative_path])
            known = ", ".join(dict.fromkeys(repr(kind.validator_value) for kind in kinds))
            message = f"{kinds[0].instance!r} is none of {known}"
            yield Violation(pointer=pointer, line=0, message=message, keyword=error.validator)
        elif keys := _unexpected_keys(error, schema):
            for key in keys:
                message = f"the property {key!r} is unexpected"
                pointer = json_pointer([*path, key])
                yield Violation(pointer=pointer, line=0, message=message, keyword=error.validator)
        else:
            # A schema that is `false` has no keyword.
            keyword = error.validator or ""
            yield Violation(pointer=json_pointer(path), line=0, message=_brief(error), keyword=keyword)


def _brief(error: Any) -> str:
    """The message of an error, without the whole value that it quotes."""
    if isinstance(error.instance, float) and math.isinf(error.instance):
        return "the number is larger than computers usually hold"
    kind = "the object" if isinstance(error.instance, dict) else "the list" if isinstance(error.instance, list) else ""
    value = repr(error.instance)
    if kind and value not in ("{}", "[]"):
        return str(error.message).replace(value, kind, 1)
    return str(error.message).replace(value, f"{value[:60]}…{value[-1]}", 1) if len(value) > 80 else str(error.message)


def _branches(error: Any) -> list[list[Any]]:
    """The errors of each branch of a failed oneOf or anyOf."""
    branches: dict[Any, list[Any]] = {}
    for inner in error.context if error.validator in ("oneOf", "anyOf") else ():
        branches.setdefault(inner.relative_schema_path[0], []).append(inner)
    return list(branches.values())


def _other_kind(branch: Iterable[Any]) -> Any:
    """The error by which a branch is for another kind of value: not its JSON type, or not its constant `type`."""
    return next((e for e in branch if (e.validator, list(e.relative_path)) in _KINDS), None)


def _meant_branch(error: Any) -> list[Any]:
    """The errors of the one branch that is for this kind of value, if there is just one."""
    meant = [branch for branch in _branches(error) if _other_kind(branch) is None]
    return meant[0] if len(meant) == 1 else []


def _other_kinds(error: Any) -> list[Any]:
    """The errors about a constant `type`, where the value has a type and no branch is for it."""
    kinds = [_other_kind(branch) for branch in _branches(error)]
    constants = [kind for kind in kinds if kind is not None and kind.validator == "const"]
    return constants if None not in kinds else []


def _unexpected_keys(error: Any, schema: Any) -> list[str]:
    """The keys of the object that its schema does not allow; none where the schema is too complex to find them."""
    parts: list[Any] = []
    if error.validator_value is False and error.validator == "additionalProperties":
        parts = [error.schema]
    elif error.validator_value is False and error.validator == "unevaluatedProperties":
        parts = _parts(error.schema, schema)
    if not parts:
        return []
    named = {key for part in parts for key in part.get("properties", ())}
    patterns = [pattern for part in parts for pattern in part.get("patternProperties", ())]
    return [key for key in error.instance if key not in named and not any(re.search(p, key) for p in patterns)]


def _parts(schema: Any, root: Any) -> list[Any]:
    """The schemas that apply to an object together with `schema`, by reference or allOf; none if some apply
    conditionally.
    """
    parts: list[Any] = []
    pending = [schema]
    while pending:
        part = pending.pop()
        if not isinstance(part, dict) or _NESTED.intersection(part):
            return []
        if part in parts:
            continue
        parts.append(part)
        pending.extend(part.get("allOf", ()))
        if "$ref" in part:
            local, _, definition = part["$ref"].partition("#/$defs/")
            pending.append(None if local else root.get("$defs", {}).get(definition))
    return parts
