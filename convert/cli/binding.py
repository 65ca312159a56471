"""`wirecopy bind`: many stories in one EPUB."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import click

from convert.cli.completing import FILE, LOSSES
from convert.cli.progress import Progress, Tally
from convert.cli.signals import EXIT_CODES, stopping
from convert.cli.stories import ConfiguredJobs, given_metadata, refuse_pictures, standard_input
from convert.cli.terminal import (
    archiving_option,
    configuration_lookup,
    configuration_options,
    echo_error,
    epoch,
    examples,
    reading_options,
    refuse_report,
    remember_exit_code,
    report_options,
)
from convert.errors import EXIT_BUG, EXIT_INPUT, UsageError

if TYPE_CHECKING:
    from convert.batch import Outcome, Run
    from convert.cli.publishing import Publisher
    from convert.findings import FileReport
    from convert.model import Accessibility
    from convert.packages.editions import Beside, Binder, Bound, Order

_ORDERS = ("section", "date", "given")
_BESIDE = ("package", "message")


@click.command(
    "bind",
    epilog=examples(
        "wirecopy bind copy/ -o day.epub",
        "wirecopy bind copy/ -o day.epub --order date --title 'The Day'",
        "wirecopy bind --files-from list.txt -o week.epub --partial",
    ),
)
@click.argument("inputs", type=FILE, metavar="[STORY]...", nargs=-1)
@click.option(
    "--files-from",
    type=FILE,
    help="Also bind what this file names, one on a line; - for standard input.",
)
@click.option("--remote", is_flag=True, help="Also read URLs that lists name.")
@click.option(
    "--out", "-o", type=FILE, metavar="EPUB", required=True, help="File name of the edition, which ends in .epub."
)
@click.option(
    "--order",
    type=click.Choice(_ORDERS),
    default=_ORDERS[0],
    help="Order of the stories, and headings of the contents: section (default): the first subject of a story, or else"
    " the folder of its file; date: the day of publication; given: none, as named.",
)
@click.option("--title", metavar="TEXT", help="Title. Default: the publisher and the date.")
@click.option("--date", metavar="DATE", help="Date, such as 2016-12-07. Default: that of the newest story.")
@click.option("--identifier", "id", metavar="URI", help="Identifier. Default: a UUID of the stories' identifiers.")
@click.option("--publisher", metavar="NAME", help="Publisher. Default: the provider that all stories have in common.")
@click.option("--editor", "editors", multiple=True, metavar="NAME", help="Editor of the edition; repeatable.")
@click.option("--rights", metavar="TEXT", help="Rights. Default: the notice that all stories have in common.")
@click.option("--language", metavar="TAG", help="Main language. Default: that of most stories.")
@archiving_option
@click.option(
    "--newsml",
    "beside",
    type=click.Choice(_BESIDE),
    help="Also write <stem>.newsml.xml: a packageItem, or a newsMessage with it and all stories (NewsML-G2).",
)
@click.option("--partial", is_flag=True, help="Make the edition without stories that fail.")
@reading_options
@click.option(
    "--allow",
    type=LOSSES,
    multiple=True,
    metavar="CODE",
    help="Bind stories that have this loss, such as LOS003; repeatable.",
)
@click.option("--stdin-filename", metavar="NAME", help="File name to use for standard input.")
@click.option("--jobs", "-j", type=click.IntRange(1, 256), default=1, help="Number of worker processes.")
@click.option("--force", is_flag=True, help="Replace an existing edition that has different content.")
@click.option("--dry-run", is_flag=True, help="Do everything except write the edition.")
@click.option("--durable", is_flag=True, help="Wait until the edition is on disk (fsync).")
@configuration_options
@report_options
def bind_command(
    inputs: tuple[str, ...],
    files_from: str | None,
    remote: bool,
    out: str,
    metadata: tuple[str, ...],
    splits: bool | None,
    stdin_filename: str | None,
    jobs: int,
    profile: str | None,
    order: str,
    title: str | None,
    date: str | None,
    id: str | None,
    publisher: str | None,
    editors: tuple[str, ...],
    rights: str | None,
    language: str | None,
    beside: str | None,
    partial: bool,
    config: str | None,
    isolated: bool,
    report: str,
    report_file: str | None,
    quiet: bool,
    verbose: bool,
    **settings: Any,
) -> int:
    """Bind many stories into one EPUB, an edition, with cover, contents and colophon.

    STORY is what `convert` reads: a file of raw copy or Article JSON, a document of ours, a folder (all .txt files
    below it), a pattern, JSON Lines, an archive of texts, a package, a URL, or - for standard input. Each page is
    proven as `convert` proves it, and the edition as a whole before it appears. It has the metadata of each story
    beside its page, complete, as Article JSON.

    The edition makes the claims of accessibility that --meta gives, and states the contact and exemption that all
    stories have in common.

    If a story fails, no edition is made, unless with --partial. Of several versions of a story the newest is bound.
    """
    from convert import batch
    from convert.cli.publishing import Publisher
    from convert.codes import loss_codes
    from convert.formats import named
    from convert.packages import editions
    from convert.packages.sources import package_items

    if not inputs and files_from is None:
        raise click.UsageError("Missing argument 'STORY'.")
    editions.refuse_name(out)
    time = epoch()
    given = given_metadata(metadata, timezone=settings["timezone"])
    options = editions.EditionOptions(
        order=cast("Order", order),
        title=title,
        date=date,
        id=id,
        publisher=publisher,
        editors=editors,
        rights=rights,
        language=language,
        accessibility=cast("Accessibility | None", given.get("accessibility")),
        modified=time,
        archive=profile == "archive",
        beside=cast("Beside | None", beside),
        partial=partial,
    )
    settings["allow"] = loss_codes(settings["allow"])
    refuse_pictures(settings)
    read = batch.Settings(formats=options.formats, metadata=given, epoch=time, shard_size=1, **settings)
    if read.read_as and not named(read.read_as).reads:
        raise UsageError("INP012", f"{read.read_as} cannot be read", "See `wirecopy formats`.")
    configured = ConfiguredJobs(configuration_lookup(config, isolated=isolated), splits=splits)
    configured.plan = batch.plan(
        batch.Inputs(
            inputs,
            files_from=files_from,
            stdin=standard_input(stdin_filename, read.read_as) if batch.STDIN in inputs else None,
            stream=sys.stdin.buffer if sys.stdin else None,
            read_as=read.read_as,
            remote=remote,
            packages=package_items,
        ),
        options.formats,
        os.path.dirname(os.path.abspath(out)) + os.sep,
        read_as=read.read_as,
        reserved={name: path for name, path in (("-o", out), ("--report-file", report_file)) if path},
        examine=configured.examine,
        name="{stem}",
    )
    refuse_report(report_file, reserved=(out,))
    with ExitStack() as stack:
        pool = None
        if (workers := min(jobs, configured.plan.count)) > 1:
            pool = batch.WorkerPool(workers)
            stack.callback(pool.shutdown, cancel_futures=True)
        run = batch.Run(configured, read, pool, ahead=4 * jobs)
        publisher_of = stack.enter_context(Publisher(report, report_file, quiet=quiet, verbose=verbose))
        binder = stack.enter_context(editions.Binder(options))
        return _followed(run, binder, configured, publisher_of, out, read)


def _followed(
    run: Run, binder: Binder, configured: ConfiguredJobs, publisher: Publisher, out: str, placing: Any
) -> int:
    """Follow a run to its end, and bind the edition; return the exit code."""
    tally = Tally()
    progress = Progress(configured.plan.count, is_shown=not publisher.is_quiet)
    bound = None
    with stopping(run) as stopped:
        try:
            for outcomes in run:
                tally.add(outcomes)
                remember_exit_code(tally.exit_code)
                progress.clear()
                publisher.add(_added(binder, outcome) for outcome in outcomes)
                progress.show(tally)
            progress.clear()
            if not stopped:
                bound = binder.bind(out, placing)
                publisher.add(bound.reports)
        finally:
            progress.end()
            publisher.end()
    if bound is None:
        echo_error("interrupted: the edition was not made")
        return EXIT_CODES[stopped[0]]
    if publisher.is_for_people:
        _summarize(bound, dry_run=placing.dry_run, verbose=publisher.is_verbose)
    return _exit_code(bound, tally.exit_code)


def _added(binder: Binder, outcome: Outcome) -> FileReport:
    """Add the story of an outcome to an edition; return the report on it."""
    from convert.findings import FileReport, Location, sort_findings

    where = Location(path=outcome.path, story=outcome.story)
    found = [finding for report in outcome.reports if not report.format for finding in report.findings]
    for report in outcome.reports:
        # Other documents than the EPUB only repeat what the rules find; places in documents are of no use here.
        found += (
            replace(finding, location=where)
            for finding in report.findings
            if report.format == "epub" or (report.format and finding.code.startswith(("BUG", "LOS")))
        )
    documents = dict(outcome.drafts.documents) if outcome.drafts else {}
    if outcome.drafts and {"epub", "article"} <= documents.keys():
        folder = outcome.drafts.name.rpartition("/")[0].rpartition("/")[2]
        found += binder.add(documents, where, folder)
    else:
        binder.fail()
    return FileReport(path=outcome.path, story=outcome.story, findings=sort_findings(found))


def _summarize(bound: Bound, *, dry_run: bool, verbose: bool) -> None:
    from convert.findings import counted

    for file in bound.files:
        word = ("would write" if dry_run else "wrote") if file.new else "unchanged"
        detail = f", {file.size} bytes, sha256 {file.sha256[:12]}" if verbose else ""
        echo_error(f"{word} {file.path} ({counted(bound.stories, 'story')}{detail})")


def _exit_code(bound: Bound, exit_code: int) -> int:
    codes = {finding.code for report in bound.reports for finding in report.findings}
    if any(code.startswith("BUG") for code in codes):
        return EXIT_BUG
    return exit_code if bound.files else max(exit_code, EXIT_INPUT)
