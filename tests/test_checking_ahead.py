"""Checks in several processes have the outcomes of one process, whatever happens to the processes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import HERE
from field_examples import DOCUMENTS

from convert import batch
from convert.batch import checking_ahead
from convert.batch.perform import Outcome
from convert.checks.engine.session import CheckSession

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone")
NOW = datetime(2027, 1, 1, tzinfo=UTC)
FOLDERS = ("NWS102", "NWS103", "NML103")


def files() -> list[str]:
    """Examples of rules, some of which compare documents, one file that is missing and one that is none."""
    found = [str(path) for name in FOLDERS for path in sorted((HERE / "rules" / name).rglob("*")) if path.is_file()]
    return [*found, "missing.xml", __file__, *found[:4]]


def outcomes(names: Sequence[str], jobs: int | None = 1, **policy: object) -> list[Outcome]:
    documents = [(name, batch.CheckPolicy(**policy)) for name in names]  # type: ignore[arg-type]
    return list(batch.check_all(documents, {}, session=CheckSession(NOW), jobs=jobs))


@pytest.fixture
def forks(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Use a number of processes, also for few files and where threads run."""

    def use(number: int) -> None:
        monkeypatch.setattr(checking_ahead, "_processes", lambda jobs, files: number)
        monkeypatch.setattr(checking_ahead, "_PART", 2)

    return use


@pytest.mark.sampled(2)
@pytest.mark.parametrize("policy", [{}, {"profile": "strict", "ignore": ("NWS103",)}])
def test_outcomes_do_not_depend_on_the_number_of_processes(
    policy: dict[str, object], forks: Callable[[int], None]
) -> None:
    names = files()
    alone = outcomes(names, **policy)
    assert len(alone) == len(names)
    if "ignore" not in policy:
        assert any(f.code == "NWS102" for outcome in alone for report in outcome.reports for f in report.findings)
    for number in (2, 3):
        forks(number)
        assert outcomes(names, **policy) == alone


def test_documents_are_checked_in_the_processes(
    forks: Callable[[int], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # Of messages, several editions are compared here.
    names = [str(tmp_path / name) for name in DOCUMENTS if not name.startswith("message")][::5]
    for name in names:
        Path(name).write_bytes(DOCUMENTS[Path(name).name])
    alone = outcomes(names)
    parent, original = os.getpid(), checking_ahead.check

    def check(file: str, *rest: object, **options: object) -> Outcome:
        assert (os.getpid() == parent) == (file in names[: checking_ahead._FIRST])
        return original(file, *rest, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(checking_ahead, "check", check)
    forks(2)
    assert outcomes(names) == alone


def test_files_of_a_process_that_dies_are_checked_here(
    forks: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    names = files()
    alone = outcomes(names)
    original, parent = checking_ahead.check, os.getpid()

    def check(file: str, *rest: object, **options: object) -> Outcome:
        if os.getpid() != parent and file == names[7]:
            os._exit(9)
        return original(file, *rest, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(checking_ahead, "check", check)
    forks(2)
    assert outcomes(names) == alone


def test_without_a_further_process_all_is_done_here(
    forks: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fork() -> int:
        raise BlockingIOError("no more processes")

    names = files()
    alone = outcomes(names)
    monkeypatch.setattr(os, "fork", fork)
    forks(3)
    assert outcomes(names) == alone


def test_no_process_remains_where_the_outcomes_are_not_taken(
    forks: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    children, original = [], os.fork

    def fork() -> int:
        children.append(original())
        return children[-1]

    monkeypatch.setattr(os, "fork", fork)
    forks(2)
    documents = [(name, batch.CheckPolicy()) for name in files()]
    some = batch.check_all(documents, {}, session=CheckSession(NOW))
    for _ in range(checking_ahead._FIRST + 1):
        next(some)
    some.close()  # type: ignore[attr-defined]
    assert len(children) == 2
    for child in children:
        with pytest.raises(ChildProcessError):
            os.waitpid(child, os.WNOHANG)


@pytest.mark.parametrize(("jobs", "count", "expected"), [(1, 10_000, 1), (4, 10_000, 4), (4, 130, 2), (4, 60, 1)])
def test_few_files_are_checked_in_few_processes(
    jobs: int, count: int, expected: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("threading.active_count", lambda: 1)
    assert checking_ahead._processes(jobs, count) == expected
    monkeypatch.setattr("threading.active_count", lambda: 2)
    assert checking_ahead._processes(jobs, count) == 1


@pytest.mark.parametrize(("load", "expected"), [(0.0, 2), (2.0, 2), (9.5, 1)])
def test_a_busy_machine_gets_no_further_process(load: float, expected: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("threading.active_count", lambda: 1)
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {0, 1})
    monkeypatch.setattr(os, "getloadavg", lambda: (load, 0.0, 0.0))
    assert checking_ahead._processes(None, 10_000) == expected
    assert checking_ahead._processes(2, 10_000) == 2


def test_a_large_file_and_a_folder_are_checked_here(tmp_path: Path) -> None:
    large = tmp_path / "large.xml"
    large.write_bytes(b" " * (checking_ahead.SHORT + 1))
    assert not checking_ahead._is_short(str(large))
    assert not checking_ahead._is_short(str(tmp_path))
    assert not checking_ahead._is_short(str(tmp_path / "none"))
