"""Datelines of agencies and distributors, each in the order of its own parts."""

from __future__ import annotations

import pytest

from convert.model import Moment, block_texts
from convert.readers import Source
from convert.readers.text import read
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lexicon.datelines import read_dateline, read_whole_dateline
from convert.readers.text.lexicon.files import languages, load_file


@pytest.mark.parametrize(
    ("language", "dateline", "separator"),
    [
        ("en", "NIIGATA, Japan, Jan. 21 Kyodo", " - "),
        ("pl", "31.10. Białystok (PAP)", " - "),
        ("en", "PORTLAND, Maine--(BUSINESS WIRE)", "--"),
        ("en", "PORTLAND, Maine – (GLOBE NEWSWIRE)", " – "),
        ("it", "(ANSA) - TRIESTE, 03 FEB", " - "),
        ("cs", "Praha 3. února (ČTK)", " - "),
    ],
)
def test_a_dateline_is_separated_from_the_text(language: str, dateline: str, separator: str) -> None:
    text = f"{dateline}{separator}Heavy snow has stranded 400 vehicles on a road."
    found = read_dateline(text, load_lexicon("en", language))
    assert found is not None
    assert (found.text, text[found.end :]) == (dateline, "Heavy snow has stranded 400 vehicles on a road.")


def test_a_day_and_hour_may_open_a_dateline_on_a_line_of_its_own() -> None:
    found = read_whole_dateline("18/06/2024 14:20:33 BRUSSEL (BELGA)", load_lexicon("en", "nl"))
    assert found is not None
    assert (found.agency, found.day) == ("BELGA", "2024-06-18")


def test_a_reporter_before_the_place_in_a_chinese_dateline_is_known_by_the_place() -> None:
    text = "（中央社記者陳怡君基隆12日電）基隆港一座停用多年的老燈塔將改建成氣象圖書館，預計八月開放。"
    found = read_dateline(text, load_lexicon("en", "zh"))
    assert found is not None
    assert (found.agency, found.reporters) == ("中央社", ("陳怡君",))
    unknown = read_dateline(text.replace("基隆12", "某某12"), load_lexicon("en", "zh"))
    assert unknown is not None
    assert unknown.reporters == ()


LABELED = sorted(name for name in languages() if load_file(name).get("places", {}).get("labels"))


@pytest.mark.parametrize("language", LABELED)
def test_a_label_before_a_sentence_is_no_place(language: str) -> None:
    """Neither where it opens a paragraph in capitals with a colon or a dash, and a town in its place still is one."""
    lexicon = load_lexicon("en", language)
    sentence = "Heavy snow has stranded 400 vehicles on a road."
    for label in load_file(language)["places"]["labels"]:
        for mark in (":", " –", " -"):
            assert read_dateline(f"{label.upper()}{mark} {sentence}", lexicon) is None, label
    found = read_dateline(f"OSTEDVILLE: {sentence}", lexicon)
    assert found is not None
    assert found.text == "OSTEDVILLE"


@pytest.mark.parametrize(
    "opening",
    ["NORA FELD", "MATCH REPORT", "TEAM NEWS", "TENNIS", "THE FERRY", "FERRY", "ISLANDERS", "OSTED COUNCIL", "POLICE"],
)
@pytest.mark.parametrize("mark", [":", " –", " -"])
def test_what_else_opens_a_paragraph_in_capitals_is_no_place(opening: str, mark: str) -> None:
    """People and organizations, rubrics, and words that the story has in small letters."""
    sentence = "The ferry to Lund resumed on Tuesday after four months of repairs, the county said."
    text = (
        f"Boat to Lund runs again\n\n{opening}{mark} {sentence}\n\nThe islanders were glad of the ferry, they said.\n"
    )
    article = read(Source(name="a.txt", data=text.encode(), moment=Moment("2026-11-29T00:00:00Z"))).article
    assert article.dateline is None
    assert next(iter(block_texts(article.body))).startswith(opening)
