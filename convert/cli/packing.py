"""`wirecopy pack`, `wirecopy verify` and `wirecopy unpack`: packages for archives."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

import click

from convert.cli.completing import FILE, FOLDER
from convert.cli.terminal import (
    echo_error,
    epoch,
    examples,
    publish,
    refuse_report,
    remember_exit_code,
    report_options,
)
from convert.errors import EXIT_INPUT, EXIT_OK, UsageError
from convert.levels import SEVERITIES

if TYPE_CHECKING:
    from convert.packages.contents import Contents
    from convert.packages.targets import Packed


@click.command(
    "pack",
    epilog=examples(
        "wirecopy pack out/ -o news.zip",
        "wirecopy pack out/ -o news.tar.gz --info Source-Organization='The Daily Example'",
        "wirecopy pack out/ -o sip --as eark",
        "wirecopy pack out/ -o store/ --as ocfl",
    ),
)
@click.argument("folder", type=FOLDER, metavar="FOLDER")
@click.option(
    "--out",
    "-o",
    type=FILE,
    metavar="PACKAGE",
    required=True,
    help="The package: a folder, or an archive by its suffix (.zip, .tar, .tar.gz, .tgz); with --as ocfl a new storage"
    " root, or one that is added to.",
)
@click.option(
    "--as",
    "kind",
    type=click.Choice(["bagit", "ocfl", "eark"]),
    default="bagit",
    help="Kind of package. Default: bagit.",
)
@click.option("--profile", type=FILE, help="BagIt profile that the bag obeys (JSON). Default: that of wirecopy.")
@click.option(
    "--info",
    multiple=True,
    metavar="LABEL=VALUE",
    help="A line of bag-info.txt; repeatable. With --as eark Source-Organization alone.",
)
@click.option("--for", "taker", type=click.Choice(["archivematica"]), help="Lay the bag out for this system.")
@click.option("--premis", is_flag=True, help="Put a PREMIS 3 record into the bag; E-ARK packages always have one.")
@click.option(
    "--date",
    metavar="DATE",
    help="Date of the package: now, a day, or an instant. Default: SOURCE_DATE_EPOCH, else that of the newest story.",
)
@click.option("--journal", type=FILE, help="Journal of the conversion. Default: those in FOLDER/.wirecopy.")
@click.option(
    "--layout",
    type=click.Choice(["0002", "0003", "0004"]),
    help="Layout of a new storage root of OCFL, by the number of its extension. Default: 0004 (hashed n-tuples).",
)
@click.option(
    "--allow",
    type=click.Choice(["PKG018"], case_sensitive=False),
    help="Pack without sources that are gone, or that were no files (PKG018).",
)
@click.option("--force", is_flag=True, help="Replace a package that is there.")
@report_options
def pack_command(
    folder: str,
    out: str,
    kind: str,
    profile: str | None,
    info: tuple[str, ...],
    taker: str | None,
    date: str | None,
    journal: str | None,
    layout: str | None,
    allow: str | None,
    *,
    premis: bool,
    force: bool,
    report: str,
    report_file: str | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Pack the results of a conversion, with its sources, for an archive.

    FOLDER is the output folder of `convert`, whose journal says where the sources are; any other folder of news
    documents is packed without sources. What is gone or changed since the conversion is reported, and no package is
    made. The same input gives the same bytes.

    With --as eark the package is an E-ARK SIP (CSIP 2.2.0), submitted by the Source-Organization of --info, else by the
    provider of the stories.

    With --as ocfl each story is an object of OCFL 1.1; a corrected story is a new version of its object.
    """
    from convert.findings import FileReport, Severity
    from convert.packages.contents import Contents
    from convert.packages.ocfl.storage import NEW_LAYOUTS
    from convert.packages.ocfl.writing import write_ocfl
    from convert.packages.targets import Refused, is_archive

    if kind == "ocfl" and (profile or info or taker or premis):
        raise UsageError(
            "INP011", "--profile, --info, --for and --premis are for bags", "Leave them out with --as ocfl."
        )
    if layout and kind != "ocfl":
        raise UsageError("INP011", "--layout is for storage roots of OCFL", "Leave it out, or pack --as ocfl.")
    if kind == "ocfl" and is_archive(out):
        raise UsageError("INP016", "a storage root of OCFL is a folder, as it grows", "Name a folder with -o.")
    refuse_report(report_file, reserved=(out,), whole=(out,))
    packed: Packed | None = None
    real = os.path.realpath(out)
    if os.path.commonpath([real, os.path.realpath(folder)]) == real:
        raise UsageError("INP015", f"{folder} would be replaced by the package {out}", "Choose another -o.")
    with Contents(
        folder,
        epoch=_date(date) or epoch(),
        journals=[journal] if journal else None,
        excluded=(out,),
        without_lost=bool(allow),
    ) as contents:
        findings = list(contents.notices)
        try:
            if kind == "ocfl":
                chosen = next((name for name in NEW_LAYOUTS if layout and name.startswith(layout)), "")
                packed = write_ocfl(contents, out, chosen)
            else:
                packed = _packed(contents, out, kind, profile, info, taker, premis=premis, force=force)
            findings += packed.findings
        except Refused as e:
            findings += e.findings
    code = EXIT_INPUT if any(finding.severity is Severity.ERROR for finding in findings) else EXIT_OK
    remember_exit_code(code)
    publish(
        [FileReport(path=out, findings=tuple(findings))],
        report,
        report_file,
        quiet=quiet,
        verbose=verbose,
        to_stderr=True,
    )
    if not quiet:
        echo_error(packed.done if packed else f"{out}: not packed")
    return code


def _packed(
    contents: Contents,
    out: str,
    kind: str,
    profile: str | None,
    info: tuple[str, ...],
    taker: str | None,
    *,
    premis: bool,
    force: bool,
) -> Packed:
    """Write a package. Raises Refused."""
    from convert.packages.bagit import profiles
    from convert.packages.bagit.writing import Layout, write_bag

    labels = []
    for pair in info:
        label, equals, value = pair.partition("=")
        if not equals:
            raise UsageError(
                "INP011", f"--info {pair!r} is not LABEL=VALUE", "Write it as --info 'Contact-Name=Jane Doe'."
            )
        labels.append((label, value))
    if kind == "eark":
        from convert.packages.eark.writing import write_sip

        submitters = [value.strip() for label, value in labels if label.strip().casefold() == "source-organization"]
        if profile or taker or len(submitters) != len(labels):
            message = "--profile, --for and --info other than Source-Organization are for bags"
            raise UsageError("INP011", message, "Leave them out, or pack --as bagit.")
        return write_sip(contents, out, submitter="; ".join(submitters), force=force)
    return write_bag(
        contents,
        out,
        profile=profiles.load(profile) if profile else None,
        info=labels,
        layout=cast(Layout, taker or "plain"),
        premis=premis,
        force=force,
    )


def _date(text: str | None) -> str | None:
    """Return the date that was asked for as an instant in UTC, None if there is none."""
    if text is None:
        return None
    try:
        moment = datetime.now(UTC) if text == "now" else datetime.fromisoformat(text)
        moment = moment.astimezone(UTC) if moment.utcoffset() is not None else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise UsageError("INP011", f"--date {text!r} is not a date", "Write it as 2016-12-07, or now.") from None
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


@click.command(
    "verify",
    epilog=examples(
        "wirecopy verify news.zip",
        "wirecopy verify news.zip --mode contents",
        "wirecopy verify store/ --report json",
    ),
)
@click.argument("packages", type=FILE, metavar="PACKAGE...", nargs=-1, required=True)
@click.option(
    "--mode",
    type=click.Choice(["complete", "fixity", "contents"]),
    default="fixity",
    help="What is verified: complete: files, their number and size; fixity (default): also digests; contents: also each"
    " document, as check does.",
)
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    default="error",
    help="Lowest severity that makes the exit code 1. Default: error.",
)
@click.option("--profile", type=FILE, help="BagIt profile that bags must meet (JSON).")
@report_options
def verify_command(
    packages: tuple[str, ...],
    mode: str,
    fail_on: str,
    profile: str | None,
    report: str,
    report_file: str | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Verify packages of archives: bags, OCFL objects and E-ARK packages.

    PACKAGE is a bag of BagIt 0.93 to 1.0, an object or storage root of OCFL 1.0 or 1.1, or an E-ARK package (CSIP
    2.2.0): a folder, or a .zip, .tar, .tar.gz or .tgz with one. Nothing is fetched or unpacked.
    """
    from convert.levels import Severity
    from convert.packages import Mode, verify
    from convert.packages.bagit import profiles

    refuse_report(report_file, reserved=packages, whole=packages)
    asked = profiles.load(profile) if profile else None
    found = [verify(package, cast(Mode, mode), Severity(fail_on), asked) for package in packages]
    code = max((verified.exit_code for verified in found), default=EXIT_OK)
    remember_exit_code(code)
    reports = [each for verified in found for each in verified.reports]
    publish(reports, report, report_file, quiet=quiet, verbose=verbose, to_stderr=False)
    if report == "text" and not quiet:
        for verified in found:
            echo_error(verified.done)
    return code


@click.command(
    "unpack",
    epilog=examples(
        "wirecopy unpack news.zip -o news/",
    ),
)
@click.argument("package", type=FILE, metavar="PACKAGE")
@click.option(
    "--out", "-o", type=FOLDER, metavar="FOLDER", required=True, help="The folder to unpack into, new or empty."
)
@click.option(
    "--damaged",
    is_flag=True,
    help="Unpack what can be read of a damaged package; what is not whole is called <name>.damaged.",
)
@report_options
def unpack_command(
    package: str,
    out: str,
    *,
    damaged: bool,
    report: str,
    report_file: str | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Unpack a package of an archive: sources and documents again, under their true names.

    The package is verified first (mode fixity); of a damaged one nothing is unpacked. Nothing leaves the folder, and no
    link is made.
    """
    from convert.packages.unpacking import unpack

    refuse_report(report_file, reserved=(package,), whole=(package, out))
    unpacked = unpack(package, out, damaged=damaged)
    remember_exit_code(unpacked.exit_code)
    publish([unpacked.report], report, report_file, quiet=quiet, verbose=verbose, to_stderr=True)
    if not quiet:
        echo_error(unpacked.done)
    return unpacked.exit_code
