"""How many seeded faults the quick suite finds: `python benchmarks/mutation.py --seed 1 [--package writers]`.

Faults are mutmut's (`pip install -e '.[dev,mutation]'`), one at a time, chosen by the seed in proportion to the size of
the files. The tests are collected once, in a temporary copy of the project; for each mutant a fork replaces the code of
one function and runs the tests of its package first, then all other quick ones, until one fails. A mutant that survives
is tried again by the tests of its package in a new process, which also runs what is computed on import. A test that
takes longer than `--limit` seconds finds the fault, too. With `--own`, other packages' tests are left out.
"""

from __future__ import annotations

import argparse
import contextlib
import difflib
import functools
import gc
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import types
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
QUICK = "not slow or unsampled"
"""The quick tests, and all cases of those of which the quick suite takes a sample."""


class Package(NamedTuple):
    """Files by patterns below `convert`, and the test files that are theirs."""

    sources: Sequence[str]
    tests: Sequence[str]


_READER = ("reader_text", "reader_corpus", "reader_header", "properties")

PACKAGES: Mapping[str, Package] = {
    "model": Package(["model/*.py"], ["model", "article_codec", "mapping"]),
    "envelopes": Package(["readers/text/envelopes/*.py"], ["envelopes_wire", *_READER]),
    "lexicon": Package(
        ["readers/text/lexicon/*.py"],
        ["reader_names", "reader_dates", "reader_captions", "reader_lexicon_files", "reader_labeled_lines", *_READER],
    ),
    "lines": Package(["readers/text/lines/*.py"], ["reader_language", "reader_dropcaps", *_READER]),
    "labels": Package(["readers/text/labels/*.py"], ["reader_model", "reader_reranking", "reader_wording", *_READER]),
    "layout": Package(["readers/text/layout/*.py"], ["layout", "layout_loss", *_READER]),
    "readback": Package(
        [f"readers/{name}.py" for name in ("_dialect", "_body", "newsml_g2", "ninjs", "epub")], ["readback"]
    ),
    "fields": Package(
        ["readers/text/fields/*.py", "readers/text/*.py", "readers/*.py"],
        [*_READER, "reader_labeled_lines", "reader_lists_and_quotes", "reader_shortcuts"],
    ),
    "explain": Package(
        ["readers/text/explain/*.py", "readers/text/site/*.py"],
        ["reader_explanations", "reader_wording", "site_lines", "reader_text"],
    ),
    "writers": Package(
        ["writers/*.py", "mapping/*.py"],
        [
            "golden",
            "mapping",
            "markup",
            "newsml_g2",
            "ninjs",
            "ninjs_versions",
            "receivers",
            "epub",
            "proof",
            "properties",
            "editions",
        ],
    ),
    "checks": Package(
        ["checks/**/*.py"],
        [
            "rules",
            "custom_schema",
            "newsml_g2",
            "ninjs",
            "epub",
            "positions",
            "session",
            "hostile_values",
            "shards",
            "format_checks",
            "disclosure",
            "one_fault_one_finding",
            "other_formats",
            "field_examples",
        ],
    ),
    "batch": Package(
        ["batch/**/*.py", "atomic_write.py"],
        [
            "batch",
            "journal",
            "cluster",
            "machines",
            "storage",
            "pool",
            "shards_output",
            "sidecars",
            "edges",
            "inputs_archives",
            "inputs_json_lines",
            "inputs_names",
            "inputs_sources",
            "site_lines",
            "hostile_files",
            "transcripts",
        ],
    ),
    "packages": Package(
        ["packages/**/*.py"],
        ["packages", "package_contents", "pack", "pack_eark", "unpack", "editions", "ocfl", "ocfl_store"],
    ),
    "cli": Package(["cli/*.py"], ["transcripts", "batch", "configuration", "docs"]),
    "reports": Package(["reports/*.py"], ["reports", "proof", "transcripts", "docs"]),
    "top": Package(
        ["*.py"], ["configuration", "documents", "copy_checks", "docs", "api", "article_codec", "golden", "proof"]
    ),
}
"""The parts of `convert`. A file that two name belongs to the first."""


class Mutant(NamedTuple):
    """One changed function: its file below the root, the line of the change, and the whole text with it."""

    package: str
    path: str
    line: int
    text: str
    diff: str


def test_files(package: str) -> list[str]:
    """The test files of a package; raises SystemExit where one is not there."""
    files = [f"tests/test_{name}.py" for name in PACKAGES[package].tests]
    if missing := [file for file in files if not (ROOT / file).is_file()]:
        sys.exit(f"{package}: there are no {', '.join(missing)}")
    return files


def sources(package: str) -> list[Path]:
    """The files of a package, without those of one before it."""
    found: dict[Path, str] = {}
    for name, each in PACKAGES.items():
        for pattern in each.sources:
            for path in sorted((ROOT / "convert").glob(pattern)):
                found.setdefault(path, name)
    return [path for path, name in found.items() if name == package]


def mutants(package: str, count: int, seed: int) -> Iterator[Mutant]:
    """Up to `count` different mutants of a package; the same for the same seed and sources."""
    import libcst
    from mutmut.mutation.file_mutation import MutationVisitor, deep_replace
    from mutmut.mutation.mutators import mutation_operators
    from mutmut.mutation.pragma_handling import IgnoredCode

    @functools.cache
    def mutations(path: Path) -> tuple[Any, Sequence[Any]]:
        visitor = MutationVisitor(mutation_operators, IgnoredCode(set(), set(), set()))
        module = libcst.MetadataWrapper(libcst.parse_module(path.read_text(encoding="utf-8"))).visit(visitor)
        return module, [each for each in visitor.mutations if each.contained_by_top_level_function]

    chance = random.Random(f"{seed} {package}")
    paths = sources(package)
    sizes = [path.stat().st_size for path in paths]
    chosen: set[tuple[Path, int]] = set()
    for _ in range(20 * count):
        path = chance.choices(paths, sizes)[0]
        module, found = mutations(path)
        at = chance.randrange(len(found)) if found else 0
        if not found or (path, at) in chosen:
            continue
        chosen.add((path, at))
        text = deep_replace(module, found[at].original_node, found[at].mutated_node).code
        lines = path.read_text(encoding="utf-8").splitlines(), text.splitlines()
        diff = list(difflib.unified_diff(*lines, n=0, lineterm=""))[2:]
        first = int(diff[0].split()[1].partition(",")[0].lstrip("-"))
        yield Mutant(package, str(path.relative_to(ROOT)), first, text, "\n".join(diff[1:]))
        if len(chosen) == count:
            return


class Runner:
    """A plugin of pytest that runs what was collected once for each mutant, each time in a fork."""

    def __init__(self, waiting: Sequence[Mutant], limit: int, own: bool, results: Path) -> None:
        self.waiting, self.limit, self.own, self.results = waiting, limit, own, results

    def pytest_collectreport(self, report: Any) -> None:
        if report.failed:
            sys.exit(report.longreprtext)

    def pytest_runtestloop(self, session: Any) -> bool:
        sound = list(session.items)
        while failing := self._in_fork(None, session, sound):  # so that no mutant is found by a test that always fails
            print(f"left out, for it fails without a fault: {failing}", file=sys.stderr)
            sound = [item for item in sound if item.nodeid != failing]
        for number, mutant in enumerate(self.waiting, 1):
            names = test_files(mutant.package)
            firsts = [item for name in names for item in sound if f"tests/{item.path.name}" == name]
            rest = [] if self.own else [item for item in sound if f"tests/{item.path.name}" not in names]
            original, times = Path(mutant.path).read_text(encoding="utf-8"), Path(mutant.path).stat()
            Path(mutant.path).write_text(mutant.text, encoding="utf-8")
            # Compiled files are found by second and size: no two texts of a file may share both.
            os.utime(mutant.path, (10**9 + number, 10**9 + number))
            try:
                found = self._in_fork(mutant, session, [*firsts, *rest])
                if found is None and not self._passes(firsts):
                    found = "on import"
            finally:
                Path(mutant.path).write_text(original, encoding="utf-8")
                os.utime(mutant.path, ns=(times.st_atime_ns, times.st_mtime_ns))
            with self.results.open("a", encoding="utf-8") as out:
                print(json.dumps(found), file=out)
            print(f"{number} of {len(self.waiting)}: {mutant.path}:{mutant.line}: {found}", file=sys.stderr)
        return True

    def _in_fork(self, mutant: Mutant | None, session: Any, items: Sequence[Any]) -> str | None:
        """The test that finds the fault; None where all pass."""
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.setpgid(0, 0)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os.dup2(1, 2)
            if mutant:
                _replace_code(mutant)
            for item, following in zip(items, [*items[1:], None], strict=True):
                os.write(writing, f"\n{item.nodeid}".encode())
                signal.alarm(self.limit)
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                if session.testsfailed:
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

    def _passes(self, items: Sequence[Any]) -> bool:
        nodes = Path("nodes.txt")
        nodes.write_text("".join(f"{item.nodeid}\n" for item in items), encoding="utf-8")
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-m", QUICK, f"@{nodes}"]
        try:
            done = subprocess.run(command, capture_output=True, check=False, timeout=self.limit * 20)
        except subprocess.TimeoutExpired:
            return False
        return done.returncode == 0


def _replace_code(mutant: Mutant) -> None:
    """Give every function that was loaded from the mutant's file the code that is there now; empty all caches."""
    path = str(Path(mutant.path).resolve())
    codes: dict[str, types.CodeType] = {}
    waiting = [compile(mutant.text, path, "exec")]
    for code in waiting:
        codes.setdefault(code.co_qualname, code)
        waiting += [each for each in code.co_consts if isinstance(each, types.CodeType)]
    gc.unfreeze()  # what is frozen is not among the objects
    for each in gc.get_objects():
        if isinstance(each, types.FunctionType) and each.__code__.co_filename == path:
            code = codes.get(each.__code__.co_qualname, each.__code__)
            if code.co_freevars == each.__code__.co_freevars:
                each.__code__ = code
        elif isinstance(each, functools._lru_cache_wrapper):
            each.cache_clear()


def work(jobs: Path) -> None:
    """Run the mutants of a file in the copy of the project that it lies in."""
    import pytest

    task = json.loads(jobs.read_text(encoding="utf-8"))
    os.chdir(jobs.parent)
    sys.path.insert(0, str(jobs.parent))
    runner = Runner([Mutant(*each) for each in task["mutants"]], task["limit"], task["own"], Path(task["results"]))
    files = sorted({file for each in task["mutants"] for file in test_files(each[0])}) if task["own"] else []
    options = ["-q", "-s", "-p", "no:cacheprovider", "-m", QUICK]
    sys.exit(pytest.main([*options, *files], plugins=[runner]))


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--package", action="append", choices=PACKAGES, help="may be repeated; default: all")
    parser.add_argument("--count", type=int, default=100, help="mutants of each package")
    parser.add_argument("--limit", type=int, default=60, help="seconds that one test may take")
    parser.add_argument("--own", action="store_true", help="run no tests but those of the mutant's own package")
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.work:
        work(options.work)
    packages = options.package or list(PACKAGES)
    chosen = [mutant for package in packages for mutant in mutants(package, options.count, options.seed)]
    with tempfile.TemporaryDirectory() as temporary:
        copy, results = Path(temporary).resolve() / "wirecopy", Path(temporary) / "results"
        not_source = (".venv*", ".git", ".*_cache", ".hypothesis", "__pycache__")
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*not_source))
        task = {"mutants": chosen, "limit": options.limit, "own": options.own, "results": str(results)}
        (copy / "mutants.json").write_text(json.dumps(task), encoding="utf-8")
        command = [sys.executable, str(copy / "benchmarks/mutation.py"), "--work", str(copy / "mutants.json")]
        official = os.environ.get("WIRECOPY_OFFICIAL") or str(ROOT.parent / "shared" / "official")
        environment = {**os.environ, "PYTHONPATH": str(copy), "WIRECOPY_OFFICIAL": official}
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
        found = [json.loads(line) for line in results.open(encoding="utf-8")]
    print("package    found  of  share")
    for package in packages:
        tests = [test for mutant, test in zip(chosen, found, strict=True) if mutant.package == package]
        killed = sum(test is not None for test in tests)
        print(f"{package:<10} {killed:>5} {len(tests):>3}  {killed / len(tests):.0%}")
    survivors = [mutant for mutant, test in zip(chosen, found, strict=True) if test is None]
    for mutant in survivors:
        print(f"\n{mutant.path}:{mutant.line}\n{mutant.diff}")


if __name__ == "__main__":
    main()
