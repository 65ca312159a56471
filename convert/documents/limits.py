"""How large a document may be, and the error of one that cannot be opened."""

from __future__ import annotations

from dataclasses import dataclass

from convert.limits import MAX_INPUT

MAX_XML = 16 * 2**20
MAX_JSON = 16 * 2**20
"""The maximum size of a document in bytes."""

MAX_TAGS = 200_000
MAX_ATTRIBUTES = 150_000
MAX_VALUES = 200_000
"""The maximum number of tags and attributes, or of values and keys; each takes some hundred bytes of memory."""

MAX_DEPTH = 256
"""The maximum depth of objects and arrays; libxml2 has the same limit for elements."""

MAX_CONTAINER = MAX_INPUT
MAX_MEMBER = 64 * 2**20
MAX_MEMBERS = 10_000
MAX_UNPACKED = 96 * 2**20
MAX_RATIO = 200
"""The maximum ratio of unpacked to packed size of a member over 1 MB; that of text is 3 to 20."""

_BYTES_PER_TAG = 80
_BYTES_PER_VALUE = 32
"""How many bytes a large document has for each tag, or for each value or key, at least."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a document may be.

    `size` is the maximum size in bytes of a document in XML or JSON, None for the default. The number of tags,
    attributes, values and keys may grow in proportion to the size of the document, and all limits with `size`.
    """

    size: int | None = None

    @property
    def xml(self) -> int:
        """The maximum size of XML in bytes."""
        return MAX_XML if self.size is None else self.size

    @property
    def json(self) -> int:
        """The maximum size of JSON in bytes."""
        return MAX_JSON if self.size is None else self.size

    def tags(self, size: int) -> int:
        """The maximum number of tags in XML of `size` bytes."""
        return max(MAX_TAGS, self._raised(MAX_TAGS, MAX_XML), size // _BYTES_PER_TAG)

    def attributes(self, size: int) -> int:
        """The maximum number of attributes in XML of `size` bytes."""
        return max(MAX_ATTRIBUTES, self._raised(MAX_ATTRIBUTES, MAX_XML), size // _BYTES_PER_TAG)

    def values(self, size: int) -> int:
        """The maximum number of values and keys in JSON of `size` bytes."""
        return max(MAX_VALUES, self._raised(MAX_VALUES, MAX_JSON), size // _BYTES_PER_VALUE)

    @property
    def container(self) -> int:
        """The maximum size of an EPUB in bytes."""
        return max(MAX_CONTAINER, self.size or 0)

    @property
    def member(self) -> int:
        """The maximum unpacked size of a file in an EPUB in bytes."""
        return max(MAX_MEMBER, self._raised(MAX_MEMBER, MAX_CONTAINER))

    @property
    def unpacked(self) -> int:
        """The maximum unpacked size of an EPUB in bytes."""
        return max(MAX_UNPACKED, self._raised(MAX_UNPACKED, MAX_CONTAINER))

    def _raised(self, limit: int, size: int) -> int:
        """The limit `limit`, which belongs to the default `size`, in proportion to the size of these limits."""
        return limit * (self.size or 0) // size


LIMITS = Limits()
"""The limits of documents whose sizes nobody has raised."""


class DocumentError(Exception):
    """Bytes that cannot be parsed as the expected kind of document, or one that is too large, too deep or not safe.

    `line` and `column` count from 1 and are 0 where unknown; `member` is the file inside an EPUB. `detail` holds
    further facts for machines.
    """

    def __init__(
        self,
        message: str,
        *,
        line: int = 0,
        column: int = 0,
        member: str = "",
        advice: str = "",
        detail: tuple[tuple[str, str], ...] = (),
    ) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column
        self.member = member
        self.advice = advice
        self.detail = detail


RAISE = "Split it, or raise the limit with --max-size."
"""The advice for a document that is too large."""


def too_large(what: str, size: int, limit: int, member: str = "") -> DocumentError:
    """The error of a document that has more bytes than the limit, or of a member of one."""
    return DocumentError(f"{what} has {size} bytes, more than {limit}", member=member, advice=RAISE)
