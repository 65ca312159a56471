"""`wirecopy explain`: how copy is read, and what a code means."""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from convert.cli.completing import FILE_OR_CODE
from convert.cli.terminal import (
    configuration_lookup,
    echo_error,
    encoding_option,
    epoch,
    examples,
    read_standard_input,
    splitting_option,
    timezone_option,
)
from convert.errors import EXIT_BUG, EXIT_FINDINGS, EXIT_OK, InputError, UsageError

if TYPE_CHECKING:
    from convert.readers import Source
    from convert.reports.proof import Tint


@click.command(
    "explain",
    epilog=examples(
        "wirecopy explain story.txt",
        "wirecopy explain story.txt --line 12-14",
        "wirecopy explain story.txt --html > story.html",
        "wirecopy explain NWS104",
    ),
)
@click.argument("subject", type=FILE_OR_CODE, metavar="FILE|CODE")
@encoding_option
@timezone_option
@click.option(
    "--repair-encoding",
    is_flag=True,
    help="Mend text that was decoded wrongly before it came (needs wirecopy[repair]).",
)
@click.option("--keep-private", is_flag=True, help="Show mail addresses and mail headers.")
@click.option("--keep-furniture", is_flag=True, help="Mark with + what convert --keep-furniture keeps.")
@click.option(
    "--line",
    "-l",
    "spans",
    multiple=True,
    metavar="N|N-M|N-",
    help="Show only this line or range, with the evidence for and against; repeatable.",
)
@click.option("--html", is_flag=True, help="Write a self-contained web page to standard output.")
@click.option(
    "--json", "as_json", is_flag=True, help="Write the trace of convert --trace --evidence to standard output."
)
@splitting_option
@click.option("--story", type=click.IntRange(min=1), metavar="N", help="Show only this story of an input with several.")
def explain_command(
    subject: str,
    encoding: str | None,
    spans: tuple[str, ...],
    html: bool,
    as_json: bool,
    splits: bool | None,
    story: int | None,
    **reading: Any,
) -> int:
    """Explain how raw copy is read, line by line, or what a code means; an id of EPUBCheck is a code, too.

    For a file: each input line with its role, the rule that assigned it, its confidence (0 to 1), and - if it was
    dropped; then each inferred field with its source lines.

    With --line: the role of the line, the most likely alternative, and the evidence for and against it. Weights are
    additive log-odds: 0.7 doubles the odds, 2.3 multiplies them by ten.
    """
    from convert import codes

    if html and as_json:
        raise click.UsageError("--html and --json are mutually exclusive.")
    if codes.is_code(subject) and not os.path.exists(subject):
        for option, value in (
            ("--html", html),
            ("--json", as_json),
            ("--line", spans),
            ("--story", story),
        ):
            if value:
                raise UsageError("INP012", f"{subject} is a code", f"Use `{option}` with a file of raw copy.")
        from convert.reports.columns import filled

        for line in list(filled(codes.explanation(subject.upper()), _width()))[:-1]:
            click.echo(line)
        return EXIT_OK
    ranges = [_range(span) for span in spans]
    explanations = bool(html or as_json or ranges)
    source = _source(subject, encoding, explanations=explanations, **reading)
    return _explain(subject, source, ranges, story, splits=splits, html=html, as_json=as_json)


def _explain(
    path: str,
    source: Source,
    ranges: Sequence[range],
    number: int | None,
    *,
    splits: bool | None,
    html: bool,
    as_json: bool,
) -> int:
    """Print how each story of `source` is read, or that with the `number`; return the exit code."""
    from dataclasses import replace

    from convert import batch, pipeline

    by_separators = configuration_lookup(None, isolated=False)(path).splits if splits is None else splits
    with _errors_name(source.name):
        found = pipeline.split(source, by_separators=by_separators)
    if number is not None and number > len(found):
        raise click.BadParameter(f"there is no story {number}; the input has {len(found)}.", param_hint="--story")
    chosen = found if number is None else found[number - 1 : number]
    if len(chosen) > 1 and (html or as_json):
        raise click.UsageError(f"The input has {len(found)} stories; choose one with --story.")
    if path != batch.STDIN:
        chosen = tuple(
            replace(story, metadata={**story.metadata, **batch.sidecar(path, story.story, timezone=source.timezone)})
            if story.story
            else story
            for story in chosen
        )
    if len(chosen) == 1:
        return _show(chosen[0], ranges, html=html, as_json=as_json)
    codes = [EXIT_OK]
    shown = {
        story.story: (story, within)
        for story, last in zip(chosen, _last_lines(chosen), strict=True)
        if (within := _ranges_within(story, last, ranges)) or not ranges
    }
    for number, (story, within) in shown.items():
        click.echo(f"{'' if number == next(iter(shown)) else chr(10)}Story {number} of {len(found)}:")
        try:
            codes.append(_show(story, within, html=False, as_json=False))
        except InputError as e:
            echo_error(f"wirecopy: {e}")
            codes.append(e.exit_code)
    return max(codes)


def _last_lines(stories: Sequence[Source]) -> Iterator[int]:
    """Yield the last line of each story."""
    yield from (story.first_line - 1 for story in stories[1:])
    yield 10**9


def _ranges_within(story: Source, last: int, ranges: Sequence[range]) -> Sequence[range]:
    """Return those of the ranges that have a line of a story, whose last line is given."""
    return [span for span in ranges if span.start <= last and story.first_line < span.stop]


def _show(source: Source, ranges: Sequence[range], *, html: bool, as_json: bool) -> int:
    """Print how `source` is read; return the exit code."""
    from dataclasses import replace

    from convert import pipeline
    from convert.reports.margin import explanations_of
    from convert.reports.proof import galley, galley_notes

    with _errors_name(f"{source.name} (story {source.story})" if source.story else source.name):
        parsed = pipeline.read(source)
    first = parsed.trace[0].number - 1
    numbers = _chosen(ranges, parsed.trace[-1].number, first)
    if as_json:
        chosen = tuple(
            dict.fromkeys(
                explanation
                for line in parsed.trace
                if line.number in numbers
                for explanation in explanations_of(parsed, line)
            )
        )
        output = pipeline.write_trace(replace(parsed, explanations=chosen) if numbers else parsed)
        for finding in output.findings:
            echo_error(f"{finding.code}: {finding.message}. {finding.advice}")
        if output.data is None:
            return EXIT_BUG
        click.echo(output.data, nl=False)
    elif html:
        from convert.reports.sheet import page

        click.echo(page(parsed, source.name, opened=numbers), nl=False)
    else:
        color = False if os.environ.get("NO_COLOR") else None
        width = _width()
        shown = galley_notes(parsed, numbers, paint=_tinted, width=width) if numbers else None
        for line in shown or galley(parsed, paint=_tinted, width=width):
            click.echo(line, color=color)
    return EXIT_FINDINGS if any(f.severity.value == "error" for f in parsed.findings) else EXIT_OK


def _width() -> int:
    """Return the width of the terminal, or 80 columns if there is none and COLUMNS says nothing."""
    return max(_NARROW, shutil.get_terminal_size().columns)


_NARROW = 40
"""The least number of columns that what is explained needs."""


@contextmanager
def _errors_name(path: str) -> Iterator[None]:
    """Put the path before the messages of input errors, which a report would show next to it."""
    try:
        yield
    except InputError as e:
        raise InputError(e.code, f"{path}: {e.message}", e.advice) from None


_SPAN = re.compile(r"(?P<first>\d{1,9})(?P<on>-(?P<last>\d{1,9})?)?", re.ASCII)


def _range(span: str) -> range:
    """Return the line numbers of a `--line`: 12, 14-16, or 20- for all from line 20."""
    match = _SPAN.fullmatch(span.strip())
    first = int(match["first"]) if match else 0
    last = (int(match["last"]) if match["last"] else 10**9) if match and match["on"] else first
    if not 1 <= first <= last:
        raise click.BadParameter(f"{span!r} is neither a line number nor a range such as 14-16.", param_hint="--line")
    return range(first, last + 1)


def _chosen(ranges: Sequence[range], count: int, above: int = 0) -> frozenset[int]:
    """Return the numbers in `ranges` for an input of `count` lines, of which `above` are above its story.

    Raises BadParameter for a range beyond it, and where no line of the story is chosen.
    """
    numbers = frozenset(
        number for span in ranges for number in range(max(span.start, above + 1), min(span.stop, count + 1))
    )
    for span in ranges:
        if span.start > count and not (above and numbers):
            raise click.BadParameter(f"there is no line {span.start}; the input has {count}.", param_hint="--line")
    if ranges and not numbers:
        message = f"line {ranges[0].start} is above the story, which begins at line {above + 1}."
        raise click.BadParameter(message, param_hint="--line")
    return numbers


def _tinted(text: str, tint: Tint) -> str:
    """Return a part of the galley in its color: dropped text is red, text about the copy is dim."""
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


def _source(path: str, encoding: str | None, *, timezone: str | None, **reading: Any) -> Source:
    """Return the raw copy at `path`, as `convert` reads it. `reading` are other fields of the source.

    Raises UsageError if it is not raw copy.
    """
    from convert import batch, codes
    from convert.batch.inputs.pictures import pictures_beside
    from convert.model import Moment
    from convert.pipeline.inputs import input_format
    from convert.readers import Source

    configuration = configuration_lookup(None, isolated=False)(path)
    encoding = encoding or configuration.encoding
    metadata = configuration.metadata()
    if path == batch.STDIN:
        name, data, modified = "stdin.txt", read_standard_input(), batch.instant(int(time.time()))
    else:
        if not os.path.lexists(path):
            raise InputError("INP001", f"{path}: no such file or code", codes.nearest(path, os.listdir()))
        with _errors_name(path):
            name, (data, modified) = os.path.basename(path), batch.load(path)
        metadata |= batch.sidecar(path, timezone=timezone or configuration.timezone)
    if input_format(name, data).name != "text":
        raise UsageError("INP012", f"{path} is not raw copy", "Only the reading of raw copy can be explained.")
    return Source(
        name=name,
        data=data,
        moment=Moment(epoch() or modified),
        metadata=metadata,
        encoding=encoding,
        timezone=timezone or configuration.timezone,
        pictures=None if path == batch.STDIN else pictures_beside(path, configuration.images),
        **reading,
    )
