"""Speed of reading raw copy, growth of time and memory, and the cost of hostile copy: `python benchmarks/reading.py`.

`benchmarks/README.md` explains each figure. Times are processor times, the shortest of several rounds; each large text
is read in its own process, whose peak memory counts. Nothing is asserted; the last column has the aims.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from html import escape
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from reader_corpus import CORPUS, ROOT
from speed import copy_like_the_seed

from convert.errors import InputError
from convert.model import Moment, split_words
from convert.readers import Source
from convert.readers.text import read
from convert.readers.text.lines.language import detect_language

NOW = Moment("2024-01-01T00:00:00Z")
AIMS = {"article": "≤ 4 ms", "page": "≤ 8 ms"}
STOPLISTS = {
    "en": "English", "de": "German", "es": "Spanish", "fr": "French", "it": "Italian", "nl": "Dutch", "pl": "Polish",
    "pt": "Portuguese", "cs": "Czech", "tr": "Turkish", "da": "Danish", "sv": "Swedish", "el": "Greek", "ru": "Russian",
}  # fmt: skip
"""jusText's names of languages; other languages are not compared."""

HOSTILE: Mapping[str, Callable[[int], str]] = {
    "bylines": lambda at: f"By Jane Doe and John Roe, editor {at}",
    "dates": lambda at: f"Published {at % 28 + 1} May 20{at % 30:02}, 12:{at % 60:02} GMT",
    "captions": lambda at: f"Pier {at % 1000}. Photo: Jane Doe/Press",
    "shortened lines": lambda at: f"…and {at} more boats at the pier …",
    "links": lambda at: f"Read more: Boat {at} at the pier https://news.example/{'harbour/' * 8}{at}",
    "keywords": lambda at: f"Tags: boat{at}, pier, ferry",
    "notes to editors": lambda at: f"(EDS: adds quotes of skipper {at})",
    "corrections": lambda at: f"Correction: boat {at} was not sold on Monday, as we said.",
    "drop caps": lambda at: f"T he boat {at} was not sold on Monday, as we had said before.",
    "glued furniture": lambda at: f"Share{at}TweetPublished 3 May 2023Updated 4 May 2023By Jane Doe{at}",
    "speakers in brackets": lambda at: "[Anchor]" if at % 40 in (0, 2, 4) else f"Boat {at} was not sold.",
    "paths to titles": lambda at: f"Home > News > Sport > Boat {at} was not sold",
    "lines between sentences": lambda at: f"Boat {at}" if at % 2 else f"The boat {at} was not sold on Monday, he said.",
    "names said twice": lambda at: f"Jane Doe{at} by Jane Doe{at}",
    "addresses before places": lambda at: (
        f"osted{at % 90}.com, JAKARTA - Boat {at} was not sold on Monday, as we said."
    ),
    "sources with editors": lambda at: f"来源：奥报{at % 7} 编辑：吴妮 张三 李四",
    "reporters with labels": lambda at: f"奥报记者 张三 李四 通讯员 王五{'报' * (at % 3)}",
    "titles glued to labels": lambda at: (
        f"Previous articleBoat {at} is sold" if at % 9 else f"Boat{at}Sold is not sold."
    ),
    "labels of pictures": lambda at: (f"Image source, Jane Doe{at}", "Image caption,", f"Pier {at}.Image source, Bell")[
        at % 3
    ],
    "places with a stop and a dash": lambda at: (
        f"Puerto Osted, RD.- El barco {at} no se vendió el lunes, como dijimos."
    ),
    "one letter": lambda at: "abcdefghij"[at % 10],
    "quoted posts": lambda at: f"— Ann Lee (@annlee{at}) May {at % 28 + 1}, 2024",
    "marks of trims": lambda at: f"(Begin optional trim {at})",
    "directions": lambda at: ("(BEGIN VIDEOTAPE)", "(END VIDEOTAPE)", f"SKIPPER {at}: No.")[at % 3],
    "contacts of reporters": lambda at: f"To contact the reporter on this story: Jane Doe at jdoe{at}@news.example",
    "edited messages": lambda at: f"The boat {at} was not sold (edited)",
    "cues of scripts": lambda at: f"CONTROL: INSERTO {at}",
    "marks": lambda at: "-|*/"[at % 4] * 3,
    "notes on writers": lambda at: f"Ann Lee{chr(97 + at % 26)} is a reporter at the Bell and has seen boat {at}.",
    "captions by wording": lambda at: f"Jane Doe (left) at boat {at} Jane Doe/AP",
    "messages of a channel": lambda at: ("Una Keogh", "  9:41 AM", f"The boat {at} was not sold.", "(edited)")[at % 4],
    "blocks of a listing": lambda at: ("", f"19.{at % 60:02} | Pier {at}", f"Boat {at}, with song.")[at % 3],
    "sentences on locks": lambda at: f"Embargo until {at % 28 + 1} May, 10 am: that is what sign {at} says.",
    "commands": lambda at: f"    boat -v --number {at} | sort > boats.txt",
    "names twice": lambda at: f"Jane Doe{chr(97 + at % 26)}" if at % 2 else f"with Jane Doe{chr(97 + (at + 1) % 26)}",
    "letterheads": lambda at: (f"Telefon (+43 732) 55 {at:04}", f"Bell Nr. {at} vom 4. Dezember 2007")[at % 2],
    "ages": lambda at: f"{at} hours ago",
    "reports": lambda at: ("Boat seen", f"Osted – The boat {at} was seen at the pier by four men on Friday.")[at % 2],
    "agencies before names": lambda at: f"AFP–JANE DOE, JOHN ROE {at % 28 + 1} May 2020 10:33",
    "chronicles": lambda at: f"{at % 28 + 1} May 1921: The boat {at} is sold to a duchess.",
    "rankings": lambda at: f"{at}. Jane Doe, Pier, {at % 90} boats",
    "names of files": lambda at: f"boat_{at}.jpg",
    "words of menus": lambda at: ("Sport", f"The boat {at} was not sold on Monday, as we had said.", "412")[at % 3],
    "recurring lines": lambda at: (f"Built by Boatyard {at}", f"The boat {at} was not sold on Monday.")[at % 2],
    "numbers for tickets": lambda at: f"Tickets for the boat: 01632 {at:06}",
    "newsrooms": lambda at: ("Osted Bell Staff", "AP", f"Reuters, {at % 28 + 1} May 2024")[at % 3],
    "credits in brackets": lambda at: f"Boat {at} at the pier, where it leaks, Ariz. (AP)",
    "shortcodes": lambda at: ('[gallery ids="1,2" x=', "[b]Boat", "[/b] sold[/i]", "[url=https://osted.example")[
        at % 4
    ],
    "letters for bullets": lambda at: f"{'lqn'[at % 3]} Boat {at} was not sold",
    "places alone": lambda at: ("Osted.", "Osted (ost)", f"In Osted the boat {at} was not sold.")[at % 3],
    "questions": lambda at: (
        f"Why did the boat {at} leak?",
        f"Two brothers built boat {at}, and nobody found the hole.",
    )[at % 2],
    "countdowns": lambda at: (f"{99 - at % 90} “Boat {at}”", f"The boat {at} was not sold on Monday.")[at % 2],
    "labels of lists": lambda at: ("Pros", f"• Boat {at} leaks", "Cons", f"• Boat {at} is old")[at % 4],
    "credits to outlets": lambda at: ("Jane Doe/Osted Bell", f"Boat {at} at the pier. Osted Port")[at % 2],
    "contributors": lambda at: f"Jane Doe, Ann Lee and Tom{chr(97 + at % 26)} Roe contributed to this report.",
    "counts of comments": lambda at: (f"{at} comments", "Log in", "Register", "Report comment")[at % 4],
    "sentences above buttons": lambda at: ("It leaks on.", "Share")[at % 2],
    "labels behind names": lambda at: f"Svarstyklės {at} uoste / V. Albergo nuotr.",
    "glued credits": lambda at: f"Boat {at} at the pierFoto: Jane Doe",
    "lines of clippings": lambda at: f"Osted Bell {at} - - News - Jane Doe/ John Roe",
    "places named again": lambda at: f"Osted/Crale. The boat {at} was not sold on Monday, said all four men of Crale.",
    "initials": lambda at: ("The boat was not sold.", "soc", "Foto: ja/osted.example", "RU EN")[at % 4],
    "dated links": lambda at: ("Boat at the pier", "12 May 2024", f"Boat {at} was not sold on Monday.")[at % 3],
    "pages": lambda at: f"\x0cPage {at}" if at % 9 == 0 else f"the boat {at} was not sold and went on",
    "columns": lambda at: f"\x0c{at}" if at % 60 == 0 else "  ".join(["boat"] * (at % 12 + 2)),
    "marks of scans": lambda at: (f"the boat {at} was sold. ;", "| i", f"‘ boat {at} was not sold on ~", "e : .")[
        at % 4
    ],
    "columns in one line": lambda at: f"the boat {at} leaks. sold on Monday af- ter all" if at % 2 else "Boats leak.",
    "letters from left to right": lambda at: f"{at} םולש ץעמ ןשיה (םויב) Boat {at}",
    "lists after colons": lambda at: (
        "Three boats were for sale:",
        "one",
        "two",
        f"It sold boat {at} to four men of Osted.",
    )[at % 4],
    "links in Markdown": lambda at: ("", f"* [Boat {at}](/boat/{at})", f"The **boat** [{at}](/{at}) was _not_ sold.")[
        at % 3
    ],
    "pieces of sentences": lambda at: (
        f"The boat {at} of the skipper, which leaks and is painted red, was",
        "the boat",
        ", he said.",
    )[at % 3],
    "indented lines": lambda at: (
        "     * Boat",
        f"   [{at}]The boat {at} was not sold on Monday, said all four of",
        "   the men.",
        "",
    )[at % 4],
    "cells below each other": lambda at: ("Boat", f"{at}", f"{at % 9} tons")[at % 3],
    "labels of records": lambda at: (f"Subject: boat {at}", "Record Number: 7", f"The boat {at} was not sold.")[at % 3],
    "cues in brackets": lambda at: ("((TAKE VO))", "[CG: SKIPPER]", f"Boat {at} was not sold.")[at % 3],
    "columns under dashes": lambda at: ("--- ---", f"Boat {at}", "")[at % 3],
    "marks of wikis": lambda at: ("== Sources ==", "* {{source|boat}}", f"The '''boat''' {at}<ref>x</ref>")[at % 3],
    "marks of Textile": lambda at: ("h2. Boats", f"bq. *Boat* {at} was _not_ sold.", "!boat.jpg(A boat)!")[at % 3],
    "emphasis": lambda at: f"**Boat {at}** was *not* sold, **he** said.",
    "speakers with times": lambda at: f"Jane Doe [00:{at // 60 % 60:02}:{at % 60:02}] The boat {at} was not sold.",
    "letters before words": lambda at: f"A short teaser text {at} with some words in it.",
    "stories below": lambda at: (f"Boat {at} is sold to four men", "By Ann Lee", "May 3, 2024", "The boat leaks.")[
        at % 4
    ],
    "pairs of players": lambda at: f"Gold went to the pair from Osted in boat {at} (Ann Lee/Jane Doe)",
    "lines broken by a page": lambda at: f"the boat {at} was not" if at % 3 else f"sold by the skipper of boat {at} on",
}
"""Makers of lines that are costly to parse, by kind; each takes the number of the line."""

SIZES = (640_000, 2_560_000, 5_120_000)
LINES = (10_000, 100_000)


class Cost(NamedTuple):
    """The cost of reading: seconds of processor time, and the peak memory in bytes beyond that at the start, None if
    the system does not report it; `refused` is the code of the error, if any.
    """

    seconds: float
    memory: int | None
    refused: str


def texts() -> dict[str, list[str]]:
    """Texts by style: those of the corpus if it is available, otherwise the project's own."""
    if CORPUS.is_file():
        with CORPUS.open(encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        return {style: [row["text"] for row in rows if row["style"] == style] for style in AIMS}
    own = [*(ROOT / "tests" / "readers").rglob("*.txt"), *(ROOT / "seeds").glob("*.txt")]
    return {"own": [path.read_text(encoding="utf-8", errors="replace") for path in sorted(own)]}


def seconds(act: Callable[[], object], rounds: int) -> float:
    """The shortest processor time, in seconds, that `act` takes in several rounds."""
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        act()
        best = min(best, time.process_time() - start)
    return best


def ours(text: str) -> object:
    """wirecopy's reading of `text`, or its error."""
    try:
        return read(Source(name="copy.txt", data=text.encode(), moment=NOW))
    except InputError as e:
        return e


def news(size: int) -> str:
    """Invented copy of at least `size` bytes: many stories in one text."""
    stories: list[str] = []
    while size > 0:
        stories.append(copy_like_the_seed(len(stories)).decode())
        size -= len(stories[-1]) + 2
    return "\n\n".join(stories)


def hostile(kind: str, lines: int) -> str:
    """A story with `lines` hostile lines of one kind in it."""
    opening, closing = (copy_like_the_seed(number).decode() for number in (1, 2))
    return "\n".join((opening, "", *map(HOSTILE[kind], range(lines)), "", closing))


def row(what: str, measured: str, ratio: str = "", aim: str = "") -> None:
    print(f"{what:<46} {measured:>22} {ratio:>26} {aim:>8}")


def speed(found: Mapping[str, Sequence[str]], rounds: int) -> None:
    """Print the time for 1,000 words."""
    for style, copies in found.items():
        words = sum(len(split_words(text)) for text in copies)
        for text in copies:
            ours(text)
        spent = sum(seconds(partial(ours, text), rounds) for text in copies)
        row(f"{len(copies)} texts, {style}: 1,000 words", f"{spent / words * 1e6:.2f} ms", "", AIMS.get(style, ""))


def compare(found: Mapping[str, Sequence[str]], rounds: int) -> None:
    """Print the time that jusText takes to classify the same lines, each as a paragraph."""
    try:
        import justext
    except ImportError:
        row("  jusText on the same lines", "not measured")
        print("    (pip install -e '.[bench]' brings jusText)")
        return
    for style, copies in found.items():
        mine = theirs = 0.0
        words = count = 0
        for text in copies:
            name = STOPLISTS.get(detect_language(text.split("\n")).primary)
            if name is None:
                continue
            lines = "".join(f"<p>{escape(line)}</p>" for line in text.split("\n") if line.strip())
            page = f"<html><body>{lines}</body></html>".encode()
            words += len(split_words(text))
            count += 1
            mine += seconds(partial(ours, text), rounds)
            theirs += seconds(partial(justext.justext, page, justext.get_stoplist(name), encoding="utf-8"), rounds)
        if words:
            row(
                f"  jusText, {count} of them, {style}: 1,000 words",
                f"{theirs / words * 1e6:.2f} ms",
                f"{mine / theirs:.2f} × as long",
            )


def cost_in_process(kind: str, size: int) -> Cost:
    """The cost of one large text, read in its own process."""
    command = [sys.executable, __file__, "--cost", kind, str(size)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return Cost(*json.loads(done.stdout))


def cost(kind: str, size: int) -> Cost:
    """The cost of one large text in this process."""
    text = news(size) if kind == "news" else "x" * size if kind == "one line" else hostile(kind, size)
    ours(copy_like_the_seed(0).decode())
    before = _most_memory()
    start = time.process_time()
    result = ours(text)
    spent = time.process_time() - start
    after = _most_memory()
    memory = after - before if before is not None and after is not None else None
    return Cost(spent, memory, result.code if isinstance(result, InputError) else "")


def _most_memory() -> int | None:
    """The peak memory of this process in bytes; None if the system does not report it."""
    status = Path("/proc/self/status")
    if not status.is_file():
        return None
    peak = re.search(r"VmHWM:\s*(\d+) kB", status.read_text())
    return int(peak[1]) * 1024 if peak else None


def growth() -> None:
    """Print the growth of time and memory with the size of the text."""
    base: float | None = None
    for size in SIZES:
        spent, memory, _ = cost_in_process("news", size)
        each = spent / size
        base = base or each
        held = f"{memory / size:.0f} bytes of memory a byte" if memory is not None else ""
        row(f"a text of {size / 1e6:.2f} MB: 1 MB", f"{each * 1e9:.0f} ms", f"{each / base:.2f} × the first; {held}")
    spent, _, refused = cost_in_process("one line", 10_000_000)
    row("one line of 10 MB", f"{spent * 1000:.0f} ms", f"refused, {refused}" if refused else "")
    spent, _, _ = cost_in_process("one line", 1_000_000)
    row("one line of 1 MB, the longest that is read", f"{spent * 1000:.0f} ms")


def attacks() -> None:
    """Print the cost of a hostile line of each kind, for few and many lines."""
    for kind in HOSTILE:
        few, many = (cost_in_process(kind, lines).seconds / lines for lines in LINES)
        row(f"{LINES[1]:,} lines, {kind}: one", f"{many * 1e6:.1f} µs", f"{many / few:.2f} × of {LINES[0]:,} lines")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="how often each text is read (5)")
    parser.add_argument("--texts", type=int, default=None, help="how many texts of each style (all)")
    parser.add_argument("--small", action="store_true", help="no large and hostile texts")
    parser.add_argument("--cost", nargs=2, metavar=("KIND", "SIZE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.cost:
        print(json.dumps(cost(options.cost[0], int(options.cost[1]))))
        return
    print(f"Python {sys.version.split()[0]}, processor time, shortest of {options.rounds} rounds")
    print("the corpus\n" if CORPUS.is_file() else "the project's own texts, as the corpus was not found\n")
    row("", "measured", "ratio", "aim")
    found = {style: list(islice(copies, options.texts)) for style, copies in texts().items()}
    speed(found, options.rounds)
    compare(found, options.rounds)
    if not options.small:
        growth()
        attacks()


if __name__ == "__main__":
    main()
