"""Page numbers of print are taken out of a story; a page that the story names is not."""

from __future__ import annotations

import pytest

from convert.readers.text.envelopes.print.pages import open_pages

ABOVE = "For sixty years the longest story of the paper ended on the last page."
BELOW = "It will be empty next week, the editor says."


def taken(*parts: str) -> list[str]:
    lines = "\n\n".join(parts).split("\n")
    envelope = open_pages(tuple(lines))
    return [] if envelope is None else [lines[at] for at in sorted(envelope.taken)]


@pytest.mark.parametrize("name", ["Page 4", "Seite 4", "Pagina 4", "Strona 4", "Стр. 4"])
def test_a_page_that_is_named_between_sentences_is_of_the_story(name: str) -> None:
    assert taken("The fifth page", ABOVE, name, BELOW) == []


def test_a_page_number_is_taken() -> None:
    cut = ABOVE.removesuffix(" last page.")
    assert taken("The fifth page", cut, "Page 4", f"last page. {BELOW}") == ["Page 4"]
    assert taken("The fifth page", ABOVE, BELOW, "Page 4") == ["Page 4"]
    assert taken("The fifth page", ABOVE, "- 4 -", BELOW) == ["- 4 -"]
    assert taken("Page 3", "The fifth page", ABOVE, "Page 4", BELOW) == ["Page 3", "Page 4"]
