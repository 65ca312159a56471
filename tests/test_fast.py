"""The fast set stays what it is: few tests, which touch every layer."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from conftest import ROOT
from fast import FAST

MOST = 150
"""As many as take less than five seconds where nothing else runs."""


@pytest.mark.slow
def test_fast_tests_are_few_and_all_there() -> None:
    command = [sys.executable, "-m", "pytest", "-q", "--collect-only", "-m", "fast", "-p", "no:cacheprovider"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=True)
    collected = re.findall(r"^tests/(\w+\.py)::(.+)$", done.stdout, re.MULTILINE)
    assert len(collected) <= MOST
    for file, beginnings in FAST.items():
        names = [name for where, name in collected if where == file]
        assert [each for each in beginnings if not any(name.startswith(each) for name in names)] == []
        assert all(name.startswith(beginnings) for name in names)
