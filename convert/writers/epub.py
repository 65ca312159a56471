"""EPUB 3.3: the story as one page, with navigation, full metadata and its images, packed by EbookLib. Editions have the
pages of many stories.

EbookLib 0.20 creates the container and the package document, and orders the files. A second pass adds what it cannot
write in the package (language, direction, our own prefixes); the zip is ours, as the timestamps of EbookLib's depend on
the clock. No other module of wirecopy imports EbookLib.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from ebooklib import epub

from convert.findings import Finding, Severity
from convert.mapping.epub import ROWS
from convert.model import Article, Image, Paragraph, pictures
from convert.packing import Member, pack
from convert.writers import Rendered
from convert.writers._dates import time_element
from convert.writers._epub_cover import COVER, COVER_IMAGE, Cover, cover, cover_image
from convert.writers._epub_edition import (
    EDITION_STYLESHEET,
    OPEN_ENDED,
    PAGE,
    RECORD,
    Edition,
    Order,
    Part,
    edition_metadata,
    folder_of,
    front_of,
    item_of,
)
from convert.writers._epub_edition import colophon as edition_colophon
from convert.writers._epub_edition import navigation as edition_navigation
from convert.writers._epub_images import EmbeddedImage, embedded_images
from convert.writers._epub_navigation import COLOPHON, CONTENTS, navigation
from convert.writers._epub_package import PREFIXES, PUBLICATION_ID, Entry, metadata
from convert.writers._epub_words import words_in
from convert.writers._pictures import ambiguous_pictures
from convert.writers._xhtml import STYLESHEET, BodyStyle, body_xhtml, isolated, publication_page
from convert.writers._xml import attribute, escape, tag

__all__ = ["MAPPING", "OPEN_ENDED", "Edition", "Order", "Part", "edition", "embedded_images", "page_of", "write"]

_ARTICLE = PAGE
_NAVIGATION = CONTENTS
_FOLDER = "EPUB/"
_PACKAGE = "EPUB/content.opf"
_SHARED = ("META-INF/container.xml", _FOLDER + STYLESHEET)
"""The files that all publications have alike."""

_ITEMS = (
    ("nav", _NAVIGATION, "application/xhtml+xml"),
    ("cover", COVER, "application/xhtml+xml"),
    ("cover-image", COVER_IMAGE, "image/svg+xml"),
    ("article", _ARTICLE, "application/xhtml+xml"),
    ("colophon", COLOPHON, "application/xhtml+xml"),
    ("style", STYLESHEET, "text/css"),
)
"""The items of every publication: id, file, media type."""

_FOLLOWABLE = ("http", "https", "mailto")

MAPPING = ROWS


def write(article: Article) -> Rendered:
    """The article as an EPUB 3.3 publication; an image that EPUB cannot embed becomes a link (LOS002)."""
    images = embedded_images(article.body)
    names = {image.href: image.name for image in images}
    links = [image for _, image in pictures(article.body) if image.href not in names]
    contents = {
        _NAVIGATION: navigation(article, _ARTICLE),
        COVER: cover(front := _front(article), STYLESHEET),
        COVER_IMAGE: cover_image(front),
        _ARTICLE: _page(article, names),
        COLOPHON: colophon(article),
        STYLESHEET: _stylesheet(),
    }
    contents |= {image.name: image.data for image in images}
    files = _files(_book(article, images))
    findings = (*_lost_pictures(links), *_ambiguous(article, images))
    return Rendered(data=_finish(files, article, contents), findings=findings)


def _lost_pictures(links: Iterable[Image]) -> Iterator[Finding]:
    """A loss for each address of a picture that is a link."""
    made: dict[str, str | None] = {}
    for image in links:
        made[image.href] = made.get(image.href) or image.digital_source_type
    for href, digital_source_type in made.items():
        lost = ", and its digital source type is lost" if digital_source_type else ""
        yield Finding(
            code="LOS002",
            severity=Severity.WARNING,
            message=f"the image {href} is a link in the EPUB, not a picture{lost}",
            advice="Give the image's bytes, as JPEG, PNG, GIF or WebP.",
            detail=(("href", href),),
        )


def _ambiguous(article: Article, images: Iterable[EmbeddedImage]) -> Iterator[Finding]:
    """The losses of pictures whose address occurs with other bytes or media types than those that are embedded."""
    kept = {image.href: image.image for image in images}
    yield from ambiguous_pictures(article.body, kept.values(), has_digests=False)
    others = (image for _, image in pictures(article.body) if image.href in kept)
    for href in dict.fromkeys(image.href for image in others if image.data != kept[image.href].data):
        yield Finding(
            code="LOS001",
            severity=Severity.WARNING,
            message=f"the picture {href} occurs with and without the same bytes; those of one are kept",
            advice="Give each picture an address of its own.",
            detail=(("field", "Image.data"), ("href", href)),
        )


# --------------------------------------------------------------------------------------------------------------------
# The page


def _page(article: Article, images: Mapping[str, str]) -> bytes:
    style = BodyStyle(
        epub_types=True,
        images=images,
        images_embedded=True,
        secure_cites=True,
        outlined=True,
        isolated=article.direction,
    )
    blocks = body_xhtml(article.body, style)
    dateline = ""
    if article.dateline:
        dateline, blocks = _dateline(article, blocks)
    body = tag("div", "\n" + blocks + "\n", property="schema:articleBody")
    parts = (_header(article), dateline, body, _footer(article))
    story = tag(
        "article", "\n" + "\n".join(filter(None, parts)) + "\n", typeof="schema:NewsArticle", resource=article.id
    )
    prefix = "schema: http://schema.org/"
    return publication_page(article.headline, story, article.language, article.direction, prefix=prefix)


def _own(text: str, article: Article) -> str:
    """A text of the story as markup, isolated if it runs the other way."""
    return isolated(escape(text), text, article.direction)


def _byline(article: Article) -> tuple[str, str]:
    """The byline, or else the names of the authors, as text and as markup."""
    if article.byline:
        return article.byline, _own(article.byline, article)
    names = [author.name for author in article.authors]
    return " · ".join(names), " · ".join(_own(name, article) for name in names)


def _header(article: Article) -> str:
    lines = [tag("h1", escape(article.headline), property="schema:headline")]
    if article.subheadline:
        subtitle = escape(article.subheadline)
        lines.append(tag("p", subtitle, role="doc-subtitle", property="schema:alternativeHeadline"))
    if byline := _byline(article)[1]:
        lines.append(tag("p", byline, class_="byline"))
    if article.published:
        time = time_element(article.published, article.language, "schema:datePublished")
        lines.append(tag("p", time, class_="date"))
    if article.summary:
        summary = tag("p", escape(article.summary), property="schema:abstract")
        lines.append(f'<section role="doc-abstract" epub:type="abstract">{summary}</section>')
    return tag("header", "\n" + "\n".join(lines) + "\n")


def _dateline(article: Article, blocks: str) -> tuple[str, str]:
    """The dateline as a paragraph of its own, and the blocks; if these begin with a paragraph, the dateline is in it,
    with a dash unless it ends with a mark of its own.
    """
    text = article.dateline or ""
    if not isinstance(article.body[0] if article.body else None, Paragraph) or not blocks.startswith("<p>"):
        return tag("p", _own(text, article), class_="dateline", property="schema:dateline"), blocks
    is_foreign = isolated("", text, article.direction)
    other = {"ltr": "rtl", "rtl": "ltr"}[article.direction]
    name = tag("bdi", escape(text), property="schema:dateline", dir=other if is_foreign else article.direction)
    opening = tag("span", name + _parting(text, article.language), class_="dateline")
    return "", f"<p>{opening}{blocks[len('<p>') :]}"


def _parting(dateline: str, language: str) -> str:
    """What is between a dateline and the text."""
    is_spaceless = language.partition("-")[0].lower() in ("ja", "zh")
    if dateline[-1].isalnum() or dateline[-1] in ")]）":
        return "――" if is_spaceless else " — "
    return "" if is_spaceless else " "


def _footer(article: Article) -> str:
    lines = []
    if article.rights and article.rights.notice:
        lines.append(tag("p", _own(article.rights.notice, article), property="schema:copyrightNotice"))
    if article.credit_line:
        lines.append(tag("p", _own(article.credit_line, article), property="schema:creditText"))
    lines += [tag("p", address, class_="source") for address in _addresses(article.original_url, article)]
    return tag("footer", "\n" + "\n".join(lines) + "\n") if lines else ""


def _addresses(url: str | None, article: Article) -> list[str]:
    """An address as markup, a link if reading systems can follow it; none without one."""
    if not url:
        return []
    is_followable = url.partition(":")[0].lower() in _FOLLOWABLE
    return [tag("a", _own(url, article), href=url) if is_followable else _own(url, article)]


# --------------------------------------------------------------------------------------------------------------------
# Cover and colophon


def _front(article: Article) -> Cover:
    """What the cover of a story shows."""
    return Cover(
        title=article.headline,
        language=article.language,
        direction=article.direction,
        publisher=article.provider.name if article.provider else None,
        subtitle=article.subheadline,
        byline=_byline(article)[0],
        date=article.published,
    )


def colophon(article: Article) -> bytes:
    """The last page of a story's publication: whose it is, where and when it came from, and what converted it."""
    words, language = words_in(article.language), article.language
    provider, generator = article.provider, article.generator
    made = f"{generator.name} {generator.version}" if generator else ""
    rows = (
        (words.publisher, [_own(provider.name, article)] if provider else []),
        (
            words.source,
            [_own(source.name, article) for source in article.sources] + _addresses(article.original_url, article),
        ),
        (words.published, [time_element(article.published, language)] if article.published else []),
        (words.version, [f"{article.version} ({time_element(article.updated, language)})"]),
        (words.rights, [_own(article.rights.notice, article)] if article.rights and article.rights.notice else []),
        (words.identifier, [_own(article.id, article)]),
        (words.conversion, [_own(made, article)] if made else []),
    )
    facts = "\n".join(
        f"<dt{words.marks}>{name}</dt>" + "".join(tag("dd", value) for value in values)
        for name, values in rows
        if values
    )
    markup = (
        '<section epub:type="colophon" role="doc-colophon" class="colophon">\n'
        f"<h1{words.marks}>{words.colophon}</h1>\n<dl>\n{facts}\n</dl>\n</section>"
    )
    return publication_page(words.colophon, markup, article.language, article.direction)


@cache
def _stylesheet() -> bytes:
    return Path(__file__).with_name("epub.css").read_bytes()


# --------------------------------------------------------------------------------------------------------------------
# The publication


def _book(article: Article, images: Iterable[EmbeddedImage]) -> epub.EpubBook:
    items = (*_ITEMS, *((image.id, image.name, image.media_type) for image in images))
    return _bound(article, metadata(article, images), items, ["cover", "article", "colophon"])


def _bound(
    whole: Article | Edition,
    entries: Iterable[Entry],
    items: Iterable[tuple[str, str, str]],
    spine: Iterable[str],
) -> epub.EpubBook:
    """The publication for EbookLib, without the contents of its items, which are added without another copy."""
    book = epub.EpubBook()
    book.metadata.clear()  # a random identifier, and EbookLib's own name
    book.IDENTIFIER_ID = PUBLICATION_ID
    book.uid = whole.id
    book.title = whole.headline if isinstance(whole, Article) else whole.title
    book.language = whole.language
    book.set_direction(whole.direction)
    for entry in entries:
        prefix, _, name = entry.name.rpartition(":")
        namespace = "OPF" if name == "meta" else prefix.upper() or None
        book.add_metadata(namespace, name, entry.text, entry.attributes)
    found = {}
    for id, name, media_type in items:
        found[id] = book.add_item(epub.EpubItem(uid=id, file_name=name, media_type=media_type))
        if id in ("nav", "cover-image"):
            found[id].properties = [id]
    book.spine = [found[id] for id in spine]  # by id, EbookLib would go through all items for each
    return book


class _Files(dict[str, bytes]):
    """The files that EbookLib writes, in their order; it takes this for the zip that it would pack them in."""

    def writestr(self, name: str, data: str | bytes, compress_type: int | None = None) -> None:
        self[name] = data.encode() if isinstance(data, str) else data


def _files(book: epub.EpubBook) -> _Files:
    """The files of the publication as EbookLib writes them: its steps, without a zip that would be unpacked again."""
    # A fixed time keeps EbookLib from reading the clock; `_finish` writes the real one.
    writer = epub.EpubWriter("", book, {"mtime": datetime(2000, 1, 1, tzinfo=UTC)})
    writer.out = files = _Files(mimetype=b"application/epub+zip")
    writer._write_container()
    writer._write_opf()
    writer._write_items()
    return files


_PACKAGE_TAG = re.compile(rb"<package [^>]*>")
_TOC = re.compile(rb'(<spine[^>]*?) toc="[^"]*"')
_MODIFIED = re.compile(rb'(<meta property="dcterms:modified">)[^<]*')


def _finish(files: Mapping[str, bytes], article: Article, contents: Mapping[str, bytes]) -> bytes:
    """The zip of EbookLib's files, with the contents of its items and the package document that EPUB 3.3 requires."""
    replaced = {_FOLDER + name: data for name, data in contents.items()}
    replaced[_PACKAGE] = _package(files[_PACKAGE], article, article.updated.utc)
    return pack(
        [Member(name=name, data=replaced.get(name, data), shared=name in _SHARED) for name, data in files.items()]
    )


def _package(data: bytes, whole: Article | Edition, modified: str) -> bytes:
    """EbookLib's package document with the attributes that it cannot write and the exact time, and without the
    reference to an NCX, which the publication does not have.
    """
    attributes = {
        "xmlns": "http://www.idpf.org/2007/opf",
        "version": "3.0",
        "unique-identifier": PUBLICATION_ID,
        "xml:lang": whole.language,
        "dir": whole.direction,
        "prefix": PREFIXES,
    }
    start = "<package" + "".join(attribute(name, value) for name, value in attributes.items()) + ">"
    data = _PACKAGE_TAG.sub(start.encode(), data, count=1)
    data = _MODIFIED.sub(rb"\g<1>" + modified.encode(), data, count=1)
    return _TOC.sub(rb"\1", data, count=1)


# --------------------------------------------------------------------------------------------------------------------
# Editions

_STYLESHEET_LINK = f'href="{STYLESHEET}"/>'.encode()
_FRONT_ITEMS = (
    ("cover", COVER, "application/xhtml+xml"),
    ("nav", CONTENTS, "application/xhtml+xml"),
    ("cover-image", COVER_IMAGE, "image/svg+xml"),
    ("colophon", COLOPHON, "application/xhtml+xml"),
    ("style", STYLESHEET, "text/css"),
    ("edition-style", EDITION_STYLESHEET, "text/css"),
)


def page_of(publication: bytes) -> bytes:
    """The page of a publication that `write` made, for the folder of a story in an edition."""
    with zipfile.ZipFile(io.BytesIO(publication)) as archive:
        page = archive.read(_FOLDER + _ARTICLE)
    # The link is in the head, before any text of the story.
    return page.replace(_STYLESHEET_LINK, b'href="../../' + _STYLESHEET_LINK[len('href="') :], 1)


def edition(
    edition: Edition, parts: Sequence[Part], stories: Iterable[tuple[bytes, Sequence[bytes], bytes]]
) -> Iterator[tuple[str, bytes]]:
    """The files of an edition in the order in which they are packed, each a name and bytes.

    `stories` are in the order of `parts`: the page of each, its pictures and its Article JSON, which are taken one
    story after the other.
    """
    files = _files(_bound(edition, edition_metadata(edition, parts), _edition_items(parts), _spine(parts)))
    yield "mimetype", files["mimetype"]
    yield _SHARED[0], files[_SHARED[0]]
    yield _PACKAGE, _package(files[_PACKAGE], edition, edition.modified)
    yield _FOLDER + CONTENTS, edition_navigation(edition, parts)
    yield _FOLDER + COVER, cover(front := front_of(edition), STYLESHEET, EDITION_STYLESHEET)
    yield _FOLDER + COVER_IMAGE, cover_image(front)
    yield _FOLDER + STYLESHEET, _stylesheet()
    yield _FOLDER + EDITION_STYLESHEET, Path(__file__).with_name(EDITION_STYLESHEET).read_bytes()
    for number, (part, (page, contents, record)) in enumerate(zip(parts, stories, strict=True), 1):
        folder = _FOLDER + folder_of(number)
        yield folder + PAGE, page
        for picture, data in zip(part.pictures, contents, strict=True):
            yield folder + picture.name, data
        yield folder + RECORD, record
    yield _FOLDER + COLOPHON, edition_colophon(edition, parts)


def _edition_items(parts: Sequence[Part]) -> Iterator[tuple[str, str, str]]:
    yield from _FRONT_ITEMS
    for number, part in enumerate(parts, 1):
        id, folder = item_of(number), folder_of(number)
        yield id, folder + PAGE, "application/xhtml+xml"
        for picture in part.pictures:
            yield picture.item_of(id), folder + picture.name, picture.media_type


def _spine(parts: Sequence[Part]) -> Iterator[str]:
    yield from ("cover", "nav")
    yield from map(item_of, range(1, len(parts) + 1))
    yield "colophon"
