"""Builds the Article of a story, its blocks, and the trace of every line.

Metadata that the user supplies replaces inferred fields; the trace says which lines are then not in the article.
"""

from __future__ import annotations

import hashlib
import re
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from convert.errors import InputError, ModelError
from convert.model import (
    Article,
    Block,
    Cell,
    Figure,
    Generator,
    Heading,
    Hop,
    Inference,
    Item,
    Items,
    Moment,
    Origin,
    OtherHeadline,
    Paragraph,
    Party,
    Passage,
    Quote,
    Row,
    Rule,
    Table,
    Text,
    Verbatim,
    make_id,
)
from convert.pictures.placing import marked
from convert.readers import Source, TraceLine
from convert.readers.text.envelopes import Envelope
from convert.readers.text.envelopes.pictures import picture_mark
from convert.readers.text.fields.lists_and_quotes import speaker_of
from convert.readers.text.fields.story import Story
from convert.readers.text.layout import TableRows
from convert.readers.text.lines.language import Language, direction_of
from convert.readers.text.roles import DROPPED, AssignedRole, Role
from convert.version import __version__

PARTY = "https://w3id.org/wirecopy"

_WORD = re.compile(r"\w+")

STATED_CONFIDENCE = 0.99
"""The confidence of a field that an envelope states."""

STATED_BY = "stated by the envelope"
"""The rule of a field that an envelope states in a line that it leaves to the story."""


def build_article(story: Story, envelope: Envelope, source: Source, language: Language) -> Article:
    """The Article of `story`, which `envelope` carried.

    Raises InputError (INP011) where the metadata of `source` is not valid in an Article.
    """
    metadata = source.metadata
    fields: dict[str, Any] = {
        "headline": story.headline,
        "subheadline": story.subheadline,
        "byline": story.byline,
        "authors": story.authors,
        "dateline": story.dateline.text if story.dateline else None,
        "published": _published(story, envelope),
        "reading_time": story.reading_time,
        "keywords": tuple(story.keywords),
        "related": tuple(story.related.values()),
        "editor_notes": (*envelope.notes, *story.editor_notes),
        "contributors": tuple(story.contributors),
        "sources": tuple(story.sources),
        "credit_line": story.credit_line,
        "language": language.tag,
        "direction": language.direction,
        "other_headlines": _other_headlines(story, metadata),
        "generator": Generator(name="wirecopy", version=__version__),
        "history": (Hop(action="transformed", party=PARTY, timestamp=source.converted),),
        "checksum": source.checksum or hashlib.sha256(source.data).hexdigest(),
    }
    if "language" in metadata:
        fields["direction"] = direction_of(str(metadata["language"]))
    fields["updated"] = (
        story.updated
        or _instant(envelope.sent)
        or _instant(metadata.get("published"))
        or _instant(story.published)
        or source.moment
    )
    fields["origin"] = Origin(
        name=_base_name(source.name) + (f"#{source.story}" if source.story else ""),
        sha256=fields["checksum"],
        reader="text",
        inferences=tuple(row for row in _inferences(story, envelope) if row.field not in metadata),
    )
    fields.update(_stated_values(envelope, metadata))
    for line in ("byline", "dateline", "credit_line"):
        fields[line] = _one_line(fields[line])
    fields.update(metadata)
    if "body" not in metadata:
        furniture = _missing_units(story, _FieldWords(fields)) if source.keep_furniture else frozenset()
        fields["body"] = build_blocks(story, furniture) or (Paragraph((Text(story.headline),)),)
    try:
        if "id" not in metadata:
            provider = fields.get("provider")
            name = provider.name if isinstance(provider, Party) else None
            fields["id"] = make_id(name, fields["headline"], fields["body"])
        return Article(**fields)
    except (ModelError, TypeError) as e:
        if not metadata:
            raise
        raise InputError("INP011", f"the metadata is not valid: {e}", "Correct that value.") from None


def build_trace(story: Story, envelope: Envelope, article: Article, source: Source) -> tuple[TraceLine, ...]:
    """Every input line with its role, and whether its words are in `article`, which was built from `story`."""
    blank = AssignedRole("blank", "blank line", 1.0)
    by_line = {
        number: (assigned, at)
        for at, (unit, assigned) in enumerate(zip(story.units, story.roles, strict=True))
        for number in unit.lines
        if assigned
    }
    field_words = _FieldWords({name: getattr(article, name) for name in _FIELDS})
    has_own_body = "body" not in source.metadata
    furniture = _missing_units(story, field_words) if source.keep_furniture and has_own_body else frozenset()
    kept = [
        at in furniture or _is_kept(story, at, field_words, has_own_body=has_own_body) for at in range(len(story.units))
    ]
    rows = []
    for number, text in enumerate(envelope.lines, 1):
        assigned, at = by_line.get(number, (blank, -1))
        taken = envelope.taken.get(number - 1)
        is_hidden = taken is not None and taken.is_private and not source.keep_private
        if taken and is_hidden:
            assigned = AssignedRole(taken.role, taken.rule, 1.0)
        shown = PRIVATE if is_hidden else text
        role, rule, confidence = assigned
        rows.append(TraceLine(number, shown, role, rule, confidence, at >= 0 and kept[at]))
    return tuple(rows)


PRIVATE = "[private]"
"""What a trace has in place of a line with personal data."""


def _stated_values(envelope: Envelope, metadata: Mapping[str, object]) -> Mapping[str, object]:
    """The values that an envelope states; not a story withheld for its embargo alone if the user gives another."""
    if "embargo" in metadata and envelope.metadata.get("status") == "withheld":
        return {name: value for name, value in envelope.metadata.items() if name != "status"}
    return envelope.metadata


def _published(story: Story, envelope: Envelope) -> Moment | None:
    """When the story was published: as it shows, unless its envelope was issued later, or else as the envelope says."""
    if _is_issued_later(story, envelope):
        return envelope.issued
    return story.published or envelope.sent or envelope.issued


def _is_issued_later(story: Story, envelope: Envelope) -> bool:
    """Whether the story shows a day before that of the release's issue: when what it reports happened."""
    shown, issued = story.published, envelope.issued
    return shown is not None and issued is not None and issued.text[:10] > shown.text[:10]


def _inferences(story: Story, envelope: Envelope) -> Iterator[Inference]:
    """The fields that the envelope states, then those that the story shows.

    The time of transmission is that of publication only if the story shows none.
    """
    stated = {name: at for name, at in envelope.stated.items() if _is_from_envelope(name, story, envelope)}
    for name, at in stated.items():
        rule = envelope.taken[at].rule if at in envelope.taken else STATED_BY
        yield Inference(field=name, confidence=STATED_CONFIDENCE, lines=(at + 1,), rule=rule)
    yield from (row for row in story.inferences if row.field not in stated)


def _is_from_envelope(name: str, story: Story, envelope: Envelope) -> bool:
    if name in envelope.metadata:
        return True
    if name == "published" and _is_issued_later(story, envelope):
        return True
    has_value = name != "published" or envelope.sent or envelope.issued
    return name not in story.inferred and bool(has_value)


_FIELDS = ("headline", "other_headlines", "subheadline", "byline", "keywords", "editor_notes", "credit_line")
"""The fields of the Article that lines become word for word."""


class _FieldWords(dict[Role, frozenset[str]]):
    """For each role the words of the fields that its lines become, made when first needed."""

    def __init__(self, fields: Mapping[str, Any]) -> None:
        super().__init__()
        self._fields = fields

    def __missing__(self, role: Role) -> frozenset[str]:
        texts = (text for name in _FIELDS_OF[role] for text in _texts(self._fields[name]))
        self[role] = found = frozenset(map(_words_of, texts))
        return found


def _is_kept(story: Story, at: int, field_words: _FieldWords, *, has_own_body: bool = True) -> bool:
    """Whether all words of the unit `at` are in the article with these `field_words`, if it keeps no furniture.

    A field that the user supplied may differ from its line. `has_own_body` is whether the body is the story's.
    """
    assigned = story.roles[at]
    role = assigned.role if assigned else "blank"
    if role not in _FIELDS_OF:
        return has_own_body and role not in DROPPED
    words = _words_of(story.units[at].text)
    return words in field_words[role] or any(words in text for text in field_words[role])


_FIELDS_OF: Mapping[Role, tuple[str, ...]] = {
    "headline": ("headline", "other_headlines"),
    "kicker": ("other_headlines",),
    "subheadline": ("subheadline",),
    "byline": ("byline",),
    "tags": ("keywords",),
    "desk-note": ("editor_notes",),
    "source": ("credit_line",),
}


def _texts(value: str | tuple[OtherHeadline | str, ...] | None) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return tuple(other if isinstance(other, str) else other.text for other in value)
    return (value,) if value else ()


def _words_of(text: str) -> str:
    """The words of a line in lower case, each between two spaces."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "


def _missing_units(story: Story, field_words: _FieldWords) -> frozenset[int]:
    """The units whose words would not be in the article; a row of stars or dashes has none."""
    return frozenset(
        at
        for at, assigned in enumerate(story.roles)
        if not (assigned and assigned.role == "break") and not _is_kept(story, at, field_words)
    )


def _other_headlines(story: Story, metadata: Mapping[str, object]) -> tuple[OtherHeadline, ...]:
    others = [OtherHeadline(role="kicker", text=story.kicker)] if story.kicker else []
    headline = metadata.get("headline")
    if isinstance(headline, str) and _words_of(headline) != _words_of(story.headline) and _has_own_headline(story):
        others.append(OtherHeadline(role="original", text=story.headline))
    return tuple(others)


def _has_own_headline(story: Story) -> bool:
    return any(assigned is not None and assigned.role == "headline" for assigned in story.roles)


def _instant(moment: object) -> Moment | None:
    return moment if isinstance(moment, Moment) and moment.is_instant else None


def _base_name(name: str) -> str:
    """The last part of a path, on one line."""
    clean = " ".join(
        re.sub("[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", " ", re.split(r"[/\\]", name)[-1]).split()
    )
    return clean or "input"


def build_blocks(story: Story, furniture: frozenset[int] = frozenset()) -> tuple[Block, ...]:
    """The body's blocks; the units `furniture` become paragraphs in their places, whatever their role."""
    body: list[Block] = []
    run: list[Item] = []
    first_bullet = ""
    quoted: list[Passage] = []
    written = _WrittenBlocks(story)
    for at, (unit, assigned) in enumerate(zip(story.units, story.roles, strict=True)):
        role = "paragraph" if at in furniture else assigned.role if assigned else "blank"
        if run and (
            role != "item" or _kind(unit.bullet) != _kind(first_bullet) or not _follows(run, first_bullet, unit.bullet)
        ):
            body.append(_items(run, first_bullet))
            run = []
        if quoted and role != "quote":
            body.append(Quote(content=tuple(quoted)))
            quoted = []
        text = unit.text
        match role:
            case "item":
                first_bullet = first_bullet if run else unit.bullet
                run.append(Item(content=(Text(text),)))
            case "quote" if quoted and at in story.attributions:
                body.append(Quote(content=tuple(quoted), attribution=(Text(speaker_of(text)),)))
                quoted = []
            case "quote":
                quoted.append(Paragraph((Text(text),)))
            case "heading":
                number = f"{unit.bullet} " if _kind(unit.bullet) == "1" else ""
                body.append(Heading(level=2, content=(Text(number + text),)))
            case "paragraph" | "note":
                if story.dateline and at == story.dateline_unit:
                    text = text[story.dateline.end :].strip() or text
                mark_words = f"{unit.bullet} " if unit.bullet else ""
                body.append(Paragraph((Text(mark_words + text),)))
            case "caption" | "credit":
                body.append(_figure(story, at))
            case "picture" if mark := picture_mark(text):
                caption = (Text(mark.caption),) if re.search(r"\w", mark.caption) else ()
                body.append(Figure(image=marked(mark.name, mark.alt), caption=caption))
            case "row" | "verse" | "code":
                body.extend(written.block_of(at))
            case "break" if body:
                body.append(Rule())
    if run:
        body.append(_items(run, first_bullet))
    if quoted:
        body.append(Quote(content=tuple(quoted)))
    while body and isinstance(body[-1], Rule):
        body.pop()
    return tuple(_with_captions(body))


def _with_captions(body: list[Block]) -> Iterator[Block]:
    """The blocks, in which a picture, its caption and its credit are one figure if they follow each other."""
    waiting: Figure | None = None
    for block in body:
        if waiting and isinstance(block, Figure) and _completes(block, waiting):
            waiting = Figure(
                image=waiting.image,
                caption=waiting.caption or block.caption,
                credit=waiting.credit or block.credit,
                credit_label=waiting.credit_label or block.credit_label,
            )
            continue
        if waiting:
            yield waiting
        waiting = block if isinstance(block, Figure) and (block.image or not block.credit) else None
        if not waiting:
            yield block
    if waiting:
        yield waiting


def _completes(figure: Figure, other: Figure) -> bool:
    """Whether a figure without a picture has only what the one above it lacks."""
    return not (figure.image or (figure.caption and other.caption) or (figure.credit and other.credit))


class _WrittenBlocks:
    """The tables, verse and code of a story; each becomes one block, in the place of its first unit."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._done: set[int] = set()
        self._tables = {at: table for table in story.blocks.tables for at in (*table.lines, *table.rules)}

    def block_of(self, at: int) -> Iterator[Block]:
        """The block that opens at the unit `at`, none if it goes on there."""
        if at in self._done:
            return
        story, table = self._story, self._table_of(at)
        units = [at]
        below = at + 1
        while below < len(story.units) and (role := self._role_below(below, at, table)):
            if role != "envelope":
                units.append(below)
            below += 1
        self._done.update(units)
        if table and table.rows:
            yield _table([story.units[unit].lines[0] - 1 for unit in units], table)
            return
        yield Verbatim(_outdent([story.blocks.lines[story.units[unit].lines[0] - 1] for unit in units]))

    def _table_of(self, at: int) -> TableRows | None:
        return self._tables.get(self._story.units[at].lines[0] - 1)

    def _role_below(self, at: int, first: int, table: TableRows | None) -> Role | None:
        """The role of the unit `at` if the block that opens at `first`, of `table`, goes on there."""
        assigned, opening = self._story.roles[at], self._story.roles[first]
        if assigned is None or opening is None or (assigned.role != opening.role and not table):
            return None
        if self._table_of(at) is not table or (not table and self._story.units[at].after_blank):
            return None
        return assigned.role if assigned.role in (opening.role, "envelope") else None


def _table(lines: list[int], table: TableRows) -> Table:
    """The table of the rows at the indexes `lines`, rows of `table`."""
    assert table.rows
    places = {line: row for row, line in enumerate(table.lines)}
    rows = [table.rows[places[line]] for line in lines]
    has_head = table.has_head and lines[0] == table.lines[0] and len(rows) > 1
    head = (Row(tuple(_head_cell(text) for text in rows[0])),) if has_head else ()
    return Table(head=head, body=tuple(Row(tuple(_cell(text) for text in row)) for row in rows[len(head) :]))


def _cell(text: str) -> Cell:
    return Cell(content=(Text(text),)) if text else Cell()


def _head_cell(text: str) -> Cell:
    return Cell(content=(Text(text),), scope="col") if text else Cell()


def _outdent(lines: list[str]) -> str:
    """The lines as one text, without the indent that all have."""
    return textwrap.dedent("\n".join(line.expandtabs().rstrip() for line in lines))


def _kind(bullet: str) -> str:
    return "1" if bullet[:1].isdigit() else bullet


def _follows(run: list[Item], first: str, bullet: str) -> bool:
    """Whether a numbered item goes on counting; other items always follow."""
    if _kind(bullet) != "1":
        return True
    return int(bullet.rstrip(".)")) == int(first.rstrip(".)")) + len(run)


def _items(run: list[Item], bullet: str) -> Items:
    if _kind(bullet) == "1":
        return Items(items=tuple(run), ordered=True, start=int(bullet.rstrip(".)")))
    return Items(items=tuple(run))


def _one_line(text: str | None) -> str | None:
    """`text` without outer white space, such as that of East Asia, and double spaces; None where nothing is left."""
    return re.sub(" {2,}", " ", text.strip()) or None if text else None


def _figure(story: Story, at: int) -> Figure:
    credited = story.captions.get(at)
    if credited is None:
        return Figure(caption=(Text(story.units[at].text),))
    caption = (Text(credited.caption),) if re.search(r"\w", credited.caption) else ()
    return Figure(caption=caption, credit=_one_line(credited.credit), credit_label=_one_line(credited.label))
