"""Lines that programs write around a page which they save, print or share, as patterns.

A language is added by adding its words. Each pattern is for a whole line, compared without regard to capitals.
"""

from __future__ import annotations

ARCHIVED = (
    r"(?:this )?file (?:was )?archived on .{8,60} and retrieved from the internet archive on .{8,60}\.?"
    r"|javascript appended by wayback machine, copyright internet archive\.?"
    r"|internet archive['’]s internal use\..{0,200}"
    r"|playback timings \(ms\):?.{0,80}"
)
"""What an archive of the web writes below a page; what follows is its, too."""

ARCHIVE = r"the wayback machine - https?://\S+|(?:saved|captured|archived) from https?://\S+"
"""What it writes above."""

OPENED_IN = (
    r"(?:read|open|view|continue reading|see) (?:(?:it|this|the|full|original|web) ?){0,3}(?:article|story|page|post)?"
    r" ?(?:in|on) [^\s:.!?][^:.!?]{1,40}:? https?://\S+"
    r"|(?:lesen|öffnen|ansehen) (?:sie (?:es|ihn|den artikel) )?(?:in|auf) [^\s:.!?][^:.!?]{1,40}: https?://\S+"
    r"|in [^\s:.!?][^:.!?]{1,30} (?:lesen|öffnen|ansehen): https?://\S+"
    r"|(?:lire|ouvrir|voir) (?:l['’]article )?(?:dans|sur) [^\s:.!?][^:.!?]{1,40} ?: https?://\S+"
    r"|(?:leer|abrir|ver) (?:el artículo )?en [^\s:.!?][^:.!?]{1,40}: https?://\S+"
    r"|(?:leggi|apri|vedi) (?:l['’]articolo )?(?:su|in) [^\s:.!?][^:.!?]{1,40}: https?://\S+"
    r"|(?:ler|abrir|ver) (?:o artigo )?(?:no|na|em) [^\s:.!?][^:.!?]{1,40}: https?://\S+"
    r"|(?:lees|open|bekijk) (?:het artikel )?(?:in|op) [^\s:.!?][^:.!?]{1,40}: https?://\S+"
)
"""Where else the page can be opened, with its address."""

_PROGRAMS = (
    r"(?:apple news\+?|google (?:news|nachrichten|actualités|noticias|notícias)|microsoft start|msn|instapaper|pocket"
    r"|flipboard|smartnews|feedly|inoreader|newsblur|readwise(?: reader)?|matter|omnivore|wallabag|raindrop(?:\.io)?"
    r"|evernote|onenote|notion|upday|viber|line|wechat|threema|slack|discord|squid|ground news"
    r"|newsbreak|pressreader|linkedin|whatsapp|telegram|signal|facebook"
    r"|twitter|reddit|yahoo(?: news| nachrichten| actualités)?|iphone|ipad|android|outlook(?: for (?:ios|android))?)"
)
_APP = (
    rf"(?:{_PROGRAMS}|(?:the |der |die |l['’]|la |il |o |de |aplikacji "
    rf"|приложения )?(?:[\w.&'’-]{{1,20}}[ -]){{1,4}}app"
    r"|(?:l['’])?app(?:li(?:cation)?)?(?: de| di| da)? (?:[\w.&'’-]{1,20} ?){1,4}|aplikacji (?:[\w.&'’-]{1,20} ?){1,4}"
    r"|(?:приложения|застосунку) [«\"]?(?:[\w.&'’-]{1,20} ?){1,4}[»\"]?)"
)
_VIA = (
    r"(?:from|via|with|using|von|aus|mit|über|depuis|avec|de|desde|con|da|dal|dall['’]|tramite|do|pelo|pela|através do"
    r"|vanaf|vanuit|met|från|fra|med|z|za pomocą|przez|из|через|с помощью|з)"
)
SHARED = (
    r"(?:shared|sent|saved|geteilt|gesendet|gespeichert|partagé|envoyé|enregistré|compartido|enviado|guardado|condiviso"
    r"|inviato|salvato|partilhado|compartilhado|salvo|gedeeld|verzonden|verstuurd|opgeslagen|delat|skickat|sparat|delt"
    rf"|sendt|lagret|udostępnion[eo]|wysłan[eo]|zapisan[eo]|отправлено|сохранено|надіслано) {_VIA} ?"
    rf"(?:my |the |meinem |der |mon |mi |il mio |mio |o meu |meu |mijn |min |mojego |моего )?{_APP}"
    rf"|{_PROGRAMS}(?:から共有|で共有|에서 공유됨)|(?:分享自|来自) ?{_PROGRAMS}"
)
"""Which program shared the page; one that is not known has "app" beside its name."""

MADE_WITH = (
    r"(?:created|made|clipped|captured|exported|converted) (?:with|by|from|using) (?:microsoft )?"
    r"(?:onenote|evernote|notion|readwise|instapaper|pocket|wallabag|omnivore|matter|raindrop\.io|joplin|obsidian|bear)\.?"
    r"|(?:mit|aus) (?:microsoft )?(?:onenote|evernote|notion) (?:erstellt|exportiert)\.?"
    r"|(?:créé|exporté) (?:avec|depuis) (?:microsoft )?(?:onenote|evernote|notion)\.?"
    r"|(?:creado|exportado) (?:con|desde) (?:microsoft )?(?:onenote|evernote|notion)\.?"
    r"|(?:creato|esportato) (?:con|da) (?:microsoft )?(?:onenote|evernote|notion)\.?"
    r"|(?:criado|exportado) (?:com|do|de) (?:microsoft )?(?:onenote|evernote|notion)\.?"
    r"|(?:gemaakt|geëxporteerd) (?:met|uit) (?:microsoft )?(?:onenote|evernote|notion)\.?"
    r"|(?:skapad|skapat|oprettet|opprettet|laget) (?:med|i) (?:microsoft )?(?:onenote|evernote|notion)\.?"
    r"|utworzono (?:za pomocą|w|przez) (?:programu )?(?:microsoft )?(?:onenote|evernote|notion)\.?"
)
"""Which program made the file."""

WHOLE_PAGE = (
    r"(?:see|view|read) (?:the )?full (?:web )?(?:article|story|version|site)"
    r"|(?:go|switch|return|back) to (?:the )?(?:full|regular|standard|desktop)(?: \S{2,20}){0,2}"
    r" (?:experience|site|version|edition)"
    r"|(?:view|show) (?:this page in (?:the )?)?(?:full|desktop|standard|graphical) (?:site|version|mode)"
    r"|(?:see|view|read|continue reading) (?:the )?(?:full|whole|original|complete) (?:article|story|text|report|post)"
    r" (?:on|at|in) (?:the )?{place}"
    r"|(?:(?:den )?(?:vollständigen|ganzen) (?:artikel|text|beitrag) (?:auf|bei|in) {place} lesen)"
    r"|lire (?:la suite|l['’]article complet|l['’]intégralité de l['’]article) (?:sur|dans) {place}"
    r"|(?:leer|lee|ver) (?:el )?(?:artículo|texto) completo en {place}"
    r"|leggi (?:l['’]articolo|il testo) completo (?:su|in) {place}"
    r"|(?:leia|ler) (?:o )?(?:artigo|texto) completo (?:em|no|na) {place}"
    r"|lees (?:het )?(?:volledige|hele) (?:artikel|verhaal) (?:op|in) {place}"
    r"|(?:(?:prze)?czytaj )?(?:pełny|cały) (?:tekst|artykuł) (?:w serwisie|na stronie|w|na) {place}"
    r"|(?:читать|читайте) (?:полностью|полный текст) (?:на|в) {place}|läs hela (?:artikeln|texten) (?:på|i)"
    r" {place}"
    r"|text[- ]only version|view text[- ]only version"
    r"|(?:ver|ir a) (?:el |la )?(?:artículo web completo|versión completa|sitio completo|artículo completo)"
    r"|(?:zur|vollständige|komplette) (?:vollversion|desktopversion|vollständigen version|webseite anzeigen)"
    r"|(?:voir|aller à) (?:la version complète|le site complet|l['’]article complet)"
    r"|(?:vai alla|vedi la) versione completa|(?:ver|ir para) (?:a versão completa|o site completo)"
    r"|(?:naar de|bekijk de) volledige (?:versie|site)|pełna wersja(?: strony)?|till fullständig version"
    r"|\w{2,12} thanks (?:our|its) sponsors|become an? \w{2,12} sponsor|(?:our|its) sponsors"
).replace("{place}", r"[^\s.!?:;,](?:[^!?:;,]{0,48}[^\s.!?:;,])?")
"""What a page for text alone has below the story, links to the whole one, and the sponsors of a public radio."""

CLIPPED_BY = (
    r"clipped by \S.{0,60}|downloaded (?:on|from|by) .{4,80}|printed (?:on|from) .{4,80}"
    r"|heruntergeladen (?:am|von) .{4,80}|ausgedruckt am .{4,60}|téléchargé (?:le|depuis) .{4,80}"
    r"|imprimé le .{4,60}|descargado (?:el|de) .{4,80}|scaricato (?:il|da) .{4,80}|descarregado (?:em|de) .{4,80}"
    r"|gedownload (?:op|van) .{4,80}"
)
"""Who clipped a page of a newspaper, and when somebody downloaded or printed it; the line has a figure."""

KINDLE = (
    r"- .{5,90} \| (?:added on|hinzugefügt am|ajouté le|añadido el|aggiunto in data|adicionado(?: em)?:?|toegevoegd op"
    r"|добавлено) .{8,60}"
)
"""The line above a text that was marked in an e-book, below its title and its author in brackets."""

SOURCE_LABELS = (
    r"source|source url|url source|source_url|original_url|url|original url|original article"
    r"|original|link|permalink|clipped from|saved from|web page"
    r"|quelle|original-url|ausgeschnitten aus|gespeichert von|quell-url|source de|adresse|extrait de"
    r"|capturé depuis"
    r"|fuente|recortado de|origen|enlace|fonte|origine|ritagliato da|recortado de|recorte de|bron"
    r"|geknipt uit"
    r"|bron-url|källa|klippt från|kilde|klippet fra|źródło|wycięto z|источник|вырезано из|ссылка|zdroj"
    r"|出典|来源|來源|출처"
)
"""Labels of the address of a page that was clipped."""

CLIP_LABELS = (
    r"created|clipped|saved|date[_ ]added|date[_ ]saved|saved_at|created_at|notebook"
    r"|erstellt|ausgeschnitten am|gespeichert|hinzugefügt|notizbuch"
    r"|créée?|enregistrée?|ajoutée?|carnet"
    r"|creada?|creado|guardad[oa]|añadid[oa]|libreta"
    r"|creat[oa]|salvat[oa]|aggiunt[oa]|taccuino|criad[oa]|guardad[oa]|caderno|adicionad[oa]"
    r"|gemaakt|opgeslagen|toegevoegd|notitieboek|skapad|sparad|anteckningsbok"
    r"|oprettet|gemt|notesbog|utworzono|zapisano|notatnik|создано|сохранено|блокнот|vytvořeno|poznámkový blok"
)
"""Labels of when and where a program saved a page. That day is not the one of publication."""

TAG_LABELS = (
    r"tags?|labels?|keywords|document tags|schlagwörter|schlagworte|étiquettes|mots-clés|etiquetas|palabras clave"
    r"|etichette|palavras-chave|trefwoorden|taggar|etiketter|tagi|теги|метки|štítky"
)
"""Labels of the tags that a reader gave."""

AUTHOR_LABELS = r"authors?|autor(?:in)?|auteur|autore|författare|forfatter|автор|autoři?|byline"
TITLE_LABELS = r"full title|title|titel|titre|título|titolo|tytuł|заголовок|article title"
DAY_LABELS = (
    r"published|date|datum|fecha|data|published time|date_published|published_at|date published|publication date"
)
KIND_LABELS = r"category|type|site|site_name|publication|word count|reading time|status|language"

MANY_TIMES = (
    r"forwarded(?: many times)?|(?:häufig |oft )?weitergeleitet|transféré(?: plusieurs fois)?"
    r"|reenviado(?: muchas veces)?|inoltrato(?: molte volte)?|encaminhad[ao](?: (?:muitas|várias) vezes)?"
    r"|(?:vaak )?doorgestuurd|przekazano(?: dalej| wielokrotnie)?|vidarebefordrat(?: flera gånger)?"
    r"|(?:пересланное сообщение|переслано|пересылалось много раз|переслано много раз)|birçok kez iletildi|iletildi"
    r"|diteruskan(?: berkali-kali)?|कई बार फ़ॉरवर्ड किया गया|フォワード|转发|تمت إعادة توجيهها(?: عدة مرات)?"
)
"""What messengers write above a message that was passed on."""

STORY_BY = (
    r"story by|article by|opinion by|geschichte von|artikel von|bericht von|histoire de|article de|historia de"
    r"|artículo de|storia di|articolo di|história de|artigo de|verhaal van|verhaal door|artikel av|historie af"
    r"|historie av|artykuł od|opowieść od|автор"
)
"""What opens the byline of a portal of news, above the age of the story."""

YOU_ARE_HERE = (
    r"you are here|breadcrumbs?|sie (?:sind|befinden sich) hier|vous êtes ici|fil d['’]ariane"
    r"|está (?:usted )?(?:aquí|en)"
    r"|se encuentra (?:usted )?en|sei in|sei qui|ti trovi in|está em|você está (?:aqui|em)|u bent hier|je bent hier"
    r"|du är här|du er her|jesteś tutaj|jesteś w|tu sa nachádzate|jste zde|nacházíte se|вы здесь|ви тут|itt jársz"
)
"""What opens the path of a page."""

_ENGINE = (
    r"(?:www\.)?(?:deepl(?:\.com)?(?:/translator)?|google(?: translate| traduction| translator| übersetzer)?"
    r"|microsoft(?: translator)?|bing|yandex(?:\.translate)?|chatgpt|apple)(?: ?\((?:free|kostenlose) version\))?"
)
TRANSLATED = (
    rf"(?:translated|translation)(?: from \w{{3,20}})? (?:with|by|using|via) {_ENGINE}\b.{{0,40}}"
    rf"|(?:maschinell )?übersetzt (?:mit|von|durch) {_ENGINE}\b.{{0,40}}"
    r"|(?:traduit|traduction(?: réalisée| effectuée)?) (?:avec|par|via)(?: la version gratuite de)?"
    rf" {_ENGINE}\b.{{0,40}}"
    r"|(?:traducido|traducción(?: realizada)?) (?:con|por)(?: la versión gratuita del traductor)?"
    rf" {_ENGINE}\b.{{0,40}}"
    r"|(?:tradotto|traduzione(?: effettuata)?) (?:con|da)(?: la versione gratuita del traduttore -)?"
    rf" {_ENGINE}\b.{{0,40}}"
    r"|(?:traduzido|tradução(?: realizada)?) (?:com|por|pelo)(?: a versão gratuita do tradutor -)?"
    rf" {_ENGINE}\b.{{0,40}}"
    rf"|vertaald (?:met|door) {_ENGINE}\b.{{0,40}}|przetłumaczono (?:z|przez|za pomocą) {_ENGINE}\b.{{0,40}}"
    rf"|(?:översatt|oversat|oversatt) (?:med|av|af) {_ENGINE}\b.{{0,40}}"
    rf"|přeloženo (?:pomocí|s|přes) {_ENGINE}\b.{{0,40}}|переведено (?:с помощью|в) {_ENGINE}\b.{{0,40}}"
    r"|deepl(?:\.com)?(?:（無料版）)?で翻訳しました。?|由 ?(?:google|deepl) ?翻译"
    r"|(?:(?:machine[- ])?translated from \w{3,20}[.:]? ?)?(?:show|see|view) original(?: (?:text|article|post))?"
    r"|(?:(?:maschinell )?aus dem \w{4,20} übersetzt[.:]? ?)?original(?:text)? anzeigen"
    r"|(?:traduit d(?:e l['’]|u )\w{3,20}[.:]? ?)?(?:afficher|voir) (?:l['’]original|le texte original)"
    r"|(?:traducido del \w{3,20}[.:]? ?)?(?:mostrar|ver) (?:el )?(?:texto )?original"
    r"|(?:tradotto d(?:al |all['’])\w{3,20}[.:]? ?)?(?:mostra|vedi) (?:l['’])?(?:testo )?originale"
    r"|origineel (?:weergeven|tonen|bekijken)|pokaż oryginał|visa original(?:et)?|vis original|показать оригинал"
)
"""What programs that translate write above or below a text; a person who translated it is a contributor."""

MENU_OF_EDITION = frozenset({"next", "previous", "section menu", "main menu", "articles", "sections", "top"})
"""Links between bars that a program for e-books sets below each story of a paper."""

HOSTED = (
    r"this article was downloaded by calibre from \S{4,300}"
    r"|learn more about your ad choices\.?(?: visit \S{4,80})?"
    r"|(?:see|visit) \S{4,60}/(?:listener|privacy) for privacy (?:and opt-out )?information\.?"
    r"|hosted (?:on|by) \w{3,20}(?:,[^.]{2,40})?\. (?:see|visit) \S{4,60} for (?:more )?information\b.{0,80}"
    r"|(?:privacy & opt-out|advertising inquiries): https?://\S{4,200}"
    r"|hébergé par \w{3,20}\. visitez \S{4,60} pour plus d['’]informations\.?"
    r"|learn more about your ad choices: \S{4,80}|our (?:general )?privacy policy is available at \S{4,100}.{0,120}"
)
"""What hosts of podcasts and programs for e-books write below a text."""
