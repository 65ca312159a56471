"""Ends of sentences within quotations, in the quotation marks of many languages."""

from __future__ import annotations

import re

import pytest
from story_pages import TEXT, body, page

from convert.readers.text.sentences import ENDS_OPENING_TEXT, ENDS_SENTENCE, ENDS_WRAPPED_LINE, SENTENCE_BREAK

pytestmark = pytest.mark.sampled(3)

QUOTED = [
    "„Er kommt heute.“",
    "»Er kommt heute.«",
    "‚Er kommt heute.‘",
    "«Il vient ce soir.»",
    '"He comes today."',
    "“He comes today.”",
    "‘He comes today.’",
    "„Przyjdzie dzisiaj.”",
    "»Han kommer i dag.»",
    "›Er kommt heute.‹",
]


@pytest.mark.parametrize("text", QUOTED)
@pytest.mark.parametrize("pattern", [ENDS_SENTENCE, ENDS_WRAPPED_LINE, ENDS_OPENING_TEXT])
def test_a_quoted_sentence_ends_one(text: str, pattern: re.Pattern[str]) -> None:
    assert pattern.search(text)


@pytest.mark.parametrize("text", QUOTED)
def test_a_sentence_behind_a_quotation_is_another(text: str) -> None:
    assert len(SENTENCE_BREAK.findall(f"{text} Dann geht er. {text}")) == 2


@pytest.mark.parametrize("text", ["He comes.¹", "He comes.¹²", "He comes. [3]", "He comes.”2", "„Er kommt.“³"])
def test_the_number_of_a_note_is_behind_a_sentence(text: str) -> None:
    assert ENDS_SENTENCE.search(text)


@pytest.mark.parametrize(
    "text", ["„Er kommt“", "»Er kommt«", "Er sagt: „", "Das Ende der „Hansa“", "A ship called “Tide”"]
)
def test_a_quoted_phrase_ends_no_sentence(text: str) -> None:
    assert not ENDS_SENTENCE.search(text)


@pytest.mark.parametrize(
    "speech",
    [
        "„Er hat das Boot nie verlassen“, sagt die Tochter des Lotsen. „Auch nicht, als es sank.“",
        "»Er hat das Boot nie verlassen«, sagt die Tochter des Lotsen. »Auch nicht, als es sank.«",
        "Am Steg hängt seit Jahren ein Schild mit der Aufschrift: „Vorsicht, es tropft von unten.“",
    ],
)
def test_a_paragraph_that_ends_with_speech_is_text(speech: str) -> None:
    text = TEXT["de"]
    assert speech in body(page("de", text=[*text[:2], speech, *text[2:]]))
