"""Stories as press databases print them: fields by two-letter codes, or labels in capitals around the text.

Factiva has "HD", "BY", "WC" … before its fields, "LP" and "TD" before the text. Nexis has the paper, the day and the
title as lines, then labels ("LENGTH: 388 words"), and below the text when the story was loaded. Several of them
together show a database; a line alone may be of any story. The Congressional Record has its volume, house and pages in
brackets above an item, and marks of pages inside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from convert.model import InfoSource, Rights
from convert.readers.text.envelopes.draft import Draft
from convert.readers.text.envelopes.envelope import (
    USUAL_LANGUAGES,
    Envelope,
    TakenLine,
    filled_lines,
    lines_with_colon,
    one_line,
    whole_text,
)
from convert.readers.text.envelopes.programs.press_records import open_press_record
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lexicon.bylines import read_byline
from convert.readers.text.lexicon.dates import read_date
from convert.readers.text.lexicon.people import read_people

MIN_CODES = 5
"""How many different codes show Factiva."""

MIN_LABELS = 3
"""How many different labels show Nexis, one of them of a kind that only it has."""

HEAD = 8
"""Among how many first lines the paper, the day and the title of Nexis are."""

_FIELD = TakenLine("field of a database")
_CODE = re.compile(
    r"\s*(?P<code>HD|BY|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|CR|CT|RF|CO|IN|NS|RE|IPC|IPD|PUB|AN|CLM|SE|ART)"
    r"(?:\s+(?P<value>\S.*))?"
)
_RECORD = re.compile(
    r"\s*(?:\d{1,4} (?:of|von|de|sur|di) \d{1,4} (?:DOCUMENTS?|Dokumente?n?|documentos?)|Document \d.{0,40})\s*"
)
_LABEL = re.compile(
    r"\s*(?P<label>BYLINE|AUTOR|AUTEUR|AUTORE|AUTOR:IN|SECTION|RUBRIK|RUBRIQUE|SECCIÓN|SEZIONE|LENGTH|LÄNGE|LONGUEUR"
    r"|LONGITUD|LOAD-DATE|LANGUAGE|SPRACHE|LANGUE|IDIOMA|PUBLICATION-TYPE|DATELINE|GRAPHIC|SUBJECT|GEOGRAPHIC"
    r"|ORGANIZATION"
    r"|COMPANY|TICKER|INDUSTRY|JOURNAL-CODE|DOCUMENT-TYPE|HIGHLIGHT|URL|UPDATE|ACC-NO|PUB-TYPE"
    r"|ZEITUNGS-CODE|DATE-CHARGEMENT|TYPE-PUBLICATION|FECHA-CARGA|TIPO-PUBLICACIÓN|CODE-JOURNAL|GRAFIK|STICHWORT)\s?:\s?(?P<value>.*)"
)
_ONLY_HERE = re.compile(
    r"\s*(?:(?:LENGTH|LÄNGE|LONGUEUR|LONGITUD)\s?:\s?\d[\d.,]*\s?(?:words|Wörter|mots|palabras|parole|palavras|woorden)"
    r"|(?:LOAD-DATE|PUBLICATION-TYPE|JOURNAL-CODE)\s?:).*",
    re.IGNORECASE,
)
"""A label that no box beside a story has: how long the text is in words, when it was loaded, of what kind it is."""

MAX_RECORD_TITLE = 4
"""How many lines the title of an item of the Congressional Record has at most."""

_RECORD_VOLUME = re.compile(
    r"\s*\[Congressional Record(?:,? Volume \d+, (?:Number|No\.) \d+)?(?: \((?P<day>[^()]{6,60})\))?\]\s*"
)
_RECORD_PART = re.compile(
    r"\s*\[(?:House|Senate|Extensions of Remarks|Daily Digest|Pages? [A-Z]{1,2}\d+(?:-[A-Z]{0,2}\d+)?)\]\s*"
    r"|\s*From the Congressional Record Online through the Government P(?:ublish|rint)ing Office \[[\w./:]+\]\s*"
)
_RECORD_PAGE = re.compile(r"\s*\[\[Page [A-Z]{1,2}\d+\]\]\s*")
_AUTHORS = frozenset({"BYLINE", "AUTOR", "AUTEUR", "AUTORE", "AUTOR:IN"})
_COPYRIGHT = re.compile(r"\s*(?:Copyright|©|\(c\))\s.{0,120}", re.IGNORECASE)
_RESERVED = re.compile(
    r"\s*(?:All Rights Reserved|Alle Rechte vorbehalten|Tous droits réservés|Todos los derechos reservados"
    r"|Tutti i diritti riservati)\.?\s*",
    re.IGNORECASE,
)


def open_database(lines: tuple[str, ...]) -> Envelope | None:
    """Open a story that a press database printed, None if the lines show none."""
    filled = filled_lines(lines)
    return (
        _open_codes(lines, filled)
        or _open_labels(lines, filled)
        or _open_record(lines, filled)
        or open_press_record(lines)
    )


def _open_codes(lines: tuple[str, ...], filled: Sequence[int]) -> Envelope | None:
    if "HD" not in whole_text(lines):
        return None
    codes = {at: found for at in filled if (found := _CODE.fullmatch(lines[at]))}
    names = {found["code"] for found in codes.values()}
    if len(names) < MIN_CODES or "HD" not in names or not names & {"LP", "TD"}:
        return None
    draft = Draft(lines, is_whole=True)
    code = ""
    for at in filled:
        found = codes.get(at)
        code = found["code"] if found else code
        value = one_line((found["value"] or "") if found else lines[at])
        if code in ("LP", "TD"):
            if value:
                draft.rewritten[at] = value
            else:
                draft.taken[at] = _FIELD
        elif code == "HD" and value and draft.headline is None:
            draft.state_headline(value, at)
        else:
            draft.taken[at] = _FIELD
            if found and value:
                _read_field(draft, code, value, at)
    return draft.envelope() if draft.headline else None


def _read_field(draft: Draft, code: str, value: str, at: int) -> None:
    """Read the value of a field of Factiva."""
    if code == "BY":
        _read_authors(draft, value, at)
    elif code == "PD":
        _read_day(draft, value, at)
    elif code == "SN":
        draft.state_first("sources", (InfoSource(name=value),), at)
    elif code == "CY":
        draft.state_first("rights", Rights(notice=value), at)


def _open_labels(lines: tuple[str, ...], filled: Sequence[int]) -> Envelope | None:
    labels = {at: found for at in lines_with_colon(lines) if (found := _LABEL.fullmatch(lines[at]))}
    names = {found["label"] for found in labels.values()}
    first = next((number for number, at in enumerate(filled) if at in labels), -1)
    if len(names) < MIN_LABELS or not any(_ONLY_HERE.fullmatch(lines[at]) for at in labels) or not 0 < first <= HEAD:
        return None
    draft = Draft(lines, is_whole=True)
    for at, found in labels.items():
        draft.taken[at] = _FIELD
        if found["label"] in _AUTHORS:
            _read_authors(draft, found["value"], at)
    above = [at for at in filled[:first] if not _RECORD.fullmatch(lines[at])]
    draft.taken.update((at, _FIELD) for at in filled[:first] if at not in above)
    if above:
        draft.headline = one_line(lines[above[-1]])
        for number, at in enumerate(above[:-1]):
            draft.taken[at] = _FIELD
            if number == 0:
                draft.state_first("sources", (InfoSource(name=one_line(lines[at])),), at)
            else:
                _read_day(draft, one_line(lines[at]), at)
    for at in filled[-HEAD:]:
        if _COPYRIGHT.fullmatch(lines[at]):
            draft.state_first("rights", Rights(notice=one_line(lines[at])), at)
            draft.taken[at] = _FIELD
        elif _RESERVED.fullmatch(lines[at]):
            draft.taken[at] = _FIELD
    return draft.envelope() if draft.headline else None


def _open_record(lines: tuple[str, ...], filled: Sequence[int]) -> Envelope | None:
    """Open an item of the Congressional Record, whose lines are wrapped and whose paragraphs are indented."""
    volume = _RECORD_VOLUME.fullmatch(lines[filled[0]]) if filled else None
    if volume is None:
        return None
    draft = Draft(lines, is_whole=True)
    draft.layout = "indented"
    above = [filled[0], *takewhile(lambda at: _RECORD_PART.fullmatch(lines[at]), filled[1:])]
    draft.taken.update(dict.fromkeys(above, _FIELD))
    draft.state("sources", (InfoSource(name="Congressional Record"),), filled[0])
    if volume["day"]:
        _read_day(draft, volume["day"], filled[0])
    draft.taken.update((at, TakenLine("mark of a page")) for at in filled if _RECORD_PAGE.fullmatch(lines[at]))
    title = [at for at in filled if at not in draft.taken][:1]
    while title and title[-1] + 1 in filled and len(title) <= MAX_RECORD_TITLE:
        title.append(title[-1] + 1)
    if 0 < len(title) <= MAX_RECORD_TITLE:
        draft.headline = one_line(" ".join(lines[at] for at in title))
        draft.continued.update(title[1:])
    return draft.envelope()


def _read_authors(draft: Draft, value: str, at: int) -> None:
    lexicon = load_lexicon(*USUAL_LANGUAGES)
    byline = read_byline(value, lexicon)
    people = byline.authors if byline else read_people(value, lexicon)
    if people and "authors" not in draft.metadata:
        draft.state("authors", tuple(people), at)


def _read_day(draft: Draft, value: str, at: int) -> None:
    dated = read_date(value, load_lexicon(*USUAL_LANGUAGES))
    if dated and dated.moment and draft.issued is None:
        draft.issued = dated.moment
        draft.stated["published"] = at
