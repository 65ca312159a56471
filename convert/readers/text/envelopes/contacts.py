"""What reaches a person: addresses and telephone numbers, which no published field may have."""

from __future__ import annotations

import re

from convert.readers.text.sentences import ENDS_SENTENCE

ADDRESS = re.compile(r"[\w.+'-]{1,64}@(?:[\w-]{1,63}\.)+[^\W\d_]{2,24}")
"""A mail address."""

BRACKETS_AT_END = re.compile(r"(?<=[.!?…”\"»] )\([^()]{3,80}\)\.?$")
"""Words in brackets behind a sentence, such as who wrote a release and how they are reached."""

_ADDRESS_IN_TEXT = re.compile(rf"\s*[(<\[|,–—-]?\s*(?:mailto:)?{ADDRESS.pattern}\s*[)>\]]?\s*")

_LABELED = re.compile(
    r"(?:^|[\s|,;(])(?:tel|telefon|téléphone|teléfono|telefono|telefone|telefoon|phone|ph|mobile?|mob|handy|móvil|cell"
    r"|portable|fax|t|m|p|f|тел|телефон|моб|puh|tlf|τηλ|전화|電話|电话|هاتف|טלפון)"
    r"\.?\s?[:：.]?\s{0,8}\(?\+?\d[\d ()./-]{4,30}\d",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w./:-])(?:\+\d|\(?0\d|\(?\d{3}\)?[ .-]\d{3}[ .-]\d{3})[\d ()./-]{0,30}\d(?![\w:])")
_ENTRY = re.compile(
    r"\b(?:tickets?|box office|admission|bookings?|reservations?"
    r"|karten|eintritt\w*|vorverkauf\w*|(?:vor)?anmeld\w+|reservierung\w*|abendkasse|einlass"
    r"|billet\w*|réserv\w+|entrée|tarifs?|inscriptions?|entradas?|reservas?|taquillas?|boletos?|inscripci\w+"
    r"|bigliett\w+|prenota\w+|ingresso|iscrizion\w+|bilhetes?|bilheteira|ingressos?|inscriç\w+"
    r"|kaarten|kaartjes|kaartverkoop|reserver\w+|toegang|aanmelden|biljett\w*|entré|bokning\w*|förköp|anmälan"
    r"|billett?er|bestilling|tilmelding|påmelding|lip(?:ut|puja|pu|un)\w*|varauk\w+|ilmoittautumi\w+|sisäänpääsy"
    r"|bilet\w*|rezerwac\w+|wstęp|zapisy|vstupenk\w+|vstupn[éý]|rezerv\w+|predpredaj|jegy(?:ek|et)?|jegyfoglalás|belépő\w*"
    r"|ulaznic\w+|vstopnic\w+|kayıt|piletid|biļetes|bilietai|entrades|tiket|vé|đặt vé"
    r"|билет\w*|касс[аеуы]|бронирован\w+|квит(?:ок|к)\w*|каса|εισιτήρι\w+|κρατήσεις)\b"
    r"|تذكرة|تذاكر|التذاكر|حجز|بلیت|כרטיסים|הזמנות|टिकट|টিকিট|予約|入場料|入場券|チケット|前売|门票|門票|售票|购票|購票|订票|訂票|报名|예매|입장료|예약",
    re.IGNORECASE,
)
_HELP = re.compile(
    r"\b(?:helpline|hotline|crimestoppers|samaritans|police|witness\w*|polizei\w*|zeugen|telefonseelsorge|sorgentelefon"
    r"|gendarmerie|témoins?|numéro vert|policía|testigos?|polizia|carabinieri|testimoni|numero verde|polícia"
    r"|testemunhas|politie|getuigen|polisen|vittnen|politiet|vidner|vitner|poliisi\w*|silminnäkijä\w*|policj\w+|świadk\w+"
    r"|policie|svědk\w+|rendőrség\w*|poliția|polis|полици\w+|свидетел\w+|поліці\w+|свідк\w+"
    r"|горяч\w+ лини\w+|αστυνομία)\b"
    r"|الشرطة|پلیس|משטרה|पुलिस|পুলিশ|警察|警方|경찰",
    re.IGNORECASE,
)
_PRESS = re.compile(
    r"\b(?:press\w*|media|medien\w*|prensa|stampa|imprensa|prasow\w+|tiskov\w+|sajtó\w*|basın|пресс\w*|прес\w*|редакц\w+)\b"
    r"|\w{0,20}(?:pressestelle|redaktion)\b|الإعلام|報道|广报|広報|홍보|보도",
    re.IGNORECASE,
)
_IMPRINT = re.compile(
    r"(?:utgiver|ansvarlig redaktør|publisert under|herausgeber|verantwortlich|medieninhaber|uitgever|verantwoordelijk"
    r"|udgiver|ansvarig utgivare|julkaisija|vastaava päätoimittaja|wydawca|vydavatel|vydavateľ|kiadó|felelős kiadó"
    r"|издатель|учредитель|видавець|издател|izdavač|nakladnik|εκδότης|yayıncı|imtiyaz sahibi|leidėjas|izdevējs"
    r"|väljaandja|útgefandi|publisher|éditeur|editore|e-?mail|tel(?:efon)?|fax)\b[\s.]*[:：]\s?\S.*",
    re.IGNORECASE,
)
"""A line of an imprint: its label, a colon, and who publishes or how they are reached."""

_ISSUE = re.compile(
    r"(?:[^\W\d_][\w-]{1,30} ){1,4}(?:Nr|No|N°|nr|č|№)\.?\s?\d{1,5}(?:/\d{2,4})?,?\s"
    r"(?:vom |of |du |del |van |från |fra |ze? )?"
    r"\d{1,2}\.?[\s./-]\s?[^\W_]{1,12}\.?[\s./-]\s?\d{2,4}"
)
"""The number and day of an issue ("Landeskorrespondenz Nr. 279 vom 4. Dezember 2007")."""

_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d")

FEWEST_DIGITS = 7
"""How many digits a telephone number has at least that no label announces."""

MAX_ADDRESS = 160
"""How many characters a postal address on one line has at most."""

MOST_CONTACT_WORDS = 8
"""How many words a line with how to reach somebody has at most; a title with a number to call has more."""

_ADDRESS_SIGN = re.compile(r"\s*[|·•■]\s*|\s[-–—]\s|,\s")
_POSTAL_PLACE = re.compile(
    r"(?:[A-Z]{1,2}-)?\d{4,6}\s[A-ZÀ-Þ]\D{1,30}|(?:\D{1,30}\s)?[A-Z]{1,2}\d{1,2}[A-Z]?\s\d[A-Z]{2}|\d\d-\d{3}\s[A-ZÀ-Þ]\D{1,30}"
)
"""A postal code with its place: "38527 Osted", "Tolland TL1 2AB", "00-950 Warszawa"."""

_STREET = re.compile(r"\D{2,40}\s\d{1,4}\s?[a-z]?|\d{1,4}(?:bis|ter)?,?\s\D{2,40}")
"""A street, or a post-office box, with its number."""


def has_contact(text: str) -> bool:
    """Whether a line has a mail address or a telephone number."""
    if "@" in text and ADDRESS.search(text):
        return True
    if _count_digits(text) < FEWEST_DIGITS - 1:
        return False
    if _LABELED.search(text):
        return True
    numbers = _NUMBER.findall(_DATE.sub(" ", text))
    return any(sum(map(str.isdigit, number)) >= FEWEST_DIGITS for number in numbers)


def is_contact(text: str) -> bool:
    """Whether a line below a story says how to reach somebody, and is not part of the news."""
    return has_contact(text) and not is_for_readers(text)


def is_for_readers(text: str) -> bool:
    """Whether a line has a telephone number that is part of the news: for tickets, or, in a sentence, for help or for
    witnesses. A mail address is only in such a sentence, and a line with a word for the press is for others.
    """
    if _PRESS.search(text):
        return False
    if "@" in text and not (ENDS_SENTENCE.search(text[-12:]) and text.count(" ") >= MOST_CONTACT_WORDS):
        return False
    return bool(_ENTRY.search(text) or (_HELP.search(text) and ENDS_SENTENCE.search(text[-12:])))


def without_address(text: str) -> str:
    """`text` without mail addresses, and without the signs around them."""
    return _ADDRESS_IN_TEXT.sub(" ", text).strip() if "@" in text else text


def _count_digits(text: str) -> int:
    """The number of digits in `text`; faster for ASCII."""
    if text.isascii():
        return len(text) - len(text.encode().translate(None, b"0123456789"))
    return sum(map(str.isdigit, text))


def name_in_address(text: str) -> str | None:
    """The name that a line opens with which is nothing but a name, its street and its place, divided by signs; else
    None.
    """
    if len(text) > MAX_ADDRESS or not any(map(str.isdigit, text)):
        return None
    name, *parts = [part for part in _ADDRESS_SIGN.split(text.strip()) if part] or [""]
    if len(parts) not in range(2, 6) or text.rstrip()[-1] in ".!?":
        return None
    is_address = any(map(_POSTAL_PLACE.fullmatch, parts)) and any(map(_STREET.fullmatch, parts))
    return name if is_address else None


def is_of_imprint(text: str) -> bool:
    """Whether a line is of an imprint or letterhead: who publishes, the number and day of an issue, or a contact."""
    if (":" in text[:30] and _IMPRINT.fullmatch(text)) or _ISSUE.fullmatch(text):
        return True
    return len(text.split()) <= MOST_CONTACT_WORDS and has_contact(text)
