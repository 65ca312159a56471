"""Legacy encodings: told by the words that they make, and refused where they make none."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
import sections
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from convert.errors import InputError
from convert.readers.text.lines.decode import decode
from convert.readers.text.lines.encodings import CANDIDATES, alphabet_of, detect_encoding

OWN_TEXTS = ROOT / "tests" / "readers" / "corpus"

LEGACY = {
    "ar": ("cp1256", "iso8859-6"),
    "bg": ("cp1251",),
    "ca": ("cp1252",),
    "cs": ("cp1250", "iso8859-2", "cp852", "mac-latin2"),
    "da": ("cp1252", "cp850"),
    "de": ("cp1252", "iso8859-15", "mac-roman", "cp437"),
    "el": ("cp1253", "iso8859-7"),
    "es": ("cp1252", "mac-roman"),
    "fi": ("cp1252",),
    "fr": ("cp1252", "mac-roman", "cp850"),
    "he": ("cp1255", "iso8859-8"),
    "hr": ("cp1250", "iso8859-2"),
    "hu": ("cp1250", "iso8859-2"),
    "it": ("cp1252",),
    "ja": ("cp932", "euc-jp", "iso2022-jp"),
    "ko": ("euc-kr", "cp949"),
    "lt": ("cp1257",),
    "lv": ("cp1257",),
    "pl": ("cp1250", "iso8859-2", "cp852"),
    "pt": ("cp1252",),
    "ro": ("cp1250", "iso8859-2"),
    "ru": ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic"),
    "sk": ("cp1250",),
    "sl": ("cp1250",),
    "sv": ("cp1252",),
    "th": ("cp874",),
    "tr": ("cp1254",),
    "uk": ("cp1251", "koi8-u"),
    "zh": ("gb18030",),
}
"""Encodings in which copy of a language comes from old systems."""


def can_hold(encoding: str, text: str) -> bool:
    """Whether `text` is nearly whole in `encoding`, and not only by its ASCII letters."""
    data = text.encode(encoding, "ignore")
    is_legacy = not data.isascii() or b"\x1b" in data
    return is_legacy and len(text) - len(data.decode(encoding)) <= len(text) / 50


OWN = {path.stem: unicodedata.normalize("NFC", path.read_text(encoding="utf-8")) for path in OWN_TEXTS.glob("*.txt")}
CASES = [
    (name, encoding)
    for name, text in sorted(OWN.items())
    for encoding in LEGACY.get(name[:2], ())
    if can_hold(encoding, text)
]


@pytest.mark.sampled(8)
@pytest.mark.parametrize(("name", "encoding"), CASES)
def test_own_texts_are_read_in_their_legacy_encodings(name: str, encoding: str) -> None:
    data = OWN[name].encode(encoding, "ignore")
    assert decode(data).lines == decode(data.decode(encoding).encode()).lines


def test_all_languages_with_a_legacy_encoding_are_tried() -> None:
    assert LEGACY.keys() == {name[:2] for name, _ in CASES}


ARABIC = ["العبارة", "المجلس", "الجزيرة", "الميناء", "بلدية", "قرر", "أعمال", "الإصلاح", "في", "من", "إلى", "على"]


@given(st.lists(st.sampled_from(ARABIC), min_size=12))
def test_words_of_other_scripts_do_not_make_thai(words: list[str]) -> None:
    """Their bytes are Thai characters, but vowels and tones without consonants."""
    assert detect_encoding(" ".join(words).encode("iso8859-6")) != "cp874"


JAPANESE = "港は月曜日に再開する\n\n所長は会議でそう話した。\n古い船は新しいエンジンを必要としている。\n"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("cut", [0, 1, 3, 4])
def test_damage_to_text_of_seven_bits_stays_on_its_line(mark: bytes, cut: int) -> None:
    data = JAPANESE.encode("iso2022-jp").rstrip()
    copy = decode(mark + data[: len(data) - cut])
    assert copy.lines[:3] == tuple(JAPANESE.split("\n")[:3])
    assert copy.lines[3].startswith("古い船は新しいエンジンを必要としてい")
    assert {finding.code for finding in copy.findings} <= {"TXT011"}
    lines = data.split(b"\n")
    torn = b"\n".join((lines[0][:4] + b"\xff" + lines[0][5:], *lines[1:]))
    assert decode(mark + torn).lines[1:] == tuple(JAPANESE.split("\n")[1:-1])


RUSSIAN = "Порт откроют снова\n\nВ понедельник порт Лодейный откроют, сказал на встрече его директор, и это не всё.\n"


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866"])
def test_cyrillic_is_never_read_as_latin(encoding: str) -> None:
    copy = decode(RUSSIAN.encode(encoding))
    assert copy.lines[0] == "Порт откроют снова"
    [finding] = copy.findings
    assert finding.code == "TXT001"
    assert (finding.location.line, finding.location.column) == (1, 1)


def test_the_encoding_is_named_as_people_know_it() -> None:
    names = {encoding: decode(RUSSIAN.encode(encoding)).findings[0].message for encoding in ("cp1251", "koi8-r")}
    assert names["cp1251"].endswith("read as Windows-1251")
    assert names["koi8-r"].endswith("read as KOI8-R")


def test_what_reads_like_no_language_is_refused() -> None:
    noise = "щъэфж ъыьэц жщцхф эъюжщ цхфъщ\n\n" + "жщцхъ эюфщж ъцхщф эжюъщ. " * 20
    with pytest.raises(InputError) as caught:
        decode(noise.encode("cp1251"))
    assert caught.value.code == "INP026"
    assert decode(noise.encode("cp1251"), "cp1251").lines[0] == "щъэфж ъыьэц жщцхф эъюжщ цхфъщ"


def test_a_mere_western_title_is_windows_1252() -> None:
    assert decode("Café Zoë\n".encode("cp1252")).lines == ("Café Zoë",)


def test_one_sign_does_not_make_a_text_foreign() -> None:
    text = "The mayor said it’s time to reopen the bridge, and that the council would pay for it.\n"
    assert decode(text.encode("cp1252")).lines == (text.strip(),)


def test_the_alphabet_of_a_language_is_that_of_its_words() -> None:
    assert set("ąćęłńóśźż") <= alphabet_of("pl")
    assert not alphabet_of("pl") & set("äöüß")
    assert alphabet_of("qqq") == frozenset()


@given(st.binary(min_size=1, max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        copy = decode(data)
    except InputError as e:
        if e.code not in {"INP002", "INP003", "INP004", "INP026"}:
            raise
    else:
        assert "".join(copy.lines).strip()


@given(st.binary(max_size=300).filter(lambda data: not data.isascii()))
def test_a_detected_encoding_is_a_candidate(data: bytes) -> None:
    assert detect_encoding(data) in {*CANDIDATES, None}


LINES = {
    "de": "Die Fähre fährt wieder für die Gäste, größer und schöner als früher.\nDanach „gut“ – sagte sie.\n",
    "fr": "Le bac a repris à l’été, où l’école fête déjà Noël.\nC’était « prévu » – dit-elle.\n",
    "pl": "Prom znów pływa, choć wciąż źle, gdyż łódź się psuje.\nRzekła „dość” – i już.\n",
    "ru": "Паром снова ходит после шторма, сообщил во вторник его владелец.\nОн сказал: «хорошо» – и ушёл.\n",
    "el": "Το πλοίο κινείται ξανά μετά την καταιγίδα, είπε την Τρίτη ο ιδιοκτήτης.\nΕίπε «καλά» – και έφυγε.\n",
    "ja": "三日間の嵐の後、フェリーは火曜日に運航を再開したと会社は発表した。\n乗客は港で待っていた。\n",
    "zh": "三天的风暴之后，渡轮星期二恢复了航行，公司这样宣布。\n乘客们在港口等待。\n",
    "ko": "사흘간의 폭풍 뒤에 여객선이 화요일 운항을 재개했다고 회사가 밝혔다.\n승객들은 항구에서 기다렸다.\n",
    "ar": "استأنفت العبارة رحلاتها يوم الثلاثاء بعد ثلاثة أيام من العاصفة كما قالت.\nوانتظر الركاب في الميناء.\n",
}
ARRIVALS = (
    *(
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "cp1250",
        "cp1251",
        "cp1252",
        "cp1253",
        "cp1256",
    ),
    *(
        "iso8859-2",
        "iso8859-15",
        "koi8-r",
        "mac-roman",
        "cp850",
        "shift_jis",
        "euc-jp",
        "iso2022_jp",
        "gb18030",
        "big5",
    ),
    *("euc-kr", "cp949"),
)
DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "whole": lambda data: data,
    "a byte lost": lambda data: data[: len(data) // 2] + data[len(data) // 2 + 1 :],
    "a byte too many": lambda data: data[: len(data) // 3] + b"\xff" + data[len(data) // 3 :],
    "cut off": lambda data: data[: len(data) * 2 // 3 + 1],
    "a line in cp1252": lambda data: data + "Das Café schließt – später.\n".encode("cp1252"),
    "a line in UTF-8": lambda data: data + "Das Café schließt – später.\n".encode(),
}


def _decoded(data: bytes) -> str:
    try:
        copy = decode(data)
    except InputError as e:
        return f"{e.code}: {e}\n"
    return " | ".join(line.rstrip() for line in copy.lines) + "\n" + sections.shown(copy.findings)


@pytest.mark.sampled(3)
@pytest.mark.parametrize("language", LINES)
def test_copy_arrives_as_before(language: str, accept: bool) -> None:
    """In every encoding that has its letters, whole and damaged."""
    for encoding in ARRIVALS:
        try:
            data = LINES[language].encode(encoding)
        except UnicodeEncodeError:
            continue
        found = "".join(f"{title}: {_decoded(damage(data))}" for title, damage in DAMAGES.items())
        sections.hold(f"arrivals-{language}", encoding, found, accept=accept)
