"""The words of social networks around posts: counts, buttons and notes of the program, and labels of threads, as data.

Each is a pattern, compared without regard to capitals. A language is added by adding its words.
"""

from __future__ import annotations

from convert.readers.text.lexicon.keys import word_set

COUNTS = (
    "replies|reply|comments?|reposts?|retweets?|quote (?:posts|tweets)|quotes?|likes?"
    "|views?|bookmarks?|shares?|boosts?"
    "|reblogs?|favou?rites?|reactions?|impressions?"
    "|antworten|antwort|kommentare?|zitate|gefällt mir|gefällt-mir-angaben"
    "|[„“]gefällt mir[“”]-angaben|aufrufe|mal (?:angezeigt|geteilt|favorisiert|zitiert|angesehen|gemerkt)"
    "|lesezeichen|geteilt|ansichten|favoriten"
    "|réponses?|commentaires?|citations?|j['’]aime|vues?|partages?|signets?|favoris|repartages?"
    "|respuestas?|comentarios?|citas?|me gusta|visualizaciones|vistas?|compartidos|guardados|republicaciones|favoritos"
    "|boost|preferiti|apprezzamenti|impulsos|impulsionamentos|geteilte beiträge|podbicia|podbić|boostar|favoriter"
    "|risposte|risposta|commenti|citazioni|mi piace|visualizzazioni|condivisioni|segnalibri|ripubblicazioni"
    "|respostas?|comentários?|curtidas?|gostos?|visualizações|compartilhamentos|partilhas|republicações"
    "|reacties|citaten|vind-ik-leuks|likes|weergaven|keer bekeken|keer gedeeld|antwoorden"
    "|odpowiedzi|podań dalej|polubie(?:nia|ń)|wyświetle(?:nia|ń)|cytaty|udostępnie(?:nia|ń)"
    "|odpovědí|odpovědi|zobrazení|sdílení|to se mi líbí|lajků"
    "|yanıt|beğeni|görüntülenme|görüntüleme|yeniden gönderi|alıntı|paylaşım"
    "|ответ(?:ов|а)?|репост(?:ов|а)?|нравится|просмотр(?:ов|а)?|лайк(?:ов|а)?|комментари(?:ев|я|й)"
    "|відповід(?:ей|і|ь)|репост(?:ів|и)|вподобан(?:ь|ня)|перегляд(?:ів|и)"
    "|svar|gillar|gilla-markeringar|visningar|delningar|visninger|delinger|synes godt om|liker"
    "|vastausta|tykkäystä|näyttökertaa|válasz|kedvelés|megtekintés|megosztás"
    "|απαντήσεις|προβολές|ردود|رد|إعجاب|إعجابات|مشاهدة|مشاهدات|إعادة نشر|תגובות|לייקים|צפיות|שיתופים"
    "|件の返信|件のリポスト|件のいいね|件の表示|返信|リポスト|いいね|表示|引用|ブックマーク|回复|回覆|转发|轉發|喜欢"
    "|喜歡|点赞|次观看|查看|浏览"
    "|답글|재게시|마음에 들어요|좋아요|조회수|조회|인용|북마크"
)
"""What a count of a post counts."""

BUTTONS = (
    r"show (?:this thread|more replies|more|replies|less|probable spam"
    r"|additional replies.*|translation)|translate (?:post|tweet)"
    r"|translated from \w+|view (?:quotes|post engagements|on \w+|\d+ (?:more )?replies|thread|replies|tweet activity)"
    r"|read \S+ (?:more )?repl(?:ies|y)(?: on \w+)?|reply|repost|retweet|like|share"
    r"|bookmark|follow|following|follows you|more|quote"
    r"|post your reply|replying to @.{1,80}|pinned(?: post| tweet)?|\S.{0,40} (?:reposted"
    r"|retweeted|boosted)|copy link(?: to post)?"
    r"|load more|relevant people|most relevant|sort by.{0,30}|sign up|log in"
    r"|who can reply\??.{0,60}|see new posts|conversation"
    r"|(?:every(?:one|body)|anyone) can reply|replies (?:are )?(?:disabled|limited)|some people can reply"
    r"|jeder kann antworten|alle können antworten|tout le monde peut répondre|(?:todos|todo el mundo) puede[ns]?"
    r" responder|qualquer pessoa pode responder|todos podem responder|tutti possono rispondere|iedereen kan reageren"
    r"|każdy może odpowiedzieć|alla kan svara|alle kan svare|kuka tahansa voi vastata|все могут отвечать|誰でも返信可能"
    r"|\d{1,3} (?:tweets|posts)|\d{1,2} min read|read on (?:x|twitter)|missing some tweets? in this thread"
    r"\? you can try to force a refresh|thread by @\w{2,40} on thread reader app"
    r"|thread|post|alt|gif|edited|last edited|verified account|open in app|relevant|subscribe|promoted|ad"
    r"|j['’]aime|me gusta|mi piace|gosto|curtir|vind ik leuk|lubię to|to se mi líbí|gilla|synes godt om|liker|tykkää"
    r"|tetszik|beğen|нравится|подобається"
    r"|diesen thread anzeigen|thread anzeigen|(?:weitere|mehr) antworten anzeigen"
    r"|mehr anzeigen|post übersetzen|tweet übersetzen"
    r"|übersetzen|übersetzung anzeigen|antworten|teilen|folgen|gefällt mir"
    r"|antwort an @.{1,80}|angeheftet|zitate anzeigen"
    r"|afficher (?:ce fil|cette discussion|plus de réponses|plus|la traduction)"
    r"|traduire le (?:post|tweet)|voir plus(?: de réponses)?"
    r"|répondre|partager|suivre|abonné|en réponse à @.{1,80}|épinglé"
    r"|mostrar (?:este hilo|más respuestas|más|traducción)|traducir (?:post|publicación"
    r"|tweet)|ver (?:más|citas|traducción)|responder"
    r"|compartir|seguir|siguiendo|en respuesta a @.{1,80}|fijado"
    r"|mostra (?:questo thread|altre risposte|altro|traduzione)|traduci (?:post|tweet)"
    r"|rispondi|condividi|segui|in risposta a @.{1,80}"
    r"|mostrar (?:esta sequência|este fio|mais respostas|mais|tradução)|traduzir (?:post"
    r"|publicação)|compartilhar|partilhar"
    r"|em resposta a @.{1,80}|toon (?:deze collectie|meer antwoorden|meer)|post vertalen|beantwoorden|delen|volgen"
    r"|pokaż (?:ten wątek|więcej odpowiedzi|więcej)|przetłumacz (?:post|wpis)|odpowiedz|udostępnij|obserwuj"
    r"|zobrazit (?:toto vlákno|další odpovědi|více)|přeložit příspěvek|odpovědět|sdílet|sledovat"
    r"|bu (?:diziyi|akışı) göster|diğer yanıtları göster|gönderiyi çevir|yanıtla|paylaş|takip et"
    r"|показать (?:эту ветку|ещё ответы|ещё)|перевести пост|ответить|поделиться|читать|показати більше|перекласти"
    r"|visa (?:den här tråden|fler svar|mer)|översätt inlägget|svara|dela|följ"
    r"|vis (?:denne tråden|flere svar|mer|mere)"
    r"|عرض هذا الموضوع|عرض المزيد من الردود|ترجمة المنشور|رد|متابعة|הצג את השרשור|הצג עוד תגובות|תרגם פוסט"
    r"|(?:返信先|回复|回覆|답글|ответ для|відповідь для|svar til|svar till|yanıt olarak|w odpowiedzi do|als antwoord op"
    r"|odpověď na|reply to|quoting)\s?[:：]?\s?@.{1,80}|このスレッドを表示|返信をさらに表示|さらに表示|ポストを翻訳"
    r"|翻訳|返信|フォローする|显示此推文串|显示更多回复|显示更多|翻译帖子|关注"
    r"|이 스레드 보기|답글 더 보기|더 보기|게시물 번역하기|팔로우"
)
"""Lines of the program around posts."""

OUTLETS = word_set(
    "post courier gazette mail star mirror sun argus echo examiner sentinel register record monitor advertiser express "
    "matin soir courrier dépêche voix presse kurier bote blatt morgenpost volksblatt nachrichten merkur posten tidende "
    "tidning tidningen avisen bladet dagbladet krant sanomat lehti gazeta dziennik glos noviny"
    " listy hírlap новости газета "
    "вестник вести новини"
)
"""Last words of the names of papers and stations, which read like surnames."""

THREADS = (
    "a thread|thread|ein thread|un fil|fil|un hilo|hilo|un thread|fio|sequência|draadje"
    "|draad|wątek|nitka|vlákno|szál|zincir|flood"
    "|тред|нитка|tråd|ketju|سلسلة|ثريد|שרשור|スレッド|串|스레드|타래"
)
"""What says that a post opens a thread."""
