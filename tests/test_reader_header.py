"""Floors of the header's fields, and dates of publication and of update."""

from __future__ import annotations

import textwrap
from typing import Any

import pytest

from convert.model import Article, Contributor, Moment, Paragraph, block_texts, inline_text
from convert.readers import Parsed, Source
from convert.readers.text import read
from convert.readers.text.fields import (
    assign_roles,
    authors,
    byline_ranker,
    choose_bylines,
    date_lines,
    headline_ranker,
)
from convert.readers.text.labels.analysis import analyze
from convert.readers.text.labels.copy_features import extract_copy_features
from convert.readers.text.labels.crf import LABELS, Label, Marginals
from convert.readers.text.lexicon import load_lexicon
from convert.readers.text.lexicon.bylines import read_byline
from convert.readers.text.lexicon.name_lines import read_name_line
from convert.readers.text.lines.language import Language
from convert.readers.text.lines.units import build_units

pytestmark = pytest.mark.sampled(3)

MOMENT = Moment("2020-01-01T00:00:00Z")
PROSE = "Twelve miners were brought to the surface on Sunday after a shaft had collapsed, the rescue service said. " * 2
OTHER_PROSE = (
    "A shaft of the mine has collapsed for the second time. Its owner says that nobody could have known of it."
)


def parse(*lines: str) -> Parsed:
    copy = "\n\n".join(["Mine collapses near Osted", *lines, PROSE, PROSE])
    return read(Source(name="story.txt", data=copy.encode(), moment=MOMENT))


def inferred(parsed: Parsed) -> set[str]:
    assert parsed.article.origin
    return {inference.field for inference in parsed.article.origin.inferences}


def messages(parsed: Parsed) -> list[str]:
    assert {finding.code for finding in parsed.findings} <= {"TXT006"}
    return [finding.message for finding in parsed.findings]


@pytest.mark.parametrize(
    ("probability", "is_used", "is_reported"),
    [(0.5, True, False), (0.499, False, True), (0.2, False, True), (0.199, False, False)],
)
def test_a_byline_below_its_floor_is_reported_and_not_used(
    probability: float, is_used: bool, is_reported: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    rank = authors.rank_bylines
    monkeypatch.setattr(
        authors, "rank_bylines", lambda *arguments: [(candidate, probability) for candidate, _ in rank(*arguments)]
    )
    parsed = parse("By Jane Doe")
    assert [author.name for author in parsed.article.authors] == (["Jane Doe"] if is_used else [])
    assert ("authors" in inferred(parsed)) == is_used
    expected = ["“By Jane Doe” may name the author; no author was taken from it"] if is_reported else []
    assert messages(parsed) == expected


@pytest.mark.parametrize(
    ("line", "confidence"), [("By Jane Doe", 0.97), ("By Qorvex Doe", 0.89), ("By Jane Doe and Qorvex Doe", 0.89)]
)
def test_authors_without_a_known_given_name_are_less_sure(
    line: str, confidence: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the names are less sure; the line is as much a byline as any."""
    rank = authors.rank_bylines
    monkeypatch.setattr(
        authors, "rank_bylines", lambda *arguments: [(candidate, 0.97) for candidate, _ in rank(*arguments)]
    )
    origin = parse(line).article.origin
    assert origin
    found = {inference.field: inference.confidence for inference in origin.inferences}
    assert (found["authors"], found["byline"]) == (confidence, 0.97)


MENU = ("Home", "Log in", "Subscribe", "Sign up", "Share", "Newsletters")
DEK = "A shaft that had been closed for eleven years gave way on Sunday, and nobody knows who opened it."


@pytest.mark.parametrize(
    ("line", "is_kicker"),
    [("Accidents in mines", True), ("Mines Quarries Wells", False), ("Kept until 19:34", False), ("mines", False)],
)
def test_a_phrase_above_the_headline_of_a_page_is_its_kicker(line: str, *, is_kicker: bool) -> None:
    """A row of capitalized words there may be names of sections."""
    copy = "\n".join([*MENU, line, "Mine collapses near Osted", DEK, "By Jane Doe", "3 May 2019", PROSE, "", PROSE])
    article = read(Source(name="story.txt", data=copy.encode(), moment=MOMENT)).article
    assert (article.headline, article.subheadline) == ("Mine collapses near Osted", DEK)
    assert [other.text for other in article.other_headlines] == ([line] if is_kicker else [])


@pytest.mark.parametrize(("probability", "is_used"), [(0.4, True), (0.399, False)])
def test_a_date_below_its_floor_is_reported_and_not_used(
    probability: float, is_used: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    rank = date_lines.rank_date
    monkeypatch.setattr(date_lines, "rank_date", lambda *arguments: (rank(*arguments)[0], probability))
    parsed = parse("3 May 2019")
    assert parsed.article.published == (Moment("2019-05-03") if is_used else None)
    assert messages(parsed) == (
        [] if is_used else ["“3 May 2019” may be the date of publication; no date was taken from it"]
    )


INSTANT = "2019-05-03T18:30:00Z"


@pytest.mark.parametrize(
    ("lines", "published", "updated"),
    [
        (["Published 3 May 2019, 18:30 GMT"], INSTANT, INSTANT),
        (["Updated 3 May 2019, 18:30 GMT"], "2019-05-03", INSTANT),
        (["Published 2 May 2019", "Updated 3 May 2019, 18:30 GMT"], "2019-05-02", INSTANT),
        (["Published 2 May 2019, updated 3 May 2019, 18:30 GMT"], "2019-05-02", INSTANT),
        (["Updated 3 May 2019"], None, MOMENT.text),
        (["Published 3 May 2019"], "2019-05-03", MOMENT.text),
    ],
)
def test_an_update_is_not_the_publication(lines: list[str], published: str | None, updated: str) -> None:
    """An update gives its day to publication only where no other date is shown, and only with a time."""
    article = parse(*lines).article
    assert (article.published.text if article.published else None) == published
    assert article.updated.text == updated


@pytest.mark.parametrize(("at", "lead", "between"), [(0, 1, 0), (0, 2, 1), (0, 3, 2), (1, 2, 0), (1, 3, 1), (3, 4, 0)])
def test_only_prose_between_a_headline_and_the_lead_counts_as_between(at: int, lead: int, between: int) -> None:
    """Neither the candidate, which may be prose itself, nor the lead counts, nor any line above or below them."""
    units = build_units(("Mine collapses near Osted", *[PROSE] * 4))
    features = extract_copy_features(units, load_lexicon("en"), Language("en", 1.0, "ltr"))
    none = Marginals(*[0.0] * len(LABELS))
    analysis = analyze(features, [none] * len(units))._replace(lead=lead)
    row, _ = headline_ranker.headline_features(analysis, {at: 0.5})
    assert [feature for feature in row if feature.startswith("prose between")] == [f"prose between {between}"]


def test_a_finding_shows_the_place_of_its_line() -> None:
    """A paragraph that was broken into lines has its finding where it begins."""
    cut = PROSE.strip() + " Its director said that the search would go on […]"
    copy = ["Mine collapses near Osted", "Updated 3 May 2019", *[textwrap.fill(text, 60) for text in (PROSE * 2, cut)]]
    parsed = read(Source(name="story.txt", data="\n\n".join(copy).encode(), moment=MOMENT))
    places = {finding.code: (finding.location.line, finding.location.column) for finding in parsed.findings}
    assert places == {"TXT006": (3, 1), "TXT005": (14, 1)}


@pytest.mark.parametrize(
    ("label", "line", "probability", "is_used"),
    [
        ("dek", "All twelve were unhurt (again)", 0.3, True),
        ("dek", "All twelve were unhurt (again)", 0.299, False),
        ("dek", OTHER_PROSE, 0.3, True),
        ("dek", OTHER_PROSE, 0.299, False),
        ("byline", "The Osted desk", 0.7, True),
        ("byline", "The Osted desk", 0.699, False),
    ],
)
def test_a_line_below_the_floor_of_its_label_is_not_used(
    label: Label, line: str, probability: float, is_used: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second unit has `probability` for `label`, and is otherwise something between headline and text."""
    article = _with_second(label, probability, [line, "Share this article"], monkeypatch)
    assert (article.subheadline if label == "dek" else article.byline) == (line if is_used else None)


@pytest.mark.parametrize(("probability", "is_used"), [(0.6, True), (0.599, False)])
def test_a_sentence_must_be_surer_a_dek_right_above_the_text(
    probability: float, is_used: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = _with_second("dek", probability, [OTHER_PROSE], monkeypatch)
    assert article.subheadline == (OTHER_PROSE if is_used else None)


def _with_second(label: Label, probability: float, lines: list[str], monkeypatch: pytest.MonkeyPatch) -> Article:
    """The story whose second unit has this probability of the label."""
    rerank = assign_roles.rerank_uncertain_lines
    second = [0.0] * len(LABELS)
    second[LABELS.index(label)], second[LABELS.index("between")] = probability, 1 - probability

    def reranked(*arguments: Any) -> list[Marginals]:
        marginals = rerank(*arguments)
        return [marginals[0], Marginals(*second), *marginals[2:]]

    monkeypatch.setattr(assign_roles, "rerank_uncertain_lines", reranked)
    return parse(*lines).article


@pytest.mark.parametrize(
    "caption",
    [
        "Rescue workers of three towns at the shaft of Osted on 15 May 2025, from the gate.Anna Field / Harbour Press",
        "Hundreds of people at the gate of the mine in Osted, 15 May 2025, in the evening. Photo: Anna Field",
    ],
)
def test_the_day_of_a_caption_does_not_win_over_a_date_line(caption: str) -> None:
    parsed = parse(caption, "Share", "Osted-29/05/2025 20:00")
    assert parsed.article.published == Moment("2025-05-29")


def page(*lines: str) -> Parsed:
    """A page with much furniture, and `lines` between its title and its text."""
    return read(
        Source(
            name="story.txt",
            data="\n".join(
                ["Skip to content", "Home", "Log in", "Subscribe", "Mine collapses near Osted", *lines, PROSE, PROSE]
            ).encode(),
            moment=MOMENT,
        )
    )


def test_an_agency_alone_below_the_headline_is_author_and_source() -> None:
    article = page("Reuters", "12 May 2024", "Share").article
    assert [source.name for source in article.sources] == ["Reuters"]
    assert (article.byline, article.authors) == ("Reuters", (Contributor(name="Reuters", kind="organisation"),))


@pytest.mark.parametrize("line", ["", "Published:"])
def test_a_byline_with_its_wording_or_a_label_is_no_headline(line: str) -> None:
    copy = f"Opinion\n\n{line}\n\nMore noise, please\n\nAn essay by Jane Doe\n\n12 May 2024\n\n{PROSE}\n\n{PROSE}"
    article = read(Source(name="story.txt", data=copy.encode(), moment=MOMENT)).article
    assert article.headline == "More noise, please"
    assert [author.name for author in article.authors] == ["Jane Doe"]


@pytest.mark.parametrize("path", ["Home › News › Harbor", "Home > News", "Home / Local News / Osted"])
def test_a_path_through_the_site_is_neither_headline_nor_kicker(path: str) -> None:
    copy = f"{path}\n\nMine collapses near Osted\n\n{PROSE}\n\n{PROSE}"
    article = read(Source(name="story.txt", data=copy.encode(), moment=MOMENT)).article
    assert article.headline == "Mine collapses near Osted"
    assert article.other_headlines == ()


def _ranked(*rows: tuple[str, float], head: int = 0) -> list[str]:
    """The names in those of `rows`, lines with their probability, that are taken for bylines below the headline."""
    lexicon = load_lexicon("en")
    texts = ("Mine collapses near Osted", *(text for text, _ in rows), PROSE)
    units = build_units([line for text in texts for line in (text, "")])
    language = Language("en", 1.0, "ltr")
    features = extract_copy_features(units, lexicon, language)
    kinds = ["headline", *["byline"] * len(rows), "body"]
    analysis = analyze(features, [Marginals._make(float(label == kind) for label in LABELS) for kind in kinds])
    candidates = []
    for at, (text, probability) in enumerate(rows, 1):
        byline = read_byline(text, lexicon) or read_name_line(text, lexicon)
        if byline:
            candidates.append((byline_ranker.BylineCandidate(at, byline), probability))
    chosen = choose_bylines.choose_bylines(candidates, analysis, head, lexicon)
    return [author.name for candidate, _ in chosen for author in candidate.byline.authors]


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        ([("By Jane Doe", 0.95)], ["Jane Doe"]),
        ([("By Jane Doe", 0.95), ("Share", 0), ("Print", 0), ("By Adam Roe", 0.7)], ["Jane Doe"]),
        ([("By Jane Doe", 0.95), ("Share", 0), ("Print", 0), ("By Adam Roe", 0.85)], ["Jane Doe", "Adam Roe"]),
        ([("By Jane Doe", 0.95), ("Share", 0), ("Print", 0), ("By Jane Doe", 0.7)], ["Jane Doe", "Jane Doe"]),
        ([("By Jane Doe", 0.95), ("Adam Roe", 0.6)], ["Jane Doe", "Adam Roe"]),
        ([("By Jane Doe", 0.95), ("Adam Roe", 0.3)], ["Jane Doe"]),
        ([("By Jane Doe,", 0.95), ("Adam Roe and", 0.3), ("Anna Poe", 0.1)], ["Jane Doe", "Adam Roe", "Anna Poe"]),
    ],
)
def test_other_lines_than_the_surest_byline_need_more(rows: list[tuple[str, float]], names: list[str]) -> None:
    assert _ranked(*rows) == names


@pytest.mark.parametrize(
    "copy",
    [
        "Ferry resumes\n\nBy Ann Lee\nPublished: 7 December 2016{hour}\n\nThe ferry resumed after the storm.\n",
        "Fähre fährt wieder\n\nVon Anna Lee\n7. Dezember 2016{hour}\n\nDie Fähre fährt seit Mittwoch wieder.\n",
        "Le ferry repart\n\nPar Anne Lee\nPublié le 7 décembre 2016{hour}\n\nLe ferry est reparti mercredi.\n",
    ],
)
@pytest.mark.parametrize("hour", ["", " 18:30 UTC", " 16:05"])
def test_the_only_sentence_of_a_story_is_its_text(copy: str, hour: str) -> None:
    """Below a byline and a day, it looks like a dek; a story without text has none."""
    text = copy.format(hour=hour)
    sentence = next(line for line in text.splitlines() if line.endswith("."))
    parsed = read(Source(name="a.txt", data=text.encode(), moment=MOMENT))
    assert [inline_text(block.content) for block in parsed.article.body if isinstance(block, Paragraph)] == [sentence]
    assert parsed.article.subheadline is None
    assert "subheadline" not in inferred(parsed)
    assert "TXT004" not in {finding.code for finding in parsed.findings}


@pytest.mark.parametrize(
    ("title", "dek", "text"),
    [
        (
            "«Тюлень сам попросился»",
            "Капитан плавучего маяка — о сорока милях с пассажиром",
            "Плавучий маяк вернулся в порт с тюленем на борту. Капитан Игорь Лобанов рассказал, как это вышло.",
        ),
        (
            "„Ich läute, bis jemand kommt“",
            "Die Küsterin von Osted über ihre Glocke und achtzig Jahre Stille",
            "In Osted läutet seit Montag wieder die alte Glocke. Hedda Lüers zieht am Seil, sie ist zweiundneunzig.",
        ),
        (
            "“We waited four minutes anyway”",
            "The clerk of the harbor office on the sentence that he hides in the timetable",
            "Every spring the harbor office prints a timetable, and nobody knows who wrote one sentence in it.",
        ),
    ],
)
def test_a_title_in_quotation_marks_above_its_dek_is_the_headline(title: str, dek: str, text: str) -> None:
    data = f"{title}\n\n{dek}\n\n{text}\n\n{PROSE}\n".encode()
    article = read(Source(name="a.txt", data=data, moment=Moment("2027-01-01T00:00:00Z"))).article
    assert article.headline == title
    others = [other.text for other in article.other_headlines]
    assert dek in (article.subheadline, *others, *block_texts(article.body))


@pytest.mark.parametrize(
    ("kicker", "title"),
    [
        ("„Tatort“", "Kommissarin aus Osted verlässt die Reihe nach elf Jahren"),
        ("„Let’s Dance“", "Der Esel von Osted tanzt sich ins Finale am Freitag"),
        ("“Wild” cards", "The ferry to Holm sells tickets for the evening by lot"),
        ("«Kirche» im Dorf", "Die Glocke von Osted läutet wieder nach achtzig Jahren Stille"),
    ],
)
def test_a_name_in_quotation_marks_above_a_title_is_no_headline(kicker: str, title: str) -> None:
    text = "In Osted läutet seit Montag wieder die alte Glocke, und vierzig Leute sind dafür früh aufgestanden."
    data = f"{kicker}\n\n{title}\n\n{text}\n\n{text}\n".encode()
    article = read(Source(name="a.txt", data=data, moment=Moment("2027-01-01T00:00:00Z"))).article
    assert article.headline == title
