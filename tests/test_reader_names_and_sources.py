"""Names with an office, which wrote nothing, sources and editors below Chinese copy, notes on authors in brackets and
the last line of a text; and lines that resemble them.
"""

from __future__ import annotations

import pytest
from weighing_house import LEAD, SECOND, TITLE, parse

from convert.model import Article, Heading, block_texts
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lexicon.datelines import read_dateline, read_whole_dateline
from convert.readers.text.lexicon.name_lines import read_name_line

pytestmark = pytest.mark.sampled(3)

TITLE_ZH = "旧过磅所变身图书馆"
LEAD_ZH = "奥斯特德市议会周二决定，港口的旧过磅所从四月起改为图书馆。自最后一艘运粮船离港以来，过磅所已关闭四年。"
LAST_ZH = "市长说：“没想到有人想知道书有多重。”开馆仪式将于四月第一个星期日举行，门口的大秤将保留。"
LEAD_HI = (
    "नगर परिषद ने मंगलवार को फैसला किया कि बंदरगाह का पुराना तौल घर अप्रैल से पुस्तकालय होगा। यह घर चार साल से बंद था और अब खुलेगा।"
)


def article_of(*lines: str, gap: str = "\n\n") -> Article:
    return parse(*lines, gap=gap).article


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Commission Chairman Greg Mitchell"),
        ("en", "Mayor Jane Doe"),
        ("en", "Coach Scott Cooper"),
        ("de", "Bürgermeisterin Anna Weber"),
        ("fr", "Maire Jean Dupont"),
        ("es", "Alcalde Juan Pérez"),
        ("it", "Sindaco Mario Rossi"),
        ("pt", "Prefeito João Silva"),
    ],
)
def test_a_name_with_an_office_is_no_author(language: str, line: str) -> None:
    assert read_name_line(line, load_lexicon(language)) is None


@pytest.mark.parametrize(
    ("language", "line", "name"),
    [
        ("en", "Senior Reporter Jane Doe", "Jane Doe"),
        ("en", "Jane Mayor", "Jane Mayor"),
        ("es", "Federico Mayor Zaragoza", "Federico Mayor Zaragoza"),
    ],
)
def test_a_surname_that_is_an_office_is_a_name(language: str, line: str, name: str) -> None:
    byline = read_name_line(line, load_lexicon(language))
    assert byline is not None
    assert [author.name for author in byline.authors] == [name]


@pytest.mark.parametrize("line", ["José Goulão - Lusa", "João Silva – Lusa"])
def test_a_photographer_with_the_agency_is_no_dateline(line: str) -> None:
    assert read_whole_dateline(line, load_lexicon("pt")) is None


@pytest.mark.parametrize("line", ["Lisboa - Lusa", "Porto – Lusa", "Santa Clara - Lusa"])
def test_a_place_with_the_agency_is_a_dateline(line: str) -> None:
    assert read_whole_dateline(line, load_lexicon("pt")) is not None


@pytest.mark.parametrize("opening", ["ओस्टेड 7 जनवरी। ", "ओस्टेड, 12 मार्च: ", "नया ओस्टेड, 3 मई -- "])
def test_a_place_with_its_day_and_a_danda_is_a_dateline(opening: str) -> None:
    found = read_dateline(opening + LEAD_HI, load_lexicon("hi"))
    assert found is not None
    assert (found.text, opening[found.end :]) == (opening.rstrip(" ।:-"), "")


@pytest.mark.parametrize(
    "opening", ["रविवार 7 जनवरी। ", "ओस्टेड 7 लोग। ", "घर में 7 जनवरी को। ", "7 जनवरी। ", "कुल 12 मार्च, "]
)
def test_other_days_in_hindi_are_no_dateline(opening: str) -> None:
    assert read_dateline(opening + LEAD_HI, load_lexicon("hi")) is None


@pytest.mark.parametrize(
    ("line", "source", "editors"),
    [
        ("来源:东方网 编辑:吴妮", "东方网", ["吴妮"]),
        ("来源：奥报", "奥报", []),
        ("（来源：港口日报）", "港口日报", []),
        ("稿源：奥报 责任编辑：韩震霞 崔欣", "奥报", ["韩震霞", "崔欣"]),
    ],
)
def test_the_source_below_chinese_copy_is_no_text(line: str, source: str, editors: list[str]) -> None:
    article = article_of(TITLE_ZH, LEAD_ZH, LAST_ZH, line)
    assert list(block_texts(article.body)) == [LEAD_ZH, LAST_ZH]
    assert [party.name for party in article.sources] == [source]
    assert [party.name for party in article.contributors] == editors


@pytest.mark.parametrize(
    "line",
    [
        "水的来源：港口和河流，还有雨水。",
        "资金来源：市政府出资四成。",
        "这笔钱的来源没有人知道。",
        "来源于港口的大秤",
        "图片来源：奥报",
    ],
)
def test_other_lines_with_a_source_stay(line: str) -> None:
    article = article_of(TITLE_ZH, LEAD_ZH, line, LAST_ZH)
    assert line.removeprefix("图片来源：") in " ".join(block_texts(article.body))


@pytest.mark.parametrize("line", ["(编辑:hnzs2020)", "（责任编辑：admin）"])
def test_an_editor_by_account_below_chinese_copy_is_no_text(line: str) -> None:
    assert list(block_texts(article_of(TITLE_ZH, LEAD_ZH, LAST_ZH, line).body)) == [LEAD_ZH, LAST_ZH]


def test_a_source_above_chinese_copy_is_no_credit() -> None:
    article = article_of(TITLE_ZH, "来源:港口点\n2017-05-05 15:35:00", LEAD_ZH, LAST_ZH)
    assert [party.name for party in article.sources] == ["港口点"]
    assert list(block_texts(article.body)) == [LEAD_ZH, LAST_ZH]


@pytest.mark.parametrize(
    ("line", "author"),
    [("JANE DOE / Associated Press", "JANE DOE"), ("MARGARET STAFFORD / Associated Press", "MARGARET STAFFORD")],
)
def test_a_name_in_capitals_with_its_agency_is_the_author(line: str, author: str) -> None:
    article = article_of(TITLE, line, LEAD, SECOND)
    assert [who.name for who in article.authors] == [author]
    assert [party.name for party in article.sources] == ["Associated Press"]


@pytest.mark.parametrize(
    "line", ["Jane Doe / Associated Press", "JANE DOE / GETTY IMAGES", "JANE DOE / AP", "OSTED / Associated Press"]
)
def test_a_credit_with_a_slash_is_no_byline(line: str) -> None:
    assert read_name_line(line, load_lexicon("en")) is None


def test_a_reporter_of_a_station_is_the_author() -> None:
    lead = "La maison du poids d’Osted sera une bibliothèque dès avril, a décidé mardi le conseil après quatre ans."
    article = article_of("Le poids des livres", "Par Denis Souilla, France Bleu", lead, lead[:-1] + ", enfin.")
    assert [who.name for who in article.authors] == ["Denis Souilla"]


@pytest.mark.parametrize("path", ["/radios/bell/original/5819b7362400b0.36132752.jpg)", "/uploads/2024/05/ferry.png"])
def test_the_path_of_a_picture_is_no_text(path: str) -> None:
    assert list(block_texts(article_of(TITLE, path, LEAD, SECOND).body)) == [LEAD, SECOND]


@pytest.mark.parametrize("line", ["/ferry and back", "The file is /uploads/ferry.png", "ferry/boat.jpg is the picture"])
def test_a_phrase_with_a_slash_stays(line: str) -> None:
    article = article_of(TITLE, LEAD, line, SECOND)
    assert line in list(block_texts(article.body))


def test_a_note_in_brackets_below_the_author_is_no_dek() -> None:
    article = article_of(TITLE, "By Jane Doe\n(student of law)", LEAD, SECOND)
    assert (article.subheadline, article.byline) == (None, "By Jane Doe (student of law)")
    assert [author.name for author in article.authors] == ["Jane Doe"]


@pytest.mark.parametrize("line", ["(The scales will stay.)", "(more about the house on page 4)", "(a report)"])
def test_brackets_without_an_author_above_stay(line: str) -> None:
    article = article_of(TITLE, line, LEAD, SECOND)
    assert line in (article.subheadline, *block_texts(article.body))


def test_the_last_line_of_a_text_is_no_heading() -> None:
    article = article_of(f"{LEAD}\n{SECOND}\n{LEAD}\nThe plans were")
    assert list(block_texts(article.body))[-1] == "The plans were"
    assert not any(isinstance(block, Heading) for block in article.body)


def test_a_heading_above_the_last_paragraph_stays() -> None:
    article = article_of(TITLE, LEAD, "What comes next", SECOND, "What stays", LEAD[:-1] + ", again.")
    assert sum(isinstance(block, Heading) for block in article.body) == 2


@pytest.mark.parametrize("button", ["View this post on Instagram", "Ver esta publicación en Instagram"])
def test_a_button_of_a_quoted_post_is_no_heading(button: str) -> None:
    article = article_of(TITLE, LEAD, button, SECOND, "Share this article")
    assert list(block_texts(article.body)) == [LEAD, SECOND]
