"""Bylines of Japanese copy: a name beside its desk ("社会部 青木理沙", "青木理沙（灯台新聞記者）"), names behind labels
("文／青木理沙　写真／船木薫"), and names in brackets behind the last sentence or on a line of their own
("…。【出村正樹、早瀬由里】", "(船木薫)").
"""

from __future__ import annotations

import re

from convert.readers.text.lexicon import Lexicon

LONGEST, LONGEST_NAME, SHORTEST_NAME = 60, 6, 3
"""How many characters the names in brackets have at most, and one name at most and at least."""

_DESKS = "(?:部|支局|総局|本部|取材班|支局長|編集長|記者|編集委員|論説委員|特派員|通信員|通信部|ライター)"

_DESK = re.compile(
    rf"(?P<desk>[\u30a0-\u30ff\u4e00-\u9fff]{{1,8}}{_DESKS})"
    r"(?:[\s\u3000・／/]|(?<=記者)|(?<=委員)|(?<=特派員)|(?<=通信員))\s?(?P<name>[\u3005\u3400-\u9fff\u3040-\u30ff]{2,4}[\s\u3000]?[\u3005\u3400-\u9fff\u3040-\u30ff]{1,4})"
)
_DESK_BEHIND = re.compile(
    r"(?P<name>[\u3005\u3400-\u9fff\u3040-\u30ff]{2,4}[\s\u3000]?[\u3005\u3400-\u9fff\u3040-\u30ff]{1,4})"
    rf"[(（][\u30a0-\u30ff\u3005\u4e00-\u9fff・\s\u3000]{{0,12}}{_DESKS}[)）]"
)
"""A name with the desk or job in brackets behind it."""

_WORK = "取材|文|執筆|聞き手|記事|ライター|写真|撮影|構成|編集|イラスト|図|デザイン|動画|監修|翻訳"
_BY_LABELS = re.compile(
    rf"(?P<label>(?:{_WORK})(?:[・&＆](?:{_WORK}))*)\s?[／/：:＝=・]\s?"
    r"(?P<name>[\u3005\u3400-\u9fff\u3040-\u30ff]{2,6}(?:[\s\u3000][\u3005\u3400-\u9fff\u3040-\u30ff]{1,4})?)"
    rf"(?:[、\s\u3000|｜]+(?=(?:{_WORK})[^、\s\u3000])|$)"
)
"""A label, its name, and what is before the next label."""

_WRITING = re.compile("取材|文|執筆|聞き手|記事|ライター")
"""The labels of those who write."""

_IN_BRACKETS = re.compile(r"(?:^|[。」』])\s?[【（(［\[](?P<names>[^【】（）()［］\[\]。]{3,50})[】）)］\]]$")
_BETWEEN = re.compile(r"\s?[、・,，]\s?")
_NAME = re.compile(r"[\u3005\u3400-\u9fff]{1,4}[\s\u3000]?[\u3005\u3400-\u9fff\u3040-\u30ff]{1,4}")
_AREAS = "県市町村区府都道駅部社館園店課局署場校号面版"
"""What names of areas, offices and parts of a paper end with."""

_OF_NO_PERSON = re.compile(
    "[県府警賞]|大学|高校|市立|商店|商事|新聞|銀行|病院|第[一二三]|電力|鉄道|建設|工業|産業|製鉄|製薬|組合|会社"
)
"""What names of offices, schools, companies and prizes have that open with a surname ("千葉大学", "山口県警")."""


def read_desk_and_name(text: str, lexicon: Lexicon) -> str:
    """The name in a line that is only a desk or job and who is of it; empty if it is no such line."""
    if text[-1] in "】）)］]" and text[0] in "【（([［":
        text = text[1:-1].strip()
    found = _DESK.fullmatch(text) or _DESK_BEHIND.fullmatch(text)
    name = found["name"] if found else ""
    return name if name and is_japanese_name(name, lexicon) else ""


def read_labeled_names(text: str) -> tuple[str, ...]:
    """Those of the people in a line of two labels or more, or of a double one, that wrote; empty if it is none."""
    found, at = list[re.Match[str]](), 0
    while len(text) <= LONGEST and (part := _BY_LABELS.match(text, at)):
        found.append(part)
        at = part.end()
    if not found or at < len(text) or (len(found) < 2 and "・" not in found[0]["label"]):
        return ()
    return tuple(dict.fromkeys(part["name"] for part in found if _WRITING.search(part["label"])))


def read_names_in_brackets(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The names in brackets behind the last sentence of a text, or alone on a line; empty if there are none."""
    found = _IN_BRACKETS.search(text, max(0, len(text) - LONGEST)) if text[-1:] in "】）)］]" else None
    names = tuple(dict.fromkeys(_BETWEEN.split(found["names"].strip()))) if found else ()
    return names if names and all(is_japanese_name(name, lexicon) for name in names) else ()


def is_japanese_name(name: str, lexicon: Lexicon) -> bool:
    """Whether a word has the form of a person's name: a known surname of two characters or more, and a given name."""
    bare = name.replace(" ", "").replace("\u3000", "")
    if not SHORTEST_NAME <= len(bare) <= LONGEST_NAME or bare[-1] in _AREAS or not _NAME.fullmatch(name):
        return False
    if _OF_NO_PERSON.search(bare):
        return False
    return any(bare[:size] in lexicon.given_names for size in (2, 3) if size < len(bare))
