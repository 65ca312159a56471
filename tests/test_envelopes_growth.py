"""The work of reading copy in an envelope grows with its size, however often it repeats what opens one of its parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import growth
import pytest

from convert.model import Moment
from convert.readers import Source
from convert.readers.text import read
from convert.readers.text.envelopes import open_envelopes

STORY = "The council voted on Monday to keep the old ferry for ten more years, the mayor said on the radio.\n\n"
MAIL = "From: Jane Doe <jane@example.org>\nTo: desk@example.org\nSubject: Council keeps the ferry\n\n"

REPEATED: Mapping[str, tuple[str, str]] = {
    "signatures": (MAIL + STORY, "-- \nNora Feld\n"),
    "signatures above text": (MAIL, f"-- \n{STORY}"),
    "closings": (MAIL + STORY, "Best regards,\nNora Feld\n\n"),
    "quoted replies": (MAIL + STORY, "On 9 May 2024, Nora Feld wrote:\n> The council voted.\n"),
    "disclaimers": (MAIL + STORY, "This e-mail is confidential. If you are not the intended recipient, delete it.\n\n"),
    "pasted mails": ("", "From: Jane Doe\nSent: 9 May 2024\nSubject: Ferry\n\nThe council voted.\n\n"),
    "contacts": (
        "FOR IMMEDIATE RELEASE\n\nCouncil keeps the ferry\n\n" + STORY,
        "Contact:\nNora Feld\n+44 20 7946 0000\n\n",
    ),
    "end marks": ("FOR IMMEDIATE RELEASE\n\nCouncil keeps the ferry\n\n" + STORY, "###\n\n"),
    "front matter": ("", "---\ntitle: Ferry\n---\nThe council voted.\n"),
    "subtitles": ("", "1\n00:00:01,000 --> 00:00:02,000\nThe council voted.\n\n"),
    "named cues": ("WEBVTT\n\n", "cue\n00:01.000 --> 00:02.000\n<v Anna>The council voted.\n\n"),
    "times before words": ("", "[00:01.000 --> 00:02.000]  the council voted\n"),
    "captions in capitals": ("", ">> THE COUNCIL VOTED\nON MONDAY\n"),
    "speakers in brackets": ("", "Anna Feld [00:00:01] The council voted.\n"),
    "cues in brackets": ("Slug: FERRY\nAnchor: ANNA\nTRT: 1:00\n\n", "((TAKE VO))\nThe council voted.\n[CG: ANNA]\n"),
    "pages of a rundown": ("PAGE SLUG TAL EST ACT\n", "A1 FERRY ANNA 0:10 0:10\nA1 FERRY\nThe council voted.\n"),
    "ends of records": ("Record Number: 1\nLoad-Date: May 3, 2026\n\n", f"Subject: ferry\n{STORY}Industry: boats\n"),
    "sources of a wiki": ("{{date|May 3, 2026}}\n'''The council''' voted.\n", "== Sources ==\n* {{source|x}}\n"),
    "rows of a wiki": ('{| class="wikitable"\n', "|-\n| The council\n| 12\n"),
    "marks of Textile": ("h1. Council\n\n", "bq. *The* council\n!a.jpg(The pier)!\n"),
    "pictures of a forum": ("", "[img]https://a.example/a.jpg[/img] [b]The[/b] council\n"),
    "rows of dashes": ("", "--- ---\nThe council\n"),
    "frames of dashes": ("", "----------------\nThe council\n--- ---\nwas 12\n"),
    "messages of a digest": (
        "Today's Topics:\n\n" + "-" * 70 + "\n\n",
        "Subject: a\n\nThe council.\n\n" + "-" * 30 + "\n\n",
    ),
    "letters": ("Letters to the editor\n\n", f"Sir,\n\n{STORY}Nora Feld, Osted\n\n"),
    "captions": ("Council keeps the ferry\n\n" + STORY, "The pier of Osted. Photo: Nora Feld\n\n"),
    "threads": ("", "Nora Feld\n@norafeld\n1/\nThe council voted on Monday.\n\n"),
    "chats": ("", "[09.05.24, 12:00:00] Nora Feld: The council voted.\n"),
    "wires": ("", "a0123 4 i 12 abc 0001\n\nBC-Ferry,12\nCouncil keeps the ferry\n\nThe council voted.\n\n"),
    "names in capitals": ("Council keeps the ferry\n\n", "NORA FELD\n\n"),
    "openings of bylines": ("Council keeps the ferry\n\n" + STORY, "By\n\n"),
    "items": ("Council keeps the ferry\n\n" + STORY, "1. Keep the ferry\n"),
    "text below the end": (
        "Council keeps the ferry\n\n" + STORY * 4 + "Comments\n\n",
        "Want to read more of it? Join us today at the pier.\n\n",
    ),
}
"""What opens the copy, and what it repeats."""

AT_MOST = 5
"""How many times the work four times the repeats may take: some parts look at the next hundred lines, which short copy
does not have; work that grew with the square took thirteen times.
"""


def calls_to_read(kind: str, times: int) -> int:
    opening, repeated = REPEATED[kind]
    source = Source(name="copy.txt", data=(opening + repeated * times).encode(), moment=Moment("2024-05-09T00:00:00Z"))
    read(source)
    return growth.calls(partial(read, source))


@pytest.mark.slow
@pytest.mark.parametrize("kind", REPEATED)
def test_the_work_grows_with_the_size(kind: str) -> None:
    few, many = calls_to_read(kind, 150), calls_to_read(kind, 600)
    assert few > 150
    assert many < AT_MOST * few


LONG_LINES = (
    "#+title: A\n#+author: B\n#+note: x{spaces}x",
    "#+title: A\n#+author: B\n* x{spaces}x",
    "#+title: A\n#+author: B\n{links}",
    "= A\n:a: b\n\n== x{spaces}x",
    ":title: A{spaces}x",
    "'''A''' and [[B]]\n= C{spaces}x",
    "@kop: A\n@auteur: B\n@tekst: x{spaces}x",
    "title: A{spaces}x",
    "---\ntitle: A\ntags:\n- x{spaces}x\n---",
)
"""Copies with a long line that looks like a header's, with what grows in it."""


@pytest.mark.parametrize("form", LONG_LINES)
def test_the_time_grows_with_the_length_of_a_line(form: str) -> None:
    def work(times: int) -> Callable[[], object]:
        size = 4_000 * times
        lines = (*form.format(spaces=" " * size, links="[[" * (size // 2)).split("\n"), "", STORY.strip())
        return partial(open_envelopes, lines)

    assert growth.of_time(work) < growth.LINEAR
