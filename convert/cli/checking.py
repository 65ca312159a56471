"""`wirecopy check`: check documents against their standards."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

import click

from convert.cli.completing import CHECKED, CODES, FILE
from convert.cli.terminal import (
    FilesCommand,
    configuration_lookup,
    configuration_options,
    encoding_option,
    examples,
    now,
    publish,
    read_standard_input,
    refuse_report,
    remember_exit_code,
    report_options,
    splitting_option,
)
from convert.errors import EXIT_OK
from convert.levels import EPUB_PROFILES, PROFILES, SEVERITIES

if TYPE_CHECKING:
    from convert.batch import CheckPolicy
    from convert.batch.inputs.folders import Found
    from convert.checks.custom_schema import CustomSchema
    from convert.checks.epub.epubcheck import Checker
    from convert.formats import Format


def _size(context: click.Context, parameter: click.Parameter, text: str | None) -> int | None:
    """Return the size in bytes that an option states."""
    from convert.limits import size_of

    try:
        return None if text is None else size_of(text)
    except ValueError as e:
        raise click.BadParameter(str(e)) from None


@click.command(
    "check",
    cls=FilesCommand,
    epilog=examples(
        "wirecopy check story.ninjs.json",
        "wirecopy check out/ --profile strict --fail-on warning",
        "wirecopy check feed.xml --format newsml-g2@2.35",
        "wirecopy check out/ --ignore NWS107,NML1 --report sarif --report-file news.sarif",
        "wirecopy check story.xml --schema NewsML-G2.xsd",
    ),
)
@click.argument("files", type=FILE, metavar="FILE...", nargs=-1, required=True)
@click.option(
    "--format",
    "-f",
    "format",
    type=CHECKED,
    metavar="FORMAT",
    help="Check as this format, optionally at a version: ninjs@2.1. Detected from the content if omitted.",
)
@click.option(
    "--schema",
    type=FILE,
    help="Validate against this XML Schema or JSON Schema instead of the built-in one.",
)
@click.option(
    "--profile",
    type=click.Choice(PROFILES),
    help="Strictness of the rules: foreign (default) caps them at warning, strict uses their full severity, ours also"
    " checks the body profile.",
)
@click.option(
    "--epub-profile",
    type=click.Choice(EPUB_PROFILES),
    help="Check every EPUB as one of this kind, too: a dictionary, one for education, an index or a preview.",
)
@click.option(
    "--deep/--no-deep",
    default=None,
    help="Examine EPUBs with W3C EPUBCheck, too, in one Java virtual machine for all (needs wirecopy[epubcheck] and"
    " Java).",
)
@click.option(
    "--deep-timeout",
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
    default=60,
    help="How long EPUBCheck may take for one EPUB. Default: 60.",
)
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    help="Lowest severity that makes the exit code 1. Default: error.",
)
@click.option(
    "--select",
    type=CODES,
    multiple=True,
    metavar="CODE",
    help="Report only codes with this prefix; repeatable, or separated by commas.",
)
@click.option(
    "--ignore",
    type=CODES,
    multiple=True,
    metavar="CODE",
    help="Do not report codes with this prefix; repeatable, or separated by commas.",
)
@click.option("--skip-unknown", is_flag=True, help="Silently skip files of no known format.")
@encoding_option
@click.option(
    "--max-size",
    metavar="SIZE",
    callback=_size,
    help="Largest file, and largest document in a file of many, in bytes or as 100K, 100M or 2G. Default: 64M, for a"
    " file of many documents 1G; XML and JSON 16M each.",
)
@click.option(
    "--jobs",
    "-j",
    type=click.IntRange(1, 256),
    help="Number of processes for many files. Default: one a processor, unless busy.",
)
@splitting_option
@configuration_options
@report_options
def check_command(
    files: tuple[str, ...],
    jobs: int | None,
    splits: bool | None,
    deep: bool | None,
    deep_timeout: float,
    config: str | None,
    isolated: bool,
    report: str,
    report_file: str | None,
    quiet: bool,
    verbose: bool,
    **options: Any,
) -> int:
    """Check documents against their standard's schema and rules of good practice.

    FILE is a document, a file of many (a newsMessage; ninjs, Article JSON or traces as JSON Lines; a zip of EPUBs), a
    folder, or - for standard input. In a folder, all .newsml.xml, .ninjs.json, .epub and .article.json files are
    checked, and files of many named .ninjs.jsonl, .article.jsonl or .epub.zip; with --format, the files of that format;
    with --schema, all .xml or .json files. A .txt file is checked as raw copy, for leftovers of its page and missing
    parts.

    With --deep, EPUBCheck also examines each EPUB. The report then has what it alone finds (EPB386), what it does not
    report (EPB387), and which files it did not examine (EPB388).

    Documents of one run are also compared with each other, as editions of a story, and their times with
    SOURCE_DATE_EPOCH or else the clock.

    Options that are not given come from the configuration nearest to each document, in its folder or above:
    wirecopy.toml, or [tool.wirecopy] in pyproject.toml.
    """

    from convert import batch
    from convert.checks.engine.session import CheckSession

    given = _policy_fields(options)
    if splits is not None:
        given["split"] = splits
    if deep is not None:
        given["deep"] = deep
    configuration_of = configuration_lookup(config, isolated=isolated)
    unreadable: list[Found] = []
    documents = [
        (file, batch.CheckPolicy(**configuration_of(file).policy_fields(file, given)))
        for file in list(_documents(files, unreadable, **given))
    ]
    refuse_report(report_file, reserved=files)
    loaded = {}
    if batch.STDIN in files:
        loaded[batch.STDIN] = read_standard_input(given.get("max_size"))
    session = CheckSession(now())
    outcomes = [batch.unreadable(found) for found in unreadable]
    with _epubcheck(documents, deep_timeout) as epubcheck, _infrequent_garbage_collection():
        outcomes.extend(batch.check_all(documents, loaded, session=session, jobs=jobs, epubcheck=epubcheck))
        if given.get("format") == "text":
            for path in _orphans(files):
                policy = batch.CheckPolicy(**configuration_of(path).policy_fields(path, given))
                outcomes.append(batch.check_orphan(path, policy))
    reports = [r for outcome in outcomes for r in outcome.reports]
    code = max((outcome.exit_code for outcome in outcomes), default=EXIT_OK)
    remember_exit_code(code)
    publish(reports, report, report_file, quiet=quiet, verbose=verbose, to_stderr=False)
    return code


def _epubcheck(documents: Sequence[tuple[str, CheckPolicy]], seconds: float) -> AbstractContextManager[Checker | None]:
    """Return EPUBCheck if a document is to be examined deeply; it raises UsageError on entering if it is absent."""
    if not any(policy.deep for _, policy in documents):
        return nullcontext()
    from convert.checks.epub.epubcheck.process import EPUBCheck

    return EPUBCheck(os.environ, seconds=seconds)


@contextmanager
def _infrequent_garbage_collection() -> Iterator[None]:
    """Run the cycle collector rarely: a document has many objects, almost no cycles, and is freed as a whole."""
    usual = gc.get_threshold()
    gc.set_threshold(100_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _policy_fields(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options given on the command line, as fields of a `CheckPolicy`. Raises UsageError."""
    given = {name: value for name, value in options.items() if value}
    if "format" in given:
        from convert.formats import checked_as

        checked_as(given["format"])
    if "schema" in given:
        from convert.checks.custom_schema import load

        given["schema"] = load(given["schema"])
    if "fail_on" in given:
        from convert.levels import Severity

        given["fail_on"] = Severity(given["fail_on"])
    for name in given.keys() & {"select", "ignore"}:
        from convert.codes import refuse_unknown

        given[name] = refuse_unknown(code.strip() for codes in given[name] for code in codes.split(","))
    return given


def _documents(
    names: Iterable[str],
    unreadable: list[Found],
    *,
    format: str | None = None,
    schema: CustomSchema | None = None,
    **_: object,
) -> Iterator[str]:
    """Yield the named files, and the documents below named folders.

    Below a folder, documents are the files of `format`; with a schema, XML or JSON files; else files of any format
    except text, because most repositories have `.txt` files that are not copy. A folder without any yields itself.
    Folders and files that cannot be read are added to `unreadable`.
    """
    from convert.batch import files_below
    from convert.formats import FORMATS, named

    chosen = [named(format.partition("@")[0])] if format else [f for f in FORMATS if f.checks and f.name != "text"]
    suffixes = (f".{schema.kind}",) if schema and not format else _suffixes(chosen)
    for name in names:
        before = len(unreadable)
        below = files_below(name, suffixes, unreadable.append) if os.path.isdir(name) else ()
        if not below and len(unreadable) > before:
            continue
        yield from (file for file in below or (name,) if not (below and schema and os.path.samefile(file, schema.name)))


def _suffixes(formats: Iterable[Format]) -> tuple[str, ...]:
    """Return the suffixes of documents in the formats, and of files with many of them."""
    return tuple(dict.fromkeys(suffix for f in formats for suffix in (f.suffix, f.shard_suffix) if suffix))


def _orphans(names: Iterable[str]) -> Iterator[str]:
    """Yield the metadata files without their story below the named folders."""
    from convert.batch.inputs.sidecars import orphans_below

    for name in names:
        if os.path.isdir(name):
            yield from orphans_below(name)
