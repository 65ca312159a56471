"""wirecopy: raw news copy in; NewsML-G2, ninjs and EPUB out, each proven against a schema.

    >>> from convert import Moment, Source, convert_bytes
    >>> source = Source(name="story.txt", data=copy, moment=Moment("2016-12-07T18:30:00Z"))
    >>> converted = convert_bytes(source, ["newsml-g2", "ninjs", "epub"])

The map of the package:

    model       the Article, its blocks and inlines          findings    what is said about a document
    readers     bytes → Article                              formats     the table of formats
    writers     Article → bytes                              documents   opening hostile bytes
    checks      bytes → findings; knows none of the above    codes       what every code means
    pipeline    read, write, prove                           reports     findings for people and machines
    batch       many inputs, on any executor                 cli         the command line, a module a command
    placing     files whole or not at all                    positions   line and column of what a finding points at
    packing     zip files, the same to the byte              native      an Article as JSON and back
    traces      what became of each input line, as JSON
    configuration   what a project says once of all its files    copydesk    what is wrong with raw copy

What stands in many pages of one site, `learn(copies)` says; a `Source` takes it as `site_lines`.

To add a format: a row in `formats.py`, and modules of its name in `readers`, `writers`, `checks`. To add a rule: a
file in `checks/rules`. To add a language: a file in `readers/text/lexicons`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from convert.version import __version__ as __version__

if TYPE_CHECKING:
    from convert.article_codec import dumps, loads
    from convert.checks import check
    from convert.errors import ConvertError, InputError, ModelError, UsageError
    from convert.findings import FileReport, Finding, Location, Report, Severity
    from convert.model import Article, Moment
    from convert.pipeline import Converted, Output, convert_bytes, read, write
    from convert.readers import Parsed, Source
    from convert.readers.text.site.lines import SiteLines, learn

_HOMES = {
    "check": "checks",
    **dict.fromkeys(("ConvertError", "InputError", "ModelError", "UsageError"), "errors"),
    **dict.fromkeys(("FileReport", "Finding", "Location", "Report", "Severity"), "findings"),
    **dict.fromkeys(("Article", "Moment"), "model"),
    **dict.fromkeys(("dumps", "loads"), "native"),
    **dict.fromkeys(("Converted", "Output", "convert_bytes", "read", "write"), "pipeline"),
    **dict.fromkeys(("Parsed", "Source"), "readers"),
    **dict.fromkeys(("SiteLines", "learn"), "readers.text.site.lines"),
}

__all__ = [
    "Article",
    "ConvertError",
    "Converted",
    "FileReport",
    "Finding",
    "InputError",
    "Location",
    "ModelError",
    "Moment",
    "Output",
    "Parsed",
    "Report",
    "Severity",
    "SiteLines",
    "Source",
    "UsageError",
    "check",
    "convert_bytes",
    "dumps",
    "learn",
    "loads",
    "read",
    "write",
]


def __getattr__(name: str) -> Any:
    """The public names, each loaded when it is first asked for: starting up must not cost what is not used."""
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(f"convert.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
