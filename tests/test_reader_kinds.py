"""Own copies of many kinds and languages, held against their labels; what is read wrongly is listed, and no more."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT
from labeled_copies import LabelError
from labeled_kinds import (
    FIELDS,
    FOLDER,
    NAMES,
    gaps,
    labels_of,
    load_gaps,
    load_labels,
    path_of,
    reading_of,
    remove_gaps,
)

LANGUAGES = 20
KINDS = 20


@pytest.mark.sampled(3)
@pytest.mark.parametrize("name", NAMES)
def test_copy_reads_as_labeled(name: str) -> None:
    """A gap must be listed with its reason, and one that is closed must leave the list."""
    found = gaps(labels_of(name), reading_of(name))
    known = load_gaps().get(name, {})
    assert {field: wrong for field, wrong in found.items() if field not in known} == {}
    assert [field for field in known if field not in found] == []


def test_closed_gaps_leave_the_list_on_demand(accept: bool, tmp_path: Path) -> None:
    """With `--accept`; gaps that are new never enter it so."""
    path = tmp_path / "gaps.toml"
    content = '[en-wire-salt]\nauthors = "A reason."\nbody = "Another."\n\n[it-wire-funivia]\ndek = "A third."\n'
    path.write_text(content, encoding="utf-8")
    remove_gaps({"en-wire-salt": ["authors"], "it-wire-funivia": ["dek"]}, path)
    assert path.read_text(encoding="utf-8") == '[en-wire-salt]\nbody = "Another."\n'
    if accept:
        known = load_gaps()
        remove_gaps({name: set(known[name]) - set(gaps(labels_of(name), reading_of(name))) for name in known})


def test_languages_and_kinds_are_many() -> None:
    assert len(NAMES) >= 60
    assert len({name.partition("-")[0] for name in NAMES}) >= LANGUAGES
    assert len({labels_of(name).kind for name in NAMES}) >= KINDS


def test_every_copy_has_labels() -> None:
    assert sorted({path.name.partition(".")[0] for path in FOLDER.iterdir()}) == NAMES
    assert all(path_of(name).stat().st_size > 100 for name in NAMES)


def test_the_weights_are_fitted_without_these_copies() -> None:
    for script in (ROOT / "benchmarks").glob("*.py"):
        assert "labeled_kinds" not in script.read_text(encoding="utf-8")


WRONG = {"published": "1999-01-01", "urgency": (9,), "embargo": "open", "status": "canceled", "never": ("krona",)}
TEXTS = ("headline", "kicker", "dek", "language", "slugline", "provider")
"""Fields that are one text; the others are several."""


@pytest.mark.parametrize("field", FIELDS)
def test_a_wrong_label_is_noticed_in_every_field(field: str) -> None:
    name = "sv-iptc-fyrtorn"
    labels = labels_of(name)
    wrong = {field: WRONG.get(field, "qqq" if field in TEXTS else ("qqq",))}
    changed = (
        replace(labels, **wrong) if hasattr(labels, field) else replace(labels, text=replace(labels.text, **wrong))
    )
    assert gaps(labels, reading_of(name)) == {}
    assert field in gaps(changed, reading_of(name))


LABELS = 'kind = "wire"\nlanguage = "en"\nauthors = []\nbody = ["A line."]\nheadings = []\ncaptions = []\n'


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (LABELS + 'title = "x"', "“title” is not a key of labels"),
        (LABELS.replace("body", "keywords"), "“body” is missing"),
        (LABELS.replace('kind = "wire"\n', ""), "“kind” is missing"),
        (LABELS + 'slugline = " x"', "“slugline” must hold text on one line"),
        (LABELS + 'embargo = "May"', "May is not a date or an instant"),
    ],
)
def test_wrong_labels_fail_with_the_file(content: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "wrong.truth.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(LabelError, match=rf"^wrong\.truth\.toml: {re.escape(message)}"):
        load_labels(path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('[xx-none]\nbody = "Some reason here."', "there is no copy “xx-none”"),
        ('[en-wire-salt]\ntitle = "Some reason here."', "“en-wire-salt.title” names no field"),
        ('[en-wire-salt]\nbody = "No."', "“en-wire-salt.body” must be a sentence"),
    ],
)
def test_wrong_gaps_fail_with_the_file(content: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "gaps.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(LabelError, match=re.escape(message)):
        load_gaps(path)
