"""Exports of chats: day, hour and sender before each message, and lines that the program wrote.

Known by the stamps alone, as WhatsApp, Telegram and others write them. Where one sender wrote most of it, as a
reporter does who files from the field, the messages of the others are notes to editors, and so is what the sender says
before and after the story. Else it is a conversation, and keeps the names of its speakers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import NamedTuple

from convert.errors import ModelError
from convert.model import Contributor, Moment
from convert.readers.text.envelopes.draft import Draft
from convert.readers.text.envelopes.envelope import Envelope, TakenLine, one_line
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lexicon.people import read_people
from convert.readers.text.lines.language import detect_language

MAIN_SHARE = 0.6
"""What share of the words a sender has at least whose messages are the story."""

ASIDE_WORDS = 8
"""How many words a message has at most that is not part of the story, but before or after it."""

_DATE = r"(?P<a>\d{1,4})(?P<sign>[./-])(?P<b>\d{1,2})(?P=sign)(?P<c>\d{2,4})"
_TIME = r"(?P<time>\d{1,2}[:.]\d\d(?:[:.]\d\d)?)(?:\s?(?P<half>[AaPp]\.?\s?[Mm]\.?|[صم](?!\w)))?"
_STAMPS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\s*\[{_DATE},?\s+{_TIME}\]\s*(?P<rest>.*)",
        rf"\s*{_DATE},?\s+{_TIME}\s+[-–—]\s+(?P<rest>.*)",
        rf"\s*\[(?P<a>\d{{1,2}})-(?P<month>[A-Z][a-z]{{2}})-(?P<c>\d{{2,4}})\s+{_TIME}\]\s+(?P<named>[^:]{{2,40}})(?P<rest>)\Z",
        rf"(?P<sender>[^\[\]:]{{1,60}}?),? \[{_DATE},?\s+{_TIME}\]:?\s*(?P<rest>.*)",
        (
            r"\s*(?P<time>\d{1,2}:\d\d:\d\d)\s+(?:From|Von|De|Da|Van|Od|От)\s+(?P<named>[^:]{2,60}?)\s+"
            r"(?:to|an|à|a|para|aan|do|для)\s+(?:Everyone|Alle|Tous|Tout le monde|Todos|Tutti|Iedereen|Wszyscy"
            r"|Все)\s?:\s?(?P<rest>.*)"
        ),
        r"\s*\[(?P<time>\d{1,2}:\d\d(?::\d\d)?)(?:\s?(?P<half>[AaPp][Mm]))?\]\s+(?P<rest>[^:\s][^:]{0,40}:\s.*)",
        r"(?:午前|午後|上午|下午|오전|오후)?(?P<time>\d{1,2}:\d\d)(?:\s(?P<half>[AaPp][Mm]))?\t(?P<named>[^\t]{1,60})\t(?P<rest>.*)",
    )
)
_TAG = re.compile(r"#\d{4}\s*$")
"""The number behind the name of a sender, as Discord has it."""

_EXPORT = re.compile(
    r"\s*(?:={8,}|(?:Guild|Server|Channel|Topic|After|Before)\s?:\s\S.{0,80}|Exported [\d,.]+ messages?\(?s?\)?)\s*"
)
"""What a program puts around an export: a rule, the server and the channel, and how many messages there are."""

_OF_LINE = re.compile(
    r"\ufeff?\[LINE\] ?\S.{0,90}|(?:Saved on|保存日時|儲存日期|저장한 날짜)\s?[:：].{4,40}"
    r"|\d{4}[./]\d{1,2}[./]\d{1,2}\.?[ (（]?[^\t:]{0,20}"
)
"""What LINE writes around the messages: the other person, when the chat was saved, and the days."""

_DAY_OF_LINE = re.compile(r"(\d{4})[./](\d{1,2})[./](\d{1,2})")
_ACTION = re.compile(r"(?:Pinned a message|Joined the server|Started a call\b.{0,40}|Changed the channel .{1,60})\.")
"""The whole text of a message that tells what its sender did."""

_SENDER = re.compile(r"(?P<sender>[^:]{1,60}?):(?:\s+|$)(?P<text>.*)")
_NUMBER = re.compile(r"\+?\d[\d ()\-]{6,}")

_SYSTEM = (
    *(
        "end-to-end encrypted",
        "ende-zu-ende-verschlüsselt",
        "chiffrés de bout en bout",
        "cifrados de extremo a extremo",
    ),
    *(
        "crittografati end-to-end",
        "criptografia de ponta a ponta",
        "end-to-end versleuteld",
        "this message was deleted",
    ),
    *("you deleted this message", "diese nachricht wurde gelöscht", "ce message a été supprimé", "mensagem apagada"),
    *("مشفرة تمامًا بين الطرفين", "مشفّرة", "מוצפנות מקצה לקצה", "uçtan uca şifreli", "сквозным шифрованием"),
    *(
        "są szyfrowane",
        "jsou šifrovány",
        "är krypterade",
        "krypteres ende-til-ende",
        "päästä päähän",
        "エンドツーエンド",
    ),
    *("تم حذف هذه الرسالة", "הודעה זו נמחקה", "bu mesaj silindi", "данное сообщение удалено", "usunięto tę wiadomość"),
    *("se eliminó este mensaje", "eliminaste este mensaje", "messaggio eliminato", "dit bericht is verwijderd"),
)
_ATTACHMENT = re.compile(
    r"<[^<>]{0,120}(?:attached|omitted|angehängt|ausgeschlossen|weggelassen|omis|joint|adjunto|omitido|omessi|allegato"
    r"|weggelaten|anexado|oculto|استبعاد|נכללה|dahil edilmedi|медиафайл|pominięto|vynechán|utelämnat|jätetty)"
    r"[^<>]{0,120}>"
    r"|(?:image|video|audio|sticker|gif|document|photo|bild|imagen|immagine|imagem|afbeelding|vidéo)\s+"
    r"(?:omitted|weggelassen|omitida|omitido|omessa|omessi|absente|weggelaten|ocultada)"
    r"|\S+\.\w{2,4}\s\((?:file attached|datei angehängt|fichier joint|archivo adjunto|file allegato"
    r"|ficheiro anexado|arquivo anexado|ficheiro não revelado|arquivo de mídia oculto|bestand bijgevoegd|plik dołączony"
    r"|soubor přiložen|fil bifogad|vedlagt fil|vedhæftet fil|tiedosto liitetty|fájl csatolva|dosya eklendi|файл"
    r" добавлен|файл додано|fișier atașat)\)",
    re.IGNORECASE,
)
_EDITED = re.compile(
    r"\s*<[^<>]{0,40}(?:edited|bearbeitet|modifié|editó|modificato|bewerkt)[^<>]{0,10}>$", re.IGNORECASE
)
_HEADLINE = re.compile(
    r"(?:HEADLINE|HED|HEAD|HDL|TITLE|TITEL|ÜBERSCHRIFT|SCHLAGZEILE|TITRE|TÍTULO|TITULAR|TITOLO|KOP|TYTUŁ|NAGŁÓWEK"
    r"|TITULEK|CÍM|ЗАГОЛОВОК|BAŞLIK|RUBRIK|OTSIKKO|OVERSKRIFT|TITLU|MANŞET)\s*[:：]\s*(?P<text>\S.*)",
    re.IGNORECASE,
)
_TEXT = re.compile(
    r"(?:BODY|TEXT|COPY|STORY|LEAD|LEDE|INTRO|TEXTE|TEXTO|TESTO|TEKST|ТЕКСТ|METİN)\s*[:：]\s*(?P<text>\S.*)",
    re.IGNORECASE,
)
_DEK = re.compile(
    r"(?:DEK|DECK|SUBHED|SUBHEAD|SUBHEADLINE|STANDFIRST|UNTERZEILE|UNTERTITEL|DACHZEILE|CHAPÔ|SOUS-TITRE|SUBTÍTULO|BAJADA"
    r"|SOTTOTITOLO|OCCHIELLO|PODTYTUŁ|INGRESS|ПОДЗАГОЛОВОК|SPOT)\s*[:：]\s*(?P<text>\S.*)",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?i:\b(?:byline|by-line|autor(?:in|enzeile)?|zeile|signature|on signe"
    r"|je signe|signé|firma|firmato|firmamos|firmo|assinamos|подпись|підпис)"
    r"\b[:\s]+(?:is |to |for |as )?)"
    r"(?P<name>[^\W\d_a-zß-ÿ][\w'’.-]+(?:\s(?:[^\W\d_a-zß-ÿ][\w'’.-]*|de|van|von|di|da|del)){1,4})"
)


_OF_EXPORT = TakenLine("line of the chat program")

_PLAIN = str.maketrans("،\u202f\xa0", ",  ", "\u200e\u200f\u202a\u202b\u202c")
"""How the stamps of Arabic and Hebrew programs become like others."""


class _Stamp(NamedTuple):
    """The stamp of a line: the day's three numbers and their sign, whether the clock has English halves, sender and
    text.
    """

    day: tuple[str, str, str] | None
    sign: str
    has_half: bool
    sender: str
    text: str


@dataclass(slots=True)
class Message:
    """A message: its lines by index with their text, its sender (empty for the program), and its stamp."""

    sender: str
    stamp: _Stamp | None
    lines: list[tuple[int, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(text for _, text in self.lines if text)


def open_chat(lines: tuple[str, ...]) -> Envelope | None:
    """Open the export of a chat, None if the lines show none."""
    if not _shows_chat(lines):
        return None
    exported = _lines_of_export(lines)
    chat = read_messages(lines, _messages(lines, exported), exported)
    day = next((found for at in sorted(exported) if (found := _DAY_OF_LINE.match(lines[at]))), None)
    if chat is None or chat.sent or day is None:
        return chat
    return replace(chat, sent=_moment(*map(int, day.groups())))


def read_messages(lines: tuple[str, ...], messages: Sequence[Message], exported: Collection[int]) -> Envelope | None:
    """What `messages` with their senders say, None if people wrote none; `exported` are lines around them."""
    chat = _Chat(lines)
    chat.taken.update(dict.fromkeys(exported, _OF_EXPORT))
    people = []
    for message in messages:
        if message.stamp and (not message.sender or _is_system(message.text) or _ACTION.fullmatch(message.text)):
            chat.take(message, "line of the chat program")
        elif _ATTACHMENT.search(message.text) and not _words(_ATTACHMENT.sub("", message.text)):
            chat.take(message, "attachment of a chat")
        elif not _words(message.text):
            chat.take(message, "message without words")
        else:
            people.append(message)
    counts: Counter[str] = Counter()
    for message in people:
        counts[message.sender] += _words(message.text)
    main, most = counts.most_common(1)[0] if counts else ("", 0)
    if not people:
        return None
    if most < MAIN_SHARE * counts.total():
        for message in people:
            chat.keep(message, has_speaker=True)
    else:
        chat.read_story([message for message in people if message.sender == main], people)
    first = next((message for message in people if message.lines[0][0] in chat.rewritten), None)
    chat.sent = _day(first.stamp, messages, people) if first else None
    return chat.envelope()


def _shows_chat(lines: Sequence[str]) -> bool:
    exported = _lines_of_export(lines)
    first = list(islice((line for at, line in enumerate(lines) if line.strip() and at not in exported), 2))
    if not any(map(_stamp, first)):
        return False
    filled = [line for at, line in enumerate(lines) if line.strip() and at not in exported]
    stamped = [stamp for line in filled if (stamp := _stamp(line))]
    if any(stamp.day is None for stamp in stamped):
        return len(stamped) > 2 and len(stamped) * 2 >= len(filled)
    return len(stamped) > 1 and (len(stamped) * 2 >= len(filled) or _stamp(filled[0]) is not None)


def _stamp(line: str) -> _Stamp | None:
    if not any(map(str.isdigit, line[:90])):
        return None
    if not line.isascii():
        line = line.translate(_PLAIN)
    for pattern in _STAMPS:
        if match := pattern.match(line):
            found = match.groupdict()
            day, sign = None, found.get("sign") or ""
            if month := found.get("month"):
                number = load_lexicon("en").months.get(month.casefold())
                day, sign = ((found["a"], str(number), found["c"]), ".") if number else (None, "")
            elif found.get("a"):
                day = (found["a"], found["b"], found["c"])
            sender, text = found.get("sender") or _TAG.sub("", found.get("named") or ""), match["rest"].strip()
            if not sender and (named := _SENDER.fullmatch(text)):
                sender, text = named["sender"], named["text"].strip()
            has_half = (found.get("half") or "").isascii() and bool(found.get("half"))
            return _Stamp(day, sign, has_half, sender.strip(), text)
    return None


def _lines_of_export(lines: Sequence[str]) -> frozenset[int]:
    """The lines that a program put around an export, which opens with one; none if it does not."""
    first = next((line for line in lines if line.strip()), "").lstrip("\ufeff")
    if first.startswith("[LINE]"):
        return frozenset(at for at, line in enumerate(lines) if len(line) <= 120 and _OF_LINE.fullmatch(line))
    if not first.startswith("====") or not _EXPORT.fullmatch(first):
        return frozenset()
    return frozenset(at for at, line in enumerate(lines) if len(line) <= 120 and _EXPORT.fullmatch(line))


def _messages(lines: Sequence[str], exported: Set[int]) -> list[Message]:
    messages: list[Message] = []
    for at, line in enumerate(lines):
        if at in exported:
            continue
        if stamp := _stamp(line):
            messages.append(Message(stamp.sender, stamp, [(at, _EDITED.sub("", stamp.text))]))
        elif line.strip():
            if not messages:
                messages.append(Message("", None))
            messages[-1].lines.append((at, _EDITED.sub("", line.strip())))
    return messages


def _is_system(text: str) -> bool:
    folded = text.casefold()
    return any(phrase in folded for phrase in _SYSTEM)


def _words(text: str) -> int:
    return sum(any(map(str.isalpha, word)) for word in text.split())


class _Chat(Draft):
    """What is read of a chat. Its messages are the paragraphs, and all of them are known."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__(lines, is_whole=True)
        self.layout = "explicit"

    def take(self, message: Message, rule: str) -> None:
        for at, _ in message.lines:
            self.taken[at] = TakenLine(rule, is_private=bool(_NUMBER.search(_without_stamp(self.lines[at]))))

    def keep(self, message: Message, *, has_speaker: bool = False) -> None:
        for at, text in message.lines:
            self.rewritten[at] = text
        at, text = message.lines[0]
        if has_speaker and message.sender and not _NUMBER.fullmatch(message.sender):
            self.rewritten[at] = f"{message.sender}: {text}"
        elif not text:
            self.taken[at] = TakenLine("stamp of a message", is_private=bool(_NUMBER.search(message.sender)))

    def set_aside(self, message: Message, rule: str) -> None:
        for at, _ in message.lines:
            self.taken[at] = TakenLine(rule, role="desk-note")
        if _words(message.text) > 1:
            self.notes.append(message.text)
        if (named := _BYLINE.search(message.text)) and (authors := _people(named["name"])):
            self.state_first("authors", authors, message.lines[0][0])

    def read_story(self, own: Sequence[Message], all_messages: Sequence[Message]) -> None:
        """Keep the story in the messages `own` of its writer, and set the others aside."""
        start, end = _bounds(own)
        kept = {id(message) for message in own[start:end]}
        for message in all_messages:
            if id(message) not in kept:
                is_own = message.sender == own[0].sender
                self.set_aside(message, "message beside the story" if is_own else "message of another sender")
                continue
            self.keep(message)
            at, text = message.lines[0]
            if self.headline is None and (label := _HEADLINE.fullmatch(text)):
                self.headline = self.rewritten[at] = one_line(label["text"])
            elif label := _TEXT.fullmatch(text):
                self.rewritten[at] = label["text"]
            elif "subheadline" not in self.metadata and (label := _DEK.fullmatch(text)):
                self.state("subheadline", one_line(label["text"]), at)
                self.taken[at] = TakenLine("line below the title of a chat", role="subheadline")


def _bounds(own: Sequence[Message]) -> tuple[int, int]:
    """The first message of the story, and the one after its last."""
    start, end = 0, len(own)
    labeled = next((at for at, message in enumerate(own) if _HEADLINE.fullmatch(message.lines[0][1])), None)
    if labeled is not None:
        start = labeled
    else:
        while start < end - 1 and _is_aside(own[start]):
            start += 1
    while end > start + 1 and _is_aside(own[end - 1]):
        end -= 1
    return start, end


def _is_aside(message: Message) -> bool:
    """Whether a message is a few words to a colleague: in small letters, or with a pictogram or a greeting."""
    text = message.text
    if len(message.lines) > 1 or _words(text) > ASIDE_WORDS:
        return False
    return text[:1].islower() or any("\U0001f000" <= sign <= "\U0001faff" or sign in "\u2705\u2714" for sign in text)


def _people(text: str) -> tuple[Contributor, ...]:
    """The people in the words after "byline"; those that begin with a small letter are none."""
    words = text.split()
    while words and not words[-1][0].isupper():
        words.pop()
    return read_people(" ".join(words).strip(" .?!,"), load_lexicon("en", "de", "fr", "es", "it"))


def _without_stamp(line: str) -> str:
    stamp = _stamp(line)
    return f"{stamp.sender} {stamp.text}" if stamp else line


def _day(stamp: _Stamp | None, messages: Sequence[Message], people: Sequence[Message]) -> Moment | None:
    """The day of a stamp, None where neither the stamps nor the language of the `people` show which number is the day.

    Only programs in American English have the month first.
    """
    if stamp is None or stamp.day is None:
        return None
    numbers = [tuple(map(int, message.stamp.day)) for message in messages if message.stamp and message.stamp.day]
    a, b, c = map(int, stamp.day)
    if len(stamp.day[0]) == 4:
        year, month, day = a, b, c
    else:
        is_day_first = stamp.sign == "." or a == b or any(first > 12 for first, _, _ in numbers)
        is_month_first = any(second > 12 for _, second, _ in numbers) or (stamp.has_half and not is_day_first)
        if not is_day_first and not is_month_first:
            is_day_first = detect_language([message.text for message in people]).primary not in ("en", "und")
        if is_day_first == is_month_first:
            return None
        year, month, day = (c, b, a) if is_day_first else (c, a, b)
    return _moment(year + 2000 if year < 100 else year, month, day)


def _moment(year: int, month: int, day: int) -> Moment | None:
    try:
        return Moment(f"{year:04}-{month:02}-{day:02}")
    except ModelError:
        return None
