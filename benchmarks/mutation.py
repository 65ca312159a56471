"""How many seeded faults the quick suite finds: `python benchmarks/mutation.py --seed 1 [--package writers]`.

Faults are mutmut's (`pip install -e '.[dev,mutation]'`), one at a time, chosen by the seed in proportion to the size
of the files. The tests are collected once, in a temporary copy of the project, and run once to note which functions
each of them calls, which is kept in `.mutation_cache` for other runs on the same state. For each mutant a fork
replaces the code of one function and runs the tests that call it, quickest first, until one fails; then those of its
package that start processes; and where a cache or a fixture may have hidden the call, those of its package that call
anything else in the file, or are in one file with a test that calls it. A mutant of what runs as `convert` or a file
of tests is imported is tried in a new process, too, by all tests of its package or by those of that file. A test that
takes longer than `--limit` seconds finds the fault, too. With `--own`, other packages' tests are left out. Survivors
that change nothing that can be seen are listed in `mutation.equivalents.toml`, with the reason.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import difflib
import functools
import gc
import hashlib
import inspect
import itertools
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import tomllib
import types
from collections.abc import Generator, Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent
QUICK = "not slow or unsampled"
"""The quick tests, and all cases of those of which the quick suite takes a sample."""

KEPT = ROOT / ".mutation_cache"
"""What tests call, by digests of all that this depends on."""
KEPT_SECONDS = 3 * 24 * 3600
JOBS = "mutants.json"
EQUIVALENTS = Path(__file__).parent / "mutation.equivalents.toml"
"""Mutants that change nothing that can be seen: the file, the line as it is and as it would be, and why."""


class Package(NamedTuple):
    """Files by patterns below `convert`, and patterns for the names of the test files that are theirs."""

    sources: Sequence[str]
    tests: Sequence[str]


_READER = ("copy_checks", "envelopes_*", "generated_copy", "large_copy", "reader_*", "stories", "properties")

PACKAGES: Mapping[str, Package] = {
    "model": Package(["model/*.py"], ["model", "article_codec", "mapping"]),
    "pictures": Package(["pictures/*.py", "batch/inputs/pictures.py"], ["pictures", "pictures_of_stories"]),
    "envelopes": Package(["readers/text/envelopes/**/*.py"], [*_READER]),
    "lexicon": Package(["readers/text/lexicon/*.py"], [*_READER]),
    "lines": Package(["readers/text/lines/*.py"], ["layout", *_READER]),
    "labels": Package(["readers/text/labels/*.py"], [*_READER]),
    "layout": Package(["readers/text/layout/*.py"], ["layout", "layout_loss", "layout_results", *_READER]),
    "readback": Package(
        ["readers/*.py", "readers/epub/*.py", "readers/newsml_g2/*.py"],
        ["article_codec", "readback", "epub_looks", "official"],
    ),
    "fields": Package(["readers/text/fields/*.py", "readers/text/*.py"], ["metadata", *_READER]),
    "explain": Package(["readers/text/explain/*.py"], ["columns", "transcripts", *_READER]),
    "writers": Package(
        ["writers/*.py", "mapping/*.py"],
        [
            *(
                "determinism",
                "editions",
                "epub",
                "epub_looks",
                "golden",
                "mapping",
                "markup",
                "newsml_g2",
                "ninjs",
                "ninjs_versions",
            ),
            *("official", "proof", "properties", "readback", "receivers"),
        ],
    ),
    "checks": Package(
        ["checks/**/*.py"],
        [
            *("changed_places", "custom_schema", "deep_checks", "disclosure", "epub", "epub_*", "epubcheck"),
            *("field_examples", "format_checks", "hostile_values", "newsml_g2", "newsml_g2_agreement", "ninjs"),
            *("ninjs_versions", "official", "one_fault_one_finding", "other_formats", "positions", "proof"),
            *("rules", "session", "shards"),
        ],
    ),
    "batch": Package(
        ["batch/**/*.py", "atomic_write/*.py"],
        [
            *("atomic_write", "batch", "batch_*", "checking_ahead", "cluster", "edges", "hostile_files", "inputs_*"),
            *("journal", "machines", "placing", "pool", "shards", "shards_output", "sidecars", "storage", "stories"),
            *("pictures_in_archives", "recipes", "refusals", "replacing", "transcripts", "ways_of_converting"),
        ],
    ),
    "packages": Package(
        ["packages/**/*.py"],
        ["packages", "packages_eark", "package_contents", "pack", "pack_eark", "unpack", "editions", "ocfl*"],
    ),
    "cli": Package(
        ["cli/*.py"],
        [
            *("batch", "command_outputs", "completion", "columns", "configuration", "docs", "edges", "editions"),
            *("fields", "first_touch", "help", "journal", "messages", "options", "pack", "progress", "publishing"),
            "reports",
            *("transcripts", "unpack", "ways_of_converting"),
        ],
    ),
    "reports": Package(["reports/*.py"], ["reports", "proof", "transcripts", "docs", "action", "hook"]),
    "top": Package(
        [
            "*.py",
            *(f"{name}/*.py" for name in ("api", "article_codec", "configuration", "documents", "fields", "pipeline")),
        ],
        [
            *("api", "api_arguments", "article_codec", "configuration*", "copy_checks", "docs", "documents", "fields"),
            *("first_touch", "formats", "golden", "large_copy", "long_numbers", "metadata", "offline", "pack"),
            *("packing", "pipeline", "proof", "reader_time_zone", "rules", "stories", "story_findings"),
            *("supplied_values", "transcripts", "ways_of_converting", "zip_members"),
        ],
    ),
}
"""The parts of `convert`. A file that two name belongs to the first."""

NO_PACKAGE = frozenset(
    {
        *("ace", "benchmarks", "container", "contributing", "fast", "first_hour", "layers", "release", "site"),
        *("text_quality", "wheel", "words"),
    }
)
"""The test files of no package: what they hold is the project, its documents or its surroundings."""


class Mutant(NamedTuple):
    """One changed function: its file below the root, the line of the change, and the whole text with it."""

    seed: int
    package: str
    path: str
    line: int
    text: str
    diff: str

    @property
    def key(self) -> tuple[str, str, str]:
        """The file, the lines as they are, and as they would be, without their indents."""
        sides = ([line[1:].strip() for line in self.diff.splitlines() if line[:1] == sign] for sign in "-+")
        before, after = ("\n".join(lines) for lines in sides)
        return self.path, before, after


def test_files(package: str) -> list[str]:
    """The test files of a package; raises SystemExit where one is not there."""
    files: dict[str, None] = {}
    for name in PACKAGES[package].tests:
        found = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").glob(f"test_{name}.py"))
        if not found:
            sys.exit(f"{package}: there is no tests/test_{name}.py")
        files.update(dict.fromkeys(found))
    return list(files)


def sources(package: str) -> list[Path]:
    """The files of a package, without those of one before it."""
    found: dict[Path, str] = {}
    for name, each in PACKAGES.items():
        for pattern in each.sources:
            for path in sorted((ROOT / "convert").glob(pattern)):
                found.setdefault(path, name)
    return [path for path, name in found.items() if name == package]


@functools.cache
def _mutations(path: Path) -> tuple[Any, Sequence[Any]]:
    """The syntax of a module, and what mutmut would change in its functions."""
    import libcst
    from mutmut.mutation.file_mutation import MutationVisitor
    from mutmut.mutation.mutators import mutation_operators
    from mutmut.mutation.pragma_handling import IgnoredCode

    visitor = MutationVisitor(mutation_operators, IgnoredCode(set(), set(), set()))
    module = libcst.MetadataWrapper(libcst.parse_module(path.read_text(encoding="utf-8"))).visit(visitor)
    return module, [each for each in visitor.mutations if each.contained_by_top_level_function]


def mutants(package: str, count: int, seed: int) -> Iterator[Mutant]:
    """Up to `count` different mutants of a package; the same for the same seed and sources."""
    from mutmut.mutation.file_mutation import deep_replace

    chance = random.Random(f"{seed} {package}")
    paths = sources(package)
    sizes = [path.stat().st_size for path in paths]
    chosen: set[tuple[Path, int]] = set()
    for _ in range(20 * count):
        path = chance.choices(paths, sizes)[0]
        module, found = _mutations(path)
        at = chance.randrange(len(found)) if found else 0
        if not found or (path, at) in chosen:
            continue
        chosen.add((path, at))
        text = deep_replace(module, found[at].original_node, found[at].mutated_node).code
        lines = path.read_text(encoding="utf-8").splitlines(), text.splitlines()
        diff = list(difflib.unified_diff(*lines, n=0, lineterm=""))[2:]
        first = int(diff[0].split()[1].partition(",")[0].lstrip("-"))
        yield Mutant(seed, package, str(path.relative_to(ROOT)), first, text, "\n".join(diff[1:]))
        if len(chosen) == count:
            return


Function = tuple[str, str]
"""A function of ours: its file, and its qualified name."""


class Calls:
    """Which functions of `convert` are called, as long as the context lasts.

    `importing` has those that are called as a module of `convert` is imported, `hidden` those that are called from a
    cached function or a fixture: other tests that depend on them need not call them again. `elsewhere` tells whether
    anything was done in another process, whose calls nobody sees.
    """

    def __init__(self, cached: Cached | None = None) -> None:
        self.functions: set[Function] = set()
        self.importing: set[Function] = set()
        self.hidden: set[Function] = set()
        self.elsewhere = False
        self._cached = cached
        self._depth = 0
        """How many cached functions and fixtures are running."""
        self._seen: dict[int, types.CodeType | None] = {}
        """By address, for hashing a code takes long: the codes that were called; None for those that hide calls."""
        self._seen_hidden: set[int] = set()
        self._folder = str(Path("convert").resolve()) + os.sep

    def __enter__(self) -> Calls:
        _LISTENERS.append(self)
        threading.settrace(self._step)
        sys.settrace(self._step)
        return self

    def __exit__(self, *_: object) -> None:
        sys.settrace(None)
        threading.settrace(None)  # type: ignore[arg-type]
        _LISTENERS.remove(self)

    def _step(self, frame: types.FrameType, event: str, _: object) -> object:
        code = frame.f_code
        key = id(code)
        hides = False
        if self._seen.get(key, self) is not code:
            hides = key in self._seen or bool(self._cached and code in self._cached)
            self._seen[key] = None if hides else code
            if code.co_filename.startswith(self._folder):
                self.functions.add((code.co_filename, code.co_qualname))
                if self._is_importing(frame):
                    self.importing.add((code.co_filename, code.co_qualname))
        if hides:
            self._depth += 1
            frame.f_trace_lines = False
        if self._depth and key not in self._seen_hidden:
            self._seen_hidden.add(key)
            if code.co_filename.startswith(self._folder):
                self.hidden.add((code.co_filename, code.co_qualname))
        return self._leave if hides else None

    def _is_importing(self, frame: types.FrameType | None) -> bool:
        while frame and not (frame.f_code.co_name == "<module>" and frame.f_code.co_filename.startswith(self._folder)):
            frame = frame.f_back
        return frame is not None

    def _leave(self, frame: types.FrameType, event: str, _: object) -> object:
        if event == "return":
            self._depth -= 1
        return self._leave


_LISTENERS: list[Calls] = []


def _note_processes(event: str, _: object) -> None:
    if event in ("subprocess.Popen", "os.fork", "os.posix_spawn", "os.exec"):
        for each in _LISTENERS:
            each.elsewhere = True


class Cached:
    """The codes whose results are kept for others: those of cached functions and of what sets fixtures up."""

    def __init__(self) -> None:
        import _pytest.fixtures

        wrappers = [each for each in gc.get_objects() if isinstance(each, functools._lru_cache_wrapper)]
        codes = {getattr(each.__wrapped__, "__code__", None) for each in wrappers}
        codes |= {each.func.__code__ for each in gc.get_objects() if isinstance(each, functools.cached_property)}
        self._codes = {code for code in codes if code} | {_pytest.fixtures.call_fixture_func.__code__}
        # Modules that a test is the first to import have theirs, too.
        self._lines = {
            (str(path.resolve()), line) for path in Path("convert").rglob("*.py") for line in _cached_at(path)
        }

    def __contains__(self, code: types.CodeType) -> bool:
        return code in self._codes or (code.co_filename, code.co_firstlineno) in self._lines


def _cached_at(path: Path) -> Iterator[int]:
    """The lines on which the codes of a module's cached functions begin."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and any("cache" in ast.unparse(each) for each in node.decorator_list):
            yield min(each.lineno for each in node.decorator_list)


def _relative(functions: Set[Function]) -> Iterator[Function]:
    return ((os.path.relpath(path), name) for path, name in functions)


def _absolute(functions: Sequence[Function]) -> Iterator[Function]:
    return ((os.path.abspath(path), name) for path, name in functions)


def _state(tests: Path) -> str:
    """A digest of a file of tests and of all files of the project that are no other tests."""
    return hashlib.sha256(_state_of_project() + tests.read_bytes()).hexdigest()


@functools.cache
def _state_of_project() -> bytes:
    digest = hashlib.sha256(sys.version.encode() + os.environ["WIRECOPY_OFFICIAL"].encode())
    for path in sorted(Path().rglob("*")):
        name = path.as_posix()
        is_test = path.parent.name == "tests" and path.match("test_*.py")
        is_made = not {"__pycache__", ".hypothesis"}.isdisjoint(path.parts)
        is_used = not is_made and path.name not in (JOBS, EQUIVALENTS.name)
        if path.is_file() and not is_test and is_used:
            digest.update(f"{name}\0{path.stat().st_size}\0".encode() + path.read_bytes())
    return digest.digest()


class Traced(NamedTuple):
    """A test that passes without a fault: the seconds that it takes, and what it calls."""

    seconds: float
    functions: frozenset[Function]
    elsewhere: bool

    @property
    def files(self) -> Set[str]:
        """The files of the functions."""
        return {file for file, _ in self.functions}


class Runner:
    """A plugin of pytest that runs what was collected once for each mutant, each time in a fork."""

    def __init__(self, waiting: Sequence[Mutant], limit: int, own: bool, results: Path, kept: Path) -> None:
        self.waiting, self.limit, self.own, self.results, self.kept = waiting, limit, own, results, kept
        self.written = 0
        self.hidden: set[Function] = set()
        self.on_import: set[Function] = set()
        """What is called as modules of ours are imported."""
        self.on_collection: dict[str, set[Function]] = {}
        """What else is called as a file of tests is imported, by its name."""
        self.configuring: Calls | None = Calls()
        self.configuring.__enter__()
        sys.addaudithook(_note_processes)

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self, collector: Any) -> Generator[None, object, object]:
        if self.configuring:
            self.configuring.__exit__()
            self.on_import |= self.configuring.functions
            self.configuring = None
        with Calls() as calls:
            report = yield
        self.on_import |= calls.importing
        self.on_collection.setdefault(collector.path.name, set()).update(calls.functions)
        return report

    def pytest_collectreport(self, report: Any) -> None:
        if report.failed:
            sys.exit(report.longreprtext)

    def pytest_runtestloop(self, session: Any) -> bool:
        traced = self._trace(session)
        _fill_caches()
        for number, mutant in enumerate(self.waiting, 1):
            names = test_files(mutant.package)
            changed = changed_functions(mutant)
            importing = [name for name, functions in self.on_collection.items() if functions & changed]
            is_on_import = not changed or bool(changed & self.on_import)
            is_hidden = is_on_import or bool(importing) or bool(changed & self.hidden)
            paths = {file for file, _ in changed} or {str(Path(mutant.path).resolve())}
            calling, others = [], []
            own = [item for item in session.items if item.nodeid in traced and f"tests/{item.path.name}" in names]
            # A fixture that the tests of a file share is set up in the first of them alone.
            sharing = {item.path for item in own if is_hidden and traced[item.nodeid].functions & changed}
            for item in own if self.own else session.items:
                if test := traced.get(item.nodeid):
                    is_near = is_hidden and bool(item.path in sharing or test.files & paths)
                    if test.functions & changed:
                        calling.append((test.seconds, item))
                    elif f"tests/{item.path.name}" in names and (test.elsewhere or is_on_import or is_near):
                        others.append((test.seconds, item))
            by_time = [[item for _, item in sorted(group, key=lambda pair: pair[0])] for group in (calling, others)]
            original, times = Path(mutant.path).read_text(encoding="utf-8"), Path(mutant.path).stat()
            try:
                items = [*by_time[0], *by_time[1]]
                while found := self._in_fork(mutant, original, items, is_hidden):
                    [finding] = [item for item in items if item.nodeid == found]
                    if self._in_fork(mutant._replace(text=original), original, [finding], is_hidden) is None:
                        break
                    print(f"left out, for it fails alone: {found}", file=sys.stderr)
                    del traced[found]
                    items = items[items.index(finding) + 1 :]
                self._put(mutant)
                again = [item for item in by_time[1] + by_time[0] if is_on_import or item.path.name in importing]
                if found is None and again:
                    found = None if self._passes(again) else "on import"
            finally:
                Path(mutant.path).write_text(original, encoding="utf-8")
                os.utime(mutant.path, ns=(times.st_atime_ns, times.st_mtime_ns))
            with self.results.open("a", encoding="utf-8") as out:
                print(json.dumps(found), file=out)
            place = f"{mutant.path}:{mutant.line} (seed {mutant.seed}, {len(calling)} tests)"
            print(f"{number} of {len(self.waiting)}: {place}: {found or mutant.diff}", file=sys.stderr)
        return True

    def _trace(self, session: Any) -> Mapping[str, Traced]:
        """Every test that passes without a fault, by its name.

        What each file of tests calls is kept for other runs, as long as no file but those of other tests changes.
        """
        files = {item.path.name: self.kept / f"{_state(item.path)}.json" for item in session.items}
        new = [item for item in session.items if not files[item.path.name].exists()]
        if new and (child := os.fork()):
            os.waitpid(child, 0)
        elif new:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os.dup2(1, 2)
            gc.unfreeze()  # what is frozen is not among the objects
            cached = Cached()
            for name, group in itertools.groupby(new, lambda item: item.path.name):
                rows, hidden = self._trace_file(list(group), cached)
                partial = files[name].with_suffix(f".{os.getpid()}")
                partial.write_text(json.dumps({"tests": rows, "hidden": sorted(hidden)}), encoding="utf-8")
                partial.replace(files[name])
            os._exit(0)
        traced = {}
        for file in files.values():
            found = json.loads(file.read_text(encoding="utf-8"))
            self.hidden.update(_absolute(found["hidden"]))
            for name, seconds, elsewhere, functions in found["tests"]:
                traced[name] = Traced(seconds, frozenset(_absolute(functions)), elsewhere)
        left = [item.nodeid for item in session.items if item.nodeid not in traced]
        print(f"left out, for they fail without a fault: {left}", file=sys.stderr)
        return traced

    def _trace_file(self, items: Sequence[Any], cached: Cached) -> tuple[list[object], set[Function]]:
        """What the tests of a file call that pass, and what is hidden from others."""
        rows: list[object] = []
        hidden: set[Function] = set()
        for item, following in zip(items, [*items[1:], None], strict=True):
            failed, started = item.session.testsfailed, time.monotonic()
            with Calls(cached) as calls:
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            seconds = time.monotonic() - started
            if item.session.testsfailed == failed:
                rows.append((item.nodeid, seconds, calls.elsewhere, sorted(_relative(calls.functions))))
                hidden |= set(_relative(calls.hidden))
        return rows, hidden

    def _in_fork(self, mutant: Mutant, original: str, items: Sequence[Any], is_hidden: bool) -> str | None:
        """The test that finds the fault; None where all pass."""
        if not items:
            return None
        self._put(mutant)
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.setpgid(0, 0)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os.dup2(1, 2)
            _replace_code(mutant, original)
            if is_hidden:
                _empty_caches()
            for item, following in zip(items, [*items[1:], None], strict=True):
                os.write(writing, f"\n{item.nodeid}".encode())
                signal.alarm(self.limit)
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                if item.session.testsfailed:
                    os._exit(1)
            os._exit(0)
        os.close(writing)
        with open(reading, "rb") as started:
            last = b""
            while chunk := started.read1():
                last = (last + chunk)[-1000:]
        _, status = os.waitpid(child, 0)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)  # what its tests have left running
        return last.decode(errors="replace").rpartition("\n")[2] if status else None

    def _put(self, mutant: Mutant) -> None:
        """Write the mutant's text into its file, which the tests may be the first to import."""
        Path(mutant.path).write_text(mutant.text, encoding="utf-8")
        # Compiled files are found by second and size: no two texts of a file may share both.
        self.written += 1
        os.utime(mutant.path, (10**9 + self.written, 10**9 + self.written))

    def _passes(self, items: Sequence[Any]) -> bool:
        nodes = Path("nodes.txt")
        nodes.write_text("".join(f"{item.nodeid}\n" for item in items), encoding="utf-8")
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-m", QUICK, f"@{nodes}"]
        try:
            done = subprocess.run(command, capture_output=True, check=False, timeout=self.limit * 20)
        except subprocess.TimeoutExpired:
            return False
        return done.returncode == 0


def _codes(text: str, path: str) -> list[types.CodeType]:
    """The code of a module and of each of its functions, those inside functions too."""
    codes = [compile(text, path, "exec")]
    for code in codes:
        codes += [each for each in code.co_consts if isinstance(each, types.CodeType)]
    return codes


def changed_functions(mutant: Mutant) -> frozenset[Function]:
    """The functions whose own code the mutant changes; none where it changes what runs on import alone."""
    path = str(Path(mutant.path).resolve())

    def meanings(text: str) -> Mapping[str, Sequence[object]]:
        found: dict[str, list[object]] = {}
        for code in _codes(text, path):
            if code.co_flags & inspect.CO_OPTIMIZED:
                consts = [repr(each) for each in code.co_consts if not isinstance(each, types.CodeType)]
                meaning = code.co_code, consts, code.co_names, code.co_varnames
                found.setdefault(code.co_qualname, []).append(meaning)
        return found

    before, after = meanings(Path(mutant.path).read_text(encoding="utf-8")), meanings(mutant.text)
    return frozenset((path, name) for name, meaning in after.items() if meaning != before.get(name))


def _replace_code(mutant: Mutant, original: str) -> None:
    """Give every function that was loaded from the mutant's file its new code."""
    path = str(Path(mutant.path).resolve())
    groups: dict[str, tuple[list[types.CodeType], list[types.CodeType]]] = {}
    for number, text in enumerate((original, mutant.text)):
        for code in _codes(text, path):
            groups.setdefault(code.co_qualname, ([], []))[number].append(code)
    # A module may have many functions of one name, such as <lambda>: their places tell which is which.
    codes = {_place(old): new for pair in groups.values() for old, new in zip(*pair, strict=False)}
    gc.unfreeze()  # what is frozen is not among the objects
    for each in gc.get_objects():
        if isinstance(each, types.FunctionType) and each.__code__.co_filename == path:
            code = codes.get(_place(each.__code__), each.__code__)
            if code.co_freevars == each.__code__.co_freevars:
                each.__code__ = code


def _fill_caches() -> None:
    """Read, write and check, so that forks find lexicons, models and schemas loaded."""
    import convert

    for path in sorted(Path("tests/readers/corpus").glob("*.txt"))[::4]:
        for format, document in convert.convert(path, timezone="Europe/Berlin").documents.items():
            convert.check(document, format=format)


def _empty_caches() -> None:
    for each in gc.get_objects():
        if isinstance(each, functools._lru_cache_wrapper):
            each.cache_clear()


def _place(code: types.CodeType) -> object:
    return code.co_qualname, tuple(code.co_positions())


def work(jobs: Path) -> None:
    """Run the mutants of a file in the copy of the project that it lies in."""
    task = json.loads(jobs.read_text(encoding="utf-8"))
    os.chdir(jobs.parent)
    sys.path.insert(0, str(jobs.parent))
    waiting = [Mutant(*each) for each in task["mutants"]]
    runner = Runner(waiting, task["limit"], task["own"], Path(task["results"]), Path(task["kept"]))
    files = sorted({file for each in task["mutants"] for file in test_files(each[1])}) if task["own"] else []
    options = ["-q", "-s", "-p", "no:cacheprovider", "-m", QUICK]
    sys.exit(pytest.main([*options, *files], plugins=[runner]))


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, action="append", help="may be repeated; default: 1")
    parser.add_argument("--package", action="append", choices=PACKAGES, help="may be repeated; default: all")
    parser.add_argument("--count", type=int, default=100, help="mutants of each package")
    parser.add_argument("--limit", type=int, default=60, help="seconds that one test may take")
    parser.add_argument("--own", action="store_true", help="run no tests but those of the mutant's own package")
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.work:
        work(options.work)
    packages = options.package or list(PACKAGES)
    seeds = options.seed or [1]
    groups = [list(mutants(package, options.count, seed)) for seed in seeds for package in packages]
    # In rounds, so that a run that is ended has tried all packages.
    chosen = [mutant for found in itertools.zip_longest(*groups) for mutant in found if mutant]
    with tempfile.TemporaryDirectory() as temporary:
        copy, results = Path(temporary).resolve() / "wirecopy", Path(temporary) / "results"
        not_source = (".venv*", ".git", ".*_cache", ".hypothesis", "__pycache__")
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*not_source))
        KEPT.mkdir(exist_ok=True)
        for old in KEPT.iterdir():
            if old.stat().st_mtime < time.time() - KEPT_SECONDS:
                old.unlink()
        task = {
            "mutants": chosen,
            "limit": options.limit,
            "own": options.own,
            "results": str(results),
            "kept": str(KEPT),
        }
        (copy / JOBS).write_text(json.dumps(task), encoding="utf-8")
        command = [sys.executable, str(copy / "benchmarks/mutation.py"), "--work", str(copy / JOBS)]
        official = os.environ.get("WIRECOPY_OFFICIAL") or str(ROOT.parent / "shared" / "official")
        environment = {**os.environ, "PYTHONPATH": str(copy), "WIRECOPY_OFFICIAL": official}
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
        found = [json.loads(line) for line in results.open(encoding="utf-8")]
    known = equivalents()
    print("seed  package    found  of  equivalent  share of the others")
    for seed, package in itertools.product(seeds, packages):
        pairs = [pair for pair in zip(chosen, found, strict=True) if pair[0][:2] == (seed, package)]
        killed = sum(test is not None for _, test in pairs)
        same = sum(test is None and mutant.key in known for mutant, test in pairs)
        share = f"{killed / (len(pairs) - same):.0%}" if len(pairs) > same else ""
        print(f"{seed:>4}  {package:<10} {killed:>5} {len(pairs):>3} {same:>11}  {share}")
    survivors = [mutant for mutant, test in zip(chosen, found, strict=True) if test is None]
    for mutant in survivors:
        why = f"\nequivalent: {known[mutant.key]}" if mutant.key in known else ""
        print(f"\n{mutant.path}:{mutant.line} (seed {mutant.seed})\n{mutant.diff}{why}")


def equivalents() -> Mapping[tuple[str, str, str], str]:
    """Why each of the known mutants changes nothing that can be seen, by their keys."""
    rows = tomllib.loads(EQUIVALENTS.read_text(encoding="utf-8"))["mutant"]
    return {(row["path"], row["before"], row["after"]): row["why"] for row in rows}


if __name__ == "__main__":
    main()
