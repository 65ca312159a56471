"""The navigation document of an EPUB: the headline and, below it, the headings of the body, nested by level."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from convert.model import Article, Heading, Text, inline_text, inlines_within
from convert.writers._epub_cover import COVER
from convert.writers._epub_words import words_in
from convert.writers._xhtml import heading_id, outline, publication_page
from convert.writers._xml import escape, tag

CONTENTS = "nav.xhtml"
COLOPHON = "colophon.xhtml"


@dataclass(slots=True)
class Entry:
    """An entry of the table of contents, with the entries below it."""

    title: str
    href: str
    inner: list[Entry] = field(default_factory=list)


def navigation(article: Article, page: str) -> bytes:
    """The navigation document of a publication whose article is the file `page`."""
    words = words_in(article.language)
    entries = f'{_item(contents(article, page), "")}\n<li><a href="{COLOPHON}"{words.marks}>{words.colophon}</a></li>'
    title = f"<h1{words.marks}>{words.contents}</h1>"
    toc = f'<nav epub:type="toc" role="doc-toc" id="toc">\n{title}\n<ol>\n{entries}\n</ol>\n</nav>'
    marks = (
        ("cover", COVER, words.cover, words.marks),
        ("bodymatter", page, escape(article.headline), ""),
        ("colophon", COLOPHON, words.colophon, words.marks),
    )
    landmarks = "\n".join(
        f'<li><a epub:type="{t}" href="{href}"{lang}>{name}</a></li>' for t, href, name, lang in marks
    )
    markup = f'{toc}\n<nav epub:type="landmarks" hidden="hidden">\n<ol>\n{landmarks}\n</ol>\n</nav>'
    return publication_page(article.headline, markup, article.language, article.direction)


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
