"""Captions without a credit: by their wording, or because the page has them twice; and stories that resemble them."""

from __future__ import annotations

import pytest
from story_pages import BYLINE, CAPTION, END, LANGUAGES, TEXT, TITLE, TOP, page

from convert.model import Article, Figure, Moment, Paragraph, inline_text
from convert.readers import Source
from convert.readers.text import read
from convert.readers.text.fields.caption_signs import shows_picture
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lexicon.captions import read_caption

pytestmark = pytest.mark.sampled(3)

ARCHIVED = {
    "en": "In this May 2, 2023, file photo, the harbor pilots of Osted bail out their last rowing boat at its berth.",
    "de": "Dieses Archivbild zeigt die Hafenlotsen von Osted, die ihr letztes Ruderboot am Liegeplatz ausschöpfen.",
    "fr": "Sur cette photo d'archives, les pilotes du port d'Osted vident leur dernière barque à son poste.",
    "es": "En esta foto de archivo, los prácticos del puerto de Osted achican su último bote en el amarre.",
}
PLACED = {
    "en": "The oldest pilot, left, hands his bucket to the mayor of Osted, who has never bailed before.",
    "de": "Der älteste Lotse (links) reicht der Bürgermeisterin von Osted seinen Eimer.",
    "fr": "Le doyen des pilotes (à gauche) tend son seau à la maire d'Osted.",
    "es": "El práctico más viejo (izquierda) entrega su cubo a la alcaldesa de Osted.",
}


def parse(language: str, text: list[str]) -> Article:
    """The story of a page whose lines are apart."""
    lines = [*TOP[language], TITLE[language], *BYLINE[language], *text, *END[language]]
    data = "\n\n".join(lines).encode()
    return read(Source(name="story.txt", data=data, moment=Moment("2020-01-01T00:00:00Z"))).article


def figures(article: Article) -> list[Figure]:
    return [block for block in article.body if isinstance(block, Figure)]


def rules(language: str, line: str) -> set[str]:
    """The rules by which a page with the line in its story is read."""
    text = TEXT[language]
    lines = [*TOP[language], TITLE[language], *BYLINE[language], *text[:2], line, *text[2:], *END[language]]
    data = "\n\n".join(lines).encode()
    return {row.rule for row in read(Source(name="a.txt", data=data, moment=Moment("2020-01-01T00:00:00Z"))).trace}


def captions(article: Article) -> list[str]:
    return [inline_text(block.caption) for block in article.body if isinstance(block, Figure)]


def paragraphs(article: Article) -> list[str]:
    """The text of a story; its first sentence may be read as the dek."""
    text = [inline_text(block.content) for block in article.body if isinstance(block, Paragraph)]
    return [article.subheadline, *text] if article.subheadline else text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lines", [ARCHIVED, PLACED])
@pytest.mark.parametrize("place", [0, 2])
def test_wording_of_captions_shows_one(language: str, lines: dict[str, str], place: int) -> None:
    text = TEXT[language]
    article = page(language, text=[*text[:place], lines[language], *text[place:]])
    assert captions(article) == [lines[language]]
    assert paragraphs(article) == text


@pytest.mark.parametrize(
    "line",
    [
        "This photo shows nothing that the court had not known before, the judge said on Tuesday.",
        "In this picture book the pilots row to the moon, and the moon leaks.",
        "The party of the left, right after the vote, asked for a recount.",
        "He turned left, right into the arms of the police.",
        "Das Archivbild hängt heute im Rathaus, und niemand weiß, wen es zeigt.",
        "Links von der Brücke liegt das Boot, rechts der Eimer.",
        "La izquierda, derecha y centro votaron a favor de la moción.",
        "À gauche de la barque, le seau ; à droite, le doyen.",
        "La gauche (écologistes compris) a voté contre le projet.",
    ],
)
def test_sentences_with_such_words_are_none(line: str) -> None:
    assert not shows_picture(line)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("credit", [" Mary Poole for The Osted Bell", " © Mary Poole", " / Mary Poole"])
@pytest.mark.parametrize("is_below", [False, True])
def test_a_line_with_its_repeat_and_a_name_is_one_caption(language: str, credit: str, is_below: bool) -> None:
    caption = CAPTION[language] + "."
    lines = [caption, caption + credit][:: 1 if is_below else -1]
    article = page(language, text=[*TEXT[language][:2], *lines, *TEXT[language][2:]])
    assert [caption.rstrip(".") for caption in captions(article)] == [CAPTION[language]]
    assert paragraphs(article) == TEXT[language]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("at", [0, 1, 2, 3])
def test_a_sentence_of_the_story_that_is_there_twice_is_kept_once(language: str, at: int) -> None:
    text = TEXT[language]
    article = page(language, text=[*text[: at + 1], *text[at:]])
    assert captions(article) == []
    assert paragraphs(article) == text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_that_goes_on_in_the_next_is_no_caption(language: str) -> None:
    text = TEXT[language]
    longer = text[2] + " " + text[3]
    article = page(language, text=[*text[:3], longer])
    assert captions(article) == []
    assert paragraphs(article) == [*text[:3], longer]


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("The last rowing boat of the pilots leaves its berth Jane Doe/AP", "its berth", "Jane Doe/AP"),
        ("Das letzte Ruderboot der Lotsen von Osted läuft aus. Anna Berger/dpa", "läuft aus.", "Anna Berger/dpa"),
        ("La dernière barque du port d'Osted à la fête Luc Morel/AFP", "à la fête", "Luc Morel/AFP"),
        ("El último bote de los prácticos en su amarre Ana García/Getty Images", "amarre", "Ana García/Getty Images"),
        ("The last rowing boat leaves its berth on Sunday AP Photo/Jane Doe", "on Sunday", "Jane Doe"),
        ("The boat at the Osted Regatta in May Edgar H. Poole/GC Images", "in May", "Edgar H. Poole/GC Images"),
    ],
)
def test_a_name_with_an_agency_at_the_end_of_a_line_is_its_credit(line: str, caption: str, credit: str) -> None:
    found = read_caption(line, load_lexicon("en", "de", "fr", "es"))
    assert found
    assert found.caption.endswith(caption)
    assert found.credit == credit


@pytest.mark.parametrize(
    "line",
    [
        "Jane Doe/AP",
        "By Jane Doe/AP",
        "The pilots asked him to choose Port Osted/Starboard",
        "They read it in the Osted Bell and in the wire of Jane Doe/AP.",
        "He won the mixed doubles with Mary Poole/Ann Lee",
        "Der Vertrag gilt für Nord Osted/Süd Osted",
        "Les deux villes fusionnent sous le nom de Saint Osted/Saint Paul",
    ],
)
def test_names_with_a_slash_are_no_credit_otherwise(line: str) -> None:
    assert read_caption(line, load_lexicon("en", "de", "fr")) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_byline_with_an_agency_names_the_author(language: str) -> None:
    line = f"{BYLINE[language][0]}/AFP"
    article = page(language, header=[line, BYLINE[language][1]])
    assert [author.name for author in article.authors][:1] == [BYLINE[language][0].split(" ", 1)[1]]
    assert captions(article) == []


AGENCY = {"en": "AP", "de": "dpa", "fr": "AFP", "es": "EFE"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phrase_with_an_agency_in_brackets_above_the_story_is_a_caption(language: str) -> None:
    article = page(language, header=[*BYLINE[language], f"{CAPTION[language]} ({AGENCY[language]})"])
    assert [block.credit for block in article.body if isinstance(block, Figure)] == [AGENCY[language]]
    assert captions(article) == [CAPTION[language]]
    assert paragraphs(article) == TEXT[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_that_an_agency_signs_stay_text(language: str) -> None:
    first, *others = TEXT[language]
    signed = [first, *others[:-1], f"{others[-1]} ({AGENCY[language]})"]
    article = page(language, text=signed)
    assert captions(article) == []
    assert "".join(paragraphs(article)).startswith(first)
    opened = [f"{first} ({AGENCY[language]})", *others]
    assert captions(page(language, text=opened)) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("bracket", ["(Osted)", "(Nord)", "(2024)", "(APO)"])
def test_other_brackets_above_the_story_are_no_credit(language: str, bracket: str) -> None:
    article = page(language, header=[*BYLINE[language], f"{CAPTION[language]} {bracket}"])
    assert bracket.strip("()") not in [block.credit for block in article.body if isinstance(block, Figure)]


IN_ORDER = {
    "en": [
        "The board of the pilots (from left): Ann Lee, Tom Gray and Eva Dahl",
        "From left, Ann Lee, Tom Gray and Eva",
    ],
    "de": ["Der Vorstand (v. l.): Ann Lee, Tom Gray und Eva Dahl", "Von links: Ann Lee, Tom Gray und Eva Dahl"],
    "fr": ["Le bureau (de gauche à droite) : Ann Lee, Tom Gray", "De gauche à droite : Ann Lee, Tom Gray et Eva Dahl"],
    "es": ["La junta (de izquierda a derecha): Ann Lee y Tom", "De izquierda a derecha: Ann Lee, Tom Gray y Eva Dahl"],
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", [0, 1])
def test_names_in_their_order_show_a_caption(language: str, number: int) -> None:
    line, text = IN_ORDER[language][number], TEXT[language]
    article = page(language, text=[*text[:2], line, *text[2:]])
    assert captions(article) == [line]
    assert paragraphs(article) == text


@pytest.mark.parametrize(
    "line",
    [
        "From left to right, all parties of the town agreed that the boat leaks.",
        "The whole council (from left to right) voted for the leaking boat.",
        "From left and right came calls to sink it, and from the middle a bucket.",
        "Das ganze Spektrum (von links nach rechts) stimmte für das Boot.",
        "Von links kam der Ruf nach Eimern, von rechts der nach Ordnung.",
        "De gauche à droite, tout le conseil a voté pour la barque percée.",
        "De izquierda a derecha, todos votaron por el bote agujereado.",
        "From left field, he said, came the idea of selling the hole.",
    ],
)
def test_the_sides_of_politics_are_no_places_in_a_picture(line: str) -> None:
    assert not shows_picture(line)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["{}/Osted Bell", "{} / Osted Bell", "{} for Osted Bell"])
def test_names_with_the_same_outlet_are_credits(language: str, form: str) -> None:
    text = TEXT[language]
    lines = [form.format("Mary Poole"), form.format("Karl Stein")]
    parsed = parse(language, [text[0], text[1], lines[0], text[2], lines[1], text[3]])
    assert paragraphs(parsed) == text
    assert [figure.credit for figure in figures(parsed)] == lines


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_with_the_same_outlet_behind_them_are_captions(language: str) -> None:
    text, caption = TEXT[language], CAPTION[language] + "."
    others = [caption, caption.replace("2", "3").upper().capitalize()]
    lines = [f"{others[0]} Osted Port", f"{others[1]} Osted Port"]
    parsed = parse(language, [text[0], text[1], lines[0], text[2], lines[1], text[3]])
    assert paragraphs(parsed) == text
    assert [figure.credit for figure in figures(parsed)] == ["Osted Port"] * 2


@pytest.mark.parametrize(
    "line",
    [
        # One outlet alone may be anything; so may names before a verb, and a heading of two names.
        "Mary Poole/Osted Bell",
        "Mary Poole for Osted Mayor",
        "Hope for Osted Harbor",
        "Mary Poole for mayor, said the pilots, who had never voted before that Sunday in their lives.",
        "Osted Port",
        "Live via Osted",
    ],
)
def test_a_name_with_an_outlet_that_is_there_once_is_no_credit(line: str) -> None:
    text = TEXT["en"]
    parsed = parse("en", [*text[:2], line, *text[2:]])
    assert all(figure.credit not in (line, "Osted Port") for figure in figures(parsed))
    assert [block for block in paragraphs(parsed) if block != line] == text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("agency", ["AP", "Reuters", "AFP", "EFE"])
def test_a_name_and_an_agency_behind_a_sentence_are_its_credit(language: str, agency: str) -> None:
    text, caption = TEXT[language], CAPTION[language] + "."
    parsed = parse(language, [*text[:2], f"{caption} Mary Poole ({agency})", *text[2:]])
    assert paragraphs(parsed) == text
    assert [(inline_text(figure.caption), figure.credit) for figure in figures(parsed)] == [
        (caption, f"Mary Poole ({agency})")
    ]


@pytest.mark.parametrize("agency", ["SPD", "Osted", "left the room", "she"])
def test_a_name_and_other_brackets_behind_a_sentence_are_none(agency: str) -> None:
    text = TEXT["en"]
    line = f"{text[2]} Mary Poole ({agency})"
    assert paragraphs(parse("en", [*text[:2], line, text[3]])) == [*text[:2], line, text[3]]


@pytest.mark.parametrize("credit", ["Osted Port Authority via AP", "Mary Poole via Getty Images"])
def test_a_credit_by_way_of_an_agency_is_one(credit: str) -> None:
    text = TEXT["en"]
    parsed = parse("en", [*text[:2], credit, *text[2:]])
    assert paragraphs(parsed) == text
    assert [figure.credit for figure in figures(parsed)] == [credit]


@pytest.mark.parametrize(
    "line",
    ["He sent the letter via AP", "Reached via Getty Images", "A ferry via Holm to AP", "Osted via Reuters News"],
)
def test_what_comes_via_another_is_no_credit(line: str) -> None:
    assert "credit by way of an agency" not in rules("en", line)


def test_an_equals_sign_and_an_agency_close_a_japanese_caption() -> None:
    text = [
        "オステッド港の水先案内人は最後の手こぎ舟を使い続ける。舟は造られた日から水が漏れている。",
        "舟は海を見たことのない兄弟が造り、九十年間だれも穴を見つけられなかったという。",
        "博物館は町役場で展示したいと考えたが、町長は床がまだ新しすぎると話した。",
    ]
    caption = "岸壁につながれた舟と古いおけ（オステッドで、３日）"
    copy = [
        "ホーム",
        "ログイン",
        "水先案内人、水漏れの舟を残す",
        "2024年5月12日",
        *text[:2],
        f"{caption}＝ＡＰ",
        text[2],
    ]
    data = "\n\n".join([*copy, "関連記事", "無断転載を禁じます"]).encode()
    article = read(Source(name="a.txt", data=data, moment=Moment("2024-06-01T00:00:00Z"))).article
    assert [(inline_text(figure.caption), figure.credit) for figure in figures(article)] == [(caption, "ＡＰ")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_behind_a_copyright_sign_credits_the_picture(language: str) -> None:
    text = TEXT[language]
    parsed = parse(language, [*text[:2], CAPTION[language], "© Mary Poole", *text[2:]])
    assert paragraphs(parsed) == text
    assert [inline_text(figure.caption) for figure in figures(parsed) if figure.caption] == [CAPTION[language]]


@pytest.mark.parametrize(
    "sign", ["© 2024 The Osted Bell", "© The Osted Bell. All rights reserved.", "© The Osted Bell"]
)
def test_a_copyright_line_below_the_story_takes_no_sentence_of_it(sign: str) -> None:
    text = TEXT["en"]
    for last in ("Nobody was hurt.", "The boat leaks on.", text[3]):
        assert last in paragraphs(parse("en", [*text[:3], last, sign]))


SOURCE = {"en": "Source: Osted Port", "de": "Quelle: Hafen Osted", "fr": "Source : Port d'Osted", "es": "Fuente: Osted"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_source_of_a_figure_in_the_story_is_its_credit(language: str) -> None:
    text = TEXT[language]
    parsed = parse(language, [*text[:2], SOURCE[language], *text[2:]])
    assert paragraphs(parsed) == text
    assert [figure.credit for figure in figures(parsed)] == [SOURCE[language].partition(":")[2].strip()]


@pytest.mark.parametrize(
    "line",
    [
        "Source: He told me so himself, and I believed him.",
        "Source: the hole",
        "Source of all trouble: Osted",
        "Sources: two brothers who had never seen the sea, and nobody else in all of the town of Osted, as they say",
    ],
)
def test_other_lines_with_the_word_are_text(line: str) -> None:
    assert "source of a figure in the story" not in rules("en", line)


@pytest.mark.parametrize(
    "line",
    ["Mary Poole Submitted photo", "Osted Herald file photo", "Osted County Registry via AP", "Poole, staff photo"],
)
@pytest.mark.parametrize("place", [1, 3])
def test_a_line_with_how_a_picture_came_is_a_credit(line: str, place: int) -> None:
    text = TEXT["en"]
    article = page("en", text=[*text[:place], line, *text[place:]])
    assert [figure.credit for figure in figures(article) if figure.credit] == [line]
    assert paragraphs(article) == text
