"""`wirecopy convert`: convert raw copy to validated documents."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from convert.cli.terminal import (
    configuration_lookup,
    configuration_options,
    echo_error,
    echo_learned,
    epoch,
    format_names,
    learning_option,
    publish,
    read_standard_input,
    report_options,
    sites,
    splitting_option,
    timezone_option,
)
from convert.errors import EXIT_INPUT, EXIT_OK, InputError, UsageError

if TYPE_CHECKING:
    from convert.batch import Job, Outcome, Settings


@click.command("convert")
@click.argument("inputs", metavar="IN...", nargs=-1, required=True)
@click.option(
    "--to",
    "-t",
    "formats",
    multiple=True,
    metavar="FORMAT",
    shell_complete=format_names,
    help="Output format; repeatable. Default: newsml-g2, ninjs, epub.",
)
@click.option("--out", "-o", metavar="OUT", help="Output folder, or file name for a single document.")
@click.option(
    "--from",
    "-f",
    "read_as",
    metavar="FORMAT",
    shell_complete=format_names,
    help="Input format: text or article. Detected from the file name if omitted.",
)
@click.option(
    "--meta",
    "-m",
    "metadata",
    multiple=True,
    metavar="KEY=VALUE",
    help="Metadata that overrides what is read, such as author='Jane Doe'; repeatable.",
)
@click.option("--encoding", metavar="NAME", help="Encoding of the inputs. Detected if omitted.")
@timezone_option
@click.option(
    "--repair-encoding",
    is_flag=True,
    help="Mend text that was decoded wrongly before it came (needs wirecopy[repair]).",
)
@click.option("--keep-furniture", is_flag=True, help="Keep in the body what is not part of the story, including dates.")
@click.option("--keep-private", is_flag=True, help="Keep mail addresses and mail headers in traces and kept furniture.")
@learning_option
@splitting_option
@click.option("--trace", is_flag=True, help="Also write <stem>.trace.json: what became of every input line.")
@click.option("--evidence", "explanations", is_flag=True, help="Include in traces the evidence for every decision.")
@click.option(
    "--allow", multiple=True, metavar="CODE", help="Write documents that have this loss, such as LOS003; repeatable."
)
@click.option("--stdin-filename", metavar="NAME", help="File name to use for standard input.")
@click.option("--jobs", "-j", type=click.IntRange(1, 256), default=1, help="Number of worker processes.")
@click.option("--force", is_flag=True, help="Replace existing documents that have different content.")
@click.option("--dry-run", is_flag=True, help="Do everything except write the documents.")
@click.option("--durable", is_flag=True, help="Wait until every document is on disk (fsync).")
@configuration_options
@report_options
def convert_command(
    inputs: tuple[str, ...],
    formats: tuple[str, ...],
    out: str | None,
    metadata: tuple[str, ...],
    learns: bool | None,
    splits: bool | None,
    trace: bool,
    jobs: int,
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

    IN is a file, a folder (all .txt files below it), or - for standard input. A single document without -o goes to
    standard output. The documents of an input with several stories are <stem>-1 …, <stem>-2 … in the output folder.

    Metadata can also come from <stem>.meta.toml or <stem>.meta.json in the folder of a file (of a story,
    <stem>-1.meta.toml) and, for all files of a folder, from [meta] in the nearest wirecopy.toml or [tool.wirecopy.meta]
    in pyproject.toml.
    """
    from dataclasses import replace

    from convert import batch
    from convert.atomic_write import refuse_report
    from convert.codes import loss_codes
    from convert.formats import DEFAULT_FORMATS, named

    if settings["explanations"] and not trace:
        raise click.UsageError("--evidence requires --trace.")
    chosen = tuple(dict.fromkeys(named(f).name for f in formats)) or DEFAULT_FORMATS
    settings["allow"] = loss_codes(settings["allow"])
    options = batch.Settings(formats=chosen, metadata=_metadata(metadata), epoch=epoch(), **settings)
    if options.read_as and not named(options.read_as).reads:
        raise UsageError("INP012", f"{options.read_as} cannot be read", "Formats that can be read: text, article.")
    standard_input = _standard_input(stdin_filename) if batch.STDIN in inputs else None
    configuration_of = configuration_lookup(config, isolated=isolated)
    planned = batch.plan(inputs, chosen, out, stdin=standard_input, read_as=options.read_as, trace=trace)
    planned = [
        replace(
            job,
            metadata=found.metadata(),
            timezone=found.timezone,
            split=found.splits if splits is None else splits,
        )
        for job in planned
        for found in [configuration_of(job.path)]
    ]
    if report_file:
        reserved = [name for job in planned for name in (job.path, *(target for _, target in job.targets))]
        refuse_report(report_file, reserved)
    if out is None:
        _refuse_binary_on_terminal(chosen[0])
    learned = []
    for indices in sites([job.path for job in planned], configuration_of, learns=learns):
        for i, job in zip(indices, batch.with_site_lines([planned[i] for i in indices], options), strict=True):
            planned[i] = job
        learned.append(planned[indices[0]].site_lines)
    outcomes = []
    for outcome in _outcomes(planned, options, jobs, quiet=quiet):
        outcomes.append(outcome)
        if verbose:
            _list_written(outcome, dry_run=options.dry_run)
        if outcome.data is not None and not options.dry_run:
            sys.stdout.buffer.write(outcome.data)
    reports = [r for outcome in outcomes for r in outcome.reports]
    publish(reports, report, report_file, quiet=quiet, verbose=verbose, to_stderr=True)
    if not quiet and report == "text":
        for site_lines in filter(None, learned):
            echo_learned(site_lines)
    if not quiet and out is not None and report == "text":
        echo_error(_summary(outcomes, dry_run=options.dry_run))
    return max((outcome.exit_code for outcome in outcomes), default=EXIT_OK)


def _metadata(pairs: Iterable[str]) -> dict[str, object]:
    """Return metadata from the command line as values of the model; a repeated key makes a list."""
    values: dict[str, Any] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals:
            raise UsageError(
                "INP011", f"--meta {pair!r} is not KEY=VALUE", "Write it as --meta headline='Ferry resumes'."
            )
        if key in values:
            earlier = values[key]
            values[key] = [*earlier, value] if isinstance(earlier, list) else [earlier, value]
        else:
            values[key] = value
    if not values:
        return {}
    from convert import article_codec

    return article_codec.metadata(values)


def _standard_input(name: str | None) -> Job:
    """Return standard input as a job. It has no modification time, so the job has the clock's, to the second."""
    from convert.batch import STDIN, Job, instant

    data, error = b"", None
    try:
        data = read_standard_input()
    except InputError as e:
        error = e
    name = os.path.basename(name or "stdin.txt")
    return Job(path=STDIN, name=name, data=data, moment=instant(int(time.time())), error=error)


def _refuse_binary_on_terminal(format: str) -> None:
    from convert.formats import named

    if named(format).binary and sys.stdout.isatty():
        raise UsageError(
            "INP016", f"{named(format).title} is binary and cannot go to a terminal", "Name a file or folder with -o."
        )


def _outcomes(planned: Sequence[Job], settings: Settings, jobs: int, *, quiet: bool) -> Iterator[Outcome]:
    from convert import batch

    progress = sys.stderr.isatty() and not quiet and len(planned) > 1
    if jobs == 1 or len(planned) == 1:
        found = batch.run(planned, settings)
        yield from _counted(found, len(planned)) if progress else found
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(min(jobs, len(planned))) as executor:
        found = batch.run(planned, settings, executor, ahead=4 * jobs)
        try:
            yield from _counted(found, len(planned)) if progress else found
        except BaseException:
            executor.shutdown(wait=False, cancel_futures=True)
            raise


def _counted(outcomes: Iterable[Outcome], total: int) -> Iterator[Outcome]:
    """Yield the outcomes, with a counter of the inputs on the terminal."""
    number = 0
    for outcome in outcomes:
        number += outcome.story <= 1
        click.echo(f"\r{number}/{total} ", err=True, nl=False)
        yield outcome
    click.echo("\r" + " " * 24 + "\r", err=True, nl=False)


def _list_written(outcome: Outcome, *, dry_run: bool) -> None:
    for file in outcome.written:
        word = ("would write" if dry_run else "wrote") if file.new else "unchanged"
        echo_error(f"{word} {file.path} ({file.size} bytes, sha256 {file.sha256[:12]})")


def _summary(outcomes: Sequence[Outcome], *, dry_run: bool) -> str:
    from convert.formats import TRACE

    files = [file for outcome in outcomes for file in outcome.written]
    withheld = [sum(f.is_unsafe_loss for r in outcome.reports for f in r.findings) for outcome in outcomes]
    failed = sum(
        outcome.exit_code >= EXIT_INPUT and not count for outcome, count in zip(outcomes, withheld, strict=True)
    )
    new = sum(file.new for file in files)
    inputs = sum(outcome.story <= 1 for outcome in outcomes)
    stories = sum(outcome.story > 0 for outcome in outcomes)
    noun = "file" if any(file.format == TRACE.name for file in files) else "document"
    parts = [f"{new} {noun}{'s' if new != 1 else ''} {'would be written' if dry_run else 'written'}"]
    if stories:
        whole = stories + sum(not outcome.story for outcome in outcomes)
        parts[0] += f" from {whole} stories in {inputs} input{'s' if inputs != 1 else ''}"
    if len(files) > new:
        parts.append(f"{len(files) - new} unchanged")
    if any(withheld):
        parts.append(f"{sum(withheld)} withheld")
    if failed:
        parts.append(f"{failed} of {len(outcomes)} {'stories' if stories else 'inputs'} failed")
    return ", ".join(parts)
