"""Site lines of a batch: lines common to many pages of one site.

Inputs are read twice, to learn from them and to work on them. An input that cannot be read twice, such as a pipe, is
loaded once and its bytes are passed on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from convert.batch.inputs import format_of, is_read_once, load, read_file
from convert.batch.plan import Job, Settings
from convert.errors import ConvertError, InputError

if TYPE_CHECKING:
    from convert.readers.text.site.lines import SiteLineCounter, SiteLines


class SitePage(NamedTuple):
    """An input to learn from.

    `data` and `moment` are its bytes and modification time if they were already loaded, `error` the failure to load
    them. `encoding` is None to detect it. `is_text` is True if the user named the input as raw copy, False if it is not
    raw copy, and None to decide by name; markup counts as raw copy only with True.
    """

    path: str
    data: bytes | None = None
    moment: str | None = None
    encoding: str | None = None
    is_text: bool | None = None
    error: ConvertError | None = None


def learn(pages: Iterable[SitePage]) -> SiteLines:
    """Return the lines common to many of the `pages` of one site.

    Reads one page at a time, in the order of their names. Ignores pages that are not raw copy or cannot be read; their
    errors are reported when they are worked on.
    """
    from convert.readers.text.site.lines import SiteLineCounter

    counter = SiteLineCounter()
    for page in sorted(pages, key=lambda page: page.path):
        _count(counter, page)
    return counter.site_lines()


def _count(counter: SiteLineCounter, page: SitePage) -> None:
    """Count the lines of a page, unless it is not raw copy or cannot be read."""
    from convert import pipeline

    is_text = format_of(page.path) == "text" if page.is_text is None else page.is_text
    if page.error or not is_text:
        return
    try:
        data = read_file(page.path)[0] if page.data is None else page.data
        if page.is_text or not pipeline.is_markup(data):
            counter.add(data, page.encoding)
    except InputError:
        return


def learn_site(pages: Iterable[SitePage]) -> tuple[SiteLines, list[SitePage]]:
    """Return the lines that `learn` finds, and the pages, with the bytes of those that cannot be read a second time."""
    pages = [_loaded(page) for page in pages]
    return learn(pages), pages


def _loaded(page: SitePage) -> SitePage:
    if page.error or page.data is not None or not is_read_once(page.path):
        return page
    try:
        data, moment = load(page.path)
    except InputError as e:
        return page._replace(error=e)
    return page._replace(data=data, moment=moment)


def learn_jobs(
    jobs: Iterable[Job], settings: Settings, site_of: Callable[[Job], str | None]
) -> Mapping[str, SiteLines]:
    """Return the site lines of each site, by the name that `site_of` gives a job; None is no site.

    Reads one input at a time, in the order of the jobs.
    """
    from convert.readers.text.site.lines import SiteLineCounter

    is_text = None if settings.read_as is None else settings.read_as == "text"
    counters: dict[str, SiteLineCounter] = {}
    for job in jobs:
        if (site := site_of(job)) is not None:
            page = SitePage(
                path=job.path if job.data is None else job.name,
                data=job.data,
                encoding=settings.encoding or job.encoding,
                is_text=is_text,
                error=job.error,
            )
            _count(counters.setdefault(site, SiteLineCounter()), page)
    return {site: counter.site_lines() for site, counter in counters.items()}
