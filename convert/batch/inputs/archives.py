"""Zip and tar archives of texts: their `.txt` members, one at a time, within limits for hostile archives; of zips of
EPUBs, these.

Nothing is unpacked to disk. A member that is refused does not stop the others; hidden members and those of other kinds
are passed over, as below folders. `b.meta.toml` or `b.meta.json` in the archive has the metadata of `b.txt`, and
`b-2.meta.toml` those of the second story in it.

Tar archives are read by code of our own, because `tarfile` keeps the headers of all members, and reads the names and
sparse maps of hostile ones as long as they claim to be.
"""

from __future__ import annotations

import io
import math
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, BinaryIO, Literal, NamedTuple

from convert.batch.inputs.files import moment_of, stem_of, stem_of_container
from convert.batch.inputs.folders import TEXT_SUFFIX, empty_folder
from convert.batch.inputs.items import Item, Notes, failed
from convert.batch.inputs.leftovers import Leftovers, Tell, untold
from convert.batch.inputs.sidecars import MAX_BYTES as MAX_SIDECAR
from convert.batch.inputs.sidecars import SUFFIXES, files_of, too_large
from convert.batch.names import safe_path
from convert.documents import MAX_RATIO, ZIP_DAMAGE
from convert.errors import ConvertError, InputError
from convert.formats import named
from convert.limits import MAX_INPUT

MAX_DIRECTORY = 8 * 2**20
"""The maximum size of the directory of a zip archive in bytes, which is held in memory: some 80,000 members."""

_MAX_HEADER = 2**20
"""The maximum size of a long name or extended header of a tar archive in bytes."""

_FREE = 2**24
_BLOCK = 2**20
_ADVICE = "Unpack the archive yourself if you trust it."


class Member(NamedTuple):
    """A member of an archive, and how it is read, whole or in blocks; `refusal` is why it is not.

    `target` is the name of the member that a hard link of a tar is another name of.
    """

    name: str
    kind: Literal["file", "folder", "link", "special"]
    size: int
    seconds: float | None
    read: Callable[[], bytes]
    refusal: str = ""
    blocks: Callable[[], Iterator[bytes]] = lambda: iter(())
    target: str = ""


def epub_members(file: BinaryIO, path: str, identity: str, moment: str, tell: Tell = untold) -> Iterator[Item]:
    """Yield the EPUBs in a zip archive, in the order of its directory."""
    return zip_members(file, path, identity, moment, tell, suffix=named("epub").suffix)


def zip_members(
    file: BinaryIO, path: str, identity: str, moment: str, tell: Tell = untold, *, suffix: str = TEXT_SUFFIX
) -> Iterator[Item]:
    """Yield the members of a zip archive with a suffix, by default its texts, in the order of its directory.

    `tell` gets the report on what else is in it, when all are yielded.
    """
    sidecars = Notes()
    try:
        guarded = Guarded(file)
        with open_zip(guarded) as archive:
            infos = {_slashed(info): info for info in archive.infolist()}
            for name in infos:
                if name.endswith(SUFFIXES):
                    sidecars.add(name)

            def read(name: str) -> bytes:
                if infos[name].file_size > MAX_SIDECAR:
                    raise too_large(f"{path}/{name}")
                return _unzipped(archive, infos[name])

            members = _zipped(archive, guarded.size, suffix)
            yield from _items(members, sidecars, read, path, identity, moment, tell, suffix)
    except ConvertError as e:
        yield failed(path, identity, e)
    except DAMAGE as e:
        yield failed(path, identity, _damaged(e))
    finally:
        sidecars.close()


def tar_members(file: BinaryIO, path: str, identity: str, moment: str, tell: Tell = untold) -> Iterator[Item]:
    """Yield the texts in a tar archive, in its order. It is read twice if it can be, first for metadata files.

    `tell` gets the report on what else is in it, when all are yielded.
    """
    sidecars, large = Notes(), Notes()

    def read(name: str) -> bytes:
        if large.get(name) is not None:
            raise too_large(f"{path}/{name}")
        return sidecars.get(name) or b""

    try:
        if file.seekable():
            _collect_sidecars(file, sidecars, large)
            file.seek(0)
        yield from _items(tar_entries(file), sidecars, read, path, identity, moment, tell)
    except ConvertError as e:
        yield failed(path, identity, e)
    except OSError as e:
        yield failed(path, identity, _damaged(e))
    finally:
        sidecars.close()
        large.close()


def _items(
    members: Iterator[Member],
    sidecars: Notes,
    read: Callable[[str], bytes],
    path: str,
    identity: str,
    moment: str,
    tell: Tell,
    suffix: str = TEXT_SUFFIX,
) -> Iterator[Item]:
    """Yield the items for the members of an archive at `path`, which was last changed at `moment`.

    `sidecars` has the names of its metadata files, `read` the bytes of one.
    """
    names, leftovers = Notes(), Leftovers()
    folder = stem_of_container(identity)
    is_empty = True
    for member in members:
        parts = [part for part in member.name.split("/") if part not in ("", ".")]
        if member.kind == "folder" or any(part.startswith(".") and part != ".." for part in parts):
            continue
        leftovers.add("/".join(parts))
        if not member.name.lower().endswith(suffix):
            continue
        is_empty = False
        inner = "/".join(parts)
        item = Item(
            path=f"{path}/{inner}",
            name=parts[-1],
            stem=f"{folder}/{safe_path([*parts[:-1], stem_of(parts[-1])])}",
            identity=f"{identity}/{inner}",
        )
        try:
            _refuse(member, parts)
            if not names.add(inner):
                raise InputError("INP037", "an earlier member has the same name", "Give each member its own name.")
            seconds = member.seconds
            yield replace(
                item,
                data=member.read(),
                moment=moment if seconds is None else moment_of(seconds),
                sidecars=files_of(inner, sidecars.has, sidecars.starting, read, lambda name: f"{path}/{name}"),
            )
        except ConvertError as e:
            yield replace(item, error=e)
            if e.code in _ENDS:
                break
    names.close()
    leftovers.tell(path, tell)
    if is_empty:
        raise empty_folder(path)


_ENDS = ("INP034", "INP036")
"""Codes of errors that concern the archive as a whole: the rest of it cannot be read."""


def _refuse(member: Member, parts: list[str]) -> None:
    """Raise InputError (INP037) for a member that is not a text of this archive."""
    name = member.name
    if name.startswith("/") or ".." in parts or "\\" in name or "\0" in name or re.match(r"[A-Za-z]:", name):
        raise InputError("INP037", "the name of the member leads out of the archive", _ADVICE)
    if member.kind == "link":
        raise InputError("INP037", "the member is a link", "Pack the file itself.")
    if member.kind != "file":
        raise InputError("INP037", "the member is not a regular file", "Pack the file itself.")
    if member.refusal:
        raise InputError("INP037", member.refusal, _ADVICE)
    if member.size > MAX_INPUT:
        message = f"the member has {member.size:,} bytes; the limit is {MAX_INPUT:,}"
        raise InputError("INP037", message, "Split it into one file per story.")


# --------------------------------------------------------------------------------------------------------------------
# Zip

DAMAGE = (*ZIP_DAMAGE, NotImplementedError, ValueError, OverflowError, struct.error)
"""What `zipfile` raises for damaged archives and for methods that it does not know."""


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


def _zipped(archive: zipfile.ZipFile, size: int, suffix: str) -> Iterator[Member]:
    total = 0
    for info in archive.infolist():
        mode = info.external_attr >> 16
        kind: Literal["file", "folder", "link"] = "folder" if info.is_dir() else "file"
        refusal = ""
        if stat.S_ISLNK(mode):
            kind = "link"
        elif info.flag_bits & 0x1:
            refusal = "the member is encrypted"
        elif info.file_size > _BLOCK and info.file_size > MAX_RATIO * max(info.compress_size, 1):
            refusal = f"the member unpacks to more than {MAX_RATIO} times its size"
        elif _slashed(info).lower().endswith(suffix):
            total += info.file_size
        if total > _FREE and total > MAX_RATIO * size:
            message = f"the archive unpacks to more than {MAX_RATIO} times its size"
            raise InputError("INP036", message, _ADVICE)
        yield Member(
            name=_slashed(info),
            kind=kind,
            size=info.file_size,
            seconds=_zip_time(info),
            read=lambda info=info: _unzipped(archive, info),  # type: ignore[misc]
            refusal=refusal,
        )


def _unzipped(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Return the bytes of a member, no more than it states. Raises InputError (INP037)."""
    return b"".join(zip_blocks(archive, info))


def zip_blocks(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the bytes of a member in blocks, no more than it states. Raises InputError (INP037)."""
    left = info.file_size + 1
    try:
        with archive.open(info) as member:
            while left and (block := member.read(min(_BLOCK, left))):
                left -= len(block)
                if left:
                    yield block
    except (*DAMAGE, RuntimeError) as e:  # RuntimeError: encrypted; OSError: a place before the file's start
        raise InputError("INP037", f"the member is damaged: {e}", "Fetch the archive again.") from None
    if not left:
        raise InputError("INP037", "the member has more bytes than stated", _ADVICE)


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


# --------------------------------------------------------------------------------------------------------------------
# Tar

_SIZE = 512
_REGULAR = (b"0", b"\0", b"7")
_WITHOUT_DATA = (b"1", b"2", b"3", b"4", b"5", b"6")
_HARD = b"1"
_LINKS = (_HARD, b"2")


def tar_entries(file: BinaryIO, total: int | None = None) -> Iterator[Member]:
    """Yield the members of a tar archive (ustar, GNU, pax), each to be read before the next. Raises InputError.

    `total` is the size of a file in which what is not read can be leapt over; while a member is yielded, the file is
    where its bytes begin.
    """
    long_name: str | None = None
    long_link: str | None = None
    extended: dict[str, str] = {}
    while header := file.read(_SIZE):
        if not header[0] and header.count(0) == len(header) == _SIZE:
            return
        _refuse_header(header)
        type, size = header[156:157], _number(header[124:136])
        if type in (b"L", b"K", b"x", b"g"):
            data = _read_exactly(file, size) if size <= _MAX_HEADER else b""
            if size > _MAX_HEADER:
                raise _damaged(f"a header has {size:,} bytes")
            _skip(file, -size % _SIZE, total)
            if type == b"L":
                long_name = _text(data)
            elif type == b"K":
                long_link = _text(data)
            elif type == b"x":
                extended = _extended(data)
            continue
        name = extended.get("path") or long_name or _name(header)
        size = int(extended["size"]) if extended.get("size", "").isdecimal() else size
        is_sparse = type == b"S" or (extended and any(key.startswith("GNU.sparse.") for key in extended))
        left = 0 if type in _WITHOUT_DATA else size
        taken = False

        def read(size: int = size) -> bytes:
            nonlocal taken
            taken = True
            return _read_exactly(file, size)

        def blocks(size: int = size) -> Iterator[bytes]:
            nonlocal taken
            taken = True
            while size:
                block = file.read(min(size, _BLOCK))
                if not block:
                    raise _damaged("it ends inside a member")
                size -= len(block)
                yield block

        yield Member(
            name=name,
            kind=_kind(type, name, is_sparse=bool(is_sparse)),
            size=size,
            seconds=_seconds(extended.get("mtime"), header),
            read=read,
            blocks=blocks,
            target="" if type != _HARD else extended.get("linkpath") or long_link or _text(header[157:257]),
        )
        _skip(file, (0 if taken else left) + -left % _SIZE, total)
        long_name, long_link, extended = None, None, {}


def _kind(type: bytes, name: str, *, is_sparse: bool) -> Literal["file", "folder", "link", "special"]:
    if type == b"5" or (type == b"\0" and name.endswith("/")):
        return "folder"
    if type in _LINKS:
        return "link"
    return "file" if type in _REGULAR and not is_sparse else "special"


def _refuse_header(header: bytes) -> None:
    """Raise InputError (INP036) for a header that is cut off or whose sum is wrong."""
    if len(header) < _SIZE:
        raise _damaged("it ends inside a header")
    stated = _number(header[148:154] + b"\0" if header[154:156] == b"\0 " else header[148:156])
    blank = b"%b        %b" % (header[:148], header[156:])
    # The lower half of this checksum is the sum of up to 256 bytes, and 1; it is faster than `sum`.
    if stated == (zlib.adler32(blank[:256]) & 0xFFFF) + (zlib.adler32(blank[256:]) & 0xFFFF) - 2:
        return
    if stated != sum(byte - 256 * (byte > 127) for byte in (*header[:148], *b" " * 8, *header[156:])):
        raise _damaged("the sum of a header is wrong; it is not a tar archive, or it is cut off")


def _number(field: bytes) -> int:
    """Return a number in octal digits, or in base 256 if the first bit is set. Raises InputError (INP036)."""
    if field[0] == 0x80:
        number = int.from_bytes(field[1:], "big")
    elif not field[-1] and field[:-1].isdigit():
        try:
            return int(field[:-1], 8)
        except ValueError:
            number = -1
    else:
        digits = field.split(b"\0", 1)[0].strip()
        try:
            number = int(digits, 8) if digits else 0
        except ValueError:
            number = -1
    if not 0 <= number < 2**63:
        raise _damaged("a number of a header is invalid")
    return number


def _name(header: bytes) -> str:
    name = _text(header[:100])
    return f"{_text(header[345:500])}/{name}" if header[345] and header[257:263] == b"ustar\0" else name


def _text(data: bytes) -> str:
    return data.split(b"\0", 1)[0].decode("utf-8", "surrogateescape")


def _extended(data: bytes) -> dict[str, str]:
    """Return the records of an extended header of pax, each `LENGTH KEY=VALUE` and a line break."""
    found = {}
    at = 0
    while at < len(data):
        digits, space, _ = data[at : at + 20].partition(b" ")
        length = int(digits) if digits.isdigit() else 0
        record = data[at + len(digits) + 1 : at + length]
        key, equals, value = record.partition(b"=")
        if not space or not equals or not value.endswith(b"\n"):
            raise _damaged("an extended header is invalid")
        found[key.decode("utf-8", "replace")] = value[:-1].decode("utf-8", "surrogateescape")
        at += length
    return found


def _seconds(extended: str | None, header: bytes) -> float | None:
    """Return the modification time of a member, None for 0, which is what archives without times have."""
    try:
        seconds = float(extended or _number(header[136:148]))
    except (ValueError, InputError):
        return None
    return seconds if seconds and math.isfinite(seconds) else None


def _collect_sidecars(file: BinaryIO, sidecars: Notes, large: Notes) -> None:
    """Remember the metadata files of a tar archive, as far as it can be read, and the names of those too large."""
    try:
        for member in tar_entries(file):
            if member.kind == "file" and member.name.endswith(SUFFIXES):
                name = "/".join(part for part in member.name.split("/") if part not in ("", "."))
                if member.size > MAX_SIDECAR:
                    large.add(name)
                    sidecars.add(name)
                else:
                    sidecars.add(name, member.read())
    except InputError:
        return  # and reported when the members are read


def _read_exactly(file: BinaryIO, size: int) -> bytes:
    data = file.read(size)
    if len(data) < size:
        raise _damaged("it ends inside a member")
    return data


def _skip(file: BinaryIO, size: int, total: int | None) -> None:
    """Pass over bytes: by a leap if the size of the file is known. Raises InputError if there are not as many."""
    if not size:
        return
    if total is not None:
        if size > total - file.tell():
            raise _damaged("it ends inside a member")
        file.seek(size, io.SEEK_CUR)
        return
    while size:
        block = file.read(min(size, _BLOCK))
        if not block:
            raise _damaged("it ends inside a member")
        size -= len(block)


def _damaged(reason: object) -> InputError:
    return InputError("INP036", f"the archive cannot be read: {reason}", "Fetch or pack it again.")
