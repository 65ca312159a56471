"""Many inputs: plan what is made from what, perform each job, place the results; and check files one by one.

`plan` looks at names only and refuses what cannot succeed before any work is done. `run` performs the jobs in order on
any `concurrent.futures.Executor`, or on none. This is the only package that reads inputs and places documents; it
prints nothing.
"""

from convert.batch.check import CheckPolicy, check
from convert.batch.inputs import MAX_INPUT, STDIN, files_below, instant, is_read_once, load, sidecar
from convert.batch.perform import Outcome, perform, run
from convert.batch.plan import Job, Settings, plan
from convert.batch.site import SitePage, learn, with_site_lines

__all__ = [
    "MAX_INPUT",
    "STDIN",
    "CheckPolicy",
    "Job",
    "Outcome",
    "Settings",
    "SitePage",
    "check",
    "files_below",
    "instant",
    "is_read_once",
    "learn",
    "load",
    "perform",
    "plan",
    "run",
    "sidecar",
    "with_site_lines",
]
