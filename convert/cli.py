"""The command line: the only part that prints, exits, or looks at clock, environment and terminal.

Whatever a command needs is imported inside it, so that `wirecopy --help` and a hook's single check start quickly.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

import click

from convert import __version__
from convert.errors import (
    EXIT_BUG,
    EXIT_FINDINGS,
    EXIT_INPUT,
    EXIT_INTERRUPTED,
    EXIT_OK,
    EXIT_TERMINATED,
    EXIT_USAGE,
    ConvertError,
    InputError,
    UsageError,
)

if TYPE_CHECKING:
    from convert.batch import Job, Outcome, Settings
    from convert.findings import FileReport, Severity
    from convert.readers import Parsed
    from convert.reports import Tint

_BUG_PLEA = "This is a bug in wirecopy. Please report it with the input and the command."


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit with its code."""
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(EXIT_TERMINATED))
    sys.exit(_run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    try:
        code = commands.main(arguments, prog_name="wirecopy", standalone_mode=False)
    except click.exceptions.Exit as e:
        return e.exit_code
    except click.ClickException as e:
        e.show()
        return EXIT_USAGE
    except ConvertError as e:
        _say(f"wirecopy: {e}")
        return e.exit_code
    except (click.Abort, KeyboardInterrupt):
        _say("wirecopy: interrupted")
        return EXIT_INTERRUPTED
    except _OutputClosed:
        # Whoever read our output has had enough; what is left in the buffer has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_OK
    except Exception as e:  # the edge of the command line: a bug must not end in a traceback
        _say(f"wirecopy: {type(e).__name__}: {e} (BUG000). {_BUG_PLEA}")
        if os.environ.get("WIRECOPY_DEBUG"):
            raise
        return EXIT_BUG
    return code if isinstance(code, int) else EXIT_OK


class _OutputClosed(Exception):
    """Standard output was closed by whoever read it; raised because click would make exit code 1 of a
    BrokenPipeError.
    """


class _Commands(click.Group):
    def invoke(self, ctx: click.Context) -> Any:
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            raise _OutputClosed from None
        return code


def _say(text: str) -> None:
    from convert.reports import one_line

    click.echo(one_line(text), err=True)


# --------------------------------------------------------------------------------------------------------------------
# Options that several commands share


_Command: TypeAlias = Callable[..., Any]


def _report_options(command: _Command) -> _Command:
    """Add the options on what is reported, and how."""
    options: list[Callable[[_Command], _Command]] = [
        click.option("--verbose", "-v", is_flag=True, help="Say more: notices, and every file that was written."),
        click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors."),
        click.option("--report-file", type=click.Path(dir_okay=False), help="Write the report to this file."),
        click.option(
            "--report",
            type=click.Choice(["text", "json", "sarif", "junit", "github"]),
            default="text",
            metavar="FORM",
            help="The form of the report: text, json, sarif, junit or github.",
        ),
    ]
    for option in options:
        command = option(command)
    return command


def _format_names(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    from convert.formats import FORMATS

    return [f.name for f in FORMATS if f.name.startswith(incomplete)]


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="wirecopy %(version)s")
def commands() -> None:
    """Raw news copy in; NewsML-G2, ninjs and EPUB out, each proven against a schema.

    Exit codes: 0 done; 1 done, and a document has errors; 2 the command line is wrong; 3 an input could not be read
    or a result not placed; 4 the installation is broken; 70 a bug in wirecopy.
    """


# --------------------------------------------------------------------------------------------------------------------
# convert


@commands.command("convert")
@click.argument("inputs", metavar="IN...", nargs=-1, required=True)
@click.option(
    "--to",
    "-t",
    "formats",
    multiple=True,
    metavar="FORMAT",
    shell_complete=_format_names,
    help="Write this format; may be repeated. Without it: newsml-g2, ninjs, epub.",
)
@click.option("--out", "-o", metavar="OUT", help="The folder for the documents; for one document also its file name.")
@click.option(
    "--from",
    "-f",
    "read_as",
    metavar="FORMAT",
    shell_complete=_format_names,
    help="Read the inputs as this format: text or article. Without it, the name tells.",
)
@click.option(
    "--meta",
    "-m",
    "given",
    multiple=True,
    metavar="KEY=VALUE",
    help="Metadata that wins over what is read, such as author='Jane Doe'; may be repeated.",
)
@click.option("--encoding", metavar="NAME", help="The encoding of the inputs. Without it, it is found out.")
@click.option("--stdin-filename", metavar="NAME", help="The name that standard input, '-', goes by.")
@click.option("--jobs", "-j", type=click.IntRange(1, 256), default=1, help="Work in so many processes.")
@click.option("--force", is_flag=True, help="Replace documents that exist with other content.")
@click.option("--dry-run", is_flag=True, help="Do everything but write the documents.")
@click.option("--durable", is_flag=True, help="Wait until the disk has every document.")
@_report_options
def _convert(
    inputs: tuple[str, ...],
    formats: tuple[str, ...],
    out: str | None,
    given: tuple[str, ...],
    jobs: int,
    stdin_filename: str | None,
    report: str,
    report_file: str | None,
    quiet: bool,
    verbose: bool,
    **settings: Any,
) -> int:
    """Convert raw copy into proven documents.

    IN is a file, a folder (every .txt file below it), or - for standard input. Metadata may also stand beside a file,
    in <stem>.meta.toml or <stem>.meta.json. One document without -o goes to standard output.
    """
    from convert import batch
    from convert.formats import DEFAULT_FORMATS, named
    from convert.placing import refuse_report

    chosen = tuple(dict.fromkeys(named(f).name for f in formats)) or DEFAULT_FORMATS
    options = batch.Settings(formats=chosen, given=_given(given), epoch=_epoch(), **settings)
    if options.read_as and not named(options.read_as).reads:
        raise UsageError("INP012", f"{options.read_as} cannot be read", "Formats that can: text, article.")
    standard_input = _standard_input(stdin_filename) if batch.STDIN in inputs else None
    planned = batch.plan(inputs, chosen, out, stdin=standard_input)
    if report_file:
        taken = [name for job in planned for name in (job.path, *(target for _, target in job.targets))]
        refuse_report(report_file, taken)
    if out is None:
        _refuse_binary_on_terminal(chosen[0])
    outcomes = []
    for outcome in _outcomes(planned, options, jobs, quiet=quiet):
        outcomes.append(outcome)
        if verbose:
            _list_placed(outcome, dry_run=options.dry_run)
        if outcome.data is not None and not options.dry_run:
            sys.stdout.buffer.write(outcome.data)
    reports = [r for outcome in outcomes for r in outcome.reports]
    _publish(reports, report, report_file, quiet=quiet, verbose=verbose, to_stderr=True)
    if not quiet and out is not None and report == "text":
        _say(_done(outcomes, dry_run=options.dry_run))
    return max((outcome.exit_code for outcome in outcomes), default=EXIT_OK)


def _given(pairs: Iterable[str]) -> dict[str, object]:
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
    from convert import native

    return native.given(values)


def _epoch() -> str | None:
    """SOURCE_DATE_EPOCH as an instant (reproducible-builds.org), None where it is not set."""
    value = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not value:
        return None
    if not (value.isascii() and value.isdigit() and int(value) <= 253_402_300_799):
        raise UsageError("INP011", f"SOURCE_DATE_EPOCH is {value!r}, and seconds since 1970 are wanted")
    from convert.batch import instant

    return instant(int(value))


def _standard_input(name: str | None) -> Job:
    """Standard input as a job. It has no modification time, so the clock's stands in, to the second."""
    from convert.batch import STDIN, Job, instant

    data, error = b"", None
    try:
        data = _from_standard_input()
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
        _say(f"{word} {placed.path} ({placed.size} bytes, sha256 {placed.sha256[:12]})")


def _done(outcomes: Sequence[Outcome], *, dry_run: bool) -> str:
    placed = [p for outcome in outcomes for p in outcome.placed]
    failed = sum(outcome.exit_code >= EXIT_INPUT for outcome in outcomes)
    new = sum(p.new for p in placed)
    parts = [f"{new} document{'s' if new != 1 else ''} {'would be written' if dry_run else 'written'}"]
    if len(placed) > new:
        parts.append(f"{len(placed) - new} unchanged")
    if failed:
        parts.append(f"{failed} of {len(outcomes)} inputs failed")
    return ", ".join(parts)


# --------------------------------------------------------------------------------------------------------------------
# check


@commands.command("check")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option(
    "--format",
    "-f",
    "format",
    metavar="FORMAT",
    shell_complete=_format_names,
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
@_report_options
def _check(
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
        batch.check(file, _from_standard_input() if file == batch.STDIN else None, judgement=judged)
        for file in _documents(files)
    ]
    reports = [r for outcome in outcomes for r in outcome.reports]
    _publish(reports, report, report_file, quiet=quiet, verbose=verbose, to_stderr=False)
    return max((outcome.exit_code for outcome in outcomes), default=EXIT_OK)


def _from_standard_input() -> bytes:
    """All of standard input. Raises InputError where it is too large."""
    from convert.batch import MAX_INPUT

    data = sys.stdin.buffer.read(MAX_INPUT + 1)
    if len(data) > MAX_INPUT:
        message = f"standard input has more than {MAX_INPUT} bytes"
        raise InputError("INP005", message, "Split it into its stories.")
    return data


def _documents(names: Iterable[str]) -> Iterator[str]:
    """The files that are named, and those below folders that are named by the suffix of a format."""
    from convert.batch import files_below
    from convert.formats import FORMATS

    suffixes = tuple(f.suffix for f in FORMATS if f.checks and f.suffix != ".txt")
    for name in names:
        yield from (os.path.isdir(name) and files_below(name, suffixes)) or (name,)


def _publish(
    reports: Sequence[FileReport], form: str, file: str | None, *, quiet: bool, verbose: bool, to_stderr: bool
) -> None:
    """Print or write the report of a run, in the form that was asked for."""
    from convert import reports as forms
    from convert.findings import Report, Severity

    whole = Report(files=tuple(reports))
    least = Severity.ERROR if quiet else Severity.NOTICE if verbose else Severity.WARNING
    if form == "json":
        text = forms.as_json(whole, wirecopy=__version__)
    elif form == "sarif":
        from convert.codes import explanation
        from convert.reports.sarif import as_sarif

        text = as_sarif(whole, wirecopy=__version__, explanations=explanation)
    elif form == "junit":
        from convert.reports.junit import as_junit

        text = as_junit(whole)
    elif form == "github":
        from convert.reports.github import as_github

        text = as_github(whole, least=least)
    else:
        text = forms.as_text(whole, paint=_paint if file is None else _plain, least=least)
        if not to_stderr and not quiet:
            text += forms.summary(whole) + "\n"
    if file is not None:
        from convert.placing import place_report

        place_report(file, text.encode("utf-8", "backslashreplace"))
    elif text:
        click.echo(text, err=to_stderr, nl=False, color=False if os.environ.get("NO_COLOR") else None)


def _paint(word: str, severity: Severity) -> str:
    return click.style(word, fg={"error": "red", "warning": "yellow", "notice": "cyan"}[severity.value], bold=True)


def _plain(word: str, severity: Severity) -> str:
    return word


# --------------------------------------------------------------------------------------------------------------------
# explain, formats, completion


@commands.command("explain")
@click.argument("subject", metavar="FILE|CODE")
@click.option("--encoding", metavar="NAME", help="The encoding of the file. Without it, it is found out.")
def _explain(subject: str, encoding: str | None) -> int:
    """Explain how a file of raw copy is read, line by line, or what a code means.

    For a file: each input line with its role, the rule that gave it, how sure that is (0 to 1), and whether it was
    dropped; then what was concluded from which lines.
    """
    from convert import codes
    from convert.reports import galley

    if codes.is_code(subject) and not os.path.exists(subject):
        click.echo(codes.explanation(subject.upper()))
        return EXIT_OK
    parsed = _read_for_explaining(subject, encoding)
    color = False if os.environ.get("NO_COLOR") else None
    for line in galley(parsed, paint=_tinted):
        click.echo(line, color=color)
    return EXIT_FINDINGS if any(f.severity.value == "error" for f in parsed.findings) else EXIT_OK


def _tinted(text: str, tint: Tint) -> str:
    """A part of the galley in its colour: what was dropped is red, what is about the text and not of it is dim."""
    return click.style(text, dim=True) if tint == "aside" else click.style(text, fg="red")


def _read_for_explaining(path: str, encoding: str | None) -> Parsed:
    from convert import batch, pipeline
    from convert.model import Moment
    from convert.readers import Source

    given: dict[str, object] = {}
    if path == batch.STDIN:
        name, data, modified = "stdin.txt", _from_standard_input(), batch.instant(int(time.time()))
    else:
        name, (data, modified) = os.path.basename(path), batch.load(path)
        given = batch.sidecar(path)
    if pipeline.source_format(name).name != "text":
        raise UsageError("INP012", f"{path} is no raw copy", "Only how raw copy is read can be explained.")
    source = Source(name=name, data=data, moment=Moment(_epoch() or modified), given=given, encoding=encoding)
    return pipeline.read(source)


@commands.command("formats")
def _formats() -> None:
    """List the formats: what each is called, its files' ending, its versions, what can be done with it."""
    from convert.formats import FORMATS

    rows = [("NAME", "TITLE", "SUFFIX", "WRITES", "CAN")]
    for f in FORMATS:
        able = [word for word, can in (("read", f.reads), ("write", f.writes), ("check", f.checks)) if can]
        rows.append((f.name, f.title, f.suffix, f.write_version or "-", ", ".join(able)))
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


@commands.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def _completion(shell: str) -> None:
    """Print the shell's completion script: eval "$(wirecopy completion bash)"."""
    from click.shell_completion import get_completion_class

    completion = get_completion_class(shell)
    assert completion is not None
    click.echo(completion(commands, {}, "wirecopy", "_WIRECOPY_COMPLETE").source())
