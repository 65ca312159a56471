"""Markup of wikis: MediaWiki, as Wikinews has it, and DokuWiki. Templates and categories are taken, captions stay.

Two kinds of its lines show it: headings between rows of "=", bold or slanted words that open a line, templates, tables,
links. `{{date|…}}` is the day of the story.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from convert.readers.text.envelopes.envelope import Envelope, filled_lines, opening_signs, openings, whole_text
from convert.readers.text.envelopes.markup.emphasis import without_emphasis
from convert.readers.text.envelopes.markup.headers import Markup
from convert.readers.text.envelopes.markup.named_fields import Entry
from convert.readers.text.lexicon.keys import fold_word, phrase_set

REACH = 60
"""How many lines below a heading are examined."""

RULE = "|--|"
"""What a line of a table becomes that is between its rows."""

_HEADING = re.compile(r"(?P<level>={1,6})\s*(?P<text>[^=\s](?:.*?\S)??)\s*(?P=level)\s*")
_LINK = re.compile(r"\[\[(?!\w+:)(?:[^\[\]|]+\|)?(?P<text>[^\[\]|]+)\]\]|\[https?://\S+\s(?P<outer>[^\[\]]+)\]")
_LINE = re.compile(r"\s*(?:[*#:]+\s*)?(?:\{\{.*\}\}|\[\[[^\W\d_]+:[^\[\]]*\]\]|__[A-Z]+__)\s*")
_SUBJECT = re.compile(r"\s*'''[^']+'''")
_SLANTED = re.compile(r"\s*''[^'].*[^']''\s*|\s*//[^/\s].*[^/\s]//\s*")
_BOLD = re.compile(r"'{2,5}")
_TABLE = re.compile(r"\s*\{\|(?:\s*\w+=.*)?")
_NOTE = re.compile(
    r"<ref(?:\s[^<>/]*)?>(?P<text>.{0,1000}?)</ref>|\(\((?P<doku>[^()]{1,400})\)\)"
    r"|<(?:ref|references)(?:\s[^<>]*)?/?>|</?(?:nowiki|span|ref|references)(?:\s[^<>]*)?>"
)
"""A note inside the text, and tags without text."""

_DATE = re.compile(r"\s*\{\{(?:date|datum|fecha|data)\|(?P<day>[^{}|]{6,40})\}\}\s*", re.IGNORECASE)
_PICTURE = re.compile(
    r"\s*\[\[(?:File|Image|Datei|Bild|Fichier|Archivo|Imagen|Immagine|Plik|Bestand|Fil|Ficheiro|Файл)"
    r":[^\[\]|]+(?:\|[^\[\]|]{0,60}){0,6}?\|(?P<text>[^\[\]|]+)\]\]\s*"
)
_OPTION = re.compile(
    r"thumb(?:nail)?|mini(?:atur)?|vignette|miniaturadeimagen|left|right|center|links|rechts|upright|frame|none|gauche"
    r"|droite|\d+(?:x\d+)?px|\w+=.*"
)
_BREAK = re.compile(r"\s*<br\s?/?>\s*")
_HEADER_ROW = re.compile(r"\s*\^(?:[^^|]+\^){2,}\s*")
_OPENINGS = "={['/^_*#:"
_SIGNS = ("[[", "{{", "'''", "{|", "== ", "//")
_SOURCES = phrase_set(
    "sources|source|related news|related articles|themenverwandte artikel|artículos relacionados|articoli correlati"
    "|voir aussi|see also|siehe auch|external links|weblinks|references|quellen|einzelnachweise|fonti|note|fuentes"
    "|referencias|źródła|références"
)


def open_wiki(lines: tuple[str, ...]) -> Envelope | None:
    """Take the markup of a wiki from the lines, None if they show none."""
    text = whole_text(lines)
    if opening_signs(lines).isdisjoint(_OPENINGS) or not any(mark[0] in text and mark in text for mark in _SIGNS):
        return None
    filled = filled_lines(lines)
    kinds = (
        *(_HEADING.fullmatch, _LINE.fullmatch, _SUBJECT.match, _TABLE.fullmatch, _SLANTED.fullmatch),
        _HEADER_ROW.fullmatch,
    )
    first = openings(lines)
    marked = [at for at in filled if first[at] in _OPENINGS]
    rows = _rows(lines) if "{|" in text else {}
    alone = sum(any(kind(lines[at]) for at in marked) for kind in kinds) + bool(rows)
    if not alone or alone + any(_LINK.search(lines[at]) for at in filled) < 2:
        return None
    templates = _templates(lines, filled)
    markup = Markup(lines, "line of a wiki")
    has_text = False
    for number, at in enumerate(filled):
        line = _NOTE.sub(_in_brackets, lines[at])
        heading = _HEADING.fullmatch(line)
        if at in rows:
            if rows[at]:
                markup.text(rows[at], at)
            else:
                markup.take(at)
        elif at in templates or _LINE.fullmatch(line):
            caption = _caption(line)
            if caption:
                markup.rewritten[at], markup.roles[at] = caption, "caption"
                continue
            markup.take(at)
            if day := _DATE.fullmatch(line):
                markup.entries.append(Entry("date", day["day"], at))
        elif heading and not has_text and not any(entry.key == "title" for entry in markup.entries):
            markup.field("title", heading["text"], at)
        elif heading and _is_of_sources(heading["text"], lines, filled[number + 1 : number + 1 + REACH], templates):
            markup.take(at)
        elif heading:
            markup.heading(heading["text"], at)
        else:
            has_text = True
            plain = _BOLD.sub("", _LINK.sub(lambda link: link["text"] or link["outer"], line))
            plain = plain.replace("^", "|") if _HEADER_ROW.fullmatch(plain) else without_emphasis(plain, "*/")
            if plain.strip():
                markup.text(plain, at)
            else:
                markup.take(at)
    return markup.envelope()


def _in_brackets(note: re.Match[str]) -> str:
    """The words of a note in brackets; nothing for a template that cites a source."""
    text = (note["text"] or note["doku"] or "").strip()
    return f" ({text})" if text and "{{" not in text and "://" not in text else ""


def _caption(line: str) -> str:
    """The caption of a picture, empty for another line, and for a picture without one."""
    picture = _PICTURE.fullmatch(line)
    text = picture["text"].strip() if picture else ""
    return "" if _OPTION.fullmatch(text) else _BREAK.sub(" ", _BOLD.sub("", text))


def _is_of_sources(heading: str, lines: Sequence[str], below: Sequence[int], templates: frozenset[int]) -> bool:
    """Whether below a heading of sources there are only templates and categories, up to the next heading."""
    if fold_word(heading) not in _SOURCES:
        return False
    for at in below:
        if _HEADING.fullmatch(lines[at]):
            return True
        if at not in templates and not _LINE.fullmatch(lines[at]):
            return False
    return True


def _templates(lines: Sequence[str], filled: Sequence[int]) -> frozenset[int]:
    """The lines of templates, which may go on for several lines, perhaps as items of a list."""
    found: set[int] = set()
    depth = 0
    for at in filled:
        if depth or lines[at].lstrip("*#: ")[:2] == "{{":
            depth = max(0, depth + lines[at].count("{{") - lines[at].count("}}"))
            if depth or lines[at].rstrip().endswith("}}"):
                found.add(at)
    return frozenset() if depth else frozenset(found)


def _rows(lines: Sequence[str]) -> Mapping[int, str]:
    """The lines of tables: the first one of each row with all its cells between bars, the others as rules between rows,
    and empty for those above the first row and below the last one.
    """
    rows: dict[int, str] = {}
    for table in _tables(lines):
        cells: dict[int, list[str]] = {}
        start = -1
        for at in table[1:-1]:
            text = lines[at].strip()
            if text[:2] == "|-":
                start = -1
            elif text[:2] != "|+":
                start = at if start < 0 else start
                found = re.split(r"\|\||!!", text.lstrip("|!"))
                cells.setdefault(start, []).extend(cell.rpartition("|")[2].strip() for cell in found)
        first, last = min(cells, default=table[-1]), max(cells, default=table[-1])
        rows |= {at: RULE if first < at < last else "" for at in table}
        rows |= {at: lines[at].strip()[2:].strip() for at in table if lines[at].strip()[:2] == "|+"}
        rows |= {at: f"| {' | '.join(row)} |" for at, row in cells.items()}
    return rows


def _tables(lines: Sequence[str]) -> Iterator[list[int]]:
    """The lines of each table that are not blank, from its opening to its end."""
    table: list[int] = []
    for at, line in enumerate(lines):
        text = line.strip()
        if (table or text[:2] == "{|") and text:
            table.append(at)
            if text[:2] == "|}":
                yield table
                table = []
