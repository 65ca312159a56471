"""What writers put around their copy in a word processor: "DRAFT v3 – for subs", "Words: 190". It is for the desk."""

from __future__ import annotations

import re

from convert.readers.text.envelopes.envelope import Envelope, TakenLine, filled_lines, one_line
from convert.readers.text.lexicon.keys import fold_word

REACH = 6
"""Among how many lines with text at the top and at the bottom such a line is looked for."""

LONGEST = 90
"""The greatest length of such a line, in characters."""

_DRAFT_WORDS = """draft|final draft|first draft|entwurf|rohfassung|manuskript|endfassung|brouillon|ébauche
    |version provisoire|borrador|bozza|rascunho|concept|kladversie|koncept|návrh|szkic|wersja robocza|vázlat|piszkozat
    |taslak|черновик|чернетка|utkast|kladde|udkast|luonnos|ciornă|nacrt|σχέδιο|مسودة|טיוטה|下書き|草稿|草案|초안"""
_DRAFTS = frozenset(map(str.strip, _DRAFT_WORDS.split("|")))
_COUNTED = """words|word count|wörter|zeichen|anschläge|mots|signes|caractères|palabras|caracteres|parole|battute
    |palavras|woorden|tekens|slov|slova|słów|znaki|szó|karakter|kelime|слов|знаков|слів|знаків|ord|tecken|tegn|sanaa
    |merkkiä|cuvinte|riječi|λέξεις|كلمة|כמות מילים|מילים|字数|字數|字|語数|文字数|글자수|자""".replace("\n    ", "")
_BLANKS = (
    r"(?:\s\(?(?:inkl|incl|mit|with|avec|con|med)\.?"
    r"\s(?:leerschläge|leerschlägen|leerzeichen|spaces|espaces|espacios|spazi|blanksteg)\)?)?"
)
_COUNT = re.compile(
    rf"(?:(?:{_COUNTED})\s?[:：=]?\s?\d[\d.,'’ ]*|\d[\d.,'’]*\s?(?:{_COUNTED})){_BLANKS}", re.IGNORECASE
)
_LENGTH = re.compile(r"(?:text|länge|umfang|length|longueur|longitud|lunghezza|lengte|długość)\s?[:：]\s?(?=\d)", re.I)
_ENCLOSED = re.compile(
    r"(?:bild|bilder|foto|fotos|photos?|pictures?|images?|imagen|immagine|grafik)\s?[:：]\s?"
    r"(?:(?:siehe|s\.|see|voir|ver|vedi|zie)\s(?:e-?mail|mail|anhang|attachment|courriel|correo|allegato"
    r"|bijlage|ordner|folder)"
    r"|im anhang|anbei|folgt|folgen|separat|attached|to follow|ci-jointe?|adjunta|in allegato"
    r"|bijgevoegd)\b[^,.!?]{0,40}\.?",
    re.IGNORECASE,
)
"""Where a picture is that the copy lacks."""

_VERSION = re.compile(
    r"\b(?:v|ver|version|fassung|versión|versione|versão|versie|verze|wersja|верс\w*)\.?\s?\d{1,2}\b", re.I
)
_FOR_WORDS = "for|für|pour|para|per|voor|pro|dla"
_FOR = re.compile(rf"\b(?:{_FOR_WORDS})\s(?:the\s)?(?:subs|desk|cvd|edit(?:ing)?|legal|layout|print|sr)\b", re.I)
_AFTER_DRAFT = ("", *":-–—/|(")
_OPENING = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)?")
_SIGNS = re.compile(r"[\W_]+")
_OPENINGS = tuple({fold_word(word) for word in (*_COUNTED.split("|"), *_FOR_WORDS.split("|"))})
"""What opens a note that no word for a draft opens, but for a number."""

_PAGE = re.compile(
    r"(?:page|seite|página|pagina|pág\.|pag\.|sida|side|strona|str\.|strana|oldal|sayfa|стр\.|страница|p\.|s\.)\s\d{1,4}\s"
    r"(?:of|von|sur|de|di|van|av|af|z|из|/|ze)\s\d{1,4}",
    re.IGNORECASE,
)
"""The number of a page, as word processors put it into the head or the foot of a document."""

_CONVERTER = re.compile(r"#{3}\s+(?:Translation from RTF performed by UnRTF|\w+ table contains \d+ \w+)")
"""What opens the lines that UnRTF writes above the text of a document, such as the day when the document was made."""

_RULE, CONVERTED_REACH = "-" * 17, 24
"""What UnRTF writes below these lines, and among how many filled lines they are."""

RULE = TakenLine("note on a manuscript", "desk-note")
NUMBER = TakenLine("number of a page")
CONVERTER = TakenLine("line of a converter")


def open_manuscript(lines: tuple[str, ...]) -> Envelope | None:
    """Take the lines that are notes on a manuscript, None if there are none."""
    filled = filled_lines(lines)
    near = dict.fromkeys((*filled[:REACH], *filled[-REACH:]))
    taken = {at: RULE for at in near if is_manuscript_note(lines[at].strip())}
    notes = tuple(one_line(lines[at]) for at in taken)
    if filled and _CONVERTER.match(lines[filled[0]]):
        rule = next((at for at in filled[:CONVERTED_REACH] if lines[at].strip() == _RULE), -1)
        head = (at for at in filled[:CONVERTED_REACH] if at <= rule or at == filled[0])
        taken |= {at: CONVERTER for at in head if at == rule or lines[at].startswith("###")}
    taken |= {at: NUMBER for at in (*filled[:1], *filled[-1:]) if _PAGE.fullmatch(lines[at].strip()[:LONGEST])}
    return Envelope(lines=lines, taken=taken, notes=notes) if taken else None


def is_manuscript_note(text: str) -> bool:
    """Whether a line says only that it is a draft, which version, for whom, or how long the text is."""
    if not text or len(text) > LONGEST:
        return False
    if ":" in text or "：" in text:
        if _ENCLOSED.fullmatch(text):
            return True
        text = _LENGTH.sub("", text, count=1)
    rest = text
    found = False
    opening = _OPENING.match(text)
    if opening:
        for words in (opening[0], opening[0].split()[0]):
            is_marked = words.isupper() or text[len(words) :].lstrip()[:1] in _AFTER_DRAFT
            if fold_word(words) in _DRAFTS and is_marked:
                rest, found = text[len(words) :], True
                break
    if not found and not _may_be_note(text):
        return False
    for pattern in (_COUNT, _FOR) if not found else (_COUNT, _FOR, _VERSION):
        rest, count = pattern.subn(" ", rest, count=2)
        found = found or bool(count)
    rest = _SIGNS.sub("", rest)
    return found and (not rest or (rest.isdigit() and len(rest) < 3))


def _may_be_note(text: str) -> bool:
    """Whether a line opens with a number, or as notes on a manuscript do."""
    signs = _SIGNS.match(text)
    rest = text[signs.end() :] if signs else text
    return rest[:1].isdigit() or fold_word(rest).startswith(_OPENINGS)
