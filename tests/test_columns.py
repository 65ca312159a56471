"""What is explained is as wide as the terminal and never wider, and loses no word where it is wrapped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert import cli, codes, pipeline
from convert.model import Moment
from convert.readers import Source
from convert.reports.columns import columns, cut, filled, fold
from convert.reports.proof import galley, galley_notes

COPIES = {
    "en": "Mine collapses near Osted after heavy rain\n\nBy Jane Doe\n\n"
    + "Twelve miners were brought to the surface on Sunday after a shaft had collapsed near the town, he said.\n" * 3
    + "\nShare this article\n",
    "ja": "北浜鉄道、雪で運休\n\n"
    + "北浜鉄道は十日、大雪のため全線で運転を見合わせた。再開は十一日朝の見通し。" * 4
    + "\n",
}


@pytest.mark.parametrize("width", [40, 52, 80, 133])
@pytest.mark.parametrize("language", COPIES)
def test_a_galley_is_never_wider(language: str, width: int) -> None:
    source = Source(
        name="a.txt", data=COPIES[language].encode(), moment=Moment("2016-12-07T16:00:00Z"), explanations=True
    )
    parsed = pipeline.read(source)
    lines = [*galley(parsed, width=width), *galley_notes(parsed, range(1, 20), width=width)]
    assert max(map(columns, lines)) <= width
    assert any(columns(line) >= width - 1 for line in lines)


@pytest.mark.parametrize("width", [40, 80, 133])
def test_explanations_of_codes_fill_the_width(width: int) -> None:
    for code in codes.all_codes():
        text = codes.explanation(code)
        lines = list(filled(text, width))
        assert max(map(columns, lines)) <= width, code
        assert "".join("".join(lines).split()) == "".join(text.split()), code


@pytest.mark.parametrize(("given_width", "width"), [("60", 60), ("120", 120), (None, 80)])
def test_explain_is_as_wide_as_the_terminal(
    given_width: str | None, width: int, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Eighty columns where there is no terminal and nothing is said of one."""
    if given_width:
        monkeypatch.setenv("COLUMNS", given_width)
    else:
        monkeypatch.delenv("COLUMNS", raising=False)
    assert cli._run(["explain", "NWS104"]) == 0
    longest = max(map(columns, capfd.readouterr().out.splitlines()))
    assert width - 12 <= longest <= width


@given(st.text(alphabet=st.sampled_from("ab é雪\u0301 "), max_size=60), st.integers(4, 20), st.sampled_from(["", "  "]))
def test_folding_keeps_every_character(text: str, width: int, indent: str) -> None:
    lines = list(fold(text.lstrip(), width, indent))
    assert all(columns(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert columns(cut(text, width)) <= width
