"""Credits at the end of captions in scripts without capitals, and lines that resemble such captions."""

from __future__ import annotations

import pytest

from convert.readers.text.fields.caption_signs import names_kind_of_picture
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lexicon.bylines import read_byline
from convert.readers.text.lexicon.caption_ends import read_caption_end
from convert.readers.text.lexicon.captions import read_caption
from convert.readers.text.lexicon.end_credits import read_any_caption

pytestmark = pytest.mark.sampled(3)


@pytest.mark.parametrize(
    ("language", "line", "caption", "credit"),
    [
        ("ja", "再開した渡船＝3日、大瀬町（共同）", "再開した渡船＝3日、大瀬町", "共同"),
        ("ja", "再開した渡船＝ロイター", "再開した渡船", "ロイター"),
        ("ja", "ストで止まった港のクレーン（20日、釜山）=聯合", "ストで止まった港のクレーン（20日、釜山）", "聯合"),
        ("ja", "大統領の演説を聞く市民＝ＡＰ・共同", "大統領の演説を聞く市民", "ＡＰ・共同"),
        ("ja", "再開した渡船（資料写真）", "再開した渡船（資料写真）", ""),
        ("zh", "▲學生在圖書館看書。（路透）", "學生在圖書館看書。", "路透"),
        ("zh", "學生在圖書館看書。（中央社檔案照片）", "學生在圖書館看書。", "中央社"),
        ("zh", "氣象署提醒民眾留意強風豪雨。（示意圖）", "氣象署提醒民眾留意強風豪雨。（示意圖）", ""),
        ("ko", "어민들이 그물을 손질하고 있다. 한빛시 제공", "어민들이 그물을 손질하고 있다.", "한빛시"),
        ("ko", "어민들이 그물을 손질하고 있다. 연합뉴스", "어민들이 그물을 손질하고 있다.", "연합뉴스"),
        ("ko", "어민들이 그물을 손질하고 있다. 박서준 기자", "어민들이 그물을 손질하고 있다.", "박서준"),
        ("ko", "[한빛=연합뉴스 자료사진]", "", "연합뉴스"),
        ("ko", "그물을 손질하는 어민들 [한빛시 제공. 재판매 및 DB 금지]", "그물을 손질하는 어민들", "한빛시"),
        ("ar", "مزارع يحصد القمح في الحقل (أ ف ب)", "مزارع يحصد القمح في الحقل", "أ ف ب"),
        ("ar", "مزارع يحصد القمح في الحقل - رويترز", "مزارع يحصد القمح في الحقل", "رويترز"),
        ("ar", "مزارع يحصد القمح في الحقل (أرشيفية)", "مزارع يحصد القمح في الحقل (أرشيفية)", ""),
        ("hi", "पुल पर खड़े लोग (फाइल फोटो)", "पुल पर खड़े लोग (फाइल फोटो)", ""),
        ("bn", "নতুন ভবনের সামনে শিক্ষার্থীরা (ফাইল ছবি)", "নতুন ভবনের সামনে শিক্ষার্থীরা (ফাইল ছবি)", ""),
    ],
)
def test_a_caption_ends_with_its_credit(language: str, line: str, caption: str, credit: str) -> None:
    found = read_caption_end(line, load_lexicon("en", language))
    assert found is not None
    assert (found.caption, found.credit) == (caption, credit)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("ja", "町は隣の市と共同で人材を募集していると発表した。（共同）"),
        ("ja", "会談は3日に開かれる（外務省）"),
        ("ja", "売上高＝前年比"),
        ("ko", "시는 새로운 계획을 발표했다. 시장은 이를 환영했다."),
        ("ko", "한 주민은 버스가 한 시간에 한 대뿐이라고 말했다. 박서준 기자"),
        ("ar", "وقالت الحكومة إن الخطة ستبدأ الأسبوع المقبل. (رويترز)"),
        ("ar", "وصل الرئيس الفرنسي إلى بيروت - لبنان"),
        ("hi", "उन्होंने कहा कि काम अगले सप्ताह शुरू होगा। (भाषा)"),
        ("zh", "新计划从下周开始实施（图）表"),
        ("tr", "Öğrenciler istasyonun başında bekliyor (AA)"),
    ],
)
def test_text_signed_for_an_agency_is_no_caption(language: str, line: str) -> None:
    assert read_caption_end(line, load_lexicon("en", language)) is None


@pytest.mark.parametrize(
    ("language", "line", "caption", "credit"),
    [
        ("ja", "再開した渡船（写真：佐伯健／アフロ）", "再開した渡船", "佐伯健／アフロ"),
        ("zh", "消防員將貓救出火場。（圖／翻攝畫面）", "消防員將貓救出火場。", "翻攝畫面"),
        ("ko", "어민들이 그물을 손질하고 있다. [사진=한빛일보]", "어민들이 그물을 손질하고 있다.", "한빛일보"),
    ],
)
def test_brackets_around_a_credit_are_no_part_of_it(language: str, line: str, caption: str, credit: str) -> None:
    found = read_caption(line, load_lexicon("en", language))
    assert found is not None
    assert (found.caption, found.credit) == (caption, credit)


@pytest.mark.parametrize(
    ("language", "line", "credit"),
    [
        ("uk", "Собор стоїть порожній узимку. Фото Остап Гринів", "Остап Гринів"),
        ("ru", "Старая лодка лежит у причала. Игорь Саватеев / «Речные вести»", None),
        ("el", "Ο παλιός μύλος στέκει δίπλα στο ποτάμι. Φωτογραφία Άννα Δούκα", "Άννα Δούκα"),
        ("zh", "學生輪流觀看月球。記者林佩君／攝影", "林佩君"),
        (
            "id",
            "Murid mencoba biola buatan sendiri di sekolah.(KABAROSTED.com/GALIH PRAMONO)",
            "KABAROSTED.com/GALIH PRAMONO",
        ),
        ("ja", "乗客の一人は「夜景は十分に楽しめた」と苦笑した。(c)AFP", None),
        ("el", "Νέος διαγωνισμός θα προκηρυχθεί μέσα στον μήνα. Πηγή: ΑΠΕ-ΜΠΕ", None),
        ("tr", "Yeni plan gelecek ay başında açıklanacak. Kaynak: AA", None),
        ("tr", "Köyün eski değirmeni. Kaynak: Selin Uçar", "Selin Uçar"),
        ("en", "The last rowing boat of the pilots. Photo courtesy Mary Poole", "Mary Poole"),
        ("en", "The last rowing boat of the pilots. Staff photo by Mary Poole", "Mary Poole"),
        ("en", "The last rowing boat of the pilots. Screengrab from YouTube", "YouTube"),
        ("en", "Screenshot by Mary Poole/Bell", "Mary Poole/Bell"),
        ("en", "The last rowing boat of the pilots. Mary Poole/AFP/Getty Images", "Mary Poole/AFP/Getty Images"),
        ("en", "The last rowing boat of the pilots. Mary Poole via Getty Images", "Mary Poole via Getty Images"),
        ("en", "The last rowing boat of the pilots. Getty Images", "Getty Images"),
        ("en", "The boat lies at its berth in Osted. M. Poole/Getty Images", "M. Poole/Getty Images"),
        ("de", "Das letzte Boot der Lotsen. picture alliance/dpa", "picture alliance/dpa"),
        ("fr", "La barque à son mouillage. PHOTO HUGO MOREL, LA CLOCHE", "HUGO MOREL, LA CLOCHE"),
        ("fr", "PHOTO HUGO MOREL, ARCHIVES LA CLOCHE", "HUGO MOREL, ARCHIVES LA CLOCHE"),
        ("en", "PHOTOS FROM OSTED, MARCH", None),
        ("en", "The boat lies at its berth in Osted. Mary Poole via AP", "Mary Poole via AP"),
        ("en", "The boat lies at its berth in Osted. Mary Poole for The Osted Bell", "Mary Poole for The Osted Bell"),
        ("en", "He asked whom they want. Mary Poole for mayor", None),
        ("en", "The boat lies at its berth in Osted. Pic: Mary Poole", "Mary Poole"),
        ("it", "La barca al suo ormeggio. Credits: Pino Neri", "Pino Neri"),
        ("fr", "La barque traverse le port. (Hugo Morel / La Cloche d'Osted)", "Hugo Morel / La Cloche d'Osted"),
        ("es", "La barca cruza el puerto. Pilar Soto / El Faro de la Costa", "Pilar Soto / El Faro de la Costa"),
        ("en", "The pilot shared a screenshot from Facebook.", None),
        ("en", "Police in Osted have released a screengrab from YouTube", None),
        ("en", "Screenshot from Osted app shows how the fare has risen", None),
        ("en", "Map by Mary Poole shows where the boat went down", None),
        ("en", "The pilots said no. Getty Images, Alamy and Shutterstock sued.", None),
    ],
)
def test_credits_behind_sentences(language: str, line: str, credit: str | None) -> None:
    found = read_any_caption(line, load_lexicon("en", language))
    assert (found and found.credit) == credit


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Perpustakaan terapung itu boleh memuatkan 20 pengunjung. - Gambar fail", True),
        ("Cầu cũ nhìn từ bờ nam (ảnh minh họa)", True),
        ("Старая лодка у причала. Архивное фото", True),
        ("Köyün eski değirmeni (temsili fotoğraf)", True),
        ("The last rowing boat of the pilots. File photo", True),
        ("The last rowing boat of the pilots (courtesy photo)", True),
        ("The pilot was asked for a file photo", False),
        ("Dia simpan semua gambar fail lama di rumah", False),
    ],
)
def test_what_a_picture_is_ends_a_caption(line: str, *, expected: bool) -> None:
    assert names_kind_of_picture(line) is expected


def test_who_took_a_picture_is_no_author() -> None:
    assert read_byline("어민들이 그물을 손질하고 있다. 박서준 기자", load_lexicon("en", "ko")) is None
