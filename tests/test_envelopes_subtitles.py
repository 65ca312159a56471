"""Subtitles lose numbers, times and marks, and no word."""

from __future__ import annotations

import re

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
