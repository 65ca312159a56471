"""Batches: plan jobs, read inputs, convert or check them, and write the documents.

`plan` uses names only and refuses a batch that cannot succeed before any work is done. `Run` performs the jobs in order
on any `concurrent.futures.Executor`, such as the `WorkerPool`, or in this process, and has a `Journal` remember what
was done. A `NamedRun` gives documents names from data, a `ShardedRun` writes files of many documents. Only this package
reads inputs and writes documents; it prints nothing.
"""

from typing import TYPE_CHECKING, Any

from convert.batch.check import CheckPolicy, check, check_orphan, unreadable
from convert.batch.checking_ahead import check_all
from convert.batch.inputs import STDIN, Inputs, Item, expand, files_below, instant, load
from convert.batch.inputs.sidecars import sidecar
from convert.batch.perform import Outcome, perform, warm_up
from convert.batch.placing import refuse_output, refuse_unreachable_output
from convert.batch.plan import Job, Plan, Settings, plan, vanished
from convert.batch.share import Share
from convert.batch.urls import is_url

if TYPE_CHECKING:
    from convert.batch.cluster import Cluster as Cluster
    from convert.batch.delivering import NamedRun as NamedRun
    from convert.batch.delivering import ShardedRun as ShardedRun
    from convert.batch.journal import Journal as Journal
    from convert.batch.journal_file import journals_beside as journals_beside
    from convert.batch.pool import WorkerPool as WorkerPool
    from convert.batch.runs import Run as Run
    from convert.batch.runs import run as run
    from convert.batch.shards import seal as seal

_HOMES = {
    "Cluster": "cluster", "NamedRun": "delivering", "ShardedRun": "delivering", "Journal": "journal",
    "journals_beside": "journal_file", "WorkerPool": "pool", "Run": "runs", "run": "runs", "seal": "shards",
}  # fmt: skip
"""The modules of names that checks do without, which are loaded on first use."""

__all__ = [
    "STDIN",
    "CheckPolicy",
    "Cluster",
    "Inputs",
    "Item",
    "Job",
    "Journal",
    "NamedRun",
    "Outcome",
    "Plan",
    "Run",
    "Settings",
    "ShardedRun",
    "Share",
    "WorkerPool",
    "check",
    "check_all",
    "check_orphan",
    "expand",
    "files_below",
    "instant",
    "is_url",
    "journals_beside",
    "load",
    "perform",
    "plan",
    "refuse_output",
    "refuse_unreachable_output",
    "run",
    "seal",
    "sidecar",
    "unreadable",
    "vanished",
    "warm_up",
]


if not TYPE_CHECKING:  # a type checker would take any name for one that exists

    def __getattr__(name: str) -> Any:
        """The name, loaded on first use: a check does without runs, journals and workers."""
        if name in _HOMES:
            from importlib import import_module

            return getattr(import_module(f"convert.batch.{_HOMES[name]}"), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
