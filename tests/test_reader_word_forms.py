"""Words in their form for comparison: capitals and small letters, with accents and without, are one word."""

from __future__ import annotations

import pytest

from convert.readers.text.envelopes.print import death_notices
from convert.readers.text.fields.split_captions import SOURCES
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lexicon.keys import fold_word, phrase_set, word_set
from convert.readers.text.lexicon.name_lines import read_name_line
from convert.readers.text.lexicon.newsrooms import is_newsroom


@pytest.mark.parametrize(
    ("small", "capitals"),
    [
        ("ώρες", "ΩΡΕΣ"),
        ("μέρες", "ΜΕΡΕΣ"),
        ("δήμος", "ΔΗΜΟΣ"),
        ("σύνταξη", "ΣΥΝΤΑΞΗ"),
        ("ıhlamur", "IHLAMUR"),
        ("größe", "GRÖSSE"),
    ],
)
def test_small_letters_and_capitals_are_one_word(small: str, capitals: str) -> None:
    assert fold_word(small) == fold_word(capitals)
    assert fold_word(capitals) in word_set(f"a {small} b")
    assert fold_word(capitals) in phrase_set(f"a|{small}|b")


def test_sets_of_words_are_met_by_greek_and_turkish_words() -> None:
    """They are compared with folded words, and had accents and dotless letters that no folded word has."""
    assert is_newsroom("Σύνταξη")
    assert is_newsroom("ΣΥΝΤΑΞΗ")
    assert not {"πηγη", fold_word("ΠΗΓΗ")} - SOURCES
    assert fold_word("Κηδεία") in death_notices._FUNERAL
    lexicon = load_lexicon("en", "tr", "el")
    assert read_name_line("Sayın Ayşe Demir,", lexicon) is None
    assert read_name_line("Αγαπητέ Νίκο Παππά,", lexicon) is None
    assert read_name_line("Ayşe Demir,", lexicon) is not None
