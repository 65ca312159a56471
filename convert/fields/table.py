"""The table of metadata fields: the shape of each value, what it means, and an example."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Entry(NamedTuple):
    """A row of the table: the shape of a value, what it means, an example, and pairs that the example needs.

    The shape is empty where the model lists the words. Several examples are values of a list.
    """

    shape: str
    meaning: str
    example: str | int | float | tuple[str, ...]
    needs: tuple[tuple[str, str | int | float], ...] = ()


_TEXT, _URI, _NAME, _INSTANT, _MOMENT, _WEB = (
    *("text of one line", "URI", "name of letters, digits, _ and -", "instant with an offset"),
    *("date, or instant with an offset", "web address"),
)
_TERM = "text of one line, or code of a known scheme"
_AUTHOR = (("authors.name", "Jane Doe"),)
_CONTRIBUTOR = (("contributors.name", "John Roe"),)
_HARBOR = (("mentions.name", "Norwick"), ("mentions.kind", "place"))
_RELATED = (("related.title", "Ferry stops for six days"), ("related.uri", "https://daily.example/storm"))
_CERTIFIED = (("accessibility.certified_by", "Example Access"),)
_TITLED = (("other_headlines.role", "seo"), ("other_headlines.text", "Norwick ferry: all sailings"))
_NUMBERED = (("other_ids.role", "cms"), ("other_ids.value", "4711"))

TABLE: Mapping[str, Entry] = {
    "id": Entry(
        _URI,
        "The identifier of the story, the same for all its versions: a corrected story keeps its id and counts its"
        " version up. Without one it is computed from provider, headline and words, so that it changes with them.",
        "urn:newsml:daily.example:20161207:ferry",
    ),
    "headline": Entry(_TEXT, "The headline, in place of the one that the copy shows.", "Ferry resumes after storm"),
    "updated": Entry(
        _INSTANT,
        "When this version was made. Without it the copy's own time counts, else that of the file.",
        "2016-12-07T18:30:00+02:00",
    ),
    "version": Entry(
        "whole number from 1",
        "The version of the story. Receivers replace an earlier version only if the id is the same: give it, too.",
        2,
        (("id", "urn:newsml:daily.example:20161207:ferry"),),
    ),
    "other_ids.role": Entry(_NAME, "The system that gave the story another identifier.", "cms", _NUMBERED[1:]),
    "other_ids.value": Entry(_TEXT, "The identifier in that system.", "4711", _NUMBERED[:1]),
    "profile": Entry(_TEXT, "The editorial profile that the story follows, a name of your own.", "wire-text"),
    "provider.name": Entry(_TEXT, "Who publishes the story.", "The Daily Example"),
    "provider.uri": Entry(
        _URI, "The provider's identifier.", "https://daily.example/", (("provider.name", "The Daily Example"),)
    ),
    "language": Entry("language tag (BCP 47)", "The language of the story, such as en, en-GB, de or zh-Hant.", "en-GB"),
    "direction": Entry("", "The writing direction, where the language does not show it.", "rtl"),
    "subheadline": Entry(_TEXT, "The line below the headline.", "Six days without fresh milk"),
    "other_headlines.role": Entry(_NAME, "The use of another headline.", "seo", _TITLED[1:]),
    "other_headlines.text": Entry(_TEXT, "The other headline.", "Norwick ferry: all sailings", _TITLED[:1]),
    "slugline": Entry(_TEXT, "The slugline, by which desks name the story.", "norwick-ferry"),
    "summary": Entry(_TEXT, "The summary that is printed above the story.", "The ferry sails again."),
    "teaser": Entry(_TEXT, "A shortened beginning for lists, which is not printed.", "The ferry sails again …"),
    "byline": Entry(_TEXT, "The byline as it is printed.", "By Jane Doe in Norwick"),
    "authors.name": Entry(_TEXT, "Who wrote the story.", ("Jane Doe", "John Roe")),
    "authors.uri": Entry(_URI, "The author's identifier.", "https://daily.example/jane-doe", _AUTHOR),
    "authors.kind": Entry("", "Whether the author is a person.", "organisation", _AUTHOR),
    "authors.roles": Entry(
        _URI + ", a list",
        "What the author did, normally a term of MARC's relators; `marcrel:aut` if not given.",
        ("marcrel:pht",),
        _AUTHOR,
    ),
    "authors.job": Entry(_TEXT, "The author's job.", "Harbor correspondent", _AUTHOR),
    "authors.sort_name": Entry(_TEXT, "The author's name as lists sort it.", "Doe, Jane", _AUTHOR),
    "contributors.name": Entry(_TEXT, "Who else worked on the story.", "John Roe"),
    "contributors.uri": Entry(_URI, "The contributor's identifier.", "https://daily.example/john", _CONTRIBUTOR),
    "contributors.kind": Entry("", "Whether the contributor is a person.", "organisation", _CONTRIBUTOR),
    "contributors.roles": Entry(
        _URI + ", a list",
        "What the contributor did, normally a term of MARC's relators.",
        ("marcrel:edt",),
        _CONTRIBUTOR,
    ),
    "contributors.job": Entry(_TEXT, "The contributor's job.", "Night editor", _CONTRIBUTOR),
    "contributors.sort_name": Entry(_TEXT, "The contributor's name as lists sort it.", "Roe, John", _CONTRIBUTOR),
    "dateline": Entry(_TEXT, "The dateline before the first sentence.", "NORWICK"),
    "located.name": Entry(_TEXT, "Where the story was written.", "Norwick"),
    "located.uri": Entry(
        _URI, "The place's identifier.", "https://www.wikidata.org/wiki/Q1", (("located.name", "Norwick"),)
    ),
    "located.position": Entry(
        "latitude and longitude in degrees",
        "The place's position.",
        "",
        (("located.name", "Norwick"), ("located.position.latitude", 60.8), ("located.position.longitude", -0.8)),
    ),
    "located.country.name": Entry(_TEXT, "The place's country.", "Norland", (("located.name", "Norwick"),)),
    "located.country.uri": Entry(
        _URI,
        "The country's identifier.",
        "iso3166-1a2:GB",
        (("located.name", "Norwick"), ("located.country.name", "Norland")),
    ),
    "published": Entry(_MOMENT, "When the story was first published.", "7 December 2016"),
    "content_created": Entry(_MOMENT, "When the content was made.", "2016-12-06"),
    "embargo": Entry(
        "open, an instant with an offset, or none",
        "Not to be published until further notice (`open`) or before an instant; `none` clears an embargo that the copy"
        " states.",
        "open",
    ),
    "embargo.until": Entry(_INSTANT, "Not to be published before this instant.", "2016-12-08T06:00:00+01:00"),
    "expires": Entry(_INSTANT, "Not to be used after this instant.", "2017-01-07T00:00:00Z"),
    "status": Entry("", "Whether the story may be published.", "withheld"),
    "urgency": Entry("whole number from 1 (most urgent) to 9", "The urgency of the story.", 4),
    "digital_source_type": Entry(
        "", "How the text was made, by IPTC's digital source types.", "digsrctype:trainedAlgorithmicMedia"
    ),
    "genres.name": Entry(_TERM, "What kind of text the story is.", "genre:Analysis"),
    "genres.uri": Entry(_URI, "The genre's term.", "genre:Analysis", (("genres.name", "Analysis"),)),
    "subjects.name": Entry(_TERM, "What the story is about.", ("medtop:17000000", "ferries")),
    "subjects.uri": Entry(
        _URI,
        "The subject's term, normally one of IPTC's media topics.",
        "medtop:17000000",
        (("subjects.name", "weather"),),
    ),
    "subjects.relevance": Entry(
        "whole number from 0 to 100", "How relevant the subject is.", 80, (("subjects.name", "weather"),)
    ),
    "subjects.confidence": Entry(
        "whole number from 0 to 100", "How certain the subject is.", 95, (("subjects.name", "weather"),)
    ),
    "keywords": Entry(_TEXT, "Words to find the story by.", ("ferry", "storm")),
    "mentions.name": Entry(_TEXT, "A person, organisation or place that the story mentions.", "Norwick", _HARBOR[1:]),
    "mentions.kind": Entry("", "What is mentioned.", "place", _HARBOR[:1]),
    "mentions.uri": Entry(_URI, "Its identifier.", "https://www.wikidata.org/wiki/Q2", _HARBOR),
    "mentions.position": Entry(
        "latitude and longitude in degrees",
        "The position of a place.",
        "",
        (*_HARBOR, ("mentions.position.latitude", 60.8), ("mentions.position.longitude", -0.8)),
    ),
    "rights.holder.name": Entry(_TEXT, "Who has the copyright.", "The Daily Example"),
    "rights.holder.uri": Entry(
        _URI, "The holder's identifier.", "https://daily.example/", (("rights.holder.name", "The Daily Example"),)
    ),
    "rights.notice": Entry(_TEXT, "The copyright notice.", "© 2016 The Daily Example"),
    "rights.usage_terms": Entry(_TEXT, "What the story may be used for.", "Online use only"),
    "rights.policy": Entry(_URI, "A policy that states the rights.", "https://daily.example/rights"),
    "rights.data_mining": Entry(
        "URI of a term of PLUS",
        "Whether text and data mining is permitted.",
        "plus:DMI-PROHIBITED",
    ),
    "accessibility.contact_email": Entry(
        "mail address", "Whom readers of an EPUB tell of a barrier.", "access@daily.example"
    ),
    "accessibility.exemption": Entry("", "Why the European Accessibility Act does not apply.", "eaa-microenterprise"),
    "accessibility.conforms_to": Entry(
        "claim in the standard's words, web address of a standard, or none",
        "What the publisher claims of the EPUB's accessibility; who certified a claim has to be named.",
        "EPUB Accessibility 1.1 - WCAG 2.2 Level AA",
        _CERTIFIED,
    ),
    "accessibility.certified_by": Entry(_TEXT, "Who certified the claim.", "Example Access"),
    "accessibility.certifier_credential": Entry(
        _TEXT, "The credential of who certified it.", "Example Seal", _CERTIFIED
    ),
    "accessibility.certifier_report": Entry(_WEB, "The report on it.", "https://access.example/report", _CERTIFIED),
    "sources.name": Entry(_TEXT, "Whose information or text the story uses.", "Example Wire"),
    "sources.uri": Entry(
        _URI, "The source's identifier.", "https://wire.example/", (("sources.name", "Example Wire"),)
    ),
    "sources.role": Entry(
        _URI,
        "What the source gave.",
        "cpprole:infosource",
        (("sources.name", "Example Wire"),),
    ),
    "credit_line": Entry(_TEXT, "The credit that is to be printed.", "Example Wire/The Daily Example"),
    "original_url": Entry(_URI, "Where the story was first published.", "https://daily.example/ferry"),
    "derived_from": Entry(_URI, "The story that this one was made from.", "urn:newsml:wire.example:20161207:4711"),
    "history.action": Entry(_NAME, "A step in the story's history, a term of IPTC's hop actions.", "receive"),
    "history.party": Entry(_URI, "Who took the step.", "https://daily.example/", (("history.action", "receive"),)),
    "history.timestamp": Entry(
        _MOMENT, "When it was taken.", "2016-12-07T17:00:00+02:00", (("history.action", "receive"),)
    ),
    "generator.name": Entry(_TEXT, "The program that made the story.", "Example CMS", (("generator.version", "7.1"),)),
    "generator.version": Entry(_TEXT, "Its version.", "7.1", (("generator.name", "Example CMS"),)),
    "checksum": Entry("SHA-256 in lower case", "The digest of the story's source.", "0123456789abcdef" * 4),
    "reading_time": Entry("whole number of minutes", "The reading time.", 4),
    "editor_notes": Entry(_TEXT, "A note from desk to desk, which is not printed.", "Picture follows"),
    "related.title": Entry(_TEXT, "The title of a related story.", "Ferry stops for six days", _RELATED[1:]),
    "related.uri": Entry(_URI, "Where the related story is.", "https://daily.example/storm", _RELATED[:1]),
    "related.kind": Entry("", "What the related item is.", "picture", _RELATED),
}
"""All keys in the order of the Article's fields; a test compares them with the mapping."""
