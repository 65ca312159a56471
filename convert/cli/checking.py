"""`wirecopy check`: documents against their standards."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from convert.cli.terminal import (
    configuration_options,
    configured,
    format_names,
    from_standard_input,
    learning_option,
    now,
    publish,
    report_options,
    say_learnt,
    sites,
)
from convert.errors import EXIT_OK, InputError

if TYPE_CHECKING:
    from convert.batch import CheckPolicy, SitePage
    from convert.checks.custom_schema import CustomSchema


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
    "--schema",
    metavar="FILE",
    help="Hold the documents against this XML Schema or JSON Schema in the place of ours.",
)
@click.option(
    "--profile",
    type=click.Choice(["foreign", "ours", "strict"]),
    help="How hard the rules judge: foreign, the default, warns at most, strict as hard as of our own, ours also on"
    " the body.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "notice"]),
    help="The mildest severity that makes the exit code 1; without it, error.",
)
@click.option(
    "--select",
    multiple=True,
    metavar="CODE",
    help="Report this code, or all that begin so, and no others; many with commas.",
)
@click.option("--ignore", multiple=True, metavar="CODE", help="Do not report this code, or any that begins so.")
@click.option("--skip-unknown", is_flag=True, help="Pass over files of no known format in silence.")
@click.option("--encoding", metavar="NAME", help="The encoding of raw copy. Without it, it is found out.")
@learning_option
@configuration_options
@report_options
def check_command(
    files: tuple[str, ...],
    learns: bool | None,
    config: str | None,
    isolated: bool,
    report: str,
    report_file: str | None,
    quiet: bool,
    verbose: bool,
    **told: Any,
) -> int:
    """Check documents against their standard's schema and the rules of good practice.

    FILE is a document, a folder (every .newsml.xml, .ninjs.json, .epub and .article.json file below it; with --format
    the files of that format, with --schema every .xml or .json file), or -. A .txt file is raw copy: see what was left
    in it and what it lacks.

    Documents of one run are held against one another too, as editions of a story, and their times against
    SOURCE_DATE_EPOCH or else the clock.

    What is not said here is taken from the nearest wirecopy.toml or pyproject.toml, there in [tool.wirecopy], upward
    from each document.
    """
    from convert import batch
    from convert.atomic_write import refuse_report
    from convert.checks.engine.session import CheckSession

    said = _said(told)
    near = configured(config, isolated=isolated)
    judged = [(file, batch.CheckPolicy(**near(file).judging(file, said))) for file in list(_documents(files, **said))]
    if report_file:
        refuse_report(report_file, files)
    held = {batch.STDIN: from_standard_input()} if batch.STDIN in files else {}
    learnt = []
    for places in sites([file for file, _ in judged], near, learns=learns):
        held |= _read_already(judged[at][0] for at in places)
        learnt.append(batch.learn(_lessons([judged[at] for at in places], held)))
        for at in places:
            judged[at] = judged[at][0], replace(judged[at][1], site_lines=learnt[-1])
    session = CheckSession(now())
    with _seldom_collecting():
        outcomes = [batch.check(file, held.get(file), policy=policy, session=session) for file, policy in judged]
    reports = [r for outcome in outcomes for r in outcome.reports]
    publish(reports, report, report_file, quiet=quiet, verbose=verbose, to_stderr=False)
    if not quiet and report == "text":
        for site_lines in learnt:
            say_learnt(site_lines)
    return max((outcome.exit_code for outcome in outcomes), default=EXIT_OK)


def _read_already(files: Iterable[str]) -> dict[str, bytes]:
    """The bytes of those files that could not be read again after they were learnt from."""
    from convert import batch

    found = {}
    for file in files:
        if file != batch.STDIN and batch.is_read_once(file):
            with suppress(InputError):  # it is told when the file is checked
                found[file] = batch.load(file)[0]
    return found


def _lessons(judged: Iterable[tuple[str, CheckPolicy]], held: Mapping[str, bytes]) -> Iterator[SitePage]:
    """The files to be checked as raw copy, to learn from."""
    from convert.batch import SitePage
    from convert.formats import named

    for file, policy in judged:
        is_told = policy.format == "text"
        if is_told or (not policy.format and not policy.schema and file.lower().endswith(named("text").suffix)):
            yield SitePage(file, held.get(file), policy.encoding, is_told)


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Look for cycles among objects seldom: a document makes many objects, hardly a cycle, and goes as a whole."""
    usual = gc.get_threshold()
    gc.set_threshold(100_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _said(told: Mapping[str, Any]) -> dict[str, Any]:
    """What the command line really says, as fields of a `CheckPolicy`. Raises UsageError."""
    said = {name: value for name, value in told.items() if value}
    if "format" in said:
        from convert.formats import checked_as

        checked_as(said["format"])
    if "schema" in said:
        from convert.checks.custom_schema import load

        said["schema"] = load(said["schema"])
    if "fail_on" in said:
        from convert.findings import Severity

        said["fail_on"] = Severity(said["fail_on"])
    for name in said.keys() & {"select", "ignore"}:
        from convert.codes import refuse_unknown

        said[name] = refuse_unknown(code.strip() for codes in said[name] for code in codes.split(","))
    return said


def _documents(
    names: Iterable[str], *, format: str | None = None, schema: CustomSchema | None = None, **_: object
) -> Iterator[str]:
    """The files that are named, and those below folders that are named as what is to be checked.

    That is as documents of `format`, as XML or JSON where a schema is given, else as documents of any format but text:
    most repositories have many a `.txt` that is no copy.
    """
    from convert.batch import files_below
    from convert.formats import FORMATS, named

    chosen = [named(format.partition("@")[0])] if format else [f for f in FORMATS if f.checks and f.name != "text"]
    suffixes = (f".{schema.kind}",) if schema and not format else tuple(f.suffix for f in chosen)
    for name in names:
        below = files_below(name, suffixes) if os.path.isdir(name) else ()
        yield from (file for file in below or (name,) if not (below and schema and os.path.samefile(file, schema.name)))
