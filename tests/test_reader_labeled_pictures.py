"""Captions with a broadcaster's labels, those shown twice, those with a credit right behind the last word, and lines
that resemble them.
"""

from __future__ import annotations

import pytest
from weighing_house import LEAD, SECOND, THIRD, TITLE, parse

from convert.model import Article, Figure, block_texts, inline_text
from convert.readers.text.lexicon.picture_labels import read_picture_label, split_picture_source

pytestmark = pytest.mark.sampled(4)


def article_of(*lines: str, gap: str = "\n\n") -> Article:
    return parse(*lines, gap=gap).article


def figures(article: Article) -> list[tuple[str, str | None]]:
    found = (block for block in article.body if isinstance(block, Figure))
    return [(inline_text(figure.caption), figure.credit) for figure in found]


def texts(article: Article) -> list[str]:
    return list(block_texts([block for block in article.body if not isinstance(block, Figure)]))


def test_the_caption_below_a_glued_source_is_that_of_the_picture() -> None:
    article = article_of(
        TITLE,
        "A stone house with a gate.Image source, Osted Archive\nImage caption,",
        "The house is closed",
        LEAD,
        SECOND,
    )
    assert figures(article) == [("The house is closed", "Osted Archive")]
    assert (article.subheadline, texts(article)) == (None, [LEAD, SECOND])


def test_a_description_without_a_caption_is_the_caption() -> None:
    article = article_of(TITLE, "A stone house with a gate at the pier.Image source, Osted Archive", LEAD, SECOND)
    assert figures(article) == [("A stone house with a gate at the pier.", "Osted Archive")]


@pytest.mark.parametrize(
    ("source", "caption"),
    [
        ("Image source, Jane Doe", "Image caption, The house is closed since May"),
        ("Fuente de la imagen, Jane Doe", "Pie de foto, La casa está cerrada desde mayo"),
        ("Crédito, Jane Doe", "Legenda da foto, A casa está fechada desde maio"),
        ("Crédit photo, Jane Doe", "Légende image, La maison est fermée depuis mai"),
        ("Sumber gambar, Jane Doe", "Keterangan gambar, Rumah itu tutup sejak Mei"),
        ("Nguồn hình ảnh, Jane Doe", "Chụp lại hình ảnh, Ngôi nhà đóng cửa từ tháng Năm"),
        ("Автор фото, Jane Doe", "Подпись к фото, Дом закрыт с мая"),
        ("इमेज स्रोत, जेन", "इमेज कैप्शन, घर मई से बंद है"),
        ("صدر الصورة، جين", "التعليق على الصورة، البيت مغلق منذ مايو"),
    ],
)
def test_labels_with_a_comma_give_source_and_caption(source: str, caption: str) -> None:
    article = article_of(TITLE, LEAD, source, caption, SECOND, THIRD)
    label, name = read_picture_label(source), read_picture_label(caption)
    assert label is not None
    assert name is not None
    assert figures(article) == [(name[1], label[1])]
    assert texts(article) == [LEAD, SECOND, THIRD]


def test_a_labeled_caption_without_a_source_has_no_credit() -> None:
    article = article_of(TITLE, LEAD, "Image caption, The house is closed since May", SECOND, THIRD)
    assert figures(article) == [("The house is closed since May", None)]


@pytest.mark.parametrize(
    "lines", [("Image caption,",), ("Image source, Jane Doe", "Image caption,"), ("Image caption,", "***")]
)
def test_a_label_without_a_caption_is_no_picture_of_nothing(lines: tuple[str, ...]) -> None:
    assert all(caption or credit for caption, credit in figures(article_of(TITLE, LEAD, SECOND, *lines)))


@pytest.mark.parametrize(
    "text",
    [
        "Image source, of course, is what the lawyers argued about for four years.",
        "Crédito, consumo e emprego caíram em abril",
        "Crédito, diz o banco, é o que falta.",
        "Kaynak, 4 yıldır bulunamadı.",
        "Source, destination and weight of each sack were written on the wall",
        "Image, sound and weight",
        "Automne, hiver, printemps",
        "Автор фотографии, сделанной в мае, неизвестен.",
        "Caption, The house",
        "圖像，聲音，重量",
    ],
)
def test_other_words_with_a_comma_are_no_labels_of_pictures(text: str) -> None:
    assert read_picture_label(text) is None


@pytest.mark.parametrize(
    "text",
    ["The Image source, Osted Archive", "Nobody knew the image source, Osted said", "See Image source, page four"],
)
def test_words_with_a_space_before_them_are_no_glued_source(text: str) -> None:
    assert split_picture_source(text) is None


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("According to the council, the house was closed in May.", "WOST"),
        ("Rumah timbang tua di Osted pada bulan Mei", "Istimewa"),
        ("La casa de pesas del puerto de Osted", "Archivo"),
    ],
)
def test_a_credit_right_behind_the_last_word_shows_a_caption(caption: str, credit: str) -> None:
    article = article_of(TITLE, f"{caption}({credit})", "By Jane Doe", LEAD, SECOND)
    assert (figures(article), article.subheadline) == ([(caption, credit)], None)


@pytest.mark.parametrize(
    "line",
    [
        "The house will be open on all days, says the mayor of Osted(CDU).",
        "Haus wird Bibliothek, sagt die Ministerin aus Osted(SPD)",
        "The council calls the weighing house a gift to readers (OTA)",
        "A library with scales is a first, says f(x)",
        "Die Waage bleibt stehen, sagt der Rat der Stadt(4)",
        "La casa de pesas reabre como biblioteca(y museo)",
    ],
)
def test_other_brackets_right_behind_a_word_show_no_caption(line: str) -> None:
    article = article_of(TITLE, line, "By Jane Doe", LEAD, SECOND)
    assert figures(article) == []
    assert line in (article.subheadline, *block_texts(article.body))


def test_a_caption_shown_twice_is_one_picture() -> None:
    caption = "CLOSED: Jane Doe (left) and the keys of the house"
    assert figures(article_of(TITLE, f"{caption}\n{caption}", LEAD, SECOND)) == [(caption, None)]


def test_a_caption_with_a_label_of_the_page_is_one_picture_with_its_repeat() -> None:
    caption = "The council released this picture of the old weighing house on May 5."
    article = article_of(
        TITLE, f"By Jane Doe\n{caption} article", f"{caption} (Town of Osted)", f"OSTED, Ga. - {LEAD}", SECOND
    )
    assert figures(article) == [(caption, "Town of Osted")]
    assert texts(article) == [LEAD, SECOND]


def test_sentences_that_only_resemble_each_other_stay() -> None:
    first, second = f"{SECOND} article", f"{SECOND[:-1]}, too (as ever)."
    assert texts(article_of(TITLE, LEAD, first, second, THIRD)) == [LEAD, first, second, THIRD]


def test_a_picture_with_a_sign_of_copyright_is_no_title() -> None:
    caption = "▲ 1일 화재로 오스테드의 한 창고 내부가 불에 탔다.ⓒ오스테드소방본부"
    lead = "추석 연휴 4일째인 1일 오후 오스테드의 한 창고에서 불이 나 긴급 출동한 소방관들에 의해 32분 만에 진화됐다."
    second = "소방본부는 인명피해는 없으며 정확한 화재 원인과 함께 재산피해 명세를 조사하고 있다고 밝혔다."
    article = article_of("소방본부 “인명피해는 없어”", f"• {caption}\n{caption}\n{lead}", second)
    assert article.headline == "소방본부 “인명피해는 없어”"


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("The old house, 1971 – CC BY NC ND – Osted Museum", "The old house, 1971", "CC BY NC ND – Osted Museum"),
        ("La maison du poids (CC BY-SA 4.0)", "La maison du poids", "CC BY-SA 4.0"),
        ("Jane Doe / CC BY 2.0", "Jane Doe", "CC BY 2.0"),
    ],
)
def test_the_license_of_a_picture_shows_its_caption(line: str, caption: str, credit: str) -> None:
    assert figures(article_of(TITLE, LEAD, line, SECOND, THIRD)) == [(caption, credit)]


@pytest.mark.parametrize(
    "line",
    [
        "All texts of the library are under CC BY 4.0, the council said on Tuesday.",
        "The town council gave its books away – CC BY was the word of the year.",
        "Die Bilder stehen unter CC BY, sagt der Rat.",
        "In 1971 the CC BYPASS was built beside the weighing house.",
    ],
)
def test_a_sentence_on_licenses_is_no_caption(line: str) -> None:
    article = article_of(TITLE, LEAD, line, SECOND, THIRD)
    assert figures(article) == []
    assert line in texts(article)


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("Caption: The gate is closed on Mondays.", None),
        ("Photo caption: The gate is closed on Mondays. (Ida Holm/AP)", "Ida Holm/AP"),
        ("Bildunterschrift: The gate is closed on Mondays. Foto: Ida Holm", "Ida Holm"),
        ("Bildtext: The gate is closed on Mondays.", None),
        ("Légende : The gate is closed on Mondays.", None),
        ("Pie de foto: The gate is closed on Mondays.", None),
        ("Подпись к фото: The gate is closed on Mondays.", None),
    ],
)
def test_a_caption_that_was_typed_behind_its_label_is_one(line: str, credit: str | None) -> None:
    article = article_of(TITLE, LEAD, SECOND, line)
    assert figures(article) == [("The gate is closed on Mondays.", credit)]
    assert texts(article) == [LEAD, SECOND]


@pytest.mark.parametrize(
    "line",
    [
        "Caption: none",
        "Caption: the word comes from Latin, the guide explained to the visitors of the weighing house on Monday.",
        "Legenda: A loud, B soft, C silent, as the score of the carillon explains to those who ring it.",
        "The caption: nobody has read it since the house was closed, the director of the museum wrote on Monday.",
    ],
)
def test_other_lines_with_such_words_stay(line: str) -> None:
    assert texts(article_of(TITLE, LEAD, line, SECOND)) == [LEAD, line, SECOND]
