"""Bags of BagIt: verified, versions 0.93 to 1.0 (RFC 8493), whoever made them; and written, version 1.0."""

from __future__ import annotations

from convert.packages.bagit.verification import recognise, verify, verify_plain

__all__ = ["recognise", "verify", "verify_plain"]
