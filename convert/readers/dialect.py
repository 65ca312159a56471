"""Documents of which every part is taken: what nobody takes is not in the dialect that wirecopy writes.

A reader of a format takes elements, attributes and keys one by one. Whatever is left at the end is a reason to refuse
the whole document: an Article that lacks a part of it would pass for complete.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from lxml import etree

from convert.errors import InputError, ModelError
from convert.model import Article, Moment
from convert.readers import Parsed, Source

Value = TypeVar("Value")

WHITE = " \t\r\n"
"""White space of XML."""


class Unfamiliar(Exception):
    """A part of a document that wirecopy does not write; `place` is where it is, in words."""

    def __init__(self, message: str, place: str = "") -> None:
        super().__init__(message, place)
        self.message = message
        self.place = place


def parsed(source: Source, title: str, read: Callable[[bytes], Article]) -> Parsed:
    """What `read` makes of a document, with the user's metadata in place of what is read.

    Raises InputError (INP061) with the place of whatever is not in the dialect, or is no value of the model.
    """
    try:
        article = read(source.data)
    except Unfamiliar as e:
        place = f"{e.place}: " if e.place else ""
        raise InputError("INP061", f"{place}{e.message}", _ADVICE.format(title=title)) from None
    except RecursionError:
        raise InputError("INP061", "elements or objects are nested too deeply", _ADVICE.format(title=title)) from None
    except ModelError as e:
        raise InputError("INP061", f"{title} has a value that wirecopy does not write: {e}", _CHANGED) from None
    return with_metadata(article, source)


def with_metadata(article: Article, source: Source) -> Parsed:
    """The article with the user's metadata in place of its own. Raises InputError (ART001) for a value of no format."""
    metadata: dict[str, Any] = dict(source.metadata)
    try:
        return Parsed(article=replace(article, **metadata))
    except ModelError as e:
        raise InputError("ART001", str(e)) from None


_ADVICE = "Only {title} as wirecopy writes it can be read back; convert the source of this document."
_CHANGED = "Undo what was changed in the document, or convert its source."


def foreign(title: str) -> Unfamiliar:
    """The reason to refuse a document of somebody else's."""
    return Unfamiliar(f"the document is {title}, but wirecopy did not write it")


@contextmanager
def inside(file: str) -> Iterator[None]:
    """Say of what is refused in here, too, which file of the document it is in."""
    try:
        yield
    except Unfamiliar as e:
        raise Unfamiliar(e.message, f"{file}, {e.place}" if e.place else file) from None


def not_written(what: str, place: str = "") -> Unfamiliar:
    """The reason to refuse what wirecopy never writes where it is."""
    return Unfamiliar(f"wirecopy does not write {what}", place)


def such_an_element(element: etree._Element) -> Unfamiliar:
    """The reason to refuse an element that wirecopy does not write where it is, or writes otherwise."""
    return not_written("such an element here", place_of(element))


def whole(what: str, text: str) -> int:
    """A whole number. Raises Unfamiliar."""
    if not (text.isascii() and text.removeprefix("-").isdigit() and len(text) < 16):
        raise Unfamiliar(f"{what} is {text[:40]!r}, not a whole number")
    return int(text)


def number(what: str, text: str) -> float:
    """A number. Raises Unfamiliar."""
    try:
        return float(text)
    except ValueError:
        raise Unfamiliar(f"{what} is {text[:40]!r}, not a number") from None


def minutes(text: str) -> int:
    """The minutes of a duration such as PT4M. Raises Unfamiliar."""
    if not (text.startswith("PT") and text.endswith("M")):
        raise Unfamiliar(f"the reading time is {text[:40]!r}, not a duration in minutes")
    return whole("the reading time", text[2:-1])


def after(beginning: str, text: str, what: str) -> str:
    """The rest of a text after its beginning. Raises Unfamiliar if it begins otherwise."""
    if not text.startswith(beginning):
        raise Unfamiliar(f"{what} is {text[:80]!r}, which does not begin with {beginning}")
    return text.removeprefix(beginning)


def moment(text: str | None) -> Moment | None:
    """The moment of a text, None if there is none."""
    return Moment(text) if text is not None else None


def one_of(what: str, value: str, choices: Mapping[str, Value]) -> Value:
    """What `value` stands for. Raises Unfamiliar if nothing."""
    try:
        return choices[value]
    except KeyError:
        raise Unfamiliar(f"{what} is {value[:80]!r}; wirecopy writes {', '.join(choices)}") from None


# --------------------------------------------------------------------------------------------------------------------
# XML


@dataclass(eq=False, slots=True)
class Part:
    """An element, its attributes and children to be taken; names without a namespace are in that of the root."""

    element: etree._Element
    namespace: str
    _parts: list[Part]
    _attributes: dict[str, str] = field(init=False)
    _children: list[etree._Element] = field(init=False)
    _has_text: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        self._attributes = {str(name): str(value) for name, value in self.element.attrib.items()}
        self._children = [child for child in self.element if isinstance(child.tag, str)]
        self._parts.append(self)

    @classmethod
    def of(cls, root: etree._Element) -> Part:
        """The part of a root element."""
        return cls(root, f"{{{etree.QName(root).namespace}}}", [])

    def get(self, name: str) -> str | None:
        """Take an attribute, None if there is none."""
        return self._attributes.pop(name, None)

    def need(self, name: str) -> str:
        """Take an attribute. Raises Unfamiliar if there is none."""
        value = self.get(name)
        if value is None:
            raise Unfamiliar(f"the attribute {_short(name)} is missing", self.place)
        return value

    def skip(self, *names: str) -> Part:
        """Take attributes that state again what another place says."""
        for name in names:
            self.get(name)
        return self

    def children(self, name: str, **attributes: str) -> list[Part]:
        """Take the children of this name, in order; only those with these attributes, which are taken, too."""
        found = [child for child in self._children if self._is_meant(child, name, attributes)]
        self._children = [child for child in self._children if child not in found]
        return [Part(child, self.namespace, self._parts).skip(*attributes) for child in found]

    def child(self, name: str, **attributes: str) -> Part | None:
        """Take the first child of this name, None if there is none; only one with these attributes."""
        found = next((child for child in self._children if self._is_meant(child, name, attributes)), None)
        if found is None:
            return None
        self._children.remove(found)
        return Part(found, self.namespace, self._parts).skip(*attributes)

    def _is_meant(self, child: etree._Element, name: str, attributes: Mapping[str, str]) -> bool:
        tag = name if name.startswith("{") else self.namespace + name
        return child.tag == tag and all(child.get(key) == value for key, value in attributes.items())

    def only(self, name: str) -> Part:
        """Take the first child of this name. Raises Unfamiliar if there is none."""
        found = self.child(name)
        if found is None:
            raise Unfamiliar(f"the element {_short(name)} is missing", self.place)
        return found

    def text(self) -> str:
        """The text of the element, without that of comments."""
        self._has_text = True
        return own_text(self.element)

    def text_of(self, name: str) -> str | None:
        """Take the first child of this name and its text, None if there is none."""
        found = self.child(name)
        return None if found is None else found.text()

    def texts_of(self, name: str) -> tuple[str, ...]:
        """Take the children of this name and their texts."""
        return tuple(child.text() for child in self.children(name))

    def take_all(self) -> etree._Element:
        """Take everything inside this element, which another reader reads."""
        self._children = []
        self._has_text = True
        return self.element

    def end(self) -> None:
        """Raise Unfamiliar for the first part of the document that nobody took."""
        for part in self._parts:
            if part._attributes:
                raise not_written(f"the attribute {_short(next(iter(part._attributes)))} here", part.place)
            if part._children:
                raise such_an_element(part._children[0])
            if not part._has_text and own_text(part.element).strip(WHITE):
                raise not_written("text here", part.place)

    @property
    def place(self) -> str:
        """Where the element is, in words."""
        return place_of(self.element)


def own_text(element: etree._Element) -> str:
    """The text directly inside an element."""
    return (element.text or "") + "".join(child.tail or "" for child in element)


def place_of(element: etree._Element) -> str:
    """Where an element is, in words: its line and its name."""
    line: Any = element.sourceline
    return f"line {line}, {_short(str(element.tag))}" if line else _short(str(element.tag))


def _short(name: str) -> str:
    return name.rpartition("}")[2]


# --------------------------------------------------------------------------------------------------------------------
# JSON


class Keys:
    """A JSON object, its keys to be taken."""

    def __init__(self, value: object, place: str, all: list[Keys] | None = None) -> None:
        if not isinstance(value, dict):
            raise Unfamiliar("this is not an object", place or "/")
        self.place = place
        self._left: dict[str, Any] = dict(value)
        self._all = [] if all is None else all
        self._all.append(self)

    def take(self, key: str, *kinds: type) -> Any:
        """Take a value of one of these kinds, None if there is none. Raises Unfamiliar for another kind."""
        if key not in self._left:
            return None
        value = self._left.pop(key)
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            raise Unfamiliar(f"the value is {type(value).__name__}", f"{self.place}/{key}")
        return value

    def text(self, key: str) -> str | None:
        """Take a text, None if there is none."""
        value: str | None = self.take(key, str)
        return value

    def need(self, key: str) -> str:
        """Take a text. Raises Unfamiliar if there is none."""
        value = self.text(key)
        if value is None:
            raise Unfamiliar(f"{key} is missing", self.place or "/")
        return value

    def whole(self, key: str) -> int | None:
        """Take a whole number, None if there is none."""
        value: int | None = self.take(key, int)
        return value

    def skip(self, *keys: str) -> Keys:
        """Take keys that state again what another place says."""
        for key in keys:
            self._left.pop(key, None)
        return self

    def keys(self, key: str) -> Keys | None:
        """Take an object, None if there is none."""
        value = self.take(key, dict)
        return None if value is None else Keys(value, f"{self.place}/{key}", self._all)

    def all_keys(self, key: str) -> list[Keys]:
        """Take a list of objects, empty if there is none."""
        values = self.take(key, list) or []
        return [Keys(value, f"{self.place}/{key}/{at}", self._all) for at, value in enumerate(values)]

    def texts(self, key: str) -> list[str]:
        """Take a list of texts, empty if there is none."""
        values = self.take(key, list) or []
        if not all(isinstance(value, str) for value in values):
            raise Unfamiliar("the list has values other than text", f"{self.place}/{key}")
        return list(values)

    def within(self, value: object, place: str) -> Keys:
        """An object that was found inside a value of this one."""
        return Keys(value, place, self._all)

    def end(self) -> None:
        """Raise Unfamiliar for the first key of the document that nobody took."""
        for keys in self._all:
            if keys._left:
                raise not_written(f"{next(iter(keys._left))!r} here", keys.place or "/")
