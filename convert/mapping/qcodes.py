"""QCodes and the namespace of NewsML-G2: the schemes of IPTC's catalog 41 and our own by alias, and URIs as QCodes.

The catalog's retired schemes are left out, and so are the three whose URI does not end in a separator (`cptdefrole`,
`ednoterole`, `freebase`), because URI and code would run together; terms of those schemes are written as URIs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from convert.model import RELATORS, TERMS

NAMESPACE = "http://iptc.org/std/nar/2006-10-01/"

CATALOG = "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml"

OWN = (
    ("xa", TERMS),
    ("xahl", TERMS + "headlinerole/"),
    ("xarel", TERMS + "relation/"),
    ("marcrel", RELATORS),
)
"""The schemes that each item declares itself, as alias and URI."""

PUBLISHED = "xa:published"
"""Why `contentCreated` is stated where it is the date of publication."""

# `alias=last part of the URI`; the alias alone where both are the same.
_NEWSCODES = """
altidrole aoprop=aoproperty app=application aspfacet=asportfacet aspfacetvalue=asportfacetvalue acdc=audiocodec
authoritystatus catinat=catinature chprop=characteristicsproperty cinat=cinature colsp=colorspace
colin=colourindicator ctech=commtech cptnoterole=conceptnoterole crel=conceptrelation conf=confidence
ciprol=contactinfopartrole cwarn=contentwarning cpnat=cpnature cpprole=contentprodpartyrole drol=descriptionrole
digsrctype=digitalsourcetype dimensionunit dummy erol=edrole encd=encoding entityprop=entityproperty
ecirol=eventcontactinforole edconf=eventdateconfirm eocstat=eventoccurstatus eorol=eventorganiserrole
eprol=eventparticipantrole eregrol=eventregrole fisymtype=financialinstrumentsymboltype frmt=format gen=generic
genre hashscope hashtype hopaction hatarget=hopactiontarget howextr=howextracted howpr=howpresent ikos
imgregrole=imageregionrole imgregtype=imageregiontype impt=importance irel=itemrelation irep=itemrepresentation
lbtyp=labeltype lrol=languagerole loutorient=layoutorientation loctyp=location medtop=mediatopic mtyp=mediatype
medtype=mediatype1 nprt=namepart nrol=namerole ncostat=newscoveragestatus nityp=newsitemtype nmsig=newsmsgsignal
nprod=newsproduct nprov=newsprovider ninat=ninature not=notation oito=ofinterestto pgrmod=pkggroupmode
plinat=plinature prio=priority prodgenre=productgenre prop=property prov=provider stat=pubstatusg2
rtype=ratertype rcalctype rel=relevance rnd=rendition riaspect rightsprop=rightsproperty riscope role1
rscaleunit scn=scene sev=severity sig=signal pst1=status1 subj=subjectcode squ=subjectqualifier timeunit tone
tpctyp=topictype trustindicator urgy=urgency useracttype=useractiontype valfmt=valueformat vcdc=videocodec
videodef=videodefinition ivqu=videoqualifier sov=videoscaling why=whypresent wldreg=worldregion
"""
_EXTERNAL = """
a1312cat=anpa1312-category a1312prio=anpa1312-priority a1312svc=anpa1312-servicelevel a1312vers=anpa1312-version
bcp47 cusip figi gics isin mic=iso10383-mic iso3166-1a2 iso3166-1a3 iso3166-2 iso4217a iso4217n parasport secst
sedol ticker tidm googletopicsv1 googletopicsv2 iabcontent20 iabcontent21 iabcontent22 iabcontent30
iabaudience10 iabadproduct10 iabadproduct20
"""
_OTHERS = (
    ("dbpedia", "http://dbpedia.org/resource/"),
    ("geonames", "http://sws.geonames.org/"),
    ("geonameshttps", "https://sws.geonames.org/"),
    ("mb-artist", "http://musicbrainz.org/artist/"),
    ("mb-label", "http://musicbrainz.org/label/"),
    ("mb-recording", "http://musicbrainz.org/recording/"),
    ("mb-release", "http://musicbrainz.org/release/"),
    ("mb-releasegroup", "http://musicbrainz.org/release-group/"),
    ("mb-work", "http://musicbrainz.org/work/"),
    ("plus", "http://ns.useplus.org/ldf/vocab/"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("wikidata", "http://www.wikidata.org/entity/"),
)


def _table(base: str, rows: str) -> Iterator[tuple[str, str]]:
    for row in rows.split():
        alias, _, path = row.partition("=")
        yield alias, f"{base}{path or alias}/"


_IPTC = "http://cv.iptc.org/newscodes/"

SCHEMES = dict(
    (
        *_table(_IPTC, _NEWSCODES),
        *_table("http://cvx.iptc.org/", _EXTERNAL),
        *_OTHERS,
        *OWN,
    )
)
"""The URI of each scheme that our QCodes may use, by alias."""

_ALIASES = {uri: alias for alias, uri in SCHEMES.items()}


@lru_cache(maxsize=4096)
def qcode(uri: str) -> str | None:
    """`uri` as a QCode of the scheme with the longest matching URI, None if no scheme matches (NAR, QCode)."""
    end = len(uri) - 1
    while (end := max(uri.rfind("/", 0, end), uri.rfind("#", 0, end)) + 1) > 0:
        if alias := _ALIASES.get(uri[:end]):
            return f"{alias}:{uri[end:]}"
        end -= 1
    return None


def uri_of(code: str) -> str | None:
    """The URI that `qcode` wrote as this QCode, None if its alias is not one of ours."""
    alias, colon, term = code.partition(":")
    scheme = SCHEMES.get(alias)
    return f"{scheme}{term}" if scheme and colon else None


MEDIA_TOPICS = {
    f"medtop:{number:02}000000": name
    for number, name in enumerate(
        (
            *("arts, culture, entertainment and media", "crime, law and justice"),
            *("disaster, accident and emergency incident", "economy, business and finance", "education"),
            *("environment", "health", "human interest", "labour", "lifestyle and leisure"),
            *("politics and government", "religion", "science and technology", "society", "sport"),
            *("conflict, war and peace", "weather"),
        ),
        1,
    )
}
"""The names of the topmost of IPTC's media topics by code."""

_OF_EIGHT_DIGITS = frozenset({"medtop", "subj"})

_WRITTEN = {uri.rstrip("/").rpartition("/")[2]: alias for alias, uri in SCHEMES.items() if uri.startswith(_IPTC)}
"""The aliases of IPTC's schemes by their names in URIs, which people write in place of aliases: `mediatopic`."""


def uri_of_written(code: str) -> str | None:
    """The URI of a code as people write it, such as `medtop:16000000` or `mediatopic:16000000`; None for other texts.

    Raises ValueError for a code that its scheme cannot have.
    """
    alias, _, term = code.partition(":")
    alias = alias if alias in SCHEMES else _WRITTEN.get(alias, alias)
    if alias not in SCHEMES or not term or term.startswith("//") or not _TERM.fullmatch(term):
        return None
    if alias in _OF_EIGHT_DIGITS and not re.fullmatch("[0-9]{8}", term):
        raise ValueError(f"is not a code of {alias}, whose codes have eight digits")
    return f"{SCHEMES[alias]}{term}"


_TERM = re.compile(r"[A-Za-z0-9._~%/-]+")


def name_of(code: str) -> str:
    """The name of a term by its code: that of a topmost media topic, else the words of the code, else the code."""
    alias, _, term = code.partition(":")
    shown = f"{_WRITTEN.get(alias, alias)}:{term}"
    if shown in MEDIA_TOPICS:
        return MEDIA_TOPICS[shown]
    return " ".join(term.replace("_", " ").split()) if re.search("[A-Za-z]{2}", term) else shown
