"""`wirecopy explain`: how copy is read, and what a code means."""

from __future__ import annotations

import os
import re
import shutil
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from convert.cli.terminal import configured, epoch, from_standard_input, say, say_learnt
from convert.errors import EXIT_BUG, EXIT_FINDINGS, EXIT_OK, InputError, UsageError

if TYPE_CHECKING:
    from convert.readers import Source
    from convert.reports.proof import Tint


@click.command("explain")
@click.argument("subject", metavar="FILE|CODE")
@click.option("--encoding", metavar="NAME", help="The encoding of the file. Without it, it is found out.")
@click.option("--keep-furniture", is_flag=True, help="Show what convert --keep-furniture keeps, marked with +.")
@click.option(
    "--batch",
    "batch_of",
    multiple=True,
    metavar="IN",
    help="The pages of the same site, a file or a folder of .txt files, to learn furniture from; may be repeated.",
)
@click.option(
    "--line",
    "-l",
    "spans",
    multiple=True,
    metavar="N|N-M|N-",
    help="Show only this line, or these, with what spoke for and against; may be repeated.",
)
@click.option("--html", is_flag=True, help="Write one web page, which needs nothing beside itself, to standard output.")
@click.option("--json", "as_json", is_flag=True, help="Write a trace as convert --trace does, with all evidence.")
def explain_command(
    subject: str,
    encoding: str | None,
    keep_furniture: bool,
    batch_of: tuple[str, ...],
    spans: tuple[str, ...],
    html: bool,
    as_json: bool,
) -> int:
    """Explain how a file of raw copy is read, line by line, or what a code means.

    For a file: each input line with its role, the rule that gave it, how sure that is (0 to 1), and whether it was
    dropped; then what was concluded from which lines. With --batch, as it is read among those pages.

    With --line: what the line was taken for and what else it could have been, and each thing that spoke for that or
    against it. The weights add up: 0.7 doubles the odds, 2.3 makes them ten times as high.
    """
    from convert import codes

    if html and as_json:
        raise click.UsageError("--html and --json cannot go together.")
    if codes.is_code(subject) and not os.path.exists(subject):
        for option, metadata in (("--html", html), ("--json", as_json), ("--line", spans), ("--batch", batch_of)):
            if metadata:
                raise UsageError("INP012", f"{subject} is a code", f"`{option}` is for how a file of raw copy is read.")
        click.echo(codes.explanation(subject.upper()))
        return EXIT_OK
    ranges = [_range(span) for span in spans]
    source = _source(subject, encoding, batch_of)
    asked = replace(source, keep_furniture=keep_furniture, explanations=bool(html or as_json or ranges))
    return _show(asked, ranges, html=html, as_json=as_json)


def _show(source: Source, ranges: Sequence[range], *, html: bool, as_json: bool) -> int:
    """Print how `source` is read, in the form that was asked for."""
    from convert import pipeline
    from convert.reports.margin import explanations_of
    from convert.reports.proof import galley, galley_notes

    parsed = pipeline.read(source)
    numbers = _chosen(ranges, len(parsed.trace))
    if as_json:
        chosen = tuple(
            dict.fromkeys(explanation for number in sorted(numbers) for explanation in explanations_of(parsed, number))
        )
        output = pipeline.write_trace(replace(parsed, explanations=chosen) if numbers else parsed)
        for finding in output.findings:
            say(f"{finding.code}: {finding.message}. {finding.advice}")
        if output.data is None:
            return EXIT_BUG
        click.echo(output.data, nl=False)
    elif html:
        from convert.reports.sheet import page

        click.echo(page(parsed, source.name, opened=numbers), nl=False)
    else:
        color = False if os.environ.get("NO_COLOR") else None
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        shown = galley_notes(parsed, numbers, paint=_tinted, width=width) if numbers else None
        for line in shown or galley(parsed, paint=_tinted, width=width):
            click.echo(line, color=color)
    return EXIT_FINDINGS if any(f.severity.value == "error" for f in parsed.findings) else EXIT_OK


_SPAN = re.compile(r"(?P<first>\d{1,9})(?P<on>-(?P<last>\d{1,9})?)?", re.ASCII)


def _range(span: str) -> range:
    """The numbers of lines that a `--line` means: 12, 14-16, or 20- for all from there on."""
    match = _SPAN.fullmatch(span.strip())
    first = int(match["first"]) if match else 0
    last = (int(match["last"]) if match["last"] else 10**9) if match and match["on"] else first
    if not 1 <= first <= last:
        raise click.BadParameter(
            f"{span!r} is neither a line's number nor a span of them such as 14-16.", param_hint="--line"
        )
    return range(first, last + 1)


def _chosen(ranges: Sequence[range], count: int) -> frozenset[int]:
    """The numbers in `ranges`, of an input of `count` lines. Refuses a range that lies beyond it."""
    for span in ranges:
        if span.start > count:
            raise click.BadParameter(f"there is no line {span.start}; the input has {count}.", param_hint="--line")
    return frozenset(number for span in ranges for number in range(span.start, min(span.stop, count + 1)))


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
        case "for":
            return click.style(text, fg="green")
        case "against":
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


def _source(path: str, encoding: str | None, batch_of: tuple[str, ...]) -> Source:
    """The raw copy at `path`, as `convert` would read it among the pages `batch_of`. Raises UsageError where it is
    none.
    """
    from convert import batch, pipeline
    from convert.model import Moment
    from convert.readers import Source

    metadata = configured(None, isolated=False)(path).metadata()
    if path == batch.STDIN:
        name, data, modified = "stdin.txt", from_standard_input(), batch.instant(int(time.time()))
    else:
        name, (data, modified) = os.path.basename(path), batch.load(path)
        metadata |= batch.sidecar(path)
    if pipeline.source_format(name).name != "text":
        raise UsageError("INP012", f"{path} is no raw copy", "Only how raw copy is read can be explained.")
    site_lines = None
    if batch_of:
        pages = [batch.SitePage(page, None, encoding) for page in _pages(batch_of)]
        site_lines = batch.learn([batch.SitePage(name, data, encoding), *pages])
        say_learnt(site_lines)
    return Source(
        name=name,
        data=data,
        moment=Moment(epoch() or modified),
        metadata=metadata,
        encoding=encoding,
        site_lines=site_lines,
    )
