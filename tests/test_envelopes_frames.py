"""The byte frame of a wire is opened before its bytes are decoded."""

from __future__ import annotations

import pytest

from convert.model import Moment, block_texts
from convert.pipeline import split
from convert.readers import Source
from convert.readers.text import read
from convert.readers.text.envelopes import open_frame

FRAME = b"\x16\x16\x01head 1\r\nkeys\r\n\x02First line\r\n\x08Second;\x10line\r\n\x03stamp\r\n\x7f\x04"


def test_a_frame_has_three_parts_without_control_characters() -> None:
    frame = open_frame(FRAME)
    assert frame is not None
    assert frame.data.split(b"\n")[: frame.lines] == [b"head 1", b"keys", b"First line", b"Second;line", b"stamp"]
    assert (frame.header, frame.trailer) == (2, 4)


@pytest.mark.parametrize("newline", [b"\n", b"\r\n", b"\r\r\n", b"\r"])
def test_every_line_end_is_one(newline: bytes) -> None:
    frame = open_frame(FRAME.replace(b"\r\n", newline))
    assert frame is not None
    assert (frame.header, frame.trailer) == (2, 4)


def test_marks_within_a_line_end_it() -> None:
    frame = open_frame(b"\x01head\x02Text\x03stamp")
    assert frame is not None
    assert frame.data == b"head\nText\nstamp"


@pytest.mark.parametrize(
    "data",
    [
        b"Plain copy.\n",
        FRAME + FRAME,
        b"A story with \x01 inside\nand no other mark.\n",
        b"x" * 2_000 + b"\x02 is far down",
        b"\x01\x02\x03",
        b"\x01ab\x02some words\x00\x00more",
        b"\x01head\x02" + b"word\x05\x06\x0e" * 20,
    ],
    ids=["plain", "two stories", "a stray mark", "late", "no word", "zeros", "binary"],
)
def test_other_copy_is_no_frame(data: bytes) -> None:
    assert open_frame(data) is None


@pytest.mark.parametrize("encoding", ["utf-16", "UTF_32"])
def test_wide_encodings_have_no_frame(encoding: str) -> None:
    assert open_frame(FRAME, encoding) is None


def test_what_is_too_long_for_a_header_or_a_trailer_is_text() -> None:
    frame = open_frame(b"\x01head\n\x02Text\n\x03" + b"More of the text. " * 20)
    assert frame is not None
    assert frame.trailer == frame.lines


GERMAN = (
    "Die F{hren am Niederrhein fallen f}r zwei Tage aus, weil der Flu~ zu hoch steht. Die Stra~e nach Xanten ist\n"
    "gesperrt, sagte die [rztin, die im [RZTEHAUS wohnt. Mehr unter http://example.org/~kreis und [Pegelst{nde](x).\n"
)


def test_a_national_set_is_known_by_its_language_and_words() -> None:
    frame = open_frame(b"\x01head\n\x02" + GERMAN.encode() + b"\x03stamp\n")
    assert frame is not None
    text = frame.data.decode()
    for word in (
        "Fähren",
        "für",
        "Fluß",
        "Straße",
        "Ärztin",
        "ÄRZTEHAUS",
        "http://example.org/~kreis",
        "[Pegelstände](x)",
    ):
        assert word in text
    assert [finding.code for finding in frame.findings] == ["TXT019"]
    assert frame.encoding == "utf-8"


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        (
            "sv",
            "F{rjorna till |n st}r stilla p} grund av att det inte finns n}gon som kan k|ra dem i dag.",
            "Färjorna",
        ),
        (
            "da",
            "F{rgerne til |en sejler ikke i dag, fordi der ikke er nogen, som kan f|re dem, siger de p} havnen.",
            "Færgerne",
        ),
        (
            "fr",
            "Le d{put{ a d{clar{ que les bateaux ne sont pas dans le port et que la mer est forte pour la saison.",
            "député",
        ),
    ],
)
def test_national_sets_of_other_languages(language: str, text: str, word: str) -> None:
    frame = open_frame(b"\x01head\n\x02" + text.encode() + b"\n\x03")
    assert frame is not None
    assert word in frame.data.decode()
    assert f"its language, {language}" in frame.findings[0].message


@pytest.mark.parametrize(
    "text",
    [
        "The council said that the {brackets} and the ~tilde in the file are not of the text, and that a|b is.",
        "Die Zeichen { und } sind in der Datei, und das ist f}r die Leute nicht gut.",
    ],
)
def test_signs_stay_where_the_words_do_not_show_a_set(text: str) -> None:
    frame = open_frame(b"\x01head\n\x02" + text.encode())
    assert frame is not None
    assert text.encode() in frame.data
    assert not frame.findings


def test_a_named_encoding_is_believed() -> None:
    frame = open_frame(b"\x01head\n\x02" + GERMAN.encode(), "latin-1")
    assert frame is not None
    assert GERMAN.encode() in frame.data


def _take(number: int, slug: str, head: str, text: str) -> bytes:
    header = f"\x16\x16\x01a{number:04d}\nr i \x13\x11{slug.partition(',')[0]}     03-14 0120\n"
    return f"{header}\x02^{slug},0120<\n{head}\t{text}\n\x03AP-WF-03-14-23 1{number % 10}12GMT\n\x04\n".encode(
        "latin-1"
    )


LEAD = _take(
    1, "BC-TX--Strike", "^Nobody likes an offer<\n^By LEON TRASK=\n", "GALVESTON, Texas (AP) _ The union will vote."
)


@pytest.mark.parametrize("version", ["1st Add", "Take 2", "2nd Take"])
def test_a_take_that_goes_on_is_of_the_story_before_it(version: str) -> None:
    add = _take(
        2, f"BC-TX--Strike,{version}", "^GALVESTON: will vote.<\n", "The offer is the last word, the company says."
    )
    other = _take(3, "BC-KS--Wheat", "^Wheat up<\n", "WICHITA, Kan. (AP) _ Wheat rose for a third day, traders said.")
    source = Source(name="takes.anpa", data=LEAD + add + other, moment=Moment("2026-01-01T00:00:00Z"))
    first, second = (read(story).article for story in split(source, format="text"))
    assert (first.headline, second.headline) == ("Nobody likes an offer", "Wheat up")
    assert list(block_texts(first.body)) == ["The union will vote.", "The offer is the last word, the company says."]
    assert first.published == Moment("2023-03-14T12:12:00Z")


@pytest.mark.parametrize("slug", ["BC-TX--Strike,2nd Ld-Writethru", "BC-TX--Strike", "BC-KS--Wheat,1st Add"])
def test_a_lead_or_the_add_of_another_story_is_a_story(slug: str) -> None:
    other = _take(2, slug, "^Wheat up<\n", "WICHITA, Kan. (AP) _ Wheat rose for a third day, traders said.")
    source = Source(name="takes.anpa", data=LEAD + other, moment=Moment("2026-01-01T00:00:00Z"))
    assert len(split(source, format="text")) == 2
