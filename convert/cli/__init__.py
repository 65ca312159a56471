"""The command line: the only part that prints, exits, or uses the clock, environment and terminal.

Each command is a module. It imports what it needs when it runs, so that `wirecopy --help` and a hook's single check
start quickly.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from convert.cli.checking import check_command
from convert.cli.converting import convert_command
from convert.cli.explaining import explain_command, rules_command
from convert.cli.journals import journal_command
from convert.cli.terminal import echo_error
from convert.errors import (
    EXIT_BUG,
    EXIT_INTERRUPTED,
    EXIT_OK,
    EXIT_TERMINATED,
    EXIT_USAGE,
    InputError,
    InstallationError,
    OutputError,
    UsageError,
)
from convert.version import __version__

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
    except (InputError, OutputError, UsageError, InstallationError) as e:
        echo_error(f"wirecopy: {e}")
        return e.exit_code
    except (click.Abort, KeyboardInterrupt):
        echo_error("wirecopy: interrupted")
        return EXIT_INTERRUPTED
    except _OutputClosed:
        # The reader closed the pipe; the rest of the buffer is discarded.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_OK
    except Exception as e:  # the edge of the command line: a bug must not print a traceback
        echo_error(f"wirecopy: {type(e).__name__}: {e} (BUG000). {_BUG_PLEA}")
        if os.environ.get("WIRECOPY_DEBUG"):
            raise
        return EXIT_BUG
    return code if isinstance(code, int) else EXIT_OK


class _OutputClosed(Exception):
    """Standard output was closed by its reader; click would turn a BrokenPipeError into exit code 1."""


class _Commands(click.Group):
    def invoke(self, ctx: click.Context) -> Any:
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            raise _OutputClosed from None
        return code


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="wirecopy %(version)s")
def commands() -> None:
    """Convert raw news copy to NewsML-G2, ninjs and EPUB, each validated against a schema, and check news files.

    Exit codes: 0 success; 1 a document has errors; 2 wrong command line or configuration; 3 an input could not be read
    or a document not written; 4 broken installation; 70 bug in wirecopy.
    """


@commands.command("formats")
def _formats() -> None:
    """List the formats with their suffixes, versions and supported operations."""
    from convert.formats import FORMATS

    rows = [("NAME", "TITLE", "SUFFIX", "WRITES", "CAN")]
    for f in FORMATS:
        operations = [
            name for name, supported in (("read", f.reads), ("write", f.writes), ("check", f.checks)) if supported
        ]
        rows.append((f.name, f.title, f.suffix, f.write_version or "-", ", ".join(operations)))
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


@commands.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def _completion(shell: str) -> None:
    """Print a shell completion script: eval "$(wirecopy completion bash)"."""
    from click.shell_completion import get_completion_class

    completion = get_completion_class(shell)
    assert completion is not None
    click.echo(completion(commands, {}, "wirecopy", "_WIRECOPY_COMPLETE").source())


commands.add_command(convert_command)
commands.add_command(check_command)
commands.add_command(explain_command)
commands.add_command(journal_command)
commands.add_command(rules_command)
