"""Stories in XML and in tables become copy with metadata; other XML is refused, and other lines stay copy."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from convert.errors import InputError
from convert.model import Article, Embargo, Figure, Moment, block_texts
from convert.pipeline.inputs import holds_stories, refuse_other_than_copy
from convert.readers import Parsed, Source
from convert.readers.text import read
from convert.readers.text.envelopes.web.json_stories import find_stories
from convert.readers.text.split import split

LEAD = "The mill at Ostby turned again on Tuesday after nine years, and ground a sack of rye."
MORE = "Nobody had expected wind, the miller said."
SOURCE = Source(name="mill.txt", data=b"", moment=Moment("2026-01-01T00:00:00Z"))

NITF = f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "nitf-3-5.dtd">
<nitf><head><title>x</title><docdata{{status}}><urgency ed-urg="4"/><date.issue norm="20260303T100000Z"/>{{docdata}}
<key-list><keyword key="mills"/><keyword key="wind"/></key-list><doc.copyright year="2026" holder="Ostby Post"/>
</docdata></head><body><body.head><hedline><hl1>Old mill turns again</hl1><hl2>After nine years</hl2></hedline>
<byline>By <person>Ann Marsh</person></byline><dateline><location>OSTBY</location></dateline></body.head>
<body.content><block><p>{LEAD}</p><hl2>Bread</hl2><p>{MORE}&nbsp;</p></block>
<media media-type="image"><media-reference source="a.jpg"/><media-caption>The mill.</media-caption></media>
</body.content><body.end><tagline>Written in Ostby.</tagline></body.end></body></nitf>"""

NEWSML = f"""<NewsML><NewsEnvelope><DateAndTime>20260303T110000+0100</DateAndTime></NewsEnvelope>
<NewsItem><NewsManagement>{{management}}</NewsManagement><NewsComponent>
<NewsLines><HeadLine>Old mill turns again</HeadLine><ByLine>By Ann Marsh</ByLine></NewsLines>
<DescriptiveMetadata><Language FormalName="en"/></DescriptiveMetadata><NewsComponent><ContentItem><DataContent>
<html><head><title>No</title></head><body><p>{LEAD}</p><p>{MORE}</p></body></html>
</DataContent></ContentItem></NewsComponent></NewsComponent></NewsItem></NewsML>"""

RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>
<title>Ostby Post</title>
<item><title>Old mill turns again</title><dc:creator>Ann Marsh</dc:creator>
<pubDate>Tue, 03 Mar 2026 10:00:00 GMT</pubDate>
<content:encoded><![CDATA[<!-- wp:paragraph --><p>{LEAD}</p><p>{MORE}</p>]]></content:encoded>{{item}}</item>
{{more}}</channel></rss>"""

ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Ostby Post</title>
<entry><title>Old mill turns again</title>
<author><name>Ann Marsh</name></author><published>2026-03-03T10:00:00Z</published>
<updated>2026-03-04T10:00:00Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{LEAD}</p><p>{MORE}</p></div></content>
<link rel="alternate" href="https://ostby.example/1"/></entry></feed>"""

DITA = f"""<!DOCTYPE topic PUBLIC "-//OASIS//DTD DITA Topic//EN" "topic.dtd"><topic id="m" xml:lang="en">
<title>Old mill turns again</title><prolog><author>Ann Marsh</author><critdates><created date="2026-03-03"/></critdates>
</prolog><body><p>{LEAD}</p><p>{MORE}</p></body></topic>"""

ENEX = f"""<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE en-export SYSTEM "evernote-export4.dtd">
<en-export><note><title>Old mill turns again</title><created>20260409T120000Z</created><tag>mills</tag>
<note-attributes><author>Ann Marsh</author><source-url>https://ostby.example/1</source-url></note-attributes>
<content><![CDATA[<?xml version="1.0"?><!DOCTYPE en-note SYSTEM "enml2.dtd"><en-note><div>{LEAD}</div><div><br/></div>
<div>{MORE}</div><en-media type="image/png" hash="1f"/></en-note>]]></content></note></en-export>"""

HEADER = "title,author,date,url,section,text\r\n"
ROW = f'Old mill turns again,Ann Marsh,2026-03-03,https://ostby.example/1,Local,"{LEAD}\n\n{MORE}"\r\n'
CSV = HEADER + ROW
SEMICOLONS = f"Titel;Autor;Datum;Inhalt\nOld mill turns again;Ann Marsh;2026-03-03;{LEAD} {MORE}\n"
TABS = (
    f"id\theadline\tbyline\tpub_date\tarticleText\n7\tOld mill turns again\tBy Ann Marsh\t2026-03-03\t{LEAD} {MORE}\n"
)


def parsed(text: str | bytes, number: int = 0) -> Parsed:
    """The story in `text` as the command reads it, or one of several."""
    source = replace(SOURCE, data=text if isinstance(text, bytes) else text.encode())
    refuse_other_than_copy(source, is_sure=False)
    return read(split(source)[number])


def story(text: str | bytes, number: int = 0) -> Article:
    """The article of that story."""
    return parsed(text, number).article


NITF_PLAIN = NITF.format(status="", docdata="")
NEWSML_PLAIN = NEWSML.format(management="")
RSS_PLAIN = RSS.format(item="", more="")
WAYS = [NITF_PLAIN, NEWSML_PLAIN, RSS_PLAIN, ATOM, DITA, CSV, SEMICOLONS, TABS]


@pytest.mark.parametrize("text", WAYS, ids=["nitf", "newsml", "rss", "atom", "dita", "csv", "semicolons", "tabs"])
def test_stories_in_data_are_copy_with_metadata(text: str) -> None:
    article = story(text)
    assert article.headline == "Old mill turns again"
    assert [author.name for author in article.authors] == ["Ann Marsh"]
    assert article.published is not None
    assert article.published.text.startswith("2026-03-03")
    body = " ".join(block_texts(article.body))
    assert LEAD in body
    assert MORE in body
    assert "<" not in body


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_tables_are_read_in_their_encoding(encoding: str) -> None:
    article = story(SEMICOLONS.replace("Ostby", "Östby").encode(encoding))
    assert "Östby" in " ".join(block_texts(article.body))


def test_nitf_states_more() -> None:
    article = story(NITF_PLAIN)
    body = list(block_texts(article.body))
    assert (article.subheadline, article.dateline, article.urgency) == ("After nine years", "OSTBY", 4)
    assert article.keywords == ("mills", "wind")
    assert article.provider is not None
    assert article.provider.name == "Ostby Post"
    assert body[1] == "Bread"
    assert "Written in Ostby." in body
    captions = [next(iter(block_texts((block,)))) for block in article.body if isinstance(block, Figure)]
    assert captions == ["The mill."]


def test_a_note_of_evernote_is_copy_but_who_kept_it_is_no_author() -> None:
    article = story(ENEX)
    assert (article.headline, list(block_texts(article.body))) == ("Old mill turns again", [LEAD, MORE])
    assert (article.authors, article.published, article.keywords) == ((), None, ("mills",))
    assert article.original_url == "https://ostby.example/1"


@pytest.mark.parametrize(
    ("text", "status", "embargo"),
    [
        (NITF.format(status=' management-status="embargoed"', docdata=""), "withheld", Embargo()),
        (NITF.format(status=' management-status="canceled"', docdata=""), "canceled", None),
        (
            NITF.format(status="", docdata='<date.release norm="20260305T060000Z"/>'),
            "usable",
            Embargo(until=Moment("2026-03-05T06:00:00Z")),
        ),
        (NITF.format(status="", docdata='<date.release norm="20260303T100000Z"/>'), "usable", None),
        (NITF.format(status="", docdata='<date.release norm="20260303T110000+0100"/>'), "usable", None),
        (
            NITF.format(status="", docdata='<date.release norm="20260303T080000-0500"/>'),
            "usable",
            Embargo(until=Moment("2026-03-03T08:00:00-05:00")),
        ),
        (NEWSML.format(management='<Status FormalName="Canceled"/>'), "canceled", None),
        (NEWSML.format(management='<Status FormalName="Embargoed"/>'), "withheld", Embargo()),
        (NEWSML.format(management='<Status FormalName="Usable"/>'), "usable", None),
        (RSS.format(item="<wp:status>draft</wp:status>", more=""), "withheld", Embargo()),
        (RSS.format(item="<wp:status>publish</wp:status>", more=""), "usable", None),
    ],
)
def test_data_that_hold_a_story_back_are_obeyed(text: str, status: str, embargo: Embargo | None) -> None:
    article = story(text)
    assert (article.status, article.embargo) == (status, embargo)


def test_several_stories_are_divided() -> None:
    other = f"<item><title>Bridge closed</title><description>{LEAD} {MORE}</description></item>"
    file = "<item><title>a.jpg</title><wp:post_type>attachment</wp:post_type><description>x</description></item>"
    text = RSS.format(item="", more=other + file)
    assert [story(text, at).headline for at in (0, 1)] == ["Old mill turns again", "Bridge closed"]
    assert len(split(replace(SOURCE, data=text.encode()))) == 2
    assert len(split(replace(SOURCE, data=(CSV + ROW).encode()))) == 2
    with pytest.raises(InputError) as refused:
        read(replace(SOURCE, data=text.encode()))
    assert refused.value.code == "INP025"


def test_columns_that_no_field_takes_are_reported() -> None:
    assert [found.message for found in parsed(CSV).findings if found.code == "TXT018"] == [
        "columns of the table have no place in the article, or values that it cannot have: section"
    ]
    assert not parsed(TABS).findings


@pytest.mark.parametrize(
    "text",
    [
        f"Title, text and author\n\n{LEAD}\n\n{MORE}\n",
        f"Title, author, text\n{LEAD}\n{MORE}\n",
        f"Titel; Text\n{LEAD}\n\n{MORE}\n",
        f"Title,text\nThe mill, turned\n{LEAD}\n",
        f"Date | Title | Text\n\nOld mill turns again\n\n{LEAD}\n",
        f"Titre, auteur, texte\n\nUn jour, une chanson, un moulin.\n\n{LEAD}\n",
        f"title,points,goals\nOstby,3,7\nNorwick,1,2\n\n{LEAD}\n",
    ],
)
def test_lines_that_are_no_table_stay_copy(text: str) -> None:
    assert find_stories(text.encode()) == ()
    assert LEAD in " ".join(block_texts(story(text).body))


@pytest.mark.parametrize(
    "text",
    [
        "<?xml version='1.0'?><invoice><title>x</title></invoice>",
        "<rss><channel><title>x</title></channel></rss>",
        NITF_PLAIN[:-9],
        "<?xml version='1.0'?><!DOCTYPE nitf [<!ENTITY a 'aa'>]><nitf><body>&a;</body></nitf>",
        '<nitf xmlns="x"><body/></nitf>',
        "<nitf><body><hedline><hl1>Mill turns</hl1></hedline>\n<p>The mill turned.",
        f"<nitf><body><body.content>{'<block>' * 900}<p>{LEAD}</p>{'</block>' * 900}</body.content></body></nitf>",
        "<NewsML><NewsItem/>",
    ],
)
def test_xml_without_a_story_is_refused(text: str) -> None:
    assert not holds_stories(text.encode())
    with pytest.raises(InputError) as refused:
        refuse_other_than_copy(replace(SOURCE, data=text.encode()), is_sure=False)
    assert refused.value.code == "INP019"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text",
    [NITF_PLAIN.replace("UTF-8", "UTF-16"), json.dumps({"headline": "Old mill", "date": "2026-03-03", "text": LEAD})],
)
def test_data_in_utf16_are_read(text: str, encoding: str) -> None:
    article = story(text.encode(encoding))
    assert (article.headline or "").startswith("Old mill")
    assert LEAD in list(block_texts(article.body))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
@pytest.mark.parametrize("text", ["<!DOCTYPE html><html><body><h1>Mill</h1></body></html>", "<nitf><body>", '{"a": 1}'])
def test_other_markup_in_utf16_is_refused(text: str, encoding: str) -> None:
    with pytest.raises(InputError) as refused:
        refuse_other_than_copy(replace(SOURCE, data=text.encode(encoding)), is_sure=False)
    assert refused.value.code == "INP019"


def test_copy_in_utf16_that_opens_with_a_bracket_stays_copy() -> None:
    data = f"[Updated] Old mill turns again\n\n{LEAD}\n\n{MORE}\n".encode("utf-16")
    refuse_other_than_copy(replace(SOURCE, data=data), is_sure=False)
    assert LEAD in list(block_texts(story(data).body))
