"""DAISY Ace as a yardstick: any number of EPUBs in one Node process, what it misses in them as values.

Ace is installed outside the checkout, in the folder WIRECOPY_ACE or else ~/.cache/wirecopy/ace:
`npm install --ignore-scripts --no-audit --no-fund --prefix FOLDER @daisy/ace@1.4.6`. It drives the Chromium that
PUPPETEER_EXECUTABLE_PATH names, or else the system's.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Message:
    """One failed assertion: `severity` is critical, serious, moderate or minor."""

    severity: str
    code: str
    member: str
    text: str


def _folder() -> Path:
    return Path(os.environ.get("WIRECOPY_ACE") or Path.home() / ".cache" / "wirecopy" / "ace") / "node_modules"


def _chromium() -> str | None:
    named = os.environ.get("PUPPETEER_EXECUTABLE_PATH")
    return named or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def unavailable() -> str:
    """Why Ace cannot be run here; empty where it can."""
    if not shutil.which("node"):
        return "Node is not installed"
    if not (_folder() / "@daisy" / "ace-core").is_dir():
        return "DAISY Ace is not installed (WIRECOPY_ACE, or ~/.cache/wirecopy/ace)"
    return "" if _chromium() else "Chromium is not installed"


def run(epubs: Mapping[str, bytes]) -> dict[str, list[Message]]:
    """Everything that Ace misses in each of `epubs`, by the names given; about 2 seconds an EPUB."""
    names = list(epubs)
    messages: dict[str, list[Message]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for number, name in enumerate(names):
            Path(folder, f"{number:06}.epub").write_bytes(epubs[name])
        settings = os.environ | {"NODE_PATH": str(_folder()), "PUPPETEER_EXECUTABLE_PATH": _chromium() or ""}
        command = ["node", str(Path(__file__).with_name("check.js")), folder]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, env=settings)
    if done.returncode:
        raise RuntimeError(f"Ace failed: {done.stderr[-2000:]}")
    for line in done.stdout.splitlines():
        said = json.loads(line)
        found = messages.setdefault(names[int(said.pop("file").partition(".")[0])], [])
        if "outcome" not in said:
            found.append(Message(**said))
    if missing := set(names) - set(messages):
        raise RuntimeError(f"Ace said nothing of {sorted(missing)}")
    return messages
