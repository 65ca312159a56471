"""E-ARK information packages: verified against CSIP 2.2.0, whoever made them; and written, as a SIP."""

from __future__ import annotations

from convert.packages.eark.verification import recognise, verify

__all__ = ["recognise", "verify"]
