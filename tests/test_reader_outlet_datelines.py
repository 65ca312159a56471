"""Datelines, bylines, credits and days in the forms of outlets of single countries, and lines that resemble them."""

from __future__ import annotations

import pytest
from weighing_house import LONG_LEAD as LEAD
from weighing_house import SECOND, TITLE, parse

from convert.model import Figure, Moment, block_texts, inline_text
from convert.readers import Parsed
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lexicon.datelines import read_dateline
from convert.readers.text.lexicon.dates import read_date

pytestmark = pytest.mark.sampled(3)

LEAD_ID = (
    "Dewan kota Osted pada Selasa memutuskan bahwa rumah timbang tua di pelabuhan akan menjadi perpustakaan mulai "
    "April setelah empat tahun perdebatan. Rumah itu tutup sejak kapal gandum terakhir pergi."
)
SECOND_ID = "Timbangan tetap di tempatnya, kata dewan itu, dan pembaca boleh menimbang buku mereka jika mau."
LEAD_HI = (
    "मध्यप्रदेश के {} नगर परिषद ने मंगलवार को फैसला किया कि बंदरगाह का पुराना तौल घर अप्रैल से पुस्तकालय होगा। यह घर चार साल से बंद था।"
)
LEAD_ZH = "奥斯特德市议会周二决定，港口的旧过磅所从四月起改为图书馆。自最后一艘运粮船离港以来，过磅所已关闭四年。"
SECOND_ZH = "市长说：“没想到有人想知道书有多重。”开馆仪式将于四月第一个星期日举行。"


def names(parsed: Parsed) -> list[str]:
    return [author.name for author in parsed.article.authors]


@pytest.mark.parametrize(
    ("opening", "dateline", "source"),
    [
        ("ostedpos.com, JAKARTA - ", "ostedpos.com, JAKARTA", "ostedpos.com"),
        ("OstedNews.co, Jakarta – ", "OstedNews.co, Jakarta", "OstedNews.co"),
        ("kabarosted.co.id, Kota Baru -- ", "kabarosted.co.id, Kota Baru", "kabarosted.co.id"),
    ],
)
def test_an_address_before_the_place_is_a_source(opening: str, dateline: str, source: str) -> None:
    article = parse("Rumah timbang jadi perpustakaan", opening + LEAD_ID, SECOND_ID).article
    assert (article.dateline, [party.name for party in article.sources]) == (dateline, [source])
    assert next(iter(block_texts(article.body))) == LEAD_ID


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Amazon.com, Google and the town of Osted want to weigh their books at the old harbor house from April on.",
        ),
        (
            "en",
            "osted.com, Budi - the town's page - had more readers on Tuesday than the paper has had in four years now.",
        ),
        ("de", "Booking.com, Osted – und sonst nichts."),
        ("fr", "Leboncoin.fr, Paris - trois mots."),
        (
            "id",
            "tempo.co, andi - nama itu dipilih warga kota untuk perpustakaan baru di pelabuhan tua yang lama tutup.",
        ),
        (
            "es",
            "idealista.com, la web de pisos, dice que la casa del puerto de Osted vale hoy cuatro veces más que ayer.",
        ),
    ],
)
def test_addresses_in_sentences_are_no_datelines(language: str, text: str) -> None:
    assert read_dateline(text, load_lexicon(language)) is None


def test_a_place_with_a_danda_that_the_text_names_is_the_dateline() -> None:
    article = parse("तौल घर बना पुस्तकालय", f"ओस्टेड। {LEAD_HI.format('ओस्टेड')}", "परिषद ने कहा कि तराजू वहीं रहेंगे।").article
    assert article.dateline == "ओस्टेड"


def test_a_short_month_of_hindi_is_part_of_a_dateline() -> None:
    article = parse("तौल घर बना पुस्तकालय", f"नई दिल्ली, 12 मई (भाषा) {LEAD_HI.format('ओस्टेड')}", "तराजू वहीं रहेंगे।").article
    assert (article.dateline, [party.name for party in article.sources]) == ("नई दिल्ली, 12 मई (भाषा)", ["भाषा"])


@pytest.mark.parametrize("opening", ["हाँ। ", "यही सच है। ", "मुरैना। "])
def test_a_first_sentence_of_hindi_stays(opening: str) -> None:
    assert read_dateline(opening + LEAD_HI.format("ओस्टेड"), load_lexicon("hi")) is None


def test_a_known_place_with_a_colon_is_the_dateline_of_news() -> None:
    assert parse(TITLE, f"New Delhi: {LEAD}", SECOND).article.dateline == "New Delhi"


@pytest.mark.parametrize(
    "text",
    [
        "London: The city, its rivers and its weighing houses are the subject of a book that is not out yet in Osted.",
        "Paris: Everything you need to know about the old harbor house, from its scales to its four years of silence.",
        "Note: The council decided on Tuesday that the old weighing house in Osted will be a library from April on.",
        "Osted: The council decided on Tuesday that the old weighing house in Osted will be a library from April on.",
        "London: Tuesday, rain.",
        "Jane Doe: The council decided on Tuesday that the old weighing house will be a library from April on, again.",
    ],
)
def test_other_words_with_a_colon_are_no_dateline(text: str) -> None:
    assert read_dateline(text, load_lexicon("en")) is None


@pytest.mark.parametrize("dash", ["--", "—", " — "])
def test_the_day_behind_the_distributor_of_a_release_is_its_day(dash: str) -> None:
    article = parse(
        "Osted Scales Opens Library", f"ATLANTA--(BUSINESS WIRE)--September 15, 2009{dash}{LEAD}", SECOND
    ).article
    assert article.published == Moment("2009-09-15")
    assert next(iter(block_texts(article.body))) == LEAD


def test_a_day_that_opens_the_text_of_a_release_stays() -> None:
    article = parse(
        "Osted Scales Opens Library", f"ATLANTA--(BUSINESS WIRE)--March 4, 2009 was a sad day. {LEAD}", SECOND
    ).article
    assert next(iter(block_texts(article.body))).startswith("March 4, 2009 was a sad day.")


@pytest.mark.parametrize(
    ("opening", "authors"),
    [
        ("本报讯（记者 张三 李四）", ["张三", "李四"]),
        ("本报讯(蒋琪 蔡晓 秋冰)", ["蒋琪", "蔡晓", "秋冰"]),
        ("本报讯（记者 王小明 通讯员 赵一）", ["王小明", "赵一"]),
        ("本網訊（記者 王小明）", ["王小明"]),
    ],
)
def test_reporters_of_a_local_report_are_its_authors(opening: str, authors: list[str]) -> None:
    parsed = parse("旧过磅所变身图书馆", opening + LEAD_ZH, SECOND_ZH)
    assert names(parsed) == authors
    assert next(iter(block_texts(parsed.article.body))) == LEAD_ZH


@pytest.mark.parametrize(
    "opening",
    [
        "本报讯（图片）",
        "本报讯（见右图，本报今日第三版另有报道）",
        "本报讯 ",
        "本报讯（记者在现场看到）",
        "据悉（记者 张三）",
    ],
)
def test_other_brackets_of_local_reports_stay(opening: str) -> None:
    parsed = parse("旧过磅所变身图书馆", opening + LEAD_ZH, SECOND_ZH)
    assert names(parsed) == []
    assert opening.strip() in next(iter(block_texts(parsed.article.body)))


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Jane Doe by Jane Doe", "Jane Doe"),
        ("JANE DOE by Jane Doe", "JANE DOE"),
        ("Press Trust of India by Press Trust of India", "Press Trust of India"),
    ],
)
def test_a_name_that_is_its_picture_too_is_one_author(line: str, author: str) -> None:
    parsed = parse(TITLE, f"{line}\nJune 18, 2025\nin BUSINESS", LEAD, SECOND)
    assert names(parsed) == [author]
    assert "in BUSINESS" not in list(block_texts(parsed.article.body))


@pytest.mark.parametrize(
    "line", ["Side by side", "Book by Book", "Little by little", "Stone by stone", "Day by day, word by word"]
)
def test_words_said_twice_are_no_author(line: str) -> None:
    parsed = parse(TITLE, line, LEAD, SECOND)
    assert names(parsed) == []
    assert line in (parsed.article.subheadline, *block_texts(parsed.article.body))


@pytest.mark.parametrize("line", ["in BUSINESS", "in News", "in Politics"])
def test_the_section_of_a_story_is_no_text(line: str) -> None:
    parsed = parse(TITLE, f"June 18, 2025\n{line}", LEAD, SECOND)
    assert line not in (parsed.article.subheadline, *block_texts(parsed.article.body))


@pytest.mark.parametrize("line", ["in the harbor", "In business", "in love", "in Osted"])
def test_other_lines_that_open_with_in_stay(line: str) -> None:
    parsed = parse(TITLE, LEAD, line, SECOND)
    assert line in list(block_texts(parsed.article.body))


@pytest.mark.parametrize(
    ("text", "label", "name"),
    [
        ("id", "Reporter : ", "Fransiskus Pratama"),
        ("fr", "Auteur : ", "Jeanne Martin"),
    ],
)
def test_a_label_may_have_a_space_before_its_colon(text: str, label: str, name: str) -> None:
    lines = {
        "id": ("Rumah timbang jadi perpustakaan", LEAD_ID, SECOND_ID),
        "fr": (
            "L'ancien pesage devient une bibliothèque",
            "L'ancienne maison de pesage d'Osted deviendra une bibliothèque en avril, a décidé mardi le conseil.",
            "Les balances restent à leur place, a dit le conseil, et les lecteurs pourront faire peser leurs livres.",
        ),
    }
    assert names(parse(*lines[text], label + name)) == [name]


def test_who_edited_a_page_is_neither_its_title_nor_its_author() -> None:
    title = "Weighing house becomes library"
    parsed = parse("Edited by Andrew Humphrey and Alexandra Stone", title, LEAD, SECOND)
    assert parsed.article.headline == title
    assert (names(parsed), parsed.article.other_headlines) == ([], ())
    assert [who.name for who in parsed.article.contributors] == ["Andrew Humphrey", "Alexandra Stone"]


@pytest.mark.parametrize(
    "title",
    ["Edited by hand and read by none", "Reporting by candlelight", "Editing the town: how Osted names its roads"],
)
def test_a_title_about_editing_stays(title: str) -> None:
    assert parse(title, LEAD, SECOND).article.headline == title


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        (
            "Jane Doe. She was heard in Osted. PHOTO | JOHN STONE | OSTED MEDIA GROUP",
            "Jane Doe. She was heard in Osted.",
            "JOHN STONE",
        ),
        ("The scales at the harbor. FILE PHOTO | OMG", "The scales at the harbor.", "OMG"),
    ],
)
def test_a_credit_behind_a_bar_is_that_of_its_caption(line: str, caption: str, credit: str) -> None:
    parsed = parse(TITLE, LEAD, line, SECOND)
    figure = next(block for block in parsed.article.body if isinstance(block, Figure))
    assert inline_text(figure.caption) == caption
    assert (figure.credit or "").startswith(credit)


def test_a_form_of_address_to_editors_is_no_standfirst() -> None:
    parsed = parse("Old scales deserve better", "To the editor:", LEAD, SECOND)
    assert parsed.article.subheadline is None
    assert "To the editor:" in list(block_texts(parsed.article.body))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("6 มิ.ย. 54", "2011-06-06"),
        ("27 พ.ย. 67", "2024-11-27"),
        ("10 พ.ย. 2566", "2023-11-10"),
        ("6 มิ.ย. 24", None),
        ("6 มิ.ย.", None),
        ("54 วัน", None),
    ],
)
def test_two_digits_behind_a_month_are_a_year_of_the_buddhist_era(text: str, day: str | None) -> None:
    parsed = read_date(text, load_lexicon("th"))
    assert (parsed.moment.text if parsed and parsed.moment else None) == day


@pytest.mark.parametrize(("language", "text"), [("en", "6 June 54"), ("de", "6. Juni 54"), ("id", "6 Juni 54")])
def test_two_digits_of_other_languages_are_no_such_year(language: str, text: str) -> None:
    parsed = read_date(text, load_lexicon(language))
    assert parsed is None or parsed.moment is None
