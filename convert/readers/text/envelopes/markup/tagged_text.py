"""Tagged text as layout programs export a story: each paragraph opens with the name of its style.

InDesign has `<UNICODE-MAC>` as its first line, definitions, and `<ParaStyle:Headline>` before a paragraph; QuarkXPress
has `<v8.00><e9>` and `@Headline:`. The names of styles that newsrooms use for titles, deks, headings and captions show
what a paragraph is; all other tags go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from convert.model import OtherHeadline
from convert.readers.text.envelopes.draft import Draft
from convert.readers.text.envelopes.envelope import Envelope, TakenLine, filled_lines, one_line
from convert.readers.text.lexicon.keys import phrase_set

_TAG_LINE = TakenLine("tags of a layout program")
_DEK = TakenLine("paragraph in the style of a dek", role="subheadline")
_KICKER = TakenLine("paragraph in the style of a kicker", role="kicker")

_INDESIGN = re.compile(r"\ufeff?<(?:UNICODE|ASCII|ANSI|SJIS|GB18030|BIG5|KSC5601)-(?:WIN|MAC)>\s*")
_QUARK = re.compile(r"\ufeff?<v\d{1,2}\.\d{2}>(?:<e\d{1,3}>)?\s*")
_DEFINITION = re.compile(r"\s*<(?i:vsn|fset|Version|FeatureSet|ColorTable|ctable|Define\w{2,40}|dps|dcs|kw):.*")
_STYLE = re.compile(r"<(?:ParaStyle|pstyle):(?P<name>[^<>]{0,120})>")
_QUARK_STYLE = re.compile(r"@(?P<name>[^:=@<>]{1,60}):(?P<text>.*)")
_QUARK_DEFINITION = re.compile(r"@[^:=@<>]{1,60}=.*")
_CODED = re.compile(r"<0x(?P<code>[0-9A-Fa-f]{4,6})>")
_QUARK_CODED = re.compile(r"<\\#(?P<code>\d{2,5})>")
_BREAK = re.compile(r"<(?:0x000[aAdD]|0x2028|\\n)>")
_TAG = re.compile(r"(?<!\\)<[A-Za-z\\$*@&!?/#][^<>\n]{0,400}>")
_ESCAPED = re.compile(r"\\([<>\\@])")

_STYLES: Mapping[str, frozenset[str]] = {
    "headline": phrase_set(
        "headline|head|hed|title|main head|mainhead|titel|überschrift|schlagzeile|titelzeile|titre|titre principal"
        "|título|titular|titolo|kop|rubrik|overskrift|otsikko|tytuł|titulek|cím|заголовок|headline 1|heading 1|h1|hl"
    ),
    "subheadline": phrase_set(
        "dek|deck|standfirst|subheadline|sub head line|intro|vorspann|unterzeile|untertitel|lead-in|chapô|chapeau|chapo"
        "|sous-titre|entradilla|bajada|subtítulo|sumario|sottotitolo|sommario|occhiello|inleiding|intro kop|ingress"
        "|manchet|lead|podtytuł|perex|подзаголовок|лид"
    ),
    "heading": phrase_set(
        "subhead|subheading|crosshead|cross head|zwischentitel|zwischenüberschrift|zwiti|intertitre|inter|ladillo"
        "|intertítulo|titoletto|tussenkop|mellanrubrik|mellomtittel|mellemrubrik|väliotsikko|śródtytuł|mezititulek"
        "|heading 2|heading 3|h2|h3"
    ),
    "caption": phrase_set(
        "caption|cutline|bildunterschrift|bildtext|bildlegende|bu|légende|legende|pie de foto|pie|didascalia|legenda"
        "|onderschrift|fotobijschrift|bildtext|billedtekst|bildetekst|kuvateksti|podpis|popisek|подпись"
    ),
    "kicker": phrase_set(
        "kicker|overline|eyebrow|dachzeile|spitzmarke|surtitre|antetítulo|occhiello sopra|chapeu|bovenkop|vinjett"
    ),
}
_ROLE_OF_STYLE = {name: role for role, names in _STYLES.items() for name in names}


def open_tagged_text(lines: tuple[str, ...]) -> Envelope | None:
    """Open a story as a layout program exports it, None if the first line is not that of one."""
    filled = filled_lines(lines)
    if not filled or "<" not in lines[filled[0]]:
        return None
    first = lines[filled[0]]
    is_quark = _QUARK.fullmatch(first) is not None
    if not is_quark and not _INDESIGN.fullmatch(first):
        return None
    draft = Draft(lines, is_whole=True)
    draft.layout = "explicit"
    for at, style, text in _paragraphs(lines, filled, is_quark=is_quark):
        bare = one_line(_plain(text))
        if not bare:
            draft.taken[at] = _TAG_LINE
            continue
        draft.rewritten[at] = bare
        role = _ROLE_OF_STYLE.get(style)
        if role == "headline" and draft.headline is None:
            draft.headline = bare
        elif role == "subheadline" and "subheadline" not in draft.metadata:
            draft.state("subheadline", bare, at)
            draft.taken[at] = _DEK
        elif role == "heading":
            draft.roles[at] = "heading"
        elif role == "caption":
            draft.roles[at] = "caption"
        elif role == "kicker" and "other_headlines" not in draft.metadata:
            draft.state("other_headlines", (OtherHeadline(role="kicker", text=bare),), at)
            draft.taken[at] = _KICKER
    return draft.envelope()


def _paragraphs(lines: tuple[str, ...], filled: tuple[int, ...], *, is_quark: bool) -> Iterator[tuple[int, str, str]]:
    """Each line with the folded name of its style and its text; definitions have none."""
    style = ""
    for at in filled:
        line = lines[at]
        if at == filled[0] or _DEFINITION.fullmatch(line) or (is_quark and _QUARK_DEFINITION.fullmatch(line)):
            yield at, "", ""
        elif is_quark and (named := _QUARK_STYLE.match(line)):
            style = named["name"].strip().casefold()
            yield at, style, named["text"]
        else:
            if named := _STYLE.search(line):
                style = named["name"].rpartition("\\:")[2].strip().casefold()
            yield at, style, line


def _plain(text: str) -> str:
    """`text` without tags, with coded characters as such."""
    text = _BREAK.sub(" ", text)
    text = _CODED.sub(lambda found: _character(int(found["code"], 16)), text)
    text = _QUARK_CODED.sub(lambda found: _character(int(found["code"])), text)
    return _ESCAPED.sub(r"\1", _TAG.sub("", text))


def _character(code: int) -> str:
    """The character with a code, a space for one that none has."""
    return chr(code) if 0x20 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else " "
