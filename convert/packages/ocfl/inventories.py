"""Inventories of OCFL objects (OCFL 1.0 and 1.1, section 3.5): what one says, and what is wrong with it by itself."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

SPECIFICATIONS = ("1.0", "1.1")
"""The versions of the specification that are known."""

NAME = "inventory.json"

ALGORITHMS: Mapping[str, Callable[[], Any]] = {
    "md5": lambda: hashlib.md5(usedforsecurity=False),
    "sha1": lambda: hashlib.sha1(usedforsecurity=False),
    "sha256": hashlib.sha256,
    "sha512": hashlib.sha512,
    "blake2b-512": hashlib.blake2b,
    "blake2b-160": lambda: hashlib.blake2b(digest_size=20),
    "blake2b-256": lambda: hashlib.blake2b(digest_size=32),
    "blake2b-384": lambda: hashlib.blake2b(digest_size=48),
}
"""The digests of fixity blocks that are compared: those of section 3.4, and of the extension 0001."""

_NOT_COMPARED = frozenset({"sha512/256", "md2", "crc32", "size"})
"""Other algorithms of the extensions 0001 and 0009."""

_KEYS = frozenset({"id", "type", "digestAlgorithm", "head", "contentDirectory", "manifest", "versions", "fixity"})
_VERSION_KEYS = frozenset({"created", "state", "message", "user"})
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+", re.ASCII)
_TYPE = re.compile(r"https://ocfl\.io/(\d+\.\d+)/spec/#inventory", re.ASCII)
_CONTENT_PATH = re.compile(r"([^/]+)/([^/]+)/.+", re.DOTALL)
_CREATED = re.compile(
    r"\d{4}-\d\d-\d\d[Tt ]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)", re.ASCII
)

Report = Callable[[str, str, str], None]
"""Takes what is wrong: the code of the specification, a message, and a JSON Pointer."""


@dataclass(slots=True, kw_only=True)
class Inventory:
    """An inventory, as far as it can be understood.

    `versions` are the names of the versions that follow the convention, in order; `manifest` has the digest of each
    content path in small letters, `states` the digest of each logical path by version, and `fixity` algorithms, content
    paths and digests. `blocks` are the version blocks as they are.
    """

    id: str = ""
    specification: str = ""
    algorithm: str = ""
    head: str = ""
    content_directory: str = "content"
    names_directory: bool = False
    versions: list[str] = field(default_factory=list)
    manifest: dict[str, str] = field(default_factory=dict)
    states: dict[str, dict[str, str]] = field(default_factory=dict)
    fixity: list[tuple[str, str, str]] = field(default_factory=list)
    blocks: dict[str, dict[str, Any]] = field(default_factory=dict)

    def paths_of(self, digest: str) -> list[str]:
        """Return the content paths with a digest."""
        return [path for path, each in self.manifest.items() if each == digest]


def read_inventory(data: bytes, report: Report) -> Inventory | None:
    """Return what an inventory says, and report what is wrong with it; None if nothing in it can be used."""
    return _Reading(report).read(data)


class _Twice(ValueError):
    """An object of JSON has a key twice."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _Twice(f"the key {next(key for key in keys if keys.count(key) > 1)!a} occurs twice in an object")
    return found


def _constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def parse_json(data: bytes) -> Any:
    """Return the value of strict JSON in UTF-8. Raises ValueError, also for an object with a key twice."""
    try:
        found = json.loads(data.decode("utf-8"), object_pairs_hook=_object, parse_constant=_constant)
        if b"\\u" in data:
            json.dumps(found, ensure_ascii=False).encode("utf-8")  # half of a surrogate pair is no character
    except UnicodeError:
        raise ValueError("it is not in UTF-8") from None
    except RecursionError:
        raise ValueError("it is nested too deep") from None
    return found


def is_digest(value: str, algorithm: str) -> bool:
    """Return whether a text can be a digest of an algorithm: as many hexadecimal digits as it needs."""
    size = 2 * ALGORITHMS[algorithm]().digest_size
    return len(value) == size and re.fullmatch(r"[0-9A-Fa-f]+", value) is not None


def bad_path(path: object) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a path in an inventory: "edge" or "element", and the words for it."""
    if not isinstance(path, str):
        yield "element", "is not text"
        return
    if path.startswith("/") or path.endswith("/"):
        yield "edge", "begins or ends with a slash"
    if any(part in ("", ".", "..") for part in path.strip("/").split("/")):
        yield "element", "has an empty part, . or .."


def conflicts(paths: Iterable[str]) -> Iterator[str]:
    """Yield the paths that are a folder of another path."""
    known = set(paths)
    folders = set()
    for path in known:
        above = path.rpartition("/")[0]
        while above and above not in folders:
            folders.add(above)
            above = above.rpartition("/")[0]
    yield from sorted(known & folders)


class _Reading:
    def __init__(self, report: Report) -> None:
        self._report = report
        self._found = Inventory()
        self._exact: set[str] = set()
        self._used: set[str] = set()

    @property
    def _is_new(self) -> bool:
        """Whether the rules of OCFL 1.1 apply."""
        return self._found.specification != "1.0"

    def read(self, data: bytes) -> Inventory | None:
        try:
            value = parse_json(data)
        except ValueError as e:
            self._report("E033", f"the inventory is not JSON: {e}", "")
            return None
        if not isinstance(value, dict):
            self._report("E033", "the inventory is not a JSON object", "")
            return None
        self._unknown(value, _KEYS, "")
        if not self._basics(value):
            return None
        versions = self._versions(value)
        self._manifest(value, set(versions))
        for name in versions:
            self._version(name, value["versions"][name])
        self._unused()
        self._fixity(value)
        return self._found

    def _unknown(self, value: dict[str, Any], known: frozenset[str], pointer: str) -> None:
        for key in value:
            if key not in known:
                self._report("E102", f"the key {key!a} is not known", f"{pointer}/{_escaped(key)}")

    def _basics(self, value: dict[str, Any]) -> bool:
        found = self._found
        for key in ("id", "type", "digestAlgorithm", "head"):
            if key not in value:
                self._report("E036", f"the key {key} is missing", "")
        for key in ("manifest", "versions"):
            if key not in value:
                self._report("E041", f"the key {key} is missing", "")
        id = value.get("id")
        if isinstance(id, str) and id:
            found.id = id
            if not _URI.fullmatch(id):
                self._report("W005", f"the id {id!a} is not a URI", "/id")
        elif "id" in value:
            self._report("E037", "the id is not a text, or empty", "/id")
        match = _TYPE.fullmatch(value["type"]) if isinstance(value.get("type"), str) else None
        if match and match[1] in SPECIFICATIONS:
            found.specification = match[1]
        elif "type" in value:
            self._report("E038", f"the type {value['type']!a} is not that of an inventory of OCFL 1.0 or 1.1", "/type")
        algorithm = value.get("digestAlgorithm")
        if algorithm not in ("sha512", "sha256"):
            if "digestAlgorithm" in value:
                self._report("E025", f"the algorithm {algorithm!a} is neither sha512 nor sha256", "/digestAlgorithm")
            return False
        found.algorithm = algorithm
        if algorithm == "sha256":
            self._report("W004", "the algorithm is sha256, not sha512", "/digestAlgorithm")
        if "contentDirectory" in value:
            self._content_directory(value["contentDirectory"])
        return True

    def _content_directory(self, name: object) -> None:
        pointer = "/contentDirectory"
        if name in (".", ".."):
            self._report("E018", f"the content directory is {name}", pointer)
        elif not isinstance(name, str) or not name or "/" in name:
            self._report("E017", "the content directory is not the name of a folder", pointer)
        else:
            self._found.content_directory = name
            self._found.names_directory = True

    # ----------------------------------------------------------------------------------------------------------------
    # Versions

    def _versions(self, value: dict[str, Any]) -> list[str]:
        blocks = value.get("versions", {})
        if not isinstance(blocks, dict):
            self._report("E044", "versions is not an object", "/versions")
            blocks = value["versions"] = {}
        elif not blocks and "versions" in value:
            self._report("E008", "there are no versions", "/versions")
        found = self._sequence(list(blocks)) if blocks else []
        self._found.versions = found
        highest = found[-1] if found else None
        if "head" in value:
            if value["head"] != highest:
                self._report("E040", f"head is {value['head']!a}, but the last version is {highest!a}", "/head")
            elif highest:
                self._found.head = highest
        return found

    def _sequence(self, names: list[str]) -> list[str]:
        """Return the names of versions that follow the convention of the first one, in order."""
        numbers: dict[int, str] = {}
        for name in names:
            pointer = f"/versions/{_escaped(name)}"
            if not re.fullmatch(r"v\d+", name, re.ASCII):
                self._report("E104" if self._is_new else "E046", f"the version {name!a} is not v and a number", pointer)
            elif not (number := int(name[1:20])) or len(name) > 20:
                self._report("E105" if self._is_new else "E009", f"{name} is not a number of a version", pointer)
            elif number in numbers:
                self._report("E012", f"{name} and {numbers[number]} are the same version", pointer)
            else:
                numbers[number] = name
        if 1 not in numbers:
            self._report("E009", "there is no version 1", "/versions")
        if not numbers:
            return []
        first = numbers[min(numbers)]
        width = len(first) - 1 if first.startswith("v0") else 0
        if width:
            self._report("W001", "the numbers of versions are padded with zeros", "/versions")
        found = []
        for number, name in sorted(numbers.items()):
            if name == f"v{number:0{width}d}" and (not width or name.startswith("v0")):
                found.append(name)
            elif width and len(str(number)) >= width:
                message = f"{name} does not begin with v0 as the other versions do"
                for code in ("E011", "E013"):
                    self._report(code, message, f"/versions/{name}")
            else:
                self._report("E012", f"{name} is padded otherwise than {first}", f"/versions/{name}")
        missing = next((n for n in range(1, max(numbers)) if n not in numbers and n > 1), 0)
        if missing:
            self._report("E010", f"version {missing} is missing", "/versions")
        return found

    def _version(self, name: str, block: object) -> None:
        pointer = f"/versions/{name}"
        self._found.states[name] = {}
        self._found.blocks[name] = {}
        if not isinstance(block, dict):
            self._report("E047", f"the version {name} is not an object", pointer)
            return
        self._found.blocks[name] = block
        self._unknown(block, _VERSION_KEYS, pointer)
        for key in ("created", "state"):
            if key not in block:
                self._report("E048", f"{name} has no {key}", pointer)
        if "created" in block and not _is_time(block["created"]):
            message = f"created of {name} is {block['created']!a}, not a time with seconds and time zone (RFC 3339)"
            self._report("E049", message, f"{pointer}/created")
        if "message" not in block:
            self._report("W007", f"{name} has no message", pointer)
        elif not isinstance(block["message"], str):
            self._report("E094", f"the message of {name} is not a text", f"{pointer}/message")
        if "user" not in block:
            self._report("W007", f"{name} has no user", pointer)
        else:
            self._user(name, block["user"], f"{pointer}/user")
        if "state" in block:
            self._state(name, block["state"], f"{pointer}/state")

    def _user(self, version: str, user: object, pointer: str) -> None:
        if not isinstance(user, dict):
            self._report("E054", f"the user of {version} is not an object", pointer)
            return
        self._unknown(user, frozenset({"name", "address"}), pointer)
        if not isinstance(user.get("name"), str) or not user["name"]:
            self._report("E054", f"the user of {version} has no name", pointer)
        if "address" not in user:
            self._report("W008", f"the user of {version} has no address", pointer)
        elif not isinstance(user["address"], str):
            self._report("E054", f"the address of the user of {version} is not a text", pointer)
        elif not _URI.fullmatch(user["address"]):
            self._report("W009", f"the address of the user of {version} is not a URI", f"{pointer}/address")

    def _state(self, version: str, state: object, pointer: str) -> None:
        if not isinstance(state, dict):
            self._report("E050", f"the state of {version} is not an object", pointer)
            return
        found = self._found.states[version]
        for digest, paths in state.items():
            at = f"{pointer}/{_escaped(digest)}"
            self._used.add(digest.lower())
            if digest not in self._exact:
                self._report("E050", f"the state of {version} has the digest {_short(digest)}, the manifest not", at)
            if not isinstance(paths, list):
                self._report("E050", f"a digest in the state of {version} has no list of paths", at)
                continue
            for path in paths:
                wrong = list(bad_path(path))
                for kind, words in wrong:
                    code = "E053" if kind == "edge" else "E052"
                    self._report(code, f"the logical path {path!a} of {version} {words}", at)
                if isinstance(path, str):
                    if path in found:
                        self._report("E095", f"the logical path {path!a} occurs twice in {version}", at)
                    found[path] = digest.lower()
        for path in conflicts(found):
            self._report("E095", f"the logical path {path!a} of {version} is also a folder", pointer)

    # ----------------------------------------------------------------------------------------------------------------
    # Digests

    def _manifest(self, value: dict[str, Any], versions: set[str]) -> None:
        manifest = value.get("manifest", {})
        if not isinstance(manifest, dict):
            self._report("E106" if self._is_new else "E041", "the manifest is not an object", "/manifest")
            return
        found = self._found.manifest
        seen = set()
        for digest, paths in manifest.items():
            at = f"/manifest/{_escaped(digest)}"
            self._exact.add(digest)
            if not is_digest(digest, self._found.algorithm):
                self._report("E025", f"{_short(digest)} is not a digest of {self._found.algorithm}", at)
            if digest.lower() in seen:
                self._report("E096", f"the digest {_short(digest)} occurs twice, in small and capital letters", at)
            seen.add(digest.lower())
            if not isinstance(paths, list):
                self._report("E092", "a digest in the manifest has no list of paths", at)
                continue
            if not paths:
                self._report("E092", "a digest in the manifest has no path", at)
            for path in paths:
                if self._content_path(path, at, versions):
                    if path in found:
                        self._report("E101", f"the content path {path!a} occurs twice", at)
                    found[path] = digest.lower()
        for path in conflicts(found):
            self._report("E101", f"the content path {path!a} is also a folder", "/manifest")

    def _content_path(self, path: object, pointer: str, versions: set[str]) -> bool:
        """Return whether a content path can be one, and report why not."""
        wrong = list(bad_path(path))
        for kind, words in wrong:
            self._report("E100" if kind == "edge" else "E099", f"the content path {path!a} {words}", pointer)
        if wrong or not isinstance(path, str):
            return False
        match = _CONTENT_PATH.fullmatch(path)
        if match and match[1] in versions and match[2] == self._found.content_directory:
            return True
        where = f"a version and {self._found.content_directory}/"
        self._report("E042", f"the content path {path!a} does not begin with {where}", pointer)
        return False

    def _unused(self) -> None:
        if not self._is_new:
            return
        for path, digest in self._found.manifest.items():
            if digest not in self._used:
                self._report("E107", f"no version has the content of {path!a}", "/manifest")

    def _fixity(self, value: dict[str, Any]) -> None:
        fixity = value.get("fixity", {})
        if not isinstance(fixity, dict):
            self._report("E111" if self._is_new else "E056", "fixity is not an object", "/fixity")
            return
        for algorithm, digests in fixity.items():
            at = f"/fixity/{_escaped(algorithm)}"
            is_compared = algorithm in ALGORITHMS
            if not is_compared and algorithm not in _NOT_COMPARED:
                self._report("E056", f"the algorithm {algorithm!a} is not known", at)
                continue
            if not isinstance(digests, dict):
                self._report("E057", f"the digests of {algorithm} are not an object", at)
                continue
            seen = set()
            for digest, paths in digests.items():
                if is_compared and not is_digest(digest, algorithm):
                    self._report("E057", f"{_short(digest)} is not a digest of {algorithm}", at)
                if digest.lower() in seen:
                    self._report("E097", f"the digest {_short(digest)} of {algorithm} occurs twice", at)
                seen.add(digest.lower())
                if not isinstance(paths, list):
                    self._report("E057", f"a digest of {algorithm} has no list of paths", at)
                    continue
                for path in paths:
                    wrong = list(bad_path(path))
                    for kind, words in wrong:
                        self._report("E100" if kind == "edge" else "E099", f"the path {path!a} {words}", at)
                    if wrong:
                        continue
                    if path not in self._found.manifest:
                        self._report("E057", f"the manifest has no content path {path!a}", at)
                    if is_compared:
                        self._found.fixity.append((algorithm, path, digest.lower()))


def _is_time(value: object) -> bool:
    if not isinstance(value, str) or not _CREATED.fullmatch(value):
        return False
    try:
        date.fromisoformat(value[:10])
    except ValueError:
        return False
    return True


def _short(digest: str) -> str:
    return ascii(digest) if len(digest) <= 12 else f"{ascii(digest[:12])[:-1]}…'"


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")
