"""The legacy encoding of a text whose bytes are not UTF-8: the one in which its words are those of a language.

Every candidate decodes the bytes. The language of the result is detected by its stop words; then its letters are held
against the alphabet of that language, as the stop words and the lexicon of the language show it. What no candidate
turns into words of a language has no encoding that is known.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from convert.readers.text.lexicon import LANGUAGES_FOLDER
from convert.readers.text.lines.language import Language, common_words, detect_language, stop_words

SAMPLE = 64 * 2**10
"""How many bytes of a text are decoded to compare candidates."""

MIN_PLAUSIBILITY = 0.4
"""How plausible the best candidate must be, from 0 to 1."""

MAX_WESTERN = 0.3
"""The greatest share of letters outside ASCII in a text of a Western language."""

CANDIDATES = (
    "cp1252", "cp1250", "cp1251", "cp1254", "cp1253", "cp1255", "cp1256", "cp1257", "cp1258", "cp874",
    "iso8859-2", "iso8859-4", "iso8859-5", "iso8859-6", "iso8859-7", "iso8859-8", "iso8859-15", "koi8-r", "koi8-u",
    "cp866", "mac-roman", "mac-latin2", "mac-cyrillic", "mac-turkish", "mac-greek", "cp850", "cp852", "cp437",
    "euc-jp", "cp932", "euc-kr", "cp949", "gb18030", "big5", "cp950",
)  # fmt: skip
"""The encodings that are tried; of those that give the same text the first is named."""

_WIDE = frozenset({"euc-jp", "cp932", "euc-kr", "cp949", "gb18030", "big5", "cp950"})
_ESCAPES = ((b"\x1b$B", "iso2022-jp"), (b"\x1b$@", "iso2022-jp"), (b"\x1b$)C", "iso2022-kr"))
"""How the encodings of seven bits shift from ASCII to their own characters."""

_COMMON = {
    "zh": "的一是不在有人这這中大为為上个個国國我以要他时時来來用们們生"
    "到作地于於出就分对對成会會可主发發年动動同工也能下过過子说說产產种種面"
    "而方后後多定行学學法所民得经經十三之进進着等部度家电電力里"
    "如水化高自二理起小物现現实實加量都两兩体體制机機当當使点點从從业業本去把性好应應开開它合还還因由其些",
    "ja": "のにはをたがでてとしれさいるなもかられこあ日年大人本国会中一者市月出同社方行",
    "ko": "이다는을의에고를가은한로기지사하서도인일자대정시부수과해그나리어전상보장주제스라",
    "th": "านรกอเงมยลวดทสตะปบคหแจพชขใไโ",
}
"""The commonest characters of languages that put no spaces between words, or whose stop words are not in the list."""

_COMMON_SHARE = 0.25
"""The share of them in any text of the language, at least."""

_STOP_WORD_SHARE = 0.08
"""The share of stop words in any text of a language, at least; agglutinating languages have the fewest."""

_WINDOWS_PRIOR, _OTHER_PRIOR = 0.7, -0.5
"""The value of a letter that each encoding is given beforehand: most legacy texts are in one of Windows."""

_TYPOGRAPHY = frozenset(
    "\xa0 «»‹›“”„‘’‚–—…•·©®™§°€£¥¢½¼¾²³±×ªº¿¡№、。「」『』（）・！？：；，《》【】〔〕ー％０１２３４５６７８９"
)
_WESTERN = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßœšž")
"""Letters that names and loan words bring into any language of Latin script."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def encoding_name(encoding: str) -> str:
    """The name of one of the candidates as people know it: Windows-1252, ISO 8859-2, KOI8-R."""
    if encoding.startswith("cp125"):
        return f"Windows-{encoding[2:]}"
    if encoding.startswith("iso8859"):
        return f"ISO 8859-{encoding.partition('-')[2]}"
    return encoding if encoding.startswith(("cp", "mac")) else encoding.upper()


def detect_encoding(data: bytes) -> str | None:
    """The encoding in which `data`, which is not UTF-8, is a text of a language; None where it is in none."""
    sample = _sample(data)
    best, highest = None, MIN_PLAUSIBILITY
    seen: set[str] = set()
    for encoding in CANDIDATES:
        text = _decode(sample, encoding)
        if text is not None and text not in seen:
            seen.add(text)
            plausibility = _plausibility(text, _WINDOWS_PRIOR if encoding.startswith("cp125") else _OTHER_PRIOR)
            if plausibility > highest:
                best, highest = encoding, plausibility
    return best


def shifted_encoding(data: bytes) -> str | None:
    """The encoding of seven bits whose escape sequence `data` has; None if it has none."""
    return next((encoding for escape, encoding in _ESCAPES if escape in data), None)


def can_be_western(data: bytes) -> bool:
    """Whether `data` has no more letters outside ASCII than a text of a Western language, such as a mere title, has."""
    letters = sum(chr(byte).isalpha() for byte in data[:SAMPLE])
    return sum(byte > 0xBF for byte in data[:SAMPLE]) <= MAX_WESTERN * letters


def _sample(data: bytes) -> bytes:
    """The part of `data` that candidates decode: whole lines, unless one is longer than that."""
    first = next(at for at, byte in enumerate(data) if byte > 0x7F)
    start = 0 if first < SAMPLE // 2 else data.rfind(b"\n", 0, first) + 1
    end = len(data) if len(data) - start <= SAMPLE else data.rfind(b"\n", start, start + SAMPLE)
    return data[start : end if end > start else start + SAMPLE]


def _decode(data: bytes, encoding: str) -> str | None:
    """`data` in `encoding`; a character that is cut off at the end is left out. None where it is no such text."""
    for cut in range(4 if encoding in _WIDE else 1):
        try:
            return unicodedata.normalize("NFC", data[: len(data) - cut].decode(encoding))
        except UnicodeDecodeError as e:
            if e.start < len(data) - 4:
                return None
    return None


def _plausibility(text: str, prior: float) -> float:
    """How much `text` is one of a language, from 0 to 1: by its words and its letters; `prior` counts as a letter."""
    language = detect_language(text.splitlines())
    if language.primary == "und":
        return 0.0
    return _words(text, language) * max(0.0, _letters(text, language, prior))


def _words(text: str, language: Language) -> float:
    """Up to 1, as far as `text` has the common words of `language`, or the common characters."""
    if common := _COMMON.get(language.primary):
        own = [character for character in text if character > "\x7f" and character.isalpha()]
        return min(1.0, sum(map(common.__contains__, own)) / len(own) / _COMMON_SHARE) if own else 0.0
    words = [word for word in _WORD.findall(text.casefold()) if len(word) > 1]
    known = common_words(language.primary) | common_words(language.tag)
    return min(1.0, sum(map(known.__contains__, words)) / len(words) / _STOP_WORD_SHARE) if words else 0.0


def _letters(text: str, language: Language, prior: float) -> float:
    """The mean value of the characters outside ASCII, 1 for a letter of `language`, below 0 for a sign in a word."""
    alphabet = alphabet_of(language.primary)
    is_latin = language.primary not in _COMMON and (not alphabet or any(letter < "\u0250" for letter in alphabet))
    total, count = prior, 1.0
    for run in text.split():
        if run.isascii():
            continue
        for at, character in enumerate(run):
            if character > "\x7f":
                count += 1
                total += _value(character, run[at - 1 : at], run[at + 1 : at + 2], language, is_latin=is_latin)
    return total / count


def _value(character: str, before: str, after: str, language: Language, *, is_latin: bool) -> float:
    """The value of `character` between two others in a text of `language`, whose script `is_latin` or not."""
    if "\u0e00" <= character <= "\u0e7f" and not _can_be_thai(character, before, after):
        return -3.0
    if character.isalpha():
        folded = character.lower()
        if (character != folded and before.islower()) or before.isdigit() or after.isdigit():
            return -1.0
        if language.primary in _COMMON:
            return 1.0 if _is_wide(character) and not (before.isascii() and before.isalpha()) else -1.0
        if folded in alphabet_of(language.primary):
            return 1.0
        if (folded < "\u0250") != is_latin:
            return -1.0
        return 0.5 if folded in _WESTERN else -0.5
    if unicodedata.category(character) in ("Mn", "Mc"):
        return -1.0 if is_latin and language.primary != "vi" else 0.5
    if not before.isalpha() or not after.isalpha():
        return 0.6 if character in _TYPOGRAPHY else -1.0
    return 0.6 if character in "’、。・ー" or (character == "·" and before == "l") else -3.0


def _can_be_thai(character: str, before: str, after: str) -> bool:
    """Whether a character of the Thai block can be where it is: a vowel or tone with its consonant."""
    if unicodedata.category(character) == "Mn":
        return "\u0e01" <= before <= "\u0e2e" or unicodedata.category(before or " ") == "Mn"
    if "\u0e40" <= character <= "\u0e44":
        return "\u0e01" <= after <= "\u0e2e"
    return character != "\u0e45" or before in ("\u0e24", "\u0e26")


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in ("W", "F") or "\u0e00" <= character <= "\u0e7f"


@cache
def alphabet_of(language: str) -> frozenset[str]:
    """The letters outside ASCII, in lower case, of `language` (a primary subtag), as its words show them."""
    words = " ".join(stop_words(language))
    lexicon = LANGUAGES_FOLDER / f"{language}.toml"
    if lexicon.is_file():
        words += lexicon.read_text(encoding="utf-8").lower()
    return frozenset(character for character in words if character > "\x7f" and character.isalpha())
