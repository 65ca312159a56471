"""Time of the hook for a commit of one file, compared with an empty hook: `python benchmarks/hook.py`."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from newsroom import fill
from speed import quickest, row

WIRECOPY = Path(sys.executable).with_name("wirecopy")
STARTS = 15
"""How often a hook is run; the shortest time counts."""

HOOKS = {"true": "true", "wirecopy check": f"{WIRECOPY} check --skip-unknown"}


def main() -> None:
    print(f"Python {sys.version.split()[0]}, shortest of {STARTS} warm runs on one NewsML-G2 file\n")
    row("", "measured", "ratio", "target")
    with tempfile.TemporaryDirectory() as folder:
        repository = Path(folder)
        [file] = fill(repository, "newsml-g2", 1)
        subprocess.run(["git", "init", "-q"], cwd=repository, check=True)
        subprocess.run(["git", "add", "-A"], cwd=repository, check=True)
        for runner in ("pre-commit", "prek"):
            program = Path(sys.executable).with_name(runner)
            if not program.is_file():
                row(runner, "not measured", "", "")
                continue
            baseline = 0.0
            for name, entry in HOOKS.items():
                hook = {"id": "hook", "name": name, "entry": entry, "language": "system", "require_serial": True}
                config = repository / "hooks.yaml"  # JSON is also YAML
                config.write_text(json.dumps({"repos": [{"repo": "local", "hooks": [hook]}]}))
                with contextlib.chdir(repository):
                    taken = quickest([program, "run", "-c", config.name, "--files", file.name], STARTS)
                baseline = baseline or taken
                target = "≤ 300 ms" if name != "true" and runner == "pre-commit" else ""
                row(f"{runner} run: {name}", f"{taken * 1000:.0f} ms", f"{taken / baseline:.1f} ×", target)


if __name__ == "__main__":
    main()
