"""The only hypothesis generators: Articles of every kind that the model accepts, and bytes of every kind of copy.

The alphabets are hostile on purpose: markup, quotes, white space of all sorts, combining and bidi characters, scripts
written without spaces. What the model refuses is never drawn, and nothing that it accepts is spared.
"""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from typing import Any, get_args

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from convert.errors import ModelError
from convert.model import (
    AUTHOR,
    PLUS,
    RELATORS,
    Accessibility,
    Article,
    Block,
    Cell,
    Concept,
    Contributor,
    DigitalSourceType,
    Embargo,
    Embed,
    Entity,
    Exemption,
    Figure,
    Generator,
    Heading,
    Hop,
    Image,
    Inference,
    InfoSource,
    Inline,
    Item,
    Items,
    LineBreak,
    Link,
    Mention,
    Moment,
    Note,
    NoteRef,
    Origin,
    OtherHeadline,
    OtherId,
    Paragraph,
    Party,
    Passage,
    Place,
    Position,
    Quote,
    Related,
    Rights,
    Row,
    Rule,
    Styled,
    Subject,
    Table,
    Text,
    Verbatim,
    inline_text,
    walk,
)

# --------------------------------------------------------------------------------------------------------------------
# Characters

FRAGMENTS = (
    *(
        "news",
        "Aleppo’s",
        "“quoted”",
        "‘single’",
        "—",
        "café",
        "cafe\u0301",
        "Ελληνικά",
        "Привет",
        "한국어",
        "ﬁ",
        "ß",
        "İ",
    ),
    *(
        "中文新闻",
        "日本語の",
        "ニュース",
        "ไทย",
        "ລາວ",
        "မြန်မာ",
        "ខ្មែរ",
        "𠮷",
        "हिन्दी",
        "عربي",
        "עברית",
        "１２３",
        "٣٫٤",
    ),
    *(
        "<b>",
        "</p>",
        "&amp;",
        "&",
        "<",
        ">",
        '"',
        "'",
        "]]>",
        "<![CDATA[",
        "<!--",
        "-->",
        "--",
        "<?xml?>",
        "&#0;",
        "%s",
        "\\n",
    ),
    *(
        "\t",
        "\n",
        "\r",
        "\r\n",
        "  ",
        " ",
        "\u00a0",
        "\u202f",
        "\u3000",
        "\u200b",
        "\u2028",
        "\u2029",
        "\u0085",
        "\u00ad",
    ),
    *(
        "\u200e",
        "\u200f",
        "\u202a",
        "\u202c",
        "\u2066",
        "\u2069",
        "\u202e",
        "\u2060",
        "\ufeff",
        "\u034f",
        "\u0300",
        "\u20dd",
    ),
    *("👩‍👩‍👧", "🇺🇳", "✅", "\ue000", "\ufffd", "\U0001fffe", "\U0010ffff", "\u007f", "\u0080", "\u009f", "\ufdd0"),
    *(
        "3.5",
        "1,000",
        "50 %",
        "€",
        "a_b",
        "C++",
        "#tag",
        "@name",
        "e.g.",
        "U.S.",
        "…",
        "/",
        "|",
        "*",
        ">",
        "=",
        "{",
        "}",
        "[1]",
    ),
)
_LEGAL = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff", include_characters="\t\n\r")
_BREAKS = re.compile("[\t\n\r\x0b\x0c\x85\u2028\u2029 ]+")


def _one_line(text: str) -> str:
    # One strip may bare a space of another kind that stood inside.
    line = _BREAKS.sub(" ", text).strip()
    return line or "line"


def runs(most: int = 6) -> SearchStrategy[str]:
    """Text that may be anything XML can carry, white space alone too."""
    pieces = st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=most).map("".join)
    return st.one_of(pieces, pieces, st.text(_LEGAL, min_size=1, max_size=12))


def lines() -> SearchStrategy[str]:
    """Text of one line, as the model wants it."""
    return runs(5).map(_one_line)


def _visible(text: str) -> bool:
    return any(
        not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Me") for c in text
    )


def headlines() -> SearchStrategy[str]:
    """A line with something to read in it."""
    return lines().map(lambda line: line if _visible(line) else f"{line}x")


def tokens() -> SearchStrategy[str]:
    """A plain name."""
    return st.sampled_from(["seo", "kicker", "cms", "x", "A-b_c", "id9", "created", "transformed", "Main", "z-0", "en"])


# --------------------------------------------------------------------------------------------------------------------
# Values

_HOSTS = (
    *(
        "example.org",
        "news.example",
        "a",
        "localhost",
        "EXAMPLE.Org",
        "xn--bcher-kva.example",
        "x.example.",
        "192.0.2.7",
    ),
    *("user@example.org", "user:pw@example.org", "example.org:8080", "a-b.c9.example:0", "255.255.255.255:65535"),
)
_PATHS = (
    *(
        "",
        "/",
        "/a",
        "/a/b/c.html",
        "/?q=1&r=2",
        "?q",
        "/a?b=c#d",
        "/%D9%82",
        "/'(x)*!$;,=:@~",
        "/a//b/../c",
        "#",
        "/a#b?c/d",
    ),
    *("/a&amp;b", "/%3Cscript%3E", "/a?x=%22&y='", "/.", "/-_.~", "/a:b@c"),
)
_OPAQUE = (
    *("urn:newsml:example.org:20240101:a:1", "urn:uuid:00000000-0000-4000-8000-000000000000", "urn:isbn:0-330-25864-8"),
    *("mailto:a@b.example", "mailto:a@b.example?subject=x%20y", "MAILTO:x@y.example", "urn:x-a:b?c", "URN:example:a'b"),
)
_OTHER = (
    *(
        "tag:example.org,2024:a",
        "ftp://h/p",
        "file:///a",
        "data:,x",
        "x:y",
        "a+b-c.d:e#f",
        "javascript:alert(1)",
        "ni:///sha-256;f4",
    ),
    *("tel:+1-201-555-0123", "ldap:c=GB?objectClass", "doi:10.1000/182", "geo:1,2", "h:/", "http:a", "s3://b/k"),
)


def _accepted(make: Callable[[Any], Any]) -> Callable[[Any], bool]:
    def accepts(value: Any) -> bool:
        try:
            make(value)
        except ModelError:
            return False
        return True

    return accepts


def _web() -> SearchStrategy[str]:
    schemes = st.sampled_from(["http", "https", "HTTP", "hTTps"])
    tail = st.text("abcXYZ019-._~:/?@!$&'()*+,;=", max_size=8)
    paths = st.one_of(st.sampled_from(_PATHS), tail.map("/".__add__))
    return st.builds("{}://{}{}".format, schemes, st.sampled_from(_HOSTS), paths)


_is_uri = _accepted(lambda uri: Party(name="x", uri=uri))


def uris() -> SearchStrategy[str]:
    """Absolute URIs of any scheme."""
    return st.one_of(_web(), st.sampled_from(_OPAQUE), st.sampled_from(_OTHER)).filter(_is_uri)


def links() -> SearchStrategy[str]:
    """URIs that may stand behind a link."""
    return st.one_of(_web(), st.sampled_from(_OPAQUE)).filter(_is_uri)


def _instant(moment: datetime, offset: int, digits: str, zulu: bool) -> str:
    local = moment.replace(tzinfo=UTC).astimezone(timezone(timedelta(minutes=offset)))
    text = local.isoformat(timespec="seconds")
    return (text.removesuffix("+00:00") + digits + "Z") if zulu and offset == 0 else text[:19] + digits + text[19:]


def instants() -> SearchStrategy[Moment]:
    """Instants from year 1 to 9999 with any offset and fraction."""
    extremes = (
        *(
            "0001-01-01T00:00:00Z",
            "9999-12-31T23:59:59Z",
            "9999-12-31T23:59:59.999999999Z",
            "0001-01-02T00:00:00+14:00",
        ),
        *(
            "2024-02-29T23:59:59-14:00",
            "2000-01-01T00:00:00-00:00",
            "1969-12-31T23:59:59.000000001Z",
            "2016-12-07T18:30:00+02:00",
        ),
    )
    some = st.builds(
        _instant,
        st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31)),
        st.sampled_from([0, 0, 60, 330, -570, 840, -840, 1, -1]),
        st.sampled_from(["", "", ".5", ".000", ".123456", ".1234567", ".999999999"]),
        st.booleans(),
    )
    return st.one_of(st.sampled_from(extremes), some).map(Moment)


def moments() -> SearchStrategy[Moment]:
    """Instants, and dates to the year, month or day."""
    dates = st.dates().flatmap(lambda d: st.sampled_from([d.isoformat(), d.isoformat()[:7], d.isoformat()[:4]]))
    return st.one_of(instants(), dates.map(Moment))


def languages() -> SearchStrategy[str]:
    """Language tags of every shape that the model takes, registered or not."""
    return st.sampled_from(
        [
            *(
                "und",
                "en",
                "en-GB",
                "ar",
                "he",
                "fa-IR",
                "ja",
                "zh-Hans",
                "zh-Hant-TW",
                "sr-Latn-RS",
                "de-CH-1901",
                "mul",
                "zxx",
            ),
            *("x-wire", "en-x-a", "sl-rozaj-biske", "hy-Latn-IT-arevela", "EN-us", "qaa", "de-a-value", "i-klingon"),
        ]
    ).filter(_accepted(lambda tag: Styled(style="span", language=tag, content=(Text("x"),))))


def _maybe(values: SearchStrategy[Any]) -> SearchStrategy[Any]:
    return st.one_of(st.none(), values)


def _tuple(
    values: SearchStrategy[Any], most: int = 2, least: int = 0, **kwargs: Any
) -> SearchStrategy[tuple[Any, ...]]:
    return st.lists(values, min_size=least, max_size=most, **kwargs).map(tuple)


_DIRECTIONS = st.sampled_from(["ltr", "rtl"])
_SHA256 = st.text("0123456789abcdef", min_size=64, max_size=64)
_POSITIONS = st.builds(Position, latitude=st.floats(-90, 90), longitude=st.floats(-180, 180))

_PNG = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAAAAABX3VL4AAAADklEQVR4nGNsYGBiYAAAApIAhPd8o1gAAAAASUVORK5CYII="
_JPEG = (
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDACgcHiMeGSgjISMtKygwPGRBPDc3PHtYXUlkkYCZlo+AjIqgtObDoKrarYqMyP/L2u71////m8H////6/+b9"
    "//j/wAALCAACAAIBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAAP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AP//Z"
)
_GIF = "R0lGODdhAgACAIEAAICAgAAAAAAAAAAAACwAAAAAAgACAAAIBgABCAQQEAA7"
_WEBP = "UklGRiQAAABXRUJQVlA4IBgAAABQAQCdASoCAAIADMDOJaQABHQAAAAAAAA="
_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><title>a square</title><path d="M0 0h2v2H0z"/></svg>'

PICTURES = (
    ("image/png", base64.b64decode(_PNG)),
    ("image/jpeg", base64.b64decode(_JPEG)),
    ("image/gif", base64.b64decode(_GIF)),
    ("image/webp", base64.b64decode(_WEBP)),
    ("image/svg+xml", _SVG),
)
"""A small valid picture of each type that EPUB takes without a fallback."""


_SOURCE_TYPES = st.sampled_from(get_args(DigitalSourceType))


def images() -> SearchStrategy[Image]:
    """Pictures with bytes of each type, with bytes that are none or that are called what they are not, and without."""
    true = st.sampled_from(PICTURES)
    unnamed = st.sampled_from([(None, data) for _, data in PICTURES])
    false = st.sampled_from(
        [
            ("image/png", PICTURES[1][1]),
            ("image/jpeg", b"no picture"),
            ("image/tiff", b"II*\0\0\0\0\0"),
            ("IMAGE/PNG", PICTURES[0][1]),
            ("image/svg+xml", b"<svg"),
            ("image/svg+xml", _SVG.replace(b"<title>", b"<script>1</script><title>")),
            ("text/html", b"<p>"),
            (None, b"\0"),
        ]
    )
    without = st.sampled_from([(None, None), ("image/png", None), ("image/avif", None)])
    return st.builds(
        lambda href, alt, kind, width, height, source, texts, elsewhere: Image(
            href=href,
            alt=alt,
            media_type=kind[0],
            data=kind[1],
            width=width,
            height=height,
            digital_source_type=source,
            **texts,
            **({} if kind[1] else elsewhere),
        ),
        links(),
        st.one_of(st.just(""), lines()),
        st.one_of(true, true, unnamed, false, without),
        _maybe(st.integers(1, 1_000_000)),
        _maybe(st.integers(1, 1_000_000)),
        _maybe(_SOURCE_TYPES),
        st.fixed_dictionaries({}, optional=dict.fromkeys(("file_name", "rights_notice", "usage_terms"), lines())),
        st.fixed_dictionaries({}, optional={"size": st.integers(1, 2**40), "sha256": st.sampled_from(["0f" * 32])}),
    )


_MEDIA_TYPES = st.sampled_from(["video/mp4", "text/html", "application/vnd.x+json", "a/b", "image/png", "AUDIO/Mpeg"])

# --------------------------------------------------------------------------------------------------------------------
# Inlines and blocks

_NOTE_IDS = ("n1", "N1", "b_2-x")


@cache
def _inlines(depth: int, linked: bool) -> SearchStrategy[Inline]:
    texts = runs().map(Text)
    kinds: list[SearchStrategy[Any]] = [texts, texts, texts, st.builds(LineBreak)]
    if not linked:
        kinds.append(st.builds(NoteRef, note=st.sampled_from(_NOTE_IDS), label=lines()))
    if depth > 0:
        inner = _tuple(_inlines(depth - 1, linked), 3, 1)
        styles = st.sampled_from(["em", "strong", "code", "sub", "sup", "q", "cite"])
        language, direction = _maybe(languages()), _maybe(_DIRECTIONS)
        kinds.append(st.builds(Styled, style=styles, content=inner, language=language, direction=direction))
        kinds.append(st.builds(Styled, style=st.just("span"), content=inner, language=languages(), direction=direction))
        kinds.append(st.builds(Mention, uri=uris(), content=inner.map(_printable)))
        if not linked:
            within = _tuple(_inlines(depth - 1, True), 3, 1).map(_printable)
            kinds.append(st.builds(Link, href=links(), content=within, title=_maybe(lines())))
    return st.one_of(kinds)


def _printable(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return content if _visible(inline_text(content)) else (*content, Text("seen"))


def _content(depth: int = 2, most: int = 4) -> SearchStrategy[tuple[Inline, ...]]:
    return _tuple(_inlines(depth, False), most, 1).map(_printable)


def _or_nothing(content: SearchStrategy[tuple[Inline, ...]]) -> SearchStrategy[tuple[Inline, ...]]:
    return st.one_of(st.just(()), content)


@cache
def _items(depth: int) -> SearchStrategy[Items]:
    nested = _maybe(_items(depth - 1)) if depth > 0 else st.none()
    item = st.builds(Item, content=_content(1, 2), nested=nested)
    unordered = st.builds(Items, items=_tuple(item, 3, 1))
    ordered = st.builds(Items, items=_tuple(item, 3, 1), ordered=st.just(True), start=st.integers(0, 1_000_000))
    return st.one_of(unordered, ordered)


@cache
def _passages(depth: int) -> SearchStrategy[Passage]:
    verbatim = runs().map(lambda text: text if _visible(text) else f"{text}seen").map(Verbatim)
    kinds: list[SearchStrategy[Any]] = [_content().map(Paragraph), _items(1), verbatim]
    if depth > 0:
        inner = _tuple(_passages(depth - 1), 2, 1)
        kinds.append(st.builds(Quote, content=inner, attribution=_or_nothing(_content(1, 2)), cite=_maybe(links())))
    return st.one_of(kinds)


def _tables() -> SearchStrategy[Table]:
    spans = st.sampled_from([1, 1, 1, 2, 3, 1000])
    plain = st.builds(Cell, content=_or_nothing(_tuple(_inlines(1, False), 2, 1)), colspan=spans, rowspan=spans)
    scopes = st.sampled_from(["col", "row"])
    heads = st.builds(Cell, content=_content(1, 2), scope=scopes, colspan=spans, rowspan=spans)
    rows = _tuple(st.one_of(plain, heads), 3, 1).map(Row)
    return st.builds(Table, body=_tuple(rows, 3, 1), head=_tuple(rows, 2), caption=_or_nothing(_content(1, 2)))


def _figures() -> SearchStrategy[Figure]:
    caption = _or_nothing(_content(1, 2))
    credited = st.builds(Figure, image=_maybe(images()), caption=caption, credit=lines(), credit_label=_maybe(lines()))
    pictured = st.builds(Figure, image=images(), caption=caption)
    captioned = st.builds(Figure, caption=_content(1, 2))
    return st.one_of(credited, pictured, captioned)


def _blocks() -> SearchStrategy[Block]:
    paragraphs = _content(3).map(Paragraph)
    return st.one_of(
        paragraphs,
        paragraphs,
        st.builds(Heading, level=st.integers(2, 6), content=_content(2, 3)),
        _passages(2),
        _items(2),
        _tables(),
        _figures(),
        st.builds(Embed, href=links(), text=lines(), media_type=_maybe(_MEDIA_TYPES)),
        st.builds(Rule),
    )


@st.composite
def bodies(draw: st.DrawFn) -> tuple[Block, ...]:
    """Bodies in which every note that is referred to stands once, anywhere."""
    body = draw(st.lists(_blocks(), max_size=5))
    for _ in _NOTE_IDS:
        for missing in _missing_notes(body):
            note = Note(id=missing, content=draw(_tuple(_passages(1), 2, 1)))
            body.insert(draw(st.integers(0, len(body))), note)
    return tuple(body)


def _missing_notes(body: Iterable[Block]) -> list[str]:
    nodes = list(walk(body))
    notes = {node.id for node in nodes if isinstance(node, Note)}
    return sorted({node.note for node in nodes if isinstance(node, NoteRef)} - notes)


# --------------------------------------------------------------------------------------------------------------------
# Articles


def _contributors() -> SearchStrategy[Contributor]:
    roles = st.sampled_from([AUTHOR, RELATORS + "edt", RELATORS + "trl", "https://example.org/role"])
    return st.builds(
        Contributor,
        name=lines(),
        uri=_maybe(uris()),
        kind=st.sampled_from(["person", "organisation"]),
        roles=_tuple(roles, 2, 1, unique=True),
        job=_maybe(lines()),
        sort_name=_maybe(lines()),
    )


def _entities() -> SearchStrategy[Entity]:
    kinds = st.sampled_from(["person", "organisation", "place"])
    return st.one_of(
        st.builds(Entity, name=lines(), kind=kinds, uri=_maybe(uris())),
        st.builds(Entity, name=lines(), kind=st.just("place"), uri=_maybe(uris()), position=_POSITIONS),
    )


_CONCEPTS = st.builds(Concept, name=lines(), uri=_maybe(uris()))
_PARTIES = st.builds(Party, name=lines(), uri=_maybe(uris()))
_HUNDRED = _maybe(st.integers(0, 100))
_RIGHTS = st.builds(
    Rights,
    holder=_maybe(_PARTIES),
    notice=_maybe(lines()),
    usage_terms=_maybe(lines()),
    policy=_maybe(uris()),
    data_mining=_maybe(st.sampled_from([PLUS + "DMI-PROHIBITED", PLUS + "DMI-ALLOWED", PLUS + "DMI-x%20y"])),
)


@st.composite
def _accessibilities(draw: st.DrawFn) -> Accessibility:
    """Statements of accessibility; claims have a certifier."""
    web = st.just("https://example.org/report#a")
    certified_by = draw(_maybe(lines()))
    claims = ["none", "EPUB Accessibility 1.1 - WCAG 2.2 Level AA", "https://example.org/a11y"]
    return Accessibility(
        contact_email=draw(_maybe(st.sampled_from(["a11y@example.org", "o'x+y.z@a-b.example"]))),
        exemption=draw(_maybe(st.sampled_from(get_args(Exemption)))),
        conforms_to=draw(_maybe(st.sampled_from(claims if certified_by else claims[:1]))),
        certified_by=certified_by,
        certifier_credential=draw(_maybe(lines())) if certified_by else None,
        certifier_report=draw(_maybe(web)) if certified_by else None,
    )


_INFERENCES = st.builds(
    Inference, field=lines(), confidence=st.floats(0, 1), lines=_tuple(st.integers(1, 10**6)), rule=lines()
)
_KINDS = st.sampled_from(["text", "audio", "video", "picture", "graphic", "composite"])

_FIELDS: dict[str, SearchStrategy[Any]] = {
    "version": st.one_of(st.just(1), st.integers(1, 2**31 - 1)),
    "other_ids": _tuple(st.builds(OtherId, role=tokens(), value=lines())),
    "profile": _maybe(lines()),
    "provider": _maybe(_PARTIES),
    "language": languages(),
    "direction": _DIRECTIONS,
    "subheadline": _maybe(lines()),
    "other_headlines": _tuple(
        st.builds(OtherHeadline, role=tokens(), text=lines()), unique_by=lambda other: other.role
    ),
    "slugline": _maybe(lines()),
    "summary": _maybe(lines()),
    "teaser": _maybe(lines()),
    "byline": _maybe(lines()),
    "authors": _tuple(_contributors()),
    "contributors": _tuple(_contributors()),
    "dateline": _maybe(lines()),
    "located": _maybe(
        st.builds(Place, name=lines(), uri=_maybe(uris()), position=_maybe(_POSITIONS), country=_maybe(_CONCEPTS))
    ),
    "published": _maybe(moments()),
    "content_created": _maybe(moments()),
    "embargo": _maybe(st.builds(Embargo, until=_maybe(instants()))),
    "expires": _maybe(instants()),
    "status": st.sampled_from(["usable", "withheld", "canceled"]),
    "urgency": _maybe(st.integers(1, 9)),
    "digital_source_type": _maybe(_SOURCE_TYPES),
    "genres": _tuple(_CONCEPTS),
    "subjects": _tuple(st.builds(Subject, name=lines(), uri=_maybe(uris()), relevance=_HUNDRED, confidence=_HUNDRED)),
    "keywords": _tuple(lines()),
    "mentions": _tuple(_entities()),
    "rights": _maybe(_RIGHTS),
    "accessibility": _maybe(_accessibilities()),
    "sources": _tuple(st.builds(InfoSource, name=lines(), uri=_maybe(uris()), role=_maybe(uris()))),
    "credit_line": _maybe(lines()),
    "original_url": _maybe(uris()),
    "derived_from": _maybe(uris()),
    "history": _tuple(st.builds(Hop, action=tokens(), party=_maybe(uris()), timestamp=_maybe(moments()))),
    "generator": _maybe(st.builds(Generator, name=lines(), version=lines())),
    "checksum": _maybe(_SHA256),
    "reading_time": _maybe(st.integers(1, 100_000)),
    "editor_notes": _tuple(lines()),
    "related": _tuple(st.builds(Related, title=lines(), uri=uris(), kind=_KINDS)),
    "origin": _maybe(
        st.builds(Origin, name=lines(), sha256=_SHA256, reader=st.just("text"), inferences=_tuple(_INFERENCES))
    ),
}


def articles() -> SearchStrategy[Article]:
    """Any Article: the fields that it must have, and any of the others."""
    required = {"id": uris(), "headline": headlines(), "body": bodies(), "updated": instants()}
    return st.fixed_dictionaries(required, optional=_FIELDS).map(lambda fields: Article(**fields))


# --------------------------------------------------------------------------------------------------------------------
# Raw copy

_COPY = (
    *(
        "4 min read",
        "12 Min. Lesezeit",
        "By Jane Doe",
        "BY JANE DOE AND JOHN ROE",
        "Von Max Muster",
        "Par Anne Petit",
        "Автор: Анна",
    ),
    *(
        "AMMAN: Rebels lost ground",
        "PARIS, Dec 7 (Reuters) - It rained.",
        "BERLIN (dpa) – Regen.",
        "(CNN) — Storm",
        "LONDON —",
    ),
    *(
        "December 7, 2016",
        "2016-12-07T18:30:00+02:00",
        "7.12.2016",
        "Published: 7 Dec 2016 18:30",
        "٧ كانون الأول",
        "2016年12月7日",
    ),
    *(
        "Share this article",
        "Subscribe to our newsletter",
        "Related:",
        "Comments (3)",
        "READ MORE: another story",
        "Advertisement",
    ),
    *(
        "Photo courtesy of the Media Center.",
        "Photo: A. Quill",
        "(AP Photo/Jane Doe)",
        "Foto: dpa",
        "Rebels lost ground […]",
        "[...]",
    ),
    *(
        "- one",
        "• two",
        "1. three",
        "2) four",
        "* * *",
        "---",
        "# Heading",
        "> quoted",
        "| a | b |",
        "\tindented",
        "Headline Words Here",
    ),
    *(
        "<p>markup</p>",
        "&nbsp;",
        "http://example.org/a?b=c",
        "a@b.example",
        "“Quote,” he said.",
        "中文新闻。",
        "مرحبا بالعالم",
        "x" * 300,
    ),
    *(
        "A long sentence that goes on for some time and then ends with a full stop, as sentences of news copy do.",
        "",
        "",
        "",
        " ",
    ),
)


def _encoded(text: str, encoding: str) -> bytes:
    return text.encode(encoding, "replace")


def bytes_of_copy() -> SearchStrategy[bytes]:
    """What might be handed to a reader as raw copy: news-like lines in several encodings, damaged ones, and noise."""
    encodings = st.sampled_from(
        ["utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "cp1256", "shift_jis", "ascii"]
    )
    breaks = st.sampled_from(["\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "\n \n", "\u2028", "\x0c", "\x85"])
    copy = st.lists(st.one_of(st.sampled_from(_COPY), runs()), max_size=14)
    texts = st.builds(lambda parts, line_break: line_break.join(parts), copy, breaks)
    written = st.builds(_encoded, texts, encodings)
    damaged = st.builds(
        lambda data, noise: data[: len(data) // 2] + noise + data[len(data) // 2 :], written, st.binary(max_size=4)
    )
    return st.one_of(
        written,
        written,
        damaged,
        st.binary(max_size=200),
        st.text(max_size=60).map(lambda t: t.encode("utf-8", "replace")),
    )
