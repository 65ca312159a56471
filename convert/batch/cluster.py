"""A cluster of machines as an executor: Dask's, through distributed (`pip install 'wirecopy[dask]'`).

The workers run what they are sent (pickled code), so a cluster is as trusted as the network that it is in. They read
and write the same files, under the same absolute paths.
"""

from __future__ import annotations

import logging
import os
import re
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from typing import Any, NamedTuple

from convert.errors import OutputError, UsageError
from convert.version import __version__

_ADDRESS = re.compile(r"(dask|tls)://([^\s/@]+:\d{1,5})/?", re.ASCII)

_LEAST_AHEAD = 32

_MOST_LOOKS = 600
"""So many looks in a row, ten a second, may find the connection interrupted before the scheduler counts as lost."""


class _Workplace(NamedTuple):
    """What a worker has: the version of its program, and the paths that it does not see."""

    version: str
    missing: tuple[str, ...]


class Cluster(Executor):
    """The workers of a Dask cluster. A context manager; the cluster itself stays as it was.

    Dask does work again whose worker died, at most three times (`distributed.scheduler.allowed-failures`).
    """

    def __init__(self, address: str, *, seconds: float = 30.0) -> None:
        """Connect to the scheduler at `dask://HOST:PORT`, or at `tls://HOST:PORT` with the certificates that Dask's own
        configuration names, within some seconds.

        Raises UsageError (INP060 for another address, INP035 if distributed is absent) and OutputError (INP052).
        """
        found = _ADDRESS.fullmatch(address)
        if not found:
            raise UsageError("INP060", f"{address!r} is no address of a cluster", "Write dask://HOST:PORT.")
        try:
            import dask
            from distributed import Client
            from distributed.security import Security
        except ImportError:
            message = "an executor of dask:// needs the package distributed"
            raise UsageError("INP035", message, "Install it: pip install 'wirecopy[dask]'.") from None
        for name in ("distributed", "distributed.client"):  # its failures become findings
            logging.getLogger(name).setLevel(logging.CRITICAL)
        # Warnings of inputs that come with their bytes, such as records of JSON Lines, would be no news.
        dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 GiB"})
        connected: Any = Client  # has no types
        security: Any = Security
        scheme = "tls" if found[1] == "tls" else "tcp"
        try:
            if scheme == "tls" and security().get_connection_args("client")["ssl_context"] is None:
                raise ValueError("Dask's configuration (distributed.comm.tls) names no certificates")
            self._client = connected(f"{scheme}://{found[2]}", timeout=seconds, set_as_default=False)
        except Exception as e:  # of network, certificates, and versions that do not understand each other
            reason = " ".join(str(e).split())[:200] or type(e).__name__
            advice = "See whether the scheduler runs and the address is right, then start the batch again."
            raise OutputError("INP052", f"the cluster {address} cannot be reached: {reason}", advice) from None
        self._executor = self._client.get_executor(pure=False)
        self._looks = 0

    @property
    def ahead(self) -> int:
        """How many calls to submit before the first has its result."""
        threads: int = sum(self._client.nthreads().values())
        return max(_LEAST_AHEAD, 4 * threads)

    @property
    def is_gone(self) -> bool:
        """Whether the scheduler is lost: Dask leaves calls that it had submitted then without a result, now and then.

        Each look counts while the connection is interrupted, as Dask may find the scheduler again.
        """
        status = self._client.status
        self._looks = 0 if status == "running" else self._looks + 1
        return status == "closed" or self._looks > _MOST_LOOKS

    def examine(self, paths: Sequence[str]) -> None:
        """Refuse workers that have another version of the program, or do not see some of `paths`.

        Raises UsageError (INP060).
        """
        version = f"wirecopy {__version__}"
        try:
            found: dict[str, _Workplace] = self._client.run(_look, tuple(map(os.path.abspath, paths)))
        except Exception as e:  # of whatever kind the lack of our modules or of theirs is
            reason = " ".join(str(e).split())[:200]
            raise UsageError("INP060", f"the workers cannot run {version}: {reason}", _SAME_VERSION) from None
        for worker, place in sorted(found.items()):
            if place.version != __version__:
                message = f"the worker {worker} has wirecopy {place.version}, not {__version__}"
                raise UsageError("INP060", message, _SAME_VERSION)
            if place.missing:
                message = f"the worker {worker} does not see {place.missing[0]}"
                raise UsageError("INP060", message, "Use a folder that all machines share, under the same path.")

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Schedule a call of `fn`, which must be importable on the workers, as its arguments must be picklable."""
        try:
            return self._executor.submit(_alone, fn, *args, **kwargs)  # type: ignore[no-any-return]
        except Exception as e:
            raise BrokenExecutor(str(e)) from None

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Give up what is under way, and leave the cluster."""
        self._client.close(timeout=5)


_SAME_VERSION = "Install the same version on every worker."

_ONE_AT_A_TIME = threading.Lock()


def _alone(function: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    """Return what a call returns. A worker may have several threads; the program is written for one."""
    with _ONE_AT_A_TIME:
        return function(*arguments, **named)


def _look(paths: tuple[str, ...]) -> _Workplace:
    return _Workplace(__version__, tuple(path for path in paths if not os.path.exists(path)))
