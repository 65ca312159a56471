"""The elements of XHTML, SVG and MathML that refer to something: what each refers to, and what its document needs for
it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from convert.checks.epub import faults, media, urls
from convert.checks.epub.namespaces import MATHML, OPS, SVG, XHTML, XLINK
from convert.checks.epub.publication import place
from convert.checks.epub.references.collector import Collector
from convert.checks.epub.references.reference import Kind, Reference, short, url_faults
from convert.checks.epub.urls import Url

_REGISTERED = """
aaa aaas acap afs cap cid crid data dav dict dns dtn fax file ftp go gopher h323 http https iax icap im imap info ipp
irc iris javascript ldap mailserver mailto mid modem msrp msrps mtqp mupdate news nfs nntp opaquelocktoken pack pop
pres prospero rtsp service shttp sip sips snews snmp tag tel telnet tftp thismessage tip tn3270 tv urn vemmi videotex
wais xmpp
"""
_SCHEMES = frozenset(_REGISTERED.split())
"""The schemes of URLs that IANA has registered, in lower case; with others, a link may be a mistake (RFC 7595)."""

Step = Callable[[Collector, Any], None]


def _hyperlink(collector: Collector, element: Any, address: str | None) -> None:
    if address is None:
        return
    address = address.strip()
    if address in ("", "."):
        return
    url = urls.parse(collector.base(element), address)
    if url.is_remote:
        for finding in url_faults(Reference(Kind.HYPERLINK, url, collector.member, element)):
            collector.findings.append(finding)
        if url.scheme not in _SCHEMES:
            message = f"the scheme of {short(url.text)} is not registered"
            collector.findings.append(faults.SCHEME_UNKNOWN.at(place(collector.member, element), message))
        return
    if url.scheme == "data" and collector.references.version != "2":
        collector.findings.append(faults.DATA_URL.at(place(collector.member, element), "a link has a data URL"))
    collector.add(Kind.HYPERLINK, url, element)


def _anchor(collector: Collector, element: Any) -> None:
    _hyperlink(collector, element, element.get("href"))


def _svg_anchor(collector: Collector, element: Any) -> None:
    _hyperlink(collector, element, element.get(f"{XLINK}href"))


def _image_2(collector: Collector, element: Any) -> None:
    collector.add(Kind.IMAGE, collector.url(element.get("src"), element), element)


def _object_2(collector: Collector, element: Any) -> None:
    collector.add(Kind.GENERIC, collector.url(element.get("data"), element), element)


def _link(collector: Collector, element: Any) -> None:
    url = collector.url(element.get("href"), element)
    if url is None:
        return
    if "stylesheet" in (element.get("rel") or "").lower():
        collector.add(Kind.STYLESHEET, url, element)
    else:
        collector.findings += url_faults(Reference(Kind.LINK, url, collector.member, element))


def _image(collector: Collector, element: Any) -> None:
    picture = next(element.iterancestors(f"{XHTML}picture"), None)
    addresses = {element.get("src"), *_sources(element.get("srcset"))} - {None}
    for address in sorted(address for address in addresses if address is not None):
        url = collector.resource(address, element)
        if url is None:
            continue
        if picture is not None:
            _in_picture(collector, element, url)
        collector.add(Kind.IMAGE, url, element, intrinsic=picture is not None)


def _in_picture(collector: Collector, element: Any, url: Url) -> None:
    type = collector.type_of(url)
    if type is None:
        return
    where = collector.member
    if element.tag == f"{XHTML}img":
        if not media.is_core_image(type):
            message = f"img in picture refers to {short(url.text)} of the type {type}"
            collector.findings.append(faults.PICTURE_IMAGE.at(place(where, element), message))
    elif not (stated := (element.get("type") or "").strip()) and not media.is_core_image(type):
        message = f"source in picture refers to {short(url.text)} of the type {type}, without stating it"
        collector.findings.append(faults.PICTURE_SOURCE.at(place(where, element), message))
    elif stated:
        collector.stated_type(url, stated, element)


def _sources(value: str | None) -> Iterator[str]:
    """The addresses of a srcset."""
    for part in re.split(r",\s+|,(?=\s*$)", value or ""):
        if words := part.split():
            yield words[0]


def _object(collector: Collector, element: Any) -> None:
    url = collector.resource(element.get("data"), element)
    collector.stated_type(url, element.get("type"), element)
    collector.add(Kind.GENERIC, url, element, intrinsic=_is_palpable(element))


_PALPABLE = frozenset(
    f"{XHTML}{name}" for name in ("audio", "canvas", "embed", "iframe", "img", "object", "picture", "video")
) | {f"{SVG}svg", f"{MATHML}math"}


def _is_palpable(element: Any) -> bool:
    """Whether an element contains something to show besides itself: text, or an embedded resource (HTML, 3.2.5.2.8)."""
    pending = [element]
    while pending:
        above = pending.pop()
        if above.text and not above.text.isspace():
            return True
        for child in above:
            if child.tail and not child.tail.isspace():
                return True
            if not isinstance(child.tag, str) or child.get("hidden") is not None:
                continue
            if child.tag in _PALPABLE:
                return True
            if child.tag.startswith(XHTML):
                pending.append(child)
    return False


def _media(collector: Collector, element: Any) -> None:
    if element.tag == f"{XHTML}video":
        collector.add(Kind.IMAGE, collector.resource(element.get("poster"), element), element)
    url = collector.resource(element.get("src"), element)
    _sound(collector, element, url, collector.type_of(url), intrinsic=False)
    found: dict[Url, tuple[Any, str | None]] = {}
    for source in element.iter(f"{XHTML}source"):
        if source.getparent().tag in (f"{XHTML}audio", f"{XHTML}video"):
            url = collector.resource(source.get("src"), source)
            type = collector.stated_type(url, source.get("type"), source)
            if url is not None:
                found[url] = (source, type)
    has_core = any(type is not None and media.is_core(type) for _, type in found.values())
    for url, (source, type) in found.items():
        _sound(collector, source, url, type, intrinsic=has_core)


def _sound(collector: Collector, element: Any, url: Url | None, type: str | None, *, intrinsic: bool) -> None:
    if (type or "").startswith("audio/"):
        collector.add(Kind.AUDIO, url, element, intrinsic=intrinsic)
    else:
        collector.add(Kind.VIDEO, url, element)


def _source(collector: Collector, element: Any) -> None:
    above = element.getparent()
    if above is not None and above.tag == f"{XHTML}picture":
        _image(collector, element)


def _generic(collector: Collector, element: Any) -> None:
    collector.add(Kind.GENERIC, collector.resource(element.get("src"), element), element)


def _embed(collector: Collector, element: Any) -> None:
    url = collector.resource(element.get("src"), element)
    collector.stated_type(url, element.get("type"), element)
    collector.add(Kind.GENERIC, url, element)


def _track(collector: Collector, element: Any) -> None:
    collector.add(Kind.TRACK, collector.resource(element.get("src"), element), element)


def _cite(collector: Collector, element: Any) -> None:
    collector.add(Kind.CITE, collector.url(element.get("cite"), element), element)


def _script(collector: Collector, element: Any) -> None:
    type = element.get("type")
    if type is None or type.lower() in media.SCRIPT_TYPES:
        collector.needed.add("scripted")
        collector.references.has_scripts = True
    if collector.references.version != "2":
        _generic(collector, element)


def _form(collector: Collector, element: Any) -> None:
    collector.needed.add("scripted")


def _math(collector: Collector, element: Any) -> None:
    collector.needed.add("mathml")
    collector.add(Kind.IMAGE, collector.url(element.get("altimg"), element), element)


def _switch(collector: Collector, element: Any) -> None:
    collector.needed.add("switch")


def _svg(collector: Collector, element: Any) -> None:
    if not collector.is_svg:
        collector.needed.add("svg")


def _symbol(collector: Collector, element: Any) -> None:
    collector.add(Kind.SYMBOL, collector.url(element.get(f"{XLINK}href"), element), element)


def _svg_image(collector: Collector, element: Any) -> None:
    address = element.get(f"{XLINK}href")
    is_old = collector.references.version == "2"
    collector.add(
        Kind.IMAGE, collector.url(address, element) if is_old else collector.resource(address, element), element
    )


def _font(collector: Collector, element: Any) -> None:
    url = collector.url(element.get(f"{XLINK}href"), element)
    collector.add(Kind.FONT, url, element)
    if url is not None and url.is_remote:
        collector.needed.add("remote-resources")


def _style(collector: Collector, element: Any) -> None:
    collector.styles("".join(element.itertext()), element)


STEPS_2: Mapping[str, Step] = {
    f"{XHTML}a": _anchor,
    f"{XHTML}area": _anchor,
    f"{XHTML}img": _image_2,
    f"{XHTML}object": _object_2,
    f"{XHTML}link": _link,
    f"{XHTML}script": _script,
    f"{XHTML}style": _style,
    f"{SVG}a": _svg_anchor,
    f"{SVG}use": _symbol,
    f"{SVG}image": _svg_image,
    f"{SVG}font-face-uri": _font,
    f"{SVG}script": _script,
    f"{SVG}style": _style,
}
_OPS_SWITCH = f"{OPS}switch"
STEPS_3: Mapping[str, Step] = {
    **STEPS_2,
    f"{XHTML}img": _image,
    f"{XHTML}object": _object,
    f"{XHTML}audio": _media,
    f"{XHTML}video": _media,
    f"{XHTML}source": _source,
    f"{XHTML}iframe": _generic,
    f"{XHTML}input": _generic,
    f"{XHTML}embed": _embed,
    f"{XHTML}track": _track,
    f"{XHTML}blockquote": _cite,
    f"{XHTML}q": _cite,
    f"{XHTML}ins": _cite,
    f"{XHTML}del": _cite,
    f"{XHTML}form": _form,
    f"{MATHML}math": _math,
    f"{SVG}svg": _svg,
    _OPS_SWITCH: _switch,
}
"""What each element refers to, and which properties its document needs for it."""
