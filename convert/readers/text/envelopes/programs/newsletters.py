"""Newsletters as plain text: the frame that a mailing service puts around them, and its marks of titles and links.

A sentence on a mail, which a story may have, counts only beside an address or the link to the newsletter's page; the
lines of a footer only where two of its wordings show one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from convert.readers.text.envelopes.contacts import name_in_address
from convert.readers.text.envelopes.envelope import Envelope, TakenLine, filled_lines, one_line, whole_text
from convert.readers.text.lexicon.keys import fold_word, line_key
from convert.readers.text.roles import Role
from convert.readers.text.sentences import ENDS_SENTENCE

LONGEST = 220
"""The greatest length of a line of the frame, in characters."""

HEAD, TAIL = 4, 8
"""Among how many first and last lines a newsletter's frame is."""

FOOTER, MIN_WORDINGS, SURE_WORDINGS, FOOTER_WORDS, SENTENCE_WORDS = 30, 2, 3, 25, 8
"""Among how many last lines a mailing service's footer is, how many of its wordings show one beside a link or a sign of
copyright, and how many do alone; how many words a line of it has at most, and a sentence of a story has at least.
"""

_LINKED = re.compile(r"https?://|\S@\S|©|\([Cc]\)")
"""What the footer of a mailing service has, and the sentences of a story seldom have."""

MIN_MARKED = 2
"""How many marked links show that a mailing service wrote the text."""

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

_BAR = re.compile(r"(?=[\s|•·])(?:\s*[|•·]\s*|\s{3,})")

_SERVICE = (
    *("our mailing address is", "want to change how you receive these emails", "you can ** update your preferences"),
    *("or ** unsubscribe from this list", "you can update your preferences (", "or unsubscribe from this list ("),
    *("you can update your preferences or unsubscribe", "email marketing powered by", "powered by mailchimp"),
    *("powered by beehiiv", "this email was sent to", "this newsletter was sent to", "you are receiving this email"),
    *("you're receiving this email", "you received this email", "why did i get this", "unsubscribe from this list"),
    *("unsubscribe here", "unsubscribe: http", "unsubscribe http", "unsubscribe (http", "unsubscribe from all emails"),
    *("update your email preferences or unsubscribe", "to unsubscribe from this", "add us to your address book"),
    *("if you no longer want to receive", "if you no longer wish to receive", "no longer want to receive these emails"),
    *("unsere postanschrift lautet", "möchten sie ändern, wie sie diese", "vom newsletter abmelden (http"),
    *("newsletter abbestellen (http", "hier abmelden (http", "abmelden: http", "abmelden (http", "abmelden http"),
    *("wenn sie diesen newsletter nicht mehr", "wenn sie diese e-mail (an", "wenn sie diese e-mail nicht mehr"),
    *("wenn du keine newsletter mehr", "falls sie diesen newsletter nicht mehr", "sie erhalten diesen newsletter"),
    *("diese e-mail wurde an", "notre adresse postale est", "vous souhaitez changer la façon dont vous recevez ces"),
    *("vous recevez cet e-mail", "vous recevez cet email", "se désabonner (http", "se désinscrire (http"),
    *("pour vous désabonner de cette", "si vous ne souhaitez plus recevoir", "nuestra dirección postal es"),
    *("¿quiere cambiar cómo recibe", "recibe este correo", "darse de baja (http", "si no desea recibir más"),
    *("il nostro indirizzo postale è", "vuoi modificare il modo in cui ricevi queste", "hai ricevuto questa email"),
    *("cancella l'iscrizione (http", "se non vuoi più ricevere", "nosso endereço de correspondência é"),
    *("quer mudar a forma como recebe", "cancelar inscrição (http", "ons postadres is", "je ontvangt deze e-mail"),
    *("wilt u wijzigen hoe u deze e-mails", "uitschrijven (http", "afmelden (http", "avsluta prenumerationen (http"),
    *("du får det här mejlet", "afmeld nyhedsbrev", "otrzymujesz tę wiadomość", "wypisz się (http"),
)
"""How lines of the footer open that a mailing service writes, folded."""

_OF_ANY_FOOTER = ("copyright ©", "copyright (c)", "© ", "all rights reserved", "alle rechte vorbehalten", "impressum")
"""How lines open that other footers have, too; they count beside one of the `_SERVICE`."""

_SOCIAL = (
    *("facebook", "twitter", "x", "instagram", "linkedin", "youtube", "website", "webseite", "site web", "sitio web"),
    *(
        "email",
        "e-mail",
        "mastodon",
        "bluesky",
        "threads",
        "tiktok",
        "telegram",
        "whatsapp",
        "share",
        "tweet",
        "forward",
    ),
    *("like", "+1", "teilen", "weiterleiten", "partager", "compartir", "condividi", "partilhar", "delen", "podcast"),
)
"""The words of links that newsletters have above the footer."""

_ROW = re.compile(r"\s*(?P<sign>[-=_*—–])(?:\s?(?P=sign)){2,}\s*")
_TITLE = re.compile(r"\*\* ?\S.{0,180}")
_NUMBERED_TITLE = re.compile(r"#{1,6} \S.{0,180}")
_MARKED_LINK = re.compile(r"\*\* (?P<text>[^*()]{1,120}?)\s?\((?:https?://|mailto:)[^\s()]+\)")
_LINK = re.compile(r"(?:\*\* )?(?P<text>[^*()]{1,40}?)\s?[(<](?:https?://|mailto:)[^\s()<>]+[)>]")
_TRACKED = re.compile(r"(?<=\S) \[ ?https?://\S+ ?\]")
"""The address of a link behind its words, as Substack gives it."""

_PICTURE = re.compile(r"\s*(?:View image|Follow image link): \(https?://[^\s()]*\)\s*")
_CAPTION = re.compile(r"\s*Caption: (?P<text>\S.{0,500})")
_PLAIN_VERSION = "you are reading a plain text version of this post"
_ADDRESS = re.compile(r"\s*https?://\S+\s*")

_NEWSLETTER = TakenLine("frame of a newsletter")
_PODCAST_FRAME = TakenLine("where to hear a podcast")
_MARK = TakenLine("mark of a newsletter")


def open_newsletter(lines: tuple[str, ...]) -> Envelope | None:
    """Take the frame of a newsletter and its marks, None if there are none."""
    filled = filled_lines(lines)
    short = [at for at in filled if len(lines[at]) <= LONGEST]
    taken = dict(_frame(lines, short))
    plain_version = [*_plain_version(lines, filled)]
    for at in (*_footer(lines, filled), *plain_version):
        taken.setdefault(at, _NEWSLETTER)
    rewritten: dict[int, str] = {}
    roles: dict[int, Role] = {}
    titles: list[int] = []
    text = whole_text(lines)
    if "** " in text and _has_marks(lines, filled):
        titles = [at for at, below in pairwise(filled) if _is_title(lines, at, below)]
        taken |= dict.fromkeys((at + 1 for at in titles), _MARK)
        for at in filled:
            if "** " in lines[at]:
                bare = _MARKED_LINK.sub(lambda link: link["text"], lines[at])
                rewritten[at] = bare.lstrip("* ") if at in titles else bare
    elif plain_version or any(_PICTURE.fullmatch(lines[at]) for at in filled if lines[at].endswith(")")):
        titles = [at for at in filled if _NUMBERED_TITLE.fullmatch(lines[at])]
        rewritten |= {at: lines[at].lstrip("# ") for at in titles}
        for at in filled:
            if _PICTURE.fullmatch(lines[at]) or lines[at].strip() == "Caption:":
                taken[at] = _MARK
            elif caption := _CAPTION.fullmatch(lines[at]):
                rewritten[at], roles[at] = caption["text"], "caption"
    if "http" in text and (taken or "substack.com/redirect" in text):
        for at in filled:
            if "http" in lines[at] and (bare := _TRACKED.sub("", lines[at])) != lines[at]:
                rewritten[at] = bare
    is_titled = bool(titles) and titles[0] in [at for at in filled if at not in taken][:2]
    headline = one_line(rewritten[titles[0]]) if is_titled else None
    roles |= dict.fromkeys(titles[is_titled:], "heading")
    rewritten = {at: line for at, line in rewritten.items() if at not in taken}
    if not taken and not rewritten:
        return None
    return Envelope(lines=lines, taken=taken, rewritten=rewritten, roles=roles, headline=headline)


def _has_marks(lines: Sequence[str], filled: Sequence[int]) -> bool:
    """Whether a mailing service marked titles, each above a row of hyphens, or links."""
    if any(_is_title(lines, at, below) for at, below in pairwise(filled)):
        return True
    marked = 0
    for at in filled:
        marked += len(_MARKED_LINK.findall(lines[at])) if "** " in lines[at] else 0
        if marked >= MIN_MARKED:
            return True
    return False


def _is_title(lines: Sequence[str], at: int, below: int) -> bool:
    """Whether a line is a marked title, above a row of hyphens on the line `below`."""
    is_above = lines[at].startswith("**") and below == at + 1
    return is_above and _ROW.fullmatch(lines[below]) is not None and _TITLE.fullmatch(lines[at].rstrip()) is not None


def _plain_version(lines: Sequence[str], filled: Sequence[int]) -> Iterator[int]:
    """The notice that a post has a page, and the address of the page below it."""
    for number, at in enumerate(filled[-TAIL:], max(0, len(filled) - TAIL)):
        if fold_word(lines[at].strip()).startswith(_PLAIN_VERSION):
            yield at
            if number + 1 < len(filled) and _ADDRESS.fullmatch(lines[filled[number + 1]]):
                yield filled[number + 1]


def _footer(lines: Sequence[str], filled: Sequence[int]) -> Sequence[int]:
    """The lines of the footer that a mailing service writes, from the first of its wordings to the end, and the links
    and rows of signs right above; none where the copy has none.
    """
    tail = filled[-FOOTER:] if len(filled) > FOOTER else filled[1:]
    of_service = [at for at in tail if _opens_with(lines[at], _SERVICE)]
    others = [at for at in tail if _opens_with(lines[at], _OF_ANY_FOOTER)] if of_service else []
    known = {*of_service, *others}
    footer = [at for at in tail if of_service and at >= of_service[0]]
    least = MIN_WORDINGS if any(_LINKED.search(lines[at][:LONGEST]) for at in (*others, *footer)) else SURE_WORDINGS
    if not of_service or len(known) < least:
        return ()
    if any(len(lines[at].split()) > FOOTER_WORDS or (at not in known and _is_of_story(lines[at])) for at in footer):
        return ()
    for at in reversed([at for at in tail if at < of_service[0]]):
        if not (at in others or _is_button(lines[at]) or _ROW.fullmatch(lines[at])):
            break
        footer.append(at)
    return footer


def _is_of_story(line: str) -> bool:
    """Whether a line is a sentence as stories have them, without a link."""
    text = line.strip()
    is_sentence = len(text.split()) >= SENTENCE_WORDS and ENDS_SENTENCE.search(text[-12:]) is not None
    return is_sentence and _LINKED.search(text) is None


def _opens_with(line: str, wordings: tuple[str, ...]) -> bool:
    return len(line) <= LONGEST and fold_word(line.strip(" *[(")).startswith(_openings(wordings))


def _is_button(line: str) -> bool:
    """Whether a line is a link of the footer: to an account, or to pass the newsletter on."""
    link = _LINK.fullmatch(line.strip())
    return link is not None and fold_word(link["text"].strip()) in _SOCIAL


def _frame(lines: Sequence[str], filled: Sequence[int]) -> Iterator[tuple[int, TakenLine]]:
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
