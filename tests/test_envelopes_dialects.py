"""What generators and programs for notes add to Markdown goes, and the words of a story that resemble it stay."""

from __future__ import annotations

import pytest

from convert.model import Article, Figure, Moment, block_texts
from convert.readers import Source
from convert.readers.text import read
from convert.readers.text.envelopes.markup.dialects import read_dialect

pytestmark = pytest.mark.sampled(3)

TITLE = "Bell tower in Osted rings again"
FRONT = f"---\ntitle: {TITLE}\nauthor: Nora Feld\ndate: 2026-03-12\n---\n\n"
ASTRO = f"---\ntitle: '{TITLE}'\npubDate: 2026-03-12\nauthor: Nora Feld\n---\n"
FIRST = "The bell tower in Osted rang on Sunday for the first time since lightning struck it in 2023, the parish said."
SECOND = "About 200 people stood in the square when the four bells began, and some had brought their children along."
CAPTION = "The bell in Osted on Sunday."


def article_of(text: str, name: str = "story.md") -> Article:
    return read(Source(name=name, data=text.encode(), moment=Moment("2026-11-01T00:00:00Z"))).article


def texts(article: Article) -> list[str]:
    return [text for block in article.body if not isinstance(block, Figure) for text in block_texts((block,)) if text]


@pytest.mark.parametrize(
    "between",
    [
        "{: .lead}",
        "{:.no_toc #bells}",
        "* TOC\n{:toc}",
        "[TOC]",
        "[[_TOC_]]",
        "{#bells .wide}",
        "{{< youtube w7Ft2ymGmfc >}}",
        "{{% notice tip %}}",
        "{% comment %}ask the parish{% endcomment %}",
        "{% comment %}\nask the parish\nagain\n{% endcomment %}",
        "import Figure from '../Figure.astro';\nimport { Chart } from '../Chart'",
        "export const year = 2026;",
        "<Figure src='/f.jpg' client:load />",
        "<Chart\n  data={[1, 2, 3]}\n  height={200}\n/>",
        "<Note>",
        "</Note>",
        "{/* ask the parish */}",
        "{/*\nask the parish\n*/}",
        "%% ask the parish %%",
        "%%\nask the parish\n%%",
        "![[bell.png]]",
        "![[bell.png|300]]",
        "^bells-2",
        ":::note",
        "::: {.box}",
        ":::",
        "!!! note",
        "> [!note]-",
        "![Untitled](https://osted.example/a)",
        "![image-20260312](https://osted.example/a)",
        "![Screenshot 2026-03-12 at 09.15.02](https://osted.example/a)",
    ],
)
@pytest.mark.parametrize("front", [FRONT, ASTRO])
def test_what_is_said_to_a_program_goes(front: str, between: str) -> None:
    article = article_of(f"{front}{FIRST}\n\n{between}\n\n{SECOND}\n", "story.mdx")
    assert (article.headline, texts(article)) == (TITLE, [FIRST, SECOND])
    assert [author.name for author in article.authors] == ["Nora Feld"]
    assert article.published == Moment("2026-03-12")


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (f"{SECOND} {{: .lead}}", SECOND),
        (f"{SECOND}\n{{: .lead}}", SECOND),
        (f"{SECOND} ^bells-2", SECOND),
        (SECOND.replace("four bells", "[[Bells|four bells]]"), SECOND),
        (SECOND.replace("bells", "[[bells]]"), SECOND),
        (SECOND.replace("four bells", "==four bells=="), SECOND),
        (SECOND.replace("four", '{{< param "number" >}}four'), SECOND),
    ],
)
def test_marks_inside_a_line_go(written: str, text: str) -> None:
    assert texts(article_of(f"{FRONT}{FIRST}\n\n{written}\n")) == [FIRST, text]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        (f"> [!quote] The sexton\n> {SECOND}", "The sexton"),
        (f"> [!NOTE]\n> {SECOND}", ""),
        (f":::tip The sexton\n\n{SECOND}\n\n:::", "The sexton"),
        (f":::tip[The sexton]\n\n{SECOND}\n\n:::", "The sexton"),
        (f'!!! note "The sexton"\n\n    {SECOND}', "The sexton"),
        (f"## The sexton {{#sexton}}\n\n{SECOND}", "The sexton"),
    ],
)
def test_titles_of_boxes_are_text(written: str, title: str) -> None:
    assert texts(article_of(f"{FRONT}{FIRST}\n\n{written}\n")) == [FIRST, *filter(None, [title]), SECOND]


@pytest.mark.parametrize(
    "figure",
    [
        f'{{{{< figure src="/f.jpg" caption="{CAPTION}" >}}}}',
        f"{{% include figure.html src='f.jpg' caption='{CAPTION}' %}}",
        f'{{% image "f.jpg", alt="x" caption="{CAPTION}" %}}',
    ],
)
def test_captions_of_figures_in_templates_are_kept(figure: str) -> None:
    article = article_of(f"{FRONT}{FIRST}\n\n{figure}\n\n{SECOND}\n")
    assert texts(article) == [FIRST, SECOND]
    assert [next(iter(block_texts((block,)))) for block in article.body if isinstance(block, Figure)] == [CAPTION]


def test_names_of_notes_are_authors() -> None:
    article = article_of(FRONT.replace("Nora Feld", '"[[Nora Feld]]"') + FIRST)
    assert [author.name for author in article.authors] == ["Nora Feld"]


@pytest.mark.parametrize(
    "top",
    [
        f"Title: {TITLE}\nDate: 2026-03-12\nAuthors: Nora Feld\nTags: bells\n\n",
        f"---\ncreated: 2026-04-02\n---\n# {TITLE}\n\nauthor:: [[Nora Feld]]\npublished:: 2026-03-12\n\n",
        f"# {TITLE}\n\nauthor:: Nora Feld\ndate:: 2026-03-12\n\n",
    ],
)
def test_fields_of_other_forms_at_the_top_are_metadata(top: str) -> None:
    article = article_of(f"{top}{FIRST}\n\n{SECOND}\n")
    assert (article.headline, texts(article)) == (TITLE, [FIRST, SECOND])
    assert [author.name for author in article.authors] == ["Nora Feld"]
    assert article.published == Moment("2026-03-12")


def test_when_a_note_was_made_is_no_day_of_publication() -> None:
    article = article_of(f"---\ncreated: 2026-04-02\naliases: [bells]\n---\n# {TITLE}\n\n{FIRST}\n\n{SECOND}\n")
    assert (article.headline, texts(article), article.published) == (TITLE, [FIRST, SECOND], None)


@pytest.mark.parametrize("top", ["Title: Bells\nA second line: of text.\n\n", "Place: Osted\nDay: Sunday\n\n"])
def test_other_lines_with_colons_at_the_top_are_text(top: str) -> None:
    article = article_of(f"{top}{FIRST}\n\n{SECOND}\n")
    shown = " ".join([article.headline, article.subheadline or "", *texts(article)])
    assert all(word in shown for word in top.split())


@pytest.mark.parametrize(
    "line",
    [
        "Import duties from March on hit the bell founders.",
        "export of bells rose by 4 percent.",
        "They paid 5 ^ 2 crowns, which is 25, they said.",
        "A score of 3 == 3 means a draw.",
        "“<Name> is missing”, the letter said.",
        "He wrote {sic} behind it.",
        "It rose by 5 %% in March",
        "Rooms for rent: 3",
        ":: a line of dots ::",
        "The set {a, b} has two members.",
    ],
)
def test_text_that_resembles_marks_stays(line: str) -> None:
    found = read_dialect((FIRST, "", line, "", SECOND), 0)
    assert (found.taken, found.captions, found.texts) == ({}, {}, {})


@pytest.mark.parametrize("line", ["{: .x}", "<Chart", "import a from 'b'", "{% comment %}", "[[a]]", "%% x %%"])
def test_code_stays_as_it_is(line: str) -> None:
    found = read_dialect((FIRST, "```", line, "```", SECOND), 0)
    assert not found.taken
    assert not found.texts


@pytest.mark.parametrize(
    "line", ["{" * 3_000, "[[" * 3_000, "==" * 3_000, "{% comment %}", "<A" * 2_000, "{/*", "%% " * 2_000, ":" * 5_000]
)
def test_hostile_lines_are_read_in_little_time(line: str) -> None:
    read_dialect((line,) * 2_000, 0)
