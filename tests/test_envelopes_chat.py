"""Exports of chats: stamps are stripped, what the program and colleagues wrote is no part of the story."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert.model import Moment, block_texts, words
from convert.readers import Parsed, Source
from convert.readers.text import read

AT = Moment("2026-01-01T00:00:00Z")

LEAD = "Fishermen at Ardlow have found a bell from the church that the sea took in 1790, the museum said today."
MORE = "It weighs 300 kilos and still rings, according to its finder, Jo Tarn."
QUOTE = "“We thought it was a mine,” she said. The bell will be shown from Friday."

CHAT = f"""\
[14/08/2026, 15:02:11] Messages and calls are end-to-end encrypted. No one outside of this chat can read them.
[14/08/2026, 15:02:40] Desk Mara: are you there yet??
[14/08/2026, 15:09:03] Finn (coast): yes, copy coming 👇
[14/08/2026, 15:11:27] Finn (coast): HEADLINE: Sea gives back the bell of Ardlow
[14/08/2026, 15:12:00] Finn (coast): {LEAD}
[14/08/2026, 15:13:01] Finn (coast): {MORE}
{QUOTE}
[14/08/2026, 15:15:00] Finn (coast): <attached: 00000031-PHOTO-2026-08-14.jpg>
[14/08/2026, 15:15:44] +353 20 913 0042 joined using this group's invite link
[14/08/2026, 15:16:02] Desk Mara: brilliant, byline Finn Corrie ok?
[14/08/2026, 15:16:20] Finn (coast): 👍
"""

ANDROID = f"""\
13/2/2026, 17:40 - Messages to this group are now secured with end-to-end encryption.
13/2/2026, 17:41 - Finn: Sea gives back the bell of Ardlow
13/2/2026, 17:42 - Finn: {LEAD}
13/2/2026, 17:43 - Finn: {MORE}
13/2/2026, 17:43 - Finn: <Media omitted>
13/2/2026, 17:44 - Finn: {QUOTE}
13/2/2026, 17:45 - Mara: thanks
"""

TELEGRAM = f"""\
Finn Corrie, [14.08.2026 15:11]
Sea gives back the bell of Ardlow

Finn Corrie, [14.08.2026 15:12]
{LEAD}

Finn Corrie, [14.08.2026 15:13]
{MORE}
{QUOTE}
"""

AMERICAN = ANDROID.replace("13/2/2026", "2/13/26").replace("17:4", "5:4").replace(" - ", " PM - ")


def parse(text: str) -> Parsed:
    return read(Source(name="chat.txt", data=text.encode(), moment=AT))


@pytest.mark.parametrize(
    ("text", "published"),
    [
        (CHAT, "2026-08-14"),
        (ANDROID, "2026-02-13"),
        (AMERICAN, "2026-02-13"),
        (TELEGRAM, "2026-08-14"),
        (CHAT.replace("14/08/2026", "03.02.26"), "2026-02-03"),
        (CHAT.replace("14/08/2026", "2026-02-03"), "2026-02-03"),
        (CHAT.replace("14/08/2026", "03/02/2026"), None),
        (CHAT.replace("\n", "\r\n"), "2026-08-14"),
    ],
)
def test_the_story_is_what_its_sender_wrote(text: str, published: str | None) -> None:
    parsed = parse(text)
    article = parsed.article
    assert article.headline == "Sea gives back the bell of Ardlow"
    assert " ".join(words(article)) == " ".join((article.headline, LEAD, MORE, QUOTE))
    assert article.published == (Moment(published) if published else None)


def test_what_colleagues_wrote_is_for_editors() -> None:
    article = parse(CHAT).article
    assert article.editor_notes == (
        "are you there yet??",
        "yes, copy coming 👇",
        "brilliant, byline Finn Corrie ok?",
    )
    assert [author.name for author in article.authors] == ["Finn Corrie"]


def test_every_line_has_its_rule_and_numbers_are_private() -> None:
    trace = parse(CHAT).trace
    assert [line.rule for line in trace[:3]] == [
        "line of the chat program",
        "message of another sender",
        "message beside the story",
    ]
    assert [line.rule for line in trace[7:]] == [
        "attachment of a chat",
        "line of the chat program",
        "message of another sender",
        "message without words",
    ]
    assert trace[8].text == "[private]"
    assert [line.kept for line in trace[3:7]] == [True] * 4


def test_a_conversation_keeps_its_speakers() -> None:
    lines = [
        ("Mara", "What did you think when the bell came up out of the water that morning?"),
        ("Jo Tarn", "That it was a mine, as my father found two of those in the fifties."),
        ("Mara", "And what happens to it now that everyone knows of the find?"),
        ("Jo Tarn", "It goes to the museum on Friday, and I go back to sea on Monday."),
    ]
    text = "\n".join(f"[14/08/2026, 15:0{at}:11] {who}: {what}" for at, (who, what) in enumerate(lines))
    shown = " ".join(words(parse(text).article))
    for who, what in lines:
        assert f"{who}: {what}" in shown


@pytest.mark.parametrize(
    "text",
    [
        f"The bell of Ardlow\n\n{LEAD}\n\n[14/08/2026, 15:12] Updated: {MORE}\n\n{QUOTE}\n",
        f"Live: the bell of Ardlow\n\n15:12 - Finn Corrie: {LEAD}\n\n15:40 - {MORE}\n\n{QUOTE}\n",
    ],
)
def test_a_stamp_alone_is_no_chat(text: str) -> None:
    parsed = parse(text)
    assert not any(line.role == "envelope" for line in parsed.trace)


@given(st.integers(0, len(CHAT)), st.booleans(), st.sampled_from(["\n", "\r\n", "\r"]))
def test_a_cut_chat_loses_no_word_of_the_story(cut: int, from_start: bool, newline: str) -> None:
    text = CHAT[cut:] if from_start else CHAT[:cut]
    if not any(map(str.isalnum, text)):
        return
    parsed = parse(text.replace("\n", newline))
    shown = " ".join((*words(parsed.article), *parsed.article.editor_notes))
    for sentence in (LEAD, MORE, QUOTE):
        if sentence in text:
            assert sentence in shown


@given(st.text(alphabet="[]0123456789/.,: -ab\n👍", max_size=120))
def test_no_stamp_breaks_the_reader(text: str) -> None:
    parsed = parse(f"[14/08/2026, 15:02:40] Finn: {LEAD}\n[14/08/2026, 15:02:41] Finn: {MORE}\n{text}")
    assert LEAD in " ".join((*words(parsed.article), *parsed.article.editor_notes))


def test_stamps_of_arabic_programs_are_known() -> None:
    lines = (
        "\u200f[٣\u200f/٢\u200f/٢٠٢٦، ٥:٤٠:١١ م] ليلى حداد: بلدية الرمال تحتفظ بالعبارة القديمة\n"
        "\u200f[٣\u200f/٢\u200f/٢٠٢٦، ٥:٤١:٤٠ م] ليلى حداد: قرر مجلس بلدية الرمال الاحتفاظ بالعبارة عشر سنوات أخرى.\n"
        "\u200f[٣\u200f/٢\u200f/٢٠٢٦، ٥:٤٢:٠٥ م] ليلى حداد: <تم استبعاد الوسائط>\n"
        "\u200f[١٤\u200f/٢\u200f/٢٠٢٦، ٥:٤٤:٠٠ م] المكتب: شكرا\n"
    )
    article = parse(lines).article
    assert article.headline == "بلدية الرمال تحتفظ بالعبارة القديمة"
    assert list(block_texts(article.body)) == ["قرر مجلس بلدية الرمال الاحتفاظ بالعبارة عشر سنوات أخرى."]
    assert article.published == Moment("2026-02-03")


WORKSPACE = """\
#metro-desk
Tuesday, January 13th
{nair}
anyone got the plow story?
{hart}
here you go, 40 words
HED: Snow plow of Holm retires
DEK: It cleared 40,000 miles and one wedding
The best-known snow plow of Holm made its last run on Tuesday after eleven winters on the coast road.
"She never asked for a name," said her driver, Lou Lund, who will get a newer one with heated seats.
(edited)
:snowflake: 4
{nair}
lgtm
2 replies
Last reply today at 9:52 AM
"""


@pytest.mark.parametrize("hour", ["\n  9:41 AM", "  9:41 AM", "\n09:41", "  09:41"])
def test_the_story_of_a_channel_is_read_without_what_is_around_it(hour: str) -> None:
    text = WORKSPACE.format(nair=f"Priya Nair{hour}", hart=f"Gil Hart{hour}")
    article = parse(text).article
    assert article.headline == "Snow plow of Holm retires"
    assert article.subheadline == "It cleared 40,000 miles and one wedding"
    assert list(block_texts(article.body)) == [line for line in text.splitlines() if len(line) > 90]
    assert article.editor_notes == ("anyone got the plow story?", "here you go, 40 words")
    assert article.authors == ()


@pytest.mark.parametrize(
    "text",
    [
        "Ana Prado  31:04\nThe crossing was held on Sunday.\n\nRui Lemos  29:58\nHe came first, with a cow.\n",
        "Ana Prado\n12:04\nThe crossing was held on Sunday.\n\nRui Lemos\n12:40\nHe came first, with a cow.\n",
        "#metro is what they call it\n\nAna Prado 12:04\nRui Lemos 12:40\n\nThe crossing was held on Sunday at noon.\n",
        "#metro\n\nThe crossing was held on Sunday.\n\nAna Prado 12:04\nThat was the time of the winner.\n",
        "Last reply to the sea\n\nAna Prado 12:04\nShe came first.\n\nRui Lemos 12:40\nHe came second.\n",
    ],
)
def test_names_with_hours_in_a_story_are_no_channel(text: str) -> None:
    assert not [line.rule for line in parse(text).trace if "chat" in line.rule]
