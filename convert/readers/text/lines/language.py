"""The language of a text, detected by its script and its stop words; `und` if that is not certain.

The module knows nothing of news. Scripts in which only one language of the news is written need no stop words.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from convert.errors import InstallationError
from convert.model import Direction
from convert.readers.text.lexicon import LANGUAGES_FOLDER
from convert.readers.text.scripts import UNSPACED_LANGUAGES

SAMPLE = 4_000
"""How many characters of running text are examined."""

STOP_WORDS_FILE = "stopwords.txt"
"""The file of common words among the lexicons: one language a line, its tag and its stop words separated by spaces, and
perhaps " | " and further words that tell the language; a line that begins with "# " is a comment.
"""

MIN_CONFIDENCE = 0.38
"""A language with a lower confidence is not concluded."""

SHORT_TEXT = 40
"""How many words a text has at least whose language fewer common words may show."""

FEWEST_WORDS = 2
"""How many different common words show a language at least; one may be a name."""

LEAST_MARGIN = 0.02
"""By which share of its score the language of a short text is ahead of the next; related ones may share all words."""

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{4})?")
_CODE = re.compile(r"\([A-Z]{2,4}\)")
"""A code in brackets, as of a country or party; "AUS" is no German word there."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")

_PUNCTUATION = "\"'“”‘’«»()[].,:;!?…।|-–—"
_ASCII = bytes(range(128))
_ASCII_NON_LETTERS = bytes(byte for byte in range(128) if not chr(byte).isalpha())

_SCRIPTS: tuple[tuple[int, int, str], ...] = (
    (0x0041, 0x024F, "Latn"), (0x0370, 0x03FF, "Grek"), (0x0400, 0x052F, "Cyrl"), (0x0530, 0x058F, "Armn"),
    (0x0590, 0x05FF, "Hebr"), (0x0600, 0x06FF, "Arab"), (0x0700, 0x074F, "Syrc"), (0x0750, 0x077F, "Arab"),
    (0x0780, 0x07BF, "Thaa"), (0x08A0, 0x08FF, "Arab"), (0x0900, 0x097F, "Deva"), (0x0980, 0x09FF, "Beng"),
    (0x0A00, 0x0A7F, "Guru"), (0x0A80, 0x0AFF, "Gujr"), (0x0B00, 0x0B7F, "Orya"), (0x0B80, 0x0BFF, "Taml"),
    (0x0C00, 0x0C7F, "Telu"), (0x0C80, 0x0CFF, "Knda"), (0x0D00, 0x0D7F, "Mlym"), (0x0D80, 0x0DFF, "Sinh"),
    (0x0E00, 0x0E7F, "Thai"), (0x0E80, 0x0EFF, "Laoo"), (0x0F00, 0x0FFF, "Tibt"), (0x1000, 0x109F, "Mymr"),
    (0x10A0, 0x10FF, "Geor"), (0x1100, 0x11FF, "Hang"), (0x1200, 0x139F, "Ethi"), (0x1780, 0x17FF, "Khmr"),
    (0x1E00, 0x1EFF, "Latn"), (0x1F00, 0x1FFF, "Grek"), (0x3040, 0x30FF, "Kana"), (0x31F0, 0x31FF, "Kana"),
    (0x3400, 0x4DBF, "Hani"), (0x4E00, 0x9FFF, "Hani"), (0xAC00, 0xD7AF, "Hang"), (0xF900, 0xFAFF, "Hani"),
    (0xFB1D, 0xFB4F, "Hebr"), (0xFB50, 0xFDFF, "Arab"), (0xFE70, 0xFEFC, "Arab"), (0xFF66, 0xFF9F, "Kana"),
    (0x20000, 0x3FFFF, "Hani"),
)  # fmt: skip

_LANGUAGE_OF_SCRIPT = {
    "Grek": "el", "Armn": "hy", "Syrc": "syr", "Thaa": "dv", "Beng": "bn", "Guru": "pa", "Gujr": "gu", "Orya": "or",
    "Taml": "ta", "Telu": "te", "Knda": "kn", "Mlym": "ml", "Sinh": "si", "Thai": "th", "Laoo": "lo", "Tibt": "bo",
    "Mymr": "my", "Geor": "ka", "Hang": "ko", "Ethi": "am", "Khmr": "km", "Kana": "ja",
}  # fmt: skip
_LANGUAGES_OF_SCRIPT: dict[str, tuple[str, ...]] = {
    "Cyrl": ("ru", "uk", "bg", "sr", "be", "mk", "kk"),
    "Arab": ("ar", "fa", "ur", "ps", "ckb", "ug"),
    "Hebr": ("he", "yi"),
    "Deva": ("hi", "mr", "ne"),
}
_DISTINCTIVE_LETTERS: dict[str, tuple[tuple[str, str], ...]] = {
    "Latn": (
        ("tr", "ğış"),
        ("vi", "ạảấầẩậắằặẹếềểễệịọốồổộớờởợụủứừửữựơưđ"),
        ("pl", "łąężśź"),
        ("ro", "țș"),
        ("hu", "őű"),
        ("cs", "ěřů"),
        ("is", "þð"),
        ("az", "ə"),
        ("lv", "ļņķģ"),
        ("lt", "ėųį"),
        ("sk", "ľĺŕ"),
        ("et", "õ"),
        ("sq", "ë"),
    ),
    "Cyrl": (
        ("kk", "ұқғңә"),
        ("uk", "іїєґ"),
        ("be", "ўі"),
        ("mk", "ѓќѕ"),
        ("sr", "ђћњљџј"),
        ("ru", "ыэё"),
        ("bg", "ъ"),
    ),
    "Arab": (("ur", "ٹڈڑےںہ"), ("ckb", "ێۆڕڵ"), ("ps", "ټډړښځڅۍې"), ("fa", "پچژگکی"), ("ar", "ةىأإيك")),
}
_DISTINCTIVE_PARTS: dict[str, re.Pattern[str]] = {
    "da": re.compile(r"\w\w(?:ede|erne|igt|dt)\b|[aeø]j|\bhvad\b"),
    "no": re.compile(r"øy|\w(?:ei|dde|kket|ttet|ppet)\w|\w(?:bb|gg|kk|mm|pp|tt|kket|ttet|ppet)\b"),
    "hr": re.compile(r"ije[bcčćdđgklmnrsštvzž]|[dmsv]je\w"),
    "sr-Latn": re.compile(r"\b(?:crkv|čovek|dec|devoj|lep|mesec|mest|mlek|nedelj|proleć|sever|sneg|vetar|vrem)\w+"),
}
"""Parts of words that tell languages apart whose common words are the same."""

_RELATED = ({"da", "no"}, {"hr", "sr-Latn"})
"""Pairs of languages that share most of their common words."""

_SIMPLIFIED = frozenset("们这为国说来时会对个学发经过还没现样开点无实问题给让应该东车见长马门书员际务联报")
_TRADITIONAL = frozenset("們這為國說來時會對個學發經過還沒現樣開點無實問題給讓應該東車見長馬門書員際務聯報")
_RTL_LANGUAGES = frozenset(["ar", "fa", "ur", "he", "yi", "ps", "sd", "ug", "dv", "syr", "ckb", "arc"])
_RTL_SCRIPTS = frozenset({"Hebr", "Arab", "Syrc", "Thaa"})


class Language(NamedTuple):
    """A language (BCP 47), its confidence (0 to 1), and the direction of its script."""

    tag: str
    confidence: float
    direction: Direction

    @property
    def primary(self) -> str:
        """The language without script or region: "zh" for "zh-Hant"."""
        return self.tag.partition("-")[0].lower()

    @property
    def is_spaced(self) -> bool:
        """Whether spaces separate its words."""
        return self.primary not in UNSPACED_LANGUAGES


def detect_language(texts: Iterable[str]) -> Language:
    """The language of `texts`, the lines of one story.

    Long lines count first: short ones may be a page's furniture in another language.
    """
    return _language_of(_sample(texts))


@lru_cache(maxsize=8)
def _language_of(sample: str) -> Language:
    """The language of a sample; kept, as envelopes and the reader ask for that of the same long lines."""
    others = sample.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")
    letters = Counter(others)
    scripts: Counter[str] = Counter()
    if plain := len(sample.encode("ascii", "ignore").translate(None, _ASCII_NON_LETTERS)):
        scripts["Latn"] = plain
    for character, count in letters.items():
        if script := _script(ord(character)):
            scripts[script] += count
    if not scripts:
        return Language("und", 0.0, "ltr")
    total = scripts.total()
    script = scripts.most_common(1)[0][0]
    direction: Direction = "rtl" if script in _RTL_SCRIPTS else "ltr"
    if scripts["Kana"] * 20 > total and scripts["Kana"] + scripts["Hani"] > total * 0.4:
        return Language("ja", 0.99, "ltr")
    if scripts["Hang"] * 3 > total:
        return Language("ko", 0.99, "ltr")
    if script == "Hani":
        return _chinese(letters)
    if one := _LANGUAGE_OF_SCRIPT.get(script):
        return Language(one, 0.97 if total >= 12 else 0.6, direction)
    language, confidence = _by_stop_words(sample, script, letters)
    if confidence < MIN_CONFIDENCE:
        return Language("und", confidence, direction)
    return Language(language, confidence, direction)


def direction_of(language: str) -> Direction:
    """The direction in which `language` (BCP 47) is written; a script subtag decides, if there is one."""
    primary, *subtags = language.replace("_", "-").lower().split("-")
    for subtag in subtags:
        if len(subtag) == 4 and subtag.isalpha():
            return "rtl" if subtag.title() in _RTL_SCRIPTS else "ltr"
    return "rtl" if primary in _RTL_LANGUAGES else "ltr"


def _sample(texts: Iterable[str]) -> str:
    long: list[str] = []
    short: list[str] = []
    size = rest = 0
    for text in texts:
        if len(text) >= 80:
            long.append(text[:2000])
            size += len(long[-1])
            if size >= SAMPLE:
                break
        elif rest < SAMPLE:
            short.append(text)
            rest += len(text)
    return "\n".join(long if size >= 400 else long + short)


@lru_cache(maxsize=4096)
def _script(code: int) -> str | None:
    if code < 0x0250:
        return "Latn" if chr(code).isalpha() else None
    for low, high, script in _SCRIPTS:
        if code <= high:
            return script if code >= low else None
    return None


def _chinese(letters: Mapping[str, int]) -> Language:
    simplified = sum(letters.get(c, 0) for c in _SIMPLIFIED - _TRADITIONAL)
    traditional = sum(letters.get(c, 0) for c in _TRADITIONAL - _SIMPLIFIED)
    if simplified >= 3 and simplified > 4 * traditional:
        return Language("zh-Hans", 0.97, "ltr")
    if traditional >= 3 and traditional > 4 * simplified:
        return Language("zh-Hant", 0.97, "ltr")
    return Language("zh", 0.9, "ltr")


def _by_stop_words(sample: str, script: str, letters: Mapping[str, int]) -> tuple[str, float]:
    runs = _CODE.sub("", sample).casefold().replace("’", "'").split()
    weights = _stop_word_weights_of(script)
    # Most runs are single words; `isalpha` finds these faster than a regular expression.
    mixed = list(itertools.filterfalse(str.isalpha, runs))
    # The vowel signs of Devanagari are not letters to a regular expression.
    parts = [run.strip(_PUNCTUATION) for run in mixed] if script == "Deva" else _WORD.findall(" ".join(mixed))
    known = Counter(filter(str.isalpha, filter(weights.__contains__, runs)))
    known.update(filter(weights.__contains__, parts))
    total = len(runs) - len(mixed) + len(parts)
    scores: defaultdict[str, float] = defaultdict(float)
    with_letters: set[str] = set()
    for token, count in known.items():
        for language, weight in weights[token]:
            scores[language] += weight * count
    for language, distinctive in _DISTINCTIVE_LETTERS.get(script, ()) if letters else ():
        if count := sum(letters.get(letter, 0) for letter in distinctive):
            scores[language] += 0.25 * count
            with_letters.add(language)
    if not scores:
        return "und", 0.0
    (best, score), *others = sorted(scores.items(), key=lambda row: (-row[1], row[0]))
    second = others[0][1] if others else 0.0
    if others and {best, others[0][0]} in _RELATED:
        best, score, second = _apart(" ".join(runs), (best, score), others[0])
    margin = (score - second) / score
    is_doubtful = total < SHORT_TEXT and best not in with_letters
    if margin < LEAST_MARGIN or (is_doubtful and not _is_majority(best, {*filter(str.isalpha, runs), *parts})):
        return best, 0.0
    coverage = min(1.0, score / max(1, total) / 0.12)
    evidence = min(1.0, score / 2.5)
    return best, round(min(0.99, evidence * coverage * min(1.0, 0.45 + margin * 1.6)), 3)


def _apart(text: str, *languages: tuple[str, float]) -> tuple[str, float, float]:
    """The better of two related languages by the parts of their words, too, with its score and that of the other."""
    scored = [(score + 0.25 * len(_DISTINCTIVE_PARTS[name].findall(text)), name) for name, score in languages]
    (second, _), (score, best) = sorted(scored)
    return best, score, second


def _is_majority(language: str, words: Iterable[str]) -> bool:
    """Whether at least `FEWEST_WORDS` of the `words`, and more than half of those that are known, are of a language."""
    weights = _stop_word_weights()
    known = [word for word in words if word in weights]
    own = sum(any(name == language for name, _ in weights[word]) for word in known)
    return own >= FEWEST_WORDS and own * 2 > len(known)


_OTHER_SCRIPTS = frozenset(language for group in _LANGUAGES_OF_SCRIPT.values() for language in group)


@cache
def _common_words() -> Mapping[str, tuple[Sequence[str], Sequence[str]]]:
    """The stop words of each language, and its other common words.

    Raises InstallationError (INP013) if the file cannot be read, or a line is not a language with its words.
    """
    try:
        text = (LANGUAGES_FOLDER / STOP_WORDS_FILE).read_text(encoding="utf-8")
    except (OSError, ValueError) as e:
        raise InstallationError("INP013", f"{STOP_WORDS_FILE} cannot be read: {e}", "Install again.") from None
    found: dict[str, tuple[Sequence[str], Sequence[str]]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        language, _, words = line.partition(" ")
        if language == "#":
            continue
        stops, _, others = words.replace("’", "'").partition(" | ")
        if not _LANGUAGE.fullmatch(language) or not stops.strip() or language in found:
            fault = f"line {number} has the language “{language}” again"
            if language not in found:
                fault = f"line {number} is not a language tag, a space and words"
            raise InstallationError("INP013", f"{STOP_WORDS_FILE} is damaged: {fault}", "Install again.")
        found[language] = (stops.split(), others.split())
    return found


@cache
def _stop_word_weights() -> Mapping[str, tuple[tuple[str, float], ...]]:
    """The languages of each common word, with its weight for them: the more languages share it, the less it weighs."""
    owners: dict[str, list[str]] = {}
    for language, words in _common_words().items():
        for word in dict.fromkeys(itertools.chain(*words)):
            owners.setdefault(word, []).append(language)
    return {word: tuple((name, 1.5 / (0.5 + len(names))) for name in names) for word, names in owners.items()}


@cache
def _stop_word_weights_of(script: str) -> Mapping[str, Sequence[tuple[str, float]]]:
    """The weights of the stop words of the languages that `script` writes."""
    allowed = _LANGUAGES_OF_SCRIPT.get(script)
    found = {}
    for word, rows in _stop_word_weights().items():
        if own := [row for row in rows if (row[0] in allowed if allowed else row[0] not in _OTHER_SCRIPTS)]:
            found[word] = own
    return found


@cache
def common_words(language: str) -> frozenset[str]:
    """The stop words of `language` (a primary subtag) and its other common words; empty if they are not known."""
    return frozenset(itertools.chain(*_common_words().get(language, ())))


@cache
def stop_words(language: str) -> frozenset[str]:
    """The stop words of `language` (a primary subtag); empty if they are not known."""
    return frozenset(_common_words().get(language, ((), ()))[0])
