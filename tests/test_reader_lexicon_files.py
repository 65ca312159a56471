"""A damaged lexicon or list of stop words is an InstallationError that names the file, the section and the key."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from convert.errors import InstallationError
from convert.readers.text.lexicon import LANGUAGES_FOLDER, files, load_lexicon
from convert.readers.text.lines import language
from convert.readers.text.lines.language import stop_words

DANISH = (LANGUAGES_FOLDER / "da.toml").read_text(encoding="utf-8")

DAMAGES = [
    ("unknown section", "[dates]", "[datoer]\na = []\n[dates]", "[datoer] is unknown; the sections are dates, "),
    ("missing section", r"\[captions\][^[]*\[[^[]*\[[^[]*(?=\n\[)", "", "[captions] is missing"),
    ("unknown key", r"\nbyline = ", "\nbylines = ", "[names] bylines is unknown; the keys are byline, "),
    ("missing key", r"\nupdated = [^\n]*", "", "[dates] updated is missing"),
    ("section that is a list", "[places]", "[[places]]", "places is not a section"),
    ("eleven months", '"maj", ', "", "[dates] months has 11 months, not 12"),
    ("month named twice", '"maj"', '"maj mar"', "[dates] months has “mar” twice"),
    ("string for a list", r"\nand = [^\n]*", '\nand = "og"', "[names] and is not a list of strings"),
    ("number in a list", r"\nand = [^\n]*", '\nand = ["og", 3]', "[names] and is not a list of strings"),
    ("empty string", r"\nand = [^\n]*", '\nand = ["og", " "]', "[names] and is empty or has an empty string"),
    ("empty list", r"\nand = [^\n]*", "\nand = []", "[names] and is empty or has an empty string"),
    ("word twice", r"\nand = [^\n]*", '\nand = ["og", "og"]', "[names] and has “og” twice"),
    ("phrase without letters", r"\nshare = \[", '\nshare = [ "…", ', "[furniture] share has “…”, which has no letters"),
    ("phrase with inner dots", r"\nshare = \[", '\nshare = [ "del … nu", ', "[furniture] share has “del … nu”"),
    ("letters as a list", r"\nletters = [^\n]*", '\nletters = ["i"]', "[words] letters is not a string"),
    ("key twice", r"\nand = [^\n]*", '\nand = ["og"]\nand = ["med"]', "the lexicon da.toml cannot be read: "),
    ("no TOML", r"\[dates\]", "[dates", "the lexicon da.toml cannot be read: "),
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the lexicons that the reader uses in place of the installed ones."""
    copy = Path(shutil.copytree(LANGUAGES_FOLDER, tmp_path / "languages"))
    caches = (
        files.languages,
        files.load_file,
        load_lexicon,
        stop_words,
        language._common_words,
        language._stop_word_weights,
    )
    monkeypatch.setattr(files, "LANGUAGES_FOLDER", copy)
    monkeypatch.setattr(language, "LANGUAGES_FOLDER", copy)
    for cached in caches:
        cached.cache_clear()
    yield copy
    for cached in caches:
        cached.cache_clear()


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    ("pattern", "replacement", "message"), [row[1:] for row in DAMAGES], ids=[r[0] for r in DAMAGES]
)
def test_damaged_lexicon_is_named_with_its_fault(folder: Path, pattern: str, replacement: str, message: str) -> None:
    text, count = re.subn(pattern if "\\" in pattern else re.escape(pattern), lambda _: replacement, DANISH, count=1)
    assert count == 1
    (folder / "da.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InstallationError) as raised:
        load_lexicon("en", "da")
    assert raised.value.code == "INP013"
    assert message in str(raised.value)
    assert "da.toml" in str(raised.value)


def test_lexicon_that_is_not_utf8_is_named(folder: Path) -> None:
    (folder / "da.toml").write_bytes(DANISH.encode("latin-1", "replace"))
    with pytest.raises(InstallationError, match=r"the lexicon da\.toml cannot be read"):
        load_lexicon("da")


def test_common_lexicon_needs_no_section_but_knows_no_other(folder: Path) -> None:
    common = folder / "common.toml"
    common.write_text('[furniture]\nshare = ["twitter"]\n', encoding="utf-8")
    assert load_lexicon().furniture.role("twitter") == ("share", 0.97)
    common.write_text('[furniture]\nshares = ["twitter"]\n', encoding="utf-8")
    files.load_file.cache_clear()
    load_lexicon.cache_clear()
    with pytest.raises(InstallationError, match=r"common\.toml is damaged: \[furniture\] shares is unknown"):
        load_lexicon()


def test_new_lexicon_is_found_by_its_file(folder: Path) -> None:
    (folder / "fo.toml").write_text(DANISH.replace('"af"', '"eftir"'), encoding="utf-8")
    assert "fo" in files.languages()
    assert "eftir" in load_lexicon("fo").byline_openings["e"]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("kl", "is not a language tag, a space and words"),
        ("kl ", "is not a language tag, a space and words"),
        ("kl\taap naamik", "is not a language tag, a space and words"),
        ("Kalaallisut aap naamik", "is not a language tag, a space and words"),
        ("", "is not a language tag, a space and words"),
        ("da og men", "has the language “da” again"),
    ],
)
def test_damaged_list_of_stop_words_is_named_with_its_line(folder: Path, line: str, fault: str) -> None:
    path = folder / "stopwords.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, line, "kl aap"]), encoding="utf-8")
    with pytest.raises(InstallationError) as raised:
        stop_words("en")
    assert raised.value.code == "INP013"
    assert f"stopwords.txt is damaged: line {len(lines) + 1} {fault}" in str(raised.value)


def test_missing_list_of_stop_words_is_named(folder: Path) -> None:
    (folder / "stopwords.txt").unlink()
    with pytest.raises(InstallationError, match=r"stopwords\.txt cannot be read"):
        stop_words("en")
