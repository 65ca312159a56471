"""Which characters are of scripts without spaces between words, held against their names in Unicode."""

from __future__ import annotations

import re
import unicodedata

import pytest

from convert.readers.text.scripts import count_words, has_digit, is_unspaced, joins_without_space

JOINED = re.compile(r"(?:CJK|KANGXI|IDEOGRAPHIC|HIRAGANA|KATAKANA|HALFWIDTH KATAKANA|FULLWIDTH|BOPOMOFO)\b")
UNSPACED = re.compile(r"(?:THAI|LAO|MYANMAR|KHMER|TIBETAN|HIRAGANA|KATAKANA|HALFWIDTH KATAKANA|CJK UNIFIED)\b")
SPACED = re.compile(
    r"(?:LATIN|GREEK|CYRILLIC|ARABIC|HEBREW|ARMENIAN|GEORGIAN|HANGUL (?:SYLLABLE|CHOSEONG)|ETHIOPIC|CHEROKEE|MONGOLIAN"
    r"|CANADIAN|RUNIC|DEVANAGARI|BENGALI|TAMIL|TIFINAGH|GLAGOLITIC|COPTIC|VAI|LISU)\b"
)
LETTERS = [chr(code) for code in range(0x10000) if chr(code).isalpha()]


def named(kind: re.Pattern[str]) -> list[str]:
    return [letter for letter in LETTERS if kind.match(unicodedata.name(letter, ""))]


def test_letters_of_scripts_without_spaces() -> None:
    """Extensions of a script that lie elsewhere, which news does not use, may be on either side."""
    extended = re.compile(r"(?:LATIN|MYANMAR|ETHIOPIC|CHEROKEE|GEORGIAN|MONGOLIAN)")
    for letter in named(UNSPACED):
        assert is_unspaced(letter) or extended.match(unicodedata.name(letter)), unicodedata.name(letter)
    for letter in named(SPACED):
        assert not is_unspaced(letter) or letter >= "\ufb00", unicodedata.name(letter)


def test_lines_are_joined_without_a_space_in_chinese_and_japanese_alone() -> None:
    spaced_in_cjk = re.compile(r"HANGUL SYLLABLE|YI |LISU|THAI|LAO|MYANMAR|KHMER|TIBETAN")
    for letter in LETTERS:
        name = unicodedata.name(letter, "")
        if letter >= "\u3000" and JOINED.match(name) and "RADICAL" not in name and not name.startswith("CJK STROKE"):
            assert joins_without_space(letter), name
        elif spaced_in_cjk.match(name) or SPACED.match(name):
            assert not joins_without_space(letter), name


@pytest.mark.parametrize("edge", ["\u3000", "\u9fff", "\uf900", "\ufaff", "\ufe30", "\ufe4f", "\uff01", "\uff9f"])
def test_edges_of_what_is_joined(edge: str) -> None:
    assert joins_without_space(edge)


@pytest.mark.parametrize("beyond", ["\u2fff", "\ua000", "\uf8ff", "\ufb00", "\ufe2f", "\ufe50", "\ufefc", "\uffa0"])
def test_what_is_beyond_the_edges_is_not(beyond: str) -> None:
    assert not joins_without_space(beyond)


@pytest.mark.parametrize(("low", "high"), [("\u10a0", "\u177f"), ("\u1800", "\u2fff"), ("\ua4d0", "\uf8ff")])
def test_edges_of_scripts_with_spaces(low: str, high: str) -> None:
    assert not is_unspaced(low)
    assert not is_unspaced(high)
    assert is_unspaced(chr(ord(low) - 1))
    assert is_unspaced(chr(ord(high) + 1))


def test_the_first_script_without_spaces_is_thai() -> None:
    assert is_unspaced("\u0e00")
    assert not is_unspaced("\u0dff")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("two words", 2),
        ("zwei W\u00f6rter", 2),
        ("\u0e02\u0e48\u0e32\u0e27", 1),
        ("\u8239\u306f\u706b\u66dc\u65e5", 2),
        ("\u8239\u306f\u706b\u66dc\u65e5\u306b", 3),
        ("\u8239\u306f\u3001\u3002\uff01", 1),
        ("a b c \u8239\u306f", 4),
        ("\ud55c\uad6d \uc2e0\ubb38", 2),
    ],
)
def test_words_are_counted(text: str, count: int) -> None:
    assert count_words(text) == count


@pytest.mark.parametrize(
    ("text", "has"), [("", False), ("ab", False), ("\u00fc", False), ("a1", True), ("\u0661", True), ("\u00b2", True)]
)
def test_digits_of_all_scripts(text: str, has: bool) -> None:
    assert has_digit(text) is has
