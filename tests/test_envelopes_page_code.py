"""Code of pages goes from their text and says what it states; the code that a story shows stays."""

from __future__ import annotations

import pytest

from convert.model import Article, Moment, block_texts
from convert.readers import Source
from convert.readers.text import read
from convert.readers.text.envelopes.web.page_code import open_page_code

pytestmark = pytest.mark.sampled(2)

TITLE = "Bell tower in Osted rings again"
FIRST = "The bell tower in Osted rang on Sunday for the first time since lightning struck it in 2023, the parish said."
SECOND = "About 200 people stood in the square when the four bells began, and some had brought their children along."
DATA = f"""{{
  "@context": "https://schema.org",
  "@type": "NewsArticle",
  "headline": "{TITLE}",
  "datePublished": "2026-03-12T08:30:00+01:00",
  "author": [{{"@type": "Person", "name": "Nora Feld"}}]
}}"""
COUNTER = """window.dataLayer = window.dataLayer || [];
function gtag(){dataLayer.push(arguments);}
gtag('js', new Date());
gtag('config', 'G-ABC123');"""
STYLES = """.ad { display: none; margin: 0 auto; }
@media (max-width: 600px) {
  .dek { font-size: 1.2em; }
}"""
ADVERT = "googletag.cmd.push(function() { googletag.display('div-gpt-ad-1'); });"
LOADER = "(function(d,s){var e=d.createElement('script');e.async=true;d.body.append(e)})(document,'script');"


def article_of(text: str) -> Article:
    return read(Source(name="page.txt", data=text.encode(), moment=Moment("2026-11-01T00:00:00Z"))).article


@pytest.mark.parametrize("above", [f"{COUNTER}\n\n{STYLES}\n\n", f"{STYLES}\n{COUNTER}\n", f"{LOADER}\n{STYLES}\n", ""])
@pytest.mark.parametrize("between", [ADVERT, f"{LOADER}\n{ADVERT}", f"\n{COUNTER}\n"])
def test_scripts_and_styles_are_no_text(above: str, between: str) -> None:
    article = article_of(f"{above}{TITLE}\n\nBy Nora Feld\n12 March 2026\n\n{FIRST}\n\n{between}\n\n{SECOND}\n")
    assert [article.headline, *block_texts(article.body)] == [TITLE, FIRST, SECOND]
    assert [author.name for author in article.authors] == ["Nora Feld"]
    assert article.published == Moment("2026-03-12")


@pytest.mark.parametrize(
    "data", [DATA, DATA.replace("\n", " "), f"[{DATA}]", '{"@context":"https://schema.org",' + f'"@graph":[{DATA}]}}']
)
def test_what_data_of_a_page_state_is_metadata(data: str) -> None:
    article = article_of(f"Osted Post\n{data}\nNews\nSport\n{TITLE}\n\n{FIRST}\n\n{SECOND}\n")
    assert [article.headline, *block_texts(article.body)] == [TITLE, FIRST, SECOND]
    assert [author.name for author in article.authors] == ["Nora Feld"]
    assert article.published == Moment("2026-03-12T08:30:00+01:00")


def test_data_of_another_story_say_nothing_of_this_one() -> None:
    data = DATA.replace(TITLE, "Storm closes the coast road")
    article = article_of(f"{data}\n{TITLE}\n\n{FIRST}\n\n{SECOND}\n")
    assert (article.headline, article.authors, article.published) == (TITLE, (), None)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (f"{FIRST}window.dataLayer=window.dataLayer||[];dataLayer.push({{'event':'view'}});", FIRST),
        (f".ad{{display:none}}.dek{{font-size:1.2em}}{FIRST}", FIRST),
    ],
)
def test_code_that_is_glued_to_a_sentence_goes(line: str, text: str) -> None:
    assert [*block_texts(article_of(f"{TITLE}\n\n{line}\n\n{SECOND}\n").body)] == [text, SECOND]


@pytest.mark.parametrize(
    "line",
    [
        "const bells = tower.ring({times: 4});",
        ".bell { color: bronze; }",
        "document.getElementById('bell').play();",
        "The set {a, b} has two members; the other one is empty.",
        "She typed dataLayer (two words in one) and nothing happened, she said.",
        'He writes "@context" above each of his letters.',
    ],
)
def test_code_that_a_story_shows_stays(line: str) -> None:
    assert open_page_code((TITLE, "", FIRST, "", line, "", SECOND)) is None


@pytest.mark.parametrize(
    "beside", ["By Nora Feld (Osted)", "(Photo: Ivo Brandt)", "Bread; butter; tea", "12 March 2026"]
)
def test_lines_beside_code_stay(beside: str) -> None:
    opened = open_page_code((TITLE, beside, *COUNTER.split("\n"), beside, FIRST))
    assert opened
    assert [line for line in opened.story_lines if line] == [TITLE, beside, beside, FIRST]


@pytest.mark.parametrize(
    "line", ["{" * 5_000, "dataLayer" * 500 + ";", '{"@context":"https://schema.org"', ".a{color:" * 500]
)
def test_hostile_lines_are_read_in_little_time(line: str) -> None:
    open_page_code((line,) * 2_000)
