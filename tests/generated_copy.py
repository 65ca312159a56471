"""Generated raw copy: invented stories in many languages, in every envelope and layout that the reader knows, mutated.

Every sentence, title, row and answer of a story has a marker, a word that occurs once, so that a word that is lost is
noticed. By hand: `python -m tests.generated_copy --count N --seed S` measures many inputs and prints counts by kind.
"""

from __future__ import annotations

import argparse
import base64
import multiprocessing
import quopri
import random
import re
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import NamedTuple, TypeAlias

from convert.errors import ConvertError
from convert.findings import Finding
from convert.model import Article, Moment, asides, words
from convert.pipeline import Converted, convert_bytes, split
from convert.readers import Source, TraceLine
from convert.readers.text.fields.article import PRIVATE

FORMATS = ("newsml-g2", "ninjs", "epub")

GUESSES = (
    "above the headline",
    "before the story",
    "inside the story, but not part of it",
    "after the story's end",
)
"""Rules of the trace that name a place and no kind: a line that they drop is dropped in silence."""

# --------------------------------------------------------------------------------------------------------------------
# Words


class Tongue(NamedTuple):
    """What sentences in a language are made of; `{}` is the place of the marker, `encodings` are legacy ones."""

    script: str
    encodings: tuple[str, ...]
    titles: tuple[str, ...]
    sentences: tuple[str, ...]
    shorts: tuple[str, ...]
    question: str
    place: str
    author: str
    byline: str


_WEST = ("iso8859-1", "cp1252", "iso8859-15")
_CENTRAL = ("iso8859-2", "cp1250")
_CYRILLIC = ("cp1251", "koi8-r", "iso8859-5")

TONGUES: Mapping[str, Tongue] = {
    "en": Tongue(
        *("latin", _WEST, ("Council of {} votes to keep the old ferry", "Storm closes the harbour at {}")),
        (
            "The council of {} decided on Monday to keep the ferry for another ten years.",
            "“We had asked for it since spring,” said the mayor of {}, who has known the crew for years.",
            "About 400 people live on the island, and most of them work in {}.",
            "In {} the repairs will cost 2.3 million euros and take until autumn.",
            "The old boat, built in 1968 at the yard of {}, needs a new engine and two new doors.",
            "Nobody was hurt when the wind pushed the boat against the pier last week, police in {} said.",
            "It was not clear who would pay for the new pier at {}.",
        ),
        ("Years of waiting in {}", "What {} will pay"),
        *("And what do the people of {} say about it?", "Port Asten", "Nora Quill", "By {}"),
    ),
    "de": Tongue(
        *("latin", (*_WEST, "iso646-de"), ("Gemeinde {} behält die alte Fähre", "Sturm schließt den Hafen von {}")),
        (
            "Der Gemeinderat von {} hat am Montag beschlossen, die Fähre noch zehn Jahre zu behalten.",
            "„Darauf haben wir seit dem Frühjahr gewartet“, sagte der Bürgermeister von {}.",
            "Auf der Insel leben etwa 400 Menschen, die meisten arbeiten in {}.",
            "In {} kostet die Reparatur 2,3 Millionen Euro und dauert bis zum Herbst.",
            "Das alte Schiff, 1968 auf der Werft in {} gebaut, braucht einen neuen Motor und zwei neue Türen.",
            "Verletzt wurde niemand, als der Wind das Boot gegen den Kai drückte, teilte die Polizei {} mit.",
        ),
        ("Lange Jahre in {}", "Was {} bezahlt"),
        *("Und was sagen die Leute in {} dazu?", "Moorbach", "Jörg Täubner", "Von {}"),
    ),
    "fr": Tongue(
        *("latin", _WEST, ("La commune de {} garde son vieux bac", "La tempête ferme le port de {}")),
        (
            "Le conseil municipal de {} a décidé lundi de garder le bac pendant dix ans encore.",
            "« Nous l'attendions depuis le printemps », a déclaré la maire de {}.",
            "Environ 400 personnes vivent sur l'île et la plupart travaillent à {}.",
            "À {} les réparations coûteront 2,3 millions d'euros et dureront jusqu'à l'automne.",
            "Le vieux bateau, construit en 1968 au chantier de {}, a besoin d'un nouveau moteur.",
            "Personne n'a été blessé, a indiqué la police de {}, quand le vent a poussé le bateau contre le quai.",
        ),
        ("Des années d'attente à {}", "Ce que {} va payer"),
        *("Et qu'en disent les habitants de {} ?", "Saint-Corvan", "Hélène Morvaud", "Par {}"),
    ),
    "es": Tongue(
        *("latin", _WEST, ("El concejo de {} conserva el viejo transbordador", "La tormenta cierra el puerto de {}")),
        (
            "El concejo de {} decidió el lunes conservar el transbordador otros diez años.",
            "«Lo pedíamos desde la primavera», dijo la alcaldesa de {}, que conoce bien a la tripulación.",
            "En la isla viven unas 400 personas y la mayoría trabaja en {}.",
            "En {} las reparaciones costarán 2,3 millones de euros y durarán hasta el otoño.",
            "El viejo barco, construido en 1968 en el astillero de {}, necesita un motor nuevo.",
            "Nadie resultó herido cuando el viento empujó el barco contra el muelle, informó la policía de {}.",
        ),
        ("Años de espera en {}", "Lo que pagará {}"),
        *("¿Y qué dicen los vecinos de {}?", "Villaseca", "Inés Carballo", "Por {}"),
    ),
    "it": Tongue(
        *("latin", _WEST, ("Il comune di {} tiene il vecchio traghetto", "La tempesta chiude il porto di {}")),
        (
            "Il consiglio comunale di {} ha deciso lunedì di tenere il traghetto per altri dieci anni.",
            "«Lo chiedevamo dalla primavera», ha detto la sindaca di {}, che conosce bene l'equipaggio.",
            "Sull'isola vivono circa 400 persone e la maggior parte lavora a {}.",
            "A {} le riparazioni costeranno 2,3 milioni di euro e dureranno fino all'autunno.",
            "La vecchia nave, costruita nel 1968 nel cantiere di {}, ha bisogno di un nuovo motore.",
        ),
        ("Anni di attesa a {}", "Quanto paga {}"),
        *("E che cosa dicono gli abitanti di {}?", "Borgo Lago", "Chiara Velloni", "Di {}"),
    ),
    "pt": Tongue(
        *("latin", _WEST, ("Câmara de {} mantém a velha barca", "Tempestade fecha o porto de {}")),
        (
            "A câmara de {} decidiu na segunda-feira manter a barca por mais dez anos.",
            "“Pedíamos isto desde a primavera”, disse a presidente da câmara de {}.",
            "Cerca de 400 pessoas vivem na ilha e a maioria trabalha em {}.",
            "Em {} as reparações vão custar 2,3 milhões de euros e durar até ao outono.",
            "O velho barco, construído em 1968 no estaleiro de {}, precisa de um motor novo.",
        ),
        ("Anos de espera em {}", "Quanto paga {}"),
        *("E o que dizem os moradores de {}?", "Vila Pedra", "Joana Queirós", "Por {}"),
    ),
    "nl": Tongue(
        *("latin", _WEST, ("Gemeente {} houdt de oude veerboot", "Storm sluit de haven van {}")),
        (
            "De gemeenteraad van {} besloot maandag om de veerboot nog tien jaar te houden.",
            "‘Wij vroegen er al sinds het voorjaar om’, zei de burgemeester van {}.",
            "Op het eiland wonen ongeveer 400 mensen en de meesten werken in {}.",
            "In {} kosten de reparaties 2,3 miljoen euro en ze duren tot het najaar.",
            "De oude boot, in 1968 gebouwd op de werf van {}, heeft een nieuwe motor nodig.",
        ),
        ("Jaren wachten in {}", "Wat {} betaalt"),
        *("En wat zeggen de mensen van {} ervan?", "Kolkdam", "Ruben Terwiel", "Door {}"),
    ),
    "sv": Tongue(
        *("latin", _WEST, ("{} kommun behåller den gamla färjan", "Stormen stänger hamnen i {}")),
        (
            "Kommunfullmäktige i {} beslutade i måndags att behålla färjan i tio år till.",
            "– Vi har bett om det sedan i våras, säger kommunalrådet i {}.",
            "På ön bor det ungefär 400 människor och de flesta arbetar i {}.",
            "I {} kostar reparationerna 2,3 miljoner euro och de pågår till hösten.",
            "Den gamla båten, som byggdes 1968 på varvet i {}, behöver en ny motor.",
        ),
        ("År av väntan i {}", "Vad {} betalar"),
        *("Och vad säger folket i {} om det?", "Sandskär", "Maja Öqvist", "Av {}"),
    ),
    "fi": Tongue(
        *("latin", _WEST, ("{} pitää vanhan lautan", "Myrsky sulki sataman: {}")),
        (
            "Kunnanvaltuusto päätti maanantaina, että {} pitää lautan vielä kymmenen vuotta.",
            "”Olemme odottaneet tätä keväästä asti”, sanoi kunnanjohtaja {} maanantaina.",
            "Saarella asuu noin 400 ihmistä, ja useimpien työpaikka on {}.",
            "Korjaukset maksavat 2,3 miljoonaa euroa, ja {} maksaa niistä puolet syksyyn mennessä.",
            "Vanha alus, jonka telakka {} rakensi vuonna 1968, tarvitsee uuden moottorin.",
        ),
        ("Vuosien odotus: {}", "Mitä {} maksaa"),
        *("Ja mitä {} sanoo tästä?", "Hiekkaniemi", "Aino Törmälä", "{}"),
    ),
    "pl": Tongue(
        *("latin", _CENTRAL, ("Gmina {} zachowa stary prom", "Sztorm zamknął port w {}")),
        (
            "Rada gminy {} postanowiła w poniedziałek, że prom będzie pływał jeszcze dziesięć lat.",
            "„Prosiliśmy o to od wiosny” – powiedziała burmistrz {}, która dobrze zna załogę.",
            "Na wyspie mieszka około 400 osób, a większość z nich pracuje w {}.",
            "W {} naprawa będzie kosztować 2,3 miliona euro i potrwa do jesieni.",
            "Stary statek, zbudowany w 1968 roku w stoczni {}, potrzebuje nowego silnika.",
        ),
        ("Lata czekania w {}", "Ile zapłaci {}"),
        *("A co mówią mieszkańcy {}?", "Zagórzany", "Bożena Wójcicka", "{}"),
    ),
    "cs": Tongue(
        *("latin", _CENTRAL, ("Obec {} si nechá starý přívoz", "Bouře zavřela přístav {}")),
        (
            "Zastupitelstvo obce {} v pondělí rozhodlo, že přívoz zůstane ještě deset let.",
            "„Žádali jsme o to od jara,“ řekla starostka obce {}, která posádku dobře zná.",
            "Na ostrově žije asi 400 lidí a většina z nich pracuje v obci {}.",
            "V obci {} budou opravy stát 2,3 milionu eur a potrvají do podzimu.",
            "Starý člun, postavený v roce 1968 v loděnici {}, potřebuje nový motor.",
        ),
        ("Roky čekání v obci {}", "Co zaplatí {}"),
        *("A co na to říkají lidé z obce {}?", "Říčná", "Zdeněk Šťastný", "{}"),
    ),
    "hu": Tongue(
        *("latin", _CENTRAL, ("{} megtartja a régi kompot", "Vihar zárta le {} kikötőjét")),
        (
            "{} képviselő-testülete hétfőn úgy döntött, hogy a komp még tíz évig marad.",
            "– Tavasz óta ezt kértük – mondta a polgármester, akit {} népe jól ismer.",
            "A szigeten körülbelül 400 ember él, és a legtöbben a közeli {} üzemében dolgoznak.",
            "A javítás 2,3 millió euróba kerül, és {} szerint őszig tart.",
            "A régi hajó, amelyet 1968-ban {} hajógyárában építettek, új motort kap.",
        ),
        ("Várakozás {} partján", "Mit fizet {}"),
        *("És mit szólnak ehhez {} lakói?", "Homokrév", "Szűcs Dorottya", "{}"),
    ),
    "tr": Tongue(
        *("latin", ("iso8859-9", "cp1254"), ("{} eski feribotu koruyor", "Fırtına {} limanını kapattı")),
        (
            "{} belediye meclisi pazartesi günü feribotun on yıl daha çalışmasına karar verdi.",
            "“Bunu bahardan beri istiyorduk” diyen başkan, {} halkını çok iyi tanıyor.",
            "Adada yaklaşık 400 kişi yaşıyor ve çoğu {} fabrikasında çalışıyor.",
            "Onarım 2,3 milyon euro tutacak ve {} için sonbahara kadar sürecek.",
            "1968 yılında {} tersanesinde yapılan eski geminin yeni bir motora ihtiyacı var.",
        ),
        ("{} için bekleyiş", "{} ne ödeyecek"),
        *("Peki {} halkı ne diyor?", "Kumluca", "Şule Gündoğdu", "{}"),
    ),
    "ru": Tongue(
        *("cyrillic", _CYRILLIC, ("Посёлок {} сохранит старый паром", "Шторм закрыл порт {}")),
        (
            "Совет посёлка {} в понедельник решил сохранить паром ещё на десять лет.",
            "«Мы просили об этом с весны», — сказала глава посёлка {}, которая хорошо знает команду.",
            "На острове живут около 400 человек, и большинство из них работает в посёлке {}.",
            "В посёлке {} ремонт обойдётся в 2,3 миллиона евро и продлится до осени.",
            "Старому судну, построенному в 1968 году на верфи {}, нужен новый двигатель.",
        ),
        ("Годы ожидания в посёлке {}", "Что заплатит {}"),
        *("А что говорят жители посёлка {}?", "ПЕСЧАНОЕ", "Анна Вербицкая", "{}"),
    ),
    "uk": Tongue(
        *("cyrillic", ("cp1251", "koi8-u"), ("Громада {} збереже старий пором", "Шторм закрив порт {}")),
        (
            "Рада громади {} у понеділок вирішила зберегти пором ще на десять років.",
            "«Ми просили про це з весни», — сказала голова громади {}, яка добре знає команду.",
            "На острові живуть близько 400 людей, і більшість із них працює у громаді {}.",
            "У громаді {} ремонт коштуватиме 2,3 мільйона євро й триватиме до осені.",
            "Старому судну, збудованому 1968 року на верфі {}, потрібен новий двигун.",
        ),
        ("Роки чекання у громаді {}", "Що заплатить {}"),
        *("А що кажуть мешканці громади {}?", "ПІЩАНЕ", "Оксана Гайдук", "{}"),
    ),
    "el": Tongue(
        *("greek", ("iso8859-7", "cp1253"), ("Ο δήμος {} κρατά το παλιό πορθμείο", "Κλειστό το λιμάνι {}")),
        (
            "Το δημοτικό συμβούλιο {} αποφάσισε τη Δευτέρα να κρατήσει το πορθμείο για δέκα χρόνια ακόμη.",
            "«Το ζητούσαμε από την άνοιξη», είπε η δήμαρχος {}, που γνωρίζει καλά το πλήρωμα.",
            "Στο νησί ζουν περίπου 400 άνθρωποι και οι περισσότεροι εργάζονται στο εργοστάσιο {}.",
            "Οι επισκευές στο {} θα κοστίσουν 2,3 εκατομμύρια ευρώ και θα διαρκέσουν ως το φθινόπωρο.",
        ),
        ("Χρόνια αναμονής {}", "Τι θα πληρώσει {}"),
        *("Και τι λένε οι κάτοικοι {};", "ΑΜΜΟΣ", "Ελένη Παππά", "{}"),
    ),
    "ar": Tongue(
        *("arabic", ("cp1256", "iso8859-6"), ("بلدية {} تحتفظ بالعبارة القديمة", "عاصفة تغلق ميناء {}")),
        (
            "قرر مجلس بلدية {} يوم الاثنين الاحتفاظ بالعبارة عشر سنوات أخرى.",
            "وقالت رئيسة بلدية {} إن السكان طلبوا ذلك منذ الربيع.",
            "ويعيش في الجزيرة نحو 400 شخص ويعمل معظمهم في {}.",
            "وستكلف أعمال الإصلاح في {} نحو مليوني يورو وتستمر حتى الخريف.",
            "وتحتاج السفينة القديمة التي بنيت عام 1968 في حوض {} إلى محرك جديد.",
        ),
        ("سنوات من الانتظار في {}", "ماذا تدفع {}"),
        *("وماذا يقول سكان {}؟", "الرمال", "ليلى حداد", "كتبت {}"),
    ),
    "he": Tongue(
        *("hebrew", ("cp1255", "iso8859-8"), ("מועצת {} תשמור על המעבורת הישנה", "הסערה סגרה את נמל {}")),
        (
            "מועצת {} החליטה ביום שני לשמור על המעבורת לעוד עשר שנים.",
            "ראש המועצה של {} אמרה כי התושבים ביקשו זאת מאז האביב.",
            "באי חיים כ-400 תושבים ורובם עובדים במפעל של {}.",
            "התיקון של המעבורת בנמל {} יעלה כשני מיליון אירו ויימשך עד הסתיו.",
            "הספינה הישנה, שנבנתה בשנת 1968 במספנת {}, זקוקה למנוע חדש.",
        ),
        ("שנים של המתנה ליד {}", "מה תשלם {}"),
        *("ומה אומרים התושבים של {}?", "נווה חול", "נועה ברקאי", "מאת {}"),
    ),
    "ja": Tongue(
        *("han", ("shift_jis", "euc_jp", "iso2022_jp"), ("{}町、古い渡し船を存続へ", "嵐で{}港が閉鎖")),
        (
            "{}町の議会は月曜日、渡し船をさらに十年続けることを決めた。",
            "「春からお願いしてきたことです」と{}町の町長は話した。",
            "島にはおよそ400人が暮らし、その多くは{}で働いている。",
            "{}での修理には二億円がかかり、秋まで続く見通しだ。",
            "1968年に{}の造船所でつくられた古い船は、新しいエンジンを必要としている。",
        ),
        ("{}で待ち続けた年月", "{}の負担"),
        *("{}の人たちは何と言っていますか？", "砂浜", "山田花子", "{}"),
    ),
    "zh": Tongue(
        *("han", ("gb18030", "big5"), ("{}鎮保留舊渡船", "風暴令{}港口停用")),
        (
            "{}鎮議會星期一決定，渡船將再運行十年。",
            "「我們從春天就開始要求了」，{}鎮長說。",
            "島上住著大約400人，其中大多數在{}工作。",
            "在{}的維修將花費兩百萬元，並且會持續到秋天。",
            "這艘舊船1968年在{}的船廠建造，需要一個新的引擎。",
        ),
        ("{}等待多年", "{}要付多少"),
        *("{}的居民怎麼說？", "沙灣", "林美玲", "記者{}"),
    ),
    "ko": Tongue(
        *("hangul", ("euc_kr", "cp949"), ("{} 마을, 낡은 나룻배 지키기로", "폭풍에 {} 항구 폐쇄")),
        (
            "{} 마을 의회는 월요일 나룻배를 앞으로 십 년 더 운영하기로 결정했다.",
            "“봄부터 부탁해 온 일입니다”라고 {} 마을 이장은 말했다.",
            "섬에는 약 400명이 살고 있으며 대부분 {} 공장에서 일한다.",
            "{} 부두의 수리에는 이백만 유로가 들고 가을까지 이어진다.",
            "1968년 {} 조선소에서 만든 낡은 배는 새 엔진이 필요하다.",
        ),
        ("{} 마을의 긴 기다림", "{} 마을의 부담"),
        *("{} 주민들은 뭐라고 합니까?", "모래섬", "김하늘", "{} 기자"),
    ),
}

_SYLLABLES: Mapping[str, tuple[str, str]] = {
    "latin": ("bdfgklmnprtvz", "aeou"),
    "cyrillic": ("бвгдзклмнпрт", "аеоу"),
    "greek": ("βγδζθκλμνπρτφ", "αεο"),
    "arabic": ("بتجدرزسفقكلمن", "او"),
    "hebrew": ("בגדזחטלקרשת", "וי"),
    "han": ("楓栗柿桐槐楠杏桂梓榛蓮藤", "鶴亀鷹鹿狐猿"),
    "hangul": ("갈날달랄말발살알", "곡논돈론몬본"),
}
_SYLLABLE_COUNT = 4


@cache
def _syllables(script: str) -> tuple[str, ...]:
    first, second = _SYLLABLES[script]
    return tuple(a + b for a in first for b in second)


def marker(script: str, number: int) -> str:
    """The word of `script` with that number, which no other number gives."""
    parts = _syllables(script)
    total = len(parts) ** _SYLLABLE_COUNT
    number = (number * 7_368_787 + 1_299_709) % total
    word = ""
    for _ in range(_SYLLABLE_COUNT):
        number, at = divmod(number, len(parts))
        word += parts[at]
    return word[0].upper() + word[1:]


class Writer:
    """Writes the parts of one story in a language, and keeps the markers in them."""

    def __init__(self, rng: random.Random, language: str) -> None:
        self.rng = rng
        self.language = language
        self.tongue = TONGUES[language]
        self.title_words: list[str] = []
        self.body_words: list[str] = []
        self._start = rng.randrange(10**6)
        self.space = "" if self.tongue.script == "han" else " "

    def _fill(self, frame: str, kept: list[str]) -> str:
        word = marker(self.tongue.script, self._start + len(self.title_words) + len(self.body_words))
        kept.append(word)
        return frame.format(word)

    def title(self) -> str:
        return self._fill(self.rng.choice(self.tongue.titles), self.title_words)

    def sentence(self) -> str:
        return self._fill(self.rng.choice(self.tongue.sentences), self.body_words)

    def short(self) -> str:
        return self._fill(self.rng.choice(self.tongue.shorts), self.body_words)

    def question(self) -> str:
        return self._fill(self.tongue.question, self.body_words)

    def word(self) -> str:
        return self._fill("{}", self.body_words)

    def paragraph(self, most: int = 3) -> str:
        return self.space.join(self.sentence() for _ in range(self.rng.randint(1, most)))

    def paragraphs(self, least: int = 3, most: int = 6) -> list[str]:
        return [self.paragraph() for _ in range(self.rng.randint(least, most))]

    def wrapped(self, text: str, width: int = 64) -> list[str]:
        """`text` in lines of at most `width` characters, as typewriters broke them."""
        if not self.space:
            return [text[at : at + width // 2] for at in range(0, len(text), width // 2)]
        lines = [""]
        for word in text.split(" "):
            if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
                lines.append("")
            lines[-1] = f"{lines[-1]} {word}".strip()
        return lines


# --------------------------------------------------------------------------------------------------------------------
# Envelopes and layouts

Text: TypeAlias = Sequence[str]
"""A copy as lines."""


class Made(NamedTuple):
    """What a kind makes: bytes, the encoding of its letters, and the name of its file."""

    data: bytes
    encoding: str = "utf-8"
    name: str = "copy.txt"


def _blank_between(blocks: Iterable[str]) -> list[str]:
    return [line for block in blocks for line in (block, "")][:-1]


def _as_text(lines: Text, name: str = "copy.txt") -> Made:
    return Made(("\n".join(lines) + "\n").encode(), name=name)


_ISO646_DE = str.maketrans("ÄÖÜäöüß§", "[\\]{|}~@")


def encoded(text: str, encoding: str) -> bytes | None:
    """`text` in `encoding`, with the signs that old encodings lack in their plain forms; None where it has letters
    that the encoding has not.
    """
    for curly, plain in zip("“”„‘’–—«»", '"""\'\'--""', strict=True):
        with suppress(UnicodeEncodeError, LookupError):
            if encoding != "iso646-de":
                curly.encode(encoding)
                continue
        text = text.replace(curly, plain)
    if encoding == "iso646-de":
        text = text.translate(_ISO646_DE)
        encoding = "ascii"
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return None


def _in_some_encoding(w: Writer, text: str, name: str) -> Made:
    encoding = w.rng.choice((*w.tongue.encodings, "utf-8", "utf-8"))
    data = encoded(text, encoding)
    return Made(text.encode(), "utf-8", name) if data is None else Made(data, encoding, name)


def _iptc7901(w: Writer) -> Made:
    rng, paragraphs = w.rng, w.paragraphs()
    number, desk, count = rng.randint(1, 999), rng.choice("piwksv"), rng.randint(80, 400)
    header = f"abc{number:04} {rng.randint(1, 6)} {desk} {count}  xyz {number:03}"
    title = w.title()
    lines = [f"{title} ="]
    if rng.random() < 0.5:
        lines.append(f"{w.tongue.byline.format(w.tongue.author)} =")
    if rng.random() < 0.6:
        paragraphs[0] = f"{w.tongue.place} (xyz) - {paragraphs[0]}"
    indented = rng.random() < 0.5
    for paragraph in paragraphs:
        rows = w.wrapped(paragraph, 69)
        lines += [f"   {rows[0]}", *rows[1:]] if indented else [*rows, ""]
    if rng.random() < 0.4:
        lines += ["", "# xyz-Notizblock", "", "## Internet", "- [Portal](https://portal.example)", ""]
        lines += ["* * * *", "Die folgenden Informationen sind nicht zur Veröffentlichung bestimmt", ""]
        lines += ["## xyz-Kontakte", "- Autor: Kai Muster, +49 30 0000, <muster@agency.example>"]
    lines += ["xyz km yyzz n1 ab", ""]
    head = f"\x01{header}\n{rng.choice(('Verkehr/Insel/Hafen', 'Ferry/Harbour'))}\n\x02"
    stamp = f"\x03{rng.randint(1, 28):02}{rng.randint(0, 23):02}{rng.randint(0, 59):02} GMT Nov {rng.randint(10, 25)}\n"
    return _in_some_encoding(w, head + "\n".join(lines) + stamp, rng.choice(("copy.ipt", "copy", "copy.txt")))


def _anpa1312(w: Writer) -> Made:
    rng = w.rng
    head = f"\x16\x16\x01a{rng.randint(1, 9999):04} US\nr i \x13\x11 BC-Harbour-Ferry 1stLd-Writethru 11-13"
    head += f" {rng.randint(90, 900):04}\n\x02"
    lines = ["^BC-Harbour-Ferry, 1st Ld-Writethru<", f"^{w.title()}<"]
    if rng.random() < 0.5:
        lines.append("^Eds: Updates with quotes. AP Photo NY101.<")
    if rng.random() < 0.6:
        lines += [f"^By {w.tongue.author.upper()}=", "^Associated Press Writer="]
    paragraphs = w.paragraphs()
    if rng.random() < 0.7:
        paragraphs[0] = f"{w.tongue.place.upper()} (AP) _ {paragraphs[0]}"
    for paragraph in paragraphs:
        rows = w.wrapped(paragraph, 66)
        lines += [f"\t{rows[0]}", *rows[1:]]
        if rng.random() < 0.1:
            lines.append("(MORE)")
    if rng.random() < 0.4:
        lines += ["\t___", f"\t{w.sentence()}"]
    stamp = f"\x03\nAP-WF-11-13-{rng.randint(10, 25)} {rng.randint(0, 2359):04}GMT<\n\x04"
    return _in_some_encoding(w, head + "\n".join(lines) + "\n" + stamp, rng.choice(("copy.anpa", "copy", "copy.txt")))


def _takes(w: Writer) -> Made:
    """A lead and its adds, each in a frame of its own."""
    first, *rest = w.paragraphs()
    parts = [("", [f"^{w.title()}<", f"\t{w.tongue.place.upper()} (AP) _ {first}"])]
    parts += [(f",{w.rng.choice(('1st Add', 'Take 2'))}", [f"\t{paragraph}"]) for paragraph in rest]
    frames = [
        f"\x16\x16\x01a{number:04}\nr i \x13\x11BC-Harbour-Ferry 11-13 0120\n\x02"
        + "\n".join((f"^BC-Harbour-Ferry{version},0120<", *lines))
        + "\n\x03AP-WF-11-13-23 1112GMT\n\x04\n"
        for number, (version, lines) in enumerate(parts, 1)
    ]
    return _in_some_encoding(w, "".join(frames), "copy.anpa")


def _wire_ap(w: Writer) -> Made:
    rng = w.rng
    lines = [f"BC-EU--Harbour Ferry,{rng.choice(('', '1st Ld-Writethru,'))}0{rng.randint(101, 999)}"]
    lines += [f"Eds: {rng.choice(('Updates with quotes.', 'Adds byline, details.'))}"] * rng.randint(0, 1)
    lines += ["", w.title()]
    if rng.random() < 0.6:
        lines += [f"By {w.tongue.author.upper()}", "Associated Press Writer"]
    lines.append("")
    first, *rest = w.paragraphs()
    lines += _blank_between([f"{w.tongue.place.upper()} (AP) {rng.choice(('—', '_', '-'))} {first}", *rest])
    lines += ["", rng.choice(("___", "-30-", "(END)", "###")), ""]
    if rng.random() < 0.5:
        lines.append(f"AP-WF-11-13-{rng.randint(10, 25)} 1650GMT")
    return _as_text(lines)


def _wire_afp(w: Writer) -> Made:
    rng = w.rng
    lines = [rng.choice(("URGENT", "ALERT", "")), rng.choice(("island-transport-ferry,lead", "xy-transport-ferry")), ""]
    lines += [w.title(), ""]
    first, *rest = w.paragraphs()
    place = f"{w.tongue.place.upper()}, Dec 7, 2016 (AFP) - {first}"
    lines += _blank_between([place, *rest])
    lines += ["", rng.choice(("bur/js/ri", "nq-ht/ab", "zz/yy"))]
    return _as_text(lines[not lines[0] :])


def _wire_reuters(w: Writer) -> Made:
    rng = w.rng
    title = f"{rng.choice(('UPDATE 1-', 'UPDATE 2-', 'CORRECTED-', 'RPT-', ''))}{w.title()}"
    lines = [title, ""]
    if rng.random() < 0.5:
        lines += [f"* {w.short()}" for _ in range(3)] + [""]
    if rng.random() < 0.5:
        lines += [f"By {w.tongue.author}", ""]
    first, *rest = w.paragraphs()
    lines += _blank_between([f"{w.tongue.place.upper()}, Nov 13 (Reuters) - {first}", *rest])
    lines += ["", f"(Reporting by {w.tongue.author}; Editing by Pat Lorne)"]
    return _as_text(lines)


def _wire_dpa_text(w: Writer) -> Made:
    rng = w.rng
    lines = [w.title(), ""]
    if rng.random() < 0.5:
        lines += [w.tongue.byline.format(f"{w.tongue.author}, xyz"), ""]
    first, *rest = w.paragraphs()
    lines += _blank_between([f"{w.tongue.place} (dpa) - {first}", *rest])
    if rng.random() < 0.5:
        lines += ["", "# dpa-Notizblock", "", "## Redaktionelle Hinweise", "- Foto folgt bis 1500", ""]
    return _as_text([*lines, "dpa km yyzz n1 ab"])


# Mail


def _word(text: str, charset: str, rng: random.Random) -> str:
    """`text` as encoded words of a header, folded."""
    if text.isascii() and rng.random() < 0.5:
        return text
    parts = []
    for at in range(0, len(text), 12):
        data = text[at : at + 12].encode(charset)
        if rng.random() < 0.5:
            parts.append(f"=?{charset}?B?{base64.b64encode(data).decode()}?=")
        else:
            quoted = "".join(chr(b) if chr(b).isascii() and chr(b).isalnum() else f"={b:02X}" for b in data)
            parts.append(f"=?{charset}?Q?{quoted}?=")
    return "\n ".join(parts)


def _mail_charset(w: Writer, text: str) -> str:
    charset = w.rng.choice((*(c for c in w.tongue.encodings if c != "iso646-de"), "utf-8"))
    try:
        text.encode(charset)
    except UnicodeEncodeError:
        return "utf-8"
    return charset


def _part(text: str, type: str, charset: str, rng: random.Random) -> bytes:
    data = text.encode(charset)
    how = rng.choice(("8bit", "quoted-printable", "base64"))
    if how == "quoted-printable":
        data = quopri.encodestring(data)
    elif how == "base64":
        data = base64.encodebytes(data)
    head = f'Content-Type: {type}; charset="{charset}"\nContent-Transfer-Encoding: {how}\n\n'
    return head.encode() + data


def _mail(w: Writer) -> Made:
    rng = w.rng
    title = w.title()
    paragraphs = w.paragraphs()
    lines = list(_blank_between("\n".join(w.wrapped(p, 72)) if rng.random() < 0.5 else p for p in paragraphs))
    if rng.random() < 0.3:
        lines = [title, "", *lines]
    plain = "\n".join(lines)
    if rng.random() < 0.5:
        plain += "\n\n-- \nKai Muster\nPressestelle\n+49 30 0000 00\nmuster@firm.example\n"
    charset = _mail_charset(w, title + plain)
    subject = f"{rng.choice(('', 'Fwd: ', 'PRESS RELEASE: ', 'AW: '))}{title}"
    head = [
        "Received: from mx.firm.example (mx.firm.example [192.0.2.7])\n by mail.desk.example with ESMTPS id abc123",
        f"From: {_word(w.tongue.author, charset, rng)} <press@firm.example>",
        "To: desk@paper.example",
        f"Subject: {_word(subject, charset, rng)}",
        "Date: Tue, 4 Mar 2025 09:12:00 +0100",
        "Message-ID: <20250304.abc@firm.example>",
        "MIME-Version: 1.0",
    ]
    html = "".join(f"<p>{p}</p>\n" for p in paragraphs)
    html = f"<html><head><style>p {{color: red}}</style></head><body><h1>{title}</h1>\n{html}</body></html>"
    match rng.choice(("plain", "plain", "html", "alternative", "mixed")):
        case "plain":
            body = _part(plain, "text/plain", charset, rng)
        case "html":
            body = _part(html, "text/html", charset, rng)
        case "alternative":
            parts = [_part(plain, "text/plain", charset, rng), _part(html, "text/html", charset, rng)]
            body = _multipart("alternative", parts)
        case _:
            picture = (
                b'Content-Type: image/png; name="ferry.png"\nContent-Transfer-Encoding: base64\n'
                b'Content-Disposition: attachment; filename="ferry.png"\n\niVBORw0KGgo=\n'
            )
            body = _multipart("mixed", [_part(plain, "text/plain", charset, rng), picture])
    return Made("\n".join(head).encode() + b"\n" + body, charset, rng.choice(("copy.eml", "copy.txt", "copy")))


def _multipart(type: str, parts: Iterable[bytes]) -> bytes:
    head = f'Content-Type: multipart/{type}; boundary="=_b1"\n\n'.encode()
    return head + b"".join(b"--=_b1\n" + part + b"\n" for part in parts) + b"--=_b1--\n"


_MAIL_LABELS = (
    ("From", "To", "Sent", "Subject"),
    ("Von", "An", "Gesendet", "Betreff"),
    ("De", "À", "Envoyé", "Objet"),
    ("De", "Para", "Enviado", "Asunto"),
    ("Da", "A", "Inviato", "Oggetto"),
    ("Van", "Aan", "Verzonden", "Onderwerp"),
    ("Från", "Till", "Skickat", "Ämne"),
    ("От", "Кому", "Отправлено", "Тема"),
)


def _pasted_mail(w: Writer) -> Made:
    rng = w.rng
    sender, to, sent, subject = rng.choice(_MAIL_LABELS)
    lines = [f"{sender}: Kai Muster <muster@firm.example>", f"{sent}: 4.3.2025 09:12", f"{to}: desk@paper.example"]
    lines += [f"{subject}: {w.title()}", "", *_blank_between(w.paragraphs())]
    if rng.random() < 0.5:
        lines += ["", "-- ", "Kai Muster, Presse", "Tel. +49 30 0000"]
    return _as_text(lines)


_RELEASE_LABELS = (
    "FOR IMMEDIATE RELEASE",
    "PRESS RELEASE",
    "PRESSEMITTEILUNG",
    "COMMUNIQUÉ DE PRESSE",
    "NOTA DE PRENSA",
    "COMUNICATO STAMPA",
    "PERSBERICHT",
    "PRESSMEDDELANDE",
    "TISKOVÁ ZPRÁVA",
    "ПРЕСС-РЕЛИЗ",
)


def _press_release(w: Writer) -> Made:
    rng = w.rng
    lines = [rng.choice(_RELEASE_LABELS), "", w.title(), ""]
    first, *rest = w.paragraphs()
    lines += _blank_between([f"{w.tongue.place}, 4 March 2025 – {first}", *rest])
    lines += ["", rng.choice(("– ENDS –", "###", "- Ende -", "")), ""]
    if rng.random() < 0.7:
        lines += ["Media contact:", "Kai Muster", "+49 30 0000 00", "press@firm.example"]
    return _as_text(lines)


def _distributed(w: Writer) -> Made:
    first, *rest = w.paragraphs()
    issuer = "Muster Kites AG"
    header, dateline, footer = w.rng.choice(
        (
            (("May 4, 2026 07:00 AM Eastern Daylight Time", ""), "--(BUSINESS WIRE)--", ""),
            (("04.05.2026 – 10:12", "", issuer, ""), " (ots) - ", f"Original-Content von: {issuer}, übermittelt"),
            (("OTS0087, 4. Mai 2026, 10:30", "Presseinformation", ""), " (OTS) - ", "OTS-ORIGINALTEXT AUSSENDUNG"),
            (("NEWS PROVIDED BY", issuer, ""), ", May 4, 2026 /PRNewswire/ -- ", f"SOURCE {issuer}"),
        )
    )
    blocks = _blank_between([w.title(), f"{w.tongue.place}{dateline}{first}", *rest])
    contacts = ["Contacts", "", "Kai Muster", "press@firm.example"] if w.rng.random() < 0.7 else []
    return _as_text([*header, *blocks, "", *contacts, "", footer])


def _forwarded(w: Writer) -> Made:
    note = ["FYI - can you use this?", "", "---------- Forwarded message ---------"]
    header = ["From: Kai Muster <muster@firm.example>", "Date: Thu, 9 Jan 2025 at 18:22", "To: Desk"]
    story = _blank_between([w.title(), *w.paragraphs()])
    return _as_text([*note, *header, "Subject: Story", "", *story])


def _form(w: Writer) -> Made:
    fields = [f"Headline: {w.title()}", f"Byline: {w.tongue.author}", "Publish date: 2025-05-02", "Slug: ferry"]
    label = ["Body:"] if w.rng.random() < 0.5 else []
    return _as_text([*fields, "", *label, *_blank_between(w.paragraphs())])


def _results(w: Writer) -> Made:
    rng = w.rng
    lines = [w.title(), "", w.paragraph(), ""]
    for _ in range(rng.randint(2, 4)):
        lines += [*rng.sample(("Men", "Women", "Singles", "Final", "Doubles"), rng.randint(1, 2))]
        sets = ", ".join(f"{rng.randint(0, 7)}-{rng.randint(0, 7)}" for _ in range(rng.randint(2, 3)))
        lines += [f"{w.word()} def. {w.word()} {sets}." for _ in range(rng.randint(1, 3))] + [""]
    return _as_text(lines)


def _closing(w: Writer) -> Made:
    """A story whose last sentence is short, above the furniture of a page."""
    last = w.short().rstrip(".。") + ("." if w.space else "。")
    story = _blank_between([w.title(), *w.paragraphs(), last])
    return _as_text([*story, "", "Facebook", "Twitter", "WhatsApp"])


def _held(w: Writer) -> Made:
    rng = w.rng
    note = rng.choice(
        (
            "News embargoed until Tuesday 4 March 2025, 10:00 GMT",
            "Frei zur Veröffentlichung ab 4. März 2025, 10 Uhr",
            "Diffusion interdite avant le 4 mars 2025 à 10 h",
            "Не публиковать до 12:00 мск 18 марта",
            "【请勿在3月15日10时前发布】",
            "EMBARGOED UNTIL 00:01 GMT Tuesday 4 March 2025",
            "Sperrfrist: 4. März 2025, 10.00 Uhr",
            "HOLD FOR RELEASE",
            "EMBARGO: 4 de marzo de 2025, 10:00 horas",
            "MANDATORY KILL",
            "KILL KILL KILL",
        )
    )
    return _as_text([note, "", w.title(), "", *_blank_between(w.paragraphs())])


def _markdown(fence: str, w: Writer) -> Made:
    rng = w.rng
    lines = []
    title = w.title()
    if fence == "---":
        lines = ["---", f'title: "{title}"', f"author: {w.tongue.author}", "date: 2025-03-04", "tags:"]
        lines += ["  - harbour", "  - ferry", "draft: false", "---", ""]
    elif fence == "+++":
        lines = ["+++", f'title = "{title}"', 'tags = ["harbour", "ferry"]', "date = 2025-03-04", "+++", ""]
    else:
        lines = [f"# {title}", ""]
    blocks = [w.paragraph() for _ in range(rng.randint(2, 4))]
    blocks.append(f"## {w.short()}")
    blocks.append(f"**{w.word()}** – {w.sentence()} [{w.word()}](https://portal.example/a_b)")
    blocks.append("\n".join(f"{rng.choice('-*') if rng.random() < 0.2 else '-'} {w.sentence()}" for _ in range(3)))
    blocks.append(f"> {w.sentence()}\n>\n> {w.sentence()}")
    if rng.random() < 0.5:
        blocks.append(f"| {w.word()} | {w.word()} |\n|---|---|\n| {w.word()} | 12 |\n| {w.word()} | 7 |")
    if rng.random() < 0.5:
        blocks.append(f"```\n{w.word()} = 1\n```")
    if rng.random() < 0.5:
        blocks.append(f"![{w.word()}](ferry.jpg)")
    if rng.random() < 0.4:
        blocks[0] += "[^1]"
        blocks.append(f"[^1]: {w.sentence()}")
    return _as_text([*lines, *_blank_between(blocks)], "copy.md" if not fence else rng.choice(("copy.md", "copy.txt")))


def _chat(w: Writer) -> Made:
    rng = w.rng
    form = rng.choice(
        ("[04.03.25, 09:{:02}:05] {}: {}", "04/03/2025, 09:{:02} - {}: {}", "[3/14/25, 9:{:02}:41 AM] {}: {}")
    )
    texts = [w.title(), *w.paragraphs()]
    lines = [form.format(at, w.tongue.author, text) for at, text in enumerate(texts)]
    if rng.random() < 0.4:
        lines.insert(0, form.format(0, "Desk", "ok, go ahead"))
    if rng.random() < 0.4:
        lines.append(form.format(59, "Desk", "👍"))
    return _as_text(lines, "chat.txt")


def _underlines(w: Writer) -> Made:
    rng = w.rng
    title, heading = w.title(), w.short()
    lines = [title, rng.choice("=-~") * len(title), "", *_blank_between(w.paragraphs(2, 3)), ""]
    lines += [heading, "-" * len(heading), "", *_blank_between(w.paragraphs(2, 3))]
    return _as_text(lines)


def _plain(w: Writer) -> Made:
    blocks = [w.title(), *w.paragraphs()]
    if w.rng.random() < 0.5:
        blocks.insert(1, w.tongue.byline.format(w.tongue.author))
    if w.rng.random() < 0.5:
        blocks.insert(-1, w.short())
    return _in_some_encoding(w, "\n".join(_blank_between(blocks)) + "\n", "copy.txt")


def _hard_wraps(w: Writer) -> Made:
    lines = [w.title(), ""]
    indented, width = w.rng.random() < 0.4, w.rng.choice((52, 60, 72))
    for paragraph in w.paragraphs():
        rows = w.wrapped(paragraph, width)
        lines += [f"    {rows[0]}", *rows[1:]] if indented else [*rows, ""]
    return _as_text(lines)


def _ocr_column(w: Writer) -> Made:
    lines = [w.title(), ""]
    for paragraph in w.paragraphs(2, 4):
        rows = w.wrapped(paragraph, 36)
        lines += [f"  {rows[0]}", *rows[1:]]
    return _as_text(lines)


def _dumped(w: Writer) -> Made:
    """The dump of a page by a text browser: links with numbers, and their addresses below."""
    count = 0

    def linked(text: str) -> str:
        nonlocal count
        words = text.split(" ")
        at = w.rng.randrange(len(words))
        count += 1
        words[at] = f"[{count}]{words[at]}"
        return " ".join(words)

    lines = [f"   {line}" for line in w.wrapped(w.title(), 68)] + [""]
    for paragraph in w.paragraphs(4, 6):
        lines += [*(f"   {line}" for line in w.wrapped(linked(paragraph), 69)), ""]
    addresses = [f"   {number}. https://news.example/{number}" for number in range(1, count + 1)]
    return _as_text([*lines, "References", "", *addresses])


def _table(w: Writer) -> Made:
    rng = w.rng
    rows = [(w.word(), str(rng.randint(1, 20)), str(rng.randint(20, 60)), w.word()) for _ in range(rng.randint(4, 8))]
    match rng.choice(("tabs", "columns", "pipes", "semicolons", "commas")):
        case "tabs":
            table = ["\t".join(row) for row in rows]
        case "columns":
            table = [f"{row[0]:<14}{row[1]:>4}{row[2]:>6}   {row[3]}" for row in rows]
        case "pipes":
            table = [f"| {' | '.join(row)} |" for row in rows]
        case "semicolons":
            table = [";".join(row) for row in rows]
        case _:
            table = [", ".join(row) for row in rows]
    lines = [w.title(), "", w.paragraph(), "", *table]
    if rng.random() < 0.7:
        lines += ["", w.paragraph()]
    return _as_text(lines)


def _scores(w: Writer) -> Made:
    rng = w.rng
    lines = [w.title(), "", w.paragraph(), "", w.short()]
    for _ in range(rng.randint(3, 6)):
        lines += [f"{w.word()} – {w.word()} {rng.randint(0, 5)}:{rng.randint(0, 5)}"]
    return _as_text([*lines, "", w.paragraph()])


def _verse(w: Writer) -> Made:
    lines = [w.title(), "", w.paragraph(), ""]
    for _ in range(3):
        lines += [f"    {w.short()}" if w.rng.random() < 0.5 else w.short() for _ in range(4)] + [""]
    return _as_text([*lines, w.paragraph()])


def _list(w: Writer) -> Made:
    rng = w.rng
    mark = rng.choice(("- ", "* ", "• ", "1. ", "", "– "))
    items = [f"{mark.replace('1', str(at))}{w.short()}" for at in range(1, rng.randint(5, 9))]
    return _as_text([w.title(), "", w.paragraph(), "", *items, "", w.paragraph()])


def _questions(w: Writer) -> Made:
    rng = w.rng
    form = rng.choice(("plain", "labels", "dash"))
    lines = [w.title(), "", w.paragraph(), ""]
    for _ in range(rng.randint(3, 6)):
        question = w.question()
        answer = w.word() + "." if rng.random() < 0.3 else w.paragraph()
        match form:
            case "labels":
                lines += [f"Q: {question}", f"A: {answer}", ""]
            case "dash":
                lines += [f"– {question}", f"– {answer}", ""]
            case _:
                lines += [question, "", answer, ""]
    return _as_text(lines)


def _speakers(w: Writer) -> Made:
    names = ("MUSTER", w.tongue.author.upper())
    lines = [w.title(), "", w.paragraph(), ""]
    for at in range(w.rng.randint(4, 8)):
        text = w.word() + "." if w.rng.random() < 0.3 else w.paragraph()
        lines += [f"{names[at % 2]}: {text}", ""]
    return _as_text(lines)


def _live(w: Writer) -> Made:
    rng = w.rng
    lines = [w.title(), "", w.paragraph(), ""]
    hour = rng.randint(10, 18)
    for at in range(rng.randint(4, 8)):
        clock = f"{hour}{rng.choice(':.')}{59 - at * 7:02}"
        if rng.random() < 0.5:
            lines += [clock, w.short(), "", w.paragraph(), ""]
        else:
            lines += [f"{clock} {w.short()}", "", w.sentence(), ""]
    return _as_text(lines)


def _recipe(w: Writer) -> Made:
    rng = w.rng
    lines = [w.title(), "", w.paragraph(), "", w.short()]
    lines += [f"{rng.randint(1, 500)} {rng.choice(('g', 'ml', 'tbsp', 'EL', ''))} {w.word()}" for _ in range(6)]
    lines += ["", w.short()]
    lines += [f"{at}. {w.sentence()}" for at in range(1, 5)]
    return _as_text(lines)


def _weather(w: Writer) -> Made:
    rng = w.rng
    lines = [w.title(), "", w.paragraph(), ""]
    lines += [f"{w.word()} {rng.randint(-5, 30)}°C" for _ in range(5)]
    return _as_text([*lines, "", w.paragraph()])


def _letters(w: Writer) -> Made:
    lines = [w.title(), ""]
    for _ in range(3):
        lines += [w.short(), "", w.paragraph(), "", f"{w.word()}, {w.tongue.place}", ""]
    return _as_text(lines)


def _obituary(w: Writer) -> Made:
    blocks = [w.title(), w.paragraph(), f"* 3.5.1931   † 4.3.2025 {w.word()}", *w.paragraphs(), w.short()]
    return _as_text(_blank_between(blocks))


def _captions(w: Writer) -> Made:
    blocks = [w.title(), *w.paragraphs(2, 3)]
    blocks += [f"{w.sentence()} Photo: {w.tongue.author}", *w.paragraphs(2, 3)]
    return _as_text(_blank_between(blocks))


def _thread(w: Writer) -> Made:
    count = w.rng.randint(4, 7)
    lines = [f"{w.tongue.author} @muster · 4 Mar 2025", ""]
    for at in range(1, count + 1):
        lines += [f"{at}/{count} {w.sentence()}" if w.rng.random() < 0.9 else f"{w.sentence()} {at}/{count}", ""]
    return _as_text(lines)


def _feed(w: Writer) -> Made:
    lines = []
    for at in range(3):
        lines += [w.title() if at == 0 else w.short(), f"https://paper.example/{at}", "Tue, 04 Mar 2025 09:12:00 +0100"]
        lines += [w.paragraph(), ""]
    return _as_text(lines)


def _several(w: Writer) -> Made:
    rule = w.rng.choice(("###", "-30-", "* * *", "=" * 40, "-" * 30))
    lines = [w.title(), "", *_blank_between(w.paragraphs())]
    for _ in range(2):
        lines += ["", rule, "", w.short(), "", *_blank_between(w.paragraphs())]
    return _as_text(lines)


Kind: TypeAlias = Callable[[Writer], Made]

KINDS: Mapping[str, Kind] = {
    "iptc7901": _iptc7901,
    "anpa1312": _anpa1312,
    "takes": _takes,
    "wire-ap": _wire_ap,
    "wire-afp": _wire_afp,
    "wire-reuters": _wire_reuters,
    "wire-dpa": _wire_dpa_text,
    "mail": _mail,
    "pasted-mail": _pasted_mail,
    "press-release": _press_release,
    "distributed": _distributed,
    "forwarded": _forwarded,
    "form": _form,
    "held": _held,
    "markdown": partial(_markdown, ""),
    "markdown-yaml": partial(_markdown, "---"),
    "markdown-toml": partial(_markdown, "+++"),
    "chat": _chat,
    "underlines": _underlines,
    "plain": _plain,
    "closing": _closing,
    "hard-wraps": _hard_wraps,
    "ocr-column": _ocr_column,
    "dumped": _dumped,
    "table": _table,
    "scores": _scores,
    "results": _results,
    "verse": _verse,
    "list": _list,
    "questions": _questions,
    "speakers": _speakers,
    "live": _live,
    "recipe": _recipe,
    "weather": _weather,
    "letters": _letters,
    "obituary": _obituary,
    "captions": _captions,
    "thread": _thread,
    "feed": _feed,
    "several": _several,
}


# --------------------------------------------------------------------------------------------------------------------
# Mutations

Mutation: TypeAlias = Callable[[random.Random, bytes], bytes]
"""Changes bytes of a copy."""


def _truncated(rng: random.Random, data: bytes) -> bytes:
    return data[: rng.randrange(1, len(data) + 1)]


def _beheaded(rng: random.Random, data: bytes) -> bytes:
    return data[rng.randrange(1, max(2, min(len(data), 300))) :]


def _without_lines(rng: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    for _ in range(min(rng.randint(1, 3), len(lines) - 1)):
        del lines[rng.randrange(min(len(lines), 10))]
    return b"\n".join(lines)


def _without_controls(rng: random.Random, data: bytes) -> bytes:
    controls = b"\x01\x02\x03\x04\x11\x13\x16"
    return data.translate(None, bytes(rng.sample(controls, rng.randint(1, len(controls)))))


def _swapped(rng: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    for _ in range(rng.randint(1, 4)):
        a, b = rng.randrange(len(lines)), rng.randrange(len(lines))
        lines[a], lines[b] = lines[b], lines[a]
    return b"\n".join(lines)


def _dense(rng: random.Random, data: bytes) -> bytes:
    return re.sub(rb"\n[ \t]*(?=\n)", b"", data)


def _inserted(rng: random.Random, data: bytes) -> bytes:
    """`data` with odd lines and bytes in a few places."""
    odd = (
        b"\x0c",
        b"\x00",
        b"\xff",
        b"\x1b[0m",
        b"-" * 91,
        b"*" * 5,
        b"\t\t",
        b"...",
        b"|",
        b"---",
        b"+++",
        b"\xe2\x80\xa8",
    )
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(data) + 1)
        piece = rng.choice(odd)
        data = data[:at] + (b"\n" + piece + b"\n" if rng.random() < 0.5 else piece) + data[at:]
    return data


MUTATIONS: Mapping[str, Mutation] = {
    "truncated": _truncated,
    "beheaded": _beheaded,
    "without-lines": _without_lines,
    "without-controls": _without_controls,
    "crlf": lambda rng, data: data.replace(b"\n", b"\r\n"),
    "cr": lambda rng, data: data.replace(b"\n", b"\r"),
    "swapped": _swapped,
    "dense": _dense,
    "airy": lambda rng, data: data.replace(b"\n", b"\n\n"),
    "inserted": _inserted,
    "indented": lambda rng, data: b"    " + data.replace(b"\n", b"\n    "),
    "quoted": lambda rng, data: b"> " + data.replace(b"\n", b"\n> "),
    "marked": lambda rng, data: b"\xef\xbb\xbf" + data,
    "utf-16": lambda rng, data: data.decode("utf-8", "replace").encode("utf-16"),
    "damaged": lambda rng, data: data.decode("cp1252", "replace").encode(),
    "twice": lambda rng, data: data + data,
}


@dataclass(frozen=True, slots=True)
class Generated:
    """A generated copy: its `kind`, language and mutations, and the markers of its title and of its body."""

    number: int
    kind: str
    language: str
    data: bytes
    encoding: str
    name: str
    title_words: tuple[str, ...]
    body_words: tuple[str, ...]
    mutations: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.number} ({' '.join((self.kind, self.language, self.encoding, *self.mutations))})"


def generate(
    seed: int, number: int, kinds: Sequence[str] = tuple(KINDS), *, is_mutated: bool | None = None
) -> Generated:
    """The generated copy of that number; the same for the same arguments.

    Half of the copies are mutated unless `is_mutated` says.
    """
    rng = random.Random(f"{seed}/{number}")
    kind = kinds[number % len(kinds)]
    w = Writer(rng, rng.choice(tuple(TONGUES)))
    made = KINDS[kind](w)
    data, mutations, others = made.data, [], []
    if is_mutated or (is_mutated is None and rng.random() < 0.5):
        if rng.random() < 0.15:
            other = generate(seed, number + 10_000_000 + rng.randrange(1000), kinds, is_mutated=False)
            data, mutations = data + other.data, [f"and {other.kind}"]
            others = [*other.title_words, *other.body_words]
        for _ in range(rng.choice((1, 1, 2))):
            name = rng.choice(tuple(MUTATIONS))
            data = MUTATIONS[name](rng, data) or b"\n"
            mutations.append(name)
    return Generated(
        *(number, kind, w.language, data, made.encoding, made.name),
        *(tuple(w.title_words), (*w.body_words, *others), tuple(mutations)),
    )


# --------------------------------------------------------------------------------------------------------------------
# Measuring


@dataclass(frozen=True, slots=True)
class Measured:
    """What became of a copy.

    `code` is that of a refusal, `crash` the traceback of any other exception. Words are markers: `lost` ones are
    neither published nor in a note to editors nor in a finding, and no named rule took their line; a named rule took
    the line of the `taken` ones; `unread` ones are in the bytes but on no line of the trace. `withheld` are the
    formats that were not written because of bugs.
    """

    copy: Generated
    code: str = ""
    crash: str = ""
    lost: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()
    lost_titles: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    documents: tuple[tuple[str, bytes], ...] = ()


def _squeezed(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def measure(copy: Generated, formats: Sequence[str] = FORMATS) -> Measured:
    """Read `copy`, write it in `formats`, and say which words were lost."""
    source = Source(name=copy.name, data=copy.data, moment=Moment("2025-03-05T00:00:00Z"))
    try:
        stories = [convert_bytes(story, formats, source_format="text") for story in split(source, format="text")]
    except ConvertError as e:
        return Measured(copy, code=e.code or "no code")
    except Exception:
        return Measured(copy, crash=traceback.format_exc())
    body = _missing_in_all(copy, stories, copy.body_words)
    return Measured(
        copy,
        lost=body["lost"],
        taken=body["taken"],
        lost_titles=_missing_in_all(copy, stories, copy.title_words)["lost"],
        unread=body["unread"],
        withheld=tuple(wrong for converted in stories for wrong in _wrong_outputs(converted)),
        documents=tuple((each.format, each.data) for story in stories for each in story.outputs if each.data),
    )


def _wrong_outputs(converted: Converted) -> Iterator[str]:
    """The formats that are not valid, or are withheld though the story is usable."""
    is_held = converted.article.embargo is not None or converted.article.status != "usable"
    for output in converted.outputs:
        if output.schema_valid is not True or (output.data is None and not is_held):
            bug = next((finding.message for finding in output.findings if finding.code.startswith("BUG")), "")
            yield f"{output.format}: {bug}"


def _missing_in_all(
    copy: Generated, stories: Iterable[Converted], markers: Sequence[str]
) -> Mapping[str, tuple[str, ...]]:
    """Which of the `markers` no story has: lost ones if one story lost them, then taken, then unread ones."""
    rows = [missing_words(copy, each.article, each.trace, each.findings, markers) for each in stories]
    fates = [{word: fate for fate, words in row.items() for word in words} for row in rows]
    found: dict[str, list[str]] = {"lost": [], "taken": [], "unread": []}
    for word in fates[0]:
        if all(word in fate for fate in fates):
            of_word = {fate[word] for fate in fates}
            found[next(name for name in found if name in of_word)].append(word)
    return {name: tuple(values) for name, values in found.items()}


def missing_words(
    copy: Generated, article: Article, trace: Sequence[TraceLine], findings: Iterable[Finding], markers: Iterable[str]
) -> Mapping[str, tuple[str, ...]]:
    """Which of the `markers` are in no field of the article and in no finding: lost, taken and unread ones."""
    published = _squeezed("\n".join((*words(article), *(text for _, text in asides(article)))))
    reported = {line for finding in findings for line in _reported_lines(finding)}
    messages = _squeezed("\n".join(finding.message for finding in findings))
    texts = [line.text for line in trace]
    if PRIVATE in texts:
        raw_lines = re.split("\r\n|\r|\n", _decoded(copy).removesuffix("\n"))
        if len(raw_lines) == len(texts) and all(
            text in (PRIVATE, raw) for text, raw in zip(texts, raw_lines, strict=True)
        ):
            texts = raw_lines
    pieces = list(map(_squeezed, texts))
    whole = "".join(pieces)
    raw = ""
    found: dict[str, list[str]] = {"lost": [], "taken": [], "unread": []}
    for word in dict.fromkeys(markers):
        key = _squeezed(word)
        if key in published or key in messages:
            continue
        at = whole.find(key)
        if at < 0:
            raw = raw or _squeezed(_decoded(copy))
            if not copy.mutations or key in raw:
                found["unread"].append(word)
            continue
        lines = list(_lines_with(trace, pieces, at, at + len(key)))
        is_lost = any(line.kept or (line.rule in GUESSES and line.number not in reported) for line in lines)
        found["lost" if is_lost else "taken"].append(word)
    return {name: tuple(rows) for name, rows in found.items()}


def _reported_lines(finding: Finding) -> Iterator[int]:
    """The lines that a finding is about: its own, and those that TXT020 names."""
    if finding.location:
        yield finding.location.line
    if finding.code == "TXT020":
        yield from lines_in_detail(finding)


def lines_in_detail(finding: Finding) -> Iterator[int]:
    """The lines that the detail of a finding names ("5, 7-12")."""
    for first, last in re.findall(r"(\d+)(?:-(\d+))?", dict(finding.detail).get("lines", "")):
        yield from range(int(first), int(last or first) + 1)


def _lines_with(trace: Sequence[TraceLine], pieces: Sequence[str], start: int, end: int) -> Iterator[TraceLine]:
    at = 0
    for line, piece in zip(trace, pieces, strict=True):
        if at < end and start < at + len(piece):
            yield line
        at += len(piece)


def _decoded(copy: Generated) -> str:
    if copy.encoding == "iso646-de":
        return copy.data.decode("ascii", "replace")
    return copy.data.decode(copy.encoding, "replace")


def _measure_one(seed: int, kinds: Sequence[str], formats: Sequence[str], number: int) -> Measured:
    found = measure(generate(seed, number, kinds), formats)
    return replace(found, documents=())


COLUMNS = ("inputs", "mutated", "refused", "tracebacks", "words", "lost", "taken", "titles lost", "unread", "invalid")
"""What is counted. The words that a named rule took count only in copies that are not mutated."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure generated copies, and print counts by kind; 1 where anything went wrong."""
    parser = argparse.ArgumentParser("python -m tests.generated_copy", description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--count", type=int, default=1000, metavar="N", help="how many inputs (default: 1000)")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="which inputs (default: 1)")
    parser.add_argument("--first", type=int, default=0, metavar="N", help="the number of the first (default: 0)")
    parser.add_argument("--kind", action="append", choices=sorted(KINDS), help="only this kind; can be repeated")
    parser.add_argument("--read-only", action="store_true", help="write no documents")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="number of worker processes (default: 1)")
    parser.add_argument("--show", type=int, default=20, metavar="N", help="how many inputs with losses to name")
    options = parser.parse_args(arguments)
    kinds = tuple(options.kind or KINDS)
    formats = () if options.read_only else FORMATS
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in kinds}
    shown = 0
    started = time.monotonic()
    numbers = range(options.first, options.first + options.count)
    with multiprocessing.Pool(options.jobs) as pool:
        for found in pool.imap_unordered(partial(_measure_one, options.seed, kinds, formats), numbers, 16):
            counts[found.copy.kind].update(_counts(found))
            wrong = _wrong(found)
            if wrong and shown < options.show:
                shown += 1
                print(f"{found.copy}: {wrong}")
    total: Counter[str] = sum(counts.values(), Counter())
    print(f"{'kind':16}", *(f"{name:>11}" for name in COLUMNS))
    for kind, row in (*counts.items(), ("all", total)):
        print(f"{kind:16}", *(f"{row[name]:11}" for name in COLUMNS))
    print(f"seed {options.seed}, {time.monotonic() - started:.0f} s")
    return int(any(total[name] for name in ("tracebacks", "lost", "titles lost", "unread", "invalid")))


def _counts(found: Measured) -> Counter[str]:
    copy = found.copy
    return Counter(
        {
            "inputs": 1,
            "mutated": int(bool(copy.mutations)),
            "refused": int(bool(found.code)),
            "tracebacks": int(bool(found.crash)),
            "words": len(copy.body_words),
            "lost": len(found.lost),
            "taken": 0 if copy.mutations else len(found.taken),
            "titles lost": len(found.lost_titles),
            "unread": len(found.unread),
            "invalid": int(bool(found.withheld)),
        }
    )


def _wrong(found: Measured) -> str:
    rows: Mapping[str, Sequence[str]] = {
        "traceback": [found.crash] * bool(found.crash),
        "lost": found.lost,
        "taken": () if found.copy.mutations else found.taken,
        "titles lost": found.lost_titles,
        "unread": found.unread,
        "invalid": found.withheld,
    }
    return "; ".join(f"{name}: {', '.join(values)}" for name, values in rows.items() if values)


if __name__ == "__main__":
    sys.exit(main())
