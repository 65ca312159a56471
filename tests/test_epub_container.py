"""Plain zips of EPUBs are read quickly, and as others are; damage of any kind is told."""

from __future__ import annotations

import contextlib
import io
import random
import zipfile

import pytest

from convert.documents import DocumentError, container, open_epub


def opened(data: bytes) -> object:
    try:
        found = open_epub(data, salvage=True)
    except DocumentError as e:
        return (e.message, e.member, e.detail)
    return (list(found.members.items()), found.stored, found.folders, found.damaged)


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED, **attributes: object) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members:
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            for attribute, value in attributes.items():
                setattr(info, attribute, value)
            archive.writestr(info, data)
    return buffer.getvalue()


PLAIN = zipped(("mimetype", b"application/epub+zip"), ("a/b.xhtml", b"x" * 2000), ("a/c.css", b""))


def test_a_zip_of_zipfile_is_plain() -> None:
    assert container._plain_members(PLAIN, container.LIMITS)
    assert container._plain_members(zipped(), container.LIMITS) == ({}, set())


@pytest.mark.parametrize(
    "data",
    [
        b"x" + PLAIN,
        PLAIN + b"x",
        PLAIN[:-2] + b"\1\0x",
        zipped(("a/", b"")),
        zipped(("../a", b"x")),
        zipped(("aa", b"x"), ("bb", b"y")).replace(b"bb", b"aa"),
        zipped((".a", b"x")),
        zipped(("\u00e9", b"x")),
        zipped(("a", b"x"), extra=b"\1\0\0\0"),
        zipped(("a", b"x"), comment=b"c"),
        zipped(("a", b"x"), external_attr=0o120777 << 16),
        zipped(("a", b"x"), method=zipfile.ZIP_BZIP2),
        zipped(("a", b"\0" * 2**21)),
        PLAIN[: PLAIN.index(b"PK\1\2")] + PLAIN[PLAIN.index(b"PK\1\2") + 1 :],
        b"",
        b"PK\5\6",
    ],
    ids=range(16),
)
def test_other_zips_are_not_plain(data: bytes) -> None:
    assert container._plain_members(data, container.LIMITS) is None


@pytest.mark.parametrize("method", range(20))
def test_members_whose_bytes_are_of_another_method_are_damaged(method: int) -> None:
    """Bzip2 and LZMA raise errors of their own."""
    one, other = PLAIN.index(b"a/b.xhtml"), PLAIN.index(b"a/b.xhtml", PLAIN.index(b"PK\1\2"))
    data = bytearray(PLAIN)
    for content in (b"", b"\x09\x04\x05\0]\0\0\x80\0", b"BZh9"):
        data[one + 9 : one + 9 + len(content)] = content
        data[one - 22 : one - 20] = data[other - 36 : other - 34] = method.to_bytes(2, "little")
        for salvage in (False, True):
            with contextlib.suppress(DocumentError):
                open_epub(bytes(data), salvage=salvage)
                assert method == zipfile.ZIP_DEFLATED or salvage


def test_damaged_plain_zips_are_read_as_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any byte may be another, or missing: members, refusal and damage are what zipfile finds."""
    chance = random.Random(2)
    for at in range(len(PLAIN)):
        for changed in (
            PLAIN[:at] + bytes((PLAIN[at] ^ 1 << chance.randrange(8),)) + PLAIN[at + 1 :],
            PLAIN[:at] + chance.randbytes(1) + PLAIN[at + 1 :],
            PLAIN[:at] + PLAIN[at + 1 :],
        ):
            quickly = opened(changed)
            with monkeypatch.context() as patch:
                patch.setattr(container, "_plain_members", lambda data, limits: None)
                assert quickly == opened(changed), at
