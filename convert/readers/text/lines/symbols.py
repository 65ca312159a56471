"""Signs of fonts for symbols with which lines open: word processors set bullets so, as characters of private use."""

from __future__ import annotations

import re
from collections import Counter

_SIGNS = "\uf02d\uf06c-\uf06f\uf071\uf076\uf0a7\uf0a8\uf0b7\uf0d8\uf0e0\uf0fc"
_BULLET = re.compile(rf"(?m)^(?P<indent>[ \t]*)(?P<sign>[{_SIGNS}])(?=[ \t]+\S)")
_SURE = "\uf0b7"
"""The bullet of the font Symbol, which no font for the buttons of pages has."""

MIN_ITEMS = 2
"""How many lines open with another sign at least where it is a bullet; a button has a sign of its own."""


def show_bullets(text: str) -> str:
    """`text` with bullets for the signs of the fonts Symbol and Wingdings with which items of lists open."""
    items = Counter(found["sign"] for found in _BULLET.finditer(text))
    bullets = {sign for sign, count in items.items() if sign == _SURE or count >= MIN_ITEMS}
    if not bullets:
        return text
    return _BULLET.sub(lambda found: f"{found['indent']}•" if found["sign"] in bullets else found.group(), text)
