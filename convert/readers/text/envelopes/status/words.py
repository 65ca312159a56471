"""Wordings by which agencies withdraw, hold back, embargo and replace copy, by language."""

from __future__ import annotations

from collections.abc import Mapping

KILLS: Mapping[str, tuple[str, ...]] = {
    "en": (
        *("mandatory kill", "bulletin kill", "urgent kill", "news kill", "story kill", "kill story", "kill the story"),
        *("kill bulletin", "kill advisory", "kill notice", "advisory kill", "story killed", "story removed"),
        *("story withdrawn", "story retracted", "story canceled", "story cancelled", "story deleted"),
        *("article withdrawn", "item withdrawn", "dispatch withdrawn", "please do not use this story"),
    ),
    "de": (
        *("meldung zurückgezogen", "meldung wird zurückgezogen", "meldung annulliert", "meldung gestrichen"),
        *("bitte nicht verwenden", "bitte nicht mehr verwenden", "bitte diese meldung nicht verwenden"),
        *("rückruf der meldung", "annullierung der meldung", "meldung bitte nicht verwenden"),
    ),
    "fr": (
        *("à annuler", "a annuler", "dépêche annulée", "dépêche à annuler", "annulation de dépêche"),
        *("annulation de la dépêche", "prière de ne pas utiliser", "merci de ne pas utiliser"),
        *("veuillez ne pas utiliser", "papier annulé", "information annulée"),
    ),
    "es": (
        *("nota anulada", "despacho anulado", "información anulada", "noticia anulada", "aviso de anulación"),
        *("anulación de nota", "anulación de la nota", "rogamos no utilizar", "por favor, no utilizar"),
    ),
    "pt": ("matéria cancelada", "notícia anulada", "notícia cancelada", "anulação de notícia", "favor não utilizar"),
    "it": (
        *("notizia annullata", "lancio annullato", "da annullare", "annullare la notizia"),
        *("si prega di non utilizzare",),
    ),
    "nl": (
        *("bericht ingetrokken", "bericht vervallen", "bericht vervalt", "s.v.p. niet gebruiken"),
        *("gelieve niet te gebruiken",),
    ),
    "da": ("telegrammet annulleres", "historien er annulleret"),
    "no": ("meldingen er trukket", "meldingen annulleres", "saken er trukket"),
    "sv": ("telegrammet utgår", "texten utgår", "artikeln är tillbakadragen"),
    "fi": ("juttu poistettu", "uutinen peruttu", "juttu on vedetty pois"),
    "pl": ("depesza anulowana", "depesza wycofana", "informacja anulowana", "prosimy nie wykorzystywać"),
    "cs": ("zpráva zrušena", "zpráva stažena", "zprávu nepoužívat", "prosíme nepoužívat"),
    "sk": ("správa zrušená", "správa stiahnutá", "prosíme nepoužívať"),
    "hu": ("a hír visszavonva", "hír visszavonva", "visszavont hír", "kérjük, ne használják", "kérjük ne használják"),
    "ro": ("știre anulată", "ştire anulată", "știre retrasă", "a nu se folosi"),
    "ru": ("сообщение аннулировано", "сообщение аннулируется", "сообщение отозвано", "просьба не использовать"),
    "uk": ("повідомлення анульовано", "повідомлення відкликано", "просимо не використовувати"),
    "tr": ("haber iptal", "haber iptal edilmiştir", "haberi kullanmayınız", "haber geri çekildi"),
    "sr": ("vest je povučena", "povlači se vest", "vest se povlači"),
    "sl": ("vest umaknjena", "vest je umaknjena", "umik vesti"),
    "el": ("η ειδηση ακυρωνεται", "ειδηση ακυρωθηκε", "παρακαλουμε μην χρησιμοποιησετε"),
    "ar": ("إلغاء الخبر", "إلغاء خبر", "سحب الخبر", "الخبر ملغى", "يرجى عدم استخدام"),
    "he": ("הידיעה בוטלה", "ביטול ידיעה", "נא לא להשתמש"),
    "ja": ("記事取り消し", "全文取り消し", "配信取り消し", "記事を取り消します"),
    "zh": ("稿件撤销", "此稿作废", "稿件作废", "撤稿通知", "請勿使用", "请勿使用"),
    "ko": ("기사 삭제", "기사 취소", "기사 전문 취소", "전문 취소", "전문취소"),
}
"""Phrases that withdraw a story where they open a line and a colon, a dash or the line's end follows."""

KILL_WORDS: Mapping[str, tuple[str, ...]] = {
    "en": ("kill", "killed", "withdrawn", "retracted"),
    "de": ("zurückgezogen", "annulliert", "annullierung", "rückruf", "storno", "stornierung", "nicht verwenden"),
    "fr": ("annulation", "annulé", "annulée", "annuler", "ne pas utiliser"),
    "es": ("anulación", "anulacion", "anulado", "anulada", "anular", "no utilizar", "no usar"),
    "pt": ("anulação", "anulado", "anulada", "anular", "não utilizar"),
    "it": ("annullamento", "annullato", "annullata", "annullare", "non utilizzare"),
    "nl": ("ingetrokken", "vervallen", "intrekking", "niet gebruiken"),
    "da": ("annulleret", "annullering", "annulleres"),
    "no": ("annullert", "annullering", "annulleres"),
    "sv": ("annullering", "annulleras", "utgår"),
    "fi": ("peruttu", "mitätöity", "poistettu"),
    "pl": ("anulowane", "anulowanie", "anulacja", "wycofane", "wycofanie"),
    "cs": ("zrušeno", "zrušení zprávy", "staženo", "anulace"),
    "sk": ("zrušené", "stiahnuté"),
    "hu": ("visszavonva", "visszavonás"),
    "ro": ("anulat", "anulată", "anulare"),
    "ru": ("аннулирование", "аннулировано", "аннулируется", "отозвано", "не использовать"),
    "uk": ("анулювання", "анульовано", "відкликано", "не використовувати"),
    "tr": ("iptal", "geri çekildi", "kullanmayınız"),
    "bg": ("анулиране", "анулирано", "оттеглено"),
    "hr": ("povučeno", "opoziv"),
    "sr": ("повучено", "опозив"),
    "sl": ("preklicano",),
    "ca": ("anul·lació", "anul·lat"),
    "et": ("tühistatud",),
    "lv": ("atsaukts", "atsaukta"),
    "lt": ("atšaukta",),
    "id": ("dicabut", "pencabutan"),
    "el": ("ακυρωση", "ακυρωνεται"),
    "ar": ("إلغاء", "ملغى"),
    "he": ("ביטול",),
    "ja": ("取り消し", "取消"),
    "zh": ("撤稿", "作废", "撤销"),
    "ko": ("기사삭제", "기사취소"),
}
"""Words that withdraw a story as a line of their own in capitals, or in capitals before a note that names the story."""

KILLED: Mapping[str, tuple[str, ...]] = {
    "en": ("withdrawn", "retracted"),
    "de": ("zurückgezogen", "annulliert"),
    "fr": ("annulé", "annulée"),
    "es": ("anulado", "anulada"),
    "pt": ("anulado", "anulada"),
    "it": ("annullato", "annullata"),
    "nl": ("ingetrokken", "vervallen"),
    "da": ("annulleret",),
    "no": ("annullert",),
    "sv": ("annulleras", "utgår"),
    "fi": ("peruttu", "mitätöity", "poistettu"),
    "pl": ("anulowane", "wycofane"),
    "cs": ("zrušeno", "staženo"),
    "sk": ("zrušené", "stiahnuté"),
    "hu": ("visszavonva",),
    "ro": ("anulat", "anulată"),
    "ru": ("аннулировано", "отозвано"),
    "uk": ("анульовано", "відкликано"),
    "tr": ("geri çekildi",),
    "bg": ("анулирано", "оттеглено"),
    "hr": ("povučeno",),
    "sr": ("повучено",),
    "sl": ("preklicano",),
    "ca": ("anul·lat",),
    "et": ("tühistatud",),
    "lv": ("atsaukts", "atsaukta"),
    "lt": ("atšaukta",),
    "id": ("dicabut",),
}
"""Those of the `KILL_WORDS` that are kickers, too, above stories about what is called off, recalled or revoked."""

TITLES_OF_KILLS: Mapping[str, tuple[str, ...]] = {
    "en": ("item withdrawn", "article withdrawn", "story removed"),
    "fr": ("papier annulé", "information annulée"),
    "es": ("nota anulada", "nota retirada", "información retirada"),
    "pt": ("nota retirada", "nota anulada", "nota cancelada", "matéria retirada"),
    "it": ("nota ritirata", "nota annullata"),
    "nl": ("artikel ingetrokken", "artikel vervallen"),
    "sv": ("texten utgår", "text utgår"),
}
"""How kills open whose words are about other things, too, such as banknotes, goods and papers."""

TITLES_OF_EMBARGOES: Mapping[str, tuple[str, ...]] = {
    "en": ("hold until", "for release"),
    "de": ("gesperrt bis", "frei ab", "frei für"),
    "es": ("embargado hasta", "embargada hasta", "embargados hasta", "embargadas hasta"),
    "pt": ("embargado até", "embargada até", "embargados até", "embargadas até"),
    "ca": ("embargat fins", "embargada fins"),
}
"""How embargoes open whose words are about roads, goods and houses, too."""

WITHHOLDS: Mapping[str, tuple[str, ...]] = {
    "en": ("hold for release", "hold for use", "hold until further notice", "hold until cleared", "do not publish"),
    "de": ("nicht veröffentlichen", "bitte nicht veröffentlichen", "noch nicht freigegeben", "nicht freigegeben"),
    "fr": ("ne pas publier", "ne pas diffuser", "à ne pas publier", "à ne pas diffuser"),
    "es": ("no publicar", "no difundir"),
    "pt": ("não publicar", "não divulgar"),
    "it": ("non pubblicare", "non diffondere"),
    "nl": ("niet publiceren", "nog niet publiceren"),
    "pl": ("nie publikować", "wstrzymać publikację"),
    "cs": ("nezveřejňovat", "nepublikovat"),
    "hu": ("nem közölhető", "még nem közölhető"),
    "ru": ("не публиковать", "не для публикации"),
    "uk": ("не публікувати", "не для публікації"),
    "tr": ("yayınlamayınız", "yayımlamayınız"),
    "ar": ("ليس للنشر", "لا ينشر"),
    "he": ("לא לפרסום", "אין לפרסם"),
    "ja": ("掲載不可", "配信保留"),
    "zh": ("暂不发布", "不得发布", "暂缓播发"),
    "ko": ("보도 보류", "보도금지"),
}
"""Phrases that hold a story back, as a line of their own or before a colon or a dash."""

WITHHOLD_WORDS: Mapping[str, tuple[str, ...]] = {
    "en": ("hold", "withhold", "withheld", "do not run", "hold - do not run"),
    "de": ("gesperrt",),
    "fr": ("bloqué", "bloquée"),
    "es": ("retener", "retenida", "retenido"),
    "it": ("trattenere",),
}
"""Words that hold a story back as a line of their own in capitals."""

WITHHOLD_LABELS: Mapping[str, tuple[str, ...]] = {"en": ("withhold",)}
"""Words of these that do so in capitals before a colon, too: as verbs they may open a headline."""

EMBARGOES: Mapping[str, tuple[str, ...]] = {
    "en": (
        *("embargoed until", "embargoed till", "embargoed to", "embargoed for", "embargo until", "embargo till"),
        *("strictly embargoed", "strict embargo", "under embargo until", "under strict embargo", "embargo expires"),
        *("not for release before", "not for release until", "not for publication before", "not for publication until"),
        *("not for broadcast before", "not to be published before", "not to be used before", "do not publish before"),
        *("do not publish until", "do not release before", "advanced for release", "advance for release"),
        *("advance for use", "hold for release until", "hold for release at", "hold for release on", "hold until"),
    ),
    "de": (
        *("sperrfrist", "achtung sperrfrist", "gesperrt bis", "embargo bis", "nicht zur veröffentlichung vor"),
        *("nicht veröffentlichen vor", "veröffentlichung frei ab", "zur veröffentlichung frei ab"),
    ),
    "fr": (
        *("sous embargo jusqu", "embargo jusqu", "embargo strict", "sous embargo strict", "ne pas publier avant"),
        *("ne pas diffuser avant", "à ne pas publier avant", "à ne pas diffuser avant", "publication interdite avant"),
    ),
    "es": (
        *("embargado hasta", "embargada hasta", "embargo hasta", "bajo embargo hasta", "con embargo hasta"),
        *("no publicar antes", "no publicar hasta", "no difundir antes", "no difundir hasta"),
    ),
    "pt": (
        *("sob embargo até", "embargo até", "embargado até", "embargada até", "não publicar antes"),
        *("não divulgar antes",),
    ),
    "it": ("sotto embargo fino", "embargo fino", "sotto embargo sino", "non pubblicare prima", "non diffondere prima"),
    "nl": ("embargo tot", "onder embargo tot", "niet publiceren voor", "niet voor publicatie voor"),
    "da": ("klausul til", "klausuleret til", "embargo til"),
    "no": ("sperrefrist", "embargo til"),
    "sv": ("embargo till", "under embargo till", "fri för publicering"),
    "fi": ("julkaisuvapaa", "embargo asti", "embargo päättyy"),
    "pl": ("embargo do", "nie publikować przed", "do publikacji po"),
    "cs": ("embargo do", "nezveřejňovat před", "nepublikovat před"),
    "sk": ("embargo do",),
    "hu": ("embargó", "embargós", "közölhető"),
    "ro": ("embargo până", "sub embargo până"),
    "ru": ("эмбарго до", "под эмбарго до", "не публиковать до", "не для публикации до"),
    "uk": ("ембарго до", "під ембарго до", "не публікувати до"),
    "tr": ("ambargo:", "yayın ambargosu", "ambargolu"),
    "ar": ("محظور النشر حتى", "حظر النشر حتى", "ممنوع النشر قبل"),
    "he": ("אמברגו עד", "באמברגו עד"),
    "ja": ("解禁", "エンバーゴ", "報道解禁"),
    "zh": ("禁发", "解禁时间", "發佈禁令"),
    "ko": ("엠바고", "보도시점", "보도 시점"),
}
"""Phrases that open a line about an embargo."""

EMBARGO_WORDS: Mapping[str, tuple[str, ...]] = {
    "en": ("embargo", "embargoed", "under embargo", "for release"),
    "de": ("embargo", "frei ab", "frei für"),
    "fr": ("embargo", "sous embargo"),
    "es": ("embargo", "bajo embargo", "embargado", "embargada"),
    "pt": ("embargo", "sob embargo"),
    "it": ("embargo", "sotto embargo"),
    "nl": ("embargo", "onder embargo"),
    "sv": ("embargo", "under embargo"),
    "da": ("embargo", "klausul", "klausuleret"),
    "no": ("embargo", "sperrefrist", "klausulert"),
    "ru": ("эмбарго", "под эмбарго"),
    "uk": ("ембарго", "під ембарго"),
    "tr": ("ambargo",),
    "he": ("אמברגו",),
}
"""Words that stories open with, too. They need a day or an hour after them and nothing else."""

NO_EMBARGO = (
    *("lifted", "none", "no embargo", "has been lifted", "aufgehoben", "keine", "keiner", "entfällt", "levé", "aucun"),
    *(
        "levantado",
        "ninguno",
        "nessuno",
        "revocato",
        "geen",
        "opgeheven",
        "brak",
        "není",
        "nincs",
        "нет",
        "немає",
        "배포 즉시",
        "즉시",
        "배포즉시",
        "即時",
        "即日",
        "立即",
    ),
)
"""How a line goes on that says there is no embargo."""

FURTHER_NOTICE = (
    *("until further notice", "till further notice", "until cleared", "until released", "bis auf weiteres"),
    *("bis zur freigabe", "jusqu'à nouvel ordre", "jusqu'à nouvel avis", "hasta nuevo aviso", "hasta nueva orden"),
    *("até novo aviso", "até nova ordem", "até ordem em contrário", "fino a nuovo avviso", "fino a nuovo ordine"),
    *("tot nader order", "tot nader bericht", "tills vidare", "tills annat meddelas", "indtil videre"),
    *("indtil andet meddeles", "inntil videre", "toistaiseksi", "do odwołania", "až do odvolání", "do odvolání"),
    *("až do odvolania", "do odvolania", "további értesítésig", "visszavonásig", "până la noi ordine"),
    *("до особого распоряжения", "до дальнейшего уведомления", "до окремого розпорядження"),
    *("до подальшого повідомлення", "ikinci bir duyuruya kadar", "yeni bir duyuruya kadar", "μέχρι νεωτέρας"),
    *("حتى إشعار آخر", "עד הודעה חדשה", "עד להודעה חדשה", "追って通知があるまで", "另行通知", "추후 통지까지"),
)
"""How a line about an embargo goes on that has no end yet."""

REPORTS = (
    *("said", "says", "told", "tells", "read", "reads", "asks", "asked", "announced", "announces", "wrote", "writes"),
    *("sagt", "sagte", "steht", "stand", "bat", "bittet", "heißt", "hieß", "schreibt", "schrieb", "meldet"),
    *("dit", "disait", "écrit", "annonce", "annonçait", "indique", "indiquait", "lisait", "demande"),
    *("dice", "decía", "dijo", "reza", "rezaba", "escribió", "anuncia", "pide", "diz", "dizia", "disse", "avisa"),
    *("diceva", "scrive", "recita", "detto", "scritto", "zegt", "zei", "staat", "stond", "luidt", "schreef"),
    *("säger", "sade", "står", "stod", "skriver", "skrev", "sier", "siger", "sagde", "sanoo", "sanoi", "lukee"),
    *("luki", "głosi", "głosił", "mówi", "mówił", "pisze", "napisał", "napisała", "říká", "řekl", "řekla", "stojí"),
    *("stálo", "píše", "hovorí", "povedal", "mondta", "mondja", "állt", "áll", "írta", "scrie", "scria", "spune"),
    *("spunea", "гласит", "гласила", "сказал", "сказала", "говорит", "говорил", "написано", "написал", "каже"),
    *("сказав", "сказала", "λέει", "είπε", "έγραφε", "diyor", "dedi", "yazıyor", "piše", "pisalo", "rekao", "rekla"),
    *("пише", "казва", "каза", "пишеше", "kata", "ujar", "katanya", "nói", "viết"),
)
"""Verbs that make of a wording of a note, before a comma, what somebody says or what is written somewhere."""

REPLACES = (
    *("replaces previous", "replaces earlier", "replaces our", "replaces the", "this replaces"),
    *("corrects and replaces",),
    *("replaces story", "supersedes", "annule et remplace", "annulliert und ersetzt", "ersetzt die meldung"),
    *("ersetzt unsere", "ersetzt vorherige", "anula y sustituye", "anula y reemplaza", "sustituye a", "reemplaza a"),
    *("annulla e sostituisce", "sostituisce il", "anula e substitui", "substitui a", "vervangt", "anuluje i zastępuje"),
    *("zastępuje", "nahrazuje", "заменяет", "взамен", "замінює", "önceki haberin yerine", "use this version"),
)
"""Phrases of a replacement, which is the valid version of what it withdraws."""

ADDRESSES = (
    *("please", "bitte", "veuillez", "rogamos", "si prega", "editors", "eds", "news editors"),
    *("attention editors", "note to editors", "desks", "clients", "subscribers"),
    *("attention", "advisory", "achtung", "hinweis", "an die redaktion", "redaktionen", "liebe kolleg", "kunden"),
    *("attention rédac", "à l'attention", "aux rédactions", "aux abonnés", "avis aux", "note aux", "atención"),
    *("a los abonados", "a las redacciones", "a los clientes", "nota a los", "aviso a", "attenzione", "ai clienti"),
    *("alle redazioni", "agli abbonati", "nota per", "atenção", "aos clientes", "aos assinantes", "let op"),
    *("aan de redactie", "aan redacties", "uwaga", "do redakcji", "pozor", "figyelem", "внимание", "вниманию"),
    *("увага", "dikkat", "تنبيه", "ملاحظة للمحررين"),
)
"""How a note begins that addresses editors."""

ABOUT_COPY = (
    *("story", "item", "dispatch", "editors", "eds", "clients", "subscribers", "do not use", "slug", "please"),
    *("meldung", "redaktion", "kunden", "bezieher", "bitte", "verwenden", "dépêche", "rédaction", "abonnés"),
    *("veuillez", "prière", "papier", "ne pas", "nota", "despacho", "información", "redacci", "abonados", "clientes"),
    *("rogamos", "por favor", "matéria", "notícia", "redaç", "assinantes", "notizia", "lancio", "redazion"),
    *("abbonati", "clienti", "si prega", "non utilizzare", "bericht", "redactie", "abonnees", "klanten", "telegram"),
    *("melding", "depesz", "redakcj", "zpráv", "redakc", "hír", "szerkeszt", "știre", "сообщени", "редакци"),
    *("повідомлен", "редакці", "haber", "editör", "خبر", "ידיעה", "記事", "稿", "기사"),
)
"""Words by which a note is about a piece of copy and not about the world."""

SPOKEN = {
    "en": ("check against delivery", "please check against delivery", "as prepared for delivery"),
    "de": ("es gilt das gesprochene wort", "nur das gesprochene wort gilt", "es zählt das gesprochene wort"),
    "fr": ("seul le prononcé fait foi", "seul le texte prononcé fait foi", "le prononcé fait foi"),
    "es": ("cotéjese con el discurso pronunciado", "cotejar con el discurso pronunciado", "prevalece lo pronunciado"),
    "it": ("fa fede il testo pronunciato", "fa fede il discorso pronunciato", "fa fede solo il testo pronunciato"),
    "pt": ("só faz fé a versão proferida", "só fazem fé as palavras proferidas", "faz fé o texto pronunciado"),
    "nl": ("alleen het gesproken woord geldt", "het gesproken woord geldt", "het gesproken woord telt"),
    "sv": ("det talade ordet gäller",),
    "da": ("det talte ord gælder",),
    "no": ("det talte ord gjelder", "kontrolleres mot framføring", "kontrolleres mot fremføringen"),
    "fi": ("muutosvarauksin", "puhuttaessa muutettu", "puhe muutosvarauksin"),
    "pl": ("liczy się słowo wypowiedziane", "obowiązuje słowo mówione", "decyduje tekst wygłoszony"),
    "cs": ("platí mluvené slovo", "platí pronesené slovo"),
    "hu": ("az elhangzott szöveg az irányadó", "az elhangzott beszéd az irányadó"),
    "ru": ("проверять по прозвучавшему тексту", "сверить с произнесённым текстом"),
}
"""What tells editors that a speech counts as it is delivered, each a line of its own."""

KILL_SENTENCES = (
    r"(?:kill|withdraw|disregard|do not (?:use|publish)) (?:the|this|our) (?:\S+ ){0,3}?(?:story|item|article)\b",
    r"\b(?:story|item|article|dispatch)\b.{0,120}\b(?:is|are|has been|was) (?:withdrawn|killed|retracted|removed)\b",
    r"\bmeldung\b.{0,160}\b(?:wird|wurde|ist)\b.{0,40}\b(?:zurückgezogen|annulliert|gestrichen)",
    r"\bmeldung\b.{0,80}\bnicht (?:mehr )?(?:zu )?(?:verwenden|veröffentlichen|benutzen)",
    r"\bnicht (?:mehr )?verwenden\b",
    r"\b(?:dépêche|papier|information)\b.{0,160}\b(?:est|sont) (?:à )?annul",
    r"\bannuler (?:la|notre|cette) dépêche\b|\bne pas utiliser\b",
    r"\b(?:nota|despacho|información|noticia)\b.{0,160}\b(?:queda|ha sido|es) anulad",
    r"\banul(?:en|ar|e) (?:la|el|nuestr[ao]) (?:nota|despacho|información|noticia)\b",
    r"\b(?:notizia|lancio|dispaccio)\b.{0,160}\b(?:è|va|deve essere) (?:stat[oa] |da )?(?:considerarsi )?annullat",
    r"\b(?:matéria|notícia)\b.{0,160}\b(?:foi|está|fica) (?:anulada|cancelada)",
    r"\bbericht\b.{0,160}\b(?:is|wordt) (?:hierbij )?ingetrokken",
    r"\b(?:сообщение|информация)\b.{0,160}\b(?:аннулир|отозван)",
)
"""What a note to editors says that withdraws a story."""

OLDER_VERSION = r"\b(?:earlier|previous|prior|older|vorherige|frühere|précédent|anterior|precedent|eerdere|poprzedni)"
"""What shows that a note withdraws only an older version of the story."""

THIS_STORY = (
    *("this story", "this article", "this item", "this dispatch", "diese meldung", "cette dépêche", "cet article"),
    *("esta nota", "esta información", "questa notizia", "questo lancio", "esta matéria", "dit bericht", "ta depesza"),
    *("это сообщение", "данное сообщение"),
)
"""How a line begins that is about the copy itself."""

TIME_WORDS = (
    *("until", "from", "hours", "time", "local", "midnight", "noon", "morning", "before", "after", "today", "tomorrow"),
    *("a.m", "p.m", "cest", "mesz", "strictly", "strict", "release", "eastern", "uhr", "ortszeit", "heure", "heures"),
    *("jusqu", "jusqu'au", "jusqu'à", "partir", "locale", "horas", "hasta", "hora", "fino", "alle", "até", "klokken"),
    *("uur", "godz", "hodin", "часов", "óra", "kello"),
)
"""Words of day and hour beside months, weekdays and zones."""
