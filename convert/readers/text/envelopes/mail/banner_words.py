"""The words of the banners that mail servers add, as data; the patterns are for folded text.

A language is added by adding its words.
"""

from __future__ import annotations

from convert.readers.text.lexicon.keys import fold_word, phrase_set

TAGS = phrase_set(
    "external|ext|external email|external e-mail|external mail|external message|external sender|external source"
    "|external - use caution|external: use caution|external email: use caution|external email - use caution"
    "|external email use caution|external sender use caution|externally sent|outside email|outside sender|non-secure"
    "|unverified sender|untrusted sender|this sender is trusted|report suspicious|report phishing|report this email"
    "|mark safe|use caution|caution|suspected spam|spam|possible spam|probable spam|likely spam|junk|bulk|phish"
    "|suspected phishing|marketing|graymail|newsletter suspected|extern|externe e-mail|externe mail|externe nachricht"
    "|externer absender|externe email|spamverdacht|spam-verdacht|verdacht auf spam|externe|courriel externe"
    "|e-mail externe|email externe|mail externe|message externe|expéditeur externe|expediteur externe|externo"
    "|correo externo|remitente externo|mensaje externo|email externo|esterno|esterna|email esterna|e-mail esterna"
    "|mail esterna|mittente esterno|messaggio esterno|e-mail externo|mensagem externa|remetente externo"
    "|externe afzender|extern bericht|externe e-mails|zewnętrzny|zewnętrzna|wiadomość zewnętrzna|nadawca zewnętrzny"
    "|e-mail zewnętrzny|externí|externí e-mail|externí odesílatel|extern avsändare|externt mejl|externt meddelande"
    "|ekstern|ekstern afsender|ekstern mail|ekstern e-mail|ekstern avsender|ekstern e-post|ulkoinen|ulkoinen viesti"
    "|ulkoinen lähettäjä|ulkopuolinen lähettäjä|külső|külső feladó|külső e-mail|expeditor extern|mesaj extern"
    "|email extern|harici|dış kaynaklı|harici e-posta|внешнее письмо|внешний отправитель|внешняя почта|зовнішній лист"
    "|зовнішній відправник|外部メール|社外メール|外部からのメール|外部邮件|外部郵件|외부 메일|외부메일"
    "|εξωτερικο|εξωτερικο email"
)
"""What a banner, or the tag before a subject, is as a whole, without marks."""

OPENINGS = tuple(
    fold_word(
        "you don't often get email from|you don't often get e-mail from|you do not often get email from"
        "|some people who received this message don't often get email|zjqcmqryfpfptbanner"
        "|this message is from an external|this message is from an untrusted|this message is from an unknown"
        "|this message came from outside|this message originated outside|this message was sent from outside"
        "|this email originated|this e-mail originated|this mail originated|this message originated from"
        "|you have not previously corresponded with|this sender might be impersonating|first time sender"
        "|this message was sent securely|this message contains content from external"
        "|the sender of this email|the sender of this e-mail|the sender of this message"
        "|this might be a fraudulent message|the sender of this email is outside|email from outside"
        "|learn why this is important|warnung: externe|sie erhalten nicht häufig e-mails von"
        "|sie erhalten nicht oft e-mails von|sie erhalten nicht oft eine e-mail von|erfahren sie, warum dies"
        "|einige personen, die diese nachricht erhalten haben|certaines personnes qui ont reçu ce message"
        "|vous ne recevez pas souvent de courriers|vous ne recevez pas souvent de courrier|vous n'obtenez pas"
        "|vous ne recevez pas souvent d'e-mail|découvrez pourquoi ceci est important|découvrez pourquoi cela"
        "|no suele recibir correo electrónico de|no suele recibir correos electrónicos de|no suele recibir correo"
        "|algunas personas que recibieron este mensaje no suelen|obtenga información sobre por qué esto"
        "|non si ricevono spesso messaggi di posta elettronica da|non ricevi spesso|informazioni sul perché"
        "|non si ricevono spesso|você não costuma receber|não costuma receber e-mails de|saiba por que isso"
        "|não recebe frequentemente|você não recebe com frequência|u ontvangt niet vaak e-mail van"
        "|u ontvangt niet vaak|je ontvangt niet vaak|meer informatie over waarom dit belangrijk is"
        "|nie otrzymujesz często|nieczęsto otrzymujesz|niezbyt często dostajesz|dowiedz się, dlaczego jest to"
        "|od odesílatele|du får inte ofta e-post från|du får inte ofta mejl från|du får ikke ofte mails fra"
        "|du får ikke ofte mail fra|du får ikke ofte e-post fra|et saa usein sähköpostia|ön nem gyakran kap"
        "|ritkán kap e-mailt|nu primiți des e-mailuri|nu primiţi des|genellikle şu kişiden e-posta almıyorsunuz"
        "|вы не часто получаете письма от|вы нечасто получаете|ви нечасто отримуєте|вы редко получаете почту"
    ).split("|")
)
"""How banners open that are none of a mail's own text."""

CUES = (
    r"caution|warning|attention|alert|notice|note|be careful|security (?:notice|warning|alert)|important"
    r"|external(?: e?-?mail| sender| message)?(?: warning| alert| notice)?|achtung|vorsicht|hinweis|warnung|wichtig"
    r"|sicherheitshinweis|avertissement|prudence|mise en garde|avis|alerte|precaución|atención|advertencia|aviso"
    r"|cuidado|alerta|attenzione|avviso|avvertenza|atenção|advertência|let op|opgelet|waarschuwing|pas op|uwaga"
    r"|ostrzeżenie|pozor|upozornění|varování|upozornenie|varning|observera|obs|viktigt|advarsel|bemærk|merk|pas på"
    r"|huomio|huom|varoitus|figyelem|figyelmeztetés|atenție|atenţie|avertisment|dikkat|uyari|внимание|осторожно"
    r"|предупреждение|увага|обережно|προσοχη|προειδοποιηση|注意|警告|주의|경고"
)
"""The words of warning that open banners, as a pattern."""

MAILS = (
    r"e-?mail|e-?posta?|\bmails?\b|message|\bmejl|messaggio|mensaje|mensagem|correo|courriel|courrier|wiadomoś"
    r"|meddelande|zpráv|správ|besked|melding|nachricht|bericht|viesti|sähköposti|üzenet|levél|mesaj|ileti|письмо"
    r"|письма|сообщени|почт|лист|повідомлен|μηνυμα|メール|邮件|郵件|메일"
)
SENDERS = (
    r"sender|expéditeur|remitente|mittente|remetente|afzender|nadawc|odesílatel|odosielate|avsändar|afsender|avsender"
    r"|lähettäj|feladó|expeditor|gönderen|gönderici|отправител|відправник|αποστολε|差出人|送信者|发件人|寄件人|발신자"
)
"""Parts of words for a mail and for its sender, as patterns."""

OUTSIDE = (
    r"outside|external|untrusted|unverified|\bextern|au(?:ss|ß)erhalb|extérieur|fuera de|estern[oa]|\bfora d|van buiten"
    r"|buiten (?:de|het"
    r"|onze|ons)|spoza"
    r"|zewnętrz|vnější|zvenč|mimo (?:organizac|společnost|firm|naš|síť)|utanför|utifrån|udefra|uden for|utenfor|ekstern"
    r"|ulkopuol"
    r"|ulkoi|külső|kívülről|din afara|exterior|dişindan|dişaridan|diş kaynak|harici|внешн|извне|за пределами|зовнішн"
    r"|ззовні"
    r"|εξωτερικ|εκτος|外部|社外|组织外|외부"
)
"""What a banner calls where the mail is from, as a pattern."""

THIS = (
    r"this|diese[rs]?|ce|cet|cette|est[ea]|quest[oa]|acest|deze|dit|ta|ten|tato|tento|táto|det här|detta"
    r"|denne|dette|tämä|ez az?|bu|это|этот|эта|данное|цей|це|αυτο το"
)
ARTICLES = r"il|la|le|el|de|den|het|die|der"
THIS_MAIL = (
    r"e-?mail\w*|e-?post\w*|mails?|mejl\w*|message|messaggio|mensaje|mensagem|correo|courriel|wiadomość|meddelande\w*"
    r"|zpráva|správa|besked|melding\w*|nachricht|bericht|viesti|sähköposti|üzenet|levél|mesaj|ileti|письмо|сообщение"
    r"|лист|повідомлення|μηνυμα"
)
THIS_MAIL_UNSPACED = r"このメール|本メール|此邮件|本邮件|此郵件|本郵件|이 메일|이 이메일"
"""What a banner calls the mail below it: a pronoun or an article and a noun, or both in one, as patterns."""

ADVICE = (
    r"click|be careful|credentials|think before|\blinks?\b|attachment|anhäng|anlagen|liens?\b|pièces jointes|enlaces"
    r"|adjuntos"
    r"|allegati|anexos"
    r"|bijlagen|linków|załącznik|odkaz|přílo|länkar|bilagor|vedhæft|vedlegg|lenker|linkk|liitte|hivatkoz|melléklet"
    r"|linkuri|atașament|ataşament|bağlanti|ekleri|ссылк|вложени|посилан|вкладен|συνδεσμ|συνημμεν|リンク|添付|链接|附件"
    r"|連結|링크|첨부"
    r"|recogni[sz]e the sender|know the content|phishing|caution|verify the sender|password|kennwort|sender"
    r"|report suspicious|helpdesk|help desk|service desk|it support"
)
"""What the sentences of a banner are about, as a pattern."""

SCANNED = tuple(
    fold_word(
        "this email has been scanned|this e-mail has been scanned|this message has been scanned"
        "|this email has been checked for viruses|this e-mail has been checked|scanned by|virus-free"
        "|this message was scanned|this email was scanned|diese e-mail wurde von avast|virenfrei"
        "|diese e-mail wurde auf viren|cet e-mail a été vérifié|l'absence de virus dans ce courrier"
        "|este correo electrónico ha sido comprobado|este correo ha sido analizado|libre de virus"
        "|questa e-mail è stata controllata|privo di virus|este email foi escaneado|livre de vírus"
        "|deze e-mail is gecontroleerd op virussen|virusvrij|ta wiadomość została sprawdzona|wolny od wirusów"
        "|tento e-mail byl zkontrolován|bez virů|detta epostmeddelande har sökts|denne e-mail er kontrolleret"
        "|это сообщение проверено на вирусы|без вирусов"
    ).split("|")
)
"""How the paragraph opens that says that a mail was scanned."""

SCANNERS = r"virus|virén|viren|wirus|virů|вирус|avast|mimecast|symantec|messagelabs|mailscanner|sophos|malware|spam"
"""One of what such a paragraph names, as a pattern."""
