"""The words of feeds: the labels of an item's rows, and the lines that programs add below a text, as data.

Labels are folded by `fold_word`, without white space, `-` and `_`, where they are compared. A language is added by
adding its words.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from convert.readers.text.lexicon.keys import fold_word

RowKind: TypeAlias = Literal[
    "title", "link", "guid", "published", "updated", "author", "category", "description", "content", "provider", "other"
]

_LABELS: dict[RowKind, str] = {
    "title": (
        "title|headline|media:title|dc:title|titel|überschrift|titre|título"
        "|titulo|titolo|tytuł|titulek|názov|cím|titlu"
        "|başlık|заголовок|название|назва|tittel|otsikko|rubrik|overskrift|τίτλος|タイトル|标题|標題|제목|العنوان|عنوان|כותרת"
    ),
    "link": (
        "link|url|permalink|feedburner:origlink|source url|weblink|lien|enlace"
        "|vínculo|collegamento|ligação|odkaz|adres"
        "|bağlantı|ссылка|посилання|länk|lenke|linkki|hivatkozás|リンク|链接|連結|링크|الرابط|رابط|קישור"
    ),
    "guid": "guid|id|atom:id|post id|item id|uuid|identifier|dc:identifier",
    "published": (
        "pubdate|pub date|published|publication date|date|dc:date|isodate|issued|publishedat|date published|posted"
        "|veröffentlicht|veröffentlicht am|veröffentlichungsdatum|datum|date de publication|publié|publié le|fecha"
        "|fecha de publicación|publicado|publicado el|publicada|data|data di pubblicazione|pubblicato|pubblicato il"
        "|data de publicação|publicado em|gepubliceerd|publicatiedatum|data publikacji|opublikowano|publikováno"
        "|datum vydání|közzétéve|dátum|yayın tarihi|tarih|дата|дата публикации|опубликовано|дата публікації|publicerad"
        "|publisert|julkaistu"
        "|公開日|発行日|日付|发布日期|发布时间|發佈日期|게시일|발행일|تاريخ النشر|التاريخ|תאריך|פורסם"
    ),
    "updated": (
        "updated|modified|lastmodified|dcterms:modified|atom:updated|last updated|aktualisiert|geändert|mis à jour"
        "|actualizado|aggiornato|atualizado|bijgewerkt|zaktualizowano|aktualizováno|güncellendi|обновлено|оновлено"
    ),
    "author": (
        "author|authors|creator|dc:creator|itunes:author|byline|writer|autor"
        "|autorin|verfasser|auteur|auteurs|autore|autora"
        "|автор|szerző|yazar|författare|forfatter|kirjoittaja|συγγραφέας|著者|作者|작성자|الكاتب|المؤلف|מחבר|מאת"
    ),
    "category": (
        "category|categories|tag|tags|keywords|media:keywords|dc:subject"
        "|subject|kategorie|kategorien|schlagworte|rubrik"
        "|catégorie|catégories|rubrique|mots-clés|categoría|categorías"
        "|etiquetas|categoria|categorie|tag|palavras-chave"
        "|categorieën|kategoria|kategorie|kategória|kategori|kategoriler|etiketler|категория|категории|теги|рубрика"
        "|категорія|カテゴリー|カテゴリ|分类|分類|카테고리|التصنيف|קטגוריה"
    ),
    "description": (
        "description|summary|excerpt|itunes:summary|media:description|abstract"
        "|teaser|beschreibung|zusammenfassung|résumé"
        "|descripción|resumen|descrizione|riassunto|sommario|descrição|resumo"
        "|beschrijving|samenvatting|opis|popis|leírás"
        "|açıklama|özet|описание|опис|beskrivning|beskrivelse|kuvaus|概要|説明|描述|摘要|설명|요약|الوصف|תיאור"
    ),
    "content": (
        "content|content:encoded|content encoded|contentsnippet|body|text|fulltext|full text|article|inhalt|volltext"
        "|contenu|texte|contenido|texto|contenuto|testo|conteúdo|inhoud|tekst"
        "|treść|obsah|tartalom|içerik|содержание|текст"
        "|вміст|innehåll|indhold|innhold|sisältö|本文|内容|正文|내용|본문|المحتوى|النص|תוכן"
    ),
    "provider": "publisher|dc:publisher|source|site name|sitename|quelle|fuente|fonte|bron|źródło|zdroj",
    "other": (
        "comments|comment|slash:comments|wfw:commentrss|wfw:comment|thr:total"
        "|enclosure|media:content|media:thumbnail|image"
        "|media:credit|thumbnail|ispermalink|type|length|medium|post-id"
        "|kommentare|commentaires|comentarios|commenti|feed"
        "|feed url|source feed|xmlns|georss:point|dc:rights|rights"
    ),
}

_CHANNEL = (
    "generator|language|copyright|ttl|lastbuilddate|last build date|docs|managingeditor|webmaster|cloud|atom:link"
    "|sy:updateperiod|sy:updatefrequency|channel|feed title|sprache|langue|idioma|lingua|itunes:explicit|rating"
)


def label_key(label: str) -> str:
    """The form of a label for comparison."""
    return "".join(sign for sign in fold_word(label) if sign not in "-_ \t")


LABELS: dict[str, RowKind] = {label_key(word): kind for kind, words in _LABELS.items() for word in words.split("|")}
CHANNEL = frozenset(map(label_key, _CHANNEL.split("|")))
"""Labels of a feed itself, above its items."""

SURE = frozenset(
    map(label_key, ["pubdate", "guid", "dc:date", "isodate", "dc:creator", "content:encoded", "wfw:commentrss"])
)
"""Labels that only feeds have."""

ITEMS = (
    "item|entry|post|story|eintrag|artikel|beitrag|article|entrada|artículo|voce|articolo|artigo|bericht|wpis|položka"
    "|запись|новость|haber|記事|条目|기사"
)
"""What may stand with a number above an item, as a pattern."""

APPEARED = (
    r"(?:the )?(?:post|article|story) .{1,300}? (?:first appeared|appeared first|was (?:first|originally) published)"
    r" (?:on|at|in) (?P<en>.+)"
    r"|der (?:beitrag|artikel) .{1,300}? erschien zuerst (?:auf|bei|in) (?P<de>.+)"
    r"|(?:l['’]article|cet article|le post) .{1,300}? est apparu en premier sur (?P<fr>.+)"
    r"|(?:la entrada|el artículo|el post) .{1,300}? (?:se publicó|aparece|apareció) primero en (?P<es>.+)"
    r"|(?:l['’]articolo|il post) .{1,300}?"
    r" (?:proviene da|sembra essere il primo su|è apparso per la prima volta su) (?P<it>.+)"
    r"|(?:o post|o artigo|a publicação|o conteúdo) .{1,300}? (?:apareceu|aparece|surgiu) primeiro"
    r" (?:em|no|na) (?P<pt>.+)"
    r"|het (?:bericht|artikel) .{1,300}? verscheen eerst op (?P<nl>.+)"
    r"|(?:artykuł|wpis) .{1,300}? (?:pochodzi z serwisu|pojawił się (?:najpierw|poraz pierwszy) w) (?P<pl>.+)"
    r"|(?:příspěvek|článek) .{1,300}? (?:pochází z|se nejdříve objevil na) (?P<cs>.+)"
    r"|(?:сообщение|запись|пост) .{1,300}? появил(?:и|а)?с[ья] (?:сначала|впервые) (?:на|в) (?P<ru>.+)"
    r"|(?:допис|запис) .{1,300}? з['’]явився спочатку на (?P<uk>.+)"
    r"|inlägget .{1,300}? dök först upp på (?P<sv>.+)"
    r"|(?:indlægget|innlegget) .{1,300}? (?:blev først vist på|dukket først opp på) (?P<da>.+)"
    r"|artikkeli .{1,300}? julkaistiin ensimmäisen kerran (?P<fi>.+)"
    r"|az? .{1,300}? bejegyzés először (?P<hu>.+?)(?:-[a-zé]+)? jelent meg"
    r"|articolul .{1,300}? apare prima dată în (?P<ro>.+)"
    r"|.{1,300}? ilk önce (?P<tr>.+?) üzerinde ortaya çıktı"
    r"|投稿\s?.{1,300}?\s?は\s?(?P<ja>.+?)\s?に最初に表示されました"
)
"""What a program adds below the text of an item, with the name of the site, as a pattern."""

MORE = (
    "read more|continue reading|read the full story|read full article|read the rest|weiterlesen|mehr lesen"
    "|zum artikel|lire la suite|en savoir plus|leer más|seguir leyendo|sigue leyendo|leggi tutto|continua a leggere"
    "|leia mais|continue lendo|ler mais|lees meer|lees verder|czytaj więcej|czytaj dalej|celý článek|číst dál|tovább"
    "|devamını oku|читать далее|читать дальше|читати далі|läs mer|les mer|læs mere|lue lisää|citește mai mult"
    "|続きを読む|阅读更多|閱讀更多|더 보기|اقرأ المزيد|קרא עוד"
)
"""Lines that lead from a summary to the text, as a pattern."""
