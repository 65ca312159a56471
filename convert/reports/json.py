"""The report as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from convert.findings import FileReport, Finding
from convert.reports.grouping import groups

VERSION = 1
"""The version of the JSON report; its schema is in `schemas/report/1/`."""


def json_parts(files: Iterable[FileReport], *, wirecopy: str) -> Iterator[str]:
    """Yield the report as JSON, file by file, and the numbers of each code; `files` are gone through twice."""
    yield f'{{\n  "report": {VERSION},\n  "wirecopy": {json.dumps(wirecopy)},\n  "files": '
    yield from array_parts(map(_file, files), "\n  ")
    yield ",\n"
    summary = [
        {"code": group.code, "severity": group.severity.value, "count": group.count, "files": group.files}
        for group in groups(files)
    ]
    indented = dump(summary).rstrip("\n").replace("\n", "\n  ")
    yield f'  "summary": {indented}\n}}\n'


def array_parts(items: Iterable[Any], margin: str) -> Iterator[str]:
    """Yield an array as `dump` writes it, item by item; `margin` is the line break and indent of its end."""
    inner = f"{margin}  "
    separator = inner
    yield "["
    for item in items:
        yield separator + dump(item).rstrip("\n").replace("\n", inner)
        separator = f",{inner}"
    yield "]" if separator is inner else f"{margin}]"


def dump(document: Any) -> str:
    """`document` as indented JSON that UTF-8 can carry."""
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    # File names may hold bytes that are not UTF-8, as lone surrogates, which only JSON escapes can represent.
    return text if _is_unicode(text) else json.dumps(document, indent=2) + "\n"


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _file(file: FileReport) -> dict[str, Any]:
    return {
        "path": file.path,
        **({"story": file.story} if file.story else {}),
        **({"documents": file.documents} if file.documents else {}),
        "format": file.format,
        "version": file.version,
        "schema_valid": file.schema_valid,
        "findings": [_finding(finding) for finding in file.findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    place = finding.location
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "member": place.member,
        "line": place.line,
        "column": place.column,
        "pointer": place.pointer,
        "message": finding.message,
        "advice": finding.advice,
        "detail": dict(finding.detail),
    }
