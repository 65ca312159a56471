"""Copy that opens with labeled fields: forms of programs, and stories as reporters send them to their desks."""

from __future__ import annotations

import pytest

from convert.model import Article, Figure, Moment, block_texts
from convert.readers import Source
from convert.readers.text import read
from convert.readers.text.envelopes.markup.forms import open_form

UPDATED = Moment("2026-10-09T00:00:00Z")
TEXT = (
    "OSTED - The bells of Osted rang again on Thursday after eleven years of silence, and many stood in the rain.\n\n"
    "Half of the town heard them at home, the mayor told reporters in front of the town hall."
)
FORMS = {
    "one line each": "Slug: bells\nHeadline: Bells ring again\nDek: Half of the town came\nBy Karen Holt\n\n",
    "in capitals": "SLUG: bells\nHEAD: Bells ring again\nDEK: Half of the town came\nBYLINE: Karen Holt\n\n",
    "labels alone": "Slug:\nbells\n\nHeadline:\nBells ring again\n\nStandfirst:\nHalf of the town\ncame\n\n"
    "Byline:\nKaren Holt\n\nBody:\n",
    "title first": "Headline: Bells ring again\nStrap: Half of the town came\nReporter: Karen Holt\nSlug: bells\n"
    "\nCopy:\n",
}
NOTES = {
    "nothing": "",
    "a word": "Here it is.\n\n",
    "a greeting": "Hi desk,\n\nplease find my story on the bells below.\n\nBest\nKaren\n\n----\n\n",
}
MAIL = "From: karen@osted.example\nTo: desk@osted.example\nDate: Thu, 08 Oct 2026 09:15:00 +0200\nSubject: bells\n\n"


def article_of(copy: str) -> Article:
    return read(Source(name="story.txt", data=copy.encode(), moment=UPDATED, converted=UPDATED)).article


@pytest.mark.parametrize("mail", ["", MAIL])
@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize("form", FORMS)
def test_a_story_for_a_desk_has_its_fields(form: str, note: str, mail: str) -> None:
    article = article_of(mail + NOTES[note] + FORMS[form] + TEXT)
    assert (article.headline, article.subheadline, article.slugline, article.dateline) == (
        "Bells ring again",
        "Half of the town came",
        "bells",
        "OSTED",
    )
    assert [author.name for author in article.authors] == ["Karen Holt"]
    assert list(block_texts(article.body)) == TEXT.removeprefix("OSTED - ").split("\n\n")


def test_a_caption_above_the_label_of_the_text_is_no_text() -> None:
    article = article_of(f"Headline: Bells ring again\n\nCaption: The bells before they were hung.\n\nBody:\n\n{TEXT}")
    figure, *body = article.body
    assert isinstance(figure, Figure)
    assert [text for text in block_texts([figure]) if text] == ["The bells before they were hung."]
    assert list(block_texts(body)) == TEXT.removeprefix("OSTED - ").split("\n\n")


@pytest.mark.parametrize(
    ("copy", "kicker", "dek"),
    [
        (
            "Dachzeile: Kirche\nÜberschrift: Glocken läuten\nVorspann: Alle kamen\nAutorin: Ida Holt\n\nText:\n",
            "Kirche",
            "Alle kamen",
        ),
        (
            "Surtitre : Église\nTitre : Les cloches sonnent\nChapô : Tous sont venus\nAuteur : Ida Holt\n\n",
            "Église",
            "Tous sont venus",
        ),
        (
            "Antetítulo: Iglesia\n\nTitular: Suenan\n\nEntradilla: Todos vinieron\n\nAutora: Ida Holt\n\nTexto: ",
            "Iglesia",
            "Todos vinieron",
        ),
    ],
)
def test_forms_have_labels_in_other_languages(copy: str, kicker: str, dek: str) -> None:
    article = article_of(copy + TEXT)
    assert [title.text for title in article.other_headlines] == [kicker]
    assert (article.subheadline, [author.name for author in article.authors]) == (dek, ["Ida Holt"])


@pytest.mark.parametrize(
    "copy",
    [
        "Bells ring again\n\nSlug: a slow animal\n\nHeadline: what we write last\n\n{TEXT}",
        "What papers call things\n\nBy Karen Holt\n\nHeadline: a title in large type\n\nByline: a name\n\n{TEXT}",
        "The Bell\n\nTitle: The Bell\nAuthor: Iris Murdoch\n\n{TEXT}",
        "Bells ring again\n\nDesk: oak, from 1712\n\nBy: the same carpenter\n\n{TEXT}",
        "Überschrift: nie gelesen\n\nVon Karin Holt\n\n{TEXT}",
    ],
)
def test_stories_with_such_words_are_no_forms(copy: str) -> None:
    assert open_form(tuple(copy.format(TEXT=TEXT).split("\n"))) is None


@pytest.mark.parametrize(
    ("text", "headline", "rewritten"),
    [
        ("Headline: A leek\nAuthor: Ada Lund\nDate: 3 February 2026\n\nBody:\nIt grew.", "A leek", {0: "A leek"}),
        ("Headline: A leek\nAuthor: Ada\nDate: 2026-02-03\nBody: It grew.", "A leek", {0: "A leek", 3: "It grew."}),
        ("Headline: A leek\nAuthor: Ada Lund\n\nIt grew.", "A leek", {0: "A leek"}),
        ("Headline: A leek\n\nIt grew.", "A leek", {0: "A leek"}),
        ("Headline:\nA leek\n\nByline:\nAda Lund\n\nBody:\nIt grew.", "A leek", {1: "A leek"}),
        ("Title: A leek\nAuthor: Ada Lund\n\nIt grew.", None, {}),
        ("Headline: a leek, she wrote\nAuthor: nobody\n\nIt grew.", None, {}),
        ("Author: Ada Lund\nDate: 3 February 2026\nSource: AP\n\nIt grew.", None, {}),
        ("Headline: A leek\nAuthor:\nDate: 3 February 2026\n\nIt grew.", None, {}),
        ("Title: A leek\nSource: AP\nUrgency: 4\n\nIt grew.", None, {}),
    ],
)
def test_a_form_is_front_matter_without_marks(text: str, headline: str | None, rewritten: dict[int, str]) -> None:
    opened = open_form(tuple(text.split("\n")))
    assert (opened and opened.headline, opened.rewritten if opened else {}) == (headline, rewritten)


@pytest.mark.parametrize("label", ["Body:\n", "", "Text: "])
def test_fields_of_a_form_are_metadata(label: str) -> None:
    head = "Headline: Goose delays flight\nSubhead: It had a ticket\nByline: By Ida Falk\n"
    story = "A goose delayed a flight for two hours on Friday, and nobody knows why."
    article = article_of(f"{head}Publish date: 2 May 2025\nSlug: goose\n\n{label}{story}\n")
    assert (article.headline, article.subheadline, article.slugline) == (
        "Goose delays flight",
        "It had a ticket",
        "goose",
    )
    assert [author.name for author in article.authors] == ["Ida Falk"]
    assert article.published == Moment("2025-05-02")
    assert list(block_texts(article.body)) == [
        "A goose delayed a flight for two hours on Friday, and nobody knows why."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Headline: goose delays flight",
        "Title: A goose\nSource: AP",
        "Date: 3 May\nTitle: x",
        "Headline:\nDate: x\nTags: y",
    ],
)
def test_fewer_fields_are_no_form(text: str) -> None:
    assert open_form((*text.split("\n"), "", "A goose delayed a flight.")) is None
