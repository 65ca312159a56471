"""What the words beside a date say of it: that it is not the day of publication, or the weekday that it is not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from convert.model import Moment
from convert.readers.text.lexicon import Lexicon
from convert.readers.text.lexicon.keys import fold_word, word_set

OTHER_DAY = "a day that is not that of publication"
"""The uncertainty of a date that a word such as "accessed" or "deadline" precedes."""

OTHER_DAY_REACH = 6
"""Among how many words before the date such a word counts."""

LABEL_WORD = 4
"""How many letters a word for publishing has at least that counts against such a word; "on" may follow both."""

TOKEN = re.compile(r"\d+|[^\W\d_]+")
"""A number or a word."""

CONNECTORS = word_set(
    "de del of the d st nd rd th den der dd er re يوم م г года р року году г. р. from om la le el к i a u "
    "từ ngày tháng năm от год ще г gada m mg y d. den. พ.ศ ค.ศ พ ศ ค กาล เดือน วันที่ ที่ का की को مورخ مورخه ቀን"
)
"""Words inside a date, and those that lead to one."""

_ZONES = word_set(
    "et est edt pt pst pdt ct cst mt mst bst ist gmt utc cet cest mez mesz jst kst msk мск z wib wita wit tsi"
)
"""Abbreviations of time zones."""

TIME_WORDS = _ZONES | word_set(
    "am pm a p m uhr h kl klo hrs time в o ora ore alle às as à las god godz ч min t น เวลา baje बजे"
)
"""Words beside an hour: its halves of the day, units and zones."""


def is_zone_as_name(word: str) -> bool:
    """Whether a word has the letters of a time zone, but not its capitals ("Sanne de Wit 12 oktober")."""
    return len(word) > 1 and word.istitle() and fold_word(word) in _ZONES


def names_other_day(label: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether the words before a date say that it is not the day of publication: the last one that says anything.

    A number between belongs to that word ("Founded 1947 Friday, 26 April 2024").
    """
    for word in label[: -OTHER_DAY_REACH - 1 : -1]:
        if word in lexicon.other_day_words:
            return True
        if word.isdigit() or (len(word) >= LABEL_WORD and word in lexicon.published_words):
            return False
    return False


_COLON = re.compile(
    r"(?:^|[|•·;,\n(]|\s[–—-]\s)\s*(?P<label>[^|•·;,\n(:]{2,60}?)\s?[:：]\s*(?P<weekday>[^\W\d_]{2,15}[.,]?\s*)?$"
)
"""A label with its colon that ends before a date, or before its weekday."""

_FIRST_UNCASED = "\u0530"
"""The first sign behind Latin, Greek and Cyrillic; labels in other scripts are not told apart by their words."""

_OF_ANY_DAY = word_set(
    "date datum data fecha dato päivämäärä päiväys päivä tarih tarihi dátum дата day tag dag dia día jour giorno "
    "dnia napja time uhrzeit hora ora line first last letzte letzter letztes zuletzt última ultima último ultimo "
    "dernière dernier laatst laatste senast senest sidst viimeksi ostatnia ostatni poslední naposledy son "
    "последнее utolsó mise mis ligne article story news blog press pub publ online print web text meldung "
    "mitteilung pressemitteilung eingestellt persbericht communiqué comunicado comunicato nota noticia notícia "
    "номер broadcast written diffusé rédigé emisión emitido creación divulgação publicatie utgiven lagt ut "
    "оприлюднено отправлено надіслано изпратено εστάλη trimis elküldve gönderildi dikirim išsiųsta nosūtīts "
    "saadetud enviat van"
)
"""Words of labels that may be of the day of publication: what is dated, how it came out or was sent, words for days."""

LONGEST_PARTICLE = 2
"""How many letters the particles of labels have at most that are passed over ("Data da notícia")."""

STEM = 5
"""How many letters two words of one stem share at least ("published", "publication"), or all of the shorter one."""


def is_other_label(before: str, lexicon: Lexicon) -> bool:
    """Whether a label with its colon before a date has words of which none tells of publishing ("Kick-off:")."""
    found = _COLON.search(before)
    if found is None or max(found["label"]) >= _FIRST_UNCASED:
        return False
    if found["weekday"] and fold_word(found["weekday"].strip(" .,")) not in lexicon.weekdays | CONNECTORS:
        return False
    words = [fold_word(word) for word in TOKEN.findall(found["label"])]
    ours = lexicon.published_words | lexicon.updated_words
    if not words or words[0] in lexicon.given_names or any(word.isdigit() for word in words):
        return False
    telling = [word for word in ours - _OF_ANY_DAY if len(word) >= LABEL_WORD]
    own = [word for word in words if len(word) >= LABEL_WORD and word not in _OF_ANY_DAY]
    if any(_is_of_stem(word, other) for word in own for other in telling):
        return False
    known = ours | lexicon.weekdays | CONNECTORS | TIME_WORDS | _OF_ANY_DAY
    return any(word not in known and len(word) > LONGEST_PARTICLE for word in words)


def _is_of_stem(word: str, other: str) -> bool:
    """Whether two words open alike, as those of one stem do."""
    length = min(STEM, len(word), len(other))
    return word[:length] == other[:length]


_SEPARATOR = re.compile(r"[|•·;,\n()\[\]:/–—]|\s-\s")
"""What divides a date from words that are not beside it."""

_ON = word_set("on for am für zum ab le au dès el il al dal lo op voor vanaf den em från fra od do s dne på")
"""Words that lead from what happens to its day."""

_HAPPENS = word_set(
    "concert konzert concerto concierto koncert konsert концерт konser premiere première premiera estreno prima "
    "premiär премьера premiéra prömiyer season saison saisonstart temporada stagione seizoen säsong säsongen sezon "
    "сезон sezóna tide tides gezeiten marées mareas maree opens öffnet ouvre abre apre opent öppnar otwiera "
    "открывается begins starts beginnt commence empieza inizia begint börjar zaczyna začíná начинается начнётся "
    "founded gegründet fondé fundado fondato opgericht grundat grundad założony założona założono основан основана "
    "založen založena kuruldu born geboren né née nacido nacida nato nata född urodzony urodzona родился родилась "
    "narozen narozena doğdu valid gültig valable válido válida valido valida geldig gäller ważne ważny действительно "
    "действителен platí geçerli exhibition ausstellung exposition exposición tentoonstelling utställning wystawa "
    "выставка výstava sergi prices preise prix precios prezzi prijzen priser ceny цены fiyatlar"
)
"""Words for what happens, begins or holds on a day."""

_PARTICIPLE = re.compile(
    r"(?:\w{0,12}ge|ver|be|er|ent|über)\w{1,24}(?:t|en)|(?:\w{0,12}ge|be|ver|her|ont)\w{1,24}d"
    r"|\w{1,24}(?:é|ée|és|ado|ada|ido|ida|ato|ata|uto|uta|ito|ed|agd|ad|at|et|iven|ivet)"
)
"""Forms of verbs that labels have ("Hochgeladen am", "Ajouté le", "Uploaded on")."""

MOST_WORDS_BEFORE = 6
"""How many words right before a date say what happens on that day at most."""


MOST_OPENING = 4
"""How many words the opening of a byline before a day has at most ("Geschrieben von Jane Doe am …")."""


def leads_to_event(before: str, lexicon: Lexicon) -> bool:
    """Whether the words right before a date say what happens on that day ("Concert on", "Gezeiten für den"). A name, a
    byline or a label before it says who wrote on it.
    """
    phrase = _SEPARATOR.split(before)[-1].split()
    words = [fold_word(word.strip(".’'\"")) for word in phrase]
    if not 0 < len(words) <= MOST_WORDS_BEFORE or any(map(str.isdigit, words)):
        return False
    ours = lexicon.published_words | lexicon.updated_words | _OF_ANY_DAY | lexicon.byline_ends
    if any(len(word) >= LABEL_WORD and word in ours for word in words):
        return False
    if words[0] in lexicon.byline_ends or words[0] in lexicon.given_names:
        return False
    if any(" ".join(words[:size]) in lexicon.byline_phrases for size in range(1, MOST_OPENING + 1)):
        return False
    if any(word in lexicon.weekdays or word in lexicon.agencies for word in words):
        return False
    if not _HAPPENS.isdisjoint(words):
        return True
    while words and (words[-1] in CONNECTORS or words[-1] in _ON):
        if words.pop() in _ON and words:
            is_phrase = len(words) == 1 or any(word[0].islower() for word in phrase[1 : len(words)])
            is_section = len(words) == 1 and lexicon.furniture.exact.get(words[0]) == "navigation"
            is_label = is_section or (len(words) == 1 and words[0] in ours)
            return is_phrase and not is_label and _PARTICIPLE.fullmatch(words[-1]) is None
    return False


_FIRST_OF_DAYS = re.compile(
    r"(?:(?<![\d:./])|^)(?P<first>\d{1,2})(?:st|nd|rd|th|\.|er|º)?(?:[-–—]|(?P<spaced>\s[-–—]\s)"
    r"|\s(?:to|and|bis|und|au|et|al|y|a|e|ao|til|till|og|och|tot|en|t/m|do|i|až|по|и|і|та)\s(?:the\s|zum\s|el\s)?)$"
)
"""The first of some days, before the last with its month and year ("8–12 October 2026")."""


def ends_row_of_days(before: str, shown: str) -> bool:
    """Whether a date, as it is shown, is the last of some days whose first is the number before it.

    With spaces around the dash that may be another number ("Issue 5 – 8 October 2026"), unless it opens the line.
    """
    found, day = _FIRST_OF_DAYS.search(before), TOKEN.match(shown)
    if found is None or day is None or not day.group().isdigit() or len(day.group()) > 2:
        return False
    return int(found["first"]) < int(day.group()) and (not found["spaced"] or found.start() == 0)


_OTHER_WORDS = frozenset({"sat", "sun", "wed", "so", "do"})
"""Short weekdays that in small letters are other words ("The council sat on 4 October 2026")."""


def contradicted_weekday(text: str, moment: Moment, lexicon: Lexicon) -> str:
    """The weekday that a date line with one date names and its day is not; empty if there is none."""
    found = (word for word in TOKEN.findall(text) if fold_word(word) in lexicon.weekday_numbers)
    named = [word for word in found if word not in _OTHER_WORDS]
    numbers = {lexicon.weekday_numbers[fold_word(word)] for word in named}
    if len(numbers) != 1 or len(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)) != 1:
        return ""
    return "" if date.fromisoformat(moment.text[:10]).weekday() in numbers else named[0]
