"""Press releases: label, embargo, contacts, notes to editors, end mark, and who issued it.

A release is recognized by a label on a line of its own near the top ("FOR IMMEDIATE RELEASE"), or by a heading of
contacts for the press with an address or number below it. Contacts are private; notes go to the editors. A paragraph
about the issuer stays in the story.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, takewhile
from typing import Literal, NamedTuple, TypeAlias

from convert.findings import Finding
from convert.model import Moment, Party
from convert.readers.text.envelopes import press_words
from convert.readers.text.envelopes.contacts import has_contact
from convert.readers.text.envelopes.distributors import read_distribution
from convert.readers.text.envelopes.embargo_end import read_embargo
from convert.readers.text.envelopes.envelope import Envelope, TakenLine, filled_lines, one_line, text_behind
from convert.readers.text.envelopes.resumed import text_below
from convert.readers.text.envelopes.status import embargo_finding, is_embargo
from convert.readers.text.lexicon import Lexicon, languages, load_lexicon
from convert.readers.text.lexicon.dates import read_date
from convert.readers.text.lexicon.keys import fold_word
from convert.readers.text.lexicon.names import is_organisation
from convert.readers.text.lines.units import Unit, build_units
from convert.readers.text.roles import Role
from convert.readers.text.sentences import ENDS_SENTENCE

HEAD = 8
"""Among how many first lines a label stands."""

MAX_HEADING = 80
"""How many characters the heading of a part has at most."""

PROSE = 25
"""From how many words on a paragraph is running text, which no list of contacts has."""

SENTENCE = 12
"""From how many words on a paragraph that ends as sentences do is text of the story."""

WRAPPED = 6
"""How many words a line of running text has at least that was broken into lines."""

LONG_SENTENCE = 18
"""From how many words on a line that ends as sentences do is text below a heading of contacts at the bottom, too."""

CONTACT_REACH = 12
"""Within how many lines below a heading of contacts an address or number stands."""

HEADLINE_WORDS = range(3, 26)
"""How many words a line has that is the title by its place alone."""

TITLE_WIDTH = 55
"""From how many characters on a title may be broken into two lines."""

MAX_DATELINE = 90
"""How many characters of a paragraph may be a dateline."""

DEK_ABOVE = 12
"""How many words the text below a dek has at least."""

LETTERHEAD_WORDS = 8
"""How many words the name of who issued a release has at most."""

MOST_ZONE_WORDS = 3
"""How many words are beside the day and hour of a distributed release, such as the name of a zone."""

MAX_HEAD_LINE = 160
"""How many characters a line of the head has at most."""

_LABEL = TakenLine("press release label")
_ISSUER = TakenLine("issuer of the release")
_ISSUED = TakenLine("day of the release", role="date")
_DEK = TakenLine("line below the title of a release", role="subheadline")
_CONTACT = TakenLine("press contact", is_private=True)
_END = TakenLine("end mark")
_FURNITURE = TakenLine("press release footer")
_NOTE = TakenLine("note to editors", role="desk-note")

_Part: TypeAlias = Literal["contacts", "notes", "about", "end"]

_TRIM = " \t:：–—-*#_.!>|=•[]()【】■●◆▪<"
_LABELS = {
    fold_word(label): language
    for language, labels in reversed(press_words.LABELS.items())
    for label in labels.split("|")
}
"""The language of each label; the first of several."""
_LABEL_LINE = re.compile(
    rf"[\W_]{{0,6}}(?P<label>{'|'.join(map(re.escape, sorted(_LABELS, key=len, reverse=True)))})(?!\w)(?P<rest>.*)",
    re.DOTALL,
)
_LOOSE_LABELS = frozenset(
    map(fold_word, ("communiqué", "comunicado", "tiedote", "közlemény", "press notice", "media alert", "pressenotiz"))
)
_NUMBER = re.compile(
    r"(?:(?:nr|no|n°|nº|núm|num|nummer|number|č|№|sz)\b\.?\s?)?\d{1,5}(?:\s?[/.-]\s?\d{1,4}){0,2}\.?", re.I
)
_ISSUED_BY = re.compile(
    r"(?:der|des|die|von|from|by|of|de la|de l['’]|de|du|des|del|della|dello|dell['’]|di|van|fra|från|od)\s?(?=\S)"
)
_ISSUER_AND_LABEL = re.compile(r"\s+[-–—|:]\s+")
_DAY_FIELDS = frozenset(map(fold_word, press_words.DAY_FIELDS.split("|")))
_NUMBER_FIELDS = frozenset(map(fold_word, press_words.NUMBER_FIELDS.split("|")))
_WORD = re.compile(r"[^\W\d_]+")
_CONTACTS = frozenset(map(fold_word, press_words.CONTACTS.split("|")))
_NOTES = frozenset(map(fold_word, press_words.NOTES.split("|")))
_ENDS = frozenset(map(fold_word, press_words.END_WORDS.split("|")))
_ABOUT = re.compile(rf"(?:{press_words.ABOUT})\s?(?P<name>\S.*)", re.IGNORECASE)
_DATELINE_ENDS = re.compile(r"\s?[–—]\s?|\s-\s|--|\.\s?-|[.:)](?=\s)|$")
_ARTICLE = re.compile(
    r"(?:the|die|der|das|den|le|la|les|el|los|las|il|lo|gli|i|o|a|os|as|het|de)\s|l['’]", re.IGNORECASE
)
_RULED = re.compile(r"\s*(?:[#*]\s?){3,5}\s*|\s*[-–—]?\s?30\s?[-–—]\s*")
_DASHED = re.compile(r"\s*[-–—*#=(\[]+\s*(?P<word>[^\d_]{1,40}?)\s*[-–—*#=)\]]+\s*")
_PRESS_STEMS = (
    *(
        "press",
        "media",
        "medien",
        "presse",
        "prensa",
        "medios",
        "stampa",
        "imprensa",
        "pers",
        "médi",
        "mediów",
        "sajtó",
    ),
    *(
        "basın",
        "пресс",
        "прес",
        "сми",
        "змі",
        "τύπου",
        "报道",
        "報道",
        "媒体",
        "新聞",
        "언론",
        "보도",
        "novinář",
        "pras",
    ),
)
_ANNOUNCES = tuple(
    map(fold_word, ("for more information", "for further information", "for media", "für rückfragen", "pour plus"))
)
_SURE_CONTACTS = frozenset(key for key in _CONTACTS if any(stem in key for stem in _PRESS_STEMS))
_FURNITURE_OPENINGS = tuple(map(fold_word, press_words.FURNITURE))


def open_press_release(lines: tuple[str, ...], sent: Moment | None = None, *, is_held: bool = False) -> Envelope | None:
    """Open what is around the story of a press release, None if the lines show nothing of it.

    `sent` is when an outer envelope was sent, which gives the year of an embargo that has none. `is_held` is whether a
    line that is taken already puts the copy under embargo.
    """
    filled = filled_lines(lines)
    release = _Release(lines, filled, sent, is_held=is_held)
    _take_head(release)
    parts = _find_parts(release)
    if release.is_labeled or any(part.kind == "contacts" for part in parts.values()):
        _take_parts(release, parts)
        _read_issuer(release, parts)
        if release.is_labeled:
            _read_title(release)
    return release.envelope() if release.taken or release.rewritten or release.metadata else None


class _Heading(NamedTuple):
    """The heading of a part; `rest` is the text behind it on its line."""

    kind: _Part
    rest: str
    is_sure: bool


class _Release:
    """The parts of a release found so far."""

    def __init__(self, lines: Sequence[str], filled: Sequence[int], sent: Moment | None, *, is_held: bool) -> None:
        self.lines = lines
        self.filled = filled
        self.sent = sent
        self.taken: dict[int, TakenLine] = {}
        self.rewritten: dict[int, str] = {}
        self.roles: dict[int, Role] = {}
        self.metadata: dict[str, object] = {}
        self.stated: dict[str, int] = {}
        self.notes: list[str] = []
        self.is_held = is_held
        self.findings: list[Finding] = []
        self.issued: Moment | None = None
        self.headline: str | None = None
        self.is_labeled = False
        self.language = "en"

    def text(self, at: int) -> str:
        return self.rewritten.get(at, self.lines[at]).strip()

    @property
    def lexicon(self) -> Lexicon:
        return load_lexicon("en", self.language)

    def envelope(self) -> Envelope:
        return Envelope(
            lines=tuple(self.lines),
            taken=self.taken,
            metadata=self.metadata,
            stated=self.stated,
            rewritten=self.rewritten,
            roles=self.roles,
            headline=self.headline,
            issued=self.issued,
            notes=tuple(map(one_line, self.notes)),
            findings=tuple(self.findings),
        )

    def state(self, name: str, value: object, at: int) -> None:
        self.metadata.setdefault(name, value)
        self.stated.setdefault(name, at)

    def set_issued(self, moment: Moment | None, at: int) -> None:
        """Set the moment of issue, which the line `at` shows, unless it is known."""
        if self.issued is None and moment is not None:
            self.issued = moment
            self.stated["published"] = at

    def set_embargo(self, text: str, at: int) -> None:
        """Set the embargo that stands behind the label."""
        stated = read_embargo(text, self.language, self.sent)
        self.is_held = True
        self.notes.append(text)
        if "embargo" in self.metadata:
            return
        self.state("embargo", stated, at)
        if stated.until is None:
            self.state("status", "withheld", at)
        self.findings.append(embargo_finding(text, at, stated))


def _take_head(release: _Release) -> None:
    """Take what a distributor added, labels and the day of issue among the first lines."""
    if added := read_distribution(release.lines, release.filled):
        release.is_labeled, release.language = True, added.language
        for at, taken in added.taken.items():
            release.taken[at] = taken
            if dated := read_date(release.lines[at].strip().partition(", ")[2], release.lexicon):
                release.set_issued(dated.in_given_zone().moment, at)
        for at in release.filled[:3]:
            dated = read_date(release.lines[at].strip(), release.lexicon) if at not in release.taken else None
            if dated and dated.moment and len(dated.rest.split()) <= MOST_ZONE_WORDS:
                release.set_issued(dated.in_given_zone().moment, at)
                release.taken[at] = _ISSUED
        if added.subtitle:
            at, text = added.subtitle
            release.state("subheadline", text, at)
            release.taken[at] = _DEK
        if added.issuer:
            release.state("provider", Party(name=one_line(added.issuer[1])), added.issuer[0])
    for at in release.filled[:HEAD]:
        text = release.lines[at].strip()
        if len(text) > MAX_HEAD_LINE:
            break
        if _take_label(release, at, text):
            _take_letterhead(release, at)
            continue
        if _take_labeled_letterhead(release, at, text) or (release.is_labeled and _take_field(release, at, text)):
            continue
        if release.is_labeled and (issued := _issued(text, release.lexicon)) and issued[1] >= len(text):
            release.set_issued(issued[0], at)
            release.taken[at] = _ISSUED


def _take_letterhead(release: _Release, label: int) -> None:
    """Take the name of an organization alone on the line above the label; it issued the release."""
    above = next((at for at in reversed(release.filled) if at < label), None)
    if above is None or above in release.taken or above != release.filled[0]:
        return
    name = one_line(release.lines[above])
    if len(name.split()) <= LETTERHEAD_WORDS and is_organisation(name, release.lexicon):
        release.state("provider", Party(name=name), above)
        release.taken[above] = _ISSUER


def _take_labeled_letterhead(release: _Release, at: int, text: str) -> bool:
    """Take the first line with the issuer and a label behind a dash ("Mairie de Brélès – Communiqué de presse")."""
    name, _, label = (part.strip() for part in _ISSUER_AND_LABEL.sub("\0", text, count=1).partition("\0"))
    language = _LABELS.get(fold_word(label).strip(_TRIM))
    if at != release.filled[0] or language is None or len(name.split()) > LETTERHEAD_WORDS:
        return False
    release.is_labeled = True
    release.language = language if language in languages() else "en"
    release.taken[at] = _ISSUER
    if is_organisation(name, release.lexicon):
        release.state("provider", Party(name=one_line(name)), at)
    return True


def _take_field(release: _Release, at: int, text: str) -> bool:
    """Take a line below the label that gives the day of issue or the number of the release behind a colon."""
    label, colon, value = text.partition(":")
    key = fold_word(label).strip(_TRIM)
    if not colon or not value.strip():
        return False
    if key in _DAY_FIELDS and (dated := read_date(value.strip(), release.lexicon)) and len(dated.rest.split()) <= 2:
        release.set_issued(dated.in_given_zone().moment, at)
        release.taken[at] = _ISSUED
        return True
    if key in _NUMBER_FIELDS and len(value.split()) <= 3 and any(map(str.isdigit, value)):
        release.taken[at] = _LABEL
        return True
    return False


def _take_label(release: _Release, at: int, text: str) -> bool:
    """Take a label with its number, day, embargo or issuer; a title behind a label stays in the story."""
    match = _LABEL_LINE.match(fold_word(text))
    if match is None:
        return False
    label = match["label"]
    raw = text_behind(text, match.start("rest"))
    rest = raw.strip(_TRIM + ",/·")
    is_separated = raw.strip()[:1] in tuple(":：|–—-/·,(") or not rest
    before = text[: len(text) - len(raw)]
    if label in _LOOSE_LABELS and not (
        before.isupper() or (not rest and not release.is_labeled and at == release.filled[0])
    ):
        return False
    language = _LABELS[label] if _LABELS[label] in languages() else "en"
    lexicon = load_lexicon("en", language)
    if rest:
        again = _LABEL_LINE.match(fold_word(rest))
        dated = read_date(rest, lexicon) if len(rest) <= 60 else None
        issuer = _ISSUED_BY.match(rest)
        if again and not again["rest"].strip(_TRIM):
            pass
        elif is_separated and is_embargo(rest):
            release.set_embargo(rest, at)
        elif _NUMBER.fullmatch(rest) or (dated and len(dated.rest.split()) <= 3):
            release.set_issued(dated.in_given_zone().moment if dated else None, at)
        elif issuer and not is_separated and len(rest.split()) <= 7 and not ENDS_SENTENCE.search(rest):
            name = rest[issuer.end() :].strip()
            if name[:1].isupper() and at in release.filled[:2]:
                release.state("provider", Party(name=one_line(name)), at)
            else:
                return False
        elif is_separated and len(rest.split()) in HEADLINE_WORDS and (before.isupper() or label not in _LOOSE_LABELS):
            release.rewritten[at] = rest
            release.is_labeled, release.language = True, language
            return False
        else:
            return False
    release.taken[at] = _LABEL
    release.is_labeled = True
    release.language = language if release.language == "en" else release.language
    return True


def _find_parts(release: _Release) -> dict[int, _Heading]:
    """The headings of a release's parts, by line."""
    found: dict[int, _Heading] = {}
    is_release = release.is_labeled or release.is_held
    if not is_release and not any(_may_be_sure(release.lines[at]) for at in release.filled):
        return found
    for number, at in enumerate(release.filled):
        line = release.lines[at]
        if at in release.taken or at in release.rewritten:
            continue
        heading = _read_heading(line.strip(), is_release=is_release)
        if heading is None:
            continue
        below = release.filled[number : number + CONTACT_REACH]
        if heading.kind == "contacts":
            has_data = any(has_contact(release.lines[other]) for other in below)
            if heading.rest and not (has_contact(heading.rest) or (is_release and len(heading.rest.split()) <= 8)):
                continue
            is_last = len(release.filled) - number <= CONTACT_REACH
            if not has_data and not (is_release and heading.is_sure and is_last):
                continue
        elif heading.kind == "about" and not _is_above_prose(release, below):
            continue
        found[at] = heading
    if is_release:
        return found
    contacts = [at for at, heading in found.items() if heading.kind == "contacts" and heading.is_sure]
    return {at: heading for at, heading in found.items() if contacts and (heading.kind != "contacts" or at in contacts)}


def _may_be_sure(line: str) -> bool:
    """Whether a line may open with a heading of contacts for the press; a quick test that rules out most lines."""
    return line[:MAX_HEADING].partition(":")[0].strip(_TRIM).casefold() in _SURE_CONTACTS


def _read_heading(text: str, *, is_release: bool) -> _Heading | None:
    """The heading of a part that a line is, or opens with before a colon."""
    if len(text) > MAX_HEADING:
        head, colon, rest = text[:MAX_HEADING].partition(":")
        key = fold_word(head).strip(_TRIM)
        if colon and len(key) > 4 and key in _NOTES and is_release:
            return _Heading("notes", text[len(head) + 1 :].strip(), True)
        if key in _CONTACTS and has_contact(text):
            return _Heading("contacts", rest, _is_for_press(key))
        return _Heading("contacts", text, False) if is_release and _announces_contact(text) else None
    key = fold_word(text).strip(_TRIM)
    if key in _CONTACTS:
        return _Heading("contacts", "", _is_for_press(key))
    if not key or (key in _ENDS or _RULED.fullmatch(text)):
        return _Heading("end", "", True) if _is_end_mark(text, key) else None
    if key in _NOTES:
        return _Heading("notes", "", True)
    head, colon, rest = text.replace("：", ":").partition(":")
    if colon and rest.strip():
        key = fold_word(head).strip(_TRIM)
        if key in _CONTACTS:
            return _Heading("contacts", rest.strip(), _is_for_press(key))
        if key in _NOTES and is_release and len(key) > 6:
            return _Heading("notes", rest.strip(), True)
    if is_release and _announces_contact(text):
        return _Heading("contacts", text, False)
    if (about := _ABOUT.fullmatch(text.strip(_TRIM))) and len(text.split()) <= 10 and not ENDS_SENTENCE.search(text):
        return _Heading("about", about["name"].strip(), True)
    return None


def is_part_heading(text: str) -> bool:
    """Whether a line is the heading of a part below a release, such as notes, contacts or a text about the issuer."""
    return _read_heading(text, is_release=True) is not None


def _is_for_press(key: str) -> bool:
    return key in _SURE_CONTACTS


def _announces_contact(text: str) -> bool:
    """Whether a sentence says whom to ask, with how to reach them or up to a colon."""
    return fold_word(text).startswith(_ANNOUNCES) and (has_contact(text) or text.endswith(":"))


def _is_end_mark(text: str, key: str) -> bool:
    """Whether a line is an end mark: ruled, a word between dashes, or one in capitals."""
    if _RULED.fullmatch(text):
        return True
    return key in _ENDS and (
        _DASHED.fullmatch(text) is not None or text.isupper() or key.startswith(("end", "fin", "以"))
    )


def _is_above_prose(release: _Release, below: Sequence[int]) -> bool:
    return any(len(release.lines[at].split()) >= 8 for at in below[1:3])


def _take_parts(release: _Release, parts: dict[int, _Heading]) -> None:
    """Take contacts, notes and end marks; a paragraph about the issuer stays, without lines that have contacts."""
    is_bottom = False
    is_labeled = release.is_labeled or release.is_held
    others = _other_copy(release, parts)
    state: _Part | None = None
    for block in _blocks(release):
        words = sum(len(release.lines[at].split()) for at in block)
        is_prose = words >= PROSE and not any(has_contact(release.lines[at]) for at in block)
        if state == "contacts" and block[0] not in parts:
            if not is_bottom or not is_labeled:
                state = state if any(has_contact(release.lines[at]) for at in block) and not is_prose else None
            elif is_prose:
                state = None
        elif state == "notes" and not is_bottom:
            state = None
        for at in block:
            if at in release.taken:
                continue
            if at in others:
                state = None
            if heading := parts.get(at):
                state = heading.kind
                _take_heading(release, at, heading)
            elif state == "contacts" and (
                _is_text(release.lines[at], is_bottom=is_bottom) or _opens_text(release, at, block, parts)
            ):
                state = None
            elif state is not None:
                _take_line(release, at, state)
            if state is None and _is_footer(release, at, is_bottom=is_bottom):
                release.taken[at] = _FURNITURE
        if state is None:
            ends = ENDS_SENTENCE.search(release.lines[block[-1]].strip()) is not None
            is_bottom = is_bottom or words >= PROSE or (ends and words >= SENTENCE)
    _take_last_contacts(release)


def _other_copy(release: _Release, parts: Mapping[int, _Heading]) -> set[int]:
    """Where copy begins that was joined below contacts."""
    found: set[int] = set()
    ends = [*sorted(parts), len(release.lines)]
    for heading, end in pairwise(ends):
        if parts[heading].kind == "contacts":
            other = text_below(release.lines, [at for at in release.filled if heading < at < end])
            found |= {other} if other is not None else set()
    return found


def _blocks(release: _Release) -> Iterator[list[int]]:
    """The lines between blank lines."""
    block: list[int] = []
    for at in release.filled:
        if block and at != block[-1] + 1:
            yield block
            block = []
        block.append(at)
    if block:
        yield block


def _is_text(text: str, *, is_bottom: bool) -> bool:
    """Whether a line below a heading of contacts is of the story: running text, or above the story a title."""
    words = len(text.split())
    if has_contact(text):
        return False
    if not is_bottom:
        return words >= SENTENCE or (words >= 6 and not any(map(str.isdigit, text)))
    is_sentence = ENDS_SENTENCE.search(text.strip()) is not None and not fold_word(text).startswith(_ANNOUNCES)
    return words >= (LONG_SENTENCE if is_sentence else PROSE)


def _opens_text(release: _Release, at: int, block: Sequence[int], parts: Mapping[int, _Heading]) -> bool:
    """Whether running text that was broken into lines begins here."""
    words = 0
    for line in block:
        if line < at:
            continue
        count = len(release.lines[line].split())
        if count < WRAPPED or line in parts or has_contact(release.lines[line]):
            return False
        words += count
        if words >= PROSE:
            return True
    return False


def _take_heading(release: _Release, at: int, heading: _Heading) -> None:
    match heading.kind:
        case "contacts":
            release.taken[at] = _CONTACT
        case "notes":
            release.taken[at] = _NOTE
            if heading.rest and not has_contact(heading.rest):
                release.notes.append(heading.rest)
            elif heading.rest:
                release.taken[at] = _CONTACT
        case "end":
            release.taken[at] = _END


def _take_line(release: _Release, at: int, state: _Part) -> None:
    text = release.lines[at]
    if state == "contacts" or has_contact(text):
        release.taken[at] = _CONTACT
    elif state == "notes":
        release.taken[at] = _NOTE
        release.notes.append(text)
    elif state == "end" and fold_word(text.strip()).startswith(_FURNITURE_OPENINGS):
        release.taken[at] = _FURNITURE


def _is_footer(release: _Release, at: int, *, is_bottom: bool) -> bool:
    """Whether a line tells editors the length of the release or what they owe."""
    text = release.lines[at].strip()
    return is_bottom and len(text.split()) < PROSE and fold_word(text).startswith(_FURNITURE_OPENINGS)


def _take_last_contacts(release: _Release) -> None:
    """Take the last blocks of short lines one of which has an address or number."""
    for block in reversed(list(_blocks(release))):
        rest = [at for at in block if at not in release.taken]
        if not rest:
            continue
        texts = [release.lines[at] for at in rest]
        if not any(map(has_contact, texts)) or any(len(text.split()) > 12 for text in texts) or len(texts) > 12:
            return
        release.taken.update(dict.fromkeys(rest, _CONTACT))


def _read_issuer(release: _Release, parts: dict[int, _Heading]) -> None:
    """Read who issued the release from the heading of the paragraph about them."""
    for at, heading in parts.items():
        name = _ARTICLE.sub("", heading.rest.strip(_TRIM), count=1)
        words = name.split()
        if heading.kind == "about" and 0 < len(words) <= 8 and not name[:1].islower():
            if fold_word(words[0]) in press_words.NOBODY:
                continue
            release.state("provider", Party(name=one_line(name)), at)
            return


def _read_title(release: _Release) -> None:
    """Read the title and the line below it by their place, and the day of issue from the first paragraph's dateline."""
    lines = tuple("" if at in release.taken else release.text(at) for at in range(len(release.lines)))
    units = build_units(lines)[:HEAD]
    if units and _is_title(units[0]):
        release.headline = units[0].text
        release.roles.update((line - 1, "item") for unit in _key_points(units[1:]) for line in unit.lines)
        if len(units) > 2 and _is_dek(*units[:3]):
            release.metadata["subheadline"] = units[1].text
            release.stated["subheadline"] = units[1].lines[0] - 1
            release.taken.update((line - 1, _DEK) for line in units[1].lines)
    for unit in units:
        if release.issued is None and (issued := _issued(unit.text, release.lexicon)):
            release.set_issued(issued[0], unit.lines[0] - 1)


def _key_points(below: Sequence[Unit]) -> Sequence[Unit]:
    """The list between the title and the text of a release; a single bullet is none."""
    points = list(takewhile(lambda unit: unit.bullet and not unit.bullet[0].isalnum(), below))
    return points if 1 < len(points) < len(below) else ()


def _issued(text: str, lexicon: Lexicon) -> tuple[Moment, int] | None:
    """The day in the dateline that a paragraph opens with or a line is, and where that ends; None if there is none."""
    for end in _DATELINE_ENDS.finditer(text[:MAX_DATELINE]):
        head = text[: end.start()]
        if end.start() == len(text[:MAX_DATELINE]) < len(text):
            break
        found = read_date(head, lexicon) if len(head) > 5 else None
        moment = found.in_given_zone().moment if found else None
        if found and moment:
            place = [word for word in _WORD.findall(found.rest) if len(word) > 2]
            is_place = len(place) <= 4 and all(word[0].isupper() or not word[0].islower() for word in place)
            return (moment, end.end()) if is_place and (not place or head.find(place[0]) <= 1) else None
    return None


def _is_title(unit: Unit) -> bool:
    text = unit.text
    if len(text.split()) not in HEADLINE_WORDS or ENDS_SENTENCE.search(text) or text[-1] in ":,;":
        return False
    return not (unit.bullet or unit.quoted or has_contact(text))


def _is_dek(title: Unit, unit: Unit, below: Unit) -> bool:
    """Whether the line below a title is one, above running text, and not the rest of a title on two lines."""
    if unit.after_blank or unit.text[:1].islower() or not _is_title(unit) or len(below.text.split()) < DEK_ABOVE:
        return False
    is_broken = len(title.text) >= TITLE_WIDTH
    names = sum(word[:1].isupper() for word in title.text.split())
    return not (is_broken and (names > len(title.text.split()) * 0.6 or len(unit.text) > len(title.text)))
