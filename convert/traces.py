"""The trace of an input as JSON, for archives: the role of every line, the inferred fields, and the explanations.

Its schema is `schemas/trace/1/trace.json`; the pipeline validates every trace with it.
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
    """The trace of the input named in `origin`, as JSON in UTF-8.

    Each input line and each explanation is on a line of its own, so that traces can be compared line by line.
    """
    document: dict[str, Any] = {
        "trace": int(TRACE.write_version),
        "wirecopy": __version__,
        "name": origin.name,
        "sha256": origin.sha256,
        "inferences": [_record(inference) for inference in origin.inferences],
        "lines": [_line(line) for line in lines],
    }
    if records := [_explanation(explanation) for explanation in explanations]:
        document["accounts"] = records
    members = (f"  {_json(k)}: {_rows(v) if isinstance(v, list) else _json(v)}" for k, v in document.items())
    return ("{\n" + ",\n".join(members) + "\n}\n").encode()


def _line(line: TraceLine) -> dict[str, Any]:
    """A line as a record; with its column where there are some."""
    record = line._asdict()
    return record if line.column else {key: value for key, value in record.items() if key != "column"}


def _record(value: Any) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}


def _explanation(explanation: Explanation) -> dict[str, Any]:
    """An explanation as a record, with its numbers rounded."""
    record = _record(explanation)
    record |= {name: float(f"{record[name]:.4g}") for name in ("confidence", "against")}
    if not explanation.columns:
        del record["columns"]
    record["reasons"] = [{"what": reason.what, "weight": round(reason.weight, 3)} for reason in explanation.reasons]
    return record


def _rows(entries: list[dict[str, Any]]) -> str:
    return "[\n    " + ",\n    ".join(map(_json, entries)) + "\n  ]" if entries else "[]"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
