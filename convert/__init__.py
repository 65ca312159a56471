"""wirecopy: raw news copy in; NewsML-G2, ninjs and EPUB out, each document proven against a schema.

    >>> import convert
    >>> result = convert.convert(text, to=["ninjs"], provider="The Daily Example", author=["Jane Doe"])
    >>> result["ninjs"]

A `str` is text, `bytes` are a document, a `pathlib.Path` is a file. Metadata are plain values under the keys of
`--meta`. Everything that is raised is a `ConvertError`: `InputError` for an input, `UsageError` for an argument,
`ModelError` for a value that no format could carry.

    convert     a story into documents; `Result` has them by format name, the article and all findings
    read        a story into an `Article`; `write` an `Article` into one document
    stories     the stories of an input that may have several, each a `Source` for `read` and `convert`
    bind        many stories into one EPUB, an edition
    check       a document against its schema and the rules; a `CheckSession` compares several
    verify      the package of an archive
    dumps       an `Article` as JSON, and `loads` back
    convert_bytes   a `Source` into documents, for callers that set all its circumstances

Only the names in `__all__` are public and follow semantic versioning, together with the commands, the codes, Article
JSON and the JSON of reports and traces. All other modules may change in any version.

The map of the package:

    api         these functions                              errors      what stops the work, and its exit code
    model       the Article, its blocks and inlines          findings    what is found in a document
    readers     bytes → Article                              formats     the table of formats
    writers     Article → bytes                              levels      severities, and profiles of checks
    mapping     where each format holds each field           limits      how large an input may be
    checks      bytes → findings; imports none of the above  documents   opens hostile bytes
    pipeline    read, write, prove                           codes       what every code means
    batch       many inputs, on any executor                 reports     findings for people and machines
    packing     reproducible zip files                       cli         the command line, one module a command
    traces      what became of each input line, as JSON      article_codec   an Article as JSON and back
    metadata    what users supply, as people write it        fields      metadata keys for people, with examples
    pictures    picture files, and their places              zones       time zones that a user names
    copy_checks     checks of raw copy                       configuration   wirecopy.toml and [tool.wirecopy]
    atomic_write    whole files or none
    packages    bags, OCFL objects and E-ARK packages for archives, made and verified; editions, EPUBs of many stories

`CONTRIBUTING.md` has the steps to add a rule, a language, a kind of copy, a format or a field; a test follows each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from convert.version import __version__ as __version__

if TYPE_CHECKING:
    from convert.api.binding import bind as bind
    from convert.api.checking import check as check
    from convert.api.checking import verify as verify
    from convert.api.converting import Result as Result
    from convert.api.converting import convert as convert
    from convert.api.converting import convert_bytes as convert_bytes
    from convert.api.converting import dumps as dumps
    from convert.api.converting import loads as loads
    from convert.api.converting import read as read
    from convert.api.converting import stories as stories
    from convert.api.converting import write as write
    from convert.checks.engine.session import CheckSession as CheckSession
    from convert.errors import ConvertError as ConvertError
    from convert.errors import InputError as InputError
    from convert.errors import InstallationError as InstallationError
    from convert.errors import ModelError as ModelError
    from convert.errors import UsageError as UsageError
    from convert.findings import FileReport as FileReport
    from convert.findings import Finding as Finding
    from convert.findings import Location as Location
    from convert.findings import Report as Report
    from convert.levels import Severity as Severity
    from convert.model import Article as Article
    from convert.model import Moment as Moment
    from convert.packages.editions import Bound as Bound
    from convert.pipeline import Converted as Converted
    from convert.pipeline import Output as Output
    from convert.readers import Parsed as Parsed
    from convert.readers import Source as Source

_MODULES = {
    "api.binding": ("bind",),
    "api.checking": ("check", "verify"),
    "api.converting": ("Result", "convert", "convert_bytes", "dumps", "loads", "read", "stories", "write"),
    "errors": ("ConvertError", "InputError", "InstallationError", "ModelError", "UsageError"),
    "checks.engine.session": ("CheckSession",),
    "findings": ("FileReport", "Finding", "Location", "Report"),
    "levels": ("Severity",),
    "model": ("Article", "Moment"),
    "packages.editions": ("Bound",),
    "pipeline": ("Converted", "Output"),
    "readers": ("Parsed", "Source"),
}
"""The module of each public name."""

_HOMES = {name: module for module, names in _MODULES.items() for name in names}

__all__ = [
    "Article",
    "Bound",
    "CheckSession",
    "ConvertError",
    "Converted",
    "FileReport",
    "Finding",
    "InputError",
    "InstallationError",
    "Location",
    "ModelError",
    "Moment",
    "Output",
    "Parsed",
    "Report",
    "Result",
    "Severity",
    "Source",
    "UsageError",
    "__version__",
    "bind",
    "check",
    "convert",
    "convert_bytes",
    "dumps",
    "loads",
    "read",
    "stories",
    "verify",
    "write",
]


if not TYPE_CHECKING:  # a type checker would take any name for one that exists

    def __getattr__(name: str) -> Any:
        """The public name, loaded on first use: `import convert` stays cheap."""
        if name in _HOMES:
            from importlib import import_module

            return getattr(import_module(f"convert.{_HOMES[name]}"), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
