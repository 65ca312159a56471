"""The navigation document of an EPUB: the headline and, below it, the headings of the body, nested by level."""

from __future__ import annotations

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
class _Entry:
    """An entry of the table of contents, with the entries below it."""

    title: str
    href: str
    inner: list[_Entry] = field(default_factory=list)


def navigation(article: Article, page: str) -> bytes:
    """The navigation document of a publication whose article is the file `page`."""
    root = _contents(article, page)
    title = _TITLES.get(article.language.partition("-")[0].lower())
    heading = tag("h1", title) if title else '<h1 lang="en" xml:lang="en" dir="ltr">Contents</h1>'
    toc = f'<nav epub:type="toc" role="doc-toc" id="toc">\n{heading}\n{_list([root])}\n</nav>'
    start = tag("a", escape(article.headline), href=page)
    landmark = start.replace("<a ", '<a epub:type="bodymatter" ', 1)
    landmarks = f'<nav epub:type="landmarks" hidden="hidden">\n<ol>\n<li>{landmark}</li>\n</ol>\n</nav>'
    return publication_page(article, f"{toc}\n{landmarks}")


def _contents(article: Article, page: str) -> _Entry:
    headings = [block for block in article.body if isinstance(block, Heading)]
    path = [_Entry(article.headline, page)]
    for number, level in enumerate(outline(heading.level for heading in headings), 1):
        entry = _Entry(_title(headings[number - 1]), f"{page}#{heading_id(number)}")
        del path[level - 1 :]
        path[-1].inner.append(entry)
        path.append(entry)
    return path[0]


def _title(heading: Heading) -> str:
    """The heading's text on one line, without references to notes unless it has no other text."""
    text = " ".join("".join(i.value for i in inlines_within(heading.content) if isinstance(i, Text)).split())
    return text or " ".join(inline_text(heading.content).split())


def _list(entries: list[_Entry]) -> str:
    return "<ol>\n" + "\n".join(map(_item, entries)) + "\n</ol>"


def _item(entry: _Entry) -> str:
    link = tag("a", escape(entry.title), href=entry.href)
    return f"<li>{link}\n{_list(entry.inner)}</li>" if entry.inner else f"<li>{link}</li>"
