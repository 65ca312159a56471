"""The body profile, the XHTML that all formats share, read back into blocks: what `writers/_xhtml.py` writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, get_args

from lxml import etree

from convert.documents import XHTML, XML_LANG
from convert.model import (
    Block,
    Cell,
    DigitalSourceType,
    Embed,
    Figure,
    Heading,
    Image,
    Inline,
    Item,
    Items,
    LineBreak,
    Link,
    Mention,
    Note,
    NoteRef,
    Paragraph,
    Passage,
    Quote,
    Row,
    Rule,
    Styled,
    Table,
    Text,
    Verbatim,
)
from convert.model.body import Style
from convert.readers.dialect import WHITE, Unfamiliar, not_written, own_text, place_of, such_an_element, whole


class PictureFacts(NamedTuple):
    """What a document states of a picture outside of the body, as fields of `Image`."""

    href: str
    media_type: str | None = None
    data: bytes | None = None
    digital_source_type: DigitalSourceType | None = None
    file_name: str | None = None
    rights_notice: str | None = None
    usage_terms: str | None = None
    size: int | None = None
    sha256: str | None = None


Picture = Callable[[str], PictureFacts]
"""What is stated of the picture that an `img` shows, by its `src`."""

EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
_STYLES = get_args(Style)
_INLINES = frozenset({*_STYLES, "a", "br", "span"})


def read_blocks(container: etree._Element, picture: Picture) -> tuple[Block, ...]:
    """The blocks inside an element. Raises Unfamiliar for what is not in the body profile, ModelError for values."""
    return _Body(picture).blocks(container)


def _name(element: etree._Element) -> str:
    tag = str(element.tag)
    return tag.removeprefix(XHTML) if tag.startswith(XHTML) else tag


def _children(element: etree._Element) -> list[etree._Element]:
    """The elements inside an element that has no text of its own."""
    if own_text(element).strip(WHITE):
        raise not_written("text here", place_of(element))
    return [child for child in element if isinstance(child.tag, str)]


def _attributes(element: etree._Element, *names: str) -> list[str | None]:
    """The values of the attributes that an element may have. Raises Unfamiliar for others."""
    found = {str(name): str(value) for name, value in element.attrib.items()}
    values = [found.pop(name, None) for name in names]
    if found:
        raise not_written(f"the attribute {next(iter(found))} here", place_of(element))
    return values


def _text(element: etree._Element) -> str:
    """The text of an element without elements."""
    if any(isinstance(child.tag, str) for child in element):
        raise such_an_element(next(child for child in element if isinstance(child.tag, str)))
    return own_text(element)


def _isolated(element: etree._Element) -> etree._Element:
    """What EPUBs have around the whole content of an element if it runs the other way than the story, or the element
    itself.
    """
    children = [child for child in element if isinstance(child.tag, str)]
    if len(children) != 1 or _name(children[0]) != "bdi" or own_text(element):
        return element
    _attributes(children[0], "dir")
    return children[0]


def take_dateline(container: etree._Element) -> None:
    """Remove the dateline that an EPUB has at the start of its first paragraph, with what parts it from the text.

    Raises Unfamiliar if it is not as wirecopy writes it.
    """
    paragraph = next((child for child in container if isinstance(child.tag, str)), None)
    first = None if paragraph is None else next(iter(paragraph), None)
    if paragraph is None or first is None or paragraph.text or first.get("class") != "dateline":
        return
    _attributes(first, "class")
    if _name(paragraph) != "p" or _name(first) != "span" or first.text or [_name(child) for child in first] != ["bdi"]:
        raise such_an_element(first)
    if _attributes(first[0], "property", "dir")[0] != "schema:dateline":
        raise such_an_element(first[0])
    _text(first[0])
    paragraph.text = first.tail
    first.tail = None
    paragraph.remove(first)


def _take_label(note: etree._Element, label: str) -> None:
    """Remove the label that a note of an EPUB begins with. Raises Unfamiliar if it is another than that of the note."""
    paragraph = next((child for child in note if isinstance(child.tag, str)), None)
    first = None if paragraph is None else next(iter(paragraph), None)
    if paragraph is None or first is None or paragraph.text or first.get("class") != "label":
        return
    _attributes(first, "class")
    tail = first.tail or ""
    if _name(paragraph) != "p" or _name(first) != "span" or _text(first) != label or not tail.startswith(" "):
        raise such_an_element(first)
    paragraph.text = tail[1:]
    first.tail = None
    paragraph.remove(first)


def _refuse_content(element: etree._Element) -> None:
    if _text(element):
        raise not_written("text here", place_of(element))


class _Body:
    def __init__(self, picture: Picture) -> None:
        self._picture = picture

    def blocks(self, container: etree._Element) -> tuple[Block, ...]:
        return tuple(self._block(child) for child in _children(container))

    def _passages(self, container: etree._Element) -> tuple[Passage, ...]:
        return tuple(self._passage(child) for child in _children(container))

    def _passage(self, element: etree._Element) -> Passage:
        block = self._block(element)
        if isinstance(block, Paragraph | Items | Quote | Verbatim):
            return block
        raise such_an_element(element)

    def _block(self, element: etree._Element) -> Block:
        match _name(element):
            case "p":
                _attributes(element)
                return Paragraph(self._inlines(element))
            case "h2" | "h3" | "h4" | "h5" | "h6" as name:
                _, own = _attributes(element, "id", "data-level")
                level = whole("the level of a heading", own or name[1:])
                return Heading(level=level, content=self._inlines(element))
            case "blockquote":
                return self._quote(element, ())
            case "ul" | "ol":
                return self._items(element)
            case "table":
                return self._table(element)
            case "figure":
                return self._figure(element)
            case "aside":
                return self._note(element)
            case "pre":
                _attributes(element)
                text = _text(element)
                if not text.startswith("\n"):
                    raise Unfamiliar("wirecopy begins pre with a line break", place_of(element))
                return Verbatim(text[1:])
            case "hr":
                _attributes(element)
                _refuse_content(element)
                return Rule()
        raise such_an_element(element)

    def _quote(self, element: etree._Element, attribution: tuple[Inline, ...]) -> Quote:
        cite, other = _attributes(element, "cite", "data-cite")
        first = next((_name(child) for child in element if isinstance(child.tag, str)), "")
        is_text = (element.text or "").strip(WHITE) or first in _INLINES
        content = (Paragraph(self._inlines(element)),) if is_text else self._passages(element)
        return Quote(content=content, attribution=attribution, cite=cite if cite is not None else other)

    def _items(self, element: etree._Element) -> Items:
        (start,) = _attributes(element, "start")
        items = []
        for child in _children(element):
            if _name(child) != "li":
                raise such_an_element(child)
            _attributes(child)
            last = next((inner for inner in reversed(child) if isinstance(inner.tag, str)), None)
            nested = last if last is not None and _name(last) in ("ul", "ol") else None
            if nested is not None and (nested.tail or "").strip(WHITE):
                raise not_written("text after a nested list", place_of(nested))
            content = self._inlines(child, without=nested)
            items.append(Item(content=content, nested=None if nested is None else self._items(nested)))
        ordered = _name(element) == "ol"
        return Items(items=tuple(items), ordered=ordered, start=whole("the start of a list", start) if start else 1)

    def _table(self, element: etree._Element) -> Table:
        _attributes(element)
        caption: tuple[Inline, ...] = ()
        head: tuple[Row, ...] = ()
        body: tuple[Row, ...] = ()
        order = ["caption", "thead", "tbody"]
        for child in _children(element):
            name = _name(child)
            if name not in order:
                raise such_an_element(child)
            del order[: order.index(name) + 1]
            _attributes(child)
            if name == "caption":
                caption = self._inlines(child)
            elif name == "thead":
                head = self._rows(child)
            else:
                body = self._rows(child)
        return Table(body=body, head=head, caption=caption)

    def _rows(self, element: etree._Element) -> tuple[Row, ...]:
        rows = []
        for row in _children(element):
            if _name(row) != "tr":
                raise such_an_element(row)
            _attributes(row)
            rows.append(Row(tuple(self._cell(cell) for cell in _children(row))))
        return tuple(rows)

    def _cell(self, element: etree._Element) -> Cell:
        scope: Any
        scope, colspan, rowspan = _attributes(element, "scope", "colspan", "rowspan")
        if (_name(element), scope is None) not in (("th", False), ("td", True)):
            raise such_an_element(element)
        return Cell(
            content=self._inlines(element),
            scope=scope,
            colspan=whole("colspan", colspan or "1"),
            rowspan=whole("rowspan", rowspan or "1"),
        )

    def _figure(self, element: etree._Element) -> Block:
        (kind,) = _attributes(element, "class")
        children = _children(element)
        names = [_name(child) for child in children]
        if kind == "embed" and names == ["a"]:
            href, media_type = _attributes(children[0], "href", "type")
            return Embed(href=href or "", text=_text(children[0]), media_type=media_type)
        if kind == "quote" and names == ["blockquote", "figcaption"]:
            _attributes(children[1])
            return self._quote(children[0], self._inlines(children[1]))
        if kind == "image" and names in (["img"], ["a"], ["figcaption"], ["img", "figcaption"], ["a", "figcaption"]):
            image = self._image(children[0]) if names[0] != "figcaption" else None
            lines = _children(children[-1]) if names[-1] == "figcaption" else []
            if names[-1] == "figcaption":
                _attributes(children[-1])
            return self._captioned(image, lines)
        raise such_an_element(element)

    def _image(self, element: etree._Element) -> Image:
        if _name(element) == "a":  # a picture that the format does not embed is a link (LOS002)
            href, media_type = _attributes(element, "href", "type")
            text = _text(element)
            return Image(href=href or "", alt="" if text == href else text, media_type=media_type)
        _refuse_content(element)
        alt, width, height, source = _attributes(element, "alt", "width", "height", "src")
        facts = self._picture(source or "")
        return Image(
            alt=alt or "",
            width=whole("the width of a picture", width) if width else None,
            height=whole("the height of a picture", height) if height else None,
            **facts._asdict(),
        )

    def _captioned(self, image: Image | None, lines: list[etree._Element]) -> Figure:
        caption: tuple[Inline, ...] = ()
        label = credit = None
        names = [_name(line) for line in lines]
        if names not in ([], ["span"], ["small"], ["span", "small"]):
            raise such_an_element(lines[-1])
        if "span" in names:
            if _attributes(lines[0], "property") != ["schema:caption"]:
                raise such_an_element(lines[0])
            caption = self._inlines(_isolated(lines[0]))
        if "small" in names:
            label, credit = self._credit(lines[-1])
        return Figure(image=image, caption=caption, credit=credit, credit_label=label)

    def _credit(self, element: etree._Element) -> tuple[str | None, str]:
        _attributes(element)
        names = [child for child in element if isinstance(child.tag, str)]
        if len(names) != 1 or _attributes(names[0], "property") != ["schema:creditText"]:
            raise such_an_element(element)
        label = own_text(element)
        if label and (not label.endswith(" ") or names[0].tail):
            raise Unfamiliar("wirecopy writes a space between the label of a credit and its name", place_of(element))
        return label[:-1] or None, _text(_isolated(names[0]))

    def _note(self, element: etree._Element) -> Note:
        id, role, label, kind = _attributes(element, "id", "role", "data-label", EPUB_TYPE)
        if role != "doc-footnote" or not (id or "").startswith("note-") or kind not in (None, "footnote"):
            raise such_an_element(element)
        _take_label(element, label or "")
        return Note(id=(id or "").removeprefix("note-"), content=self._passages(element))

    # ----------------------------------------------------------------------------------------------------------------
    # Inlines

    def _inlines(self, element: etree._Element, *, without: etree._Element | None = None) -> tuple[Inline, ...]:
        """The inlines of an element, but for the element `without` at its end."""
        return tuple(self._each_inline(element, without))

    def _each_inline(self, element: etree._Element, without: etree._Element | None) -> Iterator[Inline]:
        text = element.text or ""
        for child in element:
            if isinstance(child.tag, str):
                if text:
                    yield Text(text)
                    text = ""
                if child is without:
                    continue
                yield self._inline(child)
            text += child.tail or ""
        if text:
            yield Text(text)

    def _inline(self, element: etree._Element) -> Inline:
        name = _name(element)
        match name:
            case "br":
                _attributes(element)
                _refuse_content(element)
                return LineBreak()
            case "a":
                href, title, role, kind = _attributes(element, "href", "title", "role", EPUB_TYPE)
                if role is None and kind is None:
                    return Link(href=href or "", content=self._inlines(_isolated(element)), title=title)
                if role == "doc-noteref" and (href or "").startswith("#note-") and kind in (None, "noteref"):
                    return NoteRef(note=(href or "").removeprefix("#note-"), label=_text(element))
            case "span" if "property" in element.attrib:
                property, uri = _attributes(element, "property", "resource")
                if property == "schema:mentions":
                    return Mention(uri=uri or "", content=self._inlines(_isolated(element)))
            case _ if name in _STYLES:
                style: Any = name
                direction: Any
                lang, language, direction = _attributes(element, "lang", XML_LANG, "dir")
                if lang == language:
                    content = self._inlines(element)
                    return Styled(style=style, content=content, language=language, direction=direction)
        raise such_an_element(element)
