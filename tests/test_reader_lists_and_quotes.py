"""Blocks that only several lines together show: lists without marks, quotations, repeated captions."""

from __future__ import annotations

from pathlib import Path

import pytest

from convert.model import Article, Figure, Items, Moment, Paragraph, Quote, block_texts, inline_text
from convert.readers import Parsed, Source
from convert.readers.text import read
from convert.readers.text.fields.lists_and_quotes import introduces_list
from convert.readers.text.labels.line_features import extract_line_features
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lines.language import Language
from convert.readers.text.lines.units import build_units

PARTS = {
    "en": (
        "The mayor said on Tuesday that the seal had been seen again near the pier, and that the band would play on.",
        "The folder was found an hour later on the far side of the marina, damp but legible, the police said.",
        "The band plays again on Sunday at noon, at the far end of the harbour, if the weather holds, the mayor said.",
        "The police have asked anybody who saw the seal on its way to the sea to call the harbour office by Friday.",
    ),
    "de": (
        "Eine Robbe hat am Samstag die Noten einer Blaskapelle gestohlen, wie die Polizei am Sonntag mitteilte.",
        "Die Mappe wurde eine Stunde später am anderen Ende des Hafens gefunden, feucht, aber noch immer lesbar.",
        "Die Kapelle spielt am Sonntag wieder am Hafen, wenn das Wetter hält, wie der Bürgermeister am Dienstag sagte.",
        "Die Polizei bittet alle, die das Tier auf dem Weg zum Meer gesehen haben, sich im Hafen zu melden.",
    ),
    "fr": (
        "Un phoque a emporté samedi les partitions d'une fanfare, a annoncé la police du port dans la soirée.",
        "Le dossier a été retrouvé une heure plus tard à l'autre bout du port, humide mais encore lisible.",
        "La fanfare jouera de nouveau dimanche à midi au bout du port, si le temps le permet, a dit le maire.",
        "La police demande à ceux qui ont vu l'animal sur le chemin de la mer d'appeler le port avant vendredi.",
    ),
}
HEADLINES = {"en": "Seal steals music from band", "de": "Robbe stiehlt Noten", "fr": "Un phoque vole des partitions"}


def parse(language: str, lines: list[str], gap: str = "\n\n") -> Parsed:
    first, second, third, last = PARTS[language]
    copy = gap.join([HEADLINES[language], first, second, *lines, third, last])
    given = {"language": language, "headline": HEADLINES[language]}
    return read(Source(name="story.txt", data=copy.encode(), moment=Moment("2020-01-01T00:00:00Z"), metadata=given))


def quotes(article: Article) -> list[tuple[str, str]]:
    return [
        (" ".join(block_texts(block.content)), inline_text(block.attribution))
        for block in article.body
        if isinstance(block, Quote)
    ]


@pytest.mark.parametrize(
    ("language", "quotation", "name", "expected"),
    [
        ("en", "“I would check his bag.”", "— Henrik Sollers, marine biologist", "Henrik Sollers, marine biologist"),
        ("en", '"I would check his bag."', "- Henrik Sollers", "Henrik Sollers"),
        ("en", "‘I’d check his bag’", "-- Henrik Sollers", "Henrik Sollers"),
        ("de", "„Ich würde seine Tasche durchsuchen.“", "– Henrik Söller, Biologe", "Henrik Söller, Biologe"),
        ("fr", "« Je regarderais dans son sac. »", "— Henri Solaire, biologiste", "Henri Solaire, biologiste"),
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_quotation_has_its_speaker(language: str, quotation: str, name: str, expected: str, gap: str) -> None:
    parsed = parse(language, [quotation, name], gap)
    assert quotes(parsed.article) == [(quotation, expected)]
    assert [line.role for line in parsed.trace if line.text in (quotation, name)] == ["quote", "quote"]
    assert all(line.kept for line in parsed.trace if line.text in (quotation, name))


@pytest.mark.parametrize(
    ("quotation", "name"),
    [
        ("“I would check his bag,” he said. “Every day.”", "— Henrik Sollers"),
        ("“I would check his bag.”", "— and then he left the harbour for good, as he had said he would."),
        ("“I would check his bag.”", "“So would I.”"),
        ("I would check his bag.", "— Henrik Sollers"),
    ],
)
def test_other_lines_are_not_a_quotation_with_a_speaker(quotation: str, name: str) -> None:
    assert quotes(parse("en", [quotation, name]).article) == []


ITEMS = {
    "en": (
        "The town asks its visitors for three things:",
        "Keep thirty metres away",
        "Do not throw chips",
        "Call the warden",
    ),
    "de": (
        "Die Stadt bittet ihre Gäste um drei Dinge:",
        "Dreißig Meter Abstand halten",
        "Keine Pommes werfen",
        "Den Wart rufen",
    ),
    "fr": (
        "La ville demande trois choses aux visiteurs :",
        "Rester à trente mètres",
        "Ne rien jeter",
        "Appeler le gardien",
    ),
}


@pytest.mark.parametrize("language", sorted(ITEMS))
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_list_without_marks_follows_a_colon(language: str, gap: str) -> None:
    parsed = parse(language, list(ITEMS[language]), gap)
    lists = [block for block in parsed.article.body if isinstance(block, Items)]
    assert [[inline_text(item.content) for item in found.items] for found in lists] == [list(ITEMS[language][1:])]


@pytest.mark.parametrize(
    "lines",
    [
        ["The mayor was asked what he thought of it:", "“It is a seal.”", "“It is a good seal.”"],
        ["The mayor was asked what he thought of it:", "It is a seal.", "It is a good seal."],
        ["Read more:", "The tram that forgot its stop", "The bakery that never sleeps"],
        ["The mayor was asked what he thought of it:", "A seal"],
    ],
)
def test_other_lines_after_a_colon_are_not_a_list(lines: list[str]) -> None:
    assert not [block for block in parse("en", lines).article.body if isinstance(block, Items)]


def test_repeated_captions_are_dropped() -> None:
    caption = "The seal near the pier on Saturday."
    credited = f"{caption} Photo: Tobias Renn / Reuters"
    parsed = parse("en", ["Photo: Tobias Renn / Reuters", credited, credited, caption])
    figures = [block for block in parsed.article.body if isinstance(block, Figure)]
    assert [(inline_text(figure.caption), figure.credit) for figure in figures] == [(caption, "Tobias Renn / Reuters")]
    assert caption not in [inline_text(block.content) for block in parsed.article.body if isinstance(block, Paragraph)]
    other = parse("en", ["Photo: Jane Doe", credited, "The band on the quay. Photo: Tobias Renn / Reuters"])
    assert len([block for block in other.article.body if isinstance(block, Figure)]) == 3


def test_captions_that_differ_in_a_number_are_two() -> None:
    captions = [f"The seal near the pier in {year}. Photo: Tobias Renn / Reuters" for year in (2019, 2020)]
    article = parse("en", captions).article
    assert len([block for block in article.body if isinstance(block, Figure)]) == 2


def test_a_caption_joined_to_its_repeat_is_split() -> None:
    caption = "The seal near the pier on Saturday"
    parsed = parse("en", [f"{caption}. Photo: Tobias Renn / Reuters{caption}"])
    figures = [block for block in parsed.article.body if isinstance(block, Figure)]
    assert [(inline_text(f.caption), f.credit) for f in figures] == [(caption + ".", "Tobias Renn / Reuters")]


def test_marked_lines_after_a_colon_are_its_list() -> None:
    plan = "The plan has three parts:\n\n- New boats\n- A new pier\n- Road repairs"
    text = (
        "Ferry to Osted resumes after the storm\n\n"
        "The ferry to Osted sailed again on Monday, when the wind had gone down, the captain said in the harbour.\n\n"
        f"{plan}\n\nThe mayor of Osted said that he was glad of it, and that the school would open again next day."
    )
    source = Source(name="x.txt", data=text.encode(), moment=Moment("2024-01-01T00:00:00Z"))
    roles = {line.text: line.role for line in read(source).trace}
    assert [roles[line] for line in plan.split("\n") if line] == ["paragraph", "item", "item", "item"]


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("sv-biodling", "Lämna döda stammar och bar sand."),
        ("en-listicle-moths", "The hummingbird hawk-moth. Lucky you."),
    ],
)
def test_a_list_is_kept_to_its_last_item(name: str, last: str) -> None:
    """Items of which the model is not sure are kept beside one of which it is, below a mark or a number."""
    data = (Path(__file__).parent / "readers" / "corpus" / f"{name}.txt").read_bytes()
    article = read(Source(name="copy.txt", data=data, moment=Moment("2020-01-01T00:00:00Z"))).article
    [items] = [block.items for block in article.body if isinstance(block, Items)]
    assert inline_text(items[-1].content) == last


@pytest.mark.parametrize(
    ("line", "below", "goes_on"),
    [
        ("He said that the people should:", "• Name the officer.", True),
        ("市長 は 次の 点を 報告した：", "・サービスの利用について", True),
        ("He said that the people should:", "1. Name the officer.", True),
        ("He said that the people should:", "Name the officer.", False),
        ("The rules in short", "• Name the officer.", False),
        ("The rules:", "• Name the officer.", False),
        ("He said that the people should:", "", False),
    ],
)
def test_a_line_with_a_colon_goes_on_in_the_list_below_it(line: str, below: str, *, goes_on: bool) -> None:
    lines = extract_line_features(build_units([line, below]), load_lexicon("en"), Language("en", 1.0, "ltr"))
    assert introduces_list(lines, 0) == goes_on
