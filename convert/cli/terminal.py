"""Shared by all commands: the terminal, standard input, the environment, and the report of a run."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from convert.cli.completing import ENCODING, FILE, FOLDER, METADATA, READ, ZONE
from convert.errors import EXIT_OK, InputError, OutputError, UsageError
from convert.version import __version__

if TYPE_CHECKING:
    from convert.configuration import Configuration
    from convert.findings import FileReport
    from convert.levels import Severity


_REPORTS = ("text", "json", "sarif", "junit", "github")


def echo_error(text: str) -> None:
    """Print one line to standard error, with control characters replaced."""
    from convert.reports import one_line

    click.echo(one_line(text), err=True)


def examples(*lines: str) -> str:
    """Return the epilog of a command's help: example command lines, which a test parses."""
    return "\n".join(["\b", "Examples:", *(f"  {line}" for line in lines)])


class _Size(click.ParamType):  # type: ignore[type-arg]
    """A number of bytes, also with K, M or G (powers of 1024)."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        found = re.fullmatch(r"([1-9]\d{0,14})([KMG]?)(?:i?B)?", str(value).strip(), re.IGNORECASE)
        if not found:
            self.fail(f"{value!r} is not a size such as 500M", param, ctx)
        return int(found[1]) << {"": 0, "K": 10, "M": 20, "G": 30}[found[2].upper()]


SIZE = _Size()


class _Share(click.ParamType):  # type: ignore[type-arg]
    """A share of a batch, such as 2/5."""

    name = "share"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        found = re.fullmatch(r"([1-9]\d{0,8})/([1-9]\d{0,8})", str(value).strip(), re.ASCII)
        if not found or int(found[1]) > int(found[2]):
            self.fail(f"{value!r} is not a share such as 2/5, from 1/N to N/N", param, ctx)
        return int(found[1]), int(found[2])


SHARE = _Share()

_Command: TypeAlias = Callable[..., Any]


_EXIT_CODE = "wirecopy.exit_code"


_TYPED = "wirecopy.typed"


def remember_typed(context: click.Context, arguments: Iterable[str]) -> None:
    """Keep the command line as it was typed."""
    context.meta[_TYPED] = ("wirecopy", *arguments)


def typed() -> tuple[str, ...]:
    """Return the words of the command line as it was typed."""
    words: tuple[str, ...] = click.get_current_context().meta.get(_TYPED, ("wirecopy",))
    return words


def remember_exit_code(code: int) -> None:
    """Keep the exit code of the work, for the case that the reader of standard output closes it."""
    click.get_current_context().meta[_EXIT_CODE] = code


def remembered_exit_code(context: click.Context) -> int:
    """Return the exit code that was kept, or that of success."""
    return int(context.meta.get(_EXIT_CODE, EXIT_OK))


class FilesCommand(click.Command):
    """A command that takes files whose names begin with `-`, as hooks pass them.

    An argument that no option of the command has, and that is the name of a file, is a file.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        options = {option for parameter in self.get_params(ctx) for option in parameter.opts + parameter.secondary_opts}
        args = [
            os.path.join(os.curdir, arg)
            if arg.startswith("-") and arg.partition("=")[0] not in options and os.path.lexists(arg)
            else arg
            for arg in args
        ]
        return super().parse_args(ctx, args)


def report_options(command: _Command) -> _Command:
    """Add the options that control the report."""
    options: list[Callable[[_Command], _Command]] = [
        click.option("--verbose", "-v", is_flag=True, help="Also print notices and every written file."),
        click.option("--quiet", "-q", is_flag=True, help="Print errors only."),
        click.option("--report-file", type=click.Path(dir_okay=False), help="Write the report to this file."),
        click.option(
            "--report",
            type=click.Choice(_REPORTS),
            default=_REPORTS[0],
            metavar="FORM",
            help=f"Report format: {', '.join(_REPORTS[:-1])} or {_REPORTS[-1]}.",
        ),
    ]
    for option in options:
        command = option(command)
    return command


def configuration_options(command: _Command) -> _Command:
    """Add the options that control where settings come from."""
    options: list[Callable[[_Command], _Command]] = [
        click.option("--isolated", is_flag=True, help="Ignore all configuration files."),
        click.option("--config", type=FILE, help="Use this configuration file instead of the nearest ones."),
    ]
    for option in options:
        command = option(command)
    return command


def configuration_lookup(config: str | None, *, isolated: bool) -> Callable[[str], Configuration]:
    """Return a function from a path to its configuration: the file `config`, an empty one, or the nearest one."""
    from convert.configuration import Configuration, Configurations, load

    if config and isolated:
        raise click.UsageError("--config and --isolated are mutually exclusive.")
    if config or isolated:
        only = load(config) if config else Configuration()
        return lambda path: only
    return Configurations().of


def timezone_option(command: _Command) -> _Command:
    """Add the option for the time zone of raw copy."""
    return click.option(
        "--timezone",
        type=ZONE,
        metavar="ZONE",
        callback=_time_zone,
        help="Zone of times that show none, such as Europe/Berlin or +05:30. Default: such a time counts as its day.",
    )(command)


def _time_zone(context: click.Context, parameter: click.Parameter, name: str | None) -> str | None:
    """Return the name of a time zone. Raises UsageError for one that does not exist."""
    if name is not None:
        from convert.zones import load_zone

        load_zone(name)
    return name


def encoding_option(command: _Command) -> _Command:
    """Add the option for the encoding of raw copy."""
    return click.option(
        "--encoding",
        type=ENCODING,
        metavar="NAME",
        callback=_encoding,
        help="Encoding of raw copy. Detected if omitted.",
    )(command)


def _encoding(context: click.Context, parameter: click.Parameter, name: str | None) -> str | None:
    """Return the name of an encoding. Raises UsageError for one that does not exist, or is none of text."""
    if name is None:
        return None
    from convert.configuration.keys import is_text_encoding

    if not is_text_encoding(name):
        from difflib import get_close_matches

        near = get_close_matches(name.lower(), ENCODING.words(""), n=2, cutoff=0.65)
        hint = f"Perhaps {' or '.join(near)} is meant. " if near else ""
        advice = f"{hint}Common ones: utf-8, utf-16, cp1252, iso-8859-2, shift_jis."
        raise UsageError("INP004", f"the encoding “{name}” is unknown", advice)
    return name


def splitting_option(command: _Command) -> _Command:
    """Add the option to divide raw copy at separators."""
    return click.option(
        "--split/--no-split",
        "splits",
        default=None,
        help="Divide raw copy into stories at separators (###, -30-, * * *, ====, numbers) before titles. Frames of "
        "wires, mboxes, mails and items of feeds are always divided.",
    )(command)


def reading_options(command: _Command) -> _Command:
    """Add the options that say what inputs are and how raw copy is read."""
    options: list[Callable[[_Command], _Command]] = [
        click.option(
            "--keep-picture-metadata",
            is_flag=True,
            help="Publish pictures as they are, also with positions and what tells of devices.",
        ),
        click.option(
            "--images-url", default="", metavar="URL", help="Address of pictures: this and the name of their file."
        ),
        click.option(
            "--images",
            type=FOLDER,
            help="Folder of the pictures of all stories. Default: that of each story.",
        ),
        splitting_option,
        click.option(
            "--keep-private", is_flag=True, help="Keep mail addresses and mail headers in traces and kept furniture."
        ),
        click.option(
            "--keep-furniture",
            is_flag=True,
            help="Keep in the body what is not part of the story, including dates.",
        ),
        click.option(
            "--repair-encoding",
            is_flag=True,
            help="Mend text that was decoded wrongly before it came (needs wirecopy[repair]).",
        ),
        timezone_option,
        encoding_option,
        click.option(
            "--meta",
            "-m",
            "metadata",
            multiple=True,
            type=METADATA,
            metavar="KEY=VALUE",
            help="Metadata that overrides what is read, such as author='Jane Doe'; repeatable.",
        ),
        click.option(
            "--from",
            "-f",
            "read_as",
            type=READ,
            metavar="FORMAT",
            help="Input format: text, article, newsml-g2, ninjs, epub. Detected if omitted.",
        ),
    ]
    for option in options:
        command = option(command)
    return command


def archiving_option(command: _Command) -> _Command:
    """Add the option to prepare EPUBs for preservation."""
    return click.option(
        "--profile",
        type=click.Choice(["archive"]),
        help="archive: prepare EPUBs for preservation; one that cannot be preserved is withheld, and findings say why.",
    )(command)


def epoch() -> str | None:
    """Return SOURCE_DATE_EPOCH as an instant (reproducible-builds.org), None if it is not set."""
    value = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not value:
        return None
    if not (value.isascii() and value.isdigit() and len(value) <= 20 and int(value) <= 253_402_300_799):
        message = f"SOURCE_DATE_EPOCH is {value!r}, not a number of seconds since 1970"
        raise UsageError("INP011", message, "Set it to an integer such as 1481126400, or unset it.")
    from convert.batch import instant

    return instant(int(value))


def now() -> datetime:
    """Return the instant of SOURCE_DATE_EPOCH if set, else the current time."""
    instant = epoch()
    return datetime.fromisoformat(instant) if instant else datetime.now(UTC)


def read_standard_input(limit: int | None = None) -> bytes:
    """Return all bytes of standard input. Raises InputError if they are more than `limit`, or the usual limit."""
    from convert.batch.inputs import read_stream

    if sys.stdin is None:
        raise InputError("INP000", "standard input is closed", "Name a file.")
    return read_stream(sys.stdin.buffer, "standard input", limit)


def refuse_report(path: str | None, *, reserved: Iterable[str] = (), whole: Iterable[str] = ()) -> None:
    """Check, before any work, that a report can be written to `path`: it replaces an earlier report alone.

    Nor is it one of the files `reserved`, or in one of the folders `whole`, to which nothing may be added. Raises
    OutputError and UsageError.
    """
    from convert import atomic_write

    if path is None:
        return
    real = os.path.realpath(path)
    for folder in whole:
        if real.startswith(os.path.join(os.path.realpath(folder), "")):
            message = f"the report {path} would be in {folder}, to which nothing is added"
            raise UsageError("INP015", message, _OTHER_REPORT)
    atomic_write.refuse_report(path, reserved)
    if _is_other_than_report(path):
        raise UsageError("INP015", f"{path} would be replaced and is no report", _OTHER_REPORT)


_OTHER_REPORT = "Choose another --report-file."


def _is_other_than_report(path: str) -> bool:
    """Whether a file is there that a report must not replace. Raises OutputError if it cannot be looked at."""
    from convert.reports.earlier import is_report

    if not os.path.isfile(path):
        return False
    try:
        with open(path, "rb") as file:
            return not is_report(file)
    except OSError as e:
        reason = (e.strerror or str(e)).lower()
        raise OutputError("INP008", f"{path} is there and cannot be read: {reason}", _OTHER_REPORT) from None


def publish(
    reports: Iterable[FileReport], form: str, file: str | None, *, quiet: bool, verbose: bool, to_stderr: bool
) -> None:
    """Print the report of a run, or write it to `file`.

    `reports` can be gone through several times. A report that cannot be written is printed to standard error. Raises
    OutputError.
    """
    from convert import reports as forms
    from convert.findings import Report
    from convert.levels import Severity

    least = Severity.ERROR if quiet else Severity.NOTICE if verbose else Severity.WARNING
    parts: Iterable[str]
    if form == "json":
        parts = forms.json_parts(reports, wirecopy=__version__)
    elif form == "sarif":
        from convert.codes import explanation
        from convert.reports.sarif import sarif_parts

        parts = sarif_parts(reports, wirecopy=__version__, explanations=explanation)
    elif form == "junit":
        from convert.reports.junit import junit_parts

        parts = junit_parts(reports)
    elif form == "github":
        from convert.reports.github import github_parts

        parts = github_parts(reports, least=least, grouped=not verbose)
    else:
        text = forms.text_parts if to_stderr or quiet or verbose else forms.grouped_parts
        parts = text(reports, paint=paint if file is None else _plain, least=least)
        if not to_stderr and not quiet:
            parts = chain(parts, (forms.summary(Report(files=tuple(reports))) + "\n",))
    if file is None:
        _echo(parts, err=to_stderr)
        if to_stderr and form != "text" and (reason := getattr(sys.stderr, "lost", "")):
            raise OutputError("INP008", f"the report cannot be written to standard error: {reason}")
        return
    from convert.atomic_write import write_report

    try:
        if _is_other_than_report(file):  # which was not there when the run began
            raise OutputError("INP015", f"{file} would be replaced and is no report", _OTHER_REPORT)
        write_report(file, (part.encode("utf-8", "backslashreplace") for part in parts))
    except OutputError:
        publish(reports, form, None, quiet=quiet, verbose=verbose, to_stderr=True)
        raise


def _echo(parts: Iterable[str], *, err: bool) -> None:
    color = False if os.environ.get("NO_COLOR") else None
    for part in parts:
        click.echo(part, err=err, nl=False, color=color)


def paint(word: str, severity: Severity) -> str:
    """Return a word in the color of a severity."""
    return click.style(word, fg={"error": "red", "warning": "yellow", "notice": "cyan"}[severity.value], bold=True)


def _plain(word: str, severity: Severity) -> str:
    return word
