"""What a person sees of a batch: findings as they come, a bar with rate and time left, and the summary at the end."""

from __future__ import annotations

import sys
import time
from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from convert.cli.terminal import echo_error
from convert.errors import EXIT_FINDINGS, EXIT_INPUT, EXIT_OK

if TYPE_CHECKING:
    from convert.batch import Outcome

_LINE_EVERY = 30.0
"""Seconds between two lines of progress where there is no terminal."""


class Tally:
    """Numbers of a run; nothing is kept for each input."""

    def __init__(self) -> None:
        self.exit_code = EXIT_OK
        self.inputs = 0
        self.failed_inputs = 0
        self._outcomes = 0
        self._stories = 0
        self._new = 0
        self._unchanged = 0
        self._shards = 0
        self._pictures = 0
        self._withheld = 0
        self._failed = 0
        self._faulty = 0
        self._timed = 0
        self._has_traces = False
        self._codes: Counter[str] = Counter()

    def add(self, outcomes: tuple[Outcome, ...]) -> None:
        """Count the outcomes of one input."""
        from convert.batch.inputs.pictures import PICTURE
        from convert.formats import TRACE

        self.inputs += 1
        self.failed_inputs += any(outcome.exit_code >= EXIT_INPUT for outcome in outcomes)
        for outcome in outcomes:
            withheld = sum(any(f.withholds for f in report.findings) for report in outcome.reports)
            self.exit_code = max(self.exit_code, outcome.exit_code)
            self._outcomes += 1
            self._stories += outcome.story > 0
            self._withheld += withheld
            self._failed += outcome.exit_code >= EXIT_INPUT and not withheld
            self._faulty += outcome.exit_code == EXIT_FINDINGS
            self._timed += outcome.has_file_time
            pictures = sum(file.new for file in outcome.written if file.format == PICTURE)
            self._pictures += pictures
            self._new += sum(file.new for file in outcome.written) - pictures
            self._unchanged += sum(not file.new for file in outcome.written)
            self._shards += sum(file.item == 1 and file.new for file in outcome.written)
            self._has_traces |= any(file.format == TRACE.name for file in outcome.written)
            self._codes.update(f.code for r in outcome.reports for f in r.findings if f.severity.rank > 0)

    def summary(self, *, dry_run: bool) -> list[str]:
        """Return the lines that end a report for people."""
        noun = "file" if self._has_traces and not self._shards else "document"
        written = _count(self._new, noun) + (f" and {_count(self._pictures, 'picture')}" if self._pictures else "")
        parts = [f"{written} {'would be written' if dry_run else 'written'}"]
        if self._stories:
            whole = self._outcomes
            parts[0] += f" from {whole:,} stories in {_count(self.inputs, 'input')}"
        if self._shards:
            parts[0] += f" in {_count(self._shards, 'file')}"
        if self._unchanged:
            parts.append(f"{self._unchanged:,} unchanged")
        if self._withheld:
            parts.append(f"{self._withheld:,} withheld")
        if self._failed:
            parts.append(f"{self._failed:,} of {self._outcomes:,} {'stories' if self._stories else 'inputs'} failed")
        lines = [", ".join(parts)]
        if self.inputs > 1 and self._codes:
            lines.append("findings: " + ", ".join(f"{n:,} {code}" for code, n in self._codes.most_common()))
        if self._outcomes > 1 and self._timed:
            one = "has the time of its file" if self._timed == 1 else "have the time of their file"
            lines.append(f"{self._timed:,} of {self._outcomes:,} stories {one}: the copy states no hour")
        return [*lines, *self.explained_exit(dry_run=dry_run)]

    def explained_exit(self, *, dry_run: bool) -> list[str]:
        """Return a line that explains exit code 1 if stories have errors."""
        if not self._faulty:
            return []
        story, whose = ("story has", "its") if self._faulty == 1 else ("stories have", "their")
        written = (
            f", {whose} documents were written all the same" if self.exit_code == EXIT_FINDINGS and not dry_run else ""
        )
        return [f"{self._faulty:,} {story} errors{written}: exit {self.exit_code}"]


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' if number != 1 else ''}"


class Progress:
    """A bar on a terminal, a line now and then elsewhere; nothing for one input or if `is_shown` is false."""

    def __init__(self, total: int, *, is_shown: bool) -> None:
        self._total = total
        self._began = self._told = time.monotonic()
        self._bar: Any = None
        self._is_shown = is_shown and total > 1
        if self._is_shown and sys.stderr.isatty():
            self._bar = click.progressbar(
                length=total, file=sys.stderr, show_pos=True, item_show_func=lambda item: item, width=24
            )
            self._bar.__enter__()

    def clear(self) -> None:
        """Make room for other lines on the terminal."""
        if self._bar is not None:
            click.echo("\r\x1b[K", err=True, nl=False)

    def show(self, tally: Tally) -> None:
        """Show how far the run is."""
        if not self._is_shown:
            return
        now = time.monotonic()
        rate = tally.inputs / max(now - self._began, 1e-9)
        failed = f", {tally.failed_inputs:,} failed" if tally.failed_inputs else ""
        if self._bar is not None:
            self._bar.update(1, f"{rate:,.0f}/s{failed}")
        elif now - self._told >= _LINE_EVERY:
            self._told = now
            left = (self._total - tally.inputs) / rate
            echo_error(f"{tally.inputs:,} of {self._total:,} inputs, {rate:,.0f} a second, {left:,.0f} s left{failed}")

    def end(self) -> None:
        """Remove the bar."""
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
            self._bar = None
