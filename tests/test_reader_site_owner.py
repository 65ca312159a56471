"""The name of who owns a site, which its copyright line has: alone above the story it is no title and no author."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from story_pages import BYLINE, END, TEXT, TITLE, TOP

from convert.model import Moment
from convert.readers import Source
from convert.readers.text import read
from convert.readers.text.fields.site_owner import site_owners

OWNERS = {"de": "Osteder Bote", "fr": "La Cloche d'Osted", "es": "La Campana de Osted", "en": "The Osted Bell"}


@pytest.mark.parametrize("language", OWNERS)
@pytest.mark.parametrize("has_byline", [True, False])
def test_the_name_of_the_owner_above_the_title_is_none_and_no_author(language: str, has_byline: bool) -> None:
    owner, (byline, day) = OWNERS[language], BYLINE[language]
    above = [day, byline] if has_byline else [day]
    lines = [*TOP[language][:3], owner, *above, TITLE[language], *TEXT[language], *END[language][1:], f"© 2026 {owner}"]
    article = read(
        Source(name="page.txt", data="\n\n".join(lines).encode(), moment=Moment("2026-11-29T00:00:00Z"))
    ).article
    assert article.headline == TITLE[language]
    assert [author.name for author in article.authors] == [byline.split(" ", 1)[1]] * has_byline


@pytest.mark.parametrize(
    ("line", "owners"),
    [
        ("© 2026 The Osted Bell. All rights reserved.", {"the osted bell"}),
        ("Copyright © 2019-2026 Osted Bell Ltd", {"osted bell"}),
        ("(c) Osted Media, Inc.", {"osted media"}),
        ("Osteder Bote © 2026", {"osteder bote"}),
        ("© Osteder Bote - Alle Rechte vorbehalten", {"osteder bote"}),
        ("© 2026", set()),
        ("The copyright of the song ends in 2026", set()),
    ],
)
def test_who_owns_a_site(line: str, owners: set[str]) -> None:
    unit = SimpleNamespace(unit=SimpleNamespace(text=line))
    analysis = SimpleNamespace(features=SimpleNamespace(lines=(unit,)), last=-1)
    assert site_owners(analysis) == owners  # type: ignore[arg-type]
