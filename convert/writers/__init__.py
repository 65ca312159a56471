"""Writers: an Article in, finished bytes out, together with what the format could not hold.

A writer is the module `convert.writers.<format module>` with one function, `write(article) -> Rendered`. The same
article gives the same bytes, always and everywhere: a writer asks neither clock nor locale nor environment, and
iterates over no set. Writers trust the model and know nothing of readers or checks; what they write is proven by
others.
"""

from __future__ import annotations

from dataclasses import dataclass

from convert.findings import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A finished document, and a finding (family LOS) for each thing that it could not hold."""

    data: bytes
    findings: tuple[Finding, ...] = ()
