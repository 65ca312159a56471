"""The vocabularies around the content documents: package 3.x and 2.0, container, NCX, overlays and others.

A table for each, with the models of its elements; `grammar` explains them. The standards in which they are described:

    package 3           EPUB 3.3, 5            package 2       OPF 2.0.1, 2
    container           EPUB 3.3, 4.2.6.3.1    container 2     OCF 2.0.1, 3.5.1
    renditions          Multiple-Rendition Publications 1.1     mapping    the same, 5
    encryption          EPUB 3.3, 4.2.6.3.2    signatures      EPUB 3.3, 4.2.6.3.6
    overlay             EPUB 3.3, 9.2          NCX             OPF 2.0.1, 2.4.1 (ANSI/NISO Z39.86-2005, 8)
    navigation          EPUB 3.3, 7.3          search keys     EPUB Dictionaries and Glossaries 1.0, 5
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

from convert.checks.epub.grammar import (
    ANYTHING,
    NOT_EMPTY,
    Child,
    Datatype,
    Grammar,
    Model,
    matching,
    one_of,
)

OPF = "{http://www.idpf.org/2007/opf}"
OEB = "{http://openebook.org/namespaces/oeb-package/1.0/}"
DC = "{http://purl.org/dc/elements/1.1/}"
OCF = "{urn:oasis:names:tc:opendocument:xmlns:container}"
RENDITION = "{http://www.idpf.org/2013/rendition}"
OCF_METADATA = "{http://www.idpf.org/2013/metadata}"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
SMIL = "{http://www.w3.org/ns/SMIL}"
OPS = "{http://www.idpf.org/2007/ops}"
XHTML = "{http://www.w3.org/1999/xhtml}"
XML = "{http://www.w3.org/XML/1998/namespace}"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
ENC = "{http://www.w3.org/2001/04/xmlenc#}"
DSIG = "{http://www.w3.org/2000/09/xmldsig#}"
COMPRESSION = "{http://www.idpf.org/2016/encryption#compression}"

# --------------------------------------------------------------------------------------------------------------------
# Datatypes

_START = r"A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F"
_START += r"\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
_NAME = _START + r"\-.0-9\u00B7\u0300-\u036F\u203F-\u2040"

NAME = matching("an XML name without a colon", f"[{_START}][{_NAME}]*")
TOKEN = matching("one name token", f"[{_NAME}:]+")
TOKENS = matching("a list of name tokens", rf"[{_NAME}:]+(?:\s+[{_NAME}:]+)*")
LANGUAGE = matching("a language tag", r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
LANGUAGE_OR_NONE = matching("a language tag", r"(?:[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)?")
MEDIA_TYPE = Datatype(
    "a media type",
    re.compile(r"[a-zA-Z0-9!#$&+\-^_]+/[a-zA-Z0-9!#$&+\-^_]+[^\r\n]*").fullmatch,  # type: ignore[arg-type]
)
CLOCK = matching(
    "a clock value",
    r"[0-9]+:[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?"
    r"|[0-9]+(?:\.[0-9]+)?(?:h|min|s|ms)?",
)
INTEGER = matching("a whole number", r"\+?[0-9]+|-0+")
BASE64 = matching("base64", r"[A-Za-z0-9+/=\s]*")
_PLAIN_URI = re.compile(r"[A-Za-z0-9_./~\-]*(?:#[A-Za-z0-9_.\-]*)?")
_ESCAPES = re.compile(r"%(?![0-9A-Fa-f]{2})")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:(.*)", re.DOTALL)


def _is_uri(value: str) -> bool:
    """Whether a value is a URI reference as XML Schema has it: most characters are allowed, as they can be escaped."""
    if _PLAIN_URI.fullmatch(value):
        return True
    text = value.strip(" \t\r\n")
    if _ESCAPES.search(text) or text.count("#") > 1:
        return False
    first = re.split(r"[/?#]", text, maxsplit=1)[0]
    if ":" in first:
        found = _SCHEME.match(text)
        return found is not None and bool(found[1].partition("#")[0])
    return True


URI = Datatype("a URI reference", _is_uri)
DIRECTION = one_of("ltr", "rtl", "auto")

Attributes: TypeAlias = Mapping[str, Datatype]

_ID: Attributes = {"id": NAME}
_LANG: Attributes = {f"{XML}lang": LANGUAGE_OR_NONE}
_I18N: Attributes = {**_LANG, "dir": DIRECTION}

# --------------------------------------------------------------------------------------------------------------------
# Package documents of EPUB 3

_INTERNATIONAL = (
    *("title", "source", "creator", "subject", "description", "publisher", "contributor", "relation", "coverage"),
    "rights",
)
_PLAIN = ("identifier", "language", "date", "type", "format")
_DUBLIN = (*_PLAIN, *_INTERNATIONAL)
_REQUIRED_DUBLIN = ("identifier", "title", "language")


def _dublin(*, required: tuple[str, ...], single: tuple[str, ...]) -> tuple[Child, ...]:
    return tuple(
        Child(
            f"{DC}{name}",
            "dc-international" if name in _INTERNATIONAL else "dc",
            least=int(name in required),
            most=int(name in single),
        )
        for name in _DUBLIN
    )


_PACKAGE_3: Mapping[str, Model] = {
    "package": Model(
        required={"version": one_of("3.0"), "unique-identifier": NAME},
        optional={**_ID, "prefix": ANYTHING, **_I18N},
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
        optional={**_ID, **_I18N},
        children=(
            *_dublin(required=_REQUIRED_DUBLIN, single=("date",)),
            Child(f"{OPF}meta", "meta-2"),
            Child(f"{OPF}link", "link"),
        ),
    ),
    "dc": Model(optional=_ID, text=NOT_EMPTY),
    "dc-international": Model(optional={**_ID, **_I18N}, text=NOT_EMPTY),
    "meta": Model(
        required={"property": TOKEN},
        optional={"refines": URI, **_ID, "scheme": TOKEN, **_I18N},
        text=NOT_EMPTY,
    ),
    "meta-2": Model(required={"name": ANYTHING, "content": ANYTHING}, variants=(("property", "meta"),)),
    "link": Model(
        required={"href": URI, "rel": TOKENS},
        optional={"hreflang": LANGUAGE_OR_NONE, **_ID, "refines": URI, "media-type": MEDIA_TYPE, "properties": TOKENS},
    ),
    "manifest": Model(optional=_ID, children=(Child(f"{OPF}item", "item", 1),)),
    "item": Model(
        required={"id": NAME, "href": URI, "media-type": MEDIA_TYPE},
        optional={"fallback": NAME, "media-overlay": NAME, "properties": TOKENS},
    ),
    "spine": Model(
        optional={**_ID, "toc": NAME, "page-progression-direction": one_of("ltr", "rtl", "default")},
        children=(Child(f"{OPF}itemref", "itemref", 1),),
    ),
    "itemref": Model(required={"idref": NAME}, optional={"linear": one_of("yes", "no"), **_ID, "properties": TOKENS}),
    "guide": Model(children=(Child(f"{OPF}reference", "reference", 1),)),
    "reference": Model(required={"href": URI, "type": ANYTHING}, optional={"title": ANYTHING}),
    "bindings": Model(children=(Child(f"{OPF}mediaType", "mediaType", 1),)),
    "mediaType": Model(required={"media-type": MEDIA_TYPE, "handler": NAME}),
    "collection": Model(
        required={"role": ANYTHING},
        optional={**_ID, **_I18N},
        ordered=True,
        children=(
            Child(f"{OPF}metadata", "collection-metadata", 0, 1),
            Child(f"{OPF}collection", "collection"),
            Child(f"{OPF}link", "collection-link"),
        ),
    ),
    "collection-metadata": Model(
        optional={**_ID, **_I18N},
        children=(
            *_dublin(required=(), single=()),
            Child(f"{OPF}meta", "meta"),
            Child(f"{OPF}link", "link"),
        ),
    ),
    "collection-link": Model(required={"href": URI}, optional={"rel": TOKENS, **_ID, "media-type": MEDIA_TYPE}),
}

PACKAGE_3 = Grammar("package document, EPUB 3", {f"{OPF}package": "package"}, _PACKAGE_3)

# --------------------------------------------------------------------------------------------------------------------
# Package documents of EPUB 2

_TYPED: Attributes = {f"{XSI}type": ANYTHING}
_LANG_2: Attributes = {f"{XML}lang": ANYTHING}
_PERSON: Attributes = {**_ID, **_LANG_2, f"{OPF}file-as": ANYTHING, f"{OPF}role": ANYTHING}
_DUBLIN_2: Mapping[str, Model] = {
    "identifier": Model(optional={**_ID, **_TYPED, f"{OPF}scheme": ANYTHING}, text=NOT_EMPTY),
    "title": Model(optional={**_ID, **_LANG_2}, text=ANYTHING),
    "language": Model(optional={**_ID, **_TYPED}, text=ANYTHING),
    "contributor": Model(optional=_PERSON, text=ANYTHING),
    "coverage": Model(optional={**_ID, **_LANG_2}, text=ANYTHING),
    "creator": Model(optional=_PERSON, text=ANYTHING),
    "date": Model(optional={**_ID, **_TYPED, f"{OPF}event": ANYTHING}, text=ANYTHING),
    "description": Model(optional={**_ID, **_LANG_2}, text=ANYTHING),
    "format": Model(optional={**_ID, **_TYPED}, text=ANYTHING),
    "publisher": Model(optional={**_ID, **_LANG_2}, text=ANYTHING),
    "relation": Model(optional={**_ID, **_LANG_2}, text=ANYTHING),
    "rights": Model(optional={**_ID, **_LANG_2}, text=ANYTHING),
    "source": Model(optional={**_ID, **_LANG_2}, text=ANYTHING),
    "subject": Model(optional={**_ID, **_LANG_2}, text=ANYTHING),
    "type": Model(optional={**_ID, **_TYPED}, text=ANYTHING),
}
_OWN_SPACES = (OPF, OEB, DC)


def _is_other(tag: str) -> bool:
    """Whether an element is none of those that package documents describe."""
    return not tag.startswith(_OWN_SPACES)


_META_2 = Model(required={"name": ANYTHING, "content": ANYTHING}, optional={**_ID, **_LANG_2, "scheme": ANYTHING})
_DUBLIN_CHILDREN_2 = tuple(Child(f"{DC}{name}", name, int(name in _REQUIRED_DUBLIN)) for name in _DUBLIN_2)

_PACKAGE_2: Mapping[str, Model] = {
    **_DUBLIN_2,
    "package": Model(
        required={"version": one_of("2.0"), "unique-identifier": NAME},
        optional=_ID,
        ordered=True,
        children=(
            Child(f"{OPF}metadata", "metadata", 1, 1),
            Child(f"{OPF}manifest", "manifest", 1, 1),
            Child(f"{OPF}spine", "spine", 1, 1),
            Child(f"{OPF}tours", "tours", 0, 1),
            Child(f"{OPF}guide", "guide", 0, 1),
        ),
    ),
    "manifest": Model(optional=_ID, children=(Child(f"{OPF}item", "item", 1),)),
    "itemref": Model(required={"idref": NAME}, optional={**_ID, "linear": one_of("yes", "no")}),
    "tours": Model(optional=_ID, children=(Child(f"{OPF}tour", "tour", 1),)),
    "tour": Model(required={"title": ANYTHING}, optional=_ID, children=(Child(f"{OPF}site", "site", 1),)),
    "site": Model(required={"title": ANYTHING, "href": URI}, optional=_ID),
    "guide": Model(optional=_ID, children=(Child(f"{OPF}reference", "reference", 1),)),
    "reference": Model(required={"type": ANYTHING, "href": URI}, optional={**_ID, "title": ANYTHING}),
    "metadata": Model(
        optional=_ID,
        children=(*_DUBLIN_CHILDREN_2, Child(f"{OPF}meta", "meta")),
        foreign=_is_other,
    ),
    "nested-metadata": Model(
        optional=_ID,
        children=(Child(f"{OPF}dc-metadata", "dc-metadata", 1, 1), Child(f"{OPF}x-metadata", "x-metadata", 0, 1)),
    ),
    "dc-metadata": Model(optional=_ID, children=_DUBLIN_CHILDREN_2),
    "x-metadata": Model(optional=_ID, children=(Child(f"{OPF}meta", "meta"),), foreign=_is_other),
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
    "spine": Model(required={"toc": NAME}, optional=_ID, children=(Child(f"{OPF}itemref", "itemref", 1),)),
}

PACKAGE_2 = Grammar("package document, OPF 2.0", {f"{OPF}package": "package"}, _PACKAGE_2, data=False)
PACKAGE_2_NESTED = Grammar(
    "package document, OPF 2.0",
    {f"{OPF}package": "package"},
    {**_PACKAGE_2, "metadata": _PACKAGE_2["nested-metadata"]},
    data=False,
)

# --------------------------------------------------------------------------------------------------------------------
# Files of META-INF

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
    data=False,
)

RENDITION_METADATA = Grammar(
    "metadata of a publication with several renditions",
    {f"{OCF_METADATA}metadata": "publication"},
    {
        **_PACKAGE_3,
        "publication": Model(
            required={"unique-identifier": NAME},
            optional={"prefix": ANYTHING, **_ID, **_I18N, "version": one_of("3.0")},
            children=(
                *_dublin(required=("identifier",), single=("date",)),
                Child(f"{OCF_METADATA}meta", "meta"),
                Child(f"{OCF_METADATA}link", "rendition-link"),
            ),
        ),
        "rendition-link": Model(
            required={"href": URI, "rel": TOKENS}, optional={**_ID, "refines": URI, "media-type": MEDIA_TYPE}
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


def _is_anything(tag: str) -> bool:
    return True


def _is_not_encryption(tag: str) -> bool:
    return not tag.startswith(ENC)


_ANY = Model(text=ANYTHING, foreign=_is_anything, foreign_attributes=True)
_ENCRYPTED: Attributes = {"Id": NAME, "Type": URI, "MimeType": ANYTHING, "Encoding": URI}
_ENCRYPTED_CHILDREN = (
    Child(f"{ENC}EncryptionMethod", "method", 0, 1),
    Child(f"{DSIG}KeyInfo", "any", 0, 1),
    Child(f"{ENC}CipherData", "data", 1, 1),
    Child(f"{ENC}EncryptionProperties", "properties", 0, 1),
)

ENCRYPTION = Grammar(
    "encryption of files",
    {f"{OCF}encryption": "encryption"},
    {
        "any": _ANY,
        "encryption": Model(
            children=(Child(f"{ENC}EncryptedData", "encrypted"), Child(f"{ENC}EncryptedKey", "key")), fewest=1
        ),
        "encrypted": Model(optional=_ENCRYPTED, ordered=True, children=_ENCRYPTED_CHILDREN),
        "key": Model(
            optional={**_ENCRYPTED, "Recipient": ANYTHING},
            ordered=True,
            children=(
                *_ENCRYPTED_CHILDREN,
                Child(f"{ENC}ReferenceList", "any", 0, 1),
                Child(f"{ENC}CarriedKeyName", "any", 0, 1),
            ),
        ),
        "method": Model(
            required={"Algorithm": URI},
            children=(Child(f"{ENC}KeySize", "any", 0, 1), Child(f"{ENC}OAEPparams", "any", 0, 1)),
            text=ANYTHING,
            foreign=_is_not_encryption,
        ),
        "data": Model(
            children=(Child(f"{ENC}CipherValue", "value", 0, 1), Child(f"{ENC}CipherReference", "reference", 0, 1)),
            fewest=1,
        ),
        "value": Model(text=BASE64),
        "reference": Model(required={"URI": URI}, children=(Child(f"{ENC}Transforms", "any", 0, 1),)),
        "properties": Model(optional={"Id": NAME}, children=(Child(f"{ENC}EncryptionProperty", "property", 1),)),
        "property": Model(
            optional={"Target": URI, "Id": NAME},
            children=(Child(f"{COMPRESSION}Compression", "compression", 0, 1),),
            text=ANYTHING,
            foreign=_is_not_encryption,
            foreign_attributes=True,
        ),
        "compression": Model(required={"Method": one_of("0", "8"), "OriginalLength": INTEGER}),
    },
)

SIGNATURES = Grammar(
    "signatures of files",
    {f"{OCF}signatures": "signatures"},
    {
        "any": _ANY,
        "signatures": Model(children=(Child(f"{DSIG}Signature", "signature", 1),)),
        "signature": Model(
            optional={"Id": NAME},
            ordered=True,
            children=(
                Child(f"{DSIG}SignedInfo", "signed", 1, 1),
                Child(f"{DSIG}SignatureValue", "signature-value", 1, 1),
                Child(f"{DSIG}KeyInfo", "any", 0, 1),
                Child(f"{DSIG}Object", "any"),
            ),
        ),
        "signed": Model(
            optional={"Id": NAME},
            ordered=True,
            children=(
                Child(f"{DSIG}CanonicalizationMethod", "algorithm", 1, 1),
                Child(f"{DSIG}SignatureMethod", "algorithm", 1, 1),
                Child(f"{DSIG}Reference", "signed-reference", 1),
            ),
        ),
        "algorithm": Model(required={"Algorithm": URI}, text=ANYTHING, foreign=_is_anything),
        "signed-reference": Model(
            optional={"Id": NAME, "URI": URI, "Type": URI},
            ordered=True,
            children=(
                Child(f"{DSIG}Transforms", "any", 0, 1),
                Child(f"{DSIG}DigestMethod", "algorithm", 1, 1),
                Child(f"{DSIG}DigestValue", "value", 1, 1),
            ),
        ),
        "value": Model(text=BASE64),
        "signature-value": Model(optional={"Id": NAME}, text=BASE64),
    },
)

# --------------------------------------------------------------------------------------------------------------------
# Media overlays, NCX, navigation, search keys

_TIMED: Attributes = {f"{OPS}type": TOKENS, **_ID}
_SEQUENCE = (Child(f"{SMIL}seq", "seq"), Child(f"{SMIL}par", "par"))

OVERLAY = Grammar(
    "media overlay",
    {f"{SMIL}smil": "smil"},
    {
        "smil": Model(
            required={"version": one_of("3.0")},
            optional={**_ID, f"{OPS}prefix": ANYTHING},
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
        "text": Model(required={"src": URI}, optional=_ID),
        "audio": Model(required={"src": URI}, optional={**_ID, "clipBegin": CLOCK, "clipEnd": CLOCK}),
    },
)

_NCX_I18N: Attributes = {f"{XML}lang": LANGUAGE, "dir": one_of("ltr", "rtl")}
_CLASS: Attributes = {"class": ANYTHING}
_TEXT_AND_IMAGE = (Child(f"{NCX}text", "text", 1, 1), Child(f"{NCX}img", "img", 0, 1))
_LABEL = Model(optional=_NCX_I18N, ordered=True, children=_TEXT_AND_IMAGE)
_TITLE = Model(optional={**_ID, **_NCX_I18N}, ordered=True, children=_TEXT_AND_IMAGE)
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
        "text": Model(optional={**_ID, **_CLASS}, together=("id", "class"), text=ANYTHING),
        "img": Model(required={"src": ANYTHING}, optional={**_ID, **_CLASS}, together=("id", "class")),
        "content": Model(required={"src": ANYTHING}, optional=_ID),
        "map": Model(
            optional=_ID,
            ordered=True,
            children=(
                Child(f"{NCX}navInfo", "label"),
                Child(f"{NCX}navLabel", "label"),
                Child(f"{NCX}navPoint", "point", 1),
            ),
        ),
        "point": Model(
            required=_ID,
            optional={**_CLASS, "playOrder": ANYTHING},
            ordered=True,
            children=(*_TARGET, Child(f"{NCX}navPoint", "point")),
        ),
        "pages": Model(
            optional={**_ID, **_CLASS},
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
            optional={**_ID, "value": ANYTHING, **_CLASS, "playOrder": ANYTHING},
            ordered=True,
            children=_TARGET,
        ),
        "list": Model(
            optional={**_ID, **_CLASS},
            ordered=True,
            children=(
                Child(f"{NCX}navInfo", "label"),
                Child(f"{NCX}navLabel", "label", 1),
                Child(f"{NCX}navTarget", "target", 1),
            ),
        ),
        "target": Model(
            required=_ID,
            optional={**_CLASS, "value": ANYTHING, "playOrder": ANYTHING},
            ordered=True,
            children=_TARGET,
        ),
    },
    data=False,
)

SEARCH_KEYS = Grammar(
    "search keys of a dictionary",
    {f"{OPS}search-key-map": "map"},
    {
        "map": Model(
            required={f"{XML}lang": LANGUAGE},
            optional={**_ID, "dir": one_of("ltr", "rtl")},
            children=(Child(f"{OPS}search-key-group", "group", 1),),
        ),
        "group": Model(required={"href": URI}, optional=_ID, children=(Child(f"{OPS}match", "match", 1),)),
        "match": Model(
            optional={
                "href": URI,
                "value": ANYTHING,
                "title": ANYTHING,
                "phonogram": ANYTHING,
                **_ID,
                f"{XML}lang": LANGUAGE,
            },
            children=(Child(f"{OPS}value", "value"),),
        ),
        "value": Model(required={"value": ANYTHING}),
    },
)
