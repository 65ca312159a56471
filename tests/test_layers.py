"""The house keeps its shape: who imports whom, who alone may print or look at the clock, and what starts light."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Set
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from conftest import ROOT

from convert.formats import FORMATS

PACKAGE = ROOT / "convert"
SOURCES = tuple(sorted(PACKAGE.rglob("*.py")))

# What each part of the package may import of the others; writers have a test of their own besides.
MAY_IMPORT: dict[str, set[str]] = {
    "version": set(),
    "levels": set(),
    "limits": set(),
    "findings": {"levels"},
    "errors": set(),
    "formats": {"errors"},
    "zones": {"errors"},
    "model": {"errors"},
    "documents": {"findings", "errors", "limits"},
    "packing": {"findings", "errors"},
    "pictures": {"documents", "errors", "findings", "model"},
    "article_codec": {"findings", "errors", "limits", "mapping", "model"},
    "readers": {
        *("model", "findings", "errors", "formats", "limits", "documents", "article_codec", "zones", "mapping"),
        "pictures",
    },
    "mapping": {"model", "findings"},
    "writers": {"model", "findings", "errors", "formats", "mapping", "packing", "pictures", "article_codec"},
    "checks": {"levels", "findings", "errors", "formats", "documents"},
    "codes": {"checks", "errors", "formats"},
    "configuration": {"codes", "limits", "metadata", "levels", "errors", "formats", "pictures", "zones"},
    "metadata": {"article_codec", "errors", "findings", "mapping", "model", "readers", "zones"},
    "fields": {"article_codec", "configuration", "errors", "formats", "mapping", "model", "writers"},
    "traces": {"readers", "model", "formats"},
    "pipeline": {
        "mapping",
        "codes",
        "readers",
        "writers",
        "checks",
        "traces",
        "documents",
        "model",
        "pictures",
        "formats",
        "findings",
        "errors",
    },
    "copy_checks": {"pipeline", "checks", "findings", "readers"},
    "atomic_write": {"errors"},
    "batch": {
        "codes",
        "documents",
        "pipeline",
        "copy_checks",
        "atomic_write",
        "checks",
        "formats",
        "levels",
        "limits",
        "findings",
        "errors",
        "metadata",
        "model",
        "article_codec",
        "pictures",
        "readers",
        "writers",
    },
    "packages": {
        *("batch", "checks", "codes", "documents", "findings", "errors", "formats", "levels", "limits", "atomic_write"),
        *("article_codec", "model", "packing", "version", "writers"),
    },
    "reports": {"findings", "model", "readers"},
    "api": {
        *(
            "article_codec",
            "atomic_write",
            "batch",
            "checks",
            "codes",
            "copy_checks",
            "documents",
            "errors",
            "findings",
        ),
        *("formats", "levels", "limits", "metadata", "model", "packages", "pictures", "pipeline", "readers"),
    },
    "cli": {"*"},
    "__main__": {"cli"},
    "": {"*"},
}

# The rooms inside a package, from the lowest floor to the highest: each may import those before it. What is not named
# stands above all rooms.
FLOORS: dict[str, tuple[str, ...]] = {
    "pictures": ("limits", "address", "parts", "stated", "xmp", "iim", "exif", "files", "placing"),
    "readers.text": (
        "roles",
        "scripts",
        "sentences",
        "lexicon",
        "lines",
        "envelopes",
        "labels",
        "layout",
        "opening",
        "fields",
        "explain",
    ),
    "readers.text.envelopes": (
        *("contacts", "disclaimers", "appended_copy", "envelope", "draft", "pictures", "status", "wire", "press"),
        *("markup", "mail", "web", "programs", "print", "dumps", "story_starts"),
    ),
    "readers.text.envelopes.dumps": (*("dumped_lines", "browsers", "markdown_pages", "fragments", "restoring"),),
    "readers.text.envelopes.status": ("words", "meanings", "notes", "phrases", "clocks", "embargoes", "holds"),
    "readers.text.envelopes.wire": (
        *("frames", "habits", "anpa1312", "copy", "header", "top", "end", "iptc7901", "text", "terminals"),
    ),
    "readers.text.envelopes.press": ("words", "draft", "distributors", "head", "parts", "release", "research"),
    "readers.text.envelopes.mail": (
        *("words", "mime", "header", "parts", "banner_words", "banners", "subject", "signature", "message", "digests"),
    ),
    "readers.text.envelopes.markup": (
        *(
            "emphasis",
            "named_fields",
            "front_matter",
            "forms",
            "dialects",
            "tex",
            "markdown",
            "headers",
            "wikis",
            "textile",
        ),
        *("tagged_text", "underlines"),
    ),
    "readers.text.envelopes.web": (
        "feed_words",
        "feed",
        "table_stories",
        "block_trees",
        "xml_stories",
        "json_stories",
        "notice_words",
        "notices",
        "thread_words",
        "thread",
        "account_posts",
        "page_code",
        "saved_words",
        "printed_pages",
        "saved_pages",
    ),
    "documents": ("first_bytes", "limits", "xml", "json", "container"),
    "api": ("arguments", "converting", "binding", "checking"),
    "configuration": ("lines", "keys"),
    "fields": ("table",),
    "checks": ("engine", *(f.module for f in reversed(FORMATS) if f.checks), "custom_schema", "rules", "registry"),
    "checks.ninjs": ("objects", "versions", "bodies", "stated"),
    "checks.epub.content": (
        *("values", "grammar", "validator", "rules", "html", "xhtml1", "mathml", "svg", "css", "prolog"),
        *("layout", "profiles"),
    ),
    "checks.epub.models": ("names", "package", "container", "encryption", "ncx", "overlay", "search_keys"),
    "checks.epub.profiles": ("typed", "indexes", "education", "dictionaries"),
    "checks.epub.references": ("reference", "style_urls", "targets", "collector", "elements", "documents"),
    "batch": (
        *(
            "names",
            "urls",
            "connections",
            "refusals",
            "storage",
            "inputs",
            "claims",
            "share",
            "placing",
            "plan",
            "perform",
            "check",
        ),
        *(
            "journal_index",
            "journal_file",
            "journal_options",
            "history",
            "journal_superseded",
            "journal",
            "runs",
            "shards",
            "delivering",
            "pool",
            "worker",
            "cluster",
        ),
    ),
    "pipeline": ("results", "inputs", "comparison", "proof", "story_findings"),
    "packages": (
        *("trees", "verified", "payload", "sources", "contents", "targets"),
        *("mets", "premis", "record", "bagit", "eark", "ocfl", "editions"),
    ),
    "packages.trees": ("files", "hashes", "directory", "archives", "folder", "salvage", "tar", "bags"),
    "packages.contents": ("parts", "names", "described", "record", "notices", "store", "journal", "folder"),
    "packages.bagit": ("findings", "manifests", "streamed", "tag_files", "profiles", "verification", "writing"),
    "packages.eark": (
        *("vocabulary", "digests", "package", "references", "structure", "documents", "verification", "writing"),
    ),
    "packages.premis": ("vocabulary", "verification", "writing"),
    "packages.ocfl": (
        *("inventories", "layouts", "package", "objects", "roots", "verification", "ids", "storage", "writing"),
    ),
}

TELLS = {"click", "sys.exit", "os.environ", "os.getenv", "os.getcwd", "print", "input", "breakpoint"}
CLOCKS = {
    *(
        "time.time",
        "time.time_ns",
        "time.monotonic",
        "time.perf_counter",
        "time.localtime",
        "time.gmtime",
        "time.strftime",
    ),
    *(
        "datetime.now",
        "datetime.utcnow",
        "datetime.today",
        "date.today",
        "datetime.datetime.now",
        "datetime.datetime.utcnow",
    ),
    *("datetime.date.today", "datetime.datetime.today"),
}
MAY_LOOK = {"api.arguments": {"datetime.now"}, "batch.perform": {"time.perf_counter"}}
EDGES = {*(PACKAGE / "cli").glob("*.py"), PACKAGE / "__main__.py"}


def _name(path: Path) -> str:
    """The module's name inside the package: "writers.epub", "model", "" for the package itself."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix("__init__").rstrip(".")


_KEPT = (ast.Import, ast.ImportFrom, ast.Name, ast.Attribute, ast.FunctionDef)


@cache
def _nodes(path: Path) -> tuple[ast.AST, ...]:
    """What the tests look at in the syntax of a module."""
    return tuple(_walk(ast.parse(path.read_bytes())))


def _walk(top: ast.AST) -> Iterator[ast.AST]:
    """As ast.walk does, in a fourth of its time."""
    waiting: list[object] = [top]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, ast.AST):
            waiting += vars(node).values()
            if isinstance(node, _KEPT):
                yield node


@cache
def _is_module(name: str) -> bool:
    path = PACKAGE.joinpath(*name.split("."))
    return path.is_dir() or path.with_suffix(".py").is_file()


@cache
def _imports(path: Path) -> tuple[str, ...]:
    """Every module that `path` imports anywhere, those of the package with "convert." before their names."""
    return tuple(_each_import(path))


def _each_import(path: Path) -> Iterator[str]:
    for node in _nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            inner = (node.module or "").partition("convert.")[2]
            for alias in node.names:
                name = f"{inner}.{alias.name}".strip(".")
                own = (node.module or "").split(".")[0] == "convert" and _is_module(name)
                yield f"convert.{name}" if own else node.module or ""


def _own_imports(path: Path) -> set[str]:
    own = {name for name in _imports(path) if name.split(".")[0] == "convert"}
    return {name.removeprefix("convert").removeprefix(".") for name in own}


@cache
def _names(path: Path) -> Set[str]:
    """Every name and dotted name that is used in `path`, and the modules imported."""
    used = {name.split(".")[0] for name in _imports(path)}
    for node in _nodes(path):
        if isinstance(node, ast.Name):
            used.add(node.id)
        elif isinstance(node, ast.Attribute):
            used.add(_dotted(node))
        elif isinstance(node, ast.ImportFrom):
            used.update(f"{node.module}.{alias.name}" for alias in node.names)
    return used


def _dotted(node: ast.expr) -> str:
    return f"{_dotted(node.value)}.{node.attr}" if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _part(name: str) -> str:
    return name.split(".")[0]


@pytest.mark.sampled(3)
@pytest.mark.parametrize("part", MAY_IMPORT, ids=lambda part: part or "convert")
def test_imports_follow_the_table(part: str) -> None:
    allowed = {part, "version"} | MAY_IMPORT[part]
    inside = [path for path in SOURCES if _part(_name(path)) == part]
    strangers = {(_name(path), name) for path in inside for name in _own_imports(path) if _part(name) not in allowed}
    assert inside
    assert "*" in allowed or not strangers


def _floor(name: str, package: str) -> int:
    """On which floor of its package a module stands; one that is not named stands above all."""
    floors = FLOORS[package]
    room = name.removeprefix(package).strip(".").split(".")[0]
    return floors.index(room) if room in floors else len(floors)


@pytest.mark.parametrize("package", FLOORS)
def test_rooms_import_only_from_floors_below(package: str) -> None:
    """Inside a package imports lead down, or stay in a room; no room is named that is not there."""
    inside = [(path, _name(path)) for path in SOURCES if f"{_name(path)}.".startswith(f"{package}.")]
    upward = {
        (name, imported)
        for path, name in inside
        for imported in _own_imports(path)
        if f"{imported}.".startswith(f"{package}.") and _floor(imported, package) > _floor(name, package)
    }
    assert upward == set()
    assert all(any(_floor(name, package) == at for _, name in inside) for at in range(len(FLOORS[package])))


def test_no_private_name_leaves_its_folder() -> None:
    """Names and modules that begin with an underscore are imported inside their own folder alone."""
    assert [fault for path in SOURCES for fault in _private_names_of_others(path)] == []


def _private_names_of_others(path: Path) -> Iterator[str]:
    folder = _name(path) if path.stem == "__init__" else _name(path).rpartition(".")[0]
    for node in _nodes(path):
        if not isinstance(node, ast.ImportFrom) or (node.module or "").split(".")[0] != "convert":
            continue
        module = (node.module or "").removeprefix("convert").strip(".")
        for alias in node.names:
            steps = [*module.split("."), alias.name]
            private = next((at for at, step in enumerate(steps) if step.startswith("_") and step[:2] != "__"), None)
            if private is not None:
                home = steps[:private] if _is_module(".".join(steps[: private + 1])) else steps[: private - 1]
                if ".".join(home) != folder:
                    yield f"{path} imports {alias.name} of {module}"


def test_every_part_has_its_row() -> None:
    assert {_part(_name(path)) for path in SOURCES} <= set(MAY_IMPORT)


@pytest.mark.parametrize("path", sorted((PACKAGE / "writers").glob("*.py")), ids=lambda path: path.stem)
def test_writers_know_no_other_writer(path: Path) -> None:
    if path.stem == "__init__":
        return  # the registry, which imports each when it is asked for
    imported = {name.removeprefix("writers.") for name in _own_imports(path) if name.startswith("writers.")}
    assert {name for name in imported if not name.startswith("_")} == set()


def test_nothing_imports_the_command_line() -> None:
    importers = {_name(path) for path in SOURCES if any(_part(name) == "cli" for name in _own_imports(path))}
    assert {name for name in importers if _part(name) != "cli"} <= {"__main__"}


def test_only_the_command_line_prints_exits_or_looks_around() -> None:
    used = {_name(path): _names(path) & (TELLS | CLOCKS) for path in SOURCES if path not in EDGES}
    assert {name: found for name, found in used.items() if not found <= MAY_LOOK.get(name, set())} == {}


def test_nobody_changes_folder_or_locale() -> None:
    banned = {"os.chdir", "locale", "tzset", "time.tzset", "random", "secrets", "uuid.uuid1", "uuid.uuid4"}
    assert {_name(path): found for path in SOURCES if (found := _names(path) & banned)} == {}


def test_only_the_epub_writer_knows_ebooklib() -> None:
    users = {_name(path) for path in SOURCES if any(name.split(".")[0] == "ebooklib" for name in _imports(path))}
    assert users == {"writers.epub"}


@pytest.mark.slow
def test_types_are_checked_where_only_the_tests_packages_are_installed() -> None:
    """A package of another extra that is here by chance hides from mypy that it has no types elsewhere."""
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text())
    requirements = (*pyproject["project"]["dependencies"], *pyproject["project"]["optional-dependencies"]["dev"])
    installed = {_distribution(requirement) for requirement in requirements}
    overrides = pyproject["tool"]["mypy"]["overrides"]
    untyped = {name.split(".")[0] for each in overrides if each["ignore_missing_imports"] for name in each["module"]}
    distributions = packages_distributions()
    imported = {name.split(".")[0] for path in SOURCES for name in _imports(path)} - sys.stdlib_module_names - untyped
    assert {"click", "lxml"} < imported
    unknown = {
        name
        for name in imported - {"convert", "__future__"}
        if not installed & {_distribution(found) for found in distributions.get(name, ())}
    }
    assert unknown == set()


def _distribution(requirement: str) -> str:
    """A requirement's distribution, as the index names it."""
    return re.split(r"[^\w.-]", requirement)[0].lower().replace("_", "-")


def _import_graph() -> dict[str, set[str]]:
    """The imports made while a module itself is imported: those at its top level."""
    graph: dict[str, set[str]] = {}
    for path in SOURCES:
        # Below `if TYPE_CHECKING`, nothing is imported.
        kept = [n for n in _nodes(path) if isinstance(n, ast.Import | ast.ImportFrom) and not n.col_offset]
        found = set()
        for node in kept:
            modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
            for module in modules:
                if module.split(".")[0] != "convert":
                    continue
                base = module.removeprefix("convert").removeprefix(".")
                names = [a.name for a in node.names] if isinstance(node, ast.ImportFrom) else []
                inner = {f"{base}.{n}".strip(".") for n in names if _is_module(f"{base}.{n}".strip("."))}
                found |= inner or {base}
        graph[_name(path)] = found - {_name(path)}
    return graph


def test_imports_make_no_circle() -> None:
    graph = _import_graph()
    assert len(graph["pipeline"]) > 3
    done: set[str] = set()
    while free := {name for name, imported in graph.items() if name not in done and imported & set(graph) <= done}:
        done |= free
    assert set(graph) - done == set()


def test_help_loads_little() -> None:
    code = (
        "import runpy, sys\n"
        "sys.argv = ['convert', '--help']\n"
        "try:\n    runpy.run_module('convert', run_name='__main__')\n"
        "except SystemExit as e:\n    assert not e.code, e.code\n"
        "print('LOADED', *sorted(sys.modules))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60, cwd="/")
    usage, _, loaded = done.stdout.rpartition("LOADED")
    assert "Usage" in usage
    modules = set(loaded.split())
    assert "click" in modules
    assert modules & {"convert.model", "convert.pipeline", "lxml", "jsonschema", "jsonschema_rs", "ebooklib"} == set()


_IRIS = (
    "from jsonschema import FormatChecker\n"
    "print([FormatChecker().conforms(text, 'iri') for text in ('urn:x', 'no iri')], 'lark' in sys.modules)\n"
)


@pytest.mark.parametrize(
    ("below", "expected"), [("", ""), pytest.param(_IRIS, "[True, False] True\n", marks=pytest.mark.slow)]
)
def test_explanations_load_no_grammar_of_iris(below: str, expected: str) -> None:
    """It is made where something else asks for it, which takes a second."""
    pytest.importorskip("rfc3987_syntax", reason="comes with check-jsonschema")
    code = (
        "import sys\n"
        "from convert import checks\n"
        'report = checks.check(b\'{"uri": "urn:x", "headlines": 1}\', format="ninjs@3.1")\n'
        "assert report.schema_valid is False\n"
        "print('lark' in sys.modules, 'rfc3987_syntax' in sys.modules)\n"
        f"{below}"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == f"False False\n{expected}"


def test_newsml_g2_loads_no_check_of_epub() -> None:
    code = (
        "import sys\n"
        "from convert.checks.registry import rules_of\n"
        "print(len(rules_of('newsml-g2')) > 30, *(name for name in sys.modules if 'checks.epub' in name))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "True\n"
