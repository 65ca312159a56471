"""Learning from a batch which lines are common to the pages of a site."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from convert.batch.inputs import STDIN, format_of, is_read_once, load, read_file
from convert.batch.plan import Job, Settings
from convert.errors import InputError

if TYPE_CHECKING:
    from convert.readers.text.site.lines import SiteLines


class SitePage(NamedTuple):
    """Raw copy to learn from: its path, its bytes where they are at hand, its encoding where that is known, and whether
    the user said that it is raw copy; what looks like markup is none otherwise.
    """

    path: str
    data: bytes | None = None
    encoding: str | None = None
    is_told: bool = False


def learn(lessons: Iterable[SitePage]) -> SiteLines:
    """What stands in many of the `lessons`, which are pages of one site.

    They are read one at a time, in the order of their names. What is no raw copy, or cannot be read, teaches nothing;
    what is wrong with it is told when it is worked on.
    """
    from convert import pipeline
    from convert.readers.text.site.lines import SiteLineCounter

    tally = SiteLineCounter()
    for lesson in sorted(lessons, key=lambda lesson: lesson.path):
        if not lesson.is_told and format_of(lesson.path) != "text":
            continue
        try:
            data = read_file(lesson.path)[0] if lesson.data is None else lesson.data
            if lesson.is_told or not pipeline.is_markup(data):
                tally.add(data, lesson.encoding)
        except InputError:
            continue
    return tally.site_lines()


def with_site_lines(jobs: Iterable[Job], settings: Settings) -> list[Job]:
    """The jobs, whose inputs are pages of one site, each with what was learnt from all of them."""
    jobs = [_held(job) for job in jobs]
    lessons = [
        SitePage(job.path if job.path != STDIN else job.name, job.data, settings.encoding, settings.read_as == "text")
        for job in jobs
        if job.error is None and settings.read_as in (None, "text")
    ]
    site_lines = learn(lessons)
    return [replace(job, site_lines=site_lines) for job in jobs]


def _held(job: Job) -> Job:
    """The job, with its bytes where its input could not be read a second time."""
    if job.error or job.data is not None or not is_read_once(job.path):
        return job
    try:
        data, moment = load(job.path)
    except InputError as e:
        return replace(job, error=e)
    return replace(job, data=data, moment=moment)
