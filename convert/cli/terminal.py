"""What all commands share: the terminal, standard input, the environment, and how a run is reported."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from convert.errors import InputError, UsageError
from convert.version import __version__

if TYPE_CHECKING:
    from convert.configuration import Configuration
    from convert.findings import FileReport, Severity
    from convert.readers.text.site.lines import SiteLines


def say(text: str) -> None:
    from convert.reports import one_line

    click.echo(one_line(text), err=True)


_Command: TypeAlias = Callable[..., Any]


def report_options(command: _Command) -> _Command:
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


def configuration_options(command: _Command) -> _Command:
    """Add the options on where settings are taken from."""
    found = "Take settings from this file, not from those near the documents."
    options: list[Callable[[_Command], _Command]] = [
        click.option("--isolated", is_flag=True, help="Take no settings from any file."),
        click.option("--config", metavar="FILE", help=found),
    ]
    for option in options:
        command = option(command)
    return command


def configured(config: str | None, *, isolated: bool) -> Callable[[str], Configuration]:
    """What gives the configuration that holds for a file: the one that was named, none, or the one nearest to it."""
    from convert.configuration import Configuration, Configurations, load

    if config and isolated:
        raise click.UsageError("--config and --isolated cannot go together.")
    if config or isolated:
        only = load(config) if config else Configuration()
        return lambda path: only
    return Configurations().of


def learning_option(command: _Command) -> _Command:
    """Add the option to learn from raw copy as a batch."""
    return click.option(
        "--learn-furniture/--no-learn-furniture",
        "learns",
        default=None,
        help="Take raw copy for pages of one site: what stands in many of them is furniture, and is dropped.",
    )(command)


def sites(paths: Iterable[str], near: Callable[[str], Configuration], *, learns: bool | None) -> list[list[int]]:
    """Which of `paths` are of one site, by their places: all of them where the command line says so, else those that
    one configuration says it of.
    """
    found: dict[str, list[int]] = {}
    for at, path in enumerate(paths):
        if learns or (learns is None and near(path).learns):
            found.setdefault("" if learns else near(path).file, []).append(at)
    return list(found.values())


def say_learnt(site_lines: SiteLines) -> None:
    """Say how much was learnt from a batch, if there was raw copy in it."""
    from convert.readers.text.site.lines import MIN_DOCUMENTS

    lines, documents = len(site_lines.lines), site_lines.documents
    if not documents:
        return
    told = f"{documents} different document{'' if documents == 1 else 's'}"
    if lines:
        say(f"learnt {lines} standing line{'' if lines == 1 else 's'} from {told}")
    else:
        say(f"learnt nothing from {told}" + (f"; it takes {MIN_DOCUMENTS}" if documents < MIN_DOCUMENTS else ""))


def format_names(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    from convert.formats import FORMATS

    return [f.name for f in FORMATS if f.name.startswith(incomplete)]


def epoch() -> str | None:
    """SOURCE_DATE_EPOCH as an instant (reproducible-builds.org), None where it is not set."""
    value = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not value:
        return None
    if not (value.isascii() and value.isdigit() and int(value) <= 253_402_300_799):
        raise UsageError("INP011", f"SOURCE_DATE_EPOCH is {value!r}, and seconds since 1970 are wanted")
    from convert.batch import instant

    return instant(int(value))


def now() -> datetime:
    """The instant of SOURCE_DATE_EPOCH where it is set, else that of the clock."""
    stated = epoch()
    return datetime.fromisoformat(stated) if stated else datetime.now(UTC)


def from_standard_input() -> bytes:
    """All of standard input. Raises InputError where it is too large."""
    from convert.batch import MAX_INPUT

    data = sys.stdin.buffer.read(MAX_INPUT + 1)
    if len(data) > MAX_INPUT:
        message = f"standard input has more than {MAX_INPUT} bytes"
        raise InputError("INP005", message, "Split it into its stories.")
    return data


def publish(
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
        text = forms.as_text(whole, paint=paint if file is None else _plain, least=least)
        if not to_stderr and not quiet:
            text += forms.summary(whole) + "\n"
    if file is not None:
        from convert.atomic_write import write_report

        write_report(file, text.encode("utf-8", "backslashreplace"))
    elif text:
        click.echo(text, err=to_stderr, nl=False, color=False if os.environ.get("NO_COLOR") else None)


def paint(word: str, severity: Severity) -> str:
    return click.style(word, fg={"error": "red", "warning": "yellow", "notice": "cyan"}[severity.value], bold=True)


def _plain(word: str, severity: Severity) -> str:
    return word
