"""Front matter: metadata between two lines `---` (YAML) or `+++` (TOML) at the top of a Markdown file.

Of YAML only what front matter is made of is read: keys with plain or quoted scalars, lists, and blocks of text. Any
other line shows that this is no front matter, and the copy stays as it is. Keys are mapped as those of a sidecar are;
keys that an article has no field for are reported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from convert.readers.text.envelopes.envelope import Envelope, TakenLine, one_line
from convert.readers.text.envelopes.markup.named_fields import FIELD_OF, TELLING, Entry, fields_envelope, plain_key
from convert.readers.text.sentences import ENDS_SENTENCE

RULE = "front matter"

MAX_LINES = 200
"""The greatest number of lines of front matter."""

MIN_CUT = 2
"""How many keys there are at least where the line above them is missing."""

MAX_NOTES, MAX_NOTE_LINES = 3, 12
"""How many lines with text may be above front matter that has a title, and among how many lines."""

MAX_PROPERTY = 160
"""The greatest length of a field below the title of a page."""

_FENCES = ("---", "+++")
_CUT = re.compile(
    r"[a-z_]+ = [\"'\[\d]|(?:title|author|authors|date|tags|slug|draft|layout|categories|description): ?\S"
)
"""How front matter goes on whose first line is missing: the syntax of TOML, or keys that programs write."""

_TITLE = re.compile(r"\s{0,3}#\s+(?=\S)")

_PROPERTY = re.compile(r"(?:[-*]\s)?\[?(?P<key>[^\W\d_][\w ./-]{0,40}?)\s*::?(?:\s+(?P<value>\S(?:.*\S)?))?\s*")
"""A field below the title of a page, also as programs for notes write it inside the text ("author:: Jane Doe")."""

_KEY = re.compile(r"(?P<key>[^\W\d_][\w ./-]{0,40}?)\s*:(?:\s+(?P<value>\S(?:.*\S)?))?\s*")
_ITEM = re.compile(r"\s*-\s+(?P<value>\S(?:.*\S)?)\s*")
_NESTED = re.compile(r"\s*(?:-\s+)?(?P<key>[^\W\d_][\w-]{0,40})\s*:(?:\s+(?P<value>\S(?:.*\S)?))?\s*")


def open_front_matter(lines: Sequence[str]) -> tuple[Envelope, int] | None:
    """The metadata at the top of `lines`, and the index of the first line below it; None if there is none.

    The line above it may have been cut off, with some of its own.
    The title stays a line of the story, which is rewritten as its value.
    """
    first = next((at for at, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return None
    is_cut = lines[first].rstrip() not in _FENCES
    if is_cut and not _CUT.match(lines[first]):
        return _below_note(lines, first)
    inside = range(first + (not is_cut), min(len(lines), first + MAX_LINES))
    last = next((at for at in inside if lines[at].rstrip() in (*_FENCES, "...")), None)
    mark = lines[last if is_cut and last is not None else first].rstrip()
    if last is None or lines[last].rstrip() not in ((mark, "...") if mark == "---" else (mark,)):
        return None
    entries = (_read_toml if mark == "+++" else _read_yaml)(lines[inside.start : last])
    fields = {FIELD_OF.get(plain_key(entry.key)) for entry in entries or ()}
    is_telling = bool(fields & TELLING) or (not is_cut and _is_titled(lines, last + 1))
    if not entries or not is_telling or (is_cut and len(entries) < MIN_CUT):
        return None
    entries = [entry._replace(line=entry.line + inside.start) for entry in entries]
    private = [at for at in range(first, last + 1) if "@" in lines[at]]
    taken = {at: TakenLine(RULE, is_private=at in private) for at in range(first, last + 1)}
    return fields_envelope(tuple(lines), entries, taken), last + 1


def has_front_matter(lines: Sequence[str]) -> bool:
    """Whether `lines` open with front matter between its two lines, and text is below it."""
    first = next((line for line in lines if line.strip()), "")
    opened = open_front_matter(lines) if first.rstrip() in _FENCES else None
    return opened is not None and any(map(str.strip, lines[opened[1] :]))


def _is_titled(lines: Sequence[str], start: int) -> bool:
    """Whether the first line with text from `start` on is a heading of the first level."""
    return _TITLE.match(next((line for line in lines[start : start + MAX_LINES] if line.strip()), "")) is not None


def open_properties(lines: Sequence[str], start: int = 0) -> tuple[Envelope, int] | None:
    """The fields right below the title of a page, as programs for notes export them, and the first line below; else
    None.

    The title is a heading of the first level; each line of the paragraph below it is a field, two at least of an
    article. Both are looked for from the line `start` on.
    """
    filled = [at for at in range(start, min(len(lines), start + MAX_LINES)) if lines[at].strip()]
    if not filled or not _TITLE.match(lines[filled[0]]):
        return None
    entries: list[Entry] = []
    at = filled[1] if len(filled) > 1 else len(lines)
    while at < len(lines) and lines[at].strip():
        match = _PROPERTY.fullmatch(lines[at].strip()) if len(lines[at]) <= MAX_PROPERTY else None
        if match is None or (match["value"] and ENDS_SENTENCE.search(match["value"])):
            return None
        entries.append(Entry(match["key"], scalar(match["value"] or ""), at))
        at += 1
    fields = [FIELD_OF.get(plain_key(entry.key)) for entry in entries]
    if len(set(filter(None, fields))) < MIN_CUT or not set(fields) & TELLING:
        return None
    title = [Entry("title", _TITLE.sub("", lines[filled[0]]).strip(), filled[0])]
    taken = {entry.line: TakenLine("field of a page", is_private="@" in lines[entry.line]) for entry in title + entries}
    return fields_envelope(tuple(lines), [*title, *entries], taken), at


def open_metadata_block(lines: Sequence[str]) -> tuple[Envelope, int] | None:
    """The fields at the top of a Markdown file without lines around them, as MultiMarkdown and Pelican have them, and
    the first line below; else None. One is the title, and two more are of an article.
    """
    first = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    entries: list[Entry] = []
    for at in range(first, min(len(lines), first + MAX_LINES)):
        if not lines[at].strip():
            break
        match = _KEY.fullmatch(lines[at])
        if match is None:
            return None
        entries.append(Entry(match["key"], scalar(match["value"] or ""), at))
    fields = {FIELD_OF.get(plain_key(entry.key)) for entry in entries} - {None}
    if "headline" not in fields or len(fields) <= MIN_CUT:
        return None
    taken = {entry.line: TakenLine(RULE, is_private="@" in lines[entry.line]) for entry in entries}
    return fields_envelope(tuple(lines), entries, taken), entries[-1].line + 1


def _below_note(lines: Sequence[str], first: int) -> tuple[Envelope, int] | None:
    """Front matter below a few lines, such as the subject of a mail and a word to editors, which become notes."""
    filled = [at for at in range(first, min(len(lines), first + MAX_NOTE_LINES)) if lines[at].strip()]
    fence = next((at for at in filled[1 : MAX_NOTES + 1] if lines[at].rstrip() == "---"), None)
    if fence is None or lines[fence - 1].strip():
        return None
    opened = open_front_matter(lines[fence:])
    if opened is None or opened[0].headline is None or len(opened[0].metadata) < MIN_CUT:
        return None
    above = [at for at in filled if at < fence]
    moved = Envelope(
        lines=tuple(lines),
        taken={
            **{at + fence: line for at, line in opened[0].taken.items()},
            **dict.fromkeys(above, TakenLine("line above front matter", role="desk-note")),
        },
        metadata=opened[0].metadata,
        stated={name: at + fence for name, at in opened[0].stated.items()},
        headline=opened[0].headline,
        rewritten={at + fence: line for at, line in opened[0].rewritten.items()},
        notes=tuple(one_line(lines[at]) for at in above),
        findings=tuple(finding.below(fence) for finding in opened[0].findings),
    )
    return moved, opened[1] + fence


def front_matters(lines: Sequence[str]) -> list[int]:
    """The lines at which front matter with a title opens."""
    starts = []
    for at, line in enumerate(lines):
        if line.rstrip() in _FENCES and at + 1 < len(lines) and _CUT.match(lines[at + 1]):
            opened = open_front_matter(lines[at : at + MAX_LINES])
            if opened and opened[0].headline:
                starts.append(at)
    return starts


# --------------------------------------------------------------------------------------------------------------------
# Syntax


def _read_yaml(lines: Sequence[str]) -> list[Entry] | None:
    """The entries of YAML in its form in front matter, None where a line is anything else."""
    entries: list[Entry] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if not line.strip() or line.lstrip().startswith("#"):
            at += 1
            continue
        match = _KEY.fullmatch(line)
        if match is None:
            return None
        below = at + 1
        while below < len(lines) and (
            not lines[below].strip() or lines[below][0] in " \t" or _ITEM.fullmatch(lines[below])
        ):
            below += 1
        value = _yaml_value(match["value"] or "", [row for row in lines[at + 1 : below] if row.strip()])
        if value is _UNREADABLE:
            return None
        entries.append(Entry(match["key"], value, at))
        at = below
    return entries


_TABLES = frozenset({"taxonomies", "extra", "params"})
"""Tables in which generators of sites expect fields of their users."""

_UNREADABLE = object()


def _yaml_value(value: str, below: Sequence[str]) -> Any:
    """The value of a key from the text after it and the lines below it."""
    if value[:1] in ("|", ">") and len(value) <= 3:
        return (" " if value[0] == ">" else "\n").join(line.strip() for line in below)
    if not below:
        return _inline_list(value) if value[:1] == "[" and value[-1:] == "]" else scalar(value)
    if value:
        if value[0] == "[" and below[-1].rstrip().endswith("]"):
            return _inline_list(" ".join((value, *map(str.strip, below))))
        return _UNREADABLE if any(map(_ITEM.fullmatch, below)) else scalar(" ".join((value, *map(str.strip, below))))
    nested = [_NESTED.fullmatch(line) for line in below]
    if all(nested):
        rows = [(row["key"], scalar(row["value"] or "")) for row in nested if row]
        names = [text for key, text in rows if key.casefold() in ("name", "title", "label")]
        return names or dict(rows)
    items = [_ITEM.fullmatch(line) for line in below]
    return [scalar(row["value"]) for row in items if row] if all(items) else _UNREADABLE


def _inline_list(value: str) -> list[str]:
    parts = re.findall(r"\s*(\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|[^,\[\]]+)", value[1:-1])
    return [text for part in parts if (text := scalar(part.strip()))]


def scalar(value: str) -> str:
    """The text of a scalar of YAML: without quotation marks, empty where it is null."""
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    if len(value) > 1 and value[0] == value[-1] == '"':
        return re.sub(r"\\(.)", lambda found: " " if found[1] in "ntr" else found[1], value[1:-1])
    return "" if value in ("null", "~") else value


def _read_toml(lines: Sequence[str]) -> list[Entry] | None:
    """The entries of TOML, None where it is not valid."""
    import tomllib

    try:
        values = tomllib.loads("\n".join(lines))
    except (ValueError, RecursionError):
        return None
    rows: list[tuple[str, Any]] = []
    for key, value in values.items():
        inner = value if isinstance(value, dict) and key in _TABLES else {}
        known = {name: entry for name, entry in inner.items() if plain_key(name) in FIELD_OF}
        rows += known.items()
        if not known or len(known) < len(inner):
            rows.append((key, {name: entry for name, entry in value.items() if name not in known} if known else value))
    return [Entry(key, _as_text(value), _line_of(key, lines)) for key, value in rows]


def _as_text(value: Any) -> Any:
    if isinstance(value, list):
        return [_as_text(inner) for inner in value]
    if isinstance(value, dict):
        return {key: _as_text(inner) for key, inner in value.items()}
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _line_of(key: str, lines: Sequence[str]) -> int:
    return next((at for at, line in enumerate(lines) if line.lstrip(" [\"'").startswith(key)), 0)
