"""JSON: bytes in, a value out, with the first thing that parsers read differently."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from convert.documents.limits import LIMITS, MAX_DEPTH, RAISE, DocumentError, Limits, too_large
from convert.limits import parser_reason, same_json_error


@dataclass(frozen=True, slots=True, eq=False)
class Json:
    """A parsed JSON document."""

    data: bytes
    value: Any
    ambiguity: str = ""
    """The first thing that parsers read differently, a duplicate key or NaN and the like; empty if there is none."""
    limits: Limits = LIMITS


def _duplicate_key(pairs: list[tuple[str, Any]]) -> str:
    counts = Counter(key for key, _ in pairs)
    return f"the key {next(key for key in counts if counts[key] > 1)!r} occurs twice in one object"


_STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)


def _has_more_values(data: bytes, limit: int) -> bool:
    return len(data) > limit and sum(map(data.count, (b"[", b"{", b",", b":"))) > limit


def open_json(data: bytes, *, strict: bool = False, limits: Limits = LIMITS) -> Json:
    """Parse JSON in UTF-8, 16 or 32 (RFC 8259).

    Raises DocumentError; if `strict`, for duplicate keys and NaN, too.
    """
    if len(data) > limits.json:
        raise too_large("the document", len(data), limits.json)
    most = limits.values(len(data))
    if _has_more_values(data, most) and _has_more_values(_STRING.sub(b"", data), most):
        raise DocumentError(f"the document has more than {most} values and keys", advice=RAISE)
    try:
        text = data.decode(json.detect_encoding(data))
        ambiguous: list[str] = []

        def paired(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
            found = dict(pairs)
            if len(found) != len(pairs) and not ambiguous:
                ambiguous.append(_duplicate_key(pairs))
            return found

        def constant(name: str) -> float:
            if not ambiguous:
                ambiguous.append(f"{name} is not a JSON number")
            return float(name)

        value = json.loads(text, object_pairs_hook=paired, parse_constant=constant)
    except json.JSONDecodeError as e:
        e = same_json_error(e)
        raise DocumentError(f"not JSON: {e.msg}", line=e.lineno, column=e.colno) from None
    except UnicodeDecodeError as e:
        raise DocumentError(f"not {e.encoding} at byte {e.start + 1}", line=data.count(b"\n", 0, e.start) + 1) from None
    except RecursionError:
        raise _too_deep() from None
    except ValueError as e:
        raise DocumentError(parser_reason(e)) from None
    if text.count("{") + text.count("[") > MAX_DEPTH:  # fewer cannot exceed the depth
        _refuse_depth(value)
    if strict and ambiguous:
        raise DocumentError(ambiguous[0])
    return Json(data, value, "".join(ambiguous), limits)


def _refuse_depth(value: Any) -> None:
    level = [value]
    for _ in range(MAX_DEPTH + 1):
        level = [inner for outer in level for inner in _inner(outer) if isinstance(inner, list | dict)]
        if not level:
            return
    raise _too_deep()


def _inner(value: Any) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()


def _too_deep() -> DocumentError:
    return DocumentError(f"objects or arrays are nested too deeply, in more than {MAX_DEPTH} levels")
