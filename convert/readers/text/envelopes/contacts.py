"""What reaches a person: addresses and telephone numbers, which no published field may have."""

from __future__ import annotations

import re

ADDRESS = re.compile(r"[\w.+'-]{1,64}@(?:[\w-]{1,63}\.)+[^\W\d_]{2,24}")
"""A mail address."""

_LABELED = re.compile(
    r"(?:^|[\s|,;(])(?:tel|telefon|téléphone|teléfono|telefono|telefone|telefoon|phone|ph|mobile?|mob|handy|móvil|cell"
    r"|portable|fax|t|m|p|f|тел|телефон|моб|puh|tlf|τηλ|전화|電話|电话|هاتف|טלפון)"
    r"\.?\s?[:：.]?\s{0,8}\(?\+?\d[\d ()./-]{4,30}\d",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w./:-])(?:\+\d|\(?0\d|\(?\d{3}\)?[ .-]\d{3}[ .-]\d{3})[\d ()./-]{0,30}\d(?![\w:])")
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d")

FEWEST_DIGITS = 7
"""How many digits a telephone number has at least that no label announces."""


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


def _count_digits(text: str) -> int:
    """The number of digits in `text`; faster for ASCII."""
    if text.isascii():
        return len(text) - len(text.encode().translate(None, b"0123456789"))
    return sum(map(str.isdigit, text))
