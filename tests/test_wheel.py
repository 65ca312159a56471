"""The wheel works in an empty environment, outside the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from convert.formats import DEFAULT_FORMATS, FORMATS

pytestmark = pytest.mark.slow

SUFFIXES = {f.suffix for f in FORMATS if f.name in DEFAULT_FORMATS}


def _run(*command: str | Path, cwd: Path) -> str:
    # The environment of the tests must not help.
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of programs of an environment with the wheel and its dependencies."""
    folder = tmp_path_factory.mktemp("wheel")
    _run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    (wheel,) = folder.glob("*.whl")
    _run(sys.executable, "-m", "venv", folder / "env", cwd=folder)
    _run(folder / "env/bin/python", "-m", "pip", "install", "-q", "--no-input", wheel, cwd=folder)
    return folder / "env/bin"


@pytest.mark.parametrize("command", [("wirecopy",), ("python", "-m", "convert")], ids=" ".join)
def test_installed_command_converts_and_checks(command: tuple[str, ...], installed: Path, tmp_path: Path) -> None:
    program = (installed / command[0], *command[1:])
    shutil.copyfile(ROOT / "seeds/east-aleppo-civilians.txt", tmp_path / "seed.txt")
    _run(*program, "convert", "seed.txt", "-o", "out", cwd=tmp_path)
    documents = sorted(path for path in (tmp_path / "out").iterdir() if path.is_file())
    assert {path.name.removeprefix("seed") for path in documents} == SUFFIXES
    _run(*program, "check", *documents, cwd=tmp_path)


def test_wheel_installs_only_its_own_folder(installed: Path) -> None:
    code = (
        "from importlib.metadata import files\n"
        "print(*sorted({path.parts[0] for path in files('wirecopy') if '..' not in path.parts}))\n"
        "print(*(path for path in files('wirecopy') if path.parts[:2] == ('convert', 'schemas')))\n"
    )
    typed = (
        "import convert, pathlib\n"
        "print(*(pathlib.Path(convert.__file__).with_name(n).is_file() for n in ('py.typed', 'codes.md')))\n"
    )
    tops, schemas = _run(installed / "python", "-c", code, cwd=Path("/")).splitlines()
    own, info = tops.split()
    assert own == "convert"
    assert _run(installed / "python", "-c", typed, cwd=Path("/")).split() == ["True", "True"]
    assert info.startswith("wirecopy-")
    assert info.endswith(".dist-info")
    shipped = {Path(path).relative_to("convert/schemas") for path in schemas.split()}
    here = {path.relative_to(ROOT / "schemas") for path in (ROOT / "schemas").rglob("*") if path.is_file()}
    # Installation and tests compile the schema generator.
    assert {path for path in shipped if path.suffix != ".pyc"} == {path for path in here if path.suffix != ".pyc"}
