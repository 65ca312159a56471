"""Subtitles lose numbers, times and marks, and no word."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert.model import Moment, block_texts
from convert.readers import Parsed, Source
from convert.readers.text import read
from convert.readers.text.envelopes.programs.subtitles import open_subtitles

AT = Moment("2026-01-01T00:00:00Z")

SRT = """\
1
00:00:01,200 --> 00:00:04,800
<i>The council of Ardlow</i> has voted
to keep the ferry.

2
00:00:05,000 --> 00:00:09,300 X1:40 X2:600
"We had asked for it since spring,"
the mayor said

3
00:00:09,600 --> 00:00:13,000
{\\an8}on Monday.

4
00:00:13,600 --> 00:00:15,000
- Who pays?

5
00:00:15,600 --> 00:00:17,000
- 1990
"""
VTT = """\
WEBVTT - Evening news
Kind: captions

STYLE
::cue { color: red }

NOTE a note
of two lines

intro
00:01.000 --> 00:04.000 align:start
<v Anna>Good evening from the harbor of Tarrow.

00:04.500 --> 00:08.000
<v Anna>The storm has <00:05.000><c>closed</c> the port.

00:08.500 --> 00:11.000
<v.loud Tom Roe>Nobody was hurt.

00:11.500 --> 00:12.000
♪
"""


def parse(text: str) -> Parsed:
    return read(Source(name="copy.txt", data=text.encode(), moment=AT))


def texts(text: str) -> list[str]:
    return list(block_texts(parse(text).article.body))


def test_subrip_becomes_paragraphs() -> None:
    text = (
        'The council of Ardlow has voted to keep the ferry. "We had asked for it since spring," the mayor said on '
        "Monday."
    )
    assert texts(SRT) == [text, "Who pays?", "1990"]


def test_webvtt_keeps_its_speakers() -> None:
    assert texts(VTT) == [
        "Anna: Good evening from the harbor of Tarrow. The storm has closed the port.",
        "Tom Roe: Nobody was hurt.",
    ]


def test_long_speech_is_divided_where_sentences_end() -> None:
    cues = [
        f"{at}\n00:{at:02}:01,000 --> 00:{at:02}:04,000\nThe repairs of the ferry cost as much as pier {at}.\n"
        for at in range(1, 20)
    ]
    found = texts("\n".join(cues))
    assert len(found) == 4
    assert [int(number) for number in re.findall(r"pier (\d+)\.", " ".join(found))] == [*range(1, 20)]


def test_lines_with_an_arrow_are_no_subtitles() -> None:
    assert open_subtitles(("10:00 -> 11:00", "The way leads from Ardlow --> Tarrow", "00:00:01,000 --> soon")) is None
    assert open_subtitles(("00:00:01,000 --> 00:00:02,000", "Once.")) is None


@given(st.integers(0, len(SRT)), st.integers(0, len(SRT)), st.sampled_from(["\n", "\r\n", "\n\n"]))
def test_no_cut_loses_a_word(first: int, end: int, newline: str) -> None:
    cut = SRT[first:end]
    text = cut.replace("\n", newline)
    words = re.findall(r"\b(?:council|Ardlow|voted|ferry|spring|mayor|Monday|pays)\b", cut)
    if open_subtitles(tuple(text.splitlines())) is None or not words:
        return
    article = parse(text).article
    titles = (article.headline, article.subheadline or "", *(other.text for other in article.other_headlines))
    shown = " ".join((*titles, *block_texts(article.body)))
    assert [word for word in words if word not in shown] == []


SPOKEN = """\
[00:00.000 --> 00:04.000]  Der Fährbetrieb nach Holm beginnt am Montag wieder,
[00:04.000 --> 00:08.500]  sagte die Reederei, und niemand wurde verletzt.
[00:08.500 --> 00:09.000]
[00:09.000 --> 00:12.000]  Die Boote lagen drei Tage still.
"""
FILM = """\
How the mill was mended
Transcript
0:02 nobody in Ostby had seen the sails turn
0:05 since the winter of the great flood
0:05 when the river took the wheel
1:09 and now the miller's daughter
1:12 has set them going again
"""
CAPTIONS = """\
>> REPORTER: THE FERRY SAILED
AGAIN ON MONDAY AFTER A STORM.
>> WE WAITED TWO NIGHTS BY THE
QUAY, SAID A PASSENGER.
"""


def test_times_before_what_speech_recognition_heard_are_not_published() -> None:
    story = (
        "Der Fährbetrieb nach Holm beginnt am Montag wieder, sagte die Reederei, und niemand wurde verletzt. Die Boote "
        "lagen drei Tage still."
    )
    assert texts(SPOKEN) == [story]


def test_times_before_the_lines_of_a_film_are_not_published() -> None:
    parsed = parse(FILM)
    assert parsed.article.headline == "How the mill was mended"
    story = (
        "nobody in Ostby had seen the sails turn since the winter of the great flood when the river took the wheel "
        "and now the miller's daughter has set them going again"
    )
    assert list(block_texts(parsed.article.body)) == [story]


def test_captions_are_divided_where_somebody_speaks() -> None:
    assert texts(CAPTIONS) == [
        "REPORTER: THE FERRY SAILED AGAIN ON MONDAY AFTER A STORM.",
        "WE WAITED TWO NIGHTS BY THE QUAY, SAID A PASSENGER.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "0:00 Intro\n0:40 The mill\n2:10 The flood\n3:30 The wheel\n5:00 Questions\n",
        "0:00 Einleitung\n0:40 Die Mühle\n2:10 Das Hochwasser\n3:30 Das Rad\n5:00 Fragen\n",
        "12:01 Le bateau part.\n12:04 La mer est calme.\n12:09 Le port est fermé.\n12:15 Retour.\n12:20 Fin.\n",
        "0:07 tor für Holm\n0:31 pause\n0:20 ecke\n0:44 wechsel\n0:50 gelb\n0:58 schluss\n",
        "07:10 barco a Holm\n08:10 barco a Norwick\n09:10 barco a Ostby\n10:10 barco a Tarrow\n11:10 fin\n",
        "[00:10 --> 00:20] only the title has such a sign\n\nThe ferry sailed again on Monday, its operator said.\n",
        ">> THE FERRY SAILED AGAIN\n\nThe ferry sailed again on Monday, its operator said.\n>> MORE ON PAGE 3\n",
    ],
)
def test_lines_with_times_or_arrows_that_are_no_transcript_stay(text: str) -> None:
    assert open_subtitles(tuple(text.splitlines())) is None


PAGE_OF_FILM = """Ferry of Ardlow sails again

12,403 views  Mar 12, 2026

The ferry of Ardlow sails again after three days of storm, and its crew is glad of it.

Transcript
0:00
good morning from ardlow where the harbor
0:05
has been closed for three days and the first
1:12
boat goes out now
Follow us on Instagram
"""


def test_a_transcript_below_its_label_is_text_without_its_times() -> None:
    body = list(block_texts(read(Source(name="film.txt", data=PAGE_OF_FILM.encode(), moment=AT)).article.body))
    assert body[-1] == (
        "good morning from ardlow where the harbor has been closed for three days and the first boat goes out now"
    )
    assert body[0].startswith("The ferry of Ardlow sails again after")
    assert len(body) == 2


@pytest.mark.parametrize(
    "below", ["0:00\n0:05\n1:12\n", "0:00\na\n0:05\n", "1:12\na\n0:05\nb\n0:00\nc\n", "none is shown\n", ""]
)
def test_a_label_alone_shows_no_transcript(below: str) -> None:
    assert open_subtitles(("Ferry sails", "Transcript", *below.split("\n"))) is None
