"""Batches: plan jobs, read inputs, convert or check them, and write the documents.

`plan` uses names only and refuses a batch that cannot succeed before any work is done. `run` performs the jobs in order
on any `concurrent.futures.Executor`, or in this process. Only this package reads inputs and writes documents; it prints
nothing.
"""

from convert.batch.check import CheckPolicy, check, check_orphan, unreadable_folder
from convert.batch.inputs import STDIN, expand, files_below, instant, load
from convert.batch.perform import Outcome, perform, run
from convert.batch.plan import Job, Settings, plan
from convert.batch.sidecars import sidecar
from convert.batch.site import SitePage, learn, learn_site, with_site_lines

__all__ = [
    "STDIN",
    "CheckPolicy",
    "Job",
    "Outcome",
    "Settings",
    "SitePage",
    "check",
    "check_orphan",
    "expand",
    "files_below",
    "instant",
    "learn",
    "learn_site",
    "load",
    "perform",
    "plan",
    "run",
    "sidecar",
    "unreadable_folder",
    "with_site_lines",
]
