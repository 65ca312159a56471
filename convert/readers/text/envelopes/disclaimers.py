"""The words of disclaimers, as mails and releases have them below their text, as data."""

from __future__ import annotations

from convert.readers.text.lexicon.keys import fold_word

_DISCLAIMERS = (
    *("this e-mail and any", "this email and any", "this e-mail is", "this email is", "this message is"),
    *("this message and any", "this message may contain", "this e-mail may contain", "this email may contain"),
    *("the information contained in this e", "the information in this e", "the contents of this e"),
    *("confidentiality notice", "disclaimer:", "if you are not the intended recipient", "if you have received this"),
    *("please consider the environment", "think before you print", "this communication is", "privileged/confidential"),
    *("diese e-mail enthält", "diese e-mail und", "diese e-mail kann", "diese email enthält", "diese mail enthält"),
    *("diese nachricht enthält", "diese nachricht ist", "der inhalt dieser e-mail", "die information in dieser e-mail"),
    *("wenn sie nicht der richtige", "falls sie nicht der", "sollten sie nicht der", "bitte prüfen sie, ob diese"),
    *("bitte denken sie an die umwelt", "vertraulichkeitshinweis", "ce message et toutes", "ce message et ses pièces"),
    *("ce courriel", "ce message électronique", "ce message est confidentiel", "ce mail est", "si vous n'êtes pas le"),
    *(
        "si vous avez reçu ce",
        "pensez à l'environnement",
        "avant d'imprimer",
        "este mensaje",
        "este correo",
        "este e-mail",
    ),
    *("la información contenida en este", "si usted no es el destinatario", "si ha recibido este", "antes de imprimir"),
    *("questo messaggio", "questa e-mail", "le informazioni contenute in questa", "le informazioni contenute nella"),
    *("il presente messaggio", "la presente e-mail", "ai sensi del", "se avete ricevuto", "se non siete"),
    *("esta mensagem", "este email", "se não for o destinatário", "dit bericht", "deze e-mail", "dit e-mailbericht"),
    *("de informatie in dit", "indien u niet de", "detta meddelande", "detta e-postmeddelande", "denne e-mail"),
    *("denne mail", "denne e-posten", "tämä viesti", "tämä sähköposti", "niniejsza wiadomość", "ta wiadomość"),
    *("treść tej wiadomości", "tato zpráva", "obsah této zprávy", "tento e-mail", "ez az e-mail", "ez az üzenet"),
    *(
        "acest mesaj",
        "acest e-mail",
        "bu e-posta",
        "bu mesaj",
        "bu elektronik posta",
        "это сообщение",
        "данное сообщение",
    ),
    *("настоящее сообщение", "это электронное", "це повідомлення", "цей лист", "το παρόν μήνυμα", "本邮件", "本メール"),
    *("هذه الرسالة", "הודעה זו"),
)
"""What the paragraph below a signature opens with that says to whom the mail is."""

_CONFIDENTIAL = (
    *("confidential", "vertraulich", "confidentiel", "confidencial", "riservat", "confidenzial", "vertrouwelijk"),
    *("konfident", "luottamuksel", "poufn", "důvěrn", "dôvern", "bizalmas", "gizli", "конфиденц", "конфіденц"),
    *("intended recipient", "recipient", "empfänger", "adressat", "destinataire", "destinatari", "geadresseerde"),
    *("mottagar", "modtager", "mottaker", "vastaanottaj", "odbiorc", "adresát", "príjemc", "címzett", "alıcı"),
    *("адресат", "получател", "одержувач", "print", "drucken", "imprim", "stampa", "εμπιστευτικ", "機密", "保密"),
    *("سري", "חסוי"),
)
"""Parts of words one of which a disclaimer has."""

_FOLDED_DISCLAIMERS, _FOLDED_CONFIDENTIAL = (tuple(map(fold_word, words)) for words in (_DISCLAIMERS, _CONFIDENTIAL))


def opens_disclaimer(folded: str) -> bool:
    """Whether a folded text opens as a disclaimer does."""
    return folded.startswith(_FOLDED_DISCLAIMERS)


def is_confidential(folded: str) -> bool:
    """Whether a folded text has a word of those that a disclaimer has."""
    return any(stem in folded for stem in _FOLDED_CONFIDENTIAL)
