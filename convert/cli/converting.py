"""`wirecopy convert`: convert raw copy to validated documents."""

from __future__ import annotations

import errno
import os
import platform
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from convert.cli.completing import FILE, LOSSES, WRITTEN
from convert.cli.progress import Progress, Tally
from convert.cli.signals import EXIT_CODES, stopping
from convert.cli.stories import ConfiguredJobs, given_metadata, refuse_pictures, standard_input
from convert.cli.terminal import (
    SHARE,
    SIZE,
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
    typed,
)
from convert.errors import EXIT_INPUT, UsageError
from convert.formats import RECEIVERS

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from convert.batch import Journal, Outcome, Run, Settings, Share
    from convert.batch.inputs.pictures import Orphans
    from convert.cli.publishing import Publisher


@click.command(
    "convert",
    epilog=examples(
        "wirecopy convert story.txt -o out",
        "wirecopy convert story.txt -t ninjs",
        "wirecopy convert story.txt -o out -m author='Jane Doe' -m language=en-GB",
        "wirecopy convert copy/ -o out -j 4 --timezone Europe/Berlin",
        "wirecopy convert day.jsonl -o out --shard-size 1000",
        "cat story.txt | wirecopy convert - -t text",
    ),
)
@click.argument("inputs", type=FILE, metavar="[IN]...", nargs=-1)
@click.option(
    "--files-from",
    type=FILE,
    help="Also convert what this file names, one on a line; - for standard input. /./ in a name begins its path below"
    " the output folder.",
)
@click.option("--remote", is_flag=True, help="Also read URLs that lists name.")
@click.option(
    "--to",
    "-t",
    "formats",
    multiple=True,
    type=WRITTEN,
    metavar="FORMAT",
    help="Output format; repeatable; ninjs@3.2 names a version. Default: newsml-g2, ninjs, epub.",
)
@click.option(
    "--for",
    "receiver",
    type=click.Choice(RECEIVERS),
    help="Write what this receiver reads, where formats leave a choice.",
)
@click.option(
    "--out", "-o", type=FILE, metavar="OUT", help="Output folder, also as s3://…; or file name for a single document."
)
@click.option(
    "--shard-size",
    type=click.IntRange(1, 100_000),
    metavar="N",
    help="Write the documents of each N inputs into one file a format, shard-000001.… in the output folder.",
)
@click.option(
    "--name",
    metavar="TEMPLATE",
    help="Names of documents, such as '{date}/{id}'; fields: stem, id, date, slugline, headline, language.",
)
@reading_options
@click.option("--trace", is_flag=True, help="Also write <stem>.trace.json: what became of every input line.")
@click.option("--evidence", "explanations", is_flag=True, help="Include in traces the evidence for every decision.")
@click.option(
    "--allow",
    type=LOSSES,
    multiple=True,
    metavar="CODE",
    help="Write documents that have this loss, such as LOS003; repeatable.",
)
@archiving_option
@click.option("--stdin-filename", metavar="NAME", help="File name to use for standard input.")
@click.option("--jobs", "-j", type=click.IntRange(1, 256), default=1, help="Number of worker processes.")
@click.option(
    "--shard", type=SHARE, metavar="I/N", help="Only do part I of N; several machines can do the parts at once."
)
@click.option(
    "--executor", metavar="URL", help="Work on the cluster dask://HOST:PORT or tls://HOST:PORT (needs wirecopy[dask])."
)
@click.option(
    "--document-timeout", type=click.FloatRange(0, min_open=True), metavar="SECONDS", help="Time limit of each input."
)
@click.option(
    "--document-memory", type=SIZE, metavar="SIZE", help="Memory limit of each input, such as 500M (Linux and macOS)."
)
@click.option("--force", is_flag=True, help="Replace existing documents that have different content.")
@click.option("--dry-run", is_flag=True, help="Do everything except write the documents and the journal.")
@click.option("--durable", is_flag=True, help="Wait until documents and journal are on disk (fsync).")
@click.option("--journal", type=FILE, help="Journal of the run. Default: .wirecopy/journal.jsonl in the folder.")
@click.option("--no-journal", is_flag=True, help="Keep no journal, and do all work again.")
@click.option("--retry-failed", is_flag=True, help="Try again what failed in an earlier run, also if nothing changed.")
@click.option("--fail-fast", is_flag=True, help="Stop at the first input that has errors or fails.")
@click.option("--verify", is_flag=True, help="Compare what an earlier run did by digest, not by size and time.")
@configuration_options
@report_options
def convert_command(
    inputs: tuple[str, ...],
    files_from: str | None,
    remote: bool,
    formats: tuple[str, ...],
    receiver: str | None,
    out: str | None,
    metadata: tuple[str, ...],
    splits: bool | None,
    trace: bool,
    jobs: int,
    shard: tuple[int, int] | None,
    executor: str | None,
    document_timeout: float | None,
    document_memory: int | None,
    journal: str | None,
    no_journal: bool,
    retry_failed: bool,
    fail_fast: bool,
    verify: bool,
    stdin_filename: str | None,
    config: str | None,
    isolated: bool,
    report: str,
    report_file: str | None,
    quiet: bool,
    verbose: bool,
    **settings: Any,
) -> int:
    """Convert raw copy to validated documents.

    IN is a file, a folder (all .txt files below it), a pattern such as 'in/**/*.txt', JSON Lines (.jsonl, .jsonl.gz:
    {"id": …, "text": …} and metadata), an archive of texts (.zip, .tar, .tar.gz; also in another one), a package (the
    sources in it), a URL (s3://…, needs wirecopy[remote]), or - for standard input. A single document without -o goes
    to standard output. The documents of an input with several stories are <stem>-1 …, <stem>-2 … in the output folder.

    Files of many documents (--shard-size) are JSON Lines, a newsMessage of NewsML-G2, or a zip of EPUBs. One that the
    journal knows, and nobody changed, is replaced without --force. With --name, / makes folders, all else in a value
    becomes safe for file names; of two stories with one name, the second is refused. A story without a slugline takes
    the stem.

    Metadata can also come from <stem>.meta.toml or <stem>.meta.json in the folder of a file (of a story,
    <stem>-1.meta.toml) and, for all files of a folder, from [meta] in the nearest wirecopy.toml or [tool.wirecopy.meta]
    in pyproject.toml.

    Pictures are <stem>.jpg, <stem>-N.jpg, <stem>_N.jpg beside a file, also in an archive (jpg, png, gif, webp, tif),
    and what a line of it names: [image: NAME | What it shows]. EPUBs contain them; NewsML-G2 and ninjs state their
    names and digests, and <stem>.pictures/ beside these has the files, without positions and what tells of devices.
    """
    from convert import batch
    from convert.atomic_write import remove_temporaries
    from convert.batch.inputs.leftovers import passed_over
    from convert.batch.inputs.pictures import Orphans
    from convert.batch.inputs.sidecars import orphan_report, orphans_below
    from convert.cli.publishing import Publisher
    from convert.packages.sources import is_package_folder, package_items

    if settings["explanations"] and not trace:
        raise click.UsageError("--evidence requires --trace.")
    if journal and no_journal:
        raise click.UsageError("--journal and --no-journal are mutually exclusive.")
    if executor and (jobs > 1 or document_timeout or document_memory):
        raise click.UsageError("--jobs, --document-timeout and --document-memory are for work without --executor.")
    if (settings["shard_size"] or settings["name"]) and (shard or executor):
        raise click.UsageError("--shard-size and --name are for work without --shard and --executor.")
    options = _settings(formats, receiver, metadata, settings)
    if not inputs and files_from is None:
        raise click.UsageError("Missing argument 'IN'.")
    named_inputs = batch.Inputs(
        inputs,
        files_from=files_from,
        stdin=standard_input(stdin_filename, options.read_as) if batch.STDIN in inputs else None,
        stream=sys.stdin.buffer if sys.stdin else None,
        read_as=options.read_as,
        remote=remote,
        packages=package_items,
    )
    _refuse_urls(out, journal, options, keeps_journal=not no_journal)
    share = batch.Share(*shard) if shard else None
    configuration_of = configuration_lookup(config, isolated=isolated)
    configured = ConfiguredJobs(configuration_of, splits=splits)
    reserved = {option: name for option, name in (("--report-file", report_file), ("--journal", journal)) if name}
    with _output_advised(out):
        configured.plan = batch.plan(
            named_inputs,
            options.formats,
            out,
            read_as=options.read_as,
            trace=trace,
            share=share,
            reserved=reserved,
            examine=configured.examine,
            shard_size=options.shard_size,
            name=options.name,
        )
        if out is None:
            _refuse_binary_on_terminal(options.formats[0])
    has_journal = not (no_journal or options.dry_run) and (journal is not None or configured.plan.folder is not None)
    place = journal or _journal_in(configured.plan.folder or "", share)
    refuse_report(report_file, reserved=(place, f"{place}.index"))
    with ExitStack() as stack:
        records = None
        if has_journal:
            options = replace(options, parts=_parts(place))
            records = stack.enter_context(
                batch.Journal(
                    place,
                    out=configured.plan.folder or "",
                    settings=options,
                    clock=time.time,
                    host=platform.node(),
                    verify=verify,
                    retry_failed=retry_failed,
                    others=() if journal else batch.journals_beside(place),
                )
            )
            remove_temporaries(options.parts)
            stack.callback(remove_temporaries, options.parts)
        cluster = stack.enter_context(batch.Cluster(executor)) if executor else None
        if cluster:
            cluster.examine([records.path] if records else [])
            configured.has_absolute_paths = True
            options = replace(options, parts=os.path.abspath(options.parts) if options.parts else "")
        workers = min(jobs, configured.plan.count)
        pool = None
        if workers > 1 or document_timeout or document_memory:
            pool = batch.WorkerPool(
                max(workers, 1),
                timeout=document_timeout,
                memory=document_memory,
                unlimited=(batch.seal,),
                prepare=partial(batch.warm_up, options) if document_timeout else None,
            )
            stack.callback(pool.shutdown, cancel_futures=True)
        ahead = cluster.ahead if cluster else 4 * jobs
        run = _run(configured, options, cluster or pool, ahead=ahead, records=records)
        publisher = stack.enter_context(Publisher(report, report_file, quiet=quiet, verbose=verbose))
        folders: list[str] = []
        if share is None or share.number == 1:
            publisher.add(named_inputs.reports)
            folders += (folder for folder in named_inputs.folders if not is_package_folder(folder))
        for folder in folders:
            publisher.add(map(orphan_report, orphans_below(folder)))
            publisher.add(passed_over(folder, named_inputs.names_file))
        orphans = Orphans(folders if share is None else ())
        return _followed(run, configured, publisher, orphans, records, fail_fast=fail_fast, dry_run=options.dry_run)


def _settings(
    formats: tuple[str, ...], receiver: str | None, metadata: tuple[str, ...], settings: dict[str, Any]
) -> Settings:
    """Return the settings of the run; `settings` are the options of the same names. Raises UsageError."""
    from convert import batch
    from convert.batch.names import refuse_template
    from convert.codes import loss_codes
    from convert.formats import DEFAULT_FORMATS, named, written_versions

    versions = written_versions(formats or DEFAULT_FORMATS, receiver)
    settings["allow"] = loss_codes(settings["allow"])
    settings["shard_size"] = settings["shard_size"] or 0
    if settings["name"] is not None:
        refuse_template(settings["name"])
    settings["name"] = settings["name"] or ""
    given = given_metadata(metadata, timezone=settings["timezone"])
    refuse_pictures(settings)
    others = {name: version for name, version in versions.items() if version != named(name).write_version}
    options = batch.Settings(formats=tuple(versions), versions=others, metadata=given, epoch=epoch(), **settings)
    if options.read_as and not named(options.read_as).reads:
        raise UsageError("INP012", f"{options.read_as} cannot be read", "See `wirecopy formats`.")
    return options


def _refuse_urls(out: str | None, journal: str | None, options: Settings, *, keeps_journal: bool) -> None:
    """Refuse an output at a URL that cannot be written, and a journal at one. Raises UsageError or OutputError."""
    from convert import batch

    remote = out if out is not None and batch.is_url(out) else None
    if remote is not None:
        batch.refuse_output(remote)
        if options.delivers:
            raise UsageError("INP016", "--shard-size and --name are for folders", "Name a folder here with -o.")
        if keeps_journal and not journal and not options.dry_run:
            message = "the journal of an output at a URL is a file here"
            raise UsageError("INP016", message, "Name it with --journal FILE, or do without by --no-journal.")
    if journal and batch.is_url(journal):
        raise UsageError("INP016", "the journal is at a URL", "Name a file with --journal FILE.")
    if remote is not None:
        batch.refuse_unreachable_output(remote)


def _run(
    configured: ConfiguredJobs, settings: Settings, executor: Executor | None, *, ahead: int, records: Journal | None
) -> Run:
    """Return the run that places documents as the settings say."""
    from convert import batch

    if not settings.delivers:
        return batch.Run(configured, settings, executor, ahead=ahead, records=records)
    kind = batch.ShardedRun if settings.shard_size else batch.NamedRun
    folder, claim = configured.plan.folder or "", configured.plan.claim_name
    return kind(configured, settings, executor, folder=folder, claim=claim, ahead=ahead, records=records)


def _journal_in(folder: str, share: Share | None) -> str:
    """Return where the journal of an output folder is, or that of a share of the batch."""
    return os.path.join(folder, ".wirecopy", f"journal-{share}.jsonl" if share else "journal.jsonl")


def _followed(
    run: Run,
    configured: ConfiguredJobs,
    publisher: Publisher,
    orphans: Orphans,
    records: Journal | None,
    *,
    fail_fast: bool,
    dry_run: bool,
) -> int:
    """Follow a run to its end, or until it is stopped; return the exit code."""
    from convert import batch
    from convert.batch.refusals import Untried

    tally, untried, room = Tally(), Untried(), _Room()
    has_failed_fast, exit_code = False, 0
    progress = Progress(configured.plan.count, is_shown=not publisher.is_quiet)
    with stopping(run) as stopped:
        try:
            for outcomes in run:
                tally.add(outcomes)
                for outcome in outcomes:
                    orphans.take(outcome.state.pictures)
                remember_exit_code(tally.exit_code)
                progress.clear()
                for outcome in outcomes:
                    if publisher.is_verbose:
                        _list_written(outcome, dry_run=dry_run)
                    publisher.add(untried.take(outcome.reports))
                    if outcome.data is not None and not dry_run:
                        sys.stdout.buffer.write(outcome.data)
                progress.show(tally)
                if room.is_gone_after(outcomes):
                    run.stop()
                if fail_fast and any(outcome.exit_code for outcome in outcomes):
                    has_failed_fast = True
                    run.stop()
            progress.clear()
            if tally.inputs >= configured.plan.count and not configured.plan.gone:
                publisher.add(orphans.reports())
            elif not (stopped or has_failed_fast or room.is_gone):
                publisher.add([batch.vanished(configured.plan)])
                exit_code = EXIT_INPUT
        finally:
            progress.end()
            try:
                try:
                    publisher.add(untried.reports())
                    publisher.add(records.reports() if records else ())
                finally:
                    publisher.end()
            finally:
                if publisher.is_for_people:
                    summary = tally.summary if configured.plan.has_targets else tally.explained_exit
                    for line in summary(dry_run=dry_run):
                        echo_error(line)
    if (stopped or has_failed_fast or room.is_gone) and tally.inputs < configured.plan.count and not publisher.is_quiet:
        reason = "interrupted" if stopped else "stopped at the first failure" if has_failed_fast else room.reason
        echo_error(f"{reason}: {tally.inputs:,} of {configured.plan.count:,} inputs are done; run it again to go on")
    if stopped:
        return EXIT_CODES[stopped[0]]
    return max(tally.exit_code, exit_code)


class _Room:
    """Whether there is room for documents: a run ends where many in a row find none, and does not read all the rest."""

    reason = "stopped, as there is no room for documents"

    def __init__(self) -> None:
        self._in_a_row = 0

    @property
    def is_gone(self) -> bool:
        return self._in_a_row >= _MOST_WITHOUT_ROOM

    def is_gone_after(self, outcomes: tuple[Outcome, ...]) -> bool:
        """Count an input that finds no room, and return whether there were too many."""
        findings = (found for outcome in outcomes for report in outcome.reports for found in report.findings)
        is_without = any(found.code == "INP008" and found.message.endswith(_NO_ROOM) for found in findings)
        if is_without or not any(outcome.is_earlier for outcome in outcomes):
            self._in_a_row = self._in_a_row + 1 if is_without else 0
        return self.is_gone


_MOST_WITHOUT_ROOM = 50
_NO_ROOM = tuple(os.strerror(number).lower() for number in (errno.ENOSPC, errno.EDQUOT, errno.EROFS))


def _parts(journal: str) -> str:
    """Return the folder of the temporary files of the run that has this journal."""
    return os.path.splitext(journal)[0] + ".parts"


@contextmanager
def _output_advised(out: str | None) -> Iterator[None]:
    """Let the error of an output that is missing say the command that has one."""
    try:
        yield
    except UsageError as e:
        if out is not None or e.code != "INP016":
            raise
        import shlex

        raise UsageError(e.code, e.message, f"Run: {shlex.join((*typed(), '-o', 'out'))}") from None


def _refuse_binary_on_terminal(format: str) -> None:
    from convert.formats import named

    if named(format).binary and sys.stdout.isatty():
        raise UsageError(
            "INP016", f"{named(format).title} is binary and cannot go to a terminal", "Name a file or folder with -o."
        )


def _list_written(outcome: Outcome, *, dry_run: bool) -> None:
    for file in outcome.written:
        if file.item > 1:  # the first document of a shard stands for its file
            continue
        word = ("would write" if dry_run else "wrote") if file.new else "unchanged"
        echo_error(f"{word} {file.path} ({file.size} bytes, sha256 {file.sha256[:12]})")
