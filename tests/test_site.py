"""The documentation site builds, its links lead somewhere, it asks no other host, and its commands are real."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urlsplit

import click
import pytest
import yaml
from conftest import ROOT, absent

from convert import checks, codes
from convert.cli import commands
from convert.formats import FORMATS

pytestmark = pytest.mark.slow

LOADED = {
    "script": ("src",),
    "img": ("src", "srcset"),
    "iframe": ("src",),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "link": ("href",),
    "use": ("href", "xlink:href"),
    "form": ("action",),
}
"""The attributes of an element whose address a browser asks for when it shows the page."""


class Page(HTMLParser):
    """The ids, links, loaded addresses and code of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.styles = ""
        self.text = ""
        self._is_style = self._is_code = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value for name, value in attrs if value is not None}
        self.ids |= {values[name] for name in ("id", "name") if name in values}
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        for name in LOADED.get(tag, ()):
            if name in values:
                parts = values[name].split(",") if name == "srcset" else [values[name]]
                self.loaded += [part.split()[0] for part in parts if part.strip()]
        self.styles += values.get("style", "")
        self._is_style = tag == "style"
        self._is_code = tag in ("code", "pre", "script", "style") or self._is_code

    def handle_endtag(self, tag: str) -> None:
        self._is_style = False
        self._is_code = self._is_code and tag not in ("code", "pre", "script", "style")

    def handle_data(self, data: str) -> None:
        if self._is_style:
            self.styles += data
        if not self._is_code:
            self.text += data


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site; whatever mkdocs warns of is an error."""
    for module in ("mkdocs", "material"):
        if not find_spec(module):
            absent("mkdocs is not installed (pip install -e '.[docs]')")
    folder = tmp_path_factory.mktemp("site")
    # Not --quiet, with which nothing is strict.
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", folder]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    return folder


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Page]:
    """All pages of the site but that for addresses that do not exist, by their files."""
    files = [path for path in sorted(site.rglob("*.html")) if path.name != "404.html"]
    return {path: Page(path.read_text(encoding="utf-8")) for path in files}


def broken(pages: dict[Path, Page]) -> Iterator[str]:
    """Links and loaded addresses within the site that lead nowhere."""
    for path, page in pages.items():
        for address in (*page.links, *page.loaded):
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            target = target / "index.html" if target.is_dir() else target
            if not target.is_file():
                yield f"{path.name}: {address}"
            elif parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].ids:
                yield f"{path.name}: {address} has no such anchor"


def fetched(pages: dict[Path, Page]) -> Iterator[str]:
    """What pages ask other hosts for."""
    for path, page in pages.items():
        yield from (f"{path.name}: {a}" for a in page.loaded if urlsplit(a).netloc or a.startswith("http"))
        yield from (f"{path.name}: {a}" for a in _of_styles(page.styles))


def _of_styles(text: str) -> list[str]:
    return re.findall(r"(?:url\(\s*|@import\s+)[\"']?((?:https?:)?//[^\"')\s]+)", text)


def test_every_link_leads_to_a_page_and_a_place_on_it(pages: dict[Path, Page]) -> None:
    assert sum(len(page.links) for page in pages.values()) > 2_000
    assert list(broken(pages)) == []


def test_nothing_is_asked_of_another_host(site: Path, pages: dict[Path, Page]) -> None:
    """No script, style, font, picture or frame; and style sheets load nothing, either."""
    assert list(fetched(pages)) == []
    assert [a for path in site.rglob("*.css") for a in _of_styles(path.read_text(encoding="utf-8"))] == []
    # These make the theme's scripts ask for the number of stars, and for what draws diagrams.
    texts = [path.read_text(encoding="utf-8") for path in pages]
    assert not [text for text in texts if 'data-md-component="source"' in text or 'class="mermaid"' in text]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="nowhere.html">',
        '<a href="#nowhere">',
        '<img src="missing.png">',
        '<script src="https://other.example/x.js"></script>',
        '<link rel="stylesheet" href="//other.example/x.css">',
        "<style>@font-face { src: url(https://other.example/x.woff2) }</style>",
        "<p style=\"background: url('https://other.example/x.png')\">",
    ],
)
def test_a_bad_page_is_noticed(html: str, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(html)
    pages = {tmp_path / "page.html": Page(html)}
    assert [*broken(pages), *fetched(pages)]


def test_no_markup_is_left_over(pages: dict[Path, Page]) -> None:
    """Markdown that was not understood, entities within code, and instructions for this site."""
    found = [
        (path.name, m) for path, p in pages.items() for m in re.findall(r"```.*|\]\(\S*\)|<!-- .*|^\|.*", p.text, re.M)
    ]
    assert found == []
    assert not [path.name for path in pages if "&amp;#124;" in path.read_text(encoding="utf-8")]


def test_every_code_option_and_format_is_there(site: Path, pages: dict[Path, Page]) -> None:
    """And each rule leads to its explanation."""
    reference = site / "reference"
    assert {code.lower() for code in codes.all_codes()} <= pages[reference / "codes.html"].ids
    links = pages[reference / "rules.html"].links
    assert {f"codes.html#{rule.code.lower()}" for rule in checks.all_rules()} <= set(links)
    options = (reference / "options.html").read_text(encoding="utf-8")
    for name, command in commands.commands.items():
        assert f'id="wirecopy-{name}"' in options
        for option in command.params:
            if isinstance(option, click.Option) and not option.hidden:
                assert option.opts[-1] in options, f"{name} {option.name}"
    formats = (reference / "formats.html").read_text(encoding="utf-8")
    assert all(f"<code>{f.name}</code>" in formats for f in FORMATS)


def test_the_address_of_the_repository_is_where_the_project_has_it(pages: dict[Path, Page]) -> None:
    """On no page is there another, nor a placeholder that a reader has to fill."""
    address = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["urls"].get("Repository")
    texts = {path.name: path.read_text(encoding="utf-8") for path in pages}
    assert [name for name, text in texts.items() if "OWNER" in text] == []
    assert [name for name, text in texts.items() if address and address not in text] == []


def blocks() -> Iterator[tuple[str, str]]:
    """Each block of commands without their output, with the page that it is on."""
    files = {**{path.relative_to(ROOT).as_posix(): path for path in (ROOT / "docs").rglob("*.md")}}
    files |= {name: ROOT / name for name in ("README.md", "CONTRIBUTING.md", "RELEASING.md", "convert/batch/README.md")}
    for name, path in sorted(files.items()):
        for block in re.findall(r"(?m)^ *```sh\n(.*?)^ *```", path.read_text(encoding="utf-8"), re.DOTALL):
            yield name, block


BLOCKS = list(blocks())


@pytest.mark.parametrize(("page", "block"), BLOCKS, ids=[f"{name}-{at}" for at, (name, _) in enumerate(BLOCKS)])
def test_a_block_of_commands_parses(page: str, block: str) -> None:
    """In the shell; and each `wirecopy` in it has only commands and options that exist."""
    checked = subprocess.run(["bash", "-n"], input=block, capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, ""), page
    for arguments in invocations(block):
        parse(arguments)


def invocations(block: str) -> Iterator[list[str]]:
    """The arguments of each call of the program, alone, in a container or within a command of another."""
    for line in re.split(r"\n|&&|\|(?!\|)|;|\$\(|\)", block.replace("\\\n", " ")):
        if found := re.search(r"(?:^|(?<!-t)[\s/])wirecopy (?=[-a-z])(?P<rest>.*)", line):
            yield shlex.split(found["rest"], comments=True)


def parse(arguments: list[str]) -> None:
    """Parse arguments as the program does; files need not exist. Raises what click raises for wrong ones."""
    context = click.Context(commands, info_name="wirecopy", **commands.context_settings)
    name, command, rest = commands.resolve_command(context, arguments) if arguments[0][0] != "-" else ("", None, [])
    if command is None:
        commands.make_parser(context).parse_args(list(arguments))
        return
    command.make_parser(click.Context(command, parent=context, info_name=name)).parse_args(list(rest))


@pytest.mark.parametrize(
    "wrong", ["wirecopy convrt a", "wirecopy convert a --ouput b", "wirecopy --manual", "x | wirecopy chek -"]
)
def test_a_command_that_does_not_exist_is_noticed(wrong: str) -> None:
    [arguments] = invocations(wrong)
    with pytest.raises(click.UsageError):
        parse(arguments)


def test_the_extras_that_pages_name_exist() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    text = "\n".join(block for _, block in BLOCKS) + (ROOT / "docs" / "install.md").read_text(encoding="utf-8")
    named = {extra for group in re.findall(r"\.\[([\w,-]+)\]", text) for extra in group.split(",")}
    named |= set(re.findall(r"(?m)^\| `(\w+)` \|", (ROOT / "docs" / "install.md").read_text(encoding="utf-8")))
    assert "remote" in named
    assert named <= set(project["optional-dependencies"])


def test_the_workflows_on_pages_are_yaml_and_give_the_action_its_own_inputs() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    [text] = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs" / "ci.md").read_text(encoding="utf-8"), re.DOTALL)
    [step] = [step for step in yaml.safe_load(text)["jobs"]["news"]["steps"] if "wirecopy" in step["uses"]]
    assert set(step["with"]) <= set(action["inputs"])
