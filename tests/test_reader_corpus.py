"""The reader's own corpus: copies in many languages, all invented, held against their labels in every field."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from labeled_copies import (
    FOLDER,
    LISTS,
    NAMES,
    TEXTS,
    LabelError,
    copy_of,
    differences,
    flat,
    known_differences,
    labels_of,
    load_differences,
    load_labels,
    parse,
    reading_of,
)

from convert.readers.text import lexicon

LANGUAGES = 40
"""How many languages the corpus has at least."""


@pytest.mark.sampled(2)
@pytest.mark.parametrize("name", NAMES)
def test_copy_reads_as_labeled(name: str) -> None:
    """A difference must be listed with its reason, and one that is gone must leave the list."""
    assert differences(labels_of(name), reading_of(name)) == known_differences().get(name, {})


# --------------------------------------------------------------------------------------------------------------------
# The comparison notices what is wrong


def _nonsense(name: str, section: str) -> str:
    """The lexicon `name` as TOML, with every phrase of `section` replaced by a row of "q", each longer."""
    tables = tomllib.loads((lexicon.LANGUAGES_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    for key, phrases in tables.get(section, {}).items():
        count = len(phrases) if isinstance(phrases, list) else 0
        tables[section][key] = ["qqq" + "q" * at for at in range(count)] if count else phrases
    rows = []
    for title, table in tables.items():
        rows.append(f"[{title}]")
        rows += (f"{key} = {json.dumps(phrases, ensure_ascii=False)}" for key, phrases in table.items())
    return "\n".join(rows) + "\n"


def _forget_lexicons() -> None:
    for function in (*vars(lexicon).values(), *vars(lexicon.files).values()):
        if hasattr(function, "cache_clear"):
            function.cache_clear()


@pytest.fixture
def nonsense_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, Iterable[str]], None]]:
    """Makes the reader use lexicons of some languages alone, with nonsense in one section."""

    def use(section: str, languages: Iterable[str]) -> None:
        for name in {"common", "en", *languages}:
            (tmp_path / f"{name}.toml").write_text(_nonsense(name, section), encoding="utf-8")
        monkeypatch.setattr(lexicon.files, "LANGUAGES_FOLDER", tmp_path)
        _forget_lexicons()

    yield use
    monkeypatch.undo()
    _forget_lexicons()


@pytest.mark.sampled(2)
@pytest.mark.parametrize(
    ("section", "field", "names"),
    [
        (
            "names",
            "authors",
            ("de-bahnhofsuhr", "es-lista-fuentes", "fr-apres-fin", "he-izim", "ta-malai-kadai", "vi-cau-tre"),
        ),
        (
            "dates",
            "published",
            ("ar-sanad-mill", "fa-ghanat", "lt-biblioteka", "no-isbre", "ru-rechnoy-vokzal", "th-talat-nam"),
        ),
        (
            "captions",
            "captions",
            ("bg-chasovnik", "da-skolehave", "el-faros", "hi-pustakalay-bus", "it-campane", "vi-cau-tre"),
        ),
        (
            "furniture",
            "headings",
            ("ca-font", "cs-lanovka", "et-saun", "nl-veerpont", "sr-latinica", "tr-zeytin-okulu"),
        ),
    ],
    ids=["names", "dates", "captions", "furniture"],
)
def test_nonsense_in_a_lexicon_is_noticed(
    section: str, field: str, names: tuple[str, ...], nonsense_in: Callable[[str, Iterable[str]], None]
) -> None:
    """Each copy's reading then differs in the field that the section is for."""
    known = known_differences()
    nonsense_in(section, {name.partition("-")[0] for name in names})
    for name in names:
        found = differences(labels_of(name), parse(copy_of(name))).get(field, [])
        assert found != known.get(name, {}).get(field, []), name


@pytest.mark.parametrize("field", [field for field in (*TEXTS, *LISTS) if field != "style"])
def test_a_wrong_label_is_noticed_in_every_field(field: str) -> None:
    """No field is left out of the comparison."""
    labels = labels_of("en-glued-harbour")
    known = known_differences().get("en-glued-harbour", {})
    wrong = "1999-01-01" if field == "published" else "qqq"
    changed = replace(labels, **{field: (wrong,) if field in LISTS else wrong})
    assert differences(changed, reading_of("en-glued-harbour")).get(field) != known.get(field)
    assert differences(labels, reading_of("en-glued-harbour")) == known


# --------------------------------------------------------------------------------------------------------------------
# Labels


def test_every_copy_has_labels_and_languages_are_many() -> None:
    assert sorted(path.name.removesuffix(".truth.toml") for path in FOLDER.glob("*.toml")) == NAMES
    assert len({name.partition("-")[0] for name in NAMES}) >= LANGUAGES


@pytest.mark.sampled(6)
@pytest.mark.parametrize("name", NAMES)
def test_labels_occur_in_their_copy(name: str) -> None:
    """Body and headings in order, each once; names as names are written, even where the line is in capitals."""
    labels = labels_of(name)
    text = flat(copy_of(name).decode())
    assert labels.language.partition("-")[0] == name.partition("-")[0]
    texts = filter(None, (labels.headline, labels.kicker, labels.dek, labels.dateline))
    for value in (*texts, *(value for field in LISTS for value in getattr(labels, field))):
        assert value in text or value.casefold() in text.casefold()
    for values in (labels.body, labels.headings):
        at = 0
        for value in values:
            found = text.find(value, at)
            assert found >= 0, value
            at = found + len(value)
    assert len(set(labels.body)) == len(labels.body)
    assert not {*labels.body} & {*labels.headings, *labels.captions, labels.headline, labels.dek}


@pytest.mark.sampled(6)
@pytest.mark.parametrize("name", NAMES)
def test_copies_are_clean_text(name: str) -> None:
    text = copy_of(name).decode()
    assert text.endswith("\n")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\ufffd]|\[\[|\]\]", text)


LABELS = """language = "en"
style = "article"
authors = []
body = ["A line."]
headings = []
captions = []
"""


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (LABELS + "headline = 'x", "wrong.truth.toml: is not TOML in UTF-8: "),
        (LABELS + "title = 'x'", "wrong.truth.toml: “title” is not a key of labels; known are headline, "),
        (LABELS.replace("body", "agencies"), "wrong.truth.toml: “body” is missing"),
        (LABELS.replace('"A line."', ""), "wrong.truth.toml: “body” is empty"),
        (
            LABELS.replace('["A line."]', '"A line."'),
            "wrong.truth.toml: “body” must be a list of strings, not 'A line.'",
        ),
        (LABELS.replace('"A line."', "7"), "wrong.truth.toml: “body” must hold strings, not 7"),
        (LABELS + "headline = ' x'", "wrong.truth.toml: “headline” must hold text on one line, without outer spaces"),
        (LABELS + "headline = ''", "wrong.truth.toml: “headline” must hold text on one line"),
        (LABELS + "published = 2024-05-01", "wrong.truth.toml: “published” must hold strings, not datetime.date"),
        (LABELS + "published = 'May'", "wrong.truth.toml: “published” is not a date or an instant: "),
        (LABELS.replace('"article"', '"poem"'), "wrong.truth.toml: “style” must be one of article, page, wire, mail"),
    ],
)
def test_wrong_labels_fail_with_the_file_and_the_key(content: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "wrong.truth.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(LabelError) as caught:
        load_labels(path)
    assert str(caught.value).startswith(message)


def test_missing_labels_fail_with_the_file(tmp_path: Path) -> None:
    with pytest.raises(LabelError, match=r"^gone\.truth\.toml: cannot be read: "):
        load_labels(tmp_path / "gone.truth.toml")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[xx-none.body]", "differences.toml: there is no copy “xx-none”"),
        ("[it-campane.title]", "differences.toml: “it-campane.title” names no field"),
        ("[it-campane.body]\nlines = ['- x']", "differences.toml: “it-campane.body” must have a “reason” and “lines”"),
        ("[it-campane.body]\nreason = ''\nlines = ['- x']", "differences.toml: “it-campane.body”: “reason” must be"),
        ("[it-campane.body]\nreason = 'As it is.'\nlines = []", "differences.toml: “it-campane.body”: “lines” must be"),
        ("[it-campane.body]\nreason = 'As it is.'\nlines = ['x']", "differences.toml: “it-campane.body”: “lines” must"),
    ],
)
def test_wrong_differences_fail_with_the_file_and_the_key(content: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "differences.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(LabelError) as caught:
        load_differences(path)
    assert str(caught.value).startswith(message)
