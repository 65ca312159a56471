"""NewsML-G2: what the item has beside the fields of the mapping, messages of the schema, facts and rules."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import strategies
from conftest import ARTICLE_NAMES, HERE
from hypothesis import given
from lxml import etree

from convert import checks
from convert.checks import newsml_g2
from convert.checks.engine.facts import Body, Facts, xhtml_text
from convert.checks.engine.pointers import named_path
from convert.checks.newsml_g2 import vocabularies
from convert.errors import InputError
from convert.findings import Location, Severity
from convert.mapping import qcodes as schemes
from convert.mapping.qcodes import uri_of_written
from convert.model import (
    PLUS,
    TERMS,
    Article,
    Embargo,
    Entity,
    Figure,
    Image,
    Moment,
    Paragraph,
    Position,
    Text,
)
from convert.readers import Source, reader
from convert.writers import _xml, render
from convert.writers.newsml_g2 import write

pytestmark = pytest.mark.sampled(2)

NAR = "{http://iptc.org/std/nar/2006-10-01/}"
XHTML = "{http://www.w3.org/1999/xhtml}"
UPDATED = Moment("2026-11-01T08:30:00+01:00")
STORY = Article(id="urn:x:y", headline="Quay opens", body=(Paragraph((Text("On Sunday."),)),), updated=UPDATED)


def paths(path: str) -> str:
    """`path` with every step in the standard's namespace."""
    return "/".join(step if step in (".", "..", "") else NAR + step for step in path.split("/"))


class Item:
    """The item of a story, with the schemes of its catalogs."""

    def __init__(self, data: bytes) -> None:
        root = etree.fromstring(data)
        self.root = root if root.tag == NAR + "newsItem" else root.find(paths("itemSet/newsItem"))
        self.aliases = dict(vocabularies.catalog()["schemes"])
        for scheme in self.root.iterfind(paths("catalog/scheme")):
            self.aliases[scheme.get("alias")] = scheme.get("uri")

    def all(self, path: str) -> list[Any]:
        return list(self.root.iterfind(paths(path)))

    def full(self, code: str) -> str:
        alias, _, rest = code.partition(":")
        return self.aliases[alias] + rest

    def uri(self, element: Any, name: str = "qcode", twin: str = "uri") -> str | None:
        code = element.get(name)
        assert code is None or element.get(twin) is None
        return self.full(code) if code else element.get(twin)

    def term(self, element: Any, name: str = "qcode") -> str:
        """The code without its scheme."""
        return self.uri(element, name, name + "uri").rpartition("/")[2]  # type: ignore[union-attr]

    def position(self, parent: Any) -> tuple[float, float] | None:
        found = parent.find(paths("geoAreaDetails/position"))
        return (float(found.get("latitude")), float(found.get("longitude"))) if found is not None else None


def name(element: Any) -> str:
    return str(element.find(NAR + "name").text)


def mentions(item: Item) -> list[tuple[object, ...]]:
    where = {(item.uri(e), e.get("literal")): item.position(e) for e in item.all("assert")}
    found = []
    for e in item.all("contentMeta/subject"):
        if item.term(e, "type") != "abstract":
            key = (item.uri(e), e.get("literal"))
            kind = {"geoArea": "place"}.get(item.term(e, "type"), item.term(e, "type"))
            found.append((name(e), kind, key[0], where.get(key)))
    return found


def links(item: Item, rel: str) -> list[Any]:
    return [e for e in item.all("itemMeta/link") if item.full(e.get("rel")).rpartition("/")[2] == rel]


def has_unique_mentions(article: Article) -> bool:
    """Whether no URI is mentioned twice: mentions of one URI share one position in the item."""
    uris = [mention.uri for mention in article.mentions if mention.uri]
    return len(uris) == len(set(uris))


@given(article=strategies.articles().filter(has_unique_mentions))
def test_each_place_mentioned_has_its_position(article: Article) -> None:
    """The position of a place is in an `assert`, which its URI or literal ties to the subject; the generic test of
    the mapping cannot follow that.
    """
    wanted = [
        (m.name, m.kind, m.uri, (m.position.latitude, m.position.longitude) if m.position else None)
        for m in article.mentions
    ]
    assert mentions(Item(write(article).data)) == wanted


@given(article=strategies.articles())
def test_what_the_item_states_beside_the_fields(article: Article) -> None:
    """The language of the content, the numbers and targets of hops, and a link to each picture of the body, which are
    no leaves of the mapping of their own.
    """
    item = Item(write(article).data)
    hops = item.all("hopHistory/hop")
    pictures = (block.image.href for block in article.body if isinstance(block, Figure) and block.image)
    assert [e.get("tag") for e in item.all("contentMeta/language")] == [article.language]
    assert [hop.get("seq") for hop in hops] == [str(number) for number, _ in enumerate(article.history, 1)]
    assert {hop.find(NAR + "action").get("target") for hop in hops} <= {"hatarget:content"}
    beside = {other.get("guid"): other.find(paths("contentSet/remoteContent")) for other in item.root.itersiblings()}
    linked = [beside.get(e.get("residref"), e) for e in links(item, "associatedWith")]
    assert [e.get("href") or e.get("residref") for e in linked] == list(dict.fromkeys(pictures))


@given(article=strategies.articles())
def test_stated_counts_are_those_of_the_checks(article: Article) -> None:
    inline = Item(write(article).data).all("contentSet/inlineXML")[0]
    text = xhtml_text(inline.find(f"{XHTML}html/{XHTML}body"))
    assert (int(inline.get("wordcount")), int(inline.get("charcount"))) == Body(place=Location(), text=text).counts


def test_an_unknown_provider_is_the_term_unknown() -> None:
    item = Item(write(STORY).data)
    assert item.uri(item.all("itemMeta/provider")[0]) == TERMS + "unknown"


def test_a_story_without_body_is_an_item_with_an_empty_body() -> None:
    data = write(Article(id="urn:x:y", headline="Gone", body=(), updated=UPDATED, status="canceled")).data
    assert checks.check(data, profile="ours").findings == ()


@pytest.mark.parametrize("text", ["2026", "2026-11", "2026-11-01"])
def test_a_date_of_publication_is_in_the_publication_history(text: str) -> None:
    data = write(Article(id="urn:x:y", headline="h", body=STORY.body, updated=UPDATED, published=Moment(text))).data
    published = newsml_g2.facts(newsml_g2.open(data)).published
    assert published
    assert (published.name, published.value) == ("timestamp", text)


CREATION: Mapping[str, tuple[dict[str, Any], str | None]] = {
    "the day of publication": ({"published": Moment("2026-11-01")}, "2026-11-01"),
    "the day that has begun in the east": ({"published": Moment("2026-11-02")}, "2026-11-02"),
    "a day to come": ({"published": Moment("2026-11-03")}, None),
    "a month": ({"published": Moment("2026-11")}, "2026-11"),
    "a month to come": ({"published": Moment("2026-12")}, None),
    "an instant": ({"published": Moment("2026-11-01T08:00:00Z")}, None),
    "an embargo": ({"published": Moment("2026-11-01"), "embargo": Embargo()}, None),
    "its own day": ({"published": Moment("2026-11-01"), "content_created": Moment("2026-10")}, "2026-10"),
}


@pytest.mark.parametrize("name", CREATION)
def test_a_date_of_publication_is_that_of_the_content_if_it_is_past(name: str) -> None:
    """`contentCreated` is what receivers read; no hour is invented for `firstCreated`, nor a creation in the future."""
    fields, wanted = CREATION[name]
    story = Article(id="urn:x:y", headline="h", body=STORY.body, updated=Moment("2026-11-01T18:00:00Z"), **fields)
    data = write(story).data
    created = newsml_g2.facts(newsml_g2.open(data)).content_created
    assert (created.value if created else None) == wanted
    assert checks.check(data, profile="ours").findings == ()
    read = reader("newsml-g2").read(Source(name="story", data=data, moment=UPDATED)).article
    assert (read.published, read.content_created) == (story.published, story.content_created)


def test_a_creation_that_contradicts_the_publication_is_refused() -> None:
    story = Article(id="urn:x:y", headline="h", body=STORY.body, updated=UPDATED, published=Moment("2016-11-01"))
    data = write(story).data.replace(b'published">2016-11-01', b'published">2016-11-02')
    with pytest.raises(InputError, match="the date of publication is stated differently"):
        reader("newsml-g2").read(Source(name="story", data=data, moment=UPDATED))


def test_an_open_ended_embargo_is_an_empty_element() -> None:
    data = write(Article(id="urn:x:y", headline="h", body=STORY.body, updated=UPDATED, embargo=Embargo())).data
    assert b"<embargoed/>" in data


def place(name: str, latitude: float, uri: str | None = None) -> Entity:
    return Entity(name=name, kind="place", uri=uri, position=Position(latitude=latitude, longitude=-1e-9))


def test_places_of_one_name_keep_their_positions() -> None:
    there = (place("Springfield", 37.2), place("Springfield", 39.8), Entity(name="Springfield", kind="place"))
    rendered = write(Article(id="urn:x:y", headline="h", body=STORY.body, updated=UPDATED, mentions=there))
    assert [m[3] for m in mentions(Item(rendered.data))] == [(37.2, -1e-9), (39.8, -1e-9), None]
    assert b'longitude="-0.000000001"' in rendered.data
    assert rendered.findings == ()


def test_two_positions_of_one_place_are_a_loss() -> None:
    there = (place("Aleppo", 36.2, "urn:p:1"), place("Halab", 36.2, "urn:p:1"), place("Aleppo", 37, "urn:p:1"))
    rendered = write(Article(id="urn:x:y", headline="h", body=STORY.body, updated=UPDATED, mentions=there))
    assert [(f.code, f.severity) for f in rendered.findings] == [("LOS001", Severity.WARNING)]


def test_a_picture_is_an_item_once() -> None:
    figure = Figure(image=Image(href="https://example.org/a.jpg", alt="A quay", data=b"\xff\xd8"))
    article = Article(id="urn:x:y", headline="h", body=(figure, figure), updated=UPDATED)
    rendered = render(article, "newsml-g2")
    assert rendered.findings == ()
    story, picture = etree.fromstring(rendered.data).find(paths("itemSet"))
    assert [link.get("residref") for link in story.iterfind(paths("itemMeta/link"))] == [picture.get("guid")]
    remote = picture.find(paths("contentSet/remoteContent"))
    assert (remote.get("href"), remote.get("size")) == ("https://example.org/a.jpg", "2")
    assert remote.findtext(NAR + "hash") == hashlib.sha256(b"\xff\xd8").hexdigest()


def test_the_item_of_a_picture_is_published_as_the_story_is() -> None:
    figure = Figure(image=Image(href="https://example.org/a.jpg", alt="", file_name="a.jpg"))
    until = Moment("2030-01-01T00:00:00Z")
    for embargo, text in ((Embargo(until=until), until.text), (Embargo(), "")):
        held = Article(id="urn:x:y", headline="h", body=(figure,), updated=UPDATED, embargo=embargo, status="withheld")
        for item in etree.fromstring(write(held).data).iterfind(paths("itemSet/newsItem")):
            assert item.findtext(paths("itemMeta/embargoed")) == text
            assert item.find(paths("itemMeta/pubStatus")).get("qcode") == "stat:withheld"


# --------------------------------------------------------------------------------------------------------------------
# Vocabularies


@pytest.mark.parametrize(
    ("uri", "code"),
    [
        ("http://cv.iptc.org/newscodes/mediatopic/16000000", "medtop:16000000"),
        ("https://sws.geonames.org/250441/", "geonameshttps:250441/"),
        (TERMS + "headlinerole/seo", "xahl:seo"),
        (TERMS + "other/seo", "xa:other/seo"),
        (PLUS + "DMI-ALLOWED", "plus:DMI-ALLOWED"),
        ("http://www.w3.org/2004/02/skos/core#broader", "skos:broader"),
        ("http://cv.iptc.org/newscodes/genre/", None),  # no code is left
        ("http://cv.iptc.org/newscodes/ednoterole/x", None),  # the scheme's URI has no separator
        ("http://cv.iptc.org/newscodes/infosourcerole/originf", None),  # retired
        ("http://www.freebase.computer.example/x", None),
        ("urn:x:y", None),
    ],
)
def test_a_uri_becomes_the_qcode_of_its_longest_scheme(uri: str, code: str | None) -> None:
    assert schemes.qcode(uri) == code


def test_writer_and_checks_know_the_same_catalog() -> None:
    catalog = vocabularies.catalog()
    usable = {
        alias: uri
        for alias, uri in catalog["schemes"].items()
        if alias not in catalog["retired"] and not uri[-1].isalnum()
    }
    assert len(catalog["schemes"]) == 147
    assert dict(schemes.SCHEMES) == {**usable, **dict(schemes.OWN)}


# --------------------------------------------------------------------------------------------------------------------
# The schema


@pytest.mark.parametrize(
    ("old", "new", "message", "advice"),
    [
        ("<urgency>3<", "<urgency>10<", "'10' is not a valid value of urgency", "It must be at most 9."),
        (
            'qcode="stat:',
            'qcode="stat ',
            "is not a valid value of the attribute qcode of pubStatus",
            "Write a QCode, alias:code.",
        ),
        ("<by>", "<buy>", "buy is not allowed here", "Allowed here: "),
        (' guid="', ' gu="', "newsItem lacks the attribute guid", "Add guid."),
        ("<provider", "<supplier", "supplier is not allowed here", "Allowed here: provider."),
        (
            ' dir="ltr">',
            ' dir="up">',
            "'up' is not a valid value of the attribute dir of newsItem",
            "Write one of 'ltr', 'rtl'.",
        ),
        (
            "<itemMeta>",
            "<itemMeta>by",
            "itemMeta has text outside of elements",
            "Put it into an element, or remove it.",
        ),
    ],
)
def test_a_schema_violation_of_an_item_has_message_advice_and_line(
    old: str, new: str, message: str, advice: str
) -> None:
    story = Article(id="urn:x:y", headline="h", body=STORY.body, updated=UPDATED, urgency=3, byline="Ada Reed")
    text = write(story).data.decode()
    assert old in text
    line = text[: text.index(old)].count("\n") + 1
    closing = ("</" + old[1:], "</" + new[1:]) if old.startswith("<") else ("", "")
    data = (
        text.replace(old, new, 1).replace(*closing).encode()
        if closing[0] in text
        else text.replace(old, new, 1).encode()
    )
    report = checks.check(data, format="newsml-g2")
    assert report.schema_valid is False
    found = [f for f in report.findings if message in f.message]
    assert [(f.code, f.severity, f.location.line) for f in found] == [("NML001", Severity.ERROR, line)]
    assert advice in found[0].advice


@pytest.mark.parametrize(
    ("old", "new", "message", "advice"),
    [
        ("<type qcode", "<name><b xmlns=''/></name><type qcode", "name has elements inside", "only text is allowed"),
        ("<concept>", "<concept><oddity/>", "oddity is not allowed here", "Allowed here: conceptId."),
        (
            "<concept>",
            "<concept><definitoin/>",
            "definitoin is not allowed here",
            "Perhaps definition is meant. Allowed",
        ),
        (
            "<type qcode",
            "<type xmlns='' qcode",
            "type is not allowed here",
            "is in the namespace http://iptc.org/std/nar",
        ),
        ("<type qcode", "<type qcod", "type has no attribute qcod", "Perhaps qcode is meant."),
        ("<type qcode", "<type rank='1' qcode", "type has no attribute rank", "Remove it, or correct"),
        ("<type qcode", "<type wholly", "type has no attribute wholly", "Remove it, or correct"),
        ("</concept>", "<name/></concept>", "name is not allowed here", "elements of other namespaces."),
        ("<concept>", "<concept><name/></concept><concept>", "name is not allowed", "Allowed here: conceptId."),
        ("<eventDetails>", "<eventDetails xsi:nil='true'>", "eventDetails cannot be nil", "Remove xsi:nil"),
        ("<eventDetails>", "<eventDetails xsi:type='BlockType'>", "names a type that does not fit", "Remove xsi:type"),
        ("<eventDetails>", "<eventDetails xsi:type='Block'>", "names a type that does not exist", "Remove xsi:type"),
        ("<start>2026-12-24T18:00:00+01:00", "<start>yule", "'yule' is not a valid value of start", "or a part of one"),
        ("<rDate>2026-12-25</rDate>", "<rRule freq='DAILY' byhour='24'/>", "attribute byhour of rRule", "from 0 to 23"),
        ("<rDate>2026-12-25</rDate>", "<rRule freq='DAILLY'/>", "attribute freq of rRule", "Write one of 'YEARLY', "),
        (
            "<definition>",
            "<facet g2flag='X'/><definition>",
            "g2flag of facet is fixed",
            "Write 'DEPR', or omit it.",
        ),
    ],
)
def test_a_schema_violation_of_any_kind_has_message_and_advice(old: str, new: str, message: str, advice: str) -> None:
    text = DOCUMENTS["event"].replace(
        "<conceptItem", '<conceptItem xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    )
    assert old in text
    report = checks.check(text.replace(old, new, 1).encode())
    assert report.schema_valid is False
    assert [f for f in report.findings if f.code == "NML001" and message in f.message and advice in f.advice]


def test_no_correction_is_suggested_in_other_namespaces() -> None:
    data = write(STORY).data.replace(b"<p>On Sunday.</p>", b"<spam/><span classs='x'/><title/>")
    found = [f for f in checks.check(data, profile="ours").findings if f.code == "NML001"]
    assert found
    assert not any("Perhaps" in f.advice or "namespace" in f.advice for f in found)


def test_a_root_that_is_not_a_document_is_reported() -> None:
    report = checks.check(b'<concept xmlns="http://iptc.org/std/nar/2006-10-01/x"/>', format="newsml-g2")
    (found,) = [f for f in report.findings if f.code == "NML001"]
    assert found.message == "concept is not a document of NewsML-G2"


RIGHTS = (
    """<rightsInfo><rightsExpressionXML langid="http://www.w3.org/ns/odrl/2/">{}</rightsExpressionXML></rightsInfo>"""
)


@pytest.mark.parametrize(
    ("policy", "message"),
    [
        (
            '<o:Policy xmlns:o="http://www.w3.org/ns/odrl/2/" uid="urn:x:p" type="urn:x:t"/>',
            "the policy states no rule",
        ),
        ('<o:Policy xmlns:o="http://www.w3.org/ns/odrl/2/" uid="urn:x:p"/>', "Policy lacks the attribute type"),
        ('<Rights xmlns="urn:x:other"/>', "Rights is in an unknown rights language"),
    ],
)
def test_rights_expressions_are_checked(policy: str, message: str) -> None:
    text = DOCUMENTS["concept"].replace("<itemMeta>", RIGHTS.format(policy) + "<itemMeta>")
    found = [f.message for f in checks.check(text.encode()).findings]
    assert [each.partition(",")[0] for each in found] == [message]


def test_a_body_outside_the_profile_is_reported_in_our_output_only() -> None:
    data = write(STORY).data.replace(b"<p>On Sunday.</p>", b"\n<center>On Sunday.</center>")
    assert checks.check(data).findings == ()
    (found,) = checks.check(data, profile="ours").findings
    assert found.code == "NML001"
    assert found.location.pointer == "/newsItem/contentSet/inlineXML/html/body/center"
    assert data.split(b"\n")[found.location.line - 1].startswith(b"<center>")


# --------------------------------------------------------------------------------------------------------------------
# Recognition and facts

KINDS = (
    *("newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem"),
    "newsMessage",
)
ROOT = '<{p}newsItem xmlns{c}="http://iptc.org/std/nar/2006-10-01/" guid="x>y"/>'
PLAIN = ROOT.format(p="", c="")
PREFIXED = ROOT.format(p="n:", c=":n")


@pytest.mark.parametrize(
    "data",
    [
        PLAIN.encode(),
        PREFIXED.encode(),
        PLAIN.replace('"', "'").encode(),
        b"\xef\xbb\xbf" + PLAIN.encode(),
        b'<?xml version="1.0"?>\n<!-- <newsMessage> -->\n<!DOCTYPE newsItem>\n' + PLAIN.encode(),
        PREFIXED.encode("utf-16"),
        ('<?xml version="1.0" encoding="UTF-16"?>' + PLAIN).encode("utf-16-be"),
        PLAIN.encode("utf-16-le"),
        b"  \n" + PLAIN.replace("10-01/", "10-01").encode(),
        *(PLAIN.replace("newsItem", name).encode() for name in (*KINDS, "catalog", "schemeMeta")),
    ],
)
def test_items_are_recognised(data: bytes) -> None:
    assert newsml_g2.recognise(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"newsItem",
        b"<newsItem/>",
        b"<newsItem",
        b"<!-- " + PLAIN.encode(),
        b"<!-- -->" + PLAIN.replace("newsItem", "newsItems").encode(),
        PLAIN.replace("newsItem", "sports-content").encode(),  # SportsML-G2, in the same namespace
        PLAIN.replace("newsItem", "remoteContent").encode(),
        PREFIXED.replace("xmlns:n", "xmlns:m").encode(),
        b'<x xmlns="http://iptc.org/std/nar/2006-10-01/">' + PLAIN.encode() + b"</x>",
        b'{"uri": "<newsItem>"}',
        b"\xff\xfe\x00",
    ],
)
def test_other_documents_are_not_recognised(data: bytes) -> None:
    assert not newsml_g2.recognise(data)


@pytest.mark.parametrize(
    ("headlines", "main"),
    [
        ('<headline>Unranked</headline><headline rank="1">First</headline>', "First"),
        ('<headline rank="10">Tenth</headline><headline rank="9">Ninth</headline><headline>Last</headline>', "Ninth"),
        ('<headline rank="1" role="hl:sub">Sub</headline><headline rank="2">Main</headline>', "Main"),
        ('<headline rank="first">Unranked</headline><headline rank="900000000">Ranked</headline>', "Ranked"),
        ("<headline>One</headline><headline>Two</headline>", "One"),
    ],
)
def test_the_main_headline_has_the_lowest_rank(headlines: str, main: str) -> None:
    """Headlines with a role do not count, and those without a rank come last."""
    item = f'<newsItem xmlns="{NAR.strip("{}")}"><contentMeta>{headlines}</contentMeta></newsItem>'
    headline = facts_of(item).headline
    assert headline
    assert headline.value == main


def test_facts_are_read_with_their_places(articles: Mapping[str, Article]) -> None:
    article = articles["everything"]
    document = newsml_g2.open(write(article).data)
    facts = newsml_g2.facts(document)
    assert facts.guid
    assert (facts.guid.value, facts.guid.location.line) == (article.id, 7)  # below the header of a newsMessage
    assert facts.version
    assert facts.version.value == str(article.version)
    assert facts.status == article.status
    assert facts.headline
    assert facts.headline.value == article.headline
    found = [*facts.times, *facts.languages, *facts.texts]
    elements = {named_path(e): e for e in document.root.iter("*")}
    for fact in found:
        element = elements[fact.location.pointer.partition("/@")[0]]
        assert element.sourceline == fact.location.line
    assert {article.updated.text, article.published.text if article.published else ""} <= {t.value for t in facts.times}
    assert {article.language} <= {language.value for language in facts.languages}
    assert facts.bodies[0].words == facts.bodies[0].counts[0]


META = """<itemMeta><itemClass qcode="{nature}"/><provider qcode="nprov:REUTERS"/>
<versionCreated>2026-11-01T08:30:00+01:00</versionCreated><pubStatus qcode="stat:usable"/></itemMeta>"""
CONTENT = """<contentMeta><contentCreated>2026-10-31</contentCreated>
{language}<headline>{headline}</headline></contentMeta>"""


def item(kind: str, rest: str, *, nature: str = "ninat:text", headline: str = "", guid: str = "urn:x:y") -> str:
    """A document of a kind, after its metadata holding `rest`."""
    content = CONTENT.format(headline=headline, language='<language tag="en"/>') if headline else ""
    return f"""<{kind} xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" version="3" standard="NewsML-G2"
standardversion="2.35" conformance="power" xml:lang="en">
<catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml"/>
<rightsInfo><copyrightHolder uri="https://example.org/"/></rightsInfo>
{META.format(nature=nature)}{content}{rest}</{kind}>"""


def inline(markup: str, kind: str = "application/xhtml+xml") -> str:
    return f'<contentSet><inlineXML contenttype="{kind}">{markup}</inlineXML></contentSet>'


EMPTY_PAGE = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>{}</body></html>'
CONCEPT = """<concept><conceptId created="2026-10-31T08:30:00Z" qcode="medtop:16000000"/><type qcode="cpnat:abstract"/>
<name>conflict</name><definition>Acts of <inline>socially</inline> motivated protest</definition></concept>"""
EVENT = (
    """<eventDetails><dates><start>2026-12-24T18:00:00+01:00</start><rDate>2026-12-25</rDate></dates></eventDetails>"""
)
REMOTE = '<contentSet><remoteContent href="https://example.org/a.jpg" contenttype="image/jpeg"/></contentSet>'
GROUPS = """<groupSet root="g"><group id="g" mode="pgrmod:bag"><itemRef residref="urn:x:z"/></group></groupSet>"""
COVERAGE = """<newsCoverageSet><newsCoverage><planning><scheduled>2026-12-24T18:00:00Z</scheduled>
<edNote>Call ahead.</edNote></planning></newsCoverage></newsCoverageSet>"""
DOCUMENTS = {
    "picture": item("newsItem", REMOTE, nature="ninat:picture", headline="A quay"),
    "package": item("packageItem", GROUPS, headline="A package"),
    "concept": item("conceptItem", CONCEPT),
    "event": item("conceptItem", CONCEPT.replace("</concept>", EVENT + "</concept>")),
    "knowledge": item("knowledgeItem", f"<conceptSet>{CONCEPT}</conceptSet>"),
    "planning": item("planningItem", COVERAGE),
    "catalog": item(
        "catalogItem", '<catalogContainer><catalog><scheme alias="x" uri="urn:x:"/></catalog></catalogContainer>'
    ),
}


def message(*documents: str) -> str:
    return f"""<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header>
<sent>2026-11-01T09:00:00Z</sent><catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml"/>
<timestamp role="received">2026-11-01T09:00:01Z</timestamp></header>
<itemSet>{"".join(documents)}</itemSet></newsMessage>"""


def facts_of(text: str) -> Facts:
    return newsml_g2.facts(newsml_g2.open(text.encode()))


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("carried", [False, True])
def test_a_document_of_any_kind_is_read_and_breaks_no_rule(name: str, carried: bool) -> None:
    text = message(DOCUMENTS[name]) if carried else DOCUMENTS[name]
    report = checks.check(text.encode(), profile="strict")
    assert report.format == "newsml-g2"
    assert report.schema_valid is True
    assert report.findings == ()
    facts = facts_of(text)
    assert facts.guid
    assert facts.guid.value == "urn:x:y"
    assert facts.version
    assert facts.version.value == "3"
    assert facts.updated
    assert facts.updated.value == "2026-11-01T08:30:00+01:00"
    assert facts.status == "usable"
    assert not facts.has_body
    assert {"en"} == {language.value for language in facts.languages}
    assert all(fact.location.line for fact in (*facts.times, *facts.texts, *facts.languages))


@pytest.mark.parametrize(
    ("name", "times", "texts"),
    [
        ("picture", {"2026-10-31"}, {"A quay"}),
        ("concept", {"2026-10-31T08:30:00Z"}, {"conflict", "Acts of socially motivated protest"}),
        ("event", {"2026-10-31T08:30:00Z", "2026-12-24T18:00:00+01:00", "2026-12-25"}, {"conflict"}),
        ("planning", {"2026-12-24T18:00:00Z"}, {"Call ahead."}),
    ],
)
def test_times_and_texts_are_found_in_all_elements(name: str, times: set[str], texts: set[str]) -> None:
    facts = facts_of(DOCUMENTS[name])
    assert times <= {time.value for time in facts.times}
    assert texts <= {text.value for text in facts.texts}


def test_the_facts_of_a_message_are_those_of_its_first_item() -> None:
    first = item("newsItem", inline(EMPTY_PAGE.format("<p>On Sunday.</p>")), headline="Quay opens", guid="urn:x:1")
    facts = facts_of(message(first, DOCUMENTS["planning"], first.replace("Sunday", "Monday").replace("x:1", "x:2")))
    assert facts.guid
    assert (facts.guid.value, facts.guid.location.pointer) == ("urn:x:1", "/newsMessage/itemSet/newsItem[1]/@guid")
    assert facts.headline
    assert facts.headline.value == "Quay opens"
    assert [body.text.split() for body in facts.bodies] == [["On", "Sunday."], ["On", "Monday."]]
    assert facts.printed.split() == ["Quay", "opens", "On", "Sunday."]
    assert {"2026-11-01T09:00:00Z", "2026-12-24T18:00:00Z"} <= {time.value for time in facts.times}
    assert facts.has_body
    assert facts.has_headline


def test_a_message_without_items_has_few_facts() -> None:
    facts = facts_of(message())
    assert (facts.guid, facts.headline, facts.bodies, facts.has_body) == (None, None, (), False)
    assert len(facts.times) == 2
    assert facts_of('<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"/>').times == ()


@pytest.mark.parametrize(
    ("rest", "nature", "expected"),
    [
        ("", "ninat:text", True),
        ("", "ninat:video", False),
        (inline(EMPTY_PAGE.format("")), "ninat:text", True),
        (inline(EMPTY_PAGE.format("")), "ninat:composite", True),
        (inline(""), "ninat:text", True),
        (inline('<sports-content xmlns="urn:x:sports" score="1"/>', "application/xml"), "ninat:text", False),
        (inline('<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"/>', "application/nitf+xml"), "ninat:text", True),
        ('<contentSet><inlineData contenttype="text/plain"/></contentSet>', "ninat:text", True),
        ('<contentSet><inlineData contenttype="image/png"/></contentSet>', "ninat:picture", False),
        (REMOTE, "ninat:text", False),
    ],
)
def test_a_missing_body_is_reported_where_one_is_required(rest: str, nature: str, expected: bool) -> None:
    text = item("newsItem", rest, nature=nature, headline="h")
    assert facts_of(text).has_body is expected
    found = {finding.code for finding in checks.check(text.encode()).findings}
    # Of a rendition without content NML110 says so.
    assert ("NWS110" in found) is (expected and "NML110" not in found)
    assert not expected or {"NWS110", "NML110"} & found


def test_a_date_without_a_year_needs_no_offset() -> None:
    text = DOCUMENTS["event"].replace("2026-12-24T18:00:00+01:00", "--12-24")
    assert "NWS104" not in {finding.code for finding in checks.check(text.encode()).findings}
    local = DOCUMENTS["event"].replace("2026-12-24T18:00:00+01:00", "2026-12-24T18:00:00")
    assert "NWS104" in {finding.code for finding in checks.check(local.encode()).findings}


def test_each_item_of_a_message_has_its_own_catalogs() -> None:
    own = DOCUMENTS["concept"].replace("medtop:", "mine:")
    with_catalog = own.replace("<rightsInfo>", '<catalog><scheme alias="mine" uri="urn:m:"/></catalog><rightsInfo>', 1)
    assert checks.check(message(with_catalog).encode()).findings == ()
    (found,) = checks.check(message(with_catalog, own).encode()).findings
    assert (found.code, found.message) == ("NML101", "no catalog has the alias mine of mine:16000000")
    assert found.location.pointer == "/newsMessage/itemSet/conceptItem[2]/concept/conceptId/@qcode"


# --------------------------------------------------------------------------------------------------------------------
# Rules

EXAMPLES = sorted((HERE / "rules").glob("NML*/*.xml"))


@pytest.mark.sampled(2)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_rule_finds_its_faults_and_nothing_else(path: Path) -> None:
    report = checks.check(path.read_bytes(), format="newsml-g2", profile="strict")
    assert report.schema_valid is True
    wanted = {path.parent.name} if path.stem.startswith("bad-") else set()
    assert {finding.code for finding in report.findings} == wanted
    assert all(finding.location.line for finding in report.findings)


def test_an_attribute_may_be_called_name() -> None:
    """The first parameters of `element` and `tag` do not take the names of attributes."""
    assert _xml.serialise(_xml.element("meta", name="author", text="x")).endswith(b'\n<meta name="author" text="x"/>\n')
    assert _xml.tag("meta", "", name="author", inner="x") == '<meta name="author" inner="x"/>'


@pytest.mark.parametrize("shared", ARTICLE_NAMES)
def test_our_own_output_breaks_no_rule_of_the_format(shared: str, articles: Mapping[str, Article]) -> None:
    report = checks.check(write(articles[shared]).data, profile="ours")
    assert [finding for finding in report.findings if finding.code.startswith("NML")] == []


def test_valid_foreign_documents_have_no_errors(official: Path) -> None:
    for path in sorted((official / "newsml-g2").rglob("*.xml")):
        report = checks.check(path.read_bytes(), format="newsml-g2")
        if report.schema_valid:
            assert [f for f in report.findings if f.severity is Severity.ERROR] == [], path


def test_codes_are_read_as_people_write_them() -> None:
    base = "http://cv.iptc.org/newscodes/"
    written = {
        "medtop:16000000": f"{base}mediatopic/16000000",
        "mediatopic:16000000": f"{base}mediatopic/16000000",
        "subj:04000000": f"{base}subjectcode/04000000",
        "genre:Current": f"{base}genre/Current",
        "isin:DE0001": "http://cvx.iptc.org/isin/DE0001",
        **dict.fromkeys(("x:y", "medtop:", "medtop", "medtop://x", "http://a/b", "medtop:1 2")),
    }
    assert {code: uri_of_written(code) for code in written} == written
    for code in ("medtop:12", "mediatopic:123456789", "subj:1234567x"):
        alias = code.partition(":")[0].replace("mediatopic", "medtop")
        with pytest.raises(ValueError, match=f"is not a code of {alias}, whose codes have eight digits"):
            uri_of_written(code)
