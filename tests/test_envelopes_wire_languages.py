"""Wires as text in many languages: what surrounds the story becomes fields or is taken, and the story stays whole."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from convert.model import Article, Moment, block_texts, words
from convert.readers import Source
from convert.readers.text import read

UPDATED = Moment("2030-01-01T00:00:00Z")


class Story(NamedTuple):
    """A title with two paragraphs of text."""

    title: str
    lead: str
    rest: str


class Wire(NamedTuple):
    """A wire around the story of a language: what is above the title, between, before the first sentence, and below.

    Then what it must give: dateline, source or provider, day, urgency, authors, notes; `never` are words that are not
    published.
    """

    language: str
    dateline: str
    above: str = ""
    between: str = ""
    below: str = ""
    before: str = ""
    place: str = ""
    agency: str = ""
    day: str = ""
    urgency: int | None = None
    authors: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


STORIES = {
    "en": Story(
        "Kelp farm off Tarrow doubles its harvest",
        "A kelp farm off the coast of Tarrow doubled its harvest this year after the cooperative moved its ropes into "
        "deeper and colder water.",
        "The crop was sold to a bakery and two soap makers, chairwoman Idris Vane said.",
    ),
    "de": Story(
        "Tangfarm vor Hallwerder verdoppelt die Ernte",
        "Eine Tangfarm vor Hallwerder hat ihre Ernte in diesem Jahr verdoppelt, nachdem die Genossenschaft ihre Leinen "
        "in tieferes und kälteres Wasser verlegt hatte.",
        "Abnehmer seien eine Bäckerei und zwei Seifensieder, sagte die Vorsitzende Ida Fahn.",
    ),
    "fr": Story(
        "La ferme d'algues de Kervilly double sa récolte",
        "Une ferme d'algues au large de Kervilly a doublé sa récolte cette année, après que la coopérative a déplacé "
        "ses cordes dans une eau plus profonde et plus froide.",
        "La récolte a été vendue à une boulangerie et à deux savonniers, a dit la présidente.",
    ),
    "es": Story(
        "La granja de algas de Portavela duplica su cosecha",
        "Una granja de algas frente a Portavela duplicó este año su cosecha después de que la cooperativa trasladara "
        "sus cuerdas a aguas más profundas y frías.",
        "La cosecha se vendió a una panadería y a dos fabricantes de jabón, dijo la presidenta.",
    ),
    "it": Story(
        "La fattoria di alghe di Montalba raddoppia il raccolto",
        "Una fattoria di alghe al largo di Montalba ha raddoppiato quest'anno il raccolto dopo che la cooperativa ha "
        "spostato le corde in acque più profonde e fredde.",
        "Il raccolto è stato venduto a un forno e a due saponifici, ha detto la presidente.",
    ),
    "pt": Story(
        "Quinta de algas de Vilarmar duplica a colheita",
        "Uma quinta de algas ao largo de Vilarmar duplicou este ano a colheita, depois de a cooperativa ter mudado as "
        "cordas para águas mais profundas e frias.",
        "A colheita foi vendida a uma padaria e a duas saboarias, disse a presidente.",
    ),
    "nl": Story(
        "Zeewierboerderij bij Oosterzand verdubbelt de oogst",
        "Een zeewierboerderij voor de kust van Oosterzand heeft dit jaar haar oogst verdubbeld nadat de coöperatie de "
        "lijnen naar dieper en kouder water had verplaatst.",
        "De oogst is verkocht aan een bakkerij en twee zeepzieders, zei de voorzitter.",
    ),
    "pl": Story(
        "Farma glonów pod Jastarową podwoiła zbiory",
        "Farma glonów u wybrzeży Jastarowa podwoiła w tym roku zbiory po tym, jak spółdzielnia przeniosła liny na "
        "głębszą i zimniejszą wodę.",
        "Plony kupiły piekarnia i dwie mydlarnie – powiedziała prezes spółdzielni.",
    ),
    "cs": Story(
        "Farma na řasy u Lipnice zdvojnásobila sklizeň",
        "Farma na řasy u Lipnice letos zdvojnásobila sklizeň poté, co družstvo přesunulo provazy do hlubší a "
        "chladnější vody.",
        "Úrodu koupila pekárna a dvě mydlárny, řekla předsedkyně družstva.",
    ),
    "hu": Story(
        "Megduplázta termését a balatonfalvi algafarm",
        "Megduplázta idei termését a balatonfalvi algafarm, miután a szövetkezet mélyebb és hidegebb vízbe helyezte át "
        "a köteleit.",
        "A termést egy pékség és két szappanfőző vette meg – mondta a szövetkezet elnöke.",
    ),
    "ru": Story(
        "Ферма водорослей под Зареченском удвоила урожай",
        "Ферма водорослей у берегов Зареченска удвоила урожай в этом году после того, как кооператив перенёс канаты на "
        "большую глубину, где вода холоднее.",
        "Урожай купили пекарня и две мыловарни, сообщила председатель кооператива.",
    ),
    "uk": Story(
        "Ферма водоростей біля Приморська подвоїла врожай",
        "Ферма водоростей біля Приморська цього року подвоїла врожай після того, як кооператив переніс канати на "
        "більшу глибину, де вода холодніша.",
        "Урожай купили пекарня та дві миловарні, повідомила голова кооперативу.",
    ),
    "tr": Story(
        "Yosun çiftliği hasadını ikiye katladı",
        "Denizköy açıklarındaki yosun çiftliği, kooperatifin halatlarını daha derin ve daha soğuk sulara taşımasının "
        "ardından bu yıl hasadını ikiye katladı.",
        "Kooperatif başkanı, ürünün bir fırına ve iki sabun üreticisine satıldığını söyledi.",
    ),
    "ar": Story(
        "مزرعة أعشاب بحرية تضاعف محصولها",
        "ضاعفت مزرعة للأعشاب البحرية قبالة الساحل محصولها هذا العام بعد أن نقلت التعاونية "
        "حبالها إلى مياه أعمق وأكثر برودة.",
        "وقالت رئيسة التعاونية إن المحصول بيع لمخبز ولمصنعين للصابون.",
    ),
    "he": Story(
        "חוות האצות הכפילה את היבול",
        "חוות אצות מול החוף הכפילה השנה את היבול שלה לאחר שהקואופרטיב העביר את החבלים למים עמוקים וקרים יותר.",
        "היבול נמכר למאפייה ולשתי סבוניות, אמרה יושבת ראש הקואופרטיב.",
    ),
    "ja": Story(
        "海藻養殖場、収穫が倍増",
        "沖合の海藻養殖場で今年の収穫量が前年の2倍になった。漁協がロープをより深く冷たい海域に移したことが奏功したという。",
        "収穫した海藻はパン店と石けん工房二社が買い取ったと、組合長は話している。",
    ),
    "zh": Story(
        "海藻养殖场收成翻番",
        "一家近海海藻养殖场今年收成翻了一番，合作社此前把绳索移到了更深、更冷的水域，这一做法取得了成效。",
        "合作社负责人说，收成已卖给一家面包房和两家肥皂作坊。",
    ),
    "ko": Story(
        "해조류 양식장 수확량 두 배로 늘어",
        "앞바다의 해조류 양식장이 올해 수확량을 두 배로 늘렸다. 조합이 밧줄을 더 깊고 차가운 바다로 옮긴 뒤의 일이다.",
        "조합장은 수확한 해조류를 빵집 한 곳과 비누 공방 두 곳이 사들였다고 말했다.",
    ),
}

WIRES = [
    Wire(
        "en",
        "TARROW, Wales (AP) — ",
        above="URGENT\nBC-EU--Kelp Harvest,2nd Ld-Writethru,0218",
        between="Eds: UPDATES with price.\nBy NELL ARDWICK\nAssociated Press",
        below="___\n(END)",
        place="TARROW, Wales (AP)",
        agency="AP",
        urgency=3,
        authors=("Nell Ardwick",),
        notes=("Eds: UPDATES with price.", "2nd Ld-Writethru"),
        never=("URGENT", "0218", "(END)", "UPDATES"),
    ),
    Wire(
        "en",
        "TARROW, May 3 (Reuters) - ",
        before="RTRS-UPDATE 2-",
        between="* Harvest up 100 pct on year\n* Bakery takes half the crop",
        below="(Reporting by Nell Ardwick; Editing by Tom Osgood)",
        place="TARROW, May 3 (Reuters)",
        agency="Reuters",
        notes=("UPDATE 2",),
        never=("UPDATE", "RTRS"),
    ),
    Wire(
        "en",
        "TARROW, United Kingdom, May 3, 2027 (AFP) - ",
        above="GBR0412 3 PO 0218 GBR /AFP-KQ77\nBritain-farming-sea,lead",
        between="ATTENTION - ADDS price ///",
        below="na/str/ing\nAFP 031432 GMT MAY 27",
        place="TARROW, United Kingdom, May 3, 2027 (AFP)",
        agency="AFP",
        day="2027-05-03",
        urgency=3,
        notes=("ATTENTION - ADDS price", "lead"),
        never=("na/str/ing", "031432", "GBR0412"),
    ),
    Wire(
        "de",
        "Hallwerder (dpa) - ",
        above="EILMELDUNG",
        between="(Zusammenfassung 0915 - neu: Preis)\nVon Jule Brandt, dpa",
        below="dpa jb yydd a3 tk",
        place="Hallwerder (dpa)",
        agency="dpa",
        urgency=3,
        authors=("Jule Brandt",),
        notes=("Zusammenfassung 0915 - neu: Preis",),
        never=("EILMELDUNG", "yydd"),
    ),
    Wire(
        "de",
        "Hallwerder, 3. Mai 2027 (AFP) - ",
        before="EIL - ",
        between="Achtung Redaktionen: Bild folgt",
        below="jb/tk",
        place="Hallwerder, 3. Mai 2027 (AFP)",
        agency="AFP",
        day="2027-05-03",
        urgency=3,
        notes=("Achtung Redaktionen: Bild folgt",),
        never=("jb/tk", "EIL"),
    ),
    Wire(
        "de",
        "HALLWERDER (KWA) – ",
        before="KORREKTUR: ",
        below="(Ende)",
        place="HALLWERDER (KWA)",
        agency="KWA",
        notes=("KORREKTUR",),
        never=("Ende", "KORREKTUR"),
    ),
    Wire(
        "fr",
        "Kervilly, 3 mai 2027 (AFP) - ",
        above="France-agriculture-mer,2ELD",
        before="URGENT - ",
        below="jb/str/tk\nAFP 031432 MAI 27",
        place="Kervilly, 3 mai 2027 (AFP)",
        agency="AFP",
        day="2027-05-03",
        urgency=3,
        notes=("2ELD",),
        never=("URGENT", "jb/str", "031432"),
    ),
    Wire(
        "fr",
        "KERVILLY (Belga) - ",
        between="Note aux rédactions : photos disponibles\nPar Maud Kerebel",
        below="(FIN)",
        place="KERVILLY (Belga)",
        agency="Belga",
        authors=("Maud Kerebel",),
        notes=("Note aux rédactions : photos disponibles",),
        never=("FIN", "photos disponibles"),
    ),
    Wire(
        "fr",
        "Berne (ats) ",
        before="RECTIFICATIF: ",
        below="mk/tr",
        place="Berne (ats)",
        agency="ats",
        notes=("RECTIFICATIF",),
        never=("RECTIFICATIF", "mk/tr"),
    ),
    Wire(
        "es",
        "Portavela, 3 may (EFE).- ",
        before="URGENTE: ",
        below="mk/jr\n(Fin)",
        place="Portavela, 3 may (EFE)",
        agency="EFE",
        urgency=3,
        never=("URGENTE", "mk/jr"),
    ),
    Wire(
        "es",
        "PORTAVELA 3 May. (EUROPA PRESS) - ",
        between="Nota a los editores: amplía con el precio",
        place="PORTAVELA 3 May. (EUROPA PRESS)",
        agency="EUROPA PRESS",
        notes=("Nota a los editores: amplía con el precio",),
        never=("amplía",),
    ),
    Wire(
        "es",
        "Portavela, 3 de mayo de 2027 (NPA) - ",
        before="CORRECCIÓN: ",
        below="210 palabras",
        place="Portavela, 3 de mayo de 2027 (NPA)",
        agency="NPA",
        day="2027-05-03",
        notes=("CORRECCIÓN",),
        never=("210 palabras", "CORRECCIÓN"),
    ),
    Wire(
        "it",
        "(ANSA) - MONTALBA, 03 MAG - ",
        above="ZCZC0412/SXA\nXCI20403_SXA_QBXB",
        below="NNNN",
        place="(ANSA) - MONTALBA, 03 MAG",
        agency="ANSA",
        never=("ZCZC", "QBXB", "NNNN"),
    ),
    Wire(
        "it",
        "Montalba, 3 mag. (Adnkronos) - ",
        before="ULTIM'ORA: ",
        below="(Mkr/Adnkronos)\n03-MAG-27 14:32",
        day="2027-05-03",
        place="Montalba, 3 mag. (Adnkronos)",
        agency="Adnkronos",
        urgency=3,
        never=("ULTIM'ORA",),
    ),
    Wire(
        "it",
        "MONTALBA (LNS) - ",
        between="Nota ai redattori: aggiunge il prezzo\nDi Chiara Bellandi",
        below="mk/tr",
        place="MONTALBA (LNS)",
        agency="LNS",
        authors=("Chiara Bellandi",),
        notes=("Nota ai redattori: aggiunge il prezzo",),
        never=("aggiunge", "mk/tr"),
    ),
    Wire(
        "pt",
        "Vilarmar, 03 mai 2027 (Lusa) - ",
        below="MKR // TJS\nLusa/Fim",
        never=("MKR",),
        place="Vilarmar, 03 mai 2027 (Lusa)",
        agency="Lusa",
        day="2027-05-03",
    ),
    Wire(
        "pt",
        "VILARMAR (NAP) - ",
        before="URGENTE - ",
        between="Nota às redações: acrescenta o preço",
        place="VILARMAR (NAP)",
        agency="NAP",
        urgency=3,
        notes=("Nota às redações: acrescenta o preço",),
        never=("acrescenta", "URGENTE"),
    ),
    Wire(
        "pt",
        "Vilarmar (AFP) - ",
        before="CORREÇÃO: ",
        below="mk/tj",
        place="Vilarmar (AFP)",
        agency="AFP",
        notes=("CORREÇÃO",),
        never=("CORREÇÃO", "mk/tj"),
    ),
    Wire(
        "nl",
        "OOSTERZAND (ANP) - ",
        above="SPOED",
        below="(einde)",
        place="OOSTERZAND (ANP)",
        agency="ANP",
        urgency=3,
        never=("SPOED", "einde"),
    ),
    Wire(
        "nl",
        "Oosterzand, 3 mei 2027 (KNP) - ",
        between="Let op redacties: prijs toegevoegd\nDoor Mieke Verhulst",
        below="mv/tk",
        place="Oosterzand, 3 mei 2027 (KNP)",
        agency="KNP",
        day="2027-05-03",
        authors=("Mieke Verhulst",),
        notes=("Let op redacties: prijs toegevoegd",),
        never=("mv/tk", "toegevoegd"),
    ),
    Wire(
        "nl",
        "Oosterzand (Belga) - ",
        before="RECTIFICATIE: ",
        below="180 woorden",
        place="Oosterzand (Belga)",
        agency="Belga",
        notes=("RECTIFICATIE",),
        never=("180 woorden", "RECTIFICATIE"),
    ),
    Wire(
        "pl",
        "03.05.2027, Jastarowo (PAP) - ",
        before="PILNE - ",
        below="mkr/ tjs/",
        urgency=3,
        place="03.05.2027, Jastarowo (PAP)",
        agency="PAP",
        day="2027-05-03",
        never=("PILNE", "mkr/"),
    ),
    Wire(
        "pl",
        "JASTAROWO (BIA) - ",
        between="Uwaga redakcje: dodano cenę",
        below="(koniec)",
        place="JASTAROWO (BIA)",
        agency="BIA",
        notes=("Uwaga redakcje: dodano cenę",),
        never=("dodano", "koniec"),
    ),
    Wire(
        "pl",
        "Jastarowo, 3 maja 2027 (PAP) - ",
        before="KOREKTA: ",
        below="PAP - 03.05.2027 14:32",
        place="Jastarowo, 3 maja 2027 (PAP)",
        agency="PAP",
        day="2027-05-03",
        notes=("KOREKTA",),
        never=("KOREKTA", "14:32"),
    ),
    Wire(
        "cs",
        "Lipnice 3. května (ČTK) - ",
        before="PILNÉ - ",
        below="mk tr",
        place="Lipnice 3. května (ČTK)",
        agency="ČTK",
        urgency=3,
        never=("PILNÉ", "mk tr"),
    ),
    Wire(
        "cs",
        "LIPNICE (VTK) - ",
        between="Poznámka pro redakce: doplněna cena",
        below="(konec)",
        place="LIPNICE (VTK)",
        agency="VTK",
        notes=("Poznámka pro redakce: doplněna cena",),
        never=("doplněna", "konec"),
    ),
    Wire(
        "cs",
        "Lipnice, 3. května 2027 (ČTK) - ",
        before="OPRAVA: ",
        place="Lipnice, 3. května 2027 (ČTK)",
        agency="ČTK",
        day="2027-05-03",
        notes=("OPRAVA",),
        never=("OPRAVA",),
    ),
    Wire(
        "hu",
        "Balatonfalva, 2027. május 3., hétfő (MTI) - ",
        before="SÜRGŐS - ",
        below="mk \\ tj",
        place="Balatonfalva, 2027. május 3., hétfő (MTI)",
        agency="MTI",
        day="2027-05-03",
        urgency=3,
        never=("SÜRGŐS",),
    ),
    Wire(
        "hu",
        "BALATONFALVA (BHI) - ",
        between="Figyelem szerkesztők: az árral kiegészítve",
        below="(vége)",
        place="BALATONFALVA (BHI)",
        agency="BHI",
        notes=("Figyelem szerkesztők: az árral kiegészítve",),
        never=("kiegészítve", "vége"),
    ),
    Wire(
        "hu",
        "Budapest, május 3. (MTI) - ",
        before="JAVÍTOTT: ",
        place="Budapest, május 3. (MTI)",
        agency="MTI",
        notes=("JAVÍTOTT",),
        never=("JAVÍTOTT",),
    ),
    Wire(
        "ru",
        "ЗАРЕЧЕНСК, 3 мая. /ТАСС/. ",
        above="СРОЧНО",
        below="мк/тж",
        place="ЗАРЕЧЕНСК, 3 мая. /ТАСС/",
        agency="ТАСС",
        urgency=3,
        never=("СРОЧНО", "мк/тж"),
    ),
    Wire(
        "ru",
        "ЗАРЕЧЕНСК, 3 мая - РИА Новости. ",
        between="К сведению редакций: добавлена цена",
        place="ЗАРЕЧЕНСК, 3 мая - РИА Новости",
        agency="РИА Новости",
        notes=("К сведению редакций: добавлена цена",),
        never=("добавлена",),
    ),
    Wire(
        "ru",
        "Зареченск. 3 мая. ИНТЕРФАКС - ",
        before="МОЛНИЯ: ",
        place="Зареченск. 3 мая. ИНТЕРФАКС",
        agency="ИНТЕРФАКС",
        urgency=1,
        never=("МОЛНИЯ",),
    ),
    Wire(
        "uk",
        "ПРИМОРСЬК, 3 травня. /Укрінформ/. ",
        above="ТЕРМІНОВО",
        place="ПРИМОРСЬК, 3 травня. /Укрінформ/",
        agency="Укрінформ",
        urgency=3,
        never=("ТЕРМІНОВО",),
    ),
    Wire(
        "uk",
        "Приморськ. 3 травня. УНІАН. ",
        between="До уваги редакцій: додано ціну",
        below="мк/тж",
        place="Приморськ. 3 травня. УНІАН",
        agency="УНІАН",
        notes=("До уваги редакцій: додано ціну",),
        never=("додано", "мк/тж"),
    ),
    Wire(
        "uk",
        "Приморськ, 3 травня 2027 року (ПІА) – ",
        before="ВИПРАВЛЕННЯ: ",
        below="(кінець)",
        place="Приморськ, 3 травня 2027 року (ПІА)",
        agency="ПІА",
        day="2027-05-03",
        notes=("ВИПРАВЛЕННЯ",),
        never=("ВИПРАВЛЕННЯ", "кінець"),
    ),
    Wire(
        "tr",
        "DENİZKÖY (AA) - ",
        above="SON DAKİKA",
        place="DENİZKÖY (AA)",
        agency="AA",
        urgency=3,
        never=("SON DAKİKA",),
    ),
    Wire(
        "tr",
        "DENİZKÖY, (DHA)- ",
        between="Editörlerin dikkatine: fiyat eklendi",
        below="(mk-tj)",
        place="DENİZKÖY, (DHA)",
        agency="DHA",
        notes=("Editörlerin dikkatine: fiyat eklendi",),
        never=("eklendi", "mk-tj"),
    ),
    Wire(
        "tr",
        "Denizköy, 3 Mayıs 2027 (KHA) - ",
        before="DÜZELTME: ",
        place="Denizköy, 3 Mayıs 2027 (KHA)",
        agency="KHA",
        day="2027-05-03",
        notes=("DÜZELTME",),
        never=("DÜZELTME",),
    ),
    Wire(
        "ar",
        "الدوحة في 3 مايو 2027 (قنا) - ",
        above="عاجل",
        below="(انتهى)\nم.ك/ت.ج",
        place="الدوحة في 3 مايو 2027 (قنا)",
        agency="قنا",
        day="2027-05-03",
        urgency=3,
        never=("عاجل", "(انتهى)", "م.ك/ت.ج"),
    ),
    Wire(
        "ar",
        "تونس (وكس) - ",
        between="ملاحظة للمحررين: يضيف السعر",
        place="تونس (وكس)",
        agency="وكس",
        notes=("ملاحظة للمحررين: يضيف السعر",),
        never=("يضيف السعر",),
    ),
    Wire(
        "ar",
        "القاهرة (رويترز) - ",
        before="تصحيح: ",
        below="أ.ب/ج.د",
        place="القاهرة (رويترز)",
        agency="رويترز",
        notes=("تصحيح",),
        never=("أ.ب/ج.د",),
    ),
    Wire(
        "he",
        "חיפה (איתן) - ",
        above="דחוף",
        below="(סוף)",
        place="חיפה (איתן)",
        agency="איתן",
        urgency=3,
        never=("דחוף", "סוף"),
    ),
    Wire(
        "he",
        "עכו, 3 במאי 2027 (סנב) – ",
        between="הערה לעורכים: נוסף מחיר",
        place="עכו, 3 במאי 2027 (סנב)",
        agency="סנב",
        day="2027-05-03",
        notes=("הערה לעורכים: נוסף מחיר",),
        never=("נוסף מחיר",),
    ),
    Wire(
        "he",
        "ירושלים (רויטרס) - ",
        before="תיקון: ",
        below="מ.כ/ט.ג",
        place="ירושלים (רויטרס)",
        agency="רויטרס",
        notes=("תיקון",),
        never=("מ.כ/ט.ג",),
    ),
    Wire(
        "ja",
        "【釜石共同】",
        before="【速報】",
        below="（共同　2027年5月3日　14時32分）",
        place="釜石共同",
        agency="共同",
        day="2027-05-03",
        urgency=3,
        never=("速報", "14時32分"),
    ),
    Wire(
        "ja",
        "（釜石＝時事）",
        between="編集者注：価格を追加",
        below="（了）",
        place="釜石＝時事",
        agency="時事",
        notes=("編集者注：価格を追加",),
        never=("価格を追加", "了）"),
    ),
    Wire(
        "ja",
        "[釜石 3日 ロイター] - ",
        before="訂正：",
        place="釜石 3日 ロイター",
        agency="ロイター",
        notes=("訂正",),
        never=("訂正",),
    ),
    Wire(
        "zh",
        "新华社舟山5月3日电（记者林海、苏晴）",
        above="快讯",
        below="（完）",
        place="新华社舟山5月3日电",
        agency="新华社",
        urgency=3,
        authors=("林海", "苏晴"),
        never=("快讯", "（完）"),
    ),
    Wire(
        "zh", "（中央社記者林小海台北3日電）", place="中央社記者林小海台北3日電", agency="中央社", authors=("林小海",)
    ),
    Wire(
        "zh",
        "中新社舟山5月3日电 ",
        before="更正：",
        place="中新社舟山5月3日电",
        agency="中新社",
        notes=("更正",),
        never=("更正",),
    ),
    Wire(
        "ko",
        "(부산=연합뉴스) 김하늘 기자 = ",
        before="[속보] ",
        below="(끝)\n<연합뉴스 2027/05/03 14:32 송고>",
        place="부산=연합뉴스",
        agency="연합뉴스",
        day="2027-05-03",
        urgency=3,
        authors=("김하늘",),
        never=("속보", "(끝)", "14:32"),
    ),
    Wire(
        "ko",
        "[여수=뉴시스] 박바다 기자 = ",
        between="편집자 주의: 가격 추가",
        place="여수=뉴시스",
        agency="뉴시스",
        authors=("박바다",),
        notes=("편집자 주의: 가격 추가",),
        never=("가격 추가",),
    ),
    Wire(
        "ko",
        "(통영=한빛통신) 이파도 기자 = ",
        before="정정: ",
        below="(끝)",
        place="통영=한빛통신",
        agency="한빛통신",
        authors=("이파도",),
        notes=("정정",),
        never=("정정", "(끝)"),
    ),
]


def text_of(article: Article) -> str:
    """All words of the article, without the blanks between them, which differ with the script."""
    return "".join("".join(words(article)).split())


def copy_of(wire: Wire) -> str:
    story = STORIES[wire.language]
    parts = [wire.above, wire.before + story.title, wire.between, wire.dateline + story.lead, story.rest, wire.below]
    return "\n\n".join(filter(None, parts)) + "\n"


@pytest.mark.sampled(3)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("wire", WIRES, ids=lambda wire: f"{wire.language} {wire.place}")
def test_a_wire_gives_its_fields_and_leaves_its_story(wire: Wire, newline: str) -> None:
    story = STORIES[wire.language]
    data = copy_of(wire).replace("\n", newline).encode()
    parsed = read(Source(name="story.txt", data=data, moment=UPDATED))
    article = parsed.article
    assert article.headline == story.title
    assert article.language.partition("-")[0] == wire.language
    assert article.dateline == wire.place
    names = {source.name for source in article.sources} | {article.provider.name if article.provider else ""}
    assert wire.agency in names or {"AP": "Associated Press"}.get(wire.agency) in names
    assert (article.published.text[:10] if article.published else "") == wire.day
    assert article.urgency == wire.urgency
    assert [who.name.casefold() for who in article.authors] == [name.casefold() for name in wire.authors]
    assert set(wire.notes) <= set(article.editor_notes)
    published = text_of(article)
    assert "".join(story.lead.split()) in published
    assert "".join(story.rest.split()) in published
    shown = " ".join(filter(None, (article.headline, article.byline, article.credit_line, *block_texts(article.body))))
    assert [word for word in wire.never if word in shown] == []
    assert article.other_headlines == ()
    assert {line.role for line in parsed.trace} <= {
        *("headline", "byline", "paragraph", "item", "desk-note", "envelope", "source", "blank", "break", "date"),
    }


@pytest.mark.sampled(3)
@pytest.mark.parametrize("wire", WIRES[::3], ids=lambda wire: f"{wire.language} {wire.place}")
def test_a_story_of_a_cut_wire_stays_whole(wire: Wire) -> None:
    """Without what is above the title, and without what is below, the words of the story are the same."""
    story = STORIES[wire.language]
    text = copy_of(wire)
    for start in (text.index(story.title), text.index(story.lead)):
        parsed = read(Source(name="story.txt", data=text[start:].encode(), moment=UPDATED))
        published = text_of(parsed.article)
        assert "".join(story.rest.split()) in published
        assert "".join(story.lead.split()) in published


def test_key_points_above_the_dateline_are_items() -> None:
    text = """\
UPDATE 1-Osted Lines to cut 400 jobs

<OSTL.XX>

* Loss of third quarter widens
* Shares fall 6 pct

(Adds comment of union)

By Nell Ardwick

TARROW, Nov 3 (Reuters) - The ferry firm Osted Lines will cut 400 jobs by the spring, it said on Monday, after its loss
had widened in the third quarter.

((nell.ardwick@example.com; +45 33 00 00 00))
"""
    parsed = read(Source(name="story.txt", data=text.encode(), moment=UPDATED))
    article = parsed.article
    assert (article.headline, article.dateline) == ("Osted Lines to cut 400 jobs", "TARROW, Nov 3 (Reuters)")
    assert article.editor_notes == ("UPDATE 1", "Adds comment of union")
    assert [line.text for line in parsed.trace if line.role == "item"] == [
        "* Loss of third quarter widens",
        "* Shares fall 6 pct",
    ]
    assert "example.com" not in text_of(article)


def test_what_is_below_the_title_of_a_wire_is_taken() -> None:
    text = """\
(Rättelse: I en tidigare version angavs fel belopp.)
Hamnen i Oxelö byggs ut

TT

Oxelö (TT)
Hamnen i Oxelö byggs ut med två kajer nästa år, uppger hamnbolaget i ett pressmeddelande på måndagen.

Bygget kostar 14 miljoner kronor, och den första kajen ska vara klar till sommaren.
"""
    article = read(Source(name="story.txt", data=text.encode(), moment=UPDATED)).article
    assert (article.headline, article.dateline) == ("Hamnen i Oxelö byggs ut", "Oxelö (TT)")
    assert article.editor_notes == ("Rättelse: I en tidigare version angavs fel belopp.",)
    assert [source.name for source in article.sources] == ["TT"]
    assert article.other_headlines == ()


@pytest.mark.parametrize("mark", ["Berichtigung: ", "Eilmeldung: ", "KORREKTUR - "])
def test_a_mark_before_the_title_of_a_wire_needs_no_capitals(mark: str) -> None:
    story = STORIES["de"]
    text = f"{mark}{story.title}\n\nHallwerder (dpa) - {story.lead}\n\n{story.rest}\n"
    assert read(Source(name="story.txt", data=text.encode(), moment=UPDATED)).article.headline == story.title
