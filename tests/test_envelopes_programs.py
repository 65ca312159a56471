"""Comments, cues and notices that programs add to copy are not published; the copy beside them is."""

from __future__ import annotations

import pytest

from convert.model import Moment, block_texts
from convert.readers import Parsed, Source
from convert.readers.text import read
from convert.readers.text.envelopes.programs.transcripts import open_transcript

pytestmark = pytest.mark.sampled(3)

STORY = """\
Signal box becomes a bed and breakfast

A signal box that guarded the junction at Crale for 118 years took in its first overnight guests on Friday.

Guests may pull one lever, which rings a bell in the kitchen, said Hetty Oram, who owns it with her sister.
"""


def parse(text: str) -> Parsed:
    return read(Source(name="story.txt", data=text.encode(), moment=Moment("2020-01-01T00:00:00Z")))


def shown(parsed: Parsed) -> list[str]:
    return [parsed.article.headline, *block_texts(parsed.article.body)]


PLAIN = shown(parse(STORY))


@pytest.mark.parametrize(
    "below",
    [
        "Comment [RM1]: Check the age with Oram?",
        "Kommentar [TH1]: Alter der Bude?",
        "Formatted: Font: Calibri, 11 pt",
        "1 total reaction",
        "👍 231 ❤️ 54",
        "12.4K 👁 18:40",
        "👉 Subscribe | Send us your story",
        "👉 Підписатися | Надіслати новину",
        "Tap to unmute",
        "Abmelden | Impressum | Datenschutz",
        "Unsubscribe · Manage preferences · Privacy policy",
        "Hetty Oram reacted with 👍 at 2026-03-09 11:02 AM",
        "Sam Ode has joined the channel",
        "was added to #newsdesk by Priya Nair",
        ":thumbsup: 3",
        "You received this email because you signed up at crale.example.",
        "Sie erhalten diese E-Mail, weil Sie sich angemeldet haben.",
    ],
)
def test_a_line_of_a_program_is_not_published(below: str) -> None:
    assert shown(parse(f"{STORY}\n{below}\n")) == PLAIN


def test_comments_of_a_shared_document_go_to_the_editors_with_their_marks() -> None:
    marked = STORY.replace("on Friday.", "on Friday.[a]").replace("her sister.", "her sister.[b]")
    parsed = parse(f"{marked}\n[a]Friday or Saturday?\n[b]suggest cutting this\n")
    assert shown(parsed) == PLAIN
    assert parsed.article.editor_notes == ("Friday or Saturday?", "suggest cutting this")
    assert "[a]" in "".join(shown(parse(marked)))


def test_lettered_footnotes_stay_with_their_marks() -> None:
    marked = STORY.replace("on Friday.", "on Friday.[a]").replace("her sister.", "her sister.[b]")
    notes = ("[a] Minutes of the railway board, 1893.", "[b] Interview with the author, 4 March.")
    parsed = parse(f"{marked}\n{notes[0]}\n{notes[1]}\n")
    assert parsed.article.editor_notes == ()
    text = " ".join(shown(parsed))
    assert all(note in text for note in notes)
    assert "on Friday.[a]" in text


NOTICES = (
    (
        "È mancata all'affetto dei suoi cari\n\nTERESA BONAVENTURA\nved. Carlevaro\n\nLa piangono i figli.\n\n"
        "I funerali avranno luogo sabato.\n"
    ),
    (
        "Plötzlich und unerwartet\n\nHedwig Brandl\ngeb. Moser\n\nIn Liebe: Franz mit Kindern und Enkeln\n\n"
        "Die Beerdigung ist am Samstag um 11 Uhr in Elmsdorf.\n"
    ),
    (
        "Yann Le Goff et ses enfants\nont la douleur de vous faire part du décès de\n\nAnne Le Goff\n\n"
        "Les obsèques auront lieu samedi à Quimper.\n"
    ),
    "Z głębokim żalem zawiadamiamy\n\nHalina Okrasa\n\nPogrzeb odbędzie się w sobotę w Borkach.\n",
)


@pytest.mark.parametrize("text", NOTICES)
def test_the_name_in_a_notice_of_a_death_is_no_author(text: str) -> None:
    parsed = parse(text)
    assert parsed.article.authors == ()
    assert parsed.article.byline is None
    assert all(line in shown(parsed) for line in text.split("\n") if line)


@pytest.mark.parametrize(
    ("title", "byline", "text"),
    [
        (
            "Plötzlich und unerwartet",
            "Von Peter Maier",
            "Die Beerdigung der alten Buche war am Samstag am Bach.",
        ),
        ("Ada Lund, baker, dies at 91", "By Jane Roe", "Ada Lund passed away peacefully. The funeral is on Monday."),
        ("In loving memory of a bakery", "By Jane Roe", "The mass for the bakery of Crale was held on Monday at noon."),
        ("Zomrel posledný mlynár", "Peter Novák", "Pohreb posledného mlynára bude v sobotu, oznámila obec Lehota."),
        (
            "Tributes to the woman of the signal box",
            "Jane Doe",
            (
                "Hetty Oram, who ran the signal box for 41 years, has died at 92.\n\nShe passed away peacefully, "
                "her sister said. The funeral will be on Friday."
            ),
        ),
        (
            "Trauer um die Frau vom Stellwerk",
            "Petra Hollis",
            (
                "Hetta Oram, die 41 Jahre lang das Stellwerk in Osted bediente, ist mit 92 Jahren gestorben.\n\n"
                "Plötzlich und unerwartet sei sie eingeschlafen, sagte ihre Schwester. Die Beerdigung ist am Freitag."
            ),
        ),
        (
            "Addio alla signora della stazione",
            "Paola Rinaldi",
            (
                "Ortola piange Marta Conti, capostazione per quarant'anni, morta lunedì all'età di 92 anni.\n\n"
                "Si è spenta serenamente, ha detto la sorella. Le esequie si terranno venerdì."
            ),
        ),
        ("Les obsèques d’un chêne", "Par Anne Kerner", "Le chêne de Brenne a été abattu lundi devant les élèves."),
    ],
)
def test_a_story_about_a_death_keeps_its_author(title: str, byline: str, text: str) -> None:
    parsed = parse(f"{title}\n\n{byline}\n\n{text}\n\n{text}\n")
    assert len(parsed.article.authors) == 1


def test_cues_show_a_rundown_only_together() -> None:
    cues = "SLUG: SIGNAL BOX\nANCHOR: MEGAN\n[TAKE VO]\n"
    assert shown(parse(cues + STORY)) == PLAIN
    assert "Anchor: a line" in "".join(shown(parse(f"{STORY}\nAnchor: a line of the story that says so itself.\n")))


@pytest.mark.parametrize(
    "copy",
    [
        (
            "REPORTER: Will it stay open?\nORAM: It will, and in winter, too.\nREPORTER: Who pays?\nORAM: Guests do.\n"
            "REPORTER: And the lever?\nORAM: That rings the bell.\nANCHOR: Good evening from the box.\n"
        ),
        "ANCHOR: Jane\nREPORTER: Sam\nPRODUCER: Priya\n",
        "This email was sent to forty members of staff in April, the union said on Friday.",
        "Diese E-Mail wurde an vierzig Angestellte geschickt, sagte die Gewerkschaft.",
        "Sie erhalten diesen Preis zum dritten Mal, und das Geld geht in ein neues Dach.",
        "Deleted: “The Lever” is back on the screen",
    ],
)
def test_what_a_story_may_say_itself_is_no_line_of_a_program(copy: str) -> None:
    """Speech of a transcript, sentences on mails and prizes, quotations behind a word of a word processor."""
    parsed = parse(f"{STORY}\n{copy}\n")
    kept = " ".join(shown(parsed))
    assert [line for line in parsed.trace if line.role == "envelope"] == []
    assert all(line in kept for line in copy.splitlines() if line.endswith("."))


@pytest.mark.parametrize(
    "below", ["This email was sent to reader@crale.example", "Sie erhalten diesen Crale-Newsletter jeden Freitag."]
)
def test_a_sentence_on_a_mail_with_its_address_or_newsletter_is_of_its_frame(below: str) -> None:
    assert shown(parse(f"{STORY}\n{below}\n")) == PLAIN


def test_numbered_headings_stay() -> None:
    parts = "".join(f"{n}. Part {n} of the tale\nThe text of this part says what happened then.\n\n" for n in (1, 2, 3))
    texts = shown(parse(STORY + "\n" + parts))
    numbered = [text for text in texts if text.startswith(("1. ", "2. ", "3. "))]
    assert numbered == [f"{n}. Part {n} of the tale" for n in (1, 2, 3)]


def test_running_heads_with_a_word_before_the_folio_and_a_day_are_taken() -> None:
    name, day = "The Crale Observer", "Friday, March 13, 2026"
    title, first, second = STORY.strip().split("\n\n")
    more = "\n".join(
        f"The {n} sentence of the tale is here, and it says what happened at the box." for n in ("third", "last")
    )
    tops = f"{day}{' ' * 20}{name}\n{name}{' ' * 30}Page 4"
    page = f"{name}{' ' * 30}Page 3\n\n{title}\n\n{first}\n{more}\n\n{tops}\n\n{second}\n"
    parsed = parse(page)
    assert parsed.article.headline == title
    assert [text for text in shown(parsed) if name in text or "Page" in text] == []


FORWARDED = ["Forwarded from Crale Online", "Weitergeleitet von Craler Bote", "Переслано от Крейл Онлайн"]


@pytest.mark.parametrize("above", FORWARDED)
def test_the_channel_of_a_forwarded_post_is_not_its_title(above: str) -> None:
    assert shown(parse(f"{above}\n{STORY}")) == PLAIN


def test_more_cues_of_a_rundown_are_taken() -> None:
    cues = "SLUG: SIGNAL BOX   ANCHOR: KEMI   TRT: 1:20\n[TAKE LIVE 2-BOX]\n[[KEMI]]\n"
    below = "\n[SOT: HETTY ORAM / OWNER  TC 01:14-01:22]\nCG LOWER THIRD: Hetty Oram / Owns the box\n[ON CAM]\n"
    assert shown(parse(f"{cues}{STORY}{below}")) == PLAIN


SPOKEN = [
    "welcome back to the coast walk",
    "so the lighthouse was automated in 1988",
    "and nobody has slept there since",
    "the last keeper was called Ines Falk and",
    "she kept bees on the gallery which was",
    "not allowed but nobody ever came to look",
]


def test_times_of_a_transcript_are_not_published() -> None:
    text = "\n".join(f"0:{4 * number:02}\n{line}" for number, line in enumerate(SPOKEN))
    assert " ".join(SPOKEN) in " ".join(shown(parse(text)))


NIGHT = "How the lighthouse of Holm was kept"
TALK = [
    ("Ines Falk", "The lamp was lit by hand, and I lit it."),
    ("Tom Roe", "Who paid for the oil?"),
    ("Ines Falk", "We did."),
]


@pytest.mark.parametrize(
    "form",
    [
        "{name} (00:0{at})\n{text}\n\n",
        "{name} (00:0{at}):\n{text}\n\n",
        "{name} [00:00:0{at}]\n{text}\n\n",
        "{name} [00:00:0{at}] {text} [00:00:0{at}]\n\n",
        "{name}: [00:00:0{at}] {text}\n\n",
        "[00:00:0{at}] {name}: {text}\n\n",
        "[00:00:0{at}.120] - {name}\n{text}\n\n",
        "[{name}] 10:02:0{at}\n{text}\n\n",
        "00:00:0{at} {name}\n{text}\n\n",
        "{name}\n00:0{at}\n{text}\n\n",
    ],
)
def test_speakers_of_a_transcript_stay_without_their_times(form: str) -> None:
    text = "".join(form.format(name=name, text=words, at=at) for at, (name, words) in enumerate(TALK, 1))
    assert shown(parse(f"{NIGHT}\n\n{text}"))[1:] == [f"{name}: {words}" for name, words in TALK]


def test_the_frame_of_a_meeting_is_not_published() -> None:
    talk = "".join(f"{name}   0:0{at}\n{words}\n\n" for at, (name, words) in enumerate(TALK, 1))
    above = f"{NIGHT}-20260312_100200-Meeting Recording\nMarch 12, 2026, 10:02AM\n4m 12s\n\n"
    article = parse(f"{above}Tom Roe started transcription\n\n{talk}Tom Roe stopped transcription\n")
    assert article.article.headline == NIGHT
    assert shown(article)[1:] == [f"{name}: {words}" for name, words in TALK]


@pytest.mark.parametrize(
    "lines",
    [
        ["The train (10:40) was late, he said.", "The next (11:40) was full."],
        ["Ines Falk (Holm) 2:1", "Tom Roe (Ostby) 1:0", "The rest were beaten."],
        ["[Update 12:30] The bridge is open again, the police said.", "[Update 11:05] The bridge is closed."],
        ["Gottesdienst (10:00)", "Orgelkonzert (17:00)"],
        ["Film: [2026] The mill", "Film: [2025] The flood"],
        ["[10:02] Polizei: Die Straße ist gesperrt.", "[10:40] Polizei: Die Straße ist frei."],
        ["Gala", "20:15", "Der Film", "22:30", "Die Nacht"],
        ["00:05 Nachrichten", "Das Wetter", "00:35 Spielfilm", "Ein Krimi"],
        ["Anna Feld", "1:05", "Tom Roe", "1:07", "Ola Berg", "1:09"],
        ["Bus 4 [10:12]", "Bus 5 [10:40]"],
    ],
)
def test_times_in_brackets_that_are_of_no_transcript_stay(lines: list[str]) -> None:
    text = "\n\n".join(lines)
    assert open_transcript(tuple(f"{NIGHT}\n\n{text}".split("\n"))) is None


@pytest.mark.parametrize(
    "times", [["18:55", "18:40", "18:10", "17:30", "17:05", "16:50"], ["9:00", "9:10", "9:20", "9:30", "9:40", "9:50"]]
)
def test_times_of_a_day_are_kept(times: list[str]) -> None:
    text = "\n".join(f"{time}\n{line.capitalize()}." for time, line in zip(times, SPOKEN, strict=True))
    words = " ".join(shown(parse(f"Storm over the coast\n\n{text}\n")))
    assert all(line.casefold() in words.casefold() for line in SPOKEN)


@pytest.mark.parametrize(
    "line",
    [
        "Subscribe to a newspaper | and read it, said Oram",
        "Join the queue, said Oram, and smiled.",
        "Forwarded from hand to hand, the key came back in April.",
        "Forwarded from one box to another: the journey of a key",
        "Weitergeleitet von Crale: die Reise eines Schlüssels",
        "0:04 was the time when the last train stopped.",
        "[[HETTY]] stands on the door, with four brackets.",
        "CG: two letters that nobody in Crale can explain.",
        "Abmelden | ein Wort, das in Crale niemand kennt, und das alle benutzen.",
        "Page 2 of 3 is missing from the logbook.",
        "👍 was all that she wrote.",
        "Tap to unmute, says the sign beside the bell.",
    ],
)
def test_a_sentence_that_resembles_a_line_of_a_program_stays(line: str) -> None:
    below = "The bell rings twice a day, at noon and at six, whether or not there are any guests in the box."
    assert line in " ".join(shown(parse(f"{STORY}\n{line}\n\n{below}\n")))


@pytest.mark.parametrize(
    "title", ["→ Follow the river along the eastern shore", "★ Join the ferry at noon", "► Abonnez-vous au silence"]
)
def test_a_title_with_an_arrow_is_no_button(title: str) -> None:
    assert parse(STORY.replace(STORY.split("\n")[0], title)).article.headline == title


def test_a_line_that_goes_on_below_names_no_channel() -> None:
    text = " ".join(shown(parse(f"{STORY}\nForwarded from Crale\nis stamped on the key, said Oram.\n")))
    assert "Forwarded from Crale" in text


PRINTED = """\
Puffins feed their chicks plastic more
often than fish oil

Researchers who weighed what puffins
carry to their burrows on the island of
Lunday found plastic in most of the nests.
Page 1 of 3
www.seabirds.example

"We had hoped that the ban on nets
would show," said ecologist Moira Tulloch.
Page 2 of 3
www.seabirds.example

The authors ask for a ban on night fishing
within five miles of the colony.
Page 3 of 3
"""


def test_numbers_and_feet_of_printed_pages_are_not_published() -> None:
    words = " ".join(shown(parse(PRINTED)))
    assert "Page" not in words
    assert "www" not in words
    assert words.endswith("within five miles of the colony.")


def test_a_running_head_with_its_page_above_the_title_is_not_published() -> None:
    assert shown(parse(f"Craler Bote          Seite 3\n\n{STORY}")) == PLAIN
    assert "Auf Seite 3" in str(parse(f"Auf Seite 3\n\n{STORY}").article)


def test_dots_and_ages_of_posts_are_not_published() -> None:
    posts = [
        "Vanochtend is in Lauwersoog het laatste schip vertrokken. Een draadje 🧵",
        "De visserij stopte niet door één besluit, maar door veertig kleine.",
        "De gemeente wil er een opvang van maken.",
    ]
    head = "Jorrit Haanstra\n@jorrithaanstra\n·\n2 u\n"
    text = "".join(f"{head}{number}/3 {post}\n48\n212\n" for number, post in enumerate(posts, 1))
    words = " ".join(shown(parse(f"{text}Vind ik leuk\n")))
    assert "2 u" not in words
    assert "·" not in words
    assert "leuk" not in words
    assert posts[2] in words


@pytest.mark.parametrize(
    "words", ["Liebe Leserinnen und Leser,", "Dear readers,", "Chers lecteurs,", "Kedves olvasók,"]
)
def test_a_form_of_address_below_the_title_is_text_and_no_dek(words: str) -> None:
    title, *texts = STORY.strip().split("\n\n")
    parsed = parse("\n\n".join((title, words, *texts, "")))
    assert parsed.article.subheadline is None
    assert words in shown(parsed)


@pytest.mark.parametrize("words", ["Dear diary, dear world", "Liebe und Leser", "Hi-fi, again", "Caring for a box"])
def test_a_dek_that_resembles_a_form_of_address_stays_one(words: str) -> None:
    title, *texts = STORY.strip().split("\n\n")
    assert parse("\n\n".join((title, words, *texts, ""))).article.subheadline == words


def test_the_frame_of_a_teletext_page_is_not_published() -> None:
    above = "112  NDR Text  12.03. 17:42:08\n112/1\n"
    parsed = parse(f"{above}{STORY}\nWeiter >>>  113\n")
    assert shown(parsed) == PLAIN


@pytest.mark.parametrize(
    "line", ["112/1 stood on the door.", "Crale 17:42:08, the clock said.", "More >>> than 113 guests."]
)
def test_numbers_like_those_of_teletext_stay(line: str) -> None:
    below = "The bell rings twice a day, at noon and at six, whether or not there are any guests in the box."
    assert line in shown(parse(f"{STORY}\n{line}\n\n{below}\n"))


@pytest.mark.parametrize(
    "note",
    [
        "Text: 1'240 Zeichen inkl. Leerschläge",
        "Länge: 1240 Zeichen (mit Leerzeichen)",
        "Bild: siehe Mail von gestern",
        "Photos: attached",
        "Foto: folgt",
    ],
)
def test_notes_on_length_and_pictures_of_a_manuscript_are_for_the_desk(note: str) -> None:
    parsed = parse(f"{note}\n\n{STORY}")
    assert shown(parsed) == PLAIN
    assert parsed.article.editor_notes == (note,)


@pytest.mark.parametrize("title", ["Text: ein Wort zu viel", "Bild: Siehe, das Meer", "Länge läuft", "Photos: a life"])
def test_titles_that_resemble_notes_on_a_manuscript_stay(title: str) -> None:
    _, *texts = STORY.strip().split("\n\n")
    assert parse("\n\n".join((title, *texts, ""))).article.headline == title


def test_heads_of_messages_with_their_marks_are_not_published() -> None:
    title, *texts = STORY.strip().split("\n\n")
    first = f"Una Keogh  9:58 AM\n{title}\n{texts[0]}"
    rest = f"Una Keogh  10:03 AM\n{texts[1]} (edited)\n:eyes: 2  :+1: 3"
    assert shown(parse(f"Una Keogh joined #desk-live.\n{first}\n{rest}\n")) == PLAIN


@pytest.mark.parametrize("line", ["Una Keogh  9:58 AM", "Hetty Oram (edited)", "Dawn at 5:12 AM"])
def test_a_lone_line_like_the_head_of_a_message_stays(line: str) -> None:
    below = "The bell rings twice a day, at noon and at six, whether or not there are any guests in the box."
    assert line.split()[0] in " ".join(shown(parse(f"{STORY}\n{line}\n\n{below}\n")))


def test_labels_of_a_radio_script_are_cues() -> None:
    title, *texts = STORY.strip().split("\n\n")
    script = f"{title}\n\nLänge: 0:32\n\nAnmoderation:\n{texts[0]}\n\nAbmoderation:\n{texts[1]}\n"
    assert shown(parse(script)) == PLAIN


BLOCKS = """\
<!-- wp:heading {"level":1} -->
<h1>Signal box becomes a bed and breakfast</h1>
<!-- /wp:heading -->

<!-- wp:paragraph -->
<p>A signal box that guarded the junction at Crale for 118 years took in its first overnight guests on Friday.</p>
<!-- /wp:paragraph -->

<!-- wp:paragraph -->
<p>Guests may pull one lever, which rings a bell in the kitchen, said Hetty Oram, who owns it with her sister.</p>
<!-- /wp:paragraph -->
"""


def test_comments_around_blocks_of_a_weblog_are_removed_with_the_tags() -> None:
    assert shown(parse(BLOCKS)) == PLAIN


@pytest.mark.parametrize("line", ["<!-- is how a comment begins, said Oram.", "He wrote <!-- no --> on the door."])
def test_signs_of_comments_in_a_story_stay(line: str) -> None:
    assert line in shown(parse(f"{STORY}\n{line}\n\nThe bell rings twice a day, at noon and again at six.\n"))


BREAKS = (
    "Signal box\n\n{}The guests laughed.\n\n(COMMERCIAL BREAK)\n\n{}They went on.\n\n(BEGIN VIDEOTAPE)\n\nIt rained.\n"
)


def test_directions_without_speeches_are_of_the_story() -> None:
    """A story may jest with the directions of a broadcast."""
    for speaker, is_kept in (("", True), ("ORAM: ", False), ("HETTY ORAM, KEEPER: ", False)):
        texts = shown(parse(BREAKS.format(speaker, speaker)))
        assert ("(COMMERCIAL BREAK)" in texts, "(BEGIN VIDEOTAPE)" in texts) == (is_kept, is_kept)


def test_files_and_reactions_below_messages_of_an_export_are_not_published() -> None:
    below = "{Attachments}\nhttps://cdn.example/1/bells.jpg\n\n{Reactions}\n\U0001f44d (3) tower (1)\n"
    assert shown(parse(f"{STORY}\n{below}")) == PLAIN
    kept = "{Attachments} were lost on the way, the parish said on Friday in a letter to all of its members."
    assert kept in shown(parse(f"{STORY}\n{kept}\n"))
