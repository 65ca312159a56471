"""Synthetic news documents of all sizes and kinds, reproducible by number.

Checking one document 500 times measures caches. These documents differ in words, length, blocks and metadata; one in
ten has a fault.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from convert import article_codec, pipeline
from convert.formats import named

_HEADS = "br ch d dr f g gl h k kr l m n p pr r s sh st t th tr v w y"
_VOWELS = "a e i o u ea ou ai"
_TAILS = "ck d g l ll m n nd ng nt r rd rk s st t th y"
_SHORT = "the a of to and in that it was on for with as by at from which not but had were is they this"
_LITTLE = tuple(_SHORT.split())
_CITY = "https://places.example/{}"


@cache
def _words() -> tuple[str, ...]:
    """Return 6,000 invented words."""
    chance = random.Random(1)

    def syllable() -> str:
        return "".join(chance.choice(sounds.split()) for sounds in (_HEADS, _VOWELS, _TAILS))

    return tuple("".join(syllable() for _ in range(chance.choice((1, 1, 2, 2, 3)))) for _ in range(6000))


class _Reporter:
    """Generates one random story."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.chance = random.Random(number)
        self.site = f"https://daily-{number % 9}.example"

    def some(self, share: float) -> bool:
        return self.chance.random() < share

    def phrase(self, least: int, most: int) -> str:
        count = self.chance.randint(least, most)
        pick = self.chance.choice
        return " ".join(pick(_LITTLE) if self.some(0.45) else pick(_words()) for _ in range(count))

    def name(self, parts: int = 2) -> str:
        return " ".join(self.chance.choice(_words()).capitalize() for _ in range(parts))

    def sentence(self) -> str:
        sentence = self.phrase(6, 32)
        if self.some(0.1):
            sentence = f"“{sentence},” said {self.name()}, {self.chance.randint(19, 88)}"
        return sentence[0].upper() + sentence[1:] + "."

    def running(self) -> list[Any]:
        """Return the content of a paragraph, sometimes with emphasis or a link."""
        content: list[Any] = [" ".join(self.sentence() for _ in range(self.chance.randint(1, 4)))]
        if self.some(0.15):
            content += [" ", {"type": "styled", "style": self.chance.choice(("em", "strong")), "content": self.name()}]
        if self.some(0.2):
            href = f"{self.site}/{self.chance.randint(1, 9999)}"
            content += [" ", {"type": "link", "href": href, "content": self.phrase(2, 5)}, "."]
        return content

    def block(self) -> dict[str, Any]:
        """Return a block other than a paragraph."""
        match self.chance.randint(0, 4):
            case 0:
                return {"type": "heading", "level": 2, "content": self.phrase(2, 7).capitalize()}
            case 1:
                return {"type": "quote", "content": [self.paragraph()], "attribution": self.name()}
            case 2:
                entries = [{"content": self.phrase(3, 14)} for _ in range(self.chance.randint(2, 7))]
                return {"type": "items", "items": entries}
            case 3:
                head = [{"content": self.phrase(1, 2), "scope": "col"} for _ in range(3)]
                rows = [
                    [{"content": self.name(), "scope": "row"}, *({"content": str(self.chance.randint(1, 999))},) * 2]
                    for _ in range(self.chance.randint(2, 12))
                ]
                return {"type": "table", "head": [head], "body": rows}
        return {
            "type": "figure",
            "caption": self.sentence(),
            "credit": self.name(),
            "image": {
                "href": f"{self.site}/media/{self.chance.randint(1, 99999)}.jpg",
                "alt": self.phrase(4, 12),
                "media_type": "image/jpeg",
                "width": self.chance.randint(400, 2400),
                "height": self.chance.randint(300, 1600),
            },
        }

    def paragraph(self) -> dict[str, Any]:
        return {"type": "paragraph", "content": self.running()}

    def body(self) -> list[dict[str, Any]]:
        """Return the body, from a few words to a few thousand; half of the bodies have fewer than 500."""
        blocks = [self.paragraph() for _ in range(min(max(int(self.chance.lognormvariate(2.3, 0.9)), 1), 80))]
        for _ in range(len(blocks) // 5):
            blocks.insert(self.chance.randint(1, len(blocks)), self.block())
        return blocks

    def time(self) -> str:
        pick = self.chance.randint
        zone = self.chance.choice(("Z", "+01:00", "-05:00", "+03:00"))
        return f"20{pick(10, 25)}-{pick(1, 12):02}-{pick(1, 28):02}T{pick(0, 23):02}:{pick(0, 59):02}:00{zone}"

    def concepts(self, most: int) -> list[dict[str, Any]]:
        scheme = "http://cv.iptc.org/newscodes/mediatopic/20{:06}"
        return [
            {"name": self.phrase(1, 2), "uri": scheme.format(self.chance.randint(1, 999999))}
            for _ in range(self.chance.randint(0, most))
        ]

    def article(self) -> dict[str, Any]:
        """Return the story as Article JSON."""
        time = self.time()
        maybe = {
            "subheadline": lambda: self.phrase(5, 12).capitalize(),
            "slugline": lambda: "-".join(self.phrase(2, 4).split()),
            "summary": self.sentence,
            "authors": lambda: [{"name": self.name()} for _ in range(self.chance.randint(1, 3))],
            "dateline": lambda: self.name(1).upper(),
            "located": lambda: {"name": self.name(1), "uri": _CITY.format(self.chance.randint(1, 400))},
            "published": lambda: time,
            "urgency": lambda: self.chance.randint(1, 8),
            "subjects": lambda: self.concepts(12),
            "genres": lambda: [{"name": "Current", "uri": "http://cv.iptc.org/newscodes/genre/Current"}],
            "keywords": lambda: sorted({self.phrase(1, 2) for _ in range(self.chance.randint(1, 8))}),
            "mentions": lambda: [
                {"name": self.name(), "kind": kind, "uri": f"{self.site}/{kind}/{self.chance.randint(1, 9999)}"}
                for kind in self.chance.choices(("person", "organisation", "place"), k=self.chance.randint(1, 9))
            ],
            "rights": lambda: {"notice": f"© {self.name()}", "usage_terms": self.sentence()},
            "related": lambda: [
                {"title": self.phrase(3, 9).capitalize(), "uri": f"{self.site}/{self.chance.randint(1, 9999)}"}
                for _ in range(self.chance.randint(1, 5))
            ],
            "editor_notes": lambda: [self.sentence()],
        }
        return {
            "article": 1,
            "id": f"{self.site}/{self.number}",
            "headline": self.phrase(5, 14).capitalize(),
            "updated": time,
            "provider": {"name": f"The Daily {self.number % 9}", "uri": f"{self.site}/"},
            "language": self.chance.choice(("en", "en", "de", "fr", "es-MX", "und")),
            **{key: make() for key, make in maybe.items() if self.some(0.6)},
            "body": self.body(),
        }


_FAULTS: dict[str, Sequence[tuple[bytes, bytes]]] = {
    "newsml-g2": (
        (b"<versionCreated>20", b"<versionCreated>yesterday 20"),
        (b"<itemClass ", b"<itemclass "),
        (b"</contentMeta>", b"<rubric>Late</rubric></contentMeta>"),
        (b' contenttype="', b' content-type="'),
        (b"</newsItem>", b""),
    ),
    "ninjs": (
        (b'"pubStatus": "usable"', b'"pubStatus": "useable"'),
        (b'"versionCreated"', b'"versioncreated"'),
        (b'"headlines": [', b'"headlines": ["Late",'),
        (b'"uri":', b'"URI":'),
        (b'"contentType": "', b'"contentType": 7, "was": "'),
    ),
}
"""Faults of one document in ten, by format: the first occurrence of the first bytes becomes the second."""


def document(number: int, format: str) -> bytes:
    """Return document `number` in a format."""
    article = article_codec.loads(json.dumps(_Reporter(number).article()))
    data = pipeline.write(article, format).data
    if data is None:
        raise SystemExit(f"story {number} was withheld as {format}; nothing to measure")
    faults = _FAULTS[format]
    if number % 10 == 9:
        sound, faulty = faults[number // 10 % len(faults)]
        data = data.replace(sound, faulty, 1)
    return data


def fill(folder: Path, format: str, count: int) -> list[Path]:
    """Write `count` documents to `folder` and return their paths."""
    paths = [folder / f"{number:04}{named(format).suffix}" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_bytes(document(number, format))
    return paths
