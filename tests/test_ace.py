"""DAISY Ace has no messages on any EPUB that we write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import ace
import epub_seed
import pytest
from conftest import absent

from convert.model import Accessibility, Article
from convert.writers.epub import write

pytestmark = pytest.mark.slow


def test_ace_has_no_messages(articles: Mapping[str, Article]) -> None:
    if reason := ace.unavailable():
        absent(reason)
    epubs = {name: write(article).data for name, article in (articles | epub_seed.articles()).items()}
    for exempt in ("none", None):
        stated = Accessibility(
            contact_email="a11y@a.example", exemption="eaa-microenterprise", conforms_to=exempt, certified_by="A"
        )
        epubs[f"{exempt}, exempt"] = write(replace(articles["minimal"], accessibility=stated)).data
    reported = {name: messages for name, messages in ace.run(epubs).items() if messages}
    assert not reported
