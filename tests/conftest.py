"""What all tests share: the shared articles, the official yardsticks, goldens, and a machine without a network."""

from __future__ import annotations

import gc
import os
import socket
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn

import forked_cli
import hypothesis
import pytest
import sentences
from fast import FAST
from official import folder as official_folder

from convert import article_codec
from convert.model import Article

HERE = Path(__file__).parent
ROOT = HERE.parent
IN_CI = os.environ.get("WIRECOPY_CI") == "1"

_CALM = {
    "deadline": None,
    "print_blob": True,
    # A landing is not decided by chance: CI draws the same examples every time, everybody else new ones.
    "derandomize": IN_CI,
    "suppress_health_check": [hypothesis.HealthCheck.too_slow, hypothesis.HealthCheck.data_too_large],
}
_SLOW = 100
hypothesis.settings.register_profile("quick", max_examples=3, **_CALM)


ALONE: Mapping[str, tuple[str, ...]] = {
    "test_batch_faults.py": (
        *("test_256_workers", "test_a_batch_that_is_killed", "test_a_call_that_ends", "test_a_stopped_worker"),
        *("test_a_worker_", "test_results_that_cannot_be_sent", "test_workers_do_not_import"),
    ),
    "test_cluster.py": ("",),
    "test_editions.py": ("test_a_killed_command",),
    "test_journal.py": ("test_a_signal_ends",),
    "test_ocfl_store.py": ("test_kill_9",),
    "test_pack.py": ("test_a_killed_run",),
    "test_pool.py": ("",),
    "test_shards_output.py": ("test_a_killed_run", "test_a_time_limit", "test_an_input_that_ends"),
    "test_storage.py": ("test_s3_that_is_down",),
}
"""By file: how the names of tests begin that kill, interrupt or time other processes.

CI runs their slow ones after all others, which would disturb them, in one process.
"""


def examples(quick: int, slow: int) -> hypothesis.settings:
    """The settings of a property with its own number of examples."""
    times = hypothesis.settings().max_examples // _SLOW
    return hypothesis.settings(max_examples=slow * times if times else quick)


def unshrunk(test: Any) -> Any:
    """The property `test` without shrinking: the first article that fails is reported, at once.

    Articles are large, and a writer that is not finished fails for most.
    """
    phases = (hypothesis.Phase.explicit, hypothesis.Phase.reuse, hypothesis.Phase.generate)
    return hypothesis.settings(phases=phases, report_multiple_bugs=False)(test)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write the goldens anew instead of comparing with them")
    parser.addoption("--times", type=int, default=1, help="how many times more examples of properties slow tests draw")
    parser.addoption("--mutation-seed", type=int, default=35, help="which mutants the slow tests make; any seed passes")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("accept") and config.getoption("numprocesses", None):
        raise pytest.UsageError("--accept writes files of many examples: leave out -n, or processes overwrite them")
    markers = config.getoption("markexpr")
    hypothesis.settings.register_profile("slow", max_examples=_SLOW * config.getoption("times"), **_CALM)
    hypothesis.settings.load_profile("slow" if "slow" in markers and "not slow" not in markers else "quick")
    if hasattr(config, "workerinput"):  # a worker of pytest-xdist has threads, of which Python 3.12 warns at each fork
        config.addinivalue_line("filterwarnings", "ignore:This process .* is multi-threaded:DeprecationWarning")
    # Of what tests make, little is garbage in cycles: looking for it ever so often is a tenth of the whole time.
    gc.set_threshold(20_000, 10, 50)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """With `-m fast`, leave out the files that have no fast tests: importing them takes longer than the tests."""
    if config.getoption("markexpr") == "fast" and collection_path.name.startswith("test_"):
        return collection_path.name not in FAST or None
    return None


def pytest_collection_finish() -> None:
    """Keep the thousands of tests and all modules out of every later collection of garbage."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish() -> None:
    """Collect once, so that what a destructor complains of is seen; pytest and Python collect six times more."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    cases: Counter[tuple[Path, str]] = Counter()
    for item in items:
        is_fast = item.name.startswith(FAST.get(item.path.name, ()))
        if is_fast:
            item.add_marker(pytest.mark.fast)
        if item.name.startswith(ALONE.get(item.path.name, ())):
            item.add_marker(pytest.mark.alone)
        if (sampled := item.get_closest_marker("sampled")) and not item.get_closest_marker("slow"):
            test = item.path, item.name.partition("[")[0]
            if cases[test] % sampled.args[0] and not is_fast:
                item.add_marker(pytest.mark.slow)
                item.add_marker(pytest.mark.unsampled)
            cases[test] += 1


def absent(reason: str) -> NoReturn:
    """Skip a test for want of what `reason` says is missing; in CI, where nothing may be missing, fail it."""
    if IN_CI:
        pytest.fail(f"{reason}, and WIRECOPY_CI=1 says that nothing may be missing", pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def official() -> Path:
    """The folder of the official yardsticks, where `python -m tests.official` puts them."""
    folder = official_folder()
    if not (folder / "README.md").is_file():
        absent(f"{_NO_OFFICIAL} {folder}")
    return folder


_NO_OFFICIAL = "there is no folder of official yardsticks"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line what was skipped for want of the official files."""
    skipped = [report for report in terminalreporter.stats.get("skipped", ()) if _NO_OFFICIAL in str(report.longrepr)]
    if skipped:
        terminalreporter.write_line(
            f"{len(skipped)} tests skipped: no official files; `python -m tests.official` fetches them"
        )


def read_articles() -> Mapping[str, Article]:
    """The shared articles by name, in the order of their names."""
    return {path.stem: article_codec.loads(path.read_bytes()) for path in sorted((HERE / "articles").glob("*.json"))}


ARTICLE_NAMES = tuple(path.stem for path in sorted((HERE / "articles").glob("*.json")))


@pytest.fixture(scope="session")
def articles() -> Mapping[str, Article]:
    """The shared articles, by name."""
    return read_articles()


@pytest.fixture(scope="session")
def forked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of a `wirecopy` that starts quickly."""
    with forked_cli.serving(tmp_path_factory.mktemp("cli")) as programs:
        yield programs


@pytest.fixture(params=["forked", pytest.param("started", marks=pytest.mark.slow)])
def programs(request: pytest.FixtureRequest) -> Path:
    """The folder of a `wirecopy` for the shell: one that starts quickly, and in slow tests the installed one."""
    if request.param == "started":
        return Path(sys.executable).parent
    forked: Path = request.getfixturevalue("forked")
    return forked


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether goldens are to be written anew."""
    return bool(request.config.getoption("accept"))


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Every look at the network from inside the tests' own process is an error."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def refused(*args: object, **kwargs: object) -> NoReturn:
        raise AssertionError(f"the network was asked for: {args}")

    def local(real: Any) -> Any:
        return lambda self, address: real(self, address) if self.family == socket.AF_UNIX else refused(address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", local(connect))
        patch.setattr(socket.socket, "connect_ex", local(connect_ex))
        patch.setattr(socket, "getaddrinfo", refused)
        yield


@pytest.fixture(scope="session", autouse=True)
def _sentences() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        sentences.watch(patch)
        yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Fail a test in which a finding or an error was made that is not in the catalogue, not in sentences, or new."""
    sentences.wrong.clear()
    sentences.made.clear()
    yield
    if not item.get_closest_marker("any_findings"):
        made = tuple(sentences.made)
        assert sentences.wrong == []
        is_slow = item.get_closest_marker("slow") and not item.get_closest_marker("unsampled")
        if not is_slow and item.path.stem not in sentences.INVENTED and not _is_property(item):
            assert sentences.unlisted(made, accept=item.config.getoption("accept")) == [], "--accept lists it"


def _is_property(item: pytest.Item) -> bool:
    return hasattr(getattr(item, "obj", None), "hypothesis")


@pytest.fixture
def server() -> Iterator[tuple[str, list[object]]]:
    """Yield the address of a local server and the list of its callers."""
    calls: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.05)
        stop = threading.Event()

        def listen() -> None:
            while not stop.is_set():
                try:
                    connection, caller = listening.accept()
                except TimeoutError:
                    continue
                connection.close()
                calls.append(caller)

        thread = threading.Thread(target=listen)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}", calls
        stop.set()
        thread.join()
