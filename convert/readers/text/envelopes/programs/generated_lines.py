"""Lines that a program wrote among copy: a newsletter's frame, a channel's notices, a forum's head.

Each is a whole line whose wording no story has. A wording that a story may have counts only beside another of its
kind: the time of a message its sender above it; a sentence on a mail an address, or the link to the newsletter's page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from functools import cache
from itertools import pairwise

from convert.readers.text.envelopes.contacts import name_in_address
from convert.readers.text.envelopes.envelope import Envelope, TakenLine, filled_lines, opening_signs, whole_text
from convert.readers.text.lexicon.keys import fold_word, line_key

LONGEST = 220
"""The greatest length of such a line, in characters."""

MIN_FAX_DIGITS = 12
"""How many figures the header of a fax has at least: a day, a time, a number to dial, and the page."""

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
_ON_THE_WEB = re.compile(
    r"\s*(?:(?:view|read) this (?:post|e-?mail|newsletter|issue|message) (?:on the web|online|in (?:your|a) browser)"
    r"|(?:diesen (?:beitrag|newsletter)|diese (?:e-?mail|ausgabe)) (?:im web|online|im browser) (?:ansehen|lesen"
    r"|öffnen)"
    r"|(?:voir|lire) (?:ce message|cet article|cette lettre) (?:en ligne|sur le web|dans (?:le|votre) navigateur)"
    r"|(?:ver|leer) (?:este mensaje|esta publicación|este boletín) (?:en línea|en la web|en (?:el|su|tu) navegador)"
    r"|(?:vedi|leggi) (?:questo post|questa email|questa newsletter) (?:online|sul web|nel browser)"
    r"|(?:ver|ler) (?:este post|esta edição|este e-mail) (?:online|na web|no navegador)"
    r"|(?:bekijk|lees) (?:dit bericht|deze nieuwsbrief) (?:online|op het web|in (?:je|de) browser)"
    r")(?: (?:at|here|unter|sur|en|su|em|op))?\s?:?\s?(?:https?://\S+)?\s*",
    re.IGNORECASE,
)
"""The link to a newsletter's page, perhaps with its address."""

_PODCAST = re.compile(
    r"\s*(?:\S+\s){0,6}?(?:subscribe|listen|follow|find us|available|abonniert|abonnieren|hört|zu hören|abonnez-vous"
    r"|écoutez|suscríbete|escúchanos|escucha|iscriviti|ascolta|assine|ouça|abonneer|luister|prenumerera|lyssna|abonnér"
    r"|lyt|subskrybuj|słuchaj)\b.{0,80}(?:apple podcasts|spotify|podcasts?)\b.{0,80}",
    re.IGNORECASE,
)
"""Where a podcast is to be heard, with one of the `_EVERYWHERE` or two services."""

_EVERYWHERE = (
    *("wherever you get your podcasts", "wherever you listen", "überall, wo es podcasts gibt", "allen plattformen"),
    *("toutes les plateformes", "toutes vos applications", "donde escuches tus podcasts", "todas las plataformas"),
    *("tutte le piattaforme", "ovunque ascolti", "onde você ouve", "todas as plataformas", "waar je podcasts luistert"),
    *("där poddar finns", "där du lyssnar", "hvor du hører podcast", "wszędzie, gdzie słuchasz", "apple podcasts"),
)
_LINE_WITH_LINK = re.compile(r"\s*[^:]{3,40}:\s?https?://\S+\s*")
"""A label with an address alone, as show notes ask for support."""

_SUPPORT = re.compile(
    r"\s*(?:support|join) us (?:on|at|via) (?:patreon|ko-fi|steady|buy me a coffee)\b.{0,40}"
    r"|\s*(?:unterstützt|unterstütze) uns (?:auf|bei|über) (?:patreon|steady|ko-fi)\b.{0,40}"
    r"|\s*soutenez-nous sur (?:patreon|tipeee|ko-fi)\b.{0,40}|\s*apóyanos en (?:patreon|ko-fi)\b.{0,40}"
    r"|\s*(?:sostienici|supportaci) su (?:patreon|ko-fi)\b.{0,40}|\s*apoie-nos no (?:patreon|apoia\.se)\b.{0,40}",
    re.IGNORECASE,
)
"""An appeal to pay for a podcast or a newsletter, as a line of its own at the end."""

_WHY = (
    *("you received this email because", "you are receiving this email because", "you're receiving this email because"),
    *("you are receiving this because", "sie erhalten diese e-mail", "sie erhalten diesen newsletter"),
    *("vous recevez cet e-mail", "vous recevez cet email", "vous recevez ce message car", "recibes este correo"),
    *("ricevi questa email", "você está recebendo este e-mail", "je ontvangt deze e-mail", "u ontvangt deze e-mail"),
    *("otrzymujesz tę wiadomość", "otrzymałeś tę wiadomość", "tento e-mail jste obdrželi", "dostáváte tento e-mail"),
    *("du får det här mejlet", "du får detta mejl", "du mottar denne e-posten", "du modtager denne mail"),
    *("saat tämän viestin", "azért kapta ezt", "вы получили это письмо", "ви отримали цей лист"),
    *("bu e-postayı alıyorsunuz", "forwarded this email?", "was this email forwarded to you", "was this forwarded to"),
    *("did someone forward you this", "wurde ihnen diese e-mail weitergeleitet", "newsletter weitergeleitet bekommen"),
    *("on vous a transféré", "cette lettre vous a été transférée", "te han reenviado este", "¿te han reenviado"),
    *("ti hanno inoltrato questa", "recebeu este e-mail de um amigo", "doorgestuurd gekregen", "har du fått det här"),
    *("ktoś przesłał ci", "someone forwarded you this", "вам переслали это письмо", "bu e-posta size iletildi mi"),
)
_ON_A_MAIL = (
    *("this email was sent to", "sie erhalten diesen", "diese e-mail wurde an", "recibe este correo"),
    *("ha recibido este correo", "hai ricevuto questa", "recebeu este e-mail", "このメールは"),
)
"""How sentences begin that a story on a mail or a prize may have, too."""

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
    r"|Переслано от|Переслано з|Переслано від|Przekazano od|İletildi:) (?P<channel>\S[^:：]{0,60})[^.!?…:：\s]\s*"
)
_SUBSCRIBE = re.compile(
    r"[\W_]*(?:subscribe|join|follow|abonnieren|abonniere|s['’]abonner|abonnez-vous|suscríbete|únete|iscriviti|assine"
    r"|inscreva-se|подписаться|подпишись|підписатися|підпишись|subskrybuj|abone ol|عضویت|اشترك)\b[^|.!?,]{0,40}"
    r"(?:[|•·]\s?[^|.!?,]{2,40}){0,3}",
    re.IGNORECASE,
)
_FOOTER_LINKS = (
    *("unsubscribe", "privacy policy", "imprint", "manage preferences", "update preferences", "terms of use"),
    *("abmelden", "abbestellen", "newsletter abbestellen", "vom newsletter abmelden", "impressum", "datenschutz"),
    *("datenschutzerklärung", "se désabonner", "se désinscrire", "mentions légales", "darse de baja", "aviso legal"),
    *("cancelar suscripción", "política de privacidad", "disiscriviti", "annulla iscrizione", "note legali"),
    *("cancelar inscrição", "uitschrijven", "afmelden", "privacybeleid", "wypisz się", "polityka prywatności"),
    *("odhlásit", "odhlásit odběr", "avregistrera", "avmeld", "afmeld", "avprenumerera", "peruuta tilaus"),
    *("leiratkozás", "dezabonare", "отписаться", "відписатися", "aboneliği iptal et", "διαγραφή", "配信停止", "退订"),
)
"""Links below a newsletter, in a row with others."""

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
_BAR = re.compile(r"(?=[\s|•·])(?:\s*[|•·]\s*|\s{3,})")
_FAX = re.compile(
    r"\s*(?=.*\d{1,2}[:.]\d\d)(?=.*\s{2}).{0,120}\b(?:P|PG|PAGE|S|SEITE|PÁG|PAG|STR)\.?\s?\d{1,3}(?:\s?/\s?\d{1,3})?\s*"
)
"""The line that a fax machine prints at the top of each page: time, sender, number and page."""

_PICTOGRAM = re.compile("[\u2607-\u2712\u27a1\U0001f300-\U0001faff]")
"""What buttons open with; arrows, stars and ticks open headings and items, too."""

_NEWSLETTER = TakenLine("frame of a newsletter")
_PODCAST_FRAME = TakenLine("where to hear a podcast")
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
    taken = dict(_frame_of_newsletter(lines, filled))
    taken.update(dict.fromkeys(_heads_of_messages(lines, filled), _OF_MESSAGE))
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
        elif "u/" in line and _FORUM.fullmatch(line):
            taken[at] = _OF_FORUM
            above = filled[number - 1] if number else -1
            if above >= 0 and _COMMUNITY.fullmatch(lines[above]):
                taken[above] = _OF_FORUM
        elif at in edited:
            rewritten[at] = line.removesuffix(_EDITED).rstrip()
        elif number and ":" in line and _RECEIVED.fullmatch(line) and _SENDER.fullmatch(lines[filled[number - 1]]):
            taken[at] = _TIME
    title = next((lines[at].strip() for at in filled if at not in taken), None) if is_teletext else None
    return Envelope(lines=lines, taken=taken, headline=title, rewritten=rewritten) if taken else None


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


def _frame_of_newsletter(lines: Sequence[str], filled: Sequence[int]) -> Iterator[tuple[int, TakenLine]]:
    """The link to a newsletter's page, and below the text why a reader got it."""
    ends = dict.fromkeys((*filled[:HEAD], *filled[-TAIL:]))
    links = [at for at in ends if _is_link(lines[at]) or _is_on_the_web(lines[at])]
    for at in links:
        yield at, _NEWSLETTER
    for at in filled[-TAIL:]:
        if len(lines[at]) <= LONGEST and _SUPPORT.fullmatch(lines[at].strip(" .!")):
            yield at, _PODCAST_FRAME
    appeals = [at for at in filled[-TAIL:] if _is_of_podcast(lines[at])]
    if appeals:
        links_below = (at for at in filled[-TAIL:] if at > appeals[0] and _LINE_WITH_LINK.fullmatch(lines[at]))
        yield from ((at, _PODCAST_FRAME) for at in (*appeals, *links_below))
    for at in filled[-TAIL:]:
        parts = _BAR.split(lines[at])
        if len(parts) < 2:
            continue
        parts = [line_key(part) for part in parts]
        if all(len(part.split()) <= 4 for part in parts) and _footers().intersection(parts):
            yield at, _NEWSLETTER
    reasons = []
    for at in filled[-TAIL:]:
        text = fold_word(lines[at].strip())
        is_sure = bool(links) or "@" in text or "newsletter" in text
        if text.startswith(_openings(_WHY)) or (is_sure and text.startswith(_openings(_ON_A_MAIL))):
            reasons.append(at)
            yield at, _NEWSLETTER
    for at in filled[-TAIL:] if reasons else ():
        if at > reasons[0] and name_in_address(lines[at]) is not None:
            yield at, _NEWSLETTER


def _is_link(line: str) -> bool:
    """Whether a line is the link to a newsletter's page, perhaps behind the question whether the mail is shown well."""
    if line_key(line) in _links():
        return True
    question, mark, link = line.partition("?")
    return bool(mark) and len(question) <= LONGEST and line_key(link) in _links()


def _is_on_the_web(line: str) -> bool:
    """Whether a line is the link to a newsletter's page."""
    return line.lstrip()[:1] in "VvRrDdLlBb" and len(line) <= LONGEST and _ON_THE_WEB.fullmatch(line) is not None


def _is_of_podcast(line: str) -> bool:
    """Whether a line says where a podcast is to be heard, as an appeal and not as a sentence with a subject."""
    if "odcast" not in line:
        return False
    folded = fold_word(line)
    return (
        any(phrase in folded for phrase in _EVERYWHERE)
        and _PODCAST.fullmatch(line) is not None
        and not any(mark in line for mark in ("“", "”", '"', "„", "«"))
    )


@cache
def _footers() -> frozenset[str]:
    return frozenset(map(line_key, _FOOTER_LINKS))


@cache
def _links() -> frozenset[str]:
    return frozenset(map(line_key, _IN_BROWSER))


@cache
def _openings(phrases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(fold_word, phrases))
