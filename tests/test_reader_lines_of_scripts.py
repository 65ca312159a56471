"""Bylines, datelines and days as pages in scripts other than Latin have them, and lines that resemble them."""

from __future__ import annotations

import pytest

from convert.model import Moment
from convert.readers import Source
from convert.readers.text import read
from convert.readers.text.envelopes.status.embargoes import is_embargo
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lexicon.bylines import read_byline
from convert.readers.text.lexicon.datelines import read_dateline, read_whole_dateline
from convert.readers.text.lexicon.dates import read_date
from convert.readers.text.lexicon.name_lines import read_name_line
from convert.readers.text.lexicon.unnamed_bylines import names_nobody

pytestmark = pytest.mark.sampled(3)


@pytest.mark.parametrize(
    ("language", "line", "names"),
    [
        ("ja", "【社会部 野村沙織】", ["野村沙織"]),
        ("ja", "（大瀬支局・野村沙織）", ["野村沙織"]),
        ("ja", "野村沙織（大瀬新聞記者）", ["野村沙織"]),
        ("ja", "文／野村沙織　写真／佐伯健", ["野村沙織"]),
        ("ja", "聞き手・野村沙織、構成・木村光", ["野村沙織"]),
        ("zh", "文 | 陳雅雯", ["陳雅雯"]),
        ("zh", "文、圖／陳雅雯", ["陳雅雯"]),
        ("zh", "〔記者陳雅雯／台北報導〕", ["陳雅雯"]),
        ("zh", "来源：云溪日报 作者：陈雅雯", ["陈雅雯"]),
        ("zh", "记者｜陈雅雯 编辑｜周敏", ["陈雅雯"]),
        ("ko", "박서준(한빛특파원)", ["박서준"]),
        ("th", "เรื่อง: วรรณา ศรีสุข ภาพ: ประเสริฐ ทองดี", ["วรรณา ศรีสุข"]),
        ("ta", "எழுதியவர், கவிதா சுந்தரம்", ["கவிதா சுந்தரம்"]),
        ("ur", "مصنف, عمران قریشی", ["عمران قریشی"]),
        ("fa", "نگار کاویانی / روزنامه‌نگار", ["نگار کاویانی"]),
        ("he", 'נועה ברקאי, "קול הגבעה"', ["נועה ברקאי"]),
        ("uk", "Оксана Мельничук, «Вербівські новини»", ["Оксана Мельничук"]),
        ("lv", 'Ilze Ozoliņa, "Upes Ziņas"', ["Ilze Ozoliņa"]),
        ("id", "Penulis: Rangga Wibisono | Editor: Dewi Lestantri", ["Rangga Wibisono"]),
        ("ja", "取材・撮影／野村沙織", ["野村沙織"]),
        ("ko", "박서준 문화전문기자", ["박서준"]),
        ("ko", "박서준 시민기자", ["박서준"]),
        ("ar", "الكاتب : سامر الحداد", ["سامر الحداد"]),
        ("el", "Του Γιώργου Ρούσσου και της Ελένης Βαρδάκη", ["Γιώργου Ρούσσου", "Ελένης Βαρδάκη"]),
        ("fi", "Outi Kangasniva teksti", ["Outi Kangasniva"]),
        ("ka", "ნინო გელაშვილი", ["ნინო გელაშვილი"]),
        ("id", "Dewi Purwanti - kabarOsted", ["Dewi Purwanti"]),
    ],
)
def test_names_beside_labels_desks_and_outlets(language: str, line: str, names: list[str]) -> None:
    lexicon = load_lexicon("en", language)
    found = read_byline(line, lexicon) or read_name_line(line, lexicon)
    assert found is not None
    assert [author.name for author in found.authors] == names


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("fa", "مترجم: نگار کاویانی"),
        ("ar", "مدة القراءة: 3 دقائق"),
        ("bn", "প্রকাশের সময়: সোমবার"),
        ("ta", "பதிவு செய்த நாள்: 14 ஏப் 2024"),
        ("ur", "نامہ نگار"),
        ("ja", "写真／野村沙織　撮影／佐伯健"),
        ("zh", "图｜陈雅雯 编辑｜周敏"),
        ("zh", "来源：云溪日报 时间：昨天"),
        ("ko", "한빛시(시청 기자실)"),
        ("ko", "이 기사는 한빛일보가 제공합니다"),
        ("fa", "سرویس اجتماعی"),
        ("ru", "Автор, композитор и певец"),
        ("id", "Harga Cabai - kabarOsted"),
    ],
)
def test_a_label_or_a_job_is_no_name(language: str, line: str) -> None:
    lexicon = load_lexicon("en", language)
    assert read_byline(line, lexicon) is None
    assert read_name_line(line, lexicon) is None


@pytest.mark.parametrize(
    ("language", "line", "is_desk"),
    [
        ("bn", "নিজস্ব প্রতিবেদক, ঢাকা", True),
        ("ur", "کالم نگار، لاہور", True),
        ("hi", "न्यूज़ डेस्क", True),
        ("bn", "ঢাকা, কলকাতা", False),
        ("ur", "نامہ نگار قتل", False),
    ],
)
def test_a_desk_with_its_place_is_a_byline_that_names_nobody(language: str, line: str, *, is_desk: bool) -> None:
    assert names_nobody(line, load_lexicon("en", language)) is is_desk


TEXT = {
    "ar": "أعلنت الحكومة اليوم خطة جديدة لدعم المزارعين في البلاد بعد أسابيع من المحادثات مع ممثلي القرى.",
    "fa": "دولت امروز طرح تازه‌ای برای کمک به کشاورزان کشور اعلام کرد و گفت که اجرای آن از هفته آینده آغاز می‌شود.",
    "hi": "सरकार ने मंगलवार को किसानों के लिए नई योजना की घोषणा की और कहा कि यह अगले सप्ताह से लागू होगी।",
    "bn": "সরকার বুধবার কৃষকদের জন্য নতুন পরিকল্পনা ঘোষণা করেছে এবং বলেছে যে এটি আগামী সপ্তাহ থেকে চালু হবে।",
    "ta": "அரசு புதிய திட்டத்தை புதன்கிழமை அறிவித்தது. இது அடுத்த வாரம் முதல் அமலாகும் என்று அமைச்சர் நேற்று மாலை இங்கு கூறினார்.",
    "zh": "新的计划已经开始实施，参与的人很多。",
    "ko": "정부는 새로운 계획을 발표했다고 밝혔다.",
    "am": "በገጠር ትምህርት ቤት ውስጥ ከአምስት ሺህ በላይ መጻሕፍት ያሉት አዲስ ቤተ መጻሕፍት ዛሬ ተከፍቷል። ግንባታው ሦስት ዓመት ወስዷል።",
    "bg": "Ниското ниво на язовира разкри основите на село, залято преди шестдесет години, съобщи кметът на общината.",
    "tr": "Kırkpınar ilçesinde kaybolan 6 yaşındaki çocuk, bir çoban köpeği sayesinde iki gün sonra sağ bulundu.",
    "lt": "Vyriausybė trečiadienį paskelbė naują planą ūkininkams ir pranešė, kad jis įsigalios jau kitą savaitę.",
    "sw": "Serikali imetangaza mpango mpya kwa wakulima nchini kote kuanzia mwezi ujao, waziri amesema leo bungeni.",
}


@pytest.mark.parametrize(
    ("language", "opening", "place", "reporters"),
    [
        ("zh", "【新华社北京4月9日电】", "新华社北京4月9日电", ()),
        ("zh", "本报青石3月12日电（记者 林晓岚）", "本报青石3月12日电", ("林晓岚",)),
        ("zh", "本报北京4月9日讯 记者陈雅雯报道：", "本报北京4月9日讯", ("陈雅雯",)),
        ("ko", "(서울=박서준 기자) ", "서울=박서준 기자", ("박서준",)),
        ("ar", "القاهرة في 18 يناير /واس/ ", "القاهرة في 18 يناير /واس/", ()),
        ("ar", "دمشق-سانا ", "دمشق-سانا", ()),
        ("fa", "تهران- ایرنا- ", "تهران- ایرنا", ()),
        ("fa", "ایسنا/زرین‌رود ", "ایسنا/زرین‌رود", ()),
        ("hi", "नई दिल्ली, 9 जुलाई (भाषा)। ", "नई दिल्ली, 9 जुलाई (भाषा)", ()),
        ("hi", "पटना (ब्यूरो)। ", "पटना (ब्यूरो)", ()),
        ("ar", "غزة/ الأناضول ", "غزة/ الأناضول", ()),
        ("ar", "باريس - (أ ف ب) - ", "باريس - (أ ف ب)", ()),
        ("bn", "ঢাকা, ২১ ফেব্রুয়ারি- ", "ঢাকা, ২১ ফেব্রুয়ারি", ()),
        ("hi", "नई दिल्ली, एजेंसी। ", "नई दिल्ली, एजेंसी", ()),
        ("bn", "ঢাকা, ২১ ফেব্রুয়ারি (বাসস): ", "ঢাকা, ২১ ফেব্রুয়ারি (বাসস)", ()),
        ("bn", "কলকাতা: ", "কলকাতা", ()),
        ("ta", "சென்னை: ", "சென்னை", ()),
        ("am", "አዲስ አበባ፣ ጥር 2፣ 2016 (ኤፍ ቢ ሲ) ", "አዲስ አበባ፣ ጥር 2፣ 2016 (ኤፍ ቢ ሲ)", ()),
        (
            "bg",
            "Ракитово дере, 5 февруари /Калин Дочев, БТА/ ",
            "Ракитово дере, 5 февруари /Калин Дочев, БТА/",
            ("Калин Дочев",),
        ),
        ("tr", "Cem ALTINOK/ÇAMLIDERE, (DHA)- ", "Cem ALTINOK/ÇAMLIDERE, (DHA)", ("Cem ALTINOK",)),
        ("lt", "Vilnius, sausio 9 d. (ELTA). ", "Vilnius, sausio 9 d. (ELTA)", ()),
        ("sw", "Dar es Salaam. ", "Dar es Salaam", ()),
    ],
)
def test_datelines(language: str, opening: str, place: str, reporters: tuple[str, ...]) -> None:
    found = read_dateline(opening + TEXT[language], load_lexicon("en", language))
    assert found is not None
    assert (found.text, found.end, found.reporters) == (place, len(opening), reporters)


@pytest.mark.parametrize(
    ("language", "opening"),
    [
        ("ko", "[한빛일보=박서준 기자] "),
        ("ar", "الحكومة-المعارضة "),
        ("ar", "قال/أضاف "),
        ("ar", "وكالات/ قالت "),
        ("ar", "رويترز/قالت "),
        ("hi", "यह सच है। "),
        ("bn", "সতর্কতা: "),
        ("ta", "எச்சரிக்கை: "),
        ("zh", "本报记者4月9日获悉，"),
        ("sw", "Amina. "),
    ],
)
def test_no_datelines(language: str, opening: str) -> None:
    assert read_dateline(opening + TEXT[language], load_lexicon("en", language)) is None


@pytest.mark.parametrize(
    ("language", "line", "published", "updated"),
    [
        ("th", "เผยแพร่: 10 ก.พ. 2566 08:30 ปรับปรุง: 11 ก.พ. 2566 11:05", "2023-02-10", "2023-02-11"),
        ("hi", "प्रकाशित: 9 जुलाई 2024 | अपडेट: 10 जुलाई 2024", "2024-07-09", "2024-07-10"),
        ("hi", "09 जुल॰ 2024", "2024-07-09", None),
        ("ar", "نُشرت: 18 يناير/كانون الثاني 2024", "2024-01-18", None),
        ("fa", "۱۰ خرداد ۱۴۰۳ – ۳۰ مه ۲۰۲۴", "2024-05-30", None),
        ("fa", "۱۰ خرداد ۱۴۰۳ – ۱۲ خرداد ۱۴۰۳", None, None),
        ("ja", "令和6年（2024年）5月3日", "2024-05-03", None),
        ("ja", "2024年（令和6年）5月3日", "2024-05-03", None),
        ("am", "ጥር 2 ቀን 2016 ዓ.ም", "2024-01-11", None),
        ("am", "2 ጥር 2016", "2024-01-11", None),
        ("am", "ነሐሴ 30፣ 2015", "2023-09-05", None),
        ("eu", "2023ko azaroaren 16a", "2023-11-16", None),
        ("kk", "2024 жылғы 25 қаңтар", "2024-01-25", None),
        ("hy", "07 Մարտ 2024", "2024-03-07", None),
        ("ka", "12 მაისი, 2023", "2023-05-12", None),
        ("ar", "18 يناير/شباط 2024", None, None),
    ],
)
def test_days_with_labels_and_names_of_months_and_calendars(
    language: str, line: str, published: str | None, updated: str | None
) -> None:
    found = read_date(line, load_lexicon("en", language))
    assert found is not None
    assert (found.moment and found.moment.text, found.updated and found.updated.text) == (published, updated)
    assert found.rest == ""


def test_a_place_that_the_story_names_is_beside_its_day() -> None:
    text = "El forn de {} torna a fer olor de pa, i les tres germanes han recuperat l'obrador dels avis del poble."
    for place, published in (("Vallclara del Riu", "2024-04-23"), ("Vallfosca", None)):
        copy = [
            "El forn torna a encendre's",
            "",
            "Vallclara del Riu. Dimarts, 23 d'abril de 2024. 08:30",
            "",
            text.format(place),
        ]
        article = read(
            Source(name="story.txt", data="\n".join(copy).encode(), moment=Moment("2025-01-01T00:00:00Z"))
        ).article
        assert (article.published and article.published.text) == published


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2024.05.03 Fri posted at 12:30 JST", False),
        ("Fri, 3 May 2024, posted at 12:30", False),
        ("Fri for publisering 3. mai 2024 kl. 12", True),
    ],
)
def test_friday_frees_no_story(line: str, *, expected: bool) -> None:
    assert is_embargo(line) is expected


@pytest.mark.parametrize(
    "line",
    [
        "新华社北京4月9日电（ 记者 林晓岚 ）",
        "新华社北京4月9日电\u3000（记者林晓岚\u3000）",
        "(한빛\u3000=연합뉴스)  박서준 \u3000김나래\u3000기자 = ",
        "بيروت\u3000\u3000- وكالات:\u3000",
        "Laporan wartawan Kabar  News  , Dewi Purwanti",
        "छात्र पढ़ते हुए। फोटो: सीमा राव \u3000",
    ],
)
def test_white_space_of_any_kind_stops_no_reading(line: str) -> None:
    for title in ("新计划从下周开始实施", "Warga bangun jembatan sendiri di kampung"):
        copy = f"{title}\n\n{line}{TEXT['zh']}\n\n{line}\n\n{TEXT['hi']}\n"
        assert read(Source(name="story.txt", data=copy.encode(), moment=Moment("2025-01-01T00:00:00Z"))).article


@pytest.mark.parametrize(
    ("line", "place"),
    [("بيروت (أ ف ب)", "بيروت (أ ف ب)"), ("مزارع في الحقل (أ ف ب)", None), ("سوق شعبي (رويترز)", None)],
)
def test_a_caption_with_its_agency_is_no_dateline(line: str, place: str | None) -> None:
    found = read_whole_dateline(line, load_lexicon("en", "ar"))
    assert (found and found.text) == place
