"""The pages of an edition, an EPUB of many stories: cover, contents and colophon, and the metadata of its package.

EPUB describes a part of a publication by metadata that refine its item in the manifest (EPUB 3.3, 5.3.6). So each page
has the identifier of its story there, status and embargo if they hold it back, its digital source type, and a `link` to
the whole story as Article JSON, with all its metadata. The link says `dcterms:hasFormat`, as one that says `record`
would be about the whole publication. More is not there: EPUBCheck needs minutes for the refinements of a thousand
stories.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple

from convert.model import DIGITAL_SOURCE_TYPES, Accessibility, Article, Direction
from convert.writers._epub_images import embedded_images
from convert.writers._epub_navigation import Entry as Heading
from convert.writers._epub_navigation import contents, contents_title, listed
from convert.writers._epub_package import PUBLICATION_ID, Entry, stated_accessibility
from convert.writers._xhtml import NAMESPACE, STYLESHEET
from convert.writers._xml import attribute, escape, tag

Order = Literal["section", "date", "given"]

RECORD = "article.json"
"""The name of a story's Article JSON in its folder."""

PAGE = "article.xhtml"
"""The name of a story's page in its folder."""

COVER = "cover.xhtml"
COVER_IMAGE = "cover.svg"
COLOPHON = "colophon.xhtml"
CONTENTS = "nav.xhtml"
EDITION_STYLESHEET = "edition.css"

OPEN_ENDED = "open-ended"
"""The value of an embargo without an end."""

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What is stated of an edition as a whole.

    `date` is a day, `modified` an instant in UTC to the second. `languages` are those of the stories, the main one
    first. `program` is the name and version of the program that made it. `accessibility` is what its publisher states.
    """

    id: str
    title: str
    date: str
    modified: str
    languages: tuple[str, ...]
    direction: Direction
    order: Order
    publisher: str | None = None
    creators: tuple[str, ...] = ()
    rights: str | None = None
    accessibility: Accessibility | None = None
    program: str = ""

    @property
    def language(self) -> str:
        """The main language."""
        return self.languages[0]


class Picture(NamedTuple):
    """A picture in the folder of a story: file name, media type, the address that the story has for it, its digital
    source type, and whether a text describes it.
    """

    name: str
    media_type: str
    href: str
    digital_source_type: str | None = None
    is_described: bool = False

    def item_of(self, story: str) -> str:
        """The id in the manifest, where `story` is that of the page."""
        return f"{story}-{self.name.partition('.')[0]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A story of an edition, as its package and contents need it.

    `group` is the heading in the contents that the story is below, empty if below none. `headings` are the entries
    below the story.
    """

    id: str
    version: int
    headline: str
    language: str
    direction: Direction
    updated: str
    publisher: str | None
    rights: str | None
    embargo: str | None
    status: str
    digital_source_type: str | None
    group: str
    headings: tuple[Heading, ...]
    pictures: tuple[Picture, ...]

    @classmethod
    def of(cls, article: Article, group: str = "") -> Part:
        """The part for an article."""
        embargo = article.embargo
        return cls(
            id=article.id,
            version=article.version,
            headline=article.headline,
            language=article.language,
            direction=article.direction,
            updated=article.updated.text,
            publisher=article.provider.name if article.provider else None,
            rights=article.rights.notice if article.rights else None,
            embargo=(embargo.until.text if embargo.until else OPEN_ENDED) if embargo else None,
            status=article.status,
            digital_source_type=article.digital_source_type,
            group=group,
            headings=tuple(contents(article, PAGE).inner),
            pictures=tuple(
                Picture(i.name, i.media_type, i.href, i.image.digital_source_type, bool(i.image.alt))
                for i in embedded_images(article.body)
            ),
        )


def folder_of(number: int) -> str:
    """The folder of the story with this number, counted from 1, with a slash at its end."""
    return f"stories/{number:04}/"


def item_of(number: int) -> str:
    """The id in the manifest of the page of the story with this number."""
    return f"story-{number:04}"


# --------------------------------------------------------------------------------------------------------------------
# Metadata


def edition_metadata(edition: Edition, parts: Sequence[Part]) -> Iterator[Entry]:
    """The metadata of an edition, and of each story of it, except `dcterms:modified` of the edition."""
    yield Entry("dc:identifier", edition.id, {"id": PUBLICATION_ID})
    yield Entry("dc:title", edition.title, {"id": "title"})
    yield Entry("meta", "main", {"property": "title-type", "refines": "#title"})
    for language in edition.languages:
        yield Entry("dc:language", language, {})
    for number, creator in enumerate(edition.creators, 1):
        yield Entry("dc:creator", creator, {"id": f"creator-{number}"})
        role = {"property": "role", "refines": f"#creator-{number}", "scheme": "marc:relators"}
        yield Entry("meta", "edt", role)
    if edition.publisher:
        yield Entry("dc:publisher", edition.publisher, {})
    if edition.rights:
        yield Entry("dc:rights", edition.rights, {})
    yield Entry("dc:date", edition.date, {})
    if edition.accessibility:
        yield from stated_accessibility(edition.accessibility)
    yield from _accessibility(parts)
    for number, part in enumerate(parts, 1):
        yield from _part_metadata(part, number)


def _part_metadata(part: Part, number: int) -> Iterator[Entry]:
    item = f"#{item_of(number)}"

    def meta(property: str, value: str) -> Iterator[Entry]:
        yield Entry("meta", value, {"property": property, "refines": item})

    yield from meta("dcterms:identifier", part.id)
    if part.status != "usable":
        yield from meta("schema:creativeWorkStatus", part.status)
    if part.digital_source_type:
        yield from meta("schema:digitalSourceType", DIGITAL_SOURCE_TYPES + part.digital_source_type)
    if part.embargo:
        yield from meta("xa:embargo" if part.embargo == OPEN_ENDED else "dcterms:available", part.embargo)
    record = {"rel": "dcterms:hasFormat", "href": folder_of(number) + RECORD, "media-type": "application/json"}
    yield Entry("link", None, {**record, "refines": item})
    for picture in part.pictures:
        refines = {"refines": f"#{picture.item_of(item_of(number))}"}
        yield Entry("meta", picture.href, {"property": "dcterms:source", **refines})
        if code := picture.digital_source_type:
            yield Entry("meta", DIGITAL_SOURCE_TYPES + code, {"property": "schema:digitalSourceType", **refines})


def _accessibility(parts: Sequence[Part]) -> Iterator[Entry]:
    """What is true of the content; claims of conformance are the publisher's (EPUB Accessibility 1.1, 2.2)."""
    pictures = [picture for part in parts for picture in part.pictures]
    moving = any(picture.media_type in ("image/gif", "image/webp") for picture in pictures)
    stated = (
        ("accessMode", "textual"),
        ("accessMode", "visual"),
        ("accessModeSufficient", "textual" if all(one.is_described for one in pictures) else "textual,visual"),
        ("accessibilityFeature", "tableOfContents"),
        ("accessibilityFeature", "structuralNavigation"),
        ("accessibilityFeature", "displayTransformability"),
        ("accessibilityHazard", "unknown" if moving else "none"),
    )
    for name, value in stated:
        yield Entry("meta", value, {"property": f"schema:{name}"})
    summary = "News stories converted by program: real text in reading order, with headings and a table of contents."
    yield Entry("meta", summary, {"property": "schema:accessibilitySummary", _XML_LANG: "en", "dir": "ltr"})


# --------------------------------------------------------------------------------------------------------------------
# Pages


def _page(edition: Edition, title: str, markup: str) -> bytes:
    root = {"lang": edition.language, "xml:lang": edition.language, "dir": edition.direction}
    written = "".join(attribute(name, value) for name, value in root.items())
    sheets = "".join(
        f'<link rel="stylesheet" type="text/css" href="{sheet}"/>\n' for sheet in (STYLESHEET, EDITION_STYLESHEET)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="{NAMESPACE}" xmlns:epub="http://www.idpf.org/2007/ops"{written}>\n'
        f"<head>\n<title>{escape(title)}</title>\n{sheets}</head>\n<body>\n{markup}\n</body>\n</html>\n"
    ).encode()


_ENGLISH = ' lang="en" xml:lang="en" dir="ltr"'


def cover(edition: Edition) -> bytes:
    """The cover page: the picture, which repeats its text for shelves and is therefore no content of its own."""
    lines = [tag("h1", escape(edition.title)), tag("p", escape(edition.date), dir="ltr")]
    if edition.publisher:
        lines.append(tag("p", escape(edition.publisher)))
    text = tag("div", "\n" + "\n".join(lines) + "\n", class_="spoken")
    picture = f'<img src="{COVER_IMAGE}" alt=""/>'
    return _page(edition, edition.title, f'<section epub:type="cover" class="cover">\n{picture}\n{text}\n</section>')


def navigation(edition: Edition, parts: Sequence[Part]) -> bytes:
    """The contents: the stories below the headings of their groups, and below each story its own headings."""
    items: list[str] = []
    for group, members in groupby(enumerate(parts, 1), key=lambda member: member[1].group):
        stories = [_story_item(part, number, edition.language) for number, part in members]
        if not group:
            items += stories
            continue
        items.append(f"<li>{tag('span', escape(group))}\n<ol>\n" + "\n".join(stories) + "\n</ol></li>")
    items.append(f'<li><a href="{COLOPHON}"{_ENGLISH}>Colophon</a></li>')
    heading = contents_title(edition.language)
    toc = f'<nav epub:type="toc" role="doc-toc" id="toc">\n{heading}\n<ol>\n' + "\n".join(items) + "\n</ol>\n</nav>"
    marks = (
        ("cover", COVER, "Cover"),
        ("toc", f"{CONTENTS}#toc", "Contents"),
        ("bodymatter", folder_of(1) + PAGE, "Stories"),
        ("colophon", COLOPHON, "Colophon"),
    )
    landmarks = "\n".join(f'<li><a epub:type="{type}" href="{href}">{name}</a></li>' for type, href, name in marks)
    return _page(
        edition,
        edition.title,
        f'{toc}\n<nav epub:type="landmarks" hidden="hidden"{_ENGLISH}>\n<ol>\n{landmarks}\n</ol>\n</nav>',
    )


def _marks(of: Part | Edition) -> dict[str, str]:
    """The attributes for the language and direction of a text."""
    return {"lang": of.language, "xml_lang": of.language, "dir": of.direction}


def _story_item(part: Part, number: int, language: str) -> str:
    marks = _marks(part) if part.language != language else {}
    folder = folder_of(number)
    link = tag("a", escape(part.headline), href=folder + PAGE)
    below = f"\n{listed(part.headings, folder)}" if part.headings else ""
    return tag("li", link + below, **marks)


def colophon(edition: Edition, parts: Sequence[Part]) -> bytes:
    """The colophon: what the edition is, whose it is, and where it keeps what it states of each story."""
    count = f"{len(parts):,} stor{'y' if len(parts) == 1 else 'ies'}"
    order = {"section": "by section", "date": "by date", "given": "in the order given"}[edition.order]
    rows = [
        ("Title", edition.title, True),
        ("Date", edition.date, False),
        ("Editor", ", ".join(edition.creators), True),
        ("Publisher", edition.publisher or "", True),
        ("Identifier", edition.id, False),
        ("Contents", f"{count}, {order}", False),
        ("Languages", ", ".join(edition.languages), False),
        ("Rights", edition.rights or "", True),
    ]
    own = _marks(edition)
    facts = "\n".join(
        f"<dt>{name}</dt>{tag('dd', escape(value), **(own if is_own else {}))}" for name, value, is_own in rows if value
    )
    notices = {part.rights: part for part in reversed(parts) if part.rights and part.rights != edition.rights}
    rights = "\n".join(tag("li", escape(notice), **_marks(part)) for notice, part in reversed(notices.items()))
    rights = f"\n<h2>Rights of the stories</h2>\n<ul>\n{rights}\n</ul>" if notices else ""
    made = f"Bound by {escape(edition.program)}. " if edition.program else ""
    text = (
        f"<p>{made}Each page was made from one story, and checked against its schema and against the words of the "
        f"story.</p>\n<p>The file {RECORD} beside each page has the whole story, with all its metadata, as Article "
        "JSON. The package document (content.opf) has the identifier of each story, and its status and embargo if they "
        "hold it back.</p>"
    )
    markup = (
        f'<section epub:type="colophon" role="doc-colophon" class="colophon"{_ENGLISH}>\n<h1>Colophon</h1>\n'
        f"<dl>\n{facts}\n</dl>\n{text}{rights}\n</section>"
    )
    return _page(edition, "Colophon", markup)


# --------------------------------------------------------------------------------------------------------------------
# The picture of the cover

_WIDTH, _HEIGHT, _MARGIN = 1600, 2400, 140
_PAPER, _INK, _GRAY = "#f7f3e9", "#1d1b18", "#c9c2b2"
_LARGEST, _SMALLEST = 190, 80
_MOST_LINES = 6


def cover_image(edition: Edition) -> bytes:
    """The cover as SVG: a front page with title, date and publisher; fonts are those of the reading system."""
    size, lines = _set(edition.title, _WIDTH - 2 * _MARGIN)
    middle = _WIDTH // 2
    drawn = [f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="{_PAPER}"/>']
    y = 260
    if edition.publisher:
        drawn.append(_text(_cut(edition.publisher, 42), middle, y, 60))
    y += 70
    drawn += [_rule(y, 8), _rule(y + 16, 2)]
    y += 40
    for line in lines:
        y += round(size * 1.12)
        drawn.append(_text(line, middle, y, size, weight="bold"))
    y += round(size * 0.45)
    drawn += [_rule(y, 2)]
    drawn.append(_text(edition.date, middle, y + 86, 60))
    drawn += [_rule(y + 124, 2)]
    drawn += _columns(y + 210)
    direction = ' direction="rtl"' if edition.direction == "rtl" else ""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}" viewBox="0 0 {_WIDTH} {_HEIGHT}"'
        f'{attribute("xml:lang", edition.language)}{direction} role="img" font-family="serif" fill="{_INK}">'
    )
    title = tag("title", escape(edition.title))
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, title, *drawn, "</svg>", ""]).encode()


def _text(text: str, x: int, y: int, size: int, weight: str | None = None) -> str:
    return tag("text", escape(text), x=x, y=y, font_size=size, font_weight=weight, text_anchor="middle")


def _rule(y: int, height: int) -> str:
    return f'<rect x="{_MARGIN}" y="{y}" width="{_WIDTH - 2 * _MARGIN}" height="{height}"/>'


def _columns(top: int) -> Iterator[str]:
    """Three columns of gray lines, which stand for text; every ninth ends early."""
    width = (_WIDTH - 2 * _MARGIN - 2 * 60) // 3
    for column in range(3):
        x = _MARGIN + column * (width + 60)
        for number, y in enumerate(range(top, _HEIGHT - _MARGIN, 44)):
            is_last = (number + 3 * column) % 9 == 8
            yield f'<rect x="{x}" y="{y}" width="{width * 3 // 5 if is_last else width}" height="14" fill="{_GRAY}"/>'


def _set(text: str, width: int) -> tuple[int, list[str]]:
    """The size of type, and the lines, at which a text fits the width, by an estimate of 0.64 em a character."""
    for size in range(_LARGEST, _SMALLEST, -10):
        lines = _wrapped(text, int(width / (0.64 * size)))
        if lines is not None and len(lines) <= 2 + (_LARGEST - size) // 30:
            return size, lines
    most = int(width / (0.64 * _SMALLEST))
    return _SMALLEST, _wrapped(_cut(text, most * (_MOST_LINES - 1)), most, breaks=True) or []


def _wrapped(text: str, most: int, *, breaks: bool = False) -> list[str] | None:
    """The text in lines of at most `most` columns; None if a word is longer, unless such words are broken."""
    lines = [""]
    for word in text.split():
        # Scripts without spaces break anywhere.
        pieces = list(word) if _columns_of(word) > most and (breaks or _is_wide(word)) else [word]
        for number, piece in enumerate(pieces):
            joined = lines[-1] + (" " if lines[-1] and not number else "") + piece
            if _columns_of(joined) <= most:
                lines[-1] = joined
            elif _columns_of(piece) > most:
                return None
            else:
                lines.append(piece)
    return lines


def _cut(text: str, most: int) -> str:
    while _columns_of(text) > most:
        text = text[:-2].rstrip() + "…"
    return text


def _is_wide(text: str) -> bool:
    return all(unicodedata.east_asian_width(character) in "WF" for character in text)


def _columns_of(text: str) -> int:
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )
