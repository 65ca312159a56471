"""Container documents (EPUB 3.3, 4.2.6.3.1; OCF 2.0.1, 3.5.1), and the metadata and mapping of several renditions
(Multiple-Rendition Publications 1.1, 4 and 5).
"""

from __future__ import annotations

from convert.checks.epub.grammar import ANYTHING, Child, Grammar, Model, matching, one_of
from convert.checks.epub.models.names import I18N, ID, LANGUAGE, MEDIA_TYPE, NAME, TOKEN, TOKENS, URI
from convert.checks.epub.models.package import MODELS_3, dublin
from convert.checks.epub.namespaces import OCF, OCF_METADATA, OPS, RENDITION, XHTML

_CONTAINER_TYPE = one_of("application/oebps-package+xml")
_QUERY = r"(?:(?:(?:only|not)\s+)?all|\([^>)]+\))(?:\s+and\s+\([^>)]+\))*\s*"
_ACCESS_MODE = r"(?:auditory|tactile|textual|visual)"

CONTAINER_3 = Grammar(
    "container document, EPUB 3",
    {f"{OCF}container": "container"},
    {
        "container": Model(
            required={"version": one_of("1.0")},
            ordered=True,
            children=(Child(f"{OCF}rootfiles", "rootfiles", 1, 1), Child(f"{OCF}links", "links", 0, 1)),
        ),
        "rootfiles": Model(children=(Child(f"{OCF}rootfile", "rootfile", 1),)),
        "rootfile": Model(
            required={"full-path": URI, "media-type": _CONTAINER_TYPE},
            optional={
                f"{RENDITION}media": matching("a media query", rf"{_QUERY}(?:,\s*{_QUERY})*"),
                f"{RENDITION}layout": one_of("reflowable", "pre-paginated"),
                f"{RENDITION}language": LANGUAGE,
                f"{RENDITION}accessMode": matching("a list of access modes", rf"{_ACCESS_MODE}(?:\s+{_ACCESS_MODE})*"),
                f"{RENDITION}label": ANYTHING,
            },
        ),
        "links": Model(children=(Child(f"{OCF}link", "link", 1),)),
        "link": Model(required={"href": URI, "rel": ANYTHING}, optional={"media-type": MEDIA_TYPE}),
    },
)

CONTAINER_2 = Grammar(
    "container document, EPUB 2",
    {f"{OCF}container": "container"},
    {
        "container": Model(required={"version": ANYTHING}, children=(Child(f"{OCF}rootfiles", "rootfiles", 1, 1),)),
        "rootfiles": Model(children=(Child(f"{OCF}rootfile", "rootfile", 1),)),
        "rootfile": Model(required={"full-path": ANYTHING, "media-type": ANYTHING}),
    },
)

RENDITION_METADATA = Grammar(
    "metadata of a publication with several renditions",
    {f"{OCF_METADATA}metadata": "publication"},
    {
        **MODELS_3,
        "publication": Model(
            required={"unique-identifier": NAME},
            optional={"prefix": ANYTHING, **ID, **I18N, "version": one_of("3.0")},
            children=(
                *dublin(required=("identifier",), single=("date",)),
                Child(f"{OCF_METADATA}meta", "meta"),
                Child(f"{OCF_METADATA}link", "rendition-link"),
            ),
        ),
        "rendition-link": Model(
            required={"href": URI, "rel": TOKENS}, optional={**ID, "refines": URI, "media-type": MEDIA_TYPE}
        ),
    },
)

MAPPING = Grammar(
    "mapping of renditions",
    {f"{XHTML}html": "html"},
    {
        "html": Model(
            optional={f"{OPS}prefix": ANYTHING},
            ordered=True,
            children=(Child(f"{XHTML}head", "head", 1, 1), Child(f"{XHTML}body", "body", 1, 1)),
        ),
        "head": Model(children=(Child(f"{XHTML}meta", "meta"),)),
        "meta": Model(required={"name": ANYTHING, "content": ANYTHING}, variants=(("charset", "charset"),)),
        "charset": Model(required={"charset": TOKEN}),
        "body": Model(children=(Child(f"{XHTML}nav", "nav", 1),)),
        "nav": Model(optional={f"{OPS}type": TOKENS}, children=(Child(f"{XHTML}ul", "ul", 1),)),
        "ul": Model(children=(Child(f"{XHTML}li", "li", 2),)),
        "li": Model(children=(Child(f"{XHTML}a", "a", 1, 1),)),
        "a": Model(required={"href": URI}, optional={f"{OPS}rendition": URI}),
    },
)
