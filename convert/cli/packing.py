"""`wirecopy verify`: packages for archives."""

from __future__ import annotations

from typing import cast

import click

from convert.cli.terminal import echo_error, publish, remember_exit_code, report_options
from convert.errors import EXIT_OK
from convert.levels import SEVERITIES


@click.command("verify")
@click.argument("packages", metavar="PACKAGE...", nargs=-1, required=True)
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
@report_options
def verify_command(
    packages: tuple[str, ...],
    mode: str,
    fail_on: str,
    report: str,
    report_file: str | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Verify packages of archives: bags of BagIt 0.93 to 1.0.

    PACKAGE is the folder of a bag, or a .zip, .tar, .tar.gz or .tgz with one. Nothing is fetched or unpacked.
    """
    from convert.atomic_write import refuse_report
    from convert.levels import Severity
    from convert.packages import Mode, verify

    if report_file:
        refuse_report(report_file, packages)
    found = [verify(package, cast(Mode, mode), Severity(fail_on)) for package in packages]
    code = max((verified.exit_code for verified in found), default=EXIT_OK)
    remember_exit_code(code)
    reports = [each for verified in found for each in verified.reports]
    publish(reports, report, report_file, quiet=quiet, verbose=verbose, to_stderr=False)
    if report == "text" and not quiet:
        for verified in found:
            echo_error(verified.done)
    return code
