"""Embargoes that the copy states on a line of its own, with the instant where day, hour and zone are there.

A zone whose name has several meanings counts as the one that ends latest: an embargo that is held too long costs less
than one that is broken. Without an instant an embargo is open-ended.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from convert.findings import Finding, Location, Severity
from convert.model import Embargo, Moment
from convert.readers.text.envelopes.envelope import TakenLine
from convert.readers.text.lexicon import Lexicon, load_lexicon
from convert.readers.text.lexicon.dates import read_date
from convert.readers.text.lexicon.keys import fold_word, word_set

MAX_LENGTH = 160
"""The greatest length of a line that states an embargo, in characters."""

RULE = TakenLine("embargo", role="desk-note")

_PHRASES: Mapping[str, tuple[str, ...]] = {
    "en": (
        *("strictly embargoed", "strict embargo", "embargoed until", "embargoed till", "embargoed to", "embargoed for"),
        *("embargoed", "embargo until", "embargo till", "embargo to", "embargo for", "embargo lifts", "under embargo"),
        *("under strict embargo", "not for release before", "not for release until", "not for publication before"),
        *("not for publication until", "not for publication or broadcast before", "not for broadcast before"),
        *("not for broadcast or publication before", "not to be published before", "do not publish before"),
        *("hold for release", "hold until", "advanced for release", "advance for release", "for release", "embargo"),
    ),
    "de": (
        *("achtung sperrfrist", "sperrfrist bis", "sperrfrist", "gesperrt bis", "embargo bis", "sendesperrfrist"),
        *("nicht zur veröffentlichung vor", "veröffentlichung erst ab", "frei ab", "freigegeben ab"),
        *("zur veröffentlichung ab", "veröffentlichung frei ab"),
    ),
    "fr": (
        *("sous embargo jusqu'au", "sous embargo jusqu'à", "sous embargo jusqu", "sous embargo", "embargo jusqu'au"),
        *("embargo jusqu'à", "embargo jusqu", "embargo au", "embargo", "ne pas diffuser avant", "ne pas publier avant"),
        *("information sous embargo", "communiqué sous embargo"),
    ),
    "es": (
        *("embargado hasta", "embargada hasta", "embargo hasta", "bajo embargo hasta", "bajo embargo", "con embargo"),
        *("no publicar antes del", "no publicar antes de", "no difundir antes del", "no difundir antes de", "embargo"),
    ),
    "it": (
        *(
            "sotto embargo fino al",
            "sotto embargo fino alle",
            "sotto embargo fino a",
            "sotto embargo",
            "embargo fino al",
        ),
        *("embargo fino alle", "embargo fino a", "non pubblicare prima del", "non pubblicare prima delle", "embargo"),
    ),
    "pt": (*("sob embargo até", "sob embargo", "embargo até", "embargado até", "não publicar antes de", "embargo"),),
    "nl": (
        "onder embargo tot",
        "onder embargo",
        "embargo tot",
        "niet publiceren voor",
        "niet voor publicatie voor",
        "embargo",
    ),
    "sv": ("embargo till", "under embargo till", "sperrfrist", "embargo"),
    "da": ("klausuleret til", "klausul", "sperrefrist", "embargo til"),
    "no": ("sperrefrist til", "sperrefrist", "embargo til"),
    "fi": ("julkaisuvapaa", "julkaistavissa", "vapaa julkaistavaksi", "embargo"),
    "pl": ("embargo do", "materiał objęty embargiem do", "objęte embargiem do", "embargo"),
    "cs": ("embargo do", "neveřejné do", "nezveřejňovat před", "embargo"),
    "sk": ("embargo do", "nezverejňovať pred"),
    "hu": ("embargó", "embargós", "embargó alatt", "nem közölhető"),
    "ro": ("embargo până la", "sub embargo până la", "sub embargo"),
    "tr": ("ambargoludur", "ambargolu", "yayın ambargosu", "ambargo"),
    "ru": ("эмбарго до", "под эмбарго до", "под эмбарго", "эмбарго", "не публиковать до"),
    "uk": ("ембарго до", "під ембарго до", "під ембарго", "ембарго", "не публікувати до"),
    "el": ("εμπαργκο εως", "εμπάργκο έως", "υπό εμπάργκο έως"),
    "ar": ("حظر النشر حتى", "محظور النشر حتى", "يحظر النشر قبل"),
    "he": ("אמברגו עד", "באמברגו עד", "אסור לפרסום עד"),
    "ja": ("解禁日時", "報道解禁", "解禁", "エンバーゴ"),
    "zh": ("禁发至", "發布時間", "禁止发布", "解禁时间"),
    "ko": ("엠바고", "보도 제한"),
}

_BARE = tuple(map(fold_word, ("embarg", "ambargo", "эмбарго", "ембарго", "for release", "klausul", "解禁", "엠바고")))
_CLEAR = tuple(map(fold_word, ("embargoed", "embargado", "embargada", "embargós")))
"""What phrases open with that open headlines, too; those need a day behind them, and almost nothing else. Some that
begin alike are clear.
"""

_BY_LENGTH = sorted(
    {(fold_word(phrase), language) for language, phrases in _PHRASES.items() for phrase in phrases},
    key=lambda row: -len(row[0]),
)
_LANGUAGES: dict[str, tuple[str, ...]] = {}
for _phrase, _language in _BY_LENGTH:
    _LANGUAGES[_phrase] = (*_LANGUAGES.get(_phrase, ()), _language)
_PHRASE = re.compile(rf"\W{{0,8}}(?P<phrase>{'|'.join(map(re.escape, _LANGUAGES))})(?!\w)(?P<rest>.*)", re.DOTALL)

_OPEN = frozenset(
    map(
        fold_word,
        (
            *(
                "further notice",
                "until further notice",
                "delivery",
                "until delivery",
                "bis auf weiteres",
                "auf weiteres",
            ),
            *("redebeginn", "beginn der rede", "nouvel ordre", "jusqu'à nouvel ordre", "nuevo aviso", "nuovo avviso"),
            *("novo aviso", "nader order", "nader bericht", "odwołania", "odvolání", "отмены", "скасування"),
        ),
    )
)
_NONE = frozenset(
    map(
        fold_word,
        (
            *(
                "none",
                "no",
                "n/a",
                "immediate",
                "immediately",
                "immediate release",
                "keine",
                "keine sperrfrist",
                "sofort",
            ),
            *(
                "sofort frei",
                "ab sofort",
                "ab sofort frei",
                "frei",
                "aucun",
                "immédiat",
                "immédiate",
                "ninguno",
                "inmediata",
            ),
            *(
                "inmediato",
                "nessuno",
                "immediata",
                "nenhum",
                "imediato",
                "imediata",
                "geen",
                "ingen",
                "brak",
                "нет",
                "немає",
            ),
        ),
    )
)

_LATEST = {"BST": 60, "IST": 60, "CST": -360, "MST": -420, "PST": -480, "EST": -300, "AST": -240, "CT": -360,
           "MT": -420, "PT": -480, "ET": -300, "CET": 60, "CEST": 60, "MEZ": 60, "MESZ": 60, "EET": 120, "EEST": 120, "WET": 0,
           "WEST": 0, "EDT": -300, "CDT": -360, "MDT": -420, "PDT": -480}  # fmt: skip
"""Minutes from UTC of names with several meanings, or at the wrong time of the year: those of the latest instant."""

_ZONES = re.compile(rf"\b({'|'.join(sorted(_LATEST, key=len, reverse=True))})\b")
_ZONE_WORDS = (
    (r"(?:london|uk|british)(?: summer)? time", "BST"),
    (r"heures? de paris|heures? de bruxelles", "MEZ"),
    (r"mitteleuropäische(?:r)? (?:sommer)?zeit|central european(?: summer)? time|hora peninsular|ora italiana", "MEZ"),
    (r"(?:u\.?s\.? )?eastern(?: standard| daylight)?(?: time)?", "ET"),
    (r"(?:u\.?s\.? )?central(?: standard| daylight)? time", "CT"),
    (r"(?:u\.?s\.? )?pacific(?: standard| daylight)?(?: time)?", "PT"),
    (r"greenwich mean time|universal time", "GMT"),
)
_CLOCKS = (
    (r"(?<![\d.:])(\d{1,2})\s?([ap])\.?\s?m\b\.?", r"\1:00 \2m"),
    (r"\b(?:12(?::00)?\s)?(?:noon|midday)\b", "12:00"),
    (r"(?<![\d.:/-])([01]\d|2[0-3])([0-5]\d)\s?(?=(?:hrs|hours|h|GMT|UTC|BST|CES?T|MES?Z|E[SD]?T|IST)\b)", r"\1:\2 "),
    (r"(?<![\d.:])(\d{1,2})\s?(?:Uhr|uur|heures?|h|ore)\b(?!\s?\d)", r"\1:00"),
    (r"\b(?:ore|alle|kl|klo|klockan|om)\.?\s(\d{1,2})(?![\d.:])", r" \1:00"),
    (r"(?<=\d)\s?(?:hours|hrs|o'clock)\b", " "),
)
_AMBIGUOUS_CLOCK = re.compile(r"\b(?:midnight|mitternacht|minuit|medianoche|mezzanotte|meia-noite|middernacht)\b", re.I)
_CLOCK_SHOWN = re.compile(
    r"(?<!\d)\d{1,2}[:.h]\d\d(?![\d.])|\d{1,2}\s?(?:[ap]\.?m\b|uhr|heures?|uur|h\b)|(?<!\d)\d{4}\s?(?:hrs|gmt|utc|bst)|\bnoon\b"
)
_DAY_SHOWN = re.compile(r"(?<!\d)\d{1,2}[./-]\s?\d{1,2}[./-]\s?(?:\d{4}|\d\d)?(?!\d)|\d{4}-\d\d-\d\d|\d月|\d월")
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER_OR_WORD = re.compile(r"\d+|[^\W\d_]+")
_FILLERS = word_set(
    "hrs hours h local time uhr ortszeit the at on a am pm until till for from to strictly and or only all media bis "
    "um am ab der die den heure heures locale à le la du de hora horas las el ore alle ora del kl klo uur om tot o do g ч "
    "gmt utc bst cet cest mez mesz et est edt pt london new york release publication broadcast online print"
)


class StatedEmbargo(NamedTuple):
    """An embargo that a line states; `until` is None without an instant. `is_none` is whether it says there is none."""

    until: Moment | None
    is_none: bool = False


def read_embargo(text: str, sent: date | None = None, *, is_top: bool = True) -> StatedEmbargo | None:
    """The embargo that the line `text` states; None if it does not state one.

    `sent` is the day that gives the year where the line has none. `is_top` is whether the line is in the copy's head,
    where an embargo may have other words than days and hours.
    """
    if len(text) > MAX_LENGTH:
        return None
    match = _PHRASE.match(fold_word(text))
    if match is None:
        return None
    phrase = match["phrase"]
    rest = text[len(text) - len(match["rest"]) :]
    has_colon = rest.lstrip()[:1] in (":", "：")
    rest = rest.strip(" \t:：–—-.!*_()[]#")
    folded = fold_word(rest)
    is_capitals = text.isupper()
    if folded in _NONE and (has_colon or phrase == "for release"):
        return StatedEmbargo(None, is_none=True)
    is_bare = phrase.startswith(_BARE) and not phrase.startswith(_CLEAR)
    if not rest:
        return None if is_bare or not (is_top or is_capitals) else StatedEmbargo(None)
    if folded in _OPEN or any(folded.endswith(f" {words}") for words in _OPEN if len(folded) < 60):
        return StatedEmbargo(None)
    language = next((name for name in _LANGUAGES[phrase] if name != "en"), "en")
    if "en" in _LANGUAGES[phrase] and len(_LANGUAGES[phrase]) > 1:
        language = _language_of(folded, _LANGUAGES[phrase])
    lexicon = load_lexicon("en", language)
    others = _other_words(folded, lexicon)
    is_set_off = is_capitals or has_colon
    is_timed = _CLOCK_SHOWN.search(folded) is not None
    has_day = is_timed or _DAY_SHOWN.search(folded) is not None or _names_day(folded, lexicon)
    if is_bare:
        most = 2 if is_timed and is_set_off else 0
    else:
        most = 8 if is_set_off and is_top else 2
    if others > most or not (has_day or (is_top and has_colon and not is_bare)):
        return None
    return StatedEmbargo(_instant(rest, sent, lexicon))


def _names_day(folded: str, lexicon: Lexicon) -> bool:
    """Whether a text names a day of the week, or a day of a month."""
    words = set(_WORD.findall(folded))
    if not words.isdisjoint(word for word in lexicon.weekdays if len(word) > 2):
        return True
    months = {word for word in lexicon.months if not word.isdigit()}
    return not words.isdisjoint(months) and any(0 < int(day) <= 31 for day in re.findall(r"\d+", folded)[:9])


def _language_of(folded: str, languages: tuple[str, ...]) -> str:
    """The first of `languages` one of whose months the text names, besides English."""
    words = set(_WORD.findall(folded))
    for language in languages:
        months = {word for word in load_lexicon(language).months if not word.isdigit()}
        if not words.isdisjoint(months):
            return language
    return "en"


def _other_words(folded: str, lexicon: Lexicon) -> int:
    """How many words are not of a day, an hour or a zone."""
    for pattern, zone in _ZONE_WORDS:
        folded = re.sub(rf"\b(?:{pattern})\b", zone.lower(), folded)
    known = lexicon.weekdays | lexicon.published_words | lexicon.updated_words | lexicon.months.keys() | _FILLERS
    zones = {name.lower() for name in _LATEST}
    return sum(word not in known and word not in zones and len(word) > 1 for word in _WORD.findall(folded))


def _instant(text: str, sent: date | None, lexicon: Lexicon) -> Moment | None:
    """The instant of an embargo's end, None if the text does not show its day, hour and zone."""
    if _AMBIGUOUS_CLOCK.search(text):
        return None
    for pattern, zone in _ZONE_WORDS:
        text = re.sub(rf"\b(?:{pattern})\b", zone, text, flags=re.IGNORECASE)
    for pattern, clock in _CLOCKS:
        text = re.sub(pattern, clock, text, flags=re.IGNORECASE if "[ap]" in pattern or "noon" in pattern else 0)
    text = _with_year(text, sent, lexicon)
    found = read_date(text, lexicon)
    if found is None or found.moment is None:
        return None
    if found.moment.is_instant:
        return found.moment
    day = date.fromisoformat(found.moment.text[:10])
    named = _ZONES.search(text)
    if named is None:
        return None
    minutes = 0 if named[1] == "BST" and day.month in (11, 12, 1, 2) else _LATEST[named[1]]
    offset = f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
    found = read_date(f"{text[: named.start()]}{offset}{text[named.end() :]}", lexicon)
    return found.moment if found and found.moment and found.moment.is_instant else None


MOST_AHEAD = timedelta(days=300)
"""How long after the day on which it was sent an embargo ends at most whose year is not stated."""


def _with_year(text: str, sent: date | None, lexicon: Lexicon) -> str:
    """The text with the year of its day, where it has none and `sent` shows it."""
    if sent is None or re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", text):
        return text
    tokens = list(_NUMBER_OR_WORD.finditer(text))
    for at, token in enumerate(tokens):
        month = lexicon.months.get(fold_word(token.group())) if token.group().isalpha() else None
        if not month:
            continue
        for near in (at - 1, at + 1):
            if 0 <= near < len(tokens) and tokens[near].group().isdigit() and 1 <= int(tokens[near].group()) <= 31:
                for year in (sent.year, sent.year + 1):
                    if _is_ahead(year, month, int(tokens[near].group()), sent):
                        end = max(tokens[near].end(), token.end())
                        return f"{text[:end]} {year}{text[end:]}"
    return text


def _is_ahead(year: int, month: int, day: int, sent: date) -> bool:
    try:
        return timedelta(0) <= date(year, month, day) - sent <= MOST_AHEAD
    except ValueError:
        return False


def embargo_fields(stated: StatedEmbargo) -> dict[str, object]:
    """The fields of an Article under an embargo; one without an end withholds the story."""
    if stated.is_none:
        return {}
    if stated.until is None:
        return {"embargo": Embargo(), "status": "withheld"}
    return {"embargo": Embargo(until=stated.until)}


def embargo_finding(stated: StatedEmbargo, text: str, line: int) -> Finding:
    """The finding that the copy states an embargo on line `line`, from 1."""
    shown = " ".join(text.split())[:60]
    if stated.until:
        what = f"an embargo; it is set to {stated.until.text}"
    else:
        what = "an embargo without a complete end; it is open-ended, and the story is withheld"
    return Finding(
        code="TXT011",
        severity=Severity.WARNING,
        message=f"“{shown}” states {what}",
        advice="If that is wrong, give the embargo and the status as metadata.",
        location=Location(line=line, column=1),
    )
