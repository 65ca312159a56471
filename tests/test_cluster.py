"""A cluster as executor: the documents are those of a local run, whatever dies, and what fails is told."""

from __future__ import annotations

import functools
import importlib.util
import json
import logging
import os
import subprocess
import sys
import threading
import types
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from pathlib import Path
from typing import Any, ClassVar

import pytest
from conftest import absent

from convert import batch, cli, errors

SETTINGS = batch.Settings(formats=("text",), epoch="2016-12-07T16:00:00Z")
STORIES = 60


@functools.cache
def scenario(name: str) -> dict[str, Any]:
    """What a scenario found; Dask gives up work at the first death of a worker."""
    if importlib.util.find_spec("distributed") is None:
        absent("distributed is not installed (pip install -e '.[dask]')")
    program = Path(__file__).with_name("cluster_scenarios.py")
    environment = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"} if name == "poison" else {}
    command = [sys.executable, "-W", "ignore", str(program), name]
    environment = {**os.environ, **environment}
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, env=environment)
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.slow
def test_a_killed_worker_changes_nothing() -> None:
    found = scenario("killed")
    assert found["was running"]
    assert found["code"] == found["local"] == errors.EXIT_INPUT  # one input is empty
    assert found["same"]
    assert found["documents"] == 3 * STORIES
    assert "INP002" in found["told"]
    assert len(found["told"].splitlines()) == 2
    assert found["left"] == []
    assert found["again"][1][1] == f"0 documents written, {3 * STORIES} unchanged, 1 of {STORIES + 1} inputs failed"


@pytest.mark.slow
def test_an_input_that_kills_workers_fails_alone() -> None:
    found = scenario("poison")
    assert found["codes"] == {"30.txt": ["INP047"], "bad.txt": ["INP002"]}
    assert found["message"] == "every worker that worked on it died"
    assert found["outcomes"] == STORIES + 1
    assert found["documents"] == STORIES - 1


@pytest.mark.slow
def test_a_cluster_that_is_gone() -> None:
    found = scenario("gone")
    assert found["code"] == errors.EXIT_INPUT
    assert found["told"] == "wirecopy: the workers are gone (INP052). Start the batch again; it goes on."
    assert found["same"]
    code, told = found["unreachable"]
    assert code == errors.EXIT_INPUT
    assert "cannot be reached" in told[0]
    assert "(INP052)" in told[0]
    assert len(told) == 1


@pytest.mark.slow
def test_an_interrupt_ends_a_run_on_a_cluster() -> None:
    found = scenario("interrupted")
    assert found["code"] == errors.EXIT_INTERRUPTED
    assert found["told"].startswith("interrupted: ")
    assert found["same"]
    assert found["left"] == []


@pytest.mark.slow
def test_unfit_workers_are_refused() -> None:
    found = scenario("unfit")
    assert found["fit"] == "None"
    assert "does not see /absent (INP060)" in found["folder"]
    assert "has wirecopy 0.0.1, not" in found["other"]
    assert "the workers cannot run wirecopy" in found["none"]


@pytest.mark.slow
def test_a_cluster_with_certificates() -> None:
    found = scenario("tls")
    assert found["address"] == "tls://"
    assert found["done"] == found["local"]
    assert found["same"]
    code, told = found["without"]
    assert code == errors.EXIT_INPUT
    assert len(told) == 1
    assert "names no certificates (INP052)" in told[0]


@pytest.mark.parametrize(
    "address",
    ["dask://", "dask://host", "ray://host:1", "tcp://host:1", "dask://u:p@host:1", "host:8786", "dask://h:1/x"],
)
def test_wrong_addresses(address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("A story\n\nIt has a text that is long enough.\n")
    with pytest.raises(SystemExit) as ended:
        cli.main(["convert", str(tmp_path / "a.txt"), "-o", str(tmp_path / "out"), "--executor", address])
    assert ended.value.code == errors.EXIT_USAGE
    assert "(INP060)" in capsys.readouterr().err


@pytest.mark.parametrize("option", [["-j", "2"], ["--document-timeout", "1"], ["--document-memory", "1G"]])
def test_options_of_local_workers_are_refused(option: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["convert", "a.txt", "-o", "out", "--executor", "dask://host:1", *option])
    assert ended.value.code == errors.EXIT_USAGE
    assert "without --executor" in capsys.readouterr().err


def test_without_dask(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("dask", "distributed"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(errors.UsageError, match=r"pip install 'wirecopy\[dask\]'") as caught:
        batch.Cluster("dask://host:1")
    assert caught.value.code == "INP035"


class Scripted(Executor):
    """An executor whose work on the inputs of some names fails."""

    def __init__(self, fails: Callable[[str, int, int], BaseException | None]) -> None:
        """`fails` is asked with the name, how often it was tried, and how much other work is under way."""
        self._fails = fails
        self._tries: dict[str, int] = {}
        self._futures: list[Future[Any]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        name = args[0].name
        self._tries[name] = self._tries.get(name, 0) + 1
        others = sum(not future.done() for future in self._futures)
        future: Future[Any] = Future()
        if error := self._fails(name, self._tries[name], others):
            action: Callable[[], Any] = functools.partial(future.set_exception, error)
            if isinstance(error, GivenUp):
                action = future.cancel
            elif isinstance(error, BrokenExecutor):
                raise error
        else:
            action = functools.partial(lambda: future.set_result(fn(*args)))
        self._futures.append(future)
        threading.Timer(0.02, action).start()
        return future


class GivenUp(Exception):
    """The cluster cancels the work."""


class KilledWorker(Exception):
    """As Dask's."""


def outcomes(folder: Path, executor: Executor) -> dict[str, list[str]]:
    """The codes of each input."""
    for number in range(6):
        (folder / "in").mkdir(exist_ok=True)
        (folder / "in" / f"{number}.txt").write_text("Ferry resumes\n\nThe ferry resumed on Tuesday, it was said.\n")
    jobs = batch.plan([str(folder / "in")], SETTINGS.formats, str(folder / "out"))
    found = batch.run(jobs, SETTINGS, executor)
    return {Path(o.path).name: [f.code for r in o.reports for f in r.findings if f.severity.rank > 1] for o in found}


ERRORS = (KilledWorker("on 4 different workers"), TimeoutError(), ValueError("x"), OSError("reset"))


@pytest.mark.sampled(2)
@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_work_that_is_blamed_is_done_again_alone(tmp_path: Path, error: Exception) -> None:
    alone = []

    def fails(name: str, tries: int, others: int) -> Exception | None:
        if name in ("1.txt", "2.txt", "5.txt") and tries == 1:
            return error
        if tries > 1:
            alone.append((name, others))
        return error if name == "2.txt" else None

    found = outcomes(tmp_path, Scripted(fails))
    assert {name: codes for name, codes in found.items() if codes} == {"2.txt": ["INP047"]}
    assert alone == [("1.txt", 0), ("2.txt", 0), ("5.txt", 0)]


@pytest.mark.parametrize("error", [GivenUp(), BrokenExecutor("no connection")], ids=["cancelled", "broken"])
def test_work_that_a_cluster_gives_up_ends_the_run(tmp_path: Path, error: Exception) -> None:
    """It is not taken for work that the run itself gave up."""
    with pytest.raises(errors.OutputError, match="the workers are gone") as caught:
        outcomes(tmp_path, Scripted(lambda name, tries, others: error if name == "3.txt" else None))
    assert caught.value.code == "INP052"


def test_jobs_for_other_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    job = batch.Job(path="in/a.txt", name="a.txt", targets=(("text", "out/a.txt"), ("ninjs", "s3://b/a.ninjs.json")))
    absolute = job.absolute()
    assert absolute.path == str(tmp_path / "in" / "a.txt")
    assert absolute.targets == (("text", str(tmp_path / "out" / "a.txt")), ("ninjs", "s3://b/a.ninjs.json"))
    url = batch.Job(path="s3://b/a.txt", name="a.txt")
    data = batch.Job(path="-", name="stdin.txt", data=b"", moment="2016-12-07T16:00:00Z")
    assert [other.absolute() for other in (url, data)] == [url, data]


class Lost(Executor):
    """An executor whose calls never end, as those of a scheduler that died; it says so after some looks."""

    def __init__(self, looks: int) -> None:
        self.looks = looks

    @property
    def is_gone(self) -> bool:
        self.looks -= 1
        return self.looks < 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        return Future()


def test_a_run_does_not_wait_for_workers_that_are_lost(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ferry sails\n\nIt did.\n")
    plan = batch.plan([str(tmp_path / "a.txt")], SETTINGS.formats, str(tmp_path / "out"))
    with pytest.raises(errors.OutputError, match=r"^the workers are gone \(INP052\)"):
        list(batch.Run(plan, SETTINGS, Lost(2)))


class Connected:
    """Stands for Dask's client: notes how it was opened."""

    opened: ClassVar[list[tuple[str, dict[str, object]]]] = []
    status = "running"

    def __init__(self, address: str, **options: object) -> None:
        self.opened.append((address, options))
        if "broken" in address:
            raise OSError("no route\n to  host" + "!" * 300)
        if "silent" in address:
            raise TimeoutError

    def get_executor(self, *, pure: bool) -> object:
        self.opened.append(("executor", {"pure": pure}))
        return object()

    def nthreads(self) -> dict[str, int]:
        return {"a": 4, "b": 6}

    def close(self, timeout: float) -> None:
        self.opened.append(("close", {"timeout": timeout}))


@pytest.fixture
def dask(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Modules that stand for Dask's; `certificates` tells whether its configuration names any."""
    made = types.SimpleNamespace(certificates=True, settings={})
    security = types.SimpleNamespace(get_connection_args=lambda role: {"ssl_context": made.certificates or None})
    modules = {
        "dask": types.SimpleNamespace(config=types.SimpleNamespace(set=made.settings.update)),
        "distributed": types.SimpleNamespace(Client=Connected),
        "distributed.security": types.SimpleNamespace(Security=lambda: security),
    }
    for name, module in modules.items():
        monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.setattr(Connected, "opened", [])
    return made


@pytest.mark.parametrize(
    ("address", "opened"),
    [("dask://h:8786", "tcp://h:8786"), ("dask://h.example:1/", "tcp://h.example:1"), ("tls://h:1", "tls://h:1")],
)
def test_how_a_cluster_is_opened(dask: Any, address: str, opened: str) -> None:
    with batch.Cluster(address, seconds=7) as cluster:
        assert Connected.opened == [(opened, {"timeout": 7, "set_as_default": False}), ("executor", {"pure": False})]
        assert cluster.ahead == 40
        assert not cluster.is_gone
    assert Connected.opened[-1] == ("close", {"timeout": 5})
    assert dask.settings == {"distributed.admin.large-graph-warning-threshold": "1 GiB"}
    assert logging.getLogger("distributed").level == logging.getLogger("distributed.client").level == logging.CRITICAL


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("dask://broken:1", "no route to host" + "!" * 184),
        ("dask://silent:1", "TimeoutError"),
        ("tls://h:1", "Dask's configuration (distributed.comm.tls) names no certificates"),
    ],
)
def test_why_a_cluster_cannot_be_reached(dask: Any, address: str, reason: str) -> None:
    dask.certificates = False
    with pytest.raises(errors.OutputError) as caught:
        batch.Cluster(address)
    assert (caught.value.code, caught.value.message) == ("INP052", f"the cluster {address} cannot be reached: {reason}")
    advice = "See whether the scheduler runs and the address is right, then start the batch again."
    assert caught.value.advice == advice
    assert all(options["timeout"] == 30 for _, options in Connected.opened)


def test_a_few_calls_are_ahead_of_few_workers(dask: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Connected, "nthreads", lambda self: {"a": 1})
    assert batch.Cluster("dask://h:1").ahead == 32


def test_a_scheduler_counts_as_lost_when_closed_or_after_a_minute(dask: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    cluster = batch.Cluster("dask://h:1")
    monkeypatch.setattr(Connected, "status", "connecting")
    assert [cluster.is_gone for _ in range(601)] == [False] * 600 + [True]
    monkeypatch.setattr(Connected, "status", "running")
    assert not cluster.is_gone
    monkeypatch.setattr(Connected, "status", "connecting")
    assert not cluster.is_gone
    monkeypatch.setattr(Connected, "status", "closed")
    assert cluster.is_gone
