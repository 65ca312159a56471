"""The tag files of a bag, read: its declaration, manifests, `fetch.txt` and `bag-info.txt`.

Each is read as the version of BagIt allows that the bag declares; what is wrong with their lines is reported
here; `verification` compares the files with what they list.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from convert.packages.bagit.findings import BagFindings
from convert.packages.bagit.manifests import ALGORITHMS, Manifest
from convert.packages.bagit.streamed import PayloadStream
from convert.packages.trees import Tree, folded, grouped_by_form, leaves
from convert.packages.verified import AGAIN

_VERSIONS = ("0.93", "0.94", "0.95", "0.96", "0.97", "1.0")
_MAX_TAG_FILE = 512 * 2**20
_MANIFEST = re.compile(r"(tag)?manifest-([A-Za-z0-9-]+)\.txt")
_LINE = re.compile(r"(?P<digest>[0-9A-Fa-f]+)(?P<space>[ \t]+)(?P<star>\*?)(?P<path>.*)", re.DOTALL)
_LABEL = re.compile(r"(?P<label>[^:\s][^:]*?)(?P<space>\s*):(?P<value>.*)", re.DOTALL)


def payload_manifests(names: Iterable[str]) -> list[tuple[str, str]]:
    """Return the manifests of the payload among the names of files, each with its algorithm, as far as it is known."""
    found = ((name, match) for name in sorted(names) if (match := _MANIFEST.fullmatch(name)))
    named = [(name, _algorithm(match)) for name, match in found if not match[1]]
    return [(name, algorithm) for name, algorithm in named if algorithm in ALGORITHMS]


def _algorithm(manifest: re.Match[str]) -> str:
    """Return the algorithm of a manifest, of which the name was matched."""
    return manifest[2].lower().replace("-", "")


class TagFiles:
    """The tag files of the bag in `tree`; with a `payload` stream, the lines of its manifests are read with the files.

    `version` is empty and `encoding` UTF-8 until the declaration was read. `awaited` are the files that `fetch.txt`
    lists and that are not there. `fields` are those of `bag-info.txt` by their labels in small letters.
    """

    def __init__(self, tree: Tree, findings: BagFindings, payload: PayloadStream | None = None) -> None:
        self._tree = tree
        self._payload = payload
        self._findings = findings
        self._places = tree.places
        self.version = ""
        self.encoding = "utf-8"
        self.awaited: set[str] = set()
        self.fields: dict[str, list[str]] = {}

    @cached_property
    def by_form(self) -> Mapping[str, Sequence[str]]:
        """The names of files without case and normal form; few bags need them."""
        return grouped_by_form(self._tree.files)

    @property
    def is_old(self) -> bool:
        """Whether the bag is of a version before 1.0, whose tools were less strict."""
        return self.version != "1.0"

    def read_declaration(self) -> None:
        """Read `bagit.txt`, which names the version and the encoding of the other tag files."""
        data = self._tree.read("bagit.txt", 2**16)
        if data.startswith(codecs.BOM_UTF8):
            self._findings.add("PKG001", "bagit.txt begins with a byte order mark", "Remove it.", member="bagit.txt")
            data = data.removeprefix(codecs.BOM_UTF8)
        lines = [line for line in _lines(data.decode("utf-8", "replace")) if line.strip()]
        found = [re.fullmatch(r"BagIt-Version: *(\d+\.\d+)", lines[0])] if lines else []
        version = found[0][1] if found and found[0] else ""
        if version:
            self.version = version
        if version not in _VERSIONS:
            known = f"{_VERSIONS[0]} to {_VERSIONS[-1]}"
            message = f"the first line is {lines[0] if lines else ''!r}, not BagIt-Version: and a version"
            self._findings.add("PKG001", message, f"Versions {known} are known.", member="bagit.txt", line=1)
        named = re.fullmatch(r"Tag-File-Character-Encoding: *(\S+)", lines[1]) if len(lines) > 1 else None
        if named is None or len(lines) > 2:
            message = "bagit.txt has not exactly the lines BagIt-Version and Tag-File-Character-Encoding"
            self._findings.add("PKG001", message, "Write both, and nothing else.", member="bagit.txt", line=2)
        if named is not None:
            try:
                encoding = codecs.lookup(named[1]).name
                "".encode(encoding)
                self.encoding = encoding
            except (LookupError, ValueError):  # ValueError: with a NUL
                message = f"the encoding {named[1]!r} is not known"
                self._findings.add("PKG001", message, "Use UTF-8.", member="bagit.txt", line=2)

    def _text(self, name: str) -> str | None:
        """Return the text of a tag file, None if it is not in its encoding."""
        data = self._tree.read(name, _MAX_TAG_FILE)
        if self.encoding == "utf-8" and data.startswith(codecs.BOM_UTF8):
            self._findings.add(
                "PKG013", "the file begins with a byte order mark", "Remove it.", member=name, least="warning"
            )
            data = data.removeprefix(codecs.BOM_UTF8)
        try:
            return data.decode(self.encoding)
        except (UnicodeError, LookupError):
            message = f"the file is not in {self.encoding}, which bagit.txt names"
            self._findings.add("PKG002", message, AGAIN, member=name)
            return None

    def read_manifests(self) -> list[Manifest]:
        """Read the manifests of the payload and of the tag files, as far as they can be read."""
        return [m for name in sorted(self._tree.files) if (m := self._manifest(name)) is not None]

    def _manifest(self, name: str) -> Manifest | None:
        match = _MANIFEST.fullmatch(name)
        if match is None:
            return None
        algorithm = _algorithm(match)
        if algorithm not in ALGORITHMS:
            message = f"the algorithm {match[2]} is not known, so its digests are not compared"
            self._findings.add("PKG002", message, f"Known are {', '.join(ALGORITHMS)}.", member=name)
            return None
        manifest = Manifest(name, algorithm, self._places, is_tag=bool(match[1]))
        if self._payload and not manifest.is_tag:
            return manifest  # its lines are read with the files
        if self._is_usual(name):
            self._usual_entries(manifest, self._texts(name))
        else:
            text = self._text(name)
            if text is None:
                return None
            if "\r" in text and text.count("\r\n") != text.count("\n"):
                self._findings.add(
                    "PKG013", "the file has several kinds of line ends", AGAIN, member=name, least="warning"
                )
            if "\r" in text:
                for number, line in enumerate(_lines(text), 1):
                    if line.strip():
                        self._entry(manifest, line, number)
            else:
                self._usual_entries(manifest, iter([text]))
        if manifest.others:  # twins among the files themselves are found by their names
            names = (n for other in manifest.others for n in (other, *self.by_form.get(folded(other), ())))
            self.report_twins({n for n in names if manifest.get(n) is not None}, manifest.name)
        return manifest

    def _is_usual(self, name: str) -> bool:
        """Return whether a tag file is in UTF-8, without a byte order mark, and ends its lines with LF."""
        if self.encoding != "utf-8":
            return False
        decoder = codecs.getincrementaldecoder("utf-8")()
        size = 0
        try:
            for block in self._tree.blocks(name):
                if b"\r" in block or (not size and block.startswith(codecs.BOM_UTF8)):
                    return False
                size += len(block)
                if size > _MAX_TAG_FILE:
                    return False
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
        return True

    def _texts(self, name: str) -> Iterator[str]:
        """Yield the text of a usual tag file in pieces of whole lines."""
        rest = b""
        for block in self._tree.blocks(name):
            end = block.rfind(b"\n") + 1
            if end:
                yield (rest + block[:end]).decode()
                rest = block[end:]
            else:
                rest += block
        yield rest.decode()

    def _usual_entries(self, manifest: Manifest, texts: Iterator[str]) -> None:
        """Take the lines of a manifest that ends them with LF, in pieces; almost all have the usual form."""
        usual = re.compile(rf"([0-9a-f]{{{2 * manifest.size}}})  ([^%\n]+)(?:\n|\Z)").match
        beginning = "" if manifest.is_tag else "data/"
        number = 0
        for text in texts:
            lines = text.removesuffix("\n").split("\n")
            if "%" not in text and manifest.add_lines(lines, beginning):
                number += len(lines)
                continue
            at = 0
            while at < len(text):
                number += 1
                found = usual(text, at)
                if found and found[2].startswith(beginning) and manifest.add_new(found[2], found[1]):
                    at = found.end()
                    continue
                end = text.find("\n", at)
                line = text[at:] if end < 0 else text[at:end]
                if line.strip():
                    self._entry(manifest, line, number)
                at += len(line) + 1

    def _entry(self, manifest: Manifest, line: str, number: int) -> None:
        found = _LINE.fullmatch(line)
        if found is None or len(found["digest"]) != 2 * manifest.size or not found["path"]:
            message = f"the line is not a {manifest.algorithm} digest and a path"
            self._findings.add("PKG002", message, AGAIN, member=manifest.name, line=number)
            return
        digest, path = found["digest"], found["path"]
        loose = []
        if found["star"]:
            loose.append("an asterisk before the path, as md5sum writes it")
        if found["space"] not in (" ", "  "):
            loose.append("other white space than one or two spaces before the path")
        if digest not in (digest.lower(), digest.upper()):
            loose.append("a digest in small and capital letters")
        if path.startswith("./"):
            loose.append("a path that begins with ./")
            path = path[2:]
        name, is_raw = self._named(path)
        if is_raw:
            loose.append("a percent sign that is not encoded")
        for what in loose:
            self._findings.add("PKG013", f"the line has {what}", member=manifest.name, line=number, least="warning")
        is_out = leaves(name) or leaves(path) or leaves(path.replace("\\", ""))
        if is_out or (not manifest.is_tag and not name.startswith("data/")):
            message = f"{path} leads out of the {'bag' if is_out else 'payload'}"
            self._findings.add("PKG006", message, "It is not read.", member=manifest.name, line=number)
            return
        if (earlier := manifest.get(name)) is not None:
            same = earlier == bytes.fromhex(digest)
            message = f"{path} is listed twice, with {'the same digest' if same else 'different digests'}"
            least = "warning" if same and self.is_old else "error"
            self._findings.add("PKG007", message, AGAIN, member=manifest.name, line=number, least=least)
            return
        manifest.add(name, bytes.fromhex(digest))

    def _named(self, path: str) -> tuple[str, bool]:
        """Return the name of the file that a path means, and whether a percent sign in it was not encoded.

        From BagIt 1.0 on %25, %0A and %0D stand for percent signs and line breaks, but tools wrote names as they are.
        """
        if "%" not in path:
            return path, False
        decoded = re.sub(r"%(25|0[AaDd])", lambda match: chr(int(match[1], 16)), path)
        if self.is_old:
            return (path if path in self._tree.files or decoded not in self._tree.files else decoded), False
        if decoded in self._tree.files or path not in self._tree.files:
            return decoded, re.search(r"%(?!25|0[AaDd])", path) is not None
        return path, True

    def read_fetch(self) -> None:
        """Read `fetch.txt`, which lists the files that are still to be fetched."""
        if "fetch.txt" not in self._tree.files:
            return
        for number, line in enumerate(_lines(self._text("fetch.txt") or ""), 1):
            if not line.strip():
                continue
            parts = line.split(None, 2)
            if len(parts) < 3 or not re.fullmatch(r"-|\d+", parts[1]):
                message = "the line is not an address, a length and a path"
                self._findings.add("PKG002", message, AGAIN, member="fetch.txt", line=number)
                continue
            path = parts[2].rstrip().removeprefix("./")
            name, _ = self._named(path)
            if leaves(name) or leaves(path) or not name.startswith("data/"):
                message = f"{path} leads out of the payload"
                self._findings.add("PKG006", message, "It is not fetched.", member="fetch.txt", line=number)
            elif name not in self._tree.files:
                self.awaited.add(name)
                message = f"incomplete here: {name} is still to be fetched, and nothing is ever fetched"
                self._findings.add("PKG009", message, f"Fetch it from {parts[0]}.", member="fetch.txt", line=number)

    def read_info(self) -> None:
        """Read `bag-info.txt`, the metadata of the bag."""
        name = next((n for n in ("bag-info.txt", "package-info.txt") if n in self._tree.files), "")
        if not name:
            return
        label = ""
        for number, line in enumerate(_lines(self._text(name) or ""), 1):
            if not line.strip():
                continue
            if line[0] in " \t" and label:
                self.fields[label][-1] += f" {line.strip()}"
                continue
            found = _LABEL.fullmatch(line)
            if found is None:
                self._findings.add(
                    "PKG002", "the line is not a label and a value", member=name, line=number, least="warning"
                )
                continue
            label = found["label"].casefold()
            self.fields.setdefault(label, []).append(found["value"].strip())
            if found["space"] and not self.is_old:
                message = "white space before the colon"
                self._findings.add("PKG013", f"the line has {message}", member=name, line=number, least="warning")
            if label == "payload-oxum":
                self._oxum(found["value"].strip(), name, number)

    def _oxum(self, value: str, name: str, line: int) -> None:
        if self._payload:
            count, size = self._payload.count, self._payload.size()
        else:
            sizes = [size for file, size in self._tree.files.items() if file.startswith("data/")]
            count, size = len(sizes), sum(sizes)
        stated = re.fullmatch(r"(\d+)\.(\d+)", value)
        if stated is None:
            self._findings.add("PKG010", f"Payload-Oxum is {value!r}, not bytes.files", AGAIN, member=name, line=line)
        elif (int(stated[1]), int(stated[2])) != (size, count) and not self.awaited:
            message = f"Payload-Oxum is {value}, but the payload has {size} bytes in {count} files"
            self._findings.add("PKG010", message, AGAIN, member=name, line=line)

    def report_twins(self, names: Collection[str], member: str = "") -> None:
        """Report names that differ only in case or normal form, in the tag file `member` or among the files."""
        forms = array("q", sorted(hash(folded(name)) for name in names))
        if all(forms[at] != forms[at + 1] for at in range(len(forms) - 1)):
            return
        for group in grouped_by_form(names).values():
            if len(group) > 1:
                first, second = sorted(group)[:2]
                same_form = unicodedata.normalize("NFC", first) == unicodedata.normalize("NFC", second)
                how = "normal form" if same_form else "case"
                message = f"{first!a} and {second!a} differ only in {how}"
                least = "error" if same_form and not self.is_old else "warning"
                advice = "Elsewhere only one of them can exist; rename one."
                self._findings.add("PKG008", message, advice, member=member or first, least=least)


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of a tag file, which end with LF, CR or both, and with nothing else."""
    if "\r" in text:
        yield from re.split(r"\r\n|\r|\n", text)
        return
    at = 0
    while (end := text.find("\n", at)) >= 0:
        yield text[at:end]
        at = end + 1
    yield text[at:]
