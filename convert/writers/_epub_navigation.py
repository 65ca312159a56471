"""The navigation document of an EPUB: the headline and, below it, the headings of the body, nested by level."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from convert.model import Article, Heading, Text, inline_text, inlines_within
from convert.writers._xhtml import heading_id, outline, publication_page
from convert.writers._xml import escape, tag

_TITLES = {
    "ar": "المحتويات",
    "bg": "Съдържание",
    "ca": "Índex",
    "cs": "Obsah",
    "da": "Indhold",
    "de": "Inhalt",
    "el": "Περιεχόμενα",
    "en": "Contents",
    "es": "Índice",
    "fa": "فهرست",
    "fi": "Sisällys",
    "fr": "Sommaire",
    "he": "תוכן העניינים",
    "hi": "विषय-सूची",
    "hu": "Tartalom",
    "id": "Daftar isi",
    "it": "Indice",
    "ja": "目次",
    "ko": "목차",
    "nl": "Inhoud",
    "no": "Innhold",
    "nb": "Innhold",
    "pl": "Spis treści",
    "pt": "Índice",
    "ro": "Cuprins",
    "ru": "Содержание",
    "sv": "Innehåll",
    "tr": "İçindekiler",
    "uk": "Зміст",
    "ur": "فہرست",
    "vi": "Mục lục",
    "zh": "目录",
}


@dataclass(slots=True)
class Entry:
    """An entry of the table of contents, with the entries below it."""

    title: str
    href: str
    inner: list[Entry] = field(default_factory=list)


def navigation(article: Article, page: str) -> bytes:
    """The navigation document of a publication whose article is the file `page`."""
    root = contents(article, page)
    heading = contents_title(article.language)
    toc = f'<nav epub:type="toc" role="doc-toc" id="toc">\n{heading}\n{listed([root])}\n</nav>'
    start = tag("a", escape(article.headline), href=page)
    landmark = start.replace("<a ", '<a epub:type="bodymatter" ', 1)
    landmarks = f'<nav epub:type="landmarks" hidden="hidden">\n<ol>\n<li>{landmark}</li>\n</ol>\n</nav>'
    return publication_page(article, f"{toc}\n{landmarks}")


def contents_title(language: str) -> str:
    """The heading of a table of contents, in English if no word of the language is known."""
    title = _TITLES.get(language.partition("-")[0].lower())
    return tag("h1", title) if title else '<h1 lang="en" xml:lang="en" dir="ltr">Contents</h1>'


def contents(article: Article, page: str) -> Entry:
    """The entry of a story whose page is `page`, with those of its headings below it."""
    headings = [block for block in article.body if isinstance(block, Heading)]
    path = [Entry(article.headline, page)]
    for number, level in enumerate(outline(heading.level for heading in headings), 1):
        entry = Entry(_title(headings[number - 1]), f"{page}#{heading_id(number)}")
        del path[level - 1 :]
        path[-1].inner.append(entry)
        path.append(entry)
    return path[0]


def _title(heading: Heading) -> str:
    """The heading's text on one line, without references to notes unless it has no other text."""
    text = " ".join("".join(i.value for i in inlines_within(heading.content) if isinstance(i, Text)).split())
    return text or " ".join(inline_text(heading.content).split())


def listed(entries: Iterable[Entry], folder: str = "") -> str:
    """The entries as a list; `folder` is that of their pages, with a slash at its end."""
    return "<ol>\n" + "\n".join(_item(entry, folder) for entry in entries) + "\n</ol>"


def _item(entry: Entry, folder: str) -> str:
    link = tag("a", escape(entry.title), href=folder + entry.href)
    return f"<li>{link}\n{listed(entry.inner, folder)}</li>" if entry.inner else f"<li>{link}</li>"
