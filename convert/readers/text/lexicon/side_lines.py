"""Lines of what papers print beside their stories: prices, ratings, weather, programs, job ads and names of companies.

Only whole lines of such a form count; a title or a sentence may have a price or an hour among its words. An hour with a
title behind it is an entry of a program, or of a list of the latest stories.
"""

from __future__ import annotations

import re

from convert.readers.text.lexicon.keys import fold_word, word_set
from convert.readers.text.scripts import has_digit

MAX_SIDE_LINE = 90
"""How many characters such a line has at most."""

MOST_PROGRAM_WORDS = 10
"""How many words a line of a program has at most, its hour among them."""

_AMOUNT = (
    r"(?:[A-Z]{0,2}[$€£¥]\s?\d[\d.,]{0,9}"
    r"|\d[\d.,]{0,9}\s?(?:€|\$|£|zł|kr\.?|Kč|TL|lei|Ft|[Ee]uros?|EUR|CHF|Fr\.|руб(?:\.|лей|ля)|грн|din\.?|kn|лв\.?))"
)
_PERIOD = (
    r"(?:month|week|year|day|monthly|weekly|Monat|Woche|Jahr|Tag|monatlich|jährlich|mois|semaine|an|mes|semana|año|mese"
    r"|settimana|anno|mês|ano|maand|jaar|månad(?:en)?|måned(?:en)?|veckan?|uken?|året?|miesięcznie|rocznie|miesiąc|rok"
    r"|měsíčně|ročně|měsíc|месяц|неделю|год|місяць|рік|ay|ayda|yıl|yılda|haftada|aylık|kuukausi|kuukaudessa|hónap"
    r"|havonta|lună)"
)
_FROM = r"(?:from|only|ab|nur|dès|à partir de|desde|sólo|da|solo|a partir de|vanaf|från|fra|od|tylko|jen|от|від)"
_PRICE = re.compile(
    rf"(?:{_FROM} )?(?:{_PERIOD} )?{_AMOUNT}(?: ?/ ?{_PERIOD}|(?: [^\W\d_]{{1,4}}){{0,2}} {_PERIOD})?", re.IGNORECASE
)
"""An amount alone, or for a month ("24,99 € par mois", "Ayda 249 TL")."""

_STARS = (
    r"(?:stars?|sternen?|étoiles?|estrellas?|estrelas?|stelle|sterren|stjärnor|stjerner|gwiazd(?:ki|ek)|hvězdiček"
    r"|зв[её]зд|зірок|yıldız|tähteä|csillag|stele)"
)
_OF = r"(?:out of|von|sur|de|su|sobre|van(?: de)?|av|af|na|z|из|з|üzerinden|din|ud af|/)"
_RATING = re.compile(
    rf"\d(?:[.,]\d)?(?: {_STARS})? ?{_OF} ?(?:5|10)(?: {_STARS})?|(?:5|10) üzerinden \d(?:[.,]\d)?(?: {_STARS})?",
    re.IGNORECASE,
)
"""How good something is, of five or of ten; two whole numbers alone may be anything."""

_SURE_RATING = re.compile(rf"\d[.,]\d|{_STARS}", re.IGNORECASE)
_WEATHER = re.compile(
    r"[^\W\d_]\S{1,24}(?: [^\W\d_]\S{1,20}){0,2}[,:]? [+−-]?\d{1,2} ?°(?: ?[CF])?(?:,? [^\W\d_]\S{0,20}){0,4}"
)
"""A place with its temperature ("Osted 14 °C, light rain")."""

_HOUR = re.compile(r"(?:[01]?\d|2[0-3])(?:[:hH][0-5]\d|\.[0-5][05])(?: (?:uhr|uur|h)\b)?\s+(?=[^\W\d_])", re.IGNORECASE)
"""The hour with which a line of a program opens."""

_UNITS = word_set(
    "euro euros eur dollar dollars pound pounds percent per prozent pour por procent procento procenta prosent "
    "процента процентов million millions millionen millones milioni milhões miljoen miljoner milionów milionů mrd mio "
    "km kg m meter metres kr kronor kroner tl uhr am pm a p"
)
"""Words behind a number that shows no hour."""

_EMPLOYMENT = (
    r"(?:full[- ]time|part[- ]time|vollzeit|teilzeit|temps (?:plein|partiel)|jornada (?:completa|parcial)"
    r"|tempo (?:pieno|integral|parcial)|voltijds?|deeltijds?|heltid|deltid|pełny etat|pół etatu"
    r"|(?:plný|částečný|zkrácený) úvazek|(?:не)?полная занятость|(?:не)?повна зайнятість|(?:tam|yarı) zamanlı"
    r"|kokoaikainen|teljes állás|normă întreagă)"
)
_JOB = re.compile(rf"(?!{_EMPLOYMENT})[^,]{{4,60}}, {_EMPLOYMENT}(?:,.{{0,40}})?", re.IGNORECASE)
"""A job with its hours behind a comma ("Wanted: deck hand, full time, Osted")."""

_GENDERS = re.compile(r"\((?:[mwfdhxnk]/){1,2}[mwfdhxnk]\)", re.IGNORECASE)
"""For whom a job is, as German, French and Polish ads say it ("(m/w/d)")."""

_COMPANY = re.compile(
    r"(?P<name>\S.*) (?:GmbH(?: & Co\.? KG)?|mbH|AG|KG|OHG|SE|Ltd\.?|Limited|PLC|plc|LLC|LLP|Inc\.?|Corp\.?"
    r"|S\.?A\.?S?\.?|SARL|S\.?L\.?U?\.?|S\.?p\.?A\.?|S\.?r\.?l\.?|Ltda\.?|B\.?V\.?|N\.?V\.?|AB|ASA?|A/S|ApS|Oyj?|Kft\.?|Zrt\.?|Nyrt\.?"
    r"|sp\. z o\. ?o\.|s\. ?r\. ?o\.|a\. ?s\.|d\. ?o\. ?o\.|A\.Ş\.|Ltd\. Şti\.)"
    r"|(?:ООО|ЗАО|ОАО|ПАО|АО|ТОВ|ЗАТ|ПрАТ|株式会社) ?(?P<named>\S.*)"
)
"""The legal form of a company, behind its name or before it; capitals count."""

_OF_PROGRAM = re.compile(
    r"(?:Zugriffe|Aufrufe|Gelesen|Hits|Views|Visits|Affichages|Visitas|Visite|Weergaven|Kategorien?|Rubrik|Ressort"
    r"|Categor(?:y|ies|ie|ía|ia|ieën)|Catégories?|Filed under|Posted in|Abgelegt unter|Publié dans|Publicado en) ?: ?"
    r"\S.{0,60}[^\W_]",
    re.IGNORECASE,
)
"""What programs for sites put below a title: how often it was read, and where it belongs ("Kategorie: Sport")."""

_BETWEEN_NAMES = word_set("& and und et y e i og och en of de del di da do van von für for")
"""Words in small letters that names of companies have."""

_NAME_AND_YEAR = re.compile(r"[^\d.!?]*[^\W\d_] (?:19|20)\d\d")
"""A year alone behind words, as the names of prizes and events have it ("Prêmio Regional 2024")."""


def is_side_line(text: str) -> bool:
    """Whether a line is no more than a price, a rating, the weather of a place, an hour with a title, or a job ad."""
    if len(text) > MAX_SIDE_LINE:
        return False
    if _GENDERS.search(text) or ("," in text and _JOB.fullmatch(text)):
        return text[-1] not in ".!?…"
    if not has_digit(text) or text[-1] in "!?…":
        return False
    if _PRICE.fullmatch(text) or _WEATHER.fullmatch(text):
        return True
    if _RATING.fullmatch(text) and _SURE_RATING.search(text):
        return True
    hour = _HOUR.match(text)
    if hour is None or text[-1] == "." or text.count(" ") >= MOST_PROGRAM_WORDS:
        return False
    return fold_word(text[hour.end() :].split()[0].strip(".,")) not in _UNITS


def is_label_of_program(text: str) -> bool:
    """Whether a line is what programs for sites put below a title, with its label."""
    return ":" in text and len(text) <= MAX_SIDE_LINE and _OF_PROGRAM.fullmatch(text) is not None


def is_company(text: str) -> bool:
    """Whether a line is the name of a company with its legal form ("Hollum Marine Services Ltd.")."""
    found = _COMPANY.fullmatch(text) if len(text) <= MAX_SIDE_LINE and not text.isupper() else None
    if found is None:
        return False
    name = found["name"] or found["named"]
    is_quoted = name[0] in '«„“"' and name[-1] in '»”“"'
    return is_quoted or not any(word[0].islower() and word not in _BETWEEN_NAMES for word in name.split())


def names_no_person(text: str) -> bool:
    """Whether a line is of other things, the name of a company, or words with a year alone behind them."""
    return (
        is_side_line(text) or is_company(text) or (text[-4:].isdigit() and _NAME_AND_YEAR.fullmatch(text) is not None)
    )
