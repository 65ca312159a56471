"""Whether a text says to its readers that a machine made it, and whether a name is that of a machine.

A statement names a machine and what it did, in one sentence that also names the text ("This article was written with
the help of AI"), or in a line of a few words ("AI-generated"). The words are those of the language of the text, and
those of English, which such lines are often in.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from convert.checks.engine.facts import Body, Facts, xhtml_text
from convert.documents import XHTML

# A language; what it calls the machine; what that did; what the text is called. Words in capitals are whole words, all
# others any part of a word, in any case; `_` is a space.
_WORDS = """
af | kunsmatige_intelligensie outomaties algorit masjien taalmodel KI | gegenereer geskryf geskep vertaal opgestel hulp | artikel teks storie berig inhoud
am | ሰው_ሠራሽ_አስተውሎት ሰው_ሰራሽ_አስተውሎት | ተዘጋጅ ተጻፈ የተጻፈ ተፈጠረ ተተረጎመ በእገዛ | ጽሑፍ ጽሁፍ ዜና ዘገባ
ar | الذكاء_الاصطناعي ذكاء_اصطناعي آلي خوارزم | إنشاء توليد كتاب كُتب إعداد إنتاج ترجم بمساعدة أنشئ | مقال النص خبر محتوى تقرير
bg | изкуствен автоматич алгорит машин ИИ | генерира написа създа превед изготв помощ | статия текст съдържание материал новина превод
bn | কৃত্রিম_বুদ্ধিমত্তা এআই স্বয়ংক্রিয় | তৈরি লেখা রচিত অনুবাদ সহায়তা সাহায্য | প্রতিবেদন লেখা খবর নিবন্ধ অনুবাদ
ca | intel·ligència_artificial automàtic algor IA | generat escrit redactat creat tradu resum elaborat ajuda | article text contingut notícia
cs | umělá_inteligence umělé_inteligence umělou_inteligencí automatick algorit stroj UI | generov napsa vytvoř přelož sestav zpracova pomoc | člán text obsah zpráv překlad
cy | deallusrwydd_artiffisial awtomatig algorithm peiriant DA | cynhyrch ysgrif greu chreu cyfieith cymorth gymorth | erthygl testun stori cynnwys
da | kunstig_intelligens automatisk algorit maskin sprogmodel robot KI | generer skrev skab producer oversat sammenfat hjælp udarbejd lavet | artikel tekst indhold nyhed historie
de | künstliche_intelligenz künstlicher_intelligenz künstlichen_intelligenz maschin automati algorit sprachmodell roboter KI | generier erstell erzeug verfass schrieb übersetz zusammengefass produzier bearbeit hilfe unterstütz | artikel text beitrag bericht meldung inhalt übersetzung zusammenfassung fassung
el | τεχνητή_νοημοσύνη τεχνητής_νοημοσύνης αυτόματ αλγ ΤΝ | δημιουργ γράφ γραφ παράχθ παραχθ συντάχθ μετάφρ μεταφρ βοήθεια | άρθρο κείμενο περιεχόμενο είδηση
en | artificial_intelligence machine automat algorithm language_model chatbot robot | generat creat produc writ wrote draft translat summar compil made edit assist help | article story text report content piece summary post item translation version
es | inteligencia_artificial automátic automatiz algorit máquina modelo_de_lenguaje robot IA | gener redact cread produc escrit traduc resum elabor asist ayuda | artículo texto contenido nota noticia información traducción resumen
et | tehisintellekt tehisaru automaat algorit | genereeri loodud loonud kirjut tõlgi koosta abil | artik tekst lugu loo uudis sisu
eu | adimen_artifizial automatiko algoritmo makina AA | sortu idatzi ekoitzi itzuli laguntza | artikulu testu albiste eduki
fa | هوش_مصنوعی خودکار الگوریتم | تولید نوشته ایجاد تهیه ترجمه کمک | مقاله متن خبر محتوا گزارش مطلب
fi | tekoäly automaat algorit kone kielimalli robot | luotu luonut kirjoit tuott laadi käänn tiivist avulla tehty | artikkeli juttu jutu teksti uuti sisältö
fr | intelligence_artificielle automati algorit machine modèle_de_langage robot IA | génér rédig créé produi écrit tradui résum assist aide réalis | article texte contenu dépêche traduction résumé
ga | intleacht_shaorga uathoibríoch algartam meaisín IS | giniúint scríobh cruth aistri cabhair chabhair | alt téacs scéal ábhar
he | בינה_מלאכותית בינה_המלאכותית אוטומטי אלגורית | נוצר נכתב הופק יוצר תורגם בסיוע בעזרת | כתבה מאמר טקסט ידיעה תוכן תרגום
hi | कृत्रिम_बुद्धिमत्ता एआई स्वचालित आर्टिफिशियल | तैयार लिख बना उत्पन्न अनुवाद सहायता मदद जनरेट | लेख खबर ख़बर समाचार पाठ सामग्री अनुवाद रिपोर्ट
hr | umjetna_inteligencija umjetne_inteligencije umjetnom_inteligencijom automatsk algorit strojn UI | generira napisa stvor izrad preved pomoć | člana tekst vijest sadržaj prijevod
hu | mesterséges_intelligencia automatikus algorit gépi nyelvi_modell robot MI | generál készít készült írt írta létrehoz fordít segítség | cikk szöveg hír tartalom fordítás írás
hy | արհեստական_բանական ավտոմատ ալգորիթմ | ստեղծ գրվ գրել պատրաստ թարգման օգն | հոդված տեքստ նյութ լուր
id | kecerdasan_buatan kecerdasan_artifisial otomatis algoritma | dibuat ditulis dihasilkan diterjemahkan disusun bantuan | artikel berita teks konten tulisan
is | gervigreind sjálfvirk reiknirit vél mállíkan | skrif samið samin bjó búin þýdd þýtt unnin unnið mynd hjálp aðstoð | grein text frétt efni pistil
it | intelligenza_artificiale automatic algorit modello_linguistico IA | generat scritt redatt creat prodott tradott riassun realizzat aiuto assist elaborat | articolo testo contenuto notizia traduzione
ja | 人工知能 自動 ロボット | 生成 作成 執筆 翻訳 要約 制作 書い | 記事 本文 文章 コンテンツ ニュース
ka | ხელოვნური_ინტელექტ ავტომატურ ალგორითმ | შექმნ დაწერ მომზად თარგმნ დახმარ | სტატია სტატიი ტექსტ მასალა ამბ
kk | жасанды_интеллект автоматты алгоритм | жаса жазыл дайында құрасты аудар көмегі | мақала мәтін материал жаңалық
ko | 인공지능 자동 로봇 | 생성 작성 번역 제작 요약 활용 도움 | 기사 글 본문 콘텐츠 뉴스
lt | dirbtin automatiškai algorit DI | generuo paraš sukur išvers pareng pagalb | straipsn tekst turin naujien
lv | mākslīg automātisk algorit MI | ģenerē rakstī radī izveido tulko palīdz sagatavo | rakst tekst satur ziņ
ms | kecerdasan_buatan automatik algoritma | dibuat ditulis dihasilkan dijana diterjemahkan bantuan | artikel berita teks kandungan
nl | kunstmatige_intelligentie automatisch algorit machine taalmodel robot KI | genere geschreven opgesteld gemaakt vertaal geproduceerd samengevat hulp | artikel tekst bericht inhoud vertaling verhaal
no | kunstig_intelligens automatisk algorit maskin språkmodell robot KI | generer skrev laget skapt produser oversatt oppsummer hjelp utarbeid | artikkel sak tekst innhold nyhet oppsummering
pl | sztuczn automatyczn algorytm maszyn SI | generowan napisan stworzon utworzon przygotowan tłumacz opracowan pomoc | artykuł tekst treś materiał wiadomość
pt | inteligência_artificial automátic automatiz algorit máquina modelo_de_linguagem robô IA | gerad escrit redigid criad produzid traduz resum elabor ajuda auxílio | artigo texto conteúdo notícia matéria tradução
ro | inteligența_artificială inteligenței_artificiale automat algorit robot IA | generat scris creat redactat produs tradus ajutor realizat | articol text conținut știre material
ru | искусственн нейросет автоматич алгорит машинн робот ИИ | генерир написа созда перевед подготов помощ составлен | стать текст материал новост заметк перевод публикац контент
sk | umelá_inteligencia umelej_inteligencie umelou_inteligenciou automatick algorit stroj UI | generov napísa vytvor prelož zostav spracova pomoc | člán text obsah správ preklad
sl | umetna_inteligenca umetne_inteligence umetno_inteligenco avtomat algorit strojn UI | generira napisa ustvar pripravlj preved pomoč | člank članek besedil novic vsebin prevod
sq | inteligjenca_artificiale inteligjencës_artificiale inteligjencë_artificiale automatik algorit makin IA | gjener shkru krijua prodhua përkth ndihm | artikull tekst lajm përmbajtj
sr | veštačk вештачк automatsk аутоматск algorit алгорит ВИ VI | generis генерис napisa написа kreira креира stvore створе preved превед pomoć помоћ | člana чланa чланак tekst текст vest вест sadržaj садржај
sv | artificiell_intelligens automatisk algorit maskin språkmodell robot | genere skriv skrev skapa producer översatt översätt hjälp framtagen | artikel text innehåll nyhet
sw | akili_bandia akili_mnemba akili_unde kiotomatiki algoriti roboti | andik tengenez zalish tafsiri tayarish msaada | makala habari maandishi maudhui taarifa
ta | செயற்கை_நுண்ணறிவ தானியங்கி | உருவாக்க எழுத மொழிபெயர் தயாரிக்க உதவி | கட்டுரை செய்தி உரை உள்ளடக்க
th | ปัญญาประดิษฐ์ เอไอ อัตโนมัติ | สร้าง เขียน แปล จัดทำ ผลิต ช่วย | บทความ ข่าว ข้อความ เนื้อหา
tl | artipisyal_na_intelihensiya artificial_intelligence awtomati algorit makina AI | isinulat sinulat nilikha ginawa isinalin tulong | artikulo teksto balita nilalaman ulat
tr | yapay_zek yapay_zekâ otomatik algorit YZ | oluştur üret yazıl hazırlan çevril yardım | haber makale metin içerik yazı
uk | штучн нейромереж автоматич алгорит машинн робот ШІ | генер написа створ переклад підготов допомог | статт текст матеріал новин публікац контент
ur | مصنوعی_ذہانت اے_آئی خودکار | تیار لکھ تخلیق ترجمہ مدد | مضمون خبر تحریر متن مواد رپورٹ
vi | trí_tuệ_nhân_tạo tự_động thuật_toán | tạo viết dịch soạn hỗ_trợ | bài nội_dung tin văn_bản
zh | 人工智能 人工智慧 机器 機器 自动 自動 | 生成 撰写 撰寫 创作 創作 翻译 翻譯 编写 編寫 制作 製作 辅助 輔助 | 本文 文章 内容 內容 新闻 新聞 稿 报道 報道 報導
"""  # noqa: E501

_EVERYWHERE = ("AI", "LLM", "GPT", "CHATGPT", "OPENAI", "chatgpt", "gpt-", "openai")
"""What a machine is called in any language."""

_SAME = {"nb": "no", "nn": "no", "in": "id", "iw": "he", "bs": "hr", "cnr": "sr", "yue": "zh", "cmn": "zh"}
"""Languages whose words are in the row of another."""

_FEW = 8
"""The most words of a line that is a statement without naming the text."""

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？।؟])|\n")
_BLOCKS = tuple(
    XHTML + name
    for name in (*("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "dd", "dt", "pre"), "figcaption")
)


@cache
def _table() -> dict[str, tuple[str, str, str]]:
    rows = (line.split(" | ") for line in _WORDS.strip().splitlines())
    return {name: (machine, did, text) for name, machine, did, text in rows}


def _pattern(words: Collection[str]) -> re.Pattern[str]:
    """A pattern for words: those in capitals as whole words of their script, all others as parts of words."""
    return re.compile("|".join(map(_as_pattern, words)))


def _as_pattern(word: str) -> str:
    if not word.isupper():
        return f"(?i:{re.escape(word.replace('_', ' '))})"
    letters = "A-Za-zÀ-ɏ" if word.isascii() else "Ͱ-ӿ"  # Japanese and Chinese have no spaces around AI
    return f"(?<![{letters}]){re.escape(word)}(?![{letters}])"


@cache
def _patterns(languages: frozenset[str]) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """The patterns of a machine, of what it did, and of the text, in these languages."""
    rows = [_table()[language] for language in sorted(languages)]
    machine, did, text = ([word for row in rows for word in row[column].split()] for column in range(3))
    return _pattern([*_EVERYWHERE, *machine]), _pattern(did), _pattern(text)


def _languages(facts: Facts) -> frozenset[str]:
    """The languages whose words are looked for: English and those of the document, or all if it states none; empty if
    there is one whose words are not known.
    """
    stated = {re.split("[-_]", fact.value.strip().lower())[0] for fact in facts.languages} - {"", "und", "mul", "zxx"}
    known = {_SAME.get(language, language) for language in stated}
    if not known:
        return frozenset(_table())
    return frozenset(known | {"en"}) if known <= _table().keys() else frozenset()


def discloses(facts: Facts) -> bool:
    """Whether the printed text says that a machine made it. True as well in a language whose words are not known."""
    languages = _languages(facts)
    if not languages:
        return True
    machine, did, text = _patterns(languages)
    for line in _lines(facts):
        plain = line.replace("A.I.", "AI")
        for sentence in filter(None, _SENTENCE_END.split(plain)):
            is_label = len(sentence.split()) <= _FEW and len(plain.split()) <= _FEW
            if machine.search(sentence) and did.search(sentence) and (is_label or text.search(sentence)):
                return True
    return False


def _lines(facts: Facts) -> Iterator[str]:
    """The printed text as a whole, and each block of the body."""
    yield facts.printed
    for body in facts.bodies:
        yield from _blocks(body)


def _blocks(body: Body) -> Iterator[str]:
    if body.root is None:
        yield from body.text.splitlines()
        return
    for block in body.root.iter(*_BLOCKS):
        yield xhtml_text(block).strip()


def is_machine(name: str) -> bool:
    """Whether a name is that of a machine, such as "AI" or "ChatGPT", and not that of a person or organization."""
    if not any(character.isalpha() for character in name):
        return True
    is_cased = " " not in name.strip() or not name.isupper()  # a name all in capitals may have AI or IA in it
    return is_cased and _MACHINE.search(name) is not None


_MACHINE = re.compile(
    r"\b(?:AI|KI|IA|ИИ|ШІ|LLM|GPT[\w.-]*)\b"
    r"|(?i:\b(?:chat-?gpt[\w.-]*|openai|(?:chat)?bots?|robots?|automat\w*|algorithms?|artificial intelligence"
    r"|künstliche intelligenz|intelligence artificielle|inteligencia artificial|intelligenza artificiale"
    r"|inteligência artificial)\b)|人工知能|人工智能|人工智慧|인공지능|искусственный интеллект"
)
