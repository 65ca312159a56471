"""From a story to its Article: blocks, fields, the trace of every line.

Given metadata wins over all that was concluded; what the text said instead is not lost without a trace.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from convert.errors import InputError, ModelError
from convert.model import (
    Article,
    Block,
    Figure,
    Generator,
    Heading,
    Hop,
    Item,
    Items,
    Moment,
    Origin,
    OtherHeadline,
    Paragraph,
    Party,
    Passage,
    Quote,
    Rule,
    Text,
    make_id,
)
from convert.readers import Source, TraceLine
from convert.readers.text.fields.lists_and_quotes import said_by
from convert.readers.text.fields.story import Story
from convert.readers.text.lines.language import Language, direction_of
from convert.readers.text.roles import DROPPED, AssignedRole, Role
from convert.version import __version__

PARTY = "https://w3id.org/wirecopy"

_WORD = re.compile(r"\w+")


def compose(story: Story, source: Source, language: Language) -> Article:
    """The Article of `story`. Raises InputError (INP011) where given metadata cannot be carried."""
    metadata = source.metadata
    fields: dict[str, Any] = {
        "headline": story.headline,
        "subheadline": story.subheadline,
        "byline": story.byline,
        "authors": story.authors,
        "dateline": story.dateline.text if story.dateline else None,
        "published": story.published,
        "reading_time": story.reading_time,
        "keywords": tuple(story.keywords),
        "related": tuple(story.related.values()),
        "editor_notes": tuple(story.editor_notes),
        "contributors": tuple(story.contributors),
        "sources": tuple(story.sources),
        "credit_line": story.credit_line,
        "language": language.tag,
        "direction": language.direction,
        "other_headlines": _other_headlines(story, metadata),
        "generator": Generator(name="wirecopy", version=__version__),
        "history": (Hop(action="transformed", party=PARTY, timestamp=source.converted),),
        "checksum": hashlib.sha256(source.data).hexdigest(),
    }
    if "language" in metadata:
        fields["direction"] = direction_of(str(metadata["language"]))
    fields["updated"] = (
        story.updated or _instant(metadata.get("published")) or _instant(story.published) or source.moment
    )
    fields["origin"] = Origin(
        name=_base_name(source.name),
        sha256=fields["checksum"],
        reader="text",
        inferences=tuple(row for row in story.inferences if row.field not in metadata),
    )
    fields.update(metadata)
    if "body" not in metadata:
        added = _left_out(story, _Sayings(fields)) if source.keep_furniture else frozenset()
        fields["body"] = blocks(story, added) or (Paragraph((Text(story.headline),)),)
    try:
        if "id" not in metadata:
            provider = fields.get("provider")
            name = provider.name if isinstance(provider, Party) else None
            fields["id"] = make_id(name, fields["headline"], fields["body"])
        return Article(**fields)
    except (ModelError, TypeError) as e:
        if not metadata:
            raise
        raise InputError("INP011", f"the given metadata cannot be carried: {e}", "Mend that value.") from None


def trace(story: Story, lines: tuple[str, ...], article: Article, source: Source) -> tuple[TraceLine, ...]:
    """Every input line with its role, and whether the words of it stand in `article`, which `story` became."""
    blank = AssignedRole("blank", "nothing visible", 1.0)
    by_line = {
        number: (mark, at)
        for at, (unit, mark) in enumerate(zip(story.units, story.roles, strict=True))
        for number in unit.lines
        if mark
    }
    sayings = _Sayings({name: getattr(article, name) for name in _FIELDS})
    has_own_body = "body" not in source.metadata
    added = _left_out(story, sayings) if source.keep_furniture and has_own_body else frozenset()
    kept = [at in added or _stands(story, at, sayings, has_own_body) for at in range(len(story.units))]
    rows = []
    for number, text in enumerate(lines, 1):
        mark, at = by_line.get(number, (blank, -1))
        rows.append(
            TraceLine(
                number=number,
                text=text,
                role=mark.role,
                rule=mark.rule,
                confidence=mark.confidence,
                kept=at >= 0 and kept[at],
            )
        )
    return tuple(rows)


_FIELDS = ("headline", "other_headlines", "subheadline", "byline", "keywords", "editor_notes", "credit_line")
"""The fields of the Article that lines stand in, word for word."""


class _Sayings(dict[Role, frozenset[str]]):
    """What the fields of an article say that lines of a role stand in, worked out when first asked for."""

    def __init__(self, fields: Mapping[str, Any]) -> None:
        super().__init__()
        self._fields = fields

    def __missing__(self, role: Role) -> frozenset[str]:
        texts = (text for name in _FIELDS_OF[role] for text in _texts(self._fields[name]))
        self[role] = sayings = frozenset(map(_said, texts))
        return sayings


def _stands(story: Story, at: int, sayings: _Sayings, has_own_body: bool = True) -> bool:
    """Whether the words of the unit `at` all stand in the article of which `sayings` are, nothing being kept that is
    no part of the story. A field that was given may say something else than its line.
    """
    mark = story.roles[at]
    role = mark.role if mark else "blank"
    if role not in _FIELDS_OF:
        return has_own_body and role not in DROPPED
    said = _said(story.units[at].text)
    return said in sayings[role] or any(said in text for text in sayings[role])


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


def _said(text: str) -> str:
    """The words of a line, whatever their case, each between two spaces."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "


def _left_out(story: Story, sayings: _Sayings) -> frozenset[int]:
    """The units whose words the article would lack; a row of stars or dashes has none."""
    return frozenset(
        at
        for at, mark in enumerate(story.roles)
        if not (mark and mark.role == "break") and not _stands(story, at, sayings)
    )


def _other_headlines(story: Story, metadata: Mapping[str, object]) -> tuple[OtherHeadline, ...]:
    others = [OtherHeadline(role="kicker", text=story.kicker)] if story.kicker else []
    headline = metadata.get("headline")
    if isinstance(headline, str) and _said(headline) != _said(story.headline) and _has_own_headline(story):
        others.append(OtherHeadline(role="original", text=story.headline))
    return tuple(others)


def _has_own_headline(story: Story) -> bool:
    return any(mark is not None and mark.role == "headline" for mark in story.roles)


def _instant(moment: object) -> Moment | None:
    return moment if isinstance(moment, Moment) and moment.is_instant else None


def _base_name(name: str) -> str:
    """The last part of a path, on one line."""
    clean = " ".join(
        re.sub("[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", " ", re.split(r"[/\\]", name)[-1]).split()
    )
    return clean or "input"


def blocks(story: Story, added: frozenset[int] = frozenset()) -> tuple[Block, ...]:
    """The body's blocks; the units `added` are paragraphs in their places, whatever they were taken for."""
    body: list[Block] = []
    run: list[Item] = []
    first_bullet = ""
    quoted: list[Passage] = []
    for at, (unit, mark) in enumerate(zip(story.units, story.roles, strict=True)):
        role = "paragraph" if at in added else mark.role if mark else "blank"
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
                body.append(Quote(content=tuple(quoted), attribution=(Text(said_by(text)),)))
                quoted = []
            case "quote":
                quoted.append(Paragraph((Text(text),)))
            case "heading":
                body.append(Heading(level=2, content=(Text(text),)))
            case "paragraph" | "note":
                if story.dateline and at == story.dateline_unit:
                    text = text[story.dateline.end :]
                mark_words = f"{unit.bullet} " if unit.bullet else ""
                body.append(Paragraph((Text(mark_words + text),)))
            case "caption" | "credit":
                body.append(_figure(story, at))
            case "break" if body:
                body.append(Rule())
    if run:
        body.append(_items(run, first_bullet))
    if quoted:
        body.append(Quote(content=tuple(quoted)))
    while body and isinstance(body[-1], Rule):
        body.pop()
    return tuple(body)


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


def _figure(story: Story, at: int) -> Figure:
    credited = story.captions.get(at)
    if credited is None:
        return Figure(caption=(Text(story.units[at].text),))
    caption = (Text(credited.caption),) if re.search(r"\w", credited.caption) else ()
    return Figure(caption=caption, credit=credited.credit, credit_label=credited.label)
