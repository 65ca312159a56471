"""Datelines of Chinese, Japanese and Korean copy.

"【東京共同】", "(서울=연합뉴스) 홍길동 기자 =", "新华社北京5月12日电（记者张三）", "〔記者王小明／台北報導〕".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from convert.readers.text.lexicon import Lexicon, fold_word
from convert.readers.text.lexicon.chinese_bylines import is_chinese_name, read_signed_opening
from convert.readers.text.lexicon.dateline import Dateline
from convert.readers.text.scripts import FIRST_CJK

_CJK_BRACKET = re.compile(
    r"[【〔［\[（(](?P<inside>[^【】〔〕［］\[\]（）()\n]{2,30})[】〕］\]）)]\s?"
    r"(?:(?P<signed>(?P<reporters>[가-힣]{2,4}(?:\s?[·,\s]\s?[가-힣]{2,4}){0,4})\s?(?:선임|수습|전문)?(?:기자"
    r"|특파원))\s?)?"
    r"(?:[=＝]\s?|-\s)?"
)
_ZH = re.compile(
    r"(?P<open>[【〔［])?(?P<agency>[\u4e00-\u9fff]{2,6}[社网網]|本[报報网網台刊](?=[\u4e00-\u9fff]{2,10}\d))(?P<place>[^，。,:：\d（(]{0,14}?)(?:\d{1,2}月)?\d{1,2}日(?:电|電|讯|訊)(?(open)[】〕］])"
    r"(?:\s?记者(?P<named>[\u4e00-\u9fff]{2,4})报道[：:，])?(?P<bracket>\s?[（(](?P<signed>(?:记者|記者|通讯员)?(?P<reporters>[^（）()，。]{2,24}))[）)])?\s?"
)
_ZH_BRACKET = re.compile(
    r"[（(](?P<agency>[\u4e00-\u9fff]{2,6}社)(?:记者|記者)?(?P<reporter>[\u4e00-\u9fff]{2,9}?)"
    r"(?P<place>[\u4e00-\u9fff]{0,8}?)(?:\d{1,2}月)?\d{1,2}日(?:(?:综合|綜合|專)?(?:外電|外电)?(?:报道"
    r"|報導)?)(?:专?[电電])?[）)]\s?"
)

_ZH_RELEASE = re.compile(
    r"(?P<place>[\u4e00-\u9fff]{2,14}?)[,，、\s]{0,2}(?P<year>(?:19|20)\d\d)年(?P<month>\d{1,2})月(?P<day>\d{1,2})日\s?"
    r"/(?P<agency>美通社|PR ?Newswire|亚太商讯|商业资讯)[^/]{0,30}/\s?[-–—]{1,3}\s?"
)
"""The dateline of a release that a distributor sends: "上海2026年3月12日 /美通社/ --"."""


def read_cjk_dateline(text: str, lexicon: Lexicon) -> Dateline | None:
    """The dateline in Chinese, Japanese or Korean that opens `text`; None if there is no certain one."""
    for found in (_ZH.match(text), _ZH_BRACKET.match(text)):
        if found and (
            fold_word(found["agency"]) in lexicon.agencies
            or found["agency"].endswith("社")
            or found["agency"][0] == "本"
        ):
            return _chinese(found, lexicon)
    if (sent := _ZH_RELEASE.match(text)) and int(sent["month"]) <= 12 and int(sent["day"]) <= 31:
        day = f"{sent['year']}-{int(sent['month']):02}-{int(sent['day']):02}"
        return Dateline(sent.group().rstrip(" -–—"), sent.end(), 0.9, sent["agency"], day)
    if signed := read_signed_opening(text):
        return Dateline(signed.place, signed.end, 0.9, "", "", signed.names, signed.signed)
    match = _CJK_BRACKET.match(text)
    if match is None:
        return None
    inside = match["inside"].strip()
    if fold_word(inside) in lexicon.non_places or not _is_cjk(inside):
        return None
    place, equals, right = (
        (part.strip() for part in re.split(r"([=＝])", inside, maxsplit=1))
        if re.search("[=＝]", inside)
        else (inside, "", "")
    )
    reporters = tuple(re.split(r"\s*[·,]\s*|\s+", match["reporters"])) if match["reporters"] else ()
    if equals and _KOREAN_JOB.search(right) and place not in lexicon.places:
        return None  # an outlet and its reporter: `read_before_text`
    if equals:
        named = [name for name in re.split(r"[・/,、]", right) if fold_word(name) in lexicon.agencies]
        if named or match["reporters"]:
            return Dateline(
                inside, match.end(), 0.9, named[0] if named else right, "", reporters, match["signed"] or ""
            )
        if _AGENCY_NAME.search(right):
            return Dateline(inside, match.end(), 0.9, right)
        if _KOREAN_JOB.search(right):
            return Dateline(inside, match.end(), 0.9, "", "", tuple(_KOREAN_JOB.sub("", right).split()))
        people = _japanese_names(right, lexicon)
        return Dateline(inside, match.end(), 0.85, "", "", people) if people or place in lexicon.places else None
    agency = next(_ending_agencies(inside, lexicon), "")
    if not agency or (fold_word(inside) == fold_word(agency) and text[0] not in "【〔"):
        return None
    if fold_word(inside) == fold_word(agency):
        return None
    return Dateline(inside, match.end(), 0.9, agency)


def _is_cjk(text: str) -> bool:
    return any(character >= FIRST_CJK for character in text)


def _ending_agencies(inside: str, lexicon: Lexicon) -> Iterator[str]:
    """The known agency that ends the words in brackets, perhaps with others ("ロンドン共同", "東京 10日 ロイター")."""
    folded = fold_word(inside)
    if len(folded) == len(inside):
        for start in range(len(inside) - 1):
            if folded[start:] in lexicon.agencies or folded[start:] in _FULL_WIDTH:
                yield inside[start:]


_KOREAN_JOB = re.compile(r"\s(?:기자|특파원)$")
_AGENCY_NAME = re.compile(r"(?:通信|通信社|新聞|新聞社|ニュース|통신|뉴스|일보)$")
_FULL_WIDTH = frozenset({"ａｐ", "ａｆｐ", "ａｆｐ時事", "afp時事", "ａｐ共同", "ロイター共同", "ｃｎｎ"})


def _japanese_names(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The reporters in brackets after a place (【北京＝佐藤太郎】); none unless all open with a known surname."""
    names = tuple(re.split(r"[・、,]", text))
    known = all(3 <= len(name) <= 6 and any(name[:size] in lexicon.given_names for size in (1, 2, 3)) for name in names)
    return names if known else ()


def _chinese(found: re.Match[str], lexicon: Lexicon) -> Dateline:
    groups = found.groupdict()
    reporters: tuple[str, ...] = ()
    end = found.end()
    if listed := groups.get("reporters"):
        names = tuple(name for name in re.split(r"[、\s,]+", listed) if name)
        reporters = names if all(2 <= len(name) <= 4 for name in names) else ()
        if not reporters:
            end = found.start("bracket")  # what it says stays in the text
    elif (named := groups.get("named")) and is_chinese_name(named):
        reporters = (named,)
    elif joined := (groups.get("reporter") or "") + (found["place"] or "" if "reporter" in groups else ""):
        split = next((size for size in (3, 2, 4) if joined[size:] in lexicon.places), 0)
        reporters = (joined[:split],) if split else ()
    shown = (
        found.group().strip(" \u3000（）()【】〔〕［］")
        if groups.get("reporter")
        else re.split(r"[（(]|[】〕］]|\s?记者", found.group())[0].strip(" \u3000【〔［")
    )
    agency = found["agency"] if found["agency"][0] != "本" else ""
    return Dateline(shown, end, 0.9, agency, "", reporters, groups.get("signed") or "" if reporters else "")
