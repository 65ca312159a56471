"""Scenarios with a Dask cluster on loopback, whose processes die: `python tests/cluster_scenarios.py NAME`.

Each prints what it found as JSON. They are programs of their own, because tests may open no connection in theirs, and
because packages behind Dask warn of deprecations. Needs `distributed`.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from convert import batch
from convert.batch import runs
from convert.errors import ConvertError

HERE = Path(__file__).parent
STORIES = 60
STORY = "Ferry {0} resumes after storm\n\nThe ferry between the islands resumed on day {0}, the operator said.\n"


def fill(folder: Path) -> None:
    for number in range(STORIES):
        (folder / "in" / f"{number % 3}").mkdir(parents=True, exist_ok=True)
        (folder / "in" / f"{number % 3}" / f"{number}.txt").write_text(STORY.format(number))
    (folder / "in" / "bad.txt").write_bytes(b"")


def command(folder: Path, out: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "convert", "convert", "in", "-o", out, *arguments]


def converted(folder: Path, out: str, *arguments: str, **environment: str) -> list[Any]:
    """The exit code of a run and what it told."""
    done = subprocess.run(
        command(folder, out, *arguments),
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )
    return [done.returncode, done.stderr.replace(str(folder), "").strip().splitlines()[-3:]]


def tree(folder: Path) -> dict[str, str]:
    """The documents below a folder, by their digests."""
    import hashlib

    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and ".wirecopy" not in path.parts)
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


@contextmanager
def cluster(workers: int = 2, **options: Any) -> Iterator[Any]:
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=workers, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs=50, **options
    ) as found:
        yield found


def address_of(found: Any) -> str:
    return str(found.scheduler_address).replace("tcp://", "dask://")


def wait_for(condition: Callable[[], Any]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, "waited for a minute"
        time.sleep(0.01)


def documents(folder: Path) -> int:
    return sum(1 for _ in folder.rglob("*.json"))


def killed(folder: Path) -> dict[str, Any]:
    """One of two workers is killed during the run."""
    fill(folder)
    local = converted(folder, "local")
    with cluster() as found:
        run = subprocess.Popen(
            command(folder, "out", "--executor", address_of(found), "--quiet"), cwd=folder, stderr=subprocess.PIPE
        )
        wait_for(lambda: documents(folder / "out") >= 5)
        victim = next(iter(found.workers.values())).process.process.pid
        os.kill(victim, signal.SIGKILL)
        was_running = run.poll() is None and documents(folder / "out") < STORIES
        told = run.communicate(timeout=120)[1].decode()
        again = converted(folder, "out", "--executor", address_of(found))
    return {
        "local": local[0],
        "code": run.returncode,
        "told": told,
        "was running": was_running,
        "same": tree(folder / "out") == tree(folder / "local"),
        "documents": len(tree(folder / "out")),
        "left": sorted(path.name for path in folder.rglob("*.part")),
        "again": again,
    }


def perform_or_die(job: batch.Job, settings: batch.Settings, listing: str = "") -> tuple[batch.Outcome, ...]:
    """Work on a job; the input called 30.txt kills the worker."""
    if job.name == "30.txt":
        os.kill(os.getpid(), signal.SIGKILL)
    return batch.perform(job, settings)


def poison(folder: Path) -> dict[str, Any]:
    """An input that kills every worker fails; what was on the same workers does not."""
    import cluster_scenarios

    fill(folder)
    settings = batch.Settings(formats=("ninjs",), epoch="2016-12-07T16:00:00Z")
    runs.perform = cluster_scenarios.perform_or_die
    os.environ["PYTHONPATH"] = str(HERE)
    with cluster() as found, batch.Cluster(address_of(found)) as executor:
        jobs = batch.plan([str(folder / "in")], settings.formats, str(folder / "out"))
        outcomes = list(runs.run(jobs, settings, executor, ahead=executor.ahead))
        blamed = {key: task.suspicious for key, task in found.scheduler.tasks.items() if task.suspicious}
    codes = {Path(o.path).name: [f.code for r in o.reports for f in r.findings] for o in outcomes if o.exit_code}
    message = next(o.reports[0].findings[0].message for o in outcomes if o.path.endswith("30.txt"))
    return {
        "codes": codes,
        "message": message,
        "outcomes": len(outcomes),
        "documents": documents(folder / "out"),
        "blamed": len(blamed),
    }


def gone(folder: Path) -> dict[str, Any]:
    """The scheduler dies during the run, which ends; the next run, in this case a local one, goes on."""
    fill(folder)
    converted(folder, "local")
    server = subprocess.Popen(
        [sys.executable, __file__, "serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert server.stdout
    address = server.stdout.readline().strip()
    run = subprocess.Popen(command(folder, "out", "--executor", address), cwd=folder, stderr=subprocess.PIPE, text=True)
    wait_for(lambda: documents(folder / "out") >= 5)
    server.kill()
    told = run.communicate(timeout=120)[1].strip().splitlines()
    recorded = len((folder / "out" / ".wirecopy" / "journal.jsonl").read_text().splitlines())
    resumed = converted(folder, "out")
    unreachable = converted(folder, "out", "--executor", address, DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT="1s")
    return {
        "code": run.returncode,
        "told": told[-1],
        "recorded": recorded,
        "resumed": resumed,
        "same": tree(folder / "out") == tree(folder / "local"),
        "unreachable": unreachable,
    }


def serve(folder: Path) -> dict[str, Any]:
    """Be a cluster until the input ends, or somebody kills it."""
    with cluster() as found:
        print(address_of(found), flush=True)
        sys.stdin.read()
    return {}


def interrupted(folder: Path) -> dict[str, Any]:
    """An interrupt ends the run; the cluster stays, and the next run goes on."""
    fill(folder)
    converted(folder, "local")
    with cluster() as found:
        run = subprocess.Popen(
            command(folder, "out", "--executor", address_of(found)), cwd=folder, stderr=subprocess.PIPE, text=True
        )
        wait_for(lambda: documents(folder / "out") >= 5)
        run.send_signal(signal.SIGINT)
        told = run.communicate(timeout=60)[1].strip().splitlines()
        resumed = converted(folder, "out", "--executor", address_of(found))
    return {
        "code": run.returncode,
        "told": told[-1],
        "resumed": resumed,
        "same": tree(folder / "out") == tree(folder / "local"),
        "left": sorted(path.name for path in folder.rglob("*.part")),
    }


def told(action: Callable[[], Any]) -> str:
    try:
        return repr(action())
    except ConvertError as e:
        return str(e)


def unfit(folder: Path) -> dict[str, Any]:
    """Workers without the program or the files are refused before the work."""
    fill(folder)
    found = {}
    with cluster(1) as able, batch.Cluster(address_of(able)) as executor:
        found["fit"] = told(lambda: executor.examine([str(folder)]))
        found["folder"] = told(lambda: executor.examine([str(folder), str(folder / "absent")]))
    for name, text in (("other", "__version__ = '0.0.1'\n"), ("none", "")):
        stub = folder / name / "convert"
        (stub / "batch").mkdir(parents=True)
        (stub / "__init__.py").write_text(text)
        (stub / "version.py").write_text(text)
        (stub / "batch" / "__init__.py").write_text("")
        if text:
            (stub / "batch" / "cluster.py").write_text((HERE.parent / "convert/batch/cluster.py").read_text())
            (stub / "errors.py").write_text((HERE.parent / "convert/errors.py").read_text())
        with cluster(0) as unable, batch.Cluster(address_of(unable)) as executor:
            worker = subprocess.Popen(
                [sys.executable, "-m", "dask", "worker", unable.scheduler_address, "--no-nanny", "--no-dashboard"],
                env={**os.environ, "PYTHONPATH": str(folder / name)},
                cwd=folder,
                stderr=subprocess.DEVNULL,
            )
            wait_for(lambda unable=unable: unable.scheduler.workers)  # type: ignore[misc]
            found[name] = told(lambda executor=executor: executor.examine([]))  # type: ignore[misc]
            worker.kill()
            worker.wait()
    return {name: text.replace(str(folder), "") for name, text in found.items()}


def tls(folder: Path) -> dict[str, Any]:
    """A cluster with certificates is reached through Dask's own configuration, and not without."""
    from distributed.security import Security

    fill(folder)
    local = converted(folder, "local")
    key, certificate = str(folder / "key.pem"), str(folder / "certificate.pem")
    request = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    subprocess.run([*request, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    names = ("tls_ca_file", "tls_client_cert", "tls_scheduler_cert", "tls_worker_cert")
    keys = ("tls_client_key", "tls_scheduler_key", "tls_worker_key")
    security = Security(require_encryption=True, **dict.fromkeys(names, certificate), **dict.fromkeys(keys, key))
    environment = {
        "DASK_DISTRIBUTED__COMM__TLS__CA_FILE": certificate,
        "DASK_DISTRIBUTED__COMM__TLS__CLIENT__CERT": certificate,
        "DASK_DISTRIBUTED__COMM__TLS__CLIENT__KEY": key,
    }
    with cluster(security=security, protocol="tls") as found:
        address = address_of(found)
        without = converted(folder, "out", "--executor", address)
        done = converted(folder, "out", "--executor", address, **environment)
    same = tree(folder / "out") == tree(folder / "local")
    return {"local": local, "address": address[:6], "without": without, "done": done, "same": same}


SCENARIOS = {f.__name__: f for f in (killed, poison, gone, interrupted, unfit, tls, serve)}


def main() -> None:
    os.environ["SOURCE_DATE_EPOCH"] = "1480000000"
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(SCENARIOS[sys.argv[1]](Path(folder))))


if __name__ == "__main__":
    main()
