"""Stories in the rows of a table, as data sets and exports have them: CSV (RFC 4180), with semicolons, tabs or bars.

A table is known by its header, a row of names of which one is that of a title and one that of a text, and by rows that
have as many cells. Each row becomes an object with the keys that services use in JSON (`json_stories`).
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from convert.errors import InputError
from convert.readers.text.envelopes.envelope import one_line
from convert.readers.text.lexicon.keys import phrase_set
from convert.readers.text.lines.decode import decode_text

_SEPARATORS = ",;\t|"
_CELL = re.compile(r"[\w .:/()#-]{0,40}")
"""A cell of the header of a table: a short name, without its quotation marks."""

MAX_COLUMNS = 60
"""How many columns a table has at most."""

UNREAD = "columns without a place"
"""The key of an object under which the names of columns are that no field takes."""

_INDEX = re.compile(r"\s*(?:unnamed: ?\d+|index|id|nr|no\.?|#)?\s*", re.IGNORECASE)
"""A column that only counts the rows."""

MAX_HEADER = 2000
"""How many bytes the header has at most."""

MIN_COLUMNS = 3
"""How many columns a table has at least whose separator is of prose, too, and whose cells have no quotation marks."""

_NAMES: Mapping[str, frozenset[str]] = {
    "headline": phrase_set(
        "headline|title|heading|hed|article title|news title|post title|titre|titel|überschrift|título|titulo|titular"
        "|titolo|tytuł|rubrik|otsikko|rubriek|kop|заголовок|titulek|cím|başlık|标题|標題|タイトル|제목"
    ),
    "articleBody": phrase_set(
        "text|body|content|copy|body copy|story text|story copy"
        "|article|article body|article text|full text|fulltext|maintext|main text|story|post content"
        "|texte|contenu|inhalt|artikeltext|volltext|texto|contenido|cuerpo|testo|contenuto|tekst|treść|text artikel"
        "|brödtext|teksti|tekst artykułu|текст|szöveg|metin|içerik|正文|内容|本文|본문|conteúdo"
    ),
    "subheadline": phrase_set("subtitle|subheadline|subhead|dek|sous-titre|untertitel|subtítulo|sottotitolo"),
    "author": phrase_set(
        "author|authors|byline|by|writer|creator|reporter|auteur|auteurs|autor|autoren|autorin|autora|autore|autori"
        "|autores|autorzy|författare|kirjoittaja|автор|szerző|yazar|作者|記者|记者|기자"
    ),
    "published": phrase_set(
        "date|published|pub date|run date|publishing date|issue date"
        "|pubdate|publish date|published at|date published|publication date|published date"
        "|datum|datum der veröffentlichung|date de publication|fecha|fecha de publicación|data|data pubblicazione"
        "|data publikacji|publicerad|дата|dátum|tarih|日期|日付|날짜|data de publicação|created at|timestamp"
    ),
    "updated": phrase_set("updated|updated at|date modified|modified|last updated|geändert|modifié"),
    "summary": phrase_set("summary|description|abstract|excerpt|lead|teaser|résumé|resumen|zusammenfassung|riassunto"),
    "source": phrase_set(
        "source|publication|publisher|newspaper|outlet|site|journal|quelle|zeitung|fuente|medio|periódico|fonte|testata"
        "|źródło|källa|krant|bron|média|publicatie"
    ),
    "url": phrase_set("url|link|links|permalink|source url|article url|lien|enlace|web url"),
    "keywords": phrase_set(
        "keywords|tags|topics|mots-clés|schlagwörter|palabras clave|etiquetas|parole chiave|słowa kluczowe"
    ),
    "language": phrase_set("language|lang|langue|sprache|idioma|lingua|język"),
    "embargoed": phrase_set("embargo|embargoed|embargo until|sperrfrist"),
    "pubStatus": phrase_set("status|pubstatus|pub status"),
    "slugline": phrase_set("slug|slugline"),
    "dateline": phrase_set("dateline|location|place|ort|lieu|lugar|luogo"),
}
"""The names of columns by the key that services use. A language is added by adding its words."""

_NAME_OF = {word: key for key, words in _NAMES.items() for word in words}


def may_be_table(data: bytes) -> bool:
    """Whether the first line of `data` is the header of a table with a title and a text."""
    return _header(data) is not None


def _header(data: bytes) -> tuple[str, dict[int, str]] | None:
    """The separator of a table and the keys of its columns by their index; None if `data` begin otherwise."""
    line = data[:MAX_HEADER].partition(b"\n")[0]
    if len(line) >= MAX_HEADER or not any(sign in line for sign in (b",", b";", b"\t", b"|")):
        return None
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data[:MAX_HEADER].decode("utf-16", "replace").partition("\n")[0].strip()
    else:
        text = line.decode("utf-8", "replace").lstrip("\ufeff").strip()
    cells = re.split(rf"[{_SEPARATORS}]", text, maxsplit=MAX_COLUMNS)
    if not all(_CELL.fullmatch(cell.strip().removeprefix('"').removesuffix('"')) for cell in cells):
        return None
    separator = max(_SEPARATORS, key=text.count)
    keys: dict[int, str] = {}
    for at, cell in enumerate(text.split(separator)):
        name = one_line(re.sub(r"(?<=[a-zß-ÿ])(?=[A-Z])|[_\W]+", " ", cell)).casefold()
        key = _NAME_OF.get(name) or _NAME_OF.get(name.replace(" ", "-"))
        if key and key not in keys.values():
            keys[at] = key
    return (separator, keys) if {"headline", "articleBody"} <= set(keys.values()) else None


def table_stories(data: bytes) -> Iterator[Mapping[str, Any]]:
    """The stories in the rows of a table, none if a row has another number of cells than the header."""
    header = _header(data)
    if header is None:
        return
    separator, keys = header
    try:
        text = decode_text(data)[0]
        rows = [
            row
            for row in csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=separator)
            if any(map(str.strip, row))
        ]
    except (InputError, csv.Error):
        return
    if len(rows) < 2 or any(len(row) != len(rows[0]) for row in rows):
        return
    if len(rows[0]) < MIN_COLUMNS and separator != "\t" and '"' not in text:
        return
    other = {at: name.strip() for at, name in enumerate(rows[0]) if at not in keys and not _INDEX.fullmatch(name)}
    for row in rows[1:]:
        values: dict[str, Any] = {key: row[at] for at, key in keys.items() if row[at].strip()}
        yield values | {UNREAD: [name for at, name in other.items() if row[at].strip()]}
