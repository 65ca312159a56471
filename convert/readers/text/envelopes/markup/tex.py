"""Text of LaTeX as people read it: letters with accents, quotation marks, dashes and spaces, without commands."""

from __future__ import annotations

import re
import unicodedata

_MARK = re.compile(r"\\(?:emph|textit|textbf|textsc|textsf|texttt|underline|enquote|text|mbox)\{(?P<text>[^{}]*)\}")
_LINK = re.compile(r"\\href\{[^{}]*\}\{(?P<text>[^{}]*)\}")
_NOTE = re.compile(r"\s?\\(?:footnote|thanks)\{(?P<text>[^{}]*)\}")
_REFERENCE = re.compile(
    r"[~\s]?\\(?:label|(?:eq|page|auto|c|name)?ref|cite[a-z]?|index|vspace|hspace)\*?(?:\[[^\[\]]*\])?\{[^{}]*\}"
)
_ACCENT = re.compile(
    r"\\(?:(?P<sign>[\"'`^~=.])\s?(?:\{\\?(?P<braced>[A-Za-z])\}|\\?(?P<bare>[A-Za-z]))"
    r"|(?P<named>[uvHcdkr])(?:\{\\?(?P<inside>[A-Za-z])\}|\s(?P<behind>[A-Za-z])))"
)
_COMBINING = dict(
    zip(
        "\"'`^~=.uvHcdkr",
        "\u0308\u0301\u0300\u0302\u0303\u0304\u0307\u0306\u030c\u030b\u0327\u0323\u0328\u030a",
        strict=True,
    )
)
_LETTERS = {
    "ss": "ß",
    "ae": "æ",
    "AE": "Æ",
    "oe": "œ",
    "OE": "Œ",
    "o": "ø",
    "O": "Ø",
    "aa": "å",
    "AA": "Å",
    "l": "ł",
    "L": "Ł",
    "glqq": "„",
    "grqq": "“",
    "flqq": "«",
    "frqq": "»",
    "guillemotleft": "«",
    "guillemotright": "»",
    "og": "«",
    "fg": "»",
    "textquotedblleft": "“",
    "textquotedblright": "”",
    "ldots": "…",
    "dots": "…",
    "euro": "€",
    "EUR": "€",
    "pounds": "£",
    "textendash": "–",
    "textemdash": "—",
    "S": "§",
    "P": "¶",
    "copyright": "©",
    "LaTeX": "LaTeX",
    "TeX": "TeX",
}
_LETTER = re.compile(rf"\\(?P<name>{'|'.join(sorted(_LETTERS, key=len, reverse=True))})(?![A-Za-z])(?:\{{\}}|\s)?")
_UMLAUT = re.compile(r"(?<!\\)\"(?P<letter>[aouAOUs])(?=[a-zäöüß])|(?<=[a-zäöüß])\"(?P<last>[aous])(?![a-z])")
_QUOTES = {'"`': "„", "\"'": "“", '"<': "«", '">': "»", "``": "“", "''": "”"}
_SPACE = re.compile(r"~|\\[,;: ]|\\quad\b|\\ ")


def plain_tex(text: str, *, has_shorthands: bool = False) -> str:
    """The `text` of LaTeX without its commands; `"a` is a letter where the copy `has_shorthands` of German."""
    if "\\" in text:
        text = _NOTE.sub(r" (\g<text>)", _REFERENCE.sub("", text))
        for _ in range(3):
            text = _MARK.sub(r"\g<text>", _LINK.sub(r"\g<text>", text))
        text = _ACCENT.sub(_accented, text)
        text = _LETTER.sub(lambda found: _LETTERS[found["name"]], text)
    if has_shorthands:
        text = _UMLAUT.sub(lambda found: _umlaut(found["letter"] or found["last"]), text)
    for written, sign in _QUOTES.items():
        if written[0] != '"' or has_shorthands:
            text = text.replace(written, sign)
    text = _SPACE.sub(" ", text).replace("---", "—").replace("--", "–")
    return re.sub(r"\\([%&$#_{}])", r"\1", text)


def _accented(found: re.Match[str]) -> str:
    letter = found["braced"] or found["bare"] or found["inside"] or found["behind"]
    return unicodedata.normalize("NFC", letter + _COMBINING[found["sign"] or found["named"]])


def _umlaut(letter: str) -> str:
    return "ß" if letter == "s" else unicodedata.normalize("NFC", letter + "\u0308")
