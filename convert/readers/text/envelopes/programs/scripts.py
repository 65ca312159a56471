"""Scripts of radio and television: cues between the spoken lines, and the list of shots above a story.

A cue is a label in capitals, alone or before what it cues ("MAZ AB", "CONTROL: SUBE SINTONÍA", "SON 1 : Anne Roc,
maire"). No label shows a script alone: titles and plays have capitals, too. It takes several cues of two kinds.
A list of shots opens with its label, has numbered shots in capitals, and ends where the story's label opens the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from convert.readers.text.envelopes.draft import Draft
from convert.readers.text.envelopes.envelope import Envelope, TakenLine, filled_lines, one_line, whole_text
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lexicon.dates import read_date
from convert.readers.text.lexicon.keys import fold_word, phrase_set
from convert.readers.text.lexicon.people import read_people
from convert.readers.text.sentences import ENDS_SENTENCE

LONGEST = 120
"""The greatest length of a cue, in characters."""

MIN_CUES, MIN_KINDS = 3, 2
"""How many cues, and of how many kinds, show a script."""

MIN_SPEAKERS = 2
"""How many labels of who speaks, alone on their lines, count as a kind of cue."""

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "sv")
"""The languages whose names and days the fields of a script have."""

HEAD = 9
"""Among how many first lines the header of a script is."""

MIN_SHOTS = 2
"""How many numbered shots in capitals a list of shots has at least."""

LONGEST_LIST = 80
"""How many lines a list of shots has at most."""

_CUE = re.compile(
    r"\s*[\[(]?(?P<label>MAZ|OFF-TEXT|INSERT(?= \d)"
    r"|EINSPIELER|ZUSPIELER|BAUCHBINDE|ABSAGE|ANSAGE|ANMOD(?:ERATION)?|ABMOD(?:ERATION)?|O-TON"
    r"|OT|ATMO"
    r"|CONTROL|CORTINILLA|RÁFAGA|SINTONÍA|INSERTO|CORTE|ENTRADILLA|COLAS?|COLEO|(?:ENTRA )?VTR"
    r"|TOTAL(?:ES)?|RÓTULOS?"
    r"|LANCEMENT(?: PLATEAU)?|PIED(?: PLATEAU)?|SON(?=\s?\d)|SONORE|COMMENTAIRE|PLATEAU|ITW|SYNTHÉ|HABILLAGE"
    r"|(?:LANCIO|CODA)(?: IN STUDIO)?|SERVIZIO|RVM|SOTTOPANCIA|SONORO|INTERVISTA"
    r"|TÉCNICA|TEC|VINHETA|SONORA|CABEÇA|NOTA PÉ|DEIXA|SOBE SOM"
    r"|VO|VOSOT|SOT|PKG|NATS?(?: SOT| SOUND)?|SUPER|CHYRON|STANDUP|TAG|OUTCUE|BITE"
    r"|СИНХРОН|ЗАКАДР|ПОДВОДКА|ОТБИВКА|ЛАЙФ|СТЕНДАП|ТИТР"
    r"|PÅA|PÅANNONS|SPEAK|INT(?=\s[A-ZÅÄÖ])|AVA|AVANNONS|ENROBÉ|BEITRAG"
    r"|START BAND|EINDE BAND|PRESENTATIE|VOICE-OVER|QUOTE(?=\s[A-Z])|SYNCHRON|ASYNCHRON"
    r"|SETKA|OFFY|SETKI|ZAPOWIEDŹ|LEKTOR|BELKA)"
    r"(?:\s?[:/(\d-].{0,90}|(?<=MAZ|TON|RVM|SOT|ORO|TAL|ITW|ORE|ORA|INT|OTE|RON)\s.{1,90})?[\])]?\s*"
)
_CAPTION = re.compile(r"(?:Insert|Bauchbinde|Synthé|Rótulo|Sottopancia|Belka|Титр)\s\d{1,2}:\d\d\s?:\s?\S.{0,90}")
"""A caption on the screen with its time."""

_SPEAKER = re.compile(
    r"\s*(?P<label>LOCUTORA?|LOCUTORES|MOD(?:ERATORIN|ERATOR)?|SPRECHER(?:IN)?|OFF|PRÉSENTATEUR|PRÉSENTATRICE"
    r"|CONDUTTORE"
    r"|CONDUTTRICE|SPEAKER|APRESENTADORA?|ANCHOR|PRESENTER|READER|ВЕДУЩИЙ|ВЕДУЩАЯ|PREZENTER(?:KA)?|STUDIO)"
    r"(?:\s?\d)?(?:\s?[\[(][^()\[\]]{1,30}[\])])?\s?:?\s*"
)
"""The label of who speaks, alone on its line."""

_FIELD = re.compile(r"\s*(?P<label>[^\W\d_][^\W\d_/ -]{0,8}[^:]{0,14}?)\s?:\s?(?P<value>\S.*)")
_TITLE = re.compile(
    r"\s*(?:TITEL|TITRE|SUJET|TÍTULO|TITOLO|TITLE|TYTUŁ|ТЕМА)\s?:\s?(?P<title>\S.{2,90}?)(?:\s{3,}\S.*)?"
)

_FIELDS: Mapping[str, frozenset[str]] = {
    "title": phrase_set(
        "thema|titel|sujet|titre|título|tema|retranca|titolo|servizio|onderwerp|temat|tytuł|тема|название|ämne|inslag"
    ),
    "author": phrase_set(
        "autor|autorin|autor/in|reporter|reporterin|journaliste|auteur|autrice|redactor|redactora|periodista|autora"
        "|giornalista|autore|repórter|verslaggever|автор|корреспондент|reporterka|autorka"
    ),
    "day": phrase_set("datum|date|fecha|data|дата|sendedatum|sendetermin|uitzenddatum|data emisji|sändningsdatum"),
    "other": phrase_set(
        "sendung|länge|dauer|redaktion|kamera|schnitt|ton|sprecher|sprecherin|moderation|cvd|slug|ressort|beitrag|émission"
        "|durée|image|images|montage|mixage|son|édition|présentateur|présentatrice|programa|informativo|duración|cámara"
        "|imagen|imágenes|edición|montaje|realización|presentador|presentadora|edizione|durata|montaggio|riprese"
        "|operatore|conduttore|conduttrice|tg|tempo|imagens|cinegrafista|uitzending|duur|camera|program|czas|zdjęcia"
        "|montaż|программа|хронометраж|оператор|монтаж|längd|foto|redigering"
    ),
}
"""What the fields at the top of a script mean, whose labels may be in small letters. A language adds its words."""

_MEANING = {word: meaning for meaning, words in _FIELDS.items() for word in words}
_COLUMN = re.compile(r"\s{3,}")
_SHOW = re.compile(r"\s*(?=.*\d)[^\W\d_].{2,60}")

_SHOTS = re.compile(r"\s*(?:SHOWS|SHOT ?LIST|SHOT LIST)\s?:?\s*")
_STORY = re.compile(r"\s*(?:STORY|STORYLINE|STORY LINE|SCRIPT)\s?:\s*(?P<text>\S.*)?")
_SHOT = re.compile(r"\s*(?:\d{1,3}[.)]|\(?\d{1,2}:\d\d\)?)\s?\S.*")

_OF_SCRIPT = TakenLine("cue of a script")
_OF_HEADER = TakenLine("header of a script")
_OF_SHOTS = TakenLine("list of shots", role="desk-note")


def open_script(lines: tuple[str, ...]) -> Envelope | None:
    """Take the cues of a script, or the list of shots above a story; None if there is neither."""
    filled = filled_lines(lines)
    return _open_shots(lines, filled) or _open_cues(lines, filled)


def _open_cues(lines: tuple[str, ...], filled: Sequence[int]) -> Envelope | None:
    cues = dict(_cues(lines, filled))
    if not cues:
        return None
    speakers = [at for at in filled if at not in cues and _is_speaker(lines[at])]
    kinds = len(set(cues.values())) + (len(speakers) >= MIN_SPEAKERS)
    if len(cues) + len(speakers) < MIN_CUES or kinds < MIN_KINDS:
        return None
    draft = Draft(lines)
    draft.taken.update(dict.fromkeys((*cues, *speakers), _OF_SCRIPT))
    header = list(_header(lines, filled, min(cues)))
    header.sort(key=lambda at: "retranca" in lines[at][:HEAD].casefold())  # a slug, where there is no title
    for at in header:
        field = _FIELD.fullmatch(lines[at])
        meaning = _MEANING.get(fold_word(field["label"]), "") if field else ""
        title = _TITLE.fullmatch(lines[at])
        value = one_line(title["title"] if title else _COLUMN.split(field["value"])[0] if field else "")
        if draft.headline is None and (title or (meaning == "title" and value)):
            draft.state_headline(value, at)
        else:
            draft.taken[at] = _OF_HEADER
            _read_field(draft, meaning, value, at)
    if len(header) > 1 and filled[0] not in header and header[0] == filled[1] and _is_show(lines[filled[0]]):
        draft.taken[filled[0]] = _OF_HEADER
        _read_field(draft, "day", one_line(lines[filled[0]]).rpartition(" ")[2], filled[0])
    return draft.envelope()


def _read_field(draft: Draft, meaning: str, value: str, at: int) -> None:
    """Read who reports, and the day of the broadcast."""
    lexicon = load_lexicon(*LANGUAGES)
    if meaning == "author" and (people := read_people(value, lexicon)):
        draft.state_first("authors", tuple(people), at)
    elif meaning == "day" and (dated := read_date(value, lexicon)) and dated.moment and draft.issued is None:
        draft.issued = dated.moment
        draft.stated["published"] = at


def _is_show(line: str) -> bool:
    """Whether a line above the fields names the show: in capitals, with an hour, a day or a number."""
    return _SHOW.fullmatch(line) is not None and line.upper() == line


def _cues(lines: Sequence[str], filled: Sequence[int]) -> Iterator[tuple[int, str]]:
    """The cues with their labels. A sentence is spoken, unless it is in capitals, too."""
    for at in filled:
        line = lines[at]
        if len(line) > LONGEST:
            continue
        if not line.lstrip()[:2].strip("[(").isupper():
            if ":" in line and line[:1].isupper() and _CAPTION.fullmatch(line):
                yield at, "BAUCHBINDE"
            continue
        found = _CUE.fullmatch(line)
        if found and (line.isupper() or not ENDS_SENTENCE.search(line.strip())):
            yield at, found["label"]


def _is_speaker(line: str) -> bool:
    return len(line) <= LONGEST and _SPEAKER.fullmatch(line) is not None


def _header(lines: Sequence[str], filled: Sequence[int], first: int) -> Iterator[int]:
    """The fields at the top whose labels are in capitals, above the first line of another kind."""
    for at in filled[:HEAD]:
        field = _FIELD.fullmatch(lines[at]) if len(lines[at]) <= LONGEST else None
        is_known = field is not None and fold_word(field["label"]) in _MEANING
        is_field = field is not None and field["label"].isupper() and not ENDS_SENTENCE.search(lines[at].strip())
        if not is_known and not is_field:
            if at >= first:
                return
            continue
        yield at


def _open_shots(lines: tuple[str, ...], filled: Sequence[int]) -> Envelope | None:
    if "SHO" not in whole_text(lines):
        return None
    tops = ((number, lines[at]) for number, at in enumerate(filled[:LONGEST_LIST]))
    number = next((number for number, line in tops if "SH" in line[:12] and _SHOTS.fullmatch(line)), None)
    if number is None:
        return None
    below = filled[number + 1 : number + 1 + LONGEST_LIST]
    story = next((at for at in below if len(lines[at]) > 0 and _STORY.fullmatch(lines[at])), None)
    if story is None:
        return None
    shots = [at for at in below if at < story and _SHOT.fullmatch(lines[at]) and _is_mostly_capital(lines[at])]
    if len(shots) < MIN_SHOTS:
        return None
    draft = Draft(lines)
    above = [at for at in filled[:number] if _is_of_shots(lines[at])]
    for at in (*above, *(at for at in filled[number:] if at <= story)):
        draft.taken[at] = _OF_SHOTS
        draft.notes.append(lines[at])
    if text := (_STORY.fullmatch(lines[story]) or {"text": ""})["text"]:
        del draft.taken[story]
        draft.notes.pop()
        draft.rewritten[story] = text
    return draft.envelope()


def _is_of_shots(line: str) -> bool:
    """Whether a line above the shots is of the list's header: fields, and what is in capitals but for a title."""
    return re.match(r"\s*[A-Z][A-Za-z ]{2,20}\s?:\s?\S", line) is not None or ("/" in line and line.isupper())


def _is_mostly_capital(line: str) -> bool:
    letters = [letter for letter in line if letter.isalpha()]
    return sum(map(str.isupper, letters)) >= 0.6 * max(1, len(letters))
