"""Posts of accounts, articles on WeChat, transcripts and exports of chats: only what people wrote or said is "
"published."""

from __future__ import annotations

import pytest

from convert.model import Contributor, Moment, Party, block_texts
from convert.readers import Parsed, Source
from convert.readers.text import read
from convert.readers.text.envelopes.web.thread import is_count

pytestmark = pytest.mark.sampled(3)


def parse(text: str) -> Parsed:
    return read(Source(name="story.txt", data=text.encode(), moment=Moment("2027-01-01T00:00:00Z")))


def shown(parsed: Parsed) -> list[str]:
    article = parsed.article
    others = [other.text for other in article.other_headlines]
    return [article.headline, *others, article.byline or "", article.subheadline or "", *block_texts(article.body)]


TEXTS = {
    "en": (
        "The old ferry to Holm will sail again from Monday, the harbor office said, after its engine was mended.",
        "It broke down nine times last winter, once with a choir on board.",
    ),
    "de": (
        "Die alte Fähre nach Holm fährt ab Montag wieder, teilte das Hafenamt mit, denn ihr Motor ist repariert.",
        "Im Winter blieb sie neunmal liegen, einmal mit einem Chor an Bord.",
    ),
    "pt": (
        "A velha balsa de Holm volta a navegar na segunda-feira, disse a capitania, depois de consertado o motor.",
        "No inverno ela parou nove vezes, uma delas com um coral a bordo.",
    ),
}


@pytest.mark.parametrize(
    ("language", "above", "below"),
    [
        ("en", "Holm Radio\n5 hrs · 🌍", "1.2K likes · 41 comments\nLike\nComment\nShare"),
        ("en", "Holm Harbor Office\n1,204 followers\n2d • Edited •", "88 reactions\nLike\nComment\nRepost\nSend"),
        ("de", "Hafenamt Holm\n12. März um 10:14 ·", "88 Kommentare\nGefällt mir\nKommentieren\nTeilen"),
        ("pt", "Rádio Holm\nSeguir\n12 de março às 10:14 ·", "1,2 mil curtidas · 41 comentários\nCurtir\nComentar"),
        ("pt", "Rádio Holm\n3 h ·", "128 curtidas · 41 comentários\nCurtir\nComentar\nCompartilhar"),
    ],
)
def test_the_post_of_an_account_is_its_text_alone(language: str, above: str, below: str) -> None:
    first, second = TEXTS[language]
    parsed = parse(f"{above}\n\n{first}\n\n{second}\n\n{below}\n")
    assert list(block_texts(parsed.article.body)) == [first, second]
    assert parsed.article.authors == ()


@pytest.mark.parametrize(
    ("head", "below"),
    [
        ("Holm today, [18.03.2026 11:42]", "✅ Subscribe to Holm today\n📩 Send us news: @holm_bot\n12.4K views"),
        ("Хольм сегодня, [18.03.2026 11:42]:\n[Фото]", "📩 Прислать новость: @holm_bot\n👍 214 😁 1,1K ❤ 87"),
        ("Holm Aktuell, [18. März 2026 um 11:42:10]", "@holm_aktuell\n980 Aufrufe"),
        ("Holm, [18 Mar 2026 at 11:42]", "t.me/holm_news"),
    ],
)
def test_a_message_of_a_channel_is_its_text_alone(head: str, below: str) -> None:
    first, second = TEXTS["en"]
    parsed = parse(f"{head}\n❗️The ferry sails again\n\n{first}\n\n{second}\n\n{below}\n")
    assert parsed.article.headline == "The ferry sails again"
    assert list(block_texts(parsed.article.body)) == [first, second]
    assert parsed.article.published == Moment("2026-03-18")


@pytest.mark.parametrize(
    "counts",
    [
        "41 Reposts 3 Zitate 212 „Gefällt mir“",
        "12 republicaciones 4 citas 98 «Me gusta»",
        "9 репостов 120 «нравится»",
        "3 boost · 21 preferiti",
    ],
)
def test_counts_in_quotation_marks_are_counts(counts: str) -> None:
    assert is_count(counts)


@pytest.mark.parametrize(
    "line", ["212 „Gefällt mir“ waren ihm nicht genug", "3 „Zitate“ fehlen", "41 Reposts „und kein Ende“"]
)
def test_sentences_on_counts_are_no_counts(line: str) -> None:
    assert not is_count(line)


def test_an_article_of_an_account_is_read_without_its_frame() -> None:
    text = (
        "点击上方蓝字关注我们\n老渡口的最后一班船\n原创 林望舒 江边纪事 2026-03-12 08:30 湖北\n\n"
        "清晨五点半，船工周大江照例擦了一遍甲板。今天之后，这条开了三十一年的渡船就不再过江了。\n\n"
        "上游两公里处的大桥本月通车，骑车过江只要六分钟。\n\n编辑：何青　审核：徐立\n阅读原文\n喜欢此内容的人还喜欢\n"
    )
    article = parse(text).article
    assert article.headline == "老渡口的最后一班船"
    assert article.authors == (Contributor(name="林望舒"),)
    assert article.provider == Party(name="江边纪事")
    assert article.published == Moment("2026-03-12")
    assert len(article.body) == 2


TRANSCRIPT = """\
Council meeting on the marsh road

SUMMARY KEYWORDS
road, marsh, toads
SPEAKERS
Hetty Oram, Speaker 2

Hetty Oram  0:02
Good evening. We have one item tonight, and all of you know which one it is.

Speaker 2  0:14
The toads cross between the tenth and the twentieth of March, and nobody has to carry buckets.

Transcribed by https://words.example
"""


def test_a_transcript_keeps_speakers_and_words_without_times() -> None:
    published = shown(parse(TRANSCRIPT))
    assert published[0] == "Council meeting on the marsh road"
    assert "Hetty Oram: Good evening. We have one item tonight, and all of you know which one it is." in published
    assert not [part for part in ("0:14", "Transcribed", "KEYWORDS", "SPEAKERS") if part in " ".join(published)]


CHAT = """\
==============================================================
Guild: Newsdesk North
Channel: copy / ferry
==============================================================

[12-Mar-26 10:11 AM] una.k#4410
The ferry to Holm is cancelled until Friday because two of three engines failed their inspection.

[12-Mar-26 10:14 AM] una.k#4410
Passengers with tickets get a seat on the morning boat. About 60 people were waiting at the pier.

[12-Mar-26 10:15 AM] una.k#4410
Pinned a message.

==============================================================
Exported 3 message(s)
==============================================================
"""


def test_an_export_of_a_chat_with_names_of_months() -> None:
    article = parse(CHAT).article
    lines = CHAT.split("\n")
    assert list(block_texts(article.body)) == [lines[6], lines[9]]
    assert article.published == Moment("2026-03-12")


def test_the_saved_chat_of_a_meeting_keeps_speakers_and_words() -> None:
    parsed = parse(
        "10:14:02 From Una Keogh to Everyone:\n\tThe night boat to Holm will not run before Friday, its owners say.\n"
        "10:14:41 From Sam Ode to Everyone:\n\tAbout sixty people slept at the pier, one of them on a rope.\n"
        "10:15:09 From Una Keogh to Everyone:\n\tIs the rope confirmed by anybody who was there?\n"
        "10:16:30 From Sam Ode to Everyone:\n\tBy the man who slept on it, and by his dog.\n"
    )
    published = " ".join(shown(parsed))
    assert "Everyone" not in published
    assert "By the man who slept on it, and by his dog." in published


@pytest.mark.parametrize(
    "below",
    [
        "View this post on the web at https://tides.example/p/ferry",
        "Read this newsletter online: https://tides.example",
        "Wird diese E-Mail nicht richtig angezeigt? Im Browser öffnen",
        "Diesen Beitrag im Web ansehen: https://tides.example",
        "Subscribe on Apple Podcasts, Spotify or wherever you get your podcasts.",
        "Hört uns überall, wo es Podcasts gibt: abonniert uns auf Apple Podcasts",
        "Abonnez-vous sur Apple Podcasts, Spotify et toutes les plateformes de podcasts.",
        "Support us on Patreon",
        "Unterstützt uns auf Steady!",
        "Forwarded this email? Subscribe here: https://tides.example\nTides, 3 Quay Row, Holm TL1 2AB",
        "Wurde Ihnen diese E-Mail weitergeleitet? Hier abonnieren.\nHolm Medien GmbH, Hafenweg 3, 38527 Holm",
        "On vous a transféré cette lettre ? Abonnez-vous.\nLes Marées - 2 place du Port - 29810 Holm",
    ],
)
def test_the_frame_of_a_newsletter_or_podcast_is_not_published(below: str) -> None:
    first, second = TEXTS["en"]
    parsed = parse(f"The ferry sails again\n\n{first}\n\n{second}\n\n{below}\n")
    assert list(block_texts(parsed.article.body)) == [first, second]


def test_a_change_with_its_words_is_one_only_beside_other_marks() -> None:
    title, (first, second) = "La balsa de Holm vuelve a navegar", TEXTS["pt"]
    changed = "Eliminado: cada noche"
    parsed = parse(f"{title}\n\n{first}\n\nComentado [JM1]: ¿Seguro?\n\n{second}\n\n{changed}\n\n{first[::-1]}\n")
    assert changed not in " ".join(shown(parsed))
    assert changed in " ".join(shown(parse(f"{title}\n\n{first}\n\n{changed}\n\n{second}\n")))


LOOK_ALIKES = (
    """\
10:14 from Holm to everyone

From Una Keogh to everyone at the pier: the ferry will not sail, and the soup is free.

At 10:14:02 she wrote it on the board, and at 10:15:09 the soup was gone.
""",
    """\
Like, comment, share: a village without signal

The village of Crale has had no signal since Monday, and people have begun to write on doors.

"Like, comment, share" stands on the door of the bakery, with a box for pebbles below each word.

3 h · that is how long the queue was on Sunday.
""",
    """\
Half past five at Holm

5 hrs is what the old ferry needs for eleven miles, and nobody has ever been early.

"12 March at 10:14," says the log of the day it was fastest.

The captain likes to point out that he had the wind behind him.
""",
    """\
阅读原文的人越来越少

点击上方的小字，老编辑徐立还是每天都会做一遍，像敲门一样。

编辑：徐立，这几个字他在报纸上印了四十年。

下个月他就退休了。
""",
    """\
Wherever you get your podcasts, leave some quiet

Podcasts have reached the marsh, where the warden of Crale hears them from open windows.

"Follow the heron, not the podcasts," he tells visitors.

He has put up a sign that says so.
""",
    """\
Laufzeiten im Watt

Hetty Oram  12:02
Peer Lund  14:41

So stand es am Montag an der Tafel, und der Sieger war der Schlamm.

Gelöscht: nichts, sagte der Schiedsrichter, und niemand lachte.
""",
    """\
Resultados da travessia

Ana Prado  31:04
Rui Lemos  29:58

A travessia do rio Holm foi disputada no domingo por dois nadadores e uma vaca.

A vaca chegou antes, mas não tinha inscrição.
""",
    """\
The view from the web

View this post in the light of evening, says the sign on the oldest mooring post of Crale.

A spider has lived on it for nine years, or several spiders have.

Transcribed by hand, the sign fills a page of the parish book.
""",
    """\
Guild: the last weavers of Crale

Channel: that is what they call the gap between two threads.

Exported cloth went as far as Lima, and two pieces came back.

The guild has three members and one loom.
""",
    """\
Holm today, [as the sign says]

[18.03.2026 11:42] is what the clock of the ferry shows, and has shown since that day in March.

Send us news: @holm stands on a stone of the pier that nobody has ever answered.

12.4K views of the bay hang in the captain's hall, all of them painted by him.
""",
    """\
The stall, the quay and the code

Tides, 3 Quay Row, Holm TL1 2AB

That is all that stands on the letter which reached the ferry on Monday after forty years at sea.

"Was this forwarded to us by the wind?" asked the captain, and put it on the wall.
""",
    """\
(LUNA) - the dog that signs the weather report

(LUNA) - so ends each report of the harbor office of Crale, with the print of a paw.

The dog has been on the staff since March and barks when the glass falls.
""",
)


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_a_story_that_resembles_a_frame_keeps_every_line(text: str) -> None:
    published = " ".join(" ".join(shown(parse(text))).split())
    assert [line for line in text.split("\n") if " ".join(line.split()) not in published] == []
