"""Package documents of EPUB 3 (EPUB 3.3, 5) and EPUB 2 (OPF 2.0.1, 2)."""

from __future__ import annotations

from collections.abc import Mapping

from convert.checks.epub.grammar import ANYTHING, NOT_EMPTY, Child, Grammar, Model, one_of
from convert.checks.epub.models.names import (
    I18N,
    ID,
    LANGUAGE_OR_NONE,
    MEDIA_TYPE,
    NAME,
    TOKEN,
    TOKENS,
    URI,
    Attributes,
)
from convert.checks.epub.namespaces import DC, OEB, OPF, XML, XSI

_INTERNATIONAL = (
    *("title", "source", "creator", "subject", "description", "publisher", "contributor", "relation", "coverage"),
    "rights",
)
_PLAIN = ("identifier", "language", "date", "type", "format")
_DUBLIN = (*_PLAIN, *_INTERNATIONAL)
_REQUIRED_DUBLIN = ("identifier", "title", "language")


def dublin(*, required: tuple[str, ...], single: tuple[str, ...]) -> tuple[Child, ...]:
    return tuple(
        Child(
            f"{DC}{name}",
            "dc-international" if name in _INTERNATIONAL else "dc",
            least=int(name in required),
            most=int(name in single),
        )
        for name in _DUBLIN
    )


MODELS_3: Mapping[str, Model] = {
    "package": Model(
        required={"version": one_of("3.0"), "unique-identifier": NAME},
        optional={**ID, "prefix": ANYTHING, **I18N},
        ordered=True,
        children=(
            Child(f"{OPF}metadata", "metadata", 1, 1),
            Child(f"{OPF}manifest", "manifest", 1, 1),
            Child(f"{OPF}spine", "spine", 1, 1),
            Child(f"{OPF}guide", "guide", 0, 1),
            Child(f"{OPF}bindings", "bindings", 0, 1),
            Child(f"{OPF}collection", "collection"),
        ),
    ),
    "metadata": Model(
        optional={**ID, **I18N},
        children=(
            *dublin(required=_REQUIRED_DUBLIN, single=("date",)),
            Child(f"{OPF}meta", "meta-2"),
            Child(f"{OPF}link", "link"),
        ),
    ),
    "dc": Model(optional=ID, text=NOT_EMPTY),
    "dc-international": Model(optional={**ID, **I18N}, text=NOT_EMPTY),
    "meta": Model(
        required={"property": TOKEN},
        optional={"refines": URI, **ID, "scheme": TOKEN, **I18N},
        text=NOT_EMPTY,
    ),
    "meta-2": Model(required={"name": ANYTHING, "content": ANYTHING}, variants=(("property", "meta"),)),
    "link": Model(
        required={"href": URI, "rel": TOKENS},
        optional={"hreflang": LANGUAGE_OR_NONE, **ID, "refines": URI, "media-type": MEDIA_TYPE, "properties": TOKENS},
    ),
    "manifest": Model(optional=ID, children=(Child(f"{OPF}item", "item", 1),)),
    "item": Model(
        required={"id": NAME, "href": URI, "media-type": MEDIA_TYPE},
        optional={"fallback": NAME, "media-overlay": NAME, "properties": TOKENS},
    ),
    "spine": Model(
        optional={**ID, "toc": NAME, "page-progression-direction": one_of("ltr", "rtl", "default")},
        children=(Child(f"{OPF}itemref", "itemref", 1),),
    ),
    "itemref": Model(required={"idref": NAME}, optional={"linear": one_of("yes", "no"), **ID, "properties": TOKENS}),
    "guide": Model(children=(Child(f"{OPF}reference", "reference", 1),)),
    "reference": Model(required={"href": URI, "type": ANYTHING}, optional={"title": ANYTHING}),
    "bindings": Model(children=(Child(f"{OPF}mediaType", "mediaType", 1),)),
    "mediaType": Model(required={"media-type": MEDIA_TYPE, "handler": NAME}),
    "collection": Model(
        required={"role": ANYTHING},
        optional={**ID, **I18N},
        ordered=True,
        children=(
            Child(f"{OPF}metadata", "collection-metadata", 0, 1),
            Child(f"{OPF}collection", "collection"),
            Child(f"{OPF}link", "collection-link"),
        ),
    ),
    "collection-metadata": Model(
        optional={**ID, **I18N},
        children=(
            *dublin(required=(), single=()),
            Child(f"{OPF}meta", "meta"),
            Child(f"{OPF}link", "link"),
        ),
    ),
    "collection-link": Model(required={"href": URI}, optional={"rel": TOKENS, **ID, "media-type": MEDIA_TYPE}),
}

PACKAGE_3 = Grammar("package document, EPUB 3", {f"{OPF}package": "package"}, MODELS_3)


_TYPED: Attributes = {f"{XSI}type": ANYTHING}
_LANG_2: Attributes = {f"{XML}lang": ANYTHING}
_PERSON: Attributes = {**ID, **_LANG_2, f"{OPF}file-as": ANYTHING, f"{OPF}role": ANYTHING}
_DUBLIN_2: Mapping[str, Model] = {
    "identifier": Model(optional={**ID, **_TYPED, f"{OPF}scheme": ANYTHING}, text=NOT_EMPTY),
    "title": Model(optional={**ID, **_LANG_2}, text=ANYTHING),
    "language": Model(optional={**ID, **_TYPED}, text=ANYTHING),
    "contributor": Model(optional=_PERSON, text=ANYTHING),
    "coverage": Model(optional={**ID, **_LANG_2}, text=ANYTHING),
    "creator": Model(optional=_PERSON, text=ANYTHING),
    "date": Model(optional={**ID, **_TYPED, f"{OPF}event": ANYTHING}, text=ANYTHING),
    "description": Model(optional={**ID, **_LANG_2}, text=ANYTHING),
    "format": Model(optional={**ID, **_TYPED}, text=ANYTHING),
    "publisher": Model(optional={**ID, **_LANG_2}, text=ANYTHING),
    "relation": Model(optional={**ID, **_LANG_2}, text=ANYTHING),
    "rights": Model(optional={**ID, **_LANG_2}, text=ANYTHING),
    "source": Model(optional={**ID, **_LANG_2}, text=ANYTHING),
    "subject": Model(optional={**ID, **_LANG_2}, text=ANYTHING),
    "type": Model(optional={**ID, **_TYPED}, text=ANYTHING),
}
_OWN_SPACES = (OPF, OEB, DC)


def _is_other(tag: str) -> bool:
    """Whether an element is none of those that package documents describe."""
    return not tag.startswith(_OWN_SPACES)


_META_2 = Model(required={"name": ANYTHING, "content": ANYTHING}, optional={**ID, **_LANG_2, "scheme": ANYTHING})
_DUBLIN_CHILDREN_2 = tuple(Child(f"{DC}{name}", name, int(name in _REQUIRED_DUBLIN)) for name in _DUBLIN_2)

_PACKAGE_2: Mapping[str, Model] = {
    **_DUBLIN_2,
    "package": Model(
        required={"version": one_of("2.0"), "unique-identifier": NAME},
        optional=ID,
        ordered=True,
        children=(
            Child(f"{OPF}metadata", "metadata", 1, 1),
            Child(f"{OPF}manifest", "manifest", 1, 1),
            Child(f"{OPF}spine", "spine", 1, 1),
            Child(f"{OPF}tours", "tours", 0, 1),
            Child(f"{OPF}guide", "guide", 0, 1),
        ),
    ),
    "manifest": Model(optional=ID, children=(Child(f"{OPF}item", "item", 1),)),
    "itemref": Model(required={"idref": NAME}, optional={**ID, "linear": one_of("yes", "no")}),
    "tours": Model(optional=ID, children=(Child(f"{OPF}tour", "tour", 1),)),
    "tour": Model(required={"title": ANYTHING}, optional=ID, children=(Child(f"{OPF}site", "site", 1),)),
    "site": Model(required={"title": ANYTHING, "href": URI}, optional=ID),
    "guide": Model(optional=ID, children=(Child(f"{OPF}reference", "reference", 1),)),
    "reference": Model(required={"type": ANYTHING, "href": URI}, optional={**ID, "title": ANYTHING}),
    "metadata": Model(
        optional=ID,
        children=(*_DUBLIN_CHILDREN_2, Child(f"{OPF}meta", "meta")),
        foreign=_is_other,
    ),
    "nested-metadata": Model(
        optional=ID,
        children=(Child(f"{OPF}dc-metadata", "dc-metadata", 1, 1), Child(f"{OPF}x-metadata", "x-metadata", 0, 1)),
    ),
    "dc-metadata": Model(optional=ID, children=_DUBLIN_CHILDREN_2),
    "x-metadata": Model(optional=ID, children=(Child(f"{OPF}meta", "meta"),), foreign=_is_other),
    "meta": _META_2,
    "item": Model(
        required={"id": NAME, "href": URI, "media-type": ANYTHING},
        optional={
            "fallback": NAME,
            "fallback-style": NAME,
            "required-namespace": ANYTHING,
            "required-modules": ANYTHING,
        },
    ),
    "spine": Model(required={"toc": NAME}, optional=ID, children=(Child(f"{OPF}itemref", "itemref", 1),)),
}

PACKAGE_2 = Grammar("package document, OPF 2.0", {f"{OPF}package": "package"}, _PACKAGE_2)
PACKAGE_2_NESTED = Grammar(
    "package document, OPF 2.0",
    {f"{OPF}package": "package"},
    {**_PACKAGE_2, "metadata": _PACKAGE_2["nested-metadata"]},
)
