"""The manual page: all commands with their options and examples, in the language of `man`.

It is made from the commands when it is printed, `wirecopy --man | man -l -`, so that it is that of the program; a
wheel has no place for a page that `man` finds.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import click

from convert.version import __version__


def manual(commands: click.Group) -> str:
    """Return the manual page of the program in roff."""
    context = click.Context(commands, info_name="wirecopy", **commands.context_settings)
    first, *rest = _paragraphs(commands.help or "")
    lines = [
        f'.TH WIRECOPY 1 "" "wirecopy {__version__}" "User Commands"',
        *(".SH NAME", rf"wirecopy \- {_escaped(first.rstrip('.'))}"),
        *(".SH SYNOPSIS", ".B wirecopy", r"[\-\-help | \-\-version | \-\-man]", ".br", ".B wirecopy"),
        r"\fICOMMAND\fR [\fIOPTION\fR]... [\fIARGUMENT\fR]...",
        ".SH DESCRIPTION",
        *_text(rest),
        ".SH OPTIONS",
        *_options(commands, context),
        ".SH COMMANDS",
    ]
    for name in commands.list_commands(context):
        command = commands.commands[name]
        lines += _command(command, click.Context(command, parent=context, info_name=name))
    lines += [".SH FILES", *_files(), ".SH ENVIRONMENT", *_environment()]
    return "\n".join(lines) + "\n"


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    usage = " ".join(command.collect_usage_pieces(context))
    yield f".SS wirecopy {_escaped(context.info_name or '')} {_escaped(usage)}"
    yield from _text(_paragraphs(command.help or ""))
    yield from _options(command, context)
    if command.epilog:
        yield ".PP"
        yield from _text(_paragraphs(command.epilog))


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    for parameter in command.get_params(context):
        if isinstance(parameter, click.Option) and (record := parameter.get_help_record(context)):
            yield from (".TP", rf"\fB{_escaped(record[0])}\fR", _line(record[1]))


def _paragraphs(text: str) -> list[str]:
    return [part.strip("\n") for part in inspect.cleandoc(text).split("\n\n") if part.strip()]


def _text(paragraphs: list[str]) -> Iterator[str]:
    """Paragraphs; one that begins with \\b keeps its lines."""
    for at, paragraph in enumerate(paragraphs):
        if at:
            yield ".PP"
        lines = paragraph.split("\n")
        if lines[0] == "\b":
            yield from (".nf", *map(_line, lines[1:]), ".fi")
        else:
            yield _line(" ".join(line.strip() for line in lines))


def _files() -> Iterator[str]:
    for name, what in (
        (
            "wirecopy.toml, pyproject.toml",
            "Configuration: the nearest above a document.",
        ),
        ("<stem>.meta.toml, <stem>.meta.json", "Metadata of the story <stem>.txt; wirecopy fields lists the keys."),
        ("OUT/.wirecopy/journal.jsonl", "What became of each input; wirecopy journal summarizes it."),
    ):
        yield from (".TP", rf"\fI{_escaped(name)}\fR", _line(what))


def _environment() -> Iterator[str]:
    for name, what in (
        ("SOURCE_DATE_EPOCH", "The time to use in place of the clock, in seconds since 1970."),
        ("NO_COLOR", "If set, no colors are printed."),
        ("WIRECOPY_DEBUG", "If set, a bug prints its traceback."),
    ):
        yield from (".TP", rf"\fB{_escaped(name)}\fR", _line(what))


def _line(text: str) -> str:
    """A line of text, also one that begins as a request does."""
    escaped = _escaped(text)
    return rf"\&{escaped}" if escaped[:1] in (".", "'") else escaped


def _escaped(text: str) -> str:
    return text.replace("\\", r"\e").replace("-", r"\-").replace("'", r"\(aq").replace("`", r"\(ga")
