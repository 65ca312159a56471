"""Bylines of Chinese copy: reporters with their outlet ("新京报记者 王小明", "灯塔日报 王小明"), in brackets behind the
last sentence ("…。（记者 张三 通讯员 李四）") and before the first one ("〔記者王小明、李四／台北報導〕…").
"""

from __future__ import annotations

import re
from typing import NamedTuple

from convert.readers.text.scripts import FIRST_CJK

MOST_OUTLET, MOST_NAMES, LONGEST, LONGEST_COLUMN = 10, 8, 60, 6
"""How many characters the outlet before the first label has at most, how many names a byline has, how many characters
it has, and the label of a column.
"""

_LABEL = re.compile(
    r"(?:全媒体|融媒体|融媒|见习|見習|实习|實習|首席|特约|特約|特派|驻[\u4e00-\u9fff]{2,4})*"
    r"(?:记者|記者|通讯员|通訊員|特派员|特派員)[：:／/\s]*"
)
_WRITES = "(?:文|图文|圖文|图、文|圖、文|文、图|文、圖|文字|撰文|撰稿|作者|记者|記者|采写|採訪|執筆|采访)"
_OTHERS = (
    "(?:来源|來源|稿源|编辑|編輯|责编|責編|责任编辑|責任編輯|图|圖|图片|圖片|摄影|攝影|视频|校对|校對|审核|監製|监制"
    "|设计|設計)"
)
_LABELED = re.compile(
    rf"(?:(?P<writes>{_WRITES})|{_OTHERS})\s?[|｜／/：:]\s?"
    rf"(?P<what>[^|｜／/：:，。！？]{{2,30}}?)(?:$|[\s|｜／/]+(?={_WRITES}\s?[|｜／/：:]|{_OTHERS}\s?[|｜／/：:]))"
)
"""A label, what it labels, and what is before the next label ("文｜王小明 图｜李四", "来源：云溪日报 作者：王小明")."""

_OUTLET_FIRST = re.compile(rf"[\u4e00-\u9fffA-Za-z·]{{2,12}}[\s|｜]{{1,3}}(?={_WRITES}\s?[|｜／/：:])")
"""An outlet without a label before who writes ("云溪日报 作者：王小明"), as is left of a line with its day."""

_BETWEEN = re.compile(r"[\s、,，·／/;；]+")
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_OUTLET = re.compile(rf"[\u4e00-\u9fffA-Za-z·\s]{{0,{MOST_OUTLET}}}")
_WORK = frozenset({"文", "报道", "報道", "報導", "综合报道", "综合", "整理", "采写", "文图", "图文", "撰文", "撰稿"})
"""What reporters did, behind their names."""

_PICTURES = frozenset({"摄", "攝", "摄影", "攝影", "图", "圖", "摄影报道", "供图", "供圖", "视频"})
"""What is done by those who make pictures."""

_REPORT = r"(?:連線|綜合|综合|即時|即时|專題|专题|特稿|獨家|独家){0,2}(?:報導|報道|报道)"
_PLACED_REPORT = re.compile(rf"[\u4e00-\u9fff]{{2,4}}{_REPORT}")
"""The place of a report, behind its reporters ("記者王小明/台北報導")."""

_PAPER = re.compile(
    r"[\u4e00-\u9fffA-Za-z]{1,8}(?:[报報网網]|新闻|新聞|通讯社|通訊社|电视台|電視台|客户端|周刊|週刊|杂志|雜誌)[\s/／|]\s?"
    r"(?P<names>[\u4e00-\u9fff]{3}(?:[、\s][\u4e00-\u9fff]{2,3}){0,3})"
)
"""An outlet, and who writes for it ("灯塔日报 莫安娜")."""

_PLACES_LIKE_NAMES = frozenset(
    {
        "石家庄",
        "石家莊",
        "马鞍山",
        "馬鞍山",
        "连云港",
        "連雲港",
        "秦皇岛",
        "秦皇島",
        "张家口",
        "張家口",
        "张家界",
        "張家界",
    }
)

_SIGNED_OPENING = re.compile(
    r"[【〔［\[（(](?P<signed>[\u4e00-\u9fffA-Za-z]{0,8}?(?:記者|记者|特派員|特派员|通訊員)\s?(?P<names>[^／/╱∕【】〔〕（）()。]{2,40}))"
    rf"[／/╱∕]\s?(?P<place>[\u4e00-\u9fff]{{2,4}}?)(?P<report>{_REPORT}|\d{{1,2}}日[電电])[】〕］\]）)]\s?"
)
"""Reporters and their place before the first sentence, as papers of Taiwan have them."""

_AT_END = re.compile(r"(?:^|[。”！？…」』])\s?[（(](?P<inside>[^（）()]{4,60})[）)]$")

_UNMARKED = re.compile(r"[。！？]”?\s?(?P<inside>[^。！？，、：“”（）()]{5,50})$")
_ENDS = "。！？”」』…，、；："

_SURNAMES = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙周吴吳徐孙孫朱马馬胡郭林何高梁郑鄭罗羅宋谢謝唐韩韓曹许許邓鄧萧蕭冯馮曾程蔡彭潘袁于董余苏蘇叶葉吕呂魏蒋蔣"
    "田杜丁沈姜范江傅钟鐘卢盧汪戴崔任陆陸廖姚方金邱夏谭譚韦韋贾賈邹鄒石熊孟秦阎閻薛侯雷白龙龍段郝孔邵史毛常万萬顾顧赖賴武康贺賀严嚴尹钱錢施"
    "牛洪龚龔汤湯陶黎温溫莫易樊乔喬文安殷颜顏庄莊章鲁魯倪庞龐邢俞翟蓝藍聂聶齐齊向申葛柴柏宁寧祝纪紀季管裴霍路席梅辛谷焦詹凌骆駱游费費单單欧歐"
    "甘岳尚时時穆关關艾芦蘆司符缪繆解应應宗包舒耿卜丛叢华華冷祁柳左曲房闫闫童阮项項褚鲍鮑车車苗卫衛邬鄔成涂塗盛蒲屈荣榮连連隋强強简簡闵閔巩鞏"
    "窦竇兰蘭商佟靳裘冉戚边邊臧桂毕畢苟储儲尤樂乐桑党滕井翁官覃占都楚匡佘权權沙鞠晏全原米冀巫肖"
)
"""Common surnames, each of one character."""

_LONG_SURNAMES = frozenset({"欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "皇甫", "尉迟", "東方", "东方"})


def read_reporters(text: str) -> tuple[str, ...]:
    """The reporters whom a line of Chinese names behind a label, perhaps after their outlet; empty if it is no such
    line.
    """
    if len(text) <= LONGEST and text[:1] in "〔【［（([" and text[-1] in "〕】］）)]":
        text = text[1:-1].strip()
    if len(text) > LONGEST or text[:1] < FIRST_CJK:
        return ()
    if labeled := _read_labeled(text):
        return labeled
    if not _LABEL.search(text):
        return ()
    outlet, names = "", list[str]()
    work: set[str] = set()
    at = 0
    for label in _LABEL.finditer(text):
        before = text[at : label.start()].strip()
        if at == 0:
            outlet = before.rstrip(" ／/|｜")
        else:
            names += _split(before, work)
        at = label.end()
    names += _split(text[at:], work)
    if not _OUTLET.fullmatch(outlet) or not 1 <= len(names) <= MOST_NAMES or not all(map(is_chinese_name, names)):
        return ()
    return () if work & _PICTURES and not work & _WORK else tuple(dict.fromkeys(names))


def _read_labeled(text: str) -> tuple[str, ...]:
    """Those who wrote, in a line that is only labels, each with what it labels; empty if it is no such line."""
    outlet = _OUTLET_FIRST.match(text)
    names, at = list[str](), outlet.end() if outlet else 0
    while part := _LABELED.match(text, at):
        if part["writes"]:
            names += _BETWEEN.split(part["what"].strip())
        at = part.end()
    is_whole = at == len(text) and 0 < len(names) <= MOST_NAMES
    return tuple(dict.fromkeys(names)) if is_whole and all(map(is_chinese_name, names)) else ()


def read_paper_and_names(text: str) -> tuple[str, ...]:
    """The people in a line that is only an outlet and who writes for it; empty if it is no such line."""
    found = _PAPER.fullmatch(text) if len(text) <= LONGEST else None
    names = tuple(_BETWEEN.split(found["names"])) if found else ()
    return names if all(is_chinese_name(name) and name not in _PLACES_LIKE_NAMES for name in names) else ()


class SignedOpening(NamedTuple):
    """Who reports from where, before the first sentence: the names, their wording, the place, where the text begins."""

    names: tuple[str, ...]
    signed: str
    place: str
    end: int


def read_signed_opening(text: str) -> SignedOpening | None:
    """The reporters and their place in brackets that open a paragraph; None if it opens with none."""
    found = _SIGNED_OPENING.match(text)
    names = tuple(name for name in _BETWEEN.split(found["names"].strip()) if name) if found else ()
    if found is None or not 1 <= len(names) <= MOST_NAMES or not all(map(is_chinese_name, names)):
        return None
    return SignedOpening(names, found["signed"], found["place"], found.end())


def names_no_reporter(text: str) -> bool:
    """Whether a line opens with the word for reporters, with no name behind it ("记者手记", notes of a reporter)."""
    found = _LABEL.match(text) if len(text) <= LONGEST_COLUMN and not set(text) & set("／/：:") else None
    is_closed = found is not None and found.group()[-1] >= FIRST_CJK
    return is_closed and not read_reporters(text)


def read_reporters_at_end(text: str) -> tuple[str, ...]:
    """The reporters behind the last sentence of a text in Chinese, perhaps in brackets; empty if there are none."""
    tail = text[-LONGEST - 4 :]
    found = _AT_END.search(tail)
    if found is None and text[-1:] not in _ENDS and (unmarked := _UNMARKED.search(tail)):
        return read_reporters(unmarked["inside"].strip())
    return read_reporters(found["inside"].strip()) if found else ()


def is_chinese_name(name: str) -> bool:
    """Whether a word has the form of a person's name in Chinese: a known surname, and one or two characters more."""
    if not _NAME.fullmatch(name):
        return False
    return name[:2] in _LONG_SURNAMES if len(name) == 4 else name[0] in _SURNAMES or name[:2] in _LONG_SURNAMES


def _split(text: str, work: set[str]) -> list[str]:
    """The names in a text between labels; what says what was done goes into `work`."""
    parts = [part for part in _BETWEEN.split(text.strip()) if part and not _PLACED_REPORT.fullmatch(part)]
    work.update(part for part in parts if part in _WORK | _PICTURES)
    return [part for part in parts if part not in _WORK | _PICTURES]
