"""Media overlays (EPUB 3.3, 9.2)."""

from __future__ import annotations

from convert.checks.epub.grammar import ANYTHING, Child, Grammar, Model, one_of
from convert.checks.epub.models.names import CLOCK, ID, TOKENS, URI, Attributes
from convert.checks.epub.namespaces import OPS, SMIL


def _is_anything(tag: str) -> bool:
    return True


_TIMED: Attributes = {f"{OPS}type": TOKENS, **ID}
_SEQUENCE = (Child(f"{SMIL}seq", "seq"), Child(f"{SMIL}par", "par"))

OVERLAY = Grammar(
    "media overlay",
    {f"{SMIL}smil": "smil"},
    {
        "smil": Model(
            required={"version": one_of("3.0")},
            optional={**ID, f"{OPS}prefix": ANYTHING},
            ordered=True,
            children=(Child(f"{SMIL}head", "head", 0, 1), Child(f"{SMIL}body", "body", 1, 1)),
        ),
        "head": Model(children=(Child(f"{SMIL}metadata", "metadata", 0, 1),)),
        "metadata": Model(foreign=_is_anything),
        "body": Model(optional={**_TIMED, f"{OPS}textref": URI}, children=_SEQUENCE, fewest=1),
        "seq": Model(required={f"{OPS}textref": URI}, optional=_TIMED, children=_SEQUENCE, fewest=1),
        "par": Model(
            optional=_TIMED,
            ordered=True,
            children=(Child(f"{SMIL}text", "text", 1, 1), Child(f"{SMIL}audio", "audio", 0, 1)),
        ),
        "text": Model(required={"src": URI}, optional=ID),
        "audio": Model(required={"src": URI}, optional={**ID, "clipBegin": CLOCK, "clipEnd": CLOCK}),
    },
)
