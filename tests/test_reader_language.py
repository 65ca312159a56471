"""Language detection, and the completeness of each lexicon; the sentences are our own."""

from __future__ import annotations

import pytest

from convert.readers.text.lexicon import languages, line_key, load_file, load_lexicon
from convert.readers.text.lexicon.phrases import LABEL
from convert.readers.text.lines import language as detection
from convert.readers.text.lines.language import detect_language, stop_words

pytestmark = pytest.mark.sampled(2)

SENTENCES = {
    "af": (
        "Die regering het Donderdag besluit dat alle winkels van Januarie af op Sondae gesluit moet wees, "
        "en die minister het gesê dat die vakbonde dit geëis het."
    ),
    "am": "መንግሥት ሐሙስ ዕለት ወሰነ",
    "ar": (
        "قررت الحكومة يوم الخميس إغلاق جميع المتاجر أيام الأحد اعتبارا من يناير وقال الوزير إن النقابات "
        "هي التي طلبت ذلك."
    ),
    "az": (
        "Hökumət cümə axşamı qərar verib ki, yanvardan bütün mağazalar bazar günləri bağlı olacaq və "
        "nazir deyib ki, bunu həmkarlar ittifaqları tələb edib."
    ),
    "be": (
        "Урад у чацвер прыняў рашэнне, паводле якога са студзеня ўсе крамы павінны быць зачыненыя ў "
        "нядзелю, а міністр сказаў, што гэтага патрабавалі прафсаюзы."
    ),
    "bg": (
        "Правителството прие в четвъртък решение, според което от януари всички магазини ще трябва да "
        "бъдат затворени в неделя, а министърът каза, че това е искане на синдикатите."
    ),
    "bn": "সরকার বৃহস্পতিবার সিদ্ধান্ত নিয়েছে যে দোকান বন্ধ থাকবে",
    "ca": (
        "El Govern ha aprovat aquest dijous una decisió segons la qual a partir del gener totes les "
        "botigues hauran de tancar els diumenges, i el ministre ha dit que ho demanaven els sindicats."
    ),
    "cs": (
        "Vláda ve čtvrtek rozhodla, že od ledna musí být všechny obchody v neděli zavřené, a ministr "
        "řekl, že to požadovaly odbory."
    ),
    "da": (
        "Regeringen besluttede torsdag, at alle butikker fra januar skal holde lukket om søndagen, og "
        "ministeren sagde, at det var fagforeningerne, der havde krævet det."
    ),
    "de": (
        "Die Regierung hat am Donnerstag beschlossen, dass ab Januar alle Geschäfte sonntags geschlossen "
        "bleiben, und der Minister sagte, das hätten die Gewerkschaften verlangt."
    ),
    "el": ("Η κυβέρνηση αποφάσισε την Πέμπτη ότι από τον Ιανουάριο όλα τα καταστήματα θα είναι κλειστά τις Κυριακές."),
    "en": (
        "The government decided on Thursday that from January all shops will have to be closed on "
        "Sundays, and the minister said that the unions had asked for it."
    ),
    "es": (
        "El Gobierno decidió el jueves que desde enero todas las tiendas tendrán que cerrar los domingos, "
        "y el ministro dijo que lo habían pedido los sindicatos."
    ),
    "et": (
        "Valitsus tegi neljapäeval otsuse, mille järgi peavad kõik poed alates jaanuarist pühapäeviti "
        "suletud olema, ja minister ütles, et seda nõudsid ametiühingud."
    ),
    "eu": (
        "Gobernuak ostegunean erabaki du urtarriletik aurrera denda guztiak igandeetan itxita egon behar "
        "direla, eta ministroak esan du sindikatuek hori eskatu zutela."
    ),
    "fa": (
        "دولت روز پنجشنبه تصمیم گرفت که از ژانویه همه فروشگاه‌ها در روز یکشنبه بسته باشند و وزیر گفت این "
        "خواسته اتحادیه‌ها بود."
    ),
    "fi": (
        "Hallitus päätti torstaina, että kaikki kaupat on tammikuusta alkaen pidettävä sunnuntaisin "
        "suljettuina, ja ministeri sanoi, että sitä olivat vaatineet ammattiliitot."
    ),
    "fr": (
        "Le gouvernement a décidé jeudi que tous les magasins seraient fermés le dimanche à partir de "
        "janvier, et le ministre a dit que c’était une demande des syndicats."
    ),
    "gl": (
        "O Goberno aprobou este xoves unha decisión pola que a partir de xaneiro todas as tendas terán "
        "que pechar os domingos, e o ministro dixo que era unha petición dos sindicatos."
    ),
    "gu": "સરકારે ગુરુવારે નિર્ણય લીધો",
    "he": ("הממשלה החליטה ביום חמישי כי מינואר כל החנויות יהיו סגורות בשבת, והשר אמר כי זו הייתה דרישה של האיגודים."),
    "hi": ("सरकार ने गुरुवार को फैसला किया कि जनवरी से सभी दुकानें रविवार को बंद रहेंगी, और मंत्री ने कहा कि यह मांग यूनियनों की थी।"),
    "hr": (
        "Vlada je u četvrtak donijela odluku prema kojoj će od siječnja sve trgovine morati biti "
        "zatvorene nedjeljom, a ministar je kazao da je to bio zahtjev sindikata."
    ),
    "hu": (
        "A kormány csütörtökön úgy döntött, hogy januártól minden üzletnek zárva kell lennie vasárnap, és "
        "a miniszter azt mondta, hogy ezt a szakszervezetek kérték."
    ),
    "hy": "Կառավարությունը հինգշաբթի օրը որոշեց",
    "id": (
        "Pemerintah pada Kamis mengambil keputusan bahwa semua toko harus tutup pada hari Minggu mulai "
        "Januari, dan menteri mengatakan hal itu diminta oleh serikat pekerja."
    ),
    "is": (
        "Ríkisstjórnin ákvað á fimmtudag að allar verslanir skuli vera lokaðar á sunnudögum frá janúar og "
        "ráðherrann sagði að verkalýðsfélögin hefðu krafist þess."
    ),
    "it": (
        "Il governo ha deciso giovedì che da gennaio tutti i negozi dovranno restare chiusi la domenica, "
        "e il ministro ha detto che lo avevano chiesto i sindacati."
    ),
    "ja": "政府は木曜日、一月からすべての店が日曜日に休業すると決めた。",
    "ka": "მთავრობამ ხუთშაბათს გადაწყვიტა",
    "km": "រដ្ឋាភិបាលបានសម្រេចនៅថ្ងៃព្រហស្បតិ៍",
    "kn": "ಸರ್ಕಾರ ಗುರುವಾರ ನಿರ್ಧರಿಸಿತು",
    "ko": "정부는 목요일에 1월부터 모든 상점이 일요일에 문을 닫아야 한다고 결정했다.",
    "lo": "ລັດຖະບານໄດ້ຕົກລົງໃນວັນພະຫັດ",
    "lt": (
        "Vyriausybė ketvirtadienį priėmė sprendimą, pagal kurį nuo sausio visos parduotuvės sekmadieniais "
        "turės būti uždarytos, o ministras sakė, kad to reikalavo profsąjungos."
    ),
    "lv": (
        "Valdība ceturtdien pieņēma lēmumu, ka no janvāra visiem veikaliem svētdienās būs jābūt slēgtiem, "
        "un ministrs sacīja, ka to prasīja arodbiedrības."
    ),
    "mk": (
        "Владата во четвртокот донесе одлука според која од јануари сите продавници ќе мора да бидат "
        "затворени во недела, а министерот рече дека тоа го бараа синдикатите."
    ),
    "ml": "സർക്കാർ വ്യാഴാഴ്ച തീരുമാനിച്ചു",
    "mr": (
        "सरकारने गुरुवारी निर्णय घेतला की जानेवारीपासून सर्व दुकाने रविवारी बंद राहतील आणि मंत्र्यांनी "
        "सांगितले की ही मागणी संघटनांची होती. मात्र त्यांनी असे म्हणून पण केले नाही."
    ),
    "ms": (
        "Kerajaan pada Khamis membuat keputusan bahawa semua kedai perlu ditutup pada hari Ahad mulai "
        "Januari, dan menteri berkata perkara itu diminta oleh kesatuan sekerja."
    ),
    "my": "အစိုးရက ကြာသပတေးနေ့တွင် ဆုံးဖြတ်ခဲ့သည်",
    "ne": ("सरकारले बिहीबार निर्णय गरेको छ कि जनवरीदेखि सबै पसल आइतबार बन्द हुनेछन् र मन्त्रीले भने कि यो माग युनियनको थियो।"),
    "nl": (
        "De regering besloot donderdag dat alle winkels vanaf januari op zondag gesloten moeten zijn, en "
        "de minister zei dat de vakbonden daarom hadden gevraagd."
    ),
    "no": (
        "Regjeringen bestemte torsdag at alle butikker fra januar skal holde stengt på søndager, og "
        "ministeren sa at det var fagforeningene som hadde krevd det."
    ),
    "pa": "ਸਰਕਾਰ ਨੇ ਵੀਰਵਾਰ ਨੂੰ ਫੈਸਲਾ ਕੀਤਾ",
    "pl": (
        "Rząd zdecydował w czwartek, że od stycznia wszystkie sklepy będą w niedziele zamknięte, a "
        "minister powiedział, że tego żądały związki zawodowe."
    ),
    "pt": (
        "O Governo decidiu na quinta-feira que a partir de janeiro todas as lojas terão de fechar aos "
        "domingos, e o ministro disse que era um pedido dos sindicatos."
    ),
    "ro": (
        "Guvernul a decis joi că din ianuarie toate magazinele vor fi închise duminica, iar ministrul a "
        "spus că aceasta a fost cererea sindicatelor."
    ),
    "ru": (
        "Правительство в четверг приняло решение, по которому с января все магазины должны быть закрыты в "
        "воскресенье, а министр сказал, что этого требовали профсоюзы."
    ),
    "si": "රජය බ්‍රහස්පතින්දා තීරණය කළේය",
    "sk": (
        "Vláda vo štvrtok prijala rozhodnutie, podľa ktorého budú musieť byť od januára všetky obchody v "
        "nedeľu zatvorené, a minister povedal, že to žiadali odbory."
    ),
    "sl": (
        "Vlada je v četrtek sprejela odločitev, po kateri bodo morale biti od januarja vse trgovine ob "
        "nedeljah zaprte, minister pa je dejal, da so to zahtevali sindikati."
    ),
    "sq": (
        "Qeveria vendosi të enjten që nga janari të gjitha dyqanet të jenë të mbyllura të dielën dhe "
        "ministri tha se kjo ishte kërkesë e sindikatave."
    ),
    "sr": (
        "Влада је у четвртак донела одлуку према којој ће од јануара све продавнице морати да буду "
        "затворене недељом, а министар је рекао да је то био захтев синдиката."
    ),
    "sr-Latn": (
        "Vlada je u četvrtak donela odluku prema kojoj će od januara sve prodavnice morati da budu "
        "zatvorene nedeljom, a ministar je rekao da je to bio zahtev sindikata."
    ),
    "sv": (
        "Regeringen beslutade i torsdags att alla butiker från januari ska hålla stängt på söndagar, och "
        "ministern sade att det var fackförbunden som hade krävt det."
    ),
    "sw": (
        "Serikali iliamua siku ya Alhamisi kwamba maduka yote yatafungwa siku za Jumapili kuanzia "
        "Januari, na waziri alisema kuwa hiyo ilikuwa kwa ombi la vyama."
    ),
    "ta": "அரசு வியாழக்கிழமை முடிவு செய்தது",
    "te": "ప్రభుత్వం గురువారం నిర్ణయించింది",
    "th": "รัฐบาลมีมติเมื่อวันพฤหัสบดีให้ร้านค้าทุกแห่งปิดในวันอาทิตย์",
    "tl": (
        "Nagpasya ang pamahalaan noong Huwebes na isara ang lahat ng mga tindahan tuwing Linggo simula "
        "Enero, at sinabi ng ministro na hiningi ito ng mga unyon."
    ),
    "tr": (
        "Hükümet perşembe günü aldığı kararla ocak ayından itibaren tüm mağazaların pazar günleri kapalı "
        "olacağını duyurdu ve bakan bunu sendikaların istediğini söyledi."
    ),
    "uk": (
        "Уряд у четвер ухвалив рішення, за яким від січня всі крамниці мають бути зачинені в неділю, а "
        "міністр сказав, що цього вимагали профспілки."
    ),
    "ur": (
        "حکومت نے جمعرات کو فیصلہ کیا ہے کہ جنوری سے تمام دکانیں اتوار کو بند رہیں گی اور وزیر نے کہا کہ "
        "یہ مطالبہ یونینوں کا تھا۔"
    ),
    "vi": (
        "Chính phủ hôm thứ Năm đã quyết định rằng từ tháng Một tất cả các cửa hàng sẽ phải đóng cửa vào "
        "Chủ nhật, và bộ trưởng nói đó là yêu cầu của công đoàn."
    ),
    "zh-Hans": "政府星期四决定，从一月起所有商店星期天都将关门，部长说这是工会的要求。",
    "zh-Hant": "政府星期四決定，從一月起所有商店星期天都將關門，部長說這是工會的要求。",
}


@pytest.mark.sampled(4)
@pytest.mark.parametrize("language", sorted(SENTENCES))
def test_language_of_a_sentence_is_detected(language: str) -> None:
    found = detect_language([SENTENCES[language]])
    assert found.tag == language
    assert found.confidence > 0.38
    assert found.direction == ("rtl" if language in ("ar", "fa", "he", "ur") else "ltr")


BRIEF = {
    "cs": ("Zastupitelstvo v úterý rozhodlo o obnově starého mostu. Obyvatelé o most žádali řadu let.",),
    "da": (
        "Kommunen vil lukke to skoler efter sommerferien, fordi der er for få børn i området.",
        "Manden blev kørt på hospitalet, men var ikke i livsfare.",
        "Der var stor glæde på stadion, da holdet vandt med tre mod en.",
        "Flere tog er aflyst på grund af stormen, oplyser banen.",
    ),
    "el": ("Το συμβούλιο αποφάσισε χθες να φτιάξει ξανά την παλιά γέφυρα.",),
    "fi": ("Valtuusto päätti tiistaina rakentaa vanhan sillan uudelleen. Työ alkaa keväällä, johtaja sanoi.",),
    "fr": ("Le conseil a décidé mardi de reconstruire le vieux pont. Les travaux doivent commencer au printemps.",),
    "he": ("המועצה החליטה ביום שלישי לבנות מחדש את הגשר הישן.",),
    "hr": (
        "Vijeće je odlučilo da će se stari most obnoviti, a radovi bi trebali početi u proljeće.",
        "Vlak je kasnio dva sata zbog snijega, rekli su putnici na kolodvoru.",
    ),
    "hu": ("A tanács kedden úgy döntött, hogy újjáépíti a régi hidat. A lakók évek óta kérték a hidat.",),
    "it": ("Il consiglio ha deciso martedì di ricostruire il vecchio ponte. I lavori inizieranno in primavera.",),
    "nl": ("De gemeenteraad heeft dinsdag besloten de oude brug te herbouwen.",),
    "no": (
        "Kommunen vil legge ned to skoler etter sommerferien, fordi det er for få barn i området.",
        "Mannen ble kjørt til sykehus, men var ikke i livsfare.",
        "Det var stor glede på stadion da laget vant med tre mot en.",
        "Flere tog er innstilt på grunn av stormen, opplyser banen.",
    ),
    "pl": ("Rada miasta zdecydowała we wtorek o odbudowie mostu. Mieszkańcy prosili o most od wielu lat.",),
    "pt": (
        "A câmara decidiu na terça-feira reconstruir a velha ponte, fechada há dois anos.",
        "As obras devem começar na primavera, disse a presidente.",
    ),
    "ro": ("Consiliul a decis marți să refacă podul vechi, închis de doi ani.",),
    "ru": ("Городской совет во вторник решил восстановить старый мост. Жители просили об этом много лет.",),
    "sr-Latn": ("Voz je kasnio dva sata zbog vremena, rekli su putnici, a deca su posle toga otišla kući.",),
    "sv": ("Fullmäktige beslutade på tisdagen att bygga upp den gamla bron. Arbetet ska börja i vår.",),
    "tr": ("Belediye meclisi salı günü eski köprünün yeniden yapılmasına karar verdi.",),
    "uk": ("Міська рада у вівторок вирішила відбудувати старий міст. Мешканці просили про це багато років.",),
}


@pytest.mark.parametrize("language", sorted(BRIEF))
def test_language_of_a_short_sentence_is_detected(language: str) -> None:
    """Sentences of about ten words, of which no more are common: related languages are told by parts of words, too."""
    assert {text: detect_language([text]).tag for text in BRIEF[language]} == dict.fromkeys(BRIEF[language], language)


@pytest.mark.parametrize(
    "text",
    [
        "Hun har skrevet om det.",
        "On je bio u gradu.",
        "Anna Feld, Osted",
        "Bergen - Brann 2-1",
        "Ana Silva e João Costa",
    ],
)
def test_no_language_is_detected_where_two_are_as_likely_or_names_alone_stand(text: str) -> None:
    assert detect_language([text]).tag == "und"


@pytest.mark.parametrize("language", ["da", "hr", "no", "sr-Latn"])
def test_parts_of_words_count_once_for_the_likelier_language(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """They would count for that language alone if they were looked for again."""
    asked = []

    def apart(text: str, *scored: tuple[str, float]) -> tuple[str, float, float]:
        asked.append(text)
        return original(text, *scored)

    original = detection._apart
    monkeypatch.setattr(detection, "_apart", apart)
    detection._language_of.cache_clear()
    assert detect_language([SENTENCES[language]]).tag == language
    assert len(asked) == 1


def test_many_languages_have_a_lexicon() -> None:
    assert len(languages()) >= 38
    assert {"th", "hr", "sr", "bg", "sk", "sl", "ca", "lt", "lv", "et", "bn", "ta", "ms", "ur"} <= languages()


@pytest.mark.sampled(6)
@pytest.mark.parametrize("language", sorted(languages()))
def test_lexicon_is_complete(language: str) -> None:
    """Every lexicon has labels of dates, openings of bylines, credits, and each kind of furniture."""
    file = load_file(language)
    furniture = file["furniture"]
    kinds = {
        "share",
        "subscribe",
        "related",
        "comment",
        "advert",
        "legal",
        "navigation",
        "gallery",
        "reading",
        "closing",
    }
    assert kinds <= set(furniture)
    assert all(furniture[kind] for kind in kinds)
    dates = file["dates"]
    assert all(dates[kind] for kind in ("published", "updated", "relative"))
    assert len(dates.get("months", ())) == (0 if language in ("ja", "ko", "zh", "vi") else 12)
    assert file["names"]["byline"]
    assert file["names"]["jobs"]
    assert all(file["captions"][kind] for kind in ("labels", "phrases"))
    assert load_lexicon("en", language).languages == (("en",) if language == "en" else ("en", language))


@pytest.mark.sampled(6)
@pytest.mark.parametrize("language", sorted(languages() - {"en"}))
def test_each_name_of_a_month_means_one_month(language: str) -> None:
    names = [name for month in load_file(language)["dates"].get("months", ()) for name in month.split()]
    assert len(names) == len(set(names))


@pytest.mark.sampled(6)
@pytest.mark.parametrize("language", sorted(languages()))
def test_no_stop_word_alone_opens_furniture(language: str) -> None:
    """ "More than forty people …" is running text, though "More" alone is a link."""
    openings = {
        line_key(phrase)
        for phrases in load_file(language)["furniture"].values()
        for phrase in phrases
        if phrase.endswith("…") and " " not in phrase and not phrase.startswith("…") and not phrase.endswith(LABEL)
    }
    assert openings.isdisjoint(map(line_key, stop_words(language)))


@pytest.mark.parametrize("code", ["AUS", "DE", "UND"])
def test_codes_in_brackets_show_no_language(code: str) -> None:
    assert detect_language([f"Blackwater Lad {number}.0 ({code})\n" for number in range(40)]).tag == "und"


RUNNING = [
    ("ar", "سجل الاقتصاد نموا بلغ ثلاثة في المئة خلال العام الماضي"),
    ("cs", "Další oblastí, kde se město zlepšilo, je doprava."),
    ("es", "Además, la regata del puerto acabó por ser una fiesta."),
    ("zh", "更多的人开始骑自行车上班，视频显示街道上几乎没有汽车。"),
    ("zh", "视频显示街道上几乎没有汽车。"),
    ("ja", "動画を見た人は三万人を超えたという。"),
    ("ko", "오늘의 날씨는 전국이 대체로 맑겠다."),
    ("pl", "Więcej niż czterdzieści osób czekało na peronie."),
    ("lt", "Daugiau nei keturiasdešimt žmonių laukė perone."),
]


@pytest.mark.parametrize(("language", "text"), RUNNING)
def test_running_text_that_opens_like_a_link_is_no_furniture(language: str, text: str) -> None:
    assert load_lexicon("en", language).furniture.role(line_key(text)) is None
