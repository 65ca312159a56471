"""Datelines with a full stop and a dash, with outlets, agencies and reporters, and with days, in the forms of single
countries, and lines that resemble them.
"""

from __future__ import annotations

import pytest

from convert.model import Moment, block_texts
from convert.readers import Parsed, Source
from convert.readers.text import read
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lexicon.datelines import read_dateline

pytestmark = pytest.mark.sampled(3)

MOMENT = Moment("2020-01-01T00:00:00Z")
LEAD_EN = (
    "The old weighing house in the harbor will be a library from April on, the town council decided on Tuesday after "
    "four years of debate."
)
LEAD_ES = (
    "La antigua casa de pesas del puerto será una biblioteca a partir de abril, decidió el martes el ayuntamiento tras "
    "cuatro años de debate."
)
LEAD_ID = (
    "Dewan kota pada Selasa memutuskan bahwa rumah timbang tua di pelabuhan akan menjadi perpustakaan mulai April "
    "setelah empat tahun perdebatan."
)
LEAD_HI = (
    "नगर परिषद ने मंगलवार को फैसला किया कि बंदरगाह का पुराना तौल घर अप्रैल से पुस्तकालय होगा। यह घर चार साल से बंद था और अब खुलेगा।"
)
LEAD_FA = "شورای شهر روز سه‌شنبه تصمیم گرفت که خانه قدیمی وزن در بندر از فروردین کتابخانه شود و پس از چهار سال باز شود."
LEAD_TH = "สภาเมืองมีมติเมื่อวันอังคารให้เปลี่ยนโรงชั่งเก่าที่ท่าเรือเป็นห้องสมุดตั้งแต่เดือนเมษายนเป็นต้นไปหลังถกเถียงกันสี่ปี"
LEADS = {"en": LEAD_EN, "es": LEAD_ES, "it": LEAD_ES, "id": LEAD_ID, "hi": LEAD_HI, "fa": LEAD_FA, "th": LEAD_TH}


def parse(*lines: str) -> Parsed:
    return read(Source(name="story.txt", data="\n\n".join(lines).encode(), moment=MOMENT))


@pytest.mark.parametrize(
    ("language", "opening", "dateline"),
    [
        ("es", "Madrid.- ", "Madrid"),
        ("es", "CDMX.- ", "CDMX"),
        ("es", "MÉXICO.-- ", "MÉXICO"),
        ("es", "Ciudad de México.-", "Ciudad de México"),
        ("es", "Puerto Osted, RD.- ", "Puerto Osted, RD"),
        ("es", "San Osted, México. - ", "San Osted, México"),
        ("en", "OSTED COUNTY, Ga. - ", "OSTED COUNTY, Ga."),
        ("en", "OSTED SPRINGS, Fla. – ", "OSTED SPRINGS, Fla."),
        ("en", "CHARLOTTE, N.C. (WOST) - ", "CHARLOTTE, N.C. (WOST)"),
        ("en", "Jackson, Miss. (WOST) — ", "Jackson, Miss. (WOST)"),
        ("id", "ostedpos, Jakarta – ", "ostedpos, Jakarta"),
        ("id", "KBRN, Surabaya: ", "KBRN, Surabaya"),
        ("hi", "ओस्टेड, मार्च 17 -- ", "ओस्टेड, मार्च 17"),
        ("hi", "जागरण संवाददाता, ओस्टेड : ", "जागरण संवाददाता, ओस्टेड"),
        ("hi", "संवाद सूत्र, ओस्टेड। ", "संवाद सूत्र, ओस्टेड"),
        ("hi", "ओस्टेड, संवाददाता। ", "ओस्टेड"),
        ("hi", "ओस्टेड (बिहार) संवाददाता राम मिश्रा: ", "ओस्टेड (बिहार)"),
        ("fa", "تهران- ایرنا- ", "تهران- ایرنا"),
        ("fa", "یزد - ایسنا - ", "یزد - ایسنا"),
        ("th", "กรุงเทพฯ 31 ม.ค. – ", "กรุงเทพฯ 31 ม.ค."),
        ("th", "กรุงเทพฯ 2 มี.ค.-", "กรุงเทพฯ 2 มี.ค."),
    ],
)
def test_the_dateline_of_a_country_is_no_text(language: str, opening: str, dateline: str) -> None:
    text = opening + LEADS[language]
    found = read_dateline(text, load_lexicon(language))
    assert found is not None
    assert (found.text, text[found.end :]) == (dateline, LEADS[language])


def test_the_reporter_in_a_dateline_of_hindi_is_the_author() -> None:
    article = parse(
        "तौल घर बना पुस्तकालय", f"ओस्टेड (बिहार) संवाददाता राम मिश्रा: {LEAD_HI}", "परिषद ने कहा कि तराजू वहीं रहेंगे।"
    ).article
    assert ([author.name for author in article.authors], article.dateline) == (["राम मिश्रा"], "ओस्टेड (बिहार)")
    assert next(iter(block_texts(article.body))) == LEAD_HI


def test_the_dateline_above_the_likeliest_text_is_read() -> None:
    repeated = "According to the council, the scales were taken to the museum of the harbor."
    article = parse(
        "Deputy weighs in on library",
        f"{repeated}(WOST)",
        "By WOST Staff",
        "Published: Feb. 13, 2021 at 5:44 PM EST",
        f"OSTED COUNTY, Fla. (WOST) - {LEAD_EN}",
        repeated,
        "The council has not said who will weigh the books, or when the doors of the house will be opened at last.",
    ).article
    assert article.dateline == "OSTED COUNTY, Fla. (WOST)"


@pytest.mark.parametrize(
    ("language", "opening"),
    [
        ("es", "Primero.- "),
        ("es", "PREGUNTA.- "),
        ("es", "Artículo 1.- "),
        ("es", "Nota.- "),
        ("es", "Juan Pérez, PSOE.- "),
        ("es", "María Osted, alcaldesa.- "),
        ("es", "Osted.- "),
        ("it", "Domanda.- "),
        ("en", "Jane Doe, Va. – "),
        ("en", "Jane Doe (WOST) - "),
        ("en", "Charlotte (WOST) - "),
        ("en", "Doe, J. – "),
        ("id", "kemarin, Budi – "),
        ("id", "PDIP, Jakarta: "),
        ("id", "selasa, Jakarta – "),
        ("hi", "रविवार, मार्च 17 -- "),
        ("hi", "उन्होंने कहा: "),
        ("hi", "संवाददाता, जो वहाँ थे, ने कहा: "),
        ("fa", "کتاب - کتابخانه - "),
        ("fa", "دیروز - امروز - "),
        ("th", "วันที่ 31 ม.ค. – "),
        ("th", "เมื่อ 31 ม.ค. – "),
    ],
)
def test_what_resembles_a_dateline_stays(language: str, opening: str) -> None:
    assert read_dateline(opening + LEADS[language], load_lexicon(language)) is None


@pytest.mark.parametrize("entries", [("España", "Francia"), ("Madrid", "Barcelona"), ("México", "Lima")])
def test_entries_of_a_list_stay_whole(entries: tuple[str, str]) -> None:
    first, second = (f"{entry}.- {LEAD_ES}" for entry in entries)
    article = parse("Las casas de pesas que quedan", first, second).article
    assert article.dateline is None
    assert list(block_texts(article.body))[:2] == [first, second]
