"""The pages of an edition, an EPUB of many stories: cover, contents and colophon, and the metadata of its package.

EPUB describes a part of a publication by metadata that refine its item in the manifest (EPUB 3.3, 5.3.6). So each page
has the identifier of its story there, status and embargo if they hold it back, its digital source type, and a `link` to
the whole story as Article JSON, with all its metadata. The link says `dcterms:hasFormat`, as one that says `record`
would be about the whole publication. More is not there: EPUBCheck needs minutes for the refinements of a thousand
stories.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple

from convert.findings import counted
from convert.model import DIGITAL_SOURCE_TYPES, Accessibility, Article, Direction, Moment
from convert.writers._dates import time_element, written
from convert.writers._epub_cover import COVER, Cover
from convert.writers._epub_images import embedded_images
from convert.writers._epub_navigation import COLOPHON, CONTENTS, contents, listed
from convert.writers._epub_navigation import Entry as Heading
from convert.writers._epub_package import PUBLICATION_ID, Entry, stated_accessibility
from convert.writers._epub_words import words_in
from convert.writers._xhtml import STYLESHEET, isolated, publication_page
from convert.writers._xml import escape, tag

Order = Literal["section", "date", "given"]

RECORD = "article.json"
"""The name of a story's Article JSON in its folder."""

PAGE = "article.xhtml"
"""The name of a story's page in its folder."""

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
        *([("accessMode", "visual")] if pictures else []),
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


_SHEETS = (STYLESHEET, EDITION_STYLESHEET)


def _page(edition: Edition, title: str, markup: str) -> bytes:
    return publication_page(title, markup, edition.language, edition.direction, _SHEETS)


_ENGLISH = ' lang="en" xml:lang="en" dir="ltr"'


def front_of(edition: Edition) -> Cover:
    """What the cover of an edition shows."""
    return Cover(
        title=edition.title,
        language=edition.language,
        direction=edition.direction,
        publisher=edition.publisher,
        date=Moment(edition.date),
    )


def navigation(edition: Edition, parts: Sequence[Part]) -> bytes:
    """The contents: the stories below the headings of their groups, and below each story its own headings."""
    words = words_in(edition.language)
    items: list[str] = []
    for group, members in groupby(enumerate(parts, 1), key=lambda member: member[1].group):
        stories = [_story_item(part, number, edition.language) for number, part in members]
        if not group:
            items += stories
            continue
        heading = time_element(Moment(group), edition.language) if edition.order == "date" else escape(group)
        items.append(f"<li>{tag('span', heading)}\n<ol>\n" + "\n".join(stories) + "\n</ol></li>")
    items.append(f'<li><a href="{COLOPHON}"{_ENGLISH}>Colophon</a></li>')
    title = f"<h1{words.marks}>{words.contents}</h1>"
    toc = f'<nav epub:type="toc" role="doc-toc" id="toc">\n{title}\n<ol>\n' + "\n".join(items) + "\n</ol>\n</nav>"
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
    count = counted(len(parts), "story")
    order = {"section": "by section", "date": "by date", "given": "in the order given"}[edition.order]
    rows = [
        ("Title", edition.title, True),
        ("Date", written(Moment(edition.date), "en").date, False),
        ("Editor", ", ".join(edition.creators), True),
        ("Publisher", edition.publisher or "", True),
        ("Identifier", edition.id, False),
        ("Contents", f"{count}, {order}", False),
        ("Languages", ", ".join(edition.languages), False),
        ("Rights", edition.rights or "", True),
    ]
    own = _marks(edition)
    facts = "\n".join(
        f"<dt>{name}</dt>"
        + tag("dd", isolated(escape(value), value, edition.direction if is_own else "ltr"), **(own if is_own else {}))
        for name, value, is_own in rows
        if value
    )
    notices = {part.rights: part for part in reversed(parts) if part.rights and part.rights != edition.rights}
    rights = "\n".join(
        tag("li", isolated(escape(notice), notice, part.direction), **_marks(part))
        for notice, part in reversed(notices.items())
    )
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
