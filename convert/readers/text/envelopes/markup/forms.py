"""Forms: copy that opens with labeled fields on lines of their own ("Headline: …"), as reporters send it to their desks
and as programs for stories and pictures print it.

The fields are those of front matter, without lines around them. The value is behind its label, or on the lines below a
label alone. What a reporter writes to the desk above the fields becomes notes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from convert.readers.text.envelopes.envelope import Envelope, TakenLine, filled_lines, one_line
from convert.readers.text.envelopes.markup.front_matter import MAX_LINES, scalar
from convert.readers.text.envelopes.markup.named_fields import FIELD_OF, TELLING, Entry, fields_envelope, plain_key
from convert.readers.text.lexicon.keys import word_set

RULE = "field of a form"
LABEL_OF_TEXT = "label of the text"

MIN_FIELDS, MIN_TELLING = 3, 2
"""How many fields a form has at least, and how many that tell of a story, where its title has a label of any thing."""

MIN_ALONE = 2
"""How many labels are alone on their lines at least where one is."""

MAX_OTHER, MAX_VALUE = 80, 400
"""The greatest length of a field that an article has no place for, between others, and of a value below its label."""

MAX_FIELDS_BELOW = 20
"""Among how many lines below a caption the label of the text is looked for."""

MAX_ABOVE, MAX_NOTE = 6, 200
"""How many lines with text may be above the fields, and their greatest length."""

_DESK_TITLES = word_set("headline hed schlagzeile überschrift titular manchete nagłówek")
"""Labels of titles that only the story of a desk has; others may be those of a book, and need a slug beside them."""

_DESK_FIELDS = frozenset({"slugline", "subheadline", "kicker", "byline", "authors", "dateline", "editor_notes"})
"""Fields of which a form below a word to the desk has one at least, beside the title."""

_TEXT_LABELS = word_set(
    "body text story copy article content inhalt artikel corps texte texto cuerpo testo fließtext haupttext tekst treść"
    " captionabstract caption текст metin szöveg brödtext brødtekst 正文 本文 본문"
)
"""What labels the text of a story."""

_CAPTIONS = word_set("captionabstract caption")
"""Those of them that label the caption of a picture where another labels the text."""

_BELOW_TEXT = word_set(
    "writereditor captionwriter descriptionwriter editstatus jobidentifier filename timecreated supplementalcategories"
    " fingerprint"
)
"""Fields that pictures have below their caption, as `plain_key` makes them."""

_FIELD = re.compile(r"(?P<key>[^\W\d_][\w ./-]{0,40}?)\s*[:：](?:\s+(?P<value>\S(?:.*\S)?))?\s*")


def open_form(lines: tuple[str, ...]) -> Envelope | None:
    """The metadata of copy that opens with labeled fields, the title among them, as an envelope around the story; else
    None.

    Other fields may stand between them, and are reported. A label of the text, alone on a line or before it ("Body:"),
    ends them.
    """
    filled = filled_lines(lines)
    start = next((at for at in filled[: MAX_ABOVE + 1] if _known_key(lines[at])), None)
    form = _read_form(lines, start) if start is not None else None
    if start is None or form is None or not form.is_form(is_below_note=start != filled[0]):
        return None
    above = [at for at in filled if at < start]
    if any(len(lines[at]) > MAX_NOTE for at in above):
        return None
    notes = [at for at in above if any(map(str.isalnum, lines[at]))]
    taken = {at: TakenLine("row of signs") for at in above}
    taken |= {at: TakenLine("line above a form", role="desk-note", is_private="@" in lines[at]) for at in notes}
    opened = fields_envelope(lines, [*form.entries, *form.others], taken | form.taken)
    return replace(
        opened,
        rewritten={**opened.rewritten, **form.text},
        notes=(*(one_line(lines[at]) for at in notes), *opened.notes),
    )


def first_field(lines: Sequence[str], among: Sequence[int]) -> int | None:
    """The first of the lines `among` with a field, where one of them has the title of a story for a desk."""
    keys = {at: key for at in among if (key := _known_key(lines[at]))}
    return min(keys) if not _DESK_TITLES.isdisjoint(keys.values()) else None


class _Form(NamedTuple):
    """Fields in lines: those that an article has, `others`, what is `taken` from the story, the `text` behind its label
    and how many labels are `alone`.
    """

    entries: Sequence[Entry]
    others: Sequence[Entry]
    taken: dict[int, TakenLine]
    text: Mapping[int, str]
    alone: int

    def is_form(self, *, is_below_note: bool) -> bool:
        """Whether these are the fields of a form, and not a few lines with colons."""
        fields = {FIELD_OF[plain_key(entry.key)] for entry in self.entries}
        title = next((entry for entry in self.entries if FIELD_OF[plain_key(entry.key)] == "headline"), None)
        if title is None or not title.value or 0 < self.alone < MIN_ALONE:
            return False
        is_of_desk = plain_key(title.key) in _DESK_TITLES or "slugline" in fields
        if is_of_desk and not title.value[0].islower() and not (is_below_note and fields.isdisjoint(_DESK_FIELDS)):
            return True
        return not is_below_note and len(fields) >= MIN_FIELDS and len(fields & TELLING) >= MIN_TELLING


def _known_key(line: str) -> str:
    """The key of a field of the article that opens a line; empty if none does."""
    match = _FIELD.fullmatch(line.strip()) if ":" in line or "：" in line else None
    key = plain_key(match["key"]) if match else ""
    return key if key in FIELD_OF else ""


def _read_form(lines: Sequence[str], start: int) -> _Form | None:
    """The fields from the line `start` on; None where a label has no value."""
    entries: list[Entry] = []
    others: list[Entry] = []
    taken: dict[int, TakenLine] = {}
    rules: dict[int, TakenLine] = {}
    text: dict[int, str] = {}
    captions: dict[int, str] = {}
    at, alone = start, 0
    while at < min(len(lines), MAX_LINES):
        line, key_line = lines[at], at
        at += 1
        if not line.strip():
            continue
        if entries and not any(map(str.isalnum, line)):
            rules[key_line] = TakenLine("row of signs")
            continue
        match = _FIELD.fullmatch(line.strip())
        if match is None:
            break
        key = plain_key(match["key"])
        has_title = any(FIELD_OF[plain_key(entry.key)] == "headline" for entry in entries)
        if key in _CAPTIONS and match["value"] and _has_label_of_text(lines, at):
            taken[key_line] = TakenLine(RULE, role="caption")
            captions[key_line] = match["value"]
            continue
        if key in _TEXT_LABELS and has_title:
            text = {key_line: match["value"]} if match["value"] else {}
            others += _fields_below(lines, key_line)
            taken |= {} if match["value"] else {key_line: TakenLine(LABEL_OF_TEXT)}
            break
        if key not in FIELD_OF:
            if match["value"] is None or len(line) > MAX_OTHER or len(others) > len(entries):
                break
            others.append(Entry(match["key"], match["value"], key_line))
            continue
        value_lines = [key_line] if match["value"] else _lines_below(lines, key_line)
        if not value_lines:
            return None
        value = match["value"] or " ".join(lines[number].strip() for number in value_lines)
        entries.append(Entry(match["key"], scalar(value), value_lines[0]))
        taken |= {number: TakenLine(RULE, is_private="@" in lines[number]) for number in (key_line, *value_lines)}
        alone += match["value"] is None
        at = value_lines[-1] + 1
    if not taken:
        return None
    last = max([*taken, *text])
    between = [entry for entry in others if entry.line < last or plain_key(entry.key) in _BELOW_TEXT]
    taken |= {number: rule for number, rule in rules.items() if number < last}
    taken |= {entry.line: TakenLine(RULE, is_private="@" in lines[entry.line]) for entry in between}
    return _Form(entries, between, taken, text | captions, alone)


def _has_label_of_text(lines: Sequence[str], start: int) -> bool:
    """Whether one of the next lines labels the text of a story."""
    found = (_FIELD.fullmatch(line.strip()) for line in lines[start : start + MAX_FIELDS_BELOW])
    return any(match and plain_key(match["key"]) in _TEXT_LABELS - _CAPTIONS for match in found)


def _lines_below(lines: Sequence[str], label: int) -> list[int]:
    """The lines of the value below a label alone, up to a blank line; none where the next field is there."""
    first = next((at for at in range(label + 1, min(len(lines), label + 3)) if lines[at].strip()), len(lines))
    end = first
    while end < len(lines) and lines[end].strip() and not _FIELD.fullmatch(lines[end].strip()):
        end += 1
    is_short = sum(map(len, lines[first:end])) <= MAX_VALUE
    return list(range(first, end)) if is_short else []


def _fields_below(lines: Sequence[str], text: int) -> list[Entry]:
    """The fields of a picture's form at the end of the copy, below the line of the `text`."""
    found: list[Entry] = []
    for at in reversed(range(text + 1, len(lines))):
        match = _FIELD.fullmatch(lines[at].strip()) if len(lines[at]) <= MAX_OTHER else None
        if match and match["value"] and plain_key(match["key"]) in _BELOW_TEXT:
            found.append(Entry(match["key"], match["value"], at))
        elif lines[at].strip():
            break
    return found
