"""`wirecopy journal`: what journals of batches say."""

from __future__ import annotations

import json
import os
import platform
from collections import Counter, OrderedDict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from convert.cli.completing import FILE, FOLDER
from convert.cli.terminal import echo_error, examples
from convert.errors import EXIT_INPUT, EXIT_OK, ConvertError
from convert.reports.text import one_line

if TYPE_CHECKING:
    from convert.batch.history import History
    from convert.batch.inputs.items import Notes


@click.command(
    "journal",
    epilog=examples(
        "wirecopy journal out/",
        "wirecopy journal out/ --failed | wirecopy convert --files-from - -o out/ --retry-failed",
        "wirecopy journal a.jsonl b.jsonl --join all.jsonl",
    ),
)
@click.argument("journals", type=FILE, metavar="JOURNAL...", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print the numbers as JSON.")
@click.option("--failed", is_flag=True, help="Print only the sources of inputs that failed, one on a line.")
@click.option(
    "--superseded",
    metavar="OUT",
    type=FOLDER,
    help="Print only the documents in this output folder that earlier runs wrote and later ones do not name.",
)
@click.option(
    "--null",
    "-0",
    "ends_in_null",
    is_flag=True,
    help="With --failed and --superseded: end each with NUL, not a line break.",
)
@click.option("--join", type=FILE, help="Write the last lines of all inputs to this file, as one journal.")
def journal_command(
    journals: tuple[str, ...],
    *,
    as_json: bool,
    failed: bool,
    superseded: str | None,
    ends_in_null: bool,
    join: str | None,
) -> int:
    """Summarize journals of batches, and join those of several machines.

    JOURNAL is a journal, or an output folder, whose journals are read. Of several lines on an input the latest ones
    count. The list of --failed is one for `convert --files-from`, with --remote if it has URLs; a file that has many
    inputs is in it once. What was removed, also from an archive, or came from a pipe, is not, and is counted; with
    --null names may have line breaks.

    Documents of --superseded have the names or formats of earlier runs. Those of inputs that have failed since, and
    files that somebody changed, are not among them.
    """
    from convert.atomic_write import write_report
    from convert.batch.history import History, as_line, inputs_of, refuse_other_than_journal
    from convert.batch.journal_index import DONE_AGAIN, Damage
    from convert.batch.journal_superseded import superseded as superseded_in

    history, damage = History(), Damage()
    paths = [path for name in journals for path in _journals_of(name)]
    inputs: Iterator[list[dict[str, Any]]] = inputs_of(paths, damage)
    inputs = _counted(inputs, history)
    end = "\0" if ends_in_null else "\n"
    if ends_in_null and not failed and not superseded:
        raise click.UsageError("--null requires --failed or --superseded.")
    if superseded and (failed or join or as_json):
        raise click.UsageError("--superseded and --failed, --join or --json are mutually exclusive.")
    if failed:
        inputs = _failed_echoed(inputs, end=end)
    if superseded:
        for document in superseded_in(paths, superseded, damage):
            click.echo(document + end, nl=False)
    elif join:
        refuse_other_than_journal(join)
        write_report(join, (as_line(line).encode() for lines in inputs for line in lines))
    else:
        for _ in inputs:
            pass
    if as_json:
        click.echo(json.dumps(history.as_data(), indent=2, ensure_ascii=False))
    elif not failed and not superseded:
        _echo_numbers(history)
    if damage.count:
        echo_error(f"{damage.journal}: warning INP078: {damage}\n    {DONE_AGAIN}")
    return EXIT_OK


def _counted(inputs: Iterator[list[dict[str, Any]]], history: History) -> Iterator[list[dict[str, Any]]]:
    """Yield the lines of each input, counted."""
    for lines in inputs:
        history.add(lines)
        yield lines


def _failed_echoed(inputs: Iterator[list[dict[str, Any]]], *, end: str) -> Iterator[list[dict[str, Any]]]:
    """Yield the lines of each input; print the sources of those that failed, and how many have none that can be listed.

    Whether a file of another host is there cannot be seen here.
    """
    from convert.batch import is_url
    from convert.batch.history import source_of

    last = ""
    containers = _Containers()
    left_out: Counter[str] = Counter()
    for lines in inputs:
        yield lines
        if not any(line["exit"] >= EXIT_INPUT for line in lines):
            continue
        path, name = source_of(lines[0])
        is_here = path and not is_url(path) and lines[0]["run"].get("host") == platform.node()
        if is_here and not (os.path.exists(path) and containers.have(lines[0])):
            left_out["not there"] += 1
        elif not path:
            left_out["no file of their own"] += 1
        elif not name:
            left_out["below a folder of an object store"] += 1
        elif end in name:
            left_out["a line break in the name: use --null"] += 1
        elif name != last:
            click.echo(name + end, nl=False)
            last = name
    for reason, count in left_out.items():
        echo_error(f"failed inputs left out: {count:,} ({reason})")


class _Containers:
    """What is in archives and JSON Lines now: the last ones that were asked for."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[str, str], Notes | None] = OrderedDict()

    def have(self, line: dict[str, Any]) -> bool:
        """Return whether an input is still in the container that it came from, if it came from one."""
        container = line["run"].get("container")
        if not container:
            return True
        key = container[0], line["container"]
        if key not in self._known:
            self._known[key] = _names_in(*key)
            if len(self._known) > _MOST_CONTAINERS:
                self._known.popitem(last=False)
        names = self._known[key]
        return names is None or names.has(line["input"])


_MOST_CONTAINERS = 16


def _names_in(path: str, identity: str) -> Notes | None:
    """Return what a journal calls the inputs in a container; None if not all of it can be read."""
    from convert.batch.inputs.items import Notes
    from convert.batch.inputs.sources import identities_in
    from convert.batch.journal import name_in_journal
    from convert.packages.sources import package_items

    names = Notes()
    try:
        for one in identities_in(path, identity, package_items):
            names.add(name_in_journal(one))
    except ConvertError:
        return None
    return names


def _journals_of(name: str) -> list[str]:
    """Return the journals of an output folder, or the file itself."""
    if not os.path.isdir(name):
        return [name]
    folder = os.path.join(name, ".wirecopy") if os.path.isdir(os.path.join(name, ".wirecopy")) else name
    found = sorted(entry for entry in os.listdir(folder) if entry.endswith(".jsonl"))
    return [os.path.join(folder, entry) for entry in found] or [os.path.join(folder, "journal.jsonl")]


def _echo_numbers(history: History) -> None:
    """Print the numbers of journals for people."""
    stories = f" with {history.stories:,} stories" if history.stories != history.inputs else ""
    click.echo(f"inputs     {history.inputs:,}{stories}, {history.failed:,} failed")
    formats = ", ".join(f"{count:,} {name}" for name, count in history.formats.most_common())
    click.echo(f"documents  {history.documents:,} ({history.size:,} bytes){f': {formats}' if formats else ''}")
    click.echo("exits      " + (", ".join(f"{n:,} with {code}" for code, n in sorted(history.exits.items())) or "none"))
    click.echo("findings   " + (", ".join(f"{n:,} {code}" for code, n in history.codes.most_common()) or "none"))
    if history.inputs:
        click.echo(f"time       {1000 * history.seconds / history.inputs:,.1f} ms an input")
        click.echo(f"           {history.began} to {history.ended}")
    for slow in sorted(history.slowest, reverse=True):
        click.echo(f"slowest    {slow.seconds:.3f} s  {one_line(slow.name)}")
