"""Boxes of facts below reviews and tips: where a place is, how to reach it, when it is open and what it costs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from convert.readers.text.labels.line_features import LineFeatures

REACH = 3
"""How many lines below an address or a number the other facts of the box begin at most."""

MAX_FACT = 120
"""How many characters a line of facts has at most."""

_PRICE = re.compile(
    r"(?:[€$£]|\b(?:CHF|EUR|SEK|NOK|DKK|PLN|CZK))\s?\d"
    r"|\d\s?(?:[€$£]|(?:euros?|kr|kronor|kroner|zł|kč|crowns?|francs?|dollars?)\b)",
    re.IGNORECASE,
)
_HOURS = re.compile(
    r"(?:open(?:ing hours)?|hours|ouvert(?:e|ure)?|horaires|geöffnet"
    r"|öffnungszeiten|abierto|horario|aperto|orari|orario|aberto"
    r"|horário|openingstijden|öppet|öppettider|åbent|åbningstider|åpent|åpningstider|auki|avoinna|czynne|otwarte|otevřeno"
    r"|nyitva|открыто|часы работы|відчинено)\b",
    re.IGNORECASE,
)


def is_in_fact_box(lines: Sequence[LineFeatures], at: int) -> bool:
    """Whether the line `at`, which says how to reach somebody, is in a block that goes on with hours or prices."""
    for line in lines[at + 1 : at + 1 + REACH]:
        text = line.unit.text
        if line.unit.after_blank or len(text) > MAX_FACT:
            return False
        if _HOURS.match(text) or _PRICE.search(text):
            return True
    return False
