"""Fetch the official files that the tests measure against: `python -m tests.official`.

Clones IPTC's public repositories, or others that are named, and takes from each the newest commit that has the files of
`schemas/SOURCES.toml` by their digests, and no later release; or copies a folder with `--from`. They go where the tests
look: WIRECOPY_OFFICIAL, else `../shared/official` if it is there, else `~/.cache/wirecopy/official`.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple, NoReturn

ROOT = Path(__file__).resolve().parent.parent


class Repository(NamedTuple):
    """Where a standard is published, and which of its files go where: patterns of whole paths, and folders."""

    url: str
    files: Mapping[str, str]


REPOSITORIES: Mapping[str, Repository] = {
    "newsml-g2": Repository(
        "https://github.com/iptc/newsml-g2",
        {
            r"specification/(?P<name>[^/]+\.xsd)": "specification",
            r"tests/schema_versions/(?P<name>[^/]+\.xsd)": "schema_versions",
            r"tests/unit_test_files/(?P<name>.+\.xml)": "unit_test_files",
            r"examples/(?P<name>.+\.xml)": "examples",
        },
    ),
    "ninjs": Repository(
        "https://github.com/iptc/newsinjson",
        {
            r"specification/(?P<name>ninjs-schema_\d\.\d\.json)": "specification",
            r"(.+/)?(?P<name>GeoJSON-schema\.json)": "specification",
            r"(.+/)?(?P<name>\d\.(\d|x_dev)/should_(pass|fail)/[^/]+\.json)": "test_suite",
            r"documentation/includes/examples/(?P<name>.+\.json)": "examples",
        },
    ),
}
"""By folder of official files. IPTC's licences: CC BY 4.0 and MIT."""

_RELEASE = re.compile(r".+/specification/(NewsML-G2_\d.*-All-Power\.xsd|ninjs-schema_\d\.\d\.json)")


def folder() -> Path:
    """Where the official files are, or go."""
    if named := os.environ.get("WIRECOPY_OFFICIAL"):
        return Path(named)
    beside = ROOT.parent / "shared" / "official"
    return beside if beside.is_dir() else Path.home() / ".cache" / "wirecopy" / "official"


def digests(of: str) -> dict[str, str]:
    """The SHA-256 of each file below the folder `of` that SOURCES.toml names, by path."""
    sources = tomllib.loads((ROOT / "schemas" / "SOURCES.toml").read_text(encoding="utf-8"))
    named = {source["official"]: source["sha256"] for source in sources.values() if "official" in source}
    named |= {of: digest for source in sources.values() for of, digest in source.get("earlier", {}).items()}
    return {path: digest for path, digest in named.items() if path.startswith(f"{of}/")}


def _git(clone: Path, *arguments: str) -> bytes:
    return subprocess.run(["git", "-C", str(clone), *arguments], check=True, stdout=subprocess.PIPE).stdout


def _contents(clone: Path, commit: str, of: str) -> dict[str, tuple[str, str]]:
    """The files of a commit that are wanted: path in the repository and object, by path among the official files."""
    found = {}
    for line in _git(clone, "ls-tree", "-r", "-z", "--full-tree", commit).decode("utf-8", "replace").split("\0")[:-1]:
        about, path = line.split("\t", 1)
        for pattern, into in REPOSITORIES[of].files.items():
            if about.startswith("100") and (match := re.fullmatch(pattern, path)):
                found[f"{of}/{into}/{match['name'].replace(' ', '_')}"] = (path, about.split()[2])
    return found


def fitting_commit(clone: Path, of: str, wanted: Mapping[str, str]) -> str | None:
    """The newest commit whose files have the `wanted` digests and that has no other release; None if there is none."""

    @cache
    def digest(blob: str) -> str:
        return hashlib.sha256(_git(clone, "cat-file", "blob", blob)).hexdigest()

    for commit in _git(clone, "rev-list", "HEAD").decode().split():
        found = _contents(clone, commit, of)
        if not wanted.keys() <= found.keys() or any(_RELEASE.fullmatch(p) and p not in wanted for p in found):
            continue
        if all(digest(found[path][1]) == each for path, each in wanted.items()):
            return commit
    return None


def fetch(of: str, url: str, into: Path, commit: str | None = None) -> str:
    """Put the official files of one repository into the folder `into`; returns the commit that they are from.

    Raises SystemExit where no commit, or not the one that is named, has the files of SOURCES.toml.
    """
    with tempfile.TemporaryDirectory() as temporary:
        clone = Path(temporary) / "clone"
        subprocess.run(["git", "clone", "--quiet", "--no-checkout", url, str(clone)], check=True)
        commit = commit or fitting_commit(clone, of, digests(of))
        if commit is None:
            _refuse(f"{url}: no commit has the files that schemas/SOURCES.toml names")
        _git(clone, "checkout", "--quiet", commit)
        for path, (source, _) in _contents(clone, commit, of).items():
            (into / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(clone / source, into / path)
    return commit


def differing(into: Path) -> Iterator[str]:
    """The paths of the files that SOURCES.toml names and `into` lacks, or has in another version."""
    for of in REPOSITORIES:
        for path, digest in digests(of).items():
            file = into / path
            if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != digest:
                yield path


def _refuse(message: str) -> NoReturn:
    sys.exit(f"python -m tests.official: {message}")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser("python -m tests.official", description=(__doc__ or "").split("\n\n")[1])
    parser.add_argument("--from", dest="source", type=Path, metavar="FOLDER", help="copy this folder, clone nothing")
    for of, repository in REPOSITORIES.items():
        parser.add_argument(f"--{of}", default=repository.url, metavar="URL", help=f"default: {repository.url}")
        parser.add_argument(f"--{of}-commit", metavar="COMMIT", help="default: the newest that fits")
    options = vars(parser.parse_args(arguments))
    into = folder()
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        _refuse(f"{into} is not empty; remove it, or name another folder by WIRECOPY_OFFICIAL")
    origins = []
    with tempfile.TemporaryDirectory() as temporary:
        fetched = Path(temporary) / "official"
        if source := options["source"]:
            shutil.copytree(source, fetched)
            origins.append(f"copied from {source}")
        else:
            for of in REPOSITORIES:
                key = of.replace("-", "_")
                commit = fetch(of, options[key], fetched, options[f"{key}_commit"])
                origins.append(f"{of}: {options[key]}, commit {commit}")
        if wrong := list(differing(fetched)):
            _refuse(f"not the files that schemas/SOURCES.toml names: {', '.join(wrong)}")
        if not (fetched / "README.md").is_file():
            text = "".join(f"- {origin}\n" for origin in origins)
            (fetched / "README.md").write_text(f"# Official files\n\n{text}", encoding="utf-8")
        into.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(fetched, into, dirs_exist_ok=True, copy_function=shutil.copyfile)
    print(*origins, f"official files are in {into}", sep="\n")


if __name__ == "__main__":
    main()
