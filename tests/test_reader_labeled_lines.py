"""Lines with labels: keywords, links to other stories, notes and sources, in every language that has a lexicon."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
import sections

from convert.findings import Severity
from convert.model import RELATORS, Article, Moment, Related, block_texts, inline_text
from convert.readers import Parsed, Source
from convert.readers.text import read
from convert.readers.text.fields.keywords import keywords_in
from convert.readers.text.lexicon import LABEL_KINDS, find_label, languages, line_key, load_file, load_lexicon
from convert.reports.proof import value_of

pytestmark = pytest.mark.sampled(2)

CORPUS = Path(__file__).parent / "readers" / "corpus"
STORY = (
    "Seal returns brass band's music\n\n"
    "A harbour seal that had made off with the sheet music of a brass band came back on Sunday, officials said.\n\n"
    "The folder was found an hour later on the far side of the marina, damp but legible, and the band played on.\n\n"
    "Harbour officials asked visitors to keep their distance from the seal and to stop throwing it chips.\n\n"
)


def parse(text: str, **given: object) -> Parsed:
    return read(Source(name="story.txt", data=text.encode(), moment=Moment("2020-01-01T00:00:00Z"), metadata=given))


def roles(parsed: Parsed) -> dict[str, str]:
    return {line.text: line.role for line in parsed.trace}


def body(article: Article) -> list[str]:
    return list(block_texts(article.body))


@pytest.mark.sampled(6)
@pytest.mark.parametrize("language", sorted(languages()))
def test_every_lexicon_knows_the_labels(language: str) -> None:
    """Each label is recognized with a colon of its script, and has one kind."""
    lexicon = load_lexicon("en", language)
    for label in LABEL_KINDS:
        phrases = load_file(language)["labels"][label]
        assert phrases
        for phrase in phrases:
            for mark in (" ",) if phrase.endswith("…") else (":", "：", " :", " – "):
                found = find_label(line_key(phrase.rstrip("…") + mark + "x y"), lexicon)
                assert found is not None, (phrase, mark)
                assert found[0] == label, (phrase, mark)


def inserted(name: str, lines: list[str]) -> str:
    """A text of the corpus with `lines` after the last line of its body."""
    text = (CORPUS / f"{name}.txt").read_text(encoding="utf-8")
    last = tomllib.loads((CORPUS / f"{name}.truth.toml").read_text(encoding="utf-8"))["body"][-1]
    at = text.index(last) + len(last)
    end = text.index("\n", at)
    gap = "\n\n" if "\n\n" in text else "\n"
    return text[:end] + gap + gap.join(lines) + gap + text[end:].lstrip("\n")


TEXTS = {
    language: next(
        path.stem
        for path in sorted(CORPUS.glob(f"{language}-*.txt"))
        if path.stem not in ("en-mail-wrapped", "en-agency-desk", "en-after-end", "de-rundmail", "fr-ocr-foire")
    )
    for language in sorted(languages())
}


@pytest.mark.sampled(6)
@pytest.mark.parametrize("language", sorted(languages()))
def test_labels_after_a_story_are_read_in_every_language(language: str) -> None:
    labels = load_file(language)["labels"]
    colon = "：" if language in ("ja", "zh") else ":"
    correction = next(phrase for phrase in labels["notes"] if not phrase.endswith("…")).capitalize()
    filed = f"{labels['keywords'][0].capitalize()}{colon} Osted, Alma Whitlock"
    link = f"{labels['related'][0].capitalize()}{colon} Osted – Whitlock 1897 https://example.org/osted/1897"
    noted = f"{correction}{colon} Osted, Alma Whitlock 1897."
    parsed = parse(inserted(TEXTS[language], [noted, link, filed]))
    found = roles(parsed)
    assert (found[filed], found[link], found[noted]) == ("tags", "related", "note")
    article = parsed.article
    assert [keyword for keyword in article.keywords if keyword in filed] == ["Osted", "Alma Whitlock"]
    assert article.related[0] == Related(title="Osted – Whitlock 1897", uri="https://example.org/osted/1897")
    assert noted in body(article)
    assert not any("https://example.org" in text or filed in text for text in body(article))


@pytest.mark.parametrize(
    ("text", "keywords"),
    [
        ("Wildlife, Music, Eastquay", ("Wildlife", "Music", "Eastquay")),
        ("wildlife, brass bands; Eastquay", ("wildlife", "brass bands", "Eastquay")),
        ("Wildlife | Music • Eastquay", ("Wildlife", "Music", "Eastquay")),
        ("#wildlife #BrassBands", ("wildlife", "BrassBands")),
        ("駅前 電話　地域", ("駅前", "電話", "地域")),
        ("車站、電話、社區", ("車站", "電話", "社區")),
        ("حيوانات، موسيقى، الميناء", ("حيوانات", "موسيقى", "الميناء")),
        ("Wildlife, wildlife, Wildlife", ("Wildlife", "wildlife")),
        ("Harbour seals", ("Harbour seals",)),
        ("seals", ("seals",)),
        ("wildlife music eastquay", ()),
        ("the council discussed the harbour, the tram and the seal.", ()),
        ("Seals, bands. Both were there.", ()),
        ("Wildlife, https://example.org/music", ()),
        ("a b c d, e f g h, one two three four five", ()),
        ("1, 2, 3", ()),
        ("", ()),
    ],
)
def test_lists_of_keywords(text: str, keywords: tuple[str, ...]) -> None:
    assert keywords_in(text) == keywords


def test_keywords_below_their_label_end_where_the_list_ends() -> None:
    page = STORY + "Topics\n\nWildlife\n\nBrass bands\n\nWILDLIFE\n\nMost read\n\nTen facts on trams\n"
    parsed = parse(page)
    assert parsed.article.keywords == ("Wildlife", "Brass bands")
    assert [line.kept for line in parsed.trace if line.role == "tags" and line.text != "Topics"] == [True, True]
    assert roles(parsed)["Ten facts on trams"] != "tags"


def test_a_menu_gives_no_keywords() -> None:
    menu = "Topics\n\n" + "\n\n".join(["Politics", "Business", "Sport", "Culture", "Contact us"]) + "\n\n"
    assert parse(STORY + menu).article.keywords == ()
    assert parse(menu + STORY).article.keywords == ()
    long = "Topics\n\n" + "\n\n".join(f"Topic of {letter * 3}" for letter in "abcdefghijklmnop") + "\n\n"
    assert parse(STORY + long).article.keywords == ()


def test_keywords_that_differ_in_a_number_are_two() -> None:
    article = parse(STORY + "Tags: Seals 2023, Seals 2024, SEALS 2023\n").article
    assert article.keywords == ("Seals 2023", "Seals 2024")


def test_keywords_of_the_user_replace_those_of_the_copy() -> None:
    source = Source(
        name="story.txt",
        data=(STORY + "Tags: Wildlife, Music").encode(),
        moment=Moment("2020-01-01T00:00:00Z"),
        metadata={"keywords": ("Seals",)},
    )
    assert read(source).article.keywords == ("Seals",)


@pytest.mark.parametrize(
    "lines",
    [
        "Read more: The tram that forgot its stop https://example.org/tram",
        "Read more: The tram that forgot its stop (https://example.org/tram).",
        "Related: [The tram that forgot its stop](https://example.org/tram)",
        "Read more: The tram that forgot its stop\nhttps://example.org/tram",
        "Related articles\n- [The tram that forgot its stop](https://example.org/tram)",
        "Related articles:\nThe tram that forgot its stop\n<https://example.org/tram>",
    ],
)
@pytest.mark.parametrize("where", ["inside", "after"])
def test_links_to_other_stories(lines: str, where: str) -> None:
    parts = STORY.split("\n\n")
    at = 3 if where == "inside" else 4
    parsed = parse("\n\n".join([*parts[:at], lines, *parts[at:]]))
    assert parsed.article.related == (Related(title="The tram that forgot its stop", uri="https://example.org/tram"),)
    assert body(parsed.article) == parts[1:4]
    assert {line.role for line in parsed.trace if line.text in lines.split("\n")} == {"related"}


def test_a_list_of_links_is_read_to_its_end_without_repeats() -> None:
    links = [f"[Story number {n}](https://example.org/{n})" for n in (1, 2, 1)]
    article = parse(STORY + "Read more:\n" + "\n".join(links) + "\n").article
    assert [link.title for link in article.related] == ["Story number 1", "Story number 2"]


def test_a_link_without_an_address_is_dropped() -> None:
    parsed = parse(STORY + "Read more: The tram that forgot its stop\n")
    assert parsed.article.related == ()
    line = parsed.trace[-1]
    assert (line.role, line.kept, line.rule) == ("related", False, "link label without an address")


@pytest.mark.parametrize(
    "note",
    [
        "Correction: An earlier version of this article named the wrong band.",
        "Correction, 5 May 2024: The band was founded in 1897, not in 1879.",
        "Editor’s note: The conductor’s name is spelled Whitlock.",
        "An earlier version of this article misstated the year in which the band was founded.",
        "This article was amended on 5 May 2024 because it named the wrong band.",
        "CLARIFICATION — The seal was seen twice, and the band once.",
    ],
)
@pytest.mark.parametrize("place", [1, 3, 4])
def test_notes_to_readers_are_part_of_the_text(note: str, place: int) -> None:
    parts = STORY.split("\n\n")
    parsed = parse("\n\n".join([*parts[:place], note, *parts[place:4], "", "Most read\n\nTen facts on trams\n"]))
    assert note in body(parsed.article)
    assert parsed.article.editor_notes == ()
    assert parsed.article.headline == parts[0]


def test_a_correction_below_its_label_is_kept_with_it() -> None:
    note = "The band was founded in 1897, not in 1879."
    parsed = parse(STORY + f"Correction\n\n{note}\n\nCorrections\n\nPrivacy policy\n")
    assert body(parsed.article)[-2:] == ["Correction", note]


@pytest.mark.parametrize(
    "note",
    [
        "EDS: UPDATES with quote from mayor. TRIMS.",
        "(Eds: adds photos.)",
        "(Adds quotes and background)",
        "Attn editors: The photo follows.",
        "Note to editors: The band plays on Sunday.",
    ],
)
@pytest.mark.parametrize("place", [0, 1, 4])
def test_notes_to_editors_are_not_published(note: str, place: int) -> None:
    parts = STORY.split("\n\n")
    parsed = parse("\n\n".join([*parts[:place], note, *parts[place:]]))
    assert parsed.article.editor_notes == (note,)
    assert (parsed.article.headline, body(parsed.article)) == (parts[0], parts[1:4])
    assert [line.kept for line in parsed.trace if line.text == note] == [True]


@pytest.mark.parametrize(
    ("line", "sources", "contributors"),
    [
        ("dpa/afp", ["dpa", "afp"], []),
        ("(dpa)", ["dpa"], []),
        ("(SID/jt)", ["SID"], []),
        ("— Reuters", ["Reuters"], []),
        ("Source: Reuters", ["Reuters"], []),
        ("Source: AFP, dpa and Reuters", [], []),
        ("With reporting by Reuters", ["Reuters"], []),
        ("(Reporting by Jane Doe in Eastquay; Editing by John Roe)", [], [("Jane Doe", "rpt"), ("John Roe", "edt")]),
        ("Additional reporting by Jane Doe.", [], [("Jane Doe", "rpt")]),
        ("Source: Ministry of Harbours", [], []),
        ("Source: the seal itself", [], []),
    ],
)
def test_sources_after_the_text(line: str, sources: list[str], contributors: list[tuple[str, str]]) -> None:
    parsed = parse("\n\n".join([STORY.split("\n\n")[0], "By Ann Other", *STORY.split("\n\n")[1:4], line]))
    article = parsed.article
    assert [source.name for source in article.sources] == sources
    assert [(who.name, who.roles[0].removeprefix(RELATORS)) for who in article.contributors] == contributors
    assert article.credit_line == (line if sources or contributors else None)
    assert [author.name for author in article.authors] == ["Ann Other"]


def test_agencies_in_the_text_are_sources_and_stay_there() -> None:
    parts = STORY.split("\n\n")
    wire = parse(f"{parts[0]}\n\nEASTQUAY (AP) — {parts[1]}\n\n{parts[2]}\n\n{parts[3]}\n").article
    assert ([source.name for source in wire.sources], wire.dateline) == (["AP"], "EASTQUAY (AP)")
    signed = parse(f"{parts[0]}\n\n{parts[1]}\n\n{parts[2]} (dpa)\n").article
    assert [source.name for source in signed.sources] == ["dpa"]
    assert body(signed)[-1].endswith("played on. (dpa)")
    plain = parse(f"{parts[0]}\n\n{parts[1]}\n\n{parts[2]} (laughs)\n").article
    assert plain.sources == ()
    assert inline_text(plain.body[0].content) == parts[1]  # type: ignore[union-attr]


@pytest.mark.sampled(6)
@pytest.mark.parametrize("every", [15, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize("language", sorted(languages()))
def test_every_wording_of_the_reading_time_is_read(language: str, every: int) -> None:
    name = TEXTS[language]
    text = (CORPUS / f"{name}.txt").read_text(encoding="utf-8")
    headline = tomllib.loads((CORPUS / f"{name}.truth.toml").read_text(encoding="utf-8"))["headline"]
    end = text.index("\n", text.index(headline) + len(headline))
    gap = "\n\n" if "\n\n" in text else "\n"
    phrases = [phrase for phrase in load_file(language)["furniture"]["reading"] if "#" in phrase and "…" not in phrase]
    for phrase in phrases[::every]:
        line = phrase.replace("#", "7")
        assert parse(text[:end] + gap + line + text[end:]).article.reading_time == 7, line


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("EMBARGOED UNTIL 10:00 GMT, 5 JUNE 2025", "en"),
        ("Embargo: 5 June 2025, 10:00 GMT", "en"),
        ("Under embargo until 5 June 2025", "en"),
        ("Sperrfrist: 5. Juni 2025, 10.00 Uhr", "de"),
        ("Embargado hasta el 5 de junio de 2025", "es"),
        ("Sous embargo jusqu'au 5 juin 2025", "fr"),
    ],
)
def test_an_embargo_is_not_the_date_of_publication(line: str, language: str) -> None:
    parsed = parse(f"{line}\n\n{STORY}", language=language)
    assert parsed.article.published is None
    assert parsed.article.editor_notes == (line,)
    found = [finding for finding in parsed.findings if finding.code == "TXT015"]
    assert [(finding.severity, finding.location and finding.location.line) for finding in found] == [
        (Severity.WARNING, 1)
    ]


def test_an_embargo_on_goods_is_a_headline() -> None:
    parts = STORY.split("\n\n")
    parsed = parse("\n\n".join(["Embargo on salt ends after nine years", *parts[1:]]))
    assert parsed.article.headline == "Embargo on salt ends after nine years"
    assert parsed.article.editor_notes == ()


def test_every_link_in_a_row_may_have_a_label() -> None:
    links = "See also: Library closed (https://example.com/b)\nRead more: Pool opens (https://example.com/c)"
    found = parse(f"{STORY}\n\n{links}\nTags: seals, bands\n").article
    assert [link.title for link in found.related] == ["Library closed", "Pool opens"]
    assert found.keywords == ("seals", "bands")


def test_an_address_is_not_a_kicker() -> None:
    assert parse(f"To: desk@example.com\n{STORY}").article.other_headlines == ()


@pytest.mark.parametrize("line", ["#harbour #ferry", "#harbour, #ferry", "#harbour; #ferry"])
def test_a_line_of_hashtags_is_keywords(line: str) -> None:
    """Hashtags need no label in front of them."""
    parsed = parse(STORY + line)
    assert parsed.article.keywords == ("harbour", "ferry")
    assert roles(parsed)[line] == "tags"
    assert parsed.article.origin is not None
    assert [row.rule for row in parsed.article.origin.inferences if row.field == "keywords"] == ["hashtags"]


# --------------------------------------------------------------------------------------------------------------------
# What every kind of label gives

VALUES = {
    "keywords": "Seals, Brass bands",
    "related": "Osted – Whitlock 1897 https://example.org/osted/1897",
    "notes": "Osted, Alma Whitlock 1897.",
    "desk": "Adds a quotation of Alma Whitlock.",
    "sources": "Reuters, AP",
    "reporting": "Alma Whitlock and Jo Holm in Osted",
    "editing": "Alma Whitlock; Jo Holm",
}


def test_every_kind_of_label_has_its_value() -> None:
    assert VALUES.keys() == load_file("en")["labels"].keys()


@pytest.mark.parametrize("form", ["on the line", "below the label"])
@pytest.mark.parametrize("kind", VALUES)
def test_what_a_label_below_the_story_gives_is_as_before(kind: str, form: str, accept: bool) -> None:
    """Role, rule and confidence of its lines, and the values that come from them."""
    label = load_file("en")["labels"][kind][0].capitalize()
    lines = [f"{label}: {VALUES[kind]}"] if form == "on the line" else [f"{label}:", VALUES[kind]]
    parsed = parse(STORY + "\n" + "\n\n".join(lines) + "\n")
    assert parsed.article.origin
    of_them = [line for line in parsed.trace if line.text in lines]
    rows = [f"{line.role}, {line.rule}, {line.confidence:.2f}{', kept' * line.kept}" for line in of_them]
    for inference in parsed.article.origin.inferences:
        if set(inference.lines) & {line.number for line in of_them}:
            shown = value_of(parsed, inference.field)
            rows.append(f"{inference.field} = {shown} ({inference.rule}, {inference.confidence:.2f})")
    rows += [f"{finding.severity.value} {finding.code}: {finding.message}" for finding in parsed.findings]
    sections.hold("labels", f"{kind}, {form}", "".join(f"{row}\n" for row in rows), accept=accept)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Mary Poole and Karl Stein contributed to this report.", ["Mary Poole", "Karl Stein"]),
        ("Associated Press writers Mary Poole and Ann Lee contributed to this report.", ["Mary Poole", "Ann Lee"]),
        ("AP Technology Writer Mary Poole in San Francisco contributed to this report.", ["Mary Poole"]),
        ("-- CNN’s Mary Poole contributed to this story.", ["Mary Poole"]),
        ("(Mary Poole contributed reporting.)", ["Mary Poole"]),
        ("Mary Poole contributed research.", ["Mary Poole"]),
        ("Mary Poole and Ann Lee contributed reporting and research for this article.", ["Mary Poole", "Ann Lee"]),
        ("Mary Poole hat zu diesem Bericht beigetragen.", ["Mary Poole"]),
        ("Jeanne Martin a contribué à cet article.", ["Jeanne Martin"]),
        ("Ana García contribuyó a este artículo.", ["Ana García"]),
        ("Anna Rossi ha contribuito a questo articolo.", ["Anna Rossi"]),
        ("Jan de Vries droeg bij aan dit artikel.", ["Jan de Vries"]),
    ],
)
def test_who_contributed_to_a_story_is_a_contributor(line: str, names: list[str]) -> None:
    article = parse(STORY + line + "\n").article
    assert [(who.name, who.roles) for who in article.contributors] == [(name, (RELATORS + "ctb",)) for name in names]
    assert article.credit_line == line
    assert line not in body(article)


@pytest.mark.parametrize(
    "line",
    [
        "Nobody knows what else contributed to this story.",
        "Fog contributed to this report of a seal.",
        "Mary Poole contributed to the fund.",
        "Mary Poole and Karl Stein contributed a tuba, and the band played on.",
        "Fog and Tide contributed to this story.",
        "Niemand weiß, was noch zu diesem Bericht beigetragen hat.",
        "Personne n'a contribué à cet article de loi.",
        "Nadie contribuyó a este reportaje con una foca.",
    ],
)
@pytest.mark.parametrize("is_last", [False, True])
def test_a_sentence_on_what_contributed_is_text(line: str, is_last: bool) -> None:
    article = parse(
        STORY + line + ("\n" if is_last else "\n\nThe band will play again on Sunday, officials said.\n")
    ).article
    assert line in body(article)
    assert article.contributors == ()


@pytest.mark.parametrize("sign", [", with reporting by ", "; additional reporting by ", ", additional reporting by "])
def test_reporters_and_editors_may_be_apart_by_commas(sign: str) -> None:
    line = f"(Reporting by Mary Poole{sign}Karl Stein, editing by Ann Lee)"
    article = parse(STORY + line + "\n").article
    roles = {who.name: who.roles for who in article.contributors}
    reporter, editor = (RELATORS + "rpt",), (RELATORS + "edt",)
    assert roles == {"Mary Poole": reporter, "Karl Stein": reporter, "Ann Lee": editor}
    assert line not in body(article)


PAGE = "Skip to content\n\nHome\n\nLog in\n\nSubscribe\n\n" + STORY + "{}\n\nPrivacy policy\n\nAll rights reserved.\n"


@pytest.mark.parametrize(
    "line",
    [
        "Published: Tuesday, May 12th, 2026 at 9:41 a.m.",
        "Published: May 12, 2026, 4:25 p.m. Updated: May 12, 2026, 5:02 p.m.",
        "Updated: 19 November 2019",
    ],
)
def test_the_day_of_publication_below_a_page_is_no_text(line: str) -> None:
    assert line not in body(parse(PAGE.format(line)).article)


@pytest.mark.parametrize(
    "line",
    [
        "Published in 2019, the folder has thirty marches for brass band.",
        "The band was founded on 18 November 2019.",
        "Updated rules on seals are in force since May 1, 2024.",
        "On November 19, 2019, a seal took the first folder of all.",
    ],
)
def test_a_sentence_with_a_day_below_the_text_stays(line: str) -> None:
    assert line in body(parse(PAGE.format(line)).article)
    assert line in body(parse(STORY + line + "\n").article)


def test_keywords_may_be_what_a_story_is_published_under() -> None:
    article = parse(PAGE.format("Published under: Seals , Brass Bands , Harbor")).article
    assert article.keywords == ("Seals", "Brass Bands", "Harbor")
