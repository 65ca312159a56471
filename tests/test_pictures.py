"""Picture files: what they state, what is published of them, and that hostile ones are refused."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import io
import itertools
import re
import zlib
from collections.abc import Callable
from typing import Any

import picture_files as made
import pytest
import sections
from hypothesis import given
from hypothesis import strategies as st

from convert.pictures import exif, iim, xmp
from convert.pictures.files import published
from convert.pictures.limits import MAX_BYTES, PictureError
from convert.pictures.stated import Stated, joined, one_line, source_type

pytestmark = pytest.mark.sampled(2)

CAPTION = made.alternatives("dc:description", x_default="A ferry at the pier", de="Eine Fähre am Anleger")
FULL = made.xmp(
    CAPTION
    + made.alternatives("dc:rights", x_default="© 2016 Ann Smith")
    + made.alternatives("xmpRights:UsageTerms", x_default="Editorial use only")
    + made.alternatives("Iptc4xmpCore:AltTextAccessibility", x_default="A white ship beside a wooden pier")
    + "<dc:creator><rdf:Seq><rdf:li>Ann Smith</rdf:li><rdf:li>Carl Poe</rdf:li></rdf:Seq></dc:creator>"
    "<Iptc4xmpExt:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"
    "</Iptc4xmpExt:DigitalSourceType>"
    '<Iptc4xmpExt:LocationCreated><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<Iptc4xmpExt:City>Hamburg</Iptc4xmpExt:City>"
    "<exif:GPSLongitude>9,58E</exif:GPSLongitude></rdf:li></rdf:Bag></Iptc4xmpExt:LocationCreated>",
    'photoshop:Credit="Example Photos"',
)
TAGS = made.exif(
    description="A ferry",
    make="Maker",
    model="Model 7",
    orientation=6,
    software="Program",
    artist="Eve",
    copyright="© Eve",
)
DEVICES = (
    b"SERIAL-4711",
    b"Camera 1.0",
    b"DEVICE",
    b"52,30N",
    b"9,58E",
    b"Maker",
    b"Model 7",
    b"Program",
    made.POSITION,
)
DATASETS = made.iim((120, "Das Fährschiff"), (110, "Agentur"), (116, "© Agentur"), (40, "Nur Zeitung"), (80, "Ann"))

WITH: dict[str, Callable[[], bytes]] = {
    "JPEG": lambda: made.jpeg(exif=TAGS, xmp=FULL, iim=DATASETS, comment=b"made by Program"),
    "PNG": lambda: made.png(exif=TAGS, xmp=FULL, texts={"Software": "Program", "Author": "Eve"}),
    "packed PNG": lambda: made.png(exif=TAGS, xmp=FULL, is_packed=True),
    "WebP": lambda: made.webp(exif=TAGS, xmp=FULL),
}


@pytest.mark.parametrize("kind", WITH)
def test_what_people_state_is_read(kind: str) -> None:
    stated = published("ferry.x", WITH[kind]()).stated
    assert stated.caption == "A ferry at the pier"
    assert stated.credit == "Example Photos"
    assert stated.alt == "A white ship beside a wooden pier"
    assert stated.rights_notice == "© 2016 Ann Smith"
    assert stated.usage_terms == "Editorial use only"
    assert stated.digital_source_type == "digitalCapture"
    assert stated.orientation == 6


@pytest.mark.parametrize("kind", WITH)
def test_positions_and_devices_are_left_out(kind: str) -> None:
    data = WITH[kind]()
    for device in DEVICES[:4] if kind != "packed PNG" else DEVICES[5:8]:
        assert device in data
    found = published("ferry.x", data)
    unpacked = b"".join(_inflated(found.data))
    for device in DEVICES:
        assert device not in found.data
        assert device not in unpacked
    for text in (b"Ann Smith", b"Example Photos", b"A ferry at the pier", b"Editorial use only", b"Hamburg"):
        assert text in found.data


def _inflated(data: bytes) -> Any:
    at = data.find(b"\x78\x9c")
    while at >= 0:
        with contextlib.suppress(zlib.error):
            yield zlib.decompressobj().decompress(data[at:], 2**20)
        at = data.find(b"\x78\x9c", at + 1)


@pytest.mark.parametrize("kind", WITH)
def test_bytes_stay_if_that_is_asked_for(kind: str) -> None:
    data = WITH[kind]() + b"PK\3\4"
    found = published("ferry.x", data, keeps_metadata=True)
    assert (found.data, found.further) == (data, 0)
    assert found.stated.caption == "A ferry at the pier"


@pytest.mark.parametrize("data", [made.PNG, made.JPEG, made.GIF, made.WEBP])
def test_what_is_published_is_published_as_it_is(data: bytes) -> None:
    once = published("ferry.x", data)
    assert published(once.name, once.data).data == once.data


@pytest.mark.parametrize("kind", WITH)
def test_pixels_stay(kind: str) -> None:
    image = pytest.importorskip("PIL.Image")
    data = WITH[kind]()
    found = published("ferry.x", data)
    for one in (found.data, data):
        with image.open(io.BytesIO(one)) as opened:
            opened.load()
            assert opened.getexif()[0x0112] == 6
    pixels = [image.open(io.BytesIO(one)).convert("RGBA").tobytes() for one in (data, found.data)]
    assert pixels[0] == pixels[1]


def test_a_picture_that_lies_on_its_side_has_its_sides_swapped() -> None:
    upright = published("a.jpg", made.sized(made.jpeg(exif=made.exif(orientation=3)), 30, 20))
    turned = published("a.jpg", made.sized(made.jpeg(exif=made.exif(orientation=8)), 30, 20))
    assert [(one.width, one.height) for one in (upright, turned)] == [(30, 20), (20, 30)]


def test_a_caption_is_that_in_the_language_of_the_story() -> None:
    data = made.jpeg(xmp=FULL)
    for language, caption in (
        ("de-AT", "Eine Fähre am Anleger"),
        ("fr", "A ferry at the pier"),
        ("", "A ferry at the pier"),
    ):
        assert published("a.jpg", data, language=language).stated.caption == caption


def test_xmp_wins_over_iim_and_that_over_exif() -> None:
    for data, caption, credit in (
        (made.jpeg(exif=TAGS, iim=DATASETS, xmp=made.xmp(CAPTION)), "A ferry at the pier", "Agentur"),
        (made.jpeg(exif=TAGS, iim=DATASETS), "Das Fährschiff", "Agentur"),
        (made.jpeg(exif=TAGS), "A ferry", "Eve"),
        (made.jpeg(exif=TAGS, iim=made.iim((80, "Ann"), (80, "Bob"))), "A ferry", "Ann, Bob"),
    ):
        stated = published("a.jpg", data).stated
        assert (stated.caption, stated.credit) == (caption, credit)


def test_old_datasets_are_of_windows() -> None:
    stated = published("a.jpg", made.jpeg(iim=made.iim((120, "Fähre – Anleger"), encoding="cp1252"))).stated
    assert stated.caption == "Fähre – Anleger"


def test_both_orders_of_bytes_are_read() -> None:
    for order in "<>":
        stated = exif.stated_in(exif.tags_in(made.exif(order, description="A ferry", orientation=3)))
        assert (stated.caption, stated.orientation) == ("A ferry", 3)


def test_a_default_of_the_camera_is_no_caption() -> None:
    assert published("a.jpg", made.jpeg(exif=made.exif(description="OLYMPUS DIGITAL CAMERA"))).stated.caption is None
    assert published("a.jpg", made.jpeg(exif=made.exif(description="渡し船"))).stated.caption == "渡し船"


def test_texts_of_png_are_read() -> None:
    stated = published(
        "a.png", made.png(texts={"Description": "A ferry", "Author": "Eve", "Copyright": "© Eve"})
    ).stated
    assert (stated.caption, stated.credit, stated.rights_notice) == ("A ferry", "Eve", "© Eve")


def test_comments_of_gif_are_left_out() -> None:
    assert b"secret" not in published("a.gif", made.gif(comment=b"secret")).data
    assert published("a.gif", made.GIF).data == made.GIF


def test_values_are_single_lines_without_controls() -> None:
    packet = made.xmp(made.alternatives("dc:description", x_default="A&#10;ferry\u202e &#x85; <b/>x"))
    assert published("a.jpg", made.jpeg(xmp=packet)).stated.caption == "A ferry x"
    long = made.xmp(made.alternatives("dc:description", x_default="x" * 50_000))
    assert len(xmp.stated_in(long).caption or "") == 10_000


# --------------------------------------------------------------------------------------------------------------------
# Hostile files


OTHER_FILES = (
    *(b"<svg", b"<?xml", b"<!DOCTYPE", b"<html", b"BM", b"%PDF", b"8BPS", b"PK", b"version https://git-lfs"),
    *(b"\0\0\0\x18ftyp" + brand for brand in (b"heic", b"heix", b"mif1", b"msf1", b"avif", b"avis", b"qt  ")),
    *(b"\xff\xd8", b"RIFF\0\0\0\0WAVE", b"GIF90a", b"II+\0", b" \n<svg", b" " * 64 + b"<svg"),
)


def test_hostile_and_other_files_are_refused(accept: bool) -> None:
    files = made.HOSTILE | {repr(data): data for data in OTHER_FILES}
    rows = []
    for name, data in files.items():
        with pytest.raises(PictureError) as caught:
            published("a.jpg", data)
        # Pillow words its own messages in each version.
        rows.append(f"{name}: {re.sub(r'(?<=decoded: )[^.]+', '…', _refusal(caught.value))}\n")
    sections.hold("refusals", "pictures", "".join(rows), accept=accept)


def _refusal(error: PictureError) -> str:
    return f"{error.code} {error.message}. {error.advice}"


def _gif_extension(label: bytes, data: bytes) -> bytes:
    return b"!" + label + bytes([len(data)]) + data + b"\0"


def _with_chunks(*chunks: bytes) -> bytes:
    return made.PNG[:33] + b"".join(chunks) + made.PNG[33:]


SHAPES: dict[str, bytes] = {
    "PNG": made.PNG,
    "JPEG": made.JPEG,
    "GIF": made.GIF,
    "WebP": made.WEBP,
    "JPEG with segments": made.JPEG[:2]
    + b"".join(
        b"\xff" + bytes([kind, 0, len(payload) + 2]) + payload
        for kind, payload in (
            (0xE0, b"JFIF\0\1\1\0\0\1\0\1\1\1RGB"),
            (0xE0, b"JFXX\0"),
            (0xE2, b"ICC_PROFILE\0\1\1x"),
            (0xEE, b"Adobe\0d"),
            (0xE5, b"x"),
            (0xFE, b"x"),
        )
    )
    + made.JPEG[2:],
    "GIF with blocks": made.GIF[:-1]
    + b"".join(
        _gif_extension(label, data)
        for label, data in (
            (b"\xff", b"NETSCAPE2.0"),
            (b"\xff", b"ANIMEXTS1.0"),
            (b"\xff", b"XMP DataXMP"),
            (b"\xf9", b"\0\0\0\0"),
            (b"\x01", b"x"),
            (b"\xfe", b"x"),
        )
    )
    + b",\0\0\0\0\2\0\3\0\x80\1\2\3\4\5\6\2\1\0\0;",
    "WebP with chunks": made.riff(b"RIFF", b"WEBP" + made.riff(b"VP8X", b"\x3e\0\0\0\4\0\0\3\0\0"))
    + b"".join(
        made.riff(kind, payload)
        for kind, payload in ((b"ICCP", b"x"), (b"ANIM", b"xy"), (b"ALPH", b"x"), (b"ABCD", b"x"), (b"VP8L", b"x"))
    )
    + made.riff(b"ANMF", b"\0\0\0\0\0\0\1\0\0\2\0\0x"),
    "WebP of VP8": made.riff(b"RIFF", b"WEBP" + made.riff(b"VP8 ", b"\0\0\0\x9d\x01\x2a\3\x40\5\x80")),
    "WebP of VP8L": made.riff(b"RIFF", b"WEBP" + made.riff(b"VP8L", b"\x2f\3\x40\1\0")),
}
_whole = SHAPES["WebP with chunks"]
SHAPES["WebP with chunks"] = _whole[:4] + (len(_whole) - 8).to_bytes(4, "little") + _whole[8:]
FRAME = made.chunk(b"fcTL", bytes(4) + b"\0\0\0\2\0\0\0\3" + bytes(14))
CHUNKS = (
    *b"PLTE tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV mDCv cLLI cLLi bKGD hIST pHYs sPLT acTL fdAT".split(),
    *b"tIME zTXt iTXt eXIf tEXt oFFs caBX".split(),
)


def _outcome(data: bytes) -> str:
    try:
        found = published("a.x", data)
    except PictureError as e:
        return _refusal(e)
    return f"{found.name} {found.width} by {found.height}, {len(found.data)} bytes, {found.further} behind"


def _by_runs(outcomes: list[tuple[str, str]]) -> str:
    """The outcomes, each once for all cases in a row that have it."""
    groups = [(key, list(group)) for key, group in itertools.groupby(outcomes, lambda pair: pair[1])]
    names = ((" to ".join(dict.fromkeys((group[0][0], group[-1][0]))), key) for key, group in groups)
    return "".join(f"{name}: {key}\n" for name, key in names)


@pytest.mark.sampled(3)
@pytest.mark.parametrize("name", SHAPES)
def test_any_byte_of_a_shape_may_be_another(name: str, accept: bool) -> None:
    """What becomes of a file that is cut off at any byte, or one byte of which is another."""
    data = SHAPES[name]
    found = published("a.x", data)
    rows = f"as it is: {_outcome(data)} {zlib.crc32(found.data):08x}\n"
    places = range(len(data))
    rows += "cut off before\n" + _by_runs([(str(at), _outcome(data[:at])) for at in places])
    for change in (0x01, 0xFF):
        changed = [(str(at), data[:at] + bytes([data[at] ^ change]) + data[at + 1 :]) for at in places]
        rows += f"changed by {change:02x} at\n" + _by_runs([(at, _outcome(one)) for at, one in changed])
    sections.hold("picture_shapes", name, rows, accept=accept)


def test_headers_and_chunks_of_png(accept: bool) -> None:
    """Those with another value, whose checksums are right; those that are kept, by name."""
    header = made.PNG[16:29]
    rows = []
    for at, value in itertools.product(range(13), (0, 1, 2, 3, 4, 6, 8, 16, 32)):
        changed = made.chunk(b"IHDR", header[:at] + bytes([value]) + header[at + 1 :])
        rows.append((f"{at} is {value}", _outcome(made.PNG[:8] + changed + made.PNG[33:])))
    kept = [kind.decode() for kind in CHUNKS if kind in published("a.x", _with_chunks(made.chunk(kind, b"x"))).data]
    frames = [_outcome(_with_chunks(*[FRAME] * count)) for count in (1, 2)]
    large = made.chunk(b"fcTL", bytes(4) + b"\0\0\xff\xff" * 2 + bytes(14))
    frames.append(_outcome(_with_chunks(large)))
    shown = f"{_by_runs(rows)}kept: {' '.join(kept)}\nframes: {frames}\n"
    sections.hold("picture_shapes", "headers of PNG", shown, accept=accept)


@pytest.mark.parametrize("name", ["Exif", "Exif of Intel", "IIM"])
def test_any_byte_of_metadata_may_be_another(name: str, accept: bool) -> None:
    order = "<" if name.endswith("Intel") else ">"
    tags = made.exif(order, artist="Eve", description="abcd")
    data = made.iim((120, "Fähre"), (80, "Ann")) if name == "IIM" else tags

    def read(block: bytes) -> str:
        if name == "IIM":
            datasets = iim.iim_in(block)
            return f"{iim.stated_in(datasets)} {iim.as_resources(datasets).hex()}"
        tags = exif.tags_in(block)
        return f"{ ({tag: value[:9] for tag, value in tags.items()}) } {exif.without_devices(tags).hex()}"

    digest = hashlib.sha256()
    for at, change in itertools.product(range(len(data)), (0x01, 0x80, 0xFF)):
        digest.update(read(data[:at] + bytes([data[at] ^ change]) + data[at + 1 :]).encode())
    shown = f"as it is: {read(data)}\ncut off: {read(data[:-9])}\nchanged: {digest.hexdigest()}\n"
    sections.hold("picture_shapes", name, shown, accept=accept)


def test_what_is_published_of_a_packet(accept: bool) -> None:
    packets = {
        "all": FULL,
        "nothing": made.xmp(),
        "history": made.xmp('<photoshop:History>x</photoshop:History><dc:format exif:x="y">image/jpeg</dc:format>'),
        "comments": made.xmp("<dc:rights><!-- x -->y</dc:rights>tail", 'dc:format="a" exif:Make="b"'),
        "two": FULL.replace(b"</rdf:RDF>", b"<rdf:Description rdf:about='x'/></rdf:RDF>"),
    }
    shown = "".join(f"{name}: {xmp.without_devices(data).decode()}\n" for name, data in packets.items())
    sections.hold("picture_shapes", "XMP", shown, accept=accept)


LANGUAGES = {"de": "de", "de-AT": "at", "fr": "fr", "x-default": "any", "EN-gb": "gb"}


def test_the_nearest_language_is_taken() -> None:
    items = "".join(f'<rdf:li xml:lang="{tag}">{text}</rdf:li>' for tag, text in LANGUAGES.items())
    packet = made.xmp(f"<dc:description><rdf:Alt>{items}</rdf:Alt></dc:description>")
    wanted = ("", "de", "DE", "de-AT", "de-CH", "fr-CA", "en-GB", "en", "it", "x")
    found = {language: xmp.stated_in(packet, language).caption for language in wanted}
    expected = ("any", "de", "de", "at", "de", "fr", "gb", "gb", "any", "any")
    assert found == dict(zip(wanted, expected, strict=True))


def test_values_of_one_statement_and_another() -> None:
    assert [one_line(text) for text in (None, "", " ", "\0\u2028", "a\tb", "\ufeffa", "é" * 10_001)] == [
        *(None, None, None, None, "a b", "a", "é" * 10_000)
    ]
    assert joined(["a", None, "b", "a", ""]) == "a, b"
    assert joined([]) is None
    base = "http://cv.iptc.org/newscodes/digitalsourcetype/"
    assert [source_type(uri) for uri in (None, "", "print", base + "print", base + "x", "urn:print", "x/print")] == [
        *(None, None, "print", "print", None, None, None)
    ]
    whole = Stated(caption="a", credit="b", alt="c", rights_notice="d", usage_terms="e", digital_source_type="print")
    other = Stated(caption="f", credit="g", orientation=6)
    assert Stated().or_else(whole) == whole.or_else(Stated()) == whole
    assert (whole.or_else(other), other.or_else(whole)) == (
        dataclasses.replace(whole, orientation=6),
        dataclasses.replace(whole, caption="f", credit="g", orientation=6),
    )


def test_a_file_of_too_many_bytes_is_refused() -> None:
    with pytest.raises(PictureError, match="larger"):
        published("a.jpg", made.JPEG + bytes(MAX_BYTES))


@pytest.mark.parametrize("packet", [made.ENTITIES, made.EXTERNAL, b"<", b"\0" * 1000, b"<a>" * 10_000, b"\xff\xfe<\0"])
def test_a_hostile_packet_states_nothing_and_is_left_out(packet: bytes) -> None:
    found = published("a.jpg", made.jpeg(xmp=packet))
    assert found.stated.caption is None
    assert found.data == published("a.jpg", made.JPEG).data
    assert b"passwd" not in found.data


def test_a_packet_that_unpacks_to_too_much_states_nothing() -> None:
    bomb = FULL.replace(b"</rdf:RDF>", b" " * 2**23 + b"</rdf:RDF>")
    found = published("a.png", made.png(xmp=bomb, is_packed=True))
    assert found.stated.caption is None
    assert len(found.data) < 10_000


def test_a_color_profile_that_unpacks_to_too_much_is_left_out() -> None:
    profile = made.chunk(b"iCCP", b"p\0\0" + zlib.compress(bytes(2**23)))
    found = published("a.png", made.PNG[:33] + profile + made.PNG[33:])
    assert b"iCCP" not in found.data
    small = made.chunk(b"iCCP", b"p\0\0" + zlib.compress(b"profile"))
    assert b"iCCP" in published("a.png", made.PNG[:33] + small + made.PNG[33:]).data


@pytest.mark.parametrize("data", [made.PNG, made.JPEG, made.GIF, made.WEBP])
def test_what_is_behind_the_picture_is_left_out(data: bytes) -> None:
    """A polyglot is a picture and, behind it, an archive or a page."""
    archive = b"PK\3\4<script>alert(1)</script>"
    found = published("a.jpg", data + archive)
    assert (found.further, archive in found.data) == (len(archive), False)
    assert published("a.jpg", data + bytes(7)).further == 0


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.jpg", made.PNG, "a.png"),
        ("a.JPG", made.JPEG, "a.JPG"),
        ("a.jpeg", made.JPEG, "a.jpeg"),
        ("a.png", made.WEBP, "a.webp"),
        ("a.b", made.GIF, "a.b.gif"),
    ],
)
def test_a_name_has_the_suffix_of_its_kind(name: str, data: bytes, expected: str) -> None:
    assert published(name, data).name == expected


@given(st.data())
def test_any_change_of_a_picture_is_published_or_refused(data: st.DataObject) -> None:
    original = data.draw(st.sampled_from([make() for make in WITH.values()] + [made.GIF]))
    changed = bytearray(original)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(changed) - 1))
        change = data.draw(st.sampled_from(["set", "cut", "add"]))
        if change == "set":
            changed[at] = data.draw(st.integers(0, 255))
        elif change == "cut":
            del changed[at : at + data.draw(st.integers(1, 40))]
        else:
            changed[at:at] = data.draw(st.binary(max_size=20))
        if not changed:
            break
    try:
        found = published("a.jpg", bytes(changed))
    except PictureError:
        return
    assert published(found.name, found.data).data == found.data


@given(st.binary(max_size=400))
def test_any_metadata_can_be_read(data: bytes) -> None:
    for block in (data, b"II*\0\x08\0\0\0" + data, b"MM\0*\0\0\0\x08" + data):
        tags = exif.tags_in(block)
        exif.stated_in(tags)
        again = exif.tags_in(exif.without_devices(tags))
        assert exif.without_devices(again) == exif.without_devices(tags)
    iim.stated_in(iim.iim_in(b"8BIM\4\4" + data))
    iim.stated_in(b"\x1c\2" + data)
    assert xmp.stated_in(data) == xmp.stated_in(b"")


# --------------------------------------------------------------------------------------------------------------------
# TIFF


def _tiff(**options: Any) -> bytes:
    image = pytest.importorskip("PIL.Image")
    written = io.BytesIO()
    image.new("RGB", (3, 2), (200, 10, 10)).save(written, "TIFF", **options)
    return written.getvalue()


def test_a_tiff_becomes_a_png() -> None:
    found = published("ferry.tif", _tiff(tiffinfo={0x010E: "A ferry", 0x013B: "Eve", 0x0110: "Model 7"}))
    assert (found.name, found.media_type, found.width, found.height) == ("ferry.png", "image/png", 3, 2)
    assert (found.stated.caption, found.stated.credit) == ("A ferry", "Eve")
    assert b"Model 7" not in found.data
    assert published("ferry.tif", _tiff()).data == published("ferry.tif", _tiff()).data


def test_each_mode_of_a_tiff_becomes_one_of_png() -> None:
    image = pytest.importorskip("PIL.Image")
    modes = {"1": "1", "L": "L", "LA": "LA", "P": "P", "RGB": "RGB", "RGBA": "RGBA", "CMYK": "RGB", "I;16": "RGB"}
    for mode, expected in modes.items():
        for profile in (None, b"profile"):
            written = io.BytesIO()
            image.new(mode, (3, 2)).save(written, "TIFF", icc_profile=profile)
            data = published("a.tif", written.getvalue()).data
            with image.open(io.BytesIO(data)) as opened:
                kept = profile if mode == expected else None
                assert (mode, opened.mode, opened.info.get("icc_profile")) == (mode, expected, kept)


def test_a_tiff_that_lies_on_its_side_is_turned_once() -> None:
    found = published("ferry.tif", _tiff(tiffinfo={0x0112: 6}))
    assert (found.width, found.height, found.stated.orientation) == (2, 3, 1)


@pytest.mark.parametrize("sides", [(60_000, 60_000), (70_000, 1), (0, 0)])
def test_a_hostile_tiff_is_refused(sides: tuple[int, int]) -> None:
    data = bytearray(_tiff())
    entries = int.from_bytes(data[4:8], "little") + 2
    for at in range(entries, entries + 24, 12):  # the tags of width and height are the first two
        assert data[at : at + 2] in (b"\0\1", b"\1\1")
        data[at + 2 : at + 12] = (
            (4).to_bytes(2, "little") + (1).to_bytes(4, "little") + sides[at > entries].to_bytes(4, "little")
        )
    for one in (bytes(data), bytes(_tiff()[:-4]), _tiff()[:20]):
        with pytest.raises(PictureError) as caught:
            published("a.tif", one)
        assert caught.value.code == "INP068"


def test_a_tiff_needs_pillow(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "PIL", None)
    with pytest.raises(PictureError, match="Pillow") as caught:
        published("a.tif", b"II*\0\x08\0\0\0\0\0")
    assert caught.value.code == "INP035"
    assert "wirecopy[images]" in caught.value.advice


# --------------------------------------------------------------------------------------------------------------------
# Each statement alone

_WORD = "Ann <& Smith>"


def _xmp_text(name: str) -> bytes:
    return made.xmp(made.alternatives(name, x_default="Ann &lt;&amp; Smith&gt;", de="Eva"))


STATEMENTS: dict[str, Callable[[], bytes]] = {
    **{
        f"IIM {number}": lambda number=number: made.jpeg(iim=made.iim((number, _WORD)))
        for number in (5, 40, 80, 90, 110, 116, 120)
    },  # type: ignore[misc]
    "IIM 80 twice": lambda: made.jpeg(iim=made.iim((80, "Ann"), (80, "Carl"))),
    "IIM of Windows": lambda: made.jpeg(iim=made.iim((120, "Fähre"), encoding="cp1252")),
    **{
        f"Exif {name}": lambda name=name: made.jpeg(exif=made.exif(**{name: _WORD}))
        for name in ("description", "artist", "copyright", "make")
    },  # type: ignore[misc]
    **{
        f"Exif orientation {value}": lambda value=value: made.jpeg(exif=made.exif(orientation=value))
        for value in (0, 1, 4, 5, 8, 9)
    },  # type: ignore[misc]
    "Exif of Intel": lambda: made.jpeg(exif=made.exif("<", description=_WORD, orientation=6)),
    **{
        f"PNG {name}": lambda name=name: made.png(texts={name: "Fähre"})
        for name in ("Title", "Author", "Description", "Copyright", "Software")
    },  # type: ignore[misc]
    **{
        f"XMP {name}": lambda name=name: made.jpeg(xmp=_xmp_text(name))  # type: ignore[misc]
        for name in (
            "dc:title",
            "dc:description",
            "dc:rights",
            "xmpRights:UsageTerms",
            "Iptc4xmpCore:AltTextAccessibility",
            "Iptc4xmpCore:ExtDescrAccessibility",
        )
    },
    "XMP creators": lambda: made.jpeg(
        xmp=made.xmp("<dc:creator><rdf:Seq><rdf:li>Ann</rdf:li><rdf:li>Carl</rdf:li></rdf:Seq></dc:creator>")
    ),
    "XMP credit": lambda: made.jpeg(xmp=made.xmp(attributes='photoshop:Credit="Agency"')),
    "XMP credit as an element": lambda: made.jpeg(xmp=made.xmp("<photoshop:Credit>Agency</photoshop:Credit>")),
    "XMP credit and creator": lambda: made.jpeg(
        xmp=made.xmp("<dc:creator><rdf:Seq><rdf:li>Ann</rdf:li></rdf:Seq></dc:creator>", 'photoshop:Credit="Agency"')
    ),
    "all": lambda: made.jpeg(exif=TAGS, xmp=FULL, iim=DATASETS),
    "IIM and Exif": lambda: made.jpeg(exif=TAGS, iim=DATASETS),
}


@pytest.mark.parametrize("name", STATEMENTS)
def test_each_statement_is_read_as_before(name: str, accept: bool) -> None:
    """Alone, in the language of the story and in none, and what of it is published."""
    shown = ""
    for language in ("", "de"):
        stated = published("a.x", STATEMENTS[name](), language=language).stated
        values = {field.name: getattr(stated, field.name) for field in dataclasses.fields(stated)}
        shown += f"{language or 'any'}: {', '.join(f'{key}={value!r}' for key, value in values.items() if value)}\n"
    again = published("a.x", published("a.x", STATEMENTS[name]()).data).stated
    kept = {field.name for field in dataclasses.fields(again) if getattr(again, field.name)}
    sections.hold("picture_statements", name, f"{shown}published: {', '.join(sorted(kept))}\n", accept=accept)
