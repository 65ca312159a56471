"""Shares of a batch: which of several machines works on which input, without any of them asking another."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass

from convert.batch.claims import comparable


@dataclass(frozen=True, slots=True)
class Share:
    """Share `number` of `count`, counted from 1.

    An input is in the share that the digest of its identity gives, so it depends on neither machine, order nor the
    other inputs: the first eight bytes of the SHA-256 of the identity, in the form in which paths are compared, as an
    unsigned number, modulo `count`, plus 1.
    """

    number: int
    count: int

    def __str__(self) -> str:
        return f"{self.number}-of-{self.count}"

    def has(self, identity: str) -> bool:
        """Return whether the input of this identity is in the share."""
        name = comparable(identity.replace(os.sep, "/"))
        digest = hashlib.sha256(name.encode("utf-8", "backslashreplace")).digest()
        return int.from_bytes(digest[:8], "big") % self.count == self.number - 1
