"""Makes the pictures of the README and the site: `python docs/screenshots.py [FOLDER]` writes them to `docs/pictures`.

`epub.png` is the page of an EPUB with its cover, `galley.png` what `wirecopy explain --html` shows; both of the seed.
Chromium draws them, with the fonts that are installed, so they differ a little from machine to machine.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
SEED = "seeds/east-aleppo-civilians.txt"
WIDTH, HEIGHT = 1000, 560

_FRAME = """<!DOCTYPE html>
<meta charset="utf-8">
<style>
body {{ margin: 0; background: #dcdcd8; display: flex; gap: 24px; padding: 24px }}
img, iframe {{ border: 0; height: 512px; background: white; box-shadow: 0 1px 6px #0006 }}
iframe {{ flex: 1 }}
</style>
{shown}
"""
_SHOWN = {
    "epub.png": '<img src="EPUB/cover.svg" alt=""><iframe src="EPUB/article.xhtml" scrolling="no"></iframe>',
    "galley.png": '<iframe src="explained.html#lines" scrolling="no"></iframe>',
}


def main(folder: Path) -> None:
    """Write the pictures to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        _wirecopy("convert", SEED, "-t", "epub", "-o", str(work))
        with zipfile.ZipFile(next(work.glob("*.epub"))) as publication:
            publication.extractall(work)
        explained = _wirecopy("explain", SEED, "--html").replace("<h2>Line by line", '<h2 id="lines">Line by line', 1)
        (work / "explained.html").write_text(explained, encoding="utf-8")
        for picture, shown in _SHOWN.items():
            page = work / f"{picture}.html"
            page.write_text(_FRAME.format(shown=shown), encoding="utf-8")
            _draw(page, folder / picture)


def _wirecopy(*arguments: str) -> str:
    command = [sys.executable, "-m", "convert", *arguments]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, encoding="utf-8").stdout


def _draw(page: Path, picture: Path) -> None:
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not browser:
        sys.exit("Chromium is not installed")
    shown = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-device-scale-factor=1"]
    light = "--blink-settings=preferredColorScheme=1"
    command = [browser, *shown, light, f"--window-size={WIDTH},{HEIGHT}", f"--screenshot={picture}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures")
