"""Bylines of Korean copy: names before the word for a reporter, alone ("홍길동 기자"), several with one such word
("도명림 박수진 기자"), with a place between them ("한필중 워싱턴 특파원"), and before the text
("[등대경제 서단비 기자]").
"""

from __future__ import annotations

import re

from convert.readers.text.lexicon import Lexicon, fold_word
from convert.readers.text.lexicon.people import KO_BEFORE_JOB, KO_OTHER_JOB

_JOB = r"(?:선임|수습|인턴|전문|객원|논설)?(?:기자|특파원|논설위원|객원기자)"

_BYLINE = re.compile(rf"(?:^|[\s=(/])(?P<names>[가-힣]{{2,4}}(?:\s?[·,]\s?[가-힣]{{2,4}}){{0,5}})\s?{_JOB}(?![가-힣])")
_PLACED = re.compile(r"(?P<name>[가-힣]{3})\s[가-힣]{2,8}\s특파원")
_ONE_JOB = re.compile(rf"(?:기자명\s)?(?P<names>[가-힣]{{3}}(?:\s[가-힣]{{3}}){{1,4}})\s?{_JOB}")
_JOB_BEHIND = re.compile(rf"(?P<name>[가-힣]{{2,4}})\s?[(（](?:[가-힣]{{1,8}}\s?)?{_JOB}[)）]")
"""A name with its job in brackets behind it, perhaps with the place ("박서준(한빛특파원)")."""

_WITH_BEAT = re.compile(
    r"(?P<name>[가-힣]{2,4})\s(?:[가-힣]{0,6}전문|[가-힣]{1,4}부|시민|명예|편집|사진|영상|스포츠|경제|정치|사회|문화|국제|산업|디지털|지역)\s?"
    r"(?:선임|수습)?기자"
)
"""A name with its beat before the job ("박서준 문화전문기자")."""

_AREAS = "시도군구읍면동청의를들"
"""What names of areas and their offices end with ("강원도"), and words with a particle ("이날의")."""

_CAPTION_END = re.compile(r"(?:있다|모습|장면|전경|현장|보인다)\.?\s?/?\s?$")
"""What a caption ends with, behind which is who took the picture."""

LONG = 4
"""How many characters the longest names have, whose surname has two; words of four are rarely names."""

MOST_OUTLET = 8
"""How many characters an outlet before a slash and the name has at most; behind more text, the name is a credit."""

_BEFORE_TEXT = re.compile(
    r"(?P<signed>(?P<open>[\[【〔(])\s?(?:[^\[\]【】〔〕()\n]{2,20}?[\s=/])?(?P<inside>[가-힣]{2,4})\s?"
    rf"{_JOB}\s?[\]】〕)]|[가-힣A-Za-z]{{2,12}}\s(?P<name>[가-힣]{{2,4}})\s{_JOB}\s[|ㅣ│=])\s?(?=\S)"
)
"""A reporter with the outlet before the first sentence ("[등대경제 서단비 기자] …", "등대일보 서단비 기자 | …")."""


def read_korean_reporters(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The reporters whom a line of Korean names before the word for their job; empty if it is no such line."""
    if (placed := _PLACED.fullmatch(text)) and _is_name(placed["name"], lexicon):
        return (placed["name"],)
    if (behind := _JOB_BEHIND.fullmatch(text)) and _is_name(behind["name"], lexicon):
        return (behind["name"],)
    if (with_beat := _WITH_BEAT.fullmatch(text.strip(" []()"))) and _is_name(with_beat["name"], lexicon):
        return (with_beat["name"],)
    if several := _ONE_JOB.fullmatch(text.strip(" []()")):
        names = several["names"].split()
        if all(_is_name(name, lexicon) for name in names):
            return tuple(dict.fromkeys(names))
    found = _BYLINE.search(text)
    if found is None:
        return ()
    before = text[: found.start("names")]
    if _CAPTION_END.search(before):
        return ()
    is_credit = before[-1:] == "/" and (len(before) > MOST_OUTLET or "." in before)
    if is_credit or fold_word(before.rstrip(" =:/")).endswith(tuple(lexicon.credit_labels)):
        return ()
    listed = re.split(r"\s?[·,]\s?", found["names"])
    if any(map(KO_OTHER_JOB.fullmatch, listed)):
        listed = [name for name in KO_BEFORE_JOB.findall(text) if not KO_OTHER_JOB.fullmatch(name)]
    return tuple(dict.fromkeys(name for name in listed if len(name) != LONG or _is_name(name, lexicon)))


def read_before_text(text: str, lexicon: Lexicon) -> tuple[str, str, int] | None:
    """The reporter whom a paragraph names before its first sentence, the wording, and where the text begins."""
    found = _BEFORE_TEXT.match(text)
    if found is None:
        return None
    name = found["inside"] or found["name"]
    return (name, found["signed"].strip(" |ㅣ│="), found.end()) if _is_name(name, lexicon) else None


def _is_name(name: str, lexicon: Lexicon) -> bool:
    """Whether a word has the form of a person's name: a known surname and one to three characters, and is no area."""
    sizes = (2,) if len(name) == LONG else (1, 2)
    return name[-1] not in _AREAS and any(name[:size] in lexicon.given_names for size in sizes)
