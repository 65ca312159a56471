"""Credits at the end of captions in scripts without capitals: an agency in brackets, behind a sign or the sentence
("…（共同）", "…＝ロイター", "… - رويترز", "… 있다. 연합뉴스"), and the word for a picture from an archive.
"""

from __future__ import annotations

import re
import unicodedata

from convert.readers.text.lexicon import Lexicon, fold_word
from convert.readers.text.lexicon.captions import PICTURE_AGENCIES, Caption
from convert.readers.text.scripts import is_caseless

CONFIDENCE = 0.85
"""The confidence of such a caption."""

MAX_CAPTION, MIN_CAPTION, LONGEST_SENTENCE = 160, 5, 60
"""How many characters a caption with such a credit has at most and at least, and at most if it is a sentence."""

MIN_WORDS, MOST_WORDS = 3, 24
"""How many words a caption has before a dash and an agency."""

_ARCHIVE = (
    r"資料写真|資料画像|資料照片?|资料照片?|资料图片?|資料圖片?|示意圖|示意图|檔案照片?|档案照片?|자료\s?사진|자료\s?화면|사진|写真|圖|图"
    r"|أرشيفية|أرشيف|صورة أرشيفية|ארכיון|תמונת ארכיון|صورة من الأرشيف|عکس آرشیوی|آرشیو|आर्काइव|फाइल फोटो|फ़ाइल फोटो"
    r"|फाइल|प्रतीकात्मक तस्वीर|फ़ाइल|ফাইল ছবি|প্রতীকী ছবি|கோப்புப் படம்|فائل فوٹو|แฟ้มภาพ|ภาพประกอบ"
)
_IN_BRACKETS = re.compile(
    r"(?P<caption>[^()（）\[\]［］【】\n]*(?:[(（][^()（）]{1,20}[)）][^()（）\[\]［］【】\n]*)?)\s?"
    r"[(（\[［【](?P<inside>[^()（）\[\]［］【】=＝]{2,30})[)）\]］】]"
)
_ARCHIVED = re.compile(rf"(?:^|\s?)(?:{_ARCHIVE})$")
_EQUALS = re.compile(r"(?P<caption>[^=＝。]{4,120}(?:[=＝][^=＝。]{2,40})?)[=＝](?P<name>[^=＝。、\s]{2,12})")
_DASH = re.compile(r"(?P<caption>[^.!?؟।۔]{8,140}?)\s[-–—|/]\s(?P<name>[^-–—|/.]{2,20})")
_KOREAN = re.compile(
    r"(?P<caption>[^.]{8,110}(?:다|모습|장면|전경|현장)\.)\s?/?\s?"
    r"(?:(?P<given>[가-힣A-Za-z0-9·]{2,14}(?:\s[가-힣A-Za-z0-9·]{2,10})?)\s제공|(?P<agency>[가-힣A-Z0-9]{2,10}))"
)
_KOREAN_REPORTER = re.compile(
    r"(?P<caption>[^.]{8,110}(?:있다|모습|장면|전경|현장|보인다)\.?)\s?/?\s?(?P<name>[가-힣]{2,4})\s(?P<label>(?:선임|인턴|객원)?기자)"
)
_KOREAN_CREDIT = re.compile(
    r"[\[(](?:[가-힣]{2,8}[=/]\s?)?(?P<name>[가-힣A-Z0-9]{2,10})(?:\s자료사진|\s제공)(?:\.\s재판매 및 DB 금지)?[\])]"
)
_KOREAN_CAPTION = re.compile(
    r"(?P<caption>[^\[\]]{8,110}?)\s?[\[(](?P<name>[가-힣A-Za-z0-9·]{2,14}(?:\s[가-힣A-Za-z0-9·]{2,10})?)\s"
    r"(?P<label>제공|자료사진)(?:\.\s재판매 및 DB 금지)?[\])]"
)
_SENTENCE_ENDS = "。.!?؟।۔"
_OPENING_MARKS = " \u3000▲△▼▽◀▶◆●■"


def read_caption_end(text: str, lexicon: Lexicon) -> Caption | None:
    """The caption with its credit in a line of a script without capitals; None if its end credits no agency."""
    bare = text.strip(_OPENING_MARKS)
    if not MIN_CAPTION < len(bare) <= MAX_CAPTION or not is_caseless(bare[0]):
        return None
    if bare[-1] in ")）]］】":
        return _in_brackets(bare, lexicon)
    if ("=" in bare or "＝" in bare) and (found := _EQUALS.fullmatch(bare)) and _is_agency(found["name"], lexicon):
        return Caption(found["caption"].strip(), found["name"], None, CONFIDENCE)
    if "\uac00" <= bare[-1] <= "\ud7a3" or bare[-1].isdigit():
        return _in_korean(bare, lexicon)
    found = _DASH.fullmatch(bare)
    if found is None or not MIN_WORDS <= len(found["caption"].split()) <= MOST_WORDS:
        return None
    is_credit = _is_agency(found["name"], lexicon)
    return Caption(found["caption"].strip(), found["name"].strip(), None, CONFIDENCE) if is_credit else None


def _in_brackets(text: str, lexicon: Lexicon) -> Caption | None:
    if credit := _KOREAN_CREDIT.fullmatch(text):
        return Caption("", credit["name"], None, CONFIDENCE) if _is_agency(credit["name"], lexicon) else None
    if pictured := _KOREAN_CAPTION.fullmatch(text):
        return Caption(pictured["caption"].strip(), pictured["name"], pictured["label"], CONFIDENCE)
    found = _IN_BRACKETS.fullmatch(text)
    caption = found["caption"].strip() if found else ""
    if found is None or len(caption) < MIN_CAPTION:
        return None
    archived = _ARCHIVED.search(found["inside"].strip())
    name = found["inside"][: archived.start() if archived else None].strip()
    if caption[-1] in _SENTENCE_ENDS:
        is_short = len(caption) <= LONGEST_SENTENCE and not set(caption[:-1]) & set(_SENTENCE_ENDS)
        if not is_short or (name and not archived and "zh" not in lexicon.languages):
            return None  # who tells the story: "…発表した。（共同）"
    if name and not _is_agency(name, lexicon):
        return None
    if not name:
        return Caption(text, "", None, CONFIDENCE)
    return Caption(caption, name, archived.group().strip() if archived else None, CONFIDENCE)


def _in_korean(text: str, lexicon: Lexicon) -> Caption | None:
    if shot := _KOREAN_REPORTER.fullmatch(text):
        return Caption(shot["caption"], shot["name"], shot["label"], CONFIDENCE)
    found = _KOREAN.fullmatch(text)
    if found and found["given"]:
        return Caption(found["caption"], found["given"], "제공", CONFIDENCE)
    if found and _is_agency(found["agency"], lexicon):
        return Caption(found["caption"], found["agency"], None, CONFIDENCE)
    return None


def _is_agency(name: str, lexicon: Lexicon) -> bool:
    """Whether a name, in letters of any width, is that of a known agency, or of several with a sign between."""
    narrow = unicodedata.normalize("NFKC", name).strip()
    known = lexicon.agencies | PICTURE_AGENCIES
    return all(fold_word(part.strip()) in known for part in re.split(r"[=/・·]|\s-\s", narrow))
