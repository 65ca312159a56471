"""The site's generated pages, and what its pages include from texts of the repository; mkdocs runs this file as a hook.

No page repeats a text that is elsewhere. `INCLUDED` are whole files of the repository as pages; `GENERATED` are pages
made from the tables of the program. A page includes a section of a file by `<!-- include: README.md#configuration -->`,
or some of its lines by `<!-- include: README.md from "first words of a line" to "first words of a later line" -->`. In
what is included, links to files of the repository lead to their pages.
"""

from __future__ import annotations

import inspect
import posixpath
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

import convert
from convert import codes
from convert.cli import commands
from convert.fields import pages
from convert.formats import FORMATS
from convert.version import __version__

ROOT = Path(__file__).parent.parent

INCLUDED: Mapping[str, str] = {
    "batches.md": "convert/batch/README.md",
    "packages.md": "convert/packages/README.md",
    "changelog.md": "CHANGELOG.md",
    "contributing.md": "CONTRIBUTING.md",
    "releasing.md": "RELEASING.md",
    "security.md": "SECURITY.md",
    "reference/mapping.md": "convert/mapping/README.md",
}
"""Pages that are whole files of the repository."""

_PAGES = {
    **{source: page for page, source in INCLUDED.items()},
    "README.md": "index.md",
    "convert/checks/rules/README.md": "reference/rules.md",
    "convert/codes.md": "reference/codes.md",
    "convert/mapping/FIELDS.md": "reference/fields.md",
}
"""The page of a file of the repository."""

_FENCE = re.compile(r"(?m)^(?P<indent> *)```(?P<info>[^\n`]*)\n(?P<text>.*?)^ *```$", re.DOTALL)
_INCLUDE = re.compile(
    r'^<!-- include: (?P<file>[\w./-]+)(?:#(?P<anchor>\S+)| from "(?P<start>.*)" to "(?P<end>.*)") -->$'
)
_LINK = re.compile(r"(?<!!)\[(?P<text>[^\]\n]*)\]\((?P<target>[^)\s]+)\)")
_HEADING = re.compile(r"^(?P<marks>#{1,6}) (?P<text>.*)$")


def on_config(config: Any) -> Any:
    """Name the version, and the repository if it has an address: `repo_url` would ask another host for its stars."""
    address = repository()
    config["copyright"] = f"wirecopy {__version__}" + (f' · <a href="{address}">source</a>' if address else "")
    return config


def on_files(files: Files, config: Any) -> Files:
    """Add the pages that are not in the folder."""
    for page, source in INCLUDED.items():
        files.append(File.generated(config, page, content=_adapted(_read(source), source, page)))
    for page, text in GENERATED.items():
        files.append(File.generated(config, page, content=text()))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Insert what the page includes, and turn the fences of transcripts into those that the site knows."""
    lines, level = [], 1
    for line in markdown.split("\n"):
        if heading := _HEADING.match(line):
            level = len(heading["marks"])
        if found := _INCLUDE.match(line):
            lines.append(_adapted(_excerpt(**found.groupdict(), level=level), found["file"], page.file.src_uri))
        else:
            lines.append(line)
    return _FENCE.sub(_fence, "\n".join(lines))


def repository() -> str:
    """The address of the repository, empty if it has none; `pyproject.toml` is the only place that has it."""
    project = tomllib.loads(_read("pyproject.toml"))["project"]
    return str(project.get("urls", {}).get("Repository", ""))


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _excerpt(file: str, anchor: str | None, start: str | None, end: str | None, level: int) -> str:
    """A part of a file: the section below a heading, its own headings below `level`, or lines."""
    lines = _read(file).split("\n")
    if start is not None and end is not None:
        first = _first(lines, start, 0, file)
        last = _first(lines, end, first + 1, file)
        return "\n".join(lines[first:last])
    headings = dict(_headings(lines))
    if anchor not in headings:
        raise PluginError(f"{file} has no heading #{anchor}")
    first = headings[anchor]
    depth = len(lines[first].split(" ")[0])
    ends = [at for _, at in _headings(lines) if at > first and len(lines[at].split(" ")[0]) <= depth]
    section = lines[first + 1 : ends[0] if ends else len(lines)]
    inner = {at - first - 1 for _, at in _headings(lines)}
    return "\n".join("#" * (level - depth) + line if at in inner else line for at, line in enumerate(section))


def _headings(lines: list[str]) -> Iterator[tuple[str, int]]:
    """The anchors of headings as GitHub makes them, with their lines, without those in code."""
    is_code = False
    for at, line in enumerate(lines):
        if line.lstrip().startswith("```"):
            is_code = not is_code
        elif not is_code and (heading := _HEADING.match(line)):
            yield re.sub(r"[^\w\- ]", "", heading["text"].lower()).strip().replace(" ", "-"), at


def _first(lines: list[str], words: str, after: int, file: str) -> int:
    for at in range(after, len(lines)):
        if lines[at].startswith(words):
            return at
    raise PluginError(f"{file} has no line that starts with {words!r} from line {after + 1} on")


def _adapted(text: str, source: str, page: str) -> str:
    """A text of the repository as part of a page: links lead to pages, lists are as Python-Markdown wants them."""
    text = re.sub(r"(?m)^ *<!-- (?!include: ).*? -->\n", "", text)
    text = re.sub(r"(?m)^ {3}(?=\S| {4})", "    ", text) if re.search(r"(?m)^\d\. ", text) else text
    # A list begins after a blank line, and in a table a bar within code is not escaped.
    text = re.sub(r"(?m)^((?!\s*[-*] |\s*\d+\. |#|\|)\S.*)\n(?=- |\d+\. )", r"\1\n\n", text)
    text = re.sub(r"`[^`\n]*`", lambda code: code[0].replace(r"\|", "|"), text)
    return _LINK.sub(lambda link: _link(link, source, page), text)


def _link(link: re.Match[str], source: str, page: str) -> str:
    target, _, anchor = link["target"].partition("#")
    if re.match(r"[a-z]+:", target):
        return link[0]
    path = posixpath.normpath(posixpath.join(posixpath.dirname(source), target)) if target else source
    if place := _section_page(path, anchor):
        to, anchor = place, ""
    elif path in _PAGES:
        to = _PAGES[path]
    elif address := repository():
        return f"[{link['text']}]({address}/blob/HEAD/{path})"
    else:
        return link["text"]
    relative = posixpath.relpath(to, posixpath.dirname(page) or ".")
    return f"[{link['text']}]({relative}{'#' + anchor if anchor else ''})"


def _section_page(path: str, anchor: str) -> str | None:
    """The page that includes the section, if one does."""
    folder = Path(__file__).parent
    for page in sorted(folder.rglob("*.md")) if anchor else ():
        if f"<!-- include: {path}#{anchor} -->" in page.read_text(encoding="utf-8"):
            return page.relative_to(folder).as_posix()
    return None


def _fence(block: re.Match[str]) -> str:
    """A fence of a transcript, `file NAME` or `LANGUAGE NAME`, with the name as its title."""
    kind, _, name = block["info"].partition(" ")
    language = "text" if kind == "file" else kind
    title = f' title="{name}"' if name and not name.startswith("title=") else ""
    indent = block["indent"]
    return f"{indent}```{language}{title}\n{block['text']}{indent}```"


def _rules() -> str:
    """What `wirecopy rules` prints, each code with a link to its explanation."""
    table = _adapted(codes.rules_table(), "convert/checks/rules/README.md", "reference/rules.md")
    return re.sub(r"(?m)^\| ([A-Z]{3}\d{3}) \|", lambda row: f"| [{row[1]}](codes.md#{row[1].lower()}) |", table)


def _codes() -> str:
    """The explanation of every code, as `wirecopy explain CODE` prints it."""
    parts = [
        "# Codes",
        "`wirecopy explain CODE` prints these explanations. `--select` and `--ignore` take a code or its beginning.",
    ]
    family = ""
    for code in codes.all_codes():
        if code[:3] != family:
            family = code[:3]
            parts.append(f"## {family}: {codes.FAMILIES[family]}")
        title, _, text = codes.explanation(code).partition("\n\n")
        parts += [f"### {title} {{ #{code.lower()} }}", _prose(text)]
    return "\n\n".join(parts) + "\n"


def _prose(text: str) -> str:
    """An explanation as Markdown: lines that are set in are a list, and what looks like markup is text."""
    text = re.sub(r"(?m)^ {2}([A-Z]{3}\d{3}) (.*)$", lambda row: f"- [{row[1]}](#{row[1].lower()}) {row[2]}", text)
    pieces = re.split(r"(`[^`]*`)", _adapted(text, "convert/codes.md", "reference/codes.md"))
    return "".join(piece if piece.startswith("`") else piece.replace("<", "&lt;") for piece in pieces)


def _fields() -> str:
    return _adapted(pages.page(), "convert/mapping/FIELDS.md", "reference/fields.md")


def _formats() -> str:
    """The table of formats, as `wirecopy formats` has it, with media types and default."""
    rows = []
    for f in FORMATS:
        checked = (", ".join(f.versions) or "yes") if f.checks else "no"
        cells = (f"`{f.name}`{' *' * f.default}", f.title, f"`{f.suffix}`", f"`{f.media_type}`", f.written or "–")
        rows.append("| " + " | ".join((*cells, "yes" if f.reads else "no", checked)) + " |")
    return f"""# Formats

`-t NAME`, or `-t NAME@VERSION`, writes a format; `-f` checks as one. The first version that is written is the default,
and the formats marked * are written if none is named.

| name | title | suffix | media type | writes | reads | checks |
|---|---|---|---|---|---|---|
{chr(10).join(rows)}

<!-- include: README.md from "`article` is the complete story" to "## Exit codes" -->
"""


def _options() -> str:
    """Every command with its usage, arguments, options and examples, as `--help` has them."""
    context = click.Context(commands, info_name="wirecopy")
    parts = ["# Commands and options", "`wirecopy COMMAND --help` prints the same; `wirecopy --man` is a manual page."]
    for name in commands.list_commands(context):
        command = commands.commands[name]
        inner = click.Context(command, parent=context, info_name=name)
        usage = " ".join(("wirecopy", name, *command.collect_usage_pieces(inner)))
        parts += [f"## wirecopy {name}", f"```text\n{usage}\n```", *_paragraphs(command.help or "")]
        records = [p.get_help_record(inner) for p in command.get_params(inner) if isinstance(p, click.Option)]
        rows = [f"| `{_cell(names)}` | {_text(_cell(text))} |" for names, text in filter(None, records)]
        parts.append("| option | meaning |\n|---|---|\n" + "\n".join(rows))
        if command.epilog:
            examples = inspect.cleandoc(command.epilog).replace("\b\n", "").split("\n")[1:]
            parts += ["Examples:", "```sh\n" + "\n".join(line.strip() for line in examples) + "\n```"]
    parts += ["## Exit codes", "<!-- include: README.md#exit-codes -->"]
    return "\n\n".join(parts) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split())


def _text(text: str) -> str:
    """Text as Markdown, but for code."""
    pieces = re.split(r"(`[^`]*`)", text)
    return "".join(p if p.startswith("`") else re.sub(r"([*_|])", r"\\\1", p.replace("<", "&lt;")) for p in pieces)


def _paragraphs(text: str) -> Iterator[str]:
    for part in inspect.cleandoc(text).split("\n\n"):
        if part.startswith("\b\n"):
            yield "```text\n" + part.removeprefix("\b\n") + "\n```"
        elif part.strip():
            yield _text(" ".join(part.split()))


def _python() -> str:
    """The public names with their signatures and docstrings."""
    parts = [
        "# Python names",
        "```text\n" + inspect.cleandoc(convert.__doc__ or "").partition("\nThe map of")[0] + "```",
    ]
    for name in sorted(convert.__all__, key=lambda name: (name[0].isupper(), name)):
        value = getattr(convert, name)
        if not (inspect.isfunction(value) or inspect.isclass(value)):
            continue
        parts.append(f"## convert.{name}")
        if inspect.isfunction(value):
            parts.append(f"```python\n{name}{inspect.signature(value)}\n```")
        parts.append("```text\n" + inspect.cleandoc(value.__doc__ or "") + "\n```")
    return "\n\n".join(parts) + "\n"


GENERATED: Mapping[str, Callable[[], str]] = {
    "reference/codes.md": _codes,
    "reference/fields.md": _fields,
    "reference/formats.md": _formats,
    "reference/options.md": _options,
    "reference/python.md": _python,
    "reference/rules.md": _rules,
}
"""Pages made from the tables of the program."""
