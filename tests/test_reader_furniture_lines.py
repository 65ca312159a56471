"""Lines of pages that the lexicons know as furniture, by language, and ordinary lines that begin like them."""

from __future__ import annotations

import pytest

from convert.readers.text.labels.line_features import extract_line_features
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lines.language import Language
from convert.readers.text.lines.units import Unit

pytestmark = pytest.mark.sampled(4)

KNOWN = [
    ("en", "More: Pilots keep their boat"),
    ("en", "MORE FOR YOU"),
    ("de", "Zum Artikel: Lotsen behalten ihr Boot"),
    ("fr", "Voir aussi : Les pilotes gardent leur barque"),
    ("fr", "Voir aussi: Les pilotes gardent leur barque"),
]

TEXT = [
    ("en", "More than 100 pilots keep their boat"),
    ("en", "More villages ask for a bell"),
    ("en", "Trending words of the year"),
    ("de", "Zum Artikel 5 des Grundgesetzes"),
]


def role(language: str, text: str) -> str | None:
    """The role that a line has by its words, in copy in that language; None if they are of no furniture."""
    lexicon = load_lexicon("en", language)
    [line] = extract_line_features([Unit((1,), text)], lexicon, Language(language, 1.0, "ltr"))
    return line.furniture[0] if line.furniture else None


@pytest.mark.parametrize(("language", "text"), KNOWN)
def test_line_of_pages_is_known(language: str, text: str) -> None:
    assert role(language, text)


@pytest.mark.parametrize(("language", "text"), TEXT)
def test_ordinary_line_that_begins_like_one_is_not_known(language: str, text: str) -> None:
    assert role(language, text) is None
