"""`wirecopy convert`: raw copy into proven documents."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from convert.cli.terminal import (
    configuration_options,
    configured,
    epoch,
    format_names,
    from_standard_input,
    learning_option,
    publish,
    report_options,
    say,
    say_learnt,
    sites,
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
    help="Write this format; may be repeated. Without it: newsml-g2, ninjs, epub.",
)
@click.option("--out", "-o", metavar="OUT", help="The folder for the documents; for one document also its file name.")
@click.option(
    "--from",
    "-f",
    "read_as",
    metavar="FORMAT",
    shell_complete=format_names,
    help="Read the inputs as this format: text or article. Without it, the name tells.",
)
@click.option(
    "--meta",
    "-m",
    "metadata",
    multiple=True,
    metavar="KEY=VALUE",
    help="Metadata that wins over what is read, such as author='Jane Doe'; may be repeated.",
)
@click.option("--encoding", metavar="NAME", help="The encoding of the inputs. Without it, it is found out.")
@click.option("--keep-furniture", is_flag=True, help="Leave in the body what is no part of the story, dates too.")
@learning_option
@click.option("--trace", is_flag=True, help="Write beside the documents what became of every line: <stem>.trace.json.")
@click.option("--evidence", "explanations", is_flag=True, help="Write into the traces what decided, too.")
@click.option(
    "--allow",
    multiple=True,
    metavar="CODE",
    help="Place documents that have this loss, LOS003; may be repeated.",
)
@click.option("--stdin-filename", metavar="NAME", help="The name that standard input, '-', goes by.")
@click.option("--jobs", "-j", type=click.IntRange(1, 256), default=1, help="Work in so many processes.")
@click.option("--force", is_flag=True, help="Replace documents that exist with other content.")
@click.option("--dry-run", is_flag=True, help="Do everything but write the documents.")
@click.option("--durable", is_flag=True, help="Wait until the disk has every document.")
@configuration_options
@report_options
def convert_command(
    inputs: tuple[str, ...],
    formats: tuple[str, ...],
    out: str | None,
    metadata: tuple[str, ...],
    learns: bool | None,
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
    """Convert raw copy into proven documents.

    IN is a file, a folder (every .txt file below it), or - for standard input. Metadata may also stand beside a file,
    in <stem>.meta.toml or <stem>.meta.json, and for all files of a folder in meta of the nearest wirecopy.toml or
    pyproject.toml, there in [tool.wirecopy.meta]. One document without -o goes to standard output.
    """
    from convert import batch
    from convert.atomic_write import refuse_report
    from convert.codes import loss_codes
    from convert.formats import DEFAULT_FORMATS, named

    if settings["explanations"] and not trace:
        raise click.UsageError("--evidence stands in traces, and needs --trace.")
    chosen = tuple(dict.fromkeys(named(f).name for f in formats)) or DEFAULT_FORMATS
    settings["allow"] = loss_codes(settings["allow"])
    options = batch.Settings(formats=chosen, metadata=_metadata(metadata), epoch=epoch(), **settings)
    if options.read_as and not named(options.read_as).reads:
        raise UsageError("INP012", f"{options.read_as} cannot be read", "Formats that can: text, article.")
    standard_input = _standard_input(stdin_filename) if batch.STDIN in inputs else None
    near = configured(config, isolated=isolated)
    named_jobs = batch.plan(inputs, chosen, out, stdin=standard_input, read_as=options.read_as, trace=trace)
    planned = [replace(job, metadata=near(job.path).metadata()) for job in named_jobs]
    if report_file:
        taken = [name for job in planned for name in (job.path, *(target for _, target in job.targets))]
        refuse_report(report_file, taken)
    if out is None:
        _refuse_binary_on_terminal(chosen[0])
    of_sites = sites([job.path for job in planned], near, learns=learns)
    for places in of_sites:
        for at, job in zip(places, batch.with_site_lines([planned[at] for at in places], options), strict=True):
            planned[at] = job
    outcomes = []
    for outcome in _outcomes(planned, options, jobs, quiet=quiet):
        outcomes.append(outcome)
        if verbose:
            _list_placed(outcome, dry_run=options.dry_run)
        if outcome.data is not None and not options.dry_run:
            sys.stdout.buffer.write(outcome.data)
    reports = [r for outcome in outcomes for r in outcome.reports]
    publish(reports, report, report_file, quiet=quiet, verbose=verbose, to_stderr=True)
    if not quiet and report == "text":
        for places in of_sites:
            if site_lines := planned[places[0]].site_lines:
                say_learnt(site_lines)
    if not quiet and out is not None and report == "text":
        say(_done(outcomes, dry_run=options.dry_run))
    return max((outcome.exit_code for outcome in outcomes), default=EXIT_OK)


def _metadata(pairs: Iterable[str]) -> dict[str, object]:
    """Metadata from the command line as values of the model; a key that is given again holds many."""
    values: dict[str, Any] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals:
            raise UsageError("INP011", f"--meta {pair!r} is not KEY=VALUE")
        if key in values:
            held = values[key]
            values[key] = [*held, value] if isinstance(held, list) else [held, value]
        else:
            values[key] = value
    if not values:
        return {}
    from convert import article_codec

    return article_codec.metadata(values)


def _standard_input(name: str | None) -> Job:
    """Standard input as a job. It has no modification time, so the clock's stands in, to the second."""
    from convert.batch import STDIN, Job, instant

    data, error = b"", None
    try:
        data = from_standard_input()
    except InputError as e:
        error = e
    name = os.path.basename(name or "stdin.txt")
    return Job(path=STDIN, name=name, data=data, moment=instant(int(time.time())), error=error)


def _refuse_binary_on_terminal(format: str) -> None:
    from convert.formats import named

    if named(format).binary and sys.stdout.isatty():
        raise UsageError("INP016", f"{named(format).title} is not for a terminal", "Name a file or folder with -o.")


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
    """The outcomes, with a line on the terminal that counts them."""
    for number, outcome in enumerate(outcomes, 1):
        click.echo(f"\r{number}/{total} ", err=True, nl=False)
        yield outcome
    click.echo("\r" + " " * 24 + "\r", err=True, nl=False)


def _list_placed(outcome: Outcome, *, dry_run: bool) -> None:
    for placed in outcome.placed:
        word = ("would write" if dry_run else "wrote") if placed.new else "unchanged"
        say(f"{word} {placed.path} ({placed.size} bytes, sha256 {placed.sha256[:12]})")


def _done(outcomes: Sequence[Outcome], *, dry_run: bool) -> str:
    from convert.formats import TRACE

    placed = [p for outcome in outcomes for p in outcome.placed]
    failed = sum(outcome.exit_code >= EXIT_INPUT for outcome in outcomes)
    new = sum(p.new for p in placed)
    noun = "file" if any(p.format == TRACE.name for p in placed) else "document"
    parts = [f"{new} {noun}{'s' if new != 1 else ''} {'would be written' if dry_run else 'written'}"]
    if len(placed) > new:
        parts.append(f"{len(placed) - new} unchanged")
    if failed:
        parts.append(f"{failed} of {len(outcomes)} inputs failed")
    return ", ".join(parts)
