"""`wirecopy explain`: how copy is read, and what a code means."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from convert.cli.terminal import configured, epoch, from_standard_input, say_learnt
from convert.errors import (
    EXIT_FINDINGS,
    EXIT_OK,
    InputError,
    UsageError,
)

if TYPE_CHECKING:
    from convert.readers import Parsed
    from convert.reports import Tint


@click.command("explain")
@click.argument("subject", metavar="FILE|CODE")
@click.option("--encoding", metavar="NAME", help="The encoding of the file. Without it, it is found out.")
@click.option(
    "--batch",
    "batch_of",
    multiple=True,
    metavar="IN",
    help="The pages of the same site, a file or a folder of .txt files, to learn furniture from; may be repeated.",
)
@click.option("--html", is_flag=True, help="Write one web page, which needs nothing beside itself, to standard output.")
def explain_command(subject: str, encoding: str | None, batch_of: tuple[str, ...], html: bool) -> int:
    """Explain how a file of raw copy is read, line by line, or what a code means.

    For a file: each input line with its role, the rule that gave it, how sure that is (0 to 1), and whether it was
    dropped; then what was concluded from which lines. With --batch, as it is read among those pages.
    """
    from convert import codes
    from convert.reports import galley

    if codes.is_code(subject) and not os.path.exists(subject):
        if html or batch_of:
            option = "--html" if html else "--batch"
            raise UsageError("INP012", f"{subject} is a code", f"`{option}` is for how a file of raw copy is read.")
        click.echo(codes.explanation(subject.upper()))
        return EXIT_OK
    parsed = _read_for_explaining(subject, encoding, batch_of)
    if html:
        from convert.reports.sheet import page

        click.echo(page(parsed, os.path.basename(subject)), nl=False)
    else:
        color = False if os.environ.get("NO_COLOR") else None
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        for line in galley(parsed, paint=_tinted, width=width):
            click.echo(line, color=color)
    return EXIT_FINDINGS if any(f.severity.value == "error" for f in parsed.findings) else EXIT_OK


@click.command("rules")
def rules_command() -> None:
    """List what is checked, as Markdown: the schemas and every rule, with its severities."""
    from convert import codes

    click.echo(codes.rules_table(), nl=False)


def _tinted(text: str, tint: Tint) -> str:
    """A part of the galley in its colour: what was dropped is red, what is about the text and not of it is dim."""
    match tint:
        case "aside":
            return click.style(text, dim=True)
        case "title":
            return click.style(text, fg="blue", bold=True)
        case "field":
            return click.style(text, fg="green")
        case "dropped":
            return click.style(text, fg="red")


def _pages(inputs: Iterable[str]) -> Iterator[str]:
    """The files that are named, and every `.txt` file below the folders that are. Raises InputError where there is
    none.
    """
    from convert.batch import files_below

    for name in inputs:
        if not os.path.exists(name):
            raise InputError("INP001", f"there is no such file or folder: {name}", "Check the name.")
        below = files_below(name, (".txt",)) if os.path.isdir(name) else [name]
        if not below:
            raise InputError("INP007", f"no .txt file stands below {name}", "Name the files, or another folder.")
        yield from below


def _read_for_explaining(path: str, encoding: str | None, batch_of: tuple[str, ...]) -> Parsed:
    from convert import batch, pipeline
    from convert.model import Moment
    from convert.readers import Source

    given = configured(None, isolated=False)(path).given()
    if path == batch.STDIN:
        name, data, modified = "stdin.txt", from_standard_input(), batch.instant(int(time.time()))
    else:
        name, (data, modified) = os.path.basename(path), batch.load(path)
        given |= batch.sidecar(path)
    if pipeline.source_format(name).name != "text":
        raise UsageError("INP012", f"{path} is no raw copy", "Only how raw copy is read can be explained.")
    standing = None
    if batch_of:
        pages = [batch.Lesson(page, None, encoding) for page in _pages(batch_of)]
        standing = batch.learn([batch.Lesson(name, data, encoding), *pages])
        say_learnt(standing)
    source = Source(
        name=name, data=data, moment=Moment(epoch() or modified), given=given, encoding=encoding, standing=standing
    )
    return pipeline.read(source)
