"""Lines that a program wrote among copy: a newsletter's frame, a channel's notices, a forum's head, a rundown's cues.

Each is a whole line whose wording no story has. A wording that a story may have counts only beside another of its
kind: cues need two others, one of them other than a speaker's label; the time of a message its sender above it; a
sentence on a mail an address, or the link to the newsletter's page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from convert.readers.text.envelopes.envelope import Envelope, TakenLine, filled_lines
from convert.readers.text.lexicon.keys import fold_word, line_key
from convert.readers.text.sentences import ENDS_SENTENCE

LONGEST = 220
"""The greatest length of such a line, in characters."""

MIN_CUES = 3
"""How many different cues show a rundown, one of them other than a speaker's label."""

HEAD, TAIL = 4, 8
"""Among how many first and last lines a newsletter's frame is."""

_IN_BROWSER = (
    *("view this email in your browser", "view in browser", "view this newsletter in your browser", "view online"),
    *("view email in browser", "read online", "im browser ansehen", "im browser öffnen", "im browser anzeigen"),
    *("newsletter im browser ansehen", "newsletter im browser lesen", "diese e-mail im browser ansehen"),
    *("voir dans le navigateur", "voir dans votre navigateur", "afficher dans le navigateur", "version en ligne"),
    *("voir cet e-mail dans votre navigateur", "ver en el navegador", "ver este correo en su navegador"),
    *("ver este email en tu navegador", "visualizza nel browser", "visualizza questa email nel browser"),
    *("ver no navegador", "ver este e-mail no navegador", "bekijk in browser", "bekijk in je browser"),
    *("bekijk deze e-mail in je browser", "zobacz w przeglądarce", "otwórz w przeglądarce", "zobrazit v prohlížeči"),
    *("öppna i webbläsaren", "visa i webbläsare", "se i nettleser", "åbn i browser", "vis i browser"),
    *("avaa selaimessa", "megtekintés böngészőben", "tarayıcıda görüntüle", "открыть в браузере"),
    *("просмотреть в браузере", "відкрити у браузері", "ブラウザで表示", "在浏览器中查看", "브라우저에서 보기"),
)
_WHY = (
    *("you received this email because", "you are receiving this email because", "you're receiving this email because"),
    *("you are receiving this because", "sie erhalten diese e-mail", "sie erhalten diesen newsletter"),
    *("vous recevez cet e-mail", "vous recevez cet email", "vous recevez ce message car", "recibes este correo"),
    *("ricevi questa email", "você está recebendo este e-mail", "je ontvangt deze e-mail", "u ontvangt deze e-mail"),
    *("otrzymujesz tę wiadomość", "otrzymałeś tę wiadomość", "tento e-mail jste obdrželi", "dostáváte tento e-mail"),
    *("du får det här mejlet", "du får detta mejl", "du mottar denne e-posten", "du modtager denne mail"),
    *("saat tämän viestin", "azért kapta ezt", "вы получили это письмо", "ви отримали цей лист"),
    *("bu e-postayı alıyorsunuz",),
)
_ON_A_MAIL = (
    *("this email was sent to", "sie erhalten diesen", "diese e-mail wurde an", "recibe este correo"),
    *("ha recibido este correo", "hai ricevuto questa", "recebeu este e-mail", "このメールは"),
)
"""How sentences begin that a story on a mail or a prize may have, too."""

_NOTICE = re.compile(
    r"\s*\S.{0,60} (?:has (?:joined|left) (?:the channel|#\S+|the group|the conversation)|joined #\S+\.?"
    r"|set the channel (?:topic|purpose|description).{0,100}|ist dem (?:channel|kanal) beigetreten"
    r"|a rejoint (?:le canal|la chaîne)|se ha unido al canal|si è unit[oa] al canale)\s*"
    r"|\s*(?:\S.{0,60} )?was (?:added to|removed from) #\S+ by \S.{0,60}"
    r"|\s*\[\s?(?:Photo|Video|Voice message|Sticker|GIF|File|Фото|Видео|Voice|Poll|Document)\s?\]\s*"
    r"|\s*:[a-z0-9_+-]{2,30}:(?:\s?\d{1,4})?(?:\s:[a-z0-9_+-]{2,30}:(?:\s?\d{1,4})?)*\s*"
)
_FORUM = re.compile(
    r"\s*(?:[•·]\s*)?Posted by u/[\w-]{2,30}(?: \S.{0,40})?\s*"
    r"|\s*(?:[•·]\s*)?u/[\w-]{2,30}(?: ?[•·] ?\d.{0,20}| avatar)\s*"
)
_COMMUNITY = re.compile(r"\s*r/\w{2,30}(?:\s?[•·]\s?(?:.{0,12}\bago\b|\d{1,3}\s?\w{1,3}\.?).{0,40})?\s*")
_LABEL = re.compile(
    r"\s*(?P<label>SLUG|ANCHOR|TRT|WRITER|PRODUCER|RUNDOWN|BLOCK|PAGE|FORMAT|TALENT|REPORTER|CG|SUPER|OUTCUE|INCUE|TAPE)"
    r"\s?:(?:\s?\S.{0,60})?"
)
_SPEAKERS = frozenset({"ANCHOR", "WRITER", "PRODUCER", "TALENT", "REPORTER", "PAGE", "BLOCK", "SUPER"})
"""Labels that open what somebody says in a transcript, or a paragraph of another kind of copy."""

_DIRECTION = re.compile(
    r"\s*[\[(<*]{1,3}\s?(?:TAKE (?:VO|SOT|PKG|NAT|LIVE|GFX|CG|GRAPHIC).{0,30}|(?:ANCHOR )?TAG|VO(?:/SOT)?|SOT|PKG"
    r"|ANCHOR(?: (?:INTRO|LEAD|ON CAM(?:ERA)?|TAG))?|ON CAM(?:ERA)?|READER|NATS?(?: SOUND)?.{0,30}|FULL SCREEN.{0,30})"
    r"\s?[\])>*]{1,3}\s*"
)
_SENDER = re.compile(r"\s*(?:From|Von|De|Da|Van|Od|От)\s?:\s?\S.{0,60}")
_RECEIVED = re.compile(
    r"\s*(?:Received|Sent|Empfangen|Gesendet|Reçu|Envoyé|Recibido|Enviado|Ricevuto|Inviato|Ontvangen|Odebrano|Получено"
    r")\s?:\s?(?=.*\d[:.h]\d\d).{6,60}"
)

_NEWSLETTER = TakenLine("frame of a newsletter")
_OF_PROGRAM = TakenLine("line of a program")
_OF_FORUM = TakenLine("head of a post")
_OF_RUNDOWN = TakenLine("cue of a rundown")
_TIME = TakenLine("time of a message")


def open_program_lines(lines: tuple[str, ...]) -> Envelope | None:
    """Take the lines that programs wrote, None if there are none."""
    filled = [at for at in filled_lines(lines) if len(lines[at]) <= LONGEST]
    taken = dict(_frame_of_newsletter(lines, filled))
    taken.update(dict.fromkeys(_cues(lines, filled), _OF_RUNDOWN))
    for number, at in enumerate(filled):
        line = lines[at]
        if _NOTICE.fullmatch(line):
            taken[at] = _OF_PROGRAM
        elif "u/" in line and _FORUM.fullmatch(line):
            taken[at] = _OF_FORUM
            above = filled[number - 1] if number else -1
            if above >= 0 and _COMMUNITY.fullmatch(lines[above]):
                taken[above] = _OF_FORUM
        elif number and _RECEIVED.fullmatch(line) and _SENDER.fullmatch(lines[filled[number - 1]]):
            taken[at] = _TIME
    return Envelope(lines=lines, taken=taken) if taken else None


def _cues(lines: Sequence[str], filled: Sequence[int]) -> Sequence[int]:
    """The cues of a rundown, none if too few are different; what a label opens that is a sentence is spoken."""
    found = {}
    for at in filled:
        if _DIRECTION.fullmatch(lines[at]):
            found[at] = fold_word(lines[at].strip())
        elif (label := _LABEL.fullmatch(lines[at])) and not ENDS_SENTENCE.search(lines[at]):
            found[at] = label["label"]
    kinds = set(found.values())
    return list(found) if len(kinds) >= MIN_CUES and not kinds <= _SPEAKERS else ()


def _frame_of_newsletter(lines: Sequence[str], filled: Sequence[int]) -> Iterator[tuple[int, TakenLine]]:
    """The link to a newsletter's page, and below the text why a reader got it."""
    links = [at for at in dict.fromkeys((*filled[:HEAD], *filled[-TAIL:])) if line_key(lines[at]) in _links()]
    for at in links:
        yield at, _NEWSLETTER
    for at in filled[-TAIL:]:
        text = fold_word(lines[at].strip())
        is_sure = bool(links) or "@" in text or "newsletter" in text
        if text.startswith(_openings(_WHY)) or (is_sure and text.startswith(_openings(_ON_A_MAIL))):
            yield at, _NEWSLETTER


@cache
def _links() -> frozenset[str]:
    return frozenset(map(line_key, _IN_BROWSER))


@cache
def _openings(phrases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(fold_word, phrases))
