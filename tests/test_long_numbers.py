"""Numbers with more digits than Python converts, in each kind of file that people give: refused in our own words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from convert import configuration
from convert.article_codec import loads
from convert.batch.inputs.sidecars import sidecar
from convert.checks import check
from convert.cli.terminal import epoch
from convert.errors import ConvertError
from convert.model import Moment
from convert.readers import Source
from convert.readers.text import read

DIGITS = "9" * 5_000
WORDS = "a number has too many digits"


def _configuration(folder: Path) -> object:
    file = folder / "wirecopy.toml"
    file.write_text(f"split = true\nmeta = {{version = {DIGITS}}}\n", encoding="utf-8")
    return configuration.load(str(file))


def _sidecar(suffix: str, text: str) -> Callable[[Path], object]:
    def read_sidecar(folder: Path) -> object:
        (folder / f"a.meta.{suffix}").write_text(text, encoding="utf-8")
        return sidecar(str(folder / "a.txt"))

    return read_sidecar


@pytest.mark.parametrize(
    "give",
    [
        _configuration,
        _sidecar("json", f'{{"version": {DIGITS}}}'),
        _sidecar("toml", f"version = {DIGITS}\n"),
        lambda _: loads(f'{{"article": 1, "version": {DIGITS}}}'.encode()),
    ],
    ids=["configuration", "JSON", "TOML", "article"],
)
def test_a_number_with_too_many_digits_is_refused_in_our_words(give: Callable[[Path], object], tmp_path: Path) -> None:
    with pytest.raises(ConvertError, match=WORDS):
        give(tmp_path)


def test_a_document_with_such_a_number_is_reported() -> None:
    [finding] = check(f'{{"uri": "urn:x", "type": "text", "version": {DIGITS}}}'.encode(), format="ninjs").findings
    assert (finding.code, finding.message) == ("NJS000", WORDS)


def test_front_matter_with_such_a_number_is_text() -> None:
    copy = f'+++\ntitle = "x"\nversion = {DIGITS}\n+++\n\nThe ferry sank on Monday, its master said.\n'
    assert read(Source(name="a.md", data=copy.encode(), moment=Moment("2026-01-01T00:00:00Z"))).article.body


@pytest.mark.parametrize("value", [DIGITS, "9" * 21, "253402300800"])
def test_no_time_is_that_late(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    with pytest.raises(ConvertError, match="not a number of seconds"):
        epoch()
