"""Appeals of pages to their readers: to subscribe, to follow, to write, to report errors, to download an app.

Pages word them in a thousand ways. What they share is a form of address at the opening of a sentence, and a word for
what it is about: the page's newsletter, its app, its channel, an error in the story.
"""

from __future__ import annotations

import re

from convert.readers.text.lexicon.keys import fold_word, word_set

MAX_WORDS, MAX_LENGTH, FIRST_CLAUSES = 50, 400, 2
"""How many words and characters an appeal has at most, and among how many of its first clauses one addresses readers.
"""

_ADDRESS = word_set(
    # French
    "abonnez-vous inscrivez-vous suivez suivez-nous retrouvez retrouvez-nous téléchargez recevez rejoignez "
    "rejoignez-nous écrivez écrivez-nous signalez signalez-la signalez-le signalez-nous partagez cliquez "
    "réagissez soutenez soutenez-nous contactez contactez-nous activez connectez-vous envoyez envoyez-nous "
    "participez ajoutez consultez regardez acceptez "
    # Spanish
    "suscríbete suscríbase suscribite síguenos seguinos síganos únete unite únase descarga descargá "
    "descargue recibí regístrate registrate regístrese apúntate avísanos avisanos escríbenos escribinos "
    "envíanos hazte haz haga ayúdanos ayudanos compartí accede "
    "puedes "
    # Italian
    "iscriviti abbonati seguici segui scarica ricevi registrati segnalacelo segnalalo scrivici scrivi contattaci "
    "condividi sostieni sostienici clicca unisciti inviaci guarda "
    # Portuguese
    "assine subscreva siga siga-nos receba participe inscreva-se registe-se cadastre-se baixe descarregue "
    "avise-nos escreva escreva-nos envie clique compartilhe partilhe apoie acesse aceda faça torne-se junte-se "
    "contacte continue "
    # Dutch
    "volg abonneer schrijf meld stuur download ontvang deel reageer klik steun maak laat registreer "
    "praat "
    # Danish, Norwegian
    "følg tilmeld hent få skriv kontakt klik støt bliv deltag abonnér abonner opret læs modtag meld "
    "ned bli klikk støtt delta motta opprett "
    # Swedish
    "följ anmäl prenumerera ladda skicka mejla tipsa dela klicka stöd bli skriv hör registrera läs mottag "
    # Finnish
    "seuraa tilaa lataa kerro lähetä jaa liity osallistu ilmoita klikkaa tue rekisteröidy kirjaudu ota "
    # Polish
    "obserwuj zapisz się napisz pobierz dołącz polub śledź wyślij udostępnij kliknij wesprzyj zgłoś zarejestruj "
    "kup odbieraj dodaj skontaktuj bądź "
    # Czech
    "sledujte přihlaste odebírejte napište stáhněte připojte sdílejte pošlete klikněte podpořte zaregistrujte "
    "dejte kupte zapojte kontaktujte staňte "
)
"""Verbs in the form by which pages address readers, folded."""

_SUBJECTS = re.compile(
    r"(?<!\w)(?:newsletters?|infolettre|lettre d.information|bolet[ií]n\w*|nieuwsbrief|nyhedsbrev\w*|nyhetsbrev\w*"
    r"|uutiskirje\w*|newsletter\w*|apps?|appen|app-en|application|aplica(?:ción|tivo|ção)|aplikac\w{1,4}"
    r"|applicazione|sovellu\w{1,8}|whatsapp\w{0,3}|telegram\w{0,3}|messenger|facebook\w{0,5}|instagram\w{0,5}"
    r"|twitter\w{0,5}|google|bluesky|youtube|linkedin|cha[iî]ne|canal|canale|canais|kanal\w{0,3}|kanaal"
    r"|notif\w{4,12}|varsel|besked|ilmoituks\w{1,4}|upozornění|r[ée]dactions?|redacci[óo]n|redazione"
    r"|reda[cç][cç]?ão|redactie|redaktion\w{0,3}|redaksjon\w{0,3}|toimituks\w{1,5}|redakcj\w{1,3}|redakc\w{1,3}"
    r"|abonnements?|suscripción|abbonamento|assinatura|prenumerat\w{1,5}|předplatné|erreurs?|errore?s?|erro"
    r"|fout\w?|fejl\w{0,2}|feil\w{0,2}|fel|virhee\w{1,4}|virhe\w{0,3}|błęd\w{0,2}|błąd|chyb\w{1,2}|discu\w{4,6}"
    r"|keskustelu\w{1,4}|debatt?en|cookies?|nyhetstips|uutisvink\w{1,4}|nieuwstip"
    r"|journalismo?|jornalismo|periodismo|giornalismo|journalistik\w{0,2}|journalistiek|hovedhistorier|tip|tips"
    r"|téma|temat)(?!\w)",
    re.IGNORECASE,
)
"""Words for what appeals are about."""

_WHOLE = re.compile(
    r"(?:dziękujemy, że przeczyta|merci d.avoir lu|gracias por (?:leer|ser parte|tu visita)|obrigado por ler"
    r"|grazie per aver letto|bedankt voor het lezen|tak fordi du læ|takk for at du l|tack för att du läs"
    r"|kiitos, että lu|děkujeme, že jste|innehållet är skyddat|innholdet er beskyttet|indholdet er beskyttet"
    r"|sisältö on tekijänoikeu|ophavsret|tous droits|reproduction interdite|queda prohibida la repro"
    r"|é proibida a repro|riproduzione riservata|artykuł (?:otwarty|dostępny) w ramach|ce texte a été traduit auto"
    r"|este texto (?:fue|foi|ha sido) traducido auto|cet article (?:vous est|t.est) offert)",
    re.IGNORECASE,
)
"""How lines open that thank readers, protect the text, or say how it came to be read."""

_CONDITION = re.compile(
    r"(?:se vuoi|vuoi|per (?:restare|non perdere)|si quieres|si deseas|quieres|¿quieres|para (?:recibir|estar al)"
    r"|se quer|quer receber|quiere recibir|pour (?:ne rien|être|recevoir)|envie de"
    r"|vous (?:souhaitez|voulez|avez trouvé)"
    r"|wil je|wilt u|heb je|vil du|har du|vill du|haluatko|löysitkö|chcesz|zauważyłeś|widzisz|chcete|máte|našli jste"
    r"|hai (?:trovato|notato)|encontr(?:ou|aste)|has (?:encontrado|visto)|¿has)\b",
    re.IGNORECASE,
)
"""How lines open that ask readers what they want, or whether they have found something."""

_SENTENCE = re.compile(r"(?<=[.!?:])\s+|,\s+|\s[–—-]\s")
_OPENING = re.compile(r"[\W_]*(?P<word>[^\W\d_][\w’'-]*)")


_OURS = re.compile(
    r"(?<!\w)(?:uns|unser(?:e[mnrs]?|m)?|postfach|posteingang|us|our|inbox)(?!\w)|news-(?:input|tipp?s?)",
    re.IGNORECASE,
)
"""What German and English appeals have beside their subject: whose newsletter it is, or where it arrives."""

_DE_EN_OPENING = re.compile(
    r"(?:jetzt |hier |einfach |gleich )?(?:abonnier|folg|schreib|schick|send|lad|meld|registrier|hol|sicher|erhalt|werd"
    r"|bleib|diskutier|unterstütz|test|klick|besuch|nutz|kontaktier)(?:en sie|et?|t)?(?!\w)"
    r"|(?:übrigens: )?(?:alles?|noch mehr|weitere) (?:[^\W\d_]{1,24} ){0,5}(?:aus|rund um|über|zu|auch|gibt)(?!\w)"
    r"|(?:mit|in|über) unser(?:em|en|er) (?:kostenlosen |täglichen |wöchentlichen )?(?:newsletter|app|whatsapp|podcast)"
    r"|(?:help us|sign up|subscribe|follow|get|join|download|click|send|e-?mail|tell|let us know|support"
    r"|register|stay|keep up|don.t miss|never miss|contact|visit"
    r"|listen|catch up|find|read|receive|check out|share (?:your|this|it))(?!\w)",
    re.IGNORECASE,
)
"""How German and English appeals open: with a verb by which they address readers."""

_DE_EN_SUBJECTS = re.compile(
    r"(?<!\w)(?:[\w-]{0,20}newsletters?|[\w-]{0,20}apps?|whatsapp[\w-]{0,12}|telegram[\w-]{0,12}|facebook[\w-]{0,12}"
    r"|instagram[\w-]{0,12}|bluesky|mastodon|youtube[\w-]{0,12}|tiktok|linkedin|threads|google news|kan[aä]le?n?"
    r"|channels?|push[\w-]{0,20}|podcasts?|abos?|abonnements?|redaktion|journalismus|journalism|alerts?|inbox|postfach"
    r"|posteingang|tipp?s?|hinweise?|news-(?:input|tipp?s?)|subscriptions?|community|newsroom)(?!\w)",
    re.IGNORECASE,
)

_DE_EN_WHOLE = re.compile(
    r"(?:hast du|habt ihr|haben sie) (?:(?:selbst |auch )?(?:etwas|was) (?:gesehen|gehört|beobachtet|erlebt|entdeckt)"
    r"|(?:einen )?(?:fehler|tipp|hinweise?|anregungen)(?!\w))[^.!?]{0,40}\?(?: [^?]{0,100})?$"
    r"|(?:dieses thema im programm|(?:mehr )?über dieses thema bericht\w{1,4})(?!\w)[^!?]{0,120}\d[:.]\d\d\suhr"
    r"|die arbeit von [\w-]{2,40}\.[a-z]{2,6} finanziert sich(?!\w)"
    r"|(?:do you have|have you (?:got|seen)|have|got|spotted)"
    r" (?:a|an|any) (?:question|story|tip|news tip|error|mistake)s?(?!\w)"
    r"[^.!?]{0,40}\?(?: [^?]{0,100})?$",
    re.IGNORECASE,
)
"""Questions to readers in whole lines, perhaps with how to answer, and how lines open that say when a station reported,
or who pays for a page.
"""


_SIGN_UP = re.compile(
    r"(?:hier (?:geht.?s|geht es) zur anmeldung|(?:jetzt|hier) (?:anmelden|abonnieren|bestellen)"
    r"|sign up(?: here| for free)?|subscribe (?:here|now)|newsletters? here)[!.]?$",
    re.IGNORECASE,
)
"""How lines on a newsletter end."""


def is_appeal_for_own(text: str) -> bool:
    """Whether a line is an appeal in German or English for what is the page's own: it addresses readers, names its
    subject, and says whose it is.

    Both are the languages of press releases and consumer advice, too, which appeal for others.
    """
    if len(text) <= MAX_LENGTH and "newsletter" in text.casefold() and _SIGN_UP.search(text):
        return True
    if len(text) > MAX_LENGTH or text[0] in "«“\"„»”‘'–—":
        return False
    if _DE_EN_WHOLE.match(text):
        return True
    if not (_OURS.search(text) and _DE_EN_SUBJECTS.search(text)):
        return False
    clauses = _SENTENCE.split(text)[:FIRST_CLAUSES]
    return any(_DE_EN_OPENING.match(clause) for clause in clauses)


def names_own(text: str) -> bool:
    """Whether a line has a word for what is the page's own, as the text of a newsletter's box has."""
    return any(wording.search(text) for wording in (_OURS, _SUBJECTS, _DE_EN_SUBJECTS))


def is_appeal(text: str) -> bool:
    """Whether a line only appeals to readers: it addresses them at the opening of a sentence or clause, with a word for
    what it is about, or it is one of the lines that pages close with.
    """
    if is_appeal_for_own(text):
        return True
    if len(text) > MAX_LENGTH or text.count(" ") >= MAX_WORDS or text[0] in "«“\"„»”‘'–—":
        return False
    if _WHOLE.match(text):
        return True
    if not _SUBJECTS.search(text):
        return False
    if _CONDITION.match(text):
        return True
    for clause in _SENTENCE.split(text)[:FIRST_CLAUSES]:
        found = _OPENING.match(clause)
        if found and fold_word(found["word"]) in _ADDRESS:
            return True
    return False
