"""Posts of accounts, from a page that shows no handles: account and age above the text, counts and buttons below.

So do Facebook, LinkedIn and VK. An article of an account on WeChat has an appeal to follow it, the author behind
"原创", who edited it, and links below.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from convert.model import Contributor, Moment, Party
from convert.readers.text.envelopes.draft import Draft
from convert.readers.text.envelopes.envelope import USUAL_LANGUAGES, Envelope, TakenLine, filled_lines, one_line
from convert.readers.text.envelopes.web.thread import is_button, is_count
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lexicon.dates import read_date
from convert.readers.text.lexicon.names import is_organisation
from convert.readers.text.scripts import FIRST_CJK
from convert.readers.text.sentences import ENDS_SENTENCE

HEAD, TAIL = 5, 12
"""Among how many first lines the age of a post is, and among how many last ones its counts and buttons."""

MAX_NAME = 60
"""How many characters the name of an account has at most."""

MIN_BELOW = 2
"""How many counts and buttons are below a post at least."""

MIN_MARKS = 2
"""How many lines of the network show an article of an account."""

_AGE = re.compile(
    r"\s*(?:\d{1,2}\s?(?:s|m|h|d|w|mo|y|min|mins|hr|hrs|std|tg|wo|j|sem|g|godz|dk|sa|ч|мин|хв|год|时间|小時|小时"
    r"|時間|분|시간)\.?"
    r"|(?:yesterday|gestern|hier|ayer|ieri|ontem|gisteren|wczoraj|včera|igår|i går|вчера|вчора|dün)\b.{0,20}\d[:.h]\d\d"
    r"|\d{1,2}\.? (?:de )?[^\W\d_]{3,12}\.?(?: (?:de )?\d{4})?,? (?:at|um|à|a las|alle|às|om|o|v|kl\.|в"
    r"|о) \d{1,2}[:.h]\d\d(?: ?[AaPp][Mm])?"
    r"|\d{1,2}\.? [^\W\d_]{3,12}\.?(?: \d{4})?)"
    r"\s*(?P<dot>[·•][\s·•\U0001f30d-\U0001f310\U0001f512\U0001f465\ufe0f]*(?:edited|bearbeitet|modifié|editado"
    r")?[\s·•\U0001f30d-\U0001f310]*)?",
    re.IGNORECASE,
)
_ACCOUNT_LINE = re.compile(
    r"\s*(?:[\d.,]+\s?[KkMm]?\s?(?:followers|follower|abonnés|seguidores|volgers|obserwujących)|verified account|follow"
    r"|suggested for you|sponsored|gesponsert|sponsorisé|patrocinado|sponsorizzato)\s*",
    re.IGNORECASE,
)

_COMMENT = re.compile(
    r"\s*(?:comment|kommentieren|commenter|comentar|commenta|reageren|skomentuj|okomentovat|комментировать"
    r"|коментувати|yorum yap|kommentera|kommenter|send|senden|envoyer|enviar|invia|verzenden|评论|コメントする)\s*",
    re.IGNORECASE,
)
"""Buttons of these networks that others do not have."""

_LANGUAGES = (*USUAL_LANGUAGES, "sv", "tr", "ru", "uk")
"""The languages of the times of channels."""

_AMOUNT = re.compile(r"\d[\d.,]{0,8}(?:\s?[KkMм]|\s\d[\d.,]{0,8})?")
_APPEAL = re.compile(
    r"\W{0,6}(?:请)?(?:点击|點擊|轻触|长按|扫描|扫码|微信扫一扫)[^，。！？,.]{0,14}(?:关注|關注|订阅|訂閱|蓝字|名片"
    r"|二维码|公众号|原文)"
    r"[^，。！？,.]{0,12}\W{0,4}"
)
_LINKS = frozenset(("阅读原文", "閱讀原文", "喜欢此内容的人还喜欢", "预览时标签不可点"))
_BUTTONS = frozenset(("在看", "点赞", "分享", "收藏", "写留言", "精选留言"))
"""Links and buttons below such an article; buttons, which other pages have, too, count only beside its other lines."""
_ORIGINAL = re.compile(
    r"\s*原创\s+(?P<author>[\u4e00-\u9fff·]{2,8})\s+(?P<account>\S{2,30})\s+(?P<day>\d{4}(?:-\d\d-\d\d"
    r"|年\d{1,2}月\d{1,2}日))"
    r"(?:\s+\d{1,2}:\d\d)?(?:\s+\S{2,10})?\s*"
)
_CREDITS = re.compile(
    r"\s*(?:(?:责任编辑|值班编辑|值班主任|编辑|责编|校对|审核|审校|监制|排版|终审|初审|复审|统筹)\s?[:："
    r"|丨/]\s?[\u4e00-\u9fff·、 ]{2,20}[\s丨|]*){1,6}"
)

_CHANNEL = re.compile(r"(?P<name>[^\[\]:]{2,60}?),? \[(?P<time>[^\[\]]{8,40}\d[:.]\d\d[^\[\]]{0,8})\]:?")
"""The channel and the time of a message that was copied from Telegram."""

_CHANNEL_FOOT = re.compile(
    r"\W{1,8}(?:[^\W\d_][^.!?]{0,60}?)?[\s:(]@\w{4,40}\W*|(?:\S.{0,60}\s)?(?:https?://)?t\.me/\S+|@\w{4,40}"
    r"|\W*\d[\d.,]*\s?[KkMКкМ]?\s?(?:views|просмотр\w*|перегляд\w*|Aufrufe|vues|vistas|visualizações|visualizzazioni)\W*"
)
"""A line below such a message: how to reach the channel, or how many have read it."""

_PICTOGRAMS = re.compile("^[\u203c\u2049\u2600-\u27bf\U0001f300-\U0001faff\ufe0f\u200d\\s]+")
"""Signs before the first words of a message."""

_OF_POST = TakenLine("account of a post")
_TIME = TakenLine("age of a post", role="date")
_BELOW = TakenLine("counts and buttons of a post")
_OF_ACCOUNT = TakenLine("frame of an account's article")


def open_account_post(lines: tuple[str, ...]) -> Envelope | None:
    """Open the post of an account, None if the lines show none."""
    filled = filled_lines(lines)
    return _open_post(lines, filled) or _open_channel(lines, filled) or _open_article(lines, filled)


def _open_post(lines: tuple[str, ...], filled: Sequence[int]) -> Envelope | None:
    ages = [number for number, at in enumerate(filled[:HEAD]) if number and _is_age(lines[at])]
    if not ages:
        return None
    below = [at for at in filled[-TAIL:] if at > filled[ages[0]] and _is_below_post(lines[at])]
    if len(below) < MIN_BELOW or filled[-1] not in below:
        return None
    below += [
        at
        for above, at in pairwise(filled[-TAIL:])
        if above in below and _AMOUNT.fullmatch(lines[at].strip()) and at not in below
    ]
    name = one_line(lines[filled[0]])
    if len(name) > MAX_NAME or ENDS_SENTENCE.search(name) or name.endswith((":", ",")):
        return None
    if any(not (_ACCOUNT_LINE.fullmatch(lines[at]) or is_button(lines[at])) for at in filled[1 : ages[0]]):
        return None
    draft = Draft(lines, is_whole=True)
    draft.taken.update(dict.fromkeys(filled[: ages[0]], _OF_POST))
    draft.taken[filled[ages[0]]] = _TIME
    draft.taken.update(dict.fromkeys(below, _BELOW))
    if is_organisation(name, load_lexicon("en", "de", "fr", "es", "it", "pt")):
        draft.state("provider", Party(name=name), filled[0])
    return draft.envelope()


def _open_channel(lines: tuple[str, ...], filled: Sequence[int]) -> Envelope | None:
    """Open a message of a channel on Telegram, None if the lines do not open with its name and time."""
    if len(filled) < 2 or "[" not in lines[filled[0]]:
        return None
    header = _CHANNEL.fullmatch(lines[filled[0]].strip())
    dated = read_date(header["time"], load_lexicon(*_LANGUAGES)) if header else None
    if header is None or dated is None or dated.moment is None or len(dated.rest.split()) > 1:
        return None
    draft = Draft(lines)
    draft.taken[filled[0]] = _TIME
    draft.issued = Moment(dated.moment.text[:10])
    draft.stated["published"] = filled[0]
    for at in reversed(filled[1:]):
        if not is_channel_foot(lines[at]):
            break
        draft.taken[at] = _BELOW
    title = next((at for at in filled[1:] if at not in draft.taken), None)
    if title is not None and (bare := without_pictograms(lines[title])) != lines[title].strip():
        draft.rewritten[title] = bare
    return draft.envelope()


def is_channel_foot(line: str) -> bool:
    """Whether a line below a message of a channel says how to reach it, or how many have read it."""
    return _CHANNEL_FOOT.fullmatch(line.strip()) is not None


def without_pictograms(line: str) -> str:
    """A line without the signs before its first words; one that has no words as it is."""
    return _PICTOGRAMS.sub("", line).strip() or line.strip()


def _is_below_post(line: str) -> bool:
    """Whether a line is a count or a button."""
    return is_count(line) or is_button(line) or _COMMENT.fullmatch(line) is not None


def _is_age(line: str) -> bool:
    found = _AGE.fullmatch(line) if len(line) <= MAX_NAME and any(map(str.isdigit, line)) else None
    return found is not None and (found["dot"] is not None or line.strip()[-1:].isalpha() or ":" in line)


def _open_article(lines: tuple[str, ...], filled: Sequence[int]) -> Envelope | None:
    if not any(lines[at][:2] >= FIRST_CJK for at in (*filled[:2], *filled[-2:])):
        return None
    draft = Draft(lines)
    appeals = [
        at for at in (*filled[:3], *filled[-TAIL:]) if len(lines[at]) <= MAX_NAME and _APPEAL.fullmatch(lines[at])
    ]
    links = [at for at in filled[-TAIL:] if lines[at].strip() in _LINKS]
    credits = [at for at in filled[-TAIL:] if len(lines[at]) <= 2 * MAX_NAME and _CREDITS.fullmatch(lines[at])]
    for at in filled[:HEAD]:
        if original := _ORIGINAL.fullmatch(lines[at]) if "原创" in lines[at] else None:
            draft.state("authors", (Contributor(name=original["author"]),), at)
            draft.state("provider", Party(name=original["account"]), at)
            dated = read_date(original["day"], load_lexicon("zh"))
            draft.issued = dated.moment if dated else None
            draft.stated["published"] = at
            draft.taken[at] = _OF_ACCOUNT
    marks = dict.fromkeys((*appeals, *links))
    if not draft.taken and (len(marks) < MIN_MARKS and not (marks and credits)):
        return None
    buttons = [at for at in filled[-TAIL:] if lines[at].strip() in _BUTTONS]
    draft.taken.update(dict.fromkeys((*marks, *credits, *buttons), _OF_ACCOUNT))
    return draft.envelope()
