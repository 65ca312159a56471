"""The trace of an input as JSON, for archives: what became of every line, what was concluded from which lines, and why.

Its shape is a contract and stands in `schemas/trace/1/trace.json`; the pipeline holds every trace against it.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from typing import Any

from convert.formats import TRACE
from convert.model import Origin
from convert.readers import Explanation, TraceLine
from convert.version import __version__


def dumps(origin: Origin, lines: Iterable[TraceLine], explanations: Iterable[Explanation] = ()) -> bytes:
    """The trace of the input that `origin` names, as JSON in UTF-8, each line of the input on a line of its own, so
    that traces can be compared line by line; so with each account, where there are any.
    """
    document: dict[str, Any] = {
        "trace": int(TRACE.write_version),
        "wirecopy": __version__,
        "name": origin.name,
        "sha256": origin.sha256,
        "inferences": [_record(inference) for inference in origin.inferences],
        "lines": [_record(line) for line in lines],
    }
    if told := [_explanation(explanation) for explanation in explanations]:
        document["accounts"] = told
    members = (f"  {_json(k)}: {_rows(v) if isinstance(v, list) else _json(v)}" for k, v in document.items())
    return ("{\n" + ",\n".join(members) + "\n}\n").encode()


def _record(value: Any) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}


def _explanation(explanation: Explanation) -> dict[str, Any]:
    """An account as numbers that say no more than they mean."""
    record = _record(explanation)
    record |= {name: float(f"{record[name]:.4g}") for name in ("confidence", "against")}
    record["reasons"] = [{"what": reason.what, "weight": round(reason.weight, 3)} for reason in explanation.reasons]
    return record


def _rows(entries: list[dict[str, Any]]) -> str:
    return "[\n    " + ",\n    ".join(map(_json, entries)) + "\n  ]" if entries else "[]"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
