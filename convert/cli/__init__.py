"""The command line: the only part that prints, exits, or uses the clock, environment and terminal.

Each command is a module. It imports what it needs when it runs, so that `wirecopy --help` and a hook's single check
start quickly.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn

import click

from convert.cli import completing
from convert.cli.binding import bind_command
from convert.cli.checking import check_command
from convert.cli.converting import convert_command
from convert.cli.explaining import explain_command
from convert.cli.journals import journal_command
from convert.cli.listing import fields_command, formats_command, rules_command
from convert.cli.packing import pack_command, unpack_command, verify_command
from convert.cli.signals import end_by_signal
from convert.cli.terminal import echo_error, examples, remember_typed, remembered_exit_code
from convert.errors import (
    EXIT_BUG,
    EXIT_INPUT,
    EXIT_INTERRUPTED,
    EXIT_OK,
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
    end_by_signal()
    _open_closed_streams()
    sys.exit(_run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    try:
        if completing.wants_completion():
            with _watched_output():
                completing.complete(commands)
                sys.stdout.flush()
            return EXIT_OK
        code = commands.main(arguments, prog_name="wirecopy", standalone_mode=False)
    except click.exceptions.Exit as e:
        return e.exit_code
    except click.NoSuchOption as e:
        e.show()
        if hint := _meant_by(e.option_name):
            echo_error(hint)
        return EXIT_USAGE
    except click.ClickException as e:
        e.show()
        return EXIT_USAGE
    except (InputError, OutputError, UsageError, InstallationError) as e:
        echo_error(f"wirecopy: {e}")
        return e.exit_code
    except (click.Abort, KeyboardInterrupt):
        echo_error("wirecopy: interrupted")
        return EXIT_INTERRUPTED
    except _OutputLost as e:
        _discard_output()
        if not e.reason:
            return e.exit_code
        echo_error(f"wirecopy: {OutputError('INP008', f'standard output cannot be written: {e.reason}')}")
        return EXIT_INPUT
    except Exception as e:  # the edge of the command line: a bug must not print a traceback
        if (failed := _failed_surroundings(e)) and not os.environ.get("WIRECOPY_DEBUG"):
            echo_error(f"wirecopy: {failed}")
            return failed.exit_code
        echo_error(f"wirecopy: {type(e).__name__}: {e} (BUG000). {_BUG_PLEA}")
        if os.environ.get("WIRECOPY_DEBUG"):
            raise
        return EXIT_BUG
    return code if isinstance(code, int) else EXIT_OK


def _meant_by(option: str) -> str:
    """Return what an option that does not exist may mean; empty if nothing is known."""
    from convert import article_codec
    from convert.model import Article

    name = option.lstrip("-").replace("-", "_")
    if name in ("format", "to"):
        return "Formats to write are chosen with --to (-t), that of the input with --from (-f)."
    fields = article_codec.field_types(Article).keys() - article_codec.NOT_GIVEN
    if fields & {name, f"{name}s"}:
        return f"Metadata are given with --meta (-m): -m {name}=…; `wirecopy fields {name}` shows examples."
    return ""


def _failed_surroundings(error: Exception) -> InputError | OutputError | None:
    """Return the error of ours for a failure of the system, such as a full disk; None for a bug."""
    if isinstance(error, OSError):
        name = f"{error.filename}: " if isinstance(error.filename, str) else ""
        return InputError("INP000", f"{name}{(error.strerror or str(error)).lower()}", "Check the disk and the folder.")
    if type(error).__module__ == "sqlite3":
        advice = "Make room in the folder of temporary files, or name another one with TMPDIR."
        return OutputError("INP008", f"temporary files cannot be written: {error}", advice)
    return None


def _open_closed_streams() -> None:
    """Open the null device in place of standard streams that are closed, whose numbers files would get.

    What is written to standard output then fails, as it was closed.
    """
    if sys.stdin is None:
        os.open(os.devnull, os.O_RDONLY)
    if sys.stdout is None:
        number = os.open(os.devnull, os.O_RDONLY)
        sys.stdout = os.fdopen(number, "w", encoding="utf-8", closefd=False)
    try:
        number = os.open(os.devnull, os.O_WRONLY) if sys.stderr is None else sys.stderr.fileno()
    except (OSError, ValueError):  # a program that calls this one has put a stream of its own in its place
        return
    sys.stderr = _StandardError(number)


class _StandardError(io.TextIOWrapper):
    """Standard error that discards what cannot be written: the work goes on when nobody can read about it.

    `lost` is why something was discarded; empty if nothing was, or if its reader went away.
    """

    lost = ""

    def __init__(self, number: int) -> None:
        raw = os.fdopen(number, "wb", closefd=False)
        super().__init__(raw, encoding="utf-8", errors="backslashreplace", line_buffering=True)

    def write(self, text: str) -> int:
        try:
            return super().write(text)
        except OSError as e:
            self._discard(e)
            return len(text)

    def flush(self) -> None:
        try:
            super().flush()
        except OSError as e:
            self._discard(e)

    def _discard(self, error: OSError) -> None:
        if error.errno in _LOST:
            self.lost = (error.strerror or str(error)).lower()
        os.dup2(os.open(os.devnull, os.O_WRONLY), self.fileno())
        super().flush()


def _discard_output() -> None:
    """Discard what is left in the buffer of standard output, which the interpreter would try to write at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _OutputLost(Exception):
    """Standard output cannot be written: its reader closed it, or else for the `reason`.

    `exit_code` is that of the work. Click would turn a BrokenPipeError into exit code 1.
    """

    def __init__(self, exit_code: int, reason: str = "") -> None:
        super().__init__(exit_code, reason)
        self.exit_code = exit_code
        self.reason = reason


_LOST = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF})


class _Commands(click.Group):
    def make_context(self, info_name: str | None, args: list[str], *others: Any, **extra: Any) -> click.Context:
        words = tuple(args)
        with _watched_output():
            try:
                context = super().make_context(info_name, args, *others, **extra)
                remember_typed(context, words)
                return context
            except click.exceptions.Exit:  # the help or the version was printed
                sys.stdout.flush()
                raise

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args[:1] == ["help"]:
            args = [*args[1:2], "--help"]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        with _watched_output(ctx):
            code = super().invoke(ctx)
            sys.stdout.flush()
        return code


@contextmanager
def _watched_output(context: click.Context | None = None) -> Iterator[None]:
    """Raise _OutputLost if standard output cannot be written."""
    try:
        yield
    except BrokenPipeError:
        raise _OutputLost(remembered_exit_code(context) if context else EXIT_OK) from None
    except OSError as e:
        # Commands report failures with files, which have names.
        if e.filename is not None or e.errno not in _LOST:
            raise
        raise _OutputLost(EXIT_INPUT, (e.strerror or str(e)).lower()) from None


def _print_manual(context: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        from convert.cli.manual import manual

        click.echo(manual(commands), nl=False)
        context.exit()


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=examples(
        "wirecopy convert story.txt -o out",
        "wirecopy check out/",
        "wirecopy convert --help",
        "wirecopy --man | man -l -",
    ),
)
@click.option(
    "--man",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_manual,
    help="Print the manual page, for `man -l -`, and exit.",
)
@click.version_option(__version__, message="wirecopy %(version)s")
def commands() -> None:
    """Convert raw news copy to NewsML-G2, ninjs and EPUB, each validated against a schema, and check news files.

    Exit codes: 0 success; 1 a document has errors; 2 wrong command line or configuration; 3 an input could not be read
    or a document not written; 4 broken installation; 70 bug in wirecopy.
    """


@commands.command(
    "completion", epilog=examples('eval "$(wirecopy completion bash)"', "wirecopy completion fish | source")
)
@click.argument("shell", type=click.Choice(completing.SHELLS))
def _completion(shell: str) -> None:
    """Print the script that switches completion on in a shell.

    \b
    bash  eval "$(wirecopy completion bash)"      in ~/.bashrc
    zsh   eval "$(wirecopy completion zsh)"       in ~/.zshrc
    fish  wirecopy completion fish | source       in ~/.config/fish/config.fish

    Options, formats and their versions, metadata keys, codes, encodings and time zones are completed, and files where
    files are meant.
    """
    click.echo(completing.script(shell), nl=False)


commands.add_command(bind_command)
commands.add_command(convert_command)
commands.add_command(check_command)
commands.add_command(explain_command)
commands.add_command(fields_command)
commands.add_command(formats_command)
commands.add_command(journal_command)
commands.add_command(rules_command)
commands.add_command(pack_command)
commands.add_command(verify_command)
commands.add_command(unpack_command)
