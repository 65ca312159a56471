"""The help of each command has examples that parse, and the manual page has all of it."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess

import click
import pytest
from conftest import absent

from convert import cli
from convert.cli import commands
from convert.cli.manual import manual

pytestmark = pytest.mark.sampled(3)

PROGRAM = click.Context(commands, info_name="wirecopy", **commands.context_settings)
"""The context of all commands; a command keeps the names of its help option from the first one that it has."""

EXAMPLES = [
    (name, line.strip())
    for name, command in [("", commands), *commands.commands.items()]
    for line in (command.epilog or "").split("\n")[2:]
]


def programs(line: str) -> list[list[str]]:
    """The arguments of each `wirecopy` of a command line for the shell."""
    found = re.findall(r"(?:^|\| |\$\()wirecopy( [^|>)]*|$)", line)
    return [shlex.split(arguments) for arguments in found]


@pytest.mark.parametrize(("name", "line"), EXAMPLES, ids=[line for _, line in EXAMPLES])
def test_an_example_parses(name: str, line: str) -> None:
    """Each is an example of its command, whose options and values exist."""
    ran = programs(line)
    assert ran
    if name:
        assert name in [arguments[0] for arguments in ran]
    for arguments in ran:
        assert "wirecopy" not in arguments
        if arguments and arguments[0].startswith("--"):
            assert any(arguments[0] in parameter.opts for parameter in commands.params)
            continue
        command = commands.commands[arguments[0]]
        if "--help" not in arguments:
            with command.make_context(arguments[0], arguments[1:], parent=PROGRAM) as context:
                assert not context.args


def test_every_command_has_examples() -> None:
    assert {name for name, _ in EXAMPLES} == {"", *commands.commands}


def test_an_example_that_is_wrong_does_not_parse() -> None:
    [wrong] = programs("cat x | wirecopy convert x --profle strict > y")
    with pytest.raises(click.UsageError):
        commands.commands["convert"].make_context("convert", wrong[1:], parent=PROGRAM)


def test_the_manual_has_every_command_and_option(capfd: pytest.CaptureFixture[str]) -> None:
    """And its examples, as `wirecopy --man` prints it."""
    assert cli._run(["--man"]) == 0
    page = capfd.readouterr().out
    assert page == manual(commands)
    plain = page.replace(r"\-", "-").replace(r"\(aq", "'").replace(r"\e", "\\")
    for name, command in commands.commands.items():
        section = plain.partition(f".SS wirecopy {name} ")[2].partition("\n.S")[0]
        assert "-h, --help" in section
        for parameter in command.params:
            assert all(option in section for option in parameter.opts if option.startswith("-")), (name, parameter.name)
        for of, line in EXAMPLES:
            assert of != name or line in section
    for code in ("0 success", "70 bug"):
        assert code in plain


def test_the_manual_is_well_formed() -> None:
    if not shutil.which("mandoc"):
        absent("there is no mandoc")
    ran = subprocess.run(
        ["mandoc", "-Tlint", "-Wwarning"], input=manual(commands), capture_output=True, text=True, check=False
    )
    # The page has no date, so that it is the same whenever it is printed.
    assert [line for line in ran.stdout.splitlines() if "missing date" not in line] == []


def test_a_line_of_the_manual_is_no_request() -> None:
    """A full stop or an apostrophe at its beginning is text, and so is a backslash."""

    @click.group(help="Name.\n\n.hidden files\n\n'quoted' \\-")
    def group() -> None: ...

    page = manual(group).splitlines()
    assert r"\&.hidden files" in page
    assert r"\(aqquoted\(aq \e\-" in page
