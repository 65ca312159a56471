"""Packages for archives, verified by whomever they were made: bags (BagIt 0.93 to 1.0), OCFL, E-ARK (CSIP 2.2.0).

Nothing is ever fetched, unpacked to disk, or followed out of the package.

    trees       the files of a package, in a folder or in an archive that may be hostile
    verified    what verification says
    payload     which files of a package are its payload, under which names
    sources     the sources in a package as inputs of a batch
    unpacking   the payload of a package, written into a folder
    contents    what goes into a package: parts, stories, and the record of them
    targets     a package that is being written, as a folder, zip or tar
    mets, premis  documents of these standards, read and written
    record      the PREMIS record of a package that is being written
    bagit, eark, ocfl  packages of these standards, each verified and written
    editions    many stories bound into one EPUB
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from convert.batch.inputs.archives import UNPACK_YOURSELF
from convert.errors import EXIT_FINDINGS, EXIT_OK, InputError, UsageError
from convert.findings import FileReport, Finding, Severity
from convert.packages.trees import Tree, open_tree
from convert.packages.verified import MODES, Mode, Verified

if TYPE_CHECKING:
    from convert.packages.bagit.profiles import Profile

__all__ = ["MODES", "Mode", "Verified", "verify"]


class _Kind(NamedTuple):
    """A kind of packages: whether files are one, and their verification."""

    recognise: Callable[[Tree], bool]
    verify: Callable[[str, Tree, Mode], Verified]


def _kinds() -> Iterator[_Kind]:
    """The kinds of packages, imported when first needed: a batch imports this package to tell inputs from packages."""
    from convert.packages import bagit, eark, ocfl

    yield _Kind(bagit.recognise, bagit.verify)
    yield _Kind(ocfl.recognise, ocfl.verify)
    yield _Kind(eark.recognise, eark.verify)


_KNOWN = "bagit.txt of a bag, METS.xml of an E-ARK package, inventory.json of an OCFL object or 0=ocfl_1.1 of its root"


def _unknown(path: str, tree: Tree) -> InputError:
    """Return the error for files that are no package that is known, perhaps because they are not read."""
    if not tree.files and tree.refused:
        name, reason = tree.refused[0]
        of = f"{len(tree.refused):,} files, each of which" if len(tree.refused) > 1 else "one file, which"
        message = f"nothing in {path} can be read: it has {of} is refused; {name} {reason}"
        return InputError("PKG000", message, UNPACK_YOURSELF)
    return InputError("PKG000", f"{path} is no package that is known", f"Known are {_KNOWN}.")


def verify(
    path: str, mode: Mode = "fixity", fail_on: Severity = Severity.ERROR, profile: Profile | None = None
) -> Verified:
    """Verify the package at `path`, a folder or an archive; findings of severity `fail_on` make the exit code 1.

    A bag must also meet the `profile`, which other packages do not have. Raises UsageError (PKG014) for these.
    """
    from convert.packages import bagit

    try:
        verified = bagit.verify_plain(path, mode, profile) or _verified(path, mode, profile)
    except InputError as e:
        finding = Finding(code=e.code, severity=Severity.ERROR, message=e.message, advice=e.advice).at(path)
        return Verified((FileReport(path=path, findings=(finding,)),), f"{path}: not verified", e.exit_code)
    failed = any(finding.severity.rank >= fail_on.rank for report in verified.reports for finding in report.findings)
    return verified._replace(exit_code=EXIT_FINDINGS if failed else EXIT_OK)


def _verified(path: str, mode: Mode, profile: Profile | None) -> Verified:
    """Verify a package of any kind. Raises InputError, UsageError."""
    from convert.packages import bagit

    with closing(open_tree(path)) as tree:
        kind = next((kind for kind in _kinds() if kind.recognise(tree)), None)
        if kind is None:
            raise _unknown(path, tree)
        if profile and kind.verify is not bagit.verify:
            raise UsageError("PKG014", f"{path} is no bag and has no BagIt profile", "Leave out --profile.")
        return bagit.verify(path, tree, mode, profile) if profile else kind.verify(path, tree, mode)
