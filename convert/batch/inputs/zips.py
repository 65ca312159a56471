"""Zip archives of texts: their `.txt` members, one at a time; of zips of EPUBs, these."""

from __future__ import annotations

import io
import os
import stat
import struct
import weakref
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, BinaryIO, Literal, NamedTuple

from convert.batch.inputs.archives import BLOCK, UNPACK_YOURSELF, Member, damaged, inner_name, items_of, path_of
from convert.batch.inputs.folders import TEXT_SUFFIX
from convert.batch.inputs.items import Item, Notes, failed
from convert.batch.inputs.leftovers import Leftovers, Tell, untold
from convert.batch.inputs.nested import Opener, is_nested
from convert.batch.inputs.picture_index import PictureIndex
from convert.batch.inputs.pictures import is_picture
from convert.batch.inputs.sidecars import MAX_BYTES as MAX_SIDECAR
from convert.batch.inputs.sidecars import SUFFIXES, too_large
from convert.documents import MAX_RATIO, ZIP_DAMAGE
from convert.errors import ConvertError, InputError
from convert.formats import named
from convert.pictures.limits import MAX_BYTES

MAX_DIRECTORY = 8 * 2**20
"""The maximum size of the directory of a zip archive in bytes, which is held in memory: some 80,000 members."""

_FREE = 2**24

DAMAGE = (*ZIP_DAMAGE, NotImplementedError, ValueError, OverflowError, struct.error)
"""What `zipfile` raises for damaged archives and for methods that it does not know."""


def epub_members(file: BinaryIO, path: str, identity: str, moment: str, tell: Tell = untold) -> Iterator[Item]:
    """Yield the EPUBs in a zip archive, in the order of its directory."""
    return zip_members(file, path, identity, moment, tell, suffix=named("epub").suffix)


def zip_members(
    file: BinaryIO,
    path: str,
    identity: str,
    moment: str,
    tell: Tell = untold,
    *,
    suffix: str = TEXT_SUFFIX,
    opener: Opener | None = None,
) -> Iterator[Item]:
    """Yield the members of a zip archive with a suffix, by default its texts, in the order of its directory.

    `tell` gets the report on what else is in it, when all are yielded. `opener` opens the archives in it.
    """
    sidecars = Notes()
    place = path_of(file)
    pictures = PictureIndex((lambda name, offset, _: InZip(place, name, offset)) if place else None)
    leftovers = Leftovers(pictures, is_nested) if opener else Leftovers(pictures)
    try:
        guarded = Guarded(file)
        with open_zip(guarded) as archive:
            infos: dict[str, zipfile.ZipInfo] = {}
            kept = 0
            for info in archive.infolist():
                if info.is_dir() or not (name := inner_name(_slashed(info))):
                    continue
                infos[name] = info
                leftovers.add(name)
                if name.endswith(SUFFIXES):
                    sidecars.add(name)
                elif is_picture(name.rpartition("/")[2]):
                    kept += info.file_size
                    if not place:
                        _refuse_total(kept, guarded.size)
                    _add_picture(leftovers.pictures, archive, info, name, is_kept=not place)

            def read(name: str) -> bytes:
                if infos[name].file_size > MAX_SIDECAR:
                    raise too_large(f"{path}/{name}")
                return _unzipped(archive, infos[name])

            members = _zipped(archive, guarded.size, suffix, has_nested=opener is not None)
            yield from items_of(
                members,
                sidecars,
                read,
                leftovers,
                path,
                identity,
                moment,
                tell,
                suffix,
                opener=opener,
                consumed=lambda: guarded.size,
            )
    except ConvertError as e:
        yield failed(path, identity, e)
    except DAMAGE as e:
        yield failed(path, identity, damaged(e))
    finally:
        sidecars.close()


def _add_picture(
    pictures: PictureIndex, archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, *, is_kept: bool
) -> None:
    """Add a picture to those of an archive, with its bytes if it is not found again by its path."""
    refusal = "is a link" if stat.S_ISLNK(info.external_attr >> 16) else _refusal(info)
    if is_kept and not refusal and info.file_size <= MAX_BYTES:
        try:
            pictures.add_bytes(name, _unzipped(archive, info))
            return
        except InputError as e:
            refusal = f"cannot be read: {e.message}"
    pictures.add(name, info.file_size, checksum=info.CRC, offset=info.header_offset, refusal=refusal)


class InZip(NamedTuple):
    """A picture in the zip at `path`, by its name and the offset of its header."""

    path: str
    name: str
    offset: int

    def read(self) -> bytes:
        """The bytes. Raises InputError and OSError."""
        status = os.stat(self.path)
        try:
            archive, infos = _pictures_of(self.path, status.st_size, status.st_mtime_ns)
            if info := infos.get(self.offset):
                return _unzipped(archive, info)
        except DAMAGE as e:
            raise damaged(e) from None
        raise InputError("INP037", "the archive changed meanwhile", "Convert it when it is complete.")


@lru_cache(maxsize=1)
def _pictures_of(path: str, *state: int) -> tuple[zipfile.ZipFile, Mapping[int, zipfile.ZipInfo]]:
    """Return the zip at a path, as of a state of it, and its pictures by the offsets of their headers.

    Its file is closed when another zip takes its place.
    """
    file = open(path, "rb")  # noqa: SIM115
    try:
        archive = open_zip(Guarded(file))
    except BaseException:
        file.close()
        raise
    weakref.finalize(archive, file.close)
    pictures = {info.header_offset: info for info in archive.infolist() if is_picture(info.filename)}
    archive.filelist.clear()  # of the others nothing is read here
    archive.NameToInfo.clear()
    return archive, pictures


class Guarded(io.RawIOBase):
    """A file of which no read takes more than the largest directory: `zipfile` reads all of it at once."""

    def __init__(self, file: BinaryIO, limit: int | None = None) -> None:
        self._file = file
        self._limit = MAX_DIRECTORY if limit is None else limit
        self.size = file.seek(0, io.SEEK_END)

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def read(self, size: int = -1) -> bytes:
        if size > self._limit:
            message = f"the directory of the archive has more than {self._limit:,} bytes"
            raise InputError("INP036", message, "Divide the archive, or use tar.")
        return self._file.read(size)


def open_zip(file: Guarded) -> zipfile.ZipFile:
    """Open a zip. Raises BadZipFile, also if its only directory is that of a zip inside it: it was cut off."""
    whole: Any = file
    archive = zipfile.ZipFile(whole)
    first = min((info.header_offset for info in archive.infolist()), default=0)
    file.seek(0)
    if first and file.read(len(_LOCAL_HEADER)) == _LOCAL_HEADER:
        archive.close()
        raise zipfile.BadZipFile("it has no directory but that of an archive inside it")
    return archive


_LOCAL_HEADER = b"PK\3\4"
"""What the record before a file of a zip begins with (APPNOTE 6.3.10, 4.3.7)."""


def _refuse_total(total: int, size: int) -> None:
    """Raise InputError (INP036) for an archive of this size that unpacks to too much."""
    if total > _FREE and total > MAX_RATIO * size:
        message = f"the archive unpacks to more than {MAX_RATIO} times its size"
        raise InputError("INP036", message, UNPACK_YOURSELF)


def _zipped(archive: zipfile.ZipFile, size: int, suffix: str, *, has_nested: bool) -> Iterator[Member]:
    total = 0
    for info in archive.infolist():
        mode = info.external_attr >> 16
        kind: Literal["file", "folder", "link"] = "folder" if info.is_dir() else "file"
        refusal = ""
        name = _slashed(info)
        if stat.S_ISLNK(mode):
            kind = "link"
        elif refusal := _refusal(info):
            refusal = f"the member {refusal}"
        elif name.lower().endswith(suffix) or is_picture(name) or (has_nested and is_nested(name)):
            total += info.file_size
        _refuse_total(total, size)
        yield Member(
            name=name,
            kind=kind,
            size=info.file_size,
            seconds=_zip_time(info),
            read=lambda info=info: _unzipped(archive, info),  # type: ignore[misc]
            refusal=refusal,
            blocks=lambda info=info: zip_blocks(archive, info),  # type: ignore[misc]
        )


def _refusal(info: zipfile.ZipInfo) -> str:
    """Return why a member is not unpacked, in words that follow its name; empty if it is."""
    if info.flag_bits & _ENCRYPTED:
        return "is encrypted"
    if info.file_size > BLOCK and info.file_size > MAX_RATIO * max(info.compress_size, 1):
        return f"unpacks to more than {MAX_RATIO} times its size"
    return ""


def _unzipped(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Return the bytes of a member, no more than it states. Raises InputError (INP037)."""
    return b"".join(zip_blocks(archive, info))


def zip_blocks(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the bytes of a member in blocks, no more than it states. Raises InputError (INP037)."""
    left = info.file_size + 1
    try:
        with archive.open(info) as member:
            while left and (block := member.read(min(BLOCK, left))):
                left -= len(block)
                if left:
                    yield block
    except (*DAMAGE, RuntimeError) as e:  # RuntimeError: encrypted; OSError: a place before the file's start
        raise InputError("INP037", f"the member is damaged: {e}", "Fetch the archive again.") from None
    if not left:
        raise InputError("INP037", "the member has more bytes than stated", UNPACK_YOURSELF)


def zip_name(info: zipfile.ZipInfo) -> str:
    """Return the name of a member; zipfile ends it at a NUL, and takes it for code page 437 unless it is flagged."""
    if info.flag_bits & _UTF_8 or (info.orig_filename.isascii() and b"up" not in info.extra):
        return info.orig_filename
    return unicode_name(info.orig_filename.encode("cp437"), info.extra)


_WINDOWS = 0


def _slashed(info: zipfile.ZipInfo) -> str:
    """Return the name of a member with `/` between folders, for which old programs on Windows wrote a backslash."""
    name = zip_name(info)
    return name.replace("\\", "/") if info.create_system == _WINDOWS and "/" not in name else name


def unicode_name(raw: bytes, extra: bytes) -> str:
    """Return the name of a member of a zip that is not said to be in UTF-8.

    It is that of the extra field 0x7075 (APPNOTE 6.3.10, 4.6.9), else in UTF-8 if it can be, which programs on Unix and
    Macs write without saying so, else in code page 437 (appendix D).
    """
    beginning = b"\1" + zlib.crc32(raw).to_bytes(4, "little")
    fields = [field for tag, field in _extra_fields(extra) if tag == 0x7075 and field.startswith(beginning)]
    for name in (*(field[len(beginning) :] for field in fields), raw):
        try:
            return name.decode()
        except UnicodeDecodeError:
            continue
    return raw.decode("cp437")


def _extra_fields(extra: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the extra fields of a member, each its tag and bytes (APPNOTE 6.3.10, 4.5)."""
    while len(extra) >= 4:
        tag, length = struct.unpack_from("<HH", extra)
        yield tag, extra[4 : 4 + length]
        extra = extra[4 + length :]


_UTF_8 = 0x800
_ENCRYPTED = 0x1
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def _zip_time(info: zipfile.ZipInfo) -> float | None:
    """Return the modification time of a member: of its extended timestamp (0x5455), else its local time taken as UTC.

    None for the beginning of 1980, which is what archives without times have.
    """
    for tag, field in _extra_fields(info.extra):
        if tag == 0x5455 and len(field) >= 5 and field[0] & 1:
            return float(struct.unpack_from("<i", field, 1)[0])
    if info.date_time == _NO_TIME:
        return None
    try:
        return datetime(*info.date_time, tzinfo=UTC).timestamp()
    except ValueError:
        return None
