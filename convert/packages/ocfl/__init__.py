"""OCFL objects and storage roots: verified, versions 1.0 and 1.1, whoever made them; and written, version 1.1."""

from __future__ import annotations

from convert.packages.ocfl.verification import recognise, verify

__all__ = ["recognise", "verify"]
