"""Records of press databases and libraries: labeled fields around the text of a story, in any order.

Nexis Uni, ProQuest, Gale, NewsBank, Genios, Retriever and card files have such records. Several labels show one, among
them one that only databases have, such as "Load-Date", "ProQuest document ID" or "Record Number"; a label alone may be
of any story. What labels name becomes metadata. Above the text, the paper is the line before the one with the day, and
the title is the first line that is left. Below the text all lines are fields from the first one whose label is of a
record's end. Europresse has no labels, but a certificate of who printed the story.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from convert.model import InfoSource, Moment, Rights
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
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lexicon.bylines import read_byline
from convert.readers.text.lexicon.dates import read_date
from convert.readers.text.lexicon.keys import fold_word, phrase_set
from convert.readers.text.lexicon.people import read_people
from convert.readers.text.scripts import count_words
from convert.readers.text.sentences import ENDS_SENTENCE

MIN_LABELS, MIN_SURE = 4, 2
"""How many different labels show a record, one of them sure; how many sure ones do alone."""

HEAD = 24
"""Among how many first lines the text begins."""

MAX_PARTS = 8
"""How many parts of a value may be its day."""

TAIL = 6
"""Among how many last lines a notice of rights without a label is."""

MAX_WORDS = 14
"""How many words a line with the day of the paper has at most."""

MAX_ALONE = 24
"""How many characters a line with a label without a colon has at most."""

MAX_LABEL = 40
"""How many characters a label has at most, with its colon."""

LANGUAGES = (*USUAL_LANGUAGES, "sv", "da")
"""The languages whose names and days the fields have."""

_MEANINGS: Mapping[str, frozenset[str]] = {
    "title": phrase_set("title|titre|titel|título|titolo|tytuł|headline|document title"),
    "author": phrase_set(
        "journaliste|journalist|author|authors|author(s)|byline|autor|autoren|autor/in|autor(en)|auteur|auteurs|auteur(s)|autore|autori|autores"
        "|autor(es)|verfasser|författare|forfatter|schrijver"
    ),
    "day": phrase_set(
        "date|publication date|date of publication|published|datum|erscheinungsdatum|date de publication|fecha"
        "|fecha de publicación|data|data di pubblicazione|data de publicação|publiceringsdatum|dato|publicerad"
    ),
    "source": phrase_set(
        "source|publication title|publication|publication info|newspaper|quelle|zeitung|fuente|fonte|testata|källa"
        "|kilde|bron|periódico|publication name|titre de la publication|título de publicación"
    ),
    "text": phrase_set(
        "full text|article text|body|volltext|artikeltext|texte intégral|texte complet|texto completo|testo completo"
        "|corps|cuerpo|cuerpo del texto|fulltext|brödtext|corpo|body text"
    ),
    "caption": phrase_set("caption|photo caption|bildunterschrift|légende|pie de foto|didascalia"),
    "rights": phrase_set("copyright|rights|copyright holder|ophavsret|upphovsrätt|derechos"),
    "head": phrase_set(
        "section|ressort|rubrik|rubrique|sección|sezione|length|länge|longueur|longitud|lunghezza|word count|page|pages"
        "|page(s)|seite|seiten|página|páginas|pagina|sida|side|edition|ausgabe|édition|edición|edizione|index terms"
        "|dateline|highlight|volume|issue|first page|column|day|umfang|zeichen|art|medientyp|medium|medienart"
        "|mediengattung|auflage|verkaufte auflage|verbreitete auflage|reichweite|tonalität|werbeäquivalenz"
        "|anzeigenäquivalenz|anzeigenäquivalenzwert|aäw|erscheinungsweise|media type|circulation|reach|readership"
        "|sentiment|tone|ave|ad value|advertising value|estimated views|unique visitors|type de média|tirage|diffusion"
        "|audience|tonalité|tirada|difusión|audiencia|valor publicitario|tiratura|diffusione|lettori|tiragem|audiência"
        "|pays|périodicité|ojd|page de l'article|surface|famille du média|testata|periodicità|oplage"
        "|bereik|mediawaarde|räckvidd|upplaga|oplag|nakład|zasięg"
    ),
    "end": phrase_set(
        "language|publication-type|publication type|subject|subjects|subject term|subject terms|subject heading"
        "|subject headings"
        "|subject(s)|industry|geographic|organization|company|company / organization|person|people|load-date"
        "|journal-code|journal code|document type|publisher|record number|accession number|proquest document id"
        "|document url|last updated|database|source type|country of publication|publication year|publication subject"
        "|language of publication|place of publication|issn|gale document number|permalink|document number|location"
        "|dokumentnummer|dauerhafte adresse des dokuments|alle rechte vorbehalten|identifier / keyword|number of pages"
        "|graphic|classification|end of document|artikel-id|artikel id|sprache|langue|idioma|langue de publication"
        "|idioma de la publicación|id del documento de proquest|base de datos|sujet|tema|materia|date de chargement"
        "|fecha de carga|numéro de document|número de documento|credit|copyright holder|url|web link|stichwörter"
        "|article identifier|page identifier|apa citation|mla citation|harvard citation"
        "|persistent link|identifikationsnummer|länk till artikeln|artikellink|mediennummer|notes|correction"
    ),
}
"""What labels mean. Those of "end" may also be above the text. A language is added by adding its words."""

_MEANING = {label: meaning for meaning, labels in _MEANINGS.items() for label in labels}
_SURE = phrase_set(
    "article identifier|page identifier|load-date|proquest document id|werbeäquivalenz|anzeigenäquivalenz"
    "|anzeigenäquivalenzwert|aäw|tonalität|medienart|mediengattung|ad value|advertising value|media type|sentiment"
    "|ojd|page de l'article|périodicité|famille du média|tonalité|valor publicitario|mediawaarde"
    "|gale document number|record number|dokumentnummer|accession number|publication info"
    "|dauerhafte adresse des dokuments|artikel-id|artikel id|id del documento de proquest|subject heading"
    "|publication-type|subject headings|persistent link|mediennummer|länk till artikeln|numéro de document"
    "|número de documento"
)
_ALONE = phrase_set(
    "body|corps|cuerpo|graphic|classification|end of document|ende des dokuments|fin du document|final del documento"
    "|fine del documento|full text|article text"
)
"""Labels that are alone on their lines, without a colon."""

_ALONE_OPENINGS = frozenset(letter for label in _ALONE for letter in (label[0], label[0].upper()))
_LENGTH = re.compile(r"\d[\d.,]*\s?(?:words|wörter|mots|palabras|parole|palavras|woorden|ord)\b.*", re.IGNORECASE)
_CITATION = re.compile(r"\s*Source Citation \(.{2,40}\)\s*")
_RESERVED = re.compile(
    r"\s*(?:Tous droits réservés|All rights reserved|Alle Rechte vorbehalten|Todos los derechos reservados"
    r"|Tutti i diritti riservati|Todos os direitos reservados|Alle rechten voorbehouden)\b.{0,60}",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"\s*(?:Copyright|©|\(c\))\s.{0,160}", re.IGNORECASE)
_RULE = re.compile(r"\s*_{10,}\s*")
_COUNT = re.compile(r"\s*(?:Document|Dokument|Documento|Page|Seite)? ?\d{1,4} (?:of|von|de|sur|di|av) \d{1,4}\s*")
_ADDRESS = re.compile(r"\s*https?://\S+\s*")
_LAST_FIRST = re.compile(r"(?P<last>[^\W\d_][^,;:]{1,30}), (?P<first>[^\W\d_][^,;:]{0,30})")
_CERTIFICATE = re.compile(
    r"\s*Certificat émis le \d.{5,40} à .{2,80} à des fins de visualisation.{0,60}"
    r"|\s*(?:news|biography|web)·\d{8}·\S{2,40}(?:·\S{1,40})?\s*"
    r"|\s*Alt materiale i Infomedia er omfattet af lov om ophavsret.{0,120}"
    r"|\s*Alla artiklar är skyddade av upphovsrättslagen\..{0,200}Retriever.{0,80}"
)
_CERTIFICATES = ("Certificat", "news·", "Retriever", "Infomedia")
_NAMED_DAY = re.compile(
    r"\s*(?P<paper>[^\W\d_].{1,60}?)[.,] (?P<day>\d{4}-\d\d-\d\d)(?: \d\d:\d\d)?"
    r"(?:,? (?:Sida|Sidan|Sidor|Side|Sider|Page|Sivu): ?\S{1,12})?\s*"
)
"""The line of Retriever that names the paper and the day below the title."""

_BARRED_DAY = re.compile(
    r"\s*(?P<day>[^|]{6,40}) \| (?P<paper>[^|]{2,60}) \|.{0,120}\bartikel-?id: ?\w+.{0,40}", re.IGNORECASE
)
"""The same of Infomedia."""

_SIGNED = re.compile(r"\s*(?:Av|Text|Af|Tekst|Par|Von|By)\s?:\s?\S")
"""The line that names who wrote a story, with a colon."""

_OF_PRINT = re.compile(r"\s*(?:Publicerat (?:i print|på webb)|Sida: \S{1,12}|Sidan? \d{1,3})\.?\s*")
_PRINTED = re.compile(
    r"\s*(?:Cet article est paru dans .{2,120}|Le présent document est protégé par les lois et conventions .{0,240}"
    r"|Läs hela artikeln på https?://\S+|© .{2,80} eller artikelförfattaren\.?"
    r"|Artiklen må ikke videredistribueres uden aftale med .{2,80}"
    r"|© [^\W\d_].{1,60}"
    r"|(?:©|\(c\)) ?\d{4}.{0,160}|Tous droits réservés\.?)\s*",
    re.IGNORECASE,
)

_PARTS = re.compile(r"[,;/|(:]\s*|\svom\s")
_YEAR = re.compile(r"\b\d{4}\b")

_FIELD = TakenLine("field of a database")


def open_press_record(lines: tuple[str, ...]) -> Envelope | None:
    """Open the record of a press database, None if the lines show none."""
    text = whole_text(lines)
    if ":" not in text and "·" not in text:
        return None
    filled = filled_lines(lines)
    if any(map(text.__contains__, _CERTIFICATES)) and (printed := _open_certificate(lines, filled)):
        return printed
    named = {at: label for at in lines_with_colon(lines) if (label := _label_of(lines[at]))}
    if not any(label in _SURE or label == LENGTH for label, _ in named.values()):
        return None
    labels = dict(_labels(lines, filled, named))
    names = {label for label, _ in labels.values()}
    if len(names & _SURE) < MIN_SURE and (len(names) < MIN_LABELS or not names & (_SURE | {LENGTH})):
        return None
    return _Record(lines, filled, labels).open()


LENGTH = "length in words"
"""The name of a label whose value counts words, which only databases do."""


def _label_of(line: str) -> tuple[str, str] | None:
    """The known label of a line with a colon, and its value."""
    head, _, rest = line.partition(":")
    label = fold_word(head.strip()) if len(head) < MAX_LABEL else ""
    if label not in _MEANING:
        return None
    value = one_line(rest)
    return LENGTH if _MEANING[label] == "head" and _LENGTH.fullmatch(value) else label, value


def _labels(
    lines: Sequence[str], filled: Sequence[int], named: Mapping[int, tuple[str, str]]
) -> Iterator[tuple[int, tuple[str, str]]]:
    """The lines with known labels, with the label and its value: those `named` before colons, and those alone."""
    for at in filled:
        line = lines[at]
        if at in named:
            yield at, named[at]
        elif ":" in line[:MAX_LABEL]:
            continue
        elif len(line) <= MAX_ALONE and line.lstrip()[:1] in _ALONE_OPENINGS and fold_word(line.strip()) in _ALONE:
            yield at, (fold_word(line.strip()), "")
        elif line.lstrip()[:1] == "S" and _CITATION.fullmatch(line):
            yield at, ("source citation", "")


class _Record:
    """A record while it is read: what is above its text, the text, and what is below."""

    def __init__(self, lines: tuple[str, ...], filled: Sequence[int], labels: Mapping[int, tuple[str, str]]) -> None:
        self.lines = lines
        self.filled = filled
        self.labels = labels
        self.draft = Draft(lines, is_whole=True)

    def open(self) -> Envelope | None:
        """Its envelope, None if there is no title or no text."""
        start = self._start()
        end = self._end(start)
        above = [at for at in self.filled if at < start and at not in self.labels]
        for at, (label, value) in self.labels.items():
            if at < end or self._meaning(label) != "title":
                self._read_field(at, label, value)
        for at in self.filled:
            if at >= end and self.draft.taken.get(at) is None:
                self.draft.taken[at] = _FIELD
        self._read_above(above)
        for at in self.filled[-TAIL:]:
            if start < at and at not in self.labels and _is_notice(self.lines[at]):
                self._read_rights(at)
        has_text = any(at not in self.draft.taken for at in self.filled if at >= start)
        return self.draft.envelope() if self.draft.headline and has_text else None

    def _meaning(self, label: str) -> str:
        return _MEANING.get(label, "head" if label == LENGTH else "end")

    def _start(self) -> int:
        """The line with which the text begins: behind its label, or below the last label above the first paragraph."""
        for at, (label, value) in self.labels.items():
            if self._meaning(label) == "text":
                return at if value else at + 1
        for at in self.filled[:HEAD]:
            if at not in self.labels and self._is_running(self.lines[at]):
                return at
        return 0

    def _end(self, start: int) -> int:
        """The line below the text from which on all lines are fields."""
        last = self._last_text()
        for at, (label, _) in self.labels.items():
            is_end = self._meaning(label) in ("end", "rights") or label == LENGTH
            if at > start and is_end and at >= last:
                return at
        return len(self.lines)

    def _last_text(self) -> int:
        """The last of two lines of running text without labels that follow each other, 0 if there are none."""
        text = [(at, at not in self.labels and self._is_running(self.lines[at])) for at in self.filled]
        return max((at for (_, one), (at, other) in pairwise(text) if one and other), default=0)

    @staticmethod
    def _is_running(line: str) -> bool:
        is_long = count_words(line) > MAX_WORDS
        return is_long and ENDS_SENTENCE.search(line.strip()) is not None and _COPYRIGHT.fullmatch(line) is None

    def _read_field(self, at: int, label: str, value: str) -> None:
        """Read the value of a label, whose line is a field."""
        draft, meaning = self.draft, self._meaning(label)
        if meaning == "text" and value:
            draft.rewritten[at] = value
            return
        if meaning == "title" and value and draft.headline is None:
            draft.state_headline(value, at)
            return
        if meaning == "caption" and value:
            draft.rewritten[at] = value
            draft.roles[at] = "caption"
            return
        draft.taken[at] = _FIELD
        if meaning == "author":
            self._read_authors(value, at)
        elif meaning == "day":
            self._read_day(value, at)
        elif meaning == "source" and value:
            draft.state_first("sources", (InfoSource(name=_paper(value)),), at)
            self._read_day(value, at)
        elif meaning == "rights" and value:
            draft.state_first("rights", Rights(notice=value), at)

    def _read_above(self, above: Sequence[int]) -> None:
        """Read the lines above the text that have no labels: title, paper, day, rights."""
        draft = self.draft
        left = []
        for at in above:
            line = self.lines[at]
            if named := _NAMED_DAY.fullmatch(line) or _BARRED_DAY.fullmatch(line):
                draft.taken[at] = _FIELD
                draft.state_first("sources", (InfoSource(name=one_line(named["paper"])),), at)
                self._read_day(named["day"], at)
            elif (
                _OF_PRINT.fullmatch(line) or _RULE.fullmatch(line) or _COUNT.fullmatch(line) or _ADDRESS.fullmatch(line)
            ):
                draft.taken[at] = _FIELD
            elif _COPYRIGHT.fullmatch(line):
                self._read_rights(at)
            elif _SIGNED.match(line) and read_byline(line.strip(), load_lexicon(*LANGUAGES)):
                draft.taken[at] = _FIELD
                self._read_authors(line.strip(), at)
            else:
                left.append(at)
        dated = next((number for number, at in enumerate(left) if self._is_day(left, number)), -1)
        if dated >= 0 and len(left) > 1:
            draft.taken[left[dated]] = _FIELD
            self._read_day(one_line(self.lines[left[dated]]), left[dated])
            if dated and (len(left) > 2 or draft.headline):
                draft.taken[left[dated - 1]] = _FIELD
                name = _paper(one_line(self.lines[left[dated - 1]]))
                draft.state_first("sources", (InfoSource(name=name),), left[dated - 1])
        if draft.headline is None and (titles := [at for at in left if at not in draft.taken]):
            first = min(self.labels, default=-1)
            below = [at for at in titles if at > first]
            if below and below != titles:
                draft.taken.update((at, _FIELD) for at in titles if at < first)
                titles = below
            draft.headline = one_line(self.lines[titles[0]])

    def _read_rights(self, at: int) -> None:
        self.draft.taken[at] = _FIELD
        self.draft.state_first("rights", Rights(notice=one_line(self.lines[at])), at)

    def _is_day(self, left: Sequence[int], number: int) -> bool:
        """Whether a line has the day of the paper; the first line alone is the title."""
        line = one_line(self.lines[left[number]])
        if count_words(line) > MAX_WORDS or line[-1] in ".!?…" or not _YEAR.search(line):
            return False
        return _day_in(line) is not None

    def _read_authors(self, value: str, at: int) -> None:
        lexicon = load_lexicon(*LANGUAGES)
        turned = _LAST_FIRST.fullmatch(value)
        names = f"{turned['first']} {turned['last']}" if turned else value.partition(";")[0]
        byline = read_byline(names, lexicon)
        people = byline.authors if byline else read_people(names, lexicon)
        if people:
            self.draft.state_first("authors", tuple(people), at)

    def _read_day(self, value: str, at: int) -> None:
        if self.draft.issued is None and (day := _day_in(value)):
            self.draft.issued = day
            self.draft.stated["published"] = at


def _is_notice(line: str) -> bool:
    """Whether a line reserves rights."""
    return _COPYRIGHT.fullmatch(line) is not None or _RESERVED.fullmatch(line) is not None


def _day_in(value: str) -> Moment | None:
    """The day that a value has among other words: "Local, Thursday, 22 January 2026, p. 7"."""
    lexicon = load_lexicon(*LANGUAGES)
    parts = [part.strip(" .)") for part in _PARTS.split(value)][:MAX_PARTS]
    joined = (f"{one}, {other}" for one, other in pairwise(parts))
    for part in (value, *parts, *joined):
        if _YEAR.search(part) and (dated := read_date(part, lexicon)) and dated.moment:
            return dated.moment
    return None


def _paper(value: str) -> str:
    """The name of a paper, without its place, the day and the page."""
    name = re.split(r"\s?[;(\[]|\svom\s|,\s(?=\D{0,12}\d)", value, maxsplit=1)[0].strip()
    return name or value


def _open_certificate(lines: tuple[str, ...], filled: Sequence[int]) -> Envelope | None:
    """Open a story as Europresse prints it: paper, section and day, title, author, text, and the certificate."""
    signs = [at for at in filled if _CERTIFICATE.fullmatch(lines[at])]
    if not signs:
        return None
    record = _Record(lines, filled, {})
    draft = record.draft
    draft.taken.update(dict.fromkeys(signs, _FIELD))
    tail = [at for at in filled[-8:] if _PRINTED.fullmatch(lines[at])]
    draft.taken.update(dict.fromkeys(tail, _FIELD))
    for at in tail:
        if lines[at].lstrip()[:1] in "©(":
            draft.state_first("rights", Rights(notice=one_line(lines[at])), at)
    start = next((at for at in filled[:HEAD] if record._is_running(lines[at])), 0)
    record._read_above([at for at in filled if at < start and at not in draft.taken])
    return draft.envelope() if draft.headline else None
