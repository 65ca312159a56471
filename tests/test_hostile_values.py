"""A document with a wrong value in any place gets findings, never a failure."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Mapping
from typing import Any

import pytest
from ninjs_mutants import at, paths
from report_texts import as_json, as_text

from convert import checks, pipeline
from convert.findings import FileReport, Report
from convert.model import Article

ODD: tuple[Any, ...] = (None, True, -1, 1e400, "\ud800", "\x00\u2028", [], [[]], ["x"], {}, {"type": {}}, {"value": []})


# Article JSON takes its time to explain, and has the same few shapes over and over.
@pytest.mark.parametrize(
    ("format", "every"),
    [
        ("ninjs", 16),
        ("article", 124),
        pytest.param("ninjs", 1, marks=pytest.mark.slow),
        pytest.param("article", 5, marks=pytest.mark.slow),
    ],
)
def test_any_value_anywhere(articles: Mapping[str, Article], format: str, every: int) -> None:
    """Values of a full document, one of `every` in turn, are replaced by one that does not belong there."""
    data = pipeline.write(articles["everything"], format).data
    assert data is not None
    document = json.loads(data)
    for number, path in enumerate(list(paths(document))[::every]):
        for odd in ODD[number % len(ODD) :: len(ODD)] if path else ODD:
            mutant = copy.deepcopy(document)
            if path:
                at(mutant, path[:-1])[path[-1]] = odd
            else:
                mutant = odd
            report = checks.check(json.dumps(mutant).encode(), format=format, profile="strict")
            assert isinstance(report, FileReport)
            as_text(Report(files=(report,))).encode()
            as_json(Report(files=(report,)), wirecopy="0").encode()


def test_half_a_surrogate_in_a_key() -> None:
    """What JSON can write and UTF-8 cannot is judged all the same."""
    for format in ("ninjs", "article"):
        report = checks.check(b'{"article": 1, "uri": "urn:x:1", "\\ud800": 1}', format=format)
        assert report.schema_valid is False


@pytest.mark.parametrize("every", [9, pytest.param(1, marks=pytest.mark.slow)])
def test_any_attribute_may_be_missing_or_odd(articles: Mapping[str, Article], every: int) -> None:
    """Of the markup of a body, and of what is around it."""
    data = pipeline.write(articles["everything"], "newsml-g2").data
    assert data is not None
    marked = [match.span() for match in re.finditer(rb' [\w:.-]+="[^"]*"', data) if b"xmlns" not in match.group()]
    for number, (start, end) in enumerate(marked):
        name = data[start:end].partition(b"=")[0]
        others = (b"", name + b'=""', name + b'="#"')
        is_reference = b"#" in data[start:end] or b"doc-" in data[start:end]
        for other in others if number % every == 0 else others[:is_reference]:
            report = checks.check(data[:start] + other + data[end:], format="newsml-g2", profile="strict")
            assert not [finding for finding in report.findings if finding.code.startswith("BUG")]
