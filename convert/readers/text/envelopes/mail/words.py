"""The words of mails: headers, marks of replies and forwards, greetings, closing formulas and disclaimers, as data.

All are folded by `fold_word` where they are compared. A language is added by adding its words.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from convert.readers.text.envelopes.envelope import USUAL_LANGUAGES
from convert.readers.text.lexicon.keys import fold_word, phrase_set, word_set

BYLINE_LANGUAGES = (*USUAL_LANGUAGES, "sv", "da")
"""The languages in which a byline above the text of a mail is read."""

FieldKind: TypeAlias = Literal["from", "to", "date", "subject", "attachments", "other"]

_HEADER_WORDS: dict[str, dict[FieldKind, str]] = {
    "en": {
        "from": "from|sender",
        "to": "to|cc|bcc|reply-to",
        "date": "date|sent",
        "subject": "subject",
        "attachments": "attachments|attachment",
        "other": "importance|priority",
    },
    "de": {
        "from": "von|absender",
        "to": "an|cc|kopie|antwort an",
        "date": "datum|gesendet",
        "subject": "betreff",
        "attachments": "anlagen|anlage|anhänge|anhang",
        "other": "priorität|wichtigkeit",
    },
    "fr": {
        "from": "de|expéditeur",
        "to": "à|copie|répondre à",
        "date": "date|envoyé|envoyé le",
        "subject": "objet|sujet",
        "attachments": "pièces jointes|pièce jointe",
        "other": "importance",
    },
    "es": {
        "from": "de|remitente",
        "to": "para|responder a",
        "date": "fecha|enviado|enviado el",
        "subject": "asunto",
        "attachments": "adjuntos|datos adjuntos|archivos adjuntos",
        "other": "importancia",
    },
    "it": {
        "from": "da|mittente",
        "to": "a|rispondi a",
        "date": "data|inviato",
        "subject": "oggetto",
        "attachments": "allegati|allegato",
        "other": "priorità",
    },
    "pt": {
        "from": "de",
        "to": "para|responder a",
        "date": "data|enviado|enviada em",
        "subject": "assunto",
        "attachments": "anexos|anexo",
    },
    "nl": {
        "from": "van",
        "to": "aan",
        "date": "datum|verzonden",
        "subject": "onderwerp",
        "attachments": "bijlagen|bijlage",
    },
    "sv": {
        "from": "från",
        "to": "till",
        "date": "datum|skickat",
        "subject": "ämne",
        "attachments": "bifogade filer|bilagor",
    },
    "da": {"from": "fra", "to": "til", "date": "dato|sendt", "subject": "emne", "attachments": "vedhæftede filer"},
    "no": {"from": "fra", "to": "til", "date": "dato|sendt", "subject": "emne", "attachments": "vedlegg"},
    "fi": {
        "from": "lähettäjä",
        "to": "vastaanottaja",
        "date": "päivämäärä|lähetetty",
        "subject": "aihe",
        "attachments": "liitteet",
    },
    "pl": {
        "from": "od",
        "to": "do|dw",
        "date": "data|wysłano",
        "subject": "temat",
        "attachments": "załączniki|załącznik",
    },
    "cs": {"from": "od", "to": "komu|kopie", "date": "datum|odesláno", "subject": "předmět", "attachments": "přílohy"},
    "sk": {"from": "od", "to": "komu|kópia", "date": "dátum|odoslané", "subject": "predmet", "attachments": "prílohy"},
    "hu": {
        "from": "feladó",
        "to": "címzett|másolatot kap",
        "date": "dátum|elküldve",
        "subject": "tárgy",
        "attachments": "mellékletek",
    },
    "ro": {
        "from": "de la|expeditor",
        "to": "către",
        "date": "data|trimis",
        "subject": "subiect",
        "attachments": "atașamente",
    },
    "tr": {
        "from": "kimden|gönderen",
        "to": "kime|bilgi|alıcı",
        "date": "tarih|gönderme tarihi",
        "subject": "konu",
        "attachments": "ekler",
    },
    "ru": {
        "from": "от|от кого",
        "to": "кому|копия",
        "date": "дата|отправлено",
        "subject": "тема",
        "attachments": "вложения",
    },
    "uk": {
        "from": "від|від кого",
        "to": "кому|копія",
        "date": "дата|надіслано",
        "subject": "тема",
        "attachments": "вкладення",
    },
    "el": {"from": "από", "to": "προς|κοιν", "date": "ημερομηνία|στάλθηκε", "subject": "θέμα"},
    "ar": {"from": "من", "to": "إلى", "date": "التاريخ|تاريخ الإرسال", "subject": "الموضوع"},
    "he": {"from": "מאת", "to": "אל", "date": "תאריך|נשלח", "subject": "נושא"},
    "ja": {"from": "差出人|送信者", "to": "宛先", "date": "日時|送信日時|日付", "subject": "件名"},
    "zh": {
        "from": "发件人|寄件者|寄件人",
        "to": "收件人|收件者|抄送|副本",
        "date": "日期|发送时间|發送時間",
        "subject": "主题|主旨|主題",
        "attachments": "附件",
    },
    "ko": {"from": "보낸 사람|보낸사람", "to": "받는 사람|받는사람|참조", "date": "날짜|보낸 날짜", "subject": "제목"},
}

HEADER_WORDS: dict[str, tuple[FieldKind, tuple[str, ...]]] = {}
"""The kind of a header's field by its word, and the languages that have it."""

_PRIORITY_WORDS = {
    "pt": "importância|prioridade",
    "es": "prioridad",
    "it": "importanza",
    "nl": "prioriteit|urgentie|belang",
    "sv": "prioritet|angelägenhetsgrad",
    "da": "prioritet|vigtighed",
    "no": "prioritet|viktighet",
    "fi": "tärkeys",
    "pl": "ważność|priorytet",
    "cs": "důležitost|priorita",
    "sk": "dôležitosť|priorita",
    "hu": "fontosság",
    "ro": "importanță|prioritate",
    "tr": "önem|öncelik",
    "ru": "важность",
    "uk": "важливість",
    "ja": "重要度",
    "zh": "重要性|重要程度",
    "ko": "중요도",
}
"""The field of a mail's priority in more languages."""

for _language, _words in _PRIORITY_WORDS.items():
    _HEADER_WORDS[_language]["other"] = _words

for _language, _kinds in _HEADER_WORDS.items():
    for _kind, _words in _kinds.items():
        for _word in map(fold_word, _words.split("|")):
            _found = HEADER_WORDS.get(_word, (_kind, ()))
            HEADER_WORDS[_word] = (_found[0], (*_found[1], _language))

REPLY_MARKS = "re|aw|antw|antwort|sv|vs|odp|ynt|rif|res|回复|回覆|答复|返信|회신|отв|відп|απ"
FORWARD_MARKS = "fwd|fw|wg|tr|rv|enc|i|vb|vl|pd|doorst|ilt|továbbítva|továbbítás|fwd|转发|轉寄|전달|пересл|πρθ|r/v"
"""Marks before a mail's subject, as a pattern."""

FORWARD_LINES = (
    *("forwarded message", "begin forwarded message", "weitergeleitete nachricht", "anfang der weitergeleiteten"),
    *("message transféré", "début du message réexpédié", "début du message transféré", "mensaje reenviado"),
    *("inicio del mensaje reenviado", "messaggio inoltrato", "inizio messaggio inoltrato", "mensagem encaminhada"),
    *("mensagem reencaminhada", "início da mensagem reencaminhada", "doorgestuurd bericht", "begin doorgestuurd"),
    *("vidarebefordrat meddelande", "videresendt meddelelse", "videresendt melding", "videresendt e-post"),
    *("edelleenlähetetty viesti", "wiadomość przekazana dalej", "przekazana wiadomość", "přeposlaná zpráva"),
    *("preposlaná správa", "továbbított üzenet", "mesaj redirecționat", "iletilen ileti", "yönlendirilen mesaj"),
    *("пересылаемое сообщение", "пересылаемое письмо", "переслане повідомлення", "προωθημένο μήνυμα"),
    *("转发的邮件", "轉寄郵件", "転送メッセージ", "전달된 메시지", "رسالة معاد توجيهها", "הודעה שהועברה"),
)
"""What a line between dashes says, or opens with, above a forwarded mail."""

ORIGINAL_LINES = (
    *("original message", "ursprüngliche nachricht", "originalnachricht", "message d'origine", "mensaje original"),
    *("messaggio originale", "mensagem original", "oorspronkelijk bericht", "ursprungligt meddelande"),
    *("oprindelig meddelelse", "opprinnelig melding", "alkuperäinen viesti", "wiadomość oryginalna"),
    *("původní zpráva", "eredeti üzenet", "mesaj original", "orijinal ileti", "исходное сообщение"),
    *("оригінальне повідомлення", "αρχικό μήνυμα", "邮件原件", "原始邮件", "원본 메시지"),
)
"""What a line between dashes says above a mail that is answered or forwarded."""

ATTRIBUTIONS = (
    r"on\s.{6,160}\swrote",
    r"am\s.{6,160}\sschrieb(?:\s.{2,100})?",
    r".{2,100}\sschrieb am\s.{6,80}",
    r"le\s.{6,160}\sa écrit",
    r"el\s.{6,160}\sescribió",
    r"il\s.{6,160}\sha scritto",
    r"em\s.{6,160}\sescreveu",
    r"(?:op\s.{6,160}\s(?:schreef|het volgende geschreven)(?:\s.{2,100})?)",
    r"den\s.{6,160}\sskrev(?:\s.{2,100})?",
    r".{6,160}\skirjoitti",
    r".{6,160}\snapisał(?:\(a\)|a)?",
    r"dne\s.{6,160}\snapsal(?:\(a\)|a)?",
    r".{6,160}\sezt írta",
    r".{6,160}\s(?:şunu yazdı|yazdı)",
    r".{6,160}\s(?:пишет|написал|написала|пише|написав|написала)",
)
"""Patterns of the line above a quoted mail, without the colon at its end."""

PUBLIC_BODIES = word_set(
    "council city county town borough parish municipality ministry department university museum library police stadt "
    "gemeinde landkreis kreis ministerium universität bibliothek polizei landratsamt hafenamt amt verein mairie ville "
    "commune préfecture ministère université musée bibliothèque association ayuntamiento diputación ministerio "
    "universidad museo biblioteca asociación comune provincia regione ministero università associazione prefeitura "
    "câmara município ministério universidade museu associação gemeente provincie waterschap ministerie universiteit "
    "vereniging kommun kommune regionen universitet museum bibliotek förening forening kunta kaupunki yliopisto "
    "ministeriö yhdistys urząd gmina miasto starostwo ministerstwo uniwersytet muzeum fundacja stowarzyszenie obec "
    "město kraj ministerstvo univerzita mesto obecný önkormányzat minisztérium egyetem múzeum egyesület primăria "
    "ministerul universitatea muzeul belediyesi belediye valiliği bakanlığı üniversitesi müzesi derneği мэрия "
    "администрация министерство университет музей управление мерія міськрада міністерство університет δήμος υπουργείο "
    "بلدية وزارة جامعة محافظة עיריית מועצת משרד אוניברסיטת"
)
"""Words in the names of public bodies and associations that send releases."""

GREETINGS = (
    "hi|hello|hey|dear|good morning|good afternoon|good evening|morning|hallo|liebe|lieber|sehr geehrte|sehr geehrter"
    "|guten tag|guten morgen|moin|grüezi|servus|grüß gott|bonjour|bonsoir|cher|chère|chers|chères|madame|messieurs"
    "|mesdames|hola|buenos días|buenas tardes|buenas|estimado|estimada|estimados|estimadas|querido|querida|ciao|salve"
    "|buongiorno|buonasera|gentile|gentili|caro|cara|cari|egregio|olá|bom dia|boa tarde|prezado|prezada|caro|cara"
    "|caros|beste|geachte|goedemorgen|goedemiddag|dag|hej|hei|kära|kære|kjære|god morgen|goddag|hyvä|moi|terve"
    "|dzień dobry|szanowni|szanowny|szanowna|cześć|witam|drodzy|dobrý den|ahoj|vážení|vážený|vážená|milí|kedves"
    "|tisztelt|szia|sziasztok|jó napot|bună ziua|bună|stimate|stimați|stimată|merhaba|sayın|değerli|selam|iyi günler"
    "|здравствуйте|добрый день|уважаемые|уважаемый|уважаемая|привет|доброго дня|добрий день|шановні|вітаю|привіт"
    "|καλημέρα|αγαπητοί|αγαπητέ|γεια σας|hiya|afternoon|evening|salut|coucou|ha|hoi|dag|tjena|hejsan|ehilà|muy buenas"
    "|oi|boas|drogi|droga|witaj|halo|yth|selamat pagi|selamat siang|selamat sore|kính gửi|xin chào|chào"
    "|السلام عليكم|تحية طيبة|مرحبا|عزيزي|عزيزتي|السادة|שלום|היי|בוקר טוב|नमस्ते|नमस्कार|प्रिय"
)
"""Openings of a line of greeting, as a pattern."""

UNSPACED_GREETINGS = (
    "お世話になっております|お世話になります|お疲れ様です|お疲れさまです|您好|你好|尊敬的|各位|안녕하세요"
)
"""The same in languages that have no space behind it."""

CLOSINGS = phrase_set(
    "best|all the best|best wishes|best regards|kind regards|warm regards|warmest regards|many thanks|thanks"
    "|thank you|thanks a lot|thanks in advance|cheers|regards|yours|yours sincerely|sincerely|yours truly"
    "|yours faithfully|with best regards|with kind regards|with best wishes|ta|thx|br|kr|take care|cordially"
    "|mit freundlichen grüßen|mit freundlichen grüssen|mit freundlichem gruß|freundliche grüße|beste grüße"
    "|viele grüße|herzliche grüße|liebe grüße|schöne grüße|freundliche grüsse|beste grüsse|viele grüsse"
    "|herzliche grüsse|liebe grüsse|mit besten grüßen|mit herzlichen grüßen|mfg|lg|vg|gruß|grüße|besten dank"
    "|vielen dank|danke|hochachtungsvoll|cordialement|bien cordialement|bien à vous|bien à toi|cdt|merci"
    "|sincères salutations|salutations distinguées|salutations|meilleures salutations|amicalement|merci d'avance"
    "|avec mes meilleures salutations|saludos|un saludo|saludos cordiales|un cordial saludo|atentamente|gracias"
    "|muchas gracias|un abrazo|reciba un cordial saludo|cordiali saluti|distinti saluti|un saluto|saluti|grazie"
    "|un cordiale saluto|a presto|cordialmente|atenciosamente|cumprimentos|melhores cumprimentos|obrigado"
    "|obrigada|abraço|um abraço|com os melhores cumprimentos|met vriendelijke groet|met vriendelijke groeten"
    "|vriendelijke groet|groeten|hartelijke groet|mvg|bedankt|med vänliga hälsningar|vänliga hälsningar|mvh"
    "|hälsningar|med venlig hilsen|venlig hilsen|de bedste hilsner|med vennlig hilsen|vennlig hilsen|hilsen"
    "|ystävällisin terveisin|terveisin|parhain terveisin|z poważaniem|pozdrawiam|serdecznie pozdrawiam"
    "|z wyrazami szacunku|dziękuję|s pozdravem|s přátelským pozdravem|děkuji|hezký den|s pozdravom|üdvözlettel"
    "|tisztelettel|köszönöm|köszönettel|cu stimă|cu respect|mulțumesc|saygılarımla|saygılarımızla|sevgiler"
    "|iyi çalışmalar|teşekkürler|с уважением|с наилучшими пожеланиями|всего доброго|спасибо|з повагою"
    "|з найкращими побажаннями|дякую|με εκτίμηση|ευχαριστώ|مع التحية|تحياتي|مع أطيب التحيات|בברכה|תודה"
    "|よろしくお願いいたします|敬具|此致|祝好|감사합니다"
)
"""Closing formulas, each a line of its own."""

DEVICE_LINES = (
    *("sent from my", "get outlook for", "von meinem", "gesendet mit der", "gesendet von", "diese nachricht wurde von"),
    *("envoyé de mon", "envoyé depuis", "enviado desde mi", "inviato da", "enviado do meu", "verzonden vanaf"),
    *("verstuurd vanaf", "skickat från min", "sendt fra min", "lähetetty iphonesta", "wysłane z", "odesláno z"),
    *("elküldve az", "iphone'umdan gönderildi", "отправлено с", "надіслано з"),
)
"""What the lines open with that a telephone or a program adds."""

DESKS = (
    *(
        "press office",
        "press team",
        "press desk",
        "newsroom",
        "news desk",
        "media relations",
        "media office",
        "media team",
    ),
    *("communications", "public relations", "corporate communications", "news", "press", "media", "pr", "pressestelle"),
    *("presseabteilung", "presse", "pressebüro", "kommunikation", "unternehmenskommunikation", "medienstelle"),
    *("service de presse", "service presse", "relations presse", "bureau de presse", "communication"),
    *("gabinete de prensa", "oficina de prensa", "prensa", "comunicación", "ufficio stampa", "stampa", "comunicazione"),
    *("assessoria de imprensa", "imprensa", "comunicação", "persdienst", "pers", "voorlichting", "persvoorlichting"),
    *("biuro prasowe", "tiskové oddělení", "tiskový odbor", "basın", "basın ofisi", "пресс-служба", "прес-служба"),
)
"""What a sender's name has before or after the organization's own."""

GENERIC = word_set(
    "service dienst abteilung team office department bureau direction direktion desk redaktion rédaction redacción "
    "ayuntamiento mairie ville stadt gemeinde comune gemeente município prefeitura ministerium ministère ministerio "
    "ministero ministerie government council city town verein verband association company firma urząd úřad"
)
"""Words that name no organization where they are alone beside a desk."""

LEGAL_FORMS = (
    r"GmbH(?:\s&\sCo\.?\sKG)?|gGmbH|AG|SE|KGaA|KG|OHG|mbH|e\.\s?V\.|eG|Inc\.?|Ltd\.?|LLC|LLP|plc|PLC|Corp\.?|Co\."
    r"|S\.?A\.?S?|SARL|S\.?L\.?|S\.?p\.?A\.?|S\.?r\.?l\.?|Lda\.?|Ltda\.?|B\.?V\.?|N\.?V\.?|AB|A/S|ApS|ASA?|Oy|Oyj"
    r"|sp\.\sz\so\.o\.|s\.r\.o\.|a\.s\.|Kft\.?|Zrt\.?|Nyrt\.?|A\.Ş\.|Ltd\.\sŞti\.|ООО|ОАО|ПАО|АО|ТОВ|Α\.Ε\."
)
"""Legal forms behind the name of a company or an association, as a pattern."""
