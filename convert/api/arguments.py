"""What callers of the Python API give, as the values that the pipeline and the checks take.

A `str` is text, `bytes` are a document, a path is a file, metadata are plain values; everything else is refused with a
`ConvertError`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from convert import checks
from convert.batch.inputs import load, read_file, stem_of
from convert.batch.inputs.pictures import FolderShelf
from convert.batch.inputs.sidecars import sidecar
from convert.errors import InputError, ModelError, UsageError
from convert.formats import named, written_versions
from convert.limits import MAX_INPUT
from convert.metadata import supplied
from convert.model import Moment
from convert.pictures.limits import MAX_BYTES
from convert.readers import Source

if TYPE_CHECKING:
    from convert.pictures.placing import Pictures

Content: TypeAlias = "str | bytes | os.PathLike[str] | Source"
"""An input: text, the bytes of a document, the path of a file, or a `Source` with its circumstances."""

Images: TypeAlias = "Mapping[str, bytes | os.PathLike[str]] | os.PathLike[str]"
"""The pictures of a story: bytes or paths by the names of the files, or the path of a folder."""

MomentLike: TypeAlias = "Moment | datetime | str"
"""An instant: a `datetime` with a time zone, or text such as "2016-12-07T18:30:00+02:00"."""

NAME = "copy.txt"
"""The name of an input that is text or bytes and was given none."""


def unfit(what: str, value: object, expected: str, advice: str = "") -> UsageError:
    """The error for an argument of a type that cannot be used."""
    shown = repr(value) if len(repr(value)) <= 40 else f"{repr(value)[:39]}…"
    # Python's own form has an address, which is another one in every run.
    shown = f" {shown}" if " object at 0x" not in repr(value) else ""
    return UsageError("INP022", f"{what} must be {expected}, not {type(value).__name__}{shown}", advice)


def refuse_other_than_text(**given: object) -> None:
    """Raise UsageError for the first argument that is neither None nor text; `given` has them by name."""
    for what, value in given.items():
        if value is not None and not isinstance(value, str):
            raise unfit(f"the {what.replace('_', ' ')}", value, "text")


def refuse_unknown(what: str, value: object, words: Sequence[str]) -> None:
    """Raise UsageError for a value that is not one of these words."""
    if value in words:
        return
    advice = f"Choose one of {', '.join(words)}."
    if not isinstance(value, str):
        raise unfit(f"the {what}", value, "a word", advice)
    raise UsageError("INP022", f"there is no {what} {value!r}", advice)


def source_of(
    content: Content,
    *,
    format: str | None = None,
    name: str | None = None,
    encoding: str | None = None,
    timezone: str | None = None,
    moment: MomentLike | None = None,
    repair_encoding: bool = False,
    keep_furniture: bool = False,
    keep_private: bool = False,
    explanations: bool = False,
    images: Images | None = None,
    images_url: str | None = None,
    keep_picture_metadata: bool = False,
    metadata: Mapping[str, object] | None = None,
) -> tuple[Source, bool]:
    """The input as a `Source` with checked fields, and whether its moment is the clock's."""
    supplied = dict(metadata or {})
    clock = False
    if isinstance(content, Source):
        data = bytes_of(content.data)
        at = moment_of(content.moment if moment is None else moment)
        supplied = {**metadata_of(content.metadata, {}), **supplied}
        base = content
    elif isinstance(content, os.PathLike):
        path = path_of(content)
        data, modified = load(path)
        at = Moment(modified) if moment is None else moment_of(moment)
        supplied = {**sidecar(path), **supplied}
        base = Source(name=os.path.basename(path), data=data, moment=at)
    else:
        data = bytes_of(content)
        clock = moment is None
        at = Moment(now()) if moment is None else moment_of(moment)
        if name is None:
            name = NAME if format or checks.recognise(data) is not named("article") else "copy.article.json"
        base = Source(name=name, data=data, moment=at, encoding="utf-8" if isinstance(content, str) else None)
    if pictures := pictures_of(content, images, images_url, keeps_metadata=keep_picture_metadata):
        base = replace(base, pictures=pictures)
    given = {"name": name, "encoding": encoding, "timezone": timezone}
    refuse_other_than_text(name=name, encoding=encoding, timezone=timezone)
    changed: dict[str, Any] = {key: value for key, value in given.items() if value is not None}
    source = replace(
        base,
        data=data,
        moment=at,
        metadata=supplied,
        repair_encoding=base.repair_encoding or repair_encoding,
        keep_furniture=base.keep_furniture or keep_furniture,
        keep_private=base.keep_private or keep_private,
        explanations=base.explanations or explanations,
        **changed,
    )
    return source, clock


def pictures_of(
    content: object, images: object, url: object = None, *, keeps_metadata: bool = False
) -> Pictures | None:
    """The pictures that a story can have: those in memory, in a folder, or beside its file; None for none."""
    from convert.pictures.address import refuse_url
    from convert.pictures.placing import NamedPictures, Pictures, Shelf

    shelf: Shelf
    is_file = isinstance(content, os.PathLike)
    if url is not None and not isinstance(url, str):
        raise unfit("images_url", url, "text")
    if isinstance(images, Mapping):
        shelf = NamedPictures({_named(name): _picture(data) for name, data in images.items()})
    elif isinstance(images, os.PathLike) or (images is None and is_file):
        path = path_of(content) if is_file else ""
        folder = os.path.dirname(path)
        stem = stem_of(os.path.basename(path)) if is_file else stem_of(NAME)
        chosen = folder if images is None else path_of(images)
        if images is not None and not os.path.isdir(chosen):
            raise UsageError("INP073", f"the images: {chosen} is not a folder", "Name the folder with the pictures.")
        shelf = FolderShelf(chosen, stem, folder if is_file else None)
    elif images is None:
        return None
    else:
        raise unfit("the images", images, "a dict of bytes by name, or the pathlib.Path of a folder")
    return Pictures(shelf=shelf, url=refuse_url(url) if url else "", keeps_metadata=keeps_metadata)


def _picture(data: object) -> bytes:
    if isinstance(data, str):
        raise unfit("an image", data, "bytes or a pathlib.Path")
    return bytes_of(data, MAX_BYTES)


def _named(name: object) -> str:
    if not isinstance(name, str):
        raise unfit("the name of an image", name, "text")
    return name


def checked_format(source: Source, format: str | None) -> str | None:
    """The format of an input as it was given. Raises UsageError for one that does not name a format."""
    if format is not None:
        format_names(format)
    if not isinstance(source.name, str):
        raise unfit("the name", source.name, "text")
    return format


def bytes_of(content: object, limit: int | None = None) -> bytes:
    """The bytes of text, of a document, or of the file at a path; of more than `limit`, InputError (INP005)."""
    if isinstance(content, os.PathLike):
        return read_file(path_of(content), limit)[0]
    limit = MAX_INPUT if limit is None else limit
    if isinstance(content, bytes | bytearray | memoryview):
        data = bytes(content)
    elif isinstance(content, str):
        if _is_file_name(content):
            advice = f"A file is a path: pathlib.Path({content!r})."
            raise UsageError("INP022", f"the text {content!r} is the name of a file", advice)
        try:
            data = content.encode()
        except UnicodeEncodeError as e:
            raise InputError("INP003", f"the text has half a surrogate pair at character {e.start + 1}") from None
    else:
        raise unfit("the input", content, "text, bytes or a pathlib.Path")
    if len(data) > limit:
        raise InputError("INP005", f"the input has more than {limit} bytes", "Split it into its stories.")
    return data


_ENDINGS = (".txt", ".xml", ".json", ".epub")


def _is_file_name(text: str) -> bool:
    """Whether text is the name of a news file rather than its content: one line that ends as such names do."""
    return len(text) < 4096 and text.lower().endswith(_ENDINGS) and "\n" not in text and "\r" not in text


def path_of(path: object) -> str:
    """A path as text."""
    return os.fsdecode(path)  # type: ignore[arg-type]


def now() -> str:
    """The clock's instant in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment_of(value: object, what: str = "moment") -> Moment:
    """An instant as the model has it. Raises UsageError, which calls it `what`."""
    if isinstance(value, date):
        value = value.isoformat()
    try:
        moment = value if isinstance(value, Moment) else Moment(value) if isinstance(value, str) else None
    except ModelError as e:
        raise UsageError("INP022", e.message, "Give it with its offset: 2016-12-07T18:30:00+02:00.") from None
    if moment is None or not moment.is_instant:
        raise unfit(f"the {what}", value, "an instant", "Give it with its offset: 2016-12-07T18:30:00+02:00.")
    return moment


def format_names(formats: object) -> tuple[str, ...]:
    """The names of formats with their versions, each once. Raises UsageError for a name that is not a format."""
    versions = written_versions(names_of("format", formats))
    return tuple(f"{name}@{version}" if version else name for name, version in versions.items())


def loss_codes_of(codes: object) -> tuple[str, ...]:
    """Codes of losses. Raises UsageError for all other codes."""
    names = names_of("loss", codes)
    if not names:
        return ()
    from convert.codes import loss_codes

    return loss_codes(names)


def names_of(what: str, given: object) -> tuple[str, ...]:
    """One name, or several. Raises UsageError for anything else."""
    names = (given,) if isinstance(given, str) else given
    if isinstance(names, bytes) or not isinstance(names, Iterable):
        raise unfit(f"the {what}", given, "a name, or a list of names")
    found = []
    for name in names:
        if not isinstance(name, str):
            raise unfit(f"the {what}", name, "a name")
        found.append(name)
    return tuple(found)


def metadata_of(whole: object, fields: Mapping[str, object], timezone: str | None = None) -> dict[str, object]:
    """Metadata as values of the model; `timezone` is the zone of times that show none. Raises UsageError."""
    if whole is not None and not isinstance(whole, Mapping):
        raise unfit("the metadata", whole, "a dict")
    values = {**(whole or {}), **fields}
    for key in values:
        if not isinstance(key, str):
            raise unfit("a name of metadata", key, "text")
    given = {key: value for key, value in values.items() if value is not None}
    return supplied(given, timezone=timezone).values
