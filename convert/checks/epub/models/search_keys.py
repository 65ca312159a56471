"""Search key maps (EPUB Dictionaries and Glossaries 1.0, 5)."""

from __future__ import annotations

from convert.checks.epub.grammar import ANYTHING, Child, Grammar, Model, one_of
from convert.checks.epub.models.names import ID, LANGUAGE, URI
from convert.checks.epub.namespaces import OPS, XML

SEARCH_KEYS = Grammar(
    "search keys of a dictionary",
    {f"{OPS}search-key-map": "map"},
    {
        "map": Model(
            required={f"{XML}lang": LANGUAGE},
            optional={**ID, "dir": one_of("ltr", "rtl")},
            children=(Child(f"{OPS}search-key-group", "group", 1),),
        ),
        "group": Model(required={"href": URI}, optional=ID, children=(Child(f"{OPS}match", "match", 1),)),
        "match": Model(
            optional={
                "href": URI,
                "value": ANYTHING,
                "title": ANYTHING,
                "phonogram": ANYTHING,
                **ID,
                f"{XML}lang": LANGUAGE,
            },
            children=(Child(f"{OPS}value", "value"),),
        ),
        "value": Model(required={"value": ANYTHING}),
    },
)
