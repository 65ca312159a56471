"""Packages for archives, verified by whomever they were made: bags (BagIt 0.93 to 1.0, RFC 8493).

Nothing is ever fetched, unpacked to disk, or followed out of the package.
"""

from convert.packages.bag import MODES, Mode, Verified, verify

__all__ = ["MODES", "Mode", "Verified", "verify"]
