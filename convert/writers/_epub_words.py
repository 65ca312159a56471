"""The words that an EPUB adds to its stories: names of its own pages, and of what the colophon states."""

from __future__ import annotations

from typing import NamedTuple

from convert.writers._xml import attribute


class Words(NamedTuple):
    """The words in one language, with their tag and direction if they are not in the language asked for."""

    contents: str
    cover: str
    colophon: str
    publisher: str
    published: str
    version: str
    source: str
    rights: str
    identifier: str
    conversion: str
    language: str = ""

    @property
    def marks(self) -> str:
        """The attributes for the language of the words; empty if it is that of the publication."""
        if not self.language:
            return ""
        return attribute("lang", self.language) + attribute("xml:lang", self.language) + attribute("dir", "ltr")


_LINES = """
ar|المحتويات|الغلاف|بيانات النشر|الناشر|تاريخ النشر|الإصدار|المصدر|الحقوق|المعرّف|التحويل
bg|Съдържание|Корица|Колофон|Издател|Публикувано|Версия|Източник|Права|Идентификатор|Преобразуване
ca|Índex|Coberta|Colofó|Editor|Publicat|Versió|Font|Drets|Identificador|Conversió
cs|Obsah|Obálka|Tiráž|Vydavatel|Vydáno|Verze|Zdroj|Práva|Identifikátor|Převod
da|Indhold|Omslag|Kolofon|Udgiver|Udgivet|Version|Kilde|Rettigheder|Identifikator|Konvertering
de|Inhalt|Titelseite|Kolophon|Herausgeber|Veröffentlicht|Version|Quelle|Rechte|Kennung|Konvertierung
el|Περιεχόμενα|Εξώφυλλο|Κολοφώνας|Εκδότης|Δημοσίευση|Έκδοση|Πηγή|Δικαιώματα|Αναγνωριστικό|Μετατροπή
en|Contents|Cover|Colophon|Publisher|Published|Version|Source|Rights|Identifier|Conversion
es|Índice|Cubierta|Colofón|Editor|Publicado|Versión|Fuente|Derechos|Identificador|Conversión
fa|فهرست|جلد|شناسنامه|ناشر|تاریخ انتشار|نسخه|منبع|حقوق|شناسه|تبدیل
fi|Sisällys|Kansi|Julkaisutiedot|Julkaisija|Julkaistu|Versio|Lähde|Oikeudet|Tunniste|Muunnos
fr|Sommaire|Couverture|Colophon|Éditeur|Publication|Version|Source|Droits|Identifiant|Conversion
he|תוכן העניינים|כריכה|קולופון|מוציא לאור|פורסם|גרסה|מקור|זכויות|מזהה|המרה
hi|विषय-सूची|आवरण|प्रकाशन विवरण|प्रकाशक|प्रकाशित|संस्करण|स्रोत|अधिकार|पहचान|रूपांतरण
hu|Tartalom|Borító|Kolofon|Kiadó|Megjelent|Verzió|Forrás|Jogok|Azonosító|Átalakítás
id|Daftar isi|Sampul|Kolofon|Penerbit|Terbit|Versi|Sumber|Hak|Pengenal|Konversi
it|Indice|Copertina|Colophon|Editore|Pubblicazione|Versione|Fonte|Diritti|Identificatore|Conversione
ja|目次|表紙|奥付|発行者|公開日|版|出典|権利|識別子|変換
ko|목차|표지|판권|발행처|발행일|버전|출처|권리|식별자|변환
nb|Innhold|Omslag|Kolofon|Utgiver|Publisert|Versjon|Kilde|Rettigheter|Identifikator|Konvertering
nl|Inhoud|Omslag|Colofon|Uitgever|Gepubliceerd|Versie|Bron|Rechten|Identificatie|Conversie
no|Innhold|Omslag|Kolofon|Utgiver|Publisert|Versjon|Kilde|Rettigheter|Identifikator|Konvertering
pl|Spis treści|Okładka|Stopka redakcyjna|Wydawca|Opublikowano|Wersja|Źródło|Prawa|Identyfikator|Konwersja
pt|Índice|Capa|Colofão|Editor|Publicação|Versão|Fonte|Direitos|Identificador|Conversão
ro|Cuprins|Copertă|Colofon|Editor|Publicat|Versiune|Sursă|Drepturi|Identificator|Conversie
ru|Содержание|Обложка|Выходные данные|Издатель|Опубликовано|Версия|Источник|Права|Идентификатор|Преобразование
sv|Innehåll|Omslag|Kolofon|Utgivare|Publicerad|Version|Källa|Rättigheter|Identifierare|Konvertering
tr|İçindekiler|Kapak|Künye|Yayıncı|Yayın tarihi|Sürüm|Kaynak|Haklar|Kimlik|Dönüştürme
uk|Зміст|Обкладинка|Вихідні дані|Видавець|Опубліковано|Версія|Джерело|Права|Ідентифікатор|Перетворення
ur|فہرست|سرورق|اشاعتی معلومات|ناشر|تاریخ اشاعت|نسخہ|ماخذ|حقوق|شناخت|تبدیلی
vi|Mục lục|Bìa|Thông tin xuất bản|Nhà xuất bản|Ngày xuất bản|Phiên bản|Nguồn|Bản quyền|Mã định danh|Chuyển đổi
zh|目录|封面|版权页|出版者|发布日期|版本|来源|版权|标识符|转换
zh-hant|目錄|封面|版權頁|出版者|發布日期|版本|來源|版權|識別碼|轉換
"""

_WORDS = {tag: Words(*words) for tag, *words in (line.split("|") for line in _LINES.strip().splitlines())}
_TRADITIONAL = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")


def words_in(language: str) -> Words:
    """The words in a language; in English, marked as such, if they are not known in it."""
    tag = language.lower()
    if tag.startswith(_TRADITIONAL):
        return _WORDS["zh-hant"]
    known = _WORDS.get(tag.partition("-")[0])
    return known or _WORDS["en"]._replace(language="en")
