"""Times of day as lines about embargoes write them, made plain for the reader of dates: 00:00, zones as offsets."""

from __future__ import annotations

import re
from functools import cache

_LATEST = {
    "BST": "+01:00", "IST": "+01:00", "CST": "-06:00", "MST": "-07:00", "PST": "-08:00", "AST": "-04:00",
    "EST": "-05:00", "PDT": "-07:00", "MDT": "-06:00", "CDT": "-05:00", "EDT": "-04:00",
}  # fmt: skip
"""Of zone names with several meanings the offset by which an hour comes latest."""

_GREENWICH = re.compile(
    r"(?:ب?توقيت )?(?:غرينت?ش|غرينيتش|جرينت?ش|جرينيتش|غرنيتش)"
    r"|(?:heure|hora|ora)(?: del?(?: meridiano de)?| di)? greenwich|greenwich (?:mean )?time"
    r"|(?:по )?(?:времени )?(?:по )?гринвичу|за (?:часом )?гринвічем|ώρα γκρίνουιτς|שעון גריניץ[׳']?",
    re.IGNORECASE,
)
"""Wordings of Greenwich's time."""

_LOCAL_CLOCKS = (
    ("ATHENS", re.compile(r"\(?\b(?:ώρα (?:Ελλάδ[αο]ς|Αθην[ώα]ν)|Suomen aika[a-z]*|за Києвом)\b\)?", re.IGNORECASE)),
    ("+07:00", re.compile(r"\(?\bgiờ (?:Việt Nam|Hà Nội)\b\)?", re.IGNORECASE)),
    ("TRT", re.compile(r"\(?\b(?:TSİ|Türkiye saati(?:yle)?)(?!\w)\)?")),
)
"""Wordings of one country's time that put its name behind or before a word of their own, by the zone's name."""

_CITIES = {
    "LONDON": "London|UK|British",
    "PARIS": "Paris|Berlin|Brussels|Bruxelles|Brüssel|Rome|Roma|Madrid|Vienna|Wien|Zurich|Zürich|Bern|Geneva|Genève"
    "|Genf|Amsterdam|Oslo|Stockholm|Copenhagen|Warsaw|Prague|Budapest|peninsular",
    "ET": "Eastern|New York|Washington",
    "PT": "Pacific|California",
    "ATHENS": "Athens|Greek|Helsinki|Kyiv|Kiev|Bucharest|Bucureștiului|României|Sofia|київським|Києва|Києвом|киевскому",
    "JST": "Japan|Tokyo",
    "MSK": "Moscow|Москв[аы]|московск\\w+",
    "HKT": "Beijing|Hong Kong",
    "+07:00": "Hanoi|Vietnam",
    "TRT": "Türkiye|Istanbul",
}
"""Cities whose clocks copy names, by the zone's name for `read_date`."""


@cache
def _city_times() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Wordings of a city's time ("London time", "heure de Paris"), by the zone's name."""
    return tuple(
        (
            zone,
            re.compile(
                rf"[(\[]?\b(?:(?:U\.?S\.? )?(?:{cities})(?: summer| standard| daylight)? time"
                rf"|(?:heure|hora|ora)(?: de| di| d')? ?(?:{cities})"
                rf"|(?:по |за )?(?:{cities}) (?:времени|часом)|время (?:{cities})|(?:{cities})er Zeit)\b[)\]]?",
                re.IGNORECASE,
            ),
        )
        for zone, cities in _CITIES.items()
    )


_CJK_CLOCK = re.compile(
    r"(?P<half>午前|午後|上午|下午|오전|오후)?\s?(?P<hour>\d{1,2})\s?(?:[時时點点]|시)(?!間|间)(?:\s?(?P<minute>\d{1,2})\s?[分분]|(?P<thirty>半|반))?"
)


_CJK_ZONES = {"日本": "JST", "北京": "HKT", "香港": "HKT", "台北": "HKT", "台灣": "HKT", "한국": "KST", "韓国": "KST"}
_CJK_ZONE = re.compile(rf"[（(]?(?P<city>{'|'.join(_CJK_ZONES)})(?:標準)?\s?(?:時間|时间|시간)[）)]?")


_HINDI_CLOCK = re.compile(r"(?P<part>सुबह|प्रातः|दोपहर|शाम|रात)?\s?(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?\s?बजे")


def _hindi_clock(clock: re.Match[str]) -> str:
    """A time of day in Hindi as 00:00, by the part of the day before it."""
    hour = int(clock["hour"])
    if hour < 12 and (clock["part"] in ("शाम", "रात") or (clock["part"] == "दोपहर" and hour < 5)):
        hour += 12
    return f" {hour:02}:{clock['minute'] or '00'} "


def _spelled_clock(clock: re.Match[str]) -> str:
    """A time of day in Chinese, Japanese or Korean as 00:00; as it is where there is no such hour."""
    hour = int(clock["hour"]) % 12 + 12 if clock["half"] in ("午後", "下午", "오후") else int(clock["hour"])
    minute = 30 if clock["thirty"] else int(clock["minute"] or 0)
    return f" {hour:02}:{minute:02} " if hour < 24 and minute < 60 else clock.group()


def plain_clock(text: str) -> str:
    """`text` with its hours in the form 00:00, and zones as offsets where their names are not certain."""
    if not text.isascii() or any(word in text.casefold() for word in ("time", "or", "heure")):
        for zone, pattern in _city_times():
            text = pattern.sub(f" {zone} ", text)
    local = next(((zone, named) for zone, pattern in _LOCAL_CLOCKS if (named := pattern.search(text))), None)
    if local:
        text = f"{text[: local[1].start()]}{text[local[1].end() :]}"
    text = _GREENWICH.sub(" GMT ", text)
    text = _CJK_CLOCK.sub(_spelled_clock, text)
    if named := _CJK_ZONE.search(text):
        text = text[: named.start()] + text[named.end() :]
        text = re.sub(r"\d\d:\d\d", lambda clock: f"{clock.group()} {_CJK_ZONES[named['city']]} ", text, count=1)
    text = re.sub(r"\([^()\d]{1,30}\b((?:UTC|GMT)\s?[+-]\d{1,2}(?::\d\d)?)(?:\)|$)", r"\1", text)
    text = re.sub(
        r"(?<![\d.:])([01]?\d|2[0-3])\.([0-5]\d)(?=\s?(?:мск|МСК|GMT|UTC|MSK|WIB|WITA|[A-Z]{2,4}T)\b)", r"\1:\2", text
    )
    if "बजे" in text or "भारतीय" in text:
        text = _HINDI_CLOCK.sub(_hindi_clock, text).replace("भारतीय समय", "IST")
        text = re.sub(r"\bIST\b", "+05:30", text)
    text = re.sub(r"\b(?:12\s)?(?:midnight)\b", "00:00", text, flags=re.IGNORECASE)
    text = re.sub(r"\b(?:12\s)?noon\b", "12:00", text, flags=re.IGNORECASE)
    text = re.sub(r"(?<![\d:.])(\d{1,2})\s?([ap])\.?\s?m\b\.?", r"\1:00 \2m", text, flags=re.IGNORECASE)
    text = re.sub(r"(?<![\d:.])(\d{1,2})\s?[Hh]\s?(?=[0-5]\d(?!\d))", r"\1:", text)
    text = re.sub(r"(?<![\d:.])(\d{1,2})\s?Uhr\b", r"\1:00 Uhr", text)
    text = re.sub(r"(?<![\d:.])(\d{1,2})\s?giờ\s([0-5]\d)(?!\d)", r"\1:\2", text)
    text = re.sub(r"(?<![\d:.])(\d{1,2})\s?giờ\b", r"\1:00", text)
    text = re.sub(r"(?<![\d:.])(\d{1,2})\s?h(?![\w\d])", r"\1:00", text)
    text = re.sub(r"(?<![\d:.,])([01]\d|2[0-3])([0-5]\d)(?=\s?(?:hrs|hours|h|GMT|UTC|[A-Z]{2,4}T)\b)", r"\1:\2", text)
    if local:
        text = re.sub(
            r"\d?\d[:.]\d\d(?![\d.])", lambda clock: f"{clock[0].replace('.', ':')} {local[0]} ", text, count=1
        )
    return re.sub(rf"(?<=[\d )mM])\(?\b({'|'.join(_LATEST)})\b\)?", lambda zone: _LATEST[zone[1]], text)
