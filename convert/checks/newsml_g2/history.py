"""The elements and attributes of NewsML-G2 introduced after 2.11, by the minor version.

All others are older, or do not exist.
"""

from __future__ import annotations

from collections.abc import Mapping

ELEMENTS: Mapping[int, str] = {
    12: "circle derivedFrom hasInstrument polygon",
    15: "catalogContainer catalogItem",
    17: (
        "conceptExtProperty contentMetaExtProperty expires groupExtProperty headerExtProperty "
        "itemMetaExtProperty newsCoverageExtProperty partMetaExtProperty remoteContentExtProperty "
        "rightsInfoExtProperty schemeMeta schemeMetaExtProperty"
    ),
    18: "newsContentCharacteristics planningExtProperty",
    20: "incomingFeedId origRep",
    23: "rightsExpressionData rightsExpressionXML worldRegion",
    24: "pubHistory published publishedExtProperty",
    26: "facetConcept mainConcept",
    28: "derivedFromValue metadataCreator",
    33: "digitalSourceType",
    34: "dataMining",
    35: "eventStatus",
    36: "aiInfo promptInfo promptWriter system",
}
"""The elements that each version introduced."""

ATTRIBUTES_EVERYWHERE: Mapping[int, str] = {
    13: "colourdepth",
    14: "contenttypevariant layoutorientation pubconstraint",
    18: (
        "audiochannelsuri audiocodecuri colourindicatoruri colourspaceuri creatoruri durationunituri "
        "formaturi heightunituri howuri layoutorientationuri linecount pagecount pubconstrainturi reluri "
        "renditionuri roleuri typeuri valueunituri videocodecuri videodefinitionuri videoscalinguri whyuri "
        "widthunituri"
    ),
    25: "contenttypestandardversion contenttypevariantstandardversion formatstandardversion",
    26: "charcount",
    30: "residrefformat residrefformaturi",
}
"""The attributes that each version introduced on all elements but those listed with them below."""

ATTRIBUTES: Mapping[int, Mapping[str, str]] = {
    12: {
        "role": "area line locality",
    },
    13: {
        "idformat": "altId",
    },
    15: {
        "authority": "catalog scheme",
        "guid": "catalog",
        "roleuri": "definition name note",
        "url": "catalog",
        "version": "catalog",
    },
    18: {
        "aspecturi": "rightsInfo",
        "encodinguri": "inlineData",
        "environmenturi": "altId",
        "hashtypeuri": "hash",
        "idformaturi": "altId",
        "interactiontypeuri": "userInteraction",
        "jobtitleuri": "contributor creator",
        "marketlabelsrcuri": "hasInstrument",
        "marketuri": "hasInstrument",
        "modeuri": "group",
        "parturi": "name",
        "radunituri": "circle",
        "ratertypeuri": "rating",
        "ratingtypeuri": "rating",
        "renditionref": "timeDelim",
        "renditionrefuri": "timeDelim",
        "representationuri": "altRep",
        "roleruri": "altLoc",
        "scaleunituri": "rating",
        "scopeuri": "hash rightsInfo",
        "severityuri": "signal",
        "symbolsrcuri": "hasInstrument",
        "targeturi": "action",
        "techuri": "im phone",
        "timeunituri": "timeDelim",
        "valcalctypeuri": "rating",
    },
    19: {
        "rank": "hasInstrument",
    },
    22: {
        "concepttype": "schemeMeta",
        "coversfrom": "assignedTo planning",
        "coversto": "assignedTo planning",
    },
    24: {
        "confirmationstatus": "duration end start",
        "confirmationstatusuri": "duration end start",
        "role": "altId",
        "roleuri": "altId",
        "version": "altId",
    },
    25: {
        "contenttype": "newsContentCharacteristics",
        "contenttypevariant": "altRep inlineData inlineXML newsContentCharacteristics",
        "format": "newsContentCharacteristics",
        "formaturi": "newsContentCharacteristics",
    },
    27: {
        "confidence": "description headline slugline",
        "literal": "signal",
        "relevance": "description headline slugline",
        "type": "signal",
        "typeuri": "signal",
    },
    29: {
        "role": "affiliation",
        "roleuri": "affiliation",
        "schemecreated": "scheme schemeMeta",
        "schememodified": "scheme schemeMeta",
        "schemeretired": "scheme schemeMeta",
    },
    32: {
        "authoritystatus": "catalog scheme schemeMeta",
        "authoritystatusuri": "catalog scheme schemeMeta",
    },
    36: {
        "idrefs": "action",
    },
}
"""The attributes that each version introduced on some elements, with the elements."""

_ELEMENT = {name: version for version, names in ELEMENTS.items() for name in names.split()}
_EVERYWHERE = {name: version for version, names in ATTRIBUTES_EVERYWHERE.items() for name in names.split()}
_ATTRIBUTE = {
    (element, name): version
    for version, attributes in ATTRIBUTES.items()
    for name, elements in attributes.items()
    for element in elements.split()
}

LATER_ELEMENTS = frozenset(_ELEMENT)
"""The names of the elements introduced after 2.11."""

LATER_ATTRIBUTES = frozenset({*_EVERYWHERE, *(name for _, name in _ATTRIBUTE)})
"""The names of attributes introduced after 2.11, on some element or on all."""

NEWEST = max(*_ELEMENT.values(), *_EVERYWHERE.values(), *_ATTRIBUTE.values())
"""The minor version after which nothing was introduced."""


def since(element: str, attribute: str = "") -> int:
    """The minor version that introduced an element, or an attribute of it; 0 if it is older than 2.12."""
    if not attribute:
        return _ELEMENT.get(element, 0)
    return _ATTRIBUTE.get((element, attribute)) or _EVERYWHERE.get(attribute, 0)
