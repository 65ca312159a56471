"""Members of archives as items: names, limits for hostile archives, and metadata files, for zips and tars alike.

Nothing is unpacked to disk. A member that is refused does not stop the others; hidden members and those of other kinds
are passed over, as below folders. `b.meta.toml` or `b.meta.json` in the archive has the metadata of `b.txt`, and
`b-2.meta.toml` those of the second story in it. Pictures are beside texts as in a folder, and read when a story takes
them: in their place in the archive if that can be found again, else from a copy on disk.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import BinaryIO, Literal, NamedTuple

from convert.batch.inputs.files import moment_of, stem_of, stem_of_container
from convert.batch.inputs.folders import TEXT_SUFFIX, empty_folder
from convert.batch.inputs.items import Item, Notes
from convert.batch.inputs.leftovers import Leftovers, Tell
from convert.batch.inputs.nested import MAX_NESTED, Budget, NestedReports, Opener, is_nested, nested_items
from convert.batch.inputs.sidecars import files_of
from convert.batch.names import safe_path
from convert.errors import ConvertError, InputError
from convert.limits import MAX_INPUT

BLOCK = 2**20
"""How many bytes of a member are read at a time."""

UNPACK_YOURSELF = "Unpack the archive yourself if you trust it."
"""The advice for an archive that is refused for what it unpacks to."""


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


def items_of(
    members: Iterator[Member],
    sidecars: Notes,
    read: Callable[[str], bytes],
    leftovers: Leftovers,
    path: str,
    identity: str,
    moment: str,
    tell: Tell,
    suffix: str = TEXT_SUFFIX,
    *,
    opener: Opener | None = None,
    consumed: Callable[[], int] = lambda: 0,
) -> Iterator[Item]:
    """Yield the items for the members of an archive at `path`, which was last changed at `moment`.

    `sidecars` has the names of its metadata files, `read` the bytes of one; `leftovers` has all that it contains.
    `opener` opens the archives in it, None to pass them over; `consumed` is that of their budget.
    """
    names = Notes()
    budget, reports = Budget(consumed), NestedReports(tell)
    folder = stem_of_container(identity)
    is_empty = True
    for member in members:
        inner = inner_name(member.name)
        is_archive = opener is not None and is_nested(inner)
        if member.kind == "folder" or not inner or not (is_archive or member.name.lower().endswith(suffix)):
            continue
        is_empty = is_empty and is_archive
        parts = inner.split("/")
        item = Item(
            path=f"{path}/{inner}",
            name=parts[-1],
            stem=f"{folder}/{safe_path([*parts[:-1], stem_of(parts[-1])])}",
            identity=f"{identity}/{inner}",
        )
        try:
            _refuse(member, parts, MAX_NESTED if is_archive else MAX_INPUT)
            if not names.add(inner):
                raise InputError("INP037", "an earlier member has the same name", "Give each member its own name.")
            changed = moment if member.seconds is None else moment_of(member.seconds)
            if opener is not None and is_archive:
                for found in nested_items(member, inner, opener, budget, path, identity, changed, reports.take):
                    is_empty = False
                    yield found
                continue
            data = member.read()
            yield replace(
                item,
                data=data,
                pictures=leftovers.pictures.shelf(inner, data) if suffix == TEXT_SUFFIX else None,
                moment=changed,
                sidecars=files_of(inner, sidecars.has, sidecars.starting, read, lambda name: f"{path}/{name}"),
            )
        except ConvertError as e:
            is_empty = False
            yield replace(item, error=e)
            if e.code in ENDS:
                break
    names.close()
    leftovers.tell(path, tell, reports.findings())
    if is_empty:
        raise empty_folder(path)


def path_of(file: BinaryIO) -> str:
    """Return the absolute path of a file that was opened by it, empty for all other streams."""
    raw = getattr(file, "raw", None)
    return os.path.abspath(raw.name) if isinstance(raw, io.FileIO) and isinstance(raw.name, str) else ""


def inner_name(name: str) -> str:
    """Return the path of a member without empty parts and `.`; empty for hidden files and what is in hidden folders."""
    parts = [part for part in name.split("/") if part not in ("", ".")]
    return "" if any(part.startswith(".") and part != ".." for part in parts) else "/".join(parts)


ENDS = ("INP034", "INP036")
"""Codes of errors that concern the archive as a whole: the rest of it cannot be read."""


def _refuse(member: Member, parts: list[str], limit: int) -> None:
    """Raise InputError (INP037) for a member that is not a file of this archive, or has more bytes than `limit`."""
    name = member.name
    if name.startswith("/") or ".." in parts or "\\" in name or "\0" in name or re.match(r"[A-Za-z]:", name):
        raise InputError("INP037", "the name of the member leads out of the archive", UNPACK_YOURSELF)
    if member.kind == "link":
        raise InputError("INP037", "the member is a link", "Pack the file itself.")
    if member.kind != "file":
        raise InputError("INP037", "the member is not a regular file", "Pack the file itself.")
    if member.refusal:
        raise InputError("INP037", member.refusal, UNPACK_YOURSELF)
    if member.size > limit:
        message = f"the member has {member.size:,} bytes; the limit is {limit:,}"
        if limit == MAX_NESTED:
            raise InputError("INP037", message, UNPACK_YOURSELF)
        raise InputError("INP037", message, "Split it into one file per story.")


def damaged(reason: object) -> InputError:
    """Return the error for an archive of which the rest cannot be read."""
    return InputError("INP036", f"the archive cannot be read: {reason}", "Fetch or pack it again.")
