"""Scripts as newsroom systems of broadcasters export them (iNews, ENPS): fields above, cues in brackets, and a rundown.

What the audience hears stays. Fields ("Slug: FERRY"), cues ("((TAKE VO))", "[CG: KELDWICK]", "<SOT: LUND>") and the
words that clips open and end with are for the control room. One of them may be in any story: it takes several kinds, or
a header of several fields with a cue below. Scripts in other languages have their own cues (`scripts`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set

from convert.readers.text.envelopes.draft import Draft
from convert.readers.text.envelopes.envelope import (
    Envelope,
    TakenLine,
    filled_lines,
    one_line,
    opening_signs,
    openings,
    whole_text,
)
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lexicon.dates import read_date
from convert.readers.text.lexicon.keys import fold_word, phrase_set
from convert.readers.text.lexicon.people import read_people
from convert.readers.text.sentences import ENDS_SENTENCE

HEAD = 16
"""Among how many first lines the fields of a script are."""

MIN_FIELDS, MIN_SURE_FIELDS = 3, 2
"""How many fields a header has at least, and how many of them that only scripts have."""

MIN_CUES, MIN_KINDS, MIN_ALL_KINDS = 3, 2, 3
"""How many cues in brackets, and of how many kinds, show a script that has no header; of how many kinds others do."""

MIN_SPOKEN = 6
"""From how many words on a sentence of a script is running text."""

LONGEST = 140
"""The greatest length of a cue, in characters."""

_SURE = phrase_set(
    "slug|story slug|page|anchor|talent|tal|backtime|back time|trt|format|tape|tape #|mos|video id|clip id|read time"
    "|est duration|modified by|camera shot|air date|airdate|dur|outcue|incue"
)
_FIELDS = _SURE | phrase_set(
    "title|story|headline|reporter|writer|producer|editor|modified|created|created by|est|actual|cam|camera|shot|block"
    "|segment|status|show|program|newscast|graphic|graphics|gfx|cg|photog|photographer|length|duration|runs|total"
    "|copy editor|approved|approved by|version|location|date|show date|in|out|type|source|intro"
)
_TITLES = ("title", "headline", "slug", "story slug", "story")
"""The fields that name the story, the surest first."""

_FIELD = re.compile(r"\s*(?P<label>[A-Za-z][A-Za-z# -]{0,18}?)\s?:\s*(?P<value>.{0,100})")

_WORDS = (
    r"TAKE|ROLL|VO|SOT|VO ?/? ?SOT|PKG|PACKAGE|NATS?|SUPERS?|CGS?|FONT|LOWER THIRD|CHYRON|L/?3|GFX|GRAPHIC|FULL ?SCREEN"
    r"|FS|OTS|MONITOR|ON[ -]?CAM(?:ERA)?|ANCHORS?|2[ -]?SHOT|TWO[ -]?SHOT|LIVE|TOSS|STAND ?-?UP|TRACK|VOICE ?-?TRACK"
    r"|VOICE ?-?OVER|LEAD ?-?IN|LEAD|INTRO|TAG|BUMP|TEASE|BREAK|READER|BUTT(?:ED)?|WIPE|DISSOLVE|OUT ?-?CUE|OUT ?Q|OQ"
    r"|IN ?-?CUE|IN ?Q|IN|OUT|TRT|RUNS?|DUR|TC|LOC(?:ATOR)?|NAME|SOUND ?BITE|SOUND|BITE|STINGER|MUSIC|SFX|CUT|CART|TAPE"
    r"|CLIP|REPORTER"
)
_BRACKETED = re.compile(
    r"\s*(?P<open>\(\(|\[\[|[\[(<{*]|--)\s?(?P<cue>[^\[\](){}<>*]{1,110}?)"
    r"\s?(?:\)\)|\]\]|[\])>}*]|--)\s*"
)
_CUE = re.compile(rf"(?P<kind>{_WORDS})\b(?:[\s:/\\#=\d-].*)?")
_READS = re.compile(
    r"[A-Z][A-Z.'-]*(?: [A-Z][A-Z.'-]*)? (?P<kind>ON[ -]?CAM(?:ERA)?|TAG|VO|READS|LIVE|INTRO|TOSS|2[ -]?SHOT)"
)
_WEAK = frozenset(
    {"[IN]", "[OUT]", "[NAME]", "[LEAD]", "[INTRO]", "[BREAK]", "[LIVE]", "[MUSIC]", "[SOUND]", "[TAG]", "[CUT]"}
    | {"IN", "OUT", "CUE", "INSERT"}
)
"""Cues whose words other copy has, too."""

_NAME = re.compile(r"[A-Z][A-Z.'-]{1,20}(?: ?/ ?[A-Z][A-Z.'-]{1,20})?")
_LABELED = re.compile(
    r"\s*(?P<kind>OUT ?-?CUE|OUT ?Q|OQ|OUT|IN ?-?CUE|IN ?Q|IN|TRT|RUNS?|RUN ?TIME|DUR|CG|SUPER|FONT|LOC|TAPE|TC|NATS?"
    r"|SFX|CUE|BACK ?ANNO(?:UNCEMENT)?|INSERT|ACTUALITY|CUT \d{1,2})\s?:\s?(?P<value>.{0,110})"
)
_LABEL = re.compile(
    r"\s*(?P<label>SLUG|ANCHOR|TRT|WRITER|PRODUCER|RUNDOWN|BLOCK|PAGE|FORMAT|TALENT|REPORTER|CG"
    r"(?: LOWER THIRD)?|LOWER THIRD|L/3|SUPER|OUTCUE|INCUE|TAPE|SOT|FONT)"
    r"\s?:(?:\s?\S.{0,60})?"
)
_PART = re.compile(
    r"\s*(?P<label>An-?moderation|Anmod|Ab-?moderation|Abmod|Zuspieler|Länge|Lancement|Pied|Durée|Entradilla|Lancio"
    r"|Durata"
    r"|Duración|Intro|Outro)\s?:\s?(?:\d{1,2}[:'’]\d\d\D{0,6})?"
)
"""The label of a part of a radio script, alone or with a length."""

_SPEAKERS = frozenset({"ANCHOR", "WRITER", "PRODUCER", "TALENT", "REPORTER", "PAGE", "BLOCK", "SUPER"})
"""Labels that open what somebody says in a transcript, or a paragraph of another kind of copy."""

_DIRECTION = re.compile(
    r"\s*[\[(<*]{1,3}\s?(?:TAKE (?:VO|SOT|PKG|NAT|LIVE|GFX|CG|GRAPHIC).{0,30}|(?:ANCHOR )?TAG|VO(?:/SOT)?|SOT|PKG"
    r"|ANCHOR(?: (?:INTRO|LEAD|ON CAM(?:ERA)?|TAG))?|ON CAM(?:ERA)?|READER|NATS?(?: SOUND)?.{0,30}|FULL SCREEN.{0,30})"
    r"\s?[\])>*]{1,3}\s*"
    r"|\s*\[\[[A-Z][A-Z .'/-]{1,30}\]\]\s*"
    r"|\s*<\s?(?:IN|OUT|INCUE|OUTCUE|TRT|RUNS|DUR)\s?:.{1,120}>\s*"
    r"|\s*\[(?:SOT|PKG|VO|VOSOT|NATS?|GFX|CG|SUPER|LIVE)\s?[:-]\s?[^\[\]]{2,80}\]\s*"
)
_ROW = re.compile(r"\s*(?P<page>[A-Z]\d{1,3}|\d{1,3}[A-Z]?)\s.{0,100}?(?:\s+\d{0,2}(?::\d\d){1,2}){2,4}\s*")
_COLUMNS = re.compile(
    r"\s*(?=.*\bSLUG\b)(?:(?:PAGE|PG|SLUG|TAL(?:ENT)?|ANCHOR|FORMAT|TYPE|EST|ACT(?:UAL)?|TRT|BACK ?TIME|FRONT ?TIME"
    r"|CAM|SHOT|WRITER|STATUS|TAPE|CUME)\b\s*){3,12}"
)
_PAGE = re.compile(r"\s*(?P<page>[A-Z]\d{1,3}|\d{1,3}[A-Z]?)\s+(?P<slug>[A-Z0-9][A-Z0-9 /&'.-]{1,40})\s*")
_INITIALS = re.compile(r"\s*[A-Z]{2,3}(?:/[A-Z]{2,3})?\s*")

_OF_SCRIPT = TakenLine("cue of a rundown")
_OF_HEADER = TakenLine("header of a script")


def open_rundown(lines: tuple[str, ...]) -> Envelope | None:
    """Open a script of a newsroom system, None if the lines show none."""
    if opening_signs(lines).isdisjoint("[(<{*-") and ":" not in whole_text(lines):
        return None
    filled = filled_lines(lines)
    fields = dict(_header(lines, filled))
    if len(fields) < MIN_FIELDS or len({*fields.values()} & _SURE) < MIN_SURE_FIELDS:
        fields = {}
    cues = dict(_cues(lines, [at for at in filled if at not in fields] if fields else filled))
    is_script = bool(cues and fields) or (len(cues) >= MIN_CUES and _has_kinds(cues))
    if not is_script and not _show_rundown(set(cues.values())):
        return None
    draft = Draft(lines, is_whole=is_script)
    draft.taken.update(dict.fromkeys(cues, _OF_SCRIPT))
    draft.taken.update(_names(lines, filled, fields))
    draft.taken.update(dict.fromkeys(fields, _OF_HEADER))
    pages = dict(_rundown(lines, filled))
    draft.taken.update(dict.fromkeys(pages, _OF_SCRIPT))
    draft.taken.update((at, _OF_HEADER) for at in filled[1:4] if _INITIALS.fullmatch(lines[at]))
    _read_header(draft, fields)
    if draft.headline is None and (slugs := [at for at, slug in pages.items() if slug]):
        draft.state_headline(pages[slugs[0]], slugs[0])
    if is_script:
        draft.roles.update((at, "paragraph") for at in filled if at not in draft.taken and _is_spoken(lines[at]))
    return draft.envelope()


def _is_spoken(line: str) -> bool:
    return len(line.split()) >= MIN_SPOKEN and ENDS_SENTENCE.search(line.strip()) is not None


def _show_rundown(kinds: Set[str]) -> bool:
    """Whether cues are of so many kinds that they show a rundown, not all of them labels that other copy has, too."""
    return len(kinds) >= MIN_ALL_KINDS and not kinds <= _SPEAKERS | _WEAK


def _header(lines: Sequence[str], filled: Sequence[int]) -> Iterator[tuple[int, str]]:
    """The fields of a script at the top, above the first line of two that are none."""
    others = 0
    for at in filled[:HEAD]:
        found = _FIELD.fullmatch(lines[at])
        label = fold_word(found["label"]) if found else ""
        if label in _FIELDS:
            yield at, label
        elif (others := others + 1) > 1:
            return


def _cues(lines: tuple[str, ...], filled: Sequence[int]) -> Iterator[tuple[int, str]]:
    """The cues with their kinds: in brackets, and behind labels unless a sentence follows, which is spoken."""
    first = openings(lines)
    for at in filled:
        line, is_bracketed = lines[at], first[at] in "[(<{*-"
        if not (is_bracketed or ":" in line) or len(line) > LONGEST:
            continue
        if is_bracketed:
            found = _BRACKETED.fullmatch(line)
            cue = found["cue"].strip() if found else ""
            if (known := _CUE.fullmatch(cue) or _READS.fullmatch(cue)) and _is_shouted(cue):
                yield at, f"[{known['kind'].split()[0]}]"
            elif _DIRECTION.fullmatch(line):
                yield at, fold_word(line.strip())
        elif (label := _LABEL.fullmatch(line)) and not ENDS_SENTENCE.search(line):
            yield at, label["label"]
        elif labeled := _LABELED.fullmatch(line):
            yield at, labeled["kind"]
        elif part := _PART.fullmatch(line):
            yield at, part["label"]


def _is_shouted(cue: str) -> bool:
    """Whether a cue is in capitals, but for the value of its label."""
    before = re.split(r"[:\\]", cue, maxsplit=1)[0]
    return before == before.upper()


def _has_kinds(cues: Mapping[int, str]) -> bool:
    """Whether cues in brackets are of several kinds, and not all of words that other brackets have, too."""
    bracketed = {kind for kind in cues.values() if kind[:1] == "["}
    return len(bracketed) >= MIN_KINDS and not bracketed <= _WEAK


def _names(lines: Sequence[str], filled: Sequence[int], fields: dict[int, str]) -> Iterator[tuple[int, TakenLine]]:
    """Who reads, in brackets alone: in two of them, or as a field names."""
    named = {
        lines[at].partition(":")[2].strip() for at, label in fields.items() if label in ("anchor", "talent", "tal")
    }
    for at in filled:
        if lines[at].lstrip()[:1] in "[(<{*-" and (found := _BRACKETED.fullmatch(lines[at])):
            cue = found["cue"].strip()
            if _NAME.fullmatch(cue) and (cue in named or len(found["open"]) > 1 or fields or found["open"] == "["):
                yield at, _OF_SCRIPT


def _rundown(lines: Sequence[str], filled: Sequence[int]) -> Iterator[tuple[int, str]]:
    """The rows of a rundown above the scripts, and the lines that name a page of it, these with the slug."""
    rows = {at: found["page"] for at in filled if len(lines[at]) <= LONGEST and (found := _ROW.fullmatch(lines[at]))}
    columns = [at for at in filled[:HEAD] if _COLUMNS.fullmatch(lines[at])]
    if not columns:
        return
    yield from ((at, "") for at in (*columns, *rows))
    named = set(rows.values())
    for at in filled:
        page = _PAGE.fullmatch(lines[at]) if at not in rows else None
        if page and page["page"] in named:
            yield at, one_line(page["slug"])


def _read_header(draft: Draft, fields: dict[int, str]) -> None:
    """Read the fields that an article has: the title or the slug, and who reports."""
    for name in _TITLES:
        at = next((at for at, label in fields.items() if label == name), -1)
        value = one_line(draft.lines[at].partition(":")[2]) if at >= 0 else ""
        if value:
            draft.state_headline(value, at)
            break
    for at, label in fields.items():
        if label in ("air date", "airdate", "date", "show date") and draft.issued is None:
            dated = read_date(one_line(draft.lines[at].partition(":")[2]), load_lexicon("en"))
            if dated and dated.moment:
                draft.issued = dated.moment
                draft.stated["published"] = at
        if label == "reporter" and (
            people := read_people(_in_small(draft.lines[at].partition(":")[2]), load_lexicon("en"))
        ):
            draft.state_first("authors", tuple(people), at)


def _in_small(name: str) -> str:
    """A name in capitals as it is written elsewhere."""
    return one_line(name.title() if name.isupper() else name)
