"""What the commands share that read stories: the stories of the command line, and their metadata."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from convert.cli.terminal import echo_error, read_standard_input
from convert.errors import InputError, UsageError

if TYPE_CHECKING:
    from convert.batch import Item, Job, Plan
    from convert.configuration import Configuration


class ConfiguredJobs:
    """The jobs of a plan, each with the settings of the configuration nearest to its input."""

    plan: Plan
    has_absolute_paths = False

    def __init__(self, configuration_of: Callable[[str], Configuration], *, splits: bool | None) -> None:
        self._configuration_of = configuration_of
        self._splits = splits
        self._metadata: dict[int, tuple[Configuration, Mapping[str, object]]] = {}

    def configure(self, job: Job) -> Job:
        """Return the job with its settings."""
        found = self._configuration_of(job.path)
        return replace(
            job,
            metadata=self._metadata_of(found),
            encoding=job.encoding or found.encoding,
            timezone=found.timezone,
            configuration=found.file,
            split=found.splits if self._splits is None else self._splits,
            images=found.images,
            images_url=found.images_url,
            keeps_picture_metadata=found.keeps_picture_metadata,
        )

    def examine(self, job: Job) -> None:
        """Raise UsageError for a wrong configuration."""
        found = self._configuration_of(job.path)
        self._metadata_of(found)
        if found.images is not None:
            _refuse_folder(f"{found.file}: images", found.images)

    def _metadata_of(self, found: Configuration) -> Mapping[str, object]:
        if id(found) not in self._metadata:
            notes: list[str] = []
            self._metadata[id(found)] = found, found.metadata(notes)
            echo_notes(notes)
        return self._metadata[id(found)][1]

    def __iter__(self) -> Iterator[Job]:
        for job in self.plan:
            job = self.configure(job)
            yield job.absolute() if self.has_absolute_paths else job


def given_metadata(pairs: Iterable[str], *, timezone: str | None = None) -> dict[str, object]:
    """Return metadata from the command line as values of the model; a repeated key makes a list.

    Prints what was understood of values that are not exact.
    """
    values: dict[str, Any] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals:
            raise UsageError(
                "INP011", f"--meta {pair!r} is not KEY=VALUE", "Write it as --meta headline='Ferry resumes'."
            )
        if key in values:
            earlier = values[key]
            values[key] = [*earlier, value] if isinstance(earlier, list) else [earlier, value]
        else:
            values[key] = value
    if not values:
        return {}
    from convert.metadata import supplied

    found = supplied(values, timezone=timezone)
    echo_notes(f"--meta {note}" for note in found.notes)
    return found.values


def echo_notes(notes: Iterable[str]) -> None:
    """Print what was understood of metadata, unless only errors are wanted."""
    context = click.get_current_context(silent=True)
    if not (context and context.params.get("quiet")):
        for note in notes:
            echo_error(note)


def standard_input(name: str | None, read_as: str | None) -> Item:
    """Return standard input. It has no modification time, so it has the clock's, to the second.

    Without data if it is a container, which is read as a stream.
    """
    from convert.batch import STDIN, Item, instant
    from convert.batch.inputs import is_container, stem_of

    name = os.path.basename(name or "stdin.txt")
    data: bytes | None = None
    error = None
    if read_as is not None or not is_container(name):
        try:
            data = read_standard_input()
        except InputError as e:
            data, error = b"", e
    moment = instant(int(time.time()))
    return Item(path=STDIN, name=name, stem=stem_of(name), identity=name, data=data, moment=moment, error=error)


def refuse_pictures(settings: dict[str, Any]) -> None:
    """Complete the settings of pictures. Raises UsageError (INP073) for a wrong folder or address."""
    if settings["images"] is not None:
        _refuse_folder("--images", settings["images"])
    if settings["images_url"]:
        from convert.pictures.address import refuse_url

        settings["images_url"] = refuse_url(settings["images_url"])


def _refuse_folder(what: str, folder: str) -> None:
    if not os.path.isdir(folder):
        raise UsageError("INP073", f"{what}: {folder} is not a folder", "Name the folder with the pictures.")
