"""XML Schema 1.0 as mathematics: what a schema file accepts, in a form in which two schemas can be compared.

Every complex type becomes its attributes, its attribute wildcard, and its content as a regular expression over the
names of elements and wildcards; the names of types, groups and files disappear. `differences` then walks two schemas
side by side and decides for every element that can be reached whether both accept the same. It proves what mutants only
make likely. Of XML Schema it knows what the schemas here use; whatever else stands in a file is an error, and never
ignored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from lxml import etree

XS = "{http://www.w3.org/2001/XMLSchema}"
UNBOUNDED = 1_000_000

Simple: TypeAlias = "tuple[Any, ...]"
"""("builtin", name) | ("restriction", base, facets) | ("list", item) | ("union", members)"""

Content: TypeAlias = "tuple[Any, ...]"
"""() for nothing | ("element", name) | ("any", namespace, strictness) | ("seq", ...) | ("alt", ...)
| ("repeat", content, least, most)
"""

NOTHING: Content = ()
IMPOSSIBLE: Content = ("alt",)

Symbol: TypeAlias = "tuple[str, ...]"


@dataclass(frozen=True)
class Attribute:
    """An attribute that an element may have: `use` is optional or required; the value that stands in for an absent one,
    and the only one allowed.
    """

    use: str
    default: str | None
    fixed: str | None
    type: Simple


@dataclass(frozen=True, eq=False)
class Declaration:
    """A declaration of an element: in which schema, its node there, and the steps from the global one above it."""

    schema: Schema
    node: Any
    path: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.path[-1]

    @property
    def nillable(self) -> bool:
        return bool(self.node.get("nillable", "false") in ("true", "1"))


@dataclass(frozen=True, eq=False)
class Type:
    """What an element of a type may have: attributes by name, other attributes, text, elements.

    `text` is a simple type where the content is text alone; `mixed` lets text stand between the elements.
    """

    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    wildcard: tuple[str, str] | None = None
    text: Simple | None = None
    mixed: bool = False
    content: Content = NOTHING
    elements: Mapping[str, Declaration] = field(default_factory=dict)


class Schema:
    """The schema in the file `path`, with all that it includes and imports."""

    def __init__(self, path: Path) -> None:
        self._globals: dict[tuple[str, str], Any] = {}
        self._loaded: set[Path] = set()
        self._types: dict[Any, Type] = {}
        self._simple: dict[Any, Simple] = {}
        self._load(path.resolve())

    def _load(self, path: Path) -> None:
        if path in self._loaded:
            return
        self._loaded.add(path)
        root = etree.parse(path).getroot()
        target = root.get("targetNamespace")
        for node in root.iterchildren(XS + "*"):
            kind = node.tag.removeprefix(XS)
            match kind:
                case "include" | "import":
                    self._load((path.parent / node.get("schemaLocation", "")).resolve())
                case "annotation":
                    pass
                case "element" | "attribute" | "complexType" | "simpleType" | "group" | "attributeGroup":
                    sort = "type" if kind.endswith("Type") else kind
                    key = (sort, f"{{{target}}}{node.get('name')}")
                    assert key not in self._globals, key
                    self._globals[key] = node
                case _:
                    raise NotImplementedError(kind)

    def elements(self) -> dict[str, Declaration]:
        """The global declarations by name."""
        return {
            name: Declaration(self, node, (name,)) for (kind, name), node in self._globals.items() if kind == "element"
        }

    def types(self) -> list[str]:
        """The names of the global types, by which a document may ask for one (xsi:type)."""
        return sorted(name for kind, name in self._globals if kind == "type")

    def attributes(self) -> dict[str, Attribute]:
        """The global attributes by name: those that lax wildcards check."""
        return {name: self._attribute(node) for (kind, name), node in self._globals.items() if kind == "attribute"}

    def nodes(self, kind: str) -> Iterator[Any]:
        """Each declaration of an element or attribute in the files, global and local, references left out."""
        roots = {node.getroottree().getroot() for node in self._globals.values()}
        return (node for root in roots for node in root.iter(XS + kind) if node.get("name"))

    def _found(self, kind: str, node: Any, attribute: str) -> Any:
        return self._globals[kind, _qualified(node, node.get(attribute))]

    def type_of(self, declaration: Declaration) -> Type:
        """The type of an element, simple ones as complex ones without attributes."""
        node = declaration.node
        inner = next(iter(node.iterchildren(XS + "complexType", XS + "simpleType")), None)
        _only(node, "annotation", "complexType", "simpleType")
        if inner is not None:
            return self._type(inner, declaration)
        assert node.get("type"), declaration.path
        return self._named(node, "type", declaration)

    def _named(self, node: Any, attribute: str, declaration: Declaration) -> Type:
        name = _qualified(node, node.get(attribute))
        if name.startswith(XS):
            return Type(text=("builtin", name.removeprefix(XS)))
        return self._type(self._globals["type", name], declaration)

    def _type(self, node: Any, declaration: Declaration) -> Type:
        if node.tag == XS + "simpleType":
            return Type(text=self.simple(node))
        if node not in self._types:
            self._types[node] = self._complex(node, declaration)
        return self._types[node]

    def _complex(self, node: Any, declaration: Declaration) -> Type:
        mixed = node.get("mixed") == "true"
        derived = next(node.iterchildren(XS + "complexContent", XS + "simpleContent"), None)
        if derived is None:
            attributes, wildcard = self._attributes(node)
            elements: dict[str, Declaration] = {}
            content = self._children(node, declaration, elements)
            return Type(attributes, wildcard, None, mixed, content, elements)
        assert derived.get("mixed") is None
        (extension,) = derived.iterchildren(XS + "extension")
        base = self._named(extension, "base", declaration)
        attributes, wildcard = self._attributes(extension)
        assert not set(attributes) & set(base.attributes), (declaration.path, set(attributes) & set(base.attributes))
        elements = dict(base.elements)
        content = self._children(extension, declaration, elements)
        # An extension that adds no content keeps its base's, mixed or not (XML Schema part 1, 3.4.2).
        assert not content or mixed == base.mixed, declaration.path
        return Type(
            {**base.attributes, **attributes},
            _union(base.wildcard, wildcard),
            base.text,
            base.mixed,
            sequence(base.content, content),
            elements,
        )

    def _attributes(self, node: Any) -> tuple[dict[str, Attribute], tuple[str, str] | None]:
        found: dict[str, Attribute] = {}
        wildcard = None
        for child in node.iterchildren(XS + "*"):
            match child.tag.removeprefix(XS):
                case "attribute":
                    one = {self._attribute_name(child): self._attribute(child)}
                case "attributeGroup":
                    one, other = self._attributes(self._found("attributeGroup", child, "ref"))
                    assert wildcard is None or other is None or wildcard == other
                    wildcard = wildcard or other
                case "anyAttribute":
                    own = _wildcard(child)
                    assert wildcard is None or wildcard == own
                    wildcard, one = own, {}
                case _:
                    continue
            assert not set(one) & set(found), (node.attrib, set(one) & set(found))
            found |= one
        return found, wildcard

    def _attribute_name(self, node: Any) -> str:
        return _qualified(node, node.get("ref")) if node.get("ref") else str(node.get("name"))

    def _attribute(self, node: Any) -> Attribute:
        assert node.get("form") is None
        declared = self._found("attribute", node, "ref") if node.get("ref") else node
        inner = declared.find(XS + "simpleType")
        if inner is not None:
            kind = self.simple(inner)
        elif declared.get("type"):
            kind = self._simple_named(declared, "type")
        else:
            kind = ("builtin", "anySimpleType")
        return Attribute(node.get("use", "optional"), node.get("default"), node.get("fixed"), kind)

    def _simple_named(self, node: Any, attribute: str) -> Simple:
        return self._simple_of(_qualified(node, node.get(attribute)))

    def _simple_of(self, name: str) -> Simple:
        if name.startswith(XS):
            return ("builtin", name.removeprefix(XS))
        return self.simple(self._globals["type", name])

    def simple(self, node: Any) -> Simple:
        """The simple type of a node, resolved; a restriction without facets is its base."""
        if node not in self._simple:
            self._simple[node] = self._resolved(node)
        return self._simple[node]

    def _resolved(self, node: Any) -> Simple:
        (variety,) = [child for child in node.iterchildren(XS + "*") if child.tag != XS + "annotation"]
        inner = [self.simple(child) for child in variety.iterchildren(XS + "simpleType")]
        match variety.tag.removeprefix(XS):
            case "list":
                return ("list", inner[0] if inner else self._simple_named(variety, "itemType"))
            case "union":
                names = variety.get("memberTypes", "").split()
                return ("union", *(self._simple_of(_qualified(variety, name)) for name in names), *inner)
            case "restriction":
                base = inner[0] if inner else self._simple_named(variety, "base")
                facets = sorted(
                    (child.tag.removeprefix(XS), child.get("value"))
                    for child in variety.iterchildren(XS + "*")
                    if child.tag not in (XS + "simpleType", XS + "annotation")
                )
                return ("restriction", base, tuple(facets)) if facets else base
        raise NotImplementedError(variety.tag)

    def _children(self, node: Any, above: Declaration, elements: dict[str, Declaration]) -> Content:
        """The content that the particle below a type or group stands for; notes its elements in `elements`."""
        content = NOTHING
        for child in node.iterchildren(XS + "*"):
            match child.tag.removeprefix(XS):
                case "sequence" | "choice" | "group" | "element" | "any":
                    content = sequence(content, self._particle(child, above, elements))
                case "attribute" | "attributeGroup" | "anyAttribute" | "annotation":
                    pass
                case other:
                    raise NotImplementedError(other)
        return content

    def _particle(self, node: Any, above: Declaration, elements: dict[str, Declaration]) -> Content:
        least = int(node.get("minOccurs", "1"))
        most = UNBOUNDED if node.get("maxOccurs") == "unbounded" else int(node.get("maxOccurs", "1"))
        kind = node.tag.removeprefix(XS)
        match kind:
            case "sequence":
                inner = self._children(node, above, elements)
            case "choice":
                inner = choice(*(self._particle(child, above, elements) for child in _without_notes(node)))
            case "group":
                inner = self._children(self._found("group", node, "ref"), above, elements)
            case "any":
                inner = ("any", *_wildcard(node))
            case _:
                inner = ("element", self._noted(node, above, elements).name)
        return repeat(inner, least, most)

    def _noted(self, node: Any, above: Declaration, elements: dict[str, Declaration]) -> Declaration:
        if node.get("ref"):
            name = _qualified(node, node.get("ref"))
            declaration = Declaration(self, self._globals["element", name], (name,))
        else:
            target = node.getroottree().getroot().get("targetNamespace")
            declaration = Declaration(self, node, (*above.path, f"{{{target}}}{node.get('name')}"))
        known = elements.setdefault(declaration.name, declaration)
        assert known.node is declaration.node or known.node.get("type") == node.get("type") is not None, known.path
        return known


def _wildcard(node: Any) -> tuple[str, str]:
    """The namespaces that a wildcard takes, and how strict it is with what it takes."""
    namespace = node.get("namespace", "##any")
    if namespace == "##targetNamespace":
        namespace = node.getroottree().getroot().get("targetNamespace")
    return namespace, node.get("processContents", "strict")


def _without_notes(node: Any) -> list[Any]:
    return [child for child in node.iterchildren(XS + "*") if child.tag != XS + "annotation"]


def _only(node: Any, *names: str) -> None:
    odd = [child.tag for child in node.iterchildren(XS + "*") if child.tag.removeprefix(XS) not in names]
    assert not odd, odd
    assert not {"substitutionGroup", "abstract"} & set(node.attrib), dict(node.attrib)


def _qualified(node: Any, name: str) -> str:
    prefix, _, local = name.rpartition(":")
    uri = "http://www.w3.org/XML/1998/namespace" if prefix == "xml" else node.nsmap[prefix or None]
    return f"{{{uri}}}{local}"


def _union(base: tuple[str, str] | None, own: tuple[str, str] | None) -> tuple[str, str] | None:
    """The wildcard of a derived type; its strictness is that of the deriving one (XML Schema part 1, 3.4.2)."""
    assert base is None or own is None or base[0] == own[0]
    return own or base


# --------------------------------------------------------------------------------------------------------------------
# Content as a regular expression


def sequence(*parts: Content) -> Content:
    """The contents one after the other."""
    flat: list[Content] = []
    for part in parts:
        if part == IMPOSSIBLE:
            return IMPOSSIBLE
        flat.extend(part[1:] if part[:1] == ("seq",) else [part] if part else [])
    return flat[0] if len(flat) == 1 else ("seq", *flat) if flat else NOTHING


def choice(*parts: Content) -> Content:
    """One of the contents."""
    flat: list[Content] = []
    for part in parts:
        for each in part[1:] if part[:1] == ("alt",) else [part]:
            if each not in flat:
                flat.append(each)
    return flat[0] if len(flat) == 1 else ("alt", *flat)


def repeat(inner: Content, least: int, most: int) -> Content:
    """The content so many times."""
    if (least, most) == (1, 1) or not inner:
        return inner
    return ("repeat", inner, least, most) if most else NOTHING


def may_end(content: Content) -> bool:
    """Whether the content may be nothing at all."""
    match content:
        case ():
            return True
        case ("seq", *parts):
            return all(map(may_end, parts))
        case ("alt", *parts):
            return any(map(may_end, parts))
        case ("repeat", inner, least, _):
            return least == 0 or may_end(inner)
    return False


def first(content: Content) -> set[Symbol]:
    """What the content may begin with."""
    found: set[Symbol] = set()
    match content:
        case ("seq", *parts):
            for part in parts:
                found |= first(part)
                if not may_end(part):
                    break
        case ("alt", *parts):
            found.update(*map(first, parts))
        case ("repeat", inner, _, _):
            return first(inner)
        case ("element" | "any", *_):
            return {content}
    return found


def after(content: Content, symbol: Symbol) -> Content:
    """What may follow once the content has begun with `symbol` (Brzozowski's derivative)."""
    match content:
        case ("seq", head, *tail):
            rest = sequence(after(head, symbol), *tail)
            return choice(rest, after(sequence(*tail), symbol)) if may_end(head) else rest
        case ("alt", *parts):
            return choice(*(after(part, symbol) for part in parts))
        case ("repeat", inner, least, most):
            fewer = most if most == UNBOUNDED else most - 1
            return sequence(after(inner, symbol), repeat(inner, max(least - 1, 0), fewer))
        case ("element" | "any", *_):
            return NOTHING if content == symbol else IMPOSSIBLE
    return IMPOSSIBLE


def content_differences(ours: Content, theirs: Content) -> Iterator[str]:
    """Where the one content accepts what the other does not, as the children that lead there."""
    seen = {(ours, theirs)}
    waiting: list[tuple[Content, Content, tuple[str, ...]]] = [(ours, theirs, ())]
    while waiting:
        one, other, way = waiting.pop()
        shown = " ".join(way) or "nothing"
        if may_end(one) != may_end(other):
            yield f"after {shown} it {'may' if may_end(one) else 'may not'} end, theirs otherwise"
        mine, other_first = first(one), first(other)
        for symbol in sorted(mine ^ other_first):
            yield f"after {shown} only {'ours' if symbol in mine else 'theirs'} has {symbol}"
        for symbol in mine & other_first:
            pair = (after(one, symbol), after(other, symbol))
            if pair not in seen:
                seen.add(pair)
                waiting.append((*pair, (*way, symbol[1].rpartition("}")[2])))


# --------------------------------------------------------------------------------------------------------------------
# Two schemas side by side


def pairs(ours: Schema, theirs: Schema) -> Iterator[tuple[Declaration, Declaration]]:
    """Each two declarations that stand at the same place of the two schemas, from their global elements down."""
    mine, official = ours.elements(), theirs.elements()
    waiting = [(mine[name], official[name]) for name in sorted(mine.keys() & official.keys())]
    seen = {(one.node, other.node) for one, other in waiting}
    while waiting:
        one, other = waiting.pop()
        yield one, other
        inner, other_inner = ours.type_of(one).elements, theirs.type_of(other).elements
        for name in inner.keys() & other_inner.keys():
            pair = (inner[name], other_inner[name])
            if (pair[0].node, pair[1].node) not in seen:
                seen.add((pair[0].node, pair[1].node))
                waiting.append(pair)


def differences(ours: Schema, theirs: Schema) -> Iterator[str]:
    """Everything in which the two schemas differ, as a path of element names and what is different there."""
    for name in sorted(ours.elements().keys() ^ theirs.elements().keys()):
        yield f"{name}: global in {'ours' if name in ours.elements() else 'theirs'} alone"
    for name in sorted(ours.attributes().keys() | theirs.attributes().keys()):
        if ours.attributes().get(name) != theirs.attributes().get(name):
            yield f"@{name}: {ours.attributes().get(name)}, theirs {theirs.attributes().get(name)}"
    for one, other in pairs(ours, theirs):
        path = "/".join(step.rpartition("}")[2] for step in other.path)
        mine, official = ours.type_of(one), theirs.type_of(other)
        for difference in _type_differences(mine, official):
            yield f"{path}: {difference}"
        if one.nillable != other.nillable:
            yield f"{path}: nillable"
        for key in ("default", "fixed"):
            if one.node.get(key) != other.node.get(key):
                yield f"{path}: {key} value"


def _type_differences(mine: Type, official: Type) -> Iterator[str]:
    for name in sorted(mine.attributes.keys() ^ official.attributes.keys()):
        yield f"@{name} in {'ours' if name in mine.attributes else 'theirs'} alone"
    for name in sorted(mine.attributes.keys() & official.attributes.keys()):
        if mine.attributes[name] != official.attributes[name]:
            yield f"@{name}: {mine.attributes[name]}, theirs {official.attributes[name]}"
    if mine.wildcard != official.wildcard:
        yield f"other attributes: {mine.wildcard}, theirs {official.wildcard}"
    if mine.mixed != official.mixed:
        yield f"mixed: {mine.mixed}, theirs {official.mixed}"
    if mine.text != official.text:
        yield f"text: {mine.text}, theirs {official.text}"
    yield from content_differences(mine.content, official.content)
