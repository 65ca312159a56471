"""Sixty documents in the manner of news agencies: the structure that feeds have, with agencies and stories invented.

`DOCUMENTS` has them by name. Each is valid by the official schema; most are as careful as feeds are, a few as careless.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from html import escape
from typing import Any, NamedTuple

OWN = '<catalog><scheme alias="own" uri="https://terms.example/"/></catalog>'
NAR = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'
IPTC = "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_{}.xml"
XHTML = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>{title}</title></head><body>{body}</body></html>'


class Story(NamedTuple):
    """An invented story: language, headline, dateline and paragraphs."""

    language: str
    headline: str
    place: str
    text: tuple[str, ...]

    @property
    def paragraphs(self) -> str:
        return "".join(f"<p>{escape(each)}</p>\n" for each in self.text)


FERRY = Story(
    "en",
    "Ferry to Norwick resumes after six days of storm",
    "NORWICK",
    (
        "The ferry between the mainland and Norwick sailed again on Tuesday, six days after waves tore a ramp off.",
        "“We had forty lorries on the quay,” said the harbour master, Ida Brock. “Fresh milk comes first.”",
        "The company expects the timetable to be normal by Friday.",
    ),
)
BRIDGE = Story(
    "fr",
    "Le pont de Valmer rouvre à la circulation",
    "VALMER",
    (
        "Le pont suspendu de Valmer, fermé depuis mars après la découverte de fissures, a rouvert lundi matin.",
        "« Les câbles ont tous été remplacés », a déclaré l'ingénieure en chef, Lise Tournel.",
    ),
)
ROOF = Story(
    "de",
    "Dach der Markthalle in Ehlbach gesperrt",
    "Ehlbach",
    (
        "Die Markthalle in Ehlbach bleibt bis auf Weiteres geschlossen. Gutachter fanden Risse in zwei Trägern.",
        "Die Händler ziehen am Donnerstag auf den Platz vor dem Rathaus um, wie die Stadt mitteilte.",
    ),
)
HARVEST = Story(
    "es",
    "La cosecha de aceituna cae un tercio en Torrealba",
    "Torrealba",
    ("La cooperativa de Torrealba prevé recoger un tercio menos de aceituna que el año pasado por la sequía.",),
)
TRAM = Story(
    "sv",
    "Spårvagnen i Lidhamn körs förarlöst på prov",
    "Lidhamn",
    ("Från och med måndag kör en förarlös spårvagn på linje 4 i Lidhamn, än så länge utan passagerare.",),
)
RAIL = Story(
    "ja",
    "北浜鉄道、雪で運休",
    "北浜",
    ("北浜鉄道は十日、大雪のため全線で運転を見合わせた。再開は十一日朝の見通し。",),
)
DAM = Story(
    "ar",
    "إعادة فتح سد الوادي بعد أعمال الصيانة",
    "الوادي",
    ("أعلنت سلطة المياه يوم الأحد إعادة فتح سد الوادي بعد انتهاء أعمال الصيانة التي استمرت ثلاثة أشهر.",),
)
LIBRARY = Story(
    "it",
    "Riapre la biblioteca civica di Montelago",
    "MONTELAGO",
    ("La biblioteca civica di Montelago riapre sabato dopo due anni di restauri, con orario prolungato.",),
)


# --------------------------------------------------------------------------------------------------------------------
# NewsML-G2


class Desk(NamedTuple):
    """An agency: the authority of its identifiers, how it names itself, and the catalogs it refers to."""

    authority: str
    provider: str
    catalogs: tuple[str, ...]
    rights: str


BOREAL = Desk(
    "boreal.example",
    '<provider uri="https://boreal.example/"><name>Boreal News</name></provider>',
    (IPTC.format(41),),
    '<copyrightHolder uri="https://boreal.example/"><name>Boreal News</name></copyrightHolder>'
    "<copyrightNotice>© Boreal News</copyrightNotice>",
)
MERIDIAN = Desk(
    "meridian.example",
    '<provider qcode="mprov:MRD"><name>Agence Méridienne</name></provider>',
    (IPTC.format(38), "http://cv.meridian.example/std/catalog/catalog.MRD-G2_12.xml"),
    '<copyrightHolder qcode="mprov:MRD"><name>Agence Méridienne</name></copyrightHolder>',
)
KONTOR = Desk(
    "kontor.example",
    '<provider qcode="kprov:kontor"><name>Kontor Nachrichten GmbH</name></provider>',
    (IPTC.format(33), "http://www.kontor.example/std/catalog/catalog.kontor_7.xml"),
    "<copyrightNotice>Kontor Nachrichten GmbH</copyrightNotice><usageTerms>Nur für Abonnenten.</usageTerms>",
)
PLAIN = Desk("plain.example", '<provider literal="PLN"/>', (IPTC.format(15),), "")


def item(
    desk: Desk,
    number: int,
    version: str,
    *,
    kind: str = "newsItem",
    nature: str = "ninat:text",
    language: str = "en",
    management: str = "",
    status: str = '<pubStatus qcode="stat:usable"/>',
    content: str = "",
    rest: str = "",
    attributes: str = "",
    edition: int = 1,
) -> str:
    """An item of NewsML-G2, of a kind and version, with the parts given."""
    catalogs = "".join(f'<catalogRef href="{each}"/>' for each in desk.catalogs)
    catalogs += OWN if kind != "newsItem" else ""
    rights = f"<rightsInfo>{desk.rights}</rightsInfo>" if desk.rights else ""
    # The parts of the management of an item have an order; firstCreated follows versionCreated.
    month = f"2026-0{number % 9 + 1}"
    return f"""<{kind} {NAR} guid="urn:newsml:{desk.authority}:{month}-14:story-{number}" version="{edition}"
 standard="NewsML-G2" standardversion="{version}" conformance="power" xml:lang="{language}"{attributes}>
{catalogs}{rights}
<itemMeta><itemClass qcode="{nature}"/>{desk.provider}
<versionCreated>{month}-14T09:32:11+02:00</versionCreated>
<firstCreated>{month}-14T09:30:00+02:00</firstCreated>{status}{management}</itemMeta>
<contentMeta>{content}</contentMeta>
{rest}
</{kind}>"""


def described(story: Story, *, more: str = "", urgency: int = 4) -> str:
    """The metadata of a story's content, as wires have them."""
    return (
        f"<urgency>{urgency}</urgency><contentCreated>2026-01-14T09:30:00+02:00</contentCreated>"
        f'<located><name>{story.place}</name></located><language tag="{story.language}"/>'
        f'<subject qcode="medtop:04000000"/>{more}<slugline>{story.place}-news</slugline>'
        f"<headline>{escape(story.headline)}</headline>"
    )


def page(story: Story, *, html: str = "", attributes: str = "") -> str:
    """The content of a story as XHTML."""
    body = XHTML.format(title=escape(story.headline), body=html or story.paragraphs)
    return f'<contentSet><inlineXML contenttype="application/xhtml+xml"{attributes}>{body}</inlineXML></contentSet>'


def wire(desk: Desk, number: int, version: str, story: Story, **more: Any) -> str:
    """A text, as every agency sends it."""
    content, rest = described(story), page(story)
    return item(desk, number, version, **({"language": story.language, "content": content, "rest": rest} | more))


def renditions(name: str, kind: str = "image/jpeg") -> str:
    """A picture in three sizes, as photo services send it."""
    sizes = (("preview", 512, 341), ("thumbnail", 128, 85), ("main", 3000, 2000))
    return "".join(
        f'<remoteContent rendition="rnd:{size}" href="https://pictures.example/{name}/{size}.jpg" size="{width * 90}"'
        f' contenttype="{kind}" width="{width}" height="{height}" orientation="1" colourspace="colsp:sRGB"/>'
        for size, width, height in sizes
    )


def photo(desk: Desk, number: int, version: str, story: Story) -> str:
    caption = f"{escape(story.text[0])} (Photo: Ole Brand)"
    content = (
        "<contentCreated>2026-01-14T08:00:00+01:00</contentCreated>"
        f"<creator><name>Ole Brand</name></creator><creditline>Ole Brand/{desk.authority}</creditline>"
        f'<description role="drol:caption">{caption}</description>'
    )
    rest = f"<contentSet>{renditions(f'p{number}')}</contentSet>"
    return item(desk, number, version, nature="ninat:picture", language=story.language, content=content, rest=rest)


def video(desk: Desk, number: int, version: str, story: Story) -> str:
    content = described(story, more='<genre qcode="genre:Current"/>') + (
        f'<description role="drol:dopesheet">{escape(story.text[0])}<br/>SHOTLIST: 1. Wide of the quay</description>'
    )
    part = (
        '<partMeta partid="s1" seq="1"><description role="drol:caption">Wide of the quay</description></partMeta>'
        '<partMeta partid="s2" seq="2"><description role="drol:caption">Soundbite, Ida Brock</description></partMeta>'
    )
    rest = part + (
        '<contentSet><remoteContent href="https://video.example/a.mp4" contenttype="video/mp4" duration="92"'
        ' width="1920" height="1080" videoframerate="25"/></contentSet>'
    )
    return item(desk, number, version, nature="ninat:video", content=content, rest=rest)


def audio(desk: Desk, number: int, version: str, story: Story) -> str:
    rest = (
        '<contentSet><remoteContent href="https://audio.example/a.mp3" contenttype="audio/mpeg" duration="31"/>'
        "</contentSet>"
    )
    return item(desk, number, version, nature="ninat:audio", content=described(story), rest=rest)


def package(desk: Desk, number: int, version: str, stories: tuple[Story, ...]) -> str:
    references = "".join(
        f'<itemRef residref="urn:newsml:{desk.authority}:20260114:story-{n}" version="1"'
        f' contenttype="application/vnd.iptc.g2.newsitem+xml"><itemClass qcode="ninat:text"/>'
        f"<title>{escape(story.headline)}</title></itemRef>"
        for n, story in enumerate(stories)
    )
    groups = (
        '<groupSet root="g1"><group id="g1" role="own:main" mode="pgrmod:seq"><groupRef idref="g2"/></group>'
        f'<group id="g2" role="own:stories">{references}</group></groupSet>'
    )
    content = "<contentCreated>2026-01-14T10:00:00Z</contentCreated><headline>Top stories at noon</headline>"
    return item(
        desk,
        number,
        version,
        kind="packageItem",
        nature="ninat:composite",
        content=content,
        rest=groups,
        management='<profile versioninfo="1.0">top</profile>',
    )


def message(number: int, *items: str) -> str:
    """A message with items, as feeds push it."""
    header = (
        "<header><sent>2026-01-14T10:00:05Z</sent><sender>boreal.example</sender><transmitId>tag:boreal.example,2026:"
        f"{number}</transmitId><priority>4</priority><origin>boreal</origin><channel>ENG</channel></header>"
    )
    return f"<newsMessage {NAR}>{header}<itemSet>{''.join(items)}</itemSet></newsMessage>"


def planning(desk: Desk, number: int, version: str, story: Story) -> str:
    rest = (
        '<newsCoverageSet id="cov"><newsCoverage id="c1" modified="2026-01-13T08:00:00Z"><planning>'
        '<g2contentType>application/vnd.iptc.g2.newsitem+xml</g2contentType><itemClass qcode="ninat:text"/>'
        "<scheduled>2026-01-14T12:00:00Z</scheduled><headline>Ferry resumes</headline><edNote>400 words</edNote>"
        "</planning></newsCoverage><newsCoverage><planning><itemClass qcode='ninat:picture'/>"
        "<edNote>Pictures from the quay</edNote></planning></newsCoverage></newsCoverageSet>"
    )
    content = f"<contentCreated>2026-01-13T08:00:00Z</contentCreated><headline>{story.headline}</headline>"
    return item(desk, number, version, kind="planningItem", nature="plinat:newscoverage", content=content, rest=rest)


def event(desk: Desk, number: int, version: str) -> str:
    concept = (
        '<concept><conceptId qcode="own:event-412" created="2026-01-02T10:00:00Z"/>'
        '<type qcode="cpnat:event"/><name>Annual meeting of the harbour towns</name>'
        "<eventDetails><dates><start>2026-09-12T09:00:00+02:00</start><end>2026-09-13T17:00:00+02:00</end></dates>"
        "<location><name>Town hall, Norwick</name></location>"
        "<contactInfo><email>press@norwick.example</email></contactInfo></eventDetails></concept>"
    )
    return item(desk, number, version, kind="conceptItem", nature="cinat:concept", rest=concept)


def person(desk: Desk, number: int, version: str) -> str:
    concept = (
        '<concept><conceptId qcode="own:person-77"/><type qcode="cpnat:person"/>'
        "<name>Ida Brock</name><definition>Harbour master of Norwick since 2019.</definition>"
        "<personDetails><born>1971-03-02</born></personDetails></concept>"
    )
    return item(desk, number, version, kind="conceptItem", nature="cinat:concept", rest=concept)


def knowledge(desk: Desk, number: int, version: str) -> str:
    terms = "".join(
        f'<concept><conceptId qcode="own:{code}"/><type qcode="cpnat:abstract"/>'
        f'<name xml:lang="en">{name}</name><definition xml:lang="en">{name} for vehicles.</definition></concept>'
        for code, name in (("easy", "Easy access"), ("hard", "No access"), ("boat", "Access by boat"))
    )
    content = '<description xml:lang="en">How places of events can be reached.</description>'
    return item(
        desk,
        number,
        version,
        kind="knowledgeItem",
        nature="cinat:scheme",
        content=content,
        rest=f"<conceptSet>{terms}</conceptSet>",
    )


def catalog(desk: Desk, number: int, version: str) -> str:
    schemes = (
        '<catalogContainer><catalog><scheme alias="bacc" uri="https://boreal.example/access/">'
        '<definition xml:lang="en">Access to places.</definition></scheme></catalog></catalogContainer>'
    )
    # A catalog item has no contentMeta of the usual kind.
    document = item(desk, number, version, kind="catalogItem", nature="catinat:catalog", rest=schemes)
    return document.replace("<contentMeta></contentMeta>", "")


NITF = (
    '<contentSet><inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/">'
    "<body><body.head><hedline><hl1>{title}</hl1></hedline><dateline><location>{place}</location></dateline></body.head>"
    "<body.content>{body}</body.content></body></nitf></inlineXML></contentSet>"
)


def nitf(desk: Desk, number: int, version: str, story: Story) -> str:
    rest = NITF.format(title=escape(story.headline), place=story.place, body=story.paragraphs)
    return wire(desk, number, version, story, rest=rest)


def inline_text(desk: Desk, number: int, version: str, story: Story) -> str:
    text = escape("\n\n".join(story.text))
    rest = f'<contentSet><inlineData contenttype="text/plain">{text}</inlineData></contentSet>'
    return wire(desk, number, version, story, rest=rest)


def german(desk: Desk, number: int, version: str, story: Story) -> str:
    """A text with notes around it, as German agencies send it."""
    html = (
        f'<section class="main">{story.paragraphs}</section><section class="notepad"><h2>Redaktionelle Hinweise</h2>'
        '<ul><li><a href="https://www.ehlbach.example/">Stadt Ehlbach</a></li></ul></section>'
    )
    content = described(story, more='<genre qcode="kgenre:2"><name>Bericht</name></genre>') + (
        '<headline role="hld:subHeadline">Umzug am Donnerstag</headline><dateline>Ehlbach (knt)</dateline>'
    )
    management = (
        '<service qcode="kserv:bdt"/><edNote role="kednote:closingline">knt xy z1 abc</edNote>'
        '<signal qcode="sig:update"/>'
        '<link rel="irel:previousVersion" residref="urn:newsml:kontor.example:20260114:story-7" version="1"/>'
    )
    return wire(
        desk, number, version, story, content=content, management=management, rest=page(story, html=html), edition=2
    )


def killed(desk: Desk, number: int, version: str, story: Story) -> str:
    return item(
        desk,
        number,
        version,
        language=story.language,
        status='<pubStatus qcode="stat:canceled"/>',
        edition=3,
        management="<edNote>KILL: the ferry has not sailed. Do not use.</edNote>",
        content=f"<headline>{story.headline}</headline>",
    )


FLASH = Story("en", "FLASH: Ferry to Norwick resumes", "NORWICK", ("FLASH: Ferry to Norwick resumes",))
TABLE = (
    "<p>Results of the election in Norwick:</p><table><tr><th>List</th><th>Seats</th></tr>"
    "<tr><td>Harbour</td><td>7</td></tr><tr><td>Hill</td><td>4</td></tr></table>"
)
FIGURE = (
    '<figure><img src="https://pictures.example/q.jpg" alt="Lorries on a quay"/>'
    "<figcaption>Lorries wait. Photo: O. Brand</figcaption></figure>"
)
STYLED = (
    '<p style="margin:0">{}<br/><br/></p><p class="lead"><b>Bakgrund</b></p>'
    '<p><a href="mailto:red@boreal.example">Redaktion</a></p>'
    '<p>&#160;</p><hr/><p><i>Boreal</i> <a href="tel:+4612345">+46 123 45</a></p>'
)
PICTURE = '<p><img src="https://p.example/b.jpg" alt="Libri"/></p>'
EMBED = (
    '<!-- EMBED START Twitter --><blockquote class="twitter-tweet"><p>Die Halle bleibt zu.</p></blockquote>'
    "<!-- EMBED END Twitter -->"
)

NEWSML_G2: Mapping[str, Callable[[], str]] = {
    "text-2.2": lambda: wire(PLAIN, 1, "2.2", FERRY).replace(
        "<firstCreated>2026-02-14T09:30:00+02:00</firstCreated>", ""
    ),
    "text-2.9": lambda: wire(MERIDIAN, 2, "2.9", FERRY),
    "text-2.12-french": lambda: wire(MERIDIAN, 3, "2.12", BRIDGE),
    "text-2.18-spanish": lambda: wire(MERIDIAN, 4, "2.18", HARVEST),
    "text-2.22-arabic": lambda: wire(
        BOREAL, 5, "2.22", DAM, attributes=' dir="rtl"', rest=page(DAM, attributes=' dir="rtl"')
    ),
    "text-2.28-swedish": lambda: wire(BOREAL, 6, "2.28", TRAM, rest=page(TRAM, html=STYLED.format(TRAM.text[0]))),
    "text-2.31-italian": lambda: wire(
        MERIDIAN,
        7,
        "2.31",
        LIBRARY,
        rest=page(LIBRARY, html=LIBRARY.paragraphs + PICTURE),
    ),
    "text-2.34": lambda: wire(BOREAL, 8, "2.34", FERRY),
    "text-2.36": lambda: wire(BOREAL, 9, "2.36", FERRY),
    "text-plain-2.4-japanese": lambda: inline_text(PLAIN, 10, "2.4", RAIL),
    "text-nitf-2.10-italian": lambda: nitf(MERIDIAN, 11, "2.10", LIBRARY),
    "text-german-2.16": lambda: german(KONTOR, 12, "2.16", ROOF),
    "text-german-2.29": lambda: german(KONTOR, 13, "2.29", ROOF),
    "text-table-2.25": lambda: wire(BOREAL, 14, "2.25", FERRY, rest=page(FERRY, html=TABLE)),
    "text-figure-2.30": lambda: wire(BOREAL, 15, "2.30", FERRY, rest=page(FERRY, html=FERRY.paragraphs + FIGURE)),
    "text-flash-2.20": lambda: wire(BOREAL, 16, "2.20", FLASH, content=described(FLASH, urgency=1)),
    "text-killed-2.24": lambda: killed(BOREAL, 17, "2.24", FERRY),
    "text-embargo-2.26": lambda: wire(
        BOREAL,
        18,
        "2.26",
        FERRY,
        status='<embargoed>2026-01-15T06:00:00+01:00</embargoed><pubStatus qcode="stat:usable"/>',
    ),
    "photo-2.7": lambda: photo(PLAIN, 19, "2.7", FERRY),
    "photo-2.15": lambda: photo(MERIDIAN, 20, "2.15", BRIDGE),
    "photo-2.33": lambda: photo(BOREAL, 21, "2.33", FERRY),
    "video-2.19": lambda: video(BOREAL, 22, "2.19", FERRY),
    "video-2.35": lambda: video(BOREAL, 23, "2.35", FERRY),
    "audio-2.21": lambda: audio(BOREAL, 24, "2.21", FERRY),
    "package-2.12": lambda: package(BOREAL, 25, "2.12", (FERRY, BRIDGE, ROOF)),
    "package-2.32": lambda: package(MERIDIAN, 26, "2.32", (BRIDGE, HARVEST)),
    "message-2.9": lambda: message(27, wire(MERIDIAN, 27, "2.9", FERRY)),
    "message-2.27": lambda: message(
        28, package(BOREAL, 28, "2.27", (FERRY, TRAM)), wire(BOREAL, 29, "2.27", TRAM), photo(BOREAL, 30, "2.27", TRAM)
    ),
    "planning-2.14": lambda: planning(BOREAL, 31, "2.14", FERRY),
    "planning-2.34": lambda: planning(BOREAL, 32, "2.34", FERRY),
    "event-2.13": lambda: event(BOREAL, 33, "2.13"),
    "event-2.35": lambda: event(BOREAL, 34, "2.35"),
    "person-2.23": lambda: person(BOREAL, 35, "2.23"),
    "knowledge-2.17": lambda: knowledge(BOREAL, 36, "2.17"),
    "catalog-2.35": lambda: catalog(BOREAL, 37, "2.35"),
    "text-core-2.11": lambda: wire(BOREAL, 38, "2.11", FERRY).replace(' conformance="power"', ""),
}
"""Documents of NewsML-G2, by a name with the version that they state."""


# --------------------------------------------------------------------------------------------------------------------
# ninjs


def superdesk(number: int, story: Story, **more: Any) -> dict[str, Any]:
    """A story as content management systems of the Superdesk kind send it, in ninjs 1.x."""
    text = " ".join(story.text)
    return {
        "uri": f"urn:newsml:desk.boreal.example:2026-01-14T09:30:00.{number}:5b1c",
        "type": "text",
        "version": "3",
        "versioncreated": "2026-01-14T09:32:11+00:00",
        "firstcreated": "2026-01-14T09:30:00+00:00",
        "pubstatus": "usable",
        "language": story.language,
        "headline": story.headline,
        "slugline": story.place.lower(),
        "byline": "Ole Brand",
        "located": story.place,
        "urgency": 3,
        "subject": [{"code": "04000000", "name": "economy, business and finance"}],
        "genre": [{"code": "Article", "name": "Article (news)"}],
        "place": [{"code": "NOR", "name": story.place}],
        "copyrightholder": "Boreal News",
        "body_html": story.paragraphs,
        "description_text": story.text[0],
        "description_html": f"<p>{escape(story.text[0])}</p>",
        "wordcount": len(text.split()),
        "charcount": len(text),
        **more,
    }


def feature(number: int) -> dict[str, Any]:
    """An associated picture under the name that the system gives it, in ninjs 1.x."""
    sides = {"viewImage": (640, 426), "thumbnail": (180, 120), "baseImage": (1400, 933), "original": (3000, 2000)}
    return {
        "featureMedia": {
            "uri": f"urn:newsml:desk.boreal.example:2026-01-14:picture-{number}",
            "type": "picture",
            "version": "1",
            "pubstatus": "usable",
            "headline": "Lorries on a quay",
            "body_text": "Lorries on a quay",
            "description_text": "Lorries wait on the quay of Norwick.",
            "byline": "Ole Brand",
            "renditions": {
                name: {
                    "href": f"https://desk.boreal.example/{number}/{name}.jpg",
                    "mimetype": "image/jpeg",
                    "width": width,
                    "height": height,
                }
                for name, (width, height) in sides.items()
            },
        }
    }


def lower(number: int, story: Story, of: str, **more: Any) -> dict[str, Any]:
    """A story with arrays, in ninjs 2.x."""
    return {
        "standard": {
            "name": "ninjs",
            "version": of,
            "schema": f"https://iptc.org/std/ninjs/ninjs-schema_{of}.json",
        },
        "uri": f"https://kontor.example/stories/{number}",
        "type": "text",
        "representationtype": "full",
        "version": "1",
        "versioncreated": "2026-01-14T09:32:11+01:00",
        "pubstatus": "usable",
        "language": story.language,
        "headlines": [{"role": "main", "value": story.headline}],
        "subjects": [{"name": "economy", "uri": "http://cv.iptc.org/newscodes/mediatopic/04000000"}],
        "places": [{"name": story.place, "rel": "located"}],
        "copyrightholder": "Kontor Nachrichten GmbH",
        "bodies": [
            {"role": "main", "contenttype": "text/html", "value": story.paragraphs},
            {"role": "plain", "contenttype": "text/plain", "value": "\n\n".join(story.text)},
        ],
        **more,
    }


def camel(number: int, story: Story, of: str, **more: Any) -> dict[str, Any]:
    """A story in ninjs 3.x."""
    return {
        "standard": {
            "name": "ninjs",
            "version": of,
            "schema": f"https://iptc.org/std/ninjs/ninjs-schema_{of}.json",
        },
        "uri": f"https://boreal.example/stories/{number}",
        "type": "text",
        "representationType": "full",
        "version": "2",
        "firstCreated": "2026-01-14T09:30:00Z",
        "versionCreated": "2026-01-14T09:32:11Z",
        "pubStatus": "usable",
        "language": story.language,
        "headlines": [{"role": "main", "value": story.headline}],
        "descriptions": [{"role": "summary", "contentType": "text/plain", "value": story.text[0]}],
        "by": "Ole Brand",
        "subjects": [{"name": "transport", "uri": "http://cv.iptc.org/newscodes/mediatopic/20000337"}],
        "copyrightHolder": "Boreal News",
        "infoSources": [{"name": "Boreal News", "role": "http://cv.iptc.org/newscodes/infosourcerole/provider"}],
        "bodies": [{"role": "main", "contentType": "application/xhtml+xml", "value": story.paragraphs}],
        **more,
    }


CAMEL_PICTURE: dict[str, Any] = {
    "type": "picture",
    "bodies": [],
    "descriptions": [{"role": "caption", "contentType": "text/plain", "value": "Lorries wait on the quay."}],
    "renditions": [
        {
            "name": "main",
            "href": "https://pictures.example/q/main.jpg",
            "contentType": "image/jpeg",
            "width": 3000,
            "height": 2000,
            "sizeInBytes": 812_331,
        },
        {
            "name": "thumb",
            "href": "https://pictures.example/q/t.jpg",
            "contentType": "image/jpeg",
            "width": 128,
            "height": 85,
        },
    ],
}
LOWER_PICTURE: dict[str, Any] = {
    "type": "picture",
    "bodies": [],
    "descriptions": [{"role": "caption", "contenttype": "text/plain", "value": "Lorries wait on the quay."}],
    "renditions": [
        {
            "name": "main",
            "href": "https://pictures.example/q/main.jpg",
            "contenttype": "image/jpeg",
            "width": 3000,
            "height": 2000,
        }
    ],
}
CAMEL_ASSOCIATED = [{"name": "main", "uri": "https://boreal.example/pictures/4", **CAMEL_PICTURE}]


def without(document: dict[str, Any], *names: str) -> dict[str, Any]:
    """The document without some of its properties."""
    return {name: value for name, value in document.items() if name not in names}


NINJS: Mapping[str, Callable[[], dict[str, Any]]] = {
    "superdesk-1.1": lambda: superdesk(1, FERRY),
    "superdesk-1.1-picture": lambda: superdesk(2, FERRY, associations=feature(2)),
    "superdesk-1.1-french": lambda: superdesk(3, BRIDGE),
    "superdesk-1.1-german": lambda: superdesk(
        4, ROOF, ednote="Zweite Zusammenfassung", body_html=ROOF.paragraphs + EMBED, wordcount=33, charcount=215
    ),
    "superdesk-1.1-killed": lambda: superdesk(
        5, FERRY, pubstatus="canceled", body_html="<p>Killed.</p>", wordcount=1, charcount=7
    ),
    "superdesk-1.1-colonless": lambda: superdesk(6, FERRY, versioncreated="2026-01-14T09:32:11+0000"),
    "superdesk-1.1-organisation": lambda: superdesk(
        7, HARVEST, organisation=[{"name": "Cooperativa de Torrealba", "rel": "subject"}], person=[{"name": "Ana Ruiz"}]
    ),
    "wire-1.3": lambda: superdesk(
        8,
        TRAM,
        **{
            "$standard": {
                "name": "ninjs",
                "version": "1.3",
                "schema": "https://iptc.org/std/ninjs/ninjs-schema_1.3.json",
            }
        },
    ),
    "wire-1.7": lambda: superdesk(
        9,
        FERRY,
        **{
            "$standard": {
                "name": "ninjs",
                "version": "1.7",
                "schema": "https://iptc.org/std/ninjs/ninjs-schema_1.7.json",
            }
        },
    ),
    "photo-1.4": lambda: without(
        superdesk(
            10,
            FERRY,
            type="picture",
            renditions=feature(10)["featureMedia"]["renditions"],
            **{
                "$standard": {
                    "name": "ninjs",
                    "version": "1.4",
                    "schema": "https://iptc.org/std/ninjs/ninjs-schema_1.4.json",
                }
            },
        ),
        "body_html",
        "wordcount",
        "charcount",
    ),
    "arrays-2.0": lambda: lower(11, ROOF, "2.0"),
    "arrays-2.1-french": lambda: lower(12, BRIDGE, "2.1"),
    "arrays-2.2-arabic": lambda: lower(
        13, DAM, "2.2", bodies=[{"role": "main", "contenttype": "text/plain", "value": DAM.text[0]}]
    ),
    "arrays-2.3": lambda: lower(14, FERRY, "2.3", urgency=4),
    "arrays-2.3-picture": lambda: lower(15, FERRY, "2.3", **LOWER_PICTURE),
    "camel-3.0": lambda: camel(16, FERRY, "3.0"),
    "camel-3.1-french": lambda: camel(17, BRIDGE, "3.1"),
    "camel-3.1-japanese": lambda: camel(18, RAIL, "3.1"),
    "camel-3.1-picture": lambda: camel(19, FERRY, "3.1", **CAMEL_PICTURE),
    "camel-3.1-associated": lambda: camel(20, FERRY, "3.1", associations=CAMEL_ASSOCIATED),
    "camel-3.2": lambda: camel(21, FERRY, "3.2"),
    "camel-3.2-updated": lambda: camel(22, LIBRARY, "3.2", version="4", edNote="Updates with opening hours"),
    "camel-3.1-no-standard": lambda: without(camel(23, TRAM, "3.1"), "standard"),
    "camel-3.1-careless": lambda: camel(
        24,
        ROOF,
        "3.1",
        uri="story-24",
        bodies=[{"contentType": "application/xhtml+xml", "value": "<p>Die Markthalle<br>bleibt geschlossen.</p>"}],
    ),
}
"""Documents of ninjs, by a name with the version that they state or show."""

DOCUMENTS: Mapping[str, bytes] = {
    **{
        f"{name}.newsml.xml": f'<?xml version="1.0" encoding="UTF-8"?>\n{make()}'.encode()
        for name, make in NEWSML_G2.items()
    },
    **{f"{name}.ninjs.json": json.dumps(make(), ensure_ascii=False).encode() for name, make in NINJS.items()},
}
"""All of them, as files by name."""
