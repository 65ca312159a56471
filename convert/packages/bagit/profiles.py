"""BagIt profiles (1.1 to 1.4): what an archive asks of bags, obeyed in making and checked in verifying them."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from convert.batch.inputs import read_file
from convert.documents import DocumentError, open_json
from convert.errors import InputError, UsageError

_MAX_PROFILE = 2**22
_GZIP = ("application/gzip", "application/x-gzip", "application/tar+gzip", "application/x-gtar", "application/x-tgz")
_SAME: Mapping[str, tuple[str, ...]] = {
    "application/zip": ("application/zip", "application/x-zip-compressed", "application/x-zip"),
    "application/x-tar": ("application/x-tar", "application/tar"),
    "application/gzip": (*_GZIP, "application/x-compressed-tar", "application/x-tar+gzip"),
}
"""The media types by which profiles call the archives that we write."""

_LISTS = (
    *("Manifests-Required", "Manifests-Allowed", "Tag-Manifests-Required", "Tag-Manifests-Allowed"),
    *("Tag-Files-Required", "Tag-Files-Allowed", "Payload-Files-Required", "Payload-Files-Allowed"),
    *("Accept-Serialization", "Accept-BagIt-Version"),
)
_NAMED_TAG_FILES = re.compile(r"bagit\.txt|bag-info\.txt|fetch\.txt|(?:tag)?manifest-[^/]+\.txt")


@dataclass(frozen=True, slots=True, kw_only=True)
class BagState:
    """What a profile asks about: the version of a bag, the values of each label in `bag-info.txt` in small letters, the
    algorithms of its manifests, the names of its files outside and inside of the payload, whether it has `fetch.txt`,
    and the media type of its archive, empty for a folder.
    """

    version: str
    info: Mapping[str, Sequence[str]]
    manifests: Sequence[str]
    tag_manifests: Sequence[str]
    tag_files: Iterable[str] = ()
    payload: Iterable[str] = ()
    has_fetch: bool = False
    media_type: str = ""


class Profile:
    """A BagIt profile."""

    def __init__(self, data: Mapping[str, Any], name: str) -> None:
        """`data` is the profile, `name` that of its file. Raises UsageError (PKG014)."""
        self.name = name
        self._data = data
        described = data.get("BagIt-Profile-Info")
        if not isinstance(described, dict) or not isinstance(described.get("BagIt-Profile-Identifier"), str):
            raise self._invalid("BagIt-Profile-Info has no BagIt-Profile-Identifier")
        self.identifier: str = described["BagIt-Profile-Identifier"]
        for key in _LISTS:
            value = data.get(key, [])
            if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
                raise self._invalid(f"{key} is not a list of texts")
        tags = data.get("Bag-Info", {})
        if not isinstance(tags, dict) or not all(isinstance(tag, dict) for tag in tags.values()):
            raise self._invalid("Bag-Info is not an object of objects")
        if data.get("Serialization", "optional") not in ("forbidden", "required", "optional"):
            raise self._invalid("Serialization is neither forbidden nor required nor optional")
        self.tags: Mapping[str, Mapping[str, Any]] = tags
        for label in tags:
            if not all(isinstance(value, str) for value in self.values_of(label)):
                raise self._invalid(f"the values of {label} are not texts")

    def _invalid(self, reason: str) -> UsageError:
        return UsageError("PKG014", f"{self.name} is not a BagIt profile: {reason}", "Ask the archive for its profile.")

    def values_of(self, label: str) -> Sequence[str]:
        """Return the acceptable values of a label in `bag-info.txt`, none if all are."""
        values = self.tags[label].get("values") or []
        return values if isinstance(values, list) else [values]

    def version(self) -> str:
        """Return the version of BagIt for a new bag: the latest that is accepted and that we write."""
        accepted = self._data.get("Accept-BagIt-Version") or ["1.0"]
        return next((version for version in ("1.0", "0.97", "0.96") if version in accepted), "1.0")

    def algorithms(self, usual: Sequence[str], *, of_tags: bool = False) -> tuple[str, ...]:
        """Return the algorithms for the manifests of a new bag: the usual ones that are allowed, and those required."""
        prefix = "Tag-" if of_tags else ""
        required = [_algorithm(name) for name in self._data.get(f"{prefix}Manifests-Required", [])]
        allowed = [_algorithm(name) for name in self._data.get(f"{prefix}Manifests-Allowed", [])]
        chosen = [name for name in usual if not allowed or name in allowed]
        return tuple(dict.fromkeys((*chosen, *required))) or tuple(allowed[:1])

    def problems(self, bag: BagState) -> Iterator[str]:
        """Yield what the profile asks and the bag does not have."""
        data = self._data
        if self.identifier not in bag.info.get("bagit-profile-identifier", ()):
            yield f"bag-info.txt does not name the profile with BagIt-Profile-Identifier: {self.identifier}"
        for label in self.tags:
            yield from self._tag_problems(label, bag.info.get(label.casefold(), ()))
        for key, found in (("Manifests", bag.manifests), ("Tag-Manifests", bag.tag_manifests)):
            prefix = "tagmanifest" if key.startswith("Tag") else "manifest"
            for name in map(_algorithm, data.get(f"{key}-Required", [])):
                if name not in found:
                    yield f"{prefix}-{name}.txt is required"
            if allowed := [_algorithm(name) for name in data.get(f"{key}-Allowed", [])]:
                yield from (f"{prefix}-{name}.txt is not allowed" for name in found if name not in allowed)
        if bag.has_fetch and not data.get("Allow-Fetch.txt", True):
            yield "fetch.txt is not allowed"
        if not bag.has_fetch and data.get("Fetch.txt-Required", False):
            yield "fetch.txt is required"
        yield from self._serialization_problems(bag.media_type)
        accepted = data.get("Accept-BagIt-Version") or [bag.version]
        if bag.version not in accepted:
            yield f"BagIt {bag.version} is not accepted, only {', '.join(accepted)}"
        yield from self._file_problems("Tag", [n for n in bag.tag_files if not _NAMED_TAG_FILES.fullmatch(n)])
        yield from self._file_problems("Payload", bag.payload)

    def _tag_problems(self, label: str, found: Sequence[str]) -> Iterator[str]:
        tag, values = self.tags[label], self.values_of(label)
        if not found and tag.get("required", False):
            yield f"bag-info.txt needs {label}" + (f": one of {', '.join(values)}" if values else "")
        if len(found) > 1 and not tag.get("repeatable", True):
            yield f"bag-info.txt has {label} more than once"
        for value in found:
            if values and value not in values:
                yield f"{label} is {value!r}, not one of {', '.join(values)}"

    def _serialization_problems(self, media_type: str) -> Iterator[str]:
        serialization = self._data.get("Serialization", "optional")
        accepted = self._data.get("Accept-Serialization", [])
        if serialization == "forbidden" and media_type:
            yield "an archive is not accepted, only a folder"
        elif serialization == "required" and not media_type:
            yield f"a folder is not accepted, only an archive: {', '.join(accepted)}"
        elif media_type and accepted and not set(_SAME.get(media_type, (media_type,))).intersection(accepted):
            yield f"{media_type} is not accepted, only {', '.join(accepted)}"

    def _file_problems(self, kind: str, names: Iterable[str]) -> Iterator[str]:
        data = self._data
        required = set(data.get(f"{kind}-Files-Required", []))
        allowed = _matching(data[f"{kind}-Files-Allowed"]) if f"{kind}-Files-Allowed" in data else None
        is_empty = kind == "Payload" and data.get("Data-Empty", False)
        for count, name in enumerate(names if required or allowed or is_empty else (), 1):
            required.discard(name)
            if (allowed and not allowed.fullmatch(name)) or (is_empty and count > 1):
                yield f"{name} is not allowed"
        yield from (f"{name} is required" for name in sorted(required))


def _algorithm(name: str) -> str:
    return name.lower().replace("-", "")


def _matching(patterns: Iterable[str]) -> re.Pattern[str]:
    """Return what matches the names that patterns allow; asterisks stand for any characters, a folder for its files."""
    parts = (fnmatch.translate(f"{p}*" if p.endswith("/") else p.replace("[", "[[]")) for p in patterns)
    return re.compile("|".join(parts) or r"(?!)")


def load(path: str) -> Profile:
    """Return the profile in a file. Raises InputError if it cannot be read, UsageError (PKG014) if it is none."""
    try:
        data, _ = read_file(path, _MAX_PROFILE)
    except InputError as e:
        raise InputError(e.code, f"{path}: {e.message}", e.advice) from None
    try:
        value = open_json(data, strict=False).value
    except DocumentError as e:
        raise UsageError("PKG014", f"{path} is not a BagIt profile: {e.message}", "It is JSON.") from None
    if not isinstance(value, dict):
        raise UsageError("PKG014", f"{path} is not a BagIt profile: it is not an object", "It is JSON.")
    return Profile(value, path)


@cache
def ours() -> Profile:
    """Return the profile of the bags that we make."""
    path = Path(__file__).parent / "bagit-profile.json"
    return Profile(open_json(path.read_bytes(), strict=True).value, path.name)
