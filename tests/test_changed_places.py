"""What is found where one place of a document is another: an element or attribute of NewsML-G2, a value of JSON."""

from __future__ import annotations

import pytest
import sections
from conftest import read_articles
from one_change import changed_json, changed_xml, found_by_change

from convert import pipeline
from convert.checks import check

CASES = [
    *(("english", format) for format in ("newsml-g2", "newsml-g2@2.35+superdesk", "ninjs")),
    *(("everything", format) for format in ("newsml-g2@2.36", "ninjs@3.2", "ninjs@2.1", "ninjs@1.4")),
]


@pytest.mark.sampled(9)
@pytest.mark.parametrize(("article", "format"), CASES)
def test_each_place_may_be_another(article: str, format: str, accept: bool) -> None:
    name = format.partition("@")[0]
    data = pipeline.write(read_articles()[article], format).data
    assert data is not None
    changes = changed_xml(data) if name == "newsml-g2" else changed_json(data)
    found = found_by_change(data, changes, lambda changed: check(changed, format=name).findings)
    sections.hold("places", f"{article} as {format}", found, accept=accept)
