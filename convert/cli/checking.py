"""`wirecopy check`: documents against their standards."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from convert.cli.terminal import format_names, from_standard_input, publish, report_options
from convert.errors import (
    EXIT_OK,
    UsageError,
)

if TYPE_CHECKING:
    pass


@click.command("check")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option(
    "--format",
    "-f",
    "format",
    metavar="FORMAT",
    shell_complete=format_names,
    help="Check as this format, at this version if one is named, as in ninjs@2.1. Without it, the content tells.",
)
@click.option(
    "--profile",
    type=click.Choice(["foreign", "ours", "strict"]),
    default="foreign",
    help="How hard the rules judge: foreign warns at most, strict as hard as of our own, ours also on the body.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "notice"]),
    default="error",
    help="The mildest severity that makes the exit code 1.",
)
@click.option("--select", multiple=True, metavar="CODE", help="Report this code, or all that begin so, and no others.")
@click.option("--ignore", multiple=True, metavar="CODE", help="Do not report this code, or any that begins so.")
@click.option("--skip-unknown", is_flag=True, help="Pass over files of no known format in silence.")
@report_options
def check_command(
    files: tuple[str, ...],
    fail_on: str,
    report: str,
    report_file: str | None,
    quiet: bool,
    verbose: bool,
    **judgement: Any,
) -> int:
    """Check documents against their standard's schema and the rules of good practice.

    FILE is a document, a folder (every .newsml.xml, .ninjs.json, .epub and .article.json file below it), or -.
    """
    from convert import batch
    from convert.findings import Severity
    from convert.formats import named
    from convert.placing import refuse_report

    judged = batch.Judgement(fail_on=Severity(fail_on), **judgement)
    if judged.format and not named(judged.format.partition("@")[0]).checks:
        raise UsageError("INP012", f"{judged.format} cannot be checked")
    if report_file:
        refuse_report(report_file, files)
    outcomes = [
        batch.check(file, from_standard_input() if file == batch.STDIN else None, judgement=judged)
        for file in _documents(files)
    ]
    reports = [r for outcome in outcomes for r in outcome.reports]
    publish(reports, report, report_file, quiet=quiet, verbose=verbose, to_stderr=False)
    return max((outcome.exit_code for outcome in outcomes), default=EXIT_OK)


def _documents(names: Iterable[str]) -> Iterator[str]:
    """The files that are named, and those below folders that are named by the suffix of a format."""
    from convert.batch import files_below
    from convert.formats import FORMATS

    suffixes = tuple(f.suffix for f in FORMATS if f.checks and f.suffix != ".txt")
    for name in names:
        yield from (os.path.isdir(name) and files_below(name, suffixes)) or (name,)
