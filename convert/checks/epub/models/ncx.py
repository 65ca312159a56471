"""The NCX (OPF 2.0.1, 2.4.1; ANSI/NISO Z39.86-2005, 8)."""

from __future__ import annotations

from convert.checks.epub.grammar import ANYTHING, Child, Grammar, Model, one_of
from convert.checks.epub.models.names import ID, LANGUAGE, Attributes
from convert.checks.epub.namespaces import NCX, XML

_NCX_I18N: Attributes = {f"{XML}lang": LANGUAGE, "dir": one_of("ltr", "rtl")}
_CLASS: Attributes = {"class": ANYTHING}
_TEXT_AND_IMAGE = (Child(f"{NCX}text", "text", 1, 1), Child(f"{NCX}img", "img", 0, 1))
_LABEL = Model(optional=_NCX_I18N, ordered=True, children=_TEXT_AND_IMAGE)
_TITLE = Model(optional={**ID, **_NCX_I18N}, ordered=True, children=_TEXT_AND_IMAGE)
_TARGET = (Child(f"{NCX}navLabel", "label", 1), Child(f"{NCX}content", "content", 1, 1))

NCX_2005 = Grammar(
    "NCX",
    {f"{NCX}ncx": "ncx"},
    {
        "ncx": Model(
            required={"version": one_of("2005-1")},
            optional=_NCX_I18N,
            ordered=True,
            children=(
                Child(f"{NCX}head", "head", 1, 1),
                Child(f"{NCX}docTitle", "title", 1, 1),
                Child(f"{NCX}docAuthor", "title"),
                Child(f"{NCX}navMap", "map", 1, 1),
                Child(f"{NCX}pageList", "pages", 0, 1),
                Child(f"{NCX}navList", "list"),
            ),
        ),
        "head": Model(children=(Child(f"{NCX}meta", "meta", 1),)),
        "meta": Model(required={"name": ANYTHING, "content": ANYTHING}, optional={"scheme": ANYTHING}),
        "title": _TITLE,
        "label": _LABEL,
        "text": Model(optional={**ID, **_CLASS}, together=("id", "class"), text=ANYTHING),
        "img": Model(required={"src": ANYTHING}, optional={**ID, **_CLASS}, together=("id", "class")),
        "content": Model(required={"src": ANYTHING}, optional=ID),
        "map": Model(
            optional=ID,
            ordered=True,
            children=(
                Child(f"{NCX}navInfo", "label"),
                Child(f"{NCX}navLabel", "label"),
                Child(f"{NCX}navPoint", "point", 1),
            ),
        ),
        "point": Model(
            required=ID,
            optional={**_CLASS, "playOrder": ANYTHING},
            ordered=True,
            children=(*_TARGET, Child(f"{NCX}navPoint", "point")),
        ),
        "pages": Model(
            optional={**ID, **_CLASS},
            together=("id", "class"),
            ordered=True,
            children=(
                Child(f"{NCX}navLabel", "label", 0, 1),
                Child(f"{NCX}navInfo", "label", 0, 1),
                Child(f"{NCX}pageTarget", "page", 1),
            ),
        ),
        "page": Model(
            required={"type": one_of("front", "normal", "special")},
            optional={**ID, "value": ANYTHING, **_CLASS, "playOrder": ANYTHING},
            ordered=True,
            children=_TARGET,
        ),
        "list": Model(
            optional={**ID, **_CLASS},
            ordered=True,
            children=(
                Child(f"{NCX}navInfo", "label"),
                Child(f"{NCX}navLabel", "label", 1),
                Child(f"{NCX}navTarget", "target", 1),
            ),
        ),
        "target": Model(
            required=ID,
            optional={**_CLASS, "value": ANYTHING, "playOrder": ANYTHING},
            ordered=True,
            children=_TARGET,
        ),
    },
)
