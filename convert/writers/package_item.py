"""A packageItem of NewsML-G2 2.35 that lists the stories of an edition in its order, in groups as in its contents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from convert.mapping.qcodes import CATALOG, NAMESPACE, OWN
from convert.model import TERMS
from convert.writers._epub_edition import OPEN_ENDED, Edition, Part
from convert.writers._xml import Element, element, serialise

VERSION = "2.35"
_NEWS_ITEM = "application/vnd.iptc.g2.newsitem+xml"


def package_item(edition: Edition, parts: Sequence[Part], guid: str) -> bytes:
    """The packageItem of an edition; its version rises with that of any story."""
    item = element(
        "packageItem",
        None,
        element("catalogRef", href=CATALOG),
        element("catalog", None, *(element("scheme", alias=alias, uri=uri) for alias, uri in OWN)),
        element("rightsInfo", None, element("copyrightNotice", edition.rights)) if edition.rights else None,
        _item_meta(edition),
        _content_meta(edition),
        element("groupSet", None, *_groups(parts), root="edition"),
        xmlns=NAMESPACE,
        guid=guid,
        version=1 + sum(part.version - 1 for part in parts),
        standard="NewsML-G2",
        standardversion=VERSION,
        conformance="power",
        xml_lang=edition.language,
        dir=edition.direction,
    )
    return serialise(item)


def _item_meta(edition: Edition) -> Element:
    provider = element("name", edition.publisher) if edition.publisher else None
    unknown = {} if provider else {"uri": TERMS + "unknown"}
    return element(
        "itemMeta",
        None,
        element("itemClass", qcode="ninat:composite"),
        element("provider", None, provider, **unknown),
        element("versionCreated", edition.modified),
        element("pubStatus", qcode="stat:usable"),
        element("title", edition.title),
        element(
            "link",
            None,
            element("title", edition.title),
            rel="irel:associatedWith",
            residref=edition.id,
            contenttype="application/epub+zip",
        ),
    )


def _content_meta(edition: Edition) -> Element:
    return element(
        "contentMeta",
        None,
        element("contentCreated", edition.date),
        *(element("creator", None, element("name", name), role="marcrel:edt") for name in edition.creators),
        *(element("language", tag=language) for language in edition.languages),
        element("headline", edition.title),
    )


def _groups(parts: Sequence[Part]) -> Iterator[Element]:
    """The root group and, where the contents have headings, a group below it for each."""
    found = [(title, list(members)) for title, members in groupby(parts, key=lambda part: part.group)]
    members: list[Element] = []
    groups: list[Element] = []
    for number, (title, stories) in enumerate(found, 1):
        if not title:
            members += map(_reference, stories)
            continue
        id = f"group-{number}"
        members.append(element("groupRef", idref=id))
        groups.append(
            element("group", None, element("title", title), *map(_reference, stories), id=id, mode="pgrmod:seq")
        )
    yield element("group", None, *members, id="edition", mode="pgrmod:seq")
    yield from groups


def _reference(part: Part) -> Element:
    own = {"xml_lang": part.language, "dir": part.direction}
    return element(
        "itemRef",
        None,
        element("itemClass", qcode="ninat:text"),
        element("provider", None, element("name", part.publisher)) if part.publisher else None,
        element("versionCreated", part.updated),
        element("embargoed", None if part.embargo == OPEN_ENDED else part.embargo) if part.embargo else None,
        element("pubStatus", qcode=f"stat:{part.status}"),
        element("title", part.headline, **own),
        residref=part.id,
        version=part.version,
        contenttype=_NEWS_ITEM,
    )
