"""Lines that a program wrote among copy: a channel's notices, a forum's head, a teletext page's frame.

Each is a whole line whose wording no story has. A wording that a story may have counts only beside another of its
kind: the time of a message its sender above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

from convert.readers.text.envelopes.envelope import Envelope, TakenLine, filled_lines, opening_signs, whole_text
from convert.readers.text.envelopes.web.account_posts import is_channel_foot, without_pictograms

LONGEST = 220
"""The greatest length of such a line, in characters."""

MIN_FAX_DIGITS = 12
"""How many figures the header of a fax has at least: a day, a time, a number to dial, and the page."""

_NOTICE = re.compile(
    r"\s*\S.{0,60} (?:has (?:joined|left) (?:the channel|#\S+)|joined #\S+\.?"
    r"|set the channel (?:topic|purpose|description).{0,100}|ist dem (?:channel|kanal) beigetreten"
    r"|a rejoint (?:le canal|la chaîne)|se ha unido al canal|si è unit[oa] al canale)\s*"
    r"|\s*(?:\S.{0,60} )?was (?:added to|removed from) #\S+ by \S.{0,60}"
    r"|\s*\[\s?(?:Photo|Video|Voice message|Sticker|GIF|File|Фото|Видео|Voice|Poll|Document)\s?\]\s*"
    r"|\s*\d[\d.,]*\s?[KkMКкМ]?\s?👁(?:\s?\d[\d.,]*[KkM]?)?(?:\s\d\d:\d\d)?\s*"
    r"|\s*(?:[\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?\s?\d[\d.,]*\s?[KkMКк]?\s*){1,12}"
    r"|\s*(?i:(?:(?:file ?name|file|dateiname|datei|fichier|archivo|file immagine|bestand|fil|plik|файл)\s?[:：]"
    r"\s?\S{2,80}"
    r"|(?=[^.]*[\d_])[\w.()-]{4,80}|/[\w.()/-]{4,200})\.(?:jpe?g|png|tiff?|gif|eps|heic|mp4|mov)\)?)\s*"
    r"|\s*Tap to (?:unmute|play|expand|zoom)\s*"
    r"|\s*:[a-z0-9_+-]{2,30}:(?:\s?\d{1,4})?(?:\s+:[a-z0-9_+-]{2,30}:(?:\s?\d{1,4})?)*\s*",
)
_JOINED = re.compile(r"\s*\S.{0,60} has (?:joined|left) the (?:group|conversation)\s*")
"""A notice that a title may be, too ("Sweden has joined the group"); it counts beside another sign of a chat."""

_JOINED_BY = ("the group", "the conversation")
_FORWARDED = re.compile(
    r"\s*(?:Forwarded from|Forwarded message from|Weitergeleitet von|Transféré de|Reenviado de|Inoltrato da"
    r"|Переслано от|Переслано из|Переслано з|Переслано від|Przekazano od"
    r"|İletildi:) (?P<channel>\S[^:：]{0,60})[^.!?…:：\s]\s*"
)
_SUBSCRIBE = re.compile(
    r"[\W_]*(?:subscribe|join|follow|abonnieren|abonniere|s['’]abonner|abonnez-vous|suscríbete|únete|iscriviti|assine"
    r"|inscreva-se|подписаться|подпишись|підписатися|підпишись|subskrybuj|abone ol|عضویت|اشترك)\b[^|.!?,]{0,40}"
    r"(?:[|•·]\s?[^|.!?,]{2,40}){0,3}",
    re.IGNORECASE,
)
_FORUM = re.compile(
    r"\s*(?:[•·]\s*)?Posted by u/[\w-]{2,30}(?: \S.{0,40})?\s*"
    r"|\s*(?:[•·]\s*)?u/[\w-]{2,30}(?: ?[•·] ?\d.{0,20}| avatar)\s*"
)
_COMMUNITY = re.compile(r"\s*r/\w{2,30}(?:\s?[•·]\s?(?:.{0,12}\bago\b|\d{1,3}\s?\w{1,3}\.?).{0,40})?\s*")
_SENDER = re.compile(r"\s*(?:From|Von|De|Da|Van|Od|От)\s?:\s?\S.{0,60}")
_RECEIVED = re.compile(
    r"\s*(?:Received|Sent|Empfangen|Gesendet|Reçu|Envoyé|Recibido|Enviado|Ricevuto|Inviato|Ontvangen|Odebrano|Получено"
    r")\s?:\s?(?=.*\d[:.h]\d\d).{6,60}"
)

_EDITED = " (edited)"
_SIGNS = (
    *("#", "👁", "u/", "Tap to", _EDITED, "channel", "canal", "kanal", "chaîne", *_JOINED_BY),
    *("Forwarded", "Weitergeleitet", "Transféré", "Reenviado", "Inoltrato", "Переслано", "Przekazano", "İletildi"),
)
"""What copy has one of if a line in it is a notice; `_may_have_notices` has the other signs."""

_OPENING_SIGN = re.compile("[\\[:\u2600-\u27bf\U0001f300-\U0001faff]")
_NAME_OF_FILE = re.compile(r"\.(?:jpe?g|png|tiff?|gif|eps|heic|mp4|mov)\)?\s*$", re.IGNORECASE | re.MULTILINE)
_CLOCK_AT_END = re.compile(r":\d\d\s?[AaPp][Mm]\s*$", re.MULTILINE)
_HEAD_OF_MESSAGE = re.compile(
    r"\s*[^\W\d_][\w.'’-]*(?: [\w.'’-]+){0,3}(?: \[\w+\]| APP)?\s{1,3}\d{1,2}:\d\d\s?[AaPp][Mm]\s*"
)
_TELETEXT_HEAD = re.compile(
    r"\s*(?:[A-Z]{0,3}\s?[1-8]\d\d\s.{0,30}?\s?\d\d\.\d\d\.?(?:\d\d)?,?\s+\d\d:\d\d(?::\d\d)?"
    r"|[1-8]\d\d\s+\S.{0,24}\s\d\d:\d\d:\d\d)\s*"
)
"""The head of a teletext page: its number, the station, perhaps the day, and the clock."""

_TELETEXT = re.compile(r"\s*[1-8]\d\d\s?/\s?\d{1,2}\s*|\s*(?:\S.{0,24}\s)?(?:>{2,3}|\.{3,})\s*[1-8]\d\d\s*")
_FAX = re.compile(
    r"\s*(?=.*\d{1,2}[:.]\d\d)(?=.*\s{2}).{0,120}\b(?:P|PG|PAGE|S|SEITE|PÁG|PAG|STR)\.?\s?\d{1,3}(?:\s?/\s?\d{1,3})?\s*"
)
"""The line that a fax machine prints at the top of each page: time, sender, number and page."""

_PICTOGRAM = re.compile("[\u2607-\u2712\u27a1\U0001f300-\U0001faff]")
"""What buttons open with; arrows, stars and ticks open headings and items, too."""

_PART_OF_MESSAGE = re.compile(r"\s*\{(?:Attachments?|Embeds?|Reactions|Stickers|Inline Reply)\}\s*")
"""The heading of what is below a message in an export of Discord: files, links and reactions."""

_OF_PROGRAM = TakenLine("line of a program")
_OF_FORUM = TakenLine("head of a post")
_OF_TELETEXT = TakenLine("frame of a teletext page")
_OF_MESSAGE = TakenLine("sender and time of a message")
_OF_FAX = TakenLine("header of a fax", is_private=True)
_TIME = TakenLine("time of a message")


def open_program_lines(lines: tuple[str, ...]) -> Envelope | None:
    """Take the lines that programs wrote, None if there are none."""
    filled = [at for at in filled_lines(lines) if len(lines[at]) <= LONGEST]
    text = "\n".join([lines[at] for at in filled])
    taken = dict.fromkeys(_heads_of_messages(lines, filled), _OF_MESSAGE)
    is_teletext = (
        bool(filled)
        and any(map(str.isdigit, lines[filled[0]]))
        and _TELETEXT_HEAD.fullmatch(lines[filled[0]]) is not None
    )
    rewritten: dict[int, str] = {}
    joined = _joined(lines, filled) if any(map(text.__contains__, _JOINED_BY)) else frozenset()
    edited = frozenset(at for at in filled if lines[at].endswith(_EDITED)) if _EDITED in text else frozenset()
    edited = edited if edited and _is_of_chat(lines, filled) else frozenset()
    has_pictograms = any(map(_PICTOGRAM.match, opening_signs(lines)))
    has_notices = _may_have_notices(text, opening_signs(lines))
    for number, at in enumerate(filled):
        line = lines[at]
        if not (has_notices or is_teletext or ":" in line or "|" in line or line.isupper()):
            continue
        if line.rstrip()[-1:].isdigit() and _FAX.fullmatch(line) and _names_fax(line):
            taken[at] = _OF_FAX
            continue
        if is_teletext and (at == filled[0] or _TELETEXT.fullmatch(line)):
            taken[at] = _OF_TELETEXT
            continue
        is_button = ("|" in line or has_pictograms) and _is_button(line)
        is_channel = has_notices and _FORWARDED.fullmatch(line) and _names_channel(lines, filled, number)
        is_notice = has_notices and (_NOTICE.fullmatch(line) or at in joined)
        if is_notice or is_button or is_channel:
            taken[at] = _OF_PROGRAM
            if is_channel:
                _read_forwarded(lines, filled[number + 1 :], taken, rewritten)
        elif "u/" in line and _FORUM.fullmatch(line):
            taken[at] = _OF_FORUM
            above = filled[number - 1] if number else -1
            if above >= 0 and _COMMUNITY.fullmatch(lines[above]):
                taken[above] = _OF_FORUM
        elif at in edited:
            rewritten[at] = line.removesuffix(_EDITED).rstrip()
        elif number and ":" in line and _RECEIVED.fullmatch(line) and _SENDER.fullmatch(lines[filled[number - 1]]):
            taken[at] = _TIME
    if "{" in opening_signs(lines):
        taken |= dict.fromkeys(_parts_of_messages(lines), _OF_PROGRAM)
    title = next((lines[at].strip() for at in filled if at not in taken), None) if is_teletext else None
    return Envelope(lines=lines, taken=taken, headline=title, rewritten=rewritten) if taken else None


def _parts_of_messages(lines: Sequence[str]) -> Iterator[int]:
    """The headings of files, links and reactions below messages, and their lines up to a blank one."""
    is_open = False
    for at, line in enumerate(lines):
        is_open = bool(line.strip()) and (is_open or _PART_OF_MESSAGE.fullmatch(line) is not None)
        if is_open:
            yield at


def _may_have_notices(text: str, signs: Set[str]) -> bool:
    """Whether some line of `text` may be a notice, a button, or name a channel or who posted: most copy has no sign of
    one; lines open with the `signs`.
    """
    return (
        any(map(_OPENING_SIGN.match, signs))
        or any(map(text.__contains__, _SIGNS))
        or _NAME_OF_FILE.search(text) is not None
    )


def _names_fax(line: str) -> bool:
    """Whether a line has a number to dial, or a label of who sends, in capitals."""
    return sum(map(str.isdigit, line)) >= MIN_FAX_DIGITS and line.isupper()


def _is_button(line: str) -> bool:
    """Whether a line is a button, or a row of them, to subscribe."""
    is_marked = "|" in line or _PICTOGRAM.match(line.lstrip()) is not None
    return is_marked and _SUBSCRIBE.fullmatch(line) is not None


def _names_channel(lines: Sequence[str], filled: Sequence[int], number: int) -> bool:
    """Whether a line names the channel that a post was forwarded from; a sentence goes on in small letters."""
    found = _FORWARDED.fullmatch(lines[filled[number]])
    below = lines[filled[number + 1]].lstrip() if number + 1 < len(filled) else ""
    return found is not None and not found["channel"][0].islower() and not below[:1].islower()


def _read_forwarded(
    lines: tuple[str, ...], below: Sequence[int], taken: dict[int, TakenLine], rewritten: dict[int, str]
) -> None:
    """Take the signs before the title of a post that was forwarded, and the lines below it about the channel."""
    if below and (bare := without_pictograms(lines[below[0]])) != lines[below[0]].strip():
        rewritten[below[0]] = bare
    for at in reversed(below[1:]):
        if not is_channel_foot(lines[at]):
            break
        taken[at] = _OF_PROGRAM


def _joined(lines: tuple[str, ...], filled: Sequence[int]) -> Set[int]:
    """The notices that somebody joined or left a group, if there are several, or another sign of a chat."""
    found = [at for at in filled if lines[at].rstrip().endswith(_JOINED_BY) and _JOINED.fullmatch(lines[at])]
    return frozenset(found) if len(found) > 1 or (found and _is_of_chat(lines, filled)) else frozenset()


def _is_of_chat(lines: tuple[str, ...], filled: Sequence[int]) -> bool:
    """Whether some line is a notice of a program, or the head of a message."""
    return any(_NOTICE.fullmatch(lines[at]) for at in filled) or bool(_heads_of_messages(lines, filled))


def _heads_of_messages(lines: tuple[str, ...], filled: Sequence[int]) -> Sequence[int]:
    """The names with the time of day above messages ("Una Keogh  9:58 AM"), each above text; none if there is one."""
    if _CLOCK_AT_END.search(whole_text(lines)) is None:
        return ()
    heads = [at for at in filled if lines[at].rstrip()[-1] in "Mm" and _HEAD_OF_MESSAGE.fullmatch(lines[at])]
    below = dict(pairwise(filled))
    return heads if len(heads) > 1 and not any(below.get(at, at) in heads for at in (*heads, *heads[-1:])) else ()
