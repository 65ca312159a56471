"""Dates as readers of a language write them: "7 December 2016", "7. Dezember 2016", "2016年12月7日".

Months and forms are those of Unicode's CLDR (long dates of the Gregorian calendar), which a test compares with. Digits
are European but where a language's newspapers prefer their own; times have 24 hours.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from convert.model import Moment
from convert.writers._xml import escape, tag

_ENGLISH = "January February March April May June July August September October November December"
_GERMAN = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
_SPANISH = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
_PORTUGUESE = "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"
_NORWEGIAN = "januar februar mars april mai juni juli august september oktober november desember"
_ARABIC = "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"
_LEVANT = "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول"
_NUMBERED = "1 2 3 4 5 6 7 8 9 10 11 12"


class _Form(NamedTuple):
    """How a language writes dates: the months, a day with its month and year, and a month with its year, which is None
    where the month has another case without a day.
    """

    months: str
    day: str = "{d} {m} {y}"
    month: str | None = "{m} {y}"
    comma: str = ", "
    colon: str = ":"
    digits: str = ""


_FORMS = {
    "ar": _Form(_ARABIC, comma=" في "),
    "ar-iq": _Form(_LEVANT, comma=" في "),
    "ar-jo": _Form(_LEVANT, comma=" في "),
    "ar-lb": _Form(_LEVANT, comma=" في "),
    "ar-ps": _Form(_LEVANT, comma=" في "),
    "ar-sy": _Form(_LEVANT, comma=" في "),
    "bg": _Form(
        "януари февруари март април май юни юли август септември октомври ноември декември",
        "{d} {m} {y}\u00a0г.",
        "{m} {y}\u00a0г.",
    ),
    "ca": _Form(
        "de_gener de_febrer de_març d’abril de_maig de_juny de_juliol d’agost de_setembre d’octubre de_novembre "
        "de_desembre",
        "{d} {m} del {y}",
        None,
    ),
    "cs": _Form(
        "ledna února března dubna května června července srpna září října listopadu prosince", "{d}. {m} {y}", None
    ),
    "da": _Form(
        "januar februar marts april maj juni juli august september oktober november december", "{d}. {m} {y}", colon="."
    ),
    "de": _Form(_GERMAN, "{d}. {m} {y}"),
    "de-at": _Form(_GERMAN.replace("Januar", "Jänner"), "{d}. {m} {y}"),
    "el": _Form(
        "Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου Νοεμβρίου "
        "Δεκεμβρίου",
        month=None,
    ),
    "en": _Form(_ENGLISH),
    "en-ca": _Form(_ENGLISH, "{m} {d}, {y}"),
    "en-ph": _Form(_ENGLISH, "{m} {d}, {y}"),
    "en-us": _Form(_ENGLISH, "{m} {d}, {y}"),
    "es": _Form(_SPANISH, "{d} de {m} de {y}", "{m} de {y}"),
    "fa": _Form(
        "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر", comma="، ", digits="۰۱۲۳۴۵۶۷۸۹"
    ),
    "fi": _Form(
        "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta "
        "marraskuuta joulukuuta",
        "{d}. {m} {y}",
        None,
        colon=".",
    ),
    "fr": _Form("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
    "he": _Form("ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר", "{d} ב{m} {y}"),
    "hi": _Form("जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर"),
    "hu": _Form(
        "január február március április május június július augusztus szeptember október november december",
        "{y}. {m} {d}.",
        "{y}. {m}",
    ),
    "id": _Form("Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember", colon="."),
    "it": _Form("gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"),
    "ja": _Form(_NUMBERED, "{y}年{m}月{d}日", "{y}年{m}月", " "),
    "ko": _Form(_NUMBERED, "{y}년 {m}월 {d}일", "{y}년 {m}월", " "),
    "nb": _Form(_NORWEGIAN, "{d}. {m} {y}"),
    "nl": _Form("januari februari maart april mei juni juli augustus september oktober november december"),
    "no": _Form(_NORWEGIAN, "{d}. {m} {y}"),
    "pl": _Form(
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia", month=None
    ),
    "pt": _Form(_PORTUGUESE, "{d} de {m} de {y}", "{m} de {y}"),
    "ro": _Form("ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie"),
    "ru": _Form(
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря", "{d} {m} {y}\u00a0г.", None
    ),
    "sv": _Form("januari februari mars april maj juni juli augusti september oktober november december"),
    "tr": _Form("Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık"),
    "uk": _Form(
        "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
        "{d} {m} {y}\u00a0р.",
        None,
    ),
    "ur": _Form("جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر", "{d} {m}، {y}", comma=" "),
    "vi": _Form(_NUMBERED, "{d} tháng {m}, {y}", "tháng {m} năm {y}"),
    "zh": _Form(_NUMBERED, "{y}年{m}月{d}日", "{y}年{m}月", " "),
}
"""The forms by language, or language and region."""


class Written(NamedTuple):
    """A moment as readers write it: the date, what is between it and the time, and the time with its zone, if any.

    `is_of_language` is whether the date is in the form of the language; else it is in digits: "2016-12-07".
    """

    date: str
    comma: str
    time: str
    is_of_language: bool


@lru_cache(maxsize=64)  # cover, page and colophon of a publication have the same moments
def written(moment: Moment, language: str) -> Written:
    """A moment in the form of a language; in digits that need no language if its form is not known."""
    day, _, time = moment.text.partition("T")
    year, *rest = day.split("-")
    form = _form(language)
    text = _date(form, year, rest) if form else None
    if form is None or text is None:
        return Written(day, " ", _time(time, ":"), False)
    own = str.maketrans("0123456789", form.digits) if form.digits else {}
    return Written(text.translate(own), form.comma, _time(time, form.colon).translate(own), True)


_FINE_FRACTION = re.compile(r"(\.\d{3})\d+")
"""A fraction of a second with more digits than HTML allows: it has milliseconds at most (2.3.5.4)."""


def time_element(moment: Moment, language: str, property: str | None = None) -> str:
    """A moment as an element `time`, whose parts keep their direction in text that runs from the right."""
    form = written(moment, language)
    inner = escape(form.date)
    if form.time:
        inner += escape(form.comma) + tag("bdi", escape(form.time), dir="ltr")
    return tag(
        "time",
        inner,
        datetime=_FINE_FRACTION.sub(r"\1", moment.text),
        property=property,
        dir=None if form.is_of_language else "ltr",
    )


def _form(language: str) -> _Form | None:
    main, *others = language.lower().split("-")
    region = next((part for part in others if len(part) == 2 and part.isalpha()), "")
    return _FORMS.get(f"{main}-{region}") or _FORMS.get(main)


def _date(form: _Form, year: str, rest: list[str]) -> str | None:
    pattern = (None, form.month, form.day)[len(rest)] if rest else "{y}"
    if pattern is None:
        return None
    month = form.months.split()[int(rest[0]) - 1].replace("_", " ") if rest else ""
    return pattern.format(y=year.lstrip("0") or "0", m=month, d=int(rest[1]) if len(rest) == 2 else "")


def _time(text: str, colon: str) -> str:
    """Hour, minute and zone: "18:30 UTC+2"; empty without a time."""
    if not text:
        return ""
    zone = "" if text.endswith("Z") else text[-6:]
    hours, _, minutes = zone[1:].partition(":")
    if zone and (hours, minutes) != ("00", "00"):
        sign = "−" if zone[0] == "-" else "+"
        zone = f"{sign}{int(hours)}" + (f":{minutes}" if minutes != "00" else "")
    else:
        zone = ""
    return f"{text[:5].replace(':', colon)} UTC{zone}"
