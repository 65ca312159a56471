"""The reader's own corpus: raw copy in many languages, wholly invented, each text with what it says beside it.

`tests/readers/corpus/NAME.txt` is the copy, `NAME.truth.toml` its truth, written from the text and from nothing that a
reader answered: `headline` (none where the copy has none), `kicker`, `dek`, `dateline`, `authors` (people),
`agencies`, `published` (ISO, as the copy shows it), `language`, `style` (`article`, `page`, `wire` or `mail`), `body`
(its paragraphs and list items in order, as they stand), `headings` and `captions`. A name opens with its language.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from convert.model import Moment

FOLDER = Path(__file__).parent / "readers" / "corpus"
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))

TEXTS = ("headline", "kicker", "dek", "dateline")
LISTS = ("authors", "agencies", "body", "headings", "captions")
OTHERS = ("published", "language", "style")
LANGUAGES = 40


def truth_of(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.truth.toml").read_text(encoding="utf-8"))


def flat(text: str) -> str:
    return re.sub("[ \n]+", " ", text).strip(" ")


def values(truth: dict[str, Any]) -> list[str]:
    """All that the truth says stands in the copy."""
    return [truth[key] for key in TEXTS if key in truth] + [value for key in LISTS for value in truth.get(key, ())]


def test_every_text_has_its_truth_and_languages_are_many() -> None:
    assert sorted(path.name.removesuffix(".truth.toml") for path in FOLDER.glob("*.toml")) == NAMES
    assert len({name.partition("-")[0] for name in NAMES}) >= LANGUAGES


@pytest.mark.parametrize("name", NAMES)
def test_truth_stands_in_its_text(name: str) -> None:
    raw = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    text = flat(raw)
    truth = truth_of(name)
    assert set(truth) <= {*TEXTS, *LISTS, *OTHERS}
    assert truth["language"].partition("-")[0] == name.partition("-")[0]
    assert truth["style"] in ("article", "page", "wire", "mail")
    for value in values(truth):
        assert value == flat(value)
        assert value
        # Names are told as names are written, whatever the line shouts.
        assert value in text or value.casefold() in text.casefold()
    if "published" in truth:
        assert Moment(truth["published"]).text[:4].isdigit()
    assert truth["body"]


@pytest.mark.parametrize("name", NAMES)
def test_body_and_headings_stand_in_order_and_once(name: str) -> None:
    text = flat((FOLDER / f"{name}.txt").read_text(encoding="utf-8"))
    truth = truth_of(name)
    for key in ("body", "headings"):
        at = 0
        for value in truth.get(key, ()):
            found = text.find(value, at)
            assert found >= 0, value
            at = found + len(value)
    assert len(set(truth["body"])) == len(truth["body"])
    assert not {*truth["body"]} & {*truth["headings"], *truth["captions"], truth.get("headline"), truth.get("dek")}


def test_corpus_is_clean_text() -> None:
    for path in FOLDER.glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        assert text.endswith("\n")
        assert not re.search(r"[\x00-\x09\x0b-\x1f\ufffd]|\[\[|\]\]", text), path.name
